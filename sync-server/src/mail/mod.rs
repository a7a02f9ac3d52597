//! Mail: queued in the database with the change that caused it, and sent by a thread of its own.
//!
//! A letter's event names its cause: however often the change runs, there is one mail. It is marked before it
//! leaves, and what was interrupted after that is not sent again: at most once. Who can't be reached is found
//! in the table with the reason.

mod breaker;
mod letter;
mod queue;
mod sender;
mod smtp;

pub use self::letter::Kind;
pub(crate) use self::letter::Letter;
pub(crate) use self::queue::Letters;
pub(crate) use self::sender::{Parts, Sender};
pub use self::smtp::{MailServer, Security};
