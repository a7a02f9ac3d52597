//! The telemetry thread's loop: take what came, judge it, commit it in one transaction per day, answer, tell the
//! watchers.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::mpsc::Receiver;
use std::time::Instant;

use hubbub_core::delivery::ping::Ping;
use hubbub_core::delivery::track::{Filter, Fix, Verdict};
use hubbub_core::id::Id;
use hubbub_core::live::Topic;
use hubbub_core::store::{Database, Durability, Fault, Sql, Value};
use hubbub_core::time::{DAY_MS, Timestamp};

use super::latest::Latest;
use super::near::Near;
use super::partitions::{Day, Partitions, day_of};
use super::seen::Seen;
use super::{Batch, Counts, Event, Point};
use crate::clock::Clock;
use crate::engine::Engine;
use crate::live::Live;
use crate::readers::read_blocking;

/// Samples committed at once.
const GROUP_MAX: usize = 20_000;
/// How far ahead of the server's clock a sample may be and still be stored, as from the future.
const AHEAD_DAYS_MAX: Day = 1;
/// Devices whose last fixes are remembered, to judge the next.
const FILTERS_MAX: usize = 100_000;

const INSERT: &str =
    "INSERT INTO point (source, boot, seq, at, received_at, lat_e6, lon_e6, accuracy_m, speed_cm_s,
    heading_deg, battery_pct, verdict, other) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (source, boot, seq) DO NOTHING";

/// What the thread works with.
pub(crate) struct Parts {
    pub(crate) engine: Arc<dyn Engine>,
    pub(crate) database: Arc<hubbub_core::store::SqliteDatabase>,
    pub(crate) partitions: Arc<Partitions>,
    pub(crate) latest: Arc<Latest>,
    pub(crate) live: Arc<Live>,
    pub(crate) clock: Clock,
    pub(crate) counts: Arc<Counts>,
    /// Whole days that samples are kept.
    pub(crate) keep_days: i64,
}

pub(super) struct Thread {
    parts: Parts,
    filters: HashMap<Id, (Filter, Option<Timestamp>)>,
    seen: Seen,
    near: Near,
    /// Samples that wait; lowered by whoever handed them over.
    _waiting: Arc<AtomicUsize>,
}

/// A judged sample, with the place of its batch.
struct Judged {
    batch: usize,
    verdict: Option<Verdict>,
    point: Point,
}

impl Judged {
    /// What names the sample: its device, start and number.
    fn name(&self, group: &[Batch]) -> (Id, i64, i64) {
        let device = group.get(self.batch).map(|batch| batch.device).unwrap_or_default();
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        (device, number(self.point.boot), number(self.point.seq))
    }
}

impl Thread {
    pub(super) fn new(parts: Parts, waiting: Arc<AtomicUsize>) -> Self {
        Self {
            parts,
            filters: HashMap::new(),
            seen: Seen::default(),
            near: Near::default(),
            _waiting: waiting,
        }
    }

    /// Works until [`Event::Stop`].
    pub(super) fn run(mut self, events: &Receiver<Event>) {
        if let Err(fault) = self.recall() {
            tracing::error!(%fault, "where drivers were could not be read");
        }
        if let Err(fault) = self.seen.read(&self.parts.partitions, self.parts.clock.now()) {
            tracing::error!(%fault, "which samples the days have could not be read");
        }
        let mut open = true;
        while open {
            let Ok(first) = events.recv() else { return };
            let (mut group, mut size, mut next) = (Vec::new(), 0, Some(first));
            while let Some(event) = next.take() {
                match event {
                    Event::Store(batch) => {
                        size += batch.points.len();
                        group.push(batch);
                    }
                    Event::Erase(user, done) => {
                        self.commit(std::mem::take(&mut group));
                        // Whoever asked may have gone away.
                        let _ = done.send(self.erase(user));
                    }
                    Event::Look(done) => {
                        // Whoever asked may have gone away.
                        let _ = done.send(());
                    }
                    Event::Stop => open = false,
                }
                if size < GROUP_MAX {
                    next = events.try_recv().ok();
                }
            }
            self.commit(group);
        }
    }

    /// Commits a group and tells everybody.
    fn commit(&mut self, mut group: Vec<Batch>) {
        if group.is_empty() {
            return;
        }
        let started = Instant::now();
        let now = self.parts.clock.now();
        let mut days = self.judge(&mut group, now);
        let written = self.write(&group, &mut days, now);
        self.parts.counts.commit.note(started.elapsed());
        match written {
            Ok(()) => {
                self.advance(&group, &days, now);
                for batch in group {
                    // Whoever sent it may have gone away; what is stored stands.
                    let _ = batch.done.send(Ok(()));
                }
            }
            Err(fault) => {
                tracing::error!(%fault, "telemetry was not stored");
                for batch in group {
                    let _ = batch.done.send(Err(fault.clone()));
                }
            }
        }
    }

    /// Judges the samples in order of device time, and sorts them by day. What is too old or too far ahead to be
    /// kept is left out: it counts as stored, so that it does not come again for ever.
    fn judge(&mut self, group: &mut [Batch], now: Timestamp) -> BTreeMap<Day, Vec<Judged>> {
        let today = day_of(now);
        let kept = today - self.parts.keep_days..=today + AHEAD_DAYS_MAX;
        self.seen.prune(*kept.start());
        let mut days: BTreeMap<Day, Vec<Judged>> = BTreeMap::new();
        if self.filters.len() > FILTERS_MAX {
            self.filters.clear();
        }
        for (place, batch) in group.iter_mut().enumerate() {
            let mut points = std::mem::take(&mut batch.points);
            points.sort_by_key(|point| (point.at, point.boot, point.seq));
            let filter = self.filters.entry(batch.device).or_default();
            for point in points {
                if !kept.contains(&day_of(point.at)) {
                    self.parts.counts.doubted.add(1);
                    continue;
                }
                let verdict = point.ping.map(|ping| judge(filter, ping.fix(point.at), now));
                if verdict.is_some_and(|verdict| !verdict.is_kept()) {
                    self.parts.counts.doubted.add(1);
                }
                days.entry(day_of(point.at)).or_default().push(Judged { batch: place, verdict, point });
            }
        }
        days
    }

    /// Writes the days one after the other. What another day has already is left out.
    fn write(
        &mut self,
        group: &[Batch],
        days: &mut BTreeMap<Day, Vec<Judged>>,
        now: Timestamp,
    ) -> Result<(), Fault> {
        for (day, points) in days {
            let came = points.len();
            let mut elsewhere = BTreeSet::new();
            for (place, judged) in points.iter().enumerate() {
                if self.seen.is_elsewhere(&self.parts.partitions, judged.name(group), *day, now)? {
                    elsewhere.insert(place);
                }
            }
            if !elsewhere.is_empty() {
                let mut place = 0..;
                points.retain(|_| !place.next().is_some_and(|place| elsewhere.contains(&place)));
            }
            let partition = self.parts.partitions.day(*day, now)?;
            let partition: &dyn Database = &*partition;
            let new = partition.write(Durability::Full, |sql| write_day(sql, group, points, now))?;
            for judged in points.iter() {
                self.seen.note(judged.name(group), *day);
            }
            self.parts.counts.stored.add(new);
            self.parts.counts.again.add(came - new);
        }
        Ok(())
    }

    /// Moves the dots of drivers, notices which doors they come near, and tells who watches them.
    fn advance(&mut self, group: &[Batch], days: &BTreeMap<Day, Vec<Judged>>, now: Timestamp) {
        let (mut moved, mut news) = (BTreeSet::new(), Vec::new());
        for judged in days.values().flatten() {
            let (Some(ping), Some(verdict)) = (judged.point.ping, judged.verdict) else { continue };
            let Some(batch) = group.get(judged.batch).filter(|batch| !batch.topics.is_empty()) else {
                continue;
            };
            if self.parts.latest.advance(batch.user, (ping, judged.point.at), verdict, &batch.topics) {
                moved.insert(batch.user);
            }
            let fix = ping.fix(judged.point.at);
            news.extend(self.near.step(batch.user, &batch.doors, (fix, verdict), now));
        }
        news.extend(moved.into_iter().flat_map(|user| self.parts.latest.news(user, now)));
        news.retain(|news| self.parts.live.is_watched(&news.event.topic));
        self.parts.live.publish(news);
    }

    /// Reads where drivers were when the server stopped.
    fn recall(&self) -> Result<(), Fault> {
        let now = self.parts.clock.now();
        let days = self.parts.partitions.days()?;
        let text = "SELECT user_id, at, lat_e6, lon_e6, accuracy_m, speed_cm_s, heading_deg FROM latest";
        for day in days.into_iter().filter(|day| (day_of(now) - 1..=day_of(now)).contains(day)) {
            let partition = self.parts.partitions.day(day, now)?;
            let found = read_blocking(&partition, |sql| {
                sql.all(text, &[], |row| {
                    let user: Id = row.text(0)?.parse().map_err(|_| Fault::Shape("user".to_owned()))?;
                    let ping = Ping {
                        lat_e6: row.int(2)?,
                        lon_e6: row.int(3)?,
                        accuracy_m: unsigned(row.opt_int(4)?),
                        speed_cm_s: unsigned(row.opt_int(5)?),
                        heading_deg: unsigned(row.opt_int(6)?),
                        battery_pct: None,
                    };
                    Ok((user, ping, Timestamp(row.int(1)?)))
                })
            })?;
            for (user, ping, at) in found {
                let topics =
                    read_blocking(&self.parts.database, |sql| self.parts.engine.whereabouts(sql, user))?;
                let topics: Arc<[Topic]> = topics.into();
                self.parts.latest.advance(user, (ping, at), Verdict::Coarse, &topics);
            }
        }
        Ok(())
    }

    fn erase(&mut self, user: Id) -> Result<(), Fault> {
        let now = self.parts.clock.now();
        let mut devices = HashSet::new();
        for day in self.parts.partitions.days()? {
            let partition = self.parts.partitions.day(day, now)?;
            let database: &dyn Database = &*partition;
            let own = read_blocking(&partition, |sql| {
                let text = "SELECT device_id FROM source WHERE user_id = ?";
                sql.all(text, &[user.into()], |row| Ok(row.text(0)?.parse::<Id>().ok()))
            })?;
            devices.extend(own.into_iter().flatten());
            database.write(Durability::Full, |sql| {
                let of = "DELETE FROM point WHERE source IN (SELECT num FROM source WHERE user_id = ?)";
                sql.execute(of, &[user.into()])?;
                sql.execute("DELETE FROM latest WHERE user_id = ?", &[user.into()])?;
                sql.execute("DELETE FROM source WHERE user_id = ?", &[user.into()])
            })?;
            partition.compact()?;
        }
        self.seen.forget(&devices);
        self.near.forget(user);
        self.parts.latest.forget(user);
        Ok(())
    }
}

/// Judges a fix; one that is older than the latest that was judged changes nothing for the next.
fn judge((filter, latest): &mut (Filter, Option<Timestamp>), fix: Fix, now: Timestamp) -> Verdict {
    if latest.is_some_and(|latest| fix.at < latest) {
        return filter.clone().judge(fix, now);
    }
    let verdict = filter.judge(fix, now);
    if verdict.is_kept() {
        *latest = Some(fix.at);
    }
    verdict
}

/// Writes a day's points; how many were new.
fn write_day(sql: &mut dyn Sql, group: &[Batch], points: &[Judged], now: Timestamp) -> Result<usize, Fault> {
    let mut sources: BTreeMap<usize, Value> = BTreeMap::new();
    let mut latest: BTreeMap<Id, &Judged> = BTreeMap::new();
    let mut new = 0;
    for judged in points {
        let Some(batch) = group.get(judged.batch) else { continue };
        let source = match sources.get(&judged.batch) {
            Some(source) => source.clone(),
            None => sources.entry(judged.batch).or_insert(source(sql, batch)?).clone(),
        };
        new += sql.execute(INSERT, &row(source, judged, now))?;
        if judged.verdict.is_some_and(Verdict::is_kept) {
            let shown = latest.entry(batch.user).or_insert(judged);
            if shown.point.at < judged.point.at {
                *shown = judged;
            }
        }
    }
    for (user, judged) in latest {
        let Some(ping) = judged.point.ping else { continue };
        sql.execute(
            "INSERT INTO latest (user_id, at, lat_e6, lon_e6, accuracy_m, speed_cm_s, heading_deg)
             VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (user_id) DO UPDATE SET at = excluded.at,
             lat_e6 = excluded.lat_e6, lon_e6 = excluded.lon_e6, accuracy_m = excluded.accuracy_m,
             speed_cm_s = excluded.speed_cm_s, heading_deg = excluded.heading_deg WHERE excluded.at > latest.at",
            &[
                user.into(),
                judged.point.at.into(),
                Value::Int(ping.lat_e6),
                Value::Int(ping.lon_e6),
                number(ping.accuracy_m),
                number(ping.speed_cm_s),
                number(ping.heading_deg),
            ],
        )?;
    }
    Ok(new)
}

fn row(source: Value, judged: &Judged, now: Timestamp) -> [Value; 13] {
    let Judged { point, verdict, .. } = judged;
    let of = |pick: fn(&Ping) -> Value| point.ping.as_ref().map_or(Value::Null, pick);
    let verdict = match verdict {
        Some(Verdict::Good) => 0,
        Some(Verdict::Coarse) => 1,
        Some(Verdict::Future) => 2,
        Some(Verdict::Teleport) => 3,
        None => 4,
    };
    [
        source,
        signed(point.boot),
        signed(point.seq),
        point.at.into(),
        now.into(),
        of(|ping| Value::Int(ping.lat_e6)),
        of(|ping| Value::Int(ping.lon_e6)),
        of(|ping| number(ping.accuracy_m)),
        of(|ping| number(ping.speed_cm_s)),
        of(|ping| number(ping.heading_deg)),
        of(|ping| number(ping.battery_pct)),
        Value::Int(verdict),
        if point.ping.is_none() { Value::from(point.other.as_str()) } else { Value::Null },
    ]
}

/// The number under which a day knows a device.
fn source(sql: &mut dyn Sql, batch: &Batch) -> Result<Value, Fault> {
    let insert = "INSERT INTO source (device_id, user_id) VALUES (?, ?) ON CONFLICT (device_id) DO NOTHING";
    sql.execute(insert, &[batch.device.into(), batch.user.into()])?;
    let text = "SELECT num FROM source WHERE device_id = ?";
    let num = sql.first(text, &[batch.device.into()], |row| row.int(0))?;
    num.map(Value::Int).ok_or_else(|| Fault::Bug("a source is not there".to_owned()))
}

fn number(number: Option<u32>) -> Value {
    number.map_or(Value::Null, |number| Value::Int(number.into()))
}

fn unsigned(number: Option<i64>) -> Option<u32> {
    number.and_then(|number| u32::try_from(number).ok())
}

fn signed(number: u64) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

/// The least of a point's age at which its day is over for sure, in milliseconds.
pub(super) const SETTLED_MS: i64 = 2 * DAY_MS;
