//! What only a device can do, behind traits. Each has a real implementation where the platform allows it, and a
//! rehearsed one that tests lead by the hand. What a platform does not offer says so: [`Lacking`] is an answer,
//! not an error.

mod keys;
#[cfg(all(feature = "window", target_os = "linux"))]
mod linux;
#[cfg(any(target_os = "android", target_os = "ios"))]
mod native;
mod rehearsed;

use std::sync::Arc;

use hubbub_core::i18n::Locale;

#[cfg(all(feature = "window", target_os = "linux"))]
pub use self::keys::Keyring;
pub use self::keys::{KeyFault, KeyFile, Keys, open_or_make};
#[cfg(all(feature = "window", target_os = "linux"))]
pub use self::linux::desktop;
#[cfg(any(target_os = "android", target_os = "ios"))]
pub use self::native::Native;
pub use self::rehearsed::{Rehearsal, rehearsed};

/// Why a device could not do something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lacking {
    /// This device has no such thing.
    #[error("this device can't do that")]
    Unsupported,
    /// The person, or the system, does not allow it.
    #[error("it is not allowed")]
    Denied,
    /// It failed.
    #[error("it failed: {0}")]
    Failed(String),
}

/// Takes pictures.
pub trait Camera: Send + Sync {
    /// Lets the person take or choose a picture, and waits for it; none when they think better of it. Called away
    /// from the screen's thread.
    ///
    /// # Errors
    /// [`Lacking`].
    fn take(&self) -> Result<Option<Vec<u8>>, Lacking>;
}

/// A position, as the device measured it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The device's time, in milliseconds of the epoch.
    pub at_ms: i64,
    /// Latitude in micro-degrees.
    pub lat_e6: i64,
    /// Longitude in micro-degrees.
    pub lon_e6: i64,
    /// Radius within which it lies with 68 % likelihood, in centimetres.
    pub accuracy_cm: i64,
    /// Speed in centimetres a second, if known.
    pub speed_cms: Option<i64>,
    /// Heading in hundredths of a degree from north, clockwise, if known.
    pub heading_cdeg: Option<i64>,
    /// What is left of the battery, in percent, if known.
    pub battery_pct: Option<i64>,
}

/// Measures where the device is, also while the screen is off.
pub trait Position: Send + Sync {
    /// Begins to measure. On phones the system shows that it does.
    ///
    /// # Errors
    /// [`Lacking`].
    fn start(&self) -> Result<(), Lacking>;
    /// Ends it.
    fn stop(&self);
    /// What was measured since it was last asked for, the oldest first.
    fn drain(&self) -> Vec<Fix>;
}

/// How the device is connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Not at all.
    None,
    /// By the megabyte.
    Metered,
    /// Freely.
    Free,
}

/// Knows the network.
pub trait Network: Send + Sync {
    /// How the device is connected now.
    fn link(&self) -> Link;
}

/// Shows notices beside the app.
pub trait SystemNotices: Send + Sync {
    /// Shows one; touching it opens `link`.
    ///
    /// # Errors
    /// [`Lacking`].
    fn show(&self, title: &str, words: &str, link: &str) -> Result<(), Lacking>;
}

/// Hands things to other apps.
pub trait Share: Send + Sync {
    /// Gives a file away: a share sheet on phones, a folder on a desktop. Where it went, if that is known.
    ///
    /// # Errors
    /// [`Lacking`].
    fn give(&self, name: &str, content: &[u8]) -> Result<Option<String>, Lacking>;
    /// Opens an address in the app that it belongs to: `geo:`, `tel:`, `https:`.
    ///
    /// # Errors
    /// [`Lacking`].
    fn open(&self, address: &str) -> Result<(), Lacking>;
}

/// What a touch feels like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feel {
    /// It was taken.
    Tick,
    /// It is done.
    Done,
    /// It did not work.
    Wrong,
}

/// Lets the device be felt.
pub trait Haptics: Send + Sync {
    /// Gives a short feeling. Where there is nothing to feel, nothing happens.
    fn feel(&self, feel: Feel);
}

/// Hears links from outside.
pub trait DeepLinks: Send + Sync {
    /// Links that came since it was last asked, the oldest first.
    fn drain(&self) -> Vec<String>;
}

/// What this device can do.
#[derive(Clone)]
pub struct Device {
    /// The system's language, of those that Hubbub speaks.
    pub locale: Locale,
    /// Takes pictures.
    pub camera: Arc<dyn Camera>,
    /// Measures positions.
    pub position: Arc<dyn Position>,
    /// Knows the network.
    pub network: Arc<dyn Network>,
    /// Shows notices beside the app.
    pub notices: Arc<dyn SystemNotices>,
    /// Hands things to other apps.
    pub share: Arc<dyn Share>,
    /// Lets the device be felt.
    pub haptics: Arc<dyn Haptics>,
    /// Hears links from outside.
    pub links: Arc<dyn DeepLinks>,
}

/// The system's language (POSIX: `LC_ALL`, `LC_MESSAGES`, `LANG`), of those that Hubbub speaks.
#[must_use]
pub fn system_locale() -> Locale {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    set.filter_map(|tag| Locale::from_tag(&tag)).next().unwrap_or_default()
}
