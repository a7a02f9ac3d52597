//! The numbers that an operator's monitoring reads.

use std::collections::BTreeSet;

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
    let rules = std::fs::read_to_string(deploy.join("alerts.yml")).unwrap();
    let mut compared = 0;
    for rule in rules.lines().filter_map(|line| line.trim().strip_prefix("expr: ")) {
        for condition in rule.split(" or ") {
            let labels = operands(condition).into_iter().filter_map(|operand| labels_of(&told, operand));
            let labels: Vec<BTreeSet<String>> = labels.collect();
            assert!(labels.windows(2).all(|pair| pair[0] == pair[1]), "{rule}: {labels:?}");
            compared += labels.len().saturating_sub(1);
        }
    }
    assert!(compared >= 6, "{compared}");
    // What this check is for: it sees that two sides of a rule never meet.
    let wrong = "rate(process_cpu_seconds_total[5m]) / count by (instance) (hubbub_sockets) > 0.7";
    let labels: Vec<_> =
        operands(wrong).into_iter().filter_map(|operand| labels_of(&told, operand)).collect();
    assert_ne!(labels[0], labels[1]);
}

/// What stands around arithmetic and comparison at the top of an expression.
fn operands(expression: &str) -> Vec<&str> {
    let (mut depth, mut from, mut found) = (0, 0, Vec::new());
    for (at, letter) in expression.char_indices() {
        match letter {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth -= 1,
            ' ' if depth == 0 => {
                let rest = &expression[at..];
                if let Some(sign) = [" / ", " * ", " - ", " + ", " > ", " >= ", " == ", " < "]
                    .iter()
                    .find(|sign| rest.starts_with(**sign))
                {
                    found.push(expression[from..at].trim());
                    from = at + sign.len();
                }
            }
            _ => {}
        }
    }
    found.push(expression[from..].trim());
    found
}

/// The labels of what an operand comes to, as Prometheus matches them; nothing for a plain number. What another
/// exporter tells has those of its target alone.
fn labels_of(told: &str, operand: &str) -> Option<BTreeSet<String>> {
    let target = ["instance", "job"].map(str::to_owned);
    if operand.parse::<f64>().is_ok() || operand == "time()" {
        return None;
    }
    let operand = match operand.strip_prefix("histogram_quantile(") {
        Some(inner) => inner.split_once(", ").unwrap().1,
        None => operand,
    };
    if let Some(rest) = ["sum", "count", "max", "min"].iter().find_map(|word| operand.strip_prefix(word)) {
        let kept = rest.trim().strip_prefix("by (").and_then(|rest| rest.split_once(')'));
        let kept = kept.into_iter().flat_map(|(kept, _)| kept.split(", "));
        return Some(kept.filter(|label| *label != "le").map(str::to_owned).collect());
    }
    let inner = ["rate(", "increase(", "clamp_min("].iter().find_map(|word| operand.strip_prefix(word));
    let name = inner.unwrap_or(operand);
    let end =
        name.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(name.len());
    let series = told.lines().find_map(|line| line.strip_prefix(&name[..end])?.strip_prefix('{'));
    let own = series
        .into_iter()
        .flat_map(|labels| labels.split(','))
        .filter_map(|pair| Some(pair.split_once('=')?.0));
    Some(own.map(str::to_owned).chain(target).collect())
}
