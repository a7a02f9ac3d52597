//! The desktop's calls on loopback, for browser tests and design work. It is a test host and never shipped: the
//! product's window talks to the same calls inside its own process.
//!
//! `POST /call/<name>` takes a call's arguments and gives its result, `POST /map` a piece of the map file, `/events` is
//! a socket of changes, everything else is the built web side. Only pages from this very address are answered.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{DefaultBodyLimit, Path as UrlPath, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use clap::Parser;
use futures_util::StreamExt as _;
use hubbub_core::store::Key;
use hubbub_desktop_api::{Change, Desktop, Opening, Problem};
use serde::Deserialize;
use tokio::sync::broadcast;

/// The largest body: a picture in base 64.
const BODY_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Serves the desktop's calls on loopback, for tests.
#[derive(Parser)]
struct Arguments {
    /// Where this device keeps its data
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The server
    #[arg(long, value_name = "URL")]
    server: String,
    /// The built web side
    #[arg(long, value_name = "DIR")]
    ui: PathBuf,
    /// The system's language
    #[arg(long, default_value = "en")]
    language: String,
    /// The port; 0 takes any free one
    #[arg(long, default_value_t = 0)]
    port: u16,
}

struct Host {
    desktop: Arc<Desktop>,
    ui: PathBuf,
    address: SocketAddr,
    changes: broadcast::Sender<String>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(tracing_subscriber::filter::LevelFilter::WARN)
        .init();
    let Arguments { data, server, ui, language, port } = Arguments::parse();
    let opening = Opening { folder: data, server, key: Key::new([7; 32]), system_language: language };
    let desktop = Arc::new(tokio::task::spawn_blocking(move || Desktop::open(opening)).await??);
    let (changes, _) = broadcast::channel(256);
    let teller = changes.clone();
    let tell = move |change: Change| {
        // Without an open window there is nobody to tell.
        let _ = serde_json::to_string(&change).map(|text| teller.send(text));
    };
    let _watching = desktop.watch(tell)?;
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let address = listener.local_addr()?;
    println!("http://{address}/");
    let host = Arc::new(Host { desktop, ui, address, changes });
    let app = Router::new()
        .route("/call/{name}", post(call))
        .route("/map", post(map))
        .route("/events", get(events))
        .fallback(file)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .with_state(host);
    let stop = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    axum::serve(listener, app).with_graceful_shutdown(stop).await?;
    Ok(())
}

async fn call(
    State(host): State<Arc<Host>>,
    UrlPath(name): UrlPath<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if !is_own(&host, &headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let desktop = Arc::clone(&host.desktop);
    let done = tokio::task::spawn_blocking(move || {
        let args = serde_json::from_slice(&body).map_err(|error| Problem::program(error.to_string()))?;
        desktop.call(&name, args)
    });
    match done.await {
        Ok(Ok(result)) => axum::Json(result).into_response(),
        Ok(Err(problem)) => (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(problem)).into_response(),
        Err(panicked) => (StatusCode::INTERNAL_SERVER_ERROR, panicked.to_string()).into_response(),
    }
}

/// Which piece of the map file.
#[derive(Deserialize)]
struct Piece {
    offset: u64,
    length: u32,
}

async fn map(State(host): State<Arc<Host>>, headers: HeaderMap, body: Bytes) -> Response {
    let piece: Option<Piece> = serde_json::from_slice(&body).ok().filter(|_| is_own(&host, &headers));
    let Some(Piece { offset, length }) = piece else { return StatusCode::FORBIDDEN.into_response() };
    let desktop = Arc::clone(&host.desktop);
    match tokio::task::spawn_blocking(move || desktop.map_bytes(offset, length)).await {
        Ok(Ok(bytes)) => bytes.into_response(),
        Ok(Err(error)) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
        Err(panicked) => (StatusCode::INTERNAL_SERVER_ERROR, panicked.to_string()).into_response(),
    }
}

async fn events(State(host): State<Arc<Host>>, headers: HeaderMap, upgrade: WebSocketUpgrade) -> Response {
    if !is_own(&host, &headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let changes = host.changes.subscribe();
    upgrade.on_upgrade(move |socket| forward(socket, changes))
}

/// Hands changes on until the window goes. One that is too slow for 256 of them is told to read everything again.
async fn forward(socket: WebSocket, mut changes: broadcast::Receiver<String>) {
    use futures_util::SinkExt as _;
    let (mut out, mut input) = socket.split();
    loop {
        let text = tokio::select! {
            change = changes.recv() => match change {
                Ok(text) => text,
                Err(broadcast::error::RecvError::Lagged(_)) => r#"{"topic":"all"}"#.to_owned(),
                Err(broadcast::error::RecvError::Closed) => return,
            },
            message = input.next() => match message {
                Some(Ok(_)) => continue,
                _ => return,
            },
        };
        if out.send(Message::Text(text.into())).await.is_err() {
            return;
        }
    }
}

/// Whether a request comes from a page of this very host: no other site in the same browser may ask.
fn is_own(host: &Host, headers: &HeaderMap) -> bool {
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    origin == Some(format!("http://{}", host.address).as_str())
}

async fn file(State(host): State<Arc<Host>>, uri: Uri) -> Response {
    let wanted = Path::new(uri.path().trim_start_matches('/'));
    if wanted.components().any(|part| !matches!(part, Component::Normal(_))) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let wanted = if wanted.as_os_str().is_empty() { Path::new("index.html") } else { wanted };
    match tokio::fs::read(host.ui.join(wanted)).await {
        Ok(content) => ([(header::CONTENT_TYPE, kind_of(wanted))], content).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn kind_of(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
