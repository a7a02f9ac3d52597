//! The rules of runs, stops and the till, one line per case; every phase, command and role of a stop through
//! the real command; and what becomes of a fact that comes late.

use super::arrival::arrival;
use super::dispatch::{Thinking, WhyLeft, propose};
use super::eta::Eta;
use super::geo::Position;
use super::model::{Run, RunState, RunStop, StopPhase};
use super::proof::Review;
use super::record::{Outcome, ProofRecord, ReviewItem, StopEvent, Why};
use super::track::Fix;
use super::view::{board, current_run, day, reviews, stop, who_may_see_position};
use crate::access::Viewer;
use crate::call::Actor;
use crate::id::Id;
use crate::inventory::tests::{counters, receive, shelf};
use crate::ordering::model::{Order, OrderLine};
use crate::ordering::status::Status;
use crate::ordering::steps::lines_of;
use crate::ordering::tests::{about, goods, must, order_up_to, place};
use crate::tests_world::{Phone, World, id, wire, words};
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};

/// One of each command, every field given.
pub(crate) const COMMANDS: &[&str] = &[
    r#"{"area":"delivery","kind":"enlist_driver","hub":"@hub","user":"@driver","name":"Dora","vehicle":"Van","capacity":80}"#,
    r#"{"area":"delivery","kind":"dismiss_driver","hub":"@hub","user":"@driver"}"#,
    r#"{"area":"delivery","kind":"start_shift","shift":"@new-shift","hub":"@hub"}"#,
    r#"{"area":"delivery","kind":"end_shift","shift":"@shift"}"#,
    r#"{"area":"delivery","kind":"plan_runs","hub":"@hub","runs":[{"run":"@run","driver":"@driver","departs_at":3600000001,"stops":[{"order":"@packed","planned_at":3600300000},{"order":"@order"}],"manual":true}]}"#,
    r#"{"area":"delivery","kind":"order_stops","run":"@run","stops":["@run+order"]}"#,
    r#"{"area":"delivery","kind":"start_run","run":"@run"}"#,
    r#"{"area":"delivery","kind":"end_run","run":"@run"}"#,
    r#"{"area":"delivery","kind":"load","stop":"@run+order"}"#,
    r#"{"area":"delivery","kind":"start","stop":"@run+order","place":{"lat_e6":48000500,"lon_e6":-8000500,"accuracy_m":8,"to_address_m":90}}"#,
    r#"{"area":"delivery","kind":"arrive","stop":"@run+order","place":{"lat_e6":48001000,"lon_e6":-8001000,"accuracy_m":8,"to_address_m":0}}"#,
    r#"{"area":"delivery","kind":"deliver","stop":"@run+order","proof":{"op_id":"@new-proof","stop":"@run+order","corrects":null,"lines":[{"product":"@apples","ordered":1,"delivered":1,"reason":null}],"method":"handed_over","recipient_name":"R","relation":"customer","photos":["00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"],"signature":{"strokes":[[[0,0,0],[500,250,40]]],"image":"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"},"scan":"TRK-1","code_ok":true,"clocks":{"captured_at":3600000000,"server_time_seen":3600000000,"mono_since_ms":0},"place":{"lat_e6":48001000,"lon_e6":-8001000,"accuracy_m":8,"to_address_m":0},"device":"@van","previous":null},"cash":{"collected_minor":125,"method":"cash"}}"#,
    r#"{"area":"delivery","kind":"undo_proof","stop":"@early+done","proof":"@proof","clocks":{"captured_at":3600005000,"server_time_seen":3600000000,"mono_since_ms":5000}}"#,
    r#"{"area":"delivery","kind":"fail_stop","stop":"@run+order","reason":"no_access","note":"Gate is shut","place":{"lat_e6":48001000,"lon_e6":-8001000,"accuracy_m":8,"to_address_m":0}}"#,
    r#"{"area":"delivery","kind":"skip","stop":"@run+order"}"#,
    r#"{"area":"delivery","kind":"bring_back","stop":"@run+order"}"#,
    r#"{"area":"delivery","kind":"cancel_stop","stop":"@run+order"}"#,
    r#"{"area":"delivery","kind":"resolve_review","review":"@review","note":"Called them"}"#,
    r#"{"area":"delivery","kind":"count_cash","shift":"@shift","counted_minor":100,"reason":"lost"}"#,
    r#"{"area":"delivery","kind":"sign_cash","shift":"@shift"}"#,
];

const PHOTO: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// What hands apples over at a stop: `(ordered, delivered)`, in front of the door; `rest` overrides and adds
/// fields of the proof, `cash` of the command.
pub(crate) fn deliver(
    stop: &str,
    op: &str,
    (ordered, delivered): (i64, i64),
    rest: &str,
    cash: &str,
) -> String {
    let reason = if ordered == delivered { "null" } else { r#""damaged""# };
    let fields = format!(
        r#"{{"op_id":"@{op}","stop":"{stop}","lines":[{{"product":"@apples","ordered":{ordered},"delivered":{delivered},
           "reason":{reason}}}],"method":"handed_over","recipient_name":"R","relation":"customer","photos":["{PHOTO}"],
           "clocks":{{"captured_at":3600000000,"server_time_seen":3600000000,"mono_since_ms":0}},
           "place":{{"lat_e6":48001000,"lon_e6":-8001000,"accuracy_m":8,"to_address_m":0}},"device":"@van"}}"#
    );
    let mut proof: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&fields).unwrap();
    let rest: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&format!("{{{rest}}}")).unwrap();
    proof.extend(rest);
    let proof = serde_json::to_string(&proof).unwrap();
    let cash = if cash.is_empty() { String::new() } else { format!(r#","cash":{cash}"#) };
    format!(r#"{{"area":"delivery","kind":"deliver","stop":"{stop}","proof":{proof}{cash}}}"#)
}

/// A command about a stop.
fn at(kind: &str, stop: &str) -> String {
    let op = format!("new{}", stop.replace(['@', '+'], "-"));
    match kind {
        "deliver" => deliver(stop, &op, (2, 2), "", ""),
        "deliver_part" => deliver(stop, &op, (2, 1), "", ""),
        "fail_stop" => {
            format!(r#"{{"area":"delivery","kind":"fail_stop","stop":"{stop}","reason":"nobody_home"}}"#)
        }
        kind => format!(r#"{{"area":"delivery","kind":"{kind}","stop":"{stop}"}}"#),
    }
}

fn plan(run: &str, orders: &[&str], rest: &str) -> String {
    let stops: Vec<String> = orders.iter().map(|order| format!(r#"{{"order":"@{order}"}}"#)).collect();
    format!(
        r#"{{"area":"delivery","kind":"plan_runs","hub":"@hub","runs":[{{"run":"@{run}","driver":"@driver",
           "departs_at":3600000000,"stops":[{}]{rest}}}]}}"#,
        stops.join(",")
    )
}

const PACKED: &[(&str, &str)] = &[("manager", "confirm"), ("manager", "pack")];

/// A shelf, and these orders of mary's for two apples each, packed and in `@tour` of the driver.
fn tour(world: &mut World, orders: &[&str]) {
    shelf(world);
    receive(world, "apples", 100);
    for order in orders {
        order_up_to(world, "mary", order, 2, PACKED);
    }
    must(world, "manager", &plan("tour", orders, ""));
}

fn stop_in(world: &World, run: &str, order: &str) -> RunStop {
    let (run, order) = (id(run), id(order));
    world.read(|tx| tx.get(RunStop::id_of(run, order))).unwrap()
}

fn order_of(world: &World, name: &str) -> Order {
    world.read(|tx| tx.get(id(name))).unwrap()
}

fn line_of(world: &World, name: &str) -> OrderLine {
    world.read(|tx| lines_of(tx, id(name))).remove(0)
}

fn open_reviews(world: &World) -> Vec<Why> {
    world.read(|tx| reviews(tx, id("hub"), false)).iter().map(|review| review.why).collect()
}

#[test]
fn commands_and_rows_keep_their_shape() {
    insta::assert_snapshot!("commands", wire(COMMANDS));
    let mut world = World::staffed();
    goods(&mut world);
    must(
        &mut world,
        "driver",
        &deliver("@run+order", "second", (1, 1), "", r#"{"collected_minor":125,"method":"cash"}"#),
    );
    let tables = [
        "driver",
        "shift",
        "run",
        "run_stop",
        "stop_event",
        "proof_record",
        "cash_collection",
        "review_item",
    ];
    insta::assert_snapshot!("rows", world.rows(&tables));
}

/// Who does what; the verdict in the last column.
#[rustfmt::skip]
const CASES: &[(&str, &str, &str)] = &[
    ("manager", r#""kind":"enlist_driver","hub":"@hub","user":"@mary","name":"M","vehicle":"Bike","capacity":1"#, "VALIDATION_FAILED user unknown"),
    ("manager", r#""kind":"enlist_driver","hub":"@hub","user":"@driver","name":"","vehicle":"Bike","capacity":1"#, "VALIDATION_FAILED name required"),
    ("manager", r#""kind":"enlist_driver","hub":"@hub","user":"@driver","name":"D","vehicle":"Bike","capacity":0"#, "VALIDATION_FAILED capacity out_of_range"),
    ("driver",  r#""kind":"start_shift","shift":"@shift","hub":"@hub""#, "ALREADY_EXISTS"),
    ("driver",  r#""kind":"start_shift","shift":"@new","hub":"@other-hub""#, "FORBIDDEN_ROLE"),
    ("manager", r#""kind":"plan_runs","hub":"@hub","runs":[]"#, "VALIDATION_FAILED runs out_of_range"),
    ("manager", r#""kind":"plan_runs","hub":"@hub","runs":[{"run":"@new","driver":"@mary","departs_at":1,"stops":[]}]"#, "VALIDATION_FAILED runs.0.driver unknown"),
    ("manager", r#""kind":"plan_runs","hub":"@hub","runs":[{"run":"@new","driver":"@driver","departs_at":1,"stops":[{"order":"@packed"},{"order":"@packed"}]}]"#, "VALIDATION_FAILED runs order_twice"),
    ("manager", r#""kind":"plan_runs","hub":"@hub","runs":[{"run":"@new","driver":"@driver","departs_at":1,"stops":[{"order":"@done"}]}]"#, "INVALID_STATE"),
    ("manager", r#""kind":"plan_runs","hub":"@hub","runs":[{"run":"@new","driver":"@driver","departs_at":1,"stops":[{"order":"@nothing"}]}]"#, "NOT_FOUND"),
    ("manager", r#""kind":"plan_runs","hub":"@hub","runs":[{"run":"@new","driver":"@driver","departs_at":1,"stops":[{"order":"@order"}]}]"#, "ok"),
    ("driver",  r#""kind":"order_stops","run":"@run","stops":[]"#, "VALIDATION_FAILED stops unknown"),
    ("driver",  r#""kind":"order_stops","run":"@run","stops":["@early+done"]"#, "VALIDATION_FAILED stops unknown"),
    ("driver",  r#""kind":"end_run","run":"@run""#, "INVALID_STATE"),
    ("driver",  r#""kind":"start_run","run":"@run""#, "ok"),
    ("driver",  r#""kind":"fail_stop","stop":"@run+order","reason":"refused","note":"a\nb""#, "VALIDATION_FAILED note malformed"),
    ("manager", r#""kind":"count_cash","shift":"@shift","counted_minor":0"#, "INVALID_STATE"),
    ("driver",  r#""kind":"sign_cash","shift":"@shift""#, "INVALID_STATE"),
    ("driver",  r#""kind":"load","stop":"@nothing""#, "NOT_FOUND"),
];

#[test]
fn rules_of_runs_and_stops() {
    let mut world = World::staffed();
    goods(&mut world);
    for (who, fields, expected) in CASES {
        let verdict = world.probe_as(who, &format!(r#"{{"area":"delivery",{fields}}}"#));
        assert_eq!(verdict, *expected, "{who}: {fields}");
    }
    // The form of a proof is what a phone can know to be wrong.
    for (rest, expected) in [
        (r#""photos":[]"#, "VALIDATION_FAILED proof no_evidence"),
        (r#""recipient_name":" ""#, "VALIDATION_FAILED proof recipient_missing"),
        (r#""lines":[]"#, "VALIDATION_FAILED proof lines_out_of_range"),
        (r#""stop":"@early+done""#, "VALIDATION_FAILED proof unknown"),
        (r#""place":null"#, "ok"),
        (r#""device":"@other","previous":null"#, "ok"),
    ] {
        let json = deliver("@run+order", "new", (1, 1), rest, "");
        assert_eq!(world.probe_as("driver", &json), expected, "{rest}");
    }
    for (cash, expected) in [
        (r#"{"collected_minor":125,"method":"cash"}"#, "ok"),
        (r#"{"collected_minor":100,"method":"cash"}"#, "VALIDATION_FAILED reason required"),
        (r#"{"collected_minor":100,"method":"cash","reason":"no_change"}"#, "ok"),
        (
            r#"{"collected_minor":-1,"method":"cash","reason":"no_change"}"#,
            "VALIDATION_FAILED cash.collected_minor out_of_range",
        ),
    ] {
        let json = deliver("@run+order", "new", (1, 1), "", cash);
        assert_eq!(world.probe_as("driver", &json), expected, "{cash}");
    }
}

/// The columns of [`GRAPH`].
const STEPS: &[&str] =
    &["load", "start", "arrive", "deliver", "deliver_part", "fail_stop", "skip", "bring_back", "cancel_stop"];

/// A line per phase, with the steps that lead there: `m` moves, `=` is known already, `.` does not fit. What a
/// report implies is taken with it: who hands over has arrived.
const GRAPH: &[(StopPhase, &[&str], &str)] = &[
    (StopPhase::Planned, &[], "mmmmmmm.m"),
    (StopPhase::Loaded, &["load"], "=mmmmmm.m"),
    (StopPhase::EnRoute, &["start"], ".=mmmmm.m"),
    (StopPhase::Arrived, &["arrive"], "..=mmmm.m"),
    (StopPhase::Delivered, &["deliver"], "...=....."),
    (StopPhase::PartDelivered, &["deliver_part"], "....=..m."),
    (StopPhase::Failed, &["fail_stop"], ".....=.m."),
    (StopPhase::Skipped, &["skip"], "......=m."),
    (StopPhase::Returned, &["fail_stop", "bring_back"], ".......=."),
    (StopPhase::Cancelled, &[], "........="),
];

#[test]
fn every_phase_command_and_role_of_a_stop_through_the_command() {
    let mut world = World::staffed();
    world.member("other-driver");
    world.job(r#"{"area":"community","kind":"grant_role","community":"@home","user":"@other-driver","role":"driver","hub":"@hub"}"#);
    let name = |phase: StopPhase| format!("{phase:?}").to_lowercase();
    let names: Vec<String> = GRAPH.iter().map(|(phase, ..)| name(*phase)).collect();
    tour(&mut world, &names.iter().map(String::as_str).collect::<Vec<_>>());
    for (phase, steps, _) in GRAPH {
        let stop = format!("@tour+{}", name(*phase));
        for step in *steps {
            must(&mut world, "driver", &at(step, &stop).replace("@new-", "@first-"));
        }
        if *phase == StopPhase::Cancelled {
            must(&mut world, "manager", &at("cancel_stop", &stop));
        }
        assert_eq!(stop_in(&world, "tour", &name(*phase)).phase, *phase);
    }
    let (mut asked, mut moved, mut kept) = (0, 0, 0);
    for (phase, _, row) in GRAPH {
        for (step, mark) in STEPS.iter().zip(row.chars()) {
            let json = at(step, &format!("@tour+{}", name(*phase)));
            let cancels = *step == "cancel_stop";
            let of_the_hub = if mark == '.' { "INVALID_STATE" } else { "ok" };
            for (actor, expected) in [
                // A driver's report is kept whatever the state of the stop.
                (Actor::Person(id("driver")), if cancels { "FORBIDDEN_ROLE" } else { "ok" }),
                (Actor::Person(id("manager")), of_the_hub),
                (Actor::Person(id("admin")), of_the_hub),
                (Actor::Job, of_the_hub),
                (Actor::Person(id("mary")), "FORBIDDEN_ROLE"),
                (Actor::Person(id("other-driver")), "NOT_FOUND"),
                (Actor::Person(id("other-manager")), "NOT_FOUND"),
                (Actor::Person(id("resident")), "NOT_FOUND"),
                (Actor::Person(id("stranger")), "NOT_FOUND"),
            ] {
                let found = words(&world.probe(actor, &json));
                assert_eq!(found, expected, "{phase:?} {step} by {actor:?}");
                asked += 1;
                moved += i32::from(found == "ok" && mark != '.');
                kept += i32::from(found == "ok" && mark == '.');
            }
        }
    }
    assert_eq!(asked, 10 * 9 * 9);
    println!(
        "{asked} triples through the command, {moved} move a stop or are known, {kept} are kept for review"
    );
    // What a driver's misfit leaves behind: the stop as it was, the report, and a review.
    must(&mut world, "driver", &at("load", "@tour+failed"));
    assert_eq!(stop_in(&world, "tour", "failed").phase, StopPhase::Failed);
    assert_eq!(
        open_reviews(&world),
        [Why::Proof, Why::StopState],
        "of two proofs the second names none before it"
    );
    let events = world.read(|tx| tx.select::<StopEvent>("outcome = 'for_review'", &[]));
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].outcome, Outcome::ForReview);
}

fn see(world: &mut World, phone: &Phone, who: &str, stop_id: Id) -> Option<super::view::StopPage> {
    let viewer = world.viewer(who);
    phone.view(|tx| stop(tx, &viewer, stop_id))
}

#[test]
fn what_was_handed_over_at_a_stop_that_the_hub_cancelled_meanwhile_is_kept_and_looked_at() {
    let mut world = World::staffed();
    tour(&mut world, &["one", "two"]);
    let phone = world.phone("driver");
    world.sync(&phone);
    let started = r#"{"area":"delivery","kind":"start_run","run":"@tour"}"#;
    assert_eq!(phone.send(&mut world, started), Ok(None));
    world.sync(&phone);
    assert_eq!(order_of(&world, "one").status, Status::OutForDelivery);
    // Without network: the driver hands both over, while the hub takes one out of the run.
    for (stop, op) in [("@tour+one", "first"), ("@tour+two", "second")] {
        assert_eq!(phone.send(&mut world, &deliver(stop, op, (2, 2), "", "")), Ok(None));
    }
    must(&mut world, "manager", &at("cancel_stop", "@tour+two"));
    assert_eq!(order_of(&world, "two").status, Status::Failed);
    world.sync(&phone);
    assert_eq!(phone.refused(), [], "the driver is told nothing");
    assert_eq!(stop_in(&world, "tour", "one").phase, StopPhase::Delivered);
    assert_eq!(stop_in(&world, "tour", "two").phase, StopPhase::Cancelled);
    for op in ["first", "second"] {
        let record: ProofRecord = world.read(|tx| tx.get(id(op))).unwrap();
        assert_eq!((record.photo_1.as_deref(), record.received_at), (Some(PHOTO), Some(world.now)));
    }
    let open = world.read(|tx| reviews(tx, id("hub"), false));
    let why: Vec<Why> = open.iter().map(|review| review.why).collect();
    assert_eq!(why, [Why::StopCancelled]);
    assert!(open[0].proof.is_some());
    // The hub has something to put right with the customer: a ticket, about the order.
    let tickets =
        world.sql_rows("SELECT cause, order_id = (SELECT order_id FROM review_item) same FROM ticket");
    assert_eq!(tickets, "[[\"cause\",\"delivered-after-cancel\"],[\"same\",1]]\n");
    let told = world.sql_rows("SELECT id FROM notice WHERE kind = 'review-needed'");
    assert_eq!(told.lines().count(), open.len());
    let resolve = format!(
        r#"{{"area":"delivery","kind":"resolve_review","review":"{}","note":"They have it"}}"#,
        open[0].id
    );
    must(&mut world, "manager", &resolve);
    assert_eq!(world.probe_as("manager", &resolve), "INVALID_STATE");
    let kept: ReviewItem = world.read(|tx| tx.get(open[0].id)).unwrap();
    assert_eq!((kept.resolved_by, kept.note.as_str()), (Some(id("manager")), "They have it"));
    let page = see(&mut world, &phone, "driver", RunStop::id_of(id("tour"), id("two"))).unwrap();
    assert_eq!(page.proofs.len(), 1);
}

#[test]
fn the_proofs_of_a_phone_are_a_chain_and_what_breaks_it_is_looked_at() {
    let mut world = World::staffed();
    tour(&mut world, &["one", "two", "three"]);
    must(&mut world, "driver", &deliver("@tour+one", "first", (2, 2), "", ""));
    let first: ProofRecord = world.read(|tx| tx.get(id("first"))).unwrap();
    let follows = format!(r#""previous":"{}""#, first.digest);
    must(&mut world, "driver", &deliver("@tour+two", "second", (2, 2), &follows, ""));
    assert_eq!(open_reviews(&world), []);
    // One that names the first again: something was left out, or slipped in.
    must(&mut world, "driver", &deliver("@tour+three", "third", (2, 2), &follows, ""));
    let third: ProofRecord = world.read(|tx| tx.get(id("third"))).unwrap();
    assert_eq!(third.reviews.into_iter().collect::<Vec<_>>(), [Review::ChainBroken]);
    assert_eq!(open_reviews(&world), [Why::Proof]);
}

#[test]
fn what_looks_odd_never_stops_the_driver() {
    let odd = [
        (r#""place":null"#, Review::NoPosition),
        (
            r#""place":{"lat_e6":48003000,"lon_e6":-8001000,"accuracy_m":8,"to_address_m":222}"#,
            Review::FarFromAddress,
        ),
        // The phone says that it was near; the server measures again.
        (
            r#""place":{"lat_e6":48003000,"lon_e6":-8001000,"accuracy_m":8,"to_address_m":0}"#,
            Review::FarFromAddress,
        ),
        (
            r#""clocks":{"captured_at":3600121000,"server_time_seen":3600000000,"mono_since_ms":0}"#,
            Review::ClockDisagrees,
        ),
    ];
    for (rest, expected) in odd {
        let mut world = World::staffed();
        tour(&mut world, &["one"]);
        must(&mut world, "driver", &deliver("@tour+one", "first", (2, 2), rest, ""));
        let record: ProofRecord = world.read(|tx| tx.get(id("first"))).unwrap();
        assert_eq!(record.reviews.into_iter().collect::<Vec<_>>(), [expected], "{rest}");
        assert_eq!(order_of(&world, "one").status, Status::Delivered);
        assert_eq!(open_reviews(&world), [Why::Proof]);
    }
}

fn clocks(passed_ms: i64) -> String {
    format!(
        r#""clocks":{{"captured_at":{},"server_time_seen":3600000000,"mono_since_ms":{passed_ms}}}"#,
        3_600_000_000 + passed_ms
    )
}

fn undo(passed_ms: i64) -> String {
    format!(
        r#"{{"area":"delivery","kind":"undo_proof","stop":"@tour+one","proof":"@first",{}}}"#,
        clocks(passed_ms)
    )
}

#[test]
fn a_proof_can_be_undone_for_ten_seconds_and_corrected_for_ten_minutes() {
    let mut world = World::staffed();
    tour(&mut world, &["one"]);
    must(&mut world, "driver", r#"{"area":"delivery","kind":"start_shift","shift":"@shift","hub":"@hub"}"#);
    let paid = r#"{"collected_minor":250,"method":"cash"}"#;
    must(&mut world, "driver", &deliver("@tour+one", "first", (2, 2), "", paid));
    assert_eq!(order_of(&world, "one").paid_minor, 250);
    assert_eq!(world.probe_as("driver", &undo(10_001)), "INVALID_STATE");
    assert_eq!(world.probe_as("manager", &undo(9_000)), "FORBIDDEN_ROLE");
    must(&mut world, "driver", &undo(9_000));
    assert_eq!(stop_in(&world, "tour", "one").phase, StopPhase::Arrived);
    assert_eq!(order_of(&world, "one").paid_minor, 0, "the money was not taken");
    // Once more, and corrected: one apple less.
    let first: ProofRecord = world.read(|tx| tx.get(id("first"))).unwrap();
    let rest = format!(r#"{},"previous":"{}""#, clocks(20_000), first.digest);
    must(&mut world, "driver", &deliver("@tour+one", "second", (2, 2), &rest, paid));
    let second: ProofRecord = world.read(|tx| tx.get(id("second"))).unwrap();
    let correct = |op: &str, passed_ms: i64, previous: &str| {
        let rest = format!(r#"{},"corrects":"@second","previous":"{previous}""#, clocks(passed_ms));
        deliver("@tour+one", op, (2, 1), &rest, "")
    };
    must(&mut world, "driver", &correct("third", 600_000, &second.digest));
    let stop = stop_in(&world, "tour", "one");
    assert_eq!((stop.phase, stop.proof), (StopPhase::PartDelivered, Some(id("third"))));
    assert_eq!((line_of(&world, "one").delivered, order_of(&world, "one").charged_minor), (Some(1), 125));
    assert_eq!(open_reviews(&world), []);
    let taken = world.sql_rows("SELECT collected_minor FROM cash_collection WHERE void_at IS NULL");
    assert_eq!(taken.lines().count(), 1);
    // Too late, it is kept and does not count.
    let third: ProofRecord = world.read(|tx| tx.get(id("third"))).unwrap();
    must(&mut world, "driver", &correct("fourth", 900_000, &third.digest));
    let fourth: ProofRecord = world.read(|tx| tx.get(id("fourth"))).unwrap();
    assert!(fourth.reviews.contains(&Review::CorrectionInvalid));
    assert_eq!(stop_in(&world, "tour", "one").proof, Some(id("third")));
}

#[test]
fn what_comes_back_is_free_for_others() {
    let mut world = World::staffed();
    tour(&mut world, &["part", "none"]);
    assert_eq!(counters(&world, "apples"), (110, 4, 0));
    must(&mut world, "driver", r#"{"area":"delivery","kind":"start_run","run":"@tour"}"#);
    assert_eq!(counters(&world, "apples"), (106, 0, 0));
    must(&mut world, "driver", &at("deliver_part", "@tour+part"));
    let order = order_of(&world, "part");
    assert_eq!((order.status, order.total_minor, order.charged_minor), (Status::Delivered, 250, 125));
    must(&mut world, "driver", &at("fail_stop", "@tour+none"));
    assert_eq!((order_of(&world, "none").status, order_of(&world, "none").retries), (Status::Failed, 1));
    for stop in ["@tour+part", "@tour+none"] {
        must(&mut world, "driver", &at("bring_back", stop));
    }
    assert_eq!(counters(&world, "apples"), (107, 0, 0), "the hub decides about the failed order");
    must(&mut world, "manager", &about("retry", "none"));
    assert_eq!(counters(&world, "apples"), (109, 2, 0));
    // On a later run, and back for good.
    must(&mut world, "manager", &plan("later", &["none"], ""));
    must(&mut world, "driver", &at("fail_stop", "@later+none"));
    must(&mut world, "manager", &about("return", "none"));
    assert_eq!(counters(&world, "apples"), (109, 0, 0));
    assert_eq!(stop_in(&world, "later", "none").phase, StopPhase::Returned);
    assert_eq!(order_of(&world, "none").retries, 2);
    assert_eq!(open_reviews(&world), []);
}

#[test]
fn a_shift_closes_when_both_have_signed_for_its_cash() {
    let mut world = World::staffed();
    tour(&mut world, &["one", "two"]);
    must(&mut world, "driver", r#"{"area":"delivery","kind":"start_shift","shift":"@shift","hub":"@hub"}"#);
    must(
        &mut world,
        "driver",
        &deliver("@tour+one", "first", (2, 2), "", r#"{"collected_minor":250,"method":"cash"}"#),
    );
    let first: ProofRecord = world.read(|tx| tx.get(id("first"))).unwrap();
    let rest = format!(r#""previous":"{}""#, first.digest);
    must(
        &mut world,
        "driver",
        &deliver("@tour+two", "second", (2, 2), &rest, r#"{"collected_minor":250,"method":"card"}"#),
    );
    let viewer = world.viewer("driver");
    let summary = world.read(|tx| day(tx, &viewer));
    assert_eq!(
        (summary.delivered, summary.to_come, summary.cash_minor, summary.other_minor),
        (2, 0, 250, 250)
    );
    must(&mut world, "driver", r#"{"area":"delivery","kind":"end_shift","shift":"@shift"}"#);
    let count = |minor: i64, reason: &str| {
        format!(
            r#"{{"area":"delivery","kind":"count_cash","shift":"@shift","counted_minor":{minor}{reason}}}"#
        )
    };
    assert_eq!(world.probe_as("manager", &count(240, "")), "VALIDATION_FAILED reason required");
    must(&mut world, "manager", &count(240, r#","reason":"lost""#));
    must(&mut world, "driver", r#"{"area":"delivery","kind":"sign_cash","shift":"@shift"}"#);
    assert_eq!(world.probe_as("manager", &count(250, "")), "INVALID_STATE", "signed is signed");
    let found = world.sql_rows("SELECT counted_minor, expected_minor FROM shift WHERE closed_at IS NOT NULL");
    assert_eq!(found, "[[\"counted_minor\",240],[\"expected_minor\",250]]\n");
}

#[test]
fn nobody_counts_their_own_cash() {
    let mut world = World::staffed();
    world.job(r#"{"area":"community","kind":"grant_role","community":"@home","user":"@manager","role":"driver","hub":"@hub"}"#);
    must(&mut world, "manager", r#"{"area":"delivery","kind":"start_shift","shift":"@shift","hub":"@hub"}"#);
    must(&mut world, "manager", r#"{"area":"delivery","kind":"end_shift","shift":"@shift"}"#);
    let count = r#"{"area":"delivery","kind":"count_cash","shift":"@shift","counted_minor":0}"#;
    assert_eq!(world.probe_as("manager", count), "FORBIDDEN_ROLE");
    assert_eq!(world.probe_as("admin", count), "ok");
}

#[test]
fn a_position_is_seen_by_whom_it_concerns_and_only_on_the_road() {
    let mut world = World::staffed();
    tour(&mut world, &["one"]);
    must(&mut world, "resident", &place("theirs", 1, ""));
    for kind in ["confirm", "pack"] {
        must(&mut world, "manager", &about(kind, "theirs"));
    }
    must(&mut world, "manager", &plan("tour", &["one", "theirs"], ""));
    let see = |world: &World| {
        let seen = world.read(|tx| who_may_see_position(tx, id("driver")));
        let people = ["driver", "manager", "admin", "mary", "resident", "other-manager"];
        people.into_iter().filter(|name| seen.contains(&id(name))).collect::<Vec<_>>()
    };
    assert_eq!(see(&world), [""; 0], "at the hub nobody is followed");
    must(&mut world, "driver", r#"{"area":"delivery","kind":"start_run","run":"@tour"}"#);
    assert_eq!(see(&world), ["driver", "manager", "admin", "mary", "resident"]);
    must(&mut world, "driver", &at("deliver", "@tour+one"));
    assert_eq!(see(&world), ["driver", "manager", "admin", "resident"], "mary has hers");
    must(&mut world, "driver", &at("skip", "@tour+theirs"));
    must(&mut world, "driver", r#"{"area":"delivery","kind":"end_run","run":"@tour"}"#);
    assert_eq!(see(&world), [""; 0]);
}

#[test]
fn an_order_that_goes_to_another_run_leaves_a_cancelled_stop_behind() {
    let mut world = World::staffed();
    tour(&mut world, &["one", "two"]);
    must(&mut world, "manager", &plan("other", &["two"], ""));
    assert_eq!(stop_in(&world, "tour", "two").phase, StopPhase::Cancelled);
    assert_eq!(stop_in(&world, "other", "two").phase, StopPhase::Planned);
    assert_eq!(order_of(&world, "two").run, Some(id("other")));
    // A plan without it takes it out; it waits for another.
    must(&mut world, "manager", &plan("other", &[], ""));
    assert_eq!((order_of(&world, "two").run, order_of(&world, "two").driver), (None, None));
    let viewer = world.viewer("manager");
    let page = world.read(|tx| board(tx, &viewer, id("hub")));
    assert_eq!(page.waiting.iter().map(|card| card.id).collect::<Vec<_>>(), [id("two")]);
    // A cancelled order takes its stop with it, and the driver is told.
    must(&mut world, "mary", &about("cancel", "one"));
    assert_eq!(stop_in(&world, "tour", "one").phase, StopPhase::Cancelled);
    assert_eq!(world.sql_rows("SELECT id FROM notice WHERE kind = 'stop-cancelled'").lines().count(), 1);
}

#[test]
fn a_phone_has_its_drivers_run_and_no_other() {
    let mut world = World::staffed();
    world.member("other-driver");
    world.job(r#"{"area":"community","kind":"grant_role","community":"@home","user":"@other-driver","role":"driver","hub":"@hub"}"#);
    tour(&mut world, &["one"]);
    let (phone, other) = (world.phone("driver"), world.phone("other-driver"));
    world.sync(&phone);
    world.sync(&other);
    let viewer = world.viewer("driver");
    let run = phone.view(|tx| current_run(tx, &viewer)).unwrap();
    assert_eq!((run.state, run.stops.len(), run.stops[0].recipient.as_str()), (RunState::Planned, 1, "one"));
    assert!(phone.view(|tx| tx.get::<Order>(id("one"))).is_some(), "assigned, it may be read");
    assert!(other.view(|tx| tx.get::<Run>(id("tour"))).is_none());
    assert!(other.view(|tx| tx.get::<Order>(id("one"))).is_none());
    must(&mut world, "driver", &at("deliver", "@tour+one"));
    world.sync(&phone);
    assert!(phone.view(|tx| tx.get::<Order>(id("one"))).is_none(), "delivered, it is the driver's no more");
    let page = see(&mut world, &phone, "driver", RunStop::id_of(id("tour"), id("one"))).unwrap();
    assert_eq!(page.card.phase, StopPhase::Delivered);
}

#[test]
fn who_is_no_driver_any_more_may_still_report() {
    let mut world = World::staffed();
    tour(&mut world, &["one"]);
    let phone = world.phone("driver");
    world.sync(&phone);
    assert_eq!(phone.send(&mut world, &at("deliver", "@tour+one")), Ok(None));
    world.job(r#"{"area":"community","kind":"revoke_role","community":"@home","user":"@driver","role":"driver","hub":"@hub"}"#);
    world.sync(&phone);
    assert_eq!(phone.refused(), []);
    assert_eq!(stop_in(&world, "tour", "one").phase, StopPhase::Delivered);
    assert_eq!(order_of(&world, "one").status, Status::Delivered);
}

#[test]
fn a_proposal_keeps_what_a_person_has_ordered_and_says_what_nobody_gets() {
    let mut world = World::staffed();
    let orders = ["far", "near", "nowhere", "heavy"];
    shelf(&mut world);
    receive(&mut world, "apples", 100);
    for (order, quantity, lat) in [("far", 2, 48_050_000), ("near", 2, 48_001_000), ("heavy", 50, 48_002_000)]
    {
        let to = format!(
            r#""to":{{"fulfilment":"delivery","recipient":"{order}","address":{{"street":"Quay 2","postal_code":"1",
               "city":"Port","country":"DE"}},"lat_e6":{lat},"lon_e6":-8000000}}"#
        );
        must(&mut world, "mary", &place(order, quantity, &to));
    }
    let to = r#""to":{"fulfilment":"delivery","recipient":"n","address":{"street":"Q","postal_code":"1","city":"P","country":"DE"}}"#;
    must(&mut world, "mary", &place("nowhere", 1, to));
    for order in orders {
        for (who, kind) in PACKED {
            must(&mut world, who, &about(kind, order));
        }
    }
    let viewer = world.viewer("manager");
    let proposal = |world: &World| {
        world.read(|tx| propose(tx, &viewer, id("hub"), viewer.now.plus(HOUR_MS), Thinking::Quick))
    };
    assert!(proposal(&world).runs.is_empty(), "nobody drives");
    must(
        &mut world,
        "manager",
        r#"{"area":"delivery","kind":"enlist_driver","hub":"@hub","user":"@driver","name":"Dora","vehicle":"Bike","capacity":40}"#,
    );
    let found = proposal(&world);
    let stops: Vec<Id> = found.runs[0].stops.iter().map(|stop| stop.order).collect();
    assert_eq!(stops.len(), 2);
    assert!(stops.contains(&id("far")) && stops.contains(&id("near")));
    let left: Vec<(Id, WhyLeft)> = found.unplanned.iter().map(|left| (left.order, left.why)).collect();
    assert_eq!(left, [(id("nowhere"), WhyLeft::NoPosition), (id("heavy"), WhyLeft::TooMuch)]);
    // The far one first, because the driver knows why; the planner keeps it.
    must(&mut world, "manager", &plan("tour", &["far", "near"], r#","manual":true"#));
    let kept: Vec<Id> = proposal(&world).runs[0].stops.iter().map(|stop| stop.order).collect();
    assert_eq!(kept, [id("far"), id("near")]);
    assert!(proposal(&world).runs[0].manual);
}

#[test]
fn a_driver_puts_the_stops_to_come_into_another_order() {
    let mut world = World::staffed();
    tour(&mut world, &["one", "two", "three"]);
    must(&mut world, "driver", &at("deliver", "@tour+one"));
    let turned =
        r#"{"area":"delivery","kind":"order_stops","run":"@tour","stops":["@tour+three","@tour+two"]}"#;
    must(&mut world, "driver", turned);
    let viewer = world.viewer("driver");
    let run = world.read(|tx| current_run(tx, &viewer)).unwrap();
    let order: Vec<Id> = run.stops.iter().map(|stop| stop.order).collect();
    assert_eq!(order, [id("one"), id("three"), id("two")]);
    assert!(run.manual);
    world.now = world.now.plus(MINUTE_MS);
    must(&mut world, "driver", r#"{"area":"delivery","kind":"start_run","run":"@tour"}"#);
    assert_eq!(world.probe_as("driver", r#"{"area":"delivery","kind":"end_run","run":"@tour"}"#), "ok");
}

/// A fix so many metres south of a stop's door, so many seconds on.
fn fix_at(door: &RunStop, south_m: i64, seconds: i64) -> Fix {
    let position = Position::new(door.lat_e6.unwrap() - south_m * 9, door.lon_e6.unwrap()).unwrap();
    Fix { at: Timestamp(3_600_000_000 + seconds * 1_000), position, accuracy_m: Some(8) }
}

#[test]
fn the_arrival_is_a_range_over_the_stops_before_and_nobody_elses() {
    let mut world = World::staffed();
    tour(&mut world, &["one", "two"]);
    must(&mut world, "driver", r#"{"area":"delivery","kind":"start_run","run":"@tour"}"#);
    let [one, two] = ["one", "two"].map(|order| stop_in(&world, "tour", order));
    let seen = Some(fix_at(&one, 5_000, 0));
    let ask = |world: &World, who: &str, stop: &RunStop, seconds: i64| {
        let viewer = Viewer { now: Timestamp(3_600_000_000 + seconds * 1_000), ..world.viewer(who) };
        world.read(|tx| arrival(tx, &viewer, stop.id, seen))
    };
    let minutes = |found: Option<Eta>| match found {
        Some(Eta::Between { from, until }) => {
            ((from.0 - 3_600_000_000) / MINUTE_MS, (until.0 - 3_600_000_000) / MINUTE_MS)
        }
        other => panic!("{other:?}"),
    };
    // 5 km of straight way are 6.5 km of streets: 15.6 minutes at 25 km/h, between 85 and 130 % of them.
    assert_eq!(minutes(ask(&world, "mary", &one, 0)), (13, 21));
    let (from, until) = minutes(ask(&world, "driver", &two, 0));
    assert!(from >= 13 && until > 21, "the service at the first comes on top: {from} to {until}");
    assert_eq!(ask(&world, "mary", &one, 301), Some(Eta::LastSeen { at: Timestamp(3_600_000_000) }));
    assert_eq!(ask(&world, "resident", &one, 0), None, "it is not theirs");
    must(&mut world, "driver", &at("arrive", "@tour+one"));
    assert_eq!(ask(&world, "mary", &one, 0), None, "the driver is at the door");
}
