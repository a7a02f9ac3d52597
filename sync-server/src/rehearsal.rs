//! Accounts for people who do again, from devices of their own, what a record of another system says that was done.

use std::path::Path;

use hubbub_core::id::Id;
use hubbub_server::import::{rehearse_polis, run_gps, run_polis, run_retail};
use hubbub_server::{Host, Newcomer};

use crate::Problem;

/// Makes accounts for a conversation's voters and takes them in.
pub(crate) fn polis(
    host: &Host,
    path: &Path,
    password: &str,
    tell: &mut dyn FnMut(&str),
) -> Result<(), Problem> {
    let (community, read) = rehearse_polis::rehearse(host.writer(), path, host.now(), tell)?;
    let mut voters: Vec<u64> = read.votes.iter().map(|vote| vote.voter).collect();
    voters.sort_unstable();
    voters.dedup();
    let newcomer = |voter: &u64| Newcomer {
        user: run_polis::voter_id(&read.key, *voter),
        email: rehearse_polis::voter_email(&read.name, *voter),
        locale: "en".to_owned(),
    };
    let newcomers: Vec<Newcomer> = voters.iter().map(newcomer).collect();
    let people: Vec<(Id, String)> = newcomers
        .iter()
        .zip(&voters)
        .map(|(newcomer, voter)| (newcomer.user, format!("Voter {voter}")))
        .collect();
    host.enrol_all(newcomers, password)?;
    rehearse_polis::admit(host.writer(), &read.name, community, &people)?;
    println!("{} voters of {} can sign in.", people.len(), read.name);
    Ok(())
}

/// Opens a shop, and makes accounts for people who order there.
pub(crate) fn retail(
    host: &Host,
    path: &Path,
    password: &str,
    people: u32,
    tell: &mut dyn FnMut(&str),
) -> Result<(), Problem> {
    let (community, _) = run_retail::rehearse(host.writer(), path, tell)?;
    let numbers = 0..people;
    let newcomers: Vec<Newcomer> = numbers.clone().map(run_retail::newcomer).collect();
    let names = numbers.map(|number| format!("Customer {number}"));
    let admitted: Vec<(Id, String)> = newcomers.iter().map(|newcomer| newcomer.user).zip(names).collect();
    host.enrol_all(newcomers, password)?;
    run_retail::admit(host.writer(), community, &admitted)?;
    println!("{people} people can sign in.");
    Ok(())
}

/// Takes the drivers of recorded traces in, with accounts.
pub(crate) fn gps(host: &Host, path: &Path, password: &str, community: &str) -> Result<(), Problem> {
    let drivers = run_gps::rehearse(host, path, community)?;
    let count = drivers.len();
    host.enrol_all(drivers, password)?;
    println!("{count} drivers can sign in.");
    Ok(())
}
