//! Figures of polls: what counts as over, and how the turnout is rounded.

use super::figures::{VotesFigures, permille, votes};
use crate::span::Span;
use crate::tests_world::{World, id};
use crate::time::{DAY_MS, HOUR_MS};

#[test]
fn thousandths_are_rounded_down_and_never_more_than_all() {
    for (part, whole, expected) in
        [(0, 0, 0), (1, 0, 0), (1, 3, 333), (2, 3, 666), (3, 3, 1_000), (4, 3, 1_000), (-1, 3, 0)]
    {
        assert_eq!(permille(part, whole), expected, "{part} of {whole}");
    }
}

fn poll(world: &mut World, name: &str, hours: i64) {
    let (opens, closes) = (world.now.0, world.now.plus(hours * HOUR_MS).0);
    world.job(&format!(
        r#"{{"area":"voting","kind":"create_poll","poll":"@{name}","community":"@home","author":"@editor",
           "terms":{{"title":{{"en":"{name}"}},"description":{{}},"method":{{"kind":"single"}},
             "outcome":{{"kind":"plurality","by":"ballots","seats":1,"tie_break":null}},
             "opens_at":{opens},"closes_at":{closes},"quorum_pct":0,"result_mode":"live","bias_accepted":true}},
           "options":[{{"option":"@{name}-a","title":{{"en":"A"}}}},{{"option":"@{name}-b","title":{{"en":"B"}}}}]}}"#
    ));
    world.job(&format!(r#"{{"area":"voting","kind":"schedule","poll":"@{name}"}}"#));
}

#[test]
fn polls_count_when_they_are_over_and_called_off_ones_never() {
    let mut world = World::staffed();
    let begin = world.now;
    for (name, hours) in [("first", 2), ("second", 26), ("open", 400), ("gone", 3)] {
        poll(&mut world, name, hours);
    }
    for (who, name) in [("mary", "first"), ("resident", "first"), ("mary", "second")] {
        let cast = format!(
            r#"{{"area":"voting","kind":"cast","poll":"@{name}","selections":[{{"option":"@{name}-a","value":1}}]}}"#
        );
        assert_eq!(world.act(who, &cast), Ok(()), "{who} {name}");
    }
    assert_eq!(world.act("editor", r#"{"area":"voting","kind":"cancel","poll":"@gone"}"#), Ok(()));
    world.now = world.now.plus(2 * DAY_MS);
    let span = Span::new(vec![begin, begin.plus(DAY_MS)], begin.plus(3 * DAY_MS));
    let viewer = world.viewer("admin");
    let (parts, turnouts) = world.read(|tx| votes(tx, &viewer, id("home"), &span));
    let electorate = turnouts[0].electorate;
    assert!(electorate > 3, "{electorate}");
    let part = |from, cast| VotesFigures { from, polls: 1, cast, electorate };
    assert_eq!(parts, [part(begin, 2), part(begin.plus(DAY_MS), 1)]);
    let named: Vec<(&str, i64)> = turnouts.iter().map(|it| (it.title.as_str(), it.cast)).collect();
    assert_eq!(named, [("second", 1), ("first", 2)]);
    assert_eq!(turnouts[1].permille(), 2_000 / electorate);
    let stranger = world.viewer("stranger");
    let (_, seen) = world.read(|tx| votes(tx, &stranger, id("home"), &span));
    assert_eq!(seen, [], "who is no member sees no polls");
}
