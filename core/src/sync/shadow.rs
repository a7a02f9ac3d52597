//! Rewind and replay: the confirmed version of every row that waiting calls have touched.
//!
//! Before a waiting call first writes a row, the row as the server confirmed it is copied to the
//! `shadow` table. Undoing all predictions is putting those copies back; its cost follows the
//! outbox, not the database.

use std::collections::BTreeSet;

use crate::planted::{Bug, is_on};
use crate::store::{Fault, Row, Sql, Table, Unwatched, Value, Watch, Write};
use crate::store::{delete_row, read_row, write_row};

/// Keeps shadows while a call is executed on a device, and notes what it depends on.
pub struct ShadowWatch {
    number: i64,
    any_shadow: bool,
    /// Numbers of waiting calls whose predictions this call read or overwrote.
    pub writers: BTreeSet<i64>,
    /// Tables this call read or wrote.
    pub touched: BTreeSet<&'static str>,
}

impl ShadowWatch {
    /// For the call with this number.
    ///
    /// # Errors
    /// The store's fault.
    pub fn new(sql: &mut dyn Sql, number: i64) -> Result<Self, Fault> {
        let any_shadow = sql.first("SELECT 1 FROM shadow LIMIT 1", &[], |_| Ok(()))?.is_some();
        Ok(Self { number, any_shadow, writers: BTreeSet::new(), touched: BTreeSet::new() })
    }

    fn writer(&mut self, sql: &mut dyn Sql, table: &Table, id: &str) -> Result<Option<i64>, Fault> {
        if !self.any_shadow {
            return Ok(None);
        }
        let text = "SELECT writer FROM shadow WHERE tbl = ? AND id = ?";
        let writer = sql.first(text, &[Value::from(table.name), Value::from(id)], |row| row.int(0))?;
        self.writers.extend(writer.filter(|writer| *writer != self.number));
        Ok(writer)
    }
}

impl Watch for ShadowWatch {
    fn writing(&mut self, sql: &mut dyn Sql, table: &Table, id: &str, _: Write) -> Result<(), Fault> {
        self.touched.insert(table.name);
        let key = [Value::from(table.name), Value::from(id)];
        if is_on(Bug::ShadowForgotten) {
            return Ok(());
        }
        if let Some(writer) = self.writer(sql, table, id)?.filter(|_| !is_on(Bug::ShadowOverwritten)) {
            if writer != self.number {
                let [tbl, id] = key;
                let text = "UPDATE shadow SET writer = ? WHERE tbl = ? AND id = ?";
                sql.execute(text, &[Value::Int(self.number), tbl, id])?;
            }
            return Ok(());
        }
        let confirmed = read_row(sql, table.name, id)?;
        let confirmed = confirmed.map(|row| serde_json::to_string(&row)).transpose();
        let confirmed = confirmed.map_err(|error| Fault::Shape(error.to_string()))?;
        let [tbl, id] = key;
        sql.execute(
            if is_on(Bug::ShadowOverwritten) {
                "INSERT OR REPLACE INTO shadow (tbl, id, row, writer) VALUES (?, ?, ?, ?)"
            } else {
                "INSERT INTO shadow (tbl, id, row, writer) VALUES (?, ?, ?, ?)"
            },
            &[tbl, id, Value::from(confirmed), Value::Int(self.number)],
        )?;
        self.any_shadow = true;
        Ok(())
    }

    fn read(&mut self, sql: &mut dyn Sql, table: &Table, id: &str, _: Option<&Row>) -> Result<(), Fault> {
        self.touched.insert(table.name);
        self.writer(sql, table, id).map(drop)
    }
}

/// Whether a row is shown with changes of calls that are still waiting.
///
/// # Errors
/// The store's fault.
pub fn is_predicted(sql: &mut dyn Sql, table: &str, id: crate::id::Id) -> Result<bool, Fault> {
    let text = "SELECT 1 FROM shadow WHERE tbl = ? AND id = ?";
    Ok(sql.first(text, &[Value::from(table), Value::from(id)], |_| Ok(()))?.is_some())
}

/// For views on a device: writes nothing, and can tell predictions from what the server confirmed.
pub struct ViewWatch;

impl Watch for ViewWatch {
    fn writing(&mut self, sql: &mut dyn Sql, table: &Table, id: &str, write: Write) -> Result<(), Fault> {
        Unwatched.writing(sql, table, id, write)
    }

    fn read(&mut self, _: &mut dyn Sql, _: &Table, _: &str, _: Option<&Row>) -> Result<(), Fault> {
        Ok(())
    }

    fn confirmed(
        &mut self,
        sql: &mut dyn Sql,
        table: &Table,
        id: &str,
    ) -> Result<Option<Option<Row>>, Fault> {
        let text = "SELECT row FROM shadow WHERE tbl = ? AND id = ?";
        let key = [Value::from(table.name), Value::from(id)];
        let found = sql.first(text, &key, |row| Ok(row.opt_text(0)?.map(str::to_owned)))?;
        found.map(|row| row.map(|text| parsed(&text)).transpose()).transpose()
    }
}

fn parsed(text: &str) -> Result<Row, Fault> {
    serde_json::from_str(text).map_err(|error| Fault::Shape(error.to_string()))
}

/// Puts every confirmed version back and forgets the shadows; the tables that changed.
///
/// # Errors
/// The store's fault.
pub fn rewind(sql: &mut dyn Sql) -> Result<BTreeSet<String>, Fault> {
    let shadows = sql.all("SELECT tbl, id, row FROM shadow", &[], |row| {
        Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned(), row.opt_text(2)?.map(str::to_owned)))
    })?;
    let mut tables = BTreeSet::new();
    for (table, id, confirmed) in shadows {
        match confirmed {
            None if is_on(Bug::RewindKeepsInserts) => {}
            None => delete_row(sql, &table, &id)?,
            Some(text) => {
                write_row(sql, &table, &parsed(&text)?, true)?;
            }
        }
        tables.insert(table);
    }
    sql.execute("DELETE FROM shadow", &[])?;
    Ok(tables)
}
