//! The parsers on small files made by hand: what is accepted, what is rejected and how it is said.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use hubbub_core::id::Id;
use hubbub_core::voting::method::{BudgetRule, Method, Selection, check_ballot};
use hubbub_core::voting::outcome::OutcomeRule;

use super::pabulib::{Election, VoteType, minor_units};
use super::pabulib_mapping::mapping;
use super::polis::{Comments, Conversation, Moderation, Vote, VoteEvents, summary};
use super::rows::{Entry, Fault, RECORD_BYTES_MAX, Rejected, Row, Rows, unpacked};

const APPROVAL: &str = "META
key;value
description;A street; and its trees
num_projects;3
num_votes;2
budget;100.5
vote_type;approval
rule;greedy
max_length;2
currency;EUR
PROJECTS
project_id;cost;votes;name;selected
1;60;2;\"Trees; \"\"old\"\" ones\";1
2;50.50;1;Bench;0
3;10;;;
VOTES
voter_id;vote;age
a;1,2;34
b;1;
";

fn election(text: &str) -> Result<Election<Cursor<Vec<u8>>>, Fault> {
    Election::new(Cursor::new(text.as_bytes().to_vec()))
}

/// Reads to the end: the ballots as (voter, choices) text, rejections as their words.
fn ballots(text: &str) -> Result<Vec<String>, Fault> {
    let mut lines = Vec::new();
    for entry in election(text)? {
        lines.push(match entry? {
            Entry::Record(ballot) => {
                let choices: Vec<_> = ballot
                    .choices
                    .iter()
                    .map(|choice| format!("{}:{}", choice.project, choice.value))
                    .collect();
                format!("{} {}", ballot.voter, choices.join(" "))
            }
            Entry::Rejected(rejected) => words(&rejected),
        });
    }
    Ok(lines)
}

fn words(rejected: &Rejected) -> String {
    format!("line {}: {} in {:?}", rejected.line, rejected.reason, rejected.excerpt)
}

fn fault(text: &str) -> String {
    ballots(text).err().map_or_else(|| "accepted".to_owned(), |fault| fault.to_string())
}

fn gzipped(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn an_election_is_read_whatever_its_line_ends_and_packing() {
    let crlf = format!("\u{feff}{}", APPROVAL.replace('\n', "\r\n"));
    let spaced = APPROVAL.replace("PROJECTS\n", "\nProjects;;\n").replace("b;1;\n", "b;1;;;\n;;\n\n");
    for text in [APPROVAL, &crlf, &spaced, APPROVAL.trim_end()] {
        let election = election(text).unwrap();
        assert_eq!(election.meta.budget_minor, 10_050);
        assert_eq!(election.meta.vote_type, VoteType::Approval);
        assert_eq!(election.meta.values["description"], "A street; and its trees");
        let projects: Vec<_> = election
            .projects
            .iter()
            .map(|one| (one.name.as_str(), one.cost_minor, one.votes, one.selected))
            .collect();
        assert_eq!(
            projects,
            [
                ("Trees; \"old\" ones", 6_000, Some(2), Some(1)),
                ("Bench", 5_050, Some(1), Some(0)),
                ("3", 1_000, None, None),
            ]
        );
        assert_eq!(ballots(text).unwrap(), ["a 0:1 1:1", "b 0:1"]);
    }
    let mut twice = gzipped(&APPROVAL[..100]);
    twice.extend(gzipped(&APPROVAL[100..]));
    for packed in [gzipped(APPROVAL), twice] {
        let election = Election::new(unpacked(Cursor::new(packed)).unwrap()).unwrap();
        assert_eq!(election.count(), 2);
    }
}

#[test]
fn points_and_ranks_become_values() {
    let cumulative = APPROVAL
        .replace("vote_type;approval", "vote_type;cumulative\nmax_sum_points;10")
        .replace("voter_id;vote;age", "points;vote;voter_id")
        .replace("a;1,2;34", "\"7,3.0\";\"1, 2\";a")
        .replace("b;1;", "0;3;b");
    assert_eq!(ballots(&cumulative).unwrap(), ["a 0:7 1:3", "b 2:0"]);
    let ordinal = APPROVAL.replace("vote_type;approval", "vote_type;ordinal").replace("a;1,2", "a;3,1");
    assert_eq!(ballots(&ordinal).unwrap(), ["a 2:1 0:2", "b 0:1"]);
}

#[test]
fn bad_rows_are_rejected_and_the_others_kept() {
    let long = format!("a;{}", "1,".repeat(RECORD_BYTES_MAX));
    let table = [
        ("a;9;34", "line 18: project \"9\" is not in the list of projects in \"a;9;34\""),
        ("a;1,,2;34", "line 18: project \"\" is not in the list of projects in \"a;1,,2;34\""),
        (";1;34", "line 18: voter_id is empty in \";1;34\""),
        ("a;1", "line 18: 2 fields where the header names 3 in \"a;1\""),
        ("a;1;34;x", "line 18: 4 fields where the header names 3 in \"a;1;34;x\""),
        ("a;;", "a "),
        ("a;1,1;", "a 0:1 0:1"),
    ];
    for (row, expected) in table {
        let read = ballots(&APPROVAL.replace("a;1,2;34", row)).unwrap();
        assert_eq!(read, [expected, "b 0:1"], "{row}");
    }
    let read = ballots(&APPROVAL.replace("a;1,2;34", &long)).unwrap();
    assert!(read[0].starts_with("line 18: the record is longer than 262144 bytes"), "{}", read[0]);
    assert_eq!(read[1], "b 0:1");
    let cumulative = APPROVAL
        .replace("vote_type;approval", "vote_type;cumulative")
        .replace("vote;age", "vote;points")
        .replace("a;1,2;34", "a;1,2;3")
        .replace("b;1;", "b;1;x");
    assert_eq!(
        ballots(&cumulative).unwrap(),
        [
            "line 18: 1 points for 2 choices in \"a;1,2;3\"",
            "line 19: points is not whole numbers: \"x\" in \"b;1;x\"",
        ]
    );
}

#[test]
fn bad_projects_are_rejected_with_their_reason() {
    let table = [
        ("2;-5;1;Bench;0", "cost is not an amount of money: \"-5\""),
        ("2;5.001;1;Bench;0", "cost is not an amount of money: \"5.001\""),
        ("2;1e5;1;Bench;0", "cost is not an amount of money: \"1e5\""),
        ("2;99999999999999999999;1;Bench;0", "cost is not an amount of money: \"99999999999999999999\""),
        ("2;5;many;Bench;0", "votes is not a whole number: \"many\""),
        ("1;5;1;Bench;0", "project_id \"1\" stands twice"),
        (";5;1;Bench;0", "project_id is empty"),
    ];
    for (row, expected) in table {
        let election = election(&APPROVAL.replace("2;50.50;1;Bench;0", row)).unwrap();
        assert_eq!(election.projects.len(), 2, "{row}");
        assert_eq!(election.rejected_projects[0].reason.to_string(), expected, "{row}");
        assert_eq!(election.rejected_projects[0].line, 14);
    }
}

#[test]
fn a_file_without_its_structure_is_refused_with_the_cause() {
    let cut = |text: &str| APPROVAL.split(text).next().unwrap().to_owned();
    let table = [
        (String::new(), "section META is missing: the file ends"),
        ("<html>".to_owned(), "section META is missing: line 1 is \"<html>\""),
        (cut("PROJECTS"), "section PROJECTS is missing: the file ends"),
        (cut("VOTES"), "section VOTES is missing: the file ends"),
        (cut("b;1"), "META announces 2 ballots, the file has 1: it is cut off or was changed"),
        (
            APPROVAL.replace("3;10;;;\n", ""),
            "META announces 3 projects, the file has 2: it is cut off or was changed",
        ),
        (APPROVAL.replace("PROJECTS", "VOTES"), "section PROJECTS is missing: line 11 is \"VOTES\""),
        (
            APPROVAL.replace("project_id;cost", "project_id;price"),
            "line 12: PROJECTS has no column \"cost\"; it has: project_id, price, votes, name, selected",
        ),
        (
            APPROVAL.replace("voter_id;vote", "voter_id;x"),
            "line 17: VOTES has no column \"vote\"; it has: voter_id, x, age",
        ),
        (
            APPROVAL.replace("vote_type;approval", "vote_type;scoring"),
            "line 17: VOTES has no column \"points\"; it has: voter_id, vote, age",
        ),
        (APPROVAL.replace("num_votes;2\n", ""), "META does not say num_votes"),
        (
            APPROVAL.replace("num_votes;2", "num_votes;-2"),
            "META says num_votes = \"-2\", which is not a whole number, 0 or more",
        ),
        (
            APPROVAL.replace("budget;100.5", "budget;much"),
            "META says budget = \"much\", which is not an amount of money",
        ),
        (
            APPROVAL.replace("approval", "acclamation"),
            "META says vote_type = \"acclamation\", which is not a type of ballot that is known",
        ),
        (
            APPROVAL.replace("rule;greedy", "budget;5"),
            "META says budget = \"5\", which is not what an earlier line says",
        ),
        (
            APPROVAL.replace("rule;greedy", "rule;\"greedy"),
            "section PROJECTS is missing: line 16 is \"VOTES\" \
             (the quote opened in line 8 runs on to other lines)",
        ),
        (
            APPROVAL.replace("a;1,2;34", "a;1,2;\"34"),
            "META announces 2 ballots, the file has 1: it is cut off or was changed \
             (the quote opened in line 18 runs on to other lines)",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(fault(&text), expected);
    }
    let packed = gzipped(APPROVAL);
    let cut_off = Election::new(unpacked(Cursor::new(packed[..packed.len() / 2].to_vec())).unwrap());
    let end = cut_off.map(|election| election.filter_map(Result::err).next());
    assert!(matches!(end, Err(Fault::CutOff) | Ok(Some(Fault::CutOff))), "{end:?}");
}

#[test]
fn money_is_exact() {
    let table = [
        ("12", 2, Some(1_200)),
        ("12.5", 2, Some(1_250)),
        ("12.500", 2, Some(1_250)),
        ("400000.0", 2, Some(40_000_000)),
        ("12", 0, Some(12)),
        ("12.0", 0, Some(12)),
        ("12.5", 0, None),
        ("12.505", 3, Some(12_505)),
        (".5", 2, None),
        ("", 2, None),
        ("1,000", 2, None),
        ("-1", 2, None),
        ("92233720368547758.07", 2, Some(i64::MAX)),
        ("92233720368547758.08", 2, None),
    ];
    for (text, digits, expected) in table {
        assert_eq!(minor_units(text, digits), expected, "{text} with {digits}");
    }
}

#[test]
fn meta_becomes_a_method_and_a_rule() {
    let between = |min, max| Method::Budget { budget_minor: 10_050, rule: BudgetRule::Between { min, max } };
    let table: &[(&str, &str, Method, &[&str])] = &[
        ("approval", "", between(1, 2), &[]),
        ("approval", "min_length;2\n", between(2, 2), &[]),
        ("approval", "min_length;0\n", between(0, 2), &[]),
        (
            "approval",
            "max_sum_cost;90\nmin_length;2\n",
            Method::Budget { budget_minor: 9_000, rule: BudgetRule::AtLeast { projects: 2 } },
            &["max_length"],
        ),
        ("approval", "max_length_per_category;1\n", between(1, 2), &["max_length_per_category"]),
        ("choose-1", "", Method::Single, &[]),
        ("ordinal", "", Method::Ranked { min: 1, max: 2 }, &[]),
        (
            "cumulative",
            "max_sum_points;10\nmin_sum_points;1\nmax_points;5\n",
            Method::Points { budget: 10, per_option_max: Some(5) },
            &["max_length", "min_sum_points"],
        ),
        ("scoring", "max_points;5\nmin_points;0\n", Method::Score { max: 5 }, &["max_length"]),
    ];
    for (vote_type, lines, method, not_kept) in table {
        let text = APPROVAL
            .replace("vote_type;approval\n", &format!("vote_type;{vote_type}\n{lines}"))
            .replace("age", "points");
        let mapped = mapping(&election(&text).unwrap().meta).unwrap();
        assert_eq!((&mapped.method, mapped.not_kept.as_slice()), (method, *not_kept), "{vote_type} {lines}");
        assert_eq!(mapped.blank_allowed, lines.contains("min_length;0"));
    }
    let wrong = APPROVAL.replace("rule;greedy", "min_length;3");
    assert!(mapping(&election(&wrong).unwrap().meta).is_err());
    let rule = |name: &str| {
        let text = APPROVAL.replace("rule;greedy", &format!("rule;{name}\nmin_project_score_threshold;5"));
        mapping(&election(&text).unwrap().meta).unwrap().outcome
    };
    assert!(matches!(rule("greedy"), Some(OutcomeRule::GreedyByVotes(terms)) if terms.threshold == 5));
    assert!(matches!(rule("Greedy-no-skip"), Some(OutcomeRule::GreedyNoSkip(_))));
    assert!(matches!(rule("equalshares"), Some(OutcomeRule::EqualShares(terms)) if terms.raise_minor == 0));
    assert!(
        matches!(rule("equalshares/add1"), Some(OutcomeRule::EqualShares(terms)) if terms.raise_minor == 100)
    );
    assert_eq!(rule("the mayor decides"), None);
}

#[test]
fn ballots_become_selections_that_the_method_takes() {
    let election = election(APPROVAL).unwrap();
    let mapped = mapping(&election.meta).unwrap();
    let candidates = election.candidates(|project| Id::named("project", &project.id));
    for entry in election {
        let Entry::Record(ballot) = entry.unwrap() else { panic!("rejected") };
        let selections = ballot.selections(&candidates);
        assert_eq!(selections[0], Selection { option: Id::named("project", "1"), value: 1 });
        assert_eq!(check_ballot(&mapped.method, &candidates, &selections, mapped.blank_allowed), Ok(()));
    }
}

const COMMENTS: &str = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1400000000001,Tue May 13,0,7,3,1,1,\"Shade, please.
And \"\"benches\"\".\"
1400000000000,Tue May 13,1,,0,0,-1,樹 \"quoted\" inside
1400000000,Tue May 13,2,7,3,1,1,Seconds
1400000000002,Tue May 13,3,7,3,1,2,Odd moderation
1400000000003,Tue May 13,4,7,3,-1,0,Negative
1400000000004,Tue May 13,5,7,0,0,0,
1400000000005,Tue May 13,6,7,3,1,0,One, comma
1400000000006,Tue May 13,7,7,3,1,0,Fine
";

#[test]
fn comments_keep_their_line_breaks_and_bad_ones_are_rejected() {
    let crlf = format!("\u{feff}{}", COMMENTS.replace('\n', "\r\n"));
    for text in [COMMENTS, &crlf] {
        let (mut comments, mut rejected) = (Vec::new(), Vec::new());
        for entry in Comments::new(Cursor::new(text.as_bytes())).unwrap() {
            match entry.unwrap() {
                Entry::Record(comment) => comments.push(comment),
                Entry::Rejected(one) => rejected.push(format!("{}: {}", one.line, one.reason)),
            }
        }
        let bodies: Vec<_> = comments.iter().map(|one| (one.id, one.author, one.body.as_str())).collect();
        assert_eq!(
            bodies,
            [
                (0, Some(7), "Shade, please.\nAnd \"benches\"."),
                (1, None, "樹 \"quoted\" inside"),
                (5, Some(7), ""),
                (7, Some(7), "Fine"),
            ]
        );
        assert_eq!(comments[1].moderation, Moderation::Rejected);
        assert_eq!(
            (comments[0].agrees, comments[0].disagrees, comments[0].at_ms),
            (Some(3), Some(1), 1_400_000_000_001)
        );
        assert_eq!(
            rejected,
            [
                "5: timestamp is not a time in ms since 1970: \"1400000000\"",
                "6: moderated is not 1, 0 or -1: \"2\"",
                "7: disagrees is not a whole number: \"-1\"",
                "9: 9 fields where the header names 8",
            ]
        );
    }
}

#[test]
fn votes_come_in_any_order_of_columns_and_time_and_repeat() {
    let text = "voter-id,vote,extra,comment-id,timestamp\n\
        1,1,,0,1400000000005\n1,-1,,0,1400000000001\n\
        2,0,,0,1400000000009\n2,0,,0,1400000000009\n2,3,,0,1400000000009\nx,0,,0,1400000000009\n";
    let entries: Vec<_> = VoteEvents::new(Cursor::new(text)).unwrap().map(Result::unwrap).collect();
    let votes: Vec<_> = entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Record(event) => Some((event.voter, event.vote, event.at_ms - 1_400_000_000_000)),
            Entry::Rejected(_) => None,
        })
        .collect();
    assert_eq!(votes, [(1, Vote::Agree, 5), (1, Vote::Disagree, 1), (2, Vote::Pass, 9), (2, Vote::Pass, 9)]);
    assert_eq!(entries.len(), 6);
    let missing = VoteEvents::new(Cursor::new("timestamp,comment-id,vote\n")).unwrap_err().to_string();
    assert_eq!(missing, "line 1: the votes has no column \"voter-id\"; it has: timestamp, comment-id, vote");
    assert!(matches!(VoteEvents::new(Cursor::new("\n\n")), Err(Fault::Nothing)));
}

#[test]
fn a_conversation_is_found_by_its_prefix_or_folder() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("park-comments.csv", COMMENTS.as_bytes());
    assert!(matches!(Conversation::find(&folder.path().join("park")), Err(Fault::NoFile(_))));
    write("park-votes.csv.gz", &gzipped("timestamp,comment-id,voter-id,vote\n1400000000005,0,1,1\n"));
    let conversation = Conversation::find(&folder.path().join("park")).unwrap();
    assert_eq!(conversation.votes().unwrap().count(), 1);
    assert_eq!(conversation.comments().unwrap().count(), 8);
    assert_eq!(conversation.summary().unwrap(), []);
    assert_eq!(Conversation::find(folder.path()).unwrap(), conversation, "the only one of its folder");
    assert_eq!(Conversation::find(&folder.path().join("park-votes.csv.gz")).unwrap(), conversation);
    write("comments.csv", COMMENTS.as_bytes());
    write("votes.csv", b"timestamp,comment-id,voter-id,vote\n");
    write("summary.csv", b"topic,Trees, and benches\nviews,3\n");
    assert!(matches!(Conversation::find(folder.path()), Err(Fault::Several { count: 2, .. })));
    assert_eq!(Conversation::all(folder.path()).unwrap().len(), 2);
    let conversation = Conversation::find(&folder.path().join("votes.csv")).unwrap();
    assert_eq!(conversation.votes().unwrap().count(), 0);
    assert_eq!(conversation.summary().unwrap()[0], ("topic".to_owned(), "Trees, and benches".to_owned()));
}

/// Bytes that look random and are the same in each run.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let alphabet = b"\"\"\";;,,\n\n\r\xef\xff 12ab-.";
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        alphabet[usize::try_from(state % alphabet.len() as u64).unwrap()]
    };
    (0..length).map(|_| next()).collect()
}

fn all_rows(bytes: &[u8], delimiter: char) -> Vec<Entry<Row>> {
    let mut rows = Rows::new(Cursor::new(bytes), delimiter);
    std::iter::from_fn(|| rows.next_row().unwrap()).collect()
}

#[test]
fn records_split_as_the_csv_crate_splits_them() {
    for seed in 0..3_000 {
        let mut bytes = noise(seed, 60);
        bytes.retain(|byte| byte.is_ascii() && !b"\r ".contains(byte));
        let rows = all_rows(&bytes, ';');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes.as_slice());
        let theirs: Vec<Vec<String>> =
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        let text = String::from_utf8_lossy(&bytes);
        for (ours, theirs) in rows.iter().zip(&theirs) {
            match ours {
                Entry::Record(row) => assert_eq!(row.fields, *theirs, "{text:?}"),
                Entry::Rejected(rejected) => {
                    assert_eq!(rejected.reason, super::rows::RejectReason::UnclosedQuote)
                }
            }
        }
        assert_eq!(rows.len(), theirs.len(), "{text:?}");
    }
}

#[test]
fn no_input_makes_a_parser_panic() {
    for seed in 0..400 {
        let at = usize::try_from(seed).unwrap() % APPROVAL.len();
        for text in [APPROVAL, COMMENTS] {
            let mut bytes = text.as_bytes().to_vec();
            let at = at.min(bytes.len());
            bytes.splice(at..at, noise(seed, 20));
            all_rows(&bytes, ';');
            if let Ok(election) = Election::new(Cursor::new(bytes.clone())) {
                let _ = mapping(&election.meta);
                assert!(election.count() < 100);
            }
            let _ = Comments::new(Cursor::new(bytes.clone())).map(Iterator::count);
            let _ = VoteEvents::new(Cursor::new(bytes.clone())).map(Iterator::count);
            let _ = summary(Cursor::new(bytes.clone()));
            let _ = unpacked(Cursor::new([&[0x1f, 0x8b], bytes.as_slice()].concat())).map(summary);
        }
    }
}

#[test]
fn content_is_hashed_up_to_a_bound() {
    let hashed = |bytes_max| super::rows::hash(Cursor::new(b"12345"), bytes_max);
    assert_eq!(hashed(5).unwrap(), blake3::hash(b"12345").to_hex().to_string());
    assert!(matches!(hashed(4), Err(Fault::TooLarge)));
}

#[test]
fn a_record_that_never_ends_takes_no_memory() {
    let endless = std::io::Read::take(std::io::repeat(b'1'), 40_000_000);
    let mut rows = Rows::new(std::io::BufReader::new(endless), ';');
    let Some(Entry::Rejected(rejected)) = rows.next_row().unwrap() else { panic!("not rejected") };
    assert_eq!((rejected.line, rejected.excerpt.len()), (1, 80));
    assert_eq!(rows.next_row().unwrap(), None);
    let quote = format!("\"{}", "1\n".repeat(RECORD_BYTES_MAX));
    assert!(matches!(all_rows(quote.as_bytes(), ';')[0], Entry::Rejected(_)));
}
