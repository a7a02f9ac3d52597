//! Polls: the list, one with its count and result, writing, opening and closing.

use hubbub_core::domain::Command;
use hubbub_core::voting::command::{Command as Voting, PollChanges};
use hubbub_core::voting::method::Method;
use hubbub_core::voting::model::{Phase, Poll, PollOption, Resolution};
use hubbub_core::voting::view;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::content::word;
use super::poll_form::{self, PollTermsPage};
use super::{Done, One};
use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// Which polls.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PollsFilter {
    /// The community.
    pub community: Ref,
    /// `draft`, `scheduled`, `open`, `closed`, `result_published`, `cancelled`; none for all.
    pub phase: Option<String>,
}

/// A poll in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PollLine {
    /// The poll.
    pub id: Ref,
    /// The question.
    pub title: String,
    /// Where it stands, as `open`.
    pub phase: String,
    /// That in words.
    pub phase_text: String,
    /// How people vote, in words.
    pub method_text: String,
    /// When it opens or closes, in words.
    pub when: String,
    /// Votes of those who can vote, in words.
    pub votes: String,
    /// Whether votes made offline before the end may still come.
    pub provisional: Option<String>,
    /// Whether changes of it wait for the server.
    pub pending: bool,
    /// Ballots counted, where the person may see the count.
    pub cast: Option<i64>,
}

/// One poll in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PollPage {
    /// As in the list.
    pub line: PollLine,
    /// More about the question.
    pub description: String,
    /// What voters are told to do.
    pub how: Vec<String>,
    /// Whether nobody but the voter learns what was chosen.
    pub secret: bool,
    /// The poll whose tie this one decides.
    pub runoff_of: Option<Ref>,
    /// What there is to choose, with its count.
    pub choices: Vec<ChoiceBar>,
    /// Whether the person may see the count.
    pub shows_count: bool,
    /// What the result needs, in words.
    pub quorum: Option<String>,
    /// How fresh the count is.
    pub as_of: Option<String>,
    /// The result, once published, one sentence a line.
    pub result: Option<ResultText>,
    /// What can be done with it now.
    pub can: PollActions,
    /// The poll as its editor shows it; none when it is of a kind that the editor does not write.
    pub form: Option<PollTermsPage>,
}

/// An option's bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ChoiceBar {
    /// The option.
    pub id: Ref,
    /// Its words.
    pub title: String,
    /// What it costs, in words.
    pub cost: Option<String>,
    /// Its count, in words.
    pub count: String,
    /// Its count in thousandths of the highest, for the bar's length.
    pub permille: i64,
    /// Whether it won.
    pub winner: bool,
}

/// A published result in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ResultText {
    /// Who won, or why nobody did.
    pub headline: Vec<String>,
    /// How it came about, one sentence a line.
    pub steps: Vec<String>,
    /// What its owner made of a tie, in words.
    pub resolution: Option<String>,
    /// The poll that decides it.
    pub runoff: Option<Ref>,
}

/// What can be done with a poll now; whether the person may is the rules' to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[expect(clippy::struct_excessive_bools, reason = "one flag for each button of the screen")]
pub struct PollActions {
    /// Change it.
    pub edit: bool,
    /// Announce it.
    pub schedule: bool,
    /// Call it off.
    pub cancel: bool,
    /// Give people more time.
    pub extend: bool,
    /// Publish its result.
    pub publish: bool,
    /// Decide its tie: by a run-off, or by letting all tied options win.
    pub decide: bool,
}

/// A later end.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// The poll.
    pub id: Ref,
    /// The new end, as the field shows it.
    pub closes_field: String,
}

/// A poll between tied options.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RunOffForm {
    /// The poll with the tie.
    pub id: Ref,
    /// When the new one opens, as the field shows it; empty for at once.
    pub opens_field: String,
    /// When it closes, as the field shows it.
    pub closes_field: String,
}

/// The polls of a community.
pub(super) fn polls(desktop: &Desktop, filter: PollsFilter) -> Result<Vec<PollLine>, Problem> {
    let cards = desktop.view(|tx, viewer| view::polls(tx, viewer, filter.community.into(), None))?;
    let mut lines = Vec::new();
    for card in cards {
        let line = line(desktop, &card)?;
        if filter.phase.as_ref().is_none_or(|phase| *phase == line.phase) {
            lines.push(line);
        }
    }
    Ok(lines)
}

/// The latest poll about an item.
pub(super) fn poll_of_item(desktop: &Desktop, item: Ref) -> Result<Option<PollLine>, Problem> {
    let card = desktop.view(|tx, viewer| view::poll_of_item(tx, viewer, item.into()))?;
    card.map(|card| line(desktop, &card)).transpose()
}

fn line(desktop: &Desktop, card: &view::PollCard) -> Result<PollLine, Problem> {
    let say = desktop.say();
    let phase = word(card.phase);
    let at = |key: &str, at| say.with(key, &[("at", say.date_time(at).into())]);
    let votes = match card.tally {
        Some(tally) if tally.electorate > 0 => {
            let args = [("count", tally.cast.into()), ("total", tally.electorate.into())];
            say.with("vote-tally", &args)
        }
        Some(tally) => say.with("vote-total", &[("count", tally.cast.into())]),
        None => say.text("desk-count-hidden"),
    };
    let until = || say.with("result-provisional", &[("until", say.date_time(card.final_at).into())]);
    let pending = desktop.client.is_pending("poll", card.id).map_err(|failed| desktop.failed(&failed))?;
    Ok(PollLine {
        id: card.id.into(),
        title: card.title.clone(),
        phase_text: say.text(&format!("poll-state-{}", phase.replace('_', "-"))),
        method_text: say.text(&format!("method-{}", method_word(&card.method))),
        when: match card.phase {
            Phase::Draft | Phase::Scheduled => at("poll-opens", card.opens_at),
            Phase::Open => at("poll-closes", card.closes_at),
            _ => at("poll-closed", card.closes_at),
        },
        phase,
        votes,
        provisional: card.is_provisional.then(until),
        pending,
        cast: card.tally.map(|tally| tally.cast),
    })
}

/// One poll.
pub(super) fn poll(desktop: &Desktop, One { id }: One) -> Result<Option<PollPage>, Problem> {
    let found = desktop.view(|tx, viewer| {
        let page = view::poll(tx, viewer, id.into())?;
        Ok(page.zip(tx.get::<Poll>(id.into())?))
    })?;
    let Some((page, poll)) = found else { return Ok(None) };
    let options = desktop.view(|tx, _| {
        tx.select::<PollOption>("poll = ? ORDER BY position, id", &[hubbub_core::store::Value::from(poll.id)])
    })?;
    let say = desktop.say();
    let card = &page.card;
    let tally = card.tally;
    let quorum = tally.filter(|tally| tally.quorum_needed > 0).map(|tally| {
        say.with("vote-quorum", &[("count", tally.cast.into()), ("needed", tally.quorum_needed.into())])
    });
    let as_of = tally.map(|tally| say.with("as-of", &[("time", say.time(tally.as_of).into())]));
    let now = desktop.now()?;
    let is_final = poll.phase(now) == Phase::Closed && now >= poll.final_at();
    let phase = card.phase;
    let result = page.result.as_ref();
    Ok(Some(PollPage {
        line: line(desktop, card)?,
        description: page.description.clone(),
        secret: card.secret,
        runoff_of: card.runoff_of.map(Ref::from),
        how: page.how.clone(),
        choices: bars(card, &say),
        shows_count: tally.is_some(),
        quorum,
        as_of,
        result: result.map(|result| result_text(result, &say)),
        can: PollActions {
            edit: matches!(phase, Phase::Draft | Phase::Scheduled | Phase::Open),
            schedule: phase == Phase::Draft,
            cancel: matches!(phase, Phase::Draft | Phase::Scheduled | Phase::Open),
            extend: matches!(phase, Phase::Scheduled | Phase::Open),
            publish: is_final,
            decide: result.is_some_and(|result| !result.ties.is_empty() && result.resolution.is_none()),
        },
        form: poll_form::terms(&poll, &options, &say),
    }))
}

fn bars(card: &view::PollCard, say: &Say) -> Vec<ChoiceBar> {
    let by_score = matches!(card.method, Method::Points { .. } | Method::Score { .. });
    let value = |choice: &view::Choice| if by_score { choice.score } else { choice.ballots };
    let highest = card.choices.iter().map(value).max().unwrap_or_default().max(1);
    let currency = card.currency.as_deref().unwrap_or_default();
    let bar = |choice: &view::Choice| ChoiceBar {
        id: choice.id.into(),
        title: choice.title.clone(),
        cost: (choice.cost_minor > 0).then(|| say.money(choice.cost_minor, currency)),
        count: say.number(value(choice)),
        permille: value(choice).saturating_mul(1_000) / highest,
        winner: card.winners.contains(&choice.id),
    };
    card.choices.iter().map(bar).collect()
}

fn result_text(result: &view::ResultPage, say: &Say) -> ResultText {
    let mut headline = Vec::new();
    if result.cast == 0 {
        headline.push(say.text("result-none"));
    } else if !result.quorum_met {
        let args = [("count", result.cast.into()), ("needed", result.quorum_needed.into())];
        headline.push(say.with("result-quorum-missed", &args));
    }
    let winner = |title: &String| say.with("result-winner", &[("title", title.clone().into())]);
    headline.extend(result.winners.iter().map(winner));
    for tie in &result.ties {
        let titles = hubbub_core::i18n::format_list(tie, say.locale);
        headline.push(say.with("result-tie", &[("titles", titles.into())]));
    }
    let (resolution, runoff) = match result.resolution {
        Some(Resolution::RunOff { poll }) => (Some(say.text("desk-runoff-decides")), Some(poll.into())),
        Some(Resolution::AdoptedAll) => (Some(say.text("desk-tied-adopted")), None),
        None => (None, None),
    };
    ResultText { headline, steps: result.steps.clone(), resolution, runoff }
}

pub(super) const fn method_word(method: &Method) -> &'static str {
    match method {
        Method::Single => "single",
        Method::Approval { .. } => "approval",
        Method::Points { .. } => "points",
        Method::Score { .. } => "score",
        Method::Ranked { .. } => "ranked",
        Method::Budget { .. } => "budget",
    }
}

/// Announces a draft.
pub(super) fn schedule_poll(desktop: &Desktop, One { id }: One) -> Result<Done, Problem> {
    desktop.send(Command::Voting(Voting::Schedule { poll: id.into() }))
}

/// Calls it off.
pub(super) fn cancel_poll(desktop: &Desktop, One { id }: One) -> Result<Done, Problem> {
    desktop.send(Command::Voting(Voting::Cancel { poll: id.into() }))
}

/// Gives people more time.
pub(super) fn extend_poll(desktop: &Desktop, args: Extension) -> Result<Done, Problem> {
    let closes_at = desktop.say().moment_of(&args.closes_field);
    let changes = PollChanges { closes_at, ..PollChanges::default() };
    desktop.send(Command::Voting(Voting::EditPoll { poll: args.id.into(), changes }))
}

/// Decides it and publishes the result.
pub(super) fn publish_result(desktop: &Desktop, One { id }: One) -> Result<Done, Problem> {
    desktop.send(Command::Voting(Voting::PublishResult { poll: id.into() }))
}

/// Lets a poll between the tied options decide.
pub(super) fn run_off(desktop: &Desktop, form: RunOffForm) -> Result<Done, Problem> {
    let say = desktop.say();
    let opens_at = say.moment_of(&form.opens_field).map_or_else(|| desktop.now(), Ok)?;
    let closes_at = say.moment_of(&form.closes_field).unwrap_or(opens_at);
    let runoff = desktop.new_id()?;
    let command = Voting::RunOff { poll: form.id.into(), runoff, opens_at, closes_at };
    Ok(Done { id: Some(runoff.into()), ..desktop.send(Command::Voting(command))? })
}

/// Lets all tied options win.
pub(super) fn adopt_tied(desktop: &Desktop, One { id }: One) -> Result<Done, Problem> {
    desktop.send(Command::Voting(Voting::AdoptTied { poll: id.into() }))
}
