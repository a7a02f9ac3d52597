//! Votes, with and without a network.

use std::sync::Arc;

use hubbub_core::client::{Attached, FileView, Notice, Sent};
use hubbub_core::refusal::{Code, Remedy};
use hubbub_core::sync::blob::PIECE_BYTES;
use hubbub_core::sync::worker::Phase;
use hubbub_core::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use hubbub_tests::world::{Skewed, World, eventually, queue, settle, wait};

#[test]
fn a_vote_made_offline_reaches_everybody() {
    let mut world = World::new();
    let (ann, bob) = (world.person("Ann"), world.person("Bob"));
    let soup = world.yes_no("Soup?", HOUR_MS, 0);
    drop(world.phone(&ann, "ann"));
    let bobs = world.phone(&bob, "bob");

    let anns = world.offline("ann");
    let call = queue(&anns, &soup.cast_yes());
    assert!(soup.ballot(&anns).is_some(), "shown at once");
    assert!(anns.is_pending("ballot", soup.ballot(&anns).unwrap().id).unwrap());
    assert_eq!(soup.count(&anns, soup.yes), 0, "a prediction never changes the official figure");
    drop(anns);
    let anns = world.offline("ann");
    assert_eq!(anns.outbox().unwrap()[0].call.id, call, "it survives a restart");
    drop(anns);

    let anns = world.online("ann");
    settle(&anns);
    eventually("Bob sees Ann's vote", || soup.count(&bobs, soup.yes) == 1);
    assert_eq!(soup.count(&anns, soup.yes), 1);
    assert!(!anns.is_pending("ballot", soup.ballot(&anns).unwrap().id).unwrap());
    assert!(soup.ballot(&bobs).is_none(), "Bob sees the count, not Ann's ballot");
}

#[test]
fn a_vote_that_comes_too_late_is_refused_with_reason_and_remedy() {
    let mut world = World::new();
    let ann = world.person("Ann");
    let (soup, salad) = (world.yes_no("Soup?", MINUTE_MS, 0), world.yes_no("Salad?", MINUTE_MS, HOUR_MS));
    drop(world.phone(&ann, "ann"));
    let phone = world.offline("ann");
    let call = queue(&phone, &soup.cast_yes());
    queue(&phone, &salad.cast_yes());
    drop(phone);
    world.pass(MINUTE_MS);
    let phone = world.online("ann");
    wait(&phone, "refused", |state| state.refused == 1 && state.waiting == 0);
    let refused = phone.refused().unwrap();
    assert_eq!((refused[0].id, refused[0].refusal.code), (call, Code::PollClosed));
    assert!(refused[0].refusal.code.remedies().contains(&Remedy::SeeResult));
    assert!(soup.ballot(&phone).is_none(), "the prediction is undone");
    assert_eq!(salad.count(&phone, salad.yes), 1, "made in time, and the poll waits for the late");
    assert!(phone.clear(call).unwrap());
    assert!(phone.refused().unwrap().is_empty());
}

#[test]
fn a_second_vote_from_another_device_is_refused_and_the_first_stands() {
    let mut world = World::new();
    let ann = world.person("Ann");
    let soup = world.yes_no("Soup?", HOUR_MS, 0);
    drop(world.phone(&ann, "phone"));
    drop(world.phone(&ann, "tablet"));
    let (phone, tablet) = (world.offline("phone"), world.offline("tablet"));
    queue(&phone, &soup.cast_yes());
    let second = queue(&tablet, &soup.cast(soup.no));
    drop((phone, tablet));
    let phone = world.online("phone");
    settle(&phone);
    let tablet = world.online("tablet");
    wait(&tablet, "refused", |state| state.refused == 1 && state.waiting == 0);
    assert_eq!(tablet.refused().unwrap()[0].refusal.code, Code::ConflictDoubleVote);
    assert_eq!((soup.count(&tablet, soup.yes), soup.count(&tablet, soup.no)), (1, 0));
    assert_eq!(soup.ballot(&tablet), soup.ballot(&phone), "both show the one that stands");
    // On a device that knows of the first vote, the second is refused at once.
    assert!(
        matches!(phone.send(&soup.cast(soup.no)).unwrap(), Sent::Refused(no) if no.code == Code::ConflictDoubleVote)
    );
    assert!(tablet.clear(second).unwrap());
}

#[test]
fn wrong_clocks_change_nothing() {
    let mut world = World::new();
    let soup = world.yes_no("Soup?", HOUR_MS, 0);
    for (name, skew) in [("Ahead", 3_650 * DAY_MS), ("Behind", -3_650 * DAY_MS)] {
        let person = world.person(name);
        let phone = world.phone_with_clock(&person, name, Arc::new(Skewed(skew)));
        queue(&phone, &soup.cast_yes());
        settle(&phone);
        assert!(phone.refused().unwrap().is_empty());
    }
    let ann = world.person("Ann");
    assert_eq!(soup.count(&world.phone(&ann, "ann"), soup.yes), 2);
}

#[test]
fn a_server_that_goes_away_and_comes_back_is_found_again() {
    let mut world = World::new();
    let ann = world.person("Ann");
    let soup = world.yes_no("Soup?", HOUR_MS, 0);
    let phone = world.phone(&ann, "ann");
    world.stop_server();
    wait(&phone, "offline", |state| matches!(state.phase, Phase::Offline { .. }));
    queue(&phone, &soup.cast_yes());
    world.start_server();
    settle(&phone);
    assert_eq!(soup.count(&phone, soup.yes), 1);
}

#[test]
fn a_life_offline_with_ten_thousand_changes() {
    let mut world = World::new();
    let ann = world.person("Ann");
    let soup = world.yes_no("Soup?", HOUR_MS, 0);
    drop(world.phone(&ann, "ann"));
    let phone = world.offline("ann");
    let began = std::time::Instant::now();
    queue(&phone, &soup.cast_yes());
    for turn in 0..9_999i64 {
        let option = if turn % 2 == 0 { soup.no } else { soup.yes };
        queue(&phone, &soup.change(turn + 1, option));
    }
    println!("10,000 changes were recorded in {} ms", began.elapsed().as_millis());
    drop(phone);
    let began = std::time::Instant::now();
    let phone = world.offline("ann");
    println!("a store with 10,000 waiting changes opened in {} ms", began.elapsed().as_millis());
    assert_eq!(phone.sync_state().unwrap().waiting, 10_000);
    drop(phone);
    let began = std::time::Instant::now();
    let phone = world.online("ann");
    let mut reads = 0;
    while phone.sync_state().unwrap().waiting > 0 {
        let ballot = soup.ballot(&phone).expect("reads go on while the outbox empties");
        assert_eq!(ballot.revision, 10_000);
        reads += 1;
    }
    println!("they were sent in {} ms, with {reads} reads meanwhile", began.elapsed().as_millis());
    assert!(reads > 10, "{reads}");
    settle(&phone);
    assert_eq!(soup.ballot(&phone).unwrap().revision, 10_000);
    assert!(phone.refused().unwrap().is_empty());
    assert_eq!(soup.count(&phone, soup.yes) + soup.count(&phone, soup.no), 1);
}

#[test]
fn listeners_hear_what_kind_of_thing_changed() {
    let mut world = World::new();
    let (ann, bob) = (world.person("Ann"), world.person("Bob"));
    let soup = world.yes_no("Soup?", HOUR_MS, 0);
    let (anns, bobs) = (world.phone(&ann, "ann"), world.phone(&bob, "bob"));
    let (heard, hears) = std::sync::mpsc::channel();
    let subscription = bobs.subscribe(move |notice| {
        if let Notice::Rows(tables) = notice {
            let _ = heard.send(tables.clone());
        }
    });
    queue(&anns, &soup.cast_yes());
    let tables = hears.recv_timeout(std::time::Duration::from_secs(20)).unwrap();
    assert!(tables.contains("option_tally"), "{tables:?}");
    drop(subscription);
    while hears.recv().is_ok() {}
}

#[test]
fn signing_out_warns_of_unsent_changes_and_leaves_nothing() {
    let mut world = World::new();
    let ann = world.person("Ann");
    let soup = world.yes_no("Soup?", HOUR_MS, 0);
    drop(world.phone(&ann, "ann"));
    let phone = world.offline("ann");
    queue(&phone, &soup.cast_yes());
    let warned = phone.sign_out(false).unwrap_err();
    assert_eq!(warned, hubbub_core::client::Failed::Unsent(1));
    phone.sign_out(true).unwrap();
    assert_eq!(
        phone.view(|tx, _| tx.query("SELECT count(*) FROM poll", &[], |row| row.int(0))).unwrap(),
        [0]
    );
    assert!(phone.outbox().unwrap().is_empty());
    assert!(
        matches!(phone.send(&soup.cast_yes()).unwrap(), Sent::Refused(no) if no.code == Code::Unauthorized)
    );
}

#[test]
fn a_picture_follows_the_row_that_names_it() {
    let mut world = World::new();
    let (ann, bob) = (world.person("Ann"), world.person("Bob"));
    world.job(&serde_json::json!({
        "area": "community", "kind": "grant_role", "community": world.community,
        "user": world.phone(&ann, "ann").view(|_, context| Ok(context.user)).unwrap(), "role": "content_admin",
    }));
    let anns = world.online("ann");
    settle(&anns);
    let Attached::Kept(hash) = anns.attach_picture(&noise(1_000, 800)).unwrap() else { panic!() };
    let FileView::Here(picture) = anns.file(&hash).unwrap() else { panic!() };
    assert!(picture.len() > 2 * PIECE_BYTES, "it travels in pieces: {}", picture.len());
    let Attached::Refused(no) = anns.attach_picture(b"a letter").unwrap() else { panic!() };
    assert_eq!(no.code, Code::UnsupportedMediaType);
    let item = hubbub_core::id::Id::named("story item", "soup");
    for command in [
        serde_json::json!({
            "area": "content", "kind": "create", "item": item, "community": world.community, "category": "meals",
            "default_locale": "en", "texts": [{ "locale": "en", "title": "Soup" }], "image": hash,
        }),
        serde_json::json!({ "area": "content", "kind": "publish", "item": item }),
    ] {
        queue(&anns, &serde_json::from_value(command).unwrap());
    }
    settle(&anns);
    wait(&anns, "sent the picture", |state| state.files.0 == 0);
    let bobs = world.phone(&bob, "bob");
    eventually("Bob has the picture", || bobs.file(&hash).unwrap() == FileView::Here(picture.clone()));
    let stranger = hubbub_core::store::files::content_hash(b"never sent");
    assert_eq!(bobs.file(&stranger).unwrap(), FileView::Coming);
}

/// A picture that does not get smaller by much, as a PNG.
fn noise(width: u32, height: u32) -> Vec<u8> {
    let mut state = 1u32;
    let picture = image::RgbImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [_, red, green, blue] = state.to_le_bytes();
        image::Rgb([red, green, blue])
    });
    let mut file = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}
