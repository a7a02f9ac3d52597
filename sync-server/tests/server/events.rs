//! What the live lane tells of markets, goods and deliveries, and to whom: by name, over the product's own server.

use std::sync::atomic::Ordering;

use hubbub_core::delivery::model::RunStop;
use hubbub_core::delivery::ping::Ping;
use hubbub_core::id::Id;
use hubbub_core::live::{Event, Nearness, Topic};
use hubbub_core::sync::protocol::{Outcome, encode};
use hubbub_core::sync::telemetry::{Sample, TelemetryBatch};
use hubbub_core::time::{HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};
use serde_json::{Value, json};

use crate::live::{House, NOW, Person, Socket};
use crate::world::fresh;

/// The door to which the order goes.
const DOOR: (i64, i64) = (52_530_000, 13_405_000);

impl Socket {
    /// The next event that `pick` takes; others are passed over.
    async fn until<T>(&mut self, pick: impl Fn(Event) -> Option<T>) -> T {
        loop {
            if let Some(found) = pick(self.event().await.event()) {
                return found;
            }
        }
    }

    async fn status(&mut self, wanted: &str) {
        self.until(|event| match event {
            Event::OrderStatusChanged { status, .. } if status == wanted => Some(()),
            _ => None,
        })
        .await;
    }

    async fn near(&mut self) -> (Id, Nearness) {
        self.until(|event| match event {
            Event::DriverNear { stop, nearness, .. } => Some((stop, nearness)),
            _ => None,
        })
        .await
    }
}

async fn does(house: &House, person: &mut Person, command: Value) {
    let reply = house.exchange(person, Some(command.clone())).await;
    let outcome = reply.verdicts.last().map(|verdict| &verdict.outcome);
    assert!(matches!(outcome, Some(Outcome::Applied { .. })), "{command}: {outcome:?}");
}

async fn lot(house: &House, ends_at: i64) -> Id {
    let (listing, seller) = (fresh(), fresh());
    let terms = json!({"as":"auction","title":"Lamp","category":"other","condition":"good","handover":"pickup",
        "start_minor":1_000,"starts_at":NOW - HOUR_MS,"ends_at":ends_at});
    house
        .jobs(&[
            json!({"area":"auction","kind":"create_listing","listing":listing,"community":house.community,
                "seller":seller,"terms":terms}),
            json!({"area":"auction","kind":"activate","listing":listing}),
        ])
        .await;
    listing
}

fn bid(listing: Id, max_minor: i64) -> Value {
    json!({"area":"auction","kind":"place_bid","listing":listing,"bid":fresh(),"max_minor":max_minor,
        "seen_listing_rev":1})
}

#[tokio::test(flavor = "multi_thread")]
async fn an_auction_is_told_as_its_price_its_end_and_its_close_also_after_a_restart() {
    let mut house = House::new().await;
    let (ada, mut ben, mut cem) = (house.admit(&[]).await, house.admit(&[]).await, house.admit(&[]).await);
    let ends_at = NOW + HOUR_MS;
    let listing = lot(&house, ends_at).await;
    let topic = Topic::of(Topic::AUCTION, listing);
    let mut watcher = Socket::watching(&house, &ada, &topic).await;
    does(&house, &mut ben, bid(listing, 2_000)).await;
    does(&house, &mut cem, bid(listing, 3_000)).await;
    let price = |event| match event {
        Event::AuctionPriceChanged { price_minor, bids: 2, .. } => Some(price_minor),
        _ => None,
    };
    let paid = watcher.until(price).await;
    assert!((2_000..=3_000).contains(&paid), "{paid}");
    // A bid in the last minute moves the end.
    house.now.store(ends_at - 30 * SECOND_MS, Ordering::SeqCst);
    let mut dora = house.admit(&[]).await;
    does(&house, &mut dora, bid(listing, 4_000)).await;
    let extended = |event| match event {
        Event::AuctionExtended { listing: told, ends_at } => Some((told, ends_at)),
        _ => None,
    };
    let (told, later) = watcher.until(extended).await;
    assert!(told == listing && later.0 > ends_at, "{later:?}");
    // It closes while the server sleeps; whoever watches then is told, and the clock's job tells it once more.
    house.stop();
    house.now.store(later.0 + MINUTE_MS, Ordering::SeqCst);
    house.restart();
    let erin = house.admit(&[]).await;
    let mut late = Socket::watching(&house, &erin, &topic).await;
    let closed = |event| match event {
        Event::AuctionClosed { listing, sold, price_minor, .. } => Some((listing, sold, price_minor)),
        _ => None,
    };
    let (told, sold, price) = late.until(closed).await;
    assert!(told == listing && sold && price > paid, "{price}");
}

/// A driver's positions, so many metres north of the door, 20 s apart from the one numbered `from` on.
async fn drive(house: &House, driver: &Person, from: i64, metres: &[i64]) {
    let sample = |(seq, north): (i64, &i64)| {
        let ping = Ping {
            lat_e6: DOOR.0 + north * 9,
            lon_e6: DOOR.1,
            accuracy_m: Some(8),
            speed_cm_s: None,
            heading_deg: None,
            battery_pct: None,
        };
        let seq = from + seq;
        let at = Timestamp(NOW + seq * 20 * SECOND_MS);
        Sample { boot: 3, seq: seq.try_into().unwrap(), at, sample: ping.text() }
    };
    let batch = TelemetryBatch { device: driver.device, samples: (0..).zip(metres).map(sample).collect() };
    let sent = house.http.post(house.url("/sync/telemetry")).bearer_auth(&driver.token);
    let sent = sent.header("content-type", "application/x-hubbub").body(encode(&batch));
    assert_eq!(sent.send().await.unwrap().status(), 200);
}

/// Goods on the shelf and a driver in a van.
async fn stock(house: &House, product: Id, driver: Id) {
    house
        .jobs(&[
            json!({"area":"inventory","kind":"add_product","product":product,"hub":house.hub,"sku":"A-1",
                "name":{"en":"Apples"},"unit":"1 kg","price_e4":29_000}),
            json!({"area":"inventory","kind":"adjust","hub":house.hub,"product":product,"change":10,
                "reason":"received"}),
            json!({"area":"delivery","kind":"enlist_driver","hub":house.hub,"user":driver,"name":"Dora",
                "vehicle":"Van","capacity":100}),
        ])
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_and_its_driver_are_told_to_those_whom_they_concern_and_as_long_as_they_do() {
    let house = House::new().await;
    let (customer, other) = (house.admit(&[]).await, house.admit(&[]).await);
    let (mut driver, manager) = (house.admit(&["driver"]).await, house.admit(&["hub_manager"]).await);
    let (product, order, run, shift) = (fresh(), fresh(), fresh(), fresh());
    stock(&house, product, driver.user).await;
    let of = Topic::of;
    let mut shelf = Socket::watching(&house, &other, &of(Topic::STOCK, house.hub)).await;
    let mut office = Socket::watching(&house, &manager, &of(Topic::ORDERS, house.hub)).await;
    let mut van = Socket::watching(&house, &driver, &of(Topic::DELIVERIES, driver.user)).await;
    Socket::watching(&house, &other, &of(Topic::DELIVERIES, driver.user)).await.refused("NOT_FOUND").await;
    Socket::watching(&house, &other, &of(Topic::DELIVERIES, other.user)).await.refused("NOT_FOUND").await;
    house
        .jobs(&[
            json!({"area":"ordering","kind":"place","order":order,"hub":house.hub,"customer":customer.user,
            "lines":[{"product":product,"quantity":2}],"total_minor":580,"if_late":"next_train",
            "payment":"on_delivery","to":{"fulfilment":"delivery","recipient":"Ada",
                "address":{"street":"Lane 2","postal_code":"10115","city":"Berlin","country":"DE"},
                "lat_e6":DOOR.0,"lon_e6":DOOR.1}}),
        ])
        .await;
    let left = |event| match event {
        Event::StockChanged { product: told, available, .. } if told == product => Some(available),
        _ => None,
    };
    assert_eq!(shelf.until(left).await, 8);
    let mut door = Socket::watching(&house, &customer, &of(Topic::ORDER, order)).await;
    Socket::watching(&house, &other, &of(Topic::ORDER, order)).await.refused("NOT_FOUND").await;
    house
        .jobs(&[
            json!({"area":"ordering","kind":"confirm","order":order}),
            json!({"area":"ordering","kind":"pack","order":order}),
            json!({"area":"delivery","kind":"plan_runs","hub":house.hub,"runs":[
                {"run":run,"driver":driver.user,"departs_at":1,"stops":[{"order":order}]}]}),
        ])
        .await;
    door.status("assigned").await;
    let whereabouts = of(Topic::DRIVER, driver.user);
    Socket::watching(&house, &customer, &whereabouts).await.refused("NOT_FOUND").await;
    let stop = RunStop::id_of(run, order);
    does(&house, &mut driver, json!({"area":"delivery","kind":"start_shift","shift":shift,"hub":house.hub}))
        .await;
    does(&house, &mut driver, json!({"area":"delivery","kind":"start_run","run":run})).await;
    does(&house, &mut driver, json!({"area":"delivery","kind":"start","stop":stop})).await;
    for watcher in [&mut door, &mut office, &mut van] {
        watcher.status("out_for_delivery").await;
    }
    // Now the customer may see where the driver is; nobody else may.
    let mut fleet = Socket::watching(&house, &manager, &of(Topic::FLEET, house.hub)).await;
    let mut dot = Socket::watching(&house, &customer, &whereabouts).await;
    Socket::watching(&house, &other, &whereabouts).await.refused("NOT_FOUND").await;
    // Metres north of the door: it comes near, and is there.
    drive(&house, &driver, 0, &[900, 250, 220, 40, 20]).await;
    dot.until(|event| matches!(event, Event::DriverPosition { .. }).then_some(())).await;
    for watcher in [&mut fleet, &mut door] {
        // Both happen within one second: of one stop the latest is told.
        while watcher.near().await != (stop, Nearness::Arrived) {}
    }
    // It did not work out: the customer watches no longer, though the phone says nothing.
    does(&house, &mut driver, json!({"area":"delivery","kind":"arrive","stop":stop})).await;
    let failed = json!({"area":"delivery","kind":"fail_stop","stop":stop,"reason":"nobody_home"});
    does(&house, &mut driver, failed).await;
    dot.refused("FORBIDDEN_ROLE").await;
    drive(&house, &driver, 10, &[800]).await;
    dot.silence().await;
    door.status("failed").await;
}
