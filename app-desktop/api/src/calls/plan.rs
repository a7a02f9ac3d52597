//! The planner's proposal for a hub's runs, and what somebody accepts of it.

use hubbub_core::community::model::Hub;
use hubbub_core::delivery::command::{Command as Delivery, RunPlan, StopPlan};
use hubbub_core::delivery::dispatch::{self, Thinking};
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::ordering::model::Order;
use hubbub_core::store::{Fault, Tx};
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Done;
use super::orders::dashed;
use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// What the planner would do.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Planning {
    /// The hub.
    pub hub: Ref,
    /// When the runs leave, as the field shows it.
    pub departs_field: String,
    /// Whether the planner may think for some seconds.
    pub thorough: bool,
}

/// The planner's proposal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct ProposalView {
    /// One run for each driver who gets something.
    pub runs: Vec<ProposedRunView>,
    /// Orders that nobody gets, each with the reason.
    pub unplanned: Vec<LeftOverView>,
}

/// What one driver would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProposedRunView {
    /// The run that is at the hub; none for a new one.
    pub run: Option<Ref>,
    /// The driver.
    pub driver: Ref,
    /// How the driver is called.
    pub name: String,
    /// Units on board of those that the vehicle takes, and when the driver is back, in words.
    pub summary: String,
    /// Its stops, in order.
    pub stops: Vec<ProposedStopView>,
}

/// One stop of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProposedStopView {
    /// The order.
    pub order: Ref,
    /// The order's tracking number and recipient.
    pub text: String,
    /// When the driver would be there, in words, and whether that is too late.
    pub at: String,
    /// Whether it is too late.
    pub late: bool,
    /// The same moment, to be handed back.
    pub planned_at: i64,
}

/// An order that nobody gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LeftOverView {
    /// The order.
    pub order: Ref,
    /// Its tracking number and recipient.
    pub text: String,
    /// Why, in words.
    pub why: String,
}

/// A proposal that somebody accepts.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AcceptedPlan {
    /// The hub.
    pub hub: Ref,
    /// When the runs leave, as the field shows it.
    pub departs_field: String,
    /// The runs.
    pub runs: Vec<AcceptedRun>,
}

/// A run of an accepted proposal.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AcceptedRun {
    /// The run that is at the hub; none for a new one.
    pub run: Option<Ref>,
    /// The driver.
    pub driver: Ref,
    /// Its stops, in order.
    pub stops: Vec<AcceptedStop>,
}

/// A stop of an accepted proposal.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AcceptedStop {
    /// The order.
    pub order: Ref,
    /// When the driver should be there.
    pub planned_at: i64,
}

/// What the planner would do.
pub(super) fn propose(desktop: &Desktop, form: Planning) -> Result<ProposalView, Problem> {
    let say = desktop.say();
    let departs_at = say.moment_of(&form.departs_field).map_or_else(|| desktop.now(), Ok)?;
    let thinking = if form.thorough { Thinking::Thorough } else { Thinking::Quick };
    let hub = Id::from(form.hub);
    desktop.view(|tx, viewer| {
        let zone = tx.get::<Hub>(hub)?.map(|hub| hub.time_zone).unwrap_or_default();
        let there = say.in_zone(&zone);
        let proposal = dispatch::propose(tx, viewer, hub, departs_at, thinking)?;
        let mut runs = Vec::new();
        for run in &proposal.runs {
            runs.push(proposed(tx, run, &there)?);
        }
        let mut unplanned = Vec::new();
        for left in &proposal.unplanned {
            let why = there.text(&format!("unplanned-{}", dashed(left.why)));
            unplanned.push(LeftOverView { order: left.order.into(), text: named(tx, left.order)?, why });
        }
        Ok(ProposalView { runs, unplanned })
    })
}

fn proposed(tx: &mut Tx<'_>, run: &dispatch::ProposedRun, say: &Say) -> Result<ProposedRunView, Fault> {
    let summary = [
        ("load", say.number(run.load).into()),
        ("capacity", say.number(run.capacity).into()),
        ("back", say.time(run.back_at).into()),
    ];
    let mut stops = Vec::new();
    for stop in &run.stops {
        stops.push(ProposedStopView {
            order: stop.order.into(),
            text: named(tx, stop.order)?,
            at: say.time(stop.planned_at),
            late: stop.late_ms > 0,
            planned_at: stop.planned_at.0,
        });
    }
    Ok(ProposedRunView {
        run: run.run.map(Ref::from),
        driver: run.driver.into(),
        name: run.name.clone(),
        summary: say.with("desk-proposed-run", &summary),
        stops,
    })
}

fn named(tx: &mut Tx<'_>, order: Id) -> Result<String, Fault> {
    let order = tx.get::<Order>(order)?;
    Ok(order.map(|order| format!("{} · {}", order.tracking, order.recipient)).unwrap_or_default())
}

/// Plans the runs that somebody accepted.
pub(super) fn accept_plan(desktop: &Desktop, plan: AcceptedPlan) -> Result<Done, Problem> {
    let departs_at = desktop.say().moment_of(&plan.departs_field).map_or_else(|| desktop.now(), Ok)?;
    let mut runs = Vec::new();
    for run in plan.runs {
        let stop = |stop: AcceptedStop| StopPlan {
            order: stop.order.into(),
            planned_at: Some(Timestamp(stop.planned_at)),
        };
        runs.push(RunPlan {
            run: run.run.map_or_else(|| desktop.new_id(), |run| Ok(run.into()))?,
            driver: run.driver.into(),
            departs_at,
            stops: run.stops.into_iter().map(stop).collect(),
            manual: false,
        });
    }
    desktop.send(Command::Delivery(Delivery::PlanRuns { hub: plan.hub.into(), runs }))
}
