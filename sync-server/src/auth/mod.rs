//! Accounts and sessions: who a request comes from.
//!
//! An access token is short-lived and carries its claims; a refresh token is opaque, stored hashed, and
//! replaced at each use. Both belong to a session, which belongs to a device.

pub(crate) mod accounts;
mod admin;
pub(crate) mod api_keys;
pub(crate) mod arrival;
pub(crate) mod cookies;
pub(crate) mod enrolment;
pub(crate) mod factor;
pub(crate) mod links;
mod newcomers;
pub(crate) mod password;
pub(crate) mod routes;
pub(crate) mod sessions;
pub(crate) mod tokens;
pub(crate) mod waiver;

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use hubbub_core::id::Id;
use hubbub_core::refusal::Code;
use hubbub_core::time::SECOND_MS;
use serde::Serialize;

pub use self::admin::{AdminError, MadeAdmin, NewAdmin};
pub use self::newcomers::Newcomer;
pub(crate) use self::sessions::Sessions;
pub(crate) use self::tokens::{Needs, Tokens};
use crate::app::App;
use crate::errors::Failure;
use crate::logs::Context;

/// Who a request comes from: a valid access token of a session that stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caller {
    pub(crate) user: Id,
    pub(crate) device: Id,
    pub(crate) session: Id,
}

/// What a device keeps after signing in.
#[derive(Clone, Debug, Serialize)]
pub struct Session {
    /// Goes into `Authorization: Bearer`.
    pub access_token: String,
    /// Seconds until the access token ends.
    pub expires_in: i64,
    /// Gets the next access token, once.
    pub refresh_token: String,
    /// Whose session it is.
    pub user_id: Id,
}

/// Somebody who is half signed in: the password was right, the second factor is missing. It opens the second step
/// and nothing else.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Half {
    pub(crate) caller: Caller,
    pub(crate) needs: Needs,
}

/// Somebody who sets up a second factor: signed in, or half signed in and asked for it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum AnyCaller {
    Whole(Caller),
    Half(Half),
}

impl AnyCaller {
    pub(crate) const fn caller(&self) -> Caller {
        match self {
            Self::Whole(caller) | Self::Half(Half { caller, .. }) => *caller,
        }
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(*known);
        }
        let (token, now) = (bearer(parts)?, app.clock().now());
        let Some(caller) = app.tokens.read_access(token, now) else {
            // Half signed in is told from not signed in: the app knows which screen comes next.
            let half = app.tokens.read_partial(token, now).is_some();
            return Err(if half { Code::SecondFactorRequired } else { Code::Unauthorized }.into());
        };
        if app.sessions.has_ended(caller.session) {
            return Err(Code::TokenRevoked.into());
        }
        named(parts, caller);
        parts.extensions.insert(caller);
        Ok(caller)
    }
}

impl FromRequestParts<Arc<App>> for Half {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(*known);
        }
        let read = app.tokens.read_partial(bearer(parts)?, app.clock().now());
        let (caller, needs, made_at) = read.ok_or(Code::Unauthorized)?;
        let standing = app.readers.read(move |sql| accounts::find(sql, caller.user)).await?;
        // A password that was changed since ends what was begun with the old one. Tokens tell whole seconds.
        let stands = standing.is_some_and(|standing| made_at.plus(SECOND_MS) > standing.sessions_from);
        if !stands {
            return Err(Code::Unauthorized.into());
        }
        named(parts, caller);
        let half = Self { caller, needs };
        parts.extensions.insert(half);
        Ok(half)
    }
}

impl FromRequestParts<Arc<App>> for AnyCaller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        match Caller::from_request_parts(parts, app).await {
            Ok(caller) => Ok(Self::Whole(caller)),
            Err(failure) if failure.code() == Code::SecondFactorRequired => {
                let half = Half::from_request_parts(parts, app).await?;
                // Who has a second factor shows it; this is for those who have none.
                if half.needs == Needs::Enrolment { Ok(Self::Half(half)) } else { Err(failure) }
            }
            Err(failure) => Err(failure),
        }
    }
}

/// Who a request comes from where nobody has to be signed in. A token that is not valid is refused all the same.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AnyOrNobody(pub(crate) Option<Caller>);

impl FromRequestParts<Arc<App>> for AnyOrNobody {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        if parts.extensions.get::<Caller>().is_none() && !parts.headers.contains_key(header::AUTHORIZATION) {
            return Ok(Self(None));
        }
        Caller::from_request_parts(parts, app).await.map(|caller| Self(Some(caller)))
    }
}

/// Remembers who asks, for the log.
fn named(parts: &Parts, caller: Caller) {
    if let Some(context) = parts.extensions.get::<Context>() {
        let _ = context.user.set(caller.user);
    }
}

fn bearer(parts: &Parts) -> Result<&str, Code> {
    let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    Ok(header.and_then(|text| text.strip_prefix("Bearer ")).ok_or(Code::Unauthorized)?.trim())
}
