//! The first row of a table.

use std::io::BufRead;

use super::rows::{Entry, Fault, Header, Rows};

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
