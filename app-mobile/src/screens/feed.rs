//! What is new, from every part of the community, the newest first, a page at a time.

use dioxus::prelude::*;
use hubbub_core::feed::{After, FeedKind, FeedLine, LINES_PER_PAGE_MAX, feed};

use crate::parts::{Button, Picture, Row, Rows, Sign};
use crate::routes::Route;
use crate::ui::{ui, use_home};
use crate::words::{date_time, t, t_with};

/// Lines that show at first; a touch shows more.
const FIRST: usize = 8;

/// The feed under its heading; nothing where there is nothing.
#[component]
pub(crate) fn Feed() -> Element {
    let ui = ui();
    let home = use_home();
    let community = home.read().as_ref().map(|home| home.community.id).unwrap_or_default();
    let mut wanted = use_signal(|| FIRST);
    let lines = ui.view(|tx, viewer| {
        let mut lines: Vec<FeedLine> = Vec::new();
        loop {
            let after = lines.last().map(|line| After { at: line.at, id: line.id });
            let page = feed(tx, viewer, community, after)?;
            let full = page.len() == LINES_PER_PAGE_MAX;
            lines.extend(page);
            if !full || lines.len() > *wanted.read() {
                return Ok(lines);
            }
        }
    });
    let mut lines = lines.unwrap_or_default();
    if lines.is_empty() {
        return rsx! {};
    }
    let more = lines.len() > wanted();
    lines.truncate(wanted());
    rsx! {
        section { class: "section", aria_labelledby: "feed",
            div { class: "section-head", h2 { id: "feed", {t("feed-title")} } }
            Rows {
                for line in lines {
                    Line { key: "{line.id}", line }
                }
            }
            if more {
                Button { wide: true, onclick: move |()| wanted += LINES_PER_PAGE_MAX, {t("show-more")} }
            }
        }
    }
}

#[component]
fn Line(line: FeedLine) -> Element {
    let (key, sign, to) = match line.kind {
        FeedKind::Item => ("feed-item", Sign::Calendar, Route::ItemScreen { item: line.subject }),
        FeedKind::Post => ("feed-post", Sign::Newspaper, Route::NewsScreen { post: line.subject }),
        FeedKind::Result => ("feed-result", Sign::CircleCheck, Route::Vote { poll: line.subject }),
        FeedKind::Answer => ("feed-answer", Sign::MessageSquare, Route::ItemScreen { item: line.subject }),
        FeedKind::Ticket => ("feed-ticket", Sign::LifeBuoy, Route::TicketScreen { ticket: line.subject }),
    };
    let title = t_with(key, &[("title", line.title.clone().into()), ("name", line.name.clone().into())]);
    let at = date_time(line.at);
    let detail = if line.excerpt.is_empty() { at } else { format!("{at} · {}", line.excerpt) };
    rsx! {
        Row { title, detail, to, image: rsx! { Picture { hash: line.image.clone(), alt: "", sign } } }
    }
}
