//! Fields that several of the document's notes share.

use super::shape::{Field, INT_MAX, Shape, may, must, nullable};

pub(super) const FEED_KINDS: &[&str] = &["item", "post", "result", "answer", "ticket"];
pub(super) const EMAIL: Field = must("email", Shape::Text(254), "The e-mail address.");
pub(super) const CODE: Field = must("code", Shape::Text(256), "The code.");
pub(super) const DEVICE: Field = must("device", Shape::Id, "The device, by an id that it made itself.");
pub(super) const BROWSER: Field =
    may("browser", Shape::Bool, "The caller is a page in a browser: the refresh token goes into a cookie.");
pub(super) const SESSION: &[Field] = &[
    must("access_token", Shape::Text(4_096), "Goes into `Authorization: Bearer`."),
    must("expires_in", Shape::Int(0, INT_MAX), "Seconds until it ends."),
    must("refresh_token", Shape::Text(64), "Gets the next one, once."),
    must("user_id", Shape::Id, "Whose session it is."),
];
pub(super) const SESSION_OR_STEP: &[Field] = &[
    may("access_token", Shape::Text(4_096), "Goes into `Authorization: Bearer`."),
    may("refresh_token", Shape::Text(64), "Gets the next one, once; in a cookie for browsers."),
    may("csrf_token", Shape::Text(64), "What a page says with its cookie, in `X-CSRF-Token`."),
    may("user_id", Shape::Id, "Whose session it is."),
    may("partial_token", Shape::Text(4_096), "Opens the second step and nothing else."),
    may("needs", Shape::Word(&["code", "enrolment"]), "What the second step needs."),
    may("recovery_codes", Shape::List(&Shape::Text(64), 20), "Each works once; told this once."),
    must("expires_in", Shape::Int(0, INT_MAX), "Seconds until the token ends."),
];
pub(super) const CODES: &[Field] =
    &[must("recovery_codes", Shape::List(&Shape::Text(64), 20), "Each works once.")];
pub(super) const WITH_CODE: &[Field] = &[CODE, BROWSER];

pub(super) const AGREED: &[Field] = &[
    must("kind", Shape::Text(40), "As `terms`."),
    must("version", Shape::Int(-INT_MAX, INT_MAX), "The version you read."),
];
pub(super) const CONSENTS: &[Field] = &[must(
    "consents",
    Shape::List(
        &Shape::Object(&[
            must("kind", Shape::Text(40), "As `terms`."),
            must("version", Shape::Int(0, INT_MAX), "Its version."),
            must("text", Shape::Text(1_000_000), "The text."),
            nullable("given_at", Shape::Time, "When you agreed to it, if ever."),
        ]),
        10,
    ),
    "One for each text in force.",
)];
