//! The texts that prove who somebody is.

use std::sync::Arc;

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
const ACCESS: &str = "access";
const PARTIAL: &str = "partial";

/// How long a partial token is good for: time to find the authenticator.
pub(crate) const PARTIAL_MS: i64 = 10 * MINUTE_MS;
/// How long a signing key makes tokens. The one before is good for as long as its last token.
const PERIOD_MS: i64 = DAY_MS;
/// How far ahead of our clock a token may have been made: the clock was set back a little.
const AHEAD_MS_MAX: i64 = MINUTE_MS;
/// The one algorithm, whatever a token's header says.
const ALGORITHM: Algorithm = Algorithm::HS256;
const ISSUER: &str = "hubbub";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    /// What it opens: `access` or `partial`.
    aud: String,
    sub: Id,
    device: Id,
    sid: Id,
    jti: Id,
    /// What the person is, for those who show it. Nothing is decided by it: roles may have changed.
    roles: Vec<String>,
    /// What a partial token still needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    needs: Option<Needs>,
    /// Seconds since 1970.
    iat: i64,
    /// Seconds since 1970.
    exp: i64,
}

/// What a sign-in still needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Needs {
    /// A code of the second factor.
    Code,
    /// A second factor, for the person's roles demand one.
    Enrolment,
}

/// Makes and reads tokens.
pub(crate) struct Tokens {
    keys: Arc<Keys>,
}

impl Tokens {
    pub(crate) const fn new(keys: Arc<Keys>) -> Self {
        Self { keys }
    }

    /// A new access token.
    ///
    /// # Errors
    /// Without randomness, or when signing fails.
    pub(crate) fn access(
        &self,
        caller: &Caller,
        roles: Vec<String>,
        now: Timestamp,
    ) -> Result<String, Fault> {
        self.sign(caller, roles, None, now)
    }

    /// A token that opens nothing but the second step of signing in.
    ///
    /// # Errors
    /// As [`Self::access`].
    pub(crate) fn partial(&self, caller: &Caller, needs: Needs, now: Timestamp) -> Result<String, Fault> {
        self.sign(caller, Vec::new(), Some(needs), now)
    }

    fn sign(
        &self,
        caller: &Caller,
        roles: Vec<String>,
        needs: Option<Needs>,
        now: Timestamp,
    ) -> Result<String, Fault> {
        let (aud, life) = if needs.is_some() { (PARTIAL, PARTIAL_MS) } else { (ACCESS, ACCESS_MS) };
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: aud.to_owned(),
            sub: caller.user,
            device: caller.device,
            sid: caller.session,
            jti: random::id(now)?,
            roles,
            needs,
            iat: now.0 / SECOND_MS,
            exp: now.plus(life).0 / SECOND_MS,
        };
        let period = now.0.div_euclid(PERIOD_MS);
        let mut header = Header::new(ALGORITHM);
        header.kid = Some(period.to_string());
        jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(&self.keys.access(period)))
            .map_err(|error| Fault::Bug(error.to_string()))
    }

    /// Who an access token stands for, if it is ours and has not expired.
    pub(crate) fn read_access(&self, token: &str, now: Timestamp) -> Option<Caller> {
        self.read(token, ACCESS, now).map(|claims| claims.caller())
    }

    /// Who a partial token stands for, what it still needs, and when it was made.
    pub(crate) fn read_partial(&self, token: &str, now: Timestamp) -> Option<(Caller, Needs, Timestamp)> {
        let claims = self.read(token, PARTIAL, now)?;
        Some((claims.caller(), claims.needs?, Timestamp(claims.iat.saturating_mul(SECOND_MS))))
    }

    fn read(&self, token: &str, audience: &str, now: Timestamp) -> Option<Claims> {
        let period: i64 = jsonwebtoken::decode_header(token).ok()?.kid?.parse().ok()?;
        let current = now.plus(AHEAD_MS_MAX).0.div_euclid(PERIOD_MS);
        let oldest = now.plus(-PARTIAL_MS.max(ACCESS_MS)).0.div_euclid(PERIOD_MS);
        if !(oldest..=current).contains(&period) {
            return None;
        }
        // The times are checked below, by the server's own clock.
        let mut validation = Validation::new(ALGORITHM);
        validation.validate_exp = false;
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[audience]);
        validation.set_required_spec_claims(&["iss", "aud"]);
        let key = DecodingKey::from_secret(&self.keys.access(period));
        let claims = jsonwebtoken::decode::<Claims>(token, &key, &validation).ok()?.claims;
        let expired = now.0 >= claims.exp.saturating_mul(SECOND_MS);
        let ahead = claims.iat.saturating_mul(SECOND_MS) > now.plus(AHEAD_MS_MAX).0;
        (!expired && !ahead).then_some(claims)
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
        blake3::keyed_hash(&self.keys.refresh, token.as_bytes()).to_hex().to_string()
    }

    /// What is stored of a refresh token; nothing for a text that can't be one.
    pub(crate) fn hash(token: &str) -> Option<String> {
        let hex = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let sound = token.len() == REFRESH_LEN && token.bytes().all(hex);
        sound.then(|| blake3::hash(token.as_bytes()).to_hex().to_string())
    }
}

impl Claims {
    const fn caller(&self) -> Caller {
        Caller { user: self.sub, device: self.device, session: self.sid }
    }
}
