//! Telemetry: each sample is stored once, for its own device, in a file of its day, and goes when its time has come.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use hubbub_core::delivery::ping::Ping;
use hubbub_core::id::Id;
use hubbub_core::store::{Database, OpenOptions, SqliteDatabase};
use hubbub_core::sync::protocol::{decode, encode};
use hubbub_core::sync::telemetry::{PACKED, pack};
use hubbub_core::time::{DAY_MS, MINUTE_MS, SECOND_MS};
use reqwest::{Method, Response};
use serde::{Deserialize, Serialize};

use crate::world::{Answered, Phone, START, World, fresh};

#[derive(Serialize)]
struct Batch {
    device: Id,
    samples: Vec<(u64, u64, i64, String)>,
}

#[derive(Deserialize)]
struct Receipt {
    stored: Vec<(u64, u64)>,
}

fn samples(seqs: std::ops::Range<u64>) -> Vec<(u64, u64, i64, String)> {
    seqs.map(|seq| (1, seq, START, format!("{seq}"))).collect()
}

/// A position so many seconds after the start, `north` micro-degrees from where everything begins.
fn ping(seq: u64, at: i64, north: i64) -> (u64, u64, i64, String) {
    let ping = Ping {
        lat_e6: 52_520_000 + north,
        lon_e6: 13_405_000,
        accuracy_m: Some(8),
        speed_cm_s: Some(500),
        heading_deg: None,
        battery_pct: Some(70),
    };
    (1, seq, at, ping.text())
}

async fn send(world: &World, phone: &Phone, batch: &Batch) -> Response {
    let request = world.request(Method::POST, "/sync/telemetry").bearer_auth(&phone.token);
    request.header("content-type", "application/x-hubbub").body(encode(batch)).send().await.unwrap()
}

fn days(world: &World) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(world.folder.path().join("telemetry")).unwrap();
    let mut days: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    days.retain(|path| path.extension().is_some_and(|ending| ending == "db"));
    days.sort();
    days
}

fn read<T>(path: &std::path::Path, text: &str, row: impl Fn(i64, &str) -> T) -> Vec<T> {
    let database = SqliteDatabase::open(path, &OpenOptions::default()).unwrap();
    let database: &dyn Database = &database;
    database.read(|sql| sql.all(text, &[], |found| Ok(row(found.int(0)?, found.text(1)?)))).unwrap()
}

fn stored(world: &World) -> Vec<(i64, String)> {
    let text = "SELECT seq, coalesce(other, '') FROM point ORDER BY source, boot, seq";
    days(world).iter().flat_map(|day| read(day, text, |seq, sample| (seq, sample.to_owned()))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sample_is_stored_once_however_often_it_comes() {
    let mut world = World::new();
    let ada = world.phone().await;
    for range in [0..10, 5..15, 0..15] {
        let batch = Batch { device: ada.device, samples: samples(range.clone()) };
        let receipt: Receipt = decode(&send(&world, &ada, &batch).await.bytes().await.unwrap()).unwrap();
        assert_eq!(receipt.stored, range.map(|seq| (1, seq)).collect::<Vec<_>>());
    }
    let changed = Batch { device: ada.device, samples: vec![(1, 3, START, "other".to_owned())] };
    send(&world, &ada, &changed).await;
    world.stop();
    assert_eq!(stored(&world), (0..15).map(|seq| (seq, format!("{seq}"))).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sample_is_stored_once_whatever_day_it_says() {
    let mut world = World::new();
    let ada = world.phone().await;
    let sent = async |world: &World, at: &[(u64, i64)]| {
        let samples = at.iter().map(|(seq, at)| (1, *seq, *at, format!("{seq}"))).collect();
        send(world, &ada, &Batch { device: ada.device, samples }).await;
    };
    let yesterday = START - DAY_MS;
    sent(&world, &[(1, START), (2, START), (4, START)]).await;
    // The clock was set back: two are told again under another day, two are new; one comes twice in one batch.
    sent(&world, &[(1, yesterday), (2, yesterday), (3, yesterday), (5, yesterday), (5, START)]).await;
    world.stop();
    world.start(|_| {}).unwrap();
    // Also after a restart.
    sent(&world, &[(3, START), (4, yesterday), (6, yesterday)]).await;
    world.stop();
    let mut seqs: Vec<i64> = stored(&world).into_iter().map(|(seq, _)| seq).collect();
    seqs.sort_unstable();
    assert_eq!(seqs, [1, 2, 3, 4, 5, 6]);
}

#[tokio::test(flavor = "multi_thread")]
async fn telemetry_has_bounds() {
    let mut world = World::new();
    let (mut ada, ben) = (world.phone().await, world.phone().await);
    let call = ada.pin("the device is known");
    ada.exchange(&world, vec![call]).await;
    let many = Batch { device: ada.device, samples: samples(0..1_001) };
    assert_eq!(Answered::of(send(&world, &ada, &many).await).await.code(), (400, "VALIDATION_FAILED"));
    // What fits no column is answered as stored, so that it does not come again for ever.
    let odd = vec![(1, 1, START, "x".repeat(513)), (1, 2, START, "x".repeat(10_000))];
    let receipt = send(&world, &ada, &Batch { device: ada.device, samples: odd }).await;
    assert_eq!(decode::<Receipt>(&receipt.bytes().await.unwrap()).unwrap().stored.len(), 2);
    for device in [ada.device, fresh()] {
        let foreign = send(&world, &ben, &Batch { device, samples: samples(0..1) }).await;
        assert_eq!(Answered::of(foreign).await.code(), (401, "UNAUTHORIZED"));
    }
    world.stop();
    assert_eq!(stored(&world), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_packed_batch_is_the_same_batch() {
    let mut world = World::new();
    let ada = world.phone().await;
    let batch = Batch { device: ada.device, samples: samples(0..200) };
    let (body, is_packed) = pack(encode(&batch));
    assert!(is_packed && body.len() < encode(&batch).len() / 2);
    let post = |body: Vec<u8>| {
        let request = world.request(Method::POST, "/sync/telemetry").bearer_auth(&ada.token);
        request.header("content-type", "application/x-hubbub").header("content-encoding", PACKED).body(body)
    };
    assert_eq!(post(body.clone()).send().await.unwrap().status(), 200);
    // What can't be unpacked, or unpacks to more than is taken, is refused.
    let bomb = pack(vec![7; 64 * 1024 * 1024]).0;
    for odd in [body[..body.len() - 3].to_vec(), bomb] {
        assert_eq!(Answered::of(post(odd).send().await.unwrap()).await.code(), (400, "VALIDATION_FAILED"));
    }
    world.stop();
    assert_eq!(stored(&world).len(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn samples_lie_in_files_of_their_days_with_what_the_filters_say() {
    let mut world = World::new();
    let ada = world.phone().await;
    let samples = vec![
        ping(1, START - 10 * SECOND_MS, 0),
        ping(2, START, 100),
        // Three kilometres in a second, then back: no vehicle does that.
        ping(3, START + SECOND_MS, 30_000),
        ping(4, START + 2 * SECOND_MS, 200),
        // From the future, as far as the server can see.
        ping(5, START + 10 * MINUTE_MS, 300),
        // Too far ahead and too old to be kept at all: answered, so that they do not come for ever.
        ping(6, START + 3 * DAY_MS, 0),
        ping(7, START - 40 * DAY_MS, 0),
    ];
    let response = send(&world, &ada, &Batch { device: ada.device, samples }).await;
    assert_eq!(decode::<Receipt>(&response.bytes().await.unwrap()).unwrap().stored.len(), 7);
    // Whoever asks for everything that is kept of them gets it too, the newest first.
    let request = world.request(Method::GET, "/api/v1/users/me/export").bearer_auth(&ada.token);
    let export = Answered::of(request.send().await.unwrap()).await;
    let kept = export.body["data"]["telemetry"].as_array().unwrap();
    let norths: Vec<i64> = kept.iter().map(|one| one["lat_e6"].as_i64().unwrap() - 52_520_000).collect();
    assert_eq!(norths, [300, 200, 30_000, 100, 0]);
    world.stop();
    let days = days(&world);
    let names: Vec<&str> = days.iter().map(|day| &day.file_name().unwrap().to_str().unwrap()[..10]).collect();
    assert_eq!(names, ["2024-12-31", "2025-01-01"]);
    let text = "SELECT verdict, CAST(seq AS TEXT) FROM point ORDER BY seq";
    let verdicts = |day: &PathBuf| read(day, text, |verdict, seq| (seq.to_owned(), verdict));
    assert_eq!(verdicts(&days[0]), [("1".to_owned(), 0)]);
    let seqs: Vec<(String, i64)> =
        [("2", 0), ("3", 3), ("4", 0), ("5", 2)].map(|(seq, verdict)| (seq.to_owned(), verdict)).to_vec();
    assert_eq!(verdicts(&days[1]), seqs);
    let latest = "SELECT at, CAST(lat_e6 AS TEXT) FROM latest";
    let shown = read(&days[1], latest, |at, lat| (at, lat.to_owned()));
    assert_eq!(shown, [(START + 2 * SECOND_MS, "52520200".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn old_days_go_and_their_sums_stay() {
    let mut world = World::with(|config| config.telemetry_days = 30);
    let ada = world.phone().await;
    let samples = (0..100).map(|seq| {
        let number = i64::try_from(seq).unwrap();
        // Ten metres a second, to the north: a micro-degree is eleven centimetres.
        ping(seq, START + number * SECOND_MS, number * 90)
    });
    let batch = Batch { device: ada.device, samples: samples.collect() };
    assert_eq!(send(&world, &ada, &batch).await.status(), 200);
    world.stop();
    let main = world.folder.path().join("hubbub.db");
    let sums =
        || read(&main, "SELECT length_cm, user_id FROM telemetry_day", |cm, user| (cm, user.to_owned()));
    let until = |what: &str, is_so: &dyn Fn() -> bool| {
        let end = Instant::now() + Duration::from_secs(20);
        while !is_so() {
            assert!(Instant::now() < end, "never: {what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    // The day is over: it is summed up, and still there.
    world.pass(4 * DAY_MS);
    world.start(|_| {}).unwrap();
    until("summed up", &|| sums().len() == 1);
    world.stop();
    assert_eq!(days(&world).len(), 1);
    world.pass(29 * DAY_MS);
    world.start(|config| config.telemetry_days = 30).unwrap();
    until("erased", &|| days(&world).is_empty());
    world.stop();
    let (cm, user) = sums().remove(0);
    assert_eq!(user, ada.user.to_string());
    // 99 steps of 90 micro-degrees.
    assert!((98_000..100_000).contains(&cm), "{cm}");
}
