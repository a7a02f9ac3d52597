//! What the screens of drivers and dispatchers show: the board, a run, a stop, a day, and who may see whom.

use std::collections::BTreeSet;

use serde::Serialize;

use super::cash::PaidBy;
use super::model::{Driver, Run, RunState, RunStop, Shift, StopLine, StopPhase};
use super::record::{CashCollection, ReviewItem, StopEvent, Why};
use super::runs::stops_of;
use super::stop::{FailReason, StopCommand, StopOutcome, apply};
use super::till::{cash_of, open_shift};
use crate::access::{Access, Role, Viewer};
use crate::call::Actor;
use crate::community::model::{Address, RoleGrant, managers};
use crate::i18n::{Locale, format_money};
use crate::id::Id;
use crate::ordering::board::status_word;
use crate::ordering::model::{Fulfilment, Order};
use crate::ordering::status::Status;
use crate::ordering::view::{OrderCard, ProofCard, card, proofs};
use crate::store::{Entity, Fault, Tx, Value};
use crate::time::{DAY_MS, Timestamp};

/// Orders that wait, on one board.
pub const WAITING_MAX: usize = 500;
/// Runs on one board.
pub const RUNS_MAX: usize = 200;

/// The dispatcher's board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Board {
    /// Orders that are packed and in no run.
    pub waiting: Vec<OrderCard>,
    /// Runs at the hub and on the road, the next to leave first.
    pub runs: Vec<RunPage>,
    /// The hub's drivers, by name.
    pub drivers: Vec<DriverCard>,
    /// What somebody has to look at, the oldest first.
    pub reviews: Vec<ReviewCard>,
}

/// A driver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DriverCard {
    /// The person.
    pub user: Id,
    /// How customers see the person.
    pub name: String,
    /// What they drive.
    pub vehicle: String,
    /// Units that it takes.
    pub capacity: i64,
    /// The shift they are on; none: they are off.
    pub shift: Option<Id>,
    /// Since when.
    pub since: Option<Timestamp>,
    /// Whether the hub has said what they drive.
    pub enlisted: bool,
}

/// A run with its stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunPage {
    /// The run.
    pub id: Id,
    /// The hub.
    pub hub: Id,
    /// Who drives.
    pub driver: Id,
    /// How the driver is called.
    pub driver_name: String,
    /// Where it is; its words are `run-state-…`.
    pub state: RunState,
    /// When it shall leave.
    pub departs_at: Timestamp,
    /// When it left.
    pub departed_at: Option<Timestamp>,
    /// When it was over.
    pub ended_at: Option<Timestamp>,
    /// Whether a person chose the order of its stops.
    pub manual: bool,
    /// Units on board in all.
    pub load: i64,
    /// Stops that are over.
    pub done: i64,
    /// Its stops, in order.
    pub stops: Vec<StopCard>,
}

/// A stop as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StopCard {
    /// The stop.
    pub id: Id,
    /// The order.
    pub order: Id,
    /// Its place in the run, from 1.
    pub number: i64,
    /// Where it is; its words are `stop-phase-…`.
    pub phase: StopPhase,
    /// Why it failed; its words are `fail-reason-…`.
    pub fail_reason: Option<FailReason>,
    /// The order's tracking number.
    pub tracking: String,
    /// Who takes the goods.
    pub recipient: String,
    /// Where.
    pub address: Option<Address>,
    /// Latitude of the door in micro-degrees.
    pub lat_e6: Option<i64>,
    /// Longitude of the door in micro-degrees.
    pub lon_e6: Option<i64>,
    /// Not before.
    pub window_from: Option<Timestamp>,
    /// Not after.
    pub window_until: Option<Timestamp>,
    /// When the driver should be there.
    pub planned_at: Option<Timestamp>,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// Units.
    pub load: i64,
    /// What is to be paid at the door, in minor units.
    pub due_minor: i64,
    /// The same, written out; empty where nothing is due.
    pub due: String,
}

/// A stop in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StopPage {
    /// As in the list.
    pub card: StopCard,
    /// Its run.
    pub run: Id,
    /// How to reach the recipient.
    pub phone: String,
    /// For the driver.
    pub notes: String,
    /// What is handed over.
    pub lines: Vec<StopLine>,
    /// ISO 4217.
    pub currency: String,
    /// When the driver was there.
    pub arrived_at: Option<Timestamp>,
    /// Reports about it, the oldest first.
    pub events: Vec<StopEvent>,
    /// Its proofs, the first first.
    pub proofs: Vec<ProofCard>,
    /// What the viewer could report next; the words are `stop-step-…`.
    pub offered: Vec<Offered>,
}

/// What can be reported from a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Offered {
    /// The goods are in the vehicle.
    Load,
    /// Setting out.
    Start,
    /// Being there.
    Arrive,
    /// Handing over.
    Deliver,
    /// Handing nothing over.
    Fail,
    /// Going past.
    Skip,
    /// Bringing back what is left.
    BringBack,
    /// Taking it out of the run.
    Cancel,
}

/// Something that a dispatcher has to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewCard {
    /// The review.
    pub id: Id,
    /// Why; its words are `review-why-…`.
    pub why: Why,
    /// The stop.
    pub stop: Id,
    /// The order.
    pub order: Id,
    /// The order's tracking number.
    pub tracking: String,
    /// Who reported it.
    pub driver: Id,
    /// The proof in question.
    pub proof: Option<Id>,
    /// When the server found it.
    pub found_at: Timestamp,
    /// When somebody settled it; none: open.
    pub resolved_at: Option<Timestamp>,
    /// What came of it.
    pub note: String,
}

/// A driver's day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DaySummary {
    /// The shift that is on, or was last.
    pub shift: Option<Shift>,
    /// Stops where all was handed over.
    pub delivered: i64,
    /// Stops where some was.
    pub part_delivered: i64,
    /// Stops where nothing was.
    pub failed: i64,
    /// Stops still to come.
    pub to_come: i64,
    /// Coins and notes taken in the shift, in minor units.
    pub cash_minor: i64,
    /// The same, written out; empty where nothing was taken.
    pub cash: String,
    /// Money taken otherwise, in minor units.
    pub other_minor: i64,
    /// Each time money was taken in the shift.
    pub collections: Vec<CashCollection>,
}

/// The dispatcher's board of a hub.
///
/// # Errors
/// The store's fault.
pub fn board(tx: &mut Tx<'_>, viewer: &Viewer, hub: Id) -> Result<Board, Fault> {
    let clause = format!(
        "hub = ? AND kind = 'order' AND status IN ('{}', '{}', '{}') ORDER BY placed_at, id LIMIT {WAITING_MAX}",
        status_word(Status::Packed),
        status_word(Status::Retried),
        status_word(Status::Assigned),
    );
    let mut waiting = Vec::new();
    for order in tx.select::<Order>(&clause, &[Value::from(hub)])? {
        if order.run.is_none() && order.fulfilment == Fulfilment::Delivery {
            waiting.push(card(tx, viewer.locale, &order)?);
        }
    }
    let clause = format!("hub = ? AND state <> 'ended' ORDER BY departs_at, id LIMIT {RUNS_MAX}");
    let mut runs = Vec::new();
    for run in tx.select::<Run>(&clause, &[Value::from(hub)])? {
        runs.push(run_page(tx, viewer.locale, run)?);
    }
    let drivers = drivers(tx, hub)?;
    Ok(Board { waiting, runs, drivers, reviews: reviews(tx, hub, false)? })
}

/// The drivers of a hub, by name: all who hold the role there, and what the hub has said of them.
///
/// # Errors
/// The store's fault.
pub fn drivers(tx: &mut Tx<'_>, hub: Id) -> Result<Vec<DriverCard>, Fault> {
    let clause = "hub = ? AND role = 'driver' ORDER BY id";
    let mut cards = Vec::new();
    for grant in tx.select::<RoleGrant>(clause, &[Value::from(hub)])? {
        let driver: Option<Driver> = tx.get(Driver::id_of(hub, grant.user_id))?;
        let driver = driver.filter(|driver| driver.ended_at.is_none());
        let member: Option<crate::community::model::Member> = tx.get(grant.member)?;
        let shift = open_shift(tx, grant.user_id)?.filter(|shift| shift.hub == hub);
        let called = member.map(|member| member.display_name).unwrap_or_default();
        cards.push(DriverCard {
            user: grant.user_id,
            name: driver.as_ref().map_or(called, |driver| driver.name.clone()),
            vehicle: driver.as_ref().map(|driver| driver.vehicle.clone()).unwrap_or_default(),
            capacity: driver.as_ref().map_or(0, |driver| driver.capacity),
            since: shift.as_ref().map(|shift| shift.started_at),
            shift: shift.map(|shift| shift.id),
            enlisted: driver.is_some(),
        });
    }
    cards.sort_by(|a, b| (&a.name, a.user).cmp(&(&b.name, b.user)));
    Ok(cards)
}

/// What somebody has to look at, the oldest first; or what was settled, the newest first.
///
/// # Errors
/// The store's fault.
pub fn reviews(tx: &mut Tx<'_>, hub: Id, resolved: bool) -> Result<Vec<ReviewCard>, Fault> {
    let rest = if resolved {
        "resolved_at IS NOT NULL ORDER BY resolved_at DESC, id"
    } else {
        "resolved_at IS NULL ORDER BY found_at, id"
    };
    let clause = format!("hub = ? AND {rest} LIMIT {WAITING_MAX}");
    let mut cards = Vec::new();
    for review in tx.select::<ReviewItem>(&clause, &[Value::from(hub)])? {
        let stop: Option<RunStop> = tx.get(review.stop)?;
        cards.push(ReviewCard {
            id: review.id,
            why: review.why,
            stop: review.stop,
            order: review.order_id,
            tracking: stop.map(|stop| stop.tracking).unwrap_or_default(),
            driver: review.driver,
            proof: review.proof,
            found_at: review.found_at,
            resolved_at: review.resolved_at,
            note: review.note,
        });
    }
    Ok(cards)
}

/// A driver's run on the road, or else the next at the hub; what the phone opens with.
///
/// # Errors
/// The store's fault.
pub fn current_run(tx: &mut Tx<'_>, viewer: &Viewer) -> Result<Option<RunPage>, Fault> {
    let clause = "driver = ? AND state <> 'ended' ORDER BY state, departs_at, id";
    // `out` sorts before `planned`.
    match tx.select::<Run>(clause, &[Value::from(viewer.user)])?.into_iter().next() {
        Some(run) => run_page(tx, viewer.locale, run).map(Some),
        None => Ok(None),
    }
}

/// One run, if the viewer may see it: for its driver, for the board, and as a run sheet on paper.
///
/// # Errors
/// The store's fault.
pub fn run(tx: &mut Tx<'_>, viewer: &Viewer, run: Id) -> Result<Option<RunPage>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    match tx.get::<Run>(run)? {
        Some(run) if sees(tx, &access, &run)? => run_page(tx, viewer.locale, run).map(Some),
        _ => Ok(None),
    }
}

pub(super) fn sees<E: Entity>(tx: &mut Tx<'_>, access: &Access, row: &E) -> Result<bool, Fault> {
    Ok(row.scopes(tx)?.iter().any(|scope| access.scopes().contains(scope)))
}

fn run_page(tx: &mut Tx<'_>, locale: Locale, run: Run) -> Result<RunPage, Fault> {
    let stops = stops_of(tx, run.id)?;
    let driver: Option<Driver> = tx.get(Driver::id_of(run.hub, run.driver))?;
    let shown: Vec<&RunStop> = stops.iter().filter(|stop| stop.phase != StopPhase::Cancelled).collect();
    let done = shown.iter().filter(|stop| stop.phase.is_over()).count();
    Ok(RunPage {
        id: run.id,
        hub: run.hub,
        driver: run.driver,
        driver_name: driver.map(|driver| driver.name).unwrap_or_default(),
        state: run.state,
        departs_at: run.departs_at,
        departed_at: run.departed_at,
        ended_at: run.ended_at,
        manual: run.manual,
        load: shown.iter().fold(0, |sum, stop| stop.load.saturating_add(sum)),
        done: i64::try_from(done).unwrap_or(i64::MAX),
        stops: (1..).zip(&stops).map(|(number, stop)| stop_card(stop, number, locale)).collect(),
    })
}

fn stop_card(stop: &RunStop, number: i64, locale: Locale) -> StopCard {
    StopCard {
        id: stop.id,
        order: stop.order_id,
        number,
        phase: stop.phase,
        fail_reason: stop.fail_reason,
        tracking: stop.tracking.clone(),
        recipient: stop.recipient.clone(),
        address: stop.address.clone(),
        lat_e6: stop.lat_e6,
        lon_e6: stop.lon_e6,
        window_from: stop.window_from,
        window_until: stop.window_until,
        planned_at: stop.planned_at,
        done_at: stop.done_at,
        load: stop.load,
        due_minor: stop.due_minor,
        due: match stop.due_minor {
            0 => String::new(),
            minor => format_money(minor, stop.currency.code(), locale),
        },
    }
}

/// One stop in full, if the viewer may see it.
///
/// # Errors
/// The store's fault.
pub fn stop(tx: &mut Tx<'_>, viewer: &Viewer, stop: Id) -> Result<Option<StopPage>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    let Some(stop) = tx.get::<RunStop>(stop)? else { return Ok(None) };
    if !sees(tx, &access, &stop)? {
        return Ok(None);
    }
    let before = stops_of(tx, stop.run)?;
    let number = before.iter().position(|other| other.id == stop.id).unwrap_or_default();
    let number = i64::try_from(number).unwrap_or_default().saturating_add(1);
    let clause = "stop = ? ORDER BY made_at, id";
    Ok(Some(StopPage {
        card: stop_card(&stop, number, viewer.locale),
        run: stop.run,
        events: tx.select::<StopEvent>(clause, &[Value::from(stop.id)])?,
        proofs: proofs(tx, stop.order_id, stop.proof)?,
        offered: offered(&access, viewer, &stop),
        phone: stop.phone,
        notes: stop.notes,
        lines: stop.lines,
        currency: stop.currency.code().to_owned(),
        arrived_at: stop.arrived_at,
    }))
}

fn offered(access: &Access, viewer: &Viewer, stop: &RunStop) -> Vec<Offered> {
    use StopCommand as C;
    let steps = [
        (Offered::Load, C::Load),
        (Offered::Start, C::Start),
        (Offered::Arrive, C::Arrive),
        (Offered::Deliver, C::Deliver),
        (Offered::Fail, C::Fail(FailReason::NobodyHome)),
        (Offered::Skip, C::Skip),
        (Offered::BringBack, C::Return),
        (Offered::Cancel, C::Cancel),
    ];
    let roles = stop.capacities(access, Actor::Person(viewer.user));
    let may = |command: StopCommand| {
        roles.iter().any(|role| matches!(apply(&stop.rule(), command, *role), StopOutcome::Moved(_)))
    };
    steps.into_iter().filter(|(_, command)| may(*command)).map(|(step, _)| step).collect()
}

/// A driver's day: the shift that is on, or the last, and what came of its stops.
///
/// # Errors
/// The store's fault.
pub fn day(tx: &mut Tx<'_>, viewer: &Viewer) -> Result<DaySummary, Fault> {
    let clause = "driver = ? ORDER BY started_at DESC, id LIMIT 1";
    let shift = tx.select::<Shift>(clause, &[Value::from(viewer.user)])?.into_iter().next();
    let since = shift.as_ref().map_or(viewer.now.plus(-DAY_MS), |shift| shift.started_at);
    let clause = "driver = ? AND (state = 'out' OR departed_at >= ?) ORDER BY departs_at, id";
    let mut phases = Vec::new();
    for run in tx.select::<Run>(clause, &[viewer.user.into(), since.into()])? {
        phases.extend(stops_of(tx, run.id)?.into_iter().map(|stop| stop.phase));
    }
    let count = |is: fn(StopPhase) -> bool| {
        i64::try_from(phases.iter().filter(|phase| is(**phase)).count()).unwrap_or(i64::MAX)
    };
    let (mut collections, mut cash) = (Vec::new(), None);
    if let Some(shift) = &shift {
        collections = tx.select::<CashCollection>(
            "shift = ? AND void_at IS NULL ORDER BY made_at, id",
            &[Value::from(shift.id)],
        )?;
        cash = cash_of(tx, shift.id)?;
    }
    let other = collections.iter().filter(|one| one.method != PaidBy::Cash);
    Ok(DaySummary {
        delivered: count(|phase| phase == StopPhase::Delivered),
        part_delivered: count(|phase| phase == StopPhase::PartDelivered),
        failed: count(|phase| matches!(phase, StopPhase::Failed | StopPhase::Skipped | StopPhase::Returned)),
        to_come: count(|phase| !phase.is_over()),
        cash_minor: cash.map_or(0, |cash| cash.minor),
        cash: cash
            .map(|cash| format_money(cash.minor, cash.currency.code(), viewer.locale))
            .unwrap_or_default(),
        other_minor: other.fold(0, |sum, one| one.collected_minor.saturating_add(sum)),
        collections,
        shift,
    })
}

/// Who may see where a driver is now: while a run is on the road, the driver, the managers of its hub, the
/// community's admins, and each customer whose order is out for delivery in it. Empty while the driver is on no
/// run: then nobody may, and nothing is to be kept (requirement L6; rule G1).
///
/// # Errors
/// The store's fault.
pub fn who_may_see_position(tx: &mut Tx<'_>, driver: Id) -> Result<BTreeSet<Id>, Fault> {
    let mut people = BTreeSet::new();
    for run in tx.select::<Run>("driver = ? AND state = 'out' ORDER BY id", &[Value::from(driver)])? {
        people.insert(run.driver);
        people.extend(managers(tx, run.community, run.hub)?);
        let clause = "community = ? AND role = ? ORDER BY id";
        let params = [run.community.into(), Value::from(Role::Admin.word())];
        people.extend(tx.select::<RoleGrant>(clause, &params)?.into_iter().map(|grant| grant.user_id));
        for stop in stops_of(tx, run.id)?.into_iter().filter(|stop| !stop.phase.is_over()) {
            let order: Option<Order> = tx.get(stop.order_id)?;
            let order = order.filter(|order| order.status.shows_driver() && order.run == Some(run.id));
            people.extend(order.and_then(|order| order.customer));
        }
    }
    Ok(people)
}
