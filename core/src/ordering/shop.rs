//! The shop: which hubs sell what, their trains, and what a basket would cost.

use serde::Serialize;

use super::command::WantedLine;
use super::cycle::Phase;
use super::model::{Fulfilment, HubTerms, OrderCycle};
use super::place::delivery_fee;
use super::total::{Line, totals};
use crate::access::Viewer;
use crate::community::model::{Address, Hub};
use crate::i18n::{Locale, format_money};
use crate::id::Id;
use crate::inventory::model::{Product, StockLevel};
use crate::inventory::view::price_text;
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// Trains that a shop shows at most.
const TRAINS_MAX: usize = 10;

/// A hub that sells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShopHub {
    /// The hub.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: Address,
    /// Its IANA time zone.
    pub time_zone: String,
    /// Products that can be ordered there now.
    pub products: i64,
    /// What a delivery costs, in minor units.
    pub delivery_fee_minor: i64,
    /// The trains that take orders, or will, the next to leave first.
    pub trains: Vec<TrainCard>,
}

/// A train.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TrainCard {
    /// The train.
    pub id: Id,
    /// Where it is by now; its words are `train-phase-…`.
    pub phase: Phase,
    /// Orders are taken from here on.
    pub opens_at: Timestamp,
    /// Orders received before this are on it.
    pub cutoff_at: Timestamp,
    /// The crates are ready by then.
    pub pack_by: Timestamp,
    /// The drivers leave.
    pub departs_at: Timestamp,
    /// The last order has arrived.
    pub arrives_by: Timestamp,
    /// Whether it was called off.
    pub cancelled: bool,
}

/// What a basket would cost, and what is left of what is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Basket {
    /// Its lines.
    pub lines: Vec<BasketLine>,
    /// ISO 4217; empty for an empty basket.
    pub currency: String,
    /// All lines together.
    pub goods_minor: i64,
    /// Delivery.
    pub delivery_minor: i64,
    /// What goes into [`super::command::Command::Place`] as its total.
    pub total_minor: i64,
    /// The total, written out.
    pub total: String,
    /// Whether it can be ordered as it is, as far as this device knows.
    pub orderable: bool,
}

/// A line of a basket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BasketLine {
    /// The product.
    pub product: Id,
    /// Its name.
    pub name: String,
    /// What is counted.
    pub unit: String,
    /// What one unit costs, written out.
    pub price: String,
    /// Units wanted.
    pub quantity: i64,
    /// What they cost, in minor units.
    pub amount_minor: i64,
    /// The same, written out.
    pub amount: String,
    /// Units that could be had, as far as this device knows.
    pub left: i64,
    /// Whether that is not enough.
    pub short: bool,
}

/// The hubs of a community that sell, by name.
///
/// # Errors
/// The store's fault.
pub fn shop(tx: &mut Tx<'_>, viewer: &Viewer, community: Id) -> Result<Vec<ShopHub>, Fault> {
    let mut hubs = Vec::new();
    for hub in tx.select::<Hub>("community = ? ORDER BY name, id", &[Value::from(community)])? {
        let text = "SELECT count(*) FROM stock_level s JOIN product p ON p.id = s.product
             WHERE s.hub = ? AND p.archived_at IS NULL AND (s.on_hand > s.reserved OR s.back_order = 1)";
        let products = tx.query(text, &[hub.id.into()], |row| row.int(0))?;
        let terms: Option<HubTerms> = tx.get(hub.id)?;
        let trains = trains(tx, viewer, hub.id)?;
        hubs.push(ShopHub {
            id: hub.id,
            name: hub.name,
            address: hub.address,
            time_zone: hub.time_zone,
            products: products.first().copied().unwrap_or_default(),
            delivery_fee_minor: terms.map_or(0, |terms| terms.delivery_fee_minor),
            trains,
        });
    }
    Ok(hubs)
}

/// The trains of a hub that have not left, the next first.
///
/// # Errors
/// The store's fault.
pub fn trains(tx: &mut Tx<'_>, viewer: &Viewer, hub: Id) -> Result<Vec<TrainCard>, Fault> {
    let clause = format!(
        "hub = ? AND departs_at > ? AND cancelled_at IS NULL ORDER BY departs_at, id LIMIT {TRAINS_MAX}"
    );
    let found = tx.select::<OrderCycle>(&clause, &[hub.into(), viewer.now.into()])?;
    Ok(found.iter().map(|cycle| train_card(cycle, viewer.now)).collect())
}

pub(super) fn train_card(cycle: &OrderCycle, now: Timestamp) -> TrainCard {
    let OrderCycle { id, opens_at, cutoff_at, pack_by, departs_at, arrives_by, cancelled_at, .. } = *cycle;
    let phase = cycle.train().phase(now);
    let cancelled = cancelled_at.is_some();
    TrainCard { id, phase, opens_at, cutoff_at, pack_by, departs_at, arrives_by, cancelled }
}

/// What a basket would cost at a hub, and what is left there. Products that are gone are left out.
///
/// # Errors
/// The store's fault.
pub fn basket(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    hub: Id,
    wanted: &[WantedLine],
    fulfilment: Fulfilment,
) -> Result<Basket, Fault> {
    let mut lines = Vec::new();
    let mut priced = Vec::new();
    for line in wanted {
        let Some(product) = tx.get::<Product>(line.product)? else { continue };
        let level: Option<StockLevel> = tx.get(StockLevel::id_of(hub, product.id))?;
        let left = level.map_or(0, |level| level.level().orderable());
        let amount_minor = product.unit_price().times(line.quantity).map_or(0, |amount| amount.minor);
        lines.push(BasketLine {
            product: product.id,
            name: product.name.get(viewer.locale, Locale::default()).to_owned(),
            unit: product.unit.clone(),
            price: price_text(product.unit_price(), viewer.locale),
            quantity: line.quantity,
            amount_minor,
            amount: format_money(amount_minor, product.currency.code(), viewer.locale),
            left,
            short: line.quantity > left,
        });
        priced.push(Line { product: product.id, unit_price: product.unit_price(), quantity: line.quantity });
    }
    let terms: Option<HubTerms> = tx.get(hub)?;
    let currency = priced.first().map(|line| line.unit_price.currency);
    let sums = currency
        .and_then(|currency| totals(&priced, delivery_fee(terms.as_ref(), fulfilment, currency)).ok());
    let orderable = sums.is_some() && lines.iter().all(|line| !line.short);
    let minor = |pick: fn(&super::total::Totals) -> i64| sums.as_ref().map_or(0, pick);
    let code = currency.map(|currency| currency.code().to_owned()).unwrap_or_default();
    let total_minor = minor(|sums| sums.total.minor);
    Ok(Basket {
        lines,
        goods_minor: minor(|sums| sums.goods.minor),
        delivery_minor: minor(|sums| sums.delivery.minor),
        total_minor,
        total: if code.is_empty() { String::new() } else { format_money(total_minor, &code, viewer.locale) },
        currency: code,
        orderable,
    })
}
