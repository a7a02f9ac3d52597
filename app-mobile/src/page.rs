//! The page around the components: language, look and size stand in it before anything is drawn, so that nothing
//! flashes; zoom is never blocked.

use std::fmt::Write as _;

use hubbub_core::i18n::Locale;

use crate::parts;
use crate::phone::Phone;
use crate::settings::{Settings, Theme};
use crate::{screens, shell};

const TOKENS: &str = include_str!("../../design/tokens.css");
const BASE: &str = include_str!("base.css");

/// The whole page; `glue` is what a shell adds at the end of the body.
#[must_use]
pub fn index(phone: &Phone, glue: &str) -> String {
    let settings = phone.settings.read();
    let locale = settings.locale.unwrap_or(phone.device.locale);
    let attributes = attributes(&settings, locale);
    let style = style();
    format!(
        r#"<!DOCTYPE html>
<html {attributes}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>Hubbub</title>
<style>{style}</style>
</head>
<body><div id="main"></div>{glue}</body>
</html>"#
    )
}

/// Everything that is styled: the tokens, the ground, the parts, the screens.
fn style() -> String {
    let all = [TOKENS, BASE].into_iter().chain(parts::STYLES.iter().copied());
    all.chain(shell::STYLES.iter().copied())
        .chain(screens::STYLES.iter().copied())
        .collect::<Vec<_>>()
        .join("\n")
}

fn attributes(settings: &Settings, locale: Locale) -> String {
    let mut text = format!(r#"lang="{}" style="font-size: {}%""#, locale.tag(), settings.text_percent);
    if settings.theme != Theme::System {
        // Writing into a text does not fail.
        let _ = write!(text, r#" data-theme="{}""#, settings.theme.word());
    }
    text
}

/// Brings the settings onto the page that is shown.
pub(crate) fn apply(settings: &Settings, locale: Locale) -> String {
    let theme = if settings.theme == Theme::System { "" } else { settings.theme.word() };
    format!(
        r#"const root = document.documentElement;
        root.lang = "{}";
        root.style.fontSize = "{}%";
        if ("{theme}") root.dataset.theme = "{theme}"; else delete root.dataset.theme;"#,
        locale.tag(),
        settings.text_percent
    )
}
