//! Sessions: going on, listing, ending.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use hubbub_core::id::Id;
use hubbub_core::refusal::Code;
use hubbub_core::scope::Scope;
use hubbub_core::store::{Fault, Sql, Value as Store};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{arrived, success};
use crate::app::App;
use crate::audit::{self, Record};
use crate::auth::arrival::{Arrival, Opened, is_staff};
use crate::auth::sessions::{self, Refreshed};
use crate::auth::{Caller, cookies};
use crate::errors::Failure;
use crate::logs::Context;

/// `POST /api/v1/auth/refresh`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Refresh {
    /// Absent from browsers, which have it in a cookie.
    refresh_token: Option<String>,
    device: Id,
}

/// Exchanges a refresh token for the next one, and an access token.
pub(crate) async fn refresh(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Json(form): Json<Refresh>,
) -> Result<Response, Failure> {
    let browser = form.refresh_token.is_none();
    let token = form.refresh_token.or_else(|| cookies::read(&headers)).ok_or(Code::Unauthorized)?;
    if browser {
        let looked_up = token.clone();
        let session = app.readers.read(move |sql| sessions::session_of(sql, &looked_up)).await?;
        cookies::check(&headers, &app.keys.csrf(session.ok_or(Code::Unauthorized)?))?;
    }
    let (shared, device) = (Arc::clone(&app), form.device);
    let (refreshed, roles) = app
        .writer
        .write(move |writing| {
            let now = writing.now;
            let refreshed = sessions::refresh(writing.sql, &shared.tokens, &token, device, now)?;
            let Refreshed::Next(caller, _) = &refreshed else { return Ok((refreshed, Vec::new())) };
            let roles: Vec<&str> = shared.engine.roles(writing.sql, caller.user)?.into_iter().collect();
            // Somebody who has become staff since signs in again, with a second factor.
            let demanded = shared.config.second_factor && is_staff(&roles);
            if demanded && !sessions::has_second_factor(writing.sql, caller.session)? {
                sessions::end(writing.sql, caller.session, now)?;
                return Ok((Refreshed::Reused(caller.session), Vec::new()));
            }
            Ok((refreshed, roles))
        })
        .await?;
    match refreshed {
        Refreshed::Next(caller, next) => {
            let session = app.session(&caller, roles.into_iter().map(str::to_owned).collect(), next)?;
            Ok(arrived(&app, Arrival::In(Opened { caller, session }), browser))
        }
        Refreshed::Reused(session) => {
            app.session_ended(session);
            Err(Code::TokenRevoked.into())
        }
        Refreshed::Ended => Err(Code::TokenRevoked.into()),
        Refreshed::Unknown => Err(Code::Unauthorized.into()),
    }
}

/// Ends the caller's session.
pub(crate) async fn logout(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    caller: Caller,
) -> Result<Response, Failure> {
    app.end_sessions(vec![caller.session], caller, context).await?;
    let mut response = success(&json!({})).into_response();
    cookies::put(response.headers_mut(), &cookies::forget());
    Ok(response)
}

/// The caller's sessions that stand.
pub(crate) async fn list_sessions(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<Value>, Failure> {
    let now = app.clock().now();
    let list = app.readers.read(move |sql| sessions::list(sql, &caller, now)).await?;
    Ok(success(&json!({ "sessions": list })))
}

/// Ends one of the caller's sessions.
pub(crate) async fn end_session(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    caller: Caller,
    Path(session): Path<Id>,
) -> Result<Json<Value>, Failure> {
    let owner = app.readers.read(move |sql| sessions::owner(sql, session)).await?;
    if owner != Some(caller.user) {
        return Err(Code::NotFound.into());
    }
    app.end_sessions(vec![session], caller, context).await?;
    Ok(success(&json!({})))
}

/// Ends all of the caller's sessions but this one.
pub(crate) async fn end_other_sessions(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    caller: Caller,
) -> Result<Json<Value>, Failure> {
    let now = app.clock().now();
    let mut others = app.readers.read(move |sql| sessions::standing(sql, caller.user, now)).await?;
    others.retain(|session| *session != caller.session);
    let ended = others.len();
    app.end_sessions(others, caller, context).await?;
    Ok(success(&json!({ "ended": ended })))
}

/// Ends every session of a member, for whoever runs the member's community: a device was lost, or a password is
/// known to others. The member's password stands, and so does what they did.
pub(crate) async fn end_sessions_of(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    caller: Caller,
    Path(user): Path<Id>,
) -> Result<Json<Value>, Failure> {
    let (now, engine) = (app.clock().now(), Arc::clone(&app.engine));
    let standing = app
        .readers
        .read(move |sql| {
            let scopes = engine.scopes(sql, caller.user)?;
            let run: Vec<_> = scopes.iter().filter(|scope| scope.kind() == "admin").collect();
            if run.is_empty() {
                return Ok(Err(Code::ForbiddenRole));
            }
            if !is_member_in(sql, user, &run)? {
                return Ok(Err(Code::NotFound));
            }
            sessions::standing(sql, user, now).map(Ok)
        })
        .await??;
    let ended = standing.len();
    app.end_sessions(standing, caller, context).await?;
    Ok(success(&json!({ "ended": ended })))
}

/// Whether a person's membership is seen by whoever holds one of these scopes.
fn is_member_in(sql: &mut dyn Sql, user: Id, scopes: &[&Scope]) -> Result<bool, Fault> {
    let marks = vec!["?"; scopes.len()].join(", ");
    let text = format!(
        "SELECT 1 FROM member m WHERE m.user_id = ? AND m.left_at IS NULL AND EXISTS (SELECT 1 FROM change_index c
         WHERE c.tbl = 'member' AND c.id = m.id AND c.gone = 0 AND c.scope IN ({marks}))"
    );
    let scopes = scopes.iter().map(|scope| Store::from(scope.as_str()));
    let values: Vec<Store> = std::iter::once(user.into()).chain(scopes).collect();
    Ok(sql.first(&text, &values, |_| Ok(()))?.is_some())
}

impl App {
    /// Ends sessions, their tokens and their sockets.
    async fn end_sessions(
        self: &Arc<Self>,
        ended: Vec<Id>,
        caller: Caller,
        context: Context,
    ) -> Result<(), Failure> {
        let (app, list) = (Arc::clone(self), ended.clone());
        self.writer
            .write(move |writing| {
                list.iter().try_for_each(|session| {
                    sessions::end(writing.sql, *session, writing.now)?;
                    let record = Record {
                        actor: Some(caller.user),
                        action: "session.end",
                        entity: format!("session {session}"),
                        correlation: &context.correlation,
                        details: json!({}),
                    };
                    audit::record(writing.sql, &app.keys, &record, writing.now)
                })
            })
            .await?;
        ended.into_iter().for_each(|session| self.session_ended(session));
        Ok(())
    }
}
