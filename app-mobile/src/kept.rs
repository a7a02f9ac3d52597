//! What a person has begun and not sent: a basket, a proof of delivery that is being filled in. Sealed with the
//! store's key, on the disk when [`Kept::keep`] returns, gone at sign-out. Nothing of it ever leaves the device.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use hubbub_core::store::files::FileStore;
use hubbub_core::store::{Fault, Key};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Unsent beginnings, by name.
pub(crate) struct Kept {
    files: FileStore,
    /// Holds the name of the sealed file that is valid.
    pointer: PathBuf,
    now: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The valid sealed file.
    file: Option<String>,
    things: BTreeMap<String, Value>,
}

impl Kept {
    /// What is kept in `folder`. What can't be read any more is left out.
    ///
    /// # Errors
    /// The disk's fault.
    pub(crate) fn open(folder: &Path, key: &Key) -> Result<Self, Fault> {
        let files = FileStore::open(&folder.join("sealed"), key)?;
        let pointer = folder.join("current");
        let file = fs::read_to_string(&pointer).ok();
        let sealed = file.as_deref().and_then(|file| files.get(file).ok().flatten());
        let things = sealed.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        Ok(Self { files, pointer, now: Mutex::new(State { file, things }) })
    }

    /// What is kept under a name.
    pub(crate) fn get<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let state = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        serde_json::from_value(state.things.get(name)?.clone()).ok()
    }

    /// Keeps something under a name. It has reached the disk when this returns.
    ///
    /// # Errors
    /// The disk's fault; what was kept before stays.
    pub(crate) fn keep<T: Serialize>(&self, name: &str, thing: &T) -> Result<(), Fault> {
        let value = serde_json::to_value(thing).map_err(|error| Fault::Shape(error.to_string()))?;
        self.change(|things| {
            things.insert(name.to_owned(), value);
        })
    }

    /// Forgets what is kept under a name.
    ///
    /// # Errors
    /// The disk's fault.
    pub(crate) fn forget(&self, name: &str) -> Result<(), Fault> {
        self.change(|things| {
            things.remove(name);
        })
    }

    /// Forgets everything.
    ///
    /// # Errors
    /// The disk's fault.
    pub(crate) fn clear(&self) -> Result<(), Fault> {
        self.change(BTreeMap::clear)?;
        self.files.clear()
    }

    fn change(&self, change: impl FnOnce(&mut BTreeMap<String, Value>)) -> Result<(), Fault> {
        let mut state = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let mut things = state.things.clone();
        change(&mut things);
        let bytes = serde_json::to_vec(&things).map_err(|error| Fault::Shape(error.to_string()))?;
        let file = self.files.put(&bytes)?;
        self.point_to(&file).map_err(|error| Fault::from(&error))?;
        let before = state.file.replace(file.clone()).filter(|before| *before != file);
        state.things = things;
        match before {
            Some(before) => self.files.remove(&before),
            None => Ok(()),
        }
    }

    fn point_to(&self, file: &str) -> std::io::Result<()> {
        let new = self.pointer.with_extension("new");
        let mut written = fs::File::create(&new)?;
        written.write_all(file.as_bytes())?;
        written.sync_all()?;
        fs::rename(&new, &self.pointer)?;
        match self.pointer.parent() {
            Some(folder) => fs::File::open(folder)?.sync_all(),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use hubbub_core::store::Key;

    use super::Kept;

    #[test]
    fn beginnings_survive_a_crash_and_are_gone_after_a_sign_out() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::new([3; 32]);
        let kept = Kept::open(folder.path(), &key).unwrap();
        kept.keep("basket", &vec![1, 2, 3]).unwrap();
        kept.keep("proof", &"photo").unwrap();
        kept.keep("basket", &vec![4]).unwrap();
        // Nothing is closed: this is what a kill leaves.
        std::mem::forget(kept);
        let kept = Kept::open(folder.path(), &key).unwrap();
        assert_eq!(kept.get::<Vec<i32>>("basket"), Some(vec![4]));
        assert_eq!(kept.get::<String>("proof").as_deref(), Some("photo"));
        assert_eq!(kept.get::<String>("other"), None);
        kept.forget("proof").unwrap();
        assert_eq!(kept.get::<String>("proof"), None);
        let other = Kept::open(folder.path(), &Key::new([4; 32])).unwrap();
        assert_eq!(other.get::<Vec<i32>>("basket"), None, "another key opens nothing");
        kept.clear().unwrap();
        assert_eq!(Kept::open(folder.path(), &key).unwrap().get::<Vec<i32>>("basket"), None);
        let sealed = std::fs::read_dir(folder.path().join("sealed")).unwrap().count();
        assert_eq!(sealed, 0, "no sealed file is left");
    }
}
