//! A day in the demo community: everybody votes, bids and orders, some without network, some with a wrong clock, some
//! with two phones; processes die; in the evening everybody is back.

mod shop;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use hubbub_core::client::{Clock, SystemClock};
use hubbub_core::id::Id;
use hubbub_core::sync::digest::Digests;
use hubbub_core::time::Timestamp;
use hubbub_core::voting::method::{Method, Selection};
use serde::Deserialize;
use serde_json::{Value, json};

use super::args::Args;
use super::auctions;
use super::chaos::{Chaos, Dice, Pace};
use super::check::Books;
use super::complaint;
use super::device_host::Vote;
use super::driver::{Driver, Victims};
use super::figures::Figures;
use super::server::{PASSWORD, Server, path};
use super::story::{Failure, tell};

const HOSTS: usize = 4;
pub(crate) const PATIENCE_MS: u64 = 120_000;
/// Longer than two pushes of a count are apart.
const QUIET: std::time::Duration = std::time::Duration::from_millis(2_500);
/// So often it is asked whether everything is quiet.
const SETTLING_ROUNDS_MAX: u32 = 40;
const MINUTE_MS: i64 = 60_000;
/// Longest pause before a kill: the usual six are over before the hammer falls.
const KILL_PAUSE_MS: usize = 900;
/// An auction that ends within this time is left alone.
const ENDS_SOON_MS: i64 = 30 * MINUTE_MS;

/// An auction as a phone shows it.
#[derive(Deserialize)]
struct Auction {
    listing: Id,
    next_minor: i64,
    ends_at: Timestamp,
    listing_rev: i64,
}

pub(crate) struct Phone {
    pub(crate) name: String,
    email: String,
    pub(crate) user: Id,
    host: usize,
    is_offline: bool,
    clock_offset_ms: i64,
}

pub(crate) struct Cast {
    server: Server,
    hosts: Vec<Driver>,
    pub(crate) phones: Vec<Phone>,
    folder: std::path::PathBuf,
    saved: BTreeSet<Id>,
    dice: Dice,
}

/// Plays the day.
pub(crate) fn play(args: &Args, place: &Path, figures: &mut Figures) -> Result<(), Failure> {
    let data = place.join("server");
    std::fs::create_dir_all(&data)?;
    let server = Server::start(&data, true)?;
    tell(
        "The server is up; Quittenhof & Nachbarn has moved in: three hubs, 24 residents, open votes, a market.",
    );
    let victims: Victims = Arc::default();
    let hosts = (0..HOSTS).map(|number| Driver::new(number, Arc::clone(&victims))).collect();
    let dice = Dice::new(args.seed);
    let folder = place.join("phones");
    let mut cast =
        Cast { server: server.clone(), hosts, phones: Vec::new(), folder, saved: BTreeSet::new(), dice };
    morning(&mut cast, args.devices)?;
    let chaos = Chaos::start(args.seed, args.kills, Pace::Pauses(KILL_PAUSE_MS), server.clone(), victims);
    noon(&mut cast)?;
    shop::want_jelly(&mut cast)?;
    shop::shift(&mut cast)?;
    too_late(&mut cast)?;
    hammer(&mut cast)?;
    let made = complaint::play(&mut cast)?;
    evening(&mut cast)?;
    figures.kills = chaos.stop();
    figures.kills_asked = args.kills;
    let restarts: u32 = cast.hosts.iter().map(|host| host.restarts).sum();
    tell(&format!("{} processes were killed; phones came back {restarts} times.", figures.kills));
    night(cast, &data, &made, figures)
}

/// The phone of a resident.
pub(crate) fn number_of(cast: &Cast, name: &str) -> Result<usize, Failure> {
    let found = cast.phones.iter().position(|phone| phone.name == name);
    found.ok_or_else(|| format!("nobody is called {name}").into())
}

fn morning(cast: &mut Cast, devices: usize) -> Result<(), Failure> {
    let community: Value = serde_json::from_str(hubbub_server::demo::COMMUNITY)?;
    let residents = community["residents"].as_array().ok_or("the demo has no residents")?;
    for number in 0..devices.max(residents.len()) {
        let resident = &residents[number % residents.len()];
        let name = resident["name"].as_str().ok_or("a resident has no name")?.to_owned();
        let round = number / residents.len();
        let phone = Phone {
            name: if round == 0 { name } else { format!("{name} (device {})", round + 1) },
            email: resident["email"].as_str().ok_or("a resident has no e-mail")?.to_owned(),
            user: Id::default(),
            host: number % HOSTS,
            is_offline: number % 3 == 2,
            clock_offset_ms: match number % 7 {
                3 => -26 * 60 * MINUTE_MS,
                5 => 95 * MINUTE_MS,
                _ => 0,
            },
        };
        cast.phones.push(phone);
    }
    for number in 0..cast.phones.len() {
        let opened = open(cast, number, true, true)?;
        cast.phones[number].user = serde_json::from_value(opened["user"].clone())?;
        order(cast, number, json!({ "do": "sync", "patience_ms": PATIENCE_MS }))?;
    }
    let wrong = cast.phones.iter().filter(|phone| phone.clock_offset_ms != 0).count();
    tell(&format!(
        "{} phones have signed in and fetched their hub; {wrong} of them have a wrong clock.",
        cast.phones.len()
    ));
    Ok(())
}

/// Everybody votes in what is open, a third of them without network.
fn noon(cast: &mut Cast) -> Result<(), Failure> {
    let offline: Vec<usize> =
        (0..cast.phones.len()).filter(|&number| cast.phones[number].is_offline).collect();
    for &number in &offline {
        open(cast, number, false, false)?;
    }
    tell(&format!("{} phones lose their network. Nobody stops voting.", offline.len()));
    let mut told = 0;
    for number in 0..cast.phones.len() {
        let polls = order(cast, number, json!({ "do": "polls" }))?;
        let mut votes = Vec::new();
        for poll in polls["polls"].as_array().ok_or("no polls")? {
            // Not everybody votes on everything.
            if poll["open"] == json!(true) && cast.dice.below(3) > 0 {
                votes.push(Vote {
                    poll: serde_json::from_value(poll["poll"].clone())?,
                    selections: choose(&mut cast.dice, poll)?,
                    nth: i64::MAX,
                });
            }
        }
        let answers = vote(cast, number, &votes)?;
        let placed = bid(cast, number)?;
        let refused = answers.iter().filter(|answer| answer.get("refused").is_some()).count();
        if cast.phones[number].is_offline && told < 3 {
            told += 1;
            let name = &cast.phones[number].name;
            tell(&format!(
                "  {name}, offline: {} votes and {placed} bids saved on the phone, {refused} refused at once.",
                answers.len() - refused
            ));
        }
    }
    Ok(())
}

/// Bids on most of the auctions that run; how many were saved. A bid made offline is not placed until it arrives.
fn bid(cast: &mut Cast, number: usize) -> Result<usize, Failure> {
    let mut saved = 0;
    for auction in running_auctions(cast, number)? {
        // Whoever bids near an end puts it off: what ends today is left to end.
        let ends_soon = auction.ends_at.0 < SystemClock.now().0 + ENDS_SOON_MS;
        if ends_soon || cast.dice.below(3) == 0 {
            continue;
        }
        let max_minor = auction.next_minor + 50 * i64::try_from(cast.dice.below(60))?;
        let bid = Id::named("demo bid", &format!("{number} {} {}", auction.listing, cast.dice.any()));
        let before = cast.saved.len();
        let command = json!({
            "area": "auction", "kind": "place_bid", "listing": auction.listing, "bid": bid, "max_minor": max_minor,
            "seen_listing_rev": auction.listing_rev,
        });
        send(cast, number, &command)?;
        saved += cast.saved.len() - before;
    }
    Ok(saved)
}

/// The auctions that take bids, as a phone shows them.
fn running_auctions(cast: &mut Cast, number: usize) -> Result<Vec<Auction>, Failure> {
    let community = hubbub_server::demo::community_id();
    let told = order(cast, number, json!({ "do": "market", "community": community }))?;
    Ok(serde_json::from_value(told["auctions"].clone())?)
}

/// A poll closes while somebody is away; another one waits for the late.
fn too_late(cast: &mut Cast) -> Result<(), Failure> {
    let admin = 0; // The first resident of the demo is an admin.
    let away =
        (0..cast.phones.len()).find(|&number| cast.phones[number].is_offline).ok_or("nobody is away")?;
    let community: Id = serde_json::from_value(json!(hubbub_server::demo::community_id()))?;
    let now = SystemClock.now().0;
    let mut polls = Vec::new();
    for (title, grace_ms) in [("Soup tonight?", 0), ("Salad tonight?", 10 * MINUTE_MS)] {
        let poll = Id::named("demo day", &format!("{title}{now}"));
        polls.push((title, poll));
        let words = json!({ "en": title });
        let options: Vec<Value> = ["Yes", "No"]
            .iter()
            .enumerate()
            .map(|(at, text)| json!({ "option": poll.derive(u32::try_from(at).unwrap_or(0)), "title": { "en": text } }))
            .collect();
        let terms = json!({
            "title": words, "method": { "kind": "single" },
            "outcome": { "kind": "plurality", "by": "ballots", "seats": 1, "tie_break": null },
            "opens_at": now - MINUTE_MS, "closes_at": now + 12_000, "grace_ms": grace_ms,
            "later_joiners": true, "result_mode": "live",
        });
        for command in [
            json!({ "area": "voting", "kind": "create_poll", "poll": poll, "community": community, "terms": terms, "options": options }),
            json!({ "area": "voting", "kind": "schedule", "poll": poll }),
        ] {
            send(cast, admin, &command)?;
        }
    }
    order(cast, admin, json!({ "do": "sync", "patience_ms": PATIENCE_MS }))?;
    open(cast, away, true, false)?;
    order(cast, away, json!({ "do": "sync", "patience_ms": PATIENCE_MS }))?;
    open(cast, away, false, false)?;
    for (_, poll) in &polls {
        let selections = vec![Selection { option: poll.derive(0), value: 1 }];
        vote(cast, away, &[Vote { poll: *poll, selections, nth: 1 }])?;
    }
    let name = cast.phones[away].name.clone();
    tell(&format!("{name} votes on tonight's soup and salad in the cellar, without network."));
    let wait = now + 13_000 - SystemClock.now().0;
    std::thread::sleep(std::time::Duration::from_millis(u64::try_from(wait).unwrap_or(0)));
    open(cast, away, true, false)?;
    order(cast, away, json!({ "do": "sync", "patience_ms": PATIENCE_MS }))?;
    let told = order(cast, away, json!({ "do": "tell" }))?;
    for refused in told["refused"].as_array().ok_or("no inbox")? {
        if refused["code"] == json!("POLL_CLOSED") {
            tell(&format!(
                "  Back upstairs, too late for the soup: \"{}\"",
                refused["words"].as_str().unwrap_or("")
            ));
        }
    }
    tell("  The salad's poll had declared a grace for votes made in time: that one counts.");
    Ok(())
}

/// The first auction ends by the clock: the server closes it, once, and both sides hear of it.
fn hammer(cast: &mut Cast) -> Result<(), Failure> {
    let listing = hubbub_server::demo::id_of("listing", "quince-jelly");
    for _ in 0..2_000 {
        order(cast, 0, json!({ "do": "sync", "patience_ms": PATIENCE_MS }))?;
        let told = order(cast, 0, json!({ "do": "listing", "listing": listing }))?;
        if told["status"] != json!("active") {
            tell(&format!("{} is sold for {} cents.", told["title"], told["price_minor"]));
            return Ok(());
        }
        std::thread::sleep(std::time::Duration::from_millis(60));
    }
    Err("the first auction is not closed".into())
}

fn evening(cast: &mut Cast) -> Result<(), Failure> {
    tell("Evening: everybody is back.");
    for number in 0..cast.phones.len() {
        if cast.phones[number].is_offline {
            open(cast, number, true, false)?;
        }
    }
    for _ in 0..2 {
        // Twice: the second time everybody hears what the others said the first time.
        for number in 0..cast.phones.len() {
            order(cast, number, json!({ "do": "sync", "patience_ms": PATIENCE_MS }))?;
        }
    }
    Ok(())
}

/// The check: what each phone shows against what the server would show it.
fn night(mut cast: Cast, data: &Path, made: &complaint::Made, figures: &mut Figures) -> Result<(), Failure> {
    let mut shown = Vec::new();
    let mut refusals = 0;
    for (number, told) in settled(&mut cast)?.into_iter().enumerate() {
        refusals += told["refused"].as_array().map_or(0, Vec::len);
        let digests: Digests = serde_json::from_value(told["digests"].clone())?;
        shown.push((cast.phones[number].user, digests));
    }
    tell(&format!("{refusals} refusals wait in inboxes, each with its reason and what to do."));
    cast.hosts.clear();
    cast.server.stop()?;
    let books = Books::open(data)?;
    figures.devices = shown.len();
    for (number, (user, digests)) in shown.iter().enumerate() {
        if !books.is_converged(*user, digests)? {
            figures.diverged += 1;
            tell(&format!("{} shows something else than the server has.", cast.phones[number].name));
        }
    }
    complaint::check(&books, made)?;
    books.verdicts(&cast.saved, figures)?;
    books.goods(figures)?;
    books.recount(figures)?;
    auctions::recheck(&books, SystemClock.now(), figures)
}

/// What each phone tells once the pushes of the last changes have come: what nobody's phone tells anew while the
/// server, which pushes counts once a second, would have pushed twice.
fn settled(cast: &mut Cast) -> Result<Vec<Value>, Failure> {
    let mut before = Vec::new();
    for _ in 0..SETTLING_ROUNDS_MAX {
        let told: Result<Vec<Value>, Failure> =
            (0..cast.phones.len()).map(|number| order(cast, number, json!({ "do": "tell" }))).collect();
        let told = told?;
        if told == before {
            return Ok(told);
        }
        before = told;
        std::thread::sleep(QUIET);
    }
    Ok(before)
}

pub(crate) fn open(cast: &mut Cast, number: usize, network: bool, sign_in: bool) -> Result<Value, Failure> {
    let phone = &cast.phones[number];
    let folder = cast.folder.join(number.to_string());
    let options = json!({
        "folder": path(&folder)?, "server": cast.server.url(), "email": phone.email, "password": PASSWORD,
        "sign_in": sign_in, "network": network, "clock_offset_ms": phone.clock_offset_ms,
    });
    cast.hosts[phone.host].open(&number.to_string(), options)
}

pub(crate) fn order(cast: &mut Cast, number: usize, mut order: Value) -> Result<Value, Failure> {
    order["device"] = json!(number.to_string());
    cast.hosts[cast.phones[number].host].order(&order)
}

pub(crate) fn send(cast: &mut Cast, number: usize, command: &Value) -> Result<(), Failure> {
    let sent = order(cast, number, json!({ "do": "send", "command": command }))?;
    keep(cast, &sent)
}

fn vote(cast: &mut Cast, number: usize, votes: &[Vote]) -> Result<Vec<Value>, Failure> {
    let told = order(cast, number, json!({ "do": "vote", "votes": votes }))?;
    let answers = told["votes"].as_array().cloned().unwrap_or_default();
    for answer in &answers {
        keep(cast, answer)?;
    }
    Ok(answers)
}

/// Remembers what a phone has confirmed as saved.
fn keep(cast: &mut Cast, sent: &Value) -> Result<(), Failure> {
    if let Some(call) = sent.get("call") {
        cast.saved.insert(serde_json::from_value(call.clone())?);
    }
    Ok(())
}

/// A ballot that fits the poll.
fn choose(dice: &mut Dice, poll: &Value) -> Result<Vec<Selection>, Failure> {
    let method: Method = serde_json::from_value(poll["method"].clone())?;
    let options: Vec<(Id, i64)> = serde_json::from_value(poll["options"].clone())?;
    let mut left: Vec<(Id, i64)> = options;
    let mut shuffled = Vec::new();
    while !left.is_empty() {
        shuffled.push(left.swap_remove(dice.below(left.len())));
    }
    let one = |count: usize| {
        shuffled.iter().take(count).map(|&(option, _)| Selection { option, value: 1 }).collect()
    };
    Ok(match method {
        Method::Single => one(1),
        Method::Approval { max, .. } => one(1 + dice.below(usize::try_from(max)?)),
        Method::Points { budget, .. } => {
            let first = i64::try_from(dice.below(usize::try_from(budget)?))?;
            let split = [budget - first, first];
            let pairs = shuffled.iter().zip(split).filter(|(_, value)| *value > 0);
            pairs.map(|(&(option, _), value)| Selection { option, value }).collect()
        }
        Method::Score { max } => shuffled
            .iter()
            .map(|&(option, _)| Selection {
                option,
                value: i64::try_from(dice.below(6)).unwrap_or(0).min(max),
            })
            .collect(),
        Method::Ranked { min, .. } => {
            let count = usize::try_from(min)?.max(2).min(shuffled.len());
            (1..)
                .zip(shuffled.iter().take(count))
                .map(|(value, &(option, _))| Selection { option, value })
                .collect()
        }
        Method::Budget { budget_minor, .. } => {
            let mut rest = budget_minor;
            let mut fits = |cost: i64| {
                let ok = cost <= rest;
                rest -= if ok { cost } else { 0 };
                ok
            };
            let taken = shuffled.iter().filter(|(_, cost)| fits(*cost));
            taken.map(|&(option, _)| Selection { option, value: 1 }).collect()
        }
    })
}
