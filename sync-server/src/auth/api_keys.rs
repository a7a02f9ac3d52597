//! API keys for integrators (requirement I9): a person's own roles, cut down to some areas.
//!
//! A key is told once and kept as a hash. It opens the rows of the REST interface that its grants name, and
//! nothing else: no account, no sync, no socket.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::{Extension, Json};
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::time::{DAY_MS, Timestamp};
use serde::Deserialize;
use serde_json::{Value as Found, json};

use super::accounts::{self, Email};
use super::{Caller, named};
use crate::app::App;
use crate::audit::{self, Record};
use crate::errors::Failure;
use crate::limits::Quota;
use crate::logs::{Context, rfc3339};
use crate::random;

/// What every key begins with, so that scanners for lost secrets know one.
const PREFIX: &str = "hubk_";
/// Requests of one key a minute, all addresses together.
const PER_MINUTE: u32 = 300;
/// Keys that one person has at once.
const KEYS_MAX: usize = 20;
/// Days that a key lives at most, and when nothing is said.
const DAYS_MAX: i64 = 366;
const DAYS: i64 = 90;
const NAME_CHARS_MAX: usize = 80;

/// `POST /api/v1/users/me/api-keys`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewKey {
    name: String,
    /// As `voting:read` or `content:write`; writing includes reading.
    grants: Vec<String>,
    days: Option<i64>,
    /// A stolen access token must not be enough to stay.
    password: String,
}

/// Who an API key stands for, if the request has one that opens this address.
///
/// # Errors
/// `UNAUTHORIZED` when it is none of ours or has ended, `FORBIDDEN_ROLE` when it is for something else.
pub(crate) async fn caller(
    parts: &mut Parts,
    app: &Arc<App>,
    section: &str,
    writes: bool,
) -> Result<Option<Caller>, Failure> {
    let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = header.and_then(|text| text.strip_prefix("Bearer ")).map(str::trim);
    let Some(key) = given.filter(|token| token.starts_with(PREFIX)) else { return Ok(None) };
    let (hash, now) = (app.keys.hash(key), app.clock().now());
    let found = app.readers.read(move |sql| find(sql, &hash, now)).await?.ok_or(Code::Unauthorized)?;
    let (id, user, grants) = found;
    let grant = app.limits.ask("api key", &id.to_string(), Quota(PER_MINUTE), now);
    if !grant.is_given() {
        return Err(Failure::too_many(&grant, now));
    }
    let wanted = |verb: &str| grants.iter().any(|grant| *grant == format!("{section}:{verb}"));
    if !(wanted("write") || (!writes && wanted("read"))) {
        return Err(Code::ForbiddenRole.into());
    }
    let caller = Caller { user, device: Id::of("api key device", &[id]), session: id };
    named(parts, caller);
    parts.extensions.insert(caller);
    Ok(Some(caller))
}

/// Makes a key. It is told this once.
pub(crate) async fn make(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    caller: Caller,
    Json(form): Json<NewKey>,
) -> Result<Json<Found>, Failure> {
    check(&form)?;
    let standing = app.readers.read(move |sql| accounts::find(sql, caller.user)).await?;
    let email =
        standing.and_then(|standing| Email::read(&standing.email, &app.keys)).ok_or(Code::Unauthorized)?;
    app.prove(&email, form.password, &context).await.map_err(|failure| match failure.code() {
        Code::Unauthorized => Refusal::new(Code::ValidationFailed).field("password", "malformed").into(),
        _ => failure,
    })?;
    let now = app.clock().now();
    let id = random::id(now)?;
    let secret: String = random::bytes::<32>()?.iter().map(|byte| format!("{byte:02x}")).collect();
    let key = format!("{PREFIX}{secret}");
    let until = now.plus(form.days.unwrap_or(DAYS) * DAY_MS);
    let (shared, hash) = (Arc::clone(&app), app.keys.hash(&key));
    let grants = json!(form.grants);
    let made = app
        .writer
        .write(move |writing| {
            if standing_keys(writing.sql, caller.user, writing.now)?.len() >= KEYS_MAX {
                return Ok(false);
            }
            writing.sql.execute(
                "INSERT INTO api_key (id, user_id, name, hash, grants, created_at, expires_at)
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
                &[
                    id.into(),
                    caller.user.into(),
                    Value::from(form.name.trim()),
                    Value::from(hash.as_str()),
                    Value::from(grants.to_string()),
                    writing.now.into(),
                    until.into(),
                ],
            )?;
            let record = Record {
                actor: Some(caller.user),
                action: "api_key.make",
                entity: format!("api key {id}"),
                correlation: &context.correlation,
                details: json!({ "grants": grants, "until": until }),
            };
            audit::record(writing.sql, &shared.keys, &record, writing.now)?;
            Ok(true)
        })
        .await?;
    if !made {
        return Err(Code::InvalidState.into());
    }
    let data = json!({ "id": id, "key": key, "expires_at": rfc3339(until) });
    Ok(Json(json!({ "status": "success", "data": data })))
}

/// The caller's keys, without their secrets.
pub(crate) async fn list(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<Found>, Failure> {
    let now = app.clock().now();
    let keys = app.readers.read(move |sql| standing_keys(sql, caller.user, now)).await?;
    Ok(Json(json!({ "status": "success", "data": { "keys": keys } })))
}

/// Ends one of the caller's keys.
pub(crate) async fn end(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    caller: Caller,
    Path(key): Path<Id>,
) -> Result<Json<Found>, Failure> {
    let shared = Arc::clone(&app);
    let ended = app
        .writer
        .write(move |writing| {
            let text =
                "UPDATE api_key SET revoked_at = ? WHERE id = ? AND user_id = ? AND revoked_at IS NULL";
            if writing.sql.execute(text, &[writing.now.into(), key.into(), caller.user.into()])? == 0 {
                return Ok(false);
            }
            let record = Record {
                actor: Some(caller.user),
                action: "api_key.end",
                entity: format!("api key {key}"),
                correlation: &context.correlation,
                details: json!({}),
            };
            audit::record(writing.sql, &shared.keys, &record, writing.now)?;
            Ok(true)
        })
        .await?;
    if ended { Ok(Json(json!({ "status": "success", "data": {} }))) } else { Err(Code::NotFound.into()) }
}

/// Ends every key of a person, as when the password changes.
///
/// # Errors
/// The store's fault.
pub(crate) fn end_all(sql: &mut dyn Sql, user: Id, now: Timestamp) -> Result<(), Fault> {
    let text = "UPDATE api_key SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL";
    sql.execute(text, &[now.into(), user.into()]).map(drop)
}

fn check(form: &NewKey) -> Result<(), Refusal> {
    let wrong = |field, issue| Err(Refusal::new(Code::ValidationFailed).field(field, issue));
    let name = form.name.trim();
    if name.is_empty() {
        return wrong("name", "required");
    }
    if name.chars().count() > NAME_CHARS_MAX {
        return wrong("name", "too_long");
    }
    if name.chars().any(char::is_control) {
        return wrong("name", "malformed");
    }
    if form.grants.is_empty() {
        return wrong("grants", "required");
    }
    if form.grants.iter().any(|grant| !crate::rest::grants().contains(grant)) {
        return wrong("grants", "unknown");
    }
    if form.days.is_some_and(|days| !(1..=DAYS_MAX).contains(&days)) {
        return wrong("days", "out_of_range");
    }
    Ok(())
}

fn find(sql: &mut dyn Sql, hash: &str, now: Timestamp) -> Result<Option<(Id, Id, Vec<String>)>, Fault> {
    let text =
        "SELECT id, user_id, grants FROM api_key WHERE hash = ? AND revoked_at IS NULL AND expires_at > ?";
    let shape = |_| Fault::Shape("api_key".to_owned());
    sql.first(text, &[Value::from(hash), now.into()], |row| {
        let grants =
            serde_json::from_str(row.text(2)?).map_err(|_| Fault::Shape("api_key.grants".to_owned()))?;
        Ok((row.text(0)?.parse().map_err(shape)?, row.text(1)?.parse().map_err(shape)?, grants))
    })
}

fn standing_keys(sql: &mut dyn Sql, user: Id, now: Timestamp) -> Result<Vec<Found>, Fault> {
    let text = "SELECT id, name, grants, created_at, expires_at FROM api_key
         WHERE user_id = ? AND revoked_at IS NULL AND expires_at > ? ORDER BY created_at, id";
    sql.all(text, &[user.into(), now.into()], |row| {
        let grants: Found = serde_json::from_str(row.text(2)?).unwrap_or_default();
        Ok(json!({
            "id": row.text(0)?,
            "name": row.text(1)?,
            "grants": grants,
            "created_at": rfc3339(Timestamp(row.int(3)?)),
            "expires_at": rfc3339(Timestamp(row.int(4)?)),
        }))
    })
}
