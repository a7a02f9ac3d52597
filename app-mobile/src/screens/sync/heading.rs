//! What a change is called in the person's words: its kind, and the title of the thing it is about.

use hubbub_core::auction::command::Command as Market;
use hubbub_core::auction::deal::{Sale, SecondChanceOffer};
use hubbub_core::auction::model::Listing;
use hubbub_core::auction::standing::Bid;
use hubbub_core::content::command::Command as Content;
use hubbub_core::content::talk::Comment;
use hubbub_core::content::view::item as item_page;
use hubbub_core::delivery::command::Command as Delivery;
use hubbub_core::delivery::model::RunStop;
use hubbub_core::dispute::case::DisputeCase;
use hubbub_core::dispute::command::Command as Dispute;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::ordering::command::Command as Ordering;
use hubbub_core::ordering::model::Order;
use hubbub_core::store::{Fault, Tx};
use hubbub_core::support::command::Command as Support;
use hubbub_core::support::view::ticket;
use hubbub_core::voting::command::Command as Voting;
use hubbub_core::voting::view::poll;

use crate::ui::Ui;
use crate::words::{money, t, t_with};

/// The heading of a command, as it stands in the outbox.
pub(super) fn heading(ui: Ui, command: &str) -> String {
    let Ok(command) = serde_json::from_str::<Command>(command) else { return t("title-newer") };
    match &command {
        Command::Voting(voting) => voting_heading(ui, voting),
        Command::Auction(market) => market_heading(ui, market),
        Command::Ordering(ordering) => order_heading(ui, ordering),
        Command::Delivery(delivery) => road_heading(ui, delivery),
        Command::Inventory(_) => t("title-other"),
        Command::Content(content) => content_heading(ui, content),
        Command::Support(support) => support_heading(ui, support),
        Command::Dispute(dispute) => dispute_heading(ui, dispute),
        Command::Notice(_) => t("title-notices-read"),
        Command::Community(_) => t("title-profile"),
    }
}

fn market_heading(ui: Ui, command: &Market) -> String {
    let of = |key, about: Id| titled(ui, key, move |tx, _| Ok(tx.get::<Listing>(about)?.map(|it| it.title)));
    match command {
        Market::CreateListing { terms, .. } => {
            t_with("title-listing-create", &[("title", terms.title.clone().into())])
        }
        Market::PlaceBid { listing, max_minor, .. } => {
            let found = ui.view(|tx, _| tx.get::<Listing>(*listing)).flatten();
            let (title, currency) =
                found.map_or_else(|| (t("title-gone"), None), |it| (it.title, Some(it.currency)));
            let price = currency.map(|unit| money(*max_minor, unit.code())).unwrap_or_default();
            t_with("title-bid-place", &[("title", title.into()), ("price", price.into())])
        }
        Market::Buy { listing, .. } => of("title-listing-buy", *listing),
        Market::RetractBid { bid, .. } => titled(ui, "title-bid-retract", |tx, _| {
            let Some(bid) = tx.get::<Bid>(*bid)? else { return Ok(None) };
            Ok(tx.get::<Listing>(bid.listing)?.map(|it| it.title))
        }),
        Market::EditListing { listing, .. }
        | Market::Activate { listing }
        | Market::CancelListing { listing, .. }
        | Market::AddAddendum { listing, .. } => of("title-listing-edit", *listing),
        Market::WriteReview { sale, .. } => {
            titled(ui, "title-review-write", |tx, _| Ok(tx.get::<Sale>(*sale)?.map(|it| it.title)))
        }
        Market::StepSale { sale, .. } => {
            titled(ui, "title-sale-step", |tx, _| Ok(tx.get::<Sale>(*sale)?.map(|it| it.title)))
        }
        Market::AcceptOffer { offer } | Market::DeclineOffer { offer } => {
            titled(ui, "title-offer-answer", |tx, _| {
                Ok(tx.get::<SecondChanceOffer>(*offer)?.map(|it| it.title))
            })
        }
        _ => t("title-other"),
    }
}

fn order_heading(ui: Ui, command: &Ordering) -> String {
    match command {
        Ordering::Place { .. } => t("title-order-place"),
        Ordering::Cancel { order, .. }
        | Ordering::MoveToCycle { order, .. }
        | Ordering::Confirm { order }
        | Ordering::HandOver { order }
        | Ordering::TakePayment { order, .. } => {
            titled(ui, "title-order-change", |tx, _| Ok(tx.get::<Order>(*order)?.map(|it| it.tracking)))
        }
        _ => t("title-other"),
    }
}

/// What a driver reports is named by who takes the goods.
fn road_heading(ui: Ui, command: &Delivery) -> String {
    let of =
        |key, stop: Id| titled(ui, key, move |tx, _| Ok(tx.get::<RunStop>(stop)?.map(|it| it.recipient)));
    match command {
        Delivery::StartShift { .. } | Delivery::EndShift { .. } | Delivery::SignCash { .. } => {
            t("title-shift")
        }
        Delivery::StartRun { .. } | Delivery::EndRun { .. } | Delivery::OrderStops { .. } => t("title-run"),
        Delivery::Deliver { stop, .. } | Delivery::UndoProof { stop, .. } => of("title-proof", *stop),
        Delivery::Load { stop }
        | Delivery::Start { stop, .. }
        | Delivery::Arrive { stop, .. }
        | Delivery::FailStop { stop, .. }
        | Delivery::Skip { stop }
        | Delivery::BringBack { stop }
        | Delivery::CancelStop { stop } => of("title-stop", *stop),
        _ => t("title-other"),
    }
}

fn content_heading(ui: Ui, command: &Content) -> String {
    let of_item = |key, item: Id| {
        titled(ui, key, move |tx, viewer| Ok(item_page(tx, viewer, item)?.map(|page| page.card.title)))
    };
    let of_comment = |key, comment: Id| {
        titled(ui, key, move |tx, viewer| {
            let Some(comment) = tx.get::<Comment>(comment)? else { return Ok(None) };
            Ok(item_page(tx, viewer, comment.item)?.map(|page| page.card.title))
        })
    };
    match command {
        Content::WriteComment { item, .. } => of_item("title-comment-write", *item),
        Content::EditComment { comment, .. } | Content::DeleteComment { comment } => {
            of_comment("title-comment-change", *comment)
        }
        Content::ReportComment { comment, .. } => of_comment("title-comment-report", *comment),
        Content::React { item, .. } => of_item("title-reaction", *item),
        _ => t("title-other"),
    }
}

fn support_heading(ui: Ui, command: &Support) -> String {
    let named = |key, subject: String| t_with(key, &[("subject", subject.into())]);
    let of = |key, about: Id| {
        let found = ui.view(|tx, viewer| Ok(ticket(tx, viewer, about)?.map(|page| page.card.title)));
        named(key, found.flatten().unwrap_or_else(|| t("title-gone")))
    };
    match command {
        Support::Submit { subject, .. } => named("title-ticket-submit", subject.clone()),
        Support::Reply { ticket, .. } => of("title-ticket-reply", *ticket),
        Support::Note { ticket, .. } => of("title-ticket-note", *ticket),
        Support::Assign { ticket, .. }
        | Support::WaitForCustomer { ticket }
        | Support::WaitUntil { ticket, .. }
        | Support::Resolve { ticket }
        | Support::Close { ticket } => of("title-ticket-change", *ticket),
        Support::Remind { .. } | Support::SetTerms { .. } => t("title-other"),
    }
}

fn voting_heading(ui: Ui, command: &Voting) -> String {
    let (key, about) = match command {
        Voting::Cast { poll, .. } | Voting::CastSecret { poll, .. } => ("title-ballot-cast", *poll),
        Voting::Change { poll, .. } => ("title-ballot-change", *poll),
        Voting::Withdraw { poll, .. } => ("title-ballot-withdraw", *poll),
        _ => return t("title-other"),
    };
    titled(ui, key, |tx, viewer| Ok(poll(tx, viewer, about)?.map(|page| page.card.title)))
}

/// A step in a complaint, under the title of the sale that it is about.
fn dispute_heading(ui: Ui, command: &Dispute) -> String {
    let key = match command {
        Dispute::Draft { .. } => "title-dispute-open",
        _ => "title-dispute-change",
    };
    let case = command.dispute();
    titled(ui, key, move |tx, _| Ok(tx.get::<DisputeCase>(case)?.map(|it| it.title)))
}

/// Words about a thing by its title; a thing that is gone from the device has none.
fn titled(
    ui: Ui,
    key: &str,
    title: impl FnMut(&mut Tx<'_>, &hubbub_core::access::Viewer) -> Result<Option<String>, Fault>,
) -> String {
    let found = ui.view(title).flatten().unwrap_or_else(|| t("title-gone"));
    t_with(key, &[("title", found.into())])
}

/// The poll that a command is about, if it is a vote.
pub(super) fn poll_of(command: &str) -> Option<(Id, Voting)> {
    let Ok(Command::Voting(voting)) = serde_json::from_str::<Command>(command) else { return None };
    match voting {
        Voting::Cast { poll, .. }
        | Voting::CastSecret { poll, .. }
        | Voting::Change { poll, .. }
        | Voting::Withdraw { poll, .. } => Some((poll, voting)),
        _ => None,
    }
}
