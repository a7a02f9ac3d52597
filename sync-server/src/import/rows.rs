//! Reading foreign tables row by row: plain or gzipped, never more than one record in memory.
//!
//! The `csv` crate lets a record grow with its input; here the limit comes first. Accepted alike: LF
//! and CRLF, a byte order mark, empty lines, quoted fields with doubled quotes and line breaks inside.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;

pub use super::header::Header;

/// The longest record, quoted line breaks included.
pub const RECORD_BYTES_MAX: usize = 256 * 1024;
/// The most that is read from one input after unpacking, against files that unpack without end.
pub const INPUT_BYTES_MAX: u64 = 4 * 1024 * 1024 * 1024;
/// How much of a rejected record is quoted back.
pub const EXCERPT_CHARS_MAX: usize = 80;

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What stands in an input in place of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry<T> {
    /// A record that was understood.
    Record(T),
    /// A record that was not.
    Rejected(Rejected),
}

/// A record that could not be used; the ones around it can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The line it starts on, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub reason: RejectReason,
    /// Its beginning, up to [`EXCERPT_CHARS_MAX`] characters.
    pub excerpt: String,
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RejectReason {
    /// Longer than [`RECORD_BYTES_MAX`]; often a quote that is never closed.
    #[error("the record is longer than {RECORD_BYTES_MAX} bytes (perhaps a quote that is not closed)")]
    TooLong,
    /// The input ends inside quotes.
    #[error("a quote is opened and never closed")]
    UnclosedQuote,
    /// Bytes that are no UTF-8.
    #[error("the text is not UTF-8")]
    NotUtf8,
    /// Too few or too many fields.
    #[error("{found} fields where the header names {expected}")]
    FieldCount {
        /// Fields that the header names.
        expected: usize,
        /// Fields of the record.
        found: usize,
    },
    /// A field that must not be empty.
    #[error("{column} is empty")]
    Empty {
        /// The column.
        column: &'static str,
    },
    /// A field that is no number of the expected kind.
    #[error("{column} is not {expected}: {found:?}")]
    BadValue {
        /// The column.
        column: &'static str,
        /// What it should be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// Something that may stand once only.
    #[error("{column} {found:?} stands twice")]
    Twice {
        /// The column.
        column: &'static str,
        /// The repeated value.
        found: String,
    },
    /// A choice of a project that the file does not list.
    #[error("project {found:?} is not in the list of projects")]
    UnknownProject {
        /// The project's id.
        found: String,
    },
    /// A vote on a statement that the export does not list, or whose line was rejected.
    #[error("statement {0} is not in the list of statements")]
    UnknownStatement(u64),
    /// More records than are held in memory.
    #[error("one more than the {0} that are held at a time")]
    TooMany(usize),
    /// The lists of choices and points differ in length.
    #[error("{points} points for {choices} choices")]
    PointsMismatch {
        /// Length of the list of choices.
        choices: usize,
        /// Length of the list of points.
        points: usize,
    },
}

/// Why an input as a whole cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is no such file.
    #[error("there is no file {}", .0.display())]
    NoFile(PathBuf),
    /// A folder without a file of the kind.
    #[error("there is no {what} in {}", .folder.display())]
    NoneInFolder {
        /// The folder.
        folder: PathBuf,
        /// What was looked for.
        what: &'static str,
    },
    /// A folder with more than the one thing that was asked for.
    #[error("{} holds {count} conversations: name one of them", .folder.display())]
    Several {
        /// The folder.
        folder: PathBuf,
        /// How many it holds.
        count: usize,
    },
    /// The input ends in the middle of its compressed data.
    #[error("the file is cut off: its compressed data end too early")]
    CutOff,
    /// Reading failed.
    #[error("reading failed: {0}")]
    Io(io::Error),
    /// More than [`INPUT_BYTES_MAX`].
    #[error("the file unpacks to more than {INPUT_BYTES_MAX} bytes")]
    TooLarge,
    /// There is nothing in it.
    #[error("the file is empty")]
    Nothing,
    /// A line that carries the structure (a header, META) cannot be read.
    #[error("line {}: {} in {place}: {:?}", .rejected.line, .rejected.reason, .rejected.excerpt)]
    Structure {
        /// What was being read.
        place: &'static str,
        /// The line.
        rejected: Rejected,
    },
    /// A header lacks a column.
    #[error("line {line}: {place} has no column {column:?}; it has: {found}")]
    MissingColumn {
        /// The header's line.
        line: u64,
        /// The table.
        place: &'static str,
        /// The column.
        column: &'static str,
        /// The columns there are.
        found: String,
    },
    /// A section is missing or out of order.
    #[error("section {expected} is missing: {found}{}", quote_hint(*.quote_line))]
    MissingSection {
        /// The section.
        expected: &'static str,
        /// What stands in its place.
        found: String,
        /// The line of the last quote that ran on to another line: it may have swallowed the section.
        quote_line: Option<u64>,
    },
    /// META lacks a key.
    #[error("META does not say {0}")]
    MissingMeta(&'static str),
    /// META says something that cannot be.
    #[error("META says {key} = {value:?}, which is not {expected}")]
    BadMeta {
        /// The key.
        key: String,
        /// The value.
        value: String,
        /// What it should be.
        expected: &'static str,
    },
    /// META announces another number of rows than there are.
    #[error("META announces {stated} {what}, the file has {found}: it is cut off or was changed{hint}",
        hint = quote_hint(*.quote_line))]
    Count {
        /// What is counted.
        what: &'static str,
        /// The number announced.
        stated: u64,
        /// The number of rows.
        found: u64,
        /// The line of the last quote that ran on to another line: it may have swallowed rows.
        quote_line: Option<u64>,
    },
    /// More projects than are held in memory, or than a poll may have.
    #[error("more than {0} projects")]
    TooManyProjects(usize),
}

fn quote_hint(line: Option<u64>) -> String {
    line.map_or_else(String::new, |line| format!(" (the quote opened in line {line} runs on to other lines)"))
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::CutOff,
            _ => Self::Io(error),
        }
    }
}

/// A record and where it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line it starts on, from 1.
    pub line: u64,
    /// Its fields, unquoted.
    pub fields: Vec<String>,
}

impl Row {
    /// A rejection of this row.
    #[must_use]
    pub fn reject(&self, delimiter: char, reason: RejectReason) -> Rejected {
        let mut text = String::new();
        for (place, field) in self.fields.iter().enumerate() {
            if place > 0 {
                text.push(delimiter);
            }
            text.extend(field.chars().take(EXCERPT_CHARS_MAX));
            if text.len() > EXCERPT_CHARS_MAX {
                break;
            }
        }
        Rejected { line: self.line, reason, excerpt: excerpt(&text) }
    }
}

/// Opens a file, unpacking it when its content says that it is gzipped.
///
/// # Errors
/// [`Fault::NoFile`], or the file cannot be read.
pub fn open(path: &Path) -> Result<Box<dyn BufRead + Send>, Fault> {
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Fault::NoFile(path.to_owned()),
        _ => Fault::Io(error),
    })?;
    unpacked(BufReader::new(file))
}

/// The input itself, or what is in it when its content says that it is gzipped.
///
/// # Errors
/// The input cannot be read.
pub fn unpacked<'a>(mut input: impl BufRead + Send + 'a) -> Result<Box<dyn BufRead + Send + 'a>, Fault> {
    let mut magic = Vec::new();
    (&mut input).take(2).read_to_end(&mut magic)?;
    let packed = magic == GZIP_MAGIC;
    let input = io::Cursor::new(magic).chain(input);
    if packed { Ok(Box::new(BufReader::new(MultiGzDecoder::new(input)))) } else { Ok(Box::new(input)) }
}

/// The hash of a file's content, packed or not: the same content again is the same thing.
///
/// # Errors
/// The file cannot be read, or is [`Fault::TooLarge`].
pub fn content_hash(path: &Path) -> Result<String, Fault> {
    hash(open(path)?, INPUT_BYTES_MAX)
}

/// The hash of an input of at most `bytes_max`.
pub(super) fn hash(input: impl Read, bytes_max: u64) -> Result<String, Fault> {
    let mut hasher = blake3::Hasher::new();
    let read = io::copy(&mut input.take(bytes_max.saturating_add(1)), &mut hasher)?;
    if read > bytes_max { Err(Fault::TooLarge) } else { Ok(hasher.finalize().to_hex().to_string()) }
}

/// Splits an input into records.
pub struct Rows<R> {
    input: R,
    delimiter: u8,
    line: u64,
    bytes: u64,
    buffer: Vec<u8>,
    quote_line: Option<u64>,
}

/// How a physical line was read.
enum Line {
    Whole,
    TooLong,
    End,
}

impl<R: BufRead> Rows<R> {
    /// Records of `input`, fields divided by `delimiter` (one ASCII character).
    pub fn new(input: R, delimiter: char) -> Self {
        let delimiter = u8::try_from(delimiter).unwrap_or(b',');
        Self { input, delimiter, line: 0, bytes: 0, buffer: Vec::new(), quote_line: None }
    }

    /// The character between fields.
    #[must_use]
    pub fn delimiter(&self) -> char {
        char::from(self.delimiter)
    }

    /// The line of the last record that ran over several lines, because of a quote.
    #[must_use]
    pub fn quote_line(&self) -> Option<u64> {
        self.quote_line
    }

    /// The next record that is not empty; `None` at the end.
    ///
    /// # Errors
    /// Reading fails; a record that cannot be split is an [`Entry::Rejected`] instead.
    pub fn next_row(&mut self) -> Result<Option<Entry<Row>>, Fault> {
        loop {
            match self.read_line()? {
                Line::End => return Ok(None),
                Line::TooLong => return Ok(Some(self.rejected(self.line, RejectReason::TooLong))),
                Line::Whole if self.buffer.iter().all(u8::is_ascii_whitespace) => {}
                Line::Whole => return self.read_record().map(Some),
            }
        }
    }

    /// Reads on from the first line of a record, which is in the buffer.
    fn read_record(&mut self) -> Result<Entry<Row>, Fault> {
        let line = self.line;
        let first = String::from_utf8_lossy(&self.buffer).into_owned();
        let reject = |reason| Ok(Entry::Rejected(Rejected { line, reason, excerpt: excerpt(&first) }));
        let mut record = Record::default();
        let mut length = self.buffer.len();
        record.feed(&self.buffer, self.delimiter);
        while record.quoted {
            self.quote_line = Some(line);
            match self.read_line()? {
                Line::Whole => {}
                Line::TooLong => return reject(RejectReason::TooLong),
                Line::End => return reject(RejectReason::UnclosedQuote),
            }
            length = length.saturating_add(self.buffer.len());
            if length > RECORD_BYTES_MAX {
                return reject(RejectReason::TooLong);
            }
            record.field.push(b'\n');
            record.feed(&self.buffer, self.delimiter);
        }
        match record.finish() {
            Some(fields) => Ok(Entry::Record(Row { line, fields })),
            None => reject(RejectReason::NotUtf8),
        }
    }

    /// Puts the next line, without its end, into the buffer.
    fn read_line(&mut self) -> Result<Line, Fault> {
        self.buffer.clear();
        let limit = u64::try_from(RECORD_BYTES_MAX).unwrap_or(u64::MAX);
        let read = (&mut self.input).take(limit).read_until(b'\n', &mut self.buffer)?;
        if read == 0 {
            return Ok(Line::End);
        }
        self.line = self.line.saturating_add(1);
        self.spend(read)?;
        if self.buffer.last() == Some(&b'\n') {
            self.buffer.pop();
        } else if read >= RECORD_BYTES_MAX {
            self.skip_line()?;
            return Ok(Line::TooLong);
        }
        if self.buffer.last() == Some(&b'\r') {
            self.buffer.pop();
        }
        if self.line == 1 && self.buffer.starts_with(BYTE_ORDER_MARK) {
            self.buffer.drain(..BYTE_ORDER_MARK.len());
        }
        Ok(Line::Whole)
    }

    fn skip_line(&mut self) -> Result<(), Fault> {
        loop {
            let chunk = self.input.fill_buf()?;
            let end = chunk.iter().position(|&byte| byte == b'\n');
            let used = end.map_or(chunk.len(), |at| at.saturating_add(1));
            self.input.consume(used);
            self.spend(used)?;
            if end.is_some() || used == 0 {
                return Ok(());
            }
        }
    }

    fn spend(&mut self, bytes: usize) -> Result<(), Fault> {
        self.bytes = self.bytes.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
        if self.bytes > INPUT_BYTES_MAX { Err(Fault::TooLarge) } else { Ok(()) }
    }

    fn rejected(&self, line: u64, reason: RejectReason) -> Entry<Row> {
        let text = String::from_utf8_lossy(self.buffer.get(..EXCERPT_CHARS_MAX).unwrap_or(&self.buffer))
            .into_owned();
        Entry::Rejected(Rejected { line, reason, excerpt: excerpt(&text) })
    }
}

impl<R> fmt::Debug for Rows<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").field("line", &self.line).finish_non_exhaustive()
    }
}

/// A record while it is being put together.
#[derive(Default)]
struct Record {
    fields: Vec<Vec<u8>>,
    field: Vec<u8>,
    /// Inside quotes.
    quoted: bool,
    /// The field began with a quote, which was closed again.
    closed: bool,
}

impl Record {
    /// Takes in one line. A quote opens only at the start of a field; elsewhere it is a character.
    fn feed(&mut self, line: &[u8], delimiter: u8) {
        let mut bytes = line.iter().copied().peekable();
        while let Some(byte) = bytes.next() {
            if self.quoted {
                match byte {
                    b'"' if bytes.next_if_eq(&b'"').is_some() => self.field.push(b'"'),
                    b'"' => (self.quoted, self.closed) = (false, true),
                    _ => self.field.push(byte),
                }
            } else if byte == delimiter {
                self.fields.push(std::mem::take(&mut self.field));
                self.closed = false;
            } else if byte == b'"' && self.field.is_empty() && !self.closed {
                self.quoted = true;
            } else {
                self.field.push(byte);
            }
        }
    }

    /// The fields as text; `None` when they are not UTF-8.
    fn finish(mut self) -> Option<Vec<String>> {
        self.fields.push(self.field);
        self.fields.into_iter().map(|field| String::from_utf8(field).ok()).collect()
    }
}

fn excerpt(text: &str) -> String {
    text.chars().take(EXCERPT_CHARS_MAX).collect()
}

/// The trimmed text of a field; empty where the column is absent.
#[must_use]
pub fn text(row: &Row, column: Option<usize>) -> &str {
    column.and_then(|at| row.fields.get(at)).map_or("", |field| field.trim())
}

/// Parses a field, saying which column was wrong and what it should have been.
///
/// # Errors
/// [`RejectReason::BadValue`].
pub fn value<T>(
    row: &Row,
    at: usize,
    column: &'static str,
    expected: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, RejectReason> {
    let found = text(row, Some(at));
    parse(found).ok_or_else(|| RejectReason::BadValue { column, expected, found: excerpt(found) })
}
