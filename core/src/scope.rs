//! Scopes: the unit of permission and of partial replication.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::Id;

/// A named set of rows that a person may see whole or not at all, as `community:<id>`.
///
/// The engine treats the text as opaque; the areas make scopes by [`Scope::of`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Scope(String);

impl Scope {
    /// The scope of a kind and the thing it belongs to.
    #[must_use]
    pub fn of(kind: &str, owner: Id) -> Self {
        Self(format!("{kind}:{owner}"))
    }

    /// The scope that everybody holds.
    #[must_use]
    pub fn public() -> Self {
        Self("public".to_owned())
    }

    /// A scope by its full name, as it stands in a database or on the wire.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// The full name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the colon.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.0.split_once(':').map_or(self.0.as_str(), |(kind, _)| kind)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
