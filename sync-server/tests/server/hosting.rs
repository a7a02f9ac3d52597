//! Starting, stopping, health.

use hubbub_core::store::{Database, Durability, OpenOptions, SqliteDatabase};
use hubbub_core::sync::protocol::{Answer, Outcome};
use hubbub_server::{Host, StartError, serve};
use reqwest::Method;

use crate::world::{World, notes, product};

#[tokio::test(flavor = "multi_thread")]
async fn health_tells_how_it_is() {
    let world = World::new();
    let health = world.request(Method::GET, "/health").send().await.unwrap();
    assert_eq!(health.status(), 200);
    let health: serde_json::Value = health.json().await.unwrap();
    assert_eq!((&health["live"], &health["ready"]), (&true.into(), &true.into()));
    assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
    assert!(health["uptime_s"].is_u64());
    assert_eq!(health["dependencies"]["database"]["reads"], true);
    assert!(health["dependencies"]["database"]["latency_us"].as_u64().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_process_at_a_time_has_the_data_folder() {
    let mut world = World::new();
    let second = || tokio::task::block_in_place(|| serve(world.config(), product()));
    match second() {
        Err(StartError::InUse(path)) => assert_eq!(path, world.folder.path()),
        other => panic!("{:?}", other.err()),
    }
    assert!(matches!(Host::open(world.config(), product()), Err(StartError::InUse(_))));
    world.stop();
    let host = Host::open(world.config(), product()).unwrap();
    assert!(matches!(world.start(|_| {}), Err(StartError::InUse(_))));
    tokio::task::block_in_place(|| host.close());
    world.start(|_| {}).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_taken_is_named() {
    let world = World::new();
    let address = world.running().local_addr();
    let other = World::new();
    let mut config = other.config();
    config.listen = address;
    let refused = tokio::task::block_in_place(|| serve(config, product())).err().unwrap();
    assert!(matches!(refused, StartError::Listen(at, _) if at == address), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_acknowledged_is_lost_by_stopping() {
    let mut world = World::new();
    let mut ada = world.phone().await;
    let mut phones = Vec::new();
    for _ in 0..8 {
        phones.push(world.phone_of(ada.user).await);
    }
    let address = world.running().local_addr();
    let talking: Vec<_> = phones
        .into_iter()
        .map(|mut phone| {
            let http = world.http.clone();
            tokio::spawn(async move {
                let mut acknowledged = Vec::new();
                for n in 0.. {
                    let text = format!("{}-{n}", phone.device);
                    let call = phone.pin(&text);
                    let request = http
                        .post(format!("http://{address}/sync/exchange"))
                        .bearer_auth(&phone.token)
                        .header("content-type", "application/x-hubbub")
                        .body(hubbub_core::sync::protocol::encode(&phone.ask(vec![call])));
                    let Ok(response) = request.send().await else { break };
                    let Ok(bytes) = response.bytes().await else { break };
                    match hubbub_core::sync::protocol::decode(&bytes) {
                        Ok(Answer::Reply(reply)) => {
                            let last = &reply.verdicts.last().unwrap().outcome;
                            assert!(matches!(last, Outcome::Applied { .. }));
                            acknowledged.push(text);
                            phone.keep(&reply);
                        }
                        _ => break,
                    }
                }
                acknowledged
            })
        })
        .collect();
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    world.stop();
    let mut acknowledged = Vec::new();
    for one in talking {
        acknowledged.extend(one.await.unwrap());
    }
    // The log is folded: the file alone has everything.
    let log = std::fs::metadata(world.folder.path().join("hubbub.db-wal")).map_or(0, |log| log.len());
    assert_eq!(log, 0);
    world.start(|_| {}).unwrap();
    let here = notes(&ada.exchange(&world, vec![]).await);
    let lost: Vec<_> = acknowledged.iter().filter(|text| !here.contains(text)).collect();
    assert!(lost.is_empty() && acknowledged.len() > 8, "{lost:?} of {}", acknowledged.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_says_no_loses_nothing_and_is_used_again() {
    let world = World::new();
    let mut ada = world.phone().await;
    let call = ada.pin("kept for later");
    let request = ada.ask(vec![call]);
    // Somebody else holds the database for longer than the server waits.
    let path = world.folder.path().join("hubbub.db");
    let (held, holding) = std::sync::mpsc::channel();
    let (free, freed) = std::sync::mpsc::channel::<()>();
    let other = std::thread::spawn(move || {
        let database = SqliteDatabase::open(&path, &OpenOptions::default()).unwrap();
        let database: &dyn Database = &database;
        database
            .write(Durability::Normal, |_| {
                held.send(()).unwrap();
                freed.recv().unwrap();
                Ok(())
            })
            .unwrap();
    });
    holding.recv().unwrap();
    let answer = ada.send(&world, &request).await;
    assert!(matches!(answer, Answer::Busy { .. }), "{answer:?}");
    free.send(()).unwrap();
    other.join().unwrap();
    let Answer::Reply(reply) = ada.send(&world, &request).await else { panic!() };
    assert!(matches!(reply.verdicts[0].outcome, Outcome::Applied { .. }));
    assert_eq!(notes(&reply), ["kept for later"]);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn the_secret_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new();
    let secret = std::fs::metadata(world.folder.path().join("server.key")).unwrap();
    assert_eq!(secret.permissions().mode() & 0o777, 0o600);
}
