//! A bad network on loopback: a TCP proxy that knows WebSocket frames. It delays, stalls (half-open, in
//! one direction or both), refuses, cuts, doubles and reorders what passes between a client and a server.
//!
//! One proxy stands for one device's way to the server. Plain TCP passes as it is; once a connection
//! has become a WebSocket, its binary frames can be doubled and reordered, whole frame by whole frame.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

mod frames;

use frames::{Frames, Piece};

/// How long a frame is held back for another one to overtake it.
const HOLD: Duration = Duration::from_millis(40);

/// What happens to bytes that go one way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// Nothing passes; the connection stays, as with a half-open one. What was read before is kept and
    /// goes on when the way is free again.
    pub is_stalled: bool,
    /// Each piece that was read waits so long before it goes on, in milliseconds.
    pub delay_ms: u64,
    /// So many of 1,000 binary frames come twice.
    pub doubled: u64,
    /// So many of 1,000 binary frames come after the one that follows them.
    pub reordered: u64,
}

/// What the network does at present.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// From the client to the server.
    pub up: Way,
    /// From the server to the client.
    pub down: Way,
    /// New connections are closed at once.
    pub refuses: bool,
}

impl Rules {
    /// Nothing passes either way, and nobody is told.
    #[must_use]
    pub fn partition() -> Self {
        let stalled = Way { is_stalled: true, ..Way::default() };
        Self { up: stalled, down: stalled, refuses: false }
    }
}

/// What has passed so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// Connections that were taken.
    pub connections: u64,
    /// Connections that [`Proxy::cut`] ended.
    pub cut: u64,
    /// Bytes, both ways.
    pub bytes: u64,
    /// Binary frames that came twice.
    pub doubled: u64,
    /// Binary frames that were overtaken.
    pub reordered: u64,
}

#[derive(Default)]
struct Counters {
    connections: AtomicU64,
    cut: AtomicU64,
    bytes: AtomicU64,
    doubled: AtomicU64,
    reordered: AtomicU64,
}

struct Shared {
    upstream: u16,
    rules: Mutex<Rules>,
    changed: Condvar,
    open: Mutex<Vec<Arc<Connection>>>,
    counters: Counters,
    is_ending: AtomicBool,
    chance: AtomicU64,
}

/// Two ends and what is known of what lies between them.
struct Connection {
    client: TcpStream,
    server: TcpStream,
    /// It has become a WebSocket.
    is_socket: AtomicBool,
    is_over: AtomicBool,
}

impl Connection {
    /// Ends it; whether it was still open.
    fn end(&self) -> bool {
        for stream in [&self.client, &self.server] {
            // The other side may have gone first: that is what a network does.
            let _gone_already: std::io::Result<()> = stream.shutdown(Shutdown::Both);
        }
        !self.is_over.swap(true, Ordering::SeqCst)
    }
}

/// A way to a server, and what the network does on it.
pub struct Proxy {
    port: u16,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

#[derive(Clone, Copy)]
enum Direction {
    Up,
    Down,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Proxy {
    /// A proxy on a free port in front of the server on `upstream`, of loopback both. Its chance comes
    /// from `seed`.
    ///
    /// # Errors
    /// When no port can be listened on.
    pub fn start(upstream: u16, seed: u64) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared {
            upstream,
            rules: Mutex::default(),
            changed: Condvar::new(),
            open: Mutex::default(),
            counters: Counters::default(),
            is_ending: AtomicBool::new(false),
            chance: AtomicU64::new(seed),
        });
        let listening = thread::spawn({
            let shared = Arc::clone(&shared);
            move || listen(&listener, &shared)
        });
        Ok(Self { port, shared, listening: Some(listening) })
    }

    /// Where a client finds the proxy.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The network is like this from now on, on connections that are open too.
    pub fn set(&self, rules: Rules) {
        *lock(&self.shared.rules) = rules;
        self.shared.changed.notify_all();
    }

    /// Ends every connection at once; how many there were.
    pub fn cut(&self) -> u64 {
        let open = std::mem::take(&mut *lock(&self.shared.open));
        let ended = open.iter().map(|connection| u64::from(connection.end())).sum();
        self.shared.changed.notify_all();
        self.shared.counters.cut.fetch_add(ended, Ordering::Relaxed);
        ended
    }

    /// What has passed.
    #[must_use]
    pub fn passed(&self) -> Passed {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let counters = &self.shared.counters;
        Passed {
            connections: of(&counters.connections),
            cut: of(&counters.cut),
            bytes: of(&counters.bytes),
            doubled: of(&counters.doubled),
            reordered: of(&counters.reordered),
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.is_ending.store(true, Ordering::SeqCst);
        self.set(Rules::default());
        self.cut();
        // The listener wakes up for one last connection.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
        if let Some(listening) = self.listening.take()
            && listening.join().is_err()
        {
            eprintln!("the proxy's listener panicked");
        }
    }
}

fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    for client in listener.incoming() {
        if shared.is_ending.load(Ordering::SeqCst) {
            return;
        }
        let Ok(client) = client else { continue };
        if lock(&shared.rules).refuses {
            continue;
        }
        // Without a server the client's connection ends at once, as it would without the proxy.
        let Ok(server) = TcpStream::connect((Ipv4Addr::LOCALHOST, shared.upstream)) else { continue };
        shared.counters.connections.fetch_add(1, Ordering::Relaxed);
        if let Err(problem) = join(client, server, shared) {
            eprintln!("a connection could not be passed on: {problem}");
        }
    }
}

/// Passes what comes at either end on to the other.
fn join(client: TcpStream, server: TcpStream, shared: &Arc<Shared>) -> std::io::Result<()> {
    for stream in [&client, &server] {
        stream.set_nodelay(true)?;
    }
    let ways = [
        (client.try_clone()?, server.try_clone()?, Direction::Up),
        (server.try_clone()?, client.try_clone()?, Direction::Down),
    ];
    let (is_socket, is_over) = (AtomicBool::new(false), AtomicBool::new(false));
    let connection = Arc::new(Connection { client, server, is_socket, is_over });
    let mut open = lock(&shared.open);
    open.retain(|connection| !connection.is_over.load(Ordering::SeqCst));
    open.push(Arc::clone(&connection));
    drop(open);
    for (from, to, direction) in ways {
        let (shared, connection) = (Arc::clone(shared), Arc::clone(&connection));
        thread::spawn(move || Pump { from, to, direction, shared, connection, held: None }.run());
    }
    Ok(())
}

/// One direction of a connection.
struct Pump {
    from: TcpStream,
    to: TcpStream,
    direction: Direction,
    shared: Arc<Shared>,
    connection: Arc<Connection>,
    /// A frame that waits to be overtaken.
    held: Option<Vec<u8>>,
}

impl Pump {
    fn run(mut self) {
        // Either end may go at any time: that is what a network does.
        let _ended: std::io::Result<()> = self.pass();
        self.connection.end();
    }

    fn way(&self) -> Way {
        let rules = lock(&self.shared.rules);
        match self.direction {
            Direction::Up => rules.up,
            Direction::Down => rules.down,
        }
    }

    fn pass(&mut self) -> std::io::Result<()> {
        let mut frames = Frames::default();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            self.from.set_read_timeout(self.held.is_some().then_some(HOLD))?;
            let count = match self.from.read(&mut buffer) {
                Ok(0) => return self.release(),
                Ok(count) => count,
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    self.release()?;
                    continue;
                }
                Err(error) => return Err(error),
            };
            let bytes = &buffer[..count];
            // The client's first frame follows on the server's word, so nothing is missed here.
            let was_socket = self.connection.is_socket.load(Ordering::SeqCst);
            if !was_socket {
                if matches!(self.direction, Direction::Down) && bytes.starts_with(b"HTTP/1.1 101") {
                    let end =
                        bytes.windows(4).position(|four| four == b"\r\n\r\n").map_or(count, |at| at + 4);
                    self.connection.is_socket.store(true, Ordering::SeqCst);
                    self.send(&bytes[..end])?;
                    self.frames(&mut frames, &bytes[end..])?;
                } else {
                    self.send(bytes)?;
                }
                continue;
            }
            self.frames(&mut frames, bytes)?;
        }
    }

    fn frames(&mut self, frames: &mut Frames, bytes: &[u8]) -> std::io::Result<()> {
        frames.push(bytes);
        while let Some(piece) = frames.next() {
            let way = self.way();
            match piece {
                Piece::Binary(frame) => {
                    if self.held.is_none() && self.chance(way.reordered) {
                        self.held = Some(frame);
                        continue;
                    }
                    self.send(&frame)?;
                    if self.chance(way.doubled) {
                        self.shared.counters.doubled.fetch_add(1, Ordering::Relaxed);
                        self.send(&frame)?;
                    }
                    if let Some(overtaken) = self.held.take() {
                        self.shared.counters.reordered.fetch_add(1, Ordering::Relaxed);
                        self.send(&overtaken)?;
                    }
                }
                Piece::Other(frame) => {
                    self.release()?;
                    self.send(&frame)?;
                }
            }
        }
        Ok(())
    }

    /// Sends what waited to be overtaken.
    fn release(&mut self) -> std::io::Result<()> {
        match self.held.take() {
            Some(frame) => self.send(&frame),
            None => Ok(()),
        }
    }

    /// Passes bytes on, when the way is free.
    fn send(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        let way = self.free_way()?;
        if way.delay_ms > 0 {
            thread::sleep(Duration::from_millis(way.delay_ms));
            self.free_way()?;
        }
        self.shared.counters.bytes.fetch_add(u64::try_from(bytes.len()).unwrap_or(0), Ordering::Relaxed);
        self.to.write_all(bytes)
    }

    /// Waits while the way is stalled; an error when the connection was cut meanwhile.
    fn free_way(&self) -> std::io::Result<Way> {
        let mut rules = lock(&self.shared.rules);
        loop {
            let way = match self.direction {
                Direction::Up => rules.up,
                Direction::Down => rules.down,
            };
            if self.connection.is_over.load(Ordering::SeqCst) {
                return Err(ErrorKind::ConnectionAborted.into());
            }
            if !way.is_stalled {
                return Ok(way);
            }
            rules = self.shared.changed.wait(rules).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// True in so many of 1,000 cases.
    fn chance(&self, permille: u64) -> bool {
        let mut mixed = self.shared.chance.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % 1_000 < permille
    }
}
