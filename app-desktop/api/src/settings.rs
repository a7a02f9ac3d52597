//! What a person has set on this device: language, theme, the community and hub in front. No secrets: a small
//! JSON file beside the store, written whole or not at all.

use std::path::{Path, PathBuf};

use hubbub_core::i18n::Locale;
use serde::{Deserialize, Serialize};

use crate::Ref;

/// The settings as they are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    /// None: as the system says.
    pub(crate) locale: Option<Locale>,
    /// `system`, `light` or `dark`.
    pub(crate) theme: Theme,
    /// The community in front.
    pub(crate) community: Option<Ref>,
    /// The hub in front.
    pub(crate) hub: Option<Ref>,
    /// The map file; none: a plain ground.
    pub(crate) map: Option<PathBuf>,
}

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

fn file(folder: &Path) -> PathBuf {
    folder.join("settings.json")
}

/// The settings of a folder; the usual ones where there are none or none that can be read.
pub(crate) fn read(folder: &Path) -> Settings {
    let text = std::fs::read_to_string(file(folder)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Keeps the settings.
///
/// # Errors
/// The disk's.
pub(crate) fn write(folder: &Path, settings: &Settings) -> std::io::Result<()> {
    let new = folder.join("settings.json.new");
    std::fs::write(&new, serde_json::to_string_pretty(settings)?)?;
    std::fs::rename(new, file(folder))
}

#[cfg(test)]
mod tests {
    use super::{Settings, Theme, file, read, write};
    use hubbub_core::i18n::Locale;

    #[test]
    fn what_is_written_is_read_and_damage_gives_the_usual() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path()), Settings::default());
        let set = Settings { locale: Some(Locale::De), theme: Theme::Dark, ..Settings::default() };
        write(folder.path(), &set).unwrap();
        assert_eq!(read(folder.path()), set);
        std::fs::write(file(folder.path()), "{").unwrap();
        assert_eq!(read(folder.path()), Settings::default());
    }
}
