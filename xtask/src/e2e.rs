//! `cargo xtask e2e phone` and `e2e desktop`: builds the app, its test host and the server, fetches the browser's
//! driver, and plays the app's stories (`tests/e2e`, `app-desktop/ui/e2e`). Pictures go to `e2e` in the target folder.

use std::fs;
use std::process::Command;

use crate::step::{self, Failure, Step, cargo, root, run_all, target_dir};
use crate::{packages, web, window};

/// An app with stories of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum App {
    Phone,
    /// The phone with a large store, measured; a release build unless it is a development build's turn.
    PhoneBench {
        /// Whether the programs are built as they are shipped.
        release: bool,
    },
    Desktop,
}

/// What the stories need beyond the build: a program and the Debian package it comes from.
const NEEDED: [(&str, &str); 4] =
    [("chromium", "chromium"), ("Xvfb", "xvfb"), ("openbox", "openbox"), ("dbus-run-session", "dbus")];
/// What drives the desktop's window.
const DRIVER: (&str, &str) = ("WebKitWebDriver", "webkit2gtk-driver");

/// The app that the arguments name.
pub(crate) fn check(names: &[&str]) -> Result<App, String> {
    match names {
        ["phone"] => Ok(App::Phone),
        ["phone-bench"] => Ok(App::PhoneBench { release: true }),
        ["phone-bench", "--dev"] => Ok(App::PhoneBench { release: false }),
        ["desktop"] => Ok(App::Desktop),
        [] => Err("Which app? `e2e phone`, `e2e phone-bench` or `e2e desktop`.".to_owned()),
        [other, ..] => Err(format!("`e2e` does not know `{other}`.")),
    }
}

pub(crate) fn run(app: App) -> Result<(), Failure> {
    match app {
        App::Phone => run_all(phone()?),
        App::PhoneBench { release } => run_all(phone_bench(release)?),
        App::Desktop => run_all(desktop()?),
    }
}

/// The phone’s stories, each with a server and phones of its own: what it is about, and its file.
const STORIES: [(&str, &str); 10] = [
    ("in a browser", "phone"),
    ("the whole of it", "phone-whole"),
    ("the account", "phone-account"),
    ("what people say", "phone-talk"),
    ("the market", "phone-market"),
    ("the shop", "phone-shop"),
    ("complaints", "phone-dispute"),
    ("the road", "phone-drive"),
    ("killed at any moment", "phone-kill"),
    ("with the keyboard alone", "phone-keys"),
];

fn phone() -> Result<Vec<Step>, Failure> {
    let build = [
        "build",
        "--package=hubbub-server",
        "--package=hubbub-mobile",
        "--features=hubbub-mobile/host,hubbub-mobile/window",
        "--bins",
    ];
    let mut steps = vec![
        Step { name: "packages", work: Box::new(packages::run) },
        Step { name: "window packages", work: Box::new(packages::for_windows) },
        Step { name: "programs", work: Box::new(|| programs(&NEEDED)) },
        Step::child("build", cargo(&build)?),
        Step { name: "modules", work: Box::new(modules) },
    ];
    for (name, file) in STORIES.into_iter().chain([("in the window", "phone-window")]) {
        steps.push(Step { name, work: Box::new(move || step::run(story(file, "debug")?)) });
    }
    Ok(steps)
}

/// The phone's figures with a large store, in a browser and in the true window.
fn phone_bench(release: bool) -> Result<Vec<Step>, Failure> {
    let mut build = vec![
        "build",
        "--package=hubbub-server",
        "--package=hubbub-mobile",
        "--package=hubbub-tests",
        "--features=hubbub-mobile/host,hubbub-mobile/window",
        "--bins",
    ];
    if release {
        build.push("--release");
    }
    let profile = if release { "release" } else { "debug" };
    Ok(vec![
        Step { name: "packages", work: Box::new(packages::run) },
        Step { name: "window packages", work: Box::new(packages::for_windows) },
        Step { name: "programs", work: Box::new(|| programs(&NEEDED)) },
        Step::child("build", cargo(&build)?),
        Step { name: "modules", work: Box::new(modules) },
        Step { name: "figures", work: Box::new(move || step::run(story("phone-bench", profile)?)) },
    ])
}

fn desktop() -> Result<Vec<Step>, Failure> {
    let mut steps = desktop_programs(false)?;
    for (name, file) in [
        ("in a browser", "desktop.test.mjs"),
        ("goods in a browser", "goods.test.mjs"),
        ("the map in a browser", "map.test.mjs"),
        ("a whole day", "day.test.mjs"),
        ("in the window", "window.test.mjs"),
    ] {
        steps.push(Step { name, work: Box::new(move || step::run(play(file, false)?)) });
    }
    Ok(steps)
}

/// `cargo xtask bench desktop`: the same programs as they would be shipped, or as they are developed.
pub(crate) fn bench(is_release: bool) -> Result<(), Failure> {
    let mut steps = desktop_programs(is_release)?;
    steps.push(Step { name: "figures", work: Box::new(move || step::run(play("bench.mjs", is_release)?)) });
    run_all(steps)
}

/// Builds whatever the desktop's stories start.
fn desktop_programs(is_release: bool) -> Result<Vec<Step>, Failure> {
    let crates = ["server", "desktop-host", "tests"].map(|name| format!("--package=hubbub-{name}"));
    let bins = ["server", "desktop-host", "demo"].map(|name| format!("--bin=hubbub-{name}"));
    let mut build = cargo(&["build"])?;
    build.args(crates).args(bins).args(is_release.then_some("--release"));
    let window: fn() -> Result<(), Failure> = if is_release { window::build_release } else { window::build };
    Ok(vec![
        Step { name: "packages", work: Box::new(packages::run) },
        Step { name: "of the window", work: Box::new(packages::for_windows) },
        Step { name: "programs", work: Box::new(|| programs(&[&NEEDED[..], &[DRIVER]].concat())) },
        Step::child("build", build),
        Step { name: "web modules", work: Box::new(web::modules) },
        Step { name: "web build", work: Box::new(web::build) },
        Step { name: "build the window", work: Box::new(window) },
    ])
}

/// Everything that a story starts is there, or is named.
fn programs(needed: &[(&str, &str)]) -> Result<(), Failure> {
    let missing: Vec<&str> =
        needed.iter().filter(|(program, _)| !is_there(program)).map(|(_, name)| *name).collect();
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
    for name in ["package.json", "package-lock.json"] {
        fs::copy(here.join(name), folder.join(name)).map_err(failed)?;
    }
    web::modules_in(&folder)
}

/// A story of the phone, with the programs of a build; its pictures go to a folder of its name.
fn story(name: &str, profile: &str) -> Result<Command, Failure> {
    let (root, target) = (root()?, target_dir()?);
    let mut node = web::node(&root.join("tests").join("e2e").join(format!("{name}.mjs")))?;
    node.env("HUBBUB_E2E_MODULES", target.join("e2e").join("modules"));
    node.env("HUBBUB_E2E_OUT", target.join("e2e").join(name));
    node.env("HUBBUB_E2E_BIN", target.join(profile));
    node.env("HUBBUB_E2E_COMMUNITY", root.join("sync-server").join("demo").join("community.json"));
    Ok(node)
}

/// A story of the desktop: a file of Node's own test runner.
fn play(file: &str, is_release: bool) -> Result<Command, Failure> {
    let target = target_dir()?;
    let build = if is_release { "release" } else { "debug" };
    let folder = web::folder()?;
    let mut node = web::node(&folder.join("e2e").join(file))?;
    node.current_dir(&folder);
    node.env("HUBBUB_BIN", target.join(build));
    node.env("HUBBUB_BUILD", format!("{build} build"));
    node.env("HUBBUB_WINDOW", window::binary(is_release)?);
    node.env("HUBBUB_UI_DIST", web::built()?);
    node.env("HUBBUB_SHOTS", target.join("e2e").join("desktop"));
    Ok(node)
}
