//! Orders of another system, brought in as what they are: long done, exact to the ten-thousandth.
//!
//! They move no stock, for the units left another house. Amounts of a credit note are below 0.

use super::command::{Command, ImportedLine, ImportedOrder};
use super::cycle::IfLate;
use super::model::{Fulfilment, Order, OrderKind, OrderLine, Payment, RECIPIENT_CHARS_MAX};
use super::place::free_tracking;
use super::status::Status;
use super::tracking::TrackingNumber;
use crate::access::Access;
use crate::call::{Call, Stop};
use crate::check::{Check, is_new};
use crate::community::model::Hub;
use crate::inventory::model::Product;
use crate::money::{AMOUNT_MINOR_MAX, Currency, UnitPrice};
use crate::refusal::{Code, Refusal};
use crate::store::Tx;

/// Orders in one [`Command::ImportOrders`] at most, so that people's calls do not wait long behind it.
pub const ORDERS_PER_IMPORT_MAX: usize = 100;
/// Lines of one imported order at most. The longest of 10,783 real invoices has 1,114.
pub const LINES_PER_ORDER_MAX: usize = 10_000;
/// Units of one imported line at most, either way.
const UNITS_MAX: i64 = 1_000_000;

pub(super) fn execute(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    hub: &Hub,
    orders: &[ImportedOrder],
) -> Result<(), Stop> {
    let fits = (1..=ORDERS_PER_IMPORT_MAX).contains(&orders.len());
    Check::new().that(fits, "orders", "out_of_range").done()?;
    for (place, imported) in orders.iter().enumerate() {
        let field = |name: &str| format!("orders.{place}.{name}");
        let whole = (1..=LINES_PER_ORDER_MAX).contains(&imported.lines.len());
        Check::new()
            .that(imported.kind != OrderKind::Order, &field("kind"), "unknown")
            .that(imported.placed_at <= call.now, &field("placed_at"), "out_of_range")
            .that(whole, &field("lines"), "out_of_range")
            .line(&field("recipient"), &imported.recipient, RECIPIENT_CHARS_MAX)
            .done()?;
        let mut lines = Vec::with_capacity(imported.lines.len());
        let mut currency = None;
        for ((position, at), line) in (0..).zip(0_usize..).zip(&imported.lines) {
            let product: Option<Product> = access.find(tx, line.product)?;
            let product = product.filter(|product| product.community == hub.community);
            let wrong =
                |issue| Refusal::new(Code::ValidationFailed).field(&field(&format!("lines.{at}")), issue);
            let Some(product) = product else { return Err(wrong("unknown").into()) };
            currency.get_or_insert(product.currency);
            lines
                .push(written(imported, hub, position, &product, line).ok_or_else(|| wrong("out_of_range"))?);
        }
        let Some(currency) = currency else { continue };
        is_new(tx.insert(&order(imported, hub, &lines, currency))?)?;
        for line in &lines {
            tx.put(line)?;
        }
    }
    Ok(())
}

/// Gives each order a tracking number that no other has.
pub(super) fn settle(tx: &mut Tx<'_>, orders: &[ImportedOrder]) -> Result<(), Stop> {
    for imported in orders {
        let Some(order) = tx.get::<Order>(imported.order)? else { continue };
        let tracking = free_tracking(tx, &order, order.id)?;
        if tracking != order.tracking {
            tx.put(&Order { tracking, ..order })?;
        }
    }
    Ok(())
}

fn order(imported: &ImportedOrder, hub: &Hub, lines: &[OrderLine], currency: Currency) -> Order {
    let goods_minor = lines.iter().fold(0_i64, |sum, line| sum.saturating_add(line.amount_minor));
    Order {
        id: imported.order,
        community: hub.community,
        hub: hub.id,
        kind: imported.kind,
        customer: imported.customer,
        placed_by: None,
        tracking: TrackingNumber::of(imported.order, 0).to_string(),
        status: Status::Delivered,
        fail_reason: None,
        fulfilment: Fulfilment::PickUp,
        recipient: imported.recipient.clone(),
        phone: String::new(),
        address: None,
        lat_e6: None,
        lon_e6: None,
        notes: String::new(),
        window_from: None,
        window_until: None,
        currency,
        units: lines.iter().fold(0_i64, |sum, line| sum.saturating_add(line.quantity)),
        goods_minor,
        delivery_minor: 0,
        total_minor: goods_minor,
        charged_minor: goods_minor,
        paid_minor: goods_minor,
        payment: Payment::AtHub,
        paid_at: Some(imported.placed_at),
        cycle: None,
        placement: None,
        if_late: IfLate::NextTrain,
        substitutes_ok: false,
        confirmed_seq: None,
        driver: None,
        run: None,
        retries: 0,
        follows: None,
        placed_at: imported.placed_at,
        changed_at: imported.placed_at,
    }
}

/// The line, or none when a number is beyond all bounds.
fn written(
    imported: &ImportedOrder,
    hub: &Hub,
    position: i64,
    product: &Product,
    line: &ImportedLine,
) -> Option<OrderLine> {
    let ImportedLine { quantity, price_e4, .. } = *line;
    let bounded = quantity != 0 && (-UNITS_MAX..=UNITS_MAX).contains(&quantity);
    if !bounded || !(0..=AMOUNT_MINOR_MAX).contains(&price_e4) {
        return None;
    }
    let price = UnitPrice { ten_thousandths: price_e4, currency: product.currency };
    let amount_minor = price.times(quantity).ok()?.minor;
    Some(OrderLine {
        id: OrderLine::id_of(imported.order, position),
        order_id: imported.order,
        hub: hub.id,
        product: product.id,
        position,
        sku: product.sku.clone(),
        name: product.name.clone(),
        unit: product.unit.clone(),
        price_e4,
        quantity,
        amount_minor,
        charged_minor: amount_minor,
        reserved: 0,
        back_ordered: 0,
        packed: Some(quantity),
        short_reason: None,
        remainder: None,
        replaces: None,
        delivered: Some(quantity),
    })
}
