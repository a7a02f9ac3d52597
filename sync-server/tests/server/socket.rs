//! The socket: exchanges, pushes, and everything that a hostile or silent device may do.

use std::time::{Duration, Instant};

use futures_util::{SinkExt as _, StreamExt as _};
use hubbub_core::sync::protocol::{Answer, Frame, NotOurs, Reply, VERSION_MIN, decode, encode};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::board::Command;
use crate::world::{Phone, World, fresh, notes};

const SOON: Duration = Duration::from_secs(5);

struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    async fn try_open(world: &World, token: &str) -> Result<Self, Error> {
        let address = world.running().local_addr();
        let mut request = format!("ws://{address}/ws").into_client_request()?;
        request.headers_mut().insert("authorization", format!("Bearer {token}").parse().unwrap());
        Ok(Self(connect_async(request).await?.0))
    }

    async fn open(world: &World, phone: &Phone) -> Self {
        Self::try_open(world, &phone.token).await.unwrap()
    }

    async fn send(&mut self, message: Message) {
        self.0.send(message).await.unwrap();
    }

    async fn next(&mut self) -> Message {
        loop {
            match timeout(SOON, self.0.next()).await.expect("the server says something").unwrap().unwrap() {
                Message::Ping(_) | Message::Pong(_) => {}
                message => return message,
            }
        }
    }

    async fn frame(&mut self) -> Frame {
        match self.next().await {
            Message::Binary(bytes) => decode(&bytes).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    /// One exchange, remembered; the reply.
    async fn exchange(&mut self, phone: &mut Phone, notes: &[&str]) -> Reply {
        let uploads = notes.iter().map(|text| phone.pin(text)).collect();
        let request = phone.ask(uploads);
        self.send(Message::Binary(encode(&Frame::Request { tag: 7, request }).into())).await;
        match self.frame().await {
            Frame::Answer { tag: 7, answer: Answer::Reply(reply) } => {
                phone.keep(&reply);
                *reply
            }
            other => panic!("{other:?}"),
        }
    }

    async fn pushed(&mut self, phone: &mut Phone) -> Reply {
        match self.frame().await {
            Frame::Push(reply) => {
                phone.keep(&reply);
                *reply
            }
            other => panic!("{other:?}"),
        }
    }

    async fn close_code(&mut self) -> u16 {
        match self.next().await {
            Message::Close(Some(frame)) => frame.code.into(),
            other => panic!("{other:?}"),
        }
    }

    /// Fails when the server says anything for as long as a push could take.
    async fn silence(&mut self) {
        let said = timeout(Duration::from_millis(300), self.0.next()).await;
        assert!(said.is_err(), "{said:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_reaches_the_other_phone_within_a_second() {
    let world = World::new();
    let (mut ada, mut ben) = (world.phone().await, world.phone().await);
    let mut here = Socket::open(&world, &ada).await;
    let mut there = Socket::open(&world, &ben).await;
    there.exchange(&mut ben, &[]).await;
    assert_eq!(notes(&here.exchange(&mut ada, &["tea at four"]).await), ["tea at four"]);
    let asked = Instant::now();
    assert_eq!(notes(&there.pushed(&mut ben).await), ["tea at four"]);
    assert!(asked.elapsed() < Duration::from_secs(1), "{:?}", asked.elapsed());
    // The next push starts where this one ended, and nobody hears an echo of the own change.
    here.exchange(&mut ada, &["bring cake"]).await;
    assert_eq!(notes(&there.pushed(&mut ben).await), ["bring cake"]);
    here.silence().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_commits_are_few_pushes_and_nothing_is_missed() {
    let world = World::new();
    let (mut ada, mut ben) = (world.phone().await, world.phone().await);
    let mut there = Socket::open(&world, &ben).await;
    there.exchange(&mut ben, &[]).await;
    let started = Instant::now();
    for n in 0..100 {
        let call = ada.pin(&format!("{n:03}"));
        ada.exchange(&world, vec![call]).await;
    }
    let took = started.elapsed();
    let (mut seen, mut pushes) = (Vec::new(), 0);
    while seen.len() < 100 {
        seen.extend(notes(&there.pushed(&mut ben).await));
        pushes += 1;
    }
    seen.sort();
    assert_eq!(seen, (0..100).map(|n| format!("{n:03}")).collect::<Vec<_>>());
    let most = took.as_millis() / 50 + 2;
    assert!(pushes <= most, "{pushes} pushes in {took:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grant_and_its_end_are_pushed() {
    let world = World::new();
    let mut ada = world.phone().await;
    let call = ada.pin("for members");
    ada.exchange(&world, vec![call]).await;
    let mut ben = world.phone_of(fresh()).await;
    let mut socket = Socket::open(&world, &ben).await;
    assert_eq!(socket.exchange(&mut ben, &[]).await.heads.len(), 1);
    world.admit(ben.user).await;
    let reply = socket.pushed(&mut ben).await;
    assert_eq!((reply.heads.len(), notes(&reply)), (2, vec!["for members".to_owned()]));
    world.job(&Command::Expel { community: world.community, user: ben.user }).await;
    assert_eq!(socket.pushed(&mut ben).await.heads.len(), 1);
    let call = ada.pin("not for Ben");
    ada.exchange(&world, vec![call]).await;
    socket.silence().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_valid_token_opens_a_socket() {
    let world = World::new();
    let ada = world.phone().await;
    for token in ["", "x", &ada.refresh_token] {
        match Socket::try_open(&world, token).await {
            Err(Error::Http(response)) => assert_eq!(response.status(), 401),
            other => panic!("{:?}", other.err()),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_is_told_when_its_session_ends() {
    let world = World::new();
    let mut ada = world.phone().await;
    let mut socket = Socket::open(&world, &ada).await;
    socket.exchange(&mut ada, &[]).await;
    let mut idle = Socket::open(&world, &ada).await;
    let request = world.request(reqwest::Method::POST, "/api/v1/auth/logout").bearer_auth(&ada.token);
    assert_eq!(request.send().await.unwrap().status(), 200);
    for socket in [&mut socket, &mut idle] {
        assert_eq!(socket.frame().await, Frame::SignedOut);
        assert_eq!(socket.close_code().await, 4401);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_that_are_none_are_refused_and_many_of_them_close_the_socket() {
    let world = World::new();
    let mut ada = world.phone().await;
    let sound = encode(&Frame::Request { tag: 1, request: ada.ask(vec![]) });
    let cases = [
        (Message::Text("hello".into()), "UNSUPPORTED_MEDIA_TYPE", 1003),
        (Message::Binary(b"<html>".to_vec().into()), "VALIDATION_FAILED", 4400),
        (Message::Binary(sound[..sound.len() - 2].to_vec().into()), "VALIDATION_FAILED", 4400),
        (Message::Binary(encode(&Frame::SignedOut).into()), "VALIDATION_FAILED", 4400),
        (Message::Binary(vec![0; 4 * 1024 * 1024 + 65].into()), "FILE_TOO_LARGE", 1009),
    ];
    for (message, code, close) in cases {
        let mut socket = Socket::open(&world, &ada).await;
        for _ in 0..8 {
            socket.send(message.clone()).await;
            let Frame::Refused(refusal) = socket.frame().await else { panic!("not refused: {message:.40}") };
            assert!(refusal.contains(code), "{refusal}");
        }
        // In between the socket does what it is for.
        socket.exchange(&mut ada, &[]).await;
        socket.send(message).await;
        assert_eq!(socket.close_code().await, close);
    }
    let mut newer = sound;
    newer[5] = 9;
    let mut socket = Socket::open(&world, &ada).await;
    socket.send(Message::Binary(newer.into())).await;
    let Message::Binary(told) = socket.next().await else { panic!("not binary") };
    assert_eq!(decode::<Frame>(&told), Err(NotOurs::UpdateNeeded { version_min: VERSION_MIN }));
    assert_eq!(socket.close_code().await, 4426);
    // And the server goes on.
    Socket::open(&world, &ada).await.exchange(&mut ada, &["after"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_beyond_all_bounds_ends_the_connection() {
    let world = World::new();
    let mut ada = world.phone().await;
    let mut socket = Socket::open(&world, &ada).await;
    // It may fail to be sent at all: the server hangs up on its header.
    let _ = socket.0.send(Message::Binary(vec![0; 9 * 1024 * 1024].into())).await;
    let end = timeout(SOON, async {
        while let Some(Ok(message)) = socket.0.next().await {
            assert!(message.is_close(), "{message:?}");
        }
    });
    end.await.expect("the connection ends");
    Socket::open(&world, &ada).await.exchange(&mut ada, &["after"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_device_is_dropped_and_its_place_freed() {
    let world = World::with(|config| config.ping_every = Duration::from_millis(50));
    let mut ada = world.phone().await;
    // This one is read from, so its pongs go out.
    let mut lively = Socket::open(&world, &ada).await;
    let mut silent = Socket::open(&world, &ada).await;
    let sockets = async || {
        let health = world.request(reqwest::Method::GET, "/health").send().await.unwrap();
        health.json::<serde_json::Value>().await.unwrap()["sockets"].as_u64().unwrap()
    };
    assert_eq!(sockets().await, 2);
    let deadline = Instant::now() + SOON;
    while sockets().await == 2 {
        assert!(Instant::now() < deadline, "the silent socket is still there");
        let _ = timeout(Duration::from_millis(10), lively.0.next()).await;
    }
    assert_eq!(sockets().await, 1);
    lively.exchange(&mut ada, &["still here"]).await;
    // It was told why, after the pings that it did not answer.
    let MaybeTlsStream::Plain(wire) = silent.0.get_mut() else { panic!("it is no TLS") };
    let mut heard = Vec::new();
    timeout(SOON, wire.read_to_end(&mut heard)).await.unwrap().unwrap();
    let told = [&4408_u16.to_be_bytes()[..], b"no sign of life"].concat();
    assert!(heard.ends_with(&told), "{heard:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_takes_nothing_is_dropped_counted_and_told() {
    let world = World::with(|config| {
        config.send_max = Duration::from_millis(300);
        config.operator = Some("127.0.0.1:0".parse().unwrap());
    });
    let mut ada = world.phone().await;
    // Some kilobytes that do not get smaller by packing.
    let calls = (0..100).map(|_| ada.pin(&format!("{} {} {}", fresh(), fresh(), fresh()))).collect();
    ada.exchange(&world, calls).await;
    let (mut slow, mut stream) = Socket::open(&world, &ada).await.0.split();
    // It asks again and again for everything, and reads nothing of what comes.
    let mut anew = ada.ask(Vec::new());
    anew.cursors.clear();
    let ask: Message = Message::Binary(encode(&Frame::Request { tag: 1, request: anew }).into());
    let asking = tokio::spawn(async move { while slow.send(ask.clone()).await.is_ok() {} });
    let operator = world.running().operator_addr().unwrap();
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let numbers = world.http.get(format!("http://{operator}/metrics")).send().await.unwrap();
        let numbers = numbers.text().await.unwrap();
        if numbers.contains("hubbub_sockets_slow_total 1\n") {
            assert!(numbers.contains("hubbub_sockets_dropped_total 1\n"), "{numbers}");
            break;
        }
        assert!(Instant::now() < deadline, "the slow socket is still there");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // As soon as it reads again it hears why.
    let mut last = None;
    while let Ok(Some(Ok(message))) = timeout(SOON, stream.next()).await {
        last = Some(message);
    }
    assert!(matches!(last, Some(Message::Close(Some(frame))) if u16::from(frame.code) == 4409));
    asking.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopping_server_says_so() {
    let mut world = World::new();
    let mut ada = world.phone().await;
    let mut socket = Socket::open(&world, &ada).await;
    socket.exchange(&mut ada, &["kept"]).await;
    let told = tokio::spawn(async move { socket.close_code().await });
    world.stop();
    assert_eq!(told.await.unwrap(), u16::from(CloseCode::Away));
}
