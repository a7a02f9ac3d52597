//! What is said about content, and news. Commands of the area `content`.

use super::{Area, collection, write};
use crate::rest::action::Verb::{Delete, Patch, Post, Put};
use crate::rest::resource::Resource;
use crate::rest::shape::{Field, LOCALE, Shape, may, must, nullable};

const SAID: Shape = Shape::Text(2_000);
const REASON: Shape = Shape::Word(&["spam", "abuse", "private", "untrue", "other"]);
const FELT: Shape = Shape::Word(&["like", "heart", "laugh", "celebrate"]);
const TITLE: Shape = Shape::Words(120);
const BODY: Shape = Shape::Words(20_000);
const BECAUSE: Field = must("reason", REASON, "What is wrong.");

static COMMENTS: Resource = collection(
    "content",
    "comment",
    ["/api/v1/content/comments", "/api/v1/content/comments/{comment}"],
    "comment",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "Whose item it is about."),
        must("item", Shape::Id, "The item."),
        must("author", Shape::Id, "Who wrote it."),
        must("author_name", Shape::Text(80), "The name then."),
        nullable("reply_to", Shape::Id, "The comment that it answers."),
        must("text", SAID, "What is said."),
        must("written_at", Shape::Time, "When it was written."),
        must("created_at", Shape::Time, "When it reached the server."),
        nullable("edited_at", Shape::Time, "When it was changed last."),
        nullable("hidden_at", Shape::Time, "When a moderator hid it."),
        nullable("hidden_because", REASON, "Why."),
    ],
    "What is said about items.",
)
.by(&["community", "item", "author"]);

static TALLIES: Resource = collection(
    "content",
    "reaction tally",
    ["/api/v1/content/reaction-tallies", "/api/v1/content/reaction-tallies/{item}"],
    "reaction_tally",
    &[
        must("id", Shape::Id, "The item."),
        must("community", Shape::Id, "Whose it is."),
        must("counts", Shape::Free, "How many people, by reaction."),
    ],
    "How many people feel what about items.",
)
.by(&["community"]);

static REPORTS: Resource = collection(
    "content",
    "report",
    ["/api/v1/content/reports", "/api/v1/content/reports/{report}"],
    "report",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "Where."),
        must("comment", Shape::Id, "The comment."),
        must("reporter", Shape::Id, "Who reports."),
        must("reason", REASON, "What is wrong."),
        must("note", Shape::Text(500), "More about it."),
        must("created_at", Shape::Time, "When it reached the server."),
        nullable("handled_at", Shape::Time, "When a moderator decided."),
    ],
    "Your reports of comments; for moderators, those of everybody.",
)
.by(&["community", "comment"]);

static POSTS: Resource = collection(
    "content",
    "post",
    ["/api/v1/content/posts", "/api/v1/content/posts/{post}"],
    "post",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "Whose it is."),
        must("default_locale", LOCALE, "The language that readers of other languages get."),
        must("title", TITLE, "One line, by language."),
        must("body", BODY, "Markdown, by language."),
        nullable("image", Shape::Hash, "Content hash of its picture."),
        nullable("author", Shape::Id, "Who wrote it."),
        must("author_name", Shape::Text(80), "The name then."),
        must("created_at", Shape::Time, "When it was written."),
        nullable("published_at", Shape::Time, "When it was published; none: a draft."),
        nullable("deleted_at", Shape::Time, "When it was deleted."),
    ],
    "News of your communities.",
)
.by(&["community"]);

/// The area's rows.
pub(super) static AREA: Area = Area {
    resources: &[&COMMENTS, &TALLIES, &REPORTS, &POSTS],
    actions: &[
        write(
            Post,
            "/api/v1/content/items/{item}/comments",
            ["content", "write_comment"],
            &[
                must("text", SAID, "What is said."),
                may("reply_to", Shape::Id, "The comment that it answers."),
            ],
            "Say something about a published item.",
        )
        .makes("comment", &COMMENTS)
        .paced(10),
        write(
            Put,
            "/api/v1/content/comments/{comment}",
            ["content", "edit_comment"],
            &[must("text", SAID, "What is said.")],
            "Say your own comment in other words.",
        )
        .changes("comment", &COMMENTS),
        write(
            Delete,
            "/api/v1/content/comments/{comment}",
            ["content", "delete_comment"],
            &[],
            "Take your own comment away for good.",
        ),
        write(
            Put,
            "/api/v1/content/items/{item}/reaction",
            ["content", "react"],
            &[may("reaction", FELT, "What you feel; absent takes it back.")],
            "Say what you feel about a published item, or take it back.",
        ),
        write(
            Post,
            "/api/v1/content/comments/{comment}/report",
            ["content", "report_comment"],
            &[BECAUSE, may("note", Shape::Text(500), "More about it.")],
            "Tell the moderators about a comment of somebody else.",
        )
        .paced(10),
        write(
            Post,
            "/api/v1/content/comments/{comment}/hide",
            ["content", "hide_comment"],
            &[BECAUSE],
            "Show a comment to its author and the moderators alone.",
        )
        .changes("comment", &COMMENTS),
        write(
            Post,
            "/api/v1/content/comments/{comment}/show",
            ["content", "show_comment"],
            &[],
            "Show a hidden comment again.",
        )
        .changes("comment", &COMMENTS),
        write(
            Post,
            "/api/v1/content/comments/{comment}/dismiss",
            ["content", "dismiss_reports"],
            &[],
            "Leave a reported comment as it is.",
        )
        .changes("comment", &COMMENTS),
        write(
            Post,
            "/api/v1/content/posts",
            ["content", "write_post"],
            &[
                must("community", Shape::Id, "Whose it is."),
                must("default_locale", LOCALE, "The language that readers of other languages get."),
                must("title", TITLE, "One line, by language."),
                may("body", BODY, "Markdown, by language."),
                may("image", Shape::Hash, "Content hash of its picture."),
            ],
            "Write a draft of news.",
        )
        .makes("post", &POSTS),
        write(
            Patch,
            "/api/v1/content/posts/{post}",
            ["content", "edit_post"],
            &[
                may("title", TITLE, "One line, by language."),
                may("body", BODY, "Markdown, by language."),
                nullable("image", Shape::Hash, "Content hash of its picture."),
            ],
            "Change news. What is absent stays; `null` empties.",
        )
        .within("changes")
        .changes("post", &POSTS),
        write(
            Post,
            "/api/v1/content/posts/{post}/publish",
            ["content", "publish_post"],
            &[],
            "Show news to the community.",
        )
        .changes("post", &POSTS),
        write(
            Post,
            "/api/v1/content/posts/{post}/withdraw",
            ["content", "withdraw_post"],
            &[],
            "Make published news a draft again.",
        )
        .changes("post", &POSTS),
        write(Delete, "/api/v1/content/posts/{post}", ["content", "delete_post"], &[], "Take news away.")
            .changes("post", &POSTS),
    ],
};
