//! Texts, files and pictures of strangers.

use std::sync::LazyLock;

use hubbub_core::domain::Command;
use hubbub_core::i18n::{self, Locale};
use hubbub_core::live::{LiveEvent, Topic};
use hubbub_core::refusal::Refusal;
use hubbub_core::store::{FileStore, Key};
use hubbub_core::time::Timestamp;
use hubbub_core::{content::markdown, picture};
use hubbub_server::fuzz::{self, Credentials};

const NOW: Timestamp = Timestamp(1_800_000_000_000);
/// Pixels of a picture that is decoded whole here; larger ones take too long to try many.
const PIXELS_MAX: u64 = 1 << 16;

/// The live lane's JSON: words of third parties, events for them.
pub fn live(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _ = fuzz::is_live_word(text);
    let _ = serde_json::from_str::<Topic>(text);
    if let Ok(event) = serde_json::from_str::<LiveEvent>(text) {
        let _ = event.event();
        let again = serde_json::to_string(&event).expect("an event as JSON");
        assert_eq!(serde_json::from_str::<LiveEvent>(&again).expect("read again"), event);
    }
}

/// Commands as JSON, which are kept and sent as their text.
pub fn command(data: &[u8]) {
    if let Ok(command) = serde_json::from_slice::<Command>(data) {
        let text = serde_json::to_string(&command).expect("a command as JSON");
        let again: Command = serde_json::from_str(&text).expect("read again");
        assert_eq!(serde_json::to_string(&again).expect("a command as JSON"), text);
    }
}

/// Tokens, sealed fields, cookies and what stands in headers.
pub fn credentials(data: &[u8]) {
    static CREDENTIALS: LazyLock<(Credentials, tempfile::TempDir)> = LazyLock::new(|| {
        let folder = tempfile::tempdir().expect("a folder");
        (Credentials::open(folder.path()).expect("keys"), folder)
    });
    let _ = fuzz::is_judgement(data);
    let Ok(text) = std::str::from_utf8(data) else { return };
    let credentials = &CREDENTIALS.0;
    assert!(!credentials.read(text, NOW), "a stranger's text proves nothing");
    if let Some(hash) = Credentials::refresh(text) {
        assert_ne!(hash, text);
    }
    assert_eq!(credentials.sealed_and_opened(text).as_deref(), Some(text));
    fuzz::headers(text);
}

/// Sealed files: whatever lies in the folder opens as what it says or not at all.
pub fn sealed(data: &[u8]) {
    static FILES: LazyLock<(FileStore, tempfile::TempDir)> = LazyLock::new(|| {
        let folder = tempfile::tempdir().expect("a folder");
        (FileStore::open(folder.path(), &Key::new([7; 32])).expect("files"), folder)
    });
    let (files, folder) = &*FILES;
    let name = hubbub_core::store::files::content_hash(b"a sealed file");
    std::fs::write(folder.path().join(&name), data).expect("written");
    if let Some(content) = files.get(&name).expect("read") {
        assert_eq!(content, b"a sealed file");
    }
    if let Ok(name) = std::str::from_utf8(data) {
        let _ = files.get(name);
    }
}

/// Pictures: their heads, what they tell beside, and small ones whole.
pub fn picture(data: &[u8]) {
    let _ = picture::kind_of(data);
    let _ = picture::tells_place(data);
    let Ok((width, height)) = picture::check(data) else { return };
    if u64::from(width) * u64::from(height) <= PIXELS_MAX {
        let _ = picture::decode(data);
        if let Ok(small) = picture::shrink(data) {
            assert!(picture::check(&small).is_ok(), "what was made smaller is a picture");
            assert!(!picture::tells_place(&small));
        }
    }
}

/// Fluent patterns with arguments of a stranger, and Markdown.
pub fn words(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let html = markdown::html(text);
    assert!(!html.to_ascii_lowercase().contains("<script"), "{html}");
    let _ = markdown::plain(text);
    let _ = Locale::negotiate(text);
    let _ = i18n::issue_text(text, Locale::En);
    if let Ok(refusal) = serde_json::from_str::<Refusal>(text) {
        for &locale in Locale::ALL {
            assert!(!i18n::refusal_text(&refusal, locale, &|_| 60).is_empty());
        }
    }
}
