//! Drivers, shifts and runs: what dispatchers plan. What drivers report from their stops is in [`super::road`].

use super::ordering::CASH_REASON;
use super::{Area, collection, road, write};
use crate::rest::action::Action;
use crate::rest::action::Verb::{Delete, Post, Put};
use crate::rest::resource::Resource;
use crate::rest::shape::{Field, INT_MAX, Shape, may, must, nullable};

const NAME: Shape = Shape::Text(80);
const VEHICLE: Shape = Shape::Text(60);
const CAPACITY: Shape = Shape::Int(1, 1_000_000);
const IDS: Shape = Shape::List(&Shape::Id, 300);
/// The currency of the community that a shift is in.
const SHIFT_CURRENCY: &str =
    "SELECT c.currency FROM shift s JOIN community c ON c.id = s.community WHERE s.id = ?";
/// The currency of the community that a stop is in.
pub(super) const STOP_CURRENCY: &str = "SELECT currency FROM run_stop WHERE id = ?";

static DRIVERS: Resource = collection(
    "delivery",
    "driver",
    ["/api/v1/drivers", "/api/v1/drivers/{driver}"],
    "driver",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "The community."),
        must("hub", Shape::Id, "The hub."),
        must("user", Shape::Id, "The person.").from("user_id"),
        must("name", NAME, "How customers see the person."),
        must("vehicle", VEHICLE, "What they drive."),
        must("capacity", CAPACITY, "Units that it takes."),
        nullable("ended_at", Shape::Time, "Since when they don't drive any more."),
    ],
    "Drivers: yourself, and those of the hubs that you run.",
)
.by(&["hub", "user"]);

static SHIFTS: Resource = collection(
    "delivery",
    "shift",
    ["/api/v1/shifts", "/api/v1/shifts/{shift}"],
    "shift",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "The community."),
        must("hub", Shape::Id, "The hub."),
        must("driver", Shape::Id, "The driver's person."),
        must("started_at", Shape::Time, "When it began, by the phone."),
        nullable("ended_at", Shape::Time, "When it ended, by the phone."),
        nullable("counted", Shape::Money, "What the manager counted.").from("counted_minor"),
        nullable("expected", Shape::Money, "What should have been there.").from("expected_minor"),
        nullable("count_reason", CASH_REASON, "Why the count differs."),
        nullable("signed_by_manager", Shape::Id, "The manager who signed."),
        nullable("signed_by_driver", Shape::Id, "The driver who signed."),
        nullable("closed_at", Shape::Time, "When both had signed."),
    ],
    "Working times of drivers, and the count of their cash.",
)
.by(&["hub", "driver"])
.in_currency("t.currency");

static RUNS: Resource = collection(
    "delivery",
    "run",
    ["/api/v1/runs", "/api/v1/runs/{run}"],
    "run",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "The community."),
        must("hub", Shape::Id, "The hub."),
        must("driver", Shape::Id, "The driver's person."),
        must("state", Shape::Word(&["planned", "out", "ended"]), "Where it is."),
        must("departs_at", Shape::Time, "When it shall leave."),
        must("manual", Shape::Bool, "Whether a person chose the order of its stops."),
        nullable("departed_at", Shape::Time, "When it left, by the phone."),
        nullable("ended_at", Shape::Time, "When it was over, by the phone."),
        must("created_at", Shape::Time, "When it was planned."),
    ],
    "Tours of drivers from the hub and back.",
)
.by(&["hub", "driver", "state"]);

static CASH: Resource = collection(
    "delivery",
    "collection",
    ["/api/v1/cash-collections", "/api/v1/cash-collections/{collection}"],
    "cash_collection",
    &[
        must("id", Shape::Id, "Its id."),
        must("hub", Shape::Id, "The hub."),
        must("stop", Shape::Id, "The stop."),
        must("order_id", Shape::Id, "The order."),
        must("driver", Shape::Id, "Who took it."),
        nullable("shift", Shape::Id, "In which shift."),
        must("due", Shape::Money, "What was due.").from("due_minor"),
        must("collected", Shape::Money, "What was taken.").from("collected_minor"),
        must("method", super::ordering::PAID_BY, "How."),
        nullable("reason", CASH_REASON, "Why it differs."),
        must("proof", Shape::Id, "The proof that it was taken with."),
        must("made_at", Shape::Time, "When, by the phone."),
        nullable("void_at", Shape::Time, "Since when it does not count: its proof was taken back."),
    ],
    "Money taken at doors.",
)
.by(&["hub", "driver", "shift", "order_id"])
.in_currency("t.currency");

static REVIEWS: Resource = collection(
    "delivery",
    "case",
    ["/api/v1/delivery-reviews", "/api/v1/delivery-reviews/{review}"],
    "review_item",
    &[
        must("id", Shape::Id, "Its id."),
        must("hub", Shape::Id, "The hub."),
        must("why", Shape::Word(&["stop_cancelled", "stop_state", "order_state", "proof"]), "Why."),
        must("stop", Shape::Id, "The stop."),
        must("order_id", Shape::Id, "The order."),
        must("driver", Shape::Id, "Who reported it."),
        nullable("proof", Shape::Id, "The proof in question."),
        must("found_at", Shape::Time, "When the server found it."),
        nullable("resolved_at", Shape::Time, "When somebody settled it."),
        nullable("resolved_by", Shape::Id, "Who."),
        must("note", Shape::Text(300), "What came of it."),
    ],
    "Reports from the road that do not fit and that a dispatcher settles.",
)
.by(&["hub", "driver", "order_id", "why"]);

const STOP_PLAN: &[Field] = &[
    must("order", Shape::Id, "The order."),
    may("planned_at", Shape::Time, "When the driver should be there."),
];
const RUN_PLAN: &[Field] = &[
    must("run", Shape::Id, "The run: a new id, or one that is still at the hub."),
    must("driver", Shape::Id, "The driver."),
    must("departs_at", Shape::Time, "When it shall leave."),
    must("stops", Shape::List(&Shape::Object(STOP_PLAN), 300), "The stops, in order."),
    may("manual", Shape::Bool, "Whether a person chose the order."),
];

/// A write about the run of its address.
const fn run(path: &'static str, kind: &'static str, body: &'static [Field], about: &'static str) -> Action {
    write(Post, path, ["delivery", kind], body, about).changes("run", &RUNS)
}

/// A write about the shift of its address.
const fn shift(
    path: &'static str,
    kind: &'static str,
    body: &'static [Field],
    about: &'static str,
) -> Action {
    write(Post, path, ["delivery", kind], body, about).changes("shift", &SHIFTS)
}

/// The rows of planning.
pub(super) static AREA: Area = Area {
    resources: &[&DRIVERS, &SHIFTS, &RUNS, &road::STOPS, &road::EVENTS, &road::PROOFS, &CASH, &REVIEWS],
    actions: &[
        write(
            Put,
            "/api/v1/hubs/{hub}/drivers/{user}",
            ["delivery", "enlist_driver"],
            &[
                must("name", NAME, "How customers see the person."),
                must("vehicle", VEHICLE, "What they drive."),
                must("capacity", CAPACITY, "Units that it takes."),
            ],
            "Say what a driver of the hub drives.",
        ),
        write(
            Delete,
            "/api/v1/hubs/{hub}/drivers/{user}",
            ["delivery", "dismiss_driver"],
            &[],
            "A driver of the hub does not drive any more.",
        ),
        write(
            Post,
            "/api/v1/hubs/{hub}/runs",
            ["delivery", "plan_runs"],
            &[must("runs", Shape::List(&Shape::Object(RUN_PLAN), 100), "The runs.")],
            "Make or change runs: which driver brings which orders, in which order.",
        ),
        write(
            Post,
            "/api/v1/shifts",
            ["delivery", "start_shift"],
            &[must("hub", Shape::Id, "The hub.")],
            "Begin a shift.",
        )
        .makes("shift", &SHIFTS),
        shift("/api/v1/shifts/{shift}/end", "end_shift", &[], "End a shift."),
        shift(
            "/api/v1/shifts/{shift}/count",
            "count_cash",
            &[
                must("counted", Shape::Money, "What was counted.").from("counted_minor"),
                may("reason", CASH_REASON, "Why it is not what was collected."),
            ],
            "Count a shift's cash, and sign for it.",
        )
        .in_currency(SHIFT_CURRENCY, "shift"),
        shift("/api/v1/shifts/{shift}/sign", "sign_cash", &[], "Sign for the count of your own cash."),
        write(
            Put,
            "/api/v1/runs/{run}/stops",
            ["delivery", "order_stops"],
            &[must("stops", IDS, "All stops to come.")],
            "Put the stops of a run that are still to come into an order of your own.",
        )
        .changes("run", &RUNS),
        run(
            "/api/v1/runs/{run}/start",
            "start_run",
            &[],
            "Leave with a run: all its goods are in the vehicle.",
        ),
        run("/api/v1/runs/{run}/end", "end_run", &[], "Be back."),
        road::report("/api/v1/stops/{stop}/load", "load", &[], "Put the goods of a stop into the vehicle."),
        road::report("/api/v1/stops/{stop}/start", "start", road::WHERE, "Set out to a stop."),
        road::report("/api/v1/stops/{stop}/arrive", "arrive", road::WHERE, "Be there."),
        road::report(
            "/api/v1/stops/{stop}/deliver",
            "deliver",
            road::DELIVER,
            "Hand goods over, all or some, as the proof says. A proof that names another corrects it.",
        )
        .in_currency(STOP_CURRENCY, "stop"),
        road::report(
            "/api/v1/stops/{stop}/undo",
            "undo_proof",
            road::UNDO,
            "Take a proof back, a moment after it was made.",
        ),
        road::report("/api/v1/stops/{stop}/fail", "fail_stop", road::FAIL, "Hand nothing over."),
        road::report("/api/v1/stops/{stop}/skip", "skip", &[], "Go past a stop."),
        road::report(
            "/api/v1/stops/{stop}/bring-back",
            "bring_back",
            &[],
            "Bring back to the hub what is left of a stop.",
        ),
        road::report("/api/v1/stops/{stop}/cancel", "cancel_stop", &[], "Take a stop out of its run."),
        write(
            Post,
            "/api/v1/delivery-reviews/{review}/resolve",
            ["delivery", "resolve_review"],
            &[may("note", Shape::Text(300), "What came of it.")],
            "Settle what did not fit.",
        )
        .changes("review", &REVIEWS),
    ],
};

/// The most that a count may be.
pub(super) const COUNT: Shape = Shape::Int(0, INT_MAX);
