//! The server's secrets: one random file, made at the first start, and a key per purpose from it.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hubbub_core::id::Id;
use hubbub_core::store::Fault;
use hubbub_core::time::Timestamp;

use crate::random;

const FILE: &str = "server.key";
const SECRET_LEN: usize = 32;
const NONCE_LEN: usize = 24;

/// A key per purpose. Knowing one tells nothing about the others.
pub(crate) struct Keys {
    /// Signs access tokens: the root of a key per period.
    access: [u8; 32],
    /// Derives each refresh token's successor.
    pub(crate) refresh: [u8; 32],
    /// Looks up an e-mail address without storing it in the index.
    pub(crate) email: [u8; 32],
    /// Names people in logs.
    pub(crate) pseudonym: [u8; 32],
    /// Seals what only the server itself reads: secrets of second factors, mail that waits.
    seal: [u8; 32],
    /// Hashes links of mails and recovery codes.
    link: [u8; 32],
    /// Proves that a browser's request comes from our own page.
    csrf: [u8; 32],
    /// Vouches for the heads of the audit log.
    pub(crate) audit: [u8; 32],
    /// Names the devices as which the server itself acts, so that nobody else can take their ids.
    job: [u8; 32],
    /// Signs addresses that a file can be put to.
    upload: [u8; 32],
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
            seal: key("sealed field"),
            link: key("link"),
            csrf: key("cross-site"),
            audit: key("audit head"),
            job: key("job device"),
            upload: key("signed upload"),
        })
    }

    /// The key that signs access tokens in a period.
    pub(crate) fn access(&self, period: i64) -> [u8; 32] {
        *blake3::keyed_hash(&self.access, &period.to_be_bytes()).as_bytes()
    }

    /// What is stored of a secret that was handed out and need not be read again.
    pub(crate) fn hash(&self, secret: &str) -> String {
        blake3::keyed_hash(&self.link, secret.as_bytes()).to_hex().to_string()
    }

    /// What a browser has to say with the cookie of a session.
    pub(crate) fn csrf(&self, session: Id) -> String {
        blake3::keyed_hash(&self.csrf, &session.bytes()).to_hex().to_string()
    }

    /// Seals a text for the database. `purpose` binds it to its place.
    ///
    /// # Errors
    /// Without randomness.
    pub(crate) fn seal(&self, purpose: &str, text: &str) -> Result<String, Fault> {
        seal(&self.seal, purpose, text)
    }

    /// The text that was sealed for this purpose.
    ///
    /// # Errors
    /// [`Fault::Shape`] when it was sealed elsewhere or is damaged.
    pub(crate) fn unseal(&self, purpose: &str, sealed: &str) -> Result<String, Fault> {
        unseal(&self.seal, purpose, sealed)
    }

    /// The device as which the server does its job `name`.
    pub(crate) fn job_device(&self, name: &str) -> Id {
        first_id(blake3::keyed_hash(&self.job, name.as_bytes()))
    }

    /// The signature of an address to which a person may put a file of so many bytes until a time.
    pub(crate) fn upload(&self, upload: Id, user: Id, size: u64, expires: Timestamp) -> String {
        self.upload_hash(upload, user, size, expires).to_hex().to_string()
    }

    /// Whether it is that address's signature. It takes the same time whatever is wrong.
    pub(crate) fn is_upload(&self, upload: Id, user: Id, size: u64, expires: Timestamp, said: &str) -> bool {
        let signed = self.upload_hash(upload, user, size, expires);
        blake3::Hash::from_hex(said).is_ok_and(|said| said == signed)
    }

    fn upload_hash(&self, upload: Id, user: Id, size: u64, expires: Timestamp) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.upload);
        hasher.update(&upload.bytes()).update(&user.bytes());
        hasher.update(&size.to_be_bytes()).update(&expires.0.to_be_bytes());
        hasher.finalize()
    }

    /// Who a log line is about: the same person always has the same word, and nobody without the key
    /// can tell who it is.
    pub(crate) fn pseudonym(&self, user: Id) -> String {
        let hash = blake3::keyed_hash(&self.pseudonym, &user.bytes()).to_hex();
        hash.chars().take(16).collect()
    }
}

/// Seals a text under a key. `purpose` binds it to its place.
///
/// # Errors
/// Without randomness.
pub(crate) fn seal(key: &[u8; 32], purpose: &str, text: &str) -> Result<String, Fault> {
    let nonce: [u8; NONCE_LEN] = random::bytes()?;
    let payload = Payload { msg: text.as_bytes(), aad: purpose.as_bytes() };
    let sealed = XChaCha20Poly1305::new(key.into()).encrypt(XNonce::from_slice(&nonce), payload);
    let sealed = sealed.map_err(|_| Fault::Bug("a field could not be sealed".to_owned()))?;
    Ok(hex(&nonce) + &hex(&sealed))
}

/// The text that was sealed under a key for this purpose.
///
/// # Errors
/// [`Fault::Shape`] when it was sealed elsewhere or is damaged.
pub(crate) fn unseal(key: &[u8; 32], purpose: &str, sealed: &str) -> Result<String, Fault> {
    let damaged = || Fault::Shape("a sealed field is damaged".to_owned());
    let bytes = unhex(sealed).ok_or_else(damaged)?;
    let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN).ok_or_else(damaged)?;
    let payload = Payload { msg: sealed, aad: purpose.as_bytes() };
    let text = XChaCha20Poly1305::new(key.into()).decrypt(XNonce::from_slice(nonce), payload);
    String::from_utf8(text.map_err(|_| damaged())?).map_err(|_| damaged())
}

fn first_id(hash: blake3::Hash) -> Id {
    let (first, _) = hash.as_bytes().split_first_chunk::<16>().expect("a hash has 32 bytes");
    Id::from_bytes(*first)
}

fn create(data: &Path, path: &Path) -> io::Result<()> {
    let secret: [u8; SECRET_LEN] = random::bytes().map_err(io::Error::other)?;
    let text = hex(&secret);
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
    unhex(text.trim())?.try_into().ok()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    let pairs = (0..text.len()).step_by(2);
    pairs.map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}
