//! The thin server of Hubbub: it decides what devices ask for, reconciles them and relays changes.
//!
//! The rules live in `hubbub-core`; here are sockets, threads, clocks and files. One writer thread
//! (`writer`) decides calls in group commits, pooled readers cut the answers (`readers`), and
//! devices that are connected hear of every commit that touches what they hold (`live`).
//!
//! [`serve`] starts a whole server inside the calling process, on any port: tests, the demo and the
//! `hubbub-server` binary all use it.

mod app;
pub mod audit;
mod auth;
mod blobs;
mod bodies;
mod challenge;
mod clock;
mod config;
mod cors;
pub mod demo;
mod engine;
mod erasure;
mod errors;
mod exchange;
mod export;
mod folder;
pub mod fuzz;
mod health;
mod host;
pub mod import;
mod jobs;
mod keys;
mod legal;
mod limits;
mod live;
pub mod logs;
pub mod mail;
pub mod maintenance;
mod media;
mod metrics;
mod origin;
mod random;
mod readers;
mod rest;
mod routes;
mod shred;
mod telemetry;
mod tls;
mod transport;
mod writer;

pub use auth::{AdminError, MadeAdmin, NewAdmin, Newcomer, Session};
pub use clock::Clock;
pub use config::{Config, Product, Rates};
pub use host::{DATABASE, Host, Running, StartError, serve};
pub use media::judge::serve_one as judge_picture;
pub use routes::{Who, served};
pub use tls::TlsFiles;
pub use writer::{Trouble, Writer};

/// Hubbub's rules and tables, for [`serve`] and [`Host::open`].
#[must_use]
pub fn product() -> Product<hubbub_core::domain::Hubbub> {
    use hubbub_core::domain::{Hubbub, MIGRATIONS_SERVER, VOCABULARY};
    Product { domain: Hubbub, migrations: MIGRATIONS_SERVER.to_vec(), vocabulary: VOCABULARY }
}
