//! What an erasure removes of the journal of stock: notes. Quantities stay.

use super::model::StockAdjustment;
use crate::id::Id;
use crate::store::{Fault, Tx, Value};

/// Removes what names a person, or was told by them.
///
/// # Errors
/// The store's fault.
pub(crate) fn erase(tx: &mut Tx<'_>, user: Id) -> Result<(), Fault> {
    let own = [Value::from(user)];
    for adjustment in tx.select::<StockAdjustment>("made_by = ? ORDER BY id", &own)? {
        tx.put(&StockAdjustment { note: String::new(), ..adjustment })?;
    }
    Ok(())
}
