//! Which topics a device has joined on its socket, and which it was not let into: those are tried again when that may
//! have changed.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::time::Instant;

use super::protocol::Frame;
use crate::live::Topic;
use crate::refusal::Code;

/// When to try again after the server had too much to do.
const BUSY_AGAIN: Duration = Duration::from_secs(5);
/// When to try again after rows came, which may bring a permission: not with each of a burst of them.
const ROWS_AGAIN: Duration = Duration::from_secs(1);

/// The topics of a conversation.
#[derive(Debug, Default)]
pub(super) struct Joined {
    joined: BTreeSet<Topic>,
    /// Joined as far as we asked, but not let in.
    outside: BTreeSet<Topic>,
    again: Option<Instant>,
}

impl Joined {
    /// What to say so that the server tells what is watched, and nothing else.
    pub(super) fn frames(&mut self, watched: BTreeSet<Topic>, now: Instant) -> Vec<Frame> {
        self.outside.retain(|topic| watched.contains(topic));
        if self.again.is_some_and(|again| again <= now) {
            self.again = None;
            for topic in std::mem::take(&mut self.outside) {
                self.joined.remove(&topic);
            }
        }
        let leaves = self.joined.difference(&watched).cloned().map(Frame::Leave);
        let joins = watched.difference(&self.joined).cloned().map(Frame::Join);
        let frames = leaves.chain(joins).collect();
        self.joined = watched;
        frames
    }

    /// The server does not let us in, or not any more.
    pub(super) fn left(&mut self, topic: Topic, why: Code, now: Instant) {
        self.outside.insert(topic);
        if matches!(why, Code::ServiceUnavailable | Code::InternalServerError) {
            self.again.get_or_insert(now + BUSY_AGAIN);
        }
    }

    /// Rows came: what was forbidden may be allowed now.
    pub(super) fn rows_came(&mut self, now: Instant) {
        if !self.outside.is_empty() {
            self.again.get_or_insert(now + ROWS_AGAIN);
        }
    }

    /// When to ask for frames, whatever else happens.
    pub(super) const fn again(&self) -> Option<Instant> {
        self.again
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topics(names: &[&str]) -> BTreeSet<Topic> {
        names.iter().map(|name| Topic::named(name)).collect()
    }

    fn join(name: &str) -> Frame {
        Frame::Join(Topic::named(name))
    }

    #[test]
    fn what_was_refused_is_tried_again_when_that_may_have_changed() {
        let mut joined = Joined::default();
        let start = Instant::now();
        assert_eq!(joined.frames(topics(&["a", "b"]), start), [join("a"), join("b")]);
        assert_eq!(joined.frames(topics(&["b", "c"]), start), [Frame::Leave(Topic::named("a")), join("c")]);
        joined.left(Topic::named("b"), Code::NotFound, start);
        assert_eq!((joined.again(), joined.frames(topics(&["b", "c"]), start)), (None, Vec::new()));
        joined.rows_came(start);
        let soon = start + ROWS_AGAIN;
        assert_eq!(joined.again(), Some(soon));
        assert_eq!(joined.frames(topics(&["b", "c"]), start), []);
        assert_eq!(joined.frames(topics(&["b", "c"]), soon), [join("b")]);
        assert_eq!(joined.again(), None);
        joined.left(Topic::named("c"), Code::ServiceUnavailable, soon);
        assert_eq!(joined.again(), Some(soon + BUSY_AGAIN));
        // Nobody watches it any more: there is nothing to try.
        assert_eq!(joined.frames(topics(&["b"]), soon), [Frame::Leave(Topic::named("c"))]);
        assert_eq!(joined.frames(topics(&["b"]), soon + BUSY_AGAIN), []);
    }
}
