//! Why a call did not do what it was asked for, in words that a person can act on.

use hubbub_core::client::{Failed, Lost};
use hubbub_core::i18n::{self, Locale};
use hubbub_core::refusal::{Detail, Param, Refusal};
use hubbub_core::store::Fault;
use serde::Serialize;
use ts_rs::TS;

use crate::say::Say;

/// A "no", or a failure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Problem {
    /// What kind of problem it is, for what the window offers next.
    pub kind: ProblemKind,
    /// The refusal's code, as `POLL_CLOSED`; empty for failures.
    pub code: String,
    /// What went wrong and how to put it right.
    pub text: String,
    /// The fields that are wrong.
    pub fields: Vec<FieldIssue>,
    /// What the person can do, the best first.
    pub remedies: Vec<RemedyButton>,
    /// What a sign-in still needs.
    pub needs: Needs,
}

/// What a sign-in still needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Needs {
    /// It is no half sign-in.
    #[default]
    Nothing,
    /// A code of the authenticator.
    Code,
    /// A second factor has to be set up first.
    Enrolment,
}

/// The kinds of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// A rule said no.
    Refused,
    /// The server cannot be reached.
    Network,
    /// Changes would be lost.
    Unsent,
    /// The device's store failed.
    Store,
    /// The window asked for something that does not exist: a mistake in the program.
    Program,
}

/// A field that is wrong, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FieldIssue {
    /// The field's name in the command.
    pub field: String,
    /// What is wrong, in words.
    pub text: String,
}

/// A button of a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RemedyButton {
    /// The stable word, as `edit`.
    pub remedy: String,
    /// The words on it.
    pub text: String,
}

impl Problem {
    /// A mistake in the program: the words are for whoever repairs it.
    #[must_use]
    pub fn program(text: impl Into<String>) -> Self {
        Self { kind: ProblemKind::Program, text: text.into(), ..Self::empty(ProblemKind::Program) }
    }

    pub(crate) fn refused(refusal: &Refusal, say: &Say) -> Self {
        let needs = match refusal.params.get("needs") {
            Some(Param::Text(needs)) if needs == "code" => Needs::Code,
            Some(Param::Text(needs)) if needs == "enrolment" => Needs::Enrolment,
            _ => Needs::Nothing,
        };
        Self {
            kind: ProblemKind::Refused,
            code: refusal.code.wire().to_owned(),
            text: say.refusal(refusal),
            fields: fields(&refusal.details, say.locale),
            remedies: remedies(refusal, say.locale),
            needs,
        }
    }

    pub(crate) fn failed(failed: &Failed, say: &Say) -> Self {
        match failed {
            Failed::Network(Lost::Refused(refusal)) => Self::refused(refusal, say),
            Failed::Network(_) => Self {
                text: i18n::text(say.locale, "desk-problem-network", &[]),
                ..Self::empty(ProblemKind::Network)
            },
            Failed::Unsent(count) => {
                Self { text: say.count("sign-out-unsent", *count), ..Self::empty(ProblemKind::Unsent) }
            }
            Failed::Store(fault) => Self::fault(fault, say),
        }
    }

    fn fault(fault: &Fault, say: &Say) -> Self {
        let key = match fault {
            Fault::Full => "sync-device-full",
            Fault::Newer { .. } => "sync-update-needed",
            _ => "desk-problem-store",
        };
        tracing::error!(%fault, "the device's store failed");
        Self { text: i18n::text(say.locale, key, &[]), ..Self::empty(ProblemKind::Store) }
    }

    const fn empty(kind: ProblemKind) -> Self {
        Self {
            kind,
            code: String::new(),
            text: String::new(),
            fields: Vec::new(),
            remedies: Vec::new(),
            needs: Needs::Nothing,
        }
    }
}

pub(crate) fn fields(details: &[Detail], locale: Locale) -> Vec<FieldIssue> {
    let issue = |detail: &Detail| FieldIssue {
        field: detail.field.clone(),
        text: i18n::issue_text(&detail.issue, locale),
    };
    details.iter().map(issue).collect()
}

pub(crate) fn remedies(refusal: &Refusal, locale: Locale) -> Vec<RemedyButton> {
    let button = |remedy: &hubbub_core::refusal::Remedy| {
        let key = remedy.message_key();
        let remedy = key.strip_prefix("remedy-").unwrap_or(key).to_owned();
        RemedyButton { remedy, text: i18n::text(locale, key, &[]) }
    };
    refusal.code.remedies().iter().map(button).collect()
}
