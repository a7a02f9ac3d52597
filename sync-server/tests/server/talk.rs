//! Tickets, comments, news and the feed over REST, with Hubbub's own rules.

use reqwest::Method;
use serde_json::{Value, json};

use crate::pictures::Studio;
use crate::world::Answered;

async fn ask(studio: &Studio, token: &str, method: Method, path: &str, body: Option<Value>) -> Answered {
    let mut request = studio.request(method, &format!("/api/v1{path}")).bearer_auth(token);
    if let Some(body) = body {
        request = request.json(&body);
    }
    Answered::of(request.send().await.unwrap()).await
}

async fn look(studio: &Studio, token: &str, path: &str) -> Value {
    let answered = ask(studio, token, Method::GET, path, None).await;
    assert_eq!(answered.status, 200, "{path}: {answered:?}");
    answered.body["data"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_asked_answered_and_noted() {
    let studio = Studio::judged_by(None).await;
    let (ben, ada, eve) = (&studio.resident, &studio.admin, &studio.stranger);
    let community = studio.community;
    let form = json!({ "community": community, "subject": "Lamp", "text": "It is dark" });
    let asked = ask(&studio, ben, Method::POST, "/tickets", Some(form.clone())).await;
    assert_eq!((asked.status.as_u16(), asked.text("status")), (201, "new".to_owned()), "{asked:?}");
    assert_eq!(ask(&studio, eve, Method::POST, "/tickets", Some(form)).await.code(), (403, "FORBIDDEN_ROLE"));
    let ticket = asked.text("id");
    let text = json!({ "text": "Since when?" });
    for (path, token, expected) in [
        ("replies", ada, 201),
        ("notes", ada, 201),
        ("notes", ben, 403),
        ("replies", eve, 404),
        ("wait-for-customer", ben, 403),
    ] {
        let body = if path.starts_with("wait") { json!({}) } else { text.clone() };
        let answered =
            ask(&studio, token, Method::POST, &format!("/tickets/{ticket}/{path}"), Some(body)).await;
        assert_eq!(answered.status, expected, "{path}: {answered:?}");
    }
    assert_eq!(look(&studio, ben, &format!("/tickets/{ticket}")).await["status"], "open");
    let replies = look(&studio, ben, &format!("/ticket-replies?ticket={ticket}")).await;
    assert_eq!(replies["items"][0]["text"], "Since when?");
    assert_eq!(look(&studio, ben, "/ticket-notes").await["items"], json!([]), "the hub's own");
    assert_eq!(look(&studio, ada, "/ticket-notes").await["items"].as_array().unwrap().len(), 1);
    assert_eq!(look(&studio, eve, "/tickets").await["items"], json!([]));
    let solved =
        ask(&studio, ben, Method::POST, &format!("/tickets/{ticket}/resolve"), Some(json!({}))).await;
    assert_eq!(solved.text("status"), "resolved");
    let narrowed = look(&studio, ada, "/tickets?status=resolved").await;
    assert_eq!(narrowed["items"].as_array().unwrap().len(), 1);
    let empty = ask(&studio, ben, Method::POST, "/tickets", Some(json!({ "community": community }))).await;
    assert_eq!(empty.code(), (400, "VALIDATION_FAILED"));
}

#[tokio::test(flavor = "multi_thread")]
async fn comments_reactions_news_and_the_feed_are_what_devices_see() {
    let studio = Studio::judged_by(None).await;
    let (ben, ada, eve) = (&studio.resident, &studio.admin, &studio.stranger);
    let item = studio.item().await;
    let said = ask(
        &studio,
        ben,
        Method::POST,
        &format!("/content/items/{item}/comments"),
        Some(json!({ "text": "Is it hot?" })),
    )
    .await;
    assert_eq!(said.status, 201, "{said:?}");
    let comment = said.text("id");
    let reply = json!({ "text": "Very.", "reply_to": comment });
    let path = format!("/content/items/{item}/comments");
    assert_eq!(ask(&studio, ada, Method::POST, &path, Some(reply.clone())).await.status, 201);
    assert_eq!(ask(&studio, eve, Method::POST, &path, Some(reply)).await.status, 404);
    let felt = json!({ "reaction": "heart" });
    let path = format!("/content/items/{item}/reaction");
    assert_eq!(ask(&studio, ben, Method::PUT, &path, Some(felt)).await.status, 200);
    let tally = look(&studio, ada, &format!("/content/reaction-tallies/{item}")).await;
    assert_eq!(tally["counts"], json!({ "heart": 1 }));
    let hidden = ask(
        &studio,
        ben,
        Method::POST,
        &format!("/content/comments/{comment}/hide"),
        Some(json!({ "reason": "spam" })),
    )
    .await;
    assert_eq!(hidden.code(), (403, "FORBIDDEN_ROLE"));
    let post = json!({ "community": studio.community, "default_locale": "en",
        "title": { "en": "Apples", "de": "\u{c4}pfel" }, "body": { "en": "**Come** along" } });
    assert_eq!(
        ask(&studio, ben, Method::POST, "/content/posts", Some(post.clone())).await.code(),
        (403, "FORBIDDEN_ROLE")
    );
    let written = ask(&studio, ada, Method::POST, "/content/posts", Some(post)).await;
    let post = written.text("id");
    assert_eq!(look(&studio, ben, "/content/posts").await["items"], json!([]), "a draft");
    let shown =
        ask(&studio, ada, Method::POST, &format!("/content/posts/{post}/publish"), Some(json!({}))).await;
    assert_eq!(shown.status, 200);
    let feed = format!("/feed?community={}", studio.community);
    let lines = look(&studio, ben, &feed).await;
    let kinds: Vec<&str> =
        lines["items"].as_array().unwrap().iter().map(|line| line["kind"].as_str().unwrap()).collect();
    for kind in ["post", "answer", "item"] {
        assert!(kinds.contains(&kind), "{kind} in {kinds:?}");
    }
    let news = lines["items"].as_array().unwrap().iter().find(|line| line["kind"] == "post").unwrap();
    assert_eq!((&news["title"], &news["excerpt"]), (&json!("Apples"), &json!("Come along")));
    assert_eq!(look(&studio, eve, &feed).await["items"], json!([]), "a stranger has no news");
    for wrong in ["/feed", "/feed?community=x", &format!("{feed}&after_at=x&after_id={post}")] {
        assert_eq!(ask(&studio, ben, Method::GET, wrong, None).await.status, 400, "{wrong}");
    }
}
