//! The audit log, for those who run the community. No device holds it: it is read from the server, and takes a
//! connection.

use hubbub_core::client::AuditLine;
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Choice;
use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// What the log is about, each the first word of its actions, and the words for it.
const AREAS: &[(&str, &str)] = &[
    ("voting", "desk-nav-polls"),
    ("content", "desk-nav-content"),
    ("ordering", "desk-nav-orders"),
    ("inventory", "desk-nav-stock"),
    ("delivery", "desk-nav-dispatch"),
    ("auction", "desk-nav-auctions"),
    ("dispute", "desk-nav-disputes"),
    ("support", "desk-nav-tickets"),
    ("community", "desk-nav-people"),
    ("notice", "desk-nav-notices"),
    ("session", "desk-audit-sessions"),
    ("account", "desk-audit-accounts"),
    ("second_factor", "desk-second-factor"),
    ("step_up", "desk-audit-codes"),
    ("audit", "desk-nav-audit"),
];

/// Which page of the log.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AuditFilter {
    /// The community.
    pub community: Ref,
    /// Before which line; none for the latest.
    pub after: Option<i64>,
    /// What it is about, as the call `audit_areas` names it; empty: all.
    pub about: String,
}

/// A page of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct AuditView {
    /// The latest first.
    pub lines: Vec<AuditRow>,
    /// Where the next page begins; none at the end.
    pub next: Option<i64>,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AuditRow {
    /// Its number on the server.
    pub number: i64,
    /// When.
    pub at: String,
    /// Who; the server itself, or somebody whose name is gone, in words.
    pub who: String,
    /// The pseudonym under which the log has them.
    pub actor: String,
    /// What it is about.
    pub area: String,
    /// What was done, as the stable word that the log has, `voting.cast`.
    pub action: String,
    /// To what.
    pub entity: String,
    /// Whether it was refused.
    pub denied: bool,
}

/// A page of the log, from the server.
pub(super) fn audit(desktop: &Desktop, filter: AuditFilter) -> Result<AuditView, Problem> {
    let say = desktop.say();
    let page = desktop.client.audit(filter.community.into(), filter.after, &filter.about);
    let page = page.map_err(|failed| desktop.failed(&failed))?;
    Ok(AuditView { lines: page.lines.iter().map(|line| row(line, &say)).collect(), next: page.next })
}

fn row(line: &AuditLine, say: &Say) -> AuditRow {
    let at: Option<jiff::Timestamp> = line.at.parse().ok();
    let area = line.action.split_once('.').map_or(line.action.as_str(), |(area, _)| area);
    let words = AREAS.iter().find(|(name, _)| *name == area);
    AuditRow {
        number: line.seq,
        at: at.map_or_else(|| line.at.clone(), |at| say.date_time(Timestamp(at.as_millisecond()))),
        who: line.name.clone().unwrap_or_else(|| say.text("desk-server")),
        actor: line.actor.clone(),
        area: words.map_or_else(|| area.to_owned(), |(_, key)| say.text(key)),
        action: line.action.clone(),
        entity: line.entity.clone(),
        denied: line.denied,
    }
}

/// What the log can be narrowed to.
pub(super) fn audit_areas(desktop: &Desktop, (): ()) -> Result<Vec<Choice>, Problem> {
    let say = desktop.say();
    let choice = |(value, key): &(&str, &str)| Choice { value: (*value).to_owned(), text: say.text(key) };
    Ok(AREAS.iter().map(choice).collect())
}
