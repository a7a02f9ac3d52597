//! The rules about the tree as a whole: what must be there, and what must be switched on.

use std::collections::BTreeSet;

use crate::Complaint;
use crate::lexer::lex;
use crate::project::Project;

/// The areas of the domain, there already or planned. Their names belong to them alone.
pub(crate) const AREAS: [&str; 13] = [
    "identity",
    "notice",
    "community",
    "voting",
    "auction",
    "ordering",
    "inventory",
    "delivery",
    "support",
    "dispute",
    "billing",
    "content",
    "compliance",
];

/// Folders of `core/src` that are no areas.
const LAYERS: [&str; 4] = ["client", "i18n", "store", "sync"];

/// What every area folder holds: learn one area, know all.
const AREA_FILES: [&str; 5] = ["mod.rs", "model.rs", "command.rs", "view.rs", "tests.rs"];

/// Lints that core denies outside its tests.
const DENIED: [&str; 4] =
    ["clippy::unwrap_used", "clippy::expect_used", "clippy::indexing_slicing", "clippy::panic"];

/// What may allow `unsafe` where it says why: a file system for SQLite speaks C, the phone's bridge speaks Java and
/// Objective-C.
const SPEAKS_C: [&str; 2] = ["simulation/disk/Cargo.toml", "app-mobile/native/Cargo.toml"];
/// What these keep of the workspace's lints.
const STRICT: [&str; 4] = [
    "unsafe_code = \"deny\"",
    "missing_docs = \"warn\"",
    "all = { level = \"warn\", priority = -1 }",
    "too_many_lines = \"warn\"",
];

/// Crates that core must not know, however it is built.
const NOT_IN_CORE: [&str; 5] = ["axum", "postgres", "tauri", "dioxus", "hubbub-server"];

/// Every breach in the tree.
pub(crate) fn check(project: &Project) -> Vec<Complaint> {
    let mut complaints = areas(project);
    complaints.extend(core_lints(project));
    complaints.extend(workspace_lints(project));
    complaints.extend(core_dependencies(project));
    complaints.extend(named_tests(project));
    complaints
}

/// Documents that say which test shows what.
const WITH_TESTS: [&str; 2] = ["docs/security.md", "docs/asvs.md"];

/// A test that such a document names as `file::name` is there; a name may be cut with `…`.
fn named_tests(project: &Project) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for document in WITH_TESTS.iter().filter_map(|path| project.file(path)) {
        for (line, text) in (1..).zip(document.text.lines()) {
            let quoted = text.split('`').skip(1).step_by(2);
            for (file, name) in quoted.filter_map(|quoted| quoted.split_once("::")) {
                if (file, name) == ("file", "name")
                    || !file.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                {
                    continue;
                }
                let start = match name.strip_suffix('…') {
                    Some(start) => format!("fn {start}"),
                    None => format!("fn {name}("),
                };
                let source = project.file(&format!("sync-server/tests/server/{file}.rs"));
                if source.is_none_or(|source| !source.text.contains(&start)) {
                    complaints.push(Complaint::new(
                        &document.path,
                        line,
                        format!("there is no test {file}::{name}"),
                    ));
                }
            }
        }
    }
    complaints
}

fn areas(project: &Project) -> Vec<Complaint> {
    let folders: BTreeSet<&str> = project
        .files
        .iter()
        .filter_map(|file| file.path.strip_prefix("core/src/"))
        .filter_map(|inside| inside.split_once('/').map(|(folder, _)| folder))
        .collect();
    let domain = project.file("core/src/domain.rs").map(|file| file.text.as_str());
    let mut complaints = Vec::new();
    for folder in folders.into_iter().filter(|folder| !LAYERS.contains(folder)) {
        let path = format!("core/src/{folder}");
        if !AREAS.contains(&folder) {
            complaints.push(Complaint::new(&path, 0, "neither a layer nor an area of the architecture"));
            continue;
        }
        // An area whose rules stand before its commands do is not in the domain's root yet.
        let is_in_domain = domain.is_none_or(|text| text.contains(&format!("{folder}::")));
        let needed = if is_in_domain { &AREA_FILES[..] } else { &AREA_FILES[..1] };
        let missing = needed.iter().filter(|name| project.file(&format!("{path}/{name}")).is_none());
        complaints.extend(missing.map(|name| Complaint::new(&path, 0, format!("an area without {name}"))));
    }
    complaints
}

/// Core cannot be built with `unsafe`, and cannot panic by a careless word.
fn core_lints(project: &Project) -> Vec<Complaint> {
    let path = "core/src/lib.rs";
    let Some(file) = project.file(path) else {
        return vec![Complaint::new(path, 0, "is missing")];
    };
    let code: String = lex(&file.text).code.split_whitespace().collect();
    let mut complaints = Vec::new();
    if !code.contains("#![forbid(unsafe_code)]") {
        complaints.push(Complaint::new(path, 0, "`#![forbid(unsafe_code)]` is missing"));
    }
    let denied: Vec<&str> = code
        .split("#![cfg_attr(not(test),deny(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .flat_map(|list| list.split(','))
        .collect();
    let missing = DENIED.iter().filter(|lint| !denied.contains(*lint));
    let complain = |lint| Complaint::new(path, 0, format!("`{lint}` is not denied outside tests"));
    complaints.extend(missing.map(complain));
    complaints
}

/// The lints that this test relies on are on, with our bounds, in every member.
fn workspace_lints(project: &Project) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let needed = [
        ("Cargo.toml", "too_many_lines = \"warn\""),
        ("Cargo.toml", "unsafe_code = \"forbid\""),
        ("Cargo.toml", "missing_docs = \"warn\""),
        ("clippy.toml", "too-many-lines-threshold = 70"),
    ];
    for (path, line) in needed {
        if !project.file(path).is_some_and(|file| file.text.lines().any(|found| found.trim() == line)) {
            complaints.push(Complaint::new(path, 0, format!("`{line}` is missing")));
        }
    }
    let members = project.files.iter().filter(|file| file.path.ends_with("/Cargo.toml"));
    let lax = members.filter(|file| {
        let text = file.text.replace("\r\n", "\n");
        let strict_itself =
            SPEAKS_C.contains(&file.path.as_str()) && STRICT.iter().all(|line| text.contains(line));
        !text.contains("[lints]\nworkspace = true") && !strict_itself
    });
    complaints.extend(lax.map(|file| Complaint::new(&file.path, 0, "does not take the workspace's lints")));
    complaints
}

fn core_dependencies(project: &Project) -> Vec<Complaint> {
    let path = "core/Cargo.toml";
    let Some(file) = project.file(path) else {
        return vec![Complaint::new(path, 0, "is missing")];
    };
    let mut complaints = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
        if NOT_IN_CORE.iter().any(|crate_name| name.contains(crate_name)) {
            complaints.push(Complaint::new(path, index + 1, format!("core does not know {name}")));
        }
    }
    complaints
}
