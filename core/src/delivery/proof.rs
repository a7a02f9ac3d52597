//! Proof of delivery: an immutable record made on the driver's phone, chained to the one before it.
//!
//! A record is never changed. A correction is a new record that names the old one. Each carries the hash
//! of the device's previous record, so a record that is altered, left out or slipped in breaks the chain.
//! The hash is BLAKE3 over the canonical JSON (keys sorted, no blanks:
//! RFC 8785 for whole numbers and ASCII keys).
//!
//! Two times are kept: the phone's, and the server's at receipt. Neither they nor the place ever stop a
//! driver; what looks odd is marked for review.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::id::Id;
use crate::time::{MINUTE_MS, SECOND_MS, Timestamp};

/// The most pictures of one record.
pub const PHOTOS_MAX: usize = 3;
/// The most lines of one record.
pub const LINES_MAX: usize = 1_000;
/// The most points of a signature, all strokes together.
pub const SIGNATURE_POINTS_MAX: usize = 5_000;
/// The longest name and the longest scanned code, in characters.
pub const TEXT_CHARS_MAX: usize = 200;
/// A device's clock may differ by this much from the server's before somebody looks.
pub const CLOCK_DIFFERENCE_MS_MAX: i64 = 2 * MINUTE_MS;
/// A proof may be this far from the address, in metres, before somebody looks.
pub const DISTANCE_M_MAX: i64 = 150;
/// How long a record can be undone without a word.
pub const UNDO_MS: i64 = 10 * SECOND_MS;
/// How long a record can be corrected.
pub const CORRECTION_MS: i64 = 10 * MINUTE_MS;
/// Length of a BLAKE3 or SHA-256 digest as lower-case hexadecimal text.
pub const DIGEST_CHARS: usize = 64;

/// How the goods changed hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Into somebody's hands.
    HandedOver,
    /// Left at a place that was agreed. Nobody need be named.
    LeftInPlace,
    /// Into a locker. Nobody need be named.
    Locker,
}

/// Who took them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Who ordered.
    Customer,
    /// Of the same household.
    Household,
    /// A neighbour.
    Neighbour,
    /// The house's reception.
    Reception,
    /// Nobody was there.
    Nobody,
}

/// Why fewer units were handed over than ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UndeliveredReason {
    /// The recipient did not want them.
    Refused,
    /// They broke.
    Damaged,
    /// They were not in the vehicle.
    Missing,
    /// They are not what was ordered.
    Wrong,
    /// They were not paid.
    NotPaid,
}

/// One product at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofLine {
    /// The product.
    pub product: Id,
    /// Units that were to be brought, at least 1.
    pub ordered: i64,
    /// Units that were handed over.
    pub delivered: i64,
    /// Why not all; absent when all were.
    pub reason: Option<UndeliveredReason>,
}

/// A signature: its strokes, and the picture made of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Points as (x, y, ms since the first), x and y in thousandths of the field's width.
    pub strokes: Vec<Vec<(i32, i32, i32)>>,
    /// Digest of the picture.
    pub image: String,
}

/// Where the phone was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Latitude in micro-degrees, north positive.
    pub lat_e6: i32,
    /// Longitude in micro-degrees, east positive.
    pub lon_e6: i32,
    /// Radius of the circle that the phone believes it is in, in metres.
    pub accuracy_m: i64,
    /// From here to the address, in metres; absent when the address has no position.
    pub to_address_m: Option<i64>,
}

/// The phone's clocks when the record was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clocks {
    /// The phone's time of day.
    pub captured_at: Timestamp,
    /// The last time that the server has told this phone.
    pub server_time_seen: Timestamp,
    /// Milliseconds since then by the clock that nobody can set; absent when the phone was restarted.
    pub mono_since_ms: Option<i64>,
}

impl Clocks {
    /// When it was by the server's clock, as far as the phone could know.
    #[must_use]
    pub fn attested(&self) -> Timestamp {
        match self.mono_since_ms {
            Some(since) => self.server_time_seen.plus(since.max(0)),
            None => self.captured_at.max(self.server_time_seen),
        }
    }

    /// By how much the phone's time of day is off, in ms, positive when fast. Without a steady clock only
    /// a time before the server's last one is known to be wrong.
    #[must_use]
    pub fn error_ms(&self) -> i64 {
        self.captured_at.since(self.attested())
    }
}

/// A proof of delivery as the phone made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The call that brought it: its id for ever.
    pub op_id: Id,
    /// The stop.
    pub stop: Id,
    /// The record that this one corrects; absent for the first.
    pub corrects: Option<Id>,
    /// What was handed over.
    pub lines: Vec<ProofLine>,
    /// How.
    pub method: Method,
    /// To whom; empty where nobody need be named.
    pub recipient_name: String,
    /// Who that is.
    pub relation: Relation,
    /// Digests of the pictures, up to [`PHOTOS_MAX`].
    pub photos: Vec<String>,
    /// The signature, if one was given.
    pub signature: Option<Signature>,
    /// What was scanned on the parcel, if anything.
    pub scan: Option<String>,
    /// Whether the one-time code was right; absent when none was asked for.
    pub code_ok: Option<bool>,
    /// When.
    pub clocks: Clocks,
    /// Where; absent when the phone had no position.
    pub place: Option<Place>,
    /// The phone.
    pub device: Id,
    /// Digest of this phone's previous record; absent for its first.
    pub previous: Option<String>,
}

/// What is wrong with a record's form. Words are added, never renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofFault {
    /// No line, or more than [`LINES_MAX`].
    #[error("lines_out_of_range")]
    LinesOutOfRange,
    /// Units below 0 or above those ordered, or fewer than one ordered.
    #[error("units_out_of_range")]
    UnitsOutOfRange,
    /// Units are missing and nobody says why.
    #[error("reason_missing")]
    ReasonMissing,
    /// All units are there: there is nothing to explain.
    #[error("nothing_is_missing")]
    NothingIsMissing,
    /// Nothing was handed over: that is a failed delivery.
    #[error("nothing_delivered")]
    NothingDelivered,
    /// Neither picture nor signature nor a right one-time code.
    #[error("no_evidence")]
    NoEvidence,
    /// More than [`PHOTOS_MAX`] pictures.
    #[error("too_many_photos")]
    TooManyPhotos,
    /// Handed over, and nobody is named.
    #[error("recipient_missing")]
    RecipientMissing,
    /// A name, a code or a signature beyond all bounds.
    #[error("too_long")]
    TooLong,
    /// Not a digest.
    #[error("not_a_digest")]
    NotADigest,
}

/// How much of a stop was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// Some of it.
    Part,
}

/// Why somebody should look at a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Review {
    /// The phone's clock was off by more than [`CLOCK_DIFFERENCE_MS_MAX`].
    ClockDisagrees,
    /// The phone was more than [`DISTANCE_M_MAX`] from the address.
    FarFromAddress,
    /// The phone had no position.
    NoPosition,
    /// The phone's previous record is not the one that the server has.
    ChainBroken,
    /// A correction that came too late, or of another stop's record.
    CorrectionInvalid,
}

impl Proof {
    /// Whether the record is well formed, and how much was handed over.
    ///
    /// # Errors
    /// The first [`ProofFault`] found.
    pub fn check(&self) -> Result<Extent, ProofFault> {
        let extent = self.check_lines()?;
        if self.photos.len() > PHOTOS_MAX {
            return Err(ProofFault::TooManyPhotos);
        }
        let signed = self.signature.iter().map(|signature| &signature.image);
        let mut digests = self.photos.iter().chain(signed).chain(&self.previous);
        if !digests.all(|digest| is_digest(digest)) {
            return Err(ProofFault::NotADigest);
        }
        if self.photos.is_empty() && self.signature.is_none() && self.code_ok != Some(true) {
            return Err(ProofFault::NoEvidence);
        }
        if self.method == Method::HandedOver && self.recipient_name.trim().is_empty() {
            return Err(ProofFault::RecipientMissing);
        }
        let texts = [Some(&self.recipient_name), self.scan.as_ref()];
        let points = self.signature.iter().flat_map(|signature| &signature.strokes).map(Vec::len);
        let long = texts.into_iter().flatten().any(|text| text.chars().count() > TEXT_CHARS_MAX);
        if long || points.fold(0, usize::saturating_add) > SIGNATURE_POINTS_MAX {
            return Err(ProofFault::TooLong);
        }
        Ok(extent)
    }

    fn check_lines(&self) -> Result<Extent, ProofFault> {
        if self.lines.is_empty() || self.lines.len() > LINES_MAX {
            return Err(ProofFault::LinesOutOfRange);
        }
        let (mut whole, mut nothing) = (true, true);
        for line in &self.lines {
            if line.ordered < 1 || !(0..=line.ordered).contains(&line.delivered) {
                return Err(ProofFault::UnitsOutOfRange);
            }
            match (line.delivered == line.ordered, line.reason) {
                (true, Some(_)) => return Err(ProofFault::NothingIsMissing),
                (false, None) => return Err(ProofFault::ReasonMissing),
                (all, _) => whole &= all,
            }
            nothing &= line.delivered == 0;
        }
        match (nothing, whole) {
            (true, _) => Err(ProofFault::NothingDelivered),
            (_, true) => Ok(Extent::Whole),
            _ => Ok(Extent::Part),
        }
    }

    /// Why somebody should look at it, as far as the record itself says.
    #[must_use]
    pub fn reviews(&self) -> BTreeSet<Review> {
        let mut reviews = BTreeSet::new();
        if self.clocks.error_ms().saturating_abs() > CLOCK_DIFFERENCE_MS_MAX {
            reviews.insert(Review::ClockDisagrees);
        }
        match self.place {
            None => {
                reviews.insert(Review::NoPosition);
            }
            Some(place) if place.to_address_m.is_some_and(|metres| metres > DISTANCE_M_MAX) => {
                reviews.insert(Review::FarFromAddress);
            }
            Some(_) => {}
        }
        reviews
    }

    /// The digest that the phone's next record carries.
    #[must_use]
    pub fn digest(&self) -> String {
        // A record of numbers, texts and lists always has a JSON form.
        let json = serde_json::to_value(self).unwrap_or_default();
        blake3::hash(canonical(&json).as_bytes()).to_hex().to_string()
    }
}

/// Where a device's chain breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("record {at} does not follow the one before it")]
pub struct ChainBroken {
    /// Which record, from 0.
    pub at: usize,
}

/// That the records of one device follow each other without a gap. `previous` is the digest that the first
/// of them must carry; `None` for a device's first record.
///
/// # Errors
/// The first record that does not follow. An altered record shows at its successor, or at its own digest
/// where that is kept.
pub fn check_chain(previous: Option<&str>, records: &[Proof]) -> Result<Option<String>, ChainBroken> {
    let mut last = previous.map(str::to_owned);
    let device = records.first().map(|first| first.device);
    for (at, record) in records.iter().enumerate() {
        if record.previous != last || Some(record.device) != device {
            return Err(ChainBroken { at });
        }
        last = Some(record.digest());
    }
    Ok(last)
}

/// What can still be done about a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// Take it back without a word.
    Undo,
    /// Correct it by a new record.
    Correct,
    /// Nothing: it is final.
    Final,
}

/// What can be done about a record made at `made` when the same phone's clocks say `now`. Measured by the
/// server's time as the phone knows it, so that setting the clock does not help; without a steady clock
/// nobody can tell, and the record is final.
#[must_use]
pub fn window(made: &Clocks, now: &Clocks) -> Window {
    if made.mono_since_ms.is_none() || now.mono_since_ms.is_none() {
        return Window::Final;
    }
    let passed_ms = now.attested().since(made.attested());
    if passed_ms <= UNDO_MS {
        Window::Undo
    } else if passed_ms <= CORRECTION_MS {
        Window::Correct
    } else {
        Window::Final
    }
}

/// Whether `new` may correct `old`: named by its id, of the same stop and phone, and in time. One that may
/// not is kept all the same, for [`Review::CorrectionInvalid`].
#[must_use]
pub fn corrects(new: &Proof, old: &Proof) -> bool {
    let same = new.corrects == Some(old.op_id) && new.stop == old.stop && new.device == old.device;
    same && window(&old.clocks, &new.clocks) != Window::Final
}

/// JSON as one text only: keys in the order of their bytes, no blanks. Numbers must be whole.
#[must_use]
pub fn canonical(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(fields) => {
            let mut fields: Vec<(&String, &Value)> = fields.iter().collect();
            fields.sort_by_key(|(key, _)| *key);
            let fields: Vec<String> = fields
                .into_iter()
                .map(|(key, value)| format!("{}:{}", Value::from(key.as_str()), canonical(value)))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        plain => plain.to_string(),
    }
}

fn is_digest(text: &str) -> bool {
    let hex = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
    text.len() == DIGEST_CHARS && text.bytes().all(hex)
}
