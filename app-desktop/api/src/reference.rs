//! An id as the windows see it: a text that they hand back and never look into.

use hubbub_core::id::Id;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The id of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(type = "string")]
pub struct Ref(pub Id);

impl From<Id> for Ref {
    fn from(id: Id) -> Self {
        Self(id)
    }
}

impl From<Ref> for Id {
    fn from(reference: Ref) -> Self {
        reference.0
    }
}
