//! What those who run a community may read of the audit log, and that they did.
//!
//! The log is the server's, a community only a part of it. Its admins see the lines of people who belong to it, by
//! their names there, unless a person also belongs to a community that the asker does not run: the line does not
//! say where it was done. What the server did itself they see when they run every community that there is. Where
//! a request came from stays sealed under its person's key. Each reading is a line of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::{Extension, Json};
use hubbub_core::access::{Access, Role};
use hubbub_core::call::Actor;
use hubbub_core::domain::TABLES;
use hubbub_core::id::Id;
use hubbub_core::refusal::Code;
use hubbub_core::store::{Fault, RowView, Sql, Tx, Unwatched, Value};
use hubbub_core::time::Timestamp;
use serde::Deserialize;
use serde_json::{Value as Told, json};

use crate::app::App;
use crate::audit::{self, Record};
use crate::auth::Caller;
use crate::errors::Failure;
use crate::keys::Keys;
use crate::logs::{Context, rfc3339};

/// Lines on one page at most.
pub(crate) const LINES_PER_PAGE_MAX: usize = 100;
/// Lines that are looked at for one page at most: a page may be short, and still not be the last.
const LINES_SEEN_MAX: usize = 20_000;
/// Lines that are read at a time.
const LINES_AT_ONCE: usize = 500;

/// Which page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    community: Id,
    /// What comes before the line with this number; absent: the latest.
    before: Option<i64>,
    /// Only lines whose action begins with this word, as `voting`; absent or empty: all.
    about: Option<String>,
}

/// A line of the log.
struct Line {
    seq: i64,
    at: Timestamp,
    actor: String,
    action: String,
    entity: String,
    details: String,
}

/// A page of lines, the latest first.
struct Page {
    lines: Vec<Line>,
    /// Where the next page begins; none at the end.
    next: Option<i64>,
}

/// Whose lines somebody may read.
struct Sight {
    /// Names by pseudonym.
    names: BTreeMap<String, String>,
    /// Whether the server's own lines are among them.
    server: bool,
}

/// `GET /api/v1/audit?community=…`.
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<Told>, Failure> {
    let (keys, user) = (Arc::clone(&app.keys), caller.user);
    let about = asked.about.clone().unwrap_or_default();
    let read = move |sql: &mut dyn Sql| match sight(sql, &keys, user, asked.community)? {
        None => Ok(None),
        Some(sight) => Ok(Some((page(sql, &sight, asked.before, &about)?, sight))),
    };
    let (page, sight) = app.readers.read(read).await?.ok_or(Code::ForbiddenRole)?;
    let (shared, community, before) = (Arc::clone(&app), asked.community, asked.before);
    app.writer
        .write(move |writing| {
            let record = Record {
                actor: Some(user),
                action: "audit.read",
                entity: format!("community {community}"),
                correlation: &context.correlation,
                details: json!({ "before": before }),
            };
            audit::record(writing.sql, &shared.keys, &record, writing.now)
        })
        .await?;
    let items: Vec<Told> = page.lines.iter().map(|line| told(line, &sight)).collect();
    Ok(Json(json!({ "status": "success", "data": { "items": items, "next": page.next } })))
}

/// Whose lines a person may read in a community; none for whoever does not run it.
fn sight(sql: &mut dyn Sql, keys: &Keys, user: Id, community: Id) -> Result<Option<Sight>, Fault> {
    let access = Access::load(&mut Tx::new(sql, TABLES, &mut Unwatched), Actor::Person(user))?;
    if !access.holds(Role::Admin, community, None) {
        return Ok(None);
    }
    let runs = |id: &Id| access.holds(Role::Admin, *id, None);
    let text = "SELECT community, user_id, display_name, left_at IS NULL FROM member ORDER BY id";
    let members =
        sql.all(text, &[], |row| Ok((id(row, 0)?, id(row, 1)?, row.text(2)?.to_owned(), row.int(3)? != 0)))?;
    let elsewhere: BTreeSet<Id> =
        members.iter().filter(|(of, .., belongs)| *belongs && !runs(of)).map(|(_, user, ..)| *user).collect();
    let names = members
        .into_iter()
        .filter(|(of, user, ..)| *of == community && !elsewhere.contains(user))
        .map(|(_, user, name, _)| (keys.pseudonym(user), name))
        .collect();
    let all = sql.all("SELECT id FROM community ORDER BY id", &[], |row| id(row, 0))?;
    Ok(Some(Sight { names, server: all.iter().all(runs) }))
}

fn page(sql: &mut dyn Sql, sight: &Sight, before: Option<i64>, about: &str) -> Result<Page, Fault> {
    let text = format!(
        "SELECT seq, at, actor, action, entity, details FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT {LINES_AT_ONCE}"
    );
    let mut lines = Vec::new();
    let mut next = before.unwrap_or(i64::MAX);
    for _ in 0..LINES_SEEN_MAX / LINES_AT_ONCE {
        let found = sql.all(&text, &[Value::Int(next)], line)?;
        let last = found.len() < LINES_AT_ONCE;
        for line in found {
            next = line.seq;
            if sight.shows(&line) && is_about(&line.action, about) {
                lines.push(line);
            }
            if lines.len() == LINES_PER_PAGE_MAX {
                return Ok(Page { lines, next: Some(next) });
            }
        }
        if last {
            return Ok(Page { lines, next: None });
        }
    }
    Ok(Page { lines, next: Some(next) })
}

/// Whether an action is the one that is asked for, or one of that area.
fn is_about(action: &str, about: &str) -> bool {
    let area = action.split_once('.').map_or(action, |(area, _)| area);
    about.is_empty() || area == about
}

impl Sight {
    fn shows(&self, line: &Line) -> bool {
        if line.actor == audit::SERVER { self.server } else { self.names.contains_key(&line.actor) }
    }
}

fn told(line: &Line, sight: &Sight) -> Told {
    let details: Told = serde_json::from_str(&line.details).unwrap_or_default();
    json!({
        "seq": line.seq,
        "at": rfc3339(line.at),
        "actor": line.actor,
        "name": sight.names.get(&line.actor),
        "action": line.action,
        "entity": line.entity,
        "denied": details["denied"].as_bool().unwrap_or(false),
    })
}

fn line(row: &RowView<'_>) -> Result<Line, Fault> {
    Ok(Line {
        seq: row.int(0)?,
        at: Timestamp(row.int(1)?),
        actor: row.text(2)?.to_owned(),
        action: row.text(3)?.to_owned(),
        entity: row.text(4)?.to_owned(),
        details: row.text(5)?.to_owned(),
    })
}

fn id(row: &RowView<'_>, at: usize) -> Result<Id, Fault> {
    row.text(at)?.parse().map_err(|_| Fault::Shape("an id".to_owned()))
}
