//! A complaint begins: what is wrong, and the same in words. It is a draft that nobody else sees; pictures are added on
//! the next screen, and then it is sent.

use dioxus::prelude::*;
use hubbub_core::dispute::case::DisputeCase;
use hubbub_core::dispute::command::Command as Dispute;
use hubbub_core::dispute::model::{Reason, State};
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::store::Value;

use super::key_of;
use crate::device::Feel;
use crate::parts::{Button, Field, Kind, Note, Problem, Radio, Sign};
use crate::routes::Route;
use crate::screens::sign_in::Form;
use crate::shell::Screen;
use crate::ui::{Trouble, Ui, ui};
use crate::words::{field_trouble, t, trouble};

/// The viewer's complaint about a sale or order that is not over, if there is one.
fn running_about(ui: Ui, subject: Id) -> Option<Id> {
    let found = ui.view(|tx, viewer| {
        let cases = tx.select::<DisputeCase>("subject = ? ORDER BY id", &[Value::from(subject)])?;
        Ok(cases.iter().find(|it| it.buyer == viewer.user && it.state != State::Closed).map(|it| it.id))
    });
    found.flatten()
}

/// The way to a complaint about something, or to the one that runs.
#[component]
pub(crate) fn Complaint(subject: Id) -> Element {
    let (to, words) = match running_about(ui(), subject) {
        Some(dispute) => (Route::DisputeScreen { dispute }, "dispute-go-on"),
        None => (Route::Complain { subject }, "dispute-start"),
    };
    rsx! {
        crate::parts::LinkButton { to, wide: true, sign: Sign::TriangleAlert, {t(words)} }
    }
}

/// The form.
#[component]
pub(crate) fn Complain(subject: Id) -> Element {
    let ui = ui();
    let mut reason = use_signal(|| None::<Reason>);
    let text = use_signal(String::new);
    let mut failed = use_signal(|| None::<Trouble>);
    let mut unchosen = use_signal(|| false);
    let send = move |()| {
        let Some(chosen) = *reason.peek() else {
            unchosen.set(true);
            return;
        };
        unchosen.set(false);
        let dispute = ui.new_id();
        let draft = Dispute::Draft { dispute, subject, reason: chosen, text: text.peek().trim().to_owned() };
        match ui.send(&Command::Dispute(draft)) {
            Ok(_) => {
                ui.phone().device.haptics.feel(Feel::Done);
                navigator().replace(Route::DisputeScreen { dispute });
            }
            Err(no) => failed.set(Some(no)),
        }
    };
    let wrong = failed();
    rsx! {
        Screen { title: t("dispute-start-title"), back: Route::Disputes {},
            Note { p { {t("dispute-start-words")} } }
            Form { onsubmit: send,
                if unchosen() {
                    Problem { words: t("dispute-choose-reason") }
                } else if let Some(no) = &wrong {
                    Problem { words: trouble(no) }
                }
                fieldset {
                    legend { class: "unseen", {t("dispute-start-title")} }
                    for one in Reason::ALL.iter().copied() {
                        Radio {
                            key: "{one:?}", id: key_of("reason-", &one), group: "reason", label: t(&key_of("dispute-reason-", &one)),
                            checked: reason() == Some(one), onchange: move |_| reason.set(Some(one)),
                        }
                    }
                }
                Field { id: "dispute-text", label: t("dispute-text"), hint: t("dispute-text-hint"), value: text, lines: 5, problem: field_trouble(wrong.as_ref(), "text") }
                Button { kind: Kind::Primary, wide: true, submit: true, sign: Sign::ChevronRight, {t("dispute-begin")} }
                p { class: "muted small", {t("dispute-begin-words")} }
            }
        }
    }
}
