//! A mark beside the store that says how far the store had come, so that a store which was set back is noticed.
//!
//! A damaged write-ahead log is not an error to SQLite: the log ends where a checksum does not fit, and the store
//! opens as it was some commits ago. Each commit whose result a person is told therefore counts one up, in the same
//! transaction, and the count is written here after the commit, before anybody is told. A store that knows fewer
//! commits than its mark was set back, and is treated as damaged.
//!
//! The mark costs no sync of its own. It outlives the process, not the power: after power loss it may be older than
//! the store, which does no harm, and never newer, for the commit was synced first. Counts only grow, through
//! sign-outs and rebuilt stores too. There are two slots by turns, each with a keyed checksum: a torn or damaged
//! write leaves the one before, and without any mark nothing is compared.

use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use zeroize::Zeroizing;

use crate::store::{Fault, Key, Sql};
use crate::sync::device::{meta, set_meta};

const NAME: &str = "mark";
/// The name in the store.
const META: &str = "told";
/// What a slot begins with. Another layout begins otherwise.
const VERSION: &str = "hubbub-mark-1";
const SLOT_BYTES: usize = 256;
/// Apart, so that no torn sector takes both.
const SLOT_DISTANCE: usize = 4096;
const PURPOSE: &str = "hubbub device mark v1";

/// Counts over the life of a store's folder. None falls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    /// Commits whose result a person is told.
    pub(super) commits: u64,
    /// Commands that were told as kept.
    pub(super) recorded: u64,
    /// Calls that a person gave up.
    pub(super) given_up: u64,
    /// Times that the store was cleared.
    pub(super) cleared: u64,
}

/// What the mark says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// Grows with each mark; says which slot is the newer.
    seq: u64,
    /// The store's counts.
    pub(super) figures: Figures,
    /// Calls that the server had not decided.
    pub(super) waiting: u64,
}

impl Figures {
    /// The store's counts; zeros in a store that never counted.
    pub(super) fn read(sql: &mut dyn Sql) -> Result<Self, Fault> {
        let Some(text) = meta(sql, META)? else { return Ok(Self::default()) };
        Self::parse(&text).ok_or_else(|| Fault::Damaged(format!("client_meta {META}")))
    }

    fn parse(text: &str) -> Option<Self> {
        let numbers: Option<Vec<u64>> = text.split(' ').map(|word| word.parse().ok()).collect();
        let [commits, recorded, given_up, cleared] = numbers?.try_into().ok()?;
        Some(Self { commits, recorded, given_up, cleared })
    }

    /// Puts the counts into the store.
    pub(super) fn put(self, sql: &mut dyn Sql) -> Result<(), Fault> {
        set_meta(sql, META, &self.to_text())
    }

    /// Counts a commit that also does what `more` adds.
    pub(super) fn count(sql: &mut dyn Sql, more: impl FnOnce(&mut Self)) -> Result<Self, Fault> {
        let mut figures = Self::read(sql)?;
        figures.commits += 1;
        more(&mut figures);
        figures.put(sql)?;
        Ok(figures)
    }

    /// The larger of each.
    pub(super) fn max(self, other: Self) -> Self {
        Self {
            commits: self.commits.max(other.commits),
            recorded: self.recorded.max(other.recorded),
            given_up: self.given_up.max(other.given_up),
            cleared: self.cleared.max(other.cleared),
        }
    }

    fn to_text(self) -> String {
        format!("{} {} {} {}", self.commits, self.recorded, self.given_up, self.cleared)
    }
}

/// The mark of a folder, open for writing.
pub(super) struct MarkFile {
    file: File,
    key: Zeroizing<[u8; 32]>,
    last: Mark,
}

impl MarkFile {
    /// The mark in `folder`, which is made if it is absent.
    pub(super) fn open(folder: &Path, key: &Key) -> Result<Self, Fault> {
        let last = read(folder, key).unwrap_or_default();
        let path = folder.join(NAME);
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path);
        let file = file.map_err(|error| Fault::from(&error))?;
        Ok(Self { file, key: key.derived(PURPOSE), last })
    }

    /// Notes how far the store has come: after the commit, and before anybody is told. Older counts than those
    /// that stand change nothing. A mark that cannot be written is passed over: the store has all of it.
    pub(super) fn keep(&mut self, figures: Option<Figures>, waiting: u64) {
        let figures = figures.unwrap_or_default().max(self.last.figures);
        let next = Mark { seq: self.last.seq + 1, figures, waiting };
        let slot = slot(next, &self.key);
        let at = (next.seq % 2) * SLOT_DISTANCE as u64;
        let written = self.file.seek(SeekFrom::Start(at)).and_then(|_| self.file.write_all(slot.as_bytes()));
        match written {
            Ok(()) => self.last = next,
            Err(error) => tracing::warn!(%error, "the mark beside the store could not be written"),
        }
    }
}

/// Whether a mark was ever made in `folder`.
pub(super) fn exists(folder: &Path) -> bool {
    folder.join(NAME).exists()
}

/// The newest mark that can be read.
pub(super) fn read(folder: &Path, key: &Key) -> Option<Mark> {
    let bytes = fs::read(folder.join(NAME)).ok()?;
    let key = key.derived(PURPOSE);
    let slots = [0, SLOT_DISTANCE].into_iter().filter_map(|at| bytes.get(at..at + SLOT_BYTES));
    slots.filter_map(|slot| parse(slot, &key)).max_by_key(|mark| mark.seq)
}

fn slot(mark: Mark, key: &[u8; 32]) -> String {
    let said = format!("{VERSION} {} {} {}", mark.seq, mark.waiting, mark.figures.to_text());
    let code = blake3::keyed_hash(key, said.as_bytes()).to_hex();
    let line = format!("{code} {said}");
    format!("{line:<width$}\n", width = SLOT_BYTES - 1)
}

fn parse(slot: &[u8], key: &[u8; 32]) -> Option<Mark> {
    let (code, said) = std::str::from_utf8(slot).ok()?.trim_end().split_once(' ')?;
    let code = blake3::Hash::from_hex(code).ok()?;
    if blake3::keyed_hash(key, said.as_bytes()) != code {
        return None;
    }
    let mut words = said.strip_prefix(VERSION)?.trim_start().splitn(3, ' ');
    let (seq, waiting, figures) = (words.next()?, words.next()?, words.next()?);
    Some(Mark { seq: seq.parse().ok()?, waiting: waiting.parse().ok()?, figures: Figures::parse(figures)? })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn figures() -> impl Strategy<Value = Figures> {
        let count = 0..1_000_000_u64;
        (count.clone(), count.clone(), count.clone(), count).prop_map(
            |(commits, recorded, given_up, cleared)| Figures { commits, recorded, given_up, cleared },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn the_newest_mark_is_read_and_a_damaged_one_leaves_the_one_before(
            marks in prop::collection::vec((figures(), 0..900_u64), 2..6),
            byte in 0..SLOT_BYTES - 1,
            bit in 0..8_u32,
        ) {
            let folder = tempfile::tempdir().unwrap();
            let key = Key::new([3; 32]);
            let mut file = MarkFile::open(folder.path(), &key).unwrap();
            let mut all = Vec::new();
            for (figures, waiting) in &marks {
                file.keep(Some(*figures), *waiting);
                all.push(read(folder.path(), &key).unwrap());
            }
            let top = marks.iter().fold(Figures::default(), |top, (figures, _)| top.max(*figures));
            let [.., before, last] = all.as_slice() else { unreachable!() };
            prop_assert_eq!((last.figures, last.waiting), (top, marks.last().unwrap().1));
            prop_assert_eq!(read(folder.path(), &Key::new([4; 32])), None);
            // Another start goes on from there.
            let path = folder.path().join(NAME);
            let mut bytes = fs::read(&path).unwrap();
            let at = usize::try_from(last.seq % 2).unwrap() * SLOT_DISTANCE + byte;
            bytes[at] ^= 1 << bit;
            fs::write(&path, bytes).unwrap();
            let found = read(folder.path(), &key).unwrap();
            // A capital letter in the code reads the same.
            prop_assert!(found == *before || found == *last, "{:?}", found);
            MarkFile::open(folder.path(), &key).unwrap().keep(None, 5);
            prop_assert!(read(folder.path(), &key).unwrap().figures.commits >= before.figures.commits);
        }

        #[test]
        fn no_bytes_are_a_mark(bytes in prop::collection::vec(any::<u8>(), 0..2 * SLOT_DISTANCE)) {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join(NAME), &bytes).unwrap();
            prop_assert_eq!(read(folder.path(), &Key::new([3; 32])), None);
        }
    }
}
