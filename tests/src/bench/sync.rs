//! B1–B4 and B11: the first sync of 100,000 rows, and a scope that is taken away.

use std::io::Write as _;
use std::time::Instant;

use hubbub_core::id::Id;
use tokio::runtime::Runtime;

use crate::Failure;
use crate::board::{Command, Line, first_list};
use crate::figure::{Case, Run, cpu_s};
use crate::peers::{Phone, Server, fresh};
use crate::raw::{Raw, insert_all};

/// Rows of the first screen.
const FIRST: u32 = 200;
/// Rows in all.
const ROWS: u32 = 100_000;
/// Rows of the scope that is taken away.
const REVOKED: u32 = 10_000;

struct Scene {
    server: Server,
    user: Id,
    lines: Vec<Line>,
}

/// A server with two lists of one person: 200 rows and the rest of 100,000.
fn scene() -> Result<Scene, Failure> {
    let (mut server, user, rest) = (Server::start()?, fresh(), Id::named("list", "rest"));
    server.fill(first_list(), FIRST)?;
    server.fill(rest, ROWS - FIRST)?;
    server.job(&[Command::Share { list: first_list(), user }, Command::Share { list: rest, user }])?;
    let first = (0..FIRST).map(|n| Line::nth(first_list(), n));
    let lines: Vec<Line> = first.chain((0..ROWS - FIRST).map(|n| Line::nth(rest, n))).collect();
    Ok(Scene { server, user, lines })
}

fn holds_all(phone: &Phone) -> Result<(), Failure> {
    let rows = phone.count("SELECT count(*) FROM line")?;
    if rows == i64::from(ROWS) { Ok(()) } else { Err(format!("{rows} rows of {ROWS}").into()) }
}

impl Scene {
    fn timed(
        &mut self,
        encrypted: bool,
        work: impl FnOnce(&mut Phone, Instant) -> Result<f64, Failure>,
    ) -> Result<Run, Failure> {
        let mut phone = Phone::new(&mut self.server, self.user, encrypted)?;
        let (pid, own) = (self.server.pid(), std::process::id());
        let (server_before, client_before) = (cpu_s(pid), cpu_s(own));
        let value = work(&mut phone, Instant::now())?;
        Ok(Run {
            value,
            cpu_client_s: cpu_s(own) - client_before,
            cpu_server_s: cpu_s(pid) - server_before,
            bytes: phone.received,
        })
    }
}

/// B1: an empty device until 100,000 rows are stored and counted.
pub(crate) fn first_sync(runtime: &Runtime) -> Result<(), Failure> {
    let mut scene = scene()?;
    for (name, encrypted) in [("B1 plain", false), ("B1 encrypted", true)] {
        let case = Case { name, unit: "s", encrypted, synchronous: "NORMAL" };
        let lines = scene.lines.clone();
        // The baseline is plain SQLite either way: that is what the targets are stated against.
        case.measure(
            || insert_all(&lines, false),
            || {
                scene.timed(encrypted, |phone, start| {
                    runtime.block_on(phone.sync())?;
                    holds_all(phone)?;
                    Ok(start.elapsed().as_secs_f64())
                })
            },
        )?;
    }
    Ok(())
}

/// B2: bytes on the wire of B1, beside zlib-1 of the rows as JSON arrays.
pub(crate) fn bytes(runtime: &Runtime) -> Result<(), Failure> {
    let mut scene = scene()?;
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(1));
    let mut plain = 0;
    for line in &scene.lines {
        let Line { id, list, name, amount, price_minor, changed_at, note } = line;
        let array = serde_json::to_vec(&(id, list, name, amount, price_minor, changed_at, note))?;
        plain += serde_json::to_vec(line)?.len();
        zlib.write_all(&array)?;
    }
    eprintln!("  a row is {} bytes as a JSON object", plain / scene.lines.len());
    let raw = f64::from(u32::try_from(zlib.finish()?.len())?);
    for (name, up) in [("B2 down", false), ("B2 up", true)] {
        let case = Case { name, unit: "bytes", encrypted: false, synchronous: "NORMAL" };
        case.measure(
            || Ok(raw),
            || {
                scene.timed(false, |phone, _| {
                    runtime.block_on(phone.sync())?;
                    holds_all(phone)?;
                    let bytes = if up { phone.sent } else { phone.received };
                    Ok(f64::from(u32::try_from(bytes)?))
                })
            },
        )?;
    }
    Ok(())
}

/// B3: an empty device until the 200 rows of the first screen can be read, beside one query and one
/// frame.
pub(crate) fn first_screen(runtime: &Runtime) -> Result<(), Failure> {
    let mut scene = scene()?;
    let case = Case { name: "B3", unit: "ms", encrypted: true, synchronous: "NORMAL" };
    let mut raw = Raw::open(true, "NORMAL")?;
    let lines = scene.lines.clone();
    raw.insert(&lines)?;
    let http = reqwest::Client::new();
    let health = format!("{}/health", scene.server.base);
    let of_first = format!("SELECT count(*) FROM line WHERE list = '{}'", first_list());
    case.measure(
        || {
            let start = Instant::now();
            runtime.block_on(async { http.get(&health).send().await?.bytes().await })?;
            let mut query = raw.connection.prepare("SELECT * FROM line WHERE list = ?")?;
            let mut rows = query.query([first_list().to_string()])?;
            let mut found = 0;
            while rows.next()?.is_some() {
                found += 1;
            }
            if found == FIRST {
                Ok(start.elapsed().as_secs_f64() * 1_000.0)
            } else {
                Err("rows are missing".into())
            }
        },
        || {
            scene.timed(true, |phone, start| {
                while phone.count(&of_first)? < i64::from(FIRST) {
                    runtime.block_on(phone.exchange())?;
                }
                Ok(start.elapsed().as_secs_f64() * 1_000.0)
            })
        },
    )
}

/// B4: B1 stopped at half of the rows; what the second half takes after the store was closed. No row
/// comes twice.
pub(crate) fn resumed(runtime: &Runtime) -> Result<(), Failure> {
    let Scene { mut server, user, .. } = scene()?;
    let case = Case { name: "B4", unit: "s", encrypted: true, synchronous: "NORMAL" };
    let mut whole = Phone::new(&mut server, user, true)?;
    runtime.block_on(whole.sync())?;
    let once = whole.received;
    let server = std::cell::RefCell::new(server);
    case.measure(
        || {
            // The whole of it, in the same run.
            let mut phone = Phone::new(&mut server.borrow_mut(), user, true)?;
            let start = Instant::now();
            runtime.block_on(phone.sync())?;
            holds_all(&phone)?;
            Ok(start.elapsed().as_secs_f64())
        },
        || {
            let mut phone = Phone::new(&mut server.borrow_mut(), user, true)?;
            while phone.count("SELECT count(*) FROM line")? < i64::from(ROWS / 2) {
                runtime.block_on(phone.exchange())?;
            }
            phone.reopen()?;
            let start = Instant::now();
            runtime.block_on(phone.sync())?;
            let value = start.elapsed().as_secs_f64();
            holds_all(&phone)?;
            let extra = phone.received.saturating_sub(once);
            if extra > once / 50 {
                return Err(format!("{extra} bytes came twice").into());
            }
            Ok(Run { value, bytes: phone.received, ..Run::default() })
        },
    )
}

/// B11: a scope of 10,000 rows is taken away; the exchange that says so, until no row is left.
pub(crate) fn revoked(runtime: &Runtime) -> Result<(), Failure> {
    let (mut server, user, list) = (Server::start()?, fresh(), fresh());
    server.fill(list, REVOKED)?;
    let lines: Vec<Line> = (0..REVOKED).map(|n| Line::nth(list, n)).collect();
    let case = Case { name: "B11", unit: "s", encrypted: true, synchronous: "NORMAL" };
    case.measure(
        || {
            let mut raw = Raw::open(true, "NORMAL")?;
            raw.insert(&lines)?;
            let start = Instant::now();
            raw.connection.execute("DELETE FROM line", [])?;
            Ok(start.elapsed().as_secs_f64())
        },
        || {
            server.job(&[Command::Share { list, user }])?;
            let mut phone = Phone::new(&mut server, user, true)?;
            runtime.block_on(phone.sync())?;
            if phone.count("SELECT count(*) FROM line")? != i64::from(REVOKED) {
                return Err("rows are missing".into());
            }
            server.job(&[Command::Unshare { list, user }])?;
            let start = Instant::now();
            runtime.block_on(phone.sync())?;
            let value = start.elapsed().as_secs_f64();
            if phone.count("SELECT count(*) FROM line")? != 0 {
                return Err("rows are left".into());
            }
            Ok(Run { value, bytes: phone.received, ..Run::default() })
        },
    )
}
