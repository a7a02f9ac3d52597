//! Conversations exported from Polis: the statements and every vote on them.
//!
//! Votes are events: a voter may vote on a statement again, and rows need not be in order of time. What
//! Polis itself reports counts every event; what a voter thinks in the end is the latest one.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::{Path, PathBuf};

use super::header::header;
use super::rows::{Entry, Fault, Header, RejectReason, Row, Rows, content_hash, open, text, value};

/// The earliest time that is believed, 2000-01-01 in ms: earlier ones are seconds taken for milliseconds.
pub const AT_MS_MIN: i64 = 946_684_800_000;
/// The latest time that is believed, 9999-12-31 in ms.
pub const AT_MS_MAX: i64 = 253_402_300_799_999;

const MS: &str = "a time in ms since 1970";
const WHOLE: &str = "a whole number";

/// The files of one conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Its name: the common start of its files' names, or its folder's name.
    pub name: String,
    comments: PathBuf,
    votes: PathBuf,
    summary: Option<PathBuf>,
}

/// A statement that people vote on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The line it stands on, from 1.
    pub line: u64,
    /// Its number in the conversation.
    pub id: u64,
    /// When it was written, in ms since 1970.
    pub at_ms: i64,
    /// Its author's number; `None` where the export gives none.
    pub author: Option<u64>,
    /// How many agree, by Polis' count; `None` where the export does not say.
    pub agrees: Option<i64>,
    /// How many disagree, by Polis' count; `None` where the export does not say.
    pub disagrees: Option<i64>,
    /// What the moderators said; an export without that column says nothing of them.
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
    /// The line it stands on, from 1.
    pub line: u64,
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

/// The ends of the files' names, without those of packed ones.
const PARTS: [&str; 3] = ["comments", "votes", "summary"];

impl Conversation {
    /// The conversation whose files start with `path`, that lies in the folder `path`, or that has `path` as
    /// one of its files: `<prefix>-comments.csv`, `-votes.csv` and `-summary.csv` (which may be absent), in a
    /// folder also without the prefix; each also with `.gz`.
    ///
    /// # Errors
    /// [`Fault::NoFile`] when there are no comments or no votes, [`Fault::Several`] for a folder of more than one.
    pub fn find(path: &Path) -> Result<Self, Fault> {
        let mut all = Self::all(path)?;
        match (all.pop(), all.len()) {
            (Some(one), 0) => Ok(one),
            (_, others) => Err(Fault::Several { folder: path.to_owned(), count: others.saturating_add(1) }),
        }
    }

    /// As [`Self::find`], for a folder every conversation in it, in order of their names; never none.
    ///
    /// # Errors
    /// [`Fault::NoFile`] when there are no comments or no votes, [`Fault::NoneInFolder`].
    pub fn all(path: &Path) -> Result<Vec<Self>, Fault> {
        let label =
            |path: &Path| path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
        if !path.is_dir() {
            let folder = path.parent().unwrap_or(Path::new(""));
            let Some((prefix, _)) = split(path) else {
                return Ok(vec![Self::of(folder, &format!("{}-", label(path)), label(path))?]);
            };
            let name = prefix.strip_suffix('-').map_or_else(|| label(folder), str::to_owned);
            return Ok(vec![Self::of(folder, &prefix, name)?]);
        }
        let mut prefixes: BTreeMap<String, String> = BTreeMap::new();
        for entry in std::fs::read_dir(path)? {
            if let Some((prefix, "comments" | "votes")) = split(&entry?.path()) {
                let name = prefix.strip_suffix('-').map_or_else(|| label(path), str::to_owned);
                prefixes.insert(prefix, name);
            }
        }
        if prefixes.is_empty() {
            return Err(Fault::NoneInFolder {
                folder: path.to_owned(),
                what: "conversation (NAME-comments.csv, NAME-votes.csv)",
            });
        }
        prefixes.into_iter().map(|(prefix, name)| Self::of(path, &prefix, name)).collect()
    }

    fn of(folder: &Path, prefix: &str, name: String) -> Result<Self, Fault> {
        let plain = |part: &str| folder.join(format!("{prefix}{part}.csv"));
        let file = |part: &str| {
            let packed = folder.join(format!("{prefix}{part}.csv.gz"));
            [plain(part), packed].into_iter().find(|path| path.is_file())
        };
        let need = |part: &str| file(part).ok_or_else(|| Fault::NoFile(plain(part)));
        Ok(Self { name, comments: need("comments")?, votes: need("votes")?, summary: file("summary") })
    }

    /// What is in its statements and votes, packed or not: the same content is the same conversation.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn content(&self) -> Result<String, Fault> {
        Ok(format!("{}/{}", content_hash(&self.comments)?, content_hash(&self.votes)?))
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

/// What stands before the part that a file's name says it holds, with its hyphen; and that part.
fn split(path: &Path) -> Option<(String, &'static str)> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let name = name.strip_suffix(".gz").unwrap_or(&name).strip_suffix(".csv")?;
    PARTS.into_iter().find_map(|part| {
        let prefix = name.strip_suffix(part)?;
        (prefix.is_empty() || prefix.ends_with('-')).then(|| (prefix.to_owned(), part))
    })
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
    agrees: Option<usize>,
    disagrees: Option<usize>,
    moderated: Option<usize>,
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
            agrees: header.find("agrees"),
            disagrees: header.find("disagrees"),
            moderated: header.find("moderated"),
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
    let counted =
        |column: Option<usize>, name| column.map(|column| value(row, column, name, WHOLE, count)).transpose();
    let moderation = |column| {
        value(row, column, "moderated", "1, 0 or -1", |text| match text {
            "1" => Some(Moderation::Accepted),
            "0" => Some(Moderation::Unseen),
            "-1" => Some(Moderation::Rejected),
            _ => None,
        })
    };
    Ok(Comment {
        line: row.line,
        id: value(row, at.id, "comment-id", WHOLE, |text| text.parse().ok())?,
        at_ms: value(row, at.at_ms, "timestamp", MS, at_ms)?,
        author,
        agrees: counted(at.agrees, "agrees")?,
        disagrees: counted(at.disagrees, "disagrees")?,
        moderation: at.moderated.map_or(Ok(Moderation::Unseen), moderation)?,
        body: row.fields.get(at.body).cloned().unwrap_or_default(),
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
                line: row.line,
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
