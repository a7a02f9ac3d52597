//! The market: what neighbours sell, with search and filters that work without a network.

mod bid;
mod countdown;
mod filters;
mod listing;
mod mine;
mod price;
mod sale;
mod sell;

use dioxus::prelude::*;
use hubbub_core::auction::market::{Filter, Order, market_part};
use hubbub_core::auction::model::{ListingKind, MarketCategory};
use hubbub_core::auction::view::{ListingCard, MarketPhase};

use self::filters::Filters;
pub(crate) use self::listing::ListingScreen;
pub(crate) use self::mine::MyMarket;
pub(crate) use self::sell::Sell;
use crate::parts::{
    Badge, Button, Empty, Field, LinkButton, Long, Pending, Picture, Row, SHOWN, Select, Sign,
};
use crate::routes::Route;
use crate::shell::Screen;
use crate::ui::{ui, use_home};
use crate::words::{date_time, money, t, t_count, t_with};

/// What the list is narrowed to, kept while other screens are looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Search {
    /// The narrowing, without the words.
    filter: Filter,
    /// What comes first.
    order: Order,
}

/// Categories with their words' keys and signs.
pub(super) fn sign_of(category: MarketCategory) -> Sign {
    match category {
        MarketCategory::Home => Sign::Sofa,
        MarketCategory::Garden => Sign::Sprout,
        MarketCategory::Tools => Sign::Wrench,
        MarketCategory::Electronics => Sign::Plug,
        MarketCategory::Clothes => Sign::Shirt,
        MarketCategory::Media => Sign::BookOpen,
        MarketCategory::Children => Sign::PartyPopper,
        MarketCategory::Sports => Sign::Trophy,
        MarketCategory::Bicycles => Sign::Bike,
        MarketCategory::Collectables => Sign::Palette,
        MarketCategory::Other => Sign::Tag,
    }
}

const ORDERS: [(Order, &str, &str); 3] = [
    (Order::EndingSoon, "ending", "market-order-ending"),
    (Order::Newest, "newest", "market-order-newest"),
    (Order::Cheapest, "cheapest", "market-order-cheapest"),
];

/// The list.
#[component]
pub(crate) fn Market() -> Element {
    let ui = ui();
    let home = use_home();
    let mut search = ui.market;
    let words = use_signal(|| search.peek().filter.words.clone().unwrap_or_default());
    let mut from = use_signal(|| 0_usize);
    let open = use_signal(|| false);
    use_effect(move || {
        let typed = Some(words.read().trim().to_owned()).filter(|words| !words.is_empty());
        if search.peek().filter.words != typed {
            search.write().filter.words = typed;
        }
    });
    // Another list begins at its beginning.
    use_effect(move || {
        let _ = search.read();
        from.set(0);
    });
    let community = home.read().as_ref().map(|home| home.community.id).unwrap_or_default();
    let Search { filter, order } = search.read().clone();
    let found = ui.view(|tx, viewer| market_part(tx, viewer, community, (&filter, order), from(), SHOWN));
    let (cards, total) = found.unwrap_or_default();
    let narrowed = filters::count(&filter);
    let orders = ORDERS.iter().map(|(_, word, words)| ((*word).to_owned(), t(words))).collect::<Vec<_>>();
    let chosen = ORDERS.iter().find(|(it, ..)| *it == order).map_or("ending", |(_, word, _)| word);
    rsx! {
        Screen { title: t("market-title"),
            div { class: "market-ways",
                LinkButton { to: Route::MyMarket {}, sign: Sign::Gavel, {t("market-mine")} }
                LinkButton { to: Route::Sell {}, sign: Sign::Plus, {t("market-sell")} }
            }
            Field { id: "market-search", label: t("market-search"), value: words, kind: "search" }
            div { class: "market-ways",
                FilterButton { narrowed, open }
                Select {
                    id: "market-order", label: t("market-order"), quiet_label: true, value: chosen.to_owned(), options: orders,
                    onchange: move |word: String| {
                        if let Some((it, ..)) = ORDERS.iter().find(|(_, known, _)| *known == word) {
                            search.write().order = *it;
                        }
                    },
                }
            }
            p { class: "unseen", role: "status", {t_count("market-found", total)} }
            if total == 0 {
                Empty { sign: Sign::Store, title: t("market-none"), words: t("market-empty") }
            } else {
                Long { id: "market-list", label: t("market-title"), total, from,
                    for card in cards {
                        ListingRow { key: "{card.id}", card }
                    }
                }
            }
        }
        Filters { search, open }
    }
}

#[component]
fn FilterButton(narrowed: i64, open: Signal<bool>) -> Element {
    let mut open = open;
    rsx! {
        Button { sign: Sign::SlidersHorizontal, onclick: move |()| open.set(true),
            if narrowed > 0 {
                {t_count("market-filters-on", narrowed)}
            } else {
                {t("market-filters")}
            }
        }
    }
}

/// A listing in a list.
#[component]
pub(crate) fn ListingRow(card: ListingCard) -> Element {
    let price = money(card.price_minor, &card.currency);
    let sign = sign_of(card.category);
    rsx! {
        Row {
            title: card.title.clone(), detail: when(&card), to: Route::ListingScreen { listing: card.id },
            image: rsx! { Picture { hash: card.picture.clone(), alt: "", sign } },
            p { class: "strong", "{price}" }
            div { class: "badges", Standing { card: card.clone() } }
        }
    }
}

/// When bids are taken, or until when.
pub(super) fn when(card: &ListingCard) -> String {
    let (key, at) = match (card.phase, card.opens_at) {
        (MarketPhase::Upcoming, Some(opens_at)) => ("auction-opens", opens_at),
        (MarketPhase::Ended, _) => ("auction-ended", card.ends_at),
        _ => ("auction-ends", card.ends_at),
    };
    t_with(key, &[("at", date_time(at).into())])
}

/// Where the viewer stands on a listing, and how many bid, as marks.
#[component]
pub(super) fn Standing(card: ListingCard) -> Element {
    let auction = card.kind == ListingKind::Auction;
    let mine = card.mine;
    let over = card.phase == MarketPhase::Ended;
    rsx! {
        if card.waiting {
            Pending {}
        }
        if mine.waiting_minor.is_some() {
            Pending { words: t("bid-state-waiting") }
        }
        if mine.is_seller {
            Badge { words: t("market-yours"), sign: Sign::User }
        } else if mine.has_bid && !over {
            if mine.leads {
                Badge { words: t("auction-leading"), sign: Sign::Trophy, strong: true }
            } else {
                Badge { words: t("auction-outbid"), sign: Sign::TrendingUp }
            }
        }
        if over {
            Badge { words: t(card.status.message_key()) }
        }
        if auction {
            Badge { words: t_count("auction-bids", card.bids), sign: Sign::Gavel }
        } else {
            Badge { words: t("listing-kind-fixed"), sign: Sign::Tag }
        }
    }
}
