//! The item and its texts: what they hold, who may see them, and which state follows which.

use serde::{Deserialize, Serialize};

use crate::check::{Check, TITLE_CHARS_MAX};
use crate::i18n::Locale;
use crate::id::Id;
use crate::refusal::{Code, Refusal};
use crate::scope::Scope;
use crate::store::{Child, Entity, Fault, Tx};
use crate::time::Timestamp;

/// Most tags of an item.
pub const TAGS_MAX: usize = 10;
/// Longest tag, in characters.
pub const TAG_CHARS_MAX: usize = 30;
/// Most people an event takes in: no hall is larger.
pub const CAPACITY_MAX: i64 = 100_000;

/// What an item is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Something to do together.
    Activities,
    /// Something to eat together.
    Meals,
    /// Something to watch together.
    Films,
}

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being written; seen by editors.
    Draft,
    /// Seen by the community.
    Published,
    /// Over; still to be read, no longer voted on.
    Archived,
}

/// An activity, meal or film.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its id.
    pub id: Id,
    /// Whose it is.
    pub community: Id,
    /// The hub where it takes place, if it does.
    pub hub: Option<Id>,
    /// What it is about.
    pub category: Category,
    /// Where it stands.
    pub status: Status,
    /// The language that readers of other languages get.
    pub default_locale: Locale,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Content hash of its picture.
    pub image: Option<String>,
    /// When it takes place.
    pub event_at: Option<Timestamp>,
    /// How many people it takes in.
    pub capacity: Option<i64>,
    /// Who wrote it; NULL for the server itself.
    pub author: Option<Id>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was deleted; NULL while it is not. It can be restored.
    pub deleted_at: Option<Timestamp>,
    /// When it was published first; NULL: not yet, or before this was kept.
    pub published_at: Option<Timestamp>,
}

/// An item's words in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemText {
    /// See [`ItemText::id_of`].
    pub id: Id,
    /// The item.
    pub item: Id,
    /// The language.
    pub locale: Locale,
    /// One line.
    pub title: String,
    /// Any number of lines, possibly none.
    pub description: String,
}

impl Entity for Item {
    const TABLE: &'static str = "item";
    const CHILDREN: &'static [Child] = &[
        Child { table: "item_text", column: "item" },
        Child { table: "comment", column: "item" },
        Child { table: "reaction_tally", column: "id" },
    ];
    const FILES: &'static [&'static str] = &["image"];

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        let kind = if self.is_public() || self.is_archived() { "community" } else { "content" };
        Ok(vec![Scope::of(kind, self.community)])
    }
}

impl Entity for ItemText {
    const TABLE: &'static str = "item_text";

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        tx.get::<Item>(self.item)?.map_or(Ok(Vec::new()), |item| item.scopes(tx))
    }
}

impl Item {
    /// Whether it is published and not deleted: what can be voted on.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.status == Status::Published && self.deleted_at.is_none()
    }

    fn is_archived(&self) -> bool {
        self.status == Status::Archived && self.deleted_at.is_none()
    }

    /// The item in another state, if that may follow.
    ///
    /// # Errors
    /// `INVALID_STATE`.
    pub fn becoming(self, status: Status) -> Result<Self, Refusal> {
        let follows = match status {
            Status::Draft => false,
            Status::Published => self.status != Status::Published,
            Status::Archived => self.status == Status::Published,
        };
        if follows && self.deleted_at.is_none() {
            Ok(Self { status, ..self })
        } else {
            Err(Refusal::new(Code::InvalidState))
        }
    }

    /// Whether every field keeps its bounds.
    ///
    /// # Errors
    /// `VALIDATION_FAILED`, naming the fields.
    pub fn check(&self) -> Result<(), Refusal> {
        let mut check = Check::new().that(self.tags.len() <= TAGS_MAX, "tags", "out_of_range").that(
            self.capacity.is_none_or(|n| (1..=CAPACITY_MAX).contains(&n)),
            "capacity",
            "out_of_range",
        );
        for tag in &self.tags {
            check = check.line("tags", tag, TAG_CHARS_MAX);
        }
        if let Some(image) = &self.image {
            check = check.file("image", image);
        }
        check.done()
    }
}

impl ItemText {
    /// The one text of an item in a language.
    #[must_use]
    pub fn id_of(item: Id, locale: Locale) -> Id {
        Id::of("item_text", &[item, Id::named("locale", locale.tag())])
    }

    /// Whether both texts keep their bounds.
    ///
    /// # Errors
    /// `VALIDATION_FAILED`, naming the fields.
    pub fn check(&self) -> Result<(), Refusal> {
        let check = Check::new().line("title", &self.title, TITLE_CHARS_MAX);
        check.prose("description", &self.description).done()
    }
}
