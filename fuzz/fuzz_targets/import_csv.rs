//! Tables: Polis, bids, shops, GPS, foods, films.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hubbub_parsers::import_csv(data));
