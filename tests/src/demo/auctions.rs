//! Auctions at the end of a run: what every lot has come to, against a reckoning of its own that is naive and
//! shares nothing with the rules; and recorded auctions against the prices that were paid.

use std::collections::BTreeMap;
use std::path::Path;

use hubbub_core::auction::deal::Sale;
use hubbub_core::auction::model::{Listing, ListingStatus};
use hubbub_core::auction::standing::Lot;
use hubbub_core::id::Id;
use hubbub_core::store::{Fault, Sql, Tx, Unwatched};
use hubbub_core::sync::rules::Domain;
use hubbub_core::time::Timestamp;
use hubbub_server::import::bids::{Auctions, RecordedAuction};
use hubbub_server::import::rows::{Entry, open};
use hubbub_server::import::run_bids;

use super::check::Books;
use super::figures::Figures;
use super::story::{Failure, tell};

/// The community that recorded auctions are brought into.
pub(crate) const RECORDED: &str = "Recorded auctions";

/// What the books say of one lot.
struct Found {
    listing: Listing,
    lot: Lot,
    reserve: Option<i64>,
    /// Who leads, by the number in the lot's public row.
    leader: Option<Id>,
    bids: Vec<(Id, i64)>,
    sales: Vec<Sale>,
}

/// Compares every lot that has bids with the reckoning, and what was closed with its sale.
pub(crate) fn recheck(books: &Books, now: Timestamp, figures: &mut Figures) -> Result<(), Failure> {
    for found in books.read(lots)? {
        figures.auctions_total += 1;
        figures.duplicates += found.sales.len().saturating_sub(1);
        let Found { listing, lot, .. } = &found;
        let reckoned = reckon(listing.start_minor, found.reserve, &found.bids);
        let stands = found.leader.map(|leader| (leader, lot.price_minor));
        let met = found.reserve.is_none_or(|reserve| lot.price_minor >= reserve);
        let sold = found.sales.first().map(|sale| (sale.buyer, sale.price_minor));
        let closed = match listing.status {
            ListingStatus::Sold => met && sold == stands,
            ListingStatus::Unsold => !met && sold.is_none(),
            _ => sold.is_none() && lot.ends_at > now,
        };
        if reckoned == stands && closed {
            figures.auctions_matched += 1;
        } else {
            let status = listing.status;
            let title = &listing.title;
            tell(&format!(
                "MISJUDGED: {title}: {stands:?} stands, {reckoned:?} reckoned; {status:?}, {sold:?}"
            ));
        }
    }
    Ok(())
}

fn lots(sql: &mut dyn Sql) -> Result<Vec<Found>, Fault> {
    let text = "SELECT listing_id, bidder, max_minor FROM accepted_bid WHERE removed_at IS NULL
         ORDER BY listing_id, seq";
    let rows = sql.all(text, &[], |row| Ok((parsed(row.text(0)?)?, parsed(row.text(1)?)?, row.int(2)?)))?;
    let mut bids: BTreeMap<Id, Vec<(Id, i64)>> = BTreeMap::new();
    for (listing, bidder, max) in rows {
        bids.entry(listing).or_default().push((bidder, max));
    }
    let text = "SELECT listing_id, reserve_minor FROM lot_ledger WHERE reserve_minor IS NOT NULL";
    let reserves = sql.all(text, &[], |row| Ok((parsed(row.text(0)?)?, row.int(1)?)))?;
    let reserves: BTreeMap<Id, i64> = reserves.into_iter().collect();
    let text = "SELECT b.listing_id, b.bidder FROM lot_bidder b
         JOIN lot l ON l.id = b.listing_id AND l.leader = b.number";
    let leaders = sql.all(text, &[], |row| Ok((parsed(row.text(0)?)?, parsed(row.text(1)?)?)))?;
    let leaders: BTreeMap<Id, Id> = leaders.into_iter().collect();
    let mut unwatched = Unwatched;
    let mut tx = Tx::new(sql, hubbub_core::domain::Hubbub.tables(), &mut unwatched);
    let mut found = Vec::new();
    for (id, bids) in bids {
        let listing =
            tx.get::<Listing>(id)?.ok_or_else(|| Fault::Shape("a bid without a listing".to_owned()))?;
        let lot = tx.get::<Lot>(id)?.ok_or_else(|| Fault::Shape("a bid without a lot".to_owned()))?;
        let sales = tx.select::<Sale>("listing = ? ORDER BY sold_at, id", &[id.into()])?;
        let (reserve, leader) = (reserves.get(&id).copied(), leaders.get(&id).copied());
        found.push(Found { listing, lot, reserve, leader, bids, sales });
    }
    Ok(found)
}

fn parsed(text: &str) -> Result<Id, Fault> {
    text.parse().map_err(|_| Fault::Shape("an id of a lot".to_owned()))
}

/// Compares the price that each recorded auction has come to with the one that was paid, and says of the
/// others what in the record explains it.
pub(crate) fn compare_recorded(books: &Books, table: &Path, figures: &mut Figures) -> Result<(), Failure> {
    let mut reasons: BTreeMap<&str, u32> = BTreeMap::new();
    for entry in Auctions::new(open(table)?)? {
        let Entry::Record(auction) = entry? else { continue };
        figures.auctions_total += 1;
        let listing = run_bids::listing_id(RECORDED, auction.id);
        let lot = books.read(|sql| {
            let mut unwatched = Unwatched;
            Tx::new(sql, hubbub_core::domain::Hubbub.tables(), &mut unwatched).get::<Lot>(listing)
        })?;
        let price = lot.map(|lot| lot.price_minor);
        if price == Some(auction.price_minor) {
            figures.auctions_matched += 1;
            continue;
        }
        let recorded = auction.price_minor;
        match reason(&auction) {
            Some(reason) => {
                figures.auctions_explained += 1;
                *reasons.entry(reason).or_default() += 1;
                tell(&format!("  auction {}: {recorded} paid, {price:?} by the rules: {reason}", auction.id));
            }
            None => tell(&format!("UNEXPLAINED: auction {}: {recorded} paid, {price:?}", auction.id)),
        }
    }
    tell(&format!(
        "{} of {} recorded auctions reach the price that was paid; the others: {reasons:?}.",
        figures.auctions_matched, figures.auctions_total
    ));
    Ok(())
}

/// Why the rules can't give the price of a record.
fn reason(auction: &RecordedAuction) -> Option<&'static str> {
    let bids: Vec<(Id, i64)> =
        auction.bids.iter().map(|bid| (Id::named("bidder", &bid.bidder), bid.max_minor)).collect();
    let price = |reserve| reckon(auction.opening_minor, reserve, &bids).map(|(_, price)| price);
    let highest = bids.iter().map(|(_, max)| *max).max();
    let paid = Some(auction.price_minor);
    if auction.check().is_err() {
        Some("no auction can have ended so")
    } else if price(None) == paid {
        Some("a bid below the least of its time counts in the record")
    } else if highest == paid && price(paid) == paid {
        Some("the highest maximum was paid: a reserve price, or a purchase outright")
    } else {
        None
    }
}

/// Who leads at what price: everybody's highest maximum, the earliest of equals first; the second decides.
fn reckon(start: i64, reserve: Option<i64>, bids: &[(Id, i64)]) -> Option<(Id, i64)> {
    let mut best: Vec<(Id, i64)> = Vec::new();
    for &(bidder, max) in bids {
        match best.iter().position(|(known, _)| *known == bidder) {
            Some(at) if best[at].1 >= max => {}
            Some(at) => {
                best.remove(at);
                best.push((bidder, max));
            }
            None => best.push((bidder, max)),
        }
    }
    // Stable: of equal maxima the one that was named first stays first.
    best.sort_by_key(|(_, max)| std::cmp::Reverse(*max));
    let (leader, highest) = *best.first()?;
    let price = best.get(1).map_or(start, |(_, second)| highest.min((second + step(*second)).max(start)));
    let reserve = reserve.filter(|reserve| highest >= *reserve);
    Some((leader, price.max(reserve.unwrap_or(price))))
}

/// eBay's steps, in cents.
fn step(price: i64) -> i64 {
    match price {
        ..100 => 5,
        100..500 => 25,
        500..2_500 => 50,
        2_500..10_000 => 100,
        10_000..25_000 => 250,
        25_000..50_000 => 500,
        50_000..100_000 => 1_000,
        100_000..250_000 => 2_500,
        250_000..500_000 => 5_000,
        _ => 10_000,
    }
}
