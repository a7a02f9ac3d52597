//! What the fuzz targets of `fuzz/` do with their bytes, a function per target. Nothing may panic, and what can be
//! read must read the same when it is written again. `tests/corpora.rs` tries the kept inputs.

mod engine;
mod imports;
mod texts;
mod wire;

pub use engine::{apply, decide};
pub use imports::{import_csv, import_text};
pub use texts::{command, credentials, live, picture, sealed, words};
pub use wire::{chunk, columns, wire_answer, wire_frame, wire_request};
