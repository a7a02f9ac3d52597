//! The REST interface over the wire, with Hubbub's own rules.

use reqwest::Method;
use serde_json::{Value, json};

use crate::house::{EMAIL, House, code};

#[tokio::test(flavor = "multi_thread")]
async fn an_item_is_written_once_seen_by_whom_it_is_for_and_changed_in_its_version() {
    let house = House::open().await;
    let path = "/content/items";
    let key = [("idempotency-key", "soup-1")];
    let made = house.ask(Method::POST, path, &house.admin.token, &key, Some(house.item())).await;
    assert_eq!(made.status(), 201);
    let (tag, place) =
        (made.headers()["etag"].to_str().unwrap().to_owned(), made.headers()["location"].clone());
    let made: Value = made.json().await.unwrap();
    assert_eq!(made["data"]["event_at"], "2030-06-01T18:30:00.000Z");
    let one = place.to_str().unwrap().strip_prefix("/api/v1").unwrap().to_owned();
    let again = house.ask(Method::POST, path, &house.admin.token, &key, Some(house.item())).await;
    let again: Value = again.json().await.unwrap();
    assert_eq!(again["data"]["id"], made["data"]["id"], "sent again, it happens once");
    let mut other = house.item();
    other["category"] = "films".into();
    let other = house.ask(Method::POST, path, &house.admin.token, &key, Some(other)).await;
    assert_eq!(code(other).await, (409, "ID_REUSED".to_owned()));
    // A draft is for those who write; the rest of the house does not see it.
    assert_eq!(house.ask(Method::GET, &one, &house.resident.token, &[], None).await.status(), 404);
    let refused = house.ask(Method::POST, path, &house.resident.token, &[], Some(house.item())).await;
    assert_eq!(code(refused).await, (403, "FORBIDDEN_ROLE".to_owned()));
    let known = house.ask(Method::GET, &one, &house.admin.token, &[("if-none-match", &tag)], None).await;
    assert_eq!(known.status(), 304);
    let published = house
        .ask(Method::POST, &format!("{one}/publish"), &house.admin.token, &[("if-match", &tag)], None)
        .await;
    assert_eq!(published.status(), 200);
    let change = Some(json!({ "capacity": 12 }));
    let stale = house.ask(Method::PATCH, &one, &house.admin.token, &[("if-match", &tag)], change).await;
    assert_eq!(code(stale).await, (412, "PRECONDITION_FAILED".to_owned()));
    assert_eq!(house.ask(Method::GET, &one, &house.resident.token, &[], None).await.status(), 200);
    for (body, status) in
        [(json!({ "role": 1 }), 400), (json!({ "capacity": "12" }), 400), (json!({ "capacity": 12 }), 200)]
    {
        let response = house.ask(Method::PATCH, &one, &house.admin.token, &[], Some(body)).await;
        assert_eq!(response.status(), status);
    }
    tokio::task::block_in_place(|| house.running.stop());
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_come_in_pages_of_what_the_caller_may_see() {
    let house = House::open().await;
    for _ in 0..5 {
        let made =
            house.ask(Method::POST, "/content/items", &house.admin.token, &[], Some(house.item())).await;
        assert_eq!(made.status(), 201);
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = house
            .ask(Method::GET, &format!("/content/items?limit=2{after}"), &house.admin.token, &[], None)
            .await;
        let page: Value = page.json().await.unwrap();
        seen.extend(page["data"]["items"].as_array().unwrap().iter().map(|item| item["id"].to_string()));
        match page["data"]["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 5);
    seen.dedup();
    assert_eq!(seen.len(), 5, "each once");
    for (query, count) in [("?category=meals", 5), ("?category=films", 0), ("?status=draft&order=desc", 5)] {
        let page =
            house.ask(Method::GET, &format!("/content/items{query}"), &house.admin.token, &[], None).await;
        let page: Value = page.json().await.unwrap();
        assert_eq!(page["data"]["items"].as_array().unwrap().len(), count, "{query}");
    }
    for query in
        ["?limit=0", "?limit=x", "?order=up", "?after=1", "?category=x", "?secret=1", "?limit=1&limit=2"]
    {
        let refused =
            house.ask(Method::GET, &format!("/content/items{query}"), &house.admin.token, &[], None).await;
        assert_eq!(code(refused).await, (400, "VALIDATION_FAILED".to_owned()), "{query}");
    }
    let page = house.ask(Method::GET, "/content/items", &house.resident.token, &[], None).await;
    assert_eq!(page.json::<Value>().await.unwrap()["data"]["items"], json!([]));
    for path in
        ["/communities", "/hubs", "/members", "/roles", "/polls", "/notices", "/openapi.json", "/docs"]
    {
        assert_eq!(
            house.ask(Method::GET, path, &house.resident.token, &[], None).await.status(),
            200,
            "{path}"
        );
    }
    tokio::task::block_in_place(|| house.running.stop());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_key_opens_what_it_is_for_until_it_ends_and_an_export_holds_no_secret() {
    let house = House::open().await;
    let form = json!({ "name": "Board", "grants": ["content:read"], "password": house.password });
    let mut wrong = form.clone();
    wrong["password"] = "Wrong-42 lark".into();
    let keys = "/users/me/api-keys";
    let refused = house.ask(Method::POST, keys, &house.admin.token, &[], Some(wrong)).await;
    assert_eq!(code(refused).await, (400, "VALIDATION_FAILED".to_owned()));
    let made: Value =
        house.ask(Method::POST, keys, &house.admin.token, &[], Some(form)).await.json().await.unwrap();
    let key = made["data"]["key"].as_str().unwrap().to_owned();
    for (method, path, status) in [
        (Method::GET, "/content/items", 200),
        (Method::GET, "/polls", 403),
        (Method::POST, "/content/items", 403),
        (Method::GET, "/users/me", 401),
        (Method::GET, keys, 401),
    ] {
        let body = (method == Method::POST).then(|| house.item());
        assert_eq!(house.ask(method, path, &key, &[], body).await.status(), status, "{path}");
    }
    let export: Value =
        house.ask(Method::GET, "/users/me/export", &house.admin.token, &[], None).await.json().await.unwrap();
    assert_eq!(export["data"]["account"]["email"], EMAIL);
    assert_eq!(export["data"]["rows"]["member"][0]["display_name"], "Ada");
    let text = export.to_string();
    assert!(!text.contains("argon2") && !text.contains(&key), "{text}");
    let one = format!("{keys}/{}", made["data"]["id"].as_str().unwrap());
    assert_eq!(house.ask(Method::DELETE, &one, &house.resident.token, &[], None).await.status(), 404);
    assert_eq!(house.ask(Method::DELETE, &one, &house.admin.token, &[], None).await.status(), 200);
    assert_eq!(house.ask(Method::GET, "/content/items", &key, &[], None).await.status(), 401);
    tokio::task::block_in_place(|| house.running.stop());
}
