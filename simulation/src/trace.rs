//! The story of a run: every line goes into its digest, and to the reader who asked for it.

use std::fmt;

use hubbub_core::time::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS};

use crate::plan::BEGIN_MS;

/// A broken promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    /// Which one, as `docs/simulation.md` lists them.
    pub(crate) invariant: &'static str,
    /// What was found.
    pub(crate) what: String,
}

impl Violation {
    pub(crate) fn new(invariant: &'static str, what: impl Into<String>) -> Self {
        Self { invariant, what: what.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.invariant, self.what)
    }
}

/// A check's answer.
pub(crate) type Checked = Result<(), Violation>;

/// Fails the run unless `holds`.
pub(crate) fn demand(holds: bool, invariant: &'static str, what: impl FnOnce() -> String) -> Checked {
    if holds { Ok(()) } else { Err(Violation::new(invariant, what())) }
}

/// The lines of a run.
pub(crate) struct Trace {
    hasher: blake3::Hasher,
    is_shown: bool,
}

impl Trace {
    pub(crate) fn new(is_shown: bool) -> Self {
        Self { hasher: blake3::Hasher::new(), is_shown }
    }

    pub(crate) fn line(&mut self, now: i64, text: fmt::Arguments<'_>) {
        let line = text.to_string();
        self.hasher.update(&now.to_be_bytes());
        self.hasher.update(line.as_bytes());
        if self.is_shown {
            let ms = now - BEGIN_MS;
            println!(
                "{:>4}d {:02}:{:02}:{:02}.{:03}  {line}",
                ms / DAY_MS,
                ms % DAY_MS / HOUR_MS,
                ms % HOUR_MS / MINUTE_MS,
                ms % MINUTE_MS / SECOND_MS,
                ms % SECOND_MS
            );
        }
    }

    /// Bytes that went over the wire: into the digest alone.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
    }

    pub(crate) fn digest(&self) -> String {
        self.hasher.finalize().to_hex()[..16].to_owned()
    }
}
