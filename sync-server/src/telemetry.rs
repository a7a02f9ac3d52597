//! `POST /sync/telemetry`: samples that devices recorded, each stored exactly once.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::auth::Caller;
use crate::errors::Failure;
use crate::exchange::{message, read};

/// Largest body: the most samples at their longest, and room around them.
pub(crate) const BATCH_BYTES_MAX: usize = 1024 * 1024;
/// Most samples in one batch.
const SAMPLES_MAX: usize = 1_000;
/// Longest sample, in bytes.
const SAMPLE_BYTES_MAX: usize = 512;

/// Samples on their way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TelemetryBatch {
    device: Id,
    samples: Vec<Sample>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Sample {
    boot: u64,
    seq: u64,
    at: Timestamp,
    sample: String,
}

/// What is stored, now or earlier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct TelemetryReceipt {
    stored: Vec<(u64, u64)>,
}

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
    let stored = app.writer.write(move |writing| store(writing.sql, &caller, &batch, writing.now)).await?;
    Ok(message(&stored.ok_or(Code::Unauthorized)?))
}

/// Stores what is new; nothing when the device is not the caller's. A sample that is too long, or whose
/// numbers fit no column, is dropped: it would come again for ever.
fn store(
    sql: &mut dyn Sql,
    caller: &Caller,
    batch: &TelemetryBatch,
    now: Timestamp,
) -> Result<Option<TelemetryReceipt>, Fault> {
    if !is_callers(sql, caller, batch.device)? {
        return Ok(None);
    }
    let text =
        "INSERT INTO telemetry (device_id, boot, seq, at, received_at, sample) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (device_id, boot, seq) DO NOTHING";
    for Sample { boot, seq, at, sample } in &batch.samples {
        let (Ok(boot), Ok(seq)) = (i64::try_from(*boot), i64::try_from(*seq)) else { continue };
        if sample.len() <= SAMPLE_BYTES_MAX {
            let values = [
                batch.device.into(),
                Value::Int(boot),
                Value::Int(seq),
                (*at).into(),
                now.into(),
                Value::from(sample.as_str()),
            ];
            sql.execute(text, &values)?;
        }
    }
    let stored = batch.samples.iter().map(|sample| (sample.boot, sample.seq)).collect();
    Ok(Some(TelemetryReceipt { stored }))
}

/// Whether a device is the caller's: the one signed in on, or one whose calls the caller sent.
fn is_callers(sql: &mut dyn Sql, caller: &Caller, device: Id) -> Result<bool, Fault> {
    let text = "SELECT user_id FROM device WHERE id = ?";
    let user = sql.first(text, &[device.into()], |row| Ok(row.text(0)?.to_owned()))?;
    Ok(user.map_or(device == caller.device, |user| user == caller.user.to_string()))
}
