//! The rules of an auction as tables: one line per case, the expected answer in the last column.

use super::closing::{
    Closing, PaymentPlan, Phase, Schedule, ScheduleFault, SecondChance, SoftClose, check_strikes,
    payment_plan, second_chance,
};
use super::ladder::{Band, Ladder, LadderFault};
use super::lot::{LotState, Maximum, PublicStanding, Reserve, Standing, Terms, TermsFault};
use super::proxy::{AcceptedBid, Bid, BidRefusal, Clearance, Ineligible, Placed, buy_now, place, replay};
use super::retraction::{Removal, RetractionReason, RetractionRefusal, check_retractions, remove, retract};
use crate::id::Id;
use crate::money::{AMOUNT_MINOR_MAX, Currency};
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};

const OPENS: i64 = 1_000_000;
/// The lots here run 5 days.
const ENDS: i64 = OPENS + 5 * DAY_MS;

fn standard(currency: &str) -> Ladder {
    Ladder::standard(Currency::new(currency).unwrap())
}

fn person(name: &str) -> Id {
    Id::named("person", name)
}

fn terms(start_minor: i64, reserve_minor: Option<i64>, buy_now_minor: Option<i64>) -> Terms {
    let ladder = standard("USD");
    Terms { start_minor, reserve_minor, buy_now_minor, step_up_above_minor: Some(100_000), ladder }
}

fn lot_under(terms: Terms) -> LotState {
    let (opens_at, ends_at) = (Timestamp(OPENS), Timestamp(ENDS));
    let schedule = Schedule { opens_at, ends_at, soft_close: SoftClose::default() };
    let standing = Standing::opening(&terms);
    LotState { seller: person("seller"), listing_rev: 3, terms, schedule, standing }
}

/// A lot from 1.00 on, without reserve.
fn lot() -> LotState {
    lot_under(terms(100, None, None))
}

fn bid_at(name: &str, max: i64, at: i64) -> Bid {
    let clearance = Clearance::GRANTED;
    Bid { bidder: person(name), max: Maximum(max), seen_listing_rev: 3, at: Timestamp(at), clearance }
}

fn bid(name: &str, max: i64) -> Bid {
    bid_at(name, max, OPENS + 5)
}

/// Places bids that must be accepted, one ms apart.
fn after(mut lot: LotState, bids: &[(&str, i64)]) -> LotState {
    for (&(name, max), at) in bids.iter().zip(OPENS..) {
        let placed = place(&lot, &bid_at(name, max, at));
        lot.standing = placed.unwrap_or_else(|refusal| panic!("{name} {max}: {refusal}")).standing;
    }
    lot
}

fn leader(lot: &LotState) -> Option<Id> {
    lot.standing.lead.map(|lead| lead.bidder)
}

#[test]
fn steps_follow_ebays_ladder_in_each_currency() {
    // Currency, price and its step, in minor units.
    let table = [
        ("USD", i64::MIN, 5),
        ("USD", -1, 5),
        ("USD", 0, 5),
        ("USD", 99, 5),
        ("USD", 100, 25),
        ("USD", 499, 25),
        ("USD", 500, 50),
        ("USD", 2_499, 50),
        ("USD", 2_500, 100),
        ("USD", 9_999, 100),
        ("USD", 10_000, 250),
        ("USD", 24_999, 250),
        ("USD", 25_000, 500),
        ("USD", 49_999, 500),
        ("USD", 50_000, 1_000),
        ("USD", 99_999, 1_000),
        ("USD", 100_000, 2_500),
        ("USD", 249_999, 2_500),
        ("USD", 250_000, 5_000),
        ("USD", 499_999, 5_000),
        ("USD", 500_000, 10_000),
        ("USD", i64::MAX, 10_000),
        ("JPY", 0, 1),
        ("JPY", 99, 1),
        ("JPY", 100, 3),
        ("JPY", 250, 5),
        ("JPY", 5_000, 100),
        ("KWD", 999, 50),
        ("KWD", 1_000, 250),
        ("CLF", 50_000_000, 1_000_000),
    ];
    for (currency, price, step) in table {
        assert_eq!(standard(currency).step(price), step, "{currency} {price}");
    }
    for decimals in 0..6 {
        let ladder = Ladder::ebay(decimals);
        assert_eq!(Ladder::new(ladder.bands().to_vec()), Ok(ladder), "{decimals} decimals");
    }
    assert_eq!(standard("USD").next(i64::MAX), i64::MAX);
}

#[test]
fn a_ladder_has_no_gap_and_never_falls() {
    use LadderFault as F;
    let over = AMOUNT_MINOR_MAX + 1;
    type Case<'a> = (&'a [(i64, i64)], Result<(), F>);
    let table: &[Case<'_>] = &[
        (&[(0, 1)], Ok(())),
        (&[(0, 5), (100, 5), (101, 6)], Ok(())),
        (&[(0, AMOUNT_MINOR_MAX)], Ok(())),
        (&[], Err(F::NoBand)),
        (&[(1, 1)], Err(F::FirstBandNotAtZero)),
        (&[(-1, 1)], Err(F::FirstBandNotAtZero)),
        (&[(0, 1), (0, 2)], Err(F::BandsNotAscending)),
        (&[(0, 1), (9, 2), (8, 3)], Err(F::BandsNotAscending)),
        (&[(0, 0)], Err(F::StepsNotAscending)),
        (&[(0, -5)], Err(F::StepsNotAscending)),
        (&[(0, 5), (100, 4)], Err(F::StepsNotAscending)),
        (&[(0, over)], Err(F::AmountTooLarge)),
        (&[(0, 1), (over, 1)], Err(F::AmountTooLarge)),
        (&[(0, 1); 33], Err(F::TooManyBands)),
    ];
    for (bands, expected) in table {
        let band = |&(from_minor, step_minor): &(i64, i64)| Band { from_minor, step_minor };
        let ladder = Ladder::new(bands.iter().map(band).collect());
        assert_eq!(ladder.map(|_| ()), *expected, "{bands:?}");
    }
}

#[test]
fn a_ladder_from_outside_is_checked() {
    let text = r#"[{"from_minor":0,"step_minor":5},{"from_minor":100,"step_minor":10}]"#;
    let ladder: Ladder = serde_json::from_str(text).unwrap();
    assert_eq!(ladder.step(100), 10);
    assert_eq!(serde_json::to_string(&ladder).unwrap(), text);
    let fault = serde_json::from_str::<Ladder>("[]").unwrap_err().to_string();
    assert_eq!(fault, "no_band");
}

#[test]
fn terms_keep_their_bounds() {
    use TermsFault as F;
    let top = AMOUNT_MINOR_MAX;
    let table = [
        (1, None, None, Ok(())),
        (100, Some(100), Some(101), Ok(())),
        (top, Some(top), None, Ok(())),
        (0, None, None, Err(F::AmountOutOfRange)),
        (top + 1, None, None, Err(F::AmountOutOfRange)),
        (1, Some(i64::MAX), None, Err(F::AmountOutOfRange)),
        (1, None, Some(-1), Err(F::AmountOutOfRange)),
        (100, Some(99), None, Err(F::ReserveBelowStart)),
        (100, None, Some(100), Err(F::BuyNowTooLow)),
        (100, Some(300), Some(299), Err(F::BuyNowTooLow)),
        (100, Some(300), Some(300), Ok(())),
    ];
    for (start, reserve, buy_now, expected) in table {
        assert_eq!(terms(start, reserve, buy_now).check(), expected, "{start} {reserve:?} {buy_now:?}");
    }
}

#[test]
fn a_bid_freezes_the_terms_but_for_a_lower_reserve() {
    use TermsFault as F;
    let old = terms(100, Some(300), Some(900));
    let coarse = Terms { ladder: Ladder::ebay(3), ..old.clone() };
    let table = [
        (old.clone(), Ok(())),
        (terms(100, Some(299), Some(900)), Ok(())),
        (terms(100, None, Some(900)), Ok(())),
        (terms(100, Some(301), Some(900)), Err(F::ReserveRaised)),
        (terms(99, Some(300), Some(900)), Err(F::TermsFrozen)),
        (terms(100, Some(300), Some(901)), Err(F::TermsFrozen)),
        (terms(100, Some(300), None), Err(F::TermsFrozen)),
        (coarse, Err(F::TermsFrozen)),
        (terms(100, Some(99), Some(900)), Err(F::ReserveBelowStart)),
    ];
    for (new, expected) in table {
        assert_eq!(old.check_change(&new), expected, "{new:?}");
    }
    let none = terms(100, None, None);
    assert_eq!(none.check_change(&terms(100, Some(100), None)), Err(F::ReserveRaised));
}

#[test]
fn the_price_is_the_second_maximum_and_a_step() {
    // Starting price, reserve price, bids in order, price, leader.
    type Case<'a> = (i64, Option<i64>, &'a [(&'a str, i64)], i64, &'a str);
    let table: &[Case<'_>] = &[
        (100, None, &[("ann", 100)], 100, "ann"),
        (100, None, &[("ann", 5_000)], 100, "ann"),
        (100, None, &[("ann", 1_000), ("bob", 300)], 325, "ann"),
        (100, None, &[("ann", 1_000), ("bob", 990)], 1_000, "ann"),
        (100, None, &[("ann", 1_000), ("bob", 1_000)], 1_000, "ann"),
        (100, None, &[("ann", 1_000), ("bob", 1_001)], 1_001, "bob"),
        (100, None, &[("ann", 1_000), ("bob", 1_050)], 1_050, "bob"),
        (100, None, &[("ann", 1_000), ("bob", 5_000)], 1_050, "bob"),
        // A bid of exactly price and step is accepted.
        (100, None, &[("ann", 1_000), ("bob", 125)], 150, "ann"),
        (100, None, &[("ann", 100), ("bob", 125)], 125, "bob"),
        // The step is that of the second maximum, not of the price before.
        (1, None, &[("ann", 60_000), ("bob", 9_999)], 10_099, "ann"),
        (1, None, &[("ann", 60_000), ("bob", 10_000)], 10_250, "ann"),
        // The leader's raise changes nothing, and later bids meet the new maximum.
        (100, None, &[("ann", 1_000), ("ann", 2_000)], 100, "ann"),
        (100, None, &[("ann", 1_000), ("ann", 1_001), ("bob", 1_000)], 1_001, "ann"),
        (100, None, &[("ann", 1_000), ("bob", 300), ("ann", 2_000)], 325, "ann"),
        // Unless the own maximum held the price down.
        (100, None, &[("ann", 1_000), ("bob", 990), ("ann", 1_010)], 1_010, "ann"),
        (100, None, &[("ann", 1_000), ("bob", 990), ("ann", 9_000)], 1_040, "ann"),
        (100, None, &[("ann", 1_000), ("bob", 1_000), ("ann", 9_000)], 1_050, "ann"),
        // Who was outbid comes back; the beaten maximum of the same person does not push the price.
        (100, None, &[("ann", 200), ("bob", 900), ("ann", 1_500)], 950, "ann"),
        (100, None, &[("ann", 200), ("bob", 900), ("ann", 800)], 850, "bob"),
        // The reserve price.
        (100, Some(500), &[("ann", 499)], 100, "ann"),
        (100, Some(500), &[("ann", 500)], 500, "ann"),
        (100, Some(500), &[("ann", 900)], 500, "ann"),
        (100, Some(500), &[("ann", 499), ("bob", 300)], 325, "ann"),
        (100, Some(500), &[("ann", 300), ("bob", 490)], 325, "bob"),
        (100, Some(500), &[("ann", 300), ("bob", 800)], 500, "bob"),
        (100, Some(500), &[("ann", 490), ("bob", 800)], 515, "bob"),
        (100, Some(500), &[("ann", 900), ("bob", 700)], 750, "ann"),
        (100, Some(500), &[("ann", 300), ("ann", 600)], 500, "ann"),
        (100, Some(100), &[("ann", 900)], 100, "ann"),
    ];
    for (start, reserve, bids, price, name) in table {
        let lot = after(lot_under(terms(*start, *reserve, None)), bids);
        let expected = (*price, Some(person(name)));
        assert_eq!((lot.standing.price_minor, leader(&lot)), expected, "{start} {reserve:?} {bids:?}");
        let accepted = accepted(&bids.iter().map(|&(name, max)| (name, max, OPENS, 3)).collect::<Vec<_>>());
        assert_eq!(replay(&lot, accepted.iter().rev()), lot.standing, "{bids:?}");
    }
}

#[test]
fn a_bid_says_what_it_did() {
    // Bids before, the bid, then: leads, who is outbid, public.
    type Case<'a> = (&'a [(&'a str, i64)], (&'a str, i64), bool, Option<&'a str>, bool);
    let table: &[Case<'_>] = &[
        (&[], ("ann", 100), true, None, true),
        (&[("ann", 900)], ("bob", 300), false, None, true),
        (&[("ann", 900)], ("bob", 900), false, None, true),
        (&[("ann", 900)], ("bob", 950), true, Some("ann"), true),
        (&[("ann", 900)], ("ann", 901), true, None, false),
        (&[("ann", 900)], ("ann", 4_999), true, None, false),
        (&[("ann", 900), ("bob", 890)], ("ann", 901), true, None, true),
        (&[("ann", 900)], ("ann", 5_000), true, None, true), // The reserve price is met.
    ];
    for (before, (name, max), leads, outbid, is_public) in table {
        let lot = after(lot_under(terms(100, Some(5_000), None)), before);
        let placed = place(&lot, &bid(name, *max)).unwrap();
        let expected = (*leads, outbid.map(person), *is_public);
        assert_eq!((placed.leads, placed.outbid, placed.is_public), expected, "{before:?} {name} {max}");
        assert!(!placed.extended);
    }
}

/// The answer to a bid, without what it did.
fn answer(lot: &LotState, bid: &Bid) -> Result<(), BidRefusal> {
    place(lot, bid).map(|_| ())
}

#[test]
fn a_bid_that_breaks_a_rule_is_refused() {
    use BidRefusal as R;
    let lot = after(lot(), &[("ann", 1_000), ("bob", 500)]);
    let next_minor = 600; // 5.50 and a step of 0.50.
    let until = Timestamp(9);
    let with = |change: &dyn Fn(&mut Clearance)| {
        let mut bid = bid("cem", 600);
        change(&mut bid.clearance);
        bid
    };
    let table = [
        (bid("cem", 600), Ok(())),
        (bid("ann", 1_001), Ok(())),
        (bid("cem", AMOUNT_MINOR_MAX), Ok(())),
        (bid("cem", 599), Err(R::BelowMinimum { next_minor })),
        (bid("cem", 1), Err(R::BelowMinimum { next_minor })),
        (bid("bob", 500), Err(R::BelowMinimum { next_minor })),
        (bid("ann", 1_000), Err(R::NotAboveOwnMax)),
        (bid("ann", 1), Err(R::NotAboveOwnMax)),
        (bid("cem", 0), Err(R::NotAValidAmount)),
        (bid("cem", -1), Err(R::NotAValidAmount)),
        (bid("cem", i64::MIN), Err(R::NotAValidAmount)),
        (bid("cem", AMOUNT_MINOR_MAX + 1), Err(R::NotAValidAmount)),
        (bid("cem", i64::MAX), Err(R::NotAValidAmount)),
        (bid("seller", 600), Err(R::OwnLot)),
        (Bid { seen_listing_rev: 2, ..bid("cem", 600) }, Err(R::ListingChanged { listing_rev: 3 })),
        (Bid { seen_listing_rev: 4, ..bid("cem", 600) }, Err(R::ListingChanged { listing_rev: 3 })),
        (bid_at("cem", 600, OPENS - 1), Err(R::NotOpenYet { opens_at: Timestamp(OPENS) })),
        (bid_at("cem", 600, ENDS), Err(R::Ended { ended_at: Timestamp(ENDS) })),
        (with(&|known| known.stepped_up_to_minor = 0), Ok(())),
        (with(&|known| known.deposit_paid = false), Err(R::DepositNeeded)),
        (with(&|known| known.limited_until = Some(until)), Err(R::RateLimited { until })),
        (with(&|known| known.eligible = Err(Ineligible::Strikes)), Err(R::NotEligible(Ineligible::Strikes))),
    ];
    for (bid, expected) in table {
        assert_eq!(answer(&lot, &bid), expected, "{bid:?} {}", bid.max.0);
    }
    let first = |max| answer(&lot_under(terms(250, None, None)), &bid("cem", max));
    assert_eq!(first(249), Err(R::BelowMinimum { next_minor: 250 }));
    assert_eq!(first(250), Ok(()));
}

#[test]
fn the_first_broken_rule_names_the_refusal() {
    use BidRefusal as R;
    let lot = after(lot(), &[("ann", 1_000), ("bob", 500)]);
    let known = Clearance {
        eligible: Ok(()),
        stepped_up_to_minor: 0,
        deposit_paid: false,
        limited_until: Some(Timestamp(9)),
    };
    let barred = Clearance { eligible: Err(Ineligible::Blocked), ..known };
    let make = |clearance, seen_listing_rev, name, max, at| Bid {
        clearance,
        seen_listing_rev,
        ..bid_at(name, max, at)
    };
    let (now, top) = (OPENS + 5, i64::MAX);
    // Each bid breaks the rule it is refused by and later ones.
    let table = [
        (make(barred, 2, "seller", top, OPENS - 1), R::NotOpenYet { opens_at: Timestamp(OPENS) }),
        (make(barred, 2, "seller", top, ENDS), R::Ended { ended_at: Timestamp(ENDS) }),
        (make(barred, 2, "seller", top, now), R::NotEligible(Ineligible::Blocked)),
        (make(known, 2, "seller", top, now), R::StepUpNeeded),
        (make(known, 2, "seller", -1, now), R::OwnLot),
        (make(known, 2, "cem", -1, now), R::ListingChanged { listing_rev: 3 }),
        (make(known, 3, "cem", -1, now), R::NotAValidAmount),
        (make(known, 3, "cem", 599, now), R::BelowMinimum { next_minor: 600 }),
        (make(known, 3, "ann", 1_000, now), R::NotAboveOwnMax),
        (make(known, 3, "cem", 600, now), R::DepositNeeded),
        (
            make(Clearance { deposit_paid: true, ..known }, 3, "cem", 600, now),
            R::RateLimited { until: Timestamp(9) },
        ),
    ];
    for (bid, expected) in table {
        assert_eq!(answer(&lot, &bid), Err(expected), "{bid:?} {}", bid.max.0);
    }
}

#[test]
fn a_high_maximum_needs_a_fresh_second_factor_that_covers_it() {
    let threshold = Some(100_000);
    // Threshold, what the factor covers, maximum, accepted.
    let table = [
        (threshold, 0, 100_000, true),
        (threshold, 0, 100_001, false),
        (threshold, 100_000, 100_001, false),
        (threshold, 100_001, 100_001, true),
        (threshold, 500_000, 500_001, false),
        (threshold, i64::MAX, 500_001, true),
        (Some(0), 0, 100, false),
        (None, 0, 500_001, true),
    ];
    for (step_up_above_minor, stepped_up_to_minor, max, accepted) in table {
        let lot = lot_under(Terms { step_up_above_minor, ..terms(100, None, None) });
        let clearance = Clearance { stepped_up_to_minor, ..Clearance::GRANTED };
        let answer = place(&lot, &Bid { clearance, ..bid("ann", max) }).map(|_| ());
        let expected = if accepted { Ok(()) } else { Err(BidRefusal::StepUpNeeded) };
        assert_eq!(answer, expected, "{step_up_above_minor:?} {stepped_up_to_minor} {max}");
    }
}

#[test]
fn the_largest_amounts_do_not_overflow() {
    let top = AMOUNT_MINOR_MAX;
    let lot = after(lot_under(terms(1, None, None)), &[("ann", top), ("bob", top)]);
    assert_eq!((lot.standing.price_minor, leader(&lot)), (top, Some(person("ann"))));
    assert_eq!(lot.next_minor(), top + 10_000);
    let refused = place(&lot, &bid("cem", top));
    assert_eq!(refused, Err(BidRefusal::BelowMinimum { next_minor: top + 10_000 }));
    let steep = Ladder::new(vec![Band { from_minor: 0, step_minor: top }]).unwrap();
    let lot = lot_under(Terms { ladder: steep, ..terms(top, Some(top), None) });
    let lot = after(lot, &[("ann", top)]);
    assert_eq!(lot.standing.price_minor, top);
    assert_eq!(lot.next_minor(), 2 * top);
    // Not even stored nonsense makes a sum wrap.
    let mut broken = lot;
    broken.standing.price_minor = i64::MAX;
    broken.schedule.ends_at = Timestamp(i64::MAX);
    assert_eq!(broken.next_minor(), i64::MAX);
    assert_eq!(broken.effective_end(), Timestamp(i64::MAX));
    let bids = [("ann", i64::MAX, i64::MAX, 3), ("bob", i64::MAX, i64::MAX, 3)];
    assert_eq!(replay(&broken, &accepted(&bids)).price_minor, i64::MAX);
}

#[test]
fn a_replay_takes_in_what_the_entry_rule_would_refuse() {
    // Bids, price, leader, the leader's maximum.
    type Case<'a> = (&'a [(&'a str, i64)], i64, &'a str, i64);
    let table: &[Case<'_>] = &[
        (&[("ann", 1_000), ("ann", 400)], 100, "ann", 1_000),
        (&[("ann", 1_000), ("bob", 101)], 126, "ann", 1_000),
        (&[("ann", 1_000), ("bob", 500), ("bob", 300)], 550, "ann", 1_000),
        (&[("ann", 50)], 100, "ann", 50),
        (&[("ann", 1_000), ("bob", 50)], 100, "ann", 1_000),
    ];
    for (bids, price, name, max) in table {
        let bids: Vec<_> = bids.iter().map(|&(name, max)| (name, max, OPENS, 3)).collect();
        let standing = replay(&lot(), &accepted(&bids));
        let lead = standing.lead.map(|lead| (lead.bidder, lead.max.0));
        assert_eq!((standing.price_minor, lead), (*price, Some((person(name), *max))), "{bids:?}");
    }
}

#[test]
fn two_hundred_equal_maxima_leave_the_first_in_the_lead() {
    let mut lot = lot();
    let mut refused = 0;
    for number in 0..200 {
        match place(&lot, &bid(&number.to_string(), 5_000)) {
            Ok(Placed { standing, .. }) => lot.standing = standing,
            Err(BidRefusal::BelowMinimum { next_minor: 5_100 }) => refused += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((leader(&lot), lot.standing.price_minor, refused), (Some(person("0")), 5_000, 198));
}

#[test]
fn a_lot_can_be_bought_outright_until_a_bid_counts() {
    // Reserve price, bids before, the offer.
    type Case<'a> = (Option<i64>, &'a [(&'a str, i64)], Option<i64>);
    let table: &[Case<'_>] = &[
        (None, &[], Some(900)),
        (None, &[("ann", 100)], None),
        (Some(500), &[], Some(900)),
        (Some(500), &[("ann", 499), ("bob", 300)], Some(900)),
        (Some(500), &[("ann", 500)], None),
    ];
    for (reserve, before, offer) in table {
        let lot = after(lot_under(terms(100, *reserve, Some(900))), before);
        assert_eq!((lot.buy_now_offer(), lot.public().buy_now_minor), (*offer, *offer), "{before:?}");
        let bought = buy_now(&lot, &bid("cem", 900));
        assert_eq!(bought.map(|_| ()), offer.map(|_| ()).ok_or(BidRefusal::BuyNowGone), "{before:?}");
    }
    assert_eq!(lot().buy_now_offer(), None);
}

#[test]
fn a_purchase_ends_the_lot() {
    let mut lot = after(lot_under(terms(100, Some(500), Some(900))), &[("ann", 300)]);
    assert_eq!(buy_now(&lot, &bid("cem", 899)).unwrap_err(), BidRefusal::NotAValidAmount);
    assert_eq!(buy_now(&lot, &bid("seller", 900)).unwrap_err(), BidRefusal::OwnLot);
    let placed = buy_now(&lot, &bid("cem", 900)).unwrap();
    assert_eq!((placed.leads, placed.outbid, placed.is_public), (true, Some(person("ann")), true));
    let by_leader = buy_now(&lot, &bid("ann", 900)).unwrap();
    assert_eq!((by_leader.leads, by_leader.outbid), (true, None));
    lot.standing = placed.standing;
    assert_eq!((lot.public().price_minor, lot.public().buy_now_minor), (900, None));
    let ended_at = Timestamp(OPENS + 5);
    assert_eq!(lot.phase(Timestamp(OPENS + 4)), Phase::Ended, "also if the server's clock goes back");
    assert_eq!((lot.effective_end(), lot.is_open(ended_at)), (ended_at, false));
    assert_eq!(lot.closing(ended_at), Closing::Sold { buyer: person("cem"), price_minor: 900 });
    for answer in [place(&lot, &bid("bob", 5_000)), buy_now(&lot, &bid("bob", 900))] {
        assert_eq!(answer.unwrap_err(), BidRefusal::Ended { ended_at });
    }
    let bids = accepted(&[("ann", 300, OPENS, 3)]);
    let late = retract(&lot, &bids, person("ann"), 1, RetractionReason::WrongAmount, ended_at);
    assert_eq!(late, Err(RetractionRefusal::Ended));
}

#[test]
fn a_lower_reserve_may_lift_the_price_and_never_drops_it() {
    // Reserve price before, bids, reserve price after, price then.
    type Case<'a> = (i64, &'a [(&'a str, i64)], Option<i64>, Result<i64, TermsFault>);
    let table: &[Case<'_>] = &[
        (500, &[("ann", 400)], Some(450), Ok(100)),
        (500, &[("ann", 400)], Some(400), Ok(400)),
        (500, &[("ann", 400)], None, Ok(100)),
        (500, &[("ann", 900)], Some(300), Ok(500)),
        (500, &[("ann", 900)], None, Ok(500)),
        (500, &[], Some(300), Ok(100)),
        (500, &[("ann", 400)], Some(501), Err(TermsFault::ReserveRaised)),
    ];
    for (reserve, bids, lower, expected) in table {
        let lot = after(lot_under(terms(100, Some(*reserve), None)), bids);
        let price = lot.lower_reserve(*lower).map(|standing| standing.price_minor);
        assert_eq!(price, *expected, "{reserve} {bids:?} {lower:?}");
    }
}

#[test]
fn a_schedule_keeps_its_bounds() {
    use ScheduleFault as F;
    let minutes = |window, extension, cap| [window * MINUTE_MS, extension * MINUTE_MS, cap * MINUTE_MS];
    let table = [
        (1, minutes(2, 2, 60), Ok(())),
        (1, minutes(1, 15, 15), Ok(())),
        (1, minutes(15, 1, 24 * 60), Ok(())),
        (0, minutes(2, 2, 60), Err(F::EndsBeforeItOpens)),
        (-1, minutes(2, 2, 60), Err(F::EndsBeforeItOpens)),
        (1, minutes(0, 2, 60), Err(F::SoftCloseOutOfRange)),
        (1, minutes(2, 16, 60), Err(F::SoftCloseOutOfRange)),
        (1, minutes(2, 5, 4), Err(F::CapOutOfRange)),
        (1, minutes(2, 2, 24 * 60 + 1), Err(F::CapOutOfRange)),
    ];
    for (length, [window_ms, extension_ms, cap_ms], expected) in table {
        let soft_close = SoftClose { window_ms, extension_ms, cap_ms };
        let (opens_at, ends_at) = (Timestamp(OPENS), Timestamp(OPENS + length));
        let schedule = Schedule { opens_at, ends_at, soft_close };
        assert_eq!(schedule.check(), expected, "{schedule:?}");
    }
    let schedule = lot().schedule;
    assert_eq!(schedule.ending(Timestamp(ENDS - 1)), Err(F::EndMovedEarlier));
    assert_eq!(schedule.ending(Timestamp(ENDS)), Ok(schedule));
    assert_eq!(schedule.effective_end(Some(Timestamp(i64::MAX))), Timestamp(ENDS + HOUR_MS));
    assert_eq!(schedule.ending(Timestamp(ENDS + 1)).unwrap().ends_at, Timestamp(ENDS + 1));
}

#[test]
fn late_bids_move_the_end_up_to_the_cap() {
    // Window, extension and cap in s; bids at s before (-) or after the scheduled end; the end then.
    type Case<'a> = ([i64; 3], &'a [i64], i64);
    let table: &[Case<'_>] = &[
        ([120, 120, 3_600], &[], 0),
        ([120, 120, 3_600], &[-121], 0),
        ([120, 120, 3_600], &[-120], 0),
        ([120, 120, 3_600], &[-119], 1),
        ([120, 120, 3_600], &[-1], 119),
        ([120, 120, 3_600], &[-1, 10], 130),
        ([120, 120, 3_600], &[-100, -90, -80], 40),
        ([120, 120, 150], &[-1, 60], 150),
        ([120, 120, 150], &[-1, 60, 140], 150),
        ([300, 60, 3_600], &[-200], 0),
        ([300, 60, 3_600], &[-59], 1),
        ([60, 900, 3_600], &[-61], 0),
        ([60, 900, 3_600], &[-60], 840),
        ([60, 900, 3_600], &[-60, 700], 840),
    ];
    for (times, bids, expected) in table {
        let [window_ms, extension_ms, cap_ms] = times.map(|seconds| seconds * SECOND_MS);
        let mut lot = lot();
        lot.schedule.soft_close = SoftClose { window_ms, extension_ms, cap_ms };
        for (at, number) in bids.iter().zip(1..) {
            let before = lot.effective_end();
            let max = number * 10_000;
            let placed = place(&lot, &bid_at(&number.to_string(), max, ENDS + at * SECOND_MS)).unwrap();
            lot.standing = placed.standing;
            assert_eq!(placed.extended, lot.effective_end() > before, "{times:?} {bids:?}");
        }
        assert_eq!(lot.effective_end(), Timestamp(ENDS + expected * SECOND_MS), "{times:?} {bids:?}");
    }
}

#[test]
fn only_a_bid_that_shows_extends() {
    let late = ENDS - SECOND_MS;
    let lot = after(lot(), &[("ann", 1_000)]);
    let raise = place(&lot, &bid_at("ann", 2_000, late)).unwrap();
    assert_eq!((raise.extended, raise.standing.extended_to), (false, None));
    let rival = place(&lot, &bid_at("bob", 500, late)).unwrap();
    assert!(rival.extended);
    // A scheduled end moved beyond the extension counts again.
    let mut moved = LotState { standing: rival.standing, ..lot };
    assert_eq!(moved.effective_end(), Timestamp(late + 2 * MINUTE_MS));
    moved.schedule = moved.schedule.ending(Timestamp(ENDS + DAY_MS)).unwrap();
    assert_eq!(moved.effective_end(), Timestamp(ENDS + DAY_MS));
}

#[test]
fn a_lot_is_open_from_its_opening_to_before_its_end() {
    let table = [
        (i64::MIN, Phase::NotOpenYet),
        (OPENS - 1, Phase::NotOpenYet),
        (OPENS, Phase::Open),
        (ENDS - 1, Phase::Open),
        (ENDS, Phase::Ended),
        (i64::MAX, Phase::Ended),
    ];
    for (now, phase) in table {
        let now = Timestamp(now);
        assert_eq!((lot().phase(now), lot().is_open(now)), (phase, phase == Phase::Open), "{now:?}");
    }
}

#[test]
fn a_lot_ends_sold_or_not() {
    let sold = |name, price_minor| Closing::Sold { buyer: person(name), price_minor };
    // Reserve price, bids, ms past the end, outcome.
    type Case<'a> = (Option<i64>, &'a [(&'a str, i64)], i64, Closing);
    let table: &[Case<'_>] = &[
        (None, &[], -1, Closing::Running),
        (None, &[], 0, Closing::NoBids),
        (Some(500), &[], 0, Closing::NoBids),
        (None, &[("ann", 900)], -1, Closing::Running),
        (None, &[("ann", 900)], 0, sold("ann", 100)),
        (None, &[("ann", 900), ("bob", 500)], DAY_MS, sold("ann", 550)),
        (Some(500), &[("ann", 499)], 0, Closing::ReserveNotMet),
        (Some(500), &[("ann", 500)], 0, sold("ann", 500)),
    ];
    for (reserve, bids, past, expected) in table {
        let lot = after(lot_under(terms(100, *reserve, None)), bids);
        assert_eq!(lot.closing(Timestamp(ENDS + past)), *expected, "{reserve:?} {bids:?} {past}");
    }
}

#[test]
fn everybody_sees_price_and_reserve_state_only() {
    let public = |price_minor, next_minor, leader: Option<&str>, reserve| PublicStanding {
        price_minor,
        next_minor,
        leader: leader.map(person),
        reserve,
        buy_now_minor: None,
        ends_at: Timestamp(ENDS),
    };
    type Case<'a> = (Option<i64>, &'a [(&'a str, i64)], PublicStanding);
    let table: &[Case<'_>] = &[
        (None, &[], public(100, 100, None, Reserve::None)),
        (None, &[("ann", 100)], public(100, 125, Some("ann"), Reserve::None)),
        (None, &[("ann", 9_000)], public(100, 125, Some("ann"), Reserve::None)),
        (Some(500), &[], public(100, 100, None, Reserve::NotMet)),
        (Some(500), &[("ann", 499)], public(100, 125, Some("ann"), Reserve::NotMet)),
        (Some(500), &[("ann", 500)], public(500, 550, Some("ann"), Reserve::Met)),
    ];
    for (reserve, bids, expected) in table {
        let lot = after(lot_under(terms(100, *reserve, None)), bids);
        assert_eq!(lot.public(), *expected, "{reserve:?} {bids:?}");
    }
    let lot = after(lot(), &[("ann", 7_654_321), ("bob", 6_543)]);
    let log = format!("{:?} {:?} {:?}", lot.standing, bid("ann", 7_654_321), accepted(&[("a", 6_543, 0, 3)]));
    assert!(!log.contains("7654321") && !log.contains("6543"), "{log}");
}

/// Accepted bids: who, maximum, when, revision seen. Numbered from 1.
fn accepted(bids: &[(&str, i64, i64, i64)]) -> Vec<AcceptedBid> {
    let bid = |(&(name, max, at, seen_listing_rev), seq): (&(&str, i64, i64, i64), i64)| AcceptedBid {
        seq,
        bidder: person(name),
        max: Maximum(max),
        seen_listing_rev,
        at: Timestamp(at),
    };
    bids.iter().zip(1..).map(bid).collect()
}

#[test]
fn the_next_bidder_gets_a_second_chance_at_their_own_maximum() {
    let bids = accepted(&[
        ("ann", 300, OPENS, 3),
        ("bob", 900, OPENS, 3),
        ("cem", 700, OPENS, 3),
        ("dee", 700, OPENS, 3),
        ("ann", 650, OPENS, 3),
        ("bob", 950, OPENS, 3),
    ]);
    // Reserve price, who was asked, who is asked next and for how much.
    type Case<'a> = (Option<i64>, &'a [&'a str], Option<(&'a str, i64)>);
    let table: &[Case<'_>] = &[
        (None, &["bob"], Some(("cem", 700))),
        (None, &["bob", "cem"], Some(("dee", 700))),
        (None, &["bob", "cem", "dee"], Some(("ann", 650))),
        (None, &["bob", "cem", "dee", "ann"], None),
        (Some(700), &["bob"], Some(("cem", 700))),
        (Some(701), &["bob"], None),
    ];
    for (reserve, asked, expected) in table {
        let lot = lot_under(terms(100, *reserve, None));
        let people: Vec<Id> = asked.iter().copied().map(person).collect();
        let offer = second_chance(&lot, &bids, &people, Timestamp(ENDS));
        let open_until = Timestamp(ENDS + DAY_MS);
        let expected = expected.map(|(name, price_minor)| SecondChance {
            bidder: person(name),
            price_minor,
            open_until,
        });
        assert_eq!(offer, expected, "{reserve:?} {asked:?}");
    }
    let offer = second_chance(&lot(), &bids, &[], Timestamp(0)).unwrap();
    assert!(offer.is_open(Timestamp(DAY_MS - 1)) && !offer.is_open(Timestamp(DAY_MS)));
}

#[test]
fn payment_is_due_after_reminders() {
    // The hub's days, reminders and due day.
    let table: [(i64, &[i64], i64); 7] = [
        (4, &[1, 3], 4),
        (7, &[1, 3], 7),
        (3, &[1], 3),
        (1, &[], 1),
        (0, &[], 1),
        (8, &[1, 3], 7),
        (i64::MAX, &[1, 3], 7),
    ];
    for (days, reminders, due) in table {
        let day = |day: &i64| Timestamp(ENDS + day * DAY_MS);
        let expected = PaymentPlan { reminders_at: reminders.iter().map(day).collect(), due_at: day(&due) };
        assert_eq!(payment_plan(Timestamp(ENDS), days), expected, "{days}");
    }
}

#[test]
fn strikes_and_retractions_count() {
    let approval = Err(Ineligible::ApprovalNeeded);
    let barred = Err(Ineligible::Strikes);
    for (strikes, expected) in [(0, Ok(())), (1, Ok(())), (2, approval), (3, barred), (u32::MAX, barred)] {
        assert_eq!(check_strikes(strikes), expected, "{strikes}");
    }
    // Days ago of each retraction.
    let table: [(&[i64], Result<(), Ineligible>); 5] = [
        (&[], Ok(())),
        (&[0, 1], Ok(())),
        (&[0, 1, 89], approval),
        (&[0, 1, 90], Ok(())),
        (&[0, 1, 2, 91], approval),
    ];
    for (days, expected) in table {
        let at: Vec<Timestamp> = days.iter().map(|day| Timestamp(ENDS - day * DAY_MS)).collect();
        assert_eq!(check_retractions(&at, Timestamp(ENDS)), expected, "{days:?}");
    }
}

#[test]
fn a_bid_is_taken_back_by_ebays_rules() {
    use RetractionReason::{ListingChanged, WrongAmount};
    use RetractionRefusal as R;
    let early = OPENS;
    let last_hours = ENDS - 12 * HOUR_MS;
    let late = ENDS - 3 * HOUR_MS;
    let bids = accepted(&[
        ("ann", 500, early, 2),
        ("bob", 900, early, 2),
        ("ann", 1_500, late, 2),
        ("cem", 4_000, late, 3),
        ("ann", 5_000, late, 2),
    ]);
    // Who takes back which bid, why and when; what goes.
    type Case<'a> = (&'a str, i64, RetractionReason, i64, Result<&'a [i64], R>);
    let table: &[Case<'_>] = &[
        ("ann", 1, WrongAmount, last_hours - 1, Ok(&[1, 3, 5])),
        ("bob", 2, WrongAmount, last_hours - 1, Ok(&[2])),
        ("bob", 2, WrongAmount, last_hours, Err(R::TooLate)),
        ("ann", 5, WrongAmount, late, Ok(&[5])),
        ("ann", 3, WrongAmount, late + HOUR_MS, Ok(&[3])),
        ("ann", 5, WrongAmount, late + HOUR_MS + 1, Err(R::TooLate)),
        ("ann", 1, WrongAmount, late, Err(R::TooLate)),
        ("ann", 5, WrongAmount, ENDS - 2 * MINUTE_MS - 1, Err(R::TooLate)),
        ("ann", 5, WrongAmount, ENDS - 2 * MINUTE_MS, Err(R::ClosingSoon)),
        ("ann", 5, WrongAmount, ENDS - 1, Err(R::ClosingSoon)),
        ("ann", 5, WrongAmount, ENDS, Err(R::Ended)),
        ("ann", 5, ListingChanged, early, Ok(&[1, 3, 5])),
        ("ann", 1, ListingChanged, ENDS - 1, Ok(&[1, 3, 5])),
        ("bob", 2, ListingChanged, late, Ok(&[2])),
        ("cem", 4, ListingChanged, late, Err(R::ListingNotChanged)),
        ("bob", 2, ListingChanged, ENDS, Err(R::Ended)),
        ("bob", 1, WrongAmount, early, Err(R::BidUnknown)),
        ("bob", 6, WrongAmount, early, Err(R::BidUnknown)),
        ("bob", 1, WrongAmount, ENDS, Err(R::BidUnknown)),
    ];
    let mut lot = lot();
    lot.standing = replay(&lot, &bids);
    for (name, seq, reason, now, expected) in table {
        let answer = retract(&lot, &bids, person(name), *seq, *reason, Timestamp(*now));
        let removed = answer.map(|removal| removal.removed);
        assert_eq!(removed, expected.map(<[i64]>::to_vec), "{name} {seq} {reason:?} {now}");
    }
    // A bid within the hour, inside the soft-close window.
    let fresh = accepted(&[("ann", 500, ENDS - 5 * MINUTE_MS, 3)]);
    let take_back = |now| retract(&lot, &fresh, person("ann"), 1, WrongAmount, Timestamp(now)).map(|_| ());
    assert_eq!(take_back(ENDS - 2 * MINUTE_MS - 1), Ok(()));
    assert_eq!(take_back(ENDS - 2 * MINUTE_MS), Err(R::ClosingSoon));
}

#[test]
fn a_removal_plays_the_others_again_and_keeps_the_end() {
    let late = ENDS - SECOND_MS;
    let bids = accepted(&[
        ("ann", 1_000, OPENS, 3),
        ("bob", 9_000, OPENS, 3),
        ("cem", 3_000, late, 3),
        ("ann", 4_000, late + 1, 3),
    ]);
    let mut lot = lot();
    lot.standing = replay(&lot, &bids);
    let end = Some(Timestamp(late + 1 + 2 * MINUTE_MS));
    assert_eq!((lot.standing.price_minor, lot.standing.extended_to), (4_100, end));
    // Who goes, then: what goes, price, leader.
    let table: [(&str, &[i64], i64, Option<&str>); 4] = [
        ("bob", &[2], 3_100, Some("ann")),
        ("ann", &[1, 4], 3_100, Some("bob")),
        ("cem", &[3], 4_100, Some("bob")),
        ("nobody", &[], 4_100, Some("bob")),
    ];
    for (name, gone, price, lead) in table {
        let Removal { removed, standing } = remove(&lot, &bids, |bid| bid.bidder == person(name));
        assert_eq!(removed, gone, "{name}");
        let found = (standing.price_minor, standing.lead.map(|lead| lead.bidder), standing.extended_to);
        assert_eq!(found, (price, lead.map(person), end), "{name}");
    }
    let all = remove(&lot, &bids, |_| true).standing;
    assert_eq!((all.lead, all.price_minor, all.extended_to), (None, 100, end));
}
