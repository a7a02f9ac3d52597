//! A picture that a row names by its content: shown when it is here, told when it is still on its way.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dioxus::prelude::*;
use hubbub_core::client::FileView;

use super::{Icon, Sign};
use crate::ui::ui;
use crate::words::t;

/// A picture, or `sign` on a quiet ground where there is none. An empty `alt` marks a picture that only decorates.
#[component]
pub(crate) fn Picture(
    hash: Option<String>,
    alt: String,
    sign: Sign,
    #[props(default)] wide: bool,
) -> Element {
    let ui = ui();
    let _ = ui.files.read();
    let view = hash.as_deref().and_then(|hash| ui.client(|client| client.file(hash)).ok());
    let shape = if wide { "picture picture-wide" } else { "picture" };
    match view {
        Some(FileView::Here(bytes)) => match address(&bytes) {
            Some(src) => rsx! { img { class: shape, src, alt } },
            None => rsx! { Ground { shape, sign, words: None } },
        },
        Some(FileView::Coming) => rsx! { Ground { shape, sign, words: wide.then(|| t("picture-coming")) } },
        // A screen without a picture gives its room to the words.
        None if wide => rsx! { Ground { shape: "picture picture-none", sign, words: None } },
        None => rsx! { Ground { shape, sign, words: None } },
    }
}

#[component]
fn Ground(shape: &'static str, sign: Sign, words: Option<String>) -> Element {
    rsx! {
        div { class: "{shape} picture-ground",
            Icon { sign, size: "l" }
            if let Some(words) = words {
                span { "{words}" }
            }
        }
    }
}

/// The picture as an address that holds it whole; none when the bytes are not of a kind that is shown.
pub(crate) fn address(bytes: &[u8]) -> Option<String> {
    let kind = match bytes {
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        _ => return None,
    };
    Some(format!("data:{kind};base64,{}", STANDARD.encode(bytes)))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn pictures_are_told_by_content() {
        assert_eq!(address(&[0xff, 0xd8, 0xff, 0xe0]).as_deref(), Some("data:image/jpeg;base64,/9j/4A=="));
        assert!(address(b"\x89PNG\r\n\x1a\n").is_some_and(|it| it.starts_with("data:image/png")));
        assert!(address(b"RIFF\0\0\0\0WEBPVP8 ").is_some_and(|it| it.starts_with("data:image/webp")));
        assert_eq!(address(b"<svg onload=alert(1)>"), None);
        assert_eq!(address(b""), None);
    }
}
