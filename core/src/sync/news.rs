//! Reads what watchers are told: the states that changes of a batch led to, and how things stand for somebody who
//! begins to watch.

use std::collections::BTreeSet;

use super::cut::head_of;
use super::rules::Domain;
use super::server::Server;
use crate::id::Id;
use crate::live::{Change, Door, News, Topic};
use crate::store::{Fault, Sql, Tx, Unwatched};
use crate::time::Timestamp;

impl<D: Domain> Server<D> {
    /// The states that these changes led to, at the scopes' numbers of now: the change index is written.
    ///
    /// # Errors
    /// The store's fault.
    pub(super) fn news(
        &self,
        sql: &mut dyn Sql,
        changes: BTreeSet<Change>,
        now: Timestamp,
    ) -> Result<Vec<News>, Fault> {
        let mut news = Vec::new();
        for change in changes {
            let told = self.domain.tell(&mut self.tx(sql, &mut Unwatched), &change, now)?;
            let Some(told) = told else { continue };
            let position = match &told.scope {
                Some(scope) => head_of(sql, scope)?.0,
                None => 0,
            };
            news.push(News::of(change, &told, position, now));
        }
        Ok(news)
    }

    /// How things stand at a topic, for somebody who begins to watch it; nothing when they may not.
    ///
    /// # Errors
    /// The store's fault.
    pub fn watch(
        &self,
        sql: &mut dyn Sql,
        user: Id,
        topic: &Topic,
        now: Timestamp,
    ) -> Result<Option<Vec<News>>, Fault> {
        match self.domain.watch(&mut self.tx(sql, &mut Unwatched), user, topic)? {
            Some(changes) => self.news(sql, changes.into_iter().collect(), now).map(Some),
            None => Ok(None),
        }
    }

    /// Whether a person may watch a topic.
    ///
    /// # Errors
    /// The store's fault.
    pub fn may_watch(&self, sql: &mut dyn Sql, user: Id, topic: &Topic) -> Result<bool, Fault> {
        Ok(self.domain.watch(&mut self.tx(sql, &mut Unwatched), user, topic)?.is_some())
    }

    /// The topics that a person's positions are told to.
    ///
    /// # Errors
    /// The store's fault.
    pub fn whereabouts(&self, sql: &mut dyn Sql, user: Id) -> Result<Vec<Topic>, Fault> {
        self.domain.whereabouts(&mut self.tx(sql, &mut Unwatched), user)
    }

    /// The doors that a person is on the way to.
    ///
    /// # Errors
    /// The store's fault.
    pub fn doors(&self, sql: &mut dyn Sql, user: Id) -> Result<Vec<Door>, Fault> {
        self.domain.doors(&mut self.tx(sql, &mut Unwatched), user)
    }

    fn tx<'t>(&self, sql: &'t mut dyn Sql, watch: &'t mut Unwatched) -> Tx<'t> {
        Tx::new(sql, self.domain.tables(), watch)
    }
}
