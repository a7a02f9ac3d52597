//! Links in mails: a secret that works once, for one purpose, for a while.

use hubbub_core::id::Id;
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::time::Timestamp;

use crate::keys::Keys;
use crate::random;

/// Letters and digits that can't be taken for each other (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code: 120 bits.
const CHARS: usize = 24;
const GROUP: usize = 6;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Verify,
    Reset,
    SignIn,
}

impl Purpose {
    const fn word(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Reset => "reset",
            Self::SignIn => "sign_in",
        }
    }
}

/// A new secret, in groups so that it can be copied by hand.
///
/// # Errors
/// Without randomness.
pub(crate) fn code() -> Result<String, Fault> {
    let bytes: [u8; CHARS] = random::bytes()?;
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    let groups: Vec<String> = letters.chunks(GROUP).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-"))
}

/// Keeps a link. Earlier ones of the same person and purpose work no more.
pub(crate) fn keep(
    sql: &mut dyn Sql,
    hash: String,
    purpose: Purpose,
    user: Id,
    device: Option<Id>,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<(), Fault> {
    sql.execute("DELETE FROM link WHERE expires_at <= ?", &[now.into()])?;
    drop_all(sql, purpose, user)?;
    sql.execute(
        "INSERT INTO link (hash, purpose, user_id, device_id, expires_at) VALUES (?, ?, ?, ?, ?)",
        &[
            Value::from(hash),
            Value::from(purpose.word()),
            user.into(),
            device.map_or(Value::Null, Value::from),
            expires_at.into(),
        ],
    )
    .map(drop)
}

/// Whose link it is. It works no more afterwards.
pub(crate) fn redeem(
    sql: &mut dyn Sql,
    hash: &str,
    purpose: Purpose,
    device: Option<Id>,
    now: Timestamp,
) -> Result<Option<Id>, Fault> {
    let text = "SELECT user_id, coalesce(device_id, '') FROM link
         WHERE hash = ? AND purpose = ? AND expires_at > ?";
    let values = [Value::from(hash), Value::from(purpose.word()), now.into()];
    let found = sql.first(text, &values, |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))?;
    let Some((user, bound)) = found else { return Ok(None) };
    if !bound.is_empty() && device.map(|device| device.to_string()) != Some(bound) {
        return Ok(None);
    }
    sql.execute("DELETE FROM link WHERE hash = ?", &[Value::from(hash)])?;
    user.parse().map(Some).map_err(|_| Fault::Shape("link.user_id".to_owned()))
}

/// Whether somebody has a link for this that works until after `until`.
pub(crate) fn lasts(sql: &mut dyn Sql, purpose: Purpose, user: Id, until: Timestamp) -> Result<bool, Fault> {
    let text = "SELECT 1 FROM link WHERE user_id = ? AND purpose = ? AND expires_at > ?";
    let found = sql.first(text, &[user.into(), Value::from(purpose.word()), until.into()], |_| Ok(()))?;
    Ok(found.is_some())
}

/// Ends every link of a person and purpose.
pub(crate) fn drop_all(sql: &mut dyn Sql, purpose: Purpose, user: Id) -> Result<(), Fault> {
    let text = "DELETE FROM link WHERE user_id = ? AND purpose = ?";
    sql.execute(text, &[user.into(), Value::from(purpose.word())]).map(drop)
}

impl Keys {
    /// What is stored of a link's code, however it was typed.
    pub(crate) fn link_hash(&self, code: &str) -> String {
        let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
        self.hash(&plain.to_ascii_uppercase())
    }
}
