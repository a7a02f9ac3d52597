//! Bids: what a device can say to one at once, and what the server makes of it.
//!
//! A bid is decided by [`proxy::place`] on both sides. A device asks it about what everybody sees and the
//! person's own maximum; the server asks it again about all it knows. What only the server knows comes
//! early in the order of the checks (a second factor), so a bid that needs one is left to the server as a
//! whole: both sides say the same first reason.

use super::ending;
use super::ledger::{Ledger, limited_until, stand, standing_bids, strike_out};
use super::lot::{Lead, LotState, Maximum, Standing};
use super::model::{Listing, ListingKind, ListingStatus};
use super::proxy::{self, AcceptedBid, BidRefusal, Clearance, Placed};
use super::refuse;
use super::retraction::{self, RETRACTION_COUNT_MS, RetractionReason};
use super::standing::{Bid, BidEventKind, BidKind, BidStanding, BidStatus, BidderRecord, Lot};
use crate::access::Access;
use crate::call::{Call, Stop};
use crate::id::Id;
use crate::notice::model::{Kind, Telling, tell};
use crate::refusal::{Code, Param, Refusal};
use crate::step_up::{self, Purpose};
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// A bid as its command names it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) bid: Id,
    pub(super) kind: BidKind,
    pub(super) max_minor: i64,
    pub(super) seen_listing_rev: i64,
}

/// Keeps the bid as what its person wants, unless what is known here already refuses it.
pub(super) fn execute(tx: &mut Tx<'_>, call: &Call<()>, listing: &Listing, asked: Asked) -> Result<(), Stop> {
    let user = call.actor.person()?;
    takes_bids(listing, asked.kind)?;
    let known = visible(tx, listing, user)?;
    let record = tx.get::<BidderRecord>(BidderRecord::id_of(listing.community, user))?;
    let eligible = record.map_or(Ok(()), |record| record.check(listing.id, call.now));
    let bid = proxy::Bid {
        bidder: user,
        max: Maximum(asked.max_minor),
        seen_listing_rev: asked.seen_listing_rev,
        at: call.now,
        clearance: Clearance { eligible, ..Clearance::GRANTED },
    };
    let needs_factor = known.terms.step_up_above_minor.is_some_and(|above| asked.max_minor > above);
    match decide(&known, &bid, asked.kind) {
        Err(refusal) if !(needs_factor && comes_after_factor(refusal)) => {
            return Err(refuse::bid(listing, refusal).into());
        }
        _ => {}
    }
    let added = tx.insert(&Bid {
        id: asked.bid,
        listing: listing.id,
        user_id: user,
        kind: asked.kind,
        status: BidStatus::Waiting,
        max_minor: asked.max_minor,
        seen_listing_rev: asked.seen_listing_rev,
        made_at: call.at,
        placed_at: None,
    })?;
    if added { Ok(()) } else { Err(Code::AlreadyExists.into()) }
}

/// Places the bid, or buys: the server's word.
pub(super) fn settle(tx: &mut Tx<'_>, call: &Call<()>, listing: Id, asked: Asked) -> Result<(), Stop> {
    let user = call.actor.person()?;
    let listing: Listing = tx.get(listing)?.ok_or(Code::NotFound)?;
    let record = tx.get::<BidderRecord>(BidderRecord::id_of(listing.community, user))?;
    let purpose = Purpose::Bid(listing.id);
    let clearance = Clearance {
        eligible: record.map_or(Ok(()), |record| record.check(listing.id, call.now)),
        stepped_up_to_minor: step_up::ceiling_minor(tx, user, call.device, purpose, call.now)?.unwrap_or(0),
        deposit_paid: true, // No lot asks for a deposit yet.
        limited_until: limited_until(tx, user, call.now)?,
    };
    let bid = proxy::Bid {
        bidder: user,
        max: Maximum(asked.max_minor),
        seen_listing_rev: asked.seen_listing_rev,
        at: call.now,
        clearance,
    };
    let mut ledger = Ledger::load(tx, &listing)?;
    let placed = decide(&ledger.state, &bid, asked.kind).map_err(|refusal| refuse::bid(&listing, refusal))?;
    take(tx, &mut ledger, &listing, (asked.bid, call.device), &bid, &placed)?;
    if let Some(own) = tx.get::<Bid>(asked.bid)? {
        tx.put(&Bid { status: BidStatus::Placed, placed_at: Some(call.now), ..own })?;
    }
    confirm(tx, call, &listing, user, asked.max_minor, &placed)?;
    if placed.standing.bought.is_some() {
        ending::settle_bought(tx, call, &listing, ledger.state)?;
    }
    Ok(())
}

/// Brings in a bid of another system, at its own time; what there refused nothing refuses nothing here but
/// the rules of the amount, and not even those if it is `let_in`.
pub(super) fn import(
    tx: &mut Tx<'_>,
    call: &Call<()>,
    listing: Id,
    (bid_id, bidder, max_minor, at): (Id, Id, i64, Timestamp),
    let_in: bool,
) -> Result<(), Stop> {
    let listing: Listing = tx.get(listing)?.ok_or(Code::NotFound)?;
    let mut ledger = Ledger::load(tx, &listing)?;
    let bid = proxy::Bid {
        bidder,
        max: Maximum(max_minor),
        seen_listing_rev: listing.listing_rev,
        at,
        clearance: Clearance::GRANTED,
    };
    let placed = match proxy::place(&ledger.state, &bid) {
        Ok(placed) => placed,
        Err(BidRefusal::BelowMinimum { .. } | BidRefusal::NotAboveOwnMax) if let_in => {
            ledger.state.let_in(&bid)
        }
        Err(refusal) => return Err(refuse::bid(&listing, refusal).into()),
    };
    take(tx, &mut ledger, &listing, (bid_id, call.device), &bid, &placed)
}

/// Writes an accepted bid into the book, and what it did to where everybody looks.
fn take(
    tx: &mut Tx<'_>,
    ledger: &mut Ledger,
    listing: &Listing,
    source: (Id, Id),
    bid: &proxy::Bid,
    placed: &Placed,
) -> Result<(), Stop> {
    ledger.accept(tx, listing.id, source, bid)?;
    ledger.state.standing = placed.standing;
    ledger.save(tx, listing.id)?;
    let before = tx.get::<BidStanding>(BidStanding::id_of(listing.id, bid.bidder))?;
    let highest = before.and_then(|before| before.max_minor).max(Some(bid.max.0));
    let number = stand(tx, listing.id, bid.bidder, highest)?;
    if !listing.frozen {
        tx.put(&Listing { frozen: true, ..listing.clone() })?;
    }
    if placed.is_public {
        let kind = if placed.standing.bought.is_some() { BidEventKind::Bought } else { BidEventKind::Bid };
        ledger.publish(tx, listing.id, Some((kind, number)), bid.at)?;
    }
    Ok(())
}

/// Tells the bidder that the bid was taken, and whoever led before that they do not any more.
fn confirm(
    tx: &mut Tx<'_>,
    call: &Call<()>,
    listing: &Listing,
    user: Id,
    max_minor: i64,
    placed: &Placed,
) -> Result<(), Stop> {
    let money = |minor| Param::Money(minor, listing.currency.code().to_owned());
    let title = || Param::Text(listing.title.clone());
    let price = placed.standing.price_minor;
    if placed.standing.bought.is_none() {
        let kind = if placed.leads { Kind::BidPlaced } else { Kind::BidBeaten };
        let telling = Telling::new(user, listing.community, kind, listing.id).with("title", title());
        tell(tx, call.id, call.now, telling.with("max", money(max_minor)).with("price", money(price)))?;
    }
    if let Some(outbid) = placed.outbid {
        let telling =
            Telling::new(outbid, listing.community, Kind::Outbid, listing.id).with("title", title());
        tell(tx, call.id, call.now, telling.with("price", money(price)))?;
    }
    Ok(())
}

/// Whether a bid can be taken back, by what its bidder sees.
pub(super) fn execute_retract(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<()>,
    bid: Id,
    reason: RetractionReason,
) -> Result<(), Stop> {
    let user = call.actor.person()?;
    let bid: Bid = access.see(tx, bid)?;
    let listing: Listing = access.see(tx, bid.listing)?;
    if bid.status != BidStatus::Placed || bid.kind != BidKind::Proxy {
        return Err(Code::InvalidState.into());
    }
    let known = visible(tx, &listing, user)?;
    let own = AcceptedBid {
        seq: 0,
        bidder: user,
        max: Maximum(bid.max_minor),
        seen_listing_rev: bid.seen_listing_rev,
        at: bid.placed_at.unwrap_or(call.at),
    };
    let ended_at = known.effective_end();
    if listing.status != ListingStatus::Active {
        return Err(refuse::ended(listing.closed_at.unwrap_or(ended_at)).into());
    }
    retraction::retract(&known, &[own], user, 0, reason, call.now)
        .map(drop)
        .map_err(|refusal| refuse::retraction(refusal, ended_at).into())
}

/// Takes a bid back, with all that goes with it, and plays the others again.
pub(super) fn settle_retract(
    tx: &mut Tx<'_>,
    call: &Call<()>,
    bid: Id,
    reason: RetractionReason,
) -> Result<(), Stop> {
    let user = call.actor.person()?;
    let bid: Bid = tx.get(bid)?.ok_or(Code::NotFound)?;
    let listing: Listing = tx.get(bid.listing)?.ok_or(Code::NotFound)?;
    let ledger = Ledger::load(tx, &listing)?;
    let bids = standing_bids(tx, listing.id)?;
    let seq = bids.iter().find(|(id, _)| *id == bid.id).map_or(-1, |(_, bid)| bid.seq);
    let accepted: Vec<AcceptedBid> = bids.iter().map(|(_, bid)| *bid).collect();
    let removal = retraction::retract(&ledger.state, &accepted, user, seq, reason, call.now)
        .map_err(|refusal| refuse::retraction(refusal, ledger.state.effective_end()))?;
    remove(tx, call, &listing, ledger, &bids, &removal, (BidStatus::Retracted, BidEventKind::Retracted))?;
    count_retraction(tx, call, &listing, user)?;
    let telling = Telling::new(listing.seller, listing.community, Kind::BidRetracted, listing.id);
    tell(tx, call.id, call.now, telling.with("title", Param::Text(listing.title)))?;
    Ok(())
}

/// Takes all bids of a person out of a running lot: the community's admins, with a reason that is audited.
pub(super) fn settle_remove(tx: &mut Tx<'_>, call: &Call<()>, listing: Id, user: Id) -> Result<(), Stop> {
    let listing: Listing = tx.get(listing)?.ok_or(Code::NotFound)?;
    let ledger = Ledger::load(tx, &listing)?;
    if !ledger.state.is_open(call.now) {
        return Err(Code::InvalidState.into());
    }
    let bids = standing_bids(tx, listing.id)?;
    let accepted: Vec<AcceptedBid> = bids.iter().map(|(_, bid)| *bid).collect();
    let removal = retraction::remove(&ledger.state, &accepted, |bid| bid.bidder == user);
    if removal.removed.is_empty() {
        return Err(Code::NotFound.into());
    }
    remove(tx, call, &listing, ledger, &bids, &removal, (BidStatus::Removed, BidEventKind::Removed))?;
    for user in [user, listing.seller] {
        let telling = Telling::new(user, listing.community, Kind::BidsRemoved, listing.id);
        tell(tx, call.id, call.now, telling.with("title", Param::Text(listing.title.clone())))?;
    }
    Ok(())
}

fn remove(
    tx: &mut Tx<'_>,
    call: &Call<()>,
    listing: &Listing,
    mut ledger: Ledger,
    bids: &[(Id, AcceptedBid)],
    removal: &retraction::Removal,
    (status, event): (BidStatus, BidEventKind),
) -> Result<(), Stop> {
    let goes = |bid: &AcceptedBid| removal.removed.contains(&bid.seq);
    let Some(user) = bids.iter().find(|(_, bid)| goes(bid)).map(|(_, bid)| bid.bidder) else {
        return Err(Code::NotFound.into());
    };
    for (id, bid) in bids.iter().filter(|(_, bid)| goes(bid)) {
        strike_out(tx, listing.id, bid.seq, call.now)?;
        if let Some(own) = tx.get::<Bid>(*id)? {
            tx.put(&Bid { status, ..own })?;
        }
    }
    let left =
        bids.iter().filter(|(_, bid)| bid.bidder == user && !goes(bid)).map(|(_, bid)| bid.max.0).max();
    let number = stand(tx, listing.id, user, left)?;
    ledger.state.standing = removal.standing;
    ledger.save(tx, listing.id)?;
    Ok(ledger.publish(tx, listing.id, Some((event, number)), call.now)?)
}

fn count_retraction(tx: &mut Tx<'_>, call: &Call<()>, listing: &Listing, user: Id) -> Result<(), Stop> {
    let id = BidderRecord::id_of(listing.community, user);
    let mut record = tx.get(id)?.unwrap_or_else(|| BidderRecord::clean(listing.community, user));
    record.retracted_at.retain(|at| call.now.since(*at) < RETRACTION_COUNT_MS);
    record.retracted_at.push(call.now);
    tx.put(&record)?;
    let mut reputation = super::reviews::reputation(tx, listing.community, user)?;
    reputation.retractions = reputation.retractions.saturating_add(1);
    Ok(tx.put(&reputation)?)
}

fn decide(lot: &LotState, bid: &proxy::Bid, kind: BidKind) -> Result<Placed, BidRefusal> {
    match kind {
        BidKind::Proxy => proxy::place(lot, bid),
        BidKind::Outright => proxy::buy_now(lot, bid),
    }
}

/// Whether a listing is of the kind, and in the state, that such a bid can be made at all.
fn takes_bids(listing: &Listing, kind: BidKind) -> Result<(), Refusal> {
    match listing.status {
        ListingStatus::Draft | ListingStatus::Cancelled => Err(Refusal::new(Code::InvalidState)),
        ListingStatus::Sold | ListingStatus::Unsold => {
            Err(refuse::ended(listing.closed_at.unwrap_or(listing.ends_at)))
        }
        ListingStatus::Active if listing.kind == ListingKind::Fixed && kind == BidKind::Proxy => {
            Err(Refusal::new(Code::InvalidState))
        }
        ListingStatus::Active => Ok(()),
    }
}

/// What comes after the second factor in the order of the checks.
const fn comes_after_factor(refusal: BidRefusal) -> bool {
    !matches!(
        refusal,
        BidRefusal::LotUnknown
            | BidRefusal::NotOpenYet { .. }
            | BidRefusal::Ended { .. }
            | BidRefusal::NotEligible(_)
            | BidRefusal::StepUpNeeded
    )
}

/// The lot as a person can know it: what everybody sees, and this person's own maximum. Of anybody else who
/// leads only the price is known.
pub(super) fn visible(tx: &mut Tx<'_>, listing: &Listing, user: Id) -> Result<LotState, Fault> {
    let lot = tx.get::<Lot>(listing.id)?;
    let own = tx.get::<BidStanding>(BidStanding::id_of(listing.id, user))?;
    let mut state = super::ledger::state(listing, None, Standing::opening(&listing.terms(None)));
    let Some(lot) = lot else { return Ok(state) };
    state.schedule.ends_at = lot.ends_at;
    state.terms.buy_now_minor = lot.buy_now_minor;
    state.standing.price_minor = lot.price_minor;
    state.standing.lead = lot.leader.map(|leader| match own.filter(|own| own.number == leader) {
        Some(own) => Lead { bidder: user, max: Maximum(own.max_minor.unwrap_or(lot.price_minor)) },
        None => Lead { bidder: Id::default(), max: Maximum(lot.price_minor) },
    });
    // Whether buying outright is still offered depends on the reserve price, which only the server knows.
    if let (Some(buy_now), Some(_)) = (lot.buy_now_minor, state.standing.lead) {
        state.terms.reserve_minor = Some(buy_now);
        state.standing.lead =
            state.standing.lead.map(|lead| Lead { max: lead.max.min(Maximum(buy_now - 1)), ..lead });
    }
    Ok(state)
}

/// Listings that a person has bids on, the latest first; for views.
pub(super) fn own_bids(tx: &mut Tx<'_>, user: Id, limit: usize) -> Result<Vec<Bid>, Fault> {
    let clause = format!("user_id = ? ORDER BY made_at DESC, id DESC LIMIT {limit}");
    tx.select::<Bid>(&clause, &[Value::from(user)])
}
