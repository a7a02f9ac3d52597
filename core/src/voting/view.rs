//! What the screens about polls show: the list, one poll in full, its result explained.
//!
//! Official figures are the server's alone. What a waiting vote would add stands apart, as `pending`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::count::{Delta, delta};
use super::explain;
use super::method::{Method, Selection};
use super::model::{
    Ballot, BallotRevision, OptionTally, Phase, Poll, PollOption, PollResult, PollTally, Resolution,
    ResultMode, Submission, scopes_of,
};
use super::outcome::quorum_needed;
use crate::access::{Access, Viewer};
use crate::call::Actor;
use crate::community::model::Community;
use crate::content::model::{Category, Item, ItemText};
use crate::i18n::Locale;
use crate::id::Id;
use crate::scope::Scope;
use crate::store::{Entity, Fault, Tx, Value};
use crate::time::Timestamp;

/// Polls in one list at most; older ones are reached through their item.
pub const POLLS_PER_LIST_MAX: usize = 200;

/// A poll as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PollCard {
    /// The poll.
    pub id: Id,
    /// The item it is about.
    pub item: Option<Id>,
    /// The category of that item, or of its first option's.
    pub category: Option<Category>,
    /// The question.
    pub title: String,
    /// Where it stands now; its words are `poll-state-…`.
    pub phase: Phase,
    /// When it opens.
    pub opens_at: Timestamp,
    /// When it closes.
    pub closes_at: Timestamp,
    /// From when on no vote can come any more.
    pub final_at: Timestamp,
    /// Whether it is over, but votes made offline before the end may still come.
    pub is_provisional: bool,
    /// How a ballot is filled in.
    pub method: Method,
    /// ISO 4217, for polls about money.
    pub currency: Option<String>,
    /// Whether an empty ballot may be cast.
    pub blank_allowed: bool,
    /// Whether a vote can be changed and withdrawn.
    pub changeable: bool,
    /// Who sees the running count.
    pub result_mode: ResultMode,
    /// Whether the viewer is among those who vote. Whether it takes votes now is `phase`.
    pub is_voter: bool,
    /// The running count, where the viewer may see it.
    pub tally: Option<Tally>,
    /// What there is to choose, in order.
    pub choices: Vec<Choice>,
    /// The viewer's own ballot; none in a secret poll.
    pub mine: Option<Mine>,
    /// Whether it is a secret poll: its vote is cast once, and what was chosen is shown to nobody.
    pub secret: bool,
    /// Whether the viewer has voted in this secret poll.
    pub submitted: Submitted,
    /// The poll whose tie this one decides.
    pub runoff_of: Option<Id>,
    /// The winners, once the result is published.
    pub winners: Vec<Id>,
}

/// Whether a person has voted in a secret poll.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Submitted {
    /// Not yet.
    #[default]
    No,
    /// The vote waits on this device.
    Waiting,
    /// The server has it.
    Yes,
}

/// The running count of a poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Ballots that the server has counted, blank ones included.
    pub cast: i64,
    /// Blank ones among them.
    pub blank: i64,
    /// What the viewer's waiting vote would add to `cast`: 1, 0 or -1.
    pub pending: i64,
    /// How many can vote; 0 before the first ballot.
    pub electorate: i64,
    /// Ballots that the result needs.
    pub quorum_needed: i64,
    /// Grows with each vote counted.
    pub version: i64,
    /// The server's time of the latest vote counted.
    pub as_of: Timestamp,
}

/// An option with its count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// The option.
    pub id: Id,
    /// The item it stands for.
    pub item: Option<Id>,
    /// Its words.
    pub title: String,
    /// What it costs in minor units.
    pub cost_minor: i64,
    /// Ballots that name it; 0 where the count is not shown.
    pub ballots: i64,
    /// Its points; 0 where the count is not shown.
    pub score: i64,
    /// What the viewer's waiting vote would add to `ballots`.
    pub pending_ballots: i64,
    /// What the viewer's waiting vote would add to `score`.
    pub pending_score: i64,
    /// What the viewer's ballot gives it: the mark, dots, score or rank.
    pub mine: Option<i64>,
}

/// The viewer's own ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mine {
    /// The revision to name as the base of a change.
    pub revision: i64,
    /// The choice.
    pub selections: Vec<Selection>,
    /// When it was made.
    pub cast_at: Timestamp,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// Whether it waits for the server and is not counted yet.
    pub waiting: bool,
}

/// One poll in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PollPage {
    /// As in the list.
    pub card: PollCard,
    /// More about the question.
    pub description: String,
    /// What to do, one sentence a line.
    pub how: Vec<String>,
    /// Every version of the viewer's ballot, the latest first.
    pub history: Vec<BallotRevision>,
    /// The result, once published.
    pub result: Option<ResultPage>,
}

/// A published result, explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResultPage {
    /// The winners' titles, in the order in which they were decided.
    pub winners: Vec<String>,
    /// Titles that are level, and that nothing stated tells apart.
    pub ties: Vec<Vec<String>>,
    /// Whether enough people voted.
    pub quorum_met: bool,
    /// Ballots that were needed.
    pub quorum_needed: i64,
    /// Ballots that were cast, blank ones included.
    pub cast: i64,
    /// How many could vote.
    pub electorate: i64,
    /// When it was published.
    pub published_at: Timestamp,
    /// How it came about, one sentence a line.
    pub steps: Vec<String>,
    /// What was made of a tie.
    pub resolution: Option<Resolution>,
}

/// The polls of a community, or of one category: open ones first, the next to close at the top.
///
/// # Errors
/// The store's fault.
pub fn polls(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    community: Id,
    category: Option<Category>,
) -> Result<Vec<PollCard>, Fault> {
    let clause = format!("community = ? ORDER BY closes_at DESC, id LIMIT {POLLS_PER_LIST_MAX}");
    let found = tx.select::<Poll>(&clause, &[Value::from(community)])?;
    let reader = Reader::new(tx, viewer, community, &found)?;
    let mut cards = Vec::new();
    for poll in found {
        if reader.sees(tx, &poll)? {
            cards.push(reader.card(tx, &poll)?);
        }
    }
    cards.retain(|card| category.is_none() || card.category == category);
    cards.sort_by_key(|card| match card.phase {
        Phase::Open => (0, card.closes_at.0),
        Phase::Scheduled => (1, card.opens_at.0),
        Phase::Draft => (2, card.opens_at.0),
        Phase::Closed => (3, -card.closes_at.0),
        Phase::ResultPublished | Phase::Cancelled => (4, -card.closes_at.0),
    });
    Ok(cards)
}

/// The poll about an item, as "I'd join"; the latest if there are several.
///
/// # Errors
/// The store's fault.
pub fn poll_of_item(tx: &mut Tx<'_>, viewer: &Viewer, item: Id) -> Result<Option<PollCard>, Fault> {
    let found = tx.select::<Poll>("item = ? ORDER BY opens_at DESC, id", &[Value::from(item)])?;
    for poll in found {
        let reader = Reader::new(tx, viewer, poll.community, std::slice::from_ref(&poll))?;
        if reader.sees(tx, &poll)? {
            return reader.card(tx, &poll).map(Some);
        }
    }
    Ok(None)
}

/// One poll in full.
///
/// # Errors
/// The store's fault.
pub fn poll(tx: &mut Tx<'_>, viewer: &Viewer, poll: Id) -> Result<Option<PollPage>, Fault> {
    let Some(poll) = tx.get::<Poll>(poll)? else { return Ok(None) };
    let reader = Reader::new(tx, viewer, poll.community, std::slice::from_ref(&poll))?;
    if !reader.sees(tx, &poll)? {
        return Ok(None);
    }
    let card = reader.card(tx, &poll)?;
    let ballot = Ballot::id_of(poll.id, viewer.user);
    let history = tx.select::<BallotRevision>("ballot = ? ORDER BY revision DESC", &[Value::from(ballot)])?;
    let currency = poll.currency.clone().unwrap_or_default();
    let result = reader.results.get(&poll.id).map(|result| explained(&poll, &card, result, viewer.locale));
    Ok(Some(PollPage {
        description: poll.description.get(viewer.locale, reader.fallback).to_owned(),
        how: explain::how(&poll.method, &currency, viewer.locale),
        card,
        history,
        result,
    }))
}

fn explained(poll: &Poll, card: &PollCard, result: &PollResult, locale: Locale) -> ResultPage {
    let titles: BTreeMap<Id, String> =
        card.choices.iter().map(|choice| (choice.id, choice.title.clone())).collect();
    let named = |ids: &[Id]| ids.iter().filter_map(|id| titles.get(id).cloned()).collect::<Vec<_>>();
    let currency = poll.currency.as_deref().unwrap_or_default();
    let words = explain::Words { locale, titles: &titles, currency, rule: &poll.outcome };
    ResultPage {
        winners: named(&result.winners()),
        ties: result.outcome.ties.iter().map(|tie| named(tie)).collect(),
        quorum_met: result.quorum_met,
        quorum_needed: result.quorum_needed,
        cast: result.cast_count,
        electorate: result.electorate,
        published_at: result.published_at,
        steps: result.outcome.steps.iter().flat_map(|step| words.step(step)).collect(),
        resolution: result.resolution,
    }
}

/// What the cards of a list are made of: read once for all its polls.
struct Reader<'v> {
    viewer: &'v Viewer,
    access: Access,
    scopes: BTreeSet<Scope>,
    fallback: Locale,
    options: Vec<PollOption>,
    tallies: BTreeMap<Id, PollTally>,
    counts: BTreeMap<Id, OptionTally>,
    results: BTreeMap<Id, PollResult>,
    ballots: BTreeMap<Id, Ballot>,
    items: BTreeMap<Id, Item>,
    titles: BTreeMap<Id, String>,
}

impl<'v> Reader<'v> {
    fn new(tx: &mut Tx<'_>, viewer: &'v Viewer, community: Id, polls: &[Poll]) -> Result<Self, Fault> {
        let access = Access::load(tx, Actor::Person(viewer.user))?;
        let mut scopes = access.scopes().clone();
        scopes.extend(scopes_of(tx, viewer.user)?);
        let fallback = tx.get::<Community>(community)?.map_or_else(Locale::default, |it| it.default_locale);
        let ids: Vec<Id> = polls.iter().map(|poll| poll.id).collect();
        let ballots: Vec<Id> = ids.iter().map(|poll| Ballot::id_of(*poll, viewer.user)).collect();
        let mut options: Vec<PollOption> = select_in(tx, "poll", &ids)?;
        options.sort_by_key(|option| (option.position, option.id));
        let mut items: Vec<Id> = options.iter().filter_map(|option| option.item).collect();
        let texts: Vec<ItemText> = select_in(tx, "item", &items)?;
        items.extend(polls.iter().filter_map(|poll| poll.item));
        Ok(Self {
            viewer,
            access,
            scopes,
            fallback,
            options,
            tallies: by_id(select_in(tx, "id", &ids)?, |it: &PollTally| it.id),
            counts: by_id(select_in(tx, "poll", &ids)?, |it: &OptionTally| it.id),
            results: by_id(select_in(tx, "id", &ids)?, |it: &PollResult| it.id),
            ballots: by_id(select_in(tx, "id", &ballots)?, |it: &Ballot| it.poll),
            items: by_id(select_in(tx, "id", &items)?, |it: &Item| it.id),
            titles: titles(texts, [viewer.locale, fallback]),
        })
    }

    fn sees<E: Entity>(&self, tx: &mut Tx<'_>, row: &E) -> Result<bool, Fault> {
        Ok(row.scopes(tx)?.iter().any(|scope| self.scopes.contains(scope)))
    }

    fn card(&self, tx: &mut Tx<'_>, poll: &Poll) -> Result<PollCard, Fault> {
        let now = self.viewer.now;
        let ballot = self.ballots.get(&poll.id);
        let pending = pending(tx, poll, ballot)?;
        let mut options = self.options.iter().filter(|option| option.poll == poll.id);
        let item = poll.item.or_else(|| options.find_map(|option| option.item));
        Ok(PollCard {
            id: poll.id,
            item: poll.item,
            category: item.and_then(|item| self.items.get(&item)).map(|item| item.category),
            title: poll.title.get(self.viewer.locale, self.fallback).to_owned(),
            phase: poll.phase(now),
            opens_at: poll.opens_at,
            closes_at: poll.closes_at,
            final_at: poll.final_at(),
            is_provisional: poll.phase(now) == Phase::Closed && now < poll.final_at(),
            method: poll.method.clone(),
            currency: poll.currency.clone(),
            blank_allowed: poll.blank_allowed,
            changeable: poll.changeable,
            result_mode: poll.result_mode,
            is_voter: self.access.member(poll.community).is_some_and(|member| poll.is_electorate(member)),
            tally: self.shows_count(poll).then(|| self.tally(poll, pending.as_ref())),
            choices: self.choices(poll, ballot, pending.as_ref()),
            mine: ballot.map(|ballot| Mine {
                revision: ballot.revision,
                selections: ballot.selections.clone(),
                cast_at: ballot.cast_at,
                withdrawn: ballot.withdrawn,
                waiting: pending.is_some(),
            }),
            secret: poll.secret,
            submitted: if poll.secret { submitted(tx, poll.id, self.viewer.user)? } else { Submitted::No },
            runoff_of: poll.runoff_of,
            winners: self.results.get(&poll.id).map(PollResult::winners).unwrap_or_default(),
        })
    }

    fn shows_count(&self, poll: &Poll) -> bool {
        poll.tally_scopes().iter().any(|scope| self.scopes.contains(scope))
    }

    /// The poll's count: all zero before the first ballot.
    fn tally(&self, poll: &Poll, pending: Option<&Delta>) -> Tally {
        let found = self.tallies.get(&poll.id);
        let electorate = found.map_or(0, |tally| tally.electorate);
        Tally {
            cast: found.map_or(0, |tally| tally.cast_count),
            blank: found.map_or(0, |tally| tally.blank_count),
            pending: pending.map_or(0, |pending| pending.cast),
            electorate,
            quorum_needed: quorum_needed(poll.quorum_pct, electorate),
            version: found.map_or(0, |tally| tally.version),
            as_of: found.map_or(poll.opens_at, |tally| tally.as_of),
        }
    }

    fn choices(&self, poll: &Poll, ballot: Option<&Ballot>, pending: Option<&Delta>) -> Vec<Choice> {
        let shown = self.shows_count(poll);
        let choice = |option: &PollOption| {
            let count = self.counts.get(&option.id).filter(|_| shown);
            let waiting = pending.and_then(|pending| pending.options.get(&option.id).copied());
            let (pending_ballots, pending_score) = waiting.unwrap_or_default();
            let mut marks = ballot.and_then(Ballot::counted).into_iter().flatten();
            Choice {
                id: option.id,
                item: option.item,
                title: self.title(option),
                cost_minor: option.cost_minor,
                ballots: count.map_or(0, |count| count.ballots),
                score: count.map_or(0, |count| count.score),
                pending_ballots,
                pending_score,
                mine: marks.find(|mark| mark.option == option.id).map(|mark| mark.value),
            }
        };
        self.options.iter().filter(|option| option.poll == poll.id).map(choice).collect()
    }

    fn title(&self, option: &PollOption) -> String {
        let of_item = option.item.filter(|_| option.title.is_empty()).and_then(|item| self.titles.get(&item));
        let own = || option.title.get(self.viewer.locale, self.fallback).to_owned();
        of_item.cloned().unwrap_or_else(own)
    }
}

/// The rows whose `column` is one of `ids`.
fn select_in<E: Entity>(tx: &mut Tx<'_>, column: &str, ids: &[Id]) -> Result<Vec<E>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let values: Vec<Value> = ids.iter().map(|id| Value::from(*id)).collect();
    let marks = vec!["?"; values.len()].join(", ");
    tx.select(&format!("{column} IN ({marks}) ORDER BY id"), &values)
}

fn by_id<E>(rows: Vec<E>, id: impl Fn(&E) -> Id) -> BTreeMap<Id, E> {
    rows.into_iter().map(|row| (id(&row), row)).collect()
}

/// Each item's title in the first of `locales` that it has, else in any.
fn titles(texts: Vec<ItemText>, locales: [Locale; 2]) -> BTreeMap<Id, String> {
    let mut texts = texts;
    let rank =
        |text: &ItemText| locales.iter().position(|locale| *locale == text.locale).unwrap_or(locales.len());
    // Of equal keys the last stays, so the best comes last.
    texts.sort_by_key(|text| std::cmp::Reverse(rank(text)));
    texts.into_iter().map(|text| (text.item, text.title)).collect()
}

fn submitted(tx: &mut Tx<'_>, poll: Id, voter: Id) -> Result<Submitted, Fault> {
    let id = Submission::id_of(poll, voter);
    if tx.get::<Submission>(id)?.is_none() {
        return Ok(Submitted::No);
    }
    Ok(if tx.confirmed::<Submission>(id)?.is_some() { Submitted::Waiting } else { Submitted::Yes })
}

/// What the viewer's waiting vote would do to the count; `None` when nothing waits.
fn pending(tx: &mut Tx<'_>, poll: &Poll, ballot: Option<&Ballot>) -> Result<Option<Delta>, Fault> {
    let Some(ballot) = ballot else { return Ok(None) };
    let Some(confirmed) = tx.confirmed::<Ballot>(ballot.id)? else { return Ok(None) };
    let before = confirmed.as_ref().and_then(Ballot::counted);
    Ok(Some(delta(&poll.method, before, ballot.counted())))
}
