//! A server on a free port, a clock that the test moves, and people with phones.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use hubbub_core::id::Id;
use hubbub_core::sync::columns;
use hubbub_core::sync::protocol::{
    Answer, Cursor, Outcome, QueuedCall, Reply, Request, Upload, decode, encode,
};
use hubbub_core::time::Timestamp;
use hubbub_server::{Clock, Config, Product, Running, StartError, serve};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use crate::board::{Board, Command, SCHEMA};

pub(crate) const PASSWORD: &str = "Meadow-42 lark";
/// 2025-01-01, so that times look like times.
pub(crate) const START: i64 = 1_735_689_600_000;

static NEXT: AtomicU64 = AtomicU64::new(1);

/// An id that nothing else in this process has.
pub(crate) fn fresh() -> Id {
    Id::named("test", &NEXT.fetch_add(1, Ordering::Relaxed).to_string())
}

pub(crate) fn cursed() -> Id {
    Id::named("test", "cursed")
}

pub(crate) struct World {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) community: Id,
    pub(crate) http: reqwest::Client,
    now: Arc<AtomicI64>,
    running: Option<Running>,
}

pub(crate) fn product() -> Product<Board> {
    Product { domain: Board { cursed: cursed() }, migrations: vec![SCHEMA], vocabulary: 1 }
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    pub(crate) fn with(set: impl FnOnce(&mut Config)) -> Self {
        let mut world = Self {
            folder: tempfile::tempdir().unwrap(),
            community: fresh(),
            http: reqwest::Client::new(),
            now: Arc::new(AtomicI64::new(START)),
            running: None,
        };
        world.start(set).unwrap();
        let community = world.community;
        tokio::task::block_in_place(|| world.running().set_community(community)).unwrap();
        world
    }

    /// A server that sends its mail to this mail server.
    pub(crate) fn with_mail(post: &crate::post_office::PostOffice) -> Self {
        let server = post.server();
        Self::with(|config| Self::mail_to(config, server))
    }

    pub(crate) fn mail_to(config: &mut Config, server: hubbub_server::mail::MailServer) {
        config.mail = Some(server);
        config.mail_every = std::time::Duration::from_millis(10);
    }

    pub(crate) fn config(&self) -> Config {
        let now = Arc::clone(&self.now);
        let mut config = Config::new(self.folder.path()).on_any_port();
        config.clock = Clock::of(move || Timestamp(now.load(Ordering::SeqCst)));
        config.rates.registrations_per_address = 1_000;
        config
    }

    /// Starts the server on the same folder, after [`Self::stop`].
    pub(crate) fn start(&mut self, set: impl FnOnce(&mut Config)) -> Result<(), StartError> {
        let mut config = self.config();
        set(&mut config);
        self.running = Some(serve(config, product())?);
        Ok(())
    }

    pub(crate) fn stop(&mut self) {
        let running = self.running.take().unwrap();
        tokio::task::block_in_place(|| running.stop());
    }

    pub(crate) fn running(&self) -> &Running {
        self.running.as_ref().unwrap()
    }

    pub(crate) fn pass(&self, ms: i64) {
        self.now.fetch_add(ms, Ordering::SeqCst);
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("http://{}{path}", self.running().local_addr()))
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answered {
        Answered::of(self.request(Method::POST, path).json(body).send().await.unwrap()).await
    }

    pub(crate) async fn job(&self, command: &Command) -> Outcome {
        let commands = vec![(fresh(), serde_json::to_string(command).unwrap())];
        self.running().writer().job("test", commands).await.unwrap().remove(0)
    }

    /// A member of the community, signed in on a new phone.
    pub(crate) async fn phone(&self) -> Phone {
        let user = fresh();
        self.admit(user).await;
        self.phone_of(user).await
    }

    pub(crate) async fn admit(&self, user: Id) {
        let community = self.community;
        let command =
            Command::Admit { community, user, display_name: "Ada".to_owned(), locale: "en".to_owned() };
        assert!(matches!(self.job(&command).await, Outcome::Applied { .. }));
    }

    /// Another phone of a user.
    pub(crate) async fn phone_of(&self, user: Id) -> Phone {
        let device = fresh();
        let session = self.running().begin_session(user, device).await.unwrap();
        Phone {
            user,
            device,
            token: session.access_token,
            refresh_token: session.refresh_token,
            community: self.community,
            number: 0,
            acknowledged: 0,
            cursors: Vec::new(),
            epoch: None,
        }
    }

    pub(crate) async fn register(&self, email: &str) -> Answered {
        let body = json!({ "email": email, "password": PASSWORD, "display_name": "Ada", "locale": "en" });
        self.post("/api/v1/auth/register", &body).await
    }

    pub(crate) async fn login(&self, email: &str, password: &str, device: Id) -> Answered {
        let body = json!({ "email": email, "password": password, "device": device });
        self.post("/api/v1/auth/login", &body).await
    }

    pub(crate) async fn refresh(&self, token: &str, device: Id) -> Answered {
        self.post("/api/v1/auth/refresh", &json!({ "refresh_token": token, "device": device })).await
    }

    /// What `GET /api/v1/users/me` says to a token.
    pub(crate) async fn me(&self, token: &str) -> Answered {
        let request = self.request(Method::GET, "/api/v1/users/me").bearer_auth(token);
        Answered::of(request.send().await.unwrap()).await
    }
}

/// A JSON response.
#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
}

impl Answered {
    pub(crate) async fn of(response: Response) -> Self {
        let status = response.status();
        let text = response.text().await.unwrap();
        Self { status, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) }
    }

    pub(crate) fn code(&self) -> (u16, &str) {
        (self.status.as_u16(), self.body["error"]["code"].as_str().unwrap_or("-"))
    }

    pub(crate) fn text(&self, name: &str) -> String {
        self.body["data"][name].as_str().unwrap_or_else(|| panic!("no {name} in {self:?}")).to_owned()
    }
}

/// A device, with just enough of the protocol to talk.
pub(crate) struct Phone {
    pub(crate) user: Id,
    pub(crate) device: Id,
    pub(crate) token: String,
    pub(crate) refresh_token: String,
    community: Id,
    number: u64,
    acknowledged: u64,
    cursors: Vec<Cursor>,
    epoch: Option<Id>,
}

impl Phone {
    /// A call that pins a note.
    pub(crate) fn pin(&mut self, text: &str) -> Upload {
        self.pin_picture(text, None)
    }

    pub(crate) fn pin_picture(&mut self, text: &str, picture: Option<String>) -> Upload {
        let command =
            Command::Pin { note: fresh(), community: self.community, text: text.to_owned(), picture };
        self.number += 1;
        Upload::Call(QueuedCall {
            id: fresh(),
            number: self.number,
            at: Timestamp(START),
            seen: Timestamp(START),
            depends_on: Vec::new(),
            command: serde_json::to_string(&command).unwrap(),
        })
    }

    pub(crate) fn ask(&self, uploads: Vec<Upload>) -> Request {
        Request {
            device: self.device,
            epoch: self.epoch,
            acknowledged: self.acknowledged,
            uploads,
            cursors: self.cursors.clone(),
        }
    }

    /// Sends a request over HTTP; the answer.
    pub(crate) async fn send(&self, world: &World, request: &Request) -> Answer {
        let response = self.post(world, encode(request)).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "application/x-hubbub");
        decode(&response.bytes().await.unwrap()).unwrap()
    }

    pub(crate) async fn post(&self, world: &World, body: Vec<u8>) -> Response {
        let request = world.request(Method::POST, "/sync/exchange").bearer_auth(&self.token);
        request.header("content-type", "application/x-hubbub").body(body).send().await.unwrap()
    }

    /// One whole exchange, remembered; the reply.
    pub(crate) async fn exchange(&mut self, world: &World, uploads: Vec<Upload>) -> Reply {
        match self.send(world, &self.ask(uploads)).await {
            Answer::Reply(reply) => {
                self.keep(&reply);
                *reply
            }
            other => panic!("{other:?}"),
        }
    }

    /// Remembers a reply as a device would.
    pub(crate) fn keep(&mut self, reply: &Reply) {
        self.cursors = hubbub_core::sync::server::Server::<Board>::cursors_after(&self.cursors, reply);
        self.epoch = Some(reply.epoch);
        self.acknowledged = self.acknowledged.max(reply.high_water);
    }
}

/// The texts of the notes in a reply.
pub(crate) fn notes(reply: &Reply) -> Vec<String> {
    let mut found = Vec::new();
    for change in reply.chunks.iter().flat_map(|chunk| columns::decode(&chunk.data).unwrap()) {
        let Some(at) = change.columns.iter().position(|name| change.table == "note" && name == "text") else {
            continue;
        };
        for row in change.rows {
            match &row[at] {
                hubbub_core::store::Value::Text(text) => found.push(text.clone()),
                other => panic!("{other:?}"),
            }
        }
    }
    found.sort();
    found
}
