//! The rules of products and stock, one line per case, the shape of their commands and rows, and who sees what.

use super::journal;
use super::ledger;
use super::model::StockLevel;
use super::view::{Shelf, adjustments, products};
use crate::call::Actor;
use crate::id::Id;
use crate::tests_world::{World, id, wire};

/// One of each command, every field given.
pub(crate) const COMMANDS: &[&str] = &[
    r#"{"area":"inventory","kind":"add_product","product":"@new-product","hub":"@hub","sku":"N-1","name":{"en":"New","de":"Neu"},"about":{"fr":"C"},"unit":"500 g","price_e4":19999,"currency":"EUR","image":"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"}"#,
    r#"{"area":"inventory","kind":"edit_product","product":"@apples","changes":{"sku":"A-2","name":{"en":"Pears"},"about":{"en":"D"},"unit":"kg","price_e4":1,"image":null}}"#,
    r#"{"area":"inventory","kind":"archive_product","product":"@bread","archived":true}"#,
    r#"{"area":"inventory","kind":"set_stock_rules","hub":"@hub","product":"@apples","low_at":3,"back_order":true,"back_order_cap":5}"#,
    r#"{"area":"inventory","kind":"adjust","hub":"@hub","product":"@apples","change":-1,"reason":"damaged","note":"Fell"}"#,
];

/// Apples at 1.25 and bread at 3.49, ten of each in `@hub`.
pub(crate) fn shelf(world: &mut World) {
    for (product, sku, price_e4) in [("apples", "A-1", 12_500), ("bread", "B-1", 34_900)] {
        world.job(&format!(
            r#"{{"area":"inventory","kind":"add_product","product":"@{product}","hub":"@hub","sku":"{sku}",
               "name":{{"en":"{product}"}},"unit":"piece","price_e4":{price_e4}}}"#
        ));
        receive(world, product, 10);
    }
}

/// Units arrive in `@hub`.
pub(crate) fn receive(world: &mut World, product: &str, units: i64) {
    world.job(&format!(
        r#"{{"area":"inventory","kind":"adjust","hub":"@hub","product":"@{product}","change":{units},"reason":"received"}}"#
    ));
}

/// On hand, reserved and back-ordered, proved against the journal of every movement.
pub(crate) fn counters(world: &World, product: &str) -> (i64, i64, i64) {
    let (hub, product) = (id("hub"), id(product));
    world.read(|tx| {
        let level: StockLevel = tx.get(StockLevel::id_of(hub, product))?.unwrap();
        let movements = ledger::journal(tx, hub, product)?;
        journal::check(0, &movements, &level.level()).unwrap();
        Ok((level.on_hand, level.reserved, level.back_ordered))
    })
}

#[test]
fn commands_and_rows_keep_their_shape() {
    insta::assert_snapshot!("commands", wire(COMMANDS));
    let mut world = World::staffed();
    shelf(&mut world);
    insta::assert_snapshot!("rows", world.rows(&["product", "stock_level", "stock_adjustment"]));
}

/// Who does what; the verdict in the last column.
#[rustfmt::skip]
const CASES: &[(&str, &str, &str)] = &[
    ("manager", r#""kind":"add_product","product":"@new","hub":"@hub","sku":"N","name":{"en":"N"},"unit":"kg","price_e4":0"#, "ok"),
    ("other-manager", r#""kind":"add_product","product":"@new","hub":"@hub","sku":"N","name":{"en":"N"},"unit":"kg","price_e4":0"#, "FORBIDDEN_ROLE"),
    ("manager", r#""kind":"add_product","product":"@new","hub":"@hub","sku":"A-1","name":{"en":"N"},"unit":"kg","price_e4":0"#, "VALIDATION_FAILED sku sku_taken"),
    ("manager", r#""kind":"add_product","product":"@apples","hub":"@hub","sku":"N","name":{"en":"N"},"unit":"kg","price_e4":0"#, "ALREADY_EXISTS"),
    ("manager", r#""kind":"add_product","product":"@new","hub":"@hub","sku":"N","name":{"en":"N"},"unit":"kg","price_e4":-1"#, "VALIDATION_FAILED price_e4 out_of_range"),
    ("manager", r#""kind":"add_product","product":"@new","hub":"@hub","sku":" ","name":{"en":"N"},"unit":"kg","price_e4":1"#, "VALIDATION_FAILED sku required"),
    ("manager", r#""kind":"edit_product","product":"@apples","changes":{"sku":"B-1"}"#, "VALIDATION_FAILED sku sku_taken"),
    ("manager", r#""kind":"edit_product","product":"@apples","changes":{"price_e4":13000}"#, "ok"),
    ("other-manager", r#""kind":"archive_product","product":"@apples","archived":true"#, "FORBIDDEN_ROLE"),
    ("manager", r#""kind":"set_stock_rules","hub":"@hub","product":"@apples","low_at":-1"#, "VALIDATION_FAILED low_at out_of_range"),
    ("manager", r#""kind":"set_stock_rules","hub":"@hub","product":"@apples","back_order_cap":5"#, "VALIDATION_FAILED back_order_cap unknown"),
    ("manager", r#""kind":"adjust","hub":"@hub","product":"@nothing","change":1,"reason":"received""#, "VALIDATION_FAILED product unknown"),
    ("manager", r#""kind":"adjust","hub":"@hub","product":"@apples","change":0,"reason":"received""#, "VALIDATION_FAILED change out_of_range"),
    ("manager", r#""kind":"adjust","hub":"@hub","product":"@apples","change":1,"reason":"damaged""#, "VALIDATION_FAILED reason out_of_range"),
    ("manager", r#""kind":"adjust","hub":"@hub","product":"@apples","change":-10,"reason":"damaged""#, "ok"),
    ("manager", r#""kind":"adjust","hub":"@hub","product":"@apples","change":-11,"reason":"damaged""#, "ERR_INSUFFICIENT_INVENTORY"),
    ("other-manager", r#""kind":"adjust","hub":"@other-hub","product":"@apples","change":4,"reason":"received""#, "ok"),
];

#[test]
fn a_piece_is_not_said_twice() {
    let table =
        [("1 ×", "piece"), ("10 ×", "10"), ("1×", "piece"), ("500 g", "500 g"), ("60 × 40 cm", "60 × 40 cm")];
    for (unit, word) in table.into_iter().chain([("×", "×"), ("", "")]) {
        assert_eq!(super::model::unit_word(unit), word, "{unit}");
    }
}

#[test]
fn rules_of_products_and_stock() {
    let mut world = World::staffed();
    shelf(&mut world);
    for (who, fields, expected) in CASES {
        let verdict = world.probe_as(who, &format!(r#"{{"area":"inventory",{fields}}}"#));
        assert_eq!(verdict, *expected, "{who}: {fields}");
    }
}

#[test]
fn managers_are_told_once_when_a_product_runs_low() {
    let mut world = World::staffed();
    shelf(&mut world);
    let rules =
        r#"{"area":"inventory","kind":"set_stock_rules","hub":"@hub","product":"@apples","low_at":4}"#;
    assert_eq!(world.act("manager", rules), Ok(()));
    let take = |units: i64| {
        format!(
            r#"{{"area":"inventory","kind":"adjust","hub":"@hub","product":"@apples","change":{units},"reason":"used"}}"#
        )
    };
    for (units, on_hand, notices) in [(-5, 5, 0), (-1, 4, 1), (-1, 3, 1)] {
        assert_eq!(world.act("manager", &take(units)), Ok(()));
        assert_eq!(counters(&world, "apples"), (on_hand, 0, 0));
        let told = world.sql_rows("SELECT id FROM notice WHERE kind = 'stock-low'");
        assert_eq!(told.lines().count(), notices, "after {units}");
    }
}

#[test]
fn a_device_shows_the_counters_and_never_moves_them() {
    let mut world = World::staffed();
    shelf(&mut world);
    let (manager, mary) = (world.phone("manager"), world.phone("mary"));
    world.sync(&manager);
    world.sync(&mary);
    let viewer = world.viewer("manager");
    let on_hand = |phone: &crate::tests_world::Phone| -> Vec<i64> {
        let cards = phone.view(|tx| products(tx, &viewer, id("hub"), Shelf::Orderable, "app", None));
        cards.iter().map(|card| card.stock.unwrap().on_hand).collect()
    };
    let take = r#"{"area":"inventory","kind":"adjust","hub":"@hub","product":"@apples","change":-4,"reason":"used"}"#;
    assert_eq!(manager.send(&mut world, take), Ok(None));
    assert_eq!(on_hand(&manager), [10], "the server counts");
    let history = |phone: &crate::tests_world::Phone| -> Vec<Option<i64>> {
        let lines = phone.view(|tx| adjustments(tx, &viewer, id("hub"), Some(id("apples")), None));
        lines.iter().map(|line| line.on_hand_after).collect()
    };
    assert!(history(&manager).contains(&None));
    world.sync(&manager);
    world.sync(&mary);
    assert_eq!((on_hand(&manager), on_hand(&mary)), (vec![6], vec![6]));
    let mut after = history(&manager);
    after.sort_unstable();
    assert_eq!(after, [Some(6), Some(10)]);
    assert_eq!(history(&mary), [], "why stock changed is for those who run the hub");
}

#[test]
fn imports_and_people_count_alike() {
    let mut world = World::staffed();
    shelf(&mut world);
    receive(&mut world, "apples", 7);
    let as_job = world.decide(
        Actor::Job,
        r#"{"area":"inventory","kind":"adjust","hub":"@hub","product":"@apples","change":-18,"reason":"lost"}"#,
    );
    assert_eq!(as_job.unwrap_err().code, crate::refusal::Code::InsufficientInventory);
    assert_eq!(counters(&world, "apples"), (17, 0, 0));
    assert_ne!(StockLevel::id_of(id("hub"), id("apples")), Id::default());
}
