//! Exchanges: uploads to the writer, the answer from a reading cut. The same over HTTP and the socket.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::sync::protocol::{
    Answer, NotOurs, Request, SCOPES_MAX, VERSION_MIN, decode as decode_message, encode, update_needed,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::auth::Caller;
use crate::errors::Failure;
use crate::writer::{Decided, Trouble};

/// The media type of every binary message.
pub(crate) const MEDIA_TYPE: &str = "application/x-hubbub";
/// When to come back to a server that has too much to do.
pub(crate) const BUSY_RETRY_MS: u32 = 1_000;
/// When to come back after a failure that somebody may have to look at.
const FAULT_RETRY_MS: u32 = 30_000;
/// When to come back while the server is under maintenance.
const CLOSED_RETRY_MS: u32 = 15_000;

/// `POST /sync/exchange`.
pub(crate) async fn post(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    Ok(match read::<Request>(&headers, &body)? {
        Some(request) => message(&run(&app, &caller, request, body.len()).await?),
        None => binary(update_needed(VERSION_MIN)),
    })
}

/// The message in a body; none when it is of another version.
pub(crate) fn read<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<Option<T>, Failure> {
    if headers.get(header::CONTENT_TYPE).is_none_or(|found| found != MEDIA_TYPE) {
        return Err(Code::UnsupportedMediaType.into());
    }
    match decode_message(body) {
        Ok(message) => Ok(Some(message)),
        Err(NotOurs::Version(_)) => Ok(None),
        Err(NotOurs::Foreign | NotOurs::Damaged | NotOurs::UpdateNeeded { .. }) => {
            Err(Refusal::new(Code::ValidationFailed).field("body", "malformed").into())
        }
    }
}

/// A binary message as a response.
pub(crate) fn message<T: Serialize>(message: &T) -> Response {
    binary(encode(message))
}

fn binary(bytes: Vec<u8>) -> Response {
    (StatusCode::OK, [(header::CONTENT_TYPE, MEDIA_TYPE)], bytes).into_response()
}

/// One whole exchange. Overload is an answer, not a failure: the device knows when to come back.
async fn run(app: &App, caller: &Caller, mut request: Request, bytes: usize) -> Result<Answer, Trouble> {
    let uploads = std::mem::take(&mut request.uploads);
    let stands = request.clone();
    request.uploads = uploads;
    let answer = match decide(app, caller, request, bytes).await {
        Ok(None) => cut(app, caller, stands).await,
        Ok(Some(answer)) => Ok(answer),
        Err(trouble) => Err(trouble),
    };
    match answer {
        Err(trouble @ Trouble::Busy) => Ok(later(&trouble)),
        other => other,
    }
}

/// Decides a request's uploads; an answer when there is nothing to cut.
pub(crate) async fn decide(
    app: &App,
    caller: &Caller,
    mut request: Request,
    bytes: usize,
) -> Result<Option<Answer>, Trouble> {
    if request.cursors.len() > SCOPES_MAX {
        let refusal = Refusal::new(Code::ValidationFailed).field("cursors", "too_long");
        return Ok(Some(Answer::Refused(serde_json::to_string(&refusal).unwrap_or_default())));
    }
    let wait_ms = app.pace_bids(caller.user, &mut request.uploads);
    if request.uploads.is_empty() {
        let busy = |ms| Answer::Busy { retry_after_ms: u32::try_from(ms).unwrap_or(u32::MAX) };
        return Ok(wait_ms.map(busy));
    }
    let from = app.sessions.circumstances(caller);
    match app.writer.decide(caller.user, request, bytes, from).await? {
        Decided::Committed => Ok(None),
        Decided::Answer(answer) => Ok(Some(answer)),
    }
}

/// Reads what `request`, without its uploads, is answered.
pub(crate) async fn cut(app: &App, caller: &Caller, request: Request) -> Result<Answer, Trouble> {
    let (engine, clock, user) = (Arc::clone(&app.engine), app.clock().clone(), caller.user);
    app.readers.read(move |sql| engine.cut(sql, user, &request, clock.now())).await
}

/// The answer of a server under maintenance.
pub(crate) const fn closed() -> Answer {
    Answer::Busy { retry_after_ms: CLOSED_RETRY_MS }
}

/// The answer that sends a device away for a while.
pub(crate) fn later(trouble: &Trouble) -> Answer {
    let retry_after_ms = match trouble {
        Trouble::Busy => BUSY_RETRY_MS,
        Trouble::Fault(fault) => {
            tracing::error!(%fault, "an exchange failed");
            FAULT_RETRY_MS
        }
    };
    Answer::Busy { retry_after_ms }
}
