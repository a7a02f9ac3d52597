//! The one window: opened where it was left, shown again when the app is started a second time.

use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder, WindowEvent};
use tauri_plugin_window_state::{AppHandleExt as _, StateFlags};

const NAME: &str = "main";

/// Opens the window. It may show nothing but the app's own pages.
pub(crate) fn open(app: &AppHandle) -> tauri::Result<()> {
    let is_own =
        |url: &tauri::Url| matches!(url.scheme(), "tauri") || url.host_str() == Some("tauri.localhost");
    let window = WebviewWindowBuilder::new(app, NAME, WebviewUrl::default())
        .title("Hubbub")
        .inner_size(1280.0, 860.0)
        .min_inner_size(820.0, 560.0)
        .on_navigation(is_own)
        .build()?;
    let handle = app.clone();
    // Kept whenever somebody turns to another window, too: a crash does not forget where it stood.
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Focused(false))
            && let Err(error) = handle.save_window_state(StateFlags::all())
        {
            tracing::warn!(%error, "the window's place was not kept");
        }
    });
    Ok(())
}

/// Brings the window to the front.
pub(crate) fn show(app: &AppHandle) {
    let Some(window) = app.get_webview_window(NAME) else { return };
    let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window could not be brought to the front");
    }
}
