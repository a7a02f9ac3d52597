//! Sealed files and the mark beside a device's store.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hubbub_parsers::sealed(data));
