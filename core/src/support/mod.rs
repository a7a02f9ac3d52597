//! Support tickets: what a person asks the hub, who is to answer, and by when.
//!
//! [`ticket`] holds the states as pure rules, [`clock`] the three clocks that run beside them; both are
//! handed the server's time and the hub's calendar. The server itself opens tickets too
//! ([`command::open_for_staff`]): for what a person has to look at, as goods delivered for a cancelled order.

pub mod clock;
pub mod command;
pub mod model;
mod reminder;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
mod tests_clocks;
#[cfg(test)]
mod tests_table;
pub mod ticket;
pub mod view;
