//! The two sides: the server as a process of its own, and devices with the real engine over the real
//! transports.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};

use hubbub_core::domain::MIGRATIONS_DEVICE;
use hubbub_core::id::Id;
use hubbub_core::store::migrate::migrate;
use hubbub_core::store::{Database, Durability, Fault, Key, OpenOptions, Sql, SqliteDatabase};
use hubbub_core::sync::device::{Applied, Device, Recorded};
use hubbub_core::sync::protocol::{Answer, Request, encode};
use hubbub_core::sync::transport::http::Http;
use hubbub_core::time::Timestamp;
use hubbub_server::{Config, Product, serve};

use crate::Failure;
use crate::board::{Board, Command, LINES_PER_FILL, SCHEMA};

/// A server process with a folder of its own.
pub(crate) struct Server {
    child: Child,
    /// Where it listens, as `http://…`.
    pub(crate) base: String,
    /// Where it tells its numbers.
    operator: String,
    folder: tempfile::TempDir,
}

impl Server {
    /// Starts one and waits until it listens.
    pub(crate) fn start() -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        let mut child = Process::new(std::env::current_exe()?)
            .arg("--server")
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (base, operator) = (line(&mut child)?, line(&mut child)?);
        Ok(Self { child, base, operator, folder })
    }

    /// Does commands as the server itself.
    pub(crate) fn job(&mut self, commands: &[Command]) -> Result<(), Failure> {
        for chunk in commands.chunks(50) {
            self.ask(&format!("job {}", serde_json::to_string(chunk)?))?;
        }
        Ok(())
    }

    /// Makes `count` lines of a list.
    pub(crate) fn fill(&mut self, list: Id, count: u32) -> Result<(), Failure> {
        let firsts = (0..count).step_by(usize::try_from(LINES_PER_FILL)?);
        let fill = |first| Command::Fill { list, first, count: LINES_PER_FILL.min(count - first) };
        self.job(&firsts.map(fill).collect::<Vec<_>>())
    }

    /// An access token for a person's device.
    pub(crate) fn token(&mut self, user: Id, device: Id) -> Result<String, Failure> {
        self.ask(&format!("token {user} {device}"))
    }

    /// A number that it tells of itself; 0 where it has not counted any.
    pub(crate) async fn number(&self, name: &str) -> Result<f64, Failure> {
        let numbers = reqwest::get(format!("{}/metrics", self.operator)).await?.error_for_status()?;
        let text = numbers.text().await?;
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        Ok(line.map(str::parse).transpose()?.unwrap_or_default())
    }

    /// The folder with its data.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Its process id.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    fn ask(&mut self, words: &str) -> Result<String, Failure> {
        let input = self.child.stdin.as_mut().ok_or("the server takes no words")?;
        writeln!(input, "{words}")?;
        input.flush()?;
        line(&mut self.child)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its input ends, and so does it.
        drop(self.child.stdin.take());
        if let Err(error) = self.child.wait() {
            eprintln!("the server could not be waited for: {error}");
        }
    }
}

/// One line of its answers, read byte by byte so that nothing of the next is swallowed.
fn line(child: &mut Child) -> Result<String, Failure> {
    use std::io::Read as _;
    let output = child.stdout.as_mut().ok_or("the server says nothing")?;
    let mut text = Vec::new();
    let mut byte = [0];
    while output.read(&mut byte)? == 1 && byte != [b'\n'] {
        text.extend(byte);
    }
    let text = String::from_utf8(text)?;
    if text.is_empty() { Err("the server ended".into()) } else { Ok(text) }
}

/// What the server process does: listens, and takes orders from its input until that ends.
pub(crate) fn run_server(folder: &Path) -> Result<(), Failure> {
    let mut config = Config::new(folder).on_any_port();
    config.log_requests = false;
    // One machine plays everybody: limits per address would answer in the server's place.
    config.rates.times = 1_000;
    // The relay is timed without the pause that the product makes between two tellings of a topic.
    config.live_every = std::time::Duration::ZERO;
    config.operator = Some(std::net::SocketAddr::from((std::net::Ipv4Addr::LOCALHOST, 0)));
    let running = serve(config, Product { domain: Board, migrations: server_schema(), vocabulary: 1 })?;
    println!("http://{}", running.local_addr());
    println!("http://{}", running.operator_addr().ok_or("no operator's address")?);
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    for words in BufReader::new(std::io::stdin()).lines() {
        let words = words?;
        if let Some(commands) = words.strip_prefix("job ") {
            let commands: Vec<Command> = serde_json::from_str(commands)?;
            let texts: Result<Vec<_>, _> = commands.iter().map(serde_json::to_string).collect();
            let calls = texts?.into_iter().map(|text| (fresh(), text)).collect();
            for outcome in running.writer().job_blocking("bench", calls)? {
                if !matches!(outcome, hubbub_core::sync::protocol::Outcome::Applied { .. }) {
                    return Err(format!("{outcome:?}").into());
                }
            }
            println!("done");
        } else if let Some(ids) = words.strip_prefix("token ") {
            let (user, device) = ids.split_once(' ').ok_or("two ids")?;
            let session = runtime.block_on(running.begin_session(user.parse()?, device.parse()?))?;
            println!("{}", session.access_token);
        }
    }
    running.stop();
    Ok(())
}

fn server_schema() -> Vec<hubbub_core::store::migrate::Migration> {
    vec![SCHEMA]
}

/// An id that was never there before.
pub(crate) fn fresh() -> Id {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    Id::named("fresh", &format!("{} {next} {:?}", std::process::id(), std::time::SystemTime::now()))
}

/// The time by this machine.
pub(crate) fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// A device with a store of its own, and how many bytes went either way.
pub(crate) struct Phone {
    pub(crate) device: Device<Board>,
    database: SqliteDatabase,
    path: PathBuf,
    key: Option<Key>,
    pub(crate) token: String,
    http: Http,
    pub(crate) sent: u64,
    pub(crate) received: u64,
    _folder: tempfile::TempDir,
}

impl Phone {
    /// A new device of a person.
    pub(crate) fn new(server: &mut Server, user: Id, encrypted: bool) -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("device.db");
        let key = if encrypted { Some(Key::random()?) } else { None };
        let database = SqliteDatabase::open(&path, &OpenOptions { key: key.clone(), readers: 1 })?;
        let own = MIGRATIONS_DEVICE.iter().filter(|migration| migration.name.starts_with("client/"));
        migrate(&database, &own.copied().chain([SCHEMA]).collect::<Vec<_>>(), now())?;
        let device = Device { domain: Board, user };
        let id = fresh();
        let token = server.token(user, id)?;
        let http = Http::new(&server.base, "en")?;
        let phone = Self { device, database, path, key, token, http, sent: 0, received: 0, _folder: folder };
        phone.write(|sql| phone.device.begin(sql, id))?;
        Ok(phone)
    }

    /// Closes the store and opens it again, as a process that was killed and started.
    pub(crate) fn reopen(&mut self) -> Result<(), Failure> {
        self.database = SqliteDatabase::open(&self.path, &OpenOptions { key: self.key.clone(), readers: 1 })?;
        Ok(())
    }

    /// One exchange over HTTP.
    pub(crate) async fn exchange(&mut self) -> Result<Applied, Failure> {
        let request = self.request()?;
        self.sent += u64::try_from(encode(&request).len())?;
        let answer = self.http.exchange(&self.token, &request).await?;
        self.received += u64::try_from(encode(&answer).len())?;
        self.apply(&answer)
    }

    /// Exchanges until there is nothing more to say.
    pub(crate) async fn sync(&mut self) -> Result<(), Failure> {
        while self.exchange().await?.more || !self.request()?.uploads.is_empty() {}
        Ok(())
    }

    pub(crate) fn request(&self) -> Result<Request, Failure> {
        Ok(self.read(|sql| self.device.request(sql))?)
    }

    pub(crate) fn apply(&self, answer: &Answer) -> Result<Applied, Failure> {
        let fresh = fresh();
        Ok(self.write(|sql| self.device.apply(sql, answer, fresh))?)
    }

    /// Records a command durably.
    pub(crate) fn record(&self, command: &Command) -> Result<(), Failure> {
        let (id, text) = (fresh(), serde_json::to_string(command)?);
        let database: &dyn Database = &self.database;
        let recorded = database.write(Durability::Full, |sql| self.device.record(sql, id, now(), &text))?;
        match recorded {
            Recorded::Queued { .. } => Ok(()),
            Recorded::Refused(refusal) => Err(refusal.into()),
        }
    }

    /// How many rows a query counts.
    pub(crate) fn count(&self, sql: &str) -> Result<i64, Failure> {
        Ok(self.read(|tx| tx.first(sql, &[], |row| row.int(0)))?.unwrap_or_default())
    }

    pub(crate) fn read<T>(&self, work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>) -> Result<T, Fault> {
        let database: &dyn Database = &self.database;
        database.read(work)
    }

    pub(crate) fn write<T>(&self, work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>) -> Result<T, Fault> {
        let database: &dyn Database = &self.database;
        database.write(Durability::Normal, work)
    }
}
