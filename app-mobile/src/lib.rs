//! The phone app of Hubbub: what residents and drivers see.
//!
//! The components run in two shells. `hubbub-phone` shows them in a window of the system's own web view, as on
//! Android and iOS; `hubbub-phone-host` serves them to any browser on this machine, for tests. Both talk to
//! [`hubbub_core::client::Client`] and to nothing else: every screen reads the store on the device, and every
//! change is a command.
//!
//! - `parts/` are the dozen controls, each with its style beside it.
//! - `screens/` is what people see; `shell/` is what stays around it.
//! - `device/` is what only a phone can do, behind traits, each with a real and a rehearsed implementation.

#![forbid(unsafe_code)]

mod app;
mod background;
pub mod device;
mod kept;
mod notify;
pub mod page;
mod parts;
mod phone;
mod routes;
mod screens;
mod settings;
mod shell;
#[cfg(test)]
mod tests;
mod track;
mod ui;
mod words;

pub use app::{App, virtual_dom};
pub use phone::{Opening, Phone};
