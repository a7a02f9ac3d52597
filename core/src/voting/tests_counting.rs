//! Ballot checks, counts and outcomes: tables with the expected answer in the last column, and properties.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::count::{Delta, delta, tally};
use super::method::{BallotFault, BudgetRule, Candidate, Method, Selection, check_ballot};
use super::outcome::{
    EqualShares, Greedy, Measure, Outcome, OutcomeRule, Settled, Step, TieBreak, decide, quorum_needed,
};
use crate::id::Id;

const NO_BLANK: bool = false;

fn id(number: u64) -> Id {
    Id::named("option", &number.to_string())
}

/// Options 0, 1, 2 … with these costs.
fn candidates(costs: &[i64]) -> Vec<Candidate> {
    let numbered = costs.iter().zip(0u32..);
    numbered
        .map(|(&cost_minor, position)| Candidate { id: id(position.into()), cost_minor, position })
        .collect()
}

/// A ballot written as (option, value).
fn ballot(lines: &[(u64, i64)]) -> Vec<Selection> {
    lines.iter().map(|&(option, value)| Selection { option: id(option), value }).collect()
}

/// Approvals written as option numbers.
fn marks(options: &[u64]) -> Vec<Selection> {
    options.iter().map(|&option| Selection { option: id(option), value: 1 }).collect()
}

/// A preference list, best first.
fn ranks(options: &[u64]) -> Vec<Selection> {
    options.iter().zip(1..).map(|(&option, value)| Selection { option: id(option), value }).collect()
}

fn numbers(ids: &[Id]) -> Vec<u64> {
    ids.iter().map(|one| (0..100).find(|&number| id(number) == *one).unwrap()).collect()
}

#[test]
fn a_ballot_keeps_the_bounds_of_its_method() {
    use BallotFault as F;
    let single = Method::Single;
    let approval = Method::Approval { min: 2, max: 3 };
    let points = Method::Points { budget: 10, per_option_max: Some(6) };
    let free = Method::Points { budget: i64::MAX, per_option_max: None };
    let score = Method::Score { max: 5 };
    let ranked = Method::Ranked { min: 2, max: 3 };
    let spend = Method::Budget { budget_minor: 100, rule: BudgetRule::SpendAtLeast { pct: 60 } };
    let at_least = Method::Budget { budget_minor: 100, rule: BudgetRule::AtLeast { projects: 2 } };
    let between = Method::Budget { budget_minor: 100, rule: BudgetRule::Between { min: 1, max: 2 } };
    type Case<'a> = (&'a Method, &'a [(u64, i64)], Result<(), F>);
    let table: &[Case<'_>] = &[
        (&single, &[], Err(F::BlankNotAllowed)),
        (&single, &[(0, 1)], Ok(())),
        (&single, &[(0, 2)], Err(F::ValueOutOfRange)),
        (&single, &[(0, 1), (1, 1)], Err(F::TooMany)),
        (&single, &[(9, 1)], Err(F::UnknownOption)),
        (&approval, &[(0, 1)], Err(F::TooFew)),
        (&approval, &[(0, 1), (1, 1)], Ok(())),
        (&approval, &[(0, 1), (0, 1)], Err(F::OptionTwice)),
        (&approval, &[(0, 1), (1, 0)], Err(F::ValueOutOfRange)),
        (&approval, &[(0, 1), (1, 1), (2, 1), (3, 1)], Err(F::TooMany)),
        (&approval, &[(0, 1), (1, 1), (2, 1), (3, 1), (0, 1)], Err(F::OptionTwice)),
        (&points, &[(0, 6), (1, 4)], Ok(())),
        (&points, &[(0, 6), (1, 0)], Ok(())),
        (&points, &[(0, 6), (1, 5)], Err(F::PointsOverBudget)),
        (&points, &[(0, 7)], Err(F::ValueOutOfRange)),
        (&points, &[(0, -1)], Err(F::ValueOutOfRange)),
        (&points, &[(0, i64::MIN)], Err(F::ValueOutOfRange)),
        (&free, &[(0, i64::MAX)], Ok(())),
        (&free, &[(0, i64::MAX), (1, i64::MAX)], Err(F::PointsOverBudget)),
        (&score, &[(0, 5), (1, 0)], Ok(())),
        (&score, &[(0, 6)], Err(F::ValueOutOfRange)),
        (&ranked, &[(0, 2), (1, 1)], Ok(())),
        (&ranked, &[(0, 1)], Err(F::TooFew)),
        (&ranked, &[(0, 1), (1, 1)], Err(F::RanksNotConsecutive)),
        (&ranked, &[(0, 1), (1, 3)], Err(F::RanksNotConsecutive)),
        (&ranked, &[(0, 0), (1, 1)], Err(F::RanksNotConsecutive)),
        (&ranked, &[(0, i64::MIN), (1, i64::MAX)], Err(F::RanksNotConsecutive)),
        (&spend, &[(0, 1), (1, 1)], Ok(())),
        (&spend, &[(0, 1)], Err(F::SpendTooLittle)),
        (&spend, &[(0, 1), (2, 1)], Err(F::CostOverBudget)),
        (&at_least, &[(0, 1)], Err(F::TooFew)),
        (&at_least, &[(0, 1), (1, 1)], Ok(())),
        (&at_least, &[(1, 1), (2, 1)], Err(F::CostOverBudget)),
        (&between, &[(2, 1), (3, 1)], Ok(())),
        (&between, &[(0, 1), (1, 1), (2, 1)], Err(F::TooMany)),
    ];
    let candidates = candidates(&[30, 30, 90, i64::MAX]);
    for (place, (method, lines, expected)) in table.iter().enumerate() {
        let checked = check_ballot(method, &candidates, &ballot(lines), NO_BLANK);
        assert_eq!(checked, *expected, "line {place}: {method:?} {lines:?}");
    }
    assert_eq!(check_ballot(&single, &candidates, &[], true), Ok(()));
}

#[test]
fn words_are_stable_and_distinct() {
    let words: BTreeSet<&str> = BallotFault::ALL.iter().map(|fault| fault.word()).collect();
    assert_eq!(words.len(), BallotFault::ALL.len());
    for fault in BallotFault::ALL {
        assert_eq!(serde_json::to_string(fault).unwrap(), format!("\"{}\"", fault.word()));
    }
}

#[test]
fn methods_and_rules_read_back_what_they_wrote() {
    let method = Method::Budget { budget_minor: 5, rule: BudgetRule::Between { min: 1, max: 2 } };
    let text = serde_json::to_string(&method).unwrap();
    assert_eq!(text, r#"{"kind":"budget","budget_minor":5,"rule":{"kind":"between","min":1,"max":2}}"#);
    assert_eq!(serde_json::from_str::<Method>(&text).unwrap(), method);
    let rule = OutcomeRule::GreedyNoSkip(greedy(7, None));
    let text = serde_json::to_string(&rule).unwrap();
    assert_eq!(serde_json::from_str::<OutcomeRule>(&text).unwrap(), rule);
    assert!(text.starts_with(r#"{"kind":"greedy_no_skip","budget_minor":7,"#), "{text}");
}

#[test]
fn a_rank_is_worth_more_the_higher_it_stands() {
    let method = Method::Ranked { min: 1, max: 3 };
    let count = tally(&method, [ranks(&[2, 0]).as_slice(), &[], ranks(&[0, 1, 2]).as_slice()]);
    assert_eq!((count.cast, count.blank), (3, 1));
    assert_eq!(count.options.get(&id(0)), Some(&(2, 1 + 3)));
    assert_eq!(count.options.get(&id(2)), Some(&(2, 2 + 1)));
}

#[test]
fn quorum_rounds_up() {
    let table = [
        (50, 7, 4),
        (50, 8, 4),
        (0, 8, 0),
        (1, 1, 1),
        (100, 9, 9),
        (33, 100, 33),
        (50, -3, 0),
        (100, i64::MAX, i64::MAX),
        (u32::MAX, i64::MAX, i64::MAX),
    ];
    for (pct, electorate, expected) in table {
        assert_eq!(quorum_needed(pct, electorate), expected, "{pct} % of {electorate}");
    }
}

fn greedy(budget_minor: i64, tie_break: Option<TieBreak>) -> Greedy {
    Greedy { budget_minor, by: Measure::Ballots, threshold: 0, tie_break }
}

/// Decides by ballots counts alone: one number of ballots per option.
fn decide_counts(rule: &OutcomeRule, costs: &[i64], counts: &[i64]) -> Outcome {
    let candidates = candidates(costs);
    let counts: Vec<_> = candidates
        .iter()
        .zip(counts)
        .map(|(one, &ballots)| super::count::OptionCount { option: one.id, ballots, score: ballots })
        .collect();
    decide::<Vec<Selection>>(rule, &candidates, &counts, &[])
}

#[test]
fn plurality_reports_a_tie_unless_a_rule_was_stated() {
    use TieBreak::{Cheapest, Position};
    let rule = |seats, tie_break| OutcomeRule::Plurality { by: Measure::Ballots, seats, tie_break };
    let costs = [30, 20, 10];
    type Case<'a> = (u32, Option<TieBreak>, &'a [i64], (&'a [u64], &'a [u64]));
    let table: &[Case<'_>] = &[
        (1, None, &[1, 5, 2], (&[1], &[])),
        (1, None, &[5, 5, 2], (&[], &[0, 1])),
        (1, Some(Position), &[5, 5, 2], (&[0], &[])),
        (1, Some(Cheapest), &[5, 5, 2], (&[1], &[])),
        (2, None, &[5, 5, 2], (&[0, 1], &[])),
        (2, None, &[2, 5, 2], (&[1], &[0, 2])),
        (3, None, &[5, 0, 1], (&[0, 2], &[])),
        (1, None, &[0, 0, 0], (&[], &[])),
        (0, None, &[1, 0, 0], (&[], &[])),
    ];
    for (seats, tie_break, counts, (winners, tied)) in table {
        let outcome = decide_counts(&rule(*seats, *tie_break), &costs, counts);
        assert_eq!(numbers(&outcome.winners), *winners, "{seats} {tie_break:?} {counts:?}");
        assert_eq!(numbers(&outcome.ties.concat()), *tied, "{seats} {tie_break:?} {counts:?}");
    }
}

#[test]
fn greedy_takes_what_fits_or_stops() {
    use TieBreak::{Cheapest, Position};
    let skip = OutcomeRule::GreedyByVotes;
    let stop = OutcomeRule::GreedyNoSkip;
    let picky = Greedy { threshold: 4, ..greedy(100, None) };
    type Case<'a> = (OutcomeRule, &'a [i64], &'a [i64], (&'a [u64], &'a [u64]));
    let table: &[Case<'_>] = &[
        (skip(greedy(100, None)), &[60, 50, 40], &[9, 8, 7], (&[0, 2], &[])),
        (stop(greedy(100, None)), &[60, 50, 40], &[9, 8, 7], (&[0], &[])),
        (stop(greedy(100, None)), &[60, 40, 40], &[9, 8, 7], (&[0, 1], &[])),
        (skip(picky), &[60, 50, 40], &[9, 3, 4], (&[0, 2], &[])),
        (skip(greedy(100, None)), &[60, 60, 10], &[9, 9, 8], (&[], &[0, 1])),
        (skip(greedy(100, Some(Position))), &[60, 50, 10], &[9, 9, 8], (&[0, 2], &[])),
        (skip(greedy(100, Some(Cheapest))), &[60, 50, 10], &[9, 9, 8], (&[1, 2], &[])),
        (skip(greedy(100, None)), &[60, 200, 40], &[9, 9, 9], (&[0, 2], &[])),
        (stop(greedy(100, None)), &[60, 200, 40], &[9, 9, 9], (&[], &[0, 1, 2])),
        (skip(greedy(100, None)), &[60, 30, 10], &[9, 9, 9], (&[0, 1, 2], &[])),
        (skip(greedy(100, None)), &[60, 30], &[9, 0], (&[0], &[])),
        (skip(greedy(-5, None)), &[1, 0], &[9, 8], (&[1], &[])),
        (skip(greedy(i64::MAX, None)), &[i64::MAX, i64::MAX], &[9, 8], (&[0], &[])),
        (skip(greedy(i64::MAX, None)), &[i64::MAX, i64::MAX], &[9, 9], (&[], &[0, 1])),
    ];
    for (rule, costs, counts, (winners, tied)) in table {
        let outcome = decide_counts(rule, costs, counts);
        assert_eq!(numbers(&outcome.winners), *winners, "{rule:?} {costs:?} {counts:?}");
        assert_eq!(numbers(&outcome.ties.concat()), *tied, "{rule:?} {costs:?} {counts:?}");
    }
}

/// Ballots written as (how many, preference list).
fn runoff(tie_break: Option<TieBreak>, options: usize, groups: &[(usize, &[u64])]) -> Outcome {
    let ballots: Vec<Vec<Selection>> =
        groups.iter().flat_map(|(many, list)| std::iter::repeat_n(ranks(list), *many)).collect();
    decide(&OutcomeRule::InstantRunoff { tie_break }, &candidates(&vec![0; options]), &[], &ballots)
}

#[test]
fn a_runoff_moves_ballots_until_one_option_has_the_majority() {
    // (ballots, winners, tie)
    type Case<'a> = (Option<TieBreak>, &'a [(usize, &'a [u64])], (&'a [u64], &'a [u64]));
    let table: &[Case<'_>] = &[
        (None, &[(3, &[0]), (1, &[1])], (&[0], &[])),
        // The leader of the first round loses to the second choices.
        (None, &[(4, &[0]), (3, &[1, 2]), (2, &[2, 1])], (&[1], &[])),
        // Exhausted ballots leave the majority to those that continue.
        (None, &[(4, &[0]), (3, &[1]), (2, &[2])], (&[0], &[])),
        (None, &[(2, &[0]), (2, &[1])], (&[], &[0, 1])),
        (Some(TieBreak::Position), &[(2, &[1]), (2, &[0])], (&[0], &[])),
        (None, &[(2, &[0]), (2, &[1]), (2, &[2])], (&[], &[0, 1, 2])),
        // 1 and 2 are level at the bottom: the last of the list goes.
        (None, &[(4, &[0]), (2, &[1, 0]), (2, &[2, 1])], (&[], &[0, 1])),
        (None, &[], (&[], &[])),
        (None, &[(5, &[])], (&[], &[])),
    ];
    for (tie_break, groups, (winners, tied)) in table {
        let outcome = runoff(*tie_break, 3, groups);
        assert_eq!(numbers(&outcome.winners), *winners, "{groups:?} {:?}", outcome.steps);
        assert_eq!(numbers(&outcome.ties.concat()), *tied, "{groups:?} {:?}", outcome.steps);
    }
}

#[test]
fn a_tie_for_elimination_looks_at_earlier_rounds_first() {
    // Round 1: 0 has 7, 1 has 5, 2 has 4, 3 has 1. 3 goes to 2: now 1 and 2 are level, 2 was weaker.
    let outcome = runoff(None, 4, &[(7, &[0]), (5, &[1]), (4, &[2, 1]), (1, &[3, 2])]);
    let settled = outcome.steps.iter().find_map(|step| match step {
        Step::TieSettled { option, by, .. } => Some((*option, *by)),
        _ => None,
    });
    assert_eq!(settled, Some((id(2), Settled::EarlierRound)));
    assert_eq!(numbers(&outcome.winners), [1]);
    let exhausted = outcome.steps.iter().rev().find_map(|step| match step {
        Step::Round { exhausted, .. } => Some(*exhausted),
        _ => None,
    });
    assert_eq!(exhausted, Some(1));
}

fn shares(budget_minor: i64, raise_minor: i64, compare_with_greedy: bool) -> OutcomeRule {
    let tie_break = TieBreak::Position;
    OutcomeRule::EqualShares(EqualShares { budget_minor, raise_minor, compare_with_greedy, tie_break })
}

#[test]
fn equal_shares_give_a_minority_its_part() {
    // Six voters want 0, 1 and 2, three want 3; each project costs a third of the money.
    let mut ballots: Vec<Vec<Selection>> = std::iter::repeat_n(marks(&[0, 1, 2]), 6).collect();
    ballots.extend(std::iter::repeat_n(marks(&[3]), 3));
    let candidates = candidates(&[300, 300, 300, 300]);
    let outcome = decide(&shares(900, 1, false), &candidates, &[], &ballots);
    assert_eq!(numbers(&outcome.winners), [0, 1, 3]);
    // More voters have more of their projects under the greedy rule, which leaves the three with nothing.
    let outcome = decide(&shares(900, 1, true), &candidates, &[], &ballots);
    assert_eq!(numbers(&outcome.winners), [0, 1, 2]);
    let compared = Step::Compared { prefer_shares: 3, prefer_greedy: 6 };
    assert!(outcome.steps.contains(&compared), "{:?}", outcome.steps);
}

#[test]
fn raised_shares_use_up_what_is_left() {
    // Nobody's share of 50 pays for anything alone: with raises, voter 0 gets the cheaper project.
    let ballots = [marks(&[0]), marks(&[1])];
    let candidates = candidates(&[60, 70]);
    assert!(decide(&shares(100, 0, false), &candidates, &[], &ballots).winners.is_empty());
    let outcome = decide(&shares(100, 1, false), &candidates, &[], &ballots);
    assert_eq!(numbers(&outcome.winners), [0]);
    let shared = Step::Shared { voters: 2, share_minor: 69, raises: 19 };
    assert!(outcome.steps.contains(&shared), "{:?}", outcome.steps);
}

#[test]
fn equal_shares_bear_free_and_endless_projects() {
    let ballots = [marks(&[0, 1, 2]), marks(&[0, 1, 2]), vec![]];
    let outcome = decide(&shares(100, 1, true), &candidates(&[0, i64::MAX, i64::MIN]), &[], &ballots);
    assert_eq!(numbers(&outcome.winners), [0, 2]);
    let outcome = decide(&shares(i64::MAX, 1, true), &candidates(&[i64::MAX, 1, 1]), &[], &ballots);
    assert_eq!(numbers(&outcome.winners), [0]);
    let outcome = decide::<Vec<Selection>>(&shares(100, 1, true), &candidates(&[1]), &[], &[]);
    assert_eq!(outcome.steps, [Step::NoSupport]);
}

fn any_method() -> impl Strategy<Value = Method> {
    let rule = prop_oneof![
        any::<u32>().prop_map(|pct| BudgetRule::SpendAtLeast { pct }),
        any::<u32>().prop_map(|projects| BudgetRule::AtLeast { projects }),
        (0u32..4, 0u32..6).prop_map(|(min, max)| BudgetRule::Between { min, max }),
    ];
    prop_oneof![
        Just(Method::Single),
        (0u32..4, 0u32..6).prop_map(|(min, max)| Method::Approval { min, max }),
        (any::<i64>(), any::<Option<i64>>())
            .prop_map(|(budget, per_option_max)| Method::Points { budget, per_option_max }),
        any::<i64>().prop_map(|max| Method::Score { max }),
        (0u32..4, 0u32..6).prop_map(|(min, max)| Method::Ranked { min, max }),
        (any::<i64>(), rule).prop_map(|(budget_minor, rule)| Method::Budget { budget_minor, rule }),
    ]
}

fn any_value() -> impl Strategy<Value = i64> {
    prop_oneof![Just(i64::MIN), Just(i64::MAX), -2i64..8, any::<i64>()]
}

fn any_ballot() -> impl Strategy<Value = Vec<Selection>> {
    prop::collection::vec((0u64..7, any_value()), 0..9).prop_map(|lines| ballot(&lines))
}

/// Distinct options out of six.
fn choice() -> impl Strategy<Value = Vec<u64>> {
    prop::sample::subsequence((0u64..6).collect::<Vec<_>>(), 0..=6).prop_shuffle()
}

fn spent(winners: &[Id], candidates: &[Candidate]) -> i128 {
    let won = candidates.iter().filter(|one| winners.contains(&one.id));
    won.map(|one| i128::from(one.cost_minor.max(0))).sum()
}

proptest! {
    #[test]
    fn a_check_always_answers(
        method in any_method(),
        costs in prop::collection::vec(any_value(), 0..6),
        ballot in any_ballot(),
        blank in any::<bool>(),
    ) {
        let _ = check_ballot(&method, &candidates(&costs), &ballot, blank);
        let _ = delta(&method, Some(&ballot), None);
    }

    #[test]
    fn deltas_add_up_to_a_recount(
        changes in prop::collection::vec((0usize..5, prop::option::of(choice())), 0..40),
        ranked in any::<bool>(),
    ) {
        let (min, max) = (0, 6);
        let method = if ranked { Method::Ranked { min, max } } else { Method::Approval { min, max } };
        let mut now: Vec<Option<Vec<Selection>>> = vec![None; 5];
        let mut running = Delta::default();
        for (voter, new) in changes {
            let new = new.map(|list| if ranked { ranks(&list) } else { marks(&list) });
            running.add(&delta(&method, now[voter].as_deref(), new.as_deref()));
            now[voter] = new;
        }
        running.options.retain(|_, count| *count != (0, 0));
        prop_assert_eq!(running, tally(&method, now.iter().flatten().map(Vec::as_slice)));
    }

    #[test]
    fn a_runoff_winner_has_most_of_the_ballots_that_continue(
        lists in prop::collection::vec(choice(), 0..30),
        stated in any::<bool>(),
    ) {
        let ballots: Vec<_> = lists.iter().map(|list| ranks(list)).collect();
        let rule = OutcomeRule::InstantRunoff { tie_break: stated.then_some(TieBreak::Position) };
        let outcome = decide(&rule, &candidates(&[0; 6]), &[], &ballots);
        let cast = i64::try_from(lists.iter().filter(|list| !list.is_empty()).count()).unwrap();
        for step in &outcome.steps {
            if let Step::Round { counts, exhausted, .. } = step {
                prop_assert_eq!(counts.iter().map(|count| count.count).sum::<i64>() + exhausted, cast);
            }
        }
        let by_rule = |step: &Step| matches!(step, Step::TieSettled { by: Settled::TieBreak, .. });
        let settled = outcome.steps.iter().any(by_rule);
        match outcome.steps.last() {
            Some(Step::Elected { winner, of: Some(of) }) => prop_assert!(winner.count * 2 > *of || settled),
            Some(Step::Tied { .. }) => prop_assert!(outcome.winners.is_empty() && !stated),
            Some(Step::NoSupport) => prop_assert_eq!(cast, 0),
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn no_rule_spends_more_than_the_budget(
        costs in prop::collection::vec(0i64..60, 6),
        lists in prop::collection::vec(choice(), 1..25),
        budget in 0i64..200,
        compare in any::<bool>(),
    ) {
        let method = Method::Approval { min: 0, max: 6 };
        let candidates = candidates(&costs);
        let ballots: Vec<_> = lists.iter().map(|list| marks(list)).collect();
        let counts = tally(&method, ballots.iter().map(Vec::as_slice)).counts();
        let rules = [
            OutcomeRule::GreedyByVotes(greedy(budget, None)),
            OutcomeRule::GreedyByVotes(greedy(budget, Some(TieBreak::Cheapest))),
            OutcomeRule::GreedyNoSkip(greedy(budget, Some(TieBreak::Position))),
            shares(budget, 1, compare),
            shares(budget, 0, compare),
        ];
        for rule in rules {
            let outcome = decide(&rule, &candidates, &counts, &ballots);
            prop_assert!(spent(&outcome.winners, &candidates) <= i128::from(budget), "{:?}", outcome);
            let once: BTreeSet<_> = outcome.winners.iter().collect();
            prop_assert_eq!(once.len(), outcome.winners.len());
        }
    }

    #[test]
    fn the_order_of_ballots_and_options_does_not_matter(
        lists in prop::collection::vec(choice(), 0..20).prop_shuffle(),
        budget in 0i64..200,
    ) {
        let listed = candidates(&[10, 20, 30, 40, 50, 60]);
        let mut turned = listed.clone();
        turned.reverse();
        let ballots: Vec<_> = lists.iter().map(|list| ranks(list)).collect();
        let mut back = ballots.clone();
        back.reverse();
        let method = Method::Ranked { min: 0, max: 6 };
        let counts = tally(&method, ballots.iter().map(Vec::as_slice)).counts();
        for rule in [
            OutcomeRule::InstantRunoff { tie_break: None },
            OutcomeRule::GreedyByVotes(greedy(budget, None)),
            shares(budget, 1, true),
        ] {
            let one = decide(&rule, &listed, &counts, &ballots);
            prop_assert_eq!(one, decide(&rule, &turned, &counts, &back));
        }
    }
}
