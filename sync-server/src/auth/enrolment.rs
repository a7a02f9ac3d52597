//! New people: an account, and a place in the community that is open to everybody.

use std::sync::Arc;

use hubbub_core::id::Id;
use hubbub_core::store::Value;
use hubbub_core::sync::protocol::Outcome;
use serde_json::json;

use super::accounts::{self, Account};
use crate::app::App;
use crate::writer::{Trouble, Writing};

/// The job under whose name people are admitted.
const JOB: &str = "registration";
/// Where the database names the community that new people join.
const COMMUNITY: &str = "community";

/// Somebody who wants an account.
#[derive(Clone)]
pub(crate) struct Enrolment {
    pub(crate) account: Account,
    pub(crate) display_name: String,
    pub(crate) community: Option<Id>,
}

impl App {
    /// The community that new people join.
    pub(crate) async fn community(&self) -> Result<Option<Id>, Trouble> {
        if self.config.community.is_some() {
            return Ok(self.config.community);
        }
        let text = "SELECT value FROM server_meta WHERE name = ?";
        let found = self
            .readers
            .read(move |sql| sql.first(text, &[Value::from(COMMUNITY)], |row| Ok(row.text(0)?.to_owned())))
            .await?;
        Ok(found.and_then(|text| text.parse().ok()))
    }

    /// Makes the account and admits it, both or neither; the user, or nothing when the address has an
    /// account.
    pub(crate) async fn enrol(self: &Arc<Self>, enrolment: Enrolment) -> Result<Option<Id>, Trouble> {
        let device = self.keys.job_device(JOB);
        self.writer.write(move |writing| enrol(writing, device, &enrolment)).await
    }
}

/// Names the community that new people join.
pub(crate) fn set_community(
    writing: &mut Writing<'_>,
    community: Id,
) -> Result<(), hubbub_core::store::Fault> {
    let text = "INSERT INTO server_meta (name, value) VALUES (?, ?)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    writing.sql.execute(text, &[Value::from(COMMUNITY), community.into()]).map(drop)
}

pub(crate) fn enrol(
    writing: &mut Writing<'_>,
    device: Id,
    enrolment: &Enrolment,
) -> Result<Option<Id>, hubbub_core::store::Fault> {
    let Enrolment { account, display_name, community } = enrolment;
    if !accounts::create(writing.sql, account, writing.now)? {
        return Ok(None);
    }
    if let Some(community) = community {
        let command = json!({
            "area": "community",
            "kind": "admit",
            "community": community,
            "user": account.user,
            "display_name": display_name,
            "locale": account.locale,
        });
        let call = Id::of("admission", &[account.user]);
        let outcome = writing.command(device, call, &command.to_string())?;
        if !matches!(outcome, Outcome::Applied { .. }) {
            tracing::warn!(?outcome, "a new account was not admitted");
        }
    }
    Ok(Some(account.user))
}
