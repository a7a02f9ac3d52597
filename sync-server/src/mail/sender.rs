//! The thread that sends mail: one after the other, behind a circuit breaker.

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

use hubbub_core::store::SqliteDatabase;
use hubbub_core::time::SECOND_MS;

use super::breaker::Breaker;
use super::queue::{self, Leaving, Letters};
use super::smtp::{Fate, MailServer};
use crate::clock::Clock;
use crate::readers::read_blocking;
use crate::writer::{Trouble, Writer};

/// Mails sent before it looks whether to stop.
const AT_A_TIME: usize = 20;

/// What the thread works with.
pub(crate) struct Parts {
    pub(crate) server: MailServer,
    pub(crate) letters: Letters,
    pub(crate) database: Arc<SqliteDatabase>,
    pub(crate) writer: Writer,
    pub(crate) clock: Clock,
    /// How long it rests between two looks.
    pub(crate) every: Duration,
}

/// The running thread. Dropping it ends it, after the mail that is on its way.
pub(crate) struct Sender {
    stop: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Sender {
    pub(crate) fn start(parts: Parts) -> std::io::Result<Self> {
        let (stop, stopped) = mpsc::channel();
        let run = move || {
            let mut breaker = Breaker::new();
            if let Err(trouble) = parts.bury_interrupted() {
                tracing::error!(%trouble, "mail that was interrupted could not be marked");
            }
            while stopped.recv_timeout(parts.every) == Err(RecvTimeoutError::Timeout) {
                match parts.look(&mut breaker) {
                    Ok(()) | Err(Trouble::Busy) => {}
                    Err(Trouble::Fault(fault)) => tracing::error!(%fault, "mail could not be looked up"),
                }
            }
        };
        let thread = std::thread::Builder::new().name("mail".to_owned()).spawn(run)?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the mail's thread panicked");
        }
    }
}

impl Parts {
    fn bury_interrupted(&self) -> Result<(), Trouble> {
        let buried = self.writer.write_blocking(|writing| queue::bury_interrupted(writing.sql))?;
        if buried > 0 {
            tracing::warn!(buried, "mail was on its way when the server ended; it is not sent again");
        }
        Ok(())
    }

    /// Sends what waits, as long as the mail server takes it.
    fn look(&self, breaker: &mut Breaker) -> Result<(), Trouble> {
        for _ in 0..AT_A_TIME {
            let now = self.clock.now();
            let due = read_blocking(&self.database, |sql| queue::any_due(sql, now))?;
            if !due || !breaker.admits(now) {
                return Ok(());
            }
            let letters = self.letters.clone();
            let taken = self.writer.write_blocking(move |writing| letters.take(writing.sql, now));
            match taken {
                Ok(Some(leaving)) => self.send(leaving, breaker)?,
                Ok(None) => {
                    breaker.unused(now);
                    return Ok(());
                }
                Err(trouble) => {
                    breaker.unused(now);
                    return Err(trouble);
                }
            }
        }
        Ok(())
    }

    fn send(&self, leaving: Leaving, breaker: &mut Breaker) -> Result<(), Trouble> {
        let (subject, body) = leaving.kind.words(leaving.locale, &leaving.recipient, leaving.created_at);
        let fate = self.server.send(&leaving.recipient, &subject, body, &leaving.event);
        let now = self.clock.now();
        match &fate {
            Fate::Sent | Fate::TurnedAway(_) | Fate::Refused(_) => breaker.succeeded(),
            Fate::Unreachable(reason) | Fate::Unclear(reason) => {
                tracing::warn!(reason, "the mail server failed");
                breaker.failed(now);
            }
        }
        if let Fate::Refused(reason) | Fate::Unclear(reason) = &fate {
            tracing::error!(event = leaving.event, reason, "a mail is dead");
        }
        self.writer.write_blocking(move |writing| match &fate {
            Fate::Sent => queue::sent(writing.sql, &leaving.event),
            Fate::Refused(reason) => queue::dead(writing.sql, &leaving.event, reason),
            Fate::Unclear(reason) => {
                queue::dead(writing.sql, &leaving.event, &format!("{reason}; it may have arrived"))
            }
            Fate::TurnedAway(reason) => queue::turned_away(writing.sql, &leaving, reason, now),
            // A moment, and from the fifth failure on the breaker's rest.
            Fate::Unreachable(reason) => {
                queue::waits_on(writing.sql, &leaving.event, now.plus(SECOND_MS), reason)
            }
        })
    }
}
