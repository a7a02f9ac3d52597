//! The importers against real elections and conversations, whose official results are the oracle.
//!
//! The data live outside the repository: in `HUBBUB_DATA`, else in `../shared/data` next to the project.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use hubbub_core::id::Id;
use hubbub_core::voting::count::{Delta, tally};
use hubbub_core::voting::method::{Selection, check_ballot};
use hubbub_core::voting::outcome::decide;

use super::pabulib;
use super::pabulib_mapping::mapping;
use super::polis::{Comment, Conversation, Vote, VoteEvent};
use super::rows::Entry;
use super::tests_real::data;

/// Ballots that name a project several times. The cities counted each time; Hubbub refuses them.
const REFUSED: &[(&str, &str, &str)] = &[
    ("Netherlands_Amsterdam_604.pb.gz", "13650977333", "option_twice"),
    ("Poland_Czestochowa_2020.pb.gz", "13026", "option_twice"),
];

/// What one election file gives.
#[derive(Default)]
struct Read {
    ballots: usize,
    refused: Vec<(String, String, String)>,
    /// Whether official winners are known, and whether ours are the same.
    winners: Option<bool>,
    /// Official winners that we do not have, and the other way round.
    difference: Vec<String>,
}

fn read_election(path: &Path) -> Read {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let election = pabulib::read(path).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    assert_eq!(election.rejected_projects, [], "{name}");
    let mapped = mapping(&election.meta).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    let candidates = election.candidates(|project| Id::named("project", &project.id));
    let projects = election.projects.clone();
    let mut read = Read::default();
    let mut ballots: Vec<Vec<Selection>> = Vec::new();
    for entry in election {
        let ballot = match entry.unwrap_or_else(|fault| panic!("{name}: {fault}")) {
            Entry::Record(ballot) => ballot,
            Entry::Rejected(rejected) => panic!("{name}: {rejected:?}"),
        };
        let selections = ballot.selections(&candidates);
        if let Err(fault) = check_ballot(&mapped.method, &candidates, &selections, mapped.blank_allowed) {
            read.refused.push((name.clone(), ballot.voter, fault.word().to_owned()));
        }
        ballots.push(selections);
    }
    read.ballots = ballots.len();
    let count: Delta = tally(&mapped.method, ballots.iter().map(Vec::as_slice));
    for (project, candidate) in projects.iter().zip(&candidates) {
        let (votes, score) = count.options.get(&candidate.id).copied().unwrap_or_default();
        assert!(project.votes.is_none_or(|official| official == votes), "{name}: votes of {}", project.id);
        assert!(project.score.is_none_or(|official| official == score), "{name}: score of {}", project.id);
    }
    let official: BTreeSet<&str> =
        projects.iter().filter(|one| one.selected == Some(1)).map(|one| one.id.as_str()).collect();
    if let Some(rule) = mapped.outcome.filter(|_| projects.iter().any(|one| one.selected.is_some())) {
        let outcome = decide(&rule, &candidates, &count.counts(), &ballots);
        let by_id: BTreeMap<Id, &str> =
            candidates.iter().zip(&projects).map(|(one, project)| (one.id, project.id.as_str())).collect();
        let ours: BTreeSet<&str> = outcome.winners.iter().map(|id| by_id[id]).collect();
        read.difference = official.symmetric_difference(&ours).map(|id| (*id).to_owned()).collect();
        read.winners = Some(read.difference.is_empty());
    }
    read
}

#[test]
fn every_election_counts_and_ends_as_its_city_says() {
    let Some(folder) = data("votes/pabulib") else { return };
    let started = Instant::now();
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut ballots, mut refused, mut known, mut same) = (0, Vec::new(), 0, 0);
    for path in &paths {
        let read = read_election(path);
        ballots += read.ballots;
        refused.extend(read.refused);
        if let Some(equal) = read.winners {
            known += 1;
            same += usize::from(equal);
            if !equal {
                println!("other winners in {}: {:?}", path.display(), read.difference);
            }
        }
    }
    println!(
        "{} files, {ballots} ballots, winners equal in {same} of {known}, {:?}",
        paths.len(),
        started.elapsed()
    );
    assert_eq!((paths.len(), ballots), (96, 307_104));
    let listed: Vec<_> =
        refused.iter().map(|(file, voter, word)| (file.as_str(), voter.as_str(), word.as_str())).collect();
    assert_eq!(listed, REFUSED);
    assert_eq!((known, same), (29, 29));
}

/// Agrees and disagrees by statement.
type Counts = BTreeMap<u64, (i64, i64)>;

fn add(counts: &mut Counts, comment: u64, vote: Vote) {
    let slot = counts.entry(comment).or_default();
    match vote {
        Vote::Agree => slot.0 += 1,
        Vote::Disagree => slot.1 += 1,
        Vote::Pass => {}
    }
}

fn equal(comments: &[Comment], counts: &Counts) -> usize {
    let equals = |comment: &&Comment| {
        let (agrees, disagrees) = counts.get(&comment.id).copied().unwrap_or_default();
        (comment.agrees, comment.disagrees) == (Some(agrees), Some(disagrees))
    };
    comments.iter().filter(equals).count()
}

fn records<T: std::fmt::Debug>(
    entries: impl Iterator<Item = Result<Entry<T>, super::rows::Fault>>,
) -> Vec<T> {
    let record = |entry| match entry {
        Ok(Entry::Record(record)) => record,
        other => panic!("{other:?}"),
    };
    entries.map(record).collect()
}

#[test]
fn every_conversation_counts_as_polis_says() {
    let Some(folder) = data("votes/polis") else { return };
    // Name, statements, events, voters, statements that agree when only the last vote of a voter counts.
    let table = [
        ("15-per-hour-seattle", 54, 2_995, 339, 33),
        ("brexit-consensus", 50, 5_312, 204, 42),
        ("scoop-hivemind.affordable-housing", 165, 15_076, 381, 124),
        ("scoop-hivemind.biodiversity", 316, 29_802, 536, 267),
        ("vtaiwan.uberx", 197, 49_997, 1_921, 101),
    ];
    for (name, statements, events, voters, last_equal) in table {
        let conversation = Conversation::find(&folder.join(name)).unwrap();
        assert!(conversation.summary().unwrap().iter().any(|(key, _)| key == "topic"), "{name}");
        let comments: Vec<Comment> = records(conversation.comments().unwrap());
        let votes: Vec<VoteEvent> = records(conversation.votes().unwrap());
        let people: BTreeSet<u64> = votes.iter().map(|event| event.voter).collect();
        assert_eq!((comments.len(), votes.len(), people.len()), (statements, events, voters), "{name}");
        let (mut all, mut last) = (Counts::new(), Counts::new());
        let mut latest: BTreeMap<(u64, u64), VoteEvent> = BTreeMap::new();
        for event in &votes {
            add(&mut all, event.comment, event.vote);
            let slot = latest.entry((event.comment, event.voter)).or_insert(*event);
            if event.at_ms >= slot.at_ms {
                *slot = *event;
            }
        }
        for event in latest.values() {
            add(&mut last, event.comment, event.vote);
        }
        println!(
            "{name}: all events {}/{statements}, last vote {}/{statements}",
            equal(&comments, &all),
            equal(&comments, &last)
        );
        assert_eq!(equal(&comments, &all), statements, "{name}");
        assert_eq!(equal(&comments, &last), last_equal, "{name}");
    }
}
