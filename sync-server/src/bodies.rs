//! Request bodies: a bounded room in memory, and read to their end also when they are refused.
//!
//! A connection that closes while its sender still writes loses the answer on its way back: the sender
//! sees a broken network instead of "too large", and tries again for ever.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use futures_util::{StreamExt as _, stream};
use hubbub_core::sync::protocol::REQUEST_BYTES_MAX;
use tokio::sync::Mutex;
use tokio::time::timeout;

/// Bytes of a refused body that are still read; who sends more is cut off.
const DRAINED_BYTES_MAX: usize = 4 * REQUEST_BYTES_MAX;
/// How long a refused body may take to arrive.
const DRAINED_MAX: Duration = Duration::from_secs(10);

/// What a handler has not read of a body.
pub(crate) struct Rest(Option<Arc<Mutex<BodyDataStream>>>);

/// A request whose body can be read on after its handler.
pub(crate) fn watch(request: Request) -> (Request, Rest) {
    if body_bytes(request.headers()) == 0 {
        return (request, Rest(None));
    }
    let (parts, body) = request.into_parts();
    let shared = Arc::new(Mutex::new(body.into_data_stream()));
    let pieces = stream::unfold(Arc::clone(&shared), |shared| async {
        let piece = shared.lock().await.next().await;
        piece.map(|piece| (piece, shared))
    });
    (Request::from_parts(parts, Body::from_stream(pieces)), Rest(Some(shared)))
}

impl Rest {
    /// Reads the body to its end and keeps nothing of it.
    pub(crate) async fn drain(self) {
        let Some(shared) = self.0 else { return };
        let mut body = shared.lock().await;
        let read = async {
            let mut bytes = 0;
            while let Some(Ok(piece)) = body.next().await {
                bytes += piece.len();
                if bytes > DRAINED_BYTES_MAX {
                    return;
                }
            }
        };
        if timeout(DRAINED_MAX, read).await.is_err() {
            tracing::debug!("a refused body did not end in time");
        }
    }
}

/// The most that a request's body will take in memory. One that does not say may be the largest.
pub(crate) fn body_bytes(headers: &HeaderMap) -> u32 {
    let largest = u32::try_from(REQUEST_BYTES_MAX).unwrap_or(u32::MAX);
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    let unsaid = if headers.contains_key(header::TRANSFER_ENCODING) { largest } else { 0 };
    length.map_or(unsaid, |length: u64| u32::try_from(length).unwrap_or(largest).min(largest))
}
