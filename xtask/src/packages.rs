//! What the build needs from the system, and why. Installed on Debian as root, named elsewhere.

use std::process::Command;

use crate::step::{Failure, run as run_child, succeeds};

/// One Debian package.
struct Package {
    name: &'static str,
    why: &'static str,
    /// A call that succeeds where the package, or its like on another system, is present.
    probe: &'static [&'static str],
}

const PACKAGES: [Package; 5] = [
    Package {
        name: "gcc",
        why: "compiles SQLCipher, OpenSSL and zstd, and links every program",
        probe: &["cc", "--version"],
    },
    Package {
        name: "libc6-dev",
        why: "the C headers and start files that gcc needs",
        probe: &[
            "sh",
            "-c",
            "echo '#include <stdlib.h>\nint main(void){return 0;}' | cc -x c - -o /dev/null",
        ],
    },
    Package { name: "make", why: "builds the OpenSSL that SQLCipher uses", probe: &["make", "--version"] },
    Package {
        name: "perl",
        why: "configures that OpenSSL (its modules are needed too, perl-base is not enough)",
        probe: &["perl", "-MFindBin", "-MIPC::Cmd", "-MFile::Compare", "-MFile::Copy", "-e", "1"],
    },
    Package {
        name: "ca-certificates",
        why: "the root certificates that the HTTPS client trusts",
        probe: &[
            "sh",
            "-c",
            "test -e /etc/ssl/certs || test -e /etc/pki/tls/certs || test \"$(uname)\" != Linux",
        ],
    },
];

/// What the apps' windows need besides, on Linux. Nothing else of the project needs these.
const WINDOW: [Package; 2] = [
    Package {
        name: "libwebkit2gtk-4.1-dev",
        why: "the web view that the windows are made of, with GTK",
        probe: &["pkg-config", "--exists", "webkit2gtk-4.1"],
    },
    Package {
        name: "libxdo-dev",
        why: "menus and keys of the windows",
        probe: &["sh", "-c", "echo '#include <xdo.h>' | cc -x c -E - -o /dev/null"],
    },
];

/// Parts of the Rust toolchain beyond the compiler: the `cargo` command and its rustup name.
const COMPONENTS: [(&str, &str); 2] = [("fmt", "rustfmt"), ("clippy", "clippy")];

/// Makes sure that everything needed is there, or says what is missing and how to get it.
pub(crate) fn run() -> Result<(), Failure> {
    components()?;
    provide(&PACKAGES)
}

/// The same for the apps' windows. Other systems than Linux bring what a window needs.
pub(crate) fn for_windows() -> Result<(), Failure> {
    if cfg!(target_os = "linux") { provide(&WINDOW) } else { Ok(()) }
}

fn provide(packages: &[Package]) -> Result<(), Failure> {
    let debian = succeeds("dpkg-query", &["--version"]) && succeeds("apt-get", &["--version"]);
    let missing: Vec<&Package> = packages.iter().filter(|package| !is_present(package, debian)).collect();
    if missing.is_empty() {
        eprintln!("System packages: all {} present.", packages.len());
        return Ok(());
    }
    for package in &missing {
        eprintln!("Missing: {} ({})", package.name, package.why);
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    if debian && is_root() { install(&names) } else { Err(Failure::new(advice(&names, debian))) }
}

fn is_present(package: &Package, debian: bool) -> bool {
    if debian {
        let query = Command::new("dpkg-query").args(["-W", "-f=${db:Status-Status}", package.name]).output();
        return query.is_ok_and(|output| output.stdout == b"installed");
    }
    package.probe.split_first().is_some_and(|(program, arguments)| succeeds(program, arguments))
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn install(names: &[&str]) -> Result<(), Failure> {
    eprintln!("Installing: {}", names.join(" "));
    run_child(apt_get(&["update", "--quiet"]))?;
    run_child(apt_get(&[&["install", "--quiet", "--yes", "--no-install-recommends"], names].concat()))
}

/// Patient with a slow mirror and with another installer that holds the lock. Speaks on stderr only.
fn apt_get(arguments: &[&str]) -> Command {
    let mut command = Command::new("sh");
    let patience = ["-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=300"];
    command.args(["-c", "exec apt-get \"$@\" >&2", "apt-get"]).args(patience).args(arguments);
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn advice(names: &[&str], debian: bool) -> String {
    let names = names.join(" ");
    if debian {
        format!("these packages are missing. Get them with:\n  sudo apt-get install {names}")
    } else {
        format!(
            "these are missing, by their Debian names: {names}\n\
             Get what your system calls them: on Fedora `dnf install gcc glibc-devel make perl ca-certificates`,\n\
             on Arch `pacman -S base-devel perl ca-certificates`, on macOS `xcode-select --install`."
        )
    }
}

/// rustfmt and clippy; rustup fetches them where it can.
fn components() -> Result<(), Failure> {
    for (command, component) in COMPONENTS {
        let present = || succeeds("cargo", &[command, "--version"]);
        if present() || (succeeds("rustup", &["component", "add", component]) && present()) {
            continue;
        }
        return Err(Failure::new(format!(
            "`cargo {command}` is missing. Get it with `rustup component add {component}`, or from where \
             your Rust came from."
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{PACKAGES, WINDOW, advice};

    #[test]
    fn advice_names_every_missing_package() {
        let names: Vec<&str> = PACKAGES.iter().map(|package| package.name).collect();
        for debian in [true, false] {
            let text = advice(&names, debian);
            assert!(names.iter().all(|name| text.contains(name)), "{text}");
        }
    }

    #[test]
    fn every_package_says_why_and_can_be_probed() {
        for package in PACKAGES.iter().chain(&WINDOW) {
            assert!(!package.why.is_empty(), "{} says no reason", package.name);
            assert!(!package.probe.is_empty(), "{} has no probe", package.name);
        }
    }
}
