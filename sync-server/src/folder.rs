//! The data folder: made when absent, and held by one server process at a time.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

const LOCK: &str = "server.lock";

/// Holds the data folder; given back when dropped, also when the process is killed.
pub(crate) struct Held {
    lock: File,
}

impl Drop for Held {
    fn drop(&mut self) {
        // Closing the file is not enough: a child process that is just being started has it open too.
        if let Err(error) = self.lock.unlock() {
            tracing::warn!(%error, "the data folder was not given back");
        }
    }
}

/// Why a data folder could not be taken.
pub(crate) enum Refused {
    /// Another process has it.
    InUse,
    /// The disk failed.
    Io(io::Error),
}

/// Makes the folder if it is absent and takes it.
pub(crate) fn hold(data: &Path) -> Result<Held, Refused> {
    create_private(data).map_err(Refused::Io)?;
    let open = File::options().create(true).truncate(false).write(true).open(data.join(LOCK));
    let lock = open.map_err(Refused::Io)?;
    match lock.try_lock() {
        Ok(()) => Ok(Held { lock }),
        Err(TryLockError::WouldBlock) => Err(Refused::InUse),
        Err(TryLockError::Error(error)) => Err(Refused::Io(error)),
    }
}

/// Makes a folder that only this user may enter.
pub(crate) fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// Makes the names in a folder as durable as the files they lead to.
pub(crate) fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
