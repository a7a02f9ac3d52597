//! Numbers about the running server, in the text format of Prometheus (0.0.4): counters, gauges and histograms.
//!
//! A number is a [`Family`], declared where it is counted, and one sample for each set of label values. Labels
//! are words of a short list (a route, a status, a code), never what people write: nothing personal can be in
//! here, and the number of samples stays bounded. What is only looked at, as the length of a queue, is set by
//! [`show`] when somebody asks.

mod lanes;
mod process;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::sync::rules::Figure;
use hubbub_core::time::Timestamp;

use crate::app::App;
use crate::errors::Failure;
use crate::live::Spread;

/// Samples kept at most, all families together. Beyond it new ones are dropped and counted.
const SAMPLES_MAX: usize = 5_000;
/// Upper bounds of durations, in microseconds: from a cached answer to a request that was given up.
pub(crate) const DURATIONS_US: &[u64] = &[
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 200_000, 300_000, 500_000, 1_000_000,
    2_500_000, 10_000_000, 60_000_000,
];

/// What a number does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Only grows.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Durations in microseconds, told in seconds; the upper bounds in rising order.
    Histogram(&'static [u64]),
}

/// A number with its labels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Family {
    /// Its name, as `hubbub_requests_total`.
    pub(crate) name: &'static str,
    /// What it says, for people.
    pub(crate) help: &'static str,
    /// What it does.
    pub(crate) kind: Kind,
    /// The names of its labels.
    pub(crate) labels: &'static [&'static str],
}

/// Requests that were answered.
pub(crate) const REQUESTS: Family = Family {
    name: "hubbub_requests_total",
    help: "Requests that were answered, by route and status.",
    kind: Kind::Counter,
    labels: &["method", "route", "status"],
};
/// How long they took.
pub(crate) const REQUEST_SECONDS: Family = Family {
    name: "hubbub_request_duration_seconds",
    help: "Time from a request's head to its answer, by route.",
    kind: Kind::Histogram(DURATIONS_US),
    labels: &["route"],
};
const DROPPED: Family = Family {
    name: "hubbub_metrics_dropped_total",
    help: "Samples that were not kept because there were too many.",
    kind: Kind::Counter,
    labels: &[],
};
const BUILD: Family = Family {
    name: "hubbub_build_info",
    help: "The version that runs.",
    kind: Kind::Gauge,
    labels: &["version"],
};

const fn gauge(name: &'static str, help: &'static str) -> Family {
    Family { name, help, kind: Kind::Gauge, labels: &[] }
}

/// A gauge, and how the server reads it.
type Own = (Family, fn(&App) -> u64);

/// What the server itself knows when it is asked.
const OWN: &[Own] = &[
    (gauge("hubbub_uptime_seconds", "Seconds since the start."), |app| app.started.elapsed().as_secs()),
    (gauge("hubbub_writer_queue_permille", "How full the writer's queue is."), |app| {
        app.writer.load_permille() as u64
    }),
    (gauge("hubbub_sockets", "Devices that are connected."), |app| app.live.count() as u64),
    (gauge("hubbub_bodies_room_bytes", "Room left for request bodies."), |app| {
        app.bodies.available_permits() as u64
    }),
    (gauge("hubbub_store_broken", "1 when the store takes nothing more."), |app| {
        u64::from(*app.broken.borrow())
    }),
];

/// What the database knows. `?` is the time now.
const STORED: &[(Family, &str)] = &[
    (gauge("hubbub_accounts", "Accounts."), "SELECT count(*) FROM account WHERE created_at <= ?"),
    (
        gauge("hubbub_sessions", "Sessions that stand."),
        "SELECT count(DISTINCT s.id) FROM session s JOIN refresh_token t ON t.session_id = s.id
         WHERE s.revoked_at IS NULL AND t.replaced_at IS NULL AND t.expires_at > ?",
    ),
    (
        gauge("hubbub_mail_waiting", "Mails that wait to be sent."),
        "SELECT count(*) FROM mail WHERE state IN ('waiting', 'sending') AND created_at <= ?",
    ),
    (
        gauge("hubbub_mail_dead", "Mails that could not be sent."),
        "SELECT count(*) FROM mail WHERE state = 'dead' AND created_at <= ?",
    ),
    (
        gauge("hubbub_jobs_failed", "Commands of the clock that did not go through."),
        "SELECT count(*) FROM job_failure WHERE failed_at <= ?",
    ),
    (gauge("hubbub_audit_lines", "Lines of the audit log."), "SELECT count(*) FROM audit WHERE at <= ?"),
];

/// The numbers so far.
#[derive(Default)]
pub(crate) struct Metrics(Mutex<BTreeMap<&'static str, Kept>>);

struct Kept {
    family: Family,
    samples: BTreeMap<Vec<String>, Sample>,
}

#[derive(Default)]
struct Sample {
    value: u64,
    /// Of a histogram: how many fell under each bound, and their sum in microseconds.
    under: Vec<u64>,
    sum_us: u64,
}

impl Metrics {
    /// Counts `by` more.
    pub(crate) fn add(&self, family: &Family, labels: &[&str], by: u64) {
        self.change(family, labels, |sample| sample.value = sample.value.saturating_add(by));
    }

    /// Sets a gauge.
    pub(crate) fn set(&self, family: &Family, labels: &[&str], to: u64) {
        self.change(family, labels, |sample| sample.value = to);
    }

    /// Adds a duration, in microseconds, to a histogram.
    pub(crate) fn observe(&self, family: &Family, labels: &[&str], us: u64) {
        let Kind::Histogram(bounds) = family.kind else { return };
        self.change(family, labels, |sample| {
            sample.under.resize(bounds.len(), 0);
            for (under, _) in sample.under.iter_mut().zip(bounds).filter(|(_, bound)| us <= **bound) {
                *under += 1;
            }
            sample.value += 1;
            sample.sum_us = sample.sum_us.saturating_add(us);
        });
    }

    /// Sets a histogram to what was counted elsewhere, by the same bounds.
    pub(crate) fn copy(&self, family: &Family, spread: Spread) {
        self.change(family, &[], |sample| {
            let Spread { under, all, sum_us } = spread;
            (sample.under, sample.value, sample.sum_us) = (under, all, sum_us);
        });
    }

    fn change(&self, family: &Family, labels: &[&str], change: impl FnOnce(&mut Sample)) {
        debug_assert_eq!(labels.len(), family.labels.len(), "{}", family.name);
        let mut families = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count: usize = families.values().map(|kept| kept.samples.len()).sum();
        let values: Vec<String> = labels.iter().map(|value| (*value).to_owned()).collect();
        let known = |kept: &Kept| kept.samples.contains_key(&values);
        let (family, values) = match families.get(family.name) {
            None if count >= SAMPLES_MAX => (&DROPPED, Vec::new()),
            Some(kept) if count >= SAMPLES_MAX && !known(kept) => (&DROPPED, Vec::new()),
            _ => (family, values),
        };
        let kept =
            families.entry(family.name).or_insert_with(|| Kept { family: *family, samples: BTreeMap::new() });
        let sample = kept.samples.entry(values).or_default();
        if family.name == DROPPED.name { sample.value += 1 } else { change(sample) }
    }

    /// Everything, as text.
    pub(crate) fn text(&self) -> String {
        let families = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        for kept in families.values() {
            let Family { name, help, kind, labels } = kept.family;
            let word = match kind {
                Kind::Counter => "counter",
                Kind::Gauge => "gauge",
                Kind::Histogram(_) => "histogram",
            };
            let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {word}");
            for (values, sample) in &kept.samples {
                match kind {
                    Kind::Histogram(bounds) => histogram(&mut text, name, bounds, labels, values, sample),
                    _ => line(&mut text, name, labels, values, None, &sample.value.to_string()),
                }
            }
        }
        text
    }
}

fn histogram(
    text: &mut String,
    name: &str,
    bounds: &[u64],
    labels: &[&str],
    values: &[String],
    sample: &Sample,
) {
    let bucket = format!("{name}_bucket");
    for (bound, under) in bounds.iter().zip(&sample.under) {
        line(text, &bucket, labels, values, Some(&seconds(*bound)), &under.to_string());
    }
    line(text, &bucket, labels, values, Some("+Inf"), &sample.value.to_string());
    line(text, &format!("{name}_sum"), labels, values, None, &seconds(sample.sum_us));
    line(text, &format!("{name}_count"), labels, values, None, &sample.value.to_string());
}

fn line(text: &mut String, name: &str, labels: &[&str], values: &[String], le: Option<&str>, value: &str) {
    let escaped = |value: &str| value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let mut pairs: Vec<String> =
        labels.iter().zip(values).map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
    pairs.extend(le.map(|le| format!("le=\"{le}\"")));
    let pairs = if pairs.is_empty() { String::new() } else { format!("{{{}}}", pairs.join(",")) };
    let _ = writeln!(text, "{name}{pairs} {value}");
}

/// Microseconds as seconds with all their digits.
fn seconds(us: u64) -> String {
    format!("{}.{:06}", us / 1_000_000, us % 1_000_000)
}

/// `GET /metrics`, at the operator's own address alone.
pub(crate) async fn show(State(app): State<Arc<App>>) -> Result<Response, Failure> {
    let now = app.clock().now();
    let figures = app.engine.figures();
    let (counts, figured) =
        app.readers.read(move |sql| Ok((stored(sql, now)?, figured(sql, figures, now)?))).await?;
    app.metrics.set(&BUILD, &[env!("CARGO_PKG_VERSION")], 1);
    for (family, of) in OWN {
        app.metrics.set(family, &[], of(&app));
    }
    lanes::show(&app);
    process::show(&app.metrics);
    for (figure, count) in figures.iter().zip(figured) {
        app.metrics.set(&gauge(figure.name, figure.help), &[], count);
    }
    for ((family, _), count) in STORED.iter().zip(counts) {
        app.metrics.set(family, &[], count);
    }
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    Ok((kind, app.metrics.text()).into_response())
}

fn stored(sql: &mut dyn Sql, now: Timestamp) -> Result<Vec<u64>, Fault> {
    STORED.iter().map(|(_, text)| count(sql, text, now)).collect()
}

fn figured(sql: &mut dyn Sql, figures: &[Figure], now: Timestamp) -> Result<Vec<u64>, Fault> {
    figures.iter().map(|figure| count(sql, figure.text, now)).collect()
}

/// What a text counts; each `?` is the time now.
fn count(sql: &mut dyn Sql, text: &str, now: Timestamp) -> Result<u64, Fault> {
    let params = vec![Value::from(now); text.matches('?').count()];
    let found = sql.first(text, &params, |row| row.int(0))?;
    Ok(found.and_then(|count| u64::try_from(count).ok()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRIES: Family =
        Family { name: "tries_total", help: "Tries.", kind: Kind::Counter, labels: &["how"] };
    const TOOK: Family = Family {
        name: "took_seconds",
        help: "Took.",
        kind: Kind::Histogram(&[1_000, 2_000_000]),
        labels: &[],
    };

    #[test]
    fn numbers_are_told_as_prometheus_reads_them() {
        let metrics = Metrics::default();
        metrics.add(&TRIES, &["well"], 2);
        metrics.add(&TRIES, &["say \"no\"\n"], 1);
        for us in [1, 1_000, 1_001, 3_000_000] {
            metrics.observe(&TOOK, &[], us);
        }
        let expected = "# HELP took_seconds Took.\n# TYPE took_seconds histogram\n\
            took_seconds_bucket{le=\"0.001000\"} 2\ntook_seconds_bucket{le=\"2.000000\"} 3\n\
            took_seconds_bucket{le=\"+Inf\"} 4\ntook_seconds_sum 3.002002\ntook_seconds_count 4\n\
            # HELP tries_total Tries.\n# TYPE tries_total counter\n\
            tries_total{how=\"say \\\"no\\\"\\n\"} 1\ntries_total{how=\"well\"} 2\n";
        assert_eq!(metrics.text(), expected);
    }

    #[test]
    fn too_many_samples_are_dropped_and_counted() {
        let metrics = Metrics::default();
        for number in 0..SAMPLES_MAX + 7 {
            metrics.add(&TRIES, &[&number.to_string()], 1);
        }
        metrics.add(&TRIES, &["0"], 1);
        let text = metrics.text();
        assert!(text.contains("hubbub_metrics_dropped_total 7\n"), "{}", &text[..200]);
        assert!(text.contains("tries_total{how=\"0\"} 2\n"));
    }
}
