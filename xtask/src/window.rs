//! The desktop's true window: a workspace of its own with its own lock file, built around the built web side.

use std::fs;
use std::path::{Path, PathBuf};

use crate::step::{self, Failure, cargo, root, target_dir};
use crate::web;

/// Builds the window for development, with the web side inside.
pub(crate) fn build() -> Result<(), Failure> {
    build_as(&[])
}

/// Builds the window as people install it.
pub(crate) fn build_release() -> Result<(), Failure> {
    build_as(&["--release"])
}

fn build_as(options: &[&str]) -> Result<(), Failure> {
    web_side()?;
    let manifest = root()?.join("app-desktop").join("src-tauri").join("Cargo.toml");
    let mut build = cargo(&["build", "--locked", "--bins"])?;
    build.args(options).arg("--manifest-path").arg(manifest);
    build.env("CARGO_TARGET_DIR", folder()?);
    step::run(build)
}

/// The built window.
pub(crate) fn binary(is_release: bool) -> Result<PathBuf, Failure> {
    Ok(folder()?.join(if is_release { "release" } else { "debug" }).join("hubbub-desktop"))
}

/// Beside the workspace's own output: the two share no lock file and must not share artefacts.
fn folder() -> Result<PathBuf, Failure> {
    Ok(target_dir()?.join("window"))
}

/// Puts the built web side where the window's build looks for it.
fn web_side() -> Result<(), Failure> {
    let place = web::folder()?.join("dist");
    let failed = |error: std::io::Error| Failure::new(format!("{}: {error}", place.display()));
    if place.exists() {
        fs::remove_dir_all(&place).map_err(failed)?;
    }
    copy(&web::built()?, &place).map_err(failed)
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (one, other) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy(&one, &other)?;
        } else {
            fs::copy(one, other)?;
        }
    }
    Ok(())
}
