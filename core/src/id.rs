//! Identifiers: 128-bit UUIDs made on the device that needs them, never by the server.
//!
//! A call's id is a UUIDv7 (RFC 9562), so ids sort by the time they were made. Everything else a call
//! creates derives its ids from the call's id and an ordinal, so that replaying a call on any side
//! makes the same rows. Natural keys ("this person's ballot in this poll") derive from their parts.

use std::fmt;
use std::str::FromStr;

use serde::de::{Error as _, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Length of the canonical hyphenated text form, in bytes.
pub const TEXT_LEN: usize = 36;

/// A 128-bit identifier, written as a lower-case hyphenated UUID.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Id([u8; 16]);

/// The text is not a hyphenated UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a UUID")]
pub struct BadId;

impl Id {
    /// A UUIDv7 of `unix_ms` (milliseconds since 1970, UTC; 48 bits are kept) and 10 random bytes.
    #[must_use]
    pub fn v7(unix_ms: i64, random: [u8; 10]) -> Self {
        let ms = u64::try_from(unix_ms).unwrap_or(0).to_be_bytes();
        let [_, _, m0, m1, m2, m3, m4, m5] = ms;
        let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9] = random;
        let version = 0x70 | (r0 & 0x0f);
        let variant = 0x80 | (r2 & 0x3f);
        Self([m0, m1, m2, m3, m4, m5, version, r1, variant, r3, r4, r5, r6, r7, r8, r9])
    }

    /// The id of the `ordinal`-th further thing that a call made (UUIDv8 of a hash).
    #[must_use]
    pub fn derive(self, ordinal: u32) -> Self {
        Self::hashed("hubbub ordinal", &[&self.0, &ordinal.to_be_bytes()])
    }

    /// The id of the one thing that stands at the meeting of `parts`, for natural keys. `kind` keeps
    /// different kinds of things with the same parts apart.
    #[must_use]
    pub fn of(kind: &str, parts: &[Self]) -> Self {
        let parts: Vec<&[u8]> = parts.iter().map(|part| part.0.as_slice()).collect();
        Self::hashed(kind, &parts)
    }

    /// An id that stands for a name from outside, as an imported file's voter number.
    #[must_use]
    pub fn named(kind: &str, name: &str) -> Self {
        Self::hashed(kind, &[name.as_bytes()])
    }

    fn hashed(kind: &str, parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in std::iter::once(&kind.as_bytes()).chain(parts) {
            hasher.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hasher.update(part);
        }
        let mut bytes = [0u8; 16];
        hasher.finalize_xof().fill(&mut bytes);
        let [a, b, c, d, e, f, g, h, i, rest @ ..] = bytes;
        let [j, k, l, m, n, o, p] = rest;
        Self([a, b, c, d, e, f, 0x80 | (g & 0x0f), h, 0x80 | (i & 0x3f), j, k, l, m, n, o, p])
    }

    /// The sixteen bytes, most significant first.
    #[must_use]
    pub const fn bytes(self) -> [u8; 16] {
        self.0
    }

    /// The id with these sixteen bytes, whatever its version.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The time inside a UUIDv7, in milliseconds since 1970 (UTC). Only a claim of whoever made it.
    #[must_use]
    pub fn claimed_ms(self) -> i64 {
        let [a, b, c, d, e, f, ..] = self.0;
        i64::from_be_bytes([0, 0, a, b, c, d, e, f])
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, byte) in self.0.iter().enumerate() {
            if matches!(position, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Id {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        if text.len() != TEXT_LEN {
            return Err(BadId);
        }
        let mut bytes = [0u8; 16];
        let mut digits = text.bytes().enumerate().filter_map(|(at, byte)| match (at, byte) {
            (8 | 13 | 18 | 23, b'-') => None,
            (8 | 13 | 18 | 23, _) => Some(Err(BadId)),
            (_, b'0'..=b'9') => Some(Ok(byte - b'0')),
            (_, b'a'..=b'f') => Some(Ok(byte - b'a' + 10)),
            _ => Some(Err(BadId)),
        });
        for slot in &mut bytes {
            let high = digits.next().ok_or(BadId)??;
            let low = digits.next().ok_or(BadId)??;
            *slot = high << 4 | low;
        }
        match digits.next() {
            None => Ok(Self(bytes)),
            Some(_) => Err(BadId),
        }
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Id;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a hyphenated UUID")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Id, E> {
                text.parse().map_err(E::custom)
            }
        }
        if deserializer.is_human_readable() {
            deserializer.deserialize_str(Text)
        } else {
            <[u8; 16]>::deserialize(deserializer).map(Self).map_err(D::Error::custom)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_bytes_round_trip_and_bad_text_is_refused() {
        let id = Id::v7(1_700_000_000_123, [0xff; 10]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.claimed_ms(), 1_700_000_000_123);
        assert_eq!(id.to_string(), "018bcfe5-687b-7fff-bfff-ffffffffffff");
        for bad in ["", "018bcfe5-687b-7fff-bfff-fffffffffff", "018bcfe5-687b-7fff-bfff-fffffffffffff"] {
            assert_eq!(bad.parse::<Id>(), Err(BadId), "{bad}");
        }
        assert_eq!("018BCFE5-687b-7fff-bfff-ffffffffffff".parse::<Id>(), Err(BadId));
        assert_eq!("018bcfe5x687b-7fff-bfff-ffffffffffff".parse::<Id>(), Err(BadId));
    }

    #[test]
    fn derived_ids_differ_by_kind_part_and_ordinal() {
        let id = Id::v7(1, [0; 10]);
        assert_ne!(id.derive(0), id.derive(1));
        assert_ne!(Id::of("ballot", &[id, id]), Id::of("tally", &[id, id]));
        assert_ne!(Id::named("voter", "1"), Id::named("voter", "2"));
        assert_eq!(Id::of("ballot", &[id]), Id::of("ballot", &[id]));
    }

    #[test]
    fn json_is_text_and_binary_is_sixteen_bytes() {
        let id = Id::v7(5, [1; 10]);
        assert_eq!(serde_json::to_string(&id).unwrap(), format!("\"{id}\""));
        let binary = postcard::to_allocvec(&id).unwrap();
        assert_eq!(binary.len(), 16);
        assert_eq!(postcard::from_bytes::<Id>(&binary).unwrap(), id);
    }
}
