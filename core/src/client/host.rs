//! What the network loop gets to see of the client.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};

use super::keeper::{Keeper, Notice, keep_tokens, lock};
use crate::live::{LiveEvent, Topic};
use crate::refusal::Refusal;
use crate::store::files::FILE_BYTES_MAX;
use crate::store::{Durability, Fault};
use crate::sync::blob::{self, FileState, Queued};
use crate::sync::device::{Applied, meta, meta_number, set_meta};
use crate::sync::protocol::{Answer, Request};
use crate::sync::telemetry::{self, TelemetryBatch, TelemetryReceipt};
use crate::sync::transport::Tokens;
use crate::sync::worker::{FileOutcome, Host, Phase, Session};
use crate::time::Timestamp;

impl Host for Keeper {
    fn session(&self) -> Result<Option<Session>, Fault> {
        self.read(|sql| {
            let (Some(text), Some(device)) = (meta(sql, "tokens")?, meta(sql, "session_device")?) else {
                return Ok(None);
            };
            let tokens = serde_json::from_str(&text).map_err(|error| Fault::Shape(error.to_string()))?;
            let device = device.parse().map_err(|_| Fault::Shape("device id".to_owned()))?;
            let expires_at = Timestamp(meta_number(sql, "tokens_expire_at")?);
            Ok(Some(Session { tokens, device, expires_at, identity: self.identity() }))
        })
    }

    fn keep(&self, tokens: &Tokens) -> Result<(), Fault> {
        let now = self.clock.now();
        self.write(Durability::Full, |sql| keep_tokens(sql, tokens, now))
    }

    fn session_ended(&self) -> Result<(), Fault> {
        self.write(Durability::Full, |sql| {
            sql.execute("DELETE FROM client_meta WHERE name = 'tokens'", &[])
        })?;
        self.publish(Phase::SignedOut);
        Ok(())
    }

    fn request(&self, identity: u64) -> Result<Option<Request>, Fault> {
        let device = self.device(self.user().unwrap_or_default());
        self.read(|sql| if self.identity() == identity { device.request(sql).map(Some) } else { Ok(None) })
    }

    fn apply(&self, identity: u64, answer: &Answer) -> Result<Option<Applied>, Fault> {
        Self::apply(self, identity, answer)
    }

    fn samples(&self) -> Result<Option<TelemetryBatch>, Fault> {
        self.read(telemetry::next_batch)
    }

    fn samples_arrived(&self, receipt: &TelemetryReceipt) -> Result<(), Fault> {
        self.write(Durability::Normal, |sql| telemetry::forget(sql, receipt))
    }

    fn next_file(&self) -> Result<Option<(Queued, Vec<u8>)>, Fault> {
        let Some(file) = self.read(|sql| blob::next(sql, self.held.load(Ordering::Relaxed)))? else {
            return Ok(None);
        };
        if file.state != FileState::ToSend {
            return Ok(Some((file, Vec::new())));
        }
        match self.files.get(&file.hash)? {
            Some(content) => Ok(Some((file, content))),
            None => {
                // Damaged on the disk before it could be sent: nothing is left to send.
                tracing::error!("a file was lost before it was sent");
                self.write(Durability::Normal, |sql| blob::settle(sql, &file.hash))?;
                Ok(None)
            }
        }
    }

    fn file_moved(&self, hash: &str, outcome: FileOutcome) -> Result<(), Fault> {
        match outcome {
            FileOutcome::Sent(moved) => {
                self.write(Durability::Normal, |sql| blob::progress(sql, hash, moved))
            }
            FileOutcome::Complete => self.write(Durability::Normal, |sql| blob::settle(sql, hash)),
            FileOutcome::Failed => self.write(Durability::Normal, |sql| blob::failed(sql, hash)),
            FileOutcome::Refused(refusal) => {
                tracing::error!(code = %refusal.code, "the server will not take a file");
                self.write(Durability::Full, |sql| blob::refuse(sql, hash))?;
                self.notify(&Notice::Sync);
                Ok(())
            }
            FileOutcome::Piece { bytes, size } => self.piece_came(hash, &bytes, size),
        }
    }

    fn watched(&self) -> BTreeSet<Topic> {
        self.watching.topics()
    }

    fn heard(&self, event: &LiveEvent) -> Result<bool, Fault> {
        if !self.watching.hear(event) {
            return Ok(false);
        }
        self.notify(&Notice::Live(event.topic.clone()));
        let Some(scope) = &event.scope else { return Ok(false) };
        let text = "SELECT cursor FROM scope_cursor WHERE scope = ?";
        let cursor = self.read(|sql| sql.first(text, &[scope.into()], |row| row.int(0)))?;
        Ok(cursor.is_some_and(|cursor| u64::try_from(cursor).unwrap_or_default() < event.position))
    }

    fn left(&self, topic: &Topic, refusal: &Refusal) {
        self.watching.refuse(topic, refusal);
        self.notify(&Notice::Live(topic.clone()));
    }

    fn unheard(&self) {
        for topic in self.watching.unheard() {
            self.notify(&Notice::Live(topic));
        }
    }

    fn publish(&self, phase: Phase) {
        if phase == Phase::UpToDate {
            let now = self.server_now();
            let kept = self.write(Durability::Normal, |sql| set_meta(sql, "last_synced", &now.0.to_string()));
            if let Err(fault) = kept {
                tracing::error!(%fault, "the time of the last sync was not kept");
            }
        }
        let mut current = lock(&self.phase);
        let changed = *current != phase;
        *current = phase;
        drop(current);
        if changed {
            self.notify(&Notice::Sync);
        }
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn random(&self) -> u32 {
        static FALLBACK: AtomicU32 = AtomicU32::new(0);
        getrandom::u32().unwrap_or_else(|_| FALLBACK.fetch_add(7_919, Ordering::Relaxed))
    }
}

impl Keeper {
    /// Pieces of a file that comes are kept in a part file until it is whole.
    fn piece_came(&self, hash: &str, bytes: &[u8], size: u64) -> Result<(), Fault> {
        let mut whole = match self.read(|sql| meta(sql, &part_name(hash)))? {
            Some(part) => self.files.get(&part)?.unwrap_or_default(),
            None => Vec::new(),
        };
        whole.extend_from_slice(bytes);
        let length = u64::try_from(whole.len()).unwrap_or(u64::MAX);
        if length < size && whole.len() <= FILE_BYTES_MAX && !bytes.is_empty() {
            let before = self.read(|sql| meta(sql, &part_name(hash)))?;
            let part = self.files.put(&whole)?;
            self.write(Durability::Normal, |sql| {
                set_meta(sql, &part_name(hash), &part)?;
                blob::progress(sql, hash, length)
            })?;
            return before.map_or(Ok(()), |before| self.files.remove(&before));
        }
        if let Some(part) = self.read(|sql| meta(sql, &part_name(hash)))? {
            self.files.remove(&part)?;
        }
        let sound = crate::store::files::content_hash(&whole) == hash;
        if sound {
            self.files.put(&whole)?;
        }
        self.write(Durability::Normal, |sql| {
            sql.execute("DELETE FROM client_meta WHERE name = ?", &[part_name(hash).into()])?;
            if sound {
                return blob::settle(sql, hash);
            }
            blob::progress(sql, hash, 0)?;
            blob::failed(sql, hash)
        })?;
        if sound {
            self.notify(&Notice::File(hash.to_owned()));
        }
        Ok(())
    }
}

fn part_name(hash: &str) -> String {
    format!("part {hash}")
}
