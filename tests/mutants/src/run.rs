//! The copy with the switches, its build, and a run of its tests per change.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::list::Mutant;
use crate::switch::{SWITCHES, switched};
use crate::{Failure, Plan};

/// Builds at most: each drops the changes that do not compile.
const BUILDS_MAX: usize = 12;
/// How much longer than without a change tests may take before they count as hanging.
const PATIENCE: u32 = 8;
const PATIENCE_MIN: Duration = Duration::from_secs(60);
/// And what they may take without one.
const UNCHANGED_MAX: Duration = Duration::from_secs(3_600);

/// The tests, ready to run.
pub(crate) struct Built {
    program: PathBuf,
    folder: PathBuf,
    /// By number.
    mutants: BTreeMap<usize, Mutant>,
    /// Changes that do not compile, or have no place for a switch.
    pub(crate) dropped: BTreeSet<usize>,
}

/// How the tests ended.
pub(crate) enum End {
    /// This test failed.
    Noticed(String),
    /// They did not come to an end.
    Hung,
    /// All passed.
    Survived,
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Noticed(test) => write!(f, "noticed by {test}"),
            Self::Hung => f.write_str("hung"),
            Self::Survived => f.write_str("SURVIVED"),
        }
    }
}

/// Copies the tree, puts the switches in, and builds core's tests; what does not compile is dropped.
pub(crate) fn build(plan: &Plan, mutants: Vec<Mutant>) -> Result<Built, Failure> {
    let tree = plan.target.join("mutants").join("tree");
    copy(&plan.root, &tree)?;
    let core = tree.join("core").join("src");
    fs::write(core.join("mutants.rs"), SWITCHES)?;
    let library = fs::read_to_string(core.join("lib.rs"))?;
    fs::write(core.join("lib.rs"), format!("{library}\npub mod mutants;\n"))?;
    let mutants: BTreeMap<usize, Mutant> = (1..).zip(mutants).collect();
    let mut dropped = BTreeSet::new();
    for _ in 0..BUILDS_MAX {
        let put = write_switched(plan, &tree, &mutants, &dropped)?;
        dropped.extend(put.left_out.iter().copied());
        match compile(plan, &tree, &put)? {
            Compiled::Program(program) => {
                return Ok(Built { program, folder: tree.join("core"), mutants, dropped });
            }
            Compiled::Not(numbers) => {
                eprintln!("{} changes do not compile", numbers.len());
                dropped.extend(numbers);
            }
        }
    }
    Err(Failure::new("the changes do not compile together"))
}

fn copy(root: &Path, tree: &Path) -> Result<(), Failure> {
    let listed = Command::new("git").current_dir(root).args(["ls-files", "-z"]).output()?;
    for path in String::from_utf8(listed.stdout)?.split_terminator('\0') {
        let (from, to) = (root.join(path), tree.join(path));
        fs::create_dir_all(to.parent().unwrap_or(tree))?;
        fs::copy(from, to)?;
    }
    Ok(())
}

/// What was put where.
#[derive(Default)]
struct Put {
    left_out: BTreeSet<usize>,
    /// File, line and number.
    lines: Vec<(String, usize, usize)>,
    in_const: BTreeSet<usize>,
}

fn write_switched(
    plan: &Plan,
    tree: &Path,
    mutants: &BTreeMap<usize, Mutant>,
    dropped: &BTreeSet<usize>,
) -> Result<Put, Failure> {
    let mut by_file: BTreeMap<&str, Vec<(usize, &Mutant)>> = BTreeMap::new();
    for (number, mutant) in mutants {
        // A file whose changes were all dropped is as it was.
        let here = by_file.entry(mutant.file.as_str()).or_default();
        if !dropped.contains(number) {
            here.push((*number, mutant));
        }
    }
    let mut put = Put::default();
    for (file, mutants) in by_file {
        let text = fs::read_to_string(plan.root.join(file))?;
        let switched = switched(&text, &mutants)?;
        fs::write(tree.join(file), switched.text)?;
        put.left_out.extend(switched.left_out);
        put.in_const.extend(switched.in_const);
        put.lines.extend(switched.lines.into_iter().map(|(line, number)| (file.to_owned(), line, number)));
    }
    Ok(put)
}

enum Compiled {
    Program(PathBuf),
    /// The numbers of changes that stand where the compiler complains.
    Not(BTreeSet<usize>),
}

fn compile(plan: &Plan, tree: &Path, put: &Put) -> Result<Compiled, Failure> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(tree).env("CARGO_TARGET_DIR", &plan.target).env("CARGO_PROFILE_DEV_OPT_LEVEL", "0");
    cargo.args(["test", "--no-run", "--quiet", "--package=hubbub-core", "--lib", "--message-format=json"]);
    let output = cargo.stderr(Stdio::inherit()).output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let mut complaints = BTreeSet::new();
    for line in said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let program =
            line.get("executable").and_then(Value::as_str).filter(|_| line["profile"]["test"] == true);
        if let (Some(program), true) = (program, output.status.success()) {
            return Ok(Compiled::Program(PathBuf::from(program)));
        }
        let Some(message) = line.get("message").filter(|message| message["level"] == "error") else {
            continue;
        };
        for span in message["spans"].as_array().into_iter().flatten() {
            let file = span["file_name"].as_str().unwrap_or_default();
            let at = |name: &str| span[name].as_u64().and_then(|line| usize::try_from(line).ok());
            if let (Some(first), Some(last)) = (at("line_start"), at("line_end")) {
                complaints.insert((file.to_owned(), first, last));
            }
        }
    }
    let is_blamed = |file: &str, line: usize| {
        complaints.iter().any(|(named, first, last)| named == file && (*first..=*last).contains(&line))
    };
    let put_there = put.lines.iter().filter(|(file, line, _)| is_blamed(file, *line));
    let mut blamed: BTreeSet<usize> = put_there.map(|(.., number)| *number).collect();
    if blamed.is_empty() {
        // Somebody needs a function as `const` that is none any more.
        blamed.clone_from(&put.in_const);
    }
    if blamed.is_empty() {
        return Err(Failure::new(format!("the build failed: {complaints:?}")));
    }
    Ok(Compiled::Not(blamed))
}

/// Tries each change; `told` hears how it ended. How many were tried.
pub(crate) fn each(
    plan: &Plan,
    built: &Built,
    mut told: impl FnMut(&Mutant, &End),
) -> Result<usize, Failure> {
    let start = Instant::now();
    let limit = Duration::from_secs(plan.minutes * 60);
    let mut usual: BTreeMap<String, [Duration; 2]> = BTreeMap::new();
    let mut tried = 0;
    for (number, mutant) in built.mutants.iter().filter(|(number, _)| !built.dropped.contains(*number)) {
        if plan.minutes > 0 && start.elapsed() > limit {
            break;
        }
        let area = mutant.area();
        let [own, others] = match usual.get(area) {
            Some(times) => *times,
            None => {
                let times = unchanged(built, area)?;
                usual.insert(area.to_owned(), times);
                times
            }
        };
        let mut end = test(built, Some(*number), area, true, patience(own))?;
        if matches!(end, End::Survived) {
            end = test(built, Some(*number), area, false, patience(others))?;
        }
        told(mutant, &end);
        tried += 1;
    }
    Ok(tried)
}

/// How long the tests of an area and all others take; they pass.
fn unchanged(built: &Built, area: &str) -> Result<[Duration; 2], Failure> {
    let mut times = [Duration::ZERO; 2];
    for (time, own) in times.iter_mut().zip([true, false]) {
        let begun = Instant::now();
        match test(built, None, area, own, UNCHANGED_MAX)? {
            End::Survived => *time = begun.elapsed(),
            end => return Err(Failure::new(format!("without a change: {end}"))),
        }
    }
    Ok(times)
}

fn patience(usual: Duration) -> Duration {
    (usual * PATIENCE).max(PATIENCE_MIN)
}

/// Runs the tests of the area, or all others, until the first that fails.
fn test(
    built: &Built,
    number: Option<usize>,
    area: &str,
    own: bool,
    patience: Duration,
) -> Result<End, Failure> {
    let mut command = Command::new(&built.program);
    command.current_dir(&built.folder).env("INSTA_UPDATE", "no").env("RUST_BACKTRACE", "0");
    command.env("CARGO_MANIFEST_DIR", &built.folder);
    if let Some(number) = number {
        command.env("HUBBUB_MUTANT", number.to_string());
    }
    let filter = format!("{area}::");
    command.args(if own { vec![filter.as_str()] } else { vec!["--skip", filter.as_str()] });
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let output = child.stdout.take().ok_or_else(|| Failure::new("no output"))?;
    let (sender, lines) = channel();
    let reading = std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    let end = Instant::now() + patience;
    let found = loop {
        match lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(line) if line.starts_with("test ") && line.ends_with("FAILED") => {
                break Some(End::Noticed(line["test ".len()..].trim_end_matches(" ... FAILED").to_owned()));
            }
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) => break Some(End::Hung),
            Err(RecvTimeoutError::Disconnected) => break None,
        }
    };
    let ended = stop(&mut child, found.is_some())?;
    drop(lines);
    reading.join().map_err(|_| Failure::new("the reader of the output panicked"))?;
    Ok(found.unwrap_or(if ended { End::Survived } else { End::Noticed("the end of the process".to_owned()) }))
}

/// Ends the tests; whether they had ended well by themselves.
fn stop(child: &mut Child, kill: bool) -> Result<bool, Failure> {
    if kill {
        child.kill()?;
    }
    Ok(child.wait()?.success())
}
