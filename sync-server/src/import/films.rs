//! Films as JSON lines: title, year, cast, genres, and the first paragraph of the film's page in Wikipedia.

use std::io::BufRead;

use serde::Deserialize;

use super::rows::{EXCERPT_CHARS_MAX, Entry, Fault, RejectReason, Rejected, Row, Rows};

/// The first year that had a film.
const YEAR_MIN: i64 = 1888;
/// The last year that is believed.
const YEAR_MAX: i64 = 2100;
/// A character that no line of JSON contains: each line is one field.
const NO_DELIMITER: char = '\u{1}';

/// A film.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Film {
    /// Its title; not empty.
    pub title: String,
    /// The year of its release.
    pub year: i64,
    /// Who plays in it.
    #[serde(default)]
    pub cast: Vec<String>,
    /// What kind of film it is.
    #[serde(default)]
    pub genres: Vec<String>,
    /// The end of its page's address; absent where it has none.
    #[serde(default)]
    pub href: Option<String>,
    /// What its page begins with; absent where it has none.
    #[serde(default)]
    pub extract: Option<String>,
}

/// The films of a file, one by one.
#[derive(Debug)]
pub struct Films<R> {
    rows: Rows<R>,
}

impl<R: BufRead> Films<R> {
    /// The films in `input`.
    #[must_use]
    pub fn new(input: R) -> Self {
        Self { rows: Rows::new(input, NO_DELIMITER) }
    }
}

impl<R: BufRead> Iterator for Films<R> {
    /// A film with the line that it stands in.
    type Item = Result<Entry<(Film, Row)>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.rows.next_row() {
            Err(fault) => Some(Err(fault)),
            Ok(None) => None,
            Ok(Some(Entry::Rejected(rejected))) => Some(Ok(Entry::Rejected(rejected))),
            Ok(Some(Entry::Record(row))) => Some(Ok(match read(&row) {
                Ok(film) => Entry::Record((film, row)),
                Err(reason) => Entry::Rejected(row.reject(NO_DELIMITER, reason)),
            })),
        }
    }
}

/// The rejection of a film that stands in the file twice.
#[must_use]
pub fn twice(film: &Film, row: &Row) -> Rejected {
    let found = format!("{} ({})", film.title, film.year);
    row.reject(NO_DELIMITER, RejectReason::Twice { column: "title and year", found })
}

fn read(row: &Row) -> Result<Film, RejectReason> {
    let line = row.fields.first().map_or("", String::as_str);
    let bad =
        |found: String| RejectReason::BadValue { column: "the line", expected: "a film in JSON", found };
    if !line.trim_start().starts_with('{') {
        return Err(bad(line.chars().take(EXCERPT_CHARS_MAX).collect()));
    }
    let film: Film = serde_json::from_str(line).map_err(|error| bad(error.to_string()))?;
    if film.title.trim().is_empty() {
        return Err(RejectReason::Empty { column: "title" });
    }
    if !(YEAR_MIN..=YEAR_MAX).contains(&film.year) {
        let found = film.year.to_string();
        return Err(RejectReason::BadValue { column: "year", expected: "a year of films", found });
    }
    Ok(film)
}
