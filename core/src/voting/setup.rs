//! Writing a poll: its terms and their bounds, what may change until when, announcing and cancelling.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::method::{BudgetRule, Method};
use super::model::{Phase, Poll, PollOption, ResultMode, Status};
use super::outcome::OutcomeRule;
use crate::access::Access;
use crate::call::Stop;
use crate::check::Check;
use crate::community::model::{Community, Hub};
use crate::content::command::given;
use crate::content::model::Item;
use crate::i18n::Words;
use crate::id::Id;
use crate::refusal::{Code, Refusal};
use crate::store::{Tx, Value};
use crate::time::{DAY_MS, Timestamp};

/// Most options of a poll: the longest participatory budgets have some hundreds of projects.
pub const OPTIONS_MAX: usize = 500;
/// Longest grace for votes made offline before the end.
pub const GRACE_MS_MAX: i64 = DAY_MS;

/// The question and the rules of a poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PollTerms {
    /// The question.
    pub title: Words,
    /// More about it.
    #[serde(default)]
    pub description: Words,
    /// The hub whose members vote; none: the whole community.
    #[serde(default)]
    pub hub: Option<Id>,
    /// The item it is about.
    #[serde(default)]
    pub item: Option<Id>,
    /// How a ballot is filled in.
    pub method: Method,
    /// How it is decided.
    pub outcome: OutcomeRule,
    /// ISO 4217, for polls about money.
    #[serde(default)]
    pub currency: Option<String>,
    /// Whether an empty ballot may be cast.
    #[serde(default)]
    pub blank_allowed: bool,
    /// Whether a vote can be changed and withdrawn while the poll is open.
    #[serde(default = "yes")]
    pub changeable: bool,
    /// Takes votes from this moment on.
    pub opens_at: Timestamp,
    /// Takes votes until just before this moment.
    pub closes_at: Timestamp,
    /// How long after closing a vote made before it may still arrive, at most [`GRACE_MS_MAX`].
    #[serde(default)]
    pub grace_ms: i64,
    /// Percent of the electorate whose ballots the result needs.
    #[serde(default)]
    pub quorum_pct: u32,
    /// Whether those who joined after the opening vote too.
    #[serde(default)]
    pub later_joiners: bool,
    /// Who sees the running count.
    pub result_mode: ResultMode,
    /// Accepts that a count shown after voting sways votes that can still change.
    #[serde(default)]
    pub bias_accepted: bool,
    /// Whether nobody but the voter learns what was chosen. Such a poll takes each vote once, without grace,
    /// and shows no count before its result.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub secret: bool,
}

const fn yes() -> bool {
    true
}

/// Something to choose: an item, or words of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionTerms {
    /// Its id.
    pub option: Id,
    /// The item it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Id>,
    /// Its words; may be absent when it stands for an item.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub title: Words,
    /// What it costs in minor units.
    #[serde(default)]
    pub cost_minor: i64,
}

/// What is new about a poll. What is absent stays; what may be empty is emptied by `null`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PollChanges {
    /// The question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Words>,
    /// More about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Words>,
    /// When it closes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<Timestamp>,
    /// When it opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<Timestamp>,
    /// The hub whose members vote.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub hub: Option<Option<Id>>,
    /// The item it is about.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub item: Option<Option<Id>>,
    /// How a ballot is filled in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// How it is decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OutcomeRule>,
    /// ISO 4217.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub currency: Option<Option<String>>,
    /// Whether an empty ballot may be cast.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blank_allowed: Option<bool>,
    /// Whether a vote can be changed and withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changeable: Option<bool>,
    /// How long after closing a vote may still arrive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grace_ms: Option<i64>,
    /// Percent of the electorate whose ballots the result needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quorum_pct: Option<u32>,
    /// Whether those who joined after the opening vote too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub later_joiners: Option<bool>,
    /// Who sees the running count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result_mode: Option<ResultMode>,
    /// Accepts the bias of a count shown after voting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bias_accepted: Option<bool>,
    /// Whether nobody but the voter learns what was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<bool>,
    /// What there is to choose, in order: the whole list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub options: Option<Vec<OptionTerms>>,
}

impl PollTerms {
    /// The draft that these terms make.
    #[must_use]
    pub fn poll(&self, id: Id, community: Id, author: Option<Id>, created_at: Timestamp) -> Poll {
        let terms = self.clone();
        Poll {
            id,
            community,
            hub: terms.hub,
            item: terms.item,
            status: Status::Draft,
            frozen: false,
            title: terms.title,
            description: terms.description,
            method: terms.method,
            outcome: terms.outcome,
            currency: terms.currency,
            blank_allowed: terms.blank_allowed,
            changeable: terms.changeable,
            opens_at: terms.opens_at,
            closes_at: terms.closes_at,
            grace_ms: terms.grace_ms,
            quorum_pct: terms.quorum_pct,
            later_joiners: terms.later_joiners,
            result_mode: terms.result_mode,
            bias_accepted: terms.bias_accepted,
            secret: terms.secret,
            runoff_of: None,
            author,
            created_at,
        }
    }
}

impl PollChanges {
    /// Whether only words and a later end are asked for: all that the first ballot leaves open.
    fn keeps_the_rules(&self, poll: &Poll) -> bool {
        let rest = Self { title: None, description: None, closes_at: None, ..self.clone() };
        rest == Self::default() && self.closes_at.is_none_or(|at| at >= poll.closes_at)
    }

    fn applied_to(self, poll: Poll) -> Poll {
        Poll {
            title: self.title.unwrap_or(poll.title),
            description: self.description.unwrap_or(poll.description),
            closes_at: self.closes_at.unwrap_or(poll.closes_at),
            opens_at: self.opens_at.unwrap_or(poll.opens_at),
            hub: self.hub.unwrap_or(poll.hub),
            item: self.item.unwrap_or(poll.item),
            method: self.method.unwrap_or(poll.method),
            outcome: self.outcome.unwrap_or(poll.outcome),
            currency: self.currency.unwrap_or(poll.currency),
            blank_allowed: self.blank_allowed.unwrap_or(poll.blank_allowed),
            changeable: self.changeable.unwrap_or(poll.changeable),
            grace_ms: self.grace_ms.unwrap_or(poll.grace_ms),
            quorum_pct: self.quorum_pct.unwrap_or(poll.quorum_pct),
            later_joiners: self.later_joiners.unwrap_or(poll.later_joiners),
            result_mode: self.result_mode.unwrap_or(poll.result_mode),
            bias_accepted: self.bias_accepted.unwrap_or(poll.bias_accepted),
            secret: self.secret.unwrap_or(poll.secret),
            ..poll
        }
    }
}

pub(super) fn create(
    tx: &mut Tx<'_>,
    access: &Access,
    poll: &Poll,
    options: &[OptionTerms],
) -> Result<(), Stop> {
    access.see::<Community>(tx, poll.community)?;
    check(poll, options)?;
    refers_well(tx, access, poll, options)?;
    if !tx.insert(poll)? {
        return Err(Code::AlreadyExists.into());
    }
    write_options(tx, poll, options)
}

pub(super) fn edit(
    tx: &mut Tx<'_>,
    access: &Access,
    poll: Poll,
    changes: &PollChanges,
    now: Timestamp,
) -> Result<(), Stop> {
    match poll.phase(now) {
        Phase::Draft | Phase::Scheduled | Phase::Open => {}
        Phase::Closed => return Err(poll.is_over().into()),
        Phase::ResultPublished | Phase::Cancelled => return Err(Code::InvalidState.into()),
    }
    if poll.frozen && !changes.keeps_the_rules(&poll) {
        return Err(Code::PollFrozen.into());
    }
    let before = tx.select::<PollOption>("poll = ? ORDER BY position, id", &[Value::from(poll.id)])?;
    let poll = changes.clone().applied_to(poll);
    let options = changes.options.clone().unwrap_or_else(|| before.iter().map(OptionTerms::of).collect());
    check(&poll, &options)?;
    if !poll.frozen {
        refers_well(tx, access, &poll, &options)?;
    }
    tx.put(&poll)?;
    if changes.options.is_some() {
        for option in &before {
            tx.delete::<PollOption>(option.id)?;
        }
        write_options(tx, &poll, &options)?;
    }
    Ok(())
}

/// Announces a draft. Only the server itself may announce one that is over already, for an import.
pub(super) fn schedule(tx: &mut Tx<'_>, access: &Access, poll: Poll, now: Timestamp) -> Result<(), Stop> {
    if poll.status != Status::Draft {
        return Err(Code::InvalidState.into());
    }
    let ahead = now < poll.closes_at || access.is_job();
    Check::new().that(ahead, "closes_at", "out_of_range").done()?;
    if let Some(item) = poll.item {
        let item: Option<Item> = access.find(tx, item)?;
        if !item.is_some_and(|item| item.is_public()) {
            return Err(Code::InvalidState.into());
        }
    }
    Ok(tx.put(&Poll { status: Status::Scheduled, ..poll })?)
}

/// Calls a poll off. Nobody has seen a draft, so it is simply gone.
pub(super) fn cancel(tx: &mut Tx<'_>, poll: Poll) -> Result<(), Stop> {
    match poll.status {
        Status::Draft => {
            let options = tx.select::<PollOption>("poll = ? ORDER BY id", &[Value::from(poll.id)])?;
            for option in &options {
                tx.delete::<PollOption>(option.id)?;
            }
            tx.delete::<Poll>(poll.id)?;
            Ok(())
        }
        Status::Scheduled => Ok(tx.put(&Poll { status: Status::Cancelled, ..poll })?),
        Status::Cancelled | Status::Published => Err(Code::InvalidState.into()),
    }
}

impl OptionTerms {
    fn of(option: &PollOption) -> Self {
        let PollOption { id, item, cost_minor, .. } = *option;
        Self { option: id, item, title: option.title.clone(), cost_minor }
    }
}

pub(super) fn write_options(tx: &mut Tx<'_>, poll: &Poll, options: &[OptionTerms]) -> Result<(), Stop> {
    for (position, option) in (0..).zip(options) {
        let option = PollOption {
            id: option.option,
            poll: poll.id,
            item: option.item,
            title: option.title.clone(),
            cost_minor: option.cost_minor,
            position,
        };
        if !tx.insert(&option)? {
            return Err(Code::AlreadyExists.into());
        }
    }
    Ok(())
}

/// Hubs and items that a poll names must be there, in the same community.
fn refers_well(tx: &mut Tx<'_>, access: &Access, poll: &Poll, options: &[OptionTerms]) -> Result<(), Stop> {
    let hub_known = match poll.hub {
        None => true,
        Some(hub) => access.find::<Hub>(tx, hub)?.is_some_and(|hub| hub.community == poll.community),
    };
    let mut check = Check::new().that(hub_known, "hub", "unknown");
    let of_options = options.iter().filter_map(|option| option.item).map(|item| ("options", item));
    for (field, item) in poll.item.map(|item| ("item", item)).into_iter().chain(of_options) {
        let item: Option<Item> = access.find(tx, item)?;
        let known = item.is_some_and(|item| item.community == poll.community && item.deleted_at.is_none());
        check = check.that(known, field, "unknown");
    }
    Ok(check.done()?)
}

/// Whether the terms keep their bounds and fit each other.
pub(super) fn check(poll: &Poll, options: &[OptionTerms]) -> Result<(), Refusal> {
    let ids: BTreeSet<Id> = options.iter().map(|option| option.option).collect();
    let sways = poll.result_mode == ResultMode::AfterMyVote && poll.changeable && !poll.bias_accepted;
    let worded = options.iter().all(|option| option.item.is_some() || !option.title.is_empty());
    let mut check = Check::new()
        .title("title", &poll.title)
        .description("description", &poll.description)
        .that(poll.opens_at < poll.closes_at, "closes_at", "out_of_range")
        .that((0..=GRACE_MS_MAX).contains(&poll.grace_ms), "grace_ms", "out_of_range")
        .that(poll.quorum_pct <= 100, "quorum_pct", "out_of_range")
        .that(!sways, "result_mode", "out_of_range")
        .that(!poll.secret || poll.result_mode == ResultMode::AfterClose, "result_mode", "out_of_range")
        .that(!poll.secret || !poll.changeable, "changeable", "out_of_range")
        .that(!poll.secret || poll.grace_ms == 0, "grace_ms", "out_of_range")
        .that(is_method_sound(&poll.method), "method", "out_of_range")
        .that(is_outcome_sound(poll), "outcome", "out_of_range")
        .that((1..=OPTIONS_MAX).contains(&options.len()), "options", "out_of_range")
        .that(ids.len() == options.len(), "options", "option_twice")
        .that(worded, "options", "required")
        .that(options.iter().all(|option| option.cost_minor >= 0), "options", "value_out_of_range");
    for option in options.iter().filter(|option| !option.title.is_empty()) {
        check = check.title("options", &option.title);
    }
    check = match &poll.currency {
        Some(currency) => check.currency("currency", currency),
        None => check.that(!is_about_money(poll), "currency", "required"),
    };
    check.done()
}

fn is_method_sound(method: &Method) -> bool {
    match *method {
        Method::Single => true,
        Method::Approval { min, max } | Method::Ranked { min, max } => min <= max && max >= 1,
        Method::Points { budget, per_option_max } => budget >= 1 && per_option_max.is_none_or(|max| max >= 1),
        Method::Score { max } => max >= 1,
        Method::Budget { budget_minor, rule } => {
            let rule_sound = match rule {
                BudgetRule::SpendAtLeast { pct } => pct <= 100,
                BudgetRule::AtLeast { .. } => true,
                BudgetRule::Between { min, max } => min <= max && max >= 1,
            };
            budget_minor >= 1 && rule_sound
        }
    }
}

fn is_outcome_sound(poll: &Poll) -> bool {
    match poll.outcome {
        OutcomeRule::Plurality { seats, .. } => seats >= 1,
        OutcomeRule::InstantRunoff { .. } => matches!(poll.method, Method::Ranked { .. }),
        OutcomeRule::GreedyByVotes(terms) | OutcomeRule::GreedyNoSkip(terms) => {
            terms.budget_minor >= 1 && terms.threshold >= 0
        }
        OutcomeRule::EqualShares(terms) => terms.budget_minor >= 1 && terms.raise_minor >= 0,
    }
}

fn is_about_money(poll: &Poll) -> bool {
    let decided_by_cost = match poll.outcome {
        OutcomeRule::Plurality { .. } | OutcomeRule::InstantRunoff { .. } => false,
        OutcomeRule::GreedyByVotes(_) | OutcomeRule::GreedyNoSkip(_) | OutcomeRule::EqualShares(_) => true,
    };
    decided_by_cost || matches!(poll.method, Method::Budget { .. })
}
