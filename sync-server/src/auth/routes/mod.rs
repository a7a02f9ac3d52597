//! `/api/v1/auth/…` and `/api/v1/users/me`: extract, call, translate.

mod account;
mod factor;
mod farewell;
mod password;
mod sessions;
mod sign_in;
mod users;

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Param, Refusal};
use serde_json::{Value, json};

pub(crate) use self::account::{me, register, resend_verification, verify};
pub(crate) use self::factor::{
    begin_factor, confirm_factor, new_codes, remove_factor, step_up, verify_factor,
};
pub(crate) use self::farewell::{close_account, reopen_account};
pub(crate) use self::password::{change_password, forgot_password, reset_password};
pub(crate) use self::sessions::{
    end_other_sessions, end_session, end_sessions_of, list_sessions, logout, refresh,
};
pub(crate) use self::sign_in::{ask_link, login, use_link};
pub(crate) use self::users::create_user;
use super::accounts::{self, Attempt, Email};
use super::arrival::{Arrival, PARTIAL_S};
use super::cookies;
use crate::app::App;
use crate::errors::Failure;
use crate::logs::Context;
use crate::mail::Kind;
use crate::writer::Trouble;

/// The least time that an answer takes which must not tell whether an address has an account. What is done
/// meanwhile takes a tenth of it.
const QUIET: Duration = Duration::from_millis(150);

fn success<T: serde::Serialize>(data: &T) -> Json<Value> {
    Json(json!({ "status": "success", "data": data }))
}

/// The answer that is the same whether an address has an account or not. It comes no sooner than [`QUIET`] after
/// `since`.
async fn quietly(since: Instant) -> (StatusCode, Json<Value>) {
    tokio::time::sleep_until((since + QUIET).into()).await;
    (StatusCode::ACCEPTED, success(&json!({})))
}

/// What cannot be an address is refused, whoever has an account.
fn no_address() -> Refusal {
    Refusal::new(Code::ValidationFailed).field("email", "malformed")
}

/// Translates how far somebody came. A browser gets its refresh token in a cookie.
fn arrived(app: &App, arrival: Arrival, browser: bool) -> Response {
    let opened = match arrival {
        Arrival::Half { token, needs } => {
            let data = json!({ "partial_token": token, "expires_in": PARTIAL_S, "needs": needs });
            return success(&data).into_response();
        }
        Arrival::In(opened) => opened,
    };
    if !browser {
        return success(&opened.session).into_response();
    }
    let data = json!({
        "access_token": opened.session.access_token,
        "expires_in": opened.session.expires_in,
        "user_id": opened.session.user_id,
        "csrf_token": app.keys.csrf(opened.caller.session),
    });
    let mut response = success(&data).into_response();
    cookies::put(response.headers_mut(), &cookies::keep(&opened.session.refresh_token));
    response
}

fn locked(until: hubbub_core::time::Timestamp) -> Failure {
    Refusal::new(Code::AccountLocked).with("until", Param::Time(until)).into()
}

impl App {
    /// Whether a password is that of an address: the only way in which one is looked at. At most five wrong ones
    /// are, however many come at once; then the address is locked and its owner hears of it.
    pub(in crate::auth) async fn prove(
        self: &Arc<Self>,
        email: &Email,
        password: String,
        context: &Context,
    ) -> Result<(Id, String), Failure> {
        if !hubbub_core::password::is_verifiable(&password) {
            return Err(Code::Unauthorized.into());
        }
        let (now, tried) = (self.clock().now(), email.clone());
        let until = self.readers.read(move |sql| accounts::locked_until(sql, &tried, now)).await?;
        if let Some(until) = until {
            return Err(locked(until));
        }
        self.allow_sign_in(email, context)?;
        let place = self.passwords.enter()?;
        let tried = email.clone();
        let attempt =
            self.writer.write(move |writing| accounts::attempt(writing.sql, &tried, writing.now)).await?;
        let found = match attempt {
            Attempt::Allowed(found) => found,
            Attempt::Locked { until } => return Err(locked(until)),
        };
        let hash = found.as_ref().map(|(_, hash)| hash.clone());
        if !place.verify(password, hash).await? {
            self.failed(email.clone(), context.correlation.clone()).await?;
            return Err(Code::Unauthorized.into());
        }
        let right = email.clone();
        self.writer.write(move |writing| accounts::succeeded(writing.sql, &right)).await?;
        found.ok_or_else(|| Code::Unauthorized.into())
    }

    /// Counts a sign-in against its account, and against the account from this address.
    fn allow_sign_in(&self, email: &Email, context: &Context) -> Result<(), Failure> {
        let (quota, now) = (
            crate::limits::Quota(self.config.rates.of(self.config.rates.sign_ins_per_account)),
            self.clock().now(),
        );
        let subject = format!("{} {}", email.key, context.neighbourhood());
        for (rule, subject) in [("sign-in here", subject.as_str()), ("sign-in", email.key.as_str())] {
            let grant = self.limits.ask(rule, subject, quota, now);
            if !grant.is_given() {
                return Err(Failure::too_many(&grant, now));
            }
        }
        Ok(())
    }

    /// Tells the owner of an address when a wrong password has locked it.
    async fn failed(self: &Arc<Self>, email: Email, correlation: String) -> Result<(), Trouble> {
        let app = Arc::clone(self);
        self.writer
            .write(move |writing| {
                let Some(until) = accounts::locked_until(writing.sql, &email, writing.now)? else {
                    return Ok(());
                };
                let user = accounts::user_of(writing.sql, &email)?;
                let record = crate::audit::Record {
                    actor: user,
                    action: "sign_in.locked",
                    entity: String::new(),
                    correlation: &correlation,
                    details: json!({ "until": until }),
                };
                crate::audit::record(writing.sql, &app.keys, &record, writing.now)?;
                let Some(user) = user else { return Ok(()) };
                let Some(standing) = accounts::find(writing.sql, user)? else { return Ok(()) };
                let letter = standing.letter(format!("locked {user} {}", until.0), Kind::Locked);
                app.letters.queue(writing.sql, &letter, writing.now)
            })
            .await
    }
}
