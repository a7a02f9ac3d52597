//! The server's parts in one place, and its routes as one list.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post, put};
use hubbub_core::sync::protocol::REQUEST_BYTES_MAX;
use tokio::sync::{Semaphore, watch};

use crate::auth::password::Passwords;
use crate::auth::routes as auth;
use crate::auth::{Sessions, Tokens};
use crate::blobs::{self, Blobs};
use crate::clock::Clock;
use crate::config::Config;
use crate::engine::Engine;
use crate::keys::Keys;
use crate::live::{self, Live};
use crate::readers::Readers;
use crate::writer::Writer;
use crate::{errors, exchange, health, telemetry};

/// Largest JSON body.
const JSON_BYTES_MAX: usize = 64 * 1024;

/// Everything a handler may need.
pub(crate) struct App {
    pub(crate) config: Config,
    pub(crate) keys: Arc<Keys>,
    pub(crate) engine: Arc<dyn Engine>,
    pub(crate) writer: Writer,
    pub(crate) readers: Readers,
    pub(crate) live: Arc<Live>,
    pub(crate) passwords: Passwords,
    pub(crate) tokens: Tokens,
    pub(crate) sessions: Sessions,
    pub(crate) blobs: Blobs,
    /// Room for request bodies, in bytes.
    pub(crate) bodies: Semaphore,
    pub(crate) started: Instant,
    /// True once the server stops.
    pub(crate) stopping: watch::Sender<bool>,
    /// True once the store takes nothing more.
    pub(crate) broken: watch::Receiver<bool>,
}

impl App {
    pub(crate) const fn clock(&self) -> &Clock {
        &self.config.clock
    }
}

/// Every address that is served.
pub(crate) fn router(app: Arc<App>) -> Router {
    let json = || DefaultBodyLimit::max(JSON_BYTES_MAX);
    Router::new()
        .route("/health", get(health::show))
        .route("/ws", get(live::connect))
        .route("/sync/exchange", post(exchange::post).layer(DefaultBodyLimit::max(REQUEST_BYTES_MAX)))
        .route(
            "/sync/telemetry",
            post(telemetry::post).layer(DefaultBodyLimit::max(telemetry::BATCH_BYTES_MAX)),
        )
        .route(
            "/sync/blob/{hash}",
            put(blobs::put)
                .get(blobs::get)
                .head(blobs::head)
                .layer(DefaultBodyLimit::max(blobs::PIECE_BYTES_MAX)),
        )
        .route("/api/v1/auth/register", post(auth::register).layer(json()))
        .route("/api/v1/auth/login", post(auth::login).layer(json()))
        .route("/api/v1/auth/refresh", post(auth::refresh).layer(json()))
        .route("/api/v1/auth/logout", post(auth::logout).layer(json()))
        .route("/api/v1/users/me", get(auth::me))
        .fallback(errors::not_found)
        .method_not_allowed_fallback(errors::method_not_allowed)
        .layer(from_fn_with_state(Arc::clone(&app), errors::around))
        .with_state(app)
}
