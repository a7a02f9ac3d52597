//! One person's device: a socket that is kept open, exchanges on it as a device has them, votes and other writes with
//! their verdicts, and the topic that is watched.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures_util::{SinkExt as _, StreamExt as _};
use hubbub_core::domain::Hubbub;
use hubbub_core::id::Id;
use hubbub_core::live::{Event, LiveEvent, Topic};
use hubbub_core::sync::protocol::{
    Answer, Cursor, Frame, Outcome, QueuedCall, REPLY_BYTES_MAX, Reply, Request, Upload, decode, encode,
};
use hubbub_core::sync::server::Server;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{sleep, sleep_until};
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, client_async_with_config};

use super::tally::Tally;
use super::town::{OPTIONS, Person, Tokens, now};
use super::traffic::access;

/// How people are called who have called themselves otherwise; then a number.
pub(crate) const RENAMED: &str = "Neighbour ";

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// What a person is asked to do, and when it was due.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Order {
    Vote(Instant),
    Write(Instant),
}

/// What all people share.
pub(crate) struct Street {
    pub(crate) url: String,
    pub(crate) community: Id,
    pub(crate) poll: Id,
    pub(crate) options: Vec<Id>,
    pub(crate) tally: Tally,
    /// Sockets that are open and have had their first answer.
    pub(crate) connected: AtomicUsize,
    /// Writes without a verdict.
    pub(crate) undecided: AtomicUsize,
    /// So many connect at once.
    pub(crate) doors: Semaphore,
}

/// How a person's day ended.
#[derive(Clone, Debug, Default)]
pub(crate) struct Account {
    /// Votes that the server said it took.
    pub(crate) votes: i64,
    /// The number in the name of the last write that the server said it took.
    pub(crate) written: i64,
    /// The count that the socket showed last.
    pub(crate) shown: Option<i64>,
}

/// A write that has no verdict yet.
struct Pending {
    upload: Upload,
    due: Instant,
    write: Option<i64>,
}

/// Somebody at a device.
pub(crate) struct User {
    street: Arc<Street>,
    person: Person,
    token: Arc<Mutex<Tokens>>,
    number: u64,
    acknowledged: u64,
    epoch: Option<Id>,
    cursors: Vec<Cursor>,
    pending: BTreeMap<u64, Pending>,
    votes_sent: i64,
    writes_sent: i64,
    account: Account,
    last: Option<LiveEvent>,
    /// When to ask again after the server was busy.
    again: Option<tokio::time::Instant>,
    is_connected: bool,
}

/// Why a conversation ended.
enum End {
    /// There is nothing more to do.
    Over,
    /// The connection is gone.
    Lost(String),
}

impl User {
    pub(crate) fn new(street: Arc<Street>, person: Person, token: Arc<Mutex<Tokens>>) -> Self {
        Self {
            street,
            person,
            token,
            number: 0,
            acknowledged: 0,
            epoch: None,
            cursors: Vec::new(),
            pending: BTreeMap::new(),
            votes_sent: 0,
            writes_sent: 0,
            account: Account::default(),
            last: None,
            again: None,
            is_connected: false,
        }
    }

    /// Lives until there are no more orders.
    pub(crate) async fn live(mut self, mut orders: UnboundedReceiver<Order>) -> Account {
        let mut failures = 0_u32;
        loop {
            let end = match self.connect().await {
                Ok(socket) => {
                    failures = 0;
                    self.converse(socket, &mut orders).await
                }
                Err(error) => End::Lost(named(&error)),
            };
            if std::mem::take(&mut self.is_connected) {
                self.street.connected.fetch_sub(1, Ordering::Relaxed);
            }
            match end {
                End::Over => break,
                End::Lost(code) => self.street.tally.trouble(&format!("socket: {code}")),
            }
            if orders.is_closed() && orders.is_empty() {
                break;
            }
            // As devices do: 1, 2, 4, 8, 16 s, a quarter more or less.
            let spread = 750
                + self.person.device.derive(failures).to_string().bytes().map(u64::from).sum::<u64>() % 500;
            sleep(Duration::from_millis((1 << failures.min(4)) * spread)).await;
            failures += 1;
        }
        self.street.undecided.fetch_sub(self.pending.len(), Ordering::Relaxed);
        let shown = self.last.as_ref().and_then(|event| match event.event() {
            Event::VoteUpdated { new_total, .. } => Some(new_total),
            _ => None,
        });
        Account { shown, ..self.account }
    }

    async fn connect(&self) -> Result<Socket, Error> {
        // As with a listen queue: not everybody at the same moment.
        let _door = self.street.doors.acquire().await;
        let address = self.street.url.trim_start_matches("http://");
        let mut request = format!("ws://{address}/ws").into_client_request()?;
        let bearer =
            format!("Bearer {}", access(&self.token)).parse().map_err(|_| Error::Utf8("token".to_owned()))?;
        request.headers_mut().insert("authorization", bearer);
        let config = WebSocketConfig::default()
            .read_buffer_size(4 * 1024)
            .write_buffer_size(0)
            .max_message_size(Some(REPLY_BYTES_MAX))
            .max_frame_size(Some(REPLY_BYTES_MAX));
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let connecting = client_async_with_config(request, MaybeTlsStream::Plain(stream), Some(config));
        let silent = |_| Error::Io(std::io::ErrorKind::TimedOut.into());
        let (socket, _) =
            tokio::time::timeout(Duration::from_secs(20), connecting).await.map_err(silent)??;
        Ok(socket)
    }

    async fn converse(&mut self, mut socket: Socket, orders: &mut UnboundedReceiver<Order>) -> End {
        let topic = Topic::of(Topic::POLL, self.street.poll);
        if let Err(end) = send(&mut socket, &Frame::Join(topic)).await {
            return end;
        }
        let all = self.pending.values().map(|pending| pending.upload.clone()).collect();
        if let Err(end) = self.ask(&mut socket, all).await {
            return end;
        }
        loop {
            let again = self.again;
            let heard = tokio::select! {
                order = orders.recv() => match order {
                    Some(order) => {
                        let upload = self.take(order);
                        self.ask(&mut socket, vec![upload]).await
                    }
                    None => {
                        // Whoever is gone needs no answer.
                        let _ = socket.close(None).await;
                        return End::Over;
                    }
                },
                message = socket.next() => self.hear(&mut socket, message).await,
                () = sleep_until(again.unwrap_or_else(tokio::time::Instant::now)), if again.is_some() => {
                    self.again = None;
                    let all = self.pending.values().map(|pending| pending.upload.clone()).collect();
                    self.ask(&mut socket, all).await
                }
            };
            if let Err(end) = heard {
                return end;
            }
        }
    }

    /// A call for an order.
    fn take(&mut self, order: Order) -> Upload {
        let (command, due, write) = match order {
            Order::Vote(due) => (self.vote(), due, None),
            Order::Write(due) => {
                self.writes_sent += 1;
                let name = format!("{RENAMED}{}", self.writes_sent);
                let command = json!({ "area": "community", "kind": "edit_self",
                    "community": self.street.community, "display_name": name });
                (command, due, Some(self.writes_sent))
            }
        };
        self.number += 1;
        let call = QueuedCall {
            id: self.person.device.derive(u32::try_from(self.number).unwrap_or(u32::MAX)),
            number: self.number,
            at: now(),
            seen: now(),
            depends_on: Vec::new(),
            command: command.to_string(),
        };
        let upload = Upload::Call(call);
        self.pending.insert(self.number, Pending { upload: upload.clone(), due, write });
        upload
    }

    /// The first vote is cast, the others put another choice in its place.
    fn vote(&mut self) -> Value {
        let at = usize::try_from(self.votes_sent % i64::from(OPTIONS)).unwrap_or_default();
        let selections = json!([{ "option": self.street.options[at], "value": 1 }]);
        let (poll, revision) = (self.street.poll, self.votes_sent);
        self.votes_sent += 1;
        match revision {
            0 => json!({ "area": "voting", "kind": "cast", "poll": poll, "selections": selections }),
            _ => json!({ "area": "voting", "kind": "change", "poll": poll, "base_revision": revision,
                "selections": selections }),
        }
    }

    async fn ask(&mut self, socket: &mut Socket, uploads: Vec<Upload>) -> Result<(), End> {
        let (device, epoch, acknowledged) = (self.person.device, self.epoch, self.acknowledged);
        let request = Request { device, epoch, acknowledged, uploads, cursors: self.cursors.clone() };
        send(socket, &Frame::Request { tag: 1, request }).await
    }

    async fn hear(
        &mut self,
        socket: &mut Socket,
        message: Option<Result<Message, Error>>,
    ) -> Result<(), End> {
        let bytes = match message {
            Some(Ok(Message::Binary(bytes))) => bytes,
            Some(Ok(Message::Close(frame))) => {
                let code = frame.map_or(0, |frame| u16::from(frame.code));
                return Err(End::Lost(format!("closed {code}")));
            }
            Some(Ok(_)) => return Ok(()),
            Some(Err(error)) => return Err(End::Lost(named(&error))),
            None => return Err(End::Lost("gone".to_owned())),
        };
        match decode(&bytes) {
            Ok(Frame::Event(event)) => {
                self.street.tally.delivered(now().since(event.at));
                self.last = Some(event);
            }
            Ok(Frame::Push(reply)) => {
                self.street.tally.pushed();
                self.keep(&reply);
            }
            Ok(Frame::Answer { answer: Answer::Reply(reply), .. }) => {
                if !std::mem::replace(&mut self.is_connected, true) {
                    self.street.connected.fetch_add(1, Ordering::Relaxed);
                }
                self.keep(&reply);
                if reply.more {
                    self.ask(socket, Vec::new()).await?;
                }
            }
            Ok(Frame::Answer { answer: Answer::Busy { retry_after_ms }, .. }) => {
                self.street.tally.trouble("BUSY");
                let pause = Duration::from_millis(retry_after_ms.into());
                self.again = Some(tokio::time::Instant::now() + pause);
            }
            Ok(Frame::Left { refusal, .. }) => self.street.tally.trouble(&format!("left: {refusal}")),
            Ok(other) => return Err(End::Lost(format!("{other:.60?}"))),
            Err(problem) => return Err(End::Lost(format!("{problem:?}"))),
        }
        Ok(())
    }

    /// Remembers a reply as a device would.
    fn keep(&mut self, reply: &Reply) {
        self.cursors = Server::<Hubbub>::cursors_after(&self.cursors, reply);
        self.epoch = Some(reply.epoch);
        for verdict in &reply.verdicts {
            self.acknowledged = self.acknowledged.max(verdict.number);
            let Some(pending) = self.pending.remove(&verdict.number) else { continue };
            self.street.undecided.fetch_sub(1, Ordering::Relaxed);
            match &verdict.outcome {
                Outcome::Applied { .. } => {
                    match pending.write {
                        Some(number) => self.account.written = number,
                        None => self.account.votes += 1,
                    }
                    self.street.tally.good(pending.due);
                }
                Outcome::Refused(refusal) => self.street.tally.bad(pending.due, refusal),
                other => self.street.tally.bad(pending.due, &format!("{other:?}")),
            }
        }
    }
}

async fn send(socket: &mut Socket, frame: &Frame) -> Result<(), End> {
    socket.send(Message::binary(encode(frame))).await.map_err(|error| End::Lost(named(&error)))
}

/// A short name of an error, without addresses.
fn named(error: &Error) -> String {
    match error {
        Error::Http(response) => response.status().as_u16().to_string(),
        Error::Io(error) => error.kind().to_string(),
        other => other.to_string(),
    }
}
