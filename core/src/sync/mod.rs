//! The sync engine. It names no entity: a toy domain tests it ([`toy`]).
//!
//! A device executes a command at once, keeps it in the [`outbox`], and sends it when it can. The
//! [`server`] decides it with the same rules and tells the verdict together with the rows that
//! changed, as one consistent cut. The [`device`] rewinds its predictions, applies what the server
//! said and replays what is still waiting. `docs/sync-model.md` is the model in words.
//!
//! Nothing here reads a clock, makes a random number or opens a socket but [`transport`]; times and
//! randomness come in as values, the database as a trait.

pub mod backoff;
pub mod blob;
pub mod change_index;
pub mod columns;
mod cut;
pub mod device;
pub mod digest;
mod incoming;
pub mod outbox;
pub mod protocol;
pub mod rules;
pub mod server;
pub mod shadow;
pub mod telemetry;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod toy;
pub mod transport;
pub mod worker;

pub use protocol::{Answer, Outcome, Reply, Request};
pub use rules::{Actor, Call, Domain, Stop, Undecodable};
