//! A poll as its editor shows it and leaves it. Of an existing poll only what is new is sent, so that words and a
//! later end can still change when votes have come in.

use hubbub_core::domain::Command;
use hubbub_core::i18n::{Locale, Words};
use hubbub_core::id::Id;
use hubbub_core::store::Value;
use hubbub_core::time::{MINUTE_MS, Timestamp};
use hubbub_core::voting::command::{Command as Voting, OptionTerms, PollChanges, PollTerms};
use hubbub_core::voting::method::Method;
use hubbub_core::voting::model::{Poll, PollOption, ResultMode};
use hubbub_core::voting::outcome::{Measure, OutcomeRule};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Done;
use super::content::{word, word_of};
use super::polls::method_word;
use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// How long a vote made offline before the end may still arrive, unless the poll is secret.
const GRACE_MS: i64 = 15 * MINUTE_MS;

/// A poll's terms as the editor shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[expect(clippy::struct_excessive_bools, reason = "one flag for each box of the form")]
pub struct PollTermsPage {
    /// Whether votes have come in: only its words and a later end can change.
    pub frozen: bool,
    /// The question by language.
    pub title: Vec<PollWords>,
    /// More about it by language.
    pub description: Vec<PollWords>,
    /// `single`, `approval`, `points`, `score` or `ranked`.
    pub method: String,
    /// The method's bound: most options, points or the highest score.
    pub most: i64,
    /// The options, in order.
    pub options: Vec<PollOptionForm>,
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
    /// Whether nobody but the voter learns what was chosen.
    pub secret: bool,
    /// Whether it is accepted that a count shown after voting sways votes that can still change.
    pub bias_accepted: bool,
}

/// An option as the editor shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PollOptionForm {
    /// The option; none for a new one.
    pub id: Option<Ref>,
    /// Its words by language.
    pub words: Vec<PollWords>,
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
#[expect(clippy::struct_excessive_bools, reason = "one flag for each box of the form")]
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
    /// The options, in order.
    pub options: Vec<PollOptionForm>,
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
    /// Whether nobody but the voter learns what was chosen. Such a poll takes each vote once and shows no count
    /// before its end, whatever else the form says.
    pub secret: bool,
    /// Whether it is accepted that a count shown after voting sways votes that can still change.
    pub bias_accepted: bool,
    /// Whether it is announced at once.
    pub schedule: bool,
}

/// A poll as its editor shows it; none when it is of a kind that the editor does not write.
pub(super) fn terms(poll: &Poll, options: &[PollOption], say: &Say) -> Option<PollTermsPage> {
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
    let option =
        |option: &PollOption| PollOptionForm { id: Some(option.id.into()), words: words_page(&option.title) };
    Some(PollTermsPage {
        frozen: poll.frozen,
        title: words_page(&poll.title),
        description: words_page(&poll.description),
        method: method_word(&poll.method).to_owned(),
        most,
        options: options.iter().map(option).collect(),
        result_mode: word(poll.result_mode),
        opens_field: say.field_of(poll.opens_at),
        closes_field: say.field_of(poll.closes_at),
        quorum_pct: poll.quorum_pct,
        changeable: poll.changeable,
        blank_allowed: poll.blank_allowed,
        secret: poll.secret,
        bias_accepted: poll.bias_accepted,
    })
}

/// Writes a new poll, or what is new about one.
pub(super) fn save_poll(desktop: &Desktop, form: PollForm) -> Result<Done, Problem> {
    let now = desktop.now()?;
    let say = desktop.say();
    let written = Written::of(&form, &say, now, || desktop.new_id())?;
    let (poll, command) = match form.id {
        None => {
            let poll = desktop.new_id()?;
            let (terms, options) = written.terms(&form);
            let community = form.community.into();
            (poll, Some(Voting::CreatePoll { poll, community, terms, options, author: None }))
        }
        Some(id) => {
            let poll = Id::from(id);
            let before = desktop.view(|tx, _| {
                let options =
                    tx.select::<PollOption>("poll = ? ORDER BY position, id", &[Value::from(poll)])?;
                Ok(tx.get::<Poll>(poll)?.map(|poll| (poll, options)))
            })?;
            let Some((before, options)) = before else {
                return Err(Problem::program(format!("no poll {poll}")));
            };
            let changes = written.changes(&form, &before, &options, &say);
            let is_new = changes != PollChanges::default();
            (poll, is_new.then_some(Voting::EditPoll { poll, changes }))
        }
    };
    let announce = form.schedule.then_some(Voting::Schedule { poll });
    let commands = command.into_iter().chain(announce).map(Command::Voting).collect();
    Ok(Done { id: Some(poll.into()), ..desktop.send_all(commands)? })
}

/// A form with its fields read.
struct Written {
    title: Words,
    description: Words,
    method: Method,
    outcome: OutcomeRule,
    options: Vec<OptionTerms>,
    opens_at: Timestamp,
    closes_at: Timestamp,
    result_mode: ResultMode,
    changeable: bool,
    grace_ms: i64,
}

impl Written {
    fn of(
        form: &PollForm,
        say: &Say,
        now: Timestamp,
        new_id: impl Fn() -> Result<Id, Problem>,
    ) -> Result<Self, Problem> {
        let (method, outcome) = method_of(form);
        let mut options = Vec::new();
        for option in &form.options {
            let title = words_of(&option.words);
            if !title.is_empty() {
                let id = option.id.map_or_else(&new_id, |id| Ok(id.into()))?;
                options.push(OptionTerms { option: id, item: None, title, cost_minor: 0 });
            }
        }
        let opens_at = say.moment_of(&form.opens_field).unwrap_or(now);
        let result_mode = word_of(&form.result_mode).unwrap_or(ResultMode::AfterClose);
        Ok(Self {
            title: words_of(&form.title),
            description: words_of(&form.description),
            method,
            outcome,
            options,
            opens_at,
            closes_at: say.moment_of(&form.closes_field).unwrap_or(opens_at),
            result_mode: if form.secret { ResultMode::AfterClose } else { result_mode },
            changeable: form.changeable && !form.secret,
            grace_ms: if form.secret { 0 } else { GRACE_MS },
        })
    }

    fn terms(self, form: &PollForm) -> (PollTerms, Vec<OptionTerms>) {
        let terms = PollTerms {
            title: self.title,
            description: self.description,
            hub: form.hub.map(Id::from),
            item: form.item.map(Id::from),
            method: self.method,
            outcome: self.outcome,
            currency: None,
            blank_allowed: form.blank_allowed,
            changeable: self.changeable,
            opens_at: self.opens_at,
            closes_at: self.closes_at,
            grace_ms: self.grace_ms,
            quorum_pct: form.quorum_pct,
            later_joiners: false,
            result_mode: self.result_mode,
            bias_accepted: form.bias_accepted,
            secret: form.secret,
        };
        (terms, self.options)
    }

    /// What differs from the poll as it is. A field shows minutes, so a time is new only where its field is.
    fn changes(self, form: &PollForm, before: &Poll, options: &[PollOption], say: &Say) -> PollChanges {
        let shown = terms(before, options, say);
        let has_method = shown.as_ref().is_some_and(|it| it.method == form.method && it.most == form.most);
        let had: Vec<(Id, &Words)> = options.iter().map(|option| (option.id, &option.title)).collect();
        let has: Vec<(Id, &Words)> = self.options.iter().map(|it| (it.option, &it.title)).collect();
        let same_options = had == has;
        let mut kept = self.options;
        for option in &mut kept {
            // What the form does not show stays as it is.
            if let Some(old) = options.iter().find(|old| old.id == option.option) {
                option.cost_minor = old.cost_minor;
            }
        }
        let is_new_time = |field: &str, at| field != say.field_of(at);
        PollChanges {
            title: differs(self.title, &before.title),
            description: differs(self.description, &before.description),
            opens_at: is_new_time(&form.opens_field, before.opens_at).then_some(self.opens_at),
            closes_at: is_new_time(&form.closes_field, before.closes_at).then_some(self.closes_at),
            method: (!has_method).then_some(self.method),
            outcome: (!has_method).then_some(self.outcome),
            blank_allowed: differs(form.blank_allowed, &before.blank_allowed),
            changeable: differs(self.changeable, &before.changeable),
            quorum_pct: differs(form.quorum_pct, &before.quorum_pct),
            result_mode: differs(self.result_mode, &before.result_mode),
            bias_accepted: differs(form.bias_accepted, &before.bias_accepted),
            secret: differs(form.secret, &before.secret),
            grace_ms: (form.secret != before.secret).then_some(self.grace_ms),
            options: (!same_options).then_some(kept),
            ..PollChanges::default()
        }
    }
}

/// The new value, where it is one.
fn differs<T: PartialEq>(new: T, old: &T) -> Option<T> {
    (new != *old).then_some(new)
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

/// Words by language as a form shows them: every language, empty where there are none.
pub(super) fn words_page(words: &Words) -> Vec<PollWords> {
    let text = |locale: &Locale| {
        let found = words.iter().find(|(it, _)| it == locale).map(|(_, text)| text.to_owned());
        PollWords { locale: locale.tag().to_owned(), text: found.unwrap_or_default() }
    };
    Locale::ALL.iter().map(text).collect()
}

/// The words that a form leaves; languages without text are left out.
pub(super) fn words_of(words: &[PollWords]) -> Words {
    let filled = words.iter().filter(|it| !it.text.trim().is_empty());
    filled.filter_map(|it| Some((Locale::from_tag(&it.locale)?, it.text.trim()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPENS: Timestamp = Timestamp(1_784_109_600_123);
    const CLOSES: Timestamp = Timestamp(1_784_196_000_456);

    fn say() -> Say {
        Say::new(Locale::En, "Europe/Berlin")
    }

    fn words(text: &str) -> Words {
        [(Locale::En, text)].into_iter().collect()
    }

    /// A poll with two votes on it, its options, and the form that its editor shows.
    fn frozen() -> (Poll, Vec<PollOption>, PollForm) {
        let (poll, community) = (Id::of("poll", &[]), Id::of("community", &[]));
        let terms_of = PollTerms {
            title: words("When?"),
            description: Words::default(),
            hub: None,
            item: None,
            method: Method::Single,
            outcome: OutcomeRule::Plurality { by: Measure::Ballots, seats: 2, tie_break: None },
            currency: None,
            blank_allowed: false,
            changeable: true,
            opens_at: OPENS,
            closes_at: CLOSES,
            grace_ms: 0,
            quorum_pct: 20,
            later_joiners: true,
            result_mode: ResultMode::Live,
            bias_accepted: false,
            secret: false,
        };
        let poll = Poll { frozen: true, ..terms_of.poll(poll, community, None, OPENS) };
        let option = |name: &str, position| PollOption {
            id: Id::of(name, &[]),
            poll: poll.id,
            item: None,
            title: words(name),
            cost_minor: 700,
            position,
        };
        let options = vec![option("Saturday", 0), option("Sunday", 1)];
        let shown = terms(&poll, &options, &say()).unwrap();
        let form = PollForm {
            id: Some(poll.id.into()),
            community: community.into(),
            item: None,
            hub: None,
            title: shown.title,
            description: shown.description,
            method: shown.method,
            most: shown.most,
            options: shown.options,
            result_mode: shown.result_mode,
            opens_field: shown.opens_field,
            closes_field: shown.closes_field,
            quorum_pct: shown.quorum_pct,
            changeable: shown.changeable,
            blank_allowed: shown.blank_allowed,
            secret: shown.secret,
            bias_accepted: shown.bias_accepted,
            schedule: false,
        };
        (poll, options, form)
    }

    fn changes(form: &PollForm, poll: &Poll, options: &[PollOption]) -> PollChanges {
        let new_id = || Ok(Id::of("new", &[]));
        Written::of(form, &say(), OPENS, new_id).unwrap().changes(form, poll, options, &say())
    }

    #[test]
    fn an_untouched_form_changes_nothing() {
        let (poll, options, form) = frozen();
        assert_eq!(changes(&form, &poll, &options), PollChanges::default());
    }

    #[test]
    fn only_what_was_changed_is_sent() {
        let (poll, options, mut form) = frozen();
        form.closes_field = "2026-07-20T18:00".to_owned();
        let later = changes(&form, &poll, &options);
        let closes_at = say().moment_of(&form.closes_field);
        assert_eq!(later, PollChanges { closes_at, ..PollChanges::default() });

        let (.., mut form) = frozen();
        form.options.swap(0, 1);
        let swapped = changes(&form, &poll, &options);
        let sent = swapped.options.clone().unwrap();
        assert_eq!(sent.iter().map(|it| it.option).collect::<Vec<_>>(), [options[1].id, options[0].id]);
        assert!(sent.iter().all(|it| it.cost_minor == 700), "what the form does not show stays");
        assert_eq!(PollChanges { options: None, ..swapped }, PollChanges::default());
    }

    #[test]
    fn a_secret_poll_takes_each_vote_once_and_shows_no_count() {
        let (poll, options, mut form) = frozen();
        form.secret = true;
        let secret = changes(&form, &poll, &options);
        assert_eq!(secret.secret, Some(true));
        assert_eq!((secret.changeable, secret.grace_ms), (Some(false), Some(0)));
        assert_eq!(secret.result_mode, Some(ResultMode::AfterClose));
    }
}
