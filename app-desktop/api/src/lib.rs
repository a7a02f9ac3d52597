//! Everything that the desktop's windows may ask for.
//!
//! Each call is a plain function over [`hubbub_core::client::Client`], listed once in [`calls`]. The shell of
//! the product and the host of the browser tests hand calls over by name and JSON; the types that the windows
//! are written against are made from the same list ([`contract`]). What leaves this crate is ready to be shown:
//! words in the person's language, money and dates written out by core. The web side decides and computes
//! nothing.

pub mod calls;
pub mod contract;
mod desktop;
mod heading;
mod map;
mod problem;
mod reference;
mod say;
mod settings;
mod watch;

pub use desktop::{Desktop, Opening};
pub use problem::Problem;
pub use reference::Ref;
pub use watch::Change;
