//! Everything that is kept of a person, as one JSON document for that person (requirement C2).

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use hubbub_core::id::Id;
use hubbub_core::scope::Scope;
use hubbub_core::store::{Fault, RowView, Sql, Value, ValueRef};
use hubbub_core::time::Timestamp;
use serde_json::{Map, Value as Found, json};

use crate::app::App;
use crate::auth::{Caller, accounts};
use crate::errors::Failure;
use crate::keys::Keys;
use crate::logs::rfc3339;
use crate::shred;
use crate::writer::AUDIT;

/// Samples told at most, the newest; raw ones are kept for 90 days at the longest.
const SAMPLES_MAX: usize = 100_000;

/// What is kept beside the rows of the domain: a name for it, and the statement that reads it for a person.
/// Secrets and their hashes are nobody's to carry around: they are left out.
const KEPT: &[(&str, &str)] = &[
    (
        "sessions",
        "SELECT id, device_id, created_at, used_at, revoked_at, second_factor_at, agent, network FROM session
         WHERE user_id = ? ORDER BY created_at, id",
    ),
    (
        "consents",
        "SELECT kind, version, given_at, network FROM consent WHERE user_id = ? ORDER BY given_at, kind",
    ),
    (
        "api_keys",
        "SELECT id, name, grants, created_at, expires_at, revoked_at FROM api_key WHERE user_id = ?
         ORDER BY created_at, id",
    ),
    ("devices", "SELECT id, first_seen, last_seen FROM device WHERE user_id = ? ORDER BY first_seen, id"),
    (
        "telemetry_days",
        "SELECT day, points, kept, length_cm, first_at, last_at FROM telemetry_day WHERE user_id = ?
         ORDER BY day",
    ),
    ("second_factor", "SELECT created_at, confirmed_at FROM second_factor WHERE user_id = ?"),
    (
        "files",
        "SELECT u.hash, b.size FROM blob_uploader u JOIN blob b ON b.hash = u.hash WHERE u.user_id = ?
         ORDER BY u.hash",
    ),
];

/// `GET /api/v1/users/me/export`.
pub(crate) async fn show(State(app): State<Arc<App>>, caller: Caller) -> Result<Response, Failure> {
    let (shared, now) = (Arc::clone(&app), app.clock().now());
    let data = app.readers.read(move |sql| everything(sql, &shared, caller.user, now)).await?;
    let body = Json(json!({ "status": "success", "data": data }));
    let place = [(header::CONTENT_DISPOSITION, "attachment; filename=\"hubbub-export.json\"")];
    Ok((place, body).into_response())
}

/// Everything that is kept of a person.
fn everything(sql: &mut dyn Sql, app: &App, user: Id, now: Timestamp) -> Result<Found, Fault> {
    let standing = accounts::find(sql, user)?;
    let account = standing.map(|standing| {
        json!({ "email": standing.email, "locale": standing.locale.tag(), "verified": standing.verified })
    });
    let mut data = Map::new();
    data.insert("user".to_owned(), json!(user));
    data.insert("made_at".to_owned(), rfc3339(now).into());
    data.insert("account".to_owned(), json!(account));
    for (name, text) in KEPT {
        data.insert((*name).to_owned(), sql.all(text, &[user.into()], object)?.into());
    }
    data.insert("audit".to_owned(), audit(sql, &app.keys, user)?.into());
    data.insert("telemetry".to_owned(), samples(sql, app, user, now)?.into());
    data.insert("rows".to_owned(), rows(sql, user)?.into());
    Ok(Found::Object(data))
}

/// What the person's devices have recorded, the newest first: of the days that are kept, then what a version before
/// kept in the main database.
fn samples(sql: &mut dyn Sql, app: &App, user: Id, now: Timestamp) -> Result<Vec<Found>, Fault> {
    let text = format!(
        "SELECT s.device_id, p.at, p.lat_e6, p.lon_e6, p.accuracy_m, p.speed_cm_s, p.heading_deg, p.battery_pct, p.other
         FROM source s JOIN point p ON p.source = s.num WHERE s.user_id = ? ORDER BY p.at DESC LIMIT {SAMPLES_MAX}"
    );
    let of_day = |day: &mut dyn Sql| day.all(&text, &[user.into()], object);
    let mut samples = app.telemetry.days_blocking(now, SAMPLES_MAX, of_day)?;
    let older = format!(
        "SELECT t.device_id, t.at, t.sample FROM telemetry t JOIN device d ON d.id = t.device_id
         WHERE d.user_id = ? ORDER BY t.at DESC LIMIT {}",
        SAMPLES_MAX.saturating_sub(samples.len())
    );
    samples.extend(sql.all(&older, &[user.into()], object)?);
    Ok(samples)
}

/// The rows of the person's own scope, by table.
fn rows(sql: &mut dyn Sql, user: Id) -> Result<Map<String, Found>, Fault> {
    let text = "SELECT DISTINCT tbl FROM change_index WHERE scope = ? AND gone = 0 ORDER BY tbl";
    let scope = Value::from(Scope::of("user", user).as_str());
    let tables = sql.all(text, std::slice::from_ref(&scope), |row| Ok(row.text(0)?.to_owned()))?;
    let mut found = Map::new();
    for table in tables {
        let text = format!(
            "SELECT t.* FROM change_index c JOIN {table} t ON t.id = c.id
             WHERE c.tbl = '{table}' AND c.scope = ? AND c.gone = 0 ORDER BY t.id"
        );
        let rows = sql.all(&text, std::slice::from_ref(&scope), object)?;
        found.insert(table, rows.into());
    }
    Ok(found)
}

/// What the audit log says of the person, with what is sealed under their key.
fn audit(sql: &mut dyn Sql, keys: &Keys, user: Id) -> Result<Vec<Found>, Fault> {
    let text = "SELECT at, action, entity, details FROM audit WHERE actor = ? ORDER BY seq";
    let mut lines = sql.all(text, &[Value::from(keys.pseudonym(user))], object)?;
    for line in &mut lines {
        let details: Option<Found> =
            line["details"].as_str().and_then(|text| serde_json::from_str(text).ok());
        let Some(mut details) = details else { continue };
        if let Some(sealed) = details["from"].as_str() {
            let told = shred::unseal(sql, keys, user, AUDIT, sealed)?;
            details["from"] = told.and_then(|told| serde_json::from_str(&told).ok()).unwrap_or_default();
        }
        line["details"] = details;
    }
    Ok(lines)
}

fn object(row: &RowView<'_>) -> Result<Found, Fault> {
    let value = |value: &ValueRef<'_>| match value {
        ValueRef::Null => Found::Null,
        ValueRef::Int(number) => (*number).into(),
        ValueRef::Text(text) => (*text).into(),
    };
    Ok(row.names.iter().zip(row.values).map(|(name, found)| (name.clone(), value(found))).collect())
}
