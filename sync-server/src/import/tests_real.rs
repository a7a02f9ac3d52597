//! Where the tests find real data: in `HUBBUB_DATA`, else in `../shared/data` next to the project.

use std::path::{Path, PathBuf};

/// A part of the real data; a line that says so where it is absent.
pub(super) fn data(part: &str) -> Option<PathBuf> {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let root = std::env::var_os("HUBBUB_DATA").map_or_else(default, PathBuf::from);
    let path = root.join(part);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: no data at {}", path.display());
    None
}
