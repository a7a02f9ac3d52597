//! How the driver's screens look: day, sunlight, night, and larger targets for gloves. It holds on these screens only.

use dioxus::prelude::*;

use crate::parts::{Disclosure, Radio, Switch};
use crate::routes::Route;
use crate::settings::DriverLook;
use crate::shell::{Gate, Links, Toast};
use crate::ui::ui;
use crate::words::t;

/// The frame around the driver's screens: no tabs, the whole screen for the stop.
#[component]
pub(crate) fn DriveShell() -> Element {
    let ui = ui();
    use_effect(move || {
        let settings = ui.settings.read();
        document::eval(&apply(settings.driver, settings.gloves));
    });
    use_drop(|| {
        document::eval(
            "delete document.documentElement.dataset.driver; delete document.documentElement.dataset.gloves;",
        );
    });
    rsx! {
        Links {}
        Gate {
            div { class: "shell drive",
                div { class: "shell-screen", Outlet::<Route> {} }
                Toast {}
            }
        }
    }
}

fn apply(look: DriverLook, gloves: bool) -> String {
    let word = look.word();
    format!(
        r#"const root = document.documentElement;
        root.dataset.driver = "{word}";
        if ({gloves}) root.dataset.gloves = ""; else delete root.dataset.gloves;"#
    )
}

/// The choice of a look.
#[component]
pub(super) fn Modes() -> Element {
    let ui = ui();
    let settings = ui.settings.read().clone();
    rsx! {
        Disclosure { title: t("drive-look"),
            fieldset {
                legend { class: "unseen", {t("drive-look")} }
                for look in DriverLook::ALL {
                    Radio {
                        key: "{look.word()}", id: "look-{look.word()}", group: "look", label: t(&format!("drive-look-{}", look.word())),
                        checked: settings.driver == look, onchange: move |_| ui.set(|settings| settings.driver = look),
                    }
                }
            }
            Switch { id: "gloves", label: t("drive-gloves"), hint: t("drive-gloves-hint"), checked: settings.gloves, onchange: move |on| ui.set(|settings| settings.gloves = on) }
        }
    }
}
