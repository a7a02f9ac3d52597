//! What an erasure removes of the market: names, words and pictures. Prices and titles stay: they are records of money.

use super::deal::{Review, Sale};
use super::model::{Listing, ListingAddendum, ListingPicture};
use crate::id::Id;
use crate::store::{Fault, Tx, Value};

/// Removes what names a person, or was told by them.
///
/// # Errors
/// The store's fault.
pub(crate) fn erase(tx: &mut Tx<'_>, user: Id) -> Result<(), Fault> {
    let own = [Value::from(user)];
    for listing in tx.select::<Listing>("seller = ? ORDER BY id", &own)? {
        let of = [Value::from(listing.id)];
        for addendum in tx.select::<ListingAddendum>("listing = ? ORDER BY id", &of)? {
            tx.put(&ListingAddendum { text: String::new(), ..addendum })?;
        }
        for picture in tx.select::<ListingPicture>("listing = ? ORDER BY id", &of)? {
            tx.delete::<ListingPicture>(picture.id)?;
        }
        tx.put(&Listing { seller_name: String::new(), description: String::new(), ..listing })?;
    }
    for sale in tx.select::<Sale>("seller = ? ORDER BY id", &own)? {
        tx.put(&Sale { seller_name: String::new(), ..sale })?;
    }
    for sale in tx.select::<Sale>("buyer = ? ORDER BY id", &own)? {
        tx.put(&Sale { buyer_name: String::new(), ..sale })?;
    }
    for review in tx.select::<Review>("author = ? ORDER BY id", &own)? {
        tx.put(&Review { author_name: String::new(), text: String::new(), ..review })?;
    }
    Ok(())
}
