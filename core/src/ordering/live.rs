//! What watchers of an order, of a hub's orders, or of a driver's are told; and which driver a customer may watch.

use super::model::Order;
use super::status::Status;
use crate::access::{Access, Permission};
use crate::call::Actor;
use crate::community::model::Hub;
use crate::id::Id;
use crate::live::{Change, Event, Kind, Told, Topic};
use crate::scope::Scope;
use crate::store::{Fault, Tx, Value};

/// The changes that a written row makes known: to who watches the order, all orders of its hub, or all of its driver's.
///
/// # Errors
/// The store's fault.
pub fn announce_row(tx: &mut Tx<'_>, table: &str, id: Id) -> Result<Vec<Change>, Fault> {
    if table != "orders" {
        return Ok(Vec::new());
    }
    let Some(order) = tx.get::<Order>(id)? else { return Ok(Vec::new()) };
    let of = |topic| Change { topic, kind: Kind::OrderStatusChanged, about: id };
    let brought = order.driver.map(|driver| of(Topic::of(Topic::DELIVERIES, driver)));
    Ok([of(Topic::of(Topic::ORDER, id)), of(Topic::of(Topic::ORDERS, order.hub))]
        .into_iter()
        .chain(brought)
        .collect())
}

/// What a change is told as.
///
/// # Errors
/// The store's fault.
pub fn tell(tx: &mut Tx<'_>, change: &Change) -> Result<Option<Told>, Fault> {
    let Some(order) = tx.get::<Order>(change.about)? else { return Ok(None) };
    let status = serde_json::to_value(order.status).ok().and_then(|word| word.as_str().map(str::to_owned));
    let event = Event::OrderStatusChanged { order: order.id, status: status.unwrap_or_default() };
    let scope = match (change.topic.kind(), order.customer, order.driver) {
        (Topic::ORDER, Some(customer), _) => Scope::of("user", customer),
        (Topic::DELIVERIES, _, Some(driver)) => Scope::of("driver", driver),
        _ => Scope::of("hub", order.hub),
    };
    Ok(Some(Told { event, scope: Some(scope) }))
}

/// What somebody is told who begins to watch an order; nothing when they may not see it.
///
/// # Errors
/// The store's fault.
pub fn watch(tx: &mut Tx<'_>, user: Id, order: Id) -> Result<Option<Vec<Change>>, Fault> {
    let access = Access::load(tx, Actor::Person(user))?;
    let Some(order) = access.find::<Order>(tx, order)? else { return Ok(None) };
    if access.require(Permission::WatchCounts, order.community, None).is_err() {
        return Ok(None);
    }
    Ok(Some(vec![Change::of(Topic::ORDER, order.id, Kind::OrderStatusChanged)]))
}

/// Whether a person may watch all orders of a hub: who runs it may.
///
/// # Errors
/// The store's fault.
pub fn may_watch_hub(tx: &mut Tx<'_>, user: Id, hub: Id) -> Result<bool, Fault> {
    let access = Access::load(tx, Actor::Person(user))?;
    let Some(hub) = tx.get::<Hub>(hub)? else { return Ok(false) };
    Ok(access.require(Permission::WatchDrivers, hub.community, Some(hub.id)).is_ok())
}

/// Whether a driver is on the way to a person with an order of theirs (requirement L6).
///
/// # Errors
/// The store's fault.
pub fn is_on_the_way(tx: &mut Tx<'_>, user: Id, driver: Id) -> Result<bool, Fault> {
    let orders = tx.select::<Order>("customer = ? ORDER BY id", &[Value::from(user)])?;
    let brings = |order: &Order| order.driver == Some(driver) && order.status == Status::OutForDelivery;
    Ok(orders.iter().any(brings))
}
