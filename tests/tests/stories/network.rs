//! Bad networks between a phone and the server: cut, stalled, one-sided, doubled, reordered. Nothing is
//! lost, nothing counts twice, nobody waits for ever.

use std::sync::Arc;

use hubbub_core::client::{Attached, Client, Clock as _, Options, SystemClock};
use hubbub_core::store::Key;
use hubbub_core::sync::telemetry::Sample;
use hubbub_core::sync::transport::BUSY_MS_MAX;
use hubbub_core::sync::worker::Phase;
use hubbub_core::time::{HOUR_MS, MINUTE_MS};
use hubbub_tests::middlebox::{Middlebox, Mood};
use hubbub_tests::proxy::{Passed, Proxy, Rules, Way};
use hubbub_tests::world::{Person, World, YesNo, eventually, queue, settle, wait};

struct Scene {
    world: World,
    proxy: Proxy,
    poll: YesNo,
    ann: Person,
}

/// Ann's phone behind a network of its own, and a poll.
fn scene() -> (Scene, Client) {
    let mut world = World::new();
    let ann = world.person("Ann");
    let poll = world.yes_no("Poll", HOUR_MS, 0);
    drop(world.phone(&ann, "ann"));
    let proxy = Proxy::start(world.running().local_addr().port(), 7).unwrap();
    let phone = behind(&world, &proxy, "ann");
    settle(&phone);
    (Scene { world, proxy, poll, ann }, phone)
}

fn behind(world: &World, proxy: &Proxy, device: &str) -> Client {
    let mut options = Options::new(world.phone_folder(device), &proxy.url(), Key::new([7; 32]));
    options.clock = Arc::new(SystemClock);
    Client::open(options).unwrap().0
}

impl Scene {
    /// Votes again and again; the revision that stands then.
    fn vote(&self, phone: &Client, times: i64) -> i64 {
        for n in 0..times {
            let option = if n % 2 == 0 { self.poll.yes } else { self.poll.no };
            let command = match self.poll.ballot(phone) {
                Some(ballot) => self.poll.change(ballot.revision, option),
                None => self.poll.cast(option),
            };
            queue(phone, &command);
        }
        self.poll.ballot(phone).unwrap().revision
    }
}

#[test]
fn doubled_and_reordered_frames_change_nothing() {
    let (scene, phone) = scene();
    let second = scene.world.phone(&scene.ann, "second");
    drop(second);
    let second = behind(&scene.world, &scene.proxy, "second");
    let bad = Way { doubled: 500, reordered: 500, ..Way::default() };
    scene.proxy.set(Rules { up: bad, down: bad, refuses: false });
    // How many frames follow each other closely enough to change places is the machine's pace: rounds go on until
    // the network has done both.
    let is_bad_enough = |passed: Passed| passed.doubled > 0 && passed.reordered > 0;
    for round in 1..=60 {
        if round > 5 && is_bad_enough(scene.proxy.passed()) {
            break;
        }
        let revision = scene.vote(&phone, 4);
        assert_eq!(revision, round * 4);
        settle(&phone);
        eventually("the other phone shows it", || {
            scene.poll.ballot(&second).is_some_and(|ballot| ballot.revision == revision)
        });
    }
    let passed = scene.proxy.passed();
    assert!(is_bad_enough(passed), "{passed:?}");
    assert_eq!(phone.refused().unwrap().len(), 0);
    assert_eq!(phone.digests().unwrap(), second.digests().unwrap());
}

#[test]
fn a_cut_connection_comes_back_and_every_vote_counts_once() {
    let (scene, phone) = scene();
    for _ in 0..6 {
        scene.vote(&phone, 2);
        scene.proxy.cut();
    }
    let revision = scene.vote(&phone, 1);
    settle(&phone);
    assert_eq!(revision, 13);
    assert_eq!(scene.poll.count(&phone, scene.poll.yes) + scene.poll.count(&phone, scene.poll.no), 1);
    let fresh = scene.world.phone(&scene.ann, "fresh");
    assert_eq!(scene.poll.ballot(&fresh).unwrap().revision, 13, "the server has all of them, once");
}

#[test]
fn an_answer_that_never_comes_is_asked_for_again() {
    let (scene, phone) = scene();
    // The server hears the phone, the phone does not hear the server.
    let stalled = Way { is_stalled: true, ..Way::default() };
    scene.proxy.set(Rules { down: stalled, ..Rules::default() });
    let revision = scene.vote(&phone, 3);
    let direct = scene.world.phone(&scene.ann, "direct");
    // How many of the three went up with the first request is the phone's pace; the rest wait for its answer.
    eventually("the server has decided the first", || scene.poll.ballot(&direct).is_some());
    assert_eq!(phone.sync_state().unwrap().waiting, 3, "and the phone does not know");
    scene.proxy.cut();
    scene.proxy.set(Rules::default());
    settle(&phone);
    assert_eq!(scene.poll.ballot(&phone).unwrap().revision, revision, "decided once");
    assert_eq!(phone.refused().unwrap().len(), 0);
}

#[test]
fn without_any_network_the_phone_says_so_and_keeps_everything() {
    let (scene, phone) = scene();
    scene.proxy.set(Rules { refuses: true, ..Rules::default() });
    scene.proxy.cut();
    scene.vote(&phone, 3);
    let state = wait(&phone, "offline", |state| matches!(state.phase, Phase::Offline { .. }));
    assert_eq!(state.waiting, 3);
    scene.proxy.set(Rules::default());
    settle(&phone);
    assert_eq!(scene.poll.ballot(&phone).unwrap().revision, 3);
}

#[test]
fn a_partition_that_ends_lets_everything_through() {
    let (scene, phone) = scene();
    scene.proxy.set(Rules::partition());
    scene.vote(&phone, 3);
    wait(&phone, "asked", |state| state.waiting == 3);
    scene.proxy.set(Rules::default());
    settle(&phone);
    assert_eq!(scene.poll.ballot(&phone).unwrap().revision, 3);
}

/// Ann's phone behind a middlebox, with everything that it had before.
fn behind_middlebox(world: &World, device: &str) -> (Middlebox, Client) {
    let middlebox = Middlebox::start(&world.url());
    let mut options = Options::new(world.phone_folder(device), &middlebox.url(), Key::new([7; 32]));
    options.clock = Arc::new(SystemClock);
    let phone = Client::open(options).unwrap().0;
    settle(&phone);
    (middlebox, phone)
}

fn picture(shade: u8) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(40, 30, image::Rgb([shade, 90, 40]));
    picture.write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

#[test]
fn nobody_sends_a_phone_away_for_a_day() {
    let (scene, phone) = scene();
    drop(phone);
    let (middlebox, phone) = behind_middlebox(&scene.world, "ann");
    middlebox.set(Mood::Portal);
    scene.vote(&phone, 1);
    phone.sync_now();
    let state = wait(&phone, "offline", |state| matches!(state.phase, Phase::Offline { .. }));
    let Phase::Offline { next_try_at, .. } = state.phase else { panic!() };
    let pause = next_try_at.since(SystemClock.now());
    assert!(pause <= MINUTE_MS && BUSY_MS_MAX == 60_000, "the next try is in {pause} ms");
    middlebox.set(Mood::Passes);
    phone.sync_now();
    settle(&phone);
}

#[test]
fn samples_that_are_always_refused_hold_no_picture_up() {
    let (scene, phone) = scene();
    drop(phone);
    let (middlebox, phone) = behind_middlebox(&scene.world, "ann");
    middlebox.set(Mood::RefusesSamples);
    let now = SystemClock.now();
    phone.record_sample(&Sample { boot: 1, seq: 1, at: now, sample: "{}".to_owned() }).unwrap();
    eventually("the samples were refused", || middlebox.answered() > 0);
    let Attached::Kept(_) = phone.attach_picture(&picture(7)).unwrap() else { panic!("it is a picture") };
    wait(&phone, "the picture has arrived", |state| state.files.0 == 0);
}

#[test]
fn a_phone_whose_pictures_cannot_be_read_says_so() {
    let (scene, phone) = scene();
    scene.proxy.set(Rules { refuses: true, ..Rules::default() });
    scene.proxy.cut();
    wait(&phone, "offline", |state| matches!(state.phase, Phase::Offline { .. }));
    let Attached::Kept(hash) = phone.attach_picture(&picture(8)).unwrap() else { panic!("it is a picture") };
    // The disk gives nothing back where the picture lies.
    let kept = scene.world.phone_folder("ann").join("files").join(&hash);
    let aside = scene.world.phone_folder("aside");
    std::fs::rename(&kept, &aside).unwrap();
    std::fs::create_dir(&kept).unwrap();
    scene.proxy.set(Rules::default());
    phone.sync_now();
    wait(&phone, "it says that the store fails", |state| matches!(state.phase, Phase::Broken(_)));
    std::fs::remove_dir(&kept).unwrap();
    std::fs::rename(&aside, &kept).unwrap();
    phone.sync_now();
    wait(&phone, "the picture has arrived", |state| state.files.0 == 0 && state.phase == Phase::UpToDate);
}
