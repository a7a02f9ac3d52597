//! What stories, harnesses and the demo share: a real server in the process, named people, and their
//! devices as real clients.

pub mod machine;
pub mod middlebox;
pub mod proxy;
pub mod road;
pub mod world;
