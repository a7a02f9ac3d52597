//! A vote in a secret poll: cast once, for good. The form says so before it takes the vote; afterwards it shows
//! that the person has voted, and never what was chosen.

use std::fmt::Write as _;

use dioxus::prelude::*;
use hubbub_core::domain::Command;
use hubbub_core::voting::command::Command as Voting;
use hubbub_core::voting::view::{PollCard, Submitted};

use super::ballot::{Choices, Left, blocked};
use super::choices::{self, Marks};
use crate::device::Feel;
use crate::parts::{Button, Confirm, Icon, Kind, Note, Pending, Problem, Sign, Tone};
use crate::ui::{Trouble, ui};
use crate::words::{field_trouble, t, trouble};

/// Random bytes of a ballot's salt; written as hexadecimal digits they are what the rule asks for.
const SALT_BYTES: usize = 16;

/// The form before the vote, its mark afterwards. `open`: whether votes are taken now.
#[component]
pub(super) fn SecretBallot(card: PollCard, how: Vec<String>, open: bool) -> Element {
    match card.submitted {
        Submitted::No if open => rsx! { Form { card, how } },
        Submitted::No => rsx! {},
        Submitted::Waiting => rsx! {
            section { class: "card stack-s", aria_labelledby: "ballot",
                h2 { id: "ballot", {t("votes-secret-waiting")} }
                div { class: "badges", Pending { words: t("vote-waiting") } }
                p { class: "muted", {t("votes-secret-waiting-words")} }
            }
        },
        Submitted::Yes => rsx! {
            section { class: "card stack-s", aria_labelledby: "ballot",
                div { class: "line",
                    span { class: "given", Icon { sign: Sign::CircleCheck } }
                    h2 { id: "ballot", {t("votes-secret-given")} }
                }
                p { class: "muted", {t("votes-secret-given-words")} }
            }
        },
    }
}

#[component]
fn Form(card: PollCard, how: Vec<String>) -> Element {
    let ui = ui();
    let marks = use_signal(Marks::new);
    let mut failed = use_signal(|| None::<Trouble>);
    let mut ask = use_signal(|| false);
    let poll = card.id;
    let only = match card.choices.as_slice() {
        [only] => Some(only.id),
        _ => None,
    };
    let cast = move |()| {
        let marks = only.map_or_else(|| marks.peek().clone(), |only| Marks::from([(only, 1)]));
        let selections = choices::selections(&marks);
        let done =
            salt().and_then(|salt| ui.send(&Command::Voting(Voting::CastSecret { poll, selections, salt })));
        ui.phone().device.haptics.feel(if done.is_ok() { Feel::Done } else { Feel::Wrong });
        failed.set(done.err());
    };
    rsx! {
        section { class: "card stack", aria_labelledby: "ballot",
            h2 { id: "ballot", {t("votes-yours")} }
            Note { tone: Tone::Warn, p { {t("votes-secret-words")} } }
            if let Some(no) = failed() {
                Problem { words: field_trouble(Some(&no), "selections").unwrap_or_else(|| trouble(&no)) }
            }
            if only.is_none() {
                for line in how {
                    p { key: "{line}", class: "muted", "{line}" }
                }
                Choices { card: card.clone(), marks }
                Left { card: card.clone(), marks }
            }
            Button {
                kind: Kind::Primary, wide: true, sign: Sign::Lock, why: blocked(&card, &marks.read(), false, true),
                onclick: move |()| ask.set(true),
                {t("vote-cast")}
            }
            p { class: "muted small", {t("votes-offline-hint")} }
        }
        Confirm {
            title: t("votes-secret-ask"), words: t("votes-secret-words"), yes: t("vote-cast"), no: t("back"), open: ask,
            onyes: cast,
        }
    }
}

/// A salt for one ballot, drawn anew for each.
fn salt() -> Result<String, Trouble> {
    let mut drawn = [0_u8; SALT_BYTES];
    getrandom::fill(&mut drawn).map_err(|error| {
        tracing::error!(%error, "the system gives no random numbers");
        Trouble::Store(hubbub_core::store::Fault::Bug("no random numbers".to_owned()))
    })?;
    let mut text = String::new();
    for byte in drawn {
        // Writing into a text can't fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::salt;

    #[test]
    fn each_ballot_has_a_salt_of_its_own() {
        let (one, other) = (salt().unwrap(), salt().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.len(), 32);
        assert!(one.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')), "{one}");
    }
}
