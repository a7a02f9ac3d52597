//! The device's network loop: one loop, one closed enum of causes. It connects, exchanges until there
//! is nothing more to say, listens for pushes, and after a failure pauses and tries again, from any
//! state. A second loop moves files and samples when the first one is connected.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::watch;
use tokio::time::sleep;

use super::backoff::Backoff;
use super::blob::Queued;
use super::device::Applied;
use super::protocol::{Answer, Frame, Head, NotOurs, Request};
use super::telemetry::{TelemetryBatch, TelemetryReceipt};
use super::transport::http::Http;
use super::transport::socket::{SILENCE_MS_MAX, Socket};
use super::transport::{Lost, Tokens};
use crate::id::Id;
use crate::refusal::{Code, Refusal};
use crate::store::Fault;
use crate::time::{SECOND_MS, Timestamp};

/// How long an answer may take on a socket, in milliseconds: the largest on a slow phone network.
const ANSWER_MS_MAX: u64 = 180_000;
/// How often to ask where no socket can be had, in milliseconds.
pub const POLL_MS: u64 = 5_000;
const POLLS_BEFORE_SOCKET: u32 = 12;
/// A token is renewed when less than this is left of it, in milliseconds.
const RENEW_BEFORE_MS: i64 = 60 * SECOND_MS;
const UPDATE_PAUSE_MS: u64 = 3_600_000;

/// What can wake the loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Something was recorded.
    Changed,
    /// Try now: the person asked, the network came back, somebody signed in.
    Nudge,
    /// End.
    Stop,
}

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

pub(super) enum End {
    Stop,
    /// Another person, or nobody: the conversation is not theirs.
    OtherPerson,
    Lost(Lost),
    Fault(Fault),
    UpdateNeeded,
}

impl From<Lost> for End {
    fn from(lost: Lost) -> Self {
        Self::Lost(lost)
    }
}

impl From<Fault> for End {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Runs until [`Event::Stop`]. `online` tells the second loop when it may work.
pub async fn run(
    host: Arc<dyn Host>,
    http: Http,
    mut events: UnboundedReceiver<Event>,
    online: watch::Sender<bool>,
) {
    let backoff = Backoff::default();
    let mut worker = Worker { host, http, backoff, tag: 0, identity: 0, is_renewed: false, online };
    loop {
        let end = worker.converse(&mut events).await;
        worker.online.send_replace(false);
        let pause_ms = match end {
            Ok(()) | Err(End::OtherPerson) => continue,
            Err(End::Stop) => return,
            Err(End::Lost(lost)) if lost.is_signed_out() && !worker.is_renewed => {
                match worker.renew().await {
                    Ok(()) => continue,
                    Err(end) => worker.pause(end),
                }
            }
            Err(end) => worker.pause(end),
        };
        if !wait(&mut events, pause_ms).await {
            return;
        }
    }
}

/// Waits for the pause to end or a nudge; `false` when the loop shall end.
async fn wait(events: &mut UnboundedReceiver<Event>, pause_ms: u64) -> bool {
    let pause = sleep(Duration::from_millis(pause_ms));
    tokio::pin!(pause);
    loop {
        tokio::select! {
            () = &mut pause => return true,
            event = events.recv() => match event {
                Some(Event::Changed) => {} // Kept; a burst of work must not become a burst of tries.
                Some(Event::Nudge) => return true,
                Some(Event::Stop) | None => return false,
            },
        }
    }
}

struct Worker {
    host: Arc<dyn Host>,
    http: Http,
    backoff: Backoff,
    tag: u32,
    /// Whose conversation it is.
    identity: u64,
    /// Whether the tokens were renewed since the server last took them.
    is_renewed: bool,
    online: watch::Sender<bool>,
}

impl Worker {
    async fn converse(&mut self, events: &mut UnboundedReceiver<Event>) -> Result<(), End> {
        let Some(session) = self.host.session()? else {
            self.host.publish(Phase::SignedOut);
            return if wait(events, u64::MAX / 4).await { Ok(()) } else { Err(End::Stop) };
        };
        self.host.publish(Phase::Connecting);
        self.identity = session.identity;
        let access_token = renewed(self.host.as_ref(), &self.http, session).await?;
        match Socket::connect(self.http.base(), &access_token).await {
            Ok(socket) => self.over_socket(socket, events).await,
            Err(lost) if lost.is_signed_out() => Err(lost.into()),
            Err(_) => self.over_http(&access_token, events).await,
        }
    }

    /// The server does not take the access token: tries a new one before giving the session up.
    async fn renew(&mut self) -> Result<(), End> {
        self.is_renewed = true;
        if let Some(session) = self.host.session()? {
            let tokens = self.http.refresh(&session.tokens.refresh_token, session.device).await?;
            self.host.keep(&tokens)?;
        }
        Ok(())
    }

    /// What to say after an end, and how long to pause, in milliseconds.
    fn pause(&mut self, end: End) -> u64 {
        let lost = match end {
            End::Stop | End::OtherPerson => return 0,
            End::UpdateNeeded => {
                self.host.publish(Phase::UpdateNeeded);
                return UPDATE_PAUSE_MS;
            }
            End::Fault(fault) => {
                self.host.publish(Phase::Broken(fault));
                return self.backoff.fail(self.host.random());
            }
            End::Lost(Lost::NotOurs(NotOurs::UpdateNeeded { .. } | NotOurs::Version(_))) => {
                return self.pause(End::UpdateNeeded);
            }
            End::Lost(lost) => lost,
        };
        if lost.is_signed_out() {
            if let Err(fault) = self.host.session_ended() {
                self.host.publish(Phase::Broken(fault));
            }
            return 0;
        }
        let pause = self.backoff.fail(self.host.random());
        let pause = if let Lost::Busy(ms) = lost { pause.max(ms) } else { pause };
        self.host.publish(match lost {
            Lost::Refused(refusal) => Phase::Refused(refusal),
            lost => Phase::Offline {
                failures: self.backoff.failures(),
                next_try_at: self.host.now().plus(i64::try_from(pause).unwrap_or(i64::MAX)),
                foreign: matches!(lost, Lost::NotOurs(_)),
            },
        });
        pause
    }

    async fn over_socket(
        &mut self,
        mut socket: Socket,
        events: &mut UnboundedReceiver<Event>,
    ) -> Result<(), End> {
        let mut ask = true;
        loop {
            let request = self.host.request(self.identity)?.ok_or(End::OtherPerson)?;
            if ask || !request.uploads.is_empty() {
                self.host.publish(Phase::Syncing);
                let (answer, is_behind) = self.ask_socket(&mut socket, request).await?;
                ask = self.take(&answer)? || is_behind;
                continue;
            }
            self.host.publish(Phase::UpToDate);
            ask = tokio::select! {
                event = events.recv() => match event {
                    Some(Event::Changed) => false,
                    Some(Event::Nudge) => true,
                    Some(Event::Stop) | None => return Err(End::Stop),
                },
                frame = socket.receive(SILENCE_MS_MAX) => self.hear(frame?)?,
            };
        }
    }

    /// Asks, and waits for the answer; and whether a push that came meanwhile told of more than it.
    async fn ask_socket(&mut self, socket: &mut Socket, request: Request) -> Result<(Answer, bool), End> {
        self.tag = self.tag.wrapping_add(1);
        let tag = self.tag;
        socket.send(&Frame::Request { tag, request }).await?;
        let mut pushed = Vec::new();
        loop {
            match socket.receive(ANSWER_MS_MAX).await? {
                Frame::Answer { tag: told, answer } if told == tag => {
                    let is_behind = is_behind(&answer, &pushed);
                    return Ok((answer, is_behind));
                }
                // As a rule the answer is cut later than the push and from our own cursors: it brings all of
                // it. A push can have overtaken an answer that was cut before it.
                Frame::Push(reply) => pushed.extend(reply.heads),
                frame => {
                    self.hear(frame)?;
                }
            }
        }
    }

    /// Takes in what came unasked; whether to ask for more.
    fn hear(&self, frame: Frame) -> Result<bool, End> {
        match frame {
            Frame::Push(reply) => {
                let applied = self.host.apply(self.identity, &Answer::Reply(reply))?;
                Ok(applied.ok_or(End::OtherPerson)?.more)
            }
            Frame::SignedOut => Err(Lost::Refused(Refusal::new(Code::TokenRevoked)).into()),
            Frame::Answer { .. } | Frame::Request { .. } => Ok(false),
        }
    }

    /// Applies an answer; whether to ask for more.
    fn take(&mut self, answer: &Answer) -> Result<bool, End> {
        match answer {
            Answer::Busy { retry_after_ms } => return Err(Lost::Busy(u64::from(*retry_after_ms)).into()),
            Answer::UpdateNeeded { .. } => return Err(End::UpdateNeeded),
            Answer::Refused(text) => {
                let refusal = serde_json::from_str(text);
                let refusal = refusal.unwrap_or_else(|_| Refusal::new(Code::Newer));
                return Err(Lost::Refused(refusal).into());
            }
            Answer::Reply(_) | Answer::Forked | Answer::Gap { .. } => {}
        }
        let applied = self.host.apply(self.identity, answer)?.ok_or(End::OtherPerson)?;
        self.backoff.succeed();
        self.is_renewed = false;
        self.online.send_replace(true);
        Ok(applied.more)
    }

    /// Where no socket can be had (a proxy in between): the same exchanges, asked for now and then.
    async fn over_http(
        &mut self,
        access_token: &str,
        events: &mut UnboundedReceiver<Event>,
    ) -> Result<(), End> {
        for _ in 0..POLLS_BEFORE_SOCKET {
            self.host.publish(Phase::Syncing);
            loop {
                let request = self.host.request(self.identity)?.ok_or(End::OtherPerson)?;
                let answer = self.http.exchange(access_token, &request).await?;
                let more = self.take(&answer)?;
                let rest = self.host.request(self.identity)?.ok_or(End::OtherPerson)?;
                if !more && rest.uploads.is_empty() {
                    break;
                }
            }
            self.host.publish(Phase::UpToDate);
            tokio::select! {
                () = sleep(Duration::from_millis(POLL_MS)) => {}
                event = events.recv() => if matches!(event, None | Some(Event::Stop)) {
                    return Err(End::Stop);
                },
            }
        }
        Ok(())
    }
}

/// An access token that lasts a while, renewed if need be. Both loops may renew at the same moment: the
/// server gives both the same successor.
pub(super) async fn renewed(host: &dyn Host, http: &Http, session: Session) -> Result<String, End> {
    if session.expires_at.since(host.now()) > RENEW_BEFORE_MS {
        return Ok(session.tokens.access_token);
    }
    let tokens = http.refresh(&session.tokens.refresh_token, session.device).await?;
    host.keep(&tokens)?;
    Ok(tokens.access_token)
}

/// Whether one of these heads lies beyond what an answer tells of.
fn is_behind(answer: &Answer, pushed: &[Head]) -> bool {
    let Answer::Reply(reply) = answer else { return !pushed.is_empty() };
    pushed.iter().any(|head| {
        let told = reply.heads.iter().find(|told| told.scope == head.scope);
        told.is_none_or(|told| told.seq < head.seq)
    })
}

/// A session's access token, renewed when it ends soon.
///
/// # Errors
/// [`Lost`] when it could not be renewed.
pub async fn access_token(host: &dyn Host, http: &Http, session: Session) -> Result<String, Lost> {
    renewed(host, http, session).await.map_err(|end| match end {
        End::Lost(lost) => lost,
        _ => Lost::Unreachable("the store failed".to_owned()),
    })
}

/// Ends the session on the server.
///
/// # Errors
/// [`Lost`] when the server was not told.
pub async fn end_session(host: &dyn Host, http: &Http, session: Session) -> Result<(), Lost> {
    http.logout(&access_token(host, http, session).await?).await
}
