//! The document as a page to be read: plain HTML without a script, from the same list.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::http::header;
use axum::response::{Html, IntoResponse as _, Response};
use serde_json::Value as Json;

use super::openapi;

/// The page's own style and nothing else may be loaded.
const POLICY: &str = "default-src 'none'; style-src 'self'; frame-ancestors 'none'";
const STYLE: &str = "\
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:70rem;margin:0 auto;padding:1rem}
h2{margin-top:2.5rem;text-transform:capitalize}
details{border:1px solid;border-radius:.4rem;margin:.5rem 0;padding:.4rem .8rem}
summary{cursor:pointer}
summary:focus-visible{outline:3px solid}
code,pre{font:.9rem/1.4 ui-monospace,monospace}
pre{overflow:auto;padding:.6rem;border:1px dashed}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.2rem .6rem .2rem 0;border-bottom:1px solid}
";
const METHODS: &[&str] = &["get", "head", "post", "put", "patch", "delete"];

static PAGE: LazyLock<String> = LazyLock::new(|| write(openapi::read()));

/// `GET /api/v1/docs`.
pub(crate) async fn show() -> Response {
    ([(header::CONTENT_SECURITY_POLICY, POLICY)], Html(PAGE.as_str())).into_response()
}

/// `GET /api/v1/docs/style.css`.
pub(crate) async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

fn write(document: &Json) -> String {
    let mut page = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Hubbub REST API</title>\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <link rel=\"stylesheet\" href=\"/api/v1/docs/style.css\"></head><body><main><h1>Hubbub REST API</h1>",
    );
    let about = text(&document["info"]["description"]);
    let _ = write!(page, "<p>{about}</p><p><a href=\"/api/v1/openapi.json\">OpenAPI 3.1</a></p>");
    let mut operations: Vec<(String, String, String, &Json)> = Vec::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            if let Some(operation) = methods.get(method) {
                operations.push((
                    text(&operation["tags"][0]),
                    path.clone(),
                    method.to_uppercase(),
                    operation,
                ));
            }
        }
    }
    operations.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    let mut section = String::new();
    for (tag, path, method, operation) in operations {
        if tag != section {
            let _ = write!(page, "<h2>{tag}</h2>");
            section = tag;
        }
        one(&mut page, &method, &path, operation);
    }
    page.push_str("</main></body></html>");
    page
}

fn one(page: &mut String, method: &str, path: &str, operation: &Json) {
    let summary = text(&operation["summary"]);
    let _ = write!(page, "<details><summary><code>{method} {}</code> {summary}</summary>", escaped(path));
    let who =
        if operation["security"].as_array().is_some_and(Vec::is_empty) { "Everybody." } else { "Signed in." };
    let _ = write!(page, "<p>{who}");
    if let Some(pace) = operation["x-per-minute"].as_u64() {
        let _ = write!(page, " At most {pace} times a minute.");
    }
    page.push_str("</p>");
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let rows: Vec<(String, String, &Json)> = parameters
        .map(|one| {
            (
                text(&one["name"]),
                format!("{}. {}", text(&one["in"]), text(&one["description"])),
                &one["schema"],
            )
        })
        .collect();
    table(page, "Parameters", &rows);
    let body = &operation["requestBody"]["content"]["application/json"];
    table(page, "Body", &fields(&body["schema"]));
    if !body["example"].is_null() {
        let example = serde_json::to_string_pretty(&body["example"]).unwrap_or_default();
        let _ = write!(page, "<pre>{}</pre>", escaped(&example));
    }
    for status in ["200", "201", "202"] {
        let data =
            &operation["responses"][status]["content"]["application/json"]["schema"]["properties"]["data"];
        let told = data["anyOf"].get(0).unwrap_or(data);
        let told = if told["properties"]["items"]["items"].is_object() {
            &told["properties"]["items"]["items"]
        } else {
            told
        };
        table(page, &format!("Answer {status}"), &fields(told));
    }
    page.push_str("</details>");
}

fn fields(schema: &Json) -> Vec<(String, String, &Json)> {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    let named = schema["properties"].as_object().into_iter().flatten();
    let about = |name: &str, one: &Json| {
        let may = if required.contains(&name) { "" } else { "May be absent. " };
        format!("{may}{}", text(&one["description"]))
    };
    named.map(|(name, one)| (escaped(name), about(name, one), one)).collect()
}

fn table(page: &mut String, heading: &str, rows: &[(String, String, &Json)]) {
    if rows.is_empty() {
        return;
    }
    let _ = write!(page, "<table><caption>{heading}</caption><tbody>");
    for (name, about, schema) in rows {
        let _ = write!(
            page,
            "<tr><th scope=\"row\"><code>{name}</code></th><td>{}</td><td>{about}</td></tr>",
            form(schema)
        );
    }
    page.push_str("</tbody></table>");
}

/// A form in a few words.
fn form(schema: &Json) -> String {
    if let Some(words) = schema["enum"].as_array() {
        let words: Vec<String> = words.iter().map(text).collect();
        return words.join(" | ");
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let forms: Vec<String> = any.iter().map(form).collect();
        return forms.join(" or ");
    }
    if let Some(reference) = schema["$ref"].as_str() {
        return escaped(reference.rsplit('/').next().unwrap_or_default()).to_lowercase();
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("array"), _) => format!("list of {}", form(&schema["items"])),
        (_, Some(format)) => escaped(format),
        (Some(kind), _) => escaped(kind),
        _ if schema["oneOf"].is_array() => "object".to_owned(),
        _ => String::new(),
    }
}

fn text(json: &Json) -> String {
    escaped(json.as_str().unwrap_or_default())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
