//! Figures of a hub's market: what was sold there, and what it came to. For those who run the hub, and the
//! community's admins.

use std::collections::BTreeMap;

use serde::Serialize;

use super::deal::Sale;
use crate::access::{Access, Permission, Viewer};
use crate::call::Actor;
use crate::id::Id;
use crate::money::{Currency, Money};
use crate::ordering::sale::{Resolution, SaleState};
use crate::span::Span;
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// The sales of one part of a span.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SalesFigures {
    /// When the part begins.
    pub from: Timestamp,
    /// Sales that were agreed in it and were not called off or paid back since.
    pub sold: i64,
    /// What they came to, a sum for each currency.
    pub turnover: Vec<Money>,
}

/// The sales at a hub by when they were agreed; nothing for whoever does not run it.
///
/// # Errors
/// The store's fault.
pub fn sales(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    community: Id,
    hub: Id,
    span: &Span,
) -> Result<Vec<SalesFigures>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    if access.require(Permission::RunOrders, community, Some(hub)).is_err() {
        return Ok(Vec::new());
    }
    let clause = "community = ? AND hub = ? AND sold_at >= ? AND sold_at < ? ORDER BY sold_at, id";
    let params: [Value; 4] = [community.into(), hub.into(), span.from().into(), span.until().into()];
    let empty = |from: &Timestamp| SalesFigures { from: *from, sold: 0, turnover: Vec::new() };
    let mut figures: Vec<SalesFigures> = span.starts().iter().map(empty).collect();
    let mut sums: BTreeMap<(usize, Currency), i64> = BTreeMap::new();
    for sale in tx.select::<Sale>(clause, &params)? {
        let Some(part) = span.part(sale.sold_at).filter(|_| stands(sale.state)) else { continue };
        if let Some(figures) = figures.get_mut(part) {
            figures.sold = figures.sold.saturating_add(1);
        }
        let sum = sums.entry((part, sale.currency)).or_default();
        *sum = sum.saturating_add(sale.price_minor);
    }
    for ((part, currency), minor) in sums {
        if let Some(figures) = figures.get_mut(part) {
            figures.turnover.push(Money::new(minor, currency));
        }
    }
    Ok(figures)
}

/// Whether a sale came to something, or still may.
const fn stands(state: SaleState) -> bool {
    !matches!(state, SaleState::Cancelled | SaleState::Resolved(Resolution::Refund))
}
