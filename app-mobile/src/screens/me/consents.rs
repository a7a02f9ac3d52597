//! What the person has agreed to: the legal texts, with when, and each thing that this phone may do for which it asks.
//! Each has a switch of its own, off at first; whoever declines uses the app all the same.

use dioxus::prelude::*;
use hubbub_core::client::LegalText;
use serde_json::Value;

use crate::parts::{Badge, Button, Disclosure, Empty, Sign, Switch};
use crate::routes::Route;
use crate::screens::drive::drives_for;
use crate::screens::legal::title;
use crate::shell::Screen;
use crate::track::CONSENT;
use crate::ui::{Ui, ui, use_home};
use crate::words::{date_time, moment, t, t_with};

/// A legal text, and when the person agreed to it, if ever.
#[derive(Clone, Debug, PartialEq)]
struct Agreed {
    text: LegalText,
    at: Option<String>,
}

/// The consents.
#[component]
pub(crate) fn Consents() -> Element {
    let ui = ui();
    let home = use_home();
    let drives = home.read().as_ref().is_some_and(|home| !drives_for(home).is_empty());
    let notices = ui.settings.read().system_notices;
    rsx! {
        Screen { title: t("consents-title"), back: Route::Account {},
            section { class: "stack", aria_labelledby: "consents-phone",
                h2 { id: "consents-phone", {t("consents-phone")} }
                if drives {
                    PositionSwitch {}
                }
                Switch {
                    id: "consent-notices", label: t("settings-notices"), hint: t("consent-notices-hint"), checked: notices,
                    onchange: move |on| ui.set(|settings| settings.system_notices = on),
                }
            }
            section { class: "stack", aria_labelledby: "consents-legal",
                h2 { id: "consents-legal", {t("consents-legal")} }
                Legal {}
            }
        }
    }
}

/// Whether positions are recorded on a run.
#[component]
fn PositionSwitch() -> Element {
    let ui = ui();
    let on = ui.kept::<bool>(CONSENT).unwrap_or(false);
    rsx! {
        Switch {
            id: "consent-position", label: t("consent-position"), hint: t("consent-position-hint"), checked: on,
            onchange: move |on| {
                ui.keep(CONSENT, &on);
            },
        }
    }
}

#[component]
fn Legal() -> Element {
    let ui = ui();
    let mut asked = use_resource(move || read(ui));
    let found = asked.read().clone();
    match found {
        None => rsx! { p { role: "status", class: "muted", {t("loading")} } },
        Some(Err(words)) => rsx! {
            Empty { sign: Sign::CloudOff, title: t("needs-network"), words,
                Button { onclick: move |()| asked.restart(), {t("again")} }
            }
        },
        Some(Ok(texts)) => rsx! {
            for Agreed { text , at } in texts {
                div { key: "{text.kind}", class: "stack-s",
                    Disclosure { title: t(title(&text.kind)),
                        p { class: "legal-text", "{text.text}" }
                    }
                    div { class: "badges",
                        match at {
                            Some(at) => rsx! { Badge { words: t_with("consents-agreed", &[("at", at.into()), ("version", text.version.into())]), sign: Sign::Check } },
                            None => rsx! { Badge { words: t("consents-not"), sign: Sign::Info } },
                        }
                    }
                }
            }
        },
    }
}

/// The texts in force, beside what the server keeps of the person's agreement.
async fn read(ui: Ui) -> Result<Vec<Agreed>, String> {
    let found = ui.ask(|client| Ok((client.legal()?, client.export()?))).await;
    let (legal, kept) = found.map_err(|no| crate::words::trouble(&no))?;
    let given = |text: &LegalText| {
        let of_text = |it: &&Value| {
            it["kind"].as_str() == Some(&text.kind) && it["version"].as_i64() == Some(text.version)
        };
        let at = kept["consents"].as_array()?.iter().find(of_text)?["given_at"].clone();
        Some(told(&at))
    };
    Ok(legal.texts.into_iter().map(|text| Agreed { at: given(&text), text }).collect())
}

/// A moment of the copy of one's data: milliseconds, or as RFC 3339.
fn told(at: &Value) -> String {
    let ms = at.as_i64().map(hubbub_core::time::Timestamp);
    let text = at.as_str().unwrap_or_default();
    ms.or_else(|| moment(text)).map_or_else(|| text.to_owned(), date_time)
}
