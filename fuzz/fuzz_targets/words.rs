//! Fluent patterns with arguments, and Markdown.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hubbub_parsers::words(data));
