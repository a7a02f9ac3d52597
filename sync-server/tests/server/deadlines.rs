//! What the clock asks for is done by itself, once, and seen to be done.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use hubbub_core::id::Id;
use hubbub_core::store::{Database, OpenOptions, SqliteDatabase, Value};
use hubbub_core::sync::protocol::Outcome;
use hubbub_core::time::{DAY_MS, Timestamp};
use hubbub_server::{Clock, Config, DATABASE, Running, product, serve};
use serde_json::{Value as Json, json};

use crate::world::fresh;

const NOW: i64 = 1_800_000_000_000;

fn start(folder: &Path, now: &Arc<AtomicI64>) -> Running {
    let now = Arc::clone(now);
    let mut config = Config::new(folder).on_any_port();
    config.clock = Clock::of(move || Timestamp(now.load(Ordering::SeqCst)));
    config.deadlines_every = Duration::from_millis(5);
    serve(config, product()).unwrap()
}

fn count(folder: &Path, sql: &str, params: &[Value]) -> i64 {
    let database = SqliteDatabase::open(&folder.join(DATABASE), &OpenOptions::default()).unwrap();
    let database: &dyn Database = &database;
    database.read(|tx| tx.first(sql, params, |row| row.int(0))).unwrap().unwrap()
}

fn told(folder: &Path) -> i64 {
    count(folder, "SELECT count(*) FROM notice WHERE kind = 'poll-ended'", &[])
}

fn until(what: &str, is_so: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(20);
    while !is_so() {
        assert!(Instant::now() < end, "never: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A community with `polls` announced polls of one author, which close a day after [`NOW`].
fn begin(running: &Running, polls: u32) {
    let (community, author) = (fresh(), fresh());
    let mut commands = vec![
        json!({"area":"community","kind":"found","community":community,"name":"Home","default_locale":"en",
            "time_zone":"UTC","currency":"EUR"}),
        json!({"area":"community","kind":"admit","community":community,"user":author,"display_name":"Ada",
            "locale":"en"}),
    ];
    for _ in 0..polls {
        let poll = fresh();
        let terms = json!({"title":{"en":"Which?"},"method":{"kind":"single"},"opens_at":NOW,
            "outcome":{"kind":"plurality","by":"ballots","seats":1,"tie_break":null},
            "closes_at":NOW + DAY_MS,"result_mode":"live"});
        let options = json!([{"option":fresh(),"title":{"en":"A"}},{"option":fresh(),"title":{"en":"B"}}]);
        commands.push(json!({"area":"voting","kind":"create_poll","poll":poll,"community":community,
            "terms":terms,"options":options,"author":author}));
        commands.push(json!({"area":"voting","kind":"schedule","poll":poll}));
    }
    let commands: Vec<(Id, String)> =
        commands.iter().map(|json: &Json| (fresh(), json.to_string())).collect();
    for outcome in running.writer().job_blocking("test", commands).unwrap() {
        assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
    }
}

#[test]
fn a_deadline_is_met_once_also_when_the_server_slept_across_it() {
    let folder = tempfile::tempdir().unwrap();
    let now = Arc::new(AtomicI64::new(NOW));
    let running = start(folder.path(), &now);
    begin(&running, 250);
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(told(folder.path()), 0, "told before the end");
    running.stop();
    // It sleeps across the end of all polls: more of them than one look takes.
    now.fetch_add(DAY_MS, Ordering::SeqCst);
    let running = start(folder.path(), &now);
    until("all 250 told", || told(folder.path()) == 250);
    running.stop();
    let running = start(folder.path(), &now);
    std::thread::sleep(Duration::from_millis(50));
    running.stop();
    assert_eq!(told(folder.path()), 250);
    let decided = "SELECT count(*) FROM verdict WHERE outcome LIKE '%Applied%' AND decided_at > ?";
    assert_eq!(count(folder.path(), decided, &[Value::Int(NOW)]), 250, "decided once each");
    assert_eq!(count(folder.path(), "SELECT count(*) FROM job_failure", &[]), 0);
}

#[test]
fn what_does_not_go_through_is_kept_for_the_operator_and_lets_the_rest_pass() {
    let folder = tempfile::tempdir().unwrap();
    let now = Arc::new(AtomicI64::new(NOW));
    let running = start(folder.path(), &now);
    begin(&running, 3);
    running.stop();
    // One poll is damaged: the command about it can't be done.
    let database = SqliteDatabase::open(&folder.path().join(DATABASE), &OpenOptions::default()).unwrap();
    let shared: &dyn Database = &database;
    let damage = "UPDATE poll SET method = '?' WHERE id = (SELECT min(id) FROM poll)";
    let damaged = shared.write(hubbub_core::store::Durability::Full, |sql| sql.execute(damage, &[])).unwrap();
    assert_eq!(damaged, 1);
    drop(database);
    now.fetch_add(DAY_MS, Ordering::SeqCst);
    let running = start(folder.path(), &now);
    let failed = |attempts: i64| {
        count(folder.path(), "SELECT count(*) FROM job_failure WHERE attempts = ?", &[Value::Int(attempts)])
            == 1
    };
    until("two told, one kept", || told(folder.path()) == 2 && failed(1));
    std::thread::sleep(Duration::from_millis(50));
    assert!(failed(1), "it rests until its time has come");
    now.fetch_add(60_000, Ordering::SeqCst);
    until("tried again", || failed(2));
    // Mended, it goes through at its next turn and is forgotten as a failure.
    let mended = r#"UPDATE poll SET method = '{"kind":"single"}' WHERE method = '?'"#;
    running.stop();
    let database = SqliteDatabase::open(&folder.path().join(DATABASE), &OpenOptions::default()).unwrap();
    let shared: &dyn Database = &database;
    shared.write(hubbub_core::store::Durability::Full, |sql| sql.execute(mended, &[])).unwrap();
    drop(database);
    now.fetch_add(600_000, Ordering::SeqCst);
    let running = start(folder.path(), &now);
    let none_left = || count(folder.path(), "SELECT count(*) FROM job_failure", &[]) == 0;
    until("all told", || told(folder.path()) == 3 && none_left());
    running.stop();
}

#[test]
fn what_was_deleted_long_ago_is_forgotten_and_the_horizon_noted() {
    let folder = tempfile::tempdir().unwrap();
    let now = Arc::new(AtomicI64::new(NOW));
    let running = start(folder.path(), &now);
    begin(&running, 1);
    let community = "SELECT id FROM community";
    let database = SqliteDatabase::open(&folder.path().join(DATABASE), &OpenOptions::default()).unwrap();
    let shared: &dyn Database = &database;
    let community =
        shared.read(|sql| sql.first(community, &[], |row| Ok(row.text(0)?.to_owned()))).unwrap().unwrap();
    drop(database);
    // A draft that is called off is gone, with its two options.
    let draft_and_cancel = || {
        let poll = fresh();
        let terms = json!({"title":{"en":"Which?"},"method":{"kind":"single"},"opens_at":NOW,
            "outcome":{"kind":"plurality","by":"ballots","seats":1,"tie_break":null},
            "closes_at":NOW + 400 * DAY_MS,"result_mode":"live"});
        let options = json!([{"option":fresh(),"title":{"en":"A"}},{"option":fresh(),"title":{"en":"B"}}]);
        let commands = [
            json!({"area":"voting","kind":"create_poll","poll":poll,"community":community,"terms":terms,
                "options":options}),
            json!({"area":"voting","kind":"cancel","poll":poll}),
        ];
        for command in commands {
            let done = running.writer().job_blocking("test", vec![(fresh(), command.to_string())]).unwrap();
            assert!(matches!(done[0], Outcome::Applied { .. }), "{done:?}");
        }
    };
    draft_and_cancel();
    now.fetch_add(60 * DAY_MS, Ordering::SeqCst);
    draft_and_cancel();
    let gone = || count(folder.path(), "SELECT count(*) FROM change_index WHERE gone = 1", &[]);
    assert_eq!(gone(), 6);
    now.fetch_add(31 * DAY_MS, Ordering::SeqCst);
    until("the first is forgotten", || gone() < 6);
    assert_eq!(gone(), 3, "the second is not");
    let horizons = "SELECT count(*) FROM scope_head WHERE pruned > 0";
    assert_eq!(count(folder.path(), horizons, &[]), 1, "who is behind it starts anew");
    running.stop();
}
