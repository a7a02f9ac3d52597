//! Files on a device, encrypted like the store and named by what they hold.
//!
//! A file is sealed with XChaCha20-Poly1305 under a key derived from the store's (one derivation per
//! purpose, BLAKE3). Its name is the BLAKE3 hash of its content, so that it is known by the same name
//! on every device and the server, and a damaged file is never mistaken for a sound one.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use super::{Fault, Key};

/// Largest file, in bytes (5 MiB).
pub const FILE_BYTES_MAX: usize = 5 * 1024 * 1024;
const NONCE_LEN: usize = 24;

/// The content hash that names a file: 64 lower-case hexadecimal digits.
#[must_use]
pub fn content_hash(content: &[u8]) -> String {
    blake3::hash(content).to_hex().to_string()
}

/// Whether `text` could be a content hash. What is not never becomes part of a path.
#[must_use]
pub fn is_content_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// A folder of sealed files.
pub struct FileStore {
    folder: PathBuf,
    cipher: XChaCha20Poly1305,
}

impl FileStore {
    /// The files in `folder`, which is made if it is absent.
    ///
    /// # Errors
    /// The disk's fault.
    pub fn open(folder: &Path, key: &Key) -> Result<Self, Fault> {
        fs::create_dir_all(folder).map_err(|error| Fault::from(&error))?;
        let derived = key.derived("hubbub device files v1");
        Ok(Self { folder: folder.to_owned(), cipher: XChaCha20Poly1305::new(derived.as_slice().into()) })
    }

    /// Keeps a file; its name. It has reached the disk when this returns.
    ///
    /// # Errors
    /// [`Fault::Shape`] when it is larger than [`FILE_BYTES_MAX`], or the disk's fault.
    pub fn put(&self, content: &[u8]) -> Result<String, Fault> {
        if content.len() > FILE_BYTES_MAX {
            return Err(Fault::Shape(format!("a file has at most {FILE_BYTES_MAX} bytes")));
        }
        let hash = content_hash(content);
        let path = self.path(&hash)?;
        if self.get(&hash)?.is_some() {
            return Ok(hash);
        }
        let mut nonce = [0u8; NONCE_LEN];
        getrandom::fill(&mut nonce).map_err(|error| Fault::Io(error.to_string()))?;
        let sealed = self.cipher.encrypt(XNonce::from_slice(&nonce), content);
        let sealed = sealed.map_err(|_| Fault::Bug("a file could not be sealed".to_owned()))?;
        let temporary = path.with_extension("part");
        let write = || -> std::io::Result<()> {
            let mut file = fs::File::create(&temporary)?;
            file.write_all(&nonce)?;
            file.write_all(&sealed)?;
            file.sync_all()?;
            fs::rename(&temporary, &path)?;
            fs::File::open(&self.folder)?.sync_all()
        };
        write().map_err(|error| Fault::from(&error))?;
        Ok(hash)
    }

    /// The content of a file; nothing when it is not here, or when what is here cannot be opened: it is
    /// left as it is, and replaced when the file is kept again.
    ///
    /// # Errors
    /// The disk's fault.
    pub fn get(&self, hash: &str) -> Result<Option<Vec<u8>>, Fault> {
        let path = self.path(hash)?;
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Fault::from(&error)),
        };
        let opened = bytes
            .split_first_chunk::<NONCE_LEN>()
            .and_then(|(nonce, sealed)| self.cipher.decrypt(XNonce::from_slice(nonce), sealed).ok())
            .filter(|content| content_hash(content) == hash);
        if opened.is_none() {
            tracing::warn!("a file is damaged");
        }
        Ok(opened)
    }

    /// Removes a file; nothing happens when it is not here.
    ///
    /// # Errors
    /// The disk's fault.
    pub fn remove(&self, hash: &str) -> Result<(), Fault> {
        match fs::remove_file(self.path(hash)?) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Fault::from(&error)),
            _ => Ok(()),
        }
    }

    /// Removes all files.
    ///
    /// # Errors
    /// The disk's fault.
    pub fn clear(&self) -> Result<(), Fault> {
        for entry in fs::read_dir(&self.folder).map_err(|error| Fault::from(&error))? {
            match fs::remove_file(entry.map_err(|error| Fault::from(&error))?.path()) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(Fault::from(&error)),
                _ => {}
            }
        }
        Ok(())
    }

    fn path(&self, hash: &str) -> Result<PathBuf, Fault> {
        if is_content_hash(hash) {
            Ok(self.folder.join(hash))
        } else {
            Err(Fault::Shape("a file is named by its content hash".to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_round_trip_sealed_and_damage_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let files = FileStore::open(folder.path(), &Key::new([1; 32])).unwrap();
        let hash = files.put(b"a photo of the door").unwrap();
        assert_eq!(files.get(&hash).unwrap().unwrap(), b"a photo of the door");
        let path = folder.path().join(&hash);
        let mut raw = fs::read(&path).unwrap();
        assert!(!raw.windows(5).any(|window| window == b"photo"), "no plain text on the disk");
        let other = FileStore::open(folder.path(), &Key::new([2; 32])).unwrap();
        assert_eq!(files.put(b"a photo of the door").unwrap(), hash);
        raw[30] ^= 1;
        fs::write(&path, &raw).unwrap();
        assert_eq!(files.get(&hash).unwrap(), None);
        files.put(b"a photo of the door").unwrap();
        assert_eq!(other.get(&hash).unwrap(), None, "another key opens nothing");
        assert!(files.get(&hash).unwrap().is_some(), "and destroys nothing");
    }

    #[test]
    fn names_that_are_no_hash_never_become_paths() {
        let folder = tempfile::tempdir().unwrap();
        let files = FileStore::open(folder.path(), &Key::new([1; 32])).unwrap();
        for bad in ["../../etc/passwd", "", "ABCD", &"g".repeat(64)] {
            assert!(matches!(files.get(bad), Err(Fault::Shape(_))), "{bad}");
        }
        assert!(matches!(files.put(&vec![0; FILE_BYTES_MAX + 1]), Err(Fault::Shape(_))));
    }
}
