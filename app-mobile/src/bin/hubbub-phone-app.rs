//! `hubbub-phone-app`: the app on Android and iOS, in the system's own web view. `dx` makes the package.
//!
//! On other systems there is nothing to show: `hubbub-phone` is the window there.

#[cfg(any(target_os = "android", target_os = "ios"))]
fn main() {
    match open() {
        Ok(phone) => {
            let config =
                dioxus::mobile::Config::new().with_custom_index(hubbub_mobile::page::index(&phone, ""));
            dioxus::LaunchBuilder::new().with_cfg(config).with_context(phone).launch(hubbub_mobile::App);
        }
        Err(problem) => tracing::error!(problem, "the app could not be opened"),
    }
}

/// The server is the one that the package was built for.
#[cfg(any(target_os = "android", target_os = "ios"))]
fn open() -> Result<std::sync::Arc<hubbub_mobile::Phone>, String> {
    let native = hubbub_mobile::device::Native::open()?;
    let folder = native.folder()?;
    let key = hubbub_mobile::device::open_or_make(native.as_ref()).map_err(|fault| fault.to_string())?;
    let server = option_env!("HUBBUB_SERVER").unwrap_or("http://10.0.2.2:8787").to_owned();
    let opening = hubbub_mobile::Opening { folder, server, key, device: native.device(), network: true };
    hubbub_mobile::Phone::open(opening).map_err(|failed| failed.to_string())
}

#[cfg(not(any(target_os = "android", target_os = "ios")))]
fn main() {
    eprintln!("hubbub-phone-app runs on Android and iOS; here it is hubbub-phone");
}
