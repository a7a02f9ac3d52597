//! Every failure has the same envelope, in the caller's language.

use hubbub_core::sync::protocol::encode;
use reqwest::Method;
use serde_json::Value;

use crate::world::{Answered, World, cursed};

fn assert_envelope(body: &Value) {
    let error = body["error"].as_object().unwrap_or_else(|| panic!("no envelope: {body}"));
    for name in ["code", "message", "correlation_id", "timestamp"] {
        assert!(error[name].as_str().is_some_and(|text| !text.is_empty()), "{name} in {body}");
    }
    assert!(error["details"].is_array(), "{body}");
    assert_eq!(error["timestamp"], "2025-01-01T00:00:00.000Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_failure_has_the_envelope() {
    let world = World::new();
    let login = "/api/v1/auth/login";
    let json = |body: &'static str| ("application/json", body.to_owned());
    for (method, path, (kind, body), code) in [
        (Method::GET, "/nowhere", json(""), (404, "NOT_FOUND")),
        (Method::GET, "/api/v1/nowhere/at/all", json(""), (404, "NOT_FOUND")),
        (Method::DELETE, login, json(""), (405, "METHOD_NOT_ALLOWED")),
        (Method::POST, "/ws", json(""), (405, "METHOD_NOT_ALLOWED")),
        (Method::POST, login, json("{"), (400, "VALIDATION_FAILED")),
        (Method::POST, login, json("{}"), (400, "VALIDATION_FAILED")),
        (Method::POST, login, json("[1]"), (400, "VALIDATION_FAILED")),
        (Method::POST, login, ("text/plain", "{}".to_owned()), (415, "UNSUPPORTED_MEDIA_TYPE")),
        (Method::POST, login, ("application/json", " ".repeat(70_000)), (413, "FILE_TOO_LARGE")),
        (Method::POST, "/sync/exchange", json("{}"), (401, "UNAUTHORIZED")),
        (Method::GET, "/ws", json(""), (401, "UNAUTHORIZED")),
        (Method::GET, "/api/v1/users/me", json(""), (401, "UNAUTHORIZED")),
    ] {
        let request = world.request(method.clone(), path).header("content-type", kind).body(body);
        let answered = Answered::of(request.send().await.unwrap()).await;
        assert_eq!(answered.code(), code, "{method} {path}");
        assert_envelope(&answered.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_an_envelope_that_tells_nothing() {
    let world = World::new();
    let cursed = world.phone_of(cursed()).await;
    let answered = Answered::of(cursed.post(&world, encode(&cursed.ask(vec![]))).await).await;
    assert_eq!(answered.code(), (500, "INTERNAL_SERVER_ERROR"));
    assert_envelope(&answered.body);
    assert!(!answered.body.to_string().contains("purpose"), "{}", answered.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_would_fill_the_memory_come_later() {
    let world = World::with(|config| config.bodies_bytes_max = 64 * 1024);
    let ada = world.phone().await;
    // However large, it is the answer that arrives and not a broken connection.
    for _ in 0..20 {
        assert_eq!(ada.post(&world, vec![0; 10 * 1024 * 1024]).await.status(), 503);
    }
    let refused = ada.post(&world, vec![0; 65 * 1024]).await;
    assert_eq!(refused.headers()["retry-after"], "1");
    let refused = Answered::of(refused).await;
    assert_eq!(refused.code(), (503, "SERVICE_UNAVAILABLE"));
    assert_envelope(&refused.body);
    assert_eq!(Answered::of(ada.post(&world, vec![0; 63 * 1024]).await).await.code().0, 400);
    assert_eq!(world.me(&ada.token).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_in_the_callers_language() {
    let world = World::new();
    let mut messages = Vec::new();
    for language in ["en", "de-CH, en;q=0.5", "fr", "es", "tlh"] {
        let request = world.request(Method::GET, "/nowhere").header("accept-language", language);
        let answered = Answered::of(request.send().await.unwrap()).await;
        messages.push(answered.body["error"]["message"].as_str().unwrap().to_owned());
    }
    assert_eq!(messages[0], messages[4]);
    messages.truncate(4);
    messages.sort();
    messages.dedup();
    assert_eq!(messages.len(), 4, "{messages:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correlation_id_is_taken_over_when_it_can_name_nobody() {
    let world = World::new();
    for (given, kept) in [
        ("4bf92f35-77b3-4da6-a3ce-929d0e0e4736", true),
        ("4bf92f3577b34da6a3ce929d0e0e4736", true),
        ("ada-42", false),
        ("a b", false),
        (&*"a".repeat(65), false),
    ] {
        let request = world.request(Method::GET, "/nowhere").header("x-correlation-id", given);
        let response = request.send().await.unwrap();
        let header = response.headers()["x-correlation-id"].to_str().unwrap().to_owned();
        assert_eq!(header == given, kept, "{header}");
        assert_eq!(Answered::of(response).await.body["error"]["correlation_id"], header);
    }
    let fine = world.request(Method::GET, "/health").send().await.unwrap();
    assert!(fine.headers().contains_key("x-correlation-id"));
}
