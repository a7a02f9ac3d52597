//! The desktop's web side: its modules, its checks and its build. The lock file alone says what is fetched.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step::{self, Failure, Step, root, target_dir};

/// The oldest Node that the tools of the web side run on (Vite and ESLint ask for it).
const NODE: (u32, u32) = (20, 19);
/// What is fetched where the system's own Node is older, as Debian 12's is.
const NEWER_NODE: &str = "22.23.3";

/// Everything that must hold of the web side. The build goes into the target folder.
pub(crate) fn steps() -> Vec<Step> {
    vec![
        Step { name: "web modules", work: Box::new(modules) },
        Step { name: "web types", work: Box::new(|| npm_run("check")) },
        Step { name: "web lints", work: Box::new(|| npm_run("lint")) },
        Step { name: "web tests", work: Box::new(|| npm_run("test")) },
        Step { name: "web build", work: Box::new(build) },
    ]
}

/// The sources of the web side.
pub(crate) fn folder() -> Result<PathBuf, Failure> {
    Ok(root()?.join("app-desktop").join("ui"))
}

/// Where the build goes: beside the programs, so that no clone is changed by it.
pub(crate) fn built() -> Result<PathBuf, Failure> {
    Ok(target_dir()?.join("ui"))
}

/// Builds the web side into [`built`].
pub(crate) fn build() -> Result<(), Failure> {
    let mut npm = npm(&folder()?, &["run", "--silent", "build", "--", "--logLevel", "warn"])?;
    npm.env("HUBBUB_UI_DIST", built()?);
    step::run(npm)
}

/// Fetches the modules of the web side, unless they are those of the lock file.
pub(crate) fn modules() -> Result<(), Failure> {
    modules_in(&folder()?)
}

/// Fetches what the lock file in `folder` names, unless it is there.
pub(crate) fn modules_in(folder: &Path) -> Result<(), Failure> {
    let (lock, stamp) = (folder.join("package-lock.json"), folder.join("node_modules").join(".locked"));
    if same(&lock, &stamp) {
        return Ok(());
    }
    step::run(npm(folder, &["ci", "--no-audit", "--no-fund"])?)?;
    fs::copy(&lock, &stamp).map_err(|error| Failure::new(format!("{}: {error}", stamp.display())))?;
    Ok(())
}

fn npm_run(script: &str) -> Result<(), Failure> {
    step::run(npm(&folder()?, &["run", "--silent", script])?)
}

/// `npm` in a folder, on a Node that is new enough.
fn npm(folder: &Path, arguments: &[&str]) -> Result<Command, Failure> {
    let mut npm = Command::new("npm");
    npm.args(arguments).current_dir(folder).env("PATH", path()?).env("NO_COLOR", "1");
    Ok(npm)
}

/// `node` on a script, new enough for it.
pub(crate) fn node(script: &Path) -> Result<Command, Failure> {
    let mut node = Command::new(program()?);
    node.arg(script).env("PATH", path()?);
    Ok(node)
}

fn program() -> Result<PathBuf, Failure> {
    let newer = newer_node()?.map(|folder| folder.join("node"));
    Ok(newer.unwrap_or_else(|| PathBuf::from("node")))
}

/// The search path, with the newer Node first where one is needed.
fn path() -> Result<OsString, Failure> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = newer_node()?.into_iter().chain(std::env::split_paths(&path));
    std::env::join_paths(folders).map_err(|error| Failure::new(error.to_string()))
}

/// The folder of a newer Node, fetched once with npm; none where the system's own will do.
fn newer_node() -> Result<Option<PathBuf>, Failure> {
    let version = Command::new("node").arg("--version").output();
    let version = version.map_err(|error| Failure::new(format!("cannot start `node`: {error}")))?;
    if is_new_enough(&String::from_utf8_lossy(&version.stdout)) {
        return Ok(None);
    }
    let machine = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => "linux-x64",
        ("linux", "aarch64") => "linux-arm64",
        _ => return Err(Failure::new(format!("please install Node {}.{} or newer", NODE.0, NODE.1))),
    };
    let home = target_dir()?.join(format!("node-{NEWER_NODE}"));
    let folder = home.join("node_modules").join(format!("node-{machine}")).join("bin");
    if !folder.join("node").exists() {
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"]).arg(&home);
        npm.arg(format!("node-{machine}@{NEWER_NODE}"));
        step::run(npm)?;
    }
    Ok(Some(folder))
}

/// Whether what `node --version` said is at least [`NODE`].
fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= NODE,
        _ => false,
    }
}

/// Whether two files hold the same.
pub(crate) fn same(one: &Path, other: &Path) -> bool {
    matches!((fs::read(one), fs::read(other)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn an_old_node_is_told_from_a_new_one() {
        for (version, is_new) in [
            ("v18.20.4\n", false),
            ("v20.18.3", false),
            ("v20.19.0", true),
            ("v22.1.0", true),
            ("v100.0.0", true),
            ("", false),
            ("what", false),
        ] {
            assert_eq!(is_new_enough(version), is_new, "{version}");
        }
    }
}
