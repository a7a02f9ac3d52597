//! Real trips, driven again: a phone for each records every point of its trip, a third of them without network, while
//! processes are killed. At the end the server must have each point once, and each trip as long as it is documented.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use hubbub_core::client::{Clock as _, SystemClock};
use hubbub_core::delivery::geo::Position;
use hubbub_core::delivery::ping::Ping;
use hubbub_core::delivery::track::{Fix, length_cm};
use hubbub_core::id::Id;
use hubbub_core::store::{Database, Fault, OpenOptions, RowView, SqliteDatabase, Value};
use hubbub_core::time::{DAY_MS, Timestamp};
use hubbub_server::import::gps::{CarPoint, CarTrip, Point, Points};
use hubbub_server::import::rows::{Entry, open as open_table};
use hubbub_server::import::run_gps;
use serde_json::json;

use super::args::Args;
use super::chaos::{Chaos, Pace, Progress};
use super::driver::{Driver, Victims};
use super::figures::Figures;
use super::server::{PASSWORD, Server, path, run};
use super::story::{Failure, tell};

const HOSTS: usize = 4;
const PATIENCE_MS: u64 = 300_000;
/// The community whose drivers drive again.
const COMMUNITY: &str = "Recorded trips";
/// Points that a phone is told to record at a time.
const POINTS_PER_ORDER: usize = 200;
/// How far a length may be off, in parts of a million.
const OFF_PPM_MAX: i64 = 5_000;

/// A phone, and the way that it goes.
struct Trip {
    documented: CarTrip,
    user: Id,
    email: String,
    points: Vec<(u64, Timestamp, Ping)>,
    is_offline: bool,
}

/// Drives all trips of enviroCar again.
pub(crate) fn play(args: &Args, place: &Path, real: &Path, figures: &mut Figures) -> Result<(), Failure> {
    let (table, summary) =
        (real.join("gps/cars-envirocar.csv.gz"), real.join("gps/cars-envirocar-summary.csv"));
    if !table.exists() || !summary.exists() {
        tell("There are no recorded trips in the data.");
        return Ok(());
    }
    let data = place.join("roads");
    std::fs::create_dir_all(&data)?;
    let words = ["rehearse", "gps", path(&table)?, "--password", PASSWORD, "--community", COMMUNITY];
    run(&[&["--data", path(&data)?], &words[..]].concat())?;
    let trips = trips(&table, &summary)?;
    figures.trips_total = trips.len();
    figures.points_total = trips.iter().map(|trip| trip.points.len()).sum();
    let offline = trips.iter().filter(|trip| trip.is_offline).count();
    tell(&format!(
        "{} recorded trips are driven again, {offline} of them without network: {} points.",
        trips.len(),
        figures.points_total
    ));
    let server = Server::start(&data, false)?;
    let victims: Victims = Arc::default();
    let progress = Progress::of(trips.len());
    let pace = Pace::Along(progress.clone());
    let chaos = Chaos::start(args.seed, args.kills, pace, server.clone(), Arc::clone(&victims));
    let trips = drive_all(&server, &victims, &place.join("cars"), trips, &progress)?;
    figures.kills += chaos.stop();
    figures.kills_asked += args.kills;
    figures.devices += trips.len();
    server.stop()?;
    compare(&data, &trips, figures)
}

fn rows<P: Point>(table: &Path) -> Result<Vec<P>, Failure> {
    let mut rows = Vec::new();
    for entry in Points::<_, P>::new(open_table(table)?)? {
        match entry? {
            Entry::Record(row) => rows.push(row),
            Entry::Rejected(rejected) => {
                return Err(format!("line {}: {}", rejected.line, rejected.reason).into());
            }
        }
    }
    Ok(rows)
}

/// Every trip with its points, moved by whole days to the day before yesterday: positions are kept for a month.
fn trips(table: &Path, summary: &Path) -> Result<Vec<Trip>, Failure> {
    let hub = run_gps::hub_of(table, COMMUNITY)?;
    let mut documented: BTreeMap<String, CarTrip> =
        rows::<CarTrip>(summary)?.into_iter().map(|trip| (trip.track.clone(), trip)).collect();
    let day = SystemClock.now().0.div_euclid(DAY_MS) - 2;
    let mut trips = Vec::new();
    for (number, points) in rows::<CarPoint>(table)?.chunk_by(|a, b| a.track == b.track).enumerate() {
        let track = &points[0].track;
        let documented = documented.remove(track).ok_or_else(|| format!("trip {track} is not documented"))?;
        let moved = (day - documented.start_ms.div_euclid(DAY_MS)) * DAY_MS;
        let newcomer = run_gps::newcomer(hub, track);
        let point = |(seq, point): (u64, &CarPoint)| {
            let Position { lat_e6, lon_e6 } = point.fix.position;
            let speed_cm_s = point.car_speed_cm_per_s.and_then(|speed| u32::try_from(speed).ok());
            let ping = Ping {
                lat_e6,
                lon_e6,
                accuracy_m: Some(8),
                speed_cm_s,
                heading_deg: None,
                battery_pct: None,
            };
            (seq, point.fix.at.plus(moved), ping)
        };
        trips.push(Trip {
            documented,
            user: newcomer.user,
            email: newcomer.email,
            points: (0..).zip(points).map(point).collect(),
            is_offline: number % 3 == 2,
        });
    }
    Ok(trips)
}

/// Some device processes take the trips one after the other.
fn drive_all(
    server: &Server,
    victims: &Victims,
    phones: &Path,
    trips: Vec<Trip>,
    progress: &Progress,
) -> Result<Vec<Trip>, Failure> {
    let waiting = Arc::new(Mutex::new(trips.into_iter().collect::<VecDeque<Trip>>()));
    let threads: Vec<_> = (0..HOSTS)
        .map(|number| {
            let (server, victims, waiting) = (server.clone(), Arc::clone(victims), Arc::clone(&waiting));
            let (phones, progress) = (phones.to_owned(), progress.clone());
            std::thread::spawn(move || {
                let mut driver = Driver::new(number, victims);
                let mut done = Vec::new();
                loop {
                    let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                    let Some(trip) = next else { return Ok(done) };
                    let name = trip.documented.track.clone();
                    drive(&server, &mut driver, &phones.join(&name), &trip)
                        .map_err(|problem| format!("trip {name}: {problem}"))?;
                    progress.step();
                    done.push(trip);
                }
            })
        })
        .collect();
    let mut done = Vec::new();
    for thread in threads {
        let part: Result<Vec<Trip>, String> = thread.join().map_err(|_| "a worker panicked")?;
        done.extend(part?);
    }
    Ok(done)
}

fn drive(server: &Server, driver: &mut Driver, folder: &Path, trip: &Trip) -> Result<(), Failure> {
    let name = &trip.documented.track;
    let open = |driver: &mut Driver, network: bool, sign_in: bool| {
        let options = json!({
            "folder": path(folder)?, "server": server.url(), "email": trip.email, "password": PASSWORD,
            "sign_in": sign_in, "network": network, "clock_offset_ms": 0,
        });
        driver.open(name, options).map(drop)
    };
    open(driver, true, true)?;
    let sync = json!({ "do": "sync", "device": name, "patience_ms": PATIENCE_MS });
    driver.order(&sync)?;
    if trip.is_offline {
        open(driver, false, false)?;
    }
    for points in trip.points.chunks(POINTS_PER_ORDER) {
        driver.order(&json!({ "do": "record", "device": name, "points": points }))?;
    }
    if trip.is_offline {
        open(driver, true, false)?;
    }
    driver.order(&sync)?;
    driver.close(name)
}

/// Counts the points that the server has of each driver, and measures the trips by them.
fn compare(data: &Path, trips: &[Trip], figures: &mut Figures) -> Result<(), Failure> {
    let mut days = Vec::new();
    for entry in std::fs::read_dir(data.join("telemetry"))? {
        let file: PathBuf = entry?.path();
        if file.extension().is_some_and(|ending| ending == "db") {
            days.push(SqliteDatabase::open(&file, &OpenOptions { key: None, readers: 1 })?);
        }
    }
    let text = "SELECT p.at, p.lat_e6, p.lon_e6, p.verdict FROM source s JOIN point p ON p.source = s.num
         WHERE s.user_id = ? ORDER BY p.at, p.boot, p.seq";
    let mut worst = 0;
    for trip in trips {
        let mut found: Vec<(Fix, bool)> = Vec::new();
        for day in &days {
            let day: &dyn Database = day;
            found.extend(day.read(|sql| sql.all(text, &[Value::from(trip.user)], fix))?);
        }
        found.sort_by_key(|(fix, _)| fix.at);
        figures.points += found.len();
        let length = length_cm(found.iter().filter(|(_, kept)| *kept).map(|(fix, _)| *fix));
        let off = |metres: i64| (length - metres * 100).abs() * 1_000_000 / (metres * 100).max(1);
        let off = off(trip.documented.straight_m).max(off(trip.documented.reported_m));
        worst = worst.max(off);
        if off <= OFF_PPM_MAX && found.len() == trip.points.len() {
            figures.trips_matched += 1;
        } else {
            tell(&format!(
                "MISDRIVEN: {}: {} of {} points, {length} cm",
                trip.documented.track,
                found.len(),
                trip.points.len()
            ));
        }
    }
    tell(&format!(
        "{} of {} points have arrived once; {} of {} trips are as long as documented, the worst {worst} ppm off.",
        figures.points, figures.points_total, figures.trips_matched, figures.trips_total
    ));
    Ok(())
}

fn fix(row: &RowView<'_>) -> Result<(Fix, bool), Fault> {
    let position = Position { lat_e6: row.int(1)?, lon_e6: row.int(2)? };
    Ok((Fix { at: Timestamp(row.int(0)?), position, accuracy_m: None }, row.int(3)? <= 1))
}
