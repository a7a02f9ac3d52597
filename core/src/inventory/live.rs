//! What watchers of a hub's stock are told.

use super::model::StockLevel;
use crate::access::{Access, Permission};
use crate::call::Actor;
use crate::community::model::Hub;
use crate::id::Id;
use crate::live::{Change, Event, Kind, Told, Topic};
use crate::scope::Scope;
use crate::store::{Fault, Tx};

/// The changes that a written row makes known.
///
/// # Errors
/// The store's fault.
pub fn announce_row(tx: &mut Tx<'_>, table: &str, id: Id) -> Result<Vec<Change>, Fault> {
    if table != "stock_level" {
        return Ok(Vec::new());
    }
    let change = |level: StockLevel| Change {
        topic: Topic::of(Topic::STOCK, level.hub),
        kind: Kind::StockChanged,
        about: level.id,
    };
    Ok(tx.get::<StockLevel>(id)?.map(change).into_iter().collect())
}

/// What a change is told as.
///
/// # Errors
/// The store's fault.
pub fn tell(tx: &mut Tx<'_>, change: &Change) -> Result<Option<Told>, Fault> {
    let told = |level: StockLevel| Told {
        event: Event::StockChanged {
            hub: level.hub,
            product: level.product,
            available: level.on_hand.saturating_sub(level.reserved),
        },
        scope: Some(Scope::of("community", level.community)),
    };
    Ok(tx.get::<StockLevel>(change.about)?.map(told))
}

/// Whether a person may watch a hub's stock: who may order there.
///
/// # Errors
/// The store's fault.
pub fn may_watch(tx: &mut Tx<'_>, user: Id, hub: Id) -> Result<bool, Fault> {
    let access = Access::load(tx, Actor::Person(user))?;
    let Some(hub) = tx.get::<Hub>(hub)? else { return Ok(false) };
    Ok(access.require(Permission::WatchCounts, hub.community, Some(hub.id)).is_ok())
}
