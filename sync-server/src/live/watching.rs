//! Topics of a socket: who may watch is asked when a topic is joined, and again when the person's grants may have
//! changed.

use hubbub_core::live::{News, Topic};
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::sync::protocol::Frame;

use super::mailbox::Parcel;
use super::plain;
use super::socket::{Talk, Tongue, refusal_json};
use crate::writer::Trouble;

impl Talk {
    /// Begins to watch a topic: the state as it stands, then what happens.
    pub(super) async fn join(&mut self, topic: Topic) -> bool {
        // First the place, then the state: what happens in between is told too.
        if !self.place.join(&topic) {
            let refusal = Refusal::new(Code::ValidationFailed).field("topic", "too_many");
            return self.left(topic, &refusal).await;
        }
        self.place.batch_over().await;
        match self.standing(&topic).await {
            Ok(Some(news)) => {
                news.into_iter().for_each(|news| self.post(news));
                true
            }
            Ok(None) => self.left(topic, &Refusal::new(Code::NotFound)).await,
            Err(Trouble::Busy) => self.left(topic, &Refusal::new(Code::ServiceUnavailable)).await,
            Err(Trouble::Fault(fault)) => {
                tracing::error!(%fault, "a topic could not be joined");
                self.left(topic, &Refusal::new(Code::InternalServerError)).await
            }
        }
    }

    /// How things stand at a topic; nothing when the person may not watch it.
    async fn standing(&mut self, topic: &Topic) -> Result<Option<Vec<News>>, Trouble> {
        let (engine, user, now) = (self.app.engine.clone(), self.caller.user, self.app.clock().now());
        let wanted = topic.clone();
        let news = self.app.readers.read(move |sql| engine.watch(sql, user, &wanted, now)).await?;
        Ok(news.map(|mut news| {
            news.extend(self.app.telemetry.latest_at(topic, now));
            news
        }))
    }

    /// Asks again whether the person may watch what this socket watches.
    pub(super) async fn check_topics(&mut self) -> bool {
        if self.place.topics.is_empty() {
            return true;
        }
        let (engine, user) = (self.app.engine.clone(), self.caller.user);
        let topics: Vec<Topic> = self.place.topics.iter().cloned().collect();
        let denied = self.app.readers.read(move |sql| {
            let mut denied = Vec::new();
            for topic in &topics {
                if !engine.may_watch(sql, user, topic)? {
                    denied.push(topic.clone());
                }
            }
            Ok(denied)
        });
        let (denied, why) = match denied.await {
            Ok(denied) => (denied, Code::ForbiddenRole),
            // Who can't be asked about may not watch for now: the device tries again.
            Err(_) => (self.place.topics.iter().cloned().collect(), Code::ServiceUnavailable),
        };
        for topic in denied {
            if !self.left(topic, &Refusal::new(why)).await {
                return false;
            }
        }
        true
    }

    pub(super) fn post(&self, news: News) {
        self.place.signal.post(&Parcel::new(news), self.app.live.counts());
    }

    async fn left(&mut self, topic: Topic, refusal: &Refusal) -> bool {
        self.place.leave(&topic);
        match self.tongue {
            Tongue::Device => self.send(&Frame::Left { topic, refusal: refusal_json(refusal) }).await,
            Tongue::Plain => self.send_text(plain::left(&topic, refusal)).await,
        }
    }
}
