//! A small domain to test the server with: communities whose members pin notes on a board.

use std::collections::BTreeSet;

use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::scope::Scope;
use hubbub_core::store::migrate::Migration;
use hubbub_core::store::{Entity, Fault, Table, Tables, Tx, Value};
use hubbub_core::sync::rules::{Call, Domain, Due, Stop, Undecodable};
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};

pub(crate) const SCHEMA: Migration = Migration {
    name: "board/0001",
    sql: "CREATE TABLE member (id TEXT PRIMARY KEY, community TEXT NOT NULL, user TEXT NOT NULL,
 display_name TEXT NOT NULL, locale TEXT NOT NULL) STRICT;
CREATE TABLE note (id TEXT PRIMARY KEY, community TEXT NOT NULL, text TEXT NOT NULL, picture TEXT) STRICT;",
};

const TABLES: Tables = &[Table::of::<Member>(), Table::of::<Note>()];

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Member {
    id: Id,
    community: Id,
    user: Id,
    display_name: String,
    locale: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Note {
    id: Id,
    community: Id,
    text: String,
    picture: Option<String>,
}

impl Entity for Member {
    const TABLE: &'static str = "member";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("user", self.user)])
    }
}

impl Entity for Note {
    const TABLE: &'static str = "note";
    const FILES: &'static [&'static str] = &["picture"];

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("community", self.community)])
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Command {
    Admit { community: Id, user: Id, display_name: String, locale: String },
    Expel { community: Id, user: Id },
    Pin { note: Id, community: Id, text: String, picture: Option<String> },
}

pub(crate) struct Board {
    /// A user whose every contact trips over a bug.
    pub(crate) cursed: Id,
}

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
            Command::Admit { community, user, display_name, locale } => {
                let id = Id::of("member", &[community, user]);
                tx.put(&Member { id, community, user, display_name, locale })?;
            }
            Command::Expel { community, user } => {
                tx.delete::<Member>(Id::of("member", &[community, user]))?;
            }
            Command::Pin { note, community, text, picture } => {
                if let Ok(user) = call.actor.person()
                    && tx.get::<Member>(Id::of("member", &[community, user]))?.is_none()
                {
                    return Err(Code::ForbiddenRole.into());
                }
                if !tx.insert(&Note { id: note, community, text, picture })? {
                    return Err(Code::AlreadyExists.into());
                }
            }
        }
        Ok(())
    }

    fn settle(&self, _: &mut Tx<'_>, _: &Call<Command>) -> Result<(), Stop> {
        Ok(())
    }

    fn due(&self, _: &mut Tx<'_>, _: Timestamp, _: usize) -> Result<Vec<Due<String>>, Fault> {
        Ok(Vec::new())
    }

    fn scopes_of(&self, tx: &mut Tx<'_>, user: Id) -> Result<BTreeSet<Scope>, Fault> {
        assert!(user != self.cursed, "a bug, on purpose");
        let held = tx.select::<Member>("user = ? ORDER BY id", &[Value::from(user)])?;
        let mut scopes: BTreeSet<Scope> =
            held.iter().map(|member| Scope::of("community", member.community)).collect();
        scopes.insert(Scope::of("user", user));
        Ok(scopes)
    }

    fn priority(&self, _: &Scope) -> u8 {
        0
    }
}
