//! The house rules that a program can check, run over every file of the project.
//!
//! A complaint names file, line and rule. `samples.rs` holds a bad example for each rule, so a rule
//! that has gone blind turns the tests red.

mod lexer;
mod migrations;
mod project;
mod rules;
mod samples;
mod structure;

use std::fmt;

use project::Project;

/// One breach of a house rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Complaint {
    pub(crate) path: String,
    /// Counted from 1; 0 speaks of the whole file.
    pub(crate) line: usize,
    pub(crate) rule: String,
}

impl Complaint {
    pub(crate) fn new(path: &str, line: usize, rule: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, rule: rule.into() }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.rule),
            line => write!(f, "{}:{line}: {}", self.path, self.rule),
        }
    }
}

fn assert_none(complaints: &[Complaint]) {
    let lines: Vec<String> = complaints.iter().map(Complaint::to_string).collect();
    assert!(lines.is_empty(), "{} complaints:\n{}", lines.len(), lines.join("\n"));
}

#[test]
fn the_walk_sees_the_project() {
    let project = Project::read();
    for path in ["Cargo.toml", "core/src/lib.rs", "tests/tests/tidy/main.rs", "README.md"] {
        assert!(project.file(path).is_some(), "{path} was not found");
    }
}

#[test]
fn every_file_keeps_the_house_rules() {
    let complaints: Vec<Complaint> = Project::read().files.iter().flat_map(rules::check).collect();
    assert_none(&complaints);
}

#[test]
fn the_tree_keeps_its_shape() {
    assert_none(&structure::check(&Project::read()));
}

#[test]
fn migrations_are_append_only() {
    assert_none(&migrations::check_or_update(&Project::read()));
}
