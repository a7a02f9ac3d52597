//! Readers of tracks, and the delivery rules over real tracks.
//!
//! The data live outside the repository: in `HUBBUB_DATA`, else in `../shared/data` next to the project.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::Path;

use hubbub_core::delivery::geo::Position;
use hubbub_core::delivery::thinning::thinned;
use hubbub_core::delivery::track::{Filter, Fix, Live, Verdict, length_cm};
use hubbub_core::time::Timestamp;

use super::gps::{AgentPoint, BusPoint, CarPoint, CarTrip, DrivePoint, Point, Points, decimal, instant_ms};
use super::gpx::{TrackPoint, TrackPoints};
use super::rows::{Entry, Fault, RejectReason, open};
use super::tests_real::data;

fn records<T: Debug>(entries: impl Iterator<Item = Result<Entry<T>, Fault>>) -> Vec<T> {
    let record = |entry| match entry {
        Ok(Entry::Record(record)) => record,
        other => panic!("{other:?}"),
    };
    entries.map(record).collect()
}

fn points<P: Point + Debug>(path: &Path) -> Vec<P> {
    records(Points::<_, P>::new(open(path).unwrap()).unwrap())
}

/// All entries of a text: records as they are, rejects as (line, reason).
fn entries<P: Point>(text: &str) -> Vec<Result<P, (u64, RejectReason)>> {
    let entries = Points::<_, P>::new(text.as_bytes()).unwrap().map(|entry| match entry.unwrap() {
        Entry::Record(point) => Ok(point),
        Entry::Rejected(rejected) => Err((rejected.line, rejected.reason)),
    });
    entries.collect()
}

#[test]
fn decimals_are_read_to_the_digit() {
    let table = [
        ("48.16350662940509", 6, Some(48_163_507)),
        ("-121.32985797710716724395751953125", 6, Some(-121_329_858)),
        ("0.0000005", 6, Some(1)),
        ("-0.0000005", 6, Some(-1)),
        ("7", 6, Some(7_000_000)),
        ("+7.", 1, Some(70)),
        ("007.05", 2, Some(705)),
        (".5", 1, None),
        ("", 1, None),
        ("-", 1, None),
        ("1e3", 1, None),
        ("1.2.3", 1, None),
        ("١", 1, None),
        ("99999999999999999999", 0, None),
        ("9223372036854775807", 0, Some(i64::MAX)),
        ("9223372036854775807.5", 0, None),
    ];
    for (text, digits, expected) in table {
        assert_eq!(decimal(text, digits), expected, "{text}");
    }
}

#[test]
fn times_are_read_in_every_form_the_sources_use() {
    let table = [
        ("1970-01-01T00:00:00Z", Some(0)),
        ("2017-04-04T14:00:07Z", Some(1_491_314_407_000)),
        ("2026-01-26 15:57:02", Some(1_769_443_022_000)),
        ("2014-09-10 06:54:07+0200", Some(1_410_324_847_000)),
        ("2019-10-22T14:36:01.250Z", Some(1_571_754_961_250)),
        ("2019-10-22T14:36:01.25999-01:30", Some(1_571_760_361_259)),
        ("2000-02-29T23:59:59Z", Some(951_868_799_000)),
        ("1900-02-29T00:00:00Z", None),
        ("2017-13-01T00:00:00Z", None),
        ("2017-04-31T00:00:00Z", None),
        ("2017-04-04T24:00:00Z", None),
        ("2017-04-04T14:00:07.Z", None),
        ("2017-04-04T14:00:07+2", None),
        ("2017-4-04T14:00:07Z", None),
        ("2017-04-04", None),
        ("", None),
    ];
    for (text, expected) in table {
        assert_eq!(instant_ms(text), expected, "{text}");
    }
}

#[test]
fn rows_that_make_no_sense_are_rejected_alone() {
    let text = "\u{feff}lat,lon,time_utc,track_id,obd_speed_kmh\r\n\
                51.5,7.0,2017-04-04T14:00:07Z,a,36\r\n\
                91,7.0,2017-04-04T14:00:07Z,a,\n\
                51.5,-180.000001,2017-04-04T14:00:07Z,a,\n\
                51.5,7.0,yesterday,a,\n\
                51.5,7.0,2017-04-04T14:00:07Z,,\n\
                51.5,7.0\n\
                51.5,7.0,2017-04-04T14:00:07Z,a,fast\n\
                51.5,7.0,2017-04-04T14:00:07Z,b,\n";
    let bad = |column, expected: &'static str, found: &str| {
        Err(RejectReason::BadValue { column, expected, found: found.to_owned() })
    };
    let degrees = "an angle on the globe in degrees";
    type Found = (u64, Result<(String, Option<i64>), RejectReason>);
    let found: Vec<Found> = entries::<CarPoint>(text)
        .into_iter()
        .map(|entry| match entry {
            Ok(point) => (0, Ok((point.track, point.car_speed_cm_per_s))),
            Err((line, reason)) => (line, Err(reason)),
        })
        .collect();
    let expected = [
        (0, Ok(("a".to_owned(), Some(1_000)))),
        (3, bad("lat", degrees, "91")),
        (4, bad("lon", degrees, "-180.000001")),
        (5, bad("time_utc", "a date and time", "yesterday")),
        (6, Err(RejectReason::Empty { column: "track_id" })),
        (7, Err(RejectReason::FieldCount { expected: 5, found: 2 })),
        (8, bad("obd_speed_kmh", "a number", "fast")),
        (0, Ok(("b".to_owned(), None))),
    ];
    assert_eq!(found, expected);
    let lacking = Points::<_, CarPoint>::new("track_id,lat,lon\n".as_bytes()).unwrap_err();
    assert!(matches!(lacking, Fault::MissingColumn { column: "time_utc", .. }), "{lacking}");
    assert!(matches!(Points::<_, DrivePoint>::new("".as_bytes()), Err(Fault::Nothing)));
}

fn track_points(text: &str) -> Vec<Result<Entry<TrackPoint>, Fault>> {
    TrackPoints::new(text.as_bytes()).collect()
}

#[test]
fn only_track_points_are_read_from_gpx() {
    let text = r#"<?xml version="1.0"?><!-- <trkpt lat="1" lon="1"> -->
<g:gpx xmlns:g="x" creator="a > b">
 <time>2010-10-04T05:13:19Z</time><wpt lat="9" lon="9"><time>nonsense</time></wpt>
 <trk><name><![CDATA[<trkpt lat="2" lon="2">]]></name><trkseg/><trkseg>
  <g:trkpt lon='7.5' lat='45.0000004'><ele>1</ele><time> 2010-10-04T05:13:19Z </time></g:trkpt>
  <trkpt lat="45" lon="7"/>
  <trkpt lat="95" lon="7"></trkpt>
  <trkpt lat="45"></trkpt>
  <trkpt lat="45" lon="7"><time>late</time></trkpt>
 </trkseg></trk>
</g:gpx>"#;
    let mut found = track_points(text).into_iter().map(Result::unwrap);
    let point = |line, lat_e6, lon_e6, at| {
        let position = Position { lat_e6, lon_e6 };
        Entry::Record(TrackPoint { line, track: 1, segment: 2, position, at })
    };
    assert_eq!(found.next(), Some(point(5, 45_000_000, 7_500_000, Some(Timestamp(1_286_169_199_000)))));
    assert_eq!(found.next(), Some(point(6, 45_000_000, 7_000_000, None)));
    let reasons: Vec<(u64, RejectReason)> = found
        .map(|entry| match entry {
            Entry::Rejected(rejected) => (rejected.line, rejected.reason),
            Entry::Record(point) => panic!("{point:?}"),
        })
        .collect();
    let bad = |column, expected: &'static str, found: &str| RejectReason::BadValue {
        column,
        expected,
        found: found.to_owned(),
    };
    assert_eq!(
        reasons,
        [
            (7, bad("lat", "an angle on the globe in degrees", "95")),
            (8, RejectReason::Empty { column: "lon" }),
            (9, bad("time", "a date and time", "late")),
        ]
    );
}

#[test]
fn what_is_no_gpx_is_a_fault_and_never_runs_on() {
    let long = format!("<gpx><trkpt lat=\"{}", "1".repeat(600_000));
    let table = [
        ("", "empty"),
        ("<html><p>no</p></html>", "gpx"),
        ("<gpx><trk><trkseg><trkpt lat=\"1\" lon=\"1\">", "</trkpt>"),
        ("<gpx><trk>", "</gpx>"),
        ("<gpx creator=\"never closed>", "longer"),
        (long.as_str(), "longer"),
    ];
    for (text, word) in table {
        let found = track_points(text);
        let fault = found.last().unwrap().as_ref().unwrap_err().to_string();
        assert!(fault.contains(word), "{fault}");
        assert_eq!(found.len(), 1, "{fault}");
    }
}

#[test]
fn every_recorded_track_is_read_whole() {
    let Some(folder) = data("gps") else { return };
    let cars: Vec<CarPoint> = points(&folder.join("cars-envirocar.csv.gz"));
    let agents: Vec<AgentPoint> = points(&folder.join("delivery-drivers-goal.csv.gz"));
    let buses: Vec<BusPoint> = points(&folder.join("bus-liverpool-route14.csv"));
    let drive: Vec<DrivePoint> = points(&folder.join("car-munich-1s.csv"));
    let tracks = cars.chunk_by(|a, b| a.track == b.track).count();
    let pieces = agents.chunk_by(|a, b| a.piece == b.piece).count();
    assert_eq!((cars.len(), tracks, agents.len(), pieces), (29_080, 63, 43_416, 603));
    let distinct = |name: fn(&BusPoint) -> &String| {
        buses.iter().map(name).collect::<std::collections::BTreeSet<_>>().len()
    };
    assert_eq!((buses.len(), distinct(|bus| &bus.vehicle), distinct(|bus| &bus.trip)), (1_533, 8, 16));
    assert_eq!(drive.len(), 1_194);
    let gpx = [
        ("around-visnjan-with-car", 104, 104),
        ("bikeride-1s-part1", 4_940, 4_940),
        ("korita-zbevnica", 871, 513),
    ];
    for (name, number, with_time) in gpx {
        let path = folder.join(format!("gpx/{name}.gpx"));
        let found = records(TrackPoints::new(open(&path).unwrap()));
        let timed = found.iter().filter(|point| point.at.is_some()).count();
        assert_eq!((found.len(), timed), (number, with_time), "{name}");
    }
}

#[test]
fn trips_are_as_long_as_their_source_says() {
    let Some(folder) = data("gps") else { return };
    let trips: Vec<CarTrip> = points(&folder.join("cars-envirocar-summary.csv"));
    let cars: Vec<CarPoint> = points(&folder.join("cars-envirocar.csv.gz"));
    let mut tracks: BTreeMap<&str, Vec<Fix>> = BTreeMap::new();
    for point in &cars {
        tracks.entry(&point.track).or_default().push(point.fix);
    }
    assert_eq!(tracks.len(), trips.len());
    let (mut straight_worst, mut reported_worst) = (0, 0);
    for trip in &trips {
        let fixes = tracks.get_mut(trip.track.as_str()).unwrap();
        fixes.sort_by_key(|fix| fix.at);
        assert_eq!(fixes.len() as u64, trip.points, "{}", trip.track);
        assert_eq!(
            (fixes[0].at.0, fixes[fixes.len() - 1].at.0),
            (trip.start_ms, trip.end_ms),
            "{}",
            trip.track
        );
        let length = length_cm(fixes.iter().copied());
        // In parts of a million.
        let off = |metres: i64| (length - metres * 100).abs() * 1_000_000 / (metres * 100);
        straight_worst = straight_worst.max(off(trip.straight_m));
        reported_worst = reported_worst.max(off(trip.reported_m));
    }
    println!(
        "{} trips: off by up to {straight_worst} ppm of the sum of distances, {reported_worst} ppm of the reported length",
        trips.len()
    );
    assert!(straight_worst <= 5_000 && reported_worst <= 5_000);
}

#[test]
fn a_track_arrives_the_same_in_any_order_and_twice() {
    let Some(folder) = data("gps") else { return };
    let cars: Vec<CarPoint> = points(&folder.join("cars-envirocar.csv.gz"));
    let mut refused = 0;
    for track in cars.chunk_by(|a, b| a.track == b.track) {
        let fixes: Vec<Fix> = track.iter().map(|point| point.fix).collect();
        // Sent newest first, then all again from the oldest, every third one lost the first time.
        let sent = fixes.iter().rev().enumerate().filter(|(place, _)| place % 3 != 0).map(|(_, fix)| fix);
        let (mut live, mut newest) = (Live::default(), None);
        let mut stored: BTreeMap<(Timestamp, Position), Fix> = BTreeMap::new();
        for fix in sent.chain(fixes.iter()) {
            let moved = live.advance(*fix, Verdict::Coarse);
            assert_eq!(moved, newest.is_none_or(|at| fix.at > at), "the dot moves forward only");
            newest = newest.max(Some(fix.at));
            stored.insert((fix.at, fix.position), *fix);
        }
        assert_eq!(live.fix().unwrap().at, fixes.iter().map(|fix| fix.at).max().unwrap());
        let straight: BTreeMap<(Timestamp, Position), Fix> =
            fixes.iter().map(|fix| ((fix.at, fix.position), *fix)).collect();
        assert_eq!(stored, straight);
        let mut filter = Filter::default();
        let now = Timestamp(i64::MAX);
        refused += stored.values().filter(|fix| !filter.judge(**fix, now).is_kept()).count();
    }
    println!("{refused} of {} points of real cars are jumps", cars.len());
    assert!(refused < cars.len() / 1_000, "real cars do not jump: {refused}");
}

#[test]
fn thinning_keeps_the_length_of_a_real_drive() {
    let Some(folder) = data("gps") else { return };
    let drive: Vec<DrivePoint> = points(&folder.join("car-munich-1s.csv"));
    let fixes: Vec<Fix> = drive.iter().map(|point| point.fix).collect();
    let whole = length_cm(fixes.iter().copied());
    for (spacing_m, percent_min) in [(5, 97), (20, 94), (80, 88)] {
        let places = thinned(&fixes, spacing_m);
        let length = length_cm(places.iter().map(|place| fixes[*place]));
        println!(
            "{spacing_m} m: {} of {} points, {} % of {} m",
            places.len(),
            fixes.len(),
            length * 100 / whole,
            whole / 100
        );
        assert!(length <= whole && length * 100 >= whole * percent_min);
    }
}
