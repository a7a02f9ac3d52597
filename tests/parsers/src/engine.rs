//! The two halves of the engine under messages that no honest side has made, on real stores. Everything is rolled
//! back, so that each input meets the same store.

use std::sync::LazyLock;

use hubbub_core::call::Actor;
use hubbub_core::domain::{Hubbub, MIGRATIONS_DEVICE, MIGRATIONS_SERVER, VOCABULARY};
use hubbub_core::id::Id;
use hubbub_core::store::migrate::{Migration, migrate};
use hubbub_core::store::{Database, Durability, Fault, OpenOptions, Sql, SqliteDatabase};
use hubbub_core::sync::device::Device;
use hubbub_core::sync::protocol::{Answer, Request, decode};
use hubbub_core::sync::server::{Admission, Server};
use hubbub_core::time::Timestamp;

const NOW: Timestamp = Timestamp(1_800_000_000_000);
/// Said to undo what an input has done.
const UNDO: &str = "undone";

struct Store {
    database: SqliteDatabase,
    _folder: tempfile::TempDir,
}

static DEVICE: LazyLock<Store> = LazyLock::new(|| {
    let store = store(MIGRATIONS_DEVICE);
    let device = device();
    let kept = write(&store, |sql| {
        device.begin(sql, Id::named("fuzz", "device"))?;
        let scope = "INSERT INTO scope_cursor (scope, number, cursor, target) VALUES (?, 1, 5, 5)";
        sql.execute(scope, &[format!("user:{}", device.user).as_str().into()])?;
        let epoch = "INSERT INTO client_meta (name, value) VALUES ('epoch', ?)";
        sql.execute(epoch, &[Id::named("fuzz", "epoch").into()])?;
        let vote = "{\"area\":\"content\",\"kind\":\"none\"}";
        device.record(sql, Id::named("fuzz", "call"), NOW, vote).map(drop)
    });
    kept.expect("a device's store");
    store
});

static SERVER: LazyLock<Store> = LazyLock::new(|| {
    let store = store(MIGRATIONS_SERVER);
    let server = Server::new(Hubbub, VOCABULARY);
    let community = Id::named("fuzz", "community");
    let found = serde_json::json!({
        "area": "community", "kind": "found", "community": community, "name": "Fuzz Street",
        "default_locale": "en", "time_zone": "Europe/Berlin", "currency": "EUR",
    });
    let kept = write(&store, |sql| {
        Server::<Hubbub>::begin_epoch(sql, Id::named("fuzz", "epoch"), false)?;
        let request = Request {
            device: Id::named("fuzz", "job"),
            epoch: None,
            acknowledged: 0,
            uploads: Vec::new(),
            cursors: Vec::new(),
        };
        let mut batch = server.batch(sql, NOW)?;
        let Admission::Ready(mut device) = batch.admit(sql, Actor::Job, &request)? else {
            return Err(Fault::Bug("the job is not admitted".to_owned()));
        };
        let upload = device.next(Id::named("fuzz", "found"), NOW, found.to_string());
        batch.decide(sql, &mut device, &upload)?;
        batch.keep(sql, &device)?;
        batch.close(sql).map(drop)
    });
    kept.expect("a server's store");
    store
});

fn device() -> Device<Hubbub> {
    Device { domain: Hubbub, user: Id::named("fuzz", "user") }
}

fn store(migrations: &[Migration]) -> Store {
    let folder = tempfile::tempdir().expect("a folder");
    let options = OpenOptions { key: None, readers: 1 };
    let database = SqliteDatabase::open(&folder.path().join("store.db"), &options).expect("a store");
    migrate(&database, migrations, NOW).expect("its tables");
    Store { database, _folder: folder }
}

fn write<T>(store: &Store, work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>) -> Result<T, Fault> {
    let database: &dyn Database = &store.database;
    database.write(Durability::Normal, work)
}

/// Does it and undoes it. Bytes of strangers are never a bug of ours.
fn undone(store: &Store, mut work: impl FnMut(&mut dyn Sql) -> Result<(), Fault>) {
    let done = write(store, |sql| work(sql).and_then(|()| Err::<(), _>(Fault::Bug(UNDO.to_owned()))));
    match done {
        Err(Fault::Bug(what)) if what != UNDO => panic!("{what}"),
        Err(fault) if fault.is_environment() => panic!("{fault}"),
        _ => {}
    }
}

/// A device that applies an answer to its store, twice, and makes its next request.
pub fn apply(data: &[u8]) {
    let Ok(answer) = decode::<Answer>(data) else { return };
    let device = device();
    undone(&DEVICE, |sql| {
        device.apply(sql, &answer, Id::named("fuzz", "fresh"))?;
        device.apply(sql, &answer, Id::named("fuzz", "fresher"))?;
        device.request(sql).map(drop)
    });
}

/// A server that decides a request on its store: of a person, or of a job.
pub fn decide(data: &[u8]) {
    let Some((&who, rest)) = data.split_first() else { return };
    let actor = if who & 1 == 0 { Actor::Person(device().user) } else { Actor::Job };
    let request = match decode::<Request>(rest) {
        Ok(request) => request,
        // Text alone is taken as a command.
        Err(_) => match std::str::from_utf8(rest) {
            Ok(command) => saying(command),
            Err(_) => return,
        },
    };
    let mut server = Server::new(Hubbub, VOCABULARY);
    // Strict servers tell rules that look too far; here only panics and faults count.
    server.strict = false;
    undone(&SERVER, |sql| {
        let mut batch = server.batch(sql, NOW)?;
        if let Admission::Ready(mut device) = batch.admit(sql, actor, &request)? {
            for upload in &request.uploads {
                batch.decide(sql, &mut device, upload)?;
            }
            batch.keep(sql, &device)?;
        }
        batch.close(sql).map(drop)
    });
}

fn saying(command: &str) -> Request {
    let call = hubbub_core::sync::protocol::QueuedCall {
        id: Id::named("fuzz", "said"),
        number: 1,
        at: NOW,
        seen: NOW,
        depends_on: Vec::new(),
        command: command.to_owned(),
    };
    Request {
        device: Id::named("fuzz", "phone"),
        epoch: None,
        acknowledged: 0,
        uploads: vec![hubbub_core::sync::protocol::Upload::Call(call)],
        cursors: Vec::new(),
    }
}
