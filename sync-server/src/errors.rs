//! One envelope for every failure: code, words in the caller's language, correlation id.
//!
//! Handlers return a [`Failure`]; the frameworks' own refusals carry only a status. [`around`] turns
//! both, and panics, into the same JSON, and logs them. Nothing about the inside ever leaves.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt as _;
use hubbub_core::i18n::{Locale, refusal_text};
use hubbub_core::refusal::{Code, Param, Refusal};
use hubbub_core::store::Fault;
use hubbub_core::time::Timestamp;
use serde_json::json;
use tokio::time::timeout;

use crate::app::App;
use crate::bodies;
use crate::limits::Grant;
use crate::logs::{self, Context};
use crate::metrics;
use crate::origin;
use crate::writer::Trouble;

/// Names a request in answers and logs.
pub(crate) const CORRELATION: HeaderName = HeaderName::from_static("x-correlation-id");
/// When to come back to a server that has too much to do, in seconds.
const BUSY_RETRY_S: &str = "1";
/// When to come back after too many requests, in seconds.
const LIMIT_RETRY_S: &str = "60";
/// How long a request may take, its body's arrival included. A socket's request ends with the handshake.
const REQUEST_MAX: Duration = Duration::from_secs(60);

/// What a handler returns instead of a result.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    refusal: Refusal,
    status: StatusCode,
    /// Which limit was reached.
    grant: Option<Grant>,
}

/// Marks a response that is an answer in itself, whatever its status.
#[derive(Clone, Copy)]
pub(crate) struct Settled;

impl Failure {
    /// The server has too much to do.
    pub(crate) fn busy() -> Self {
        Code::ServiceUnavailable.into()
    }

    /// Too many requests.
    pub(crate) fn too_many(grant: &Grant, now: Timestamp) -> Self {
        let until = Param::Time(now.plus(grant.wait_ms));
        let refusal = Refusal::new(Code::RateLimitExceeded).with("until", until);
        Self { grant: Some(*grant), ..refusal.into() }
    }

    /// Its code.
    pub(crate) const fn code(&self) -> Code {
        self.refusal.code
    }

    /// The same with another HTTP status than its code's usual one.
    pub(crate) const fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// What a bare status of the framework means.
    fn of_status(status: StatusCode) -> Self {
        let code = match status {
            StatusCode::UNAUTHORIZED => Code::Unauthorized,
            StatusCode::FORBIDDEN => Code::ForbiddenRole,
            StatusCode::NOT_FOUND => Code::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Code::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Code::FileTooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::UnsupportedMediaType,
            StatusCode::SERVICE_UNAVAILABLE => Code::ServiceUnavailable,
            // A WebSocket handshake that asks for another version keeps its own status (RFC 6455, 4.4).
            StatusCode::UPGRADE_REQUIRED => {
                return Self::from(Code::ValidationFailed).with_status(status);
            }
            _ if status.is_client_error() => Code::ValidationFailed,
            _ => Code::InternalServerError,
        };
        code.into()
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let status = StatusCode::from_u16(refusal.code.http_status());
        Self { refusal, status: status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), grant: None }
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Refusal::new(code).into()
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Trouble::from(fault).into()
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Busy => Self::busy(),
            Trouble::Fault(fault) => {
                tracing::error!(%fault, "a request failed");
                Code::InternalServerError.into()
            }
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// No route is at this address.
pub(crate) async fn not_found() -> Failure {
    Code::NotFound.into()
}

/// The route does not take this method.
pub(crate) async fn method_not_allowed() -> Failure {
    Code::MethodNotAllowed.into()
}

/// Runs a request: gives it a correlation id, catches its panic, writes its failure out, logs it.
pub(crate) async fn around(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let address = origin::address(&request, &app.config.proxies);
    let context = Context::of(request.headers(), address, app.clock().now());
    let locale = locale(request.headers());
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let method = word_of(request.method());
    request.extensions_mut().insert(context.clone());
    let (request, rest) = bodies::watch(request, &app.bodies);
    let mut response = bounded(request, next).await;
    if rest.was_refused() {
        response = Failure::busy().into_response();
    }
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        rest.drain().await;
        response = written_out(response, &context, locale, &app);
        if app.config.log_requests {
            logs::failed_request(
                &app,
                &context,
                method,
                route.as_deref(),
                response.status(),
                started.elapsed(),
            );
        }
    }
    measured(&app, method, route.as_deref(), response.status(), started.elapsed());
    if let Ok(value) = HeaderValue::from_str(&context.correlation) {
        response.headers_mut().insert(CORRELATION, value);
    }
    response
}

/// A method as numbers and logs name it: those that nobody serves are one word, whatever the caller wrote.
fn word_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Counts an answer. Paths that nobody serves are one word.
fn measured(app: &App, method: &'static str, route: Option<&str>, status: StatusCode, took: Duration) {
    let route = route.unwrap_or("(none)");
    app.metrics.add(&metrics::REQUESTS, &[method, route, status.as_str()], 1);
    let us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    app.metrics.observe(&metrics::REQUEST_SECONDS, &[route], us);
}

/// Runs a request, whatever happens to it, within its time.
async fn bounded(request: Request, next: Next) -> Response {
    match timeout(REQUEST_MAX, AssertUnwindSafe(next.run(request)).catch_unwind()).await {
        Ok(Ok(response)) => response,
        Ok(Err(_panic)) => Failure::from(Code::InternalServerError).into_response(),
        Err(_elapsed) => Failure::from(Code::GatewayTimeout).into_response(),
    }
}

fn written_out(response: Response, context: &Context, locale: Locale, app: &App) -> Response {
    if response.extensions().get::<Settled>().is_some() {
        return response;
    }
    let found = response.extensions().get::<Failure>().cloned();
    let failure = found.unwrap_or_else(|| Failure::of_status(response.status()));
    let mut written =
        (failure.status, Json(envelope(&failure.refusal, context, locale, app))).into_response();
    // The framework's headers say what its status needs, as `Allow` with 405.
    for (name, value) in response.headers() {
        if *name != header::CONTENT_TYPE && *name != header::CONTENT_LENGTH {
            written.headers_mut().insert(name, value.clone());
        }
    }
    if let Some(grant) = &failure.grant {
        grant.write(written.headers_mut());
    }
    let retry_after = match failure.status {
        StatusCode::SERVICE_UNAVAILABLE => Some(BUSY_RETRY_S),
        StatusCode::TOO_MANY_REQUESTS if failure.grant.is_none() => Some(LIMIT_RETRY_S),
        _ => None,
    };
    if let Some(seconds) = retry_after {
        written.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
    }
    written
}

fn envelope(refusal: &Refusal, context: &Context, locale: Locale, app: &App) -> serde_json::Value {
    let utc = |_| 0;
    json!({ "error": {
        "code": refusal.code,
        "message": refusal_text(refusal, locale, &utc),
        "params": refusal.params,
        "details": refusal.details,
        "correlation_id": context.correlation,
        "timestamp": logs::rfc3339(app.clock().now()),
    } })
}

pub(crate) fn locale(headers: &HeaderMap) -> Locale {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    accepted.map_or(Locale::default(), Locale::negotiate)
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use tower::ServiceExt as _;

    use super::*;
    use crate::{Config, Host, product};

    #[tokio::test]
    async fn a_handler_that_panics_is_an_envelope_that_tells_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::new(folder.path());
        config.log_requests = false;
        let host = Host::open(config, product()).unwrap();
        let panics = get(|| async {
            assert!(std::env::args().count() == 0, "a secret");
        });
        let routes = Router::new().route("/", panics);
        let routes = routes.layer(from_fn_with_state(host.shared(), around));
        let response = routes.oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(response.headers().contains_key(CORRELATION));
        let body = to_bytes(response.into_body(), 10_000).await.unwrap();
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(body["error"]["code"], "INTERNAL_SERVER_ERROR");
        assert!(!body.to_string().contains("secret"), "{body}");
    }
}
