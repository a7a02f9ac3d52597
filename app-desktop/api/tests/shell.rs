//! What the window's web side may do: exactly the commands that the shell names, under a strict content security
//! policy. The files of the shell are read as they are built in; `cargo xtask e2e desktop` tries the same from inside.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

fn shell() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri")
}

fn text(file: &str) -> String {
    fs::read_to_string(shell().join(file)).unwrap()
}

fn json(file: &str) -> Json {
    serde_json::from_str(&text(file)).unwrap()
}

/// The words in the brackets that follow `mark`.
fn listed(text: &str, mark: &str) -> BTreeSet<String> {
    let after = text.split_once(mark).unwrap_or_else(|| panic!("there is no `{mark}`")).1;
    let inside = after.split_once(']').unwrap().0;
    inside.split(',').map(|word| word.trim().trim_matches('"').to_owned()).collect()
}

#[test]
fn the_window_may_call_the_named_commands_and_nothing_else() {
    let built = listed(&text("build.rs"), ".commands(&[");
    let handled = listed(&text("src/main.rs"), "generate_handler![");
    assert_eq!(built, handled);
    let files: Vec<_> = fs::read_dir(shell().join("capabilities")).unwrap().collect();
    assert_eq!(files.len(), 1, "one file says all that is allowed");
    let capability = json("capabilities/main.json");
    let permissions = capability["permissions"].as_array().unwrap();
    let permissions: BTreeSet<&str> = permissions.iter().map(|it| it.as_str().unwrap()).collect();
    let wanted: BTreeSet<String> =
        built.iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
    assert_eq!(permissions, wanted.iter().map(String::as_str).collect());
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    assert!(capability.get("remote").is_none(), "no page of elsewhere may call");
}

#[test]
fn the_policy_lets_in_what_the_app_brings_and_nothing_else() {
    let config = json("tauri.conf.json");
    let security = &config["app"]["security"];
    assert_eq!(security["freezePrototype"], true);
    let loose = security.as_object().unwrap().keys().find(|key| key.starts_with("dangerous"));
    assert_eq!(loose, None);
    assert!(config["app"].get("withGlobalTauri").is_none());
    let policy = security["csp"].as_str().unwrap();
    let directives: BTreeMap<&str, BTreeSet<&str>> = policy
        .split(';')
        .filter_map(|directive| directive.trim().split_once(' '))
        .map(|(name, sources)| (name, sources.split_whitespace().collect()))
        .collect();
    for (name, sources) in [
        ("default-src", "'self'"),
        ("script-src", "'self'"),
        ("style-src", "'self'"),
        ("object-src", "'none'"),
        ("base-uri", "'none'"),
        ("form-action", "'none'"),
        ("frame-ancestors", "'none'"),
        ("worker-src", "'self' blob:"),
        ("img-src", "'self' data: blob:"),
        ("font-src", "'self'"),
        ("connect-src", "'self' ipc: http://ipc.localhost"),
        ("style-src-attr", "'unsafe-inline'"),
    ] {
        assert_eq!(directives.get(name), Some(&sources.split_whitespace().collect()), "{name}");
    }
    assert_eq!(directives.len(), 12, "a directive that is not looked at: {policy}");
}

#[test]
fn a_start_finds_the_one_that_runs_before_anything_else_and_looks_for_no_update() {
    let main = text("src/main.rs");
    let plugins: Vec<&str> = main.split(".plugin(").skip(1).collect();
    assert!(plugins[0].starts_with("tauri_plugin_single_instance::init"), "the plugin asks to be the first");
    for wanted in ["tauri_plugin_window_state", "tauri_plugin_deep_link", "tauri_plugin_notification"] {
        assert!(plugins.iter().any(|plugin| plugin.starts_with(wanted)), "{wanted}");
    }
    let manifest = text("Cargo.toml");
    assert!(manifest.contains("default = [\"custom-protocol\"]"), "the updater is no default");
    assert!(main.contains("#[cfg(feature = \"updater\")]"), "the updater is built in when asked for");
    let config = json("tauri.conf.json");
    assert!(config["plugins"].get("updater").is_none(), "whoever builds it in names their own address");
    assert_eq!(config["plugins"]["deep-link"]["desktop"]["schemes"], serde_json::json!(["hubbub"]));
}

/// The names in a section of a manifest.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let section = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let name = |line: &str| line.split(['.', ' ', '=']).next().unwrap_or_default().to_owned();
    section.lines().map(name).filter(|name| !name.is_empty() && !name.starts_with('#')).collect()
}

#[test]
fn the_shells_own_lock_file_knows_what_core_and_the_api_need() {
    // The shell is a workspace of its own: who adds a dependency to core does not see that its lock file is behind.
    let lock = text("Cargo.lock");
    for (package, manifest) in
        [("hubbub-core", "../../core/Cargo.toml"), ("hubbub-desktop-api", "../api/Cargo.toml")]
    {
        let entry = lock
            .split("[[package]]")
            .find(|entry| entry.contains(&format!("name = \"{package}\"\n")))
            .unwrap();
        for name in dependencies(&text(manifest)) {
            assert!(
                entry.contains(&format!("\"{name}\"")) || entry.contains(&format!("\"{name} ")),
                "{package} needs {name}: run `cargo metadata --manifest-path app-desktop/src-tauri/Cargo.toml`"
            );
        }
    }
}
