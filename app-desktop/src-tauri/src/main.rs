//! The desktop app: one window around the web side, and the calls of the api crate behind it. All that this program
//! adds is what a system gives a window: the keyring, a menu, links, notifications, and one instance at a time.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod deep_link;
mod keys;
mod menu;
mod notify;
mod options;
mod restart;
mod window;

use std::sync::{Arc, Mutex, PoisonError};

use hubbub_desktop_api::{Desktop, Opening, Problem};
use serde_json::Value as Json;
use tauri::ipc::{Channel, Response};
use tauri::{AppHandle, Manager, State};

use options::Options;

/// What the program holds while it runs.
struct Shell {
    desktop: Arc<Desktop>,
    /// Where the window hears of changes; a window that was loaded again has a new one.
    channel: Mutex<Option<Channel<Json>>>,
    /// Where a link led before the window was there.
    waiting: Mutex<Option<String>>,
}

impl Shell {
    /// Tells the window something; without one it is not needed.
    fn tell(&self, message: Json) {
        let channel = self.channel.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Err(error)) = channel.as_ref().map(|channel| channel.send(message)) {
            tracing::warn!(%error, "the window could not be told");
        }
    }

    /// Leads the window to an address, as `#/polls/…`.
    fn go(&self, hash: &str) {
        let is_there = self.channel.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        if is_there {
            self.tell(serde_json::json!({ "topic": "go", "hash": hash }));
        } else {
            *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) = Some(hash.to_owned());
        }
    }
}

/// A call of the api crate, off the window's thread: it may read from the disk or ask the server.
#[tauri::command]
async fn call(shell: State<'_, Arc<Shell>>, name: String, args: Json) -> Result<Json, Problem> {
    let desktop = Arc::clone(&shell.desktop);
    let work = tauri::async_runtime::spawn_blocking(move || desktop.call(&name, args));
    work.await.map_err(|error| Problem::program(error.to_string()))?
}

/// A piece of the map file that the person has chosen, as bytes.
#[tauri::command]
async fn map_bytes(shell: State<'_, Arc<Shell>>, offset: u64, length: u32) -> Result<Response, Problem> {
    let desktop = Arc::clone(&shell.desktop);
    let work = tauri::async_runtime::spawn_blocking(move || desktop.map_bytes(offset, length));
    let read = work.await.map_err(|error| Problem::program(error.to_string()))?;
    read.map(Response::new).map_err(|error| Problem::program(error.to_string()))
}

/// The window is there and wants to hear of changes.
#[tauri::command]
fn changes(shell: State<'_, Arc<Shell>>, channel: Channel<Json>) {
    *shell.channel.lock().unwrap_or_else(PoisonError::into_inner) = Some(channel);
    let waiting = shell.waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(hash) = waiting {
        shell.go(&hash);
    }
}

fn main() {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(problem) => {
            eprintln!("hubbub-desktop: {problem}\n\n{}", options::USAGE);
            std::process::exit(2);
        }
    };
    if let Err(error) = run(options) {
        restart::if_the_other_went(&error);
        tracing::error!(%error, "Hubbub could not start");
        std::process::exit(1);
    }
}

fn run(options: Options) -> tauri::Result<()> {
    let builder = tauri::Builder::default()
        // First of all plugins: a second start hands its link over and ends.
        .plugin(tauri_plugin_single_instance::init(|app, arguments, _| {
            window::show(app);
            if let Some(link) = options::link_in(&arguments) {
                deep_link::open(app, link);
            }
        }))
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_window_state::Builder::default().build());
    #[cfg(feature = "updater")]
    let builder = builder.plugin(tauri_plugin_updater::Builder::new().build());
    builder
        .setup(move |app| Ok(set_up(app.handle(), options)?))
        .invoke_handler(tauri::generate_handler![call, changes, map_bytes])
        .run(tauri::generate_context!())
}

fn set_up(app: &AppHandle, options: Options) -> Result<(), Box<dyn std::error::Error>> {
    let folder = match options.data {
        Some(folder) => folder,
        None => app.path().app_local_data_dir()?,
    };
    std::fs::create_dir_all(&folder)?;
    let key = keys::store_key(&folder, options.key_file.as_deref())?;
    let opening = Opening { folder, server: options.server, key, system_language: options::language() };
    let desktop = Arc::new(Desktop::open(opening)?);
    let shell = Arc::new(Shell {
        desktop: Arc::clone(&desktop),
        channel: Mutex::new(None),
        waiting: Mutex::new(None),
    });
    app.manage(Arc::clone(&shell));
    app.manage(notify::watch(app, &shell)?);
    app.set_menu(menu::build(app, &desktop)?)?;
    app.on_menu_event(menu::chosen);
    deep_link::listen(app);
    window::open(app)?;
    if let Some(link) = options.link {
        deep_link::open(app, &link);
    }
    Ok(())
}
