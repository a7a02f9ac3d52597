//! Complaints about sales and orders.

use super::{Area, collection, write};
use crate::rest::action::Verb::Post;
use crate::rest::resource::Resource;
use crate::rest::shape::{Field, Shape, Variant, may, must, nullable};

const STATE: Shape = Shape::Word(&[
    "draft",
    "open",
    "offer_review",
    "counter_review",
    "claim_rejected",
    "mediation_queue",
    "evidence_review",
    "closed",
]);
const SIDE: Shape = Shape::Word(&["buyer", "seller", "mediator", "system", "bystander"]);
const REASON: Shape = Shape::Word(&[
    "not_received",
    "not_as_described",
    "damaged",
    "wrong_or_missing_items",
    "payment_problem",
]);
const SAID: Shape = Shape::Text(4_000);
const OFFER: Shape = Shape::Kinds(&[
    Variant { kind: "return", fields: &[] },
    Variant { kind: "replace", fields: &[] },
    Variant { kind: "partial", fields: &[must("refund", Shape::Sum, "What goes back.")] },
]);
const PIECE: &[Field] = &[
    must("evidence", Shape::Id, "Its id."),
    must("kind", Shape::Word(&["text", "picture"]), "What it is."),
    may("text", SAID, "In words."),
    may("file", Shape::Hash, "Content hash of the picture."),
];
const NEW: Field = must("piece", Shape::Object(PIECE), "The evidence.");

static DISPUTES: Resource = collection(
    "dispute",
    "dispute",
    ["/api/v1/disputes", "/api/v1/disputes/{dispute}"],
    "dispute_case",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "Where."),
        nullable("hub", Shape::Id, "The hub of the sale or order."),
        must("about", Shape::Word(&["sale", "order"]), "What it is about."),
        must("subject", Shape::Id, "The sale or order."),
        must("title", Shape::Text(200), "What was sold, in a line."),
        must("buyer", Shape::Id, "Who bought."),
        must("buyer_name", Shape::Text(80), "The name then."),
        nullable("seller", Shape::Id, "Who sold; none: the hub itself."),
        must("seller_name", Shape::Text(80), "The name then."),
        must("state", STATE, "Where it stands, as of the last act; silence acts by the clock."),
        nullable("due_at", Shape::Time, "When silence acts."),
        nullable("settles_at", Shape::Time, "When nothing can change its end any more."),
        nullable("settled_at", Shape::Time, "When the money moved."),
        must("standing", Shape::Free, "Reason, price, offer, mediator and end."),
        must("created_at", Shape::Time, "When it was begun."),
        must("moved_at", Shape::Time, "When something was last done to it."),
    ],
    "Your disputes, and those that you mediate.",
)
.by(&["community", "state", "subject"]);

static STEPS: Resource = collection(
    "dispute",
    "dispute step",
    ["/api/v1/dispute-steps", "/api/v1/dispute-steps/{step}"],
    "dispute_step",
    &[
        must("id", Shape::Id, "Its id."),
        must("dispute", Shape::Id, "The dispute."),
        must("act", Shape::Text(40), "What was done, as a stable word."),
        must("actor", SIDE, "In what capacity."),
        nullable("person", Shape::Id, "By whom; none: by time."),
        must("from_state", STATE, "Before."),
        must("to_state", STATE, "After."),
        must("at", Shape::Time, "When."),
        must("note", Shape::Text(20_000), "Why, in a mediator's words."),
    ],
    "What was done in disputes.",
)
.by(&["dispute"]);

static EVIDENCE: Resource = collection(
    "dispute",
    "evidence",
    ["/api/v1/evidence", "/api/v1/evidence/{piece}"],
    "evidence",
    &[
        must("id", Shape::Id, "Its id."),
        must("dispute", Shape::Id, "The dispute."),
        must("kind", Shape::Text(40), "What it is, as a stable word."),
        must("side", SIDE, "Whose it is."),
        nullable("author", Shape::Id, "Who added it; none: the server itself."),
        must("author_name", Shape::Text(80), "The name then."),
        must("text", Shape::Text(40_000), "In words."),
        nullable("file", Shape::Hash, "Content hash of a picture."),
        nullable("reference", Shape::Id, "The row that it points to."),
        must("made_at", Shape::Time, "When it was made."),
        must("received_at", Shape::Time, "When it reached the server."),
    ],
    "What was brought forward in disputes.",
)
.by(&["dispute"]);

/// A step that needs nothing but the dispute.
const fn step(path: &'static str, kind: &'static str, about: &'static str) -> crate::rest::action::Action {
    write(Post, path, ["dispute", kind], &[], about).changes("dispute", &DISPUTES)
}

/// The area's rows.
pub(super) static AREA: Area = Area {
    resources: &[&DISPUTES, &STEPS, &EVIDENCE],
    actions: &[
        write(
            Post,
            "/api/v1/disputes",
            ["dispute", "draft"],
            &[
                must("subject", Shape::Id, "The sale or order."),
                must("reason", REASON, "What is wrong."),
                must("text", SAID, "The same in words."),
            ],
            "Begin a complaint about a sale or order of your own. Nobody else sees it before it is submitted.",
        )
        .makes("dispute", &DISPUTES)
        .paced(10),
        step("/api/v1/disputes/{dispute}/submit", "submit", "Send the complaint to the seller."),
        write(
            Post,
            "/api/v1/disputes/{dispute}/evidence",
            ["dispute", "add_evidence"],
            &[NEW],
            "Add evidence.",
        )
        .changes("dispute", &DISPUTES),
        step("/api/v1/disputes/{dispute}/refund", "offer_full", "Give the whole price back."),
        write(
            Post,
            "/api/v1/disputes/{dispute}/offer",
            ["dispute", "offer"],
            &[must("offer", OFFER, "What is offered.")],
            "Offer something, or answer an offer with another one.",
        )
        .changes("dispute", &DISPUTES),
        step("/api/v1/disputes/{dispute}/accept", "accept", "Take the offer on the table."),
        step("/api/v1/disputes/{dispute}/turn-down", "turn_down", "Turn it down: a mediator shall look."),
        step("/api/v1/disputes/{dispute}/reject", "reject_claim", "Say that the claim is wrong."),
        step("/api/v1/disputes/{dispute}/escalate", "escalate", "Call a mediator."),
        step("/api/v1/disputes/{dispute}/withdraw", "withdraw", "Give the complaint up."),
        step("/api/v1/disputes/{dispute}/take-up", "take_up", "Take the case as its mediator."),
        step("/api/v1/disputes/{dispute}/step-back", "step_back", "Give the case back."),
        write(
            Post,
            "/api/v1/disputes/{dispute}/decide",
            ["dispute", "decide"],
            &[
                must("verdict", Shape::Word(&["refund", "release"]), "How."),
                must("note", Shape::Text(20_000), "Why; both sides read it."),
            ],
            "Decide it.",
        )
        .changes("dispute", &DISPUTES),
        write(
            Post,
            "/api/v1/disputes/{dispute}/appeal",
            ["dispute", "appeal"],
            &[NEW],
            "Ask another mediator to look at a decision, with new evidence.",
        )
        .changes("dispute", &DISPUTES),
        step(
            "/api/v1/disputes/{dispute}/reopen",
            "reopen",
            "Take a complaint up again that your own silence has closed.",
        ),
    ],
};
