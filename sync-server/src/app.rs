//! The server's parts in one place.

use std::sync::Arc;
use std::time::Instant;

use tokio::sync::{Semaphore, watch};

use crate::auth::password::Passwords;
use crate::auth::{Sessions, Tokens};
use crate::blobs::Blobs;
use crate::challenge::Solved;
use crate::clock::Clock;
use crate::config::Config;
use crate::engine::Engine;
use crate::keys::Keys;
use crate::legal::Consents;
use crate::limits::Limits;
use crate::live::Live;
use crate::mail::Letters;
use crate::maintenance::Maintenance;
use crate::media::Renditions;
use crate::media::judge::Judge;
use crate::metrics::Metrics;
use crate::readers::Readers;
use crate::telemetry::Telemetry;
use crate::writer::Writer;

/// Everything a handler may need.
pub(crate) struct App {
    pub(crate) config: Config,
    pub(crate) keys: Arc<Keys>,
    pub(crate) engine: Arc<dyn Engine>,
    pub(crate) writer: Writer,
    pub(crate) readers: Readers,
    pub(crate) live: Arc<Live>,
    pub(crate) telemetry: Telemetry,
    pub(crate) maintenance: Maintenance,
    pub(crate) passwords: Passwords,
    pub(crate) tokens: Tokens,
    pub(crate) sessions: Sessions,
    pub(crate) consents: Consents,
    pub(crate) letters: Letters,
    pub(crate) limits: Limits,
    pub(crate) solved: Solved,
    pub(crate) metrics: Metrics,
    pub(crate) blobs: Blobs,
    pub(crate) judge: Judge,
    pub(crate) renditions: Renditions,
    /// Room for request bodies, in bytes.
    pub(crate) bodies: Arc<Semaphore>,
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
