//! Tracking numbers: `TRK-` and nine digits, the last of which gives a slip of the tongue away.
//!
//! The number is derived from the id of the call that placed the order, so replaying the call gives the
//! same one. A hundred million numbers are few enough that two orders can meet: whoever stores them takes
//! the first `attempt` that is free. The check digit is Damm's: it finds every single wrong digit and
//! every two neighbours swapped (H. Michael Damm, "Total anti-symmetrische Quasigruppen", 2004).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::Id;

/// What a tracking number starts with.
pub const PREFIX: &str = "TRK-";
/// Digits, the check digit included.
pub const DIGITS: usize = 9;

/// Numbers there are: those of the eight digits before the check digit.
const NUMBERS: u64 = 100_000_000;

/// A tracking number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TrackingNumber(u32);

/// The text is not a tracking number, or its check digit is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not_a_tracking_number")]
pub struct BadTrackingNumber;

impl TrackingNumber {
    /// The number of the order that the call `call` placed; `attempt` counts the ones that were taken, from 0.
    #[must_use]
    pub fn of(call: Id, attempt: u32) -> Self {
        // The first six bytes are the hash's own; the seventh carries the id's version.
        let [a, b, c, d, e, f, ..] = Id::of("tracking number", &[call.derive(attempt)]).bytes();
        let number = u64::from_be_bytes([0, 0, a, b, c, d, e, f]) % NUMBERS;
        Self(u32::try_from(number).unwrap_or_default())
    }
}

impl fmt::Display for TrackingNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:08}", self.0);
        write!(f, "{PREFIX}{digits}{}", check(digits.bytes()).unwrap_or_default())
    }
}

impl FromStr for TrackingNumber {
    type Err = BadTrackingNumber;

    /// Reads what a person may have typed: without prefix, in small letters, with blanks.
    fn from_str(text: &str) -> Result<Self, BadTrackingNumber> {
        let text = text.trim();
        let bare = match text.get(..PREFIX.len()) {
            Some(start) if start.eq_ignore_ascii_case(PREFIX) => text.get(PREFIX.len()..).unwrap_or_default(),
            _ => text,
        };
        let digits: String = bare.chars().filter(|letter| *letter != ' ').collect();
        // The check digit of a number with its own check digit is 0.
        if digits.len() != DIGITS || check(digits.bytes()) != Some(0) {
            return Err(BadTrackingNumber);
        }
        let number = digits.get(..DIGITS - 1).and_then(|digits| digits.parse().ok());
        number.map(Self).ok_or(BadTrackingNumber)
    }
}

impl TryFrom<String> for TrackingNumber {
    type Error = BadTrackingNumber;

    fn try_from(text: String) -> Result<Self, BadTrackingNumber> {
        text.parse()
    }
}

impl From<TrackingNumber> for String {
    fn from(number: TrackingNumber) -> Self {
        number.to_string()
    }
}

/// Damm's table: row is the digit so far, column the next one.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// The check digit of ASCII digits; `None` when one is none.
fn check(digits: impl Iterator<Item = u8>) -> Option<u8> {
    let mut so_far: u8 = 0;
    for digit in digits {
        let row = DAMM.get(usize::from(so_far))?;
        so_far = *row.get(usize::from(digit.checked_sub(b'0')?))?;
    }
    Some(so_far)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn number(seed: u32) -> TrackingNumber {
        TrackingNumber::of(Id::named("call", &seed.to_string()), 0)
    }

    #[test]
    fn a_number_follows_from_its_call_and_reads_back() {
        let call = Id::named("call", "1");
        assert_eq!(TrackingNumber::of(call, 0), TrackingNumber::of(call, 0));
        assert_ne!(TrackingNumber::of(call, 0), TrackingNumber::of(call, 1));
        // The example of Damm's thesis: 572 has the check digit 4.
        assert_eq!(check("572".bytes()), Some(4));
        for seed in 0..1_000 {
            let number = number(seed);
            let text = number.to_string();
            assert_eq!(text.len(), PREFIX.len() + DIGITS, "{text}");
            assert_eq!(text.parse(), Ok(number), "{text}");
            assert_eq!(text.to_lowercase().parse(), Ok(number));
            assert_eq!(format!("  {} ", &text[4..]).parse(), Ok(number));
            assert_eq!(format!("{} {}", &text[..7], &text[7..]).parse(), Ok(number));
        }
        for bad in ["", "TRK-", "TRK-12345678", "TRK-1234567890", "TRK-12345678é", "TRK-+12345678"] {
            assert_eq!(bad.parse::<TrackingNumber>(), Err(BadTrackingNumber), "{bad}");
        }
    }

    #[test]
    fn one_wrong_digit_or_two_neighbours_swapped_are_found() {
        for seed in 0..200 {
            let right: Vec<u8> = number(seed).to_string().bytes().skip(4).collect();
            for place in 0..DIGITS {
                for digit in b'0'..=b'9' {
                    let mut wrong = right.clone();
                    wrong[place] = digit;
                    let parsed = String::from_utf8(wrong).unwrap().parse::<TrackingNumber>();
                    assert_eq!(parsed.is_ok(), digit == right[place], "{seed} {place} {digit}");
                }
                let mut swapped = right.clone();
                swapped.swap(place, (place + 1) % DIGITS);
                let parsed = String::from_utf8(swapped.clone()).unwrap().parse::<TrackingNumber>();
                assert!(place + 1 == DIGITS || parsed.is_ok() == (swapped == right), "{seed} {place}");
            }
        }
    }

    #[test]
    fn numbers_are_spread_evenly() {
        let numbers: BTreeSet<TrackingNumber> = (0..10_000).map(number).collect();
        // Of 10,000 numbers out of a hundred million, half a pair is expected to meet.
        assert!(numbers.len() >= 9_995, "{}", numbers.len());
        for tenth in 0..10 {
            let share = numbers.iter().filter(|number| number.0 / 10_000_000 == tenth).count();
            assert!((850..1_150).contains(&share), "{tenth}: {share}");
        }
    }
}
