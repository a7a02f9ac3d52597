//! `POST /sync/telemetry`: samples that devices recorded, each stored exactly once.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::store::{Fault, Sql};
use hubbub_core::sync::telemetry::{SAMPLES_PER_BATCH_MAX, TelemetryBatch, TelemetryReceipt, store};

use crate::app::App;
use crate::auth::Caller;
use crate::errors::Failure;
use crate::exchange::{message, read};
use crate::writer::Writing;

/// Largest body: the most samples at their longest, and room around them.
pub(crate) const BATCH_BYTES_MAX: usize = 1024 * 1024;
/// Most samples taken at once: twice what a device sends.
const SAMPLES_MAX: usize = 2 * SAMPLES_PER_BATCH_MAX;

/// Stores a batch and says what is stored.
pub(crate) async fn post(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    let batch: TelemetryBatch = read(&headers, &body)?.ok_or(Code::UnknownCommand)?;
    if batch.samples.len() > SAMPLES_MAX {
        return Err(Refusal::new(Code::ValidationFailed).field("samples", "too_many").into());
    }
    let stored = app.writer.write(move |writing| store_own(writing, &caller, &batch)).await?;
    Ok(message(&stored.ok_or(Code::Unauthorized)?))
}

/// Stores what is new; nothing when the device is not the caller's.
fn store_own(
    writing: &mut Writing<'_>,
    caller: &Caller,
    batch: &TelemetryBatch,
) -> Result<Option<TelemetryReceipt>, Fault> {
    if !is_callers(writing.sql, caller, batch.device)? {
        return Ok(None);
    }
    store(writing.sql, batch, writing.now).map(Some)
}

/// Whether a device is the caller's: the one signed in on, or one whose calls the caller sent.
fn is_callers(sql: &mut dyn Sql, caller: &Caller, device: Id) -> Result<bool, Fault> {
    let text = "SELECT user_id FROM device WHERE id = ?";
    let user = sql.first(text, &[device.into()], |row| Ok(row.text(0)?.to_owned()))?;
    Ok(user.map_or(device == caller.device, |user| user == caller.user.to_string()))
}
