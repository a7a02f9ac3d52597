//! What a new password must be (requirement I2): the same on every device and on the server, offline.
//!
//! Common ones are told by their stem: what is left when letters that digits and signs stand for are put
//! back and what surrounds the word is taken off. `P4ssw0rd!1` and `Password-1` have the same stem. The list
//! in `password_common.txt` is Hubbub's own; it was written for this project and copied from nowhere.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::refusal::{Code, Refusal};

/// Shortest password, in characters (requirement I2).
pub const CHARS_MIN: usize = 8;
/// Longest password, in bytes: hashing must not be a way to keep the server busy.
pub const BYTES_MAX: usize = 256;
/// Shortest part of an e-mail address or name that counts as told by the password.
const PERSONAL_CHARS_MIN: usize = 4;

/// Stems that guessers try first.
static COMMON: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("password_common.txt").lines();
    lines.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// Checks a new password. `personal` are words that others know of its owner: the name, the e-mail address.
///
/// # Errors
/// `VALIDATION_FAILED`, naming the field `password` and the first thing that is wrong: `too_short`,
/// `too_long`, `password_too_simple` or `password_too_common`.
pub fn check(password: &str, personal: &[&str]) -> Result<(), Refusal> {
    let issue = if password.chars().count() < CHARS_MIN {
        "too_short"
    } else if password.len() > BYTES_MAX {
        "too_long"
    } else if !is_mixed(password) {
        "password_too_simple"
    } else if is_common(password) || tells(password, personal) {
        "password_too_common"
    } else {
        return Ok(());
    };
    Err(Refusal::new(Code::ValidationFailed).field("password", issue))
}

/// Whether a text is short enough to be looked at as a password at all.
#[must_use]
pub const fn is_verifiable(password: &str) -> bool {
    password.len() <= BYTES_MAX
}

/// An upper-case letter, a digit and a sign.
fn is_mixed(password: &str) -> bool {
    let has = |kind: fn(char) -> bool| password.chars().any(kind);
    has(char::is_uppercase)
        && has(|c| c.is_ascii_digit())
        && has(|c| !c.is_alphanumeric() && !c.is_whitespace())
}

fn is_common(password: &str) -> bool {
    let lower = password.to_lowercase();
    let letters: String = lower.chars().filter(|c| c.is_alphabetic()).collect();
    let digits: String = lower.chars().filter(char::is_ascii_digit).collect();
    let stem = stem(&lower);
    // With hardly a letter the digits are the password, whatever signs stand between them.
    let few = letters.chars().count() <= 2 && COMMON.contains(digits.as_str());
    few || is_monotonous(&stem)
        || [letters.as_str(), stem.as_str()].into_iter().any(|word| COMMON.contains(word) || is_twice(word))
}

/// Whether the password is hardly more than a word that others know of its owner.
fn tells(password: &str, personal: &[&str]) -> bool {
    let stem = stem(&password.to_lowercase());
    let words = personal.iter().flat_map(|text| text.split(['@', '.', ' ', '-', '_', '+']));
    let mut known = words.map(|word| self::stem(&word.to_lowercase()));
    known.any(|word| word.chars().count() >= PERSONAL_CHARS_MIN && word == stem)
}

/// The word inside a password in lower case: without what surrounds it, with letters for their stand-ins.
fn stem(lower: &str) -> String {
    let core =
        lower.trim_matches(|c: char| !c.is_alphabetic() && stand_in(c).is_none_or(|_| c == '1' || c == '!'));
    let core = core.trim_end_matches(|c: char| !c.is_alphabetic());
    core.chars().filter_map(|c| if c.is_alphabetic() { Some(c) } else { stand_in(c) }).collect()
}

/// The letter that a digit or a sign stands for.
const fn stand_in(c: char) -> Option<char> {
    Some(match c {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        '8' => 'b',
        '9' => 'g',
        _ => return None,
    })
}

/// One letter again and again.
fn is_monotonous(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_none_or(|first| letters.all(|c| c == first))
}

/// A common word said twice.
fn is_twice(word: &str) -> bool {
    let half = word.len() / 2;
    let halves = word.get(..half).zip(word.get(half..));
    halves.is_some_and(|(one, other)| one == other && COMMON.contains(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_checked() {
        for (password, issue) in [
            ("Meadow-42 lark", None),
            ("Ünfug!77", None),
            ("Quince-Orchard-7", None),
            ("H-abcdefgh2jkmnpqr", None),
            ("Kranich#7Heide", None),
            ("Short-1", Some("too_short")),
            ("meadow-42 lark", Some("password_too_simple")),
            ("Meadow-lark", Some("password_too_simple")),
            ("Meadow42lark", Some("password_too_simple")),
            ("Password-1", Some("password_too_common")),
            ("P4ssw0rd!", Some("password_too_common")),
            ("P@$$w0rd1", Some("password_too_common")),
            ("1!Qwerty!1", Some("password_too_common")),
            ("PasswordPassword-1", Some("password_too_common")),
            ("Passwort#2024", Some("password_too_common")),
            ("Motdepasse!1", Some("password_too_common")),
            ("Contraseña.1", Some("password_too_common")),
            ("Hubbub!2026", Some("password_too_common")),
            ("Sommer2024!", Some("password_too_common")),
            ("Aaaaaaa!1", Some("password_too_common")),
            ("A-12345678", Some("password_too_common")),
            ("Ada.Lovelace!1", None),
            ("Lovelace!1", Some("password_too_common")),
            ("L0v3lace-9", Some("password_too_common")),
        ] {
            let personal = ["ada.lovelace@example.org", "Ada Lovelace"];
            let found = check(password, &personal).err().map(|refusal| refusal.details[0].issue.clone());
            assert_eq!(found.as_deref(), issue, "{password}");
        }
        let long = format!("Aa1!{}", "xyz".repeat(100));
        assert_eq!(check(&long, &[]).unwrap_err().details[0].issue, "too_long");
        assert!(!is_verifiable(&long));
    }

    #[test]
    fn the_list_is_clean() {
        assert!(COMMON.len() > 300, "{}", COMMON.len());
        for word in COMMON.iter() {
            assert_eq!(*word, word.to_lowercase(), "{word}");
        }
    }
}
