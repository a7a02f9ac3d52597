//! `cargo xtask fuzz-parsers`: libFuzzer on everything that reads what strangers send (`fuzz/`), with the stable
//! compiler. The flags are those of cargo-fuzz without a sanitizer: the code has no `unsafe` of its own, so what is
//! looked for are panics, overflows, endless work and memory without bound. Hubbub's own crates have them; what they
//! depend on is the same as in every other build, and not built again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::packages;
use crate::step::{self, Failure, cargo, root, target_dir};

/// Said to this program when it stands for the compiler.
const AS_COMPILER: &str = "HUBBUB_FUZZ_COMPILER";
/// What is compiled with the flags.
const OWN: [&str; 3] = ["hubbub_core", "hubbub_server", "hubbub_parsers"];
/// Minutes per target where none are named.
const MINUTES: u64 = 2;
/// The longest input, in bytes. Bounds of larger ones have tests of their own.
const BYTES_MAX: u32 = 8 * 1024;
/// What one input may take.
const SECONDS_MAX: u32 = 20;
const MEMORY_MIB_MAX: u32 = 2_048;
const FLAGS: [&str; 6] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cllvm-args=-simplifycfg-branch-fold-threshold=0",
];

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    minutes: u64,
    /// One target; all of them otherwise.
    only: Option<String>,
    /// Whether what reached something new joins the kept inputs.
    keep: bool,
}

/// The arguments, or a sentence that says what is wrong with them.
pub(crate) fn check(arguments: &[&str]) -> Result<Plan, String> {
    let mut plan = Plan { minutes: MINUTES, only: None, keep: false };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match *argument {
            "--keep" => plan.keep = true,
            "--minutes" => {
                let minutes = rest.next().and_then(|minutes| minutes.parse().ok());
                plan.minutes = minutes.ok_or("`--minutes` needs a whole number.")?;
            }
            "--target" => {
                let target = rest.next().ok_or("`--target` needs a name.")?;
                plan.only = Some((*target).to_owned());
            }
            other => return Err(format!("`fuzz-parsers` does not take `{other}`.")),
        }
    }
    Ok(plan)
}

pub(crate) fn run(plan: &Plan) -> Result<(), Failure> {
    packages::run()?;
    let (fuzz, work) = (root()?.join("fuzz"), target_dir()?.join("fuzz-parsers"));
    let targets = targets(&fuzz, plan.only.as_deref())?;
    step::run(build(&fuzz, &targets)?)?;
    let programs = target_dir()?.join("debug");
    let mut broken = Vec::new();
    for target in &targets {
        let folder = |kind: &str| work.join(kind).join(target);
        let (seen, found, kept) = (folder("seen"), folder("found"), fuzz.join("corpus").join(target));
        for folder in [&seen, &found, &kept] {
            made(folder)?;
        }
        let mut fuzzing = Command::new(programs.join(target));
        fuzzing.arg(&seen).arg(&kept).args(options(plan.minutes, &found));
        let output = fuzzing.stderr(Stdio::piped()).stdout(Stdio::null()).output();
        let output = output.map_err(|error| Failure::new(format!("{target}: {error}")))?;
        let said = String::from_utf8_lossy(&output.stderr);
        println!("{}", figures(target, &said, files(&found)?.len()));
        if !output.status.success() {
            let said: Vec<&str> = said.lines().filter(|line| !line.starts_with("stat::")).collect();
            eprintln!("{}", said[said.len().saturating_sub(40)..].join("\n"));
            broken.push(target.clone());
        }
        if plan.keep {
            let mut merge = Command::new(programs.join(target));
            merge.args(["-merge=1", &format!("-max_len={BYTES_MAX}")]).arg(&kept).arg(&seen);
            merge.stderr(Stdio::null()).stdout(Stdio::null());
            step::run(merge)?;
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(Failure::new(format!("found: {}", broken.join(", ")))) }
}

/// All targets, by the names of their files, or the one that was named.
fn targets(fuzz: &Path, only: Option<&str>) -> Result<Vec<String>, Failure> {
    let mut targets: Vec<String> = files(&fuzz.join("fuzz_targets"))?
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .filter(|target| only.is_none_or(|only| only == target))
        .collect();
    targets.sort();
    match only {
        Some(only) if targets.is_empty() => Err(Failure::new(format!("there is no target `{only}`"))),
        _ => Ok(targets),
    }
}

fn build(fuzz: &Path, targets: &[String]) -> Result<Command, Failure> {
    let mut build = cargo(&["build"])?;
    for target in targets {
        build.args(["--bin", target]);
    }
    let own = std::env::current_exe().map_err(|error| Failure::new(error.to_string()))?;
    build.current_dir(fuzz).env("RUSTC_WRAPPER", own).env(AS_COMPILER, "1");
    Ok(build)
}

/// Whether this program was started by cargo in place of the compiler.
pub(crate) fn is_compiler() -> bool {
    std::env::var_os(AS_COMPILER).is_some()
}

/// Compiles as it was told, and Hubbub's own libraries with the flags.
pub(crate) fn compile(arguments: &[String]) -> Result<(), Failure> {
    let (compiler, rest) = arguments.split_first().ok_or_else(|| Failure::new("no compiler is named"))?;
    let mut rustc = Command::new(compiler);
    rustc.args(rest);
    let is_ours = |pair: &[String]| pair[0] == "--crate-name" && OWN.contains(&pair[1].as_str());
    if rest.windows(2).any(is_ours) {
        rustc.args(FLAGS);
        if cfg!(target_arch = "x86_64") {
            // Compares are traced with an instruction that the first of these machines did not have.
            rustc.arg("-Ctarget-feature=+popcnt");
        }
    }
    step::run(rustc)
}

fn options(minutes: u64, found: &Path) -> Vec<String> {
    // Without time the kept inputs are tried once.
    let long = if minutes == 0 { "-runs=0".to_owned() } else { format!("-max_total_time={}", minutes * 60) };
    vec![
        long,
        format!("-max_len={BYTES_MAX}"),
        format!("-timeout={SECONDS_MAX}"),
        format!("-rss_limit_mb={MEMORY_MIB_MAX}"),
        format!("-artifact_prefix={}{}", found.display(), std::path::MAIN_SEPARATOR),
        "-print_final_stats=1".to_owned(),
    ]
}

/// One line of figures from what libFuzzer says at its end.
fn figures(target: &str, said: &str, found: usize) -> String {
    let stat = |name: &str| {
        let line = said.lines().find_map(|line| line.strip_prefix("stat::")?.strip_prefix(name));
        line.map_or("0", |rest| rest.trim_start_matches(':').trim()).to_owned()
    };
    let covered = said.lines().rev().find_map(|line| line.split(" cov: ").nth(1)?.split(' ').next());
    format!(
        "{{\"target\":\"{target}\",\"executions\":{},\"per_second\":{},\"edges\":{},\"inputs_added\":{},\
         \"peak_mib\":{},\"found\":{found}}}",
        stat("number_of_executed_units"),
        stat("average_exec_per_sec"),
        covered.unwrap_or("0"),
        stat("new_units_added"),
        stat("peak_rss_mb"),
    )
}

fn made(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::new(format!("{}: {error}", folder.display())))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error: std::io::Error| Failure::new(format!("{}: {error}", folder.display()));
    let entries = fs::read_dir(folder).map_err(failed)?;
    entries.map(|entry| entry.map(|entry| entry.path()).map_err(failed)).collect()
}

#[cfg(test)]
mod tests {
    use super::{check, figures};

    #[test]
    fn what_libfuzzer_says_becomes_figures() {
        let said = "#8 NEW    cov: 31 ft: 40\n#9 DONE   cov: 45 ft: 61 corp: 3/9b\n\
            stat::number_of_executed_units: 1200\nstat::average_exec_per_sec:     400\n\
            stat::new_units_added:          7\nstat::slowest_unit_time_sec:    0\nstat::peak_rss_mb: 51";
        assert_eq!(
            figures("columns", said, 0),
            "{\"target\":\"columns\",\"executions\":1200,\"per_second\":400,\"edges\":45,\"inputs_added\":7,\
             \"peak_mib\":51,\"found\":0}"
        );
    }

    #[test]
    fn arguments_are_checked_before_a_build() {
        assert!(check(&["--minutes", "3", "--target", "picture", "--keep"]).is_ok());
        assert!(check(&["--minutes", "soon"]).is_err() && check(&["--loud"]).is_err());
    }
}
