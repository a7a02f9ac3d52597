//! `cargo xtask demo`: builds the server and the demo, then becomes the demo.
//!
//! The demo binary does the talking. It finds `hubbub-server` beside itself. Everything this file
//! prints goes to stderr, so that the last line of `--json` stays the last line of stdout.

use std::process::Command;

use crate::packages;
use crate::step::{self, Failure, cargo, target_dir};

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

pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    packages::run()?;
    eprintln!("Building the server and the demo. The first time takes some minutes.");
    step::run(cargo(&BUILD)?)?;
    let name = format!("hubbub-demo{}", std::env::consts::EXE_SUFFIX);
    let mut demo = Command::new(target_dir()?.join("debug").join(name));
    demo.args(arguments);
    become_child(demo)
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
