//! Disputes about a sale or an order: from the complaint to the decision, and the one appeal.
//!
//! The rules are pure: they are handed the dispute, the act, the server's time and the hub's calendar, and give
//! back what stands afterwards or the reason why nothing changes. [`machine`] is the whole of them; [`model`] holds
//! their nouns, [`graph`] the table of who may do what from where, [`limits`] what silence brings. Around them:
//! the rows ([`case`]), what people ask for ([`command`]), and what screens show ([`view`]).

pub mod case;
pub mod command;
pub mod graph;
pub mod limits;
pub mod machine;
pub mod model;
mod opening;
mod passing;
mod steps;
mod subject;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
mod tests_rules;
#[cfg(test)]
mod tests_table;
pub mod view;
