//! Writes: each is one command, given the way devices give theirs, so that there is one set of rules.
//!
//! An `Idempotency-Key` becomes the call's id: sent again, it gets the answer that was given. `If-Match` is
//! looked at in the transaction of the command.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{RawPathParams, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::store::{Fault, Value};
use hubbub_core::sync::protocol::Outcome;
use serde_json::{Map, Value as Json, json};

use super::read::{self, Taken};
use super::resource::Resource;
use super::shape::Field;
use crate::app::App;
use crate::auth::Caller;
use crate::errors::Failure;
use crate::logs::Context;
use crate::random;
use crate::writer::Writing;

/// Names a write that may be sent more than once.
pub(crate) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Longest key, in characters.
pub(crate) const KEY_LEN_MAX: usize = 64;
/// Longest list of entity tags.
pub(crate) const TAGS_LEN_MAX: usize = 1_000;
/// Largest body.
pub(crate) const BODY_BYTES_MAX: usize = 64 * 1024;

/// How a write is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Post,
    Put,
    Patch,
    Delete,
}

impl Verb {
    /// As in a request's head, in lower case.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Put => "put",
            Self::Patch => "patch",
            Self::Delete => "delete",
        }
    }

    const fn filter(self) -> MethodFilter {
        match self {
            Self::Post => MethodFilter::POST,
            Self::Put => MethodFilter::PUT,
            Self::Patch => MethodFilter::PATCH,
            Self::Delete => MethodFilter::DELETE,
        }
    }
}

/// A write.
#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) verb: Verb,
    pub(crate) path: &'static str,
    /// What it does.
    pub(crate) about: &'static str,
    /// The command's area.
    pub(crate) area: &'static str,
    /// The command's kind.
    pub(crate) kind: &'static str,
    /// The command's field with the id of the thing that it makes: the caller may choose it.
    pub(crate) makes: Option<&'static str>,
    /// The fields of its body.
    pub(crate) body: &'static [Field],
    /// The command's field that all fields of the body go into.
    pub(crate) wrap: Option<&'static str>,
    /// What is told afterwards, and which field of the command has its id.
    pub(crate) shows: Option<(&'static Resource, &'static str)>,
    /// The currency that its amounts must have: a statement with one `?`, and the field whose value that is.
    pub(crate) currency: Option<(&'static str, &'static str)>,
    /// How often one person may ask, a minute.
    pub(crate) pace: u32,
}

/// What came of it, in the transaction.
enum Done {
    Decided(Outcome),
    /// It is not the version that the caller has seen.
    Stale,
    /// Its amounts are of another currency.
    OtherCurrency,
}

/// Serves a write.
pub(crate) fn serve(action: &'static Action) -> MethodRouter<Arc<App>> {
    let handler = move |State(app): State<Arc<App>>,
                        Extension(context): Extension<Context>,
                        caller: Caller,
                        params: RawPathParams,
                        headers: HeaderMap,
                        body: Bytes| async move {
        let asked = action.read(&params, &headers, &body)?;
        action.run(&app, caller, &context, asked).await
    };
    on(action.verb.filter(), handler)
}

/// A write as it was asked for.
struct Asked {
    key: Option<String>,
    tags: Option<String>,
    taken: Taken,
    /// The ids of the address.
    ids: BTreeMap<String, Id>,
}

impl Action {
    fn read(&self, params: &RawPathParams, headers: &HeaderMap, body: &[u8]) -> Result<Asked, Failure> {
        let mut ids = BTreeMap::new();
        for (name, text) in params {
            ids.insert(name.to_owned(), text.parse().map_err(|_| Code::NotFound)?);
        }
        let wrong =
            |field: &str| Failure::from(Refusal::new(Code::ValidationFailed).field(field, "malformed"));
        let taken = if body.is_empty() && self.body.is_empty() {
            Taken::default()
        } else if is_json(headers) {
            read::body(body, &self.fields())?
        } else {
            return Err(Code::UnsupportedMediaType.into());
        };
        let key =
            headers.get(&IDEMPOTENCY_KEY).map(|value| plain(value).ok_or_else(|| wrong("idempotency-key")));
        let tags =
            headers.get(header::IF_MATCH).map(|value| versions(value).ok_or_else(|| wrong("if-match")));
        Ok(Asked { key: key.transpose()?, tags: tags.transpose()?, taken, ids })
    }

    /// The fields of the body, with the id of what is made.
    pub(crate) fn fields(&self) -> Vec<Field> {
        let id = self
            .makes
            .map(|name| super::shape::may(name, super::shape::Shape::Id, "Its id, if you choose it."));
        id.into_iter().chain(self.body.iter().copied()).collect()
    }

    /// The command, as devices write it.
    pub(crate) fn command(
        &self,
        taken: Map<String, Json>,
        ids: &BTreeMap<String, Id>,
        call: Id,
    ) -> Map<String, Json> {
        let mut fields = taken;
        let made = self.makes.map(|name| {
            let chosen = fields.remove(name).filter(|id| !id.is_null());
            (name.to_owned(), chosen.unwrap_or_else(|| call.derive(0).to_string().into()))
        });
        let mut command = match self.wrap {
            Some(name) => Map::from_iter([(name.to_owned(), Json::Object(fields))]),
            None => fields,
        };
        command.extend(made);
        command.extend(ids.iter().map(|(name, id)| (name.clone(), json!(id))));
        command.insert("area".to_owned(), self.area.into());
        command.insert("kind".to_owned(), self.kind.into());
        command
    }

    async fn run(
        &'static self,
        app: &Arc<App>,
        caller: Caller,
        context: &Context,
        asked: Asked,
    ) -> Result<Response, Failure> {
        let call = match &asked.key {
            Some(key) => Id::of("rest call", &[caller.user, Id::named(self.path, key)]),
            None => random::id(app.clock().now())?,
        };
        app.pace_bid(caller.user, self.area, self.kind)
            .map_err(|grant| Failure::too_many(&grant, app.clock().now()))?;
        let currencies = asked.taken.currencies;
        let command = self.command(asked.taken.fields, &asked.ids, call);
        let shown =
            self.shows.and_then(|(of, field)| Some((of, command.get(field)?.as_str()?.parse().ok()?)));
        let text = Json::Object(command.clone()).to_string();
        let (shared, context) = (Arc::clone(app), context.clone());
        let tags = asked.tags;
        let done = app
            .writer
            .write(move |writing| {
                let known = writing.is_decided(call)?;
                if !known && !self.is_current(&shared, writing, caller, shown, tags.as_deref())? {
                    return Ok(Done::Stale);
                }
                if !known && !self.fits_currency(writing, &command, &currencies)? {
                    return Ok(Done::OtherCurrency);
                }
                let device = super::device_of(caller.user, caller.device);
                let from = context.circumstances(caller.device);
                writing.command_of(caller.user, device, call, &text, &from).map(Done::Decided)
            })
            .await?;
        match done {
            Done::Decided(Outcome::Applied { .. }) => self.told(app, caller, shown).await,
            Done::Decided(Outcome::Refused(text)) => Err(serde_json::from_str::<Refusal>(&text)
                .map_err(|error| Fault::Shape(error.to_string()))?
                .into()),
            Done::Decided(Outcome::Unknown) => Err(Code::UnknownCommand.into()),
            Done::Decided(Outcome::Parked | Outcome::Discarded) => Err(Code::Parked.into()),
            Done::Stale => Err(Code::PreconditionFailed.into()),
            Done::OtherCurrency => {
                Err(Refusal::new(Code::ValidationFailed).field("currency", "out_of_range").into())
            }
        }
    }

    /// Whether the thing is the version that the caller has seen, where they say which.
    fn is_current(
        &self,
        app: &App,
        writing: &mut Writing<'_>,
        caller: Caller,
        shown: Option<(&'static Resource, Id)>,
        tags: Option<&str>,
    ) -> Result<bool, Fault> {
        let Some(tags) = tags else { return Ok(true) };
        let Some((resource, id)) = shown.filter(|_| self.makes.is_none()) else { return Ok(false) };
        let scopes = app.engine.scopes(writing.sql, caller.user)?;
        let standing = resource.one(writing.sql, &scopes, id)?;
        Ok(standing.is_some_and(|standing| matches(tags, &standing.tag())))
    }

    /// Whether every amount is of the currency that counts here. What the rules don't find, they refuse.
    fn fits_currency(
        &self,
        writing: &mut Writing<'_>,
        command: &Map<String, Json>,
        currencies: &std::collections::BTreeSet<String>,
    ) -> Result<bool, Fault> {
        let Some((text, field)) = self.currency.filter(|_| !currencies.is_empty()) else { return Ok(true) };
        let key = command.get(field).and_then(Json::as_str).unwrap_or_default();
        let found = writing.sql.first(text, &[Value::from(key)], |row| Ok(row.text(0)?.to_owned()))?;
        Ok(found.is_none_or(|expected| currencies.iter().all(|currency| *currency == expected)))
    }

    /// The answer: the thing as it stands now, if the caller may see it.
    async fn told(
        &self,
        app: &App,
        caller: Caller,
        shown: Option<(&'static Resource, Id)>,
    ) -> Result<Response, Failure> {
        let status = if self.makes.is_some() { StatusCode::CREATED } else { StatusCode::OK };
        let Some((resource, id)) = shown else {
            return Ok((status, axum::Json(json!({ "status": "success", "data": {} }))).into_response());
        };
        let engine = Arc::clone(&app.engine);
        let found = app
            .readers
            .read(move |sql| {
                let scopes = engine.scopes(sql, caller.user)?;
                resource.one(sql, &scopes, id)
            })
            .await?;
        let data = found.as_ref().map_or_else(|| json!({ "id": id }), |found| found.json.clone());
        let body = axum::Json(json!({ "status": "success", "data": data }));
        let mut response = (status, body).into_response();
        if let Some(tag) = found.and_then(|found| HeaderValue::from_str(&found.tag()).ok()) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        if self.makes.is_some() {
            let place = resource.one.replace(&format!("{{{}}}", resource.param()), &id.to_string());
            if let Ok(place) = HeaderValue::from_str(&place) {
                response.headers_mut().insert(header::LOCATION, place);
            }
        }
        Ok(response)
    }
}

/// Whether a list of entity tags names one (RFC 9110, 13.1.1): strong ones alone.
pub(crate) fn matches(tags: &str, tag: &str) -> bool {
    tags.split(',').map(str::trim).any(|one| one == "*" || one == tag)
}

/// What `If-Match` says, if it is `*` or a list of entity tags (RFC 9110, 8.8.3 and 13.1.1).
fn versions(value: &HeaderValue) -> Option<String> {
    let text = value.to_str().ok()?.trim();
    let is_tag = |tag: &str| {
        let tag = tag.strip_prefix("W/").unwrap_or(tag);
        let inside = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
        inside.is_some_and(|inside| inside.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"'))
    };
    let sound = text.len() <= TAGS_LEN_MAX && (text == "*" || text.split(',').map(str::trim).all(is_tag));
    sound.then(|| text.to_owned())
}

/// Whether a body says that it is JSON.
fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next()).map(str::trim);
    essence.is_some_and(|essence| essence.eq_ignore_ascii_case("application/json"))
}

/// An idempotency key that names something.
fn plain(value: &HeaderValue) -> Option<String> {
    let text = value.to_str().ok()?;
    let fits = (1..=KEY_LEN_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then(|| text.to_owned())
}
