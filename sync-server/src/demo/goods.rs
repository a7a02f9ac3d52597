//! What the demo community sells and brings: products, trains, orders on their way, drivers and a run that
//! waits. Read from `goods.json`, moved in after the people.

use std::collections::BTreeMap;

use hubbub_core::id::Id;
use hubbub_core::money::{Currency, Money, UnitPrice};
use hubbub_core::ordering::total::{Line, totals};
use hubbub_core::time::{HOUR_MS, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use super::file::{Demo, Words};
use super::id_of;
use crate::import::job::{ImportError, Job};

/// The file of the demo community's goods.
pub const GOODS: &str = include_str!("../../demo/goods.json");

#[derive(Deserialize)]
struct Goods {
    terms: Vec<Terms>,
    products: Vec<Product>,
    trains: Vec<Train>,
    orders: Vec<Order>,
    drivers: Vec<Driver>,
    runs: Vec<Run>,
}

#[derive(Deserialize)]
struct Terms {
    hub: String,
    delivery_fee_minor: i64,
}

#[derive(Deserialize)]
struct Product {
    slug: String,
    hub: String,
    sku: String,
    unit: String,
    price_e4: i64,
    name: Words,
    about: Words,
    stock: Vec<Stock>,
}

#[derive(Deserialize)]
struct Stock {
    hub: String,
    units: i64,
    low_at: Option<i64>,
    back_order: bool,
    back_order_cap: Option<i64>,
}

#[derive(Deserialize)]
struct Train {
    slug: String,
    hub: String,
    opens_in_hours: i64,
    cutoff_in_hours: i64,
    pack_by_in_hours: i64,
    departs_in_hours: i64,
    arrives_by_in_hours: i64,
}

#[derive(Deserialize)]
struct Order {
    slug: String,
    customer: String,
    hub: String,
    lines: Vec<OrderLine>,
    address: Option<Value>,
    lat_e6: Option<i64>,
    lon_e6: Option<i64>,
    notes: String,
    payment: String,
    train: Option<String>,
    if_late: String,
    steps: Vec<String>,
}

#[derive(Deserialize)]
struct OrderLine {
    product: String,
    quantity: i64,
}

#[derive(Deserialize)]
struct Driver {
    resident: String,
    hub: String,
    name: String,
    vehicle: String,
    capacity: i64,
}

#[derive(Deserialize)]
struct Run {
    slug: String,
    hub: String,
    driver: String,
    departs_in_hours: i64,
    stops: Vec<String>,
}

/// Lets the goods move in, as of `now`.
pub(super) fn move_in(job: &mut Job<'_>, demo: &Demo, now: Timestamp) -> Result<(), ImportError> {
    let goods: Goods = serde_json::from_str(GOODS).map_err(|error| wrong(&error))?;
    for terms in &goods.terms {
        let hub = id_of("hub", &terms.hub);
        let command = json!({
            "area": "ordering", "kind": "set_terms", "hub": hub, "delivery_fee_minor": terms.delivery_fee_minor,
            "currency": demo.community.currency,
        });
        job.command(Id::of("demo terms", &[hub]), &command)?;
    }
    for product in &goods.products {
        shelve(job, product)?;
    }
    for train in &goods.trains {
        announce(job, train, now)?;
    }
    for order in &goods.orders {
        place(job, demo, &goods, order)?;
    }
    for driver in &goods.drivers {
        let (hub, user) = (id_of("hub", &driver.hub), id_of("resident", &driver.resident));
        let command = json!({
            "area": "delivery", "kind": "enlist_driver", "hub": hub, "user": user, "name": driver.name,
            "vehicle": driver.vehicle, "capacity": driver.capacity,
        });
        job.command(Id::of("demo driver", &[hub, user]), &command)?;
    }
    for run in &goods.runs {
        plan(job, run, now)?;
    }
    Ok(())
}

fn wrong(problem: &impl std::fmt::Display) -> ImportError {
    ImportError::Refused(format!("goods.json: {problem}"))
}

fn shelve(job: &mut Job<'_>, product: &Product) -> Result<(), ImportError> {
    let id = id_of("product", &product.slug);
    let command = json!({
        "area": "inventory", "kind": "add_product", "product": id, "hub": id_of("hub", &product.hub),
        "sku": product.sku, "name": product.name, "about": product.about, "unit": product.unit,
        "price_e4": product.price_e4,
    });
    job.command(id.derive(0), &command)?;
    for stock in &product.stock {
        let hub = id_of("hub", &stock.hub);
        let at = Id::of("demo stock", &[hub, id]);
        let rules = json!({
            "area": "inventory", "kind": "set_stock_rules", "hub": hub, "product": id, "low_at": stock.low_at,
            "back_order": stock.back_order, "back_order_cap": stock.back_order_cap,
        });
        job.command(at.derive(0), &rules)?;
        let units = json!({
            "area": "inventory", "kind": "adjust", "hub": hub, "product": id, "change": stock.units,
            "reason": "received",
        });
        job.command(at.derive(1), &units)?;
    }
    Ok(())
}

fn announce(job: &mut Job<'_>, train: &Train, now: Timestamp) -> Result<(), ImportError> {
    let id = id_of("train", &train.slug);
    let at = |hours: i64| now.plus(hours * HOUR_MS);
    let command = json!({
        "area": "ordering", "kind": "add_cycle", "cycle": id, "hub": id_of("hub", &train.hub),
        "times": {
            "opens_at": at(train.opens_in_hours), "cutoff_at": at(train.cutoff_in_hours),
            "pack_by": at(train.pack_by_in_hours), "departs_at": at(train.departs_in_hours),
            "arrives_by": at(train.arrives_by_in_hours),
        },
    });
    job.command(id.derive(0), &command)
}

fn place(job: &mut Job<'_>, demo: &Demo, goods: &Goods, order: &Order) -> Result<(), ImportError> {
    let id = id_of("order", &order.slug);
    let resident = demo.residents.iter().find(|resident| resident.slug == order.customer);
    let resident = resident.ok_or_else(|| wrong(&format!("nobody is called {}", order.customer)))?;
    let total_minor = total(demo, goods, order)?;
    let delivery = order.address.is_some();
    let mut to = json!({
        "fulfilment": if delivery { "delivery" } else { "pick_up" }, "recipient": resident.name, "notes": order.notes,
    });
    if delivery {
        to["address"] = json!(order.address);
        to["lat_e6"] = json!(order.lat_e6);
        to["lon_e6"] = json!(order.lon_e6);
    }
    let lines = order.lines.iter();
    let lines: Vec<Value> = lines
        .map(|line| json!({ "product": id_of("product", &line.product), "quantity": line.quantity }))
        .collect();
    let mut command = json!({
        "area": "ordering", "kind": "place", "order": id, "hub": id_of("hub", &order.hub),
        "customer": id_of("resident", &order.customer), "lines": lines, "total_minor": total_minor, "to": to,
        "payment": order.payment, "if_late": order.if_late,
    });
    if let Some(train) = &order.train {
        command["cycle"] = json!(id_of("train", train));
    }
    job.command(id.derive(0), &command)?;
    for (ordinal, step) in (1..).zip(&order.steps) {
        let command = match step.as_str() {
            "pay" => json!({
                "area": "ordering", "kind": "take_payment", "order": id, "amount_minor": total_minor, "method": "cash",
            }),
            kind => json!({ "area": "ordering", "kind": kind, "order": id }),
        };
        job.command(id.derive(ordinal), &command)?;
    }
    Ok(())
}

/// What an order costs, as a phone would have added it up.
fn total(demo: &Demo, goods: &Goods, order: &Order) -> Result<i64, ImportError> {
    let currency = Currency::new(&demo.community.currency).map_err(|fault| wrong(&fault))?;
    let prices: BTreeMap<&str, i64> =
        goods.products.iter().map(|product| (product.slug.as_str(), product.price_e4)).collect();
    let mut lines = Vec::new();
    for line in &order.lines {
        let price = prices.get(line.product.as_str());
        let ten_thousandths = *price.ok_or_else(|| wrong(&format!("no product {}", line.product)))?;
        lines.push(Line {
            product: id_of("product", &line.product),
            unit_price: UnitPrice { ten_thousandths, currency },
            quantity: line.quantity,
        });
    }
    let fee = goods.terms.iter().find(|terms| terms.hub == order.hub && order.address.is_some());
    let fee = Money::new(fee.map_or(0, |terms| terms.delivery_fee_minor), currency);
    totals(&lines, fee).map(|totals| totals.total.minor).map_err(|fault| wrong(&fault))
}

fn plan(job: &mut Job<'_>, run: &Run, now: Timestamp) -> Result<(), ImportError> {
    let id = id_of("run", &run.slug);
    let stops: Vec<Value> = run.stops.iter().map(|order| json!({ "order": id_of("order", order) })).collect();
    let command = json!({
        "area": "delivery", "kind": "plan_runs", "hub": id_of("hub", &run.hub),
        "runs": [{
            "run": id, "driver": id_of("resident", &run.driver),
            "departs_at": now.plus(run.departs_in_hours * HOUR_MS), "stops": stops,
        }],
    });
    job.command(id.derive(0), &command)
}
