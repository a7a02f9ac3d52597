//! A device: the real store and the real engine, and a copy of the network loop's decisions.

use hubbub_core::id::Id;
use hubbub_core::store::{Database, Durability, Fault, Sql, SqliteDatabase};
use hubbub_core::sync::backoff::Backoff;
use hubbub_core::sync::device::{Applied, Device, Recorded};
use hubbub_core::sync::outbox;
use hubbub_core::sync::predict;
use hubbub_core::sync::protocol::{Answer, Request};
use hubbub_core::time::Timestamp;
use hubbub_simulated_disk::{self as disk, Image};

use crate::book::Open;
use crate::product::Product;
use crate::store;

/// A device and its person.
pub(crate) struct Phone {
    pub(crate) number: usize,
    path: String,
    database: Option<SqliteDatabase>,
    pub(crate) device: Device<Product>,
    /// Grows with each change of person; answers to an earlier one are not taken.
    pub(crate) identity: u32,
    /// Grows whenever the connection ends.
    pub(crate) connection: u32,
    /// The tag of the request that waits for its answer.
    pub(crate) asking: Option<u32>,
    pub(crate) tag: u32,
    pub(crate) backoff: Backoff,
    /// When the loop wakes up next.
    pub(crate) wake_at: Option<i64>,
    pub(crate) offline_until: i64,
    /// When the latest message on the connection down arrives: those after it come later.
    pub(crate) down_at: i64,
    /// What the server's end of the socket knows of the device.
    pub(crate) stands: Option<Request>,
    /// How far the device's clock is off.
    pub(crate) skew_ms: i64,
    /// The engine's estimate of how far the server's clock is from the device's.
    offset_ms: i64,
    pub(crate) copy: Option<(Image, Open)>,
    fresh: u64,
}

impl Phone {
    /// A device with an empty store.
    pub(crate) fn new(number: usize, user: Id, is_old: bool) -> Result<Self, Fault> {
        let path = format!("phone-{number}.db");
        let domain = Product { is_old_app: is_old, ..Product::default() };
        store::make(&path, domain.schema())?;
        let mut phone = Self {
            number,
            path,
            database: None,
            device: Device { domain, user },
            identity: 0,
            connection: 0,
            asking: None,
            tag: 0,
            backoff: Backoff::default(),
            wake_at: None,
            offline_until: 0,
            down_at: 0,
            stands: None,
            skew_ms: 0,
            offset_ms: 0,
            copy: None,
            fresh: 0,
        };
        phone.open()?;
        Ok(phone)
    }

    /// An id that nobody else makes.
    pub(crate) fn fresh(&mut self) -> Id {
        self.fresh += 1;
        Id::of(
            "fresh",
            &[Id::named("phone", &self.number.to_string()), Id::named("n", &self.fresh.to_string())],
        )
    }

    /// Opens the store as the client does at its start.
    fn open(&mut self) -> Result<(), Fault> {
        let database = store::open(&self.path)?;
        let fresh = self.fresh();
        let device = &self.device;
        let open: &dyn Database = &database;
        open.write(Durability::Full, predict::rewind_all)?;
        device.domain.schema().migrate(&database)?;
        open.write(Durability::Full, |sql| device.begin(sql, fresh))?;
        open.write(Durability::Full, |sql| device.resume(sql))?;
        self.database = Some(database);
        Ok(())
    }

    /// What a kill or a power loss leaves.
    pub(crate) fn image(&self) -> Image {
        disk::image(&self.path)
    }

    pub(crate) fn image_after_power_loss(&self, dice: &mut dyn FnMut() -> u64) -> Image {
        disk::image_after_power_loss(&self.path, dice)
    }

    /// The process ends, and another begins with `image`.
    pub(crate) fn start_again(&mut self, image: &Image) -> Result<(), Fault> {
        self.database = None;
        disk::mend();
        disk::put(&self.path, image);
        self.hang_up();
        self.open()
    }

    /// As [`Self::start_again`] on a disk that fails after so many writes; whether it did.
    pub(crate) fn start_and_die(&mut self, image: &Image, writes: u64) -> Result<bool, Fault> {
        self.database = None;
        disk::mend();
        disk::put(&self.path, image);
        self.hang_up();
        disk::fail_after(writes);
        let opened = self.open();
        let died = disk::has_failed();
        if !died {
            disk::mend();
            opened?;
        }
        Ok(died)
    }

    /// The connection is gone.
    pub(crate) fn hang_up(&mut self) {
        self.connection += 1;
        self.asking = None;
        self.stands = None;
        self.down_at = 0;
    }

    pub(crate) fn database(&self) -> Result<&SqliteDatabase, Fault> {
        self.database.as_ref().ok_or_else(|| Fault::Bug("the store is closed".to_owned()))
    }

    pub(crate) fn read<T>(&self, work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>) -> Result<T, Fault> {
        let database: &dyn Database = self.database()?;
        database.read(work)
    }

    pub(crate) fn write<T>(
        &self,
        durability: Durability,
        work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let database: &dyn Database = self.database()?;
        database.write(durability, work)
    }

    pub(crate) fn device_clock(&self, now: i64) -> i64 {
        now + self.skew_ms
    }

    pub(crate) fn record(&mut self, now: i64, command: &str) -> Result<(Id, Recorded), Fault> {
        let id = self.fresh();
        let at = Timestamp(self.device_clock(now) + self.offset_ms);
        let recorded = self.write(Durability::Full, |sql| self.device.record(sql, id, at, command))?;
        Ok((id, recorded))
    }

    pub(crate) fn request(&self) -> Result<Request, Fault> {
        self.read(|sql| self.device.request(sql))
    }

    pub(crate) fn apply(&mut self, now: i64, answer: &Answer) -> Result<Applied, Fault> {
        let fresh = self.fresh();
        let applied = self.write(Durability::Normal, |sql| self.device.apply(sql, answer, fresh))?;
        if let Answer::Reply(reply) = answer {
            self.offset_ms = reply.server_time.0 - self.device_clock(now);
        }
        Ok(applied)
    }

    pub(crate) fn waiting(&self) -> Result<u64, Fault> {
        self.read(outbox::count_waiting)
    }

    /// Empties the store for another person.
    pub(crate) fn change_person(&mut self, user: Id) -> Result<(), Fault> {
        self.device.user = user;
        let fresh = self.fresh();
        self.write(Durability::Full, |sql| {
            hubbub_core::store::migrate::empty(sql)?;
            self.device.begin(sql, fresh)
        })?;
        self.identity += 1;
        self.hang_up();
        Ok(())
    }
}
