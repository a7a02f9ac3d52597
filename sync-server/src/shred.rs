//! What names a person in a place where nothing can be removed, as the audit log, is sealed under a key of the
//! person's own. Once the key is removed, all of it is unreadable, and the chain of the log still holds.

use hubbub_core::id::Id;
use hubbub_core::store::{Fault, Sql, Value};

use crate::keys::{self, Keys, hex, unhex};
use crate::random;

const SEALED: &str = "person key";

/// Seals a text under a person's key. Makes the key when there is none.
///
/// # Errors
/// The store's fault, or without randomness.
pub(crate) fn seal(
    sql: &mut dyn Sql,
    keys: &Keys,
    user: Id,
    purpose: &str,
    text: &str,
) -> Result<String, Fault> {
    let key = match find(sql, keys, user)? {
        Some(key) => key,
        None => {
            let key: [u8; 32] = random::bytes()?;
            let sealed = keys.seal(SEALED, &hex(&key))?;
            let text = "INSERT INTO person_key (user_id, key) VALUES (?, ?)";
            sql.execute(text, &[user.into(), Value::from(sealed)])?;
            key
        }
    };
    keys::seal(&key, purpose, text)
}

/// The text that was sealed under a person's key; nothing when the key is forgotten.
///
/// # Errors
/// The store's fault, or when the text was sealed for something else.
pub(crate) fn unseal(
    sql: &mut dyn Sql,
    keys: &Keys,
    user: Id,
    purpose: &str,
    sealed: &str,
) -> Result<Option<String>, Fault> {
    find(sql, keys, user)?.map(|key| keys::unseal(&key, purpose, sealed)).transpose()
}

/// Removes a person's key: what was sealed under it can't be read again by anybody.
///
/// # Errors
/// The store's fault.
pub(crate) fn forget(sql: &mut dyn Sql, user: Id) -> Result<(), Fault> {
    sql.execute("DELETE FROM person_key WHERE user_id = ?", &[user.into()]).map(drop)
}

fn find(sql: &mut dyn Sql, keys: &Keys, user: Id) -> Result<Option<[u8; 32]>, Fault> {
    let text = "SELECT key FROM person_key WHERE user_id = ?";
    let found = sql.first(text, &[user.into()], |row| Ok(row.text(0)?.to_owned()))?;
    let read = |sealed: String| {
        let bytes = unhex(&keys.unseal(SEALED, &sealed)?);
        bytes.and_then(|bytes| bytes.try_into().ok()).ok_or_else(|| Fault::Shape("person_key".to_owned()))
    };
    found.map(read).transpose()
}
