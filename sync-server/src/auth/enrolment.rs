//! New people: an account, and a place in the community that is open to everybody.

use std::sync::Arc;

use hubbub_core::id::Id;
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::sync::protocol::Outcome;
use hubbub_core::time::DAY_MS;
use serde_json::json;

use super::accounts::{self, Account};
use super::links;
use crate::app::App;
use crate::audit::{self, Record};
use crate::legal::{self, Agreed};
use crate::logs::Context;
use crate::mail::Kind;
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
    /// What they agreed to.
    pub(crate) agreed: Vec<Agreed>,
}

impl App {
    /// The community that new people join.
    pub(crate) async fn community(&self) -> Result<Option<Id>, Trouble> {
        if self.config.community.is_some() {
            return Ok(self.config.community);
        }
        self.readers.read(named_community).await
    }

    /// Names the community that new people join.
    pub(crate) fn set_community(&self, community: Id) -> Result<(), Trouble> {
        self.writer.write_blocking(move |writing| name_community(writing.sql, community))
    }

    /// Makes the account and admits it, both or neither, and sends a mail to confirm the address. The owner
    /// of an address that has an account gets another mail.
    pub(crate) async fn enrol(
        self: &Arc<Self>,
        enrolment: Enrolment,
        context: &Context,
    ) -> Result<(), Trouble> {
        let device = self.keys.job_device(JOB);
        let (app, context, code) = (Arc::clone(self), context.clone(), links::code()?);
        self.writer
            .write(move |writing| {
                let now = writing.now;
                let made = enrol(writing, device, &enrolment)?;
                let owner = match made {
                    Some(user) => Some(user),
                    None => accounts::user_of(writing.sql, &enrolment.account.email)?,
                };
                let Some(user) = owner else { return Ok(()) };
                let Some(standing) = accounts::find(writing.sql, user)? else { return Ok(()) };
                if made.is_none() {
                    // Once a day at most, however often somebody tries.
                    let event = format!("registered {user} {}", now.0.div_euclid(DAY_MS));
                    let letter = standing.letter(event, Kind::AlreadyRegistered);
                    return app.letters.queue(writing.sql, &letter, now);
                }
                legal::keep(writing.sql, user, &enrolment.agreed, &context.network(), now)?;
                if app.letters.are_sent() {
                    app.send_verification(writing.sql, user, &standing, &code, now)?;
                }
                let record = Record {
                    actor: Some(user),
                    action: "account.register",
                    entity: String::new(),
                    correlation: &context.correlation,
                    details: json!({ "agreed": enrolment.agreed }),
                };
                audit::record(writing.sql, &app.keys, &record, now)
            })
            .await
    }
}

/// The community that the database names for new people.
pub(crate) fn named_community(sql: &mut dyn Sql) -> Result<Option<Id>, Fault> {
    let text = "SELECT value FROM server_meta WHERE name = ?";
    let found = sql.first(text, &[Value::from(COMMUNITY)], |row| Ok(row.text(0)?.to_owned()))?;
    Ok(found.and_then(|text| text.parse().ok()))
}

fn name_community(sql: &mut dyn Sql, community: Id) -> Result<(), Fault> {
    let text = "INSERT INTO server_meta (name, value) VALUES (?, ?)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    sql.execute(text, &[Value::from(COMMUNITY), community.into()]).map(drop)
}

/// Makes the account and admits it; the user, or nothing when the address has an account.
pub(crate) fn enrol(
    writing: &mut Writing<'_>,
    device: Id,
    enrolment: &Enrolment,
) -> Result<Option<Id>, Fault> {
    let Enrolment { account, display_name, community, .. } = enrolment;
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
