//! The client; what it is for and how it is used says the guide below.
#![doc = include_str!("guide.md")]

mod account;
mod host;
mod keeper;
mod mark;
mod recover;
mod samples;
mod watching;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::{Notify, watch};

pub use self::account::Newcomer;
use self::keeper::Keeper;
pub use self::keeper::{Clock, Notice, Subscription, SystemClock};
pub use self::recover::Recovery;
pub use self::watching::{Heard, Watch};
use crate::domain::{Command, Hubbub};
use crate::id::Id;
use crate::live::{self, LiveEvent, Topic};
use crate::picture;
use crate::refusal::{Code, Refusal};
use crate::store::{Durability, Fault, Key, Tx};
use crate::sync::blob::{self, FileState};
pub use crate::sync::device::Progress;
pub use crate::sync::digest::Digests;
pub use crate::sync::outbox::{Entry, Refused, State};
use crate::sync::protocol::COMMAND_BYTES_MAX;
use crate::sync::rules::Domain;
use crate::sync::shadow::ViewWatch;
use crate::sync::side;
pub use crate::sync::telemetry::Sample;
pub use crate::sync::transport::Lost;
pub use crate::sync::transport::account::{Authenticator, Consent, Legal, LegalText, SessionView};
pub use crate::sync::transport::audit::{AuditLine, AuditPage};
use crate::sync::transport::http::Http;
pub use crate::sync::worker::Phase;
use crate::sync::worker::{self, Event};
use crate::sync::{digest, outbox, telemetry};
use crate::time::Timestamp;

/// How to open a client.
pub struct Options {
    /// The folder that holds everything of this client; made if absent.
    pub folder: PathBuf,
    /// The server's address.
    pub server: String,
    /// The store's key, from the system's keyring.
    pub key: Key,
    /// The device's clock.
    pub clock: Arc<dyn Clock>,
    /// For the words of errors that the server makes: a language tag.
    pub language: String,
    /// What a session of this device is called where its person looks at them: visible ASCII, or nothing.
    pub agent: String,
    /// Whether to talk to the server at all; off, the client only works locally.
    pub network: bool,
}

impl Options {
    /// The usual options: the system's clock, English, network on.
    #[must_use]
    pub fn new(folder: PathBuf, server: &str, key: Key) -> Self {
        Self {
            folder,
            server: server.to_owned(),
            key,
            clock: Arc::new(SystemClock),
            language: "en".to_owned(),
            agent: String::new(),
            network: true,
        }
    }

    /// Names the sessions of this device by the app and the system that it runs on, as `Hubbub Phone (Android)`.
    pub fn name_by(&mut self, app: &str) {
        let system = match std::env::consts::OS {
            "android" => "Android",
            "ios" => "iOS",
            "linux" => "Linux",
            "macos" => "macOS",
            "windows" => "Windows",
            other => other,
        };
        self.agent = format!("{app} ({system})");
    }
}

/// What became of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It is kept and will be sent. `predicted` is set when the rules expect the server to refuse it
    /// for a reason that only the server's clock can judge.
    Queued {
        /// The call's id: the same in [`Client::refused`], should it be refused.
        call: Id,
        /// The expected refusal, if any.
        predicted: Option<Refusal>,
    },
    /// The rules said no at once; nothing was kept.
    Refused(Refusal),
}

/// Why a call on the client failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// The store failed. After [`Fault::Damaged`], open the client again: it will be rebuilt.
    #[error(transparent)]
    Store(#[from] Fault),
    /// The server could not be reached, or said no.
    #[error(transparent)]
    Network(#[from] Lost),
    /// Some changes have not been sent; sign out with `force` to give them up.
    #[error("{0} changes have not been sent")]
    Unsent(u64),
}

/// What a screen may need to know besides the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// The best estimate of the server's clock.
    pub now: Timestamp,
    /// The signed-in person; none before the first sign-in.
    pub user: Option<Id>,
}

/// Where synchronisation stands, for the sync line on every screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncState {
    /// What the network loop is doing.
    pub phase: Phase,
    /// When everything was last said and heard, by the server's clock.
    pub last_synced: Option<Timestamp>,
    /// Calls that the server has not decided.
    pub waiting: u64,
    /// Refusals that the person has not cleared.
    pub refused: u64,
    /// Files that have not reached the server, and their bytes.
    pub files: (u64, u64),
    /// Files that the server would not take: too large, or of a kind it does not accept.
    pub files_refused: u64,
    /// How far the first fetch has come; equal numbers when complete.
    pub progress: Progress,
}

/// What became of a picture that a person has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attached {
    /// It is kept and will be sent under this name.
    Kept(String),
    /// It is no picture that is taken, and why.
    Refused(Refusal),
}

/// A file as a screen can show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileView {
    /// Here.
    Here(Vec<u8>),
    /// On its way, or its sender has not been online yet.
    Coming,
}

/// An open client.
pub struct Client {
    keeper: Arc<Keeper>,
    http: Http,
    events: UnboundedSender<Event>,
    wake: Arc<Notify>,
    half: Mutex<Option<account::Half>>,
    threads: Vec<JoinHandle<()>>,
}

impl Client {
    /// Opens the client in its folder, or makes a new one. A damaged store is put aside, made anew,
    /// and what could be saved of the unsent changes is carried over: [`Recovery`] says what.
    ///
    /// # Errors
    /// [`Fault::Newer`] when a newer version wrote the store, [`Fault::Full`] or [`Fault::Io`] when
    /// the disk does not allow it. Opening again is always safe.
    pub fn open(options: Options) -> Result<(Self, Option<Recovery>), Failed> {
        let http = Http::named(&options.server, &options.language, &options.agent)?;
        let (keeper, recovery) = Keeper::open(&options)?;
        let keeper = Arc::new(keeper);
        let (events, inbox) = unbounded_channel();
        let wake = Arc::new(Notify::new());
        let mut threads = Vec::new();
        if options.network {
            let (keeper, http, wake) = (Arc::clone(&keeper), http.clone(), Arc::clone(&wake));
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime = runtime.map_err(|error| Fault::Io(error.to_string()))?;
            let work = move || {
                let (online, listening) = watch::channel(false);
                runtime.block_on(async {
                    let side = tokio::spawn(side::run_side(keeper.clone(), http.clone(), listening, wake));
                    worker::run(keeper, http, inbox, online).await;
                    side.abort();
                });
            };
            let thread = std::thread::Builder::new().name("hubbub-sync".to_owned()).spawn(work);
            threads.push(thread.map_err(|error| Fault::Io(error.to_string()))?);
        }
        Ok((Self { keeper, http, events, wake, half: Mutex::new(None), threads }, recovery))
    }

    /// Makes an account on a server that has no legal texts in force: it agrees to none. People register with
    /// [`Client::register_agreed`].
    ///
    /// # Errors
    /// [`Failed::Network`]; `LEGAL_CONSENT_REQUIRED` when a text is in force.
    pub fn register(&self, email: &str, password: &str, name: &str, locale: &str) -> Result<(), Failed> {
        Ok(block_on(self.http.register(email, password, name, locale))??)
    }

    /// Records what a person asks for: executes it on the device and queues it for the server. When
    /// this returns [`Sent::Queued`], it survives a power cut.
    ///
    /// # Errors
    /// [`Failed::Store`]; nothing was recorded then.
    pub fn send(&self, command: &Command) -> Result<Sent, Failed> {
        self.record(&text_of(command)?, None)
    }

    /// Reads what a screen shows, at one moment.
    ///
    /// # Errors
    /// [`Failed::Store`].
    pub fn view<T>(
        &self,
        mut read: impl FnMut(&mut Tx<'_>, Context) -> Result<T, Fault>,
    ) -> Result<T, Failed> {
        let context = Context { now: self.keeper.server_now(), user: self.keeper.user() };
        let read = self.keeper.read(|sql| read(&mut Tx::new(sql, Hubbub.tables(), &mut ViewWatch), context));
        Ok(read?)
    }

    /// Whether a row is shown with changes that the server has not decided.
    ///
    /// # Errors
    /// [`Failed::Store`].
    pub fn is_pending(&self, table: &str, id: Id) -> Result<bool, Failed> {
        Ok(self.keeper.read(|sql| crate::sync::shadow::is_predicted(sql, table, id))?)
    }

    /// Calls `listener` after each change, on the thread that made it, until the subscription is
    /// dropped. It is told what kind of thing changed, not how; read again.
    pub fn subscribe(&self, listener: impl Fn(&Notice) + Send + Sync + 'static) -> Subscription {
        self.keeper.subscribe(Box::new(listener))
    }

    /// Watches a topic for as long as the watch is kept: its latest events are told at once, as
    /// [`Notice::Live`], and are gone with the connection. What is true stands in the rows.
    #[must_use]
    pub fn watch(&self, topic: Topic) -> Watch {
        let watch = self.keeper.watching.watch(topic, self.events.clone());
        self.tell(Event::Watched);
        watch
    }

    /// What the operator says about maintenance, while connected.
    #[must_use]
    pub fn maintenance(&self) -> Option<LiveEvent> {
        let said = self.keeper.watching.said(&Topic::house())?.into_iter().next()?;
        matches!(said.event(), live::Event::MaintenanceMode { on: true, .. }).then_some(said)
    }

    /// Where synchronisation stands.
    ///
    /// # Errors
    /// [`Failed::Store`].
    pub fn sync_state(&self) -> Result<SyncState, Failed> {
        Ok(self.keeper.sync_state()?)
    }

    /// The calls that the server has not safely kept yet, in order.
    ///
    /// # Errors
    /// [`Failed::Store`].
    pub fn outbox(&self) -> Result<Vec<Entry>, Failed> {
        Ok(self.keeper.read(outbox::all)?)
    }

    /// The "Not accepted" inbox, the oldest first.
    ///
    /// # Errors
    /// [`Failed::Store`].
    pub fn refused(&self) -> Result<Vec<Refused>, Failed> {
        Ok(self.keeper.read(outbox::refused)?)
    }

    /// Takes a refusal out of the inbox; whether it was there.
    ///
    /// # Errors
    /// [`Failed::Store`].
    pub fn clear(&self, call: Id) -> Result<bool, Failed> {
        let cleared = self.keeper.write(Durability::Full, |sql| outbox::clear_refused(sql, call))?;
        self.keeper.notify(&Notice::Sync);
        Ok(cleared)
    }

    /// Tries a refused command once more: the same call where the server put it aside undecided, else
    /// a new call with the same command. The refusal leaves the inbox when the new call is kept.
    ///
    /// # Errors
    /// [`Failed::Store`]; a refusal `NOT_FOUND` when the inbox has no such call.
    pub fn retry(&self, call: Id) -> Result<Sent, Failed> {
        let found = self.refused()?.into_iter().find(|refused| refused.id == call);
        let Some(refused) = found else {
            return Ok(Sent::Refused(Refusal::new(Code::NotFound)));
        };
        if refused.undecided && self.keeper.send_again(call)? {
            self.tell(Event::Changed);
            return Ok(Sent::Queued { call, predicted: None });
        }
        self.record(&refused.command, Some(call))
    }

    /// Sends another command in place of a refused one. The refusal leaves the inbox when the new call
    /// is kept.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub fn edit(&self, call: Id, command: &Command) -> Result<Sent, Failed> {
        self.record(&text_of(command)?, Some(call))
    }

    /// Gives up a call that the server has not decided, with every call that depends on it: those are refused
    /// and stand in the inbox. Whether there was one. A call that is already on its way may still be applied:
    /// then the server's answer stands, also for what depends on it.
    ///
    /// # Errors
    /// [`Failed::Store`].
    pub fn discard(&self, call: Id) -> Result<bool, Failed> {
        let discarded = self.keeper.discard(call)?;
        self.tell(Event::Changed);
        Ok(discarded)
    }

    /// Keeps a file and queues it for the server; the name to put into a command. The file is safe when
    /// this returns.
    ///
    /// # Errors
    /// [`Failed::Store`]; [`Fault::Shape`] when it is larger than [`crate::store::files::FILE_BYTES_MAX`].
    pub fn attach(&self, content: &[u8]) -> Result<String, Failed> {
        let hash = self.keeper.files.put(content)?;
        let now = self.keeper.server_now();
        self.keeper.write(Durability::Full, |sql| {
            blob::enqueue(sql, &hash, content.len(), FileState::ToSend, now)
        })?;
        self.wake.notify_one();
        Ok(hash)
    }

    /// Makes a picture as small as it is kept, with nothing beside the picture, and queues it for the server.
    /// It takes a moment for a camera's picture: not on the thread that draws.
    ///
    /// # Errors
    /// [`Failed::Store`].
    pub fn attach_picture(&self, content: &[u8]) -> Result<Attached, Failed> {
        match picture::shrink(content) {
            Ok(small) => Ok(Attached::Kept(self.attach(&small)?)),
            Err(fault) => Ok(Attached::Refused(fault.refusal())),
        }
    }

    /// A file that some row names; fetched when it is not here.
    ///
    /// # Errors
    /// [`Failed::Store`].
    pub fn file(&self, hash: &str) -> Result<FileView, Failed> {
        if let Some(content) = self.keeper.files.get(hash)? {
            return Ok(FileView::Here(content));
        }
        let now = self.keeper.server_now();
        self.keeper.write(Durability::Normal, |sql| blob::want(sql, hash, now))?;
        self.wake.notify_one();
        Ok(FileView::Coming)
    }

    /// Holds files back that go up, or lets them go: for a network that is paid by the megabyte. Everything else is
    /// sent, and files that a screen wants come down.
    pub fn hold_files(&self, hold: bool) {
        if self.keeper.held.swap(hold, Ordering::Relaxed) && !hold {
            self.wake.notify_one();
        }
    }

    /// Records a sample for the telemetry lane.
    ///
    /// # Errors
    /// [`Failed::Store`].
    pub fn record_sample(&self, sample: &Sample) -> Result<(), Failed> {
        self.keeper.write(Durability::Normal, |sql| telemetry::record(sql, sample))?;
        self.wake.notify_one();
        Ok(())
    }

    /// Tries to reach the server now, whatever pause is on.
    pub fn sync_now(&self) {
        self.tell(Event::Nudge);
        self.wake.notify_one();
    }

    /// Signs out: ends the session on the server if it can be reached, and clears the store. Without
    /// `force`, unsent changes stop it.
    ///
    /// # Errors
    /// [`Failed::Unsent`], or [`Failed::Store`].
    pub fn sign_out(&self, force: bool) -> Result<(), Failed> {
        let unsent = self.keeper.unsent()?;
        if unsent > 0 && !force {
            return Err(Failed::Unsent(unsent));
        }
        if let Some(session) = crate::sync::worker::Host::session(self.keeper.as_ref())? {
            // Out of reach, the session ends by itself; the device forgets it either way.
            let told = block_on(worker::end_session(self.keeper.as_ref(), &self.http, session))?;
            if let Err(lost) = told {
                tracing::info!(%lost, "the server was not told of the sign-out");
            }
        }
        self.wipe()
    }

    /// Clears the store and all files, unsent changes too.
    ///
    /// # Errors
    /// [`Failed::Store`].
    pub fn wipe(&self) -> Result<(), Failed> {
        self.keeper.wipe()?;
        self.tell(Event::Nudge);
        Ok(())
    }

    /// Digests of all rows shown, for support: two devices of one person that are up to date agree.
    ///
    /// # Errors
    /// [`Failed::Store`].
    pub fn digests(&self) -> Result<Digests, Failed> {
        Ok(self.keeper.read(|sql| digest::shown(sql, Hubbub.tables()))?)
    }

    fn record(&self, text: &str, replaces: Option<Id>) -> Result<Sent, Failed> {
        if text.len() > COMMAND_BYTES_MAX {
            return Ok(Sent::Refused(Refusal::new(Code::ValidationFailed).field("command", "too_long")));
        }
        let sent = self.keeper.record(text, replaces)?;
        if let Sent::Queued { .. } = sent {
            self.tell(Event::Changed);
        }
        Ok(sent)
    }

    fn tell(&self, event: Event) {
        if self.events.send(event).is_err() {
            tracing::debug!("the client works without network");
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.tell(Event::Stop);
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("the network loop panicked");
            }
        }
    }
}

fn text_of(command: &Command) -> Result<String, Failed> {
    Ok(serde_json::to_string(command).map_err(|error| Fault::Shape(error.to_string()))?)
}

/// Waits for one network call on the caller's thread: see the guide on async runtimes.
fn block_on<T>(work: impl Future<Output = T>) -> Result<T, Failed> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(|error| Fault::Io(error.to_string()))?.block_on(work))
}

/// Tables whose rows may have changed.
pub type Tables = BTreeSet<String>;
