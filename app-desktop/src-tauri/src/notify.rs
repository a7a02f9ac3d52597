//! Hands changes to the window, and what a person is told to the system's notifications while the window is not in
//! front.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use hubbub_core::client::Subscription;
use hubbub_desktop_api::Change;
use serde_json::{Value as Json, json};
use tauri::{AppHandle, Manager};
use tauri_plugin_notification::NotificationExt as _;

use crate::Shell;

/// Watches until the app ends.
pub(crate) struct Watching {
    _subscription: Subscription,
}

/// Begins to watch. What was there before is not told again.
pub(crate) fn watch(app: &AppHandle, shell: &Arc<Shell>) -> std::io::Result<Mutex<Watching>> {
    let (handle, told) = (app.clone(), Mutex::new(unread(shell)));
    let teller = Arc::clone(shell);
    let subscription = shell.desktop.watch(move |change| {
        if matches!(&change, Change::Rows { tables } if tables.contains("notice")) {
            tell_system(&handle, &teller, &told);
        }
        match serde_json::to_value(change) {
            Ok(message) => teller.tell(message),
            Err(error) => tracing::error!(%error, "a change could not be written"),
        }
    })?;
    Ok(Mutex::new(Watching { _subscription: subscription }))
}

fn tell_system(app: &AppHandle, shell: &Shell, told: &Mutex<BTreeSet<(String, String)>>) {
    let now = unread(shell);
    let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
    let new: Vec<String> = now.difference(&told).map(|(_, text)| text.clone()).collect();
    *told = now;
    let in_front = app.get_webview_window("main").is_some_and(|it| it.is_focused().unwrap_or(false));
    if in_front {
        return;
    }
    for text in new {
        if let Err(error) = app.notification().builder().title("Hubbub").body(text).show() {
            tracing::warn!(%error, "the system showed no notification");
        }
    }
}

/// The notices that were not seen yet: id and words.
fn unread(shell: &Shell) -> BTreeSet<(String, String)> {
    let page = shell.desktop.call("notices", json!({ "after": null })).unwrap_or_default();
    let lines = page.get("lines").and_then(Json::as_array).cloned().unwrap_or_default();
    let word = |line: &Json, name: &str| line.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let unread = lines.iter().filter(|line| line.get("unread") == Some(&Json::Bool(true)));
    unread.map(|line| (word(line, "id"), word(line, "text"))).collect()
}
