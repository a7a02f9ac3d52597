//! Damage and loss: cloned files, lost tails, restored servers. Calls are never lost and never done
//! twice.

use super::world::{Phone, World, id};
use crate::refusal::Code;
use crate::store::{Durability, OpenOptions, SqliteDatabase};
use crate::sync::outbox;
use crate::sync::server::Server;
use crate::sync::toy::{Command, Note, Total, Toy};

/// The same phone, with its file as it was copied before.
fn reopened(world: &World, phone: &Phone, copy: &str) -> Phone {
    let path = world.folder.path().join(copy);
    let database = SqliteDatabase::open(&path, &OpenOptions { key: None, readers: 1 }).unwrap();
    let device = crate::sync::device::Device { domain: Toy::default(), user: phone.user };
    Phone { name: copy.to_owned(), user: phone.user, device, database }
}

fn copy(world: &World, phone: &Phone, to: &str) {
    phone.database.checkpoint().unwrap();
    std::fs::copy(phone.database.path(), world.folder.path().join(to)).unwrap();
}

#[test]
fn a_cloned_device_is_told_apart_and_loses_nothing() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    copy(&world, &ann, "clone.db");
    let clone = reopened(&world, &ann, "clone.db");
    ann.note(&mut world, 50, "from the original");
    clone.note(&mut world, 51, "from the clone");
    world.sync(&ann);
    let applied = world.sync(&clone);
    assert!(applied.forked);
    world.sync(&ann);
    assert_eq!(ann.get::<Total>(id(1)).unwrap().notes, 2);
    world.assert_converged(&ann);
    world.assert_converged(&clone);
}

#[test]
fn a_file_that_lost_its_tail_is_noticed_and_repeats_nothing() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    ann.note(&mut world, 50, "first");
    copy(&world, &ann, "short.db");
    ann.note(&mut world, 51, "second, lost with the tail");
    world.sync(&ann);
    let short = reopened(&world, &ann, "short.db");
    short.note(&mut world, 52, "third");
    let applied = world.sync(&short);
    assert!(applied.forked);
    assert_eq!(short.get::<Total>(id(1)).unwrap().notes, 3, "the first was not done twice");
    world.assert_converged(&short);
}

#[test]
fn a_server_restored_from_backup_gets_back_what_it_lost() {
    let mut world = World::new();
    let (ann, bob) = (world.phone("ann", 1), world.phone("bob", 2));
    world.sync(&ann);
    ann.note(&mut world, 50, "in the backup");
    world.sync(&ann);
    world.write(|sql| {
        let text = "INSERT INTO server_meta (name, value) SELECT 'backup_position', value FROM server_meta WHERE name = 'position'";
        sql.execute(text, &[])
    });
    world.database.checkpoint().unwrap();
    std::fs::copy(world.database.path(), world.folder.path().join("backup.db")).unwrap();
    ann.note(&mut world, 51, "after the backup");
    world.sync(&ann);
    world.sync(&bob);
    assert_eq!(bob.get::<Total>(id(1)).unwrap().notes, 2);

    let options = OpenOptions { key: None, readers: 1 };
    world.database = SqliteDatabase::open(&world.folder.path().join("backup.db"), &options).unwrap();
    world.write(|sql| Server::<Toy>::begin_epoch(sql, id(999), true));
    world.server.forget_chunks(); // A restore comes with a new process.
    bob.note(&mut world, 60, "bob's own");
    world.sync(&bob);
    assert!(bob.get::<Note>(id(51)).is_none(), "the server does not have it yet");
    world.sync(&ann);
    world.sync(&bob);
    assert_eq!(bob.get::<Total>(id(1)).unwrap().notes, 3);
    world.assert_converged(&ann);
    world.assert_converged(&bob);
}

#[test]
fn what_was_forgotten_on_purpose_is_not_sent_to_a_restored_server_and_its_person_is_told() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    ann.note(&mut world, 50, "in the backup");
    world.sync(&ann);
    world.write(|sql| {
        sql.execute("INSERT INTO server_meta (name, value) SELECT 'backup_position', value FROM server_meta WHERE name = 'position'", &[])
    });
    world.database.checkpoint().unwrap();
    std::fs::copy(world.database.path(), world.folder.path().join("backup.db")).unwrap();
    let whisper = ann.note(&mut world, 51, "a whisper");
    assert!(ann.read(outbox::all).iter().any(|entry| entry.call.command.contains("whisper")));
    ann.note(&mut world, 52, "aloud");
    world.sync(&ann);
    assert!(ann.read(outbox::all).iter().all(|entry| !entry.call.command.contains("whisper")));
    assert!(ann.get::<Note>(id(51)).is_some(), "the server's row stays");

    let options = OpenOptions { key: None, readers: 1 };
    world.database = SqliteDatabase::open(&world.folder.path().join("backup.db"), &options).unwrap();
    world.write(|sql| Server::<Toy>::begin_epoch(sql, id(999), true));
    world.server.forget_chunks();
    world.sync(&ann);
    assert!(ann.get::<Note>(id(51)).is_none());
    assert!(ann.get::<Note>(id(52)).is_some(), "what is still known is sent again");
    let told: Vec<_> = ann.refused().iter().map(|refused| (refused.id, refused.refusal.code)).collect();
    assert_eq!(told, [(whisper, Code::ContentForgotten)]);
    assert_eq!(ann.waiting(), 0);
    world.assert_converged(&ann);
}

#[test]
fn a_server_that_silently_lost_its_tail_is_sent_what_is_missing() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    world.write(|sql| {
        sql.execute("INSERT INTO server_meta (name, value) VALUES ('backup_position', '0')", &[])
    });
    world.database.checkpoint().unwrap();
    std::fs::copy(world.database.path(), world.folder.path().join("old.db")).unwrap();
    for n in 50..55 {
        ann.note(&mut world, n, &format!("note {n}"));
        world.sync(&ann);
    }
    let options = OpenOptions { key: None, readers: 1 };
    world.database = SqliteDatabase::open(&world.folder.path().join("old.db"), &options).unwrap();
    ann.note(&mut world, 60, "one more");
    world.sync(&ann);
    assert_eq!(ann.get::<Total>(id(1)).unwrap().notes, 6);
    world.assert_converged(&ann);
}

#[test]
fn an_answer_overtaken_by_a_later_one_changes_nothing() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    ann.note(&mut world, 50, "one");
    world.now = world.now.plus(10);
    let early = world.answer(ann.user, &ann.request());
    ann.note(&mut world, 51, "two");
    world.sync(&ann);
    let before = ann.rows();
    let applied = ann.apply(&early, id(1));
    assert!(!applied.forked);
    assert_eq!(ann.rows(), before);
    ann.send(&mut world, &Command::Edit { note: id(50), text: "three".into() });
    world.sync(&ann);
    world.assert_converged(&ann);
}

#[test]
fn a_commit_that_fails_leaves_the_call_unrecorded() {
    let mut world = World::new();
    let ann = world.phone("ann", 1);
    world.sync(&ann);
    let database: &dyn crate::store::Database = &ann.database;
    let call = world.fresh();
    let text = serde_json::to_string(&Command::Write { note: id(5), room: id(1), text: "x".into() }).unwrap();
    let failed: Result<(), _> = database.write(Durability::Full, |sql| {
        ann.device.record(sql, call, world.now, &text)?;
        Err(crate::store::Fault::Full)
    });
    assert!(failed.is_err());
    assert_eq!(ann.waiting(), 0);
    assert!(ann.notes().is_empty());
    ann.note(&mut world, 51, "next");
    world.sync(&ann);
    world.assert_converged(&ann);
}
