//! Uploads through a signed address, and reading pictures in the sizes that screens need.
//!
//! Who is signed in asks for an address; whoever holds it can put one file there, for a quarter of an hour and
//! once. That is how a browser or an integrator sends a file past the API, to a store of its own or, as here,
//! to the server itself.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::store::files::{FILE_BYTES_MAX, content_hash, is_content_hash};
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::time::{MINUTE_MS, Timestamp};
use serde::Deserialize;
use serde_json::{Value as Said, json};

use super::{Size, note};
use crate::app::App;
use crate::auth::Caller;
use crate::blobs;
use crate::errors::Failure;
use crate::logs;
use crate::random;

/// How long a signed address can be used.
const LIFE_MS: i64 = 15 * MINUTE_MS;

/// What somebody wants to send.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// Bytes of the file.
    size: u64,
}

/// What a signed address says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signed {
    user: Id,
    size: u64,
    expires: i64,
    signature: String,
}

/// `POST /api/v1/uploads`: an address to put a picture to.
pub(crate) async fn ask(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(wanted): Json<Wanted>,
) -> Result<Response, Failure> {
    if wanted.size == 0 {
        return Err(Refusal::new(Code::ValidationFailed).field("size", "out_of_range").into());
    }
    if wanted.size > FILE_BYTES_MAX as u64 {
        return Err(Code::FileTooLarge.into());
    }
    let now = app.clock().now();
    let (upload, expires) = (random::id(now)?, now.plus(LIFE_MS));
    let signature = app.keys.upload(upload, caller.user, wanted.size, expires);
    let url = format!(
        "/api/v1/uploads/{upload}?user={}&size={}&expires={}&signature={signature}",
        caller.user, wanted.size, expires.0
    );
    let data = json!({ "upload": upload, "method": "PUT", "url": url, "expires_at": logs::rfc3339(expires),
        "bytes_max": FILE_BYTES_MAX });
    Ok(success(&data))
}

/// `PUT /api/v1/uploads/{upload}?user=…&size=…&expires=…&signature=…`: the file.
pub(crate) async fn put(
    State(app): State<Arc<App>>,
    Path(upload): Path<Id>,
    Query(signed): Query<Signed>,
    body: Bytes,
) -> Result<Response, Failure> {
    let now = app.clock().now();
    let expires = Timestamp(signed.expires);
    if !app.keys.is_upload(upload, signed.user, signed.size, expires, &signed.signature) {
        return Err(Code::Unauthorized.into());
    }
    if expires <= now {
        return Err(Code::LinkExpired.into());
    }
    if let Some(before) = app.readers.read(move |sql| used(sql, upload)).await? {
        return Ok(success(&before));
    }
    if u64::try_from(body.len()).ok() != Some(signed.size) {
        return Err(Refusal::new(Code::ValidationFailed).field("size", "out_of_range").into());
    }
    let judged = app.judge.judge(body.to_vec(), true).await?;
    let (user, hash) = (signed.user, content_hash(&judged.kept));
    let Some(_turn) = app.blobs.turn(user, &hash) else { return Err(Failure::busy()) };
    let shared = Arc::clone(&app);
    let (name, picture) = (hash.clone(), judged.clone());
    app.blocking(move || {
        shared.blobs.keep_whole(user, &name, &picture.kept)?;
        shared.renditions.keep(&name, &picture)
    })
    .await?;
    let size = u64::try_from(judged.kept.len()).unwrap_or(u64::MAX);
    let data = json!({ "hash": hash, "bytes": size, "width": judged.width, "height": judged.height });
    let text = data.to_string();
    app.writer
        .write(move |writing| {
            blobs::keep_of(writing.sql, &hash, size, user, writing.now)?;
            note(writing.sql, &hash, &judged, writing.now)?;
            let statement =
                "INSERT INTO upload (id, answer, used_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
            writing.sql.execute(statement, &[upload.into(), Value::from(text.as_str()), writing.now.into()])
        })
        .await?;
    Ok(success(&data))
}

/// `GET /api/v1/pictures/{hash}/{size}`: a picture as a thumb (320) or for a screen (1280), for whoever may
/// see a row that names it.
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((hash, size)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (true, Some(size)) = (is_content_hash(&hash), Size::of(&size)) else {
        return Err(Code::NotFound.into());
    };
    let (engine, wanted) = (Arc::clone(&app.engine), hash.clone());
    let readable = app.readers.read(move |sql| blobs::may_read(sql, &*engine, caller.user, &wanted)).await?;
    if !readable {
        return Err(Code::NotFound.into());
    }
    let content = app.rendition(hash, size).await?;
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        (header::CACHE_CONTROL, "private, max-age=31536000, immutable"),
    ];
    Ok((StatusCode::OK, headers, content).into_response())
}

impl App {
    /// A size of a picture, made again when it is lost.
    async fn rendition(self: &Arc<Self>, hash: String, size: Size) -> Result<Bytes, Failure> {
        let (app, name) = (Arc::clone(self), hash.clone());
        if let Some(kept) = self.blocking(move || app.renditions.read(&name, size)).await? {
            return Ok(kept);
        }
        let (app, name) = (Arc::clone(self), hash.clone());
        let file = self.blocking(move || app.blobs.read(&name)).await?.ok_or(Code::NotFound)?;
        let judged = self.judge.judge(file.to_vec(), true).await?;
        let (app, kept) = (Arc::clone(self), judged.clone());
        self.blocking(move || app.renditions.keep(&hash, &kept)).await?;
        Ok(match size {
            Size::Thumb => judged.thumb,
            Size::Screen => judged.screen,
        }
        .into())
    }
}

fn used(sql: &mut dyn Sql, upload: Id) -> Result<Option<Said>, Fault> {
    let text = "SELECT answer FROM upload WHERE id = ?";
    let answer = sql.first(text, &[upload.into()], |row| Ok(row.text(0)?.to_owned()))?;
    answer
        .map(|answer| serde_json::from_str(&answer).map_err(|error| Fault::Shape(error.to_string())))
        .transpose()
}

fn success(data: &Said) -> Response {
    (StatusCode::OK, Json(json!({ "status": "success", "data": data }))).into_response()
}
