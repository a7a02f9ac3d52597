//! What people say: who may, what moderators see and do, what is counted, news, and the feed.

use std::collections::BTreeMap;

use super::talk::{COMMENTS_PER_MINUTE_MAX, ReactionKind, ReportReason};
use super::tests::items;
use super::view_talk;
use crate::call::Actor;
use crate::feed::{After, FeedKind, FeedLine, feed};
use crate::notice::model::{Kind, Notice};
use crate::refusal::Code;
use crate::store::Value;
use crate::tests_world::{Phone, World, id};
use crate::time::{HOUR_MS, MINUTE_MS};

fn say(fields: &str) -> String {
    format!(r#"{{"area":"content",{fields}}}"#)
}

/// Who, what, and the verdict.
#[rustfmt::skip]
const CASES: &[(&str, &str, &str)] = &[
    ("mary", r#""kind":"write_comment","comment":"@c","item":"@item","text":"Yes""#, "ok"),
    ("mary", r#""kind":"write_comment","comment":"@c","item":"@item","text":"Yes","reply_to":"@comment""#, "ok"),
    ("mary", r#""kind":"write_comment","comment":"@c","item":"@item","text":"Yes","reply_to":"@nothing""#, "VALIDATION_FAILED reply_to unknown"),
    ("mary", r#""kind":"write_comment","comment":"@c","item":"@item","text":"  ""#, "VALIDATION_FAILED text required"),
    ("mary", r#""kind":"write_comment","comment":"@c","item":"@item","text":"Yes","author":"@admin""#, "VALIDATION_FAILED author out_of_range"),
    ("mary", r#""kind":"write_comment","comment":"@comment","item":"@item","text":"Yes""#, "ALREADY_EXISTS"),
    ("mary", r#""kind":"write_comment","comment":"@c","item":"@draft","text":"Yes""#, "NOT_FOUND"),
    ("editor", r#""kind":"write_comment","comment":"@c","item":"@draft","text":"Yes""#, "INVALID_STATE"),
    ("mary", r#""kind":"edit_comment","comment":"@comment","text":"No""#, "FORBIDDEN_ROLE"),
    ("admin", r#""kind":"edit_comment","comment":"@comment","text":"No""#, "FORBIDDEN_ROLE"),
    ("admin", r#""kind":"delete_comment","comment":"@comment""#, "FORBIDDEN_ROLE"),
    ("resident", r#""kind":"delete_comment","comment":"@comment""#, "ok"),
    ("resident", r#""kind":"report_comment","comment":"@comment","reason":"spam""#, "VALIDATION_FAILED comment out_of_range"),
    ("mary", r#""kind":"report_comment","comment":"@comment","reason":"spam""#, "ok"),
    ("mary", r#""kind":"hide_comment","comment":"@comment","reason":"spam""#, "FORBIDDEN_ROLE"),
    ("editor", r#""kind":"show_comment","comment":"@comment""#, "INVALID_STATE"),
    ("mary", r#""kind":"react","item":"@draft","reaction":"like""#, "NOT_FOUND"),
    ("mary", r#""kind":"react","item":"@item","reaction":"rage""#, "VALIDATION_FAILED reaction unknown"),
    ("editor", r#""kind":"withdraw_post","post":"@post""#, "INVALID_STATE"),
    ("editor", r#""kind":"publish_post","post":"@post""#, "ok"),
    ("mary", r#""kind":"publish_post","post":"@post""#, "NOT_FOUND"),
    ("editor", r#""kind":"edit_post","post":"@post","changes":{"title":{}}"#, "VALIDATION_FAILED title required"),
];

#[test]
fn who_may_say_what() {
    let mut world = World::staffed();
    items(&mut world);
    for (who, fields, expected) in CASES {
        assert_eq!(world.probe_as(who, &say(fields)), *expected, "{who}: {fields}");
    }
}

fn lines(world: &mut World, phone: &Phone, who: &str) -> Vec<(String, Option<ReportReason>)> {
    world.sync(phone);
    let viewer = world.viewer(who);
    let talk = phone.view(|tx| view_talk::talk(tx, &viewer, id("item")));
    talk.comments.into_iter().map(|line| (line.text, line.hidden)).collect()
}

fn told(world: &World, who: &str) -> Vec<Kind> {
    let clause = "user_id = ? ORDER BY created_at, id";
    let notices: Vec<Notice> = world.read(|tx| tx.select(clause, &[Value::from(id(who))]));
    notices.into_iter().map(|notice| notice.kind).filter(|kind| kind.word().starts_with("comment")).collect()
}

#[test]
fn a_reported_comment_is_hidden_from_all_but_its_author_and_moderators() {
    let mut world = World::staffed();
    items(&mut world);
    let (mary, author, editor) = (world.phone("mary"), world.phone("resident"), world.phone("editor"));
    let soup = || ("Soup?".to_owned(), None);
    let hidden = ("Soup?".to_owned(), Some(ReportReason::Spam));
    assert_eq!(lines(&mut world, &mary, "mary"), [soup()]);
    let report = say(r#""kind":"report_comment","comment":"@comment","reason":"abuse","note":"No""#);
    assert_eq!(mary.send(&mut world, &report), Ok(None));
    world.sync(&mary);
    assert_eq!(world.act("mary", &report), Err(Code::AlreadyExists), "one word a person");
    assert_eq!(told(&world, "editor").last(), Some(&Kind::CommentReported));
    world.sync(&editor);
    let viewer = world.viewer("editor");
    let waiting = editor.view(|tx| view_talk::reported(tx, &viewer, id("home")));
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].title.as_str(), waiting[0].reasons.len()), ("Item", 1));
    let none = mary.view(|tx| view_talk::reported(tx, &world.viewer("mary"), id("home")));
    assert_eq!(none, []);

    let hide = say(r#""kind":"hide_comment","comment":"@comment","reason":"spam""#);
    assert_eq!(editor.send(&mut world, &hide), Ok(None));
    assert_eq!(lines(&mut world, &editor, "editor"), std::slice::from_ref(&hidden));
    assert_eq!(lines(&mut world, &mary, "mary"), []);
    assert_eq!(lines(&mut world, &author, "resident"), [hidden]);
    assert_eq!(told(&world, "resident"), [Kind::CommentHidden]);
    assert_eq!(editor.view(|tx| view_talk::reported(tx, &viewer, id("home"))), []);
    let rows = mary.view(|tx| tx.query("SELECT count(*) FROM comment", &[], |row| row.int(0)));
    assert_eq!(rows, [0], "what is hidden leaves the phones");
    let edit = say(r#""kind":"edit_comment","comment":"@comment","text":"Soup!""#);
    assert_eq!(world.act("resident", &edit), Err(Code::InvalidState));

    let show = say(r#""kind":"show_comment","comment":"@comment""#);
    assert_eq!(world.act("admin", &show), Ok(()));
    assert_eq!(lines(&mut world, &mary, "mary"), [soup()]);
}

#[test]
fn reactions_count_once_a_person_and_the_phone_waits_for_the_count() {
    let mut world = World::staffed();
    items(&mut world);
    let phone = world.phone("mary");
    world.sync(&phone);
    let heart = say(r#""kind":"react","item":"@item","reaction":"heart""#);
    assert_eq!(phone.send(&mut world, &heart), Ok(None));
    let viewer = world.viewer("mary");
    let shown = |phone: &Phone| {
        let talk = phone.view(|tx| view_talk::talk(tx, &viewer, id("item")));
        (talk.mine, talk.reactions)
    };
    assert_eq!(shown(&phone), (Some(ReactionKind::Heart), BTreeMap::new()), "not yet counted");
    for who in ["resident", "driver"] {
        assert_eq!(world.act(who, &heart), Ok(()));
    }
    world.sync(&phone);
    assert_eq!(shown(&phone).1, BTreeMap::from([(ReactionKind::Heart, 3)]));
    assert_eq!(world.act("driver", &heart.replace("heart", "laugh")), Ok(()));
    assert_eq!(world.act("resident", &say(r#""kind":"react","item":"@item""#)), Ok(()));
    world.sync(&phone);
    let counts = BTreeMap::from([(ReactionKind::Heart, 1), (ReactionKind::Laugh, 1)]);
    assert_eq!(shown(&phone), (Some(ReactionKind::Heart), counts));
}

#[test]
fn nobody_floods_an_item() {
    let mut world = World::staffed();
    items(&mut world);
    let comment =
        |n: usize| say(&format!(r#""kind":"write_comment","comment":"@c{n}","item":"@item","text":"{n}""#));
    for n in 0..COMMENTS_PER_MINUTE_MAX {
        assert_eq!(world.act("mary", &comment(n)), Ok(()));
    }
    let refused = world.decide(Actor::Person(id("mary")), &comment(99)).unwrap_err();
    assert_eq!(refused.code, Code::RateLimitExceeded);
    assert!(refused.params.contains_key("until"));
    world.now = world.now.plus(MINUTE_MS);
    assert_eq!(world.act("mary", &comment(99)), Ok(()));
    assert_eq!(told(&world, "editor").len(), COMMENTS_PER_MINUTE_MAX + 2, "the item's author hears of each");
}

fn feed_of(world: &World, who: &str, after: Option<After>) -> Vec<FeedLine> {
    world.read(|tx| feed(tx, &world.viewer(who), id("home"), after))
}

#[test]
fn the_feed_tells_each_person_what_is_new_for_them() {
    let mut world = World::staffed();
    items(&mut world);
    world.now = world.now.plus(HOUR_MS);
    assert_eq!(world.act("editor", &say(r#""kind":"publish_post","post":"@post""#)), Ok(()));
    world.now = world.now.plus(HOUR_MS);
    let answer =
        r#""kind":"write_comment","comment":"@c","item":"@item","text":"With bread","reply_to":"@comment""#;
    assert_eq!(world.act("mary", &say(answer)), Ok(()));
    crate::support::tests::ticket(&mut world);
    world.now = world.now.plus(HOUR_MS);
    assert_eq!(world.act("manager", crate::support::tests::COMMANDS[1]), Ok(()));
    let kinds = |who: &str| feed_of(&world, who, None).into_iter().map(|line| line.kind).collect::<Vec<_>>();
    assert_eq!(kinds("mary"), [FeedKind::Post, FeedKind::Item]);
    assert_eq!(kinds("resident"), [FeedKind::Ticket, FeedKind::Answer, FeedKind::Post, FeedKind::Item]);
    let first = &feed_of(&world, "resident", None)[0];
    assert_eq!((first.title.as_str(), first.excerpt.as_str()), ("Lamp", "Since when?"));
    let after = Some(After { at: first.at, id: first.id });
    let rest: Vec<_> = feed_of(&world, "resident", after).into_iter().map(|line| line.kind).collect();
    assert_eq!(rest, [FeedKind::Answer, FeedKind::Post, FeedKind::Item]);
    let phone = world.phone("resident");
    world.sync(&phone);
    let viewer = world.viewer("resident");
    let on_phone = phone.view(|tx| feed(tx, &viewer, id("home"), None));
    assert_eq!(on_phone, feed_of(&world, "resident", None), "the phone shows what the server has");
}

#[test]
fn news_are_drafts_until_they_are_published() {
    let mut world = World::staffed();
    items(&mut world);
    let phone = world.phone("mary");
    let titles = |world: &mut World| {
        world.sync(&phone);
        let viewer = world.viewer("mary");
        phone
            .view(|tx| view_talk::posts(tx, &viewer, id("home")))
            .into_iter()
            .map(|card| card.title)
            .collect::<Vec<_>>()
    };
    assert_eq!(titles(&mut world), [""; 0]);
    assert_eq!(world.act("editor", &say(r#""kind":"publish_post","post":"@post""#)), Ok(()));
    assert_eq!(titles(&mut world), ["News"]);
    let page = phone.view(|tx| view_talk::post(tx, &world.viewer("mary"), id("post"))).unwrap();
    assert_eq!(page.html, "<p><strong>All</strong> of it</p>\n");
    assert_eq!(page.card.excerpt, "All of it");
    assert_eq!(world.act("editor", &say(r#""kind":"delete_post","post":"@post""#)), Ok(()));
    assert_eq!(titles(&mut world), [""; 0]);
    assert_eq!(world.act("editor", &say(r#""kind":"publish_post","post":"@post""#)), Err(Code::InvalidState));
}
