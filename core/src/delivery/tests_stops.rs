//! Stops, cash and proof: every (state, command, role), and what a record must be.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::cash::{CashFault, CashReason, Collection, Count, PaidBy, balance, close};
use super::proof::{
    CORRECTION_MS, Clocks, Extent, Method, PHOTOS_MAX, Place, Proof, ProofFault, ProofLine, Relation, Review,
    SIGNATURE_POINTS_MAX, Signature, UNDO_MS, UndeliveredReason, Window, canonical, check_chain, corrects,
    window,
};
use super::stop::{
    AfterFailure, FailReason, HUB_HOLD_MS, Stop, StopCommand, StopKind, StopOutcome, StopRefusal, StopRole,
    StopState, after_failure, apply,
};
use crate::id::Id;
use crate::money::{Currency, Money};
use crate::time::{MINUTE_MS, Timestamp};

fn id(number: u64) -> Id {
    Id::named("thing", &number.to_string())
}

const HOME: FailReason = FailReason::NobodyHome;
const WET: FailReason = FailReason::Damaged;

const STATES: &[StopState] = &[
    StopState::Planned,
    StopState::Loaded,
    StopState::EnRoute,
    StopState::Arrived,
    StopState::Delivered,
    StopState::PartDelivered,
    StopState::Failed(HOME),
    StopState::Failed(WET),
    StopState::Skipped,
    StopState::Returned,
    StopState::Cancelled,
];

const COMMANDS: &[StopCommand] = &[
    StopCommand::Load,
    StopCommand::Start,
    StopCommand::Arrive,
    StopCommand::Deliver,
    StopCommand::DeliverPart,
    StopCommand::Fail(HOME),
    StopCommand::Fail(WET),
    StopCommand::Skip,
    StopCommand::Return,
    StopCommand::Cancel,
];

/// A line per state, a column per command in the order of [`COMMANDS`]: `m` moves, `=` is known already,
/// `p` moves a pick-up only, `d` a drop-off only, `.` does not fit.
const GRAPH: &[&str] = &[
    "dp.......m", // planned
    "=d.......m", // loaded
    ".=m..mmm.m", // en route
    "..=mmmmm.m", // arrived
    "...=......", // delivered
    "....=...d.", // part delivered
    ".....=..d.", // failed, nobody home
    "......=.d.", // failed, damaged
    ".......=d.", // skipped
    "........=.", // returned
    ".........=", // cancelled
];

#[test]
fn a_stop_moves_only_along_its_graph_and_by_its_roles() {
    let (mut count, mut moved) = (0, 0);
    for (&state, row) in STATES.iter().zip(GRAPH) {
        for (&command, mark) in COMMANDS.iter().zip(row.chars()) {
            for &role in StopRole::ALL {
                for kind in [StopKind::PickUp, StopKind::DropOff] {
                    for waits in [false, true] {
                        count += 1;
                        let stop = Stop { kind, state, waits_for_pick_up: waits };
                        let drop_off = kind == StopKind::DropOff;
                        let fits = mark == 'm' || mark == 'd' && drop_off || mark == 'p' && !drop_off;
                        let why = if !fits {
                            StopRefusal::InvalidState { state }
                        } else {
                            StopRefusal::PickUpFirst
                        };
                        let held_up = waits && command == StopCommand::Load;
                        let cancels = command == StopCommand::Cancel;
                        let expected = match role {
                            StopRole::Recipient | StopRole::Bystander => {
                                StopOutcome::Refused(StopRefusal::ForbiddenRole)
                            }
                            StopRole::Driver if cancels => StopOutcome::Refused(StopRefusal::ForbiddenRole),
                            _ if mark == '=' => StopOutcome::AlreadyApplied,
                            _ if fits && !held_up => StopOutcome::Moved(command.to()),
                            StopRole::Driver => StopOutcome::ForReview { why },
                            _ => StopOutcome::Refused(why),
                        };
                        let found = apply(&stop, command, role);
                        assert_eq!(found, expected, "{stop:?} {command:?} {role:?}");
                        moved += usize::from(matches!(found, StopOutcome::Moved(_)));
                    }
                }
            }
        }
    }
    assert_eq!(count, 11 * 10 * 5 * 2 * 2);
    println!("{count} cases, {moved} move a stop");
}

#[test]
fn every_command_repeated_at_once_is_already_applied() {
    for &state in STATES {
        for &command in COMMANDS {
            for kind in [StopKind::PickUp, StopKind::DropOff] {
                let stop = Stop { kind, state, waits_for_pick_up: false };
                if let StopOutcome::Moved(state) = apply(&stop, command, StopRole::Dispatcher) {
                    let again = apply(&Stop { state, ..stop }, command, StopRole::Dispatcher);
                    assert_eq!(again, StopOutcome::AlreadyApplied, "{stop:?} {command:?}");
                }
            }
        }
    }
}

#[test]
fn two_retries_are_free_then_it_goes_back() {
    let at = Timestamp(1_000);
    let back = AfterFailure::ReturnToHub { held_until: at.plus(HUB_HOLD_MS) };
    let retry = |left| AfterFailure::Retry { left };
    let table = [(0, retry(1)), (1, retry(1)), (2, retry(0)), (3, back), (4, back), (u32::MAX, back)];
    for (failures, expected) in table {
        assert_eq!(after_failure(failures, at), expected, "{failures}");
    }
}

fn cents(minor: i64) -> Money {
    Money::new(minor, Currency::new("EUR").unwrap())
}

#[test]
fn other_cash_than_due_needs_a_reason() {
    use {CashFault as F, CashReason as R};
    type Case = (i64, i64, Option<CashReason>, Result<i64, ()>);
    let table: &[Case] = &[
        (500, 500, None, Ok(0)),
        (500, 400, Some(R::NoChange), Ok(-100)),
        (500, 600, Some(R::Tip), Ok(100)),
        (0, 0, None, Ok(0)),
        (500, 400, None, Err(())),
        (500, 500, Some(R::Tip), Err(())),
        (-1, 0, None, Err(())),
        (0, -1, Some(R::Refused), Err(())),
    ];
    for (due, collected, reason, expected) in table {
        let one = Collection {
            due_now: cents(*due),
            collected: cents(*collected),
            method: PaidBy::Cash,
            reason: *reason,
        };
        let found = one.discrepancy().map(|money| money.minor).map_err(drop);
        assert_eq!(found, *expected, "{one:?}");
    }
    let take =
        |minor, method| Collection { due_now: cents(minor), collected: cents(minor), method, reason: None };
    let shift = [take(500, PaidBy::Cash), take(300, PaidBy::Card), take(20, PaidBy::Cash)];
    let cash = balance(cents(0), &shift).unwrap();
    assert_eq!(cash, cents(520));
    let count = |minor, reason, driver, manager| {
        let (signed_by_driver, signed_by_manager) = (driver, manager);
        close(cash, &Count { counted: cents(minor), reason, signed_by_driver, signed_by_manager })
    };
    let (ann, bob) = (Some(id(1)), Some(id(2)));
    assert_eq!(count(520, None, ann, bob), Ok(cents(0)));
    assert_eq!(count(510, Some(R::Lost), ann, bob), Ok(cents(-10)));
    assert_eq!(count(510, None, ann, bob), Err(F::ReasonMissing));
    assert_eq!(count(520, Some(R::Lost), ann, bob), Err(F::NothingDiffers));
    assert_eq!(count(520, None, ann, None), Err(F::SignatureMissing));
    assert_eq!(count(520, None, None, bob), Err(F::SignatureMissing));
    assert_eq!(count(520, None, ann, ann), Err(F::OwnCount));
}

fn digest(letter: char) -> String {
    letter.to_string().repeat(64)
}

fn line(ordered: i64, delivered: i64, reason: Option<UndeliveredReason>) -> ProofLine {
    ProofLine { product: id(1), ordered, delivered, reason }
}

/// A proof in order: one picture, handed to the customer at the door, clocks agreeing.
fn proof(number: u64) -> Proof {
    let clocks = Clocks {
        captured_at: Timestamp(1_000_000),
        server_time_seen: Timestamp(900_000),
        mono_since_ms: Some(100_000),
    };
    Proof {
        op_id: id(number),
        stop: id(100),
        corrects: None,
        lines: vec![line(2, 2, None)],
        method: Method::HandedOver,
        recipient_name: "Zoë Ünal".to_owned(),
        relation: Relation::Customer,
        photos: vec![digest('a')],
        signature: None,
        scan: None,
        code_ok: None,
        clocks,
        place: Some(Place { lat_e6: 43_770_000, lon_e6: 11_250_000, accuracy_m: 8, to_address_m: Some(12) }),
        device: id(50),
        previous: None,
    }
}

#[test]
fn a_proof_is_well_formed_or_says_why_not() {
    use ProofFault as F;
    let broken = Some(UndeliveredReason::Damaged);
    let signature = |points: usize| {
        Some(Signature { strokes: vec![vec![(1, 2, 3); points], Vec::new()], image: digest('b') })
    };
    type Change = Box<dyn Fn(&mut Proof)>;
    let change = |change: fn(&mut Proof)| -> Change { Box::new(change) };
    let lines = |lines: Vec<ProofLine>| -> Change { Box::new(move |proof| proof.lines = lines.clone()) };
    let table: Vec<(Change, Result<Extent, ProofFault>)> = vec![
        (change(|_| {}), Ok(Extent::Whole)),
        (lines(vec![line(2, 2, None), line(3, 0, broken)]), Ok(Extent::Part)),
        (lines(vec![line(2, 1, broken)]), Ok(Extent::Part)),
        (lines(vec![]), Err(F::LinesOutOfRange)),
        (lines(vec![line(2, 3, broken)]), Err(F::UnitsOutOfRange)),
        (lines(vec![line(2, -1, broken)]), Err(F::UnitsOutOfRange)),
        (lines(vec![line(0, 0, None)]), Err(F::UnitsOutOfRange)),
        (lines(vec![line(2, 1, None)]), Err(F::ReasonMissing)),
        (lines(vec![line(2, 2, broken)]), Err(F::NothingIsMissing)),
        (lines(vec![line(2, 0, broken)]), Err(F::NothingDelivered)),
        (change(|proof| proof.photos = vec![digest('a'); PHOTOS_MAX]), Ok(Extent::Whole)),
        (change(|proof| proof.photos = vec![digest('a'); PHOTOS_MAX + 1]), Err(F::TooManyPhotos)),
        (change(|proof| proof.photos = vec![digest('A')]), Err(F::NotADigest)),
        (change(|proof| proof.previous = Some("abc".to_owned())), Err(F::NotADigest)),
        (change(|proof| proof.photos.clear()), Err(F::NoEvidence)),
        (change(|proof| (proof.photos, proof.code_ok) = (vec![], Some(false))), Err(F::NoEvidence)),
        (change(|proof| (proof.photos, proof.code_ok) = (vec![], Some(true))), Ok(Extent::Whole)),
        (change(|proof| proof.recipient_name = "  ".to_owned()), Err(F::RecipientMissing)),
        (change(|proof| proof.recipient_name = "é".repeat(200)), Ok(Extent::Whole)),
        (change(|proof| proof.recipient_name = "é".repeat(201)), Err(F::TooLong)),
        (change(|proof| proof.scan = Some("x".repeat(201))), Err(F::TooLong)),
    ];
    for (place, (change, expected)) in table.into_iter().enumerate() {
        let mut one = proof(1);
        change(&mut one);
        assert_eq!(one.check(), expected, "case {place}");
    }
    let left = Proof { method: Method::LeftInPlace, recipient_name: String::new(), ..proof(1) };
    assert_eq!(left.check(), Ok(Extent::Whole));
    let signed = Proof { photos: vec![], signature: signature(SIGNATURE_POINTS_MAX), ..proof(1) };
    assert_eq!(signed.check(), Ok(Extent::Whole));
    let long = Proof { signature: signature(SIGNATURE_POINTS_MAX + 1), ..proof(1) };
    assert_eq!(long.check(), Err(F::TooLong));
}

#[test]
fn odd_clocks_and_places_are_marked_and_stop_nobody() {
    use Review as R;
    let two = 2 * MINUTE_MS;
    // Captured at minus attested time, steady clock, metres to the address, marks.
    type Case<'a> = (i64, bool, Option<Option<i64>>, &'a [Review]);
    let table: &[Case<'_>] = &[
        (0, true, Some(Some(0)), &[]),
        (two, true, Some(Some(150)), &[]),
        (-two, true, Some(None), &[]),
        (two + 1, true, Some(Some(0)), &[R::ClockDisagrees]),
        (-two - 1, true, Some(Some(151)), &[R::ClockDisagrees, R::FarFromAddress]),
        (0, true, None, &[R::NoPosition]),
        (i64::MAX, true, Some(Some(i64::MAX)), &[R::ClockDisagrees, R::FarFromAddress]),
        (i64::MAX, false, Some(Some(0)), &[]),
        (-two, false, Some(Some(0)), &[]),
        (-two - 1, false, Some(Some(0)), &[R::ClockDisagrees]),
    ];
    for (off, steady, metres, expected) in table {
        let clocks = Clocks {
            captured_at: Timestamp(0).plus(*off),
            server_time_seen: Timestamp(if *steady { -500 } else { 0 }),
            mono_since_ms: steady.then_some(500),
        };
        let place = metres.map(|to_address_m| Place { lat_e6: 0, lon_e6: 0, accuracy_m: 5, to_address_m });
        let one = Proof { clocks, place, ..proof(1) };
        let expected: BTreeSet<Review> = expected.iter().copied().collect();
        assert_eq!(one.reviews(), expected, "{off} {steady} {metres:?}");
        assert!(one.check().is_ok());
    }
}

#[test]
fn a_record_can_be_undone_then_corrected_then_nothing() {
    let at = |passed| Clocks {
        captured_at: Timestamp(0),
        server_time_seen: Timestamp(1_000),
        mono_since_ms: Some(passed),
    };
    let table = [
        (0, Window::Undo),
        (UNDO_MS, Window::Undo),
        (UNDO_MS + 1, Window::Correct),
        (CORRECTION_MS, Window::Correct),
        (CORRECTION_MS + 1, Window::Final),
    ];
    for (passed, expected) in table {
        assert_eq!(window(&at(0), &at(passed)), expected, "{passed}");
    }
    let restarted = Clocks { mono_since_ms: None, ..at(5) };
    assert_eq!(window(&at(0), &restarted), Window::Final);
    assert_eq!(window(&restarted, &at(5)), Window::Final);
    // The server's time was seen again meanwhile, and the clock was set back.
    let synced =
        Clocks { captured_at: Timestamp(-9), server_time_seen: Timestamp(700_000), mono_since_ms: Some(0) };
    assert_eq!(window(&at(0), &synced), Window::Final);

    let old = Proof { clocks: at(0), ..proof(1) };
    let new = Proof { clocks: at(60_000), corrects: Some(old.op_id), ..proof(2) };
    assert!(corrects(&new, &old));
    assert!(!corrects(&Proof { corrects: None, ..new.clone() }, &old));
    assert!(!corrects(&Proof { stop: id(7), ..new.clone() }, &old));
    assert!(!corrects(&Proof { device: id(7), ..new.clone() }, &old));
    assert!(!corrects(&Proof { clocks: at(CORRECTION_MS + 1), ..new }, &old));
}

/// Records of one device, each carrying the digest of the one before.
fn chain(length: u64) -> Vec<Proof> {
    let mut records: Vec<Proof> = Vec::new();
    for number in 0..length {
        let previous = records.last().map(Proof::digest);
        records.push(Proof { previous, ..proof(number) });
    }
    records
}

#[test]
fn canonical_json_is_one_text() {
    let json = serde_json::json!({"b": [1, -2, {"z": null, "a": true}], "a": "q\"\n\u{1}é/", "": 0});
    assert_eq!(canonical(&json), r#"{"":0,"a":"q\"\n\u0001é/","b":[1,-2,{"a":true,"z":null}]}"#);
    // The digest of a record is for ever: devices keep it.
    let expected = "ce79fa1a1e2eb0fb067604497a7c951c8a43c57b984bfa08aa77611b45dd0d9a";
    assert_eq!(proof(1).digest(), expected);
    let text = serde_json::to_string(&proof(1)).unwrap();
    assert_eq!(serde_json::from_str::<Proof>(&text).unwrap().digest(), expected);
}

#[test]
fn a_chain_holds_from_any_of_its_links() {
    let records = chain(5);
    let last = records[4].digest();
    assert_eq!(check_chain(None, &records), Ok(Some(last.clone())));
    assert_eq!(check_chain(Some(&records[1].digest()), &records[2..]), Ok(Some(last)));
    assert_eq!(check_chain(Some("x"), &[]), Ok(Some("x".to_owned())));
    assert_eq!(check_chain(None, &records[1..]).map_err(|broken| broken.at), Err(0));
}

proptest! {
    #[test]
    fn any_tampering_breaks_the_chain(at in 0_usize..5, other in 0_usize..5, way in 0..4) {
        let mut records = chain(6);
        match way {
            0 => records[at].recipient_name.push('x'),
            1 => drop(records.remove(at)),
            2 if at != other => records.swap(at, other),
            2 => records[at].clocks.captured_at = Timestamp(0),
            _ => {
                let extra = Proof { op_id: id(77), ..records[at].clone() };
                records.insert(at, extra);
            }
        }
        prop_assert!(check_chain(None, &records).is_err());
    }
}
