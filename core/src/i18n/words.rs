//! A text in several languages, as people write it: a hub's description, a poll's question.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Locale;

/// One text in one or more languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(BTreeMap<Locale, String>);

impl Words {
    /// The text in `locale`; failing that in `fallback`, then in whichever language it has. Empty when
    /// it has none.
    #[must_use]
    pub fn get(&self, locale: Locale, fallback: Locale) -> &str {
        let found = self.0.get(&locale).or_else(|| self.0.get(&fallback));
        found.or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// Every language with its text.
    pub fn iter(&self) -> impl Iterator<Item = (Locale, &str)> {
        self.0.iter().map(|(locale, text)| (*locale, text.as_str()))
    }

    /// Whether there is no text in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Into<String>> FromIterator<(Locale, T)> for Words {
    fn from_iter<I: IntoIterator<Item = (Locale, T)>>(texts: I) -> Self {
        Self(texts.into_iter().map(|(locale, text)| (locale, text.into())).collect())
    }
}
