//! The sales that change hands at a hub, their steps, and people who are kept from bidding.

use hubbub_core::auction::command::{Command as Market, SaleStep};
use hubbub_core::auction::view_hub::{self, BidderCard, SaleCard};
use hubbub_core::dispute::case::DisputeCase;
use hubbub_core::dispute::model::State;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::ordering::sale::{Resolution, SaleState};
use hubbub_core::store::Value;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::content::{word, word_of};
use super::{Choice, Done, One};
use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// A sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SaleLine {
    /// The sale.
    pub id: Ref,
    /// Its listing.
    pub listing: Ref,
    /// What was sold.
    pub title: String,
    /// Who sold.
    pub seller: String,
    /// Who bought.
    pub buyer: String,
    /// For how much.
    pub price: String,
    /// How it came about.
    pub origin: String,
    /// Where it stands, as `awaiting_payment`.
    pub state: String,
    /// That in words.
    pub state_text: String,
    /// When it was agreed.
    pub sold: String,
    /// What time itself does next, and when, or what became of the money; empty when nothing.
    pub next: String,
    /// The steps that are open, each with its words.
    pub can: Vec<Choice>,
    /// The dispute about it, if there is one here.
    pub dispute: Option<Ref>,
    /// Whether changes of it wait for the server.
    pub pending: bool,
}

/// A step of a sale.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaleForm {
    /// The sale.
    pub id: Ref,
    /// `pay`, `hand_over`, `receive` or `cancel`.
    pub step: String,
}

/// A person of whom something is kept as a bidder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BidderLine {
    /// The person.
    pub user: Ref,
    /// Their name; empty when they have left.
    pub name: String,
    /// What is kept, in words.
    pub about: Vec<String>,
    /// Whether they may not bid at all.
    pub blocked: bool,
}

/// A word about a person as a bidder.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BidderForm {
    /// The community.
    pub community: Ref,
    /// The person.
    pub user: Ref,
    /// Whether they may not bid; else all that is kept of them is cleared.
    pub blocked: bool,
}

/// A person who may bid on one listing all the same.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// The listing.
    pub id: Ref,
    /// The person.
    pub user: Ref,
}

/// The sales at a hub, what needs its people first.
pub(super) fn hub_sales(desktop: &Desktop, One { id }: One) -> Result<Vec<SaleLine>, Problem> {
    let say = desktop.say();
    let cards = desktop.view(|tx, viewer| view_hub::hub_sales(tx, viewer, id.into()))?;
    cards.iter().map(|card| sale_line(desktop, card, &say)).collect()
}

/// How many of them wait for its people.
pub(super) fn sales_waiting(desktop: &Desktop, One { id }: One) -> Result<usize, Problem> {
    desktop.view(|tx, viewer| view_hub::waiting_sales(tx, viewer, id.into()))
}

pub(super) fn sale_line(desktop: &Desktop, card: &SaleCard, say: &Say) -> Result<SaleLine, Problem> {
    let sale = &card.sale;
    let pending =
        desktop.client.is_pending("market_sale", sale.id).map_err(|failed| desktop.failed(&failed))?;
    let next = match sale.state {
        SaleState::Resolved(Resolution::Refund) => say.text("dispute-money-refund"),
        SaleState::Resolved(Resolution::Partial) => say.text("dispute-money-partial"),
        SaleState::Resolved(Resolution::Release) => say.text("dispute-money-release"),
        state => {
            let timed = sale.timer_at.and_then(|at| Some((next_key(state)?, at)));
            timed.map(|(key, at)| say.with(key, &[("at", say.date_time(at).into())])).unwrap_or_default()
        }
    };
    Ok(SaleLine {
        id: sale.id.into(),
        listing: sale.listing.into(),
        title: sale.title.clone(),
        seller: sale.seller_name.clone(),
        buyer: sale.buyer_name.clone(),
        price: say.money(sale.price_minor, sale.currency.code()),
        origin: say.text(sale.origin.message_key()),
        state: sale.state.word().to_owned(),
        state_text: state_text(sale.state, say),
        sold: say.date_time(sale.sold_at),
        next,
        can: card
            .can
            .iter()
            .map(|step| Choice { value: word(*step), text: say.text(step_key(*step)) })
            .collect(),
        dispute: dispute_of(desktop, sale.id)?,
        pending,
    })
}

/// The latest dispute about a sale, but for drafts, which are their buyer's.
fn dispute_of(desktop: &Desktop, sale: Id) -> Result<Option<Ref>, Problem> {
    let clause = "subject = ? ORDER BY created_at DESC, id";
    let found = desktop.view(|tx, _| tx.select::<DisputeCase>(clause, &[Value::from(sale)]))?;
    Ok(found.iter().find(|case| case.state != State::Draft).map(|case| case.id.into()))
}

const fn step_key(step: SaleStep) -> &'static str {
    match step {
        SaleStep::Pay => "desk-sale-pay",
        SaleStep::HandOver => "desk-sale-hand-over",
        SaleStep::Receive => "sale-receive",
        SaleStep::Cancel => "sale-cancel",
    }
}

/// What time does to a sale in a state, in words with its moment.
const fn next_key(state: SaleState) -> Option<&'static str> {
    match state {
        SaleState::AwaitingPayment => Some("desk-sale-pay-by"),
        SaleState::HandedOver => Some("desk-sale-received-by"),
        SaleState::Received => Some("desk-sale-completed-by"),
        _ => None,
    }
}

fn state_text(state: SaleState, say: &Say) -> String {
    say.text(match state {
        SaleState::AwaitingPayment => "sale-state-awaiting-payment",
        SaleState::Paid => "sale-state-paid",
        SaleState::HandedOver => "sale-state-handed-over",
        SaleState::Received => "sale-state-received",
        SaleState::Completed => "sale-state-completed",
        SaleState::Cancelled => "sale-state-cancelled",
        SaleState::Disputed => "sale-state-disputed",
        SaleState::Resolved(_) => "sale-state-resolved",
    })
}

/// Takes a sale a step.
pub(super) fn sale_step(desktop: &Desktop, form: SaleForm) -> Result<Done, Problem> {
    let step = word_of(&form.step).ok_or_else(|| Problem::program(format!("no step {}", form.step)))?;
    desktop.send(Command::Auction(Market::StepSale { sale: form.id.into(), step }))
}

/// The people of a community of whom something is kept as bidders.
pub(super) fn bidders(desktop: &Desktop, One { id }: One) -> Result<Vec<BidderLine>, Problem> {
    let say = desktop.say();
    let cards = desktop.view(|tx, viewer| view_hub::bidders(tx, viewer, id.into()))?;
    Ok(cards.iter().map(|card| bidder_line(card, &say)).collect())
}

fn bidder_line(card: &BidderCard, say: &Say) -> BidderLine {
    let mut about = Vec::new();
    if card.blocked {
        about.push(say.text("desk-bidder-blocked"));
    } else if card.held {
        about.push(say.text("desk-bidder-held"));
    }
    if card.strikes > 0 {
        about.push(say.count("desk-bidder-strikes", card.strikes.into()));
    }
    if card.retractions > 0 {
        about.push(say.count("desk-bidder-retractions", u64::try_from(card.retractions).unwrap_or(u64::MAX)));
    }
    BidderLine { user: card.user.into(), name: card.name.clone(), about, blocked: card.blocked }
}

/// Bars a person from bidding, or clears all that is kept of them.
pub(super) fn set_bidder(desktop: &Desktop, it: BidderForm) -> Result<Done, Problem> {
    let (community, user) = (it.community.into(), it.user.into());
    desktop.send(Command::Auction(Market::SetBidder { community, user, blocked: it.blocked }))
}

/// Lets a person bid on one listing all the same.
pub(super) fn approve_bidder(desktop: &Desktop, it: Approval) -> Result<Done, Problem> {
    let (listing, user) = (it.id.into(), it.user.into());
    desktop.send(Command::Auction(Market::ApproveBidder { listing, user }))
}
