//! Who watches what, and when they are told: of each topic at most so often, the latest state last.
//!
//! News come from the writer and from telemetry; one task hands them to the mailboxes of the watchers. Whatever
//! came of one kind about one thing in between is left out.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use hubbub_core::id::Id;
use hubbub_core::live::{Kind, News, Topic};
use tokio::sync::{Notify, watch};

use super::Signal;
use super::counts::Counts;
use super::mailbox::Parcel;

/// Least time between two tellings of where drivers are (requirement L6, domain rule "fan-out at ≤ 1 Hz").
const POSITIONS_EVERY: Duration = Duration::from_secs(1);

/// What telling one watcher takes of the machine, about: a topic with thousands of them is told less often, so that
/// telling leaves room for work (10,000 watchers: every 80 ms; measured with B9, see docs/load.md).
const PER_WATCHER: Duration = Duration::from_micros(8);

/// The topics that somebody watches.
pub(crate) struct Topics {
    /// Least time between two tellings of a topic.
    every: Duration,
    names: RwLock<HashSet<Topic>>,
    inbox: Mutex<Vec<Arc<Parcel>>>,
    wake: Notify,
    watched: Mutex<Watched>,
    /// Counts the beginnings and ends of the writer's batches: odd while one is on its way.
    batches: watch::Sender<u64>,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Watched {
    topics: HashMap<Topic, Watchers>,
    due: BTreeSet<(Instant, Topic)>,
}

#[derive(Default)]
struct Watchers {
    signals: HashMap<u64, Arc<Signal>>,
    waiting: BTreeMap<(Kind, Id), Arc<Parcel>>,
    /// Before this moment nothing more is told.
    free_at: Option<Instant>,
}

impl Topics {
    pub(crate) fn new(every: Duration, counts: Arc<Counts>) -> Self {
        Self {
            every,
            names: RwLock::default(),
            inbox: Mutex::default(),
            wake: Notify::new(),
            watched: Mutex::default(),
            batches: watch::Sender::default(),
            counts,
        }
    }

    /// A batch begins, which asks soon who watches what; to be called before it asks.
    pub(crate) fn batch_begins(&self) {
        self.batches.send_modify(|count| *count |= 1);
    }

    /// It has ended, one way or the other, and its news were published.
    pub(crate) fn batch_ends(&self) {
        self.batches.send_modify(|count| *count = (*count | 1) + 1);
    }

    /// Waits for the end of the batch that is on its way, if one is. It may have asked who watches a topic before
    /// somebody joined it: whoever reads the state afterwards misses nothing.
    pub(super) async fn batch_over(&self) {
        let mut batches = self.batches.subscribe();
        let count = *batches.borrow_and_update();
        if count % 2 == 1 && batches.wait_for(|now| *now > count).await.is_err() {
            tracing::debug!("the server stops");
        }
    }

    /// Whether anybody watches a topic.
    pub(crate) fn is_watched(&self, topic: &Topic) -> bool {
        self.names.read().unwrap_or_else(PoisonError::into_inner).contains(topic)
    }

    /// How many topics somebody watches.
    pub(crate) fn count(&self) -> usize {
        self.names.read().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Hands news over; the caller does not wait for their delivery.
    pub(crate) fn publish(&self, news: Vec<News>) {
        if news.is_empty() {
            return;
        }
        let parcels = news.into_iter().map(Parcel::new);
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner).extend(parcels);
        self.wake.notify_one();
    }

    /// Lets a socket watch a topic.
    pub(super) fn join(&self, topic: &Topic, number: u64, signal: &Arc<Signal>) {
        let mut watched = self.lock();
        watched.topics.entry(topic.clone()).or_default().signals.insert(number, Arc::clone(signal));
        self.names.write().unwrap_or_else(PoisonError::into_inner).insert(topic.clone());
    }

    /// Ends it.
    pub(super) fn leave(&self, topic: &Topic, number: u64) {
        let mut watched = self.lock();
        let Some(watchers) = watched.topics.get_mut(topic) else { return };
        watchers.signals.remove(&number);
        if watchers.signals.is_empty() {
            watched.topics.remove(topic);
            self.names.write().unwrap_or_else(PoisonError::into_inner).remove(topic);
        }
    }

    /// Delivers for ever.
    pub(crate) async fn run(&self) {
        loop {
            let next = self.deliver(Instant::now());
            let pause = async {
                match next {
                    Some(at) => tokio::time::sleep_until(at.into()).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = self.wake.notified() => {}
                () = pause => {}
            }
        }
    }

    /// Delivers what may be told now; when to look again.
    fn deliver(&self, now: Instant) -> Option<Instant> {
        let parcels = std::mem::take(&mut *self.inbox.lock().unwrap_or_else(PoisonError::into_inner));
        let mut watched = self.lock();
        for parcel in parcels {
            watched.take_in(parcel, now, &self.counts);
        }
        loop {
            let (at, topic) = watched.due.first()?.clone();
            if at > now {
                return Some(at);
            }
            watched.due.remove(&(at, topic.clone()));
            let every = if is_place(&topic) { POSITIONS_EVERY } else { self.every };
            if let Some(watchers) = watched.topics.get_mut(&topic) {
                let count = u32::try_from(watchers.signals.len()).unwrap_or(u32::MAX);
                watchers.tell(now + every.max(PER_WATCHER * count), &self.counts);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Watched> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_place(topic: &Topic) -> bool {
    matches!(topic.kind(), Topic::DRIVER | Topic::FLEET)
}

impl Watched {
    fn take_in(&mut self, parcel: Arc<Parcel>, now: Instant, counts: &Counts) {
        let Some(watchers) = self.topics.get_mut(&parcel.topic) else { return };
        if watchers.waiting.is_empty() {
            let at = watchers.free_at.map_or(now, |at| at.max(now));
            self.due.insert((at, parcel.topic.clone()));
        }
        if watchers.waiting.insert((parcel.kind, parcel.about), parcel).is_some() {
            counts.coalesced.add(1);
        }
    }
}

impl Watchers {
    fn tell(&mut self, free_at: Instant, counts: &Counts) {
        self.free_at = Some(free_at);
        let parcels = std::mem::take(&mut self.waiting);
        for signal in self.signals.values() {
            for parcel in parcels.values() {
                signal.post(parcel, counts);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::timeout;

    use super::super::mailbox::tests::news;
    use super::*;

    const EVERY: Duration = Duration::from_millis(50);

    fn told(signal: &Signal) -> Vec<serde_json::Value> {
        let texts = signal.mail.take().into_iter().map(|parcel| parcel.text());
        let json = |text: axum::extract::ws::Utf8Bytes| serde_json::from_str(&text).unwrap();
        texts.map(json).map(|value: serde_json::Value| value["position"].clone()).collect()
    }

    #[test]
    fn a_topic_is_told_so_often_and_ends_on_the_latest() {
        let topics = Topics::new(EVERY, Arc::default());
        let topic = Topic::named("poll:a");
        let (near, far) = (Arc::new(Signal::default()), Arc::new(Signal::default()));
        topics.publish(vec![news("poll:a", "a", 1)]);
        let start = Instant::now();
        assert_eq!(topics.deliver(start), None, "nobody watches");
        topics.join(&topic, 1, &near);
        topics.join(&Topic::named("poll:b"), 2, &far);
        assert!(topics.is_watched(&topic) && topics.count() == 2);
        // The first goes out at once, the next ones together when the topic may be told again.
        topics.publish(vec![news("poll:a", "a", 2)]);
        assert_eq!(topics.deliver(start), None);
        assert_eq!(told(&near), [2]);
        for n in 3..100 {
            topics.publish(vec![news("poll:a", "a", n), news("poll:a", "other", n)]);
            assert_eq!(topics.deliver(start + Duration::from_millis(n / 4)), Some(start + EVERY));
        }
        assert_eq!(told(&near).len(), 0);
        assert_eq!(topics.deliver(start + EVERY), None);
        assert_eq!(told(&near), [99, 99]);
        assert!(told(&far).is_empty());
        topics.leave(&topic, 1);
        topics.publish(vec![news("poll:a", "a", 100)]);
        topics.deliver(start + EVERY * 9);
        assert!(told(&near).is_empty() && !topics.is_watched(&topic));
    }

    /// A batch asks before its commit who watches. Whoever joins between the two, and reads a state from before the commit,
    /// would never hear of it.
    #[tokio::test]
    async fn who_joins_during_a_batch_reads_the_state_after_it() {
        let topics = Topics::new(EVERY, Arc::default());
        let is_over = async || timeout(EVERY, topics.batch_over()).await.is_ok();
        assert!(is_over().await, "there was no batch yet");
        topics.batch_begins();
        assert!(!is_over().await);
        topics.batch_ends();
        assert!(is_over().await);
        topics.batch_begins();
        let (joined, ()) = tokio::join!(is_over(), async { topics.batch_ends() });
        assert!(joined, "the end wakes who waits");
    }

    #[test]
    fn positions_are_told_once_a_second() {
        let topics = Topics::new(EVERY, Arc::default());
        let signal = Arc::new(Signal::default());
        topics.join(&Topic::named("driver:a"), 1, &signal);
        let start = Instant::now();
        topics.publish(vec![news("driver:a", "a", 1)]);
        assert_eq!(topics.deliver(start), None);
        topics.publish(vec![news("driver:a", "a", 2)]);
        assert_eq!(topics.deliver(start + EVERY), Some(start + POSITIONS_EVERY));
        assert_eq!(told(&signal), [1]);
        topics.deliver(start + POSITIONS_EVERY);
        assert_eq!(told(&signal), [2]);
    }
}
