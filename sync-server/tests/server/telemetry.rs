//! Telemetry: each sample is stored once, for its own device.

use hubbub_core::id::Id;
use hubbub_core::store::{Database, OpenOptions, SqliteDatabase};
use hubbub_core::sync::protocol::{decode, encode};
use reqwest::{Method, Response};
use serde::{Deserialize, Serialize};

use crate::world::{Answered, Phone, World, fresh};

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
    seqs.map(|seq| (1, seq, 5, format!("{seq}"))).collect()
}

async fn send(world: &World, phone: &Phone, batch: &Batch) -> Response {
    let request = world.request(Method::POST, "/sync/telemetry").bearer_auth(&phone.token);
    request.header("content-type", "application/x-hubbub").body(encode(batch)).send().await.unwrap()
}

fn stored(world: &World) -> Vec<(i64, String)> {
    let path = world.folder.path().join("hubbub.db");
    let database = SqliteDatabase::open(&path, &OpenOptions::default()).unwrap();
    let database: &dyn Database = &database;
    let text = "SELECT seq, sample FROM telemetry ORDER BY device_id, boot, seq";
    database.read(|sql| sql.all(text, &[], |row| Ok((row.int(0)?, row.text(1)?.to_owned())))).unwrap()
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
    let changed = Batch { device: ada.device, samples: vec![(1, 3, 5, "other".to_owned())] };
    send(&world, &ada, &changed).await;
    world.stop();
    assert_eq!(stored(&world), (0..15).map(|seq| (seq, format!("{seq}"))).collect::<Vec<_>>());
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
    let odd = vec![(1, 1, 5, "x".repeat(513)), (1, 2, 5, "x".repeat(10_000))];
    let receipt = send(&world, &ada, &Batch { device: ada.device, samples: odd }).await;
    assert_eq!(decode::<Receipt>(&receipt.bytes().await.unwrap()).unwrap().stored.len(), 2);
    for device in [ada.device, fresh()] {
        let foreign = send(&world, &ben, &Batch { device, samples: samples(0..1) }).await;
        assert_eq!(Answered::of(foreign).await.code(), (401, "UNAUTHORIZED"));
    }
    world.stop();
    assert_eq!(stored(&world), []);
}
