//! The steps of a complaint that need no more than a yes. What moves money asks for the second factor first.

use dioxus::prelude::*;
use hubbub_core::dispute::command::Command as Dispute;
use hubbub_core::dispute::model::Act;
use hubbub_core::dispute::view::DisputePage;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::step_up::Purpose;

use super::key_of;
use crate::device::Feel;
use crate::parts::{Button, Dialog, Field, Kind, Problem, Sign};
use crate::screens::sign_in::Form;
use crate::ui::{Trouble, Ui, ui};
use crate::words::{t, trouble};

/// Sends a step. It is kept when there is no trouble.
pub(super) fn step(ui: Ui, command: Dispute) -> Result<(), Trouble> {
    let done = ui.send(&Command::Dispute(command)).map(drop);
    ui.phone().device.haptics.feel(if done.is_ok() { Feel::Done } else { Feel::Wrong });
    done
}

/// The command of an act that needs nothing but the complaint.
const fn plain(act: Act, dispute: Id) -> Option<Dispute> {
    Some(match act {
        Act::Submit => Dispute::Submit { dispute },
        Act::OfferFull => Dispute::OfferFull { dispute },
        Act::Accept => Dispute::Accept { dispute },
        Act::TurnDown => Dispute::TurnDown { dispute },
        Act::RejectClaim => Dispute::RejectClaim { dispute },
        Act::Escalate => Dispute::Escalate { dispute },
        Act::Withdraw => Dispute::Withdraw { dispute },
        Act::Reopen => Dispute::Reopen { dispute },
        _ => return None,
    })
}

const fn sign_of(act: Act) -> Sign {
    match act {
        Act::Submit => Sign::Send,
        Act::OfferFull => Sign::Banknote,
        Act::Accept => Sign::Check,
        Act::Escalate | Act::TurnDown => Sign::Users,
        Act::RejectClaim => Sign::CircleX,
        Act::Withdraw => Sign::Trash2,
        _ => Sign::Undo2,
    }
}

/// A button for each, the one that leads on first.
#[component]
pub(super) fn Acts(page: DisputePage) -> Element {
    let mut asked = use_signal(|| None::<Act>);
    let dispute = page.card.id;
    let acts: Vec<Act> = page.can.iter().copied().filter(|act| plain(*act, dispute).is_some()).collect();
    let first = acts.iter().copied().find(|act| matches!(act, Act::Submit | Act::Accept));
    let open = use_signal(|| false);
    use_effect(move || {
        let mut open = open;
        open.set(asked.read().is_some());
    });
    use_effect(move || {
        if !open() && asked.peek().is_some() {
            asked.set(None);
        }
    });
    rsx! {
        if !acts.is_empty() {
            div { class: "stack-s",
                for act in acts {
                    Button {
                        key: "{act:?}", wide: true, sign: sign_of(act), id: key_of("act-", &act),
                        kind: if first == Some(act) { Kind::Primary } else { Kind::Quiet },
                        onclick: move |()| asked.set(Some(act)),
                        {t(&key_of("dispute-act-", &act))}
                    }
                }
            }
        }
        if let Some(act) = asked() {
            Ask { key: "{act:?}", page: page.clone(), act, open }
        }
    }
}

/// Asks before a step; with a code where money moves.
#[component]
fn Ask(page: DisputePage, act: Act, open: Signal<bool>) -> Element {
    let mut open = open;
    let ui = ui();
    let code = use_signal(String::new);
    let mut failed = use_signal(|| None::<Trouble>);
    let dispute = page.card.id;
    let confirm = page.confirm.contains(&act);
    let amount = page.card.price.minor;
    let title = t(&key_of("dispute-act-", &act));
    let mut finish = move |done: Result<(), Trouble>| match done {
        Ok(()) => open.set(false),
        Err(no) => failed.set(Some(no)),
    };
    let go = move || async move {
        if confirm {
            let typed = code.peek().trim().to_owned();
            let given = ui.ask(move |client| client.step_up(Purpose::Money(dispute), amount, &typed)).await;
            if let Err(no) = given {
                failed.set(Some(no));
                return;
            }
        }
        if let Some(command) = plain(act, dispute) {
            finish(step(ui, command));
        }
    };
    rsx! {
        Dialog { title: title.clone(), open,
            Form { onsubmit: move |()| { spawn(go()); },
                if let Some(no) = failed() {
                    Problem { words: trouble(&no) }
                }
                p { {t(&format!("dispute-ask-{}", asked_word(act)))} }
                if confirm {
                    Field { id: "dispute-code", label: t("code"), hint: t("dispute-code-hint"), value: code, autocomplete: "one-time-code", inputmode: "numeric" }
                }
                div { class: "buttons",
                    Button { onclick: move |()| open.set(false), {t("keep-not")} }
                    Button { kind: if act == Act::Withdraw { Kind::Danger } else { Kind::Primary }, submit: true, "{title}" }
                }
            }
        }
    }
}

/// What a step means, as the last part of its words' key.
const fn asked_word(act: Act) -> &'static str {
    match act {
        Act::Submit => "submit",
        Act::OfferFull => "offer-full",
        Act::Accept => "accept",
        Act::TurnDown | Act::Escalate => "mediator",
        Act::RejectClaim => "reject-claim",
        Act::Withdraw => "withdraw",
        _ => "reopen",
    }
}
