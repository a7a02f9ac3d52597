//! Positions and distances on the globe, in whole numbers, equal on every machine.
//!
//! The Earth is a sphere of 6,371 km, as everywhere in mapping where metres do not decide over
//! centimetres; the true distance differs by up to 0.56 %. Sines and roots are fixed-point fractions of
//! 2^60, so no target's floating point plays a part.

use serde::{Deserialize, Serialize};

/// Mean radius of the Earth (IUGG), in cm.
pub const EARTH_RADIUS_CM: i64 = 637_100_000;
/// Poles, in micro-degrees.
pub const LAT_E6_MAX: i64 = 90_000_000;
/// The date line, in micro-degrees.
pub const LON_E6_MAX: i64 = 180_000_000;

/// Micro-degrees of a great circle in a km, rounded.
pub const MICRO_DEGREES_PER_KM: i64 = 8_993;

const TURN_E6: i64 = 360_000_000;
const BITS: u32 = 60;
const ONE: i128 = 1 << BITS;
/// Pi as a fraction of 2^60.
const PI: i128 = 3_622_009_729_038_561_421;
/// Above this sine, of 2^60, the series for the arc is used on the half angle.
const SINE_SMALL: i128 = ONE / 4;
/// Length of a micro-degree of a great circle, in 10^-7 cm.
const MICRO_DEGREE_E7_CM: i128 = 111_194_927;

/// A place on the globe (WGS 84 coordinates).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// Latitude in micro-degrees, north positive, up to ±[`LAT_E6_MAX`].
    pub lat_e6: i64,
    /// Longitude in micro-degrees, east positive, up to ±[`LON_E6_MAX`].
    pub lon_e6: i64,
}

impl Position {
    /// The position; `None` outside the globe.
    #[must_use]
    pub fn new(lat_e6: i64, lon_e6: i64) -> Option<Self> {
        let on_globe =
            (-LAT_E6_MAX..=LAT_E6_MAX).contains(&lat_e6) && (-LON_E6_MAX..=LON_E6_MAX).contains(&lon_e6);
        on_globe.then_some(Self { lat_e6, lon_e6 })
    }
}

/// The great-circle distance in cm, by the haversine formula; within 1 cm of the exact value on the sphere
/// up to half way around.
#[must_use]
pub fn distance_cm(a: Position, b: Position) -> i64 {
    let half_lat = sine(angle(b.lat_e6.saturating_sub(a.lat_e6)) / 2);
    let half_lon = sine(angle(east(a, b)) / 2);
    let narrowing = root(cosine_of_lat(a) * cosine_of_lat(b));
    let across = (half_lon * narrowing) >> BITS;
    let chord = root(half_lat * half_lat + across * across).min(ONE);
    let arc = 2 * arc_sine(chord);
    i64::try_from((arc * i128::from(EARTH_RADIUS_CM) + ONE / 2) >> BITS).unwrap_or(i64::MAX)
}

/// The same in metres, rounded to the nearest.
#[must_use]
pub fn distance_m(a: Position, b: Position) -> i64 {
    distance_cm(a, b).saturating_add(50) / 100
}

/// How near the straight way from `a` to `b` comes to `point`, in cm. Worked out on a plane that touches
/// the globe at `point`: for ways up to 5 km that pass within 1 km, up to 70 degrees of latitude, the
/// error is at most 0.5 % plus 20 cm. Farther ways only tell near from far.
#[must_use]
pub fn distance_to_way_cm(point: Position, a: Position, b: Position) -> i64 {
    let (from, to) = (flat(point, a), flat(point, b));
    let along = (to.0 - from.0, to.1 - from.1);
    let square = along.0 * along.0 + along.1 * along.1;
    // How far along the way the foot of the perpendicular lies, times `square`.
    let foot = -(from.0 * along.0 + from.1 * along.1);
    if foot <= 0 || square == 0 {
        return distance_cm(point, a);
    }
    if foot >= square {
        return distance_cm(point, b);
    }
    let cross = (from.0 * along.1 - from.1 * along.0).unsigned_abs();
    i64::try_from(cross / square.unsigned_abs().isqrt().max(1)).unwrap_or(i64::MAX)
}

/// Micro-degrees from `a` east to `b`, the short way around.
fn east(a: Position, b: Position) -> i64 {
    let east = b.lon_e6.saturating_sub(a.lon_e6).rem_euclid(TURN_E6);
    if east > TURN_E6 / 2 { east - TURN_E6 } else { east }
}

/// East and north of `origin` in cm, on the plane that touches the globe there.
fn flat(origin: Position, point: Position) -> (i128, i128) {
    let cm = |micro_degrees: i64| i128::from(micro_degrees) * MICRO_DEGREE_E7_CM / 10_000_000;
    let x = (cm(east(origin, point)) * cosine_of_lat(origin)) >> BITS;
    (x, cm(point.lat_e6.saturating_sub(origin.lat_e6)))
}

/// Micro-degrees as radians, of 2^60.
fn angle(micro_degrees: i64) -> i128 {
    i128::from(micro_degrees) * PI / i128::from(LON_E6_MAX)
}

fn cosine_of_lat(position: Position) -> i128 {
    sine(PI / 2 - angle(position.lat_e6.abs().min(LAT_E6_MAX)))
}

/// The sine of an angle between ±π/2, of 2^60: Taylor's series up to x^19, exact to 2^-46.
fn sine(angle: i128) -> i128 {
    let square = (angle * angle) >> BITS;
    let sum = SINE.iter().rev().fold(0, |sum, factor| *factor + ((square * sum) >> BITS));
    (angle * sum) >> BITS
}

/// The angle, 0 to π/2, of a sine of 0 to 1, of 2^60. Halves the angle until the series is short.
fn arc_sine(sine: i128) -> i128 {
    if sine > SINE_SMALL {
        let cosine = root(ONE * ONE - sine * sine);
        let half = (sine << BITS) / root((2 * (ONE + cosine)) << BITS);
        return 2 * arc_sine(half);
    }
    let square = (sine * sine) >> BITS;
    let sum = ARC_SINE.iter().rev().fold(0, |sum, factor| *factor + ((square * sum) >> BITS));
    (sine * sum) >> BITS
}

/// Factors of the powers in the series of the sine: 1, -1/3!, 1/5! and so on.
const SINE: [i128; 10] = [
    ONE,
    -ONE / 6,
    ONE / 120,
    -ONE / 5_040,
    ONE / 362_880,
    -ONE / 39_916_800,
    ONE / 6_227_020_800,
    -ONE / 1_307_674_368_000,
    ONE / 355_687_428_096_000,
    -ONE / 121_645_100_408_832_000,
];

/// Factors of the powers in the series of its inverse: 1, 1/6, 3/40 and so on.
const ARC_SINE: [i128; 13] = [
    ONE,
    ONE / 6,
    ONE * 3 / 40,
    ONE * 5 / 112,
    ONE * 35 / 1_152,
    ONE * 63 / 2_816,
    ONE * 231 / 13_312,
    ONE * 143 / 10_240,
    ONE * 6_435 / 557_056,
    ONE * 12_155 / 1_245_184,
    ONE * 46_189 / 5_505_024,
    ONE * 88_179 / 12_058_624,
    ONE * 676_039 / 104_857_600,
];

/// The root of a fraction of 2^120, as one of 2^60.
fn root(square: i128) -> i128 {
    i128::try_from(square.unsigned_abs().isqrt()).unwrap_or(ONE)
}
