//! The demo community is complete and hangs together: four languages everywhere, every name resolves,
//! and every ballot keeps its poll's bounds.

use std::collections::{BTreeMap, BTreeSet};

use hubbub_core::store::{Database, OpenOptions, SqliteDatabase};
use hubbub_server::{Config, Host, product};
use serde_json::Value;

const LANGUAGES: [&str; 4] = ["de", "en", "es", "fr"];

/// Residents who have not voted anywhere, so that a demo can vote as them. Named in the demo's README.
const UNVOTED: [&str; 4] = ["hedwig-sauter", "ines-carballo", "margot-lefevre", "nia-griffiths"];

#[test]
fn the_demo_community_has_its_people_and_places() {
    let demo = demo();
    assert_eq!(demo["version"], 1);
    assert_eq!((slugs(&demo["hubs"]).len(), slugs(&demo["residents"]).len()), (3, 24));
    assert_in_all_languages(&demo["community"]["about"]);
    for hub in list(&demo["hubs"]) {
        assert_in_all_languages(&hub["about"]);
        assert!((-90_000_000..=90_000_000).contains(&int(&hub["lat_e6"])), "{hub}");
        assert!((-180_000_000..=180_000_000).contains(&int(&hub["lon_e6"])), "{hub}");
        assert!(text(&hub["time_zone"]).starts_with("Europe/"), "{hub}");
    }
    let hubs = slugs(&demo["hubs"]);
    let mut holders: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for resident in list(&demo["residents"]) {
        assert!(LANGUAGES.contains(&text(&resident["locale"])), "{resident}");
        assert!(hubs.contains(text(&resident["hub"])), "{resident}");
        assert!(text(&resident["email"]).ends_with("@quittenhof.example"), "{resident}");
        for grant in list(&resident["roles"]) {
            let role = text(&grant["role"]);
            let of_a_hub = matches!(role, "driver" | "hub_manager");
            assert_eq!(grant["hub"].as_str().is_some_and(|hub| hubs.contains(hub)), of_a_hub, "{resident}");
            holders.entry(role).or_default().insert(text(&resident["slug"]));
        }
    }
    let numbers: Vec<(&str, usize)> = holders.iter().map(|(role, people)| (*role, people.len())).collect();
    assert_eq!(
        numbers,
        [("admin", 1), ("content_admin", 1), ("driver", 2), ("hub_manager", 2), ("resident", 24)]
    );
}

#[test]
fn the_demo_items_are_complete() {
    let demo = demo();
    let (hubs, residents) = (slugs(&demo["hubs"]), slugs(&demo["residents"]));
    let mut by_category: BTreeMap<&str, u32> = BTreeMap::new();
    for item in list(&demo["items"]) {
        *by_category.entry(text(&item["category"])).or_default() += 1;
        assert_in_all_languages(&item["title"]);
        assert_in_all_languages(&item["description"]);
        assert!(hubs.contains(text(&item["hub"])) && residents.contains(text(&item["author"])), "{item}");
        assert!(!list(&item["tags"]).is_empty(), "{item}");
        assert!(item["capacity"].is_null() || int(&item["capacity"]) > 0, "{item}");
        if !item["event"].is_null() {
            assert!(int(&item["event"]["in_days"]) >= 0, "{item}");
            assert!((0..1_440).contains(&int(&item["event"]["at_minute"])), "{item}");
        }
        assert_window(&item["join_poll"]);
        assert_voters(list(&item["join_poll"]["votes"]).iter().map(text), &residents);
    }
    assert_eq!(by_category, [("activities", 6), ("films", 6), ("meals", 6)].into());
    assert_eq!(slugs(&demo["items"]).len(), 18);
}

#[test]
fn the_demo_polls_are_complete_and_their_ballots_valid() {
    let demo = demo();
    let (items, residents) = (slugs(&demo["items"]), slugs(&demo["residents"]));
    let mut methods = BTreeSet::new();
    let mut states = BTreeMap::from([("scheduled", 0), ("open", 0), ("closed", 0)]);
    for poll in list(&demo["polls"]) {
        methods.insert(text(&poll["method"]["kind"]));
        let open_window = (int(&poll["opens_in_hours"]), int(&poll["closes_in_hours"]));
        *states
            .get_mut(if open_window.0 > 0 {
                "scheduled"
            } else if open_window.1 > 0 {
                "open"
            } else {
                "closed"
            })
            .unwrap() += 1;
        assert_in_all_languages(&poll["title"]);
        assert_in_all_languages(&poll["description"]);
        assert_window(poll);
        assert!(slugs(&poll["options"]).len() >= 4, "{poll}");
        for option in list(&poll["options"]) {
            match option["item"].as_str() {
                Some(item) => assert!(items.contains(item), "{option}"),
                None => assert_in_all_languages(&option["title"]),
            }
        }
        assert_voters(list(&poll["ballots"]).iter().map(|ballot| text(&ballot["voter"])), &residents);
        list(&poll["ballots"]).iter().for_each(|ballot| assert_ballot(poll, ballot));
    }
    assert_eq!(methods, ["approval", "budget", "points", "ranked", "score", "single"].into());
    assert_eq!(states, [("scheduled", 1), ("open", 5), ("closed", 1)].into());
}

#[test]
fn the_demo_market_speaks_four_languages_and_its_bids_come_in_order() {
    let demo = demo();
    let (hubs, residents) = (slugs(&demo["hubs"]), slugs(&demo["residents"]));
    let locale = |slug: &str| {
        let resident = list(&demo["residents"]).iter().find(|resident| resident["slug"] == slug);
        text(&resident.expect("a seller who lives here")["locale"])
    };
    let mut languages = BTreeSet::new();
    let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
    let mut running = 0;
    for listing in list(&demo["listings"]) {
        *kinds.entry(text(&listing["as"])).or_default() += 1;
        let seller = text(&listing["seller"]);
        languages.insert(locale(seller));
        assert!(hubs.contains(text(&listing["hub"])), "{listing}");
        assert!(
            !text(&listing["title"]).is_empty() && !text(&listing["description"]).is_empty(),
            "{listing}"
        );
        let (opens, ends) = (int(&listing["opens_in_minutes"]), int(&listing["ends_in_minutes"]));
        assert!(opens < ends, "{listing}");
        running += u32::from(text(&listing["as"]) == "auction" && opens < 0 && ends > 0);
        let mut before = opens;
        for bid in list(&listing["bids"]) {
            let (bidder, at) = (text(&bid["bidder"]), int(&bid["in_minutes"]));
            assert!(
                residents.contains(bidder) && !UNVOTED.contains(&bidder) && bidder != seller,
                "{listing}"
            );
            assert!((before..ends.min(0)).contains(&at), "{listing}");
            before = at;
        }
    }
    assert_eq!(languages, LANGUAGES.into());
    assert_eq!((kinds, running), ([("auction", 7), ("fixed", 3)].into(), 5));
    assert_eq!(slugs(&demo["listings"]).len(), 10);
}

#[test]
fn the_demo_goods_are_complete() {
    let (demo, goods) = (demo(), goods());
    let (hubs, residents) = (slugs(&demo["hubs"]), slugs(&demo["residents"]));
    let (products, trains, orders) =
        (slugs(&goods["products"]), slugs(&goods["trains"]), slugs(&goods["orders"]));
    for product in list(&goods["products"]) {
        assert_in_all_languages(&product["name"]);
        assert_in_all_languages(&product["about"]);
        assert!(hubs.contains(text(&product["hub"])) && int(&product["price_e4"]) > 0, "{product}");
        for stock in list(&product["stock"]) {
            assert!(hubs.contains(text(&stock["hub"])) && int(&stock["units"]) > 0, "{product}");
        }
    }
    let mut customers = BTreeSet::new();
    for order in list(&goods["orders"]) {
        assert!(
            residents.contains(text(&order["customer"])) && hubs.contains(text(&order["hub"])),
            "{order}"
        );
        assert!(order["train"].as_str().is_none_or(|train| trains.contains(train)), "{order}");
        assert!(
            list(&order["lines"]).iter().all(|line| products.contains(text(&line["product"]))),
            "{order}"
        );
        customers.insert(text(&order["customer"]));
    }
    for person in UNVOTED {
        assert!(customers.contains(person), "{person} has an order to look at");
    }
    for run in list(&goods["runs"]) {
        let stops: Vec<&str> = list(&run["stops"]).iter().map(text).collect();
        assert!(stops.iter().all(|stop| orders.contains(stop)), "{run}");
    }
}

#[test]
fn the_demo_moves_in_once_however_often_it_is_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    let look = || {
        let host = Host::open(Config::new(folder.path()), product()).unwrap();
        assert_eq!(hubbub_server::demo::move_in(&host, "Quince-Orchard-7").unwrap(), 24);
        host.close();
        let path = folder.path().join(hubbub_server::DATABASE);
        let database = SqliteDatabase::open(&path, &OpenOptions { key: None, readers: 1 }).unwrap();
        let database: &dyn Database = &database;
        let statuses = "SELECT status, count(*) FROM orders GROUP BY status ORDER BY status";
        let counts = |text: &'static str| {
            database.read(|sql| sql.all(text, &[], |row| Ok((row.text(0)?.to_owned(), row.int(1)?)))).unwrap()
        };
        let stock =
            "SELECT hub, sum(on_hand) * 10000 + sum(reserved) * 100 + sum(back_ordered) FROM stock_level
                     GROUP BY hub ORDER BY hub";
        (counts(statuses), counts("SELECT phase, count(*) FROM run_stop GROUP BY phase"), counts(stock))
    };
    let first = look();
    let expected = [
        ("assigned", 6),
        ("cancelled", 1),
        ("confirmed", 3),
        ("delivered", 1),
        ("packed", 3),
        ("pending", 2),
    ];
    let found: Vec<(&str, i64)> = first.0.iter().map(|(status, count)| (status.as_str(), *count)).collect();
    assert_eq!(found, expected);
    assert_eq!(first.1, [("planned".to_owned(), 6)]);
    assert_eq!(look(), first);
}

fn assert_ballot(poll: &Value, ballot: &Value) {
    let options = list(&poll["options"]);
    let values: Vec<i64> = list(&ballot["selections"]).iter().map(|line| int(&line["value"])).collect();
    let chosen: BTreeSet<&str> =
        list(&ballot["selections"]).iter().map(|line| text(&line["option"])).collect();
    assert!(!chosen.is_empty() && chosen.len() == values.len(), "{ballot}");
    assert!(chosen.is_subset(&slugs(&poll["options"])), "{ballot}");
    let method = &poll["method"];
    let valid = match text(&method["kind"]) {
        "single" => values == [1],
        "approval" => values.iter().all(|value| *value == 1) && chosen.len() as i64 <= int(&method["max"]),
        "points" => {
            values.iter().all(|value| (1..=int(&method["per_option_max"])).contains(value))
                && values.iter().sum::<i64>() <= int(&method["budget"])
        }
        "score" => values.iter().all(|value| (0..=int(&method["max"])).contains(value)),
        "ranked" => (1..).zip(&values).all(|(rank, value)| rank == *value),
        "budget" => {
            let taken = options.iter().filter(|option| chosen.contains(text(&option["slug"])));
            taken.map(|option| int(&option["cost_minor"])).sum::<i64>() <= int(&method["budget_minor"])
        }
        other => panic!("unknown method {other}"),
    };
    assert!(valid, "{ballot} in {}", poll["slug"]);
}

fn assert_window(poll: &Value) {
    assert!(int(&poll["opens_in_hours"]) < int(&poll["closes_in_hours"]), "{poll}");
    assert!((0..=86_400_000).contains(&int(&poll["grace_ms"])), "{poll}");
}

/// Each person votes once, is a resident, and is not one of those kept free for the demo.
fn assert_voters<'a>(voters: impl Iterator<Item = &'a str>, residents: &BTreeSet<&str>) {
    let mut seen = BTreeSet::new();
    for voter in voters {
        assert!(residents.contains(voter) && !UNVOTED.contains(&voter), "{voter}");
        assert!(seen.insert(voter), "{voter} votes twice");
    }
}

fn assert_in_all_languages(words: &Value) {
    let words = words.as_object().expect("words in four languages");
    let mut languages: Vec<&str> = words.keys().map(String::as_str).collect();
    languages.sort_unstable();
    assert_eq!(languages, LANGUAGES);
    assert!(words.values().all(|word| !text(word).trim().is_empty()), "{words:?}");
}

fn demo() -> Value {
    serde_json::from_str(include_str!("../../sync-server/demo/community.json")).unwrap()
}

fn goods() -> Value {
    serde_json::from_str(hubbub_server::demo::GOODS).unwrap()
}

/// The slugs of a list, which must differ.
fn slugs(values: &Value) -> BTreeSet<&str> {
    let slugs: BTreeSet<&str> = list(values).iter().map(|value| text(&value["slug"])).collect();
    assert_eq!(slugs.len(), list(values).len(), "slugs repeat");
    slugs
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("not a list: {value}"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("not text: {value}"))
}

fn int(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("not a whole number: {value}"))
}
