//! The community that imported polls go to.

use hubbub_core::check::DESCRIPTION_CHARS_MAX;
use hubbub_core::id::Id;
use serde_json::json;

use super::job::{ImportError, Job};

/// The id of the community that is imported under a name.
#[must_use]
pub fn community_id(name: &str) -> Id {
    Id::named("imported community", name)
}

/// Makes the community unless it is there.
///
/// # Errors
/// [`ImportError`].
pub fn found(job: &mut Job<'_>, name: &str) -> Result<Id, ImportError> {
    found_in(job, name, "EUR", "Etc/UTC")
}

/// As [`found`], with a currency and a time zone of its own.
///
/// # Errors
/// [`ImportError`].
pub fn found_in(job: &mut Job<'_>, name: &str, currency: &str, zone: &str) -> Result<Id, ImportError> {
    let community = community_id(name);
    let command = json!({
        "area": "community", "kind": "found", "community": community, "name": shortened(name, 80),
        "default_locale": "en", "time_zone": zone, "currency": currency,
    });
    job.command(community.derive(0), &command)?;
    Ok(community)
}

/// A text of one line with at most `chars_max` characters.
#[must_use]
pub fn shortened(text: &str, chars_max: usize) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.trim();
    if line.chars().count() <= chars_max {
        return if line.is_empty() { "–".to_owned() } else { line.to_owned() };
    }
    let kept: String = line.chars().take(chars_max.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// A text of any number of lines as a description may be: line ends of one kind, nothing that no screen
/// shows, at most [`DESCRIPTION_CHARS_MAX`] characters.
#[must_use]
pub fn prose(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let shown = |c: char| if c.is_control() && !matches!(c, '\n' | '\t') { ' ' } else { c };
    if text.chars().count() <= DESCRIPTION_CHARS_MAX {
        return text.chars().map(shown).collect();
    }
    let kept: String = text.chars().take(DESCRIPTION_CHARS_MAX - 1).map(shown).collect();
    format!("{}…", kept.trim_end())
}
