//! `cargo xtask e2e phone`: builds the phone, its test host and the server, fetches the browser's driver, and plays
//! the stories of `tests/e2e`. Pictures and results go to `e2e/phone` in the target folder.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::packages;
use crate::step::{self, Failure, Step, cargo, root, run_all, target_dir};

/// An app with stories of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum App {
    Phone,
}

/// What the stories need beyond the build: installed on Debian as root, named elsewhere.
const NEEDED: [(&str, &str); 6] = [
    ("node", "nodejs"),
    ("npm", "npm"),
    ("chromium", "chromium"),
    ("Xvfb", "xvfb"),
    ("openbox", "openbox"),
    ("dbus-run-session", "dbus"),
];

/// The app that the arguments name.
pub(crate) fn check(names: &[&str]) -> Result<App, String> {
    match names {
        ["phone"] => Ok(App::Phone),
        [] => Err("Which app? `e2e phone`.".to_owned()),
        [other, ..] => Err(format!("`e2e` does not know `{other}`.")),
    }
}

pub(crate) fn run(app: App) -> Result<(), Failure> {
    let App::Phone = app;
    let build = [
        "build",
        "--package=hubbub-server",
        "--package=hubbub-mobile",
        "--features=hubbub-mobile/host,hubbub-mobile/window",
        "--bins",
    ];
    run_all(vec![
        Step { name: "packages", work: Box::new(packages::run) },
        Step { name: "window packages", work: Box::new(packages::for_windows) },
        Step { name: "programs", work: Box::new(programs) },
        Step::child("build", cargo(&build)?),
        Step { name: "modules", work: Box::new(modules) },
        Step::child("in a browser", story("phone.mjs", "phone")?),
        Step::child("in the window", story("phone-window.mjs", "phone-window")?),
    ])
}

/// Everything that a story starts is there, or is named.
fn programs() -> Result<(), Failure> {
    let missing: Vec<&str> =
        NEEDED.iter().filter(|(program, _)| !is_there(program)).map(|(_, name)| *name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("the stories need: {}", missing.join(" "))))
}

fn is_there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).exists())
}

/// The browser's driver and axe, as the lock file names them, in the target folder.
fn modules() -> Result<(), Failure> {
    let folder = target_dir()?.join("e2e").join("modules");
    let failed = |error: std::io::Error| Failure::new(format!("{}: {error}", folder.display()));
    fs::create_dir_all(&folder).map_err(failed)?;
    let here = root()?.join("tests").join("e2e");
    let is_fresh = |name: &str| same(&here.join(name), &folder.join(name));
    if is_fresh("package-lock.json") && folder.join("node_modules").exists() {
        return Ok(());
    }
    for name in ["package.json", "package-lock.json"] {
        fs::copy(here.join(name), folder.join(name)).map_err(failed)?;
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder);
    step::run(npm)
}

fn same(one: &Path, other: &Path) -> bool {
    matches!((fs::read(one), fs::read(other)), (Ok(one), Ok(other)) if one == other)
}

fn story(file: &str, pictures: &str) -> Result<Command, Failure> {
    let (root, target) = (root()?, target_dir()?);
    let mut node = Command::new("node");
    node.arg(root.join("tests").join("e2e").join(file));
    node.env("HUBBUB_E2E_MODULES", target.join("e2e").join("modules"));
    node.env("HUBBUB_E2E_OUT", target.join("e2e").join(pictures));
    node.env("HUBBUB_E2E_BIN", target.join("debug"));
    node.env("HUBBUB_E2E_COMMUNITY", root.join("sync-server").join("demo").join("community.json"));
    Ok(node)
}
