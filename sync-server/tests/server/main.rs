//! The server as devices meet it: started in this process, spoken to through real sockets.

mod audit;
mod board;
mod deadlines;
mod doors;
mod errors;
mod exchange;
mod files;
mod hosting;
mod hubbub;
mod identity;
mod mail;
mod metrics;
mod pictures;
mod post_office;
mod process;
mod rest;
mod second_factor;
mod sign_in;
mod socket;
mod talk;
mod telemetry;
mod tls;
mod world;
