//! Copies of the server's database: one that comes back from a copy gets back from the phones what it lost.

use hubbub_core::time::HOUR_MS;
use hubbub_server::backup::{BackupError, back_up, restore};
use hubbub_server::{Config, product};
use hubbub_tests::world::{World, eventually, queue, settle};

#[test]
fn a_server_brought_back_from_a_copy_gets_back_what_it_lost() {
    let mut world = World::new();
    let (ann, bob) = (world.person("Ann"), world.person("Bob"));
    let soup = world.yes_no("Soup?", HOUR_MS, 0);
    let (anns, bobs) = (world.phone(&ann, "ann"), world.phone(&bob, "bob"));
    queue(&anns, &soup.cast_yes());
    settle(&anns);
    let (data, copy) = (world.folder.path().join("server"), world.folder.path().join("copy.db"));
    println!("The operator takes a copy while the server works.");
    let taken = back_up(&data, &copy).unwrap();
    assert!(matches!(back_up(&data, &copy), Err(BackupError::Exists(_))));
    eventually("the server knows of the copy", || !data.join("backup.json").exists());
    println!("Bob votes after it, and the server has his vote.");
    queue(&bobs, &soup.cast_yes());
    settle(&bobs);
    eventually("both votes are counted", || soup.count(&bobs, soup.yes) == 2);
    drop(bobs);
    let config = Config::new(&data);
    assert!(matches!(restore(&config, &product(), &copy), Err(BackupError::InUse(_))));
    println!("The database is lost; the copy takes its place.");
    world.stop_server();
    let back = restore(&config, &product(), &copy).unwrap();
    assert_eq!(back.position, taken.position);
    assert_ne!(back.epoch, taken.epoch);
    world.start_server();
    let tablet = world.phone(&ann, "tablet");
    assert_eq!(soup.count(&tablet, soup.yes), 1, "the copy does not have Bob's vote");
    println!("Bob's phone comes by and sends it again.");
    let bobs = world.online("bob");
    settle(&bobs);
    eventually("Bob's vote is there again", || soup.count(&tablet, soup.yes) == 2);
    assert_eq!(soup.ballot(&bobs).unwrap().revision, 1, "and it is one vote");
    assert!(bobs.refused().unwrap().is_empty());
    settle(&anns);
    assert_eq!(soup.ballot(&anns).unwrap().revision, 1);
}

#[test]
fn there_is_no_copy_of_nothing_and_none_comes_back_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let (data, copy) = (folder.path().join("server"), folder.path().join("copy.db"));
    assert!(matches!(back_up(&data, &copy), Err(BackupError::Nothing(_))));
    let config = Config::new(&data);
    assert!(matches!(restore(&config, &product(), &copy), Err(BackupError::Nothing(_))));
    std::fs::write(&copy, "no database".repeat(1_000)).unwrap();
    assert!(matches!(restore(&config, &product(), &copy), Err(BackupError::Database(_))));
    assert!(!data.join(hubbub_server::DATABASE).exists(), "nothing was put in place");
}
