//! `GET /health`: whether the server lives, can serve, and how what it depends on does: each with whether it works
//! and how long that took to find out.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hubbub_core::store::{Fault, Sql};
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::app::App;
use crate::errors::Settled;

/// What has not answered by then does not work.
const ANSWER_MAX: Duration = Duration::from_secs(2);

/// Whether something works, and how long it took to find out.
struct Found<T> {
    found: Option<T>,
    latency_us: u64,
}

/// Says how the server is. 503 when it can't serve.
pub(crate) async fn show(State(app): State<Arc<App>>) -> Response {
    let (database, telemetry, files) = tokio::join!(
        ask(async { app.readers.read(mail).await.ok() }),
        ask(async { app.telemetry.is_there().await.then_some(()) }),
        ask(async {
            let shared = Arc::clone(&app);
            let there = tokio::task::spawn_blocking(move || shared.blobs.are_there()).await;
            there.unwrap_or(false).then_some(())
        }),
    );
    let (broken, stopping) = (*app.broken.borrow(), *app.stopping.borrow());
    let reads = database.found.is_some();
    let ready = reads && !broken && !stopping;
    let body = json!({
        "live": true,
        "ready": ready,
        "maintenance": app.maintenance.is_on(app.clock().now()),
        "version": env!("CARGO_PKG_VERSION"),
        "uptime_s": app.started.elapsed().as_secs(),
        "dependencies": {
            "database": { "reads": reads, "writes": !broken, "latency_us": database.latency_us },
            "telemetry": {
                "writes": telemetry.found.is_some(),
                "latency_us": telemetry.latency_us,
                "waiting": app.telemetry.waiting(),
            },
            "files": { "reads": files.found.is_some(), "latency_us": files.latency_us },
            "mail": mail_of(&app, database.found),
        },
        "queue_permille": app.writer.load_permille(),
        "sockets": app.live.count(),
    });
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let mut response = (status, Json(body)).into_response();
    response.extensions_mut().insert(Settled);
    response
}

async fn ask<T>(question: impl Future<Output = Option<T>>) -> Found<T> {
    let asked = Instant::now();
    let found = timeout(ANSWER_MAX, question).await.ok().flatten();
    Found { found, latency_us: u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX) }
}

/// Letters that wait, and such as could not be sent.
fn mail(sql: &mut dyn Sql) -> Result<(i64, i64), Fault> {
    let text = "SELECT count(*) FROM mail WHERE state IN ('waiting', 'sending')";
    let waiting = sql.first(text, &[], |row| row.int(0))?;
    let dead = sql.first("SELECT count(*) FROM mail WHERE state = 'dead'", &[], |row| row.int(0))?;
    Ok((waiting.unwrap_or_default(), dead.unwrap_or_default()))
}

fn mail_of(app: &App, counts: Option<(i64, i64)>) -> Value {
    let (waiting, dead) = counts.unzip();
    json!({ "configured": app.config.mail.is_some(), "waiting": waiting, "dead": dead })
}
