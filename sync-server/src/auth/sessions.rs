//! Sessions and their refresh tokens, in the database; and those that ended lately, in memory.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use hubbub_core::id::Id;
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::time::{DAY_MS, SECOND_MS, Timestamp};

use serde::Serialize;

use super::Caller;
use super::tokens::{ACCESS_MS, REFRESH_MS, Tokens};
use crate::audit::Circumstances;
use crate::logs::rfc3339;

/// How long the successor of a token is given again to the same device: an answer may get lost.
const GRACE_MS: i64 = 20 * SECOND_MS;

/// A session ends so long after it began, however much it is used: the person signs in again.
const LIFE_MS: i64 = 365 * DAY_MS;

/// What a refresh token is worth.
#[derive(Clone, Debug)]
pub(crate) enum Refreshed {
    /// Its session goes on, with this next token.
    Next(Caller, String),
    /// It was used before, or by another device: somebody has a copy. Its session has ended.
    Reused(Id),
    /// Its session had ended before.
    Ended,
    /// It is none of ours, or has expired.
    Unknown,
}

/// Sessions whose circumstances are remembered at once; beyond it the one that began first is forgotten.
const SEEN_MAX: usize = 50_000;

/// Sessions that ended while an access token of theirs may still be good, and where requests of the others came
/// from last.
#[derive(Default)]
pub(crate) struct Sessions {
    ended: Mutex<BTreeMap<Id, Timestamp>>,
    seen: Mutex<BTreeMap<Id, Circumstances>>,
}

impl Sessions {
    /// Those that ended before the server started.
    pub(crate) fn load(sql: &mut dyn Sql, now: Timestamp) -> Result<Self, Fault> {
        let text = "SELECT id, revoked_at FROM session WHERE revoked_at > ?";
        let ended = sql.all(text, &[now.plus(-ACCESS_MS).into()], |row| {
            Ok((id(row.text(0)?)?, Timestamp(row.int(1)?)))
        })?;
        Ok(Self { ended: Mutex::new(ended.into_iter().collect()), seen: Mutex::default() })
    }

    /// Remembers that a session has ended.
    pub(crate) fn end(&self, session: Id, now: Timestamp) {
        let mut ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        ended.retain(|_, at| now.since(*at) <= ACCESS_MS);
        ended.insert(session, now);
    }

    /// Remembers where a session's latest request came from.
    pub(crate) fn seen(&self, session: Id, from: Circumstances) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= SEEN_MAX && !seen.contains_key(&session) {
            seen.pop_first();
        }
        seen.insert(session, from);
    }

    /// Where a caller's latest request came from; the device alone when that is forgotten.
    pub(crate) fn circumstances(&self, caller: &Caller) -> Circumstances {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let unknown = || Circumstances { device: caller.device, ..Circumstances::default() };
        seen.get(&caller.session).cloned().unwrap_or_else(unknown)
    }

    /// Whether a session has ended lately.
    pub(crate) fn has_ended(&self, session: Id) -> bool {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&session)
    }
}

/// What is known of a session besides whose it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// Whether a second factor was given, or whoever runs the server vouches for the person.
    pub(crate) second_factor: bool,
    /// What the device says it is.
    pub(crate) agent: String,
    /// Its address without the last part.
    pub(crate) network: String,
}

/// A session in its owner's list.
#[derive(Serialize)]
pub(crate) struct Listed {
    id: Id,
    device: Id,
    created_at: String,
    used_at: String,
    agent: String,
    network: String,
    second_factor: bool,
    current: bool,
}

/// Begins a session whose first refresh token is `token`. False when there was one with this id: a sign-in
/// is finished once.
pub(crate) fn begin(
    sql: &mut dyn Sql,
    caller: &Caller,
    facts: &Facts,
    token: &str,
    now: Timestamp,
) -> Result<bool, Fault> {
    let begun = sql.execute(
        "INSERT INTO session (id, user_id, device_id, created_at, used_at, revoked_at, second_factor_at, agent,
         network) VALUES (?, ?, ?, ?, ?, NULL, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        &[
            caller.session.into(),
            caller.user.into(),
            caller.device.into(),
            now.into(),
            now.into(),
            if facts.second_factor { now.into() } else { Value::Null },
            Value::from(facts.agent.as_str()),
            Value::from(facts.network.as_str()),
        ],
    )?;
    if begun == 0 {
        return Ok(false);
    }
    sql.execute("DELETE FROM refresh_token WHERE expires_at < ?", &[now.into()])?;
    keep_token(sql, caller.session, token, now)?;
    Ok(true)
}

/// Whether a person has signed in before, and whether from this device.
pub(crate) fn seen_before(sql: &mut dyn Sql, user: Id, device: Id) -> Result<(bool, bool), Fault> {
    let text = "SELECT count(*), coalesce(sum(device_id = ?), 0) FROM session WHERE user_id = ?";
    let found =
        sql.first(text, &[device.into(), user.into()], |row| Ok((row.int(0)? > 0, row.int(1)? > 0)))?;
    Ok(found.unwrap_or_default())
}

/// The sessions of a person that stand, the latest used first.
pub(crate) fn standing(sql: &mut dyn Sql, user: Id, now: Timestamp) -> Result<Vec<Id>, Fault> {
    let text = "SELECT id FROM session WHERE user_id = ? AND revoked_at IS NULL AND used_at > ?
         ORDER BY used_at DESC, id DESC";
    sql.all(text, &[user.into(), now.plus(-REFRESH_MS).into()], |row| id(row.text(0)?))
}

/// The sessions of a person that stand, for their owner.
pub(crate) fn list(sql: &mut dyn Sql, caller: &Caller, now: Timestamp) -> Result<Vec<Listed>, Fault> {
    let text = "SELECT id, device_id, created_at, used_at, agent, network, second_factor_at IS NOT NULL
         FROM session WHERE user_id = ? AND revoked_at IS NULL AND used_at > ? ORDER BY used_at DESC, id DESC";
    sql.all(text, &[caller.user.into(), now.plus(-REFRESH_MS).into()], |row| {
        let session = id(row.text(0)?)?;
        Ok(Listed {
            id: session,
            device: id(row.text(1)?)?,
            created_at: rfc3339(Timestamp(row.int(2)?)),
            used_at: rfc3339(Timestamp(row.int(3)?)),
            agent: row.text(4)?.to_owned(),
            network: row.text(5)?.to_owned(),
            second_factor: row.int(6)? == 1,
            current: session == caller.session,
        })
    })
}

/// Whose session it is, if it stands.
pub(crate) fn owner(sql: &mut dyn Sql, session: Id) -> Result<Option<Id>, Fault> {
    let text = "SELECT user_id FROM session WHERE id = ? AND revoked_at IS NULL";
    sql.first(text, &[session.into()], |row| id(row.text(0)?))
}

/// Whether a second factor was given in a session.
pub(crate) fn has_second_factor(sql: &mut dyn Sql, session: Id) -> Result<bool, Fault> {
    let text = "SELECT 1 FROM session WHERE id = ? AND second_factor_at IS NOT NULL";
    Ok(sql.first(text, &[session.into()], |_| Ok(()))?.is_some())
}

/// A second factor was given in a session.
pub(crate) fn set_second_factor(sql: &mut dyn Sql, session: Id, now: Timestamp) -> Result<(), Fault> {
    let text = "UPDATE session SET second_factor_at = ? WHERE id = ?";
    sql.execute(text, &[now.into(), session.into()]).map(drop)
}

/// Exchanges a refresh token for its one successor.
pub(crate) fn refresh(
    sql: &mut dyn Sql,
    tokens: &Tokens,
    token: &str,
    device: Id,
    now: Timestamp,
) -> Result<Refreshed, Fault> {
    let Some(found) = find(sql, token)? else { return Ok(Refreshed::Unknown) };
    let caller = found.caller;
    if found.revoked {
        return Ok(Refreshed::Ended);
    }
    if found.expires_at <= now {
        return Ok(Refreshed::Unknown);
    }
    if now.since(found.begun_at) >= LIFE_MS {
        end(sql, caller.session, now)?;
        return Ok(Refreshed::Ended);
    }
    let next = tokens.successor(token);
    match found.replaced_at {
        _ if caller.device != device => {}
        None => {
            replace(sql, token, now)?;
            keep_token(sql, caller.session, &next, now)?;
            return Ok(Refreshed::Next(caller, next));
        }
        Some(at) if now.since(at) <= GRACE_MS => return Ok(Refreshed::Next(caller, next)),
        Some(_) => {}
    }
    end(sql, caller.session, now)?;
    Ok(Refreshed::Reused(caller.session))
}

/// Ends a session: its refresh tokens are worth nothing from now on.
pub(crate) fn end(sql: &mut dyn Sql, session: Id, now: Timestamp) -> Result<(), Fault> {
    let text = "UPDATE session SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL";
    sql.execute(text, &[now.into(), session.into()]).map(drop)
}

struct Found {
    caller: Caller,
    begun_at: Timestamp,
    expires_at: Timestamp,
    replaced_at: Option<Timestamp>,
    revoked: bool,
}

fn find(sql: &mut dyn Sql, token: &str) -> Result<Option<Found>, Fault> {
    let Some(hash) = Tokens::hash(token) else { return Ok(None) };
    let text = "SELECT s.id, s.user_id, s.device_id, t.expires_at, coalesce(t.replaced_at, -1),
             s.revoked_at IS NOT NULL, s.created_at
         FROM refresh_token t JOIN session s ON s.id = t.session_id WHERE t.hash = ?";
    sql.first(text, &[Value::from(hash)], |row| {
        let (session, user, device) = (id(row.text(0)?)?, id(row.text(1)?)?, id(row.text(2)?)?);
        let replaced_at = row.int(4)?;
        Ok(Found {
            caller: Caller { user, device, session },
            expires_at: Timestamp(row.int(3)?),
            replaced_at: (replaced_at >= 0).then_some(Timestamp(replaced_at)),
            revoked: row.int(5)? == 1,
            begun_at: Timestamp(row.int(6)?),
        })
    })
}

fn replace(sql: &mut dyn Sql, token: &str, now: Timestamp) -> Result<(), Fault> {
    let hash = Tokens::hash(token).unwrap_or_default();
    let text = "UPDATE refresh_token SET replaced_at = ? WHERE hash = ?";
    sql.execute(text, &[now.into(), Value::from(hash)]).map(drop)
}

fn keep_token(sql: &mut dyn Sql, session: Id, token: &str, now: Timestamp) -> Result<(), Fault> {
    let hash = Tokens::hash(token).ok_or_else(|| Fault::Bug("not a refresh token".to_owned()))?;
    sql.execute(
        "INSERT INTO refresh_token (hash, session_id, expires_at, replaced_at) VALUES (?, ?, ?, NULL)",
        &[Value::from(hash), session.into(), now.plus(REFRESH_MS).into()],
    )?;
    sql.execute("UPDATE session SET used_at = ? WHERE id = ?", &[now.into(), session.into()]).map(drop)
}

fn id(text: &str) -> Result<Id, Fault> {
    text.parse().map_err(|_| Fault::Shape("an id is no UUID".to_owned()))
}

/// Which session a refresh token belongs to.
pub(crate) fn session_of(sql: &mut dyn Sql, token: &str) -> Result<Option<Id>, Fault> {
    Ok(find(sql, token)?.map(|found| found.caller.session))
}
