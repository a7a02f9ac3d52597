//! `cargo xtask load SCENARIO`: the load table of the requirements, against the product's own server as a process of its
//! own, from this process, on the same machine. The last line is one JSON object. Nothing here fails for being slow:
//! it fails when something that was acknowledged is lost, or when counts differ.

mod args;
mod process;
mod raw;
mod report;
mod tally;
mod town;
mod traffic;
mod user;
mod verify;

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::{Duration, Instant};

use hubbub_tests::machine;
use tokio::sync::Semaphore;

use self::args::{Mix, Plan};
use self::process::Server;
use self::report::{Live, Memory, Report, Spread, Used};
use self::tally::Tally;
use self::traffic::Crowd;
use self::user::Street;

/// Why a load could not be run, or what it found.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Files that are open beside the sockets.
const OTHER_FILES: usize = 2_500;
/// Sockets that are opened a second.
const RAMP_PER_SECOND: usize = 500;
/// Sockets that shake hands at once.
const DOORS: usize = 256;
/// How long it is waited for the last answers.
const PATIENCE: Duration = Duration::from_secs(60);
/// The load at which things must be as usual again after stress.
const USUAL_RPS: u32 = 500;
/// How often memory is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(5);

fn main() -> Result<(), Failure> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    if let [flag, bytes] = words.as_slice()
        && flag == "--raw"
    {
        return runtime.block_on(raw::serve(bytes.parse()?));
    }
    let mut plan = args::read(&words)?;
    if cfg!(debug_assertions) {
        eprintln!("This is a debug build: its figures say nothing.");
    }
    let room = machine::open_files_max().saturating_sub(OTHER_FILES);
    if plan.users > room {
        eprintln!("{} people would need more open files than there may be: {room} come.", plan.users);
        plan.users = room;
    }
    let folder = tempfile::tempdir()?;
    tell(&plan, &format!("{} people move in …", plan.users));
    let town = town::fill(folder.path(), plan.users)?;
    let mut report = runtime.block_on(load(&plan, &town, folder.path()))?;
    let differences = verify::differences(folder.path(), town.poll, &mut report)?;
    println!("{}", serde_json::to_string(&report)?);
    if differences.is_empty() { Ok(()) } else { Err(differences.join("; ").into()) }
}

fn tell(plan: &Plan, text: &str) {
    if !plan.json {
        eprintln!("{}: {text}", plan.scenario);
    }
}

async fn load(plan: &Plan, town: &town::Town, folder: &std::path::Path) -> Result<Report, Failure> {
    let server = Server::start(folder)?;
    let client = reqwest::Client::new();
    let (raw, ours) = limits(&client, &server, town).await?;
    let idle_mb = server.rss_mb();
    let street = Arc::new(Street {
        url: server.url.clone(),
        community: town.community,
        poll: town.poll,
        options: town.options.clone(),
        tally: Tally::new(),
        connected: AtomicUsize::new(0),
        undecided: AtomicUsize::new(0),
        doors: Semaphore::new(DOORS),
    });
    let mut crowd = Crowd::new(Arc::clone(&street), town, client.clone());
    let ramp = Instant::now();
    let sockets = crowd.connect(RAMP_PER_SECOND, PATIENCE).await;
    let (ramp_s, sockets_mb) = (ramp.elapsed().as_secs_f64(), server.rss_mb());
    tell(plan, &format!("{sockets} sockets in {ramp_s:.0} s; {} requests/s from now on …", plan.rps));
    let before = Used::now(&server);
    let begun = Instant::now();
    let mut watch = Vec::new();
    {
        let acting = crowd.act(plan.mix, plan.rps, plan.length);
        tokio::pin!(acting);
        loop {
            tokio::select! {
                () = &mut acting => break,
                () = tokio::time::sleep(LOOK_EVERY) => watch.push(server.rss_mb()),
            }
        }
    }
    watch.push(server.rss_mb());
    let used = Used::now(&server).since(before);
    let ended = Instant::now();
    let undecided = crowd.settle(PATIENCE).await;
    let answered = Instant::now();
    let samples = street.tally.between(begun, ended);
    let recovered_s = if plan.recovers { recovery(plan, &mut crowd, answered).await } else { None };
    tokio::time::sleep(LOOK_EVERY).await;
    let metrics = numbers(&client, &server).await?;
    let accounts = crowd.leave().await?;
    server.stop()?;
    let memory = Memory { idle_mb, sockets_mb, watch, sockets };
    let live = Live::of(&street.tally, metrics);
    let seconds = ended.duration_since(begun).as_secs_f64();
    let spread = Spread::of(&samples, seconds, (answered - ended).as_secs_f64());
    let codes = street.tally.codes();
    let sizes = (town.people.len(), ramp_s, undecided, recovered_s);
    Ok(Report::new(plan, sizes, spread, codes, live, memory, used, (raw, ours), accounts))
}

/// What a server that does nothing manages for the same client, and ours when only lists are read.
async fn limits(
    client: &reqwest::Client,
    server: &Server,
    town: &town::Town,
) -> Result<(raw::Closed, raw::Closed), Failure> {
    let tokens: Vec<String> = town.people.iter().map(|person| person.tokens.access.clone()).collect();
    let (ours, bytes) = raw::ask(client, &format!("{}{}", server.url, Crowd::a_list()), &tokens).await?;
    let raw = Server::raw(bytes)?;
    let (limit, _) = raw::ask(client, &raw.url, &tokens).await?;
    Ok((limit, ours))
}

/// Seconds until a second of the usual load goes well again; none within a minute.
async fn recovery(plan: &Plan, crowd: &mut Crowd, from: Instant) -> Option<f64> {
    tell(plan, "and now the usual load …");
    for _ in 0..30 {
        let begun = Instant::now();
        crowd.act(Mix::Everyday, USUAL_RPS, Duration::from_secs(2)).await;
        let ended = Instant::now();
        if crowd.settle(Duration::from_secs(2)).await > 0 {
            continue;
        }
        let samples = crowd.street.tally.between(begun, ended);
        let spread = Spread::of(&samples, 2.0, 0.0);
        if spread.p95_ms < 150.0 && spread.errors == 0.0 {
            return Some((begun - from).as_secs_f64());
        }
    }
    None
}

/// What the server itself has counted.
async fn numbers(client: &reqwest::Client, server: &Server) -> Result<String, Failure> {
    let operator = server.operator.as_ref().ok_or("no operator's address")?;
    Ok(client.get(format!("{operator}/metrics")).send().await?.error_for_status()?.text().await?)
}
