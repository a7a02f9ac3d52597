//! The orders of a real shop, placed again by devices against its opening stock: nothing may be oversold, and the
//! products that are short must be refused, with a reason and a way on.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use hubbub_core::id::Id;
use hubbub_core::money::{UNIT_PRICE_DECIMALS, decimal_text};
use hubbub_core::refusal::{Code, Param, Refusal};
use hubbub_core::store::Fault;
use hubbub_core::sync::digest::Digests;
use hubbub_core::sync::protocol::Outcome;
use hubbub_server::import::report::Report;
use hubbub_server::import::run_retail::{self, Read, Wanted};
use serde_json::{Value, json};

use super::args::Args;
use super::chaos::{Chaos, Pace, Progress};
use super::check::Books;
use super::driver::{Driver, Victims};
use super::figures::Figures;
use super::server::{PASSWORD, Server, path, run};
use super::story::{Failure, tell};

const HOSTS: usize = 4;
const PATIENCE_MS: u64 = 600_000;
/// Orders that a phone takes down before it looks for the server.
const ORDERS_PER_ROUND: usize = 40;
/// What the record comes to, to the ten-thousandth of a pound, and with lines rounded to pennies.
const TOTAL: (&str, &str) = ("online-retail-2010-12-01_2011-05-31.csv.gz", "3706827.6410");

/// A phone that places orders.
struct Till {
    name: String,
    number: u32,
    user: Id,
    host: usize,
    orders: Vec<Value>,
    is_offline: bool,
}

/// Imports the record and compares its total, then lets devices place its orders again.
pub(crate) fn play(args: &Args, place: &Path, real: &Path, figures: &mut Figures) -> Result<(), Failure> {
    let record = real.join("orders").join(TOTAL.0);
    if !record.exists() {
        return Ok(());
    }
    import(&place.join("books"), &record)?;
    let data = place.join("shop");
    std::fs::create_dir_all(&data)?;
    let people = u32::try_from(args.devices)?;
    let words = people.to_string();
    let report = run(&[
        "--data",
        path(&data)?,
        "rehearse",
        "retail",
        path(&record)?,
        "--password",
        PASSWORD,
        "--people",
        &words,
    ])?;
    tell(report.lines().rev().nth(1).unwrap_or_default());
    let read = run_retail::read(&record, &mut Report::new("", &mut |_| {}))?;
    let community = run_retail::community_of(&record);
    let wanted = run_retail::orders(&read, community)?;
    let tills = tills(&wanted, community, people);
    tell(&format!(
        "{} orders are placed again by {people} phones, a third of them without network.",
        wanted.len()
    ));
    let server = Server::start(&data, false)?;
    let victims: Victims = Arc::default();
    let progress = Progress::of(tills.iter().map(|till| till.orders.len().div_ceil(ORDERS_PER_ROUND)).sum());
    let pace = Pace::Along(progress.clone());
    let chaos = Chaos::start(args.seed, args.kills, pace, server.clone(), Arc::clone(&victims));
    let (saved, shown) = trade(&server, &victims, &place.join("shop-phones"), tills, &progress)?;
    figures.kills += chaos.stop();
    figures.kills_asked += args.kills;
    server.stop()?;
    let books = Books::open(&data)?;
    figures.devices += shown.len();
    for (user, digests) in &shown {
        if !books.is_converged(*user, digests)? {
            figures.diverged += 1;
        }
    }
    books.verdicts(&saved, figures)?;
    books.goods(figures)?;
    compare(&books, &read, community, &wanted, figures)
}

fn import(data: &Path, record: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(data)?;
    let report = run(&["--data", path(data)?, "import", "retail", path(record)?])?;
    tell(report.lines().last().unwrap_or_default());
    let books = Books::open(data)?;
    let text = "SELECT sum(quantity * price_e4) FROM order_line";
    let total = books.read(|sql| sql.first(text, &[], |row| row.int(0)))?.unwrap_or_default();
    let total = decimal_text(i128::from(total), UNIT_PRICE_DECIMALS);
    if total == TOTAL.1 { Ok(()) } else { Err(format!("the record's lines come to {total}").into()) }
}

/// Each customer always comes to the same phone.
fn tills(wanted: &[Wanted], community: Id, people: u32) -> Vec<Till> {
    let mut tills: Vec<Till> = (0..people)
        .map(|number| Till {
            name: format!("till-{number}"),
            number,
            user: run_retail::newcomer(number).user,
            host: usize::try_from(number).unwrap_or_default() % HOSTS,
            orders: Vec::new(),
            is_offline: number % 3 == 2,
        })
        .collect();
    for (place, order) in wanted.iter().enumerate() {
        let customer = order.customer.map_or(place, |customer| usize::try_from(customer).unwrap_or_default());
        let count = tills.len();
        tills[customer % count].orders.push(order.place(community));
    }
    tills
}

type Traded = (BTreeSet<Id>, Vec<(Id, Digests)>);

/// All phones at once, four processes of them, in rounds; then all once more, to hear what the others did.
fn trade(
    server: &Server,
    victims: &Victims,
    phones: &Path,
    tills: Vec<Till>,
    progress: &Progress,
) -> Result<Traded, Failure> {
    let mut of_host: BTreeMap<usize, Vec<Till>> = BTreeMap::new();
    for till in tills {
        of_host.entry(till.host).or_default().push(till);
    }
    let threads: Vec<_> = of_host
        .into_iter()
        .map(|(host, tills)| {
            let (server, victims, phones) = (server.clone(), Arc::clone(victims), phones.to_owned());
            let progress = progress.clone();
            std::thread::spawn(move || {
                let mut driver = Driver::new(host, victims);
                let done = sell(&server, &mut driver, &phones, &tills, &progress);
                let done = done.map_err(|problem| problem.to_string());
                (done, driver, tills)
            })
        })
        .collect();
    let (mut saved, mut shown, mut hosts) = (BTreeSet::new(), Vec::new(), Vec::new());
    for thread in threads {
        let (done, driver, tills) = thread.join().map_err(|_| "a worker panicked")?;
        saved.extend(done?);
        hosts.push((driver, tills));
    }
    for (driver, tills) in &mut hosts {
        for till in tills.iter() {
            driver.order(&json!({ "do": "sync", "device": till.name, "patience_ms": PATIENCE_MS }))?;
            let told = driver.order(&json!({ "do": "tell", "device": till.name }))?;
            shown.push((till.user, serde_json::from_value(told["digests"].clone())?));
        }
    }
    Ok((saved, shown))
}

fn sell(
    server: &Server,
    driver: &mut Driver,
    phones: &Path,
    tills: &[Till],
    progress: &Progress,
) -> Result<BTreeSet<Id>, Failure> {
    let mut saved = BTreeSet::new();
    for till in tills {
        open(server, driver, phones, till, (true, true))?;
        driver.order(&json!({ "do": "sync", "device": till.name, "patience_ms": PATIENCE_MS }))?;
    }
    let rounds =
        tills.iter().map(|till| till.orders.len().div_ceil(ORDERS_PER_ROUND)).max().unwrap_or_default();
    for round in 0..rounds {
        for till in tills {
            let Some(orders) = till.orders.chunks(ORDERS_PER_ROUND).nth(round) else { continue };
            if till.is_offline {
                open(server, driver, phones, till, (false, false))?;
            }
            let told = driver.order(&json!({ "do": "orders", "device": till.name, "orders": orders }))?;
            for call in told["calls"].as_array().into_iter().flatten() {
                if let Some(call) = call.get("call") {
                    saved.insert(serde_json::from_value(call.clone())?);
                }
            }
            if till.is_offline {
                open(server, driver, phones, till, (true, false))?;
            }
            driver.order(&json!({ "do": "sync", "device": till.name, "patience_ms": PATIENCE_MS }))?;
            progress.step();
        }
    }
    Ok(saved)
}

fn open(
    server: &Server,
    driver: &mut Driver,
    phones: &Path,
    till: &Till,
    (network, sign_in): (bool, bool),
) -> Result<(), Failure> {
    let folder = phones.join(&till.name);
    let email = run_retail::newcomer(till.number).email;
    let options = json!({
        "folder": path(&folder)?, "server": server.url(), "email": email, "password": PASSWORD,
        "sign_in": sign_in, "network": network, "clock_offset_ms": 0,
    });
    driver.open(&till.name, options).map(drop)
}

/// Every order was taken or refused; those refused were short of one of the products that are short, and each
/// of these was refused at least once.
fn compare(
    books: &Books,
    read: &Read,
    community: Id,
    wanted: &[Wanted],
    figures: &mut Figures,
) -> Result<(), Failure> {
    let hub = run_retail::hub_id(community);
    let short: BTreeSet<Id> =
        read.opening.short.iter().map(|code| run_retail::product_id(hub, code)).collect();
    let (taken, refused) = books.read(|sql| {
        let taken: BTreeSet<String> =
            sql.all("SELECT id FROM orders", &[], |row| Ok(row.text(0)?.to_owned()))?.into_iter().collect();
        let text = "SELECT outcome FROM verdict WHERE outcome LIKE '%ERR_INSUFFICIENT_INVENTORY%'";
        let refused = sql.all(text, &[], |row| {
            serde_json::from_str::<Outcome>(row.text(0)?).map_err(|error| Fault::Shape(error.to_string()))
        })?;
        Ok((taken, refused))
    })?;
    let mut named = BTreeSet::new();
    for outcome in &refused {
        let Outcome::Refused(text) = outcome else { continue };
        let refusal: Refusal = serde_json::from_str(text)?;
        let has_way_on = refusal.code == Code::InsufficientInventory && !refusal.code.remedies().is_empty();
        match refusal.params.get("product_id") {
            Some(Param::Id(product)) if has_way_on => named.extend([*product]),
            _ => return Err(format!("a refusal names no product or no remedy: {text}").into()),
        }
    }
    let known = wanted.iter().filter(|order| taken.contains(&order.order.to_string())).count();
    tell(&format!(
        "{known} of {} orders were taken, {} refused for {} of {} products that were short.",
        wanted.len(),
        refused.len(),
        named.len(),
        short.len()
    ));
    let counted = known == taken.len() && known + refused.len() == wanted.len();
    if named != short || !counted {
        figures.oversold += 1;
        tell("MISCOUNTED: other products were refused, or an order is neither taken nor refused.");
    }
    Ok(())
}
