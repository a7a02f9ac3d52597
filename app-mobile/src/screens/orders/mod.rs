//! One's orders, and one order on its way: what is true now, what comes next, and everything that happened.

mod track;

use dioxus::prelude::*;
use hubbub_core::ordering::status::Status;
use hubbub_core::ordering::view::{ORDERS_PER_PAGE, OrderCard, my_orders};

pub(crate) use self::track::{OrderScreen, fail_key};
use crate::parts::{Badge, Button, Empty, LinkButton, Pending, Row, Rows, Sign};
use crate::routes::Route;
use crate::shell::Screen;
use crate::ui::ui;
use crate::words::{date_time, t};

/// The status's words.
pub(crate) const fn status_key(status: Status) -> &'static str {
    match status {
        Status::Pending => "order-status-pending",
        Status::Confirmed => "order-status-confirmed",
        Status::Packed => "order-status-packed",
        Status::Assigned => "order-status-assigned",
        Status::OutForDelivery => "order-status-out-for-delivery",
        Status::Delivered => "order-status-delivered",
        Status::Failed => "order-status-failed",
        Status::Retried => "order-status-retried",
        Status::Returned => "order-status-returned",
        Status::Cancelled => "order-status-cancelled",
    }
}

const fn status_sign(status: Status) -> Sign {
    match status {
        Status::Pending | Status::Retried => Sign::Clock,
        Status::Confirmed => Sign::Check,
        Status::Packed | Status::Assigned => Sign::Package,
        Status::OutForDelivery => Sign::Truck,
        Status::Delivered => Sign::PackageCheck,
        Status::Failed => Sign::TriangleAlert,
        Status::Returned => Sign::Undo2,
        Status::Cancelled => Sign::CircleX,
    }
}

/// The list, the newest first.
#[component]
pub(crate) fn Orders() -> Element {
    let ui = ui();
    let mut pages = use_signal(|| 1_usize);
    let found = ui.view(|tx, viewer| {
        let mut cards: Vec<OrderCard> = Vec::new();
        for _ in 0..pages() {
            let page = my_orders(tx, viewer, cards.last())?;
            let full = page.len() == ORDERS_PER_PAGE;
            cards.extend(page);
            if !full {
                return Ok((cards, false));
            }
        }
        Ok((cards, true))
    });
    let (cards, more) = found.unwrap_or_default();
    rsx! {
        Screen { title: t("nav-orders"), back: Route::Shop {},
            if cards.is_empty() {
                Empty { sign: Sign::Receipt, title: t("orders-empty"), words: t("orders-empty-words"),
                    LinkButton { to: Route::Shop {}, {t("nav-shop")} }
                }
            } else {
                Rows { label: t("nav-orders"),
                    for card in cards {
                        OrderRow { key: "{card.id}", card }
                    }
                }
            }
            if more {
                Button { wide: true, onclick: move |()| pages += 1, {t("show-more")} }
            }
        }
    }
}

/// An order in a list.
#[component]
pub(crate) fn OrderRow(card: OrderCard) -> Element {
    rsx! {
        Row {
            title: card.tracking.clone(), detail: "{card.hub_name} · {date_time(card.placed_at)}", end: card.charged.clone(),
            sign: status_sign(card.status), to: Route::OrderScreen { order: card.id },
            div { class: "badges", StatusBadge { card: card.clone() } }
        }
    }
}

/// Where an order is, as a mark. What the server has not seen is a request.
#[component]
pub(super) fn StatusBadge(card: OrderCard) -> Element {
    if card.requested {
        return rsx! { Pending { words: t("order-requested") } };
    }
    let strong = card.status == Status::OutForDelivery;
    rsx! { Badge { words: t(status_key(card.status)), sign: status_sign(card.status), strong } }
}
