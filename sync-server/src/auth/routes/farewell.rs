//! Closing one's account, and thinking better of it: at once nobody is signed in and the person belongs to no
//! community; after thirty days they are erased (`erasure.rs`). Until then the password opens the account again.

use std::sync::Arc;

use axum::extract::State;
use axum::{Extension, Json};
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::store::Fault;
use hubbub_core::sync::protocol::Outcome;
use hubbub_core::sync::rules::Farewell;
use hubbub_core::time::{DAY_MS, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use super::success;
use crate::app::App;
use crate::audit::{self, Record};
use crate::auth::accounts::{self, Email};
use crate::auth::links::{self, Purpose};
use crate::auth::{Caller, api_keys, sessions};
use crate::errors::Failure;
use crate::logs::{Context, rfc3339};
use crate::mail::Kind;
use crate::random;
use crate::writer::Writing;

/// How long a closed account can be opened again (requirement C2).
const UNDO_MS: i64 = 30 * DAY_MS;
/// The job under whose name people leave and come back.
const JOB: &str = "farewell";

/// `DELETE /api/v1/users/me`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Close {
    password: String,
}

/// `POST /api/v1/auth/reopen`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reopen {
    email: String,
    password: String,
}

/// What an account that was closed leaves behind until it is erased: the sessions that ended, and until when it
/// can be opened again.
type Closed = Result<(Vec<Id>, Timestamp), Refusal>;

/// Closes the caller's account. Whoever is the last admin of a community has to hand it over first.
pub(crate) async fn close_account(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    caller: Caller,
    Json(form): Json<Close>,
) -> Result<Json<Value>, Failure> {
    let standing = app.readers.read(move |sql| accounts::find(sql, caller.user)).await?;
    let email = standing.and_then(|standing| Email::read(&standing.email, &app.keys));
    let email = email.ok_or(Code::Unauthorized)?;
    app.prove(&email, form.password, &context).await.map_err(|failure| match failure.code() {
        Code::Unauthorized => Refusal::new(Code::ValidationFailed).field("password", "malformed").into(),
        _ => failure,
    })?;
    let (shared, call) = (Arc::clone(&app), random::id(app.clock().now())?);
    let closed = app.writer.write(move |writing| shared.close(writing, caller.user, call, &context)).await?;
    let (ended, until) = closed?;
    for session in ended {
        app.session_ended(session);
    }
    Ok(success(&json!({ "until": rfc3339(until) })))
}

/// Opens a closed account again. Signing in is another step, with all that it asks for.
pub(crate) async fn reopen_account(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    Json(form): Json<Reopen>,
) -> Result<Json<Value>, Failure> {
    let email = Email::read(&form.email, &app.keys).ok_or(Code::Unauthorized)?;
    let (user, _) = app.prove(&email, form.password, &context).await?;
    let (shared, call) = (Arc::clone(&app), random::id(app.clock().now())?);
    let opened = app.writer.write(move |writing| shared.open_again(writing, user, call, &context)).await?;
    if !opened? {
        return Err(Code::InvalidState.into());
    }
    Ok(success(&json!({})))
}

impl App {
    fn close(
        &self,
        writing: &mut Writing<'_>,
        user: Id,
        call: Id,
        context: &Context,
    ) -> Result<Closed, Fault> {
        let now = writing.now;
        if let Err(refusal) = self.let_go(writing, call, user, Farewell::Close)? {
            return Ok(Err(refusal));
        }
        accounts::close(writing.sql, user, now, now.plus(UNDO_MS))?;
        for purpose in [Purpose::Verify, Purpose::Reset, Purpose::SignIn] {
            links::drop_all(writing.sql, purpose, user)?;
        }
        api_keys::end_all(writing.sql, user, now)?;
        let ended = sessions::standing(writing.sql, user, now)?;
        for session in &ended {
            sessions::end(writing.sql, *session, now)?;
        }
        if let Some(standing) = accounts::find(writing.sql, user)? {
            let letter = standing.letter(format!("closed {user} {}", now.0), Kind::AccountClosed);
            self.letters.queue(writing.sql, &letter, now)?;
        }
        self.keep_line(writing, user, "account.close", context)?;
        Ok(Ok((ended, now.plus(UNDO_MS))))
    }

    /// False when the account is not closed.
    fn open_again(
        &self,
        writing: &mut Writing<'_>,
        user: Id,
        call: Id,
        context: &Context,
    ) -> Result<Result<bool, Refusal>, Fault> {
        let standing = accounts::find(writing.sql, user)?;
        let Some(closed_at) = standing.and_then(|standing| standing.closed_at) else { return Ok(Ok(false)) };
        if let Err(refusal) = self.let_go(writing, call, user, Farewell::Return(closed_at))? {
            return Ok(Err(refusal));
        }
        accounts::open_again(writing.sql, user)?;
        self.keep_line(writing, user, "account.reopen", context)?;
        Ok(Ok(true))
    }

    /// Lets the domain say goodbye, or welcome back.
    fn let_go(
        &self,
        writing: &mut Writing<'_>,
        call: Id,
        user: Id,
        farewell: Farewell,
    ) -> Result<Result<(), Refusal>, Fault> {
        let Some(command) = self.engine.farewell(user, farewell)? else { return Ok(Ok(())) };
        match writing.command(self.keys.job_device(JOB), call, &command)? {
            Outcome::Applied { .. } => Ok(Ok(())),
            Outcome::Refused(text) => {
                serde_json::from_str(&text).map(Err).map_err(|error| Fault::Shape(error.to_string()))
            }
            other => Err(Fault::Bug(format!("a farewell was {other:?}"))),
        }
    }

    fn keep_line(
        &self,
        writing: &mut Writing<'_>,
        user: Id,
        action: &'static str,
        context: &Context,
    ) -> Result<(), Fault> {
        let record = Record {
            actor: Some(user),
            action,
            entity: String::new(),
            correlation: &context.correlation,
            details: json!({}),
        };
        audit::record(writing.sql, &self.keys, &record, writing.now)
    }
}
