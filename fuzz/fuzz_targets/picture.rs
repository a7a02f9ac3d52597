//! Pictures: their heads, their pixels, what they tell beside.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hubbub_parsers::picture(data));
