//! Stories of people and their devices, over real sockets to a real server in this process.

mod account;
mod contention;
mod damage;
mod live;
mod network;
mod set_back;
mod shift;
mod shop;
mod votes;
