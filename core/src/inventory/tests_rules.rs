//! Stock, holds and the journal: tables with the expected answer in the last column.

use std::collections::BTreeMap;

use super::hold::{HOLD_MS, Hold, HoldRefusal, HoldState};
use super::journal::{JournalFault, Movement, check};
use super::stock::{
    AdjustReason, BackOrder, Holding, Level, Short, StockRefusal, UNITS_MAX, Waiting, fill, reserve,
};
use crate::id::Id;
use crate::time::Timestamp;

fn id(number: u64) -> Id {
    Id::from_bytes(u128::from(number).to_be_bytes())
}

const OFF: BackOrder = BackOrder::Off;

fn level(on_hand: i64, reserved: i64, back_ordered: i64, back_order: BackOrder) -> Level {
    Level { on_hand, reserved, back_ordered, back_order }
}

#[test]
fn a_reservation_takes_all_or_says_how_much_there_is() {
    let capped = BackOrder::On { cap: Some(3) };
    let open = BackOrder::On { cap: None };
    // Level, units, (reserved, back-ordered) or units that could be had.
    type Case = (Level, i64, Result<(i64, i64), i64>);
    let table: &[Case] = &[
        (level(5, 0, 0, OFF), 5, Ok((5, 0))),
        (level(5, 0, 0, OFF), 6, Err(5)),
        (level(5, 5, 0, OFF), 1, Err(0)),
        (level(5, 2, 0, OFF), 3, Ok((3, 0))),
        (level(5, 4, 0, capped), 4, Ok((1, 3))),
        (level(5, 4, 0, capped), 5, Err(4)),
        (level(5, 5, 2, capped), 1, Ok((0, 1))),
        (level(5, 5, 2, capped), 2, Err(1)),
        (level(5, 5, 9, capped), 1, Err(0)),
        (level(0, 0, 0, open), UNITS_MAX, Ok((0, UNITS_MAX))),
        (level(0, 0, 1, open), UNITS_MAX, Err(UNITS_MAX - 1)),
        (level(0, 0, 0, BackOrder::On { cap: Some(-1) }), 1, Err(-1)),
    ];
    for (before, quantity, expected) in table {
        let found = before.reserve(id(1), *quantity);
        let found = found.map(|taken| {
            assert_eq!(taken.level.check(), Ok(()));
            assert_eq!(taken.level.release(taken.holding), Ok(*before));
            (taken.holding.reserved, taken.holding.back_ordered)
        });
        let expected = expected.map_err(|available| {
            let short = Short { product: id(1), wanted: *quantity, available: available.max(0) };
            StockRefusal::Insufficient(vec![short])
        });
        assert_eq!(found, expected, "{before:?} {quantity}");
    }
    for quantity in [0, -1, UNITS_MAX + 1, i64::MIN, i64::MAX] {
        let found = level(5, 0, 0, open).reserve(id(1), quantity);
        assert_eq!(found, Err(StockRefusal::QuantityOutOfRange), "{quantity}");
    }
    for bad in [level(1, 2, 0, OFF), level(-1, 0, 0, OFF), level(1, -1, 0, OFF), level(2, 1, 1, OFF)] {
        assert_eq!(bad.reserve(id(1), 1), Err(StockRefusal::BadLevel), "{bad:?}");
    }
}

#[test]
fn an_order_takes_all_its_lines_or_none() {
    let levels = BTreeMap::from([(id(1), level(5, 0, 0, OFF)), (id(2), level(1, 0, 0, OFF))]);
    let taken = reserve(&levels, &[(id(2), 1), (id(1), 2), (id(1), 3)]).unwrap();
    let held: Vec<(Id, i64)> = taken.iter().map(|(product, one)| (*product, one.holding.reserved)).collect();
    assert_eq!(held, [(id(1), 5), (id(2), 1)]);
    let short = |number, wanted, available| Short { product: id(number), wanted, available };
    // Every short product is named, in the order of ids, one that is unknown too.
    let found = reserve(&levels, &[(id(9), 1), (id(2), 2), (id(1), 4), (id(1), 4)]);
    let expected = vec![short(1, 8, 5), short(2, 2, 1), short(9, 1, 0)];
    assert_eq!(found, Err(StockRefusal::Insufficient(expected)));
    assert_eq!(reserve(&levels, &[(id(1), 1), (id(2), 0)]), Err(StockRefusal::QuantityOutOfRange));
    let twice = [(id(1), UNITS_MAX), (id(1), UNITS_MAX)];
    assert_eq!(reserve(&levels, &twice), Err(StockRefusal::QuantityOutOfRange));
    assert_eq!(reserve(&levels, &[]), Ok(BTreeMap::new()));
}

#[test]
fn units_leave_and_come_back_only_as_they_are_held() {
    let stock = level(5, 3, 0, OFF);
    assert_eq!(stock.ship(3), Ok(level(2, 0, 0, OFF)));
    assert_eq!(stock.ship(4), Err(StockRefusal::NotHeld));
    assert_eq!(stock.ship(0), Err(StockRefusal::QuantityOutOfRange));
    assert_eq!(stock.unship(2), Ok(level(7, 5, 0, OFF)));
    assert_eq!(stock.restock(2), Ok(level(7, 3, 0, OFF)));
    assert_eq!(stock.unship(UNITS_MAX), Err(StockRefusal::QuantityOutOfRange));
    assert_eq!(stock.restock(UNITS_MAX), Err(StockRefusal::QuantityOutOfRange));
    let release = |reserved, back_ordered| stock.release(Holding { reserved, back_ordered });
    assert_eq!(release(3, 0), Ok(level(5, 0, 0, OFF)));
    assert_eq!(release(4, 0), Err(StockRefusal::NotHeld));
    assert_eq!(release(0, 1), Err(StockRefusal::NotHeld));
    assert_eq!(release(-1, 0), Err(StockRefusal::NotHeld));
}

#[test]
fn an_adjustment_fits_its_reason_and_leaves_what_is_promised() {
    use {AdjustReason as A, StockRefusal as R};
    let stock = level(5, 3, 0, OFF);
    let table: &[(i64, AdjustReason, Result<i64, StockRefusal>)] = &[
        (4, A::Received, Ok(9)),
        (1, A::Returned, Ok(6)),
        (-2, A::Counted, Ok(3)),
        (2, A::Counted, Ok(7)),
        (-2, A::Damaged, Ok(3)),
        (-3, A::Damaged, Err(R::BelowReserved { available: 2 })),
        (-3, A::Corrected, Err(R::BelowReserved { available: 2 })),
        (i64::MIN, A::Lost, Err(R::BelowReserved { available: 2 })),
        (UNITS_MAX, A::Received, Err(R::QuantityOutOfRange)),
        (i64::MAX, A::Counted, Err(R::QuantityOutOfRange)),
        (1, A::Damaged, Err(R::ReasonDoesNotFit)),
        (-1, A::Received, Err(R::ReasonDoesNotFit)),
    ];
    for (change, reason, expected) in table {
        let found = stock.adjust(*change, *reason).map(|level| level.on_hand);
        assert_eq!(found, *expected, "{change} {reason:?}");
    }
    for reason in A::ALL {
        assert_eq!(stock.adjust(0, *reason), Err(R::ReasonDoesNotFit), "{reason:?}");
    }
}

#[test]
fn what_comes_in_goes_to_the_order_confirmed_first() {
    let wait = |order, confirmed_seq, quantity| Waiting { order: id(order), confirmed_seq, quantity };
    let queue = [wait(7, 30, 2), wait(8, 10, 3), wait(9, 20, 1)];
    let on = BackOrder::On { cap: None };
    type Case<'a> = (i64, (i64, i64), &'a [(u64, i64)]);
    let table: &[Case<'_>] = &[
        (0, (5, 6), &[]),
        (2, (7, 4), &[(8, 2)]),
        (4, (9, 2), &[(8, 3), (9, 1)]),
        (5, (10, 1), &[(8, 3), (9, 1), (7, 1)]),
        (9, (11, 0), &[(8, 3), (9, 1), (7, 2)]),
    ];
    for (more, (reserved, back_ordered), expected) in table {
        let (after, filled) = fill(level(5 + more, 5, 6, on), &queue).unwrap();
        assert_eq!((after.reserved, after.back_ordered), (*reserved, *back_ordered), "{more}");
        let expected: Vec<(Id, i64)> = expected.iter().map(|(order, units)| (id(*order), *units)).collect();
        assert_eq!(filled, expected, "{more}");
        assert_eq!(after.check(), Ok(()));
    }
    assert_eq!(fill(level(5, 5, 5, on), &queue), Err(StockRefusal::BadLevel));
    assert_eq!(fill(level(5, 5, 0, on), &[wait(1, 1, 0)]), Err(StockRefusal::BadLevel));
}

#[test]
fn a_hold_ends_once() {
    use HoldRefusal as R;
    let (start, end) = (Timestamp(1_000), Timestamp(1_000 + HOLD_MS));
    let hold = Hold::start(start);
    assert_eq!(hold.expires_at, end);
    let longer = hold.extend(end.plus(-1)).unwrap();
    assert_eq!(longer.expires_at, end.plus(HOLD_MS));
    assert_eq!(longer.extend(end), Err(R::ExtendedBefore));
    assert_eq!(hold.extend(end), Err(R::Expired { expired_at: end }));
    assert_eq!(hold.keep(end), Err(R::Expired { expired_at: end }));
    assert_eq!(hold.expire(end.plus(-1)), Err(R::Running { expires_at: end }));
    let kept = hold.keep(end.plus(-1)).unwrap();
    let released = hold.expire(end).unwrap();
    assert_eq!(hold.give_up().map(|hold| hold.state), Ok(HoldState::Released));
    for ended in [kept, released] {
        let refused = R::Ended { state: ended.state };
        assert_eq!(ended.keep(start), Err(refused));
        assert_eq!(ended.extend(start), Err(refused));
        assert_eq!(ended.give_up(), Err(refused));
        assert_eq!(ended.expire(end), Err(refused));
        assert_eq!(ended.expire(start), Err(refused));
    }
}

#[test]
fn a_journal_that_makes_or_loses_a_unit_is_found() {
    use Movement as M;
    let order = id(1);
    let sound = [
        M::Adjusted { change: 3, reason: AdjustReason::Received },
        M::Reserved { order, reserved: 3, back_ordered: 2 },
        M::Shipped { order, quantity: 3 },
        M::Unshipped { order, quantity: 1 },
        M::Restocked { order, quantity: 2 },
        M::Filled { order, quantity: 2 },
        M::Released { order, reserved: 1, back_ordered: 0 },
    ];
    let held = check(0, &sound, &level(3, 2, 0, OFF)).unwrap();
    assert_eq!(held, BTreeMap::from([(order, Holding { reserved: 2, back_ordered: 0 })]));
    let differs = JournalFault::Differs { on_hand: 3, reserved: 2, back_ordered: 0 };
    assert_eq!(check(0, &sound, &level(4, 2, 0, OFF)), Err(differs));
    // Each of these takes what is not there.
    let bad = [
        M::Shipped { order, quantity: 3 },
        M::Unshipped { order, quantity: 1 },
        M::Restocked { order, quantity: 1 },
        M::Filled { order, quantity: 1 },
        M::Released { order, reserved: 3, back_ordered: 0 },
        M::Released { order: id(2), reserved: 1, back_ordered: 0 },
        M::Adjusted { change: -2, reason: AdjustReason::Lost },
        M::Reserved { order, reserved: 2, back_ordered: 0 },
    ];
    for one in bad {
        let journal: Vec<Movement> = sound.iter().copied().chain([one]).collect();
        assert_eq!(
            check(0, &journal, &level(0, 0, 0, OFF)),
            Err(JournalFault::Impossible { at: 7 }),
            "{one:?}"
        );
    }
}
