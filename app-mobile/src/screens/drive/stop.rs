//! One stop: who, where, what, and the one next action at the bottom: set out, I'm here, proof, on to the next.

use dioxus::prelude::*;
use hubbub_core::delivery::command::Command as Delivery;
use hubbub_core::delivery::model::{StopLine, StopPhase};
use hubbub_core::delivery::view::{Offered, StopPage, current_run, stop as read};
use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;

use super::fail::Fail;
use super::look::{self, phase_key, phase_sign};
use super::undo::Undo;
use super::{next_of, report};
use crate::parts::{Badge, Button, Confirm, Disclosure, Empty, Icon, Kind, LinkButton, Note, Sign, Tone};
use crate::routes::Route;
use crate::screens::orders::fail_key;
use crate::shell::Screen;
use crate::ui::{Ui, ui};
use crate::words::{t, t_count, t_with, time};

/// One stop.
#[component]
pub(crate) fn StopScreen(stop: Id) -> Element {
    rsx! { Page { key: "{stop}", id: stop } }
}

#[component]
fn Page(id: Id) -> Element {
    let ui = ui();
    let Some(page) = ui.view(|tx, viewer| read(tx, viewer, id)).flatten() else {
        return rsx! {
            Screen { title: t("nav-drive"), back: Route::Drive {},
                Empty { sign: Sign::MapPin, title: t("gone-title"), words: t("refusal-not-found") }
            }
        };
    };
    let card = page.card.clone();
    let window = look::window(&card);
    rsx! {
        Screen { title: t_with("drive-stop", &[("number", card.number.into())]), back: Route::Drive {},
            div { class: "badges",
                Badge { words: t(phase_key(card.phase)), sign: phase_sign(card.phase), strong: matches!(card.phase, StopPhase::EnRoute | StopPhase::Arrived) }
                if let Some(window) = window {
                    Badge { words: window, sign: Sign::Clock }
                }
                if let Some(planned) = card.planned_at {
                    Badge { words: t_with("drive-planned", &[("time", time(planned).into())]) }
                }
            }
            section { class: "drive-door",
                h2 { class: "drive-name", "{card.recipient}" }
                p { class: "drive-address", {look::address(&card)} }
                if !page.notes.is_empty() {
                    Note { p { class: "prose", "{page.notes}" } }
                }
                if !card.due.is_empty() && !card.phase.is_over() {
                    p { class: "drive-due", Icon { sign: Sign::Banknote } span { {t_with("drive-due", &[("amount", card.due.clone().into())])} } }
                }
            }
            Ways { page: page.clone() }
            Load { lines: page.lines.clone(), count: card.load }
            Outcome { page: page.clone() }
        }
        Next { page }
    }
}

/// Navigate and call: both leave to the phone's own apps.
#[component]
fn Ways(page: StopPage) -> Element {
    let ui = ui();
    let open = move |address: String| {
        if let Err(lacking) = ui.phone().device.share.open(&address) {
            tracing::warn!(%lacking, "another app was not opened");
            ui.say(t("drive-open-failed"));
        }
    };
    let map = look::map_link(&page.card);
    let phone = page.phone.clone();
    rsx! {
        div { class: "buttons",
            if let Some(link) = map {
                Button { sign: Sign::Navigation, onclick: move |()| open(link.clone()), {t("drive-navigate")} }
            }
            if !phone.is_empty() {
                Button { sign: Sign::Phone, onclick: move |()| open(format!("tel:{}", phone.replace(' ', ""))), {t("drive-call")} }
            }
        }
    }
}

/// What is handed over.
#[component]
fn Load(lines: Vec<StopLine>, count: i64) -> Element {
    let locale = ui().locale();
    rsx! {
        Disclosure { title: t_count("drive-units", count), open: true,
            ul { class: "drive-lines", role: "list",
                for line in lines {
                    li { key: "{line.product}",
                        strong { "{line.quantity} × " }
                        {line.name.get(locale, Locale::default()).to_owned()}
                    }
                }
            }
        }
    }
}

/// What came of it, once it is over.
#[component]
fn Outcome(page: StopPage) -> Element {
    let card = page.card.clone();
    let waits = ui().is_pending("run_stop", card.id);
    rsx! {
        if let Some(reason) = card.fail_reason {
            Note { tone: Tone::Warn, p { {t(fail_key(reason))} } }
        }
        if card.phase == StopPhase::Cancelled {
            Note { tone: Tone::Warn, p { {t("drive-cancelled")} } }
        }
        if waits {
            crate::parts::Pending { words: t("drive-kept") }
        }
        Undo { page }
    }
}

/// The one next action, where the thumb is.
#[component]
fn Next(page: StopPage) -> Element {
    let ui = ui();
    let mut failing = use_signal(|| false);
    let mut out_of_order = use_signal(|| None::<i64>);
    let card = page.card.clone();
    let stop = card.id;
    let can = |step: Offered| page.offered.contains(&step);
    let set_out = {
        let card = card.clone();
        move || {
            report(ui, Delivery::Start { stop, place: look::place(ui, &card) });
        }
    };
    let begin = {
        let set_out = set_out.clone();
        move |()| match before(ui, stop) {
            Some(first) => out_of_order.set(Some(first)),
            None => set_out(),
        }
    };
    let arrive = {
        let card = card.clone();
        move |()| {
            report(ui, Delivery::Arrive { stop, place: look::place(ui, &card) });
        }
    };
    let over = card.phase.is_over();
    let deliverable = can(Offered::Deliver) && !over;
    rsx! {
        div { class: "drive-bar",
            match card.phase {
                StopPhase::Planned | StopPhase::Loaded if can(Offered::Start) || can(Offered::Load) => rsx! {
                    Button { kind: Kind::Primary, wide: true, sign: Sign::Truck, id: "next", onclick: begin, {t("stop-step-start")} }
                },
                StopPhase::EnRoute if can(Offered::Arrive) => rsx! {
                    Button { kind: Kind::Primary, wide: true, sign: Sign::MapPin, id: "next", onclick: arrive, {t("stop-step-arrive")} }
                },
                _ if deliverable => rsx! {
                    LinkButton { to: Route::ProofScreen { stop }, kind: Kind::Primary, wide: true, sign: Sign::PackageCheck, {t("stop-step-deliver")} }
                },
                _ => rsx! { On { run: page.run } },
            }
            if can(Offered::Fail) && !over {
                Button { wide: true, onclick: move |()| failing.set(true), {t("stop-step-fail")} }
            }
            if can(Offered::BringBack) && over {
                Button {
                    wide: true, sign: Sign::Undo2,
                    onclick: move |()| {
                        report(ui, Delivery::BringBack { stop });
                    },
                    {t("stop-step-bring-back")}
                }
            }
        }
        Fail { card: card.clone(), open: failing }
        OutOfOrder { number: card.number, first: out_of_order, onyes: move |()| set_out() }
    }
}

/// The number of the stop that comes before this one, if another does.
fn before(ui: Ui, stop: Id) -> Option<i64> {
    let run = ui.view(current_run).flatten()?;
    next_of(&run).filter(|next| next.id != stop).map(|next| next.number)
}

/// Warns about going another way than planned, and lets the driver.
#[component]
fn OutOfOrder(number: i64, first: Signal<Option<i64>>, onyes: EventHandler<()>) -> Element {
    let mut first = first;
    let mut open = use_signal(|| false);
    use_effect(move || open.set(first.read().is_some()));
    use_effect(move || {
        if !open() && first.peek().is_some() {
            first.set(None);
        }
    });
    let planned = first().unwrap_or_default();
    rsx! {
        Confirm {
            title: t("drive-other-order"), words: t_with("drive-other-order-words", &[("planned", planned.into()), ("number", number.into())]),
            yes: t("drive-other-order-yes"), no: t("keep-not"), open, kind: Kind::Primary, onyes: move |()| onyes.call(()),
        }
    }
}

/// On to the next stop, or back to the list when there is none.
#[component]
fn On(run: Id) -> Element {
    let ui = ui();
    let next = ui.view(|tx, viewer| hubbub_core::delivery::view::run(tx, viewer, run)).flatten();
    let next = next.as_ref().and_then(next_of).map(|stop| (stop.id, stop.number));
    match next {
        Some((stop, number)) => rsx! {
            LinkButton { to: Route::StopScreen { stop }, kind: Kind::Primary, wide: true, sign: Sign::ChevronRight, {t_with("drive-to-next", &[("number", number.into())])} }
        },
        None => rsx! {
            LinkButton { to: Route::Drive {}, kind: Kind::Primary, wide: true, sign: Sign::House, {t("drive-to-list")} }
        },
    }
}
