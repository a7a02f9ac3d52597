//! What a driver's phone measures: the text of a sample on the telemetry lane.

use serde::{Deserialize, Serialize};

use super::geo::Position;
use super::track::Fix;
use crate::time::Timestamp;

/// A measured position and what goes with it. Fields that a newer version adds are passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ping {
    /// Latitude in micro-degrees, north positive.
    pub lat_e6: i64,
    /// Longitude in micro-degrees, east positive.
    pub lon_e6: i64,
    /// Radius in m within which the phone believes it is; absent where it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy_m: Option<u32>,
    /// Speed in cm/s.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speed_cm_s: Option<u32>,
    /// Direction in degrees from north, clockwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading_deg: Option<u32>,
    /// What is left in the phone's battery, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub battery_pct: Option<u32>,
}

impl Ping {
    /// The text of a sample, as [`crate::client::Client::record_sample`] takes it.
    #[must_use]
    pub fn text(&self) -> String {
        // A struct of numbers always serialises.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The ping that a sample's text is; nothing when it is none or lies outside the globe.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let ping: Self = serde_json::from_str(text).ok()?;
        Position::new(ping.lat_e6, ping.lon_e6).map(|_| ping)
    }

    /// Where and when it was measured.
    #[must_use]
    pub const fn fix(&self, at: Timestamp) -> Fix {
        let position = Position { lat_e6: self.lat_e6, lon_e6: self.lon_e6 };
        Fix { at, position, accuracy_m: self.accuracy_m }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pings_are_read_as_they_were_written_and_nonsense_is_not() {
        let ping = Ping {
            lat_e6: 52_520_000,
            lon_e6: 13_405_000,
            accuracy_m: Some(8),
            speed_cm_s: None,
            heading_deg: Some(270),
            battery_pct: Some(80),
        };
        assert_eq!(Ping::read(&ping.text()), Some(ping));
        let newer = r#"{"lat_e6":1,"lon_e6":2,"altitude_cm":300}"#;
        assert_eq!(Ping::read(newer).map(|ping| (ping.lat_e6, ping.accuracy_m)), Some((1, None)));
        for odd in
            ["", "7", r#"{"lat_e6":1}"#, r#"{"lat_e6":90000001,"lon_e6":0}"#, r#"{"lat_e6":1.5,"lon_e6":0}"#]
        {
            assert_eq!(Ping::read(odd), None, "{odd}");
        }
    }
}
