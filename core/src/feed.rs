//! The feed: what is new for one person in one community, from every area, the newest first.
//!
//! It reads what the person's device holds and keeps nothing of its own.

use serde::{Deserialize, Serialize};

use crate::access::{Access, Viewer};
use crate::call::Actor;
use crate::content::model::Item;
use crate::content::post::Post;
use crate::content::talk::Comment;
use crate::content::{markdown, view_talk};
use crate::id::Id;
use crate::store::{Entity, Fault, Tx, Value};
use crate::support::model::{Ticket, TicketReply, excerpt};
use crate::time::Timestamp;
use crate::voting::model::{Poll, PollResult};

/// Lines on one page at most.
pub const LINES_PER_PAGE_MAX: usize = 50;

/// What a line of the feed tells; its words are `feed-…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedKind {
    /// Content was published.
    Item,
    /// News were published.
    Post,
    /// A poll's result was published.
    Result,
    /// Somebody has answered a comment of the viewer; the subject is the item.
    Answer,
    /// The hub has answered a request of the viewer; the subject is the ticket.
    Ticket,
}

/// A line of the feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedLine {
    /// What it tells.
    pub kind: FeedKind,
    /// The row it is made of: one line a row.
    pub id: Id,
    /// The thing to open.
    pub subject: Id,
    /// Its title in the viewer's language, or the nearest there is.
    pub title: String,
    /// The first line of what there is to read; may be empty.
    pub excerpt: String,
    /// Who, where somebody has said something; else empty.
    pub name: String,
    /// Content hash of a picture.
    pub image: Option<String>,
    /// When it became new: the server's time.
    pub at: Timestamp,
}

/// Where a page of the feed ends: the next begins after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct After {
    /// The last line's time.
    pub at: Timestamp,
    /// Its row.
    pub id: Id,
}

/// A page of the feed, the newest first; `after` is where the page before ended.
///
/// # Errors
/// The store's fault.
pub fn feed(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    community: Id,
    after: Option<After>,
) -> Result<Vec<FeedLine>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    let after = after.unwrap_or(After { at: Timestamp(i64::MAX), id: Id::default() });
    let reader = Reader { viewer, access: &access, community, after };
    let mut lines = reader.items(tx)?;
    lines.extend(reader.posts(tx)?);
    lines.extend(reader.results(tx)?);
    lines.extend(reader.answers(tx)?);
    lines.extend(reader.tickets(tx)?);
    lines.sort_by_key(|line| std::cmp::Reverse((line.at, line.id)));
    lines.truncate(LINES_PER_PAGE_MAX);
    Ok(lines)
}

/// Reads one page of each source: no page of the whole is longer.
struct Reader<'r> {
    viewer: &'r Viewer,
    access: &'r Access,
    community: Id,
    after: After,
}

impl Reader<'_> {
    fn items(&self, tx: &mut Tx<'_>) -> Result<Vec<FeedLine>, Fault> {
        let clause =
            self.clause("community = ? AND status = 'published' AND deleted_at IS NULL", "published_at");
        let mut lines = Vec::new();
        for item in tx.select::<Item>(&clause, &self.params(self.community))? {
            if !self.sees(tx, &item)? {
                continue;
            }
            lines.push(FeedLine {
                kind: FeedKind::Item,
                id: item.id,
                subject: item.id,
                title: view_talk::title(tx, self.viewer.locale, item.id)?,
                excerpt: String::new(),
                name: String::new(),
                image: item.image,
                at: item.published_at.unwrap_or(item.created_at),
            });
        }
        Ok(lines)
    }

    fn posts(&self, tx: &mut Tx<'_>) -> Result<Vec<FeedLine>, Fault> {
        let clause = self.clause("community = ? AND deleted_at IS NULL", "published_at");
        let mut posts = Vec::new();
        for post in tx.select::<Post>(&clause, &self.params(self.community))? {
            if self.sees(tx, &post)? {
                posts.push(post);
            }
        }
        let line = |post: Post| FeedLine {
            kind: FeedKind::Post,
            id: post.id,
            subject: post.id,
            title: post.title.get(self.viewer.locale, post.default_locale).to_owned(),
            excerpt: excerpt(&markdown::plain(post.body.get(self.viewer.locale, post.default_locale))),
            name: post.author_name,
            image: post.image,
            at: post.published_at.unwrap_or(post.created_at),
        };
        Ok(posts.into_iter().map(line).collect())
    }

    fn results(&self, tx: &mut Tx<'_>) -> Result<Vec<FeedLine>, Fault> {
        let clause = self.clause("id IN (SELECT id FROM poll WHERE community = ?)", "published_at");
        let mut lines = Vec::new();
        for result in tx.select::<PollResult>(&clause, &self.params(self.community))? {
            let Some(poll) = tx.get::<Poll>(result.id)? else { continue };
            if !self.sees(tx, &result)? {
                continue;
            }
            lines.push(FeedLine {
                kind: FeedKind::Result,
                id: result.id,
                subject: poll.id,
                title: poll.title.get(self.viewer.locale, Default::default()).to_owned(),
                excerpt: String::new(),
                name: String::new(),
                image: None,
                at: result.published_at,
            });
        }
        Ok(lines)
    }

    fn answers(&self, tx: &mut Tx<'_>) -> Result<Vec<FeedLine>, Fault> {
        let own = "reply_to IN (SELECT id FROM comment WHERE author = ?) AND hidden_at IS NULL";
        let clause = self.clause(own, "created_at");
        let mut lines = Vec::new();
        for comment in tx.select::<Comment>(&clause, &self.params(self.viewer.user))? {
            let seen = self.sees(tx, &comment)?;
            if comment.community != self.community || comment.author == self.viewer.user || !seen {
                continue;
            }
            lines.push(FeedLine {
                kind: FeedKind::Answer,
                id: comment.id,
                subject: comment.item,
                title: view_talk::title(tx, self.viewer.locale, comment.item)?,
                excerpt: excerpt(&comment.text),
                name: comment.author_name,
                image: None,
                at: comment.created_at,
            });
        }
        Ok(lines)
    }

    fn tickets(&self, tx: &mut Tx<'_>) -> Result<Vec<FeedLine>, Fault> {
        let own = "ticket IN (SELECT id FROM ticket WHERE author = ?) AND from_staff = 1";
        let clause = self.clause(own, "received_at");
        let mut lines = Vec::new();
        for reply in tx.select::<TicketReply>(&clause, &self.params(self.viewer.user))? {
            let Some(ticket) = tx.get::<Ticket>(reply.ticket)? else { continue };
            if ticket.community != self.community {
                continue;
            }
            lines.push(FeedLine {
                kind: FeedKind::Ticket,
                id: reply.id,
                subject: ticket.id,
                title: ticket.title_in(self.viewer.locale),
                excerpt: excerpt(&reply.text),
                name: reply.author_name,
                image: None,
                at: reply.received_at,
            });
        }
        Ok(lines)
    }

    /// Whether the viewer may see a row: a device holds no other, the server holds all.
    fn sees<E: Entity>(&self, tx: &mut Tx<'_>, row: &E) -> Result<bool, Fault> {
        Ok(row.scopes(tx)?.iter().any(|scope| self.access.scopes().contains(scope)))
    }

    /// A page of rows with `condition` (one parameter), the newest first by `column`.
    fn clause(&self, condition: &str, column: &str) -> String {
        format!(
            "{condition} AND {column} IS NOT NULL AND ({column} < ? OR ({column} = ? AND id < ?))
             ORDER BY {column} DESC, id DESC LIMIT {LINES_PER_PAGE_MAX}"
        )
    }

    fn params(&self, owner: Id) -> [Value; 4] {
        let After { at, id } = self.after;
        [owner.into(), at.into(), at.into(), id.into()]
    }
}
