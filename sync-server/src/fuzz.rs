//! What the fuzz targets call of the readers that only this crate sees. No product calls it.

use std::path::Path;

use axum::http::{HeaderMap, HeaderValue, header};
use hubbub_core::time::Timestamp;

use crate::auth::{cookies, tokens::Tokens};
use crate::keys::Keys;
use crate::{blobs, live, media, origin, rest};

/// The readers of texts that prove something, with the keys of a folder.
pub struct Credentials {
    keys: std::sync::Arc<Keys>,
}

impl Credentials {
    /// The keys in `data`, which are made if there are none.
    ///
    /// # Errors
    /// When the folder can't be read or written.
    pub fn open(data: &Path) -> std::io::Result<Self> {
        Ok(Self { keys: std::sync::Arc::new(Keys::open(data)?) })
    }

    /// Reads a text as each thing that proves who somebody is; whether one was taken.
    #[must_use]
    pub fn read(&self, text: &str, now: Timestamp) -> bool {
        let tokens = Tokens::new(std::sync::Arc::clone(&self.keys));
        tokens.read_access(text, now).is_some()
            || tokens.read_partial(text, now).is_some()
            || self.keys.unseal("fuzz", text).is_ok()
    }

    /// What is stored of a text, if it can be a refresh token.
    #[must_use]
    pub fn refresh(text: &str) -> Option<String> {
        Tokens::hash(text)
    }

    /// Seals a text and opens it again.
    #[must_use]
    pub fn sealed_and_opened(&self, text: &str) -> Option<String> {
        let sealed = self.keys.seal("fuzz", text).ok()?;
        self.keys.unseal("fuzz", &sealed).ok()
    }
}

/// Reads a text as each header that a stranger writes, and as a time of the REST interface.
pub fn headers(text: &str) {
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_str(text) {
        headers.append(header::COOKIE, value.clone());
        headers.append("x-forwarded-for", value);
    }
    let proxy = [127, 0, 0, 1].into();
    let _ = origin::behind(proxy, &headers, &[proxy]);
    let _ = cookies::read(&headers);
    let _ = rest::time::parse(text);
    if let Some((first, last)) = blobs::parse_range(text, 1_000) {
        assert!(first >= 1_000 || (first <= last && last < 1_000), "a range within the file: {first}-{last}");
    }
}

/// Whether a text is a word of a third party on the live lane.
#[must_use]
pub fn is_live_word(text: &str) -> bool {
    live::plain::is_word(text)
}

/// Reads what the process that judges pictures has answered.
#[must_use]
pub fn is_judgement(answer: &[u8]) -> bool {
    media::judge::is_answer(answer)
}
