//! Activities, meals and films: what a community offers itself and votes on; what people say about them;
//! and the community's news.
//!
//! An item has its words in one row per language. Drafts and deleted items are seen by those who
//! edit; published and archived ones by the whole community. The words follow their item, and so do the
//! comments ([`talk`]). News are posts in Markdown ([`post`]), shown as safe HTML ([`markdown`]).

pub mod command;
pub mod markdown;
pub mod model;
pub mod post;
pub mod talk;
mod talking;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
mod tests_talk;
pub mod view;
pub mod view_talk;
