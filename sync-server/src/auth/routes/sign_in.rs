//! Signing in with a password, or with a link sent by mail: the second way in while a password is locked.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::{Extension, Json};
use hubbub_core::id::Id;
use hubbub_core::refusal::Code;
use serde::Deserialize;
use serde_json::Value;

use super::{arrived, no_address, quietly};
use crate::app::App;
use crate::auth::Caller;
use crate::auth::accounts::{self, Email};
use crate::auth::arrival::Proof;
use crate::auth::links::{self, Purpose};
use crate::errors::Failure;
use crate::logs::Context;
use crate::mail::Kind;
use crate::random;

/// `POST /api/v1/auth/login`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Login {
    email: String,
    password: String,
    device: Id,
    /// The caller is a page in a browser: the refresh token goes into a cookie.
    #[serde(default)]
    browser: bool,
}

/// `POST /api/v1/auth/link`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskLink {
    email: String,
    device: Id,
}

/// `POST /api/v1/auth/link/use`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UseLink {
    code: String,
    device: Id,
    #[serde(default)]
    browser: bool,
}

/// Starts a session on a device, or the second step towards one.
pub(crate) async fn login(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    Json(form): Json<Login>,
) -> Result<Response, Failure> {
    let email = Email::read(&form.email, &app.keys).ok_or(Code::Unauthorized)?;
    let (user, hash) = app.prove(&email, form.password, &context).await?;
    let caller = Caller { user, device: form.device, session: random::id(app.clock().now())? };
    let arrival = app.arrive(caller, Proof::Password(hash), &context).await?;
    Ok(arrived(&app, arrival, form.browser))
}

/// Sends a link that signs in on the device that asks.
pub(crate) async fn ask_link(
    State(app): State<Arc<App>>,
    Json(form): Json<AskLink>,
) -> Result<(StatusCode, Json<Value>), Failure> {
    let since = Instant::now();
    let email = Email::read(&form.email, &app.keys).ok_or_else(no_address)?;
    let (shared, code, device) = (Arc::clone(&app), links::code()?, form.device);
    app.writer
        .write(move |writing| {
            let now = writing.now;
            let Some(user) = accounts::user_of(writing.sql, &email)? else { return Ok(()) };
            let Some(standing) = accounts::find(writing.sql, user)? else { return Ok(()) };
            let (hash, kind) = (shared.keys.link_hash(&code), Kind::SignIn { code: code.clone() });
            let letter = standing.letter(format!("sign-in {hash}"), kind);
            let until = now.plus(letter.kind.life_ms());
            links::keep(writing.sql, hash, Purpose::SignIn, user, Some(device), until, now)?;
            shared.letters.queue(writing.sql, &letter, now)
        })
        .await?;
    Ok(quietly(since).await)
}

/// Starts a session with the code of a mail, on the device that asked for it.
pub(crate) async fn use_link(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    Json(form): Json<UseLink>,
) -> Result<Response, Failure> {
    let (hash, device) = (app.keys.link_hash(&form.code), form.device);
    let redeem = move |writing: &mut crate::writer::Writing<'_>| {
        links::redeem(writing.sql, &hash, Purpose::SignIn, Some(device), writing.now)
    };
    let user = app.writer.write(redeem).await?.ok_or(Code::LinkExpired)?;
    let caller = Caller { user, device, session: random::id(app.clock().now())? };
    let arrival = app.arrive(caller, Proof::Link, &context).await?;
    Ok(arrived(&app, arrival, form.browser))
}
