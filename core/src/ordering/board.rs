//! What managers see of orders: the long list, its counts, and the packing list.
//!
//! The list is read page by page along an index, so that its first page is as fast with 100,000 orders
//! as with ten.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::model::{Order, OrderKind, OrderLine};
use super::status::Status;
use super::steps::lines_of;
use super::view::{OrderCard, card};
use crate::access::Viewer;
use crate::i18n::Locale;
use crate::id::Id;
use crate::store::{Fault, Tx, Value};

/// Orders on one page at most.
pub const ROWS_PER_PAGE_MAX: usize = 500;

/// By what the list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// When it was placed.
    #[default]
    PlacedAt,
    /// What is to be paid.
    Charged,
}

/// Which orders are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderFilter {
    /// Of these states; empty: of all.
    pub statuses: Vec<Status>,
    /// What they are; absent: orders.
    pub kind: Option<OrderKind>,
    /// In the tracking number, or in the recipient's name; empty: all.
    pub search: String,
    /// On this train.
    pub cycle: Option<Id>,
    /// With this driver.
    pub driver: Option<Id>,
    /// By what they are sorted.
    pub sort: SortBy,
    /// Whether the smallest comes first.
    pub ascending: bool,
}

/// Where a page ends: the next begins after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The last row's value of the column that is sorted by.
    pub value: i64,
    /// The last row's id.
    pub id: Id,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrdersPage {
    /// Its rows.
    pub rows: Vec<OrderCard>,
    /// Where the next page begins; none: there is none.
    pub next: Option<Cursor>,
}

/// How many orders a hub has, by state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrderCounts {
    /// By state; states without orders are left out.
    pub by_status: BTreeMap<Status, i64>,
    /// All together.
    pub all: i64,
}

/// What has to go into crates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PackingList {
    /// Each order with its lines, in the order they were confirmed.
    pub orders: Vec<PackingOrder>,
    /// What has to be fetched from the shelves in all, by code.
    pub picks: Vec<PickLine>,
}

/// One crate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PackingOrder {
    /// The order.
    pub id: Id,
    /// Its tracking number.
    pub tracking: String,
    /// Who takes it.
    pub recipient: String,
    /// Whether another product may take the place of one that is missing.
    pub substitutes_ok: bool,
    /// Its lines.
    pub lines: Vec<PickLine>,
}

/// Units of one product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PickLine {
    /// The product.
    pub product: Id,
    /// Its code.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// What is counted.
    pub unit: String,
    /// Units.
    pub quantity: i64,
    /// Of these, units that are in the house.
    pub reserved: i64,
    /// Its place in the order, for one crate; 0 in the sum.
    pub position: i64,
}

/// A page of a hub's orders.
///
/// # Errors
/// The store's fault.
pub fn orders(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    hub: Id,
    filter: &OrderFilter,
    after: Option<Cursor>,
    limit: usize,
) -> Result<OrdersPage, Fault> {
    let limit = limit.clamp(1, ROWS_PER_PAGE_MAX);
    let column = match filter.sort {
        SortBy::PlacedAt => "placed_at",
        SortBy::Charged => "charged_minor",
    };
    let (way, beyond) = if filter.ascending { ("", ">") } else { ("DESC", "<") };
    let (mut clause, mut params) = narrowed(hub, filter);
    if let Some(after) = after {
        clause.push_str(&format!(" AND ({column}, id) {beyond} (?, ?)"));
        params.extend([Value::Int(after.value), after.id.into()]);
    }
    clause.push_str(&format!(" ORDER BY {column} {way}, id {way} LIMIT {}", limit.saturating_add(1)));
    let mut found = tx.select::<Order>(&clause, &params)?;
    let more = found.len() > limit;
    found.truncate(limit);
    let end = found.last().map(|last| Cursor {
        value: match filter.sort {
            SortBy::PlacedAt => last.placed_at.0,
            SortBy::Charged => last.charged_minor,
        },
        id: last.id,
    });
    let rows: Result<Vec<OrderCard>, Fault> =
        found.iter().map(|order| card(tx, viewer.locale, order)).collect();
    Ok(OrdersPage { rows: rows?, next: end.filter(|_| more) })
}

/// How many orders a filter finds.
///
/// # Errors
/// The store's fault.
pub fn count(tx: &mut Tx<'_>, hub: Id, filter: &OrderFilter) -> Result<i64, Fault> {
    let (clause, params) = narrowed(hub, filter);
    let counts =
        tx.query(&format!("SELECT count(*) FROM orders WHERE {clause}"), &params, |row| row.int(0))?;
    Ok(counts.first().copied().unwrap_or_default())
}

fn narrowed(hub: Id, filter: &OrderFilter) -> (String, Vec<Value>) {
    let kind = filter.kind.unwrap_or(OrderKind::Order);
    let mut clause = "hub = ? AND kind = ?".to_owned();
    let mut params = vec![Value::from(hub), Value::from(kind_word(kind))];
    if !filter.statuses.is_empty() {
        let marks = vec!["?"; filter.statuses.len()].join(", ");
        clause.push_str(&format!(" AND status IN ({marks})"));
        params.extend(filter.statuses.iter().map(|status| Value::from(status_word(*status))));
    }
    let named = [("cycle", filter.cycle), ("driver", filter.driver)];
    for (column, id) in named.into_iter().filter_map(|(column, id)| Some((column, id?))) {
        clause.push_str(&format!(" AND {column} = ?"));
        params.push(id.into());
    }
    let wanted = filter.search.trim();
    if !wanted.is_empty() {
        clause.push_str(" AND (instr(lower(recipient), ?) > 0 OR instr(lower(tracking), ?) > 0)");
        let wanted = Value::from(wanted.to_lowercase());
        params.extend([wanted.clone(), wanted]);
    }
    (clause, params)
}

/// How many orders a hub has, by state.
///
/// # Errors
/// The store's fault.
pub fn counts(tx: &mut Tx<'_>, hub: Id) -> Result<OrderCounts, Fault> {
    let text = "SELECT status, count(*) FROM orders WHERE hub = ? AND kind = 'order' GROUP BY status";
    let rows = tx.query(text, &[hub.into()], |row| Ok((row.text(0)?.to_owned(), row.int(1)?)))?;
    let mut counts = OrderCounts { by_status: BTreeMap::new(), all: 0 };
    for (word, count) in rows {
        let status = Status::ALL.iter().copied().find(|status| status_word(*status) == word);
        counts.all = counts.all.saturating_add(count);
        if let Some(status) = status {
            counts.by_status.insert(status, count);
        }
    }
    Ok(counts)
}

/// The stable word of a state, as it stands in the table.
#[must_use]
pub const fn status_word(status: Status) -> &'static str {
    match status {
        Status::Pending => "pending",
        Status::Confirmed => "confirmed",
        Status::Packed => "packed",
        Status::Assigned => "assigned",
        Status::OutForDelivery => "out_for_delivery",
        Status::Delivered => "delivered",
        Status::Failed => "failed",
        Status::Retried => "retried",
        Status::Returned => "returned",
        Status::Cancelled => "cancelled",
    }
}

const fn kind_word(kind: OrderKind) -> &'static str {
    match kind {
        OrderKind::Order => "order",
        OrderKind::Invoice => "invoice",
        OrderKind::CreditNote => "credit_note",
        OrderKind::Correction => "correction",
    }
}

/// What a hub has to pack: its confirmed orders, of one train or all.
///
/// # Errors
/// The store's fault.
pub fn packing_list(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    hub: Id,
    cycle: Option<Id>,
) -> Result<PackingList, Fault> {
    let clause = format!(
        "hub = ? AND kind = 'order' AND status = 'confirmed' ORDER BY placed_at, id LIMIT {ROWS_PER_PAGE_MAX}"
    );
    let mut orders = tx.select::<Order>(&clause, &[Value::from(hub)])?;
    orders.retain(|order| cycle.is_none() || order.cycle == cycle);
    orders.sort_by_key(|order| (order.confirmed_seq, order.placed_at, order.id));
    let mut list = PackingList { orders: Vec::new(), picks: Vec::new() };
    let mut sums: BTreeMap<(String, Id), PickLine> = BTreeMap::new();
    for order in orders {
        let lines = lines_of(tx, order.id)?;
        for line in &lines {
            let sum = sums.entry((line.sku.clone(), line.product));
            let sum = sum.or_insert_with(|| PickLine {
                quantity: 0,
                reserved: 0,
                position: 0,
                ..pick_line(line, viewer.locale)
            });
            sum.quantity = sum.quantity.saturating_add(line.quantity);
            sum.reserved = sum.reserved.saturating_add(line.reserved);
        }
        list.orders.push(PackingOrder {
            id: order.id,
            tracking: order.tracking,
            recipient: order.recipient,
            substitutes_ok: order.substitutes_ok,
            lines: lines.iter().map(|line| pick_line(line, viewer.locale)).collect(),
        });
    }
    list.picks = sums.into_values().collect();
    Ok(list)
}

fn pick_line(line: &OrderLine, locale: Locale) -> PickLine {
    PickLine {
        product: line.product,
        sku: line.sku.clone(),
        name: line.name.get(locale, Locale::default()).to_owned(),
        unit: line.unit.clone(),
        quantity: line.quantity,
        reserved: line.reserved,
        position: line.position,
    }
}
