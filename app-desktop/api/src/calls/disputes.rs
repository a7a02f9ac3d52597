//! Disputes: the list with what needs the viewer, and one dispute with its timeline, offers and evidence. What is
//! done to one is in [`super::dispute_step`].

use hubbub_core::access::Viewer;
use hubbub_core::auction::deal::Sale;
use hubbub_core::auction::standing::BidEvent;
use hubbub_core::dispute::case::About;
use hubbub_core::dispute::model::{Act, Actor, EvidenceKind, Offer};
use hubbub_core::dispute::view::{self, DisputeCard, EvidenceLine};
use hubbub_core::id::Id;
use hubbub_core::ordering::sale::Resolution;
use hubbub_core::ordering::view as ordering;
use hubbub_core::store::{Fault, Tx, Value};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::One;
use super::auctions::{BidRow, bid_row};
use super::content::word;
use super::order::{ProofView, proof_view};
use super::orders::dashed;
use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// Which disputes.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DisputesFilter {
    /// The community.
    pub community: Ref,
    /// Those that are over instead of those that are not.
    pub ended: bool,
}

/// A dispute in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DisputeLine {
    /// The dispute.
    pub id: Ref,
    /// What was sold.
    pub title: String,
    /// What is wrong.
    pub reason: String,
    /// Where it is, as `offer_review`.
    pub state: String,
    /// That in words.
    pub state_text: String,
    /// What was paid.
    pub price: String,
    /// Who bought.
    pub buyer: String,
    /// Who sold.
    pub seller: String,
    /// In what capacity the viewer sees it, as `mediator`.
    pub side: String,
    /// That in words.
    pub side_text: String,
    /// Whether everybody waits for the viewer.
    pub my_turn: bool,
    /// When silence acts; empty when nothing happens by itself.
    pub due: String,
    /// When something was last done to it.
    pub moved: String,
    /// Whether changes of it wait for the server.
    pub pending: bool,
}

/// A step in the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DisputeStepLine {
    /// What was done, in the past.
    pub text: String,
    /// By whom, with the side they are on.
    pub who: String,
    /// What it led to.
    pub state_text: String,
    /// When.
    pub at: String,
    /// Why, in a mediator's words; may be empty.
    pub note: String,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct EvidenceView {
    /// The piece.
    pub id: Ref,
    /// What it is, as `picture`.
    pub kind: String,
    /// That in words.
    pub kind_text: String,
    /// Whether the server put it together itself.
    pub from_server: bool,
    /// By whom, with the side they are on.
    pub who: String,
    /// In words; may be empty.
    pub text: String,
    /// A picture's name, for the call `picture`.
    pub picture: Option<String>,
    /// When it was made.
    pub made: String,
    /// The proof of delivery that it points to, where this device has it.
    pub proof: Option<ProofView>,
    /// The bids that it points to.
    pub bids: Vec<BidRow>,
    /// The screen that shows what it points to, and its thing; none when there is no such screen here.
    pub link: Option<PlaceLink>,
}

/// A place in the app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PlaceLink {
    /// The screen.
    pub screen: String,
    /// The thing.
    pub id: Ref,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DisputeEnd {
    /// How.
    pub text: String,
    /// What happens to the money; empty when there was no dispute.
    pub money: String,
    /// What goes back to the buyer; empty when nothing does.
    pub refunded: String,
    /// When nothing can change it any more; empty when that is so already.
    pub sure: String,
    /// When the money moved; empty before.
    pub settled: String,
}

/// Something that can be done now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DisputeAct {
    /// What, as `offer_full`.
    pub act: String,
    /// That in words.
    pub text: String,
    /// Whether it moves money, and so takes a code of the second factor.
    pub confirm: bool,
}

/// One dispute in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DisputePage {
    /// As in the list.
    pub line: DisputeLine,
    /// What it is about: the screen and the thing.
    pub about: Option<PlaceLink>,
    /// ISO 4217 code of its amounts.
    pub currency: String,
    /// The offer on the table; empty without one.
    pub offer: String,
    /// Offers that both sides together can still make.
    pub offers_left: u32,
    /// Who has the case; empty while nobody has.
    pub mediator: String,
    /// What was done, the earliest first.
    pub steps: Vec<DisputeStepLine>,
    /// What was brought forward, the earliest first.
    pub evidence: Vec<EvidenceView>,
    /// Pieces that the viewer can still add.
    pub evidence_left: u32,
    /// The end, while it is over.
    pub end: Option<DisputeEnd>,
    /// Until when the end can be appealed; empty when it cannot.
    pub appeal_until: String,
    /// Until when the buyer can take it up again; empty when they cannot.
    pub reopen_until: String,
    /// What the viewer can do now.
    pub can: Vec<DisputeAct>,
    /// Whether the seller could disagree, once there is evidence.
    pub evidence_first: bool,
}

/// The disputes that the viewer sees, what needs them first.
pub(super) fn disputes(desktop: &Desktop, filter: DisputesFilter) -> Result<Vec<DisputeLine>, Problem> {
    let say = desktop.say();
    let cards = desktop.view(|tx, viewer| view::seen(tx, viewer, filter.community.into(), filter.ended))?;
    cards.iter().map(|card| line(desktop, card, &say)).collect()
}

/// How many disputes of a community wait for the viewer.
pub(super) fn disputes_waiting(desktop: &Desktop, One { id }: One) -> Result<usize, Problem> {
    desktop.view(|tx, viewer| view::waiting(tx, viewer, id.into()))
}

fn line(desktop: &Desktop, card: &DisputeCard, say: &Say) -> Result<DisputeLine, Problem> {
    let pending =
        desktop.client.is_pending("dispute_case", card.id).map_err(|failed| desktop.failed(&failed))?;
    Ok(DisputeLine {
        id: card.id.into(),
        title: card.title.clone(),
        reason: say.text(&format!("dispute-reason-{}", dashed(card.reason))),
        state: word(card.state),
        state_text: say.text(&format!("dispute-state-{}", dashed(card.state))),
        price: say.money(card.price.minor, card.price.currency.code()),
        buyer: card.buyer_name.clone(),
        seller: card.seller_name.clone(),
        side: word(card.side),
        side_text: side_text(card.side, say),
        my_turn: card.my_turn,
        due: card.due_at.map(|at| say.date_time(at)).unwrap_or_default(),
        moved: say.date_time(card.moved_at),
        pending,
    })
}

fn side_text(side: Actor, say: &Say) -> String {
    say.text(&format!("dispute-side-{}", dashed(side)))
}

/// A name with the side it is on; the side alone where there is no name.
fn who(name: &str, side: Actor, say: &Say) -> String {
    let side = side_text(side, say);
    if name.is_empty() { side } else { format!("{name} ({side})") }
}

/// An offer in words.
fn offer_text(offer: &Offer, say: &Say) -> String {
    match offer {
        Offer::Partial { refund } => {
            let refund = say.money(refund.minor, refund.currency.code());
            say.with("dispute-offer-partial", &[("refund", refund.into())])
        }
        Offer::Return => say.text("dispute-offer-return"),
        Offer::Replace => say.text("dispute-offer-replace"),
    }
}

/// What a dispute's rows point to, read with them.
#[derive(Default)]
struct Found {
    page: Option<view::DisputePage>,
    listing: Option<Id>,
    order: Option<ordering::OrderPage>,
    bids: Vec<(Id, Vec<BidEvent>)>,
}

fn find(tx: &mut Tx<'_>, viewer: &Viewer, dispute: Id) -> Result<Found, Fault> {
    let mut found = Found { page: view::dispute(tx, viewer, dispute)?, ..Found::default() };
    let Some(page) = &found.page else { return Ok(found) };
    match page.card.about {
        About::Sale => found.listing = tx.get::<Sale>(page.card.subject)?.map(|sale| sale.listing),
        About::Order => found.order = ordering::order(tx, viewer, page.card.subject)?,
    }
    for piece in page.evidence.iter().filter(|piece| piece.kind == EvidenceKind::Bids) {
        let Some(listing) = piece.reference else { continue };
        let bids = tx.select::<BidEvent>("listing = ? ORDER BY number", &[Value::from(listing)])?;
        found.bids.push((piece.id, bids));
    }
    Ok(found)
}

/// One dispute.
pub(super) fn dispute(desktop: &Desktop, One { id }: One) -> Result<Option<DisputePage>, Problem> {
    let say = desktop.say();
    let found = desktop.view(|tx, viewer| find(tx, viewer, id.into()))?;
    let Some(page) = &found.page else { return Ok(None) };
    let at = |at: Option<hubbub_core::time::Timestamp>| at.map(|at| say.date_time(at)).unwrap_or_default();
    let act = |act: &Act| DisputeAct {
        act: word(*act),
        text: say.text(&format!("dispute-act-{}", dashed(*act))),
        confirm: page.confirm.contains(act),
    };
    let seller = page.card.side == Actor::Seller && page.can.contains(&Act::Offer);
    Ok(Some(DisputePage {
        line: line(desktop, &page.card, &say)?,
        about: about(&found),
        currency: page.card.price.currency.code().to_owned(),
        offer: page.offer.map(|offer| offer_text(&offer, &say)).unwrap_or_default(),
        offers_left: page.offers_left,
        mediator: page.mediator_name.clone().unwrap_or_default(),
        steps: page.steps.iter().map(|step| step_line(step, &say)).collect(),
        evidence: page.evidence.iter().map(|piece| evidence_view(piece, &found, &say)).collect(),
        evidence_left: page.evidence_left,
        end: page.end.as_ref().map(|end| end_view(end, &page.card, &say)),
        appeal_until: at(page.appeal_until),
        reopen_until: at(page.reopen_until),
        can: page.can.iter().map(act).collect(),
        evidence_first: seller && !page.can.contains(&Act::RejectClaim),
    }))
}

fn about(found: &Found) -> Option<PlaceLink> {
    let order = found.order.as_ref().map(|order| ("orders", order.card.id));
    let listing = found.listing.map(|listing| ("auctions", listing));
    order.or(listing).map(|(screen, id)| PlaceLink { screen: screen.to_owned(), id: id.into() })
}

fn step_line(step: &view::StepLine, say: &Say) -> DisputeStepLine {
    DisputeStepLine {
        text: say.text(&format!("desk-did-{}", dashed(step.act))),
        who: who(&step.name, step.actor, say),
        state_text: say.text(&format!("dispute-state-{}", dashed(step.state))),
        at: say.date_time(step.at),
        note: step.note.clone(),
    }
}

fn evidence_view(piece: &EvidenceLine, found: &Found, say: &Say) -> EvidenceView {
    let proofs = found.order.as_ref().map(|order| order.proofs.as_slice()).unwrap_or_default();
    let proof = proofs.iter().find(|proof| Some(proof.id) == piece.reference);
    let bids = found.bids.iter().find(|(id, _)| *id == piece.id).map(|(_, bids)| bids.as_slice());
    let currency = found.page.as_ref().map(|page| page.card.price.currency.code().to_owned());
    let currency = currency.unwrap_or_default();
    let screen = match piece.kind {
        EvidenceKind::Telemetry => Some("dispatch"),
        EvidenceKind::Listing => Some("auctions"),
        _ => None,
    };
    let link = screen.zip(piece.reference);
    EvidenceView {
        id: piece.id.into(),
        kind: word(piece.kind),
        kind_text: say.text(&format!("evidence-{}", dashed(piece.kind))),
        from_server: !piece.kind.is_from_a_party(),
        who: who(&piece.name, piece.side, say),
        // A proof's text is its digest, which the proof itself shows.
        text: if proof.is_some() { String::new() } else { piece.text.clone() },
        picture: piece.file.clone().filter(|_| proof.is_none()),
        made: say.date_time(piece.made_at),
        proof: proof.map(|proof| proof_view(proof, say)),
        bids: bids.unwrap_or_default().iter().map(|bid| bid_row(bid, &currency, say)).collect(),
        link: link.map(|(screen, id)| PlaceLink { screen: screen.to_owned(), id: id.into() }),
    }
}

fn end_view(end: &view::End, card: &DisputeCard, say: &Say) -> DisputeEnd {
    let money = match end.resolution {
        Some(Resolution::Refund) => say.text("dispute-money-refund"),
        Some(Resolution::Partial) => say.text("dispute-money-partial"),
        Some(Resolution::Release) => say.text("dispute-money-release"),
        None => String::new(),
    };
    let refunded = (end.refunded_minor > 0).then_some(end.refunded_minor);
    DisputeEnd {
        text: say.text(&format!("dispute-ending-{}", dashed(end.ending))),
        money,
        refunded: refunded.map(|minor| say.money(minor, card.price.currency.code())).unwrap_or_default(),
        sure: end
            .sure_at
            .filter(|_| end.settled_at.is_none())
            .map(|at| say.date_time(at))
            .unwrap_or_default(),
        settled: end.settled_at.map(|at| say.date_time(at)).unwrap_or_default(),
    }
}
