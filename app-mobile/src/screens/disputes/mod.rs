//! Complaints about a sale or an order: one's own, one in full, and how one begins. Both sides act here; mediators
//! decide at the desktop.

mod acts;
mod begin;
mod forms;
mod page;

use dioxus::prelude::*;
use hubbub_core::dispute::model::{Actor, Offer, State};
use hubbub_core::dispute::view::{DisputeCard, mine};
use hubbub_core::ordering::sale::Resolution;
use serde::Serialize;

pub(crate) use self::begin::{Complain, Complaint};
pub(crate) use self::page::DisputeScreen;
use crate::parts::{Badge, Empty, Pending, Row, Rows, Sign};
use crate::routes::Route;
use crate::shell::Screen;
use crate::ui::{ui, use_home};
use crate::words::{date_time, money, t, t_with};

/// The key of a word from the rows below a family, as `dispute-state-offer-review`.
pub(super) fn key_of(family: &str, word: &impl Serialize) -> String {
    // Each is a plain enum that serialises as its word.
    let word = serde_json::to_value(word).ok().and_then(|word| word.as_str().map(str::to_owned));
    format!("{family}{}", word.unwrap_or_default().replace('_', "-"))
}

/// An offer in words.
pub(super) fn offer_words(offer: Offer) -> String {
    match offer {
        Offer::Partial { refund } => {
            t_with("dispute-offer-partial", &[("refund", money(refund.minor, refund.currency.code()).into())])
        }
        Offer::Return => t("dispute-offer-return"),
        Offer::Replace => t("dispute-offer-replace"),
    }
}

/// What happens to the money, in words.
pub(super) fn money_words(resolution: Resolution) -> String {
    t(match resolution {
        Resolution::Refund => "dispute-money-refund",
        Resolution::Partial => "dispute-money-partial",
        Resolution::Release => "dispute-money-release",
    })
}

/// The person's own complaints, what needs them first.
#[component]
pub(crate) fn Disputes() -> Element {
    let ui = ui();
    let home = use_home();
    let community = home.read().as_ref().map(|home| home.community.id).unwrap_or_default();
    let cards = ui.view(|tx, viewer| mine(tx, viewer, community)).unwrap_or_default();
    let (over, running): (Vec<_>, Vec<_>) = cards.into_iter().partition(|card| card.state == State::Closed);
    let none = over.is_empty() && running.is_empty();
    rsx! {
        Screen { title: t("nav-disputes"), back: Route::Me {},
            if none {
                Empty { sign: Sign::LifeBuoy, title: t("disputes-empty"), words: t("disputes-empty-words") }
            }
            if !running.is_empty() {
                Rows { label: t("disputes-running"),
                    for card in running {
                        DisputeRow { key: "{card.id}", card }
                    }
                }
            }
            if !over.is_empty() {
                h2 { {t("disputes-over")} }
                Rows { label: t("disputes-over"),
                    for card in over {
                        DisputeRow { key: "{card.id}", card }
                    }
                }
            }
        }
    }
}

#[component]
fn DisputeRow(card: DisputeCard) -> Element {
    let waits = ui().is_pending("dispute_case", card.id);
    let other = if card.side == Actor::Buyer { card.seller_name.clone() } else { card.buyer_name.clone() };
    let reason = t(&key_of("dispute-reason-", &card.reason));
    rsx! {
        Row {
            title: card.title.clone(), detail: "{reason} · {other}", end: money(card.price.minor, card.price.currency.code()),
            sign: Sign::LifeBuoy, to: Route::DisputeScreen { dispute: card.id },
            div { class: "badges",
                Marks { card: card.clone() }
                if waits {
                    Pending {}
                } else {
                    Badge { words: date_time(card.moved_at) }
                }
            }
        }
    }
}

/// Where it is, and whether everybody waits for the person.
#[component]
pub(super) fn Marks(card: DisputeCard) -> Element {
    let sign = match card.state {
        State::Draft => Sign::PenLine,
        State::Closed => Sign::Check,
        State::MediationQueue | State::EvidenceReview => Sign::Users,
        _ => Sign::Clock,
    };
    rsx! {
        if card.my_turn {
            Badge { words: t("dispute-your-turn"), sign: Sign::Bell, strong: true }
        }
        Badge { words: t(&key_of("dispute-state-", &card.state)), sign }
    }
}
