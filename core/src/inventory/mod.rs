//! Stock of a hub: what lies on the shelf, what is promised, and who waits for more.
//!
//! Everything here is a pure rule over the counters of one hub. [`stock`] moves units, [`hold`] says how
//! long a basket keeps its reservation, [`journal`] proves that no unit was made or lost on the way.

pub mod hold;
pub mod journal;
pub mod stock;
#[cfg(test)]
mod tests_model;
#[cfg(test)]
mod tests_rules;
