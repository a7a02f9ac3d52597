//! The disk loses what was not synced and nothing else, and SQLite works on it.

use rusqlite::Connection;

fn open(path: &str) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL").unwrap();
    connection
}

fn count(connection: &Connection) -> i64 {
    connection.query_row("SELECT count(*) FROM t", [], |row| row.get(0)).unwrap()
}

/// Numbers that differ from seed to seed.
fn dice(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state >> 11
    }
}

#[test]
fn what_was_synced_survives_every_power_loss_and_the_rest_comes_whole_or_not_at_all() {
    super::install();
    let mut unsynced_lost = 0;
    for seed in 1..200 {
        super::reset();
        let connection = open("a.db");
        connection.execute_batch("CREATE TABLE t (n INTEGER)").unwrap();
        for n in 0..5 {
            connection.execute("INSERT INTO t VALUES (?)", [n]).unwrap();
        }
        connection.execute_batch("PRAGMA synchronous = NORMAL").unwrap();
        for n in 5..9 {
            connection.execute("INSERT INTO t VALUES (?)", [n]).unwrap();
        }
        let image = super::image_after_power_loss("a.db", &mut dice(seed));
        drop(connection);
        super::put("a.db", &image);
        let connection = open("a.db");
        let rows = count(&connection);
        assert!((5..=9).contains(&rows), "{rows} rows");
        let largest: i64 = connection.query_row("SELECT max(n) FROM t", [], |row| row.get(0)).unwrap();
        assert_eq!(largest, rows - 1, "a gap");
        unsynced_lost += i64::from(rows < 9);
        let sound: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok");
    }
    assert!(unsynced_lost > 50, "only {unsynced_lost} lost anything");
}

#[test]
fn a_killed_process_leaves_what_it_wrote() {
    super::install();
    super::reset();
    let connection = open("a.db");
    connection
        .execute_batch("PRAGMA synchronous = NORMAL; CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1)")
        .unwrap();
    let image = super::image("a.db");
    connection.execute_batch("INSERT INTO t VALUES (2)").unwrap();
    drop(connection);
    super::put("a.db", &image);
    assert_eq!(count(&open("a.db")), 1);
}

#[test]
fn a_failing_disk_fails_the_commit_and_can_be_mended() {
    super::install();
    for writes in 0..4 {
        super::reset();
        let connection = open("a.db");
        connection.execute_batch("CREATE TABLE t (n INTEGER)").unwrap();
        super::fail_after(writes);
        let done = connection.execute("INSERT INTO t VALUES (1)", []);
        assert_eq!(done.is_err(), super::has_failed());
        let image = super::image("a.db");
        drop(connection);
        super::mend();
        super::put("a.db", &image);
        let rows = count(&open("a.db"));
        assert!(rows == 1 || done.is_err());
    }
    super::set_full(true);
    assert!(open("a.db").execute("INSERT INTO t VALUES (2)", []).is_err());
    super::set_full(false);
    assert!(open("a.db").execute("INSERT INTO t VALUES (2)", []).is_ok());
}

#[test]
fn two_connections_exclude_each_other_and_the_first_to_close_takes_nothing_away() {
    super::install();
    super::reset();
    let (one, other) = (open("a.db"), open("a.db"));
    one.execute_batch("CREATE TABLE t (n INTEGER); BEGIN IMMEDIATE; INSERT INTO t VALUES (1)").unwrap();
    assert!(other.execute_batch("BEGIN IMMEDIATE").is_err());
    assert_eq!(count(&other), 0);
    one.execute_batch("COMMIT").unwrap();
    drop(one);
    assert_eq!(count(&other), 1);
    other.execute_batch("INSERT INTO t VALUES (2)").unwrap();
    drop(other);
    assert_eq!(count(&open("a.db")), 2);
}
