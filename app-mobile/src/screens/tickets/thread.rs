//! One request: what was asked, what was said, what the hub promises, and the next word.

use dioxus::prelude::*;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::support::clock::Which;
use hubbub_core::support::command::Command as Support;
use hubbub_core::support::model::Status;
use hubbub_core::support::view::{Message, TicketPage, ticket as read};

use super::State;
use super::ask::PICTURES_MAX;
use crate::device::Feel;
use crate::parts::{Button, Empty, Field, Kind, Note, Pending, Picture, Pictures, Problem, Sign, Tone};
use crate::routes::Route;
use crate::screens::sign_in::Form;
use crate::shell::Screen;
use crate::ui::{Trouble, ui};
use crate::words::{date_time, field_trouble, t, t_with, trouble};

/// One request.
#[component]
pub(crate) fn TicketScreen(ticket: Id) -> Element {
    rsx! { Page { key: "{ticket}", id: ticket } }
}

#[component]
fn Page(id: Id) -> Element {
    let ui = ui();
    let Some(page) = ui.view(|tx, viewer| read(tx, viewer, id)).flatten() else {
        return rsx! {
            Screen { title: t("nav-tickets"), back: Route::Tickets {},
                Empty { sign: Sign::LifeBuoy, title: t("gone-title"), words: t("refusal-not-found") }
            }
        };
    };
    let over = matches!(page.card.status, Status::Resolved | Status::Closed);
    let first = Message {
        id,
        author_name: page.card.author_name.clone(),
        mine: true,
        from_staff: false,
        internal: false,
        text: page.text.clone(),
        attachments: page.attachments.clone(),
        written_at: page.written_at,
    };
    let promise = promised(&page);
    rsx! {
        Screen { title: page.card.title.clone(), back: Route::Tickets {},
            div { class: "badges", State { status: page.card.status } }
            if let Some(words) = promise {
                p { class: "muted", "{words}" }
            }
            if let Some(follows) = page.follows {
                Link { to: Route::TicketScreen { ticket: follows }, {t("ticket-follows")} }
            }
            ol { class: "said", role: "list",
                if !page.text.is_empty() {
                    Said { message: first, table: "ticket" }
                }
                for message in page.messages.clone() {
                    Said { key: "{message.id}", message, table: "ticket_reply" }
                }
            }
            if over {
                Note { tone: Tone::Good, p { {t("ticket-over-words")} } }
            }
            if page.can.reply {
                Reply { ticket: id, over }
            }
            if page.can.resolve && !over {
                Button {
                    wide: true, sign: Sign::CircleCheck,
                    onclick: move |()| {
                        if let Err(no) = ui.send(&Command::Support(Support::Resolve { ticket: id })) {
                            ui.say(trouble(&no));
                        }
                    },
                    {t("ticket-solved")}
                }
            }
        }
    }
}

/// By when the hub answers, while it owes a word.
fn promised(page: &TicketPage) -> Option<String> {
    let answers = |which: Which| matches!(which, Which::FirstAnswer | Which::NextAnswer);
    let (_, at) = page.promises.iter().find(|(which, _)| answers(*which))?;
    let key = if *at <= ui().now() { "ticket-promise-late" } else { "ticket-promise" };
    Some(t_with(key, &[("at", date_time(*at).into())]))
}

/// A word in the thread: one's own on one side, the hub's on the other.
#[component]
fn Said(message: Message, table: &'static str) -> Element {
    let waiting = ui().is_pending(table, message.id);
    let who = if message.mine { t("you") } else { message.author_name.clone() };
    rsx! {
        li { class: if message.mine { "said-one said-mine" } else { "said-one" },
            p { class: "said-who",
                strong { "{who}" }
                span { " · {date_time(message.written_at)}" }
            }
            p { class: "prose", "{message.text}" }
            if !message.attachments.is_empty() {
                div { class: "thumbs",
                    for hash in message.attachments {
                        Picture { key: "{hash}", hash: Some(hash), alt: t("picture-attached"), sign: Sign::Image }
                    }
                }
            }
            if waiting {
                Pending {}
            }
        }
    }
}

#[component]
fn Reply(ticket: Id, over: bool) -> Element {
    let ui = ui();
    let mut text = use_signal(String::new);
    let mut pictures = use_signal(Vec::<String>::new);
    let mut failed = use_signal(|| None::<Trouble>);
    let send = move |()| {
        let command = Support::Reply {
            ticket,
            reply: ui.new_id(),
            text: text.peek().trim().to_owned(),
            attachments: pictures.peek().clone(),
        };
        let done = ui.send(&Command::Support(command));
        ui.phone().device.haptics.feel(if done.is_ok() { Feel::Done } else { Feel::Wrong });
        if done.is_ok() {
            text.set(String::new());
            pictures.set(Vec::new());
        }
        failed.set(done.err());
    };
    let wrong = failed();
    rsx! {
        Form { onsubmit: send,
            if let Some(no) = &wrong {
                Problem { words: field_trouble(Some(no), "text").unwrap_or_else(|| trouble(no)) }
            }
            Field { id: "reply", label: if over { t("ticket-reopen") } else { t("ticket-reply") }, value: text, lines: 3 }
            Pictures { hashes: pictures, max: PICTURES_MAX }
            Button { kind: Kind::Primary, wide: true, submit: true, sign: Sign::Send, {t("ticket-send")} }
        }
    }
}
