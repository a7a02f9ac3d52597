//! Conversations exported from Polis: the statements and every vote on them.
//!
//! Votes are events: a voter may vote on a statement again, and rows need not be in order of time. What
//! Polis itself reports counts every event; what a voter thinks in the end is the latest one.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use super::header::header;
use super::rows::{Entry, Fault, Header, RejectReason, Row, Rows, open, text, value};

/// The earliest time that is believed, 2000-01-01 in ms: earlier ones are seconds taken for milliseconds.
pub const AT_MS_MIN: i64 = 946_684_800_000;
/// The latest time that is believed, 9999-12-31 in ms.
pub const AT_MS_MAX: i64 = 253_402_300_799_999;

const MS: &str = "a time in ms since 1970";
const WHOLE: &str = "a whole number";

/// The files of one conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    comments: PathBuf,
    votes: PathBuf,
    summary: Option<PathBuf>,
}

/// A statement that people vote on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its number in the conversation.
    pub id: u64,
    /// When it was written, in ms since 1970.
    pub at_ms: i64,
    /// Its author's number; `None` where the export gives none.
    pub author: Option<u64>,
    /// How many agree, by Polis' count.
    pub agrees: i64,
    /// How many disagree, by Polis' count.
    pub disagrees: i64,
    /// What the moderators said.
    pub moderation: Moderation,
    /// The text; may hold line breaks. Polis exports a few without any.
    pub body: String,
}

/// What moderators said of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moderation {
    /// Accepted.
    Accepted,
    /// Not looked at.
    Unseen,
    /// Rejected.
    Rejected,
}

/// A vote on a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VoteEvent {
    /// When it was cast, in ms since 1970.
    pub at_ms: i64,
    /// The statement's number.
    pub comment: u64,
    /// The voter's number.
    pub voter: u64,
    /// The vote.
    pub vote: Vote,
}

/// What was voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Vote {
    /// Written 1.
    Agree,
    /// Written -1.
    Disagree,
    /// Written 0.
    Pass,
}

impl Conversation {
    /// The files `<prefix>-comments.csv`, `-votes.csv` and `-summary.csv` (which may be absent), or the
    /// same without the prefix when it is a folder; each also with `.gz`.
    ///
    /// # Errors
    /// [`Fault::NoFile`] when there are no comments or no votes.
    pub fn find(prefix: &Path) -> Result<Self, Fault> {
        let need = |part| file(prefix, part).ok_or_else(|| Fault::NoFile(name(prefix, part, "")));
        Ok(Self { comments: need("comments")?, votes: need("votes")?, summary: file(prefix, "summary") })
    }

    /// The statements.
    ///
    /// # Errors
    /// The file cannot be read, or a column is missing.
    pub fn comments(&self) -> Result<Comments<Box<dyn BufRead + Send>>, Fault> {
        Comments::new(open(&self.comments)?)
    }

    /// The votes.
    ///
    /// # Errors
    /// The file cannot be read, or a column is missing.
    pub fn votes(&self) -> Result<VoteEvents<Box<dyn BufRead + Send>>, Fault> {
        VoteEvents::new(open(&self.votes)?)
    }

    /// What the export says about the conversation, as `topic`; empty where there is no such file.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn summary(&self) -> Result<Vec<(String, String)>, Fault> {
        self.summary.as_ref().map_or(Ok(Vec::new()), |path| summary(open(path)?))
    }
}

fn name(prefix: &Path, part: &str, end: &str) -> PathBuf {
    if prefix.is_dir() {
        return prefix.join(format!("{part}.csv{end}"));
    }
    let mut name = prefix.as_os_str().to_owned();
    name.push(format!("-{part}.csv{end}"));
    PathBuf::from(name)
}

fn file(prefix: &Path, part: &str) -> Option<PathBuf> {
    ["", ".gz"].into_iter().map(|end| name(prefix, part, end)).find(|path| path.is_file())
}

/// Reads `key,value` lines.
///
/// # Errors
/// Reading fails, or a line is no such line.
pub fn summary(input: impl BufRead) -> Result<Vec<(String, String)>, Fault> {
    let mut rows = Rows::new(input, ',');
    let mut lines = Vec::new();
    while let Some(entry) = rows.next_row()? {
        let row = structural(entry, "the summary")?;
        let (key, rest) = row.fields.split_first().map_or(("", &[] as &[String]), |(key, rest)| (key, rest));
        lines.push((key.trim().to_owned(), rest.join(",")));
    }
    Ok(lines)
}

fn structural(entry: Entry<Row>, place: &'static str) -> Result<Row, Fault> {
    match entry {
        Entry::Record(row) => Ok(row),
        Entry::Rejected(rejected) => Err(Fault::Structure { place, rejected }),
    }
}

/// The next row of a table, understood by `parse` or rejected.
fn entry<R: BufRead, T>(
    rows: &mut Rows<R>,
    header: &Header,
    parse: impl Fn(&Row) -> Result<T, RejectReason>,
) -> Option<Result<Entry<T>, Fault>> {
    let row = match rows.next_row() {
        Ok(Some(Entry::Record(row))) => row,
        Ok(Some(Entry::Rejected(rejected))) => return Some(Ok(Entry::Rejected(rejected))),
        Ok(None) => return None,
        Err(fault) => return Some(Err(fault)),
    };
    Some(Ok(match header.fits(&row).and_then(|()| parse(&row)) {
        Ok(record) => Entry::Record(record),
        Err(reason) => Entry::Rejected(row.reject(rows.delimiter(), reason)),
    }))
}

/// Where the columns of the comments stand.
#[derive(Clone, Copy, Debug)]
struct CommentColumns {
    at_ms: usize,
    id: usize,
    author: Option<usize>,
    agrees: usize,
    disagrees: usize,
    moderated: usize,
    body: usize,
}

/// The statements of a conversation, one by one.
#[derive(Debug)]
pub struct Comments<R> {
    rows: Rows<R>,
    header: Header,
    columns: CommentColumns,
}

impl<R: BufRead> Comments<R> {
    /// Reads the header. Columns may stand in any order, unknown ones are passed over.
    ///
    /// # Errors
    /// Reading fails, or a column is missing.
    pub fn new(input: R) -> Result<Self, Fault> {
        let mut rows = Rows::new(input, ',');
        let header = header(&mut rows, "the comments")?;
        let columns = CommentColumns {
            at_ms: header.need("timestamp")?,
            id: header.need("comment-id")?,
            author: header.find("author-id"),
            agrees: header.need("agrees")?,
            disagrees: header.need("disagrees")?,
            moderated: header.need("moderated")?,
            body: header.need("comment-body")?,
        };
        Ok(Self { rows, header, columns })
    }
}

impl<R: BufRead> Iterator for Comments<R> {
    type Item = Result<Entry<Comment>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        let columns = self.columns;
        entry(&mut self.rows, &self.header, |row| comment(row, columns))
    }
}

fn comment(row: &Row, at: CommentColumns) -> Result<Comment, RejectReason> {
    let author = match (text(row, at.author), at.author) {
        ("", _) | (_, None) => None,
        (_, Some(column)) => Some(value(row, column, "author-id", WHOLE, |text| text.parse().ok())?),
    };
    let body = row.fields.get(at.body).cloned().unwrap_or_default();
    Ok(Comment {
        id: value(row, at.id, "comment-id", WHOLE, |text| text.parse().ok())?,
        at_ms: value(row, at.at_ms, "timestamp", MS, at_ms)?,
        author,
        agrees: value(row, at.agrees, "agrees", WHOLE, count)?,
        disagrees: value(row, at.disagrees, "disagrees", WHOLE, count)?,
        moderation: value(row, at.moderated, "moderated", "1, 0 or -1", |text| match text {
            "1" => Some(Moderation::Accepted),
            "0" => Some(Moderation::Unseen),
            "-1" => Some(Moderation::Rejected),
            _ => None,
        })?,
        body,
    })
}

fn at_ms(text: &str) -> Option<i64> {
    text.parse().ok().filter(|at| (AT_MS_MIN..=AT_MS_MAX).contains(at))
}

fn count(text: &str) -> Option<i64> {
    text.parse().ok().filter(|count| *count >= 0)
}

/// Where the columns of the votes stand.
#[derive(Clone, Copy, Debug)]
struct VoteColumns {
    at_ms: usize,
    comment: usize,
    voter: usize,
    vote: usize,
}

/// The votes of a conversation, one by one, as they stand in the file.
#[derive(Debug)]
pub struct VoteEvents<R> {
    rows: Rows<R>,
    header: Header,
    columns: VoteColumns,
}

impl<R: BufRead> VoteEvents<R> {
    /// Reads the header. Columns may stand in any order, unknown ones are passed over.
    ///
    /// # Errors
    /// Reading fails, or a column is missing.
    pub fn new(input: R) -> Result<Self, Fault> {
        let mut rows = Rows::new(input, ',');
        let header = header(&mut rows, "the votes")?;
        let columns = VoteColumns {
            at_ms: header.need("timestamp")?,
            comment: header.need("comment-id")?,
            voter: header.need("voter-id")?,
            vote: header.need("vote")?,
        };
        Ok(Self { rows, header, columns })
    }
}

impl<R: BufRead> Iterator for VoteEvents<R> {
    type Item = Result<Entry<VoteEvent>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        let at = self.columns;
        entry(&mut self.rows, &self.header, |row| {
            Ok(VoteEvent {
                at_ms: value(row, at.at_ms, "timestamp", MS, at_ms)?,
                comment: value(row, at.comment, "comment-id", WHOLE, |text| text.parse().ok())?,
                voter: value(row, at.voter, "voter-id", WHOLE, |text| text.parse().ok())?,
                vote: value(row, at.vote, "vote", "1, 0 or -1", |text| match text {
                    "1" => Some(Vote::Agree),
                    "-1" => Some(Vote::Disagree),
                    "0" => Some(Vote::Pass),
                    _ => None,
                })?,
            })
        })
    }
}
