//! Years of orders for a hub of the demo community, so that long lists can be tried and measured: brought in by the
//! server's own command for orders of another system, before the server starts.

use std::path::Path;

use hubbub_core::id::Id;
use hubbub_core::ordering::history::ORDERS_PER_IMPORT_MAX;
use hubbub_core::time::{HOUR_MS, MINUTE_MS};
use hubbub_server::demo::{COMMUNITY, GOODS, id_of};
use hubbub_server::import::job::Job;
use hubbub_server::{Config, Host, product};
use serde_json::{Value, json};

use super::story::Failure;

/// The hub that has been busy.
const HUB: &str = "dorfladen";

/// Brings `count` orders of the past into the server's data in `folder`.
pub(crate) fn run(folder: &Path, count: usize) -> Result<bool, Failure> {
    let host = Host::open(Config::new(folder), product())?;
    let (hub, names, products) = (id_of("hub", HUB), names()?, products()?);
    let now = host.now();
    let mut job = Job::new(host.writer(), "demo orders of the past");
    for first in (0..count).step_by(ORDERS_PER_IMPORT_MAX) {
        let numbers = first..count.min(first + ORDERS_PER_IMPORT_MAX);
        let orders = numbers.map(|number| {
            let (product, price_e4) = &products[number % products.len()];
            let ago = i64::try_from(number).unwrap_or_default() * 7 * MINUTE_MS + 2 * HOUR_MS;
            json!({
                "order": Id::named("demo past order", &number.to_string()), "kind": "invoice",
                "recipient": format!("{} {}", names[number % names.len()], number / names.len()),
                "placed_at": now.plus(-ago),
                "lines": [{ "product": product, "quantity": 1 + number % 5, "price_e4": price_e4 }],
            })
        });
        let command = json!({
            "area": "ordering", "kind": "import_orders", "hub": hub, "orders": orders.collect::<Vec<_>>(),
        });
        job.command(Id::named("demo past orders", &first.to_string()), &command)?;
    }
    job.finish()?;
    host.close();
    println!("{count} orders of the past are in the books of {HUB}.");
    Ok(true)
}

fn names() -> Result<Vec<String>, Failure> {
    let demo: Value = serde_json::from_str(COMMUNITY)?;
    let residents = demo["residents"].as_array().ok_or("the demo has no residents")?;
    Ok(residents.iter().filter_map(|resident| resident["name"].as_str()).map(str::to_owned).collect())
}

fn products() -> Result<Vec<(Id, i64)>, Failure> {
    let goods: Value = serde_json::from_str(GOODS)?;
    let products = goods["products"].as_array().ok_or("the demo has no products")?;
    let of_hub = products.iter().filter(|product| product["hub"] == json!(HUB));
    let told =
        of_hub.filter_map(|it| Some((id_of("product", it["slug"].as_str()?), it["price_e4"].as_i64()?)));
    let found: Vec<(Id, i64)> = told.collect();
    if found.is_empty() { Err("the hub sells nothing".into()) } else { Ok(found) }
}
