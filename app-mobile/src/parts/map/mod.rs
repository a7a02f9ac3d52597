//! A small map drawn from what is on the device: places, the way taken and the way to go, north up, with a scale.
//! It needs no network and no map data; whoever wants streets opens the phone's own map. Everything on it also
//! stands in words beside it.

use dioxus::prelude::*;

/// Where something is, in micro-degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// Latitude in micro-degrees.
    pub(crate) lat_e6: i64,
    /// Longitude in micro-degrees.
    pub(crate) lon_e6: i64,
}

/// A place on the map.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mark {
    /// Where.
    pub(crate) at: Spot,
    /// A short word on it, as a stop's number.
    pub(crate) word: String,
    /// `hub`, `stop`, `done` or `driver`.
    pub(crate) kind: &'static str,
}

const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 200.0;
const MARGIN: f64 = 28.0;
/// From so many marks on they are smaller.
const CROWD: usize = 9;
/// Metres of a degree of latitude (WGS 84, mean).
const METRES_PER_DEGREE: f64 = 111_195.0;
/// Widths that a scale may have, in metres.
const SCALES: [f64; 12] =
    [20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0, 20_000.0, 50_000.0, 100_000.0];

/// The map; `label` says in words what it shows.
#[component]
pub(crate) fn Map(label: String, marks: Vec<Mark>, #[props(default)] line: Vec<Spot>) -> Element {
    let all = marks.iter().map(|mark| mark.at).chain(line.iter().copied());
    let Some(frame) = Frame::around(all) else { return rsx! {} };
    let points: Vec<String> =
        line.iter().map(|spot| frame.place(*spot)).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let points = points.join(" ");
    // Many places stand close together: their marks are smaller, so that each can be told from the next.
    let crowded = marks.len() > CROWD;
    let (scale, metres) = frame.scale();
    let scale_end = 12.0 + scale;
    let words = if metres >= 1_000.0 { format!("{} km", metres / 1_000.0) } else { format!("{metres} m") };
    rsx! {
        div { class: "map",
            svg { view_box: "0 0 {WIDTH} {HEIGHT}", role: "img", "aria-label": label,
                if !points.is_empty() {
                    polyline { class: "map-line", points: "{points}" }
                }
                for (index , mark) in marks.into_iter().enumerate() {
                    MarkOn { key: "{index}", x: frame.place(mark.at).0, y: frame.place(mark.at).1, word: mark.word, kind: mark.kind, crowded }
                }
                path { class: "map-scale", d: "M12 184v6h{scale:.1}v-6" }
                text { class: "map-scale-words", x: "{scale_end + 6.0}", y: "191", "{words}" }
            }
        }
    }
}

#[component]
fn MarkOn(x: f64, y: f64, word: String, kind: &'static str, crowded: bool) -> Element {
    let (radius, class) = if crowded { (7, " map-small") } else { (12, "") };
    rsx! {
        g { class: "map-mark map-{kind}{class}", transform: "translate({x:.1} {y:.1})",
            circle { r: "{radius}" }
            text { text_anchor: "middle", y: if crowded { "3" } else { "5" }, "{word}" }
        }
    }
}

/// What part of the world is shown: an equirectangular view, true to scale around its middle.
#[derive(Clone, Copy, Debug)]
struct Frame {
    lat: f64,
    lon: f64,
    /// Pixels per degree of latitude.
    zoom: f64,
    /// How much shorter a degree of longitude is.
    shrink: f64,
}

impl Frame {
    fn around(spots: impl Iterator<Item = Spot>) -> Option<Self> {
        let mut bounds: Option<(i64, i64, i64, i64)> = None;
        for Spot { lat_e6, lon_e6 } in spots {
            bounds = Some(bounds.map_or((lat_e6, lat_e6, lon_e6, lon_e6), |(south, north, west, east)| {
                (south.min(lat_e6), north.max(lat_e6), west.min(lon_e6), east.max(lon_e6))
            }));
        }
        let (south, north, west, east) = bounds?;
        let (lat, lon) = (degrees(south + north) / 2.0, degrees(west + east) / 2.0);
        let shrink = lat.to_radians().cos().max(0.01);
        let high = degrees(north - south).max(0.001);
        let wide = (degrees(east - west) * shrink).max(0.001);
        let zoom = ((HEIGHT - 2.0 * MARGIN) / high).min((WIDTH - 2.0 * MARGIN) / wide);
        Some(Self { lat, lon, zoom, shrink })
    }

    fn place(&self, spot: Spot) -> (f64, f64) {
        let x = WIDTH / 2.0 + (degrees(spot.lon_e6) - self.lon) * self.shrink * self.zoom;
        let y = HEIGHT / 2.0 - (degrees(spot.lat_e6) - self.lat) * self.zoom;
        (x, y)
    }

    /// The scale's width in pixels and in metres.
    fn scale(&self) -> (f64, f64) {
        let pixels_per_metre = self.zoom / METRES_PER_DEGREE;
        let fits = |metres: &f64| metres * pixels_per_metre <= 110.0;
        let metres = SCALES.iter().copied().rfind(fits).unwrap_or(20.0);
        (metres * pixels_per_metre, metres)
    }
}

fn degrees(e6: i64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "positions are below 360 million, which a double holds exactly"
    )]
    let e6 = e6 as f64;
    e6 / 1e6
}

#[cfg(test)]
mod tests {
    use super::{Frame, HEIGHT, MARGIN, Spot, WIDTH};

    #[test]
    fn every_place_is_inside_and_north_is_up() {
        let spots = [
            Spot { lat_e6: 48_575_200, lon_e6: 7_813_900 },
            Spot { lat_e6: 48_519_800, lon_e6: 7_829_300 },
            Spot { lat_e6: 48_572_100, lon_e6: 7_795_600 },
        ];
        let frame = Frame::around(spots.into_iter()).unwrap();
        for spot in spots {
            let (x, y) = frame.place(spot);
            assert!((MARGIN - 1.0..=WIDTH - MARGIN + 1.0).contains(&x), "{x}");
            assert!((MARGIN - 1.0..=HEIGHT - MARGIN + 1.0).contains(&y), "{y}");
        }
        assert!(frame.place(spots[0]).1 < frame.place(spots[1]).1);
        assert!(frame.place(spots[2]).0 < frame.place(spots[0]).0);
        let (pixels, metres) = frame.scale();
        assert!(pixels <= 110.0 && metres >= 100.0, "{pixels} {metres}");
        assert!(Frame::around(std::iter::empty()).is_none());
    }
}
