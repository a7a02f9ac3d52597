//! Legal texts in their versions, and who agreed to which.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use hubbub_core::i18n::{Locale, text};
use hubbub_core::id::Id;
use hubbub_core::refusal::Code;
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Found, json};

use crate::app::App;
use crate::errors::{self, Failure};
use crate::host::Host;
use crate::writer::Trouble;

/// A legal text that somebody agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Agreed {
    kind: String,
    version: i64,
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

impl App {
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
