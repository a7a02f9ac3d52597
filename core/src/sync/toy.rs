//! A toy domain that tests the engine: rooms with notes. It has everything the engine must cope with
//! and nothing of Hubbub: membership that comes and goes, rows in two scopes, a root with children, a
//! total that only the server writes, commands that panic or come from the future.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::rules::{Call, Domain, Due, Stop, Undecodable};
use crate::id::Id;
use crate::refusal::{Code, Refusal};
use crate::scope::Scope;
use crate::store::migrate::Migration;
use crate::store::{Child, Entity, Fault, Table, Tables, Tx, Value};
use crate::time::Timestamp;

pub(crate) const TABLES: Tables =
    &[Table::of::<Room>(), Table::of::<Member>(), Table::of::<Note>(), Table::of::<Total>()];

pub(crate) const SCHEMA: Migration = Migration {
    name: "toy/0001",
    sql: "CREATE TABLE room (id TEXT PRIMARY KEY, public INTEGER NOT NULL) STRICT;
CREATE TABLE member (id TEXT PRIMARY KEY, room TEXT NOT NULL, user TEXT NOT NULL) STRICT;
CREATE TABLE note (id TEXT PRIMARY KEY, room TEXT NOT NULL, owner TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE INDEX note_room ON note (room);
CREATE TABLE total (id TEXT PRIMARY KEY, notes INTEGER NOT NULL) STRICT;",
};

/// A room; the root of its notes and its total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Room {
    pub(crate) id: Id,
    pub(crate) public: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Member {
    pub(crate) id: Id,
    pub(crate) room: Id,
    pub(crate) user: Id,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Note {
    pub(crate) id: Id,
    pub(crate) room: Id,
    pub(crate) owner: Id,
    pub(crate) text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Total {
    pub(crate) id: Id,
    pub(crate) notes: i64,
}

impl Entity for Room {
    const TABLE: &'static str = "room";
    const CHILDREN: &'static [Child] =
        &[Child { table: "note", column: "room" }, Child { table: "total", column: "id" }];

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        let mut scopes = vec![Scope::of("room", self.id)];
        if self.public {
            scopes.push(Scope::public());
        }
        Ok(scopes)
    }
}

impl Entity for Member {
    const TABLE: &'static str = "member";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("user", self.user)])
    }
}

fn room_scopes(tx: &mut Tx<'_>, room: Id) -> Result<Vec<Scope>, Fault> {
    tx.get::<Room>(room)?.map_or(Ok(vec![]), |room| room.scopes(tx))
}

impl Entity for Note {
    const TABLE: &'static str = "note";

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        room_scopes(tx, self.room)
    }
}

impl Entity for Total {
    const TABLE: &'static str = "total";

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        room_scopes(tx, self.id)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Command {
    OpenRoom { room: Id },
    Publish { room: Id, public: bool },
    Admit { room: Id, user: Id },
    Expel { room: Id, user: Id },
    Write { note: Id, room: Id, text: String },
    Edit { note: Id, text: String },
    Erase { note: Id },
    Boom,
    Peek { note: Id },
}

#[derive(Clone, Copy, Default)]
pub(crate) struct Toy {
    /// A version that does not know `edit` yet.
    pub(crate) old: bool,
}

impl Domain for Toy {
    type Command = Command;

    fn tables(&self) -> Tables {
        TABLES
    }

    fn decode(&self, text: &str) -> Result<Command, Undecodable> {
        if self.old && text.contains("\"edit\"") {
            return Err(Undecodable::Unknown);
        }
        serde_json::from_str(text).map_err(|error| {
            if error.to_string().starts_with("unknown variant") {
                Undecodable::Unknown
            } else {
                Undecodable::Malformed(Refusal::new(Code::ValidationFailed))
            }
        })
    }

    fn forgets(&self, text: &str) -> bool {
        text.contains("whisper")
    }

    fn execute(&self, tx: &mut Tx<'_>, call: &Call<Command>) -> Result<(), Stop> {
        match &call.command {
            Command::OpenRoom { room } => {
                tx.insert(&Room { id: *room, public: false })?;
            }
            Command::Publish { room, public } => tx.put(&Room { id: *room, public: *public })?,
            Command::Admit { room, user } => {
                tx.put(&Member { id: Id::of("member", &[*room, *user]), room: *room, user: *user })?;
            }
            Command::Expel { room, user } => {
                tx.delete::<Member>(Id::of("member", &[*room, *user]))?;
            }
            Command::Write { note, room, text } => {
                let owner = call.actor.person()?;
                if tx.get::<Member>(Id::of("member", &[*room, owner]))?.is_none() {
                    return Err(Code::ForbiddenRole.into());
                }
                assert!(text != "panic in execute", "on purpose");
                if text.contains("late") {
                    return Err(Code::PollClosed.into());
                }
                let written = Note { id: *note, room: *room, owner, text: text.clone() };
                // The check comes after the write on purpose: a refusal must leave nothing.
                if !tx.insert(&written)? || text.contains("bad") {
                    return Err(Code::AlreadyExists.into());
                }
            }
            Command::Edit { note, text } => {
                let found: Note = tx.get(*note)?.ok_or(Refusal::new(Code::NotFound))?;
                tx.put(&Note { text: text.clone(), ..found })?;
            }
            Command::Erase { note } => {
                if !tx.delete::<Note>(*note)? {
                    return Err(Code::NotFound.into());
                }
            }
            Command::Boom => {}
            Command::Peek { note } => {
                tx.get::<Note>(*note)?;
            }
        }
        Ok(())
    }

    fn settle(&self, tx: &mut Tx<'_>, call: &Call<Command>) -> Result<(), Stop> {
        let (room, change) = match &call.command {
            Command::Write { room, text, .. } if text == "unwelcome" => {
                let _ = room;
                return Err(Code::InvalidState.into());
            }
            Command::Write { text, .. } if text == "panic in settle" => panic!("on purpose"),
            Command::Write { room, .. } => (*room, 1),
            Command::Boom => panic!("on purpose"),
            _ => return Ok(()),
        };
        let before = tx.get::<Total>(room)?.map_or(0, |total| total.notes);
        tx.put(&Total { id: room, notes: before + change })?;
        Ok(())
    }

    fn due(&self, _: &mut Tx<'_>, _: Timestamp, _: usize) -> Result<Vec<Due<String>>, Fault> {
        Ok(Vec::new())
    }

    fn scopes_of(&self, tx: &mut Tx<'_>, user: Id) -> Result<BTreeSet<Scope>, Fault> {
        let rooms = tx.select::<Member>("user = ? ORDER BY id", &[Value::from(user)])?;
        let mut scopes: BTreeSet<Scope> = rooms.iter().map(|member| Scope::of("room", member.room)).collect();
        scopes.insert(Scope::of("user", user));
        scopes.insert(Scope::public());
        Ok(scopes)
    }

    fn priority(&self, scope: &Scope) -> u8 {
        u8::from(scope.kind() == "room")
    }
}
