//! What people do with orders and trains.

use serde::{Deserialize, Serialize};

use super::cycle::IfLate;
use super::model::{Fulfilment, HubTerms, Order, OrderKind, Payment};
use super::pick::Pick;
use super::status;
use super::{history, pack, place, steps, trains};
use crate::access::{Access, Permission};
use crate::call::{Call, Stop};
use crate::check::Check;
use crate::community::model::{Address, Hub};
use crate::delivery::cash::{CashReason, PaidBy};
use crate::delivery::stop::FailReason;
use crate::id::Id;
use crate::money::{AMOUNT_MINOR_MAX, Currency};
use crate::store::Tx;
use crate::time::Timestamp;

/// A change of orders, trains or terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Say what delivery costs.
    SetTerms {
        /// The hub.
        hub: Id,
        /// What a delivery costs, in minor units.
        delivery_fee_minor: i64,
        /// Of which currency.
        currency: Currency,
    },
    /// Announce a train.
    AddCycle {
        /// Its id.
        cycle: Id,
        /// The hub.
        hub: Id,
        /// Its times.
        times: CycleTimes,
    },
    /// Change a train's times.
    EditCycle {
        /// The train.
        cycle: Id,
        /// Its times.
        times: CycleTimes,
    },
    /// Call a train off.
    CancelCycle {
        /// The train.
        cycle: Id,
    },
    /// Ask for goods. A request: the server reserves them when it arrives, or says what is left.
    Place {
        /// The order's id.
        order: Id,
        /// The hub.
        hub: Id,
        /// For whom; absent: for oneself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        customer: Option<Id>,
        /// What is wanted.
        lines: Vec<WantedLine>,
        /// What the person saw that it costs, in minor units.
        total_minor: i64,
        /// Where to.
        to: Box<Destination>,
        /// When the money is due.
        payment: Payment,
        /// The train that is wanted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cycle: Option<Id>,
        /// What shall happen if it is too late for that.
        if_late: IfLate,
        /// Whether another product may take the place of one that is missing.
        #[serde(default)]
        substitutes_ok: bool,
    },
    /// Put an order on another train.
    MoveToCycle {
        /// The order.
        order: Id,
        /// The train.
        cycle: Id,
    },
    /// Agree to an order.
    Confirm {
        /// The order.
        order: Id,
    },
    /// Say that it is packed.
    Pack {
        /// The order.
        order: Id,
        /// Lines of which units are missing; all others are whole.
        #[serde(default)]
        picks: Vec<LinePick>,
    },
    /// Give it to a driver, or to another one.
    Assign {
        /// The order.
        order: Id,
        /// The driver.
        driver: Id,
        /// The run it goes into; absent: the driver's next.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        run: Option<Id>,
    },
    /// Set out with it.
    Depart {
        /// The order.
        order: Id,
    },
    /// Hand it over.
    Deliver {
        /// The order.
        order: Id,
    },
    /// Say that it could not be handed over.
    Fail {
        /// The order.
        order: Id,
        /// Why.
        reason: FailReason,
    },
    /// Plan it once more.
    Retry {
        /// The order.
        order: Id,
        /// The train it goes with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cycle: Option<Id>,
    },
    /// Take the goods back onto the shelf.
    Return {
        /// The order.
        order: Id,
    },
    /// Give it up.
    Cancel {
        /// The order.
        order: Id,
        /// In one's own words.
        #[serde(default)]
        reason: String,
    },
    /// Give it over the counter to the person who fetches it.
    HandOver {
        /// The order.
        order: Id,
    },
    /// Take money for it.
    TakePayment {
        /// The order.
        order: Id,
        /// What was taken, in minor units.
        amount_minor: i64,
        /// How.
        method: PaidBy,
        /// Why it is not what was due; absent when it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<CashReason>,
    },
    /// Bring in orders of another system that are long done. They move no stock.
    ImportOrders {
        /// The hub.
        hub: Id,
        /// The orders, at most [`history::ORDERS_PER_IMPORT_MAX`].
        orders: Vec<ImportedOrder>,
    },
}

/// A train's times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CycleTimes {
    /// Orders are taken from here on.
    pub opens_at: Timestamp,
    /// Orders received before this are on the train.
    pub cutoff_at: Timestamp,
    /// The crates are ready by then.
    pub pack_by: Timestamp,
    /// The drivers leave.
    pub departs_at: Timestamp,
    /// The last order has arrived.
    pub arrives_by: Timestamp,
}

/// A product and how many units of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WantedLine {
    /// The product.
    pub product: Id,
    /// Units, 1 or more.
    pub quantity: i64,
}

/// Where an order goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Destination {
    /// How the goods get there.
    pub fulfilment: Fulfilment,
    /// Who takes them.
    pub recipient: String,
    /// How to reach them.
    #[serde(default)]
    pub phone: String,
    /// The address, for a delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Latitude of the door in micro-degrees, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat_e6: Option<i64>,
    /// Longitude of the door in micro-degrees, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon_e6: Option<i64>,
    /// For the driver.
    #[serde(default)]
    pub notes: String,
    /// Not before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_from: Option<Timestamp>,
    /// Not after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_until: Option<Timestamp>,
}

/// What was packed of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinePick {
    /// The line's place in the order, from 0.
    pub position: i64,
    /// What was packed, and what happens to the rest.
    pub pick: Pick,
}

/// An order of another system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportedOrder {
    /// Its id here.
    pub order: Id,
    /// What it is; never [`OrderKind::Order`].
    pub kind: OrderKind,
    /// Its customer here, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<Id>,
    /// Its customer or number there.
    pub recipient: String,
    /// When it was written.
    pub placed_at: Timestamp,
    /// Its lines.
    pub lines: Vec<ImportedLine>,
}

/// A line of another system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportedLine {
    /// The product.
    pub product: Id,
    /// Units; below 0 on a credit note, never 0.
    pub quantity: i64,
    /// What one unit cost, in ten-thousandths.
    pub price_e4: i64,
}

impl Command {
    /// What the permission table asks for.
    #[must_use]
    pub const fn permission(&self) -> Permission {
        match self {
            Self::SetTerms { .. }
            | Self::AddCycle { .. }
            | Self::EditCycle { .. }
            | Self::CancelCycle { .. }
            | Self::TakePayment { .. }
            | Self::HandOver { .. } => Permission::RunOrders,
            Self::Place { .. } => Permission::PlaceOrder,
            // Which step in which capacity, the table of the order's own path says.
            Self::MoveToCycle { .. }
            | Self::Confirm { .. }
            | Self::Pack { .. }
            | Self::Assign { .. }
            | Self::Depart { .. }
            | Self::Deliver { .. }
            | Self::Fail { .. }
            | Self::Retry { .. }
            | Self::Return { .. }
            | Self::Cancel { .. } => Permission::MoveOrder,
            Self::ImportOrders { .. } => Permission::ImportOrders,
        }
    }

    /// The order that the command is about, and the step it takes on its path, if it takes one.
    pub(super) const fn step(&self) -> Option<(Id, status::Command)> {
        use status::Command as C;
        match self {
            Self::Confirm { order } => Some((*order, C::Confirm)),
            Self::Pack { order, .. } => Some((*order, C::Pack)),
            Self::Assign { order, .. } => Some((*order, C::Assign)),
            Self::Depart { order } => Some((*order, C::Depart)),
            Self::Deliver { order } => Some((*order, C::Deliver)),
            Self::Fail { order, .. } => Some((*order, C::Fail)),
            Self::Retry { order, .. } => Some((*order, C::Retry)),
            Self::Return { order } => Some((*order, C::Return)),
            Self::Cancel { order, .. } => Some((*order, C::Cancel)),
            _ => None,
        }
    }
}

/// Decides a call and writes its effect, on devices and on the server alike. Stock is not moved here.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn execute(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    let access = Access::load(tx, call.actor)?;
    let permission = call.command.permission();
    match call.command {
        Command::SetTerms { .. } => set_terms(tx, &access, call),
        Command::AddCycle { cycle, hub, times } => trains::add(tx, &access, *cycle, *hub, times),
        Command::EditCycle { cycle, times } => trains::edit(tx, &access, *cycle, times),
        Command::CancelCycle { cycle } => trains::cancel(tx, &access, call.now, *cycle),
        Command::Place { .. } => place::execute(tx, &access, call),
        Command::ImportOrders { hub, orders } => {
            let hub: Hub = access.see(tx, *hub)?;
            access.require(permission, hub.community, Some(hub.id))?;
            history::execute(tx, &access, call, &hub, orders)
        }
        Command::MoveToCycle { order, cycle } => {
            let order: Order = access.see(tx, *order)?;
            access.require(permission, order.community, Some(order.hub))?;
            trains::move_order(tx, &access, call, order, *cycle)
        }
        Command::HandOver { order } => {
            let order: Order = access.see(tx, *order)?;
            access.require(permission, order.community, Some(order.hub))?;
            steps::hand_over(tx, &access, call, order)
        }
        Command::TakePayment { order, .. } => {
            let order: Order = access.see(tx, *order)?;
            access.require(permission, order.community, Some(order.hub))?;
            steps::take_payment(tx, call, order)
        }
        _ => {
            let Some((order, step)) = call.command.step() else { return Ok(()) };
            let order: Order = access.see(tx, order)?;
            access.require(permission, order.community, Some(order.hub))?;
            steps::execute(tx, &access, call, order, step)
        }
    }
}

/// What lies beyond the actor's sight: stock, tracking numbers, runs, and who is told.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn settle(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    match call.command {
        Command::Place { order, .. } => place::settle(tx, call, *order),
        Command::ImportOrders { orders, .. } => history::settle(tx, orders),
        Command::Pack { order, picks } => pack::settle(tx, call, *order, picks),
        Command::HandOver { order } => steps::settle_hand_over(tx, call, *order),
        Command::SetTerms { .. }
        | Command::AddCycle { .. }
        | Command::EditCycle { .. }
        | Command::CancelCycle { .. }
        | Command::MoveToCycle { .. }
        | Command::TakePayment { .. } => Ok(()),
        _ => match call.command.step() {
            Some((order, step)) => steps::settle(tx, call, order, step),
            None => Ok(()),
        },
    }
}

fn set_terms(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>) -> Result<(), Stop> {
    let Command::SetTerms { hub, delivery_fee_minor, currency } = call.command else { return Ok(()) };
    let hub: Hub = access.see(tx, *hub)?;
    access.require(call.command.permission(), hub.community, Some(hub.id))?;
    Check::new()
        .that((0..=AMOUNT_MINOR_MAX).contains(delivery_fee_minor), "delivery_fee_minor", "out_of_range")
        .done()?;
    Ok(tx.put(&HubTerms {
        id: hub.id,
        community: hub.community,
        delivery_fee_minor: *delivery_fee_minor,
        currency: *currency,
    })?)
}
