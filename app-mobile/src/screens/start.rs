//! The first screen: what needs the person, then what is on.

use dioxus::prelude::*;
use hubbub_core::auction::view::{ListingCard, MarketPhase, my_bids};
use hubbub_core::notice::view::notices;
use hubbub_core::ordering::view::{OrderCard, my_orders};
use hubbub_core::voting::model::Phase;
use hubbub_core::voting::view::PollCard;

use super::drive::drives_for;
use super::feed::Feed;
use super::market::ListingRow;
use super::me::NoticeRow;
use super::orders::OrderRow;
use super::votes::{self, PollRow};
use crate::parts::{Empty, Kind, LinkButton, Note, Rows, Sign, Tone};
use crate::routes::Route;
use crate::shell::Screen;
use crate::ui::{Ui, ui, use_home};
use crate::words::{t, t_count, t_with};

/// Rows of one kind on the first screen.
const ROWS_MAX: usize = 4;

/// The first screen.
#[component]
pub(crate) fn Start() -> Element {
    let ui = ui();
    let home = use_home();
    let cards = votes::read(ui, None);
    let is_open = |card: &PollCard| card.phase == Phase::Open && card.is_voter;
    let yours: Vec<_> = cards
        .iter()
        .filter(|(card, _)| is_open(card) && !votes::has_voted(card))
        .take(ROWS_MAX)
        .cloned()
        .collect();
    let told = ui.view(|tx, viewer| notices(tx, viewer, None)).unwrap_or_default();
    let unread: Vec<_> = told.into_iter().filter(|notice| notice.unread).take(ROWS_MAX).collect();
    let (orders, bids) = (orders_on_the_way(ui), running_bids(ui));
    let home = home.read();
    let Some(home) = home.as_ref() else { return rsx! {} };
    let name = home.community.display_name.split(' ').next().unwrap_or_default().to_owned();
    let driver = !drives_for(home).is_empty();
    let refused = ui.sync_state().map_or(0, |state| state.refused);
    let quiet = yours.is_empty() && unread.is_empty() && bids.is_empty() && orders.is_empty();
    rsx! {
        Screen { title: t_with("start-hello", &[("name", name.into())]),
            p { class: "muted", "{home.community.name}" }
            if driver {
                LinkButton { to: Route::Drive {}, kind: Kind::Primary, wide: true, sign: Sign::Truck, {t("start-drive")} }
            }
            if refused > 0 {
                Note { tone: Tone::Warn,
                    p { {t_count("sync-refused", i64::try_from(refused).unwrap_or(i64::MAX))} }
                    Link { to: Route::Sync {}, class: "button button-quiet", {t("inbox-show")} }
                }
            }
            if !unread.is_empty() {
                Section { title: t("nav-notices"), to: Route::Notices {},
                    for notice in unread {
                        NoticeRow { key: "{notice.id}", notice }
                    }
                }
            }
            if !yours.is_empty() {
                Section { title: t("start-your-vote"), to: Route::Votes {},
                    for (card , image) in yours {
                        PollRow { key: "{card.id}", card, image }
                    }
                }
            }
            if !orders.is_empty() {
                Section { title: t("nav-orders"), to: Route::Orders {},
                    for card in orders {
                        OrderRow { key: "{card.id}", card }
                    }
                }
            }
            if !bids.is_empty() {
                Section { title: t("start-bids"), to: Route::MyMarket {},
                    for card in bids {
                        ListingRow { key: "{card.id}", card }
                    }
                }
            }
            if quiet {
                Empty { sign: Sign::CircleCheck, title: t("start-quiet"), words: t("start-quiet-words") }
            }
            Feed {}
        }
    }
}

/// Orders that are not over, the newest first.
fn orders_on_the_way(ui: Ui) -> Vec<OrderCard> {
    let orders = ui.view(|tx, viewer| my_orders(tx, viewer, None)).unwrap_or_default();
    orders.into_iter().filter(|card| !card.status.is_final()).take(ROWS_MAX).collect()
}

/// What the person bids on, while it runs.
fn running_bids(ui: Ui) -> Vec<ListingCard> {
    let lines = ui.view(my_bids).unwrap_or_default();
    let running = lines.into_iter().map(|line| line.card).filter(|card| card.phase == MarketPhase::Open);
    running.take(ROWS_MAX).collect()
}

/// A few rows under a heading, with the way to all of them.
#[component]
pub(crate) fn Section(title: String, to: Route, children: Element) -> Element {
    rsx! {
        section { class: "section", aria_label: "{title}",
            div { class: "section-head",
                h2 { "{title}" }
                Link { to, aria_label: t_with("show-all-of", &[("title", title.clone().into())]), {t("show-all")} }
            }
            Rows { {children} }
        }
    }
}
