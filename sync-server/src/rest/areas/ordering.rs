//! Orders, trains and what hubs ask for bringing.

use super::community::{ADDRESS, LAT, LON};
use super::{Area, collection, write};
use crate::rest::action::Action;
use crate::rest::action::Verb::{Post, Put};
use crate::rest::resource::Resource;
use crate::rest::shape::{Field, INT_MAX, Shape, Variant, may, must, nullable};

pub(super) const FAIL_REASON: Shape = Shape::Word(&[
    "nobody_home",
    "address_not_found",
    "no_access",
    "refused",
    "damaged",
    "not_paid",
    "not_identified",
    "unsafe",
    "out_of_time",
    "vehicle",
]);
pub(super) const PAID_BY: Shape = Shape::Word(&["cash", "card", "transfer"]);
pub(super) const CASH_REASON: Shape =
    Shape::Word(&["part_delivery", "no_change", "refused", "tip", "miscounted", "lost"]);
pub(super) const RECIPIENT: Shape = Shape::Text(120);
pub(super) const PHONE: Shape = Shape::Text(40);
pub(super) const NOTES: Shape = Shape::Text(500);
/// The currency of an order.
const ORDER_CURRENCY: &str = "SELECT currency FROM orders WHERE id = ?";
const STATUS: Shape = Shape::Word(&[
    "pending",
    "confirmed",
    "packed",
    "assigned",
    "out_for_delivery",
    "delivered",
    "failed",
    "retried",
    "returned",
    "cancelled",
]);
const FULFILMENT: Shape = Shape::Word(&["delivery", "pick_up"]);
const PAYMENT: Shape = Shape::Word(&["at_hub", "on_delivery"]);
const IF_LATE: Shape = Shape::Word(&["next_train", "wait_list"]);
const ROLE: Shape =
    Shape::Word(&["customer", "driver", "hub_manager", "content_admin", "admin", "system", "bystander"]);
const UNITS: Shape = Shape::Int(-1_000_000_000, 1_000_000_000);
const COUNT: Shape = Shape::Int(0, INT_MAX);
const SHORT: Shape =
    Shape::Word(&["out_of_stock", "damaged", "expired", "quality", "not_delivered", "not_found"]);
const REMAINDER: Shape = Shape::Kinds(&[
    Variant { kind: "back_order", fields: &[] },
    Variant { kind: "refund", fields: &[] },
    Variant {
        kind: "substitute",
        fields: &[
            must("product", Shape::Id, "The other product."),
            must("unit_price", Shape::SumPrice, "What one unit of it costs."),
            must("consent", Shape::Bool, "Whether the person has agreed."),
        ],
    },
]);

static ORDERS: Resource = collection(
    "ordering",
    "order",
    ["/api/v1/orders", "/api/v1/orders/{order}"],
    "orders",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "The community."),
        must("hub", Shape::Id, "The hub."),
        must("kind", Shape::Word(&["order", "invoice", "credit_note", "correction"]), "What it is."),
        nullable("customer", Shape::Id, "Whose it is; none: nobody known, in another system."),
        nullable("placed_by", Shape::Id, "Who placed it; none: the server itself."),
        must("tracking", Shape::Text(20), "Its tracking number, as `TRK-123456789`."),
        must("status", STATUS, "Where the goods are."),
        nullable("fail_reason", FAIL_REASON, "Why the last delivery failed."),
        must("fulfilment", FULFILMENT, "How the goods get there."),
        must("recipient", RECIPIENT, "Who takes them."),
        must("phone", PHONE, "How to reach them."),
        nullable("address", ADDRESS, "Where to; none: fetched at the hub."),
        nullable("lat_e6", LAT, "Latitude of the door in micro-degrees."),
        nullable("lon_e6", LON, "Longitude of the door in micro-degrees."),
        must("notes", NOTES, "For the driver."),
        nullable("window_from", Shape::Time, "Not before."),
        nullable("window_until", Shape::Time, "Not after."),
        must("units", UNITS, "Units of all lines."),
        must("goods", Shape::Money, "All lines together.").from("goods_minor"),
        must("delivery", Shape::Money, "What bringing it costs.").from("delivery_minor"),
        must("total", Shape::Money, "What was agreed.").from("total_minor"),
        must("charged", Shape::Money, "What is to be paid: less where units were missing.")
            .from("charged_minor"),
        must("paid", Shape::Money, "What was paid.").from("paid_minor"),
        must("payment", PAYMENT, "When the money is due."),
        nullable("paid_at", Shape::Time, "When it was paid last."),
        nullable("cycle", Shape::Id, "The train it goes with."),
        nullable("placement", Shape::Free, "Where it stands with respect to the train that was wanted."),
        must("if_late", IF_LATE, "What happens when it is too late."),
        must("substitutes_ok", Shape::Bool, "Whether another product may take a missing one's place."),
        nullable("confirmed_seq", COUNT, "Its place among the hub's confirmed orders."),
        nullable("driver", Shape::Id, "Who brings it."),
        nullable("run", Shape::Id, "The run it is in."),
        must("retries", COUNT, "Failed deliveries so far."),
        nullable("follows", Shape::Id, "The order whose missing units it brings."),
        must("placed_at", Shape::Time, "When it was placed."),
        must("changed_at", Shape::Time, "When it last changed."),
    ],
    "Orders: your own, those you bring, and those of the hubs that you run.",
)
.by(&["community", "hub", "kind", "customer", "status", "tracking", "cycle", "driver", "run"])
.in_currency("t.currency");

static LINES: Resource = collection(
    "ordering",
    "order line",
    ["/api/v1/order-lines", "/api/v1/order-lines/{line}"],
    "order_line",
    &[
        must("id", Shape::Id, "Its id."),
        must("order_id", Shape::Id, "The order."),
        must("hub", Shape::Id, "The order's hub."),
        must("product", Shape::Id, "The product."),
        must("position", COUNT, "Its place in the order, from 0."),
        must("sku", Shape::Text(40), "The product's code then."),
        must("name", Shape::Words(20_000), "The product's name then."),
        must("unit", Shape::Text(30), "What is counted."),
        must("price", Shape::Price, "What one unit costs.").from("price_e4"),
        must("quantity", UNITS, "Units ordered; below 0 on a credit note."),
        must("amount", Shape::Money, "What they cost.").from("amount_minor"),
        must("charged", Shape::Money, "What is to be paid of that.").from("charged_minor"),
        must("reserved", COUNT, "Units reserved in the house."),
        must("back_ordered", COUNT, "Units it waits for."),
        nullable("packed", COUNT, "Units in the crate; none: not packed yet."),
        nullable("short_reason", SHORT, "Why not all."),
        nullable("remainder", REMAINDER, "What happens to the rest."),
        nullable("replaces", Shape::Id, "The line in whose place it came."),
        nullable("delivered", UNITS, "Units handed over; none: not delivered yet."),
    ],
    "Lines of orders.",
)
.by(&["order_id", "hub", "product"])
.in_currency("(SELECT o.currency FROM orders o WHERE o.id = t.order_id)");

static EVENTS: Resource = collection(
    "ordering",
    "step of an order",
    ["/api/v1/order-events", "/api/v1/order-events/{event}"],
    "order_event",
    &[
        must("id", Shape::Id, "Its id."),
        must("order_id", Shape::Id, "The order."),
        must("command", Shape::Text(40), "What was done, as a stable word."),
        must("status", STATUS, "Where the goods were afterwards."),
        nullable("actor", Shape::Id, "Who did it; none: the server itself."),
        must("role", ROLE, "In what capacity."),
        must("made_at", Shape::Time, "When it was done, by the device's clock."),
        must("received_at", Shape::Time, "When it was decided."),
        nullable("reason", FAIL_REASON, "Why a delivery failed."),
        must("note", Shape::Text(300), "In somebody's own words."),
    ],
    "What was done to orders.",
)
.by(&["order_id"]);

static CYCLES: Resource = collection(
    "ordering",
    "train",
    ["/api/v1/order-cycles", "/api/v1/order-cycles/{cycle}"],
    "order_cycle",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "The community."),
        must("hub", Shape::Id, "The hub."),
        must("opens_at", Shape::Time, "Orders are taken from here on."),
        must("cutoff_at", Shape::Time, "Orders received before this are on the train."),
        must("pack_by", Shape::Time, "The crates are ready by then."),
        must("departs_at", Shape::Time, "The drivers leave."),
        must("arrives_by", Shape::Time, "The last order has arrived."),
        nullable("cancelled_at", Shape::Time, "When it was called off."),
    ],
    "Trains: orders before a cut-off that go together.",
)
.by(&["community", "hub"]);

static TERMS: Resource = collection(
    "ordering",
    "hub's terms",
    ["/api/v1/hub-terms", "/api/v1/hub-terms/{hub}"],
    "hub_terms",
    &[
        must("id", Shape::Id, "The hub."),
        must("community", Shape::Id, "The community."),
        must("delivery_fee", Shape::Money, "What a delivery costs.").from("delivery_fee_minor"),
    ],
    "What hubs ask for bringing an order.",
)
.by(&["community"])
.in_currency("t.currency");

const TIMES: &[Field] = &[
    must("opens_at", Shape::Time, "Orders are taken from here on."),
    must("cutoff_at", Shape::Time, "Orders received before this are on the train."),
    must("pack_by", Shape::Time, "The crates are ready by then."),
    must("departs_at", Shape::Time, "The drivers leave."),
    must("arrives_by", Shape::Time, "The last order has arrived."),
];
const TO: &[Field] = &[
    must("fulfilment", FULFILMENT, "How the goods get there."),
    must("recipient", RECIPIENT, "Who takes them."),
    may("phone", PHONE, "How to reach them."),
    may("address", ADDRESS, "Where to, for a delivery."),
    may("lat_e6", LAT, "Latitude of the door in micro-degrees, where it is known."),
    may("lon_e6", LON, "Longitude of the door in micro-degrees."),
    may("notes", NOTES, "For the driver."),
    may("window_from", Shape::Time, "Not before."),
    may("window_until", Shape::Time, "Not after."),
];
const WANTED: &[Field] =
    &[must("product", Shape::Id, "The product."), must("quantity", Shape::Int(1, 1_000_000), "Units.")];
const PICK: &[Field] = &[
    must("position", Shape::Int(0, 1_000_000), "The line's place in the order, from 0."),
    must(
        "pick",
        Shape::Object(&[
            must("packed", Shape::Int(0, 1_000_000), "Units in the crate."),
            may("reason", SHORT, "Why not all."),
            may("remainder", REMAINDER, "What happens to the rest."),
        ]),
        "What was packed.",
    ),
];

/// A step on an order's path.
const fn step(path: &'static str, kind: &'static str, body: &'static [Field], about: &'static str) -> Action {
    write(Post, path, ["ordering", kind], body, about).changes("order", &ORDERS)
}

/// The area's rows. Orders of other systems are brought in by the operator's import alone.
pub(super) static AREA: Area = Area {
    resources: &[&ORDERS, &LINES, &EVENTS, &CYCLES, &TERMS],
    actions: &[
        write(
            Post,
            "/api/v1/orders",
            ["ordering", "place"],
            &[
                must("hub", Shape::Id, "The hub."),
                may("customer", Shape::Id, "For whom; absent: for yourself."),
                must("lines", Shape::List(&Shape::Object(WANTED), 1_000), "What is wanted."),
                must("total", Shape::Money, "What you saw that it costs.").from("total_minor"),
                must("to", Shape::Object(TO), "Where to."),
                must("payment", PAYMENT, "When the money is due."),
                may("cycle", Shape::Id, "The train that is wanted."),
                must("if_late", IF_LATE, "What shall happen if it is too late for that."),
                may("substitutes_ok", Shape::Bool, "Whether another product may take a missing one's place."),
            ],
            "Ask for goods: they are reserved, or nothing is ordered.",
        )
        .makes("order", &ORDERS)
        .in_currency(
            "SELECT c.currency FROM hub h JOIN community c ON c.id = h.community WHERE h.id = ?",
            "hub",
        )
        .paced(30),
        step("/api/v1/orders/{order}/confirm", "confirm", &[], "Agree to an order."),
        step(
            "/api/v1/orders/{order}/pack",
            "pack",
            &[may(
                "picks",
                Shape::List(&Shape::Object(PICK), 1_000),
                "Lines of which units are missing; all others are whole.",
            )],
            "Say that it is packed.",
        ),
        step(
            "/api/v1/orders/{order}/assign",
            "assign",
            &[
                must("driver", Shape::Id, "The driver."),
                may("run", Shape::Id, "The run it goes into; absent: the driver's next."),
            ],
            "Give it to a driver, or to another one.",
        ),
        step("/api/v1/orders/{order}/depart", "depart", &[], "Set out with it."),
        step("/api/v1/orders/{order}/deliver", "deliver", &[], "Hand it over."),
        step(
            "/api/v1/orders/{order}/fail",
            "fail",
            &[must("reason", FAIL_REASON, "Why.")],
            "Say that it could not be handed over.",
        ),
        step(
            "/api/v1/orders/{order}/retry",
            "retry",
            &[may("cycle", Shape::Id, "The train it goes with.")],
            "Plan it once more.",
        ),
        step("/api/v1/orders/{order}/return", "return", &[], "Take the goods back onto the shelf."),
        step(
            "/api/v1/orders/{order}/cancel",
            "cancel",
            &[may("reason", Shape::Text(300), "In your own words.")],
            "Give it up.",
        ),
        step(
            "/api/v1/orders/{order}/hand-over",
            "hand_over",
            &[],
            "Give it over the counter to the person who fetches it.",
        ),
        step(
            "/api/v1/orders/{order}/cycle",
            "move_to_cycle",
            &[must("cycle", Shape::Id, "The train.")],
            "Put it on another train.",
        ),
        step(
            "/api/v1/orders/{order}/payments",
            "take_payment",
            &[
                must("amount", Shape::Money, "What was taken.").from("amount_minor"),
                must("method", PAID_BY, "How."),
                may("reason", CASH_REASON, "Why it is not what was due."),
            ],
            "Take money for it.",
        )
        .in_currency(ORDER_CURRENCY, "order"),
        write(
            Post,
            "/api/v1/order-cycles",
            ["ordering", "add_cycle"],
            &[must("hub", Shape::Id, "The hub."), must("times", Shape::Object(TIMES), "Its times.")],
            "Announce a train.",
        )
        .makes("cycle", &CYCLES),
        write(
            Put,
            "/api/v1/order-cycles/{cycle}",
            ["ordering", "edit_cycle"],
            &[must("times", Shape::Object(TIMES), "Its times.")],
            "Change a train's times.",
        )
        .changes("cycle", &CYCLES),
        write(
            Post,
            "/api/v1/order-cycles/{cycle}/cancel",
            ["ordering", "cancel_cycle"],
            &[],
            "Call a train off.",
        )
        .changes("cycle", &CYCLES),
        write(
            Put,
            "/api/v1/hub-terms/{hub}",
            ["ordering", "set_terms"],
            &[must("delivery_fee", Shape::MoneyIn("currency"), "What a delivery costs.")
                .from("delivery_fee_minor")],
            "Say what delivery costs.",
        )
        .changes("hub", &TERMS),
    ],
};
