//! Who is connected and what they hold: every commit wakes the sockets whose scopes it moved, and tells the watchers
//! of topics.
//!
//! Rows: only the fact travels from the writer to a socket, never the change: the socket reads its own cut. So a
//! slow reader costs one flag, however much it missed. Events: each is encoded once, and shared ([`mailbox`]).

mod counts;
mod mailbox;
pub(crate) mod plain;
mod socket;
mod topics;
mod watching;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hubbub_core::id::Id;
use hubbub_core::live::{News, Topic};
use hubbub_core::scope::Scope;
use hubbub_core::sync::change_index::Moved;
use tokio::sync::Notify;

use self::counts::Counts;
pub(crate) use self::counts::{Count, DELAYS_US, Delays, Spread};
use self::mailbox::{Mailbox, Parcel};
pub(crate) use self::socket::connect;
use self::topics::Topics;

/// Sockets served at once (twice the goal of 10,000 on one node).
const SOCKETS_MAX: usize = 20_000;
/// Topics that one socket may watch.
const TOPICS_MAX: usize = 64;

/// What a socket's task has to look at.
#[derive(Default)]
pub(crate) struct Signal {
    moved: AtomicBool,
    counted: AtomicBool,
    ended: AtomicBool,
    /// When the oldest change of rows came that was not pushed yet.
    since: Mutex<Option<Instant>>,
    mail: Mailbox,
    wake: Notify,
}

impl Signal {
    fn raise(&self, flag: &AtomicBool) {
        if !flag.swap(true, Ordering::AcqRel) {
            self.wake.notify_one();
        }
    }

    /// A scope that the socket holds has moved.
    fn touch(&self, how: Moved) {
        match how {
            Moved::Rows => {
                if !self.moved.swap(true, Ordering::AcqRel) {
                    self.since
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .get_or_insert_with(Instant::now);
                    self.wake.notify_one();
                }
            }
            // They may wait, so nobody times them.
            Moved::Counts => self.raise(&self.counted),
        }
    }

    /// Puts an event into the mailbox.
    fn post(&self, parcel: &Arc<Parcel>, counts: &Counts) {
        counts.conflated.add(self.mail.put(parcel));
        self.wake.notify_one();
    }
}

/// The registry of sockets.
pub(crate) struct Live {
    registry: Mutex<Registry>,
    topics: Topics,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Registry {
    next: u64,
    commits: u64,
    sockets: HashMap<u64, Entry>,
    by_scope: HashMap<Scope, HashMap<u64, Arc<Signal>>>,
}

struct Entry {
    signal: Arc<Signal>,
    session: Id,
    scopes: BTreeSet<Scope>,
}

/// A registered socket; leaves the registry and its topics when dropped.
pub(crate) struct Place {
    live: Arc<Live>,
    number: u64,
    signal: Arc<Signal>,
    topics: BTreeSet<Topic>,
}

impl Live {
    /// An empty registry; topics are told at most once in `every`.
    pub(crate) fn new(every: Duration) -> Self {
        let counts = Arc::<Counts>::default();
        Self { registry: Mutex::default(), topics: Topics::new(every, Arc::clone(&counts)), counts }
    }

    /// Registers a socket of a session; nothing when the house is full.
    pub(crate) fn enter(self: &Arc<Self>, session: Id) -> Option<Place> {
        let mut registry = self.lock();
        if registry.sockets.len() >= SOCKETS_MAX {
            return None;
        }
        registry.next += 1;
        let number = registry.next;
        let signal = Arc::new(Signal::default());
        let entry = Entry { signal: Arc::clone(&signal), session, scopes: BTreeSet::new() };
        registry.sockets.insert(number, entry);
        self.counts.opened.add(1);
        Some(Place { live: Arc::clone(self), number, signal, topics: BTreeSet::new() })
    }

    /// Wakes every socket that holds one of these scopes.
    pub(crate) fn notify(&self, moved: &BTreeMap<Scope, Moved>) {
        if moved.is_empty() {
            return;
        }
        let mut registry = self.lock();
        registry.commits += 1;
        for (scope, how) in moved {
            for signal in registry.by_scope.get(scope).into_iter().flat_map(HashMap::values) {
                signal.touch(*how);
            }
        }
    }

    /// Whether anybody watches a topic.
    pub(crate) fn is_watched(&self, topic: &Topic) -> bool {
        self.topics.is_watched(topic)
    }

    /// Tells whoever joins a topic that a batch is on its way (see [`Topics::batch_over`]).
    pub(crate) fn batch_begins(&self) {
        self.topics.batch_begins();
    }

    /// Ends that: committed and published, or failed.
    pub(crate) fn batch_ends(&self) {
        self.topics.batch_ends();
    }

    /// Tells the watchers of topics.
    pub(crate) fn publish(&self, news: Vec<News>) {
        self.topics.publish(news);
    }

    /// Tells everybody who is connected.
    pub(crate) fn tell_all(&self, news: News) {
        let parcel = Parcel::new(news);
        for entry in self.lock().sockets.values() {
            entry.signal.post(&parcel, &self.counts);
        }
    }

    /// Hands news to their watchers, for ever.
    pub(crate) async fn deliver(&self) {
        self.topics.run().await;
    }

    /// Tells the sockets of a session that it has ended.
    pub(crate) fn end_session(&self, session: Id) {
        let registry = self.lock();
        for entry in registry.sockets.values().filter(|entry| entry.session == session) {
            entry.signal.raise(&entry.signal.ended);
        }
    }

    /// How many sockets there are.
    pub(crate) fn count(&self) -> usize {
        self.lock().sockets.len()
    }

    /// How many topics are watched.
    pub(crate) fn topics(&self) -> usize {
        self.topics.count()
    }

    /// What the sockets have done.
    pub(crate) fn counts(&self) -> &Counts {
        &self.counts
    }

    fn lock(&self) -> MutexGuard<'_, Registry> {
        self.registry.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// The commits so far. Read it before a cut, and hand it to [`Self::hold`] after it.
    fn commits(&self) -> u64 {
        self.live.lock().commits
    }

    /// Forgets that something moved: the cut that follows will contain it. Since when it waited.
    fn take_moved(&self) -> Option<Instant> {
        self.signal.moved.store(false, Ordering::Release);
        self.signal.counted.store(false, Ordering::Release);
        self.signal.since.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Follows these scopes from now on. A commit since `commits` may have touched one that was not
    /// followed yet: then the socket looks again.
    fn hold(&self, scopes: BTreeSet<Scope>, commits: u64) {
        let mut registry = self.live.lock();
        let missed = registry.commits != commits;
        let Some(entry) = registry.sockets.get_mut(&self.number) else { return };
        if entry.scopes == scopes {
            return;
        }
        let before = std::mem::replace(&mut entry.scopes, scopes.clone());
        registry.leave(self.number, before.difference(&scopes));
        for scope in scopes.difference(&before) {
            let signals = registry.by_scope.entry(scope.clone()).or_default();
            signals.insert(self.number, Arc::clone(&self.signal));
        }
        drop(registry);
        if missed {
            self.signal.touch(Moved::Rows);
        }
    }

    /// Watches a topic; false when the socket watches as many as it may.
    fn join(&mut self, topic: &Topic) -> bool {
        if self.topics.len() >= TOPICS_MAX && !self.topics.contains(topic) {
            return false;
        }
        if self.topics.insert(topic.clone()) {
            self.live.topics.join(topic, self.number, &self.signal);
        }
        true
    }

    /// Waits until a batch that is on its way has ended.
    async fn batch_over(&self) {
        self.live.topics.batch_over().await;
    }

    /// Watches a topic no more.
    fn leave(&mut self, topic: &Topic) {
        if self.topics.remove(topic) {
            self.live.topics.leave(topic, self.number);
            self.signal.mail.forget(topic);
        }
    }
}

impl Registry {
    fn leave<'s>(&mut self, number: u64, scopes: impl Iterator<Item = &'s Scope>) {
        for scope in scopes {
            if let Some(sockets) = self.by_scope.get_mut(scope) {
                sockets.remove(&number);
                if sockets.is_empty() {
                    self.by_scope.remove(scope);
                }
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        for topic in &self.topics {
            self.live.topics.leave(topic, self.number);
        }
        let mut registry = self.live.lock();
        if let Some(entry) = registry.sockets.remove(&self.number) {
            registry.leave(self.number, entry.scopes.iter());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> Id {
        Id::named("live", name)
    }

    fn live() -> Arc<Live> {
        Arc::new(Live::new(Duration::from_millis(50)))
    }

    fn scopes(names: &[&str]) -> BTreeSet<Scope> {
        names.iter().map(|name| Scope::named(name)).collect()
    }

    fn moved(names: &[&str]) -> BTreeMap<Scope, Moved> {
        names.iter().map(|name| (Scope::named(name), Moved::Rows)).collect()
    }

    fn has_moved(place: &Place) -> bool {
        place.take_moved().is_some()
    }

    #[test]
    fn a_commit_between_the_cut_and_following_is_looked_at() {
        let live = live();
        let place = live.enter(id("session")).unwrap();
        let before = place.commits();
        live.notify(&moved(&["a"]));
        assert!(!has_moved(&place));
        place.hold(scopes(&["a"]), before);
        assert!(has_moved(&place));
        // Nothing new is followed: a commit in between has told the socket itself.
        place.hold(scopes(&["a"]), place.commits());
        assert!(!has_moved(&place));
    }

    #[test]
    fn a_socket_hears_of_what_it_holds_and_of_nothing_else() {
        let live = live();
        let (here, there) = (live.enter(id("one")).unwrap(), live.enter(id("two")).unwrap());
        here.hold(scopes(&["a", "b"]), 0);
        there.hold(scopes(&["b", "c"]), 0);
        live.notify(&moved(&["a"]));
        assert_eq!((has_moved(&here), has_moved(&there)), (true, false));
        live.notify(&moved(&["b"]));
        assert_eq!((has_moved(&here), has_moved(&there)), (true, true));
        here.hold(scopes(&["a"]), here.commits());
        live.notify(&moved(&["b"]));
        assert_eq!((has_moved(&here), has_moved(&there)), (false, true));
        live.end_session(id("two"));
        assert!(there.signal.ended.load(Ordering::Acquire) && !here.signal.ended.load(Ordering::Acquire));
        drop((here, there));
        assert_eq!(live.count(), 0);
        assert!(live.lock().by_scope.is_empty());
    }

    #[test]
    fn counts_alone_are_told_apart_from_rows() {
        let live = live();
        let place = live.enter(id("session")).unwrap();
        place.hold(scopes(&["a"]), 0);
        live.notify(&BTreeMap::from([(Scope::named("a"), Moved::Counts)]));
        let flags = |place: &Place| {
            let signal = &place.signal;
            (signal.moved.load(Ordering::Acquire), signal.counted.load(Ordering::Acquire))
        };
        assert_eq!(flags(&place), (false, true));
        live.notify(&moved(&["a"]));
        assert_eq!(flags(&place), (true, true));
        assert!(has_moved(&place));
        assert_eq!(flags(&place), (false, false));
    }

    #[test]
    fn a_socket_that_goes_leaves_its_topics() {
        let live = live();
        let mut place = live.enter(id("session")).unwrap();
        for n in 0..TOPICS_MAX {
            assert!(place.join(&Topic::named(&format!("poll:{n}"))));
        }
        assert!(!place.join(&Topic::named("poll:one too many")));
        assert!(place.join(&Topic::named("poll:0")), "it is watched already");
        place.leave(&Topic::named("poll:0"));
        assert_eq!(live.topics(), TOPICS_MAX - 1);
        drop(place);
        assert_eq!(live.topics(), 0);
    }
}
