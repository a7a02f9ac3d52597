//! Calls that are sent more than once, given up, or break: nothing is decided without what it depends
//! on, and what the server confirmed stays beneath.

use super::world::{Phone, World, id};
use crate::id::Id;
use crate::refusal::Code;
use crate::store::{Tx, Unwatched};
use crate::sync::device::Recorded;
use crate::sync::outbox::{self, State};
use crate::sync::protocol::{COMMAND_BYTES_MAX, Outcome, Request, Upload, decode, encode};
use crate::sync::toy::{Command, Note, TABLES, Toy};

fn edit(text: &str) -> Command {
    Command::Edit { note: id(50), text: text.into() }
}

fn queued(recorded: Recorded) -> Id {
    match recorded {
        Recorded::Queued { call, .. } => call,
        Recorded::Refused(refusal) => panic!("{refusal}"),
    }
}

/// An exchange that carries no calls up.
fn listen(world: &mut World, phone: &Phone) {
    let mut quiet: Request = decode(&phone.request()).unwrap();
    quiet.uploads.clear();
    world.now = world.now.plus(1_000);
    let answer = world.answer(phone.user, &encode(&quiet));
    let fresh = world.fresh();
    phone.apply(&answer, fresh);
}

/// Ann, whose note is on the server, and a server that does not know `edit`.
fn old_server() -> (World, Phone) {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    ann.note(&mut world, 50, "base");
    world.sync(&ann);
    world.server.domain = Toy { old: true };
    (world, ann)
}

fn update_server(world: &mut World) {
    world.server.domain = Toy { old: false };
    world.server.vocabulary += 1;
}

#[test]
fn a_parked_dependent_sent_again_keeps_its_dependency() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    ann.note(&mut world, 50, "panic in settle");
    let second = queued(ann.send(&mut world, &edit("second")));
    world.sync(&ann);
    assert_eq!(ann.refused().iter().filter(|refused| refused.undecided).count(), 2);
    assert!(ann.write(|sql| ann.device.send_again(sql, second)));
    world.sync(&ann);
    let second = ann.refused().into_iter().find(|refused| refused.id == second).unwrap();
    assert!(second.undecided, "decided without the first: {:?}", second.refusal);
}

#[test]
fn an_unknown_call_sent_again_keeps_the_base_right() {
    let mut world = World::new();
    let (ann, bob) = (world.phone("ann", 1), world.phone("bob", 2));
    world.sync(&bob);
    bob.note(&mut world, 50, "base");
    world.sync(&bob);
    world.sync(&ann);
    world.server.domain = Toy { old: true };
    ann.send(&mut world, &edit("ann's"));
    world.sync(&ann);
    update_server(&mut world);
    listen(&mut world, &ann);
    bob.send(&mut world, &edit("bob's"));
    world.sync(&bob);
    listen(&mut world, &ann);
    assert_eq!(ann.get::<Note>(id(50)).unwrap().text, "ann's", "still on top");
    let base = ann.write(|sql| {
        crate::sync::shadow::rewind(sql)?;
        Tx::new(sql, TABLES, &mut Unwatched).get::<Note>(id(50))
    });
    assert_eq!(base.unwrap().text, "bob's", "the base is what the server confirmed last");
}

#[test]
fn what_depends_on_an_unknown_call_follows_it() {
    let (mut world, ann) = old_server();
    ann.send(&mut world, &edit("first"));
    world.sync(&ann);
    // Made before the device hears that the server has learned: it travels ahead of the first.
    ann.send(&mut world, &edit("second"));
    update_server(&mut world);
    world.sync(&ann);
    assert_eq!(ann.get::<Note>(id(50)).unwrap().text, "second");
    world.assert_converged(&ann);
}

#[test]
fn a_discarded_call_that_the_server_did_not_know_stays_discarded() {
    let (mut world, ann) = old_server();
    let call = queued(ann.send(&mut world, &edit("regretted")));
    world.answer(ann.user, &ann.request()); // The answer is lost.
    assert!(ann.write(|sql| ann.device.discard(sql, call)));
    world.sync(&ann);
    update_server(&mut world);
    world.sync(&ann);
    assert_eq!(ann.get::<Note>(id(50)).unwrap().text, "base", "given up, yet applied");
    assert!(ann.read(outbox::all).iter().all(|entry| entry.call.id != call));
    world.assert_converged(&ann);
}

#[test]
fn an_unknown_call_can_be_discarded_and_takes_its_dependents_along() {
    let (mut world, ann) = old_server();
    let call = queued(ann.send(&mut world, &edit("regretted")));
    let dependent = queued(ann.send(&mut world, &edit("on top of it")));
    world.sync(&ann);
    assert!(ann.write(|sql| ann.device.discard(sql, call)));
    update_server(&mut world);
    world.sync(&ann);
    assert_eq!(ann.get::<Note>(id(50)).unwrap().text, "base");
    let refused: Vec<_> = ann.refused().iter().map(|refused| (refused.id, refused.refusal.code)).collect();
    assert_eq!(refused, [(dependent, Code::DependencyRefused)]);
    world.assert_converged(&ann);
}

#[test]
fn a_call_given_up_too_late_shows_what_the_server_decided() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    let call = ann.note(&mut world, 50, "on its way");
    world.answer(ann.user, &ann.request()); // The answer is lost.
    assert!(ann.write(|sql| ann.device.discard(sql, call)));
    assert!(ann.notes().is_empty());
    world.sync(&ann);
    assert!(ann.notes().contains("on its way"));
    world.assert_converged(&ann);
}

#[test]
fn a_fork_does_not_forget_what_was_given_up() {
    let (mut world, ann) = old_server();
    let call = queued(ann.send(&mut world, &edit("regretted")));
    ann.send(&mut world, &edit("on top of it"));
    assert!(ann.write(|sql| ann.device.discard(sql, call)));
    let fresh = world.fresh();
    ann.apply(&encode(&crate::sync::Answer::Forked), fresh);
    update_server(&mut world);
    world.sync(&ann);
    assert_eq!(ann.get::<Note>(id(50)).unwrap().text, "base");
    assert_eq!(ann.refused().len(), 1);
    assert!(ann.read(outbox::all).iter().all(|entry| entry.state == State::Kept));
}

#[test]
fn a_rule_that_panics_does_not_stop_the_device() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    // Before the first exchange, recorded unexecuted: it breaks in the replay.
    ann.note(&mut world, 50, "panic in execute");
    listen(&mut world, &ann);
    // And now at once.
    ann.note(&mut world, 51, "panic in execute");
    assert!(ann.notes().is_empty(), "it left nothing");
    for entry in ann.read(outbox::all) {
        assert_eq!(entry.predicted.unwrap().code, Code::Parked);
    }
    world.sync(&ann);
    assert_eq!(ann.refused().iter().filter(|refused| refused.undecided).count(), 2);
}

#[test]
fn a_command_that_is_too_long_is_not_recorded_and_never_blocks() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    let long = Command::Write { note: id(51), room: id(1), text: "x".repeat(COMMAND_BYTES_MAX) };
    let Recorded::Refused(refusal) = ann.send(&mut world, &long) else { panic!("recorded") };
    assert_eq!((refusal.code, refusal.details[0].issue.as_str()), (Code::ValidationFailed, "too_long"));
    assert_eq!(ann.waiting(), 0);
    // Another version's device sends it all the same: it alone is refused.
    ann.note(&mut world, 52, "short");
    ann.note(&mut world, 53, "next");
    let mut request: Request = decode(&ann.request()).unwrap();
    let Upload::Call(call) = &mut request.uploads[0] else { panic!() };
    call.command = "x".repeat(COMMAND_BYTES_MAX + 1);
    let told = super::world::reply(&world.answer(ann.user, &encode(&request)));
    assert!(matches!(&told.verdicts[0].outcome, Outcome::Refused(text) if text.contains("too_long")));
    assert!(matches!(told.verdicts[1].outcome, Outcome::Applied { .. }));
}
