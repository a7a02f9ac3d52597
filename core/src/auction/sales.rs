//! The steps of a sale between neighbours: paid at the hub, handed over, received, completed, or called off.
//! Who takes which step is the table of [`crate::ordering::sale`]; what time brings, the server does.

use serde::{Deserialize, Serialize};

use super::deal::Sale;
use super::model::{Listing, ListingStatus};
use super::reviews::count_sale;
use crate::access::{Access, Role};
use crate::call::{Actor, Call, Stop};
use crate::id::Id;
use crate::notice::model::{Kind, Telling, tell};
use crate::ordering::sale::{SaleCommand, SaleRefusal, SaleRole, SaleState, next_timer, sale_step};
use crate::refusal::{Code, Param};
use crate::store::Tx;
use crate::time::Timestamp;

/// A step that people take. Disputes have commands of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaleStep {
    /// The money is there: who runs the hub says so.
    Pay,
    /// The goods were given.
    HandOver,
    /// The goods are there.
    Receive,
    /// There will be no sale.
    Cancel,
}

impl SaleStep {
    /// Every step.
    pub const ALL: &'static [Self] = &[Self::Pay, Self::HandOver, Self::Receive, Self::Cancel];

    /// The step as the rules of sales know it.
    #[must_use]
    pub const fn command(self) -> SaleCommand {
        match self {
            Self::Pay => SaleCommand::Pay,
            Self::HandOver => SaleCommand::HandOver,
            Self::Receive => SaleCommand::Receive,
            Self::Cancel => SaleCommand::Cancel,
        }
    }
}

/// Takes a step.
pub(super) fn step(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<()>,
    sale: Sale,
    step: SaleStep,
) -> Result<(), Stop> {
    let role = role(&sale, access, call.actor);
    let state = sale_step(sale.state, step.command(), role).map_err(|refusal| match refusal {
        SaleRefusal::ForbiddenRole => Code::ForbiddenRole,
        _ => Code::InvalidState,
    })?;
    Ok(tx.put(&sale.becoming(state, call.now))?)
}

/// Whether time itself takes the next step of a sale now; an unpaid one is followed up instead.
pub(super) fn may_pass_time(sale: &Sale, now: Timestamp) -> Result<(), Stop> {
    let due = sale.timer_at.is_some_and(|at| at <= now);
    if due && sale.state != SaleState::AwaitingPayment { Ok(()) } else { Err(Code::InvalidState.into()) }
}

/// Takes the step that time brings.
pub(super) fn settle_pass_time(tx: &mut Tx<'_>, call: &Call<()>, sale: Id) -> Result<(), Stop> {
    let sale: Sale = tx.get(sale)?.ok_or(Code::NotFound)?;
    let (_, command) = next_timer(sale.state, &sale.times(), &sale.terms()).ok_or(Code::InvalidState)?;
    let state = sale_step(sale.state, command, SaleRole::System).map_err(|_| Code::InvalidState)?;
    let sale = sale.becoming(state, call.now);
    tx.put(&sale)?;
    settle(tx, call, sale.id)
}

/// What hangs on a step: the other side is told, a completed sale counts, a listing that lost its sale is
/// free again.
pub(super) fn settle(tx: &mut Tx<'_>, call: &Call<()>, sale: Id) -> Result<(), Stop> {
    let sale: Sale = tx.get(sale)?.ok_or(Code::NotFound)?;
    if sale.state == SaleState::Completed {
        count_sale(tx, &sale)?;
    }
    if sale.state == SaleState::Cancelled {
        let listing: Listing = tx.get(sale.listing)?.ok_or(Code::NotFound)?;
        tx.put(&Listing { status: ListingStatus::Unsold, ..listing })?;
    }
    for user in [sale.buyer, sale.seller] {
        if call.actor == Actor::Person(user) {
            continue;
        }
        let telling = Telling::new(user, sale.community, Kind::SaleMoved, sale.listing)
            .with("title", Param::Text(sale.title.clone()))
            .with("state", Param::Text(sale.state.word().to_owned()));
        tell(tx, call.id, call.now, telling)?;
    }
    Ok(())
}

/// In what capacity somebody acts on a sale.
pub(super) fn role(sale: &Sale, access: &Access, actor: Actor) -> SaleRole {
    let manages = sale.hub.is_some() && access.holds(Role::HubManager, sale.community, sale.hub);
    match actor {
        Actor::Job => SaleRole::System,
        Actor::Person(user) if user == sale.buyer => SaleRole::Buyer,
        Actor::Person(user) if user == sale.seller => SaleRole::Seller,
        Actor::Person(_) if manages => SaleRole::HubManager,
        Actor::Person(_) if access.holds(Role::Admin, sale.community, None) => SaleRole::Admin,
        Actor::Person(_) => SaleRole::Bystander,
    }
}
