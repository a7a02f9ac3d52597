//! The map file that a person has chosen: a region as PMTiles, read in pieces by the window. Nothing of it leaves
//! this computer, and no map is needed: without a file, places stand on a plain ground.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

/// How a PMTiles file of version 3 begins.
const MARK: &[u8; 8] = b"PMTiles\x03";
/// Longest piece that is read at once: the largest tile and directory with room to spare.
pub(crate) const PIECE_BYTES_MAX: u32 = 8 * 1024 * 1024;

/// Whether a file is a map that can be shown.
///
/// # Errors
/// The file cannot be read.
pub(crate) fn is_map(path: &Path) -> io::Result<bool> {
    let mut mark = [0; MARK.len()];
    match File::open(path)?.read_exact(&mut mark) {
        Ok(()) => Ok(&mark == MARK),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

/// The bytes from `offset` on, at most `length` and [`PIECE_BYTES_MAX`]; fewer at the file's end.
///
/// # Errors
/// The file cannot be read.
pub(crate) fn piece(path: &Path, offset: u64, length: u32) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = Vec::new();
    file.take(length.min(PIECE_BYTES_MAX).into()).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::{is_map, piece};

    #[test]
    fn a_map_is_told_from_other_files_and_read_in_pieces() {
        let folder = tempfile::tempdir().unwrap();
        let (map, other) = (folder.path().join("a.pmtiles"), folder.path().join("b"));
        std::fs::write(&map, b"PMTiles\x03 and more").unwrap();
        std::fs::write(&other, b"PMTiles\x02").unwrap();
        assert!(is_map(&map).unwrap());
        assert!(!is_map(&other).unwrap());
        std::fs::write(&other, b"PM").unwrap();
        assert!(!is_map(&other).unwrap());
        assert!(is_map(folder.path().join("none").as_path()).is_err());
        assert_eq!(piece(&map, 9, 3).unwrap(), b"and");
        assert_eq!(piece(&map, 13, 100).unwrap(), b"more");
        assert_eq!(piece(&map, 100, 3).unwrap(), b"");
    }
}
