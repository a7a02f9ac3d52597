//! The bid increment ladder: by how much the next bid must exceed the price.
//!
//! A ladder belongs to one currency. A lot keeps the ladder it was listed with; a hub's edit counts for
//! new lots only.

use serde::{Deserialize, Serialize};

use crate::money::{AMOUNT_MINOR_MAX, Currency};

/// The most bands of a ladder; eBay's has 10.
pub const BANDS_MAX: usize = 32;

/// eBay's bid increments: from this price (whole units of the currency), this step (hundredths of one).
const EBAY: [(i64, i64); 10] = [
    (0, 5),
    (1, 25),
    (5, 50),
    (25, 100),
    (100, 250),
    (250, 500),
    (500, 1_000),
    (1_000, 2_500),
    (2_500, 5_000),
    (5_000, 10_000),
];
/// The most decimals of a currency in ISO 4217.
const DECIMALS_MAX: u32 = 4;

/// One rung: from this price on, this step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// The lowest price of the band, in minor units.
    pub from_minor: i64,
    /// The bid increment within the band, in minor units, at least 1.
    pub step_minor: i64,
}

/// Bands without gaps, from price 0 upwards. Steps never get smaller, so that a higher maximum never
/// makes a lower price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Band>", into = "Vec<Band>")]
pub struct Ladder(Vec<Band>);

/// Why bands are no ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LadderFault {
    /// There is no band.
    #[error("no_band")]
    NoBand,
    /// More than [`BANDS_MAX`].
    #[error("too_many_bands")]
    TooManyBands,
    /// The first band does not begin at price 0.
    #[error("first_band_not_at_zero")]
    FirstBandNotAtZero,
    /// A band does not begin above the one before it.
    #[error("bands_not_ascending")]
    BandsNotAscending,
    /// A step is below 1 or smaller than the one before it.
    #[error("steps_not_ascending")]
    StepsNotAscending,
    /// A price or step above [`AMOUNT_MINOR_MAX`].
    #[error("amount_too_large")]
    AmountTooLarge,
}

impl Ladder {
    /// A ladder of these bands, the lowest first.
    ///
    /// # Errors
    /// The first [`LadderFault`] found.
    pub fn new(bands: Vec<Band>) -> Result<Self, LadderFault> {
        if bands.len() > BANDS_MAX {
            return Err(LadderFault::TooManyBands);
        }
        if bands.first().ok_or(LadderFault::NoBand)?.from_minor != 0 {
            return Err(LadderFault::FirstBandNotAtZero);
        }
        let pairs = || bands.iter().zip(bands.iter().skip(1));
        if pairs().any(|(low, high)| high.from_minor <= low.from_minor) {
            return Err(LadderFault::BandsNotAscending);
        }
        let falls = pairs().any(|(low, high)| high.step_minor < low.step_minor);
        if falls || bands.iter().any(|band| band.step_minor < 1) {
            return Err(LadderFault::StepsNotAscending);
        }
        if bands.iter().any(|band| band.from_minor.max(band.step_minor) > AMOUNT_MINOR_MAX) {
            return Err(LadderFault::AmountTooLarge);
        }
        Ok(Self(bands))
    }

    /// eBay's ladder for a currency with this many decimals (0 to 4, more count as 4). A step that is no
    /// whole minor unit is rounded up.
    #[must_use]
    pub fn ebay(decimals: u32) -> Self {
        let unit = 10i64.saturating_pow(decimals.min(DECIMALS_MAX));
        let band = |(from, hundredths): (i64, i64)| Band {
            from_minor: from.saturating_mul(unit),
            step_minor: hundredths.saturating_mul(unit).saturating_add(99).div_euclid(100),
        };
        let mut bands: Vec<Band> = EBAY.into_iter().map(band).collect();
        bands.dedup_by_key(|band| band.step_minor);
        Self(bands)
    }

    /// The ladder of a currency where the hub has not made its own.
    #[must_use]
    pub fn standard(currency: Currency) -> Self {
        Self::ebay(currency.decimals())
    }

    /// The bid increment at a price, in minor units. A price below 0 counts as 0.
    #[must_use]
    pub fn step(&self, price_minor: i64) -> i64 {
        let reached = self.0.iter().rev().find(|band| band.from_minor <= price_minor);
        reached.or(self.0.first()).map_or(1, |band| band.step_minor)
    }

    /// The price and its increment together, in minor units: the least that outbids it.
    #[must_use]
    pub fn next(&self, price_minor: i64) -> i64 {
        price_minor.saturating_add(self.step(price_minor))
    }

    /// The bands, the lowest first.
    #[must_use]
    pub fn bands(&self) -> &[Band] {
        &self.0
    }
}

impl TryFrom<Vec<Band>> for Ladder {
    type Error = LadderFault;

    fn try_from(bands: Vec<Band>) -> Result<Self, LadderFault> {
        Self::new(bands)
    }
}

impl From<Ladder> for Vec<Band> {
    fn from(ladder: Ladder) -> Self {
        ladder.0
    }
}
