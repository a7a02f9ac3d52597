//! The first screen: what needs the person, then what is on.

use dioxus::prelude::*;
use hubbub_core::notice::view::notices;
use hubbub_core::voting::model::Phase;
use hubbub_core::voting::view::PollCard;

use super::me::NoticeRow;
use super::votes::{self, PollRow};
use crate::parts::{Empty, Note, Rows, Sign, Tone};
use crate::routes::Route;
use crate::shell::Screen;
use crate::ui::{ui, use_home};
use crate::words::{t, t_count, t_with};

/// Rows of one kind on the first screen.
const ROWS_MAX: usize = 4;

/// The first screen.
#[component]
pub(crate) fn Start() -> Element {
    let ui = ui();
    let home = use_home();
    let cards = votes::read(ui, None);
    let is_open = |card: &PollCard| card.phase == Phase::Open && card.is_voter;
    let yours: Vec<_> = cards
        .iter()
        .filter(|(card, _)| is_open(card) && !votes::has_voted(card))
        .take(ROWS_MAX)
        .cloned()
        .collect();
    let published = |card: &PollCard| card.phase == Phase::ResultPublished;
    let results: Vec<_> = cards.iter().filter(|(card, _)| published(card)).take(2).cloned().collect();
    let told = ui.view(|tx, viewer| notices(tx, viewer, None)).unwrap_or_default();
    let unread: Vec<_> = told.into_iter().filter(|notice| notice.unread).take(ROWS_MAX).collect();
    let home = home.read();
    let Some(home) = home.as_ref() else { return rsx! {} };
    let name = home.community.display_name.split(' ').next().unwrap_or_default().to_owned();
    let refused = ui.sync_state().map_or(0, |state| state.refused);
    let quiet = yours.is_empty() && results.is_empty() && unread.is_empty();
    rsx! {
        Screen { title: t_with("start-hello", &[("name", name.into())]),
            p { class: "muted", "{home.community.name}" }
            if refused > 0 {
                Note { tone: Tone::Warn,
                    p { {t_count("sync-refused", i64::try_from(refused).unwrap_or(i64::MAX))} }
                    Link { to: Route::Sync {}, class: "button button-quiet", {t("inbox-show")} }
                }
            }
            if !unread.is_empty() {
                Section { title: t("nav-notices"), to: Route::Notices {},
                    for notice in unread {
                        NoticeRow { key: "{notice.id}", notice }
                    }
                }
            }
            if !yours.is_empty() {
                Section { title: t("start-your-vote"), to: Route::Votes {},
                    for (card , image) in yours {
                        PollRow { key: "{card.id}", card, image }
                    }
                }
            }
            if !results.is_empty() {
                Section { title: t("start-results"), to: Route::Votes {},
                    for (card , image) in results {
                        PollRow { key: "{card.id}", card, image }
                    }
                }
            }
            if quiet {
                Empty { sign: Sign::CircleCheck, title: t("start-quiet"), words: t("start-quiet-words") }
            }
        }
    }
}

/// A few rows under a heading, with the way to all of them.
#[component]
pub(crate) fn Section(title: String, to: Route, children: Element) -> Element {
    rsx! {
        section { class: "section", aria_label: "{title}",
            div { class: "section-head",
                h2 { "{title}" }
                Link { to, aria_label: t_with("show-all-of", &[("title", title.clone().into())]), {t("show-all")} }
            }
            Rows { {children} }
        }
    }
}
