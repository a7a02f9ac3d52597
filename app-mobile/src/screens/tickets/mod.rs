//! What a person asks their hub: the list, a new request, and one request with all that was said in it.

mod ask;
mod thread;

use dioxus::prelude::*;
use hubbub_core::support::model::Status;
use hubbub_core::support::view::{TicketCard, mine};

pub(crate) use self::ask::AskHub;
pub(crate) use self::thread::TicketScreen;
use crate::parts::{Badge, Empty, Kind, LinkButton, Pending, Row, Rows, Sign};
use crate::routes::Route;
use crate::shell::Screen;
use crate::ui::{ui, use_home};
use crate::words::{date_time, t};

/// The person's own requests.
#[component]
pub(crate) fn Tickets() -> Element {
    let ui = ui();
    let home = use_home();
    let community = home.read().as_ref().map(|home| home.community.id).unwrap_or_default();
    let cards = ui.view(|tx, viewer| mine(tx, viewer, community)).unwrap_or_default();
    let (over, running): (Vec<_>, Vec<_>) =
        cards.into_iter().partition(|card| matches!(card.status, Status::Resolved | Status::Closed));
    let none = over.is_empty() && running.is_empty();
    rsx! {
        Screen { title: t("nav-tickets"), back: Route::Me {},
            LinkButton { to: Route::AskHub {}, kind: Kind::Primary, wide: true, sign: Sign::MessageSquare, {t("ticket-ask")} }
            if none {
                Empty { sign: Sign::LifeBuoy, title: t("tickets-empty"), words: t("tickets-empty-words") }
            }
            if !running.is_empty() {
                h2 { class: "unseen", {t("tickets-running")} }
                Rows { label: t("tickets-running"),
                    for card in running {
                        TicketRow { key: "{card.id}", card }
                    }
                }
            }
            if !over.is_empty() {
                h2 { {t("tickets-over")} }
                Rows { label: t("tickets-over"),
                    for card in over {
                        TicketRow { key: "{card.id}", card }
                    }
                }
            }
        }
    }
}

#[component]
fn TicketRow(card: TicketCard) -> Element {
    let waiting = ui().is_pending("ticket", card.id);
    rsx! {
        Row {
            title: card.title.clone(), detail: card.excerpt.clone(), sign: Sign::MessageSquare,
            to: Route::TicketScreen { ticket: card.id },
            div { class: "badges",
                State { status: card.status }
                if waiting {
                    Pending {}
                } else {
                    Badge { words: date_time(card.moved_at) }
                }
            }
        }
    }
}

/// Where a request is, as a mark.
#[component]
pub(super) fn State(status: Status) -> Element {
    let (word, sign) = match status {
        Status::New => ("ticket-state-new", Sign::Send),
        Status::Open => ("ticket-state-open", Sign::CircleDot),
        Status::WaitingForCustomer => ("ticket-state-waiting-for-customer", Sign::MessageSquare),
        Status::WaitingUntil => ("ticket-state-waiting-until", Sign::Timer),
        Status::Resolved => ("ticket-state-resolved", Sign::CircleCheck),
        Status::Closed => ("ticket-state-closed", Sign::Check),
    };
    rsx! { Badge { words: t(word), sign, strong: status == Status::WaitingForCustomer } }
}
