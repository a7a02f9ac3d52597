//! A whole server inside a process: the data folder, the writer, the sockets, and how they start and
//! stop together.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use hubbub_core::domain::MIGRATIONS_SERVER;
use hubbub_core::id::Id;
use hubbub_core::store::migrate::{Migration, migrate};
use hubbub_core::store::{Database, Durability, Fault, OpenOptions, SqliteDatabase};
use hubbub_core::sync::rules::Domain;
use hubbub_core::sync::server::Server;
use hubbub_core::time::Timestamp;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

use crate::app::App;
use crate::auth::password::Passwords;
use crate::auth::{Newcomer, Session, Sessions, Tokens, waiver};
use crate::blobs::Blobs;
use crate::challenge::Solved;
use crate::config::{Config, Product};
use crate::engine::Engine;
use crate::erasure::Eraser;
use crate::folder::{self, Held};
use crate::jobs::{self, Jobs};
use crate::keys::Keys;
use crate::legal::Consents;
use crate::limits::Limits;
use crate::live::Live;
use crate::mail::{self, Letters};
use crate::maintenance::Maintenance;
use crate::media::Renditions;
use crate::media::collect::Collector;
use crate::media::judge::Judge;
use crate::metrics::Metrics;
use crate::readers::Readers;
use crate::routes::Side;
use crate::telemetry::{self, Partitions, Telemetry};
use crate::tls::Tls;
use crate::writer::{Parts, Trouble, Writer};
use crate::{audit, random, routes, transport};

/// Tables that every server needs, whatever its domain.
const NEEDED: [&str; 9] = [
    "server/0001_sync",
    "server/0003_accounts",
    "server/0004_jobs",
    "server/0024_media",
    "server/0009_identity",
    "server/0010_audit",
    "server/0011_integrators",
    "server/0025_farewell",
    "server/0026_days_of_telemetry",
];
/// The database's file in a data folder.
pub const DATABASE: &str = "hubbub.db";
/// The folder with a file of telemetry per day.
const TELEMETRY: &str = "telemetry";
/// How long requests and sockets may take to end before the server stops without them.
const STOP_MAX: Duration = Duration::from_secs(10);

/// Why a server did not start, or did not go on.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Another process works on the data folder.
    #[error("{0} is in use by another server; stop that one first")]
    InUse(PathBuf),
    /// The data folder can't be used.
    #[error("the data folder can't be used: {0}")]
    Folder(#[source] io::Error),
    /// The database can't be used.
    #[error("the database can't be used: {0}")]
    Database(#[from] Fault),
    /// The address can't be listened on.
    #[error("can't listen on {0}: {1}")]
    Listen(SocketAddr, #[source] io::Error),
    /// The certificate or its key can't be used.
    #[error("the certificate can't be used: {0}")]
    Tls(String),
    /// A thread could not be started.
    #[error("can't start: {0}")]
    Thread(#[source] io::Error),
}

/// A server without sockets: what imports and the command line work with.
pub struct Host {
    app: Arc<App>,
    writer: Option<JoinHandle<()>>,
    jobs: Option<Jobs>,
    mail: Option<mail::Sender>,
    audit: Option<audit::Sealer>,
    erasure: Option<Eraser>,
    telemetry: Option<telemetry::Running>,
    partitions: Arc<Partitions>,
    telemetry_keeper: Option<telemetry::KeeperRunning>,
    collector: Option<Collector>,
    _held: Held,
}

/// A server that listens. Dropping it stops it too.
pub struct Running {
    address: SocketAddr,
    operator: Option<SocketAddr>,
    app: Arc<App>,
    thread: Option<JoinHandle<()>>,
}

/// A socket that listens, and which addresses it serves.
struct Door {
    listener: std::net::TcpListener,
    side: Side,
}

/// Starts a server and returns once it listens. It runs on threads of its own: the caller may be
/// asynchronous or not.
///
/// # Errors
/// [`StartError`] says what is in the way.
pub fn serve<D: Domain>(config: Config, product: Product<D>) -> Result<Running, StartError> {
    let (public, address) = Door::open(config.listen, Side::Public)?;
    let operators = config.operator.map(|wanted| Door::open(wanted, Side::Operator)).transpose()?;
    let operator = operators.as_ref().map(|(_, address)| *address);
    let doors: Vec<Door> = std::iter::once(public).chain(operators.map(|(door, _)| door)).collect();
    let tls = config.tls.clone().map(Tls::open).transpose().map_err(StartError::Tls)?.map(Arc::new);
    let mut host = Host::open(config, product)?;
    host.keep_time().map_err(StartError::Thread)?;
    let app = Arc::clone(&host.app);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(StartError::Thread)?;
    let run = move || {
        let app = Arc::clone(&host.app);
        if let Err(error) = runtime.block_on(listen_until_stopped(doors, tls, app)) {
            tracing::error!(%error, "the server stopped listening");
        }
        // Whatever a reading or a hash still does, it no longer matters to anybody.
        runtime.shutdown_timeout(STOP_MAX);
        host.close();
    };
    let thread = thread::Builder::new().name("server".to_owned()).spawn(run).map_err(StartError::Thread)?;
    tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), "serving");
    Ok(Running { address, operator, app, thread: Some(thread) })
}

async fn listen_until_stopped(doors: Vec<Door>, tls: Option<Arc<Tls>>, app: Arc<App>) -> io::Result<()> {
    let shared = Arc::clone(&app);
    let delivering = tokio::spawn(async move {
        tokio::join!(shared.live.deliver(), Maintenance::watch(&shared));
    });
    let mut serving = tokio::task::JoinSet::new();
    for door in doors {
        let listener = TcpListener::from_std(door.listener)?;
        let router = routes::router(&app, door.side);
        let bounds = transport::Bounds {
            per_address: app.config.connections_per_address,
            proxies: app.config.proxies.clone(),
        };
        let stopping = app.stopping.subscribe();
        serving.spawn(transport::serve(listener, tls.clone(), router, bounds, stopping, STOP_MAX));
    }
    while serving.join_next().await.is_some() {}
    let until = Instant::now() + STOP_MAX;
    while app.live.count() > 0 && Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    delivering.abort();
    Ok(())
}

impl Door {
    fn open(wanted: SocketAddr, side: Side) -> Result<(Self, SocketAddr), StartError> {
        let listen = |error| StartError::Listen(wanted, error);
        let listener = std::net::TcpListener::bind(wanted).map_err(listen)?;
        listener.set_nonblocking(true).map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        Ok((Self { listener, side }, address))
    }
}

type Begun = (Telemetry, telemetry::Running, Arc<Partitions>);

fn begin_telemetry(
    config: &Config,
    engine: &Arc<dyn Engine>,
    database: &Arc<SqliteDatabase>,
    live: &Arc<Live>,
) -> Result<Begun, StartError> {
    let partitions = Partitions::open(config.data.join(TELEMETRY)).map_err(StartError::Folder)?;
    let partitions = Arc::new(partitions);
    let parts = telemetry::Parts {
        engine: Arc::clone(engine),
        database: Arc::clone(database),
        partitions: Arc::clone(&partitions),
        latest: Arc::default(),
        live: Arc::clone(live),
        clock: config.clock.clone(),
        counts: Arc::default(),
        keep_days: config.telemetry_days.clamp(1, telemetry::KEEP_DAYS_MAX),
    };
    let (telemetry, thread) = Telemetry::start(parts).map_err(StartError::Thread)?;
    Ok((telemetry, thread, partitions))
}

impl Host {
    /// Opens a data folder: makes it when absent, brings its tables up to date, takes it from all
    /// other processes.
    ///
    /// # Errors
    /// [`StartError`] says what is in the way.
    pub fn open<D: Domain>(mut config: Config, product: Product<D>) -> Result<Self, StartError> {
        let held = folder::hold(&config.data).map_err(|refused| match refused {
            folder::Refused::InUse => StartError::InUse(config.data.clone()),
            folder::Refused::Io(error) => StartError::Folder(error),
        })?;
        let now = config.clock.now();
        let readers = thread::available_parallelism().map_or(2, usize::from).clamp(2, 8);
        let options = OpenOptions { key: None, readers };
        let database = Arc::new(SqliteDatabase::open(&config.data.join(DATABASE), &options)?);
        migrate(&*database, &known(product.migrations), now)?;
        let shared: &dyn Database = &*database;
        let epoch = random::id(now)?;
        shared.write(Durability::Full, |sql| Server::<D>::begin_epoch(sql, epoch, false))?;
        let sessions = shared.read(|sql| Sessions::load(sql, now))?;
        config.second_factor &= !waiver::is_waived(shared)?;
        let engine: Arc<dyn Engine> = Arc::new(Server::new(product.domain, product.vocabulary));
        let keys = Arc::new(Keys::open(&config.data).map_err(StartError::Folder)?);
        let live = Arc::new(Live::new(config.live_every));
        let (broken_sender, broken) = watch::channel(false);
        let parts = Parts {
            engine: Arc::clone(&engine),
            database: Arc::clone(&database),
            live: Arc::clone(&live),
            clock: config.clock.clone(),
            keys: Arc::clone(&keys),
            letters: Letters::new(Arc::clone(&keys), config.mail.is_some()),
            broken: broken_sender,
        };
        let blobs = Blobs::open(&config.data).map_err(StartError::Folder)?;
        let (telemetry, telemetry_thread, partitions) = begin_telemetry(&config, &engine, &database, &live)?;
        let maintenance = Maintenance::open(&config.data).map_err(StartError::Folder)?;
        let renditions = Renditions::open(&config.data).map_err(StartError::Folder)?;
        let (writer, thread) = Writer::start(parts, config.queue_bytes_max).map_err(StartError::Thread)?;
        let app = App {
            tokens: Tokens::new(Arc::clone(&keys)),
            letters: Letters::new(Arc::clone(&keys), config.mail.is_some()),
            limits: Limits::default(),
            solved: Solved::default(),
            metrics: Metrics::default(),
            passwords: Passwords::new()?,
            readers: Readers::new(database, readers),
            stopping: watch::Sender::new(false),
            bodies: Arc::new(Semaphore::new(usize::try_from(config.bodies_bytes_max).unwrap_or(usize::MAX))),
            started: Instant::now(),
            judge: Judge::new(config.judge.clone()),
            config,
            keys,
            engine,
            writer,
            live,
            telemetry,
            maintenance,
            sessions,
            consents: Consents::default(),
            blobs,
            renditions,
            broken,
        };
        Ok(Self::asleep(app, thread, (telemetry_thread, partitions), held))
    }

    /// With the threads that every host has, and none that keep time.
    fn asleep(
        app: App,
        writer: JoinHandle<()>,
        telemetry: (telemetry::Running, Arc<Partitions>),
        held: Held,
    ) -> Self {
        Self {
            app: Arc::new(app),
            writer: Some(writer),
            jobs: None,
            mail: None,
            audit: None,
            erasure: None,
            telemetry: Some(telemetry.0),
            partitions: telemetry.1,
            telemetry_keeper: None,
            collector: None,
            _held: held,
        }
    }

    /// Begins to do what the clock asks for. Imports and the command line don't.
    fn keep_time(&mut self) -> io::Result<()> {
        let app = &self.app;
        self.erasure = Some(Eraser::start(Arc::clone(app), app.config.erasures_every)?);
        self.jobs = Some(Jobs::start(jobs::Parts {
            engine: Arc::clone(&app.engine),
            database: app.readers.database(),
            writer: app.writer.clone(),
            clock: app.config.clock.clone(),
            data: app.config.data.clone(),
            every: app.config.deadlines_every,
        })?);
        if let Some(server) = app.config.mail.clone() {
            self.mail = Some(mail::Sender::start(mail::Parts {
                server,
                letters: app.letters.clone(),
                database: app.readers.database(),
                writer: app.writer.clone(),
                clock: app.config.clock.clone(),
                every: app.config.mail_every,
            })?);
        }
        let keeper = telemetry::Keeper {
            partitions: Arc::clone(&self.partitions),
            writer: app.writer.clone(),
            clock: app.config.clock.clone(),
            keep_days: app.config.telemetry_days,
        };
        self.telemetry_keeper = Some(keeper.start()?);
        self.audit = Some(audit::Sealer::start(audit::Parts {
            database: app.readers.database(),
            keys: Arc::clone(&app.keys),
            folder: app.config.data.clone(),
            clock: app.config.clock.clone(),
        })?);
        self.collector = Some(Collector::start(Arc::clone(app), app.config.collect_every)?);
        Ok(())
    }

    /// Hands work to the writer.
    #[must_use]
    pub fn writer(&self) -> &Writer {
        &self.app.writer
    }

    /// Names the community that new people join.
    ///
    /// # Errors
    /// The writer's [`Trouble`].
    pub fn set_community(&self, community: Id) -> Result<(), Trouble> {
        self.app.set_community(community)
    }

    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    #[cfg(test)]
    pub(crate) fn shared(&self) -> Arc<App> {
        Arc::clone(&self.app)
    }

    /// The server's clock now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.app.config.clock.now()
    }

    /// When a community was founded, if it was.
    ///
    /// # Errors
    /// The store's [`Fault`].
    pub fn founded_at(&self, community: Id) -> Result<Option<Timestamp>, Fault> {
        self.app.readers.read_blocking(|sql| {
            let text = "SELECT created_at FROM community WHERE id = ?";
            sql.first(text, &[community.into()], |row| Ok(Timestamp(row.int(0)?)))
        })
    }

    /// Makes accounts that all have one password, without admitting anybody: for demos and rehearsals.
    /// An address that has an account keeps it.
    ///
    /// # Errors
    /// The writer's [`Trouble`].
    pub fn enrol_all(&self, newcomers: Vec<Newcomer>, password: &str) -> Result<(), Trouble> {
        self.app.enrol_all(newcomers, password)
    }

    /// Goes through the audit log and its sealed heads.
    ///
    /// # Errors
    /// The store's [`Fault`].
    pub fn verify_audit(&self) -> Result<audit::Verdict, Fault> {
        let (keys, folder) = (&self.app.keys, &self.app.config.data);
        self.app.readers.read_blocking(|sql| audit::verify(sql, keys, folder))
    }

    /// Does what waits, folds the database's log into it and gives the folder back.
    pub fn close(self) {}
}

impl Drop for Host {
    fn drop(&mut self) {
        drop(self.jobs.take());
        drop(self.erasure.take());
        drop(self.mail.take());
        drop(self.telemetry_keeper.take());
        drop(self.telemetry.take());
        drop(self.collector.take());
        self.app.writer.stop();
        if let Some(thread) = self.writer.take()
            && thread.join().is_err()
        {
            tracing::error!("the writer panicked");
        }
        // The last line is written: its head is sealed.
        drop(self.audit.take());
    }
}

impl Running {
    /// Where it listens.
    #[must_use]
    pub const fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// Where it listens for its operator, if anywhere.
    #[must_use]
    pub const fn operator_addr(&self) -> Option<SocketAddr> {
        self.operator
    }

    /// Hands work to the writer: the server's own commands.
    #[must_use]
    pub fn writer(&self) -> &Writer {
        &self.app.writer
    }

    /// Names the community that new people join.
    ///
    /// # Errors
    /// The writer's [`Trouble`].
    pub fn set_community(&self, community: Id) -> Result<(), Trouble> {
        self.app.set_community(community)
    }

    /// Begins a session of a user on a device without a password: whoever runs the process vouches for
    /// it. For tests and load, which sign many devices in.
    ///
    /// # Errors
    /// The writer's [`Trouble`].
    pub async fn begin_session(&self, user: Id, device: Id) -> Result<Session, Trouble> {
        self.app.begin_session(user, device).await
    }

    /// Returns when the store takes nothing more: the process had better start again.
    pub async fn broken(&self) {
        // The sender lives as long as the writer; without one there is nothing to wait for.
        if self.app.broken.clone().wait_for(|broken| *broken).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Stops gracefully and returns when everything is on the disk: no new connections, requests end,
    /// sockets close, what waits is decided, the log is folded.
    pub fn stop(mut self) {
        self.stop_and_join();
    }

    fn stop_and_join(&mut self) {
        self.app.stopping.send_replace(true);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the server panicked");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop_and_join();
    }
}

fn known(mut migrations: Vec<Migration>) -> Vec<Migration> {
    for own in MIGRATIONS_SERVER.iter().filter(|own| NEEDED.contains(&own.name)) {
        if migrations.iter().all(|migration| migration.name != own.name) {
            migrations.push(*own);
        }
    }
    migrations
}
