//! A published result: who was chosen, and how it came about, step by step.

use dioxus::prelude::*;
use hubbub_core::i18n::format_list;
use hubbub_core::voting::view::{PollCard, ResultPage};

use crate::parts::{Disclosure, Icon, Note, Sign, Tone};
use crate::ui::ui;
use crate::words::{number, t, t_with};

/// The result.
#[component]
pub(crate) fn Published(result: ResultPage, card: PollCard) -> Element {
    let locale = ui().locale();
    let cast = number(result.cast);
    rsx! {
        if !result.quorum_met {
            Note { tone: Tone::Warn,
                p { {t_with("result-quorum-missed", &[("count", cast.into()), ("needed", result.quorum_needed.into())])} }
            }
        } else if result.winners.is_empty() && result.ties.is_empty() {
            Note { p { {t("result-none")} } }
        }
        if !result.winners.is_empty() && card.choices.len() > 1 {
            ul { class: "winners", role: "list",
                for title in result.winners.clone() {
                    li { key: "{title}",
                        Icon { sign: Sign::CircleCheck }
                        span { {t_with("result-winner", &[("title", title.into())])} }
                    }
                }
            }
        }
        for tie in result.ties.clone() {
            Note { key: "{tie.join(\",\")}", tone: Tone::Info,
                p { {t_with("result-tie", &[("titles", format_list(&tie, locale).into())])} }
            }
        }
        if !result.steps.is_empty() {
            Disclosure { title: t("votes-how-decided"),
                ol { class: "steps",
                    for (index , step) in result.steps.into_iter().enumerate() {
                        li { key: "{index}", "{step}" }
                    }
                }
            }
        }
    }
}
