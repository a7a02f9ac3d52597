//! Reading data of other systems: polls and ballots of Pabulib, conversations of Polis.

pub mod pabulib;
pub mod pabulib_mapping;
pub mod polis;
pub mod rows;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_data;
