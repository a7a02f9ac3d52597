//! How a ballot is filled in, by method: marks, points, scores, ranks, projects within a budget. Pure: what a
//! touch does to the marks, and what is left to give.

use std::collections::BTreeMap;

use hubbub_core::id::Id;
use hubbub_core::voting::method::{Method, Selection};
use hubbub_core::voting::view::{Choice, PollCard};

/// The marks of a ballot that is being filled in, by option.
pub(crate) type Marks = BTreeMap<Id, i64>;

/// The method's stable word.
pub(crate) const fn method_word(method: &Method) -> &'static str {
    match method {
        Method::Single => "single",
        Method::Approval { .. } => "approval",
        Method::Points { .. } => "points",
        Method::Score { .. } => "score",
        Method::Ranked { .. } => "ranked",
        Method::Budget { .. } => "budget",
    }
}

/// Whether the count of a method is in points rather than ballots.
pub(crate) const fn counts_points(method: &Method) -> bool {
    matches!(method, Method::Points { .. } | Method::Score { .. })
}

/// The marks of the ballot that stands.
pub(crate) fn standing(card: &PollCard) -> Marks {
    let mine = card.mine.as_ref().filter(|mine| !mine.withdrawn);
    mine.map(|mine| mine.selections.iter().map(|it| (it.option, it.value)).collect()).unwrap_or_default()
}

/// The marks as a ballot.
pub(crate) fn selections(marks: &Marks) -> Vec<Selection> {
    marks.iter().map(|(option, value)| Selection { option: *option, value: *value }).collect()
}

/// Marks or unmarks an option.
pub(crate) fn toggle(method: &Method, marks: &mut Marks, option: Id) {
    let marked = marks.contains_key(&option);
    match method {
        Method::Single => {
            marks.clear();
            marks.insert(option, 1);
        }
        Method::Ranked { .. } if marked => {
            marks.remove(&option);
            close_ranks(marks);
        }
        Method::Ranked { .. } => {
            let next = i64::try_from(marks.len()).unwrap_or(i64::MAX).saturating_add(1);
            marks.insert(option, next);
        }
        _ if marked => {
            marks.remove(&option);
        }
        _ => {
            marks.insert(option, 1);
        }
    }
}

/// Gives an option more or less, within its bounds.
pub(crate) fn give(method: &Method, marks: &mut Marks, option: Id, more: i64) {
    let most = match method {
        Method::Points { budget, per_option_max } => per_option_max.unwrap_or(*budget),
        Method::Score { max } => *max,
        _ => return,
    };
    let left = points_left(method, marks).unwrap_or(i64::MAX);
    let now = marks.get(&option).copied().unwrap_or(0);
    let then = (now + more.min(left)).clamp(0, most);
    if then == 0 && matches!(method, Method::Points { .. }) {
        marks.remove(&option);
    } else {
        marks.insert(option, then);
    }
}

/// Moves an option one place up (-1) or down (1) in the order.
pub(crate) fn shift(marks: &mut Marks, option: Id, by: i64) {
    let Some(rank) = marks.get(&option).copied() else { return };
    let Some(other) = marks.iter().find(|(_, it)| **it == rank + by).map(|(id, _)| *id) else { return };
    marks.insert(option, rank + by);
    marks.insert(other, rank);
}

/// The options in the order of their ranks, then those without.
pub(crate) fn in_order(choices: &[Choice], marks: &Marks) -> Vec<Choice> {
    let mut ordered = choices.to_vec();
    ordered.sort_by_key(|choice| marks.get(&choice.id).copied().unwrap_or(i64::MAX));
    ordered
}

/// How many points can still be given; none where nothing is counted out.
pub(crate) fn points_left(method: &Method, marks: &Marks) -> Option<i64> {
    let Method::Points { budget, .. } = method else { return None };
    Some(budget - marks.values().sum::<i64>())
}

/// How much of the budget is left, in minor units; none where there is none.
pub(crate) fn budget_left(method: &Method, choices: &[Choice], marks: &Marks) -> Option<i64> {
    let Method::Budget { budget_minor, .. } = method else { return None };
    let spent: i64 =
        choices.iter().filter(|choice| marks.contains_key(&choice.id)).map(|choice| choice.cost_minor).sum();
    Some(budget_minor - spent)
}

/// Makes the ranks 1, 2, 3 again after one has gone.
fn close_ranks(marks: &mut Marks) {
    let mut order: Vec<(i64, Id)> = marks.iter().map(|(id, rank)| (*rank, *id)).collect();
    order.sort_unstable();
    for (rank, (_, id)) in (1..).zip(order) {
        marks.insert(id, rank);
    }
}

#[cfg(test)]
mod tests {
    use hubbub_core::id::Id;
    use hubbub_core::voting::method::Method;

    use super::{Marks, give, points_left, selections, shift, toggle};

    fn ids() -> [Id; 3] {
        ["a", "b", "c"].map(|name| Id::named("option", name))
    }

    #[test]
    fn one_choice_replaces_the_other() {
        let [a, b, _] = ids();
        let mut marks = Marks::new();
        toggle(&Method::Single, &mut marks, a);
        toggle(&Method::Single, &mut marks, b);
        assert_eq!(marks, Marks::from([(b, 1)]));
    }

    #[test]
    fn ranks_have_no_gaps_and_move() {
        let [a, b, c] = ids();
        let method = Method::Ranked { min: 1, max: 3 };
        let mut marks = Marks::new();
        for id in [a, b, c] {
            toggle(&method, &mut marks, id);
        }
        shift(&mut marks, c, -1);
        assert_eq!(marks, Marks::from([(a, 1), (c, 2), (b, 3)]));
        shift(&mut marks, a, -1);
        toggle(&method, &mut marks, a);
        assert_eq!(marks, Marks::from([(c, 1), (b, 2)]));
        assert_eq!(selections(&marks).len(), 2);
    }

    #[test]
    fn points_stay_within_what_there_is() {
        let [a, b, _] = ids();
        let method = Method::Points { budget: 5, per_option_max: Some(4) };
        let mut marks = Marks::new();
        for _ in 0..6 {
            give(&method, &mut marks, a, 1);
        }
        give(&method, &mut marks, b, 1);
        give(&method, &mut marks, b, 1);
        assert_eq!(marks, Marks::from([(a, 4), (b, 1)]));
        assert_eq!(points_left(&method, &marks), Some(0));
        give(&method, &mut marks, b, -1);
        assert_eq!(marks, Marks::from([(a, 4)]));
    }
}
