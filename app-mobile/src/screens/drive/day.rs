//! The driver's day: what came of the stops, what was taken at the doors, and the count at its end.

use dioxus::prelude::*;
use hubbub_core::delivery::command::Command as Delivery;
use hubbub_core::delivery::model::Shift;
use hubbub_core::delivery::view::{DaySummary, day as read};

use super::report;
use crate::parts::{Badge, Button, Disclosure, Empty, Kind, Note, Sign, Tone};
use crate::routes::Route;
use crate::shell::Screen;
use crate::ui::ui;
use crate::words::{date_time, money, number, t, t_with};

/// The day.
#[component]
pub(crate) fn DayScreen() -> Element {
    let ui = ui();
    let Some(day) = ui.view(read) else {
        return rsx! {
            Screen { title: t("drive-day"), back: Route::Drive {}, Empty { sign: Sign::Banknote, title: t("drive-day-empty") } }
        };
    };
    let shift = day.shift.clone();
    rsx! {
        Screen { title: t("drive-day"), back: Route::Drive {},
            if let Some(shift) = shift.clone() {
                p { class: "muted", {hours(&shift)} }
            }
            div { class: "card sync-figures",
                Figure { value: day.delivered, words: t("stop-phase-delivered") }
                Figure { value: day.part_delivered, words: t("stop-phase-part-delivered") }
                Figure { value: day.failed, words: t("stop-phase-failed") }
                Figure { value: day.to_come, words: t("drive-to-come") }
            }
            Money { day }
            if let Some(shift) = shift {
                Count { shift }
            }
        }
    }
}

fn hours(shift: &Shift) -> String {
    let from = date_time(shift.started_at);
    match shift.ended_at {
        Some(until) => {
            t_with("drive-from-until", &[("from", from.into()), ("until", date_time(until).into())])
        }
        None => t_with("drive-since", &[("at", from.into())]),
    }
}

#[component]
fn Figure(value: i64, words: String) -> Element {
    rsx! {
        div { class: "sync-figure",
            span { class: "figure", {number(value)} }
            span { class: "muted small", "{words}" }
        }
    }
}

/// What was taken, door by door.
#[component]
fn Money(day: DaySummary) -> Element {
    if day.collections.is_empty() {
        return rsx! { p { class: "muted", {t("drive-no-money")} } };
    }
    rsx! {
        section { class: "card stack-s", aria_labelledby: "cash-sum",
            h2 { id: "cash-sum", {t("drive-cash")} }
            p { class: "figure", "{day.cash}" }
        }
        Disclosure { title: t("drive-collections"),
            ul { class: "rows", role: "list",
                for one in day.collections {
                    li { key: "{one.id}", class: "row",
                        div { class: "row-inside",
                            div { class: "row-body",
                                div { class: "row-title", {money(one.collected_minor, one.currency.code())} }
                                div { class: "row-detail", {date_time(one.made_at)} }
                            }
                            if one.collected_minor != one.due_minor {
                                Badge { words: t_with("drive-was-due", &[("amount", money(one.due_minor, one.currency.code()).into())]) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The hub's count, and the driver's name under it.
#[component]
fn Count(shift: Shift) -> Element {
    let ui = ui();
    let (Some(counted), Some(currency)) = (shift.counted_minor, shift.currency) else {
        let over = shift.ended_at.is_some();
        return rsx! {
            if over {
                Note { p { {t("drive-count-waits")} } }
            }
        };
    };
    let expected = shift.expected_minor.unwrap_or(counted);
    let words = t_with(
        "drive-counted",
        &[
            ("counted", money(counted, currency.code()).into()),
            ("expected", money(expected, currency.code()).into()),
        ],
    );
    let id = shift.id;
    rsx! {
        Note { tone: if counted == expected { Tone::Good } else { Tone::Warn }, p { "{words}" } }
        if shift.signed_by_driver.is_none() {
            Button {
                kind: Kind::Primary, wide: true, sign: Sign::PenLine,
                onclick: move |()| {
                    report(ui, Delivery::SignCash { shift: id });
                },
                {t("drive-sign")}
            }
        } else {
            p { class: "muted", {t("drive-signed")} }
        }
    }
}
