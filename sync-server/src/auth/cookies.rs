//! Browsers: the refresh token in a cookie that no script can read, and a second value that only our own page
//! can send along.
//!
//! Everything else takes an `Authorization` header, which no other site can make a browser send.

use axum::http::{HeaderMap, HeaderValue, header};
use hubbub_core::refusal::Code;
use hubbub_core::time::SECOND_MS;

use super::tokens::REFRESH_MS;
use crate::errors::Failure;

/// The prefix makes browsers insist on `Secure`; the path keeps the token to the addresses that need it.
const REFRESH: &str = "__Secure-hubbub-refresh";
const PATH: &str = "/api/v1/auth";
/// The header in which the page says what it was told at sign-in.
const CSRF: &str = "x-csrf-token";

/// The cookie that hands a browser its refresh token.
pub(crate) fn keep(token: &str) -> String {
    cookie(token, REFRESH_MS / SECOND_MS)
}

/// The cookie that takes it away.
pub(crate) fn forget() -> String {
    cookie("", 0)
}

fn cookie(token: &str, max_age_s: i64) -> String {
    format!("{REFRESH}={token}; Path={PATH}; Max-Age={max_age_s}; HttpOnly; Secure; SameSite=Strict")
}

/// Puts a cookie on a response.
pub(crate) fn put(headers: &mut HeaderMap, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        headers.append(header::SET_COOKIE, value);
    }
}

/// The refresh token that a browser sent.
pub(crate) fn read(headers: &HeaderMap) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == REFRESH).map(|(_, value)| value.to_owned())
}

/// Lets a request with a cookie pass when our own page made it: it says `expected`, which no other site knows.
///
/// # Errors
/// `UNAUTHORIZED`.
pub(crate) fn check(headers: &HeaderMap, expected: &str) -> Result<(), Failure> {
    let said = headers.get(CSRF).map(HeaderValue::as_bytes).unwrap_or_default();
    // Hashes are compared, so that the time tells nothing about the value.
    let same = blake3::hash(said) == blake3::hash(expected.as_bytes());
    if same { Ok(()) } else { Err(Code::Unauthorized.into()) }
}
