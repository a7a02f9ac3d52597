//! Twins: two servers on which the same people do the same at the same moments, but for one bidder's hidden maximum.
//! Whatever anybody else is answered is the same to the byte (requirement A4, invariant B3).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use hubbub_core::id::Id;
use hubbub_core::sync::protocol::{Answer, Request, decode, encode};
use hubbub_core::time::{DAY_MS, HOUR_MS, Timestamp};
use hubbub_server::Clock;
use reqwest::{Method, Response};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::house::House;

const NOW: i64 = 1_800_000_000_000;
const SOON: Duration = Duration::from_secs(20);
/// Everybody but the bidder: another bidder, the seller, who only looks, and who runs the community.
const OTHERS: [&str; 4] = ["ben", "ada", "zoe", "boss"];
/// Where they look.
const PLACES: [&str; 11] = [
    "/listings",
    "/lots",
    "/bid-history",
    "/bids",
    "/reputations",
    "/reviews",
    "/sales",
    "/offers",
    "/notices?order=desc",
    "/members",
    "/feed?community=@home",
];

fn id(name: &str) -> Id {
    Id::named("twins", name)
}

struct Twin {
    house: House,
    now: Arc<AtomicI64>,
    tokens: BTreeMap<&'static str, String>,
    /// All that the others were answered, in order.
    told: Vec<(String, Vec<u8>)>,
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Twin {
    /// A community with a running lot of `ada`, a socket of `zoe` that watches it, and nothing left to chance.
    async fn set() -> Self {
        let now = Arc::new(AtomicI64::new(NOW));
        let read = Arc::clone(&now);
        let house = House::with(|config| {
            config.clock = Clock::of(move || Timestamp(read.load(Ordering::SeqCst)));
            config.deadlines_every = Duration::from_millis(5);
        })
        .await;
        let home = id("home");
        job(
            &house,
            json!({ "area": "community", "kind": "found", "community": home, "name": "Home",
                "default_locale": "en", "time_zone": "UTC", "currency": "EUR" }),
        )
        .await;
        for name in ["mary", "ben", "ada", "zoe", "boss"] {
            job(
                &house,
                json!({ "area": "community", "kind": "admit", "community": home, "user": id(name),
                    "display_name": name, "locale": "en" }),
            )
            .await;
        }
        let boss = json!({ "area": "community", "kind": "grant_role", "community": home, "user": id("boss"),
            "role": "admin" });
        job(&house, boss).await;
        let terms = json!({ "as": "auction", "title": "Desk", "category": "home", "condition": "good",
            "handover": "pickup", "start_minor": 1_000, "starts_at": NOW - HOUR_MS,
            "ends_at": NOW + DAY_MS, "payment_days": 1 });
        job(
            &house,
            json!({ "area": "auction", "kind": "create_listing", "listing": id("lot"), "community": home,
                "seller": id("ada"), "terms": terms }),
        )
        .await;
        job(&house, json!({ "area": "auction", "kind": "activate", "listing": id("lot") })).await;
        let tokens = sign_in(&house).await;
        let mut request = format!("ws://{}/ws", house.running.local_addr()).into_client_request().unwrap();
        let headers = request.headers_mut();
        headers.insert("authorization", format!("Bearer {}", tokens["zoe"]).parse().unwrap());
        headers.insert("sec-websocket-protocol", "hubbub.live.v1".parse().unwrap());
        let mut socket = connect_async(request).await.unwrap().0;
        let join = json!({ "type": "subscribe", "topic": format!("auction:{}", id("lot")) });
        socket.send(Message::Text(join.to_string().into())).await.unwrap();
        let mut twin = Self { house, now, tokens, told: Vec::new(), socket };
        // Who joins hears how things stand.
        twin.hear().await;
        twin
    }

    /// Somebody names a maximum; what they are told.
    async fn bid(&self, who: &str, bid: &str, max: &str) -> Response {
        let body =
            json!({ "bid": id(bid), "max": { "amount": max, "currency": "EUR" }, "seen_listing_rev": 1 });
        let head = [("idempotency-key", bid), ("x-correlation-id", "0198c7e2-5a4e-7c11-9a54-3f1d2b6c8e90")];
        let path = format!("/listings/{}/bids", id("lot"));
        self.house.ask(Method::POST, &path, &self.tokens[who], &head, Some(body)).await
    }

    /// One of the others bids.
    async fn other_bids(&mut self, who: &str, bid: &str, max: &str, status: u16) {
        let answer = self.bid(who, bid, max).await;
        assert_eq!(answer.status(), status, "{who} {max}");
        self.keep(format!("{who} bids {max}"), answer).await;
    }

    async fn keep(&mut self, what: String, answer: Response) {
        let mut bytes = Vec::new();
        let mut said = format!("{}\n", answer.status());
        for (name, value) in answer.headers() {
            // The system's own clock (which fills what is left of a limit, too), and a name that each answer has to itself.
            let own = name == "date" || name == "ratelimit" || name.as_str().contains("correlation");
            if !own {
                let _ = writeln!(said, "{name}: {}", value.to_str().unwrap());
            }
        }
        bytes.extend_from_slice(said.as_bytes());
        bytes.extend_from_slice(&answer.bytes().await.unwrap());
        self.told.push((what, bytes));
    }

    /// All that the others can see now, over the interface and as their devices get it.
    async fn look(&mut self, when: &str) {
        for who in OTHERS {
            for place in PLACES {
                let path = place.replace("@home", &id("home").to_string());
                let answer = self.house.ask(Method::GET, &path, &self.tokens[who], &[], None).await;
                assert!(answer.status().is_success(), "{who} {path}: {}", answer.status());
                self.keep(format!("{when}: {who} {place}"), answer).await;
            }
            let request = Request {
                device: id(&format!("{who}'s device")),
                epoch: None,
                acknowledged: 0,
                uploads: Vec::new(),
                cursors: Vec::new(),
            };
            let asked = self.house.http.post(format!("{}/sync/exchange", self.house.url()));
            let asked = asked.bearer_auth(&self.tokens[who]).header("content-type", "application/x-hubbub");
            let asked = asked.body(encode(&request));
            let answer = asked.send().await.unwrap().bytes().await.unwrap();
            let Ok(Answer::Reply(mut reply)) = decode::<Answer>(&answer) else { panic!("{who}: {answer:?}") };
            assert!(!reply.chunks.is_empty(), "{who} gets rows");
            // Each server draws the name of its history.
            reply.epoch = Id::default();
            self.told.push((format!("{when}: {who}'s device"), encode(&reply)));
        }
    }

    /// What the one who watches hears next.
    async fn hear(&mut self) {
        loop {
            match timeout(SOON, self.socket.next()).await.expect("an event").unwrap().unwrap() {
                Message::Text(text) => {
                    return self.told.push(("zoe hears".to_owned(), text.as_bytes().to_vec()));
                }
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// The lot ends, and its sale comes about.
    async fn end(&mut self) {
        self.now.fetch_add(DAY_MS, Ordering::SeqCst);
        let until = std::time::Instant::now() + SOON;
        self.tokens = sign_in(&self.house).await;
        loop {
            let sales = self.house.ask(Method::GET, "/sales", &self.tokens["ada"], &[], None).await;
            let sales: Value = sales.json().await.unwrap();
            if sales["data"]["items"].as_array().is_some_and(|sales| sales.len() == 1) {
                return;
            }
            assert!(std::time::Instant::now() < until, "no sale came about: {sales}");
            tokio::task::yield_now().await;
        }
    }
}

/// The server itself does something, under an id that is not left to chance.
async fn job(house: &House, command: Value) {
    let call = (id(&command.to_string()), command.to_string());
    let outcomes = house.running.writer().job("test", vec![call]).await.unwrap();
    assert!(format!("{outcomes:?}").contains("Applied"), "{command}: {outcomes:?}");
}

async fn sign_in(house: &House) -> BTreeMap<&'static str, String> {
    let mut tokens = BTreeMap::new();
    for name in ["mary", "ben", "ada", "zoe", "boss"] {
        let session = house.running.begin_session(id(name), id(&format!("{name}'s device"))).await.unwrap();
        tokens.insert(name, session.access_token);
    }
    tokens
}

/// One of the twins: `mary` leads with this maximum from beginning to end. What the others are told, and what she
/// is told herself.
async fn play(max: &str) -> (Vec<(String, Vec<u8>)>, Value) {
    let mut twin = Twin::set().await;
    assert_eq!(twin.bid("mary", "first", max).await.status(), 201);
    twin.hear().await;
    twin.look("after her bid").await;
    for (who, bid, amount, status) in
        [("ben", "second", "11.00", 201), ("ben", "low", "10.50", 409), ("zoe", "third", "18.00", 201)]
    {
        twin.other_bids(who, bid, amount, status).await;
        if status == 201 {
            twin.hear().await;
        }
    }
    twin.look("after theirs").await;
    twin.end().await;
    twin.look("at the end").await;
    let own = twin.house.ask(Method::GET, "/bids", &twin.tokens["mary"], &[], None).await;
    let own: Value = own.json().await.unwrap();
    let told = std::mem::take(&mut twin.told);
    tokio::task::block_in_place(|| twin.house.running.stop());
    (told, own["data"]["items"][0].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_maximum_changes_no_byte_of_what_anybody_else_is_told() {
    let (low, own_low) = play("20.00").await;
    let (high, own_high) = play("990.00").await;
    assert_eq!((&own_low["max"]["amount"], &own_high["max"]["amount"]), (&json!("20.00"), &json!("990.00")));
    assert_eq!(low.len(), high.len());
    for ((what, low), (_, high)) in low.iter().zip(&high) {
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(low == high, "{what}:\n{}\n{}", shown(low), shown(high));
    }
    let all: Vec<u8> = high.into_iter().flat_map(|(_, bytes)| bytes).collect();
    let all = String::from_utf8_lossy(&all).into_owned();
    assert!(
        all.contains("18.50") && !all.contains("990.00") && !all.contains("99000"),
        "the price, and no more"
    );
    // Another price path is another thing: the comparison would see it.
    let (other, _) = play("17.00").await;
    assert!(other.iter().map(|(_, bytes)| bytes).ne(low.iter().map(|(_, bytes)| bytes)));
}
