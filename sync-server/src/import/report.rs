//! What an import tells: progress while it runs, every rejected line, and a summary.

use super::rows::Rejected;

/// How often progress is told, in records.
const PROGRESS_EVERY: u64 = 20_000;

/// Where an import tells what it does.
pub struct Report<'t> {
    tell: &'t mut dyn FnMut(&str),
    file: String,
    seen: u64,
    /// Records that were taken.
    pub taken: u64,
    /// Lines that were not.
    pub rejected: u64,
}

impl<'t> Report<'t> {
    /// A report about a file.
    pub fn new(file: &str, tell: &'t mut dyn FnMut(&str)) -> Self {
        Self { tell, file: file.to_owned(), seen: 0, taken: 0, rejected: 0 }
    }

    /// Says something.
    pub fn say(&mut self, line: &str) {
        (self.tell)(&format!("{}: {line}", self.file));
    }

    /// A record was taken.
    pub fn take(&mut self) {
        self.taken += 1;
        self.seen += 1;
        if self.seen.is_multiple_of(PROGRESS_EVERY) {
            let seen = self.seen;
            self.say(&format!("{seen} records read"));
        }
    }

    /// A line was rejected.
    pub fn reject(&mut self, rejected: &Rejected) {
        self.rejected += 1;
        self.seen += 1;
        self.say(&format!("line {}: {} | {}", rejected.line, rejected.reason, rejected.excerpt));
    }
}
