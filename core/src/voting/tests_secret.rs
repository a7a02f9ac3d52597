//! Secret polls: their rules, one line per case; that nobody can tell who chose what; and what follows a tie.

use super::model::{OptionTally, Poll, PollOption, PollResult, Resolution, Status};
use super::tests::{play, poll, staffed};
use super::view::{self, Submitted};
use crate::id::Id;
use crate::refusal::Code;
use crate::store::Value;
use crate::tests_world::{World, id};

const SECRET: &str = r#""secret":true,"changeable":false,"result_mode":"after_close""#;

/// The poll's terms, the script, and the verdict of its last step in the last column.
#[rustfmt::skip]
const VOTES: &[(&str, &str, &str)] = &[
    // One vote, for good (rule 5).
    ("", "mary: secret a 1", "ok"),
    ("", "mary: secret a 1; mary: secret b 2", "CONFLICT_DOUBLE_VOTE"),
    ("", "mary: secret a 1; driver: secret a 2", "ok"),
    ("", "mary: secret a 1; driver: secret a 1", "VALIDATION_FAILED salt out_of_range"),
    ("", "mary: secret a 1; mary: withdraw 1", "INVALID_STATE"),
    ("", "mary: secret a 1; mary: change 1 b", "INVALID_STATE"),
    ("", "mary: cast a", "INVALID_STATE"),
    (r#""secret":false"#, "mary: secret a 1", "INVALID_STATE"),
    ("", "mary: secret a xyz", "VALIDATION_FAILED salt malformed"),
    ("", "mary: secret a,b 1", "BALLOT_INVALID selections too_many"),
    ("", "mary: secret - 1", "BALLOT_INVALID selections blank_not_allowed"),
    (r#""blank_allowed":true"#, "mary: secret - 1", "ok"),
    // In time, by the server's clock, without grace.
    (r#""opens_at":^10"#, "mary: secret a 1", "POLL_NOT_OPEN"),
    ("", "+120; mary: secret a 1", "POLL_CLOSED"),
    ("", "+121; mary -5: secret a 1", "POLL_CLOSED"),
    // The first ballot freezes.
    ("", r#"mary: secret a 1; editor: edit {"secret":false}"#, "POLL_FROZEN"),
    ("", r#"editor: edit {"secret":false}"#, "ok"),
    ("", r#"editor: edit {"changeable":true}"#, "VALIDATION_FAILED changeable out_of_range"),
    ("", r#"editor: edit {"grace_ms":1}"#, "VALIDATION_FAILED grace_ms out_of_range"),
    ("", r#"editor: edit {"result_mode":"live"}"#, "VALIDATION_FAILED result_mode out_of_range"),
    // What follows a tie (rule 8).
    ("", "mary: secret a 1; driver: secret b 2; +120; editor: adopt", "INVALID_STATE"),
    ("", "mary: secret a 1; driver: secret b 2; +120; editor: publish; editor: adopt", "ok"),
    ("", "mary: secret a 1; driver: secret b 2; +120; editor: publish; mary: adopt", "FORBIDDEN_ROLE"),
    ("", "mary: secret a 1; driver: secret b 2; +120; editor: publish; editor: adopt; editor: adopt", "INVALID_STATE"),
    ("", "mary: secret a 1; driver: secret b 2; +120; editor: publish; editor: adopt; editor: runoff-in 60", "INVALID_STATE"),
    ("", "mary: secret a 1; driver: secret b 2; +120; editor: publish; editor: runoff-in 60", "ok"),
    ("", "mary: secret a 1; driver: secret b 2; +120; editor: publish; editor: runoff-in -60", "VALIDATION_FAILED closes_at out_of_range"),
    ("", "mary: secret a 1; driver: secret b 2; +120; editor: publish; mary: runoff-in 60", "FORBIDDEN_ROLE"),
    ("", "mary: secret a 1; +120; editor: publish; editor: runoff-in 60", "INVALID_STATE"),
];

#[test]
fn rules_of_secret_votes_and_ties() {
    for (terms, script, expected) in VOTES {
        let mut world = staffed();
        // What a line states comes first, so that it stands in place of the usual.
        let usual = SECRET.split(',').filter(|term| !terms.starts_with(term.split(':').next().unwrap()));
        let all: Vec<&str> = usual.chain(Some(*terms).filter(|terms| !terms.is_empty())).collect();
        poll(&mut world, &all.join(","));
        assert_eq!(play(&mut world, script), *expected, "{terms} / {script}");
    }
}

/// Every table but the ballots themselves, the digests over salted payloads, and what is told after the end.
fn seen_of(script: &str) -> (String, String) {
    let mut world = staffed();
    poll(&mut world, SECRET);
    play(&mut world, script);
    let shown =
        ["poll", "poll_option", "submission", "ballot", "ballot_revision", "poll_tally", "option_tally"];
    (
        world.rows(&shown),
        world.sql_rows("SELECT tbl, id, scope, seq, gone FROM change_index ORDER BY 1, 2, 3"),
    )
}

#[test]
fn while_a_secret_poll_runs_nothing_tells_what_was_chosen() {
    let one = seen_of("mary: secret a 1; driver: secret b 2; manager: secret a 3");
    let other = seen_of("mary: secret b 7; driver: secret c 8; manager: secret c 9");
    assert_eq!(one, other);
    assert!(one.0.contains("submission"), "the marks are there: {}", one.0);
    assert!(!one.0.contains("option_tally:"), "no running count");
}

#[test]
fn a_ballot_names_no_person_and_no_moment() {
    let mut world = staffed();
    poll(&mut world, SECRET);
    play(&mut world, "mary: secret a 1; +7; driver: secret b 2; +9; manager: secret a 3");
    let ballots = world.sql_rows("SELECT * FROM secret_ballot");
    assert_eq!(ballots.lines().count(), 3, "{ballots}");
    for name in ["mary", "driver", "manager"] {
        assert!(!ballots.contains(&id(name).to_string()), "{name} in {ballots}");
    }
    let keys = world.sql_rows("SELECT ballot_key FROM secret_ballot");
    let mut sorted: Vec<&str> = keys.lines().collect();
    sorted.sort_unstable();
    assert_eq!(keys.lines().collect::<Vec<_>>(), sorted, "stored in the order of their keys, not of arrival");
}

#[test]
fn a_secret_poll_is_counted_for_its_result() {
    let mut world = staffed();
    poll(&mut world, &format!(r#"{SECRET},"quorum_pct":40"#));
    play(&mut world, "mary: secret a 1; driver: secret b 2; manager: secret a 3; +120; editor: publish");
    let result: PollResult = world.read(|tx| tx.get(id("poll"))).unwrap();
    assert_eq!((result.outcome.winners.as_slice(), result.cast_count), (&[id("a")][..], 3));
    assert!(result.quorum_met, "three of seven, and 40 percent are three");
    let counts: Vec<OptionTally> =
        world.read(|tx| tx.select("poll = ? ORDER BY id", &[Value::from(id("poll"))]));
    assert_eq!(counts.iter().map(|it| it.ballots).sum::<i64>(), 3);
    let page = world.read(|tx| view::poll(tx, &world.viewer("mary"), id("poll"))).unwrap();
    assert_eq!(page.card.submitted, Submitted::Yes);
    assert_eq!(page.card.mine, None);
    assert_eq!(page.result.unwrap().winners, ["A"]);
}

#[test]
fn a_phone_forgets_a_secret_choice_once_it_is_taken() {
    let mut world = staffed();
    poll(&mut world, SECRET);
    let phone = world.phone("mary");
    world.sync(&phone);
    let cast = r#"{"area":"voting","kind":"cast_secret","poll":"@poll","selections":[{"option":"@a","value":1}],"salt":"00112233445566778899aabbccddeeff"}"#;
    assert_eq!(phone.send(&mut world, cast), Ok(None));
    let submitted = |world: &World| {
        phone.view(|tx| view::poll(tx, &world.viewer("mary"), id("poll"))).unwrap().card.submitted
    };
    assert_eq!(submitted(&world), Submitted::Waiting);
    assert!(phone.outbox_text().contains(&id("a").to_string()), "while it waits the choice is kept");
    assert_eq!(phone.send(&mut world, cast), Err(Code::ConflictDoubleVote), "the phone says so at once");
    world.sync(&phone);
    assert_eq!(submitted(&world), Submitted::Yes);
    assert!(!phone.outbox_text().contains(&id("a").to_string()), "then it is forgotten");
}

fn tied(terms: &str, script: &str) -> (World, Poll, Vec<PollOption>) {
    let mut world = staffed();
    poll(&mut world, terms);
    assert_eq!(play(&mut world, script), "ok", "{script}");
    let runoff: Poll = world.read(|tx| tx.get(id("runoff"))).unwrap();
    let of_poll = [Value::from(runoff.id)];
    let options = world.read(|tx| tx.select::<PollOption>("poll = ? ORDER BY position", &of_poll));
    (world, runoff, options)
}

#[test]
fn a_run_off_asks_between_the_tied_alone() {
    let script = "mary: cast a; driver: cast b; +120; editor: publish; editor: runoff-in 60";
    let (world, runoff, options) = tied("", script);
    assert_eq!(
        (runoff.status, runoff.runoff_of, runoff.frozen),
        (Status::Scheduled, Some(id("poll")), false)
    );
    let titles: Vec<String> = options
        .iter()
        .map(|option| option.title.get(Default::default(), Default::default()).to_owned())
        .collect();
    assert_eq!(titles, ["A", "B"]);
    let result: PollResult = world.read(|tx| tx.get(id("poll"))).unwrap();
    assert_eq!(result.resolution, Some(Resolution::RunOff { poll: id("runoff") }));
    let cast = format!(
        r#"{{"area":"voting","kind":"cast","poll":"@runoff","selections":[{{"option":"{}","value":1}}]}}"#,
        Id::of("run-off option", &[id("runoff"), id("b")])
    );
    let mut world = world;
    assert_eq!(world.act("mary", &cast), Ok(()));
}

#[test]
fn a_run_off_about_money_has_what_is_left_of_it() {
    let terms = r#""method":{"kind":"approval","min":1,"max":3},"currency":"EUR","outcome":{"kind":"greedy_by_votes","budget_minor":60,"by":"ballots","threshold":0,"tie_break":null},"options":[{"option":"@a","title":{"en":"A"},"cost_minor":30},{"option":"@b","title":{"en":"B"},"cost_minor":30},{"option":"@c","title":{"en":"C"},"cost_minor":20}]"#;
    let script = "mary: cast c,a; driver: cast c,b; +120; editor: publish; editor: runoff-in 60";
    let (_, runoff, options) = tied(terms, script);
    assert_eq!(options.len(), 2);
    let outcome = serde_json::to_value(runoff.outcome).unwrap();
    assert_eq!(outcome["budget_minor"], 40, "60 less the 20 of the winner");
}

#[test]
fn adopting_lets_all_tied_options_win() {
    let mut world = staffed();
    poll(&mut world, "");
    play(&mut world, "mary: cast a; driver: cast b; +120; editor: publish; editor: adopt");
    let page = world.read(|tx| view::poll(tx, &world.viewer("mary"), id("poll"))).unwrap();
    let result = page.result.unwrap();
    assert_eq!(
        (result.winners.as_slice(), result.resolution),
        (&["A".to_owned(), "B".to_owned()][..], Some(Resolution::AdoptedAll))
    );
    assert_eq!(page.card.winners.len(), 2);
}
