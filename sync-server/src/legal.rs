//! Legal texts in their versions, and who agreed to which. Who has not agreed to every text in force reads and writes
//! nothing over the REST interface until they do (requirement C1). The lanes of devices stay open: what somebody did
//! offline before a text changed is theirs, and arrives; the apps ask before anything new is done.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::HeaderMap;
use axum::{Extension, Json};
use hubbub_core::i18n::{Locale, text};
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Found, json};

use crate::app::App;
use crate::audit::{self, Record};
use crate::auth::Caller;
use crate::errors::{self, Failure};
use crate::host::Host;
use crate::logs::{Context, rfc3339};
use crate::writer::Trouble;

/// People whose consent is remembered at once; beyond it all are looked up anew.
const REMEMBERED_MAX: usize = 100_000;
/// Texts that one request agrees to.
const AGREED_MAX: usize = 20;

/// A legal text that somebody agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Agreed {
    kind: String,
    version: i64,
}

/// `POST /api/v1/users/me/consents`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Agree {
    agreed: Vec<Agreed>,
}

/// Who has agreed to everything in force. A text comes into force while the server is down, so that what is
/// remembered never has to be forgotten.
#[derive(Default)]
pub(crate) struct Consents {
    clear: Mutex<BTreeSet<Id>>,
}

impl Consents {
    fn knows(&self, user: Id) -> bool {
        self.clear.lock().unwrap_or_else(PoisonError::into_inner).contains(&user)
    }

    fn remember(&self, user: Id) {
        let mut clear = self.clear.lock().unwrap_or_else(PoisonError::into_inner);
        if clear.len() >= REMEMBERED_MAX {
            clear.clear();
        }
        clear.insert(user);
    }
}

/// `GET /api/v1/legal`: the texts in force in the reader's language, and what is collected and why: to be shown
/// before anything is asked for.
pub(crate) async fn show(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Json<Found>, Failure> {
    let locale = errors::locale(&headers);
    let texts = app.readers.read(move |sql| in_force(sql, locale)).await?;
    let texts: Vec<Found> = texts
        .into_iter()
        .map(|(agreed, body)| json!({ "kind": agreed.kind, "version": agreed.version, "text": body }))
        .collect();
    let collected = text(locale, "legal-collected", &[]);
    Ok(Json(json!({ "status": "success", "data": { "collected": collected, "texts": texts } })))
}

/// `GET /api/v1/users/me/consents`: the texts in force in the reader's language, and when the caller agreed to each.
pub(crate) async fn consents(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Json<Found>, Failure> {
    told(&app, caller.user, errors::locale(&headers)).await
}

/// `POST /api/v1/users/me/consents`: the caller agrees to texts that are in force. An older version is refused:
/// nobody agrees to what they were not shown.
pub(crate) async fn agree(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    caller: Caller,
    headers: HeaderMap,
    Json(form): Json<Agree>,
) -> Result<Json<Found>, Failure> {
    let wrong = |issue| Refusal::new(Code::ValidationFailed).field("agreed", issue);
    if form.agreed.is_empty() {
        return Err(wrong("required").into());
    }
    if form.agreed.len() > AGREED_MAX {
        return Err(wrong("too_long").into());
    }
    let shared = Arc::clone(&app);
    let kept = app
        .writer
        .write(move |writing| {
            let texts = in_force(writing.sql, Locale::default())?;
            if form.agreed.iter().any(|agreed| texts.iter().all(|(text, _)| text != agreed)) {
                return Ok(false);
            }
            keep(writing.sql, caller.user, &form.agreed, &context.network(), writing.now)?;
            let record = Record {
                actor: Some(caller.user),
                action: "consent.give",
                entity: format!("user {}", caller.user),
                correlation: &context.correlation,
                details: json!({ "agreed": form.agreed }),
            };
            audit::record(writing.sql, &shared.keys, &record, writing.now)?;
            Ok(true)
        })
        .await?;
    if !kept {
        return Err(wrong("unknown").into());
    }
    told(&app, caller.user, errors::locale(&headers)).await
}

async fn told(app: &App, user: Id, locale: Locale) -> Result<Json<Found>, Failure> {
    let consents = app
        .readers
        .read(move |sql| {
            let texts = in_force(sql, locale)?;
            texts
                .into_iter()
                .map(|(text, body)| Ok((given_at(sql, user, &text)?, text, body)))
                .collect::<Result<Vec<_>, Fault>>()
        })
        .await?;
    let consents: Vec<Found> = consents
        .into_iter()
        .map(|(at, text, body)| {
            json!({ "kind": text.kind, "version": text.version, "text": body, "given_at": at.map(rfc3339) })
        })
        .collect();
    Ok(Json(json!({ "status": "success", "data": { "consents": consents } })))
}

impl App {
    /// Lets somebody pass who is signed in and has agreed to every text in force.
    ///
    /// # Errors
    /// `LEGAL_CONSENT_REQUIRED`.
    pub(crate) async fn require_consent_of(&self, user: Id) -> Result<(), Failure> {
        if self.consents.knows(user) {
            return Ok(());
        }
        let waits = self.readers.read(move |sql| waits(sql, user)).await?;
        if waits {
            return Err(Code::LegalConsentRequired.into());
        }
        self.consents.remember(user);
        Ok(())
    }

    /// Lets somebody pass who agreed to every text in force.
    ///
    /// # Errors
    /// `LEGAL_CONSENT_REQUIRED`.
    pub(crate) async fn require_consent(&self, agreed: Vec<Agreed>) -> Result<(), Failure> {
        let texts = self.readers.read(|sql| in_force(sql, Locale::default())).await?;
        let all = texts.iter().all(|(wanted, _)| agreed.contains(wanted));
        if all { Ok(()) } else { Err(Code::LegalConsentRequired.into()) }
    }
}

impl Host {
    /// Puts a new version of a legal text in force, in one language. The same kind and version may come in
    /// several languages.
    ///
    /// # Errors
    /// The writer's [`Trouble`].
    pub fn publish_legal(&self, kind: &str, version: i64, locale: Locale, body: &str) -> Result<(), Trouble> {
        let (kind, body) = (kind.to_owned(), body.to_owned());
        self.app().writer.write_blocking(move |writing| {
            writing
                .sql
                .execute(
                    "INSERT INTO legal_text (kind, version, locale, body, published_at) VALUES (?, ?, ?, ?, ?)",
                    &[
                        Value::from(kind.as_str()),
                        Value::Int(version),
                        Value::from(locale.tag()),
                        Value::from(body.as_str()),
                        writing.now.into(),
                    ],
                )
                .map(drop)
        })
    }
}

/// Whether a text in force waits for a person's consent.
fn waits(sql: &mut dyn Sql, user: Id) -> Result<bool, Fault> {
    let text = "SELECT 1 FROM legal_text t
         WHERE t.version = (SELECT max(version) FROM legal_text WHERE kind = t.kind) AND NOT EXISTS
           (SELECT 1 FROM consent c WHERE c.user_id = ? AND c.kind = t.kind AND c.version = t.version)";
    Ok(sql.first(text, &[user.into()], |row| row.int(0))?.is_some())
}

fn given_at(sql: &mut dyn Sql, user: Id, text: &Agreed) -> Result<Option<Timestamp>, Fault> {
    sql.first(
        "SELECT given_at FROM consent WHERE user_id = ? AND kind = ? AND version = ?",
        &[user.into(), Value::from(text.kind.as_str()), Value::Int(text.version)],
        |row| row.int(0).map(Timestamp),
    )
}

/// Keeps what a person agreed to.
pub(crate) fn keep(
    sql: &mut dyn Sql,
    user: Id,
    agreed: &[Agreed],
    network: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    agreed.iter().try_for_each(|agreed| {
        sql.execute(
            "INSERT INTO consent (user_id, kind, version, given_at, network)
             SELECT ?, kind, version, ?, ? FROM legal_text WHERE kind = ? AND version = ? LIMIT 1
             ON CONFLICT (user_id, kind, version) DO NOTHING",
            &[
                user.into(),
                now.into(),
                Value::from(network),
                Value::from(agreed.kind.as_str()),
                Value::Int(agreed.version),
            ],
        )
        .map(drop)
    })
}

/// The newest version of each kind, in a language or in whichever it has.
fn in_force(sql: &mut dyn Sql, locale: Locale) -> Result<Vec<(Agreed, String)>, Fault> {
    let text = "SELECT t.kind, t.version, t.body FROM legal_text t
         WHERE t.version = (SELECT max(version) FROM legal_text WHERE kind = t.kind)
         ORDER BY t.kind, t.locale <> ?, t.locale";
    let mut texts = sql.all(text, &[Value::from(locale.tag())], |row| {
        Ok((Agreed { kind: row.text(0)?.to_owned(), version: row.int(1)? }, row.text(2)?.to_owned()))
    })?;
    texts.dedup_by(|later, first| later.0.kind == first.0.kind);
    Ok(texts)
}
