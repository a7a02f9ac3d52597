//! What a person can do about a refusal. Each remedy does something; the refusal leaves the inbox only when it is
//! settled or thrown away.

use dioxus::prelude::*;
use hubbub_core::auction::command::Command as Auction;
use hubbub_core::client::Sent;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::refusal::{Param, Remedy};
use hubbub_core::sync::outbox::Refused;
use hubbub_core::voting::command::Command as Voting;
use hubbub_core::voting::method::Selection;
use hubbub_core::voting::model::Ballot;

use super::One;
use super::heading::poll_of;
use crate::parts::{Button, Kind};
use crate::routes::Route;
use crate::ui::{Ui, ui};
use crate::words::t;

/// The buttons of a refusal, the best first.
#[component]
pub(super) fn Remedies(refused: One) -> Element {
    let ui = ui();
    let One(one) = refused;
    let remedies = one.refusal.code.remedies();
    rsx! {
        div { class: "buttons",
            for (index , remedy) in remedies.iter().copied().enumerate() {
                Remedied {
                    key: "{remedy.message_key()}", remedy, first: index == 0, refused: One(one.clone()),
                    onact: move |(remedy, refused): (Remedy, One)| act(ui, remedy, &refused.0),
                }
            }
        }
    }
}

#[component]
fn Remedied(remedy: Remedy, first: bool, refused: One, onact: EventHandler<(Remedy, One)>) -> Element {
    let kind = match remedy {
        Remedy::Discard => Kind::Quiet,
        _ if first => Kind::Primary,
        _ => Kind::Quiet,
    };
    rsx! {
        Button { kind, onclick: move |()| onact.call((remedy, refused.clone())), {t(remedy.message_key())} }
    }
}

/// Does what a remedy says.
fn act(ui: Ui, remedy: Remedy, refused: &Refused) {
    match remedy {
        Remedy::Discard => clear(ui, refused.id),
        Remedy::SendAgain | Remedy::WaitAndRetry => retry(ui, refused.id),
        Remedy::ApplyMine | Remedy::ChangeVote => apply_mine(ui, refused),
        Remedy::BidNext => bid_next(ui, refused),
        Remedy::SeeResult
        | Remedy::Edit
        | Remedy::Refresh
        | Remedy::OrderFewer
        | Remedy::AddNote
        | Remedy::NextTrain => go_and_see(ui, refused),
        Remedy::SignIn | Remedy::ConfirmNow | Remedy::EnterCode | Remedy::GiveConsent | Remedy::OpenMail => {
            navigator().push(Route::SignIn {});
        }
        Remedy::ContactHub | Remedy::ChooseOtherFile | Remedy::ChooseSmallerFile => {
            navigator().push(Route::Me {});
        }
        Remedy::UpdateApp => {
            navigator().push(Route::About {});
        }
    }
}

fn clear(ui: Ui, call: Id) {
    if let Err(failed) = ui.client(|client| client.clear(call)) {
        ui.say(crate::words::trouble(&failed.into()));
    }
}

fn retry(ui: Ui, call: Id) {
    tell(ui, ui.client(|client| client.retry(call)));
}

/// Puts the refused choice in place of the one that stands, over its newest revision.
fn apply_mine(ui: Ui, refused: &Refused) {
    let Some((poll, voting)) = poll_of(&refused.command) else { return retry(ui, refused.id) };
    // What a secret vote chose is not put anywhere else: it goes again as it is.
    if matches!(voting, Voting::CastSecret { .. }) {
        return retry(ui, refused.id);
    }
    let standing = ui.view(|tx, viewer| tx.get::<Ballot>(Ballot::id_of(poll, viewer.user))).flatten();
    let selections: Vec<Selection> = match voting {
        Voting::Cast { selections, .. } | Voting::Change { selections, .. } => selections,
        _ => Vec::new(),
    };
    let again = match standing.filter(|ballot| !ballot.withdrawn) {
        Some(ballot) if selections.is_empty() => Voting::Withdraw { poll, base_revision: ballot.revision },
        Some(ballot) => Voting::Change { poll, base_revision: ballot.revision, selections },
        None => Voting::Cast { poll, selections },
    };
    tell(ui, ui.client(|client| client.edit(refused.id, &Command::Voting(again))));
}

/// Bids the least that the server would have taken, in place of the refused maximum.
fn bid_next(ui: Ui, refused: &Refused) {
    let next = refused.refusal.params.get("next_minor");
    match (serde_json::from_str::<Command>(&refused.command), next) {
        (
            Ok(Command::Auction(Auction::PlaceBid { listing, bid, seen_listing_rev, .. })),
            Some(&Param::Number(max_minor)),
        ) => {
            let again = Auction::PlaceBid { listing, bid, max_minor, seen_listing_rev };
            tell(ui, ui.client(|client| client.edit(refused.id, &Command::Auction(again))));
        }
        _ => go_and_see(ui, refused),
    }
}

/// Leads to the thing itself. The refusal stays until the person discards it there or here.
fn go_and_see(ui: Ui, refused: &Refused) {
    match poll_of(&refused.command) {
        Some((poll, _)) => {
            navigator().push(Route::Vote { poll });
        }
        None => ui.client(hubbub_core::client::Client::sync_now),
    }
}

fn tell(ui: Ui, sent: Result<Sent, hubbub_core::client::Failed>) {
    match sent {
        Ok(Sent::Queued { .. }) => ui.say(t("remedy-sent")),
        Ok(Sent::Refused(no)) => ui.say(crate::words::refusal(&no)),
        Err(failed) => ui.say(crate::words::trouble(&failed.into())),
    }
}
