//! What a person sets for this device: language, look and text size. Nothing here is personal, and it stays when
//! somebody signs out.

use std::fs;
use std::path::{Path, PathBuf};

use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;
use serde::{Deserialize, Serialize};

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The value of `data-theme`, and the last part of its words' key.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How the driver's screens look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DriverLook {
    /// As everywhere else.
    #[default]
    Day,
    /// To be read in full sun.
    Sunlight,
    /// Not to be blinded by.
    Night,
}

impl DriverLook {
    pub(crate) const ALL: [Self; 3] = [Self::Day, Self::Sunlight, Self::Night];

    /// The value of `data-driver`, and the last part of its words' key.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Sunlight => "sunlight",
            Self::Night => "night",
        }
    }
}

/// Text sizes, in percent of the system's.
pub(crate) const TEXT_SIZES: [u32; 5] = [90, 100, 125, 150, 200];

/// The settings of this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    /// The chosen language; none: the system's.
    pub(crate) locale: Option<Locale>,
    /// Light or dark.
    pub(crate) theme: Theme,
    /// One of [`TEXT_SIZES`].
    pub(crate) text_percent: u32,
    /// The community on the screen, of those that the person belongs to.
    pub(crate) community: Option<Id>,
    /// Whether notices are shown by the system too.
    pub(crate) system_notices: bool,
    /// Whether pictures go out while the network is paid by the megabyte.
    pub(crate) pictures_on_metered: bool,
    /// How the driver's screens look.
    pub(crate) driver: DriverLook,
    /// Whether the driver wears gloves.
    pub(crate) gloves: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            locale: None,
            theme: Theme::System,
            text_percent: 100,
            community: None,
            system_notices: false,
            pictures_on_metered: true,
            driver: DriverLook::Day,
            gloves: false,
        }
    }
}

/// Where the settings are kept.
pub(crate) struct SettingsFile {
    path: PathBuf,
}

impl SettingsFile {
    pub(crate) fn open(folder: &Path) -> Self {
        Self { path: folder.join("settings.json") }
    }

    /// The settings; the usual ones where there are none, or the file is damaged.
    pub(crate) fn read(&self) -> Settings {
        let Ok(text) = fs::read_to_string(&self.path) else { return Settings::default() };
        serde_json::from_str(&text).unwrap_or_else(|error| {
            tracing::warn!(%error, "the settings could not be read; the usual ones are used");
            Settings::default()
        })
    }

    /// Keeps the settings: a new file takes the old one's place, so that half a file is never read.
    ///
    /// # Errors
    /// The disk's.
    pub(crate) fn keep(&self, settings: &Settings) -> std::io::Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        let new = self.path.with_extension("new");
        fs::write(&new, serde_json::to_vec_pretty(settings)?)?;
        fs::rename(new, &self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::{Settings, SettingsFile, Theme};

    #[test]
    fn settings_survive_and_damage_gives_the_usual_ones() {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::open(folder.path());
        assert_eq!(file.read(), Settings::default());
        let chosen = Settings { theme: Theme::Dark, text_percent: 150, ..Settings::default() };
        file.keep(&chosen).unwrap();
        assert_eq!(SettingsFile::open(folder.path()).read(), chosen);
        std::fs::write(folder.path().join("settings.json"), "{\"theme\":").unwrap();
        assert_eq!(file.read(), Settings::default());
    }
}
