//! `cargo xtask package`: the desktop app as a Debian package, and as an AppImage where the machine can make one.
//! Packages for Windows and macOS are built by `.github/workflows/desktop.yml`, each on its own system.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step::{self, Failure, Step, root, run_all, succeeds, target_dir};
use crate::{packages, web, window};

/// Which build goes into the package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Build {
    /// What people install.
    Release,
    /// The development build, to try the packaging itself.
    Development,
}

/// What a window needs on the system that it is installed on.
const DEPENDS: &str = "libwebkit2gtk-4.1-0, libgtk-3-0";
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Tells the arguments' meaning.
pub(crate) fn check(arguments: &[&str]) -> Result<Build, String> {
    match arguments {
        [] => Ok(Build::Release),
        ["--dev"] => Ok(Build::Development),
        [other, ..] => Err(format!("`package` does not know `{other}`.")),
    }
}

pub(crate) fn run(build: Build) -> Result<(), Failure> {
    run_all(vec![
        Step { name: "packages", work: Box::new(packages::run) },
        Step { name: "of the window", work: Box::new(packages::for_windows) },
        Step { name: "web modules", work: Box::new(web::modules) },
        Step { name: "web build", work: Box::new(web::build) },
        Step {
            name: "window",
            work: Box::new(move || match build {
                Build::Release => window::build_release(),
                Build::Development => window::build(),
            }),
        },
        Step { name: "deb", work: Box::new(move || deb(build)) },
        Step { name: "AppImage", work: Box::new(move || app_image(build)) },
    ])
}

/// The Debian package, in the target folder.
fn deb(build: Build) -> Result<(), Failure> {
    if !succeeds("dpkg-deb", &["--version"]) {
        eprintln!("No .deb: this machine lacks dpkg-deb. On Debian: apt-get install dpkg");
        return Ok(());
    }
    let folder = target_dir()?.join("package").join("deb");
    tree(&folder, &folder.join("usr"), build)?;
    let control = format!(
        "Package: hubbub\nVersion: {VERSION}\nArchitecture: {}\nMaintainer: Hubbub <maintainers@hubbub.invalid>\n\
         Depends: {DEPENDS}\nRecommends: gnome-keyring | kwalletmanager\nSection: misc\nPriority: optional\n\
         Description: The desktop app of Hubbub, for those who run a hub\n \
         Orders, stock, deliveries, content and votes of a community hub, with or without a connection.\n",
        architecture()
    );
    write(&folder.join("DEBIAN").join("control"), &control)?;
    let file = target_dir()?.join("package").join(format!("hubbub_{VERSION}_{}.deb", architecture()));
    let mut pack = Command::new("dpkg-deb");
    pack.args(["--root-owner-group", "--build"]).arg(&folder).arg(&file);
    step::run(pack)?;
    eprintln!("{}", file.display());
    Ok(())
}

/// The AppImage, or what is missing for one.
fn app_image(build: Build) -> Result<(), Failure> {
    if !succeeds("appimagetool", &["--version"]) {
        eprintln!("No AppImage: this machine lacks appimagetool (github.com/AppImage/appimagetool).");
        return Ok(());
    }
    let folder = target_dir()?.join("package").join("Hubbub.AppDir");
    tree(&folder, &folder.join("usr"), build)?;
    let entry = folder.join("hubbub.desktop");
    write(&entry, DESKTOP_ENTRY)?;
    copy(&icon("128x128.png")?, &folder.join("hubbub.png"))?;
    write(&folder.join("AppRun"), "#!/bin/sh\nexec \"$(dirname \"$0\")/usr/bin/hubbub-desktop\" \"$@\"\n")?;
    executable(&folder.join("AppRun"))?;
    let file = target_dir()?.join("package").join(format!("Hubbub-{VERSION}.AppImage"));
    let mut pack = Command::new("appimagetool");
    pack.arg(&folder).arg(&file);
    step::run(pack)
}

const DESKTOP_ENTRY: &str = "[Desktop Entry]\nType=Application\nName=Hubbub\nComment=For those who run a hub\n\
     Exec=hubbub-desktop %u\nIcon=hubbub\nCategories=Office;\nMimeType=x-scheme-handler/hubbub;\nTerminal=false\n";

/// Program, menu entry and icons as a system has them, in a fresh folder.
fn tree(folder: &Path, usr: &Path, build: Build) -> Result<(), Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| failed(folder, &error))?;
    }
    let program = usr.join("bin").join("hubbub-desktop");
    copy(&window::binary(build == Build::Release)?, &program)?;
    executable(&program)?;
    write(&usr.join("share").join("applications").join("hubbub.desktop"), DESKTOP_ENTRY)?;
    let icons = usr.join("share").join("icons").join("hicolor");
    for (size, name) in [("32x32", "32x32.png"), ("128x128", "128x128.png"), ("256x256", "128x128@2x.png")] {
        copy(&icon(name)?, &icons.join(size).join("apps").join("hubbub.png"))?;
    }
    let papers = usr.join("share").join("doc").join("hubbub");
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&root()?.join(name), &papers.join(name))?;
    }
    Ok(())
}

fn icon(name: &str) -> Result<PathBuf, Failure> {
    Ok(root()?.join("app-desktop").join("src-tauri").join("icons").join(name))
}

/// This machine, as Debian calls it.
fn architecture() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    }
}

fn write(file: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    }
    fs::write(file, text).map_err(|error| failed(file, &error))
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    }
    fs::copy(from, to).map(drop).map_err(|error| failed(from, &error))
}

#[cfg(unix)]
fn executable(file: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).map_err(|error| failed(file, &error))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> Result<(), Failure> {
    Ok(())
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}
