//! The person: notices, account, settings, and the way out.

mod account;
mod closing;
mod consents;
mod notices;
mod settings;

use dioxus::prelude::*;
use hubbub_core::client::Failed;
use hubbub_core::notice::view::unread;

pub(crate) use self::account::{Account, Sessions};
pub(crate) use self::closing::{Closed, Reopen};
pub(crate) use self::consents::Consents;
pub(crate) use self::notices::{NoticeRow, Notices};
pub(crate) use self::settings::{About, SettingsScreen};
use crate::background;
use crate::parts::{Button, Confirm, Kind, Row, Rows, Sign};
use crate::routes::Route;
use crate::shell::Screen;
use crate::ui::{Ui, ui, use_home};
use crate::words::{t, t_count};

/// The person's own screen.
#[component]
pub(crate) fn Me() -> Element {
    let ui = ui();
    let home = use_home();
    let told = ui.view(unread).unwrap_or(0);
    let mut ask = use_signal(|| false);
    let mut unsent = use_signal(|| 0_i64);
    let mut leave = move |()| {
        let waiting = ui.sync_state().map_or(0, |state| state.waiting + state.files.0);
        unsent.set(i64::try_from(waiting).unwrap_or(i64::MAX));
        ask.set(true);
    };
    let home = home.read();
    let Some(home) = home.as_ref() else { return rsx! {} };
    let roles = home
        .community
        .roles
        .iter()
        .map(|(role, hub)| role_words(*role, hub.and_then(|hub| home.hub_name(hub))));
    let roles = roles.collect::<Vec<_>>().join(" · ");
    let hub =
        home.community.hub.and_then(|hub| home.hub_name(hub)).unwrap_or(&home.community.name).to_owned();
    rsx! {
        Screen { title: t("nav-me"),
            div { class: "card me-card",
                p { class: "me-name", "{home.community.display_name}" }
                p { class: "muted", "{hub}" }
                if !roles.is_empty() {
                    p { class: "small", "{roles}" }
                }
            }
            Rows {
                Row { title: t("nav-notices"), sign: Sign::Bell, to: Route::Notices {}, end: (told > 0).then(|| t_count("notices-unread", told)) }
                Row { title: t("nav-tickets"), sign: Sign::LifeBuoy, to: Route::Tickets {} }
                Row { title: t("nav-disputes"), sign: Sign::TriangleAlert, to: Route::Disputes {} }
                Row { title: t("hubs-title"), sign: Sign::House, to: Route::Hubs {} }
                Row { title: t("nav-sync"), sign: Sign::RefreshCw, to: Route::Sync {} }
                Row { title: t("nav-settings"), sign: Sign::Settings, to: Route::SettingsScreen {} }
                Row { title: t("nav-account"), sign: Sign::ShieldCheck, to: Route::Account {} }
                Row { title: t("nav-about"), sign: Sign::Info, to: Route::About {} }
            }
            Button { wide: true, sign: Sign::LogOut, onclick: move |()| leave(()), {t("sign-out")} }
        }
        Confirm {
            title: t("sign-out"),
            words: if unsent() > 0 { t_count("sign-out-unsent", unsent()) } else { t("sign-out-words") },
            yes: if unsent() > 0 { t("sign-out-anyway") } else { t("sign-out") },
            no: t("sign-out-stay"),
            kind: if unsent() > 0 { Kind::Danger } else { Kind::Primary },
            open: ask,
            onyes: move |()| {
                spawn(sign_out(ui, unsent() > 0));
            },
        }
    }
}

/// Signs out and clears the store. What was recorded after the question was asked stops it once more.
pub(crate) async fn sign_out(ui: Ui, force: bool) {
    let phone = ui.phone();
    let done = background::run(move || {
        phone.client.sign_out(force)?;
        Ok(phone.kept.clear()?)
    })
    .await;
    match done {
        Some(Ok(())) => {
            navigator().replace(Route::Start {});
            ui.person_changed();
        }
        Some(Err(Failed::Unsent(count))) => {
            ui.say(t_count("sign-out-unsent", i64::try_from(count).unwrap_or(i64::MAX)));
        }
        Some(Err(failed)) => ui.say(crate::words::trouble(&failed.into())),
        None => ui.say(t("trouble-store")),
    }
}

fn role_words(role: hubbub_core::access::Role, hub: Option<&str>) -> String {
    let word = t(&format!("role-{}", role.word().replace('_', "-")));
    match hub {
        Some(hub) => {
            crate::words::t_with("role-at-hub", &[("role", word.into()), ("hub", hub.to_owned().into())])
        }
        None => word,
    }
}
