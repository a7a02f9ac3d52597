//! Hubbub's core: the domain's rules, the offline store and the sync engine.
//!
//! Shells talk to [`client`]; the server talks to [`sync::server`]. Both run the same rules
//! ([`domain`]) over the same store ([`store`]). The rules and the
//! engine read no clock and make no random number: both come in as values. What does is the edge: the
//! [`client`] with its network loop ([`sync::worker`], [`sync::transport`]), and [`store`], which makes
//! keys and nonces.

#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

pub mod access;
pub mod auction;
pub mod calendar;
pub mod call;
pub mod check;
pub mod client;
pub mod community;
pub mod content;
pub mod delivery;
pub mod dispute;
pub mod domain;
pub mod feed;
pub mod i18n;
pub mod id;
pub mod inventory;
pub mod live;
pub mod money;
pub mod notice;
pub mod ordering;
pub mod password;
pub mod picture;
pub mod planted;
pub mod proof_of_work;
pub mod refusal;
pub mod scope;
pub mod span;
pub mod step_up;
pub mod store;
pub mod support;
pub mod sync;
#[cfg(test)]
mod tests_demo;
#[cfg(test)]
mod tests_domain;
#[cfg(test)]
mod tests_world;
pub mod time;
pub mod voting;
