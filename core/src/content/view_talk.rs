//! What the screens about comments and news show: an item's comments, what moderators have to look at, news.

use std::collections::BTreeMap;

use serde::Serialize;

use super::markdown;
use super::model::{Item, ItemText};
use super::post::Post;
use super::talk::{Comment, Reaction, ReactionKind, ReactionTally, Report, ReportReason};
use crate::access::{Access, Permission, Viewer};
use crate::call::Actor;
use crate::i18n::Locale;
use crate::id::Id;
use crate::store::{Entity, Fault, Tx};
use crate::time::Timestamp;

/// Comments of one item at most, the newest.
pub const COMMENTS_MAX: usize = 500;
/// Posts in one list at most, the newest.
pub const POSTS_PER_LIST_MAX: usize = 200;

/// What is said about an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Talk {
    /// The comments, the oldest first.
    pub comments: Vec<CommentLine>,
    /// How many people feel what, as the server has counted.
    pub reactions: BTreeMap<ReactionKind, i64>,
    /// What the viewer feels.
    pub mine: Option<ReactionKind>,
    /// Whether the viewer may hide comments.
    pub may_moderate: bool,
}

/// A comment as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommentLine {
    /// The comment.
    pub id: Id,
    /// Who wrote it.
    pub author: Id,
    /// The author's name then.
    pub author_name: String,
    /// Whether the viewer wrote it.
    pub mine: bool,
    /// The comment that it answers.
    pub reply_to: Option<Id>,
    /// What is said.
    pub text: String,
    /// When it was written, by the writer's device.
    pub written_at: Timestamp,
    /// Whether it was changed since.
    pub edited: bool,
    /// Why it is hidden, if it is: only its author and moderators see it then.
    pub hidden: Option<ReportReason>,
    /// Whether the viewer has reported it.
    pub reported: bool,
}

/// A reported comment, for moderators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reported {
    /// The comment.
    pub comment: CommentLine,
    /// The item.
    pub item: Id,
    /// The item's title in the viewer's language, or the nearest there is.
    pub title: String,
    /// What people say is wrong with it, and more about it.
    pub reasons: Vec<(ReportReason, String)>,
    /// When it was reported first.
    pub since: Timestamp,
}

/// News as a list shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostCard {
    /// The post.
    pub id: Id,
    /// Its title in the viewer's language, or the nearest there is.
    pub title: String,
    /// The beginning of its text, without marks.
    pub excerpt: String,
    /// Content hash of its picture.
    pub image: Option<String>,
    /// Who wrote it.
    pub author_name: String,
    /// When it was published; none: a draft.
    pub published_at: Option<Timestamp>,
    /// Whether it was deleted; only editors see those.
    pub deleted: bool,
}

/// One piece of news in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostPage {
    /// As in the list.
    pub card: PostCard,
    /// Its text as safe HTML.
    pub html: String,
    /// All its words, for editors.
    pub post: Post,
}

/// What is said about an item; empty when the viewer may not see it.
///
/// # Errors
/// The store's fault.
pub fn talk(tx: &mut Tx<'_>, viewer: &Viewer, item: Id) -> Result<Talk, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    let Some(item) = tx.get::<Item>(item)? else {
        let (comments, reactions) = (Vec::new(), BTreeMap::new());
        return Ok(Talk { comments, reactions, mine: None, may_moderate: false });
    };
    let clause = format!("item = ? ORDER BY created_at DESC, id DESC LIMIT {COMMENTS_MAX}");
    let mut comments = Vec::new();
    for comment in tx.select::<Comment>(&clause, &[item.id.into()])?.into_iter().rev() {
        if sees(tx, &access, &comment)? {
            comments.push(line(tx, viewer, comment)?);
        }
    }
    let reactions = tx.get::<ReactionTally>(item.id)?.map(|tally| tally.counts).unwrap_or_default();
    let mine = tx.get::<Reaction>(Reaction::id_of(item.id, viewer.user))?.map(|reaction| reaction.kind);
    let may_moderate = access.require(Permission::Moderate, item.community, None).is_ok();
    Ok(Talk { comments, reactions, mine, may_moderate })
}

/// The comments of a community that wait for a moderator, the longest waiting first.
///
/// # Errors
/// The store's fault.
pub fn reported(tx: &mut Tx<'_>, viewer: &Viewer, community: Id) -> Result<Vec<Reported>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    if access.require(Permission::Moderate, community, None).is_err() {
        return Ok(Vec::new());
    }
    let clause = "community = ? AND handled_at IS NULL ORDER BY created_at, id";
    let mut found: Vec<Reported> = Vec::new();
    for report in tx.select::<Report>(clause, &[community.into()])? {
        if let Some(known) = found.iter_mut().find(|known| known.comment.id == report.comment) {
            known.reasons.push((report.reason, report.note));
            continue;
        }
        let Some(comment) = tx.get::<Comment>(report.comment)? else { continue };
        let item = comment.item;
        found.push(Reported {
            title: title(tx, viewer.locale, item)?,
            comment: line(tx, viewer, comment)?,
            item,
            reasons: vec![(report.reason, report.note)],
            since: report.created_at,
        });
    }
    Ok(found)
}

/// The news of a community, the newest first; drafts before them, for editors.
///
/// # Errors
/// The store's fault.
pub fn posts(tx: &mut Tx<'_>, viewer: &Viewer, community: Id) -> Result<Vec<PostCard>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    let clause = format!(
        "community = ? ORDER BY coalesce(published_at, {}) DESC, created_at DESC, id LIMIT {POSTS_PER_LIST_MAX}",
        i64::MAX
    );
    let mut cards = Vec::new();
    for post in tx.select::<Post>(&clause, &[community.into()])? {
        if sees(tx, &access, &post)? {
            cards.push(card(viewer.locale, &post));
        }
    }
    Ok(cards)
}

/// One piece of news in full.
///
/// # Errors
/// The store's fault.
pub fn post(tx: &mut Tx<'_>, viewer: &Viewer, post: Id) -> Result<Option<PostPage>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    match tx.get::<Post>(post)? {
        Some(post) if sees(tx, &access, &post)? => Ok(Some(page(viewer.locale, post))),
        _ => Ok(None),
    }
}

/// The published news of a community, the newest first: what the whole world may read.
///
/// # Errors
/// The store's fault.
pub fn public_posts(tx: &mut Tx<'_>, locale: Locale, community: Id) -> Result<Vec<PostPage>, Fault> {
    let clause = format!(
        "community = ? AND published_at IS NOT NULL AND deleted_at IS NULL
         ORDER BY published_at DESC, id LIMIT {POSTS_PER_LIST_MAX}"
    );
    let posts = tx.select::<Post>(&clause, &[community.into()])?;
    Ok(posts.into_iter().map(|post| page(locale, post)).collect())
}

/// An item's title in a language, or the nearest there is.
///
/// # Errors
/// The store's fault.
pub(crate) fn title(tx: &mut Tx<'_>, locale: Locale, item: Id) -> Result<String, Fault> {
    let own = tx.get::<ItemText>(ItemText::id_of(item, locale))?;
    let text = match (own, tx.get::<Item>(item)?) {
        (Some(own), _) => Some(own),
        (None, Some(item)) => tx.get::<ItemText>(ItemText::id_of(item.id, item.default_locale))?,
        (None, None) => None,
    };
    Ok(text.map(|text| text.title).unwrap_or_default())
}

fn page(locale: Locale, post: Post) -> PostPage {
    let html = markdown::html(post.body.get(locale, post.default_locale));
    PostPage { card: card(locale, &post), html, post }
}

fn card(locale: Locale, post: &Post) -> PostCard {
    let text = markdown::plain(post.body.get(locale, post.default_locale));
    PostCard {
        id: post.id,
        title: post.title.get(locale, post.default_locale).to_owned(),
        excerpt: crate::support::model::excerpt(&text),
        image: post.image.clone(),
        author_name: post.author_name.clone(),
        published_at: post.published_at,
        deleted: post.deleted_at.is_some(),
    }
}

fn sees<E: Entity>(tx: &mut Tx<'_>, access: &Access, row: &E) -> Result<bool, Fault> {
    Ok(row.scopes(tx)?.iter().any(|scope| access.scopes().contains(scope)))
}

fn line(tx: &mut Tx<'_>, viewer: &Viewer, comment: Comment) -> Result<CommentLine, Fault> {
    let reported = tx.get::<Report>(Report::id_of(comment.id, viewer.user))?.is_some();
    let Comment { id, author, author_name, reply_to, text, written_at, edited_at, hidden_because, .. } =
        comment;
    let (mine, edited) = (author == viewer.user, edited_at.is_some());
    let hidden = hidden_because;
    Ok(CommentLine { id, author, author_name, mine, reply_to, text, written_at, edited, hidden, reported })
}
