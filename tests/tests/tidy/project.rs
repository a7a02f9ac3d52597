//! The files of the project: what git tracks or would track.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Folders that a walk without git leaves out, as `.gitignore` does.
const UNTRACKED_FOLDERS: [&str; 6] = [".git", "target", "artefacts", "node_modules", "dist", "gen"];

/// Every text file of the project.
pub(crate) struct Project {
    pub(crate) root: PathBuf,
    /// Sorted by path.
    pub(crate) files: Vec<File>,
}

/// A text file; `path` is relative to the root, with forward slashes.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Project {
    /// Reads the workspace that this test belongs to. Files that are not UTF-8 text are left out.
    pub(crate) fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_path_buf();
        let mut paths = tracked(&root).unwrap_or_else(|| walked(&root));
        paths.sort();
        let read = |path: String| {
            let text = fs::read_to_string(root.join(&path)).ok()?;
            (!text.contains('\0')).then_some(File { path, text })
        };
        let files = paths.into_iter().filter_map(read).collect();
        Self { root, files }
    }

    /// A project of samples.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| File::new(path, text)).collect();
        Self { root: PathBuf::new(), files }
    }

    pub(crate) fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }
}

impl File {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    pub(crate) fn has_extension(&self, extensions: &[&str]) -> bool {
        let extension = Path::new(&self.path).extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| extensions.contains(&extension))
    }

    pub(crate) fn is_rust(&self) -> bool {
        self.has_extension(&["rs"])
    }

    /// Test code by its place: `tests.rs`, `tests_….rs`, `….test.ts`, or a crate's own `tests/` folder. The
    /// sources of the member `tests` are not: they are harnesses that others read and use.
    pub(crate) fn is_test(&self) -> bool {
        let in_tests_folder = self.path.split('/').skip(1).any(|part| part == "tests");
        let name = self.path.rsplit('/').next().unwrap_or_default();
        in_tests_folder || name == "tests.rs" || name.starts_with("tests_") || name.ends_with(".test.ts")
    }

    /// Made by a program, by its place or by its own word.
    pub(crate) fn is_generated(&self) -> bool {
        let marker = concat!("@", "generated");
        self.path.split('/').any(|part| part == "generated")
            || self.text.lines().take(5).any(|line| line.contains(marker))
    }
}

/// What git tracks and what it would take in, or nothing when there is no git or no clone here.
fn tracked(root: &Path) -> Option<Vec<String>> {
    let arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git").args(arguments).current_dir(root).output().ok()?;
    let text = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    let paths: Vec<String> = text.split_terminator('\0').map(str::to_owned).collect();
    (!paths.is_empty()).then_some(paths)
}

fn walked(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let (path, kind) = (entry.path(), entry.file_type());
            let name = entry.file_name().to_string_lossy().into_owned();
            match kind {
                Ok(kind) if kind.is_dir() && !UNTRACKED_FOLDERS.contains(&name.as_str()) => {
                    folders.push(path)
                }
                Ok(kind) if kind.is_file() && !name.ends_with(".snap.new") => {
                    found.push(relative(root, &path))
                }
                _ => {}
            }
        }
    }
    found
}

fn relative(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    inside.to_string_lossy().replace('\\', "/")
}
