//! The dispatcher's board: orders that wait, drivers, runs with their stops, what somebody has to look at, and the run
//! sheet. What the planner proposes is in [`super::plan`].

use hubbub_core::community::model::Hub;
use hubbub_core::delivery::command::Command as Delivery;
use hubbub_core::delivery::view::{self, DriverCard, ReviewCard, RunPage, StopCard};
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::ordering::command::Command as Ordering;
use hubbub_core::ordering::model::Order;
use hubbub_core::store::{Fault, Tx};
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::content::word;
use super::order::{lines_of, window};
use super::orders::{Names, OrderRow, dashed, row};
use super::{Done, One};
use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// The board of a hub.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct BoardView {
    /// Orders that are packed and in no run.
    pub waiting: Vec<WaitingView>,
    /// Runs at the hub and on the road.
    pub runs: Vec<RunView>,
    /// The hub's drivers.
    pub drivers: Vec<DriverView>,
    /// What somebody has to look at.
    pub reviews: Vec<ReviewView>,
    /// Where the hub is.
    pub hub: Spot,
    /// When a run would leave by default, as the field shows it.
    pub departs_field: String,
}

/// A place on the map, in micro-degrees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Spot {
    /// Latitude, north positive.
    pub lat_e6: i64,
    /// Longitude, east positive.
    pub lon_e6: i64,
}

/// An order that waits for a driver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WaitingView {
    /// As in the list of orders.
    pub row: OrderRow,
    /// Where to, in one line.
    pub address: String,
    /// When it may come; empty for any time.
    pub window: String,
    /// Its door; none where it is not known.
    pub spot: Option<Spot>,
}

/// A driver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DriverView {
    /// The person.
    pub user: Ref,
    /// How customers see the person.
    pub name: String,
    /// What they drive; empty until the hub has said.
    pub vehicle: String,
    /// Units that it takes.
    pub capacity: i64,
    /// Since when they are on shift, in words; empty while they are off.
    pub since: String,
    /// Whether the hub has said what they drive: only then do they get runs.
    pub enlisted: bool,
}

/// A run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RunView {
    /// The run.
    pub id: Ref,
    /// Who drives.
    pub driver: Ref,
    /// How the driver is called.
    pub driver_name: String,
    /// `planned`, `out` or `ended`.
    pub state: String,
    /// That in words.
    pub state_text: String,
    /// When it leaves or left, in words.
    pub departs: String,
    /// Whether a person chose the order of its stops.
    pub manual: bool,
    /// Stops that are over of all, and units on board, in words.
    pub progress: String,
    /// Its stops, in order.
    pub stops: Vec<StopLineView>,
}

/// A stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StopLineView {
    /// The stop.
    pub id: Ref,
    /// The order.
    pub order: Ref,
    /// Its place in the run, from 1.
    pub number: i64,
    /// Where it is, as `en_route`.
    pub phase: String,
    /// That in words, with the reason where it failed.
    pub phase_text: String,
    /// The order's tracking number.
    pub tracking: String,
    /// Who takes the goods.
    pub recipient: String,
    /// Where to, in one line.
    pub address: String,
    /// When it may come; empty for any time.
    pub window: String,
    /// When the driver should be there; empty when nobody said.
    pub planned: String,
    /// Whether that is past and nobody was there yet.
    pub late: bool,
    /// Units, written out.
    pub load: String,
    /// What is to be paid at the door; empty where nothing is.
    pub due: String,
    /// Whether it is still to come: it can be moved and taken out.
    pub to_come: bool,
    /// Its door; none where it is not known.
    pub spot: Option<Spot>,
}

/// Something that a dispatcher has to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReviewView {
    /// The review.
    pub id: Ref,
    /// Why, in words.
    pub why: String,
    /// The order.
    pub order: Ref,
    /// Its tracking number.
    pub tracking: String,
    /// Who reported it.
    pub driver: String,
    /// When the server found it.
    pub found: String,
}

/// An order for a driver.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// The order.
    pub order: Ref,
    /// The driver.
    pub driver: Ref,
    /// The run; none for the driver's next.
    pub run: Option<Ref>,
}

/// A run's stops in a new order.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StopsOrder {
    /// The run.
    pub run: Ref,
    /// All its stops to come.
    pub stops: Vec<Ref>,
}

/// What came of a review.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Resolved {
    /// The review.
    pub id: Ref,
    /// In one's own words.
    pub note: String,
}

/// What a driver drives.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DriverForm {
    /// The hub.
    pub hub: Ref,
    /// The person.
    pub user: Ref,
    /// How customers see the person.
    pub name: String,
    /// What they drive.
    pub vehicle: String,
    /// Units that it takes.
    pub capacity: i64,
}

/// The board of a hub.
pub(super) fn board(desktop: &Desktop, One { id }: One) -> Result<BoardView, Problem> {
    let hub = Id::from(id);
    let say = desktop.say();
    desktop.view(|tx, viewer| {
        let Some(place) = tx.get::<Hub>(hub)? else { return Ok(BoardView::default()) };
        let there = say.in_zone(&place.time_zone);
        let board = view::board(tx, viewer, hub)?;
        let mut names = Names::default();
        let mut waiting = Vec::new();
        for card in &board.waiting {
            let order = tx.get::<Order>(card.id)?;
            waiting.push(WaitingView {
                row: row(tx, &mut names, card, &say)?,
                address: order
                    .as_ref()
                    .and_then(|it| it.address.as_ref())
                    .map(in_one_line)
                    .unwrap_or_default(),
                window: order
                    .as_ref()
                    .map(|it| window(it.window_from, it.window_until, &there))
                    .unwrap_or_default(),
                spot: order.and_then(|it| spot(it.lat_e6, it.lon_e6)),
            });
        }
        let reviews: Result<Vec<ReviewView>, Fault> =
            board.reviews.iter().map(|it| review(tx, &mut names, hub, it, &there)).collect();
        Ok(BoardView {
            waiting,
            runs: board.runs.iter().map(|run| run_view(run, viewer.now, &there)).collect(),
            drivers: board.drivers.iter().map(|driver| driver_view(driver, &there)).collect(),
            reviews: reviews?,
            hub: Spot { lat_e6: place.lat_e6, lon_e6: place.lon_e6 },
            departs_field: there.field_of(viewer.now),
        })
    })
}

fn spot(lat_e6: Option<i64>, lon_e6: Option<i64>) -> Option<Spot> {
    Some(Spot { lat_e6: lat_e6?, lon_e6: lon_e6? })
}

fn in_one_line(address: &hubbub_core::community::model::Address) -> String {
    let mut lines = lines_of(address);
    lines.truncate(2);
    lines.join(", ")
}

fn driver_view(card: &DriverCard, say: &Say) -> DriverView {
    DriverView {
        user: card.user.into(),
        name: card.name.clone(),
        vehicle: card.vehicle.clone(),
        capacity: card.capacity,
        since: card
            .since
            .map(|at| say.with("desk-on-shift", &[("at", say.date_time(at).into())]))
            .unwrap_or_default(),
        enlisted: card.enlisted,
    }
}

fn run_view(run: &RunPage, now: Timestamp, say: &Say) -> RunView {
    let all = run.stops.iter().filter(|stop| word(stop.phase) != "cancelled").count();
    let progress = [
        ("done", say.number(run.done).into()),
        ("all", say.number(i64::try_from(all).unwrap_or(i64::MAX)).into()),
        ("units", say.number(run.load).into()),
    ];
    let departs = match run.departed_at {
        Some(at) => say.with("desk-run-left", &[("at", say.date_time(at).into())]),
        None => say.with("desk-run-leaves", &[("at", say.date_time(run.departs_at).into())]),
    };
    RunView {
        id: run.id.into(),
        driver: run.driver.into(),
        driver_name: run.driver_name.clone(),
        state: word(run.state),
        state_text: say.text(&format!("run-state-{}", dashed(run.state))),
        departs,
        manual: run.manual,
        progress: say.with("desk-run-progress", &progress),
        stops: run.stops.iter().map(|stop| stop_view(stop, now, say)).collect(),
    }
}

fn stop_view(stop: &StopCard, now: Timestamp, say: &Say) -> StopLineView {
    let to_come = !stop.phase.is_over();
    let phase = say.text(&format!("stop-phase-{}", dashed(stop.phase)));
    let reason = stop.fail_reason.map(|it| say.phrase(&format!("fail-reason-{}", dashed(it))));
    StopLineView {
        id: stop.id.into(),
        order: stop.order.into(),
        number: stop.number,
        phase: word(stop.phase),
        phase_text: std::iter::once(phase).chain(reason).collect::<Vec<_>>().join(" · "),
        tracking: stop.tracking.clone(),
        recipient: stop.recipient.clone(),
        address: stop.address.as_ref().map(in_one_line).unwrap_or_default(),
        window: window(stop.window_from, stop.window_until, say),
        planned: stop.planned_at.map(|at| say.time(at)).unwrap_or_default(),
        late: to_come && stop.planned_at.is_some_and(|at| at < now),
        load: say.number(stop.load),
        due: stop.due.clone(),
        to_come,
        spot: spot(stop.lat_e6, stop.lon_e6),
    }
}

fn review(
    tx: &mut Tx<'_>,
    names: &mut Names,
    hub: Id,
    it: &ReviewCard,
    say: &Say,
) -> Result<ReviewView, Fault> {
    Ok(ReviewView {
        id: it.id.into(),
        why: say.text(&format!("review-why-{}", dashed(it.why))),
        order: it.order.into(),
        tracking: it.tracking.clone(),
        driver: names.driver(tx, hub, it.driver)?,
        found: say.date_time(it.found_at),
    })
}

/// One run, for its sheet on paper.
pub(super) fn run_sheet(desktop: &Desktop, One { id }: One) -> Result<Option<RunView>, Problem> {
    let say = desktop.say();
    desktop.view(|tx, viewer| {
        let Some(run) = view::run(tx, viewer, id.into())? else { return Ok(None) };
        let zone = tx.get::<Hub>(run.hub)?.map(|hub| hub.time_zone).unwrap_or_default();
        Ok(Some(run_view(&run, viewer.now, &say.in_zone(&zone))))
    })
}

/// Gives an order to a driver, or to another one.
pub(super) fn assign_order(desktop: &Desktop, it: Assignment) -> Result<Done, Problem> {
    let (order, driver, run) = (it.order.into(), it.driver.into(), it.run.map(Id::from));
    desktop.send(Command::Ordering(Ordering::Assign { order, driver, run }))
}

/// Puts a run's stops into another order.
pub(super) fn order_stops(desktop: &Desktop, it: StopsOrder) -> Result<Done, Problem> {
    let stops = it.stops.into_iter().map(Id::from).collect();
    desktop.send(Command::Delivery(Delivery::OrderStops { run: it.run.into(), stops }))
}

/// Takes a stop out of its run.
pub(super) fn cancel_stop(desktop: &Desktop, One { id }: One) -> Result<Done, Problem> {
    desktop.send(Command::Delivery(Delivery::CancelStop { stop: id.into() }))
}

/// Says what came of something that had to be looked at.
pub(super) fn resolve_review(desktop: &Desktop, it: Resolved) -> Result<Done, Problem> {
    let note = it.note.trim().to_owned();
    desktop.send(Command::Delivery(Delivery::ResolveReview { review: it.id.into(), note }))
}

/// Says what a driver drives.
pub(super) fn enlist_driver(desktop: &Desktop, form: DriverForm) -> Result<Done, Problem> {
    desktop.send(Command::Delivery(Delivery::EnlistDriver {
        hub: form.hub.into(),
        user: form.user.into(),
        name: form.name.trim().to_owned(),
        vehicle: form.vehicle.trim().to_owned(),
        capacity: form.capacity,
    }))
}
