//! Votes: the list by category, and one poll in full with its live count.

mod ballot;
mod choices;
mod poll;
mod result;
mod secret;

use std::collections::BTreeMap;

use dioxus::prelude::*;
use hubbub_core::content::model::Category;
use hubbub_core::content::view::items;
use hubbub_core::id::Id;
use hubbub_core::voting::model::Phase;
use hubbub_core::voting::view::{PollCard, Submitted, polls};

pub(crate) use self::poll::Vote;
use crate::parts::{Badge, Empty, Pending, Picture, Row, Rows, Sign, Tabs};
use crate::routes::Route;
use crate::shell::Screen;
use crate::ui::{Ui, ui, use_home};
use crate::words::{date_time, t, t_count, t_with};

/// Categories as they stand in addresses and words, each with its sign.
pub(crate) const CATEGORIES: [(Category, &str, Sign); 3] = [
    (Category::Activities, "activities", Sign::PartyPopper),
    (Category::Meals, "meals", Sign::Utensils),
    (Category::Films, "films", Sign::Film),
];

/// The sign of a category.
pub(crate) fn sign_of(category: Option<Category>) -> Sign {
    let found = CATEGORIES.iter().find(|(it, ..)| Some(*it) == category);
    found.map_or(Sign::Vote, |(_, _, sign)| *sign)
}

/// The list of votes.
#[component]
pub(crate) fn Votes() -> Element {
    let ui = ui();
    let mut category = use_signal(|| "all".to_owned());
    let chosen = CATEGORIES.iter().find(|(_, word, _)| *word == *category.read()).map(|(it, ..)| *it);
    let cards = read(ui, chosen);
    let (running, over): (Vec<_>, Vec<_>) = cards
        .into_iter()
        .partition(|(card, _)| matches!(card.phase, Phase::Open | Phase::Scheduled | Phase::Draft));
    let tabs = std::iter::once(("all".to_owned(), t("category-all")))
        .chain(CATEGORIES.iter().map(|(_, word, _)| ((*word).to_owned(), t(&format!("category-{word}")))))
        .collect::<Vec<_>>();
    rsx! {
        Screen { title: t("nav-votes"),
            Tabs { id: "categories", label: t("category-choose"), tabs, selected: category(), onselect: move |to| category.set(to),
                if running.is_empty() && over.is_empty() {
                    Empty { sign: Sign::Vote, title: t("votes-empty"), words: t("votes-empty-words") }
                }
                if !running.is_empty() {
                    h2 { class: "unseen", {t("votes-running")} }
                    Rows { label: t("votes-running"),
                        for (card , image) in running {
                            PollRow { key: "{card.id}", card, image }
                        }
                    }
                }
                if !over.is_empty() {
                    h2 { {t("votes-over")} }
                    Rows { label: t("votes-over"),
                        for (card , image) in over {
                            PollRow { key: "{card.id}", card, image }
                        }
                    }
                }
            }
        }
    }
}

/// The polls of the community on the screen, each with the picture of what it is about.
pub(crate) fn read(ui: Ui, category: Option<Category>) -> Vec<(PollCard, Option<String>)> {
    let home = use_home();
    let Some(community) = home.read().as_ref().map(|home| home.community.id) else { return Vec::new() };
    let found = ui.view(|tx, viewer| {
        let pictures: BTreeMap<Id, String> = items(tx, viewer, community, None)?
            .into_iter()
            .filter_map(|item| Some((item.id, item.image?)))
            .collect();
        let cards = polls(tx, viewer, community, category)?;
        let with_picture = |card: PollCard| {
            let item = card.item.or_else(|| card.choices.iter().find_map(|choice| choice.item));
            let picture = item.and_then(|item| pictures.get(&item).cloned());
            (card, picture)
        };
        Ok(cards.into_iter().map(with_picture).collect())
    });
    found.unwrap_or_default()
}

/// Whether the person's vote stands, here or on the server.
pub(crate) fn has_voted(card: &PollCard) -> bool {
    card.submitted != Submitted::No || card.mine.as_ref().is_some_and(|mine| !mine.withdrawn)
}

/// Whether a vote, or taking one back, waits on this device.
fn is_waiting(card: &PollCard) -> bool {
    card.submitted == Submitted::Waiting || card.mine.as_ref().is_some_and(|mine| mine.waiting)
}

/// A poll in a list.
#[component]
pub(crate) fn PollRow(card: PollCard, image: Option<String>) -> Element {
    let (waiting, voted) = (is_waiting(&card), has_voted(&card));
    let sign = sign_of(card.category);
    rsx! {
        Row {
            title: card.title.clone(),
            detail: when(&card),
            to: Route::Vote { poll: card.id },
            image: rsx! { Picture { hash: image, alt: "", sign } },
            div { class: "badges",
                if waiting {
                    Pending {}
                } else if voted {
                    Badge { words: t("votes-you-voted"), sign: Sign::Check }
                }
                if card.secret {
                    Badge { words: t("votes-secret"), sign: Sign::Lock }
                }
                if let Some(tally) = card.tally {
                    Badge { words: t_count("vote-total", tally.cast) }
                }
                if card.is_provisional {
                    Badge { words: t("result-provisional-short") }
                }
            }
        }
    }
}

/// When the poll opens, ends or ended.
pub(crate) fn when(card: &PollCard) -> String {
    let (key, at) = match card.phase {
        Phase::Scheduled | Phase::Draft => ("poll-opens", card.opens_at),
        Phase::Open => ("poll-closes", card.closes_at),
        Phase::Closed | Phase::ResultPublished => ("poll-closed", card.closes_at),
        Phase::Cancelled => return t("poll-state-cancelled"),
    };
    t_with(key, &[("at", date_time(at).into())])
}
