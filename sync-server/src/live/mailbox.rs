//! What waits for one socket: events in order, a bounded number of them. A reader that falls behind keeps the
//! latest of each kind about each thing, and never slows anybody else.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use axum::body::Bytes;
use axum::extract::ws::Utf8Bytes;
use hubbub_core::id::Id;
use hubbub_core::live::{Kind, LiveEvent, News, Topic};
use hubbub_core::sync::protocol::{Frame, encode};
use serde_json::Value;

/// Events that wait for a socket before older ones give way: all drivers of a large fleet fit.
const WAITING_MAX: usize = 2_048;
/// As many are left at most when so many are about different things.
const LEFT_MAX: usize = WAITING_MAX / 2;

/// An event, encoded once for all who are told.
pub(crate) struct Parcel {
    pub(crate) topic: Topic,
    pub(crate) kind: Kind,
    pub(crate) about: Id,
    /// When it was published.
    pub(crate) since: Instant,
    event: LiveEvent,
    binary: OnceLock<Bytes>,
    text: OnceLock<Utf8Bytes>,
}

impl Parcel {
    pub(crate) fn new(news: News) -> Arc<Self> {
        let News { kind, about, event } = news;
        Arc::new(Self {
            topic: event.topic.clone(),
            kind,
            about,
            since: Instant::now(),
            event,
            binary: OnceLock::new(),
            text: OnceLock::new(),
        })
    }

    /// As devices read it.
    pub(crate) fn binary(&self) -> Bytes {
        self.binary.get_or_init(|| encode(&Frame::Event(self.event.clone())).into()).clone()
    }

    /// As third parties read it: the event's own fields, and how to check them.
    pub(crate) fn text(&self) -> Utf8Bytes {
        let write = || {
            let mut told: Value = serde_json::from_str(&self.event.told).unwrap_or_default();
            if let Value::Object(fields) = &mut told {
                fields.insert("topic".to_owned(), self.topic.as_str().into());
                fields.insert("position".to_owned(), self.event.position.into());
                fields.insert("at".to_owned(), self.event.at.0.into());
            }
            told.to_string().into()
        };
        self.text.get_or_init(write).clone()
    }
}

/// What waits for one socket.
#[derive(Default)]
pub(crate) struct Mailbox(Mutex<VecDeque<Arc<Parcel>>>);

impl Mailbox {
    /// Puts a parcel in; how many had to give way.
    pub(crate) fn put(&self, parcel: &Arc<Parcel>) -> usize {
        let mut waiting = self.lock();
        let before = waiting.len();
        if before >= WAITING_MAX {
            conflate(&mut waiting);
            // Most are about different things: the oldest go. Whoever misses them reads the rows.
            let spare = waiting.len().saturating_sub(LEFT_MAX);
            waiting.drain(..spare);
        }
        let gone = before - waiting.len();
        waiting.push_back(Arc::clone(parcel));
        gone
    }

    /// Everything that waits, in order.
    pub(crate) fn take(&self) -> VecDeque<Arc<Parcel>> {
        std::mem::take(&mut *self.lock())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    /// Throws away what waits of a topic.
    pub(crate) fn forget(&self, topic: &Topic) {
        self.lock().retain(|parcel| parcel.topic != *topic);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<Parcel>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps the latest of each kind about each thing.
fn conflate(waiting: &mut VecDeque<Arc<Parcel>>) {
    let mut seen = HashSet::new();
    let mut kept = VecDeque::with_capacity(WAITING_MAX);
    for parcel in std::mem::take(waiting).into_iter().rev() {
        if seen.insert((parcel.topic.clone(), parcel.kind, parcel.about)) {
            kept.push_front(parcel);
        }
    }
    *waiting = kept;
}

#[cfg(test)]
pub(crate) mod tests {
    use hubbub_core::time::Timestamp;

    use super::*;

    pub(crate) fn news(topic: &str, about: &str, position: u64) -> News {
        let event = LiveEvent {
            topic: Topic::named(topic),
            scope: None,
            position,
            at: Timestamp(7),
            told: format!(r#"{{"type":"voteUpdated","new_total":{position}}}"#),
        };
        News { kind: Kind::VoteUpdated, about: Id::named("mailbox", about), event }
    }

    fn positions(mailbox: &Mailbox) -> Vec<u64> {
        mailbox.take().iter().map(|parcel| parcel.event.position).collect()
    }

    #[test]
    fn who_keeps_up_gets_everything_in_order() {
        let mailbox = Mailbox::default();
        for n in 0..5 {
            assert_eq!(mailbox.put(&Parcel::new(news("poll:a", "a", n))), 0);
        }
        assert_eq!(positions(&mailbox), [0, 1, 2, 3, 4]);
        assert!(mailbox.is_empty());
    }

    #[test]
    fn who_falls_behind_gets_the_latest_of_each() {
        let mailbox = Mailbox::default();
        let count = u64::try_from(WAITING_MAX).unwrap();
        let mut gone = 0;
        for n in 0..10 * count {
            gone += mailbox.put(&Parcel::new(news("poll:a", if n % 2 == 0 { "a" } else { "b" }, n)));
            assert!(mailbox.lock().len() <= WAITING_MAX);
        }
        let kept = positions(&mailbox);
        assert_eq!(kept[kept.len() - 2..], [10 * count - 2, 10 * count - 1]);
        assert_eq!(gone + kept.len(), 10 * WAITING_MAX);
        // More things than there are places: the oldest go.
        for n in 0..count + 5 {
            mailbox.put(&Parcel::new(news("stock:a", &n.to_string(), n)));
        }
        let first = count - u64::try_from(LEFT_MAX).unwrap();
        assert_eq!(positions(&mailbox), (first..count + 5).collect::<Vec<_>>());
    }

    #[test]
    fn a_topic_that_was_left_says_nothing_more() {
        let mailbox = Mailbox::default();
        mailbox.put(&Parcel::new(news("poll:a", "a", 1)));
        mailbox.put(&Parcel::new(news("poll:b", "b", 2)));
        mailbox.forget(&Topic::named("poll:a"));
        assert_eq!(positions(&mailbox), [2]);
    }

    #[test]
    fn third_parties_read_plain_json() {
        let parcel = Parcel::new(news("poll:a", "a", 3));
        let text: Value = serde_json::from_str(&parcel.text()).unwrap();
        let expected = serde_json::json!({
            "type": "voteUpdated", "new_total": 3, "topic": "poll:a", "position": 3, "at": 7
        });
        assert_eq!(text, expected);
    }
}
