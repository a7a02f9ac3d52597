//! What people are told: a line for one person about something that others, or the clock, did.
//!
//! Notices are written where a rule settles ([`model::tell`]), so each belongs to exactly one change and
//! arrives with it. Only their person sees them.

pub mod command;
pub mod live;
pub mod model;
#[cfg(test)]
pub(crate) mod tests;
pub mod view;
