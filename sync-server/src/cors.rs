//! Pages of other origins: none may ask, unless the operator names it (requirement P3). A named one may ask with a
//! token in the header and never with the cookie, which belongs to our own page.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::app::App;

/// How long a browser may remember the answer, in seconds.
const REMEMBERED_S: &str = "600";
const METHODS: &str = "GET, HEAD, POST, PUT, PATCH, DELETE";
/// What a page may send.
const SENT: &str = "authorization, content-type, accept-language, if-match, if-none-match, idempotency-key, \
    x-correlation-id, x-csrf-token";
/// What a page may read.
const READ: &str = "etag, location, retry-after, ratelimit, ratelimit-policy, x-correlation-id";

/// Answers a browser's question before a request, and says in every answer to a named origin that it may be read.
pub(crate) async fn apply(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let Some(origin) = named(request.headers(), &app.config.origins) else { return next.run(request).await };
    let asked = request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if asked { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(READ));
    // Without this a browser would keep the answer from a page that may have it.
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    if asked {
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(METHODS));
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(SENT));
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static(REMEMBERED_S));
    }
    response
}

/// The origin that a request comes from, if it is one of these.
fn named(headers: &HeaderMap, origins: &[String]) -> Option<HeaderValue> {
    let origin = headers.get(header::ORIGIN)?;
    origins.iter().any(|known| known.as_bytes() == origin.as_bytes()).then(|| origin.clone())
}
