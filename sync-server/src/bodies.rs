//! Request bodies: a bounded room in memory, and read to their end also when they are refused.
//!
//! A connection that closes while its sender still writes loses the answer on its way back: the sender
//! sees a broken network instead of "too large", and tries again for ever.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex as StdMutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use futures_util::{StreamExt as _, stream};
use hubbub_core::sync::protocol::REQUEST_BYTES_MAX;
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Bytes of a refused body that are still read; who sends more is cut off.
const DRAINED_BYTES_MAX: usize = 4 * REQUEST_BYTES_MAX;
/// How long a refused body may take to arrive.
const DRAINED_MAX: Duration = Duration::from_secs(10);

/// What a handler has not read of a body, and the room that the read part takes.
pub(crate) struct Rest(Option<Arc<Watched>>);

struct Watched {
    body: Mutex<BodyDataStream>,
    /// Room for what was read, given back with the request.
    taken: StdMutex<Option<OwnedSemaphorePermit>>,
    /// There was no room for more.
    full: AtomicBool,
}

/// A request whose body can be read on after its handler, and takes of `room` what has arrived of it: who
/// announces much and sends nothing takes nothing from the others.
pub(crate) fn watch(request: Request, room: &Arc<Semaphore>) -> (Request, Rest) {
    if !has_body(request.headers()) {
        return (request, Rest(None));
    }
    let (parts, body) = request.into_parts();
    let body = Mutex::new(body.into_data_stream());
    let watched = Arc::new(Watched { body, taken: StdMutex::default(), full: AtomicBool::new(false) });
    let room = Arc::clone(room);
    let pieces = stream::unfold(Arc::clone(&watched), move |watched| {
        let room = Arc::clone(&room);
        async move {
            let piece = watched.body.lock().await.next().await?;
            let piece = match piece {
                Ok(piece) if !watched.take(&room, piece.len()) => Err(axum::Error::new("no room")),
                piece => piece,
            };
            Some((piece, watched))
        }
    });
    (Request::from_parts(parts, Body::from_stream(pieces)), Rest(Some(watched)))
}

impl Watched {
    /// Takes room for a piece, if there is any.
    fn take(&self, room: &Arc<Semaphore>, bytes: usize) -> bool {
        let permits = u32::try_from(bytes).ok();
        let Some(more) = permits.and_then(|permits| Arc::clone(room).try_acquire_many_owned(permits).ok())
        else {
            self.full.store(true, Ordering::Relaxed);
            return false;
        };
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        match taken.as_mut() {
            Some(taken) => taken.merge(more),
            None => *taken = Some(more),
        }
        true
    }
}

impl Rest {
    /// Whether the handler went without a part of the body, because there was no room for it.
    pub(crate) fn was_refused(&self) -> bool {
        self.0.as_ref().is_some_and(|watched| watched.full.load(Ordering::Relaxed))
    }

    /// Reads the body to its end and keeps nothing of it.
    pub(crate) async fn drain(self) {
        let Some(watched) = self.0 else { return };
        drop(watched.taken.lock().unwrap_or_else(PoisonError::into_inner).take());
        let mut body = watched.body.lock().await;
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

fn has_body(headers: &HeaderMap) -> bool {
    let length = headers.get(header::CONTENT_LENGTH).is_some_and(|length| length.as_bytes() != b"0");
    length || headers.contains_key(header::TRANSFER_ENCODING)
}
