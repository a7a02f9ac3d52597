//! Bounds of input: every wrong field of a command, named in one refusal.

use crate::i18n::Words;
use crate::refusal::{Code, Refusal};

/// Longest name of a person, hub or community, in characters.
pub const NAME_CHARS_MAX: usize = 80;
/// Longest title, in characters: one line on a phone at 200 % text size, with room for German.
pub const TITLE_CHARS_MAX: usize = 120;
/// Longest description, in characters.
pub const DESCRIPTION_CHARS_MAX: usize = 20_000;
/// Longest name of a time zone, in bytes; the longest in the IANA database has 32.
const TIME_ZONE_LEN_MAX: usize = 64;
/// Digits of a file's content hash (BLAKE3, 32 bytes in hexadecimal).
const FILE_HASH_LEN: usize = 64;

/// Collects what is wrong with a command's fields.
#[derive(Debug)]
#[must_use]
pub struct Check(Refusal);

impl Check {
    /// Nothing wrong so far.
    pub const fn new() -> Self {
        Self(Refusal::new(Code::ValidationFailed))
    }

    /// Names `field` with `issue` unless `ok`.
    pub fn that(mut self, ok: bool, field: &str, issue: &str) -> Self {
        if !ok {
            self.0 = self.0.field(field, issue);
        }
        self
    }

    /// A text of one line with 1 to `chars_max` characters that shows something.
    pub fn line(self, field: &str, text: &str, chars_max: usize) -> Self {
        let issue = if text.trim().is_empty() {
            Some("required")
        } else if text.chars().any(char::is_control) {
            Some("malformed")
        } else {
            too_long(text, chars_max)
        };
        self.that(issue.is_none(), field, issue.unwrap_or_default())
    }

    /// A text of any number of lines, which may be empty.
    pub fn prose(self, field: &str, text: &str) -> Self {
        let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        let issue =
            if text.chars().any(odd) { Some("malformed") } else { too_long(text, DESCRIPTION_CHARS_MAX) };
        self.that(issue.is_none(), field, issue.unwrap_or_default())
    }

    /// A title in at least one language.
    pub fn title(self, field: &str, words: &Words) -> Self {
        let some = self.that(!words.is_empty(), field, "required");
        words.iter().fold(some, |check, (_, text)| check.line(field, text, TITLE_CHARS_MAX))
    }

    /// A description in any number of languages.
    pub fn description(self, field: &str, words: &Words) -> Self {
        words.iter().fold(self, |check, (_, text)| check.prose(field, text))
    }

    /// A name of the IANA time zone database, as `Europe/Berlin`; whether it exists is for the shells.
    pub fn time_zone(self, field: &str, name: &str) -> Self {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
        let ok = !name.is_empty() && name.len() <= TIME_ZONE_LEN_MAX && name.chars().all(fits);
        self.that(ok, field, "malformed")
    }

    /// A currency code (ISO 4217).
    pub fn currency(self, field: &str, code: &str) -> Self {
        self.that(code.len() == 3 && code.bytes().all(|c| c.is_ascii_uppercase()), field, "malformed")
    }

    /// A file's content hash.
    pub fn file(self, field: &str, hash: &str) -> Self {
        let hex = |c: u8| matches!(c, b'0'..=b'9' | b'a'..=b'f');
        self.that(hash.len() == FILE_HASH_LEN && hash.bytes().all(hex), field, "malformed")
    }

    /// The verdict.
    ///
    /// # Errors
    /// `VALIDATION_FAILED` with every field that is wrong, when there is one.
    pub fn done(self) -> Result<(), Refusal> {
        if self.0.details.is_empty() { Ok(()) } else { Err(self.0) }
    }
}

impl Default for Check {
    fn default() -> Self {
        Self::new()
    }
}

/// What an insert says, as a verdict: an id stands for one thing for ever.
///
/// # Errors
/// `ALREADY_EXISTS` when nothing was inserted.
pub fn is_new(inserted: bool) -> Result<(), Refusal> {
    if inserted { Ok(()) } else { Err(Refusal::new(Code::AlreadyExists)) }
}

fn too_long(text: &str, chars_max: usize) -> Option<&'static str> {
    (text.chars().count() > chars_max).then_some("too_long")
}
