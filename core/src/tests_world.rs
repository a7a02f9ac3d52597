//! A Hubbub server and named people's phones in one process, with a clock that the test moves.
//!
//! Of every command that a test tries and that is refused, it is looked at whether it would have changed anything.

use std::cell::RefCell;

use crate::access::Viewer;
use crate::call::{Actor, Due};
use crate::delivery::model::RunStop;
use crate::domain::{Hubbub, MIGRATIONS_DEVICE, MIGRATIONS_SERVER, TABLES};
use crate::i18n::Locale;
use crate::id::Id;
use crate::refusal::{Code, Refusal};
use crate::step_up::Purpose;
use crate::store::migrate::migrate;
use crate::store::{
    Database, Durability, Fault, OpenOptions, Row, Sql, SqliteDatabase, Table, Tx, Unwatched, Watch, Write,
};
use crate::sync::Domain;
use crate::sync::device::{Device, Recorded};
use crate::sync::outbox::{self, Refused};
use crate::sync::protocol::{Answer, Outcome, QueuedCall, Request, Upload};
use crate::sync::server::{Admission, Server};
use crate::sync::shadow::ViewWatch;
use crate::time::{HOUR_MS, Timestamp};

/// The id of a thing or person with this name.
pub(crate) fn id(name: &str) -> Id {
    Id::named("test", name)
}

/// A verdict in short: the code of the refusal, if it is one.
pub(crate) type Verdict = Result<(), Code>;

/// The server, its clock and its community, `id("home")`.
pub(crate) struct World {
    folder: tempfile::TempDir,
    server: Server<Hubbub>,
    database: SqliteDatabase,
    pub(crate) now: Timestamp,
    fresh: u32,
    /// All that the server knows, as it was when it was last looked at; absent after any change.
    known: RefCell<Option<String>>,
}

/// Where the engine writes down that a call was refused: the one thing that a refusal leaves behind.
const BOOKS: [&str; 3] = ["device", "device_call", "verdict"];

/// Lets a rule write, and keeps no books.
struct Free;

impl Watch for Free {
    fn writing(&mut self, _: &mut dyn Sql, _: &Table, _: &str, _: Write) -> Result<(), Fault> {
        Ok(())
    }

    fn read(&mut self, _: &mut dyn Sql, _: &Table, _: &str, _: Option<&Row>) -> Result<(), Fault> {
        Ok(())
    }
}

/// A person's phone.
pub(crate) struct Phone {
    user: Id,
    device: Device<Hubbub>,
    database: SqliteDatabase,
}

/// A command from JSON, with every `@name` replaced by the id of that name, and every `@run+order` by the id
/// of the order's stop in the run.
pub(crate) fn command(json: &str) -> String {
    let mut text = String::new();
    let mut parts = json.split('@');
    text.push_str(parts.next().unwrap());
    for part in parts {
        let end = part.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        if let Some(order) = rest.strip_prefix('+') {
            let end = order.find('"').unwrap_or(order.len());
            text.push_str(&RunStop::id_of(id(name), id(&order[..end])).to_string());
            text.push_str(&order[end..]);
        } else {
            text.push_str(&id(name).to_string());
            text.push_str(rest);
        }
    }
    text
}

/// A verdict in words: `ok`, or the code and the first wrong field.
pub(crate) fn words(verdict: &Result<(), Refusal>) -> String {
    match verdict {
        Ok(()) => "ok".to_owned(),
        Err(refusal) => match refusal.details.first() {
            None => refusal.code.wire().to_owned(),
            Some(detail) => format!("{} {} {}", refusal.code, detail.field, detail.issue),
        },
    }
}

/// Commands as they travel, one a line, to be compared with a snapshot.
pub(crate) fn wire(commands: &[&str]) -> String {
    let decoded = commands.iter().map(|json| Hubbub.decode(&command(json)).unwrap());
    decoded.map(|command| serde_json::to_string(&command).unwrap() + "\n").collect()
}

impl World {
    /// A server with an empty community, at 1,000 hours.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = OpenOptions { key: None, readers: 2 };
        let database = SqliteDatabase::open(&folder.path().join("server.db"), &options).unwrap();
        migrate(&database, MIGRATIONS_SERVER, Timestamp(0)).unwrap();
        let now = Timestamp(1_000 * HOUR_MS);
        let (server, known) = (Server::new(Hubbub, 1), RefCell::default());
        let mut world = Self { folder, server, database, now, fresh: 0, known };
        world.write(|sql| Server::<Hubbub>::begin_epoch(sql, id("epoch"), false));
        world.job(
            r#"{"area":"community","kind":"found","community":"@home","name":"Home","default_locale":"en",
               "time_zone":"Europe/Berlin","currency":"EUR"}"#,
        );
        world
    }

    /// Takes a person in, an hour ago.
    pub(crate) fn member(&mut self, name: &str) {
        let joined_at = self.now.plus(-HOUR_MS).0;
        self.job(&format!(
            r#"{{"area":"community","kind":"admit","community":"@home","user":"@{name}","display_name":"{name}",
               "locale":"en","joined_at":{joined_at}}}"#
        ));
    }

    /// A hub and one person for each role, called by it; `mary` is a resident, `stranger` no member.
    pub(crate) fn staffed() -> Self {
        let mut world = Self::new();
        for hub in ["hub", "other-hub"] {
            world.job(&format!(
                r#"{{"area":"community","kind":"add_hub","hub":"@{hub}","community":"@home","name":"{hub}",
                   "address":{{"street":"Quay 1","postal_code":"1","city":"Port","country":"DE"}},
                   "lat_e6":48000000,"lon_e6":-8000000,"time_zone":"Europe/Berlin"}}"#
            ));
        }
        for name in ["mary", "resident", "driver", "manager", "other-manager", "editor", "admin"] {
            world.member(name);
        }
        for (name, role, hub) in [
            ("driver", "driver", Some("hub")),
            ("manager", "hub_manager", Some("hub")),
            ("other-manager", "hub_manager", Some("other-hub")),
            ("editor", "content_admin", None),
            ("admin", "admin", None),
        ] {
            let hub = hub.map_or(String::new(), |hub| format!(r#","hub":"@{hub}""#));
            world.job(&format!(
                r#"{{"area":"community","kind":"grant_role","community":"@home","user":"@{name}","role":"{role}"{hub}}}"#
            ));
        }
        world
    }

    /// The server itself does something, and must be allowed to.
    pub(crate) fn job(&mut self, json: &str) {
        assert_eq!(self.decide(Actor::Job, json), Ok(()), "{json}");
    }

    /// What the clock asks for by `now`.
    pub(crate) fn due(&self, now: Timestamp) -> Vec<Due<String>> {
        self.read(|tx| Hubbub.due(tx, now, 100))
    }

    /// Moves the clock to `now` and does what it asks for, as the server's jobs do; how many commands.
    pub(crate) fn pass_to(&mut self, now: Timestamp) -> usize {
        self.now = now;
        let mut done = 0;
        loop {
            let due = self.due(now);
            if due.is_empty() {
                return done;
            }
            for Due { command, .. } in due {
                assert_eq!(self.decide(Actor::Job, &command), Ok(()), "{command}");
                done += 1;
            }
        }
    }

    /// A person does something while connected.
    pub(crate) fn act(&mut self, name: &str, json: &str) -> Verdict {
        self.decide(Actor::Person(id(name)), json).map_err(|refusal| refusal.code)
    }

    /// What the server says to a command.
    pub(crate) fn decide(&mut self, actor: Actor, json: &str) -> Result<(), Refusal> {
        self.decide_made(actor, json, self.now)
    }

    /// What the server would say to a person, in words: `ok`, or the code and the first wrong field.
    pub(crate) fn probe_as(&mut self, who: &str, json: &str) -> String {
        words(&self.probe(Actor::Person(id(who)), json))
    }

    /// A person in front of a screen.
    pub(crate) fn viewer(&self, who: &str) -> Viewer {
        Viewer { user: id(who), locale: Locale::En, now: self.now }
    }

    /// What the server would say, leaving everything as it is.
    pub(crate) fn probe(&mut self, actor: Actor, json: &str) -> Result<(), Refusal> {
        self.decided(actor, json, (self.now, self.now), false)
    }

    /// What the server says to a command that was made at `at`, on a device that was connected then.
    pub(crate) fn decide_made(&mut self, actor: Actor, json: &str, at: Timestamp) -> Result<(), Refusal> {
        self.decide_claimed(actor, json, at, at)
    }

    /// What the server says to a command that was made at `at`, on a device that had last heard its time at
    /// `seen`.
    pub(crate) fn decide_claimed(
        &mut self,
        actor: Actor,
        json: &str,
        at: Timestamp,
        seen: Timestamp,
    ) -> Result<(), Refusal> {
        self.decided(actor, json, (at, seen), true)
    }

    fn decided(
        &mut self,
        actor: Actor,
        json: &str,
        (at, seen): (Timestamp, Timestamp),
        keep: bool,
    ) -> Result<(), Refusal> {
        self.fresh += 1;
        let call = Id::named("call", &self.fresh.to_string());
        // Each actor has one device.
        let device = Id::named("device", &format!("{actor:?}"));
        let (server, now, database): (_, _, &dyn Database) = (&self.server, self.now, &self.database);
        let mut outcome = None;
        let before = self.known.take();
        let before = if keep { None } else { before.or_else(|| Some(database.read(everything).unwrap())) };
        let written = database.write(Durability::Normal, |sql| {
            let mut batch = server.batch(sql, now)?;
            let request = Request { device, epoch: None, acknowledged: 0, cursors: vec![], uploads: vec![] };
            let Admission::Ready(mut device) = batch.admit(sql, actor, &request)? else { panic!() };
            let Upload::Call(next) = device.next(call, at, command(json)) else { panic!() };
            batch.decide(sql, &mut device, &Upload::Call(QueuedCall { seen, ..next }))?;
            batch.keep(sql, &device)?;
            batch.close(sql)?;
            let text = "SELECT outcome FROM verdict WHERE call_id = ?";
            outcome = sql.first(text, &[call.into()], |row| Ok(row.text(0)?.to_owned()))?;
            if !keep && !outcome.as_deref().is_some_and(is_applied) {
                let same = Some(everything(sql)?) == before;
                assert!(same, "refused, it changed something all the same: {json}");
            }
            if keep { Ok(()) } else { Err(Fault::Bug("only a probe".to_owned())) }
        });
        assert_eq!(written.is_ok(), keep, "{written:?}");
        self.known.replace(before);
        match serde_json::from_str(&outcome.unwrap()).unwrap() {
            Outcome::Applied { .. } => Ok(()),
            Outcome::Refused(text) => Err(serde_json::from_str(&text).unwrap()),
            other => panic!("{other:?} for {json}"),
        }
    }

    /// A new phone of a person.
    pub(crate) fn phone(&mut self, name: &str) -> Phone {
        self.fresh += 1;
        let file = self.folder.path().join(format!("{name}-{}.db", self.fresh));
        let database = SqliteDatabase::open(&file, &OpenOptions { key: None, readers: 1 }).unwrap();
        migrate(&database, MIGRATIONS_DEVICE, Timestamp(0)).unwrap();
        let phone = Phone { user: id(name), device: Device { domain: Hubbub, user: id(name) }, database };
        let fresh = Id::named("phone", &self.fresh.to_string());
        phone.write(|sql| phone.device.begin(sql, fresh));
        phone
    }

    /// Round trips until there is nothing more to say.
    pub(crate) fn sync(&mut self, phone: &Phone) {
        self.sync_recorded(phone);
    }

    /// The same; the bytes of the answers.
    pub(crate) fn sync_recorded(&mut self, phone: &Phone) -> Vec<Vec<u8>> {
        let mut answers = Vec::new();
        loop {
            self.fresh += 1;
            let request = phone.read(|sql| phone.device.request(sql));
            let answer = self.answer(phone.user, &request);
            answers.push(postcard::to_allocvec(&answer).unwrap());
            let fresh = Id::named("fresh", &self.fresh.to_string());
            let applied = phone.write(|sql| phone.device.apply(sql, &answer, fresh));
            if !applied.more && phone.read(|sql| phone.device.request(sql)).uploads.is_empty() {
                return answers;
            }
        }
    }

    fn answer(&self, user: Id, request: &Request) -> Answer {
        self.write(|sql| {
            let mut batch = self.server.batch(sql, self.now)?;
            let Admission::Ready(mut device) = batch.admit(sql, Actor::Person(user), request)? else {
                panic!()
            };
            for upload in &request.uploads {
                batch.decide(sql, &mut device, upload)?;
            }
            batch.keep(sql, &device)?;
            batch.close(sql)
        });
        let database: &dyn Database = &self.database;
        database.read(|sql| self.server.cut(sql, user, request, self.now)).unwrap()
    }

    fn write<T>(&self, work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>) -> T {
        self.known.take();
        let database: &dyn Database = &self.database;
        database.write(Durability::Normal, work).unwrap()
    }

    /// Every row of some tables, one a line, to be compared with a snapshot.
    pub(crate) fn rows(&self, tables: &[&str]) -> String {
        self.write(|sql| rows(sql, tables))
    }

    /// Does to the server's rows what a rule does where it settles; no device hears of it.
    pub(crate) fn settle<T>(&self, mut work: impl FnMut(&mut Tx<'_>) -> Result<T, Fault>) -> T {
        self.write(|sql| work(&mut Tx::new(sql, TABLES, &mut Free)))
    }

    /// A person has just given the second factor, as the server's sign-in writes it down.
    pub(crate) fn step_up(&self, who: &str, device: Id, purpose: Purpose, ceiling_minor: i64) {
        let text =
            "INSERT INTO step_up (user_id, device_id, purpose, ceiling_minor, at) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (user_id, device_id, purpose) DO UPDATE SET ceiling_minor = excluded.ceiling_minor,
             at = excluded.at";
        let ceiling = crate::store::Value::Int(ceiling_minor);
        let values = [id(who).into(), device.into(), purpose.to_string().into(), ceiling, self.now.into()];
        self.write(|sql| sql.execute(text, &values));
    }

    /// The server's answer to a query, one row a line.
    pub(crate) fn sql_rows(&self, text: &str) -> String {
        let rows = self.write(|sql| sql.all(text, &[], |row| Ok(row.to_row())));
        rows.iter().map(|row| serde_json::to_string(row).unwrap() + "\n").collect()
    }

    /// Reads the server's rows.
    pub(crate) fn read<T>(&self, mut work: impl FnMut(&mut Tx<'_>) -> Result<T, Fault>) -> T {
        let database: &dyn Database = &self.database;
        database.read(|sql| work(&mut Tx::new(sql, TABLES, &mut Unwatched))).unwrap()
    }
}

fn is_applied(outcome: &str) -> bool {
    matches!(serde_json::from_str(outcome), Ok(Outcome::Applied { .. }))
}

/// Every row of every table but for [`BOOKS`], those included that no device ever sees.
fn everything(sql: &mut dyn Sql) -> Result<String, Fault> {
    let text = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'
         AND name NOT LIKE 'search_text%' ORDER BY name";
    let mut lines = String::new();
    for table in sql.all(text, &[], |row| Ok(row.text(0)?.to_owned()))? {
        if BOOKS.contains(&table.as_str()) {
            continue;
        }
        for row in sql.all(&format!("SELECT * FROM {table}"), &[], |row| Ok(row.to_row()))? {
            lines.push_str(&format!("{table}: {row:?}\n"));
        }
    }
    Ok(lines)
}

/// Every row of some tables, one a line.
fn rows(sql: &mut dyn Sql, tables: &[&str]) -> Result<String, Fault> {
    let mut lines = String::new();
    for table in tables {
        let text = format!("SELECT * FROM {table} ORDER BY id");
        for row in sql.all(&text, &[], |row| Ok(row.to_row()))? {
            let columns =
                row.iter().map(|(name, value)| format!("{name}={}", serde_json::to_string(value).unwrap()));
            lines.push_str(&format!("{table}: {}\n", columns.collect::<Vec<_>>().join(" ")));
        }
    }
    Ok(lines)
}

impl Phone {
    /// Every row of some tables that the phone holds, one a line.
    pub(crate) fn rows(&self, tables: &[&str]) -> String {
        self.read(|sql| rows(sql, tables))
    }

    fn write<T>(&self, work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>) -> T {
        let database: &dyn Database = &self.database;
        database.write(Durability::Full, work).unwrap()
    }

    fn read<T>(&self, work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>) -> T {
        let database: &dyn Database = &self.database;
        database.read(work).unwrap()
    }

    /// The person does something, whether connected or not. `Ok(Some)`: waits, and the phone expects
    /// this refusal.
    pub(crate) fn send(&self, world: &mut World, json: &str) -> Result<Option<Code>, Code> {
        world.fresh += 1;
        let call = Id::named("call", &world.fresh.to_string());
        match self.write(|sql| self.device.record(sql, call, world.now, &command(json))) {
            Recorded::Queued { predicted, .. } => Ok(predicted.map(|refusal| refusal.code)),
            Recorded::Refused(refusal) => Err(refusal.code),
        }
    }

    /// What a screen of the phone shows.
    pub(crate) fn view<T>(&self, mut view: impl FnMut(&mut Tx<'_>) -> Result<T, Fault>) -> T {
        self.read(|sql| view(&mut Tx::new(sql, TABLES, &mut ViewWatch)))
    }

    /// What the phone's outbox still says of its calls.
    pub(crate) fn outbox_text(&self) -> String {
        self.read(outbox::all).into_iter().map(|entry| entry.call.command).collect()
    }

    /// The inbox of what was not accepted.
    pub(crate) fn refused(&self) -> Vec<Refused> {
        self.read(outbox::refused)
    }
}
