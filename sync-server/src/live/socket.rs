//! One socket: exchanges up, answers and pushes down, strictly one after the other; and in between the events of
//! the topics that it watches.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use futures_util::SinkExt as _;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::scope::Scope;
use hubbub_core::sync::protocol::{
    Answer, Frame, NotOurs, REQUEST_BYTES_MAX, Reply, Request, VERSION_MIN, decode, encode, update_needed,
};
use tokio::sync::watch;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, sleep_until, timeout};

use super::closing::Close;
use super::{Place, plain};
use crate::app::App;
use crate::auth::Caller;
use crate::errors::Failure;
use crate::{exchange, telemetry};

/// Least time between two pushes to a socket.
const PUSH_EVERY: Duration = Duration::from_millis(50);
/// Least time between two pushes that only bring counts: the live lane shows them meanwhile.
const COUNTS_EVERY: Duration = Duration::from_secs(1);
/// Sockets up to which counts are pushed that often; with more of them less often, so that counting takes no more
/// of the machine than this many cuts a second.
const COUNTS_AT_EASE: u32 = 500;
/// Pings without any sign of life before a socket is dropped.
const PINGS_MISSED_MAX: u32 = 3;
/// What a message may take to leave on top of [`crate::Config::send_max`], for its size, as on the slowest of phone
/// networks.
const SLOWEST_BYTES_PER_SECOND: usize = 8_000;
/// What a frame has around its request.
const FRAME_EXTRA_BYTES: usize = 64;
/// Frames of a socket that could not be taken before it is closed.
const OFFENCES_MAX: u32 = 8;
/// What a socket reads ahead. It is held for as long as the socket is open, so thousands of idle ones are cheap.
const READ_AHEAD_BYTES: usize = 4 * 1024;

/// Who talks on the other side.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    /// A device: binary frames.
    Device,
    /// A third party: JSON texts.
    Plain,
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
    /// Something happened at a topic it watches.
    News,
    /// Its session has ended.
    SignedOut,
    /// The server stops.
    Stopping,
}

/// `GET /ws`: the device's socket, or a third party's with the subprotocol [`plain::PROTOCOL`].
pub(crate) async fn connect(
    State(app): State<Arc<App>>,
    caller: Caller,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Failure> {
    let place = app.live.enter(caller.session).ok_or_else(Failure::busy)?;
    let upgrade = upgrade.protocols([plain::PROTOCOL]).read_buffer_size(READ_AHEAD_BYTES);
    let tongue = if upgrade.selected_protocol().is_some() { Tongue::Plain } else { Tongue::Device };
    let limit = match tongue {
        Tongue::Device => 2 * REQUEST_BYTES_MAX,
        Tongue::Plain => 2 * plain::TEXT_BYTES_MAX,
    };
    let upgrade = upgrade.max_message_size(limit).max_frame_size(limit);
    Ok(upgrade.on_upgrade(move |socket| Talk::new(app, caller, socket, place, tongue).run()))
}

/// A socket and what the server knows of its device.
pub(super) struct Talk {
    stopping: watch::Receiver<bool>,
    pub(super) app: Arc<App>,
    pub(super) caller: Caller,
    pub(super) socket: WebSocket,
    pub(super) place: Place,
    pub(super) tongue: Tongue,
    /// Where the device stands, as its next request without uploads; none before its first.
    stands: Option<Request>,
    ping: Interval,
    unanswered: u32,
    offences: u32,
    push_from: Instant,
    counts_from: Instant,
}

impl Talk {
    fn new(app: Arc<App>, caller: Caller, socket: WebSocket, place: Place, tongue: Tongue) -> Self {
        let mut ping = interval(app.config.ping_every);
        ping.reset();
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let stopping = app.stopping.subscribe();
        let now = Instant::now();
        Self {
            stopping,
            app,
            caller,
            socket,
            place,
            tongue,
            stands: None,
            ping,
            unanswered: 0,
            offences: 0,
            push_from: now,
            counts_from: now,
        }
    }

    async fn run(mut self) {
        if self.app.sessions.has_ended(self.caller.session) {
            return self.sign_out().await;
        }
        // Whoever exchanges nothing, or not yet, still hears when roles change.
        let own = BTreeSet::from([Scope::of("user", self.caller.user)]);
        self.place.hold(own, self.place.commits());
        if let Some(news) = self.app.maintenance.news(self.app.clock().now()) {
            self.post(news);
        }
        loop {
            let event = self.next_event().await;
            let goes_on = match event {
                Event::Received(message) => self.received(message).await,
                Event::Gone => return,
                Event::Ping => self.still_there().await,
                Event::Moved => self.push().await,
                Event::News => self.tell_news().await,
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
            if !signal.mail.is_empty() {
                return Event::News;
            }
            let due = self.push_due();
            tokio::select! {
                biased;
                _ = self.stopping.wait_for(|stopping| *stopping) => return Event::Stopping,
                () = sleep_until(due.unwrap_or(self.push_from)), if due.is_some() => return Event::Moved,
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

    /// When what moved may be pushed, or the watched topics are to be checked; nothing when nothing moved.
    fn push_due(&self) -> Option<Instant> {
        let signal = &self.place.signal;
        if self.stands.is_none() && self.place.topics.is_empty() {
            return None;
        }
        let moved = signal.moved.load(Ordering::Acquire).then_some(self.push_from);
        moved.or_else(|| signal.counted.load(Ordering::Acquire).then_some(self.counts_from))
    }

    async fn received(&mut self, message: Message) -> bool {
        self.unanswered = 0;
        match message {
            Message::Binary(bytes) if self.tongue == Tongue::Device => self.take_frame(&bytes).await,
            Message::Text(text) if self.tongue == Tongue::Plain => self.take_text(&text).await,
            Message::Binary(_) | Message::Text(_) => {
                self.offence(Close::WrongKind, Refusal::new(Code::UnsupportedMediaType)).await
            }
            Message::Ping(_) | Message::Pong(_) => true,
            Message::Close(_) => false,
        }
    }

    async fn take_frame(&mut self, bytes: &[u8]) -> bool {
        if bytes.len() > REQUEST_BYTES_MAX + FRAME_EXTRA_BYTES {
            return self.offence(Close::TooBig, Refusal::new(Code::FileTooLarge)).await;
        }
        match decode(bytes) {
            Ok(Frame::Request { tag, request }) => self.answer(tag, request, bytes.len()).await,
            Ok(Frame::Join(topic)) => self.join(topic).await,
            Ok(Frame::Leave(topic)) => {
                self.place.leave(&topic);
                true
            }
            Ok(Frame::Samples { tag, batch }) => {
                let receipt = if self.is_served().await {
                    telemetry::take(&self.app, &self.caller, batch).await.ok()
                } else {
                    None
                };
                self.send(&Frame::Receipt { tag, receipt }).await
            }
            Err(NotOurs::Version(_)) => {
                self.send_message(Message::Binary(update_needed(VERSION_MIN).into())).await
                    && self.refuse(Close::UpdateNeeded).await
            }
            Ok(_) | Err(NotOurs::Foreign | NotOurs::Damaged | NotOurs::UpdateNeeded { .. }) => {
                let refusal = Refusal::new(Code::ValidationFailed).field("frame", "malformed");
                self.offence(Close::Malformed, refusal).await
            }
        }
    }

    async fn answer(&mut self, tag: u32, mut request: Request, bytes: usize) -> bool {
        if !self.is_served().await {
            return self.send(&Frame::Answer { tag, answer: exchange::closed() }).await;
        }
        let uploads = std::mem::take(&mut request.uploads);
        let stands = request.clone();
        request.uploads = uploads;
        let commits = self.place.commits();
        let mut has_moved = false;
        let answer = match exchange::decide(&self.app, &self.caller, request, bytes).await {
            Ok(None) => {
                // The commit is done: the cut that follows has everything that moved until now.
                has_moved = self.place.take_moved().is_some();
                exchange::cut(&self.app, &self.caller, stands.clone()).await
            }
            Ok(Some(answer)) => Ok(answer),
            Err(trouble) => Err(trouble),
        };
        let answer = answer.unwrap_or_else(|trouble| exchange::later(&trouble));
        if let Answer::Reply(reply) = &answer {
            let own = Scope::of("user", self.caller.user);
            // What took a topic away may have come with this answer; no push will tell of it again.
            has_moved |= grants_may_differ(&stands, reply, &own);
            self.follow(stands, reply, commits);
        }
        self.send(&Frame::Answer { tag, answer }).await && (!has_moved || self.check_topics().await)
    }

    /// Whether the person is served now: under maintenance, admins alone are.
    pub(super) async fn is_served(&mut self) -> bool {
        self.app.maintenance.admits(&self.app, self.caller.user).await
    }

    /// Tells the device what moved. Nothing is sent when nothing did.
    async fn push(&mut self) -> bool {
        if !self.is_served().await {
            // All of it is looked at again when maintenance ends.
            self.place.take_moved();
            return self.leave_all(Code::ServiceUnavailable).await;
        }
        let Some(stands) = self.stands.clone() else {
            self.place.take_moved();
            self.push_from = Instant::now() + PUSH_EVERY;
            return self.check_topics().await;
        };
        let commits = self.place.commits();
        let since = self.place.take_moved();
        self.pushed_now();
        let cut = exchange::cut(&self.app, &self.caller, stands.clone()).await;
        match cut.unwrap_or_else(|trouble| exchange::later(&trouble)) {
            Answer::Reply(reply) if says_something(&stands, &reply) => {
                let own = Scope::of("user", self.caller.user);
                let is_personal = grants_may_differ(&stands, &reply, &own);
                self.follow(stands, &reply, commits);
                self.app.live.counts().pushed.add(1);
                let sent = self.send(&Frame::Push(reply)).await;
                if let Some(since) = since {
                    self.app.live.counts().push_delay.note(since.elapsed());
                }
                sent && (!is_personal || self.check_topics().await)
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

    fn pushed_now(&mut self) {
        let now = Instant::now();
        let sockets = u32::try_from(self.app.live.count()).unwrap_or(u32::MAX);
        self.push_from = now + PUSH_EVERY;
        self.counts_from = now + COUNTS_EVERY * sockets.div_ceil(COUNTS_AT_EASE).max(1);
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

    /// Sends what waits in the mailbox, all of it with one write.
    async fn tell_news(&mut self) -> bool {
        let parcels = self.place.signal.mail.take();
        let count = parcels.len();
        let tongue = self.tongue;
        let socket = &mut self.socket;
        let counts = self.app.live.counts();
        let send = async {
            for parcel in &parcels {
                let message = match tongue {
                    Tongue::Device => Message::Binary(parcel.binary()),
                    Tongue::Plain => Message::Text(parcel.text()),
                };
                socket.feed(message).await?;
            }
            socket.flush().await
        };
        match timeout(self.app.config.send_max, send).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return false,
            Err(_) => return self.drop_it(Close::TooSlow).await,
        }
        counts.delivered.add(count);
        for parcel in &parcels {
            counts.event_delay.note(parcel.since.elapsed());
        }
        true
    }

    /// Asks whether the device is still there; false when it has been silent for too long.
    async fn still_there(&mut self) -> bool {
        if self.unanswered >= PINGS_MISSED_MAX {
            return self.drop_it(Close::Silent).await;
        }
        self.unanswered += 1;
        self.send_message(Message::Ping(Vec::new().into())).await
    }

    /// Says what was wrong with a frame; after a few of them the socket closes.
    pub(super) async fn offence(&mut self, close: Close, refusal: Refusal) -> bool {
        self.offences += 1;
        self.app.live.counts().offences.add(1);
        if self.offences > OFFENCES_MAX {
            return self.refuse(close).await;
        }
        match self.tongue {
            Tongue::Device => self.send(&Frame::Refused(refusal_json(&refusal))).await,
            Tongue::Plain => self.send_text(plain::error(&refusal)).await,
        }
    }

    pub(super) async fn send(&mut self, frame: &Frame) -> bool {
        self.send_message(Message::Binary(encode(frame).into())).await
    }

    pub(super) async fn send_text(&mut self, text: String) -> bool {
        self.send_message(Message::Text(text.into())).await
    }

    async fn send_message(&mut self, message: Message) -> bool {
        let slow = message_bytes(&message) / SLOWEST_BYTES_PER_SECOND;
        let patience =
            self.app.config.send_max + Duration::from_secs(u64::try_from(slow).unwrap_or_default());
        match timeout(patience, self.socket.send(message)).await {
            Ok(sent) => sent.is_ok(),
            Err(_) => self.drop_it(Close::TooSlow).await,
        }
    }
}

fn message_bytes(message: &Message) -> usize {
    match message {
        Message::Binary(bytes) => bytes.len(),
        Message::Text(text) => text.len(),
        Message::Ping(_) | Message::Pong(_) | Message::Close(_) => 0,
    }
}

pub(super) fn refusal_json(refusal: &Refusal) -> String {
    serde_json::to_string(refusal).unwrap_or_default()
}

/// Whether a cut is more than what the device has already.
fn says_something(stands: &Request, reply: &Reply) -> bool {
    let reset = reply.heads.iter().any(|head| head.reset);
    !reply.chunks.is_empty()
        || !reply.verdicts.is_empty()
        || scopes_differ(stands, reply)
        || reset
        || stands.epoch != Some(reply.epoch)
}

fn scopes_differ(stands: &Request, reply: &Reply) -> bool {
    let held: BTreeSet<&Scope> = stands.cursors.iter().map(|cursor| &cursor.scope).collect();
    let granted: BTreeSet<&Scope> = reply.heads.iter().map(|head| &head.scope).collect();
    held != granted
}

/// Whether a person may have been given or have lost something: scopes, or rows of their own.
fn grants_may_differ(stands: &Request, reply: &Reply, own: &Scope) -> bool {
    scopes_differ(stands, reply) || reply.chunks.iter().any(|chunk| chunk.scope == *own)
}
