//! A device that applies an answer to its store.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hubbub_parsers::apply(data));
