//! The frame of a headless run: where it happens, what is told, how it ends.

use std::path::Path;
use std::time::Instant;

use super::args::Args;
use super::figures::Figures;
use super::{day, real, shopping, trips};

/// Anything that ends a run early, in words.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Plays the day that the command line asks for; whether nothing was lost and nothing differs.
pub(crate) fn play(args: &Args) -> Result<bool, Failure> {
    let began = Instant::now();
    let place = tempfile::Builder::new().prefix("hubbub-demo-").tempdir()?;
    tell(&format!("The seed of this run is {}.", args.seed));
    let mut figures = Figures { seed: args.seed, ..Figures::default() };
    match &args.data {
        None => day::play(args, place.path(), &mut figures)?,
        Some(data) => {
            let data = folder(data)?;
            real::play(args, place.path(), &data, &mut figures)?;
            shopping::play(args, place.path(), &data, &mut figures)?;
            trips::play(args, place.path(), &data, &mut figures)?;
        }
    }
    figures.seconds = (began.elapsed().as_secs_f64() * 10.0).round() / 10.0;
    let good = figures.is_good();
    tell(&format!(
        "{} devices, {} commands saved: {} applied, {} refused with a reason, {} undecided, {} lost, {} doubled; {} devices \
         differ.",
        figures.devices,
        figures.commands,
        figures.applied,
        figures.refused,
        figures.undecided,
        figures.lost,
        figures.duplicates,
        figures.diverged
    ));
    tell(&format!(
        "{} of {} tallies and {} of {} winners equal an independent count; {} of {} processes were killed. {:.1} s.",
        figures.tallies_matched,
        figures.tallies_total,
        figures.winners_matched,
        figures.winners_total,
        figures.kills,
        figures.kills_asked,
        figures.seconds
    ));
    tell(&format!(
        "{} of {} auctions stand at the price of an independent reckoning; {} others have their reason.",
        figures.auctions_matched, figures.auctions_total, figures.auctions_explained
    ));
    tell(if good { "Nothing was lost." } else { "THE PROMISE WAS BROKEN: see above." });
    if args.json {
        println!("{}", serde_json::to_string(&figures)?);
    }
    if !good {
        // What is left behind may explain it.
        let kept = place.keep();
        eprintln!("The data of this run is kept in {}.", kept.display());
    }
    Ok(good)
}

/// One line of the story.
pub(crate) fn tell(line: &str) {
    println!("{line}");
}

fn folder(data: &Path) -> Result<std::path::PathBuf, Failure> {
    if data.join("votes").is_dir() {
        Ok(data.to_owned())
    } else {
        Err(format!("{} has no folder votes: name the folder with the real data", data.display()).into())
    }
}
