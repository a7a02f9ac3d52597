//! The second factor: setting it up, signing in with it, stepping up, taking it off.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::step_up::{LIFE_MS, Purpose};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{arrived, locked, success};
use crate::app::App;
use crate::audit::{self, Record};
use crate::auth::accounts::{self, Email};
use crate::auth::arrival::{Proof, is_staff};
use crate::auth::factor::{self, Accepted, Tried};
use crate::auth::tokens::Needs;
use crate::auth::{AnyCaller, Caller, Half, sessions};
use crate::errors::Failure;
use crate::logs::{Context, rfc3339};
use crate::mail::Kind;
use crate::rest;
use crate::writer::Writing;

/// `POST /api/v1/auth/second-factor`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Begin {
    /// The password, unless the person has just given it.
    password: Option<String>,
}

/// A code of the second factor.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithCode {
    code: String,
    #[serde(default)]
    browser: bool,
}

/// `POST /api/v1/auth/step-up`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepUp {
    code: String,
    /// `bid` or `money`.
    purpose: String,
    /// The lot, or the thing that the money is for.
    thing: Id,
    /// The highest amount it counts for, in minor units.
    ceiling_minor: i64,
}

/// A new secret for the authenticator. It works once a code has confirmed it.
pub(crate) async fn begin_factor(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    any: AnyCaller,
    Json(form): Json<Begin>,
) -> Result<Json<Value>, Failure> {
    let user = any.caller().user;
    let standing = app.readers.read(move |sql| accounts::find(sql, user)).await?.ok_or(Code::Unauthorized)?;
    if let AnyCaller::Whole(_) = any {
        // A stolen access token must not be enough to lock its owner out.
        let email = Email::read(&standing.email, &app.keys).ok_or(Code::Unauthorized)?;
        let wrong = || Refusal::new(Code::ValidationFailed).field("password", "malformed");
        app.prove(&email, form.password.ok_or_else(wrong)?, &context)
            .await
            .map_err(|failure| if failure.code() == Code::Unauthorized { wrong().into() } else { failure })?;
    }
    let enrolment = factor::new_secret(&standing.email)?;
    let (shared, secret) = (Arc::clone(&app), enrolment.secret.clone());
    let begun = app
        .writer
        .write(move |writing| factor::begin(writing.sql, &shared.keys, user, &secret, writing.now))
        .await?;
    if !begun {
        return Err(Code::InvalidState.into());
    }
    Ok(success(&json!({ "secret": enrolment.secret, "otpauth": enrolment.address })))
}

/// Confirms the secret with its first code: the second factor works from now on. Whoever was asked for it at
/// sign-in is signed in.
pub(crate) async fn confirm_factor(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    any: AnyCaller,
    Json(form): Json<WithCode>,
) -> Result<Response, Failure> {
    let (caller, codes) = (any.caller(), factor::new_recovery_codes()?);
    let (shared, made, said) = (Arc::clone(&app), codes.clone(), context.clone());
    let whole = matches!(any, AnyCaller::Whole(_));
    let tried = app
        .writer
        .write(move |writing| {
            let (user, now) = (caller.user, writing.now);
            let keys = &shared.keys;
            let tried = factor::attempt(writing.sql, keys, user, &form.code, Accepted::Totp, true, now)?;
            if tried == Tried::Right {
                factor::confirm(writing.sql, keys, user, &made, now)?;
                if whole {
                    sessions::set_second_factor(writing.sql, caller.session, now)?;
                }
                shared.note(writing, user, "second_factor.on", Some(Kind::SecondFactorOn), &said)?;
            }
            Ok(tried)
        })
        .await?;
    right(tried)?;
    let codes = json!({ "recovery_codes": codes });
    if whole {
        return Ok(success(&codes).into_response());
    }
    let arrival = app.arrive(caller, Proof::SecondFactor, &context).await?;
    let mut parts = arrived(&app, arrival, form.browser);
    let body = std::mem::take(parts.body_mut());
    let body = axum::body::to_bytes(body, usize::MAX).await.map_err(|_| Code::InternalServerError)?;
    let mut body: Value = serde_json::from_slice(&body).map_err(|_| Code::InternalServerError)?;
    body["data"]["recovery_codes"] = codes["recovery_codes"].clone();
    let mut response = Json(body).into_response();
    for (name, value) in parts.headers().iter().filter(|(name, _)| *name == axum::http::header::SET_COOKIE) {
        response.headers_mut().append(name, value.clone());
    }
    Ok(response)
}

/// The second step of signing in: a code of the authenticator or a recovery code.
pub(crate) async fn verify_factor(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    half: Half,
    Json(form): Json<WithCode>,
) -> Result<Response, Failure> {
    if half.needs != Needs::Code {
        return Err(Code::InvalidState.into());
    }
    app.try_code(half.caller.user, form.code, Accepted::Any, &context).await?;
    let arrival = app.arrive(half.caller, Proof::SecondFactor, &context).await?;
    Ok(arrived(&app, arrival, form.browser))
}

/// New recovery codes; the old ones are void.
pub(crate) async fn new_codes(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    caller: Caller,
    Json(form): Json<WithCode>,
) -> Result<Json<Value>, Failure> {
    app.try_code(caller.user, form.code, Accepted::Any, &context).await?;
    let codes = factor::new_recovery_codes()?;
    let (shared, made) = (Arc::clone(&app), codes.clone());
    app.writer
        .write(move |writing| {
            factor::confirm(writing.sql, &shared.keys, caller.user, &made, writing.now)?;
            shared.note(writing, caller.user, "second_factor.codes", None, &context)
        })
        .await?;
    Ok(success(&json!({ "recovery_codes": codes })))
}

/// Takes the second factor off, where no role demands one.
pub(crate) async fn remove_factor(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    caller: Caller,
    Json(form): Json<WithCode>,
) -> Result<Json<Value>, Failure> {
    let engine = Arc::clone(&app.engine);
    let roles = app.readers.read(move |sql| engine.roles(sql, caller.user)).await?;
    let roles: Vec<&str> = roles.into_iter().collect();
    if app.config.second_factor && is_staff(&roles) {
        return Err(Code::InvalidState.into());
    }
    app.try_code(caller.user, form.code, Accepted::Any, &context).await?;
    let shared = Arc::clone(&app);
    app.writer
        .write(move |writing| {
            factor::remove(writing.sql, caller.user)?;
            let kind = Some(Kind::SecondFactorOff);
            shared.note(writing, caller.user, "second_factor.off", kind, &context)
        })
        .await?;
    Ok(success(&json!({})))
}

/// Steps up for one purpose: a code of the authenticator, given now.
pub(crate) async fn step_up(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    caller: Caller,
    Json(form): Json<StepUp>,
) -> Result<Json<Value>, Failure> {
    let unknown = || Refusal::new(Code::ValidationFailed).field("purpose", "unknown");
    let purpose = Purpose::of(&form.purpose, form.thing).ok_or_else(unknown)?.to_string();
    if form.ceiling_minor <= 0 {
        return Err(Refusal::new(Code::ValidationFailed).field("ceiling_minor", "out_of_range").into());
    }
    app.try_code(caller.user, form.code, Accepted::Totp, &context).await?;
    let shared = Arc::clone(&app);
    let at = app
        .writer
        .write(move |writing| {
            let (sql, now) = (&mut *writing.sql, writing.now);
            // The person is the same, whether the device syncs or asks over REST.
            for device in [caller.device, rest::device_of(caller.user, caller.device)] {
                factor::step_up(sql, caller.user, device, &purpose, form.ceiling_minor, now)?;
            }
            let record = Record {
                actor: Some(caller.user),
                action: "step_up",
                entity: purpose.clone(),
                correlation: &context.correlation,
                details: json!({}),
            };
            audit::record(writing.sql, &shared.keys, &record, now)?;
            Ok(now)
        })
        .await?;
    Ok(success(&json!({ "until": rfc3339(at.plus(LIFE_MS)) })))
}

impl App {
    /// Tries a code of somebody's second factor.
    async fn try_code(
        self: &Arc<Self>,
        user: Id,
        code: String,
        accepted: Accepted,
        context: &Context,
    ) -> Result<(), Failure> {
        let (app, context) = (Arc::clone(self), context.clone());
        let tried = self
            .writer
            .write(move |writing| {
                let now = writing.now;
                let tried = factor::attempt(writing.sql, &app.keys, user, &code, accepted, false, now)?;
                if tried == Tried::Recovered {
                    let kind = Some(Kind::RecoveryCodeUsed);
                    app.note(writing, user, "second_factor.recovered", kind, &context)?;
                }
                Ok(tried)
            })
            .await?;
        right(tried)
    }

    /// Keeps in the audit log what happened to a second factor, and tells its owner.
    fn note(
        &self,
        writing: &mut Writing<'_>,
        user: Id,
        action: &'static str,
        kind: Option<Kind>,
        context: &Context,
    ) -> Result<(), hubbub_core::store::Fault> {
        if let (Some(kind), Some(standing)) = (kind, accounts::find(writing.sql, user)?) {
            let event = format!("{action} {user} {}", writing.now.0);
            self.letters.queue(writing.sql, &standing.letter(event, kind), writing.now)?;
        }
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

fn right(tried: Tried) -> Result<(), Failure> {
    match tried {
        Tried::Right | Tried::Recovered => Ok(()),
        Tried::Wrong => Err(Code::CodeInvalid.into()),
        Tried::None => Err(Code::InvalidState.into()),
        Tried::Locked { until } => Err(locked(until)),
    }
}
