//! What the person was told, the newest first. Seeing them marks them as seen.

use dioxus::prelude::*;
use hubbub_core::domain::Command;
use hubbub_core::i18n::notice_text;
use hubbub_core::notice::command::{Command as Seen, NOTICES_PER_MARK_MAX};
use hubbub_core::notice::model::Kind;
use hubbub_core::notice::view::{NoticeLine, notices};

use crate::parts::{Button, Empty, Row, Rows, Sign};
use crate::routes::Route;
use crate::shell::Screen;
use crate::ui::ui;
use crate::words::{date_time, offset_at, t};

/// The list of notices.
#[component]
pub(crate) fn Notices() -> Element {
    let ui = ui();
    let told = ui.view(|tx, viewer| notices(tx, viewer, None)).unwrap_or_default();
    let unread: Vec<_> = told
        .iter()
        .filter(|notice| notice.unread)
        .map(|notice| notice.id)
        .take(NOTICES_PER_MARK_MAX)
        .collect();
    let any_unread = !unread.is_empty();
    let mark = move |()| {
        if let Err(no) = ui.send(&Command::Notice(Seen::MarkRead { notices: unread.clone() })) {
            ui.say(crate::words::trouble(&no));
        }
    };
    rsx! {
        Screen { title: t("nav-notices"), back: Route::Me {},
            if any_unread {
                Button { sign: Sign::Check, onclick: mark, {t("notices-mark")} }
            }
            if told.is_empty() {
                Empty { sign: Sign::Bell, title: t("notices-empty"), words: t("notices-empty-words") }
            } else {
                Rows { label: t("nav-notices"),
                    for notice in told {
                        NoticeRow { key: "{notice.id}", notice }
                    }
                }
            }
        }
    }
}

/// A notice, with the way to what it is about.
#[component]
pub(crate) fn NoticeRow(notice: NoticeLine) -> Element {
    let words = notice_text(notice.kind, &notice.params, ui().locale(), &offset_at);
    rsx! {
        Row {
            title: words, detail: date_time(notice.created_at), sign: Sign::Bell, to: leads_to(&notice),
            unread: notice.unread.then(|| t("notices-new")),
        }
    }
}

/// Where a notice leads.
fn leads_to(notice: &NoticeLine) -> Option<Route> {
    let subject = notice.subject;
    match notice.kind {
        Kind::PollEnded => Some(Route::Vote { poll: subject }),
        Kind::CommentWritten | Kind::CommentAnswered | Kind::CommentReported | Kind::CommentHidden => {
            Some(Route::ItemScreen { item: subject })
        }
        Kind::TicketOpened
        | Kind::TicketAnswered
        | Kind::TicketReplied
        | Kind::TicketAssigned
        | Kind::TicketWaits
        | Kind::TicketResolved
        | Kind::TicketDue
        | Kind::TicketLate => Some(Route::TicketScreen { ticket: subject }),
        Kind::BidPlaced
        | Kind::BidBeaten
        | Kind::Outbid
        | Kind::BidRetracted
        | Kind::BidsRemoved
        | Kind::ListingWon
        | Kind::ListingSold
        | Kind::ListingUnsold
        | Kind::ListingChanged
        | Kind::ListingCancelled
        | Kind::PaymentReminder
        | Kind::SaleUnpaid
        | Kind::SaleUnpaidBuyer
        | Kind::SecondChance
        | Kind::SaleMoved
        | Kind::ReviewReceived => Some(Route::ListingScreen { listing: subject }),
        Kind::OrderConfirmed
        | Kind::OrderRolled
        | Kind::OrderShort
        | Kind::OrderOut
        | Kind::OrderDelivered
        | Kind::OrderFailed
        | Kind::OrderReturned
        | Kind::OrderCancelled => Some(Route::OrderScreen { order: subject }),
        Kind::DisputeOpened
        | Kind::DisputeOffer
        | Kind::DisputeRejected
        | Kind::DisputeEvidence
        | Kind::DisputeInMediation
        | Kind::DisputeTaken
        | Kind::DisputeClosed => Some(Route::DisputeScreen { dispute: subject }),
        Kind::RunPlanned | Kind::StopCancelled => Some(Route::Drive {}),
        _ => None,
    }
}
