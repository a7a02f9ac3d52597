//! Stops, and what drivers report from them: rows of the area [`super::delivery`].

use super::community::{ADDRESS, LAT, LON};
use super::delivery::COUNT;
use super::ordering::{CASH_REASON, FAIL_REASON, NOTES, PAID_BY, PHONE, RECIPIENT};
use super::{collection, write};
use crate::rest::action::Action;
use crate::rest::action::Verb::Post;
use crate::rest::resource::Resource;
use crate::rest::shape::{Field, INT_MAX, Shape, may, must, nullable};

const PHASE: Shape = Shape::Word(&[
    "planned",
    "loaded",
    "en_route",
    "arrived",
    "delivered",
    "part_delivered",
    "failed",
    "skipped",
    "returned",
    "cancelled",
]);
const UNITS: Shape = Shape::Int(0, 1_000_000);
/// Milliseconds.
const MS: Shape = Shape::Int(0, INT_MAX);
/// A thousandth of a field's width, or a millisecond.
const POINT: Shape = Shape::List(&Shape::Int(-2_147_483_648, 2_147_483_647), 3);
const METHOD: Shape = Shape::Word(&["handed_over", "left_in_place", "locker"]);
const RELATION: Shape = Shape::Word(&["customer", "household", "neighbour", "reception", "nobody"]);
const UNDELIVERED: Shape = Shape::Word(&["refused", "damaged", "missing", "wrong", "not_paid"]);
const TEXT: Shape = Shape::Text(200);

pub(super) static STOPS: Resource = collection(
    "delivery",
    "stop",
    ["/api/v1/stops", "/api/v1/stops/{stop}"],
    "run_stop",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "The community."),
        must("hub", Shape::Id, "The hub."),
        must("run", Shape::Id, "The run."),
        must("driver", Shape::Id, "The run's driver."),
        must("driver_name", Shape::Text(80), "How the customer sees the driver."),
        must("order_id", Shape::Id, "The order."),
        nullable("customer", Shape::Id, "Whose it is."),
        must("position", COUNT, "Its place in the run."),
        must("kind", Shape::Word(&["pick_up", "drop_off"]), "What it is for."),
        must("phase", PHASE, "Where it is."),
        nullable("fail_reason", FAIL_REASON, "Why it failed."),
        must("tracking", Shape::Text(20), "The order's tracking number."),
        must("recipient", RECIPIENT, "Who takes the goods."),
        must("phone", PHONE, "How to reach them."),
        nullable("address", ADDRESS, "Where."),
        nullable("lat_e6", LAT, "Latitude of the door in micro-degrees."),
        nullable("lon_e6", LON, "Longitude of the door in micro-degrees."),
        must("notes", NOTES, "For the driver."),
        nullable("window_from", Shape::Time, "Not before."),
        nullable("window_until", Shape::Time, "Not after."),
        must("service_ms", MS, "How long it takes, as planned, in ms."),
        must("load", COUNT, "Units that it takes up in the vehicle."),
        must(
            "lines",
            Shape::List(
                &Shape::Object(&[
                    must("product", Shape::Id, "The product."),
                    must("name", Shape::Words(20_000), "Its name."),
                    must("unit", Shape::Text(30), "What is counted."),
                    must("quantity", COUNT, "Units in the crate."),
                ]),
                1_000,
            ),
            "What is handed over.",
        ),
        must("due", Shape::Money, "What is to be paid at the door.").from("due_minor"),
        nullable("planned_at", Shape::Time, "When the driver should be there."),
        nullable("arrived_at", Shape::Time, "When the driver was there, by the phone."),
        nullable("done_at", Shape::Time, "When it was done, by the phone."),
        nullable("proof", Shape::Id, "The proof that counts."),
    ],
    "Doors of runs: where you drive, what comes to you, and those of the hubs that you run.",
)
.by(&["hub", "run", "driver", "order_id", "phase"])
.in_currency("t.currency");

pub(super) static EVENTS: Resource = collection(
    "delivery",
    "report",
    ["/api/v1/stop-events", "/api/v1/stop-events/{event}"],
    "stop_event",
    &[
        must("id", Shape::Id, "Its id."),
        must("stop", Shape::Id, "The stop."),
        must("command", Shape::Text(40), "What was done, as a stable word."),
        must("phase", PHASE, "Where the stop was afterwards."),
        must("outcome", Shape::Word(&["moved", "already_applied", "for_review"]), "What it came to."),
        nullable("actor", Shape::Id, "Who; none: the server itself."),
        must(
            "role",
            Shape::Word(&["driver", "dispatcher", "admin", "recipient", "bystander"]),
            "In what capacity.",
        ),
        nullable("reason", FAIL_REASON, "Why a delivery failed."),
        must("note", Shape::Text(300), "In somebody's own words."),
        nullable("lat_e6", LAT, "Latitude of the phone in micro-degrees."),
        nullable("lon_e6", LON, "Longitude of the phone in micro-degrees."),
        must("made_at", Shape::Time, "When, by the phone."),
        nullable("received_at", Shape::Time, "When the server heard of it."),
    ],
    "What was reported from stops.",
)
.by(&["stop"]);

pub(super) static PROOFS: Resource = collection(
    "delivery",
    "proof",
    ["/api/v1/proofs", "/api/v1/proofs/{proof}"],
    "proof_record",
    &[
        must("id", Shape::Id, "Its id."),
        must("hub", Shape::Id, "The hub."),
        must("stop", Shape::Id, "The stop."),
        must("order_id", Shape::Id, "The order."),
        must("driver", Shape::Id, "Who made it."),
        nullable("customer", Shape::Id, "Whose order it is."),
        must("proof", Shape::Free, "The record as the phone made it; times in ms."),
        must("digest", Shape::Hash, "Its digest, which the phone's next one carries."),
        must("device", Shape::Id, "The phone."),
        nullable("corrects", Shape::Id, "The record that it corrects."),
        must("made_at", Shape::Time, "When, by the phone."),
        nullable("received_at", Shape::Time, "When the server received it."),
        must("reviews", Shape::Free, "Why somebody should look at it, as stable words."),
    ],
    "Proofs of delivery.",
)
.by(&["hub", "stop", "order_id", "driver"]);

const PLACE: Shape = Shape::Object(&[
    must("lat_e6", LAT, "Latitude in micro-degrees."),
    must("lon_e6", LON, "Longitude in micro-degrees."),
    must("accuracy_m", Shape::Int(0, 1_000_000), "Radius of the circle that the phone believes it is in."),
    may("to_address_m", Shape::Int(0, 100_000_000), "From there to the address."),
]);
const CLOCKS: Shape = Shape::Object(&[
    must("captured_at", Shape::Time, "The phone's time of day."),
    must("server_time_seen", Shape::Time, "The last time that the server has told this phone."),
    may("mono_since_ms", MS, "Milliseconds since then by the clock that nobody can set."),
]);
const PROOF: Shape = Shape::Object(&[
    must("op_id", Shape::Id, "Its id for ever."),
    must("stop", Shape::Id, "The stop."),
    may("corrects", Shape::Id, "The record that it corrects."),
    must(
        "lines",
        Shape::List(
            &Shape::Object(&[
                must("product", Shape::Id, "The product."),
                must("ordered", Shape::Int(1, 1_000_000), "Units that were to be brought."),
                must("delivered", UNITS, "Units that were handed over."),
                may("reason", UNDELIVERED, "Why not all."),
            ]),
            1_000,
        ),
        "What was handed over.",
    ),
    must("method", METHOD, "How."),
    must("recipient_name", TEXT, "To whom; empty where nobody need be named."),
    must("relation", RELATION, "Who that is."),
    must("photos", Shape::List(&Shape::Hash, 3), "Content hashes of the pictures."),
    may(
        "signature",
        Shape::Object(&[
            must(
                "strokes",
                Shape::List(&Shape::List(&POINT, 5_000), 1_000),
                "Points as x, y in thousandths of the field's width, and ms since the first.",
            ),
            must("image", Shape::Hash, "Content hash of the picture."),
        ]),
        "The signature.",
    ),
    may("scan", TEXT, "What was scanned on the parcel."),
    may("code_ok", Shape::Bool, "Whether the one-time code was right."),
    must("clocks", CLOCKS, "When."),
    may("place", PLACE, "Where."),
    must("device", Shape::Id, "The phone."),
    may("previous", Shape::Hash, "Digest of this phone's previous record."),
]);

/// Where the phone is.
pub(super) const WHERE: &[Field] = &[may("place", PLACE, "Where the phone is.")];
/// A hand-over.
pub(super) const DELIVER: &[Field] = &[
    must("proof", PROOF, "The proof."),
    may(
        "cash",
        Shape::Object(&[
            must("collected", Shape::Money, "How much.").from("collected_minor"),
            must("method", PAID_BY, "How."),
            may("reason", CASH_REASON, "Why it is not what was due."),
        ]),
        "Money that was taken.",
    ),
];
/// A proof that is taken back.
pub(super) const UNDO: &[Field] =
    &[must("proof", Shape::Id, "The proof."), must("clocks", CLOCKS, "The phone's clocks now.")];
/// A failed delivery.
pub(super) const FAIL: &[Field] = &[
    must("reason", FAIL_REASON, "Why."),
    may("note", Shape::Text(300), "In your own words."),
    may("place", PLACE, "Where the phone is."),
];

/// A report about the stop of its address.
pub(super) const fn report(
    path: &'static str,
    kind: &'static str,
    body: &'static [Field],
    about: &'static str,
) -> Action {
    write(Post, path, ["delivery", kind], body, about).changes("stop", &STOPS)
}
