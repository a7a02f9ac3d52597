//! The rules of polls and votes, one line per case; random histories against a recount; and stories
//! of phones that come and go.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::count::tally;
use super::model::{Ballot, BallotRevision, OptionTally, Poll, PollResult, PollTally};
use super::view;
use crate::call::Actor;
use crate::community::model::Member;
use crate::content;
use crate::id::Id;
use crate::refusal::Code;
use crate::store::Value;
use crate::tests_world::{Phone, World, id, wire, words};
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};

/// One of each command, every field given.
pub(crate) const COMMANDS: &[&str] = &[
    r#"{"area":"voting","kind":"create_poll","poll":"@new-poll","community":"@home","terms":{"title":{"en":"A","de":"B"},"description":{"en":"C"},"hub":"@hub","item":"@item","method":{"kind":"budget","budget_minor":450000,"rule":{"kind":"at_least","projects":1}},"outcome":{"kind":"greedy_by_votes","budget_minor":450000,"by":"ballots","threshold":2,"tie_break":"cheapest"},"currency":"EUR","blank_allowed":true,"changeable":true,"opens_at":3700000000,"closes_at":3800000000,"grace_ms":3600000,"quorum_pct":25,"later_joiners":true,"result_mode":"after_my_vote","bias_accepted":true},"options":[{"option":"@x","title":{"en":"X"},"cost_minor":128000},{"option":"@y","item":"@item","cost_minor":1}]}"#,
    r#"{"area":"voting","kind":"edit_poll","poll":"@poll","changes":{"title":{"en":"A"},"description":{"en":"B"},"closes_at":3800000000,"opens_at":3500000000,"hub":null,"item":null,"method":{"kind":"ranked","min":1,"max":2},"outcome":{"kind":"instant_runoff","tie_break":"position"},"currency":null,"blank_allowed":true,"changeable":false,"grace_ms":1,"quorum_pct":1,"later_joiners":false,"result_mode":"after_close","bias_accepted":false,"secret":true,"options":[{"option":"@z","title":{"en":"Z"},"cost_minor":0}]}}"#,
    r#"{"area":"voting","kind":"schedule","poll":"@poll"}"#,
    r#"{"area":"voting","kind":"cancel","poll":"@poll"}"#,
    r#"{"area":"voting","kind":"cast","poll":"@poll","selections":[{"option":"@a","value":1}]}"#,
    r#"{"area":"voting","kind":"cast_secret","poll":"@poll","selections":[{"option":"@a","value":1}],"salt":"00112233445566778899aabbccddeeff"}"#,
    r#"{"area":"voting","kind":"run_off","poll":"@poll","runoff":"@runoff","opens_at":3600000000,"closes_at":3900000000}"#,
    r#"{"area":"voting","kind":"adopt_tied","poll":"@poll"}"#,
    r#"{"area":"voting","kind":"change","poll":"@poll","base_revision":1,"selections":[{"option":"@b","value":1}]}"#,
    r#"{"area":"voting","kind":"withdraw","poll":"@poll","base_revision":2}"#,
    r#"{"area":"voting","kind":"publish_result","poll":"@poll"}"#,
    r#"{"area":"voting","kind":"announce_end","poll":"@poll"}"#,
    r#"{"area":"voting","kind":"import_ballots","poll":"@poll","ballots":[{"voter":"@new","at":3600000000,"selections":[{"option":"@a","value":1}]}]}"#,
];

const TERMS: &[(&str, &str)] = &[
    ("title", r#"{"en":"Which?"}"#),
    ("method", r#"{"kind":"single"}"#),
    ("outcome", r#"{"kind":"plurality","by":"ballots","seats":1,"tie_break":null}"#),
    ("result_mode", r#""live""#),
];

fn minutes(now: Timestamp, minutes: i64) -> String {
    now.plus(minutes * MINUTE_MS).0.to_string()
}

/// The command that writes `@poll` with options `@a`, `@b`, `@c`: open since now, for 120 minutes.
/// `terms` overrides; `^5` in it is a time in five minutes.
pub(crate) fn create(now: Timestamp, terms: &str) -> String {
    let mut all: BTreeMap<String, serde_json::Value> =
        TERMS.iter().map(|(name, json)| ((*name).to_owned(), serde_json::from_str(json).unwrap())).collect();
    all.insert("opens_at".to_owned(), now.0.into());
    all.insert("closes_at".to_owned(), now.plus(120 * MINUTE_MS).0.into());
    let mut terms = format!("{{{terms}}}");
    while let Some(at) = terms.find('^') {
        let end = terms[at + 1..].find(|c: char| !c.is_ascii_digit() && c != '-').unwrap() + at + 1;
        let time = minutes(now, terms[at + 1..end].parse().unwrap());
        terms.replace_range(at..end, &time);
    }
    let given: BTreeMap<String, serde_json::Value> = serde_json::from_str(&terms).unwrap();
    all.extend(given);
    let options = all.remove("options").map_or_else(
        || {
            r#"[{"option":"@a","title":{"en":"A"},"cost_minor":30},{"option":"@b","title":{"en":"B"},"cost_minor":50},
               {"option":"@c","title":{"en":"C"},"cost_minor":20}]"#
                .to_owned()
        },
        |options| options.to_string(),
    );
    let terms = serde_json::to_string(&all).unwrap();
    format!(
        r#"{{"area":"voting","kind":"create_poll","poll":"@poll","community":"@home","terms":{terms},"options":{options}}}"#
    )
}

/// Writes and announces `@poll`; see [`create`].
pub(crate) fn poll(world: &mut World, terms: &str) {
    let create = create(world.now, terms);
    world.job(&create);
    world.job(r#"{"area":"voting","kind":"schedule","poll":"@poll"}"#);
}

/// `a1,b2` as selections; a bare `a` is a mark, `-` a blank ballot.
pub(super) fn selections(text: &str) -> String {
    let line = |part: &str| {
        let (option, value) = part.split_at(1);
        let value = if value.is_empty() { "1" } else { value };
        format!(r#"{{"option":"@{option}","value":{value}}}"#)
    };
    let lines: Vec<String> = text.split(',').filter(|part| *part != "-").map(line).collect();
    format!("[{}]", lines.join(","))
}

/// The command of `cast a`, `change 1 b`, `withdraw 2`, `cancel`, `publish`, `extend 30`, or
/// `edit {…}`.
fn act(now: Timestamp, text: &str) -> String {
    let (verb, rest) = text.split_once(' ').unwrap_or((text, ""));
    let fields = match verb {
        "cast" => format!(r#""kind":"cast","selections":{}"#, selections(rest)),
        "change" => {
            let (base, rest) = rest.split_once(' ').unwrap();
            format!(r#""kind":"change","base_revision":{base},"selections":{}"#, selections(rest))
        }
        "secret" => {
            let (choice, salt) = rest.split_once(' ').unwrap();
            format!(r#""kind":"cast_secret","salt":"{salt:0>32}","selections":{}"#, selections(choice))
        }
        "adopt" => r#""kind":"adopt_tied""#.to_owned(),
        "runoff-in" => {
            let (opens, closes) = (now.0, minutes(now, rest.parse().unwrap()));
            format!(r#""kind":"run_off","runoff":"@runoff","opens_at":{opens},"closes_at":{closes}"#)
        }
        "withdraw" => format!(r#""kind":"withdraw","base_revision":{rest}"#),
        "cancel" => r#""kind":"cancel""#.to_owned(),
        "schedule" => r#""kind":"schedule""#.to_owned(),
        "publish" => r#""kind":"publish_result""#.to_owned(),
        "close-in" => {
            let at = minutes(now, rest.parse().unwrap());
            format!(r#""kind":"edit_poll","changes":{{"closes_at":{at}}}"#)
        }
        "edit" => format!(r#""kind":"edit_poll","changes":{rest}"#),
        other => panic!("no verb {other}"),
    };
    format!(r#"{{"area":"voting","poll":"@poll",{fields}}}"#)
}

/// Plays `script`; the verdict of its last step. Steps are `who: act`, `who -5: act` (made five minutes
/// ago, with the server's time of then seen), `who -5 seen -90: act` (with that of 90 minutes ago seen),
/// `who -5 unseen: act` (with none), `+10` (ten minutes pass) and `item: kind`.
pub(super) fn play(world: &mut World, script: &str) -> String {
    let mut verdict = String::new();
    for step in script.split(';').map(str::trim) {
        if let Some(passed) = step.strip_prefix('+') {
            world.now = world.now.plus(passed.parse::<i64>().unwrap() * MINUTE_MS);
            continue;
        }
        let (who, what) = step.split_once(": ").unwrap();
        if who == "item" {
            world.job(&format!(r#"{{"area":"content","kind":"{what}","item":"@item"}}"#));
            continue;
        }
        if who == "leave" {
            assert_eq!(world.act(what, r#"{"area":"community","kind":"leave","community":"@home"}"#), Ok(()));
            continue;
        }
        let words_of_who: Vec<&str> = who.split(' ').collect();
        let ago = |minutes: &str| world.now.plus(minutes.parse::<i64>().unwrap() * MINUTE_MS);
        let (who, made, seen) = match *words_of_who {
            [who] => (who, world.now, world.now),
            [who, made] => (who, ago(made), ago(made)),
            [who, made, "unseen"] => (who, ago(made), Timestamp(0)),
            [who, made, "seen", seen] => (who, ago(made), ago(seen)),
            _ => panic!("{step}"),
        };
        let actor = if who == "job" { Actor::Job } else { Actor::Person(id(who)) };
        let json = act(world.now, what);
        verdict = words(&world.decide_claimed(actor, &json, made, seen));
    }
    verdict
}

pub(super) fn staffed() -> World {
    let mut world = World::staffed();
    content::tests::items(&mut world);
    world
}

#[test]
fn commands_and_rows_keep_their_shape() {
    insta::assert_snapshot!("commands", wire(COMMANDS));
    let mut world = staffed();
    poll(&mut world, r#""method":{"kind":"ranked","min":1,"max":2},"currency":"EUR","item":null"#);
    assert_eq!(play(&mut world, "mary: cast a1,b2; +1; mary: change 1 b1; +200; editor: publish"), "ok");
    let tables =
        ["poll", "poll_option", "ballot", "ballot_revision", "poll_tally", "option_tally", "poll_result"];
    insta::assert_snapshot!("rows", world.rows(&tables));
}

/// The poll's terms, the script, and the verdict of its last step in the last column.
#[rustfmt::skip]
const VOTES: &[(&str, &str, &str)] = &[
    // One vote a voter (V2).
    ("", "mary: cast a", "ok"),
    ("", "mary: cast a; mary: cast a", "CONFLICT_DOUBLE_VOTE"),
    ("", "mary: cast a; mary: cast b", "CONFLICT_DOUBLE_VOTE"),
    ("", "mary: cast a; mary: withdraw 1; mary: cast b", "ok"),
    ("", "mary: cast a; mary: withdraw 1; mary: cast b; mary: cast b", "CONFLICT_DOUBLE_VOTE"),
    ("", "mary: cast a; driver: cast a", "ok"),
    // Changing and withdrawing name the revision that the voter saw (rule 4).
    ("", "mary: change 1 a", "NOT_FOUND"),
    ("", "mary: withdraw 1", "NOT_FOUND"),
    ("", "mary: cast a; mary: change 1 b", "ok"),
    ("", "mary: cast a; mary: change 1 b; mary: change 1 c", "SUPERSEDED"),
    ("", "mary: cast a; mary: change 1 b; mary: change 2 c", "ok"),
    ("", "mary: cast a; mary: change 2 b", "SUPERSEDED"),
    ("", "mary: cast a; mary: change 1 b; mary: withdraw 1", "SUPERSEDED"),
    ("", "mary: cast a; mary: withdraw 1", "ok"),
    ("", "mary: cast a; mary: withdraw 1; mary: withdraw 1", "SUPERSEDED"),
    ("", "mary: cast a; mary: withdraw 1; mary: withdraw 2", "INVALID_STATE"),
    ("", "mary: cast a; mary: withdraw 1; mary: change 2 b", "INVALID_STATE"),
    ("", "mary: cast a; mary: withdraw 1; mary: cast b; mary: change 3 c", "ok"),
    (r#""changeable":false"#, "mary: cast a; mary: change 1 b", "INVALID_STATE"),
    (r#""changeable":false"#, "mary: cast a; mary: withdraw 1", "INVALID_STATE"),
    // The clock of the server opens and closes (rule 1).
    (r#""opens_at":^10"#, "mary: cast a", "POLL_NOT_OPEN"),
    (r#""opens_at":^10"#, "+9; mary: cast a", "POLL_NOT_OPEN"),
    (r#""opens_at":^10"#, "+10; mary: cast a", "ok"),
    ("", "+119; mary: cast a", "ok"),
    ("", "+120; mary: cast a", "POLL_CLOSED"),
    ("", "mary: cast a; +120; mary: change 1 b", "POLL_CLOSED"),
    ("", "mary: cast a; +120; mary: withdraw 1", "POLL_CLOSED"),
    ("", "+121; mary -5: cast a", "POLL_CLOSED"),
    // The grace for votes made offline.
    (r#""grace_ms":600000"#, "+121; mary -5: cast a", "ok"),
    (r#""grace_ms":600000"#, "+129; mary -10: cast a", "ok"),
    (r#""grace_ms":600000"#, "+130; mary -11: cast a", "POLL_CLOSED"),
    (r#""grace_ms":600000"#, "+121; mary -1: cast a", "POLL_CLOSED"),
    (r#""grace_ms":600000"#, "+121; mary: cast a", "POLL_CLOSED"),
    (r#""grace_ms":600000"#, "+121; mary -500: cast a", "POLL_CLOSED"),
    (r#""grace_ms":600000"#, "mary: cast a; +125; mary -10: change 1 b", "ok"),
    (r#""grace_ms":600000"#, "mary: cast a; +125; mary -10: withdraw 1", "ok"),
    (r#""grace_ms":600000"#, "mary: cast a; +125; mary -10: cast a", "CONFLICT_DOUBLE_VOTE"),
    // A clock that was set back says nothing: the device must have heard the server while the poll was open.
    ("", "+119; mary -5 unseen: cast a", "ok"),
    (r#""grace_ms":600000"#, "+121; mary -5 unseen: cast a", "POLL_CLOSED"),
    (r#""grace_ms":600000"#, "+121; mary -5 seen -122: cast a", "POLL_CLOSED"),
    (r#""grace_ms":600000"#, "+121; mary -5 seen -121: cast a", "ok"),
    (r#""grace_ms":600000"#, "+121; mary -5 seen -2: cast a", "ok"),
    (r#""grace_ms":600000"#, "+121; mary -5 seen -1: cast a", "POLL_CLOSED"),
    (r#""grace_ms":600000"#, "mary: cast a; +125; mary -10 unseen: change 1 b", "POLL_CLOSED"),
    (r#""grace_ms":600000"#, "mary: cast a; +125; mary -10 unseen: withdraw 1", "POLL_CLOSED"),
    // Who votes (rule 2).
    ("", "stranger: cast a", "NOT_FOUND"),
    (r#""opens_at":^-90"#, "mary: cast a", "NOT_IN_ELECTORATE"),
    (r#""opens_at":^-90,"later_joiners":true"#, "mary: cast a", "ok"),
    (r#""hub":"@hub""#, "mary: cast a", "NOT_IN_ELECTORATE"),
    ("", "leave: mary; mary: cast a", "NOT_FOUND"),
    ("", "job: cast a", "FORBIDDEN_ROLE"),
    // The ballot keeps the poll's bounds (rule 3).
    ("", "mary: cast -", "BALLOT_INVALID selections blank_not_allowed"),
    (r#""blank_allowed":true"#, "mary: cast -", "ok"),
    ("", "mary: cast a,b", "BALLOT_INVALID selections too_many"),
    ("", "mary: cast a2", "BALLOT_INVALID selections value_out_of_range"),
    ("", "mary: cast x", "BALLOT_INVALID selections unknown_option"),
    ("", "mary: cast a; mary: change 1 a,b", "BALLOT_INVALID selections too_many"),
    (r#""method":{"kind":"approval","min":1,"max":2}"#, "mary: cast a,b", "ok"),
    (r#""method":{"kind":"approval","min":1,"max":2}"#, "mary: cast a,a", "BALLOT_INVALID selections option_twice"),
    (r#""method":{"kind":"points","budget":10,"per_option_max":5}"#, "mary: cast a5,b5", "ok"),
    (r#""method":{"kind":"points","budget":10,"per_option_max":5}"#, "mary: cast a5,b5,c1", "BALLOT_INVALID selections points_over_budget"),
    (r#""method":{"kind":"score","max":5}"#, "mary: cast a0,b5", "ok"),
    (r#""method":{"kind":"ranked","min":1,"max":3}"#, "mary: cast b1,a2", "ok"),
    (r#""method":{"kind":"ranked","min":1,"max":3}"#, "mary: cast b1,a3", "BALLOT_INVALID selections ranks_not_consecutive"),
    (r#""method":{"kind":"budget","budget_minor":70,"rule":{"kind":"at_least","projects":1}},"currency":"EUR""#, "mary: cast b,c", "ok"),
    (r#""method":{"kind":"budget","budget_minor":70,"rule":{"kind":"at_least","projects":1}},"currency":"EUR""#, "mary: cast a,b", "BALLOT_INVALID selections cost_over_budget"),
    // The item it is about (V2).
    (r#""item":"@item""#, "mary: cast a", "ok"),
    (r#""item":"@item""#, "item: delete; mary: cast a", "INVALID_STATE"),
    (r#""item":"@item""#, "item: archive; mary: cast a", "INVALID_STATE"),
    (r#""item":"@item""#, "mary: cast a; item: delete; mary: withdraw 1", "INVALID_STATE"),
    (r#""item":"@item""#, "item: delete; item: restore; mary: cast a", "ok"),
    // Calling it off, and publishing.
    ("", "editor: cancel; mary: cast a", "INVALID_STATE"),
    ("", "+120; editor: publish; mary: cast a", "POLL_CLOSED"),
    ("", "mary: cast a; editor: cancel; editor: publish", "INVALID_STATE"),
    ("", "mary: cast a; editor: publish", "INVALID_STATE"),
    ("", "mary: cast a; +120; editor: publish", "ok"),
    ("", "+120; job: publish", "ok"),
    ("", "+120; editor: publish; editor: publish", "INVALID_STATE"),
    ("", "+120; editor: publish; editor: cancel", "INVALID_STATE"),
    ("", "+120; mary: publish", "FORBIDDEN_ROLE"),
    (r#""grace_ms":600000"#, "+129; editor: publish", "INVALID_STATE"),
    (r#""grace_ms":600000"#, "+130; editor: publish", "ok"),
    // The first ballot freezes (rule 6).
    ("", r#"editor: edit {"quorum_pct":50}"#, "ok"),
    ("", r#"mary: cast a; editor: edit {"quorum_pct":50}"#, "POLL_FROZEN"),
    ("", r#"mary: cast a; editor: edit {"method":{"kind":"score","max":5}}"#, "POLL_FROZEN"),
    ("", r#"mary: cast a; editor: edit {"options":[{"option":"@d","title":{"en":"D"}}]}"#, "POLL_FROZEN"),
    ("", r#"mary: cast a; mary: withdraw 1; editor: edit {"quorum_pct":50}"#, "POLL_FROZEN"),
    ("", r#"mary: cast a; editor: edit {"title":{"en":"Which one?"}}"#, "ok"),
    ("", "mary: cast a; editor: close-in 180", "ok"),
    ("", "mary: cast a; editor: close-in 180; +150; driver: cast a", "ok"),
    ("", "mary: cast a; editor: close-in 60", "POLL_FROZEN"),
    ("", "editor: close-in 60", "ok"),
    ("", "editor: close-in 60; +60; mary: cast a", "POLL_CLOSED"),
    ("", "+120; editor: close-in 60", "POLL_CLOSED"),
    ("", r#"editor: cancel; editor: edit {"quorum_pct":50}"#, "INVALID_STATE"),
    ("", r#"editor: edit {"options":[{"option":"@b","title":{"en":"B"}},{"option":"@d","title":{"en":"D"}}]}; mary: cast a"#, "BALLOT_INVALID selections unknown_option"),
    ("", r#"editor: edit {"options":[{"option":"@b","title":{"en":"B"}},{"option":"@d","title":{"en":"D"}}]}; mary: cast d"#, "ok"),
    ("", "editor: schedule", "INVALID_STATE"),
];

#[test]
fn rules_of_votes() {
    for (terms, script, expected) in VOTES {
        let mut world = staffed();
        poll(&mut world, terms);
        assert_eq!(play(&mut world, script), *expected, "{terms} / {script}");
    }
}

/// Terms of a poll; the verdict in the last column.
#[rustfmt::skip]
const POLLS: &[(&str, &str)] = &[
    ("", "ok"),
    (r#""title":{}"#, "VALIDATION_FAILED title required"),
    (r#""closes_at":^0"#, "VALIDATION_FAILED closes_at out_of_range"),
    (r#""grace_ms":86400000"#, "ok"),
    (r#""grace_ms":86400001"#, "VALIDATION_FAILED grace_ms out_of_range"),
    (r#""grace_ms":-1"#, "VALIDATION_FAILED grace_ms out_of_range"),
    (r#""quorum_pct":101"#, "VALIDATION_FAILED quorum_pct out_of_range"),
    (r#""result_mode":"after_my_vote""#, "VALIDATION_FAILED result_mode out_of_range"),
    (r#""result_mode":"after_my_vote","changeable":false"#, "ok"),
    (r#""result_mode":"after_my_vote","bias_accepted":true"#, "ok"),
    (r#""method":{"kind":"approval","min":3,"max":2}"#, "VALIDATION_FAILED method out_of_range"),
    (r#""method":{"kind":"points","budget":0,"per_option_max":null}"#, "VALIDATION_FAILED method out_of_range"),
    (r#""method":{"kind":"score","max":0}"#, "VALIDATION_FAILED method out_of_range"),
    (r#""method":{"kind":"budget","budget_minor":5,"rule":{"kind":"spend_at_least","pct":50}}"#, "VALIDATION_FAILED currency required"),
    (r#""method":{"kind":"budget","budget_minor":5,"rule":{"kind":"spend_at_least","pct":101}},"currency":"EUR""#, "VALIDATION_FAILED method out_of_range"),
    (r#""currency":"euro""#, "VALIDATION_FAILED currency malformed"),
    (r#""outcome":{"kind":"instant_runoff","tie_break":null}"#, "VALIDATION_FAILED outcome out_of_range"),
    (r#""outcome":{"kind":"plurality","by":"ballots","seats":0,"tie_break":null}"#, "VALIDATION_FAILED outcome out_of_range"),
    (r#""hub":"@hub""#, "ok"),
    (r#""hub":"@nowhere""#, "VALIDATION_FAILED hub unknown"),
    (r#""item":"@draft""#, "ok"),
    (r#""item":"@nothing""#, "VALIDATION_FAILED item unknown"),
    (r#""options":[]"#, "VALIDATION_FAILED options out_of_range"),
    (r#""options":[{"option":"@a"}]"#, "VALIDATION_FAILED options required"),
    (r#""options":[{"option":"@a","item":"@item"}]"#, "ok"),
    (r#""options":[{"option":"@a","item":"@nothing"}]"#, "VALIDATION_FAILED options unknown"),
    (r#""options":[{"option":"@a","title":{"en":"A"}},{"option":"@a","title":{"en":"B"}}]"#, "VALIDATION_FAILED options option_twice"),
    (r#""options":[{"option":"@a","title":{"en":"A"},"cost_minor":-1}]"#, "VALIDATION_FAILED options value_out_of_range"),
    (r#""no_such_term":1"#, "VALIDATION_FAILED terms unknown"),
];

#[test]
fn rules_of_polls() {
    let mut world = staffed();
    for (terms, expected) in POLLS {
        let json = create(world.now, terms);
        assert_eq!(world.probe_as("editor", &json), *expected, "{terms}");
    }
    let json = create(world.now, "");
    assert_eq!(world.act("editor", &json), Ok(()));
    assert_eq!(world.probe_as("editor", &json), "ALREADY_EXISTS");
    assert_eq!(world.probe_as("mary", &act(world.now, "cast a")), "NOT_FOUND", "a draft is not seen");
    assert_eq!(world.probe_as("editor", &act(world.now, "cast a")), "INVALID_STATE");
    assert_eq!(
        play(&mut world, "editor: cancel; editor: schedule"),
        "NOT_FOUND",
        "a cancelled draft is gone"
    );
    let past = create(world.now, r#""opens_at":^-90,"closes_at":^-30,"item":"@draft""#);
    assert_eq!(world.act("editor", &past), Ok(()));
    let schedule = act(world.now, "schedule");
    assert_eq!(world.probe_as("editor", &schedule), "VALIDATION_FAILED closes_at out_of_range");
    assert_eq!(words(&world.probe(Actor::Job, &schedule)), "INVALID_STATE", "its item is not published");
}

/// Ballots of an import, the verdict, and what `a` and `b` then have.
#[rustfmt::skip]
const IMPORTS: &[(&str, &str, &str)] = &[
    ("ada 1 a", "ok", "a1 b0"),
    ("ada 1 a|ben 1 b|eva 1 a", "ok", "a2 b1"),
    ("ada 1 a|ada 2 b", "ok", "a0 b1"),
    ("ada 2 a|ada 1 b", "ok", "a1 b0"),
    ("ada 1 a|ada 1 b", "ok", "a0 b1"),
    ("ada 1 a|ben 1 a,b", "BALLOT_INVALID ballots.1.selections too_many", "a0 b0"),
    ("ada -1 a", "VALIDATION_FAILED ballots.0.at out_of_range", "a0 b0"),
    ("ada 11 a", "VALIDATION_FAILED ballots.0.at out_of_range", "a0 b0"),
];

#[test]
fn imported_ballots_count_like_others() {
    for (ballots, expected, counts) in IMPORTS {
        let mut world = staffed();
        poll(&mut world, r#""method":{"kind":"single"}"#);
        let start = world.now;
        world.now = world.now.plus(10 * MINUTE_MS);
        let line = |ballot: &str| {
            let [voter, at, choice] = ballot.split(' ').collect::<Vec<_>>()[..] else { panic!("{ballot}") };
            let at = minutes(start, at.parse().unwrap());
            format!(r#"{{"voter":"@{voter}","at":{at},"selections":{}}}"#, selections(choice))
        };
        let list: Vec<String> = ballots.split('|').map(line).collect();
        let json = format!(
            r#"{{"area":"voting","kind":"import_ballots","poll":"@poll","ballots":[{}]}}"#,
            list.join(",")
        );
        assert_eq!(words(&world.decide(Actor::Job, &json)), *expected, "{ballots}");
        let count =
            |name: &str| world.read(|tx| tx.get::<OptionTally>(id(name))).map_or(0, |tally| tally.ballots);
        assert_eq!(format!("a{} b{}", count("a"), count("b")), *counts, "{ballots}");
        assert_counts_are_true(&world);
    }
}

/// The running counts equal a recount, and every accepted vote left its version.
fn assert_counts_are_true(world: &World) {
    let of_poll = [Value::from(id("poll"))];
    let poll: Poll = world.read(|tx| tx.get(id("poll"))).unwrap();
    let ballots: Vec<Ballot> = world.read(|tx| tx.select("poll = ? ORDER BY id", &of_poll));
    let expected = tally(&poll.method, ballots.iter().filter_map(Ballot::counted));
    let found: Option<PollTally> = world.read(|tx| tx.get(poll.id));
    let totals = found.as_ref().map_or((0, 0, 0), |it| (it.cast_count, it.blank_count, it.version));
    let versions: Vec<BallotRevision> = world.read(|tx| tx.select("poll = ? ORDER BY id", &of_poll));
    assert_eq!(totals, (expected.cast, expected.blank, i64::try_from(versions.len()).unwrap()));
    let options: Vec<OptionTally> = world.read(|tx| tx.select("poll = ? ORDER BY id", &of_poll));
    let mut counted: BTreeMap<Id, (i64, i64)> =
        options.into_iter().map(|it| (it.id, (it.ballots, it.score))).collect();
    counted.retain(|_, count| *count != (0, 0));
    let mut expected = expected.options;
    expected.retain(|_, count| *count != (0, 0));
    assert_eq!(counted, expected);
}

const METHODS: &[(&str, &[&str])] = &[
    (r#"{"kind":"single"}"#, &["a", "b", "c", "-"]),
    (r#"{"kind":"approval","min":1,"max":3}"#, &["a", "a,b", "c,b,a", "-"]),
    (r#"{"kind":"points","budget":10,"per_option_max":null}"#, &["a10", "a3,b3", "c0", "b9,a1", "-"]),
    (r#"{"kind":"score","max":5}"#, &["a5,b0", "c2", "a1,b2,c3", "-"]),
    (r#"{"kind":"ranked","min":1,"max":3}"#, &["a1", "b1,a2", "c1,b2,a3", "-"]),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_history_counts_like_a_recount(
        method in 0..METHODS.len(),
        steps in proptest::collection::vec((0..5_usize, 0..3_u8, 0..5_usize, 1..5_i64), 1..40),
    ) {
        let (method, choices) = METHODS[method];
        let mut world = staffed();
        poll(&mut world, &format!(r#""method":{method},"blank_allowed":true"#));
        for (voter, verb, choice, base) in steps {
            let voter = ["mary", "driver", "manager", "editor", "admin"][voter];
            let choice = choices[choice % choices.len()];
            let verb = match verb {
                0 => format!("cast {choice}"),
                1 => format!("change {base} {choice}"),
                _ => format!("withdraw {base}"),
            };
            play(&mut world, &format!("{voter}: {verb}"));
        }
        assert_counts_are_true(&world);
    }
}

fn card(world: &World, phone: &Phone, who: &str) -> view::PollCard {
    let viewer = world.viewer(who);
    let cards = phone.view(|tx| view::polls(tx, &viewer, id("home"), None));
    assert_eq!(cards.len(), 1);
    cards.into_iter().next().unwrap()
}

/// A person does something on the phone; `Ok(Some)` is a refusal that the phone expects.
fn tap(phone: &Phone, world: &mut World, text: &str) -> Result<Option<Code>, Code> {
    let json = act(world.now, text);
    phone.send(world, &json)
}

/// `official +waiting` of the whole poll and of option `@a`.
fn figures(world: &World, phone: &Phone, who: &str) -> String {
    let card = card(world, phone, who);
    let tally = card.tally.map_or("hidden".to_owned(), |it| format!("{} +{}", it.cast, it.pending));
    format!("{tally}, a {} +{}", card.choices[0].ballots, card.choices[0].pending_ballots)
}

#[test]
fn a_prediction_never_changes_an_official_figure() {
    let mut world = staffed();
    poll(&mut world, "");
    let (mary, driver) = (world.phone("mary"), world.phone("driver"));
    world.sync(&mary);
    world.sync(&driver);
    println!("Mary votes without network: her vote stands apart.");
    assert_eq!(tap(&mary, &mut world, "cast a"), Ok(None));
    assert_eq!(figures(&world, &mary, "mary"), "0 +1, a 0 +1");
    println!("A second vote is refused at once.");
    assert_eq!(tap(&mary, &mut world, "cast b"), Err(Code::ConflictDoubleVote));
    println!("The driver's vote arrives first, then Mary's.");
    assert_eq!(tap(&driver, &mut world, "cast a"), Ok(None));
    world.sync(&driver);
    world.sync(&mary);
    assert_eq!(figures(&world, &mary, "mary"), "2 +0, a 2 +0");
    println!("Mary changes her mind offline: one less for a, the total stays.");
    assert_eq!(tap(&mary, &mut world, "change 1 b"), Ok(None));
    assert_eq!(figures(&world, &mary, "mary"), "2 +0, a 2 +-1");
    assert!(card(&world, &mary, "mary").mine.unwrap().waiting);
    world.sync(&mary);
    world.sync(&driver);
    assert_eq!(figures(&world, &driver, "driver"), "2 +0, a 1 +0");
    println!("The result is published and explained.");
    world.now = world.now.plus(3 * HOUR_MS);
    assert_eq!(play(&mut world, "editor: publish"), "ok");
    world.sync(&mary);
    let viewer = world.viewer("mary");
    let page = mary.view(|tx| view::poll(tx, &viewer, id("poll"))).unwrap();
    assert_eq!(page.history.iter().map(|it| it.revision).collect::<Vec<_>>(), [2, 1]);
    let result = page.result.unwrap();
    assert_eq!(result.ties, [["A".to_owned(), "B".to_owned()]]);
    assert_eq!(result.steps[0], "A: 1 vote");
    assert_eq!((result.electorate, result.quorum_needed, result.quorum_met), (7, 0, true));
}

#[test]
fn votes_from_two_phones_of_one_voter_are_told_apart() {
    let mut world = staffed();
    poll(&mut world, "");
    let (old, new) = (world.phone("mary"), world.phone("mary"));
    world.sync(&old);
    world.sync(&new);
    println!("Both phones vote offline; the first to arrive counts.");
    assert_eq!(tap(&old, &mut world, "cast a"), Ok(None));
    assert_eq!(tap(&new, &mut world, "cast b"), Ok(None));
    world.sync(&new);
    world.sync(&old);
    assert_eq!(old.refused()[0].refusal.code, Code::ConflictDoubleVote);
    assert_eq!(card(&world, &old, "mary").mine.unwrap().selections[0].option, id("b"));
    println!("Both change it from the same version; the second is told which version stands.");
    assert_eq!(tap(&old, &mut world, "change 1 a"), Ok(None));
    assert_eq!(tap(&new, &mut world, "change 1 c"), Ok(None));
    world.sync(&old);
    world.sync(&new);
    let refusal = &new.refused()[0].refusal;
    assert_eq!((refusal.code, refusal.params.len()), (Code::Superseded, 1));
    println!("One tap applies the other choice over what stands.");
    assert_eq!(tap(&new, &mut world, "change 2 c"), Ok(None));
    world.sync(&new);
    assert_eq!(card(&world, &new, "mary").choices[2].ballots, 1);
    assert_counts_are_true(&world);
}

#[test]
fn late_votes_count_within_the_grace_only() {
    let mut world = staffed();
    poll(&mut world, r#""grace_ms":1800000"#);
    let (mary, driver, editor) = (world.phone("mary"), world.phone("driver"), world.phone("editor"));
    for phone in [&mary, &driver, &editor] {
        world.sync(phone);
    }
    println!("Mary and the driver vote before the end, without network.");
    world.now = world.now.plus(119 * MINUTE_MS);
    assert_eq!(tap(&mary, &mut world, "cast a"), Ok(None));
    assert_eq!(tap(&driver, &mut world, "cast a"), Ok(None));
    println!("After the end the editor tries: the phone expects a no, the server decides.");
    world.now = world.now.plus(2 * MINUTE_MS);
    assert_eq!(tap(&editor, &mut world, "cast a"), Ok(Some(Code::PollClosed)));
    world.sync(&editor);
    assert_eq!(editor.refused()[0].refusal.code, Code::PollClosed);
    println!("Mary comes back within the grace, the driver after it.");
    world.sync(&mary);
    assert!(card(&world, &mary, "mary").is_provisional);
    assert_eq!(figures(&world, &mary, "mary"), "1 +0, a 1 +0");
    world.now = world.now.plus(30 * MINUTE_MS);
    world.sync(&driver);
    assert_eq!(driver.refused()[0].refusal.code, Code::PollClosed);
    assert_eq!(figures(&world, &driver, "driver"), "1 +0, a 1 +0");
    assert!(card(&world, &driver, "driver").mine.is_none(), "nothing of the late vote stays");
}

#[test]
fn the_count_is_seen_by_whom_the_poll_lets() {
    #[rustfmt::skip]
    let table = [
        ("live",          ["1 +0, a 1 +0", "1 +0, a 1 +0", "1 +0, a 1 +0"]),
        ("after_my_vote", ["1 +0, a 1 +0", "hidden, a 0 +0", "1 +0, a 1 +0"]),
        ("after_close",   ["hidden, a 0 +0", "hidden, a 0 +0", "1 +0, a 1 +0"]),
    ];
    for (mode, [voter, other, at_the_end]) in table {
        let mut world = staffed();
        poll(&mut world, &format!(r#""result_mode":"{mode}","bias_accepted":true"#));
        let (mary, admin) = (world.phone("mary"), world.phone("admin"));
        assert_eq!(play(&mut world, "mary: cast a"), "ok");
        world.sync(&mary);
        world.sync(&admin);
        assert_eq!(figures(&world, &mary, "mary"), voter, "{mode}");
        assert_eq!(figures(&world, &admin, "admin"), other, "{mode}");
        let on_phone = admin.view(|tx| tx.get::<PollTally>(id("poll")));
        assert_eq!(on_phone.is_some(), mode == "live", "what is hidden is not on the phone");
        assert_eq!(play(&mut world, "+120; job: publish"), "ok");
        world.sync(&admin);
        assert_eq!(figures(&world, &admin, "admin"), at_the_end, "{mode}");
        assert!(admin.view(|tx| tx.get::<PollResult>(id("poll"))).is_some());
        let ballots: Vec<Ballot> = admin.view(|tx| tx.select("1 = 1", &[]));
        assert!(ballots.is_empty(), "nobody sees another's ballot");
    }
}

#[test]
fn the_electorate_is_taken_at_the_opening() {
    let mut world = staffed();
    for (who, hub) in [("mary", "hub"), ("resident", "hub"), ("driver", "other-hub")] {
        world.job(&format!(
            r#"{{"area":"community","kind":"move_member","community":"@home","user":"@{who}","hub":"@{hub}"}}"#
        ));
    }
    poll(&mut world, r#""hub":"@hub","quorum_pct":60"#);
    assert_eq!(play(&mut world, "driver: cast a"), "NOT_IN_ELECTORATE");
    assert_eq!(play(&mut world, "+1; mary: cast a; leave: resident; +1; mary: change 1 b"), "ok");
    world.job(
        r#"{"area":"community","kind":"move_member","community":"@home","user":"@driver","hub":"@hub"}"#,
    );
    assert_eq!(play(&mut world, "driver: cast a"), "NOT_IN_ELECTORATE", "came to the hub too late");
    assert_eq!(play(&mut world, "+120; job: publish"), "ok");
    let result: PollResult = world.read(|tx| tx.get(id("poll"))).unwrap();
    assert_eq!((result.electorate, result.quorum_needed, result.quorum_met), (2, 2, false));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn the_electorate_is_counted_by_the_rule_for_one_member(
        people in proptest::collection::vec((-3..3_i64, -3..3_i64, 0..3_u8), 1..8),
        (of_hub, later) in (any::<bool>(), any::<bool>()),
    ) {
        let mut world = World::staffed();
        let opens = world.now;
        let hub = if of_hub { r#""hub":"@hub","# } else { "" };
        poll(&mut world, &format!(r#"{hub}"later_joiners":{later}"#));
        for (number, (joined, moved, place)) in people.into_iter().enumerate() {
            let hub = ["", r#","hub":"@hub""#, r#","hub":"@other-hub""#][usize::from(place)];
            world.now = opens.plus(10 * MINUTE_MS);
            let at = opens.plus(joined * MINUTE_MS).0;
            world.job(&format!(
                r#"{{"area":"community","kind":"admit","community":"@home","user":"@p{number}","display_name":"P",
                   "locale":"en","joined_at":{at}{hub}}}"#
            ));
            if moved > joined {
                world.now = opens.plus(moved * MINUTE_MS);
                world.job(&format!(
                    r#"{{"area":"community","kind":"move_member","community":"@home","user":"@p{number}","hub":"@hub"}}"#
                ));
            }
        }
        world.now = opens.plus(20 * MINUTE_MS);
        let written: Poll = world.read(|tx| tx.get(id("poll"))).unwrap();
        let members = world.read(|tx| tx.select::<Member>("1 = 1 ORDER BY id", &[]));
        let voters = members.iter().filter(|member| written.is_electorate(member)).count();
        let counted = world.read(|tx| super::tally::electorate(tx, &written, world.now));
        prop_assert_eq!(counted, i64::try_from(voters).unwrap());
    }
}
