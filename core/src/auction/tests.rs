//! The market on the engine: rules as tables, every state with every command and role, and stories of
//! phones that come and go.

use std::collections::BTreeSet;

use super::deal::{Reputation, Review, Sale, SecondChanceOffer};
use super::lot::Reserve;
use super::model::{Listing, ListingStatus};
use super::standing::{Bid, BidStanding, BidStatus, BidderRecord, Lot};
use super::view::{self, Filter, MarketPhase, Order};
use crate::call::Actor;
use crate::i18n::{Locale, notice_text, refusal_text};
use crate::id::Id;
use crate::notice::model::Kind;
use crate::notice::view::notices;
use crate::ordering::sale::SaleState;
use crate::refusal::{Code, Param};
use crate::step_up::Purpose;
use crate::store::Value;
use crate::tests_world::{Phone, World, command, id, wire, words};
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};

/// One of each command, every field given.
pub(crate) const COMMANDS: &[&str] = &[
    r#"{"area":"auction","kind":"create_listing","listing":"@new","community":"@home","terms":{"as":"auction","title":"Oak table","description":"Seats six","category":"home","condition":"good","handover":"either","hub":"@hub","pictures":["00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"],"start_minor":1000,"reserve_minor":3000,"buy_now_minor":9000,"starts_at":3600000000,"ends_at":3900000000,"soft_close":{"window_ms":120000,"extension_ms":120000,"cap_ms":3600000},"payment_days":5},"seller":"@resident"}"#,
    r#"{"area":"auction","kind":"edit_listing","listing":"@lot","changes":{"title":"T","description":"D","category":"other","condition":"worn","handover":"pickup","hub":null,"pictures":[],"start_minor":900,"reserve_minor":null,"buy_now_minor":null,"ends_at":3900000000}}"#,
    r#"{"area":"auction","kind":"activate","listing":"@lot"}"#,
    r#"{"area":"auction","kind":"cancel_listing","listing":"@lot","reason":"Broken"}"#,
    r#"{"area":"auction","kind":"add_addendum","listing":"@lot","addendum":"@note","text":"One leg is scratched."}"#,
    r#"{"area":"auction","kind":"place_bid","listing":"@lot","bid":"@bid","max_minor":1500,"seen_listing_rev":1}"#,
    r#"{"area":"auction","kind":"buy","listing":"@shelf","bid":"@bid","price_minor":2500,"seen_listing_rev":1}"#,
    r#"{"area":"auction","kind":"retract_bid","bid":"@bid","reason":"wrong_amount"}"#,
    r#"{"area":"auction","kind":"accept_offer","offer":"@offer"}"#,
    r#"{"area":"auction","kind":"decline_offer","offer":"@offer"}"#,
    r#"{"area":"auction","kind":"step_sale","sale":"@sale","step":"hand_over"}"#,
    r#"{"area":"auction","kind":"write_review","sale":"@sale","stars":5,"text":"Friendly"}"#,
    r#"{"area":"auction","kind":"approve_bidder","listing":"@lot","user":"@mary"}"#,
    r#"{"area":"auction","kind":"set_bidder","community":"@home","user":"@mary","blocked":true}"#,
    r#"{"area":"auction","kind":"remove_bids","listing":"@lot","user":"@mary","reason":"Not theirs"}"#,
    r#"{"area":"auction","kind":"close","listing":"@lot"}"#,
    r#"{"area":"auction","kind":"remind_payment","sale":"@sale","day":1}"#,
    r#"{"area":"auction","kind":"follow_up","sale":"@sale"}"#,
    r#"{"area":"auction","kind":"pass_sale_time","sale":"@sale"}"#,
    r#"{"area":"auction","kind":"lapse_offer","offer":"@offer"}"#,
    r#"{"area":"auction","kind":"reveal_review","review":"@review"}"#,
    r#"{"area":"auction","kind":"import_listing","listing":"@new","community":"@home","seller":"@resident","opens_at":1000,"currency":"USD","terms":{"as":"auction","title":"Palm","category":"electronics","condition":"good","handover":"delivery","start_minor":99,"ends_at":2000}}"#,
    r#"{"area":"auction","kind":"import_bid","listing":"@new","bid":"@bid","bidder":"@mary","max_minor":500,"at":1500,"let_in":true}"#,
];

/// How long the lot of [`market`] runs.
const RUN_MS: i64 = 3 * DAY_MS;

/// The command that writes an auction of `@resident` with these fields over the usual ones.
fn create(now: Timestamp, listing: &str, fields: &str) -> String {
    let mut terms: serde_json::Value = serde_json::json!({
        "as": "auction", "title": "Oak table", "description": "Seats six", "category": "home",
        "condition": "good", "handover": "either", "hub": "@hub", "start_minor": 1000,
        "ends_at": now.plus(RUN_MS).0,
    });
    let given: serde_json::Value = serde_json::from_str(&format!("{{{fields}}}")).unwrap();
    terms.as_object_mut().unwrap().extend(given.as_object().unwrap().clone());
    format!(
        r#"{{"area":"auction","kind":"create_listing","listing":"@{listing}","community":"@home","seller":"@resident","terms":{terms}}}"#
    )
}

/// An auction `@lot` that has just opened, what stands at a price as `@shelf`, and a `@draft`; all of
/// `@resident`.
pub(crate) fn market(world: &mut World) {
    market_of(world, "");
}

fn market_of(world: &mut World, fields: &str) {
    let later = world.now.plus(RUN_MS + 30 * DAY_MS).0;
    let shelf = format!(r#""as":"fixed","title":"Book shelf","start_minor":2500,"ends_at":{later}"#);
    for (listing, fields) in [("lot", fields), ("shelf", &shelf), ("draft", "")] {
        world.job(&create(world.now, listing, fields));
    }
    for listing in ["lot", "shelf"] {
        world.job(&format!(r#"{{"area":"auction","kind":"activate","listing":"@{listing}"}}"#));
    }
    world.now = world.now.plus(20 * MINUTE_MS);
}

fn fresh(world: &mut World) -> String {
    static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let _ = &world.now;
    format!("@b-{}", NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
}

fn bid_json(bid: &str, max_minor: i64) -> String {
    format!(
        r#"{{"area":"auction","kind":"place_bid","listing":"@lot","bid":"{bid}","max_minor":{max_minor},"seen_listing_rev":1}}"#
    )
}

fn bid(world: &mut World, who: &str, max_minor: i64) -> Result<(), Code> {
    let bid = fresh(world);
    world.act(who, &bid_json(&bid, max_minor))
}

fn lot(world: &World) -> Lot {
    world.read(|tx| tx.get(id("lot"))).unwrap()
}

fn listing(world: &World, name: &str) -> Listing {
    world.read(|tx| tx.get(id(name))).unwrap()
}

fn sale_of(world: &World, listing: &str, buyer: &str) -> Option<Sale> {
    world.read(|tx| tx.get(Sale::id_of(id(listing), id(buyer))))
}

fn told(world: &World, who: &str) -> Vec<Kind> {
    let viewer = world.viewer(who);
    let mut kinds: Vec<Kind> =
        world.read(|tx| notices(tx, &viewer, None)).into_iter().map(|line| line.kind).collect();
    kinds.retain(|kind| *kind != Kind::RoleGranted);
    kinds.reverse();
    kinds
}

#[test]
fn commands_and_rows_keep_their_shape() {
    insta::assert_snapshot!("commands", wire(COMMANDS));
    let mut world = World::staffed();
    market_of(&mut world, r#""reserve_minor":1200,"buy_now_minor":5000"#);
    for (who, bid, max) in [("mary", "@b-one", 1500), ("driver", "@b-two", 1400)] {
        assert_eq!(world.act(who, &bid_json(bid, max)), Ok(()));
    }
    let buy = COMMANDS[6].replace("@bid", "@b-three");
    assert_eq!(world.act("mary", &buy), Ok(()));
    assert_eq!(world.act("resident", COMMANDS[4]), Ok(()));
    insta::assert_snapshot!("rows", world.rows(TABLES));
}

/// Every table of the market.
const TABLES: &[&str] = &[
    "listing",
    "listing_picture",
    "listing_reserve",
    "listing_addendum",
    "lot",
    "bid_event",
    "bid",
    "bid_standing",
    "bidder_record",
    "market_sale",
    "second_chance",
    "review",
    "reputation",
];

/// Fields over those of [`create`], and the verdict.
#[rustfmt::skip]
const LISTINGS: &[(&str, &str)] = &[
    ("", "ok"),
    (r#""title":"""#, "VALIDATION_FAILED title required"),
    (r#""start_minor":0"#, "VALIDATION_FAILED start_minor out_of_range"),
    (r#""reserve_minor":999"#, "VALIDATION_FAILED reserve_minor out_of_range"),
    (r#""reserve_minor":1000"#, "ok"),
    (r#""buy_now_minor":1000"#, "VALIDATION_FAILED buy_now_minor out_of_range"),
    (r#""buy_now_minor":1500,"reserve_minor":1501"#, "VALIDATION_FAILED buy_now_minor out_of_range"),
    (r#""as":"fixed""#, "ok"),
    (r#""as":"fixed","reserve_minor":2000"#, "VALIDATION_FAILED kind out_of_range"),
    (r#""payment_days":0"#, "VALIDATION_FAILED payment_days out_of_range"),
    (r#""payment_days":8"#, "VALIDATION_FAILED payment_days out_of_range"),
    (r#""hub":"@nowhere""#, "VALIDATION_FAILED hub unknown"),
    (r#""pictures":["cat.jpg"]"#, "VALIDATION_FAILED pictures malformed"),
    (r#""as":"barter""#, "VALIDATION_FAILED terms unknown"),
];

#[test]
fn what_a_listing_may_say() {
    let mut world = World::staffed();
    for (fields, expected) in LISTINGS {
        let json = create(world.now, "new", fields);
        assert_eq!(world.probe_as("resident", &json), *expected, "{fields}");
    }
    let other = create(world.now, "new", "").replace(r#""seller":"@resident""#, r#""seller":"@mary""#);
    assert_eq!(world.probe_as("resident", &other), "VALIDATION_FAILED author out_of_range");
    world.job(&create(world.now, "new", ""));
    assert_eq!(world.probe_as("resident", &create(world.now, "new", "")), "ALREADY_EXISTS");
}

#[test]
fn when_a_listing_may_run() {
    // Its end in minutes from now, and the verdict of showing it: bids come 20 minutes later.
    let table = [
        (20, "VALIDATION_FAILED ends_at out_of_range"),
        (21, "ok"),
        (20 + 90 * 24 * 60, "ok"),
        (21 + 90 * 24 * 60, "VALIDATION_FAILED ends_at out_of_range"),
    ];
    for (minutes, expected) in table {
        let mut world = World::staffed();
        let ends_at = world.now.plus(minutes * MINUTE_MS).0;
        world.job(&create(world.now, "new", &format!(r#""ends_at":{ends_at}"#)));
        let verdict = world.probe_as("resident", r#"{"area":"auction","kind":"activate","listing":"@new"}"#);
        assert_eq!(verdict, expected, "{minutes}");
    }
}

#[test]
fn only_what_a_job_shows_may_have_begun() {
    let begun = |world: &World| world.now.plus(-HOUR_MS);
    let activate = listing_command("activate", Timestamp(0));
    let mut world = World::staffed();
    let json = create(world.now, "lot", &format!(r#""starts_at":{}"#, begun(&world).0));
    world.job(&json);
    world.job(&activate);
    assert_eq!(listing(&world, "lot").opens_at, Some(begun(&world)));
    assert_eq!(bid(&mut world, "mary", 1000), Ok(()));
    let mut world = World::staffed();
    world.job(&json);
    assert_eq!(world.act("resident", &activate), Ok(()));
    assert_eq!(listing(&world, "lot").opens_at, Some(world.now.plus(20 * MINUTE_MS)));
    assert_eq!(bid(&mut world, "mary", 1000), Err(Code::AuctionNotOpen));
}

/// What happens to `@lot` before (`+5` passes minutes), who does what then, and the verdict.
#[rustfmt::skip]
const BIDS: &[(&str, &str, &str, &str)] = &[
    ("", "mary", "bid 1000", "ok"),
    ("", "mary", "bid 999", "BELOW_MINIMUM"),
    ("", "mary", "bid 0", "AMOUNT_INVALID"),
    ("", "resident", "bid 1000", "OWN_LOT"),
    ("", "stranger", "bid 1000", "NOT_FOUND"),
    ("-1", "mary", "bid 1000", "AUCTION_NOT_OPEN"),
    ("+4300", "mary", "bid 1000", "AUCTION_ENDED"),
    ("mary: bid 1500", "driver", "bid 1049", "BELOW_MINIMUM"),
    ("mary: bid 1500", "driver", "bid 1050", "ok"),
    ("mary: bid 1500", "mary", "bid 1500", "NOT_ABOVE_OWN_MAX"),
    ("mary: bid 1500", "mary", "bid 1501", "ok"),
    ("mary: bid 1500; driver: bid 1500", "mary", "bid 1500", "NOT_ABOVE_OWN_MAX"),
    ("mary: bid 1500; driver: bid 1500", "driver", "bid 1549", "BELOW_MINIMUM"),
    ("resident: note", "mary", "bid 1000", "LISTING_CHANGED"),
    ("resident: note", "mary", "bid 1", "LISTING_CHANGED"),
    ("", "mary", "bid 100001", "STEP_UP_NEEDED"),
    ("", "resident", "bid 100001", "STEP_UP_NEEDED"),
    ("resident: note", "mary", "bid 100001", "STEP_UP_NEEDED"),
    ("", "mary", "bid 100000", "ok"),
    ("admin: block mary", "mary", "bid 100001", "NOT_ELIGIBLE"),
    ("admin: block mary", "mary", "bid 1", "NOT_ELIGIBLE"),
    ("admin: block mary; -1", "mary", "bid 1000", "AUCTION_NOT_OPEN"),
    ("", "mary", "buy lot 1000", "BUY_NOW_GONE"),
    ("", "mary", "buy shelf 2500", "ok"),
    ("", "mary", "buy shelf 2499", "AMOUNT_INVALID"),
    ("", "resident", "buy shelf 2500", "OWN_LOT"),
    ("mary: buy shelf 2500", "driver", "buy shelf 2500", "AUCTION_ENDED"),
    ("", "resident", "cancel", "ok"),
    ("mary: bid 1500", "resident", "cancel", "LISTING_FROZEN"),
    ("mary: bid 1500", "admin", "cancel", "VALIDATION_FAILED reason required"),
    ("mary: bid 1500", "admin", "cancel why", "ok"),
    ("resident: cancel", "mary", "bid 1000", "INVALID_STATE"),
    ("", "resident", r#"edit {"title":"New"}"#, "ok"),
    ("mary: bid 1500", "resident", r#"edit {"title":"New"}"#, "LISTING_FROZEN"),
    ("mary: bid 1500", "resident", r#"edit {"reserve_minor":2000}"#, "LISTING_FROZEN reserve_minor out_of_range"),
    ("mary: bid 1500", "resident", "end -1", "LISTING_FROZEN ends_at out_of_range"),
    ("mary: bid 1500", "resident", "end 60", "ok"),
    ("mary: bid 1500", "resident", "note", "ok"),
    ("", "mary", "note", "FORBIDDEN_ROLE"),
];

/// Gives `text` as `who`; the verdict in words.
fn act(world: &mut World, who: &str, text: &str, keep: bool) -> String {
    let (verb, rest) = text.split_once(' ').unwrap_or((text, ""));
    let (number, ends_at) = (fresh(world), listing(world, "lot").ends_at);
    let fields = match verb {
        "bid" => format!(
            r#""kind":"place_bid","listing":"@lot","bid":"{number}","max_minor":{rest},"seen_listing_rev":1"#
        ),
        "buy" => {
            let (listing, price) = rest.split_once(' ').unwrap();
            format!(
                r#""kind":"buy","listing":"@{listing}","bid":"{number}","price_minor":{price},"seen_listing_rev":1"#
            )
        }
        "note" => {
            format!(r#""kind":"add_addendum","listing":"@lot","addendum":"{number}","text":"A scratch.""#)
        }
        "cancel" if rest.is_empty() => r#""kind":"cancel_listing","listing":"@lot""#.to_owned(),
        "cancel" => format!(r#""kind":"cancel_listing","listing":"@lot","reason":"{rest}""#),
        "edit" => format!(r#""kind":"edit_listing","listing":"@lot","changes":{rest}"#),
        "end" => {
            let ends_at = ends_at.plus(rest.parse::<i64>().unwrap() * MINUTE_MS).0;
            format!(r#""kind":"edit_listing","listing":"@lot","changes":{{"ends_at":{ends_at}}}"#)
        }
        "block" => format!(r#""kind":"set_bidder","community":"@home","user":"@{rest}","blocked":true"#),
        other => panic!("no verb {other}"),
    };
    let json = format!(r#"{{"area":"auction",{fields}}}"#);
    let actor = Actor::Person(id(who));
    if keep { words(&world.decide(actor, &json)) } else { words(&world.probe(actor, &json)) }
}

fn play(world: &mut World, script: &str) {
    for step in script.split(';').map(str::trim).filter(|step| !step.is_empty()) {
        if let Ok(minutes) = step.parse::<i64>() {
            world.now = world.now.plus(minutes * MINUTE_MS);
            continue;
        }
        let (who, text) = step.split_once(": ").unwrap();
        assert_eq!(act(world, who, text, true), "ok", "{step} in {script}");
    }
}

#[test]
fn bids_are_refused_in_the_order_of_the_rules() {
    for (before, who, text, expected) in BIDS {
        let mut world = World::staffed();
        market(&mut world);
        play(&mut world, before);
        assert_eq!(act(&mut world, who, text, false), *expected, "{before} / {who}: {text}");
    }
}

#[test]
fn a_refused_bid_says_what_would_be_taken() {
    let mut world = World::staffed();
    market(&mut world);
    play(&mut world, "mary: bid 1500");
    let refusal = world.probe(Actor::Person(id("driver")), &bid_json("@b-x", 1000)).unwrap_err();
    assert_eq!(refusal.params["next"], Param::Money(1050, "EUR".to_owned()));
    assert_eq!(
        refusal_text(&refusal, Locale::En, &|_| 0),
        "Others have bid more by now. The least that counts is €10.50."
    );
    assert!(!refusal.code.remedies().is_empty());
}

#[test]
fn a_high_bid_needs_a_second_factor_for_this_lot_device_and_amount() {
    let mut world = World::staffed();
    market(&mut world);
    let device = Id::named("device", &format!("{:?}", Actor::Person(id("mary"))));
    assert_eq!(bid(&mut world, "mary", 150_000), Err(Code::StepUpNeeded));
    world.step_up("mary", device, Purpose::Bid(id("shelf")), 200_000);
    assert_eq!(bid(&mut world, "mary", 150_000), Err(Code::StepUpNeeded), "another lot");
    world.step_up("mary", id("tablet"), Purpose::Bid(id("lot")), 200_000);
    assert_eq!(bid(&mut world, "mary", 150_000), Err(Code::StepUpNeeded), "another device");
    world.step_up("mary", device, Purpose::Bid(id("lot")), 149_999);
    assert_eq!(bid(&mut world, "mary", 150_000), Err(Code::StepUpNeeded), "less than that");
    world.step_up("mary", device, Purpose::Bid(id("lot")), 150_000);
    assert_eq!(bid(&mut world, "mary", 150_000), Ok(()));
    assert_eq!(lot(&world).price_minor, 1000);
    world.now = world.now.plus(5 * MINUTE_MS);
    assert_eq!(bid(&mut world, "mary", 150_001), Err(Code::StepUpNeeded), "five minutes later");
}

#[test]
fn no_more_than_ten_bids_in_a_minute() {
    let mut world = World::staffed();
    market(&mut world);
    for n in 0..10 {
        assert_eq!(bid(&mut world, "mary", 1000 + n), Ok(()));
        world.now = world.now.plus(SECOND_MS);
    }
    let refusal = world.probe(Actor::Person(id("mary")), &bid_json("@b-y", 5000)).unwrap_err();
    assert_eq!(refusal.code, Code::RateLimitExceeded);
    let until = world.now.plus(50 * SECOND_MS);
    assert_eq!(refusal.params["until"], Param::Time(until));
    assert_eq!(bid(&mut world, "driver", 1500), Ok(()), "others are not held up");
    world.now = until;
    assert_eq!(bid(&mut world, "mary", 5000), Ok(()));
}

#[test]
fn price_leader_and_history_are_told_under_numbers() {
    let mut world = World::staffed();
    market_of(&mut world, r#""reserve_minor":2000"#);
    // Who bids how much; price, leader's number, bids and reserve then.
    let table = [
        ("mary", 1500, (1000, Some(1), 1, Reserve::NotMet)),
        ("driver", 1100, (1150, Some(1), 2, Reserve::NotMet)),
        ("mary", 1900, (1150, Some(1), 2, Reserve::NotMet)),
        ("driver", 2100, (2000, Some(2), 3, Reserve::Met)),
        ("mary", 2100, (2100, Some(2), 4, Reserve::Met)),
    ];
    for (who, max, expected) in table {
        let before = lot(&world);
        world.now = world.now.plus(SECOND_MS);
        assert_eq!(bid(&mut world, who, max), Ok(()), "{who} {max}");
        let after = lot(&world);
        assert_eq!((after.price_minor, after.leader, after.bids, after.reserve), expected, "{who} {max}");
        let moved = (after.price_minor, after.leader) != (before.price_minor, before.leader);
        assert_eq!(after.version - before.version, i64::from(moved), "{who} {max}");
    }
    let viewer = world.viewer("editor");
    let page = world.read(|tx| view::listing(tx, &viewer, id("lot"))).unwrap();
    let lines: Vec<_> = page
        .history
        .iter()
        .map(|event| (event.number, event.bidder, event.leader, event.price_minor))
        .collect();
    assert_eq!(
        lines,
        [(4, 1, Some(2), 2100), (3, 2, Some(2), 2000), (2, 2, Some(1), 1150), (1, 1, Some(1), 1000)]
    );
    assert_eq!((page.card.next_minor, page.own_bids.len(), page.reserve_minor), (2150, 0, None));
    assert_eq!(told(&world, "mary"), [Kind::BidPlaced, Kind::BidPlaced, Kind::Outbid, Kind::BidBeaten]);
    assert_eq!(told(&world, "driver"), [Kind::BidBeaten, Kind::BidPlaced]);
    let seller = world.viewer("resident");
    let page = world.read(|tx| view::listing(tx, &seller, id("lot"))).unwrap();
    assert_eq!(page.reserve_minor, Some(2000));
}

/// Twins: two worlds that differ in one hidden maximum only. What anybody else's phone holds and what the
/// server would send it is the same to the byte (invariant B3).
#[test]
fn nobody_else_can_tell_how_high_a_maximum_is() {
    let seen = |maximum: i64, raise: Option<i64>| {
        let mut world = World::staffed();
        market_of(&mut world, r#""reserve_minor":1300"#);
        let others: Vec<(&str, Phone)> =
            ["driver", "resident", "admin", "manager"].map(|who| (who, world.phone(who))).into();
        assert_eq!(world.act("mary", &bid_json("@b-one", maximum)), Ok(()));
        assert_eq!(world.act("driver", &bid_json("@b-two", 1400)), Ok(()));
        match raise {
            Some(raise) => assert_eq!(world.act("mary", &bid_json("@b-three", raise)), Ok(())),
            // The other twin's mary does something as private, so that both worlds count as many calls.
            None => assert!(world.act("mary", &bid_json("@b-three", 1)).is_err()),
        }
        assert_eq!(world.act("editor", &bid_json("@b-four", 1600)), Ok(()));
        let mut bytes = Vec::new();
        for (who, phone) in &others {
            let answers = world.sync_recorded(phone);
            bytes.push((*who, answers, phone.rows(TABLES)));
        }
        assert!(bytes.iter().all(|(_, _, rows)| rows.contains("bid_event")), "the lot has reached them");
        let end = lot(&world).ends_at;
        assert_eq!(world.pass_to(end), 1);
        let price = lot(&world).price_minor;
        (bytes, price)
    };
    let (low, price) = seen(5_000, None);
    for (maximum, raise) in [(90_000, None), (5_001, None), (5_000, Some(80_000)), (2_000, Some(2_001))] {
        let (other, other_price) = seen(maximum, raise);
        assert_eq!(price, other_price);
        for ((who, answers, rows), (_, other_answers, other_rows)) in low.iter().zip(&other) {
            assert_eq!(rows, other_rows, "{who}'s rows tell {maximum} {raise:?}");
            assert_eq!(answers, other_answers, "the bytes for {who} tell {maximum} {raise:?}");
        }
    }
    // The test can see: a maximum that shows in the price does change what others get.
    let (shown, _) = seen(1_500, None);
    assert_ne!(shown[0].2, low[0].2);
}

#[test]
fn a_bid_made_offline_is_not_placed_until_it_arrives() {
    let mut world = World::staffed();
    market(&mut world);
    let (mary, driver) = (world.phone("mary"), world.phone("driver"));
    world.sync(&mary);
    world.sync(&driver);
    let card = |world: &World, phone: &Phone, who: &str| {
        let viewer = world.viewer(who);
        phone.view(|tx| view::listing(tx, &viewer, id("lot"))).unwrap().card
    };
    // Mary bids in the cellar. Nothing official moves on her phone.
    assert_eq!(mary.send(&mut world, &bid_json("@b-m", 1200)), Ok(None));
    let shown = card(&world, &mary, "mary");
    assert_eq!((shown.price_minor, shown.bids, shown.mine.waiting_minor), (1000, 0, Some(1200)));
    assert!(!shown.mine.has_bid && !shown.mine.leads);
    // What the phone can see to be wrong it refuses at once.
    assert_eq!(mary.send(&mut world, &bid_json("@b-n", 900)), Err(Code::BelowMinimum));
    assert_eq!(world.act("driver", &bid_json("@b-d", 3000)), Ok(()));
    world.sync(&mary);
    let shown = card(&world, &mary, "mary");
    assert_eq!((shown.price_minor, shown.mine.waiting_minor, shown.mine.max_minor), (1250, None, Some(1200)));
    let own: Bid = mary.view(|tx| tx.get(id("b-m"))).unwrap();
    assert_eq!((own.status, own.placed_at), (BidStatus::Placed, Some(world.now)));
    // Too low by the time it arrives: the reason, the price now, one tap to bid next.
    assert_eq!(mary.send(&mut world, &bid_json("@b-o", 1400)), Ok(None));
    assert_eq!(world.act("editor", &bid_json("@b-e", 2000)), Ok(()));
    world.sync(&mary);
    let refused = mary.refused();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].refusal.code, Code::BelowMinimum);
    assert_eq!(refused[0].refusal.params["next_minor"], Param::Number(2100));
    assert!(mary.view(|tx| tx.get::<Bid>(id("b-o"))).is_none(), "nothing of it stays");
    // Too late: made in time, and never back-dated.
    assert_eq!(mary.send(&mut world, &bid_json("@b-p", 9000)), Ok(None));
    let end = lot(&world).ends_at;
    world.pass_to(end);
    world.sync(&mary);
    assert_eq!(mary.refused().last().unwrap().refusal.code, Code::AuctionEnded);
    assert_eq!(sale_of(&world, "lot", "driver").unwrap().price_minor, 2050);
    world.sync(&driver);
    assert_eq!(card(&world, &driver, "driver").phase, MarketPhase::Ended);
}

#[test]
fn a_late_bid_moves_the_end_and_a_private_raise_does_not() {
    let mut world = World::staffed();
    market(&mut world);
    let end = lot(&world).ends_at;
    assert_eq!(bid(&mut world, "mary", 2000), Ok(()));
    world.now = end.plus(-SECOND_MS);
    assert_eq!(bid(&mut world, "mary", 3000), Ok(()));
    assert_eq!(lot(&world).ends_at, end);
    assert_eq!(bid(&mut world, "driver", 1100), Ok(()));
    let later = end.plus(-SECOND_MS + 2 * MINUTE_MS);
    assert_eq!(lot(&world).ends_at, later);
    assert_eq!(world.due(later.plus(-1)).len(), 0);
    world.now = later;
    assert_eq!(bid(&mut world, "driver", 9000), Err(Code::AuctionEnded), "before any job has run");
    assert_eq!(world.pass_to(later), 1);
    assert_eq!(listing(&world, "lot").status, ListingStatus::Sold);
}

#[test]
fn a_lot_is_closed_once_and_both_sides_are_told() {
    let mut world = World::staffed();
    market(&mut world);
    play(&mut world, "mary: bid 2000; driver: bid 1500");
    let end = lot(&world).ends_at;
    let close = COMMANDS.iter().find(|json| json.contains(r#""close""#)).unwrap();
    assert!(world.decide(Actor::Job, close).is_err(), "the clock has not come so far");
    let due = world.due(end);
    assert_eq!(due.len(), 1, "{due:?}");
    world.now = end;
    assert_eq!(world.decide(Actor::Job, &due[0].command), Ok(()));
    assert_eq!(world.decide(Actor::Job, &due[0].command).unwrap_err().code, Code::InvalidState);
    assert_eq!(world.due(end), []);
    let sale = sale_of(&world, "lot", "mary").unwrap();
    assert_eq!((sale.price_minor, sale.state), (1550, SaleState::AwaitingPayment));
    assert_eq!(sale.timer_at, Some(end.plus(4 * DAY_MS)));
    assert_eq!((sale.seller_name.as_str(), sale.buyer_name.as_str()), ("resident", "mary"));
    assert_eq!(told(&world, "mary").last(), Some(&Kind::ListingWon));
    assert_eq!(told(&world, "resident"), [Kind::ListingSold]);
    let viewer = world.viewer("mary");
    let line = world.read(|tx| notices(tx, &viewer, None)).remove(0);
    let text = notice_text(line.kind, &line.params, Locale::En, &|_| 0);
    assert!(text.starts_with("“Oak table” is yours for €15.50. Please pay by"), "{text}");
}

#[test]
fn who_does_not_pay_is_reminded_then_the_next_bidder_is_asked() {
    let mut world = World::staffed();
    market(&mut world);
    play(&mut world, "mary: bid 2000; driver: bid 1500; editor: bid 1800; manager: bid 1900");
    let end = lot(&world).ends_at;
    world.pass_to(end);
    assert_eq!(sale_of(&world, "lot", "mary").unwrap().price_minor, 1950);
    for day in 1..4 {
        world.pass_to(end.plus(day * DAY_MS));
    }
    let reminders = told(&world, "mary").iter().filter(|kind| **kind == Kind::PaymentReminder).count();
    assert_eq!(reminders, 2, "after one day and after three");
    world.pass_to(end.plus(4 * DAY_MS));
    assert_eq!(sale_of(&world, "lot", "mary").unwrap().state, SaleState::Cancelled);
    let record: BidderRecord = world.read(|tx| tx.get(BidderRecord::id_of(id("home"), id("mary")))).unwrap();
    assert_eq!(record.strikes, 1);
    let offer = |world: &World, who: &str| {
        world.read(|tx| tx.get::<SecondChanceOffer>(SecondChanceOffer::id_of(id("lot"), id(who))))
    };
    let first = offer(&world, "manager").unwrap();
    assert_eq!((first.price_minor, first.open_until), (1900, end.plus(5 * DAY_MS)));
    assert_eq!(listing(&world, "lot").status, ListingStatus::Unsold);
    let answer = |kind: &str, offer: &SecondChanceOffer| {
        format!(r#"{{"area":"auction","kind":"{kind}_offer","offer":"{}"}}"#, offer.id)
    };
    assert_eq!(world.act("editor", &answer("accept", &first)), Err(Code::NotFound), "somebody else's");
    // Nobody answers for a day: the next is asked, who declines; the third takes it.
    world.pass_to(end.plus(5 * DAY_MS));
    assert_eq!(world.act("manager", &answer("accept", &first)), Err(Code::InvalidState));
    let second = offer(&world, "editor").unwrap();
    assert_eq!(second.price_minor, 1800);
    assert_eq!(world.act("editor", &answer("decline", &second)), Ok(()));
    let third = offer(&world, "driver").unwrap();
    assert_eq!(world.act("driver", &answer("accept", &third)), Ok(()));
    let sale = sale_of(&world, "lot", "driver").unwrap();
    assert_eq!((sale.price_minor, sale.state), (1500, SaleState::AwaitingPayment));
    assert_eq!(listing(&world, "lot").status, ListingStatus::Sold);
    world.pass_to(end.plus(20 * DAY_MS));
    assert_eq!(listing(&world, "lot").status, ListingStatus::Unsold, "nobody is left");
    assert!(told(&world, "resident").contains(&Kind::ListingUnsold));
}

#[test]
fn strikes_and_retractions_need_approval_and_then_bar() {
    let mut world = World::staffed();
    market(&mut world);
    for (strikes, expected) in [(1, Ok(())), (2, Err(Code::NotEligible)), (3, Err(Code::NotEligible))] {
        world.settle(|tx| {
            let record = BidderRecord::clean(id("home"), id("mary"));
            tx.put(&BidderRecord { strikes, ..record })
        });
        let verdict = world.probe(Actor::Person(id("mary")), &bid_json("@b-z", 1000));
        assert_eq!(verdict.map_err(|refusal| refusal.code), expected, "{strikes}");
        let approve = COMMANDS.iter().find(|json| json.contains("approve_bidder")).unwrap();
        assert_eq!(world.act("admin", approve), Ok(()));
        let approved = world.probe(Actor::Person(id("mary")), &bid_json("@b-z", 1000));
        assert_eq!(approved.is_ok(), strikes < 3, "{strikes}");
    }
}

#[test]
fn a_bid_taken_back_lets_the_price_fall_and_counts() {
    let mut world = World::staffed();
    market(&mut world);
    assert_eq!(world.act("mary", &bid_json("@b-m", 5000)), Ok(()));
    assert_eq!(world.act("driver", &bid_json("@b-d", 4000)), Ok(()));
    assert_eq!(world.act("editor", &bid_json("@b-e", 4500)), Ok(()));
    assert_eq!(lot(&world).price_minor, 4600);
    let retract = |bid: &str, reason: &str| {
        format!(r#"{{"area":"auction","kind":"retract_bid","bid":"{bid}","reason":"{reason}"}}"#)
    };
    assert_eq!(world.act("driver", &retract("@b-m", "wrong_amount")), Err(Code::NotFound));
    assert_eq!(world.act("mary", &retract("@b-m", "listing_changed")), Err(Code::ListingNotChanged));
    assert_eq!(world.act("mary", &retract("@b-m", "wrong_amount")), Ok(()));
    let now = lot(&world);
    assert_eq!((now.price_minor, now.leader, now.bids), (4100, Some(3), 3));
    let standing: BidStanding = world.read(|tx| tx.get(BidStanding::id_of(id("lot"), id("mary")))).unwrap();
    assert_eq!(standing.max_minor, None);
    assert_eq!(world.act("mary", &retract("@b-m", "wrong_amount")), Err(Code::InvalidState));
    let known: Reputation = world.read(|tx| tx.get(Reputation::id_of(id("home"), id("mary")))).unwrap();
    assert_eq!(known.retractions, 1);
    assert_eq!(told(&world, "resident"), [Kind::BidRetracted]);
    // Near the end a wrong amount stands; a changed listing is a reason until the end.
    world.now = lot(&world).ends_at.plus(-MINUTE_MS);
    assert_eq!(world.act("editor", &retract("@b-e", "wrong_amount")), Err(Code::RetractionClosingSoon));
    world.now = lot(&world).ends_at.plus(-HOUR_MS);
    assert_eq!(world.act("editor", &retract("@b-e", "wrong_amount")), Err(Code::RetractionTooLate));
    play(&mut world, "resident: note");
    assert_eq!(told(&world, "editor").last(), Some(&Kind::ListingChanged));
    assert_eq!(world.act("editor", &retract("@b-e", "listing_changed")), Ok(()));
    assert_eq!(lot(&world).leader, Some(2));
    let end = lot(&world).ends_at;
    world.pass_to(end);
    assert_eq!(sale_of(&world, "lot", "driver").unwrap().price_minor, 1000);
}

#[test]
fn buying_outright_ends_a_lot_at_once() {
    let mut world = World::staffed();
    market_of(&mut world, r#""reserve_minor":3000,"buy_now_minor":4000"#);
    play(&mut world, "mary: bid 1200");
    assert_eq!(lot(&world).buy_now_minor, Some(4000), "the bid is below the reserve price");
    let phone = world.phone("driver");
    world.sync(&phone);
    let buy = r#"{"area":"auction","kind":"buy","listing":"@lot","bid":"@b-buy","price_minor":4000,"seen_listing_rev":1}"#;
    assert_eq!(phone.send(&mut world, buy), Ok(None));
    world.sync(&phone);
    assert_eq!(phone.refused().len(), 0);
    let now = lot(&world);
    assert_eq!((now.price_minor, now.ends_at, now.buy_now_minor), (4000, world.now, None));
    assert_eq!(listing(&world, "lot").status, ListingStatus::Sold);
    assert_eq!(sale_of(&world, "lot", "driver").unwrap().price_minor, 4000);
    assert_eq!(told(&world, "mary").last(), Some(&Kind::Outbid));
    assert_eq!(bid(&mut world, "mary", 9000), Err(Code::AuctionEnded));
    let due = world.due(world.now);
    assert_eq!(due, [], "there is nothing left to close");
}

#[test]
fn a_lowered_reserve_and_a_later_end_show_at_once() {
    let mut world = World::staffed();
    market_of(&mut world, r#""reserve_minor":5000"#);
    play(&mut world, "mary: bid 3000");
    let before = lot(&world);
    assert_eq!((before.price_minor, before.reserve), (1000, Reserve::NotMet));
    play(&mut world, r#"resident: edit {"reserve_minor":2500}; resident: end 60"#);
    let after = lot(&world);
    assert_eq!((after.price_minor, after.reserve), (2500, Reserve::Met));
    assert_eq!(after.ends_at, before.ends_at.plus(HOUR_MS));
    assert_eq!(listing(&world, "lot").listing_rev, 1, "what the listing says is as before");
}

#[test]
fn reviews_stay_hidden_until_both_are_written() {
    let mut world = World::staffed();
    market(&mut world);
    play(&mut world, "mary: buy shelf 2500");
    let sale = sale_of(&world, "shelf", "mary").unwrap();
    let step = |step: &str| {
        format!(r#"{{"area":"auction","kind":"step_sale","sale":"{}","step":"{step}"}}"#, sale.id)
    };
    let review = |stars: i64| {
        format!(
            r#"{{"area":"auction","kind":"write_review","sale":"{}","stars":{stars},"text":"Thanks"}}"#,
            sale.id
        )
    };
    assert_eq!(world.act("mary", &review(5)), Err(Code::InvalidState));
    for (who, what) in [("manager", "pay"), ("resident", "hand_over"), ("mary", "receive")] {
        assert_eq!(world.act(who, &step(what)), Ok(()), "{who} {what}");
    }
    let completed = world.now.plus(2 * DAY_MS);
    world.pass_to(completed);
    assert_eq!(sale_of(&world, "shelf", "mary").unwrap().state, SaleState::Completed);
    assert_eq!(world.act("driver", &review(1)), Err(Code::NotFound));
    assert_eq!(world.act("mary", &review(6)), Err(Code::ValidationFailed));
    assert_eq!(world.act("mary", &review(5)), Ok(()));
    assert_eq!(world.act("mary", &review(4)), Err(Code::AlreadyExists));
    let shown = |world: &mut World, who: &str| {
        let phone = world.phone(who);
        world.sync(&phone);
        let viewer = world.viewer(who);
        let page = phone.view(|tx| view::reputation(tx, &viewer, id("home"), id("resident")));
        (page.reviews.len(), page.figures.seller_stars, page.figures.sold)
    };
    assert_eq!(shown(&mut world, "resident"), (0, 0, 1), "the other side sees nothing yet");
    assert_eq!(shown(&mut world, "mary"), (1, 0, 1));
    assert_eq!(world.act("resident", &review(4)), Ok(()));
    assert_eq!(shown(&mut world, "driver"), (1, 5, 1));
    let of_mary: Reputation = world.read(|tx| tx.get(Reputation::id_of(id("home"), id("mary")))).unwrap();
    assert_eq!((of_mary.buyer_reviews, of_mary.buyer_stars, of_mary.bought), (1, 4, 1));
}

#[test]
fn a_lonely_review_is_shown_when_its_week_is_over_and_none_is_taken_then() {
    let mut world = World::staffed();
    market(&mut world);
    play(&mut world, "mary: buy shelf 2500");
    let sale = sale_of(&world, "shelf", "mary").unwrap();
    for (who, step) in [("manager", "pay"), ("resident", "hand_over"), ("mary", "receive")] {
        let json = format!(r#"{{"area":"auction","kind":"step_sale","sale":"{}","step":"{step}"}}"#, sale.id);
        assert_eq!(world.act(who, &json), Ok(()));
    }
    world.pass_to(world.now.plus(2 * DAY_MS));
    let review = format!(r#"{{"area":"auction","kind":"write_review","sale":"{}","stars":3}}"#, sale.id);
    assert_eq!(world.act("mary", &review), Ok(()));
    let over = world.now.plus(7 * DAY_MS);
    world.pass_to(over.plus(-1));
    let hidden: Review = world.read(|tx| tx.get(Review::id_of(sale.id, id("mary")))).unwrap();
    assert!(!hidden.revealed);
    world.pass_to(over);
    let shown: Review = world.read(|tx| tx.get(Review::id_of(sale.id, id("mary")))).unwrap();
    assert!(shown.revealed);
    assert_eq!(world.act("resident", &review), Err(Code::ReviewClosed));
    assert_eq!(told(&world, "resident").last(), Some(&Kind::ReviewReceived));
}

#[test]
fn goods_that_nobody_confirms_count_as_received_after_two_weeks() {
    let mut world = World::staffed();
    market(&mut world);
    play(&mut world, "mary: buy shelf 2500");
    let sale = sale_of(&world, "shelf", "mary").unwrap();
    for (who, step) in [("manager", "pay"), ("resident", "hand_over")] {
        let json = format!(r#"{{"area":"auction","kind":"step_sale","sale":"{}","step":"{step}"}}"#, sale.id);
        assert_eq!(world.act(who, &json), Ok(()));
    }
    let handed_over = world.now;
    world.pass_to(handed_over.plus(14 * DAY_MS - 1));
    assert_eq!(sale_of(&world, "shelf", "mary").unwrap().state, SaleState::HandedOver);
    world.pass_to(handed_over.plus(14 * DAY_MS));
    assert_eq!(sale_of(&world, "shelf", "mary").unwrap().state, SaleState::Received);
    world.pass_to(handed_over.plus(16 * DAY_MS));
    assert_eq!(sale_of(&world, "shelf", "mary").unwrap().state, SaleState::Completed);
}

fn titles(world: &World, phone: &Phone, filter: &Filter, order: Order) -> Vec<String> {
    let viewer = world.viewer("mary");
    let page = phone.view(|tx| view::market(tx, &viewer, id("home"), filter, order, None));
    page.cards.into_iter().map(|card| card.title).collect()
}

#[test]
fn the_market_is_searched_offline() {
    let mut world = World::staffed();
    market(&mut world);
    let phone = world.phone("mary");
    world.sync(&phone);
    let find = |words: &str| Filter { words: Some(words.to_owned()), ..Filter::default() };
    // From here on the phone is offline.
    #[rustfmt::skip]
    let table: &[(Filter, &[&str])] = &[
        (Filter::default(), &["Oak table", "Book shelf"]),
        (find("oak"), &["Oak table"]),
        (find("SEATS tab"), &["Oak table"]),
        (find("böok"), &["Book shelf"]),
        (find("chair"), &[]),
        (find("oak\" OR book"), &[]),
        (find("  "), &["Oak table", "Book shelf"]),
        (Filter { price_min: Some(1001), ..Filter::default() }, &["Book shelf"]),
        (Filter { price_max: Some(1000), ..Filter::default() }, &["Oak table"]),
        (Filter { kind: Some(super::model::ListingKind::Fixed), ..Filter::default() }, &["Book shelf"]),
        (Filter { category: Some(super::model::MarketCategory::Garden), ..Filter::default() }, &[]),
        (Filter { hub: Some(id("hub")), ..find("table") }, &["Oak table"]),
        (Filter { hub: Some(id("other-hub")), ..Filter::default() }, &[]),
        (Filter { ending_within_ms: Some(HOUR_MS), ..Filter::default() }, &[]),
        (Filter { ending_within_ms: Some(RUN_MS), ..Filter::default() }, &["Oak table"]),
    ];
    for (filter, expected) in table {
        let mut found = titles(&world, &phone, filter, Order::EndingSoon);
        let mut wanted: Vec<String> = expected.iter().map(|title| (*title).to_owned()).collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{filter:?}");
        let viewer = world.viewer("mary");
        let page = world.read(|tx| view::market(tx, &viewer, id("home"), filter, Order::Cheapest, None));
        assert_eq!(page.cards.len(), expected.len(), "the server finds the same: {filter:?}");
    }
    assert_eq!(titles(&world, &phone, &Filter::default(), Order::Cheapest), ["Oak table", "Book shelf"]);
}

#[test]
fn words_follow_predictions_and_leave_with_their_rows() {
    let mut world = World::staffed();
    market(&mut world);
    let phone = world.phone("resident");
    world.sync(&phone);
    let found = |phone: &Phone, words: &str| phone.view(|tx| tx.search::<Listing>(words, 9)).len();
    let edit =
        r#"{"area":"auction","kind":"edit_listing","listing":"@lot","changes":{"title":"Walnut desk"}}"#;
    assert_eq!(phone.send(&mut world, edit), Ok(None));
    assert_eq!((found(&phone, "walnut"), found(&phone, "oak table")), (1, 1), "the draft is oak too");
    // Meanwhile somebody bids: the words are frozen, the prediction is taken back, and so are its words.
    assert_eq!(bid(&mut world, "mary", 2000), Ok(()));
    world.sync(&phone);
    assert_eq!(phone.refused()[0].refusal.code, Code::ListingFrozen);
    assert_eq!((found(&phone, "walnut"), found(&phone, "oak table")), (0, 2));
    // Whoever leaves the community keeps none of its words.
    let mary = world.phone("mary");
    world.sync(&mary);
    assert_eq!(found(&mary, "oak"), 1);
    world.job(r#"{"area":"community","kind":"remove","community":"@home","user":"@mary"}"#);
    world.sync(&mary);
    assert_eq!(found(&mary, "oak"), 0);
    let left = mary.view(|tx| tx.query("SELECT count(*) FROM search_row", &[], |row| row.int(0)));
    assert_eq!(left, [0]);
}

#[test]
fn pages_of_the_market_follow_each_other() {
    let mut world = World::staffed();
    for n in 0..120 {
        let ends_at = world.now.plus(RUN_MS + i64::from(n % 7) * HOUR_MS).0;
        let fields = format!(r#""title":"Thing {n}","start_minor":{},"ends_at":{ends_at}"#, 100 + n % 5);
        world.job(&create(world.now, &format!("t-{n}"), &fields));
        world.job(&format!(r#"{{"area":"auction","kind":"activate","listing":"@t-{n}"}}"#));
        world.now = world.now.plus(i64::from(n % 3));
    }
    let viewer = world.viewer("mary");
    for order in [Order::EndingSoon, Order::Newest, Order::Cheapest] {
        let (mut seen, mut after, mut pages) = (Vec::new(), None, 0);
        loop {
            let filter = Filter { words: Some("thing".to_owned()), ..Filter::default() };
            let page = world.read(|tx| view::market(tx, &viewer, id("home"), &filter, order, after));
            seen.extend(page.cards.iter().map(|card| match order {
                Order::EndingSoon => (card.ends_at.0, card.id),
                Order::Newest => (-listing_created(&world, card.id), card.id),
                Order::Cheapest => (card.price_minor, card.id),
            }));
            pages += 1;
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!((seen.len(), pages), (120, 3), "{order:?}");
        assert!(seen.is_sorted_by_key(|(key, _)| *key), "{order:?}");
        assert_eq!(seen.iter().map(|(_, id)| *id).collect::<BTreeSet<_>>().len(), 120);
    }
}

fn listing_created(world: &World, listing: Id) -> i64 {
    world.read(|tx| tx.get::<Listing>(listing)).unwrap().created_at.0
}

#[test]
fn lists_of_bids_listings_and_a_hub() {
    let mut world = World::staffed();
    market(&mut world);
    play(&mut world, "mary: bid 2000; driver: bid 1500; mary: buy shelf 2500");
    let (mary, seller, manager) = (world.viewer("mary"), world.viewer("resident"), world.viewer("manager"));
    let bids = world.read(|tx| view::my_bids(tx, &mary));
    let lines: Vec<_> = bids
        .iter()
        .map(|line| (line.card.title.as_str(), line.card.mine.leads, line.sale.is_some()))
        .collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines.contains(&("Oak table", true, false)) && lines.contains(&("Book shelf", true, true)),
        "{lines:?}"
    );
    let own = world.read(|tx| view::my_listings(tx, &seller));
    let states: Vec<_> = own.iter().map(|card| card.status).collect();
    assert_eq!(states, [ListingStatus::Draft, ListingStatus::Active, ListingStatus::Sold]);
    let hub = world.read(|tx| view::of_hub(tx, &manager, id("hub")));
    assert_eq!(hub.len(), 2, "drafts are nobody else's");
    assert_eq!(world.read(|tx| view::my_sales(tx, &seller)).len(), 1);
}

/// What a state of `@lot` is, and how it comes about.
#[rustfmt::skip]
const STATES: &[(&str, &str)] = &[
    ("draft", ""),
    ("upcoming", "show"),
    ("open", "show; wait"),
    ("bidden", "show; wait; bid"),
    ("over", "show; wait; bid; end"),
    ("sold", "show; wait; bid; end; close"),
    ("unsold", "show; wait; end; close"),
    ("cancelled", "show; wait; cancel"),
];

/// Which commands change something in which state, by whom: `s` the seller, `m` another member, `a` an
/// admin, `j` the server itself. Whatever stands here nowhere is refused.
#[rustfmt::skip]
const ALLOWED: &[(&str, &str, &str)] = &[
    ("draft", "edit", "sj"),     ("draft", "activate", "sj"),  ("draft", "cancel", "sj"),
    ("upcoming", "edit", "sj"),  ("upcoming", "cancel", "saj"), ("upcoming", "note", "sj"),
    ("open", "edit", "sj"),      ("open", "cancel", "saj"),    ("open", "note", "sj"),
    ("open", "bid", "ma"),       ("open", "buy", "ma"),
    ("bidden", "later", "sj"),   ("bidden", "cancel", "aj"),   ("bidden", "note", "sj"),
    ("bidden", "bid", "ma"),     ("bidden", "remove", "aj"),
    ("upcoming", "later", "sj"), ("open", "later", "sj"),      ("draft", "later", "sj"),
    ("over", "close", "j"),      ("over", "note", "sj"),       ("over", "cancel", "aj"),
    ("upcoming", "approve", "aj"), ("open", "approve", "aj"),  ("bidden", "approve", "aj"),
    ("over", "approve", "aj"),   ("sold", "approve", "aj"),    ("unsold", "approve", "aj"),
    ("cancelled", "approve", "aj"), ("draft", "approve", "j"),
];

fn listing_command(name: &str, now: Timestamp) -> String {
    let ends_at = now.plus(RUN_MS + DAY_MS).0;
    let fields = match name {
        "edit" => r#""kind":"edit_listing","listing":"@lot","changes":{"title":"Other"}"#.to_owned(),
        "later" => {
            format!(r#""kind":"edit_listing","listing":"@lot","changes":{{"ends_at":{ends_at}}}"#)
        }
        "activate" => r#""kind":"activate","listing":"@lot""#.to_owned(),
        "cancel" => r#""kind":"cancel_listing","listing":"@lot","reason":"Gone""#.to_owned(),
        "note" => r#""kind":"add_addendum","listing":"@lot","addendum":"@n","text":"Note""#.to_owned(),
        "bid" => r#""kind":"place_bid","listing":"@lot","bid":"@b-q","max_minor":4000,"seen_listing_rev":1"#
            .to_owned(),
        "buy" => {
            r#""kind":"buy","listing":"@lot","bid":"@b-r","price_minor":9000,"seen_listing_rev":1"#.to_owned()
        }
        "remove" => r#""kind":"remove_bids","listing":"@lot","user":"@driver","reason":"Why""#.to_owned(),
        "approve" => r#""kind":"approve_bidder","listing":"@lot","user":"@driver""#.to_owned(),
        "close" => r#""kind":"close","listing":"@lot""#.to_owned(),
        other => panic!("no command {other}"),
    };
    format!(r#"{{"area":"auction",{fields}}}"#)
}

#[test]
fn every_state_takes_its_commands_from_its_people_and_no_other() {
    let commands =
        ["edit", "later", "activate", "cancel", "note", "bid", "buy", "remove", "approve", "close"];
    let roles = [("s", "resident"), ("m", "mary"), ("a", "admin"), ("x", "stranger"), ("j", "")];
    let (mut cells, mut taken) = (0, 0);
    for (state, way) in STATES {
        let mut world = World::staffed();
        world.job(&create(world.now, "lot", r#""buy_now_minor":9000"#));
        for step in way.split("; ").filter(|step| !step.is_empty()) {
            match step {
                "show" => world.job(&listing_command("activate", world.now)),
                "wait" => world.now = world.now.plus(20 * MINUTE_MS),
                "bid" => assert_eq!(world.act("driver", &bid_json("@b-first", 2000)), Ok(())),
                "end" => world.now = lot(&world).ends_at,
                "close" => assert_eq!(world.pass_to(world.now), 1),
                "cancel" => assert_eq!(world.act("resident", &listing_command("cancel", world.now)), Ok(())),
                other => panic!("no step {other}"),
            }
        }
        for name in commands {
            let json = listing_command(name, world.now);
            let people = ALLOWED.iter().find(|row| row.0 == *state && row.1 == name).map_or("", |row| row.2);
            for (letter, who) in roles {
                let actor = if letter == "j" { Actor::Job } else { Actor::Person(id(who)) };
                let before = world.rows(TABLES);
                let verdict = world.probe(actor, &json);
                assert_eq!(world.rows(TABLES), before, "a probe leaves everything as it is");
                let expected = people.contains(letter);
                assert_eq!(verdict.is_ok(), expected, "{state} {name} by {letter}: {}", words(&verdict));
                cells += 1;
                taken += usize::from(verdict.is_ok());
                if let Err(refusal) = verdict {
                    assert!(!refusal.code.remedies().is_empty());
                    assert!(world.decide(actor, &json).is_err());
                    assert_eq!(
                        world.rows(TABLES),
                        before,
                        "{state} {name} by {letter} was refused and changed something"
                    );
                }
            }
        }
    }
    assert_eq!((cells, taken > 40), (STATES.len() * commands.len() * roles.len(), true));
}

/// Steps of a sale by who takes them, against the table of the rules.
#[test]
fn every_sale_state_takes_its_steps_from_its_people_and_no_other() {
    use super::command::SaleStep;
    use crate::ordering::sale::{SaleRole, sale_step};
    let ways: &[(&str, &[(&str, &str)])] = &[
        ("awaiting_payment", &[]),
        ("paid", &[("manager", "pay")]),
        ("handed_over", &[("manager", "pay"), ("resident", "hand_over")]),
        ("received", &[("manager", "pay"), ("resident", "hand_over"), ("mary", "receive")]),
        ("cancelled", &[("resident", "cancel")]),
    ];
    let people = [
        ("mary", SaleRole::Buyer),
        ("resident", SaleRole::Seller),
        ("manager", SaleRole::HubManager),
        ("admin", SaleRole::Admin),
        ("driver", SaleRole::Bystander),
        ("other-manager", SaleRole::Bystander),
        ("", SaleRole::System),
    ];
    for (state, way) in ways {
        let mut world = World::staffed();
        market(&mut world);
        play(&mut world, "mary: buy shelf 2500");
        let sale = sale_of(&world, "shelf", "mary").unwrap();
        let json = |step: &str| {
            format!(r#"{{"area":"auction","kind":"step_sale","sale":"{}","step":"{step}"}}"#, sale.id)
        };
        for (who, step) in *way {
            assert_eq!(world.act(who, &json(step)), Ok(()));
        }
        let now = sale_of(&world, "shelf", "mary").unwrap().state;
        for step in SaleStep::ALL {
            let word = serde_json::to_string(step).unwrap();
            for (who, role) in people {
                let actor = if who.is_empty() { Actor::Job } else { Actor::Person(id(who)) };
                let verdict = world.probe(actor, &json(word.trim_matches('"')));
                let expected = sale_step(now, step.command(), role).is_ok();
                assert_eq!(verdict.is_ok(), expected, "{state} {word} by {who}: {}", words(&verdict));
            }
        }
    }
}

/// Random histories of bids by commands: the public row is what the naive writing of the rules comes to, and
/// a fresh device agrees with the server.
#[test]
fn random_days_of_bidding_end_as_a_naive_reckoning_says() {
    for seed in 0u64..24 {
        let mut world = World::staffed();
        market(&mut world);
        let people = ["mary", "driver", "editor", "manager"];
        let mut dice = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut roll = |sides: u64| {
            dice ^= dice << 13;
            dice ^= dice >> 7;
            dice ^= dice << 17;
            dice % sides
        };
        let mut taken: Vec<(&str, i64)> = Vec::new();
        for _ in 0..40 {
            let who = people[usize::try_from(roll(4)).unwrap()];
            let max = 900 + i64::try_from(roll(60)).unwrap() * 50;
            world.now = world.now.plus(10 * SECOND_MS);
            if bid(&mut world, who, max).is_ok() {
                taken.push((who, max));
            }
        }
        // Each person's highest, the earliest of equals first.
        let mut ranking: Vec<(&str, i64, usize)> = Vec::new();
        for (at, (who, max)) in taken.iter().enumerate() {
            match ranking.iter_mut().find(|entry| entry.0 == *who) {
                Some(entry) if entry.1 < *max => *entry = (who, *max, at),
                Some(_) => {}
                None => ranking.push((who, *max, at)),
            }
        }
        ranking.sort_by_key(|(_, max, at)| (-max, *at));
        let step = |price: i64| {
            if price < 500 {
                25
            } else if price < 2500 {
                50
            } else {
                100
            }
        };
        let price = match ranking.as_slice() {
            [] => 1000,
            [_] => 1000,
            [first, second, ..] => first.1.min((second.1 + step(second.1)).max(1000)),
        };
        let end = lot(&world).ends_at;
        assert_eq!(lot(&world).price_minor, price, "seed {seed}: {taken:?}");
        world.pass_to(end);
        let winner = ranking.first().map(|entry| entry.0).unwrap();
        assert_eq!(sale_of(&world, "lot", winner).map(|sale| sale.price_minor), Some(price), "seed {seed}");
    }
}

#[test]
fn an_import_replays_bids_at_their_own_times_and_sells_nothing() {
    let mut world = World::staffed();
    let listing = r#"{"area":"auction","kind":"import_listing","listing":"@old","community":"@home","seller":"@seller","opens_at":1000,"currency":"USD","terms":{"as":"auction","title":"Palm","category":"electronics","condition":"good","handover":"delivery","start_minor":100,"ends_at":900000}}"#;
    world.job(listing);
    let one = |bid: &str, who: &str, max: i64, at: i64, let_in: bool| {
        format!(
            r#"{{"area":"auction","kind":"import_bid","listing":"@old","bid":"@{bid}","bidder":"@{who}","max_minor":{max},"at":{at},"let_in":{let_in}}}"#
        )
    };
    let decide =
        |world: &mut World, json: &str| world.decide(Actor::Job, json).map_err(|refusal| refusal.code);
    assert_eq!(
        decide(&mut world, &one("i-1", "ann", 500_000, 2000, false)),
        Ok(()),
        "no second factor is asked"
    );
    assert_eq!(decide(&mut world, &one("i-2", "bob", 101, 3000, false)), Err(Code::BelowMinimum));
    assert_eq!(decide(&mut world, &one("i-3", "bob", 101, 3000, true)), Ok(()));
    assert_eq!(decide(&mut world, &one("i-4", "bob", 900, 4000, false)), Ok(()));
    assert_eq!(decide(&mut world, &one("i-5", "cem", 9000, 900_000, false)), Err(Code::AuctionEnded));
    world.job(r#"{"area":"auction","kind":"activate","listing":"@old"}"#);
    assert_eq!(world.pass_to(world.now), 1);
    let closed: Listing = world.read(|tx| tx.get(id("old"))).unwrap();
    let row: Lot = world.read(|tx| tx.get(id("old"))).unwrap();
    assert_eq!((closed.status, row.price_minor, row.bids), (ListingStatus::Sold, 950, 3));
    let sales = world.read(|tx| tx.select::<Sale>("listing = ? ORDER BY id", &[Value::from(id("old"))]));
    assert_eq!(sales, []);
    assert_eq!(decide(&mut world, &one("i-6", "cem", 9000, 5000, false)), Err(Code::InvalidState));
}

#[test]
fn what_is_searched_has_an_index_in_the_schema() {
    let world = World::new();
    let triggers = world.read(|tx| {
        let text = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name";
        tx.query(text, &[], |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
    });
    for table in crate::domain::TABLES.iter().filter(|table| !table.search.is_empty()) {
        for act in ["insert", "update", "delete"] {
            let name = format!("{}_search_{act}", table.name);
            let (_, sql) =
                triggers.iter().find(|(found, _)| *found == name).unwrap_or_else(|| panic!("{name}"));
            let columns = table.search.iter().all(|column| sql.contains(&format!("new.{column}")));
            assert!(act == "delete" || columns, "{name} does not read {:?}", table.search);
        }
    }
    assert!(command(COMMANDS[0]).contains("create_listing"));
}
