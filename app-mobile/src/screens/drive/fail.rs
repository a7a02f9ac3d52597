//! Nothing could be handed over: why, in one touch, with room for a word.

use dioxus::prelude::*;
use hubbub_core::delivery::command::Command as Delivery;
use hubbub_core::delivery::stop::FailReason;
use hubbub_core::delivery::view::StopCard;

use super::{look, report};
use crate::parts::{Button, Dialog, Field, Kind, Radio};
use crate::screens::orders::fail_key;
use crate::screens::sign_in::Form;
use crate::ui::ui;
use crate::words::t;

/// The sheet with the reasons.
#[component]
pub(super) fn Fail(card: StopCard, open: Signal<bool>) -> Element {
    rsx! {
        Dialog { title: t("stop-step-fail"), open, sheet: true, Reasons { card, open } }
    }
}

#[component]
fn Reasons(card: StopCard, open: Signal<bool>) -> Element {
    let ui = ui();
    let mut open = open;
    let mut chosen = use_signal(|| None::<FailReason>);
    let note = use_signal(String::new);
    let send = move |()| {
        let Some(reason) = chosen() else { return };
        let command = Delivery::FailStop {
            stop: card.id,
            reason,
            note: note.peek().trim().to_owned(),
            place: look::place(ui, &card),
        };
        if report(ui, command) {
            open.set(false);
        }
    };
    let why = chosen().is_none().then(|| t("drive-choose-reason"));
    rsx! {
        Form { onsubmit: send,
            fieldset {
                legend { {t("drive-why")} }
                for reason in FailReason::ALL.iter().copied() {
                    Radio {
                        key: "{fail_key(reason)}", id: fail_key(reason), group: "fail", label: t(fail_key(reason)), checked: chosen() == Some(reason),
                        onchange: move |_| chosen.set(Some(reason)),
                    }
                }
            }
            Field { id: "fail-note", label: t("drive-note"), optional: t("optional"), value: note }
            Button { kind: Kind::Primary, wide: true, submit: true, why, {t("drive-fail-send")} }
        }
    }
}
