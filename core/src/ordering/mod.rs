//! Orders: from the basket to the doorstep, and the money of a sale between neighbours.
//!
//! The rules are pure: [`status`] is the path of an order's goods, [`sale`] the path of a sale's money,
//! [`cycle`] the hub's trains, [`pick`] what is missing in a crate, [`total`] what an order costs. The rows
//! and commands around them are here too; stock is counted in [`crate::inventory`], what happens on the road
//! in [`crate::delivery`]. An order is a request until the server has reserved its units.

pub mod board;
pub mod command;
pub mod cycle;
pub(crate) mod farewell;
pub mod figures;
pub mod history;
pub mod live;
pub mod model;
mod pack;
pub mod pick;
pub mod place;
pub mod sale;
pub mod shop;
pub mod status;
pub mod steps;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
mod tests_figures;
#[cfg(test)]
mod tests_rules;
#[cfg(test)]
mod tests_tables;
mod timeline;
pub mod total;
pub mod tracking;
mod trains;
pub mod view;
