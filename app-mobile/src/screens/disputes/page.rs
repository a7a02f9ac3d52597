//! One complaint: where it is, by when who has to answer, what is offered, the evidence of both sides, what was done,
//! and what the person can do now.

use dioxus::prelude::*;
use hubbub_core::dispute::model::{Act, Actor, State};
use hubbub_core::dispute::view::{DisputePage, End, EvidenceLine, StepLine, dispute as read};
use hubbub_core::id::Id;

use super::acts::Acts;
use super::forms::{AddEvidence, MakeOffer};
use super::{Marks, key_of, money_words, offer_words};
use crate::parts::{Empty, Note, Pending, Picture, Sign, Tone};
use crate::routes::Route;
use crate::shell::Screen;
use crate::ui::ui;
use crate::words::{date_time, money, t, t_with};

/// One complaint.
#[component]
pub(crate) fn DisputeScreen(dispute: Id) -> Element {
    rsx! { Page { key: "{dispute}", id: dispute } }
}

#[component]
fn Page(id: Id) -> Element {
    let ui = ui();
    let Some(page) = ui.view(|tx, viewer| read(tx, viewer, id)).flatten() else {
        return rsx! {
            Screen { title: t("nav-disputes"), back: Route::Disputes {},
                Empty { sign: Sign::LifeBuoy, title: t("gone-title"), words: t("refusal-not-found") }
            }
        };
    };
    let can = |act: Act| page.can.contains(&act);
    let draft = page.card.state == State::Draft;
    rsx! {
        Screen { title: page.card.title.clone(), back: Route::Disputes {},
            Now { page: page.clone() }
            if let Some(end) = page.end {
                Over { end, page: page.clone() }
            }
            if draft {
                Pieces { page: page.clone() }
                if can(Act::AddEvidence) {
                    AddEvidence { page: page.clone(), act: Act::AddEvidence }
                }
            }
            Acts { page: page.clone() }
            if can(Act::Offer) {
                MakeOffer { page: page.clone() }
            }
            if can(Act::Appeal) {
                AddEvidence { page: page.clone(), act: Act::Appeal }
            }
            if !draft {
                Pieces { page: page.clone() }
                if can(Act::AddEvidence) {
                    AddEvidence { page: page.clone(), act: Act::AddEvidence }
                }
                Steps { steps: page.steps.clone() }
            }
        }
    }
}

/// What is true now.
#[component]
fn Now(page: DisputePage) -> Element {
    let card = page.card.clone();
    let waits = ui().is_pending("dispute_case", card.id);
    let other = if card.side == Actor::Buyer { card.seller_name.clone() } else { card.buyer_name.clone() };
    let price = money(card.price.minor, card.price.currency.code());
    rsx! {
        section { class: "card stack", aria_label: t("dispute-now"),
            div { class: "badges",
                Marks { card: card.clone() }
                if waits {
                    Pending {}
                }
            }
            p { class: "strong", {t(&key_of("dispute-reason-", &card.reason))} }
            p { class: "muted", {t_with("dispute-with", &[("name", other.into()), ("price", price.into())])} }
            if let Some(offer) = page.offer {
                p { class: "order-when", {t_with("dispute-on-table", &[("offer", offer_words(offer).into())])} }
            }
            if let Some(name) = page.mediator_name.clone() {
                p { {t_with("dispute-mediator", &[("name", name.into())])} }
            }
            if card.state == State::Draft {
                p { {t("dispute-draft-words")} }
            } else if let Some(due) = card.due_at {
                p { {t_with(if card.my_turn { "dispute-due-you" } else { "dispute-due" }, &[("at", date_time(due).into())])} }
            }
        }
    }
}

/// How it ended, what happens to the money, and until when something can still be done.
#[component]
fn Over(end: End, page: DisputePage) -> Element {
    let currency = page.card.price.currency;
    let refund = (end.refunded_minor > 0).then(|| money(end.refunded_minor, currency.code()));
    let at = |key, at| t_with(key, &[("at", date_time(at).into())]);
    rsx! {
        Note { tone: Tone::Good,
            p { class: "strong", {t(&key_of("dispute-ending-", &end.ending))} }
            if let Some(resolution) = end.resolution {
                p { {money_words(resolution)} }
            }
            if let Some(refund) = refund {
                p { {t_with("dispute-refund", &[("amount", refund.into())])} }
            }
            if let Some(until) = page.appeal_until.filter(|_| page.can.contains(&Act::Appeal)) {
                p { {at("dispute-appeal-until", until)} }
            }
            if let Some(until) = page.reopen_until.filter(|_| page.can.contains(&Act::Reopen)) {
                p { {at("dispute-reopen-until", until)} }
            }
            if end.settled_at.is_none() && let Some(sure) = end.sure_at {
                p { {at("dispute-sure-at", sure)} }
            }
        }
    }
}

/// What both sides and the server brought forward.
#[component]
fn Pieces(page: DisputePage) -> Element {
    rsx! {
        section { class: "section", aria_labelledby: "evidence",
            h2 { id: "evidence", {t("dispute-evidence")} }
            ol { class: "said", role: "list",
                for piece in page.evidence.clone() {
                    PieceOf { key: "{piece.id}", piece, side: page.card.side }
                }
            }
        }
    }
}

#[component]
fn PieceOf(piece: EvidenceLine, side: Actor) -> Element {
    let own = piece.side == side;
    let waits = ui().is_pending("evidence", piece.id);
    let who = match (own, piece.name.is_empty()) {
        (true, _) => t("you"),
        (false, true) => t(&key_of("dispute-side-", &piece.side)),
        (false, false) => piece.name.clone(),
    };
    let kind = t(&key_of("evidence-", &piece.kind));
    rsx! {
        li { class: if own { "said-one said-mine" } else { "said-one" },
            p { class: "said-who",
                strong { "{who}" }
                span { " · {kind} · {date_time(piece.made_at)}" }
            }
            if !piece.text.is_empty() {
                p { class: "prose", "{piece.text}" }
            }
            if let Some(file) = piece.file {
                Picture { hash: Some(file), alt: t("dispute-picture"), sign: Sign::Image, wide: true }
            }
            if waits {
                Pending {}
            }
        }
    }
}

/// Everything that was done, the newest first.
#[component]
fn Steps(steps: Vec<StepLine>) -> Element {
    rsx! {
        section { class: "section", aria_labelledby: "steps",
            h2 { id: "steps", {t("order-history")} }
            ol { class: "timeline", role: "list",
                for (index , step) in steps.into_iter().rev().enumerate() {
                    li { key: "{index}",
                        p { class: "strong", {t(&key_of("desk-did-", &step.act))} }
                        p { class: "muted small", {step_words(&step)} }
                        if !step.note.is_empty() {
                            p { class: "prose", "{step.note}" }
                        }
                    }
                }
            }
        }
    }
}

/// By whom and when.
fn step_words(step: &StepLine) -> String {
    let who = if step.name.is_empty() { t(&key_of("dispute-side-", &step.actor)) } else { step.name.clone() };
    format!("{who} · {}", date_time(step.at))
}
