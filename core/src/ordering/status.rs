//! The path of an order's goods: every state, who may move it on, and what that does to the stock.
//!
//! [`EDGES`] is the whole graph. What is not in it is refused and changes nothing. Goods are reserved
//! while an order waits, leave the stock when the driver departs, go back into the reservation when a
//! failed delivery waits for a later train, and back onto the shelf when it is given up.

use serde::{Deserialize, Serialize};

/// Where an order's goods are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Requested; the goods are reserved.
    Pending,
    /// The hub has agreed.
    Confirmed,
    /// The goods are in their crate.
    Packed,
    /// A driver has it.
    Assigned,
    /// The driver is on the way.
    OutForDelivery,
    /// Handed over. Final.
    Delivered,
    /// The delivery failed, for a reason.
    Failed,
    /// The failed delivery waits at the hub for a later train.
    Retried,
    /// The goods are back on the shelf. Final.
    Returned,
    /// Given up before it was out for delivery. Final.
    Cancelled,
}

impl Status {
    /// Every state.
    pub const ALL: &'static [Self] = &[
        Self::Pending,
        Self::Confirmed,
        Self::Packed,
        Self::Assigned,
        Self::OutForDelivery,
        Self::Delivered,
        Self::Failed,
        Self::Retried,
        Self::Returned,
        Self::Cancelled,
    ];

    /// Whether nothing can follow.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Delivered | Self::Returned | Self::Cancelled)
    }

    /// Whether the driver's position may be shown to the customer (L6).
    #[must_use]
    pub const fn shows_driver(self) -> bool {
        matches!(self, Self::OutForDelivery)
    }
}

/// What is done to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Agree to it.
    Confirm,
    /// Say that it is packed.
    Pack,
    /// Give it to a driver, or to another one.
    Assign,
    /// Set out with it.
    Depart,
    /// Hand it over.
    Deliver,
    /// Say that it could not be handed over.
    Fail,
    /// Plan it on a later train.
    Retry,
    /// Take the goods back.
    Return,
    /// Give it up.
    Cancel,
}

impl Command {
    /// Every command.
    pub const ALL: &'static [Self] = &[
        Self::Confirm,
        Self::Pack,
        Self::Assign,
        Self::Depart,
        Self::Deliver,
        Self::Fail,
        Self::Retry,
        Self::Return,
        Self::Cancel,
    ];
}

/// In what capacity somebody acts on this one order. A role counts only for what it is held over: a
/// driver of another order, or a manager of another hub, is a bystander.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Whose order it is.
    Customer,
    /// To whom it is assigned.
    Driver,
    /// Who runs its hub.
    HubManager,
    /// Who writes content: no part in orders.
    ContentAdmin,
    /// Who runs the community.
    Admin,
    /// The server's own jobs: planner, timers.
    System,
    /// Anybody else.
    Bystander,
}

impl Role {
    /// Every role.
    pub const ALL: &'static [Self] = &[
        Self::Customer,
        Self::Driver,
        Self::HubManager,
        Self::ContentAdmin,
        Self::Admin,
        Self::System,
        Self::Bystander,
    ];
}

/// What a step does to the stock of each line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StockEffect {
    /// Nothing.
    None,
    /// The reservation ends, the goods stay on the shelf.
    Release,
    /// The reserved goods leave the stock.
    Ship,
    /// Goods that had left come back into the order's reservation.
    Unship,
    /// Goods that had left come back onto the shelf, free for others.
    Restock,
}

/// A step that is allowed.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// From this state
    pub from: Status,
    /// by this command
    pub command: Command,
    /// to this state
    pub to: Status,
    /// when one of these gives it,
    pub roles: &'static [Role],
    /// which does this to the stock.
    pub effect: StockEffect,
}

/// Who runs the hub's side.
const HUB: &[Role] = &[Role::HubManager, Role::Admin];
/// The hub's side, or a job of the server.
const HUB_OR_JOB: &[Role] = &[Role::HubManager, Role::Admin, Role::System];
/// Who is on the road, or stands in for them.
const ROAD: &[Role] = &[Role::Driver, Role::HubManager, Role::Admin];
/// Who may give an order up.
const EITHER_SIDE: &[Role] = &[Role::Customer, Role::HubManager, Role::Admin];
/// Who may give a request up: also the timer of a payment that never came.
const EITHER_SIDE_OR_JOB: &[Role] = &[Role::Customer, Role::HubManager, Role::Admin, Role::System];

const fn edge(
    from: Status,
    command: Command,
    to: Status,
    roles: &'static [Role],
    effect: StockEffect,
) -> Edge {
    Edge { from, command, to, roles, effect }
}

/// Every step there is (L3).
pub const EDGES: &[Edge] = &{
    use {Command as C, Status as S, StockEffect as E};
    [
        edge(S::Pending, C::Confirm, S::Confirmed, HUB_OR_JOB, E::None),
        edge(S::Confirmed, C::Pack, S::Packed, HUB, E::None),
        edge(S::Packed, C::Assign, S::Assigned, HUB_OR_JOB, E::None),
        edge(S::Assigned, C::Assign, S::Assigned, HUB_OR_JOB, E::None),
        edge(S::Assigned, C::Depart, S::OutForDelivery, ROAD, E::Ship),
        edge(S::OutForDelivery, C::Deliver, S::Delivered, ROAD, E::None),
        edge(S::OutForDelivery, C::Fail, S::Failed, ROAD, E::None),
        edge(S::Failed, C::Retry, S::Retried, HUB_OR_JOB, E::Unship),
        edge(S::Failed, C::Return, S::Returned, HUB, E::Restock),
        edge(S::Retried, C::Assign, S::Assigned, HUB_OR_JOB, E::None),
        edge(S::Pending, C::Cancel, S::Cancelled, EITHER_SIDE_OR_JOB, E::Release),
        edge(S::Confirmed, C::Cancel, S::Cancelled, EITHER_SIDE, E::Release),
        edge(S::Packed, C::Cancel, S::Cancelled, EITHER_SIDE, E::Release),
        edge(S::Assigned, C::Cancel, S::Cancelled, EITHER_SIDE, E::Release),
        edge(S::Retried, C::Cancel, S::Cancelled, EITHER_SIDE, E::Release),
    ]
};

/// Why a step is refused. Nothing changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatusRefusal {
    /// The role never does this, or not from this state.
    #[error("forbidden_role")]
    ForbiddenRole,
    /// The order is in no state for this.
    #[error("invalid_state")]
    InvalidState {
        /// The state it is in.
        status: Status,
    },
}

/// What a step comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The state afterwards.
    pub to: Status,
    /// What happens to the stock of each line.
    pub effect: StockEffect,
}

/// The step of an order in `status` when somebody in `role` gives `command`.
///
/// # Errors
/// A role that never gives this command; then a state that has no such step; then a role that may not
/// take it from here.
pub fn step(status: Status, command: Command, role: Role) -> Result<Step, StatusRefusal> {
    if !EDGES.iter().any(|edge| edge.command == command && edge.roles.contains(&role)) {
        return Err(StatusRefusal::ForbiddenRole);
    }
    let edge = EDGES.iter().find(|edge| edge.from == status && edge.command == command);
    let edge = edge.ok_or(StatusRefusal::InvalidState { status })?;
    if !edge.roles.contains(&role) {
        return Err(StatusRefusal::ForbiddenRole);
    }
    Ok(Step { to: edge.to, effect: edge.effect })
}

/// What somebody in `role` could do next with an order in `status`, for the buttons of a screen.
pub fn offered(status: Status, role: Role) -> impl Iterator<Item = Command> {
    let edges = EDGES.iter().filter(move |edge| edge.from == status && edge.roles.contains(&role));
    edges.map(|edge| edge.command)
}
