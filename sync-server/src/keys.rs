//! The server's secrets: one random file, made at the first start, and a key per purpose from it.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use hubbub_core::id::Id;

use crate::random;

const FILE: &str = "server.key";
const SECRET_LEN: usize = 32;

/// A key per purpose. Knowing one tells nothing about the others.
pub(crate) struct Keys {
    /// Signs access tokens.
    pub(crate) access: [u8; 32],
    /// Derives each refresh token's successor.
    pub(crate) refresh: [u8; 32],
    /// Looks up an e-mail address without storing it in the index.
    pub(crate) email: [u8; 32],
    /// Names people in logs.
    pub(crate) pseudonym: [u8; 32],
    /// Names the devices as which the server itself acts, so that nobody else can take their ids.
    job: [u8; 32],
}

impl Keys {
    /// Reads the secret of the data folder, or makes it.
    ///
    /// # Errors
    /// When the file cannot be read or made, or is not 64 hexadecimal digits.
    pub(crate) fn open(data: &Path) -> io::Result<Self> {
        let path = data.join(FILE);
        if !path.exists() {
            create(data, &path)?;
        }
        let secret = parse(&fs::read_to_string(&path)?)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, format!("{FILE} is damaged")))?;
        let key = |purpose: &str| blake3::derive_key(&format!("hubbub server {purpose} v1"), &secret);
        Ok(Self {
            access: key("access token"),
            refresh: key("refresh token"),
            email: key("email look-up"),
            pseudonym: key("pseudonym"),
            job: key("job device"),
        })
    }

    /// The device as which the server does its job `name`.
    pub(crate) fn job_device(&self, name: &str) -> Id {
        first_id(blake3::keyed_hash(&self.job, name.as_bytes()))
    }

    /// Who a log line is about: the same person always has the same word, and nobody without the key
    /// can tell who it is.
    pub(crate) fn pseudonym(&self, user: Id) -> String {
        let hash = blake3::keyed_hash(&self.pseudonym, &user.bytes()).to_hex();
        hash.chars().take(16).collect()
    }
}

fn first_id(hash: blake3::Hash) -> Id {
    let (first, _) = hash.as_bytes().split_first_chunk::<16>().expect("a hash has 32 bytes");
    Id::from_bytes(*first)
}

fn create(data: &Path, path: &Path) -> io::Result<()> {
    let secret: [u8; SECRET_LEN] = random::bytes().map_err(io::Error::other)?;
    let text: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    // Written whole under another name first: a half-written secret would lock everybody out.
    let fresh = data.join(format!("{FILE}.new"));
    let _ = fs::remove_file(&fresh);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(&fresh)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&fresh, path)?;
    crate::folder::sync(data)
}

fn parse(text: &str) -> Option<[u8; SECRET_LEN]> {
    let text = text.trim();
    let mut secret = [0u8; SECRET_LEN];
    if text.len() != 2 * SECRET_LEN || !text.is_ascii() {
        return None;
    }
    for (at, slot) in secret.iter_mut().enumerate() {
        *slot = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(secret)
}
