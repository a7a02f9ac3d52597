//! The document of the REST interface (OpenAPI 3.1), made of the one list of addresses.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value as Json, json};

use super::action::Action;
use super::notes::{self, Answer, Note};
use super::resource::{PAGE, PAGE_MAX, Resource};
use super::shape::{self, Field, Need, Shape};
use crate::routes::{self, Entry, Serves, Who};

/// What can go wrong at any address, beside what the framework answers to other methods.
const FAILURES: &[(&str, &str)] = &[
    ("400", "Something in it is wrong; `details` name the fields."),
    ("401", "Nobody is signed in, or the token is not valid."),
    ("403", "Your roles do not allow it, or a step is missing."),
    ("404", "There is no such thing, or you may not see it."),
    ("409", "It does not fit what stands."),
    ("412", "It is not the version that you have seen."),
    ("413", "The body is too large."),
    ("415", "The body is not JSON."),
    ("429", "Too often; `Retry-After` says when to come back."),
    ("451", "A legal text waits for consent."),
    ("500", "Something broke."),
    ("503", "The server has too much to do; `Retry-After` says when to come back."),
    ("504", "It took too long."),
];

static DOCUMENT: LazyLock<Json> = LazyLock::new(document);
static TEXT: LazyLock<String> = LazyLock::new(|| DOCUMENT.to_string());

/// `GET /api/v1/openapi.json`.
pub(crate) async fn show() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], TEXT.as_str()).into_response()
}

/// The document.
pub(crate) fn read() -> &'static Json {
    &DOCUMENT
}

fn document() -> Json {
    let mut paths: Map<String, Json> = Map::new();
    for entry in routes::entries() {
        let path = paths.entry(entry.path).or_insert_with(|| json!({}));
        path[entry.method] = operation(&entry);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Hubbub",
            "version": env!("CARGO_PKG_VERSION"),
            "description": ABOUT,
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer", "description":
                    "An access token of a session, or an API key." },
            },
            "schemas": { "Money": money(), "Error": error() },
            "responses": { "Failure": {
                "description": "Why not.",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } },
            } },
        },
    })
}

const ABOUT: &str = "Every write is the command that the apps send: one set of rules, one permission table. \
    Lists come in pages: `after` is the `next` of the page before. `ETag` with `If-None-Match` saves what you \
    have; with `If-Match` a write happens only to the version you have seen. A write with an `Idempotency-Key` \
    may be sent again: it happens once. Times are RFC 3339, money is a decimal text with its currency. Messages \
    are in the language of `Accept-Language`: en, fr, es or de.";

fn money() -> Json {
    json!({
        "type": "object",
        "properties": {
            "amount": { "type": "string", "pattern": "^-?[0-9]{1,13}(\\.[0-9]{1,4})?$" },
            "currency": { "type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 4217" },
        },
        "required": ["amount", "currency"],
        "additionalProperties": false,
    })
}

fn error() -> Json {
    json!({
        "type": "object",
        "properties": { "error": {
            "type": "object",
            "properties": {
                "code": { "type": "string", "enum": codes() },
                "message": { "type": "string" },
                "params": { "type": "object" },
                "details": { "type": "array", "items": {
                    "type": "object",
                    "properties": { "field": { "type": "string" }, "issue": { "type": "string" } },
                    "required": ["field", "issue"],
                } },
                "correlation_id": { "type": "string" },
                "timestamp": { "type": "string", "format": "date-time" },
            },
            "required": ["code", "message", "details", "correlation_id", "timestamp"],
        } },
        "required": ["error"],
    })
}

fn codes() -> Vec<&'static str> {
    hubbub_core::refusal::Code::ALL.iter().map(|code| code.wire()).collect()
}

fn operation(entry: &Entry) -> Json {
    let mut found = match entry.serves {
        Serves::List(resource) => list(resource),
        Serves::One(resource) => one(resource),
        Serves::Act(action) => write(action),
        Serves::Handler => handler(entry),
    };
    let mut parameters = path_parameters(entry.path);
    parameters.extend(found["parameters"].as_array().cloned().unwrap_or_default());
    found["parameters"] = parameters.into();
    found["operationId"] = operation_id(entry.method, entry.path).into();
    if let Some(per_minute) = entry.per_minute {
        found["x-per-minute"] = per_minute.into();
    }
    let open = matches!(entry.serves, Serves::List(resource) | Serves::One(resource) if resource.open);
    found["security"] = match entry.who {
        Who::Anybody | Who::Operator if open => json!([{}, { "token": [] }]),
        Who::Anybody | Who::Operator => json!([]),
        Who::SignedIn | Who::HalfSignedIn | Who::SettingUp => json!([{ "token": [] }]),
    };
    for (status, _) in FAILURES {
        found["responses"][*status] = json!({ "$ref": "#/components/responses/Failure" });
    }
    found
}

fn path_parameters(path: &str) -> Vec<Json> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let schema = |name: &str| match name {
        "hash" => shape::schema(&Shape::Hash),
        "size" => shape::schema(&Shape::Word(&["thumb", "screen"])),
        _ => shape::schema(&Shape::Id),
    };
    names
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": schema(name) }))
        .collect()
}

/// `post /api/v1/polls/{poll}/ballot` is `post_polls_poll_ballot`.
fn operation_id(method: &str, path: &str) -> String {
    let words = path.trim_start_matches("/api/v1").split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = std::iter::once(method).chain(words).filter(|word| !word.is_empty()).collect();
    words.join("_")
}

fn envelope(data: &Json) -> Json {
    json!({ "application/json": { "schema": {
        "type": "object",
        "properties": { "status": { "const": "success" }, "data": data },
        "required": ["status", "data"],
        "additionalProperties": false,
    } } })
}

fn tagged(description: &str, data: &Json) -> Json {
    json!({
        "description": description,
        "headers": { "ETag": { "schema": { "type": "string" }, "description": "Its version." } },
        "content": envelope(data),
    })
}

fn query(name: &str, schema: Json, about: &str) -> Json {
    json!({ "name": name, "in": "query", "schema": schema, "description": about })
}

fn head(name: &str, pattern: &str, about: &str) -> Json {
    json!({ "name": name, "in": "header", "description": about,
        "schema": { "type": "string", "pattern": pattern, "maxLength": 64 } })
}

fn if_none_match() -> Json {
    head("If-None-Match", "^\"[0-9a-f]{32}\"$", "The version that you have.")
}

fn list(resource: &Resource) -> Json {
    let mut parameters = vec![
        query("after", shape::schema(&Shape::Id), "The `next` of the page before."),
        query(
            "limit",
            json!({ "type": "integer", "minimum": 1, "maximum": PAGE_MAX, "default": PAGE }),
            "How many.",
        ),
        query(
            "order",
            json!({ "enum": ["asc", "desc"], "default": "asc" }),
            "By id; newer things have greater ones.",
        ),
        if_none_match(),
    ];
    let filters = resource.filters.iter().filter_map(|name| resource.filter(name));
    parameters.extend(filters.map(|field| query(field.name, shape::schema(&field.shape), field.about)));
    let data = json!({
        "type": "object",
        "properties": {
            "items": { "type": "array", "items": shape::told(resource.shows) },
            "next": { "anyOf": [shape::schema(&Shape::Id), { "type": "null" }] },
        },
        "required": ["items", "next"],
        "additionalProperties": false,
    });
    json!({
        "tags": [resource.section], "summary": resource.about, "parameters": parameters,
        "responses": { "200": tagged("A page.", &data), "304": { "description": "You have this version." } },
    })
}

fn one(resource: &Resource) -> Json {
    json!({
        "tags": [resource.section], "summary": format!("One {}.", resource.name),
        "parameters": [if_none_match()],
        "responses": {
            "200": tagged("It.", &shape::told(resource.shows)),
            "304": { "description": "You have this version." },
        },
    })
}

fn write(action: &Action) -> Json {
    let mut parameters =
        vec![head("Idempotency-Key", "^[!-~]{1,64}$", "Names this write: sent again, it happens once.")];
    let shown = action.shows.map(|(resource, _)| resource);
    if action.makes.is_none() && shown.is_some() {
        parameters.push(head("If-Match", "^\"[0-9a-f]{32}\"$", "The version that you have seen."));
    }
    // What the caller may not see afterwards is told by its id alone.
    let data = match shown {
        Some(resource) => json!({ "anyOf": [
            shape::told(resource.shows),
            { "type": "object", "properties": { "id": shape::schema(&Shape::Id) }, "required": ["id"],
                "additionalProperties": false },
        ] }),
        None => shape::object(&[]),
    };
    let status = if action.makes.is_some() { "201" } else { "200" };
    let mut found = json!({
        "tags": [action.area], "summary": action.about, "parameters": parameters,
        "x-command": { "area": action.area, "kind": action.kind },
        "responses": { status: tagged("Done.", &data) },
    });
    if let (Some(resource), Some(_)) = (shown, action.makes) {
        found["responses"][status]["headers"]["Location"] = json!({ "schema": { "type": "string" } });
        let target = operation_id("get", resource.one);
        let parameters = Map::from_iter([(resource.param().to_owned(), json!("$response.body#/data/id"))]);
        found["responses"][status]["links"] =
            json!({ "look": { "operationId": target, "parameters": parameters } });
    }
    let fields = action.fields();
    if !fields.is_empty() {
        found["requestBody"] = body(&fields);
    }
    found
}

fn body(fields: &[Field]) -> Json {
    let needed = fields.iter().any(|field| field.need == Need::Must);
    json!({ "required": true, "content": { "application/json": {
        "schema": shape::object(fields),
        "example": if needed { Json::Object(shape::example_of(fields)) } else { json!({}) },
    } } })
}

fn handler(entry: &Entry) -> Json {
    let Some(Note { section, about, body: taken, answer, .. }) = notes::note(entry.method, entry.path) else {
        return unnoted(entry);
    };
    let mut found = json!({ "tags": [section], "summary": about });
    found["responses"] = match answer {
        Answer::Data(fields) => {
            json!({ "200": { "description": "Done.", "content": envelope(&shape::object(fields)) } })
        }
        Answer::Quiet => {
            let data = shape::object(&[]);
            json!({ "202": { "description": "The same, whatever came of it.", "content": envelope(&data) } })
        }
        Answer::Other(kind) => {
            let content = Map::from_iter([((*kind).to_owned(), json!({}))]);
            json!({ "200": { "description": "It.", "content": content } })
        }
    };
    if let Some(fields) = taken {
        found["requestBody"] = body(fields);
    }
    found
}

/// An address that speaks bytes of its own, as the sync protocol does.
fn unnoted(entry: &Entry) -> Json {
    let mut found = json!({
        "tags": ["other"],
        "summary": "Described in docs/protocol.md.",
        "responses": { "2XX": { "description": "Done." }, "416": { "description": "No such range." },
            "426": { "description": "A WebSocket handshake of another version." } },
    });
    if entry.bytes_max > 0 {
        found["requestBody"] = json!({ "content": { "application/octet-stream": {} } });
    }
    found
}
