//! Answers of a server, or of what says it is one.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hubbub_parsers::wire_answer(data));
