//! The telemetry lane: samples that a device records and the server stores, each exactly once.
//!
//! Samples never go through the outbox: they are facts without a verdict. Each is named by (device,
//! boot, sequence); the newest go first, so that a live view is right at once, then the oldest.

use serde::{Deserialize, Serialize};

use super::outbox::parse_id;
use super::server::{signed, unsigned};
use crate::id::Id;
use crate::store::{Fault, Sql, Value};
use crate::time::Timestamp;

/// Most samples in one batch.
pub const SAMPLES_PER_BATCH_MAX: usize = 500;
/// Longest sample, in bytes.
pub const SAMPLE_BYTES_MAX: usize = 512;
/// Samples that wait on a device at most; the oldest give way to new ones.
pub const SAMPLES_WAITING_MAX: i64 = 20_000;
/// How a packed batch is marked: the content coding of RFC 8878.
pub const PACKED: &str = "zstd";
/// Batches of at least this many bytes are packed.
const PACKED_FROM_BYTES: usize = 512;
/// Of each batch, how many are the newest; the rest are the oldest that wait.
const NEWEST_PER_BATCH: i64 = 10;

/// One sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// A number that grows with each start of the device's clock for sequences.
    pub boot: u64,
    /// Its place since that start.
    pub seq: u64,
    /// When, by the device's clock.
    pub at: Timestamp,
    /// What was measured; the domain knows the form.
    pub sample: String,
}

/// Samples on their way to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TelemetryBatch {
    /// Who recorded them.
    pub device: Id,
    /// The samples, in any order.
    pub samples: Vec<Sample>,
}

/// What the server has stored, now or earlier: the device may forget these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TelemetryReceipt {
    /// (boot, sequence) of each.
    pub stored: Vec<(u64, u64)>,
}

/// Records a sample on the device.
///
/// # Errors
/// [`Fault::Shape`] when it is too long, or the store's fault.
pub fn record(sql: &mut dyn Sql, sample: &Sample) -> Result<(), Fault> {
    if sample.sample.len() > SAMPLE_BYTES_MAX {
        return Err(Fault::Shape(format!("a sample has at most {SAMPLE_BYTES_MAX} bytes")));
    }
    sql.execute(
        "INSERT INTO sample (boot, seq, at, sample) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        &[signed(sample.boot), signed(sample.seq), sample.at.into(), Value::from(sample.sample.as_str())],
    )?;
    let waiting = i64::try_from(waiting(sql)?).unwrap_or(i64::MAX);
    if waiting > SAMPLES_WAITING_MAX {
        let oldest =
            "DELETE FROM sample WHERE (boot, seq) IN (SELECT boot, seq FROM sample ORDER BY at LIMIT ?)";
        sql.execute(oldest, &[Value::Int(waiting - SAMPLES_WAITING_MAX)])?;
    }
    Ok(())
}

/// How many samples wait on the device.
///
/// # Errors
/// The store's fault.
pub fn waiting(sql: &mut dyn Sql) -> Result<u64, Fault> {
    let waiting = sql.first("SELECT count(*) FROM sample", &[], |row| row.int(0))?;
    Ok(unsigned(waiting.unwrap_or_default()))
}

/// The next batch to send, if samples wait: a few of the newest, then the oldest.
///
/// # Errors
/// The store's fault.
pub fn next_batch(sql: &mut dyn Sql) -> Result<Option<TelemetryBatch>, Fault> {
    let limit = i64::try_from(SAMPLES_PER_BATCH_MAX).unwrap_or(i64::MAX);
    let mut samples: Vec<Sample> = Vec::new();
    for (order, limit) in [("DESC", NEWEST_PER_BATCH), ("ASC", limit - NEWEST_PER_BATCH)] {
        let text = format!("SELECT boot, seq, at, sample FROM sample ORDER BY at {order} LIMIT ?");
        let found = sql.all(&text, &[Value::Int(limit)], |row| {
            Ok(Sample {
                boot: unsigned(row.int(0)?),
                seq: unsigned(row.int(1)?),
                at: Timestamp(row.int(2)?),
                sample: row.text(3)?.to_owned(),
            })
        })?;
        for sample in found {
            if !samples.contains(&sample) {
                samples.push(sample);
            }
        }
    }
    let device = super::device::meta(sql, "device")?;
    match device {
        Some(device) if !samples.is_empty() => {
            Ok(Some(TelemetryBatch { device: parse_id(&device)?, samples }))
        }
        _ => Ok(None),
    }
}

/// A message as it is sent, and whether it was worth packing.
#[must_use]
pub fn pack(message: Vec<u8>) -> (Vec<u8>, bool) {
    if message.len() < PACKED_FROM_BYTES {
        return (message, false);
    }
    match zstd::bulk::compress(&message, 1) {
        Ok(packed) => (packed, true),
        // Plain is as good.
        Err(_) => (message, false),
    }
}

/// What was packed; nothing when it is no such thing or larger than `bytes_max`.
#[must_use]
pub fn unpack(packed: &[u8], bytes_max: usize) -> Option<Vec<u8>> {
    zstd::bulk::decompress(packed, bytes_max).ok()
}

/// Forgets what the server has stored.
///
/// # Errors
/// The store's fault.
pub fn forget(sql: &mut dyn Sql, receipt: &TelemetryReceipt) -> Result<(), Fault> {
    for (boot, seq) in &receipt.stored {
        sql.execute("DELETE FROM sample WHERE boot = ? AND seq = ?", &[signed(*boot), signed(*seq)])?;
    }
    Ok(())
}

/// The server's half: stores what is new, and says what is stored. Samples over the limits are
/// answered as stored and dropped, so that they do not come again for ever.
///
/// # Errors
/// The store's fault.
pub fn store(sql: &mut dyn Sql, batch: &TelemetryBatch, now: Timestamp) -> Result<TelemetryReceipt, Fault> {
    let mut stored = Vec::with_capacity(batch.samples.len());
    for sample in &batch.samples {
        stored.push((sample.boot, sample.seq));
        if sample.sample.len() > SAMPLE_BYTES_MAX {
            continue;
        }
        sql.execute(
            "INSERT INTO telemetry (device_id, boot, seq, at, received_at, sample) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (device_id, boot, seq) DO NOTHING",
            &[
                batch.device.into(),
                signed(sample.boot),
                signed(sample.seq),
                sample.at.into(),
                now.into(),
                Value::from(sample.sample.as_str()),
            ],
        )?;
    }
    Ok(TelemetryReceipt { stored })
}
