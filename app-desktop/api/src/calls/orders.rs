//! The long list of orders: a window on any number of them, their counts, and steps of many at once.
//!
//! The list's order is read once as every two-hundredth key (`orders_index`); each page is then read from its key
//! on, so that any row of a hundred thousand is as near as the first.

use std::collections::BTreeMap;

use hubbub_core::community::model::Member;
use hubbub_core::delivery::model::Driver;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::ordering::board::{self, Cursor, OrderFilter, SortBy};
use hubbub_core::ordering::command::Command as Ordering;
use hubbub_core::ordering::model::{Order, OrderCycle};
use hubbub_core::ordering::shop;
use hubbub_core::ordering::status::{Command as Step, Status};
use hubbub_core::ordering::view::{self, OrderCard};
use hubbub_core::store::{Fault, Tx};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::One;
use super::content::{word, word_of};
use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// Rows of one page: some screens of a large monitor.
const ROWS_PER_PAGE: usize = 200;

/// Which orders, in which order.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OrdersFilter {
    /// The hub.
    pub hub: Ref,
    /// Of these states, as `confirmed`; empty for all.
    pub statuses: Vec<String>,
    /// In the tracking number or the recipient's name; empty for all.
    pub search: String,
    /// With this train.
    pub train: Option<Ref>,
    /// With this driver.
    pub driver: Option<Ref>,
    /// `placed_at` or `charged`.
    pub sort: String,
    /// Whether the smallest comes first.
    pub ascending: bool,
}

/// A row's place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OrderKey {
    /// The value that is sorted by.
    pub value: i64,
    /// The order.
    pub id: Ref,
}

/// The list as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OrdersIndex {
    /// How many there are.
    pub count: i64,
    /// Rows of one page.
    pub page: usize,
    /// The last row of each full page: where the next begins.
    pub ends: Vec<OrderKey>,
}

/// A page of the list.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OrdersWindow {
    /// Which orders.
    pub filter: OrdersFilter,
    /// The last row of the page before; none for the first.
    pub after: Option<OrderKey>,
}

/// Some orders.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OrderIds {
    /// The orders.
    pub ids: Vec<Ref>,
}

/// An order in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OrderRow {
    /// The order.
    pub id: Ref,
    /// Its tracking number.
    pub tracking: String,
    /// Where the goods are, as `packed`.
    pub status: String,
    /// That in words.
    pub status_text: String,
    /// Who takes them.
    pub recipient: String,
    /// How they get there, in words.
    pub fulfilment: String,
    /// Units of all lines, written out.
    pub units: String,
    /// What is to be paid, written out.
    pub charged: String,
    /// What is still to be paid, written out; none when all is.
    pub due: Option<String>,
    /// When its train leaves; empty without one.
    pub train: String,
    /// Who brings it; empty when nobody does yet.
    pub driver: String,
    /// When it was placed.
    pub placed: String,
    /// Whether changes of it wait for the server.
    pub pending: bool,
}

/// How many orders are in a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OrderCount {
    /// The state, as `packed`; empty for all.
    pub status: String,
    /// That in words.
    pub text: String,
    /// How many.
    pub count: i64,
}

/// A train in a list of choices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TrainLine {
    /// The train.
    pub id: Ref,
    /// When it leaves and until when it takes orders, in words.
    pub text: String,
    /// Where it is by now, in words.
    pub phase_text: String,
    /// Whether it takes orders now.
    pub open: bool,
}

/// One step of many orders.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BulkStep {
    /// The orders.
    pub ids: Vec<Ref>,
    /// `confirm`, `pack`, `assign`, `retry`, `return` or `cancel`.
    pub step: String,
    /// To whom, for `assign`.
    pub driver: Option<Ref>,
}

/// What became of a step of many orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BulkDone {
    /// How many took it, in words.
    pub text: String,
    /// Why the others did not, each with its order.
    pub refused: Vec<String>,
}

impl OrdersFilter {
    fn core(&self) -> OrderFilter {
        OrderFilter {
            statuses: self.statuses.iter().filter_map(|word| word_of(word)).collect(),
            kind: None,
            search: self.search.clone(),
            cycle: self.train.map(Id::from),
            driver: self.driver.map(Id::from),
            sort: word_of(&self.sort).unwrap_or(SortBy::PlacedAt),
            ascending: self.ascending,
        }
    }
}

/// The list as a whole: how long it is, and where its pages begin.
pub(super) fn orders_index(desktop: &Desktop, filter: OrdersFilter) -> Result<OrdersIndex, Problem> {
    let hub = filter.hub.into();
    let index = desktop.view(|tx, _| board::index(tx, hub, &filter.core(), ROWS_PER_PAGE).map(Some))?;
    let index = index.unwrap_or_default();
    let key = |end: Cursor| OrderKey { value: end.value, id: end.id.into() };
    Ok(OrdersIndex {
        count: index.count,
        page: ROWS_PER_PAGE,
        ends: index.ends.into_iter().map(key).collect(),
    })
}

/// A page of the list.
pub(super) fn orders_page(desktop: &Desktop, window: OrdersWindow) -> Result<Vec<OrderRow>, Problem> {
    let hub = window.filter.hub.into();
    let after = window.after.map(|key| Cursor { value: key.value, id: key.id.into() });
    let say = desktop.say();
    desktop.view(|tx, viewer| {
        let page = board::orders(tx, viewer, hub, &window.filter.core(), after, ROWS_PER_PAGE)?;
        let mut names = Names::default();
        page.rows.iter().map(|card| row(tx, &mut names, card, &say)).collect()
    })
}

/// Rows that are in sight already, as they are now. Those that are gone are left out.
pub(super) fn orders_rows(desktop: &Desktop, OrderIds { ids }: OrderIds) -> Result<Vec<OrderRow>, Problem> {
    let say = desktop.say();
    desktop.view(|tx, viewer| {
        let mut names = Names::default();
        let mut rows = Vec::new();
        for id in &ids {
            if let Some(order) = tx.get::<Order>((*id).into())? {
                let card = view::card(tx, viewer.locale, &order)?;
                rows.push(row(tx, &mut names, &card, &say)?);
            }
        }
        Ok(rows)
    })
}

/// How many orders a hub has in each state.
pub(super) fn orders_counts(desktop: &Desktop, One { id }: One) -> Result<Vec<OrderCount>, Problem> {
    let counts = desktop.view(|tx, _| board::counts(tx, id.into()).map(Some))?;
    let Some(counts) = counts else { return Ok(Vec::new()) };
    let say = desktop.say();
    let all = OrderCount { status: String::new(), text: say.text("desk-all-states"), count: counts.all };
    let of = |status: &Status| OrderCount {
        status: word(*status),
        text: status_text(*status, &say),
        count: counts.by_status.get(status).copied().unwrap_or_default(),
    };
    Ok(std::iter::once(all).chain(Status::ALL.iter().map(of)).collect())
}

/// The trains of a hub that have not left.
pub(super) fn trains(desktop: &Desktop, One { id }: One) -> Result<Vec<TrainLine>, Problem> {
    let trains = desktop.view(|tx, viewer| shop::trains(tx, viewer, id.into()))?;
    let say = desktop.say();
    let line = |train: &shop::TrainCard| {
        let times = [
            ("departs", say.date_time(train.departs_at).into()),
            ("cutoff", say.date_time(train.cutoff_at).into()),
        ];
        let phase = word(train.phase);
        TrainLine {
            id: train.id.into(),
            text: say.with("desk-train-times", &times),
            open: phase == "open",
            phase_text: say.text(&format!("train-phase-{}", phase.replace('_', "-"))),
        }
    };
    Ok(trains.iter().map(line).collect())
}

/// Takes many orders the same step. Each is a change of its own: some may be refused.
pub(super) fn orders_step(desktop: &Desktop, bulk: BulkStep) -> Result<BulkDone, Problem> {
    let step = word_of::<Step>(&bulk.step).ok_or_else(|| Problem::program("no such step"))?;
    let (mut done, mut refused) = (0, Vec::new());
    for id in bulk.ids {
        let command = command_of(id.into(), step, bulk.driver.map(Id::from))?;
        match desktop.send(Command::Ordering(command)) {
            Ok(_) => done += 1,
            Err(problem) => refused.push(format!("{}: {}", tracking(desktop, id.into())?, problem.text)),
        }
    }
    let text = desktop.say().count("desk-orders-stepped", done);
    Ok(BulkDone { text, refused })
}

/// The command of a step that needs nothing but the order, or the order and a driver.
pub(super) fn command_of(order: Id, step: Step, driver: Option<Id>) -> Result<Ordering, Problem> {
    Ok(match (step, driver) {
        (Step::Confirm, _) => Ordering::Confirm { order },
        (Step::Pack, _) => Ordering::Pack { order, picks: Vec::new() },
        (Step::Assign, Some(driver)) => Ordering::Assign { order, driver, run: None },
        (Step::Depart, _) => Ordering::Depart { order },
        (Step::Deliver, _) => Ordering::Deliver { order },
        (Step::Retry, _) => Ordering::Retry { order, cycle: None },
        (Step::Return, _) => Ordering::Return { order },
        (Step::Cancel, _) => Ordering::Cancel { order, reason: String::new() },
        (Step::Assign | Step::Fail, _) => return Err(Problem::program("the step needs more than an order")),
    })
}

fn tracking(desktop: &Desktop, order: Id) -> Result<String, Problem> {
    let order = desktop.view(|tx, _| tx.get::<Order>(order))?;
    Ok(order.map(|order| order.tracking).unwrap_or_default())
}

/// Names that many rows share, looked up once.
#[derive(Default)]
pub(super) struct Names {
    drivers: BTreeMap<Id, String>,
    trains: BTreeMap<Id, String>,
}

impl Names {
    /// How a hub's driver is called.
    pub(super) fn driver(&mut self, tx: &mut Tx<'_>, hub: Id, user: Id) -> Result<String, Fault> {
        if let Some(name) = self.drivers.get(&user) {
            return Ok(name.clone());
        }
        let name = match tx.get::<Driver>(Driver::id_of(hub, user))? {
            Some(driver) => driver.name,
            None => member_name(tx, hub, user)?,
        };
        self.drivers.insert(user, name.clone());
        Ok(name)
    }

    fn train(&mut self, tx: &mut Tx<'_>, train: Id, say: &Say) -> Result<String, Fault> {
        if let Some(text) = self.trains.get(&train) {
            return Ok(text.clone());
        }
        let found = tx.get::<OrderCycle>(train)?;
        let text = found.map(|train| say.date_time(train.departs_at)).unwrap_or_default();
        self.trains.insert(train, text.clone());
        Ok(text)
    }
}

/// How a member of a hub's community is called; empty for strangers.
pub(super) fn member_name(tx: &mut Tx<'_>, hub: Id, user: Id) -> Result<String, Fault> {
    let Some(hub) = tx.get::<hubbub_core::community::model::Hub>(hub)? else { return Ok(String::new()) };
    let member = tx.get::<Member>(Member::id_of(hub.community, user))?;
    Ok(member.map(|member| member.display_name).unwrap_or_default())
}

/// An order as the list shows it.
pub(super) fn row(
    tx: &mut Tx<'_>,
    names: &mut Names,
    card: &OrderCard,
    say: &Say,
) -> Result<OrderRow, Fault> {
    Ok(OrderRow {
        id: card.id.into(),
        tracking: card.tracking.clone(),
        status: word(card.status),
        status_text: status_text(card.status, say),
        recipient: card.recipient.clone(),
        fulfilment: say.text(&format!("order-fulfilment-{}", dashed(card.fulfilment))),
        units: say.number(card.units),
        charged: card.charged.clone(),
        due: (card.due_minor > 0).then(|| say.money(card.due_minor, &card.currency)),
        train: match card.cycle {
            Some(train) => names.train(tx, train, say)?,
            None => String::new(),
        },
        driver: match card.driver {
            Some(driver) => names.driver(tx, card.hub, driver)?,
            None => String::new(),
        },
        placed: say.date_time(card.placed_at),
        pending: card.requested || tx.confirmed::<Order>(card.id)?.is_some(),
    })
}

pub(super) fn status_text(status: Status, say: &Say) -> String {
    say.text(&format!("order-status-{}", dashed(status)))
}

/// A value's word as it stands in a key, as `out-for-delivery`.
pub(super) fn dashed<T: Serialize>(value: T) -> String {
    word(value).replace('_', "-")
}
