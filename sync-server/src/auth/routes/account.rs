//! Making an account and confirming its address.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use hubbub_core::check::NAME_CHARS_MAX;
use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{no_address, quietly, success};
use crate::app::App;
use crate::auth::accounts::{self, Account, Email};
use crate::auth::enrolment::Enrolment;
use crate::auth::links::{self, Purpose};
use crate::auth::{Caller, factor};
use crate::errors::Failure;
use crate::legal::Agreed;
use crate::logs::Context;
use crate::random;

/// `POST /api/v1/auth/register`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Register {
    email: String,
    password: String,
    display_name: String,
    locale: String,
    community: Option<Id>,
    /// The legal texts that the person agrees to, in the version they read.
    #[serde(default)]
    agreed: Vec<Agreed>,
}

/// `POST /api/v1/auth/verify`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Verify {
    code: String,
}

/// `POST /api/v1/auth/verify/resend`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Resend {
    email: String,
}

/// Makes an account and admits it to the community that is open to everybody. The answer is the same when the
/// address has an account: its owner gets a mail instead.
pub(crate) async fn register(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    Json(form): Json<Register>,
) -> Result<(StatusCode, Json<Value>), Failure> {
    if !app.config.open_registration {
        return Err(Code::ForbiddenRole.into());
    }
    let community = app.community().await?;
    if form.community.is_some() && form.community != community {
        return Err(Code::ForbiddenRole.into());
    }
    let (email, locale) = checked(&form, &app)?;
    app.require_consent(form.agreed.clone()).await?;
    let password_hash = app.passwords.enter()?.hash(form.password).await?;
    let since = Instant::now();
    let user = random::id(app.clock().now())?;
    let account = Account { user, email, password_hash, locale, vouched: false };
    let display_name = form.display_name.trim().to_owned();
    app.enrol(Enrolment { account, display_name, community, agreed: form.agreed }, &context).await?;
    Ok(quietly(since).await)
}

/// Confirms an address with the code of a mail.
pub(crate) async fn verify(
    State(app): State<Arc<App>>,
    Json(form): Json<Verify>,
) -> Result<Json<Value>, Failure> {
    let hash = app.keys.link_hash(&form.code);
    let user = app
        .writer
        .write(move |writing| {
            let user = links::redeem(writing.sql, &hash, Purpose::Verify, None, writing.now)?;
            user.map_or(Ok(()), |user| accounts::verify(writing.sql, user, writing.now))?;
            Ok(user)
        })
        .await?;
    user.ok_or(Code::LinkExpired)?;
    Ok(success(&json!({})))
}

/// Sends the mail that confirms an address once more.
pub(crate) async fn resend_verification(
    State(app): State<Arc<App>>,
    Json(form): Json<Resend>,
) -> Result<(StatusCode, Json<Value>), Failure> {
    let since = Instant::now();
    let email = Email::read(&form.email, &app.keys).ok_or_else(no_address)?;
    let (shared, code) = (Arc::clone(&app), links::code()?);
    app.writer
        .write(move |writing| {
            let Some(user) = accounts::user_of(writing.sql, &email)? else { return Ok(()) };
            let standing = accounts::find(writing.sql, user)?.filter(|standing| !standing.verified);
            let Some(standing) = standing else { return Ok(()) };
            shared.send_verification(writing.sql, user, &standing, &code, writing.now)
        })
        .await?;
    Ok(quietly(since).await)
}

/// Who the caller is.
pub(crate) async fn me(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<Value>, Failure> {
    let engine = Arc::clone(&app.engine);
    let (standing, factor, codes_left, roles) = app
        .readers
        .read(move |sql| {
            Ok((
                accounts::find(sql, caller.user)?,
                factor::is_on(sql, caller.user)?,
                factor::recovery_codes_left(sql, caller.user)?,
                engine.roles(sql, caller.user)?,
            ))
        })
        .await?;
    Ok(success(&json!({
        "user_id": caller.user,
        "email": standing.as_ref().map(|standing| &standing.email),
        "email_verified": standing.as_ref().is_some_and(|standing| standing.verified),
        "second_factor": factor,
        "recovery_codes_left": codes_left,
        "roles": roles,
        "device": caller.device,
        "session": caller.session,
    })))
}

fn checked(form: &Register, app: &App) -> Result<(Email, String), Refusal> {
    let wrong = |field, issue| Refusal::new(Code::ValidationFailed).field(field, issue);
    let email = Email::read(&form.email, &app.keys).ok_or_else(no_address)?;
    hubbub_core::password::check(&form.password, &[&email.text, &form.display_name])?;
    let name = form.display_name.trim();
    if name.is_empty() {
        return Err(wrong("display_name", "required"));
    }
    if name.chars().count() > NAME_CHARS_MAX {
        return Err(wrong("display_name", "too_long"));
    }
    if name.chars().any(char::is_control) {
        return Err(wrong("display_name", "malformed"));
    }
    let locale = Locale::from_tag(&form.locale).ok_or_else(|| wrong("locale", "unknown"))?;
    Ok((email, locale.tag().to_owned()))
}
