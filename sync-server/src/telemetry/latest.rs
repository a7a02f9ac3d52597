//! Where drivers are now: the latest believed position of each, which only moves forward in their phones' time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hubbub_core::delivery::ping::Ping;
use hubbub_core::delivery::track::{Live, Verdict};
use hubbub_core::id::Id;
use hubbub_core::live::{Change, Event, Kind, News, Told, Topic};
use hubbub_core::time::Timestamp;

/// The latest position of each driver.
#[derive(Default)]
pub(crate) struct Latest(Mutex<HashMap<Id, Whereabouts>>);

struct Whereabouts {
    live: Live,
    ping: Ping,
    topics: Arc<[Topic]>,
}

impl Latest {
    /// Takes a judged ping in; whether the position moved.
    pub(super) fn advance(
        &self,
        user: Id,
        (ping, at): (Ping, Timestamp),
        verdict: Verdict,
        topics: &Arc<[Topic]>,
    ) -> bool {
        let mut all = self.lock();
        let whereabouts = all.entry(user).or_insert_with(|| Whereabouts {
            live: Live::default(),
            ping,
            topics: Arc::clone(topics),
        });
        let moved = whereabouts.live.advance(ping.fix(at), verdict);
        if moved {
            whereabouts.ping = ping;
            whereabouts.topics = Arc::clone(topics);
        }
        moved
    }

    pub(super) fn forget(&self, user: Id) {
        self.lock().remove(&user);
    }

    /// What a person's watchers are told.
    pub(super) fn news(&self, user: Id, now: Timestamp) -> Vec<News> {
        let all = self.lock();
        let Some(whereabouts) = all.get(&user) else { return Vec::new() };
        whereabouts.topics.iter().filter_map(|topic| whereabouts.news(user, topic, now)).collect()
    }

    /// What somebody is told who begins to watch a topic.
    pub(super) fn at(&self, topic: &Topic, now: Timestamp) -> Vec<News> {
        let all = self.lock();
        let there = all.iter().filter(|(_, whereabouts)| whereabouts.topics.contains(topic));
        there.filter_map(|(user, whereabouts)| whereabouts.news(*user, topic, now)).collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Id, Whereabouts>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Whereabouts {
    fn news(&self, driver: Id, topic: &Topic, now: Timestamp) -> Option<News> {
        let at = self.live.fix()?.at;
        let Ping { lat_e6, lon_e6, accuracy_m, heading_deg, speed_cm_s, .. } = self.ping;
        let event = Event::DriverPosition { driver, lat_e6, lon_e6, accuracy_m, heading_deg, speed_cm_s, at };
        let change = Change { topic: topic.clone(), kind: Kind::DriverPosition, about: driver };
        Some(News::of(change, &Told { event, scope: None }, 0, now))
    }
}
