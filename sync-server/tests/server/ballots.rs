//! Votes of other systems brought in by commands: whole or not at all, once however often, every line that is
//! left out told with its number, every count held against the file's own. The files are of our own making.

use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use hubbub_core::store::{Database, OpenOptions, Sql, SqliteDatabase, Value};
use hubbub_core::time::Timestamp;
use hubbub_server::import::job::ImportError;
use hubbub_server::import::{run_pabulib, run_polis};
use hubbub_server::{Clock, Config, Host, product};

/// January 2027.
const NOW: Timestamp = Timestamp(1_800_000_000_000);

const COMMENTS: &str = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1400000000000,Tue,0,1,2,1,1,\"Shade, please.
And \"\"benches\"\".\"
1400000000001,Tue,1,2,1,0,0,Trees
1400000000002,Tue,2,2,1,1,-1,Something rude
";
/// Voter 3 votes twice on statement 0; the rows are not in order of time.
const VOTES: &str = "timestamp,datetime,comment-id,voter-id,vote
1400000000030,Tue,0,3,0
1400000000010,Tue,0,1,1
1400000000011,Tue,0,2,1
1400000000012,Tue,0,3,-1
1400000000005,Tue,1,1,1
1400000000020,Tue,2,1,1
1400000000021,Tue,2,2,-1
";
const SUMMARY: &str = "topic,\"A park, or two\"\nvoters,3\ncomments,3\n";

const ELECTION: &str = "META
key;value
description;A street; and its trees
country;Nowhere
num_projects;3
num_votes;3
budget;100
vote_type;approval
rule;greedy
currency;EUR
date_begin;05.03.2026
PROJECTS
project_id;cost;votes;name;selected
1;60;2;Trees;1
2;50;2;Bench;0
3;10;0;;0
VOTES
voter_id;vote
a;1,2
b;1
c;2
";

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    fn conversation(&self, prefix: &str, comments: &str, votes: &str) -> PathBuf {
        self.write(&format!("{prefix}-comments.csv"), comments);
        self.write(&format!("{prefix}-votes.csv"), votes);
        self.folder.path().join(prefix)
    }

    fn with_host<T>(&self, work: impl FnOnce(&Host) -> T) -> T {
        let mut config = Config::new(self.folder.path().join("server"));
        config.clock = Clock::of(|| NOW);
        let host = Host::open(config, product()).unwrap();
        let done = work(&host);
        host.close();
        done
    }

    fn polis(&self, path: &Path) -> (run_polis::Imported, Vec<String>) {
        self.polis_told(path, &mut |_| {})
    }

    fn polis_told(&self, path: &Path, told: &mut dyn FnMut(&str)) -> (run_polis::Imported, Vec<String>) {
        let mut lines = Vec::new();
        let mut tell = |line: &str| {
            told(line);
            lines.push(line.to_owned());
        };
        let run = |host: &Host| run_polis::run(host.writer(), path, "Park", NOW, &mut tell).unwrap();
        (self.with_host(run), lines)
    }

    fn pabulib(&self, path: &Path) -> (run_pabulib::Imported, Vec<String>) {
        let mut lines = Vec::new();
        let mut tell = |line: &str| lines.push(line.to_owned());
        let run = |host: &Host| run_pabulib::run(host.writer(), path, "Town", NOW, &mut tell).unwrap();
        (self.with_host(run), lines)
    }

    /// The rows of a statement as text, the server closed.
    fn rows(&self, text: &str) -> Vec<String> {
        let path = self.folder.path().join("server").join(hubbub_server::DATABASE);
        let database = SqliteDatabase::open(&path, &OpenOptions { key: None, readers: 1 }).unwrap();
        let database: &dyn Database = &database;
        database
            .read(|sql: &mut dyn Sql| sql.all(text, &[] as &[Value], |row| Ok(row.text(0)?.to_owned())))
            .unwrap()
    }

    /// Polls by status, with their titles.
    fn polls(&self) -> Vec<String> {
        self.rows("SELECT status || ' ' || json_extract(title, '$.en') FROM poll ORDER BY json_extract(title, '$.en')")
    }

    /// Ballots that stand, by poll and option, with their number.
    fn tallies(&self) -> Vec<String> {
        self.rows(
            "SELECT json_extract(p.title, '$.en') || ': ' || json_extract(o.title, '$.en') || ' ' || t.ballots
             FROM option_tally t JOIN poll_option o ON o.id = t.id JOIN poll p ON p.id = t.poll
             WHERE t.ballots > 0 ORDER BY json_extract(p.title, '$.en'), o.position",
        )
    }

    /// Everything that an import writes, as text.
    fn everything(&self) -> Vec<String> {
        let mut all = self.polls();
        all.extend(self.tallies());
        all.extend(self.rows("SELECT id || voter || revision || selections FROM ballot ORDER BY id"));
        all.extend(self.rows("SELECT id || selections || cast_at FROM ballot_revision ORDER BY id"));
        all.extend(self.rows("SELECT id || outcome || cast_count FROM poll_result ORDER BY id"));
        all
    }
}

fn gzipped(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    std::io::Write::write_all(&mut encoder, text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn has(lines: &[String], words: &str) {
    assert!(lines.iter().any(|line| line.contains(words)), "{words:?} in {lines:#?}");
}

#[test]
fn a_conversation_is_imported_once_however_often() {
    let place = Place::new();
    let park = place.conversation("park", COMMENTS, VOTES);
    place.write("park-summary.csv", SUMMARY);
    let (done, lines) = place.polis(&park);
    let expected =
        run_polis::Imported { conversations: 1, statements: 2, left_out: 1, votes: 5, ..Default::default() };
    assert_eq!(done, expected, "{lines:#?}");
    has(&lines, "park: line 5: the moderators rejected it; it is left out with its 2 votes");
    assert_eq!(place.polls(), ["published Shade, please. And \"benches\".", "published Trees"]);
    let shade = "Shade, please. And \"benches\".";
    assert_eq!(
        place.tallies(),
        [format!("{shade}: Agree 2"), format!("{shade}: Pass 1"), "Trees: Agree 1".to_owned()]
    );
    assert_eq!(
        place.rows("SELECT count(*) || '' FROM ballot_revision"),
        ["5"],
        "repeats stay in the history"
    );
    let before = place.everything();
    assert_eq!(place.polis(&park).0, expected, "the same again");
    assert_eq!(place.everything(), before);
    // Under another name it is the same conversation, packed or not.
    place.write("other-comments.csv", COMMENTS);
    std::fs::write(place.folder.path().join("other-votes.csv.gz"), gzipped(VOTES)).unwrap();
    assert_eq!(place.polis(&place.folder.path().join("other")).0, expected);
    assert_eq!(place.polls().len(), 2);
    // A newer export of the same name is other polls.
    let newer = format!("{VOTES}1400000000040,Tue,1,2,-1\n");
    let park = place.conversation("park", &COMMENTS.replace("2,1,0,0,Trees", "2,1,1,0,Trees"), &newer);
    let (done, _) = place.polis(&park);
    assert_eq!((done.failed, done.statements, done.votes), (0, 2, 6));
    assert_eq!(place.polls().len(), 4);
}

#[test]
fn a_bad_record_is_left_out_with_its_line_and_nothing_is_half_imported() {
    let place = Place::new();
    let long = "Long ".repeat(5_000);
    let comments = format!(
        "{COMMENTS}1400000000003,Tue,1,9,0,0,1,Another with a number that is taken
1400000000004,Tue,7,9,1,0,1,\"Bells \u{7} and\u{0} \r whistles\"
1400000000005,Tue,8,9,0,0,1,{long}
1400000000006,Tue,9
"
    );
    let votes = format!(
        "{VOTES}4102444800000,2100,0,4,1
1400000000050,Tue,77,4,1
1400000000051,Tue,7,4,1
1400000000052,Tue,7,4,2
"
    );
    let (done, lines) = place.polis(&place.conversation("park", &comments, &votes));
    assert_eq!((done.failed, done.statements, done.votes, done.rejected), (0, 4, 6, 5), "{lines:#?}");
    has(&lines, "line 6: comment-id \"1\" stands twice");
    has(&lines, "line 7: the statement's text was shortened");
    // A lone carriage return is no end of a line to the reader.
    has(&lines, "line 8: the statement's text was shortened");
    has(&lines, "line 9: 3 fields where the header names 8");
    has(&lines, "line 9: timestamp is not a time that is over: \"4102444800000\"");
    has(&lines, "line 10: statement 77 is not in the list of statements");
    has(&lines, "line 12: vote is not 1, 0 or -1: \"2\"");
    let polls = place.polls();
    assert!(polls.iter().all(|poll| poll.starts_with("published ")), "{polls:?}");
    let longest = place.rows("SELECT max(length(json_extract(description, '$.en'))) || '' FROM poll");
    let longest: usize = longest[0].parse().unwrap();
    assert!((19_900..=20_000).contains(&longest), "{longest}");
}

#[test]
fn what_is_cut_off_is_noticed_by_its_counts() {
    let place = Place::new();
    place.write("park-summary.csv", SUMMARY);
    // The end of the file is missing.
    let (cut, _) = VOTES.split_at(VOTES.find("1400000000005").unwrap());
    let (done, lines) = place.polis(&place.conversation("park", COMMENTS, cut));
    assert_eq!((done.failed, done.differences), (0, 2), "{lines:#?}");
    has(&lines, "line 4: statement 1: 1 agree by the file, 0 by its votes");
    // A quote that is never closed swallows the rest.
    let quoted = VOTES.replace("1400000000011,Tue,0,2,1", "1400000000011,\"Tue,0,2,1");
    let (done, lines) = place.polis(&place.conversation("park", COMMENTS, &quoted));
    assert_eq!((done.rejected, done.differences), (1, 3), "{lines:#?}");
    has(&lines, "line 4: a quote is opened and never closed");
    has(&lines, "voters: 3 by the summary, 2 by the files");
    // Packed data that end too early are no conversation at all.
    let packed = gzipped(&VOTES.repeat(50));
    place.write("half-comments.csv", COMMENTS);
    std::fs::write(place.folder.path().join("half-votes.csv.gz"), &packed[..packed.len() / 2]).unwrap();
    let polls = place.polls();
    let (done, lines) = place.polis(&place.folder.path().join("half"));
    assert_eq!((done.conversations, done.failed), (0, 1), "{lines:#?}");
    has(&lines, "not imported: the file is cut off");
    assert_eq!(place.polls(), polls);
}

#[test]
fn a_run_that_breaks_off_shows_nothing_and_the_next_one_goes_on() {
    let place = Place::new();
    let park = place.conversation("park", COMMENTS, VOTES);
    // Between the two readings the file loses a line.
    let (cut, _) = VOTES.split_at(VOTES.find("1400000000005").unwrap());
    let mut cut_it = |line: &str| {
        if line.contains("the moderators rejected it") {
            place.conversation("park", COMMENTS, cut);
        }
    };
    let (done, lines) = place.polis_told(&park, &mut cut_it);
    assert_eq!((done.conversations, done.failed), (0, 1), "{lines:#?}");
    has(&lines, "not imported: the file changed while it was read");
    assert_eq!(place.polls(), ["draft Shade, please. And \"benches\".", "draft Trees"]);
    let (done, _) = place.polis(&place.conversation("park", COMMENTS, VOTES));
    assert_eq!((done.conversations, done.votes), (1, 5));
    assert_eq!(place.polls(), ["published Shade, please. And \"benches\".", "published Trees"]);
    assert_eq!(place.rows("SELECT count(*) || '' FROM ballot_revision"), ["5"]);
}

#[test]
fn a_conversation_is_found_by_any_of_its_names() {
    let place = Place::new();
    place.conversation("all/park", COMMENTS, VOTES);
    std::fs::write(place.write("all/wood-votes.csv.gz", ""), gzipped(VOTES)).unwrap();
    place.write("all/wood-comments.csv", &COMMENTS.replace("Trees", "Birds"));
    place.write("bare/comments.csv", &COMMENTS.replace("Trees", "Ponds"));
    place.write("bare/votes.csv", VOTES);
    place.write("all/README.md", "No conversation.");
    let at = |name: &str| place.folder.path().join(name);
    for (name, conversations) in [
        ("all", 2),
        ("all/park", 1),
        ("all/park-votes.csv", 1),
        ("all/park-comments.csv", 1),
        ("all/wood-votes.csv.gz", 1),
        ("bare", 1),
        ("bare/votes.csv", 1),
    ] {
        let (done, lines) = place.polis(&at(name));
        assert_eq!((done.conversations, done.failed), (conversations, 0), "{name}: {lines:#?}");
    }
    let titles =
        place.rows("SELECT json_extract(title, '$.en') FROM poll WHERE json_extract(title, '$.en') < 'Sh'");
    assert_eq!(titles.len(), 2, "Birds and Ponds: {titles:?}");
    for (name, words) in [("nothing", "there is no file"), ("", "there is no conversation")] {
        let run = |host: &Host| run_polis::run(host.writer(), &at(name), "Park", NOW, &mut |_: &str| {});
        let problem = place.with_host(run).unwrap_err();
        assert!(problem.to_string().contains(words), "{name}: {problem}");
    }
}

#[test]
fn other_writers_of_the_same_format_are_understood() {
    let place = Place::new();
    // A byte order mark, other line ends, another order, no counts, no authors, no word of the moderators.
    let comments = "\u{feff}comment-body,comment-id,timestamp\r\n\"Shade,\r\nplease\",0,1400000000000\r\n";
    let votes =
        "vote,voter-id,comment-id,timestamp,extra\r\n1,1,0,1400000000010,\r\n-1,2,0,1400000000011,x\r\n";
    let (done, lines) = place.polis(&place.conversation("park", comments, votes));
    let expected = run_polis::Imported { conversations: 1, statements: 1, votes: 2, ..Default::default() };
    assert_eq!(done, expected, "{lines:#?}");
    assert_eq!(place.rows("SELECT json_extract(description, '$.en') FROM poll"), ["Shade,\nplease"]);
}

#[test]
fn an_election_is_imported_once_however_often() {
    let place = Place::new();
    let file = place.write("street.pb", ELECTION);
    let expected = run_pabulib::Imported { files: 1, ballots: 3, ..Default::default() };
    let (done, lines) = place.pabulib(&file);
    assert_eq!(done, expected, "{lines:#?}");
    assert_eq!(place.polls(), ["published A street; and its trees"]);
    let title = "A street; and its trees";
    assert_eq!(place.tallies(), [format!("{title}: Trees 2"), format!("{title}: Bench 2")]);
    // 1 January of the file's year.
    assert_eq!(place.rows("SELECT opens_at || '' FROM poll"), ["1767225600000"]);
    let before = place.everything();
    assert_eq!(place.pabulib(&file).0, expected, "the same again");
    let renamed = place.write("renamed/other name.pb", ELECTION);
    assert_eq!(place.pabulib(&renamed).0, expected, "under another name");
    std::fs::write(place.write("packed.pb.gz", ""), gzipped(ELECTION)).unwrap();
    assert_eq!(place.pabulib(&place.folder.path().join("packed.pb.gz")).0, expected, "packed");
    assert_eq!(place.everything(), before);
}

#[test]
fn an_election_without_words_has_the_same_title_under_any_name() {
    let place = Place::new();
    let nameless = ELECTION.replace("description;A street; and its trees\n", "");
    for name in ["one.pb", "two.pb"] {
        let (done, lines) = place.pabulib(&place.write(name, &nameless));
        assert_eq!((done.files, done.failed), (1, 0), "{lines:#?}");
    }
    assert_eq!(place.polls(), ["published Nowhere"]);
}

#[test]
fn a_second_ballot_of_a_voter_is_rejected_and_the_counts_tell() {
    let place = Place::new();
    let twice = ELECTION.replace("num_votes;3", "num_votes;5").replace("c;2\n", "c;2\na;2\nd;1,9\n");
    let (done, lines) = place.pabulib(&place.write("street.pb", &twice.replace("2;50;2", "2;50;3")));
    assert_eq!((done.files, done.ballots, done.rejected, done.differences), (1, 3, 2, 1), "{lines:#?}");
    has(&lines, "line 22: voter_id \"a\" stands twice");
    has(&lines, "line 23: project \"9\" is not in the list of projects");
    has(&lines, "project 2: votes 3 by the file, 2 by its ballots");
    let title = "A street; and its trees";
    assert_eq!(
        place.tallies(),
        [format!("{title}: Trees 2"), format!("{title}: Bench 2")],
        "the first one stands"
    );
}

#[test]
fn a_folder_without_elections_is_an_error_and_a_bad_file_spoils_no_other() {
    let place = Place::new();
    let empty = place.folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    let run = |host: &Host| run_pabulib::run(host.writer(), &empty, "Town", NOW, &mut |_: &str| {});
    let problem = place.with_host(run).unwrap_err();
    assert!(matches!(problem, ImportError::File(_)), "{problem}");
    assert!(problem.to_string().starts_with("there is no election (.pb, .pb.gz) in"), "{problem}");
    place.write("towns/a.pb", &ELECTION.replace("num_votes;3", "num_votes;4"));
    place.write("towns/b.pb", ELECTION);
    let (done, lines) = place.pabulib(&place.folder.path().join("towns"));
    assert_eq!((done.files, done.failed, done.ballots), (1, 1, 3), "{lines:#?}");
    has(&lines, "a.pb: not imported: META announces 4 ballots, the file has 3");
    assert_eq!(place.polls(), ["published A street; and its trees"]);
}

#[test]
fn the_longest_list_of_projects_is_taken_and_a_longer_one_refused() {
    let place = Place::new();
    let election = |count: usize| {
        let projects: String =
            (0..count).map(|number| format!("p{number};1;0;{};0\n", "樹".repeat(130))).collect();
        let (head, _) = ELECTION.split_at(ELECTION.find("1;60").unwrap());
        let head = head.replace("num_projects;3", &format!("num_projects;{count}"));
        format!(
            "{}{projects}VOTES\nvoter_id;vote\na;p0\nb;p1\nc;p1,p2\n",
            head.replace("cost;votes;", "cost;told;")
        )
    };
    let (done, lines) = place.pabulib(&place.write("long.pb", &election(500)));
    assert_eq!((done.files, done.failed, done.ballots), (1, 0, 3), "{lines:#?}");
    assert_eq!(place.rows("SELECT count(*) || '' FROM poll_option"), ["500"]);
    let (done, lines) = place.pabulib(&place.write("longer.pb", &election(501)));
    assert_eq!((done.files, done.failed), (0, 1), "{lines:#?}");
    has(&lines, "not imported: more than 500 projects");
}
