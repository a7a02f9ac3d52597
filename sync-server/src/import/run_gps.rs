//! Brings recorded traces in: each vehicle becomes a driver of a hub, each of its traces a device whose points go the
//! way of all telemetry, with the same judgement and into the same files.
//!
//! Positions are kept for a month or so (requirement L7), and a recorded trace is years old. So a trace is moved by
//! whole days to the second day before its driver was taken in; its hours stay as they were. That moment stands
//! in the driver's own row: the same file again finds the same days, and changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hubbub_core::delivery::dwell::{Pace, dwells};
use hubbub_core::delivery::geo::Position;
use hubbub_core::delivery::ping::Ping;
use hubbub_core::delivery::track::{Fix, length_cm};
use hubbub_core::id::Id;
use hubbub_core::store::Fault;
use hubbub_core::sync::telemetry::{SAMPLES_PER_BATCH_MAX, Sample, TelemetryBatch};
use hubbub_core::time::{DAY_MS, HOUR_MS, SECOND_MS, Timestamp};
use serde_json::json;

use super::community::{found, shortened};
use super::job::{ImportError, Job};
use super::report::Report;
use super::rows::{Entry, content_hash};
use super::traces::{Kind, TracePoint, points};
use crate::auth::Newcomer;
use crate::host::Host;
use crate::writer::Trouble;

/// The most traces of one file; each is held in mind while it is read.
pub const TRACES_MAX: usize = 10_000;
/// The longest trace: two days on it would reach into the future.
pub const TRACE_MS_MAX: i64 = DAY_MS;
/// Points in memory at most.
const WAITING_MAX: usize = 20_000;
/// Traces of a file are told one by one up to so many.
const TOLD_MAX: usize = 100;
/// So many days before its driver came a trace lies.
const DAYS_BEFORE: i64 = 2;
/// When on its day a trace begins that names no time of day.
const MORNING_MS: i64 = 8 * HOUR_MS;
/// Points this far apart, on average, still show a stop.
const DENSE_MS_MAX: i64 = 10 * SECOND_MS;

/// What became of a file of traces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Drivers.
    pub drivers: u64,
    /// Traces.
    pub traces: u64,
    /// Points of the file that could be used.
    pub points: u64,
    /// Of these, stored now for the first time.
    pub stored: u64,
    /// Lines and points that were rejected.
    pub rejected: u64,
    /// The length of all traces by the points that are kept, in cm.
    pub length_cm: i64,
    /// Stops that the traces show, where their points are dense enough to tell.
    pub stops: u64,
}

/// From when to when a trace goes.
struct Span {
    vehicle: String,
    first_ms: i64,
    last_ms: i64,
    points: i64,
    begins_at: Position,
}

/// Whose the traces of one file are.
struct Depot {
    community: Id,
    hub: Id,
}

/// The hub that a file becomes, wherever it lies and whatever it is called.
///
/// # Errors
/// [`ImportError`] when the file can't be read.
pub fn hub_of(path: &Path, name: &str) -> Result<Id, ImportError> {
    let file = Id::named("traces", &content_hash(path)?);
    Ok(Id::of("recorded depot", &[super::community::community_id(name), file]))
}

/// The device that a trace of a file becomes.
#[must_use]
pub fn device_of(hub: Id, trace: &str) -> Id {
    Id::of("recorded device", &[hub, Id::named("trace", trace)])
}

/// The driver that a vehicle of a file becomes, with the address under which they sign in for a rehearsal.
#[must_use]
pub fn newcomer(hub: Id, vehicle: &str) -> Newcomer {
    let user = driver_of(hub, vehicle);
    Newcomer { user, email: format!("{user}@traces.example"), locale: "en".to_owned() }
}

/// Takes the drivers of a file in without its points, so that devices can send them again.
///
/// # Errors
/// [`ImportError`].
pub fn rehearse(host: &Host, path: &Path, name: &str) -> Result<Vec<Newcomer>, ImportError> {
    let (kind, spans) = spans(path)?;
    let mut job = Job::new(host.writer(), &format!("rehearse gps {name}"));
    let depot = Depot { community: found(&mut job, name)?, hub: hub_of(path, name)? };
    take_in(&mut job, &depot, kind, &spans)?;
    let vehicles: BTreeSet<&str> = spans.values().map(|span| span.vehicle.as_str()).collect();
    Ok(vehicles.into_iter().map(|vehicle| newcomer(depot.hub, vehicle)).collect())
}

/// Where a device was, in order of its clock, as far as positions are kept.
///
/// # Errors
/// The store's [`Fault`].
pub fn track(host: &Host, device: Id) -> Result<Vec<Fix>, Fault> {
    host.app().telemetry.track_blocking(device, host.now())
}

/// Imports a file of traces for drivers of the community `name`.
///
/// # Errors
/// [`ImportError`]; what was imported before stays, and the next run goes on from there.
pub fn run(
    host: &Host,
    path: &Path,
    name: &str,
    tell: &mut dyn FnMut(&str),
) -> Result<Imported, ImportError> {
    let label = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut report = Report::new(&label, tell);
    let (kind, spans) = spans(path)?;
    let hub = hub_of(path, name)?;
    let mut job = Job::new(host.writer(), &format!("import gps {hub}"));
    let depot = Depot { community: found(&mut job, name)?, hub };
    take_in(&mut job, &depot, kind, &spans)?;
    let begun = begun(host, &depot, kind, &spans)?;
    let before = host.app().telemetry.counts().stored.get();
    let mut lane =
        Lane { host, hub, spans: &spans, begun, next: BTreeMap::new(), waiting: BTreeMap::new(), held: 0 };
    for entry in points(path)?.1 {
        match entry? {
            Entry::Rejected(rejected) => report.reject(&rejected),
            Entry::Record(point) => {
                report.take();
                lane.add(&point)?;
            }
        }
    }
    lane.send_all()?;
    let mut done = Imported {
        drivers: count(spans.values().map(|span| &span.vehicle).collect::<BTreeSet<_>>().len()),
        traces: count(spans.len()),
        points: report.taken,
        stored: count(host.app().telemetry.counts().stored.get().saturating_sub(before)),
        rejected: report.rejected,
        ..Imported::default()
    };
    sum_up(host, hub, &spans, &mut report, &mut done)?;
    report.say(&done.words());
    Ok(done)
}

impl Imported {
    fn words(&self) -> String {
        format!(
            "{} traces of {} drivers with {} points are in, {} of them new: {} m and {} stops in all, {} lines rejected",
            self.traces,
            self.drivers,
            self.points,
            self.stored,
            self.length_cm / 100,
            self.stops,
            self.rejected
        )
    }
}

/// Reads the file once to learn which traces there are, and when.
fn spans(path: &Path) -> Result<(Kind, BTreeMap<String, Span>), ImportError> {
    let (kind, points) = points(path)?;
    let mut spans: BTreeMap<String, Span> = BTreeMap::new();
    for entry in points {
        let Entry::Record(point) = entry? else { continue };
        let TracePoint { vehicle, trace, at_ms, position, .. } = point;
        let span = spans.entry(trace).or_insert_with(|| Span {
            vehicle,
            first_ms: at_ms,
            last_ms: at_ms,
            points: 0,
            begins_at: position,
        });
        (span.first_ms, span.last_ms) = (span.first_ms.min(at_ms), span.last_ms.max(at_ms));
        span.points += 1;
        if spans.len() > TRACES_MAX {
            return Err(ImportError::Refused(format!("more than {TRACES_MAX} traces")));
        }
    }
    match spans.iter().find(|(_, span)| span.last_ms.saturating_sub(span.first_ms) > TRACE_MS_MAX) {
        Some((trace, _)) => Err(ImportError::Refused(format!("trace {trace} lasts longer than a day"))),
        None => Ok((kind, spans)),
    }
}

/// Makes the hub, where the first trace begins, and takes the drivers in.
fn take_in(
    job: &mut Job<'_>,
    depot: &Depot,
    kind: Kind,
    spans: &BTreeMap<String, Span>,
) -> Result<(), ImportError> {
    let Depot { community, hub } = *depot;
    let Some(first) = spans.values().next() else { return job.finish() };
    let Position { lat_e6, lon_e6 } = first.begins_at;
    // Not by the file's name: the same file under another name is the same depot.
    let name = format!("{} {}", kind.vehicle(), hub.to_string().chars().take(8).collect::<String>());
    let command = json!({
        "area": "community", "kind": "add_hub", "hub": hub, "community": community, "name": name,
        "address": { "street": "–", "postal_code": "–", "city": "–", "country": "XX" },
        "lat_e6": lat_e6, "lon_e6": lon_e6, "time_zone": "Etc/UTC",
    });
    job.command(hub.derive(0), &command)?;
    let mut known = BTreeSet::new();
    for vehicle in spans.values().map(|span| span.vehicle.as_str()).filter(|vehicle| known.insert(*vehicle)) {
        let driver = driver_of(hub, vehicle);
        let name = shortened(&format!("{} {vehicle}", kind.vehicle()), 40);
        for (ordinal, command) in [
            json!({
                "area": "community", "kind": "admit", "community": community, "user": driver, "display_name": name,
                "locale": "en", "hub": hub,
            }),
            json!({
                "area": "community", "kind": "grant_role", "community": community, "user": driver,
                "role": "driver", "hub": hub,
            }),
            json!({
                "area": "delivery", "kind": "enlist_driver", "hub": hub, "user": driver, "name": name,
                "vehicle": kind.vehicle(), "capacity": 1,
            }),
        ]
        .iter()
        .enumerate()
        {
            job.command(driver.derive(u32::try_from(ordinal).unwrap_or_default()), command)?;
        }
    }
    job.finish()
}

fn driver_of(hub: Id, vehicle: &str) -> Id {
    Id::of("recorded driver", &[hub, Id::named("vehicle", vehicle)])
}

/// By trace: what its times are moved by, in ms.
fn begun(
    host: &Host,
    depot: &Depot,
    kind: Kind,
    spans: &BTreeMap<String, Span>,
) -> Result<BTreeMap<String, i64>, ImportError> {
    let joined: BTreeMap<Id, i64> = host
        .app()
        .readers
        .read_blocking(|sql| {
            let text = "SELECT user_id, joined_at FROM member WHERE community = ?";
            sql.all(text, &[depot.community.into()], |row| {
                let user = row.text(0)?.parse().map_err(|_| Fault::Shape("a member's person".to_owned()))?;
                Ok((user, row.int(1)?))
            })
        })
        .map_err(Trouble::from)?
        .into_iter()
        .collect();
    let moved = |(trace, span): (&String, &Span)| {
        let joined = joined.get(&driver_of(depot.hub, &span.vehicle)).copied().unwrap_or_default();
        let day = joined.div_euclid(DAY_MS) - DAYS_BEFORE;
        let by = if kind.is_dated() {
            (day - span.first_ms.div_euclid(DAY_MS)) * DAY_MS
        } else {
            day * DAY_MS + MORNING_MS
        };
        (trace.clone(), by)
    };
    Ok(spans.iter().map(moved).collect())
}

/// The way of the points into the store, in batches as a device would send them.
struct Lane<'h> {
    host: &'h Host,
    hub: Id,
    spans: &'h BTreeMap<String, Span>,
    begun: BTreeMap<String, i64>,
    /// By trace: the number of its next point.
    next: BTreeMap<String, u64>,
    waiting: BTreeMap<String, Vec<Sample>>,
    held: usize,
}

impl Lane<'_> {
    fn add(&mut self, point: &TracePoint) -> Result<(), ImportError> {
        let by = self.begun.get(&point.trace).copied().unwrap_or_default();
        let seq = self.next.entry(point.trace.clone()).or_default();
        let ping = Ping {
            lat_e6: point.position.lat_e6,
            lon_e6: point.position.lon_e6,
            accuracy_m: None,
            speed_cm_s: point.speed_cm_s,
            heading_deg: point.heading_deg,
            battery_pct: None,
        };
        let at = Timestamp(point.at_ms.saturating_add(by));
        let sample = Sample { boot: 1, seq: *seq, at, sample: ping.text() };
        *seq += 1;
        let waiting = self.waiting.entry(point.trace.clone()).or_default();
        waiting.push(sample);
        self.held += 1;
        if waiting.len() >= SAMPLES_PER_BATCH_MAX {
            let samples = std::mem::take(waiting);
            self.send(&point.trace, samples)?;
        }
        if self.held >= WAITING_MAX { self.send_all() } else { Ok(()) }
    }

    fn send_all(&mut self) -> Result<(), ImportError> {
        for (trace, samples) in std::mem::take(&mut self.waiting) {
            self.send(&trace, samples)?;
        }
        Ok(())
    }

    fn send(&mut self, trace: &str, samples: Vec<Sample>) -> Result<(), ImportError> {
        self.held = self.held.saturating_sub(samples.len());
        let vehicle = self.spans.get(trace).map_or("", |span| span.vehicle.as_str());
        let batch = TelemetryBatch { device: device_of(self.hub, trace), samples };
        Ok(self.host.app().telemetry.store_blocking(driver_of(self.hub, vehicle), batch)?)
    }
}

/// Measures what is kept of each trace.
fn sum_up(
    host: &Host,
    hub: Id,
    spans: &BTreeMap<String, Span>,
    report: &mut Report<'_>,
    done: &mut Imported,
) -> Result<(), ImportError> {
    for (trace, span) in spans {
        let fixes = track(host, device_of(hub, trace)).map_err(Trouble::from)?;
        let length_cm = length_cm(fixes.iter().copied());
        done.length_cm += length_cm;
        let is_dense = (span.last_ms - span.first_ms) / span.points.max(1) <= DENSE_MS_MAX;
        let stops = if is_dense { dwells(&fixes, Pace::default()).len() } else { 0 };
        done.stops += count(stops);
        if spans.len() <= TOLD_MAX {
            let stops = if is_dense { format!(", {stops} stops") } else { String::new() };
            report.say(&format!(
                "trace {trace}: {} points are kept, {} m{stops}",
                fixes.len(),
                length_cm / 100
            ));
        }
    }
    Ok(())
}

fn count(number: impl TryInto<u64>) -> u64 {
    number.try_into().unwrap_or(u64::MAX)
}
