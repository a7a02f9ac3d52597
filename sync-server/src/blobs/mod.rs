//! Files: uploaded in pieces, known by their content, read by whoever may see a row that names them.
//!
//! An unfinished upload belongs to one person and is never shared: "I have it already" would tell a
//! stranger that somebody else has the file. A finished one lies under its hash, once.

mod files;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::scope::Scope;
use hubbub_core::store::files::{FILE_BYTES_MAX, is_content_hash};
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::time::Timestamp;
use serde::Deserialize;
use serde_json::json;

use self::files::{Appended, Files};
use crate::app::App;
use crate::auth::Caller;
use crate::engine::Engine;
use crate::errors::{Failure, Settled};
use crate::media;
use crate::media::judge::NotJudged;
use crate::writer::{Trouble, Writing};

/// Largest piece in one request, in bytes.
pub(crate) const PIECE_BYTES_MAX: usize = 1024 * 1024;

/// Whose turn it is while a file is collected.
const NOBODY: Id = Id::from_bytes([0; 16]);

/// The folder of files, and the uploads that a request is busy with.
pub(crate) struct Blobs {
    files: Files,
    busy: Mutex<HashSet<(Id, String)>>,
}

/// Where a piece belongs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Piece {
    offset: u64,
    size: u64,
}

/// `PUT /sync/blob/{hash}?offset=N&size=TOTAL`: the next piece of an upload.
pub(crate) async fn put(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(hash): Path<String>,
    Query(piece): Query<Piece>,
    body: Bytes,
) -> Result<Response, Failure> {
    check(&hash, &piece, body.len())?;
    if let Some(size) = app.finished(&caller, &hash).await? {
        return Ok(progress(StatusCode::OK, size, true));
    }
    let Some(_turn) = app.blobs.turn(caller.user, &hash) else { return Err(Failure::busy()) };
    match app.append(caller.user, hash.clone(), piece, body).await? {
        Appended::Waits(received) => Ok(progress(StatusCode::OK, received, false)),
        Appended::Elsewhere(received) => Ok(progress(StatusCode::CONFLICT, received, false)),
        Appended::TooMany => Err(Code::RateLimitExceeded.into()),
        Appended::OtherContent => Err(Refusal::new(Code::ValidationFailed).field("hash", "malformed").into()),
        Appended::Whole(content) => {
            let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
            app.take(caller.user, hash, content).await?;
            Ok(progress(StatusCode::OK, size, true))
        }
    }
}

/// `HEAD /sync/blob/{hash}`: how far the caller's own upload has come.
pub(crate) async fn head(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(hash): Path<String>,
) -> Result<Response, Failure> {
    if !is_content_hash(&hash) {
        return Err(Code::NotFound.into());
    }
    let finished = app.finished(&caller, &hash).await?;
    let received = finished.or_else(|| app.blobs.files.received(caller.user, &hash));
    let received = received.ok_or(Code::NotFound)?;
    Ok((StatusCode::OK, [("x-received", received.to_string())]).into_response())
}

/// `GET /sync/blob/{hash}`: the file, or a range of it, for whoever may see it.
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(hash): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    if !is_content_hash(&hash) {
        return Err(Code::NotFound.into());
    }
    let (engine, wanted) = (Arc::clone(&app.engine), hash.clone());
    let readable = app.readers.read(move |sql| may_read(sql, &*engine, caller.user, &wanted)).await?;
    if !readable {
        return Err(Code::NotFound.into());
    }
    let shared = Arc::clone(&app);
    let content = app.blocking(move || shared.blobs.read(&hash)).await?.ok_or(Code::NotFound)?;
    Ok(file(&content, headers.get(header::RANGE).and_then(|range| range.to_str().ok())))
}

impl Blobs {
    /// The files below a data folder.
    ///
    /// # Errors
    /// The disk's.
    pub(crate) fn open(data: &std::path::Path) -> std::io::Result<Self> {
        Ok(Self { files: Files::open(&data.join("blobs"))?, busy: Mutex::default() })
    }

    /// Removes a person's unfinished uploads.
    ///
    /// # Errors
    /// The disk's.
    pub(crate) fn forget_uploads(&self, user: Id) -> std::io::Result<()> {
        self.files.forget_uploads(user)
    }

    /// Whether the folder can be read.
    pub(crate) fn are_there(&self) -> bool {
        self.files.are_there()
    }

    /// The content of a file; nothing when it is absent or damaged.
    ///
    /// # Errors
    /// The disk's.
    pub(crate) fn read(&self, hash: &str) -> std::io::Result<Option<Bytes>> {
        self.files.read(hash)
    }

    /// Keeps a file of a person that came in one piece.
    ///
    /// # Errors
    /// The disk's.
    pub(crate) fn keep_whole(&self, user: Id, hash: &str, content: &[u8]) -> std::io::Result<()> {
        self.files.keep_whole(user, hash, content)
    }

    /// Removes a file.
    ///
    /// # Errors
    /// The disk's.
    pub(crate) fn remove(&self, hash: &str) -> std::io::Result<()> {
        self.files.remove(hash)
    }

    /// Keeps a file from everybody's uploads, unless somebody sends it just now.
    pub(crate) fn alone(&self, hash: &str) -> Option<Turn<'_>> {
        let mut busy = self.busy();
        let key = (NOBODY, hash.to_owned());
        let free = busy.iter().all(|(_, sent)| sent != hash);
        (free && busy.insert(key.clone())).then(|| Turn { blobs: self, key })
    }

    /// A person's turn to send a file; none while another request of theirs does, or while it is collected.
    pub(crate) fn turn(&self, user: Id, hash: &str) -> Option<Turn<'_>> {
        let mut busy = self.busy();
        let key = (user, hash.to_owned());
        let collected = busy.contains(&(NOBODY, hash.to_owned()));
        (!collected && busy.insert(key.clone())).then(|| Turn { blobs: self, key })
    }

    fn busy(&self) -> MutexGuard<'_, HashSet<(Id, String)>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// The size of a file that the caller has uploaded whole.
    async fn finished(&self, caller: &Caller, hash: &str) -> Result<Option<u64>, Trouble> {
        let key = [Value::from(hash), caller.user.into()];
        let text = "SELECT b.size FROM blob b JOIN blob_uploader u ON u.hash = b.hash
             WHERE b.hash = ? AND u.user_id = ? AND b.checked_at IS NOT NULL";
        let size = self.readers.read(move |sql| sql.first(text, &key, |row| row.int(0))).await?;
        Ok(size.and_then(|size| u64::try_from(size).ok()))
    }

    async fn append(
        self: &Arc<Self>,
        user: Id,
        hash: String,
        piece: Piece,
        body: Bytes,
    ) -> Result<Appended, Trouble> {
        let app = Arc::clone(self);
        self.blocking(move || app.blobs.files.append(user, &hash, piece.offset, piece.size, &body)).await
    }

    /// Keeps an upload that came whole. Where files are pictures, it is one first.
    async fn take(self: &Arc<Self>, user: Id, hash: String, content: Vec<u8>) -> Result<(), Failure> {
        let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
        let judged = if self.engine.takes_only_pictures() {
            match self.judge.judge(content, false).await {
                Ok(judged) => Some(judged),
                Err(not) => {
                    if matches!(not, NotJudged::Refused(_)) {
                        let (app, hash) = (Arc::clone(self), hash.clone());
                        self.blocking(move || app.blobs.files.drop_upload(user, &hash)).await?;
                    }
                    return Err(not.into());
                }
            }
        } else {
            None
        };
        let (app, name, picture) = (Arc::clone(self), hash.clone(), judged.clone());
        self.blocking(move || {
            picture.map_or(Ok(()), |picture| app.renditions.keep(&name, &picture))?;
            app.blobs.files.keep(user, &name)
        })
        .await?;
        let kept = move |writing: &mut Writing<'_>| {
            keep_of(writing.sql, &hash, size, user, writing.now)?;
            judged.as_ref().map_or(Ok(()), |judged| media::note(writing.sql, &hash, judged, writing.now))
        };
        Ok(self.writer.write(kept).await?)
    }

    pub(crate) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
    ) -> Result<T, Trouble> {
        let done = tokio::task::spawn_blocking(work).await;
        let done = done.map_err(|_| Trouble::Fault(Fault::Bug("work on a file panicked".to_owned())))?;
        done.map_err(|error| {
            tracing::error!(%error, "work on a file failed");
            Trouble::Busy
        })
    }
}

/// One request at a time works on an upload.
pub(crate) struct Turn<'a> {
    blobs: &'a Blobs,
    key: (Id, String),
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.blobs.busy().remove(&self.key);
    }
}

fn check(hash: &str, piece: &Piece, len: usize) -> Result<(), Failure> {
    let wrong = |field, issue| Err(Refusal::new(Code::ValidationFailed).field(field, issue).into());
    if !is_content_hash(hash) {
        return wrong("hash", "malformed");
    }
    if piece.size > FILE_BYTES_MAX as u64 {
        return Err(Code::FileTooLarge.into());
    }
    let end = u64::try_from(len).ok().and_then(|len| piece.offset.checked_add(len));
    if piece.size == 0 || end.is_none_or(|end| end > piece.size) {
        return wrong("size", "out_of_range");
    }
    Ok(())
}

/// Notes a file that is kept.
///
/// # Errors
/// The store's fault.
pub(crate) fn keep(sql: &mut dyn Sql, hash: &str, size: u64, now: Timestamp) -> Result<(), Fault> {
    let size = Value::Int(i64::try_from(size).unwrap_or(i64::MAX));
    let text = "INSERT INTO blob (hash, size, received, checked_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (hash) DO UPDATE SET checked_at = excluded.checked_at";
    sql.execute(text, &[Value::from(hash), size.clone(), size, now.into()]).map(drop)
}

/// Notes a file that is kept, and who sent it.
///
/// # Errors
/// The store's fault.
pub(crate) fn keep_of(
    sql: &mut dyn Sql,
    hash: &str,
    size: u64,
    user: Id,
    now: Timestamp,
) -> Result<(), Fault> {
    keep(sql, hash, size, now)?;
    let text = "INSERT INTO blob_uploader (hash, user_id) VALUES (?, ?) ON CONFLICT DO NOTHING";
    sql.execute(text, &[Value::from(hash), user.into()]).map(drop)
}

/// Whether a person uploaded a file, or may see a row that names it. Both questions are always asked.
///
/// # Errors
/// The store's fault.
pub(crate) fn may_read(sql: &mut dyn Sql, engine: &dyn Engine, user: Id, hash: &str) -> Result<bool, Fault> {
    let uploaded = sql.first(
        "SELECT 1 FROM blob_uploader WHERE hash = ? AND user_id = ?",
        &[Value::from(hash), user.into()],
        |row| row.int(0),
    )?;
    let naming = sql.all(
        "SELECT DISTINCT c.scope FROM blob_reference r
         JOIN change_index c ON c.tbl = r.tbl AND c.id = r.id AND c.gone = 0 WHERE r.hash = ?",
        &[Value::from(hash)],
        |row| Ok(Scope::named(row.text(0)?)),
    )?;
    let held = engine.scopes(sql, user)?;
    Ok(uploaded.is_some() || naming.iter().any(|scope| held.contains(scope)))
}

fn progress(status: StatusCode, received: u64, complete: bool) -> Response {
    let body = match status {
        StatusCode::CONFLICT => json!({ "received": received }),
        _ => json!({ "received": received, "complete": complete }),
    };
    let mut response = (status, Json(body)).into_response();
    // Being elsewhere is an answer of the protocol, not a failure.
    response.extensions_mut().insert(Settled);
    response
}

fn file(content: &Bytes, range: Option<&str>) -> Response {
    let len = content.len();
    let common = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::ACCEPT_RANGES, "bytes"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "private, max-age=31536000, immutable"),
    ];
    let Some((first, last)) = range.and_then(|range| parse_range(range, len)) else {
        return (StatusCode::OK, common, content.clone()).into_response();
    };
    if first >= len {
        let failure = Failure::from(Code::ValidationFailed).with_status(StatusCode::RANGE_NOT_SATISFIABLE);
        return ([(header::CONTENT_RANGE, format!("bytes */{len}"))], failure).into_response();
    }
    let part = content.slice(first..=last);
    let range = [(header::CONTENT_RANGE, format!("bytes {first}-{last}/{len}"))];
    (StatusCode::PARTIAL_CONTENT, common, range, part).into_response()
}

/// The first and last byte of a single range (RFC 9110, 14.1.2). Any other header is passed over, as the
/// standard allows. A first byte at or after `len` can't be satisfied.
pub(crate) fn parse_range(header: &str, len: usize) -> Option<(usize, usize)> {
    let (first, last) = header.trim().strip_prefix("bytes=")?.split_once('-')?;
    let last_byte = len.checked_sub(1)?;
    if first.is_empty() {
        let suffix: usize = last.parse().ok()?;
        return Some(if suffix == 0 { (len, len) } else { (len.saturating_sub(suffix), last_byte) });
    }
    let first: usize = first.parse().ok()?;
    let last: usize = if last.is_empty() { last_byte } else { last.parse().ok()? };
    (first <= last || first >= len).then_some((first, last.min(last_byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        for (header, range) in [
            ("bytes=0-3", Some((0, 3))),
            ("bytes=4-", Some((4, 9))),
            ("bytes=4-99", Some((4, 9))),
            ("bytes=-3", Some((7, 9))),
            ("bytes=-99", Some((0, 9))),
            ("bytes=-0", Some((10, 10))),
            ("bytes=10-", Some((10, 9))),
            ("bytes=5-4", None),
            ("bytes=0-1,3-4", None),
            ("lines=0-1", None),
            ("bytes=a-b", None),
        ] {
            assert_eq!(parse_range(header, 10), range, "{header}");
        }
    }
}
