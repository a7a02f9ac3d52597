//! The demo community, every bit of it, goes in through commands, comes out on a phone, and is decided.

use serde_json::{Value, json};

use crate::access::Viewer;
use crate::i18n::Locale;
use crate::tests_world::{World, id};
use crate::time::{HOUR_MS, Timestamp};
use crate::voting::command::BALLOTS_PER_IMPORT_MAX;
use crate::voting::model::{Phase, PollResult};
use crate::voting::view::{PollCard, polls};

/// Where the demo's clock starts.
const START: Timestamp = Timestamp(1_000 * HOUR_MS);

fn at(kind: &str, slug: &Value) -> Value {
    if slug.is_null() { Value::Null } else { json!(format!("@{kind}-{}", slug.as_str().unwrap())) }
}

fn hours(hours: &Value) -> i64 {
    START.plus(hours.as_i64().unwrap() * HOUR_MS).0
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// `fields` without what is null, as a command of an area.
fn send(world: &mut World, area: &str, kind: &str, mut fields: Value) {
    let map = fields.as_object_mut().unwrap();
    map.retain(|_, value| !value.is_null());
    map.extend([("area".to_owned(), json!(area)), ("kind".to_owned(), json!(kind))]);
    world.job(&fields.to_string());
}

fn people(world: &mut World, demo: &Value) {
    let about = &demo["community"];
    let fields = json!({"community": "@demo", "name": about["name"], "about": about["about"],
        "default_locale": about["default_locale"], "time_zone": about["time_zone"], "currency": about["currency"]});
    send(world, "community", "found", fields);
    for hub in list(&demo["hubs"]) {
        let mut fields = hub.clone();
        fields.as_object_mut().unwrap().remove("slug");
        fields["hub"] = at("hub", &hub["slug"]);
        fields["community"] = json!("@demo");
        send(world, "community", "add_hub", fields);
    }
    for resident in list(&demo["residents"]) {
        let user = at("user", &resident["slug"]);
        let fields = json!({"community": "@demo", "user": user, "display_name": resident["name"],
            "locale": resident["locale"], "hub": at("hub", &resident["hub"]),
            "joined_at": START.plus(-500 * HOUR_MS).0});
        send(world, "community", "admit", fields);
        for grant in list(&resident["roles"]).iter().filter(|grant| grant["role"] != "resident") {
            let fields = json!({"community": "@demo", "user": user, "role": grant["role"],
                "hub": at("hub", &grant["hub"])});
            send(world, "community", "grant_role", fields);
        }
    }
}

fn item(world: &mut World, item: &Value) {
    let (slug, id) = (&item["slug"], at("item", &item["slug"]));
    let text = |locale: &str| json!({"locale": locale, "title": item["title"][locale], "description": item["description"][locale]});
    let texts: Vec<Value> = ["en", "fr", "es", "de"].into_iter().map(text).collect();
    let event_at = item["event"]["in_days"].as_i64().map(|days| START.plus(days * 24 * HOUR_MS).0);
    let fields = json!({"item": id, "community": "@demo", "category": item["category"], "default_locale": "de",
        "texts": texts, "tags": item["tags"], "hub": at("hub", &item["hub"]), "event_at": event_at,
        "capacity": item["capacity"], "author": at("user", &item["author"])});
    send(world, "content", "create", fields);
    send(world, "content", "publish", json!({"item": id}));
    let join = &item["join_poll"];
    let option = json!(format!("@join-option-{}", slug.as_str().unwrap()));
    let votes = list(&join["votes"]).iter();
    let ballots = votes.map(|voter| json!({"voter": voter, "selections": [{"option": option, "value": 1}]}));
    let mut poll = join.clone();
    poll["title"] = item["title"].clone();
    poll["method"] = json!({"kind": "single"});
    poll["outcome"] = json!({"kind": "plurality", "by": "ballots", "seats": 1, "tie_break": null});
    poll["results"] = json!("live");
    poll["about"] = id.clone();
    poll["author"] = item["author"].clone();
    poll["ballots"] = ballots.collect();
    write_poll(world, &at("join", slug), &poll, &[json!({"option": option, "item": id})]);
}

fn option_id(poll: &Value, slug: &Value) -> String {
    format!("@option-{}-{}", poll["slug"].as_str().unwrap(), slug.as_str().unwrap())
}

fn poll(world: &mut World, poll: &Value) {
    let mut poll = poll.clone();
    let options: Vec<Value> = list(&poll["options"])
        .iter()
        .map(|option| {
            let mut fields = json!({"option": option_id(&poll, &option["slug"]), "item": at("item", &option["item"]),
                "title": option["title"], "cost_minor": option["cost_minor"]});
            fields.as_object_mut().unwrap().retain(|_, value| !value.is_null());
            fields
        })
        .collect();
    let named = poll.clone();
    for ballot in poll["ballots"].as_array_mut().unwrap() {
        for line in ballot["selections"].as_array_mut().unwrap() {
            line["option"] = json!(option_id(&named, &line["option"]));
        }
    }
    write_poll(world, &at("poll", &poll["slug"]), &poll, &options);
}

fn write_poll(world: &mut World, id: &Value, poll: &Value, options: &[Value]) {
    let (opens_at, closes_at) = (hours(&poll["opens_in_hours"]), hours(&poll["closes_in_hours"]));
    let mut terms = json!({"title": poll["title"], "description": poll["description"], "method": poll["method"],
        "outcome": poll["outcome"], "currency": poll["currency"], "hub": at("hub", &poll["hub"]),
        "item": poll["about"], "blank_allowed": poll["blank_allowed"], "opens_at": opens_at,
        "closes_at": closes_at, "grace_ms": poll["grace_ms"], "quorum_pct": poll["quorum_percent"],
        "result_mode": poll["results"], "bias_accepted": true});
    terms.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    let author = at("user", &poll["author"]);
    let fields =
        json!({"poll": id, "community": "@demo", "terms": terms, "options": options, "author": author});
    send(world, "voting", "create_poll", fields);
    send(world, "voting", "schedule", json!({"poll": id}));
    let ballots: Vec<Value> = list(&poll["ballots"])
        .iter()
        .zip(0..)
        .map(|(ballot, n)| {
            json!({"voter": at("user", &ballot["voter"]), "at": opens_at + n, "selections": ballot["selections"]})
        })
        .collect();
    for ballots in ballots.chunks(BALLOTS_PER_IMPORT_MAX) {
        send(world, "voting", "import_ballots", json!({"poll": id, "ballots": ballots}));
    }
}

fn shown(world: &World, user: &str, locale: Locale) -> Vec<PollCard> {
    let viewer = Viewer { user: id(user), locale, now: world.now };
    world.read(|tx| polls(tx, &viewer, id("demo"), None))
}

#[test]
fn the_demo_community_lives_by_these_rules() {
    let demo: Value = serde_json::from_str(include_str!("../../sync-server/demo/community.json")).unwrap();
    let mut world = World::new();
    people(&mut world, &demo);
    list(&demo["items"]).iter().for_each(|it| item(&mut world, it));
    list(&demo["polls"]).iter().for_each(|it| poll(&mut world, it));

    let phone = world.phone("user-hedwig-sauter");
    world.sync(&phone);
    let viewer = Viewer { user: id("user-hedwig-sauter"), locale: Locale::De, now: world.now };
    let cards = phone.view(|tx| polls(tx, &viewer, id("demo"), None));
    assert_eq!(cards, shown(&world, "user-hedwig-sauter", Locale::De), "the phone shows what the server has");
    assert_eq!(cards.len(), 25);
    let find = |slug: &str| cards.iter().find(|card| card.id == id(slug)).unwrap();
    let film = find("poll-courtyard-film");
    assert_eq!((film.phase, film.choices[0].title.as_str()), (Phase::Open, "Elf Bienen und eine Posaune"));
    assert_eq!(film.tally.unwrap().cast, i64::try_from(list(&demo["polls"][0]["ballots"]).len()).unwrap());
    assert_eq!(find("poll-winter-menu").phase, Phase::Scheduled);
    assert_eq!(find("poll-shop-shelf").tally, None, "hidden until it closes");
    assert!(!find("poll-courtyard-fund").is_voter, "another hub's residents vote");

    world.now = START.plus(500 * HOUR_MS);
    for card in &cards {
        let name = list(&demo["polls"]).iter().map(|poll| at("poll", &poll["slug"]));
        let joins = list(&demo["items"]).iter().map(|item| at("join", &item["slug"]));
        let name = name.chain(joins).find(|name| id(&name.as_str().unwrap()[1..]) == card.id).unwrap();
        send(&mut world, "voting", "publish_result", json!({"poll": name}));
    }
    let result = |slug: &str| world.read(|tx| tx.get::<PollResult>(id(slug))).unwrap();
    assert_eq!(result("poll-cargo-bike-name").outcome.winners.len(), 1);
    assert!(result("poll-courtyard-fund").outcome.winners.len() > 1);
    assert!(result("poll-courtyard-film").quorum_met);
    let viewer = Viewer { user: id("user-nia-griffiths"), locale: Locale::En, now: world.now };
    for card in &cards {
        let page = world.read(|tx| crate::voting::view::poll(tx, &viewer, card.id)).unwrap();
        let steps = page.result.unwrap().steps;
        assert!(!steps.is_empty() && steps.iter().all(|step| !step.contains("explain-")), "{steps:?}");
        println!("{}\n  {}", page.card.title, steps.join("\n  "));
        assert!(page.how.iter().all(|line| !line.contains("how-")), "{:?}", page.how);
    }
}
