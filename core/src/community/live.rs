//! Who may watch where drivers are, and where a driver's positions are told.

use super::model::{Hub, RoleGrant};
use crate::access::{Access, Permission, Role};
use crate::call::Actor;
use crate::id::Id;
use crate::live::Topic;
use crate::store::{Fault, Tx, Value};

/// Whether a person may watch all drivers of a hub.
///
/// # Errors
/// The store's fault.
pub fn may_watch_fleet(tx: &mut Tx<'_>, user: Id, hub: Id) -> Result<bool, Fault> {
    let access = Access::load(tx, Actor::Person(user))?;
    let Some(hub) = tx.get::<Hub>(hub)? else { return Ok(false) };
    Ok(access.require(Permission::WatchDrivers, hub.community, Some(hub.id)).is_ok())
}

/// Whether a person may watch a driver as a manager of one of the driver's hubs.
///
/// # Errors
/// The store's fault.
pub fn may_watch_driver(tx: &mut Tx<'_>, user: Id, driver: Id) -> Result<bool, Fault> {
    let access = Access::load(tx, Actor::Person(user))?;
    let at = |grant: &RoleGrant| access.require(Permission::WatchDrivers, grant.community, grant.hub).is_ok();
    Ok(driving(tx, driver)?.iter().any(at))
}

/// Whether a person drives for any hub.
///
/// # Errors
/// The store's fault.
pub fn drives(tx: &mut Tx<'_>, user: Id) -> Result<bool, Fault> {
    Ok(!driving(tx, user)?.is_empty())
}

/// The topics that a person's positions are told to: none unless the person drives for a hub.
///
/// # Errors
/// The store's fault.
pub fn whereabouts(tx: &mut Tx<'_>, driver: Id) -> Result<Vec<Topic>, Fault> {
    let hubs: Vec<Id> = driving(tx, driver)?.iter().filter_map(|grant| grant.hub).collect();
    let own = (!hubs.is_empty()).then(|| Topic::of(Topic::DRIVER, driver));
    Ok(own.into_iter().chain(hubs.into_iter().map(|hub| Topic::of(Topic::FLEET, hub))).collect())
}

fn driving(tx: &mut Tx<'_>, driver: Id) -> Result<Vec<RoleGrant>, Fault> {
    let clause = "user_id = ? AND role = ? ORDER BY id";
    tx.select::<RoleGrant>(clause, &[Value::from(driver), Value::from(Role::Driver.word())])
}
