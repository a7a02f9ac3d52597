//! Tells a person at once that there is something new to read.

use super::model::Notice;
use crate::id::Id;
use crate::live::{Change, Event, Kind, Told, Topic};
use crate::scope::Scope;
use crate::store::{Fault, Tx};

/// The changes that a written row makes known.
///
/// # Errors
/// The store's fault.
pub fn announce_row(tx: &mut Tx<'_>, table: &str, id: Id) -> Result<Vec<Change>, Fault> {
    if table != "notice" {
        return Ok(Vec::new());
    }
    let notice = tx.get::<Notice>(id)?.filter(|notice| notice.read_at.is_none());
    let change = |notice: Notice| Change {
        topic: Topic::of(Topic::NOTICES, notice.user_id),
        kind: Kind::Notification,
        about: notice.id,
    };
    Ok(notice.map(change).into_iter().collect())
}

/// What a change is told as.
///
/// # Errors
/// The store's fault.
pub fn tell(tx: &mut Tx<'_>, change: &Change) -> Result<Option<Told>, Fault> {
    let told = |notice: Notice| Told {
        event: Event::Notification { notice: notice.id },
        scope: Some(Scope::of("user", notice.user_id)),
    };
    Ok(tx.get::<Notice>(change.about)?.map(told))
}
