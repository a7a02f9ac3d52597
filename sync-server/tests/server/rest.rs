//! The REST interface over the wire, with Hubbub's own rules.

use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;
use hubbub_server::audit::Verdict;
use reqwest::Method;
use serde_json::{Value, json};

use crate::house::{EMAIL, House, code};
use crate::post_office::PostOffice;
use crate::world::fresh;

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

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_is_found_by_words_and_price_and_its_maxima_stay_with_their_bidders() {
    let house = House::open().await;
    let euro = |amount: &str| json!({ "amount": amount, "currency": "EUR" });
    let terms = json!({ "as": "auction", "title": "Oak table", "description": "Seats six", "category": "home",
        "condition": "good", "handover": "pickup", "start": euro("10.00"), "reserve": euro("12.50"),
        "ends_at": "2099-01-01T12:00:00Z" });
    let draft = json!({ "community": house.community, "terms": terms });
    let made = house.ask(Method::POST, "/listings", &house.admin.token, &[], Some(draft.clone())).await;
    assert_eq!(made.status(), 201);
    let place = made.headers()["location"].to_str().unwrap().strip_prefix("/api/v1").unwrap().to_owned();
    let made: Value = made.json().await.unwrap();
    assert_eq!(made["data"]["start"], euro("10.00"));
    assert_eq!((&made["data"]["has_reserve"], made["data"].get("reserve")), (&json!(true), None));
    assert_eq!(
        house.ask(Method::GET, &place, &house.resident.token, &[], None).await.status(),
        404,
        "a draft"
    );
    // Nothing runs for decades.
    let refused = house.ask(Method::POST, &format!("{place}/activate"), &house.admin.token, &[], None).await;
    assert_eq!(code(refused).await, (400, "VALIDATION_FAILED".to_owned()));
    let mut dollars = draft;
    dollars["terms"]["start"]["currency"] = "USD".into();
    let refused = house.ask(Method::POST, "/listings", &house.admin.token, &[], Some(dollars)).await;
    assert_eq!(code(refused).await, (400, "VALIDATION_FAILED".to_owned()));
    let lot = running_lot(&house).await;
    for (query, count) in [
        ("?words=walnut", 1),
        ("?words=WAL%20desk", 1),
        ("?words=chair", 0),
        ("?words=oak", 1),
        ("?words=oak&status=active", 0),
        ("?words=walnut&price_max_minor=1000", 1),
        ("?words=walnut&price_min_minor=1001", 0),
        ("?ends_before=2001-01-01T00:00:00Z", 0),
        ("?ends_after=2001-01-01T00:00:00Z&as=auction", 1),
    ] {
        let page = house.ask(Method::GET, &format!("/listings{query}"), &house.admin.token, &[], None).await;
        let page: Value = page.json().await.unwrap();
        assert_eq!(page["data"]["items"].as_array().map(Vec::len), Some(count), "{query}");
    }
    let bids = format!("/listings/{lot}/bids");
    for (who, max, expected) in [
        (&house.resident.token, "15.00", (201, "-")),
        (&house.admin.token, "10.49", (409, "BELOW_MINIMUM")),
        (&house.admin.token, "1000.01", (403, "STEP_UP_NEEDED")),
        (&house.admin.token, "12.00", (201, "-")),
    ] {
        let body = Some(json!({ "max": euro(max), "seen_listing_rev": 1 }));
        let (status, word) = code(house.ask(Method::POST, &bids, who, &[], body).await).await;
        assert_eq!((status, word.as_str()), expected, "{max}");
    }
    let of = async |path: String, token: &str| -> Value {
        house.ask(Method::GET, &path, token, &[], None).await.json::<Value>().await.unwrap()["data"].clone()
    };
    let standing = of(format!("/lots/{lot}"), &house.admin.token).await;
    assert_eq!((&standing["price"], &standing["leader"]), (&euro("12.50"), &json!(1)));
    let own = of("/bids".to_owned(), &house.admin.token).await;
    assert_eq!(own["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(own["items"][0]["max"], euro("12.00"), "nobody else's");
    let history = of(format!("/bid-history?listing={lot}"), &house.resident.token).await;
    assert_eq!(history["items"].as_array().map(Vec::len), Some(2));
    assert!(!history.to_string().contains("15.00"), "{history}");
    tokio::task::block_in_place(|| house.running.stop());
}

/// A walnut desk of somebody else's that takes bids from 10 euros.
async fn running_lot(house: &House) -> Id {
    let lot = fresh();
    let now = i64::try_from(std::time::UNIX_EPOCH.elapsed().unwrap().as_millis()).unwrap();
    let hour = 3_600_000;
    for command in [
        json!({ "area": "auction", "kind": "create_listing", "listing": lot, "community": house.community,
            "seller": fresh(), "terms": { "as": "auction", "title": "Walnut desk", "category": "home",
            "condition": "good", "handover": "pickup", "start_minor": 1_000, "starts_at": now - hour,
            "ends_at": now + 24 * hour } }),
        json!({ "area": "auction", "kind": "activate", "listing": lot }),
    ] {
        let outcomes =
            house.running.writer().job("test", vec![(fresh(), command.to_string())]).await.unwrap();
        assert!(format!("{outcomes:?}").contains("Applied"), "{outcomes:?}");
    }
    lot
}

/// What the document says about bodies of handlers of their own, held against what they read.
#[tokio::test(flavor = "multi_thread")]
async fn documented_bodies_are_those_that_are_read() {
    let house = House::with(|config| config.rates.times = 1_000).await;
    let document = house.ask(Method::GET, "/openapi.json", "", &[], None).await;
    let document: Value = document.json().await.unwrap();
    let mut tried = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let example = &operation["requestBody"]["content"]["application/json"]["example"];
            // Rows of the tables are read by what they are documented by; of half a sign-in there is none here.
            if operation.get("x-command").is_some() || path.ends_with("/verify") && path.contains("factor") {
                continue;
            }
            let Value::Object(example) = example else { continue };
            let parts = path
                .split('/')
                .map(|part| if part.starts_with('{') { fresh().to_string() } else { part.to_owned() });
            let place = parts.collect::<Vec<_>>().join("/").replacen("/api/v1", "", 1);
            let method: Method = method.to_uppercase().parse().unwrap();
            // Whether a body was read: what cannot be read is refused without naming a field.
            let is_read = async |body: &serde_json::Map<String, Value>| -> bool {
                // Some of them end sessions.
                let guest = crate::house::Guest::of(&house.running, house.admin.user).await;
                let body = Some(Value::Object(body.clone()));
                let answer = house.ask(method.clone(), &place, &guest.token, &[], body).await;
                let status = answer.status().as_u16();
                let answer: Value = answer.json().await.unwrap();
                assert!(status < 500, "{method} {path}: {answer}");
                let (code, details) = (&answer["error"]["code"], &answer["error"]["details"]);
                *code != "VALIDATION_FAILED" || details.as_array().is_some_and(|named| !named.is_empty())
            };
            assert!(is_read(example).await, "{method} {path}: its example");
            let mut more = example.clone();
            more.insert("nonsense".to_owned(), json!(1));
            assert!(!is_read(&more).await, "{method} {path}: a field that is not documented");
            for name in example.keys() {
                let mut less = example.clone();
                less.remove(name);
                assert!(!is_read(&less).await, "{method} {path}: without {name}");
            }
            tried += 1;
        }
    }
    assert!(tried > 15, "{tried}");
    tokio::task::block_in_place(|| house.running.stop());
}

/// What somebody may read of the community now, and of their own account.
async fn reads(house: &House, token: &str) -> Vec<u16> {
    let mut found = Vec::new();
    for path in ["/members", "/feed?community=@", "/users/me", "/users/me/api-keys", "/auth/sessions"] {
        let path = path.replace('@', &house.community.to_string());
        found.push(house.ask(Method::GET, &path, token, &[], None).await.status().as_u16());
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_version_of_a_legal_text_blocks_until_it_is_agreed_to() {
    let house = House::open().await;
    let consents = "/users/me/consents";
    let (token, other) = (house.resident.token.clone(), house.admin.token.clone());
    assert_eq!(reads(&house, &token).await, [200; 5]);
    let house = house.restart(|host| {
        for (version, locale, text) in
            [(1, Locale::En, "Old"), (2, Locale::En, "New"), (2, Locale::De, "Neu")]
        {
            host.publish_legal("terms", version, locale, text).unwrap();
        }
    });
    let refused = house.ask(Method::GET, "/members", &token, &[], None).await;
    assert_eq!(code(refused).await, (451, "LEGAL_CONSENT_REQUIRED".to_owned()));
    // One's own account stays open, and so does the lane of devices.
    assert_eq!(reads(&house, &token).await, [451, 451, 200, 200, 200]);
    let exchange = house.http.post(format!("{}/sync/exchange", house.url())).bearer_auth(&token);
    assert_eq!(exchange.body("x").send().await.unwrap().status(), 415, "it is read, and is no exchange");
    let posted = house.ask(Method::POST, "/content/items", &other, &[], Some(house.item())).await;
    assert_eq!(posted.status(), 451);

    let german = [("accept-language", "de")];
    let asked = house.ask(Method::GET, consents, &token, &german, None).await;
    let waiting = json!([{ "kind": "terms", "version": 2, "text": "Neu", "given_at": null }]);
    assert_eq!(asked.json::<Value>().await.unwrap()["data"]["consents"], waiting);
    for wrong in
        [json!([]), json!([{ "kind": "terms", "version": 1 }]), json!([{ "kind": "terms", "version": 3 }])]
    {
        let refused = house.ask(Method::POST, consents, &token, &[], Some(json!({ "agreed": wrong }))).await;
        assert_eq!(code(refused).await, (400, "VALIDATION_FAILED".to_owned()), "{wrong}");
        assert_eq!(reads(&house, &token).await, [451, 451, 200, 200, 200], "{wrong}");
    }
    let agreed = json!({ "agreed": [{ "kind": "terms", "version": 2 }] });
    for _ in 0..2 {
        let given = house.ask(Method::POST, consents, &token, &[], Some(agreed.clone())).await;
        assert_eq!(given.status(), 200);
        let told: Value = given.json().await.unwrap();
        assert!(told["data"]["consents"][0]["given_at"].is_string(), "{told}");
    }
    assert_eq!(reads(&house, &token).await, [200; 5]);
    assert_eq!(reads(&house, &other).await, [451, 451, 200, 200, 200], "each for themselves");
    let export: Value =
        house.ask(Method::GET, "/users/me/export", &token, &[], None).await.json().await.unwrap();
    assert_eq!(export["data"]["consents"][0]["version"], 2);
    assert_eq!(export["data"]["consents"].as_array().unwrap().len(), 1, "agreeing twice is agreeing once");
    assert!(matches!(house.stop_and_verify(), Verdict::Sound { .. }));
}

/// A lamp that is auctioned and a vase with a price; both are the resident's.
async fn for_sale(house: &House) -> (Id, Id) {
    let (hub, lamp, vase) = (fresh(), fresh(), fresh());
    house
        .job(json!({ "area": "community", "kind": "add_hub", "hub": hub, "community": house.community, "name": "Hub",
            "address": { "street": "Quay 1", "postal_code": "1", "city": "Port", "country": "DE" },
            "lat_e6": 48_000_000, "lon_e6": 8_000_000, "time_zone": "Europe/Berlin" }))
        .await;
    let now = house.now();
    for (listing, title, terms) in [
        (
            lamp,
            "Lampe",
            json!({ "as": "auction", "start_minor": 1_000, "starts_at": now.plus(-60_000), "ends_at": now.plus(3_600_000), "payment_days": 1 }),
        ),
        (
            vase,
            "Vase",
            json!({ "as": "fixed", "start_minor": 500, "starts_at": now.plus(-60_000), "ends_at": now.plus(3_600_000) }),
        ),
    ] {
        let mut terms = terms;
        for (name, value) in [
            ("title", json!(title)),
            ("category", json!("home")),
            ("condition", json!("good")),
            ("handover", json!("either")),
            ("hub", json!(hub)),
        ] {
            terms[name] = value;
        }
        house
            .job(json!({ "area": "auction", "kind": "create_listing", "listing": listing,
                "community": house.community, "seller": house.resident.user, "terms": terms }))
            .await;
        house.job(json!({ "area": "auction", "kind": "activate", "listing": listing })).await;
    }
    (lamp, vase)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_bids_or_buys_gets_one_letter_that_keeps_the_maximum_to_itself() {
    let post = PostOffice::open();
    let server = post.server();
    let house = House::with(|config| crate::world::World::mail_to(config, server)).await;
    let (lamp, vase) = for_sale(&house).await;
    let bid = json!({ "max": { "amount": "77.31", "currency": "EUR" }, "seen_listing_rev": 1 });
    let key = [("idempotency-key", "lamp-1")];
    for _ in 0..2 {
        let path = format!("/listings/{lamp}/bids");
        let answer = house.ask(Method::POST, &path, &house.admin.token, &key, Some(bid.clone())).await;
        assert_eq!(answer.status(), 201);
    }
    let low = json!({ "max": { "amount": "1.00", "currency": "EUR" }, "seen_listing_rev": 1 });
    let refused =
        house.ask(Method::POST, &format!("/listings/{lamp}/bids"), &house.admin.token, &[], Some(low)).await;
    assert!(refused.status().is_client_error(), "what is refused is confirmed to nobody");
    let buy = json!({ "price": { "amount": "5.00", "currency": "EUR" }, "seen_listing_rev": 1 });
    let bought = house
        .ask(Method::POST, &format!("/listings/{vase}/purchase"), &house.admin.token, &[], Some(buy))
        .await;
    assert_eq!(bought.status(), 201, "{}", bought.text().await.unwrap());
    let mut subjects: Vec<String> =
        post.wait(EMAIL, 2).await.iter().map(|mail| mail.subject().to_owned()).collect();
    subjects.sort();
    // Encoded as RFC 2047 says: “für „Lampe““ and “„Vase““.
    let expected =
        ["Ihr Gebot =?utf-8?b?ZsO8ciDigJ5MYW1wZeKAnA==?=", "Sie haben =?utf-8?b?4oCeVmFzZeKAnA==?= gekauft"];
    assert_eq!(subjects, expected);
    // Whatever comes later comes after these two.
    house.pass(60_000);
    let all = post.mails();
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(
        all.iter().any(|mail| mail.text.contains("Die App zeigt, wie es steht")),
        "the words can be read"
    );
    assert!(all.iter().all(|mail| !mail.text.contains("77.31") && !mail.text.contains("77,31")));
    tokio::task::block_in_place(|| house.running.stop());
}
