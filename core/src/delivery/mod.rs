//! Delivery: where drivers are, when they arrive, in which order they go, and what they hand over.
//!
//! Positions, geofences, arrival times and plans are pure rules. Runs and stops are rows; what a driver
//! reports from a stop is a fact ([`facts`]): it is kept whatever has happened meanwhile, and a dispatcher
//! looks at what does not fit.

pub mod arrival;
pub mod cash;
pub mod command;
pub mod dispatch;
pub mod doors;
pub mod dwell;
pub mod eta;
pub mod facts;
pub(crate) mod farewell;
pub mod geo;
pub mod geofence;
pub mod live;
pub mod model;
pub mod ping;
pub mod plan;
pub mod proof;
pub mod record;
pub mod runs;
pub mod stop;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
mod tests_positions;
#[cfg(test)]
mod tests_stops;
pub mod thinning;
pub mod till;
pub mod track;
pub mod view;
