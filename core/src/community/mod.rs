//! Communities, their hubs, who belongs to them and which roles they hold there.
//!
//! A member's row and roles lie in the member's own scope, so that a device can tell by itself what
//! its person may do. Members who leave keep their row, with the time; their roles end.

pub mod command;
pub mod live;
pub mod model;
#[cfg(test)]
pub(crate) mod tests;
pub mod view;
