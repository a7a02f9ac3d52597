//! What is watched on the live lane, and what was heard there last.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::{Discriminant, discriminant};
use std::sync::{Arc, Mutex};

use tokio::sync::mpsc::UnboundedSender;

use super::keeper::lock;
use crate::id::Id;
use crate::live::{Event, LiveEvent, Topic};
use crate::refusal::Refusal;
use crate::sync::worker;

/// What was heard at a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Nothing yet, or nothing since the connection was lost.
    Nothing,
    /// The latest event of each kind about each thing, in the order of their arrival.
    Events(Vec<LiveEvent>),
    /// It can't be watched.
    Refused(Refusal),
}

/// Topics with how often each is watched, and what was heard.
#[derive(Default)]
pub(super) struct Watching(Mutex<BTreeMap<Topic, Watched>>);

#[derive(Default)]
struct Watched {
    watches: usize,
    events: Vec<LiveEvent>,
    refusal: Option<Refusal>,
}

/// Keeps a topic watched; ends when dropped.
pub struct Watch {
    topic: Topic,
    watching: Arc<Watching>,
    events: UnboundedSender<worker::Event>,
}

impl Watch {
    /// What was heard, the latest of each.
    #[must_use]
    pub fn heard(&self) -> Heard {
        let watched = lock(&self.watching.0);
        match watched.get(&self.topic) {
            Some(Watched { refusal: Some(refusal), .. }) => Heard::Refused(refusal.clone()),
            Some(Watched { events, .. }) if !events.is_empty() => Heard::Events(events.clone()),
            _ => Heard::Nothing,
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let mut watched = lock(&self.watching.0);
        if let Some(entry) = watched.get_mut(&self.topic) {
            entry.watches = entry.watches.saturating_sub(1);
            if entry.watches == 0 {
                watched.remove(&self.topic);
            }
        }
        drop(watched);
        if self.events.send(worker::Event::Watched).is_err() {
            tracing::debug!("the client works without network");
        }
    }
}

impl Watching {
    pub(super) fn watch(self: &Arc<Self>, topic: Topic, events: UnboundedSender<worker::Event>) -> Watch {
        lock(&self.0).entry(topic.clone()).or_default().watches += 1;
        Watch { topic, watching: Arc::clone(self), events }
    }

    pub(super) fn topics(&self) -> BTreeSet<Topic> {
        lock(&self.0)
            .iter()
            .filter(|(_, watched)| watched.watches > 0)
            .map(|(topic, _)| topic.clone())
            .collect()
    }

    /// What was said at a topic, watched or not.
    pub(super) fn said(&self, topic: &Topic) -> Option<Vec<LiveEvent>> {
        lock(&self.0).get(topic).map(|watched| watched.events.clone())
    }

    /// Takes an event in; false when it is no news: of a topic that is not watched, or older than what was heard.
    pub(super) fn hear(&self, event: &LiveEvent) -> bool {
        let mut all = lock(&self.0);
        let watched = if event.topic == Topic::house() {
            all.entry(event.topic.clone()).or_default()
        } else {
            let Some(watched) = all.get_mut(&event.topic) else { return false };
            watched
        };
        let key = key(&event.event());
        let same = watched.events.iter().position(|heard| self::key(&heard.event()) == key);
        if let Some(at) = same {
            let is_older = |heard: &LiveEvent| (event.position, event.at) < (heard.position, heard.at);
            if watched.events.get(at).is_some_and(is_older) {
                return false;
            }
            watched.events.remove(at);
        }
        watched.events.push(event.clone());
        watched.refusal = None;
        true
    }

    pub(super) fn refuse(&self, topic: &Topic, refusal: &Refusal) {
        if let Some(watched) = lock(&self.0).get_mut(topic) {
            watched.events.clear();
            watched.refusal = Some(refusal.clone());
        }
    }

    /// Forgets what was heard; the topics at which something was.
    pub(super) fn unheard(&self) -> Vec<Topic> {
        let mut topics = Vec::new();
        for (topic, watched) in lock(&self.0).iter_mut() {
            if !watched.events.is_empty() || watched.refusal.is_some() {
                topics.push(topic.clone());
            }
            watched.events.clear();
            watched.refusal = None;
        }
        topics
    }
}

/// Of one kind about one thing the latest wins.
fn key(event: &Event) -> (Discriminant<Event>, Option<Id>) {
    let about = match event {
        Event::StockChanged { product, .. } => Some(*product),
        Event::OrderStatusChanged { order, .. } => Some(*order),
        Event::DriverNear { stop, .. } => Some(*stop),
        Event::DriverPosition { driver, .. } => Some(*driver),
        Event::Notification { notice } => Some(*notice),
        _ => None,
    };
    (discriminant(event), about)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;

    fn stock(product: &str, available: i64, position: u64) -> LiveEvent {
        let (hub, product) = (Id::named("watching", "hub"), Id::named("watching", product));
        let told = serde_json::to_string(&Event::StockChanged { hub, product, available }).unwrap();
        LiveEvent { topic: Topic::of(Topic::STOCK, hub), scope: None, position, at: Timestamp(1), told }
    }

    #[test]
    fn each_order_of_a_hub_has_a_state_of_its_own() {
        let topic = Topic::of(Topic::ORDERS, Id::named("watching", "hub"));
        let told = |order: &str, status: &str, position| {
            let event =
                Event::OrderStatusChanged { order: Id::named("watching", order), status: status.to_owned() };
            let told = serde_json::to_string(&event).unwrap();
            LiveEvent { topic: topic.clone(), scope: None, position, at: Timestamp(1), told }
        };
        let watching = Arc::new(Watching::default());
        let (events, _inbox) = tokio::sync::mpsc::unbounded_channel();
        let watch = watching.watch(topic.clone(), events);
        for event in [told("a", "packed", 1), told("b", "packed", 2), told("a", "delivered", 3)] {
            watching.hear(&event);
        }
        let Heard::Events(heard) = watch.heard() else { panic!("nothing was heard") };
        assert_eq!(heard, [told("b", "packed", 2), told("a", "delivered", 3)]);
    }

    #[test]
    fn the_latest_of_each_is_kept_while_it_is_watched() {
        let watching = Arc::new(Watching::default());
        let topic = stock("a", 0, 0).topic;
        assert!(!watching.hear(&stock("a", 1, 1)), "nobody watches");
        let (events, _inbox) = tokio::sync::mpsc::unbounded_channel();
        let (one, other) =
            (watching.watch(topic.clone(), events.clone()), watching.watch(topic.clone(), events));
        assert_eq!(one.heard(), Heard::Nothing);
        assert!(watching.hear(&stock("a", 5, 5)) && watching.hear(&stock("b", 6, 6)));
        assert!(!watching.hear(&stock("a", 4, 4)), "older than what was heard");
        assert!(watching.hear(&stock("a", 7, 7)));
        assert_eq!(other.heard(), Heard::Events(vec![stock("b", 6, 6), stock("a", 7, 7)]));
        assert_eq!(watching.unheard(), std::slice::from_ref(&topic));
        assert_eq!(one.heard(), Heard::Nothing);
        watching.refuse(&topic, &Refusal::new(crate::refusal::Code::NotFound));
        assert!(matches!(one.heard(), Heard::Refused(_)));
        drop(one);
        assert_eq!(watching.topics(), BTreeSet::from([topic]));
        drop(other);
        assert!(watching.topics().is_empty());
    }
}
