//! Notices by the positions that the driver is at the door of a stop, also without network, and suggests to say so. The
//! server holds the same positions against the same doors, with the same code.

use hubbub_core::delivery::doors::Doors;
use hubbub_core::delivery::geo::Position;
use hubbub_core::delivery::geofence::Happening;
use hubbub_core::delivery::model::{RunState, StopPhase};
use hubbub_core::delivery::track::{self, Filter};
use hubbub_core::delivery::view::{RunPage, StopCard, current_run};
use hubbub_core::id::Id;
use hubbub_core::time::Timestamp;

use crate::device::{Feel, Fix};
use crate::ui::Ui;
use crate::words::t_with;

/// The doors of the run, and how far the phone is from them.
#[derive(Default)]
pub(crate) struct Near {
    filter: Filter,
    approach: Doors,
}

impl Near {
    /// Takes what was measured in; the stops at whose doors the driver has come.
    fn take(&mut self, stops: &[StopCard], fixes: &[Fix], now: Timestamp) -> Vec<Id> {
        let door = |stop: &StopCard| {
            let (lat_e6, lon_e6) = stop.lat_e6.zip(stop.lon_e6)?;
            Some((stop.id, Position::new(lat_e6, lon_e6)?))
        };
        self.approach.set(stops.iter().filter(|stop| !stop.phase.is_over()).filter_map(door));
        let mut there = Vec::new();
        for fix in fixes {
            let Some(position) = Position::new(fix.lat_e6, fix.lon_e6) else { continue };
            let accuracy_m = u32::try_from(fix.accuracy_cm / 100).ok();
            let fix = track::Fix { at: Timestamp(fix.at_ms), position, accuracy_m };
            let verdict = self.filter.judge(fix, now);
            let arrived = self.approach.step(fix, verdict).into_iter();
            there.extend(
                arrived.filter(|(_, what)| matches!(what, Happening::Arrived { .. })).map(|(stop, _)| stop),
            );
        }
        there
    }
}

/// Suggests "I'm here" where the driver has come to a door that they were on the way to.
pub(crate) fn look(ui: Ui, near: &mut Near, fixes: &[Fix], now: Timestamp) {
    if fixes.is_empty() {
        return;
    }
    let run = ui.view(current_run).flatten().filter(|run: &RunPage| run.state == RunState::Out);
    let Some(run) = run else { return };
    for stop in near.take(&run.stops, fixes, now) {
        let Some(card) = run.stops.iter().find(|card| card.id == stop) else { continue };
        if matches!(card.phase, StopPhase::Planned | StopPhase::Loaded | StopPhase::EnRoute) {
            ui.phone().device.haptics.feel(Feel::Tick);
            ui.say(t_with(
                "drive-at-door",
                &[("number", card.number.into()), ("name", card.recipient.clone().into())],
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use hubbub_core::delivery::model::StopPhase;
    use hubbub_core::delivery::view::StopCard;
    use hubbub_core::id::Id;
    use hubbub_core::time::Timestamp;

    use super::{Fix, Near};

    fn card(name: &str, phase: StopPhase) -> StopCard {
        StopCard {
            id: Id::named("near", name),
            order: Id::named("near order", name),
            number: 1,
            phase,
            fail_reason: None,
            tracking: String::new(),
            recipient: "Ada".to_owned(),
            address: None,
            lat_e6: Some(48_575_000),
            lon_e6: Some(7_814_000),
            window_from: None,
            window_until: None,
            planned_at: None,
            done_at: None,
            load: 1,
            due_minor: 0,
            due: String::new(),
        }
    }

    #[test]
    fn an_arrival_is_noticed_once_and_at_open_stops_alone() {
        // Nine micro-degrees of latitude are a metre.
        let fix = |at_s: i64, metres: i64| Fix {
            at_ms: at_s * 1_000,
            lat_e6: 48_575_000 + metres * 9,
            lon_e6: 7_814_000,
            accuracy_cm: 800,
            speed_cms: None,
            heading_cdeg: None,
            battery_pct: None,
        };
        let (open, done) = (card("open", StopPhase::EnRoute), card("done", StopPhase::Delivered));
        let stops = [open.clone(), done];
        let mut near = Near::default();
        let now = Timestamp(100_000);
        assert!(near.take(&stops, &[fix(0, 400), fix(10, 250), fix(20, 90)], now).is_empty());
        assert_eq!(near.take(&stops, &[fix(30, 60), fix(40, 20)], now), [open.id]);
        assert!(near.take(&stops, &[fix(50, 10)], now).is_empty(), "it was said");
    }
}
