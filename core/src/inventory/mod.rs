//! Stock of a hub: what lies on the shelf, what is promised, and who waits for more.
//!
//! [`stock`], [`hold`] and [`journal`] are pure rules over the counters of one product in one hub: they move
//! units, say how long a basket keeps its reservation, and prove that no unit was made or lost. [`ledger`]
//! applies them on the server, inside the transaction of the order or the adjustment; a device shows the
//! counters and never moves them.

pub mod command;
pub(crate) mod farewell;
pub mod hold;
pub mod journal;
pub mod ledger;
pub mod live;
pub mod model;
pub mod stock;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
mod tests_model;
#[cfg(test)]
mod tests_rules;
pub mod view;
