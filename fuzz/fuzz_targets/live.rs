//! The live lane's JSON, of third parties and for them.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hubbub_parsers::live(data));
