//! What editors do with items (write, publish, archive, delete, restore) and with news, and what people say.

use serde::{Deserialize, Deserializer, Serialize};

use super::model::{Category, Item, ItemText, Status};
pub use super::post::PostChanges;
use super::talk::{ReactionKind, ReportReason};
use super::{post, talking};
use crate::access::{Access, Permission};
use crate::call::{Call, Stop};
use crate::check::Check;
use crate::community::model::{Community, Hub};
use crate::i18n::{Locale, Words};
use crate::id::Id;
use crate::refusal::{Code, Refusal};
use crate::store::Tx;
use crate::time::Timestamp;

/// A change of an item or its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Write a draft.
    Create {
        /// Its id.
        item: Id,
        /// Whose it is.
        community: Id,
        /// What it is about.
        category: Category,
        /// The language that readers of other languages get.
        default_locale: Locale,
        /// Its words, at most one text a language.
        #[serde(default)]
        texts: Vec<Text>,
        /// Words to find it by.
        #[serde(default)]
        tags: Vec<String>,
        /// The hub where it takes place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hub: Option<Id>,
        /// Content hash of its picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        image: Option<String>,
        /// When it takes place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        event_at: Option<Timestamp>,
        /// How many people it takes in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        capacity: Option<i64>,
        /// Who wrote it; the server's own jobs only, a person is the author of what they write.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        author: Option<Id>,
    },
    /// Change what is not words.
    Edit {
        /// The item.
        item: Id,
        /// What is new about it.
        changes: ItemChanges,
    },
    /// Write its words in one language.
    SetText {
        /// The item.
        item: Id,
        /// The language.
        locale: Locale,
        /// One line.
        title: String,
        /// Any number of lines.
        #[serde(default)]
        description: String,
    },
    /// Show it to the community.
    Publish {
        /// The item.
        item: Id,
    },
    /// Say that it is over.
    Archive {
        /// The item.
        item: Id,
    },
    /// Take it away. It can be restored.
    Delete {
        /// The item.
        item: Id,
    },
    /// Bring it back as it was.
    Restore {
        /// The item.
        item: Id,
    },
    /// Say something about a published item.
    WriteComment {
        /// The comment's id.
        comment: Id,
        /// The item.
        item: Id,
        /// What is said.
        text: String,
        /// The comment that it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<Id>,
        /// Who wrote it; the server's own jobs only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        author: Option<Id>,
    },
    /// Say one's own comment in other words.
    EditComment {
        /// The comment.
        comment: Id,
        /// What is said.
        text: String,
    },
    /// Take one's own comment away for good.
    DeleteComment {
        /// The comment.
        comment: Id,
    },
    /// Say what one feels about a published item, or take it back.
    React {
        /// The item.
        item: Id,
        /// What; absent takes it back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reaction: Option<ReactionKind>,
    },
    /// Tell the moderators about a comment of somebody else.
    ReportComment {
        /// The comment.
        comment: Id,
        /// What is wrong.
        reason: ReportReason,
        /// More about it.
        #[serde(default)]
        note: String,
    },
    /// Show a comment to its author and the moderators alone.
    HideComment {
        /// The comment.
        comment: Id,
        /// What is wrong.
        reason: ReportReason,
    },
    /// Show a hidden comment again.
    ShowComment {
        /// The comment.
        comment: Id,
    },
    /// Leave a reported comment as it is.
    DismissReports {
        /// The comment.
        comment: Id,
    },
    /// Write a draft of news.
    WritePost {
        /// Its id.
        post: Id,
        /// Whose it is.
        community: Id,
        /// The language that readers of other languages get.
        default_locale: Locale,
        /// One line, by language.
        title: Words,
        /// Markdown, by language.
        #[serde(default)]
        body: Words,
        /// Content hash of its picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        image: Option<String>,
        /// Who wrote it; the server's own jobs only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        author: Option<Id>,
    },
    /// Change news.
    EditPost {
        /// The post.
        post: Id,
        /// What is new about it.
        changes: PostChanges,
    },
    /// Show news to the community.
    PublishPost {
        /// The post.
        post: Id,
    },
    /// Make published news a draft again.
    WithdrawPost {
        /// The post.
        post: Id,
    },
    /// Take news away.
    DeletePost {
        /// The post.
        post: Id,
    },
}

/// Words of an item in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The language.
    pub locale: Locale,
    /// One line.
    pub title: String,
    /// Any number of lines.
    #[serde(default)]
    pub description: String,
}

/// What is new about an item. What is absent stays; what may be empty is emptied by `null`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ItemChanges {
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// The language that readers of other languages get.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_locale: Option<Locale>,
    /// Words to find it by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// The hub where it takes place.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub hub: Option<Option<Id>>,
    /// Content hash of its picture.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub image: Option<Option<String>>,
    /// When it takes place.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub event_at: Option<Option<Timestamp>>,
    /// How many people it takes in.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub capacity: Option<Option<i64>>,
}

/// Reads a field that is there, `null` included, so that absent and `null` differ.
///
/// # Errors
/// The deserializer's.
pub(crate) fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl Command {
    /// What the permission table asks for.
    #[must_use]
    pub const fn permission(&self) -> Permission {
        match self {
            Self::WriteComment { .. }
            | Self::EditComment { .. }
            | Self::DeleteComment { .. }
            | Self::React { .. }
            | Self::ReportComment { .. } => Permission::Comment,
            Self::HideComment { .. } | Self::ShowComment { .. } | Self::DismissReports { .. } => {
                Permission::Moderate
            }
            _ => Permission::EditContent,
        }
    }

    const fn item(&self) -> Option<Id> {
        match self {
            Self::Create { item, .. }
            | Self::Edit { item, .. }
            | Self::SetText { item, .. }
            | Self::Publish { item }
            | Self::Archive { item }
            | Self::Delete { item }
            | Self::Restore { item } => Some(*item),
            _ => None,
        }
    }
}

/// Decides a call and writes its effect, on devices and on the server alike.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn execute(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    let access = Access::load(tx, call.actor)?;
    if let Command::Create { community, .. } = call.command {
        access.require(call.command.permission(), *community, None)?;
        return create(tx, &access, call);
    }
    let Some(item) = call.command.item() else {
        talking::execute(tx, &access, call)?;
        return post::execute(tx, &access, call);
    };
    let item: Item = access.see(tx, item)?;
    access.require(call.command.permission(), item.community, item.hub)?;
    match call.command {
        Command::Edit { changes, .. } => edit(tx, &access, item, changes),
        Command::SetText { locale, title, description, .. } => {
            is_not_deleted(&item)?;
            let text = text_of(item.id, *locale, title, description);
            text.check()?;
            Ok(tx.put(&text)?)
        }
        Command::Publish { .. } => {
            let titled = tx.get::<ItemText>(ItemText::id_of(item.id, item.default_locale))?.is_some();
            Check::new().that(titled, "title", "required").done()?;
            let published_at = item.published_at.or(Some(call.now));
            Ok(tx.put(&Item { published_at, ..item.becoming(Status::Published)? })?)
        }
        Command::Archive { .. } => Ok(tx.put(&item.becoming(Status::Archived)?)?),
        Command::Delete { .. } => {
            is_not_deleted(&item)?;
            Ok(tx.put(&Item { deleted_at: Some(call.now), ..item })?)
        }
        Command::Restore { .. } if item.deleted_at.is_none() => Err(Code::InvalidState.into()),
        Command::Restore { .. } => Ok(tx.put(&Item { deleted_at: None, ..item })?),
        _ => Ok(()),
    }
}

/// What lies beyond the actor's sight: reactions are counted, and those whom it concerns are told.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn settle(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    talking::settle(tx, call)
}

fn create(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>) -> Result<(), Stop> {
    let Command::Create {
        item,
        community,
        category,
        default_locale,
        texts,
        tags,
        hub,
        image,
        event_at,
        capacity,
        author,
    } = call.command
    else {
        return Ok(());
    };
    access.see::<Community>(tx, *community)?;
    let item = Item {
        id: *item,
        community: *community,
        hub: *hub,
        category: *category,
        status: Status::Draft,
        default_locale: *default_locale,
        tags: tags.clone(),
        image: image.clone(),
        event_at: *event_at,
        capacity: *capacity,
        author: access.author(*author)?,
        created_at: call.now,
        deleted_at: None,
        published_at: None,
    };
    item.check()?;
    hub_of(tx, access, &item)?;
    if !tx.insert(&item)? {
        return Err(Code::AlreadyExists.into());
    }
    for text in texts {
        let text = text_of(item.id, text.locale, &text.title, &text.description);
        text.check()?;
        if !tx.insert(&text)? {
            return Err(Refusal::new(Code::ValidationFailed).field("texts", "out_of_range").into());
        }
    }
    Ok(())
}

fn edit(tx: &mut Tx<'_>, access: &Access, item: Item, changes: &ItemChanges) -> Result<(), Stop> {
    is_not_deleted(&item)?;
    let changes = changes.clone();
    let item = Item {
        category: changes.category.unwrap_or(item.category),
        default_locale: changes.default_locale.unwrap_or(item.default_locale),
        tags: changes.tags.unwrap_or(item.tags),
        hub: changes.hub.unwrap_or(item.hub),
        image: changes.image.unwrap_or(item.image),
        event_at: changes.event_at.unwrap_or(item.event_at),
        capacity: changes.capacity.unwrap_or(item.capacity),
        ..item
    };
    item.check()?;
    hub_of(tx, access, &item)?;
    Ok(tx.put(&item)?)
}

fn text_of(item: Id, locale: Locale, title: &str, description: &str) -> ItemText {
    let id = ItemText::id_of(item, locale);
    ItemText { id, item, locale, title: title.to_owned(), description: description.to_owned() }
}

fn hub_of(tx: &mut Tx<'_>, access: &Access, item: &Item) -> Result<(), Stop> {
    let Some(hub) = item.hub else { return Ok(()) };
    let hub: Option<Hub> = access.find(tx, hub)?;
    let known = hub.is_some_and(|hub| hub.community == item.community);
    Ok(Check::new().that(known, "hub", "unknown").done()?)
}

fn is_not_deleted(item: &Item) -> Result<(), Refusal> {
    if item.deleted_at.is_none() { Ok(()) } else { Err(Refusal::new(Code::InvalidState)) }
}
