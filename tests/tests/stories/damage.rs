//! Damaged stores, wrong keys, full disks: a defined end each time, and what was unsent is saved or
//! told as lost.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use hubbub_core::client::{Client, Failed, Options, SystemClock};
use hubbub_core::store::{Fault, Key};
use hubbub_core::time::HOUR_MS;
use hubbub_tests::world::{World, queue, settle, wait};

/// A phone that is offline with three votes waiting.
fn phone_with_votes(world: &mut World) -> Vec<hubbub_tests::world::YesNo> {
    let ann = world.person("Ann");
    let polls = (0..3).map(|n| world.yes_no(&format!("Poll {n}"), HOUR_MS, 0)).collect::<Vec<_>>();
    drop(world.phone(&ann, "ann"));
    let phone = world.offline("ann");
    for poll in &polls {
        queue(&phone, &poll.cast_yes());
    }
    polls
}

#[test]
fn a_wrong_key_opens_nothing_and_touches_nothing() {
    let mut world = World::new();
    phone_with_votes(&mut world);
    let mut options = Options::new(world.phone_folder("ann"), &world.url(), Key::new([8; 32]));
    options.network = false;
    let failed = Client::open(options).map(drop).unwrap_err();
    assert_eq!(failed, Failed::Store(Fault::WrongKey));
    let (phone, recovery) = world.open("ann", false, Arc::new(SystemClock));
    assert!(recovery.is_none());
    assert_eq!(phone.sync_state().unwrap().waiting, 3, "with the right key everything is there");
}

#[test]
fn a_store_that_is_gone_is_told_as_lost() {
    let mut world = World::new();
    phone_with_votes(&mut world);
    fs::remove_file(world.phone_folder("ann").join("store.db")).unwrap();
    let recovery = world.open("ann", false, Arc::new(SystemClock)).1.expect("told");
    assert_eq!((recovery.saved, recovery.lost), (0, 3), "counted as lost, to the person's face");
}

#[test]
fn damage_anywhere_is_harmless_or_told_and_never_a_crash_loop() {
    let mut world = World::new();
    let polls = phone_with_votes(&mut world);
    let folder = world.phone_folder("ann");
    let sound = fs::read(folder.join("store.db")).unwrap();
    let pages = sound.len() / 4096;
    let (mut harmless, mut rebuilt) = (0, 0);
    for step in 0..24 {
        let at = step * pages / 24 * 4096 + 57 * (step + 1) % 4096;
        let copy = world.phone_folder(&format!("flip {step}"));
        copy_folder(&folder, &copy);
        let mut bytes = sound.clone();
        bytes[at] ^= 0x10;
        fs::write(copy.join("store.db"), bytes).unwrap();
        let (client, recovery) = world.open(&format!("flip {step}"), false, Arc::new(SystemClock));
        let read = client.view(|tx, _| {
            polls.iter().try_for_each(|poll| {
                tx.query("SELECT count(*) FROM poll", &[], |row| row.int(0))?;
                tx.get::<hubbub_core::voting::model::Poll>(poll.poll).map(drop)
            })
        });
        match (recovery, read) {
            (Some(recovery), _) => {
                assert_eq!(recovery.saved + recovery.lost, 3, "flip at {at}");
                rebuilt += 1;
            }
            (None, Err(Failed::Store(Fault::Damaged(_)))) => {
                // Found only when the page was read: the next start rebuilds, and saves what waits.
                drop(client);
                let recovery =
                    world.open(&format!("flip {step}"), false, Arc::new(SystemClock)).1.expect("rebuilt");
                assert_eq!((recovery.saved, recovery.lost), (3, 0), "flip at {at}");
                rebuilt += 1;
            }
            (None, Ok(())) => {
                assert_eq!(client.outbox().unwrap().len(), 3);
                harmless += 1;
            }
            (None, Err(other)) => panic!("flip at {at}: {other}"),
        }
    }
    println!("{rebuilt} of 24 flips led to a rebuilt store, {harmless} did no harm");
    assert!(rebuilt > 0);
}

#[test]
fn what_could_be_saved_from_a_damaged_store_is_sent() {
    let mut world = World::new();
    let polls = phone_with_votes(&mut world);
    let folder = world.phone_folder("ann");
    fs::write(folder.join("damaged"), "found on purpose").unwrap();
    let (phone, recovery) = world.open("ann", true, Arc::new(SystemClock));
    assert_eq!(recovery.unwrap().saved, 3);
    settle(&phone);
    for poll in &polls {
        assert_eq!(poll.count(&phone, poll.yes), 1);
    }
    drop(phone);
    assert!(world.open("ann", false, Arc::new(SystemClock)).1.is_none(), "rebuilt once, not for ever");
}

#[test]
fn a_truncated_store_is_rebuilt_from_the_server() {
    let mut world = World::new();
    let ann = world.person("Ann");
    let poll = world.yes_no("Poll", HOUR_MS, 0);
    let phone = world.phone(&ann, "ann");
    queue(&phone, &poll.cast_yes());
    settle(&phone);
    drop(phone);
    let store = world.phone_folder("ann").join("store.db");
    for keep in [0, 100, 4096, 10_000] {
        let file = fs::OpenOptions::new().write(true).open(&store).unwrap();
        file.set_len(keep).unwrap();
        let (phone, recovery) = world.open("ann", true, Arc::new(SystemClock));
        assert!(recovery.is_some(), "truncated to {keep}");
        phone.sign_in("ann@story.example", "Quince-Orchard-7").unwrap();
        settle(&phone);
        assert_eq!(poll.count(&phone, poll.yes), 1);
        assert_eq!(poll.ballot(&phone).unwrap().revision, 1);
    }
}

/// A real file system of 2 MiB; where none can be mounted (no root), the test says so.
#[test]
fn a_full_disk_refuses_whole_and_recovers_when_there_is_room() {
    let mut world = World::new();
    let ann = world.person("Ann");
    let poll = world.yes_no("Poll", HOUR_MS, 0);
    let folder = world.phone_folder("ann");
    fs::create_dir_all(&folder).unwrap();
    let Some(_mounted) = Mounted::tmpfs(&folder, "3m") else {
        println!("skipped: no small file system can be mounted here");
        return;
    };
    drop(world.phone(&ann, "ann"));
    let phone = world.offline("ann");
    queue(&phone, &poll.cast_yes());
    let ballast = folder.join("ballast");
    fill(&ballast);
    let mut revision = 1;
    let full = loop {
        let option = if revision % 2 == 0 { poll.yes } else { poll.no };
        match phone.send(&poll.change(revision, option)) {
            Ok(_) => revision += 1,
            Err(failed) => break failed,
        }
        assert!(revision < 50_000, "the disk never filled");
    };
    assert!(matches!(full, Failed::Store(Fault::Full | Fault::Io(_))), "{full:?}");
    fs::remove_file(&ballast).unwrap();
    drop(phone);
    let phone = world.offline("ann");
    assert_eq!(phone.sync_state().unwrap().waiting, u64::try_from(revision).unwrap(), "whole, and no more");
    queue(&phone, &poll.change(revision, poll.yes));
    drop(phone);
    let phone = world.online("ann");
    wait(&phone, "sent", |state| state.waiting == 0 && state.refused == 0);
    assert_eq!(poll.ballot(&phone).unwrap().revision, revision + 1);
}

struct Mounted<'p>(&'p Path);

impl<'p> Mounted<'p> {
    fn tmpfs(at: &'p Path, size: &str) -> Option<Self> {
        let options = format!("size={size}");
        let mut mount = std::process::Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(at).stderr(std::process::Stdio::null());
        mount.status().ok().filter(std::process::ExitStatus::success).map(|_| Self(at))
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let done = std::process::Command::new("umount").arg("-l").arg(self.0).status();
        assert!(done.is_ok_and(|status| status.success()), "the small file system stays mounted");
    }
}

fn fill(path: &Path) {
    use std::io::Write;
    let mut file = fs::File::create(path).unwrap();
    // Leave some room: the first changes still fit.
    let mut written = 0;
    while file.write_all(&[0; 4096]).is_ok() {
        written += 1;
    }
    drop(file);
    let keep: u64 = (written - 20) * 4096;
    fs::OpenOptions::new().write(true).open(path).unwrap().set_len(keep).unwrap();
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}
