//! Accounts, tokens, sessions, locks.

use hubbub_core::time::{DAY_MS, MINUTE_MS, SECOND_MS};
use reqwest::Method;
use serde_json::json;

use crate::world::{Answered, PASSWORD, World, fresh, notes};

const EMAIL: &str = "ada@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn a_new_person_registers_signs_in_and_belongs() {
    let world = World::new();
    let mut ben = world.phone().await;
    let call = ben.pin("welcome");
    ben.exchange(&world, vec![call]).await;
    let registered = world.register(EMAIL).await;
    assert_eq!(registered.status, 202, "{registered:?}");
    let device = fresh();
    let signed_in = world.login(" Ada@Example.ORG ", PASSWORD, device).await;
    assert_eq!(signed_in.body["data"]["expires_in"], 900);
    let me = world.me(&signed_in.text("access_token")).await;
    assert_eq!((me.text("email"), me.text("device")), (EMAIL.to_owned(), device.to_string()));
    let user = me.text("user_id").parse().unwrap();
    let mut ada = world.phone_of(user).await;
    assert_eq!(notes(&ada.exchange(&world, vec![]).await), ["welcome"]);
    assert_eq!(world.register("ADA@example.org").await.body, registered.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registration_is_checked() {
    let world = World::new();
    let sound = json!({ "email": EMAIL, "password": PASSWORD, "display_name": "Ada", "locale": "en" });
    for (field, value, issue) in [
        ("email", json!("ada"), "malformed"),
        ("email", json!("ada@host"), "malformed"),
        ("password", json!("short"), "too_short"),
        ("password", json!("no-sign-here"), "password_too_simple"),
        ("display_name", json!("  "), "required"),
        ("display_name", json!("x".repeat(81)), "too_long"),
        ("locale", json!("tlh"), "unknown"),
    ] {
        let mut form = sound.clone();
        form[field] = value;
        let refused = world.post("/api/v1/auth/register", &form).await;
        assert_eq!(refused.code(), (400, "VALIDATION_FAILED"));
        assert_eq!(refused.body["error"]["details"][0], json!({ "field": field, "issue": issue }));
    }
    let mut elsewhere = sound.clone();
    elsewhere["community"] = json!(fresh());
    assert_eq!(world.post("/api/v1/auth/register", &elsewhere).await.code(), (403, "FORBIDDEN_ROLE"));
    let mut unknown = sound;
    unknown["role"] = json!("admin");
    assert_eq!(world.post("/api/v1/auth/register", &unknown).await.code(), (400, "VALIDATION_FAILED"));
    let closed = World::with(|config| config.open_registration = false);
    assert_eq!(closed.register(EMAIL).await.code(), (403, "FORBIDDEN_ROLE"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_access_token_is_ours_and_lasts_fifteen_minutes() {
    let world = World::new();
    let ada = world.phone().await;
    assert_eq!(world.me(&ada.token).await.status, 200);
    let (head, rest) = ada.token.split_once('.').unwrap();
    let (claims, signature) = rest.split_once('.').unwrap();
    // {"alg":"none","typ":"JWT"} and {"alg":"HS512","typ":"JWT"}
    let none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0";
    let longer = "eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9";
    for token in [
        String::new(),
        "x".to_owned(),
        format!("{head}.{claims}."),
        format!("{none}.{claims}."),
        format!("{longer}.{claims}.{signature}"),
        format!("{head}.{}A.{signature}", &claims[..claims.len() - 1]),
        ada.refresh_token.clone(),
    ] {
        assert_eq!(world.me(&token).await.code(), (401, "UNAUTHORIZED"), "{token}");
    }
    let bare = world.request(Method::GET, "/api/v1/users/me").send().await.unwrap();
    assert_eq!(Answered::of(bare).await.code(), (401, "UNAUTHORIZED"));
    world.pass(15 * MINUTE_MS - SECOND_MS);
    assert_eq!(world.me(&ada.token).await.status, 200);
    world.pass(SECOND_MS);
    assert_eq!(world.me(&ada.token).await.code(), (401, "UNAUTHORIZED"));
    assert_eq!(Answered::of(ada.post(&world, vec![]).await).await.code(), (401, "UNAUTHORIZED"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_has_one_successor() {
    let world = World::new();
    let ada = world.phone().await;
    world.pass(20 * MINUTE_MS);
    let next = world.refresh(&ada.refresh_token, ada.device).await;
    assert_eq!(world.me(&next.text("access_token")).await.status, 200);
    // The answer was lost: the same device gets the same successor for twenty seconds.
    world.pass(20 * SECOND_MS);
    let again = world.refresh(&ada.refresh_token, ada.device).await;
    assert_eq!(again.text("refresh_token"), next.text("refresh_token"));
    let third = world.refresh(&next.text("refresh_token"), ada.device).await;
    assert_ne!(third.text("refresh_token"), next.text("refresh_token"));
    // Used again later, somebody has a copy: the whole family ends, with its access tokens.
    world.pass(SECOND_MS);
    assert_eq!(world.refresh(&ada.refresh_token, ada.device).await.code(), (401, "TOKEN_REVOKED"));
    assert_eq!(world.refresh(&third.text("refresh_token"), ada.device).await.code(), (401, "TOKEN_REVOKED"));
    assert_eq!(world.me(&third.text("access_token")).await.code(), (401, "TOKEN_REVOKED"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_is_bound_to_its_device_and_its_days() {
    let world = World::new();
    let (ada, ben) = (world.phone().await, world.phone().await);
    assert_eq!(world.refresh(&ada.refresh_token, fresh()).await.code(), (401, "TOKEN_REVOKED"));
    assert_eq!(world.refresh(&ada.refresh_token, ada.device).await.code(), (401, "TOKEN_REVOKED"));
    for token in ["", "x", &"0".repeat(64)] {
        assert_eq!(world.refresh(token, ada.device).await.code(), (401, "UNAUTHORIZED"));
    }
    world.pass(7 * DAY_MS);
    assert_eq!(world.refresh(&ben.refresh_token, ben.device).await.code(), (401, "UNAUTHORIZED"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_a_year_however_much_it_is_used() {
    let world = World::new();
    let ada = world.phone().await;
    let (mut token, mut passed) = (ada.refresh_token.clone(), 0);
    loop {
        world.pass(6 * DAY_MS);
        passed += 6;
        let next = world.refresh(&token, ada.device).await;
        if next.status != 200 {
            assert_eq!((passed, next.code()), (366, (401, "TOKEN_REVOKED")));
            break;
        }
        token = next.text("refresh_token");
    }
    assert_eq!(world.refresh(&token, ada.device).await.code(), (401, "TOKEN_REVOKED"));
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_one_session_also_over_a_restart() {
    let mut world = World::new();
    let ada = world.phone().await;
    let other = world.phone_of(ada.user).await;
    let request = world.request(Method::POST, "/api/v1/auth/logout").bearer_auth(&ada.token);
    assert_eq!(request.send().await.unwrap().status(), 200);
    world.stop();
    world.start(|_| {}).unwrap();
    assert_eq!(world.me(&ada.token).await.code(), (401, "TOKEN_REVOKED"));
    assert_eq!(world.refresh(&ada.refresh_token, ada.device).await.code(), (401, "TOKEN_REVOKED"));
    assert_eq!(world.me(&other.token).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn five_failures_lock_an_address_whether_it_has_an_account_or_not() {
    let world = World::with(|config| config.rates.sign_ins_per_account = 1_000);
    world.register(EMAIL).await;
    let signed_in = world.login(EMAIL, PASSWORD, fresh()).await;
    for email in [EMAIL, "nobody@example.org"] {
        for _ in 0..5 {
            assert_eq!(world.login(email, "Wrong-42 lark", fresh()).await.code(), (401, "UNAUTHORIZED"));
        }
        let locked = world.login(email, PASSWORD, fresh()).await;
        assert_eq!(locked.code(), (403, "ACCOUNT_LOCKED"), "{email}");
        assert_eq!(locked.body["error"]["params"]["until"]["time"], 1_735_689_600_000_i64 + 15 * MINUTE_MS);
    }
    // Whoever is signed in stays so.
    assert_eq!(world.me(&signed_in.text("access_token")).await.status, 200);
    // When the lock has ended, the count starts anew.
    world.pass(15 * MINUTE_MS);
    world.login(EMAIL, "Wrong-42 lark", fresh()).await;
    assert_eq!(world.login(EMAIL, PASSWORD, fresh()).await.status, 200);
    world.pass(MINUTE_MS);
    for _ in 0..4 {
        world.login(EMAIL, "Wrong-42 lark", fresh()).await;
    }
    world.pass(MINUTE_MS);
    assert_eq!(world.login(EMAIL, PASSWORD, fresh()).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_sent_at_once_are_counted_before_they_are_looked_at() {
    let world = std::sync::Arc::new(World::with(|config| config.rates.sign_ins_per_account = 1_000));
    world.register(EMAIL).await;
    let tries: Vec<_> = (0..50)
        .map(|_| {
            let world = std::sync::Arc::clone(&world);
            tokio::spawn(async move { world.login(EMAIL, "Wrong-42 lark", fresh()).await.status.as_u16() })
        })
        .collect();
    let mut looked_at = 0;
    for one in tries {
        looked_at += u32::from(one.await.unwrap() == 401);
    }
    assert_eq!(looked_at, 5);
    assert_eq!(world.login(EMAIL, PASSWORD, fresh()).await.code(), (403, "ACCOUNT_LOCKED"));
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_not_in_the_database() {
    let mut world = World::new();
    world.register(EMAIL).await;
    let signed_in = world.login(EMAIL, PASSWORD, fresh()).await;
    world.stop();
    let bytes = std::fs::read(world.folder.path().join("hubbub.db")).unwrap();
    let holds = |needle: &str| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
    assert!(holds("$argon2id$"));
    for secret in [PASSWORD, &signed_in.text("refresh_token"), &signed_in.text("access_token")] {
        assert!(!holds(secret), "{secret}");
    }
}
