//! Links of the system, as `hubbub://polls/<id>`: they lead to the same addresses as the window's own.

use std::sync::Arc;

use tauri::{AppHandle, Manager, Url};
use tauri_plugin_deep_link::DeepLinkExt as _;

use crate::{Shell, window};

/// Follows links that the system hands over while the app runs. Those among a start's arguments are followed by
/// [`open`]: the plugin knows them only where they stand alone.
pub(crate) fn listen(app: &AppHandle) {
    let handle = app.clone();
    app.deep_link().on_open_url(move |event| event.urls().iter().for_each(|url| follow(&handle, url)));
}

/// Follows a link of a start.
pub(crate) fn open(app: &AppHandle, link: &str) {
    match link.parse() {
        Ok(url) => follow(app, &url),
        Err(error) => tracing::warn!(%error, "a link could not be read"),
    }
}

fn follow(app: &AppHandle, url: &Url) {
    let Some(hash) = address_of(url) else { return };
    // A second start may come before this one is ready: then there is no window to lead yet.
    if let Some(shell) = app.try_state::<Arc<Shell>>() {
        shell.go(&hash);
    }
    window::show(app);
}

/// The window's address of a link; none when it is not one of ours. Nothing but letters, digits and dashes goes in.
fn address_of(url: &Url) -> Option<String> {
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let screen = url.host_str().filter(|screen| url.scheme() == "hubbub" && plain(screen))?;
    let thing = url.path().trim_matches('/');
    match thing {
        "" => Some(format!("#/{screen}")),
        thing if plain(thing) => Some(format!("#/{screen}/{thing}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::address_of;

    #[test]
    fn links_become_addresses_and_nothing_else() {
        for (link, address) in [
            ("hubbub://orders", Some("#/orders")),
            ("hubbub://polls/0192-ab", Some("#/polls/0192-ab")),
            ("hubbub://polls/0192-ab/", Some("#/polls/0192-ab")),
            ("hubbub://polls/a/b", None),
            ("hubbub://polls/%22%3E", None),
            ("https://polls/1", None),
        ] {
            assert_eq!(address_of(&link.parse().unwrap()).as_deref(), address, "{link}");
        }
    }
}
