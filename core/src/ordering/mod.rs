//! Orders: from the basket to the doorstep, and the money of a sale between neighbours.
//!
//! Everything here is a pure rule: it is handed what stands, the act and the server's time, and gives
//! back what stands afterwards or the reason why nothing changes. [`status`] is the path of an order's
//! goods, [`sale`] the path of a sale's money; the two never wait for each other's words. Stock is
//! counted in [`crate::inventory`].

pub mod cycle;
pub mod pick;
pub mod sale;
pub mod status;
#[cfg(test)]
mod tests_rules;
#[cfg(test)]
mod tests_tables;
pub mod total;
pub mod tracking;
