//! Money at the door: what is due, what was taken, how, and why it differs.

use dioxus::prelude::*;
use hubbub_core::delivery::cash::{CashReason, PaidBy};
use hubbub_core::delivery::view::StopPage;

use super::Begun;
use crate::parts::{Field, Radio, Select};
use crate::words::{amount, t, t_with};

const PAID: [(PaidBy, &str); 3] =
    [(PaidBy::Cash, "paid-by-cash"), (PaidBy::Card, "paid-by-card"), (PaidBy::Transfer, "paid-by-transfer")];

const REASONS: [(CashReason, &str); 4] = [
    (CashReason::PartDelivery, "cash-reason-part-delivery"),
    (CashReason::NoChange, "cash-reason-no-change"),
    (CashReason::Refused, "cash-reason-refused"),
    (CashReason::Tip, "cash-reason-tip"),
];

/// The fields about money.
#[component]
pub(super) fn Cash(page: StopPage, begun: Signal<Begun>, typed: Signal<String>) -> Element {
    let mut begun = begun;
    let now = begun.read().clone();
    let differs = amount(&typed.read(), &page.currency) != Some(page.card.due_minor);
    let word = REASONS.iter().find(|(it, _)| Some(*it) == now.cash_reason).map_or("", |(_, word)| word);
    let reasons = REASONS.iter().map(|(_, word)| ((*word).to_owned(), t(word)));
    let reasons: Vec<_> = std::iter::once((String::new(), t("cash-reason-choose"))).chain(reasons).collect();
    rsx! {
        section { class: "stack-s", aria_labelledby: "money",
            h2 { id: "money", {t_with("drive-due", &[("amount", page.card.due.clone().into())])} }
            Field { id: "cash", label: t_with("proof-cash", &[("currency", page.currency.clone().into())]), value: typed, inputmode: "decimal" }
            fieldset {
                legend { {t("proof-paid-by")} }
                for (paid , words) in PAID {
                    Radio { key: "{words}", id: words, group: "paid", label: t(words), checked: now.paid_by == paid, onchange: move |_| begun.write().paid_by = paid }
                }
            }
            if differs {
                Select {
                    id: "cash-reason", label: t("proof-cash-why"), value: word.to_owned(), options: reasons,
                    onchange: move |word: String| {
                        let found = REASONS.iter().find(|(_, known)| *known == word).map(|(it, _)| *it);
                        begun.write().cash_reason = found;
                    },
                }
            }
        }
    }
}
