//! What the phone app asks of Android (Kotlin, in `android/`) and iOS (Swift, in `ios/`). The macro writes the calls;
//! both sides speak plain texts. An empty answer means that all went well, a word says what did not:
//! `unsupported`, `denied`, or the platform's own message.
//!
//! On other systems this crate is empty.

#![cfg_attr(
    any(target_os = "android", target_os = "ios"),
    expect(unsafe_code, missing_docs, reason = "the macro writes the calls, and says nothing about them")
)]

#[cfg(target_os = "android")]
#[manganis::ffi("android")]
extern "Kotlin" {
    pub type HubbubPlugin;
    pub fn folder(this: &HubbubPlugin) -> String;
    pub fn language(this: &HubbubPlugin) -> String;
    pub fn load_secret(this: &HubbubPlugin) -> Option<String>;
    pub fn keep_secret(this: &HubbubPlugin, secret: &str) -> String;
    pub fn take_picture(this: &HubbubPlugin) -> String;
    pub fn start_positions(this: &HubbubPlugin) -> String;
    pub fn stop_positions(this: &HubbubPlugin);
    pub fn drain_positions(this: &HubbubPlugin) -> String;
    pub fn link(this: &HubbubPlugin) -> String;
    pub fn notify_person(this: &HubbubPlugin, message: &str) -> String;
    pub fn share(this: &HubbubPlugin, path: &str) -> String;
    pub fn open_address(this: &HubbubPlugin, address: &str) -> String;
    pub fn feel(this: &HubbubPlugin, kind: &str);
    pub fn drain_links(this: &HubbubPlugin) -> String;
}

#[cfg(target_os = "ios")]
#[manganis::ffi("ios")]
extern "Swift" {
    pub type HubbubPlugin;
    pub fn folder(this: &HubbubPlugin) -> String;
    pub fn language(this: &HubbubPlugin) -> String;
    pub fn load_secret(this: &HubbubPlugin) -> Option<String>;
    pub fn keep_secret(this: &HubbubPlugin, secret: &str) -> String;
    pub fn take_picture(this: &HubbubPlugin) -> String;
    pub fn start_positions(this: &HubbubPlugin) -> String;
    pub fn stop_positions(this: &HubbubPlugin);
    pub fn drain_positions(this: &HubbubPlugin) -> String;
    pub fn link(this: &HubbubPlugin) -> String;
    pub fn notify_person(this: &HubbubPlugin, message: &str) -> String;
    pub fn share(this: &HubbubPlugin, path: &str) -> String;
    pub fn open_address(this: &HubbubPlugin, address: &str) -> String;
    pub fn feel(this: &HubbubPlugin, kind: &str);
    pub fn drain_links(this: &HubbubPlugin) -> String;
}
