//! A driver on the road: a real client that starts its run and reports where it is, along a way made up of the run's
//! own doors, or along a recorded one of GOAL laid over the hub (the record has metres, but no place on the globe).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use hubbub_core::client::{Client, Clock as _, Options, Sent, SystemClock};
use hubbub_core::community::model::Hub;
use hubbub_core::delivery::command::Command as Delivery;
use hubbub_core::delivery::geo::{MICRO_DEGREES_PER_KM, Position, distance_cm};
use hubbub_core::delivery::model::{Driver, Run, RunState};
use hubbub_core::delivery::ping::Ping;
use hubbub_core::delivery::runs::stops_of;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::store::Key;
use hubbub_core::sync::telemetry::Sample;
use hubbub_core::sync::worker::Phase;
use hubbub_core::time::Timestamp;
use hubbub_server::import::gps::{Activity, AgentPoint, Points};
use hubbub_server::import::rows::{self, Entry};

use super::server::PASSWORD;
use super::story::Failure;

/// How fast a made-up driver is: a cargo bicycle in a town, in cm/s.
const SPEED_CM_S: i64 = 550;
/// How often a phone reports, in ms.
const REPORT_MS: i64 = 2_000;
/// How long a made-up driver stands at a door, in ms.
const AT_DOOR_MS: i64 = 20_000;
/// How exact a phone believes to be.
const ACCURACY_M: u32 = 8;
const PATIENCE: Duration = Duration::from_secs(120);

/// Who drives, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Drive {
    /// The server's address.
    pub(crate) server: String,
    /// The demo resident, as `mateo-ibarra`.
    pub(crate) driver: String,
    /// Where the phone keeps its data.
    pub(crate) folder: PathBuf,
    /// GOAL's record; without one the way is made up.
    pub(crate) trace: Option<PathBuf>,
    /// How many times faster than it was driven. A way is driven once when faster than life, else again and again.
    pub(crate) times: u64,
}

/// A point of a way: ms since its start, and where.
type Point = (i64, Position);

/// Drives until the way is over; at the pace of life, until somebody ends it.
pub(crate) fn run(drive: &Drive) -> Result<bool, Failure> {
    // A demo's key: a real app takes it from the system's keyring.
    let options = Options::new(drive.folder.clone(), &drive.server, Key::new([9; 32]));
    let (client, _) = Client::open(options)?;
    client.sign_in(&format!("{}@quittenhof.example", drive.driver), PASSWORD)?;
    up_to_date(&client)?;
    let (hub, doors) = set_out(&client)?;
    let way = match &drive.trace {
        Some(file) => recorded(file, hub)?,
        None => made_up(hub, &doors),
    };
    println!("{} drives: {} points in {} s.", drive.driver, way.len(), length_ms(&way) / 1_000);
    let mut seq = 0;
    loop {
        report(&client, &way, drive.times, &mut seq)?;
        if drive.times > 1 {
            up_to_date(&client)?;
            println!("{} has arrived.", drive.driver);
            return Ok(true);
        }
    }
}

fn up_to_date(client: &Client) -> Result<(), Failure> {
    let patience = Instant::now() + PATIENCE;
    while Instant::now() < patience {
        let state = client.sync_state()?;
        let whole = state.progress.done == state.progress.total;
        if state.phase == Phase::UpToDate && whole && state.waiting == 0 {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Err(format!("the phone never came to rest: {:?}", client.sync_state()?).into())
}

/// Begins a shift and leaves with the next run, if there is one; where the hub and the run's doors are.
fn set_out(client: &Client) -> Result<(Position, Vec<Position>), Failure> {
    let found = client.view(|tx, context| {
        let driver = context.user.unwrap_or_default();
        let runs =
            tx.select::<Run>("driver = ? AND state <> 'ended' ORDER BY departs_at, id", &[driver.into()])?;
        let run = runs.into_iter().next();
        let own = tx.select::<Driver>("user_id = ? AND ended_at IS NULL ORDER BY id", &[driver.into()])?;
        let Some(hub) = run.as_ref().map(|run| run.hub).or(own.first().map(|own| own.hub)) else {
            return Ok(None);
        };
        let stops = run.as_ref().map_or(Ok(Vec::new()), |run| stops_of(tx, run.id))?;
        Ok(tx.get::<Hub>(hub)?.map(|hub| (run, hub, stops)))
    })?;
    let Some((run, hub, stops)) = found else { return Err("nobody has enlisted this driver".into()) };
    let planned = run.as_ref().filter(|run| run.state == RunState::Planned);
    if run.is_none() || planned.is_some() {
        send(client, Delivery::StartShift { shift: fresh(hub.id), hub: hub.id })?;
    }
    if let Some(run) = planned {
        send(client, Delivery::StartRun { run: run.id })?;
    }
    let to_come = stops.iter().filter(|stop| !stop.phase.is_over());
    let doors = to_come.filter_map(|stop| Position::new(stop.lat_e6?, stop.lon_e6?));
    Ok((Position { lat_e6: hub.lat_e6, lon_e6: hub.lon_e6 }, doors.collect()))
}

/// A new shift's id.
fn fresh(hub: Id) -> Id {
    Id::of("demo shift", &[hub, Id::named("at", &SystemClock.now().0.to_string())])
}

fn send(client: &Client, command: Delivery) -> Result<(), Failure> {
    match client.send(&Command::Delivery(command))? {
        Sent::Queued { .. } => Ok(()),
        Sent::Refused(refusal) => Err(format!("the driver can't set out: {refusal:?}").into()),
    }
}

/// From the hub to each door, a moment there, and back.
fn made_up(hub: Position, doors: &[Position]) -> Vec<Point> {
    let (mut way, mut at) = (vec![(0, hub)], 0);
    for (from, to) in std::iter::once(&hub).chain(doors).zip(doors.iter().chain([&hub])) {
        let takes = distance_cm(*from, *to) * 1_000 / SPEED_CM_S;
        let steps = (takes / REPORT_MS).max(1);
        let between = |one: i64, other: i64, step: i64| one + (other - one) * step / steps;
        for step in 1..=steps {
            let lat_e6 = between(from.lat_e6, to.lat_e6, step);
            way.push((
                at + takes * step / steps,
                Position { lat_e6, lon_e6: between(from.lon_e6, to.lon_e6, step) },
            ));
        }
        at += takes.max(REPORT_MS);
        way.extend((1..=AT_DOOR_MS / REPORT_MS).map(|stand| (at + stand * REPORT_MS, *to)));
        at += AT_DOOR_MS;
    }
    way
}

/// The farthest way that an agent of a record drove in one piece, begun at the hub.
fn recorded(file: &Path, hub: Position) -> Result<Vec<Point>, Failure> {
    let mut pieces: BTreeMap<String, Vec<AgentPoint>> = BTreeMap::new();
    for entry in Points::<_, AgentPoint>::new(rows::open(file)?)? {
        if let Entry::Record(point) = entry? {
            pieces.entry(point.piece.clone()).or_default().push(point);
        }
    }
    let driven = pieces.into_values().filter(|piece| piece.iter().all(|it| it.activity == Activity::Driving));
    let ways = driven.filter_map(|piece| laid_over(&piece, hub));
    ways.max_by_key(|way| length_cm(way))
        .ok_or_else(|| format!("{}: nobody drives there", file.display()).into())
}

/// A piece of the record, moved so that it begins at the hub. A km east is longer in degrees the farther north.
fn laid_over(piece: &[AgentPoint], hub: Position) -> Option<Vec<Point>> {
    let first = piece.first()?;
    let one_east = Position { lon_e6: hub.lon_e6 + MICRO_DEGREES_PER_KM, ..hub };
    let cm_east = distance_cm(hub, one_east).max(1);
    let point = |it: &AgentPoint| {
        let lat_e6 = hub.lat_e6 + (it.y_cm - first.y_cm) * MICRO_DEGREES_PER_KM / 100_000;
        let lon_e6 = hub.lon_e6 + (it.x_cm - first.x_cm) * MICRO_DEGREES_PER_KM / cm_east;
        Some((it.at_ms - first.at_ms, Position::new(lat_e6, lon_e6)?))
    };
    piece.iter().map(point).collect()
}

fn length_cm(way: &[Point]) -> i64 {
    way.windows(2).map(|pair| distance_cm(pair[0].1, pair[1].1)).sum()
}

fn length_ms(way: &[Point]) -> i64 {
    way.last().map_or(0, |last| last.0)
}

/// Records a way's points when their time has come. Faster than life the times lie in the past, so that the speed
/// told is the speed driven.
fn report(client: &Client, way: &[Point], times: u64, seq: &mut u64) -> Result<(), Failure> {
    let times = i64::try_from(times)?;
    let begun = Instant::now();
    let now = SystemClock.now();
    let first = if times > 1 { now.plus(-length_ms(way)) } else { now };
    let mut before: Option<Point> = None;
    for &(at, position) in way {
        let due = Duration::from_millis(u64::try_from(at / times)?);
        std::thread::sleep(due.saturating_sub(begun.elapsed()));
        let sample = ping(before, (at, position)).text();
        client.record_sample(&Sample { boot: boot(now), seq: *seq, at: first.plus(at), sample })?;
        (*seq, before) = (*seq + 1, Some((at, position)));
    }
    Ok(())
}

/// Each start counts on from the start before.
fn boot(now: Timestamp) -> u64 {
    u64::try_from(now.0).unwrap_or_default()
}

fn ping(before: Option<Point>, (at, position): Point) -> Ping {
    let speed = before.map(|(then, from)| distance_cm(from, position) * 1_000 / (at - then).max(1));
    Ping {
        lat_e6: position.lat_e6,
        lon_e6: position.lon_e6,
        accuracy_m: Some(ACCURACY_M),
        speed_cm_s: speed.and_then(|speed| u32::try_from(speed).ok()),
        heading_deg: None,
        battery_pct: None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Position, length_cm, length_ms, made_up};

    #[test]
    fn a_made_up_way_ends_where_it_began_and_passes_every_door() {
        let place = |lat_e6, lon_e6| Position { lat_e6, lon_e6 };
        let (hub, doors) =
            (place(48_519_800, 7_829_300), [place(48_518_600, 7_826_400), place(48_521_900, 7_832_700)]);
        let way = made_up(hub, &doors);
        assert_eq!((way[0].1, way[way.len() - 1].1), (hub, hub));
        assert!(doors.iter().all(|door| way.iter().any(|point| point.1 == *door)));
        assert!(way.windows(2).all(|pair| pair[0].0 < pair[1].0), "time goes on");
        let (cm, seconds) = (length_cm(&way), length_ms(&way) / 1_000);
        assert!((100_000..200_000).contains(&cm) && (200..500).contains(&seconds), "{cm} cm in {seconds} s");
    }
}
