//! What the network loops see of a device: its store, its tokens, its clock and its dice.

use std::collections::BTreeSet;

use super::blob::Queued;
use super::device::Applied;
use super::protocol::{Answer, Request};
use super::telemetry::{TelemetryBatch, TelemetryReceipt};
use super::transport::Tokens;
use crate::id::Id;
use crate::live::{LiveEvent, Topic};
use crate::refusal::Refusal;
use crate::store::Fault;
use crate::time::Timestamp;

/// Where the loop is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nobody is signed in.
    SignedOut,
    /// On the way to the server.
    Connecting,
    /// Talking.
    Syncing,
    /// Everything is said; listening.
    UpToDate,
    /// No connection; another try follows.
    Offline {
        /// Tries that failed since the last success.
        failures: u32,
        /// When the next try starts, by the device's clock.
        next_try_at: Timestamp,
        /// Something else than the server answered, as in a network with a sign-in page.
        foreign: bool,
    },
    /// The server no longer speaks this version.
    UpdateNeeded,
    /// The server refuses to talk to this device, and says why.
    Refused(Refusal),
    /// The store failed.
    Broken(Fault),
}

/// The session as it is kept on the device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The tokens.
    pub tokens: Tokens,
    /// When the access token ends, by the device's clock.
    pub expires_at: Timestamp,
    /// The device that signed in; calls may go under another id by now.
    pub device: Id,
    /// Grows with each change of person; what belongs to an earlier one is not taken any more.
    pub identity: u64,
}

/// What the loop needs of the client it works for.
pub trait Host: Send + Sync + 'static {
    /// The session, if somebody is signed in.
    ///
    /// # Errors
    /// The store's fault.
    fn session(&self) -> Result<Option<Session>, Fault>;
    /// Keeps renewed tokens.
    ///
    /// # Errors
    /// The store's fault.
    fn keep(&self, tokens: &Tokens) -> Result<(), Fault>;
    /// The server ended the session.
    ///
    /// # Errors
    /// The store's fault.
    fn session_ended(&self) -> Result<(), Fault>;
    /// What to say next; nothing when the person has changed since.
    ///
    /// # Errors
    /// The store's fault.
    fn request(&self, identity: u64) -> Result<Option<Request>, Fault>;
    /// Applies an answer; nothing when the person has changed since.
    ///
    /// # Errors
    /// The store's fault.
    fn apply(&self, identity: u64, answer: &Answer) -> Result<Option<Applied>, Fault>;
    /// Samples to send.
    ///
    /// # Errors
    /// The store's fault.
    fn samples(&self) -> Result<Option<TelemetryBatch>, Fault>;
    /// Forgets samples that arrived.
    ///
    /// # Errors
    /// The store's fault.
    fn samples_arrived(&self, receipt: &TelemetryReceipt) -> Result<(), Fault>;
    /// The file to move next, and its content where it goes up.
    ///
    /// # Errors
    /// The store's fault.
    fn next_file(&self) -> Result<Option<(Queued, Vec<u8>)>, Fault>;
    /// Notes what became of moving a file.
    ///
    /// # Errors
    /// The store's fault.
    fn file_moved(&self, hash: &str, outcome: FileOutcome) -> Result<(), Fault>;
    /// The topics that somebody watches.
    fn watched(&self) -> BTreeSet<Topic> {
        BTreeSet::new()
    }
    /// Takes an event in; whether the rows of the same state are still to come.
    ///
    /// # Errors
    /// The store's fault.
    fn heard(&self, _: &LiveEvent) -> Result<bool, Fault> {
        Ok(false)
    }
    /// A topic can't be watched, or not any more.
    fn left(&self, _: &Topic, _: &Refusal) {}
    /// The connection is gone: what was heard at topics may be old.
    fn unheard(&self) {}
    /// Tells whether the store lets samples and files move: what failed, or nothing when it is well.
    fn side(&self, _: Option<&Fault>) {}
    /// Tells everybody where the loop is.
    fn publish(&self, phase: Phase);
    /// The device's clock.
    fn now(&self) -> Timestamp;
    /// Any number.
    fn random(&self) -> u32;
}

/// What became of moving a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileOutcome {
    /// The server has this many bytes.
    Sent(u64),
    /// The server has all of it.
    Complete,
    /// The next piece of it came.
    Piece {
        /// The piece.
        bytes: Vec<u8>,
        /// Bytes of the whole file.
        size: u64,
    },
    /// The server will not take it, ever.
    Refused(Refusal),
    /// It did not work this time.
    Failed,
}
