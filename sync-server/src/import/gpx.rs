//! Tracks in GPX (Topografix 1.0 and 1.1): the track points, one by one.
//!
//! Only as much XML as a track needs, read piece by piece with a bound on each: entities are never
//! expanded, documents outside never fetched, and nothing but the present point is in memory.

use std::io::{BufRead, Read};

use hubbub_core::delivery::geo::Position;
use hubbub_core::time::Timestamp;

use super::gps::{DEGREES, TIME, instant_ms, latitude_e6, longitude_e6};
use super::rows::{
    EXCERPT_CHARS_MAX, Entry, Fault, INPUT_BYTES_MAX, RECORD_BYTES_MAX, RejectReason, Rejected,
};

/// A point of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrackPoint {
    /// The line on which it starts, from 1.
    pub line: u64,
    /// The number of its track in the file, from 1.
    pub track: u32,
    /// The number of its segment in the file, from 1: between segments the receiver was off.
    pub segment: u32,
    /// Where.
    pub position: Position,
    /// When, by the receiver; some leave it out.
    pub at: Option<Timestamp>,
}

/// The track points of a document.
#[derive(Debug)]
pub struct TrackPoints<R> {
    input: R,
    bytes: u64,
    line: u64,
    /// Where the present tag starts.
    tag_line: u64,
    track: u32,
    segment: u32,
    /// Whether the document's root was opened and not yet closed.
    open: bool,
    ended: bool,
}

/// A piece of the document.
enum Piece {
    /// `<name …>` or `<name …/>`.
    Open { tag: String, alone: bool },
    /// `</name>`.
    Close(String),
    /// Anything else in angle brackets.
    Other,
    /// The document ends.
    End,
}

/// A point that is being read.
struct Draft {
    line: u64,
    tag: String,
    time: Option<String>,
}

impl<R: BufRead> TrackPoints<R> {
    /// The points of `input`.
    pub fn new(input: R) -> Self {
        Self { input, bytes: 0, line: 1, tag_line: 1, track: 0, segment: 0, open: false, ended: false }
    }

    fn next_point(&mut self) -> Result<Option<Entry<TrackPoint>>, Fault> {
        loop {
            match self.piece()?.1 {
                Piece::Open { tag, alone } => match name(&tag) {
                    "gpx" => self.open = !alone,
                    "trk" => self.track = self.track.saturating_add(1),
                    "trkseg" => self.segment = self.segment.saturating_add(1),
                    "trkpt" => {
                        let draft = Draft { line: self.tag_line, tag, time: None };
                        return self.finish(draft, alone).map(Some);
                    }
                    _ if !self.open => return Err(missing("gpx", &tag)),
                    _ => {}
                },
                Piece::Close(tag) if name(&tag) == "gpx" => self.open = false,
                Piece::Close(_) | Piece::Other => {}
                Piece::End if self.open => return Err(missing("</gpx>", "the end of the file")),
                Piece::End if self.bytes == 0 => return Err(Fault::Nothing),
                Piece::End => return Ok(None),
            }
        }
    }

    /// Reads on to the end of the point.
    fn finish(&mut self, mut draft: Draft, alone: bool) -> Result<Entry<TrackPoint>, Fault> {
        let mut inside = !alone;
        let mut in_time = false;
        while inside {
            let (text, piece) = self.piece()?;
            match piece {
                Piece::Open { tag, alone } => in_time = !alone && name(&tag) == "time",
                Piece::Close(tag) => {
                    if in_time && name(&tag) == "time" {
                        draft.time = Some(text.trim().to_owned());
                    }
                    in_time = false;
                    inside = name(&tag) != "trkpt";
                }
                Piece::Other => {}
                Piece::End => return Err(missing("</trkpt>", "the end of the file")),
            }
        }
        Ok(match self.point(&draft) {
            Ok(point) => Entry::Record(point),
            Err(reason) => {
                Entry::Rejected(Rejected { line: draft.line, reason, excerpt: excerpt(&draft.tag) })
            }
        })
    }

    fn point(&self, draft: &Draft) -> Result<TrackPoint, RejectReason> {
        let degrees = |column: &'static str, parse: fn(&str) -> Option<i64>| {
            let found = attribute(&draft.tag, column).ok_or(RejectReason::Empty { column })?;
            let wrong = || RejectReason::BadValue { column, expected: DEGREES, found: excerpt(found) };
            parse(found.trim()).ok_or_else(wrong)
        };
        let position =
            Position { lat_e6: degrees("lat", latitude_e6)?, lon_e6: degrees("lon", longitude_e6)? };
        let at = match draft.time.as_deref() {
            None => None,
            Some(found) => {
                let wrong =
                    || RejectReason::BadValue { column: "time", expected: TIME, found: excerpt(found) };
                Some(Timestamp(instant_ms(found).ok_or_else(wrong)?))
            }
        };
        Ok(TrackPoint { line: draft.line, track: self.track, segment: self.segment, position, at })
    }

    /// The text up to the next angle bracket, and what stands in the brackets.
    fn piece(&mut self) -> Result<(String, Piece), Fault> {
        let text = self.until(b'<')?;
        if !text.ends_with('<') {
            return Ok((text, Piece::End));
        }
        let text = text.trim_end_matches('<').to_owned();
        self.tag_line = self.line;
        let mut tag = self.until(b'>')?;
        while !is_whole(&tag) {
            let more = self.until(b'>')?;
            if more.is_empty() || tag.len().saturating_add(more.len()) > RECORD_BYTES_MAX {
                let rejected =
                    Rejected { line: self.line, reason: RejectReason::TooLong, excerpt: excerpt(&tag) };
                return Err(Fault::Structure { place: "a tag", rejected });
            }
            tag.push_str(&more);
        }
        let inner = tag.trim_end_matches('>');
        let piece = if inner.starts_with(['!', '?']) {
            Piece::Other
        } else if let Some(name) = inner.strip_prefix('/') {
            Piece::Close(name.to_owned())
        } else {
            let alone = inner.ends_with('/');
            Piece::Open { tag: inner.trim_end_matches('/').to_owned(), alone }
        };
        Ok((text, piece))
    }

    /// Reads up to `end`, itself included, or to the end of the document. Bytes that are no UTF-8 become
    /// marks, which no number survives.
    fn until(&mut self, end: u8) -> Result<String, Fault> {
        let limit = u64::try_from(RECORD_BYTES_MAX).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        let read = (&mut self.input).take(limit).read_until(end, &mut bytes)?;
        let read = u64::try_from(read).unwrap_or(u64::MAX);
        self.bytes = self.bytes.saturating_add(read);
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(u64::try_from(lines).unwrap_or(u64::MAX));
        if self.bytes > INPUT_BYTES_MAX {
            return Err(Fault::TooLarge);
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if read == limit && bytes.last() != Some(&end) {
            let rejected =
                Rejected { line: self.line, reason: RejectReason::TooLong, excerpt: excerpt(&text) };
            return Err(Fault::Structure { place: "the document", rejected });
        }
        Ok(text)
    }
}

impl<R: BufRead> Iterator for TrackPoints<R> {
    type Item = Result<Entry<TrackPoint>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.next_point().transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

fn missing(expected: &'static str, found: &str) -> Fault {
    Fault::MissingSection { expected, found: excerpt(found), quote_line: None }
}

fn excerpt(text: &str) -> String {
    text.chars().take(EXCERPT_CHARS_MAX).collect()
}

/// Whether a tag ends with this bracket: not inside a comment, a CDATA section or a quoted value.
fn is_whole(tag: &str) -> bool {
    if tag.starts_with("!--") {
        return tag.len() >= 6 && tag.ends_with("-->");
    }
    if tag.starts_with("![CDATA[") {
        return tag.ends_with("]]>");
    }
    let mut quote = None;
    for letter in tag.chars() {
        match quote {
            None if matches!(letter, '"' | '\'') => quote = Some(letter),
            Some(open) if open == letter => quote = None,
            _ => {}
        }
    }
    quote.is_none() && tag.ends_with('>')
}

/// A tag's name without the prefix of its namespace.
fn name(tag: &str) -> &str {
    let name = tag.split(|letter: char| letter.is_ascii_whitespace()).next().unwrap_or_default();
    name.rsplit(':').next().unwrap_or_default()
}

/// The value of an attribute, quoted either way.
fn attribute<'a>(tag: &'a str, wanted: &str) -> Option<&'a str> {
    let (_, mut rest) = tag.split_once(|letter: char| letter.is_ascii_whitespace())?;
    loop {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, next) = after.get(1..)?.split_once(quote)?;
        if name.trim() == wanted {
            return Some(value);
        }
        rest = next;
    }
}
