//! The community market: listings for a price or to the highest bidder, bids, what follows a sale, reviews.
//!
//! [`proxy::place`] is the heart: one bid, decided in constant time from the two highest maxima. The pure
//! rules ([`proxy`], [`lot`], [`ladder`], [`closing`], [`retraction`]) are handed the lot, the act, the
//! server's time and what is known about the person, and give back what stands afterwards or the reason why
//! nothing changes. Money is in minor units of the listing's currency.
//!
//! What everybody sees of a lot is its public row and a history under numbers that mean nothing elsewhere;
//! a maximum is on the server and on its owner's devices alone, and nothing that others receive depends on
//! it but through the public price.
//!
//! Not here: deposits, households, and limits for new accounts, of which the community knows nothing; and
//! ladders of a hub's own.

mod bidding;
pub mod closing;
pub mod command;
pub mod deal;
mod ending;
pub(crate) mod farewell;
pub mod figures;
pub mod ladder;
mod ledger;
pub mod live;
pub mod lot;
pub mod market;
pub mod model;
pub mod proxy;
mod refuse;
pub mod retraction;
mod reviews;
mod sales;
mod setup;
pub mod standing;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
mod tests_hub;
#[cfg(test)]
mod tests_model;
#[cfg(test)]
mod tests_rules;
pub mod view;
pub mod view_hub;
