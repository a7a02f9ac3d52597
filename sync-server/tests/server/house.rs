//! A server with Hubbub's own rules: a community, its admin, a resident, and a clock that the test moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;
use hubbub_core::time::Timestamp;
use hubbub_server::audit::Verdict;
use hubbub_server::{Clock, Config, Host, NewAdmin, Running, product, serve};
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

use crate::world::fresh;

pub(crate) const EMAIL: &str = "ada@example.org";

pub(crate) struct House {
    pub(crate) running: Running,
    pub(crate) community: Id,
    pub(crate) admin: Guest,
    pub(crate) password: String,
    pub(crate) resident: Guest,
    pub(crate) http: Client,
    pub(crate) folder: tempfile::TempDir,
    config: Config,
    ahead: Arc<AtomicI64>,
}

/// A member who is signed in.
#[derive(Clone)]
pub(crate) struct Guest {
    pub(crate) user: Id,
    pub(crate) token: String,
}

impl House {
    pub(crate) async fn open() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(set: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ahead = Arc::new(AtomicI64::new(0));
        let moved = Arc::clone(&ahead);
        let system = Clock::system();
        let mut config = Config::new(folder.path().join("server")).on_any_port();
        config.second_factor = false;
        config.log_requests = false;
        config.clock = Clock::of(move || system.now().plus(moved.load(Ordering::SeqCst)));
        set(&mut config);
        let host = Host::open(config.clone(), product()).unwrap();
        let admin = NewAdmin {
            email: EMAIL.to_owned(),
            name: "Ada".to_owned(),
            locale: Locale::De,
            community: "Quittenhof".to_owned(),
        };
        let made = tokio::task::block_in_place(|| host.create_admin(&admin)).unwrap();
        tokio::task::block_in_place(|| host.close());
        let running = serve(config.clone(), product()).unwrap();
        let admin = Guest::of(&running, made.user).await;
        let (community, password) = (made.community, made.password);
        let http = Client::new();
        let resident = admin.clone();
        let mut house = Self { running, community, admin, password, resident, http, folder, config, ahead };
        house.resident = house.member("Ben").await;
        house
    }

    /// Stops the server, does something with its folder, and starts it again.
    pub(crate) fn restart(self, between: impl FnOnce(&Host)) -> Self {
        let Self { running, config, .. } = self;
        tokio::task::block_in_place(|| {
            running.stop();
            let host = Host::open(config.clone(), product()).unwrap();
            between(&host);
            host.close();
            let running = serve(config.clone(), product()).unwrap();
            Self { running, config, ..self }
        })
    }

    /// What the server's clock shows.
    pub(crate) fn now(&self) -> Timestamp {
        self.config.clock.now()
    }

    /// The clock moves on.
    pub(crate) fn pass(&self, ms: i64) {
        self.ahead.fetch_add(ms, Ordering::SeqCst);
    }

    /// Stops the server; what its audit log is worth.
    pub(crate) fn stop_and_verify(self) -> Verdict {
        tokio::task::block_in_place(|| {
            self.running.stop();
            let host = Host::open(self.config, product()).unwrap();
            let verdict = host.verify_audit().unwrap();
            host.close();
            verdict
        })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.running.local_addr())
    }

    /// Somebody who joins the community, and is signed in.
    pub(crate) async fn member(&self, name: &str) -> Guest {
        let user = fresh();
        self.job(json!({ "area": "community", "kind": "admit", "community": self.community, "user": user,
            "display_name": name, "locale": "en" }))
            .await;
        Guest::of(&self.running, user).await
    }

    /// The server itself does something, and it must go through.
    pub(crate) async fn job(&self, command: Value) {
        let outcomes = self.running.writer().job("test", vec![(fresh(), command.to_string())]).await.unwrap();
        assert!(format!("{outcomes:?}").contains("Applied"), "{command}: {outcomes:?}");
    }

    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &str,
        token: &str,
        head: &[(&str, &str)],
        body: Option<Value>,
    ) -> Response {
        let mut request = self.http.request(method, format!("{}/api/v1{path}", self.url()));
        for (name, value) in head {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.bearer_auth(token).send().await.unwrap()
    }

    pub(crate) fn item(&self) -> Value {
        json!({ "community": self.community, "category": "meals", "default_locale": "en",
            "texts": [{ "locale": "en", "title": "Soup" }], "event_at": "2030-06-01T20:30:00+02:00" })
    }
}

impl Guest {
    /// A new session of somebody, on a device of its own.
    pub(crate) async fn of(running: &Running, user: Id) -> Self {
        let token = running.begin_session(user, fresh()).await.unwrap().access_token;
        Self { user, token }
    }
}

pub(crate) async fn code(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    let body: Value = response.json().await.unwrap();
    (status, body["error"]["code"].as_str().unwrap_or("-").to_owned())
}
