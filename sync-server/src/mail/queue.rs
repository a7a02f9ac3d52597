//! Mail that waits, in the database.

use std::sync::Arc;

use hubbub_core::i18n::Locale;
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::time::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};

use super::letter::{Kind, Letter};
use crate::keys::Keys;

/// Waits after a mail was turned away for now: at once again (requirement E3), then as a server that greylists
/// expects (RFC 5321, 4.5.4.1). After the last it is dead.
const RETRIES_MS: [i64; 6] = [SECOND_MS, 2 * SECOND_MS, 4 * SECOND_MS, 10 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS];
/// How long settled mails are remembered, so that no event is told twice.
const REMEMBERED_MS: i64 = 90 * DAY_MS;
const SEALED_RECIPIENT: &str = "mail recipient";
const SEALED_CONTENT: &str = "mail content";

/// Takes letters in.
#[derive(Clone)]
pub(crate) struct Letters {
    keys: Arc<Keys>,
    /// Whether there is a mail server at all.
    on: bool,
}

/// A mail that leaves now.
pub(super) struct Leaving {
    pub(super) event: String,
    pub(super) recipient: String,
    pub(super) locale: Locale,
    pub(super) kind: Kind,
    pub(super) created_at: Timestamp,
    attempts: usize,
}

impl Letters {
    pub(crate) const fn new(keys: Arc<Keys>, on: bool) -> Self {
        Self { keys, on }
    }

    /// Whether mail can be sent at all.
    pub(crate) const fn are_sent(&self) -> bool {
        self.on
    }

    /// Queues a letter with the change that causes it. The same event again changes nothing.
    pub(crate) fn queue(&self, sql: &mut dyn Sql, letter: &Letter, now: Timestamp) -> Result<(), Fault> {
        if !self.on {
            return Ok(());
        }
        let content = serde_json::to_string(&letter.kind).map_err(|error| Fault::Bug(error.to_string()))?;
        sql.execute(
            "INSERT INTO mail (event, recipient, locale, content, created_at, expires_at, state, attempts,
             next_at, reason) VALUES (?, ?, ?, ?, ?, ?, 'waiting', 0, ?, '') ON CONFLICT (event) DO NOTHING",
            &[
                Value::from(letter.event.as_str()),
                Value::from(self.keys.seal(SEALED_RECIPIENT, &letter.to)?),
                Value::from(letter.locale.tag()),
                Value::from(self.keys.seal(SEALED_CONTENT, &content)?),
                now.into(),
                now.plus(letter.kind.life_ms()).into(),
                now.into(),
            ],
        )
        .map(drop)
    }

    /// Empties what waits to be sent to an address, however often it was queued.
    ///
    /// # Errors
    /// The store's fault, or when something was sealed elsewhere.
    pub(crate) fn forget(&self, sql: &mut dyn Sql, address: &str) -> Result<(), Fault> {
        let text = "SELECT event, recipient FROM mail WHERE recipient <> ''";
        let waiting = sql.all(text, &[], |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))?;
        for (event, recipient) in waiting {
            if self.keys.unseal(SEALED_RECIPIENT, &recipient)? == address {
                dead(sql, &event, "erased")?;
            }
        }
        Ok(())
    }

    /// Marks the mail whose turn it is as leaving. From here on it is sent once or not at all.
    pub(super) fn take(&self, sql: &mut dyn Sql, now: Timestamp) -> Result<Option<Leaving>, Fault> {
        let late = "UPDATE mail SET state = 'dead', reason = 'expired', recipient = '', content = ''
             WHERE state = 'waiting' AND expires_at <= ?";
        sql.execute(late, &[now.into()])?;
        let forgotten = "DELETE FROM mail WHERE state IN ('sent', 'dead') AND created_at < ?";
        sql.execute(forgotten, &[now.plus(-REMEMBERED_MS).into()])?;
        let text = "SELECT event, recipient, locale, content, created_at, attempts FROM mail
             WHERE state = 'waiting' AND next_at <= ? ORDER BY next_at, event LIMIT 1";
        let found = sql.first(text, &[now.into()], |row| {
            let texts = [row.text(0)?, row.text(1)?, row.text(2)?, row.text(3)?].map(str::to_owned);
            Ok((texts, Timestamp(row.int(4)?), row.int(5)?))
        })?;
        let Some(([event, recipient, locale, content], created_at, attempts)) = found else {
            return Ok(None);
        };
        let content = self.keys.unseal(SEALED_CONTENT, &content)?;
        let leaving = Leaving {
            recipient: self.keys.unseal(SEALED_RECIPIENT, &recipient)?,
            locale: Locale::from_tag(&locale).unwrap_or_default(),
            kind: serde_json::from_str(&content).map_err(|error| Fault::Shape(error.to_string()))?,
            created_at,
            attempts: usize::try_from(attempts).unwrap_or(usize::MAX),
            event,
        };
        set_state(sql, &leaving.event, "sending", "")?;
        Ok(Some(leaving))
    }
}

/// What was leaving when the process ended may have left: it is not sent again.
pub(super) fn bury_interrupted(sql: &mut dyn Sql) -> Result<usize, Fault> {
    let text = "UPDATE mail SET state = 'dead', reason = 'interrupted', recipient = '', content = ''
         WHERE state = 'sending'";
    sql.execute(text, &[])
}

/// Whether a mail waits for its turn.
pub(super) fn any_due(sql: &mut dyn Sql, now: Timestamp) -> Result<bool, Fault> {
    let text = "SELECT 1 FROM mail WHERE state = 'waiting' AND (next_at <= ? OR expires_at <= ?) LIMIT 1";
    Ok(sql.first(text, &[now.into(), now.into()], |_| Ok(()))?.is_some())
}

/// It has left.
pub(super) fn sent(sql: &mut dyn Sql, event: &str) -> Result<(), Fault> {
    settled(sql, event, "sent", "")
}

/// It will never leave, or may have left.
pub(super) fn dead(sql: &mut dyn Sql, event: &str, reason: &str) -> Result<(), Fault> {
    settled(sql, event, "dead", reason)
}

/// The service was out of reach: it waits on, and that was not its fault.
pub(super) fn waits_on(sql: &mut dyn Sql, event: &str, until: Timestamp, reason: &str) -> Result<(), Fault> {
    let text = "UPDATE mail SET state = 'waiting', next_at = ?, reason = ? WHERE event = ?";
    sql.execute(text, &[until.into(), Value::from(reason), Value::from(event)]).map(drop)
}

/// It was turned away for now: tried again later, and dead after the last time.
pub(super) fn turned_away(
    sql: &mut dyn Sql,
    leaving: &Leaving,
    reason: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let Some(wait) = RETRIES_MS.get(leaving.attempts) else { return dead(sql, &leaving.event, reason) };
    let text = "UPDATE mail SET attempts = attempts + 1 WHERE event = ?";
    sql.execute(text, &[Value::from(leaving.event.as_str())])?;
    waits_on(sql, &leaving.event, now.plus(*wait), reason)
}

fn settled(sql: &mut dyn Sql, event: &str, state: &str, reason: &str) -> Result<(), Fault> {
    set_state(sql, event, state, reason)?;
    let text = "UPDATE mail SET recipient = '', content = '' WHERE event = ?";
    sql.execute(text, &[Value::from(event)]).map(drop)
}

fn set_state(sql: &mut dyn Sql, event: &str, state: &str, reason: &str) -> Result<(), Fault> {
    let text = "UPDATE mail SET state = ?, reason = ? WHERE event = ?";
    sql.execute(text, &[Value::from(state), Value::from(reason), Value::from(event)]).map(drop)
}
