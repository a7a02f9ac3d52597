//! What the document says about the addresses that are handlers of their own: their words, bodies and answers.
//!
//! A test proves that what is described is served. That the fields are those which are read, nothing proves yet.

use super::fields::{
    AGREED, BROWSER, CODE, CODES, CONSENTS, DEVICE, EMAIL, FEED_KINDS, SESSION, SESSION_OR_STEP, WITH_CODE,
};
use super::shape::{Field, INT_MAX, LOCALE, Shape, may, must, nullable};

/// What is said about one address.
#[derive(Debug)]
pub(crate) struct Note {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    /// Its heading in the document.
    pub(crate) section: &'static str,
    pub(crate) about: &'static str,
    /// The fields of its JSON body, if it takes one.
    pub(crate) body: Option<&'static [Field]>,
    pub(crate) answer: Answer,
}

/// What it answers when all is well.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Answer {
    /// The envelope around these fields.
    Data(&'static [Field]),
    /// The envelope around nothing, always the same: 202.
    Quiet,
    /// A form of its own, in this media type.
    Other(&'static str),
}

use Answer::{Data, Other, Quiet};

const fn auth(
    method: &'static str,
    path: &'static str,
    body: Option<&'static [Field]>,
    answer: Answer,
    about: &'static str,
) -> Note {
    Note { method, path, section: "auth", about, body, answer }
}

/// The notes.
pub(crate) const NOTES: &[Note] = &[
    Note {
        method: "get",
        path: "/api/v1/legal",
        section: "legal",
        about: "The legal texts in force, in your language, and what is collected and why.",
        body: None,
        answer: Data(&[
            must("collected", Shape::Text(100_000), "What is collected and why."),
            must(
                "texts",
                Shape::List(
                    &Shape::Object(&[
                        must("kind", Shape::Text(40), "As `terms`."),
                        must("version", Shape::Int(0, INT_MAX), "Its version."),
                        must("text", Shape::Text(1_000_000), "The text."),
                    ]),
                    10,
                ),
                "The texts.",
            ),
        ]),
    },
    auth(
        "post",
        "/api/v1/auth/register",
        Some(&[
            EMAIL,
            must(
                "password",
                Shape::Text(1_024),
                "At least 8 characters; an upper-case letter, a digit, a sign.",
            ),
            must("display_name", Shape::Text(80), "As others see you."),
            must("locale", Shape::Text(35), "Your language, as `de`."),
            nullable("community", Shape::Id, "The community that is open to everybody."),
            may("agreed", Shape::List(&Shape::Object(AGREED), 10), "The legal texts that you agree to."),
        ]),
        Quiet,
        "Make an account. The answer is the same when the address has one.",
    ),
    auth(
        "post",
        "/api/v1/auth/verify",
        Some(&[CODE]),
        Data(&[]),
        "Confirm an address with the code of a mail.",
    ),
    auth("post", "/api/v1/auth/verify/resend", Some(&[EMAIL]), Quiet, "Send that mail once more."),
    auth(
        "post",
        "/api/v1/auth/login",
        Some(&[EMAIL, must("password", Shape::Text(1_024), "The password."), DEVICE, BROWSER]),
        Data(SESSION_OR_STEP),
        "Sign in on a device, or take the first of two steps.",
    ),
    auth(
        "post",
        "/api/v1/auth/link",
        Some(&[EMAIL, DEVICE]),
        Quiet,
        "Send a link that signs in on this device.",
    ),
    auth(
        "post",
        "/api/v1/auth/link/use",
        Some(&[CODE, DEVICE, BROWSER]),
        Data(SESSION_OR_STEP),
        "Sign in with the code of such a mail.",
    ),
    auth(
        "post",
        "/api/v1/auth/refresh",
        Some(&[
            nullable("refresh_token", Shape::Text(64), "Absent from browsers, which have a cookie."),
            DEVICE,
        ]),
        Data(SESSION_OR_STEP),
        "Exchange a refresh token for the next one and an access token.",
    ),
    auth("post", "/api/v1/auth/logout", None, Data(&[]), "Sign out on this device."),
    auth(
        "post",
        "/api/v1/auth/password",
        Some(&[
            must("current", Shape::Text(1_024), "The password."),
            must("new", Shape::Text(1_024), "The new one."),
        ]),
        Data(SESSION),
        "Change the password. Every session ends; this device gets a new one.",
    ),
    auth("post", "/api/v1/auth/password/forgot", Some(&[EMAIL]), Quiet, "Send a link for a new password."),
    auth(
        "post",
        "/api/v1/auth/password/reset",
        Some(&[CODE, must("password", Shape::Text(1_024), "The new password.")]),
        Data(&[]),
        "Set a new password with the code of such a mail.",
    ),
    auth(
        "get",
        "/api/v1/auth/sessions",
        None,
        Data(&[must("sessions", Shape::List(&Shape::Free, 100), "The sessions that stand.")]),
        "Your sessions.",
    ),
    auth(
        "delete",
        "/api/v1/auth/sessions",
        None,
        Data(&[must("ended", Shape::Int(0, INT_MAX), "How many.")]),
        "End every other session.",
    ),
    auth("delete", "/api/v1/auth/sessions/{session}", None, Data(&[]), "End one session."),
    auth(
        "post",
        "/api/v1/auth/second-factor",
        Some(&[nullable("password", Shape::Text(1_024), "The password, unless you have just given it.")]),
        Data(&[
            must("secret", Shape::Text(128), "In base 32, to be typed."),
            must("otpauth", Shape::Text(1_024), "To be scanned."),
        ]),
        "Begin to set up a second factor.",
    ),
    auth("delete", "/api/v1/auth/second-factor", Some(WITH_CODE), Data(&[]), "Take the second factor off."),
    auth(
        "post",
        "/api/v1/auth/second-factor/confirm",
        Some(WITH_CODE),
        Data(&[
            may("access_token", Shape::Text(4_096), "If this ends a sign-in."),
            may("refresh_token", Shape::Text(64), "If this ends a sign-in."),
            may("csrf_token", Shape::Text(64), "If this ends a sign-in of a browser."),
            may("user_id", Shape::Id, "If this ends a sign-in."),
            may("expires_in", Shape::Int(0, INT_MAX), "If this ends a sign-in."),
            must("recovery_codes", Shape::List(&Shape::Text(64), 20), "Each works once."),
        ]),
        "Confirm the second factor with its first code.",
    ),
    auth(
        "post",
        "/api/v1/auth/second-factor/verify",
        Some(WITH_CODE),
        Data(SESSION_OR_STEP),
        "The second step of signing in.",
    ),
    auth("post", "/api/v1/auth/second-factor/codes", Some(WITH_CODE), Data(CODES), "New recovery codes."),
    auth(
        "post",
        "/api/v1/auth/step-up",
        Some(&[
            CODE,
            must("purpose", Shape::Text(40), "`bid` or `money`."),
            must("thing", Shape::Id, "The lot, or what the money is for."),
            must(
                "ceiling_minor",
                Shape::Int(-INT_MAX, INT_MAX),
                "The highest amount it counts for, in minor units.",
            ),
        ]),
        Data(&[must("until", Shape::Time, "When it ends.")]),
        "Give the second factor for one purpose.",
    ),
    Note {
        method: "get",
        path: "/api/v1/users/me",
        section: "account",
        about: "Who you are.",
        body: None,
        answer: Data(&[
            must("user_id", Shape::Id, "You."),
            nullable("email", Shape::Text(254), "Your address."),
            must("email_verified", Shape::Bool, "Whether it is confirmed."),
            must("second_factor", Shape::Bool, "Whether you have one."),
            must("recovery_codes_left", Shape::Int(0, INT_MAX), "How many are left."),
            must("roles", Shape::List(&Shape::Text(40), 20), "What you are."),
            must("device", Shape::Id, "This device."),
            must("session", Shape::Id, "This session."),
        ]),
    },
    Note {
        method: "get",
        path: "/api/v1/challenge",
        section: "account",
        about: "A proof of work, for more than ten bids a minute: find a number with which the BLAKE3 hash of the challenge, a space and the number in decimal begins with so many zero bits.",
        body: None,
        answer: Data(&[
            must("challenge", Shape::Text(200), "What is to be hashed."),
            must("bits", Shape::Int(0, 24), "How many."),
            must("until", Shape::Time, "When it ends."),
        ]),
    },
    Note {
        method: "post",
        path: "/api/v1/challenge",
        section: "account",
        about: "Hand a solution in: ten more bids at once. Each challenge counts once.",
        body: Some(&[
            must("challenge", Shape::Text(200), "The challenge."),
            must("number", Shape::Int(0, INT_MAX), "The number."),
        ]),
        answer: Data(&[]),
    },
    Note {
        method: "post",
        path: "/api/v1/users",
        section: "account",
        about: "Take somebody into a community by their address; only its admins may. Who has no account gets one, and a mail to choose its password. Whether there was one is not told.",
        body: Some(&[
            EMAIL,
            must("display_name", Shape::Text(80), "As others see them."),
            must("locale", LOCALE, "Their language."),
            must("community", Shape::Id, "Where."),
            nullable("hub", Shape::Id, "The hub they belong to."),
        ]),
        answer: Data(&[
            must("user", Shape::Id, "The person."),
            nullable("password", Shape::Text(64), "Told this once, where the server can send no mail."),
        ]),
    },
    Note {
        method: "delete",
        path: "/api/v1/users/me",
        section: "account",
        about: "Close your account: at once you are signed out everywhere and belong to no community; after 30 days everything that names you is erased. The last admin of a community hands it over first.",
        body: Some(&[must("password", Shape::Text(1_024), "Your password.")]),
        answer: Data(&[must("until", Shape::Time, "Until when you can open it again.")]),
    },
    Note {
        method: "post",
        path: "/api/v1/auth/reopen",
        section: "account",
        about: "Open a closed account again, before it is erased. Roles are granted anew by those who may.",
        body: Some(&[EMAIL, must("password", Shape::Text(1_024), "The password.")]),
        answer: Data(&[]),
    },
    Note {
        method: "get",
        path: "/api/v1/users/me/export",
        section: "account",
        about: "Everything that is kept of you.",
        body: None,
        answer: Other("application/json"),
    },
    Note {
        method: "get",
        path: "/api/v1/users/me/consents",
        section: "account",
        about: "The legal texts in force, in your language, and when you agreed to each.",
        body: None,
        answer: Data(CONSENTS),
    },
    Note {
        method: "post",
        path: "/api/v1/users/me/consents",
        section: "account",
        about: "Agree to legal texts in force. Until you have agreed to all of them, nothing of the community is \
            read or written.",
        body: Some(&[must(
            "agreed",
            Shape::List(&Shape::Object(AGREED), 20),
            "The texts that you agree to, in the versions in force.",
        )]),
        answer: Data(CONSENTS),
    },
    Note {
        method: "get",
        path: "/api/v1/users/me/api-keys",
        section: "account",
        about: "Your API keys, without their secrets.",
        body: None,
        answer: Data(&[must("keys", Shape::List(&Shape::Free, 20), "The keys that stand.")]),
    },
    Note {
        method: "post",
        path: "/api/v1/users/me/api-keys",
        section: "account",
        about: "Make an API key: your own roles, cut down to some areas.",
        body: Some(&[
            must("name", Shape::Text(80), "What it is for."),
            must("grants", Shape::List(&Shape::Text(40), 40), "As `voting:read`; writing includes reading."),
            nullable("days", Shape::Int(1, 366), "How long it lives."),
            must("password", Shape::Text(1_024), "Your password."),
        ]),
        answer: Data(&[
            must("id", Shape::Id, "Its id."),
            must("key", Shape::Text(80), "The key; it is told this once."),
            must("expires_at", Shape::Time, "When it ends."),
        ]),
    },
    Note {
        method: "delete",
        path: "/api/v1/users/me/api-keys/{key}",
        section: "account",
        about: "End an API key.",
        body: None,
        answer: Data(&[]),
    },
    Note {
        method: "delete",
        path: "/api/v1/users/{user}/sessions",
        section: "account",
        about: "End every session of a member of a community that you run.",
        body: None,
        answer: Data(&[must("ended", Shape::Int(0, INT_MAX), "How many.")]),
    },
    Note {
        method: "get",
        path: "/api/v1/feed",
        section: "feed",
        about: "What is new for you in the `community` of the query, the newest first; with `after_at` and \
            `after_id` what comes after a page.",
        body: None,
        answer: Data(&[
            must(
                "items",
                Shape::List(
                    &Shape::Object(&[
                        must("kind", Shape::Word(FEED_KINDS), "What."),
                        must("id", Shape::Id, "The row that tells it."),
                        must("subject", Shape::Id, "The thing to look at."),
                        must("title", Shape::Text(20_000), "Its title, in your language."),
                        must("excerpt", Shape::Text(200), "The first line of what there is to read."),
                        must("name", Shape::Text(80), "Who, where somebody has said something."),
                        nullable("image", Shape::Hash, "Content hash of a picture."),
                        must("at", Shape::Time, "When it became new."),
                    ]),
                    50,
                ),
                "The lines.",
            ),
            nullable(
                "next",
                Shape::Object(&[
                    must("after_at", Shape::Time, "For the query."),
                    must("after_id", Shape::Id, "For the query."),
                ]),
                "Where the next page begins.",
            ),
        ]),
    },
    Note {
        method: "get",
        path: "/api/v1/audit",
        section: "audit",
        about: "What people of the `community` of the query did, for those who run it, the latest first; with \
            `before` what comes before a line, with `about` one area only. That you have read it is a line too.",
        body: None,
        answer: Data(&[
            must(
                "items",
                Shape::List(
                    &Shape::Object(&[
                        must("seq", Shape::Int(1, INT_MAX), "Its number on this server."),
                        must("at", Shape::Time, "When."),
                        must(
                            "actor",
                            Shape::Text(40),
                            "Who, by a pseudonym; `server` for the server itself.",
                        ),
                        nullable("name", Shape::Text(80), "Who, as the community knows them."),
                        must("action", Shape::Text(100), "What was done, as `voting.cast`."),
                        must("entity", Shape::Text(200), "To what; it names no person."),
                        must("denied", Shape::Bool, "Whether it was refused."),
                    ]),
                    100,
                ),
                "The lines.",
            ),
            nullable("next", Shape::Int(1, INT_MAX), "For `before`; none at the end."),
        ]),
    },
    Note {
        method: "post",
        path: "/api/v1/uploads",
        section: "media",
        about: "An address to put a picture to: a JPEG, PNG or WebP, once, within a quarter of an hour.",
        body: Some(&[must("size", Shape::Int(1, 5 * 1024 * 1024), "Bytes of the file.")]),
        answer: Data(&[
            must("upload", Shape::Id, "The upload."),
            must("method", Shape::Word(&["PUT"]), "How to send it."),
            must("url", Shape::Text(1_000), "Where; no token is needed there."),
            must("expires_at", Shape::Time, "When it ends."),
            must("bytes_max", Shape::Int(1, INT_MAX), "The most that any picture may have."),
        ]),
    },
    Note {
        method: "get",
        path: "/api/v1/pictures/{hash}/{size}",
        section: "media",
        about: "A picture that you may see, as a JPEG: at most 320 pixels long, or 1,280.",
        body: None,
        answer: Other("image/jpeg"),
    },
    Note {
        method: "get",
        path: "/api/v1/openapi.json",
        section: "document",
        about: "This document.",
        body: None,
        answer: Other("application/json"),
    },
    Note {
        method: "get",
        path: "/api/v1/docs",
        section: "document",
        about: "This document, to be read.",
        body: None,
        answer: Other("text/html"),
    },
    Note {
        method: "get",
        path: "/api/v1/docs/style.css",
        section: "document",
        about: "How the page looks.",
        body: None,
        answer: Other("text/css"),
    },
];

/// What is said about an address.
pub(crate) fn note(method: &str, path: &str) -> Option<&'static Note> {
    NOTES.iter().find(|note| note.method == method && note.path == path)
}
