//! The doors that a driver is on the way to, and who is told that the driver comes near.

use super::model::{Run, RunStop};
use crate::id::Id;
use crate::live::{Door, Topic};
use crate::store::{Fault, Tx, Value};

/// The doors of the stops that are open on the run that a driver is out with. Who runs the hub and who waits for that
/// order are told; other customers are not.
///
/// # Errors
/// The store's fault.
pub fn doors(tx: &mut Tx<'_>, driver: Id) -> Result<Vec<Door>, Fault> {
    let mut doors = Vec::new();
    for run in tx.select::<Run>("driver = ? AND state = 'out' ORDER BY id", &[Value::from(driver)])? {
        let stops = tx.select::<RunStop>("run = ? ORDER BY position, id", &[Value::from(run.id)])?;
        for stop in stops.into_iter().filter(|stop| !stop.phase.is_over()) {
            let Some((lat_e6, lon_e6)) = stop.lat_e6.zip(stop.lon_e6) else { continue };
            let topics = vec![Topic::of(Topic::FLEET, stop.hub), Topic::of(Topic::ORDER, stop.order_id)];
            doors.push(Door { stop: stop.id, order: stop.order_id, lat_e6, lon_e6, topics });
        }
    }
    Ok(doors)
}
