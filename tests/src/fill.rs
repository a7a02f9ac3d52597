//! `hubbub-fill`: makes the demo community large, for the phone's benchmark. It brings listings and products in by the
//! server's own commands, into a data folder that no server uses meanwhile.
//!
//! `hubbub-fill DATA LISTINGS PRODUCTS`

use std::path::PathBuf;
use std::process::ExitCode;

use hubbub_core::id::Id;
use hubbub_core::sync::protocol::Outcome;
use hubbub_core::time::{DAY_MS, HOUR_MS, Timestamp};
use hubbub_server::demo::{community_id, id_of};
use hubbub_server::{Config, Host, product};
use serde_json::{Value, json};

/// Commands that are handed over together.
const TOGETHER: usize = 500;
/// What is for sale, in turn: words of different lengths, as people use.
const THINGS: [&str; 6] = [
    "Garden chair",
    "Children’s bicycle, 20 inch",
    "Bookshelf",
    "Record player",
    "Ladder",
    "Preserving jars",
];

type Problem = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match fill() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("hubbub-fill: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn fill() -> Result<(), Problem> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [data, listings, products] = words.as_slice() else {
        return Err("hubbub-fill DATA LISTINGS PRODUCTS".into());
    };
    let host = Host::open(Config::new(PathBuf::from(data)), product())?;
    let now = host.now();
    let mut commands = Vec::new();
    for number in 0..listings.parse::<i64>()? {
        listing(&mut commands, number, now);
    }
    for number in 0..products.parse::<i64>()? {
        shelf(&mut commands, number);
    }
    for (turn, together) in commands.chunks(TOGETHER).enumerate() {
        for outcome in host.writer().job_blocking("fill", together.to_vec())? {
            if let Outcome::Refused(refusal) = outcome {
                return Err(format!("in turn {turn}: {refusal}").into());
            }
        }
    }
    println!("{} commands are in", commands.len());
    host.close();
    Ok(())
}

/// An auction that runs for days.
fn listing(commands: &mut Vec<(Id, String)>, number: i64, now: Timestamp) {
    let id = Id::named("filled listing", &number.to_string());
    let thing = usize::try_from(number).ok().and_then(|number| THINGS.get(number % THINGS.len()));
    let create = json!({
        "area": "auction", "kind": "import_listing", "listing": id, "community": community_id(),
        "seller": id_of("resident", "priya-raman"), "opens_at": now.plus(-HOUR_MS), "currency": "EUR",
        "terms": {
            "as": "auction", "title": format!("{} {number}", thing.copied().unwrap_or("Thing")), "category": "home",
            "condition": "good", "handover": "delivery", "start_minor": 100 + number % 5_000,
            "ends_at": now.plus(3 * DAY_MS + number * 1_000),
        },
    });
    push(commands, id, 0, &create);
    push(commands, id, 1, &json!({ "area": "auction", "kind": "activate", "listing": id }));
}

/// A product of the hub with what is left of it.
fn shelf(commands: &mut Vec<(Id, String)>, number: i64) {
    let id = Id::named("filled product", &number.to_string());
    let (hub, name) = (id_of("hub", "quittenhof"), format!("Product {number}"));
    let add = json!({
        "area": "inventory", "kind": "add_product", "product": id, "hub": hub, "sku": format!("F-{number:06}"),
        "name": { "en": name, "de": name, "fr": name, "es": name }, "unit": "piece", "price_e4": 10_000 + number,
    });
    push(commands, id, 0, &add);
    let adjust = json!({
        "area": "inventory", "kind": "adjust", "hub": hub, "product": id, "change": 5, "reason": "received",
        "note": "",
    });
    push(commands, id, 1, &adjust);
}

fn push(commands: &mut Vec<(Id, String)>, thing: Id, ordinal: u32, command: &Value) {
    commands.push((thing.derive(ordinal), command.to_string()));
}
