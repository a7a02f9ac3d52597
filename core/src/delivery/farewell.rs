//! What an erasure removes of deliveries: names, places, pictures and notes. What was handed over, and money, stay.

use super::model::{Driver, RunStop};
use super::proof::Proof;
use super::record::{ProofRecord, ReviewItem, StopEvent};
use crate::id::Id;
use crate::store::{Fault, Tx, Value};

/// Removes what names a person, or was told by them.
///
/// # Errors
/// The store's fault.
pub(crate) fn erase(tx: &mut Tx<'_>, user: Id) -> Result<(), Fault> {
    let own = [Value::from(user)];
    for driver in tx.select::<Driver>("user_id = ? ORDER BY id", &own)? {
        tx.put(&Driver { name: String::new(), vehicle: String::new(), ..driver })?;
    }
    for stop in tx.select::<RunStop>("driver = ? ORDER BY id", &own)? {
        tx.put(&RunStop { driver_name: String::new(), ..stop })?;
    }
    for stop in tx.select::<RunStop>("customer = ? ORDER BY id", &own)? {
        for event in tx.select::<StopEvent>("stop = ? ORDER BY id", &[Value::from(stop.id)])? {
            tx.put(&StopEvent { note: String::new(), ..event })?;
        }
        let (recipient, phone, notes) = (String::new(), String::new(), String::new());
        tx.put(&RunStop { recipient, phone, notes, address: None, ..stop })?;
    }
    for event in tx.select::<StopEvent>("actor = ? ORDER BY id", &own)? {
        tx.put(&StopEvent { note: String::new(), ..event })?;
    }
    for record in tx.select::<ProofRecord>("customer = ? ORDER BY id", &own)? {
        let proof = Proof {
            recipient_name: String::new(),
            photos: Vec::new(),
            signature: None,
            scan: None,
            ..record.proof.clone()
        };
        let (photo_1, photo_2, photo_3, signature_image) = (None, None, None, None);
        tx.put(&ProofRecord { proof, photo_1, photo_2, photo_3, signature_image, ..record })?;
    }
    for item in tx.select::<ReviewItem>("resolved_by = ? ORDER BY id", &own)? {
        tx.put(&ReviewItem { note: String::new(), ..item })?;
    }
    Ok(())
}
