//! Who is told what, and what the clock asks for.

use super::model::Kind;
use super::view::{notices, unread};
use crate::call::Actor;
use crate::i18n::{Locale, notice_text};
use crate::refusal::Code;
use crate::tests_world::{World, id, wire};
use crate::time::HOUR_MS;

/// One of each command, every field given.
pub(crate) const COMMANDS: &[&str] =
    &[r#"{"area":"notice","kind":"mark_read","notices":["@notice","@other-notice"]}"#];

#[test]
fn commands_and_rows_keep_their_shape() {
    insta::assert_snapshot!("commands", wire(COMMANDS));
    insta::assert_snapshot!("rows", World::staffed().rows(&["notice"]));
}

#[test]
fn who_gains_or_loses_a_role_is_told_and_nobody_else() {
    let mut world = World::staffed();
    let grant = |kind: &str| {
        format!(
            r#"{{"area":"community","kind":"{kind}","community":"@home","user":"@mary","role":"driver","hub":"@hub"}}"#
        )
    };
    assert_eq!(world.act("admin", &grant("grant_role")), Ok(()));
    world.now = world.now.plus(HOUR_MS);
    assert_eq!(world.act("admin", &grant("revoke_role")), Ok(()));
    let phone = world.phone("mary");
    world.sync(&phone);
    let viewer = world.viewer("mary");
    let lines = phone.view(|tx| notices(tx, &viewer, None));
    let told: Vec<String> =
        lines.iter().map(|line| notice_text(line.kind, &line.params, Locale::En, &|_| 0)).collect();
    assert_eq!(told, ["At hub you no longer have the role driver.", "You have a new role at hub: driver."]);
    assert_eq!(phone.view(|tx| unread(tx, &viewer)), 2);
    let other = world.phone("resident");
    world.sync(&other);
    assert_eq!(other.view(|tx| notices(tx, &world.viewer("resident"), None)), []);

    // Seen offline, on one of two phones: both know it in the end.
    let mark = format!(r#"{{"area":"notice","kind":"mark_read","notices":["{}"]}}"#, lines[0].id);
    assert_eq!(phone.send(&mut world, &mark), Ok(None));
    world.sync(&phone);
    let second = world.phone("mary");
    world.sync(&second);
    assert_eq!(second.view(|tx| unread(tx, &viewer)), 1);
    assert_eq!(world.act("resident", &mark), Err(Code::NotFound), "somebody else's notice");
}

#[test]
fn a_page_of_notices_begins_where_the_last_one_ended() {
    let mut world = World::staffed();
    for n in 0..130 {
        let kind = if n % 2 == 0 { "grant_role" } else { "revoke_role" };
        world.now = world.now.plus(i64::from(n % 3)); // Some at the same moment.
        world.job(&format!(
            r#"{{"area":"community","kind":"{kind}","community":"@home","user":"@mary","role":"admin"}}"#
        ));
    }
    let viewer = world.viewer("mary");
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = world.read(|tx| notices(tx, &viewer, after));
        let Some(last) = page.last() else { break };
        after = Some(super::view::After { created_at: last.created_at, id: last.id });
        seen.extend(page.iter().map(|line| line.id));
    }
    assert_eq!(seen.len(), 130);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 130, "one came twice");
}

#[test]
fn the_author_is_told_once_that_a_poll_has_ended() {
    let mut world = World::staffed();
    let create = crate::voting::tests::create(world.now, r#""grace_ms":5000"#);
    assert_eq!(world.act("editor", &create), Ok(()));
    assert_eq!(world.act("editor", r#"{"area":"voting","kind":"schedule","poll":"@poll"}"#), Ok(()));
    let end = world.read(|tx| Ok(tx.get::<crate::voting::model::Poll>(id("poll"))?.unwrap().final_at()));
    assert_eq!(world.due(end.plus(-1)), []);
    let found = world.due(end);
    assert_eq!(found.len(), 1);
    assert!(world.decide(Actor::Job, &found[0].command).is_err(), "the clock has not come so far");
    assert_eq!(world.pass_to(end), 1);
    assert_eq!(world.due(end), [], "what is done is not asked for again");
    let editor = world.viewer("editor");
    let told = world.read(|tx| notices(tx, &editor, None));
    assert_eq!(told.iter().filter(|line| line.kind == Kind::PollEnded).count(), 1);
}
