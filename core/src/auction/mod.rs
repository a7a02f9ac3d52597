//! Auctions of the community market: what a bid does to a lot, when a lot ends, and what follows.
//!
//! Everything here is a pure rule. A rule is handed the lot, the act, the server's time and what is known
//! about the person, and gives back what stands afterwards or the reason why nothing changes. Money is in
//! minor units of the lot's currency.
//!
//! [`proxy::place`] is the heart: one bid, decided in constant time from the two highest maxima.

pub mod closing;
pub mod ladder;
pub mod lot;
pub mod proxy;
pub mod retraction;
#[cfg(test)]
mod tests_model;
#[cfg(test)]
mod tests_rules;
