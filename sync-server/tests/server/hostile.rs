//! Whoever means harm, over the wire: floods, slow connections, injections, and what must not be in a log.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use hubbub_core::proof_of_work;
use hubbub_core::sync::protocol::{Answer, Upload};
use hubbub_core::time::MINUTE_MS;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpSocket;

use crate::house::{House, code};
use crate::process::{ended, signal, started_with, text};
use crate::world::{Answered, PASSWORD, World, fresh};

const EMAIL: &str = "ada@example.org";

/// A connection from an address of this machine that has said this much.
async fn slow(from: &str, to: SocketAddr, said: &[u8]) -> Option<tokio::net::TcpStream> {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::new(from.parse().unwrap(), 0)).unwrap();
    let mut stream = socket.connect(to).await.ok()?;
    tokio::io::AsyncWriteExt::write_all(&mut stream, said).await.ok()?;
    Some(stream)
}

/// Whether the server has hung up.
fn is_over(stream: &tokio::net::TcpStream) -> bool {
    match stream.try_read(&mut [0; 64]) {
        Ok(length) => length == 0,
        Err(error) => error.kind() != std::io::ErrorKind::WouldBlock,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_are_announced_and_never_sent_take_nothing_from_others() {
    let world = World::with(|config| {
        config.bodies_bytes_max = 64 * 1024;
        config.rates.times = 100;
    });
    world.register(EMAIL).await;
    let address = world.running().local_addr();
    let head = "POST /api/v1/auth/login HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 60000\r\n\r\n{";
    let mut held = Vec::new();
    for _ in 0..500 {
        held.push(slow("127.0.0.1", address, head.as_bytes()).await.unwrap());
    }
    for _ in 0..3 {
        let asked = Instant::now();
        assert_eq!(world.login(EMAIL, PASSWORD, fresh()).await.status, 200);
        assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
    }
    assert_eq!(held.len(), 500);
}

/// Each connection takes a file here and one in the server, which is a process of its own.
const SLOW: usize = 8_000;
const PER_ADDRESS: usize = 2_000;

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_slow_connections_harm_nobody_and_one_address_has_its_part() {
    let folder = tempfile::tempdir().unwrap();
    let (child, base) = started_with(folder.path(), &["--connections-per-address", &PER_ADDRESS.to_string()]);
    let address: SocketAddr = base.strip_prefix("http://").unwrap().parse().unwrap();
    let http = reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap();
    let ask = async || {
        let asked = Instant::now();
        let status = http.get(format!("{base}/health")).send().await.unwrap().status();
        assert_eq!(status, 200);
        asked.elapsed()
    };
    let mut quiet = Vec::new();
    for _ in 0..20 {
        quiet.push(ask().await);
    }
    let mut held = Vec::new();
    let mut refused = 0;
    // One address more than its part, several with all of theirs.
    for (number, part) in [(2, PER_ADDRESS + 50), (3, PER_ADDRESS), (4, PER_ADDRESS), (5, PER_ADDRESS - 50)] {
        let from = format!("127.0.0.{number}");
        // Many at a time: each has twenty seconds for its head, also on a busy machine.
        let open = (0..part).map(|_| slow(&from, address, b"GET /health HTTP/1.1\r\nhost: a\r\nx-"));
        let opened = futures_util::stream::iter(open).buffer_unordered(200);
        for stream in opened.collect::<Vec<_>>().await {
            match stream {
                Some(stream) => held.push(stream),
                None => refused += 1,
            }
        }
    }
    let mut busy = Vec::new();
    for _ in 0..50 {
        busy.push(ask().await);
    }
    let over = held.iter().filter(|stream| is_over(stream)).count() + refused;
    let standing = held.len() - held.iter().filter(|stream| is_over(stream)).count();
    assert!(over >= 50, "the address with too many lost {over}");
    assert!(standing + over == SLOW && standing >= SLOW - 600, "{standing} of {SLOW} stood");
    busy.sort();
    quiet.sort();
    let (before, while_busy) = (quiet[10], busy[47]);
    println!("{standing} slow connections; the median was {before:?} before, p95 {while_busy:?} meanwhile");
    assert!(while_busy < Duration::from_millis(500), "{while_busy:?}");
    drop(held);
    signal(&child, "-TERM");
    let output = ended(child);
    assert!(output.status.success(), "{}", text(&output.stderr));
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_mean_one_thing_or_are_refused() {
    let house = House::open().await;
    let sound = house.item().to_string();
    let with = |more: &str| format!("{},{more}}}", &sound[..sound.len() - 1]);
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for (body, status) in [
        (sound.clone(), 201),
        (with(r#""capacity":3,"capacity":4"#), 400),
        (with(r#""category":"films""#), 400),
        (with(r#""is_admin":true"#), 400),
        (with(r#""id":"00000000-0000-0000-0000-000000000000""#), 400),
        (with(&format!(r#""tags":{}"#, nested(100))), 400),
        (with(&format!(r#""tags":{}"#, nested(20_000))), 400),
        (with(r#""tags":["a","b","c","d","e","f","g","h","i","j","k"]"#), 400),
        (with(&format!(r#""tags":["{}"]"#, "x".repeat(31))), 400),
        (with(r#""capacity":1e9"#), 400),
        (with(r#""capacity":-1"#), 400),
        (with(r#""capacity":99999999999999999999999"#), 400),
        (with(r#""event_at":"+262143-12-31T23:59:59Z""#), 400),
        (with(r#""hub":"../../etc/passwd""#), 400),
        (with(r#""hub":{"$ne":null}"#), 400),
        (format!("{sound}{sound}"), 400),
        (format!("\u{feff}{sound}"), 400),
        (String::new(), 400),
        ("null".to_owned(), 400),
        (format!("{{\"community\":\"{}\"}}", "x".repeat(3_000_000)), 413),
    ] {
        let short: String = body.chars().rev().take(80).collect::<Vec<_>>().into_iter().rev().collect();
        let request = house.http.post(format!("{}/api/v1/content/items", house.url()));
        let request = request.bearer_auth(&house.admin.token).header("content-type", "application/json");
        let answered = request.body(body).send().await.unwrap();
        assert_eq!(answered.status(), status, "{short}");
    }
    tokio::task::block_in_place(|| house.running.stop());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_text_becomes_a_statement() {
    let house = House::open().await;
    let form = house.item();
    assert_eq!(
        house.ask(Method::POST, "/content/items", &house.admin.token, &[], Some(form)).await.status(),
        201
    );
    let hostile = [
        "' OR '1'='1",
        "'; DROP TABLE item; --",
        "\" OR \"\"=\"",
        "1) UNION SELECT email, password_hash FROM account --",
        "%27%20OR%201=1--",
        "\\'; SELECT randomblob(1000000000); --",
        "${jndi:ldap://127.0.0.1/a}",
        "{{7*7}}",
        "\u{202e}\u{0}",
    ];
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    for text in hostile {
        for place in ["after", "community", "category", "status", "hub", "limit", "order", "nothing"] {
            let path = format!("/content/items?{place}={}", encoded(text));
            let status = house.ask(Method::GET, &path, &house.admin.token, &[], None).await.status();
            assert_eq!(status, 400, "{path}");
        }
        for path in ["/content/items/", "/members/", "/polls/", "/auth/sessions/"] {
            let method = if path.starts_with("/auth") { Method::DELETE } else { Method::GET };
            let path = format!("{path}{}", encoded(text));
            let status = house.ask(method, &path, &house.admin.token, &[], None).await.status().as_u16();
            assert!([400, 404].contains(&status), "{path}: {status}");
        }
        // As words it is kept as it is, where words may be.
        let mut form = house.item();
        form["texts"][0]["title"] = text.into();
        let made = house.ask(Method::POST, "/content/items", &house.admin.token, &[], Some(form)).await;
        let control = text.chars().any(char::is_control);
        assert_eq!(made.status().as_u16(), if control { 400 } else { 201 }, "{text:?}");
    }
    let items = house.ask(Method::GET, "/content/items?limit=200", &house.admin.token, &[], None).await;
    let items: Value = items.json().await.unwrap();
    assert_eq!(items["data"]["items"].as_array().unwrap().len(), hostile.len(), "one of them was refused");
    let texts = house.ask(Method::GET, "/content/texts?limit=200", &house.admin.token, &[], None).await;
    let texts: Value = texts.json().await.unwrap();
    let titles: Vec<_> =
        texts["data"]["items"].as_array().unwrap().iter().map(|text| &text["title"]).collect();
    assert!(titles.contains(&&json!("'; DROP TABLE item; --")), "{titles:?}");
    tokio::task::block_in_place(|| house.running.stop());
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_other_origins_may_ask_only_where_the_operator_named_them() {
    let page = "https://admin.example.org";
    let ask = async |house: &House, method: Method, origin: &str| {
        let request = house.http.request(method, format!("{}/api/v1/users/me", house.url()));
        let request = request.header("origin", origin).header("access-control-request-method", "GET");
        request.bearer_auth(&house.admin.token).send().await.unwrap()
    };
    let house = House::open().await;
    let answered = ask(&house, Method::GET, page).await;
    assert!(answered.headers().keys().all(|name| !name.as_str().starts_with("access-control")));
    assert_eq!(ask(&house, Method::OPTIONS, page).await.status(), 405);
    let house = House::with(|config| config.origins = vec![page.to_owned()]).await;
    let answered = ask(&house, Method::OPTIONS, page).await;
    assert_eq!(answered.status(), 204);
    assert_eq!(answered.headers()["access-control-allow-origin"], page);
    assert!(!answered.headers().contains_key("access-control-allow-credentials"), "no cookies");
    let answered = ask(&house, Method::GET, page).await;
    assert_eq!(
        (answered.status().as_u16(), &answered.headers()["access-control-allow-origin"]),
        (200, &page.parse().unwrap())
    );
    for other in ["https://evil.example.org", "https://admin.example.org.evil.example", "null"] {
        let answered = ask(&house, Method::GET, other).await;
        assert!(!answered.headers().contains_key("access-control-allow-origin"), "{other}");
    }
}

/// Written wherever a request can hold something.
const CANARY: &str = "canary7319";

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn no_canary_gets_into_a_log() {
    let folder = tempfile::tempdir().unwrap();
    let (child, base) = started_with(folder.path(), &[]);
    let http = reqwest::Client::new();
    let address = format!("{CANARY}@example.org");
    let form = |password: &str| json!({ "email": address, "password": password, "display_name": CANARY, "locale": "en" });
    let api = format!("{base}/api/v1");
    let register = http.post(format!("{api}/auth/register")).json(&form(PASSWORD)).send().await.unwrap();
    assert_eq!(register.status(), 202);
    let login = |password: &str| json!({ "email": address, "password": password, "device": fresh() });
    for password in [CANARY, PASSWORD] {
        let request =
            http.post(format!("{api}/auth/login")).header("user-agent", CANARY).json(&login(password));
        let answered = Answered::of(request.send().await.unwrap()).await;
        let token = answered.body["data"]["access_token"].as_str().unwrap_or(CANARY).to_owned();
        for (method, path) in [
            (Method::GET, format!("/{CANARY}?{CANARY}={CANARY}")),
            (Method::GET, format!("/content/items/{CANARY}")),
            (Method::GET, format!("/content/items?{CANARY}={CANARY}")),
            (Method::POST, "/content/items".to_owned()),
            (Method::PUT, format!("/content/items/{CANARY}/text")),
            (Method::DELETE, format!("/auth/sessions/{CANARY}")),
            (CANARY.parse().unwrap(), "/users/me".to_owned()),
        ] {
            let request = http.request(method, format!("{api}{path}")).bearer_auth(&token);
            let request = request.header("x-correlation-id", CANARY).header("idempotency-key", CANARY);
            let request = request.header("x-forwarded-for", CANARY).header("referer", CANARY);
            let request = request.header("cookie", CANARY).header("content-type", "application/json");
            request.body(format!(r#"{{"{CANARY}":"{CANARY}"}}"#)).send().await.unwrap();
        }
    }
    // What looks like a line of the log, and what a terminal would obey.
    let mut stream = TcpStream::connect(base.strip_prefix("http://").unwrap()).unwrap();
    let forged = format!(
        "GET /%0a%7b%22level%22:%22{CANARY}%22%7d HTTP/1.1\r\nhost: {CANARY}\r\nuser-agent: \x1b[2J{CANARY}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(forged.as_bytes()).unwrap();
    stream.read_to_end(&mut Vec::new()).unwrap();
    signal(&child, "-TERM");
    let logs = text(&ended(child).stderr);
    assert!(logs.matches("request refused").count() > 10, "{logs}");
    assert!(logs.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{logs}");
    assert!(!logs.to_lowercase().contains(CANARY), "{logs}");
    assert!(
        !logs.contains("127.0.0.1") || logs.matches("127.0.0.1").count() == 1,
        "only where it listens: {logs}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_too_much_is_refused_and_of_nothing_too() {
    let house = House::open().await;
    for (path, body) in [
        ("/notices/read", json!({ "notices": vec![fresh(); 201] })),
        ("/notices/read", json!({ "notices": [] })),
        ("/users/me/api-keys", json!({ "name": "x".repeat(1_000), "grants": [], "password": "x" })),
    ] {
        let answered = house.ask(Method::POST, path, &house.resident.token, &[], Some(body)).await;
        assert_eq!(code(answered).await.0, 400, "{path}");
    }
    let key = "k".repeat(10_000);
    let head = [("idempotency-key", key.as_str())];
    let answered =
        house.ask(Method::POST, "/content/items", &house.admin.token, &head, Some(house.item())).await;
    assert_eq!(answered.status(), 400);
    tokio::task::block_in_place(|| house.running.stop());
}

#[tokio::test(flavor = "multi_thread")]
async fn after_ten_bids_a_minute_a_proof_of_work_stands_in_for_a_picture() {
    let world = World::new();
    let mut ada = world.phone().await;
    let mut uploads: Vec<Upload> = (0..15).map(|_| ada.pin("a bid")).collect();
    for upload in &mut uploads {
        let Upload::Call(call) = upload else { unreachable!() };
        call.command = r#"{"area":"auction","kind":"place_bid"}"#.to_owned();
    }
    assert_eq!(ada.exchange(&world, uploads.clone()).await.high_water, 10, "the rest is not lost, but waits");
    let rest = uploads.split_off(10);
    let Answer::Busy { retry_after_ms } = ada.send(&world, &ada.ask(rest.clone())).await else { panic!() };
    assert!((5_000..=6_000).contains(&retry_after_ms), "{retry_after_ms}");
    // Everything else goes on meanwhile, on another device.
    let mut tablet = world.phone_of(ada.user).await;
    let note = tablet.pin("a note");
    assert_eq!(tablet.exchange(&world, vec![note]).await.high_water, 1);

    let path = "/api/v1/challenge";
    let given = world.request(Method::GET, path).bearer_auth(&ada.token).send().await.unwrap();
    let given = Answered::of(given).await;
    let (challenge, bits) = (given.text("challenge"), given.body["data"]["bits"].as_u64().unwrap());
    let solve = async |token: &str, number: u64| {
        let form = json!({ "challenge": challenge, "number": number });
        let request = world.request(Method::POST, path).bearer_auth(token).json(&form);
        Answered::of(request.send().await.unwrap()).await.code().0
    };
    let number = proof_of_work::solve(&challenge, u32::try_from(bits).unwrap()).unwrap();
    let ben = world.phone().await;
    assert_eq!(solve(&ben.token, number).await, 400, "it is somebody else's");
    assert_eq!(solve(&ada.token, number + 1).await, 400);
    assert_eq!(solve(&ada.token, number).await, 200);
    assert_eq!(solve(&ada.token, number).await, 409, "once");
    assert_eq!(ada.exchange(&world, rest).await.high_water, 15);
    world.pass(5 * MINUTE_MS);
    assert_eq!(solve(&ada.token, number).await, 400, "too late");
}
