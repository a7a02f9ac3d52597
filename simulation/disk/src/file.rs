//! A file with its unsynced writes, its locks and its shared memory.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A disk writes so many bytes whole or not at all.
const SECTOR: usize = 512;
/// Locks of a WAL index.
pub(crate) const SHM_LOCKS: usize = 8;

pub(crate) type Shared = Rc<RefCell<Node>>;

/// What has been done to a file since it was last synced.
enum Unsynced {
    Write { at: usize, new: Vec<u8>, old: Vec<u8>, length: usize },
    Truncate { cut: Vec<u8> },
}

/// A file. All opened handles share it.
#[derive(Default)]
pub(crate) struct Node {
    bytes: Vec<u8>,
    unsynced: Vec<Unsynced>,
    pub(crate) shared_locks: u32,
    pub(crate) is_reserved: bool,
    pub(crate) is_exclusive: bool,
    /// The WAL index: blocks of memory that never move.
    pub(crate) regions: Vec<Box<[u64]>>,
    pub(crate) mappers: u32,
    pub(crate) shm_shared: [u32; SHM_LOCKS],
    pub(crate) shm_exclusive: [bool; SHM_LOCKS],
}

/// The files of a database, at a moment.
#[derive(Clone, Default)]
pub struct Image(Vec<(&'static str, Vec<u8>)>);

impl Image {
    pub(crate) fn of(
        path: &str,
        endings: &[&'static str],
        files: &BTreeMap<String, Shared>,
        mut content: impl FnMut(&Node) -> Vec<u8>,
    ) -> Self {
        let found = endings.iter().filter_map(|&ending| {
            let node = files.get(&format!("{path}{ending}"))?;
            Some((ending, content(&node.borrow())))
        });
        Self(found.collect())
    }

    pub(crate) fn files(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        self.0.iter().map(|(ending, bytes)| (*ending, bytes.as_slice()))
    }

    /// Bytes in all files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.iter().map(|(_, bytes)| bytes.len()).sum()
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Node {
    pub(crate) fn shared(bytes: Vec<u8>) -> Shared {
        Rc::new(RefCell::new(Self { bytes, ..Self::default() }))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Reads as much as there is; the rest of `into` becomes zeros. How much there was.
    pub(crate) fn read(&self, at: usize, into: &mut [u8]) -> usize {
        let there = self.bytes.get(at..).unwrap_or_default();
        let length = there.len().min(into.len());
        into[..length].copy_from_slice(&there[..length]);
        into[length..].fill(0);
        length
    }

    pub(crate) fn write(&mut self, at: usize, new: &[u8]) {
        let length = self.bytes.len();
        let end = at + new.len();
        let old = self.bytes.get(at..end.min(length)).unwrap_or_default().to_vec();
        self.unsynced.push(Unsynced::Write { at, new: new.to_vec(), old, length });
        place(&mut self.bytes, at, new);
    }

    pub(crate) fn truncate(&mut self, length: usize) {
        if length < self.bytes.len() {
            let cut = self.bytes.split_off(length);
            self.unsynced.push(Unsynced::Truncate { cut });
        }
    }

    pub(crate) fn sync(&mut self) {
        self.unsynced.clear();
    }

    /// The bytes as they were when the file was last synced.
    fn synced(&self) -> Vec<u8> {
        let mut bytes = self.bytes.clone();
        for done in self.unsynced.iter().rev() {
            match done {
                Unsynced::Write { at, old, length, .. } => {
                    bytes.truncate(*length);
                    place(&mut bytes, (*at).min(*length), old);
                }
                Unsynced::Truncate { cut } => bytes.extend_from_slice(cut),
            }
        }
        bytes
    }

    pub(crate) fn after_power_loss(&self, dice: &mut dyn FnMut() -> u64) -> Vec<u8> {
        let mut bytes = self.synced();
        // How much of the disk's cache reached the disk: nothing, most, or a part of it.
        let kept_of_10 = [0, 9, 5][usize::try_from(dice() % 3).unwrap_or(0)];
        for done in &self.unsynced {
            let is_kept = dice() % 10 < kept_of_10;
            match done {
                Unsynced::Write { at, new, .. } if is_kept && dice().is_multiple_of(4) => {
                    tear(&mut bytes, *at, new, dice)
                }
                Unsynced::Write { at, new, .. } if is_kept => place(&mut bytes, *at, new),
                Unsynced::Truncate { cut } if is_kept => {
                    let length = bytes.len().saturating_sub(cut.len());
                    bytes.truncate(length);
                }
                Unsynced::Write { .. } | Unsynced::Truncate { .. } => {}
            }
        }
        bytes
    }
}

fn place(bytes: &mut Vec<u8>, at: usize, new: &[u8]) {
    let end = at + new.len();
    if bytes.len() < end {
        bytes.resize(end, 0);
    }
    bytes[at..end].copy_from_slice(new);
}

/// Some sectors of a write arrive, others don't.
fn tear(bytes: &mut Vec<u8>, at: usize, new: &[u8], dice: &mut dyn FnMut() -> u64) {
    let mut from = 0;
    while from < new.len() {
        let to = (from + SECTOR - (at + from) % SECTOR).min(new.len());
        if dice().is_multiple_of(2) {
            place(bytes, at + from, &new[from..to]);
        }
        from = to;
    }
}
