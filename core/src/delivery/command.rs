//! What drivers and dispatchers do.
//!
//! Dispatchers' commands are claims like any other. What a driver reports from a stop is a fact: it is kept
//! whatever has happened meanwhile ([`super::facts`]).

use serde::{Deserialize, Serialize};

use super::cash::{CashReason, PaidBy};
use super::model::{CAPACITY_MAX, Driver, Run, Shift, VEHICLE_CHARS_MAX};
use super::proof::{Clocks, Place, Proof};
use super::record::ReviewItem;
use super::stop::{FailReason, StopCommand};
use super::{facts, runs, till};
use crate::access::{Access, Permission, Role};
use crate::call::{Call, Stop};
use crate::check::{Check, NAME_CHARS_MAX, is_new};
use crate::community::model::{Hub, Member, RoleGrant};
use crate::id::Id;
use crate::ordering::model::REASON_CHARS_MAX;
use crate::refusal::Code;
use crate::store::Tx;
use crate::time::Timestamp;

/// Runs in one [`Command::PlanRuns`] at most.
pub const RUNS_PER_PLAN_MAX: usize = 100;
/// Stops of one run at most.
pub const STOPS_PER_RUN_MAX: usize = 300;

/// A change of drivers, runs or stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Say what a driver of the hub drives, and how customers see them.
    EnlistDriver {
        /// The hub.
        hub: Id,
        /// The person; they hold the role of a driver there.
        user: Id,
        /// How customers see the person.
        name: String,
        /// What they drive.
        vehicle: String,
        /// Units that it takes.
        capacity: i64,
    },
    /// A driver of the hub does not drive any more.
    DismissDriver {
        /// The hub.
        hub: Id,
        /// The person.
        user: Id,
    },
    /// Begin a shift.
    StartShift {
        /// The shift's id.
        shift: Id,
        /// The hub.
        hub: Id,
    },
    /// End a shift.
    EndShift {
        /// The shift.
        shift: Id,
    },
    /// Make or change runs: which driver brings which orders, in which order.
    PlanRuns {
        /// The hub.
        hub: Id,
        /// The runs, at most [`RUNS_PER_PLAN_MAX`].
        runs: Vec<RunPlan>,
    },
    /// Put the stops of a run that are still to come into an order of one's own.
    OrderStops {
        /// The run.
        run: Id,
        /// All stops to come.
        stops: Vec<Id>,
    },
    /// Leave with a run: all its goods are in the vehicle.
    StartRun {
        /// The run.
        run: Id,
    },
    /// Be back.
    EndRun {
        /// The run.
        run: Id,
    },
    /// Put the goods of a stop into the vehicle.
    Load {
        /// The stop.
        stop: Id,
    },
    /// Set out to a stop.
    Start {
        /// The stop.
        stop: Id,
        /// Where the phone is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Place>,
    },
    /// Be there.
    Arrive {
        /// The stop.
        stop: Id,
        /// Where the phone is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Place>,
    },
    /// Hand goods over, all or some, as the proof says. A proof that names another corrects it.
    Deliver {
        /// The stop.
        stop: Id,
        /// The proof.
        proof: Box<Proof>,
        /// Money that was taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cash: Option<CashTaken>,
    },
    /// Take a proof back, a moment after it was made.
    UndoProof {
        /// The stop.
        stop: Id,
        /// The proof.
        proof: Id,
        /// The phone's clocks now.
        clocks: Clocks,
    },
    /// Hand nothing over.
    FailStop {
        /// The stop.
        stop: Id,
        /// Why.
        reason: FailReason,
        /// In one's own words.
        #[serde(default)]
        note: String,
        /// Where the phone is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Place>,
    },
    /// Go past a stop.
    Skip {
        /// The stop.
        stop: Id,
    },
    /// Bring back to the hub what is left of a stop.
    BringBack {
        /// The stop.
        stop: Id,
    },
    /// Take a stop out of its run.
    CancelStop {
        /// The stop.
        stop: Id,
    },
    /// Settle what did not fit.
    ResolveReview {
        /// The review.
        review: Id,
        /// What came of it.
        #[serde(default)]
        note: String,
    },
    /// Count a shift's cash, and sign for it.
    CountCash {
        /// The shift.
        shift: Id,
        /// What was counted, in minor units.
        counted_minor: i64,
        /// Why it is not what was collected; absent when it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<CashReason>,
    },
    /// Sign for the count of one's own cash.
    SignCash {
        /// The shift.
        shift: Id,
    },
}

/// What one driver shall do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunPlan {
    /// The run: a new id, or one that is still at the hub.
    pub run: Id,
    /// The driver.
    pub driver: Id,
    /// When it shall leave.
    pub departs_at: Timestamp,
    /// The stops, in order.
    pub stops: Vec<StopPlan>,
    /// Whether a person chose the order.
    #[serde(default)]
    pub manual: bool,
}

/// One stop of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StopPlan {
    /// The order.
    pub order: Id,
    /// When the driver should be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_at: Option<Timestamp>,
}

/// Money taken at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CashTaken {
    /// How much, in minor units.
    pub collected_minor: i64,
    /// How.
    pub method: PaidBy,
    /// Why it is not what was due; absent when it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<CashReason>,
}

impl Command {
    /// What the permission table asks for.
    #[must_use]
    pub const fn permission(&self) -> Permission {
        match self {
            Self::EnlistDriver { .. }
            | Self::DismissDriver { .. }
            | Self::PlanRuns { .. }
            | Self::CancelStop { .. }
            | Self::ResolveReview { .. }
            | Self::CountCash { .. } => Permission::Dispatch,
            Self::StartShift { .. } | Self::EndShift { .. } | Self::SignCash { .. } => Permission::OwnShift,
            Self::OrderStops { .. }
            | Self::StartRun { .. }
            | Self::EndRun { .. }
            | Self::Load { .. }
            | Self::Start { .. }
            | Self::Arrive { .. }
            | Self::Deliver { .. }
            | Self::UndoProof { .. }
            | Self::FailStop { .. }
            | Self::Skip { .. }
            | Self::BringBack { .. } => Permission::Drive,
        }
    }

    /// The stop that the command reports about, and what; where it hands something over, the proof tells how
    /// much.
    pub(super) fn report(&self) -> Option<(Id, StopCommand)> {
        use StopCommand as C;
        Some(match self {
            Self::Load { stop } => (*stop, C::Load),
            Self::Start { stop, .. } => (*stop, C::Start),
            Self::Arrive { stop, .. } => (*stop, C::Arrive),
            Self::Deliver { stop, proof, .. } => (*stop, facts::extent(proof)),
            Self::FailStop { stop, reason, .. } => (*stop, C::Fail(*reason)),
            Self::Skip { stop } => (*stop, C::Skip),
            Self::BringBack { stop } => (*stop, C::Return),
            Self::CancelStop { stop } => (*stop, C::Cancel),
            _ => return None,
        })
    }

    /// Where the phone was, if it says so.
    pub(super) const fn place(&self) -> Option<Place> {
        match self {
            Self::Start { place, .. } | Self::Arrive { place, .. } | Self::FailStop { place, .. } => *place,
            Self::Deliver { proof, .. } => proof.place,
            _ => None,
        }
    }
}

/// Decides a call and writes its effect, on devices and on the server alike.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn execute(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    let access = Access::load(tx, call.actor)?;
    let permission = call.command.permission();
    match call.command {
        Command::EnlistDriver { .. } => enlist(tx, &access, call),
        Command::DismissDriver { hub, user } => {
            let driver: Driver = access.see(tx, Driver::id_of(*hub, *user))?;
            access.require(permission, driver.community, Some(driver.hub))?;
            Ok(tx.put(&Driver { ended_at: Some(call.now), ..driver })?)
        }
        Command::StartShift { shift, hub } => start_shift(tx, &access, call, *shift, *hub),
        Command::EndShift { shift } => {
            let shift = own_shift(tx, &access, call, *shift)?;
            if shift.ended_at.is_some() {
                return Ok(());
            }
            Ok(tx.put(&Shift { ended_at: Some(call.at), ..shift })?)
        }
        Command::PlanRuns { hub, runs } => runs::plan(tx, &access, call, *hub, runs),
        Command::OrderStops { run, stops } => {
            let run = run_of(tx, &access, call, *run)?;
            runs::order_stops(tx, run, stops)
        }
        Command::StartRun { run } => {
            let run = run_of(tx, &access, call, *run)?;
            runs::start(tx, call, run)
        }
        Command::EndRun { run } => {
            let run = run_of(tx, &access, call, *run)?;
            runs::end(tx, call, run)
        }
        Command::ResolveReview { review, note } => {
            let review: ReviewItem = access.see(tx, *review)?;
            access.require(permission, review.community, Some(review.hub))?;
            resolve(tx, &access, call, review, note)
        }
        Command::CountCash { shift, .. } => {
            let shift: Shift = access.see(tx, *shift)?;
            access.require(permission, shift.community, Some(shift.hub))?;
            till::count(tx, call, shift)
        }
        Command::SignCash { shift } => {
            let shift = own_shift(tx, &access, call, *shift)?;
            till::sign(tx, call, shift)
        }
        Command::UndoProof { stop, proof, clocks } => facts::undo(tx, &access, call, *stop, *proof, clocks),
        _ => match call.command.report() {
            Some((stop, report)) => facts::execute(tx, &access, call, stop, report),
            None => Ok(()),
        },
    }
}

/// What lies beyond the actor's sight: orders and their stock, reviews, and who is told.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn settle(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    match call.command {
        Command::PlanRuns { runs, .. } => runs::settle_plan(tx, call, runs),
        Command::StartRun { run } => runs::settle_start(tx, call, *run),
        Command::UndoProof { stop, proof, .. } => facts::settle_undo(tx, call, *stop, *proof),
        _ => match call.command.report() {
            Some((stop, report)) => facts::settle(tx, call, stop, report),
            None => Ok(()),
        },
    }
}

fn enlist(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>) -> Result<(), Stop> {
    let Command::EnlistDriver { hub, user, name, vehicle, capacity } = call.command else { return Ok(()) };
    let hub: Hub = access.see(tx, *hub)?;
    access.require(call.command.permission(), hub.community, Some(hub.id))?;
    let member = Member::id_of(hub.community, *user);
    let grant: Option<RoleGrant> = access.find(tx, RoleGrant::id_of(member, Role::Driver, Some(hub.id)))?;
    Check::new()
        .that(grant.is_some(), "user", "unknown")
        .line("name", name, NAME_CHARS_MAX)
        .line("vehicle", vehicle, VEHICLE_CHARS_MAX)
        .that((1..=CAPACITY_MAX).contains(capacity), "capacity", "out_of_range")
        .done()?;
    Ok(tx.put(&Driver {
        id: Driver::id_of(hub.id, *user),
        community: hub.community,
        hub: hub.id,
        user_id: *user,
        name: name.clone(),
        vehicle: vehicle.clone(),
        capacity: *capacity,
        ended_at: None,
    })?)
}

fn start_shift(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    shift: Id,
    hub: Id,
) -> Result<(), Stop> {
    let hub: Hub = access.see(tx, hub)?;
    access.require(call.command.permission(), hub.community, Some(hub.id))?;
    let driver = call.actor.person()?;
    let shift = Shift {
        id: shift,
        community: hub.community,
        hub: hub.id,
        driver,
        started_at: call.at,
        ended_at: None,
        counted_minor: None,
        expected_minor: None,
        currency: None,
        count_reason: None,
        signed_by_manager: None,
        signed_by_driver: None,
        closed_at: None,
    };
    if let Some(open) = till::open_shift(tx, driver)? {
        // Begun on another phone, or not ended yesterday: it ends where the new one begins.
        tx.put(&Shift { ended_at: Some(call.at), ..open })?;
    }
    Ok(is_new(tx.insert(&shift)?)?)
}

/// A shift, if it is the actor's own.
fn own_shift(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>, shift: Id) -> Result<Shift, Stop> {
    let shift: Shift = access.see(tx, shift)?;
    access.require(call.command.permission(), shift.community, Some(shift.hub))?;
    if call.actor.person()? == shift.driver { Ok(shift) } else { Err(Code::ForbiddenRole.into()) }
}

/// A run, if the actor drives it or runs its hub.
fn run_of(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>, run: Id) -> Result<Run, Stop> {
    let run: Run = access.see(tx, run)?;
    access.require(call.command.permission(), run.community, Some(run.hub))?;
    Ok(run)
}

fn resolve(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    review: ReviewItem,
    note: &str,
) -> Result<(), Stop> {
    if review.resolved_at.is_some() {
        return Err(Code::InvalidState.into());
    }
    if !note.is_empty() {
        Check::new().line("note", note, REASON_CHARS_MAX).done()?;
    }
    Ok(tx.put(&ReviewItem {
        resolved_at: Some(call.now),
        resolved_by: access.author(None)?,
        note: note.to_owned(),
        ..review
    })?)
}
