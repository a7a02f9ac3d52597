//! `hubbub-phone`: the app in a window of the system's own web view. On Android and iOS the same components run in
//! the same way; on Linux the window has the size of a phone.

use std::path::PathBuf;
use std::process::ExitCode;

use dioxus::desktop::tao::dpi::LogicalSize;
use dioxus::desktop::{Config, WindowBuilder};
use dioxus::prelude::*;
use hubbub_mobile::device::{self, KeyFile, Keys};
use hubbub_mobile::{App, Opening, Phone, page};

/// The server of the demo.
const DEMO: &str = "http://127.0.0.1:8787";

fn main() -> ExitCode {
    tracing_subscriber::fmt().with_env_filter("info").with_writer(std::io::stderr).init();
    match open() {
        Ok(phone) => {
            show(phone);
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("hubbub-phone: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// `hubbub-phone [--data DIR] [--server ADDRESS] [hubbub://…]`
fn open() -> Result<std::sync::Arc<Phone>, Box<dyn std::error::Error>> {
    let mut folder = usual_folder()?;
    let mut server = DEMO.to_owned();
    let mut links = Vec::new();
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--data" => folder = words.next().ok_or("--data needs a folder")?.into(),
            "--server" => server = words.next().ok_or("--server needs an address")?,
            link if link.starts_with("hubbub://") => links.push(word),
            other => {
                return Err(
                    format!("what is {other}? Known: --data DIR, --server ADDRESS, hubbub://…").into()
                );
            }
        }
    }
    std::fs::create_dir_all(&folder)?;
    let key = device::open_or_make(keys(&folder)?.as_ref())?;
    let device = device::desktop(links);
    Ok(Phone::open(Opening { folder, server, key, device, network: true })?)
}

/// The keyring; a file where a system has none. What was begun with a file goes on with it, and a store whose key is
/// in a keyring that does not answer is not opened with another key.
fn keys(folder: &std::path::Path) -> Result<Box<dyn Keys>, device::KeyFault> {
    let file = KeyFile::within(folder);
    if matches!(file.load(), Ok(None)) {
        match device::Keyring::open(folder) {
            Ok(keyring) => return Ok(Box::new(keyring)),
            Err(problem) if folder.join("store.db").exists() => return Err(problem),
            Err(problem) => tracing::warn!(%problem, "no keyring: the key goes into a file of its owner"),
        }
    }
    Ok(Box::new(file))
}

fn usual_folder() -> Result<PathBuf, String> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let data = set("XDG_DATA_HOME").or_else(|| set("HOME").map(|home| home.join(".local/share")));
    Ok(data.ok_or("set HOME, or say --data DIR")?.join("hubbub-phone"))
}

fn show(phone: std::sync::Arc<Phone>) {
    let window = WindowBuilder::new()
        .with_title("Hubbub")
        .with_inner_size(LogicalSize::new(390.0, 844.0))
        .with_min_inner_size(LogicalSize::new(320.0, 480.0))
        .with_always_on_top(false);
    let config = Config::new().with_window(window).with_menu(None).with_custom_index(page::index(&phone, ""));
    LaunchBuilder::new().with_cfg(config).with_context(phone).launch(App);
}
