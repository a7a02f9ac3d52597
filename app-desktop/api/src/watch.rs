//! What changed, for open windows: at most four messages a second and topic, so that a first sync of a
//! hundred thousand rows does not drown the screen.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use hubbub_core::client::{Client, Notice, Subscription};
use serde::Serialize;
use ts_rs::TS;

/// The shortest time between two messages of one topic.
pub(crate) const PAUSE: Duration = Duration::from_millis(250);

/// What kind of thing changed. The window reads again what it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "topic", rename_all = "snake_case")]
pub enum Change {
    /// Rows of these tables.
    Rows {
        /// The tables' names.
        tables: BTreeSet<String>,
    },
    /// The sync line, the outbox or the inbox.
    Sync,
    /// A file arrived.
    File {
        /// Its name.
        hash: String,
    },
    /// Something on the live lane, as where drivers are.
    Live,
}

/// What gathers while messages are held back.
#[derive(Default)]
struct Gathered {
    tables: BTreeSet<String>,
    sync: bool,
    files: BTreeSet<String>,
    live: bool,
}

/// Calls `tell` with what changed, from a thread of its own, until the subscription is dropped.
///
/// # Errors
/// The system gave no thread.
pub(crate) fn watch(
    client: &Client,
    tell: impl Fn(Change) + Send + 'static,
) -> std::io::Result<Subscription> {
    let (sender, receiver) = channel();
    std::thread::Builder::new().name("hubbub-watch".to_owned()).spawn(move || run(&receiver, &tell))?;
    Ok(client.subscribe(move |notice| hand_over(&sender, notice)))
}

/// A receiver that is gone has nobody behind it any more.
fn hand_over(sender: &Sender<Notice>, notice: &Notice) {
    if sender.send(notice.clone()).is_err() {
        tracing::debug!("nobody watches any more");
    }
}

/// Tells the first change at once and gathers what follows within the pause.
fn run(receiver: &Receiver<Notice>, tell: &impl Fn(Change)) {
    while let Ok(first) = receiver.recv() {
        let mut gathered = Gathered::default();
        gathered.add(first);
        gathered.tell(tell);
        let until = Instant::now() + PAUSE;
        let mut rest = Gathered::default();
        loop {
            match receiver.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(notice) => rest.add(notice),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return rest.tell(tell),
            }
        }
        rest.tell(tell);
    }
}

impl Gathered {
    fn add(&mut self, notice: Notice) {
        match notice {
            Notice::Rows(tables) => self.tables.extend(tables),
            Notice::Sync => self.sync = true,
            Notice::File(hash) => {
                self.files.insert(hash);
            }
            // What a window watches there it reads again whole: the lane keeps the latest of each.
            Notice::Live(_) => self.live = true,
        }
    }

    fn tell(self, tell: &impl Fn(Change)) {
        if !self.tables.is_empty() {
            tell(Change::Rows { tables: self.tables });
        }
        if self.sync {
            tell(Change::Sync);
        }
        if self.live {
            tell(Change::Live);
        }
        for hash in self.files {
            tell(Change::File { hash });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::mpsc::channel;

    use hubbub_core::client::Notice;

    use super::{Change, run};

    #[test]
    fn a_thousand_changes_are_two_messages_and_nothing_is_lost() {
        let (sender, receiver) = channel();
        for number in 0..1_000 {
            sender.send(Notice::Rows(BTreeSet::from([format!("table{}", number % 7)]))).unwrap();
        }
        sender.send(Notice::Sync).unwrap();
        drop(sender);
        let (told, messages) = channel();
        run(&receiver, &move |change| told.send(change).unwrap());
        let messages: Vec<Change> = messages.iter().collect();
        assert_eq!(messages.len(), 3, "{messages:?}");
        assert_eq!(messages[0], Change::Rows { tables: BTreeSet::from(["table0".to_owned()]) });
        let Change::Rows { tables } = &messages[1] else { panic!("{messages:?}") };
        assert_eq!(tables.len(), 7);
        assert_eq!(messages[2], Change::Sync);
    }
}
