//! Rows: each device holds what its person may see, whole, and nothing else.

use super::world::{World, id, reply};
use crate::store::{Entity, Sql, Tx, Unwatched, Value};
use crate::sync::device::Recorded;
use crate::sync::protocol::{Chunk, decode, encode};
use crate::sync::toy::{Command, Note, Room, TABLES};
use crate::sync::{Answer, Reply, columns, rules::Domain};

fn fill(world: &mut World, notes: u64) {
    let ann = world.phone("filler", 1);
    world.sync(&ann);
    for n in 0..notes {
        ann.note(world, 10_000 + n, &format!("note {n}"));
    }
    world.sync(&ann);
}

#[test]
fn first_sync_comes_in_pieces_and_resumes_where_it_stopped() {
    let mut world = World::new();
    fill(&mut world, 300);
    let bob = world.phone("bob", 2);
    let whole = world.answer(bob.user, &bob.request());
    // The link dies after the first chunk: what came is kept.
    let mut partial = reply(&whole);
    let room = partial.heads.iter().find(|head| head.scope.kind() == "room").unwrap().clone();
    partial.chunks.retain(|chunk| chunk.scope != room.scope);
    partial.more = true;
    bob.apply(&encode(&Answer::Reply(Box::new(partial))), id(1));
    let progress = bob.read(|sql| bob.device.progress(sql));
    assert!(progress.done < progress.total);
    assert!(!bob.read(|sql| bob.device.is_complete(sql)));
    // Nothing is predicted on half a scope, but what the person does is kept.
    let edit = Command::Edit { note: id(10_000), text: "edited blind".into() };
    assert!(matches!(bob.send(&mut world, &edit), Recorded::Queued { .. }));
    world.sync(&bob);
    world.assert_converged(&bob);
    assert_eq!(bob.get::<Note>(id(10_000)).unwrap().text, "edited blind");
}

#[test]
fn priority_scopes_come_first() {
    let mut world = World::new();
    fill(&mut world, 20);
    let bob = world.phone("bob", 2);
    let heads = reply(&world.answer(bob.user, &bob.request())).heads;
    let kinds: Vec<u8> = heads.iter().map(|head| world.server.domain.priority(&head.scope)).collect();
    assert!(kinds.is_sorted());
}

#[test]
fn a_quiet_catch_up_carries_no_rows() {
    let mut world = World::new();
    fill(&mut world, 20);
    let bob = world.phone("bob", 2);
    world.sync(&bob);
    let again = reply(&world.answer(bob.user, &bob.request()));
    assert!(again.chunks.is_empty() && !again.more);
}

#[test]
fn a_lost_scope_leaves_the_device_and_comes_back_whole() {
    let mut world = World::new();
    fill(&mut world, 20);
    let bob = world.phone("bob", 2);
    world.sync(&bob);
    bob.note(&mut world, 60, "waiting when expelled");
    world.job(Command::Expel { room: id(1), user: id(2) });
    world.sync(&bob);
    assert!(bob.notes().is_empty(), "nothing of the room is left");
    assert_eq!(bob.refused().len(), 1, "what was waiting is told");
    world.assert_converged(&bob);
    world.job(Command::Admit { room: id(1), user: id(2) });
    world.sync(&bob);
    assert_eq!(bob.notes().len(), 20);
    world.assert_converged(&bob);
}

#[test]
fn a_row_stays_while_another_scope_holds_it() {
    let mut world = World::new();
    fill(&mut world, 5);
    world.job(Command::Publish { room: id(1), public: true });
    let bob = world.phone("bob", 2);
    world.sync(&bob);
    world.job(Command::Expel { room: id(1), user: id(2) });
    world.sync(&bob);
    assert_eq!(bob.notes().len(), 5, "still public");
    world.assert_converged(&bob);
    world.job(Command::Publish { room: id(1), public: false });
    world.sync(&bob);
    assert!(bob.get::<Room>(id(1)).is_none());
    assert!(bob.notes().is_empty(), "children follow their root");
    world.assert_converged(&bob);
}

#[test]
fn a_deleted_row_is_a_tombstone() {
    let mut world = World::new();
    fill(&mut world, 5);
    let (ann, bob) = (world.phone("ann", 1), world.phone("bob", 2));
    world.sync(&bob);
    world.sync(&ann);
    ann.send(&mut world, &Command::Erase { note: id(10_001) });
    world.sync(&ann);
    world.sync(&bob);
    assert!(bob.get::<Note>(id(10_001)).is_none());
    world.assert_converged(&bob);
}

#[test]
fn a_device_older_than_the_tombstones_is_rebuilt_and_keeps_its_outbox() {
    let mut world = World::new();
    fill(&mut world, 5);
    let (ann, bob) = (world.phone("ann", 1), world.phone("bob", 2));
    world.sync(&bob);
    world.sync(&ann);
    bob.note(&mut world, 60, "made months ago");
    ann.send(&mut world, &Command::Erase { note: id(10_001) });
    world.sync(&ann);
    world.now = world.now.plus(1_000_000);
    let before = world.now;
    assert_eq!(world.write(|sql| crate::sync::change_index::prune(sql, before)), 1);
    world.sync(&bob);
    assert!(bob.get::<Note>(id(10_001)).is_none(), "no tombstone told it, the rebuild did");
    assert!(bob.notes().contains("made months ago"));
    world.assert_converged(&bob);
}

#[test]
fn predictions_survive_what_others_do_meanwhile() {
    let mut world = World::new();
    fill(&mut world, 5);
    let (ann, bob) = (world.phone("ann", 1), world.phone("bob", 2));
    world.sync(&bob);
    world.sync(&ann);
    bob.send(&mut world, &Command::Edit { note: id(10_001), text: "bob's".into() });
    ann.send(&mut world, &Command::Edit { note: id(10_001), text: "ann's".into() });
    world.sync(&ann);
    // Bob hears of Ann's edit while his own still waits: it shows on top, and the base is Ann's.
    let mut request = decode::<crate::sync::Request>(&bob.request()).unwrap();
    request.uploads.clear();
    bob.apply(&world.answer(bob.user, &encode(&request)), id(1));
    assert_eq!(bob.get::<Note>(id(10_001)).unwrap().text, "bob's");
    let base = bob.write(|sql| {
        crate::sync::shadow::rewind(sql)?;
        Tx::new(sql, TABLES, &mut Unwatched).get::<Note>(id(10_001))
    });
    assert_eq!(base.unwrap().text, "ann's");
}

#[test]
fn undoing_everything_gives_the_base_byte_for_byte() {
    let mut world = World::new();
    fill(&mut world, 5);
    let bob = world.phone("bob", 2);
    world.sync(&bob);
    let base = bob.rows();
    bob.send(&mut world, &Command::Edit { note: id(10_001), text: "a".into() });
    bob.note(&mut world, 60, "b");
    bob.send(&mut world, &Command::Erase { note: id(10_002) });
    bob.send(&mut world, &Command::Edit { note: id(60), text: "c".into() });
    assert_ne!(bob.rows(), base);
    bob.write(crate::sync::shadow::rewind);
    assert_eq!(bob.rows(), base);
}

#[test]
fn columns_and_tables_of_a_newer_server_are_kept() {
    let mut world = World::new();
    let bob = world.phone("bob", 2);
    world.sync(&bob);
    let mut newer = reply(&world.answer(bob.user, &bob.request()));
    let room = newer.heads.iter_mut().find(|head| head.scope.kind() == "room").unwrap();
    let from = room.seq;
    room.seq += 2;
    let row = |text: &str| {
        let note = Note { id: id(80), room: id(1), owner: id(1), text: text.into() };
        let mut row = crate::store::to_row(&note).unwrap();
        row.push(("colour".to_owned(), Value::from("green")));
        row
    };
    let changes = [
        columns::TableChange::new(Note::TABLE, vec![row("from the future")], vec![]),
        columns::TableChange::new("mood", vec![vec![("id".to_owned(), Value::from("m1"))]], vec![]),
    ];
    let chunk =
        Chunk { scope: room.scope.clone(), from, to: from + 2, data: columns::encode(&changes).into() };
    newer.chunks.push(chunk);
    bob.apply(&encode(&Answer::Reply(Box::new(Reply { ..newer }))), id(1));
    assert_eq!(bob.get::<Note>(id(80)).unwrap().text, "from the future");
    let kept = bob.read(|sql| {
        sql.all("SELECT tbl, columns FROM unknown_column ORDER BY tbl", &[], |row| {
            Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))
        })
    });
    let wanted = [("mood", r#"{"id":"m1"}"#), ("note", r#"{"colour":"green"}"#)];
    assert_eq!(kept, wanted.map(|(table, columns)| (table.to_owned(), columns.to_owned())));
}

#[test]
fn encoded_chunks_are_shared_and_never_stale() {
    let mut world = World::new();
    fill(&mut world, 50);
    let (ann, bob) = (world.phone("ann", 1), world.phone("bob", 2));
    let room =
        |reply: &Reply| reply.chunks.iter().find(|chunk| chunk.scope.kind() == "room").unwrap().data.clone();
    let database: &dyn crate::store::Database = &world.database;
    let read = |phone: &super::world::Phone| {
        let request = decode(&phone.request()).unwrap();
        let answer =
            database.read(|sql: &mut dyn Sql| world.server.cut(sql, phone.user, &request, world.now));
        match answer.unwrap() {
            Answer::Reply(reply) => *reply,
            other => panic!("{other:?}"),
        }
    };
    let (first, second) = (room(&read(&ann)), room(&read(&bob)));
    assert!(std::sync::Arc::ptr_eq(&first, &second), "encoded once");
    world.sync(&ann);
    ann.send(&mut world, &Command::Edit { note: id(10_001), text: "moved on".into() });
    world.sync(&ann);
    world.sync(&bob);
    world.assert_converged(&bob);
}
