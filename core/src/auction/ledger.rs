//! The server's book of a lot: the two highest maxima, every accepted bid, who has which number. Only
//! `settle` opens it. What it comes to for everybody is written to the lot's public row, and only when
//! price, leader or end have changed, so that nothing on a device tells of a private raise.

use super::lot::{Bought, Lead, LotState, Maximum, Standing};
use super::model::{Listing, ListingReserve};
use super::proxy::{AcceptedBid, Bid as ProxyBid};
use super::standing::{BidEvent, BidEventKind, BidStanding, Lot};
use crate::call::Stop;
use crate::id::Id;
use crate::store::{Fault, RowView, Tx, Value, ValueRef};
use crate::time::{MINUTE_MS, Timestamp};

/// Bids of one person within [`PACE_MS`] at most (requirement A7).
pub(super) const BIDS_PER_PACE_MAX: usize = 10;
/// The time over which they are counted.
pub(super) const PACE_MS: i64 = MINUTE_MS;

/// A lot with all that the server knows of it.
pub(super) struct Ledger {
    pub(super) state: LotState,
    accepted: i64,
}

impl Ledger {
    /// Opens the book of a listing that is about to be shown.
    pub(super) fn open(tx: &mut Tx<'_>, listing: &Listing) -> Result<Self, Fault> {
        let reserve = tx.get::<ListingReserve>(listing.id)?.map(|reserve| reserve.reserve_minor);
        let terms = listing.terms(reserve);
        let standing = Standing::opening(&terms);
        Ok(Self { state: state(listing, reserve, standing), accepted: 0 })
    }

    /// The book of a listing, as far as it has come.
    pub(super) fn load(tx: &mut Tx<'_>, listing: &Listing) -> Result<Self, Fault> {
        let text =
            "SELECT reserve_minor, lead_bidder, lead_max_minor, second_max_minor, price_minor, extended_to,
             buyer, bought_minor, bought_at, accepted FROM lot_ledger WHERE listing_id = ?";
        let found = tx.query(text, &[listing.id.into()], |row| {
            let standing = Standing {
                lead: lead(opt_id(row, 1)?, opt_int(row, 2)?),
                second: opt_int(row, 3)?.map(Maximum),
                price_minor: row.int(4)?,
                extended_to: opt_int(row, 5)?.map(Timestamp),
                bought: bought(opt_id(row, 6)?, opt_int(row, 7)?, opt_int(row, 8)?),
            };
            Ok((opt_int(row, 0)?, standing, row.int(9)?))
        })?;
        match found.into_iter().next() {
            Some((reserve, standing, accepted)) => {
                Ok(Self { state: state(listing, reserve, standing), accepted })
            }
            None => Self::open(tx, listing),
        }
    }

    /// Keeps what stands now.
    pub(super) fn save(&self, tx: &mut Tx<'_>, listing: Id) -> Result<(), Fault> {
        let standing = &self.state.standing;
        let text = "INSERT INTO lot_ledger (listing_id, reserve_minor, lead_bidder, lead_max_minor,
             second_max_minor, price_minor, extended_to, buyer, bought_minor, bought_at, accepted)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (listing_id) DO UPDATE SET reserve_minor = excluded.reserve_minor,
             lead_bidder = excluded.lead_bidder, lead_max_minor = excluded.lead_max_minor,
             second_max_minor = excluded.second_max_minor, price_minor = excluded.price_minor,
             extended_to = excluded.extended_to, buyer = excluded.buyer, bought_minor = excluded.bought_minor,
             bought_at = excluded.bought_at, accepted = excluded.accepted";
        let int = |value: Option<i64>| value.map_or(Value::Null, Value::Int);
        let id = |value: Option<Id>| value.map_or(Value::Null, Value::from);
        let values = [
            listing.into(),
            int(self.state.terms.reserve_minor),
            id(standing.lead.map(|lead| lead.bidder)),
            int(standing.lead.map(|lead| lead.max.0)),
            int(standing.second.map(|second| second.0)),
            Value::Int(standing.price_minor),
            int(standing.extended_to.map(|at| at.0)),
            id(standing.bought.map(|bought| bought.buyer)),
            int(standing.bought.map(|bought| bought.price_minor)),
            int(standing.bought.map(|bought| bought.at.0)),
            Value::Int(self.accepted),
        ];
        tx.execute(text, &values).map(drop)
    }

    /// Writes an accepted bid down under the next number of the server's sequence.
    pub(super) fn accept(
        &mut self,
        tx: &mut Tx<'_>,
        listing: Id,
        (bid_id, device): (Id, Id),
        bid: &ProxyBid,
    ) -> Result<(), Fault> {
        self.accepted = self.accepted.saturating_add(1);
        let text = "INSERT INTO accepted_bid (listing_id, seq, bid_id, bidder, device_id, max_minor,
             seen_listing_rev, at, removed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)";
        let values = [
            listing.into(),
            Value::Int(self.accepted),
            bid_id.into(),
            bid.bidder.into(),
            device.into(),
            Value::Int(bid.max.0),
            Value::Int(bid.seen_listing_rev),
            bid.at.into(),
        ];
        tx.execute(text, &values).map(drop)
    }

    /// Writes the lot's public row, and one line of its history.
    pub(super) fn publish(
        &self,
        tx: &mut Tx<'_>,
        listing: Id,
        event: Option<(BidEventKind, i64)>,
        now: Timestamp,
    ) -> Result<(), Fault> {
        let public = self.state.public();
        let leader = match public.leader {
            Some(user) => number_of(tx, listing, user)?,
            None => None,
        };
        let before = tx.get::<Lot>(listing)?;
        let bids = before.as_ref().map_or(0, |lot| lot.bids);
        let bids = match event {
            Some((BidEventKind::Bid | BidEventKind::Bought, _)) => bids.saturating_add(1),
            _ => bids,
        };
        let bidders = bidders(tx, listing)?;
        tx.put(&Lot {
            id: listing,
            version: before.map_or(0, |lot| lot.version).saturating_add(1),
            price_minor: public.price_minor,
            next_minor: public.next_minor,
            leader,
            bids,
            bidders,
            reserve: public.reserve,
            buy_now_minor: public.buy_now_minor,
            ends_at: public.ends_at,
            as_of: now,
        })?;
        let Some((kind, bidder)) = event else { return Ok(()) };
        let text = "SELECT coalesce(max(number), 0) + 1 FROM bid_event WHERE listing = ?";
        let number = tx.query(text, &[listing.into()], |row| row.int(0))?.into_iter().next().unwrap_or(1);
        let id = BidEvent::id_of(listing, number);
        let price_minor = public.price_minor;
        tx.put(&BidEvent { id, listing, number, kind, bidder, leader, price_minor, at: now })
    }
}

/// The lot of a listing with what its bids have come to.
pub(super) fn state(listing: &Listing, reserve: Option<i64>, standing: Standing) -> LotState {
    LotState {
        seller: listing.seller,
        listing_rev: listing.listing_rev,
        terms: listing.terms(reserve),
        schedule: listing.schedule(),
        standing,
    }
}

/// The bids that stand on a listing, by the server's sequence, each with its id.
pub(super) fn standing_bids(tx: &mut Tx<'_>, listing: Id) -> Result<Vec<(Id, AcceptedBid)>, Fault> {
    let text = "SELECT bid_id, seq, bidder, max_minor, seen_listing_rev, at FROM accepted_bid
         WHERE listing_id = ? AND removed_at IS NULL ORDER BY seq";
    tx.query(text, &[listing.into()], |row| {
        let bid = AcceptedBid {
            seq: row.int(1)?,
            bidder: id(row, 2)?,
            max: Maximum(row.int(3)?),
            seen_listing_rev: row.int(4)?,
            at: Timestamp(row.int(5)?),
        };
        Ok((id(row, 0)?, bid))
    })
}

/// Strikes a bid out. It stays in the book.
pub(super) fn strike_out(tx: &mut Tx<'_>, listing: Id, seq: i64, now: Timestamp) -> Result<(), Fault> {
    let text = "UPDATE accepted_bid SET removed_at = ? WHERE listing_id = ? AND seq = ?";
    tx.execute(text, &[now.into(), listing.into(), Value::Int(seq)]).map(drop)
}

/// Until when a person bids too fast; nothing when they do not.
pub(super) fn limited_until(tx: &mut Tx<'_>, user: Id, now: Timestamp) -> Result<Option<Timestamp>, Fault> {
    let text = format!(
        "SELECT at FROM accepted_bid WHERE bidder = ? AND at > ? AND at <= ? ORDER BY at DESC LIMIT {BIDS_PER_PACE_MAX}"
    );
    let recent = tx.query(&text, &[user.into(), now.plus(-PACE_MS).into(), now.into()], |row| row.int(0))?;
    let full = recent.len() == BIDS_PER_PACE_MAX;
    Ok(recent.last().filter(|_| full).map(|earliest| Timestamp(*earliest).plus(PACE_MS)))
}

/// The number under which a lot names a person, given now if there is none yet, and the person's standing.
pub(super) fn stand(tx: &mut Tx<'_>, listing: Id, user: Id, max_minor: Option<i64>) -> Result<i64, Stop> {
    let number = match number_of(tx, listing, user)? {
        Some(number) => number,
        None => {
            let number = bidders(tx, listing)?.saturating_add(1);
            let text = "INSERT INTO lot_bidder (listing_id, bidder, number) VALUES (?, ?, ?)";
            tx.execute(text, &[listing.into(), user.into(), Value::Int(number)])?;
            number
        }
    };
    let id = BidStanding::id_of(listing, user);
    tx.put(&BidStanding { id, listing, user_id: user, number, max_minor })?;
    Ok(number)
}

/// The number under which a lot names a person, if the person has bid.
pub(super) fn number_of(tx: &mut Tx<'_>, listing: Id, user: Id) -> Result<Option<i64>, Fault> {
    let text = "SELECT number FROM lot_bidder WHERE listing_id = ? AND bidder = ?";
    Ok(tx.query(text, &[listing.into(), user.into()], |row| row.int(0))?.into_iter().next())
}

fn bidders(tx: &mut Tx<'_>, listing: Id) -> Result<i64, Fault> {
    let text = "SELECT coalesce(max(number), 0) FROM lot_bidder WHERE listing_id = ?";
    Ok(tx.query(text, &[listing.into()], |row| row.int(0))?.into_iter().next().unwrap_or(0))
}

fn bought(buyer: Option<Id>, price: Option<i64>, at: Option<i64>) -> Option<Bought> {
    let ((buyer, price_minor), at) = buyer.zip(price).zip(at)?;
    Some(Bought { buyer, price_minor, at: Timestamp(at) })
}

fn lead(bidder: Option<Id>, max: Option<i64>) -> Option<Lead> {
    bidder.zip(max).map(|(bidder, max)| Lead { bidder, max: Maximum(max) })
}

fn opt_int(row: &RowView<'_>, at: usize) -> Result<Option<i64>, Fault> {
    match row.values.get(at) {
        Some(ValueRef::Null) => Ok(None),
        _ => row.int(at).map(Some),
    }
}

fn opt_id(row: &RowView<'_>, at: usize) -> Result<Option<Id>, Fault> {
    row.opt_text(at)?.map(parsed).transpose()
}

fn id(row: &RowView<'_>, at: usize) -> Result<Id, Fault> {
    parsed(row.text(at)?)
}

fn parsed(text: &str) -> Result<Id, Fault> {
    text.parse().map_err(|_| Fault::Shape("an id in the ledger".to_owned()))
}
