//! Bringing data of other systems in: polls and ballots of Pabulib, conversations of Polis, recorded auctions,
//! the record of a shop, traces of drivers, recipes, films and foods.
//!
//! A reader per format turns a file into typed records and rejected lines; a run turns the records
//! into commands of the server's own, named by what the file holds and the community it goes to, so that the
//! same file twice changes nothing. A newer export of polls is other polls: what people voted on stays as it was.

pub mod bids;
pub mod community;
pub mod films;
pub mod foods;
pub mod gps;
pub mod gpx;
mod header;
pub mod job;
pub mod pabulib;
pub mod pabulib_mapping;
pub mod polis;
pub mod recipes;
pub mod rehearse_polis;
pub mod report;
pub mod retail;
pub mod retail_stock;
pub mod routing;
pub mod rows;
pub mod run_bids;
pub mod run_catalogue;
pub mod run_gps;
pub mod run_pabulib;
pub mod run_polis;
pub mod run_retail;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_bids;
#[cfg(test)]
mod tests_catalogue;
#[cfg(test)]
mod tests_data;
#[cfg(test)]
mod tests_gps;
#[cfg(test)]
mod tests_real;
#[cfg(test)]
mod tests_retail;
#[cfg(test)]
mod tests_routing;
pub mod traces;
