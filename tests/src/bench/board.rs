//! The domain of the benchmarks: lists of lines, each an id and six columns, about 137 bytes as a JSON
//! object. Somebody who may see a list holds it.

use std::collections::BTreeSet;

use hubbub_core::id::Id;
use hubbub_core::live::{Change, Event, Kind, Told, Topic};
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::scope::Scope;
use hubbub_core::store::migrate::Migration;
use hubbub_core::store::{Entity, Fault, Table, Tables, Tx, Value};
use hubbub_core::sync::rules::{Call, Domain, Due, Stop, Undecodable};
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Lines that one command of the server's own makes.
pub(crate) const LINES_PER_FILL: u32 = 200;

/// The schema, for both sides.
pub(crate) const SCHEMA: Migration = Migration {
    name: "bench/0001",
    sql: "CREATE TABLE line (id TEXT PRIMARY KEY, list TEXT NOT NULL, name TEXT NOT NULL, amount INTEGER NOT NULL,
              price_minor INTEGER NOT NULL, changed_at INTEGER NOT NULL, note TEXT NOT NULL) STRICT, WITHOUT ROWID;
          CREATE INDEX line_by_list ON line (list);
          CREATE TABLE holder (id TEXT PRIMARY KEY, list TEXT NOT NULL, user_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
          CREATE INDEX holder_by_user ON holder (user_id);",
};

/// A row of the benchmarks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) id: Id,
    pub(crate) list: Id,
    pub(crate) name: String,
    pub(crate) amount: i64,
    pub(crate) price_minor: i64,
    pub(crate) changed_at: i64,
    pub(crate) note: String,
}

impl Line {
    /// The `n`-th line of a list, always the same.
    pub(crate) fn nth(list: Id, n: u32) -> Self {
        let mixed = u64::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16;
        let small = |modulus: u64| i64::try_from(mixed % modulus).unwrap_or_default();
        Self {
            id: Id::of("line", &[list, Id::named("n", &n.to_string())]),
            list,
            name: format!("Line {n}"),
            amount: small(997),
            price_minor: small(99_991),
            changed_at: 1_700_000_000_000 + small(10_000_000),
            note: format!("n{}", small(23)),
        }
    }
}

impl Entity for Line {
    const TABLE: &'static str = "line";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("list", self.list)])
    }
}

/// Who holds a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Holder {
    id: Id,
    list: Id,
    user_id: Id,
}

impl Entity for Holder {
    const TABLE: &'static str = "holder";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("user", self.user_id)])
    }
}

/// A change of lists.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Command {
    /// Lets a person hold a list.
    Share { list: Id, user: Id },
    /// Takes it from them.
    Unshare { list: Id, user: Id },
    /// Makes [`LINES_PER_FILL`] lines from number `first` on.
    Fill { list: Id, first: u32, count: u32 },
    /// Adds a line.
    Add { line: Id, list: Id, amount: i64 },
    /// Changes lines; the server refuses amounts below zero.
    Change { lines: Vec<Id>, amount: i64 },
}

/// The list that is fetched before all others.
pub(crate) fn first_list() -> Id {
    Id::named("list", "first")
}

/// The rules of the benchmarks.
#[derive(Clone, Copy)]
pub(crate) struct Board;

static TABLES: &[Table] = &[Table::of::<Line>(), Table::of::<Holder>()];

impl Domain for Board {
    type Command = Command;

    fn tables(&self) -> Tables {
        TABLES
    }

    fn decode(&self, text: &str) -> Result<Command, Undecodable> {
        serde_json::from_str(text).map_err(|_| {
            Undecodable::Malformed(Refusal::new(Code::ValidationFailed).field("command", "malformed"))
        })
    }

    fn execute(&self, tx: &mut Tx<'_>, call: &Call<Command>) -> Result<(), Stop> {
        match call.command.clone() {
            Command::Share { list, user } => {
                tx.put(&Holder { id: Id::of("holder", &[list, user]), list, user_id: user })?;
            }
            Command::Unshare { list, user } => {
                tx.delete::<Holder>(Id::of("holder", &[list, user]))?;
            }
            Command::Fill { list, first, count } => {
                for n in first..first + count {
                    tx.put(&Line::nth(list, n))?;
                }
            }
            Command::Add { line, list, amount } => {
                let line = Line { id: line, amount, ..Line::nth(list, 0) };
                if !tx.insert(&line)? {
                    return Err(Code::AlreadyExists.into());
                }
            }
            Command::Change { lines, amount } => {
                for id in lines {
                    let line: Line = tx.get(id)?.ok_or(Code::NotFound)?;
                    tx.put(&Line { amount, ..line })?;
                }
            }
        }
        Ok(())
    }

    fn settle(&self, _: &mut Tx<'_>, call: &Call<Command>) -> Result<(), Stop> {
        match call.command {
            Command::Change { amount, .. } | Command::Add { amount, .. } if amount < 0 => {
                Err(Code::InvalidState.into())
            }
            _ => Ok(()),
        }
    }

    fn due(&self, _: &mut Tx<'_>, _: Timestamp, _: usize) -> Result<Vec<Due<String>>, Fault> {
        Ok(Vec::new())
    }

    fn announce(&self, tx: &mut Tx<'_>, call: &Call<Command>) -> Result<Vec<Change>, Fault> {
        let Command::Change { lines, .. } = &call.command else { return Ok(Vec::new()) };
        let mut changes = Vec::new();
        for &about in lines {
            if let Some(line) = tx.get::<Line>(about)? {
                let topic = Topic::of(Topic::STOCK, line.list);
                changes.push(Change { topic, kind: Kind::StockChanged, about });
            }
        }
        Ok(changes)
    }

    fn tell(&self, tx: &mut Tx<'_>, change: &Change, _: Timestamp) -> Result<Option<Told>, Fault> {
        let event = match tx.get::<Line>(change.about)? {
            Some(Line { list, id, amount, .. }) => {
                Event::StockChanged { hub: list, product: id, available: amount }
            }
            None => Event::Notification { notice: change.about },
        };
        Ok(Some(Told { event, scope: None }))
    }

    /// Everybody may watch everything; who joins is told so.
    fn watch(&self, _: &mut Tx<'_>, _: Id, topic: &Topic) -> Result<Option<Vec<Change>>, Fault> {
        let about = topic.thing().unwrap_or_default();
        Ok(Some(vec![Change { topic: topic.clone(), kind: Kind::Notification, about }]))
    }

    fn whereabouts(&self, _: &mut Tx<'_>, _: Id) -> Result<Vec<Topic>, Fault> {
        Ok(vec![Topic::of(Topic::FLEET, first_list())])
    }

    fn scopes_of(&self, tx: &mut Tx<'_>, user: Id) -> Result<BTreeSet<Scope>, Fault> {
        let held = tx.select::<Holder>("user_id = ? ORDER BY id", &[Value::from(user)])?;
        let mut scopes = BTreeSet::from([Scope::of("user", user)]);
        scopes.extend(held.iter().map(|holder| Scope::of("list", holder.list)));
        Ok(scopes)
    }

    fn priority(&self, scope: &Scope) -> u8 {
        if scope.kind() == "user" {
            0
        } else if *scope == Scope::of("list", first_list()) {
            1
        } else {
            2
        }
    }
}
