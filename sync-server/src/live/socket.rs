//! One device's socket: exchanges up, answers and pushes down, strictly one after the other.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use hubbub_core::scope::Scope;
use hubbub_core::sync::protocol::{
    Answer, Frame, NotOurs, REQUEST_BYTES_MAX, Reply, Request, VERSION_MIN, decode, encode, update_needed,
};
use tokio::sync::watch;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, sleep_until, timeout};

use super::Place;
use crate::app::App;
use crate::auth::Caller;
use crate::errors::Failure;
use crate::exchange;

/// Least time between two pushes to a socket.
const PUSH_EVERY: Duration = Duration::from_millis(50);
/// Pings without any sign of life before a socket is dropped.
const PINGS_MISSED_MAX: u32 = 3;
/// How long a message may take to leave; a reader that is slower is dropped.
const SEND_MAX: Duration = Duration::from_secs(20);
/// What a frame has around its request.
const FRAME_EXTRA_BYTES: usize = 64;

/// Why the server closes a socket: RFC 6455's codes, and own ones from 4000.
#[derive(Clone, Copy)]
enum Close {
    GoingAway = 1001,
    OnlyBinary = 1003,
    TooBig = 1009,
    Malformed = 4400,
    SignedOut = 4401,
    UpdateNeeded = 4426,
}

/// What a socket's task may wake up for.
enum Event {
    /// The device sent something.
    Received(Message),
    /// The device is gone, or sent what is no WebSocket message.
    Gone,
    /// Time to ask whether it is still there.
    Ping,
    /// A commit moved something it holds.
    Moved,
    /// Its session has ended.
    SignedOut,
    /// The server stops.
    Stopping,
}

/// `GET /ws`: the device's socket.
pub(crate) async fn connect(
    State(app): State<Arc<App>>,
    caller: Caller,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Failure> {
    let place = app.live.enter(caller.session).ok_or_else(Failure::busy)?;
    let limit = 2 * REQUEST_BYTES_MAX;
    let upgrade = upgrade.max_message_size(limit).max_frame_size(limit);
    Ok(upgrade.on_upgrade(move |socket| Talk::new(app, caller, socket, place).run()))
}

/// A socket and what the server knows of its device.
struct Talk {
    stopping: watch::Receiver<bool>,
    app: Arc<App>,
    caller: Caller,
    socket: WebSocket,
    place: Place,
    /// Where the device stands, as its next request without uploads; none before its first.
    stands: Option<Request>,
    ping: Interval,
    unanswered: u32,
    push_from: Instant,
}

impl Talk {
    fn new(app: Arc<App>, caller: Caller, socket: WebSocket, place: Place) -> Self {
        let mut ping = interval(app.config.ping_every);
        ping.reset();
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let stopping = app.stopping.subscribe();
        let push_from = Instant::now();
        Self { stopping, app, caller, socket, place, stands: None, ping, unanswered: 0, push_from }
    }

    async fn run(mut self) {
        if self.app.sessions.has_ended(self.caller.session) {
            return self.sign_out().await;
        }
        loop {
            let event = self.next_event().await;
            let goes_on = match event {
                Event::Received(message) => self.received(message).await,
                Event::Gone => return,
                Event::Ping => self.still_there().await,
                Event::Moved => self.push().await,
                Event::SignedOut => return self.sign_out().await,
                Event::Stopping => return self.close(Close::GoingAway).await,
            };
            if !goes_on {
                return;
            }
        }
    }

    async fn next_event(&mut self) -> Event {
        let signal = Arc::clone(&self.place.signal);
        loop {
            if signal.ended.load(Ordering::Acquire) {
                return Event::SignedOut;
            }
            let moved = self.stands.is_some() && signal.moved.load(Ordering::Acquire);
            tokio::select! {
                biased;
                _ = self.stopping.wait_for(|stopping| *stopping) => return Event::Stopping,
                () = sleep_until(self.push_from), if moved => return Event::Moved,
                () = signal.wake.notified() => {}
                message = self.socket.recv() => {
                    return match message {
                        Some(Ok(message)) => Event::Received(message),
                        Some(Err(_)) | None => Event::Gone,
                    };
                }
                _ = self.ping.tick() => return Event::Ping,
            }
        }
    }

    async fn received(&mut self, message: Message) -> bool {
        self.unanswered = 0;
        match message {
            Message::Binary(bytes) if bytes.len() > REQUEST_BYTES_MAX + FRAME_EXTRA_BYTES => {
                self.refuse(Close::TooBig).await
            }
            Message::Binary(bytes) => match decode(&bytes) {
                Ok(Frame::Request { tag, request }) => self.answer(tag, request, bytes.len()).await,
                Ok(_) | Err(NotOurs::Foreign | NotOurs::Damaged | NotOurs::UpdateNeeded { .. }) => {
                    self.refuse(Close::Malformed).await
                }
                Err(NotOurs::Version(_)) => {
                    self.send_message(Message::Binary(update_needed(VERSION_MIN).into())).await
                        && self.refuse(Close::UpdateNeeded).await
                }
            },
            Message::Text(_) => self.refuse(Close::OnlyBinary).await,
            Message::Ping(_) | Message::Pong(_) => true,
            Message::Close(_) => false,
        }
    }

    async fn answer(&mut self, tag: u32, mut request: Request, bytes: usize) -> bool {
        let uploads = std::mem::take(&mut request.uploads);
        let stands = request.clone();
        request.uploads = uploads;
        let commits = self.place.commits();
        let answer = match exchange::decide(&self.app, &self.caller, request, bytes).await {
            Ok(None) => {
                // The commit is done: the cut that follows has everything that moved until now.
                self.place.take_moved();
                exchange::cut(&self.app, &self.caller, stands.clone()).await
            }
            Ok(Some(answer)) => Ok(answer),
            Err(trouble) => Err(trouble),
        };
        let answer = answer.unwrap_or_else(|trouble| exchange::later(&trouble));
        if let Answer::Reply(reply) = &answer {
            self.follow(stands, reply, commits);
        }
        self.send(&Frame::Answer { tag, answer }).await
    }

    /// Tells the device what moved. Nothing is sent when nothing did.
    async fn push(&mut self) -> bool {
        let Some(stands) = self.stands.clone() else { return true };
        let commits = self.place.commits();
        self.place.take_moved();
        self.push_from = Instant::now() + PUSH_EVERY;
        let cut = exchange::cut(&self.app, &self.caller, stands.clone()).await;
        match cut.unwrap_or_else(|trouble| exchange::later(&trouble)) {
            Answer::Reply(reply) if says_something(&stands, &reply) => {
                self.follow(stands, &reply, commits);
                self.send(&Frame::Push(reply)).await
            }
            Answer::Reply(_) => true,
            // Too much to do: it is tried again.
            Answer::Busy { retry_after_ms } => {
                self.push_from = Instant::now() + Duration::from_millis(retry_after_ms.into());
                self.place.signal.raise(&self.place.signal.moved);
                true
            }
            // The device hears why at its next request.
            _ => true,
        }
    }

    /// Remembers where the device stands once it has applied `reply`.
    fn follow(&mut self, before: Request, reply: &Reply, commits: u64) {
        let mut scopes: BTreeSet<Scope> = reply.heads.iter().map(|head| head.scope.clone()).collect();
        scopes.insert(Scope::of("user", self.caller.user));
        self.place.hold(scopes, commits);
        let acknowledged = reply.verdicts.last().map_or(before.acknowledged, |verdict| verdict.number);
        let cursors = self.app.engine.cursors_after(&before.cursors, reply);
        self.stands = Some(Request { epoch: Some(reply.epoch), acknowledged, cursors, ..before });
    }

    /// Asks whether the device is still there; false when it has been silent for too long.
    async fn still_there(&mut self) -> bool {
        if self.unanswered >= PINGS_MISSED_MAX {
            return false;
        }
        self.unanswered += 1;
        self.send_message(Message::Ping(Vec::new().into())).await
    }

    async fn sign_out(mut self) {
        if self.send(&Frame::SignedOut).await {
            self.close(Close::SignedOut).await;
        }
    }

    async fn refuse(&mut self, why: Close) -> bool {
        self.send_close(why).await;
        false
    }

    async fn close(mut self, why: Close) {
        self.send_close(why).await;
    }

    async fn send_close(&mut self, why: Close) {
        let reason = match why {
            Close::GoingAway => "the server stops",
            Close::OnlyBinary => "only binary frames",
            Close::TooBig => "frame too big",
            Close::Malformed => "malformed frame",
            Close::SignedOut => "signed out",
            Close::UpdateNeeded => "update needed",
        };
        let frame = CloseFrame { code: why as u16, reason: reason.into() };
        self.send_message(Message::Close(Some(frame))).await;
    }

    async fn send(&mut self, frame: &Frame) -> bool {
        self.send_message(Message::Binary(encode(frame).into())).await
    }

    async fn send_message(&mut self, message: Message) -> bool {
        matches!(timeout(SEND_MAX, self.socket.send(message)).await, Ok(Ok(())))
    }
}

/// Whether a cut is more than what the device has already.
fn says_something(stands: &Request, reply: &Reply) -> bool {
    let held: BTreeSet<&Scope> = stands.cursors.iter().map(|cursor| &cursor.scope).collect();
    let granted: BTreeSet<&Scope> = reply.heads.iter().map(|head| &head.scope).collect();
    let reset = reply.heads.iter().any(|head| head.reset);
    !reply.chunks.is_empty()
        || !reply.verdicts.is_empty()
        || held != granted
        || reset
        || stands.epoch != Some(reply.epoch)
}
