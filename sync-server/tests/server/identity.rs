//! Accounts from the first mail to the last session.

use std::time::Instant;

use hubbub_core::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use reqwest::Method;
use serde_json::json;

use crate::post_office::PostOffice;
use crate::world::{Answered, PASSWORD, World, fresh};

const EMAIL: &str = "ada@example.org";
const OTHER: &str = "Heron-17 reeds";

async fn ask(world: &World, method: Method, path: &str, token: &str) -> Answered {
    Answered::of(world.request(method, path).bearer_auth(token).send().await.unwrap()).await
}

async fn post(world: &World, path: &str, token: &str, body: serde_json::Value) -> Answered {
    let request = world.request(Method::POST, path).bearer_auth(token).json(&body);
    Answered::of(request.send().await.unwrap()).await
}

/// An account whose address is confirmed, and the mails so far.
async fn confirmed(world: &World, post: &PostOffice) -> usize {
    world.register(EMAIL).await;
    let code = post.last(EMAIL, 1).await.code();
    assert_eq!(world.post("/api/v1/auth/verify", &json!({ "code": code })).await.status, 200);
    1
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_confirmed_before_it_can_be_used() {
    let office = PostOffice::open();
    let world = World::with_mail(&office);
    world.register(EMAIL).await;
    let first = office.last(EMAIL, 1).await.code();
    assert_eq!(world.login(EMAIL, "Wrong-42 lark", fresh()).await.code(), (401, "UNAUTHORIZED"));
    assert_eq!(world.login(EMAIL, PASSWORD, fresh()).await.code(), (403, "EMAIL_UNVERIFIED"));
    world.pass(5 * MINUTE_MS);
    assert_eq!(world.login(EMAIL, PASSWORD, fresh()).await.code(), (403, "EMAIL_UNVERIFIED"));
    let second = office.last(EMAIL, 2).await.code();
    assert_eq!(
        world.post("/api/v1/auth/verify", &json!({ "code": first })).await.code(),
        (400, "LINK_EXPIRED")
    );
    let typed = second.to_lowercase().replace('-', " ");
    assert_eq!(world.post("/api/v1/auth/verify", &json!({ "code": typed })).await.status, 200);
    assert_eq!(
        world.post("/api/v1/auth/verify", &json!({ "code": second })).await.code(),
        (400, "LINK_EXPIRED")
    );
    world.pass(MINUTE_MS);
    let signed_in = world.login(EMAIL, PASSWORD, fresh()).await;
    assert_eq!(world.me(&signed_in.text("access_token")).await.body["data"]["email_verified"], true);
    // An app signs in as soon as it has made the account; the letter that is on its way works all the same.
    world.register("cleo@example.org").await;
    assert_eq!(world.login("cleo@example.org", PASSWORD, fresh()).await.code(), (403, "EMAIL_UNVERIFIED"));
    let only = office.last("cleo@example.org", 1).await.code();
    assert_eq!(world.post("/api/v1/auth/verify", &json!({ "code": only })).await.status, 200);
    // A link has its days.
    world.register("ben@example.org").await;
    let late = office.last("ben@example.org", 1).await.code();
    world.pass(2 * DAY_MS);
    assert_eq!(
        world.post("/api/v1/auth/verify", &json!({ "code": late })).await.code(),
        (400, "LINK_EXPIRED")
    );
    let again = json!({ "email": "ben@example.org" });
    assert_eq!(world.post("/api/v1/auth/verify/resend", &again).await.status, 202);
    let code = office.last("ben@example.org", 2).await.code();
    assert_eq!(world.post("/api/v1/auth/verify", &json!({ "code": code })).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_learns_whether_an_address_has_an_account() {
    let office = PostOffice::open();
    let world = World::with_mail(&office);
    confirmed(&world, &office).await;
    for path in ["register", "verify/resend", "link", "password/forgot"] {
        let mut answers = Vec::new();
        let mut times = [Vec::new(), Vec::new()];
        for round in 0..8 {
            for (which, email) in
                [EMAIL.to_owned(), format!("nobody-{path}-{round}@example.org")].iter().enumerate()
            {
                let form = match path {
                    "register" => {
                        json!({ "email": email, "password": PASSWORD, "display_name": "A", "locale": "en" })
                    }
                    "link" => json!({ "email": email, "device": fresh() }),
                    _ => json!({ "email": email }),
                };
                let since = Instant::now();
                let answered = world.post(&format!("/api/v1/auth/{path}"), &form).await;
                times[which].push(since.elapsed().as_millis());
                answers.push((answered.status, answered.body));
            }
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{path}: {answers:?}");
        assert_eq!(answers[0].0, 202, "{path}");
        let [known, unknown] = times.map(|mut times| {
            times.sort_unstable();
            times[times.len() / 2]
        });
        let apart = known.abs_diff(unknown);
        // Hashing a password takes as long for both, but the machine may be busy meanwhile.
        assert!(apart <= 25 + known / 4, "{path}: {known} ms with an account, {unknown} ms without");
    }
    let subjects: Vec<String> =
        office.wait(EMAIL, 2).await.iter().map(|mail| mail.subject().to_owned()).collect();
    let told = subjects.iter().filter(|subject| subject.contains("already have an account")).count();
    assert_eq!(told, 1, "once, however often somebody tries: {subjects:?}");
    // The password that a stranger chose for the address is not its password.
    let form = json!({ "email": EMAIL, "password": OTHER, "display_name": "Eve", "locale": "en" });
    world.post("/api/v1/auth/register", &form).await;
    assert_eq!(world.login(EMAIL, OTHER, fresh()).await.code(), (401, "UNAUTHORIZED"));
}

#[tokio::test(flavor = "multi_thread")]
async fn changing_the_password_ends_every_session() {
    let office = PostOffice::open();
    let world = World::with_mail(&office);
    confirmed(&world, &office).await;
    let (phone, desktop) = (fresh(), fresh());
    let here = world.login(EMAIL, PASSWORD, phone).await;
    let there = world.login(EMAIL, PASSWORD, desktop).await;
    let (token, other) = (here.text("access_token"), there.text("access_token"));
    let path = "/api/v1/auth/password";
    for (current, new, field, issue) in [
        ("Wrong-42 lark", OTHER, "current", "malformed"),
        (PASSWORD, "short", "new", "too_short"),
        (PASSWORD, "Password-1", "new", "password_too_common"),
    ] {
        let refused = post(&world, path, &token, json!({ "current": current, "new": new })).await;
        assert_eq!(refused.code(), (400, "VALIDATION_FAILED"));
        assert_eq!(refused.body["error"]["details"][0], json!({ "field": field, "issue": issue }));
    }
    let changed = post(&world, path, &token, json!({ "current": PASSWORD, "new": OTHER })).await;
    assert_eq!(changed.status, 200, "{changed:?}");
    for old in [&token, &other] {
        assert_eq!(world.me(old).await.code(), (401, "TOKEN_REVOKED"));
    }
    for (session, device) in [(&here, phone), (&there, desktop)] {
        let answered = world.refresh(&session.text("refresh_token"), device).await;
        assert_eq!(answered.code(), (401, "TOKEN_REVOKED"));
    }
    assert_eq!(world.me(&changed.text("access_token")).await.status, 200);
    assert_eq!(world.refresh(&changed.text("refresh_token"), phone).await.status, 200);
    world.pass(MINUTE_MS);
    assert_eq!(world.login(EMAIL, PASSWORD, phone).await.code(), (401, "UNAUTHORIZED"));
    assert_eq!(world.login(EMAIL, OTHER, phone).await.status, 200);
    let mails = office.wait(EMAIL, 3).await;
    assert!(mails.iter().any(|mail| mail.subject() == "Your password was changed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_password_is_set_anew_and_a_lock_ends() {
    let office = PostOffice::open();
    let world = World::with_mail(&office);
    confirmed(&world, &office).await;
    let signed_in = world.login(EMAIL, PASSWORD, fresh()).await;
    world.pass(MINUTE_MS);
    for _ in 0..5 {
        world.login(EMAIL, "Wrong-42 lark", fresh()).await;
    }
    assert_eq!(world.login(EMAIL, PASSWORD, fresh()).await.code(), (403, "ACCOUNT_LOCKED"));
    assert_eq!(office.last(EMAIL, 2).await.subject(), "Too many wrong passwords");
    world.post("/api/v1/auth/password/forgot", &json!({ "email": EMAIL })).await;
    let code = office.last(EMAIL, 3).await.code();
    let reset = |code: &str, password: &str| json!({ "code": code, "password": password });
    let path = "/api/v1/auth/password/reset";
    assert_eq!(world.post(path, &reset(&code, "short")).await.code(), (400, "VALIDATION_FAILED"));
    assert_eq!(world.post(path, &reset("0000-0000", OTHER)).await.code(), (400, "LINK_EXPIRED"));
    assert_eq!(world.post(path, &reset(&code, OTHER)).await.status, 200);
    assert_eq!(world.post(path, &reset(&code, PASSWORD)).await.code(), (400, "LINK_EXPIRED"));
    assert_eq!(world.me(&signed_in.text("access_token")).await.code(), (401, "TOKEN_REVOKED"));
    world.pass(MINUTE_MS);
    assert_eq!(world.login(EMAIL, OTHER, fresh()).await.status, 200);
    world.post("/api/v1/auth/password/forgot", &json!({ "email": EMAIL })).await;
    let late =
        office.wait(EMAIL, 5).await.into_iter().rev().find(|mail| mail.subject() == "Choose a new password");
    world.pass(HOUR_MS);
    assert_eq!(world.post(path, &reset(&late.unwrap().code(), PASSWORD)).await.code(), (400, "LINK_EXPIRED"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_signs_in_on_the_device_that_asked_also_while_the_password_is_locked() {
    let office = PostOffice::open();
    let world = World::with_mail(&office);
    confirmed(&world, &office).await;
    for _ in 0..5 {
        world.login(EMAIL, "Wrong-42 lark", fresh()).await;
    }
    let device = fresh();
    world.post("/api/v1/auth/link", &json!({ "email": EMAIL, "device": device })).await;
    let code = office.last(EMAIL, 3).await.code();
    let path = "/api/v1/auth/link/use";
    let elsewhere = world.post(path, &json!({ "code": code, "device": fresh() })).await;
    assert_eq!(elsewhere.code(), (400, "LINK_EXPIRED"));
    let as_reset = json!({ "code": code, "password": OTHER });
    assert_eq!(world.post("/api/v1/auth/password/reset", &as_reset).await.code(), (400, "LINK_EXPIRED"));
    let signed_in = world.post(path, &json!({ "code": code, "device": device })).await;
    assert_eq!(world.me(&signed_in.text("access_token")).await.status, 200);
    assert_eq!(
        world.post(path, &json!({ "code": code, "device": device })).await.code(),
        (400, "LINK_EXPIRED")
    );
    world.post("/api/v1/auth/link", &json!({ "email": EMAIL, "device": device })).await;
    let late = office.last(EMAIL, 4).await.code();
    world.pass(15 * MINUTE_MS);
    assert_eq!(
        world.post(path, &json!({ "code": late, "device": device })).await.code(),
        (400, "LINK_EXPIRED")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_listed_and_ended_by_their_owner_alone() {
    let office = PostOffice::open();
    let world = World::with_mail(&office);
    confirmed(&world, &office).await;
    let (phone, desktop) = (fresh(), fresh());
    let here = world.login(EMAIL, PASSWORD, phone).await.text("access_token");
    let there = world.login(EMAIL, PASSWORD, desktop).await.text("access_token");
    let mail = office.last(EMAIL, 2).await;
    assert_eq!(mail.subject(), "A new device signed in");
    assert!(mail.text.contains("127.0.0.0/24"), "{}", mail.text);
    let path = "/api/v1/auth/sessions";
    let listed = ask(&world, Method::GET, path, &here).await;
    let sessions = listed.body["data"]["sessions"].as_array().unwrap().clone();
    assert_eq!(sessions.len(), 2);
    let other = sessions.iter().find(|session| session["current"] == false).unwrap();
    assert_eq!(other["device"], desktop.to_string());
    let stranger = world.phone().await;
    let one = format!("{path}/{}", other["id"].as_str().unwrap());
    assert_eq!(ask(&world, Method::DELETE, &one, &stranger.token).await.code(), (404, "NOT_FOUND"));
    assert_eq!(ask(&world, Method::DELETE, &one, &here).await.status, 200);
    assert_eq!(ask(&world, Method::DELETE, &one, &here).await.code(), (404, "NOT_FOUND"));
    assert_eq!(world.me(&there).await.code(), (401, "TOKEN_REVOKED"));
    let third = world.login(EMAIL, PASSWORD, desktop).await.text("access_token");
    let ended = ask(&world, Method::DELETE, path, &here).await;
    assert_eq!(ended.body["data"]["ended"], 1);
    assert_eq!(world.me(&third).await.code(), (401, "TOKEN_REVOKED"));
    assert_eq!(world.me(&here).await.status, 200);
    // A known device is no news.
    assert_eq!(office.mails().iter().filter(|mail| mail.subject() == "A new device signed in").count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_sessions_end_the_one_unused_for_longest() {
    let world = World::with(|config| config.rates.sign_ins_per_account = 1_000);
    world.register(EMAIL).await;
    let mut tokens = Vec::new();
    for _ in 0..21 {
        world.pass(1);
        tokens.push(world.login(EMAIL, PASSWORD, fresh()).await.text("access_token"));
    }
    assert_eq!(world.me(&tokens[0]).await.code(), (401, "TOKEN_REVOKED"));
    for token in &tokens[1..] {
        assert_eq!(world.me(token).await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_has_its_refresh_token_in_a_cookie_and_says_what_only_our_page_knows() {
    let world = World::new();
    world.register(EMAIL).await;
    let device = fresh();
    let form = json!({ "email": EMAIL, "password": PASSWORD, "device": device, "browser": true });
    let response = world.request(Method::POST, "/api/v1/auth/login").json(&form).send().await.unwrap();
    let cookie = response.headers()["set-cookie"].to_str().unwrap().to_owned();
    for word in ["__Secure-", "HttpOnly", "Secure", "SameSite=Strict", "Path=/api/v1/auth"] {
        assert!(cookie.contains(word), "{cookie}");
    }
    let signed_in = Answered::of(response).await;
    assert!(signed_in.body["data"]["refresh_token"].is_null(), "{signed_in:?}");
    let pair = cookie.split(';').next().unwrap();
    let refresh = |csrf: Option<String>| {
        let mut request = world.request(Method::POST, "/api/v1/auth/refresh").header("cookie", pair);
        if let Some(csrf) = csrf {
            request = request.header("x-csrf-token", csrf);
        }
        request.json(&json!({ "device": device })).send()
    };
    for wrong in [None, Some(String::new()), Some("0".repeat(64))] {
        assert_eq!(Answered::of(refresh(wrong).await.unwrap()).await.code(), (401, "UNAUTHORIZED"));
    }
    let next = refresh(Some(signed_in.text("csrf_token"))).await.unwrap();
    assert!(next.headers()["set-cookie"].to_str().unwrap() != cookie);
    let next = Answered::of(next).await;
    assert_eq!(world.me(&next.text("access_token")).await.status, 200);
    // A cookie alone opens nothing else.
    let bare = world.request(Method::GET, "/api/v1/users/me").header("cookie", pair).send().await.unwrap();
    assert_eq!(Answered::of(bare).await.code(), (401, "UNAUTHORIZED"));
}
