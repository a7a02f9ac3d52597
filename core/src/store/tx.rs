//! What rules see of the store: typed rows by key, watched by whoever keeps the books.

use std::collections::BTreeSet;

use super::row::{from_row, to_row};
use super::{Entity, Fault, Row, RowView, Sql, Table, Tables, Value};
use crate::id::Id;
use crate::scope::Scope;

/// How a replicated row is about to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Write {
    /// A new row; its id exists nowhere yet.
    Insert,
    /// A new row or a new version of one.
    Put,
    /// The end of a row.
    Delete,
}

/// Keeps the books of a transaction: told before each access to a replicated row.
pub trait Watch {
    /// A row is about to be written.
    ///
    /// # Errors
    /// A fault stops the write.
    fn writing(&mut self, sql: &mut dyn Sql, table: &Table, id: &str, write: Write) -> Result<(), Fault>;

    /// A row was read (`None`: looked for and not there).
    ///
    /// # Errors
    /// A fault stops the read, as when the row lies beyond the actor's sight.
    fn read(&mut self, sql: &mut dyn Sql, table: &Table, id: &str, row: Option<&Row>) -> Result<(), Fault>;

    /// What lies beneath a row that a waiting call has changed: `Some` with the version that the server
    /// confirmed (`None` inside: there was no row), or `None` when the row is as confirmed.
    ///
    /// # Errors
    /// The store's fault.
    fn confirmed(&mut self, _: &mut dyn Sql, _: &Table, _: &str) -> Result<Option<Option<Row>>, Fault> {
        Ok(None)
    }
}

/// Keeps no books: for views, and for reads that decide scopes.
pub struct Unwatched;

impl Watch for Unwatched {
    fn writing(&mut self, _: &mut dyn Sql, table: &Table, _: &str, _: Write) -> Result<(), Fault> {
        Err(Fault::Bug(format!("{} written outside a command", table.name)))
    }

    fn read(&mut self, _: &mut dyn Sql, _: &Table, _: &str, _: Option<&Row>) -> Result<(), Fault> {
        Ok(())
    }
}

/// A transaction on a domain's tables.
pub struct Tx<'t> {
    sql: &'t mut dyn Sql,
    tables: Tables,
    watch: &'t mut dyn Watch,
}

impl<'t> Tx<'t> {
    /// A view of `sql` as the tables of a domain, watched by `watch`.
    pub fn new(sql: &'t mut dyn Sql, tables: Tables, watch: &'t mut dyn Watch) -> Self {
        Self { sql, tables, watch }
    }

    /// The row with this id, if there is one.
    ///
    /// # Errors
    /// The store's fault, or the watch's.
    pub fn get<E: Entity>(&mut self, id: Id) -> Result<Option<E>, Fault> {
        let table = self.table(E::TABLE)?;
        let id = id.to_string();
        let row = read_row(self.sql, table.name, &id)?;
        self.watch.read(self.sql, table, &id, row.as_ref())?;
        row.map(|row| from_row(&row)).transpose()
    }

    /// The row with this id, if there is one and it lies in one of `scopes`. For ids that come from
    /// outside: what a person may not see is not there for their commands either.
    ///
    /// # Errors
    /// The store's fault, or the watch's.
    pub fn get_within<E: Entity>(&mut self, id: Id, scopes: &BTreeSet<Scope>) -> Result<Option<E>, Fault> {
        let table = self.table(E::TABLE)?;
        let text = id.to_string();
        let row = read_row(self.sql, table.name, &text)?;
        let seen = match &row {
            Some(row) => {
                let of = table.scopes(row, &mut Tx::new(self.sql, self.tables, &mut Unwatched))?;
                of.iter().any(|scope| scopes.contains(scope))
            }
            None => false,
        };
        let row = row.filter(|_| seen);
        self.watch.read(self.sql, table, &text, row.as_ref())?;
        row.map(|row| from_row(&row)).transpose()
    }

    /// What lies beneath a row that a waiting call has changed: `Some` with the version that the server
    /// confirmed (`None` inside: there was no row), or `None` when the row is as confirmed.
    ///
    /// # Errors
    /// The store's fault.
    pub fn confirmed<E: Entity>(&mut self, id: Id) -> Result<Option<Option<E>>, Fault> {
        let table = self.table(E::TABLE)?;
        let beneath = self.watch.confirmed(self.sql, table, &id.to_string())?;
        beneath.map(|row| row.map(|row| from_row(&row)).transpose()).transpose()
    }

    /// The rows that satisfy `clause` (what follows WHERE, with `?` for `params`), in its order.
    ///
    /// # Errors
    /// The store's fault, or the watch's.
    pub fn select<E: Entity>(&mut self, clause: &str, params: &[Value]) -> Result<Vec<E>, Fault> {
        let table = self.table(E::TABLE)?;
        let text = format!("SELECT * FROM {} WHERE {clause}", table.name);
        let rows = self.sql.all(&text, params, |row| Ok(row.to_row()))?;
        for row in &rows {
            self.watch.read(self.sql, table, row_id(table, row)?, Some(row))?;
        }
        rows.iter().map(from_row).collect()
    }

    /// Adds a row. `false`, and nothing written, when the id already exists, whatever its scope.
    ///
    /// # Errors
    /// The store's fault, or the watch's.
    pub fn insert<E: Entity>(&mut self, entity: &E) -> Result<bool, Fault> {
        let table = self.table(E::TABLE)?;
        let row = to_row(entity)?;
        let id = row_id(table, &row)?.to_owned();
        if exists(self.sql, table.name, &id)? {
            return Ok(false);
        }
        self.watch.writing(self.sql, table, &id, Write::Insert)?;
        write_row(self.sql, table.name, &row, false)?;
        Ok(true)
    }

    /// Writes a row: a new one, or a new version of the one with its id.
    ///
    /// # Errors
    /// The store's fault, or the watch's.
    pub fn put<E: Entity>(&mut self, entity: &E) -> Result<(), Fault> {
        let table = self.table(E::TABLE)?;
        let row = to_row(entity)?;
        let id = row_id(table, &row)?.to_owned();
        self.watch.writing(self.sql, table, &id, Write::Put)?;
        write_row(self.sql, table.name, &row, true)
    }

    /// Removes a row; whether there was one.
    ///
    /// # Errors
    /// The store's fault, or the watch's.
    pub fn delete<E: Entity>(&mut self, id: Id) -> Result<bool, Fault> {
        let table = self.table(E::TABLE)?;
        let id = id.to_string();
        if !exists(self.sql, table.name, &id)? {
            return Ok(false);
        }
        self.watch.writing(self.sql, table, &id, Write::Delete)?;
        delete_row(self.sql, table.name, &id)?;
        Ok(true)
    }

    /// Any reading statement, for views and server-only tables. It reaches rows that the watch does
    /// not see, so `execute` functions of areas do not use it.
    ///
    /// # Errors
    /// The store's fault, or what `map` returns.
    pub fn query<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        map: impl FnMut(&RowView<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        self.sql.all(sql, params, map)
    }

    /// Rows of an entity by their words, as [`Sql::search`]; for views. What it finds is still to be held
    /// against what the viewer may see.
    ///
    /// # Errors
    /// The store's fault, or [`Fault::Bug`] when the entity declares no searchable column.
    pub fn search<E: Entity>(&mut self, words: &str, limit: usize) -> Result<Vec<Id>, Fault> {
        if E::SEARCH.is_empty() {
            return Err(Fault::Bug(format!("{} cannot be searched", E::TABLE)));
        }
        let found = self.sql.search(E::TABLE, words, limit)?;
        found
            .iter()
            .map(|id| id.parse().map_err(|_| Fault::Shape(format!("an id of {}", E::TABLE))))
            .collect()
    }

    /// A writing statement on a server-only table.
    ///
    /// # Errors
    /// [`Fault::Bug`] when the statement names a replicated table; else the store's fault.
    pub fn execute(&mut self, sql: &str, params: &[Value]) -> Result<usize, Fault> {
        if let Some(table) = self.tables.iter().find(|table| names_table(sql, table.name)) {
            return Err(Fault::Bug(format!("{} is replicated: write it by key", table.name)));
        }
        self.sql.execute(sql, params)
    }

    fn table(&self, name: &str) -> Result<&'static Table, Fault> {
        find_table(self.tables, name)
    }
}

/// The description of the table `name`.
///
/// # Errors
/// [`Fault::Bug`] when the domain has no such table.
pub(crate) fn find_table(tables: Tables, name: &str) -> Result<&'static Table, Fault> {
    tables.iter().find(|table| table.name == name).ok_or_else(|| Fault::Bug(format!("no table {name}")))
}

fn names_table(sql: &str, table: &str) -> bool {
    sql.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).any(|word| word == table)
}

pub(crate) fn row_id<'r>(table: &Table, row: &'r Row) -> Result<&'r str, Fault> {
    match row.iter().find(|(name, _)| name == "id") {
        Some((_, Value::Text(id))) => Ok(id),
        _ => Err(Fault::Shape(format!("a row of {} has no id", table.name))),
    }
}

pub(crate) fn read_row(sql: &mut dyn Sql, table: &str, id: &str) -> Result<Option<Row>, Fault> {
    sql.first(&format!("SELECT * FROM {table} WHERE id = ?"), &[Value::from(id)], |row| Ok(row.to_row()))
}

fn exists(sql: &mut dyn Sql, table: &str, id: &str) -> Result<bool, Fault> {
    Ok(sql.first(&format!("SELECT 1 FROM {table} WHERE id = ?"), &[Value::from(id)], |_| Ok(()))?.is_some())
}

/// The statement that writes a row with these columns.
pub(crate) fn write_statement<'c>(
    table: &str,
    columns: impl Iterator<Item = &'c str>,
    replace: bool,
) -> String {
    let columns: Vec<&str> = columns.collect();
    let names = columns.join(", ");
    let marks = vec!["?"; columns.len()].join(", ");
    let mut text = format!("INSERT INTO {table} ({names}) VALUES ({marks})");
    if replace {
        let sets: Vec<String> = columns
            .iter()
            .filter(|name| **name != "id")
            .map(|name| format!("{name} = excluded.{name}"))
            .collect();
        text.push_str(" ON CONFLICT (id) DO ");
        if sets.is_empty() {
            text.push_str("NOTHING");
        } else {
            text.push_str("UPDATE SET ");
            text.push_str(&sets.join(", "));
        }
    }
    text
}

pub(crate) fn write_row(sql: &mut dyn Sql, table: &str, row: &Row, replace: bool) -> Result<(), Fault> {
    let text = write_statement(table, row.iter().map(|(name, _)| name.as_str()), replace);
    let values: Vec<Value> = row.iter().map(|(_, value)| value.clone()).collect();
    sql.execute(&text, &values).map(drop)
}

pub(crate) fn delete_row(sql: &mut dyn Sql, table: &str, id: &str) -> Result<(), Fault> {
    sql.execute(&format!("DELETE FROM {table} WHERE id = ?"), &[Value::from(id)]).map(drop)
}
