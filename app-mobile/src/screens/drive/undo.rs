//! A moment to take a proof back. The clocks decide how long, not the screen.

use std::time::Duration;

use dioxus::prelude::*;
use hubbub_core::delivery::command::Command as Delivery;
use hubbub_core::delivery::proof::{UNDO_MS, Window, window};
use hubbub_core::delivery::view::StopPage;
use hubbub_core::id::Id;
use hubbub_core::ordering::view::ProofCard;
use hubbub_core::time::SECOND_MS;

use super::report;
use crate::parts::{Button, Sign};
use crate::ui::ui;
use crate::words::{t, t_count};

/// The button, for as long as the proof that counts can be taken back.
#[component]
pub(super) fn Undo(page: StopPage) -> Element {
    let Some(proof) = page.proofs.into_iter().find(|proof| proof.counts) else { return rsx! {} };
    rsx! { Ticking { key: "{proof.id}", proof, stop: page.card.id } }
}

#[component]
fn Ticking(proof: ProofCard, stop: Id) -> Element {
    let ui = ui();
    let mut tick = use_signal(|| 0_u64);
    let made = proof.proof.clocks;
    use_future(move || async move {
        while window(&made, &ui.clocks()) == Window::Undo {
            tokio::time::sleep(Duration::from_secs(1)).await;
            tick += 1;
        }
    });
    let _ = tick.read();
    let now = ui.clocks();
    if window(&made, &now) != Window::Undo {
        return rsx! {};
    }
    let left = (UNDO_MS - now.attested().since(made.attested())).max(0) / SECOND_MS;
    let id = proof.id;
    rsx! {
        Button {
            wide: true, sign: Sign::Undo2, id: "undo",
            onclick: move |()| {
                report(ui, Delivery::UndoProof { stop, proof: id, clocks: ui.clocks() });
            },
            {t("drive-undo")}
            " · "
            span { aria_hidden: "true", {t_count("unit-seconds", left)} }
        }
    }
}
