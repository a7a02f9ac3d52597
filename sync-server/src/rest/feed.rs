//! The feed over REST: what is new for the caller in one community, the same as on their devices.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use hubbub_core::access::Viewer;
use hubbub_core::domain::TABLES;
use hubbub_core::feed::{After, FeedLine, LINES_PER_PAGE_MAX, feed};
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::store::{Tx, Unwatched};
use serde::Deserialize;
use serde_json::{Value, json};

use super::time;
use crate::app::App;
use crate::auth::Caller;
use crate::errors::{self, Failure};
use crate::logs::rfc3339;

/// Which page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    community: Id,
    /// The time and the row of the last line of the page before.
    after_at: Option<String>,
    after_id: Option<Id>,
}

/// `GET /api/v1/feed?community=…`.
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Failure> {
    let after = match (asked.after_at, asked.after_id) {
        (None, None) => None,
        (Some(at), Some(id)) => Some(After { at: time::parse(&at).ok_or_else(malformed)?, id }),
        _ => return Err(malformed()),
    };
    let viewer = Viewer { user: caller.user, locale: errors::locale(&headers), now: app.clock().now() };
    let read = move |sql: &mut dyn hubbub_core::store::Sql| {
        feed(&mut Tx::new(sql, TABLES, &mut Unwatched), &viewer, asked.community, after)
    };
    let lines = app.readers.read(read).await?;
    let last = lines.last().filter(|_| lines.len() == LINES_PER_PAGE_MAX);
    let next = last.map(|last| json!({ "after_at": rfc3339(last.at), "after_id": last.id }));
    let items: Vec<Value> = lines.iter().map(line).collect();
    Ok(Json(json!({ "status": "success", "data": { "items": items, "next": next } })))
}

fn line(line: &FeedLine) -> Value {
    json!({
        "kind": line.kind, "id": line.id, "subject": line.subject, "title": line.title,
        "excerpt": line.excerpt, "name": line.name, "image": line.image, "at": rfc3339(line.at),
    })
}

fn malformed() -> Failure {
    Failure::from(Refusal::new(Code::ValidationFailed).field("after_at", "malformed"))
}
