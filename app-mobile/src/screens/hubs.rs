//! The community's hubs: what each is, where it is, and the way there.

use dioxus::prelude::*;
use hubbub_core::community::view::HubCard;

use crate::parts::{Badge, Button, Empty, Icon, Map, Mark, Sign, Spot};
use crate::routes::Route;
use crate::screens::drive::geo_link;
use crate::shell::Screen;
use crate::ui::{ui, use_home};
use crate::words::{t, t_count, t_with};

/// The list, one's own hub first.
#[component]
pub(crate) fn Hubs() -> Element {
    let home = use_home();
    let Some(home) = home.read().clone() else { return rsx! {} };
    let own = home.community.hub;
    let mut hubs = home.community.hubs.clone();
    hubs.sort_by_key(|hub| Some(hub.id) != own);
    let numbered = hubs.iter().enumerate().map(|(at, hub)| Mark {
        at: Spot { lat_e6: hub.lat_e6, lon_e6: hub.lon_e6 },
        word: (at + 1).to_string(),
        kind: "hub",
    });
    let marks: Vec<Mark> = numbered.collect();
    let count = i64::try_from(hubs.len()).unwrap_or(i64::MAX);
    rsx! {
        Screen { title: t("hubs-title"), back: Route::Me {},
            if hubs.is_empty() {
                Empty { sign: Sign::House, title: t("hubs-empty") }
            }
            if marks.len() > 1 {
                Map { label: t_count("hubs-map", count), marks }
            }
            ol { class: "stack plain", role: "list", aria_label: t("hubs-title"),
                for (at , hub) in hubs.into_iter().enumerate() {
                    Hub { key: "{hub.id}", number: at + 1, own: Some(hub.id) == own, hub }
                }
            }
        }
    }
}

#[component]
fn Hub(number: usize, own: bool, hub: HubCard) -> Element {
    let ui = ui();
    let address = format!("{}, {} {}", hub.address.street, hub.address.postal_code, hub.address.city);
    let link = geo_link(hub.lat_e6, hub.lon_e6, &address);
    rsx! {
        li { class: "card stack-s",
            h2 { "{number}. {hub.name}" }
            if own {
                div { class: "badges", Badge { words: t("hubs-yours"), sign: Sign::House, strong: true } }
            }
            if !hub.about.is_empty() {
                p { class: "prose", "{hub.about}" }
            }
            p { class: "line", Icon { sign: Sign::MapPin } span { class: "line-words", "{address}" } }
            Button {
                sign: Sign::Navigation, name: t_with("hubs-way-to", &[("hub", hub.name.clone().into())]),
                onclick: move |()| {
                    if let Err(lacking) = ui.phone().device.share.open(&link) {
                        tracing::warn!(%lacking, "another app was not opened");
                        ui.say(t("drive-open-failed"));
                    }
                },
                {t("hubs-way")}
            }
        }
    }
}
