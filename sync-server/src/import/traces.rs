//! Recorded traces of every kind as one: who was where when, point by point, in the order of the file.
//!
//! What a file is shows in what it begins with: XML is GPX, and of a table the columns tell. Some sources name no
//! place or no date. Delivery agents stand in metres around a centre that nobody knows: here they move on the
//! equator, where a micro-degree is as long in both directions, and their time is counted from the start.

use std::io::Read;
use std::path::Path;

use hubbub_core::delivery::geo::{MICRO_DEGREES_PER_KM, Position};

use super::gps::{AgentPoint, BusPoint, CarPoint, DrivePoint, Point, Points};
use super::gpx::{TrackPoint, TrackPoints};
use super::header::header;
use super::rows::{Entry, Fault, RejectReason, Rejected, Rows, open};

/// So much of a file is looked at to tell XML from a table, in bytes.
const START_BYTES: u64 = 64;

/// What a file of traces is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Cars of enviroCar.
    Cars,
    /// Delivery agents of GOAL.
    Agents,
    /// Buses of one line.
    Buses,
    /// One drive.
    Drive,
    /// Tracks in GPX.
    Gpx,
}

impl Kind {
    /// Whether its times are dates; otherwise they count from the start of each trace.
    #[must_use]
    pub fn is_dated(self) -> bool {
        self != Self::Agents
    }

    /// What moves, as a driver's vehicle is called.
    #[must_use]
    pub fn vehicle(self) -> &'static str {
        match self {
            Self::Cars | Self::Drive => "Car",
            Self::Agents => "Van",
            Self::Buses => "Bus",
            Self::Gpx => "GPX",
        }
    }
}

/// A point of a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracePoint {
    /// Who moved: the vehicle's name in the file.
    pub vehicle: String,
    /// Which of its traces: no other vehicle has one of that name.
    pub trace: String,
    /// When, in ms: since 1970, or since the trace began; see [`Kind::is_dated`].
    pub at_ms: i64,
    /// Where.
    pub position: Position,
    /// How fast by the vehicle itself, in cm/s.
    pub speed_cm_s: Option<u32>,
    /// Where it headed, in degrees from north.
    pub heading_deg: Option<u32>,
}

/// The points of a file, one by one.
pub type TracePoints = Box<dyn Iterator<Item = Result<Entry<TracePoint>, Fault>>>;

/// Opens a file of traces.
///
/// # Errors
/// It can't be read, or is none of the kinds.
pub fn points(path: &Path) -> Result<(Kind, TracePoints), Fault> {
    let kind = kind(path)?;
    let points: TracePoints = match kind {
        Kind::Cars => table(path, car)?,
        Kind::Agents => table(path, agent)?,
        Kind::Buses => table(path, bus)?,
        Kind::Drive => table(path, drive)?,
        Kind::Gpx => Box::new(TrackPoints::new(open(path)?).map(|entry| entry.map(timed))),
    };
    Ok((kind, points))
}

fn kind(path: &Path) -> Result<Kind, Fault> {
    let mut start = Vec::new();
    open(path)?.take(START_BYTES).read_to_end(&mut start)?;
    if String::from_utf8_lossy(&start).trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return Ok(Kind::Gpx);
    }
    let header = header(&mut Rows::new(open(path)?, ','), "the points")?;
    let has = |column| header.find(column).is_some();
    Ok(if has("trajectory_id") {
        Kind::Agents
    } else if has("track_id") {
        Kind::Cars
    } else if has("vehicle_id") {
        Kind::Buses
    } else {
        Kind::Drive
    })
}

fn table<P: Point + 'static>(path: &Path, point: fn(P) -> TracePoint) -> Result<TracePoints, Fault> {
    let points = Points::<_, P>::new(open(path)?)?;
    Ok(Box::new(points.map(move |entry| {
        Ok(match entry? {
            Entry::Record(one) => Entry::Record(point(one)),
            Entry::Rejected(rejected) => Entry::Rejected(rejected),
        })
    })))
}

fn car(point: CarPoint) -> TracePoint {
    TracePoint {
        vehicle: point.track.clone(),
        trace: point.track,
        at_ms: point.fix.at.0,
        position: point.fix.position,
        speed_cm_s: point.car_speed_cm_per_s.and_then(|speed| u32::try_from(speed).ok()),
        heading_deg: None,
    }
}

fn agent(point: AgentPoint) -> TracePoint {
    let micro = |cm: i64| cm.saturating_mul(MICRO_DEGREES_PER_KM) / 100_000;
    TracePoint {
        vehicle: point.piece.clone(),
        trace: point.piece,
        at_ms: point.at_ms,
        position: Position { lat_e6: micro(point.y_cm), lon_e6: micro(point.x_cm) },
        speed_cm_s: None,
        heading_deg: None,
    }
}

fn bus(point: BusPoint) -> TracePoint {
    TracePoint {
        trace: format!("{} {}", point.vehicle, point.trip),
        vehicle: point.vehicle,
        at_ms: point.fix.at.0,
        position: point.fix.position,
        speed_cm_s: None,
        heading_deg: point.bearing.map(u32::from),
    }
}

fn drive(point: DrivePoint) -> TracePoint {
    let name = || "drive".to_owned();
    TracePoint {
        vehicle: name(),
        trace: name(),
        at_ms: point.fix.at.0,
        position: point.fix.position,
        speed_cm_s: None,
        heading_deg: None,
    }
}

/// A point of a track; one that does not say when is no use to a trace.
fn timed(entry: Entry<TrackPoint>) -> Entry<TracePoint> {
    let point = match entry {
        Entry::Record(point) => point,
        Entry::Rejected(rejected) => return Entry::Rejected(rejected),
    };
    let Position { lat_e6, lon_e6 } = point.position;
    let Some(at) = point.at else {
        let excerpt = format!("track point {lat_e6} {lon_e6} (micro-degrees)");
        let reason = RejectReason::Empty { column: "time" };
        return Entry::Rejected(Rejected { line: point.line, reason, excerpt });
    };
    Entry::Record(TracePoint {
        vehicle: "receiver".to_owned(),
        trace: format!("track {}", point.track),
        at_ms: at.0,
        position: point.position,
        speed_cm_s: None,
        heading_deg: None,
    })
}
