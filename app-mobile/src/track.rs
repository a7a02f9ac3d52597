//! A driver's track: while a run is out and the driver has agreed, what the device measures is recorded for the hub.
//! It is thinned with the battery in mind, and nothing of it is recorded at any other time.

use hubbub_core::delivery::geo::{Position, distance_cm};
use hubbub_core::delivery::model::RunState;
use hubbub_core::delivery::ping::Ping;
use hubbub_core::delivery::thinning::PAUSE_MS_MAX;
use hubbub_core::delivery::view::current_run;
use hubbub_core::sync::telemetry::Sample;
use hubbub_core::time::Timestamp;

use crate::device::Fix;
use crate::ui::Ui;

/// The name under which the person's answer about positions is kept. It is theirs: it goes with the sign-out.
pub(crate) const CONSENT: &str = "position-consent";
/// The least way between two samples, in m.
const SPACING_M: i64 = 10;
/// The same when the battery is low, in m: each sample is written and sent.
const SPACING_LOW_M: i64 = 50;
/// Below this the battery is low, in percent.
const LOW_PCT: i64 = 25;

/// What was recorded so far, so that the next fix can be judged.
pub(crate) struct Track {
    boot: u64,
    seq: u64,
    last: Option<(Timestamp, Position)>,
}

impl Track {
    /// A track that begins at `now` by the device's clock. Its samples are named by that moment, so that a phone that
    /// starts again never names one twice.
    pub(crate) fn begin(now: Timestamp) -> Self {
        Self { boot: u64::try_from(now.0).unwrap_or_default(), seq: 0, last: None }
    }

    /// The samples among what was measured: the first, one after each stretch of way, and one each minute.
    pub(crate) fn take(&mut self, fixes: &[Fix]) -> Vec<Sample> {
        fixes.iter().filter_map(|fix| self.sample(fix)).collect()
    }

    fn sample(&mut self, fix: &Fix) -> Option<Sample> {
        let here = Position::new(fix.lat_e6, fix.lon_e6)?;
        let at = Timestamp(fix.at_ms);
        let spacing_m =
            if fix.battery_pct.is_some_and(|left| left < LOW_PCT) { SPACING_LOW_M } else { SPACING_M };
        let worth = self.last.is_none_or(|(then, there)| {
            at.since(then) >= PAUSE_MS_MAX || distance_cm(there, here) >= spacing_m * 100
        });
        if !worth {
            return None;
        }
        self.last = Some((at, here));
        self.seq += 1;
        let small = |value: i64| u32::try_from(value).ok();
        let ping = Ping {
            lat_e6: fix.lat_e6,
            lon_e6: fix.lon_e6,
            accuracy_m: small(fix.accuracy_cm / 100),
            speed_cm_s: fix.speed_cms.and_then(small),
            heading_deg: fix.heading_cdeg.and_then(|heading| small(heading / 100)),
            battery_pct: fix.battery_pct.and_then(small),
        };
        Some(Sample { boot: self.boot, seq: self.seq, at, sample: ping.text() })
    }
}

/// Whether positions are recorded now: a run is out, and its driver has agreed.
pub(crate) fn is_wanted(ui: Ui) -> bool {
    let agreed = ui.phone().kept.get::<bool>(CONSENT) == Some(true);
    let out = || ui.view(current_run).flatten().is_some_and(|run| run.state == RunState::Out);
    agreed && out()
}

/// Records what was measured.
pub(crate) fn record(ui: Ui, track: &mut Track, fixes: &[Fix]) {
    for sample in track.take(fixes) {
        if let Err(failed) = ui.client(|client| client.record_sample(&sample)) {
            tracing::error!(%failed, "a position could not be kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use hubbub_core::delivery::ping::Ping;
    use hubbub_core::time::Timestamp;

    use super::{Fix, Track};

    fn fix(at_s: i64, lat_e6: i64, battery_pct: Option<i64>) -> Fix {
        Fix {
            at_ms: at_s * 1_000,
            lat_e6,
            lon_e6: 7_814_000,
            accuracy_cm: 850,
            speed_cms: Some(420),
            heading_cdeg: Some(9_050),
            battery_pct,
        }
    }

    #[test]
    fn a_way_is_thinned_and_a_pause_is_told_once_a_minute() {
        // Ten micro-degrees of latitude are 1.1 m: a fix each second at walking pace, then a minute and a half at a door.
        let way = (0..60).map(|at| fix(at, 48_575_000 + at * 10, Some(80)));
        let pause = (60..150).map(|at| fix(at, 48_575_600, Some(80)));
        let fixes: Vec<Fix> = way.chain(pause).collect();
        let samples = Track::begin(Timestamp(7)).take(&fixes);
        assert_eq!(samples.len(), 8, "66 m in pieces of ten, and one more while waiting");
        assert!(samples.iter().all(|it| it.boot == 7));
        assert_eq!(samples.iter().map(|it| it.seq).collect::<Vec<_>>(), (1..=8).collect::<Vec<_>>());
        let first = Ping::read(&samples[0].sample).unwrap();
        assert_eq!((first.accuracy_m, first.speed_cm_s, first.heading_deg), (Some(8), Some(420), Some(90)));
        let low: Vec<Fix> = fixes.iter().map(|it| Fix { battery_pct: Some(10), ..*it }).collect();
        assert_eq!(
            Track::begin(Timestamp(8)).take(&low).len(),
            3,
            "with a low battery it is told less often"
        );
    }

    #[test]
    fn what_is_on_no_map_is_not_recorded() {
        assert!(Track::begin(Timestamp(1)).take(&[fix(0, 95_000_000, None)]).is_empty());
    }
}
