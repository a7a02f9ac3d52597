//! What device and server say to each other: binary, versioned, the same over HTTP and WebSocket.
//!
//! Every message starts with [`MAGIC`] and [`VERSION`], so that a captive portal's page or another
//! service's answer is never taken for an exchange. Commands travel as JSON text inside the binary
//! envelope, rows as compressed columns with their names ([`super::columns`]): both are
//! self-describing, so that old commands and new columns survive.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::live::{LiveEvent, Topic};
use crate::scope::Scope;
use crate::sync::telemetry::{TelemetryBatch, TelemetryReceipt};
use crate::time::Timestamp;

/// The first four bytes of every message.
pub const MAGIC: [u8; 4] = *b"HBB\x01";
/// The version of the messages below; a change of any type raises it.
pub const VERSION: u16 = 2;
/// Stands where the version stands in the one message whose form never changes: [`update_needed`].
const VERSION_NONE: u16 = 0;
/// The oldest version the server still answers.
pub const VERSION_MIN: u16 = 2;
/// Most calls in one request.
pub const CALLS_PER_REQUEST_MAX: usize = 1_000;
/// Longest text of one command, in bytes.
pub const COMMAND_BYTES_MAX: usize = 64 * 1024;
/// Longest text of a command of the server's own jobs, in bytes: it never travels. A poll with 500 options,
/// whose titles are as long as they may be in a script of 4 bytes a letter, needs a third of it.
pub const JOB_COMMAND_BYTES_MAX: usize = 1024 * 1024;
/// Most calls that one call may depend on.
pub const DEPENDENCIES_MAX: usize = 64;
/// Largest request, in bytes.
pub const REQUEST_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Largest reply a device accepts, in bytes.
pub const REPLY_BYTES_MAX: usize = 32 * 1024 * 1024;
/// Compressed rows that a server puts into one reply before it says `more`, in bytes.
pub const ROWS_PER_REPLY_BYTES: usize = 1024 * 1024;
/// Most scopes that one device holds.
pub const SCOPES_MAX: usize = 4_096;

/// A digest of all calls of a device up to a number.
pub type Digest = [u8; 16];

/// A call as it waits and travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueuedCall {
    /// See [`super::Call::id`].
    pub id: Id,
    /// See [`super::Call::number`].
    pub number: u64,
    /// The device's clock when the person did it.
    pub at: Timestamp,
    /// The latest server time the device had seen then.
    pub seen: Timestamp,
    /// Calls whose refusal refuses this one too.
    pub depends_on: Vec<Id>,
    /// The command, JSON.
    pub command: String,
}

/// One numbered thing from a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Upload {
    /// A call to decide.
    Call(QueuedCall),
    /// The person gave the call up; it uses up its number. A call that was on its way already may have
    /// been decided: that stands.
    Discarded {
        /// The number it had.
        number: u64,
        /// The id it had.
        id: Id,
    },
}

impl Upload {
    /// Its place among the device's calls.
    #[must_use]
    pub const fn number(&self) -> u64 {
        match self {
            Self::Call(call) => call.number,
            Self::Discarded { number, .. } => *number,
        }
    }

    /// The call's id.
    #[must_use]
    pub const fn id(&self) -> Id {
        match self {
            Self::Call(call) => call.id,
            Self::Discarded { id, .. } => *id,
        }
    }

    /// What the call asks, as a digest that is the same for the same request under the same id.
    #[must_use]
    pub fn content_digest(&self) -> Digest {
        match self {
            Self::Call(call) => short(blake3::hash(call.command.as_bytes())),
            Self::Discarded { .. } => [0; 16],
        }
    }

    /// The digest of the device's calls up to this one, given that of the calls before.
    #[must_use]
    pub fn chained(&self, before: Digest) -> Digest {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&before);
        hasher.update(&self.number().to_be_bytes());
        hasher.update(&self.id().bytes());
        short(hasher.finalize())
    }
}

fn short(hash: blake3::Hash) -> Digest {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, ..] = *hash.as_bytes();
    [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]
}

/// How far a device has come in a scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The scope.
    pub scope: Scope,
    /// The scope's sequence number up to which the device has everything.
    pub seq: u64,
}

/// Calls up, cursors up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The device.
    pub device: Id,
    /// The server's epoch that the device knows; none before the first exchange.
    pub epoch: Option<Id>,
    /// Verdicts up to this number are stored on the device.
    pub acknowledged: u64,
    /// Calls that wait, in the order of their numbers.
    pub uploads: Vec<Upload>,
    /// What the device holds.
    pub cursors: Vec<Cursor>,
}

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Decided: it stands, since this position in the server's order.
    Applied {
        /// The place in the order of all calls that the server applied.
        position: u64,
    },
    /// Decided: no. A [`crate::refusal::Refusal`] as JSON, so that newer codes pass.
    Refused(String),
    /// Not decided: it broke the rules' code and was put aside. It may be sent again.
    Parked,
    /// Not decided: the server is too old to know the command. The device keeps it.
    Unknown,
    /// The person gave it up before it was decided.
    Discarded,
}

/// The outcome of a numbered call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The number the device gave it.
    pub number: u64,
    /// The call.
    pub id: Id,
    /// What became of it.
    pub outcome: Outcome,
}

/// A scope that the person holds, at the cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The scope.
    pub scope: Scope,
    /// Its sequence number at the cut.
    pub seq: u64,
    /// What the device holds of it is of no use any more (older than the tombstones, or of another
    /// epoch): it is fetched anew from 0, and what does not come again is dropped.
    pub reset: bool,
}

/// A range of a scope's changes, compressed once and shared by every device at that cursor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunk {
    /// The scope.
    pub scope: Scope,
    /// The range starts after this number: the device's cursor.
    pub from: u64,
    /// The range ends with this number: the device's cursor when it is applied.
    pub to: u64,
    /// Rows and tombstones: [`super::columns`].
    #[serde(with = "shared_bytes")]
    pub data: Arc<[u8]>,
}

/// Shared bytes as one block, not byte by byte.
mod shared_bytes {
    use std::fmt;
    use std::sync::Arc;

    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(data: &Arc<[u8]>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(data)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<[u8]>, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Arc<[u8]>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }
            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Arc<[u8]>, E> {
                Ok(bytes.into())
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}

/// Outcomes and rows down, all of one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The history this server's numbers belong to; another one after a restore from backup.
    pub epoch: Id,
    /// The server's clock.
    pub server_time: Timestamp,
    /// Grows when the server learns new commands: a device then sends unknown ones again.
    pub vocabulary: u32,
    /// The last number decided for the device.
    pub high_water: u64,
    /// The digest of the device's calls up to that number.
    pub digest: Digest,
    /// Calls up to this number are also in the server's backup: the device may forget them.
    pub safe: u64,
    /// Outcomes of all numbers above what the request acknowledged.
    pub verdicts: Vec<Verdict>,
    /// Every scope the person holds; what is not named is to be dropped.
    pub heads: Vec<Head>,
    /// Changes, in order.
    pub chunks: Vec<Chunk>,
    /// Some scope has not reached its head: ask again.
    pub more: bool,
}

/// The server's answer to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// The exchange went through.
    Reply(Box<Reply>),
    /// A number came with another id than before: the device's file was cloned or lost its tail. It
    /// takes a new device id, renumbers and sends again.
    Forked,
    /// The numbers leave a gap after `high_water`: the device sends from there.
    Gap {
        /// The last number decided for the device.
        high_water: u64,
    },
    /// The device's protocol is older than the server still speaks.
    UpdateNeeded {
        /// The oldest version accepted.
        version_min: u16,
    },
    /// The server has too much to do.
    Busy {
        /// When to come back, in milliseconds.
        retry_after_ms: u32,
    },
    /// The request breaks a limit or is not this person's; a refusal as JSON.
    Refused(String),
}

/// What travels on the socket, in either direction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Frame {
    /// Device to server: an exchange.
    Request {
        /// Repeated in the answer.
        tag: u32,
        /// The exchange.
        request: Request,
    },
    /// Server to device: the answer to the request with this tag.
    Answer {
        /// The request's tag.
        tag: u32,
        /// The answer.
        answer: Answer,
    },
    /// Server to device, unasked: what changed since the last answer or push.
    Push(Box<Reply>),
    /// Server to device: the session has ended; the socket closes.
    SignedOut,
    /// Device to server: tell me at once what happens there, beginning with how it stands.
    Join(Topic),
    /// Device to server: no more of it.
    Leave(Topic),
    /// Server to device: what happens at a topic that was joined, or what concerns everybody.
    Event(LiveEvent),
    /// Server to device: the topic is not joined, or not any more; a refusal as JSON says why.
    Left {
        /// The topic.
        topic: Topic,
        /// Why.
        refusal: String,
    },
    /// Device to server: samples, as over HTTP.
    Samples {
        /// Repeated in the receipt.
        tag: u32,
        /// The samples.
        batch: TelemetryBatch,
    },
    /// Server to device: what became of the samples with this tag.
    Receipt {
        /// The samples' tag.
        tag: u32,
        /// What is stored; nothing when they were not taken: they may be sent again.
        receipt: Option<TelemetryReceipt>,
    },
    /// Server to device: a frame that could not be taken; a refusal as JSON says why. After a few of them the
    /// socket closes.
    Refused(String),
}

/// Bytes that are not a message of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOurs {
    /// Another service answered: a captive portal, a proxy's error page.
    #[error("this is not a Hubbub server")]
    Foreign,
    /// A Hubbub server or app of another version.
    #[error("protocol version {0} is not spoken here")]
    Version(u16),
    /// The server no longer speaks this version; readable whatever the version of either side.
    #[error("the server speaks protocol version {version_min} or later")]
    UpdateNeeded {
        /// The oldest version it speaks.
        version_min: u16,
    },
    /// Cut short or damaged on the way.
    #[error("the message is damaged")]
    Damaged,
}

/// A message as bytes.
#[must_use]
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&VERSION.to_be_bytes());
    // Serialising plain data into memory has no way to fail; were it to, the message would be cut
    // short, and the reader would say so.
    postcard::to_extend(message, bytes).unwrap_or_default()
}

/// The answer to a message of a version that is no longer spoken, in a form that every version reads:
/// [`MAGIC`], version 0, and the oldest version that is spoken. [`decode`] gives it as
/// [`NotOurs::UpdateNeeded`].
#[must_use]
pub fn update_needed(version_min: u16) -> Vec<u8> {
    [&MAGIC[..], &VERSION_NONE.to_be_bytes(), &version_min.to_be_bytes()].concat()
}

/// The message in these bytes.
///
/// # Errors
/// [`NotOurs`] says what it is instead.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, NotOurs> {
    let rest = bytes.strip_prefix(&MAGIC).ok_or(NotOurs::Foreign)?;
    let ([high, low], body) = rest.split_first_chunk::<2>().map(|(v, b)| (*v, b)).ok_or(NotOurs::Damaged)?;
    let version = u16::from_be_bytes([high, low]);
    if version == VERSION_NONE {
        // A later version may have more to say after these bytes.
        let version_min = body.first_chunk::<2>().ok_or(NotOurs::Damaged)?;
        return Err(NotOurs::UpdateNeeded { version_min: u16::from_be_bytes(*version_min) });
    }
    if version != VERSION {
        return Err(NotOurs::Version(version));
    }
    match postcard::take_from_bytes(body) {
        Ok((message, [])) => Ok(message),
        _ => Err(NotOurs::Damaged),
    }
}
