//! What a load came to, as it is printed.

use std::collections::BTreeMap;

use hubbub_tests::machine::{self, quantile};
use serde::Serialize;

use super::args::{Mix, Plan};
use super::process::Server;
use super::raw::Closed;
use super::tally::{Sample, Tally};
use super::town::Person;
use super::user::Account;

/// How long requests took from when they were due.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Spread {
    /// Requests that were answered well, a second.
    pub(crate) rps: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p95_ms: f64,
    pub(crate) p99_ms: f64,
    pub(crate) max_ms: f64,
    /// The share that failed, 0 to 1.
    pub(crate) errors: f64,
    /// Requests that had an outcome.
    pub(crate) requests: usize,
    /// How long after the end the last answer came.
    pub(crate) answered_after_s: f64,
}

impl Spread {
    pub(crate) fn of(samples: &[Sample], seconds: f64, answered_after_s: f64) -> Self {
        let times: Vec<f64> = samples.iter().map(|sample| sample.took.as_secs_f64() * 1_000.0).collect();
        let good = samples.iter().filter(|sample| sample.is_good).count();
        let float = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
        let of = |permille| quantile(times.clone(), permille);
        Self {
            rps: float(good) / seconds,
            p50_ms: of(500),
            p95_ms: of(950),
            p99_ms: of(990),
            max_ms: of(1_000),
            errors: float(samples.len() - good) / float(samples.len().max(1)),
            requests: samples.len(),
            answered_after_s,
        }
    }
}

/// What the live lane did.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Live {
    /// Events that came at the sockets.
    pub(crate) deliveries: u64,
    /// From the commit's transaction until the event was read at the socket.
    pub(crate) delivery_p50_ms: usize,
    pub(crate) delivery_p99_ms: usize,
    /// Cuts of rows that came unasked.
    pub(crate) pushes: u64,
    /// What the server says it handed to sockets, left out for later ones, and dropped.
    pub(crate) server_deliveries: u64,
    pub(crate) server_coalesced: u64,
    pub(crate) server_dropped: u64,
    /// Of all pushes of rows, the share that left within 200 ms of the commit.
    pub(crate) pushed_within_200_ms: f64,
}

impl Live {
    pub(crate) fn of(tally: &Tally, metrics: String) -> Self {
        let number = |name: &str| {
            let line = metrics.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
            line.and_then(|value| value.parse::<f64>().ok()).unwrap_or_default()
        };
        let count = |name: &str| number(name).max(0.0).round() as u64;
        let all = number("hubbub_push_delay_seconds_count");
        let soon = number("hubbub_push_delay_seconds_bucket{le=\"0.200000\"}");
        Self {
            deliveries: tally.deliveries(),
            delivery_p50_ms: tally.age_ms(500),
            delivery_p99_ms: tally.age_ms(990),
            pushes: tally.pushes(),
            server_deliveries: count("hubbub_live_deliveries_total"),
            server_coalesced: count("hubbub_live_coalesced_total"),
            server_dropped: count("hubbub_sockets_dropped_total"),
            pushed_within_200_ms: if all > 0.0 { soon / all } else { 1.0 },
        }
    }
}

/// The server's memory.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Memory {
    /// Before anybody came.
    pub(crate) idle_mb: f64,
    /// With all sockets open and nothing asked.
    pub(crate) sockets_mb: f64,
    /// Every 5 s under load.
    pub(crate) watch: Vec<f64>,
    /// Sockets that were open.
    pub(crate) sockets: usize,
}

/// CPU that was used.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Used {
    pub(crate) server_s: f64,
    pub(crate) generator_s: f64,
}

impl Used {
    pub(crate) fn now(server: &Server) -> Self {
        Self { server_s: server.cpu_s(), generator_s: machine::cpu_s(std::process::id()) }
    }

    pub(crate) fn since(self, before: Self) -> Self {
        Self { server_s: self.server_s - before.server_s, generator_s: self.generator_s - before.generator_s }
    }
}

/// Everything.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Report {
    scenario: &'static str,
    /// People who were asked for, and who came: fewer where too few files may be open.
    asked_users: usize,
    pub(crate) users: usize,
    aimed_rps: u32,
    seconds: u64,
    #[serde(flatten)]
    pub(crate) spread: Spread,
    by_code: BTreeMap<String, u64>,
    #[serde(flatten)]
    live: Live,
    sockets: usize,
    ramp_s: f64,
    /// The highest under load.
    server_rss_mb: f64,
    server_rss_idle_mb: f64,
    server_rss_sockets_mb: f64,
    kb_per_socket: f64,
    /// The first and the last that was seen under load, after a fifth of the time.
    server_rss_from_mb: f64,
    server_rss_to_mb: f64,
    server_cpu_s: f64,
    generator_cpu_s: f64,
    /// Writes that never got a verdict.
    undecided: usize,
    /// Seconds until the usual load went well again, after stress.
    recovered_s: Option<f64>,
    /// Acknowledged, and not in the database.
    pub(crate) lost: i64,
    /// Votes that the database has.
    pub(crate) ballots: i64,
    /// Sockets whose last count is not the database's.
    pub(crate) wrong_totals: usize,
    /// A closed loop of 32 reading one list, and the same against a server that only sends as many bytes.
    reads: Closed,
    raw: Closed,
    load_average: f64,
    machine: String,
    debug: bool,
    #[serde(skip)]
    pub(crate) accounts: Vec<(Person, Account)>,
    #[serde(skip)]
    pub(crate) is_one_vote_each: bool,
}

impl Report {
    #[expect(clippy::too_many_arguments, reason = "the parts of a report, each a value of its own")]
    pub(crate) fn new(
        plan: &Plan,
        (users, ramp_s, undecided, recovered_s): (usize, f64, usize, Option<f64>),
        spread: Spread,
        by_code: BTreeMap<String, u64>,
        live: Live,
        memory: Memory,
        used: Used,
        (raw, reads): (Closed, Closed),
        accounts: Vec<(Person, Account)>,
    ) -> Self {
        // What never got an answer failed too.
        let mut spread = spread;
        let float = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
        let failed = spread.errors * float(spread.requests) + float(undecided);
        spread.requests += undecided;
        spread.errors = failed / float(spread.requests.max(1));
        let settled = memory.watch.get(memory.watch.len() / 5..).unwrap_or_default();
        let sockets = f64::from(u32::try_from(memory.sockets.max(1)).unwrap_or(u32::MAX));
        Self {
            scenario: plan.scenario,
            asked_users: plan.asked_users,
            users,
            aimed_rps: plan.rps,
            seconds: plan.length.as_secs(),
            spread,
            by_code,
            live,
            sockets: memory.sockets,
            ramp_s,
            server_rss_mb: memory.watch.iter().copied().fold(memory.sockets_mb, f64::max),
            server_rss_idle_mb: memory.idle_mb,
            server_rss_sockets_mb: memory.sockets_mb,
            kb_per_socket: (memory.sockets_mb - memory.idle_mb) * 1_000.0 / sockets,
            server_rss_from_mb: settled.first().copied().unwrap_or_default(),
            server_rss_to_mb: settled.last().copied().unwrap_or_default(),
            server_cpu_s: used.server_s,
            generator_cpu_s: used.generator_s,
            undecided,
            recovered_s,
            lost: 0,
            ballots: 0,
            wrong_totals: 0,
            reads,
            raw,
            load_average: machine::load_average(),
            machine: machine::name(),
            debug: cfg!(debug_assertions),
            accounts,
            is_one_vote_each: plan.mix == Mix::OneVoteEach,
        }
    }
}
