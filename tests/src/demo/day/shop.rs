//! The village shop's part of the day: everybody wants the last quince jelly, and Mateo brings the orders
//! out of reach of any network, while the shop takes a stop out of his run.

use hubbub_core::delivery::model::RunStop;
use hubbub_core::id::Id;
use hubbub_server::demo::{GOODS, id_of};
use serde_json::{Value, json};

use super::{Cast, PATIENCE_MS, keep, open, order, send};
use crate::story::{Failure, tell};

/// The order whose stop the shop takes out of the run while Mateo is away.
const TAKEN_OUT: &str = "dieter-cellar";

/// Everybody orders a glass of jelly, which there are not enough of, and a bottle of juice.
pub(super) fn want_jelly(cast: &mut Cast) -> Result<(), Failure> {
    let total_minor = price("quince-jelly")? + price("juice")?;
    for number in 0..cast.phones.len() {
        let command = json!({
            "area": "ordering", "kind": "place", "order": Id::named("demo day order", &number.to_string()),
            "hub": id_of("hub", "dorfladen"), "total_minor": total_minor, "payment": "at_hub", "if_late": "next_train",
            "lines": [
                { "product": id_of("product", "quince-jelly"), "quantity": 1 },
                { "product": id_of("product", "juice"), "quantity": 1 },
            ],
            "to": { "fulfilment": "pick_up", "recipient": cast.phones[number].name },
        });
        send(cast, number, &command)?;
    }
    tell(&format!(
        "{} phones ask the village shop for quince jelly; there are 6 glasses left.",
        cast.phones.len()
    ));
    Ok(())
}

/// Mateo's shift: he leaves with his run, loses the network, hands everything over, and comes back.
pub(super) fn shift(cast: &mut Cast) -> Result<(), Failure> {
    let (mateo, jonas) = (phone_of(cast, "mateo-ibarra")?, phone_of(cast, "jonas-weidner")?);
    open(cast, mateo, true, false)?;
    let (hub, run) = (id_of("hub", "dorfladen"), id_of("run", "today"));
    let shift = Id::named("demo day shift", "mateo");
    for command in [
        json!({ "area": "delivery", "kind": "start_shift", "shift": shift, "hub": hub }),
        json!({ "area": "delivery", "kind": "start_run", "run": run }),
    ] {
        send(cast, mateo, &command)?;
    }
    order(cast, mateo, json!({ "do": "sync", "patience_ms": PATIENCE_MS }))?;
    open(cast, mateo, false, false)?;
    let told = order(cast, mateo, json!({ "do": "drive" }))?;
    let calls = told["calls"].as_array().cloned().unwrap_or_default();
    for call in &calls {
        keep(cast, call)?;
    }
    tell("Mateo brings six orders without network; each has its picture and its proof on his phone.");
    open(cast, jonas, true, false)?;
    let stop = RunStop::id_of(run, id_of("order", TAKEN_OUT));
    send(cast, jonas, &json!({ "area": "delivery", "kind": "cancel_stop", "stop": stop }))?;
    order(cast, jonas, json!({ "do": "sync", "patience_ms": PATIENCE_MS }))?;
    open(cast, mateo, true, false)?;
    send(cast, mateo, &json!({ "area": "delivery", "kind": "end_run", "run": run }))?;
    send(cast, mateo, &json!({ "area": "delivery", "kind": "end_shift", "shift": shift }))?;
    order(cast, mateo, json!({ "do": "sync", "patience_ms": PATIENCE_MS }))?;
    let told = order(cast, mateo, json!({ "do": "tell" }))?;
    let refused = told["refused"].as_array().into_iter().flatten();
    let of_the_road = ["INVALID_STATE", "NOT_FOUND", "FORBIDDEN_ROLE"];
    let lost: Vec<&Value> =
        refused.filter(|one| one["code"].as_str().is_some_and(|code| of_the_road.contains(&code))).collect();
    if !lost.is_empty() {
        return Err(format!("what Mateo did was refused: {lost:?}").into());
    }
    tell("  The shop had taken a stop out meanwhile: what he handed over there is kept, and looked at.");
    Ok(())
}

/// The first phone of a resident.
fn phone_of(cast: &Cast, slug: &str) -> Result<usize, Failure> {
    let user = id_of("resident", slug);
    let found = cast.phones.iter().position(|phone| phone.user == user);
    found.ok_or_else(|| format!("{slug} has no phone").into())
}

/// What one unit of a product costs, in cents.
fn price(slug: &str) -> Result<i64, Failure> {
    let goods: Value = serde_json::from_str(GOODS)?;
    let products = goods["products"].as_array().ok_or("the demo has no products")?;
    let product = products.iter().find(|product| product["slug"] == json!(slug));
    let price_e4 = product.and_then(|product| product["price_e4"].as_i64()).ok_or("no such product")?;
    Ok(price_e4 / 100)
}
