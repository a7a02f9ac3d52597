//! News of the community: written in Markdown, shown when published. What it holds and what editors do.

use serde::{Deserialize, Serialize};

use super::command::Command;
use crate::access::Access;
use crate::call::{Call, Stop};
use crate::check::Check;
use crate::community::model::{Community, Member};
use crate::i18n::{Locale, Words};
use crate::id::Id;
use crate::refusal::{Code, Refusal};
use crate::scope::Scope;
use crate::store::{Entity, Fault, Tx};
use crate::time::Timestamp;

/// A piece of news.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Its id.
    pub id: Id,
    /// Whose it is.
    pub community: Id,
    /// The language that readers of other languages get.
    pub default_locale: Locale,
    /// One line, by language.
    pub title: Words,
    /// Markdown, by language; shown through [`super::markdown::html`].
    pub body: Words,
    /// Content hash of its picture.
    pub image: Option<String>,
    /// Who wrote it; NULL for the server itself.
    pub author: Option<Id>,
    /// The author's name then; empty for the server itself.
    pub author_name: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was published; NULL: a draft.
    pub published_at: Option<Timestamp>,
    /// When it was deleted; NULL while it is not.
    pub deleted_at: Option<Timestamp>,
}

impl Entity for Post {
    const TABLE: &'static str = "post";
    const FILES: &'static [&'static str] = &["image"];

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        let kind = if self.is_public() { "community" } else { "content" };
        Ok(vec![Scope::of(kind, self.community)])
    }
}

impl Post {
    /// Whether everybody may read it.
    #[must_use]
    pub const fn is_public(&self) -> bool {
        self.published_at.is_some() && self.deleted_at.is_none()
    }

    /// Whether every field keeps its bounds.
    ///
    /// # Errors
    /// `VALIDATION_FAILED`, naming the fields.
    pub fn check(&self) -> Result<(), Refusal> {
        let check = Check::new().title("title", &self.title).description("body", &self.body);
        match &self.image {
            Some(image) => check.file("image", image).done(),
            None => check.done(),
        }
    }
}

/// What is new about a post. What is absent stays; the picture is taken off by `null`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PostChanges {
    /// One line, by language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Words>,
    /// Markdown, by language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Words>,
    /// Content hash of its picture.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "super::command::given")]
    pub image: Option<Option<String>>,
}

/// Decides a call about news, and writes its effect.
pub(super) fn execute(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>) -> Result<(), Stop> {
    let permission = call.command.permission();
    let post = match call.command {
        Command::WritePost { community, .. } => {
            access.require(permission, *community, None)?;
            access.see::<Community>(tx, *community)?;
            return write(tx, access, call);
        }
        Command::EditPost { post, .. }
        | Command::PublishPost { post }
        | Command::WithdrawPost { post }
        | Command::DeletePost { post } => access.see::<Post>(tx, *post)?,
        _ => return Ok(()),
    };
    access.require(permission, post.community, None)?;
    if post.deleted_at.is_some() {
        return Err(Code::InvalidState.into());
    }
    let post = match call.command {
        Command::EditPost { changes, .. } => {
            let PostChanges { title, body, image } = changes.clone();
            let title = title.unwrap_or(post.title);
            let body = body.unwrap_or(post.body);
            Post { title, body, image: image.unwrap_or(post.image), ..post }
        }
        Command::PublishPost { .. } if post.published_at.is_none() => {
            Post { published_at: Some(call.now), ..post }
        }
        Command::WithdrawPost { .. } if post.published_at.is_some() => Post { published_at: None, ..post },
        Command::DeletePost { .. } => Post { deleted_at: Some(call.now), ..post },
        _ => return Err(Code::InvalidState.into()),
    };
    post.check()?;
    Ok(tx.put(&post)?)
}

fn write(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>) -> Result<(), Stop> {
    let Command::WritePost { post, community, default_locale, title, body, image, author } = call.command
    else {
        return Ok(());
    };
    let author = access.author(*author)?;
    let member = match author {
        Some(author) => access.find::<Member>(tx, Member::id_of(*community, author))?,
        None => None,
    };
    let post = Post {
        id: *post,
        community: *community,
        default_locale: *default_locale,
        title: title.clone(),
        body: body.clone(),
        image: image.clone(),
        author,
        author_name: member.map(|member| member.display_name).unwrap_or_default(),
        created_at: call.now,
        published_at: None,
        deleted_at: None,
    };
    post.check()?;
    if tx.insert(&post)? { Ok(()) } else { Err(Code::AlreadyExists.into()) }
}
