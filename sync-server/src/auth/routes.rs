//! `/api/v1/auth/…` and `/api/v1/users/me`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Param, Refusal};
use serde::Deserialize;
use serde_json::{Value, json};

use super::accounts::{self, Account, Attempt, Email};
use super::enrolment::Enrolment;
use super::sessions::{self, Refreshed};
use super::tokens::{ACCESS_MS, Tokens};
use super::{Caller, Session, password};
use crate::app::App;
use crate::errors::Failure;
use crate::random;
use crate::writer::Trouble;

/// Longest name, in characters.
const NAME_CHARS_MAX: usize = 80;

/// `POST /api/v1/auth/register`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Register {
    email: String,
    password: String,
    display_name: String,
    locale: String,
    community: Option<Id>,
}

/// `POST /api/v1/auth/login`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Login {
    email: String,
    password: String,
    device: Id,
}

/// `POST /api/v1/auth/refresh`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Refresh {
    refresh_token: String,
    device: Id,
}

/// Makes an account and admits it to the community that is open to everybody.
pub(crate) async fn register(
    State(app): State<Arc<App>>,
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
    let password_hash = app.passwords.enter()?.hash(form.password).await?;
    let account = Account { user: random::id(app.clock().now())?, email, password_hash, locale };
    let enrolment = Enrolment { account, display_name: form.display_name.trim().to_owned(), community };
    match app.enrol(enrolment).await? {
        Some(user) => Ok((StatusCode::CREATED, success(&json!({ "user_id": user })))),
        None => Err(Refusal::new(Code::AlreadyExists).field("email", "taken").into()),
    }
}

/// Starts a session on a device.
pub(crate) async fn login(
    State(app): State<Arc<App>>,
    Json(form): Json<Login>,
) -> Result<Json<Value>, Failure> {
    let email = Email::read(&form.email, &app.keys).ok_or(Code::Unauthorized)?;
    if !password::is_verifiable(&form.password) {
        return Err(Code::Unauthorized.into());
    }
    let place = app.passwords.enter()?;
    let tried = email.clone();
    let attempt =
        app.writer.write(move |writing| accounts::attempt(writing.sql, &tried, writing.now)).await?;
    let found = match attempt {
        Attempt::Allowed(found) => found,
        Attempt::Locked { until } => {
            return Err(Refusal::new(Code::AccountLocked).with("until", Param::Time(until)).into());
        }
    };
    let (user, hash) = found.unzip();
    if !place.verify(form.password, hash).await? {
        return Err(Code::Unauthorized.into());
    }
    app.writer.write(move |writing| accounts::succeeded(writing.sql, &email)).await?;
    let session = app.begin_session(user.unwrap_or_default(), form.device).await?;
    Ok(success(&session))
}

/// Exchanges a refresh token for the next one, and an access token.
pub(crate) async fn refresh(
    State(app): State<Arc<App>>,
    Json(form): Json<Refresh>,
) -> Result<Json<Value>, Failure> {
    let shared = Arc::clone(&app);
    let (token, device) = (form.refresh_token, form.device);
    let refreshed = app
        .writer
        .write(move |writing| sessions::refresh(writing.sql, &shared.tokens, &token, device, writing.now))
        .await?;
    match refreshed {
        Refreshed::Next(caller, next) => Ok(success(&app.session(&caller, next)?)),
        Refreshed::Reused(session) => {
            app.session_ended(session);
            Err(Code::TokenRevoked.into())
        }
        Refreshed::Ended => Err(Code::TokenRevoked.into()),
        Refreshed::Unknown => Err(Code::Unauthorized.into()),
    }
}

/// Ends the caller's session.
pub(crate) async fn logout(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<Value>, Failure> {
    app.end_session(caller.session).await?;
    Ok(success(&json!({})))
}

/// Who the caller is.
pub(crate) async fn me(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<Value>, Failure> {
    let email = app.readers.read(move |sql| accounts::email_of(sql, caller.user)).await?;
    Ok(success(&json!({
        "user_id": caller.user,
        "email": email,
        "device": caller.device,
        "session": caller.session,
    })))
}

impl App {
    /// Begins a session of a user on a device, whoever vouches for them.
    pub(crate) async fn begin_session(&self, user: Id, device: Id) -> Result<Session, Trouble> {
        let caller = Caller { user, device, session: random::id(self.clock().now())? };
        let token = Tokens::first_refresh()?;
        let kept = token.clone();
        self.writer.write(move |writing| sessions::begin(writing.sql, &caller, &kept, writing.now)).await?;
        self.session(&caller, token)
    }

    /// Ends a session, its tokens and its sockets.
    pub(crate) async fn end_session(&self, session: Id) -> Result<(), Trouble> {
        self.writer.write(move |writing| sessions::end(writing.sql, session, writing.now)).await?;
        self.session_ended(session);
        Ok(())
    }

    /// Lets everything that runs know that a session has ended.
    fn session_ended(&self, session: Id) {
        self.sessions.end(session, self.clock().now());
        self.live.end_session(session);
    }

    fn session(&self, caller: &Caller, refresh_token: String) -> Result<Session, Trouble> {
        Ok(Session {
            access_token: self.tokens.access(caller, self.clock().now())?,
            expires_in: ACCESS_MS / hubbub_core::time::SECOND_MS,
            refresh_token,
            user_id: caller.user,
        })
    }
}

fn checked(form: &Register, app: &App) -> Result<(Email, String), Refusal> {
    let wrong = |field, issue| Refusal::new(Code::ValidationFailed).field(field, issue);
    let email = Email::read(&form.email, &app.keys).ok_or_else(|| wrong("email", "malformed"))?;
    password::check(&form.password)?;
    let name = form.display_name.trim();
    if name.is_empty() {
        return Err(wrong("display_name", "required"));
    }
    if name.chars().count() > NAME_CHARS_MAX {
        return Err(wrong("display_name", "too_long"));
    }
    let locale = Locale::from_tag(&form.locale).ok_or_else(|| wrong("locale", "unknown"))?;
    Ok((email, locale.tag().to_owned()))
}

fn success<T: serde::Serialize>(data: &T) -> Json<Value> {
    Json(json!({ "status": "success", "data": data }))
}
