//! Accounts and sessions: who a request comes from.
//!
//! An access token is short-lived and carries its claims; a refresh token is opaque, stored hashed, and
//! replaced at each use. Both belong to a session, which belongs to a device.

pub(crate) mod accounts;
mod admin;
pub(crate) mod enrolment;
mod newcomers;
pub(crate) mod password;
pub(crate) mod routes;
pub(crate) mod sessions;
mod tokens;

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use hubbub_core::id::Id;
use hubbub_core::refusal::Code;
use serde::Serialize;

pub use self::admin::{AdminError, MadeAdmin, NewAdmin};
pub use self::newcomers::Newcomer;
pub(crate) use self::sessions::Sessions;
pub(crate) use self::tokens::Tokens;
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

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(|text| text.strip_prefix("Bearer ")).ok_or(Code::Unauthorized)?;
        let caller = app.tokens.read_access(token.trim(), app.clock().now()).ok_or(Code::Unauthorized)?;
        if app.sessions.has_ended(caller.session) {
            return Err(Code::TokenRevoked.into());
        }
        if let Some(context) = parts.extensions.get::<Context>() {
            let _ = context.user.set(caller.user);
        }
        Ok(caller)
    }
}
