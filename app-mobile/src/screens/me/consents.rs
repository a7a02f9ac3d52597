//! What the person has agreed to: the legal texts, with when, and each thing that this phone may do for which it asks.
//! Each has a switch of its own, off at first; whoever declines uses the app all the same.

use dioxus::prelude::*;
use hubbub_core::client::Consent;

use crate::parts::{Badge, Button, Disclosure, Empty, Sign, Switch};
use crate::routes::Route;
use crate::screens::drive::drives_for;
use crate::screens::legal::title;
use crate::shell::Screen;
use crate::track::CONSENT;
use crate::ui::{ui, use_home};
use crate::words::{date_time, moment, t, t_with};

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
    let mut asked = use_resource(move || async move {
        ui.ask(|client| client.consents()).await.map_err(|no| crate::words::trouble(&no))
    });
    let found = asked.read().clone();
    match found {
        None => rsx! { p { role: "status", class: "muted", {t("loading")} } },
        Some(Err(words)) => rsx! {
            Empty { sign: Sign::CloudOff, title: t("needs-network"), words,
                Button { onclick: move |()| asked.restart(), {t("again")} }
            }
        },
        Some(Ok(texts)) => rsx! {
            for Consent { text , given_at } in texts {
                div { key: "{text.kind}", class: "stack-s",
                    Disclosure { title: t(title(&text.kind)),
                        p { class: "legal-text", "{text.text}" }
                    }
                    div { class: "badges",
                        match given_at {
                            Some(at) => rsx! { Badge { words: t_with("consents-agreed", &[("at", told(&at).into()), ("version", text.version.into())]), sign: Sign::Check } },
                            None => rsx! { Badge { words: t("consents-not"), sign: Sign::Info } },
                        }
                    }
                }
            }
        },
    }
}

/// A moment of the server (RFC 3339), as people read it.
fn told(text: &str) -> String {
    moment(text).map_or_else(|| text.to_owned(), date_time)
}
