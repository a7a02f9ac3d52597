//! A phone whose person was without network for a long time: 10,000 changes wait. How long it takes to open, how
//! long to send them, and how long a screen waits for its rows meanwhile.

use std::path::Path;
use std::time::Instant;

use hubbub_core::client::Client;
use hubbub_core::store::{Database, Key, OpenOptions, SqliteDatabase};
use hubbub_core::time::HOUR_MS;
use hubbub_tests::world::{World, YesNo, queue, settle};
use tokio::runtime::Runtime;

use crate::Failure;
use crate::board::Line;
use crate::figure::{Case, Run, median};
use crate::peers::fresh;
use crate::raw::Raw;

const CHANGES: u32 = 10_000;
const OPENINGS: usize = 5;
const PHONE: &str = "ann";
/// The key that the stories' phones are sealed with.
const KEY: [u8; 32] = [7; 32];

/// Changes of one vote, made offline; the store opened, then sent while a screen reads without pause.
pub(crate) fn ten_thousand(_: &Runtime) -> Result<(), Failure> {
    let mut world = World::new();
    let ann = world.person("Ann");
    let poll = world.yes_no("Soup?", HOUR_MS, 0);
    drop(world.phone(&ann, PHONE));
    let phone = world.offline(PHONE);
    queue(&phone, &poll.cast_yes());
    for turn in 1..CHANGES {
        let option = if turn % 2 == 0 { poll.yes } else { poll.no };
        queue(&phone, &poll.change(i64::from(turn), option));
    }
    let alone: Result<Vec<f64>, Failure> = (0..100).map(|_| read(&phone, &poll)).collect();
    drop(phone);
    open(&world)?;
    send(&world, &poll, median(alone?))
}

/// The store opened again and again, beside the file alone opened and its waiting rows counted.
fn open(world: &World) -> Result<(), Failure> {
    let store = world.phone_folder(PHONE).join("store.db");
    let (mut kept, mut raw) = (Vec::new(), Vec::new());
    for _ in 0..OPENINGS {
        raw.push(open_raw(&store)?);
        let start = Instant::now();
        let phone = world.offline(PHONE);
        let waiting = phone.sync_state()?.waiting;
        kept.push(Run { value: ms(start), ..Run::default() });
        if waiting != u64::from(CHANGES) {
            return Err(format!("{waiting} wait").into());
        }
    }
    let case = Case { name: "outbox of 10,000: open", unit: "ms", encrypted: true, synchronous: "FULL" };
    case.print(&kept, raw, 0)
}

fn open_raw(store: &Path) -> Result<f64, Failure> {
    let start = Instant::now();
    let options = OpenOptions { key: Some(Key::new(KEY)), readers: 1 };
    let database = SqliteDatabase::open(store, &options)?;
    let database: &dyn Database = &database;
    database.read(|sql| sql.first("SELECT count(*) FROM outbox", &[], |row| row.int(0)))?;
    Ok(ms(start))
}

/// The changes sent, beside as many rows inserted in one transaction; and the longest of the reads meanwhile,
/// beside the usual one when nothing is sent.
fn send(world: &World, poll: &YesNo, alone_ms: f64) -> Result<(), Failure> {
    let list = fresh();
    let lines: Vec<Line> = (0..CHANGES).map(|n| Line::nth(list, n)).collect();
    let raw = Raw::open(true, "FULL")?.insert(&lines)?;
    let start = Instant::now();
    let phone = world.online(PHONE);
    let (mut longest_ms, mut reads) = (0.0_f64, 0_u64);
    while phone.sync_state()?.waiting > 0 {
        longest_ms = longest_ms.max(read(&phone, poll)?);
        reads += 1;
    }
    let value = start.elapsed().as_secs_f64();
    settle(&phone);
    eprintln!("  {reads} reads while {CHANGES} changes were sent");
    let case = |name, unit| Case { name, unit, encrypted: true, synchronous: "FULL" };
    let run = |value| [Run { value, ..Run::default() }];
    case("outbox of 10,000: send", "s").print(&run(value), vec![raw], 0)?;
    case("outbox of 10,000: longest read meanwhile", "ms").print(&run(longest_ms), vec![alone_ms], 0)
}

/// How long a screen waits for the ballot, in ms.
fn read(phone: &Client, poll: &YesNo) -> Result<f64, Failure> {
    let start = Instant::now();
    let ballot = poll.ballot(phone).ok_or("no ballot is shown")?;
    let value = ms(start);
    if ballot.revision != i64::from(CHANGES) {
        return Err(format!("the ballot shows revision {}", ballot.revision).into());
    }
    Ok(value)
}

fn ms(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1_000.0
}
