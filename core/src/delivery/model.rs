//! Driver, shift, run and stop: what they hold, who may see them, and in what capacity somebody acts.

use serde::{Deserialize, Serialize};

use super::cash::CashReason;
use super::stop::{FailReason, Stop, StopKind, StopRole, StopState};
use crate::access::{Access, Role};
use crate::call::Actor;
use crate::community::model::Address;
use crate::i18n::Words;
use crate::id::Id;
use crate::money::Currency;
use crate::ordering::model::Order;
use crate::scope::Scope;
use crate::store::{Child, Entity, Fault, Tx};
use crate::time::{MINUTE_MS, Timestamp};

/// How long a hand-over takes, as planned.
pub const SERVICE_MS: i64 = 4 * MINUTE_MS;
/// Most units that a vehicle is believed to take.
pub const CAPACITY_MAX: i64 = 1_000_000;
/// Longest description of a vehicle, in characters.
pub const VEHICLE_CHARS_MAX: usize = 60;

/// Somebody who brings a hub's orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Driver {
    /// See [`Driver::id_of`].
    pub id: Id,
    /// The community.
    pub community: Id,
    /// The hub.
    pub hub: Id,
    /// The person.
    pub user_id: Id,
    /// How customers see the person.
    pub name: String,
    /// What they drive, in plain words.
    pub vehicle: String,
    /// Units that it takes.
    pub capacity: i64,
    /// Since when they don't drive any more; NULL: they do.
    pub ended_at: Option<Timestamp>,
}

/// A driver's working time, and the count of its cash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// Its id.
    pub id: Id,
    /// The community.
    pub community: Id,
    /// The hub.
    pub hub: Id,
    /// The driver's person.
    pub driver: Id,
    /// When it began, by the phone.
    pub started_at: Timestamp,
    /// When it ended, by the phone; NULL: still on.
    pub ended_at: Option<Timestamp>,
    /// What the manager counted, in minor units; NULL: not counted.
    pub counted_minor: Option<i64>,
    /// What should have been there; NULL: not counted.
    pub expected_minor: Option<i64>,
    /// Of which currency; NULL: not counted.
    pub currency: Option<Currency>,
    /// Why the count differs; NULL: it does not.
    pub count_reason: Option<CashReason>,
    /// The manager who signed; NULL: not signed.
    pub signed_by_manager: Option<Id>,
    /// The driver who signed; NULL: not signed.
    pub signed_by_driver: Option<Id>,
    /// When both had signed; NULL: the cash is open.
    pub closed_at: Option<Timestamp>,
}

/// Where a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// At the hub.
    Planned,
    /// On the road.
    Out,
    /// Over.
    Ended,
}

/// One tour of a driver from the hub and back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its id.
    pub id: Id,
    /// The community.
    pub community: Id,
    /// The hub.
    pub hub: Id,
    /// The driver's person.
    pub driver: Id,
    /// Where it is.
    pub state: RunState,
    /// When it shall leave.
    pub departs_at: Timestamp,
    /// Whether a person chose the order of its stops: no planner changes it then.
    pub manual: bool,
    /// When it left, by the phone; NULL: not yet.
    pub departed_at: Option<Timestamp>,
    /// When it was over, by the phone; NULL: not yet.
    pub ended_at: Option<Timestamp>,
    /// When it was planned.
    pub created_at: Timestamp,
}

/// The states of a stop as plain words; [`RunStop::state`] adds why one failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopPhase {
    /// In the plan of a run.
    Planned,
    /// The goods are in the vehicle.
    Loaded,
    /// The driver is on the way to it.
    EnRoute,
    /// The driver is there.
    Arrived,
    /// All was handed over.
    Delivered,
    /// Some was handed over.
    PartDelivered,
    /// Nothing was handed over.
    Failed,
    /// The driver went past it.
    Skipped,
    /// What was left is back at the hub.
    Returned,
    /// Taken out of the run.
    Cancelled,
}

/// One product at a stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopLine {
    /// The product.
    pub product: Id,
    /// Its name.
    pub name: Words,
    /// What is counted.
    pub unit: String,
    /// Units in the crate.
    pub quantity: i64,
}

/// One door of a run, with all that the driver needs there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunStop {
    /// See [`RunStop::id_of`].
    pub id: Id,
    /// The community.
    pub community: Id,
    /// The hub.
    pub hub: Id,
    /// The run.
    pub run: Id,
    /// The run's driver.
    pub driver: Id,
    /// How the customer sees the driver.
    pub driver_name: String,
    /// The order.
    pub order_id: Id,
    /// Whose it is; NULL: nobody known.
    pub customer: Option<Id>,
    /// Its place in the run.
    pub position: i64,
    /// What it is for.
    pub kind: StopKind,
    /// Where it is.
    pub phase: StopPhase,
    /// Why it failed; NULL unless it did.
    pub fail_reason: Option<FailReason>,
    /// The order's tracking number.
    pub tracking: String,
    /// Who takes the goods.
    pub recipient: String,
    /// How to reach them; may be empty.
    pub phone: String,
    /// Where; NULL: not known.
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
    /// How long it takes, as planned, in ms.
    pub service_ms: i64,
    /// Units that it takes up in the vehicle.
    pub load: i64,
    /// What is handed over.
    pub lines: Vec<StopLine>,
    /// What is to be paid at the door, in minor units; 0 where nothing is.
    pub due_minor: i64,
    /// Of which currency.
    pub currency: Currency,
    /// When the driver should be there; NULL: not planned.
    pub planned_at: Option<Timestamp>,
    /// When the driver was there, by the phone; NULL: not yet.
    pub arrived_at: Option<Timestamp>,
    /// When it was done, by the phone; NULL: not yet.
    pub done_at: Option<Timestamp>,
    /// The proof that counts; NULL: none.
    pub proof: Option<Id>,
}

impl Entity for Driver {
    const TABLE: &'static str = "driver";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(road(self.community, self.hub, self.user_id))
    }
}

impl Entity for Shift {
    const TABLE: &'static str = "shift";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(road(self.community, self.hub, self.driver))
    }
}

impl Entity for Run {
    const TABLE: &'static str = "run";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(road(self.community, self.hub, self.driver))
    }
}

impl Entity for RunStop {
    const TABLE: &'static str = "run_stop";
    const CHILDREN: &'static [Child] = &[Child { table: "stop_event", column: "stop" }];

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        let customer = self.customer.map(|customer| Scope::of("user", customer));
        Ok(road(self.community, self.hub, self.driver).into_iter().chain(customer).collect())
    }
}

/// Who sees what happens on the road: the driver, the hub's managers, the community's admins.
pub(super) fn road(community: Id, hub: Id, driver: Id) -> Vec<Scope> {
    vec![Scope::of("driver", driver), Scope::of("hub", hub), Scope::of("admin", community)]
}

impl Driver {
    /// A person's one row at a hub.
    #[must_use]
    pub fn id_of(hub: Id, user: Id) -> Id {
        Id::of("driver", &[hub, user])
    }
}

impl StopPhase {
    /// Every phase.
    pub const ALL: &'static [Self] = &[
        Self::Planned,
        Self::Loaded,
        Self::EnRoute,
        Self::Arrived,
        Self::Delivered,
        Self::PartDelivered,
        Self::Failed,
        Self::Skipped,
        Self::Returned,
        Self::Cancelled,
    ];

    /// Whether the driver has nothing more to do there.
    #[must_use]
    pub const fn is_over(self) -> bool {
        !matches!(self, Self::Planned | Self::Loaded | Self::EnRoute | Self::Arrived)
    }

    /// The phase of a state, with why it failed.
    #[must_use]
    pub const fn of(state: StopState) -> (Self, Option<FailReason>) {
        match state {
            StopState::Planned => (Self::Planned, None),
            StopState::Loaded => (Self::Loaded, None),
            StopState::EnRoute => (Self::EnRoute, None),
            StopState::Arrived => (Self::Arrived, None),
            StopState::Delivered => (Self::Delivered, None),
            StopState::PartDelivered => (Self::PartDelivered, None),
            StopState::Failed(reason) => (Self::Failed, Some(reason)),
            StopState::Skipped => (Self::Skipped, None),
            StopState::Returned => (Self::Returned, None),
            StopState::Cancelled => (Self::Cancelled, None),
        }
    }
}

impl RunStop {
    /// The stop of an order in a run.
    #[must_use]
    pub fn id_of(run: Id, order: Id) -> Id {
        Id::of("run stop", &[run, order])
    }

    /// Where it is.
    #[must_use]
    pub fn state(&self) -> StopState {
        match self.phase {
            StopPhase::Planned => StopState::Planned,
            StopPhase::Loaded => StopState::Loaded,
            StopPhase::EnRoute => StopState::EnRoute,
            StopPhase::Arrived => StopState::Arrived,
            StopPhase::Delivered => StopState::Delivered,
            StopPhase::PartDelivered => StopState::PartDelivered,
            StopPhase::Failed => StopState::Failed(self.fail_reason.unwrap_or(FailReason::OutOfTime)),
            StopPhase::Skipped => StopState::Skipped,
            StopPhase::Returned => StopState::Returned,
            StopPhase::Cancelled => StopState::Cancelled,
        }
    }

    /// The stop as the rules of [`super::stop`] see it.
    #[must_use]
    pub fn rule(&self) -> Stop {
        Stop { kind: self.kind, state: self.state(), waits_for_pick_up: false }
    }

    /// The stop in another state, reached at `at`.
    #[must_use]
    pub fn becoming(self, state: StopState, at: Timestamp) -> Self {
        let (phase, fail_reason) = StopPhase::of(state);
        let arrived_at = self.arrived_at.or_else(|| (phase == StopPhase::Arrived).then_some(at));
        let done_at = if phase.is_over() { self.done_at.or(Some(at)) } else { None };
        Self { phase, fail_reason, arrived_at, done_at, ..self }
    }

    /// In which capacities somebody acts on this stop; at least as a bystander. The server itself acts for
    /// the community.
    #[must_use]
    pub fn capacities(&self, access: &Access, actor: Actor) -> Vec<StopRole> {
        let Actor::Person(user) = actor else { return vec![StopRole::Admin] };
        let (community, hub) = (self.community, Some(self.hub));
        let mut roles = Vec::new();
        if self.driver == user {
            roles.push(StopRole::Driver);
        }
        if access.holds(Role::HubManager, community, hub) {
            roles.push(StopRole::Dispatcher);
        }
        if access.holds(Role::Admin, community, hub) {
            roles.push(StopRole::Admin);
        }
        if self.customer == Some(user) && roles.is_empty() {
            roles.push(StopRole::Recipient);
        }
        if roles.is_empty() {
            roles.push(StopRole::Bystander);
        }
        roles
    }

    /// The stop that brings an order, at the end of a run, with an empty vehicle yet.
    #[must_use]
    pub fn of_order(run: &Run, order: &Order, driver_name: String, position: i64) -> Self {
        let on_delivery = order.payment == crate::ordering::model::Payment::OnDelivery;
        Self {
            id: Self::id_of(run.id, order.id),
            community: run.community,
            hub: run.hub,
            run: run.id,
            driver: run.driver,
            driver_name,
            order_id: order.id,
            customer: order.customer,
            position,
            kind: StopKind::DropOff,
            phase: StopPhase::Planned,
            fail_reason: None,
            tracking: order.tracking.clone(),
            recipient: order.recipient.clone(),
            phone: order.phone.clone(),
            address: order.address.clone(),
            lat_e6: order.lat_e6,
            lon_e6: order.lon_e6,
            notes: order.notes.clone(),
            window_from: order.window_from,
            window_until: order.window_until,
            service_ms: SERVICE_MS,
            load: 0,
            lines: Vec::new(),
            due_minor: if on_delivery { order.due_minor() } else { 0 },
            currency: order.currency,
            planned_at: None,
            arrived_at: None,
            done_at: None,
            proof: None,
        }
    }
}
