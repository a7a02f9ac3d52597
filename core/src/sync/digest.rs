//! Digests of what a device shows and of what the server would show it: equal once a device has
//! nothing waiting and has heard everything. The proof of convergence, for tests, simulation and
//! support.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::rules::Domain;
use super::server::Server;
use crate::id::Id;
use crate::scope::Scope;
use crate::store::{Fault, Row, RowView, Sql, Tables, Tx, Unwatched, Value, read_row};

/// Per table, the number of rows and the digest of their contents, whatever their order.
pub type Digests = BTreeMap<String, (u64, String)>;

#[derive(Default)]
struct Sum {
    rows: u64,
    bits: [u8; 32],
}

impl Sum {
    /// Adds a row; the sum does not depend on the order of rows or columns.
    fn add(&mut self, row: &RowView<'_>) -> Result<(), Fault> {
        self.merge(1, &bits(row)?);
        Ok(())
    }

    /// Adds a number of rows by the sum of their digests.
    fn merge(&mut self, rows: u64, bits: &[u8; 32]) {
        for (bit, byte) in self.bits.iter_mut().zip(bits) {
            *bit ^= byte;
        }
        self.rows += rows;
    }

    fn finish(&self) -> (u64, String) {
        (self.rows, blake3::Hash::from_bytes(self.bits).to_hex().to_string())
    }
}

/// The digest of a row.
fn bits(row: &RowView<'_>) -> Result<[u8; 32], Fault> {
    let columns: BTreeMap<String, Value> = Row::into_iter(row.to_row()).collect();
    let text = serde_json::to_vec(&columns).map_err(|error| Fault::Shape(error.to_string()))?;
    Ok(*blake3::hash(&text).as_bytes())
}

/// What the device shows, predictions included.
///
/// # Errors
/// The store's fault.
pub fn shown(sql: &mut dyn Sql, tables: Tables) -> Result<Digests, Fault> {
    let mut digests = Digests::new();
    for table in tables {
        let mut sum = Sum::default();
        sql.query(&format!("SELECT * FROM {}", table.name), &[], &mut |row| sum.add(row))?;
        digests.insert(table.name.to_owned(), sum.finish());
    }
    Ok(digests)
}

/// What a device of `user` must show when it has heard everything.
///
/// # Errors
/// The store's fault.
pub fn expected<D: Domain>(sql: &mut dyn Sql, server: &Server<D>, user: Id) -> Result<Digests, Fault> {
    Expectations::default().of(sql, server, user)
}

/// What the devices of many people must show: a scope that several of them hold is read once. Good for as long as
/// nothing changes.
#[derive(Default)]
pub struct Expectations(BTreeMap<(Scope, &'static str), Part>);

/// The rows of one table in one scope.
#[derive(Default)]
struct Part {
    /// Those that are in no other scope.
    alone: Sum,
    /// The others, with their digests: whoever holds two of their scopes has them once.
    shared: Vec<(String, [u8; 32])>,
}

impl Expectations {
    /// What a device of `user` must show.
    ///
    /// # Errors
    /// The store's fault.
    pub fn of<D: Domain>(
        &mut self,
        sql: &mut dyn Sql,
        server: &Server<D>,
        user: Id,
    ) -> Result<Digests, Fault> {
        let scopes = server.scopes(sql, user)?;
        let mut digests = Digests::new();
        for table in server.domain.tables() {
            let mut sum = Sum::default();
            let mut seen = BTreeSet::new();
            for scope in &scopes {
                let key = (scope.clone(), table.name);
                let part = match self.0.entry(key) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(unknown) => unknown.insert(Part::read(sql, scope, table.name)?),
                };
                sum.merge(part.alone.rows, &part.alone.bits);
                for (_, bits) in part.shared.iter().filter(|(id, _)| seen.insert(id.clone())) {
                    sum.merge(1, bits);
                }
            }
            digests.insert(table.name.to_owned(), sum.finish());
        }
        Ok(digests)
    }
}

impl Part {
    fn read(sql: &mut dyn Sql, scope: &Scope, table: &str) -> Result<Self, Fault> {
        let mut part = Self::default();
        let elsewhere = "EXISTS (SELECT 1 FROM change_index o
            WHERE o.tbl = c.tbl AND o.id = c.id AND o.gone = 0 AND o.scope <> c.scope)";
        // The table's name is no part of a search: by it, all that anybody has of a table would be looked through.
        let of_scope = format!(
            "FROM change_index c JOIN {table} t ON t.id = c.id
             WHERE c.scope = ? AND c.tbl || '' = ? AND c.gone = 0"
        );
        let key = [scope.into(), Value::from(table)];
        let alone = format!("SELECT t.* {of_scope} AND NOT {elsewhere}");
        sql.query(&alone, &key, &mut |row| part.alone.add(row))?;
        let shared = format!("SELECT t.* {of_scope} AND {elsewhere}");
        sql.query(&shared, &key, &mut |row| {
            let at = row.names.iter().position(|name| name == "id").unwrap_or_default();
            part.shared.push((row.text(at)?.to_owned(), bits(row)?));
            Ok(())
        })?;
        Ok(part)
    }
}

/// Rows of a server whose place in the change index is not what their scopes say, as `table id`.
///
/// # Errors
/// The store's fault.
pub fn misplaced(sql: &mut dyn Sql, tables: Tables) -> Result<Vec<String>, Fault> {
    let mut wrong = Vec::new();
    for table in tables {
        let text = format!(
            "SELECT id FROM {} UNION SELECT id FROM change_index WHERE tbl = ? AND gone = 0",
            table.name
        );
        for id in sql.all(&text, &[Value::from(table.name)], |row| Ok(row.text(0)?.to_owned()))? {
            let scopes = match read_row(sql, table.name, &id)? {
                Some(row) => table.scopes(&row, &mut Tx::new(sql, tables, &mut Unwatched))?,
                None => Vec::new(),
            };
            let scopes: BTreeSet<Scope> = scopes.into_iter().collect();
            let key = [Value::from(table.name), Value::from(id.as_str())];
            let text = "SELECT scope FROM change_index WHERE tbl = ? AND id = ? AND gone = 0";
            let indexed = sql.all(text, &key, |row| Ok(Scope::named(row.text(0)?)))?;
            if scopes != indexed.into_iter().collect() {
                wrong.push(format!("{} {id}", table.name));
            }
        }
    }
    Ok(wrong)
}
