//! What people do with their notices: they have seen them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::model::Notice;
use crate::access::{Access, Permission};
use crate::call::{Call, Stop};
use crate::check::Check;
use crate::id::Id;
use crate::refusal::{Code, Param};
use crate::store::{Fault, Tx, Value};

/// Notices in one [`Command::MarkRead`] at most: more than a screen shows.
pub const NOTICES_PER_MARK_MAX: usize = 200;

/// A change of one's notices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// They were seen. Those that are gone or were seen before are passed over, unless all are gone.
    MarkRead {
        /// The notices, at most [`NOTICES_PER_MARK_MAX`].
        notices: Vec<Id>,
    },
}

impl Command {
    /// What the permission table asks for.
    #[must_use]
    pub const fn permission(&self) -> Permission {
        match self {
            Self::MarkRead { .. } => Permission::OwnNotices,
        }
    }
}

/// Decides a call and writes its effect, on devices and on the server alike.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn execute(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    let Command::MarkRead { notices } = call.command;
    let access = Access::load(tx, call.actor)?;
    let fits = (1..=NOTICES_PER_MARK_MAX).contains(&notices.len());
    Check::new().that(fits, "notices", "out_of_range").done()?;
    call.actor.person()?;
    let mut own = 0;
    for id in notices {
        let Some(notice) = access.find::<Notice>(tx, *id)? else { continue };
        access.require(call.command.permission(), notice.community, None)?;
        own += 1;
        if notice.read_at.is_none() {
            tx.put(&Notice { read_at: Some(call.at), ..notice })?;
        }
    }
    if own > 0 { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// Removes everything that a person was told, and their name from what others were told.
///
/// # Errors
/// The store's fault.
pub fn erase(tx: &mut Tx<'_>, user: Id, names: &BTreeSet<String>) -> Result<(), Fault> {
    for notice in tx.select::<Notice>("user_id = ? ORDER BY id", &[Value::from(user)])? {
        tx.delete::<Notice>(notice.id)?;
    }
    let named = |value: &Param| matches!(value, Param::Text(text) if names.contains(text));
    for mut notice in tx.select::<Notice>("params LIKE '%\"name\"%' ORDER BY id", &[])? {
        if notice.params.get("name").is_some_and(named) {
            notice.params.insert("name".to_owned(), Param::Text(String::new()));
            tx.put(&notice)?;
        }
    }
    Ok(())
}

/// Removes what anybody was told about a thing.
///
/// # Errors
/// The store's fault.
pub fn erase_about(tx: &mut Tx<'_>, subject: Id) -> Result<(), Fault> {
    for notice in tx.select::<Notice>("subject = ? ORDER BY id", &[Value::from(subject)])? {
        tx.delete::<Notice>(notice.id)?;
    }
    Ok(())
}
