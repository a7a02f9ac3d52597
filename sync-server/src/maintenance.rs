//! Maintenance: announced to everybody who is connected, and from its beginning on nobody but admins is served.
//!
//! The operator says so at the command line while the server runs: what is announced is a small file in the data
//! folder, which the server looks at several times a second. It outlives a restart.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use hubbub_core::id::Id;
use hubbub_core::live::{Change, Event, Kind, News, Told, Topic};
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::app::App;

const FILE: &str = "maintenance.json";
/// How often the file is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// Longest announcement, in characters.
pub const MESSAGE_CHARS_MAX: usize = 500;
/// Addresses that stay open to everybody: whether the server lives, and the way in for admins.
const OPEN: [&str; 6] = [
    "/health",
    "/metrics",
    "/api/v1/auth/login",
    "/api/v1/auth/logout",
    "/api/v1/auth/refresh",
    "/api/v1/auth/second-factor/verify",
];

/// What is announced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// What people read.
    pub message: String,
    /// From when on nobody but admins is served; the server's clock.
    pub from: Timestamp,
}

/// What is announced now.
pub(crate) struct Maintenance {
    file: PathBuf,
    now: RwLock<Option<Announcement>>,
    seen: Mutex<Option<SystemTime>>,
}

impl Maintenance {
    /// Reads what was announced before the start.
    pub(crate) fn open(data: &Path) -> io::Result<Self> {
        let maintenance = Self { file: data.join(FILE), now: RwLock::default(), seen: Mutex::default() };
        maintenance.look()?;
        Ok(maintenance)
    }

    /// Whether it has begun.
    pub(crate) fn is_on(&self, now: Timestamp) -> bool {
        self.announced().is_some_and(|announced| announced.from <= now)
    }

    /// Whether a person is served.
    pub(crate) async fn admits(&self, app: &App, user: Id) -> bool {
        if !self.is_on(app.clock().now()) {
            return true;
        }
        let engine = app.engine.clone();
        let roles = app.readers.read(move |sql| engine.roles(sql, user)).await;
        roles.is_ok_and(|roles| roles.contains("admin"))
    }

    /// Whether an address is served to everybody.
    pub(crate) fn is_open(path: &str) -> bool {
        OPEN.contains(&path)
    }

    /// What somebody is told who connects.
    pub(crate) fn news(&self, now: Timestamp) -> Option<News> {
        self.announced().map(|announced| news(Some(&announced), now))
    }

    /// Looks at the file for ever, and tells everybody when something else stands in it.
    pub(crate) async fn watch(app: &App) {
        let mut every = tokio::time::interval(LOOK_EVERY);
        let mut was_on = false;
        loop {
            every.tick().await;
            let is_on = app.maintenance.is_on(app.clock().now());
            if was_on != is_on {
                // Open sockets see for themselves whether they are served.
                app.live.touch_all();
                was_on = is_on;
            }
            match app.maintenance.look() {
                Ok(false) => {}
                Ok(true) => {
                    let announced = app.maintenance.announced();
                    tracing::warn!(?announced, "maintenance");
                    app.live.tell_all(news(announced.as_ref(), app.clock().now()));
                }
                Err(error) => tracing::error!(%error, "the announcement of maintenance can't be read"),
            }
        }
    }

    fn announced(&self) -> Option<Announcement> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the file if it is another one than before; whether what is announced has changed.
    fn look(&self) -> io::Result<bool> {
        let modified = match fs::metadata(&self.file) {
            Ok(found) => Some(found.modified()?),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if *seen == modified {
            return Ok(false);
        }
        let announced = match modified {
            Some(_) => Some(serde_json::from_slice(&fs::read(&self.file)?)?),
            None => None,
        };
        *seen = modified;
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        let changed = *now != announced;
        *now = announced;
        Ok(changed)
    }
}

/// Announces maintenance in a data folder, or says that it is over. The server that works there takes it up within
/// a second.
///
/// # Errors
/// The disk's.
pub fn announce(data: &Path, announcement: Option<&Announcement>) -> io::Result<()> {
    let file = data.join(FILE);
    let Some(announcement) = announcement else {
        return match fs::remove_file(file) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    };
    // Renamed into its place: nobody reads half of it.
    let draft = data.join(format!("{FILE}.new"));
    fs::write(&draft, serde_json::to_vec(announcement)?)?;
    fs::rename(draft, file)
}

fn news(announced: Option<&Announcement>, now: Timestamp) -> News {
    let event = Event::MaintenanceMode {
        on: announced.is_some(),
        message: announced.map_or_else(String::new, |announced| announced.message.clone()),
        from: announced.map_or(now, |announced| announced.from),
    };
    let change = Change { topic: Topic::house(), kind: Kind::MaintenanceMode, about: Id::default() };
    News::of(change, &Told { event, scope: None }, 0, now)
}
