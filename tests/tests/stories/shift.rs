//! A driver's shift, all of it without network.

use hubbub_core::client::{Client, Clock as _, FileView, SystemClock};
use hubbub_core::delivery::command::Command as Delivery;
use hubbub_core::delivery::geo::Position;
use hubbub_core::delivery::geofence::{Fence, Happening, Watch};
use hubbub_core::delivery::model::{RunStop, StopPhase};
use hubbub_core::delivery::proof::check_chain;
use hubbub_core::delivery::record::{ProofRecord, ReviewItem, Why};
use hubbub_core::delivery::runs::stops_of;
use hubbub_core::delivery::track::Fix;
use hubbub_core::domain::Command;
use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;
use hubbub_core::ordering::model::Order;
use hubbub_core::ordering::status::Status as OrderStatus;
use hubbub_core::store::{Database, OpenOptions, SqliteDatabase};
use hubbub_core::support::model::{Cause, Status, Ticket};
use hubbub_core::time::{HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};
use hubbub_server::import::run_gps::track;
use hubbub_server::{Config, Host, product};
use hubbub_tests::road::{hand_over, in_front_of, picture};
use hubbub_tests::world::{World, eventually, queue, settle};
use serde_json::{Value, json};

const STOPS: u16 = 20;
/// The stop that the hub takes out of the run meanwhile.
const TAKEN_OUT: usize = 11;

fn id(name: &str) -> Id {
    Id::named("shift", name)
}

/// A person of the community with their phone, signed in.
fn join(world: &World, name: &str) -> (Id, Client) {
    let person = world.person(name);
    let phone = world.phone(&person, name);
    (phone.view(|_, context| Ok(context.user.unwrap())).unwrap(), phone)
}

/// A hub with a driver, a manager, and twenty packed orders of one customer in the driver's run.
fn load(world: &mut World, driver: Id, manager: Id, customer: Id) {
    let (hub, product, run) = (id("hub"), id("apples"), id("run"));
    let mut commands = vec![json!({
        "area": "community", "kind": "add_hub", "hub": hub, "community": world.community, "name": "Dock",
        "address": { "street": "Quay 1", "postal_code": "1", "city": "Port", "country": "DE" },
        "lat_e6": 48_000_000, "lon_e6": 8_000_000, "time_zone": "Europe/Berlin",
    })];
    for (user, role) in [(driver, "driver"), (manager, "hub_manager")] {
        commands.push(json!({
            "area": "community", "kind": "grant_role", "community": world.community, "user": user, "role": role,
            "hub": hub,
        }));
    }
    commands.push(json!({
        "area": "inventory", "kind": "add_product", "product": product, "hub": hub, "sku": "A-1",
        "name": { "en": "Apples" }, "unit": "1 kg", "price_e4": 29_000,
    }));
    commands.push(json!({
        "area": "inventory", "kind": "adjust", "hub": hub, "product": product, "change": 100, "reason": "received",
    }));
    commands.push(json!({
        "area": "delivery", "kind": "enlist_driver", "hub": hub, "user": driver, "name": "Dora", "vehicle": "Van",
        "capacity": 100,
    }));
    let mut stops: Vec<Value> = Vec::new();
    for number in 0..i64::from(STOPS) {
        let order = id(&format!("order {number}"));
        commands.push(json!({
            "area": "ordering", "kind": "place", "order": order, "hub": hub, "customer": customer,
            "lines": [{ "product": product, "quantity": 2 }], "total_minor": 580, "if_late": "next_train",
            "payment": "on_delivery",
            "to": {
                "fulfilment": "delivery", "recipient": format!("Door {number}"),
                "address": { "street": format!("Quay {number}"), "postal_code": "1", "city": "Port", "country": "DE" },
                "lat_e6": 48_001_000 + number * 900, "lon_e6": 8_001_000,
            },
        }));
        for kind in ["confirm", "pack"] {
            commands.push(json!({ "area": "ordering", "kind": kind, "order": order }));
        }
        stops.push(json!({ "order": order }));
    }
    commands.push(json!({
        "area": "delivery", "kind": "plan_runs", "hub": hub,
        "runs": [{ "run": run, "driver": driver, "departs_at": 1, "stops": stops }],
    }));
    for command in &commands {
        world.job(command);
    }
}

fn stops(client: &Client) -> Vec<RunStop> {
    client.view(|tx, _| stops_of(tx, id("run"))).unwrap()
}

fn proofs(client: &Client) -> Vec<ProofRecord> {
    client.view(|tx, _| tx.select::<ProofRecord>("1 = 1 ORDER BY made_at, id", &[])).unwrap()
}

#[test]
fn a_drivers_whole_shift_without_network_arrives_whole() {
    let mut world = World::new();
    let ((driver, dora), (manager, mia), (customer, carl)) =
        (join(&world, "Dora"), join(&world, "Mia"), join(&world, "Carl"));
    load(&mut world, driver, manager, customer);
    let device = id("van");
    settle(&dora);
    eventually("Dora has her run", || stops(&dora).len() == usize::from(STOPS));
    let send = |phone: &Client, command: Delivery| queue(phone, &Command::Delivery(command));
    send(&dora, Delivery::StartShift { shift: id("day"), hub: id("hub") });
    send(&dora, Delivery::StartRun { run: id("run") });
    settle(&dora);
    drop(dora);

    println!("Dora is out of reach; half-way her phone restarts.");
    let began = SystemClock.now().plus(-HOUR_MS);
    for half in [0..STOPS / 2, STOPS / 2..STOPS] {
        let phone = world.offline("Dora");
        for shade in half {
            let stop = stops(&phone).remove(usize::from(shade));
            walk_up(&phone, &stop, shade, began.plus(i64::from(shade) * MINUTE_MS));
            send(&phone, Delivery::Arrive { stop: stop.id, place: None });
            hand_over(&phone, &stop, device, shade).unwrap();
        }
    }
    println!("Meanwhile the hub takes a stop out of the run.");
    settle(&mia);
    let taken_out = stops(&mia)[TAKEN_OUT].id;
    send(&mia, Delivery::CancelStop { stop: taken_out });
    settle(&mia);
    assert_eq!(stops(&mia)[TAKEN_OUT].phase, StopPhase::Cancelled);

    println!("Dora is back.");
    let dora = world.online("Dora");
    send(&dora, Delivery::EndRun { run: id("run") });
    send(&dora, Delivery::EndShift { shift: id("day") });
    settle(&dora);
    assert!(dora.refused().unwrap().is_empty(), "a driver is never told to do it again");
    eventually("the server has every position", || dora.samples_waiting().unwrap() == 0);
    eventually("the hub has all proofs", || {
        let proofs = proofs(&mia);
        proofs.len() == usize::from(STOPS) && proofs.iter().all(|proof| proof.received_at.is_some())
    });
    let phases: Vec<StopPhase> = stops(&mia).iter().map(|stop| stop.phase).collect();
    for (place, phase) in phases.iter().enumerate() {
        let expected = if place == TAKEN_OUT { StopPhase::Cancelled } else { StopPhase::Delivered };
        assert_eq!(*phase, expected, "stop {place}");
    }
    looked_at(&mia, taken_out);
    whole_chain(&mia);
    for shade in 0..STOPS {
        let photo = hash_of(&mia, shade);
        eventually(
            "the picture has come",
            || matches!(mia.file(&photo), Ok(FileView::Here(content)) if content == picture(shade)),
        );
    }
    println!("Carl sees nineteen deliveries, and one order that the hub plans again.");
    eventually("Carl has heard of it", || {
        let orders = carl.view(|tx, _| tx.select::<Order>("1 = 1 ORDER BY id", &[])).unwrap();
        let count = |status: OrderStatus| orders.iter().filter(|order| order.status == status).count();
        (count(OrderStatus::Delivered), count(OrderStatus::Failed)) == (usize::from(STOPS) - 1, 1)
    });
    let stops = stops(&mia);
    drop((dora, mia, carl));
    confirmed(&mut world, driver, &stops);
}

/// The phone records where it is at the door.
fn walk_up(phone: &Client, stop: &RunStop, shade: u16, at: Timestamp) {
    for sample in in_front_of(stop, 1, u64::from(shade) * 2, [at, at.plus(5 * SECOND_MS)]) {
        phone.record_sample(&sample).unwrap();
    }
}

/// The fences of the rules, over the track that the server keeps, find the arrival at every door.
fn confirmed(world: &mut World, driver: Id, stops: &[RunStop]) {
    world.stop_server();
    let data = world.folder.path().join("server");
    let path = data.join(hubbub_server::DATABASE);
    let database = SqliteDatabase::open(&path, &OpenOptions { key: None, readers: 1 }).unwrap();
    let of_driver = "SELECT id FROM device WHERE user_id = ?";
    let database: Box<dyn Database> = Box::new(database);
    let phones = database
        .read(|sql| sql.all(of_driver, &[driver.into()], |row| Ok(row.text(0)?.parse::<Id>().unwrap())))
        .unwrap();
    drop(database);
    let host = Host::open(Config::new(&data), product()).unwrap();
    let track: Vec<Fix> = phones.iter().flat_map(|phone| track(&host, *phone).unwrap()).collect();
    host.close();
    assert_eq!(track.len(), usize::from(STOPS) * 2);
    for stop in stops {
        let door = Position::new(stop.lat_e6.unwrap(), stop.lon_e6.unwrap()).unwrap();
        let (fence, mut watch) = (Fence::new(door), Watch::default());
        let happened: Vec<Happening> = track.iter().flat_map(|fix| watch.step(&fence, *fix)).collect();
        let arrived = |by: &Happening| matches!(by, Happening::Arrived { .. });
        assert!(happened.iter().any(arrived), "{}", stop.recipient);
    }
    println!("The positions that the server keeps show every arrival too.");
}

/// What was handed over at the stop that was taken out waits for the dispatcher, with its proof, and has a ticket.
fn looked_at(client: &Client, stop: Id) {
    let reviews = client.view(|tx, _| tx.select::<ReviewItem>("1 = 1 ORDER BY id", &[])).unwrap();
    let open: Vec<(Why, Id)> = reviews
        .iter()
        .filter(|review| review.proof.is_some())
        .map(|review| (review.why, review.stop))
        .collect();
    assert_eq!(open, [(Why::StopCancelled, stop)]);
    let order = stops(client).into_iter().find(|one| one.id == stop).unwrap().order_id;
    let tickets = client.view(|tx, _| tx.select::<Ticket>("1 = 1 ORDER BY id", &[])).unwrap();
    let found: Vec<_> = tickets.iter().filter(|ticket| ticket.cause == Cause::DeliveredAfterCancel).collect();
    let [ticket] = found.as_slice() else { panic!("one ticket, not {tickets:?}") };
    assert_eq!((ticket.order_id, ticket.hub, ticket.status), (Some(order), Some(id("hub")), Status::New));
    println!("The hub has a ticket: {}", ticket.title_in(Locale::En));
}

fn whole_chain(client: &Client) {
    let mut left = proofs(client);
    let mut chain = Vec::new();
    let mut last = None;
    while let Some(next) = left.iter().position(|record| record.proof.previous == last) {
        let record = left.remove(next);
        last = Some(record.digest.clone());
        chain.push(record.proof);
    }
    assert!(left.is_empty(), "{} proofs hang in the air", left.len());
    assert_eq!(check_chain(None, &chain), Ok(last));
}

/// The picture of the stop with this shade.
fn hash_of(client: &Client, shade: u16) -> String {
    let stop = stops(client).remove(usize::from(shade)).id;
    let proof = proofs(client).into_iter().find(|proof| proof.stop == stop).unwrap();
    proof.photo_1.unwrap()
}
