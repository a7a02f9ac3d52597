//! Tokens, sealed fields, cookies and what stands in headers.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hubbub_parsers::credentials(data));
