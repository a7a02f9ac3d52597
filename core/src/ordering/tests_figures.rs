//! Figures of orders: what counts as placed, paid and in time, part by part.

use super::figures::{OrdersFigures, orders};
use super::tests::{about, goods, must, place};
use crate::money::{Currency, Money};
use crate::span::Span;
use crate::tests_world::{World, id};
use crate::time::{DAY_MS, HOUR_MS, Timestamp};

fn euros(minor: i64) -> Vec<Money> {
    vec![Money::new(minor, Currency::new("EUR").unwrap())]
}

/// Yesterday and today.
fn two_days(world: &World) -> Span {
    let today = world.now.plus(-12 * HOUR_MS);
    Span::new(vec![today.plus(-DAY_MS), today], today.plus(DAY_MS))
}

fn figures(world: &World, who: &str, span: &Span) -> Vec<OrdersFigures> {
    let viewer = world.viewer(who);
    world.read(|tx| orders(tx, &viewer, id("home"), id("hub"), span))
}

#[test]
fn orders_count_where_they_were_placed_and_cancelled_ones_bring_nothing() {
    let mut world = World::staffed();
    goods(&mut world);
    let span = two_days(&world);
    must(&mut world, "mary", &place("gone", 1, ""));
    must(&mut world, "mary", &about("cancel", "gone"));
    let pay =
        r#"{"area":"ordering","kind":"take_payment","order":"@packed","amount_minor":125,"method":"cash"}"#;
    must(&mut world, "manager", pay);
    let shown = figures(&world, "manager", &span);
    assert_eq!(shown.len(), 2);
    assert_eq!(shown[0], OrdersFigures { placed: 0, ..shown[0].clone() });
    assert_eq!((shown[0].revenue.len(), shown[0].on_time), (0, 0));
    let today = &shown[1];
    assert_eq!((today.placed, today.cancelled), (4, 1));
    assert_eq!((&today.revenue, &today.paid), (&euros(375), &euros(125)), "one was paid over the counter");
    assert_eq!((today.on_time, today.late, today.unpromised), (0, 0, 1));
}

#[test]
fn a_delivery_is_late_by_the_window_then_by_the_train() {
    let mut world = World::staffed();
    goods(&mut world);
    let span = Span::new(vec![world.now.plus(-DAY_MS)], world.now.plus(4 * DAY_MS));
    let path = &[("manager", "confirm"), ("manager", "pack"), ("manager", "assign"), ("driver", "depart")];
    let window = |until: Timestamp| {
        format!(
            r#""to":{{"fulfilment":"delivery","recipient":"w","address":{{"street":"Quay 2","postal_code":"1","city":"Port",
               "country":"DE"}},"window_from":{},"window_until":{}}}"#,
            until.plus(-HOUR_MS).0,
            until.0
        )
    };
    let wanted = world.now.plus(2 * HOUR_MS);
    must(&mut world, "mary", &place("narrow", 1, &window(wanted)));
    for (who, kind) in path {
        must(&mut world, who, &about(kind, "narrow"));
    }
    must(&mut world, "mary", &place("train", 1, r#""cycle":"@cycle""#));
    for (who, kind) in path {
        must(&mut world, who, &about(kind, "train"));
    }
    world.now = world.now.plus(3 * HOUR_MS);
    must(&mut world, "driver", &about("deliver", "narrow"));
    must(&mut world, "driver", &about("deliver", "train"));
    let shown = figures(&world, "manager", &span);
    let counted = (shown[0].on_time, shown[0].late, shown[0].unpromised);
    assert_eq!(counted, (1, 1, 1), "the train arrives by five, the window closed at two, one had neither");
}

#[test]
fn only_who_runs_the_hub_sees_its_figures() {
    let mut world = World::staffed();
    goods(&mut world);
    let span = two_days(&world);
    for (who, seen) in
        [("manager", true), ("admin", true), ("other-manager", false), ("driver", false), ("mary", false)]
    {
        assert_eq!(!figures(&world, who, &span).is_empty(), seen, "{who}");
    }
}
