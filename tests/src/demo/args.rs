//! The command line.

use std::path::PathBuf;

/// What is printed after a wrong call.
pub(crate) const USAGE: &str =
    "usage: hubbub-demo [--phone | --headless [--devices N] [--kills N] [--seed S] [--data DIR] [--json]]
  without options   starts a server with the demo community and tells how to sign in
  --phone           opens a phone's window beside it
  --headless        plays a day without screens and checks that nothing was lost
  --devices N       at least how many devices take part (1 to 200, default 24)
  --kills N         kill -9 of the server or of devices, at N random points (0 to 5000, default 6)
  --seed S          the same choices again
  --data DIR        real votes, auctions, orders and traces instead of the demo community's day
  --json            ends with one object of figures";

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// A server with the demo community, until interrupted; with the window of a phone, or without.
    Serve { phone: bool },
    /// The day.
    Headless,
    /// A child of the day: holds clients, obeys lines on standard input.
    DeviceHost,
}

/// The parsed command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Args {
    pub(crate) mode: Mode,
    pub(crate) devices: usize,
    pub(crate) kills: u32,
    pub(crate) seed: u64,
    pub(crate) data: Option<PathBuf>,
    pub(crate) json: bool,
}

/// Reads the command line.
pub(crate) fn parse(words: impl Iterator<Item = String>) -> Result<Args, String> {
    let seed = u64::from(std::process::id()) ^ 0x5eed_0000;
    let mut args =
        Args { mode: Mode::Serve { phone: false }, devices: 24, kills: 6, seed, data: None, json: false };
    let mut words = words.flat_map(|word| match word.split_once('=') {
        Some((name, value)) if name.starts_with("--") => vec![name.to_owned(), value.to_owned()],
        _ => vec![word],
    });
    let mut phone = false;
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        match word.as_str() {
            "--headless" => args.mode = Mode::Headless,
            "--phone" => phone = true,
            "--device-host" => args.mode = Mode::DeviceHost,
            "--json" => args.json = true,
            "--data" => args.data = Some(value()?.into()),
            "--devices" => args.devices = number(&word, &value()?, 1, 200)?,
            "--kills" => args.kills = number(&word, &value()?, 0, 5_000)?,
            "--seed" => args.seed = number(&word, &value()?, 0, u64::MAX)?,
            _ => return Err(format!("{word} is not an option")),
        }
    }
    match args.mode {
        Mode::Serve { .. } if args.json || args.data.is_some() => {
            Err("--data and --json go with --headless".to_owned())
        }
        Mode::Serve { .. } => Ok(Args { mode: Mode::Serve { phone }, ..args }),
        _ if phone => Err("--phone opens a window: it does not go with --headless".to_owned()),
        _ => Ok(args),
    }
}

fn number<T: std::str::FromStr + PartialOrd + std::fmt::Display>(
    name: &str,
    text: &str,
    min: T,
    max: T,
) -> Result<T, String> {
    match text.parse::<T>() {
        Ok(number) if number >= min && number <= max => Ok(number),
        _ => Err(format!("{name} takes a whole number from {min} to {max}, not {text:?}")),
    }
}
