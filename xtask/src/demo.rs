//! `cargo xtask demo`: builds the server and the demo, then becomes the demo.
//!
//! Without `--headless` a phone's and the desktop's window open beside the server, where there is a display. The demo
//! binary does the talking. It finds `hubbub-server` and `hubbub-phone` beside itself. Everything this file
//! prints goes to stderr, so that the last line of `--json` stays the last line of stdout.

use std::path::PathBuf;
use std::process::Command;

use crate::step::{self, Failure, Step, cargo, target_dir};
use crate::{packages, web, window};

/// What follows an option on the command line.
#[derive(Clone, Copy)]
enum Value {
    None,
    Text,
    Number,
}

const OPTIONS: [(&str, Value); 6] = [
    ("--headless", Value::None),
    ("--json", Value::None),
    ("--data", Value::Text),
    ("--devices", Value::Number),
    ("--kills", Value::Number),
    ("--seed", Value::Number),
];

const BUILD: [&str; 7] = [
    "build",
    "--package=hubbub-server",
    "--package=hubbub-tests",
    "--bin",
    "hubbub-server",
    "--bin",
    "hubbub-demo",
];

/// The arguments as they will be handed on. Checked here too: a typing error should not cost a build.
pub(crate) fn check(arguments: &[&str]) -> Result<Vec<String>, String> {
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let (name, inline) = match argument.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (*argument, None),
        };
        let Some((_, kind)) = OPTIONS.iter().find(|(option, _)| *option == name) else {
            return Err(format!("`demo` does not take `{argument}`."));
        };
        check_value(name, *kind, inline, &mut rest)?;
    }
    Ok(arguments.iter().map(|argument| (*argument).to_owned()).collect())
}

fn check_value<'a>(
    name: &str,
    kind: Value,
    inline: Option<&'a str>,
    rest: &mut impl Iterator<Item = &'a &'a str>,
) -> Result<(), String> {
    let value = match (kind, inline) {
        (Value::None, None) => return Ok(()),
        (Value::None, Some(_)) => return Err(format!("`{name}` takes no value.")),
        (_, Some(value)) => value,
        (_, None) => rest.next().copied().ok_or_else(|| format!("`{name}` needs a value."))?,
    };
    match kind {
        Value::Number if value.parse::<u64>().is_err() => {
            Err(format!("`{name}` needs a whole number, not `{value}`."))
        }
        _ => Ok(()),
    }
}

/// The phone's window; built apart, so that a machine without a web view still builds the rest.
const BUILD_PHONE: [&str; 6] =
    ["build", "--package=hubbub-mobile", "--features=window", "--bin", "hubbub-phone", "--quiet"];

pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    packages::run()?;
    let looked_at = !arguments.iter().any(|argument| argument == "--headless");
    eprintln!("Building the server and the demo. The first time takes some minutes.");
    step::run(cargo(&BUILD)?)?;
    let windows = looked_at && windows()?;
    let mut demo = Command::new(program()?);
    demo.args(arguments);
    if windows {
        eprintln!("Building the phone.");
        step::run(cargo(&BUILD_PHONE)?)?;
        demo.arg("--phone");
    }
    if windows && let Some(desktop) = desktop() {
        demo.arg("--desktop").arg(desktop);
    }
    become_child(demo)
}

/// A day of the demo community without windows, as a step of the tests: it fails when anything was lost, doubled or
/// ended apart.
pub(crate) fn day() -> Result<Vec<Step>, Failure> {
    let play = || {
        let mut demo = Command::new(program()?);
        demo.args(["--headless", "--json"]);
        step::run(demo)
    };
    Ok(vec![Step::child("demo", cargo(&BUILD)?), Step { name: "a day", work: Box::new(play) }])
}

fn program() -> Result<PathBuf, Failure> {
    let name = format!("hubbub-demo{}", std::env::consts::EXE_SUFFIX);
    Ok(target_dir()?.join("debug").join(name))
}

/// Whether windows can be built and shown here; says why where they can't.
fn windows() -> Result<bool, Failure> {
    if !has_display() {
        eprintln!(
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): the phone's and the desktop's \
             windows stay closed.\nThe server runs all the same; `cargo xtask demo` on a desktop opens them."
        );
        return Ok(false);
    }
    if let Err(missing) = packages::for_windows() {
        eprintln!("The phone's and the desktop's windows stay closed: {missing}");
        return Ok(false);
    }
    Ok(true)
}

/// The desktop's window, built; nothing, and why, where its web side can't be built.
fn desktop() -> Option<PathBuf> {
    eprintln!("Building the desktop.");
    let built = web::modules().and_then(|()| web::build()).and_then(|()| window::build());
    match built.and_then(|()| window::binary(false)) {
        Ok(program) => Some(program),
        Err(failure) => {
            eprintln!("The desktop's window stays closed: {failure}");
            None
        }
    }
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// On Unix the demo takes this process's place, so Ctrl-C and the exit code are its own.
#[cfg(unix)]
fn become_child(mut command: Command) -> Result<(), Failure> {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(Failure::new(format!("cannot start the demo: {error}")))
}

#[cfg(not(unix))]
fn become_child(command: Command) -> Result<(), Failure> {
    step::run(command)
}
