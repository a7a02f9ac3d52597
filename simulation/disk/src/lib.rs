//! A disk in memory for SQLite. It knows which writes have been synced, so that a power loss can take
//! back, reorder and tear those that have not.
//!
//! [`install`] makes it the process's default file system for SQLite; after that the store under test
//! is opened by path as always. Each thread has files of its own. All randomness comes in.

mod file;
mod vfs;

use std::cell::RefCell;
use std::collections::BTreeMap;

pub use file::Image;
use file::{Node, Shared};

/// The endings of the files that make up one database.
const ENDINGS: [&str; 3] = ["", "-wal", "-journal"];

#[derive(Default)]
struct Disk {
    files: BTreeMap<String, Shared>,
    /// Writes and syncs that still succeed before everything fails.
    until_failure: Option<u64>,
    failed: bool,
    full: bool,
    counter: u64,
}

thread_local! {
    static DISK: RefCell<Disk> = RefCell::default();
}

fn with<T>(work: impl FnOnce(&mut Disk) -> T) -> T {
    DISK.with_borrow_mut(work)
}

/// Makes the disk in memory SQLite's default file system, for every thread of the process.
pub fn install() {
    vfs::install();
}

/// Forgets every file and fault of this thread. Databases must be closed.
pub fn reset() {
    with(|disk| *disk = Disk::default());
}

/// What a process that is killed now leaves of the database at `path`: all that it wrote.
#[must_use]
pub fn image(path: &str) -> Image {
    with(|disk| Image::of(path, &ENDINGS, &disk.files, |node| node.bytes().to_vec()))
}

/// What a loss of power leaves: all that was synced, and of the rest what `dice` (any numbers) says,
/// write by write, whole, torn or not at all. `damaged` of 100 power losses lose anything.
#[must_use]
pub fn image_after_power_loss(path: &str, dice: &mut dyn FnMut() -> u64) -> Image {
    with(|disk| Image::of(path, &ENDINGS, &disk.files, |node| node.after_power_loss(dice)))
}

/// Puts the database of `image` at `path`, in place of what is there.
pub fn put(path: &str, image: &Image) {
    with(|disk| {
        for ending in ENDINGS {
            disk.files.remove(&format!("{path}{ending}"));
        }
        for (ending, bytes) in image.files() {
            disk.files.insert(format!("{path}{ending}"), Node::shared(bytes.to_vec()));
        }
    });
}

/// Lets everything that writes fail after `writes` more writes and syncs, until [`mend`].
pub fn fail_after(writes: u64) {
    with(|disk| disk.until_failure = Some(writes));
}

/// Whether [`fail_after`] has come to its end.
#[must_use]
pub fn has_failed() -> bool {
    with(|disk| disk.failed)
}

/// Lets every write fail for want of room, or no longer.
pub fn set_full(full: bool) {
    with(|disk| disk.full = full);
}

/// The disk works again.
pub fn mend() {
    with(|disk| {
        disk.until_failure = None;
        disk.failed = false;
        disk.full = false;
    });
}

impl Disk {
    /// Whether a write may go on; counts it.
    fn may_write(&mut self) -> bool {
        if let Some(left) = &mut self.until_failure {
            if *left == 0 {
                self.failed = true;
                return false;
            }
            *left -= 1;
        }
        true
    }
}

#[cfg(test)]
mod tests;
