//! Brings recorded auctions in: each becomes a listing with its bids, at their own times, and is closed
//! without a sale.
//!
//! The records know of no second factor, embargo or pace, so none is asked for. What remains are the rules of
//! the amount: a bid that they refuse is told, with its reason, and left out. They can be told to let such
//! bids in too, as the system did where they were made.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use hubbub_core::auction::model::{Condition, Handover, ListingKind, MarketCategory};
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::time::Timestamp;
use serde_json::json;

use super::bids::{Auctions, RecordedAuction};
use super::community::{found, shortened};
use super::job::{ImportError, Job};
use super::report::Report;
use super::rows::Entry;
use crate::writer::Writer;

/// When an auction of a record that has no dates is said to have opened: in the records' own years.
const OPENED_AT: Timestamp = Timestamp(1_041_379_200_000); // 2003-01-01

/// What becomes of bids that the rules of the amount refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LowBids {
    /// They are left out.
    Refuse,
    /// They count.
    LetIn,
}

/// What became of a file of auctions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Auctions that are in, and closed.
    pub auctions: u64,
    /// Auctions that can't be real, and were passed over.
    pub passed_over: u64,
    /// Bids that are in.
    pub bids: u64,
    /// Bids that the rules refused, by reason.
    pub refused: BTreeMap<Code, u64>,
    /// Lines that were rejected.
    pub rejected: u64,
}

/// The listing that a recorded auction becomes in the community of a name.
#[must_use]
pub fn listing_id(community: &str, auction: u64) -> Id {
    Id::named("recorded auction", &format!("{community}/{auction}"))
}

/// Imports a table of bids into the community `name`.
///
/// # Errors
/// [`ImportError`]; what was imported before stays, and the next run goes on from there.
pub fn run(
    writer: &Writer,
    path: &Path,
    name: &str,
    low_bids: LowBids,
    tell: &mut dyn FnMut(&str),
) -> Result<Imported, ImportError> {
    let label = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut report = Report::new(&label, tell);
    let file = File::open(path).map_err(|error| ImportError::Io(path.to_owned(), error))?;
    let mut job = Job::new(writer, &format!("import bids {label} {name}"));
    found(&mut job, name)?;
    let mut done = Imported::default();
    for entry in Auctions::new(BufReader::new(file))? {
        match entry? {
            Entry::Rejected(rejected) => report.reject(&rejected),
            Entry::Record(auction) => {
                report.take();
                if let Err(fault) = auction.check() {
                    done.passed_over += 1;
                    report.say(&format!("auction {} is passed over: {fault}", auction.id));
                    continue;
                }
                done.auctions += 1;
                let refused = bring_in(&mut job, name, &auction, low_bids)?;
                done.bids += u64::try_from(auction.bids.len() - refused.len()).unwrap_or_default();
                for (bid, refusal) in refused {
                    *done.refused.entry(refusal.code).or_default() += 1;
                    report.say(&told(&auction, bid, &refusal));
                }
            }
        }
    }
    done.rejected = report.rejected;
    report.say(&format!(
        "{} auctions with {} bids are in, {} bids refused, {} auctions passed over, {} lines rejected",
        done.auctions,
        done.bids,
        done.refused.values().sum::<u64>(),
        done.passed_over,
        done.rejected
    ));
    Ok(done)
}

/// One auction: the bids that were refused, by their place in the record, and why.
fn bring_in(
    job: &mut Job<'_>,
    name: &str,
    auction: &RecordedAuction,
    low_bids: LowBids,
) -> Result<Vec<(usize, Refusal)>, ImportError> {
    let listing = listing_id(name, auction.id);
    let person = |kind: &str, who: &str| Id::named(kind, &format!("{name}/{who}"));
    let command = json!({
        "area": "auction", "kind": "import_listing", "listing": listing,
        "community": super::community::community_id(name),
        "seller": person("recorded seller", &auction.id.to_string()), "opens_at": OPENED_AT, "currency": "USD",
        "terms": {
            "as": ListingKind::Auction, "title": shortened(&auction.item, 80), "category": MarketCategory::Other,
            "condition": Condition::Good, "handover": Handover::Delivery, "start_minor": auction.opening_minor,
            "ends_at": OPENED_AT.plus(auction.duration_ms),
        },
    });
    job.command(listing.derive(0), &command)?;
    let bids = Id::of("recorded bids", &[listing]);
    for (number, bid) in (0..).zip(&auction.bids) {
        let command = json!({
            "area": "auction", "kind": "import_bid", "listing": listing, "bid": bids.derive(number),
            "bidder": person("recorded bidder", &bid.bidder), "max_minor": bid.max_minor,
            "at": OPENED_AT.plus(bid.at_ms), "let_in": low_bids == LowBids::LetIn,
        });
        job.attempt(bids.derive(number), &command)?;
    }
    let refused = job.refusals()?;
    let place = |id: Id| (0..).zip(&auction.bids).position(|(number, _)| bids.derive(number) == id);
    for (ordinal, kind) in [(1, "activate"), (2, "close")] {
        let command = json!({ "area": "auction", "kind": kind, "listing": listing });
        // A server that ran between two runs may have closed it already.
        job.attempt(listing.derive(ordinal), &command)?;
    }
    for (_, refusal) in job.refusals()? {
        if refusal.code != Code::InvalidState {
            return Err(ImportError::Refused(refusal.code.to_string()));
        }
    }
    Ok(refused.into_iter().filter_map(|(id, refusal)| Some((place(id)?, refusal))).collect())
}

fn told(auction: &RecordedAuction, bid: usize, refusal: &Refusal) -> String {
    let max_minor = auction.bids.get(bid).map_or(0, |bid| bid.max_minor);
    format!(
        "auction {}: bid {} of {max_minor} (minor units) is left out: {}",
        auction.id,
        bid + 1,
        refusal.code
    )
}
