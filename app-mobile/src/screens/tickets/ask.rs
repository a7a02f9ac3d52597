//! A new request to a hub. It is kept when the button says so, and goes out when there is a network.

use dioxus::prelude::*;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::support::command::Command as Support;

use crate::device::Feel;
use crate::parts::{Button, Field, Kind, Pictures, Problem, Select, Sign};
use crate::routes::Route;
use crate::screens::sign_in::Form;
use crate::shell::Screen;
use crate::ui::{Trouble, ui, use_home};
use crate::words::{field_trouble, t, trouble};

/// Pictures of one request at most; the rule allows more of other kinds.
pub(super) const PICTURES_MAX: usize = 5;

/// The form.
#[component]
pub(crate) fn AskHub() -> Element {
    let ui = ui();
    let home = use_home();
    let subject = use_signal(String::new);
    let text = use_signal(String::new);
    let pictures = use_signal(Vec::<String>::new);
    let mut hub = use_signal(|| home.peek().as_ref().and_then(|home| home.community.hub));
    let mut failed = use_signal(|| None::<Trouble>);
    let Some(home) = home.read().clone() else { return rsx! {} };
    let community = home.community.id;
    // Those who run the community answer where no hub is meant.
    let hubs = home.community.hubs.iter().map(|hub| (hub.id.to_string(), hub.name.clone()));
    let whom: Vec<_> = hubs.chain([(String::new(), home.community.name.clone())]).collect();
    let send = move |()| {
        let ticket = ui.new_id();
        let command = Support::Submit {
            ticket,
            community,
            hub: *hub.peek(),
            subject: subject.peek().trim().to_owned(),
            text: text.peek().trim().to_owned(),
            attachments: pictures.peek().clone(),
            order: None,
            author: None,
        };
        match ui.send(&Command::Support(command)) {
            Ok(_) => {
                ui.phone().device.haptics.feel(Feel::Done);
                navigator().replace(Route::TicketScreen { ticket });
            }
            Err(no) => failed.set(Some(no)),
        }
    };
    let wrong = failed();
    rsx! {
        Screen { title: t("ticket-ask"), back: Route::Tickets {},
            Form { onsubmit: send,
                if let Some(no) = &wrong {
                    Problem { words: trouble(no) }
                }
                Select {
                    id: "whom", label: t("ticket-whom"), value: hub().map(|hub| hub.to_string()).unwrap_or_default(), options: whom,
                    onchange: move |chosen: String| hub.set(chosen.parse::<Id>().ok()),
                }
                Field { id: "subject", label: t("ticket-subject"), value: subject, problem: field_trouble(wrong.as_ref(), "subject") }
                Field { id: "text", label: t("ticket-text"), hint: t("ticket-text-hint"), value: text, lines: 6, problem: field_trouble(wrong.as_ref(), "text") }
                Pictures { hashes: pictures, max: PICTURES_MAX }
                Button { kind: Kind::Primary, wide: true, submit: true, sign: Sign::Send, {t("ticket-send")} }
                p { class: "muted small", {t("ticket-offline-hint")} }
            }
        }
    }
}
