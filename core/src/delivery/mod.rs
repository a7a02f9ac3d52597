//! Delivery: where drivers are, when they arrive, and in which order they go.

pub mod cash;
pub mod dwell;
pub mod eta;
pub mod geo;
pub mod geofence;
pub mod ping;
pub mod plan;
pub mod proof;
pub mod stop;
#[cfg(test)]
mod tests_positions;
#[cfg(test)]
mod tests_stops;
pub mod thinning;
pub mod track;
