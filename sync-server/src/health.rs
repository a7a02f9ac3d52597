//! `GET /health`: whether the server lives, can serve, and how its database does.

use std::sync::Arc;
use std::time::Instant;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::app::App;
use crate::errors::Settled;

/// Says how the server is. 503 when it can't serve.
pub(crate) async fn show(State(app): State<Arc<App>>) -> Response {
    let asked = Instant::now();
    let reading = app.readers.read(|sql| sql.query("SELECT 1", &[], &mut |_| Ok(()))).await;
    let latency_us = u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX);
    let (broken, stopping) = (*app.broken.borrow(), *app.stopping.borrow());
    let ready = reading.is_ok() && !broken && !stopping;
    let uptime_s = app.started.elapsed().as_secs();
    let body = json!({
        "live": true,
        "ready": ready,
        "version": env!("CARGO_PKG_VERSION"),
        "uptime_s": uptime_s,
        "dependencies": {
            "database": { "reads": reading.is_ok(), "writes": !broken, "latency_us": latency_us },
        },
        "queue_permille": app.writer.load_permille(),
        "sockets": app.live.count(),
    });
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let mut response = (status, Json(body)).into_response();
    response.extensions_mut().insert(Settled);
    response
}
