//! Placing an order: what it costs, where it goes, and, on the server, the units it takes.

use super::command::{Command, Destination, WantedLine};
use super::cycle::Placement;
use super::model::{
    Fulfilment, HubTerms, NOTES_CHARS_MAX, Order, OrderKind, OrderLine, PHONE_CHARS_MAX, Payment,
    RECIPIENT_CHARS_MAX,
};
use super::status::{Role, Status};
use super::steps;
use super::total::{Line, TotalFault, Totals, check_total, totals};
use super::tracking::TrackingNumber;
use super::trains::{placement, train_of};
use crate::access::{Access, Permission};
use crate::call::{Actor, Call, Stop};
use crate::check::{Check, is_new};
use crate::community::model::{Hub, Member};
use crate::delivery::geo::Position;
use crate::id::Id;
use crate::inventory::ledger;
use crate::inventory::model::Product;
use crate::money::{Currency, Money};
use crate::notice::model::{Kind, Telling, tell};
use crate::refusal::{Code, Param, Refusal};
use crate::store::{Fault, Tx, Value};

/// How many tracking numbers are tried before something else must be wrong.
const ATTEMPTS_MAX: u32 = 100;

pub(super) fn execute(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>) -> Result<(), Stop> {
    let Command::Place {
        order,
        hub,
        customer,
        lines,
        total_minor,
        to,
        payment,
        cycle,
        if_late,
        substitutes_ok,
    } = call.command
    else {
        return Ok(());
    };
    let hub: Hub = access.see(tx, *hub)?;
    access.require(call.command.permission(), hub.community, Some(hub.id))?;
    let (customer, role) = customer_of(tx, access, call, &hub, *customer)?;
    check_destination(to, *payment)?;
    let products = products(tx, access, &hub, lines)?;
    let totals = add_up(tx, access, &hub, to, &products, *total_minor)?;
    let placement = match cycle {
        Some(cycle) => Some(placement(tx, access, hub.id, *cycle, call.now, *if_late)?),
        None => None,
    };
    let order = Order {
        id: *order,
        community: hub.community,
        hub: hub.id,
        kind: OrderKind::Order,
        customer: Some(customer),
        placed_by: access.author(None)?,
        tracking: TrackingNumber::of(call.id, 0).to_string(),
        status: Status::Pending,
        fail_reason: None,
        fulfilment: to.fulfilment,
        recipient: to.recipient.clone(),
        phone: to.phone.clone(),
        address: to.address.clone(),
        lat_e6: to.lat_e6,
        lon_e6: to.lon_e6,
        notes: to.notes.clone(),
        window_from: to.window_from,
        window_until: to.window_until,
        currency: totals.total.currency,
        units: lines.iter().fold(0, |sum, line| line.quantity.saturating_add(sum)),
        goods_minor: totals.goods.minor,
        delivery_minor: totals.delivery.minor,
        total_minor: totals.total.minor,
        charged_minor: totals.total.minor,
        paid_minor: 0,
        payment: *payment,
        paid_at: None,
        cycle: placement.map(train_of),
        placement,
        if_late: *if_late,
        substitutes_ok: *substitutes_ok,
        confirmed_seq: None,
        driver: None,
        run: None,
        retries: 0,
        follows: None,
        placed_at: call.now,
        changed_at: call.now,
    };
    write(tx, &order, &products, &totals)?;
    Ok(tx.put(&steps::event(call, &order, "place", role))?)
}

fn write(tx: &mut Tx<'_>, order: &Order, products: &[(Product, i64)], totals: &Totals) -> Result<(), Stop> {
    is_new(tx.insert(order)?)?;
    for ((position, (product, quantity)), amount) in (0..).zip(products).zip(&totals.lines) {
        tx.put(&line(order, position, product, *quantity, *amount))?;
    }
    Ok(())
}

/// Reserves the units, gives the order a tracking number of its own, and says which train it got.
pub(super) fn settle(tx: &mut Tx<'_>, call: &Call<&Command>, order: Id) -> Result<(), Stop> {
    let order: Order = tx.get(order)?.ok_or(Code::NotFound)?;
    let mut lines = steps::lines_of(tx, order.id)?;
    ledger::reserve(tx, call.id, call.now, &order, &mut lines)?;
    for line in &lines {
        tx.put(line)?;
    }
    let tracking = free_tracking(tx, &order, call.id)?;
    if tracking != order.tracking {
        tx.put(&Order { tracking, ..order.clone() })?;
    }
    if let (Some(Placement::Rolled(train)), Some(customer)) = (order.placement, order.customer) {
        let train: Option<super::model::OrderCycle> = tx.get(train)?;
        let departs_at = train.map_or(order.placed_at, |train| train.departs_at);
        let telling = Telling::new(customer, order.community, Kind::OrderRolled, order.id)
            .with("tracking", Param::Text(order.tracking.clone()))
            .with("departs_at", Param::Time(departs_at));
        tell(tx, call.id, call.now, telling)?;
    }
    Ok(())
}

/// The first tracking number of a call that no other order has.
pub(super) fn free_tracking(tx: &mut Tx<'_>, order: &Order, call: Id) -> Result<String, Fault> {
    for attempt in 0..ATTEMPTS_MAX {
        let tracking = TrackingNumber::of(call, attempt).to_string();
        let text = "SELECT id FROM orders WHERE tracking = ? AND id <> ?";
        let taken = tx.query(text, &[Value::from(tracking.as_str()), order.id.into()], |_| Ok(()))?;
        if taken.is_empty() {
            return Ok(tracking);
        }
    }
    Err(Fault::Bug("no tracking number is free".to_owned()))
}

/// For whom the order is, and in what capacity it is placed: for oneself, or by the hub for a member.
fn customer_of(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    hub: &Hub,
    named: Option<Id>,
) -> Result<(Id, Role), Stop> {
    let customer = match (call.actor, named) {
        (Actor::Person(user), None) => return Ok((user, Role::Customer)),
        (Actor::Person(user), Some(named)) if named == user => return Ok((user, Role::Customer)),
        (Actor::Job, None) => {
            return Err(Refusal::new(Code::ValidationFailed).field("customer", "required").into());
        }
        (_, Some(named)) => named,
    };
    access.require(Permission::RunOrders, hub.community, Some(hub.id))?;
    let member: Option<Member> = access.find(tx, Member::id_of(hub.community, customer))?;
    let known = member.is_some_and(|member| member.left_at.is_none());
    Check::new().that(known, "customer", "unknown").done()?;
    let manager = access.holds(crate::access::Role::HubManager, hub.community, Some(hub.id));
    let role = match call.actor {
        Actor::Job => Role::System,
        Actor::Person(_) if manager => Role::HubManager,
        Actor::Person(_) => Role::Admin,
    };
    Ok((customer, role))
}

fn check_destination(to: &Destination, payment: Payment) -> Result<(), Refusal> {
    let delivery = to.fulfilment == Fulfilment::Delivery;
    let placed = match (to.lat_e6, to.lon_e6) {
        (None, None) => true,
        (Some(lat), Some(lon)) => Position::new(lat, lon).is_some(),
        _ => false,
    };
    let window = match (to.window_from, to.window_until) {
        (Some(from), Some(until)) => from < until,
        _ => true,
    };
    let bounded = |text: &str, max: usize| text.chars().count() <= max && !text.chars().any(is_odd);
    let check = Check::new()
        .line("to.recipient", &to.recipient, RECIPIENT_CHARS_MAX)
        .that(bounded(&to.phone, PHONE_CHARS_MAX), "to.phone", "too_long")
        .that(bounded(&to.notes, NOTES_CHARS_MAX), "to.notes", "too_long")
        .that(placed, "to.lat_e6", "out_of_range")
        .that(window, "to.window_until", "out_of_range")
        .that(delivery == to.address.is_some(), "to.address", if delivery { "required" } else { "unknown" })
        .that(delivery || payment == Payment::AtHub, "payment", "unknown");
    match &to.address {
        Some(address) => address.check(check, "to.address").done(),
        None => check.done(),
    }
}

fn is_odd(letter: char) -> bool {
    letter.is_control() && letter != '\n'
}

/// The products of the lines, all of the hub's community and on the list.
fn products(
    tx: &mut Tx<'_>,
    access: &Access,
    hub: &Hub,
    lines: &[WantedLine],
) -> Result<Vec<(Product, i64)>, Stop> {
    let mut check = Check::new().that(!lines.is_empty(), "lines", "required");
    check = check.that(lines.len() <= super::total::LINES_MAX, "lines", "too_long");
    let mut products = Vec::with_capacity(lines.len().min(super::total::LINES_MAX));
    for (place, line) in lines.iter().enumerate().take(super::total::LINES_MAX) {
        let product: Option<Product> = access.find(tx, line.product)?;
        let on_list =
            product.filter(|product| product.community == hub.community && product.archived_at.is_none());
        check = check.that(on_list.is_some(), &format!("lines.{place}.product"), "unknown");
        products.extend(on_list.map(|product| (product, line.quantity)));
    }
    check.done()?;
    Ok(products)
}

fn add_up(
    tx: &mut Tx<'_>,
    access: &Access,
    hub: &Hub,
    to: &Destination,
    products: &[(Product, i64)],
    claimed_minor: i64,
) -> Result<Totals, Stop> {
    let currency = products.first().map(|(product, _)| product.currency);
    let Some(currency) = currency else { return Err(Code::ValidationFailed.into()) };
    let terms: Option<HubTerms> = access.find(tx, hub.id)?;
    let fee = delivery_fee(terms.as_ref(), to.fulfilment, currency);
    let lines: Vec<Line> = products
        .iter()
        .map(|(product, quantity)| Line {
            product: product.id,
            unit_price: product.unit_price(),
            quantity: *quantity,
        })
        .collect();
    let sums = totals(&lines, fee).map_err(|fault| wrong(&lines, fault))?;
    check_total(&sums, Money::new(claimed_minor, currency)).map_err(|fault| wrong(&lines, fault))?;
    Ok(sums)
}

/// What a hub asks for bringing an order.
#[must_use]
pub fn delivery_fee(terms: Option<&HubTerms>, fulfilment: Fulfilment, currency: Currency) -> Money {
    let fee = terms.filter(|terms| fulfilment == Fulfilment::Delivery && terms.currency == currency);
    Money::new(fee.map_or(0, |terms| terms.delivery_fee_minor), currency)
}

fn wrong(lines: &[Line], fault: TotalFault) -> Refusal {
    let field = |product: Id, name: &str| {
        let place = lines.iter().rposition(|line| line.product == product).unwrap_or_default();
        format!("lines.{place}.{name}")
    };
    let refusal = Refusal::new(Code::ValidationFailed);
    match fault {
        TotalFault::NoLines => refusal.field("lines", "required"),
        TotalFault::TooManyLines => refusal.field("lines", "too_long"),
        TotalFault::QuantityOutOfRange { product } => {
            refusal.field(&field(product, "quantity"), "out_of_range")
        }
        TotalFault::ProductTwice { product } => refusal.field(&field(product, "product"), "product_twice"),
        TotalFault::Money(_) => refusal.field("lines", "out_of_range"),
        TotalFault::Differs { total } => Refusal::new(Code::PriceChanged)
            .with("total", Param::Money(total.minor, total.currency.code().to_owned())),
    }
}

fn line(order: &Order, position: i64, product: &Product, quantity: i64, amount: Money) -> OrderLine {
    OrderLine {
        id: OrderLine::id_of(order.id, position),
        order_id: order.id,
        hub: order.hub,
        product: product.id,
        position,
        sku: product.sku.clone(),
        name: product.name.clone(),
        unit: product.unit.clone(),
        price_e4: product.price_e4,
        quantity,
        amount_minor: amount.minor,
        charged_minor: amount.minor,
        reserved: 0,
        back_ordered: 0,
        packed: None,
        short_reason: None,
        remainder: None,
        replaces: None,
        delivered: None,
    }
}
