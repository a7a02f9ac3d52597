//! The store's key: 32 random bytes in the system's keyring, made at the first start.

use std::error::Error;
use std::path::Path;

use hubbub_core::store::Key;
use keyring_core::Entry;

const SERVICE: &str = "org.hubbub.desktop";

/// The key of the store in `folder`, made when there is none. With `file`, it is kept there instead.
pub(crate) fn store_key(folder: &Path, file: Option<&Path>) -> Result<Key, Box<dyn Error>> {
    if let Some(file) = file {
        return of_file(file);
    }
    use_system_keyring()?;
    // Each data folder has its own key, so that two communities never share one.
    let entry = Entry::new(SERVICE, &folder.to_string_lossy())?;
    match entry.get_secret() {
        Ok(secret) => of_bytes(&secret),
        Err(keyring_core::Error::NoEntry) => {
            let bytes = random()?;
            entry.set_secret(&bytes)?;
            Ok(Key::new(bytes))
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(target_os = "linux")]
fn use_system_keyring() -> Result<(), Box<dyn Error>> {
    keyring_core::set_default_store(zbus_secret_service_keyring_store::Store::new()?);
    Ok(())
}

#[cfg(target_os = "macos")]
fn use_system_keyring() -> Result<(), Box<dyn Error>> {
    keyring_core::set_default_store(apple_native_keyring_store::keychain::Store::new()?);
    Ok(())
}

#[cfg(target_os = "windows")]
fn use_system_keyring() -> Result<(), Box<dyn Error>> {
    keyring_core::set_default_store(windows_native_keyring_store::Store::new()?);
    Ok(())
}

fn of_file(file: &Path) -> Result<Key, Box<dyn Error>> {
    if file.exists() {
        return of_bytes(&std::fs::read(file)?);
    }
    let bytes = random()?;
    write_private(file, &bytes)?;
    Ok(Key::new(bytes))
}

fn random() -> Result<[u8; 32], Box<dyn Error>> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

#[cfg(unix)]
fn write_private(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(not(unix))]
fn write_private(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::write(file, bytes)
}

fn of_bytes(bytes: &[u8]) -> Result<Key, Box<dyn Error>> {
    let bytes: [u8; 32] = bytes.try_into().map_err(|_| "the store's key has not 32 bytes")?;
    Ok(Key::new(bytes))
}

#[cfg(test)]
mod tests {
    use super::store_key;

    #[test]
    fn a_key_file_is_made_once_for_its_owner_alone() {
        let folder = std::env::temp_dir().join(format!("hubbub-key-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("key");
        let first = store_key(&folder, Some(&file)).unwrap();
        let again = store_key(&folder, Some(&file)).unwrap();
        assert_eq!(first.fingerprint(), again.fingerprint());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(&file, "short").unwrap();
        assert!(store_key(&folder, Some(&file)).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
