//! The second factor: codes of an authenticator (TOTP, RFC 6238) and recovery codes, in the database.
//!
//! A code counts once. Codes are counted before they are looked at, in the same transaction: however many come
//! at once, five are evaluated and then there is a pause.

use hubbub_core::id::Id;
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::time::{DAY_MS, MINUTE_MS, SECOND_MS, Timestamp};
use totp_rs::{Builder, Secret, Totp};

use super::links;
use crate::keys::Keys;
use crate::random;

/// Codes tried before a pause (requirement I4, for codes too).
const FAILED_MAX: i64 = 5;
/// How long the pause is.
const LOCK_MS: i64 = 15 * MINUTE_MS;
/// Failures older than this are forgotten.
const FORGOTTEN_AFTER_MS: i64 = DAY_MS;
/// Recovery codes made at a time.
const RECOVERY_CODES: usize = 10;
/// Length of a secret: that of the hash, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;
const SEALED: &str = "second factor";
const ISSUER: &str = "Hubbub";

/// What a code was worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tried {
    /// The authenticator's.
    Right,
    /// One of the recovery codes; it is spent.
    Recovered,
    /// Neither, or used before.
    Wrong,
    /// The person has no second factor.
    None,
    /// Too many were wrong.
    Locked {
        /// When the pause ends.
        until: Timestamp,
    },
}

/// Which codes count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accepted {
    /// The authenticator's alone.
    Totp,
    /// A recovery code too.
    Any,
}

/// A secret to be put into an authenticator.
pub(crate) struct Enrolment {
    /// In base 32, to be typed.
    pub(crate) secret: String,
    /// As an `otpauth` address, to be scanned.
    pub(crate) address: String,
}

/// A new secret, and what its owner puts into the authenticator.
///
/// # Errors
/// Without randomness.
pub(crate) fn new_secret(account: &str) -> Result<Enrolment, Fault> {
    let bytes: [u8; SECRET_BYTES] = random::bytes()?;
    let totp = totp(bytes.to_vec(), account)?;
    let address = totp.to_url().map_err(bug)?;
    Ok(Enrolment { secret: totp.secret().to_base32(), address })
}

fn totp(secret: Vec<u8>, account: &str) -> Result<Totp, Fault> {
    // A colon separates issuer and account in the address.
    let account = account.replace(':', " ");
    Builder::new()
        .with_secret(secret)
        .with_account_name(account)
        .with_issuer(Some(ISSUER))
        .build()
        .map_err(bug)
}

fn bug(error: impl std::fmt::Display) -> Fault {
    Fault::Bug(error.to_string())
}

/// Whether a person has a second factor that works.
pub(crate) fn is_on(sql: &mut dyn Sql, user: Id) -> Result<bool, Fault> {
    let text = "SELECT 1 FROM second_factor WHERE user_id = ? AND confirmed_at IS NOT NULL";
    Ok(sql.first(text, &[user.into()], |_| Ok(()))?.is_some())
}

/// Keeps a secret whose owner has still to show that it works; false when one works already.
pub(crate) fn begin(
    sql: &mut dyn Sql,
    keys: &Keys,
    user: Id,
    secret: &str,
    now: Timestamp,
) -> Result<bool, Fault> {
    if is_on(sql, user)? {
        return Ok(false);
    }
    sql.execute(
        "INSERT INTO second_factor (user_id, secret, created_at, confirmed_at, last_step)
         VALUES (?, ?, ?, NULL, 0)
         ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at,
         last_step = 0",
        &[user.into(), Value::from(keys.seal(SEALED, secret)?), now.into()],
    )?;
    Ok(true)
}

/// Tries a code. `confirming` looks at the secret that still has to be confirmed.
pub(crate) fn attempt(
    sql: &mut dyn Sql,
    keys: &Keys,
    user: Id,
    code: &str,
    accepted: Accepted,
    confirming: bool,
    now: Timestamp,
) -> Result<Tried, Fault> {
    let state = if confirming { "IS NULL" } else { "IS NOT NULL" };
    let text =
        format!("SELECT secret, last_step FROM second_factor WHERE user_id = ? AND confirmed_at {state}");
    let found = sql.first(&text, &[user.into()], |row| Ok((row.text(0)?.to_owned(), row.int(1)?)))?;
    let Some((sealed, last_step)) = found else { return Ok(Tried::None) };
    if let Some(until) = count(sql, user, now)? {
        return Ok(Tried::Locked { until });
    }
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let secret = keys.unseal(SEALED, &sealed)?;
    let secret = Secret::try_from_base32(secret).map_err(bug)?;
    let totp = Builder::new().with_secret(secret).with_account_name("-").build().map_err(bug)?;
    let seconds = u64::try_from(now.0 / SECOND_MS).unwrap_or_default();
    let step = totp.check(&code, seconds).and_then(|step| i64::try_from(step).ok());
    let tried = match step {
        Some(step) if step > last_step => {
            let text = "UPDATE second_factor SET last_step = ? WHERE user_id = ?";
            sql.execute(text, &[Value::Int(step), user.into()])?;
            Tried::Right
        }
        Some(_) => Tried::Wrong,
        None if accepted == Accepted::Any && spend_recovery_code(sql, keys, user, &code)? => Tried::Recovered,
        None => Tried::Wrong,
    };
    if tried != Tried::Wrong {
        sql.execute("DELETE FROM code_attempt WHERE user_id = ?", &[user.into()])?;
    }
    Ok(tried)
}

/// Counts a try as if it had failed; when the pause ends, if there is one.
fn count(sql: &mut dyn Sql, user: Id, now: Timestamp) -> Result<Option<Timestamp>, Fault> {
    sql.execute("DELETE FROM code_attempt WHERE last_at < ?", &[now.plus(-FORGOTTEN_AFTER_MS).into()])?;
    let text = "SELECT failed, locked_until FROM code_attempt WHERE user_id = ?";
    let known = sql.first(text, &[user.into()], |row| Ok((row.int(0)?, Timestamp(row.int(1)?))))?;
    let (failed, locked_until) = known.unwrap_or_default();
    if locked_until > now {
        return Ok(Some(locked_until));
    }
    let failed = if locked_until > Timestamp::default() { 1 } else { failed + 1 };
    let locked_until = if failed >= FAILED_MAX { now.plus(LOCK_MS) } else { Timestamp::default() };
    sql.execute(
        "INSERT INTO code_attempt (user_id, failed, locked_until, last_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (user_id) DO UPDATE SET failed = excluded.failed, locked_until = excluded.locked_until,
         last_at = excluded.last_at",
        &[user.into(), Value::Int(failed), locked_until.into(), now.into()],
    )?;
    Ok(None)
}

/// New recovery codes.
///
/// # Errors
/// Without randomness.
pub(crate) fn new_recovery_codes() -> Result<Vec<String>, Fault> {
    // Half of a link's code: 60 bits, and only five can be tried in a quarter of an hour.
    let half = || links::code().map(|code| code.chars().take(13).collect());
    (0..RECOVERY_CODES).map(|_| half()).collect()
}

/// The second factor works from now on, with these recovery codes.
pub(crate) fn confirm(
    sql: &mut dyn Sql,
    keys: &Keys,
    user: Id,
    codes: &[String],
    now: Timestamp,
) -> Result<(), Fault> {
    let text = "UPDATE second_factor SET confirmed_at = coalesce(confirmed_at, ?) WHERE user_id = ?";
    sql.execute(text, &[now.into(), user.into()])?;
    sql.execute("DELETE FROM recovery_code WHERE user_id = ?", &[user.into()])?;
    codes.iter().try_for_each(|code| {
        let text = "INSERT INTO recovery_code (user_id, hash) VALUES (?, ?)";
        sql.execute(text, &[user.into(), Value::from(keys.link_hash(code))]).map(drop)
    })
}

/// Takes the second factor off.
pub(crate) fn remove(sql: &mut dyn Sql, user: Id) -> Result<(), Fault> {
    for table in ["second_factor", "recovery_code", "step_up"] {
        sql.execute(&format!("DELETE FROM {table} WHERE user_id = ?"), &[user.into()])?;
    }
    Ok(())
}

/// How many recovery codes are left.
pub(crate) fn recovery_codes_left(sql: &mut dyn Sql, user: Id) -> Result<i64, Fault> {
    let text = "SELECT count(*) FROM recovery_code WHERE user_id = ?";
    Ok(sql.first(text, &[user.into()], |row| row.int(0))?.unwrap_or_default())
}

fn spend_recovery_code(sql: &mut dyn Sql, keys: &Keys, user: Id, code: &str) -> Result<bool, Fault> {
    let text = "DELETE FROM recovery_code WHERE user_id = ? AND hash = ?";
    Ok(sql.execute(text, &[user.into(), Value::from(keys.link_hash(code))])? == 1)
}

/// Keeps a step-up; `core/src/step_up.rs` reads it.
pub(crate) fn step_up(
    sql: &mut dyn Sql,
    user: Id,
    device: Id,
    purpose: &str,
    ceiling_minor: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    let spent = now.plus(-hubbub_core::step_up::LIFE_MS);
    sql.execute("DELETE FROM step_up WHERE at <= ?", &[spent.into()])?;
    sql.execute(
        "INSERT INTO step_up (user_id, device_id, purpose, ceiling_minor, at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (user_id, device_id, purpose) DO UPDATE SET ceiling_minor = excluded.ceiling_minor,
         at = excluded.at",
        &[user.into(), device.into(), Value::from(purpose), Value::Int(ceiling_minor), now.into()],
    )
    .map(drop)
}
