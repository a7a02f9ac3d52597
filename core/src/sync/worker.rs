//! The device's network loop: one loop, one closed enum of causes. It connects, exchanges until there
//! is nothing more to say, listens for pushes, and after a failure pauses and tries again, from any
//! state. A second loop moves files and samples when the first one is connected.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::watch;
use tokio::time::{Sleep, sleep};

use super::backoff::Backoff;
pub use super::host::{FileOutcome, Host, Phase, Session};
use super::joined::Joined;
use super::protocol::{Answer, Frame, Head, NotOurs, Request};
use super::renewal::renewed;
pub use super::renewal::{access_token, end_session};
use super::transport::http::Http;
use super::transport::socket::{SILENCE_MS_MAX, Socket};
use super::transport::{BUSY_MS_MAX, Lost};
use crate::refusal::{Code, Refusal};
use crate::store::Fault;
use crate::time::SECOND_MS;

/// How long an answer may take on a socket, in milliseconds: the largest on a slow phone network.
const ANSWER_MS_MAX: u64 = 180_000;
/// How long the rows of a state that the live lane showed may take before they are asked for, in milliseconds: counts
/// are pushed at most once a second, less often when thousands are connected.
const ROWS_MS_MAX: u64 = 5_000;
/// How often to ask where no socket can be had, in milliseconds.
pub const POLL_MS: u64 = 5_000;
const POLLS_BEFORE_SOCKET: u32 = 12;
/// A token is renewed when less than this is left of it, in milliseconds.
pub(super) const RENEW_BEFORE_MS: i64 = 60 * SECOND_MS;
const UPDATE_PAUSE_MS: u64 = 3_600_000;

/// What can wake the loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Something was recorded.
    Changed,
    /// Other topics are watched.
    Watched,
    /// Try now: the person asked, the network came back, somebody signed in.
    Nudge,
    /// End.
    Stop,
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
    let mut worker = Worker {
        host,
        http,
        backoff,
        tag: 0,
        identity: 0,
        is_renewed: false,
        online,
        overdue: Timer::default(),
        joined: Joined::default(),
        again: Timer::default(),
    };
    loop {
        let end = worker.converse(&mut events).await;
        worker.online.send_replace(false);
        worker.host.unheard();
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
                Some(Event::Changed | Event::Watched) => {} // Kept; a burst of work must not become a burst of tries.
                Some(Event::Nudge) => return true,
                Some(Event::Stop) | None => return false,
            },
        }
    }
}

/// Something that is due after a while.
#[derive(Default)]
struct Timer(Option<Pin<Box<Sleep>>>);

impl Timer {
    /// Starts, unless it runs already.
    fn start(&mut self, after: Duration) {
        self.0.get_or_insert_with(|| Box::pin(sleep(after)));
    }

    fn stop(&mut self) {
        self.0 = None;
    }

    /// Waits until it is due; for ever when it does not run.
    async fn due(&mut self) {
        match &mut self.0 {
            Some(sleep) => sleep.await,
            None => std::future::pending().await,
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
    /// When rows are asked for that the live lane has shown.
    overdue: Timer,
    /// The topics of the conversation.
    joined: Joined,
    /// When topics are tried again.
    again: Timer,
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
        self.joined = Joined::default();
        self.overdue.stop();
        self.again.stop();
        loop {
            let request = self.host.request(self.identity)?.ok_or(End::OtherPerson)?;
            if ask || !request.uploads.is_empty() {
                self.host.publish(Phase::Syncing);
                let (answer, is_behind) = self.ask_socket(&mut socket, request).await?;
                ask = self.take(&answer)? || is_behind;
                self.rows_came();
                continue;
            }
            self.host.publish(Phase::UpToDate);
            ask = self.listen(&mut socket, events).await?;
        }
    }

    /// Waits for something to say or to ask for; whether to ask. What the live lane tells on the way touches no store.
    async fn listen(
        &mut self,
        socket: &mut Socket,
        events: &mut UnboundedReceiver<Event>,
    ) -> Result<bool, End> {
        loop {
            for frame in self.joined.frames(self.host.watched()) {
                socket.send(&frame).await?;
            }
            tokio::select! {
                () = self.overdue.due() => return Ok(true),
                () = self.again.due() => {
                    self.again.stop();
                    self.joined.try_again();
                }
                event = events.recv() => match event {
                    Some(Event::Watched) => {}
                    Some(Event::Changed) => return Ok(false),
                    Some(Event::Nudge) => return Ok(true),
                    Some(Event::Stop) | None => return Err(End::Stop),
                },
                frame = socket.receive(SILENCE_MS_MAX) => {
                    let frame = frame?;
                    let is_live = matches!(frame, Frame::Event(_) | Frame::Left { .. });
                    let ask = self.hear(frame)?;
                    if !is_live {
                        return Ok(ask);
                    }
                }
            }
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
    fn hear(&mut self, frame: Frame) -> Result<bool, End> {
        match frame {
            Frame::Push(reply) => {
                self.rows_came();
                let applied = self.host.apply(self.identity, &Answer::Reply(reply))?;
                Ok(applied.ok_or(End::OtherPerson)?.more)
            }
            Frame::SignedOut => Err(Lost::Refused(Refusal::new(Code::TokenRevoked)).into()),
            Frame::Event(event) => {
                if self.host.heard(&event)? {
                    self.overdue.start(Duration::from_millis(ROWS_MS_MAX));
                }
                Ok(false)
            }
            Frame::Left { topic, refusal } => {
                let refusal: Refusal =
                    serde_json::from_str(&refusal).unwrap_or_else(|_| Refusal::new(Code::Newer));
                self.host.left(&topic, &refusal);
                if let Some(after) = self.joined.left(topic, refusal.code) {
                    self.again.start(after);
                }
                Ok(false)
            }
            Frame::Refused(refusal) => {
                tracing::error!(refusal, "the server could not take a frame");
                Ok(false)
            }
            Frame::Answer { .. }
            | Frame::Request { .. }
            | Frame::Join(_)
            | Frame::Leave(_)
            | Frame::Samples { .. }
            | Frame::Receipt { .. } => Ok(false),
        }
    }

    /// What the live lane showed is there, and what was forbidden may be allowed.
    fn rows_came(&mut self) {
        self.overdue.stop();
        if let Some(after) = self.joined.rows_came() {
            self.again.start(after);
        }
    }

    /// Applies an answer; whether to ask for more.
    fn take(&mut self, answer: &Answer) -> Result<bool, End> {
        match answer {
            Answer::Busy { retry_after_ms } => {
                return Err(Lost::Busy(u64::from(*retry_after_ms).min(BUSY_MS_MAX)).into());
            }
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

/// Whether one of these heads lies beyond what an answer tells of.
fn is_behind(answer: &Answer, pushed: &[Head]) -> bool {
    let Answer::Reply(reply) = answer else { return !pushed.is_empty() };
    pushed.iter().any(|head| {
        let told = reply.heads.iter().find(|told| told.scope == head.scope);
        told.is_none_or(|told| told.seq < head.seq)
    })
}
