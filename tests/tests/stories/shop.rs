//! The record of a real shop: its invoices brought in, and its orders placed again by phones.
//!
//! The data live outside the repository: in `HUBBUB_DATA`, else in `../shared/data` next to the project. The story
//! has one day of them; `cargo xtask demo --headless --data` plays the whole half-year.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use hubbub_core::client::Client;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Param, Remedy};
use hubbub_core::store::{Database, OpenOptions, SqliteDatabase};
use hubbub_server::import::run_retail;
use hubbub_tests::world::{World, settle};

fn day() -> Option<PathBuf> {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let root = std::env::var_os("HUBBUB_DATA").map_or_else(default, PathBuf::from);
    let path = root.join("orders/online-retail-one-day-2010-12-01.csv");
    path.exists().then_some(path)
}

fn number(world: &World, text: &str) -> i64 {
    let path = world.folder.path().join("server").join(hubbub_server::DATABASE);
    let database = SqliteDatabase::open(&path, &OpenOptions { key: None, readers: 1 }).unwrap();
    let database: &dyn Database = &database;
    database.read(|sql| sql.first(text, &[], |row| row.int(0))).unwrap().unwrap()
}

#[test]
fn a_days_invoices_come_in_once_and_to_the_penny() {
    let Some(path) = day() else { return };
    let mut world = World::new();
    for _ in 0..2 {
        let done =
            run_retail::run(world.running().writer(), &path, "Shop", &mut |line| println!("{line}")).unwrap();
        assert_eq!((done.invoices, done.lines, done.rejected), (143, 3_108, 0));
        assert_eq!(done.total_e4, 586_355_600);
    }
    world.stop_server();
    assert_eq!(number(&world, "SELECT sum(quantity * price_e4) FROM order_line"), 586_355_600);
    assert_eq!(number(&world, "SELECT count(*) FROM order_line"), 3_108);
    assert_eq!(number(&world, "SELECT count(DISTINCT tracking) FROM orders"), 143);
}

#[test]
fn a_days_orders_placed_again_oversell_nothing_and_the_short_products_refuse() {
    let Some(path) = day() else { return };
    let world = World::new();
    let (community, read) =
        run_retail::rehearse(world.running().writer(), &path, &mut |line| println!("{line}")).unwrap();
    let wanted = run_retail::orders(&read, community).unwrap();
    let hub = run_retail::hub_id(community);
    let short: BTreeSet<Id> =
        read.opening.short.iter().map(|code| run_retail::product_id(hub, code)).collect();
    assert!(!short.is_empty());
    let names = ["Ann", "Bob", "Cem"];
    let phones: Vec<Client> = names.iter().map(|name| world.phone(&world.person(name), name)).collect();
    let people: Vec<(Id, String)> = phones
        .iter()
        .zip(names)
        .map(|(phone, name)| (phone.view(|_, context| Ok(context.user.unwrap())).unwrap(), name.to_owned()))
        .collect();
    run_retail::admit(world.running().writer(), community, &people).unwrap();
    drop(phones);
    println!("{} orders, {} products are short.", wanted.len(), short.len());
    for (turn, name) in names.iter().enumerate() {
        let phone = world.online(name);
        settle(&phone);
        drop(phone);
        // Without network: each phone believes that it gets everything.
        let phone = world.offline(name);
        for order in wanted.iter().skip(turn).step_by(names.len()) {
            let command: Command = serde_json::from_value(order.place(community)).unwrap();
            phone.send(&command).unwrap();
        }
    }
    let mut refused = 0;
    let mut named = BTreeSet::new();
    for name in names {
        let phone = world.online(name);
        settle(&phone);
        for one in phone.refused().unwrap() {
            refused += 1;
            assert_eq!(one.refusal.code, Code::InsufficientInventory);
            assert!(one.refusal.code.remedies().contains(&Remedy::OrderFewer));
            let Some(Param::Id(product)) = one.refusal.params.get("product_id") else { panic!("{one:?}") };
            assert!(matches!(one.refusal.params.get("left"), Some(Param::Number(left)) if *left >= 0));
            named.insert(*product);
        }
    }
    assert_eq!(named, short, "each of the short products refuses, and no other");
    let mut world = world;
    world.stop_server();
    let taken = number(&world, "SELECT count(*) FROM orders");
    assert_eq!(taken + refused, i64::try_from(wanted.len()).unwrap());
    assert_eq!(number(&world, "SELECT count(*) FROM stock_level WHERE reserved > on_hand"), 0);
    let apart = "SELECT count(*) FROM stock_level WHERE reserved <>
        (SELECT coalesce(sum(reserved), 0) FROM order_line
          WHERE order_line.product = stock_level.product AND order_line.hub = stock_level.hub)";
    assert_eq!(number(&world, apart), 0);
}
