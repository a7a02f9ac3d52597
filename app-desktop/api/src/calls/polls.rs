//! Polls: the list, one with its count and result, writing, opening and closing.

use hubbub_core::domain::Command;
use hubbub_core::i18n::{Locale, Words};
use hubbub_core::id::Id;
use hubbub_core::time::MINUTE_MS;
use hubbub_core::voting::command::{Command as Voting, OptionTerms, PollChanges, PollTerms};
use hubbub_core::voting::method::Method;
use hubbub_core::voting::model::{Phase, Poll, ResultMode};
use hubbub_core::voting::outcome::{Measure, OutcomeRule};
use hubbub_core::voting::view;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::content::{word, word_of};
use super::{Done, One};
use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// How long a vote made offline before the end may still arrive, unless the poll says otherwise.
const GRACE_MS: i64 = 15 * MINUTE_MS;

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
}

/// What can be done with a poll now; whether the person may is the rules' to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
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
}

/// A poll's terms as the editor shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PollTermsPage {
    /// The question by language.
    pub title: Vec<PollWords>,
    /// More about it by language.
    pub description: Vec<PollWords>,
    /// `single`, `approval`, `points`, `score` or `ranked`.
    pub method: String,
    /// The method's bound: most options, points or the highest score.
    pub most: i64,
    /// The options' words, by language.
    pub options: Vec<Vec<PollWords>>,
    /// `live`, `after_my_vote` or `after_close`.
    pub result_mode: String,
    /// When it opens, as the field shows it.
    pub opens_field: String,
    /// When it closes, as the field shows it.
    pub closes_field: String,
    /// Percent of the electorate that the result needs.
    pub quorum_pct: u32,
    /// Whether a vote can be changed.
    pub changeable: bool,
    /// Whether an empty ballot may be cast.
    pub blank_allowed: bool,
}

/// Words in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PollWords {
    /// The language.
    pub locale: String,
    /// The text.
    pub text: String,
}

/// A poll as its editor leaves it.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PollForm {
    /// The poll; none for a new one.
    pub id: Option<Ref>,
    /// The community of a new one.
    pub community: Ref,
    /// The item that a new one is about.
    pub item: Option<Ref>,
    /// The hub whose members vote; none for the whole community.
    pub hub: Option<Ref>,
    /// The question by language.
    pub title: Vec<PollWords>,
    /// More about it by language.
    pub description: Vec<PollWords>,
    /// `single`, `approval`, `points`, `score` or `ranked`.
    pub method: String,
    /// The method's bound: most options, points or the highest score.
    pub most: i64,
    /// The options' words, by language.
    pub options: Vec<Vec<PollWords>>,
    /// `live`, `after_my_vote` or `after_close`.
    pub result_mode: String,
    /// When it opens, as the field shows it.
    pub opens_field: String,
    /// When it closes, as the field shows it.
    pub closes_field: String,
    /// Percent of the electorate that the result needs.
    pub quorum_pct: u32,
    /// Whether a vote can be changed.
    pub changeable: bool,
    /// Whether an empty ballot may be cast.
    pub blank_allowed: bool,
    /// Whether it is announced at once.
    pub schedule: bool,
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
        tx.select::<hubbub_core::voting::model::PollOption>(
            "poll = ? ORDER BY position, id",
            &[hubbub_core::store::Value::from(poll.id)],
        )
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
    Ok(Some(PollPage {
        line: line(desktop, card)?,
        description: page.description,
        how: page.how,
        choices: bars(card, &say),
        shows_count: tally.is_some(),
        quorum,
        as_of,
        result: page.result.as_ref().map(|result| result_text(result, &say)),
        can: PollActions {
            edit: matches!(phase, Phase::Draft | Phase::Scheduled) && !poll.frozen,
            schedule: phase == Phase::Draft,
            cancel: matches!(phase, Phase::Draft | Phase::Scheduled | Phase::Open),
            extend: matches!(phase, Phase::Scheduled | Phase::Open),
            publish: is_final,
        },
        form: terms(&poll, &options, &say),
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
    ResultText { headline, steps: result.steps.clone() }
}

fn terms(
    poll: &Poll,
    options: &[hubbub_core::voting::model::PollOption],
    say: &Say,
) -> Option<PollTermsPage> {
    let most = match poll.method {
        Method::Single => 1,
        Method::Approval { max, .. } | Method::Ranked { max, .. } => i64::from(max),
        Method::Points { budget, .. } => budget,
        Method::Score { max } => max,
        Method::Budget { .. } => return None,
    };
    if options.iter().any(|option| option.item.is_some()) {
        return None;
    }
    let words = |words: &Words| {
        let text = |locale: &Locale| {
            let found = words.iter().find(|(it, _)| it == locale).map(|(_, text)| text.to_owned());
            PollWords { locale: locale.tag().to_owned(), text: found.unwrap_or_default() }
        };
        Locale::ALL.iter().map(text).collect::<Vec<_>>()
    };
    Some(PollTermsPage {
        title: words(&poll.title),
        description: words(&poll.description),
        method: method_word(&poll.method).to_owned(),
        most,
        options: options.iter().map(|option| words(&option.title)).collect(),
        result_mode: word(poll.result_mode),
        opens_field: say.field_of(poll.opens_at),
        closes_field: say.field_of(poll.closes_at),
        quorum_pct: poll.quorum_pct,
        changeable: poll.changeable,
        blank_allowed: poll.blank_allowed,
    })
}

const fn method_word(method: &Method) -> &'static str {
    match method {
        Method::Single => "single",
        Method::Approval { .. } => "approval",
        Method::Points { .. } => "points",
        Method::Score { .. } => "score",
        Method::Ranked { .. } => "ranked",
        Method::Budget { .. } => "budget",
    }
}

/// Writes a new poll, or what is new about one.
pub(super) fn save_poll(desktop: &Desktop, form: PollForm) -> Result<Done, Problem> {
    let say = desktop.say();
    let now = desktop.now()?;
    let (method, outcome) = method_of(&form);
    let mut options = Vec::new();
    for title in &form.options {
        let title = words_of(title);
        if !title.is_empty() {
            options.push(OptionTerms { option: desktop.new_id()?, item: None, title, cost_minor: 0 });
        }
    }
    let opens_at = say.moment_of(&form.opens_field).unwrap_or(now);
    let closes_at = say.moment_of(&form.closes_field).unwrap_or(opens_at);
    let result_mode = word_of(&form.result_mode).unwrap_or(ResultMode::AfterClose);
    let (poll, command) = match form.id {
        None => {
            let poll = desktop.new_id()?;
            let terms = PollTerms {
                title: words_of(&form.title),
                description: words_of(&form.description),
                hub: form.hub.map(Id::from),
                item: form.item.map(Id::from),
                method,
                outcome,
                currency: None,
                blank_allowed: form.blank_allowed,
                changeable: form.changeable,
                opens_at,
                closes_at,
                grace_ms: GRACE_MS,
                quorum_pct: form.quorum_pct,
                later_joiners: false,
                result_mode,
                bias_accepted: false,
                secret: false,
            };
            let community = form.community.into();
            (poll, Voting::CreatePoll { poll, community, terms, options, author: None })
        }
        Some(poll) => {
            let changes = PollChanges {
                title: Some(words_of(&form.title)),
                description: Some(words_of(&form.description)),
                opens_at: Some(opens_at),
                closes_at: Some(closes_at),
                method: Some(method),
                outcome: Some(outcome),
                blank_allowed: Some(form.blank_allowed),
                changeable: Some(form.changeable),
                quorum_pct: Some(form.quorum_pct),
                result_mode: Some(result_mode),
                options: Some(options),
                ..PollChanges::default()
            };
            (poll.into(), Voting::EditPoll { poll: poll.into(), changes })
        }
    };
    let announce = form.schedule.then_some(Voting::Schedule { poll });
    let commands = std::iter::once(command).chain(announce).map(Command::Voting).collect();
    Ok(Done { id: Some(poll.into()), ..desktop.send_all(commands)? })
}

/// A method with its bound, and the usual rule that decides it.
fn method_of(form: &PollForm) -> (Method, OutcomeRule) {
    let most = u32::try_from(form.most).unwrap_or(0);
    let plurality = |by| OutcomeRule::Plurality { by, seats: 1, tie_break: None };
    match form.method.as_str() {
        "approval" => (Method::Approval { min: 1, max: most }, plurality(Measure::Ballots)),
        "points" => (Method::Points { budget: form.most, per_option_max: None }, plurality(Measure::Score)),
        "score" => (Method::Score { max: form.most }, plurality(Measure::Score)),
        "ranked" => (Method::Ranked { min: 1, max: most }, OutcomeRule::InstantRunoff { tie_break: None }),
        _ => (Method::Single, plurality(Measure::Ballots)),
    }
}

fn words_of(words: &[PollWords]) -> Words {
    let filled = words.iter().filter(|it| !it.text.trim().is_empty());
    filled.filter_map(|it| Some((Locale::from_tag(&it.locale)?, it.text.trim()))).collect()
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
