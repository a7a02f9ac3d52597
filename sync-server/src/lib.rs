//! The thin server of Hubbub: it decides what devices ask for, reconciles them and relays changes.
//!
//! The rules live in `hubbub-core`; here are sockets, threads, clocks and files. One writer thread
//! ([`writer`]) decides calls in group commits, pooled readers cut the answers ([`readers`]), and
//! devices that are connected hear of every commit that touches what they hold ([`live`]).
//!
//! [`serve`] starts a whole server inside the calling process, on any port: tests, the demo and the
//! `hubbub-server` binary all use it.

mod app;
mod auth;
mod blobs;
mod clock;
mod config;
mod engine;
mod errors;
mod exchange;
mod folder;
mod health;
mod host;
mod keys;
mod live;
pub mod logs;
mod random;
mod readers;
mod telemetry;
mod writer;

pub use auth::{AdminError, MadeAdmin, NewAdmin, Session};
pub use clock::Clock;
pub use config::{Config, Product, hubbub};
pub use host::{Host, Running, StartError, serve};
pub use writer::{Trouble, Writer};
