//! Tickets: the hub's queue, one ticket with replies and internal notes, and what can be done with it.

use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::support::clock::Which;
use hubbub_core::support::command::Command as Support;
use hubbub_core::support::view::{self, After, QueueFilter, TicketCard};
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::content::word;
use super::orders::dashed;
use super::{Done, One};
use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// Which tickets.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TicketsFilter {
    /// The community.
    pub community: Ref,
    /// Those of the person alone.
    pub mine: bool,
    /// Those that are over instead of those that are not.
    pub ended: bool,
    /// Where the page before ended; none for the first.
    pub after: Option<TicketKey>,
}

/// Where a page of tickets ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TicketKey {
    /// When something was last done to the last ticket.
    pub moved_at: i64,
    /// The ticket.
    pub id: Ref,
}

/// A page of tickets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct TicketsPage {
    /// Its tickets.
    pub lines: Vec<TicketLine>,
    /// Where the next page begins; none when there is none.
    pub next: Option<TicketKey>,
}

/// A ticket in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TicketLine {
    /// The ticket.
    pub id: Ref,
    /// Its subject.
    pub title: String,
    /// The first line of what is asked.
    pub excerpt: String,
    /// Where it is, as `waiting_for_customer`.
    pub status: String,
    /// That in words.
    pub status_text: String,
    /// Who asks; empty for the server itself.
    pub author: String,
    /// Who has it; empty when nobody does.
    pub assignee: String,
    /// Whether the customer waits for a word.
    pub owed: bool,
    /// Which promise runs out next, and when; empty without one.
    pub due: String,
    /// Whether a promise is broken.
    pub late: bool,
    /// When something was last done to it.
    pub moved: String,
    /// Whether changes of it wait for the server.
    pub pending: bool,
}

/// How the queue stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct TicketCounts {
    /// Not over.
    pub open: usize,
    /// Whose customer waits for a word.
    pub owed: usize,
    /// With a broken promise.
    pub late: usize,
}

/// One ticket in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TicketPage {
    /// As in the list.
    pub line: TicketLine,
    /// What is asked.
    pub text: String,
    /// Names of attached pictures, for the call `picture`.
    pub attachments: Vec<String>,
    /// When it was written.
    pub written: String,
    /// The order it is about.
    pub order: Option<Ref>,
    /// The ticket that it continues.
    pub follows: Option<Ref>,
    /// Replies and notes, the oldest first.
    pub messages: Vec<TicketMessage>,
    /// The promises that run, each with its time.
    pub promises: Vec<String>,
    /// What can be done now.
    pub can: TicketActions,
}

/// What is said in a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TicketMessage {
    /// The reply or note.
    pub id: Ref,
    /// Who wrote it.
    pub author: String,
    /// Whether the hub speaks.
    pub from_staff: bool,
    /// Whether only the hub sees it.
    pub internal: bool,
    /// What is said.
    pub text: String,
    /// Names of attached pictures.
    pub attachments: Vec<String>,
    /// When it was written.
    pub written: String,
}

/// What can be done with a ticket now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[expect(clippy::struct_excessive_bools, reason = "one flag for each button of the screen")]
pub struct TicketActions {
    /// Write to the customer.
    pub reply: bool,
    /// Write a note.
    pub note: bool,
    /// Give it to somebody.
    pub assign: bool,
    /// Wait, for the customer or for a time.
    pub wait: bool,
    /// Say that it is solved.
    pub resolve: bool,
    /// End it.
    pub close: bool,
}

/// Words for a ticket.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TicketWords {
    /// The ticket.
    pub id: Ref,
    /// What is said.
    pub text: String,
    /// Whether only the hub sees it.
    pub internal: bool,
}

/// A step of a ticket.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TicketStep {
    /// The ticket.
    pub id: Ref,
    /// `take`, `leave`, `wait`, `put_off`, `resolve` or `close`.
    pub step: String,
    /// Until when, for `put_off`, as the field shows it.
    pub until_field: String,
}

/// A page of the queue.
pub(super) fn tickets(desktop: &Desktop, filter: TicketsFilter) -> Result<TicketsPage, Problem> {
    let say = desktop.say();
    let after = filter.after.map(|key| After { moved_at: Timestamp(key.moved_at), id: key.id.into() });
    let cards = desktop.view(|tx, viewer| {
        let assignee = filter.mine.then_some(viewer.user);
        let wanted = QueueFilter { hub: None, assignee, ended: filter.ended };
        view::queue(tx, viewer, filter.community.into(), wanted, after)
    })?;
    let full = cards.len() >= view::TICKETS_PER_PAGE_MAX;
    let next = cards.last().filter(|_| full);
    let next = next.map(|card| TicketKey { moved_at: card.moved_at.0, id: card.id.into() });
    let lines = cards.iter().map(|card| line(desktop, card, &say)).collect::<Result<_, _>>()?;
    Ok(TicketsPage { lines, next })
}

/// How the queue stands.
pub(super) fn ticket_counts(desktop: &Desktop, One { id }: One) -> Result<TicketCounts, Problem> {
    let counts = desktop.view(|tx, viewer| view::counts(tx, viewer, id.into()))?;
    Ok(TicketCounts { open: counts.open, owed: counts.owed, late: counts.late })
}

fn line(desktop: &Desktop, card: &TicketCard, say: &Say) -> Result<TicketLine, Problem> {
    let pending = desktop.client.is_pending("ticket", card.id).map_err(|failed| desktop.failed(&failed))?;
    Ok(TicketLine {
        id: card.id.into(),
        title: card.title.clone(),
        excerpt: card.excerpt.clone(),
        status: word(card.status),
        status_text: say.text(&format!("ticket-state-{}", dashed(card.status))),
        author: card.author_name.clone(),
        assignee: card.assignee_name.clone().unwrap_or_default(),
        owed: card.owed,
        due: card.due.map(|(which, at)| promise(which, at, say)).unwrap_or_default(),
        late: card.late,
        moved: say.date_time(card.moved_at),
        pending,
    })
}

fn promise(which: Which, at: Timestamp, say: &Say) -> String {
    let name = say.text(&format!("ticket-clock-{}", dashed(which)));
    say.with("desk-promise", &[("name", name.into()), ("at", say.date_time(at).into())])
}

/// One ticket.
pub(super) fn ticket(desktop: &Desktop, One { id }: One) -> Result<Option<TicketPage>, Problem> {
    let say = desktop.say();
    let Some(page) = desktop.view(|tx, viewer| view::ticket(tx, viewer, id.into()))? else { return Ok(None) };
    let message = |it: &view::Message| TicketMessage {
        id: it.id.into(),
        author: it.author_name.clone(),
        from_staff: it.from_staff,
        internal: it.internal,
        text: it.text.clone(),
        attachments: it.attachments.clone(),
        written: say.date_time(it.written_at),
    };
    Ok(Some(TicketPage {
        line: line(desktop, &page.card, &say)?,
        messages: page.messages.iter().map(message).collect(),
        promises: page.promises.iter().map(|(which, at)| promise(*which, *at, &say)).collect(),
        written: say.date_time(page.written_at),
        order: page.card.order.map(Ref::from),
        follows: page.follows.map(Ref::from),
        can: TicketActions {
            reply: page.can.reply,
            note: page.can.note,
            assign: page.can.assign,
            wait: page.can.wait,
            resolve: page.can.resolve,
            close: page.can.close,
        },
        text: page.text,
        attachments: page.attachments,
    }))
}

/// Answers the customer, or notes something that only the hub sees.
pub(super) fn answer_ticket(desktop: &Desktop, it: TicketWords) -> Result<Done, Problem> {
    let (ticket, id) = (it.id.into(), desktop.new_id()?);
    let command = if it.internal {
        Support::Note { ticket, note: id, text: it.text }
    } else {
        Support::Reply { ticket, reply: id, text: it.text, attachments: Vec::new() }
    };
    desktop.send(Command::Support(command))
}

/// Takes a ticket a step.
pub(super) fn ticket_step(desktop: &Desktop, it: TicketStep) -> Result<Done, Problem> {
    let ticket = it.id.into();
    let me: Option<Id> = desktop.view(|_, viewer| Ok(Some(viewer.user)))?;
    let command = match it.step.as_str() {
        "take" => Support::Assign { ticket, assignee: me },
        "leave" => Support::Assign { ticket, assignee: None },
        "wait" => Support::WaitForCustomer { ticket },
        "put_off" => {
            let until = desktop.say().moment_of(&it.until_field).ok_or_else(|| desktop.wrong("until"))?;
            Support::WaitUntil { ticket, until }
        }
        "resolve" => Support::Resolve { ticket },
        "close" => Support::Close { ticket },
        step => return Err(Problem::program(format!("no step {step}"))),
    };
    desktop.send(Command::Support(command))
}
