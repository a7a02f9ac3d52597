//! What people are told.

use super::{Area, collection, write};
use crate::rest::action::Verb::Post;
use crate::rest::resource::Resource;
use crate::rest::shape::{Shape, must, nullable};

static NOTICES: Resource = collection(
    "notice",
    "notice",
    ["/api/v1/notices", "/api/v1/notices/{notice}"],
    "notice",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "The community it happened in."),
        must("kind", Shape::Text(60), "What it tells, as a stable word."),
        must("subject", Shape::Id, "The thing it is about."),
        must("params", Shape::Free, "Values for its words, by name."),
        must("created_at", Shape::Time, "When it happened."),
        nullable("read_at", Shape::Time, "When you saw it."),
    ],
    "What you were told.",
)
.by(&["community"]);

/// The area's rows.
pub(super) static AREA: Area = Area {
    resources: &[&NOTICES],
    actions: &[write(
        Post,
        "/api/v1/notices/read",
        ["notice", "mark_read"],
        &[must("notices", Shape::List(&Shape::Id, 200), "Which ones.")],
        "Say that you saw notices.",
    )],
};
