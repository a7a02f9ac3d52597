//! What an erasure removes of posts and talk: names and words. What was written by others stays, and so do counts.

use super::post::Post;
use super::talk::{Comment, Report};
use crate::id::Id;
use crate::store::{Fault, Tx, Value};

/// Removes what names a person, or was told by them.
///
/// # Errors
/// The store's fault.
pub(crate) fn erase(tx: &mut Tx<'_>, user: Id) -> Result<(), Fault> {
    let own = [Value::from(user)];
    for comment in tx.select::<Comment>("author = ? ORDER BY id", &own)? {
        tx.put(&Comment { author_name: String::new(), text: String::new(), ..comment })?;
    }
    for post in tx.select::<Post>("author = ? ORDER BY id", &own)? {
        tx.put(&Post { author_name: String::new(), ..post })?;
    }
    for report in tx.select::<Report>("reporter = ? ORDER BY id", &own)? {
        tx.put(&Report { note: String::new(), ..report })?;
    }
    Ok(())
}
