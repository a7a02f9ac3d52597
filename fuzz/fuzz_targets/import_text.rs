//! Pabulib, recipes, GPX, routing instances.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hubbub_parsers::import_text(data));
