//! Rows that are large, newer than the app, or of a server that changed underneath.

use serde::{Deserialize, Serialize};

use super::world::{Phone, World, id, reply};
use crate::id::Id;
use crate::scope::Scope;
use crate::store::{Database, Durability, Entity, Fault, Table, Tables, Tx, Value};
use crate::sync::change_index::{self, Dirty};
use crate::sync::protocol::{Chunk, Request, decode, encode};
use crate::sync::toy::{Command, Note, TABLES};
use crate::sync::{Answer, Reply, columns, incoming, predict};
use crate::time::Timestamp;

/// Puts large notes into room 1, past the rules.
fn write_large(world: &World, rows: u64) {
    world.write(|sql| {
        let mut dirty = Dirty::new();
        for n in 0..rows {
            let note = id(10_000 + n);
            let text = format!("{n} ").repeat(10_000);
            let values = [note.into(), id(1).into(), id(1).into(), Value::from(text)];
            sql.execute("INSERT INTO note (id, room, owner, text) VALUES (?, ?, ?, ?)", &values)?;
            dirty.insert(("note", note.to_string()));
        }
        change_index::write(sql, TABLES, dirty, Timestamp(1)).map(drop)
    });
}

#[test]
fn more_bytes_than_a_chunk_may_hold_arrive_in_several() {
    let mut world = World::new();
    write_large(&world, 1_600);
    let bob = world.phone("bob", 2);
    let first = reply(&world.answer(bob.user, &bob.request()));
    for chunk in &first.chunks {
        assert!(chunk.from < chunk.to);
        let size = u32::from_be_bytes(*chunk.data.first_chunk::<4>().unwrap());
        assert!(size < 5 * 1024 * 1024, "{size} plain bytes");
    }
    world.sync(&bob);
    world.assert_converged(&bob);
}

#[test]
fn a_chunk_that_cannot_be_read_is_not_asked_for_without_end() {
    let mut world = World::new();
    let bob = world.phone("bob", 2);
    let mut damaged = reply(&world.answer(bob.user, &bob.request()));
    for chunk in &mut damaged.chunks {
        chunk.data = vec![0; 9].into();
    }
    damaged.more = true;
    assert!(!bob.apply(&encode(&Answer::Reply(Box::new(damaged))), id(1)).more);
    world.sync(&bob);
    world.assert_converged(&bob);
}

#[test]
fn a_server_that_lost_rows_does_not_leave_a_device_incomplete() {
    let mut world = World::new();
    let bob = world.phone("bob", 2);
    world.sync(&bob);
    let mut request: Request = decode(&bob.request()).unwrap();
    request.uploads.clear();
    let mut before = reply(&world.answer(bob.user, &encode(&request)));
    before.heads[0].seq += 10; // Named, and never sent: the server lost them.
    bob.apply(&encode(&Answer::Reply(Box::new(before))), id(1));
    assert!(!bob.read(|sql| bob.device.is_complete(sql)));
    world.sync(&bob);
    assert!(bob.read(|sql| bob.device.is_complete(sql)));
    world.assert_converged(&bob);
}

#[test]
fn verdicts_beyond_one_reply_are_told_in_the_next() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    ann.note(&mut world, 50, "one");
    world.sync(&ann);
    let request: Request = decode(&ann.request()).unwrap();
    world.write(|sql| {
        let text = "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 10050)
            INSERT INTO device_call (device_id, number, call_id, reused, position)
            SELECT c.device_id, i, c.call_id, 1, 0 FROM n, device_call c WHERE c.device_id = ?";
        sql.execute(text, &[request.device.into()])?;
        sql.execute("UPDATE device SET high_water = 10050 WHERE id = ?", &[request.device.into()])
    });
    let again = |acknowledged| {
        let request = Request { acknowledged, uploads: vec![], ..request.clone() };
        let told = reply(&world.answer(ann.user, &encode(&request)));
        (told.verdicts.len(), told.verdicts.last().unwrap().number, told.more)
    };
    assert_eq!(again(0), (10_000, 10_000, true));
    assert_eq!(again(10_000), (50, 10_050, false));
}

#[test]
fn a_server_cannot_name_the_devices_own_tables() {
    let mut world = World::new();
    let bob = world.phone("bob", 2);
    world.sync(&bob);
    let mut odd = reply(&world.answer(bob.user, &bob.request()));
    let row = vec![("id".to_owned(), Value::from("x"))];
    let changes = [columns::TableChange::new("file", vec![row], vec![])];
    push_chunk(&mut odd, &changes);
    bob.apply(&encode(&Answer::Reply(Box::new(odd.clone()))), id(1));
    odd.chunks.clear();
    odd.heads.retain(|head| head.scope.kind() != "room");
    odd.server_time = odd.server_time.plus(1);
    // The table `file` has no column `id`: touching it would fail.
    bob.apply(&encode(&Answer::Reply(Box::new(odd))), id(1));
    assert!(bob.notes().is_empty());
}

/// Adds a chunk to a reply that reaches the head of room 1.
fn push_chunk(reply: &mut Reply, changes: &[columns::TableChange]) {
    let room = reply.heads.iter_mut().find(|head| head.scope.kind() == "room").unwrap();
    let (scope, from) = (room.scope.clone(), room.seq);
    room.seq += 1;
    reply.chunks.push(Chunk { scope, from, to: from + 1, data: columns::encode(changes).into() });
}

#[derive(Serialize, Deserialize)]
struct Mood {
    id: Id,
    word: String,
}

impl Entity for Mood {
    const TABLE: &'static str = "mood";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![])
    }
}

const NEWER: Tables = &[Table::of::<Note>(), Table::of::<Mood>()];

fn update_app(bob: &Phone, statements: &[&str]) {
    let database: &dyn Database = &bob.database;
    database.write(Durability::Full, predict::rewind_all).unwrap();
    for text in statements {
        database.write(Durability::Full, |sql| sql.execute(text, &[])).unwrap();
    }
}

#[test]
fn what_was_kept_for_a_newer_version_is_complete_after_the_update() {
    let mut world = World::new();
    let bob = world.phone("bob", 2);
    world.sync(&bob);
    let mut newer = reply(&world.answer(bob.user, &bob.request()));
    let note = Note { id: id(80), room: id(1), owner: id(1), text: "x".into() };
    let mut note = crate::store::to_row(&note).unwrap();
    note.extend([("colour".to_owned(), Value::from("green")), ("size".to_owned(), Value::Int(3))]);
    let mood = vec![("id".to_owned(), Value::from(id(81))), ("word".to_owned(), Value::from("glad"))];
    let changes = [
        columns::TableChange::new(Note::TABLE, vec![note], vec![]),
        columns::TableChange::new(Mood::TABLE, vec![mood], vec![]),
    ];
    push_chunk(&mut newer, &changes);
    bob.apply(&encode(&Answer::Reply(Box::new(newer))), id(1));
    let colour = "ALTER TABLE note ADD COLUMN colour TEXT NOT NULL DEFAULT ''";
    let mood = "CREATE TABLE mood (id TEXT PRIMARY KEY, word TEXT NOT NULL) STRICT";
    update_app(&bob, &[colour, mood]);
    for _ in 0..2 {
        bob.write(|sql| incoming::adopt_unknown(sql, NEWER));
        let text = "SELECT n.text, n.colour, m.word, u.columns FROM note n, mood m, unknown_column u
            WHERE n.id = ? AND m.id = ?";
        let found = bob.read(|sql| {
            sql.all(text, &[id(80).into(), id(81).into()], |row| {
                (0..4).map(|at| Ok(row.text(at)?.to_owned())).collect::<Result<Vec<_>, Fault>>()
            })
        });
        assert_eq!(found, [["x", "green", "glad", r#"{"size":3}"#]]);
    }
}

#[test]
fn a_migration_keeps_what_waits_and_what_the_server_confirmed() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    ann.note(&mut world, 50, "base");
    world.sync(&ann);
    ann.send(&mut world, &Command::Edit { note: id(50), text: "predicted".into() });
    let colour = "ALTER TABLE note ADD COLUMN colour TEXT NOT NULL DEFAULT 'none'";
    update_app(&ann, &[colour, "UPDATE note SET colour = 'of ' || text"]);
    assert_eq!(ann.get::<Note>(id(50)).unwrap().text, "base");
    ann.write(|sql| ann.device.resume(sql));
    let shown = |phone: &Phone| {
        phone.read(|sql| {
            sql.first("SELECT text, colour FROM note WHERE id = ?", &[id(50).into()], |row| {
                Ok(format!("{}, {}", row.text(0)?, row.text(1)?))
            })
        })
    };
    assert_eq!(shown(&ann).unwrap(), "predicted, of base");
    ann.write(crate::sync::shadow::rewind);
    assert_eq!(shown(&ann).unwrap(), "base, of base", "the migration reached the confirmed row");
}

#[test]
fn a_new_store_has_nothing_to_take_back() {
    let folder = tempfile::tempdir().unwrap();
    let options = crate::store::OpenOptions { key: None, readers: 1 };
    let database = crate::store::SqliteDatabase::open(&folder.path().join("new.db"), &options).unwrap();
    let database: &dyn Database = &database;
    database.write(Durability::Full, predict::rewind_all).unwrap();
}
