//! The store's key: 32 random bytes, made at the first start and kept in the system's keyring. Where no keyring
//! runs they are kept in a file that only its owner can read, and the log says so; what was begun with a file goes
//! on with it, and what was begun with a keyring waits for it.

use std::error::Error;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use hubbub_core::store::Key;
use keyring_core::Entry;

const SERVICE: &str = "org.hubbub.desktop";
/// The file in the data folder, where there is no keyring.
const FILE: &str = "store.key";
/// The store, as the client names it: with it, its key is somewhere already.
const STORE: &str = "store.db";

type Fallible<T> = Result<T, Box<dyn Error>>;

/// What keeps the key.
trait Keeper {
    /// The key; none before the first start.
    fn load(&self) -> Fallible<Option<Vec<u8>>>;
    /// Keeps a key that was just made.
    fn keep(&self, key: &[u8; 32]) -> Fallible<()>;
}

/// The key of the store in `folder`, made when there is none. With `file`, it is kept there and nowhere else.
pub(crate) fn store_key(folder: &Path, file: Option<&Path>) -> Fallible<Key> {
    open_or_make(keeper(folder, file, keyring)?.as_ref())
}

/// The file that was named; else the one of an earlier start without a keyring; else the keyring, or a file where
/// there is none. A store whose key is in a keyring that does not answer is not opened with another key.
fn keeper(
    folder: &Path,
    named: Option<&Path>,
    keyring: impl FnOnce(&Path) -> Fallible<Box<dyn Keeper>>,
) -> Fallible<Box<dyn Keeper>> {
    if let Some(named) = named {
        return Ok(Box::new(KeyFile(named.to_owned())));
    }
    let file = KeyFile(folder.join(FILE));
    if file.0.exists() {
        return Ok(Box::new(file));
    }
    match keyring(folder) {
        Err(problem) if !folder.join(STORE).exists() => {
            tracing::warn!(%problem, "no keyring: the key goes into a file of its owner");
            Ok(Box::new(file))
        }
        found => found,
    }
}

fn open_or_make(keeper: &dyn Keeper) -> Fallible<Key> {
    if let Some(found) = keeper.load()? {
        let bytes: [u8; 32] = found.try_into().map_err(|_| "the store's key has not 32 bytes")?;
        return Ok(Key::new(bytes));
    }
    let mut made = [0; 32];
    getrandom::fill(&mut made).map_err(|error| error.to_string())?;
    keeper.keep(&made)?;
    Ok(Key::new(made))
}

/// The entry of a data folder in the system's keyring: two communities never share a key.
fn keyring(folder: &Path) -> Fallible<Box<dyn Keeper>> {
    use_system_keyring()?;
    let entry = Entry::new(SERVICE, &folder.to_string_lossy())?;
    // One that is locked, or that does not answer, says so here and not after the key is made.
    match entry.get_secret() {
        Ok(_) | Err(keyring_core::Error::NoEntry) => Ok(Box::new(InKeyring(entry))),
        Err(error) => Err(error.into()),
    }
}

#[cfg(target_os = "linux")]
fn use_system_keyring() -> Fallible<()> {
    keyring_core::set_default_store(zbus_secret_service_keyring_store::Store::new()?);
    Ok(())
}

#[cfg(target_os = "macos")]
fn use_system_keyring() -> Fallible<()> {
    keyring_core::set_default_store(apple_native_keyring_store::keychain::Store::new()?);
    Ok(())
}

#[cfg(target_os = "windows")]
fn use_system_keyring() -> Fallible<()> {
    keyring_core::set_default_store(windows_native_keyring_store::Store::new()?);
    Ok(())
}

struct InKeyring(Entry);

impl Keeper for InKeyring {
    fn load(&self) -> Fallible<Option<Vec<u8>>> {
        match self.0.get_secret() {
            Ok(secret) => Ok(Some(secret)),
            Err(keyring_core::Error::NoEntry) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn keep(&self, key: &[u8; 32]) -> Fallible<()> {
        Ok(self.0.set_secret(key)?)
    }
}

struct KeyFile(PathBuf);

impl Keeper for KeyFile {
    fn load(&self) -> Fallible<Option<Vec<u8>>> {
        match fs::read(&self.0) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn keep(&self, key: &[u8; 32]) -> Fallible<()> {
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.0)?;
        file.write_all(key)?;
        Ok(file.sync_all()?)
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, FILE, InKeyring, Keeper, keeper, open_or_make, store_key};
    use std::path::PathBuf;

    /// A folder of one test; removed at its end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("hubbub-key-{name}-{}", std::process::id()));
            std::fs::create_dir_all(&folder).unwrap();
            Self(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            drop(std::fs::remove_dir_all(&self.0));
        }
    }

    #[test]
    fn a_key_file_is_made_once_for_its_owner_alone() {
        let folder = Folder::new("file");
        let file = folder.0.join("key");
        let first = store_key(&folder.0, Some(&file)).unwrap();
        let again = store_key(&folder.0, Some(&file)).unwrap();
        assert_eq!(first.fingerprint(), again.fingerprint());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(&file, "short").unwrap();
        assert!(store_key(&folder.0, Some(&file)).is_err());
    }

    #[test]
    fn without_a_keyring_a_file_keeps_the_key_and_goes_on_doing_so() {
        let folder = Folder::new("none");
        let none = |_: &std::path::Path| Err("nobody answers".into());
        let first = open_or_make(keeper(&folder.0, None, none).unwrap().as_ref()).unwrap();
        assert!(folder.0.join(FILE).exists());
        // A keyring that runs later does not take the place of the key that the store was made with.
        let later =
            |_: &std::path::Path| -> super::Fallible<Box<dyn Keeper>> { panic!("the file comes first") };
        let again = open_or_make(keeper(&folder.0, None, later).unwrap().as_ref()).unwrap();
        assert_eq!(first.fingerprint(), again.fingerprint());
    }

    #[test]
    fn with_a_keyring_no_file_is_made() {
        let folder = Folder::new("keyring");
        keyring_core::set_default_store(keyring_core::mock::Store::new().unwrap());
        let keyring = |folder: &std::path::Path| -> super::Fallible<Box<dyn Keeper>> {
            Ok(Box::new(InKeyring(Entry::new("org.hubbub.test", &folder.to_string_lossy())?)))
        };
        let first = open_or_make(keeper(&folder.0, None, keyring).unwrap().as_ref()).unwrap();
        let again = open_or_make(keeper(&folder.0, None, keyring).unwrap().as_ref()).unwrap();
        assert_eq!(first.fingerprint(), again.fingerprint());
        assert!(!folder.0.join(FILE).exists());
        // The store is there and its keyring is not: better not to open it than to open it with another key.
        std::fs::write(folder.0.join(super::STORE), "").unwrap();
        assert!(keeper(&folder.0, None, |_| Err("it is locked".into())).is_err());
        assert!(!folder.0.join(FILE).exists());
    }
}
