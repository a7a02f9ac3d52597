//! The network: exchanges over HTTP, the same and pushes over a WebSocket. Async ends here.

pub mod account;
pub mod audit;
pub mod http;
pub mod socket;

use crate::refusal::Refusal;
use crate::sync::protocol::NotOurs;

/// The longest pause that a device makes because it was asked to, in milliseconds: with work to send, an attempt
/// starts within a minute, whoever answered (requirement Q-L2).
pub const BUSY_MS_MAX: u64 = 60_000;

/// Why something did not come through.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    /// No connection, or it broke, or nothing came in time.
    #[error("no connection: {0}")]
    Unreachable(String),
    /// Something else answered: a captive portal, a proxy.
    #[error(transparent)]
    NotOurs(#[from] NotOurs),
    /// The server's answer was a refusal.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The server asks to come back later, in so many milliseconds, at most [`BUSY_MS_MAX`].
    #[error("the server is busy for {0} ms")]
    Busy(u64),
}

impl Lost {
    /// Whether the session is over, so that only a new sign-in helps.
    #[must_use]
    pub fn is_signed_out(&self) -> bool {
        use crate::refusal::Code;
        matches!(self, Self::Refused(refusal) if matches!(refusal.code, Code::Unauthorized | Code::TokenRevoked))
    }
}

/// What signing in gives.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tokens {
    /// For the Authorization header; short-lived.
    pub access_token: String,
    /// Seconds until it ends.
    pub expires_in: i64,
    /// For the next pair of tokens; used once.
    pub refresh_token: String,
    /// Whose session it is.
    pub user_id: crate::id::Id,
}

/// Names whose they are, and keeps them to itself.
impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokens").field("user_id", &self.user_id).finish_non_exhaustive()
    }
}
