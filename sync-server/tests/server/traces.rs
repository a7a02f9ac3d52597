//! Recorded traces through the server: brought in by the command, and sent by devices in any order.
//!
//! Real records live outside the repository: in `HUBBUB_DATA`, else in `../shared/data` next to the project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use hubbub_core::delivery::dwell::{Pace, dwells};
use hubbub_core::delivery::ping::Ping;
use hubbub_core::delivery::track::{Fix, length_cm};
use hubbub_core::store::{Database, OpenOptions, SqliteDatabase};
use hubbub_core::sync::protocol::{decode, encode};
use hubbub_core::sync::telemetry::{Sample, TelemetryBatch, TelemetryReceipt};
use hubbub_core::time::{DAY_MS, Timestamp};
use hubbub_server::import::gps::{Activity, AgentPoint, CarPoint, CarTrip, Point, Points};
use hubbub_server::import::rows::{Entry, open};
use hubbub_server::import::run_gps::{self, Imported, device_of, hub_of, track};
use hubbub_server::{Config, Host, product};
use reqwest::{Method, StatusCode};

use crate::world::{Phone, START, World};

/// Two cars at once; lines 4 and 8 make no sense, and of line 6 the clock stood still.
const CARS: &str = "track_id,time_utc,lat,lon,obd_speed_kmh
a,2017-04-04T14:00:00Z,51.5000,7.0,36
b,2016-01-01T08:00:00Z,51.6000,7.0,
a,2017-04-04T14:00:05Z,91,7.0,36
a,2017-04-04T14:00:10Z,51.5009,7.0,36
a,2017-04-04T14:00:10Z,51.5012,7.0,36
b,2016-01-01T08:00:05Z,51.6009,7.0,
b,yesterday,51.6009,7.0,
a,2017-04-04T14:00:05Z,51.5000,7.0,36
";
const RIDE: &str = r#"<gpx><trk><trkseg>
<trkpt lat="45" lon="7"><time>2010-10-04T05:13:19Z</time></trkpt>
<trkpt lat="45.0001" lon="7"/>
<trkpt lat="45.0002" lon="7"><time>2010-10-04T05:13:21Z</time></trkpt>
</trkseg></trk></gpx>"#;
const LONG: &str = "time,lat,lon\n2020-01-01 00:00:00,1,1\n2020-01-02 00:00:01,1,1\n";

fn data(part: &str) -> Option<PathBuf> {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let root = std::env::var_os("HUBBUB_DATA").map_or_else(default, PathBuf::from);
    let path = root.join(part);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: no data at {}", path.display());
    None
}

fn import(host: &Host, path: &Path) -> (Imported, Vec<String>) {
    let mut lines = Vec::new();
    let done = run_gps::run(host, path, "Traces", &mut |line| lines.push(line.to_owned())).unwrap();
    (done, lines)
}

fn points<P: Point>(path: &Path) -> Vec<P> {
    let record = |entry| match entry {
        Ok(Entry::Record(point)) => point,
        _ => panic!("a line of {} was rejected", path.display()),
    };
    Points::<_, P>::new(open(path).unwrap()).unwrap().map(record).collect()
}

#[test]
fn traces_come_in_once_and_every_line_that_does_not_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let (cars, ride, long) = (write("cars.csv", CARS), write("ride.gpx", RIDE), write("long.csv", LONG));
    let host = Host::open(Config::new(folder.path().join("server")), product()).unwrap();
    let (first, lines) = import(&host, &cars);
    // 133 m by one car, 100 m by the other.
    let length_cm = first.length_cm;
    assert!((23_300..23_400).contains(&length_cm), "{length_cm}");
    let expected = Imported { drivers: 2, traces: 2, points: 6, stored: 6, rejected: 2, length_cm, stops: 0 };
    assert_eq!(first, expected);
    for told in
        ["line 4: lat is not an angle", "line 8: time_utc is not a date", "6 points are in, 6 of them new"]
    {
        assert!(lines.iter().any(|line| line.contains(told)), "{told}: {lines:?}");
    }
    assert_eq!(import(&host, &cars).0, Imported { stored: 0, ..expected }, "the same again");
    let copy = write("copy of the cars.csv", CARS);
    assert_eq!(import(&host, &copy).0.stored, 0, "a file is known by what is in it");
    let hub = hub_of(&cars, "Traces").unwrap();
    let whole = track(&host, device_of(hub, "a")).unwrap();
    assert_eq!(whole.len(), 4, "a point that came late is in its place");
    assert!(whole.windows(2).all(|pair| pair[0].at <= pair[1].at));
    assert_eq!(whole[0].at.0.rem_euclid(DAY_MS), 14 * 3_600_000, "the hour stays");
    let age = host.now().since(whole[0].at);
    assert!((DAY_MS..4 * DAY_MS).contains(&age), "{age}");
    let (found, lines) = import(&host, &ride);
    assert_eq!((found.points, found.stored, found.rejected), (2, 2, 1));
    assert!(lines.iter().any(|line| line.contains("line 3: time is empty")), "{lines:?}");
    let refused = run_gps::run(&host, &long, "Traces", &mut |_| {}).unwrap_err().to_string();
    assert!(refused.contains("longer than a day"), "{refused}");
    host.close();
}

#[test]
fn every_real_file_comes_in_whole_and_its_trips_are_as_long_as_documented() {
    let Some(folder) = data("gps") else { return };
    let place = tempfile::tempdir().unwrap();
    let host = Host::open(Config::new(place.path()), product()).unwrap();
    // File, drivers, traces, points, points without a time.
    for (name, drivers, traces, points, rejected) in [
        ("cars-envirocar.csv.gz", 63, 63, 29_080, 0),
        ("bus-liverpool-route14.csv", 8, 16, 1_533, 0),
        ("car-munich-1s.csv", 1, 1, 1_194, 0),
        ("gpx/bikeride-1s-part1.gpx", 1, 1, 4_940, 0),
        ("gpx/around-visnjan-with-car.gpx", 1, 1, 104, 0),
        ("gpx/korita-zbevnica.gpx", 1, 2, 513, 358),
    ] {
        let path = folder.join(name);
        let (first, lines) = import(&host, &path);
        println!("{}", lines.last().unwrap());
        let found = (first.drivers, first.traces, first.points, first.rejected);
        assert_eq!(found, (drivers, traces, points, rejected), "{name}");
        assert_eq!(first.stored, points, "{name}: each point once");
        assert_eq!(import(&host, &path).0, Imported { stored: 0, ..first }, "{name}: the same again");
    }
    let hub = hub_of(&folder.join("cars-envirocar.csv.gz"), "Traces").unwrap();
    let trips: Vec<CarTrip> = points(&folder.join("cars-envirocar-summary.csv"));
    assert_eq!(trips.len(), 63);
    let worst = agree(&trips, |trip| track(&host, device_of(hub, trip)).unwrap());
    println!(
        "63 trips brought in: off by up to {worst:?} ppm of the sum of distances and the reported length"
    );
    host.close();
}

/// Compares what the server has of each trip with what is documented: the same points at most 0.5 % longer or
/// shorter. How far off the worst is from each of both lengths, in parts of a million.
fn agree(trips: &[CarTrip], track: impl Fn(&str) -> Vec<Fix>) -> (i64, i64) {
    let (mut straight, mut reported) = (0, 0);
    for trip in trips {
        let length = length_cm(track(&trip.track));
        let off = |metres: i64| (length - metres * 100).abs() * 1_000_000 / (metres * 100);
        straight = straight.max(off(trip.straight_m));
        reported = reported.max(off(trip.reported_m));
        assert!(
            off(trip.straight_m) <= 5_000 && off(trip.reported_m) <= 5_000,
            "{}: {length} cm",
            trip.track
        );
    }
    (straight, reported)
}

/// Numbers that look random and are the same on every run (Marsaglia, "Xorshift RNGs", 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}

/// A trip's points as a phone would send them that recorded them yesterday.
fn samples(points: &[CarPoint]) -> Vec<Sample> {
    let first = points.iter().map(|point| point.fix.at.0).min().unwrap();
    let moved = (START - DAY_MS - first).div_euclid(DAY_MS) * DAY_MS;
    let sample = |(seq, point): (u64, &CarPoint)| {
        let position = point.fix.position;
        let ping = Ping {
            lat_e6: position.lat_e6,
            lon_e6: position.lon_e6,
            accuracy_m: Some(8),
            speed_cm_s: point.car_speed_cm_per_s.and_then(|speed| u32::try_from(speed).ok()),
            heading_deg: None,
            battery_pct: None,
        };
        Sample { boot: 7, seq, at: Timestamp(point.fix.at.0 + moved), sample: ping.text() }
    };
    (0..).zip(points).map(sample).collect()
}

async fn send(world: &World, phone: &Phone, samples: &[Sample]) {
    for part in samples.chunks(500) {
        let batch = TelemetryBatch { device: phone.device, samples: part.to_vec() };
        let request = world.request(Method::POST, "/sync/telemetry").bearer_auth(&phone.token);
        let request = request.header("content-type", "application/x-hubbub").body(encode(&batch));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let receipt: TelemetryReceipt = decode(&answer.bytes().await.unwrap()).unwrap();
        assert_eq!(receipt.stored.len(), part.len(), "each is acknowledged");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn real_trips_arrive_once_in_any_order_with_duplicates_and_gaps() {
    let Some(folder) = data("gps") else { return };
    let cars: Vec<CarPoint> = points(&folder.join("cars-envirocar.csv.gz"));
    let trips: Vec<CarTrip> = points(&folder.join("cars-envirocar-summary.csv"));
    let mut world = World::with(|config| config.rates.times = 1_000);
    let mut dice = Dice(2017);
    let mut phones: BTreeMap<&str, (Phone, Vec<Sample>)> = BTreeMap::new();
    for trip in cars.chunk_by(|a, b| a.track == b.track) {
        phones.insert(&trip[0].track, (world.phone().await, samples(trip)));
    }
    // At first a third is missing, a fifth comes twice, and all of it out of order.
    for (phone, samples) in phones.values() {
        let mut sent: Vec<Sample> = samples.iter().filter(|_| dice.below(3) > 0).cloned().collect();
        let again: Vec<Sample> = sent.iter().filter(|_| dice.below(5) == 0).cloned().collect();
        sent.extend(again);
        dice.shuffle(&mut sent);
        send(&world, phone, &sent).await;
    }
    // The server starts again; then everything comes, the newest first.
    world.stop();
    world.start(|config| config.rates.times = 1_000).unwrap();
    for (phone, samples) in phones.values() {
        let newest_first: Vec<Sample> = samples.iter().rev().cloned().collect();
        send(&world, phone, &newest_first).await;
    }
    world.stop();
    let stored = number(&world, "telemetry", "SELECT count(*) FROM point");
    assert_eq!(stored, i64::try_from(cars.len()).unwrap(), "each point is stored once");
    let host = Host::open(world.config(), crate::world::product()).unwrap();
    let worst = agree(&trips, |trip| {
        let (phone, samples) = &phones[trip];
        let found = track(&host, phone.device).unwrap();
        let mut expected: Vec<(i64, u64)> = samples.iter().map(|sample| (sample.at.0, sample.seq)).collect();
        expected.sort_unstable();
        assert!(found.iter().map(|fix| fix.at.0).eq(expected.iter().map(|(at, _)| *at)), "{trip}");
        found
    });
    println!("63 trips sent: off by up to {worst:?} ppm of the sum of distances and the reported length");
    host.close();
    // The day is over: what stays of it for good agrees too.
    world.pass(4 * DAY_MS);
    world.start(|_| {}).unwrap();
    let until = Instant::now() + Duration::from_secs(30);
    // Sums taken while points were missing are taken again.
    let all = i64::try_from(cars.len()).unwrap();
    while number(&world, "hubbub.db", "SELECT coalesce(sum(points), 0) FROM telemetry_day") < all {
        assert!(Instant::now() < until, "the days are never summed up");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    world.stop();
    let (total, summed) = (
        trips.iter().map(|trip| trip.straight_m).sum::<i64>(),
        number(&world, "hubbub.db", "SELECT sum(length_cm) FROM telemetry_day") / 100,
    );
    println!("{summed} m are summed up, {total} m documented");
    assert!((summed - total).abs() * 200 <= total);
}

/// One number of a database of the server, or the sum of one over the days in its folder.
fn number(world: &World, name: &str, text: &str) -> i64 {
    let path = world.folder.path().join(name);
    let files = if path.is_dir() {
        let entries = std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "db")).collect()
    } else {
        vec![path]
    };
    let one = |path: &PathBuf| {
        let database = SqliteDatabase::open(path, &OpenOptions::default()).unwrap();
        let database: &dyn Database = &database;
        database.read(|sql| sql.first(text, &[], |row| row.int(0))).unwrap().unwrap()
    };
    files.iter().map(one).sum()
}

/// Found and labelled stops of a set of pieces.
#[derive(Default, Debug)]
struct Score {
    labelled: usize,
    found: usize,
    matched: usize,
}

impl Score {
    fn recall_percent(&self) -> usize {
        self.matched * 100 / self.labelled.max(1)
    }

    fn precision_percent(&self) -> usize {
        self.matched * 100 / self.found.max(1)
    }

    /// Compares the stops found in a piece with the times that its agent was on foot: two match if they
    /// overlap for at least half of the shorter one, each with one other at most.
    fn add(&mut self, labelled: &[(i64, i64)], mut found: Vec<(i64, i64)>) {
        self.labelled += labelled.len();
        self.found += found.len();
        for one in labelled {
            let overlap = |other: &(i64, i64)| one.1.min(other.1) - one.0.max(other.0);
            let Some(place) = (0..found.len()).max_by_key(|place| overlap(&found[*place])) else { break };
            let other = found[place];
            if overlap(&other) * 2 >= (one.1 - one.0).min(other.1 - other.0) {
                found.remove(place);
                self.matched += 1;
            }
        }
    }
}

/// Where agents were on foot for at least this long, they made a stop.
const STOP_MS_MIN: i64 = 30_000;

#[test]
fn stops_of_delivery_agents_are_found_in_what_the_server_keeps() {
    let Some(folder) = data("gps/delivery-drivers-goal.csv.gz") else { return };
    let place = tempfile::tempdir().unwrap();
    let host = Host::open(Config::new(place.path()), product()).unwrap();
    let (done, lines) = import(&host, &folder);
    println!("{}", lines.last().unwrap());
    assert_eq!((done.drivers, done.traces, done.points), (603, 603, 43_416));
    assert_eq!((done.stored, done.rejected), (43_416, 0));
    let hub = hub_of(&folder, "Traces").unwrap();
    let agents: Vec<AgentPoint> = points(&folder);
    // The pace was chosen by the pieces at even places; those at odd places are the test.
    let (mut chosen, mut tested) = (Score::default(), Score::default());
    for (number, piece) in agents.chunk_by(|a, b| a.piece == b.piece).enumerate() {
        let fixes = track(&host, device_of(hub, &piece[0].piece)).unwrap();
        let began = fixes[0].at.0 - piece.iter().map(|point| point.at_ms).min().unwrap();
        let labelled: Vec<(i64, i64)> = piece
            .chunk_by(|a, b| a.activity == b.activity)
            .filter(|chunk| chunk[0].activity == Activity::OnFoot)
            .map(|chunk| (chunk[0].at_ms, chunk[chunk.len() - 1].at_ms))
            .filter(|(from, until)| until - from >= STOP_MS_MIN)
            .collect();
        let found = dwells(&fixes, Pace::default());
        let found = found.iter().map(|stop| (stop.from.0 - began, stop.until.0 - began)).collect();
        let score = if number % 2 == 0 { &mut chosen } else { &mut tested };
        score.add(&labelled, found);
    }
    for (name, one) in [("chosen by", &chosen), ("tested on", &tested)] {
        println!(
            "{name}: recall {} %, precision {} %, {one:?}",
            one.recall_percent(),
            one.precision_percent()
        );
    }
    assert!(tested.recall_percent() >= 90 && tested.precision_percent() >= 75);
    host.close();
}
