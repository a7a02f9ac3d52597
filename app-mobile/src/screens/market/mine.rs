//! What the viewer has to do with the market: bids, listings, sales.

use dioxus::prelude::*;
use hubbub_core::auction::view::{BidLine, my_bids, my_listings, my_sales};

use super::{ListingRow, sale::state_key};
use crate::parts::{Badge, Empty, LinkButton, Row, Rows, Sign, Tabs};
use crate::routes::Route;
use crate::shell::Screen;
use crate::ui::ui;
use crate::words::{date_time, money, t, t_with};

/// The viewer's own market.
#[component]
pub(crate) fn MyMarket() -> Element {
    let mut tab = use_signal(|| "bids".to_owned());
    let tabs = ["bids", "listings", "sales"].map(|it| (it.to_owned(), t(&format!("market-my-{it}"))));
    let shown = match tab.read().as_str() {
        "listings" => rsx! { Listings {} },
        "sales" => rsx! { Sales {} },
        _ => rsx! { Bids {} },
    };
    rsx! {
        Screen { title: t("market-mine"), back: Route::Market {},
            Tabs { id: "mine", label: t("market-mine"), tabs: tabs.to_vec(), selected: tab(), onselect: move |to| tab.set(to),
                {shown}
            }
        }
    }
}

#[component]
fn Bids() -> Element {
    let lines = ui().view(my_bids).unwrap_or_default();
    if lines.is_empty() {
        return rsx! {
            Empty { sign: Sign::Gavel, title: t("market-no-bids"), words: t("market-no-bids-words") }
        };
    }
    rsx! {
        Rows { label: t("market-my-bids"),
            for line in lines {
                Bid { key: "{line.card.id}", line }
            }
        }
    }
}

#[component]
fn Bid(line: BidLine) -> Element {
    rsx! {
        ListingRow { card: line.card.clone() }
        if let Some(offer) = line.offer {
            li { class: "row",
                LinkButton { to: Route::ListingScreen { listing: offer.listing }, sign: Sign::Trophy,
                    {t_with("offer-open", &[("price", money(offer.price_minor, offer.currency.code()).into())])}
                }
            }
        }
    }
}

#[component]
fn Listings() -> Element {
    let cards = ui().view(my_listings).unwrap_or_default();
    rsx! {
        LinkButton { to: Route::Sell {}, wide: true, sign: Sign::Plus, {t("market-sell")} }
        if cards.is_empty() {
            Empty { sign: Sign::Tag, title: t("market-no-listings"), words: t("market-no-listings-words") }
        } else {
            Rows { label: t("market-my-listings"),
                for card in cards {
                    ListingRow { key: "{card.id}", card }
                }
            }
        }
    }
}

#[component]
fn Sales() -> Element {
    let ui = ui();
    let user = ui.user();
    let sales = ui.view(my_sales).unwrap_or_default();
    if sales.is_empty() {
        return rsx! {
            Empty { sign: Sign::Receipt, title: t("market-no-sales"), words: t("market-no-sales-words") }
        };
    }
    rsx! {
        Rows { label: t("market-my-sales"),
            for sale in sales {
                Row {
                    key: "{sale.id}", title: sale.title.clone(), to: Route::ListingScreen { listing: sale.listing }, sign: Sign::Receipt,
                    detail: date_time(sale.sold_at), end: money(sale.price_minor, sale.currency.code()),
                    div { class: "badges",
                        Badge { words: t(if user == Some(sale.seller) { "side-seller" } else { "side-buyer" }) }
                        Badge { words: t(state_key(sale.state)) }
                    }
                }
            }
        }
    }
}
