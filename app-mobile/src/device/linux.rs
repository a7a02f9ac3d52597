//! The device that the window runs on: a Linux desktop. Pictures are chosen from files, positions come from
//! nowhere, files go to the download folder, and there is nothing to feel.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use super::{
    Camera, DeepLinks, Device, Feel, Fix, Haptics, Lacking, Link, Network, Position, Share, SystemNotices,
    system_locale,
};

/// A Linux desktop; `links` are those it was started with.
#[must_use]
pub fn desktop(links: Vec<String>) -> Device {
    let desktop = Arc::new(Desktop { links: Mutex::new(links) });
    Device {
        locale: system_locale(),
        camera: Arc::clone(&desktop) as Arc<dyn Camera>,
        position: Arc::clone(&desktop) as Arc<dyn Position>,
        network: Arc::clone(&desktop) as Arc<dyn Network>,
        notices: Arc::clone(&desktop) as Arc<dyn SystemNotices>,
        share: Arc::clone(&desktop) as Arc<dyn Share>,
        haptics: Arc::clone(&desktop) as Arc<dyn Haptics>,
        links: desktop,
    }
}

struct Desktop {
    links: Mutex<Vec<String>>,
}

impl Camera for Desktop {
    fn take(&self) -> Result<Option<Vec<u8>>, Lacking> {
        let dialog = rfd::FileDialog::new().add_filter("JPEG, PNG, WebP", &["jpg", "jpeg", "png", "webp"]);
        let Some(path) = dialog.pick_file() else { return Ok(None) };
        std::fs::read(path).map(Some).map_err(|error| Lacking::Failed(error.to_string()))
    }
}

impl Position for Desktop {
    fn start(&self) -> Result<(), Lacking> {
        Err(Lacking::Unsupported)
    }

    fn stop(&self) {}

    fn drain(&self) -> Vec<Fix> {
        Vec::new()
    }
}

impl Network for Desktop {
    /// A network card that is up means a way out; what it costs, a desktop does not tell.
    fn link(&self) -> Link {
        let Ok(cards) = std::fs::read_dir("/sys/class/net") else { return Link::Free };
        let up = cards.flatten().any(|card| {
            card.file_name() != "lo"
                && std::fs::read_to_string(card.path().join("operstate"))
                    .is_ok_and(|state| state.trim() == "up")
        });
        if up { Link::Free } else { Link::None }
    }
}

impl SystemNotices for Desktop {
    fn show(&self, title: &str, words: &str, _link: &str) -> Result<(), Lacking> {
        start("notify-send", &["--app-name=Hubbub", title, words])
    }
}

impl Share for Desktop {
    fn give(&self, name: &str, content: &[u8]) -> Result<Option<String>, Lacking> {
        let home = std::env::var_os("HOME").map(PathBuf::from).ok_or(Lacking::Unsupported)?;
        let downloads = home.join("Downloads");
        let folder = if downloads.is_dir() { downloads } else { home };
        let path = folder.join(name);
        std::fs::write(&path, content).map_err(|error| Lacking::Failed(error.to_string()))?;
        Ok(Some(path.display().to_string()))
    }

    fn open(&self, address: &str) -> Result<(), Lacking> {
        start("xdg-open", &[address])
    }
}

impl Haptics for Desktop {
    fn feel(&self, _: Feel) {}
}

impl DeepLinks for Desktop {
    fn drain(&self) -> Vec<String> {
        std::mem::take(&mut *self.links.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Starts a program of the desktop, and lets a thread see its end.
fn start(program: &str, arguments: &[&str]) -> Result<(), Lacking> {
    let quiet = Command::new(program).args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).spawn();
    let mut child = quiet.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Lacking::Unsupported,
        _ => Lacking::Failed(error.to_string()),
    })?;
    let name = program.to_owned();
    std::thread::spawn(move || match child.wait() {
        Ok(status) if status.success() => {}
        Ok(status) => tracing::warn!(name, %status, "a program of the desktop failed"),
        Err(error) => tracing::warn!(name, %error, "a program of the desktop was not waited for"),
    });
    Ok(())
}
