//! Files of other systems.

use std::io::BufRead;

use hubbub_server::import::gps::{AgentPoint, BusPoint, CarPoint, CarTrip, DrivePoint, Points};
use hubbub_server::import::rows::{Entry, Fault, unpacked};
use hubbub_server::import::{bids, films, foods, gpx, pabulib, polis, recipes, retail, routing};

/// Tables: the first byte says whose. Each comes to its end, row by row.
pub fn import_csv(data: &[u8]) {
    let Some((&whose, rest)) = data.split_first() else { return };
    match whose % 13 {
        0 => drop(polis::Comments::new(rest).map(all)),
        1 => drop(polis::VoteEvents::new(rest).map(all)),
        2 => drop(polis::summary(rest)),
        3 => {
            let Ok(auctions) = bids::Auctions::new(rest) else { return };
            all(auctions.inspect(|entry| {
                if let Ok(Entry::Record(auction)) = entry {
                    let _ = auction.check();
                }
            }));
        }
        4 => drop(retail::RetailLines::new(rest).map(all)),
        5 => drop(retail::Invoices::new(rest).map(all)),
        6 => drop(Points::<_, CarPoint>::new(rest).map(all)),
        7 => drop(Points::<_, CarTrip>::new(rest).map(all)),
        8 => drop(Points::<_, AgentPoint>::new(rest).map(all)),
        9 => drop(Points::<_, BusPoint>::new(rest).map(all)),
        10 => drop(Points::<_, DrivePoint>::new(rest).map(all)),
        11 => all(films::Films::new(rest)),
        _ => match foods::open(rest) {
            Ok(foods::Table::Products(products)) => all(products),
            Ok(foods::Table::Survey(survey)) => all(survey),
            Err(_) => {}
        },
    }
}

/// Pabulib, recipes, GPX, routing instances, and what is packed.
pub fn import_text(data: &[u8]) {
    let Some((&whose, rest)) = data.split_first() else { return };
    match whose % 5 {
        0 => pabulib(rest),
        1 => {
            if let Ok(text) = std::str::from_utf8(rest) {
                let _ = recipes::parse(text);
            }
        }
        2 => all(gpx::TrackPoints::new(rest)),
        3 => {
            if let Ok(text) = std::str::from_utf8(rest) {
                let _ = routing::parse(text, routing::Form::Solomon);
                let _ = routing::parse(text, routing::Form::Tsplib);
            }
        }
        _ => {
            if let Ok(input) = unpacked(rest) {
                // A packed file may unfold to much more than it is.
                pabulib(std::io::Read::take(input, 1 << 20));
            }
        }
    }
}

fn pabulib(input: impl BufRead) {
    let Ok(election) = pabulib::Election::new(input) else { return };
    let candidates = election.candidates(|project| hubbub_core::id::Id::named("fuzz", &project.id));
    all(election.inspect(|entry| {
        if let Ok(Entry::Record(ballot)) = entry {
            let _ = ballot.selections(&candidates);
        }
    }));
}

/// To the end: a reader that has failed does not go on for ever.
fn all<T>(entries: impl Iterator<Item = Result<Entry<T>, Fault>>) {
    for entry in entries {
        if entry.is_err() {
            return;
        }
    }
}
