//! Community voting: how a ballot is filled in, cast, counted and decided.
//!
//! A poll is open or closed by the clock of whoever decides, never because a job ran. A ballot is one
//! row that only its voter sees, with a history; the running count is kept by `settle` on the server
//! and seen by whom the poll's [`model::ResultMode`] allows.
//!
//! Of the kinds of poll that people know, yes, no and abstention is a single choice that takes blank ballots, and a
//! poll about times is an approval poll whose options are times. Who may vote follows from the membership row:
//! see [`model::Poll::is_electorate`]. It knows the hub of today alone, so who moves to another hub after a hub's
//! poll opened votes in neither; and a poll can't be bound to a role.
//!
//! Secret polls keep who has voted apart from what was chosen: [`secret`] says how, and who could still link the
//! two.

pub mod command;
pub mod count;
mod ending;
mod explain;
pub mod figures;
pub mod live;
pub mod method;
pub mod model;
pub mod outcome;
mod result;
mod runoff;
pub mod secret;
mod setup;
mod tally;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
mod tests_counting;
#[cfg(test)]
mod tests_figures;
#[cfg(test)]
mod tests_secret;
pub mod view;
