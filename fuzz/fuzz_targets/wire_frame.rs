//! Frames of a socket, either way.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hubbub_parsers::wire_frame(data));
