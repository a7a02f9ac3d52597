//! Recipes: a Markdown file each, which begins with its title, tags and author between two lines of hyphens.
//!
//! The beginnings were written by hand: quotes are single, double or none, keys come in any order, and some
//! files have keys of their own, which are passed over.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::rows::{EXCERPT_CHARS_MAX, Fault, RECORD_BYTES_MAX, RejectReason, Rejected};

const FENCE: &str = "---";
const NO_FENCE: &str = "a line of three hyphens";

/// A recipe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// Its title; not empty.
    pub title: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Who wrote it; empty where nobody is named.
    pub author: String,
    /// What to take and what to do, in Markdown, without pictures; not empty.
    pub text: String,
    /// The names of its pictures' files, in order.
    pub pictures: Vec<String>,
}

/// The recipes of a folder, or the one file, by name.
///
/// # Errors
/// The folder can't be read.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, Fault> {
    if !path.exists() {
        return Err(Fault::NoFile(path.to_owned()));
    }
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let file = entry?.path();
        if file.extension().is_some_and(|ending| ending == "md") {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// Reads a file.
///
/// # Errors
/// Reading fails; a file that is no recipe is a [`Rejected`] instead, which names the line.
pub fn read(file: &Path) -> Result<Result<Recipe, Rejected>, Fault> {
    let limit = u64::try_from(RECORD_BYTES_MAX).unwrap_or(u64::MAX);
    let mut content = Vec::new();
    std::fs::File::open(file)?.take(limit + 1).read_to_end(&mut content)?;
    if content.len() > RECORD_BYTES_MAX {
        return Ok(Err(rejected(1, RejectReason::TooLong, "")));
    }
    Ok(match String::from_utf8(content) {
        Ok(text) => parse(&text),
        Err(_) => Err(rejected(1, RejectReason::NotUtf8, "")),
    })
}

/// Reads the text of a file.
///
/// # Errors
/// What is wrong with it, and in which line.
pub fn parse(text: &str) -> Result<Recipe, Rejected> {
    let mut lines = (1..).zip(text.trim_start_matches('\u{feff}').lines());
    let fence = |line: &str| line.trim_end() == FENCE;
    let bad = |column, found: &str| RejectReason::BadValue { column, expected: NO_FENCE, found: cut(found) };
    match lines.next() {
        Some((_, line)) if fence(line) => {}
        first => {
            let (line, found) = first.unwrap_or((1, ""));
            return Err(rejected(line, bad("the first line", found), found));
        }
    }
    let mut recipe = Recipe {
        title: String::new(),
        tags: Vec::new(),
        author: String::new(),
        text: String::new(),
        pictures: Vec::new(),
    };
    let mut last = 1;
    loop {
        match lines.next() {
            None => return Err(rejected(last, bad("the end of the beginning", ""), "")),
            Some((_, line)) if fence(line) => break,
            Some((number, line)) => {
                last = number;
                recipe.take(line);
            }
        }
    }
    for (_, line) in lines {
        recipe.take_text(line);
    }
    recipe.text = recipe.text.trim().to_owned();
    for (column, empty) in [("title", recipe.title.is_empty()), ("the text", recipe.text.is_empty())] {
        if empty {
            return Err(rejected(last, RejectReason::Empty { column }, ""));
        }
    }
    Ok(recipe)
}

impl Recipe {
    /// Takes in a line of the beginning.
    fn take(&mut self, line: &str) {
        let Some((key, value)) = line.split_once(':') else { return };
        let value = unquoted(value);
        match key.trim() {
            "title" => self.title = value.to_owned(),
            "author" => self.author = value.to_owned(),
            "tags" => {
                let inner = value.trim_start_matches('[').trim_end_matches(']');
                let tags = inner.split(',').map(unquoted).filter(|tag| !tag.is_empty());
                self.tags = tags.map(str::to_owned).collect();
            }
            _ => {}
        }
    }

    /// Takes in a line of the text. A line that only shows a picture is left out.
    fn take_text(&mut self, line: &str) {
        let line = line.trim_end();
        if let Some(rest) = line.trim_start().strip_prefix("![")
            && let Some((_, target)) = rest.split_once("](")
        {
            let target = target.split([' ', ')']).next().unwrap_or_default();
            let name = target.rsplit('/').next().unwrap_or_default();
            self.pictures.push(name.to_owned());
            return;
        }
        self.text.extend(line.chars().filter(|c| !c.is_control() || *c == '\t'));
        self.text.push('\n');
    }
}

fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let inside = |quote| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(text).trim()
}

fn rejected(line: u64, reason: RejectReason, text: &str) -> Rejected {
    Rejected { line, reason, excerpt: cut(text) }
}

fn cut(text: &str) -> String {
    text.chars().take(EXCERPT_CHARS_MAX).collect()
}
