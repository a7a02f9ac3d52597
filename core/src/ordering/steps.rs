//! The steps of an order: one path for everybody who takes one, by command or by what happens at a stop.
//!
//! [`turn`] decides a step and writes it down, on devices and on the server alike; [`effects`] moves the
//! stock and tells people, on the server only.

use super::command::Command;
use super::model::{Fulfilment, Order, OrderEvent, OrderLine, REASON_CHARS_MAX};
use super::status::{self, Role, Status, StatusRefusal};
use super::{pack, trains};
use crate::access::{Access, Role as Granted};
use crate::call::{Actor, Call, Stop};
use crate::check::Check;
use crate::community::model::{Member, RoleGrant};
use crate::delivery::cash::Collection;
use crate::delivery::runs;
use crate::delivery::stop::FailReason;
use crate::id::Id;
use crate::inventory::ledger;
use crate::inventory::stock::Holding;
use crate::money::Money;
use crate::notice::model::{Kind, Telling, tell};
use crate::refusal::{Code, Param, Refusal};
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// Who does something, and when: what a step needs to know of its call.
#[derive(Clone, Copy, Debug)]
pub struct Act {
    /// The call.
    pub call: Id,
    /// Who; none: the server itself.
    pub actor: Option<Id>,
    /// The device's clock.
    pub at: Timestamp,
    /// The clock that decides.
    pub now: Timestamp,
}

impl Act {
    /// The act of a call.
    #[must_use]
    pub fn of<C>(call: &Call<C>) -> Self {
        let actor = match call.actor {
            Actor::Person(user) => Some(user),
            Actor::Job => None,
        };
        Self { call: call.id, actor, at: call.at, now: call.now }
    }
}

/// A step with what belongs to it.
#[derive(Clone, Copy, Debug)]
pub struct Step<'s> {
    /// The step.
    pub command: status::Command,
    /// Why a delivery failed.
    pub reason: Option<FailReason>,
    /// In somebody's own words.
    pub note: &'s str,
}

impl Step<'_> {
    /// A step without reason and words.
    #[must_use]
    pub const fn plain(command: status::Command) -> Self {
        Self { command, reason: None, note: "" }
    }
}

/// Takes a step with the first of `roles` that may take it, and writes it down.
///
/// # Errors
/// `FORBIDDEN_ROLE` or `INVALID_STATE`, or a fault.
pub fn turn(tx: &mut Tx<'_>, act: &Act, order: Order, step: Step<'_>, roles: &[Role]) -> Result<Order, Stop> {
    let (role, to) = decide(order.status, step.command, roles)?;
    let failed = step.command == status::Command::Fail;
    let again = step.command == status::Command::Retry;
    let order = Order {
        status: to,
        fail_reason: if failed { step.reason } else { order.fail_reason.filter(|_| !again) },
        retries: order.retries.saturating_add(i64::from(failed)),
        driver: order.driver.filter(|_| !again),
        run: order.run.filter(|_| !again),
        changed_at: act.now,
        ..order
    };
    tx.put(&order)?;
    tx.put(&written(act, &order, word(step.command), role, step))?;
    Ok(order)
}

fn decide(from: Status, command: status::Command, roles: &[Role]) -> Result<(Role, Status), Refusal> {
    let mut why = StatusRefusal::ForbiddenRole;
    for role in roles {
        match status::step(from, command, *role) {
            Ok(step) => return Ok((*role, step.to)),
            Err(refusal @ StatusRefusal::InvalidState { .. }) => why = refusal,
            Err(StatusRefusal::ForbiddenRole) => {}
        }
    }
    Err(Refusal::new(match why {
        StatusRefusal::ForbiddenRole => Code::ForbiddenRole,
        StatusRefusal::InvalidState { .. } => Code::InvalidState,
    }))
}

/// A line of an order's history for what a call does in `role`.
#[must_use]
pub(super) fn event<C>(call: &Call<C>, order: &Order, word: &str, role: Role) -> OrderEvent {
    written(&Act::of(call), order, word, role, Step::plain(status::Command::Confirm))
}

fn written(act: &Act, order: &Order, word: &str, role: Role, step: Step<'_>) -> OrderEvent {
    OrderEvent {
        id: Id::of("order event", &[act.call, order.id, Id::named("step", word)]),
        order_id: order.id,
        command: word.to_owned(),
        status: order.status,
        actor: act.actor,
        role,
        made_at: act.at,
        received_at: act.now,
        reason: step.reason,
        note: step.note.to_owned(),
    }
}

/// The stable word of a step.
#[must_use]
pub const fn word(command: status::Command) -> &'static str {
    use status::Command as C;
    match command {
        C::Confirm => "confirm",
        C::Pack => "pack",
        C::Assign => "assign",
        C::Depart => "depart",
        C::Deliver => "deliver",
        C::Fail => "fail",
        C::Retry => "retry",
        C::Return => "return",
        C::Cancel => "cancel",
    }
}

/// The lines of an order, in their order.
///
/// # Errors
/// The store's fault.
pub fn lines_of(tx: &mut Tx<'_>, order: Id) -> Result<Vec<OrderLine>, Fault> {
    tx.select::<OrderLine>("order_id = ? ORDER BY position, id", &[Value::from(order)])
}

pub(super) fn execute(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    order: Order,
    step: status::Command,
) -> Result<(), Stop> {
    let roles = order.capacities(access, call.actor);
    let (mut reason, mut note) = (None, "");
    // The table speaks first: who may not take the step learns nothing else.
    decide(order.status, step, &roles)?;
    let order = match call.command {
        Command::Pack { picks, .. } => pack::execute(tx, access, order, picks)?,
        Command::Assign { driver, .. } => {
            Check::new().that(order.fulfilment == Fulfilment::Delivery, "order", "unknown").done()?;
            is_driver(tx, access, &order, *driver)?;
            Order { driver: Some(*driver), ..order }
        }
        Command::Fail { reason: why, .. } => {
            reason = Some(*why);
            order
        }
        Command::Retry { cycle, .. } => match cycle {
            Some(cycle) => {
                let late = order.if_late;
                let placement = trains::placement(tx, access, order.hub, *cycle, call.now, late)?;
                Order { cycle: Some(trains::train_of(placement)), placement: Some(placement), ..order }
            }
            None => Order { cycle: None, placement: None, ..order },
        },
        Command::Cancel { reason: words, .. } => {
            if !words.is_empty() {
                Check::new().line("reason", words, REASON_CHARS_MAX).done()?;
            }
            note = words;
            order
        }
        _ => order,
    };
    turn(tx, &Act::of(call), order, Step { command: step, reason, note }, &roles).map(drop)
}

/// The driver must be one of the order's hub.
fn is_driver(tx: &mut Tx<'_>, access: &Access, order: &Order, driver: Id) -> Result<(), Stop> {
    let member = Member::id_of(order.community, driver);
    let grant: Option<RoleGrant> =
        access.find(tx, RoleGrant::id_of(member, Granted::Driver, Some(order.hub)))?;
    Ok(Check::new().that(grant.is_some(), "driver", "unknown").done()?)
}

pub(super) fn settle(
    tx: &mut Tx<'_>,
    call: &Call<&Command>,
    order: Id,
    step: status::Command,
) -> Result<(), Stop> {
    let order: Order = tx.get(order)?.ok_or(Code::NotFound)?;
    let act = Act::of(call);
    if let Command::Assign { driver, run, .. } = call.command {
        return runs::put_on_run(tx, &act, order, *driver, *run);
    }
    effects(tx, &act, &order, step)?;
    runs::follow(tx, &act, &order, step)
}

/// What a step that was taken does to the stock, and who is told. The stops of runs are left alone.
///
/// # Errors
/// A fault.
pub fn effects(tx: &mut Tx<'_>, act: &Act, order: &Order, step: status::Command) -> Result<(), Stop> {
    use status::Command as C;
    match step {
        C::Confirm => {
            let confirmed_seq = Some(next_seq(tx, order.hub)?);
            tx.put(&Order { confirmed_seq, ..order.clone() })?;
            told(tx, act, order, Kind::OrderConfirmed)
        }
        C::Depart => {
            for mut line in lines_of(tx, order.id)? {
                ledger::ship(tx, act.call, act.now, &mut line)?;
            }
            told(tx, act, order, Kind::OrderOut)
        }
        C::Deliver => {
            for line in lines_of(tx, order.id)? {
                if line.delivered.is_none() {
                    tx.put(&OrderLine { delivered: Some(line.out_units()), ..line })?;
                }
            }
            told(tx, act, order, Kind::OrderDelivered)
        }
        C::Fail => told(tx, act, order, Kind::OrderFailed),
        C::Retry => {
            for mut line in lines_of(tx, order.id)? {
                ledger::unship(tx, act.call, act.now, &mut line)?;
            }
            Ok(())
        }
        C::Return => {
            for line in lines_of(tx, order.id)? {
                ledger::restock(tx, act.call, act.now, &line, line.out_units())?;
            }
            told(tx, act, order, Kind::OrderReturned)
        }
        C::Cancel => {
            for mut line in lines_of(tx, order.id)? {
                let holding = Holding { reserved: line.reserved, back_ordered: line.back_ordered };
                ledger::release(tx, act.call, act.now, &mut line, holding)?;
            }
            told(tx, act, order, Kind::OrderCancelled)
        }
        C::Pack | C::Assign => Ok(()),
    }
}

/// Tells the customer, unless they did it themselves.
pub(super) fn told(tx: &mut Tx<'_>, act: &Act, order: &Order, kind: Kind) -> Result<(), Stop> {
    let Some(customer) = order.customer.filter(|customer| act.actor != Some(*customer)) else {
        return Ok(());
    };
    let telling = Telling::new(customer, order.community, kind, order.id)
        .with("tracking", Param::Text(order.tracking.clone()));
    Ok(tell(tx, act.call, act.now, telling)?)
}

fn next_seq(tx: &mut Tx<'_>, hub: Id) -> Result<i64, Fault> {
    tx.execute(
        "INSERT INTO confirmed_count (hub_id, number) VALUES (?, 1)
         ON CONFLICT (hub_id) DO UPDATE SET number = confirmed_count.number + 1",
        &[hub.into()],
    )?;
    let text = "SELECT number FROM confirmed_count WHERE hub_id = ?";
    let number = tx.query(text, &[hub.into()], |row| row.int(0))?;
    number.first().copied().ok_or_else(|| Fault::Bug("a hub's count is gone".to_owned()))
}

/// Over the counter: the three steps from the crate into somebody's hands, one after the other.
const OVER_THE_COUNTER: [status::Command; 3] =
    [status::Command::Assign, status::Command::Depart, status::Command::Deliver];

pub(super) fn hand_over(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    order: Order,
) -> Result<(), Stop> {
    if order.fulfilment != Fulfilment::PickUp {
        return Err(Code::InvalidState.into());
    }
    let roles = order.capacities(access, call.actor);
    let mut order = order;
    for step in OVER_THE_COUNTER {
        order = turn(tx, &Act::of(call), order, Step::plain(step), &roles)?;
    }
    Ok(())
}

pub(super) fn settle_hand_over(tx: &mut Tx<'_>, call: &Call<&Command>, order: Id) -> Result<(), Stop> {
    let order: Order = tx.get(order)?.ok_or(Code::NotFound)?;
    let act = Act::of(call);
    // Who fetches something is not told that it is on its way.
    for mut line in lines_of(tx, order.id)? {
        ledger::ship(tx, act.call, act.now, &mut line)?;
    }
    effects(tx, &act, &order, status::Command::Deliver)
}

pub(super) fn take_payment(tx: &mut Tx<'_>, call: &Call<&Command>, order: Order) -> Result<(), Stop> {
    let Command::TakePayment { amount_minor, method, reason, .. } = call.command else { return Ok(()) };
    if order.status == Status::Cancelled || order.due_minor() == 0 {
        return Err(Code::InvalidState.into());
    }
    let collection = Collection {
        due_now: Money::new(order.due_minor(), order.currency),
        collected: Money::new(*amount_minor, order.currency),
        method: *method,
        reason: *reason,
    };
    check_collection(&collection, "amount_minor")?;
    let order = Order {
        paid_minor: order.paid_minor.saturating_add(*amount_minor),
        paid_at: Some(call.at),
        changed_at: call.now,
        ..order
    };
    tx.put(&order)?;
    let access = Access::load(tx, call.actor)?;
    let role = order.capacities(&access, call.actor).first().copied().unwrap_or(Role::Bystander);
    Ok(tx.put(&event(call, &order, "pay", role))?)
}

/// Whether an amount of money can have been taken, and differs only for a reason.
///
/// # Errors
/// `VALIDATION_FAILED`, naming `field` or the reason.
pub fn check_collection(collection: &Collection, field: &str) -> Result<(), Refusal> {
    use crate::delivery::cash::CashFault as F;
    let refusal = Refusal::new(Code::ValidationFailed);
    match collection.discrepancy() {
        Ok(_) => Ok(()),
        Err(F::ReasonMissing) => Err(refusal.field("reason", "required")),
        Err(F::NothingDiffers) => Err(refusal.field("reason", "unknown")),
        Err(F::SignatureMissing | F::OwnCount | F::Money(_)) => Err(refusal.field(field, "out_of_range")),
    }
}
