//! What the person is told.

use hubbub_core::domain::Command;
use hubbub_core::i18n;
use hubbub_core::notice::command::Command as Notice;
use hubbub_core::notice::view;
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Done, One};
use crate::{Desktop, Problem, Ref};

/// Where the page before ended.
#[derive(Clone, Copy, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoticesAfter {
    /// The last notice of the page before; none for the first page.
    pub after: Option<NoticeKey>,
}

/// A notice's place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoticeKey {
    /// When it happened, milliseconds since 1970.
    pub at: i64,
    /// The notice.
    pub id: Ref,
}

/// A page of notices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct NoticesPage {
    /// The newest first.
    pub lines: Vec<NoticeLine>,
    /// How many have not been seen.
    pub unread: i64,
    /// Where the next page begins; none at the end.
    pub next: Option<NoticeKey>,
}

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NoticeLine {
    /// The notice.
    pub id: Ref,
    /// What it tells, as `poll-ended`: which screen its thing is on.
    pub kind: String,
    /// The thing.
    pub subject: Ref,
    /// In words.
    pub text: String,
    /// When.
    pub at: String,
    /// Whether it has not been seen.
    pub unread: bool,
}

/// A page of notices.
pub(super) fn notices(desktop: &Desktop, args: NoticesAfter) -> Result<NoticesPage, Problem> {
    let say = desktop.say();
    let after = args.after.map(|key| view::After { created_at: Timestamp(key.at), id: key.id.into() });
    desktop.view(|tx, viewer| {
        let found = view::notices(tx, viewer, after)?;
        let full = found.len() == view::NOTICES_PER_PAGE_MAX;
        let next =
            found.last().filter(|_| full).map(|it| NoticeKey { at: it.created_at.0, id: it.id.into() });
        let line = |it: &view::NoticeLine| NoticeLine {
            id: it.id.into(),
            kind: it.kind.word().to_owned(),
            subject: it.subject.into(),
            text: i18n::notice_text(it.kind, &it.params, say.locale, &|at| say.offset_at(at)),
            at: say.date_time(it.created_at),
            unread: it.unread,
        };
        Ok(NoticesPage { lines: found.iter().map(line).collect(), unread: view::unread(tx, viewer)?, next })
    })
}

/// Marks one as seen.
pub(super) fn read_notices(desktop: &Desktop, One { id }: One) -> Result<Done, Problem> {
    desktop.send(Command::Notice(Notice::MarkRead { notices: vec![id.into()] }))
}
