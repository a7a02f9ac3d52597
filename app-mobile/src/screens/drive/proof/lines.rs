//! What was handed over: all of it, unless the driver says otherwise, with a reason for each product.

use dioxus::prelude::*;
use hubbub_core::delivery::model::StopLine;
use hubbub_core::delivery::proof::UndeliveredReason;
use hubbub_core::delivery::view::StopPage;
use hubbub_core::i18n::Locale;

use super::{Begun, missing};
use crate::parts::{Button, Select, Sign};
use crate::ui::ui;
use crate::words::{number, t, t_with};

const REASONS: [(UndeliveredReason, &str); 5] = [
    (UndeliveredReason::Refused, "undelivered-refused"),
    (UndeliveredReason::Damaged, "undelivered-damaged"),
    (UndeliveredReason::Missing, "undelivered-missing"),
    (UndeliveredReason::Wrong, "undelivered-wrong"),
    (UndeliveredReason::NotPaid, "undelivered-not-paid"),
];

/// The products with their numbers.
#[component]
pub(super) fn Lines(page: StopPage, begun: Signal<Begun>) -> Element {
    rsx! {
        section { class: "stack-s", aria_labelledby: "handed",
            h2 { id: "handed", {t("proof-lines")} }
            for line in page.lines {
                Line { key: "{line.product}", line, begun }
            }
        }
    }
}

#[component]
fn Line(line: StopLine, begun: Signal<Begun>) -> Element {
    let mut begun = begun;
    let name = line.name.get(ui().locale(), Locale::default()).to_owned();
    let product = line.product;
    let units = begun.read().units.get(&product).copied().unwrap_or(line.quantity);
    let named = |key: &str| t_with(key, &[("title", name.clone().into())]);
    let mut give = move |more: i64| {
        let now = (units + more).clamp(0, line.quantity);
        let mut all = begun.write();
        all.units.insert(product, now);
        if now == line.quantity {
            all.reasons.remove(&product);
        } else {
            all.reasons.entry(product).or_insert(UndeliveredReason::Refused);
        }
    };
    let mut more = give;
    rsx! {
        div { class: "stepper", role: "group", aria_label: "{name}",
            span { class: "stepper-title", "{name}" }
            Button { name: named("shop-less"), sign: Sign::Minus, onclick: move |()| give(-1) }
            output { class: "stepper-value", aria_live: "polite", {t_with("proof-of", &[("count", number(units).into()), ("total", number(line.quantity).into())])} }
            Button { name: named("shop-more"), sign: Sign::Plus, onclick: move |()| more(1) }
        }
        if units < line.quantity {
            Why { line: line.clone(), units, begun }
        }
    }
}

#[component]
fn Why(line: StopLine, units: i64, begun: Signal<Begun>) -> Element {
    let mut begun = begun;
    let product = line.product;
    let chosen = begun.read().reasons.get(&product).copied();
    let word = REASONS.iter().find(|(it, _)| Some(*it) == chosen).map_or("", |(_, word)| word);
    rsx! {
        Select {
            id: "why-{product}", label: missing(line.quantity, units), value: word.to_owned(),
            options: REASONS.iter().map(|(_, word)| ((*word).to_owned(), t(word))).collect::<Vec<_>>(),
            onchange: move |word: String| {
                if let Some((it, _)) = REASONS.iter().find(|(_, known)| *known == word) {
                    begun.write().reasons.insert(product, *it);
                }
            },
        }
    }
}
