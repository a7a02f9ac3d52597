//! Sums days up once they are over, and erases them when they have been kept for long enough (requirement L7).

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use hubbub_core::delivery::geo::{Position, distance_cm};
use hubbub_core::store::{SqliteDatabase, Value};

use super::partitions::{Day, Partitions, day_of};
use super::thread::SETTLED_MS;
use crate::clock::Clock;
use crate::readers::read_blocking;
use crate::writer::{Trouble, Writer};

/// The longest that samples may be kept, in days (requirement L7).
pub(crate) const KEEP_DAYS_MAX: i64 = 90;
/// How often it is looked whether a day is over.
const LOOK_EVERY: Duration = Duration::from_secs(600);

/// What the thread works with.
pub(crate) struct Keeper {
    pub(crate) partitions: Arc<Partitions>,
    pub(crate) writer: Writer,
    pub(crate) clock: Clock,
    /// Whole days that samples are kept, at most [`KEEP_DAYS_MAX`].
    pub(crate) keep_days: i64,
}

/// The running thread. Dropping it ends it.
pub(crate) struct Running {
    stop: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread that erases telemetry panicked");
        }
    }
}

/// What a day comes to for one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Sum {
    points: i64,
    kept: i64,
    length_cm: i64,
    first_at: i64,
    last_at: i64,
    last: Option<(i64, Position)>,
}

impl Keeper {
    /// Starts the thread, which looks at once and then now and then.
    pub(crate) fn start(self) -> std::io::Result<Running> {
        let (stop, stopped) = mpsc::channel();
        let run = move || {
            let mut looked = BTreeMap::new();
            loop {
                match self.look(&mut looked) {
                    Ok(()) | Err(Trouble::Busy) => {}
                    Err(Trouble::Fault(fault)) => {
                        tracing::error!(%fault, "old telemetry could not be erased")
                    }
                }
                if stopped.recv_timeout(LOOK_EVERY) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        };
        let thread = std::thread::Builder::new().name("telemetry keeper".to_owned()).spawn(run)?;
        Ok(Running { stop: Some(stop), thread: Some(thread) })
    }

    /// Sums up what is over and erases what is old. `looked` holds when the days that were found to be summed up had
    /// been written to: they are not opened again before late points have come.
    fn look(&self, looked: &mut BTreeMap<Day, SystemTime>) -> Result<(), Trouble> {
        let now = self.clock.now();
        let (settled, oldest) =
            (day_of(now.plus(-SETTLED_MS)), day_of(now) - self.keep_days.min(KEEP_DAYS_MAX));
        for day in self.partitions.days()? {
            if day > settled {
                continue;
            }
            let is_old = day < oldest;
            let written_at = self.partitions.written_at(day);
            if written_at.is_none_or(|at| looked.get(&day).is_none_or(|before| at > *before)) {
                // Opened first, which touches the files; what is written from then on is looked at the next time.
                let partition = self.partitions.day(day, now)?;
                let opened_at = self.partitions.written_at(day);
                if !self.is_summed(day, &partition)? {
                    self.sum_up(day, &partition)?;
                }
                looked.extend(opened_at.map(|at| (day, at)));
            }
            if is_old {
                self.partitions.remove(day)?;
                looked.remove(&day);
                tracing::info!(day, "a day of telemetry was erased");
            }
        }
        // What versions before kept in the main database.
        let before = now.plus(-self.keep_days * hubbub_core::time::DAY_MS);
        self.writer.write_blocking(move |writing| {
            writing.sql.execute("DELETE FROM telemetry WHERE at < ?", &[before.into()]).map(drop)
        })
    }

    /// Whether a day's sums have all its points: late ones may have come since.
    fn is_summed(&self, day: Day, partition: &SqliteDatabase) -> Result<bool, Trouble> {
        let mut points = 0;
        read_blocking(partition, |sql| {
            points = sql.first("SELECT count(*) FROM point", &[], |row| row.int(0))?.unwrap_or_default();
            Ok(())
        })?;
        self.writer.write_blocking(move |writing| {
            let text = "SELECT sum(points) FROM telemetry_day WHERE day = ?";
            let summed = writing.sql.first(text, &[Value::Int(day)], |row| row.opt_int(0))?.flatten();
            Ok(summed == Some(points))
        })
    }

    fn sum_up(&self, day: Day, partition: &SqliteDatabase) -> Result<(), Trouble> {
        let text = "SELECT s.user_id, p.source, p.at, p.lat_e6, p.lon_e6, p.verdict FROM point p
            JOIN source s ON s.num = p.source ORDER BY p.source, p.at, p.boot, p.seq";
        let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
        read_blocking(partition, |sql| {
            sums.clear();
            sql.query(text, &[], &mut |row| {
                let place = (row.opt_int(3)?, row.opt_int(4)?);
                let position = match place {
                    (Some(lat_e6), Some(lon_e6)) if row.int(5)? <= 1 => Position::new(lat_e6, lon_e6),
                    _ => None,
                };
                sums.entry(row.text(0)?.to_owned()).or_default().add(row.int(1)?, row.int(2)?, position);
                Ok(())
            })
        })?;
        self.writer.write_blocking(move |writing| {
            for (user, sum) in &sums {
                writing.sql.execute(
                    "INSERT INTO telemetry_day (day, user_id, points, kept, length_cm, first_at, last_at)
                     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (day, user_id) DO UPDATE SET
                     points = excluded.points, kept = excluded.kept, length_cm = excluded.length_cm,
                     first_at = excluded.first_at, last_at = excluded.last_at",
                    &[
                        Value::Int(day),
                        Value::from(user.as_str()),
                        Value::Int(sum.points),
                        Value::Int(sum.kept),
                        Value::Int(sum.length_cm),
                        Value::Int(sum.first_at),
                        Value::Int(sum.last_at),
                    ],
                )?;
            }
            Ok(())
        })
    }
}

impl Sum {
    /// Takes a point in, in order of device time for each device.
    fn add(&mut self, source: i64, at: i64, position: Option<Position>) {
        self.first_at = if self.points == 0 { at } else { self.first_at.min(at) };
        self.last_at = if self.points == 0 { at } else { self.last_at.max(at) };
        self.points += 1;
        let Some(position) = position else { return };
        self.kept += 1;
        if let Some((before, last)) = self.last
            && before == source
        {
            self.length_cm = self.length_cm.saturating_add(distance_cm(last, position));
        }
        self.last = Some((source, position));
    }
}
