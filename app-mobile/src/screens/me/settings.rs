//! Language, look, text size: they hold at once, without a restart.

use dioxus::prelude::*;
use hubbub_core::domain::Command;
use hubbub_core::i18n::Locale;

use crate::parts::{Note, Radio, Row, Rows, Select, Sign, Switch};
use crate::routes::Route;
use crate::settings::{TEXT_SIZES, Theme};
use crate::shell::Screen;
use crate::ui::{Ui, ui, use_home};
use crate::words::{t, t_with};

/// The settings of this device.
#[component]
pub(crate) fn SettingsScreen() -> Element {
    let ui = ui();
    let settings = ui.settings.read().clone();
    let languages =
        Locale::ALL.iter().map(|it| (it.tag().to_owned(), it.own_name().to_owned())).collect::<Vec<_>>();
    let sizes = TEXT_SIZES
        .iter()
        .map(|size| (size.to_string(), t_with("settings-percent", &[("percent", i64::from(*size).into())])))
        .collect::<Vec<_>>();
    rsx! {
        Screen { title: t("nav-settings"), back: Route::Me {},
            Select {
                id: "language", label: t("language"), value: ui.locale().tag(), options: languages,
                onchange: move |tag: String| choose_language(ui, Locale::from_tag(&tag)),
            }
            fieldset {
                legend { {t("settings-theme")} }
                for theme in Theme::ALL {
                    Radio {
                        key: "{theme.word()}", id: "theme-{theme.word()}", group: "theme", label: t(&format!("settings-theme-{}", theme.word())),
                        checked: settings.theme == theme, onchange: move |_| ui.set(|settings| settings.theme = theme),
                    }
                }
            }
            Select {
                id: "text-size", label: t("settings-text"), value: settings.text_percent.to_string(), options: sizes,
                onchange: move |size: String| ui.set(|settings| settings.text_percent = size.parse().unwrap_or(100)),
            }
            Switch {
                id: "system-notices", label: t("settings-notices"), hint: t("settings-notices-hint"), checked: settings.system_notices,
                onchange: move |on| ui.set(|settings| settings.system_notices = on),
            }
            Switch {
                id: "metered", label: t("settings-metered"), hint: t("settings-metered-hint"), checked: settings.pictures_on_metered,
                onchange: move |on| ui.set(|settings| settings.pictures_on_metered = on),
            }
            Communities {}
        }
    }
}

/// The language of this device, and of the letters and results that the community sends.
fn choose_language(ui: Ui, locale: Option<Locale>) {
    ui.set(|settings| settings.locale = locale);
    let Some(home) = crate::ui::home() else { return };
    let edit = hubbub_core::community::command::Command::EditSelf {
        community: home.community.id,
        display_name: None,
        locale,
    };
    if home.community.locale != ui.locale()
        && let Err(no) = ui.send(&Command::Community(edit))
    {
        ui.say(crate::words::trouble(&no));
    }
}

/// Which community is on the screen, for those who belong to several.
#[component]
fn Communities() -> Element {
    let ui = ui();
    let home = use_home();
    let several = home.read().as_ref().is_some_and(|home| home.others > 0);
    if !several {
        return rsx! {};
    }
    let all = ui.view(hubbub_core::community::view::communities).unwrap_or_default();
    let here = home.read().as_ref().map(|home| home.community.id.to_string()).unwrap_or_default();
    let options = all.into_iter().map(|page| (page.id.to_string(), page.name)).collect::<Vec<_>>();
    rsx! {
        Select {
            id: "community", label: t("settings-community"), value: here, options,
            onchange: move |id: String| ui.set(|settings| settings.community = id.parse().ok()),
        }
    }
}

/// What this app is, and what it stands on.
#[component]
pub(crate) fn About() -> Element {
    let server = ui().phone().server.clone();
    rsx! {
        Screen { title: t("nav-about"), back: Route::Me {},
            p { {t("app-promise")} }
            Rows {
                Row { title: t("about-version"), end: env!("CARGO_PKG_VERSION") }
                Row { title: t("about-server"), detail: server }
                Row { title: t("about-parts"), sign: Sign::Image, to: Route::Gallery {} }
            }
            Note { p { {t("legal-collected")} } }
        }
    }
}
