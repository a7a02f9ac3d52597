//! Another password: with the old one, or with a link sent by mail.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::store::Fault;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{no_address, quietly, success};
use crate::app::App;
use crate::audit::{self, Record};
use crate::auth::accounts::{self, Email};
use crate::auth::api_keys;
use crate::auth::links::{self, Purpose};
use crate::auth::sessions::{self, Facts};
use crate::auth::tokens::Tokens;
use crate::auth::{Caller, Session};
use crate::errors::Failure;
use crate::logs::Context;
use crate::mail::Kind;
use crate::random;
use crate::writer::Writing;

/// `POST /api/v1/auth/password`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    current: String,
    new: String,
}

/// `POST /api/v1/auth/password/forgot`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Forgot {
    email: String,
}

/// `POST /api/v1/auth/password/reset`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reset {
    code: String,
    password: String,
}

/// Changes the password. Every session ends; the caller's device gets a new one.
pub(crate) async fn change_password(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    caller: Caller,
    Json(form): Json<Change>,
) -> Result<Json<Value>, Failure> {
    let standing = app.readers.read(move |sql| accounts::find(sql, caller.user)).await?;
    let standing = standing.ok_or(Code::Unauthorized)?;
    let email = Email::read(&standing.email, &app.keys).ok_or(Code::Unauthorized)?;
    check(&form.new, &standing.email, "new")?;
    app.prove(&email, form.current, &context).await.map_err(wrong_current)?;
    let hash = app.passwords.enter()?.hash(form.new).await?;
    let next = Caller { session: random::id(app.clock().now())?, ..caller };
    let token = Tokens::first_refresh()?;
    let (shared, kept) = (Arc::clone(&app), token.clone());
    let (ended, roles) = app
        .writer
        .write(move |writing| {
            let second_factor = sessions::has_second_factor(writing.sql, caller.session)?;
            let ended = replace(&shared, writing, caller.user, &hash, &context, "password.change")?;
            let facts = Facts { second_factor, agent: context.agent.clone(), network: context.network() };
            sessions::begin(writing.sql, &next, &facts, &kept, writing.now)?;
            Ok((ended, shared.engine.roles(writing.sql, caller.user)?))
        })
        .await?;
    for session in ended {
        app.session_ended(session);
    }
    let session: Session = app.session(&next, roles.into_iter().map(str::to_owned).collect(), token)?;
    Ok(success(&session))
}

/// Sends a link for a new password.
pub(crate) async fn forgot_password(
    State(app): State<Arc<App>>,
    Json(form): Json<Forgot>,
) -> Result<(StatusCode, Json<Value>), Failure> {
    let since = Instant::now();
    let email = Email::read(&form.email, &app.keys).ok_or_else(no_address)?;
    let (shared, code) = (Arc::clone(&app), links::code()?);
    app.writer
        .write(move |writing| {
            let now = writing.now;
            let Some(user) = accounts::user_of(writing.sql, &email)? else { return Ok(()) };
            let Some(standing) = accounts::find(writing.sql, user)? else { return Ok(()) };
            let (hash, kind) = (shared.keys.link_hash(&code), Kind::Reset { code: code.clone() });
            let letter = standing.letter(format!("reset {hash}"), kind);
            let until = now.plus(letter.kind.life_ms());
            links::keep(writing.sql, hash, Purpose::Reset, user, None, until, now)?;
            shared.letters.queue(writing.sql, &letter, now)
        })
        .await?;
    Ok(quietly(since).await)
}

/// Sets a new password with the code of a mail. Every session ends, and so does a lock.
pub(crate) async fn reset_password(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    Json(form): Json<Reset>,
) -> Result<Json<Value>, Failure> {
    check(&form.password, "", "password")?;
    let hash = app.passwords.enter()?.hash(form.password).await?;
    let (shared, link) = (Arc::clone(&app), app.keys.link_hash(&form.code));
    let ended = app
        .writer
        .write(move |writing| {
            let now = writing.now;
            let Some(user) = links::redeem(writing.sql, &link, Purpose::Reset, None, now)? else {
                return Ok(None);
            };
            accounts::verify(writing.sql, user, now)?;
            let standing = accounts::find(writing.sql, user)?;
            if let Some(email) = standing.and_then(|standing| Email::read(&standing.email, &shared.keys)) {
                accounts::succeeded(writing.sql, &email)?;
            }
            replace(&shared, writing, user, &hash, &context, "password.reset").map(Some)
        })
        .await?;
    for session in ended.ok_or(Code::LinkExpired)? {
        app.session_ended(session);
    }
    Ok(success(&json!({})))
}

/// Puts a new password in place, ends every session and tells the owner; the sessions that ended.
fn replace(
    app: &App,
    writing: &mut Writing<'_>,
    user: Id,
    hash: &str,
    context: &Context,
    action: &'static str,
) -> Result<Vec<Id>, Fault> {
    let now = writing.now;
    accounts::set_password(writing.sql, user, hash, now)?;
    for purpose in [Purpose::Reset, Purpose::SignIn] {
        links::drop_all(writing.sql, purpose, user)?;
    }
    api_keys::end_all(writing.sql, user, now)?;
    let ended = sessions::standing(writing.sql, user, now)?;
    for session in &ended {
        sessions::end(writing.sql, *session, now)?;
    }
    if let Some(standing) = accounts::find(writing.sql, user)? {
        let event = format!("password {user} {}", blake3::hash(hash.as_bytes()).to_hex());
        app.letters.queue(writing.sql, &standing.letter(event, Kind::PasswordChanged), now)?;
    }
    let record = Record {
        actor: Some(user),
        action,
        entity: String::new(),
        correlation: &context.correlation,
        details: json!({ "sessions_ended": ended.len() }),
    };
    audit::record(writing.sql, &app.keys, &record, now)?;
    Ok(ended)
}

fn check(password: &str, email: &str, field: &str) -> Result<(), Refusal> {
    hubbub_core::password::check(password, &[email]).map_err(|mut refusal| {
        for detail in &mut refusal.details {
            field.clone_into(&mut detail.field);
        }
        refusal
    })
}

/// A wrong password here is a wrong field: whoever asks is signed in.
fn wrong_current(failure: Failure) -> Failure {
    if failure.code() == Code::Unauthorized {
        return Refusal::new(Code::ValidationFailed).field("current", "malformed").into();
    }
    failure
}
