//! The numbers that an operator's monitoring reads.

use reqwest::Method;

use crate::world::{World, fresh};

#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_served_at_the_operators_address_alone_and_name_nobody() {
    let world = World::with(|config| config.operator = Some("127.0.0.1:0".parse().unwrap()));
    world.register("ada@example.org").await;
    let ada = world.phone().await;
    for _ in 0..3 {
        world.me(&ada.token).await;
    }
    let path = format!("/api/v1/auth/sessions/{}", fresh());
    let gone = world.request(Method::DELETE, &path).bearer_auth(&ada.token).send().await.unwrap();
    assert_eq!(gone.status(), 404);
    assert_eq!(world.request(Method::GET, "/ada@example.org").send().await.unwrap().status(), 404);
    assert_eq!(world.request(Method::GET, "/metrics").send().await.unwrap().status(), 404);
    let operator = world.running().operator_addr().unwrap();
    let response = world.http.get(format!("http://{operator}/metrics")).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    let text = response.text().await.unwrap();
    for line in [
        "hubbub_requests_total{method=\"GET\",route=\"/api/v1/users/me\",status=\"200\"} 3",
        "hubbub_requests_total{method=\"GET\",route=\"(none)\",status=\"404\"} 2",
        "hubbub_requests_total{method=\"DELETE\",route=\"/api/v1/auth/sessions/{session}\",status=\"404\"} 1",
        "hubbub_request_duration_seconds_count{route=\"/api/v1/users/me\"} 3",
        "hubbub_accounts 1",
        "hubbub_sessions 1",
        "hubbub_store_broken 0",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} is not in:\n{text}");
    }
    assert!(!text.contains("ada@") && !text.contains(&ada.user.to_string()), "{text}");
    let health = world.http.get(format!("http://{operator}/health")).send().await.unwrap();
    assert_eq!(health.status(), 200);
    let outside = world.http.get(format!("http://{operator}/api/v1/users/me")).bearer_auth(&ada.token);
    assert_eq!(outside.send().await.unwrap().status(), 404, "nothing else is served there");
}

/// Alert rules and dashboard speak of numbers that there are.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_watched_is_told() {
    let world = World::with(|config| config.operator = Some("127.0.0.1:0".parse().unwrap()));
    let ada = world.phone().await;
    world.me(&ada.token).await;
    let operator = world.running().operator_addr().unwrap();
    let ask =
        async || world.http.get(format!("http://{operator}/metrics")).send().await.unwrap().text().await;
    // The second time it has counted its own first one.
    ask().await.unwrap();
    let told = ask().await.unwrap();
    let deploy = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy");
    let mut seen = 0;
    for file in ["alerts.yml", "dashboard.json"] {
        let text = std::fs::read_to_string(deploy.join(file)).unwrap();
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        for word in words.filter(|word| word.starts_with("hubbub_") || word.starts_with("process_")) {
            let name = word.trim_end_matches("_bucket");
            let is_told = told.contains(&format!("# TYPE {name} "))
                || hubbub_core::domain::FIGURES.iter().any(|figure| figure.name == name);
            assert!(is_told, "{file}: {word}");
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen}");
}
