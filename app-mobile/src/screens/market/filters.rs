//! What the list of the market is narrowed to: a sheet with one choice a line.

use dioxus::prelude::*;
use hubbub_core::auction::market::Filter;
use hubbub_core::auction::model::{ListingKind, MarketCategory};
use hubbub_core::time::{DAY_MS, HOUR_MS};

use super::Search;
use crate::parts::{Button, Dialog, Field, Kind, Select};
use crate::screens::sign_in::Form;
use crate::ui::use_home;
use crate::words::{amount, amount_text, t, t_count};

/// Times within which something ends, in hours; 0 is any time.
const ENDING_HOURS: [i64; 4] = [0, 1, 24, 168];

/// How many narrowings are on, the words aside.
pub(super) fn count(filter: &Filter) -> i64 {
    let on = [
        filter.category.is_some(),
        filter.kind.is_some(),
        filter.hub.is_some(),
        filter.price_min.is_some(),
        filter.price_max.is_some(),
        filter.ending_within_ms.is_some(),
    ];
    i64::try_from(on.into_iter().filter(|on| *on).count()).unwrap_or_default()
}

/// The sheet.
#[component]
pub(super) fn Filters(search: Signal<Search>, open: Signal<bool>) -> Element {
    rsx! {
        Dialog { title: t("market-filters"), open, sheet: true, Sheet { search, open } }
    }
}

#[component]
fn Sheet(search: Signal<Search>, open: Signal<bool>) -> Element {
    let (mut search, mut open) = (search, open);
    let home = use_home();
    let currency = home.read().as_ref().map(|home| home.community.currency.clone()).unwrap_or_default();
    let plain = |minor: Option<i64>| minor.map(|minor| amount_text(minor, &currency)).unwrap_or_default();
    let lowest = use_signal(|| plain(search.peek().filter.price_min));
    let highest = use_signal(|| plain(search.peek().filter.price_max));
    let filter = search.read().filter.clone();
    let hubs = home.read().as_ref().map(|home| home.community.hubs.clone()).unwrap_or_default();
    let hubs = hubs.into_iter().map(|hub| (hub.id.to_string(), hub.name));
    let hubs: Vec<_> = std::iter::once((String::new(), t("market-any"))).chain(hubs).collect();
    let unit = currency.clone();
    let apply = move |()| {
        let typed = |text: &str| amount(text, &unit);
        let mut now = search.write();
        now.filter.price_min = typed(&lowest.peek());
        now.filter.price_max = typed(&highest.peek());
        open.set(false);
    };
    rsx! {
        Form { onsubmit: apply,
            Select {
                id: "filter-category", label: t("market-category"), value: category_word(filter.category), options: categories(),
                onchange: move |word: String| search.write().filter.category = category_of(&word),
            }
            Select {
                id: "filter-kind", label: t("market-kind"), value: kind_word(filter.kind).to_owned(), options: kinds(),
                onchange: move |word: String| search.write().filter.kind = kind_of(&word),
            }
            Select {
                id: "filter-hub", label: t("market-hub"), value: filter.hub.map(|hub| hub.to_string()).unwrap_or_default(), options: hubs,
                onchange: move |id: String| search.write().filter.hub = id.parse().ok(),
            }
            Select {
                id: "filter-ending", label: t("market-ending"), value: (filter.ending_within_ms.unwrap_or(0) / HOUR_MS).to_string(), options: endings(),
                onchange: move |hours: String| {
                    let hours = hours.parse::<i64>().ok().filter(|hours| *hours > 0);
                    search.write().filter.ending_within_ms = hours.map(|hours| hours * HOUR_MS);
                },
            }
            Field { id: "filter-lowest", label: t("market-price-from"), optional: t("optional"), value: lowest, inputmode: "decimal" }
            Field { id: "filter-highest", label: t("market-price-to"), optional: t("optional"), value: highest, inputmode: "decimal" }
            div { class: "buttons",
                Button {
                    onclick: move |()| {
                        let words = search.peek().filter.words.clone();
                        search.write().filter = Filter { words, ..Filter::default() };
                        open.set(false);
                    },
                    {t("market-filters-off")}
                }
                Button { kind: Kind::Primary, submit: true, {t("market-filters-apply")} }
            }
        }
    }
}

/// All categories as choices, any first.
fn categories() -> Vec<(String, String)> {
    let each = MarketCategory::ALL.iter().map(|it| (category_word(Some(*it)), t(it.message_key())));
    std::iter::once((String::new(), t("market-any"))).chain(each).collect()
}

pub(super) fn category_word(category: Option<MarketCategory>) -> String {
    category.map(|it| it.message_key().to_owned()).unwrap_or_default()
}

pub(super) fn category_of(word: &str) -> Option<MarketCategory> {
    MarketCategory::ALL.iter().copied().find(|it| it.message_key() == word)
}

fn kinds() -> Vec<(String, String)> {
    let each = ListingKind::ALL.iter().map(|it| (kind_word(Some(*it)).to_owned(), t(it.message_key())));
    std::iter::once((String::new(), t("market-any"))).chain(each).collect()
}

fn kind_word(kind: Option<ListingKind>) -> &'static str {
    kind.map_or("", ListingKind::message_key)
}

fn kind_of(word: &str) -> Option<ListingKind> {
    ListingKind::ALL.iter().copied().find(|it| it.message_key() == word)
}

fn endings() -> Vec<(String, String)> {
    let words = |hours: i64| match hours {
        0 => t("market-any"),
        hours if hours * HOUR_MS >= 2 * DAY_MS => t_count("market-within-days", hours * HOUR_MS / DAY_MS),
        hours => t_count("market-within-hours", hours),
    };
    ENDING_HOURS.iter().map(|hours| (hours.to_string(), words(*hours))).collect()
}
