//! The audit log over HTTP: what a community's people did, for those who run it.

use reqwest::Method;
use reqwest::header::{ACCEPT_LANGUAGE, AUTHORIZATION};
use serde::Deserialize;
use serde_json::Value;

use super::Lost;
use super::http::{Http, bearer, json_body, sent};
use crate::id::Id;
use crate::sync::protocol::NotOurs;

/// A page of the log, the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct AuditPage {
    /// Its lines; a page may be short, or empty, and still not be the last.
    #[serde(rename = "items")]
    pub lines: Vec<AuditLine>,
    /// Before which line the next page begins; none at the end.
    pub next: Option<i64>,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct AuditLine {
    /// Its number on the server.
    pub seq: i64,
    /// When (RFC 3339).
    pub at: String,
    /// Who, by a pseudonym; `server` for the server itself.
    pub actor: String,
    /// Who, as the community knows them; none for the server itself.
    pub name: Option<String>,
    /// What was done, as `voting.cast`.
    pub action: String,
    /// To what; it names no person.
    pub entity: String,
    /// Whether it was refused.
    pub denied: bool,
}

impl Http {
    /// A page of the audit log of the community `of`: before the line `before`, and of the area `about` unless it is
    /// empty.
    ///
    /// # Errors
    /// [`Lost`]; `FORBIDDEN_ROLE` for whoever does not run the community.
    pub async fn audit(
        &self,
        token: &str,
        of: Id,
        before: Option<i64>,
        about: &str,
    ) -> Result<AuditPage, Lost> {
        let before = before.map(|before| format!("&before={before}")).unwrap_or_default();
        let about: String = about.chars().filter(|c| c.is_ascii_lowercase() || *c == '_').collect();
        let path = format!("/api/v1/audit?community={of}{before}&about={about}");
        let request = self.request(Method::GET, &path).header(AUTHORIZATION, bearer(token));
        let request = request.header(ACCEPT_LANGUAGE, self.language());
        let mut envelope: Value = json_body(sent(request).await?).await?;
        let data = envelope.get_mut("data").map(Value::take).unwrap_or_default();
        serde_json::from_value(data).map_err(|_| Lost::NotOurs(NotOurs::Foreign))
    }
}
