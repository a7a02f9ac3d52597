//! Everybody at once on one thing.

use std::sync::Arc;

use hubbub_core::auction::standing::Lot;
use hubbub_core::client::{Clock as _, SystemClock};
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Param, Refusal};
use hubbub_core::store::{Database, OpenOptions, SqliteDatabase};
use hubbub_core::sync::protocol::{Answer, Outcome, QueuedCall, Request, Upload};
use hubbub_core::sync::transport::http::Http;
use hubbub_core::time::HOUR_MS;
use hubbub_tests::world::{World, settle};
use serde_json::json;

const DEVICES: usize = 200;
const ROUNDS: usize = 100;

/// One resident's 200 devices vote at once on one item, a hundred times: one vote counts, each other
/// device is told why not, and what it can do.
#[test]
fn one_of_two_hundred_votes_counts() {
    let mut world = World::new();
    let ann = world.person("Ann");
    let phone = world.phone(&ann, "ann");
    let user = phone.view(|_, context| Ok(context.user)).unwrap().unwrap();
    let polls: Vec<_> =
        (0..ROUNDS).map(|round| world.yes_no(&format!("Round {round}"), HOUR_MS, 0)).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let world = Arc::new(world);
    runtime.block_on(async {
        let http = Http::new(&world.url(), "en").unwrap();
        let mut devices = Vec::new();
        for number in 0..DEVICES {
            let device = Id::named("contention", &number.to_string());
            let session = world.running().begin_session(user, device).await.unwrap();
            devices.push((device, session.access_token));
        }
        for (round, poll) in polls.iter().enumerate() {
            let votes = devices.iter().enumerate().map(|(number, (device, token))| {
                let option = if number % 2 == 0 { poll.yes } else { poll.no };
                let command = serde_json::to_string(&poll.cast(option)).unwrap();
                let (http, token, device) = (http.clone(), token.clone(), *device);
                tokio::spawn(async move { give(&http, &token, device, round, command).await })
            });
            let votes: Vec<_> = votes.collect();
            let mut applied = 0;
            for vote in votes {
                match vote.await.unwrap() {
                    Outcome::Applied { .. } => applied += 1,
                    Outcome::Refused(text) => {
                        let refusal: Refusal = serde_json::from_str(&text).unwrap();
                        assert_eq!(refusal.code, Code::ConflictDoubleVote);
                        assert!(!refusal.code.remedies().is_empty());
                    }
                    other => panic!("{other:?}"),
                }
            }
            assert_eq!(applied, 1, "round {round}");
        }
    });
    for poll in &polls {
        hubbub_tests::world::eventually("counted", || {
            poll.count(&phone, poll.yes) + poll.count(&phone, poll.no) == 1
        });
    }
}

/// Two hundred residents name the same maximum on one lot at once, a hundred times: the first at the server leads,
/// the second makes the price, and everybody else is told what would be taken, and what they can do.
#[test]
fn of_two_hundred_equal_maxima_the_first_leads() {
    const MAX: i64 = 5_000;
    let mut world = World::new();
    let ann = world.person("Ann");
    let phone = world.phone(&ann, "ann");
    let people = residents(&mut world);
    let lots: Vec<Id> = (0..ROUNDS).map(|round| lot(&mut world, round)).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let world = Arc::new(world);
    runtime.block_on(async {
        let http = Http::new(&world.url(), "en").unwrap();
        let mut devices = sign_in(&world, &people).await;
        for (round, listing) in lots.iter().enumerate() {
            // Somebody else is called first each time: nobody takes more than ten bids a minute through.
            devices.rotate_left(7);
            let bids: Vec<_> = devices
                .iter()
                .map(|(device, token)| {
                    let command = json!({ "area": "auction", "kind": "place_bid", "listing": listing,
                        "bid": Id::of("contention bid", &[*device, *listing]), "max_minor": MAX,
                        "seen_listing_rev": 1 });
                    let (http, token, device) = (http.clone(), token.clone(), *device);
                    tokio::spawn(async move { give(&http, &token, device, round, command.to_string()).await })
                })
                .collect();
            let mut taken = 0;
            for bid in bids {
                match bid.await.unwrap() {
                    Outcome::Applied { .. } => taken += 1,
                    Outcome::Refused(text) => {
                        let refusal: Refusal = serde_json::from_str(&text).unwrap();
                        // Who happened to be first in ten rounds of one minute has bid enough for that minute.
                        let what_next = match refusal.code {
                            Code::BelowMinimum => "next_minor",
                            Code::RateLimitExceeded => "until",
                            other => panic!("{other:?}"),
                        };
                        assert!(refusal.params.contains_key(what_next), "{refusal:?}");
                        assert!(!refusal.code.remedies().is_empty());
                    }
                    other => panic!("{other:?}"),
                }
            }
            assert_eq!(taken, 2, "round {round}");
        }
    });
    settle(&phone);
    for listing in lots {
        // People are numbered in the order in which the server took their first bids.
        hubbub_tests::world::eventually("told", || {
            let lot = phone.view(|tx, _| tx.get::<Lot>(listing)).unwrap();
            lot.is_some_and(|lot| (lot.price_minor, lot.leader, lot.bids) == (MAX, Some(1), 2))
        });
    }
}

/// Two hundred residents order the last unit at once, a hundred times: one has it, nobody else has an order, and
/// everybody else is told that none is left, and what they can do.
#[test]
fn of_two_hundred_orders_for_one_unit_one_is_taken() {
    let mut world = World::new();
    let people = residents(&mut world);
    let products: Vec<Id> =
        (0..ROUNDS).map(|round| Id::named("contention unit", &round.to_string())).collect();
    shelf(&mut world, &products);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut world = Arc::new(world);
    runtime.block_on(async {
        let http = Http::new(&world.url(), "en").unwrap();
        let devices = sign_in(&world, &people).await;
        for (round, product) in products.iter().enumerate() {
            let orders = devices.iter().map(|(device, token)| {
                let command = json!({
                    "area": "ordering", "kind": "place", "order": Id::of("contention order", &[*device, *product]),
                    "hub": Id::named("contention", "hub"), "lines": [{ "product": product, "quantity": 1 }],
                    "total_minor": 290, "payment": "at_hub", "if_late": "next_train",
                    "to": { "fulfilment": "pick_up", "recipient": "Resident" },
                });
                let (http, token, device) = (http.clone(), token.clone(), *device);
                tokio::spawn(async move { give(&http, &token, device, round, command.to_string()).await })
            });
            let orders: Vec<_> = orders.collect();
            let mut taken = 0;
            for order in orders {
                match order.await.unwrap() {
                    Outcome::Applied { .. } => taken += 1,
                    Outcome::Refused(text) => {
                        let refusal: Refusal = serde_json::from_str(&text).unwrap();
                        assert_eq!(refusal.code, Code::InsufficientInventory);
                        assert_eq!(refusal.params.get("left"), Some(&Param::Number(0)));
                        assert_eq!(refusal.params.get("product_id"), Some(&Param::Id(*product)));
                        assert!(!refusal.code.remedies().is_empty());
                    }
                    other => panic!("{other:?}"),
                }
            }
            assert_eq!(taken, 1, "round {round}");
        }
    });
    Arc::get_mut(&mut world).unwrap().stop_server();
    let path = world.folder.path().join("server").join(hubbub_server::DATABASE);
    let database = SqliteDatabase::open(&path, &OpenOptions { key: None, readers: 1 }).unwrap();
    let database: &dyn Database = &database;
    let number = |text: &str| database.read(|sql| sql.first(text, &[], |row| row.int(0))).unwrap().unwrap();
    let rounds = i64::try_from(ROUNDS).unwrap();
    assert_eq!(number("SELECT count(*) FROM orders"), rounds, "who got nothing has no order");
    assert_eq!(number("SELECT count(*) FROM stock_level WHERE on_hand = 1 AND reserved = 1"), rounds);
}

/// A hub with one unit of each product.
fn shelf(world: &mut World, products: &[Id]) {
    let hub = Id::named("contention", "hub");
    world.job(&json!({
        "area": "community", "kind": "add_hub", "hub": hub, "community": world.community, "name": "Shop",
        "address": { "street": "Quay 1", "postal_code": "1", "city": "Port", "country": "DE" },
        "lat_e6": 48_000_000, "lon_e6": 8_000_000, "time_zone": "Europe/Berlin",
    }));
    for (number, product) in products.iter().enumerate() {
        world.job(&json!({
            "area": "inventory", "kind": "add_product", "product": product, "hub": hub, "sku": format!("U-{number}"),
            "name": { "en": format!("Unit {number}") }, "unit": "1 kg", "price_e4": 29_000,
        }));
        world.job(&json!({
            "area": "inventory", "kind": "adjust", "hub": hub, "product": product, "change": 1, "reason": "received",
        }));
    }
}

/// Two hundred members of the community.
fn residents(world: &mut World) -> Vec<Id> {
    let people: Vec<Id> = (0..DEVICES).map(|number| Id::named("resident", &number.to_string())).collect();
    for user in &people {
        world.job(&json!({ "area": "community", "kind": "admit", "community": world.community, "user": user,
            "display_name": "Resident", "locale": "en" }));
    }
    people
}

/// A device of each person, with its token.
async fn sign_in(world: &World, people: &[Id]) -> Vec<(Id, String)> {
    let mut devices = Vec::new();
    for user in people {
        let session = world.running().begin_session(*user, user.derive(0)).await.unwrap();
        devices.push((user.derive(0), session.access_token));
    }
    devices
}

/// An auction that has been open for an hour.
fn lot(world: &mut World, round: usize) -> Id {
    let listing = Id::named("contention lot", &round.to_string());
    let now = SystemClock.now();
    world.job(&json!({
        "area": "auction", "kind": "create_listing", "listing": listing, "community": world.community,
        "seller": Id::named("seller", "of all"),
        "terms": {
            "as": "auction", "title": format!("Lot {round}"), "category": "other", "condition": "good",
            "handover": "pickup", "start_minor": 1_000, "starts_at": now.plus(-HOUR_MS),
            "ends_at": now.plus(24 * HOUR_MS),
        },
    }));
    world.job(&json!({ "area": "auction", "kind": "activate", "listing": listing }));
    listing
}

/// One device's call; its verdict.
async fn give(http: &Http, token: &str, device: Id, round: usize, command: String) -> Outcome {
    let number = u64::try_from(round).unwrap() + 1;
    let id = device.derive(u32::try_from(round).unwrap());
    let now = hubbub_core::time::Timestamp(0);
    let call = QueuedCall { id, number, at: now, seen: now, depends_on: vec![], command };
    let mut request = Request {
        device,
        epoch: None,
        acknowledged: number - 1,
        uploads: vec![Upload::Call(call)],
        cursors: vec![],
    };
    loop {
        match http.exchange(token, &request).await.unwrap() {
            Answer::Reply(reply) => {
                assert_eq!(reply.high_water, number);
                return reply.verdicts.into_iter().find(|verdict| verdict.id == id).unwrap().outcome;
            }
            Answer::Busy { retry_after_ms } => {
                tokio::time::sleep(std::time::Duration::from_millis(u64::from(retry_after_ms))).await;
                request.acknowledged = number - 1;
            }
            other => panic!("{other:?}"),
        }
    }
}
