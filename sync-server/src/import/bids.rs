//! Recorded auctions: a table with one row per bid, as published of eBay's auctions.
//!
//! The rows of an auction stand together, in order of time, and repeat what is known of the auction. A
//! bid's amount is the bidder's proxy maximum, but for the winner's: no maximum above the final price was
//! ever published, so the highest amount of an auction says only how far others made the winner go.

use std::collections::BTreeSet;
use std::io::BufRead;

use super::header::header;
use super::pabulib::minor_units;
use super::rows::{Entry, Fault, Header, RejectReason, Rejected, Row, Rows, text, value};

/// Decimals of the US dollar, in which the records are kept.
const USD_DECIMALS: u32 = 2;
/// The most bids of one auction; the record of a larger one is not believed.
pub const BIDS_PER_AUCTION_MAX: usize = 100_000;
/// The longest auction that is believed, in days.
pub const DURATION_DAYS_MAX: i64 = 366;
const DAY_MS: i128 = 86_400_000;
/// Digits after the point of a time; a millisecond needs 8.
const DAY_DIGITS_MAX: usize = 18;

const AMOUNT: &str = "an amount of money above 0";
const SAME: &str = "the same in every row of an auction";

/// One recorded bid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedBid {
    /// The bidder's name in the record.
    pub bidder: String,
    /// The proxy maximum, in US cents, above 0; see the module on the winner's.
    pub max_minor: i64,
    /// When it was placed, in ms since the auction opened, rounded to the nearest.
    pub at_ms: i64,
    /// The bidder's feedback score then, where the record has it. May be negative.
    pub rating: Option<i64>,
}

/// One recorded auction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedAuction {
    /// Its number in the record.
    pub id: u64,
    /// What was sold.
    pub item: String,
    /// How long it ran, in ms.
    pub duration_ms: i64,
    /// The opening price, in US cents, above 0.
    pub opening_minor: i64,
    /// The final price, in US cents, above 0.
    pub price_minor: i64,
    /// The bids, the earliest first; never empty.
    pub bids: Vec<RecordedBid>,
}

/// Why a record can't be of a real auction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuctionFault {
    /// Nobody pays more than the highest maximum.
    #[error("the price is {price_minor}, above the highest bid of {highest_minor} (minor units)")]
    PriceAboveBids {
        /// The recorded price, in US cents.
        price_minor: i64,
        /// The highest maximum, in US cents.
        highest_minor: i64,
    },
    /// Nobody pays less than the opening price.
    #[error("the price is {price_minor}, below the opening price of {opening_minor} (minor units)")]
    PriceBelowOpening {
        /// The recorded price, in US cents.
        price_minor: i64,
        /// The opening price, in US cents.
        opening_minor: i64,
    },
}

impl RecordedAuction {
    /// Whether the bids can have led to the recorded price at all.
    ///
    /// # Errors
    /// The first [`AuctionFault`] found.
    pub fn check(&self) -> Result<(), AuctionFault> {
        let (price_minor, opening_minor) = (self.price_minor, self.opening_minor);
        let highest_minor = self.bids.iter().map(|bid| bid.max_minor).max().unwrap_or(0);
        if price_minor > highest_minor {
            Err(AuctionFault::PriceAboveBids { price_minor, highest_minor })
        } else if price_minor < opening_minor {
            Err(AuctionFault::PriceBelowOpening { price_minor, opening_minor })
        } else {
            Ok(())
        }
    }
}

/// Where the columns stand.
#[derive(Clone, Copy, Debug)]
struct Columns {
    item: usize,
    duration: usize,
    auction: usize,
    max: usize,
    at: usize,
    bidder: usize,
    rating: usize,
    opening: usize,
    price: usize,
}

/// The auctions of a table, one by one; no more than one auction is held in memory. A row that can't be
/// used comes as a rejection, before the auction it stands in.
#[derive(Debug)]
pub struct Auctions<R> {
    rows: Rows<R>,
    header: Header,
    columns: Columns,
    current: Option<RecordedAuction>,
    seen: BTreeSet<u64>,
    ended: bool,
}

impl<R: BufRead> Auctions<R> {
    /// Reads the header. Columns may stand in any order, unknown ones are passed over.
    ///
    /// # Errors
    /// Reading fails, or a column is missing.
    pub fn new(input: R) -> Result<Self, Fault> {
        let mut rows = Rows::new(input, ',');
        let header = header(&mut rows, "the bids")?;
        let columns = Columns {
            item: header.need("item")?,
            duration: header.need("duration_days")?,
            auction: header.need("auctionid")?,
            max: header.need("bid")?,
            at: header.need("bidtime")?,
            bidder: header.need("bidder")?,
            rating: header.need("bidderrate")?,
            opening: header.need("openbid")?,
            price: header.need("price")?,
        };
        Ok(Self { rows, header, columns, current: None, seen: BTreeSet::new(), ended: false })
    }

    /// Takes one row in. Gives the auction that it brings to an end.
    fn take(&mut self, row: &Row) -> Result<Option<RecordedAuction>, RejectReason> {
        self.header.fits(row)?;
        let mut one = parse(row, self.columns)?;
        if let Some(current) = self.current.as_mut().filter(|current| current.id == one.id) {
            check_same(current, &one)?;
            current.bids.append(&mut one.bids);
            return Ok(None);
        }
        if !self.seen.insert(one.id) {
            return Err(RejectReason::Twice { column: "auctionid", found: one.id.to_string() });
        }
        Ok(self.current.replace(one))
    }

    fn reject(&self, row: &Row, reason: RejectReason) -> Rejected {
        row.reject(self.rows.delimiter(), reason)
    }
}

impl<R: BufRead> Iterator for Auctions<R> {
    type Item = Result<Entry<RecordedAuction>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let row = match self.rows.next_row() {
                Ok(Some(Entry::Record(row))) => row,
                Ok(Some(Entry::Rejected(rejected))) => return Some(Ok(Entry::Rejected(rejected))),
                Ok(None) => {
                    self.ended = true;
                    break;
                }
                Err(fault) => {
                    self.ended = true;
                    self.current = None;
                    return Some(Err(fault));
                }
            };
            match self.take(&row) {
                Ok(None) => {}
                Ok(Some(auction)) => return Some(Ok(Entry::Record(auction))),
                Err(reason) => return Some(Ok(Entry::Rejected(self.reject(&row, reason)))),
            }
        }
        self.current.take().map(|auction| Ok(Entry::Record(auction)))
    }
}

/// A row as an auction of one bid.
fn parse(row: &Row, at: Columns) -> Result<RecordedAuction, RejectReason> {
    let amount = |column, name| {
        value(row, column, name, AMOUNT, |text| minor_units(text, USD_DECIMALS).filter(|minor| *minor > 0))
    };
    let need = |column, name| match text(row, Some(column)) {
        "" => Err(RejectReason::Empty { column: name }),
        text => Ok(text.to_owned()),
    };
    let id = value(row, at.auction, "auctionid", "a whole number", |text| text.parse().ok())?;
    let duration_ms = value(row, at.duration, "duration_days", "a number of days", |text| {
        days_to_ms(text).filter(|ms| *ms > 0)
    })?;
    let bid = RecordedBid {
        bidder: need(at.bidder, "bidder")?,
        max_minor: amount(at.max, "bid")?,
        at_ms: value(row, at.at, "bidtime", "days within the auction", |text| {
            days_to_ms(text).filter(|at_ms| *at_ms <= duration_ms)
        })?,
        rating: value(row, at.rating, "bidderrate", "a whole number or NA", rating)?,
    };
    Ok(RecordedAuction {
        id,
        item: need(at.item, "item")?,
        duration_ms,
        opening_minor: amount(at.opening, "openbid")?,
        price_minor: amount(at.price, "price")?,
        bids: vec![bid],
    })
}

/// That a further row of an auction agrees with those before it.
fn check_same(auction: &RecordedAuction, row: &RecordedAuction) -> Result<(), RejectReason> {
    let differs = |column, found: &dyn ToString| {
        Err(RejectReason::BadValue { column, expected: SAME, found: found.to_string() })
    };
    if auction.item != row.item {
        return differs("item", &row.item);
    }
    if auction.duration_ms != row.duration_ms {
        return differs("duration_days", &row.duration_ms);
    }
    if auction.opening_minor != row.opening_minor {
        return differs("openbid", &row.opening_minor);
    }
    if auction.price_minor != row.price_minor {
        return differs("price", &row.price_minor);
    }
    let at_ms = |auction: &RecordedAuction| auction.bids.last().map(|bid| bid.at_ms);
    let bad_time = |expected| RejectReason::BadValue {
        column: "bidtime",
        expected,
        found: format!("{} ms", at_ms(row).unwrap_or_default()),
    };
    if at_ms(row) < at_ms(auction) {
        return Err(bad_time("at or after the bid before it"));
    }
    if auction.bids.len() >= BIDS_PER_AUCTION_MAX {
        return Err(bad_time("within the most bids of one auction"));
    }
    Ok(())
}

fn rating(text: &str) -> Option<Option<i64>> {
    if text == "NA" || text.is_empty() { Some(None) } else { text.parse().ok().map(Some) }
}

/// Days written as a decimal number, in ms rounded to the nearest (a half up); `None` when it is no such
/// number, negative, above [`DURATION_DAYS_MAX`] or has more than 18 digits after the point.
#[must_use]
pub fn days_to_ms(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) || fraction.len() > DAY_DIGITS_MAX {
        return None;
    }
    let days: i64 = whole.parse().ok().filter(|days| *days <= DURATION_DAYS_MAX)?;
    let scale = 10i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let part: i128 = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
    let exact = i128::from(days).checked_mul(scale)?.checked_add(part)?.checked_mul(DAY_MS)?;
    let ms = i64::try_from(exact.checked_add(scale / 2)?.div_euclid(scale)).ok()?;
    (i128::from(ms) <= i128::from(DURATION_DAYS_MAX) * DAY_MS).then_some(ms)
}
