//! Recorded tracks: cars of enviroCar, delivery agents of GOAL, buses, and plain tables of a drive.
//!
//! Each file is a table with one row per point. Coordinates are read as the decimals they are written in
//! and rounded to micro-degrees; a row that makes no sense is rejected alone. Tracks in XML are read by
//! [`super::gpx`].

use std::io::BufRead;
use std::marker::PhantomData;

use hubbub_core::delivery::geo::Position;
use hubbub_core::delivery::track::Fix;
use hubbub_core::time::Timestamp;

use super::header::header;
use super::rows::{Entry, Fault, Header, RejectReason, Row, Rows, text, value};

/// The longest number or time that is read, in bytes. Devices write coordinates with over 20 decimals.
pub const FIELD_BYTES_MAX: usize = 64;
/// The farthest from its centre that a point without coordinates may be, in cm.
pub const OFFSET_CM_MAX: i64 = 100_000_000;

pub(super) const DEGREES: &str = "an angle on the globe in degrees";
pub(super) const TIME: &str = "a date and time";
const NUMBER: &str = "a number";

/// A row of a table of points.
pub trait Point: Sized {
    /// What the table is called in a message.
    const PLACE: &'static str;
    /// The columns that it must have.
    const COLUMNS: &'static [&'static str];

    /// Understands a row.
    ///
    /// # Errors
    /// The first field that makes no sense.
    fn read(fields: &Fields<'_>) -> Result<Self, RejectReason>;
}

/// A row with the names of its columns.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a> {
    row: &'a Row,
    header: &'a Header,
}

impl<'a> Fields<'a> {
    fn text(&self, column: &str) -> &'a str {
        text(self.row, self.header.find(column))
    }

    fn value<T>(
        &self,
        column: &'static str,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, RejectReason> {
        let at = self.header.find(column).ok_or(RejectReason::Empty { column })?;
        value(self.row, at, column, expected, parse)
    }

    /// A field that may be empty.
    fn optional<T>(
        &self,
        column: &'static str,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, RejectReason> {
        if self.text(column).is_empty() { Ok(None) } else { self.value(column, expected, parse).map(Some) }
    }

    /// A field that must not be empty.
    fn name(&self, column: &'static str) -> Result<String, RejectReason> {
        match self.text(column) {
            "" => Err(RejectReason::Empty { column }),
            text => Ok(text.to_owned()),
        }
    }

    fn fix(&self, time: &'static str, lat: &'static str, lon: &'static str) -> Result<Fix, RejectReason> {
        let at = Timestamp(self.value(time, TIME, instant_ms)?);
        let position = Position {
            lat_e6: self.value(lat, DEGREES, latitude_e6)?,
            lon_e6: self.value(lon, DEGREES, longitude_e6)?,
        };
        Ok(Fix { at, position, accuracy_m: None })
    }
}

/// The points of a table, one by one, as they stand in the file.
#[derive(Debug)]
pub struct Points<R, P> {
    rows: Rows<R>,
    header: Header,
    point: PhantomData<P>,
}

impl<R: BufRead, P: Point> Points<R, P> {
    /// Reads the header. Columns may stand in any order, unknown ones are passed over.
    ///
    /// # Errors
    /// Reading fails, the input is empty, or a column is missing.
    pub fn new(input: R) -> Result<Self, Fault> {
        let mut rows = Rows::new(input, ',');
        let header = header(&mut rows, P::PLACE)?;
        for column in P::COLUMNS {
            header.need(column)?;
        }
        Ok(Self { rows, header, point: PhantomData })
    }
}

impl<R: BufRead, P: Point> Iterator for Points<R, P> {
    type Item = Result<Entry<P>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = match self.rows.next_row() {
            Ok(Some(Entry::Record(row))) => row,
            Ok(Some(Entry::Rejected(rejected))) => return Some(Ok(Entry::Rejected(rejected))),
            Ok(None) => return None,
            Err(fault) => return Some(Err(fault)),
        };
        let fields = Fields { row: &row, header: &self.header };
        Some(Ok(match self.header.fits(&row).and_then(|()| P::read(&fields)) {
            Ok(point) => Entry::Record(point),
            Err(reason) => Entry::Rejected(row.reject(self.rows.delimiter(), reason)),
        }))
    }
}

/// A point of a car's track, by enviroCar. Its accuracy is no radius, so the fix has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarPoint {
    /// The track's name.
    pub track: String,
    /// When and where.
    pub fix: Fix,
    /// Speed by the car itself, in cm/s.
    pub car_speed_cm_per_s: Option<i64>,
}

impl Point for CarPoint {
    const PLACE: &'static str = "the cars' points";
    const COLUMNS: &'static [&'static str] = &["track_id", "time_utc", "lat", "lon"];

    fn read(fields: &Fields<'_>) -> Result<Self, RejectReason> {
        let kmh_e2 = fields.optional("obd_speed_kmh", NUMBER, |text| decimal(text, 2))?;
        Ok(Self {
            track: fields.name("track_id")?,
            fix: fields.fix("time_utc", "lat", "lon")?,
            car_speed_cm_per_s: kmh_e2.map(|speed| speed.saturating_mul(10) / 36),
        })
    }
}

/// What the source says about a car's track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarTrip {
    /// The track's name.
    pub track: String,
    /// When it begins, in ms since 1970.
    pub start_ms: i64,
    /// When it ends, in ms since 1970.
    pub end_ms: i64,
    /// How many points it has.
    pub points: u64,
    /// Sum of the distances between its points, in m.
    pub straight_m: i64,
    /// Its length as the source has it, in m.
    pub reported_m: i64,
}

impl Point for CarTrip {
    const PLACE: &'static str = "the cars' trips";
    const COLUMNS: &'static [&'static str] =
        &["track_id", "start_utc", "end_utc", "points", "haversine_km", "length_km_reported_by_source"];

    fn read(fields: &Fields<'_>) -> Result<Self, RejectReason> {
        let metres = |text: &str| decimal(text, 3).filter(|length| *length >= 0);
        Ok(Self {
            track: fields.name("track_id")?,
            start_ms: fields.value("start_utc", TIME, instant_ms)?,
            end_ms: fields.value("end_utc", TIME, instant_ms)?,
            points: fields.value("points", NUMBER, |text| text.parse().ok())?,
            straight_m: fields.value("haversine_km", NUMBER, metres)?,
            reported_m: fields.value("length_km_reported_by_source", NUMBER, metres)?,
        })
    }
}

/// A point of a delivery agent's work, by GOAL: no coordinates, only metres from a centre nobody knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentPoint {
    /// The piece of work it belongs to.
    pub piece: String,
    /// ms since the piece began.
    pub at_ms: i64,
    /// cm east of the centre.
    pub x_cm: i64,
    /// cm north of the centre.
    pub y_cm: i64,
    /// What the agent was seen to do.
    pub activity: Activity,
}

/// What an agent does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Activity {
    /// In the vehicle.
    Driving,
    /// Out of it.
    OnFoot,
}

impl Point for AgentPoint {
    const PLACE: &'static str = "the agents' points";
    const COLUMNS: &'static [&'static str] = &["trajectory_id", "t_s", "x_m", "y_m", "activity"];

    fn read(fields: &Fields<'_>) -> Result<Self, RejectReason> {
        let cm = |text: &str| decimal(text, 2).filter(|cm| (-OFFSET_CM_MAX..=OFFSET_CM_MAX).contains(cm));
        Ok(Self {
            piece: fields.name("trajectory_id")?,
            at_ms: fields.value("t_s", NUMBER, |text| decimal(text, 3).filter(|ms| *ms >= 0))?,
            x_cm: fields.value("x_m", NUMBER, cm)?,
            y_cm: fields.value("y_m", NUMBER, cm)?,
            activity: fields.value("activity", "Driving or OnFoot", |text| match text {
                "Driving" => Some(Activity::Driving),
                "OnFoot" => Some(Activity::OnFoot),
                _ => None,
            })?,
        })
    }
}

/// A live position of a bus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusPoint {
    /// The record's number.
    pub id: u64,
    /// The bus.
    pub vehicle: String,
    /// The trip it was on.
    pub trip: String,
    /// When and where.
    pub fix: Fix,
    /// Where it headed, in degrees from north.
    pub bearing: Option<u16>,
}

impl Point for BusPoint {
    const PLACE: &'static str = "the buses' points";
    const COLUMNS: &'static [&'static str] =
        &["id", "vehicle_id", "trip_id", "timestamp", "latitude", "longitude"];

    fn read(fields: &Fields<'_>) -> Result<Self, RejectReason> {
        let bearing =
            |text: &str| decimal(text, 0).and_then(|one| u16::try_from(one).ok()).filter(|one| *one <= 360);
        Ok(Self {
            id: fields.value("id", "a whole number", |text| text.parse().ok())?,
            vehicle: fields.name("vehicle_id")?,
            trip: fields.name("trip_id")?,
            fix: fields.fix("timestamp", "latitude", "longitude")?,
            bearing: fields.optional("bearing", "0 to 360 degrees", bearing)?,
        })
    }
}

/// A point of one drive: time, latitude, longitude.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrivePoint {
    /// When and where.
    pub fix: Fix,
}

impl Point for DrivePoint {
    const PLACE: &'static str = "the drive's points";
    const COLUMNS: &'static [&'static str] = &["time", "lat", "lon"];

    fn read(fields: &Fields<'_>) -> Result<Self, RejectReason> {
        Ok(Self { fix: fields.fix("time", "lat", "lon")? })
    }
}

/// Latitude in micro-degrees.
pub(super) fn latitude_e6(text: &str) -> Option<i64> {
    decimal(text, 6).filter(|lat| Position::new(*lat, 0).is_some())
}

/// Longitude in micro-degrees.
pub(super) fn longitude_e6(text: &str) -> Option<i64> {
    decimal(text, 6).filter(|lon| Position::new(0, *lon).is_some())
}

/// A decimal number times `10^digits`, rounded to the nearest, halves away from zero. No exponents.
pub(super) fn decimal(text: &str, digits: usize) -> Option<i64> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if text.len() > FIELD_BYTES_MAX || whole.is_empty() || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let kept = fraction.bytes().chain(std::iter::repeat(b'0')).take(digits);
    let mut number = 0_i64;
    for digit in whole.bytes().chain(kept) {
        number = number.checked_mul(10)?.checked_add(i64::from(digit.checked_sub(b'0')?))?;
    }
    if fraction.as_bytes().get(digits).is_some_and(|digit| *digit >= b'5') {
        number = number.checked_add(1)?;
    }
    Some(if negative { number.checked_neg()? } else { number })
}

/// ms since 1970 of a date and time as ISO 8601 writes it, `T` or a space between the two, with `Z`, an
/// offset, or nothing (then UTC) at its end; parts of a second are cut off after the third.
pub(super) fn instant_ms(text: &str) -> Option<i64> {
    if text.len() > FIELD_BYTES_MAX || !text.is_ascii() {
        return None;
    }
    let (date, rest) = text.split_at_checked(10)?;
    let rest = rest.strip_prefix(['T', ' '])?;
    let (clock, rest) = rest.split_at_checked(8)?;
    let [year, month, day] = parts(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = parts(clock, ':', [2, 2, 2])?;
    let (ms, zone) = thousandths(rest)?;
    let minutes_east = offset_minutes(zone)?;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let days = days_since_1970(year, month, day)?;
    let seconds = ((days * 24 + hour) * 60 + minute - minutes_east) * 60 + second;
    Some(seconds * 1_000 + ms)
}

/// Three numbers of fixed lengths.
fn parts(text: &str, divider: char, lengths: [usize; 3]) -> Option<[i64; 3]> {
    let mut fields = text.split(divider);
    let mut numbers = [0; 3];
    for (number, length) in numbers.iter_mut().zip(lengths) {
        let field = fields.next()?;
        let plain = field.len() == length && field.bytes().all(|byte| byte.is_ascii_digit());
        *number = plain.then(|| field.parse().ok()).flatten()?;
    }
    fields.next().is_none().then_some(numbers)
}

/// The thousandths after a point, and what follows.
fn thousandths(text: &str) -> Option<(i64, &str)> {
    let Some(rest) = text.strip_prefix('.') else { return Some((0, text)) };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (fraction, zone) = rest.split_at_checked(digits)?;
    let ms = fraction.bytes().chain(std::iter::repeat(b'0')).take(3);
    let ms = ms.fold(0, |sum, digit| sum * 10 + i64::from(digit.saturating_sub(b'0')));
    (digits > 0).then_some((ms, zone))
}

/// Minutes east of Greenwich: nothing, `Z`, `+0200` or `+02:00`.
fn offset_minutes(zone: &str) -> Option<i64> {
    if matches!(zone, "" | "Z" | "z") {
        return Some(0);
    }
    let (sign, rest) = match zone.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, zone.strip_prefix('+')?),
    };
    let digits = rest.replacen(':', "", 1);
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = digits.parse().ok()?;
    let (hours, minutes) = (number / 100, number % 100);
    (hours <= 18 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

/// Days from 1970-01-01 in the Gregorian calendar; `None` for a day that does not exist.
fn days_since_1970(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let longest = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if !(1..=longest).contains(&day) {
        return None;
    }
    // Years begin in March here, so that the leap day is the last of its year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468)
}
