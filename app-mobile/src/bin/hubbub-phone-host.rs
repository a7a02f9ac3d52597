//! `hubbub-phone-host`: the phone's own components for any browser on this machine, over a socket. A test host,
//! never shipped: it listens on loopback only, and its device is a rehearsed one.

use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::StatusCode;
use axum::response::{Html, Response};
use axum::routing::get;
use clap::Parser;
use dioxus_liveview::{LiveViewPool, axum_socket, interpreter_glue};
use hubbub_core::i18n::Locale;
use hubbub_mobile::device::{KeyFile, open_or_make, rehearsed};
use hubbub_mobile::{Opening, Phone, page, virtual_dom};
use tokio::net::TcpListener;

/// The phone's components, for a browser.
#[derive(Parser)]
struct Arguments {
    /// Where the phone keeps everything
    #[arg(long)]
    data: PathBuf,
    /// The server's address
    #[arg(long)]
    server: String,
    /// The port to listen on; 0 takes any free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The system's language
    #[arg(long, default_value = "en")]
    locale: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().with_env_filter("info").with_writer(std::io::stderr).init();
    match serve(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("hubbub-phone-host: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let Arguments { data, server, port, locale } = arguments;
    std::fs::create_dir_all(&data)?;
    let locale = Locale::from_tag(&locale).ok_or("the language is en, fr, es or de")?;
    let key = open_or_make(&KeyFile::within(&data))?;
    let (device, _) = rehearsed(&data, locale);
    let opening = Opening { folder: data, server, key, device, network: true };
    // Opening reads and may repair the store: not on a thread that drives sockets.
    let phone = tokio::task::spawn_blocking(move || Phone::open(opening)).await??;
    let pool = LiveViewPool::new();
    let (shown, counted) = (Arc::clone(&phone), Arc::clone(&phone));
    let socket = move |upgrade: WebSocketUpgrade| async move { connect(upgrade, pool, shown) };
    let index = move || async move { Html(page::index(&phone, &interpreter_glue("/ws"))) };
    let router = Router::new()
        .route("/ws", get(socket))
        .route("/-/rows", get(move || rows(counted)))
        .fallback(get(index));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    println!("listening on http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, router).await?)
}

/// How many rows the phone shows, for the benchmark.
async fn rows(phone: Arc<Phone>) -> Result<String, StatusCode> {
    let counted = tokio::task::spawn_blocking(move || phone.rows()).await;
    match counted {
        Ok(Ok(rows)) => Ok(rows.to_string()),
        Ok(Err(failed)) => {
            tracing::error!(%failed, "the rows were not counted");
            Err(StatusCode::INTERNAL_SERVER_ERROR)
        }
        Err(error) => {
            tracing::error!(%error, "the rows were not counted");
            Err(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

fn connect(upgrade: WebSocketUpgrade, pool: LiveViewPool, phone: Arc<Phone>) -> Response {
    upgrade.on_upgrade(move |socket| async move {
        if let Err(error) = pool.launch_virtualdom(axum_socket(socket), move || virtual_dom(phone)).await {
            tracing::info!(%error, "a page went away");
        }
    })
}
