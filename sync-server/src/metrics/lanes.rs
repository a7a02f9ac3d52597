//! What the live lane and telemetry count themselves, without a lock, copied when somebody asks.

use super::{Family, Kind, gauge};
use crate::app::App;
use crate::live::{DELAYS_US, Spread};

const fn counter(name: &'static str, help: &'static str) -> Family {
    Family { name, help, kind: Kind::Counter, labels: &[] }
}

const fn delays(name: &'static str, help: &'static str) -> Family {
    Family { name, help, kind: Kind::Histogram(DELAYS_US), labels: &[] }
}

/// A number, and where it is counted.
type Number = (Family, fn(&App) -> u64);

const NUMBERS: &[Number] = &[
    (gauge("hubbub_readings_permille", "How full the queue for reading connections is."), |app| {
        app.readers.load_permille() as u64
    }),
    (gauge("hubbub_live_topics", "Topics that somebody watches."), |app| app.live.topics() as u64),
    (counter("hubbub_sockets_opened_total", "Sockets that were opened."), |app| {
        app.live.counts().opened.get()
    }),
    (
        counter("hubbub_sockets_dropped_total", "Sockets that the server dropped: too slow, or silent."),
        |app| app.live.counts().slow.get() + app.live.counts().silent.get(),
    ),
    (counter("hubbub_sockets_slow_total", "Sockets dropped because they were too slow to read."), |app| {
        app.live.counts().slow.get()
    }),
    (counter("hubbub_sockets_silent_total", "Sockets dropped because nothing came from them."), |app| {
        app.live.counts().silent.get()
    }),
    (counter("hubbub_socket_offences_total", "Messages on sockets that could not be taken."), |app| {
        app.live.counts().offences.get()
    }),
    (counter("hubbub_live_deliveries_total", "Events that went out to sockets."), |app| {
        app.live.counts().delivered.get()
    }),
    (
        counter(
            "hubbub_live_coalesced_total",
            "Events left out for a later one before their topic was told again.",
        ),
        |app| app.live.counts().coalesced.get(),
    ),
    (counter("hubbub_live_conflated_total", "Events left out because their reader fell behind."), |app| {
        app.live.counts().conflated.get()
    }),
    (counter("hubbub_pushes_total", "Cuts of rows that were pushed."), |app| app.live.counts().pushed.get()),
    (gauge("hubbub_telemetry_waiting", "Samples that wait for the disk."), |app| {
        app.telemetry.waiting() as u64
    }),
    (counter("hubbub_telemetry_stored_total", "Samples stored, each for the first time."), |app| {
        app.telemetry.counts().stored.get()
    }),
    (counter("hubbub_telemetry_again_total", "Samples that came again."), |app| {
        app.telemetry.counts().again.get()
    }),
    (
        counter("hubbub_telemetry_doubted_total", "Samples that were not believed, or too old to be kept."),
        |app| app.telemetry.counts().doubted.get(),
    ),
    (
        counter("hubbub_telemetry_busy_total", "Batches of samples turned away because too much waited."),
        |app| app.telemetry.counts().busy.get(),
    ),
];

/// A histogram, and where it is counted.
type Histogram = (Family, fn(&App) -> Spread);

const HISTOGRAMS: &[Histogram] = &[
    (delays("hubbub_live_delay_seconds", "From an event's publication until it left for a socket."), |app| {
        app.live.counts().event_delay.spread()
    }),
    (delays("hubbub_push_delay_seconds", "From a commit until the push of it left for a socket."), |app| {
        app.live.counts().push_delay.spread()
    }),
    (delays("hubbub_telemetry_commit_seconds", "Group commits of samples."), |app| {
        app.telemetry.counts().commit.spread()
    }),
];

pub(super) fn show(app: &App) {
    for (family, of) in NUMBERS {
        app.metrics.set(family, &[], of(app));
    }
    for (family, of) in HISTOGRAMS {
        app.metrics.copy(family, of(app));
    }
}
