//! Who is connected and what they hold: every commit wakes the sockets whose scopes it moved.
//!
//! Only the fact travels from the writer to a socket, never the change: the socket reads its own cut.
//! So a slow reader costs one flag, however much it missed.

mod socket;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hubbub_core::id::Id;
use hubbub_core::scope::Scope;
use tokio::sync::Notify;

pub(crate) use self::socket::connect;

/// Sockets served at once (twice the goal of 10,000 on one node).
const SOCKETS_MAX: usize = 20_000;

/// What a socket's task has to look at.
#[derive(Default)]
pub(crate) struct Signal {
    moved: AtomicBool,
    ended: AtomicBool,
    wake: Notify,
}

impl Signal {
    fn raise(&self, flag: &AtomicBool) {
        flag.store(true, Ordering::Release);
        self.wake.notify_one();
    }
}

/// The registry of sockets.
#[derive(Default)]
pub(crate) struct Live(Mutex<Registry>);

#[derive(Default)]
struct Registry {
    next: u64,
    commits: u64,
    sockets: HashMap<u64, Entry>,
    by_scope: HashMap<Scope, HashSet<u64>>,
}

struct Entry {
    signal: Arc<Signal>,
    session: Id,
    scopes: BTreeSet<Scope>,
}

/// A registered socket; leaves the registry when dropped.
pub(crate) struct Place {
    live: Arc<Live>,
    number: u64,
    signal: Arc<Signal>,
}

impl Live {
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
        Some(Place { live: Arc::clone(self), number, signal })
    }

    /// Wakes every socket that holds one of these scopes.
    pub(crate) fn notify(&self, moved: &BTreeSet<Scope>) {
        if moved.is_empty() {
            return;
        }
        let mut registry = self.lock();
        registry.commits += 1;
        let touched: HashSet<u64> =
            moved.iter().filter_map(|scope| registry.by_scope.get(scope)).flatten().copied().collect();
        for entry in touched.iter().filter_map(|number| registry.sockets.get(number)) {
            entry.signal.raise(&entry.signal.moved);
        }
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

    fn lock(&self) -> MutexGuard<'_, Registry> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// The commits so far. Read it before a cut, and hand it to [`Self::hold`] after it.
    fn commits(&self) -> u64 {
        self.live.lock().commits
    }

    /// Forgets that something moved: the cut that follows will contain it.
    fn take_moved(&self) -> bool {
        self.signal.moved.swap(false, Ordering::AcqRel)
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
            registry.by_scope.entry(scope.clone()).or_default().insert(self.number);
        }
        drop(registry);
        if missed {
            self.signal.raise(&self.signal.moved);
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

    fn scopes(names: &[&str]) -> BTreeSet<Scope> {
        names.iter().map(|name| Scope::named(name)).collect()
    }

    #[test]
    fn a_commit_between_the_cut_and_following_is_looked_at() {
        let live = Arc::new(Live::default());
        let place = live.enter(id("session")).unwrap();
        let before = place.commits();
        live.notify(&scopes(&["a"]));
        assert!(!place.take_moved());
        place.hold(scopes(&["a"]), before);
        assert!(place.take_moved());
        // Nothing new is followed: a commit in between has told the socket itself.
        place.hold(scopes(&["a"]), place.commits());
        assert!(!place.take_moved());
    }

    #[test]
    fn a_socket_hears_of_what_it_holds_and_of_nothing_else() {
        let live = Arc::new(Live::default());
        let (here, there) = (live.enter(id("one")).unwrap(), live.enter(id("two")).unwrap());
        here.hold(scopes(&["a", "b"]), 0);
        there.hold(scopes(&["b", "c"]), 0);
        live.notify(&scopes(&["a"]));
        assert_eq!((here.take_moved(), there.take_moved()), (true, false));
        live.notify(&scopes(&["b"]));
        assert_eq!((here.take_moved(), there.take_moved()), (true, true));
        here.hold(scopes(&["a"]), here.commits());
        live.notify(&scopes(&["b"]));
        assert_eq!((here.take_moved(), there.take_moved()), (false, true));
        live.end_session(id("two"));
        assert!(there.signal.ended.load(Ordering::Acquire) && !here.signal.ended.load(Ordering::Acquire));
        drop((here, there));
        assert_eq!(live.count(), 0);
        assert!(live.lock().by_scope.is_empty());
    }
}
