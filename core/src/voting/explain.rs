//! How to vote and how an outcome came about, in words.

use std::collections::BTreeMap;

use super::method::{BudgetRule, Method};
use super::outcome::{Count, Measure, OutcomeRule, Settled, Step};
use crate::i18n::{Locale, Value, format_list, format_money, text};
use crate::id::Id;

/// What it takes to put steps into words.
pub(super) struct Words<'w> {
    pub(super) locale: Locale,
    /// The options' titles.
    pub(super) titles: &'w BTreeMap<Id, String>,
    /// ISO 4217.
    pub(super) currency: &'w str,
    /// What the counts measure.
    pub(super) rule: &'w OutcomeRule,
}

/// What to do with a ballot of this method, one sentence a line.
pub(super) fn how(method: &Method, currency: &str, locale: Locale) -> Vec<String> {
    let money = |minor| Value::from(format_money(minor, currency, locale));
    let one = |key: &str, args: &[(&str, Value<'_>)]| vec![text(locale, key, args)];
    match *method {
        Method::Single => one("how-single", &[]),
        Method::Approval { min, max } => one("how-approval", &[("min", min.into()), ("max", max.into())]),
        Method::Points { budget, per_option_max } => {
            let mut lines = one("how-points", &[("points", budget.into())]);
            lines.extend(per_option_max.map(|max| text(locale, "how-points-each", &[("max", max.into())])));
            lines
        }
        Method::Score { max } => one("how-score", &[("max", max.into())]),
        Method::Ranked { max, .. } => one("how-ranked", &[("max", max.into())]),
        Method::Budget { budget_minor, rule } => match rule {
            BudgetRule::SpendAtLeast { pct } => {
                one("how-budget-spend-at-least", &[("budget", money(budget_minor)), ("pct", pct.into())])
            }
            BudgetRule::AtLeast { projects } => {
                one("how-budget-at-least", &[("projects", projects.into()), ("budget", money(budget_minor))])
            }
            BudgetRule::Between { min, max } => {
                one("how-budget-between", &[("min", min.into()), ("max", max.into())])
            }
        },
    }
}

impl Words<'_> {
    /// A step, one sentence a line.
    pub(super) fn step(&self, step: &Step) -> Vec<String> {
        match step {
            Step::Counted { counts } => self.counts(counts, self.key_of_counts()),
            Step::Round { round, counts, exhausted } => {
                let mut lines = vec![self.say("explain-round", &[("round", (*round).into())])];
                lines.extend(self.counts(counts, "explain-votes"));
                lines.extend(self.exhausted(*exhausted));
                lines
            }
            Step::Eliminated { option, transfers, exhausted, .. } => {
                let mut lines = vec![self.say("explain-eliminated", &[("title", self.title(*option))])];
                lines.extend(transfers.iter().map(|transfer| {
                    let to = ("to", self.title(transfer.option));
                    let count = ("count", transfer.count.into());
                    self.say("explain-transferred", &[count, ("from", self.title(*option)), to])
                }));
                lines.extend(self.exhausted(*exhausted));
                lines
            }
            Step::TieSettled { options, option, by } => {
                let key = match by {
                    Settled::TieBreak => "explain-tie-settled-tie-break",
                    Settled::EarlierRound => "explain-tie-settled-earlier-round",
                    Settled::Position => "explain-tie-settled-position",
                };
                vec![self.say(key, &[("titles", self.titles(options)), ("title", self.title(*option))])]
            }
            Step::Tied { options } => vec![self.say("explain-tied", &[("titles", self.titles(options))])],
            Step::Elected { winner, of: None } => vec![self.say("explain-elected", &self.count(winner))],
            Step::Elected { winner, of: Some(of) } => {
                let [title, count] = self.count(winner);
                vec![self.say("explain-elected-of", &[title, count, ("of", (*of).into())])]
            }
            Step::NoSupport => vec![self.say("explain-no-support", &[])],
            about_money => vec![self.money_step(about_money)],
        }
    }

    fn money_step(&self, step: &Step) -> String {
        match step {
            Step::BelowThreshold { project, threshold } => {
                let [title, count] = self.count(project);
                self.say("explain-below-threshold", &[title, count, ("threshold", (*threshold).into())])
            }
            Step::Taken { project, cost_minor, left_minor } => {
                self.spent("explain-taken", project, *cost_minor, *left_minor)
            }
            Step::DoesNotFit { project, cost_minor, left_minor } => {
                self.spent("explain-does-not-fit", project, *cost_minor, *left_minor)
            }
            Step::Stopped { project, cost_minor, left_minor } => {
                self.spent("explain-stopped", project, *cost_minor, *left_minor)
            }
            Step::Shared { voters, share_minor, .. } => self
                .say("explain-shared", &[("voters", (*voters).into()), ("share", self.money(*share_minor))]),
            Step::Paid { project, cost_minor, each_minor } => {
                let [title, count] = self.count(project);
                let each = ("each", self.money(*each_minor));
                self.say("explain-paid", &[title, count, ("cost", self.money(*cost_minor)), each])
            }
            Step::Compared { prefer_shares, prefer_greedy } => {
                let sides = [("shares", (*prefer_shares).into()), ("greedy", (*prefer_greedy).into())];
                self.say("explain-compared", &sides)
            }
            _ => String::new(),
        }
    }

    fn spent(&self, key: &str, project: &Count, cost_minor: i64, left_minor: i64) -> String {
        let [title, count] = self.count(project);
        let money = [("cost", self.money(cost_minor)), ("left", self.money(left_minor))];
        let [cost, left] = money;
        self.say(key, &[title, count, cost, left])
    }

    fn counts(&self, counts: &[Count], key: &str) -> Vec<String> {
        counts.iter().map(|count| self.say(key, &self.count(count))).collect()
    }

    fn exhausted(&self, count: i64) -> Option<String> {
        (count > 0).then(|| self.say("explain-exhausted", &[("count", count.into())]))
    }

    const fn key_of_counts(&self) -> &'static str {
        let by = match self.rule {
            OutcomeRule::Plurality { by, .. } => *by,
            OutcomeRule::GreedyByVotes(terms) | OutcomeRule::GreedyNoSkip(terms) => terms.by,
            OutcomeRule::InstantRunoff { .. } | OutcomeRule::EqualShares(_) => Measure::Ballots,
        };
        match by {
            Measure::Ballots => "explain-votes",
            Measure::Score => "explain-points",
        }
    }

    fn count(&self, count: &Count) -> [(&'static str, Value<'static>); 2] {
        [("title", self.title(count.option)), ("count", count.count.into())]
    }

    fn title(&self, option: Id) -> Value<'static> {
        Value::from(self.titles.get(&option).cloned().unwrap_or_default())
    }

    fn titles(&self, options: &[Id]) -> Value<'static> {
        let titles: Vec<String> =
            options.iter().filter_map(|option| self.titles.get(option).cloned()).collect();
        Value::from(format_list(&titles, self.locale))
    }

    fn money(&self, minor: i64) -> Value<'static> {
        Value::from(format_money(minor, self.currency, self.locale))
    }

    fn say(&self, key: &str, args: &[(&str, Value<'_>)]) -> String {
        text(self.locale, key, args)
    }
}
