//! B9: one topic and 100, 1,000 or 10,000 who watch it: 50 messages a second, then 200 at once; and what a socket
//! takes that only waits. The same bytes through raw axum, before and after.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command as Process, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::{SinkExt as _, StreamExt as _};
use hubbub_core::id::Id;
use hubbub_core::live::{Event, LiveEvent, Topic};
use hubbub_core::sync::protocol::{Frame, QueuedCall, Request, Upload, decode, encode};
use hubbub_tests::machine::{cpu_s, open_files_max, rss_mb};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

use crate::Failure;
use crate::board::{Command, Line};
use crate::figure::{Case, Run};
use crate::peers::{Server, fresh, now};

/// Those who watch.
const WATCHERS: [usize; 3] = [100, 1_000, 10_000];
/// Between two messages of the steady part.
const BETWEEN: Duration = Duration::from_millis(20);
/// Messages of the steady part: three seconds.
const STEADY: u32 = 150;
/// Messages at once.
const BURST: u32 = 200;
/// Runs that are kept, and tried for them.
const RUNS: usize = 5;
const ATTEMPTS: usize = 8;
/// How much the baselines around a run may differ.
const STEADY_RATIO: f64 = 1.3;
const PATIENCE: Duration = Duration::from_secs(60);
/// Sockets that shake hands at once.
const DOORS: usize = 128;
/// Files that are open beside the sockets.
const OTHER_FILES: usize = 200;

type Socket = WebSocketStream<TcpStream>;

/// What one relaying came to.
#[derive(Clone, Copy, Debug, Default)]
struct Outcome {
    p50_ms: f64,
    p99_ms: f64,
    /// Deliveries a second of the burst.
    burst: f64,
    /// Of an idle socket.
    idle_kb: f64,
    /// Of the server, with nobody there and with everybody idle.
    empty_mb: f64,
    full_mb: f64,
    /// Of the steady part.
    cpu_server_s: f64,
    cpu_client_s: f64,
}

/// Who relays.
enum Relay {
    Ours { server: Server, list: Id, device: Id, number: u64 },
    Raw(Child, String),
}

/// B9.
pub(crate) fn relay(runtime: &Runtime) -> Result<(), Failure> {
    let room = open_files_max().saturating_sub(OTHER_FILES);
    for wanted in WATCHERS {
        // Server and watchers are a process each: both must be allowed so many files.
        let count = wanted.min(room);
        if count < wanted {
            eprintln!("  B9 {wanted}: {} files may be open, so {count} watch", room + OTHER_FILES);
        }
        let (mut ours, mut raws, mut discarded) = (Vec::new(), Vec::new(), 0);
        while ours.len() < RUNS && ours.len() + discarded < ATTEMPTS {
            let before = runtime.block_on(once(Relay::raw()?, count))?;
            let run = runtime.block_on(once(Relay::ours()?, count))?;
            let after = runtime.block_on(once(Relay::raw()?, count))?;
            eprintln!("  B9 {count}: {run:?}\n    raw {before:?}\n    raw {after:?}");
            if before.burst.max(after.burst) > STEADY_RATIO * before.burst.min(after.burst) {
                discarded += 1;
                continue;
            }
            ours.push(run);
            raws.push([before, after]);
        }
        if ours.is_empty() {
            return Err(format!("B9 {count}: the machine is too busy, no run is worth keeping").into());
        }
        print(count, &ours, &raws, discarded)?;
    }
    Ok(())
}

fn print(count: usize, ours: &[Outcome], raws: &[[Outcome; 2]], discarded: usize) -> Result<(), Failure> {
    type Pick = fn(&Outcome) -> f64;
    let figures: [(&str, &'static str, Pick); 7] = [
        ("B9 p50", "ms", |outcome| outcome.p50_ms),
        ("B9 p99", "ms", |outcome| outcome.p99_ms),
        ("B9 burst", "deliveries/s", |outcome| outcome.burst),
        ("B9 idle socket", "kB", |outcome| outcome.idle_kb),
        ("B9 server CPU", "s", |outcome| outcome.cpu_server_s),
        ("B13 server, nobody there", "MB", |outcome| outcome.empty_mb),
        ("B13 server, all idle", "MB", |outcome| outcome.full_mb),
    ];
    for (name, unit, pick) in figures {
        let name = format!("{name}, {count} sockets");
        let run = |outcome: &Outcome| Run {
            value: pick(outcome),
            cpu_client_s: outcome.cpu_client_s,
            cpu_server_s: outcome.cpu_server_s,
            bytes: 0,
        };
        let baseline = |[before, after]: &[Outcome; 2]| (pick(before) + pick(after)) / 2.0;
        let case = Case { name: &name, unit, encrypted: false, synchronous: "FULL" };
        let runs: Vec<Run> = ours.iter().map(run).collect();
        case.print(&runs, raws.iter().map(baseline).collect(), discarded)?;
    }
    Ok(())
}

impl Relay {
    /// Our server. All watchers share an account: what is measured is the relay.
    fn ours() -> Result<Self, Failure> {
        let (mut server, list, device) = (Server::start()?, fresh(), fresh());
        server.fill(list, BURST)?;
        server.job(&[Command::Share { list, user: device }])?;
        Ok(Self::Ours { server, list, device, number: 0 })
    }

    fn raw() -> Result<Self, Failure> {
        let mut child = Process::new(std::env::current_exe()?)
            .arg("--raw-relay")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut base = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut base)?;
        Ok(Self::Raw(child, base.trim().to_owned()))
    }

    fn base(&self) -> &str {
        match self {
            Self::Ours { server, .. } => &server.base,
            Self::Raw(_, base) => base,
        }
    }

    fn pid(&self) -> u32 {
        match self {
            Self::Ours { server, .. } => server.pid(),
            Self::Raw(child, _) => child.id(),
        }
    }

    fn token(&mut self) -> Result<String, Failure> {
        match self {
            Self::Ours { server, device, .. } => server.token(*device, *device),
            Self::Raw(..) => Ok(String::new()),
        }
    }

    /// What a watcher says first.
    fn join(&self) -> Option<Message> {
        match self {
            Self::Ours { list, .. } => {
                let topic = Topic::of(Topic::STOCK, *list);
                Some(Message::binary(encode(&Frame::Join(topic))))
            }
            Self::Raw(..) => None,
        }
    }

    /// Messages, each with the time at which it is published; those that go out together are one frame of ours.
    fn messages(&mut self, stamp_us: i64, count: u32) -> Result<Vec<Message>, Failure> {
        match self {
            Self::Ours { list, device, number, .. } => {
                let mut uploads = Vec::new();
                for n in 0..count {
                    *number += 1;
                    let line =
                        Line::nth(*list, if count == 1 { u32::try_from(*number % 200)? } else { n }).id;
                    let command =
                        serde_json::to_string(&Command::Change { lines: vec![line], amount: stamp_us })?;
                    let (at, id) = (now(), fresh());
                    uploads.push(Upload::Call(QueuedCall {
                        id,
                        number: *number,
                        at,
                        seen: at,
                        depends_on: Vec::new(),
                        command,
                    }));
                }
                let acknowledged = *number - u64::from(count);
                let request =
                    Request { device: *device, epoch: None, acknowledged, uploads, cursors: Vec::new() };
                Ok(vec![Message::binary(encode(&Frame::Request { tag: 1, request }))])
            }
            Self::Raw(..) => Ok((0..count).map(|_| Message::binary(raw_message(stamp_us))).collect()),
        }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        if let Self::Raw(child, _) = self {
            drop(child.stdin.take());
            if let Err(error) = child.wait() {
                eprintln!("the raw relay could not be waited for: {error}");
            }
        }
    }
}

/// As many bytes as one of our events, the time first.
fn raw_message(stamp_us: i64) -> Vec<u8> {
    let thing = Id::named("raw", "thing");
    let event = Event::StockChanged { hub: thing, product: thing, available: stamp_us };
    let told = serde_json::to_string(&event).unwrap_or_default();
    let topic = Topic::of(Topic::STOCK, thing);
    let bytes = encode(&Frame::Event(LiveEvent { topic, scope: None, position: 0, at: now(), told }));
    let mut message = stamp_us.to_be_bytes().to_vec();
    message.resize(bytes.len().max(8), b'x');
    message
}

/// The time at which a message was published; nothing for one that only says that a topic was joined.
fn stamp(bytes: &[u8], is_ours: bool) -> Option<i64> {
    if !is_ours {
        return bytes.first_chunk().map(|stamp| i64::from_be_bytes(*stamp));
    }
    match decode(bytes) {
        Ok(Frame::Event(event)) => match event.event() {
            Event::StockChanged { available, .. } => Some(available),
            _ => None,
        },
        _ => None,
    }
}

/// Classes of delays, and how wide each is.
const CLASSES: usize = 400_000;
const CLASS_US: i64 = 50;

/// What the watchers share.
struct Hall {
    begun: Instant,
    joined: AtomicUsize,
    heard: AtomicU64,
    /// Messages from this time on are the burst's, and not timed one by one.
    burst_from_us: AtomicI64,
    /// How many took so long.
    classes: Vec<AtomicU64>,
    is_ours: bool,
}

impl Hall {
    fn now_us(&self) -> i64 {
        i64::try_from(self.begun.elapsed().as_micros()).unwrap_or(i64::MAX)
    }

    fn hear(&self, bytes: &[u8]) {
        let Some(stamp_us) = stamp(bytes, self.is_ours) else {
            self.joined.fetch_add(1, Ordering::Relaxed);
            return;
        };
        if stamp_us < self.burst_from_us.load(Ordering::Relaxed) {
            let class = usize::try_from((self.now_us() - stamp_us) / CLASS_US).unwrap_or_default();
            self.classes[class.min(CLASSES - 1)].fetch_add(1, Ordering::Relaxed);
        }
        self.heard.fetch_add(1, Ordering::Relaxed);
    }

    /// What `permille` of a thousand took at most, in ms.
    fn took_ms(&self, permille: u64) -> f64 {
        let counts: Vec<u64> = self.classes.iter().map(|count| count.load(Ordering::Relaxed)).collect();
        let wanted = (counts.iter().sum::<u64>() * permille).div_ceil(1_000);
        let mut seen = 0;
        let class = counts.iter().position(|count| {
            seen += count;
            seen >= wanted
        });
        let class = i64::try_from(class.unwrap_or_default()).unwrap_or_default() + 1;
        f64::from(i32::try_from(class * CLASS_US).unwrap_or(i32::MAX)) / 1_000.0
    }

    async fn until(&self, what: &str, holds: impl Fn(&Self) -> bool) -> Result<(), Failure> {
        let end = Instant::now() + PATIENCE;
        while !holds(self) {
            if Instant::now() > end {
                return Err(format!("never {what}: {} heard", self.heard.load(Ordering::Relaxed)).into());
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Ok(())
    }
}

async fn once(mut relay: Relay, count: usize) -> Result<Outcome, Failure> {
    let (pid, own, token) = (relay.pid(), std::process::id(), relay.token()?);
    let hall = Arc::new(Hall {
        begun: Instant::now(),
        joined: AtomicUsize::new(0),
        heard: AtomicU64::new(0),
        burst_from_us: AtomicI64::new(i64::MAX),
        classes: (0..CLASSES).map(|_| AtomicU64::new(0)).collect(),
        is_ours: matches!(relay, Relay::Ours { .. }),
    });
    let mut publisher = open(relay.base(), &token).await?;
    let empty_mb = rss_mb(pid);
    let watchers = watch(&relay, &token, &hall, count).await?;
    let full_mb = rss_mb(pid);
    let idle_kb = (full_mb - empty_mb) * 1_000.0 / f64::from(u32::try_from(count)?);
    let (server_before, client_before) = (cpu_s(pid), cpu_s(own));
    let begun = tokio::time::Instant::now();
    for n in 1..=STEADY {
        for message in relay.messages(hall.now_us(), 1)? {
            publisher.send(message).await?;
        }
        // What the publisher itself is told.
        while let Ok(told) = tokio::time::timeout_at(begun + BETWEEN * n, publisher.next()).await {
            told.ok_or("the publisher's socket ended")??;
        }
    }
    let all = u64::from(STEADY) * u64::try_from(count)?;
    let heard = |hall: &Hall| hall.heard.load(Ordering::Relaxed);
    hall.until("everything heard", |hall| heard(hall) >= all).await?;
    let (cpu_server_s, cpu_client_s) = (cpu_s(pid) - server_before, cpu_s(own) - client_before);
    let more = u64::from(BURST) * u64::try_from(count)?;
    let stamp_us = hall.now_us();
    hall.burst_from_us.store(stamp_us, Ordering::Relaxed);
    let begun = Instant::now();
    for message in relay.messages(stamp_us, BURST)? {
        publisher.send(message).await?;
    }
    hall.until("the burst heard", |hall| heard(hall) >= all + more).await?;
    let burst = f64::from(u32::try_from(more)?) / begun.elapsed().as_secs_f64();
    watchers.iter().for_each(JoinHandle::abort);
    Ok(Outcome {
        p50_ms: hall.took_ms(500),
        p99_ms: hall.took_ms(990),
        burst,
        idle_kb,
        empty_mb,
        full_mb,
        cpu_server_s,
        cpu_client_s,
    })
}

/// Lets so many watch, and waits until all do.
async fn watch(
    relay: &Relay,
    token: &str,
    hall: &Arc<Hall>,
    count: usize,
) -> Result<Vec<JoinHandle<()>>, Failure> {
    let doors = Arc::new(Semaphore::new(DOORS));
    let mut watchers = Vec::with_capacity(count);
    for _ in 0..count {
        let (base, token, join) = (relay.base().to_owned(), token.to_owned(), relay.join());
        let (hall, doors) = (Arc::clone(hall), Arc::clone(&doors));
        watchers.push(tokio::spawn(async move {
            let door = doors.acquire().await;
            let Ok(mut socket) = open(&base, &token).await else { return };
            match join {
                Some(join) => {
                    if socket.send(join).await.is_err() {
                        return;
                    }
                }
                // Who is connected to the raw relay hears it.
                None => {
                    hall.joined.fetch_add(1, Ordering::Relaxed);
                }
            }
            drop(door);
            while let Some(Ok(message)) = socket.next().await {
                if let Message::Binary(bytes) = message {
                    hall.hear(&bytes);
                }
            }
        }));
    }
    hall.until("all joined", |hall| hall.joined.load(Ordering::Relaxed) >= count).await?;
    Ok(watchers)
}

async fn open(base: &str, token: &str) -> Result<Socket, Failure> {
    let address = base.trim_start_matches("http://");
    let mut request = format!("ws://{address}/ws").into_client_request()?;
    if !token.is_empty() {
        request.headers_mut().insert("authorization", format!("Bearer {token}").parse()?);
    }
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let config = WebSocketConfig::default().read_buffer_size(4 * 1024).write_buffer_size(0);
    let (socket, _) = timeout(PATIENCE, client_async_with_config(request, stream, Some(config))).await??;
    Ok(socket)
}
