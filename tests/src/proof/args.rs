//! What may be asked for on the command line.

use std::path::PathBuf;

pub(crate) const USAGE: &str = "\
Usage: hubbub-proof wire   [--runs N] [--seconds S] [--clients C] [--seed X]
       hubbub-proof kills  [--server N] [--client N] [--seed X]
       hubbub-proof damage [--flips N] [--truncations N] [--seed X]
Each ends with one JSON object of figures.";

/// Runs through the bad network.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WirePlan {
    pub(crate) runs: u64,
    pub(crate) seconds: u64,
    pub(crate) clients: usize,
    pub(crate) seed: u64,
}

/// Processes to kill.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KillPlan {
    pub(crate) server: u64,
    pub(crate) client: u64,
    pub(crate) seed: u64,
}

/// Stores to damage.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DamagePlan {
    pub(crate) flips: u64,
    pub(crate) truncations: u64,
    pub(crate) seed: u64,
}

/// A device's place in a run.
#[derive(Clone, Debug)]
pub(crate) struct Seat {
    pub(crate) folder: PathBuf,
    pub(crate) url: String,
    pub(crate) email: String,
    pub(crate) seed: u64,
}

/// What to do.
pub(crate) enum Task {
    Wire(WirePlan),
    Kills(KillPlan),
    Damage(DamagePlan),
    Device(Seat),
    Server { folder: PathBuf, port: u16 },
}

/// The numbers after their names; what is not said stays as it is.
fn numbers(words: &[String], known: &mut [(&str, &mut u64)]) -> Result<(), String> {
    for pair in words.chunks(2) {
        let [name, value] = pair else { return Err(format!("{} needs a number", pair.concat())) };
        let found = known.iter_mut().find(|(known, _)| known == name);
        let (_, place) = found.ok_or_else(|| format!("{name} is not known"))?;
        **place = value.parse().map_err(|_| format!("{value:?} is no number"))?;
    }
    Ok(())
}

impl Task {
    /// What the words ask for.
    pub(crate) fn of(words: &[String]) -> Result<Self, String> {
        let (name, rest) = words.split_first().ok_or("What shall be run?")?;
        let mut seed = 1;
        match (name.as_str(), rest) {
            ("wire", rest) => {
                let (mut runs, mut seconds, mut clients) = (5, 20, 5);
                let known = &mut [
                    ("--runs", &mut runs),
                    ("--seconds", &mut seconds),
                    ("--clients", &mut clients),
                    ("--seed", &mut seed),
                ];
                numbers(rest, known)?;
                let clients = usize::try_from(clients).map_err(|_| "too many clients")?;
                Ok(Self::Wire(WirePlan { runs, seconds, clients, seed }))
            }
            ("kills", rest) => {
                let (mut server, mut client) = (100, 100);
                let known =
                    &mut [("--server", &mut server), ("--client", &mut client), ("--seed", &mut seed)];
                numbers(rest, known)?;
                Ok(Self::Kills(KillPlan { server, client, seed }))
            }
            ("damage", rest) => {
                let (mut flips, mut truncations) = (1_000, 100);
                let known = &mut [
                    ("--flips", &mut flips),
                    ("--truncations", &mut truncations),
                    ("--seed", &mut seed),
                ];
                numbers(rest, known)?;
                Ok(Self::Damage(DamagePlan { flips, truncations, seed }))
            }
            ("device", [folder, url, email, seed]) => Ok(Self::Device(Seat {
                folder: folder.into(),
                url: url.clone(),
                email: email.clone(),
                seed: seed.parse().map_err(|_| "the seed is no number")?,
            })),
            ("server", [folder, port]) => Ok(Self::Server {
                folder: folder.into(),
                port: port.parse().map_err(|_| "the port is no number")?,
            }),
            _ => Err(format!("{name:?} is not known")),
        }
    }
}
