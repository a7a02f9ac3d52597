//! One thing that the community offers: what it is, when and where, its vote, and what people say about it.

mod comments;

use dioxus::prelude::*;
use hubbub_core::content::command::Command as Content;
use hubbub_core::content::talk::ReactionKind;
use hubbub_core::content::view::{ItemCard, item as read};
use hubbub_core::content::view_talk::{Talk, talk};
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::voting::view::polls;

use self::comments::Comments;
use super::votes::{Facts, PollRow, sign_of};
use crate::device::Feel;
use crate::parts::{Empty, Icon, Picture, Rows, Sign};
use crate::routes::Route;
use crate::shell::Screen;
use crate::ui::{ui, use_home};
use crate::words::{number, t, t_with, trouble};

/// One item.
#[component]
pub(crate) fn ItemScreen(item: Id) -> Element {
    rsx! { Page { key: "{item}", id: item } }
}

#[component]
fn Page(id: Id) -> Element {
    let ui = ui();
    let Some(page) = ui.view(|tx, viewer| read(tx, viewer, id)).flatten() else {
        return rsx! {
            Screen { title: t("item-title"), back: Route::Start {},
                Empty { sign: Sign::CircleHelp, title: t("gone-title"), words: t("refusal-not-found") }
            }
        };
    };
    let said = ui.view(|tx, viewer| talk(tx, viewer, id));
    let card = page.card;
    let lang = card.locale.map(hubbub_core::i18n::Locale::tag);
    rsx! {
        Screen { title: card.title.clone(), back: Route::Start {}, lang,
            Picture { hash: card.image.clone(), alt: "", sign: sign_of(Some(card.category)), wide: true }
            Facts { card: card.clone() }
            if !page.description.is_empty() {
                p { class: "prose", lang, "{page.description}" }
            }
            Polls { card: card.clone() }
            if let Some(said) = said {
                Reactions { item: id, said: said.clone() }
                Comments { item: id, said }
            }
        }
    }
}

/// The votes about an item.
#[component]
fn Polls(card: ItemCard) -> Element {
    let ui = ui();
    let home = use_home();
    let community = home.read().as_ref().map(|home| home.community.id).unwrap_or_default();
    let found = ui.view(|tx, viewer| polls(tx, viewer, community, None)).unwrap_or_default();
    let is_about = |choice: &hubbub_core::voting::view::Choice| choice.item == Some(card.id);
    let about: Vec<_> = found
        .into_iter()
        .filter(|poll| poll.item == Some(card.id) || poll.choices.iter().any(is_about))
        .collect();
    if about.is_empty() {
        return rsx! {};
    }
    rsx! {
        Rows { label: t("nav-votes"),
            for poll in about {
                PollRow { key: "{poll.id}", card: poll, image: card.image.clone() }
            }
        }
    }
}

const REACTIONS: [(ReactionKind, &str, Sign); 4] = [
    (ReactionKind::Like, "reaction-like", Sign::ThumbsUp),
    (ReactionKind::Heart, "reaction-heart", Sign::Heart),
    (ReactionKind::Laugh, "reaction-laugh", Sign::Laugh),
    (ReactionKind::Celebrate, "reaction-celebrate", Sign::PartyPopper),
];

/// What people feel: one each, taken back with a second touch.
#[component]
fn Reactions(item: Id, said: Talk) -> Element {
    let ui = ui();
    let react = move |reaction: Option<ReactionKind>| {
        let done = ui.send(&Command::Content(Content::React { item, reaction }));
        ui.phone().device.haptics.feel(if done.is_ok() { Feel::Tick } else { Feel::Wrong });
        if let Err(no) = done {
            ui.say(trouble(&no));
        }
    };
    rsx! {
        div { class: "reactions", role: "group", aria_label: t("item-reactions"),
            for (kind , words , sign) in REACTIONS {
                Reaction {
                    key: "{words}", words: t(words), sign, count: said.reactions.get(&kind).copied().unwrap_or(0), mine: said.mine == Some(kind),
                    onpress: move |mine: bool| react((!mine).then_some(kind)),
                }
            }
        }
    }
}

#[component]
fn Reaction(words: String, sign: Sign, count: i64, mine: bool, onpress: EventHandler<bool>) -> Element {
    let name = t_with("reaction-count", &[("reaction", words.into()), ("count", count.into())]);
    rsx! {
        button {
            class: if mine { "reaction reaction-mine" } else { "reaction" }, r#type: "button", aria_label: name,
            aria_pressed: if mine { "true" } else { "false" },
            onclick: move |_| onpress.call(mine),
            Icon { sign }
            span { aria_hidden: "true", {number(count)} }
        }
    }
}
