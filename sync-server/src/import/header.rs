//! The first row of a table, which names its columns.

use std::io::BufRead;

use super::rows::{EXCERPT_CHARS_MAX, Entry, Fault, RejectReason, Row, Rows};

/// Where the columns of a table stand. Names are compared without case and outer blanks.
#[derive(Clone, Debug)]
pub struct Header {
    line: u64,
    place: &'static str,
    names: Vec<String>,
}

impl Header {
    /// The header in `row` of the table `place`.
    #[must_use]
    pub fn new(place: &'static str, row: &Row) -> Self {
        let mut names: Vec<String> = row.fields.iter().map(|name| name.trim().to_lowercase()).collect();
        while names.last().is_some_and(String::is_empty) {
            names.pop();
        }
        Self { line: row.line, place, names }
    }

    /// The columns: where each stands and its name, in lower case.
    pub fn columns(&self) -> impl Iterator<Item = (usize, &str)> {
        self.names.iter().map(String::as_str).enumerate()
    }

    /// Where `column` stands, if it does.
    #[must_use]
    pub fn find(&self, column: &str) -> Option<usize> {
        self.names.iter().position(|name| name == column)
    }

    /// Where `column` stands.
    ///
    /// # Errors
    /// [`Fault::MissingColumn`].
    pub fn need(&self, column: &'static str) -> Result<usize, Fault> {
        self.find(column).ok_or_else(|| Fault::MissingColumn {
            line: self.line,
            place: self.place,
            column,
            found: self.names.join(", ").chars().take(EXCERPT_CHARS_MAX).collect(),
        })
    }

    /// That `row` has a field for each column; further fields must be empty, as spreadsheets leave them.
    ///
    /// # Errors
    /// [`RejectReason::FieldCount`].
    pub fn fits(&self, row: &Row) -> Result<(), RejectReason> {
        let (expected, found) = (self.names.len(), row.fields.len());
        if found < expected || row.fields.iter().skip(expected).any(|field| !field.trim().is_empty()) {
            return Err(RejectReason::FieldCount { expected, found });
        }
        Ok(())
    }
}

/// Reads the header of the table `place`.
///
/// # Errors
/// Reading fails, the input is empty, or its first row can't be read.
pub(super) fn header<R: BufRead>(rows: &mut Rows<R>, place: &'static str) -> Result<Header, Fault> {
    match rows.next_row()?.ok_or(Fault::Nothing)? {
        Entry::Record(row) => Ok(Header::new(place, &row)),
        Entry::Rejected(rejected) => Err(Fault::Structure { place, rejected }),
    }
}
