//! What an erasure removes of orders: who it was for, where it went, and what was noted. Lines and amounts stay.

use super::model::{Order, OrderEvent};
use crate::id::Id;
use crate::store::{Fault, Tx, Value};

/// Removes what names a person, or was told by them.
///
/// # Errors
/// The store's fault.
pub(crate) fn erase(tx: &mut Tx<'_>, user: Id) -> Result<(), Fault> {
    let own = [Value::from(user)];
    for order in tx.select::<Order>("customer = ? ORDER BY id", &own)? {
        for event in tx.select::<OrderEvent>("order_id = ? ORDER BY id", &[Value::from(order.id)])? {
            tx.put(&OrderEvent { note: String::new(), ..event })?;
        }
        let (recipient, phone, notes) = (String::new(), String::new(), String::new());
        tx.put(&Order { recipient, phone, notes, address: None, ..order })?;
    }
    for event in tx.select::<OrderEvent>("actor = ? ORDER BY id", &own)? {
        tx.put(&OrderEvent { note: String::new(), ..event })?;
    }
    Ok(())
}
