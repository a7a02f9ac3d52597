//! Participatory-budgeting elections in Pabulib's `.pb` format: META, PROJECTS, VOTES.
//!
//! Projects are held in memory (they are few), ballots are handed on one by one. The counts that META
//! announces are checked, so a file that was cut off is found out. See
//! [`mapping`](super::pabulib_mapping) for what an election becomes in Hubbub.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::Path;

use hubbub_core::id::Id;
use hubbub_core::voting::method::{Candidate, Selection};

use super::rows::{
    EXCERPT_CHARS_MAX, Entry, Fault, Header, RejectReason, Rejected, Row, Rows, open, text, value,
};

/// The most projects of one election.
pub const PROJECTS_MAX: usize = 100_000;

const DELIMITER: char = ';';

/// How ballots are filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoteType {
    /// Projects, all equal.
    Approval,
    /// One project.
    ChooseOne,
    /// Points out of a budget of points.
    Cumulative,
    /// Projects, the best first.
    Ordinal,
    /// A score per project.
    Scoring,
}

/// The META section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Every key and its value, as they stand in the file.
    pub values: BTreeMap<String, String>,
    /// How ballots are filled in.
    pub vote_type: VoteType,
    /// The rule that decided, in lower case; `unknown` where the file does not say.
    pub rule: String,
    /// The money, in minor units of the currency.
    pub budget_minor: i64,
    /// Digits after the point of the currency: 2, but 0 for a yen.
    pub minor_digits: u32,
    /// The number of projects announced.
    pub num_projects: u64,
    /// The number of ballots announced.
    pub num_votes: u64,
}

/// A project that money is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its id in the file.
    pub id: String,
    /// Its name; its id where the file gives none.
    pub name: String,
    /// Its cost in minor units.
    pub cost_minor: i64,
    /// The official number of ballots that name it.
    pub votes: Option<i64>,
    /// The official sum of points.
    pub score: Option<i64>,
    /// What became of it: 0 nothing, 1 funded, others as the city says (2: from other money).
    pub selected: Option<u32>,
}

/// A ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// The line it stands on, from 1.
    pub line: u64,
    /// The voter's number in the file.
    pub voter: String,
    /// Its choices in the order of the file. A project may stand twice: that is for the ballot check.
    pub choices: Vec<Choice>,
}

/// One choice of a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The project's place in [`Election::projects`].
    pub project: usize,
    /// 1 for an approval, else the points or the rank, as in a [`Selection`].
    pub value: i64,
}

/// An election that is being read. Its ballots come out by iteration.
#[derive(Debug)]
pub struct Election<R> {
    /// The META section.
    pub meta: Meta,
    /// The projects that were understood, in the order of the file.
    pub projects: Vec<Project>,
    /// The rows of PROJECTS that were not.
    pub rejected_projects: Vec<Rejected>,
    rows: Rows<R>,
    header: Header,
    voter: usize,
    vote: usize,
    points: Option<usize>,
    places: BTreeMap<String, usize>,
    ballots: u64,
    ended: bool,
}

/// Opens a file, gzipped or not, and reads it up to the first ballot.
///
/// # Errors
/// See [`Election::new`].
pub fn read(path: &Path) -> Result<Election<Box<dyn BufRead + Send>>, Fault> {
    Election::new(open(path)?)
}

impl<R: BufRead> Election<R> {
    /// Reads META, PROJECTS and the header of VOTES.
    ///
    /// # Errors
    /// A section, column or key is missing, META contradicts itself or the number of projects.
    pub fn new(input: R) -> Result<Self, Fault> {
        let mut rows = Rows::new(input, DELIMITER);
        expect_section(&mut rows, "META")?;
        let meta = read_meta(&mut rows)?;
        let mut projects = Vec::new();
        let mut rejected_projects = Vec::new();
        let mut places = BTreeMap::new();
        read_projects(&mut rows, &meta, |entry| {
            match entry {
                Ok(project) if places.contains_key(&project.id) => return Some(project.id),
                Ok(project) => {
                    places.insert(project.id.clone(), projects.len());
                    projects.push(project);
                }
                Err(rejected) => rejected_projects.push(rejected),
            }
            None
        })?;
        let header = Header::new("VOTES", &next_row(&mut rows, "VOTES")?);
        let (voter, vote) = (header.need("voter_id")?, header.need("vote")?);
        let points = match meta.vote_type {
            VoteType::Cumulative | VoteType::Scoring => Some(header.need("points")?),
            VoteType::Approval | VoteType::ChooseOne | VoteType::Ordinal => None,
        };
        let (ballots, ended) = (0, false);
        Ok(Self {
            meta,
            projects,
            rejected_projects,
            rows,
            header,
            voter,
            vote,
            points,
            places,
            ballots,
            ended,
        })
    }

    /// The projects as candidates; `id_of` gives a project's id in Hubbub.
    pub fn candidates(&self, id_of: impl Fn(&Project) -> Id) -> Vec<Candidate> {
        let projects = self.projects.iter().zip(0u32..);
        projects
            .map(|(project, position)| Candidate {
                id: id_of(project),
                cost_minor: project.cost_minor,
                position,
            })
            .collect()
    }

    fn ballot(&self, row: &Row) -> Result<Ballot, RejectReason> {
        self.header.fits(row)?;
        let voter = text(row, Some(self.voter));
        if voter.is_empty() {
            return Err(RejectReason::Empty { column: "voter_id" });
        }
        let vote = list(text(row, Some(self.vote)));
        let values = match self.points {
            None if self.meta.vote_type == VoteType::Ordinal => (1..).take(vote.len()).collect(),
            None => vec![1; vote.len()],
            Some(at) => points(row, at)?,
        };
        if values.len() != vote.len() {
            return Err(RejectReason::PointsMismatch { choices: vote.len(), points: values.len() });
        }
        let choice = |(id, value): (&str, i64)| {
            let project = self.places.get(id).copied();
            let project = project.ok_or_else(|| RejectReason::UnknownProject { found: shorten(id) })?;
            Ok(Choice { project, value })
        };
        let choices = vote.into_iter().zip(values).map(choice).collect::<Result<Vec<_>, RejectReason>>()?;
        Ok(Ballot { line: row.line, voter: voter.to_owned(), choices })
    }

    fn next_ballot(&mut self) -> Result<Option<Entry<Ballot>>, Fault> {
        let entry = loop {
            match self.rows.next_row()? {
                Some(Entry::Record(row)) if is_empty(&row) => {}
                entry => break entry,
            }
        };
        let Some(entry) = entry else {
            agree("ballots", self.meta.num_votes, self.ballots, &self.rows)?;
            return Ok(None);
        };
        self.ballots = self.ballots.saturating_add(1);
        Ok(Some(match entry {
            Entry::Rejected(rejected) => Entry::Rejected(rejected),
            Entry::Record(row) => match self.ballot(&row) {
                Ok(ballot) => Entry::Record(ballot),
                Err(reason) => Entry::Rejected(row.reject(DELIMITER, reason)),
            },
        }))
    }
}

impl<R: BufRead> Iterator for Election<R> {
    type Item = Result<Entry<Ballot>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.next_ballot();
        self.ended = !matches!(next, Ok(Some(_)));
        next.transpose()
    }
}

impl Ballot {
    /// The choices as Hubbub keeps them.
    #[must_use]
    pub fn selections(&self, candidates: &[Candidate]) -> Vec<Selection> {
        let selection = |choice: &Choice| {
            let candidate = candidates.get(choice.project)?;
            Some(Selection { option: candidate.id, value: choice.value })
        };
        self.choices.iter().filter_map(selection).collect()
    }
}

fn list(text: &str) -> Vec<&str> {
    if text.is_empty() { Vec::new() } else { text.split(',').map(str::trim).collect() }
}

fn points(row: &Row, at: usize) -> Result<Vec<i64>, RejectReason> {
    let parse = |text: &str| {
        let bad =
            || RejectReason::BadValue { column: "points", expected: "whole numbers", found: shorten(text) };
        whole(text).ok_or_else(bad)
    };
    list(text(row, Some(at))).into_iter().map(parse).collect()
}

fn shorten(text: &str) -> String {
    text.chars().take(EXCERPT_CHARS_MAX).collect()
}

fn is_empty(row: &Row) -> bool {
    row.fields.iter().all(|field| field.trim().is_empty())
}

/// The section that `row` opens, in capitals.
fn section(row: &Row) -> Option<&'static str> {
    let (first, rest) = row.fields.split_first()?;
    let name =
        ["META", "PROJECTS", "VOTES"].into_iter().find(|name| first.trim().eq_ignore_ascii_case(name))?;
    rest.iter().all(|field| field.trim().is_empty()).then_some(name)
}

fn next_row<R: BufRead>(rows: &mut Rows<R>, place: &'static str) -> Result<Row, Fault> {
    loop {
        match rows.next_row()? {
            Some(Entry::Record(row)) if is_empty(&row) => {}
            Some(Entry::Record(row)) => return Ok(row),
            Some(Entry::Rejected(rejected)) => return Err(Fault::Structure { place, rejected }),
            None => return Err(ends_before(place, rows)),
        }
    }
}

fn expect_section<R: BufRead>(rows: &mut Rows<R>, expected: &'static str) -> Result<(), Fault> {
    let row = next_row(rows, expected)?;
    opens(&row, expected, rows)
}

/// That `row` is the heading of the section `expected`.
fn opens<R: BufRead>(row: &Row, expected: &'static str, rows: &Rows<R>) -> Result<(), Fault> {
    if section(row) == Some(expected) {
        return Ok(());
    }
    let first = row.fields.first().map_or("", String::as_str);
    let found = format!("line {} is {:?}", row.line, shorten(first));
    Err(Fault::MissingSection { expected, found, quote_line: rows.quote_line() })
}

fn ends_before<R: BufRead>(expected: &'static str, rows: &Rows<R>) -> Fault {
    Fault::MissingSection { expected, found: "the file ends".to_owned(), quote_line: rows.quote_line() }
}

fn agree<R: BufRead>(what: &'static str, stated: u64, found: u64, rows: &Rows<R>) -> Result<(), Fault> {
    if stated == found {
        return Ok(());
    }
    Err(Fault::Count { what, stated, found, quote_line: rows.quote_line() })
}

/// Reads the lines of META and the heading of PROJECTS.
fn read_meta<R: BufRead>(rows: &mut Rows<R>) -> Result<Meta, Fault> {
    let header = Header::new("META", &next_row(rows, "META")?);
    header.need("key")?;
    header.need("value")?;
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    loop {
        let row = next_row(rows, "PROJECTS")?;
        if section(&row).is_some() {
            opens(&row, "PROJECTS", rows)?;
            return Meta::new(values);
        }
        let (key, rest) = row.fields.split_first().map_or(("", &[] as &[String]), |(key, rest)| (key, rest));
        let value = rest.join(";").trim().trim_end_matches(';').to_owned();
        let key = key.trim().to_lowercase();
        match values.get(&key) {
            Some(earlier) if *earlier != value => {
                return Err(Fault::BadMeta { key, value, expected: "what an earlier line says" });
            }
            _ => values.insert(key, value),
        };
    }
}

impl Meta {
    fn new(values: BTreeMap<String, String>) -> Result<Self, Fault> {
        let minor_digits = values.get("currency").map_or(2, |currency| minor_digits(currency.trim()));
        let vote_type = match need(&values, "vote_type")?.to_lowercase().as_str() {
            "approval" => VoteType::Approval,
            "choose-1" => VoteType::ChooseOne,
            "cumulative" => VoteType::Cumulative,
            "ordinal" => VoteType::Ordinal,
            "scoring" => VoteType::Scoring,
            other => {
                let (key, value) = ("vote_type".to_owned(), shorten(other));
                return Err(Fault::BadMeta { key, value, expected: "a type of ballot that is known" });
            }
        };
        let rule = values.get("rule").map(|rule| rule.trim().to_lowercase()).filter(|rule| !rule.is_empty());
        let budget = need(&values, "budget")?;
        let budget_minor = minor_units(budget, minor_digits);
        let num_projects = number(&values, "num_projects")?.ok_or(Fault::MissingMeta("num_projects"))?;
        let num_votes = number(&values, "num_votes")?.ok_or(Fault::MissingMeta("num_votes"))?;
        Ok(Self {
            vote_type,
            rule: rule.unwrap_or_else(|| "unknown".to_owned()),
            budget_minor: budget_minor.ok_or_else(|| bad_meta("budget", budget, "an amount of money"))?,
            minor_digits,
            num_projects,
            num_votes,
            values,
        })
    }

    /// A whole number that META may give, 0 or more.
    ///
    /// # Errors
    /// [`Fault::BadMeta`] when it is something else.
    pub fn number(&self, key: &'static str) -> Result<Option<u64>, Fault> {
        number(&self.values, key)
    }

    /// An amount that META may give, in minor units.
    ///
    /// # Errors
    /// [`Fault::BadMeta`] when it is something else.
    pub fn amount(&self, key: &'static str) -> Result<Option<i64>, Fault> {
        let amount = self.values.get(key).filter(|text| !text.is_empty());
        amount
            .map(|text| {
                minor_units(text, self.minor_digits).ok_or_else(|| bad_meta(key, text, "an amount of money"))
            })
            .transpose()
    }
}

fn need<'a>(values: &'a BTreeMap<String, String>, key: &'static str) -> Result<&'a str, Fault> {
    values.get(key).map(|value| value.trim()).filter(|value| !value.is_empty()).ok_or(Fault::MissingMeta(key))
}

fn number(values: &BTreeMap<String, String>, key: &'static str) -> Result<Option<u64>, Fault> {
    let parse = |text: &String| {
        let number = whole(text.trim()).and_then(|number| u64::try_from(number).ok());
        number.ok_or_else(|| bad_meta(key, text, "a whole number, 0 or more"))
    };
    values.get(key).filter(|text| !text.trim().is_empty()).map(parse).transpose()
}

fn bad_meta(key: &str, value: &str, expected: &'static str) -> Fault {
    Fault::BadMeta { key: key.to_owned(), value: shorten(value), expected }
}

/// Reads the rows of PROJECTS and the heading of VOTES. `sink` gives back the id of a project that it
/// already has.
fn read_projects<R: BufRead>(
    rows: &mut Rows<R>,
    meta: &Meta,
    mut sink: impl FnMut(Result<Project, Rejected>) -> Option<String>,
) -> Result<(), Fault> {
    let header = Header::new("PROJECTS", &next_row(rows, "PROJECTS")?);
    let (id, cost) = (header.need("project_id")?, header.need("cost")?);
    let mut found = 0u64;
    loop {
        let entry = rows.next_row()?;
        let row = match entry {
            Some(Entry::Record(row)) if is_empty(&row) => continue,
            Some(Entry::Record(row)) => row,
            Some(Entry::Rejected(rejected)) => {
                found = found.saturating_add(1);
                sink(Err(rejected));
                continue;
            }
            None => return Err(ends_before("VOTES", rows)),
        };
        if section(&row).is_some() {
            opens(&row, "VOTES", rows)?;
            return agree("projects", meta.num_projects, found, rows);
        }
        found = found.saturating_add(1);
        if usize::try_from(found).unwrap_or(usize::MAX) > PROJECTS_MAX {
            return Err(Fault::TooManyProjects(PROJECTS_MAX));
        }
        let project = project(&row, &header, id, cost, meta.minor_digits);
        if let Some(found) = sink(project.map_err(|reason| row.reject(DELIMITER, reason))) {
            sink(Err(row.reject(DELIMITER, RejectReason::Twice { column: "project_id", found })));
        }
    }
}

fn project(row: &Row, header: &Header, id: usize, cost: usize, digits: u32) -> Result<Project, RejectReason> {
    header.fits(row)?;
    let id = text(row, Some(id));
    if id.is_empty() {
        return Err(RejectReason::Empty { column: "project_id" });
    }
    let name = Some(text(row, header.find("name"))).filter(|name| !name.is_empty());
    let optional = |column: &'static str| match header.find(column) {
        Some(at) if !text(row, Some(at)).is_empty() => {
            value(row, at, column, "a whole number", whole).map(Some)
        }
        _ => Ok(None),
    };
    Ok(Project {
        id: id.to_owned(),
        name: name.unwrap_or(id).to_owned(),
        cost_minor: value(row, cost, "cost", "an amount of money", |text| minor_units(text, digits))?,
        votes: optional("votes")?,
        score: optional("score")?,
        selected: optional("selected")?.and_then(|selected| u32::try_from(selected).ok()),
    })
}

/// A whole number, also written with a fraction of zeros, as `12.0`.
fn whole(text: &str) -> Option<i64> {
    let (digits, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.bytes().all(|byte| byte == b'0') { digits.parse().ok() } else { None }
}

/// An amount written in whole units, perhaps with a fraction, in minor units; `None` when it is none, is
/// negative, too large or finer than the currency's minor unit.
#[must_use]
pub fn minor_units(text: &str, digits: u32) -> Option<i64> {
    let (units, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if units.is_empty() || !is_number(units) || !is_number(fraction) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let missing = usize::try_from(digits).ok()?.checked_sub(fraction.len())?;
    format!("{units}{fraction}{}", "0".repeat(missing)).parse().ok()
}

/// Digits after the point of a currency (ISO 4217), 2 for unknown ones.
fn minor_digits(currency: &str) -> u32 {
    match currency {
        "CLP" | "ISK" | "JPY" | "KRW" | "PYG" | "UGX" | "VND" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}
