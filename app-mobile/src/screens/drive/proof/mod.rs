//! The proof of delivery: what was handed over, to whom, pictures, signature, money. What is filled in is kept sealed on
//! the device as it is filled in, so that neither the back button nor a dead battery loses it.

mod cash;
mod lines;

use std::collections::BTreeMap;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dioxus::prelude::*;
use hubbub_core::delivery::cash::{CashReason, PaidBy};
use hubbub_core::delivery::command::{CashTaken, Command as Delivery};
use hubbub_core::delivery::proof::{
    Method, PHOTOS_MAX, Proof, ProofLine, Relation, Signature, UndeliveredReason,
};
use hubbub_core::delivery::record::ProofRecord;
use hubbub_core::delivery::view::{StopPage, stop as read};
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::store::Value;
use serde::{Deserialize, Serialize};

use self::cash::Cash;
use self::lines::Lines;
use super::look;
use super::signature::{Drawn, SignaturePad};
use crate::device::Feel;
use crate::parts::{Button, Empty, Field, Icon, Kind, Pictures, Problem, Radio, Select, Sign};
use crate::routes::Route;
use crate::screens::sign_in::Form;
use crate::shell::Screen;
use crate::ui::{Trouble, Ui, ui};
use crate::words::{amount, amount_text, field_trouble, t, t_with, trouble};

/// How long a pause in filling in is until it is kept.
const PAUSE: Duration = Duration::from_millis(300);
/// The name under which this phone's own id for proofs is kept.
const DEVICE: &str = "proof-device";

/// What has been filled in so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Begun {
    /// Units handed over, by product.
    pub(super) units: BTreeMap<Id, i64>,
    /// Why fewer, by product.
    pub(super) reasons: BTreeMap<Id, UndeliveredReason>,
    method: Method,
    recipient: String,
    relation: Relation,
    photos: Vec<String>,
    signature: Option<Drawn>,
    /// The amount as it was typed.
    pub(super) cash: String,
    /// How it was paid.
    pub(super) paid_by: PaidBy,
    /// Why it is not what was due.
    pub(super) cash_reason: Option<CashReason>,
}

impl Begun {
    fn of(page: &StopPage) -> Self {
        Self {
            units: page.lines.iter().map(|line| (line.product, line.quantity)).collect(),
            reasons: BTreeMap::new(),
            method: Method::HandedOver,
            recipient: page.card.recipient.clone(),
            relation: Relation::Customer,
            photos: Vec::new(),
            signature: None,
            cash: if page.card.due_minor > 0 {
                amount_text(page.card.due_minor, &page.currency)
            } else {
                String::new()
            },
            paid_by: PaidBy::Cash,
            cash_reason: None,
        }
    }

    fn lines(&self, page: &StopPage) -> Vec<ProofLine> {
        let line = |it: &hubbub_core::delivery::model::StopLine| {
            let delivered = self.units.get(&it.product).copied().unwrap_or(it.quantity);
            let reason = self.reasons.get(&it.product).copied().filter(|_| delivered < it.quantity);
            ProofLine { product: it.product, ordered: it.quantity, delivered, reason }
        };
        page.lines.iter().map(line).collect()
    }

    fn taken(&self, page: &StopPage) -> Option<CashTaken> {
        let due = page.card.due_minor;
        let collected_minor = amount(&self.cash, &page.currency).filter(|_| due > 0)?;
        let reason = self.cash_reason.filter(|_| collected_minor != due);
        Some(CashTaken { collected_minor, method: self.paid_by, reason })
    }
}

fn name_of(stop: Id) -> String {
    format!("proof-{stop}")
}

/// The proof of one stop.
#[component]
pub(crate) fn ProofScreen(stop: Id) -> Element {
    rsx! { Page { key: "{stop}", stop } }
}

#[component]
fn Page(stop: Id) -> Element {
    let ui = ui();
    let Some(page) = ui.view(|tx, viewer| read(tx, viewer, stop)).flatten() else {
        return rsx! {
            Screen { title: t("proof-title"), back: Route::Drive {},
                Empty { sign: Sign::PackageCheck, title: t("gone-title"), words: t("refusal-not-found") }
            }
        };
    };
    rsx! {
        Screen { title: t("proof-title"), back: Route::StopScreen { stop },
            p { class: "drive-address", "{page.card.recipient}" }
            Filled { page }
        }
    }
}

#[component]
fn Filled(page: StopPage) -> Element {
    let ui = ui();
    let stop = page.card.id;
    let mut begun = use_signal(|| ui.kept::<Begun>(&name_of(stop)).unwrap_or_else(|| Begun::of(&page)));
    let saved = use_signal(|| true);
    let mut failed = use_signal(|| None::<Trouble>);
    let recipient = use_signal(|| begun.peek().recipient.clone());
    let cash = use_signal(|| begun.peek().cash.clone());
    let photos = use_signal(|| begun.peek().photos.clone());
    let signature = use_signal(|| begun.peek().signature.clone());
    // What the parts hold goes into the one thing that is kept.
    use_effect(move || {
        let (recipient, cash) = (recipient.read().clone(), cash.read().clone());
        let (photos, signature) = (photos.read().clone(), signature.read().clone());
        let now = Begun { recipient, cash, photos, signature, ..begun.peek().clone() };
        if *begun.peek() != now {
            begun.set(now);
        }
    });
    use_second_try(begun, failed);
    let drawing = use_signal(|| false);
    use_keeping(ui, stop, begun, saved);
    let done = {
        let page = page.clone();
        move |()| match hand_over(ui, &page, &begun.peek()) {
            Ok(()) => {
                ui.forget(&name_of(stop));
                navigator().replace(Route::StopScreen { stop });
            }
            Err(no) => failed.set(Some(no)),
        }
    };
    let now = begun.read().clone();
    // What the parts hold at this moment, against what is on the disk.
    let held = Begun {
        recipient: recipient(),
        cash: cash(),
        photos: photos(),
        signature: signature(),
        ..now.clone()
    };
    let is_saved = saved() && !drawing() && ui.kept::<Begun>(&name_of(stop)) == Some(held);
    let wrong = failed();
    let nobody = matches!(now.method, Method::LeftInPlace | Method::Locker);
    rsx! {
        Form { onsubmit: done,
            if let Some(no) = &wrong {
                Problem { words: field_trouble(Some(no), "proof").unwrap_or_else(|| trouble(no)) }
            }
            Lines { page: page.clone(), begun }
            How { begun }
            if !nobody {
                Field { id: "proof-recipient", label: t("proof-recipient"), value: recipient, autocomplete: "off" }
                Who { begun }
            }
            section { class: "stack-s", aria_labelledby: "photos",
                h2 { id: "photos", {t("proof-photos")} }
                Pictures { hashes: photos, max: PHOTOS_MAX, label: t("proof-photo-take"), big: true }
            }
            if !nobody {
                SignaturePad { drawn: signature, drawing }
            }
            if page.card.due_minor > 0 {
                Cash { page: page.clone(), begun, typed: cash }
            }
            Foot { is_saved }
        }
    }
}

/// Whether all of it is safe, and the one button.
#[component]
fn Foot(is_saved: bool) -> Element {
    rsx! {
        p { class: "line muted small", role: "status",
            if is_saved {
                Icon { sign: Sign::Check, size: "s" }
                span { {t("proof-saved")} }
            }
        }
        div { class: "drive-bar",
            Button { kind: Kind::Primary, wide: true, submit: true, sign: Sign::Check, id: "done", {t("proof-done")} }
        }
    }
}

/// Keeps what is filled in: pictures and the signature at once, the rest after a pause. `saved` says whether all of
/// it is on the disk.
fn use_keeping(ui: Ui, stop: Id, begun: Signal<Begun>, saved: Signal<bool>) {
    let mut saved = saved;
    use_effect(move || {
        let now = begun.read().clone();
        let kept = ui.phone().kept.get::<Begun>(&name_of(stop));
        if kept.as_ref() == Some(&now) {
            saved.set(true);
            return;
        }
        saved.set(false);
        // A picture and a signature are not made twice.
        if kept.as_ref().is_none_or(|kept| kept.photos != now.photos || kept.signature != now.signature) {
            saved.set(ui.keep(&name_of(stop), &now));
            return;
        }
        spawn(async move {
            tokio::time::sleep(PAUSE).await;
            if *begun.peek() == now {
                saved.set(ui.keep(&name_of(stop), &now));
            }
        });
    });
}

/// Something was filled in after a problem: whether it is solved is looked at when it is sent again.
fn use_second_try(begun: Signal<Begun>, failed: Signal<Option<Trouble>>) {
    let mut failed = failed;
    use_effect(move || {
        let _ = begun.read();
        if failed.peek().is_some() {
            failed.set(None);
        }
    });
}

/// Into hands, or left somewhere.
#[component]
fn How(begun: Signal<Begun>) -> Element {
    let mut begun = begun;
    let chosen = begun.read().method;
    rsx! {
        fieldset {
            legend { {t("proof-how")} }
            for (method , words) in METHODS {
                Radio { key: "{words}", id: words, group: "method", label: t(words), checked: chosen == method, onchange: move |_| begun.write().method = method }
            }
        }
    }
}

const METHODS: [(Method, &str); 3] = [
    (Method::HandedOver, "proof-handed-over"),
    (Method::LeftInPlace, "proof-left-in-place"),
    (Method::Locker, "proof-locker"),
];

const RELATIONS: [(Relation, &str); 4] = [
    (Relation::Customer, "proof-customer"),
    (Relation::Household, "proof-household"),
    (Relation::Neighbour, "proof-neighbour"),
    (Relation::Reception, "proof-reception"),
];

/// Who takes it.
#[component]
fn Who(begun: Signal<Begun>) -> Element {
    let mut begun = begun;
    let chosen = begun.read().relation;
    let word = RELATIONS.iter().find(|(it, _)| *it == chosen).map_or("proof-customer", |(_, word)| word);
    rsx! {
        Select {
            id: "relation", label: t("proof-who"), value: word.to_owned(), options: RELATIONS.iter().map(|(_, word)| ((*word).to_owned(), t(word))).collect::<Vec<_>>(),
            onchange: move |word: String| {
                if let Some((it, _)) = RELATIONS.iter().find(|(_, known)| *known == word) {
                    begun.write().relation = *it;
                }
            },
        }
    }
}

/// Makes the record and reports it. It is safe when this returns without trouble.
fn hand_over(ui: Ui, page: &StopPage, begun: &Begun) -> Result<(), Trouble> {
    let nobody = matches!(begun.method, Method::LeftInPlace | Method::Locker);
    let signature = match &begun.signature {
        Some(drawn) if !nobody => Some(keep(ui, drawn)?),
        _ => None,
    };
    let device = this_phone(ui);
    let proof = Proof {
        op_id: ui.new_id(),
        stop: page.card.id,
        corrects: None,
        lines: begun.lines(page),
        method: begun.method,
        recipient_name: if nobody { String::new() } else { begun.recipient.trim().to_owned() },
        relation: if nobody { Relation::Nobody } else { begun.relation },
        photos: begun.photos.clone(),
        signature,
        scan: None,
        code_ok: None,
        clocks: ui.clocks(),
        place: look::place(ui, &page.card),
        device,
        previous: last_of(ui, device),
    };
    let command = Delivery::Deliver { stop: page.card.id, proof: Box::new(proof), cash: begun.taken(page) };
    let done = ui.send(&Command::Delivery(command)).map(drop);
    ui.phone().device.haptics.feel(if done.is_ok() { Feel::Done } else { Feel::Wrong });
    done
}

/// Keeps the picture of a signature as a file.
fn keep(ui: Ui, drawn: &Drawn) -> Result<Signature, Trouble> {
    let bytes = STANDARD.decode(&drawn.png).unwrap_or_default();
    let image = ui.client(|client| client.attach(&bytes)).map_err(Trouble::from)?;
    Ok(Signature { strokes: drawn.strokes.clone(), image })
}

/// This phone's own id in its chain of proofs.
fn this_phone(ui: Ui) -> Id {
    let known = ui.phone().kept.get::<Id>(DEVICE);
    known.unwrap_or_else(|| {
        let new = ui.new_id();
        ui.keep(DEVICE, &new);
        new
    })
}

/// The digest of this phone's last proof: the one that no other of its proofs follows.
fn last_of(ui: Ui, device: Id) -> Option<String> {
    let records = ui.view(|tx, _| {
        tx.select::<ProofRecord>("device = ? ORDER BY made_at DESC, id DESC", &[Value::from(device)])
    });
    let records = records.unwrap_or_default();
    let follows = |digest: &str| records.iter().any(|it| it.proof.previous.as_deref() == Some(digest));
    records.iter().find(|record| !follows(&record.digest)).map(|record| record.digest.clone())
}

/// What is missing of a product, in words.
pub(super) fn missing(ordered: i64, delivered: i64) -> String {
    t_with("proof-missing", &[("count", (ordered - delivered).into())])
}
