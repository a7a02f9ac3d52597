//! Calls: decided once, in order, whatever happens to the messages.

use super::world::{World, id, reply};
use crate::refusal::{Code, Param};
use crate::sync::device::Recorded;
use crate::sync::protocol::{Answer, Outcome, Request, Upload, decode, encode};
use crate::sync::toy::{Command, Note, Total, Toy};

#[test]
fn a_note_made_offline_reaches_the_other_phone() {
    let mut world = World::new();
    let (ann, bob) = (world.phone("ann", 1), world.phone("bob", 2));
    world.sync(&ann);
    world.sync(&bob);
    ann.note(&mut world, 50, "hello");
    assert!(ann.notes().contains("hello"), "shown at once");
    assert!(!bob.notes().contains("hello"));
    world.sync(&ann);
    world.sync(&bob);
    assert!(bob.notes().contains("hello"));
    assert_eq!(bob.get::<Total>(id(1)).unwrap().notes, 1);
    world.assert_converged(&ann);
    world.assert_converged(&bob);
}

#[test]
fn a_request_sent_many_times_has_one_effect_and_one_answer() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    ann.note(&mut world, 50, "once");
    let request = ann.request();
    let first = world.answer(ann.user, &request);
    for _ in 0..20 {
        assert_eq!(world.answer(ann.user, &request), first);
    }
    ann.apply(&first, id(1));
    ann.apply(&first, id(2));
    world.sync(&ann);
    assert_eq!(ann.get::<Total>(id(1)).unwrap().notes, 1);
    world.assert_converged(&ann);
}

#[test]
fn a_lost_answer_is_told_again() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    ann.note(&mut world, 50, "kept");
    world.answer(ann.user, &ann.request()); // Never arrives.
    assert_eq!(ann.waiting(), 1);
    world.sync(&ann);
    assert_eq!(ann.get::<Total>(id(1)).unwrap().notes, 1);
    world.assert_converged(&ann);
}

#[test]
fn a_refusal_undoes_the_prediction_and_stays_until_cleared() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    let call = ann.note(&mut world, 50, "unwelcome"); // Only settle, on the server, says no.
    assert!(ann.notes().contains("unwelcome"));
    let applied = world.sync(&ann);
    assert_eq!(applied.refused, vec![call]);
    assert!(ann.notes().is_empty());
    let refused = ann.refused();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].refusal.code, Code::InvalidState);
    assert!(refused[0].command.contains("unwelcome"));
    world.assert_converged(&ann);
}

#[test]
fn what_the_rules_refuse_at_once_is_not_recorded() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    let bad = Command::Write { note: id(50), room: id(1), text: "bad".into() };
    assert!(
        matches!(ann.send(&mut world, &bad), Recorded::Refused(refusal) if refusal.code == Code::AlreadyExists)
    );
    assert!(ann.notes().is_empty(), "a refusal half-way leaves nothing");
    assert_eq!(ann.waiting(), 0);
}

#[test]
fn a_device_never_refuses_by_its_own_clock() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    let late = Command::Write { note: id(50), room: id(1), text: "late".into() };
    let Recorded::Queued { predicted, .. } = ann.send(&mut world, &late) else { panic!("not queued") };
    assert_eq!(predicted.unwrap().code, Code::PollClosed);
    world.sync(&ann);
    assert_eq!(ann.refused()[0].refusal.code, Code::PollClosed);
}

#[test]
fn what_depends_on_a_refused_call_is_refused_with_its_cause() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    ann.note(&mut world, 50, "unwelcome");
    ann.note(&mut world, 51, "fine");
    for text in ["edited", "edited again"] {
        let edit = Command::Edit { note: id(50), text: text.into() };
        assert!(matches!(ann.send(&mut world, &edit), Recorded::Queued { .. }));
    }
    world.sync(&ann);
    let refused = ann.refused();
    let codes: Vec<Code> = refused.iter().map(|refused| refused.refusal.code).collect();
    assert_eq!(codes, [Code::InvalidState, Code::DependencyRefused, Code::DependencyRefused]);
    assert_eq!(refused[2].refusal.params["cause"], Param::Text("INVALID_STATE".into()));
    assert_eq!(ann.notes(), ["fine".to_owned()].into());
    world.assert_converged(&ann);
}

#[test]
fn a_poison_call_is_parked_and_blocks_nothing() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    ann.note(&mut world, 50, "before");
    assert!(matches!(ann.send(&mut world, &Command::Boom), Recorded::Queued { .. }));
    ann.note(&mut world, 51, "after");
    world.sync(&ann);
    let refused = ann.refused();
    assert_eq!(refused.len(), 1);
    assert!(refused[0].undecided);
    assert_eq!(ann.notes().len(), 2);
    world.assert_converged(&ann);

    // It may go again under the same id, and is parked again.
    assert!(ann.write(|sql| ann.device.send_again(sql, refused[0].id)));
    world.sync(&ann);
    assert_eq!(ann.refused()[0].id, refused[0].id);
    world.assert_converged(&ann);
}

#[test]
fn a_rule_that_looks_beyond_its_actors_sight_is_parked_under_test() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    world.job(Command::OpenRoom { room: id(7) });
    world.job(Command::Admit { room: id(7), user: id(3) });
    let cleo = world.phone("cleo", 3);
    world.sync(&cleo);
    cleo.send(&mut world, &Command::Write { note: id(70), room: id(7), text: "secret".into() });
    world.sync(&cleo);
    ann.send(&mut world, &Command::Peek { note: id(70) });
    world.sync(&ann);
    assert_eq!(ann.refused()[0].refusal.code, Code::Parked);
    world.server.strict = false;
    assert!(ann.write(|sql| ann.device.send_again(sql, ann.refused()[0].id)));
    world.sync(&ann);
    assert!(ann.refused().is_empty());
}

#[test]
fn a_command_the_server_does_not_know_waits_for_a_newer_server() {
    let mut world = World::new();
    world.server.domain = Toy { old: true };
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    ann.note(&mut world, 50, "first");
    ann.send(&mut world, &Command::Edit { note: id(50), text: "second".into() });
    ann.note(&mut world, 51, "not blocked");
    world.sync(&ann);
    assert_eq!(ann.waiting(), 1);
    assert_eq!(ann.get::<Note>(id(50)).unwrap().text, "second", "still shown as the person left it");
    assert!(ann.refused().is_empty());
    world.server.domain = Toy { old: false };
    world.server.vocabulary += 1;
    world.sync(&ann);
    world.assert_converged(&ann);
    assert_eq!(ann.get::<Note>(id(50)).unwrap().text, "second");
}

#[test]
fn a_discarded_call_uses_its_number_up_and_takes_its_dependents_along() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    let call = ann.note(&mut world, 50, "regretted");
    ann.send(&mut world, &Command::Edit { note: id(50), text: "edited".into() });
    ann.note(&mut world, 51, "fine");
    assert!(ann.write(|sql| ann.device.discard(sql, call)));
    assert!(!ann.write(|sql| ann.device.discard(sql, call)), "only once");
    assert_eq!(ann.notes(), ["fine".to_owned()].into());
    world.sync(&ann);
    assert_eq!(ann.refused()[0].refusal.params["cause"], Param::Text("DISCARDED".into()));
    world.assert_converged(&ann);
}

#[test]
fn an_id_reused_for_something_else_is_refused_and_the_first_stands() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    ann.note(&mut world, 50, "first");
    let mut request: Request = decode(&ann.request()).unwrap();
    world.sync(&ann);
    let Upload::Call(mut call) = request.uploads.remove(0) else { panic!() };
    call.number = 2;
    call.command = call.command.replace("first", "other");
    request.uploads = vec![Upload::Call(call)];
    request.acknowledged = 1;
    for _ in 0..3 {
        let verdicts = reply(&world.answer(ann.user, &encode(&request))).verdicts;
        let [verdict] = verdicts.as_slice() else { panic!("{verdicts:?}") };
        assert!(matches!(&verdict.outcome, Outcome::Refused(text) if text.contains("ID_REUSED")));
    }
}

#[test]
fn limits_and_foreign_devices_are_refused() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    ann.note(&mut world, 50, "mine");
    world.sync(&ann);
    let request = ann.request();
    let stranger = decode::<Answer>(&world.answer(id(2), &request)).unwrap();
    assert!(matches!(stranger, Answer::Refused(text) if text.contains("UNAUTHORIZED")));

    ann.note(&mut world, 51, "once too often");
    let mut request: Request = decode(&request).unwrap();
    let one: Request = decode(&ann.request()).unwrap();
    request.uploads = vec![one.uploads[0].clone(); 1_001];
    let many = decode::<Answer>(&world.answer(ann.user, &encode(&request))).unwrap();
    assert!(matches!(many, Answer::Refused(text) if text.contains("VALIDATION_FAILED")));
}

#[test]
fn claims_about_time_are_clamped() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    let call = world.fresh();
    let seen = world.now;
    let text = serde_json::to_string(&Command::Write { note: id(5), room: id(1), text: "x".into() }).unwrap();
    // A clock ten years behind: the recorded time is not before the server time already seen.
    ann.write(|sql| ann.device.record(sql, call, crate::time::Timestamp(5), &text));
    let request: Request = decode(&ann.request()).unwrap();
    let Upload::Call(call) = &request.uploads[0] else { panic!() };
    assert_eq!(call.at, seen);
}
