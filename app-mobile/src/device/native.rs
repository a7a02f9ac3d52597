//! The device that phones are: what Android and iOS do for the app, through `app-mobile/native`.

use std::path::PathBuf;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hubbub_core::i18n::Locale;
use hubbub_native::{self as native, HubbubPlugin};
use serde::Deserialize;

use super::keys::KEY_BYTES;
use super::{
    Camera, DeepLinks, Device, Feel, Fix, Haptics, KeyFault, Keys, Lacking, Link, Network, Position, Share,
    SystemNotices,
};

/// The phone.
pub struct Native(HubbubPlugin);

impl Native {
    /// Finds the platform's side.
    ///
    /// # Errors
    /// The platform's words when its side is missing from the package.
    pub fn open() -> Result<Arc<Self>, String> {
        Ok(Arc::new(Self(HubbubPlugin::new().map_err(|problem| problem.to_string())?)))
    }

    /// The folder that belongs to this app alone.
    ///
    /// # Errors
    /// The platform's words.
    pub fn folder(&self) -> Result<PathBuf, String> {
        Ok(native::folder(&self.0).map_err(|problem| problem.to_string())?.into())
    }

    /// What this phone can do.
    #[must_use]
    pub fn device(self: &Arc<Self>) -> Device {
        let tag = native::language(&self.0).unwrap_or_default();
        Device {
            locale: Locale::from_tag(&tag).unwrap_or_default(),
            camera: Arc::clone(self) as Arc<dyn Camera>,
            position: Arc::clone(self) as Arc<dyn Position>,
            network: Arc::clone(self) as Arc<dyn Network>,
            notices: Arc::clone(self) as Arc<dyn SystemNotices>,
            share: Arc::clone(self) as Arc<dyn Share>,
            haptics: Arc::clone(self) as Arc<dyn Haptics>,
            links: Arc::clone(self) as Arc<dyn DeepLinks>,
        }
    }
}

/// What an answer means: nothing is well, a word is not.
fn answered<E: ToString>(answer: Result<String, E>) -> Result<(), Lacking> {
    match answer.map_err(|problem| Lacking::Failed(problem.to_string()))?.as_str() {
        "" => Ok(()),
        "unsupported" => Err(Lacking::Unsupported),
        "denied" => Err(Lacking::Denied),
        problem => Err(Lacking::Failed(problem.to_owned())),
    }
}

impl Keys for Native {
    fn load(&self) -> Result<Option<[u8; KEY_BYTES]>, KeyFault> {
        let kept = native::load_secret(&self.0).map_err(|problem| KeyFault::Keyring(problem.to_string()))?;
        let Some(kept) = kept.filter(|kept| !kept.is_empty()) else { return Ok(None) };
        let bytes = STANDARD.decode(kept).map_err(|_| KeyFault::Malformed)?;
        bytes.try_into().map(Some).map_err(|_| KeyFault::Malformed)
    }

    fn keep(&self, key: &[u8; KEY_BYTES]) -> Result<(), KeyFault> {
        answered(native::keep_secret(&self.0, &STANDARD.encode(key)))
            .map_err(|lacking| KeyFault::Keyring(lacking.to_string()))
    }
}

impl Camera for Native {
    fn take(&self) -> Result<Option<Vec<u8>>, Lacking> {
        let answer = native::take_picture(&self.0).map_err(|problem| Lacking::Failed(problem.to_string()))?;
        let Some(path) = answer.strip_prefix("file:") else {
            return answered::<String>(Ok(answer)).map(|()| None);
        };
        let bytes = std::fs::read(path).map_err(|error| Lacking::Failed(error.to_string()))?;
        // It is kept sealed from here on; an open copy must not stay behind.
        if let Err(error) = std::fs::remove_file(path) {
            tracing::warn!(%error, "a picture's open copy could not be removed");
        }
        Ok(Some(bytes))
    }
}

/// A position as the platform writes it.
#[derive(Deserialize)]
struct Measured {
    at_ms: i64,
    lat_e6: i64,
    lon_e6: i64,
    accuracy_cm: i64,
    #[serde(default)]
    speed_cms: Option<i64>,
    #[serde(default)]
    heading_cdeg: Option<i64>,
    #[serde(default)]
    battery_pct: Option<i64>,
}

impl Position for Native {
    fn start(&self) -> Result<(), Lacking> {
        answered(native::start_positions(&self.0))
    }

    fn stop(&self) {
        if let Err(problem) = native::stop_positions(&self.0) {
            tracing::warn!(problem = problem.to_string(), "positions could not be ended");
        }
    }

    fn drain(&self) -> Vec<Fix> {
        let text = native::drain_positions(&self.0).unwrap_or_default();
        let measured: Vec<Measured> = serde_json::from_str(&text).unwrap_or_default();
        let fix = |it: Measured| {
            let Measured { at_ms, lat_e6, lon_e6, accuracy_cm, speed_cms, heading_cdeg, battery_pct } = it;
            Fix { at_ms, lat_e6, lon_e6, accuracy_cm, speed_cms, heading_cdeg, battery_pct }
        };
        measured.into_iter().map(fix).collect()
    }
}

impl Network for Native {
    fn link(&self) -> Link {
        match native::link(&self.0).unwrap_or_default().as_str() {
            "none" => Link::None,
            "metered" => Link::Metered,
            _ => Link::Free,
        }
    }
}

impl SystemNotices for Native {
    fn show(&self, title: &str, words: &str, link: &str) -> Result<(), Lacking> {
        let message = serde_json::json!({ "title": title, "words": words, "link": link }).to_string();
        answered(native::notify_person(&self.0, &message))
    }
}

impl Share for Native {
    fn give(&self, name: &str, content: &[u8]) -> Result<Option<String>, Lacking> {
        let folder = std::env::temp_dir().join("handed");
        let path = folder.join(name);
        let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, content));
        written.map_err(|error| Lacking::Failed(error.to_string()))?;
        answered(native::share(&self.0, &path.to_string_lossy())).map(|()| None)
    }

    fn open(&self, address: &str) -> Result<(), Lacking> {
        answered(native::open_address(&self.0, address))
    }
}

impl Haptics for Native {
    fn feel(&self, feel: Feel) {
        let word = match feel {
            Feel::Tick => "tick",
            Feel::Done => "done",
            Feel::Wrong => "wrong",
        };
        if let Err(problem) = native::feel(&self.0, word) {
            tracing::debug!(problem = problem.to_string(), "nothing was felt");
        }
    }
}

impl DeepLinks for Native {
    fn drain(&self) -> Vec<String> {
        let text = native::drain_links(&self.0).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }
}
