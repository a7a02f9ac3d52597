//! What a person sets on this device: language, theme, the community and hub in front.

use std::path::{Path, PathBuf};

use hubbub_core::i18n::Locale;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Choice;
use crate::settings::Theme;
use crate::{Desktop, Problem, Ref, map};

/// The settings, and what there is to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SettingsPage {
    /// The language in use, as `de`.
    pub locale: String,
    /// Whether that is the person's choice and not the system's.
    pub chosen: bool,
    /// Every language, by its own name.
    pub locales: Vec<Choice>,
    /// Light, dark, or as the system says.
    pub theme: Theme,
    /// The map file's place on this computer; empty without one.
    pub map: String,
    /// Why that file cannot be shown, in words; empty when it can, or there is none.
    pub map_problem: String,
    /// The version of this app.
    pub version: String,
}

/// What is new; what is absent stays.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
#[ts(optional_fields)]
pub struct SettingsChange {
    /// A language tag.
    pub locale: Option<String>,
    /// The theme.
    pub theme: Option<Theme>,
    /// The community in front.
    pub community: Option<Ref>,
    /// The hub in front.
    pub hub: Option<Ref>,
}

/// A map file.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MapForm {
    /// Where it is on this computer; empty for none.
    pub path: String,
}

/// The settings of this device.
pub(super) fn settings(desktop: &Desktop, (): ()) -> Result<SettingsPage, Problem> {
    let settings = desktop.settings();
    let choice = |it: &Locale| Choice { value: it.tag().to_owned(), text: it.own_name().to_owned() };
    let map_problem = settings.map.as_deref().and_then(|path| map_problem(desktop, path));
    Ok(SettingsPage {
        map: settings.map.map(|path| path.to_string_lossy().into_owned()).unwrap_or_default(),
        map_problem: map_problem.unwrap_or_default(),
        locale: desktop.locale().tag().to_owned(),
        chosen: settings.locale.is_some(),
        locales: Locale::ALL.iter().map(choice).collect(),
        theme: settings.theme,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

/// Changes them.
pub(super) fn change_settings(desktop: &Desktop, change: SettingsChange) -> Result<SettingsPage, Problem> {
    desktop.change_settings(|settings| {
        settings.locale = change.locale.as_deref().and_then(Locale::from_tag).or(settings.locale);
        settings.theme = change.theme.unwrap_or(settings.theme);
        if change.community.is_some() && change.community != settings.community {
            settings.hub = None;
        }
        settings.community = change.community.or(settings.community);
        settings.hub = change.hub.or(settings.hub);
    })?;
    self::settings(desktop, ())
}

/// Puts a map file on the ground, or takes it away. A file that cannot be shown is refused.
pub(super) fn choose_map(desktop: &Desktop, form: MapForm) -> Result<SettingsPage, Problem> {
    let path = form.path.trim();
    let chosen = (!path.is_empty()).then(|| PathBuf::from(path));
    if let Some(text) = chosen.as_deref().and_then(|path| map_problem(desktop, path)) {
        return Err(Problem { text, ..desktop.wrong("path") });
    }
    desktop.change_settings(|settings| settings.map = chosen)?;
    settings(desktop, ())
}

fn map_problem(desktop: &Desktop, path: &Path) -> Option<String> {
    match map::is_map(path) {
        Ok(true) => None,
        Ok(false) => Some(desktop.text("desk-map-foreign")),
        Err(_) => Some(desktop.text("desk-map-missing")),
    }
}
