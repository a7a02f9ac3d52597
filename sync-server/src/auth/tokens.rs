//! The texts that prove who somebody is.

use hubbub_core::id::Id;
use hubbub_core::store::Fault;
use hubbub_core::time::{DAY_MS, MINUTE_MS, SECOND_MS, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use super::Caller;
use crate::keys::Keys;
use crate::random;

/// How long an access token is good for (requirement I3).
pub(crate) const ACCESS_MS: i64 = 15 * MINUTE_MS;
/// How long a refresh token is good for (requirement I3).
pub(crate) const REFRESH_MS: i64 = 7 * DAY_MS;
/// Length of a refresh token: 32 bytes in hexadecimal.
const REFRESH_LEN: usize = 64;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    sub: Id,
    device: Id,
    sid: Id,
    jti: Id,
    /// Seconds since 1970.
    iat: i64,
    /// Seconds since 1970.
    exp: i64,
}

/// Makes and reads tokens.
pub(crate) struct Tokens {
    signing: EncodingKey,
    checking: DecodingKey,
    validation: Validation,
    refresh: [u8; 32],
}

impl Tokens {
    pub(crate) fn new(keys: &Keys) -> Self {
        // The algorithm is ours, whatever a token's header says. The expiry is checked below, by the
        // server's own clock.
        let mut validation = Validation::new(Algorithm::HS256);
        validation.validate_exp = false;
        validation.required_spec_claims.clear();
        Self {
            signing: EncodingKey::from_secret(&keys.access),
            checking: DecodingKey::from_secret(&keys.access),
            validation,
            refresh: keys.refresh,
        }
    }

    /// A new access token.
    ///
    /// # Errors
    /// Without randomness, or when signing fails.
    pub(crate) fn access(&self, caller: &Caller, now: Timestamp) -> Result<String, Fault> {
        let claims = Claims {
            sub: caller.user,
            device: caller.device,
            sid: caller.session,
            jti: random::id(now)?,
            iat: now.0 / SECOND_MS,
            exp: now.plus(ACCESS_MS).0 / SECOND_MS,
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.signing)
            .map_err(|error| Fault::Bug(error.to_string()))
    }

    /// Who an access token stands for, if it is ours and has not expired.
    pub(crate) fn read_access(&self, token: &str, now: Timestamp) -> Option<Caller> {
        let read = jsonwebtoken::decode::<Claims>(token, &self.checking, &self.validation).ok()?;
        let claims = read.claims;
        let live = now.0 < claims.exp.saturating_mul(SECOND_MS);
        live.then_some(Caller { user: claims.sub, device: claims.device, session: claims.sid })
    }

    /// The first refresh token of a session.
    ///
    /// # Errors
    /// Without randomness.
    pub(crate) fn first_refresh() -> Result<String, Fault> {
        Ok(random::bytes::<32>()?.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The one successor of a refresh token: the same each time, so that an answer that was lost can be
    /// given again although only hashes are stored.
    pub(crate) fn successor(&self, token: &str) -> String {
        blake3::keyed_hash(&self.refresh, token.as_bytes()).to_hex().to_string()
    }

    /// What is stored of a refresh token; nothing for a text that can't be one.
    pub(crate) fn hash(token: &str) -> Option<String> {
        let hex = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let sound = token.len() == REFRESH_LEN && token.bytes().all(hex);
        sound.then(|| blake3::hash(token.as_bytes()).to_hex().to_string())
    }
}
