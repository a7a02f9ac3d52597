//! The store: a database of two verbs and a search, and typed rows on top.
//!
//! [`Sql`] is the seam: `query` and `execute` over one portable SQL text, and `search` for words. Anything that implements
//! it and passes [`conformance`] can carry Hubbub. [`Tx`] is what rules see: rows of replicated
//! tables are read and written by key, so that a [`Watch`] can keep the books (shadow copies on a
//! device, the change index on the server). Free-form writes reach only tables that are not
//! replicated.

pub mod conformance;
mod entity;
mod fault;
pub mod files;
pub mod migrate;
mod row;
mod sqlite;
mod tx;
mod value;

pub use entity::{Child, Entity, Table, Tables};
pub use fault::Fault;
pub use files::FileStore;
pub use row::{Row, from_row, to_row};
pub use sqlite::{Durability, Key, OpenOptions, SqliteDatabase};
pub use tx::{Tx, Unwatched, Watch, Write};
pub(crate) use tx::{delete_row, find_table, read_row, write_row, write_statement};
pub use value::{Value, ValueRef};

/// What one row of a query looks like while it is being read.
pub struct RowView<'r> {
    /// Column names in the order of the query.
    pub names: &'r [String],
    /// The values, in the same order.
    pub values: &'r [ValueRef<'r>],
}

fn kind(value: Option<&ValueRef<'_>>) -> &'static str {
    value.map_or("no column", |value| value.kind())
}

impl RowView<'_> {
    /// The integer in column `at`; [`Fault::Shape`] when it is something else.
    ///
    /// # Errors
    /// [`Fault::Shape`] when the column is absent or holds no integer.
    pub fn int(&self, at: usize) -> Result<i64, Fault> {
        match self.values.get(at) {
            Some(ValueRef::Int(value)) => Ok(*value),
            other => Err(Fault::Shape(format!("column {at}: integer expected, found {}", kind(other)))),
        }
    }

    /// The text in column `at`.
    ///
    /// # Errors
    /// [`Fault::Shape`] when the column is absent or holds no text.
    pub fn text(&self, at: usize) -> Result<&str, Fault> {
        match self.values.get(at) {
            Some(ValueRef::Text(value)) => Ok(value),
            other => Err(Fault::Shape(format!("column {at}: text expected, found {}", kind(other)))),
        }
    }

    /// The text in column `at`, or nothing where it is NULL.
    ///
    /// # Errors
    /// [`Fault::Shape`] when the column is absent or holds an integer.
    pub fn opt_text(&self, at: usize) -> Result<Option<&str>, Fault> {
        match self.values.get(at) {
            Some(ValueRef::Null) => Ok(None),
            _ => self.text(at).map(Some),
        }
    }

    /// About how many bytes the row takes on the wire before it is compressed.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let of = |value: &ValueRef<'_>| match value {
            ValueRef::Text(text) => text.len() + 2,
            _ => 9,
        };
        self.values.iter().map(of).sum()
    }

    /// The whole row, owned.
    #[must_use]
    pub fn to_row(&self) -> Row {
        self.names.iter().zip(self.values).map(|(name, value)| (name.clone(), value.owned())).collect()
    }
}

/// The verbs of a database transaction. SQL is written in SQLite's dialect; parameters are `?`.
pub trait Sql {
    /// Runs a reading statement and hands each row to `each`, in order.
    ///
    /// # Errors
    /// The database's [`Fault`], or the first one `each` returns.
    fn query(
        &mut self,
        sql: &str,
        params: &[Value],
        each: &mut dyn FnMut(&RowView<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault>;

    /// Runs a writing statement; the number of rows it changed.
    ///
    /// # Errors
    /// The database's [`Fault`].
    fn execute(&mut self, sql: &str, params: &[Value]) -> Result<usize, Fault>;

    /// The ids of rows of `table` whose searchable columns hold every word of `words`, or a longer one that
    /// begins so; the best first, at most `limit`. Case and accents make no difference, and no sign in
    /// `words` means anything. None when there is no word in it.
    ///
    /// # Errors
    /// The database's [`Fault`].
    fn search(&mut self, table: &str, words: &str, limit: usize) -> Result<Vec<String>, Fault>;
}

/// Conveniences over the verbs.
impl dyn Sql + '_ {
    /// All rows, each mapped by `map`.
    ///
    /// # Errors
    /// As [`Sql::query`].
    pub fn all<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        mut map: impl FnMut(&RowView<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let mut rows = Vec::new();
        self.query(sql, params, &mut |row| {
            rows.push(map(row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// As [`Sql::query`].
    pub fn first<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        map: impl FnMut(&RowView<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        Ok(self.all(sql, params, map)?.into_iter().next())
    }

    /// Runs `work` inside a savepoint: kept when it says `Ok`, undone when it says `Err`.
    ///
    /// # Errors
    /// The outer error when the database failed; the inner result is `work`'s own.
    pub fn savepoint<T, E>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<Result<T, E>, Fault> {
        self.execute("SAVEPOINT step", &[])?;
        let done = work(self);
        if done.is_err() {
            self.execute("ROLLBACK TO step", &[])?;
        }
        self.execute("RELEASE step", &[])?;
        Ok(done)
    }
}

/// A database that several threads share.
pub trait Database: Send + Sync {
    /// Runs `work` in a transaction that only reads, at one consistent moment.
    ///
    /// # Errors
    /// The database's [`Fault`], or the one `work` returns.
    fn reading(&self, work: &mut dyn FnMut(&mut dyn Sql) -> Result<(), Fault>) -> Result<(), Fault>;

    /// Runs `work` in a transaction that may write: kept when it says `Ok`, undone otherwise.
    ///
    /// # Errors
    /// The database's [`Fault`], or the one `work` returns.
    fn writing(
        &self,
        durability: Durability,
        work: &mut dyn FnMut(&mut dyn Sql) -> Result<(), Fault>,
    ) -> Result<(), Fault>;
}

/// Typed results over a [`Database`].
impl dyn Database + '_ {
    /// As [`Database::reading`], with a result.
    ///
    /// # Errors
    /// As [`Database::reading`].
    pub fn read<T>(&self, mut work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut result = None;
        self.reading(&mut |sql| {
            result = Some(work(sql)?);
            Ok(())
        })?;
        result.ok_or_else(|| Fault::Bug("transaction body did not run".to_owned()))
    }

    /// As [`Database::writing`], with a result.
    ///
    /// # Errors
    /// As [`Database::writing`].
    pub fn write<T>(
        &self,
        durability: Durability,
        mut work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let mut result = None;
        self.writing(durability, &mut |sql| {
            result = Some(work(sql)?);
            Ok(())
        })?;
        result.ok_or_else(|| Fault::Bug("transaction body did not run".to_owned()))
    }
}
