//! The server as devices meet it: started in this process, spoken to through real sockets.

mod board;
mod deadlines;
mod errors;
mod exchange;
mod files;
mod hosting;
mod hubbub;
mod process;
mod sign_in;
mod socket;
mod telemetry;
mod world;
