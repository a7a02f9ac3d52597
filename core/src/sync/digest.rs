//! Digests of what a device shows and of what the server would show it: equal once a device has
//! nothing waiting and has heard everything. The proof of convergence, for tests, simulation and
//! support.

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
        let columns: BTreeMap<String, Value> = Row::into_iter(row.to_row()).collect();
        let text = serde_json::to_vec(&columns).map_err(|error| Fault::Shape(error.to_string()))?;
        for (bit, byte) in self.bits.iter_mut().zip(blake3::hash(&text).as_bytes()) {
            *bit ^= byte;
        }
        self.rows += 1;
        Ok(())
    }

    fn finish(&self) -> (u64, String) {
        (self.rows, blake3::Hash::from_bytes(self.bits).to_hex().to_string())
    }
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
    let scopes = server.scopes(sql, user)?;
    let mut digests = Digests::new();
    for table in server.domain.tables() {
        let mut sum = Sum::default();
        let mut seen = BTreeSet::new();
        for scope in &scopes {
            let text = format!(
                "SELECT t.* FROM change_index c JOIN {} t ON t.id = c.id
                 WHERE c.scope = ? AND c.tbl = ? AND c.gone = 0",
                table.name
            );
            sql.query(&text, &[scope.into(), Value::from(table.name)], &mut |row| {
                let at = row.names.iter().position(|name| name == "id").unwrap_or_default();
                if seen.insert(row.text(at)?.to_owned()) { sum.add(row) } else { Ok(()) }
            })?;
        }
        digests.insert(table.name.to_owned(), sum.finish());
    }
    Ok(digests)
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
