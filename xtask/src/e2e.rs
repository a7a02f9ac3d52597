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
        ["desktop"] => Ok(App::Desktop),
        [] => Err("Which app? `e2e phone` or `e2e desktop`.".to_owned()),
        [other, ..] => Err(format!("`e2e` does not know `{other}`.")),
    }
}

pub(crate) fn run(app: App) -> Result<(), Failure> {
    match app {
        App::Phone => run_all(phone()?),
        App::Desktop => run_all(desktop()?),
    }
}

fn phone() -> Result<Vec<Step>, Failure> {
    let build = [
        "build",
        "--package=hubbub-server",
        "--package=hubbub-mobile",
        "--features=hubbub-mobile/host,hubbub-mobile/window",
        "--bins",
    ];
    Ok(vec![
        Step { name: "packages", work: Box::new(packages::run) },
        Step { name: "window packages", work: Box::new(packages::for_windows) },
        Step { name: "programs", work: Box::new(|| programs(&NEEDED)) },
        Step::child("build", cargo(&build)?),
        Step { name: "modules", work: Box::new(modules) },
        Step { name: "in a browser", work: Box::new(|| step::run(story("phone.mjs", "phone")?)) },
        Step {
            name: "what people say",
            work: Box::new(|| step::run(story("phone-talk.mjs", "phone-talk")?)),
        },
        Step { name: "the market", work: Box::new(|| step::run(story("phone-market.mjs", "phone-market")?)) },
        Step { name: "the shop", work: Box::new(|| step::run(story("phone-shop.mjs", "phone-shop")?)) },
        Step { name: "the road", work: Box::new(|| step::run(story("phone-drive.mjs", "phone-drive")?)) },
        Step {
            name: "in the window",
            work: Box::new(|| step::run(story("phone-window.mjs", "phone-window")?)),
        },
    ])
}

fn desktop() -> Result<Vec<Step>, Failure> {
    let build = ["build", "--package=hubbub-server", "--package=hubbub-desktop-host", "--bins"];
    Ok(vec![
        Step { name: "packages", work: Box::new(packages::run) },
        Step { name: "of the window", work: Box::new(packages::for_windows) },
        Step { name: "programs", work: Box::new(|| programs(&[&NEEDED[..], &[DRIVER]].concat())) },
        Step::child("build", cargo(&build)?),
        Step { name: "web modules", work: Box::new(web::modules) },
        Step { name: "web build", work: Box::new(web::build) },
        Step { name: "build the window", work: Box::new(window::build) },
        Step { name: "in a browser", work: Box::new(|| step::run(play("desktop.test.mjs")?)) },
        Step { name: "goods in a browser", work: Box::new(|| step::run(play("goods.test.mjs")?)) },
        Step { name: "a hub in a browser", work: Box::new(|| step::run(play("hub.test.mjs")?)) },
        Step { name: "in the window", work: Box::new(|| step::run(play("window.test.mjs")?)) },
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

/// A story of the phone.
fn story(file: &str, pictures: &str) -> Result<Command, Failure> {
    let (root, target) = (root()?, target_dir()?);
    let mut node = web::node(&root.join("tests").join("e2e").join(file))?;
    node.env("HUBBUB_E2E_MODULES", target.join("e2e").join("modules"));
    node.env("HUBBUB_E2E_OUT", target.join("e2e").join(pictures));
    node.env("HUBBUB_E2E_BIN", target.join("debug"));
    node.env("HUBBUB_E2E_COMMUNITY", root.join("sync-server").join("demo").join("community.json"));
    Ok(node)
}

/// A story of the desktop: a file of Node's own test runner.
fn play(file: &str) -> Result<Command, Failure> {
    let target = target_dir()?;
    let folder = web::folder()?;
    let mut node = web::node(&folder.join("e2e").join(file))?;
    node.current_dir(&folder);
    node.env("HUBBUB_BIN", target.join("debug"));
    node.env("HUBBUB_WINDOW", window::binary(false)?);
    node.env("HUBBUB_UI_DIST", web::built()?);
    node.env("HUBBUB_SHOTS", target.join("e2e").join("desktop"));
    Ok(node)
}
