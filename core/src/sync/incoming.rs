//! Rows from the server, stored: scopes opened and dropped, chunks applied, columns that this version
//! does not know kept.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{self, TableChange};
use super::device::Applied;
use super::protocol::{Chunk, Head, Reply};
use super::server::{signed, unsigned};
use crate::planted::{Bug, is_on};
use crate::scope::Scope;
use crate::store::{Fault, Sql, Tables, Value, write_statement};

/// Stores what a reply brings. Predictions have been rewound.
///
/// # Errors
/// The store's fault.
pub(super) fn apply(
    sql: &mut dyn Sql,
    tables: Tables,
    reply: &Reply,
    applied: &mut Applied,
) -> Result<(), Fault> {
    drop_lost_scopes(sql, tables, reply, applied)?;
    let is_latest = reply.server_time.0 >= super::device::meta_number(sql, "server_time")?;
    for head in &reply.heads {
        open(sql, head, is_latest)?;
    }
    let mut known_columns = BTreeMap::new();
    let mut damaged = false;
    for chunk in &reply.chunks {
        match apply_chunk(sql, tables, chunk, &mut known_columns, applied)? {
            Taken::Whole => {}
            Taken::Apart => applied.more = true,
            Taken::Damaged => damaged = true,
        }
    }
    // Asking at once would bring the same bytes; the next exchange asks.
    applied.more &= !damaged;
    for head in &reply.heads {
        drop_stale(sql, tables, &head.scope, applied)?;
    }
    Ok(())
}

/// What became of a chunk.
enum Taken {
    /// Its rows are stored.
    Whole,
    /// It does not follow on what the device has.
    Apart,
    /// It cannot be read.
    Damaged,
}

struct Held {
    number: i64,
    cursor: u64,
    target: u64,
}

fn held(sql: &mut dyn Sql, scope: &Scope) -> Result<Option<Held>, Fault> {
    sql.first("SELECT number, cursor, target FROM scope_cursor WHERE scope = ?", &[scope.into()], |row| {
        Ok(Held { number: row.int(0)?, cursor: unsigned(row.int(1)?), target: unsigned(row.int(2)?) })
    })
}

/// Notes how far a scope goes. A head can fall when the server lost its tail: the latest reply is
/// believed then, unless the device is already beyond that head (a reset follows) or an older reply
/// came late.
fn open(sql: &mut dyn Sql, head: &Head, is_latest: bool) -> Result<(), Fault> {
    let Some(held) = held(sql, &head.scope)? else {
        let text = "INSERT INTO scope_cursor (scope, number, cursor, target)
            VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM scope_cursor), 0, ?)";
        return sql.execute(text, &[(&head.scope).into(), signed(head.seq)]).map(drop);
    };
    if head.reset && !is_on(Bug::ResetIgnored) {
        sql.execute("UPDATE held SET stale = 1 WHERE scope = ?", &[Value::Int(held.number)])?;
        let text = "UPDATE scope_cursor SET cursor = 0, target = ? WHERE scope = ?";
        return sql.execute(text, &[signed(head.seq), (&head.scope).into()]).map(drop);
    }
    if held.target < head.seq || (is_latest && held.cursor <= head.seq && head.seq < held.target) {
        let text = "UPDATE scope_cursor SET target = ? WHERE scope = ?";
        sql.execute(text, &[signed(head.seq), (&head.scope).into()])?;
    }
    Ok(())
}

/// Applies one chunk.
fn apply_chunk(
    sql: &mut dyn Sql,
    tables: Tables,
    chunk: &Chunk,
    known_columns: &mut BTreeMap<String, BTreeSet<String>>,
    applied: &mut Applied,
) -> Result<Taken, Fault> {
    let Some(held) =
        held(sql, &chunk.scope)?.filter(|held| held.cursor == chunk.from || is_on(Bug::ChunkOutOfPlace))
    else {
        return Ok(Taken::Apart);
    };
    let Ok(changes) = columns::decode(&chunk.data) else {
        tracing::warn!(scope = %chunk.scope, "a damaged chunk was passed over");
        return Ok(Taken::Damaged);
    };
    for change in changes {
        let is_known = tables.iter().any(|table| table.name == change.table);
        if is_known && !known_columns.contains_key(&change.table) {
            let found =
                sql.all("SELECT name FROM pragma_table_info(?)", &[change.table.as_str().into()], |row| {
                    Ok(row.text(0)?.to_owned())
                })?;
            known_columns.insert(change.table.clone(), found.into_iter().collect());
        }
        applied.tables.insert(change.table.clone());
        let no_columns = BTreeSet::new();
        let columns = known_columns.get(&change.table).unwrap_or(&no_columns);
        drop_gone(sql, tables, held.number, &change)?;
        store_rows(sql, held.number, change, columns)?;
    }
    let text = "UPDATE scope_cursor SET cursor = ?, target = max(target, ?) WHERE scope = ?";
    sql.execute(text, &[signed(chunk.to), signed(chunk.to), (&chunk.scope).into()])?;
    Ok(Taken::Whole)
}

fn drop_gone(sql: &mut dyn Sql, tables: Tables, scope: i64, change: &TableChange) -> Result<(), Fault> {
    for id in &change.gone {
        let key = [Value::Int(scope), Value::from(change.table.as_str()), Value::from(id.as_str())];
        sql.execute("DELETE FROM held WHERE scope = ? AND tbl = ? AND id = ?", &key)?;
        let [_, table, id] = key;
        let text = "SELECT 1 FROM scope_cursor s JOIN held h ON h.scope = s.number
            WHERE h.tbl = ? AND h.id = ? LIMIT 1";
        let is_held = sql.first(text, &[table.clone(), id.clone()], |_| Ok(()))?.is_some();
        if is_held || is_on(Bug::TombstoneIgnored) {
            continue;
        }
        if tables.iter().any(|known| known.name == change.table) {
            sql.execute(&format!("DELETE FROM {} WHERE id = ?", change.table), std::slice::from_ref(&id))?;
        }
        sql.execute("DELETE FROM unknown_column WHERE tbl = ? AND id = ?", &[table, id])?;
    }
    Ok(())
}

fn store_rows(
    sql: &mut dyn Sql,
    scope: i64,
    change: TableChange,
    known: &BTreeSet<String>,
) -> Result<(), Fault> {
    let Some(id_at) = change.columns.iter().position(|name| name == "id") else {
        return Ok(());
    };
    let all_known = change.columns.iter().all(|name| known.contains(name));
    let columns = change.columns.iter().map(String::as_str).filter(|name| known.contains(*name));
    let statement = write_statement(&change.table, columns, true);
    for row in change.rows {
        let id = row.get(id_at).cloned().unwrap_or(Value::Null);
        let hold = "INSERT INTO held (scope, tbl, id, stale) VALUES (?, ?, ?, 0)
            ON CONFLICT (scope, tbl, id) DO UPDATE SET stale = 0";
        sql.execute(hold, &[Value::Int(scope), Value::from(change.table.as_str()), id.clone()])?;
        if all_known {
            sql.execute(&statement, &row)?;
            continue;
        }
        let (mine, other): (Vec<_>, Vec<_>) =
            change.columns.iter().zip(row).partition(|(name, _)| known.contains(*name));
        if !mine.is_empty() {
            let values: Vec<Value> = mine.into_iter().map(|(_, value)| value).collect();
            sql.execute(&statement, &values)?;
        }
        let other: BTreeMap<&String, Value> = other.into_iter().collect();
        let text = serde_json::to_string(&other).map_err(|error| Fault::Shape(error.to_string()))?;
        let keep = "INSERT INTO unknown_column (tbl, id, columns) VALUES (?, ?, ?)
            ON CONFLICT (tbl, id) DO UPDATE SET columns = excluded.columns";
        sql.execute(keep, &[Value::from(change.table.as_str()), id, Value::from(text)])?;
    }
    Ok(())
}

/// Brings to its place what came from a newer server before this version knew the column or the table.
/// What is still unknown stays. Predictions have been rewound, and migrations have run.
///
/// # Errors
/// The store's fault.
pub(super) fn adopt_unknown(sql: &mut dyn Sql, tables: Tables) -> Result<(), Fault> {
    for table in tables {
        let text = "SELECT name FROM pragma_table_info(?)";
        let known: BTreeSet<String> =
            sql.all(text, &[table.name.into()], |row| Ok(row.text(0)?.to_owned()))?.into_iter().collect();
        let text = "SELECT id, columns FROM unknown_column WHERE tbl = ?";
        let kept = sql
            .all(text, &[table.name.into()], |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))?;
        for (id, columns) in kept {
            // A row that does not fit (of a server newer still) is left for a later version.
            match sql.savepoint(|sql| adopt_row(sql, table.name, &known, &id, &columns))? {
                Err(fault) if fault.is_environment() => return Err(fault),
                Err(fault) => tracing::warn!(table = table.name, %id, %fault, "a kept row does not fit yet"),
                Ok(()) => {}
            }
        }
    }
    Ok(())
}

fn adopt_row(
    sql: &mut dyn Sql,
    table: &str,
    known: &BTreeSet<String>,
    id: &str,
    columns: &str,
) -> Result<(), Fault> {
    let columns: BTreeMap<String, Value> =
        serde_json::from_str(columns).map_err(|error| Fault::Shape(error.to_string()))?;
    let (mine, other): (BTreeMap<_, _>, BTreeMap<_, _>) =
        columns.into_iter().partition(|(name, _)| known.contains(name));
    if mine.is_empty() {
        return Ok(());
    }
    if mine.contains_key("id") {
        let statement = write_statement(table, mine.keys().map(String::as_str), true);
        sql.execute(&statement, &mine.into_values().collect::<Vec<_>>())?;
    } else {
        let sets: Vec<String> = mine.keys().map(|name| format!("{name} = ?")).collect();
        let mut values: Vec<Value> = mine.into_values().collect();
        values.push(Value::from(id));
        sql.execute(&format!("UPDATE {table} SET {} WHERE id = ?", sets.join(", ")), &values)?;
    }
    let key = [Value::from(table), Value::from(id)];
    if other.is_empty() {
        return sql.execute("DELETE FROM unknown_column WHERE tbl = ? AND id = ?", &key).map(drop);
    }
    let text = serde_json::to_string(&other).map_err(|error| Fault::Shape(error.to_string()))?;
    let [tbl, id] = key;
    let keep = "UPDATE unknown_column SET columns = ? WHERE tbl = ? AND id = ?";
    sql.execute(keep, &[Value::from(text), tbl, id]).map(drop)
}

fn drop_lost_scopes(
    sql: &mut dyn Sql,
    tables: Tables,
    reply: &Reply,
    applied: &mut Applied,
) -> Result<(), Fault> {
    let scopes = sql.all("SELECT scope, number FROM scope_cursor", &[], |row| {
        Ok((row.text(0)?.to_owned(), row.int(1)?))
    })?;
    for (scope, number) in scopes {
        if reply.heads.iter().any(|head| head.scope.as_str() == scope) || is_on(Bug::LostScopeStays) {
            continue;
        }
        drop_rows(sql, tables, number, "", applied)?;
        sql.execute("DELETE FROM scope_cursor WHERE scope = ?", &[Value::from(scope)])?;
    }
    Ok(())
}

/// A complete scope lets go of what an earlier fetch had brought and this one did not.
fn drop_stale(sql: &mut dyn Sql, tables: Tables, scope: &Scope, applied: &mut Applied) -> Result<(), Fault> {
    match held(sql, scope)? {
        Some(held) if held.cursor >= held.target && !is_on(Bug::StaleStays) => {
            drop_rows(sql, tables, held.number, "AND h.stale = 1", applied)
        }
        _ => Ok(()),
    }
}

/// Lets go of a scope's rows; those that no other scope holds leave the device. The server names the
/// tables, so only those of the domain are touched.
fn drop_rows(
    sql: &mut dyn Sql,
    tables: Tables,
    scope: i64,
    which: &str,
    applied: &mut Applied,
) -> Result<(), Fault> {
    let text = format!("SELECT DISTINCT tbl FROM held h WHERE scope = ? {which}");
    let names = sql.all(&text, &[Value::Int(scope)], |row| Ok(row.text(0)?.to_owned()))?;
    for table in names {
        let elsewhere = if is_on(Bug::SharedRowDropped) { "AND 1 = 0" } else { "" };
        let lost = format!(
            "SELECT h.id FROM held h WHERE h.scope = ?1 AND h.tbl = ?2 {which} AND NOT EXISTS
             (SELECT 1 FROM scope_cursor s JOIN held o ON o.scope = s.number
              WHERE s.number <> ?1 AND o.tbl = h.tbl AND o.id = h.id {elsewhere})"
        );
        let key = [Value::Int(scope), Value::from(table.as_str())];
        if tables.iter().any(|known| known.name == table) {
            sql.execute(&format!("DELETE FROM {table} WHERE id IN ({lost})"), &key)?;
        }
        let extra = format!("DELETE FROM unknown_column WHERE tbl = ?2 AND id IN ({lost})");
        sql.execute(&extra, &key)?;
        applied.tables.insert(table);
    }
    let text = format!("DELETE FROM held AS h WHERE h.scope = ? {which}");
    sql.execute(&text, &[Value::Int(scope)]).map(drop)
}
