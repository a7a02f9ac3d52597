//! Offering something: one form, kept as a draft or shown at once.

use dioxus::prelude::*;
use hubbub_core::auction::closing::SoftClose;
use hubbub_core::auction::command::{Command as Market, ListingTerms};
use hubbub_core::auction::model::{
    Condition, Handover, ListingKind, MarketCategory, PICTURES_MAX, payment_days_default,
};
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::time::DAY_MS;

use super::filters::{category_of, category_word};
use crate::device::Feel;
use crate::parts::{Button, Field, Kind, Pictures, Problem, Radio, Select, Sign};
use crate::routes::Route;
use crate::screens::sign_in::Form;
use crate::shell::Screen;
use crate::ui::{Home, Trouble, Ui, ui, use_home};
use crate::words::{amount, field_trouble, t, t_count, t_with, trouble};

/// How long something may be on sale, in days.
const DAYS: [i64; 6] = [1, 3, 5, 7, 14, 30];

/// What is being offered, as it is filled in.
#[derive(Clone, Copy)]
struct Fields {
    kind: Signal<ListingKind>,
    category: Signal<MarketCategory>,
    condition: Signal<Condition>,
    handover: Signal<Handover>,
    hub: Signal<Option<Id>>,
    days: Signal<i64>,
    title: Signal<String>,
    text: Signal<String>,
    start: Signal<String>,
    reserve: Signal<String>,
    buy_now: Signal<String>,
    pictures: Signal<Vec<String>>,
}

fn use_fields() -> Fields {
    let home = use_home();
    Fields {
        kind: use_signal(|| ListingKind::Auction),
        category: use_signal(|| MarketCategory::Home),
        condition: use_signal(|| Condition::Good),
        handover: use_signal(|| Handover::Pickup),
        hub: use_signal(|| home.peek().as_ref().and_then(|home| home.community.hub)),
        days: use_signal(|| 7_i64),
        title: use_signal(String::new),
        text: use_signal(String::new),
        start: use_signal(String::new),
        reserve: use_signal(String::new),
        buy_now: use_signal(String::new),
        pictures: use_signal(Vec::<String>::new),
    }
}

impl Fields {
    /// What the listing says and costs, in a currency.
    fn terms(&self, ui: Ui, currency: &str) -> ListingTerms {
        let auction = *self.kind.peek() == ListingKind::Auction;
        let typed = |field: Signal<String>| amount(&field.peek(), currency);
        ListingTerms {
            sold_as: *self.kind.peek(),
            title: self.title.peek().trim().to_owned(),
            description: self.text.peek().trim().to_owned(),
            category: *self.category.peek(),
            condition: *self.condition.peek(),
            handover: *self.handover.peek(),
            hub: *self.hub.peek(),
            pictures: self.pictures.peek().clone(),
            start_minor: typed(self.start).unwrap_or(0),
            reserve_minor: typed(self.reserve).filter(|_| auction),
            buy_now_minor: typed(self.buy_now).filter(|_| auction),
            starts_at: None,
            ends_at: ui.now().plus(*self.days.peek() * DAY_MS),
            soft_close: SoftClose::default(),
            payment_days: payment_days_default(),
        }
    }
}

/// The form.
#[component]
pub(crate) fn Sell() -> Element {
    let ui = ui();
    let home = use_home();
    let fields = use_fields();
    let mut failed = use_signal(|| None::<Trouble>);
    let Some(home) = home.read().clone() else { return rsx! {} };
    let (community, currency) = (home.community.id, home.community.currency.clone());
    let unit = currency.clone();
    let mut keep = move |show: bool| {
        let listing = ui.new_id();
        let terms = fields.terms(ui, &unit);
        let written = Market::CreateListing { listing, community, terms, seller: None };
        let done = ui.send(&Command::Auction(written)).and_then(|_| {
            if show { ui.send(&Command::Auction(Market::Activate { listing })).map(drop) } else { Ok(()) }
        });
        ui.phone().device.haptics.feel(if done.is_ok() { Feel::Done } else { Feel::Wrong });
        match done {
            Ok(()) => {
                navigator().replace(Route::ListingScreen { listing });
            }
            Err(no) => failed.set(Some(no)),
        }
    };
    let mut draft = keep.clone();
    let wrong = failed();
    rsx! {
        Screen { title: t("market-sell"), back: Route::Market {},
            Form { onsubmit: move |()| keep(true),
                if let Some(no) = &wrong {
                    Problem { words: trouble(no) }
                }
                {what(fields, wrong.as_ref())}
                {how(fields, &home)}
                {price(fields, &currency, wrong.as_ref())}
                div { class: "buttons",
                    Button { onclick: move |()| draft(false), {t("sell-draft")} }
                    Button { kind: Kind::Primary, submit: true, sign: Sign::Send, {t("sell-show")} }
                }
            }
        }
    }
}

/// The words' keys as values of a choice, with the words.
fn choices(keys: impl Iterator<Item = &'static str>) -> Vec<(String, String)> {
    keys.map(|key| (key.to_owned(), t(key))).collect()
}

/// What it is.
fn what(fields: Fields, wrong: Option<&Trouble>) -> Element {
    let Fields { mut category, mut condition, .. } = fields;
    let problem = |field: &str| field_trouble(wrong, field);
    rsx! {
        Pictures { hashes: fields.pictures, max: PICTURES_MAX }
        Field { id: "title", label: t("sell-title"), value: fields.title, problem: problem("title") }
        Field { id: "description", label: t("sell-text"), value: fields.text, lines: 5, problem: problem("description") }
        Select {
            id: "category", label: t("market-category"), value: category_word(Some(category())),
            options: choices(MarketCategory::ALL.iter().map(|it| it.message_key())),
            onchange: move |word: String| category.set(category_of(&word).unwrap_or(MarketCategory::Other)),
        }
        Select {
            id: "condition", label: t("sell-condition"), value: condition().message_key(),
            options: choices(Condition::ALL.iter().map(|it| it.message_key())),
            onchange: move |word: String| {
                if let Some(it) = Condition::ALL.iter().find(|it| it.message_key() == word) {
                    condition.set(*it);
                }
            },
        }
    }
}

/// How it changes hands.
fn how(fields: Fields, home: &Home) -> Element {
    let Fields { mut handover, mut hub, .. } = fields;
    let hubs = home.community.hubs.iter().map(|hub| (hub.id.to_string(), hub.name.clone()));
    let hubs: Vec<_> = hubs.chain([(String::new(), t("sell-at-home"))]).collect();
    rsx! {
        Select {
            id: "handover", label: t("sell-handover"), value: handover().message_key(),
            options: choices(Handover::ALL.iter().map(|it| it.message_key())),
            onchange: move |word: String| {
                if let Some(it) = Handover::ALL.iter().find(|it| it.message_key() == word) {
                    handover.set(*it);
                }
            },
        }
        Select {
            id: "hub", label: t("market-hub"), value: hub().map(|hub| hub.to_string()).unwrap_or_default(), options: hubs,
            onchange: move |chosen: String| hub.set(chosen.parse::<Id>().ok()),
        }
    }
}

/// For how much, and how long.
fn price(fields: Fields, currency: &str, wrong: Option<&Trouble>) -> Element {
    let Fields { mut kind, mut days, .. } = fields;
    let problem = |field: &str| field_trouble(wrong, field);
    let auction = kind() == ListingKind::Auction;
    let first = if auction { "sell-start" } else { "sell-price" };
    rsx! {
        fieldset {
            legend { {t("sell-kind")} }
            for it in ListingKind::ALL.iter().copied() {
                Radio { key: "{it.message_key()}", id: it.message_key(), group: "kind", label: t(it.message_key()), checked: kind() == it, onchange: move |_| kind.set(it) }
            }
        }
        Field { id: "start", label: t_with(first, &[("currency", currency.to_owned().into())]), value: fields.start, inputmode: "decimal", problem: problem("start_minor") }
        if auction {
            Field { id: "reserve", label: t("sell-reserve"), hint: t("sell-reserve-hint"), optional: t("optional"), value: fields.reserve, inputmode: "decimal", problem: problem("reserve_minor") }
            Field { id: "buy-now", label: t("sell-buy-now"), optional: t("optional"), value: fields.buy_now, inputmode: "decimal", problem: problem("buy_now_minor") }
        }
        Select {
            id: "days", label: t("sell-days"), value: days().to_string(), options: DAYS.iter().map(|it| (it.to_string(), t_count("unit-days", *it))).collect::<Vec<_>>(),
            onchange: move |chosen: String| days.set(chosen.parse().unwrap_or(7)),
        }
        if auction {
            p { class: "muted small", {t("sell-embargo")} }
        }
    }
}
