//! Which topics a device has joined on its socket, and which it was not let into: those are tried again when that may
//! have changed.

use std::collections::BTreeSet;
use std::time::Duration;

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
}

impl Joined {
    /// What to say so that the server tells what is watched, and nothing else.
    pub(super) fn frames(&mut self, watched: BTreeSet<Topic>) -> Vec<Frame> {
        self.outside.retain(|topic| watched.contains(topic));
        let leaves = self.joined.difference(&watched).cloned().map(Frame::Leave);
        let joins = watched.difference(&self.joined).cloned().map(Frame::Join);
        let frames = leaves.chain(joins).collect();
        self.joined = watched;
        frames
    }

    /// The server does not let us in, or not any more; after which time to try again, if at all.
    pub(super) fn left(&mut self, topic: Topic, why: Code) -> Option<Duration> {
        self.outside.insert(topic);
        matches!(why, Code::ServiceUnavailable | Code::InternalServerError).then_some(BUSY_AGAIN)
    }

    /// Rows came, and what was forbidden may be allowed now: after which time to try again, if there is anything.
    pub(super) fn rows_came(&self) -> Option<Duration> {
        (!self.outside.is_empty()).then_some(ROWS_AGAIN)
    }

    /// The time has come: the next frames ask again.
    pub(super) fn try_again(&mut self) {
        for topic in std::mem::take(&mut self.outside) {
            self.joined.remove(&topic);
        }
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
        assert_eq!(joined.frames(topics(&["a", "b"])), [join("a"), join("b")]);
        assert_eq!(joined.frames(topics(&["b", "c"])), [Frame::Leave(Topic::named("a")), join("c")]);
        assert_eq!(joined.rows_came(), None);
        assert_eq!(joined.left(Topic::named("b"), Code::NotFound), None);
        assert_eq!(joined.frames(topics(&["b", "c"])), []);
        assert_eq!(joined.rows_came(), Some(ROWS_AGAIN));
        joined.try_again();
        assert_eq!((joined.frames(topics(&["b", "c"])), joined.rows_came()), (vec![join("b")], None));
        assert_eq!(joined.left(Topic::named("c"), Code::ServiceUnavailable), Some(BUSY_AGAIN));
        // Nobody watches it any more: there is nothing to try.
        assert_eq!(joined.frames(topics(&["b"])), [Frame::Leave(Topic::named("c"))]);
        joined.try_again();
        assert_eq!((joined.frames(topics(&["b"])), joined.rows_came()), (Vec::new(), None));
    }
}
