//! What people ask their hub. A hub's hours and promises are set in the apps.

use super::{Area, collection, write};
use crate::rest::action::Verb::{Post, Put};
use crate::rest::resource::Resource;
use crate::rest::shape::{Field, Shape, may, must, nullable};

const SUBJECT: Shape = Shape::Text(120);
const PROSE: Shape = Shape::Text(20_000);
const FILES: Shape = Shape::List(&Shape::Hash, 10);
const STATUS: Shape =
    Shape::Word(&["new", "open", "waiting_for_customer", "waiting_until", "resolved", "closed"]);
const TEXT: Field = must("text", PROSE, "What is said.");
const ATTACHED: Field = may("attachments", FILES, "Content hashes of what is attached.");

static TICKETS: Resource = collection(
    "support",
    "ticket",
    ["/api/v1/tickets", "/api/v1/tickets/{ticket}"],
    "ticket",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "Whose it is."),
        nullable("hub", Shape::Id, "The hub that answers; none: the people who run the community."),
        nullable("author", Shape::Id, "Who asks; none: the server itself."),
        must("author_name", Shape::Text(80), "The name then."),
        nullable("order", Shape::Id, "The order it is about.").from("order_id"),
        nullable("follows", Shape::Id, "The ticket that it continues."),
        must("cause", Shape::Text(60), "Why it is there, as a stable word."),
        must("params", Shape::Free, "Values for the words of its cause."),
        must("subject", SUBJECT, "One line; empty where the cause has words."),
        must("text", PROSE, "What is asked."),
        must("attachments", FILES, "Content hashes of what is attached."),
        must("status", STATUS, "Where it stands, as of the last act; a wait ends by itself."),
        nullable("waiting_until", Shape::Time, "When a wait ends."),
        nullable("ended_at", Shape::Time, "When it was solved or closed."),
        must("owed", Shape::Bool, "Whether the last word has no answer yet."),
        nullable("assignee", Shape::Id, "Who of the hub has it."),
        must("created_at", Shape::Time, "When it reached the server."),
        must("moved_at", Shape::Time, "When something was last done to it."),
    ],
    "Your tickets, and those that you answer.",
)
.by(&["community", "hub", "status", "assignee", "author"]);

static REPLIES: Resource = collection(
    "support",
    "reply",
    ["/api/v1/ticket-replies", "/api/v1/ticket-replies/{reply}"],
    "ticket_reply",
    &[
        must("id", Shape::Id, "Its id."),
        must("ticket", Shape::Id, "The ticket."),
        must("author", Shape::Id, "Who wrote it."),
        must("author_name", Shape::Text(80), "The name then."),
        must("from_staff", Shape::Bool, "Whether the hub speaks."),
        must("text", PROSE, "What is said."),
        must("attachments", FILES, "Content hashes of what is attached."),
        must("written_at", Shape::Time, "When it was written."),
        must("received_at", Shape::Time, "When it reached the server."),
    ],
    "What both sides say in tickets.",
)
.by(&["ticket"]);

static NOTES: Resource = collection(
    "support",
    "note",
    ["/api/v1/ticket-notes", "/api/v1/ticket-notes/{note}"],
    "ticket_note",
    &[
        must("id", Shape::Id, "Its id."),
        must("ticket", Shape::Id, "The ticket."),
        must("author", Shape::Id, "Who wrote it."),
        must("author_name", Shape::Text(80), "The name then."),
        must("text", PROSE, "What is noted."),
        must("written_at", Shape::Time, "When it was written."),
    ],
    "What only the people of a hub see in tickets.",
)
.by(&["ticket"]);

/// The area's rows.
pub(super) static AREA: Area = Area {
    resources: &[&TICKETS, &REPLIES, &NOTES],
    actions: &[
        write(
            Post,
            "/api/v1/tickets",
            ["support", "submit"],
            &[
                must("community", Shape::Id, "Whose hub is asked."),
                may("hub", Shape::Id, "The hub; absent: the people who run the community."),
                must("subject", SUBJECT, "One line."),
                must("text", PROSE, "What is asked."),
                ATTACHED,
                may("order", Shape::Id, "The order it is about."),
            ],
            "Ask a hub something.",
        )
        .makes("ticket", &TICKETS)
        .paced(10),
        write(
            Post,
            "/api/v1/tickets/{ticket}/replies",
            ["support", "reply"],
            &[TEXT, ATTACHED],
            "Write to the other side. Two weeks after the end it starts a new ticket.",
        )
        .makes("reply", &REPLIES),
        write(
            Post,
            "/api/v1/tickets/{ticket}/notes",
            ["support", "note"],
            &[TEXT],
            "Write something that only the hub sees.",
        )
        .makes("note", &NOTES),
        write(
            Put,
            "/api/v1/tickets/{ticket}/assignee",
            ["support", "assign"],
            &[may("assignee", Shape::Id, "Who; absent: nobody.")],
            "Give it to somebody of the hub, or to nobody.",
        )
        .changes("ticket", &TICKETS),
        write(
            Post,
            "/api/v1/tickets/{ticket}/wait-for-customer",
            ["support", "wait_for_customer"],
            &[],
            "Wait for the customer's word.",
        )
        .changes("ticket", &TICKETS),
        write(
            Post,
            "/api/v1/tickets/{ticket}/wait",
            ["support", "wait_until"],
            &[must("until", Shape::Time, "Until then.")],
            "Put it off.",
        )
        .changes("ticket", &TICKETS),
        write(
            Post,
            "/api/v1/tickets/{ticket}/resolve",
            ["support", "resolve"],
            &[],
            "Say that it is solved.",
        )
        .changes("ticket", &TICKETS),
        write(Post, "/api/v1/tickets/{ticket}/close", ["support", "close"], &[], "End it for good.")
            .changes("ticket", &TICKETS),
    ],
};
