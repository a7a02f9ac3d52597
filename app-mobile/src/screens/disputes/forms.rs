//! The steps of a complaint that say something: an offer, and evidence in words or as a picture.

use dioxus::prelude::*;
use hubbub_core::dispute::command::{Command as Dispute, Piece};
use hubbub_core::dispute::model::{Act, EvidenceKind, Offer};
use hubbub_core::dispute::view::DisputePage;
use hubbub_core::money::Money;
use hubbub_core::refusal::{Code, Refusal};

use super::acts::step;
use crate::parts::{Button, Disclosure, Field, Kind, Pictures, Problem, Radio, Sign};
use crate::screens::sign_in::Form;
use crate::ui::{Trouble, ui};
use crate::words::{amount, field_trouble, t, t_count, t_with, trouble};

/// What kind of offer is being made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kinds {
    Partial,
    Return,
    Replace,
}

const KINDS: [(Kinds, &str, &str); 3] = [
    (Kinds::Partial, "offer-partial", "dispute-make-partial"),
    (Kinds::Return, "offer-return", "dispute-offer-return"),
    (Kinds::Replace, "offer-replace", "dispute-offer-replace"),
];

/// An offer, or the answer to one.
#[component]
pub(super) fn MakeOffer(page: DisputePage) -> Element {
    let ui = ui();
    let mut kind = use_signal(|| Kinds::Partial);
    let typed = use_signal(String::new);
    let mut failed = use_signal(|| None::<Trouble>);
    let (dispute, currency) = (page.card.id, page.card.price.currency);
    let send = move |()| {
        let offer = match *kind.peek() {
            Kinds::Return => Some(Offer::Return),
            Kinds::Replace => Some(Offer::Replace),
            Kinds::Partial => amount(&typed.peek(), currency.code())
                .filter(|minor| *minor > 0)
                .map(|minor| Offer::Partial { refund: Money::new(minor, currency) }),
        };
        let done = match offer {
            Some(offer) => step(ui, Dispute::Offer { dispute, offer }),
            None => Err(Trouble::Refused(Refusal::new(Code::ValidationFailed).field("refund", "malformed"))),
        };
        failed.set(done.err());
    };
    let wrong = failed();
    let left = i64::from(page.offers_left);
    rsx! {
        Disclosure { title: t("dispute-act-offer"),
            Form { onsubmit: send,
                if let Some(no) = &wrong {
                    Problem { words: trouble(no) }
                }
                p { class: "muted", {t_count("dispute-offers-left", left)} }
                fieldset {
                    legend { class: "unseen", {t("dispute-act-offer")} }
                    for (one , id , words) in KINDS {
                        Radio { key: "{id}", id, group: "offer", label: t(words), checked: kind() == one, onchange: move |_| kind.set(one) }
                    }
                }
                if kind() == Kinds::Partial {
                    Field { id: "offer-amount", label: t_with("dispute-offer-amount", &[("currency", currency.code().into())]), value: typed, inputmode: "decimal", problem: field_trouble(wrong.as_ref(), "refund") }
                }
                Button { kind: Kind::Primary, wide: true, submit: true, sign: Sign::Send, {t("dispute-act-offer")} }
            }
        }
    }
}

/// Words or a picture as evidence; for an appeal it is what nobody has seen before.
#[component]
pub(super) fn AddEvidence(page: DisputePage, act: Act) -> Element {
    let ui = ui();
    let mut text = use_signal(String::new);
    let mut pictures = use_signal(Vec::<String>::new);
    let mut failed = use_signal(|| None::<Trouble>);
    let dispute = page.card.id;
    let appeal = act == Act::Appeal;
    let send = move |()| {
        let file = pictures.peek().first().cloned();
        let kind = if file.is_some() { EvidenceKind::Picture } else { EvidenceKind::Text };
        let piece = Piece { evidence: ui.new_id(), kind, text: text.peek().trim().to_owned(), file };
        let command =
            if appeal { Dispute::Appeal { dispute, piece } } else { Dispute::AddEvidence { dispute, piece } };
        let done = step(ui, command);
        if done.is_ok() {
            text.set(String::new());
            pictures.set(Vec::new());
        }
        failed.set(done.err());
    };
    let wrong = failed();
    let (title, id) = if appeal {
        ("dispute-act-appeal", "appeal-text")
    } else {
        ("dispute-act-add-evidence", "evidence-text")
    };
    let left = i64::from(page.evidence_left);
    rsx! {
        Disclosure { title: t(title),
            Form { onsubmit: send,
                if let Some(no) = &wrong {
                    Problem { words: field_trouble(Some(no), "text").unwrap_or_else(|| trouble(no)) }
                }
                if appeal {
                    p { class: "muted", {t("dispute-appeal-words")} }
                } else {
                    p { class: "muted", {t_count("dispute-evidence-left", left)} }
                }
                Field { id, label: t("dispute-text"), value: text, lines: 3 }
                Pictures { hashes: pictures, max: 1 }
                Button { kind: if appeal { Kind::Primary } else { Kind::Quiet }, wide: true, submit: true, sign: Sign::Plus, {t(title)} }
            }
        }
    }
}
