//! The command line.

use std::path::PathBuf;

use super::drive::Drive;

/// What is printed after a wrong call.
pub(crate) const USAGE: &str =
    "usage: hubbub-demo [--phone] [--desktop PROGRAM]
       hubbub-demo --headless [--devices N] [--kills N] [--seed S] [--data DIR] [--json]
       hubbub-demo --drive WHO --server URL --data DIR [--trace FILE] [--times N]
       hubbub-demo --fill N --data DIR
  without options   starts a server with the demo community and tells how to sign in; Mateo drives its run
  --phone           opens a phone's window beside it
  --desktop PROGRAM opens the desktop's window beside it
  --headless        plays a day without screens and checks that nothing was lost
  --devices N       at least how many devices take part (1 to 200, default 24); with --data one device per voter
  --kills N         kill -9 of the server or of devices, at N random points (0 to 5000, default 6, with --data 200)
  --seed S          the same choices again
  --data DIR        real votes, auctions, orders and trips instead of the demo's day; the phone's or server's folder
  --json            ends with one object of figures
  --drive WHO       a driver, as mateo-ibarra, who starts the next run and reports where the phone is
  --trace FILE      along the farthest way in a record of GOAL; else past the doors of the run
  --times N         so many times faster than it was driven (1 to 1000, default 1)
  --fill N          brings N orders of the past into a server's folder (1 to 1000000)";

/// The windows that open beside the server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Windows {
    pub(crate) phone: bool,
    /// The desktop's program.
    pub(crate) desktop: Option<PathBuf>,
}

/// Kills where nothing else is asked for.
const KILLS_OF_A_DAY: u32 = 6;
const KILLS_ON_REAL_DATA: u32 = 200;

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// A server with the demo community, until interrupted, and windows beside it.
    Serve(Windows),
    /// The day.
    Headless,
    /// A child of the day: holds clients, obeys lines on standard input.
    DeviceHost,
    /// A driver on the road.
    Drive(Drive),
    /// Orders of the past.
    Fill { folder: PathBuf, orders: usize },
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

/// Options that belong to one mode only, as they were given.
#[derive(Default)]
struct Given {
    windows: Windows,
    drive: Option<String>,
    server: Option<String>,
    trace: Option<PathBuf>,
    times: Option<u64>,
    fill: Option<usize>,
}

/// Reads the command line.
pub(crate) fn parse(words: impl Iterator<Item = String>) -> Result<Args, String> {
    let seed = u64::from(std::process::id()) ^ 0x5eed_0000;
    let mode = Mode::Serve(Windows::default());
    let mut args = Args { mode, devices: 24, kills: 0, seed, data: None, json: false };
    let mut kills = None;
    let mut words = words.flat_map(|word| match word.split_once('=') {
        Some((name, value)) if name.starts_with("--") => vec![name.to_owned(), value.to_owned()],
        _ => vec![word],
    });
    let mut given = Given::default();
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        match word.as_str() {
            "--headless" => args.mode = Mode::Headless,
            "--phone" => given.windows.phone = true,
            "--desktop" => given.windows.desktop = Some(value()?.into()),
            "--device-host" => args.mode = Mode::DeviceHost,
            "--json" => args.json = true,
            "--data" => args.data = Some(value()?.into()),
            "--devices" => args.devices = number(&word, &value()?, 1, 200)?,
            "--kills" => kills = Some(number(&word, &value()?, 0, 5_000)?),
            "--seed" => args.seed = number(&word, &value()?, 0, u64::MAX)?,
            "--drive" => given.drive = Some(value()?),
            "--server" => given.server = Some(value()?),
            "--trace" => given.trace = Some(value()?.into()),
            "--times" => given.times = Some(number(&word, &value()?, 1, 1_000)?),
            "--fill" => given.fill = Some(number(&word, &value()?, 1, 1_000_000)?),
            _ => return Err(format!("{word} is not an option")),
        }
    }
    args.kills = kills.unwrap_or(if args.data.is_some() { KILLS_ON_REAL_DATA } else { KILLS_OF_A_DAY });
    let mode = given.mode(&args)?;
    Ok(Args { mode, ..args })
}

impl Given {
    /// The mode that all options together ask for.
    fn mode(self, args: &Args) -> Result<Mode, String> {
        let folder = || args.data.clone().ok_or_else(|| "--data is missing".to_owned());
        if let Some(driver) = self.drive {
            let server = self.server.ok_or("--drive needs --server")?;
            let times = self.times.unwrap_or(1);
            return Ok(Mode::Drive(Drive { server, driver, folder: folder()?, trace: self.trace, times }));
        }
        if self.server.is_some() || self.trace.is_some() || self.times.is_some() {
            return Err("--server, --trace and --times go with --drive".to_owned());
        }
        if let Some(orders) = self.fill {
            return Ok(Mode::Fill { folder: folder()?, orders });
        }
        match &args.mode {
            Mode::Serve(_) if args.json || args.data.is_some() => {
                Err("--data and --json go with --headless".to_owned())
            }
            Mode::Serve(_) => Ok(Mode::Serve(self.windows)),
            _ if self.windows != Windows::default() => {
                Err("--phone and --desktop open windows: they do not go with --headless".to_owned())
            }
            mode => Ok(mode.clone()),
        }
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

#[cfg(test)]
mod tests {
    use super::{Args, parse};

    fn parsed(words: &str) -> Result<Args, String> {
        parse(words.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn real_data_are_played_with_two_hundred_kills_unless_others_are_asked_for() {
        let kills = |words: &str| parsed(words).map(|args| args.kills);
        assert_eq!(kills("--headless"), Ok(6));
        assert_eq!(kills("--headless --data votes"), Ok(200));
        assert_eq!(kills("--headless --kills 3 --data votes"), Ok(3));
        assert_eq!(kills("--headless --data=votes --kills=0"), Ok(0));
        assert!(parsed("--headless --kills 5001").is_err());
        assert!(parsed("--data votes").is_err());
    }
}
