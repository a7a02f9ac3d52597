//! The change index: one line per (scope, row) with that scope's latest number, tombstones for what
//! left. First sync and catch-up are the same query over it.

use std::collections::{BTreeMap, BTreeSet};

use crate::planted::{Bug, is_on};
use crate::scope::Scope;
use crate::store::{Fault, Row, Sql, Table, Tables, Tx, Unwatched, Value, Watch, Write};
use crate::store::{find_table, read_row};
use crate::time::Timestamp;

/// Rows that a batch has written: (table, id).
pub type Dirty = BTreeSet<(&'static str, String)>;

/// Collects what a call writes, and (in strict mode) holds it to what its actor may see.
pub struct Recorder<'s> {
    /// Rows written so far.
    pub dirty: Dirty,
    /// In strict mode, the scopes of the actor: a row outside them is a fault in the rule's code.
    pub sight: Option<&'s BTreeSet<Scope>>,
    /// The domain's tables.
    pub tables: Tables,
}

impl Watch for Recorder<'_> {
    fn writing(&mut self, sql: &mut dyn Sql, table: &Table, id: &str, write: Write) -> Result<(), Fault> {
        if self.sight.is_some() && write != Write::Insert {
            let before = read_row(sql, table.name, id)?;
            self.read(sql, table, id, before.as_ref())?;
        }
        self.dirty.insert((table.name, id.to_owned()));
        Ok(())
    }

    fn read(&mut self, sql: &mut dyn Sql, table: &Table, id: &str, row: Option<&Row>) -> Result<(), Fault> {
        let (Some(sight), Some(row)) = (self.sight, row) else {
            return Ok(());
        };
        if self.dirty.contains(&(table.name, id.to_owned())) {
            return Ok(());
        }
        let scopes = table.scopes(row, &mut Tx::new(sql, self.tables, &mut Unwatched))?;
        if scopes.iter().any(|scope| sight.contains(scope)) {
            Ok(())
        } else {
            Err(Fault::Bug(format!("{} {id} lies beyond the actor's sight", table.name)))
        }
    }
}

/// Writes the index lines of a batch: new numbers for every scope a dirty row is in, tombstones for
/// those it left. The counters are taken last and in sorted order. Returns the scopes that moved.
///
/// # Errors
/// The store's fault.
pub fn write(
    sql: &mut dyn Sql,
    tables: Tables,
    dirty: Dirty,
    now: Timestamp,
) -> Result<BTreeSet<Scope>, Fault> {
    let mut lines: BTreeMap<Scope, Vec<(&'static str, String, bool)>> = BTreeMap::new();
    let mut waiting: Vec<(&'static str, String)> = dirty.iter().cloned().collect();
    let mut seen = dirty;
    while let Some((name, id)) = waiting.pop() {
        let table = find_table(tables, name)?;
        let row = read_row(sql, name, &id)?;
        let before = present_scopes(sql, name, &id)?;
        let after = match &row {
            Some(row) => table.scopes(row, &mut Tx::new(sql, tables, &mut Unwatched))?.into_iter().collect(),
            None => BTreeSet::new(),
        };
        if before != after && !is_on(Bug::ChildrenLeftBehind) {
            for child in children(sql, tables, table, &id)? {
                if seen.insert(child.clone()) {
                    waiting.push(child);
                }
            }
        }
        for scope in before.difference(&after).filter(|_| !is_on(Bug::NoTombstone)) {
            lines.entry(scope.clone()).or_default().push((name, id.clone(), true));
        }
        for scope in after {
            lines.entry(scope).or_default().push((name, id.clone(), false));
        }
        write_references(sql, table, &id, row.as_ref())?;
    }
    let moved = lines.keys().cloned().collect();
    for (scope, mut rows) in lines {
        rows.sort();
        number(sql, &scope, &rows, now)?;
    }
    Ok(moved)
}

fn present_scopes(sql: &mut dyn Sql, table: &str, id: &str) -> Result<BTreeSet<Scope>, Fault> {
    let found = sql.all(
        "SELECT scope FROM change_index WHERE tbl = ? AND id = ? AND gone = 0",
        &[Value::from(table), Value::from(id)],
        |row| Ok(Scope::named(row.text(0)?)),
    )?;
    Ok(found.into_iter().collect())
}

fn children(
    sql: &mut dyn Sql,
    tables: Tables,
    root: &Table,
    id: &str,
) -> Result<Vec<(&'static str, String)>, Fault> {
    let mut found = Vec::new();
    for child in root.children {
        let table = find_table(tables, child.table)?;
        let text = format!("SELECT id FROM {} WHERE {} = ?", child.table, child.column);
        let ids = sql.all(&text, &[Value::from(id)], |row| Ok(row.text(0)?.to_owned()))?;
        found.extend(ids.into_iter().map(|id| (table.name, id)));
    }
    Ok(found)
}

fn write_references(sql: &mut dyn Sql, table: &Table, id: &str, row: Option<&Row>) -> Result<(), Fault> {
    if table.files.is_empty() {
        return Ok(());
    }
    let key = [Value::from(table.name), Value::from(id)];
    sql.execute("DELETE FROM blob_reference WHERE tbl = ? AND id = ?", &key)?;
    for (column, value) in row.into_iter().flatten() {
        let (true, Value::Text(named)) = (table.files.contains(&column.as_str()), value) else {
            continue;
        };
        let [tbl, id] = key.clone();
        for hash in hashes(named) {
            sql.execute(
                "INSERT INTO blob_reference (hash, tbl, id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                &[Value::from(hash), tbl.clone(), id.clone()],
            )?;
        }
    }
    Ok(())
}

/// The files that a column names: one by its hash, or several as a JSON list.
fn hashes(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_else(|_| vec![text.to_owned()])
}

fn number(
    sql: &mut dyn Sql,
    scope: &Scope,
    rows: &[(&'static str, String, bool)],
    now: Timestamp,
) -> Result<(), Fault> {
    let count = i64::try_from(rows.len()).map_err(|_| Fault::Bug("too many rows in a batch".to_owned()))?;
    sql.execute(
        "INSERT INTO scope_head (scope, seq) VALUES (?, ?)
         ON CONFLICT (scope) DO UPDATE SET seq = scope_head.seq + excluded.seq",
        &[scope.into(), Value::Int(if is_on(Bug::HeadTooLow) { (count - 1).max(1) } else { count })],
    )?;
    let head = sql.first("SELECT seq FROM scope_head WHERE scope = ?", &[scope.into()], |row| row.int(0))?;
    let mut seq = head.unwrap_or_default() - count;
    for (table, id, gone) in rows {
        seq += 1;
        sql.execute(
            "INSERT INTO change_index (tbl, id, scope, seq, gone, changed_at) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (tbl, id, scope) DO UPDATE SET seq = excluded.seq, gone = excluded.gone,
             changed_at = excluded.changed_at",
            &[
                Value::from(*table),
                Value::from(id.as_str()),
                scope.into(),
                Value::Int(seq),
                Value::from(*gone),
                now.into(),
            ],
        )?;
    }
    Ok(())
}

/// Forgets tombstones that are older than `before`; devices that have not come since are rebuilt,
/// keeping their outbox. Returns how many were forgotten.
///
/// # Errors
/// The store's fault.
pub fn prune(sql: &mut dyn Sql, before: Timestamp) -> Result<usize, Fault> {
    let horizons = sql.all(
        "SELECT scope, max(seq) FROM change_index WHERE gone = 1 AND changed_at < ? GROUP BY scope",
        &[before.into()],
        |row| Ok((row.text(0)?.to_owned(), row.int(1)?)),
    )?;
    for (scope, seq) in horizons.into_iter().filter(|_| !is_on(Bug::HorizonForgotten)) {
        sql.execute(
            "UPDATE scope_head SET pruned = CASE WHEN pruned < ? THEN ? ELSE pruned END WHERE scope = ?",
            &[Value::Int(seq), Value::Int(seq), Value::from(scope)],
        )?;
    }
    sql.execute("DELETE FROM change_index WHERE gone = 1 AND changed_at < ?", &[before.into()])
}
