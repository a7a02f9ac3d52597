//! Activities, meals and films: what a community offers itself and votes on.
//!
//! An item has its words in one row per language. Drafts and deleted items are seen by those who
//! edit; published and archived ones by the whole community. The words follow their item.

pub mod command;
pub mod model;
#[cfg(test)]
pub(crate) mod tests;
pub mod view;
