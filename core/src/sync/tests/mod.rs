//! The engine under test, with the toy domain and no network: requests and replies are handed over
//! as bytes, and may be lost, doubled or kept back on the way.

mod again;
mod exchange;
mod faults;
mod properties;
mod replication;
mod rows;
mod wire;
mod world;
