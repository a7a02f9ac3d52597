//! What the screens about tickets show: one's own, the hub's queue, and one ticket in full.

use serde::{Deserialize, Serialize};

use super::clock::Which;
use super::model::{Cause, Status, SupportTerms, Ticket, TicketNote, TicketReply, excerpt, terms_of};
use super::ticket::{self, TicketCommand, TicketRole};
use crate::access::{Access, Viewer};
use crate::call::Actor;
use crate::id::Id;
use crate::store::{Entity, Fault, Tx, Value};
use crate::time::Timestamp;

/// Tickets on one page at most.
pub const TICKETS_PER_PAGE_MAX: usize = 100;

/// A ticket as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TicketCard {
    /// The ticket.
    pub id: Id,
    /// Its subject in the viewer's language.
    pub title: String,
    /// The first line of what is asked.
    pub excerpt: String,
    /// Where it is now; its words are `ticket-state-…`.
    pub status: Status,
    /// When a wait ends.
    pub waiting_until: Option<Timestamp>,
    /// Why it is there.
    pub cause: Cause,
    /// The hub that answers.
    pub hub: Option<Id>,
    /// Who asks; empty for the server itself.
    pub author_name: String,
    /// Who has it.
    pub assignee: Option<Id>,
    /// That person's name, where it is known.
    pub assignee_name: Option<String>,
    /// Whether the customer's last word has no answer yet.
    pub owed: bool,
    /// The earliest promise that runs, and which; for the people who answer.
    pub due: Option<(Which, Timestamp)>,
    /// Whether a promise is broken now.
    pub late: bool,
    /// The order it is about.
    pub order: Option<Id>,
    /// When something was last done to it.
    pub moved_at: Timestamp,
}

/// What is said in a ticket, in the order of the server's receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The reply or note.
    pub id: Id,
    /// Who wrote it.
    pub author_name: String,
    /// Whether the viewer wrote it.
    pub mine: bool,
    /// Whether the hub speaks.
    pub from_staff: bool,
    /// Whether only the hub sees it.
    pub internal: bool,
    /// What is said.
    pub text: String,
    /// Content hashes of what is attached.
    pub attachments: Vec<String>,
    /// When it was written, by the writer's device.
    pub written_at: Timestamp,
}

/// One ticket in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TicketPage {
    /// As in the list.
    pub card: TicketCard,
    /// What is asked.
    pub text: String,
    /// Content hashes of what is attached.
    pub attachments: Vec<String>,
    /// When it was written.
    pub written_at: Timestamp,
    /// The ticket that it continues.
    pub follows: Option<Id>,
    /// Replies, and for the hub its notes.
    pub messages: Vec<Message>,
    /// The promises that run, with the time when each is broken.
    pub promises: Vec<(Which, Timestamp)>,
    /// What the viewer can do now.
    pub can: Can,
}

/// What somebody can do with a ticket now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "one flag for each button of the screen")]
pub struct Can {
    /// Write to the other side.
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

/// Which tickets of a hub's queue are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueFilter {
    /// Of this hub alone.
    pub hub: Option<Id>,
    /// Those of this person alone.
    pub assignee: Option<Id>,
    /// Those that are over instead of those that are not.
    pub ended: bool,
}

/// Where a page of tickets ends: the next begins after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct After {
    /// When something was last done to the last ticket.
    pub moved_at: Timestamp,
    /// Its id.
    pub id: Id,
}

/// How many tickets wait for the people of a hub.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct QueueCounts {
    /// Not over.
    pub open: usize,
    /// Whose customer waits for a word.
    pub owed: usize,
    /// With a broken promise.
    pub late: usize,
    /// That nobody has.
    pub unassigned: usize,
}

/// The viewer's own tickets in a community, the last moved first.
///
/// # Errors
/// The store's fault.
pub fn mine(tx: &mut Tx<'_>, viewer: &Viewer, community: Id) -> Result<Vec<TicketCard>, Fault> {
    let clause =
        format!("author = ? AND community = ? ORDER BY moved_at DESC, id DESC LIMIT {TICKETS_PER_PAGE_MAX}");
    let found = tx.select::<Ticket>(&clause, &[viewer.user.into(), community.into()])?;
    found.into_iter().map(|ticket| card(tx, viewer, &ticket)).collect()
}

/// A page of the tickets that the viewer answers in a community, the last moved first.
///
/// # Errors
/// The store's fault.
pub fn queue(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    community: Id,
    filter: QueueFilter,
    after: Option<After>,
) -> Result<Vec<TicketCard>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    let after = after.unwrap_or(After { moved_at: Timestamp(i64::MAX), id: Id::default() });
    let ended = if filter.ended { "IN" } else { "NOT IN" };
    let clause = format!(
        "community = ? AND status {ended} ('resolved', 'closed')
         AND (moved_at < ? OR (moved_at = ? AND id < ?)) ORDER BY moved_at DESC, id DESC"
    );
    let params: [Value; 4] =
        [community.into(), after.moved_at.into(), after.moved_at.into(), after.id.into()];
    let found = tx.select::<Ticket>(&clause, &params)?;
    let wanted = |ticket: &Ticket| {
        ticket.is_staff(&access)
            && filter.hub.is_none_or(|hub| ticket.hub == Some(hub))
            && filter.assignee.is_none_or(|assignee| ticket.assignee == Some(assignee))
    };
    let page = found.iter().filter(|ticket| wanted(ticket)).take(TICKETS_PER_PAGE_MAX);
    page.map(|ticket| card(tx, viewer, ticket)).collect()
}

/// How the viewer's queue stands.
///
/// # Errors
/// The store's fault.
pub fn counts(tx: &mut Tx<'_>, viewer: &Viewer, community: Id) -> Result<QueueCounts, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    let clause = "community = ? AND status NOT IN ('resolved', 'closed') ORDER BY id";
    let mut counts = QueueCounts::default();
    for ticket in tx.select::<Ticket>(clause, &[community.into()])? {
        if ticket.is_staff(&access) {
            let card = card(tx, viewer, &ticket)?;
            counts.open += 1;
            counts.owed += usize::from(card.owed);
            counts.late += usize::from(card.late);
            counts.unassigned += usize::from(card.assignee.is_none());
        }
    }
    Ok(counts)
}

/// One ticket in full.
///
/// # Errors
/// The store's fault.
pub fn ticket(tx: &mut Tx<'_>, viewer: &Viewer, ticket: Id) -> Result<Option<TicketPage>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    let Some(ticket) = tx.get::<Ticket>(ticket)? else { return Ok(None) };
    if !ticket.scopes(tx)?.iter().any(|scope| access.scopes().contains(scope)) {
        return Ok(None);
    }
    let staff = ticket.is_staff(&access);
    let terms = terms_of(tx, ticket.community, ticket.hub)?;
    let standing = ticket::settle(&ticket.standing(), viewer.now);
    Ok(Some(TicketPage {
        card: card(tx, viewer, &ticket)?,
        messages: messages(tx, viewer, ticket.id, staff)?,
        promises: standing.clocks.due(&terms.promise, &terms.calendar),
        can: can(&ticket, viewer, staff, &terms),
        text: ticket.text,
        attachments: ticket.attachments,
        written_at: ticket.written_at,
        follows: ticket.follows,
    }))
}

/// When a hub is open and how fast it answers.
///
/// # Errors
/// The store's fault.
pub fn terms(tx: &mut Tx<'_>, community: Id, hub: Option<Id>) -> Result<SupportTerms, Fault> {
    terms_of(tx, community, hub)
}

fn messages(tx: &mut Tx<'_>, viewer: &Viewer, ticket: Id, staff: bool) -> Result<Vec<Message>, Fault> {
    let replies = tx.select::<TicketReply>("ticket = ? ORDER BY received_at, id", &[ticket.into()])?;
    let mut messages: Vec<(Timestamp, Message)> = replies
        .into_iter()
        .map(|reply| {
            let TicketReply { id, author, author_name, from_staff, text, attachments, written_at, .. } =
                reply;
            let mine = author == viewer.user;
            let internal = false;
            (
                reply.received_at,
                Message { id, author_name, mine, from_staff, internal, text, attachments, written_at },
            )
        })
        .collect();
    if staff {
        let notes = tx.select::<TicketNote>("ticket = ? ORDER BY written_at, id", &[ticket.into()])?;
        messages.extend(notes.into_iter().map(|note| {
            let TicketNote { id, author, author_name, text, written_at, .. } = note;
            let mine = author == viewer.user;
            let (from_staff, internal, attachments) = (true, true, Vec::new());
            let message =
                Message { id, author_name, mine, from_staff, internal, text, attachments, written_at };
            (written_at, message)
        }));
    }
    messages.sort_by_key(|(at, message)| (*at, message.id));
    Ok(messages.into_iter().map(|(_, message)| message).collect())
}

/// What the rules would allow; the same rules decide when it is done.
fn can(ticket: &Ticket, viewer: &Viewer, staff: bool, terms: &SupportTerms) -> Can {
    let wrote = ticket.author == Some(viewer.user);
    let may = |command: TicketCommand| {
        let roles = [(wrote, TicketRole::Customer), (staff, TicketRole::Staff)];
        roles.into_iter().filter(|(holds, _)| *holds).any(|(_, role)| {
            ticket::apply(&ticket.standing(), command, role, &terms.calendar, viewer.now).is_ok()
        })
    };
    Can {
        reply: may(TicketCommand::Reply),
        note: may(TicketCommand::Note),
        assign: may(TicketCommand::Assign),
        wait: may(TicketCommand::WaitForCustomer),
        resolve: may(TicketCommand::Resolve),
        close: may(TicketCommand::Close),
    }
}

fn card(tx: &mut Tx<'_>, viewer: &Viewer, ticket: &Ticket) -> Result<TicketCard, Fault> {
    let terms = terms_of(tx, ticket.community, ticket.hub)?;
    let standing = ticket::settle(&ticket.standing(), viewer.now);
    let now = ticket.clone().with(standing);
    let due = standing.clocks.due(&terms.promise, &terms.calendar);
    Ok(TicketCard {
        id: ticket.id,
        title: ticket.title_in(viewer.locale),
        excerpt: excerpt(&ticket.text),
        status: now.status,
        waiting_until: now.waiting_until,
        cause: ticket.cause,
        hub: ticket.hub,
        author_name: ticket.author_name.clone(),
        assignee: ticket.assignee,
        assignee_name: ticket.assignee_name.clone(),
        owed: standing.owed && !standing.state.is_ended(),
        late: due.iter().any(|(_, at)| *at <= viewer.now),
        due: due.into_iter().min_by_key(|(_, at)| *at),
        order: ticket.order_id,
        moved_at: ticket.moved_at,
    })
}
