//! Where the store's key is kept: in the system's keyring where there is one, else in a file that only its owner
//! can read.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use hubbub_core::store::Key;

/// Bytes of a key.
pub(super) const KEY_BYTES: usize = 32;

/// Why the key could not be had.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// There is no keyring, or it is locked.
    #[error("the keyring: {0}")]
    Keyring(String),
    /// The file could not be read or written.
    #[error("the key's file: {0}")]
    File(#[from] std::io::Error),
    /// What is kept is no key.
    #[error("what is kept is no key")]
    Malformed,
    /// No randomness.
    #[error("no randomness for a new key: {0}")]
    Random(String),
}

/// Keeps the key.
pub trait Keys {
    /// The key; none before the first start.
    ///
    /// # Errors
    /// [`KeyFault`].
    fn load(&self) -> Result<Option<[u8; KEY_BYTES]>, KeyFault>;
    /// Keeps a key.
    ///
    /// # Errors
    /// [`KeyFault`].
    fn keep(&self, key: &[u8; KEY_BYTES]) -> Result<(), KeyFault>;
}

/// The key that is kept, or a new one that is kept from now on.
///
/// # Errors
/// [`KeyFault`].
pub fn open_or_make(keys: &dyn Keys) -> Result<Key, KeyFault> {
    if let Some(found) = keys.load()? {
        return Ok(Key::new(found));
    }
    let mut made = [0; KEY_BYTES];
    getrandom::fill(&mut made).map_err(|error| KeyFault::Random(error.to_string()))?;
    keys.keep(&made)?;
    Ok(Key::new(made))
}

/// A file that only its owner can read: for systems without a keyring, and for tests.
pub struct KeyFile(PathBuf);

impl KeyFile {
    /// The file in the app's folder.
    #[must_use]
    pub fn within(folder: &Path) -> Self {
        Self(folder.join("store.key"))
    }
}

impl Keys for KeyFile {
    fn load(&self) -> Result<Option<[u8; KEY_BYTES]>, KeyFault> {
        match fs::read(&self.0) {
            Ok(bytes) => bytes.try_into().map(Some).map_err(|_| KeyFault::Malformed),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn keep(&self, key: &[u8; KEY_BYTES]) -> Result<(), KeyFault> {
        if let Some(folder) = self.0.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.0)?;
        std::io::Write::write_all(&mut file, key)?;
        Ok(file.sync_all()?)
    }
}

/// The system's keyring: on Linux the Secret Service, as GNOME Keyring and KWallet offer it.
#[cfg(all(feature = "window", target_os = "linux"))]
pub struct Keyring {
    entry: keyring_core::Entry,
}

#[cfg(all(feature = "window", target_os = "linux"))]
impl Keyring {
    /// The entry of an app folder.
    ///
    /// # Errors
    /// [`KeyFault::Keyring`] where there is none.
    pub fn open(folder: &Path) -> Result<Self, KeyFault> {
        let failed = |error: keyring_core::Error| KeyFault::Keyring(error.to_string());
        let store = zbus_secret_service_keyring_store::Store::new().map_err(failed)?;
        keyring_core::set_default_store(store);
        let entry =
            keyring_core::Entry::new("org.hubbub.phone", &folder.to_string_lossy()).map_err(failed)?;
        Ok(Self { entry })
    }
}

#[cfg(all(feature = "window", target_os = "linux"))]
impl Keys for Keyring {
    fn load(&self) -> Result<Option<[u8; KEY_BYTES]>, KeyFault> {
        match self.entry.get_secret() {
            Ok(bytes) => bytes.try_into().map(Some).map_err(|_| KeyFault::Malformed),
            Err(keyring_core::Error::NoEntry) => Ok(None),
            Err(error) => Err(KeyFault::Keyring(error.to_string())),
        }
    }

    fn keep(&self, key: &[u8; KEY_BYTES]) -> Result<(), KeyFault> {
        self.entry.set_secret(key).map_err(|error| KeyFault::Keyring(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyFault, KeyFile, Keys as _, open_or_make};

    #[test]
    fn a_key_is_made_once_and_only_its_owner_can_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let keys = KeyFile::within(folder.path());
        assert!(keys.load().unwrap().is_none());
        open_or_make(&keys).unwrap();
        let made = keys.load().unwrap().unwrap();
        assert_ne!(made, [0; 32]);
        open_or_make(&keys).unwrap();
        assert_eq!(keys.load().unwrap().unwrap(), made);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(folder.path().join("store.key")).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{mode:o}");
        }
    }

    #[test]
    fn half_a_key_is_told_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("store.key"), [7; 12]).unwrap();
        assert!(matches!(open_or_make(&KeyFile::within(folder.path())), Err(KeyFault::Malformed)));
        assert_eq!(std::fs::read(folder.path().join("store.key")).unwrap(), [7; 12]);
    }
}
