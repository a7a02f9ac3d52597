//! What a person sets on this device: language, theme, the community and hub in front.

use hubbub_core::i18n::Locale;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Choice;
use crate::settings::Theme;
use crate::{Desktop, Problem, Ref};

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

/// The settings of this device.
pub(super) fn settings(desktop: &Desktop, (): ()) -> Result<SettingsPage, Problem> {
    let settings = desktop.settings();
    let choice = |it: &Locale| Choice { value: it.tag().to_owned(), text: it.own_name().to_owned() };
    Ok(SettingsPage {
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
