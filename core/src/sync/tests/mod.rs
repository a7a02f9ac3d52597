//! The engine under test, with the toy domain and no network: requests and replies are handed over
//! as bytes, and may be lost, doubled or kept back on the way.

mod exchange;
mod faults;
mod replication;
mod wire;
mod world;
