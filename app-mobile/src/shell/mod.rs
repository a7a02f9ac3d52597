//! What stays while screens change: the tabs at the bottom, the sync line under each title, and the door in front
//! of it all.

mod consent;
mod gate;
mod links;
mod screen;
mod sync_line;

use dioxus::prelude::*;

pub(crate) use self::gate::Gate;
pub(crate) use self::links::Links;
pub(crate) use self::screen::Screen;
pub(crate) use self::sync_line::SyncLine;
use crate::parts::{Empty, Icon, LinkButton, Sign};
use crate::routes::Route;
use crate::ui::ui;
use crate::words::t;

/// The styles of what stays.
pub(crate) const STYLES: &[&str] = &[include_str!("style.css")];

/// The frame around every screen of somebody who is signed in.
#[component]
pub(crate) fn Shell() -> Element {
    rsx! {
        Links {}
        Gate {
            div { class: "shell",
                div { class: "shell-screen", Outlet::<Route> {} }
                Toast {}
                TabBar {}
            }
        }
    }
}

/// Short messages. The region is there from the start, so that what comes into it is read out.
#[component]
pub(crate) fn Toast() -> Element {
    let mut said = ui().said;
    use_effect(move || {
        let words = said.read().clone();
        if words.is_empty() {
            return;
        }
        spawn(async move {
            tokio::time::sleep(std::time::Duration::from_secs(6)).await;
            if *said.peek() == words {
                said.set(String::new());
            }
        });
    });
    rsx! {
        div { class: "toast", role: "status",
            if !said.read().is_empty() {
                p { "{said}" }
            }
        }
    }
}

#[component]
fn TabBar() -> Element {
    let here = use_route::<Route>();
    rsx! {
        nav { class: "tabbar", aria_label: t("nav-main"),
            for (route , sign , words) in TABS {
                Link {
                    key: "{route}",
                    to: route.clone(),
                    class: if is_within(&here, &route) { "tabbar-tab tabbar-here" } else { "tabbar-tab" },
                    "aria-current": is_within(&here, &route).then_some("page"),
                    Icon { sign }
                    span { {t(words)} }
                }
            }
        }
    }
}

const TABS: [(Route, Sign, &str); 5] = [
    (Route::Start {}, Sign::House, "nav-start"),
    (Route::Votes {}, Sign::Vote, "nav-votes"),
    (Route::Market {}, Sign::Store, "nav-market"),
    (Route::Shop {}, Sign::ShoppingBasket, "nav-shop"),
    (Route::Me {}, Sign::User, "nav-me"),
];

/// Whether a screen belongs to a tab.
fn is_within(here: &Route, tab: &Route) -> bool {
    let (here, tab) = (here.to_string(), tab.to_string());
    if tab == "/" { here == "/" } else { here == tab || here.starts_with(&format!("{tab}/")) }
}

/// An address that leads nowhere.
#[component]
pub(crate) fn Lost(path: Vec<String>) -> Element {
    tracing::debug!(depth = path.len(), "an address leads nowhere");
    rsx! {
        main { class: "door",
            h1 { class: "unseen", {t("lost-title")} }
            Empty { sign: Sign::CircleHelp, title: t("lost-title"), words: t("lost-words"),
                LinkButton { to: Route::Start {}, {t("nav-start")} }
            }
        }
    }
}
