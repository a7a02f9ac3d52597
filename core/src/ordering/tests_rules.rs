//! Totals, order cycle, short picks and the timers of a sale: tables with the answer in the last column.

use proptest::prelude::*;

use super::cycle::{CycleRefusal, IfLate, Phase, Placement, TimesOutOfOrder, Train, place};
use super::pick::{Pick, PickFault, Remainder, ShortReason, pick};
use super::sale::{
    DISPUTE_WINDOW_MS, Resolution, SaleCommand, SaleRefusal, SaleState, SaleTerms, SaleTimes,
    check_dispute_time, next_timer,
};
use super::total::{LINES_MAX, Line, QUANTITY_MAX, TotalFault, check_total, totals};
use crate::id::Id;
use crate::money::{Currency, Money, MoneyFault, UnitPrice};
use crate::time::{DAY_MS, Timestamp};

fn eur() -> Currency {
    Currency::new("EUR").unwrap()
}

fn cents(minor: i64) -> Money {
    Money::new(minor, eur())
}

fn id(number: u64) -> Id {
    Id::named("product", &number.to_string())
}

fn line(number: u64, price: &str, quantity: i64) -> Line {
    Line { product: id(number), unit_price: UnitPrice::parse(price, eur()).unwrap(), quantity }
}

#[test]
fn an_order_adds_up_or_says_why_not() {
    use TotalFault as F;
    type Case<'a> = (&'a [Line], i64, Result<(&'a [i64], i64), TotalFault>);
    let table: &[Case<'_>] = &[
        (&[line(1, "2.55", 6), line(2, "0.001", 5)], 390, Ok((&[1530, 0], 1920))),
        (&[line(1, "0.0051", 1), line(2, "0.0051", 1)], 0, Ok((&[1, 1], 2))),
        (&[line(1, "0", 1)], 0, Ok((&[0], 0))),
        (&[], 0, Err(F::NoLines)),
        (&[line(1, "1", 0)], 0, Err(F::QuantityOutOfRange { product: id(1) })),
        (&[line(1, "1", -1)], 0, Err(F::QuantityOutOfRange { product: id(1) })),
        (&[line(1, "1", QUANTITY_MAX + 1)], 0, Err(F::QuantityOutOfRange { product: id(1) })),
        (&[line(1, "1", 1), line(1, "1", 1)], 0, Err(F::ProductTwice { product: id(1) })),
        (&[line(1, "-1", 1)], 0, Err(F::Money(MoneyFault::OutOfRange))),
        (&[line(1, "1", 1)], -1, Err(F::Money(MoneyFault::OutOfRange))),
        (&[line(1, "900000000", QUANTITY_MAX)], 0, Err(F::Money(MoneyFault::OutOfRange))),
    ];
    for (lines, delivery, expected) in table {
        let found = totals(lines, cents(*delivery));
        let found = found.map(|found| {
            let lines: Vec<i64> = found.lines.iter().map(|line| line.minor).collect();
            assert_eq!(found.goods.minor, lines.iter().sum::<i64>());
            (lines, found.total.minor)
        });
        let expected = expected.map(|(lines, total)| (lines.to_vec(), total));
        assert_eq!(found, expected, "{lines:?} + {delivery}");
    }
    let many: Vec<Line> = (0..=LINES_MAX as u64).map(|number| line(number, "1", 1)).collect();
    assert_eq!(totals(&many, cents(0)), Err(F::TooManyLines));
    let pound = Money::zero(Currency::new("GBP").unwrap());
    assert_eq!(totals(&[line(1, "1", 1)], pound), Err(F::Money(MoneyFault::CurrenciesDiffer)));
    let found = totals(&[line(1, "1", 2)], cents(5)).unwrap();
    assert_eq!(check_total(&found, cents(205)), Ok(()));
    assert_eq!(check_total(&found, cents(204)), Err(F::Differs { total: cents(205) }));
}

/// A train with its times in hours, as (opens, cut-off, packed, departs, arrives).
fn train(number: u64, hours: [i64; 5]) -> Train {
    let [opens_at, cutoff_at, pack_by, departs_at, arrives_by] = hours.map(Timestamp);
    Train { id: id(number), opens_at, cutoff_at, pack_by, departs_at, arrives_by }
}

#[test]
fn an_order_after_the_cut_off_goes_where_the_person_chose() {
    let wanted = train(1, [10, 20, 30, 40, 50]);
    let later =
        [train(3, [10, 60, 60, 70, 80]), train(2, [12, 40, 50, 60, 70]), train(4, [0, 99, 99, 99, 99])];
    let earlier = [train(5, [0, 35, 35, 39, 39])];
    use {CycleRefusal as R, IfLate as I, Placement as P};
    type Case<'a> = (i64, IfLate, &'a [Train], Result<Placement, CycleRefusal>);
    let table: &[Case<'_>] = &[
        (9, I::NextTrain, &later, Err(R::NotOpenYet { opens_at: Timestamp(10) })),
        (10, I::NextTrain, &later, Ok(P::OnTrain(id(1)))),
        (19, I::WaitList, &later, Ok(P::OnTrain(id(1)))),
        (20, I::NextTrain, &later, Ok(P::Rolled(id(2)))),
        (20, I::WaitList, &later, Ok(P::WaitListed(id(1)))),
        (39, I::WaitList, &later, Ok(P::WaitListed(id(1)))),
        (40, I::WaitList, &later, Err(R::Departed { departed_at: Timestamp(40) })),
        (40, I::NextTrain, &later, Ok(P::Rolled(id(3)))),
        (60, I::NextTrain, &later, Ok(P::Rolled(id(4)))),
        (99, I::NextTrain, &later, Err(R::NoLaterTrain { cutoff_at: Timestamp(20) })),
        (30, I::NextTrain, &earlier, Err(R::NoLaterTrain { cutoff_at: Timestamp(20) })),
        (30, I::NextTrain, &[wanted], Err(R::NoLaterTrain { cutoff_at: Timestamp(20) })),
    ];
    for (at, if_late, later, expected) in table {
        assert_eq!(place(&wanted, later, Timestamp(*at), *if_late), *expected, "{at} {if_late:?}");
    }
    let phases = [
        (9, Phase::NotOpenYet),
        (10, Phase::Open),
        (20, Phase::Packing),
        (30, Phase::Ready),
        (40, Phase::Departed),
        (50, Phase::Arrived),
    ];
    for (at, phase) in phases {
        assert_eq!(wanted.phase(Timestamp(at)), phase);
    }
    assert_eq!(wanted.check(), Ok(()));
    assert_eq!(train(1, [10, 20, 20, 20, 20]).check(), Ok(()));
    for bad in [[10, 10, 30, 40, 50], [10, 20, 19, 40, 50], [10, 20, 30, 29, 50], [10, 20, 30, 40, 39]] {
        assert_eq!(train(1, bad).check(), Err(TimesOutOfOrder), "{bad:?}");
    }
}

#[test]
fn a_short_pick_needs_a_reason_and_a_way_out() {
    use {PickFault as F, Remainder as R};
    let out = Some(ShortReason::OutOfStock);
    let other = |number, price: &str, consent| {
        let unit_price = UnitPrice::parse(price, eur()).unwrap();
        Some(R::Substitute { product: id(number), unit_price, consent })
    };
    // Packed of 10 at 0.333, reason, remainder: (back-ordered, substituted, refunded, charged, refund).
    type Expected = Result<(i64, i64, i64, i64, i64), PickFault>;
    type Case = (i64, Option<ShortReason>, Option<Remainder>, bool, Expected);
    let table: &[Case] = &[
        (10, None, None, true, Ok((0, 0, 0, 333, 0))),
        (10, out, None, true, Err(F::NothingIsMissing)),
        (10, None, Some(R::Refund), true, Err(F::NothingIsMissing)),
        (11, None, None, true, Err(F::PackedOutOfRange)),
        (-1, out, Some(R::Refund), true, Err(F::PackedOutOfRange)),
        (4, None, Some(R::Refund), true, Err(F::ReasonMissing)),
        (4, out, None, true, Err(F::RemainderMissing)),
        (4, out, Some(R::Refund), false, Ok((0, 0, 6, 133, 200))),
        (0, out, Some(R::Refund), false, Ok((0, 0, 10, 0, 333))),
        (4, out, Some(R::BackOrder), true, Ok((6, 0, 0, 333, 0))),
        (4, out, Some(R::BackOrder), false, Err(F::NoBackOrder)),
        (4, out, other(1, "0.1", true), true, Err(F::SubstituteIsTheSame)),
        (4, out, other(2, "0.1", false), true, Err(F::ConsentMissing)),
        (4, out, other(2, "-0.1", true), true, Err(F::Money(MoneyFault::OutOfRange))),
        (4, out, other(2, "0.1", true), true, Ok((0, 6, 0, 193, 140))),
        (4, out, other(2, "9", true), true, Ok((0, 6, 0, 333, 0))),
    ];
    for (packed, reason, remainder, back_order, expected) in table {
        let given = Pick { packed: *packed, reason: *reason, remainder: *remainder };
        let found = pick(&line(1, "0.333", 10), &given, *back_order).map(|picked| {
            let substituted = picked.substituted.map_or(0, |(_, units)| units);
            let Money { minor: charged, .. } = picked.charged;
            (picked.back_ordered, substituted, picked.refunded, charged, picked.refund.minor)
        });
        assert_eq!(found, *expected, "{given:?}");
    }
}

proptest! {
    #[test]
    fn a_pick_conserves_units_and_money(
        price in 0_i64..1_000_000, quantity in 1_i64..10_000, share in 0_i64..=100, way in 0..3, other in 0_i64..1_000_000,
    ) {
        let unit_price = UnitPrice { ten_thousandths: price, currency: eur() };
        let packed = quantity * share / 100;
        let short = packed < quantity;
        let way = match way {
            0 => Remainder::BackOrder,
            1 => Remainder::Refund,
            _ => {
                let unit_price = UnitPrice { ten_thousandths: other, currency: eur() };
                Remainder::Substitute { product: id(2), unit_price, consent: true }
            }
        };
        let line = Line { product: id(1), unit_price, quantity };
        let given = Pick {
            packed,
            reason: short.then_some(ShortReason::Damaged),
            remainder: short.then_some(way),
        };
        let picked = pick(&line, &given, true).unwrap();
        let substituted = picked.substituted.map_or(0, |(_, units)| units);
        prop_assert_eq!(picked.packed + picked.back_ordered + substituted + picked.refunded, quantity);
        let whole = unit_price.times(quantity).unwrap();
        prop_assert_eq!(picked.charged.plus(picked.refund), Ok(whole));
        prop_assert!(picked.refund.minor >= 0 && picked.charged.minor >= 0);
    }
}

#[test]
fn timers_of_a_sale_have_dates_and_disputes_a_window() {
    let times = SaleTimes {
        sold_at: Timestamp(0),
        promised_by: Timestamp(5 * DAY_MS),
        handed_over_at: Some(Timestamp(3 * DAY_MS)),
        received_at: Some(Timestamp(4 * DAY_MS)),
    };
    let terms = SaleTerms::default();
    let wide = SaleTerms { payment_days: 99, receipt_days: 0, completion_days: -1 };
    use {SaleCommand as C, SaleState as S};
    type Case<'a> = (SaleState, &'a SaleTerms, Option<(i64, SaleCommand)>);
    let table: &[Case<'_>] = &[
        (S::AwaitingPayment, &terms, Some((4, C::Cancel))),
        (S::AwaitingPayment, &wide, Some((7, C::Cancel))),
        (S::Paid, &terms, None),
        (S::HandedOver, &terms, Some((17, C::Receive))),
        (S::HandedOver, &wide, Some((17, C::Receive))),
        (S::Received, &terms, Some((6, C::Complete))),
        (S::Received, &wide, Some((4, C::Complete))),
        (S::Completed, &terms, None),
        (S::Cancelled, &terms, None),
        (S::Disputed, &terms, None),
        (S::Resolved(Resolution::Refund), &terms, None),
    ];
    for (state, terms, expected) in table {
        let expected = expected.map(|(days, command)| (Timestamp(days * DAY_MS), command));
        assert_eq!(next_timer(*state, &times, terms), expected, "{state:?}");
    }
    let end = Timestamp(3 * DAY_MS).plus(DISPUTE_WINDOW_MS);
    use SaleRefusal as R;
    let invalid = |state| Err(R::InvalidState { state });
    let table: &[(SaleState, Timestamp, Result<(), SaleRefusal>)] = &[
        (S::Paid, times.promised_by, Err(R::DisputeTooEarly { from: times.promised_by })),
        (S::Paid, times.promised_by.plus(1), Ok(())),
        (S::HandedOver, Timestamp(3 * DAY_MS), Ok(())),
        (S::HandedOver, end.plus(-1), Ok(())),
        (S::HandedOver, end, Err(R::DisputeTooLate { since: end })),
        (S::AwaitingPayment, end, invalid(S::AwaitingPayment)),
        (S::Received, Timestamp(0), invalid(S::Received)),
        (S::Disputed, Timestamp(0), invalid(S::Disputed)),
    ];
    for (state, now, expected) in table {
        assert_eq!(check_dispute_time(*state, &times, *now), *expected, "{state:?} {now:?}");
    }
}
