//! How a socket ends: with a code and a word about the reason, so that who hears it knows what to do.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message};
use hubbub_core::sync::protocol::Frame;
use tokio::time::timeout;

use super::socket::{Talk, Tongue};

/// How long the last word may take to leave: it is a courtesy.
const CLOSE_MAX: Duration = Duration::from_secs(2);

/// Why the server closes a socket: RFC 6455's codes, and own ones from 4000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Close {
    GoingAway = 1001,
    WrongKind = 1003,
    TooBig = 1009,
    Malformed = 4400,
    SignedOut = 4401,
    Silent = 4408,
    TooSlow = 4409,
    UpdateNeeded = 4426,
}

impl Close {
    const fn reason(self) -> &'static str {
        match self {
            Self::GoingAway => "the server stops",
            Self::WrongKind => "a message of the wrong kind",
            Self::TooBig => "frame too big",
            Self::Malformed => "malformed frame",
            Self::SignedOut => "signed out",
            Self::Silent => "no sign of life",
            Self::TooSlow => "too slow to read",
            Self::UpdateNeeded => "update needed",
        }
    }
}

impl Talk {
    /// The session has ended.
    pub(super) async fn sign_out(mut self) {
        let told = match self.tongue {
            Tongue::Device => self.send(&Frame::SignedOut).await,
            Tongue::Plain => true,
        };
        if told {
            self.close(Close::SignedOut).await;
        }
    }

    /// Drops a socket that holds others up, or from which nothing comes: counted, logged, and said if that still goes.
    /// Always false: nothing goes on.
    pub(super) async fn drop_it(&mut self, why: Close) -> bool {
        let counts = self.app.live.counts();
        match why {
            Close::TooSlow => counts.slow.add(1),
            _ => counts.silent.add(1),
        }
        tracing::info!(session = %self.caller.session, why = why.reason(), "a socket is dropped");
        self.send_close(why).await;
        if why == Close::TooSlow {
            // Closed with something unread, the connection would take the last word back.
            let rest = async { while let Some(Ok(_)) = self.socket.recv().await {} };
            if timeout(CLOSE_MAX, rest).await.is_err() {
                tracing::debug!("a slow reader did not answer the close");
            }
        }
        false
    }

    /// Closes after what should not have come; always false.
    pub(super) async fn refuse(&mut self, why: Close) -> bool {
        self.send_close(why).await;
        false
    }

    pub(super) async fn close(mut self, why: Close) {
        self.send_close(why).await;
    }

    async fn send_close(&mut self, why: Close) {
        let frame = CloseFrame { code: why as u16, reason: why.reason().into() };
        let sent = timeout(CLOSE_MAX, self.socket.send(Message::Close(Some(frame)))).await;
        if !matches!(sent, Ok(Ok(()))) {
            tracing::debug!(why = why.reason(), "the other side did not hear why it was closed");
        }
    }
}
