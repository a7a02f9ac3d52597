//! What people say about an item: comments, reactions, and reports of what should not be said.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::model::Item;
use crate::check::Check;
use crate::id::Id;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::store::{Entity, Fault, Tx};
use crate::time::Timestamp;

/// Longest comment, in characters.
pub const COMMENT_CHARS_MAX: usize = 2_000;
/// Longest word to the moderators, in characters.
pub const REPORT_CHARS_MAX: usize = 500;
/// Comments of one person in one minute at most: faster than anybody writes.
pub const COMMENTS_PER_MINUTE_MAX: usize = 10;

/// What somebody says about an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its id.
    pub id: Id,
    /// Whose item it is about.
    pub community: Id,
    /// The item.
    pub item: Id,
    /// Who wrote it.
    pub author: Id,
    /// The author's name then.
    pub author_name: String,
    /// The comment that it answers; NULL: none.
    pub reply_to: Option<Id>,
    /// What is said.
    pub text: String,
    /// When it was written: the device's claim.
    pub written_at: Timestamp,
    /// When it reached the server.
    pub created_at: Timestamp,
    /// When it was changed last; NULL: never.
    pub edited_at: Option<Timestamp>,
    /// When a moderator hid it; NULL: it shows.
    pub hidden_at: Option<Timestamp>,
    /// Why; NULL with the time.
    pub hidden_because: Option<ReportReason>,
}

/// What one person feels about an item. One a person and item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    /// See [`Reaction::id_of`].
    pub id: Id,
    /// Whose item it is about.
    pub community: Id,
    /// The item.
    pub item: Id,
    /// Who.
    pub user_id: Id,
    /// What.
    pub kind: ReactionKind,
    /// When: the device's claim.
    pub at: Timestamp,
}

/// How many people feel what about an item; the item's id is the key. Written where a rule settles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReactionTally {
    /// The item.
    pub id: Id,
    /// Whose item it is.
    pub community: Id,
    /// How many, by kind; a kind of nobody is missing.
    pub counts: BTreeMap<ReactionKind, i64>,
}

/// Somebody's word to the moderators about a comment. One a person and comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// See [`Report::id_of`].
    pub id: Id,
    /// Where.
    pub community: Id,
    /// The comment.
    pub comment: Id,
    /// Who reports.
    pub reporter: Id,
    /// What is wrong.
    pub reason: ReportReason,
    /// More about it; may be empty.
    pub note: String,
    /// When it reached the server.
    pub created_at: Timestamp,
    /// When a moderator decided; NULL: not yet.
    pub handled_at: Option<Timestamp>,
}

/// What one feels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReactionKind {
    /// Fine.
    Like,
    /// Dear to me.
    Heart,
    /// Funny.
    Laugh,
    /// Let's celebrate.
    Celebrate,
}

impl ReactionKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Like, Self::Heart, Self::Laugh, Self::Celebrate];
}

/// What is wrong with a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportReason {
    /// It advertises.
    Spam,
    /// It insults or threatens.
    Abuse,
    /// It tells what is private.
    Private,
    /// It is false and does harm.
    Untrue,
    /// Something else.
    Other,
}

impl ReportReason {
    /// Every reason.
    pub const ALL: &'static [Self] = &[Self::Spam, Self::Abuse, Self::Private, Self::Untrue, Self::Other];
}

impl Entity for Comment {
    const TABLE: &'static str = "comment";

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        if self.hidden_at.is_some() {
            return Ok(vec![Scope::of("content", self.community), Scope::of("user", self.author)]);
        }
        tx.get::<Item>(self.item)?.map_or(Ok(Vec::new()), |item| item.scopes(tx))
    }
}

impl Entity for Reaction {
    const TABLE: &'static str = "reaction";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("user", self.user_id)])
    }
}

impl Entity for ReactionTally {
    const TABLE: &'static str = "reaction_tally";

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        tx.get::<Item>(self.id)?.map_or(Ok(Vec::new()), |item| item.scopes(tx))
    }
}

impl Entity for Report {
    const TABLE: &'static str = "report";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("user", self.reporter), Scope::of("content", self.community)])
    }
}

impl Comment {
    /// Whether its text keeps its bounds.
    ///
    /// # Errors
    /// `VALIDATION_FAILED`, naming the field.
    pub fn check(&self) -> Result<(), Refusal> {
        Check::new()
            .that(!self.text.trim().is_empty(), "text", "required")
            .that(self.text.chars().count() <= COMMENT_CHARS_MAX, "text", "too_long")
            .prose("text", &self.text)
            .done()
    }
}

impl Reaction {
    /// The one reaction of a person to an item.
    #[must_use]
    pub fn id_of(item: Id, user: Id) -> Id {
        Id::of("reaction", &[item, user])
    }
}

impl Report {
    /// The one report of a person about a comment.
    #[must_use]
    pub fn id_of(comment: Id, user: Id) -> Id {
        Id::of("report", &[comment, user])
    }
}
