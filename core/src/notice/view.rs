//! A person's notices as a list.

use serde::Serialize;

use super::model::{Kind, Notice, Params};
use crate::access::Viewer;
use crate::id::Id;
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// Notices on one page at most.
pub const NOTICES_PER_PAGE_MAX: usize = 100;

/// A notice as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoticeLine {
    /// The notice.
    pub id: Id,
    /// What it tells; its words are [`Kind::message_key`] with `params`.
    pub kind: Kind,
    /// The thing it is about.
    pub subject: Id,
    /// Values for the words.
    pub params: Params,
    /// When it happened.
    pub created_at: Timestamp,
    /// Whether the person has not seen it yet.
    pub unread: bool,
}

/// Where a page of notices ends: the next begins after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct After {
    /// The last notice's time.
    pub created_at: Timestamp,
    /// Its id.
    pub id: Id,
}

/// A page of a person's notices, the newest first; `after` is where the page before ended.
///
/// # Errors
/// The store's fault.
pub fn notices(tx: &mut Tx<'_>, viewer: &Viewer, after: Option<After>) -> Result<Vec<NoticeLine>, Fault> {
    let after = after.unwrap_or(After { created_at: Timestamp(i64::MAX), id: Id::default() });
    let clause = format!(
        "user_id = ? AND (created_at < ? OR (created_at = ? AND id < ?))
         ORDER BY created_at DESC, id DESC LIMIT {NOTICES_PER_PAGE_MAX}"
    );
    let params: [Value; 4] =
        [viewer.user.into(), after.created_at.into(), after.created_at.into(), after.id.into()];
    let found = tx.select::<Notice>(&clause, &params)?;
    Ok(found.into_iter().map(line).collect())
}

/// How many notices the person has not seen.
///
/// # Errors
/// The store's fault.
pub fn unread(tx: &mut Tx<'_>, viewer: &Viewer) -> Result<i64, Fault> {
    let text = "SELECT count(*) FROM notice WHERE user_id = ? AND read_at IS NULL";
    let counts = tx.query(text, &[viewer.user.into()], |row| row.int(0))?;
    Ok(counts.first().copied().unwrap_or_default())
}

fn line(notice: Notice) -> NoticeLine {
    let Notice { id, kind, subject, params, created_at, read_at, .. } = notice;
    NoticeLine { id, kind, subject, params, created_at, unread: read_at.is_none() }
}
