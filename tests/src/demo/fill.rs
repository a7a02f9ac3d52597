//! A busy year of orders for a hub of the demo community, so that long lists can be tried and measured: placed by the
//! server's own commands before the server starts, like the demo's. A third waits, a third is confirmed, a third was
//! called off.

use std::path::Path;

use hubbub_core::id::Id;
use hubbub_server::demo::{GOODS, id_of};
use hubbub_server::import::job::Job;
use hubbub_server::{Config, Host, product};
use serde_json::{Value, json};

use super::story::Failure;

/// The hub that has been busy.
const HUB: &str = "dorfladen";
/// Whose orders they are.
const CUSTOMER: &str = "noa-rosen";
/// Units that come in at a time.
const UNITS_AT_A_TIME: usize = 100_000;

/// Brings `count` orders into the server's data in `folder`, where the demo community lives.
pub(crate) fn run(folder: &Path, count: usize) -> Result<bool, Failure> {
    let host = Host::open(Config::new(folder), product())?;
    let products = products()?;
    let mut job = Job::new(host.writer(), "demo year of orders");
    for (product, _) in &products {
        shelve(&mut job, *product, count)?;
    }
    for number in 1..=count {
        place(&mut job, number, products[number % products.len()])?;
    }
    job.finish()?;
    host.close();
    println!("{count} orders more are in the books of {HUB}.");
    Ok(true)
}

/// One unit for each order, and some more.
fn shelve(job: &mut Job<'_>, product: Id, count: usize) -> Result<(), Failure> {
    let hub = id_of("hub", HUB);
    for ordinal in 0..=count / UNITS_AT_A_TIME {
        let command = json!({
            "area": "inventory", "kind": "adjust", "hub": hub, "product": product, "change": UNITS_AT_A_TIME,
            "reason": "received",
        });
        job.command(Id::of("demo year of stock", &[product]).derive(u32::try_from(ordinal)?), &command)?;
    }
    Ok(())
}

fn place(job: &mut Job<'_>, number: usize, (product, price_minor): (Id, i64)) -> Result<(), Failure> {
    let order = Id::named("demo order of the year", &number.to_string());
    let command = json!({
        "area": "ordering", "kind": "place", "order": order, "hub": id_of("hub", HUB),
        "customer": id_of("resident", CUSTOMER), "lines": [{ "product": product, "quantity": 1 }],
        "total_minor": price_minor, "to": { "fulfilment": "pick_up", "recipient": format!("Household {number}") },
        "payment": "at_hub", "if_late": "next_train",
    });
    job.command(order.derive(0), &command)?;
    let step = match number % 3 {
        0 => "confirm",
        1 => "cancel",
        _ => return Ok(()),
    };
    Ok(job.command(order.derive(1), &json!({ "area": "ordering", "kind": step, "order": order }))?)
}

/// The hub's products with the price of one unit in minor units; only those whose price has no smaller part.
fn products() -> Result<Vec<(Id, i64)>, Failure> {
    let goods: Value = serde_json::from_str(GOODS)?;
    let products = goods["products"].as_array().ok_or("the demo has no products")?;
    let of_hub = products.iter().filter(|product| product["hub"] == json!(HUB));
    let told =
        of_hub.filter_map(|it| Some((id_of("product", it["slug"].as_str()?), it["price_e4"].as_i64()?)));
    let whole =
        told.filter(|(_, price_e4)| price_e4 % 100 == 0).map(|(product, price_e4)| (product, price_e4 / 100));
    let found: Vec<(Id, i64)> = whole.collect();
    if found.is_empty() { Err("the hub sells nothing".into()) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use hubbub_core::domain::Hubbub;
    use hubbub_core::ordering::board::{OrderFilter, SortBy, counts, index};
    use hubbub_core::store::{Tx, Unwatched};
    use hubbub_core::sync::rules::Domain as _;
    use hubbub_server::demo::{self, id_of};
    use hubbub_server::{Config, Host, product};

    use super::super::check::Books;
    use super::{HUB, run};

    fn count(folder: &Path) -> (i64, i64) {
        let filter = OrderFilter {
            statuses: Vec::new(),
            kind: None,
            search: "Household".to_owned(),
            cycle: None,
            driver: None,
            sort: SortBy::PlacedAt,
            ascending: false,
        };
        let books = Books::open(folder).unwrap();
        books
            .read(|sql| {
                let mut unwatched = Unwatched;
                let mut tx = Tx::new(sql, Hubbub.tables(), &mut unwatched);
                let found = index(&mut tx, id_of("hub", HUB), &filter, 200)?.count;
                Ok((found, counts(&mut tx, id_of("hub", HUB))?.all))
            })
            .unwrap()
    }

    #[test]
    fn as_many_orders_as_were_asked_for_stand_in_the_list() {
        let folder = tempfile::tempdir().unwrap();
        let host = Host::open(Config::new(folder.path()), product()).unwrap();
        demo::move_in(&host, "Quince-Orchard-7").unwrap();
        host.close();
        let (_, before) = count(folder.path());
        assert!(run(folder.path(), 30).unwrap());
        assert_eq!(count(folder.path()), (30, before + 30));
    }
}
