//! News of the community: one piece in full. The list of them is part of the feed.

use dioxus::prelude::*;
use hubbub_core::content::view_talk::post as read;
use hubbub_core::id::Id;

use crate::parts::{Empty, Picture, Sign};
use crate::routes::Route;
use crate::shell::Screen;
use crate::ui::ui;
use crate::words::{date_time, t};

/// One piece of news.
#[component]
pub(crate) fn NewsScreen(post: Id) -> Element {
    let ui = ui();
    let Some(page) = ui.view(|tx, viewer| read(tx, viewer, post)).flatten() else {
        return rsx! {
            Screen { title: t("news-title"), back: Route::Start {},
                Empty { sign: Sign::Newspaper, title: t("gone-title"), words: t("refusal-not-found") }
            }
        };
    };
    let at = page.card.published_at.map(date_time).unwrap_or_default();
    let name = page.card.author_name.clone();
    rsx! {
        Screen { title: page.card.title.clone(), back: Route::Start {},
            p { class: "muted small", if name.is_empty() { "{at}" } else { "{name} · {at}" } }
            if page.card.image.is_some() {
                Picture { hash: page.card.image.clone(), alt: "", sign: Sign::Newspaper, wide: true }
            }
            // The rules let only safe elements through, whatever an editor writes.
            article { class: "article", dangerous_inner_html: page.html }
        }
    }
}
