//! The server process and its command line.

fn main() {}
