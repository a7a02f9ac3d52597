//! The run on real data: Pabulib elections imported and compared with their own counts, recorded auctions bid
//! again by the strict rules and compared with the prices that were paid, Polis votes cast again from a device
//! per voter, a third of them without network, while processes are killed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hubbub_core::client::{Clock as _, SystemClock};
use hubbub_core::id::Id;
use hubbub_core::store::{Tx, Unwatched};
use hubbub_core::sync::digest::Digests;
use hubbub_core::sync::rules::Domain;
use hubbub_core::voting::method::Selection;
use hubbub_core::voting::model::{BallotRevision, OptionTally, PollResult};
use hubbub_server::import::polis::Vote as Opinion;
use hubbub_server::import::report::Report;
use hubbub_server::import::rows::Entry;
use hubbub_server::import::{pabulib, pabulib_mapping, rehearse_polis, run_pabulib, run_polis};
use serde_json::json;

use super::args::Args;
use super::auctions;
use super::chaos::{Chaos, Dice, Pace, Progress};
use super::check::Books;
use super::device_host::Vote;
use super::driver::{Driver, Victims};
use super::figures::Figures;
use super::server::{PASSWORD, Server, path, run};
use super::story::{Failure, tell};

const HOSTS: usize = 4;
/// The community of the imported elections.
const ELECTIONS: &str = "Elections";
const PATIENCE_MS: u64 = 300_000;

/// A voter's device, and what it will do.
#[derive(Clone)]
struct Voter {
    name: String,
    user: Id,
    email: String,
    votes: Vec<Vote>,
    is_offline: bool,
}

/// What all workers share.
struct Shared {
    waiting: Mutex<VecDeque<Voter>>,
    saved: Mutex<BTreeSet<Id>>,
    shown: Mutex<Vec<(Voter, Digests)>>,
    failed: Mutex<Option<String>>,
    /// Voters who have cast all their votes.
    progress: Progress,
    server: Server,
    phones: PathBuf,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Plays the run.
pub(crate) fn play(args: &Args, place: &Path, real: &Path, figures: &mut Figures) -> Result<(), Failure> {
    let data = place.join("server");
    std::fs::create_dir_all(&data)?;
    let elections = real.join("votes/pabulib");
    let report =
        run(&["--data", path(&data)?, "import", "pabulib", path(&elections)?, "--community", ELECTIONS])?;
    tell(report.lines().last().unwrap_or_default());
    let recorded = real.join("auctions/ebay-bids.csv");
    let words = ["import", "bids", path(&recorded)?, "--community", auctions::RECORDED];
    let report = run(&[&["--data", path(&data)?], &words[..]].concat())?;
    tell(report.lines().last().unwrap_or_default());
    let conversations = conversations(real)?;
    let mut voters = Vec::new();
    let mut dice = Dice::new(args.seed);
    let mut read = Vec::new();
    for conversation in &conversations {
        run(&["--data", path(&data)?, "rehearse", "polis", path(conversation)?, "--password", PASSWORD])?;
        let mut quiet = |_: &str| {};
        let now = SystemClock.now();
        let one = rehearse_polis::read(conversation, now, &mut Report::new("", &mut quiet))?;
        voters.extend(voters_of(&one, &mut dice));
        read.push(one);
    }
    let votes: usize = voters.iter().map(|voter| voter.votes.len()).sum();
    let offline = voters.iter().filter(|voter| voter.is_offline).count();
    tell(&format!(
        "{} Polis voters cast {votes} votes again, {offline} of them without network.",
        voters.len()
    ));

    let server = Server::start(&data, false)?;
    let victims: Victims = Arc::default();
    let progress = Progress::of(voters.len());
    let pace = Pace::Along(progress.clone());
    let chaos = Chaos::start(args.seed, args.kills, pace, server.clone(), Arc::clone(&victims));
    let shared = Arc::new(Shared {
        progress,
        waiting: Mutex::new(voters.iter().cloned().collect()),
        saved: Mutex::default(),
        shown: Mutex::default(),
        failed: Mutex::default(),
        server: server.clone(),
        phones: place.join("phones"),
    });
    work(&shared, &victims, cast)?;
    figures.kills += chaos.stop();
    figures.kills_asked += args.kills;
    tell(&format!("All votes are cast; {} processes were killed meanwhile.", figures.kills));
    lock(&shared.waiting).extend(voters);
    work(&shared, &victims, look_again)?;
    server.stop()?;
    let books = Books::open(&data)?;
    let shown = std::mem::take(&mut *lock(&shared.shown));
    figures.devices += shown.len();
    for (voter, digests) in &shown {
        if !books.is_converged(voter.user, digests)? {
            figures.diverged += 1;
            tell(&format!("the device of {} shows something else than the server has", voter.name));
        }
    }
    books.verdicts(&lock(&shared.saved), figures)?;
    books.recount(figures)?;
    for conversation in &read {
        compare_polis(&books, conversation, figures)?;
    }
    compare_pabulib(&books, &elections, figures)?;
    auctions::compare_recorded(&books, &recorded, figures)
}

/// The common starts of the conversations' files.
fn conversations(real: &Path) -> Result<Vec<PathBuf>, Failure> {
    let folder = real.join("votes/polis");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some(name) = name.strip_suffix("-votes.csv.gz").or_else(|| name.strip_suffix("-votes.csv")) {
            found.push(folder.join(name));
        }
    }
    found.sort();
    Ok(found)
}

fn voters_of(read: &rehearse_polis::Read, dice: &mut Dice) -> Vec<Voter> {
    let mut of_voter: BTreeMap<u64, Vec<Vote>> = BTreeMap::new();
    let mut nth: BTreeMap<(u64, u64), i64> = BTreeMap::new();
    for vote in &read.votes {
        let nth = nth.entry((vote.voter, vote.comment)).or_default();
        *nth += 1;
        let poll = run_polis::poll_id(&read.key, vote.comment);
        let selections = vec![Selection { option: run_polis::option_id(poll, vote.vote), value: 1 }];
        of_voter.entry(vote.voter).or_default().push(Vote { poll, selections, nth: *nth });
    }
    let voter = |(number, votes): (u64, Vec<Vote>)| Voter {
        name: format!("{}-{number}", read.name),
        user: run_polis::voter_id(&read.key, number),
        email: rehearse_polis::voter_email(&read.name, number),
        votes,
        is_offline: dice.below(3) == 0,
    };
    of_voter.into_iter().map(voter).collect()
}

/// Lets some device processes do `what` for every waiting voter.
fn work(
    shared: &Arc<Shared>,
    victims: &Victims,
    what: fn(&Shared, &mut Driver, &Voter) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let threads: Vec<_> = (0..HOSTS)
        .map(|number| {
            let (shared, victims) = (Arc::clone(shared), Arc::clone(victims));
            std::thread::spawn(move || {
                let mut driver = Driver::new(number, victims);
                loop {
                    let next = lock(&shared.waiting).pop_front();
                    let Some(voter) = next else { return };
                    if let Err(problem) = what(&shared, &mut driver, &voter) {
                        *lock(&shared.failed) = Some(format!("{}: {problem}", voter.name));
                        lock(&shared.waiting).clear();
                    }
                    let left = lock(&shared.waiting).len();
                    if left > 0 && left.is_multiple_of(500) {
                        tell(&format!("  {left} devices to go"));
                    }
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().map_err(|_| "a worker panicked")?;
    }
    match lock(&shared.failed).take() {
        Some(problem) => Err(problem.into()),
        None => Ok(()),
    }
}

/// A voter's day: fetch the community, vote, come back.
fn cast(shared: &Shared, driver: &mut Driver, voter: &Voter) -> Result<(), Failure> {
    open(shared, driver, voter, true, true)?;
    let sync = json!({ "do": "sync", "device": voter.name, "patience_ms": PATIENCE_MS });
    driver.order(&sync)?;
    if voter.is_offline {
        open(shared, driver, voter, false, false)?;
    }
    let told = driver.order(&json!({ "do": "vote", "device": voter.name, "votes": voter.votes }))?;
    for answer in told["votes"].as_array().ok_or("no votes")? {
        if let Some(call) = answer.get("call") {
            lock(&shared.saved).insert(serde_json::from_value(call.clone())?);
        } else if answer.get("already").is_none() {
            return Err(format!("a vote was not saved: {answer}").into());
        }
    }
    if voter.is_offline {
        open(shared, driver, voter, true, false)?;
    }
    driver.order(&sync)?;
    shared.progress.step();
    driver.close(&voter.name)
}

/// Everybody has voted: the device hears of it, and tells what it shows.
fn look_again(shared: &Shared, driver: &mut Driver, voter: &Voter) -> Result<(), Failure> {
    open(shared, driver, voter, true, false)?;
    driver.order(&json!({ "do": "sync", "device": voter.name, "patience_ms": PATIENCE_MS }))?;
    let told = driver.order(&json!({ "do": "tell", "device": voter.name }))?;
    let digests: Digests = serde_json::from_value(told["digests"].clone())?;
    lock(&shared.shown).push((voter.clone(), digests));
    driver.close(&voter.name)
}

fn open(
    shared: &Shared,
    driver: &mut Driver,
    voter: &Voter,
    network: bool,
    sign_in: bool,
) -> Result<(), Failure> {
    let folder = shared.phones.join(&voter.name);
    let options = json!({
        "folder": path(&folder)?, "server": shared.server.url(), "email": voter.email, "password": PASSWORD,
        "sign_in": sign_in, "network": network, "clock_offset_ms": 0,
    });
    driver.open(&voter.name, options).map(drop)
}

/// Both ways of counting: every vote ever cast (the history), and the one that stands (the tally).
fn compare_polis(books: &Books, read: &rehearse_polis::Read, figures: &mut Figures) -> Result<(), Failure> {
    let mut last: BTreeMap<(u64, u64), Opinion> = BTreeMap::new();
    for vote in &read.votes {
        last.insert((vote.comment, vote.voter), vote.vote);
    }
    let mut standing_as_told = 0;
    for statement in &read.statements {
        let poll = run_polis::poll_id(&read.key, statement.id);
        let (tallies, history) = books.read(|sql| {
            let mut unwatched = Unwatched;
            let mut tx = Tx::new(sql, hubbub_core::domain::Hubbub.tables(), &mut unwatched);
            Ok((
                tx.select::<OptionTally>("poll = ?", &[poll.into()])?,
                tx.select::<BallotRevision>("poll = ?", &[poll.into()])?,
            ))
        })?;
        let ever = |opinion: Opinion| {
            let option = run_polis::option_id(poll, opinion);
            history.iter().filter(|ballot| ballot.selections.iter().any(|one| one.option == option)).count()
        };
        let stands = |opinion: Opinion| {
            let option = run_polis::option_id(poll, opinion);
            tallies.iter().find(|tally| tally.id == option).map_or(0, |tally| tally.ballots)
        };
        let counted = |opinion: Opinion| {
            let of = last.iter().filter(|((comment, _), vote)| *comment == statement.id && **vote == opinion);
            i64::try_from(of.count()).unwrap_or(i64::MAX)
        };
        let told = (statement.agrees.unwrap_or_default(), statement.disagrees.unwrap_or_default());
        figures.tallies_total += 2;
        let all = (i64::try_from(ever(Opinion::Agree))?, i64::try_from(ever(Opinion::Disagree))?);
        if all == told {
            figures.tallies_matched += 1;
        } else {
            tell(&format!("{} {}: all votes {all:?}, the file says {:?}", read.name, statement.id, told));
        }
        let opinions = [Opinion::Agree, Opinion::Disagree, Opinion::Pass];
        if opinions.iter().all(|&opinion| stands(opinion) == counted(opinion)) {
            figures.tallies_matched += 1;
        } else {
            tell(&format!("{} {}: the votes that stand differ", read.name, statement.id));
        }
        if (stands(Opinion::Agree), stands(Opinion::Disagree)) == told {
            standing_as_told += 1;
        }
    }
    tell(&format!(
        "{}: {} statements; the last vote of each voter gives the file's figures on {standing_as_told}.",
        read.name,
        read.statements.len()
    ));
    Ok(())
}

/// Every project's votes and score against the file's own, and the winners where it names them and its
/// rule is one of ours.
fn compare_pabulib(books: &Books, folder: &Path, figures: &mut Figures) -> Result<(), Failure> {
    let mut files = 0;
    for file in run_pabulib::files(folder)? {
        files += 1;
        let mut election = pabulib::read(&file)?;
        for entry in &mut election {
            if let Entry::Rejected(rejected) = entry? {
                tell(&format!("{}: line {} was rejected", file.display(), rejected.line));
            }
        }
        let poll = run_pabulib::poll_of(&file, ELECTIONS)?;
        let (tallies, result) = books.read(|sql| {
            let mut unwatched = Unwatched;
            let mut tx = Tx::new(sql, hubbub_core::domain::Hubbub.tables(), &mut unwatched);
            Ok((tx.select::<OptionTally>("poll = ?", &[poll.into()])?, tx.get::<PollResult>(poll)?))
        })?;
        let tallies: BTreeMap<Id, OptionTally> = tallies.into_iter().map(|tally| (tally.id, tally)).collect();
        for project in &election.projects {
            let tally = tallies.get(&run_pabulib::option_id(poll, &project.id));
            let found = (tally.map_or(0, |tally| tally.ballots), tally.map_or(0, |tally| tally.score));
            figures.tallies_total += 1;
            let same = project.votes.is_none_or(|votes| votes == found.0)
                && project.score.is_none_or(|score| score == found.1);
            if same {
                figures.tallies_matched += 1;
            } else {
                tell(&format!("{} project {}: {found:?} counted", file.display(), project.id));
            }
        }
        let known = election.projects.iter().any(|project| project.selected.is_some());
        if !known || pabulib_mapping::mapping(&election.meta)?.outcome.is_none() {
            continue;
        }
        figures.winners_total += 1;
        let official: BTreeSet<Id> = election
            .projects
            .iter()
            .filter(|project| project.selected == Some(1))
            .map(|project| run_pabulib::option_id(poll, &project.id))
            .collect();
        let ours: BTreeSet<Id> =
            result.iter().flat_map(|result| result.outcome.winners.iter().copied()).collect();
        if ours == official {
            figures.winners_matched += 1;
        } else {
            tell(&format!("{}: {} winners, officially {}", file.display(), ours.len(), official.len()));
        }
    }
    tell(&format!("{files} Pabulib elections compared."));
    Ok(())
}
