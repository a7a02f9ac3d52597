//! Step-up: a second factor given moments ago, for what must not be done with a stolen device alone.
//!
//! The server's sign-in writes a row when the person has just entered a code. Rules read it in `settle`, for
//! the table is the server's alone: a device predicts without it and hears `step_up_needed` from the server.
//! A step-up counts for one person, on one device, for one purpose, up to one amount, for five minutes.

use std::fmt;

use crate::id::Id;
use crate::money::Currency;
use crate::store::{Fault, Tx, Value};
use crate::time::{MINUTE_MS, Timestamp};

/// How long a step-up counts (requirement A6).
pub const LIFE_MS: i64 = 5 * MINUTE_MS;
/// A bid or a maximum above this many minor units of USD needs one (requirement A6).
pub const BID_ABOVE_MINOR: i64 = 100_000;

/// The same bound for another currency: as many whole units. The dollar's 1,000 is what the source names; an
/// operator whose currency is worth far less is asked more often, never less.
#[must_use]
pub fn bid_above_minor(currency: Currency) -> i64 {
    let unit = 10i64.saturating_pow(currency.decimals());
    (BID_ABOVE_MINOR / 100).saturating_mul(unit)
}

/// What a step-up is for. One for a purpose is worth nothing for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// A bid or a hidden maximum on one lot.
    Bid(Id),
    /// A money action on one thing: a dispute, an order, a payout.
    Money(Id),
}

impl Purpose {
    /// The stable word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bid(_) => "bid",
            Self::Money(_) => "money",
        }
    }

    /// The purpose with this word, as `bid`, on a thing.
    #[must_use]
    pub fn of(word: &str, thing: Id) -> Option<Self> {
        match word {
            "bid" => Some(Self::Bid(thing)),
            "money" => Some(Self::Money(thing)),
            _ => None,
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Bid(thing) | Self::Money(thing)) = self;
        write!(f, "{}:{thing}", self.word())
    }
}

/// Up to which amount, in minor units, a person has stepped up for a purpose on a device; none when they have
/// not, or too long ago. For `settle`: the table is on the server alone.
///
/// # Errors
/// The store's fault.
pub fn ceiling_minor(
    tx: &mut Tx<'_>,
    user: Id,
    device: Id,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<i64>, Fault> {
    let text = "SELECT ceiling_minor FROM step_up
         WHERE user_id = ? AND device_id = ? AND purpose = ? AND at <= ? AND at > ?";
    let values = [
        Value::from(user),
        Value::from(device),
        Value::from(purpose.to_string()),
        now.into(),
        now.plus(-LIFE_MS).into(),
    ];
    Ok(tx.query(text, &values, |row| row.int(0))?.into_iter().max())
}

/// Whether a person has stepped up for this purpose and this amount, on this device, within [`LIFE_MS`].
/// For `settle`.
///
/// # Errors
/// The store's fault.
pub fn stepped_up(
    tx: &mut Tx<'_>,
    user: Id,
    device: Id,
    purpose: Purpose,
    amount_minor: i64,
    now: Timestamp,
) -> Result<bool, Fault> {
    let ceiling = ceiling_minor(tx, user, device, purpose, now)?;
    Ok(ceiling.is_some_and(|ceiling| amount_minor <= ceiling))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Hubbub, MIGRATIONS_SERVER};
    use crate::store::migrate::migrate;
    use crate::store::{Database, Durability, OpenOptions, SqliteDatabase, Unwatched};
    use crate::sync::rules::Domain as _;

    #[test]
    fn a_step_up_counts_for_what_it_was_given_for() {
        let folder = tempfile::tempdir().unwrap();
        let options = OpenOptions { key: None, readers: 1 };
        let database = SqliteDatabase::open(&folder.path().join("server.db"), &options).unwrap();
        migrate(&database, MIGRATIONS_SERVER, Timestamp(0)).unwrap();
        let id = |name| Id::named("step-up", name);
        let (ada, phone, lot) = (id("ada"), id("phone"), id("lot"));
        let given = Timestamp(1_000_000);
        let database: &dyn Database = &database;
        database
            .write(Durability::Full, |sql| {
                let text = "INSERT INTO step_up (user_id, device_id, purpose, ceiling_minor, at)
                     VALUES (?, ?, ?, ?, ?)";
                let purpose = Value::from(Purpose::Bid(lot).to_string());
                sql.execute(text, &[ada.into(), phone.into(), purpose, Value::Int(500_000), given.into()])
            })
            .unwrap();
        let at = |ms| given.plus(ms);
        let other = id("other");
        for (user, device, purpose, amount, now, counts) in [
            (ada, phone, Purpose::Bid(lot), 500_000, at(0), true),
            (ada, phone, Purpose::Bid(lot), 1, at(LIFE_MS - 1), true),
            (ada, phone, Purpose::Bid(lot), 500_001, at(0), false),
            (ada, phone, Purpose::Bid(lot), 1, at(LIFE_MS), false),
            (ada, phone, Purpose::Bid(lot), 1, at(-1), false),
            (ada, phone, Purpose::Bid(other), 1, at(0), false),
            (ada, phone, Purpose::Money(lot), 1, at(0), false),
            (ada, other, Purpose::Bid(lot), 1, at(0), false),
            (other, phone, Purpose::Bid(lot), 1, at(0), false),
        ] {
            let found = database
                .read(|sql| {
                    let mut unwatched = Unwatched;
                    let mut tx = Tx::new(sql, Hubbub.tables(), &mut unwatched);
                    stepped_up(&mut tx, user, device, purpose, amount, now)
                })
                .unwrap();
            assert_eq!(found, counts, "{user} {device} {purpose} {amount} {}", now.0);
        }
    }
}
