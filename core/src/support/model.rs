//! The ticket, its replies and notes, and the terms of a hub: what they hold and who may see them.

use serde::{Deserialize, Serialize};

use super::clock::{Clocks, Promise};
use super::ticket::{self, ATTACHMENTS_MAX, REOPEN_MS, SUBJECT_CHARS_MAX, TicketState};
use crate::access::{Access, Role};
use crate::calendar::Calendar;
use crate::check::Check;
use crate::community::model::RoleGrant;
use crate::i18n::{Locale, Words, text_with};
use crate::id::Id;
use crate::notice::model::Params;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::store::{Child, Entity, Fault, Tx, Value};
use crate::time::Timestamp;

/// The longest line of a list, in characters, where a text of several lines is cut to one.
const EXCERPT_CHARS: usize = 140;

macro_rules! causes {
    ($( $(#[$doc:meta])* $variant:ident = $word:literal; )*) => {
        /// Why there is a ticket. Causes are added, never renamed; the words of those that the server itself
        /// opens are `ticket-cause-<word>`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
        #[serde(from = "String", into = "String")]
        pub enum Cause {
            $( $(#[$doc])* $variant, )*
            /// A cause of a newer server that this version has no words for.
            Newer,
        }

        impl Cause {
            /// Every cause of this version.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)* Self::Newer];

            /// The stable word, as `delivered-after-cancel`.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* Self::Newer => "newer" }
            }
        }
    };
}

causes! {
    /// A person wrote it; it has a subject of its own.
    Written = "written";
    /// Goods of a cancelled order were delivered. `order`: its tracking number.
    DeliveredAfterCancel = "delivered-after-cancel";
    /// A proof of delivery does not fit its address or its time. `order`: the tracking number.
    ProofInDoubt = "proof-in-doubt";
    /// A driver's cash and the count at the hub differ. `driver`: the name; `amount`: by how much.
    CashDiffers = "cash-differs";
    /// Something else that somebody of the hub has to look at. `order`: the tracking number.
    NeedsReview = "needs-review";
}

impl Cause {
    /// The Fluent key of the subject.
    #[must_use]
    pub fn message_key(self) -> String {
        format!("ticket-cause-{}", self.word())
    }
}

impl From<String> for Cause {
    fn from(word: String) -> Self {
        Self::ALL.iter().copied().find(|cause| cause.word() == word).unwrap_or(Self::Newer)
    }
}

impl From<Cause> for String {
    fn from(cause: Cause) -> Self {
        cause.word().to_owned()
    }
}

/// Where a ticket is, without the time of a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nobody has answered yet.
    New,
    /// The hub works on it.
    Open,
    /// The customer is asked something.
    WaitingForCustomer,
    /// Nothing can be done before a time.
    WaitingUntil,
    /// The hub believes that it is solved.
    Resolved,
    /// It is over.
    Closed,
}

/// What a person asks the hub, or the server itself has noticed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Its id.
    pub id: Id,
    /// Whose it is.
    pub community: Id,
    /// The hub that answers; NULL: the people who run the community.
    pub hub: Option<Id>,
    /// Who wrote it; NULL: the server itself.
    pub author: Option<Id>,
    /// The author's name when it was written; empty for the server itself.
    pub author_name: String,
    /// The order it is about.
    pub order_id: Option<Id>,
    /// The ticket that it continues, which had been over for too long.
    pub follows: Option<Id>,
    /// Why it is there.
    pub cause: Cause,
    /// Values for the words of its cause.
    pub params: Params,
    /// One line; empty where the cause has words.
    pub subject: String,
    /// What is asked.
    pub text: String,
    /// Content hashes of what is attached.
    pub attachments: Vec<String>,
    /// Where it is; look at it through [`Ticket::standing`] and [`ticket::settle`].
    pub status: Status,
    /// When a wait ends; NULL while it does not wait for a time.
    pub waiting_until: Option<Timestamp>,
    /// When it was solved or closed last; NULL while it is not.
    pub ended_at: Option<Timestamp>,
    /// Whether the hub has answered at all.
    pub answered: bool,
    /// Whether the customer's last word has no answer yet.
    pub owed: bool,
    /// Its clocks, as of the last act.
    pub clocks: Clocks,
    /// Who of the hub has it; NULL: nobody.
    pub assignee: Option<Id>,
    /// That person's name; NULL with the assignee.
    pub assignee_name: Option<String>,
    /// When it was written: the author's device's claim.
    pub written_at: Timestamp,
    /// When it reached the server.
    pub created_at: Timestamp,
    /// When something was last done to it.
    pub moved_at: Timestamp,
    /// Up to when people were told what time has brought.
    pub told_at: Timestamp,
    /// What time brings next; NULL when nothing.
    pub due_at: Option<Timestamp>,
}

/// A word of one side to the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketReply {
    /// Its id.
    pub id: Id,
    /// The ticket.
    pub ticket: Id,
    /// Who wrote it.
    pub author: Id,
    /// The author's name then.
    pub author_name: String,
    /// Whether the hub speaks.
    pub from_staff: bool,
    /// What is said.
    pub text: String,
    /// Content hashes of what is attached.
    pub attachments: Vec<String>,
    /// When it was written: the device's claim.
    pub written_at: Timestamp,
    /// When it reached the server.
    pub received_at: Timestamp,
}

/// A word that only the hub sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketNote {
    /// Its id.
    pub id: Id,
    /// The ticket.
    pub ticket: Id,
    /// Who wrote it.
    pub author: Id,
    /// The author's name then.
    pub author_name: String,
    /// What is noted.
    pub text: String,
    /// When it was written: the device's claim.
    pub written_at: Timestamp,
}

/// A hub's hours, and what it promises; the hub's id is the key. A hub without a row has the defaults.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportTerms {
    /// The hub.
    pub id: Id,
    /// Its community.
    pub community: Id,
    /// Days off, opening hours and the distance from UTC.
    pub calendar: Calendar,
    /// How long answers and solutions may take.
    pub promise: Promise,
}

impl Entity for Ticket {
    const TABLE: &'static str = "ticket";
    const CHILDREN: &'static [Child] = &[
        Child { table: "ticket_reply", column: "ticket" },
        Child { table: "ticket_note", column: "ticket" },
    ];
    const FILES: &'static [&'static str] = &["attachments"];

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        let author = self.author.map(|author| Scope::of("user", author));
        Ok(self.staff_scopes().into_iter().chain(author).collect())
    }
}

impl Entity for TicketReply {
    const TABLE: &'static str = "ticket_reply";
    const FILES: &'static [&'static str] = &["attachments"];

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        tx.get::<Ticket>(self.ticket)?.map_or(Ok(Vec::new()), |ticket| ticket.scopes(tx))
    }
}

impl Entity for TicketNote {
    const TABLE: &'static str = "ticket_note";

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(tx.get::<Ticket>(self.ticket)?.map_or(Vec::new(), |ticket| ticket.staff_scopes()))
    }
}

impl Entity for SupportTerms {
    const TABLE: &'static str = "support_terms";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("community", self.community)])
    }
}

impl Ticket {
    /// The ticket as the rules see it.
    #[must_use]
    pub fn standing(&self) -> ticket::Ticket {
        let state = match (self.status, self.waiting_until) {
            (Status::New, _) => TicketState::New,
            (Status::WaitingForCustomer, _) => TicketState::WaitingForCustomer,
            (Status::WaitingUntil, Some(until)) => TicketState::WaitingUntil(until),
            (Status::Open | Status::WaitingUntil, _) => TicketState::Open,
            (Status::Resolved, _) => TicketState::Resolved,
            (Status::Closed, _) => TicketState::Closed,
        };
        let Self { ended_at, answered, owed, clocks, .. } = *self;
        ticket::Ticket { state, ended_at, answered, owed, clocks }
    }

    /// The row with what the rules say now.
    #[must_use]
    pub fn with(self, standing: ticket::Ticket) -> Self {
        let (status, waiting_until) = match standing.state {
            TicketState::New => (Status::New, None),
            TicketState::Open => (Status::Open, None),
            TicketState::WaitingForCustomer => (Status::WaitingForCustomer, None),
            TicketState::WaitingUntil(until) => (Status::WaitingUntil, Some(until)),
            TicketState::Resolved => (Status::Resolved, None),
            TicketState::Closed => (Status::Closed, None),
        };
        let ticket::Ticket { ended_at, answered, owed, clocks, .. } = standing;
        Self { status, waiting_until, ended_at, answered, owed, clocks, ..self }
    }

    /// Where it is at `now`.
    #[must_use]
    pub fn status_at(&self, now: Timestamp) -> Status {
        self.clone().with(ticket::settle(&self.standing(), now)).status
    }

    /// The row with the next time at which something happens by itself, after what was told already.
    #[must_use]
    pub fn with_due(self, terms: &SupportTerms) -> Self {
        let standing = self.standing();
        let by_itself = match (standing.state, standing.ended_at) {
            (TicketState::WaitingUntil(until), _) => Some(until),
            (TicketState::Resolved, Some(ended_at)) => Some(ended_at.plus(REOPEN_MS)),
            _ => None,
        };
        let late = standing.clocks.due(&terms.promise, &terms.calendar).into_iter().map(|(_, at)| at);
        let due_at = late.filter(|at| *at > self.told_at).chain(by_itself).min();
        Self { due_at, ..self }
    }

    /// The scopes of those who answer.
    #[must_use]
    pub fn staff_scopes(&self) -> Vec<Scope> {
        let hub = self.hub.map(|hub| Scope::of("staff", hub));
        hub.into_iter().chain([Scope::of("admin", self.community)]).collect()
    }

    /// Whether a person answers it: who runs its hub, or the community.
    #[must_use]
    pub fn is_staff(&self, access: &Access) -> bool {
        access.holds(Role::Admin, self.community, None)
            || access.holds(Role::HubManager, self.community, self.hub)
    }

    /// Its subject in every language.
    #[must_use]
    pub fn title(&self) -> Words {
        Locale::ALL.iter().map(|locale| (*locale, self.title_in(*locale))).collect()
    }

    /// Its subject in one language.
    #[must_use]
    pub fn title_in(&self, locale: Locale) -> String {
        match self.cause {
            Cause::Written => self.subject.clone(),
            cause => text_with(locale, &cause.message_key(), &self.params, &|_| 0),
        }
    }

    /// Whether every field keeps its bounds.
    ///
    /// # Errors
    /// `VALIDATION_FAILED`, naming the fields.
    pub fn check(&self) -> Result<(), Refusal> {
        let check = Check::new().line("subject", &self.subject, SUBJECT_CHARS_MAX);
        message(check, &self.text, &self.attachments).done()
    }
}

impl SupportTerms {
    /// The terms of a hub that has set none.
    #[must_use]
    pub fn default_of(hub: Id, community: Id) -> Self {
        Self { id: hub, community, calendar: Calendar::default(), promise: Promise::default() }
    }

    /// Whether they can be counted with.
    ///
    /// # Errors
    /// `VALIDATION_FAILED`, naming the fields.
    pub fn check(&self) -> Result<(), Refusal> {
        let Promise { first_answer_ms, next_answer_ms, solution_ms } = self.promise;
        let fits = |ms: Option<i64>| ms.is_none_or(|ms| (1..=ticket::WAIT_MS_MAX).contains(&ms));
        let promised = [first_answer_ms, next_answer_ms, solution_ms].into_iter().all(fits);
        Check::new()
            .that(self.calendar.check().is_ok(), "calendar", "malformed")
            .that(promised, "promise", "out_of_range")
            .done()
    }
}

/// The terms of a hub, or of the community's people where there is no hub.
///
/// # Errors
/// The store's fault.
pub fn terms_of(tx: &mut Tx<'_>, community: Id, hub: Option<Id>) -> Result<SupportTerms, Fault> {
    let hub = hub.unwrap_or(community);
    Ok(tx.get::<SupportTerms>(hub)?.unwrap_or_else(|| SupportTerms::default_of(hub, community)))
}

/// Who answers for a hub: its managers, or the community's admins where there is no hub or nobody runs it.
/// Only where a rule settles.
///
/// # Errors
/// The store's fault.
pub fn staff_of(tx: &mut Tx<'_>, community: Id, hub: Option<Id>) -> Result<Vec<Id>, Fault> {
    let clause = "community = ? AND role = ? ORDER BY id";
    let of = |tx: &mut Tx<'_>, role: Role| {
        tx.select::<RoleGrant>(clause, &[Value::from(community), Value::from(role.word())])
    };
    let managers =
        of(tx, Role::HubManager)?.into_iter().filter(|grant| grant.hub.is_some() && grant.hub == hub);
    let managers: Vec<Id> = managers.map(|grant| grant.user_id).collect();
    if !managers.is_empty() {
        return Ok(managers);
    }
    Ok(of(tx, Role::Admin)?.into_iter().map(|grant| grant.user_id).collect())
}

/// Adds what a text with attachments must keep.
pub(super) fn message(check: Check, text: &str, attachments: &[String]) -> Check {
    let check = check.that(!text.trim().is_empty(), "text", "required").prose("text", text).that(
        attachments.len() <= ATTACHMENTS_MAX,
        "attachments",
        "too_long",
    );
    attachments.iter().fold(check, |check, hash| check.file("attachments", hash))
}

/// The first line of a text, cut for a list.
#[must_use]
pub fn excerpt(text: &str) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    if line.chars().count() <= EXCERPT_CHARS {
        return line.to_owned();
    }
    let kept: String = line.chars().take(EXCERPT_CHARS - 1).collect();
    format!("{}…", kept.trim_end())
}
