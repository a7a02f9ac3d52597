//! Stores that lost the end of their log: SQLite opens them without a word as they were some commits ago. The
//! mark beside the store notices it, and the person is told what is gone.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use hubbub_core::client::{Client, Recovery, Sent, SystemClock};
use hubbub_core::refusal::Code;
use hubbub_core::time::HOUR_MS;
use hubbub_tests::world::{World, YesNo, queue, settle};

const LOG: &str = "store.db-wal";
const MARK: &str = "mark";

/// Polls, and Ann's phone, which knows them and has no network.
fn offline_phone(world: &mut World, polls: usize) -> (Vec<YesNo>, Client) {
    let ann = world.person("Ann");
    let polls = (0..polls).map(|n| world.yes_no(&format!("Poll {n}"), HOUR_MS, 0)).collect::<Vec<_>>();
    drop(world.phone(&ann, "ann"));
    let phone = world.offline("ann");
    (polls, phone)
}

fn log_bytes(world: &World) -> u64 {
    fs::metadata(world.phone_folder("ann").join(LOG)).unwrap().len()
}

/// A copy of Ann's phone as it is on the disk now, with its log cut to so many bytes.
fn with_log_of(world: &World, copy: &str, bytes: u64) {
    copy_folder(&world.phone_folder("ann"), &world.phone_folder(copy));
    let log = fs::OpenOptions::new().write(true).open(world.phone_folder(copy).join(LOG)).unwrap();
    log.set_len(bytes).unwrap();
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        // The index of the log belongs to the process that runs.
        if path.is_file() && !path.to_string_lossy().ends_with("-shm") {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}

fn open(world: &World, device: &str, network: bool) -> (Client, Option<Recovery>) {
    world.open(device, network, Arc::new(SystemClock))
}

#[test]
fn what_a_damaged_log_takes_away_is_told_and_the_rest_is_sent() {
    let mut world = World::new();
    let (polls, phone) = offline_phone(&mut world, 4);
    let mut ends = vec![log_bytes(&world)];
    for poll in &polls {
        queue(&phone, &poll.cast_yes());
        ends.push(log_bytes(&world));
    }
    for (kept, &end) in ends.iter().enumerate() {
        let copy = format!("kept {kept}");
        with_log_of(&world, &copy, end);
        let (client, recovery) = open(&world, &copy, false);
        if kept == polls.len() {
            assert_eq!(recovery, None, "nothing was cut off");
            continue;
        }
        let recovery = recovery.expect("told");
        let (saved, lost) = (u64::try_from(kept).unwrap(), u64::try_from(polls.len() - kept).unwrap());
        assert_eq!((recovery.saved, recovery.lost), (saved, lost));
        assert_eq!(client.sync_state().unwrap().waiting, saved);
        drop(client);
        assert_eq!(open(&world, &copy, false).1, None, "told once");
    }
    let phone = world.online("kept 2");
    settle(&phone);
    let counts: Vec<_> = polls.iter().map(|poll| poll.count(&phone, poll.yes)).collect();
    assert_eq!(counts, [1, 1, 0, 0], "what was saved was sent");
    queue(&phone, &polls[3].cast_yes());
    settle(&phone);
    assert_eq!(polls[3].count(&phone, polls[3].yes), 1, "and what was lost can be made again");
}

#[test]
fn what_the_server_had_decided_is_not_told_as_lost() {
    let mut world = World::new();
    let ann = world.person("Ann");
    let polls: Vec<_> = (0..3).map(|n| world.yes_no(&format!("Poll {n}"), HOUR_MS, 0)).collect();
    let phone = world.phone(&ann, "ann");
    let start = log_bytes(&world);
    for poll in &polls[..2] {
        queue(&phone, &poll.cast_yes());
        settle(&phone);
    }
    world.stop_server();
    queue(&phone, &polls[2].cast_yes());
    with_log_of(&world, "cut", start);
    drop(phone);
    world.start_server();
    let (cut, recovery) = open(&world, "cut", true);
    let recovery = recovery.expect("told");
    assert_eq!((recovery.saved, recovery.lost), (0, 1), "the server has the other two");
    settle(&cut);
    let counts: Vec<_> = polls.iter().map(|poll| poll.count(&cut, poll.yes)).collect();
    assert_eq!(counts, [1, 1, 0]);
}

#[test]
fn killed_between_commit_and_mark_nothing_is_told() {
    let mut world = World::new();
    let (polls, phone) = offline_phone(&mut world, 3);
    let mark = world.phone_folder("ann").join(MARK);
    for (n, poll) in polls.iter().enumerate() {
        let before = fs::read(&mark).unwrap();
        queue(&phone, &poll.cast_yes());
        let copy = format!("killed {n}");
        copy_folder(&world.phone_folder("ann"), &world.phone_folder(&copy));
        fs::write(world.phone_folder(&copy).join(MARK), before).unwrap();
        let (client, recovery) = open(&world, &copy, false);
        assert_eq!(recovery, None);
        assert_eq!(client.sync_state().unwrap().waiting, u64::try_from(n + 1).unwrap());
    }
}

#[test]
fn a_mark_that_is_torn_damaged_or_gone_does_no_harm() {
    let mut world = World::new();
    let (polls, phone) = offline_phone(&mut world, 2);
    let start = log_bytes(&world);
    for poll in &polls {
        queue(&phone, &poll.cast_yes());
    }
    let sound = fs::read(world.phone_folder("ann").join(MARK)).unwrap();
    for at in (0..sound.len()).step_by(149) {
        let copy = format!("flipped {at}");
        copy_folder(&world.phone_folder("ann"), &world.phone_folder(&copy));
        let mut bytes = sound.clone();
        bytes[at] ^= 4;
        fs::write(world.phone_folder(&copy).join(MARK), bytes).unwrap();
        let (client, recovery) = open(&world, &copy, false);
        assert_eq!((recovery, client.sync_state().unwrap().waiting), (None, 2), "flipped at {at}");
    }
    copy_folder(&world.phone_folder("ann"), &world.phone_folder("gone"));
    fs::remove_file(world.phone_folder("gone").join(MARK)).unwrap();
    assert_eq!(open(&world, "gone", false).1, None);
    // One slot alone still tells of the log's lost end.
    with_log_of(&world, "torn", start);
    let newest = sound.len() - 256;
    let mut bytes = sound;
    bytes[newest + 80..].fill(0);
    fs::write(world.phone_folder("torn").join(MARK), bytes).unwrap();
    assert!(open(&world, "torn", false).1.expect("told").lost > 0);
}

#[test]
fn a_change_that_may_have_been_given_up_asks_first() {
    let mut world = World::new();
    let (polls, phone) = offline_phone(&mut world, 2);
    let given_up = queue(&phone, &polls[0].cast_yes());
    let meant = queue(&phone, &polls[1].cast_yes());
    let end = log_bytes(&world);
    assert!(phone.discard(given_up).unwrap());
    with_log_of(&world, "cut", end);
    let (cut, recovery) = open(&world, "cut", true);
    let recovery = recovery.expect("told");
    assert_eq!(recovery.lost, 0);
    settle(&cut);
    let asked: Vec<_> = cut.refused().unwrap();
    let codes: Vec<_> = asked.iter().map(|refused| (refused.id, refused.refusal.code)).collect();
    assert_eq!(codes, [(given_up, Code::DeviceDamaged), (meant, Code::DeviceDamaged)]);
    assert_eq!(
        polls[0].count(&cut, polls[0].yes),
        0,
        "what was given up is not done behind the person's back"
    );
    assert!(matches!(cut.retry(meant).unwrap(), Sent::Queued { call, .. } if call == meant));
    assert!(cut.clear(given_up).unwrap());
    settle(&cut);
    let counts: Vec<_> = polls.iter().map(|poll| poll.count(&cut, poll.yes)).collect();
    assert_eq!(counts, [0, 1]);
}

#[test]
fn what_was_cleared_does_not_come_back_with_an_old_store() {
    let mut world = World::new();
    let (polls, phone) = offline_phone(&mut world, 1);
    queue(&phone, &polls[0].cast_yes());
    copy_folder(&world.phone_folder("ann"), &world.phone_folder("before"));
    let before = fs::read(world.phone_folder("ann").join(MARK)).unwrap();
    phone.wipe().unwrap();
    drop(phone);
    // Killed before the mark was written: the store is ahead of it.
    copy_folder(&world.phone_folder("ann"), &world.phone_folder("killed"));
    fs::write(world.phone_folder("killed").join(MARK), before).unwrap();
    let (client, recovery) = open(&world, "killed", false);
    assert_eq!((recovery, client.sync_state().unwrap().waiting), (None, 0));
    // The old store in the folder that was cleared.
    copy_folder(&world.phone_folder("ann"), &world.phone_folder("old"));
    for file in ["store.db", LOG] {
        fs::copy(world.phone_folder("before").join(file), world.phone_folder("old").join(file)).unwrap();
    }
    let (client, recovery) = open(&world, "old", false);
    let recovery = recovery.expect("told");
    assert_eq!((recovery.saved, recovery.lost), (0, 0));
    assert_eq!(client.view(|_, context| Ok(context.user)).unwrap(), None, "nobody is signed in again");
    assert!(client.outbox().unwrap().is_empty());
    assert!(!recovery.kept_at.exists(), "what was cleared is not kept either");
}

#[test]
fn a_store_that_is_made_anew_counts_on() {
    let mut world = World::new();
    let (polls, phone) = offline_phone(&mut world, 3);
    queue(&phone, &polls[0].cast_yes());
    let mark = fs::read(world.phone_folder("ann").join(MARK)).unwrap();
    drop(phone);
    fs::write(world.phone_folder("ann").join("damaged"), "found on purpose").unwrap();
    let (phone, recovery) = open(&world, "ann", false);
    assert_eq!(recovery.map(|recovery| (recovery.saved, recovery.lost)), Some((1, 0)));
    // Killed before the new store's first mark.
    copy_folder(&world.phone_folder("ann"), &world.phone_folder("killed"));
    fs::write(world.phone_folder("killed").join(MARK), mark).unwrap();
    assert_eq!(open(&world, "killed", false).1, None);
    // And it is guarded as the one before.
    queue(&phone, &polls[1].cast_yes());
    let end = log_bytes(&world);
    queue(&phone, &polls[2].cast_yes());
    with_log_of(&world, "cut", end);
    let recovery = open(&world, "cut", false).1.expect("told");
    assert_eq!((recovery.saved, recovery.lost), (2, 1));
}
