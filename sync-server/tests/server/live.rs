//! The live lane as people meet it: counts that move while they watch, who may watch, and who is told what.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use futures_util::{SinkExt as _, StreamExt as _};
use hubbub_core::delivery::ping::Ping;
use hubbub_core::id::Id;
use hubbub_core::live::{Event, LiveEvent, Topic};
use hubbub_core::sync::protocol::{
    Answer, Cursor, Frame, Outcome, QueuedCall, Reply, Request, Upload, decode, encode,
};
use hubbub_core::sync::telemetry::{Sample, TelemetryBatch};
use hubbub_core::time::{DAY_MS, HOUR_MS, SECOND_MS, Timestamp};
use hubbub_server::maintenance::{Announcement, announce};
use hubbub_server::{Clock, Config, Running, product, serve};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::world::fresh;

pub(crate) const NOW: i64 = 1_800_000_000_000;
const SOON: Duration = Duration::from_secs(10);

/// A server with a community, a hub and a poll that is open for a day.
pub(crate) struct House {
    folder: tempfile::TempDir,
    pub(crate) now: Arc<AtomicI64>,
    running: Option<Running>,
    pub(crate) http: Client,
    pub(crate) community: Id,
    pub(crate) hub: Id,
    item: Id,
    poll: Id,
    options: [Id; 2],
}

/// Somebody with a device and a session.
pub(crate) struct Person {
    pub(crate) user: Id,
    pub(crate) device: Id,
    pub(crate) token: String,
    calls: u64,
}

fn start(folder: &Path, now: &Arc<AtomicI64>) -> Running {
    let now = Arc::clone(now);
    let mut config = Config::new(folder).on_any_port();
    config.clock = Clock::of(move || Timestamp(now.load(Ordering::SeqCst)));
    config.deadlines_every = Duration::from_millis(5);
    config.second_factor = false;
    serve(config, product()).unwrap()
}

impl House {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = Arc::new(AtomicI64::new(NOW));
        let running = tokio::task::block_in_place(|| start(folder.path(), &now));
        let (community, hub, item, poll, options) = (fresh(), fresh(), fresh(), fresh(), [fresh(), fresh()]);
        let http = Client::new();
        let house = Self { folder, now, running: Some(running), http, community, hub, item, poll, options };
        house
            .jobs(&[
                json!({"area":"community","kind":"found","community":community,"name":"Home","default_locale":"en",
                    "time_zone":"UTC","currency":"EUR"}),
                json!({"area":"community","kind":"add_hub","hub":hub,"community":community,"name":"Hub",
                    "address":{"street":"Lane 1","postal_code":"10115","city":"Berlin","country":"DE"},
                    "lat_e6":52_520_000,"lon_e6":13_405_000,"time_zone":"Europe/Berlin"}),
            ])
            .await;
        let author = house.admit(&[]).await;
        house
            .jobs(&[
                json!({"area":"content","kind":"create","item":item,"community":community,"category":"meals",
                    "default_locale":"en","texts":[{"locale":"en","title":"Soup","description":"Of the day"}],
                    "author":author.user}),
                json!({"area":"content","kind":"publish","item":item}),
                json!({"area":"voting","kind":"create_poll","poll":poll,"community":community,
                    "terms":{"title":{"en":"Soup?"},"item":item,"method":{"kind":"single"},"opens_at":NOW,
                        "outcome":{"kind":"plurality","by":"ballots","seats":1,"tie_break":null},
                        "closes_at":NOW + DAY_MS,"result_mode":"live","later_joiners":true},
                    "options":[{"option":options[0],"title":{"en":"A"}},{"option":options[1],"title":{"en":"B"}}],
                    "author":author.user}),
                json!({"area":"voting","kind":"schedule","poll":poll}),
            ])
            .await;
        house
    }

    pub(crate) fn running(&self) -> &Running {
        self.running.as_ref().unwrap()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.running().local_addr())
    }

    pub(crate) fn stop(&mut self) {
        let running = self.running.take().unwrap();
        tokio::task::block_in_place(|| running.stop());
    }

    pub(crate) fn restart(&mut self) {
        self.running = Some(tokio::task::block_in_place(|| start(self.folder.path(), &self.now)));
    }

    pub(crate) async fn jobs(&self, commands: &[Value]) {
        let commands: Vec<(Id, String)> = commands.iter().map(|json| (fresh(), json.to_string())).collect();
        for (outcome, (_, command)) in
            self.running().writer().job("test", commands.clone()).await.unwrap().iter().zip(&commands)
        {
            assert!(matches!(outcome, Outcome::Applied { .. }), "{command}: {outcome:?}");
        }
    }

    /// A member with roles, signed in.
    pub(crate) async fn admit(&self, roles: &[&str]) -> Person {
        let person = self.stranger().await;
        let mut commands = vec![json!({"area":"community","kind":"admit","community":self.community,
            "user":person.user,"display_name":"Ada","locale":"en"})];
        for role in roles {
            let hub = matches!(*role, "driver" | "hub_manager").then_some(self.hub);
            commands.push(json!({"area":"community","kind":"grant_role","community":self.community,
                "user":person.user,"role":role,"hub":hub}));
        }
        self.jobs(&commands).await;
        person
    }

    pub(crate) async fn stranger(&self) -> Person {
        let (user, device) = (fresh(), fresh());
        let token = self.running().begin_session(user, device).await.unwrap().access_token;
        Person { user, device, token, calls: 0 }
    }

    pub(crate) async fn exchange(&self, person: &mut Person, command: Option<Value>) -> Reply {
        let request = person.request(command);
        let sent = self
            .http
            .post(self.url("/sync/exchange"))
            .bearer_auth(&person.token)
            .header("content-type", "application/x-hubbub")
            .body(encode(&request));
        match decode(&sent.send().await.unwrap().bytes().await.unwrap()).unwrap() {
            Answer::Reply(reply) => *reply,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn vote(&self, person: &mut Person, option: usize) {
        let cast = json!({"area":"voting","kind":"cast","poll":self.poll,
            "selections":[{"option":self.options[option],"value":1}]});
        let reply = self.exchange(person, Some(cast)).await;
        let outcomes: Vec<_> = reply.verdicts.iter().map(|verdict| &verdict.outcome).collect();
        assert!(matches!(outcomes[..], [Outcome::Applied { .. }]), "{outcomes:?}");
    }

    pub(crate) async fn ping(&self, driver: &Person, seqs: std::ops::Range<u64>) {
        let sample = |seq: u64| {
            let ping = Ping {
                lat_e6: 52_520_000 + i64::try_from(seq).unwrap() * 10,
                lon_e6: 13_405_000,
                accuracy_m: Some(5),
                speed_cm_s: None,
                heading_deg: None,
                battery_pct: None,
            };
            let at = Timestamp(self.now.load(Ordering::SeqCst) + i64::try_from(seq).unwrap() * SECOND_MS);
            Sample { boot: 1, seq, at, sample: ping.text() }
        };
        let batch = TelemetryBatch { device: driver.device, samples: seqs.map(sample).collect() };
        let sent = self
            .http
            .post(self.url("/sync/telemetry"))
            .bearer_auth(&driver.token)
            .header("content-type", "application/x-hubbub")
            .body(encode(&batch));
        assert_eq!(sent.send().await.unwrap().status(), 200);
    }
}

impl Person {
    pub(crate) fn request(&mut self, command: Option<Value>) -> Request {
        let now = Timestamp(NOW);
        let uploads = command.map(|command| {
            self.calls += 1;
            Upload::Call(QueuedCall {
                id: fresh(),
                number: self.calls,
                at: now,
                seen: now,
                depends_on: Vec::new(),
                command: command.to_string(),
            })
        });
        let acknowledged = self.calls - uploads.iter().len() as u64;
        let uploads = uploads.into_iter().collect();
        Request { device: self.device, epoch: None, acknowledged, uploads, cursors: Vec::new() }
    }
}

/// A device's or a third party's socket.
pub(crate) struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    pub(crate) async fn open(house: &House, person: &Person) -> Self {
        Self::with(house, person, None).await
    }

    pub(crate) async fn plain(house: &House, person: &Person) -> Self {
        Self::with(house, person, Some("hubbub.live.v1")).await
    }

    pub(crate) async fn with(house: &House, person: &Person, protocol: Option<&str>) -> Self {
        let address = house.running().local_addr();
        let mut request = format!("ws://{address}/ws").into_client_request().unwrap();
        let headers = request.headers_mut();
        headers.insert("authorization", format!("Bearer {}", person.token).parse().unwrap());
        if let Some(protocol) = protocol {
            headers.insert("sec-websocket-protocol", protocol.parse().unwrap());
        }
        Self(connect_async(request).await.unwrap().0)
    }

    pub(crate) async fn watching(house: &House, person: &Person, topic: &Topic) -> Self {
        let mut socket = Self::open(house, person).await;
        socket.send(&Frame::Join(topic.clone())).await;
        socket
    }

    /// Waits until the server has taken everything that a device's socket has said. Nothing else is said meanwhile.
    pub(crate) async fn settled(&mut self, person: &Person) {
        let batch = TelemetryBatch { device: person.device, samples: Vec::new() };
        self.send(&Frame::Samples { tag: 9, batch }).await;
        assert!(matches!(self.frame().await, Frame::Receipt { tag: 9, .. }));
    }

    /// The same on a third party's socket: what is none of its words is answered.
    pub(crate) async fn settled_plain(&mut self) {
        self.say(&json!({"type":"dance"})).await;
        assert_eq!(self.text().await["error"]["code"], "VALIDATION_FAILED");
    }

    pub(crate) async fn send(&mut self, frame: &Frame) {
        self.0.send(Message::Binary(encode(frame).into())).await.unwrap();
    }

    pub(crate) async fn say(&mut self, word: &Value) {
        self.0.send(Message::Text(word.to_string().into())).await.unwrap();
    }

    pub(crate) async fn next(&mut self) -> Message {
        loop {
            match timeout(SOON, self.0.next()).await.expect("the server says something").unwrap().unwrap() {
                Message::Ping(_) | Message::Pong(_) => {}
                message => return message,
            }
        }
    }

    pub(crate) async fn frame(&mut self) -> Frame {
        match self.next().await {
            Message::Binary(bytes) => decode(&bytes).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn event(&mut self) -> LiveEvent {
        match self.frame().await {
            Frame::Event(event) => event,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn text(&mut self) -> Value {
        match self.next().await {
            Message::Text(text) => serde_json::from_str(&text).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    /// The total of the next count.
    pub(crate) async fn total(&mut self) -> i64 {
        match self.event().await.event() {
            Event::VoteUpdated { new_total, .. } => new_total,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn refused(&mut self, code: &str) {
        match self.frame().await {
            Frame::Left { refusal, .. } => assert!(refusal.contains(code), "{refusal}"),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn silence(&mut self) {
        let said = timeout(Duration::from_millis(200), self.0.next()).await;
        assert!(said.is_err(), "{said:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_count_moves_for_those_who_may_watch_and_for_nobody_else() {
    let house = House::new().await;
    let topic = Topic::of(Topic::POLL, house.poll);
    let (ada, mut ben, stranger) = (house.admit(&[]).await, house.admit(&[]).await, house.stranger().await);
    let mut watcher = Socket::watching(&house, &ada, &topic).await;
    watcher.settled(&ada).await;
    house.vote(&mut ben, 0).await;
    let told = watcher.event().await;
    let Event::VoteUpdated { poll, content_item_id, new_total, options, .. } = told.event() else {
        panic!("{told:?}")
    };
    assert_eq!((poll, content_item_id, new_total), (house.poll, Some(house.item), 1));
    assert_eq!(
        options.iter().map(|option| (option.option, option.ballots)).collect::<Vec<_>>(),
        [(house.options[0], 1)]
    );
    // Whoever has received that scope up to that number has the same rows: so a gap is seen.
    let mut own = ada;
    let reply = house.exchange(&mut own, None).await;
    let head = reply.heads.iter().find(|head| Some(&head.scope) == told.scope.as_ref()).unwrap();
    assert_eq!(head.seq, told.position);
    // Somebody who comes later begins with how it stands.
    assert_eq!(Socket::watching(&house, &ben, &topic).await.total().await, 1);
    // Others are told that there is no such thing.
    for odd in [&topic, &Topic::of(Topic::POLL, fresh()), &Topic::named("poll"), &Topic::named("moon:1")] {
        Socket::watching(&house, &stranger, odd).await.refused("NOT_FOUND").await;
    }
    Socket::watching(&house, &ben, &Topic::of(Topic::NOTICES, own.user)).await.refused("NOT_FOUND").await;
    watcher.send(&Frame::Leave(topic)).await;
    watcher.settled(&own).await;
    let mut cem = house.admit(&[]).await;
    house.vote(&mut cem, 1).await;
    watcher.silence().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_surge_is_told_so_often_and_ends_on_the_right_total() {
    let house = House::new().await;
    let topic = Topic::of(Topic::POLL, house.poll);
    let ada = house.admit(&[]).await;
    let mut watchers =
        [Socket::watching(&house, &ada, &topic).await, Socket::watching(&house, &ada, &topic).await];
    let mut voters = Vec::new();
    for _ in 0..60 {
        voters.push(house.admit(&[]).await);
    }
    let begun = Instant::now();
    for (at, voter) in voters.iter_mut().enumerate() {
        house.vote(voter, at % 2).await;
    }
    let took = begun.elapsed();
    for watcher in &mut watchers {
        let (mut told, mut total) = (0, 0);
        while total < 60 {
            let next = watcher.total().await;
            assert!(next > total, "{next} after {total}");
            (told, total) = (told + 1, next);
        }
        let most = took.as_millis() / 50 + 2;
        assert!(told <= most, "told {told} times in {took:?}");
        watcher.silence().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn third_parties_speak_json() {
    let house = House::new().await;
    let (ada, mut ben) = (house.admit(&[]).await, house.admit(&[]).await);
    let mut socket = Socket::plain(&house, &ada).await;
    socket.say(&json!({"type":"subscribeToPoll","content_item_id":house.item})).await;
    socket.say(&json!({"type":"subscribeToPoll","content_item_id":fresh()})).await;
    assert_eq!(socket.text().await["error"]["code"], "NOT_FOUND");
    house.vote(&mut ben, 1).await;
    let told = socket.text().await;
    assert_eq!((&told["type"], &told["new_total"]), (&json!("voteUpdated"), &json!(1)), "{told}");
    assert_eq!(told["content_item_id"], json!(house.item));
    assert_eq!(told["topic"], format!("poll:{}", house.poll));
    assert!(told["position"].as_u64() > Some(0), "{told}");
    socket.say(&json!({"type":"unsubscribe","topic":format!("poll:{}", house.poll)})).await;
    socket.say(&json!({"type":"subscribe","topic":format!("notices:{}", ben.user)})).await;
    let left = socket.text().await;
    assert_eq!((&left["type"], &left["error"]["code"]), (&json!("left"), &json!("NOT_FOUND")), "{left}");
    for _ in 0..8 {
        socket.say(&json!({"type":"subscribe","topic":"poll:1","more":true})).await;
        assert_eq!(socket.text().await["error"]["code"], "VALIDATION_FAILED");
    }
    socket.say(&json!({"type":"dance"})).await;
    assert!(matches!(socket.next().await, Message::Close(Some(frame)) if u16::from(frame.code) == 4400));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_watch_no_more_is_told_so() {
    let house = House::new().await;
    let topic = Topic::of(Topic::POLL, house.poll);
    let (mut ada, mut ben) = (house.admit(&[]).await, house.admit(&[]).await);
    let mut device = Socket::watching(&house, &ada, &topic).await;
    let mut third = Socket::plain(&house, &ada).await;
    third.say(&json!({"type":"subscribe","topic":topic})).await;
    device.settled(&ada).await;
    third.settled_plain().await;
    house.vote(&mut ben, 0).await;
    assert_eq!((device.total().await, &third.text().await["new_total"]), (1, &json!(1)));
    // A device that follows its rows hears of its removal with them.
    device.send(&Frame::Request { tag: 1, request: ada.request(None) }).await;
    assert!(matches!(device.frame().await, Frame::Answer { .. }));
    house
        .jobs(&[json!({"area":"community","kind":"remove","community":house.community,"user":ada.user})])
        .await;
    loop {
        match device.frame().await {
            Frame::Push(_) | Frame::Event(_) => {}
            Frame::Left { topic: left, refusal } => {
                assert_eq!(left, topic);
                assert!(refusal.contains("FORBIDDEN_ROLE"), "{refusal}");
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    let left = third.text().await;
    assert_eq!((&left["type"], &left["error"]["code"]), (&json!("left"), &json!("FORBIDDEN_ROLE")), "{left}");
    house.vote(&mut house.admit(&[]).await, 0).await;
    third.silence().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_only_listens_hears_no_more_than_it_may() {
    let house = House::new().await;
    let topic = Topic::of(Topic::POLL, house.poll);
    let (ada, mut ben) = (house.admit(&[]).await, house.admit(&[]).await);
    // It joins and never exchanges anything.
    let mut device = Socket::watching(&house, &ada, &topic).await;
    device.settled(&ada).await;
    house.vote(&mut ben, 0).await;
    assert_eq!(device.total().await, 1);
    house
        .jobs(&[json!({"area":"community","kind":"remove","community":house.community,"user":ada.user})])
        .await;
    device.refused("FORBIDDEN_ROLE").await;
    house.vote(&mut house.admit(&[]).await, 0).await;
    device.silence().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_own_answer_takes_away_is_left_too() {
    let house = House::new().await;
    let (_root, mut ada) = (house.admit(&["admin"]).await, house.admit(&["admin"]).await);
    let fleet = Topic::of(Topic::FLEET, house.hub);
    let mut device = Socket::watching(&house, &ada, &fleet).await;
    device.send(&Frame::Request { tag: 1, request: ada.request(None) }).await;
    let Frame::Answer { tag: 1, answer: Answer::Reply(reply) } = device.frame().await else {
        panic!("no answer")
    };
    // She gives her role back over the same socket: the change comes with the answer, and with no push.
    let back = json!({"area":"community","kind":"revoke_role","community":house.community,"user":ada.user,
        "role":"admin"});
    let mut request = ada.request(Some(back));
    request.epoch = Some(reply.epoch);
    request.cursors =
        reply.heads.iter().map(|head| Cursor { scope: head.scope.clone(), seq: head.seq }).collect();
    device.send(&Frame::Request { tag: 2, request }).await;
    let Frame::Answer { tag: 2, answer: Answer::Reply(reply) } = device.frame().await else {
        panic!("no answer")
    };
    assert!(matches!(reply.verdicts[0].outcome, Outcome::Applied { .. }), "{:?}", reply.verdicts);
    device.refused("FORBIDDEN_ROLE").await;
    let driver = house.admit(&["driver"]).await;
    house.ping(&driver, 1..2).await;
    loop {
        match timeout(Duration::from_millis(300), device.frame()).await {
            Err(_) => break,
            Ok(Frame::Push(_)) => {}
            Ok(other) => panic!("{other:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_a_poll_is_told_on_time_and_also_after_a_restart_across_it() {
    let mut house = House::new().await;
    let topic = Topic::of(Topic::POLL, house.poll);
    let (ada, mut ben) = (house.admit(&[]).await, house.admit(&[]).await);
    house.vote(&mut ben, 0).await;
    let mut watcher = Socket::watching(&house, &ada, &topic).await;
    assert_eq!(watcher.total().await, 1);
    watcher.silence().await;
    let closed = |event: LiveEvent| match event.event() {
        Event::PollClosed { final_total, closed_at, .. } => Some((final_total, closed_at)),
        _ => None,
    };
    house.now.fetch_add(DAY_MS + HOUR_MS, Ordering::SeqCst);
    let told = watcher.event().await;
    assert_eq!(closed(told).unwrap().0, Some(1));
    // The server sleeps; whoever comes then begins with the end.
    house.stop();
    house.restart();
    let session = house.running().begin_session(ada.user, ada.device).await.unwrap();
    let ada = Person { token: session.access_token, ..ada };
    let mut late = Socket::watching(&house, &ada, &topic).await;
    let told = [late.event().await, late.event().await];
    assert!(told.into_iter().any(|event| closed(event).is_some_and(|(total, _)| total == Some(1))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_that_ends_while_the_server_sleeps_is_told_when_it_wakes() {
    let mut house = House::new().await;
    house.stop();
    house.now.fetch_add(DAY_MS + HOUR_MS, Ordering::SeqCst);
    house.restart();
    let ada = house.stranger().await;
    house
        .jobs(&[json!({"area":"community","kind":"admit","community":house.community,"user":ada.user,
            "display_name":"Ada","locale":"en"})])
        .await;
    let topic = Topic::of(Topic::POLL, house.poll);
    let mut watcher = Socket::watching(&house, &ada, &topic).await;
    loop {
        if let Event::PollClosed { final_total, .. } = watcher.event().await.event() {
            assert_eq!(final_total, Some(0));
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn drivers_move_for_their_managers_once_a_second() {
    let house = House::new().await;
    let (driver, manager) = (house.admit(&["driver"]).await, house.admit(&["hub_manager"]).await);
    let resident = house.admit(&[]).await;
    let (fleet, own) = (Topic::of(Topic::FLEET, house.hub), Topic::of(Topic::DRIVER, driver.user));
    for topic in [&fleet, &own] {
        Socket::watching(&house, &resident, topic).await.refused("NOT_FOUND").await;
    }
    let mut watchers =
        [Socket::watching(&house, &manager, &fleet).await, Socket::watching(&house, &manager, &own).await];
    house.ping(&driver, 1..2).await;
    let place = |event: LiveEvent| match event.event() {
        Event::DriverPosition { driver, lat_e6, .. } => (driver, lat_e6),
        other => panic!("{other:?}"),
    };
    for watcher in &mut watchers {
        assert_eq!(place(watcher.event().await), (driver.user, 52_520_010));
    }
    let begun = Instant::now();
    for seq in 2..20 {
        house.ping(&driver, seq..seq + 1).await;
    }
    // One that was measured before comes late: it never moves the dot.
    house.ping(&driver, 0..1).await;
    let took = begun.elapsed();
    for watcher in &mut watchers {
        let (mut told, mut lat) = (0, 0);
        while lat < 52_520_190 {
            (told, lat) = (told + 1, place(watcher.event().await).1);
        }
        assert!(told <= took.as_secs() + 2, "told {told} times in {took:?}");
    }
    // Somebody who looks later sees the driver at once, also after a restart.
    let mut late = Socket::watching(&house, &manager, &fleet).await;
    assert_eq!(place(late.event().await), (driver.user, 52_520_190));
    let mut house = house;
    house.stop();
    house.restart();
    let mut after = Socket::watching(&house, &manager, &fleet).await;
    assert_eq!(place(after.event().await), (driver.user, 52_520_190));
}

#[tokio::test(flavor = "multi_thread")]
async fn samples_come_over_the_socket_too() {
    let house = House::new().await;
    let driver = house.admit(&["driver"]).await;
    let mut socket = Socket::open(&house, &driver).await;
    let sample = |seq| Sample { boot: 2, seq, at: Timestamp(NOW), sample: "{}".to_owned() };
    let batch = TelemetryBatch { device: driver.device, samples: vec![sample(1), sample(2)] };
    socket.send(&Frame::Samples { tag: 5, batch }).await;
    match socket.frame().await {
        Frame::Receipt { tag: 5, receipt: Some(receipt) } => assert_eq!(receipt.stored, [(2, 1), (2, 2)]),
        other => panic!("{other:?}"),
    }
    let foreign = TelemetryBatch { device: fresh(), samples: vec![sample(3)] };
    socket.send(&Frame::Samples { tag: 6, batch: foreign }).await;
    assert!(matches!(socket.frame().await, Frame::Receipt { tag: 6, receipt: None }));
}

#[tokio::test(flavor = "multi_thread")]
async fn maintenance_is_told_to_all_and_lets_admins_alone_work() {
    let house = House::new().await;
    let (mut ada, mut root) = (house.admit(&[]).await, house.admit(&["admin"]).await);
    let mut device = Socket::open(&house, &ada).await;
    let mut third = Socket::plain(&house, &root).await;
    let mut reader = Socket::plain(&house, &ada).await;
    let from = Timestamp(NOW + HOUR_MS);
    let announcement = Announcement { message: "New disks".to_owned(), from };
    announce(house.folder.path(), Some(&announcement)).unwrap();
    let Event::MaintenanceMode { on: true, message, from: told } = device.event().await.event() else {
        panic!("not told")
    };
    assert_eq!((message.as_str(), told), ("New disks", from));
    assert_eq!(third.text().await["message"], "New disks");
    // Whoever connects now is told too; everybody still works.
    let mut late = Socket::open(&house, &ada).await;
    assert!(matches!(late.event().await.event(), Event::MaintenanceMode { on: true, .. }));
    let topic = Topic::of(Topic::POLL, house.poll);
    assert_eq!(reader.text().await["message"], "New disks");
    for socket in [&mut third, &mut reader] {
        socket.say(&json!({"type":"subscribe","topic":topic})).await;
        socket.settled_plain().await;
    }
    late.send(&Frame::Join(topic.clone())).await;
    late.settled(&ada).await;
    house.vote(&mut ada, 0).await;
    assert_eq!(late.total().await, 1);
    assert_eq!(reader.text().await["new_total"], 1);
    house.now.fetch_add(HOUR_MS, Ordering::SeqCst);
    // Open sockets are no way around it, whoever speaks on them; admins go on.
    late.refused("SERVICE_UNAVAILABLE").await;
    late.send(&Frame::Join(topic.clone())).await;
    late.refused("SERVICE_UNAVAILABLE").await;
    let sample = Sample { boot: 1, seq: 1, at: Timestamp(NOW), sample: "{}".to_owned() };
    let batch = TelemetryBatch { device: ada.device, samples: vec![sample] };
    late.send(&Frame::Samples { tag: 2, batch }).await;
    assert!(matches!(late.frame().await, Frame::Receipt { tag: 2, receipt: None }));
    assert_eq!(reader.text().await["error"]["code"], "SERVICE_UNAVAILABLE");
    reader.say(&json!({"type":"subscribeToPoll","content_item_id":house.item})).await;
    assert_eq!(reader.text().await["error"]["code"], "SERVICE_UNAVAILABLE");
    assert_eq!(third.text().await["new_total"], 1);
    third.silence().await;
    let status = async |person: &Person, path: &str| {
        let sent = house.http.get(house.url(path)).bearer_auth(&person.token).send();
        let answered = sent.await.unwrap();
        (answered.status().as_u16(), answered.headers().contains_key("retry-after"))
    };
    // The access tokens are older than they may be by now.
    for person in [&mut ada, &mut root] {
        let session = house.running().begin_session(person.user, person.device).await.unwrap();
        person.token = session.access_token;
    }
    assert_eq!(status(&ada, "/api/v1/users/me").await, (503, true));
    assert_eq!(status(&root, "/api/v1/users/me").await.0, 200);
    assert_eq!(status(&ada, "/health").await.0, 200);
    late.send(&Frame::Request { tag: 3, request: ada.request(None) }).await;
    assert!(matches!(late.frame().await, Frame::Answer { tag: 3, answer: Answer::Busy { .. } }));
    house.exchange(&mut root, None).await;
    announce(house.folder.path(), None).unwrap();
    assert!(matches!(device.event().await.event(), Event::MaintenanceMode { on: false, .. }));
    assert_eq!(status(&ada, "/api/v1/users/me").await.0, 200);
}
