//! What people do with tickets: ask, answer, note, assign, wait, solve; and how the server opens one.

use serde::{Deserialize, Serialize};

use super::clock::Promise;
use super::model::{Cause, SupportTerms, Ticket, TicketNote, TicketReply, message, staff_of, terms_of};
use super::reminder;
pub use super::reminder::due;
use super::ticket::{self, TicketCommand, TicketOutcome, TicketRefusal, TicketRole};
use crate::access::{Access, Permission, Role};
use crate::calendar::Calendar;
use crate::call::{Actor, Call, Stop};
use crate::check::Check;
use crate::community::model::{Community, Hub, Member, RoleGrant};
use crate::id::Id;
use crate::notice::model::{Kind, Params, Telling, tell};
use crate::refusal::{Code, Param, Refusal};
use crate::store::{Fault, Tx};
use crate::time::Timestamp;

/// A change of a ticket or of a hub's terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Ask the hub something.
    Submit {
        /// The ticket's id.
        ticket: Id,
        /// Whose hub is asked.
        community: Id,
        /// The hub; absent: the people who run the community.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hub: Option<Id>,
        /// One line.
        subject: String,
        /// What is asked.
        text: String,
        /// Content hashes of what is attached.
        #[serde(default)]
        attachments: Vec<String>,
        /// The order it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order: Option<Id>,
        /// Who asks; the server's own jobs only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        author: Option<Id>,
    },
    /// Write to the other side. Two weeks after the end it starts a new ticket, linked to this one.
    Reply {
        /// The ticket.
        ticket: Id,
        /// The reply's id.
        reply: Id,
        /// What is said.
        text: String,
        /// Content hashes of what is attached.
        #[serde(default)]
        attachments: Vec<String>,
    },
    /// Write something that only the hub sees.
    Note {
        /// The ticket.
        ticket: Id,
        /// The note's id.
        note: Id,
        /// What is noted.
        text: String,
    },
    /// Give it to somebody of the hub, or to nobody.
    Assign {
        /// The ticket.
        ticket: Id,
        /// The person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        assignee: Option<Id>,
    },
    /// Wait for the customer's word.
    WaitForCustomer {
        /// The ticket.
        ticket: Id,
    },
    /// Put it off.
    WaitUntil {
        /// The ticket.
        ticket: Id,
        /// Until then.
        until: Timestamp,
    },
    /// Say that it is solved.
    Resolve {
        /// The ticket.
        ticket: Id,
    },
    /// End it for good.
    Close {
        /// The ticket.
        ticket: Id,
    },
    /// Say what time has brought; asked for by the clock.
    Remind {
        /// The ticket.
        ticket: Id,
    },
    /// Say when a hub is open and how fast it answers.
    SetTerms {
        /// The hub.
        hub: Id,
        /// Days off, opening hours and the distance from UTC.
        calendar: Calendar,
        /// How long answers and solutions may take.
        promise: Promise,
    },
}

impl Command {
    /// What the permission table asks for.
    #[must_use]
    pub const fn permission(&self) -> Permission {
        match self {
            Self::Submit { .. } => Permission::SubmitTickets,
            Self::Reply { .. } | Self::Resolve { .. } => Permission::FollowTickets,
            Self::Note { .. }
            | Self::Assign { .. }
            | Self::WaitForCustomer { .. }
            | Self::WaitUntil { .. }
            | Self::Close { .. } => Permission::HandleTickets,
            Self::Remind { .. } => Permission::KeepTime,
            Self::SetTerms { .. } => Permission::EditHub,
        }
    }

    const fn ticket(&self) -> Option<Id> {
        match self {
            Self::Reply { ticket, .. }
            | Self::Note { ticket, .. }
            | Self::Assign { ticket, .. }
            | Self::WaitForCustomer { ticket }
            | Self::WaitUntil { ticket, .. }
            | Self::Resolve { ticket }
            | Self::Close { ticket }
            | Self::Remind { ticket } => Some(*ticket),
            Self::Submit { .. } | Self::SetTerms { .. } => None,
        }
    }

    /// What it is to the rules of [`ticket`].
    const fn act(&self) -> Option<TicketCommand> {
        match self {
            Self::Reply { .. } => Some(TicketCommand::Reply),
            Self::Note { .. } => Some(TicketCommand::Note),
            Self::Assign { .. } => Some(TicketCommand::Assign),
            Self::WaitForCustomer { .. } => Some(TicketCommand::WaitForCustomer),
            Self::WaitUntil { until, .. } => Some(TicketCommand::WaitUntil(*until)),
            Self::Resolve { .. } => Some(TicketCommand::Resolve),
            Self::Close { .. } => Some(TicketCommand::Close),
            Self::Submit { .. } | Self::Remind { .. } | Self::SetTerms { .. } => None,
        }
    }
}

/// Decides a call and writes its effect, on devices and on the server alike.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn execute(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    let access = Access::load(tx, call.actor)?;
    match call.command {
        Command::Submit { community, .. } => {
            access.require(call.command.permission(), *community, None)?;
            submit(tx, &access, call)
        }
        Command::SetTerms { hub, calendar, promise } => {
            let hub: Hub = access.see(tx, *hub)?;
            access.require(call.command.permission(), hub.community, Some(hub.id))?;
            let (calendar, promise) = (calendar.clone(), *promise);
            let terms = SupportTerms { id: hub.id, community: hub.community, calendar, promise };
            terms.check()?;
            Ok(tx.put(&terms)?)
        }
        Command::Remind { .. } => {
            let ticket = seen(tx, &access, call)?;
            reminder::execute(tx, ticket, call.now)
        }
        _ => {
            let ticket = seen(tx, &access, call)?;
            act(tx, &access, call, ticket)
        }
    }
}

/// What lies beyond the actor's sight: the other side is told.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn settle(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    let told = match call.command {
        Command::Submit { ticket, .. } => *ticket,
        // A reply that came too late has started a new ticket.
        Command::Reply { ticket, .. } => {
            let anew = call.id.derive(0);
            if tx.get::<Ticket>(anew)?.is_some() { anew } else { *ticket }
        }
        _ => match call.command.ticket() {
            Some(ticket) => ticket,
            None => return Ok(()),
        },
    };
    let ticket: Ticket = tx.get(told)?.ok_or(Code::NotFound)?;
    let customer = ticket.author.filter(|author| Actor::Person(*author) != call.actor);
    let (kind, whom) = match call.command {
        Command::Submit { .. } => (Kind::TicketOpened, staff_of(tx, ticket.community, ticket.hub)?),
        Command::Reply { ticket: old, .. } if *old != ticket.id => {
            (Kind::TicketOpened, staff_of(tx, ticket.community, ticket.hub)?)
        }
        Command::Reply { .. } if customer.is_some() => (Kind::TicketAnswered, customer.into_iter().collect()),
        Command::Reply { .. } => (Kind::TicketReplied, in_charge(tx, &ticket)?),
        Command::Assign { assignee, .. } => (Kind::TicketAssigned, assignee.iter().copied().collect()),
        Command::WaitForCustomer { .. } => (Kind::TicketWaits, customer.into_iter().collect()),
        Command::Resolve { .. } if customer.is_some() => {
            (Kind::TicketResolved, customer.into_iter().collect())
        }
        Command::Remind { .. } => return reminder::settle(tx, call, &ticket),
        _ => return Ok(()),
    };
    tell_all(tx, call.id, call.now, &ticket, kind, &whom, call.actor)
}

/// What the server itself opens for the people of a hub.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Whose it is.
    pub community: Id,
    /// The hub that has to look; none: the people who run the community.
    pub hub: Option<Id>,
    /// Why.
    pub cause: Cause,
    /// Values for the words of the cause.
    pub params: Params,
    /// The order it is about.
    pub order: Option<Id>,
    /// What else there is to know, as it was written; may be empty.
    pub text: String,
}

/// Opens a ticket for the people of a hub and tells them, as part of the call `call` at `now`: only where a
/// rule settles. The same cause about the same order told twice by one call is one ticket. Its id.
///
/// # Errors
/// The store's fault.
pub fn open_for_staff(tx: &mut Tx<'_>, call: Id, now: Timestamp, opening: Opening) -> Result<Id, Fault> {
    let Opening { community, hub, cause, params, order, text } = opening;
    let id = Id::of(cause.word(), &[call, order.unwrap_or_default()]);
    let terms = terms_of(tx, community, hub)?;
    let ticket = Ticket { order_id: order, cause, params, text, ..fresh(id, community, hub, now) };
    let ticket = ticket.with_due(&terms);
    tx.put(&ticket)?;
    let staff = staff_of(tx, community, hub)?;
    for user in staff {
        tell(tx, call, now, telling(&ticket, Kind::TicketOpened, user))?;
    }
    Ok(id)
}

/// A ticket of nobody with nothing in it, which reached the server at `now`.
fn fresh(id: Id, community: Id, hub: Option<Id>, now: Timestamp) -> Ticket {
    let ticket::Ticket { answered, owed, clocks, .. } = ticket::Ticket::new(now);
    Ticket {
        id,
        community,
        hub,
        author: None,
        author_name: String::new(),
        order_id: None,
        follows: None,
        cause: Cause::Written,
        params: Params::new(),
        subject: String::new(),
        text: String::new(),
        attachments: Vec::new(),
        status: super::model::Status::New,
        waiting_until: None,
        ended_at: None,
        answered,
        owed,
        clocks,
        assignee: None,
        assignee_name: None,
        written_at: now,
        created_at: now,
        moved_at: now,
        told_at: now,
        due_at: None,
    }
}

fn seen(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>) -> Result<Ticket, Stop> {
    let ticket: Ticket = access.see(tx, call.command.ticket().unwrap_or_default())?;
    access.require(call.command.permission(), ticket.community, ticket.hub)?;
    Ok(ticket)
}

fn submit(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>) -> Result<(), Stop> {
    let Command::Submit { ticket, community, hub, subject, text, attachments, order, author } = call.command
    else {
        return Ok(());
    };
    access.see::<Community>(tx, *community)?;
    if let Some(hub) = hub {
        let hub: Option<Hub> = access.find(tx, *hub)?;
        let known = hub.is_some_and(|hub| hub.community == *community);
        Check::new().that(known, "hub", "unknown").done()?;
    }
    let author = access.author(*author)?;
    let member = match author {
        Some(author) => access.find::<Member>(tx, Member::id_of(*community, author))?,
        None => None,
    };
    let Some(member) = member else {
        return Err(Refusal::new(Code::ValidationFailed).field("author", "required").into());
    };
    let ticket = Ticket {
        author,
        author_name: member.display_name,
        order_id: *order,
        subject: subject.clone(),
        text: text.clone(),
        attachments: attachments.clone(),
        written_at: call.at,
        ..fresh(*ticket, *community, *hub, call.now)
    };
    ticket.check()?;
    let terms = terms_of(tx, *community, *hub)?;
    if tx.insert(&ticket.with_due(&terms))? { Ok(()) } else { Err(Code::AlreadyExists.into()) }
}

/// Does to a ticket what its rules allow.
fn act(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>, ticket: Ticket) -> Result<(), Stop> {
    let Some(command) = call.command.act() else { return Ok(()) };
    let role = role_of(&ticket, access, call.actor, command);
    check(tx, access, call.command, &ticket)?;
    let terms = terms_of(tx, ticket.community, ticket.hub)?;
    let outcome = ticket::apply(&ticket.standing(), command, role, &terms.calendar, call.now);
    match outcome.map_err(refusal)? {
        TicketOutcome::Moved(standing) => {
            write_message(tx, access, call, &ticket, role)?;
            let ticket = Ticket { moved_at: call.now, ..assigned(tx, access, call, ticket)?.with(standing) };
            Ok(tx.put(&ticket.with_due(&terms))?)
        }
        TicketOutcome::NewLinked(_) => {
            let Command::Reply { text, attachments, .. } = call.command else { return Ok(()) };
            let anew = Ticket {
                author: ticket.author,
                author_name: ticket.author_name,
                order_id: ticket.order_id,
                follows: Some(ticket.id),
                subject: ticket.subject,
                text: text.clone(),
                attachments: attachments.clone(),
                written_at: call.at,
                ..fresh(call.id.derive(0), ticket.community, ticket.hub, call.now)
            };
            if tx.insert(&anew.with_due(&terms))? { Ok(()) } else { Err(Code::AlreadyExists.into()) }
        }
    }
}

/// In what capacity the actor gives this command: who wrote the ticket is its customer, even when they run
/// the hub, for what customers do.
fn role_of(ticket: &Ticket, access: &Access, actor: Actor, command: TicketCommand) -> TicketRole {
    let wrote = ticket.author.is_some_and(|author| Actor::Person(author) == actor);
    if wrote && ticket::may(TicketRole::Customer, command) {
        TicketRole::Customer
    } else if ticket.is_staff(access) {
        TicketRole::Staff
    } else if wrote {
        TicketRole::Customer
    } else {
        TicketRole::Bystander
    }
}

fn check(tx: &mut Tx<'_>, access: &Access, command: &Command, ticket: &Ticket) -> Result<(), Stop> {
    match command {
        Command::Reply { text, attachments, .. } => Ok(message(Check::new(), text, attachments).done()?),
        Command::Note { text, .. } => Ok(message(Check::new(), text, &[]).done()?),
        Command::Assign { assignee: Some(assignee), .. } => {
            let member = Member::id_of(ticket.community, *assignee);
            let mut known = false;
            for grant in [
                RoleGrant::id_of(member, Role::HubManager, ticket.hub),
                RoleGrant::id_of(member, Role::Admin, None),
            ] {
                known = known || access.find::<RoleGrant>(tx, grant)?.is_some();
            }
            Ok(Check::new().that(known, "assignee", "unknown").done()?)
        }
        _ => Ok(()),
    }
}

fn write_message(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    ticket: &Ticket,
    role: TicketRole,
) -> Result<(), Stop> {
    let author_name =
        access.member(ticket.community).map(|member| member.display_name.clone()).unwrap_or_default();
    let new = match call.command {
        Command::Reply { reply, text, attachments, .. } => tx.insert(&TicketReply {
            id: *reply,
            ticket: ticket.id,
            author: call.actor.person()?,
            author_name,
            from_staff: role == TicketRole::Staff,
            text: text.clone(),
            attachments: attachments.clone(),
            written_at: call.at,
            received_at: call.now,
        })?,
        Command::Note { note, text, .. } => tx.insert(&TicketNote {
            id: *note,
            ticket: ticket.id,
            author: call.actor.person()?,
            author_name,
            text: text.clone(),
            written_at: call.at,
        })?,
        _ => true,
    };
    if new { Ok(()) } else { Err(Code::AlreadyExists.into()) }
}

fn assigned(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>, ticket: Ticket) -> Result<Ticket, Stop> {
    let Command::Assign { assignee, .. } = call.command else { return Ok(ticket) };
    let assignee_name = match assignee {
        // Who runs a hub sees the people of that hub; a name out of sight is shown as a role.
        Some(user) => name_of(tx, access, ticket.community, *user)?,
        None => None,
    };
    Ok(Ticket { assignee: *assignee, assignee_name, ..ticket })
}

fn name_of(tx: &mut Tx<'_>, access: &Access, community: Id, user: Id) -> Result<Option<String>, Stop> {
    let member = access.find::<Member>(tx, Member::id_of(community, user))?;
    Ok(member.map(|member| member.display_name))
}

/// Who is told about a ticket: who has it, or everybody who answers.
pub(super) fn in_charge(tx: &mut Tx<'_>, ticket: &Ticket) -> Result<Vec<Id>, Fault> {
    match ticket.assignee {
        Some(assignee) => Ok(vec![assignee]),
        None => staff_of(tx, ticket.community, ticket.hub),
    }
}

/// Tells people about a ticket, but not the one who did it.
pub(super) fn tell_all(
    tx: &mut Tx<'_>,
    call: Id,
    now: Timestamp,
    ticket: &Ticket,
    kind: Kind,
    whom: &[Id],
    actor: Actor,
) -> Result<(), Stop> {
    for user in whom.iter().filter(|user| Actor::Person(**user) != actor) {
        tell(tx, call, now, telling(ticket, kind, *user))?;
    }
    Ok(())
}

fn telling(ticket: &Ticket, kind: Kind, user: Id) -> Telling {
    Telling::new(user, ticket.community, kind, ticket.id).with("subject", Param::Words(ticket.title()))
}

fn refusal(refusal: TicketRefusal) -> Refusal {
    match refusal {
        TicketRefusal::ForbiddenRole => Refusal::new(Code::ForbiddenRole),
        TicketRefusal::InvalidState { .. } => Refusal::new(Code::InvalidState),
        TicketRefusal::WaitOutOfRange => Refusal::new(Code::ValidationFailed).field("until", "out_of_range"),
    }
}
