//! What any database must do to carry Hubbub: one suite, run on every backend.

use super::{Database, Durability, Fault, Sql, Value};

type Check = fn(&dyn Database) -> Result<(), Fault>;

/// Runs the whole suite on an empty database.
///
/// # Errors
/// The first check that does not hold, in words.
pub fn check(database: &dyn Database) -> Result<(), String> {
    let checks: [(&str, Check); 10] = [
        ("values round-trip", values_round_trip),
        ("text compares by bytes", text_compares_by_bytes),
        ("a failed transaction leaves nothing", failure_leaves_nothing),
        ("a failed savepoint leaves nothing, its transaction the rest", savepoints),
        ("reading happens at one moment", reads_are_consistent),
        ("reading cannot write", reading_cannot_write),
        ("constraints are told as such", constraints),
        ("the number of changed rows is told", changes_are_counted),
        ("words are found, whatever their case and accents", words_are_found),
        ("what is changed, undone or erased is found no more", words_follow_the_rows),
    ];
    database.write(Durability::Full, setup).map_err(|fault| format!("setup: {fault}"))?;
    for (name, check) in checks {
        database
            .write(Durability::Full, |sql| sql.execute("DELETE FROM conformance", &[]))
            .map_err(|fault| fault.to_string())?;
        check(database).map_err(|fault| format!("{name}: {fault}"))?;
    }
    Ok(())
}

fn setup(sql: &mut dyn Sql) -> Result<(), Fault> {
    sql.execute(
        "CREATE TABLE conformance (id TEXT PRIMARY KEY, number INTEGER, word TEXT, CHECK (number <> 13)) STRICT",
        &[],
    )?;
    SEARCHABLE.iter().try_for_each(|text| sql.execute(text, &[]).map(drop))
}

/// As a migration makes a searchable table.
const SEARCHABLE: &[&str] = &[
    "CREATE TABLE IF NOT EXISTS search_row (number INTEGER PRIMARY KEY, tbl TEXT NOT NULL, id TEXT NOT NULL,
     UNIQUE (tbl, id)) STRICT",
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_text
     USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
    "INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 1)",
    "CREATE TRIGGER conformance_search_insert AFTER INSERT ON conformance BEGIN
     INSERT INTO search_row (tbl, id) VALUES ('conformance', new.id);
     INSERT INTO search_text (rowid, words) SELECT number, coalesce(new.word, '')
     FROM search_row WHERE tbl = 'conformance' AND id = new.id; END",
    "CREATE TRIGGER conformance_search_update AFTER UPDATE OF word ON conformance BEGIN
     UPDATE search_text SET words = coalesce(new.word, '')
     WHERE rowid = (SELECT number FROM search_row WHERE tbl = 'conformance' AND id = new.id); END",
    "CREATE TRIGGER conformance_search_delete AFTER DELETE ON conformance BEGIN
     DELETE FROM search_text
     WHERE rowid = (SELECT number FROM search_row WHERE tbl = 'conformance' AND id = old.id);
     DELETE FROM search_row WHERE tbl = 'conformance' AND id = old.id; END",
];

fn insert(sql: &mut dyn Sql, id: &str, number: Value, word: Value) -> Result<usize, Fault> {
    sql.execute(
        "INSERT INTO conformance (id, number, word) VALUES (?, ?, ?)",
        &[Value::from(id), number, word],
    )
}

fn ids(sql: &mut dyn Sql) -> Result<Vec<String>, Fault> {
    sql.all("SELECT id FROM conformance ORDER BY id", &[], |row| Ok(row.text(0)?.to_owned()))
}

fn expect<T: PartialEq + std::fmt::Debug>(found: T, wanted: T) -> Result<(), Fault> {
    if found == wanted { Ok(()) } else { Err(Fault::Bug(format!("{wanted:?} expected, {found:?} found"))) }
}

fn values_round_trip(database: &dyn Database) -> Result<(), Fault> {
    let values = [Value::Null, Value::Int(i64::MIN), Value::Int(i64::MAX), Value::Int(0)];
    let words =
        [Value::Null, Value::from(""), Value::from("Grüße 東京 🫛"), Value::from("it's \"quoted\" \\ ;--")];
    database.write(Durability::Full, |sql| {
        for (at, (number, word)) in values.iter().zip(&words).enumerate() {
            insert(sql, &at.to_string(), number.clone(), word.clone())?;
        }
        Ok(())
    })?;
    let rows = database.read(|sql| {
        sql.all("SELECT number, word FROM conformance ORDER BY id", &[], |row| {
            Ok(row.values.iter().map(|value| value.owned()).collect::<Vec<_>>())
        })
    })?;
    let wanted: Vec<Vec<Value>> = values.into_iter().zip(words).map(|(a, b)| vec![a, b]).collect();
    expect(rows, wanted)
}

fn text_compares_by_bytes(database: &dyn Database) -> Result<(), Fault> {
    database.write(Durability::Full, |sql| {
        ["b", "a", "B", "ä", "Z"]
            .iter()
            .try_for_each(|id| insert(sql, id, Value::Null, Value::Null).map(drop))
    })?;
    expect(database.read(ids)?, ["B", "Z", "a", "b", "ä"].map(str::to_owned).to_vec())
}

fn failure_leaves_nothing(database: &dyn Database) -> Result<(), Fault> {
    let failed = database.write(Durability::Full, |sql| -> Result<(), Fault> {
        insert(sql, "a", Value::Null, Value::Null)?;
        Err(Fault::Bug("on purpose".to_owned()))
    });
    expect(failed, Err(Fault::Bug("on purpose".to_owned())))?;
    expect(database.read(ids)?, vec![])
}

fn savepoints(database: &dyn Database) -> Result<(), Fault> {
    database.write(Durability::Full, |sql| {
        insert(sql, "kept", Value::Null, Value::Null)?;
        let outer = sql.savepoint(|sql| {
            insert(sql, "also kept", Value::Null, Value::Null)?;
            let inner: Result<Result<(), Fault>, Fault> = sql.savepoint(|sql| {
                insert(sql, "undone", Value::Null, Value::Null)?;
                Err(Fault::Full)
            });
            expect(inner, Ok(Err(Fault::Full)))
        });
        expect(outer, Ok(Ok(())))
    })?;
    expect(database.read(ids)?, vec!["also kept".to_owned(), "kept".to_owned()])
}

fn reads_are_consistent(database: &dyn Database) -> Result<(), Fault> {
    let seen = database.read(|sql| {
        let before = ids(sql)?;
        database.write(Durability::Full, |sql| insert(sql, "meanwhile", Value::Null, Value::Null))?;
        Ok((before, ids(sql)?))
    })?;
    expect(seen, (vec![], vec![]))?;
    expect(database.read(ids)?, vec!["meanwhile".to_owned()])
}

fn reading_cannot_write(database: &dyn Database) -> Result<(), Fault> {
    let tried = database.read(|sql| insert(sql, "x", Value::Null, Value::Null));
    expect(tried.is_err(), true)?;
    expect(database.read(ids)?, vec![])
}

fn constraints(database: &dyn Database) -> Result<(), Fault> {
    for (id, number) in [("a", 13), ("b", 1)] {
        let tried = database.write(Durability::Full, |sql| {
            insert(sql, id, Value::Int(number), Value::Null)?;
            insert(sql, id, Value::Int(number), Value::Null)
        });
        expect(matches!(tried, Err(Fault::Constraint(_))), true)?;
    }
    expect(database.read(ids)?, vec![])
}

fn changes_are_counted(database: &dyn Database) -> Result<(), Fault> {
    database.write(Durability::Normal, |sql| {
        expect(insert(sql, "a", Value::Int(1), Value::Null)?, 1)?;
        expect(insert(sql, "b", Value::Int(1), Value::Null)?, 1)?;
        let text = "INSERT INTO conformance (id, number, word) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING";
        expect(sql.execute(text, &["a".into(), Value::Null, Value::Null])?, 0)?;
        expect(sql.execute("UPDATE conformance SET number = 2 WHERE number = ?", &[Value::Int(1)])?, 2)
    })
}

fn found(database: &dyn Database, words: &str) -> Result<Vec<String>, Fault> {
    let mut ids = database.read(|sql| sql.search("conformance", words, 10))?;
    ids.sort();
    Ok(ids)
}

fn words_are_found(database: &dyn Database) -> Result<(), Fault> {
    database.write(Durability::Full, |sql| {
        for (id, words) in [
            ("a", "Oak table, seats six"),
            ("b", "Tablecloth, café style"),
            ("c", "Straße und Größe\nzweite Zeile"),
            ("d", "it's a \"quoted\" *star* NOT near"),
        ] {
            insert(sql, id, Value::Null, Value::from(words))?;
        }
        Ok(())
    })?;
    for (words, wanted) in [
        ("table", &["a", "b"][..]),
        ("TABLE six", &["a"]),
        ("cafe", &["b"]),
        ("grosse", &[]),
        ("grö", &["c"]),
        ("zweite", &["c"]),
        ("not", &["d"]),
        ("it's", &["d"]),
        ("\"quoted\" *", &["d"]),
        ("oak NEAR table", &[]),
        ("chair", &[]),
        (" -!? ", &[]),
        ("", &[]),
    ] {
        expect(
            (words, found(database, words)?),
            (words, wanted.iter().map(|id| (*id).to_owned()).collect()),
        )?;
    }
    expect(database.read(|sql| sql.search("conformance", "table", 1))?.len(), 1)?;
    expect(database.read(|sql| sql.search("another", "table", 9))?, vec![])
}

fn words_follow_the_rows(database: &dyn Database) -> Result<(), Fault> {
    let one = vec!["a".to_owned()];
    database.write(Durability::Full, |sql| insert(sql, "a", Value::Null, Value::from("lamp")))?;
    let undone = database.write(Durability::Full, |sql| -> Result<(), Fault> {
        sql.execute("UPDATE conformance SET word = 'sofa' WHERE id = 'a'", &[])?;
        expect(sql.search("conformance", "sofa", 9)?, vec!["a".to_owned()])?;
        expect(sql.search("conformance", "lamp", 9)?, vec![])?;
        Err(Fault::Full)
    });
    expect(undone, Err(Fault::Full))?;
    expect((found(database, "sofa")?, found(database, "lamp")?), (vec![], one.clone()))?;
    // As a row of the server arrives: over the one that is there.
    database.write(Durability::Full, |sql| {
        let text = "INSERT INTO conformance (id, number, word) VALUES ('a', 1, 'desk')
             ON CONFLICT (id) DO UPDATE SET number = excluded.number, word = excluded.word";
        sql.execute(text, &[])
    })?;
    expect((found(database, "lamp")?, found(database, "desk")?), (vec![], one))?;
    database.write(Durability::Full, |sql| sql.execute("DELETE FROM conformance WHERE id = 'a'", &[]))?;
    expect(found(database, "desk")?, vec![])
}

#[cfg(test)]
mod tests {
    use super::super::{Key, OpenOptions, SqliteDatabase};
    use super::*;

    #[test]
    fn sqlite_conforms_plain_and_encrypted() {
        let folder = tempfile::tempdir().unwrap();
        for (name, key) in [("plain", None), ("encrypted", Some(Key::new([7; 32])))] {
            let options = OpenOptions { key, readers: 2 };
            let database = SqliteDatabase::open(&folder.path().join(name), &options).unwrap();
            check(&database).unwrap();
            database.check().unwrap();
        }
    }

    #[test]
    fn a_broken_backend_is_found() {
        struct Forgetful(SqliteDatabase);
        impl Database for Forgetful {
            fn reading(&self, work: &mut dyn FnMut(&mut dyn Sql) -> Result<(), Fault>) -> Result<(), Fault> {
                self.0.reading(work)
            }
            fn writing(
                &self,
                durability: Durability,
                work: &mut dyn FnMut(&mut dyn Sql) -> Result<(), Fault>,
            ) -> Result<(), Fault> {
                let mut result = Ok(());
                self.0.writing(durability, &mut |sql| {
                    result = work(sql);
                    Ok(())
                })?;
                result
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let database = SqliteDatabase::open(&folder.path().join("f"), &OpenOptions::default()).unwrap();
        let found = check(&Forgetful(database)).unwrap_err();
        assert!(found.contains("a failed transaction leaves nothing"), "{found}");
    }
}
