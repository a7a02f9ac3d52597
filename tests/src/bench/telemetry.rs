//! B10: a thousand devices that replay real traces of cars: batches as after a while without network, then single pings as
//! they drive; stored, and told to who watches, beside one who watches and never reads. Beside it the same points in
//! raw SQLite.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::try_join_all;
use hubbub_core::delivery::ping::Ping;
use hubbub_core::id::Id;
use hubbub_core::live::{Event, Topic};
use hubbub_core::sync::protocol::Frame;
use hubbub_core::sync::telemetry::{Sample, TelemetryBatch};
use hubbub_core::sync::transport::http::Http;
use hubbub_core::sync::transport::socket::Socket;
use hubbub_core::time::{HOUR_MS, SECOND_MS, Timestamp};
use hubbub_server::import::gps::{CarPoint, Points};
use hubbub_server::import::rows::{Entry, open};
use hubbub_tests::machine::{cpu_s, rss_mb};
use rusqlite::{Connection, params};
use tokio::runtime::Runtime;

use crate::Failure;
use crate::board::first_list;
use crate::figure::{Case, Run};
use crate::peers::{Server, fresh, now};

const DEVICES: usize = 1_000;
/// Points of each device in a run of batches: two full batches.
const POINTS: usize = 1_000;
const PER_BATCH: usize = 500;
/// Batches that are on their way at once.
const SENDERS: usize = 16;
/// How long single pings are sent.
const DRIVING: Duration = Duration::from_secs(3);
const WAIT_MS: u64 = 20_000;
/// Points of a raw transaction: as many as the server commits at once.
const RAW_GROUP: usize = 20_000;

type Track = Arc<Vec<Ping>>;

struct Fleet {
    server: Server,
    devices: Vec<(Id, String)>,
    track: Track,
}

/// B10.
pub(crate) fn ingest(runtime: &Runtime) -> Result<(), Failure> {
    let track = track()?;
    let mut server = Server::start()?;
    let mut devices = Vec::new();
    for _ in 0..DEVICES {
        let device = fresh();
        devices.push((device, server.token(device, device)?));
    }
    let watcher = server.token(fresh(), fresh())?;
    let fleet = Fleet { server, devices, track };
    let stuck = runtime.block_on(stuck(&fleet.server.base, &watcher))?;
    let (mut boot, mut sent) = (0, 0);
    let case = Case { name: "B10 batches", unit: "points/s", encrypted: false, synchronous: "FULL" };
    case.measure(
        || raw(&fleet.track, RAW_GROUP),
        || {
            boot += 1;
            sent += DEVICES * POINTS;
            fleet.run(|| runtime.block_on(fleet.batches(boot)))
        },
    )?;
    let case = Case { name: "B10 single pings", unit: "points/s", encrypted: false, synchronous: "FULL" };
    case.measure(
        || raw(&fleet.track, DEVICES),
        || {
            boot += 1;
            let mut count = 0;
            let run = fleet.run(|| {
                let (rate, pings) = runtime.block_on(fleet.pings(boot, &watcher))?;
                count = pings;
                Ok(rate)
            });
            sent += count;
            run
        },
    )?;
    let stored = fleet.stored()?;
    if stored != sent {
        return Err(format!("{sent} points were acknowledged, {stored} are stored").into());
    }
    eprintln!("  B10: {stored} points stored, as many as were acknowledged");
    runtime.block_on(fleet.stuck_is_alone())?;
    drop(stuck);
    Ok(())
}

/// The real points of cars, in the order of their trips.
fn track() -> Result<Track, Failure> {
    let data = std::env::var("HUBBUB_DATA").unwrap_or_else(|_| "../shared/data".to_owned());
    let path = Path::new(&data).join("gps/cars-envirocar.csv.gz");
    if !path.exists() {
        return Err(format!("{} is not there: set HUBBUB_DATA", path.display()).into());
    }
    let mut track = Vec::new();
    for entry in Points::<_, CarPoint>::new(open(&path).map_err(|error| format!("{error:?}"))?)
        .map_err(|error| format!("{error:?}"))?
    {
        if let Entry::Record(point) = entry.map_err(|error| format!("{error:?}"))? {
            track.push(Ping {
                lat_e6: point.fix.position.lat_e6,
                lon_e6: point.fix.position.lon_e6,
                accuracy_m: Some(8),
                speed_cm_s: point.car_speed_cm_per_s.and_then(|speed| u32::try_from(speed).ok()),
                heading_deg: None,
                battery_pct: Some(80),
            });
        }
    }
    Ok(Arc::new(track))
}

/// Somebody who watches all drivers and never reads.
async fn stuck(base: &str, token: &str) -> Result<Socket, Failure> {
    let mut socket = Socket::connect(base, token).await?;
    socket.send(&Frame::Join(Topic::of(Topic::FLEET, first_list()))).await?;
    Ok(socket)
}

impl Fleet {
    /// A device's samples: real points one after the other, 5 s apart, the last of them now.
    fn samples(&self, device: usize, boot: u64, count: usize) -> Vec<Sample> {
        let first = device * 29;
        let begin = now().plus(-i64::try_from(count).unwrap_or_default() * SECOND_MS);
        let at = |n: usize| begin.plus(i64::try_from(n).unwrap_or_default() * SECOND_MS);
        (0..count)
            .map(|n| {
                let sample = self.track[(first + n) % self.track.len()].text();
                Sample { boot, seq: n as u64, at: at(n), sample }
            })
            .collect()
    }

    fn run(&self, work: impl FnOnce() -> Result<f64, Failure>) -> Result<Run, Failure> {
        let (pid, own) = (self.server.pid(), std::process::id());
        let (server_before, client_before) = (cpu_s(pid), cpu_s(own));
        let value = work()?;
        eprintln!("    the server holds {:.0} MB", rss_mb(pid));
        Ok(Run {
            value,
            cpu_client_s: cpu_s(own) - client_before,
            cpu_server_s: cpu_s(pid) - server_before,
            bytes: 0,
        })
    }

    /// Everybody's points in full batches; points a second until the last is acknowledged.
    async fn batches(&self, boot: u64) -> Result<f64, Failure> {
        let http = Arc::new(Http::new(&self.server.base, "en")?);
        let mut batches = Vec::new();
        for (number, (device, token)) in self.devices.iter().enumerate() {
            for samples in self.samples(number, boot, POINTS).chunks(PER_BATCH) {
                batches.push((TelemetryBatch { device: *device, samples: samples.to_vec() }, token.clone()));
            }
        }
        let batches = Arc::new(batches);
        let next = Arc::new(AtomicU64::new(0));
        let begun = Instant::now();
        let sender = |_| {
            let (http, batches, next) = (Arc::clone(&http), Arc::clone(&batches), Arc::clone(&next));
            async move {
                while let Some((batch, token)) =
                    batches.get(usize::try_from(next.fetch_add(1, Ordering::Relaxed))?)
                {
                    let receipt = http.telemetry(token, batch).await?;
                    if receipt.stored.len() != batch.samples.len() {
                        return Err("a batch was not stored whole".into());
                    }
                }
                Ok::<(), Failure>(())
            }
        };
        try_join_all((0..SENDERS).map(sender)).await?;
        Ok(f64::from(u32::try_from(DEVICES * POINTS)?) / begun.elapsed().as_secs_f64())
    }

    /// Everybody drives: one ping after the other, each acknowledged before the next. Pings a second, and how many.
    /// Whoever watches ends on everybody's last position.
    async fn pings(&self, boot: u64, watcher: &str) -> Result<(f64, usize), Failure> {
        let mut watching = stuck(&self.server.base, watcher).await?;
        let over = Arc::new(AtomicBool::new(false));
        let begun = Instant::now();
        let mut drivers = Vec::new();
        for (number, (device, token)) in self.devices.iter().enumerate() {
            let (base, token, over) = (self.server.base.clone(), token.clone(), Arc::clone(&over));
            let (device, track) = (*device, Arc::clone(&self.track));
            drivers.push(tokio::spawn(async move {
                let mut socket = Socket::connect(&base, &token).await?;
                let (mut seq, mut last) = (0_u64, None);
                while !over.load(Ordering::Relaxed) {
                    let ping = track[(number * 29 + usize::try_from(seq)?) % track.len()];
                    let sample = Sample { boot, seq, at: now(), sample: ping.text() };
                    let batch = TelemetryBatch { device, samples: vec![sample] };
                    socket.send(&Frame::Samples { tag: 1, batch }).await?;
                    match socket.receive(WAIT_MS).await? {
                        Frame::Receipt { receipt: Some(_), .. } => last = Some(seq),
                        other => return Err(format!("{other:?}").into()),
                    }
                    seq += 1;
                }
                Ok::<_, Failure>((device, seq, last))
            }));
        }
        // Read on while they drive, as a screen does.
        let mut shown: BTreeMap<Id, Timestamp> = BTreeMap::new();
        while begun.elapsed() < DRIVING {
            hear(&mut watching, &mut shown, 100).await;
        }
        over.store(true, Ordering::Relaxed);
        let mut count = 0;
        let seconds = begun.elapsed().as_secs_f64();
        for driver in drivers {
            let (_, seq, _) = driver.await??;
            count += usize::try_from(seq)?;
        }
        // Told once a second: the last comes by then.
        let end = Instant::now() + Duration::from_secs(3);
        while Instant::now() < end {
            hear(&mut watching, &mut shown, 100).await;
        }
        if shown.len() < DEVICES {
            return Err(format!("{} of {DEVICES} drivers were shown", shown.len()).into());
        }
        let oldest = shown.values().min().copied().unwrap_or_default();
        if now().since(oldest) > HOUR_MS / 60 {
            return Err(format!("a driver was last shown at {oldest:?}").into());
        }
        Ok((f64::from(u32::try_from(count)?) / seconds, count))
    }

    /// The one who never reads was passed over, and what the others were told left in time.
    async fn stuck_is_alone(&self) -> Result<(), Failure> {
        let left_out = self.server.number("hubbub_live_conflated_total").await?;
        let dropped = self.server.number("hubbub_sockets_slow_total").await?;
        if left_out + dropped < 1.0 {
            return Err("who never reads was neither passed over nor dropped".into());
        }
        let all = self.server.number("hubbub_live_delay_seconds_count").await?;
        let soon = self.server.number("hubbub_live_delay_seconds_bucket{le=\"0.200000\"}").await?;
        let share = 100.0 * soon / all.max(1.0);
        eprintln!(
            "  B10: beside one who never reads ({left_out} events left out, {dropped} sockets dropped), \
             {share:.2} % of {all} events left for the others within 200 ms"
        );
        if share < 99.0 {
            return Err(format!("only {share:.2} % of the events left within 200 ms").into());
        }
        Ok(())
    }

    /// Points in the files of all days.
    fn stored(&self) -> Result<usize, Failure> {
        let mut stored = 0;
        for entry in std::fs::read_dir(self.server.folder().join("telemetry"))? {
            let path: PathBuf = entry?.path();
            if path.extension().is_some_and(|ending| ending == "db") {
                let connection = Connection::open(path)?;
                let count: i64 = connection.query_row("SELECT count(*) FROM point", [], |row| row.get(0))?;
                stored += usize::try_from(count)?;
            }
        }
        Ok(stored)
    }
}

async fn hear(watching: &mut Socket, shown: &mut BTreeMap<Id, Timestamp>, wait_ms: u64) {
    if let Ok(Frame::Event(event)) = watching.receive(wait_ms).await
        && let Event::DriverPosition { driver, at, .. } = event.event()
    {
        shown.insert(driver, at);
    }
}

/// Raw SQLite: the same points in durable transactions of `group`, in a table like the server's.
fn raw(track: &Track, group: usize) -> Result<f64, Failure> {
    let folder = tempfile::tempdir()?;
    let mut connection = Connection::open(folder.path().join("raw.db"))?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16384;
         CREATE TABLE point (source INTEGER NOT NULL, boot INTEGER NOT NULL, seq INTEGER NOT NULL,
            at INTEGER NOT NULL, received_at INTEGER NOT NULL, lat_e6 INTEGER, lon_e6 INTEGER, accuracy_m INTEGER,
            speed_cm_s INTEGER, heading_deg INTEGER, battery_pct INTEGER, verdict INTEGER NOT NULL, other TEXT,
            PRIMARY KEY (source, boot, seq)) STRICT, WITHOUT ROWID;",
    )?;
    let (begun, mut count) = (Instant::now(), 0_u32);
    while begun.elapsed() < Duration::from_secs(2) {
        let transaction = connection.transaction()?;
        {
            let mut insert = transaction
                .prepare_cached("INSERT INTO point VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, NULL, ?, 0, NULL)")?;
            for _ in 0..group {
                let ping = track[usize::try_from(count)? % track.len()];
                insert.execute(params![
                    count % 1_000,
                    count / 1_000,
                    now().0,
                    now().0,
                    ping.lat_e6,
                    ping.lon_e6,
                    ping.accuracy_m,
                    ping.speed_cm_s,
                    ping.battery_pct
                ])?;
                count += 1;
            }
        }
        transaction.commit()?;
    }
    Ok(f64::from(count) / begun.elapsed().as_secs_f64())
}
