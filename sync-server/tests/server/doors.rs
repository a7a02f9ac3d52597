//! Every address as everybody: who comes in, how often, and what floods and tricks are told.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use hubbub_core::time::{DAY_MS, MINUTE_MS};
use hubbub_server::{Who, served};
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Answered, PASSWORD, World, fresh};

const EMAIL: &str = "ada@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn every_address_lets_in_whom_its_row_says_and_nobody_else() {
    let world = World::new();
    let ada = world.phone().await;
    let ended = world.phone_of(ada.user).await;
    let logout = world.request(Method::POST, "/api/v1/auth/logout").bearer_auth(&ended.token);
    assert_eq!(logout.send().await.unwrap().status(), 200);
    let rows = served();
    assert!(rows.len() > 25, "{}", rows.len());
    for (method, path, who) in rows {
        let method: Method = method.parse().unwrap();
        if who == Who::Operator {
            let status = world.request(method, path).bearer_auth(&ada.token).send().await.unwrap().status();
            assert_eq!(status, 404, "{path} is not there from outside");
            continue;
        }
        let path = path.replace("{hash}", &"0".repeat(64)).replace("{session}", &fresh().to_string());
        let is_asked = who != Who::Anybody;
        // Some rows show more to who is signed in: a token that is none is told so there.
        let reads_tokens = is_asked || (method == Method::GET && path.starts_with("/api/v1/content/posts"));
        for (name, token, turned_away) in [
            ("nobody", None, is_asked),
            ("a refresh token", Some(&ada.refresh_token), reads_tokens),
            ("somebody whose session ended", Some(&ended.token), reads_tokens),
        ] {
            let mut request = world.request(method.clone(), &path).header("content-type", "application/json");
            if let Some(token) = token {
                request = request.bearer_auth(token);
            }
            let status = request.body("{}").send().await.unwrap().status().as_u16();
            assert_eq!(status == 401, turned_away, "{method} {path} as {name}: {status}");
        }
        if who == Who::SignedIn && !path.ends_with("logout") && method != Method::DELETE {
            let request = world.request(method.clone(), &path).bearer_auth(&ada.token);
            let status = request.body("{}").send().await.unwrap().status().as_u16();
            assert!(![401, 403].contains(&status), "{method} {path} as somebody: {status}");
        }
        if who == Who::HalfSignedIn {
            let request =
                world.request(method.clone(), &path).bearer_auth(&ada.token).json(&json!({ "code": "1" }));
            assert_eq!(request.send().await.unwrap().status(), 401, "{path}: only for the second step");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_are_told_and_kept() {
    let world = World::with(|config| {
        config.rates.registrations_per_address = 3;
        config.proxies = vec!["127.0.0.1".parse().unwrap()];
    });
    let ask = |from: &'static str| {
        let request = world.request(Method::POST, "/api/v1/auth/password/forgot");
        request.header("x-forwarded-for", from).json(&json!({ "email": EMAIL })).send()
    };
    for left in (0..3).rev() {
        let response = ask("198.51.100.7").await.unwrap();
        assert_eq!(response.status(), 202);
        assert_eq!(response.headers()["ratelimit-policy"], "\"route\";q=3;w=60");
        let said = response.headers()["ratelimit"].to_str().unwrap().to_owned();
        assert!(said.starts_with(&format!("\"route\";r={left};")), "{said}");
    }
    let refused = ask("198.51.100.7").await.unwrap();
    assert_eq!(refused.headers()["retry-after"], "20");
    assert_eq!(Answered::of(refused).await.code(), (429, "RATE_LIMIT_EXCEEDED"));
    assert_eq!(ask("198.51.100.8").await.unwrap().status(), 202, "another address has its own");
    world.pass(20_000);
    assert_eq!(ask("198.51.100.7").await.unwrap().status(), 202);
    // One account is tried five times a minute, from wherever.
    let world = World::new();
    world.register(EMAIL).await;
    for _ in 0..5 {
        assert_eq!(world.login(EMAIL, PASSWORD, fresh()).await.status, 200);
    }
    assert_eq!(world.login(EMAIL, PASSWORD, fresh()).await.code(), (429, "RATE_LIMIT_EXCEEDED"));
    world.register("ben@example.org").await;
    assert_eq!(world.login("ben@example.org", PASSWORD, fresh()).await.status, 200);
    world.pass(MINUTE_MS);
    assert_eq!(world.login(EMAIL, PASSWORD, fresh()).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_of_other_times_and_keys_open_nothing() {
    let world = World::new();
    let ada = world.phone().await;
    // Keys rotate once a day: a token made just before stays good for its fifteen minutes.
    world.pass(DAY_MS - MINUTE_MS);
    let late = world.phone_of(ada.user).await;
    world.pass(2 * MINUTE_MS);
    assert_eq!(world.me(&late.token).await.status, 200);
    let future = world.phone_of(ada.user).await;
    // The clock is set back: a token from the future is not believed, whoever signed it.
    world.pass(-10 * MINUTE_MS);
    assert_eq!(world.me(&future.token).await.code(), (401, "UNAUTHORIZED"));
    // Another server's token, whose key is another one.
    let other = World::new();
    other.admit(ada.user).await;
    assert_eq!(other.me(&ada.token).await.code(), (401, "UNAUTHORIZED"));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_devices_refresh_token_is_worth_nothing_on_another_and_sockets_end() {
    let world = World::new();
    let ada = world.phone().await;
    let url = format!("ws://{}/ws", world.running().local_addr());
    let mut request =
        tokio_tungstenite::tungstenite::client::IntoClientRequest::into_client_request(url).unwrap();
    request.headers_mut().insert("authorization", format!("Bearer {}", ada.token).parse().unwrap());
    let (mut socket, _) = tokio_tungstenite::connect_async(request).await.unwrap();
    assert_eq!(world.refresh(&ada.refresh_token, fresh()).await.code(), (401, "TOKEN_REVOKED"));
    let ended = tokio::time::timeout(Duration::from_secs(5), async {
        while let Some(Ok(message)) = futures_util::StreamExt::next(&mut socket).await {
            if message.is_close() {
                return;
            }
        }
    });
    assert!(ended.await.is_ok(), "the socket of a revoked session ends within 5 s");
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_bodies_are_refused_with_the_envelope() {
    let world = World::new();
    let login = "/api/v1/auth/login";
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    let twice =
        format!(r#"{{"email":"{EMAIL}","email":"eve@example.org","password":"x","device":"{}"}}"#, fresh());
    let injected = json!({ "email": "a' OR 1=1 --@example.org", "password": "' OR ''='", "device": fresh() });
    for (body, code) in [
        (deep.clone(), (400, "VALIDATION_FAILED")),
        (format!(r#"{{"email":{deep}}}"#), (400, "VALIDATION_FAILED")),
        (twice, (400, "VALIDATION_FAILED")),
        (format!(r#"{{"email":"{}"}}"#, "x".repeat(70_000)), (413, "FILE_TOO_LARGE")),
        ("\u{0}".to_owned(), (400, "VALIDATION_FAILED")),
        (injected.to_string(), (401, "UNAUTHORIZED")),
    ] {
        let request = world.request(Method::POST, login).header("content-type", "application/json");
        let answered = Answered::of(request.body(body.clone()).send().await.unwrap()).await;
        assert_eq!(answered.code(), code, "{}", &body[..body.len().min(60)]);
        assert!(answered.body["error"]["correlation_id"].is_string());
    }
}

/// What the server says to raw bytes, until it hangs up or is silent.
fn raw(world: &World, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(world.running().local_addr()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let _ = stream.write_all(bytes);
    let mut said = Vec::new();
    let mut piece = [0; 4096];
    while let Ok(length) = stream.read(&mut piece) {
        said.extend_from_slice(&piece[..length]);
        if length == 0 || said.len() > 200 {
            break;
        }
    }
    String::from_utf8_lossy(&said).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn heads_that_do_not_fit_and_paths_that_climb_are_refused() {
    let world = World::new();
    tokio::task::block_in_place(|| {
        let many: String = (0..200).map(|number| format!("x-{number}: y\r\n")).collect();
        let said = raw(&world, format!("GET /health HTTP/1.1\r\nhost: a\r\n{many}\r\n").as_bytes());
        assert!(said.starts_with("HTTP/1.1 431"), "{said}");
        let long = "x".repeat(100_000);
        let said =
            raw(&world, format!("GET /health HTTP/1.1\r\nhost: a\r\nx-long: {long}\r\n\r\n").as_bytes());
        assert!(said.starts_with("HTTP/1.1 431") || said.is_empty(), "{said}");
        let said = raw(&world, format!("GET /{long} HTTP/1.1\r\nhost: a\r\n\r\n").as_bytes());
        assert!(
            said.starts_with("HTTP/1.1 414") || said.starts_with("HTTP/1.1 431") || said.is_empty(),
            "{said}"
        );
        for path in [
            "/../server.key",
            "/sync/blob/../../server.key",
            "/sync/blob/..%2f..%2fserver.key",
            "/%2e%2e/server.key",
        ] {
            let said = raw(
                &world,
                format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").as_bytes(),
            );
            assert!(said.starts_with("HTTP/1.1 404") || said.starts_with("HTTP/1.1 401"), "{path}: {said}");
        }
        let smuggled = "POST /api/v1/auth/login HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\nhost: a\r\n\r\n";
        let said = raw(&world, smuggled.as_bytes());
        assert!(!said.contains("HTTP/1.1 200"), "{said}");
    });
    assert_eq!(world.request(Method::GET, "/health").send().await.unwrap().status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_connections_end_and_keep_nobody_else_out() {
    let world = World::new();
    let address = world.running().local_addr();
    let since = Instant::now();
    let mut slow: Vec<TcpStream> = (0..400)
        .map(|_| {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.write_all(b"GET /health HTTP/1.1\r\nhost: a\r\nx-").unwrap();
            stream
        })
        .collect();
    for _ in 0..20 {
        let asked = Instant::now();
        assert_eq!(world.request(Method::GET, "/health").send().await.unwrap().status(), 200);
        assert!(asked.elapsed() < Duration::from_secs(2));
    }
    // Whoever is slow is asked to leave, and does so for the server's part.
    let mut one = slow.pop().unwrap();
    let ended = tokio::task::spawn_blocking(move || {
        one.set_read_timeout(Some(Duration::from_secs(40))).unwrap();
        let mut rest = Vec::new();
        one.read_to_end(&mut rest).is_ok()
    });
    assert!(ended.await.unwrap(), "the server hangs up");
    assert!(since.elapsed() < Duration::from_secs(45));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_headers_that_protect_it() {
    let world = World::new();
    for path in ["/health", "/nowhere", "/api/v1/users/me", "/api/v1/legal"] {
        let response = world.request(Method::GET, path).send().await.unwrap();
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(response.headers()[name], value, "{path}");
        }
        assert!(response.headers().contains_key("strict-transport-security"));
        assert!(!response.headers().contains_key("access-control-allow-origin"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_registers_without_agreeing_to_the_texts_in_force() {
    let mut world = World::new();
    world.stop();
    tokio::task::block_in_place(|| {
        let host = hubbub_server::Host::open(world.config(), crate::world::product()).unwrap();
        for (version, text) in [(1, "Old terms"), (2, "New terms")] {
            host.publish_legal("terms", version, hubbub_core::i18n::Locale::En, text).unwrap();
        }
        host.close();
    });
    world.start(|_| {}).unwrap();
    let shown = Answered::of(world.request(Method::GET, "/api/v1/legal").send().await.unwrap()).await;
    assert_eq!(shown.body["data"]["texts"], json!([{ "kind": "terms", "version": 2, "text": "New terms" }]));
    assert!(shown.text("collected").contains("e-mail"));
    let form = |agreed: Value| json!({ "email": EMAIL, "password": PASSWORD, "display_name": "Ada", "locale": "en", "agreed": agreed });
    let path = "/api/v1/auth/register";
    for agreed in [json!([]), json!([{ "kind": "terms", "version": 1 }])] {
        assert_eq!(world.post(path, &form(agreed)).await.code(), (451, "LEGAL_CONSENT_REQUIRED"));
    }
    let agreed = json!([{ "kind": "terms", "version": 2 }]);
    assert_eq!(world.post(path, &form(agreed)).await.status, 202);
    assert_eq!(world.login(EMAIL, PASSWORD, fresh()).await.status, 200);
}
