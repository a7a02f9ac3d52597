//! The rules of orders and trains, one line per case; every state, command and role of an order through
//! the real command; and many people who want the same unit.

use super::board::{self, OrderFilter};
use super::model::Order;
use super::status::{Command as Step, Role, Status, StatusRefusal, step};
use super::view::{my_orders, order};
use crate::call::Actor;
use crate::delivery::tests::deliver;
use crate::inventory::tests::{counters, receive, shelf};
use crate::refusal::{Code, Param};
use crate::tests_world::{World, id, wire, words};
use crate::time::HOUR_MS;

/// One of each command, every field given.
pub(crate) const COMMANDS: &[&str] = &[
    r#"{"area":"ordering","kind":"set_terms","hub":"@hub","delivery_fee_minor":150,"currency":"EUR"}"#,
    r#"{"area":"ordering","kind":"add_cycle","cycle":"@new-cycle","hub":"@hub","times":{"opens_at":3590000000,"cutoff_at":3610000000,"pack_by":3620000000,"departs_at":3630000000,"arrives_by":3640000000}}"#,
    r#"{"area":"ordering","kind":"edit_cycle","cycle":"@cycle","times":{"opens_at":3590000000,"cutoff_at":3610000000,"pack_by":3620000000,"departs_at":3630000000,"arrives_by":3640000000}}"#,
    r#"{"area":"ordering","kind":"cancel_cycle","cycle":"@cycle"}"#,
    r#"{"area":"ordering","kind":"place","order":"@new-order","hub":"@hub","customer":"@resident","lines":[{"product":"@apples","quantity":2}],"total_minor":250,"to":{"fulfilment":"delivery","recipient":"R","phone":"+49 1","address":{"street":"Quay 2","postal_code":"1","city":"Port","country":"DE"},"lat_e6":48001000,"lon_e6":-8001000,"notes":"Ring\ntwice","window_from":3601000000,"window_until":3602000000},"payment":"on_delivery","cycle":"@cycle","if_late":"wait_list","substitutes_ok":true}"#,
    r#"{"area":"ordering","kind":"move_to_cycle","order":"@order","cycle":"@cycle"}"#,
    r#"{"area":"ordering","kind":"confirm","order":"@order"}"#,
    r#"{"area":"ordering","kind":"pack","order":"@order","picks":[{"position":0,"pick":{"packed":1,"reason":"damaged","remainder":{"kind":"refund"}}}]}"#,
    r#"{"area":"ordering","kind":"assign","order":"@order","driver":"@driver","run":"@run"}"#,
    r#"{"area":"ordering","kind":"depart","order":"@order"}"#,
    r#"{"area":"ordering","kind":"deliver","order":"@order"}"#,
    r#"{"area":"ordering","kind":"fail","order":"@order","reason":"nobody_home"}"#,
    r#"{"area":"ordering","kind":"retry","order":"@order","cycle":"@cycle"}"#,
    r#"{"area":"ordering","kind":"return","order":"@order"}"#,
    r#"{"area":"ordering","kind":"cancel","order":"@order","reason":"Changed my mind"}"#,
    r#"{"area":"ordering","kind":"hand_over","order":"@order"}"#,
    r#"{"area":"ordering","kind":"take_payment","order":"@order","amount_minor":250,"method":"cash","reason":"tip"}"#,
    r#"{"area":"ordering","kind":"import_orders","hub":"@hub","orders":[{"order":"@invoice","kind":"invoice","customer":"@mary","recipient":"C 1","placed_at":1,"lines":[{"product":"@apples","quantity":3,"price_e4":12500}]}]}"#,
];

/// What orders `quantity` apples, brought to the door and paid there; `rest` overrides and adds fields.
pub(crate) fn place(name: &str, quantity: i64, rest: &str) -> String {
    let mut fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&format!(
        r#"{{"area":"ordering","kind":"place","order":"@{name}","hub":"@hub",
           "lines":[{{"product":"@apples","quantity":{quantity}}}],"total_minor":{},"if_late":"next_train",
           "payment":"on_delivery","to":{{"fulfilment":"delivery","recipient":"{name}",
           "address":{{"street":"Quay 2","postal_code":"1","city":"Port","country":"DE"}},
           "lat_e6":48001000,"lon_e6":-8001000}}}}"#,
        quantity * 125
    ))
    .unwrap();
    let rest: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&format!("{{{rest}}}")).unwrap();
    fields.extend(rest);
    serde_json::to_string(&fields).unwrap()
}

/// A command about an order that has one of the plain steps.
pub(crate) fn about(kind: &str, name: &str) -> String {
    let rest = match kind {
        "assign" => r#","driver":"@driver""#,
        "fail" => r#","reason":"nobody_home""#,
        _ => "",
    };
    format!(r#"{{"area":"ordering","kind":"{kind}","order":"@{name}"{rest}}}"#)
}

/// Somebody does something and may.
pub(crate) fn must(world: &mut World, who: &str, json: &str) {
    let verdict = world.decide(Actor::Person(id(who)), json);
    assert_eq!(words(&verdict), "ok", "{who}: {json}");
}

/// An order of `customer` for `quantity` apples, taken as far as the steps go.
pub(crate) fn order_up_to(
    world: &mut World,
    customer: &str,
    name: &str,
    quantity: i64,
    steps: &[(&str, &str)],
) {
    must(world, customer, &place(name, quantity, ""));
    for (who, kind) in steps {
        must(world, who, &about(kind, name));
    }
}

const PACKED: &[(&str, &str)] = &[("manager", "confirm"), ("manager", "pack")];

/// A train, `@order` of the resident in `@run` of the driver, `@packed`, which waits, and `@done`, which
/// was delivered in the run `@early` with `@proof`, where the phone had no position.
pub(crate) fn goods(world: &mut World) {
    shelf(world);
    receive(world, "apples", 1);
    let now = world.now;
    let at = |hours: i64| now.plus(hours * HOUR_MS).0;
    world.job(&format!(
        r#"{{"area":"ordering","kind":"add_cycle","cycle":"@cycle","hub":"@hub","times":{{"opens_at":{},"cutoff_at":{},
           "pack_by":{},"departs_at":{},"arrives_by":{}}}}}"#,
        at(-1), at(1), at(2), at(3), at(5)
    ));
    order_up_to(world, "resident", "order", 1, PACKED);
    order_up_to(world, "resident", "packed", 1, PACKED);
    must(
        world,
        "manager",
        r#"{"area":"delivery","kind":"enlist_driver","hub":"@hub","user":"@driver","name":"Dora","vehicle":"Bike","capacity":60}"#,
    );
    must(
        world,
        "manager",
        r#"{"area":"delivery","kind":"plan_runs","hub":"@hub","runs":[{"run":"@run","driver":"@driver","departs_at":3600000001,"stops":[{"order":"@order"}]}]}"#,
    );
    must(world, "driver", r#"{"area":"delivery","kind":"start_shift","shift":"@shift","hub":"@hub"}"#);
    order_up_to(world, "resident", "done", 1, PACKED);
    must(
        world,
        "manager",
        r#"{"area":"delivery","kind":"plan_runs","hub":"@hub","runs":[{"run":"@early","driver":"@driver","departs_at":3600000000,"stops":[{"order":"@done"}]}]}"#,
    );
    must(world, "driver", &deliver("@early+done", "proof", (1, 1), r#""place":null"#, ""));
}

#[test]
fn commands_and_rows_keep_their_shape() {
    insta::assert_snapshot!("commands", wire(COMMANDS));
    let mut world = World::staffed();
    goods(&mut world);
    let tables = ["orders", "order_line", "order_event", "order_cycle"];
    insta::assert_snapshot!("rows", world.rows(&tables));
}

/// Who does what; the verdict in the last column.
#[rustfmt::skip]
const CASES: &[(&str, &str, &str)] = &[
    ("mary", "8", "ok"),
    ("mary", "9", "ERR_INSUFFICIENT_INVENTORY lines.0.quantity out_of_range"),
    ("mary", "0", "VALIDATION_FAILED lines.0.quantity out_of_range"),
    ("mary", r#"1;"total_minor":124"#, "PRICE_CHANGED"),
    ("mary", r#"1;"order":"@order""#, "ALREADY_EXISTS"),
    ("mary", r#"1;"lines":[]"#, "VALIDATION_FAILED lines required"),
    ("mary", r#"1;"lines":[{"product":"@nothing","quantity":1}]"#, "VALIDATION_FAILED lines.0.product unknown"),
    ("mary", r#"1;"lines":[{"product":"@apples","quantity":1},{"product":"@apples","quantity":1}]"#, "VALIDATION_FAILED lines.1.product product_twice"),
    ("mary", r#"1;"to":{"fulfilment":"delivery","recipient":"M"}"#, "VALIDATION_FAILED to.address required"),
    ("mary", r#"1;"to":{"fulfilment":"pick_up","recipient":"M"}"#, "VALIDATION_FAILED payment unknown"),
    ("mary", r#"1;"to":{"fulfilment":"pick_up","recipient":"M"},"payment":"at_hub""#, "ok"),
    ("mary", r#"1;"cycle":"@cycle""#, "ok"),
    ("mary", r#"1;"cycle":"@no-cycle""#, "VALIDATION_FAILED cycle unknown"),
    ("mary", r#"1;"customer":"@resident""#, "FORBIDDEN_ROLE"),
    ("admin", r#"1;"customer":"@resident""#, "ok"),
    ("admin", r#"1;"customer":"@stranger""#, "VALIDATION_FAILED customer unknown"),
    ("stranger", "1", "NOT_FOUND"),
];

#[test]
fn rules_of_placing_an_order() {
    let mut world = World::staffed();
    goods(&mut world);
    for (who, case, expected) in CASES {
        let (quantity, rest) = case.split_once(';').unwrap_or((case, ""));
        let verdict = world.probe_as(who, &place("new", quantity.parse().unwrap(), rest));
        assert_eq!(verdict, *expected, "{who}: {case}");
    }
    // After the cut-off there is no later train yet.
    world.now = world.now.plus(90 * 60_000);
    let late = place("new", 1, r#""cycle":"@cycle""#);
    assert_eq!(world.probe_as("mary", &late), "CUTOFF_PASSED");
    let waits = place("new", 1, r#""cycle":"@cycle","if_late":"wait_list""#);
    assert_eq!(world.probe_as("mary", &waits), "ok");
}

/// A state, and the steps that lead to it from a placed order.
const PATHS: &[(Status, &[(&str, &str)])] = &{
    const TO_ROAD: [(&str, &str); 4] =
        [("manager", "confirm"), ("manager", "pack"), ("manager", "assign"), ("driver", "depart")];
    const FAILED: [(&str, &str); 5] = [TO_ROAD[0], TO_ROAD[1], TO_ROAD[2], TO_ROAD[3], ("driver", "fail")];
    [
        (Status::Pending, &[]),
        (Status::Confirmed, &[TO_ROAD[0]]),
        (Status::Packed, &[TO_ROAD[0], TO_ROAD[1]]),
        (Status::Assigned, &[TO_ROAD[0], TO_ROAD[1], TO_ROAD[2]]),
        (Status::OutForDelivery, &TO_ROAD),
        (Status::Delivered, &[TO_ROAD[0], TO_ROAD[1], TO_ROAD[2], TO_ROAD[3], ("driver", "deliver")]),
        (Status::Failed, &FAILED),
        (Status::Retried, &[FAILED[0], FAILED[1], FAILED[2], FAILED[3], FAILED[4], ("manager", "retry")]),
        (Status::Returned, &[FAILED[0], FAILED[1], FAILED[2], FAILED[3], FAILED[4], ("manager", "return")]),
        (Status::Cancelled, &[("mary", "cancel")]),
    ]
};

#[test]
fn every_state_command_and_role_of_an_order_through_the_command() {
    let mut world = World::staffed();
    shelf(&mut world);
    let name = |status: Status| board::status_word(status).replace('_', "-");
    for (status, steps) in PATHS {
        order_up_to(&mut world, "mary", &name(*status), 1, steps);
        let found: Order = world.read(|tx| tx.get(id(&name(*status)))).unwrap();
        assert_eq!(found.status, *status);
    }
    let has_driver = [Status::Assigned, Status::OutForDelivery, Status::Failed];
    let (mut asked, mut allowed) = (0, 0);
    for &status in Status::ALL {
        for &command in Step::ALL {
            let json = about(super::steps::word(command), &name(status));
            let driver: &[Role] = if has_driver.contains(&status) { &[Role::Driver] } else { &[] };
            let people: [(Actor, &[Role]); 8] = [
                (Actor::Person(id("mary")), &[Role::Customer]),
                (Actor::Person(id("driver")), driver),
                (Actor::Person(id("manager")), &[Role::HubManager]),
                (Actor::Person(id("admin")), &[Role::Admin]),
                (Actor::Person(id("other-manager")), &[]),
                (Actor::Person(id("resident")), &[]),
                (Actor::Person(id("stranger")), &[]),
                (Actor::Job, &[Role::System, Role::Admin]),
            ];
            for (actor, roles) in people {
                let steps = roles.iter().map(|role| step(status, command, *role));
                let expected = match steps.reduce(|first, next| if first.is_ok() { first } else { next }) {
                    None => "NOT_FOUND",
                    Some(Ok(_)) => "ok",
                    Some(Err(StatusRefusal::ForbiddenRole)) => "FORBIDDEN_ROLE",
                    Some(Err(StatusRefusal::InvalidState { .. })) => "INVALID_STATE",
                };
                let found = words(&world.probe(actor, &json));
                assert_eq!(found, expected, "{status:?} {command:?} by {actor:?} as {roles:?}");
                asked += 1;
                allowed += i32::from(found == "ok");
            }
        }
    }
    println!("{asked} triples through the command, {allowed} allowed");
    assert_eq!(asked, 10 * 9 * 8);
    // Delivered and cancelled took their units, returned gave them back, one failed is still on the road.
    assert_eq!(counters(&world, "apples"), (7, 5, 0));
}

#[test]
fn of_two_hundred_who_want_one_unit_one_gets_it() {
    let mut world = World::staffed();
    shelf(&mut world);
    must(&mut world, "mary", &place("all", 10, ""));
    for round in 0..100 {
        receive(&mut world, "apples", 1);
        let mut got = 0;
        for n in 0..200 {
            let json = place(&format!("order-{round}-{n}"), 1, "");
            match world.decide(Actor::Person(id("mary")), &json) {
                Ok(()) => got += 1,
                Err(refusal) => {
                    assert_eq!(refusal.code, Code::InsufficientInventory);
                    assert_eq!(refusal.params.get("left"), Some(&Param::Number(0)));
                    assert_eq!(refusal.params.get("product_id"), Some(&Param::Id(id("apples"))));
                }
            }
        }
        assert_eq!(got, 1, "round {round}");
        assert_eq!(counters(&world, "apples"), (11 + round, 11 + round, 0));
    }
    let orders = world.sql_rows("SELECT id FROM orders");
    assert_eq!(orders.lines().count(), 101, "who got nothing has no order");
}

#[test]
fn offline_an_order_is_a_request_until_the_server_has_reserved() {
    let mut world = World::staffed();
    shelf(&mut world);
    let (mary, resident) = (world.phone("mary"), world.phone("resident"));
    world.sync(&mary);
    world.sync(&resident);
    // Both phones show ten apples, and both want seven.
    assert_eq!(mary.send(&mut world, &place("marys", 7, "")), Ok(None));
    assert_eq!(resident.send(&mut world, &place("residents", 7, "")), Ok(None));
    let viewer = world.viewer("mary");
    let requested = |phone: &crate::tests_world::Phone| -> Vec<bool> {
        phone.view(|tx| my_orders(tx, &viewer, None)).iter().map(|card| card.requested).collect()
    };
    assert_eq!(requested(&mary), [true]);
    world.sync(&mary);
    world.sync(&resident);
    assert_eq!(requested(&mary), [false]);
    let page = mary.view(|tx| order(tx, &viewer, id("marys"))).unwrap();
    assert_eq!((page.card.status, page.lines[0].reserved), (Status::Pending, 7));
    assert_eq!(page.timeline.len(), 1);
    assert_eq!(page.offered, [Step::Cancel]);
    let refused = resident.refused();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].refusal.code, Code::InsufficientInventory);
    assert_eq!(refused[0].refusal.params.get("left"), Some(&Param::Number(3)));
    assert_eq!(counters(&world, "apples"), (10, 7, 0));
    // Nobody else's phone has it; the manager's has.
    let manager = world.phone("manager");
    world.sync(&manager);
    assert!(resident.view(|tx| tx.get::<Order>(id("marys"))).is_none());
    assert!(manager.view(|tx| tx.get::<Order>(id("marys"))).is_some());
}

#[test]
fn who_waits_is_served_when_units_arrive_in_the_order_of_confirmation() {
    let mut world = World::staffed();
    shelf(&mut world);
    must(
        &mut world,
        "manager",
        r#"{"area":"inventory","kind":"set_stock_rules","hub":"@hub","product":"@apples","back_order":true,"back_order_cap":5}"#,
    );
    order_up_to(&mut world, "mary", "first", 8, &[]);
    order_up_to(&mut world, "mary", "second", 4, &[]);
    order_up_to(&mut world, "resident", "third", 3, &[("manager", "confirm")]);
    assert_eq!(
        world.probe_as("mary", &place("fourth", 1, "")),
        "ERR_INSUFFICIENT_INVENTORY lines.0.quantity out_of_range"
    );
    must(&mut world, "manager", &about("confirm", "second"));
    assert_eq!(counters(&world, "apples"), (10, 10, 5));
    receive(&mut world, "apples", 4);
    assert_eq!(counters(&world, "apples"), (14, 14, 1));
    let waits = |world: &World, name: &str| {
        world
            .read(|tx| super::steps::lines_of(tx, id(name)))
            .iter()
            .map(|line| line.back_ordered)
            .sum::<i64>()
    };
    assert_eq!((waits(&world, "third"), waits(&world, "second")), (0, 1), "the third was confirmed first");
    // What a cancelled order held goes to who waits.
    must(&mut world, "mary", &about("cancel", "first"));
    assert_eq!(waits(&world, "second"), 0);
    assert_eq!(counters(&world, "apples"), (14, 7, 0));
}

#[test]
fn what_is_missing_in_the_crate_is_not_charged_and_leaves_the_book() {
    let mut world = World::staffed();
    shelf(&mut world);
    order_up_to(&mut world, "mary", "short", 4, &[("manager", "confirm")]);
    let pack = |pick: &str| {
        format!(
            r#"{{"area":"ordering","kind":"pack","order":"@short","picks":[{{"position":0,"pick":{pick}}}]}}"#
        )
    };
    let no_reason = world.probe_as("manager", &pack(r#"{"packed":3}"#));
    assert_eq!(no_reason, "VALIDATION_FAILED picks.0 required");
    must(&mut world, "manager", &pack(r#"{"packed":3,"reason":"damaged","remainder":{"kind":"refund"}}"#));
    let found: Order = world.read(|tx| tx.get(id("short"))).unwrap();
    assert_eq!((found.status, found.total_minor, found.charged_minor), (Status::Packed, 500, 375));
    assert_eq!(counters(&world, "apples"), (9, 3, 0), "the damaged one is gone");
    assert_eq!(world.sql_rows("SELECT id FROM notice WHERE kind = 'order-short'").lines().count(), 1);
}

#[test]
fn over_the_counter_an_order_is_paid_and_handed_over() {
    let mut world = World::staffed();
    shelf(&mut world);
    let fetched = place("fetched", 2, r#""to":{"fulfilment":"pick_up","recipient":"M"},"payment":"at_hub""#);
    must(&mut world, "mary", &fetched);
    for kind in ["confirm", "pack"] {
        must(&mut world, "manager", &about(kind, "fetched"));
    }
    let pay = |minor: i64| {
        format!(
            r#"{{"area":"ordering","kind":"take_payment","order":"@fetched","amount_minor":{minor},"method":"cash"}}"#
        )
    };
    assert_eq!(world.probe_as("mary", &pay(250)), "FORBIDDEN_ROLE");
    assert_eq!(world.probe_as("manager", &pay(200)), "VALIDATION_FAILED reason required");
    must(&mut world, "manager", &pay(250));
    assert_eq!(world.probe_as("manager", &pay(250)), "INVALID_STATE", "nothing is due any more");
    must(&mut world, "manager", &about("hand_over", "fetched"));
    let found: Order = world.read(|tx| tx.get(id("fetched"))).unwrap();
    assert_eq!((found.status, found.paid_minor, found.due_minor()), (Status::Delivered, 250, 0));
    assert_eq!(counters(&world, "apples"), (8, 0, 0));
}

#[test]
fn the_long_list_is_read_page_by_page() {
    let mut world = World::staffed();
    shelf(&mut world);
    receive(&mut world, "apples", 100);
    for n in 0..25 {
        world.now = world.now.plus(i64::from(n % 2)); // Some at the same moment.
        must(&mut world, "mary", &place(&format!("n-{n}"), 1 + i64::from(n % 3), ""));
    }
    must(&mut world, "manager", &about("confirm", "n-7"));
    let viewer = world.viewer("manager");
    for (filter, expected) in [
        (OrderFilter::default(), 25),
        (OrderFilter { ascending: true, ..OrderFilter::default() }, 25),
        (OrderFilter { sort: board::SortBy::Charged, ..OrderFilter::default() }, 25),
        (OrderFilter { statuses: vec![Status::Confirmed], ..OrderFilter::default() }, 1),
        (OrderFilter { search: "N-1".to_owned(), ..OrderFilter::default() }, 11),
        (OrderFilter { driver: Some(id("driver")), ..OrderFilter::default() }, 0),
    ] {
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let page = world.read(|tx| board::orders(tx, &viewer, id("hub"), &filter, after, 7));
            assert!(page.rows.len() <= 7);
            seen.extend(page.rows.iter().map(|row| row.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), expected, "{filter:?}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), expected, "one came twice: {filter:?}");
        assert_eq!(world.read(|tx| board::count(tx, id("hub"), &filter)), i64::try_from(expected).unwrap());
    }
    let counts = world.read(|tx| board::counts(tx, id("hub")));
    assert_eq!((counts.all, counts.by_status[&Status::Confirmed]), (25, 1));
    let list = world.read(|tx| board::packing_list(tx, &viewer, id("hub"), None));
    assert_eq!((list.orders.len(), list.picks[0].quantity), (1, 2));
}

#[test]
fn orders_of_another_system_stand_as_they_are_and_move_no_stock() {
    let mut world = World::staffed();
    shelf(&mut world);
    world.job(
        r#"{"area":"ordering","kind":"import_orders","hub":"@hub","orders":[
           {"order":"@invoice","kind":"invoice","recipient":"17850","placed_at":1,"lines":[
             {"product":"@apples","quantity":3,"price_e4":12345},{"product":"@apples","quantity":1,"price_e4":1}]},
           {"order":"@credit","kind":"credit_note","recipient":"17850","placed_at":2,"lines":[
             {"product":"@apples","quantity":-1,"price_e4":12345}]}]}"#,
    );
    let total =
        world.sql_rows("SELECT sum(quantity * price_e4) AS total_e4, count(*) AS lines FROM order_line");
    assert_eq!(total, "[[\"total_e4\",24691],[\"lines\",3]]\n");
    assert_eq!(counters(&world, "apples"), (10, 0, 0));
}
