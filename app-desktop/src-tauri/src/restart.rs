//! Whoever closes the window and opens it again at once meets the old program on its way out: it still has the name
//! under which one instance finds the other, and answers nobody. Then this start begins anew.

/// Where a start says how often it was begun before.
#[cfg(unix)]
const STARTS: &str = "HUBBUB_STARTS";
/// A program that is on its way out is gone within a moment; each start takes a part of a second.
#[cfg(unix)]
const STARTS_MAX: u32 = 20;

/// Begins anew in the same process when `error` is that another instance went away while it was asked.
#[cfg(unix)]
pub(crate) fn if_the_other_went(error: &tauri::Error) {
    use std::os::unix::process::CommandExt as _;

    let starts = std::env::var(STARTS).ok().and_then(|starts| starts.parse().ok()).unwrap_or(0);
    if !is_of_the_other(error) || starts >= STARTS_MAX {
        return;
    }
    match std::env::current_exe() {
        Ok(program) => {
            let arguments = std::env::args_os().skip(1);
            let next = (starts + 1).to_string();
            // It comes back only when it failed.
            let failed = std::process::Command::new(program).args(arguments).env(STARTS, next).exec();
            tracing::error!(error = %failed, "Hubbub could not begin anew");
        }
        Err(error) => tracing::error!(%error, "Hubbub does not know where it lies"),
    }
}

/// Elsewhere the system's own lock ends with the program.
#[cfg(not(unix))]
pub(crate) fn if_the_other_went(_: &tauri::Error) {}

#[cfg(unix)]
fn is_of_the_other(error: &tauri::Error) -> bool {
    matches!(error, tauri::Error::PluginInitialization(plugin, _) if plugin == "single-instance")
}

#[cfg(all(test, unix))]
mod tests {
    use super::is_of_the_other;

    #[test]
    fn only_a_lost_instance_begins_anew() {
        let of = |plugin: &str| tauri::Error::PluginInitialization(plugin.to_owned(), "no reply".to_owned());
        assert!(is_of_the_other(&of("single-instance")));
        assert!(!is_of_the_other(&of("deep-link")));
        assert!(!is_of_the_other(&tauri::Error::WindowNotFound));
    }
}
