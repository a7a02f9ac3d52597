//! What a person can do about a refusal. Each remedy does something; the refusal leaves the inbox only when it is
//! settled or thrown away.

use dioxus::prelude::*;
use hubbub_core::auction::command::Command as Market;
use hubbub_core::auction::view::listing as read_listing;
use hubbub_core::client::Sent;
use hubbub_core::dispute::case::DisputeCase;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::ordering::command::Command as Ordering;
use hubbub_core::ordering::cycle::{IfLate, Phase as TrainPhase};
use hubbub_core::ordering::shop::trains;
use hubbub_core::refusal::Remedy;
use hubbub_core::step_up::Purpose;
use hubbub_core::sync::outbox::Refused;
use hubbub_core::voting::command::Command as Voting;
use hubbub_core::voting::method::Selection;
use hubbub_core::voting::model::Ballot;

use super::One;
use super::heading::poll_of;
use crate::parts::{Button, Dialog, Field, Kind, Problem};
use crate::routes::Route;
use crate::screens::shop::{BASKET, Wanted};
use crate::screens::sign_in::Form;
use crate::ui::{Trouble, Ui, ui};
use crate::words::{t, trouble};

/// The buttons of a refusal, the best first.
#[component]
pub(super) fn Remedies(refused: One) -> Element {
    let ui = ui();
    let One(one) = refused;
    let remedies = one.refusal.code.remedies();
    let mut confirm = use_signal(|| false);
    rsx! {
        Confirmed { refused: One(one.clone()), open: confirm }
        div { class: "buttons",
            for (index , remedy) in remedies.iter().copied().enumerate() {
                Remedied {
                    key: "{remedy.message_key()}", remedy, first: index == 0, refused: One(one.clone()),
                    onact: move |(remedy, refused): (Remedy, One)| match remedy {
                        Remedy::ConfirmNow => confirm.set(true),
                        remedy => act(ui, remedy, &refused.0),
                    },
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
        Remedy::OrderFewer => order_fewer(ui, refused),
        Remedy::NextTrain => next_train(ui, refused),
        Remedy::SeeResult | Remedy::Edit | Remedy::Refresh | Remedy::AddNote => go_and_see(ui, refused),
        // The dialog beside the buttons asks for the code.
        Remedy::ConfirmNow => {}
        Remedy::SignIn | Remedy::EnterCode | Remedy::OpenMail => {
            navigator().push(Route::SignIn {});
        }
        Remedy::ReopenAccount => {
            navigator().push(Route::Reopen {});
        }
        Remedy::GiveConsent => {
            navigator().push(Route::Consents {});
        }
        Remedy::ContactHub => {
            navigator().push(Route::AskHub {});
        }
        Remedy::ChooseOtherFile | Remedy::ChooseSmallerFile => go_and_see(ui, refused),
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

/// Bids the least that is taken now, in place of a bid that was too low.
fn bid_next(ui: Ui, refused: &Refused) {
    let Some(Command::Auction(Market::PlaceBid { listing, bid, .. })) = command(refused) else {
        return go_and_see(ui, refused);
    };
    let page = ui.view(|tx, viewer| read_listing(tx, viewer, listing)).flatten();
    let Some(page) = page else { return go_and_see(ui, refused) };
    let (max_minor, seen_listing_rev) = (page.card.next_minor, page.listing_rev);
    let again = Market::PlaceBid { listing, bid, max_minor, seen_listing_rev };
    tell(ui, ui.client(|client| client.edit(refused.id, &Command::Auction(again))));
}

/// Puts what was wanted back into the basket, which says what is left of it.
fn order_fewer(ui: Ui, refused: &Refused) {
    let Some(Command::Ordering(Ordering::Place { hub, lines, .. })) = command(refused) else {
        return go_and_see(ui, refused);
    };
    let units = lines.iter().map(|line| (line.product, line.quantity)).collect();
    if ui.keep(BASKET, &Wanted { hub: Some(hub), units }) {
        clear(ui, refused.id);
        navigator().push(Route::BasketScreen {});
    }
}

/// Asks for the same with the train after the one that was wanted.
fn next_train(ui: Ui, refused: &Refused) {
    let Some(Command::Ordering(mut place)) = command(refused) else { return go_and_see(ui, refused) };
    let Ordering::Place { hub, cycle, if_late, .. } = &mut place else { return go_and_see(ui, refused) };
    let wanted = *hub;
    let open = ui.view(|tx, viewer| trains(tx, viewer, wanted)).unwrap_or_default();
    let other = open.into_iter().find(|train| train.phase == TrainPhase::Open && Some(train.id) != *cycle);
    *cycle = other.map(|train| train.id);
    *if_late = IfLate::NextTrain;
    tell(ui, ui.client(|client| client.edit(refused.id, &Command::Ordering(place))));
}

/// What the second factor is given for, and up to which amount in minor units.
fn money_at_stake(ui: Ui, command: &Command) -> Option<(Purpose, i64)> {
    match command {
        Command::Auction(Market::PlaceBid { listing, max_minor, .. }) => {
            Some((Purpose::Bid(*listing), *max_minor))
        }
        Command::Auction(Market::Buy { listing, price_minor, .. }) => {
            Some((Purpose::Bid(*listing), *price_minor))
        }
        Command::Dispute(dispute) => {
            let case = dispute.dispute();
            let found = ui.view(|tx, _| tx.get::<DisputeCase>(case)).flatten()?;
            Some((Purpose::Money(case), found.standing.price.minor))
        }
        _ => None,
    }
}

/// Asks for the second factor where much is at stake, and sends the same again.
#[component]
fn Confirmed(refused: One, open: Signal<bool>) -> Element {
    let mut open = open;
    let ui = ui();
    let code = use_signal(String::new);
    let mut failed = use_signal(|| None::<Trouble>);
    let One(one) = refused;
    let Some((purpose, amount)) = command(&one).and_then(|command| money_at_stake(ui, &command)) else {
        return rsx! {};
    };
    let call = one.id;
    let go = move || async move {
        let typed = code.peek().trim().to_owned();
        match ui.ask(move |client| client.step_up(purpose, amount, &typed)).await {
            Ok(()) => {
                open.set(false);
                retry(ui, call);
            }
            Err(no) => failed.set(Some(no)),
        }
    };
    rsx! {
        Dialog { title: t("remedy-confirm-now"), open,
            Form { onsubmit: move |()| { spawn(go()); },
                if let Some(no) = failed() {
                    Problem { words: trouble(&no) }
                }
                Field { id: "confirm-{call}", label: t("code"), hint: t("code-hint"), value: code, autocomplete: "one-time-code", inputmode: "numeric" }
                Button { kind: Kind::Primary, submit: true, wide: true, {t("go-on")} }
            }
        }
    }
}

/// What was refused, if this version knows it.
fn command(refused: &Refused) -> Option<Command> {
    serde_json::from_str(&refused.command).ok()
}

/// Leads to the thing itself. The refusal stays until the person discards it there or here.
fn go_and_see(ui: Ui, refused: &Refused) {
    if let Some((poll, _)) = poll_of(&refused.command) {
        navigator().push(Route::Vote { poll });
        return;
    }
    match command(refused).and_then(|command| subject(&command)) {
        Some(to) => {
            navigator().push(to);
        }
        None => ui.client(hubbub_core::client::Client::sync_now),
    }
}

/// The screen of what a command is about.
fn subject(command: &Command) -> Option<Route> {
    match command {
        Command::Auction(
            Market::PlaceBid { listing, .. }
            | Market::Buy { listing, .. }
            | Market::EditListing { listing, .. }
            | Market::Activate { listing }
            | Market::CancelListing { listing, .. }
            | Market::AddAddendum { listing, .. },
        ) => Some(Route::ListingScreen { listing: *listing }),
        Command::Auction(Market::CreateListing { .. }) => Some(Route::Sell {}),
        Command::Auction(_) => Some(Route::MyMarket {}),
        Command::Support(_) => Some(Route::Tickets {}),
        Command::Ordering(Ordering::Place { .. }) => Some(Route::Shop {}),
        Command::Ordering(Ordering::Cancel { order, .. }) => Some(Route::OrderScreen { order: *order }),
        Command::Ordering(_) => Some(Route::Orders {}),
        Command::Delivery(_) => Some(Route::Drive {}),
        Command::Dispute(dispute) => Some(Route::DisputeScreen { dispute: dispute.dispute() }),
        _ => None,
    }
}

fn tell(ui: Ui, sent: Result<Sent, hubbub_core::client::Failed>) {
    match sent {
        Ok(Sent::Queued { .. }) => ui.say(t("remedy-sent")),
        Ok(Sent::Refused(no)) => ui.say(crate::words::refusal(&no)),
        Err(failed) => ui.say(crate::words::trouble(&failed.into())),
    }
}
