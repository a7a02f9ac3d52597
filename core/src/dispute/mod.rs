//! Disputes about a sale: from the complaint to the decision, and the one appeal.
//!
//! Everything here is a pure rule: it is handed the dispute, the act, the server's time and the hub's
//! calendar, and gives back what stands afterwards or the reason why nothing changes. [`machine`] is the
//! whole of it; [`model`] holds its nouns, [`graph`] the table of who may do what from where, [`limits`]
//! what silence brings.

pub mod graph;
pub mod limits;
pub mod machine;
pub mod model;
#[cfg(test)]
mod tests_rules;
#[cfg(test)]
mod tests_table;
