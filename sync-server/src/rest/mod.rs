//! The REST interface under `/api/v1`: collections and writes as rows of tables, one table an area.
//!
//! A row of [`resources`] is a collection that can be listed and looked into; a row of [`actions`] is a write,
//! which is a command. Routes, bodies, answers and the document at `/api/v1/openapi.json` are made of the rows,
//! so that adding an area is adding rows.

mod action;
mod areas;
mod feed;
mod fields;
mod notes;
mod openapi;
mod page;
mod read;
mod resource;
mod shape;
pub(crate) mod time;

use std::sync::Arc;

use axum::extract::{Query, RawPathParams, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, get};
use hubbub_core::id::Id;
use hubbub_core::refusal::Code;
use hubbub_core::scope::Scope;
use serde_json::json;

pub(crate) use self::action::{Action, BODY_BYTES_MAX, serve as serve_action};
pub(crate) use self::areas::{actions, resources};
pub(crate) use self::feed::show as feed;
pub(crate) use self::openapi::show as document;
pub(crate) use self::page::{show as page, style};
pub(crate) use self::resource::Resource;
use crate::app::App;
use crate::auth::{AnyOrNobody, Caller};
use crate::errors::Failure;

/// What API keys can be for, as `voting:read`.
pub(crate) fn grants() -> std::collections::BTreeSet<String> {
    let sections = resources().map(|resource| resource.section).chain(actions().map(|action| action.area));
    sections.flat_map(|section| ["read", "write"].map(|verb| format!("{section}:{verb}"))).collect()
}

/// The device as which a caller's writes over REST are numbered, apart from the calls of the device itself.
pub(crate) fn device_of(user: Id, device: Id) -> Id {
    Id::of("rest device", &[user, device])
}

/// Serves a collection.
pub(crate) fn serve_list(resource: &'static Resource) -> MethodRouter<Arc<App>> {
    get(
        move |State(app): State<Arc<App>>,
              caller: AnyOrNobody,
              headers: HeaderMap,
              Query(query): Query<Vec<(String, String)>>| async move {
            let page = resource.page(&query)?;
            let engine = Arc::clone(&app.engine);
            let (found, more) = app
                .readers
                .read(move |sql| {
                    let scopes = scopes(&*engine, sql, caller.0)?;
                    resource.list(sql, &scopes, &page)
                })
                .await?;
            let next = found.last().filter(|_| more).map(|last| last.id.clone());
            let items: Vec<_> = found.into_iter().map(|one| one.json).collect();
            let data = json!({ "items": items, "next": next });
            let tag = resource::tag(&data);
            Ok::<_, Failure>(cached(&headers, &tag, data))
        },
    )
}

/// Serves one thing of a collection.
pub(crate) fn serve_one(resource: &'static Resource) -> MethodRouter<Arc<App>> {
    get(
        move |State(app): State<Arc<App>>, caller: AnyOrNobody, headers: HeaderMap, params: RawPathParams| async move {
            let id = params.iter().next().and_then(|(_, text)| text.parse().ok()).ok_or(Code::NotFound)?;
            let engine = Arc::clone(&app.engine);
            let found = app
                .readers
                .read(move |sql| {
                    let scopes = scopes(&*engine, sql, caller.0)?;
                    resource.one(sql, &scopes, id)
                })
                .await?;
            let found = found.ok_or(Code::NotFound)?;
            let tag = found.tag();
            Ok::<_, Failure>(cached(&headers, &tag, found.json))
        },
    )
}

/// What a caller may see; who is not signed in sees what everybody may.
fn scopes(
    engine: &dyn crate::engine::Engine,
    sql: &mut dyn hubbub_core::store::Sql,
    caller: Option<Caller>,
) -> Result<std::collections::BTreeSet<Scope>, hubbub_core::store::Fault> {
    match caller {
        Some(caller) => engine.scopes(sql, caller.user),
        None => Ok([Scope::public()].into()),
    }
}

/// An answer with its entity tag; without a body when the caller has this version (RFC 9110, 13.1.2).
fn cached(headers: &HeaderMap, tag: &str, data: serde_json::Value) -> Response {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let same = known.is_some_and(|known| {
        known.split(',').any(|one| {
            let one = one.trim();
            one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag
        })
    });
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        axum::Json(json!({ "status": "success", "data": data })).into_response()
    };
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use hubbub_core::domain::Hubbub;
    use hubbub_core::sync::rules::Domain as _;

    use super::*;

    #[test]
    fn every_example_is_a_command_and_a_field_more_or_less_is_refused() {
        for action in actions() {
            let fields = action.fields();
            let given = shape::example_of(&fields);
            let text = |json: &serde_json::Map<String, serde_json::Value>| serde_json::to_vec(json).unwrap();
            let taken =
                read::body(&text(&given), &fields).unwrap_or_else(|no| panic!("{}: {no:?}", action.path));
            let names = action.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
            let ids: BTreeMap<String, Id> = names.map(|name| (name.to_owned(), Id::default())).collect();
            let command = action.command(taken.fields, &ids, Id::default());
            let command = serde_json::Value::Object(command).to_string();
            assert!(
                Hubbub.decode(&command).is_ok(),
                "{}: {command}: {:?}",
                action.path,
                Hubbub.decode(&command)
            );
            let mut more = given.clone();
            more.insert("role".to_owned(), "x".into());
            if fields.iter().all(|field| field.name != "role") {
                assert!(read::body(&text(&more), &fields).is_err(), "{}", action.path);
            }
            for name in given.keys() {
                let mut less = given.clone();
                less.remove(name);
                assert!(read::body(&text(&less), &fields).is_err(), "{} without {name}", action.path);
            }
        }
    }

    #[test]
    fn every_served_address_is_in_the_document() {
        let document = openapi::read();
        for (method, path, _) in crate::served() {
            let operation = &document["paths"][path][method.to_lowercase()];
            assert!(operation["summary"].as_str().is_some_and(|words| !words.is_empty()), "{method} {path}");
        }
        for note in notes::NOTES {
            let served = crate::served();
            let known = |(method, path, _): &(String, &str, _)| {
                method.to_lowercase() == note.method && *path == note.path
            };
            assert!(served.iter().any(known), "{} {} is described and not served", note.method, note.path);
        }
    }
}
