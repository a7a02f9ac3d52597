//! The sync engine without its domain's type, so that the rest of the server is written once for all
//! domains.

use std::collections::BTreeSet;

use hubbub_core::id::Id;
use hubbub_core::live::{Door, News, Topic};
use hubbub_core::scope::Scope;
use hubbub_core::store::{Fault, Sql, Tx, Unwatched};
use hubbub_core::sync::protocol::{Answer, Cursor, Reply, Request, Upload};
use hubbub_core::sync::rules::{Actor, Confirmation, Domain, Farewell, Figure};
use hubbub_core::sync::server::{Admission, Batch, Closed, Device, Server};
use hubbub_core::time::Timestamp;

/// What fills a batch, given the batch and its transaction.
pub(crate) type Fill<'f> = &'f mut dyn FnMut(&mut dyn Deciding, &mut dyn Sql) -> Result<(), Fault>;

/// [`Server`], whatever its domain.
pub(crate) trait Engine: Send + Sync {
    /// Decides a batch in the transaction `sql`; what moved, and what the watchers of topics are told.
    fn batch(
        &self,
        sql: &mut dyn Sql,
        now: Timestamp,
        is_watched: &dyn Fn(&Topic) -> bool,
        fill: Fill<'_>,
    ) -> Result<Closed, Fault>;

    /// See [`Server::watch`].
    fn watch(
        &self,
        sql: &mut dyn Sql,
        user: Id,
        topic: &Topic,
        now: Timestamp,
    ) -> Result<Option<Vec<News>>, Fault>;

    /// See [`Server::may_watch`].
    fn may_watch(&self, sql: &mut dyn Sql, user: Id, topic: &Topic) -> Result<bool, Fault>;

    /// See [`Server::doors`].
    fn doors(&self, sql: &mut dyn Sql, user: Id) -> Result<Vec<Door>, Fault>;

    /// See [`Server::whereabouts`].
    fn whereabouts(&self, sql: &mut dyn Sql, user: Id) -> Result<Vec<Topic>, Fault>;

    /// See [`Domain::poll_of`].
    fn poll_of(&self, sql: &mut dyn Sql, user: Id, item: Id) -> Result<Option<Topic>, Fault>;

    /// See [`Domain::figures`].
    fn figures(&self) -> &'static [Figure];

    /// See [`Server::cut`].
    fn cut(&self, sql: &mut dyn Sql, user: Id, request: &Request, now: Timestamp) -> Result<Answer, Fault>;

    /// See [`Server::cursors_after`].
    fn cursors_after(&self, cursors: &[Cursor], reply: &Reply) -> Vec<Cursor>;

    /// See [`Domain::due`]: ids and JSON texts.
    fn due(&self, sql: &mut dyn Sql, now: Timestamp, limit: usize) -> Result<Vec<(Id, String)>, Fault>;

    /// See [`Domain::roles_of`].
    fn roles(&self, sql: &mut dyn Sql, user: Id) -> Result<BTreeSet<&'static str>, Fault>;

    /// See [`Domain::farewell`].
    fn farewell(&self, user: Id, farewell: Farewell) -> Result<Option<String>, Fault>;

    /// See [`Server::forget_chunks`].
    fn forget_chunks(&self);

    /// See [`Domain::takes_only_pictures`].
    fn takes_only_pictures(&self) -> bool;

    /// See [`Server::scopes`].
    fn scopes(&self, sql: &mut dyn Sql, user: Id) -> Result<BTreeSet<Scope>, Fault>;
}

/// [`Batch`], whatever its domain.
pub(crate) trait Deciding {
    /// See [`Batch::admit`].
    fn admit(&mut self, sql: &mut dyn Sql, actor: Actor, request: &Request) -> Result<Admission, Fault>;

    /// See [`Batch::decide`].
    fn decide(&mut self, sql: &mut dyn Sql, device: &mut Device, upload: &Upload) -> Result<(), Fault>;

    /// See [`Batch::keep`].
    fn keep(&self, sql: &mut dyn Sql, device: &Device) -> Result<(), Fault>;

    /// See [`Domain::confirms`]. The command is its JSON text.
    fn confirms(&self, sql: &mut dyn Sql, command: &str) -> Result<Option<Confirmation>, Fault>;
}

impl<D: Domain> Engine for Server<D> {
    fn batch(
        &self,
        sql: &mut dyn Sql,
        now: Timestamp,
        is_watched: &dyn Fn(&Topic) -> bool,
        fill: Fill<'_>,
    ) -> Result<Closed, Fault> {
        let mut batch = Self::batch(self, sql, now)?;
        fill(&mut batch, sql)?;
        batch.finish(sql, is_watched)
    }

    fn watch(
        &self,
        sql: &mut dyn Sql,
        user: Id,
        topic: &Topic,
        now: Timestamp,
    ) -> Result<Option<Vec<News>>, Fault> {
        Self::watch(self, sql, user, topic, now)
    }

    fn may_watch(&self, sql: &mut dyn Sql, user: Id, topic: &Topic) -> Result<bool, Fault> {
        Self::may_watch(self, sql, user, topic)
    }

    fn doors(&self, sql: &mut dyn Sql, user: Id) -> Result<Vec<Door>, Fault> {
        Self::doors(self, sql, user)
    }

    fn whereabouts(&self, sql: &mut dyn Sql, user: Id) -> Result<Vec<Topic>, Fault> {
        Self::whereabouts(self, sql, user)
    }

    fn figures(&self) -> &'static [Figure] {
        self.domain.figures()
    }

    fn poll_of(&self, sql: &mut dyn Sql, user: Id, item: Id) -> Result<Option<Topic>, Fault> {
        self.domain.poll_of(&mut Tx::new(sql, self.domain.tables(), &mut Unwatched), user, item)
    }

    fn cut(&self, sql: &mut dyn Sql, user: Id, request: &Request, now: Timestamp) -> Result<Answer, Fault> {
        Self::cut(self, sql, user, request, now)
    }

    fn cursors_after(&self, cursors: &[Cursor], reply: &Reply) -> Vec<Cursor> {
        Self::cursors_after(cursors, reply)
    }

    fn due(&self, sql: &mut dyn Sql, now: Timestamp, limit: usize) -> Result<Vec<(Id, String)>, Fault> {
        let due = self.domain.due(&mut Tx::new(sql, self.domain.tables(), &mut Unwatched), now, limit)?;
        Ok(due.into_iter().map(|due| (due.id, due.command)).collect())
    }

    fn roles(&self, sql: &mut dyn Sql, user: Id) -> Result<BTreeSet<&'static str>, Fault> {
        self.domain.roles_of(&mut Tx::new(sql, self.domain.tables(), &mut Unwatched), user)
    }

    fn farewell(&self, user: Id, farewell: Farewell) -> Result<Option<String>, Fault> {
        self.domain.farewell(user, farewell)
    }

    fn forget_chunks(&self) {
        Self::forget_chunks(self);
    }

    fn takes_only_pictures(&self) -> bool {
        self.domain.takes_only_pictures()
    }

    fn scopes(&self, sql: &mut dyn Sql, user: Id) -> Result<BTreeSet<Scope>, Fault> {
        Self::scopes(self, sql, user)
    }
}

impl<D: Domain> Deciding for Batch<'_, D> {
    fn admit(&mut self, sql: &mut dyn Sql, actor: Actor, request: &Request) -> Result<Admission, Fault> {
        Self::admit(self, sql, actor, request)
    }

    fn decide(&mut self, sql: &mut dyn Sql, device: &mut Device, upload: &Upload) -> Result<(), Fault> {
        Self::decide(self, sql, device, upload)
    }

    fn keep(&self, sql: &mut dyn Sql, device: &Device) -> Result<(), Fault> {
        Self::keep(self, sql, device)
    }

    fn confirms(&self, sql: &mut dyn Sql, command: &str) -> Result<Option<Confirmation>, Fault> {
        let domain = self.domain();
        let Ok(command) = domain.decode(command) else { return Ok(None) };
        domain.confirms(&mut Tx::new(sql, domain.tables(), &mut Unwatched), &command)
    }
}
