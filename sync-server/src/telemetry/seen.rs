//! Which samples lie in which day, so that one that comes again under another time is not stored a second time.
//!
//! Within a day the file's own key sees to it. Between days: of each start of a device it is known from which number to
//! which each day has some. The numbers of a start grow with time, so days do not overlap unless a clock jumps; where
//! they do, the other day's file is asked. What is known is read from the files at the start of the server.

use std::collections::{BTreeMap, HashMap, HashSet};

use hubbub_core::id::Id;
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::time::Timestamp;

use super::partitions::{Day, Partitions};
use crate::readers::read_blocking;

/// The lowest and the highest number of a start that a day has.
type Span = (i64, i64);

/// The spans of numbers by device and start, and day.
#[derive(Default)]
pub(super) struct Seen {
    starts: HashMap<(Id, i64), BTreeMap<Day, Span>>,
    oldest: Day,
}

impl Seen {
    /// Reads what the days have.
    pub(super) fn read(&mut self, partitions: &Partitions, now: Timestamp) -> Result<(), Fault> {
        for day in partitions.days()? {
            let partition = partitions.day(day, now)?;
            let spans = read_blocking(&partition, spans)?;
            for (device, boot, span) in spans {
                self.starts.entry((device, boot)).or_default().insert(day, span);
            }
        }
        Ok(())
    }

    /// Whether another day than `day` has a sample already.
    pub(super) fn is_elsewhere(
        &self,
        partitions: &Partitions,
        (device, boot, seq): (Id, i64, i64),
        day: Day,
        now: Timestamp,
    ) -> Result<bool, Fault> {
        let Some(days) = self.starts.get(&(device, boot)) else { return Ok(false) };
        for (other, (low, high)) in days {
            if *other == day || seq < *low || seq > *high {
                continue;
            }
            let partition = partitions.day(*other, now)?;
            let text = "SELECT 1 FROM point p JOIN source s ON s.num = p.source
                WHERE s.device_id = ? AND p.boot = ? AND p.seq = ?";
            let wanted = [device.into(), Value::Int(boot), Value::Int(seq)];
            if read_blocking(&partition, |sql| sql.first(text, &wanted, |_| Ok(())))?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Notes that a day has a sample now.
    pub(super) fn note(&mut self, (device, boot, seq): (Id, i64, i64), day: Day) {
        let span = self.starts.entry((device, boot)).or_default().entry(day).or_insert((seq, seq));
        *span = (span.0.min(seq), span.1.max(seq));
    }

    /// Forgets days before `oldest`: their files go.
    pub(super) fn prune(&mut self, oldest: Day) {
        if oldest == self.oldest {
            return;
        }
        self.oldest = oldest;
        self.starts.retain(|_, days| {
            days.retain(|day, _| *day >= oldest);
            !days.is_empty()
        });
    }

    /// Forgets devices.
    pub(super) fn forget(&mut self, devices: &HashSet<Id>) {
        self.starts.retain(|(device, _), _| !devices.contains(device));
    }
}

/// The spans of a day. The file's key is walked in steps, not read: a day may have millions of points.
fn spans(sql: &mut dyn Sql) -> Result<Vec<(Id, i64, Span)>, Fault> {
    let sources = sql.all("SELECT num, device_id FROM source", &[], |row| {
        let device: Id = row.text(1)?.parse().map_err(|_| Fault::Shape("device".to_owned()))?;
        Ok((row.int(0)?, device))
    })?;
    let mut spans = Vec::new();
    for (source, device) in sources {
        let mut after = i64::MIN;
        loop {
            let next = "SELECT min(boot) FROM point WHERE source = ? AND boot > ?";
            let boot = sql.first(next, &[Value::Int(source), Value::Int(after)], |row| row.opt_int(0))?;
            let Some(boot) = boot.flatten() else { break };
            let mut end = |which: &str| {
                let text = format!("SELECT {which}(seq) FROM point WHERE source = ? AND boot = ?");
                sql.first(&text, &[Value::Int(source), Value::Int(boot)], |row| row.opt_int(0))
            };
            if let (Some(low), Some(high)) = (end("min")?.flatten(), end("max")?.flatten()) {
                spans.push((device, boot, (low, high)));
            }
            after = boot;
        }
    }
    Ok(spans)
}
