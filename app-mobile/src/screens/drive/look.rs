//! Words and signs of stops, and where the phone is.

use dioxus::prelude::*;
use hubbub_core::delivery::geo::{Position, distance_m};
use hubbub_core::delivery::model::StopPhase;
use hubbub_core::delivery::proof::Place;
use hubbub_core::delivery::view::StopCard;

use crate::device::Lacking;
use crate::parts::Sign;
use crate::ui::Ui;
use crate::words::{t, t_with, time};

/// The words of a stop's phase.
pub(super) const fn phase_key(phase: StopPhase) -> &'static str {
    match phase {
        StopPhase::Planned => "stop-phase-planned",
        StopPhase::Loaded => "stop-phase-loaded",
        StopPhase::EnRoute => "stop-phase-en-route",
        StopPhase::Arrived => "stop-phase-arrived",
        StopPhase::Delivered => "stop-phase-delivered",
        StopPhase::PartDelivered => "stop-phase-part-delivered",
        StopPhase::Failed => "stop-phase-failed",
        StopPhase::Skipped => "stop-phase-skipped",
        StopPhase::Returned => "stop-phase-returned",
        StopPhase::Cancelled => "stop-phase-cancelled",
    }
}

/// The sign of a stop's phase.
pub(super) const fn phase_sign(phase: StopPhase) -> Sign {
    match phase {
        StopPhase::Planned => Sign::Clock,
        StopPhase::Loaded => Sign::Package,
        StopPhase::EnRoute => Sign::Navigation,
        StopPhase::Arrived => Sign::MapPin,
        StopPhase::Delivered => Sign::CircleCheck,
        StopPhase::PartDelivered => Sign::CircleDot,
        StopPhase::Failed => Sign::TriangleAlert,
        StopPhase::Skipped => Sign::ChevronRight,
        StopPhase::Returned => Sign::Undo2,
        StopPhase::Cancelled => Sign::CircleX,
    }
}

/// A stop's address in one line.
pub(super) fn address(stop: &StopCard) -> String {
    let line = |it: &hubbub_core::community::model::Address| {
        format!("{}, {} {}", it.street, it.postal_code, it.city)
    };
    stop.address.as_ref().map_or_else(|| t("drive-no-address"), line)
}

/// When the goods are wanted, if anybody said so.
pub(super) fn window(stop: &StopCard) -> Option<String> {
    match (stop.window_from, stop.window_until) {
        (Some(from), Some(until)) => {
            Some(t_with("drive-window", &[("from", time(from).into()), ("until", time(until).into())]))
        }
        (None, Some(until)) => Some(t_with("drive-until", &[("until", time(until).into())])),
        (Some(from), None) => Some(t_with("drive-from", &[("from", time(from).into())])),
        (None, None) => None,
    }
}

/// Begins to measure positions; says so where the device can't.
pub(crate) fn measure(ui: Ui) {
    match ui.phone().device.position.start() {
        Ok(()) => {}
        Err(Lacking::Unsupported) => ui.say(t("drive-no-position")),
        Err(lacking) => {
            tracing::warn!(%lacking, "positions are not measured");
            ui.say(t("drive-position-denied"));
        }
    }
}

/// Where the phone is now, if it knows, and how far from the door.
pub(super) fn place(ui: Ui, stop: &StopCard) -> Option<Place> {
    let fix = (*ui.here.peek())?;
    let door = stop.lat_e6.zip(stop.lon_e6).and_then(|(lat, lon)| Position::new(lat, lon));
    let here = Position::new(fix.lat_e6, fix.lon_e6)?;
    Some(Place {
        lat_e6: i32::try_from(fix.lat_e6).ok()?,
        lon_e6: i32::try_from(fix.lon_e6).ok()?,
        accuracy_m: fix.accuracy_cm / 100,
        to_address_m: door.map(|door| distance_m(here, door)),
    })
}

/// The address for the phone's own map.
pub(super) fn map_link(stop: &StopCard) -> Option<String> {
    let words = stop.address.as_ref().map(|it| format!("{}, {} {}", it.street, it.postal_code, it.city));
    let query = words.unwrap_or_default().replace(' ', "+");
    match stop.lat_e6.zip(stop.lon_e6) {
        Some((lat, lon)) => Some(geo_link(lat, lon, &query)),
        None if query.is_empty() => None,
        None => Some(format!("geo:0,0?q={query}")),
    }
}

/// A place for the phone's own map (RFC 5870), with words for its search.
pub(crate) fn geo_link(lat_e6: i64, lon_e6: i64, words: &str) -> String {
    format!("geo:{},{}?q={}", degrees(lat_e6), degrees(lon_e6), words.replace(' ', "+"))
}

/// Micro-degrees as degrees, exactly.
fn degrees(e6: i64) -> String {
    hubbub_core::money::decimal_text(i128::from(e6), 6)
}

#[cfg(test)]
mod tests {
    use super::degrees;

    #[test]
    fn degrees_are_exact() {
        for (e6, expected) in [(48_575_200, "48.575200"), (-7_813_900, "-7.813900"), (5, "0.000005")] {
            assert_eq!(degrees(e6), expected);
        }
    }
}
