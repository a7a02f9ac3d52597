//! A server on loopback with a community, its people, and their phones.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use hubbub_core::client::{Client, Clock, Options, Recovery, Sent, SyncState, SystemClock};
use hubbub_core::domain::{Command, Hubbub, MIGRATIONS_SERVER, VOCABULARY};
use hubbub_core::id::Id;
use hubbub_core::store::Key;
use hubbub_core::sync::worker::Phase;
use hubbub_core::time::{HOUR_MS, Timestamp};
use hubbub_core::voting::command::Command as Voting;
use hubbub_core::voting::method::Selection;
use hubbub_core::voting::model::{Ballot, OptionTally};
use hubbub_server::{Clock as ServerClock, Config, Product, Running, serve};
use serde_json::{Value, json};

const PASSWORD: &str = "Quince-Orchard-7";
const PATIENCE: Duration = Duration::from_secs(60);

/// A server, its community and its data folder.
pub struct World {
    /// Where server and phones keep their data.
    pub folder: tempfile::TempDir,
    /// The community that everybody joins.
    pub community: Id,
    running: Option<Running>,
    port: u16,
    commands: u32,
    ahead_ms: Arc<AtomicI64>,
}

/// A person with an account.
#[derive(Clone, Debug)]
pub struct Person {
    /// The first name, as the stories call them.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

/// A clock that is wrong by a fixed time.
pub struct Skewed(pub i64);

impl Clock for Skewed {
    fn now(&self) -> Timestamp {
        SystemClock.now().plus(self.0)
    }
}

/// A poll of a story: yes or no.
#[derive(Clone, Copy, Debug)]
pub struct YesNo {
    /// The poll.
    pub poll: Id,
    /// Its first option.
    pub yes: Id,
    /// Its second option.
    pub no: Id,
}

impl World {
    /// A server with an empty community that is open to all.
    #[must_use]
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let community = Id::named("story", "community");
        let ahead_ms = Arc::default();
        let mut world = Self { folder, community, running: None, port: 0, commands: 0, ahead_ms };
        world.start_server();
        world.job(&json!({
            "area": "community", "kind": "found", "community": community, "name": "Story Lane",
            "default_locale": "en", "time_zone": "Europe/Berlin", "currency": "EUR",
        }));
        world.running().set_community(community).unwrap();
        world
    }

    /// The server.
    #[must_use]
    pub fn running(&self) -> &Running {
        self.running.as_ref().unwrap()
    }

    /// The server's address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Starts the server, on the port it had before.
    pub fn start_server(&mut self) {
        let mut config = Config::new(self.folder.path().join("server"));
        config.listen.set_port(self.port);
        config.log_requests = false;
        let ahead_ms = Arc::clone(&self.ahead_ms);
        config.clock = ServerClock::of(move || SystemClock.now().plus(ahead_ms.load(Ordering::SeqCst)));
        config.second_factor = false;
        config.rates.registrations_per_address = 1_000;
        config.rates.sign_ins_per_account = 1_000;
        // One machine plays everybody, without the pauses that people make.
        config.rates.times = 1_000;
        let product =
            Product { domain: Hubbub, migrations: MIGRATIONS_SERVER.to_vec(), vocabulary: VOCABULARY };
        let running = serve(config, product).unwrap();
        self.port = running.local_addr().port();
        self.running = Some(running);
    }

    /// Lets time pass on the server's clock.
    pub fn pass(&self, ms: i64) {
        self.ahead_ms.fetch_add(ms, Ordering::SeqCst);
    }

    /// Stops the server.
    pub fn stop_server(&mut self) {
        self.running = None;
    }

    /// The server itself does something, and it must go through.
    pub fn job(&mut self, command: &Value) {
        self.commands += 1;
        let id = Id::named("story job", &self.commands.to_string());
        let outcomes =
            self.running().writer().job_blocking("story", vec![(id, command.to_string())]).unwrap();
        assert!(format!("{outcomes:?}").contains("Applied"), "{command}: {outcomes:?}");
    }

    /// A person makes an account.
    pub fn person(&self, name: &str) -> Person {
        let person =
            Person { name: name.to_owned(), email: format!("{}@story.example", name.to_lowercase()) };
        let client = self.open(&format!("{name} registers"), false, Arc::new(SystemClock)).0;
        client.register(&person.email, PASSWORD, name, "en").unwrap();
        person
    }

    /// A phone in the state in which it was left, without signing in.
    pub fn open(&self, device: &str, network: bool, clock: Arc<dyn Clock>) -> (Client, Option<Recovery>) {
        let mut options = Options::new(self.phone_folder(device), &self.url(), Key::new([7; 32]));
        options.network = network;
        options.clock = clock;
        Client::open(options).unwrap()
    }

    /// Where a phone keeps its data.
    #[must_use]
    pub fn phone_folder(&self, device: &str) -> PathBuf {
        self.folder.path().join("phones").join(device)
    }

    /// A phone that is signed in and has fetched everything.
    pub fn phone(&self, person: &Person, device: &str) -> Client {
        self.phone_with_clock(person, device, Arc::new(SystemClock))
    }

    /// As [`Self::phone`], with a clock of its own.
    pub fn phone_with_clock(&self, person: &Person, device: &str, clock: Arc<dyn Clock>) -> Client {
        let client = self.open(device, true, clock).0;
        client.sign_in(&person.email, PASSWORD).unwrap();
        settle(&client);
        client
    }

    /// The phone with its network off: closed and opened again.
    pub fn offline(&self, device: &str) -> Client {
        self.open(device, false, Arc::new(SystemClock)).0
    }

    /// The phone with its network on again.
    pub fn online(&self, device: &str) -> Client {
        self.open(device, true, Arc::new(SystemClock)).0
    }

    /// A poll with the options yes and no, open from an hour ago for `open_for_ms` from now.
    pub fn yes_no(&mut self, title: &str, open_for_ms: i64, grace_ms: i64) -> YesNo {
        let poll = Id::named("story poll", title);
        let (yes, no) = (poll.derive(10), poll.derive(11));
        let now = SystemClock.now();
        self.job(&json!({
            "area": "voting", "kind": "create_poll", "poll": poll, "community": self.community,
            "terms": {
                "title": { "en": title }, "method": { "kind": "single" },
                "outcome": { "kind": "plurality", "by": "ballots", "seats": 1, "tie_break": null },
                "opens_at": now.plus(-HOUR_MS), "closes_at": now.plus(open_for_ms), "grace_ms": grace_ms,
                "later_joiners": true, "result_mode": "live",
            },
            "options": [{ "option": yes, "title": { "en": "Yes" } }, { "option": no, "title": { "en": "No" } }],
        }));
        self.job(&json!({ "area": "voting", "kind": "schedule", "poll": poll }));
        YesNo { poll, yes, no }
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

impl YesNo {
    /// The command that votes yes.
    #[must_use]
    pub fn cast_yes(&self) -> Command {
        self.cast(self.yes)
    }

    /// The command that votes for an option.
    #[must_use]
    pub fn cast(&self, option: Id) -> Command {
        Command::Voting(Voting::Cast { poll: self.poll, selections: vec![Selection { option, value: 1 }] })
    }

    /// The command that changes the vote that stands.
    #[must_use]
    pub fn change(&self, base_revision: i64, option: Id) -> Command {
        let selections = vec![Selection { option, value: 1 }];
        Command::Voting(Voting::Change { poll: self.poll, base_revision, selections })
    }

    /// The official count of an option, as a client shows it.
    #[must_use]
    pub fn count(&self, client: &Client, option: Id) -> i64 {
        client.view(|tx, _| tx.get::<OptionTally>(option)).unwrap().map_or(0, |tally| tally.ballots)
    }

    /// The client's own ballot.
    #[must_use]
    pub fn ballot(&self, client: &Client) -> Option<Ballot> {
        client.view(|tx, context| tx.get(Ballot::id_of(self.poll, context.user.unwrap()))).unwrap()
    }
}

/// Sends a command that must be queued; the call.
pub fn queue(client: &Client, command: &Command) -> Id {
    match client.send(command).unwrap() {
        Sent::Queued { call, .. } => call,
        Sent::Refused(refusal) => panic!("{refusal:?}"),
    }
}

/// Waits until the client has said and heard everything.
pub fn settle(client: &Client) -> SyncState {
    wait(client, "everything said and heard", |state| {
        state.phase == Phase::UpToDate && state.waiting == 0 && state.progress.done == state.progress.total
    })
}

/// Waits until the sync state is as wanted.
pub fn wait(client: &Client, what: &str, wanted: impl Fn(&SyncState) -> bool) -> SyncState {
    let patience = Instant::now() + PATIENCE;
    loop {
        let state = client.sync_state().unwrap();
        if wanted(&state) {
            return state;
        }
        assert!(Instant::now() < patience, "never {what}: {state:?}");
        if matches!(state.phase, Phase::Offline { .. }) {
            client.sync_now();
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Waits until something holds.
pub fn eventually(what: &str, holds: impl Fn() -> bool) {
    let patience = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < patience, "never {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}
