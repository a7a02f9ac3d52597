//! Accounts and failed sign-ins, in the database.

use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::time::{DAY_MS, MINUTE_MS, Timestamp};

use crate::keys::Keys;

/// Failed sign-ins before an address is locked (requirement I4).
const FAILED_MAX: i64 = 5;
/// How long it is locked then (requirement I4).
const LOCK_MS: i64 = 15 * MINUTE_MS;
/// Failures older than this are forgotten.
const FORGOTTEN_AFTER_MS: i64 = DAY_MS;
/// Longest e-mail address (RFC 5321, 4.5.3.1.3, less the angle brackets).
const EMAIL_BYTES_MAX: usize = 254;

/// A new account.
#[derive(Clone)]
pub(crate) struct Account {
    pub(crate) user: Id,
    pub(crate) email: Email,
    pub(crate) password_hash: String,
    pub(crate) locale: String,
    /// Whether somebody vouches for the address, so that no mail has to.
    pub(crate) vouched: bool,
}

/// An account as it stands.
pub(crate) struct Standing {
    pub(crate) email: String,
    pub(crate) locale: Locale,
    pub(crate) password_hash: String,
    pub(crate) verified: bool,
    /// Partial tokens made before this time are void.
    pub(crate) sessions_from: Timestamp,
    /// When its owner closed it, while it is closed.
    pub(crate) closed_at: Option<Timestamp>,
}

/// An address, and the key under which it is looked up.
#[derive(Clone)]
pub(crate) struct Email {
    pub(crate) text: String,
    pub(crate) key: String,
}

impl Email {
    /// The normalised address in a text; nothing when it can't be one. Whether it exists, only a mail
    /// to it can tell.
    pub(crate) fn read(text: &str, keys: &Keys) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let (name, host) = text.rsplit_once('@')?;
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '@';
        let sound = !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
        if !sound || text.len() > EMAIL_BYTES_MAX || !name.chars().all(plain) || !host.chars().all(plain) {
            return None;
        }
        let key = blake3::keyed_hash(&keys.email, text.as_bytes()).to_hex().to_string();
        Some(Self { text, key })
    }
}

/// Whether a password may be tried now.
pub(crate) enum Attempt {
    /// It may. The user and the hash, when there is such an account.
    Allowed(Option<(Id, String)>),
    /// Too many failed.
    Locked {
        /// When the lock ends.
        until: Timestamp,
    },
}

/// Keeps a new account; false when the address has one.
pub(crate) fn create(sql: &mut dyn Sql, account: &Account, now: Timestamp) -> Result<bool, Fault> {
    let text =
        "INSERT INTO account (user_id, email_key, email, password_hash, locale, created_at, verified_at)
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (email_key) DO NOTHING";
    let values = [
        account.user.into(),
        Value::from(account.email.key.as_str()),
        Value::from(account.email.text.as_str()),
        Value::from(account.password_hash.as_str()),
        Value::from(account.locale.as_str()),
        now.into(),
        if account.vouched { now.into() } else { Value::Null },
    ];
    Ok(sql.execute(text, &values)? == 1)
}

/// The account of a user.
pub(crate) fn find(sql: &mut dyn Sql, user: Id) -> Result<Option<Standing>, Fault> {
    let text =
        "SELECT email, locale, password_hash, verified_at IS NOT NULL, sessions_from, coalesce(closed_at, -1)
         FROM account WHERE user_id = ?";
    sql.first(text, &[user.into()], |row| {
        Ok(Standing {
            email: row.text(0)?.to_owned(),
            locale: Locale::from_tag(row.text(1)?).unwrap_or_default(),
            password_hash: row.text(2)?.to_owned(),
            verified: row.int(3)? == 1,
            sessions_from: Timestamp(row.int(4)?),
            closed_at: Some(row.int(5)?).filter(|at| *at >= 0).map(Timestamp),
        })
    })
}

/// Whose address it is.
pub(crate) fn user_of(sql: &mut dyn Sql, email: &Email) -> Result<Option<Id>, Fault> {
    let text = "SELECT user_id FROM account WHERE email_key = ?";
    let found = sql.first(text, &[Value::from(email.key.as_str())], |row| Ok(row.text(0)?.to_owned()))?;
    found.map(|user| user.parse().map_err(|_| Fault::Shape("user id".to_owned()))).transpose()
}

/// Somebody has opened a mail that was sent to the address.
pub(crate) fn verify(sql: &mut dyn Sql, user: Id, now: Timestamp) -> Result<(), Fault> {
    let text = "UPDATE account SET verified_at = coalesce(verified_at, ?) WHERE user_id = ?";
    sql.execute(text, &[now.into(), user.into()]).map(drop)
}

/// Gives an account another password. Half-finished sign-ins with the old one are void.
pub(crate) fn set_password(sql: &mut dyn Sql, user: Id, hash: &str, now: Timestamp) -> Result<(), Fault> {
    let text = "UPDATE account SET password_hash = ?, sessions_from = ? WHERE user_id = ?";
    sql.execute(text, &[Value::from(hash), now.into(), user.into()]).map(drop)
}

/// Closes an account, until it is erased at `until`. Half-finished sign-ins are void.
pub(crate) fn close(sql: &mut dyn Sql, user: Id, now: Timestamp, until: Timestamp) -> Result<(), Fault> {
    let text = "UPDATE account SET closed_at = ?, erase_at = ?, sessions_from = ? WHERE user_id = ?";
    sql.execute(text, &[now.into(), until.into(), now.into(), user.into()]).map(drop)
}

/// Opens a closed account again.
pub(crate) fn open_again(sql: &mut dyn Sql, user: Id) -> Result<(), Fault> {
    let text = "UPDATE account SET closed_at = NULL, erase_at = NULL WHERE user_id = ?";
    sql.execute(text, &[user.into()]).map(drop)
}

/// Until when an address is locked, if it is.
pub(crate) fn locked_until(
    sql: &mut dyn Sql,
    email: &Email,
    now: Timestamp,
) -> Result<Option<Timestamp>, Fault> {
    let text = "SELECT locked_until FROM login_attempt WHERE email_key = ? AND locked_until > ?";
    sql.first(text, &[Value::from(email.key.as_str()), now.into()], |row| Ok(Timestamp(row.int(0)?)))
}

/// Counts an attempt before its password is looked at, as if it had failed: however many come at once,
/// no more than [`FAILED_MAX`] are looked at. An address without account is counted alike.
pub(crate) fn attempt(sql: &mut dyn Sql, email: &Email, now: Timestamp) -> Result<Attempt, Fault> {
    let forgotten = now.plus(-FORGOTTEN_AFTER_MS);
    sql.execute("DELETE FROM login_attempt WHERE last_at < ?", &[forgotten.into()])?;
    let key = Value::from(email.key.as_str());
    let known = sql.first(
        "SELECT failed, locked_until FROM login_attempt WHERE email_key = ?",
        std::slice::from_ref(&key),
        |row| Ok((row.int(0)?, Timestamp(row.int(1)?))),
    )?;
    let (failed, locked_until) = known.unwrap_or_default();
    if locked_until > now {
        return Ok(Attempt::Locked { until: locked_until });
    }
    // A lock that has ended starts a new count.
    let failed = if locked_until > Timestamp::default() { 1 } else { failed + 1 };
    let locked_until = if failed >= FAILED_MAX { now.plus(LOCK_MS) } else { Timestamp::default() };
    sql.execute(
        "INSERT INTO login_attempt (email_key, failed, locked_until, last_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (email_key) DO UPDATE SET failed = excluded.failed, locked_until = excluded.locked_until,
         last_at = excluded.last_at",
        &[key.clone(), Value::Int(failed), locked_until.into(), now.into()],
    )?;
    let found =
        sql.first("SELECT user_id, password_hash FROM account WHERE email_key = ?", &[key], |row| {
            let user = row.text(0)?.parse().map_err(|_| Fault::Shape("user id".to_owned()))?;
            Ok((user, row.text(1)?.to_owned()))
        })?;
    Ok(Attempt::Allowed(found))
}

/// Forgets the failures of an address whose password was right.
pub(crate) fn succeeded(sql: &mut dyn Sql, email: &Email) -> Result<(), Fault> {
    let text = "DELETE FROM login_attempt WHERE email_key = ?";
    sql.execute(text, &[Value::from(email.key.as_str())]).map(drop)
}
