//! The rules that one file alone can break.

use crate::Complaint;
use crate::lexer::{self, Lexed, lines_with};
use crate::project::File;
use crate::structure::AREAS;

const FILE_LINES_MAX: usize = 500;
const FUNCTION_LINES_MAX: usize = 70;

/// Where money, votes and stock are counted: whole numbers only.
const EXACT: [&str; 7] = ["money", "voting", "auction", "ordering", "inventory", "billing", "dispute"];

/// Areas whose names are everyday words too: a digest's content is not the area `content`.
const EVERYDAY: [&str; 4] = ["content", "delivery", "identity", "support"];

/// What makes two runs differ. Core gets time and chance as values or through traits; only the client
/// and the transport, which drive a device's network, meet the real world.
const UNREPEATABLE: [(&str, &str); 5] = [
    ("HashMap", "its order differs between runs: use BTreeMap"),
    ("HashSet", "its order differs between runs: use BTreeSet"),
    ("SystemTime", "core reads no clock: times come in"),
    ("Instant::now", "core reads no clock: times come in"),
    ("rand", "core throws no dice: randomness comes in"),
];

/// What belongs to unfinished work.
const LEFT_OVERS: [(&str, &str); 4] = [
    ("#[ignore", "a test that does not run proves nothing"),
    ("todo!", "unfinished work"),
    ("unimplemented!", "unfinished work"),
    ("dbg!", "a left-over of debugging"),
];

/// Folders of a machine and words of a workplace. Cut in two, so that this file does not hold them.
const FORBIDDEN_PATHS: [&str; 5] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/home", "/user"),
    concat!("/t", "mp/h_"),
    concat!("/Use", "rs/"),
];
const FORBIDDEN_WORDS: [&str; 14] = [
    concat!("shared", "/spec"),
    concat!("shared", "/hooks"),
    concat!(".lib", "rary/"),
    concat!(".mir", "ror/"),
    concat!("issues ", "show"),
    concat!("before", "-stop"),
    concat!("cla", "ude"),
    concat!("anth", "ropic"),
    concat!("open", "ai"),
    concat!("chat", "gpt"),
    concat!("cop", "ilot"),
    concat!("sub", "agent"),
    concat!("sub-", "agent"),
    concat!("co-auth", "ored-by"),
];

/// Registry hosts stand in lock files and nowhere else.
const REGISTRY_HOSTS: [&str; 5] = [
    concat!("crates", ".io"),
    concat!("registry.npm", "js.org"),
    concat!("npm", "js.com"),
    concat!("py", "pi.org"),
    concat!("proxy.gol", "ang.org"),
];
const RUST_SOURCE: &str = concat!("registry+https://github.com/rust-lang/crates", ".io-index");
const NPM_SOURCE: &str = concat!("https://registry.npm", "js.org/");

/// Every breach in one file.
pub(crate) fn check(file: &File) -> Vec<Complaint> {
    let mut complaints = words(file);
    complaints.extend(lock_file(file));
    if file.is_generated() {
        return complaints;
    }
    if file.has_extension(&["ts", "svelte"]) {
        complaints.extend(length(file, 0));
    }
    if file.is_rust() {
        let lexed = lexer::lex(&file.text);
        complaints.extend(length(file, lexer::test_lines(&lexed.code)));
        complaints.extend(purpose(file));
        complaints.extend(functions(file, &lexed.code));
        complaints.extend(left_overs(file, &lexed.code));
        complaints.extend(silenced_lints(file, &lexed.code));
        complaints.extend(unrepeatable(file, &lexed.code));
        complaints.extend(floats(file, &lexed.code));
        complaints.extend(layers(file, &lexed));
    }
    complaints
}

/// No file is longer than a reader's patience; tests don't count.
fn length(file: &File, test_lines: usize) -> Vec<Complaint> {
    let lines = file.text.lines().count() - test_lines;
    if file.is_test() || lines <= FILE_LINES_MAX {
        return Vec::new();
    }
    vec![Complaint::new(&file.path, 0, format!("{lines} lines, at most {FILE_LINES_MAX}"))]
}

/// A module opens with what it is for.
fn purpose(file: &File) -> Vec<Complaint> {
    if file.text.lines().any(|line| line.starts_with("//!")) {
        return Vec::new();
    }
    vec![Complaint::new(&file.path, 1, "no paragraph of purpose (`//!`) at the top")]
}

fn functions(file: &File, code: &str) -> Vec<Complaint> {
    let long = lexer::functions(code).into_iter().filter(|function| function.lines > FUNCTION_LINES_MAX);
    let complain = |function: lexer::Function| {
        let rule = format!("fn {} has {} lines, at most {FUNCTION_LINES_MAX}", function.name, function.lines);
        Complaint::new(&file.path, function.line, rule)
    };
    long.map(complain).collect()
}

fn left_overs(file: &File, code: &str) -> Vec<Complaint> {
    LEFT_OVERS.iter().flat_map(|(pattern, why)| at_each(file, code, pattern, why)).collect()
}

/// A lint is silenced by `#[expect(…, reason = "…")]`, which complains when it is no longer needed.
fn silenced_lints(file: &File, code: &str) -> Vec<Complaint> {
    let why = "use `#[expect(lint, reason = \"…\")]`";
    let mut complaints: Vec<Complaint> =
        ["#[allow(", "#![allow("].iter().flat_map(|pattern| at_each(file, code, pattern, why)).collect();
    for (at, _) in code.match_indices("[expect(") {
        let attribute = code[at..].split(']').next().unwrap_or_default();
        if lines_with(attribute, "reason").is_empty() {
            let line = code[..at].matches('\n').count() + 1;
            complaints.push(Complaint::new(
                &file.path,
                line,
                format!("an expected lint without reason: {why}"),
            ));
        }
    }
    complaints
}

fn unrepeatable(file: &File, code: &str) -> Vec<Complaint> {
    let inside = file.path.strip_prefix("core/src/").unwrap_or_default();
    let outward = inside.is_empty() || is_module(inside, "client") || is_module(inside, "sync/transport");
    if outward || file.is_test() {
        return Vec::new();
    }
    let code = lexer::without_tests(code);
    UNREPEATABLE.iter().flat_map(|(pattern, why)| at_each(file, &code, pattern, why)).collect()
}

fn floats(file: &File, code: &str) -> Vec<Complaint> {
    let inside = file.path.strip_prefix("core/src/").unwrap_or_default();
    let exact = EXACT.iter().any(|name| is_module(inside, name));
    if !exact || file.is_test() {
        return Vec::new();
    }
    let code = lexer::without_tests(code);
    let why = "money, votes and stock are counted in whole numbers";
    let typed = ["f32", "f64"].iter().flat_map(|pattern| at_each(file, &code, pattern, why));
    let literal = "a floating-point literal where only whole numbers are counted";
    let literals = lexer::lines_with_float(&code).into_iter();
    typed.chain(literals.map(|line| Complaint::new(&file.path, line, literal))).collect()
}

/// What people hold in their hands.
const SHELLS: [&str; 2] = ["app-mobile/", "app-desktop/"];

/// Sync and store name no area, and store names no sync; areas name no sync. They meet in `domain.rs`. Shells
/// see the client.
fn layers(file: &File, lexed: &Lexed) -> Vec<Complaint> {
    let inside = file.path.strip_prefix("core/src/").unwrap_or_default();
    let (sync, store) = (is_module(inside, "sync"), is_module(inside, "store"));
    let area = AREAS.iter().any(|name| is_module(inside, name));
    let mut complaints = Vec::new();
    if SHELLS.iter().any(|shell| file.path.starts_with(shell)) {
        let why = "shells know the client, not sync: `core::client` gives what they need of it";
        for pattern in ["hubbub_core::sync", "use hubbub_core::{sync"] {
            complaints.extend(at_each(file, &lexed.code, pattern, why));
        }
    }
    if sync || store {
        let why = "sync and store name no area";
        let lines = AREAS.iter().flat_map(|name| lines_naming(&lexed.code, name).into_iter());
        let named =
            lexed.strings.iter().filter(|literal| names_area(&literal.text)).map(|literal| literal.line);
        complaints.extend(lines.chain(named).map(|line| Complaint::new(&file.path, line, why)));
    }
    if store || area {
        complaints.extend(at_each(
            file,
            &lexed.code,
            "crate::sync",
            "only `domain.rs` and the client know sync",
        ));
    }
    complaints
}

/// The lines that name an area: any use of its word, but for everyday words only paths through it.
fn lines_naming(code: &str, area: &str) -> Vec<usize> {
    if !EVERYDAY.contains(&area) {
        return lines_with(code, area);
    }
    let mut lines = [lines_with(code, &format!("{area}::")), lines_with(code, &format!("::{area}"))].concat();
    for (at, group) in code.match_indices("crate::{") {
        let names = code[at + group.len()..].split(';').next().unwrap_or_default();
        let before = code[..at].matches('\n').count();
        lines.extend(lines_with(names, area).into_iter().map(|line| line + before));
    }
    lines
}

/// Whether a text is an area's name, or starts with it as a path or a prefix: `voting.cast`, `content:…`.
fn names_area(text: &str) -> bool {
    AREAS.iter().any(|name| {
        text.strip_prefix(name).is_some_and(|rest| {
            let alone = !EVERYDAY.contains(name) && (rest.is_empty() || rest.starts_with('_'));
            alone || rest.starts_with(['.', ':', '/'])
        })
    })
}

/// Whether a path below `core/src/` belongs to the module `name`.
fn is_module(inside: &str, name: &str) -> bool {
    inside.strip_prefix(name).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}

/// Words that no file of the project holds.
fn words(file: &File) -> Vec<Complaint> {
    let lock = is_lock_file(file);
    let mut complaints = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        let lower = line.to_lowercase();
        let paths = FORBIDDEN_PATHS.iter().filter(|word| line.contains(**word));
        let words = FORBIDDEN_WORDS.iter().filter(|word| lower.contains(**word));
        let hosts = REGISTRY_HOSTS.iter().filter(|word| !lock && lower.contains(**word));
        let complain =
            |word: &&str| Complaint::new(&file.path, index + 1, format!("`{word}` does not belong here"));
        complaints.extend(paths.chain(words).chain(hosts).map(complain));
    }
    complaints
}

fn is_lock_file(file: &File) -> bool {
    ["Cargo.lock", "package-lock.json"].iter().any(|name| file.path.rsplit('/').next() == Some(*name))
}

/// Packages come from the two public registries, not from a mirror that others cannot reach.
fn lock_file(file: &File) -> Vec<Complaint> {
    if !is_lock_file(file) {
        return Vec::new();
    }
    let foreign = |line: &str| {
        let line = line.trim_start();
        let rust = line.strip_prefix("source = \"").is_some_and(|rest| rest != format!("{RUST_SOURCE}\""));
        let npm = line.strip_prefix("\"resolved\": \"").is_some_and(|rest| !rest.starts_with(NPM_SOURCE));
        rust || npm
    };
    let lines = file.text.lines().enumerate().filter(|(_, line)| foreign(line));
    lines.map(|(index, _)| Complaint::new(&file.path, index + 1, "not from the public registry")).collect()
}

fn at_each(file: &File, code: &str, pattern: &str, why: &str) -> Vec<Complaint> {
    let complain = |line| Complaint::new(&file.path, line, format!("`{pattern}`: {why}"));
    lines_with(code, pattern).into_iter().map(complain).collect()
}
