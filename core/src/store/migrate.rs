//! Migrations: append-only, each applied once in a transaction of its own, remembered with its
//! checksum. A database of a newer version is refused, not guessed at.

use super::{Database, Durability, Fault, Sql, Value};
use crate::time::Timestamp;

/// One step of the schema. The name orders it: `domain/0001_community`.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Folder and file name without ending.
    pub name: &'static str,
    /// The statements, in SQLite's dialect.
    pub sql: &'static str,
}

impl Migration {
    fn checksum(&self) -> String {
        blake3::hash(self.sql.replace("\r\n", "\n").as_bytes()).to_hex().to_string()
    }
}

/// Brings `database` to the state of `known`, in their order; how many were applied.
///
/// # Errors
/// [`Fault::Newer`] for a database that has a migration we do not know, [`Fault::ChangedMigration`]
/// when one we know was different, or the store's fault; then that migration left nothing behind.
pub fn migrate(database: &dyn Database, known: &[Migration], now: Timestamp) -> Result<usize, Fault> {
    database.write(Durability::Full, |sql| {
        sql.execute(
            "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, checksum TEXT NOT NULL,
             applied_at INTEGER NOT NULL) STRICT",
            &[],
        )
    })?;
    let applied = database.read(|sql| {
        sql.all("SELECT name, checksum FROM migration ORDER BY name", &[], |row| {
            Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))
        })
    })?;
    for (name, checksum) in &applied {
        match known.iter().find(|migration| migration.name == name) {
            None => return Err(Fault::Newer { found: name.clone() }),
            Some(migration) if migration.checksum() != *checksum => {
                return Err(Fault::ChangedMigration { name: name.clone() });
            }
            Some(_) => {}
        }
    }
    let missing: Vec<&Migration> =
        known.iter().filter(|migration| applied.iter().all(|(name, _)| name != migration.name)).collect();
    for migration in &missing {
        database.write(Durability::Full, |sql| apply(sql, migration, now))?;
    }
    Ok(missing.len())
}

/// Empties every table; what the schema needs, as the inner tables of a search index, stays.
///
/// # Errors
/// The store's fault.
pub fn empty(sql: &mut dyn Sql) -> Result<(), Fault> {
    let names = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')
        AND name NOT LIKE 'sqlite_%' AND name <> 'migration' ORDER BY name";
    for table in sql.all(names, &[], |row| Ok(row.text(0)?.to_owned()))? {
        sql.execute(&format!("DELETE FROM {table}"), &[])?;
    }
    Ok(())
}

fn apply(sql: &mut dyn Sql, migration: &Migration, now: Timestamp) -> Result<(), Fault> {
    for statement in statements(migration.sql) {
        sql.execute(&statement, &[])?;
    }
    sql.execute(
        "INSERT INTO migration (name, checksum, applied_at) VALUES (?, ?, ?)",
        &[Value::from(migration.name), Value::from(migration.checksum()), Value::from(now)],
    )
    .map(drop)
}

/// The statements of a script: comments end with their line, statements with a semicolon at the end
/// of a line (so that a trigger's inner ones, which are indented inside BEGIN … END, stay together).
fn statements(script: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut current = String::new();
    let mut in_body = false;
    for line in script.lines() {
        let code = line.split("--").next().unwrap_or_default().trim_end();
        if code.trim().is_empty() {
            continue;
        }
        current.push_str(code);
        current.push('\n');
        let word = code.trim();
        in_body = (in_body || word.ends_with("BEGIN")) && word != "END;";
        if word.ends_with(';') && !in_body {
            found.push(std::mem::take(&mut current));
        }
    }
    if !current.trim().is_empty() {
        found.push(current);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::{OpenOptions, SqliteDatabase};
    use super::*;

    const FIRST: Migration =
        Migration { name: "test/0001_a", sql: "CREATE TABLE a (id TEXT PRIMARY KEY) STRICT; -- one" };
    const SECOND: Migration = Migration {
        name: "test/0002_b",
        sql: "CREATE TABLE b (id TEXT PRIMARY KEY) STRICT;\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n  INSERT INTO b VALUES (new.id);\nEND;\n",
    };
    const BROKEN: Migration = Migration {
        name: "test/0002_b",
        sql: "CREATE TABLE c (id TEXT) STRICT;\nCREATE TABLE a (id TEXT);\n",
    };

    fn database() -> (tempfile::TempDir, SqliteDatabase) {
        let folder = tempfile::tempdir().unwrap();
        let database = SqliteDatabase::open(&folder.path().join("m.db"), &OpenOptions::default()).unwrap();
        (folder, database)
    }

    #[test]
    fn each_is_applied_once() {
        let (_folder, database) = database();
        assert_eq!(migrate(&database, &[FIRST], Timestamp(1)), Ok(1));
        assert_eq!(migrate(&database, &[FIRST, SECOND], Timestamp(2)), Ok(1));
        assert_eq!(migrate(&database, &[FIRST, SECOND], Timestamp(3)), Ok(0));
        let database: &dyn Database = &database;
        let copied = database.write(Durability::Full, |sql| {
            sql.execute("INSERT INTO a (id) VALUES ('x')", &[])?;
            sql.all("SELECT id FROM b", &[], |row| Ok(row.text(0)?.to_owned()))
        });
        assert_eq!(copied, Ok(vec!["x".to_owned()]));
    }

    #[test]
    fn an_emptied_database_works_as_before() {
        let search = Migration {
            name: "test/0003_words",
            sql: "CREATE VIRTUAL TABLE words USING fts5 (text);\nCREATE TRIGGER w AFTER INSERT ON a BEGIN\n  INSERT INTO words VALUES (new.id);\nEND;\n",
        };
        let (_folder, database) = database();
        migrate(&database, &[FIRST, SECOND, search], Timestamp(1)).unwrap();
        let shared: &dyn Database = &database;
        let count = |id: &str| {
            shared.write(Durability::Full, |sql| {
                sql.execute("INSERT INTO a (id) VALUES (?)", &[id.into()])?;
                let all = "SELECT (SELECT count(*) FROM b) * 10 + (SELECT count(*) FROM words WHERE words MATCH 'x')";
                Ok(sql.first(all, &[], |row| row.int(0))?.unwrap())
            })
        };
        assert_eq!(count("x"), Ok(11));
        shared.write(Durability::Full, super::empty).unwrap();
        assert_eq!(count("x"), Ok(11));
        assert_eq!(migrate(&database, &[FIRST, SECOND, search], Timestamp(2)), Ok(0));
    }

    #[test]
    fn newer_and_changed_databases_are_refused() {
        let (_folder, database) = database();
        migrate(&database, &[FIRST, SECOND], Timestamp(1)).unwrap();
        assert_eq!(
            migrate(&database, &[FIRST], Timestamp(2)),
            Err(Fault::Newer { found: "test/0002_b".into() })
        );
        let changed = Migration { sql: "CREATE TABLE a (id TEXT) STRICT;", ..FIRST };
        let fault = Fault::ChangedMigration { name: "test/0001_a".into() };
        assert_eq!(migrate(&database, &[changed, SECOND], Timestamp(2)), Err(fault));
    }

    #[test]
    fn a_migration_that_fails_leaves_nothing() {
        let (_folder, database) = database();
        assert!(migrate(&database, &[FIRST, BROKEN], Timestamp(1)).is_err());
        assert_eq!(migrate(&database, &[FIRST, SECOND], Timestamp(2)), Ok(1));
    }
}
