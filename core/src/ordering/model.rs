//! Order, line, event and train: what they hold, who may see them, and in what capacity somebody acts.

use serde::{Deserialize, Serialize};

use super::cycle::{IfLate, Placement, Train};
use super::pick::{Remainder, ShortReason};
use super::status::{Role as Capacity, Status};
use crate::access::{Access, Role};
use crate::call::Actor;
use crate::community::model::Address;
use crate::delivery::stop::FailReason;
use crate::i18n::Words;
use crate::id::Id;
use crate::money::{Currency, UnitPrice};
use crate::scope::Scope;
use crate::store::{Child, Entity, Fault, Tx};
use crate::time::Timestamp;

/// Longest name of a recipient, in characters.
pub const RECIPIENT_CHARS_MAX: usize = 120;
/// Longest phone number as it is written, in characters.
pub const PHONE_CHARS_MAX: usize = 40;
/// Longest notes for the driver, in characters.
pub const NOTES_CHARS_MAX: usize = 500;
/// Longest code and name in other systems, in characters.
pub const REASON_CHARS_MAX: usize = 300;

/// What a row of `orders` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderKind {
    /// Somebody wants goods.
    Order,
    /// An invoice of another system: long done.
    Invoice,
    /// A credit note of another system: its units and amounts are below 0.
    CreditNote,
    /// A correction of the stock in another system: it costs nothing.
    Correction,
}

/// How the goods get to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fulfilment {
    /// A driver brings them.
    Delivery,
    /// The person fetches them at the hub.
    PickUp,
}

/// When the money is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payment {
    /// Over the counter of the hub.
    AtHub,
    /// At the door.
    OnDelivery,
}

/// What somebody wants from a hub, and how far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Its id.
    pub id: Id,
    /// The community.
    pub community: Id,
    /// The hub.
    pub hub: Id,
    /// What it is.
    pub kind: OrderKind,
    /// Whose it is; NULL: nobody known, in another system.
    pub customer: Option<Id>,
    /// Who placed it; NULL: the server itself.
    pub placed_by: Option<Id>,
    /// Its tracking number, as `TRK-123456789`.
    pub tracking: String,
    /// Where the goods are.
    pub status: Status,
    /// Why the last delivery failed; NULL unless it did.
    pub fail_reason: Option<FailReason>,
    /// How the goods get there.
    pub fulfilment: Fulfilment,
    /// Who takes them.
    pub recipient: String,
    /// How to reach them; may be empty.
    pub phone: String,
    /// Where to; NULL: fetched at the hub.
    pub address: Option<Address>,
    /// Latitude of the door in micro-degrees; NULL: not known.
    pub lat_e6: Option<i64>,
    /// Longitude of the door in micro-degrees; NULL: not known.
    pub lon_e6: Option<i64>,
    /// For the driver; may be empty.
    pub notes: String,
    /// Not before; NULL: any time.
    pub window_from: Option<Timestamp>,
    /// Not after; NULL: any time.
    pub window_until: Option<Timestamp>,
    /// Of all amounts.
    pub currency: Currency,
    /// Units of all lines.
    pub units: i64,
    /// All lines together, in minor units.
    pub goods_minor: i64,
    /// Delivery.
    pub delivery_minor: i64,
    /// What was agreed: goods and delivery.
    pub total_minor: i64,
    /// What is to be paid: less than agreed where units were missing.
    pub charged_minor: i64,
    /// What was paid.
    pub paid_minor: i64,
    /// When it is due.
    pub payment: Payment,
    /// When it was paid last; NULL: not yet.
    pub paid_at: Option<Timestamp>,
    /// The train it goes with; NULL: none.
    pub cycle: Option<Id>,
    /// Where it stands with respect to the train that was wanted; NULL: none was.
    pub placement: Option<Placement>,
    /// What shall happen when it is too late.
    pub if_late: IfLate,
    /// Whether another product may take the place of one that is missing.
    pub substitutes_ok: bool,
    /// Its place among the hub's confirmed orders; NULL: not confirmed.
    pub confirmed_seq: Option<i64>,
    /// Who brings it; NULL: nobody yet.
    pub driver: Option<Id>,
    /// The run it is in; NULL: none.
    pub run: Option<Id>,
    /// Failed deliveries so far.
    pub retries: i64,
    /// The order whose missing units it brings; NULL: it stands alone.
    pub follows: Option<Id>,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
}

/// One product in an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// See [`OrderLine::id_of`].
    pub id: Id,
    /// The order.
    pub order_id: Id,
    /// The order's hub.
    pub hub: Id,
    /// The product.
    pub product: Id,
    /// Its place in the order, from 0.
    pub position: i64,
    /// The product's code then.
    pub sku: String,
    /// The product's name then.
    pub name: Words,
    /// What is counted.
    pub unit: String,
    /// What one unit costs, in ten-thousandths.
    pub price_e4: i64,
    /// Units ordered; below 0 on a credit note.
    pub quantity: i64,
    /// What they cost, rounded once.
    pub amount_minor: i64,
    /// What is to be paid of that.
    pub charged_minor: i64,
    /// Units reserved in the house.
    pub reserved: i64,
    /// Units it waits for.
    pub back_ordered: i64,
    /// Units in the crate; NULL: not packed yet.
    pub packed: Option<i64>,
    /// Why not all; NULL: all are, or it is not packed yet.
    pub short_reason: Option<ShortReason>,
    /// What happens to the rest; NULL as before.
    pub remainder: Option<Remainder>,
    /// The line in whose place it came; NULL: it was ordered.
    pub replaces: Option<Id>,
    /// Units handed over; NULL: not delivered yet.
    pub delivered: Option<i64>,
}

/// A step of an order. Never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderEvent {
    /// Derived from the call and the step.
    pub id: Id,
    /// The order.
    pub order_id: Id,
    /// What was done: a word of [`super::status::Command`], or `place`, `pay`, `move`.
    pub command: String,
    /// Where the goods were afterwards.
    pub status: Status,
    /// Who did it; NULL: the server itself.
    pub actor: Option<Id>,
    /// In what capacity.
    pub role: Capacity,
    /// When it was done: the device's clock.
    pub made_at: Timestamp,
    /// When it was decided.
    pub received_at: Timestamp,
    /// Why a delivery failed.
    pub reason: Option<FailReason>,
    /// In somebody's own words; may be empty.
    pub note: String,
}

/// A hub's train: orders before its cut-off go together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderCycle {
    /// Its id.
    pub id: Id,
    /// The community.
    pub community: Id,
    /// The hub.
    pub hub: Id,
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
    /// When it was called off; NULL: it goes.
    pub cancelled_at: Option<Timestamp>,
}

/// A hub's terms of business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HubTerms {
    /// The hub's own id: one row a hub.
    pub id: Id,
    /// The community.
    pub community: Id,
    /// What a delivery costs, in minor units.
    pub delivery_fee_minor: i64,
    /// Of which currency.
    pub currency: Currency,
}

impl Entity for Order {
    const TABLE: &'static str = "orders";
    const CHILDREN: &'static [Child] = &[
        Child { table: "order_line", column: "order_id" },
        Child { table: "order_event", column: "order_id" },
    ];

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        let hub = [Scope::of("hub", self.hub), Scope::of("admin", self.community)];
        let customer = self.customer.map(|customer| Scope::of("user", customer));
        // A driver has the order while it is theirs to bring; what they did stays in their stops.
        let driver = self.driver.filter(|_| !self.status.is_final() && self.status != Status::Retried);
        let driver = driver.map(|driver| Scope::of("driver", driver));
        Ok(hub.into_iter().chain(customer).chain(driver).collect())
    }
}

fn scopes_of_order(tx: &mut Tx<'_>, order: Id) -> Result<Vec<Scope>, Fault> {
    tx.get::<Order>(order)?.map_or(Ok(Vec::new()), |order| order.scopes(tx))
}

impl Entity for OrderLine {
    const TABLE: &'static str = "order_line";

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        scopes_of_order(tx, self.order_id)
    }
}

impl Entity for OrderEvent {
    const TABLE: &'static str = "order_event";

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        scopes_of_order(tx, self.order_id)
    }
}

impl Entity for OrderCycle {
    const TABLE: &'static str = "order_cycle";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("community", self.community)])
    }
}

impl Entity for HubTerms {
    const TABLE: &'static str = "hub_terms";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("community", self.community)])
    }
}

impl Order {
    /// In which capacities somebody acts on this order; at least as a bystander. The server itself acts in its
    /// own right, and for the community where an import or the demo asks it to.
    #[must_use]
    pub fn capacities(&self, access: &Access, actor: Actor) -> Vec<Capacity> {
        let Actor::Person(user) = actor else { return vec![Capacity::System, Capacity::Admin] };
        let (community, hub) = (self.community, Some(self.hub));
        let mut capacities = Vec::new();
        if self.customer == Some(user) && access.holds(Role::Resident, community, hub) {
            capacities.push(Capacity::Customer);
        }
        if self.driver == Some(user) && access.holds(Role::Driver, community, hub) {
            capacities.push(Capacity::Driver);
        }
        if access.holds(Role::HubManager, community, hub) {
            capacities.push(Capacity::HubManager);
        }
        if access.holds(Role::Admin, community, hub) {
            capacities.push(Capacity::Admin);
        }
        if capacities.is_empty() {
            capacities.push(Capacity::Bystander);
        }
        capacities
    }

    /// What is still to be paid, in minor units; never below 0.
    #[must_use]
    pub fn due_minor(&self) -> i64 {
        self.charged_minor.saturating_sub(self.paid_minor).max(0)
    }
}

impl OrderLine {
    /// The line at a place of an order.
    #[must_use]
    pub fn id_of(order: Id, position: i64) -> Id {
        Id::named("order line", &format!("{order} {position}"))
    }

    /// What one unit costs.
    #[must_use]
    pub const fn unit_price(&self, currency: Currency) -> UnitPrice {
        UnitPrice { ten_thousandths: self.price_e4, currency }
    }

    /// Units that leave the house: those in the crate.
    #[must_use]
    pub fn out_units(&self) -> i64 {
        self.packed.unwrap_or(self.quantity)
    }

    /// Units that left the house and were not handed over.
    #[must_use]
    pub fn undelivered(&self) -> i64 {
        self.out_units().saturating_sub(self.delivered.unwrap_or_default()).max(0)
    }
}

impl OrderCycle {
    /// The train as the rules of [`super::cycle`] see it.
    #[must_use]
    pub const fn train(&self) -> Train {
        Train {
            id: self.id,
            opens_at: self.opens_at,
            cutoff_at: self.cutoff_at,
            pack_by: self.pack_by,
            departs_at: self.departs_at,
            arrives_by: self.arrives_by,
        }
    }
}
