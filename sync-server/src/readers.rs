//! Reading transactions off the network's threads: a few at a time, a bounded number waiting.

use std::sync::Arc;

use hubbub_core::store::{Database, Fault, Sql, SqliteDatabase};
use tokio::sync::Semaphore;

use crate::writer::Trouble;

/// Readings that may wait for a connection; each belongs to a request whose body is already in
/// memory, so the bound is on work, not on bytes.
const WAITING_MAX: usize = 4_096;

/// The pool of reading connections.
pub(crate) struct Readers {
    database: Arc<SqliteDatabase>,
    waiting: Semaphore,
    active: Arc<Semaphore>,
}

impl Readers {
    /// Readings of `database`, as many at a time as it has `connections`.
    pub(crate) fn new(database: Arc<SqliteDatabase>, connections: usize) -> Self {
        let active = Arc::new(Semaphore::new(connections));
        Self { database, waiting: Semaphore::new(WAITING_MAX), active }
    }

    /// The database that is read.
    pub(crate) fn database(&self) -> Arc<SqliteDatabase> {
        Arc::clone(&self.database)
    }

    /// Readings that run or wait, in thousandths of what may.
    pub(crate) fn load_permille(&self) -> usize {
        (WAITING_MAX - self.waiting.available_permits()) * 1_000 / WAITING_MAX
    }

    /// Runs `work` in a transaction that only reads.
    ///
    /// # Errors
    /// [`Trouble::Busy`] when too many wait already, or the fault.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut dyn Sql) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Trouble> {
        let _waiting = self.waiting.try_acquire().map_err(|_| Trouble::Busy)?;
        let active = Arc::clone(&self.active).acquire_owned().await.map_err(|_| Trouble::Busy)?;
        let database = Arc::clone(&self.database);
        let read = tokio::task::spawn_blocking(move || {
            let _active = active;
            let database: &dyn Database = &*database;
            database.read(work)
        });
        let panicked = |_| Trouble::Fault(Fault::Bug("a reading panicked".to_owned()));
        read.await.map_err(panicked)?.map_err(Trouble::from)
    }

    /// As [`Self::read`], for callers outside the async runtime.
    pub(crate) fn read_blocking<T>(
        &self,
        work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        read_blocking(&self.database, work)
    }
}

/// Runs `work` in a transaction that only reads, on the calling thread.
///
/// # Errors
/// The store's fault.
pub(crate) fn read_blocking<T>(
    database: &SqliteDatabase,
    work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let database: &dyn Database = database;
    database.read(work)
}
