//! What the screens about disputes show: one's own, the mediators' queue, and one dispute in full.

use serde::Serialize;

use super::case::{About, DisputeCase, DisputeStep, Evidence};
use super::machine::{self, Call};
use super::model::{Act, Actor, Command, Dispute, Ending, EvidenceKind, Offer, Reason, State, Verdict};
use super::{limits, steps};
use crate::access::{Access, Role, Viewer};
use crate::call;
use crate::community::model::Member;
use crate::id::Id;
use crate::money::Money;
use crate::ordering::sale::Resolution;
use crate::store::{Entity, Fault, Tx, Value};
use crate::support::model::terms_of;
use crate::time::Timestamp;

/// Disputes on one page at most.
pub const DISPUTES_PER_PAGE_MAX: usize = 100;

/// A dispute as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DisputeCard {
    /// The dispute.
    pub id: Id,
    /// What it is about.
    pub about: About,
    /// The sale or order.
    pub subject: Id,
    /// What was sold.
    pub title: String,
    /// What is wrong; its words are `dispute-reason-…`.
    pub reason: Reason,
    /// Where it is now; its words are `dispute-state-…`.
    pub state: State,
    /// What was paid.
    pub price: Money,
    /// Who bought.
    pub buyer_name: String,
    /// Who sold.
    pub seller_name: String,
    /// In what capacity the viewer sees it.
    pub side: Actor,
    /// Whether everybody waits for the viewer.
    pub my_turn: bool,
    /// When silence acts.
    pub due_at: Option<Timestamp>,
    /// When something was last done to it.
    pub moved_at: Timestamp,
}

/// A step, in the order in which they were taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepLine {
    /// What was done; its words are `dispute-act-…`.
    pub act: Act,
    /// In what capacity.
    pub actor: Actor,
    /// By whom; empty for time, or for somebody whom the viewer does not know.
    pub name: String,
    /// What it led to.
    pub state: State,
    /// When.
    pub at: Timestamp,
    /// Why, in a mediator's words; may be empty.
    pub note: String,
}

/// A piece of evidence, in the order of the server's receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EvidenceLine {
    /// Its id.
    pub id: Id,
    /// What it is; its words are `evidence-…`.
    pub kind: EvidenceKind,
    /// Whose.
    pub side: Actor,
    /// Who added it; empty for the server itself.
    pub name: String,
    /// In words.
    pub text: String,
    /// Content hash of a picture.
    pub file: Option<String>,
    /// The row that it points to.
    pub reference: Option<Id>,
    /// When it was made, by the device.
    pub made_at: Timestamp,
}

/// How it ended, and what happens to the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct End {
    /// How; its words are `dispute-ending-…`.
    pub ending: Ending,
    /// What happens to the money; none when there was no dispute.
    pub resolution: Option<Resolution>,
    /// What goes back to the buyer, in minor units.
    pub refunded_minor: i64,
    /// When nothing can change it any more.
    pub sure_at: Option<Timestamp>,
    /// When the money moved.
    pub settled_at: Option<Timestamp>,
}

/// One dispute in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DisputePage {
    /// As in the list.
    pub card: DisputeCard,
    /// The offer on the table.
    pub offer: Option<Offer>,
    /// Offers that both sides together can still make.
    pub offers_left: u32,
    /// Who has the case, by name; none while nobody has, or nobody whom the viewer knows.
    pub mediator_name: Option<String>,
    /// What was done.
    pub steps: Vec<StepLine>,
    /// What was brought forward.
    pub evidence: Vec<EvidenceLine>,
    /// Pieces of evidence that the viewer can still add.
    pub evidence_left: u32,
    /// The end, while it is over.
    pub end: Option<End>,
    /// Until when the end can be appealed.
    pub appeal_until: Option<Timestamp>,
    /// Until when the buyer can take it up again.
    pub reopen_until: Option<Timestamp>,
    /// What the viewer can do now.
    pub can: Vec<Act>,
    /// Those of them that need a second factor given moments ago.
    pub confirm: Vec<Act>,
}

/// The viewer's own disputes in a community, as buyer, seller or for a hub; the last moved first.
///
/// # Errors
/// The store's fault.
pub fn mine(tx: &mut Tx<'_>, viewer: &Viewer, community: Id) -> Result<Vec<DisputeCard>, Fault> {
    let party = |case: &DisputeCase, access: &Access| {
        case.buyer == viewer.user || (case.is_seller(access, viewer.user) && case.state != State::Draft)
    };
    listed(tx, viewer, community, party)
}

/// What waits for the community's mediators; the last moved first. Empty for whoever is none.
///
/// # Errors
/// The store's fault.
pub fn queue(tx: &mut Tx<'_>, viewer: &Viewer, community: Id) -> Result<Vec<DisputeCard>, Fault> {
    let waiting = |case: &DisputeCase, access: &Access| {
        let mediates = access.holds(Role::Admin, case.community, None);
        mediates && case.mediated && case.state != State::Closed
    };
    listed(tx, viewer, community, waiting)
}

/// Every dispute that the viewer sees in a community: their own, their hub's, and as a mediator those that ever
/// waited for one. What needs the viewer comes first, then by when silence acts; of what is over, the last moved.
///
/// # Errors
/// The store's fault.
pub fn seen(tx: &mut Tx<'_>, viewer: &Viewer, community: Id, ended: bool) -> Result<Vec<DisputeCard>, Fault> {
    let wanted = |case: &DisputeCase, access: &Access| {
        let party = case.buyer == viewer.user || case.is_seller(access, viewer.user);
        let mediates = access.holds(Role::Admin, case.community, None) && case.mediated;
        let drafted = case.state == State::Draft && case.buyer != viewer.user;
        (party || mediates) && !drafted && (case.state == State::Closed) == ended
    };
    let mut cards = listed(tx, viewer, community, wanted)?;
    if !ended {
        cards.sort_by_key(|card| (!card.my_turn, card.due_at.unwrap_or(Timestamp(i64::MAX))));
    }
    Ok(cards)
}

/// How many disputes of a community wait for the viewer.
///
/// # Errors
/// The store's fault.
pub fn waiting(tx: &mut Tx<'_>, viewer: &Viewer, community: Id) -> Result<usize, Fault> {
    Ok(seen(tx, viewer, community, false)?.iter().filter(|card| card.my_turn).count())
}

fn listed(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    community: Id,
    wanted: impl Fn(&DisputeCase, &Access) -> bool,
) -> Result<Vec<DisputeCard>, Fault> {
    let access = Access::load(tx, call::Actor::Person(viewer.user))?;
    let clause = "community = ? ORDER BY moved_at DESC, id DESC";
    let found = tx.select::<DisputeCase>(clause, &[Value::from(community)])?;
    let page = found.iter().filter(|case| wanted(case, &access)).take(DISPUTES_PER_PAGE_MAX);
    page.map(|case| Ok(card(tx, viewer, &access, case)?.0)).collect()
}

/// One dispute in full; none when the viewer may not see it.
///
/// # Errors
/// The store's fault.
pub fn dispute(tx: &mut Tx<'_>, viewer: &Viewer, dispute: Id) -> Result<Option<DisputePage>, Fault> {
    let access = Access::load(tx, call::Actor::Person(viewer.user))?;
    let Some(case) = tx.get::<DisputeCase>(dispute)? else { return Ok(None) };
    if !case.scopes(tx)?.iter().any(|scope| access.scopes().contains(scope)) {
        return Ok(None);
    }
    let (card, now) = card(tx, viewer, &access, &case)?;
    let can = can(tx, viewer, &access, &case)?;
    let confirm = can.iter().copied().filter(|act| machine::moves_money(now.state, &sample(*act))).collect();
    let evidence = tx.select::<Evidence>("dispute = ? ORDER BY received_at, id", &[Value::from(dispute)])?;
    let own = evidence.iter().filter(|piece| piece.side == card.side).count();
    let left = limits::EVIDENCE_PER_PARTY_MAX.saturating_sub(u32::try_from(own).unwrap_or(u32::MAX));
    let mediator_name = match now.mediator {
        Some(mediator) => name_of(tx, case.community, mediator)?,
        None => None,
    };
    Ok(Some(DisputePage {
        offer: now.offer,
        offers_left: limits::OFFERS_MAX.saturating_sub(now.offers),
        mediator_name,
        steps: lines(tx, &case)?,
        evidence_left: if can.contains(&Act::AddEvidence) { left } else { 0 },
        evidence: evidence.into_iter().map(line).collect(),
        end: end(&case.with(now, viewer.now)),
        appeal_until: now.appeal_until(),
        reopen_until: now.reopen_until(),
        card,
        can,
        confirm,
    }))
}

/// The card, and the dispute with all that silence has brought by now.
fn card(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    access: &Access,
    case: &DisputeCase,
) -> Result<(DisputeCard, Dispute), Fault> {
    let calendar = terms_of(tx, case.community, case.hub)?.calendar;
    let now = machine::settle(&case.standing, &calendar, viewer.now).dispute;
    let side = case.actor(access, call::Actor::Person(viewer.user), Act::AddEvidence);
    let turn = match now.state {
        State::Draft | State::OfferReview | State::ClaimRejected => side == Actor::Buyer,
        State::Open | State::CounterReview => side == Actor::Seller,
        State::MediationQueue => side == Actor::Mediator,
        State::EvidenceReview => now.mediator == Some(viewer.user),
        State::Closed => false,
    };
    let card = DisputeCard {
        id: case.id,
        about: case.about,
        subject: case.subject,
        title: case.title.clone(),
        reason: now.reason,
        state: now.state,
        price: now.price,
        buyer_name: case.buyer_name.clone(),
        seller_name: case.seller_name.clone(),
        side,
        my_turn: turn,
        due_at: now.due_at,
        moved_at: case.moved_at,
    };
    Ok((card, now))
}

/// What the rules would allow; the same rules decide when it is done.
fn can(tx: &mut Tx<'_>, viewer: &Viewer, access: &Access, case: &DisputeCase) -> Result<Vec<Act>, Fault> {
    let calendar = terms_of(tx, case.community, case.hub)?.calendar;
    let ties = steps::ties(tx, access, case, viewer.user)?;
    let mut can = Vec::new();
    for act in Act::OF_PEOPLE {
        let actor = case.actor(access, call::Actor::Person(viewer.user), *act);
        let call = Call {
            command: sample(*act),
            actor,
            person: viewer.user,
            at: viewer.now,
            stepped_up: true,
            evidence: steps::count(tx, case.id, actor)?,
            new_evidence: 1,
            ties,
        };
        if machine::apply(&case.standing, &calendar, &call).is_ok() {
            can.push(*act);
        }
    }
    Ok(can)
}

/// A command of a kind that nothing but the dispute's own state can refuse.
const fn sample(act: Act) -> Command {
    match act {
        Act::Submit => Command::Submit,
        Act::OfferFull => Command::OfferFull,
        Act::Offer => Command::Offer(Offer::Return),
        Act::Accept => Command::Accept,
        Act::TurnDown => Command::TurnDown,
        Act::RejectClaim => Command::RejectClaim,
        Act::Escalate => Command::Escalate,
        Act::Withdraw => Command::Withdraw,
        Act::AddEvidence => Command::AddEvidence,
        Act::TakeUp => Command::TakeUp,
        Act::StepBack => Command::StepBack,
        Act::Decide => Command::Decide(Verdict::Refund),
        Act::Appeal => Command::Appeal,
        Act::Reopen => Command::Reopen,
        Act::TimeUp => Command::TimeUp,
    }
}

fn lines(tx: &mut Tx<'_>, case: &DisputeCase) -> Result<Vec<StepLine>, Fault> {
    let found = tx.select::<DisputeStep>("dispute = ? ORDER BY at, id", &[Value::from(case.id)])?;
    let mut lines = Vec::new();
    for step in found {
        let name = match (step.actor, step.person) {
            (Actor::Buyer, _) => case.buyer_name.clone(),
            (Actor::Seller, _) => case.seller_name.clone(),
            (_, Some(person)) => name_of(tx, case.community, person)?.unwrap_or_default(),
            _ => String::new(),
        };
        let DisputeStep { act, actor, to_state: state, at, note, .. } = step;
        lines.push(StepLine { act, actor, name, state, at, note });
    }
    Ok(lines)
}

fn line(piece: Evidence) -> EvidenceLine {
    let Evidence { id, kind, side, author_name: name, text, file, reference, made_at, .. } = piece;
    EvidenceLine { id, kind, side, name, text, file, reference, made_at }
}

fn end(case: &DisputeCase) -> Option<End> {
    let closing = case.standing.closing?;
    Some(End {
        ending: closing.ending,
        resolution: closing.resolution,
        refunded_minor: case.refunded_minor(),
        sure_at: case.settles_at,
        settled_at: case.settled_at,
    })
}

fn name_of(tx: &mut Tx<'_>, community: Id, user: Id) -> Result<Option<String>, Fault> {
    Ok(tx.get::<Member>(Member::id_of(community, user))?.map(|member| member.display_name))
}
