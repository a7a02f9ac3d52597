//! A sale between neighbours: where it stands, the next step of each side, and the review at its end.

use dioxus::prelude::*;
use hubbub_core::auction::command::{Command as Market, SaleStep};
use hubbub_core::auction::deal::{STARS_MAX, Sale};
use hubbub_core::domain::Command;
use hubbub_core::ordering::sale::{SaleCommand, SaleRole, SaleState, sale_step};

use crate::device::Feel;
use crate::parts::{Badge, Button, Confirm, Field, Kind, Problem, Radio, Sign};
use crate::screens::disputes::Complaint;
use crate::screens::sign_in::Form;
use crate::ui::{Trouble, ui};
use crate::words::{date_time, money, t, t_count, t_with, trouble};

/// The state's word, as in `sale-state-…`.
pub(super) const fn state_key(state: SaleState) -> &'static str {
    match state {
        SaleState::AwaitingPayment => "sale-state-awaiting-payment",
        SaleState::Paid => "sale-state-paid",
        SaleState::HandedOver => "sale-state-handed-over",
        SaleState::Received => "sale-state-received",
        SaleState::Completed => "sale-state-completed",
        SaleState::Cancelled => "sale-state-cancelled",
        SaleState::Disputed => "sale-state-disputed",
        SaleState::Resolved(_) => "sale-state-resolved",
    }
}

/// The sale, with what the viewer can do next.
#[component]
pub(super) fn SaleCard(sale: Sale) -> Element {
    let ui = ui();
    let user = ui.user();
    let seller = user == Some(sale.seller);
    let role = if seller { SaleRole::Seller } else { SaleRole::Buyer };
    let mut ask = use_signal(|| false);
    let id = sale.id;
    let may = |step: SaleStep| sale_step(sale.state, step.command(), role).is_ok();
    let mut step = move |step: SaleStep| {
        let done = ui.send(&Command::Auction(Market::StepSale { sale: id, step }));
        ui.phone().device.haptics.feel(if done.is_ok() { Feel::Done } else { Feel::Wrong });
        if let Err(no) = done {
            ui.say(trouble(&no));
        }
        ask.set(false);
    };
    let other = if seller { sale.buyer_name.clone() } else { sale.seller_name.clone() };
    let words = if seller { "sale-sold-to" } else { "sale-bought-of" };
    let until = sale.timer_at.filter(|_| sale.state == SaleState::AwaitingPayment);
    let complains = sale_step(sale.state, SaleCommand::Dispute, SaleRole::Buyer).is_ok()
        || sale.state == SaleState::Disputed;
    let waits = ui.is_pending("market_sale", id);
    rsx! {
        section { class: "card stack", aria_labelledby: "sale-{id}",
            h2 { id: "sale-{id}", {t_with(words, &[("name", other.into()), ("price", money(sale.price_minor, sale.currency.code()).into())])} }
            div { class: "badges",
                Badge { words: t(state_key(sale.state)), strong: true }
                Badge { words: t(sale.origin.message_key()) }
                if waits {
                    crate::parts::Pending {}
                }
            }
            if let Some(until) = until {
                p { {t_with("sale-pay-by", &[("until", date_time(until).into())])} }
            }
            if may(SaleStep::HandOver) {
                Button { kind: Kind::Primary, wide: true, sign: Sign::PackageCheck, onclick: move |()| step(SaleStep::HandOver), {t("sale-hand-over")} }
            }
            if may(SaleStep::Receive) {
                Button { kind: Kind::Primary, wide: true, sign: Sign::Check, onclick: move |()| step(SaleStep::Receive), {t("sale-receive")} }
            }
            if may(SaleStep::Cancel) {
                Button { wide: true, onclick: move |()| ask.set(true), {t("sale-cancel")} }
                Confirm {
                    title: t("sale-cancel"), words: t("sale-cancel-words"), yes: t("sale-cancel"), no: t("keep"), open: ask,
                    onyes: move |()| step(SaleStep::Cancel),
                }
            }
            if !seller && complains {
                Complaint { subject: id }
            }
            if sale.takes_reviews(ui.now()) {
                Write { sale: sale.clone() }
            }
        }
    }
}

/// Says how the other side was; once.
#[component]
fn Write(sale: Sale) -> Element {
    use hubbub_core::auction::deal::Review;
    let ui = ui();
    let mut stars = use_signal(|| STARS_MAX);
    let text = use_signal(String::new);
    let mut failed = use_signal(|| None::<Trouble>);
    let id = sale.id;
    let written = ui.view(|tx, viewer| tx.get::<Review>(Review::id_of(id, viewer.user))).flatten();
    if written.is_some() {
        return rsx! { p { class: "muted", {t("review-written")} } };
    }
    let send = move |()| {
        let command =
            Market::WriteReview { sale: id, stars: *stars.peek(), text: text.peek().trim().to_owned() };
        failed.set(ui.send(&Command::Auction(command)).err());
    };
    rsx! {
        Form { onsubmit: send,
            if let Some(no) = failed() {
                Problem { words: trouble(&no) }
            }
            fieldset {
                legend { {t("review-title")} }
                for count in (1..=STARS_MAX).rev() {
                    Radio {
                        key: "{count}", id: "stars-{count}", group: "stars", label: t_count("review-stars", count), checked: stars() == count,
                        onchange: move |_| stars.set(count),
                    }
                }
            }
            Field { id: "review", label: t("review-text"), optional: t("optional"), value: text, lines: 3 }
            Button { submit: true, sign: Sign::Star, {t("review-send")} }
        }
    }
}
