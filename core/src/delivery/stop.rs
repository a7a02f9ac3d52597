//! A stop of a run: its states, who may move it, and what a late fact from the road does.
//!
//! A driver reports what has happened, often offline: such a fact is never
//! refused for the state of the stop. It moves the stop where it can, counts as done when it says what is
//! known already, and else waits for the dispatcher; the driver is never told to do it again.

use serde::{Deserialize, Serialize};

use crate::time::{DAY_MS, Timestamp};

/// Failed deliveries that are tried again for nothing, each on a later train.
pub const FREE_RETRIES: u32 = 2;
/// How long the hub keeps goods that came back for good.
pub const HUB_HOLD_MS: i64 = 7 * DAY_MS;

/// Why a delivery failed. Words are added, never renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailReason {
    /// Nobody opened.
    NobodyHome,
    /// The address is wrong or can't be found.
    AddressNotFound,
    /// The door can't be reached: gate, code, road works.
    NoAccess,
    /// The recipient does not want it.
    Refused,
    /// It broke on the way.
    Damaged,
    /// The recipient could not pay what is due.
    NotPaid,
    /// The one-time code was wrong, or the person could not be told to be the right one.
    NotIdentified,
    /// It is not safe there.
    Unsafe,
    /// The shift was over.
    OutOfTime,
    /// The vehicle broke down.
    Vehicle,
}

impl FailReason {
    /// Every reason.
    pub const ALL: &'static [Self] = &[
        Self::NobodyHome,
        Self::AddressNotFound,
        Self::NoAccess,
        Self::Refused,
        Self::Damaged,
        Self::NotPaid,
        Self::NotIdentified,
        Self::Unsafe,
        Self::OutOfTime,
        Self::Vehicle,
    ];
}

/// Where a stop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopState {
    /// In the plan of a run.
    Planned,
    /// The goods are in the vehicle.
    Loaded,
    /// The driver is on the way to it.
    EnRoute,
    /// The driver is there.
    Arrived,
    /// All was handed over. Final.
    Delivered,
    /// Some was handed over, the rest stays with the driver.
    PartDelivered,
    /// Nothing was handed over.
    Failed(FailReason),
    /// The driver went past it.
    Skipped,
    /// What was left is back at the hub. Final.
    Returned,
    /// Taken out of the run by the dispatcher. Final.
    Cancelled,
}

/// What is done to a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopCommand {
    /// Put the goods into the vehicle.
    Load,
    /// Set out to it.
    Start,
    /// Be there, by the geofence or by hand.
    Arrive,
    /// Hand all over.
    Deliver,
    /// Hand some over.
    DeliverPart,
    /// Hand nothing over.
    Fail(FailReason),
    /// Go past it.
    Skip,
    /// Bring back to the hub what is left.
    Return,
    /// Take it out of the run.
    Cancel,
}

impl StopCommand {
    /// The state that this command leads to, wherever it comes from.
    #[must_use]
    pub const fn to(self) -> StopState {
        match self {
            Self::Load => StopState::Loaded,
            Self::Start => StopState::EnRoute,
            Self::Arrive => StopState::Arrived,
            Self::Deliver => StopState::Delivered,
            Self::DeliverPart => StopState::PartDelivered,
            Self::Fail(reason) => StopState::Failed(reason),
            Self::Skip => StopState::Skipped,
            Self::Return => StopState::Returned,
            Self::Cancel => StopState::Cancelled,
        }
    }
}

/// In what capacity somebody acts on this one stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopRole {
    /// Whose run it is in, or was in when the act was made.
    Driver,
    /// Who runs the hub that the run starts from.
    Dispatcher,
    /// Who runs the community.
    Admin,
    /// Who waits at the door.
    Recipient,
    /// Anybody else: another driver, another hub.
    Bystander,
}

impl StopRole {
    /// Every role.
    pub const ALL: &'static [Self] =
        &[Self::Driver, Self::Dispatcher, Self::Admin, Self::Recipient, Self::Bystander];
}

/// What a stop is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopKind {
    /// Goods are fetched: nothing is loaded before.
    PickUp,
    /// Goods are brought. They are at the hub, or were picked up.
    DropOff,
}

/// A stop as the rules see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// What it is for.
    pub kind: StopKind,
    /// Where it is.
    pub state: StopState,
    /// Whether the goods still have to be picked up at an earlier stop. Never true for a pick-up.
    pub waits_for_pick_up: bool,
}

/// The kind of a state, for the graph: a failure's reason does not matter there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Planned,
    Loaded,
    EnRoute,
    Arrived,
    Part,
    Failed,
    Skipped,
    Final,
}

const fn at(state: StopState) -> At {
    match state {
        StopState::Planned => At::Planned,
        StopState::Loaded => At::Loaded,
        StopState::EnRoute => At::EnRoute,
        StopState::Arrived => At::Arrived,
        StopState::PartDelivered => At::Part,
        StopState::Failed(_) => At::Failed,
        StopState::Skipped => At::Skipped,
        StopState::Delivered | StopState::Returned | StopState::Cancelled => At::Final,
    }
}

/// Whether `command` may move a stop of this kind from `state`. A place that can't be reached is never
/// arrived at, so failing and skipping start on the way.
const fn has_edge(kind: StopKind, state: StopState, command: StopCommand) -> bool {
    use {At as A, StopCommand as C};
    let drop_off = matches!(kind, StopKind::DropOff);
    match (at(state), command) {
        (A::Planned, C::Load) | (A::Loaded, C::Start) => drop_off,
        (A::Planned, C::Start) => !drop_off,
        (A::EnRoute, C::Arrive | C::Fail(_) | C::Skip)
        | (A::Arrived, C::Deliver | C::DeliverPart | C::Fail(_) | C::Skip)
        | (A::Planned | A::Loaded | A::EnRoute | A::Arrived, C::Cancel) => true,
        (A::Part | A::Failed | A::Skipped, C::Return) => drop_off,
        _ => false,
    }
}

/// Whether the role ever gives the command. Only the dispatcher's side cancels, and it can do all that a
/// driver can, for a driver whose phone is lost.
const fn may(role: StopRole, command: StopCommand) -> bool {
    match role {
        StopRole::Driver => !matches!(command, StopCommand::Cancel),
        StopRole::Dispatcher | StopRole::Admin => true,
        StopRole::Recipient | StopRole::Bystander => false,
    }
}

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopOutcome {
    /// The stop is in this state now.
    Moved(StopState),
    /// It was in just this state already: as good as done (`already_applied`).
    AlreadyApplied,
    /// A driver's fact that does not fit: kept, and shown to the dispatcher. The stop stays as it is.
    ForReview {
        /// Why it does not fit.
        why: StopRefusal,
    },
    /// The stop stays as it is.
    Refused(StopRefusal),
}

/// Why a command does not move a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StopRefusal {
    /// The role never does this.
    #[error("forbidden_role")]
    ForbiddenRole,
    /// The stop is in no state for this.
    #[error("invalid_state")]
    InvalidState {
        /// The state it is in.
        state: StopState,
    },
    /// What is to be dropped off was not picked up yet.
    #[error("pick_up_first")]
    PickUpFirst,
}

/// What `command` of somebody in `role` does to `stop`.
#[must_use]
pub fn apply(stop: &Stop, command: StopCommand, role: StopRole) -> StopOutcome {
    if !may(role, command) {
        return StopOutcome::Refused(StopRefusal::ForbiddenRole);
    }
    if stop.state == command.to() {
        return StopOutcome::AlreadyApplied;
    }
    let why = if !has_edge(stop.kind, stop.state, command) {
        StopRefusal::InvalidState { state: stop.state }
    } else if stop.waits_for_pick_up && command == StopCommand::Load {
        StopRefusal::PickUpFirst
    } else {
        return StopOutcome::Moved(command.to());
    };
    match role {
        StopRole::Driver => StopOutcome::ForReview { why },
        _ => StopOutcome::Refused(why),
    }
}

/// What follows a failed delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AfterFailure {
    /// It goes on a later train for nothing.
    Retry {
        /// Free retries that are left after this one.
        left: u32,
    },
    /// It goes back to the hub, to be fetched there.
    ReturnToHub {
        /// Until then.
        held_until: Timestamp,
    },
}

/// What follows when a delivery has failed `failures` times by now, the last at `at`.
#[must_use]
pub fn after_failure(failures: u32, at: Timestamp) -> AfterFailure {
    match FREE_RETRIES.checked_sub(failures.max(1)) {
        Some(left) => AfterFailure::Retry { left },
        None => AfterFailure::ReturnToHub { held_until: at.plus(HUB_HOLD_MS) },
    }
}
