//! The second factor, with Hubbub's own roles: an admin must have one, a resident may.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;
use hubbub_core::store::{Database, OpenOptions, SqliteDatabase};
use hubbub_core::time::{MINUTE_MS, SECOND_MS, Timestamp};
use hubbub_server::{Clock, Config, DATABASE, Host, NewAdmin, Running, product, serve};
use reqwest::Method;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use crate::world::{Answered, PASSWORD, fresh};

const NOW: i64 = 1_735_689_600_000;
const ADMIN: &str = "ada@example.org";
const RESIDENT: &str = "ben@example.org";

struct Hub {
    folder: tempfile::TempDir,
    running: Option<Running>,
    now: Arc<AtomicI64>,
    password: String,
    http: reqwest::Client,
}

impl Hub {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = Arc::new(AtomicI64::new(NOW));
        let told = Arc::clone(&now);
        let mut config = Config::new(folder.path()).on_any_port();
        config.clock = Clock::of(move || Timestamp(told.load(Ordering::SeqCst)));
        config.log_requests = false;
        let (made, running) = tokio::task::block_in_place(|| {
            let host = Host::open(config.clone(), product()).unwrap();
            let admin = NewAdmin {
                email: ADMIN.to_owned(),
                name: "Ada".to_owned(),
                locale: Locale::En,
                community: "Quittenhof".to_owned(),
            };
            let made = host.create_admin(&admin).unwrap();
            host.close();
            (made, serve(config, product()).unwrap())
        });
        let http = reqwest::Client::new();
        let hub = Self { folder, running: Some(running), now, password: made.password, http };
        let form = json!({ "email": RESIDENT, "password": PASSWORD, "display_name": "Ben", "locale": "en" });
        assert_eq!(hub.post("register", "", form).await.status, 202);
        hub
    }

    async fn call(&self, method: Method, path: &str, token: &str, body: Option<Value>) -> Answered {
        let address = self.running.as_ref().unwrap().local_addr();
        let mut request = self.http.request(method, format!("http://{address}{path}"));
        if !token.is_empty() {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        Answered::of(request.send().await.unwrap()).await
    }

    async fn post(&self, what: &str, token: &str, body: Value) -> Answered {
        self.call(Method::POST, &format!("/api/v1/auth/{what}"), token, Some(body)).await
    }

    async fn me(&self, token: &str) -> Answered {
        self.call(Method::GET, "/api/v1/users/me", token, None).await
    }

    async fn login(&self, email: &str, password: &str, device: Id) -> Answered {
        self.pass(MINUTE_MS);
        self.post("login", "", json!({ "email": email, "password": password, "device": device })).await
    }

    fn pass(&self, ms: i64) {
        self.now.fetch_add(ms, Ordering::SeqCst);
    }

    /// What the authenticator shows now.
    fn code(&self, secret: &str) -> String {
        let secret = Secret::try_from_base32(secret).unwrap();
        let totp = Builder::new().with_secret(secret).with_account_name("-").build().unwrap();
        let seconds = u64::try_from(self.now.load(Ordering::SeqCst) / SECOND_MS).unwrap();
        totp.generate(seconds).to_string()
    }

    /// A code that is not the right one.
    fn wrong_code(&self, secret: &str) -> String {
        let right = self.code(secret);
        if right == "000000" { "000001".to_owned() } else { "000000".to_owned() }
    }

    /// Ben signs in and sets up a second factor; token, secret and recovery codes.
    async fn ben_with_factor(&self, device: Id) -> (String, String, Vec<String>) {
        let token = self.login(RESIDENT, PASSWORD, device).await.text("access_token");
        let begun = self.post("second-factor", &token, json!({ "password": PASSWORD })).await;
        let secret = begun.text("secret");
        let code = self.code(&secret);
        let confirmed = self.post("second-factor/confirm", &token, json!({ "code": code })).await;
        assert_eq!(confirmed.status, 200, "{confirmed:?}");
        let codes = confirmed.body["data"]["recovery_codes"].as_array().unwrap().iter();
        let codes = codes.map(|code| code.as_str().unwrap().to_owned()).collect();
        self.pass(MINUTE_MS);
        (token, secret, codes)
    }

    fn rows(&self, text: &str) -> Vec<String> {
        let options = OpenOptions { key: None, readers: 1 };
        let database = SqliteDatabase::open(&self.folder.path().join(DATABASE), &options).unwrap();
        let database: &dyn Database = &database;
        database.read(|sql| sql.all(text, &[], |row| Ok(row.text(0)?.to_owned()))).unwrap()
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        let running = self.running.take();
        tokio::task::block_in_place(|| drop(running));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_sets_up_a_second_factor_before_anything_else() {
    let hub = Hub::open().await;
    let device = fresh();
    let half = hub.login(ADMIN, &hub.password, device).await;
    assert_eq!((half.status.as_u16(), half.text("needs")), (200, "enrolment".to_owned()));
    let partial = half.text("partial_token");
    assert!(half.body["data"]["access_token"].is_null() && half.body["data"]["refresh_token"].is_null());
    assert_eq!(hub.me(&partial).await.code(), (403, "SECOND_FACTOR_REQUIRED"));
    let early = hub.post("second-factor/verify", &partial, json!({ "code": "123456" })).await;
    assert_eq!(early.code(), (400, "INVALID_STATE"));
    let begun = hub.post("second-factor", &partial, json!({})).await;
    let secret = begun.text("secret");
    assert!(begun.text("otpauth").starts_with("otpauth://totp/Hubbub"), "{begun:?}");
    let wrong = json!({ "code": hub.wrong_code(&secret) });
    let refused = hub.post("second-factor/confirm", &partial, wrong).await;
    assert_eq!(refused.code(), (400, "CODE_INVALID"));
    let code = json!({ "code": hub.code(&secret) });
    let confirmed = hub.post("second-factor/confirm", &partial, code).await;
    assert_eq!(confirmed.body["data"]["recovery_codes"].as_array().unwrap().len(), 10, "{confirmed:?}");
    let me = hub.me(&confirmed.text("access_token")).await;
    assert_eq!(me.body["data"]["roles"], json!(["admin"]));
    assert_eq!(me.body["data"]["second_factor"], true);
    // It can't be taken off.
    hub.pass(MINUTE_MS);
    let body = Some(json!({ "code": hub.code(&secret) }));
    let path = "/api/v1/auth/second-factor";
    let off = hub.call(Method::DELETE, path, &confirmed.text("access_token"), body).await;
    assert_eq!(off.code(), (400, "INVALID_STATE"));
    // The partial token has done its work.
    let again = hub.post("second-factor/verify", &partial, json!({ "code": hub.code(&secret) })).await;
    assert_eq!(again.status.as_u16(), 400);
    // From now on the code is asked for.
    let half = hub.login(ADMIN, &hub.password, fresh()).await;
    assert_eq!(half.text("needs"), "code");
    let partial = half.text("partial_token");
    let stolen = hub.post("second-factor", &partial, json!({})).await;
    assert_eq!(stolen.code(), (403, "SECOND_FACTOR_REQUIRED"), "who has one does not get another");
    let code = json!({ "code": hub.code(&secret) });
    let whole = hub.post("second-factor/verify", &partial, code.clone()).await;
    assert_eq!(hub.me(&whole.text("access_token")).await.status, 200);
    let twice = hub.post("second-factor/verify", &partial, code).await;
    assert_eq!(twice.code(), (400, "CODE_INVALID"), "a code counts once");
    hub.pass(MINUTE_MS);
    let next = json!({ "code": hub.code(&secret) });
    assert_eq!(hub.post("second-factor/verify", &partial, next).await.code(), (401, "UNAUTHORIZED"));
    // It goes on without further codes.
    let refresh = json!({ "refresh_token": confirmed.text("refresh_token"), "device": device });
    assert_eq!(hub.post("refresh", "", refresh).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_becomes_staff_signs_in_again_with_a_second_factor() {
    let hub = Hub::open().await;
    let device = fresh();
    let signed_in = hub.login(RESIDENT, PASSWORD, device).await;
    let me = hub.me(&signed_in.text("access_token")).await;
    let writer = hub.running.as_ref().unwrap().writer();
    let community = hub.rows("SELECT id FROM community").remove(0);
    let command = json!({ "area": "community", "kind": "grant_role", "community": community,
        "user": me.text("user_id"), "role": "admin" });
    let outcomes = writer.job("test", vec![(fresh(), command.to_string())]).await.unwrap();
    assert!(matches!(outcomes[0], hubbub_core::sync::protocol::Outcome::Applied { .. }), "{outcomes:?}");
    let refresh = json!({ "refresh_token": signed_in.text("refresh_token"), "device": device });
    assert_eq!(hub.post("refresh", "", refresh).await.code(), (401, "TOKEN_REVOKED"));
    assert_eq!(hub.login(RESIDENT, PASSWORD, device).await.text("needs"), "enrolment");
}

#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_codes_are_looked_at_however_many_come_at_once_and_by_whichever_way() {
    let hub = Arc::new(Hub::open().await);
    let device = fresh();
    let (token, secret, _) = hub.ben_with_factor(device).await;
    let partial = hub.login(RESIDENT, PASSWORD, fresh()).await.text("partial_token");
    let code = hub.wrong_code(&secret);
    let tries: Vec<_> = (0..50)
        .map(|number| {
            let (hub, code) = (Arc::clone(&hub), code.clone());
            let (partial, token) = (partial.clone(), token.clone());
            tokio::spawn(async move {
                let body = json!({ "code": code, "purpose": "bid", "thing": fresh(), "ceiling_minor": 1 });
                match number % 2 {
                    0 => hub.post("second-factor/verify", &partial, json!({ "code": code })).await,
                    _ => hub.post("step-up", &token, body).await,
                }
            })
        })
        .collect();
    let mut looked_at = 0;
    for one in tries {
        looked_at += u32::from(one.await.unwrap().code() == (400, "CODE_INVALID"));
    }
    assert_eq!(looked_at, 5);
    hub.pass(2 * MINUTE_MS);
    let right = json!({ "code": hub.code(&secret) });
    assert_eq!(hub.post("second-factor/verify", &partial, right).await.code(), (403, "ACCOUNT_LOCKED"));
    assert_eq!(hub.me(&token).await.status, 200, "whoever is signed in stays so");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_code_opens_the_door_once() {
    let hub = Hub::open().await;
    let (token, _, codes) = hub.ben_with_factor(fresh()).await;
    for (code, status) in [(&codes[0], 200), (&codes[0], 400), (&codes[1].to_lowercase(), 200)] {
        let partial = hub.login(RESIDENT, PASSWORD, fresh()).await.text("partial_token");
        let answered = hub.post("second-factor/verify", &partial, json!({ "code": code })).await;
        assert_eq!(answered.status.as_u16(), status, "{code}: {answered:?}");
    }
    assert_eq!(hub.me(&token).await.body["data"]["recovery_codes_left"], 8);
    // It steps nobody up.
    let body = json!({ "code": codes[2], "purpose": "bid", "thing": fresh(), "ceiling_minor": 1 });
    assert_eq!(hub.post("step-up", &token, body).await.code(), (400, "CODE_INVALID"));
    // It takes the second factor off, and the next sign-in needs none.
    let path = "/api/v1/auth/second-factor";
    let off = hub.call(Method::DELETE, path, &token, Some(json!({ "code": codes[3] }))).await;
    assert_eq!(off.status, 200);
    assert!(hub.login(RESIDENT, PASSWORD, fresh()).await.body["data"]["access_token"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_up_is_kept_for_its_device_purpose_and_ceiling() {
    let hub = Hub::open().await;
    let device = fresh();
    let (token, secret, _) = hub.ben_with_factor(device).await;
    let lot = fresh();
    let ask = |code: String, purpose: &str, ceiling: i64| json!({ "code": code, "purpose": purpose, "thing": lot, "ceiling_minor": ceiling });
    for (body, code) in [
        (ask(hub.wrong_code(&secret), "bid", 5), (400, "CODE_INVALID")),
        (ask(hub.code(&secret), "party", 5), (400, "VALIDATION_FAILED")),
        (ask(hub.code(&secret), "bid", 0), (400, "VALIDATION_FAILED")),
    ] {
        assert_eq!(hub.post("step-up", &token, body).await.code(), code);
    }
    let done = hub.post("step-up", &token, ask(hub.code(&secret), "bid", 250_000)).await;
    assert_eq!(done.status, 200, "{done:?}");
    let again = hub.post("step-up", &token, ask(hub.code(&secret), "bid", 900_000)).await;
    assert_eq!(again.code(), (400, "CODE_INVALID"), "a code counts once");
    // One row for the device's own calls, one for what it asks over REST.
    let rows = hub.rows(&format!(
        "SELECT purpose || ' ' || ceiling_minor || ' ' || (device_id = '{device}') FROM step_up ORDER BY 1"
    ));
    assert_eq!(rows, [format!("bid:{lot} 250000 0"), format!("bid:{lot} 250000 1")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stolen_access_token_sets_up_no_second_factor() {
    let hub = Hub::open().await;
    let token = hub.login(RESIDENT, PASSWORD, fresh()).await.text("access_token");
    for body in [json!({}), json!({ "password": "Wrong-42 lark" })] {
        assert_eq!(hub.post("second-factor", &token, body).await.code(), (400, "VALIDATION_FAILED"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_of_second_factors_are_sealed() {
    let hub = Hub::open().await;
    let (_, secret, codes) = hub.ben_with_factor(fresh()).await;
    let kept = hub.rows("SELECT secret FROM second_factor").remove(0);
    assert!(!kept.contains(&secret) && kept.len() > secret.len());
    for file in [DATABASE.to_owned(), format!("{DATABASE}-wal")] {
        let bytes = std::fs::read(hub.folder.path().join(file)).unwrap();
        for secret in codes.iter().chain([&secret]) {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
        }
    }
}
