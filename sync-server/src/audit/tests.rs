//! Ten thousand random tamperings: every one is found, at the first line that is not as it was written.

use hubbub_core::store::migrate::migrate;
use hubbub_core::store::{Database, Durability, OpenOptions};

use super::*;

/// Tamperings that are tried.
const TAMPERINGS: u64 = 10_000;
/// Lines of the log that is tampered with.
const LINES: i64 = 20;

/// The same numbers on every run (splitmix64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`.
    fn within(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.next() % u64::try_from(high - low + 1).unwrap()).unwrap()
    }
}

/// One kind of tampering each; the number of the first line that is wrong afterwards.
fn tamper(sql: &mut dyn Sql, draw: &mut Draw) -> Result<(&'static str, i64), Fault> {
    let line = draw.within(1, LINES);
    let mut run = |text: &str, values: &[i64]| {
        let values: Vec<Value> = values.iter().map(|value| Value::Int(*value)).collect();
        let changed = sql.execute(text, &values)?;
        assert!(changed > 0, "{text} {values:?}");
        Ok::<(), Fault>(())
    };
    match draw.next() % 8 {
        0 => {
            let column = ["actor", "action", "entity", "correlation", "details", "digest"];
            let column = column[usize::try_from(draw.next() % 6).unwrap()];
            // One character in, out or another one.
            let edited = match draw.next() % 3 {
                0 => format!("{column} || 'x'"),
                1 => format!("'0' || {column}"),
                _ => format!("'x' || substr({column}, 2)"),
            };
            run(&format!("UPDATE audit SET {column} = {edited} WHERE seq = ?"), &[line])?;
            Ok(("edit a text", line))
        }
        1 => {
            let by = [-1, 1, 1_000][usize::try_from(draw.next() % 3).unwrap()];
            run("UPDATE audit SET at = at + ? WHERE seq = ?", &[by, line])?;
            Ok(("edit a time", line))
        }
        2 => {
            run("DELETE FROM audit WHERE seq = ?", &[line])?;
            Ok(("delete a line", line))
        }
        3 => {
            let end = draw.within(line, LINES);
            run("DELETE FROM audit WHERE seq BETWEEN ? AND ?", &[line, end])?;
            Ok(("delete lines", line))
        }
        4 => slip_in(sql, draw).map(|at| ("insert a line", at)),
        5 => {
            let (first, second) = two(draw);
            for (from, to) in [(first, -first), (second, first), (-first, second)] {
                run("UPDATE audit SET seq = ? WHERE seq = ?", &[to, from])?;
            }
            Ok(("swap two lines", first))
        }
        6 => {
            run("DELETE FROM audit WHERE seq >= ?", &[line])?;
            Ok(("cut the end off", line))
        }
        _ => {
            // The end is cut off and written anew, by somebody without the key.
            run(
                "UPDATE audit SET digest = substr(digest, 2) || substr(digest, 1, 1) WHERE seq >= ?",
                &[line],
            )?;
            Ok(("write the end anew", line))
        }
    }
}

/// A copy of some line slips in, those behind it move up.
fn slip_in(sql: &mut dyn Sql, draw: &mut Draw) -> Result<i64, Fault> {
    let (copied, at) = (draw.within(1, LINES), draw.within(1, LINES + 1));
    sql.execute("UPDATE audit SET seq = -seq - 1 WHERE seq >= ?", &[Value::Int(at)])?;
    sql.execute("UPDATE audit SET seq = -seq WHERE seq < 0", &[])?;
    let from = if copied >= at { copied + 1 } else { copied };
    let slipped = sql.execute(
        "INSERT INTO audit (seq, at, actor, action, entity, correlation, details, digest)
         SELECT ?, at, actor, action, entity, correlation, details, digest FROM audit WHERE seq = ?",
        &[Value::Int(at), Value::Int(from)],
    )?;
    assert_eq!(slipped, 1);
    // In its own place a copy is the line itself, and the one that it pushed on is wrong.
    Ok(if copied == at { at + 1 } else { at })
}

fn two(draw: &mut Draw) -> (i64, i64) {
    let first = draw.within(1, LINES - 1);
    (first, draw.within(first + 1, LINES))
}

#[test]
fn ten_thousand_random_tamperings_are_found_and_placed() {
    let folder = tempfile::tempdir().unwrap();
    let keys = Arc::new(Keys::open(folder.path()).unwrap());
    let options = OpenOptions { key: None, readers: 1 };
    let database = Arc::new(SqliteDatabase::open(&folder.path().join("server.db"), &options).unwrap());
    migrate(&*database, hubbub_core::domain::MIGRATIONS_SERVER, Timestamp(0)).unwrap();
    let store: &dyn Database = &*database;
    store
        .write(Durability::Full, |sql| {
            for line in 1..=LINES {
                let entity = format!("item {line}");
                let record = Record {
                    actor: (line % 3 > 0).then(|| Id::named("person", &(line % 3).to_string())),
                    action: ["session.begin", "pin", "session.end"][usize::try_from(line % 3).unwrap()],
                    entity,
                    correlation: "0198c7e2-5a4e-7c11-9a54-3f1d2b6c8e90",
                    details: serde_json::json!({ "line": line }),
                };
                super::record(sql, &keys, &record, Timestamp(line))?;
            }
            sql.execute("DROP TRIGGER audit_is_not_changed", &[])?;
            sql.execute("DROP TRIGGER audit_is_not_shortened", &[])
        })
        .unwrap();
    let clock = crate::clock::Clock::of(|| Timestamp(100));
    let parts = Parts {
        database: Arc::clone(&database),
        keys: Arc::clone(&keys),
        folder: folder.path().into(),
        clock,
    };
    assert_eq!(parts.seal_if_moved(0).unwrap(), LINES);
    let sound = store.read(|sql| verify(sql, &keys, folder.path())).unwrap();
    assert_eq!(sound, Verdict::Sound { lines: LINES, heads: 1 });
    let mut found = std::collections::BTreeMap::new();
    for seed in 0..TAMPERINGS {
        let mut draw = Draw(seed);
        let mut outcome = None;
        // Every tampering is taken back, so that the next one meets the log as it was.
        let undone: Result<(), Fault> = store.write(Durability::Normal, |sql| {
            let (what, at) = tamper(sql, &mut draw)?;
            outcome = Some((what, at, verify(sql, &keys, folder.path())?));
            Err(Fault::Bug("taken back".to_owned()))
        });
        assert!(undone.is_err(), "seed {seed}");
        let (what, at, verdict) = outcome.unwrap_or_else(|| panic!("seed {seed}: {undone:?}"));
        match verdict {
            Verdict::Broken { seq, .. } => assert_eq!(seq, at, "seed {seed}: {what}"),
            sound @ Verdict::Sound { .. } => panic!("seed {seed}: {what} at {at}: {sound:?}"),
        }
        *found.entry(what).or_insert(0) += 1;
    }
    println!("{TAMPERINGS} tamperings, all found and placed: {found:?}");
    assert_eq!(found.len(), 8, "{found:?}");
}
