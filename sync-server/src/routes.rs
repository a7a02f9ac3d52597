//! Every address that is served, as one list: what is not listed is not there.
//!
//! Each row says who may come, how often and with how much. The router is made of the rows and of nothing else,
//! so that an address without a row can't be served; a test walks every row as everybody.

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts as _, Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, delete, get, post, put};
use hubbub_core::store::files::FILE_BYTES_MAX;
use hubbub_core::sync::protocol::REQUEST_BYTES_MAX;

use crate::app::App;
use crate::auth::routes as auth;
use crate::auth::{AnyCaller, Caller, Half, api_keys};
use crate::config::Rates;
use crate::errors::Failure;
use crate::limits::{Grant, Quota};
use crate::logs::Context;
use crate::maintenance::Maintenance;
use crate::rest::{Action, BODY_BYTES_MAX, Resource};
use crate::{
    audit, audit_lines, blobs, challenge, cors, errors, exchange, export, health, legal, live,
    media::upload as media, metrics, rest, telemetry,
};

/// Largest JSON body.
const JSON_BYTES_MAX: usize = 64 * 1024;

/// Handlers of what the community does, as the rows of the REST interface are.
const CONSENTED: [&str; 5] =
    ["/api/v1/users", "/api/v1/audit", "/api/v1/feed", "/api/v1/uploads", "/api/v1/pictures/{hash}/{size}"];

/// Who may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Anybody,
    /// Who is half signed in: for the second step alone.
    HalfSignedIn,
    /// Who is signed in, or half signed in and asked to set up a second factor.
    SettingUp,
    /// Who is signed in. What they may do, the permission table and the object decide.
    SignedIn,
    /// Who reaches the operator's own address; from outside it is not there.
    Operator,
}

/// Which of its two addresses the server serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Everybody's.
    Public,
    /// The operator's.
    Operator,
}

/// How often somebody may come.
#[derive(Clone, Copy)]
enum Pace {
    /// As often as the writer's queue has room: the sync engine has bounds of its own.
    Unlimited,
    /// So many a minute: of one person, or of one address where nobody is signed in.
    PerMinute(u32),
    /// As the operator says, of one address.
    Set(fn(&Rates) -> u32),
}

/// A served address.
#[derive(Clone, Copy)]
struct Row {
    method: &'static str,
    path: &'static str,
    who: Who,
    pace: Pace,
    bytes_max: usize,
    serve: Serve,
}

/// What answers.
#[derive(Clone, Copy)]
enum Serve {
    /// A handler of its own.
    Handler(fn() -> MethodRouter<Arc<App>>),
    /// A row of the REST interface.
    Rest(Serves),
}

/// What an address is, for the document.
#[derive(Clone, Copy)]
pub(crate) enum Serves {
    /// A handler of its own.
    Handler,
    /// A collection.
    List(&'static Resource),
    /// One of a collection.
    One(&'static Resource),
    /// A write.
    Act(&'static Action),
}

/// An address, for the document.
pub(crate) struct Entry {
    /// In lower case.
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) who: Who,
    /// How often, where the list says it.
    pub(crate) per_minute: Option<u32>,
    pub(crate) bytes_max: usize,
    pub(crate) serves: Serves,
}

macro_rules! rows {
    ($( $method:ident $path:literal, $who:ident, $pace:expr, $bytes:expr, $handler:path; )*) => {
        &[$(Row {
            method: stringify!($method),
            path: $path,
            who: Who::$who,
            pace: $pace,
            bytes_max: $bytes,
            serve: Serve::Handler(|| $method($handler)),
        }),*]
    };
}

use Pace::{PerMinute, Set, Unlimited};

const SIGN_INS: Pace = Set(|rates| rates.sign_ins_per_address);
const MAILS: Pace = Set(|rates| rates.registrations_per_address);

/// The list: handlers of their own, and after them the rows of the REST interface.
static LIST: LazyLock<Vec<Row>> = LazyLock::new(|| HANDLERS.iter().copied().chain(rest_rows()).collect());

const HANDLERS: &[Row] = rows! {
    get "/health", Anybody, Unlimited, 0, health::show;
    get "/metrics", Operator, Unlimited, 0, metrics::show;
    get "/audit/heads", Operator, Unlimited, 0, audit::show;
    get "/ws", SignedIn, Unlimited, 0, live::connect;
    post "/sync/exchange", SignedIn, Unlimited, REQUEST_BYTES_MAX, exchange::post;
    post "/sync/telemetry", SignedIn, Unlimited, telemetry::BATCH_BYTES_MAX, telemetry::post;
    put "/sync/blob/{hash}", SignedIn, Unlimited, blobs::PIECE_BYTES_MAX, blobs::put;
    get "/sync/blob/{hash}", SignedIn, Unlimited, 0, blobs::get;
    head "/sync/blob/{hash}", SignedIn, Unlimited, 0, blobs::head;
    get "/api/v1/openapi.json", Anybody, PerMinute(120), 0, rest::document;
    get "/api/v1/docs", Anybody, PerMinute(120), 0, rest::page;
    get "/api/v1/docs/style.css", Anybody, PerMinute(120), 0, rest::style;
    get "/api/v1/legal", Anybody, PerMinute(120), 0, legal::show;
    post "/api/v1/auth/register", Anybody, MAILS, JSON_BYTES_MAX, auth::register;
    post "/api/v1/auth/verify", Anybody, SIGN_INS, JSON_BYTES_MAX, auth::verify;
    post "/api/v1/auth/verify/resend", Anybody, MAILS, JSON_BYTES_MAX, auth::resend_verification;
    post "/api/v1/auth/login", Anybody, SIGN_INS, JSON_BYTES_MAX, auth::login;
    post "/api/v1/auth/reopen", Anybody, SIGN_INS, JSON_BYTES_MAX, auth::reopen_account;
    post "/api/v1/auth/link", Anybody, MAILS, JSON_BYTES_MAX, auth::ask_link;
    post "/api/v1/auth/link/use", Anybody, SIGN_INS, JSON_BYTES_MAX, auth::use_link;
    post "/api/v1/auth/refresh", Anybody, Unlimited, JSON_BYTES_MAX, auth::refresh;
    post "/api/v1/auth/logout", SignedIn, PerMinute(60), JSON_BYTES_MAX, auth::logout;
    post "/api/v1/auth/password", SignedIn, PerMinute(5), JSON_BYTES_MAX, auth::change_password;
    post "/api/v1/auth/password/forgot", Anybody, MAILS, JSON_BYTES_MAX, auth::forgot_password;
    post "/api/v1/auth/password/reset", Anybody, MAILS, JSON_BYTES_MAX, auth::reset_password;
    get "/api/v1/auth/sessions", SignedIn, PerMinute(60), 0, auth::list_sessions;
    delete "/api/v1/auth/sessions", SignedIn, PerMinute(20), 0, auth::end_other_sessions;
    delete "/api/v1/auth/sessions/{session}", SignedIn, PerMinute(60), 0, auth::end_session;
    post "/api/v1/auth/second-factor", SettingUp, PerMinute(5), JSON_BYTES_MAX, auth::begin_factor;
    delete "/api/v1/auth/second-factor", SignedIn, PerMinute(5), JSON_BYTES_MAX, auth::remove_factor;
    post "/api/v1/auth/second-factor/confirm", SettingUp, PerMinute(5), JSON_BYTES_MAX, auth::confirm_factor;
    post "/api/v1/auth/second-factor/verify", HalfSignedIn, PerMinute(5), JSON_BYTES_MAX, auth::verify_factor;
    post "/api/v1/auth/second-factor/codes", SignedIn, PerMinute(5), JSON_BYTES_MAX, auth::new_codes;
    post "/api/v1/auth/step-up", SignedIn, PerMinute(10), JSON_BYTES_MAX, auth::step_up;
    get "/api/v1/challenge", SignedIn, PerMinute(20), 0, challenge::show;
    post "/api/v1/challenge", SignedIn, PerMinute(20), JSON_BYTES_MAX, challenge::solve;
    post "/api/v1/users", SignedIn, PerMinute(20), JSON_BYTES_MAX, auth::create_user;
    delete "/api/v1/users/{user}/sessions", SignedIn, PerMinute(20), 0, auth::end_sessions_of;
    delete "/api/v1/users/me", SignedIn, PerMinute(5), JSON_BYTES_MAX, auth::close_account;
    get "/api/v1/users/me/export", SignedIn, PerMinute(5), 0, export::show;
    get "/api/v1/users/me/consents", SignedIn, PerMinute(60), 0, legal::consents;
    post "/api/v1/users/me/consents", SignedIn, PerMinute(20), JSON_BYTES_MAX, legal::agree;
    get "/api/v1/users/me/api-keys", SignedIn, PerMinute(60), 0, api_keys::list;
    post "/api/v1/users/me/api-keys", SignedIn, PerMinute(5), JSON_BYTES_MAX, api_keys::make;
    delete "/api/v1/users/me/api-keys/{key}", SignedIn, PerMinute(20), 0, api_keys::end;
    get "/api/v1/audit", SignedIn, PerMinute(60), 0, audit_lines::show;
    get "/api/v1/feed", SignedIn, PerMinute(120), 0, rest::feed;
    post "/api/v1/uploads", SignedIn, PerMinute(60), JSON_BYTES_MAX, media::ask;
    put "/api/v1/uploads/{upload}", Anybody, PerMinute(120), FILE_BYTES_MAX, media::put;
    get "/api/v1/pictures/{hash}/{size}", SignedIn, PerMinute(600), 0, media::get;
    get "/api/v1/users/me", SignedIn, PerMinute(60), 0, auth::me;
};

fn rest_rows() -> Vec<Row> {
    let read = |resource: &'static Resource, path, serves| Row {
        method: "get",
        path,
        who: if resource.open { Who::Anybody } else { Who::SignedIn },
        pace: PerMinute(resource.pace),
        bytes_max: 0,
        serve: Serve::Rest(serves),
    };
    let reads = rest::resources().flat_map(|resource| {
        let list = read(resource, resource.list, Serves::List(resource));
        [list, read(resource, resource.one, Serves::One(resource))]
    });
    let writes = rest::actions().map(|action| Row {
        method: action.verb.word(),
        path: action.path,
        who: Who::SignedIn,
        pace: PerMinute(action.pace),
        bytes_max: BODY_BYTES_MAX,
        serve: Serve::Rest(Serves::Act(action)),
    });
    reads.chain(writes).collect()
}

/// Method, path and who may come, of every address that is served.
#[must_use]
pub fn served() -> Vec<(String, &'static str, Who)> {
    LIST.iter().map(|row| (row.method.to_uppercase(), row.path, row.who)).collect()
}

/// Every address, for the document.
pub(crate) fn entries() -> impl Iterator<Item = Entry> {
    LIST.iter().map(|row| Entry {
        method: row.method,
        path: row.path,
        who: row.who,
        per_minute: match row.pace {
            PerMinute(quota) => Some(quota),
            Unlimited | Set(_) => None,
        },
        bytes_max: row.bytes_max,
        serves: match row.serve {
            Serve::Handler(_) => Serves::Handler,
            Serve::Rest(serves) => serves,
        },
    })
}

/// Serves the rows of one side.
pub(crate) fn router(app: &Arc<App>, side: Side) -> Router {
    let mut router = Router::new();
    for row in LIST.iter().filter(|row| row.is_on(side)) {
        let watch = from_fn_with_state((Arc::clone(app), row), at_the_door);
        let served = row.serve().layer(DefaultBodyLimit::max(row.bytes_max)).route_layer(watch);
        router = router.route(row.path, served);
    }
    router
        .fallback(errors::not_found)
        .method_not_allowed_fallback(errors::method_not_allowed)
        .layer(from_fn_with_state(Arc::clone(app), errors::around))
        .layer(from_fn_with_state(Arc::clone(app), cors::apply))
        .layer(from_fn(guarded))
        .with_state(Arc::clone(app))
}

fn head<H, T>(handler: H) -> MethodRouter<Arc<App>>
where
    H: axum::handler::Handler<T, Arc<App>>,
    T: 'static,
{
    axum::routing::head(handler)
}

/// Lets a request in if its row does: who, then how often.
async fn at_the_door(
    State((app, row)): State<(Arc<App>, &'static Row)>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let keyed = match row.section() {
        Some((section, writes)) => api_keys::caller(&mut parts, &app, section, writes).await,
        None => Ok(None),
    };
    let caller = match row.who {
        _ if !matches!(keyed, Ok(None)) => keyed,
        Who::Anybody | Who::Operator => Ok(None),
        Who::SignedIn => Caller::from_request_parts(&mut parts, &app).await.map(Some),
        Who::HalfSignedIn => Half::from_request_parts(&mut parts, &app).await.map(|half| Some(half.caller)),
        Who::SettingUp => AnyCaller::from_request_parts(&mut parts, &app).await.map(|any| Some(any.caller())),
    };
    let caller = match caller {
        Ok(caller) => caller,
        Err(failure) => return failure.into_response(),
    };
    // Sockets tell their devices themselves.
    if row.path != "/ws" && !Maintenance::is_open(row.path) && !is_admitted(&app, caller.as_ref()).await {
        return Failure::busy().into_response();
    }
    if let Some(caller) = caller.filter(|_| row.waits_for_consent())
        && let Err(failure) = app.require_consent_of(caller.user).await
    {
        return failure.into_response();
    }
    if let (Some(caller), Some(context)) = (caller, parts.extensions.get::<Context>()) {
        app.sessions.seen(caller.session, context.circumstances(caller.device));
    }
    let subject = caller.map(|caller| caller.user.to_string()).or_else(|| {
        parts.extensions.get::<Context>().map(Context::neighbourhood).filter(|address| !address.is_empty())
    });
    let grant = subject.and_then(|subject| row.ask(&app, &subject));
    if let Some(grant) = grant.filter(|grant| !grant.is_given()) {
        return Failure::too_many(&grant, app.clock().now()).into_response();
    }
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(grant) = grant {
        grant.write(response.headers_mut());
    }
    response
}

/// Whether the server serves somebody now: under maintenance, admins alone.
async fn is_admitted(app: &App, caller: Option<&Caller>) -> bool {
    match caller {
        Some(caller) => app.maintenance.admits(app, caller.user).await,
        None => !app.maintenance.is_on(app.clock().now()),
    }
}

impl Row {
    fn serve(&self) -> MethodRouter<Arc<App>> {
        match self.serve {
            Serve::Handler(handler) => handler(),
            Serve::Rest(Serves::List(resource)) => rest::serve_list(resource),
            Serve::Rest(Serves::One(resource)) => rest::serve_one(resource),
            Serve::Rest(Serves::Act(action)) => rest::serve_action(action),
            Serve::Rest(Serves::Handler) => MethodRouter::new(),
        }
    }

    /// Which area an API key must be for, and whether it must be one that writes.
    const fn section(&self) -> Option<(&'static str, bool)> {
        match self.serve {
            Serve::Rest(Serves::List(resource) | Serves::One(resource)) => Some((resource.section, false)),
            Serve::Rest(Serves::Act(action)) => Some((action.area, true)),
            Serve::Handler(_) | Serve::Rest(Serves::Handler) => None,
        }
    }

    /// Whether only those come who have agreed to the legal texts in force: it is what the community does. One's own
    /// account, the texts themselves and the lanes of devices stay open.
    fn waits_for_consent(&self) -> bool {
        let of_community = matches!(self.serve, Serve::Rest(_)) && self.who == Who::SignedIn;
        of_community || CONSENTED.contains(&self.path)
    }

    /// Health is asked for on both sides.
    fn is_on(&self, side: Side) -> bool {
        (self.who == Who::Operator) == (side == Side::Operator) || self.path == "/health"
    }

    fn ask(&self, app: &App, subject: &str) -> Option<Grant> {
        let quota = match self.pace {
            Unlimited => return None,
            PerMinute(quota) => quota,
            Set(of) => of(&app.config.rates),
        };
        // The same rule for the same path, whatever ids are in it.
        Some(app.limits.ask(
            self.path,
            &format!("{} {subject}", self.method),
            Quota(app.config.rates.of(quota)),
            app.clock().now(),
        ))
    }
}

/// Headers that every answer carries, whatever it is (requirement O7). This is an interface for programs: no page
/// may frame it, run what it answers, or keep what it says.
async fn guarded(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        // The one page that the server has loads its own style.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
