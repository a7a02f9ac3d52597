//! A middlebox on loopback, as networks have them: it passes requests on to the server, lets no WebSocket through, and
//! on demand answers in the server's place: a sign-in page that says "come back tomorrow", or a filter that takes
//! offence at samples.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use tokio::sync::oneshot;

/// The largest body that passes, in bytes.
const BODY_BYTES_MAX: usize = 8 * 1024 * 1024;

/// What the middlebox does at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Mood {
    /// Everything but WebSockets passes.
    Passes = 0,
    /// Every request is answered with 503 and `Retry-After: 86400`, by a page of its own.
    Portal = 1,
    /// Samples are refused, every time; the rest passes.
    RefusesSamples = 2,
}

/// A middlebox that runs; dropping it ends it.
pub struct Middlebox {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    server: String,
    mood: AtomicU8,
    answered: AtomicUsize,
    http: reqwest::Client,
}

impl Middlebox {
    /// Starts one in front of the server at `server`, as `http://127.0.0.1:8000`.
    ///
    /// # Panics
    /// When no port is free or no thread starts: then no test can run.
    #[must_use]
    pub fn start(server: &str) -> Self {
        let shared = Arc::new(Shared {
            server: server.to_owned(),
            mood: AtomicU8::new(Mood::Passes as u8),
            answered: AtomicUsize::new(0),
            http: reqwest::Client::new(),
        });
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = mpsc::channel();
        let router = Router::new().fallback(pass).with_state(Arc::clone(&shared));
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                tokio::select! {
                    served = axum::serve(listener, router) => served.unwrap(),
                    _ = stopped => {}
                }
            });
        });
        let address = told.recv().unwrap();
        Self { address, shared, stop: Some(stop), thread: Some(thread) }
    }

    /// Its address, which takes the place of the server's.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it does from now on.
    pub fn set(&self, mood: Mood) {
        self.shared.mood.store(mood as u8, Ordering::SeqCst);
    }

    /// How often it has answered in the server's place, but for WebSockets.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.shared.answered.load(Ordering::SeqCst)
    }
}

impl Drop for Middlebox {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            eprintln!("the middlebox panicked");
        }
    }
}

async fn pass(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let mood = shared.mood.load(Ordering::SeqCst);
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    if mood == Mood::Portal as u8 {
        shared.answered.fetch_add(1, Ordering::SeqCst);
        let page = "<html>Please sign in to the network</html>";
        return (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "86400")], page).into_response();
    }
    if mood == Mood::RefusesSamples as u8 && path.starts_with("/sync/telemetry") {
        shared.answered.fetch_add(1, Ordering::SeqCst);
        let refusal = r#"{"error":{"code":"VALIDATION_FAILED","details":[]}}"#;
        return (StatusCode::BAD_REQUEST, [("content-type", "application/json")], refusal).into_response();
    }
    if path == "/ws" {
        return StatusCode::NOT_FOUND.into_response();
    }
    match forward(&shared, &path, request).await {
        Ok(response) => response,
        Err(error) => (StatusCode::BAD_GATEWAY, error).into_response(),
    }
}

async fn forward(shared: &Shared, path: &str, request: Request) -> Result<Response, String> {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, BODY_BYTES_MAX).await.map_err(|error| error.to_string())?;
    let mut headers = parts.headers;
    headers.remove("host");
    headers.remove("content-length");
    let sent =
        shared.http.request(parts.method, format!("{}{path}", shared.server)).headers(headers).body(body);
    let answer = sent.send().await.map_err(|error| error.to_string())?;
    let mut response = Response::builder().status(answer.status());
    for (name, value) in answer.headers().iter().filter(|(name, _)| *name != "transfer-encoding") {
        response = response.header(name, value);
    }
    let body = answer.bytes().await.map_err(|error| error.to_string())?;
    response.body(Body::from(body)).map_err(|error| error.to_string())
}
