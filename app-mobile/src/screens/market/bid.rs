//! Bidding: a sheet that asks for a maximum, says who knows it and what it does, and keeps the bid at once. Without a
//! connection it is not placed yet, and the sheet says so.

use dioxus::prelude::*;
use hubbub_core::auction::command::Command as Market;
use hubbub_core::auction::view::ListingPage;
use hubbub_core::client::Phase;
use hubbub_core::domain::Command;
use hubbub_core::refusal::{Code, Refusal};

use crate::device::Feel;
use crate::parts::{Button, Confirm, Dialog, Field, Kind, Note, Problem, Sign, Tone};
use crate::screens::sign_in::Form;
use crate::ui::{Trouble, ui};
use crate::words::{amount, amount_text, field_trouble, money, t, t_with, trouble};

/// The buttons that bid and buy, with their sheets.
#[component]
pub(super) fn Bidding(page: ListingPage) -> Element {
    let mut open = use_signal(|| false);
    let mut buying = use_signal(|| false);
    let ui = ui();
    let card = page.card.clone();
    let auction = card.kind == hubbub_core::auction::model::ListingKind::Auction;
    let (listing, seen_listing_rev) = (card.id, page.listing_rev);
    let raise = card.mine.leads || card.mine.waiting_minor.is_some();
    let buy = move |price_minor: i64| {
        let bid = ui.new_id();
        let done = ui.send(&Command::Auction(Market::Buy { listing, bid, price_minor, seen_listing_rev }));
        ui.phone().device.haptics.feel(if done.is_ok() { Feel::Done } else { Feel::Wrong });
        if let Err(no) = done {
            ui.say(trouble(&no));
        }
    };
    rsx! {
        if auction {
            Button {
                kind: Kind::Primary, wide: true, sign: Sign::Gavel, id: "bid", onclick: move |()| open.set(true),
                if raise { {t("auction-raise")} } else { {t("auction-place-bid")} }
            }
            Dialog { title: if raise { t("auction-raise") } else { t("auction-place-bid") }, open, sheet: true,
                Sheet { page: page.clone(), open }
            }
        }
        if let Some(price) = card.buy_now_minor {
            Button { kind: if auction { Kind::Quiet } else { Kind::Primary }, wide: true, sign: Sign::ShoppingBasket, onclick: move |()| buying.set(true),
                {t_with("auction-buy-now", &[("price", money(price, &card.currency).into())])}
            }
            Confirm {
                title: t_with("auction-buy-now", &[("price", money(price, &card.currency).into())]),
                words: t_with("auction-buy-words", &[("title", card.title.clone().into())]),
                yes: t("auction-buy-yes"), no: t("keep-not"), open: buying, kind: Kind::Primary, onyes: move |()| buy(price),
            }
        }
    }
}

#[component]
fn Sheet(page: ListingPage, open: Signal<bool>) -> Element {
    let mut open = open;
    let ui = ui();
    let currency = page.card.currency.clone();
    let least = page.card.next_minor;
    let mut typed = use_signal(|| amount_text(least, &currency));
    let mut failed = use_signal(|| None::<Trouble>);
    let connected = ui.sync_state().is_some_and(|state| !matches!(state.phase, Phase::Offline { .. }));
    let (listing, seen_listing_rev, unit) = (page.card.id, page.listing_rev, currency.clone());
    let place = move |()| {
        let Some(max_minor) = amount(&typed.peek(), &unit) else {
            failed.set(Some(not_an_amount()));
            return;
        };
        let bid = ui.new_id();
        let command = Market::PlaceBid { listing, bid, max_minor, seen_listing_rev };
        let done = ui.send(&Command::Auction(command));
        ui.phone().device.haptics.feel(if done.is_ok() { Feel::Done } else { Feel::Wrong });
        match done {
            Ok(_) => open.set(false),
            Err(no) => failed.set(Some(no)),
        }
    };
    let wrong = failed();
    let now = amount(&typed.read(), &currency).map(|minor| money(minor, &currency));
    rsx! {
        Form { onsubmit: place,
            if let Some(no) = &wrong {
                Problem { words: field_trouble(Some(no), "max_minor").unwrap_or_else(|| trouble(no)) }
            }
            p { {t_with("auction-price", &[("price", money(page.card.price_minor, &currency).into())])} }
            Field {
                id: "max", label: t_with("auction-your-max", &[("currency", currency.clone().into())]), value: typed, inputmode: "decimal",
                hint: t_with("auction-next", &[("price", money(least, &currency).into())]),
            }
            div { class: "chips", role: "group", aria_label: t("auction-suggested"),
                for minor in suggested(least) {
                    Chip { key: "{minor}", minor, currency: currency.clone(), onpick: move |text| typed.set(text) }
                }
            }
            p { class: "muted small", {t("auction-max-words")} }
            if !connected {
                Note { tone: Tone::Warn, p { {t("auction-offline-hint")} } }
            }
            Button { kind: Kind::Primary, wide: true, submit: true, sign: Sign::Gavel,
                if let Some(price) = now {
                    {t_with("auction-bid-up-to", &[("price", price.into())])}
                } else {
                    {t("auction-place-bid")}
                }
            }
        }
    }
}

#[component]
fn Chip(minor: i64, currency: String, onpick: EventHandler<String>) -> Element {
    let words = money(minor, &currency);
    rsx! {
        Button { onclick: move |()| onpick.call(amount_text(minor, &currency)), "{words}" }
    }
}

/// The least, and two that leave room.
fn suggested(least: i64) -> [i64; 3] {
    let more = |percent: i64| {
        let raised = least.saturating_mul(100 + percent) / 100;
        // Whole major units read best; small amounts keep their minor ones.
        if raised >= 1_000 { raised / 100 * 100 } else { raised }
    };
    [least, more(20).max(least.saturating_add(1)), more(50).max(least.saturating_add(2))]
}

fn not_an_amount() -> Trouble {
    Trouble::Refused(Refusal::new(Code::ValidationFailed).field("max_minor", "malformed"))
}

#[cfg(test)]
mod tests {
    use super::suggested;

    #[test]
    fn suggestions_rise() {
        for least in [1, 2, 99, 1_234, 100_000] {
            let [first, second, third] = suggested(least);
            assert!(first == least && first < second && second < third, "{least}: {second} {third}");
        }
    }
}
