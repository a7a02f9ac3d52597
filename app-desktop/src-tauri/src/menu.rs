//! The menu: what every system expects of one, and the app's own places. Words come from core.

use std::sync::Arc;

use hubbub_desktop_api::Desktop;
use tauri::menu::{Menu, MenuBuilder, MenuEvent, MenuItemBuilder, SubmenuBuilder};
use tauri::{AppHandle, Manager, Wry};

use crate::{Shell, window};

/// Places in the menu: the address, the key of its words, the keys that go there.
const PLACES: [(&str, &str, &str); 7] = [
    ("today", "desk-nav-today", "CmdOrCtrl+1"),
    ("orders", "desk-nav-orders", "CmdOrCtrl+2"),
    ("auctions", "desk-nav-auctions", "CmdOrCtrl+3"),
    ("disputes", "desk-nav-disputes", "CmdOrCtrl+4"),
    ("figures", "desk-nav-figures", "CmdOrCtrl+5"),
    ("sync", "desk-nav-sync", "CmdOrCtrl+6"),
    ("settings", "desk-nav-settings", "CmdOrCtrl+,"),
];

/// Builds the menu in the person's language.
pub(crate) fn build(app: &AppHandle, desktop: &Desktop) -> tauri::Result<Menu<Wry>> {
    let mut file = SubmenuBuilder::new(app, "Hubbub");
    for (screen, words, keys) in PLACES {
        let item = MenuItemBuilder::with_id(screen, desktop.text(words)).accelerator(keys).build(app)?;
        file = file.item(&item);
    }
    let file = file.separator().close_window().quit().build()?;
    let edit = SubmenuBuilder::new(app, desktop.text("desk-menu-edit"));
    let edit = edit.undo().redo().separator().cut().copy().paste().select_all().build()?;
    MenuBuilder::new(app).items(&[&file, &edit]).build()
}

/// Goes to the chosen place.
pub(crate) fn chosen(app: &AppHandle, event: MenuEvent) {
    let id = event.id().as_ref();
    if PLACES.iter().any(|(screen, ..)| *screen == id) {
        app.state::<Arc<Shell>>().go(&format!("#/{id}"));
        window::show(app);
    }
}
