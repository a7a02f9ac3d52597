//! Tickets through commands: every state, command and role; who is told; what phones hold.

use super::command::{Opening, open_for_staff};
use super::model::{Cause, Status, Ticket};
use super::ticket::{REOPEN_MS, TicketCommand, TicketRefusal, TicketRole, apply};
use super::view::{self, QueueFilter, TicketPage};
use crate::calendar::Calendar;
use crate::call::Actor;
use crate::notice::model::{Kind, Notice, Params};
use crate::refusal::{Code, Param};
use crate::store::Value;
use crate::tests_world::{Phone, World, id, wire};
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

/// One of each command, every field given.
pub(crate) const COMMANDS: &[&str] = &[
    r#"{"area":"support","kind":"submit","ticket":"@new-ticket","community":"@home","hub":"@hub","subject":"Lamp","text":"It is dark","attachments":["00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"]}"#,
    r#"{"area":"support","kind":"reply","ticket":"@ticket","reply":"@reply","text":"Since when?","attachments":[]}"#,
    r#"{"area":"support","kind":"note","ticket":"@ticket","note":"@note","text":"Again"}"#,
    r#"{"area":"support","kind":"assign","ticket":"@ticket","assignee":"@manager"}"#,
    r#"{"area":"support","kind":"wait_for_customer","ticket":"@ticket"}"#,
    r#"{"area":"support","kind":"wait_until","ticket":"@ticket","until":3700000000}"#,
    r#"{"area":"support","kind":"resolve","ticket":"@ticket"}"#,
    r#"{"area":"support","kind":"close","ticket":"@ticket"}"#,
    r#"{"area":"support","kind":"remind","ticket":"@ticket"}"#,
    r#"{"area":"support","kind":"set_terms","hub":"@hub","calendar":{"offsets":[[0,60]],"weekend":["sunday"],"holidays":[19000],"hours":{"monday":[{"from_min":540,"to_min":1020}]}},"promise":{"first_answer_ms":3600000,"next_answer_ms":null,"solution_ms":36000000}}"#,
];

/// `@ticket`, written by `resident` to `@hub`.
pub(crate) fn ticket(world: &mut World) {
    write(world, "ticket");
}

fn write(world: &mut World, name: &str) {
    world.job(&format!(
        r#"{{"area":"support","kind":"submit","ticket":"@{name}","community":"@home","hub":"@hub",
           "subject":"Lamp","text":"It is dark\nin the hall","author":"@resident"}}"#
    ));
}

fn say(fields: &str) -> String {
    format!(r#"{{"area":"support",{fields}}}"#)
}

fn row(world: &World, name: &str) -> Ticket {
    world.read(|tx| tx.get(id(name))).unwrap()
}

#[test]
fn commands_and_rows_keep_their_shape() {
    insta::assert_snapshot!("commands", wire(COMMANDS));
    let mut world = World::staffed();
    ticket(&mut world);
    for n in [1, 2, 9] {
        assert_eq!(world.act("manager", COMMANDS[n]), Ok(()));
    }
    insta::assert_snapshot!("rows", world.rows(&["ticket", "ticket_reply", "ticket_note", "support_terms"]));
}

/// A ticket in each state, called by its word.
fn in_every_state(world: &mut World) -> Vec<&'static str> {
    let until = world.now.plus(DAY_MS).0;
    let steps: [(&str, String); 6] = [
        ("new", String::new()),
        ("open", r#""kind":"reply","reply":"@r1","text":"Yes""#.to_owned()),
        ("waiting-for-customer", r#""kind":"wait_for_customer""#.to_owned()),
        ("waiting-until", format!(r#""kind":"wait_until","until":{until}"#)),
        ("resolved", r#""kind":"resolve""#.to_owned()),
        ("closed", r#""kind":"close""#.to_owned()),
    ];
    for (name, step) in &steps {
        write(world, name);
        if !step.is_empty() {
            let step = say(&format!(r#"{step},"ticket":"@{name}""#));
            assert_eq!(world.act("manager", &step), Ok(()), "{name}");
        }
    }
    steps.map(|(name, _)| name).to_vec()
}

#[test]
fn every_state_command_and_role_is_decided_as_the_table_says() {
    let mut world = World::staffed();
    let names = in_every_state(&mut world);
    let until = world.now.plus(2 * DAY_MS);
    let commands: [(TicketCommand, String); 7] = [
        (TicketCommand::Reply, r#""kind":"reply","reply":"@r9","text":"So?""#.to_owned()),
        (TicketCommand::Note, r#""kind":"note","note":"@n9","text":"So""#.to_owned()),
        (TicketCommand::Assign, r#""kind":"assign","assignee":"@manager""#.to_owned()),
        (TicketCommand::WaitForCustomer, r#""kind":"wait_for_customer""#.to_owned()),
        (TicketCommand::WaitUntil(until), format!(r#""kind":"wait_until","until":{}"#, until.0)),
        (TicketCommand::Resolve, r#""kind":"resolve""#.to_owned()),
        (TicketCommand::Close, r#""kind":"close""#.to_owned()),
    ];
    let people = [
        ("resident", TicketRole::Customer),
        ("manager", TicketRole::Staff),
        ("admin", TicketRole::Staff),
        ("other-manager", TicketRole::Bystander),
        ("driver", TicketRole::Bystander),
        ("editor", TicketRole::Bystander),
        ("mary", TicketRole::Bystander),
        ("stranger", TicketRole::Bystander),
    ];
    let mut decided = 0;
    for name in &names {
        let before = row(&world, name);
        for (command, json) in &commands {
            for (person, role) in people {
                let json = say(&format!(r#"{json},"ticket":"@{name}""#));
                let verdict = world.probe(Actor::Person(id(person)), &json).map_err(|no| no.code);
                let calendar = Calendar::default();
                let expected = match apply(&before.standing(), *command, role, &calendar, world.now) {
                    Ok(_) => Ok(()),
                    // Who has nothing to do with it hears that it is not there.
                    Err(_) if role == TicketRole::Bystander => Err(Code::NotFound),
                    Err(TicketRefusal::ForbiddenRole) => Err(Code::ForbiddenRole),
                    Err(TicketRefusal::InvalidState { .. }) => Err(Code::InvalidState),
                    Err(TicketRefusal::WaitOutOfRange) => Err(Code::ValidationFailed),
                };
                assert_eq!(verdict, expected, "{name} {command:?} by {person}");
                assert_eq!(row(&world, name), before, "a probe changes nothing");
                decided += 1;
            }
        }
    }
    assert_eq!(decided, 6 * 7 * 8);
}

/// Who, what, and the verdict: bounds of input.
#[rustfmt::skip]
const CASES: &[(&str, &str, &str)] = &[
    ("mary", r#""kind":"submit","ticket":"@t","community":"@home","subject":"","text":"A""#, "VALIDATION_FAILED subject required"),
    ("mary", r#""kind":"submit","ticket":"@t","community":"@home","subject":"A","text":" ""#, "VALIDATION_FAILED text required"),
    ("mary", r#""kind":"submit","ticket":"@t","community":"@home","subject":"A","text":"A","attachments":["x"]"#, "VALIDATION_FAILED attachments malformed"),
    ("mary", r#""kind":"submit","ticket":"@t","community":"@home","hub":"@nowhere","subject":"A","text":"A""#, "VALIDATION_FAILED hub unknown"),
    ("mary", r#""kind":"submit","ticket":"@t","community":"@home","subject":"A","text":"A","author":"@admin""#, "VALIDATION_FAILED author out_of_range"),
    ("mary", r#""kind":"submit","ticket":"@ticket","community":"@home","subject":"A","text":"A""#, "ALREADY_EXISTS"),
    ("mary", r#""kind":"submit","ticket":"@t","community":"@home","subject":"A","text":"A""#, "ok"),
    ("stranger", r#""kind":"submit","ticket":"@t","community":"@home","subject":"A","text":"A""#, "FORBIDDEN_ROLE"),
    ("resident", r#""kind":"reply","ticket":"@ticket","reply":"@r","text":"""#, "VALIDATION_FAILED text required"),
    ("manager", r#""kind":"assign","ticket":"@ticket","assignee":"@mary""#, "VALIDATION_FAILED assignee unknown"),
    ("manager", r#""kind":"assign","ticket":"@ticket","assignee":"@other-manager""#, "VALIDATION_FAILED assignee unknown"),
    ("admin", r#""kind":"assign","ticket":"@ticket","assignee":"@admin""#, "ok"),
    ("manager", r#""kind":"wait_until","ticket":"@ticket","until":1"#, "VALIDATION_FAILED until out_of_range"),
    ("manager", r#""kind":"set_terms","hub":"@hub","calendar":{"offsets":[[0,9999]],"weekend":[],"holidays":[],"hours":{}},"promise":{"first_answer_ms":null,"next_answer_ms":null,"solution_ms":null}"#, "VALIDATION_FAILED calendar malformed"),
    ("manager", r#""kind":"set_terms","hub":"@hub","calendar":{"offsets":[],"weekend":[],"holidays":[],"hours":{}},"promise":{"first_answer_ms":0,"next_answer_ms":null,"solution_ms":null}"#, "VALIDATION_FAILED promise out_of_range"),
];

#[test]
fn bounds_of_tickets() {
    let mut world = World::staffed();
    ticket(&mut world);
    for (who, fields, expected) in CASES {
        assert_eq!(world.probe_as(who, &say(fields)), *expected, "{who}: {fields}");
    }
}

fn page(world: &mut World, phone: &Phone, who: &str, ticket: &str) -> Option<TicketPage> {
    world.sync(phone);
    let viewer = world.viewer(who);
    phone.view(|tx| view::ticket(tx, &viewer, id(ticket)))
}

fn told(world: &World, who: &str) -> Vec<Kind> {
    let mut notices: Vec<Notice> =
        world.read(|tx| tx.select("user_id = ? ORDER BY created_at, id", &[Value::from(id(who))]));
    notices.retain(|notice| notice.kind.word().starts_with("ticket"));
    notices.into_iter().map(|notice| notice.kind).collect()
}

#[test]
fn a_request_written_offline_is_answered_and_the_notes_stay_with_the_hub() {
    let mut world = World::staffed();
    let (mary, manager, other) = (world.phone("mary"), world.phone("manager"), world.phone("other-manager"));
    world.sync(&mary);
    let submit = COMMANDS[0].replace("@new-ticket", "@lamp");
    assert_eq!(mary.send(&mut world, &submit), Ok(None), "nothing waits for the network");
    let before = mary.view(|tx| view::mine(tx, &world.viewer("mary"), id("home")));
    assert_eq!((before.len(), before[0].title.as_str(), before[0].status), (1, "Lamp", Status::New));
    world.sync(&mary);
    assert_eq!(told(&world, "manager"), [Kind::TicketOpened]);
    assert_eq!(told(&world, "other-manager"), []);

    let answer = COMMANDS[1].replace("@ticket", "@lamp");
    let note = COMMANDS[2].replace("@ticket", "@lamp");
    world.sync(&manager);
    assert_eq!(manager.send(&mut world, &answer), Ok(None));
    assert_eq!(manager.send(&mut world, &note), Ok(None));
    let shown = page(&mut world, &manager, "manager", "lamp").unwrap();
    assert_eq!(shown.messages.iter().filter(|message| message.internal).count(), 1);
    assert!(shown.can.note && shown.can.close && shown.can.assign);

    let shown = page(&mut world, &mary, "mary", "lamp").unwrap();
    let words: Vec<&str> = shown.messages.iter().map(|message| message.text.as_str()).collect();
    assert_eq!(words, ["Since when?"]);
    assert_eq!(shown.card.status, Status::Open);
    assert!(shown.can.reply && shown.can.resolve && !shown.can.note && !shown.can.close);
    let notes = mary.view(|tx| tx.query("SELECT count(*) FROM ticket_note", &[], |row| row.int(0)));
    assert_eq!(notes, [0], "a note is not on the customer's phone");
    assert_eq!(told(&world, "mary"), [Kind::TicketAnswered]);
    assert!(page(&mut world, &other, "other-manager", "lamp").is_none());

    let counts = manager.view(|tx| view::counts(tx, &world.viewer("manager"), id("home")));
    assert_eq!((counts.open, counts.owed, counts.unassigned), (1, 0, 1));
    let reply = say(r#""kind":"reply","ticket":"@lamp","reply":"@r2","text":"Since Monday""#);
    assert_eq!(mary.send(&mut world, &reply), Ok(None));
    world.sync(&mary);
    assert!(told(&world, "manager").contains(&Kind::TicketReplied));
}

#[test]
fn a_reply_reopens_for_two_weeks_and_then_begins_a_linked_ticket() {
    let mut world = World::staffed();
    ticket(&mut world);
    assert_eq!(world.act("manager", COMMANDS[6]), Ok(()));
    assert!(told(&world, "resident").contains(&Kind::TicketResolved));
    let resolved_at = world.now;
    let again = say(r#""kind":"reply","ticket":"@ticket","reply":"@again","text":"Dark again""#);
    world.now = resolved_at.plus(REOPEN_MS - 1);
    assert_eq!(world.probe_as("resident", &again), "ok");
    world.now = resolved_at.plus(REOPEN_MS);
    assert_eq!(world.act("resident", &again), Ok(()));
    let found: Vec<Ticket> =
        world.read(|tx| tx.select("follows = ? ORDER BY id", &[Value::from(id("ticket"))]));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].status, found[0].text.as_str()), (Status::New, "Dark again"));
    assert_eq!(row(&world, "ticket").status_at(world.now), Status::Closed);
}

#[test]
fn time_tells_once_that_a_promise_was_broken_or_a_wait_is_over() {
    let mut world = World::staffed();
    ticket(&mut world);
    let ticket = row(&world, "ticket");
    let late_at = ticket.due_at.unwrap();
    assert_eq!(world.due(late_at.plus(-1)), []);
    assert_eq!(world.pass_to(late_at), 1);
    assert_eq!(world.due(late_at), [], "said once");
    assert_eq!(told(&world, "manager"), [Kind::TicketOpened, Kind::TicketLate]);
    let next = row(&world, "ticket").due_at.unwrap();
    assert!(next > late_at, "the solution has a clock of its own");

    let until = world.now.plus(DAY_MS);
    let wait = say(&format!(r#""kind":"wait_until","ticket":"@ticket","until":{}"#, until.0));
    assert_eq!(world.act("manager", &wait), Ok(()));
    assert_eq!(row(&world, "ticket").due_at, Some(until), "no promise runs while the hub waits");
    assert_eq!(world.pass_to(until), 1);
    assert_eq!(row(&world, "ticket").status, Status::Open);
    assert_eq!(world.act("admin", COMMANDS[8]), Err(Code::ForbiddenRole), "only the clock reminds");
}

#[test]
fn the_server_itself_opens_a_ticket_for_the_hub_and_in_the_readers_language() {
    let mut world = World::staffed();
    let order = Param::Text("TRK-123456789".to_owned());
    let opening = Opening {
        community: id("home"),
        hub: Some(id("hub")),
        cause: Cause::DeliveredAfterCancel,
        params: Params::from([("order".to_owned(), order)]),
        order: Some(id("order")),
        text: String::new(),
    };
    let call = id("some-call");
    let now = Timestamp(world.now.0 + HOUR_MS);
    let opened: Vec<_> =
        (0..2).map(|_| world.settle(|tx| open_for_staff(tx, call, now, opening.clone()))).collect();
    assert_eq!(opened[0], opened[1], "told twice by one call, it is one ticket");
    let mut viewer = world.viewer("manager");
    viewer.locale = crate::i18n::Locale::De;
    let queue = world.read(|tx| view::queue(tx, &viewer, id("home"), QueueFilter::default(), None));
    assert_eq!(queue.len(), 1);
    assert_eq!(queue[0].title, "Bestellung TRK-123456789 wurde ausgeliefert, obwohl sie storniert war");
    assert_eq!(told(&world, "manager"), [Kind::TicketOpened]);
    let close = say(&format!(r#""kind":"close","ticket":"{}""#, opened[0]));
    assert_eq!(world.act("manager", &close), Ok(()), "nobody asked, but somebody ends it");
}
