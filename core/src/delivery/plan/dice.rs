//! Chance from a seed, in whole numbers, equal on every machine.

/// Entries of the table of logarithms.
const LOGS: u64 = 1_024;
/// ln 2 as a fraction of 2^32.
const LN_2_Q32: u128 = 2_977_044_472;
/// What one is, in the fractions that [`Dice::exponential_q16`] gives.
pub(super) const ONE_Q16: i64 = 1 << 16;

/// A generator after Steele, Lea and Flood 2014 (SplitMix64).
#[derive(Clone, Debug)]
pub(super) struct Dice {
    state: u64,
    /// −ln((2i + 1) / 2048) in 65,536ths, for i from 0.
    logs: Vec<i64>,
}

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed, logs: (0..LOGS).map(minus_ln_q16).collect() }
    }

    /// 64 even bits.
    pub(super) fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `bound - 1`; 0 for a bound of 0. Uneven by at most `bound / 2^32`.
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        let scaled = (self.bits() >> 32).wrapping_mul(u64::from(bound)) >> 32;
        u32::try_from(scaled).unwrap_or(0)
    }

    /// A number from 1 to `most_q16 / 65,536`, all of its range even, rounded down.
    pub(super) fn up_to_q16(&mut self, most_q16: u32) -> u32 {
        (self.below(most_q16) >> 16).saturating_add(1)
    }

    /// An exponentially spread number of mean 1, in 65,536ths, up to 7.6.
    pub(super) fn exponential_q16(&mut self) -> i64 {
        let entry = usize::try_from(self.bits() % LOGS).unwrap_or(0);
        self.logs.get(entry).copied().unwrap_or(ONE_Q16)
    }
}

/// −ln((2 × entry + 1) / 2048) in 65,536ths: the binary logarithm bit by bit, by squaring.
fn minus_ln_q16(entry: u64) -> i64 {
    let odd = u128::from(entry.saturating_mul(2).saturating_add(1));
    let whole = odd.ilog2();
    let mut mantissa = (odd << 63) >> whole;
    let mut log_q32 = u128::from(whole) << 32;
    for bit in (0..32u32).rev() {
        mantissa = (mantissa * mantissa) >> 63;
        if mantissa >= 1 << 64 {
            mantissa >>= 1;
            log_q32 |= 1 << bit;
        }
    }
    let negative_q32 = (11u128 << 32).saturating_sub(log_q32);
    i64::try_from((negative_q32 * LN_2_Q32) >> 48).unwrap_or(0)
}

/// Skips about one chance in a hundred, drawing only once for each skip.
#[derive(Clone, Debug, Default)]
pub(super) struct Blink {
    left: u32,
}

/// The mean number of chances between two blinks.
const BLINK_EVERY: i64 = 100;

impl Blink {
    /// Whether this chance is overlooked.
    #[inline]
    pub(super) fn blinks(&mut self, dice: &mut Dice) -> bool {
        if let Some(left) = self.left.checked_sub(1) {
            self.left = left;
            return false;
        }
        let wait = dice.exponential_q16().saturating_mul(BLINK_EVERY) / ONE_Q16;
        self.left = u32::try_from(wait).unwrap_or(0);
        true
    }
}
