//! Community voting: how a ballot is filled in, cast, counted and decided.
//!
//! A poll is open or closed by the clock of whoever decides, never because a job ran. A ballot is one
//! row that only its voter sees, with a history; the running count is kept by `settle` on the server
//! and seen by whom the poll's [`model::ResultMode`] allows.
//!
//! Secret ballots are not here: they need tables that do not link a person to a choice, and a command
//! whose payload the outbox forgets. All polls of this area are identified ones.

pub mod command;
pub mod count;
mod ending;
mod explain;
pub mod live;
pub mod method;
pub mod model;
pub mod outcome;
mod result;
mod setup;
mod tally;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
mod tests_counting;
pub mod view;
