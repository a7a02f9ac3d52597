//! The sync engine. It names no entity: a toy domain tests it (`toy.rs`).
//!
//! A device executes a command at once, keeps it in the [`outbox`], and sends it when it can. The
//! [`server`] decides it with the same rules and tells the verdict together with the rows that
//! changed, as one consistent cut. The [`device`] rewinds its predictions, applies what the server
//! said and replays what is still waiting. `docs/sync-model.md` is the model in words.
//!
//! Both halves are deterministic: times, ids and the database come in as values and a trait. Only
//! what carries them is not: [`worker`] waits, with time and chance from its host, and [`transport`]
//! opens sockets.

pub mod backoff;
pub mod blob;
pub mod change_index;
pub mod columns;
mod cut;
pub mod device;
pub mod digest;
mod host;
mod incoming;
mod joined;
mod news;
pub mod outbox;
pub mod predict;
pub mod protocol;
mod renewal;
mod resend;
pub mod rules;
pub mod server;
pub mod shadow;
pub mod side;
pub mod telemetry;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod toy;
pub mod transport;
pub mod worker;

pub use protocol::{Answer, Outcome, Reply, Request};
pub use rules::{Actor, Call, Domain, Stop, Undecodable};
