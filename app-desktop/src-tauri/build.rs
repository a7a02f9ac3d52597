//! Names the three commands that a window may call. Tauri makes permissions of them; `capabilities/main.json` grants
//! them to the main window, and nothing else is granted to anybody.

fn main() {
    let commands = tauri_build::AppManifest::new().commands(&["call", "changes", "map_bytes"]);
    let attributes = tauri_build::Attributes::new().app_manifest(commands);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
