//! A legal text in a new version: it stands in front of everything until the person agrees (requirement C1). It is asked
//! for when the app opens and when the server is reached again; without network nobody can agree, so nobody is stopped.

use dioxus::prelude::*;
use hubbub_core::client::{Consent, LegalText, Phase};

use crate::parts::{Button, Dialog, Kind, Note, Sign, Tone};
use crate::screens::legal::Texts;
use crate::screens::me::sign_out;
use crate::ui::{Ui, ui};
use crate::words::{t, trouble};

/// The question, where a text waits.
#[component]
pub(crate) fn NewTexts() -> Element {
    let ui = ui();
    let online =
        use_memo(move || ui.sync_state().is_some_and(|state| !matches!(state.phase, Phase::Offline { .. })));
    let mut waiting = use_signal(Vec::<LegalText>::new);
    let mut agreed = use_signal(Vec::<LegalText>::new);
    let mut problem = use_signal(String::new);
    let mut open = use_signal(|| false);
    use_effect(move || {
        if online() {
            spawn(ask(ui, waiting, problem));
        }
    });
    use_effect(move || open.set(online() && !waiting.read().is_empty()));
    let all = agreed.read().len() == waiting.read().len();
    let agree = move |()| {
        let texts = agreed.read().clone();
        spawn(async move {
            match ui.ask(move |client| client.agree(&texts)).await {
                Ok(consents) => {
                    agreed.set(Vec::new());
                    problem.set(String::new());
                    waiting.set(not_given(consents));
                }
                Err(no) => {
                    problem.set(trouble(&no));
                    agreed.set(Vec::new());
                    ask(ui, waiting, problem).await;
                }
            }
        });
    };
    rsx! {
        Dialog { title: t("legal-new-title"), open, closable: false,
            p { {t("legal-new-words")} }
            Texts { texts: waiting(), agreed }
            p { class: "muted", {t("legal-new-no")} }
            if !problem.read().is_empty() {
                Note { tone: Tone::Warn, p { role: "alert", "{problem}" } }
            }
            Button { kind: Kind::Primary, wide: true, why: (!all).then(|| t("legal-new-tick")), onclick: agree, {t("legal-new-yes")} }
            Button { wide: true, sign: Sign::LogOut, onclick: move |()| { spawn(sign_out(ui, false)); }, {t("sign-out")} }
        }
    }
}

/// Asks the server what waits. Where it is out of reach, what was known stays.
async fn ask(ui: Ui, mut waiting: Signal<Vec<LegalText>>, mut problem: Signal<String>) {
    match ui.ask(|client| client.consents()).await {
        Ok(consents) => waiting.set(not_given(consents)),
        Err(no) if !waiting.peek().is_empty() => problem.set(trouble(&no)),
        Err(no) => tracing::debug!(?no, "what waits for consent is not known"),
    }
}

fn not_given(consents: Vec<Consent>) -> Vec<LegalText> {
    consents.into_iter().filter(|it| it.given_at.is_none()).map(|it| it.text).collect()
}
