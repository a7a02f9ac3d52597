//! A server and devices of a few people, each a process of its own, each device behind a network of its
//! own.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use hubbub_core::client::{Client, Options};
use hubbub_tests::proxy::{Passed, Proxy, Rules};
use serde_json::Value;

use crate::Failure;
use crate::child::Child;
use crate::device::{PASSWORD, key};
use crate::dice::Dice;
use crate::history::{self, Story, Verdict};

/// How long a process may take to be ready.
const READY: Duration = Duration::from_secs(120);
/// How long everybody may take to agree once the network is well, in milliseconds.
const SETTLE_MS: u64 = 60_000;

/// A device of a run.
pub(crate) struct Seat {
    pub(crate) name: String,
    email: String,
    pub(crate) proxy: Proxy,
    child: Option<Child>,
    /// What its processes said, one after the other.
    pub(crate) stories: Vec<Vec<Value>>,
    starts: u64,
}

/// A run's processes.
pub(crate) struct Scene {
    folder: tempfile::TempDir,
    port: u16,
    server: Option<Child>,
    pub(crate) seats: Vec<Seat>,
    /// The longest start of the server.
    pub(crate) ready_ms_max: u128,
    seed: u64,
}

/// What a run came to.
pub(crate) struct Ended {
    pub(crate) verdict: Verdict,
    /// From the last fault until the last device had said and heard everything, in milliseconds.
    pub(crate) settle_ms: u64,
    pub(crate) passed: Passed,
}

impl Scene {
    /// A server, and `devices` devices of `people` people.
    pub(crate) fn new(devices: usize, people: usize, seed: u64) -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        // Taken once, so that a server that starts again is found where it was.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut scene = Self { folder, port, server: None, seats: Vec::new(), ready_ms_max: 0, seed };
        scene.start_server()?;
        for number in 0..people {
            let mut options = Options::new(
                scene.folder.path().join(format!("registers {number}")),
                &format!("http://127.0.0.1:{port}"),
                key(),
            );
            options.network = false;
            Client::open(options)?.0.register(&email(number), PASSWORD, &format!("Person {number}"), "en")?;
        }
        for number in 0..devices {
            let proxy = Proxy::start(port, Dice::new(seed ^ number as u64).any())?;
            let (name, email) = (format!("device {number}"), email(number % people));
            scene.seats.push(Seat { name, email, proxy, child: None, stories: Vec::new(), starts: 0 });
            scene.start_device(number)?;
        }
        Ok(scene)
    }

    /// Starts the server on the data it left, and waits until it listens.
    pub(crate) fn start_server(&mut self) -> Result<(), Failure> {
        let start = Instant::now();
        let data = self.folder.path().join("server");
        let mut server = Child::start(&["server", text(&data)?, &self.port.to_string()])?;
        server.wait_for("http", READY)?;
        self.ready_ms_max = self.ready_ms_max.max(start.elapsed().as_millis());
        self.server = Some(server);
        Ok(())
    }

    pub(crate) fn server(&self) -> Result<&Child, Failure> {
        self.server.as_ref().ok_or_else(|| "the server is gone".into())
    }

    /// `kill -9`.
    pub(crate) fn kill_server(&mut self) -> Result<(), Failure> {
        self.server.take().map_or(Ok(()), |server| server.kill().map(drop))
    }

    /// Starts a device on the store it left.
    pub(crate) fn start_device(&mut self, number: usize) -> Result<(), Failure> {
        let folder = self.folder.path().join(format!("device {number}"));
        let seed = self.seed;
        let seat = &mut self.seats[number];
        seat.starts += 1;
        let chance = Dice::new(seed ^ (number as u64) << 20 ^ seat.starts << 40).any().to_string();
        let child = Child::start(&["device", text(&folder)?, &seat.proxy.url(), &seat.email, &chance])?;
        seat.child = Some(child);
        Ok(())
    }

    /// Waits until a device's process has its store open.
    pub(crate) fn wait_ready(&mut self, number: usize) -> Result<(), Failure> {
        self.device(number)?.wait_for("ready", READY).map(drop)
    }

    pub(crate) fn device(&mut self, number: usize) -> Result<&mut Child, Failure> {
        self.seats[number].child.as_mut().ok_or_else(|| "the device is gone".into())
    }

    /// `kill -9`.
    pub(crate) fn kill_device(&mut self, number: usize) -> Result<(), Failure> {
        if let Some(child) = self.seats[number].child.take() {
            self.seats[number].stories.push(child.kill()?);
        }
        Ok(())
    }

    /// Everything works again; nobody does anything more, and all must come to agree.
    pub(crate) fn end(mut self) -> Result<Ended, Failure> {
        for number in 0..self.seats.len() {
            self.seats[number].proxy.set(Rules::default());
            self.device(number)?.order("rest");
        }
        let start = Instant::now();
        // Twice: what a device says while it settles is news for the others.
        let mut tellings = Vec::new();
        for _ in 0..2 {
            tellings.clear();
            for number in 0..self.seats.len() {
                self.device(number)?.order(&format!("settle {SETTLE_MS}"));
            }
            for number in 0..self.seats.len() {
                let patience = Duration::from_millis(SETTLE_MS + 30_000);
                tellings.push(self.device(number)?.wait_for("settled", patience)?);
            }
        }
        let settle_ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        let mut passed = Passed::default();
        let mut stories = Vec::new();
        for (mut seat, telling) in std::mem::take(&mut self.seats).into_iter().zip(tellings) {
            if let Some(child) = seat.child.take() {
                seat.stories.push(child.end()?);
            }
            let now = seat.proxy.passed();
            passed.connections += now.connections;
            passed.cut += now.cut;
            passed.bytes += now.bytes;
            passed.doubled += now.doubled;
            passed.reordered += now.reordered;
            stories.push(Story { name: seat.name, processes: seat.stories, telling });
        }
        if let Some(server) = self.server.take() {
            server.end()?;
        }
        let database = self.folder.path().join("server").join(hubbub_server::DATABASE);
        Ok(Ended { verdict: history::check(&database, &stories)?, settle_ms, passed })
    }
}

fn email(number: usize) -> String {
    format!("person{number}@proof.example")
}

fn text(path: &std::path::Path) -> Result<&str, Failure> {
    path.to_str().ok_or_else(|| "a path is not UTF-8".into())
}
