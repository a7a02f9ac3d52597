//! One step of a dispute by a person: its guards, what it writes down, and who is told.

use super::case::{DisputeCase, DisputeStep, Evidence};
use super::command::{Command, Piece, other};
use super::machine::{self, DisputeRefusal, EvidenceFault, Moved, Ties, check_evidence};
use super::model::{self, Act, Actor, State};
use crate::access::{Access, Role};
use crate::call::{self, Call, Stop};
use crate::check::{Check, DESCRIPTION_CHARS_MAX};
use crate::community::model::{Member, RoleGrant};
use crate::id::Id;
use crate::notice::model::{Kind, Telling, tell};
use crate::refusal::{Code, Param, Refusal};
use crate::step_up::{Purpose, stepped_up};
use crate::store::{Fault, Tx, Value};
use crate::support::model::{staff_of, terms_of};

/// Steps that one call takes at most: those of silence before it, and its own.
const STEPS_PER_CALL_MAX: u32 = 32;

/// Decides a step and writes it down.
pub(super) fn execute(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    case: DisputeCase,
    actor: Actor,
    rule: model::Command,
) -> Result<(), Stop> {
    let person = call.actor.person()?;
    if let Some(piece) = call.command.piece() {
        check_piece(piece)?;
    }
    if let Command::Decide { note, .. } = call.command {
        let check = Check::new().that(!note.trim().is_empty(), "note", "required").prose("note", note);
        check.that(note.chars().count() <= DESCRIPTION_CHARS_MAX, "note", "too_long").done()?;
    }
    let evidence = count(tx, case.id, actor)?;
    let rule = machine::Call {
        command: rule,
        actor,
        person,
        at: call.now,
        stepped_up: true, // Only the server knows: [`needs_factor`].
        evidence,
        new_evidence: u32::from(call.command.piece().is_some()),
        ties: ties(tx, access, &case, person)?,
    };
    let calendar = terms_of(tx, case.community, case.hub)?.calendar;
    let moved = machine::apply(&case.standing, &calendar, &rule).map_err(refusal)?;
    if let Some(piece) = call.command.piece() {
        add(tx, access, call, &case, actor, piece)?;
    }
    write(tx, call, case, &moved, Some(person))
}

/// Writes down what was decided: the case and each step.
pub(super) fn write(
    tx: &mut Tx<'_>,
    call: &Call<&Command>,
    case: DisputeCase,
    moved: &Moved,
    person: Option<Id>,
) -> Result<(), Stop> {
    let dispute = case.id;
    tx.put(&case.with(moved.dispute, call.now))?;
    for (place, step) in (0..).zip(&moved.transitions) {
        let note = match (call.command, step.act) {
            (Command::Decide { note, .. }, Act::Decide) => note.clone(),
            _ => String::new(),
        };
        tx.put(&DisputeStep {
            id: call.id.derive(place),
            dispute,
            act: step.act,
            actor: step.actor,
            person: person.filter(|_| step.actor != Actor::System),
            from_state: step.from,
            to_state: step.to,
            at: step.at,
            note,
        })?;
    }
    Ok(())
}

/// Adds a piece of evidence of a party.
pub(super) fn add(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    case: &DisputeCase,
    side: Actor,
    piece: &Piece,
) -> Result<(), Stop> {
    let author = call.actor.person()?;
    let member: Option<&Member> = access.member(case.community);
    let evidence = Evidence {
        id: piece.evidence,
        dispute: case.id,
        kind: piece.kind,
        side,
        author: Some(author),
        author_name: member.map(|member| member.display_name.clone()).unwrap_or_default(),
        text: piece.text.clone(),
        file: piece.file.clone(),
        reference: None,
        made_at: call.at,
        received_at: call.now,
    };
    if tx.insert(&evidence)? { Ok(()) } else { Err(Code::AlreadyExists.into()) }
}

/// Whether a piece is one.
pub(super) fn check_piece(piece: &Piece) -> Result<(), Refusal> {
    let wrong = |field: &str, issue: &str| Refusal::new(Code::ValidationFailed).field(field, issue);
    check_evidence(piece.kind, &piece.text, piece.file.is_some()).map_err(|fault| match fault {
        EvidenceFault::NotFromAParty => wrong("piece.kind", "out_of_range"),
        EvidenceFault::TextOutOfRange if piece.text.trim().is_empty() => wrong("piece.text", "required"),
        EvidenceFault::TextOutOfRange => wrong("piece.text", "too_long"),
        EvidenceFault::FileDoesNotFit => wrong("piece.file", "malformed"),
    })?;
    let check = Check::new().prose("piece.text", &piece.text);
    match &piece.file {
        Some(file) => check.file("piece.file", file).done(),
        None => check.done(),
    }
}

/// Refuses what moves money without a fresh second factor. Where a rule settles: the table is the server's.
pub(super) fn needs_factor(
    tx: &mut Tx<'_>,
    call: &Call<&Command>,
    rule: model::Command,
) -> Result<(), Stop> {
    let call::Actor::Person(user) = call.actor else { return Ok(()) };
    let case: DisputeCase = tx.get(call.command.dispute())?.ok_or(Code::NotFound)?;
    let from = steps(tx, call)?.into_iter().find(|step| step.act == rule.act()).map(|step| step.from_state);
    if !from.is_some_and(|from| machine::moves_money(from, &rule)) {
        return Ok(());
    }
    let amount = case.standing.price.minor;
    let purpose = Purpose::Money(case.id);
    if stepped_up(tx, user, call.device, purpose, amount, call.now)? {
        return Ok(());
    }
    Err(Refusal::new(Code::StepUpNeeded)
        .with("above", Param::Money(0, case.standing.price.currency.code().to_owned()))
        .with("purpose", Param::Text(purpose.to_string()))
        .into())
}

/// The steps that this call has written.
fn steps(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<Vec<DisputeStep>, Fault> {
    let mut steps = Vec::new();
    for place in 0..STEPS_PER_CALL_MAX {
        match tx.get::<DisputeStep>(call.id.derive(place))? {
            Some(step) => steps.push(step),
            None => break,
        }
    }
    Ok(steps)
}

/// Tells everybody whom a step of this call concerns.
pub(super) fn tell_steps(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    let case: DisputeCase = tx.get(call.command.dispute())?.ok_or(Code::NotFound)?;
    for step in steps(tx, call)? {
        let both = [Actor::Buyer, Actor::Seller];
        let (kind, sides): (Kind, &[Actor]) = match (step.act, step.from_state, step.to_state) {
            (_, State::Draft, State::Closed) => continue,
            (_, _, State::Closed) => (Kind::DisputeClosed, &both),
            (Act::TakeUp, ..) => (Kind::DisputeTaken, &both),
            (_, _, State::MediationQueue) => {
                (Kind::DisputeInMediation, &[Actor::Buyer, Actor::Seller, Actor::Mediator])
            }
            (Act::Submit, ..) => (Kind::DisputeOpened, &[Actor::Seller]),
            (Act::Reopen, ..) => (Kind::DisputeOpened, &[Actor::Seller]),
            (Act::AddEvidence, ..) => (Kind::DisputeEvidence, &[other(step.actor)]),
            (Act::Offer, ..) => (Kind::DisputeOffer, &[other(step.actor)]),
            (Act::RejectClaim, ..) => (Kind::DisputeRejected, &[Actor::Buyer]),
            _ => continue,
        };
        for side in sides {
            for user in people(tx, &case, *side)? {
                if call.actor != call::Actor::Person(user) {
                    let telling = Telling::new(user, case.community, kind, case.id)
                        .with("title", Param::Text(case.title.clone()));
                    tell(tx, call.id, call.now, telling)?;
                }
            }
        }
    }
    Ok(())
}

/// Who speaks for a side.
fn people(tx: &mut Tx<'_>, case: &DisputeCase, side: Actor) -> Result<Vec<Id>, Fault> {
    match (side, case.seller) {
        (Actor::Buyer, _) => Ok(vec![case.buyer]),
        (Actor::Seller, Some(seller)) => Ok(vec![seller]),
        (Actor::Seller, None) => staff_of(tx, case.community, case.hub),
        (Actor::Mediator, _) => staff_of(tx, case.community, None),
        _ => Ok(Vec::new()),
    }
}

fn count(tx: &mut Tx<'_>, dispute: Id, side: Actor) -> Result<u32, Fault> {
    let found = tx.select::<Evidence>("dispute = ? ORDER BY id", &[Value::from(dispute)])?;
    let own = found.iter().filter(|evidence| evidence.side == side).count();
    Ok(u32::try_from(own).unwrap_or(u32::MAX))
}

/// What ties a person to a case, as far as the rows say: nobody tells the server who shares a household.
/// Who runs the community sees all that is asked for here; for others it does not matter.
fn ties(tx: &mut Tx<'_>, access: &Access, case: &DisputeCase, person: Id) -> Result<Ties, Fault> {
    if !access.holds(Role::Admin, case.community, None) {
        return Ok(Ties::default());
    }
    let clause = "community = ? AND role IN (?, ?) ORDER BY id";
    let roles = [Role::Admin, Role::HubManager].map(|role| Value::from(role.word()));
    let [admin, manager] = roles;
    let grants = tx.select::<RoleGrant>(clause, &[Value::from(case.community), admin, manager])?;
    let is_party = |user: Id| user == case.buyer || case.seller == Some(user);
    let runs_hub = |user: Id| {
        let at = |grant: &&RoleGrant| grant.role == Role::HubManager && grant.hub.is_some() && grant.hub == case.hub;
        grants.iter().filter(at).any(|grant| grant.user_id == user)
    };
    let free = |user: Id| user != person && !is_party(user) && !runs_hub(user);
    let mut mediators = grants.iter().filter(|grant| grant.role == Role::Admin);
    Ok(Ties {
        is_party: is_party(person),
        same_household: false,
        runs_selling_hub: runs_hub(person),
        another_is_free: mediators.any(|grant| free(grant.user_id)),
    })
}

/// The rule's "no" as a refusal of the catalogue.
pub(super) fn refusal(refusal: DisputeRefusal) -> Refusal {
    let code = match refusal {
        DisputeRefusal::ForbiddenRole => Code::ForbiddenRole,
        DisputeRefusal::InvalidState { .. } | DisputeRefusal::NoReopening | DisputeRefusal::NotDue => {
            Code::InvalidState
        }
        DisputeRefusal::StepUpNeeded => Code::StepUpNeeded,
        DisputeRefusal::ProofNeeded => Code::ProofNeeded,
        DisputeRefusal::RefundOutOfRange => {
            return Refusal::new(Code::ValidationFailed).field("offer", "out_of_range");
        }
        DisputeRefusal::TooManyOffers => Code::TooManyOffers,
        DisputeRefusal::TooMuchEvidence => Code::TooMuchEvidence,
        DisputeRefusal::NotImpartial => Code::NotImpartial,
        DisputeRefusal::AnotherMediatorsCase => Code::AnotherMediatorsCase,
        DisputeRefusal::NoAppeal => Code::NoAppeal,
        DisputeRefusal::NewEvidenceNeeded => Code::ProofNeeded,
        DisputeRefusal::TooLate { since } => {
            return Refusal::new(Code::DisputeTooLate).with("closed_at", Param::Time(since));
        }
    };
    Refusal::new(code)
}
