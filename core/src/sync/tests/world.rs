//! A server and named devices in one process, with a clock that the test moves.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::Id;
use crate::store::migrate::{Migration, migrate};
use crate::store::{
    Database, Durability, Entity, Fault, OpenOptions, Row, Sql, SqliteDatabase, Tx, Unwatched,
};
use crate::sync::device::{Applied, Device, Recorded};
use crate::sync::outbox::{self, Refused};
use crate::sync::protocol::{Answer, Reply, Request, decode, encode};
use crate::sync::rules::Actor;
use crate::sync::server::{Admission, Server};
use crate::sync::toy::{Command, SCHEMA, TABLES, Toy};
use crate::time::Timestamp;

const SERVER: Migration =
    Migration { name: "server/0001_sync", sql: include_str!("../../../../migrations/server/0001_sync.sql") };
const CLIENT: Migration =
    Migration { name: "client/0001_sync", sql: include_str!("../../../../migrations/client/0001_sync.sql") };

pub(super) fn id(n: u64) -> Id {
    Id::named("test", &n.to_string())
}

pub(super) struct World {
    pub(super) folder: tempfile::TempDir,
    pub(super) server: Server<Toy>,
    pub(super) database: SqliteDatabase,
    pub(super) now: Timestamp,
    next_id: u64,
}

pub(super) struct Phone {
    pub(super) name: String,
    pub(super) user: Id,
    pub(super) device: Device<Toy>,
    pub(super) database: SqliteDatabase,
}

impl World {
    /// A server whose room 1 has the users 1 and 2 as members.
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = OpenOptions { key: None, readers: 2 };
        let database = SqliteDatabase::open(&folder.path().join("server.db"), &options).unwrap();
        migrate(&database, &[SCHEMA, SERVER], Timestamp(0)).unwrap();
        let mut world = Self {
            folder,
            server: Server::new(Toy::default(), 1),
            database,
            now: Timestamp(1_000_000),
            next_id: 1000,
        };
        world.write(|sql| Server::<Toy>::begin_epoch(sql, id(900), false));
        world.job(Command::OpenRoom { room: id(1) });
        for user in [1, 2] {
            world.job(Command::Admit { room: id(1), user: id(user) });
        }
        world
    }

    pub(super) fn fresh(&mut self) -> Id {
        self.next_id += 1;
        id(self.next_id)
    }

    pub(super) fn write<T>(&self, work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>) -> T {
        let database: &dyn Database = &self.database;
        database.write(Durability::Normal, work).unwrap()
    }

    /// The server itself does something.
    pub(super) fn job(&mut self, command: Command) {
        let call = self.fresh();
        let now = self.now;
        let server = &self.server;
        let database: &dyn Database = &self.database;
        database
            .write(Durability::Normal, |sql| {
                let request = Request {
                    device: id(901),
                    epoch: None,
                    acknowledged: 0,
                    cursors: vec![],
                    uploads: vec![],
                };
                let mut batch = server.batch(sql, now)?;
                let Admission::Ready(mut device) = batch.admit(sql, Actor::Job, &request)? else { panic!() };
                let upload = device.next(call, now, serde_json::to_string(&command).unwrap());
                batch.decide(sql, &mut device, &upload)?;
                batch.keep(sql, &device)?;
                batch.close(sql)
            })
            .unwrap();
    }

    pub(super) fn phone(&mut self, name: &str, user: u64) -> Phone {
        let options = OpenOptions { key: None, readers: 1 };
        let database =
            SqliteDatabase::open(&self.folder.path().join(format!("{name}.db")), &options).unwrap();
        migrate(&database, &[SCHEMA, CLIENT], Timestamp(0)).unwrap();
        let device = Device { domain: Toy::default(), user: id(user) };
        let phone = Phone { name: name.to_owned(), user: id(user), device, database };
        let fresh = self.fresh();
        phone.write(|sql| phone.device.begin(sql, fresh));
        phone
    }

    /// What the server makes of a request: its bytes in, the answer's bytes out.
    pub(super) fn answer(&self, user: Id, request: &[u8]) -> Vec<u8> {
        let request: Request = decode(request).unwrap();
        let server = &self.server;
        let database: &dyn Database = &self.database;
        let refused = database.write(Durability::Normal, |sql| {
            let mut batch = server.batch(sql, self.now)?;
            match batch.admit(sql, Actor::Person(user), &request)? {
                Admission::Answer(answer) => return Ok(Some(answer)),
                Admission::Ready(mut device) => {
                    for upload in &request.uploads {
                        batch.decide(sql, &mut device, upload)?;
                    }
                    batch.keep(sql, &device)?;
                }
            }
            batch.close(sql)?;
            Ok(None)
        });
        let answer = match refused.unwrap() {
            Some(answer) => answer,
            None => database.read(|sql| server.cut(sql, user, &request, self.now)).unwrap(),
        };
        encode(&answer)
    }

    /// One whole round trip.
    pub(super) fn exchange(&mut self, phone: &Phone) -> Applied {
        self.now = self.now.plus(1_000);
        let answer = self.answer(phone.user, &phone.request());
        let fresh = self.fresh();
        phone.apply(&answer, fresh)
    }

    /// Round trips until there is nothing more to say.
    pub(super) fn sync(&mut self, phone: &Phone) -> Applied {
        let mut all = Applied::default();
        for _ in 0..100 {
            let one = self.exchange(phone);
            all.tables.extend(one.tables);
            all.decided.extend(one.decided);
            all.refused.extend(one.refused);
            all.forked |= one.forked;
            let rest: Request = decode(&phone.request()).unwrap();
            if !one.more && rest.uploads.is_empty() {
                return all;
            }
        }
        panic!("{} never came to an end", phone.name);
    }

    /// The rows that a phone must show: everything in its scopes on the server.
    pub(super) fn expected(&self, user: Id) -> BTreeMap<(String, String), Row> {
        let database: &dyn Database = &self.database;
        database
            .read(|sql| {
                let scopes = self.server.scopes(sql, user)?;
                rows_where(sql, |table, row, sql| {
                    let of = table.scopes(row, &mut Tx::new(sql, TABLES, &mut Unwatched))?;
                    Ok(of.iter().any(|scope| scopes.contains(scope)))
                })
            })
            .unwrap()
    }

    /// Fails unless the phone, its outbox empty, shows what the server would.
    pub(super) fn assert_converged(&self, phone: &Phone) {
        assert_eq!(phone.waiting(), 0, "{} has calls waiting", phone.name);
        assert_eq!(phone.rows(), self.expected(phone.user), "{} differs from the server", phone.name);
        let database: &dyn Database = &self.database;
        let expected =
            database.read(|sql| crate::sync::digest::expected(sql, &self.server, phone.user)).unwrap();
        assert_eq!(phone.read(|sql| crate::sync::digest::shown(sql, TABLES)), expected, "{}", phone.name);
    }
}

fn rows_where(
    sql: &mut dyn Sql,
    mut keep: impl FnMut(&crate::store::Table, &Row, &mut dyn Sql) -> Result<bool, Fault>,
) -> Result<BTreeMap<(String, String), Row>, Fault> {
    let mut found = BTreeMap::new();
    for table in TABLES {
        let rows = sql.all(&format!("SELECT * FROM {}", table.name), &[], |row| Ok(row.to_row()))?;
        for row in rows {
            if keep(table, &row, sql)? {
                let id = row.iter().find(|(name, _)| name == "id").map(|(_, id)| format!("{id:?}")).unwrap();
                found.insert((table.name.to_owned(), id), row);
            }
        }
    }
    Ok(found)
}

impl Phone {
    pub(super) fn write<T>(&self, work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>) -> T {
        let database: &dyn Database = &self.database;
        database.write(Durability::Full, work).unwrap()
    }

    pub(super) fn read<T>(&self, work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>) -> T {
        let database: &dyn Database = &self.database;
        database.read(work).unwrap()
    }

    pub(super) fn send(&self, world: &mut World, command: &Command) -> Recorded {
        let call = world.fresh();
        let text = serde_json::to_string(command).unwrap();
        self.write(|sql| self.device.record(sql, call, world.now, &text))
    }

    /// Writes a note in room 1 and expects it to be queued; the call's id.
    pub(super) fn note(&self, world: &mut World, note: u64, text: &str) -> Id {
        let command = Command::Write { note: id(note), room: id(1), text: text.to_owned() };
        match self.send(world, &command) {
            Recorded::Queued { call, .. } => call,
            Recorded::Refused(refusal) => panic!("{refusal}"),
        }
    }

    pub(super) fn request(&self) -> Vec<u8> {
        encode(&self.read(|sql| self.device.request(sql)))
    }

    pub(super) fn apply(&self, answer: &[u8], fresh: Id) -> Applied {
        let answer: Answer = decode(answer).unwrap();
        self.write(|sql| self.device.apply(sql, &answer, fresh))
    }

    pub(super) fn waiting(&self) -> u64 {
        self.read(outbox::count_waiting)
    }

    pub(super) fn refused(&self) -> Vec<Refused> {
        self.read(outbox::refused)
    }

    pub(super) fn get<E: Entity>(&self, id: Id) -> Option<E> {
        self.read(|sql| Tx::new(sql, TABLES, &mut Unwatched).get(id))
    }

    pub(super) fn notes(&self) -> BTreeSet<String> {
        self.read(|sql| sql.all("SELECT text FROM note", &[], |row| Ok(row.text(0)?.to_owned())))
            .into_iter()
            .collect()
    }

    pub(super) fn rows(&self) -> BTreeMap<(String, String), Row> {
        self.read(|sql| rows_where(sql, |_, _, _| Ok(true)))
    }
}

/// The reply inside an answer's bytes.
pub(super) fn reply(answer: &[u8]) -> Reply {
    match decode(answer).unwrap() {
        Answer::Reply(reply) => *reply,
        other => panic!("{other:?}"),
    }
}
