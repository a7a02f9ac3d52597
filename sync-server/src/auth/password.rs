//! Passwords as they are kept: Argon2id, each with its own salt. What is accepted stands in core.

use std::sync::Arc;

use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use hubbub_core::store::Fault;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::random;
use crate::writer::Trouble;

/// Memory, passes and lanes: the first choice of OWASP's password storage guidance for Argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Hashes made at the same time: each takes a whole core and [`MEMORY_KIB`].
const AT_ONCE: usize = 2;
/// Hashes that may wait for their turn, a second or two's worth.
const WAITING_MAX: usize = 64;
/// Hashes passwords on a few threads, and keeps no more waiting than it can serve soon.
pub(crate) struct Passwords {
    waiting: Semaphore,
    active: Arc<Semaphore>,
    /// Verified for addresses without an account, so that they take the same time.
    nobody: Arc<str>,
}

impl Passwords {
    /// # Errors
    /// Without randomness.
    pub(crate) fn new() -> Result<Self, Fault> {
        let nobody = hash("nobody's password")?.into();
        Ok(Self { waiting: Semaphore::new(WAITING_MAX), active: Arc::new(Semaphore::new(AT_ONCE)), nobody })
    }

    /// A place in the queue. It is taken before a sign-in is counted: having too much to do is nobody's
    /// failed attempt.
    ///
    /// # Errors
    /// [`Trouble::Busy`] when the queue is full.
    pub(crate) fn enter(&self) -> Result<Place<'_>, Trouble> {
        let waiting = self.waiting.try_acquire().map_err(|_| Trouble::Busy)?;
        Ok(Place { passwords: self, _waiting: waiting })
    }
}

/// A place in the queue of hashes.
pub(crate) struct Place<'p> {
    passwords: &'p Passwords,
    _waiting: SemaphorePermit<'p>,
}

impl Place<'_> {
    /// The hash of a new password.
    pub(crate) async fn hash(self, password: String) -> Result<String, Trouble> {
        self.run(move || hash(&password)).await?.map_err(Trouble::from)
    }

    /// Whether a password fits a hash. Without a hash it never does, and takes as long.
    pub(crate) async fn verify(self, password: String, hash: Option<String>) -> Result<bool, Trouble> {
        let known = hash.is_some();
        let hash = hash.map_or_else(|| Arc::clone(&self.passwords.nobody), Arc::from);
        let fits = self.run(move || verify(&password, &hash)).await?;
        Ok(fits && known)
    }

    async fn run<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Trouble> {
        let active = Arc::clone(&self.passwords.active).acquire_owned().await;
        let active = active.map_err(|_| Trouble::Busy)?;
        let run = tokio::task::spawn_blocking(move || {
            let _active = active;
            work()
        });
        run.await.map_err(|_| Trouble::Fault(Fault::Bug("hashing a password panicked".to_owned())))
    }
}

fn argon() -> Result<Argon2<'static>, Fault> {
    let params =
        Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| Fault::Bug(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash of a password.
pub(super) fn hash(password: &str) -> Result<String, Fault> {
    let bug = |error: argon2::password_hash::Error| Fault::Bug(error.to_string());
    let salt = SaltString::encode_b64(&random::bytes::<16>()?).map_err(bug)?;
    Ok(argon()?.hash_password(password.as_bytes(), &salt).map_err(bug)?.to_string())
}

/// Whether a password fits a hash. The hash says with which parameters it was made.
fn verify(password: &str, hash: &str) -> bool {
    let (Ok(argon), Ok(hash)) = (argon(), PasswordHash::new(hash)) else { return false };
    argon.verify_password(password.as_bytes(), &hash).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_fits_its_password_alone() {
        let made = hash("Meadow-42 lark").unwrap();
        assert!(made.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{made}");
        assert!(verify("Meadow-42 lark", &made));
        assert!(!verify("meadow-42 lark", &made));
        assert_ne!(made, hash("Meadow-42 lark").unwrap());
    }
}
