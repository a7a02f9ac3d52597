//! The end of a lot and what follows: the sale, reminders, and when the buyer does not pay, a strike and the
//! offer to the next bidder. Whether a lot is over is a function of the clock; what is here is done once.

use super::closing::{Closing, REMINDER_DAYS, payment_plan, second_chance};
use super::command::Command;
use super::deal::{OfferStatus, PROMISE_MS, Sale, SaleOrigin, SecondChanceOffer};
use super::ledger::{Ledger, standing_bids};
use super::lot::LotState;
use super::model::{Listing, ListingStatus};
use super::proxy::AcceptedBid;
use super::standing::{BidderRecord, Lot};
use crate::call::{Call, Due, Stop};
use crate::community::model::Member;
use crate::id::Id;
use crate::notice::model::{Kind, Telling, tell};
use crate::ordering::sale::SaleState;
use crate::refusal::{Code, Param, Refusal};
use crate::store::{Fault, RowView, Tx, Value};
use crate::time::{DAY_MS, Timestamp};

/// Whether a lot can be closed: it is shown, and its end is past. For whoever sees the public row.
pub(super) fn may_close(tx: &mut Tx<'_>, listing: &Listing, now: Timestamp) -> Result<(), Stop> {
    let ends_at = tx.get::<Lot>(listing.id)?.map_or(listing.ends_at, |lot| lot.ends_at);
    if listing.status == ListingStatus::Active && ends_at <= now {
        Ok(())
    } else {
        Err(Code::InvalidState.into())
    }
}

/// Closes a lot whose end is past.
pub(super) fn settle_close(tx: &mut Tx<'_>, call: &Call<()>, listing: Id) -> Result<(), Stop> {
    let listing: Listing = tx.get(listing)?.ok_or(Code::NotFound)?;
    let ledger = Ledger::load(tx, &listing)?;
    let closing = ledger.state.closing(call.now);
    if closing == Closing::Running {
        return Err(Code::InvalidState.into());
    }
    let closed_at = ledger.state.effective_end();
    finish(tx, call, &listing, closing, closed_at, SaleOrigin::Auction)
}

/// Closes a lot that has just been bought outright.
pub(super) fn settle_bought(
    tx: &mut Tx<'_>,
    call: &Call<()>,
    listing: &Listing,
    state: LotState,
) -> Result<(), Stop> {
    finish(tx, call, listing, state.closing(call.now), call.now, SaleOrigin::Outright)
}

fn finish(
    tx: &mut Tx<'_>,
    call: &Call<()>,
    listing: &Listing,
    closing: Closing,
    closed_at: Timestamp,
    origin: SaleOrigin,
) -> Result<(), Stop> {
    let listing: Listing = tx.get(listing.id)?.ok_or(Code::NotFound)?;
    let status = match closing {
        Closing::Sold { .. } => ListingStatus::Sold,
        Closing::Running | Closing::NoBids | Closing::ReserveNotMet => ListingStatus::Unsold,
    };
    let listing = Listing { status, closed_at: Some(closed_at), ..listing };
    tx.put(&listing)?;
    if listing.imported {
        return Ok(()); // What followed happened where it ran.
    }
    match closing {
        Closing::Sold { buyer, price_minor } => agree(tx, call, &listing, buyer, price_minor, origin),
        _ => tell_seller(tx, call, &listing, Kind::ListingUnsold),
    }
}

/// Writes the sale, and tells both sides.
fn agree(
    tx: &mut Tx<'_>,
    call: &Call<()>,
    listing: &Listing,
    buyer: Id,
    price_minor: i64,
    origin: SaleOrigin,
) -> Result<(), Stop> {
    let plan = payment_plan(call.now, listing.payment_days);
    let sale = Sale {
        id: Sale::id_of(listing.id, buyer),
        listing: listing.id,
        community: listing.community,
        hub: listing.hub,
        seller: listing.seller,
        seller_name: listing.seller_name.clone(),
        buyer,
        buyer_name: name_of(tx, listing.community, buyer)?,
        title: listing.title.clone(),
        origin,
        state: SaleState::AwaitingPayment,
        price_minor,
        currency: listing.currency,
        payment_days: listing.payment_days,
        sold_at: call.now,
        promised_by: plan.due_at.plus(PROMISE_MS),
        handed_over_at: None,
        received_at: None,
        closed_at: None,
        timer_at: None,
    }
    .becoming(SaleState::AwaitingPayment, call.now);
    if !tx.insert(&sale)? {
        return Err(Code::AlreadyExists.into());
    }
    for (user, kind) in [(sale.buyer, Kind::ListingWon), (sale.seller, Kind::ListingSold)] {
        let telling = about(user, kind, &sale).with("until", Param::Time(plan.due_at));
        tell(tx, call.id, call.now, telling)?;
    }
    Ok(())
}

/// Whether a reminder of a payment is to be given now.
pub(super) fn may_remind(sale: &Sale, day: i64, now: Timestamp) -> Result<(), Stop> {
    let due = REMINDER_DAYS.contains(&day) && sale.sold_at.plus(day.saturating_mul(DAY_MS)) <= now;
    if sale.state == SaleState::AwaitingPayment && due { Ok(()) } else { Err(Code::InvalidState.into()) }
}

/// Reminds the buyer.
pub(super) fn settle_remind(tx: &mut Tx<'_>, call: &Call<()>, sale: Id, day: i64) -> Result<(), Stop> {
    let sale: Sale = tx.get(sale)?.ok_or(Code::NotFound)?;
    let text = "INSERT INTO payment_reminder (sale_id, day) VALUES (?, ?)
         ON CONFLICT (sale_id) DO UPDATE SET day = excluded.day";
    tx.execute(text, &[sale.id.into(), Value::Int(day)])?;
    let plan = payment_plan(sale.sold_at, sale.payment_days);
    let telling = about(sale.buyer, Kind::PaymentReminder, &sale).with("until", Param::Time(plan.due_at));
    Ok(tell(tx, call.id, call.now, telling)?)
}

/// Whether a sale has come to nothing because nobody paid in time.
pub(super) fn may_follow_up(sale: &Sale, now: Timestamp) -> Result<(), Stop> {
    let due_at = payment_plan(sale.sold_at, sale.payment_days).due_at;
    if sale.state == SaleState::AwaitingPayment && due_at <= now {
        Ok(())
    } else {
        Err(Code::InvalidState.into())
    }
}

/// Calls an unpaid sale off: a strike for the buyer, an offer to the next bidder.
pub(super) fn settle_follow_up(tx: &mut Tx<'_>, call: &Call<()>, sale: Id) -> Result<(), Stop> {
    let sale: Sale = tx.get(sale)?.ok_or(Code::NotFound)?;
    may_follow_up(&sale, call.now)?;
    let sale = sale.becoming(SaleState::Cancelled, call.now);
    tx.put(&sale)?;
    let id = BidderRecord::id_of(sale.community, sale.buyer);
    let mut record = tx.get(id)?.unwrap_or_else(|| BidderRecord::clean(sale.community, sale.buyer));
    record.strikes = record.strikes.saturating_add(1);
    tx.put(&record)?;
    for (user, kind) in [(sale.buyer, Kind::SaleUnpaidBuyer), (sale.seller, Kind::SaleUnpaid)] {
        tell(tx, call.id, call.now, about(user, kind, &sale))?;
    }
    let listing: Listing = tx.get(sale.listing)?.ok_or(Code::NotFound)?;
    offer_next(tx, call, listing)
}

/// Offers a listing that has lost its buyer to the next bidder; without one it is unsold.
fn offer_next(tx: &mut Tx<'_>, call: &Call<()>, listing: Listing) -> Result<(), Stop> {
    let ledger = Ledger::load(tx, &listing)?;
    let bids: Vec<AcceptedBid> = standing_bids(tx, listing.id)?.into_iter().map(|(_, bid)| bid).collect();
    let of_listing = [Value::from(listing.id)];
    let buyers = tx.select::<Sale>("listing = ? ORDER BY id", &of_listing)?;
    let offers = tx.select::<SecondChanceOffer>("listing = ? ORDER BY id", &of_listing)?;
    let asked: Vec<Id> =
        buyers.iter().map(|sale| sale.buyer).chain(offers.iter().map(|offer| offer.bidder)).collect();
    tx.put(&Listing { status: ListingStatus::Unsold, ..listing.clone() })?;
    let Some(chance) = second_chance(&ledger.state, &bids, &asked, call.now) else {
        return tell_seller(tx, call, &listing, Kind::ListingUnsold);
    };
    let offer = SecondChanceOffer {
        id: SecondChanceOffer::id_of(listing.id, chance.bidder),
        listing: listing.id,
        community: listing.community,
        bidder: chance.bidder,
        title: listing.title.clone(),
        status: OfferStatus::Open,
        price_minor: chance.price_minor,
        currency: listing.currency,
        made_at: call.now,
        open_until: chance.open_until,
    };
    tx.put(&offer)?;
    let telling = Telling::new(offer.bidder, offer.community, Kind::SecondChance, offer.listing)
        .with("title", Param::Text(offer.title.clone()))
        .with("price", Param::Money(offer.price_minor, offer.currency.code().to_owned()))
        .with("until", Param::Time(offer.open_until));
    Ok(tell(tx, call.id, call.now, telling)?)
}

/// Answers an offer. The clock comes last: what it says a device only expects.
pub(super) fn answer(
    tx: &mut Tx<'_>,
    call: &Call<()>,
    offer: SecondChanceOffer,
    accept: bool,
) -> Result<(), Stop> {
    if call.actor.person()? != offer.bidder {
        return Err(Code::ForbiddenRole.into());
    }
    if offer.status != OfferStatus::Open {
        return Err(Code::InvalidState.into());
    }
    if call.now >= offer.open_until {
        return Err(Refusal::new(Code::OfferLapsed).with("until", Param::Time(offer.open_until)).into());
    }
    let status = if accept { OfferStatus::Accepted } else { OfferStatus::Declined };
    Ok(tx.put(&SecondChanceOffer { status, ..offer })?)
}

/// Makes an accepted offer a sale; a declined one goes on to the next bidder.
pub(super) fn settle_answer(tx: &mut Tx<'_>, call: &Call<()>, offer: Id) -> Result<(), Stop> {
    let offer: SecondChanceOffer = tx.get(offer)?.ok_or(Code::NotFound)?;
    let listing: Listing = tx.get(offer.listing)?.ok_or(Code::NotFound)?;
    if offer.status != OfferStatus::Accepted {
        return offer_next(tx, call, listing);
    }
    let listing = Listing { status: ListingStatus::Sold, ..listing };
    tx.put(&listing)?;
    agree(tx, call, &listing, offer.bidder, offer.price_minor, SaleOrigin::SecondChance)
}

/// Whether an offer's time is over.
pub(super) fn may_lapse(offer: &SecondChanceOffer, now: Timestamp) -> Result<(), Stop> {
    let over = offer.status == OfferStatus::Open && offer.open_until <= now;
    if over { Ok(()) } else { Err(Code::InvalidState.into()) }
}

/// Ends an offer that nobody answered.
pub(super) fn settle_lapse(tx: &mut Tx<'_>, call: &Call<()>, offer: Id) -> Result<(), Stop> {
    let offer: SecondChanceOffer = tx.get(offer)?.ok_or(Code::NotFound)?;
    let listing: Listing = tx.get(offer.listing)?.ok_or(Code::NotFound)?;
    tx.put(&SecondChanceOffer { status: OfferStatus::Lapsed, ..offer })?;
    offer_next(tx, call, listing)
}

/// What the clock asks for: lots to close, buyers to remind, unpaid sales, offers that lapse, reviews to show.
///
/// # Errors
/// The store's fault.
pub fn due(tx: &mut Tx<'_>, now: Timestamp, limit: usize) -> Result<Vec<Due<Command>>, Fault> {
    let limit = Value::Int(i64::try_from(limit).unwrap_or(i64::MAX));
    let text = "SELECT s.id, l.ends_at FROM listing s JOIN lot l ON l.id = s.id
         WHERE s.status = 'active' AND l.ends_at <= ? ORDER BY l.ends_at, s.id LIMIT ?";
    let mut due =
        found(tx, text, &[now.into(), limit.clone()], "lot closed", |listing, _| Command::Close { listing })?;
    for day in REMINDER_DAYS {
        let text = "SELECT s.id, s.sold_at FROM market_sale s LEFT JOIN payment_reminder r ON r.sale_id = s.id
             WHERE s.state = 'awaiting_payment' AND s.sold_at <= ? AND s.payment_days > ? AND coalesce(r.day, 0) < ?
             ORDER BY s.sold_at, s.id LIMIT ?";
        let since = now.plus(-day.saturating_mul(DAY_MS));
        let params = [since.into(), Value::Int(day), Value::Int(day), limit.clone()];
        let what = format!("payment reminder {day}");
        due.extend(found(tx, text, &params, &what, |sale, _| Command::RemindPayment { sale, day })?);
    }
    let text = "SELECT id, timer_at FROM market_sale WHERE state = 'awaiting_payment' AND timer_at <= ?
         ORDER BY timer_at, id LIMIT ?";
    due.extend(found(tx, text, &[now.into(), limit.clone()], "sale unpaid", |sale, _| Command::FollowUp {
        sale,
    })?);
    let text =
        "SELECT id, timer_at FROM market_sale WHERE state IN ('handed_over', 'received') AND timer_at <= ?
         ORDER BY timer_at, id LIMIT ?";
    let passed = found(tx, text, &[now.into(), limit.clone()], "sale's time", |sale, _| {
        Command::PassSaleTime { sale }
    });
    due.extend(passed?);
    let text = "SELECT id, open_until FROM second_chance WHERE status = 'open' AND open_until <= ?
         ORDER BY open_until, id LIMIT ?";
    due.extend(found(tx, text, &[now.into(), limit.clone()], "offer lapsed", |offer, _| {
        Command::LapseOffer { offer }
    })?);
    let text = "SELECT id, reveal_at FROM review WHERE revealed = 0 AND reveal_at <= ?
         ORDER BY reveal_at, id LIMIT ?";
    due.extend(found(tx, text, &[now.into(), limit], "review shown", |review, _| Command::RevealReview {
        review,
    })?);
    Ok(due)
}

fn found(
    tx: &mut Tx<'_>,
    text: &str,
    params: &[Value],
    what: &str,
    command: impl Fn(Id, i64) -> Command,
) -> Result<Vec<Due<Command>>, Fault> {
    tx.query(text, params, |row: &RowView<'_>| {
        let thing: Id = row.text(0)?.parse().map_err(|_| Fault::Shape(what.to_owned()))?;
        let at = row.int(1)?;
        Ok(Due { id: Id::named(what, &format!("{thing} {at}")), command: command(thing, at) })
    })
}

fn about(user: Id, kind: Kind, sale: &Sale) -> Telling {
    Telling::new(user, sale.community, kind, sale.listing)
        .with("title", Param::Text(sale.title.clone()))
        .with("price", Param::Money(sale.price_minor, sale.currency.code().to_owned()))
}

fn tell_seller(tx: &mut Tx<'_>, call: &Call<()>, listing: &Listing, kind: Kind) -> Result<(), Stop> {
    let telling = Telling::new(listing.seller, listing.community, kind, listing.id);
    Ok(tell(tx, call.id, call.now, telling.with("title", Param::Text(listing.title.clone())))?)
}

/// How a community knows a person.
pub(super) fn name_of(tx: &mut Tx<'_>, community: Id, user: Id) -> Result<String, Fault> {
    let member = tx.get::<Member>(Member::id_of(community, user))?;
    Ok(member.map(|member| member.display_name).unwrap_or_default())
}
