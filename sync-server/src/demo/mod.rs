//! The demo community: read from its file, moved in by the server's own commands. Moving in twice
//! changes nothing.

mod file;
mod goods;
mod market;
mod talk;

use hubbub_core::id::Id;
use hubbub_core::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};
use serde_json::{Value, json};

use self::file::{Demo, Item, Poll, Resident};
pub use self::goods::GOODS;
use crate::auth::Newcomer;
use crate::host::Host;
use crate::import::job::{ImportError, Job};

/// The demo community's file.
pub const COMMUNITY: &str = include_str!("../../demo/community.json");
/// How long its people have been members.
const MEMBER_FOR_MS: i64 = 400 * DAY_MS;

/// The demo community's id.
#[must_use]
pub fn community_id() -> Id {
    Id::named("demo community", "quittenhof")
}

/// The id of one of its things, by kind and slug.
#[must_use]
pub fn id_of(kind: &str, slug: &str) -> Id {
    Id::named(&format!("demo {kind}"), slug)
}

/// Lets the demo community move in; every resident signs in with `password`. How many residents.
///
/// # Errors
/// [`ImportError`].
pub fn move_in(host: &Host, password: &str) -> Result<usize, ImportError> {
    let demo: Demo =
        serde_json::from_str(COMMUNITY).map_err(|error| ImportError::Refused(error.to_string()))?;
    // All its times count from the day it moved in, so that moving in again asks for the same.
    let founded_at = |host: &Host| host.founded_at(community_id()).map_err(crate::Trouble::from);
    let mut job = Job::new(host.writer(), "demo");
    found(&mut job, &demo)?;
    job.finish()?;
    let now = founded_at(host)?.unwrap_or_else(|| host.now());
    host.set_community(community_id())?;
    let newcomers = demo.residents.iter().map(newcomer).collect();
    host.enrol_all(newcomers, password)?;
    // Everybody knows the password: a second factor would keep nobody out.
    host.waive_second_factor(true)?;
    for resident in &demo.residents {
        admit(&mut job, resident, now)?;
    }
    for item in &demo.items {
        publish(&mut job, &demo, item, now)?;
    }
    for poll in &demo.polls {
        open(&mut job, poll, now)?;
    }
    for listing in &demo.listings {
        market::offer(&mut job, listing, now)?;
    }
    goods::move_in(&mut job, &demo, now)?;
    talk::say(&mut job, &demo.community.default_locale)?;
    job.finish()?;
    Ok(demo.residents.len())
}

fn newcomer(resident: &Resident) -> Newcomer {
    Newcomer {
        user: id_of("resident", &resident.slug),
        email: resident.email.clone(),
        locale: resident.locale.clone(),
    }
}

fn found(job: &mut Job<'_>, demo: &Demo) -> Result<(), ImportError> {
    let community = community_id();
    let of = &demo.community;
    let command = json!({
        "area": "community", "kind": "found", "community": community, "name": of.name, "about": of.about,
        "default_locale": of.default_locale, "time_zone": of.time_zone, "currency": of.currency,
    });
    job.command(community.derive(0), &command)?;
    for hub in &demo.hubs {
        let id = id_of("hub", &hub.slug);
        let command = json!({
            "area": "community", "kind": "add_hub", "hub": id, "community": community, "name": hub.name,
            "about": hub.about, "address": hub.address, "lat_e6": hub.lat_e6, "lon_e6": hub.lon_e6,
            "time_zone": hub.time_zone,
        });
        job.command(id.derive(0), &command)?;
    }
    Ok(())
}

fn admit(job: &mut Job<'_>, resident: &Resident, now: Timestamp) -> Result<(), ImportError> {
    let user = id_of("resident", &resident.slug);
    let command = json!({
        "area": "community", "kind": "admit", "community": community_id(), "user": user,
        "display_name": resident.name, "locale": resident.locale, "hub": id_of("hub", &resident.hub),
        "joined_at": now.plus(-MEMBER_FOR_MS),
    });
    job.command(user.derive(0), &command)?;
    for (ordinal, role) in (1..).zip(resident.roles.iter().filter(|role| role.role != "resident")) {
        let mut command = json!({
            "area": "community", "kind": "grant_role", "community": community_id(), "user": user, "role": role.role,
        });
        if let Some(hub) = &role.hub {
            command["hub"] = json!(id_of("hub", hub));
        }
        job.command(user.derive(ordinal), &command)?;
    }
    Ok(())
}

fn publish(job: &mut Job<'_>, demo: &Demo, item: &Item, now: Timestamp) -> Result<(), ImportError> {
    let id = id_of("item", &item.slug);
    let texts: Vec<Value> = item
        .title
        .iter()
        .map(|(locale, title)| {
            json!({ "locale": locale, "title": title, "description": item.description.get(locale) })
        })
        .collect();
    let mut command = json!({
        "area": "content", "kind": "create", "item": id, "community": community_id(), "category": item.category,
        "default_locale": demo.community.default_locale, "texts": texts, "tags": item.tags,
        "author": id_of("resident", &item.author),
    });
    if let Some(hub) = &item.hub {
        command["hub"] = json!(id_of("hub", hub));
    }
    if let Some(event) = &item.event {
        // The demo starts today; its clock is that of central Europe in winter.
        let midnight = now.0 - now.0.rem_euclid(DAY_MS) - HOUR_MS;
        command["event_at"] = json!(midnight + event.in_days * DAY_MS + event.at_minute * MINUTE_MS);
    }
    if let Some(capacity) = item.capacity {
        command["capacity"] = json!(capacity);
    }
    job.command(id.derive(0), &command)?;
    job.command(id.derive(1), &json!({ "area": "content", "kind": "publish", "item": id }))?;
    join_poll(job, item, id, now)
}

/// The poll with one vote, "I'd join".
fn join_poll(job: &mut Job<'_>, item: &Item, id: Id, now: Timestamp) -> Result<(), ImportError> {
    let Some(join) = &item.join_poll else { return Ok(()) };
    let poll = id_of("join poll", &item.slug);
    let option = poll.derive(100);
    let join_words = json!({ "en": "I’d join", "fr": "J’en suis", "es": "Me apunto", "de": "Ich bin dabei" });
    let opens_at = now.plus(join.opens_in_hours * HOUR_MS);
    let command = json!({
        "area": "voting", "kind": "create_poll", "poll": poll, "community": community_id(),
        "author": id_of("resident", &item.author),
        "terms": {
            "title": item.title, "item": id, "method": { "kind": "single" },
            "outcome": { "kind": "plurality", "by": "ballots", "seats": 1, "tie_break": null },
            "opens_at": opens_at, "closes_at": now.plus(join.closes_in_hours * HOUR_MS),
            "grace_ms": join.grace_ms, "result_mode": "live",
        },
        "options": [{ "option": option, "title": join_words }],
    });
    job.command(poll.derive(0), &command)?;
    job.command(poll.derive(1), &json!({ "area": "voting", "kind": "schedule", "poll": poll }))?;
    let cast = |voter: &String| {
        json!({
            "voter": id_of("resident", voter), "at": opens_at.plus(MINUTE_MS),
            "selections": [{ "option": option, "value": 1 }],
        })
    };
    bring_in(job, poll, join.votes.iter().map(cast).collect())
}

fn open(job: &mut Job<'_>, poll: &Poll, now: Timestamp) -> Result<(), ImportError> {
    let id = id_of("poll", &poll.slug);
    let option_id = |slug: &str| Id::of("demo option", &[id, Id::named("option", slug)]);
    let option = |option: &file::PollOption| {
        let mut terms =
            json!({ "option": option_id(&option.slug), "cost_minor": option.cost_minor.unwrap_or(0) });
        match (&option.item, &option.title) {
            (Some(item), _) => terms["item"] = json!(id_of("item", item)),
            (None, title) => terms["title"] = json!(title),
        }
        terms
    };
    let opens_at = now.plus(poll.opens_in_hours * HOUR_MS);
    let mut command = json!({
        "area": "voting", "kind": "create_poll", "poll": id, "community": community_id(),
        "author": id_of("resident", &poll.author),
        "terms": {
            "title": poll.title, "description": poll.description, "method": poll.method, "outcome": poll.outcome,
            "currency": poll.currency, "blank_allowed": poll.blank_allowed, "opens_at": opens_at,
            "closes_at": now.plus(poll.closes_in_hours * HOUR_MS), "grace_ms": poll.grace_ms,
            "quorum_pct": poll.quorum_percent, "result_mode": poll.results,
            "bias_accepted": poll.results == "after_my_vote", "secret": poll.secret, "changeable": !poll.secret,
        },
        "options": poll.options.iter().map(option).collect::<Vec<_>>(),
    });
    if let Some(hub) = &poll.hub {
        command["terms"]["hub"] = json!(id_of("hub", hub));
    }
    job.command(id.derive(0), &command)?;
    job.command(id.derive(1), &json!({ "area": "voting", "kind": "schedule", "poll": id }))?;
    let cast = |ballot: &file::Ballot| {
        let selections: Vec<Value> = ballot
            .selections
            .iter()
            .map(|selection| json!({ "option": option_id(&selection.option), "value": selection.value }))
            .collect();
        json!({
            "voter": id_of("resident", &ballot.voter), "at": opens_at.plus(MINUTE_MS), "selections": selections,
        })
    };
    bring_in(job, id, poll.ballots.iter().map(cast).collect())?;
    if poll.closes_in_hours * HOUR_MS + poll.grace_ms < 0 {
        job.command(id.derive(3), &json!({ "area": "voting", "kind": "publish_result", "poll": id }))?;
    }
    Ok(())
}

fn bring_in(job: &mut Job<'_>, poll: Id, ballots: Vec<Value>) -> Result<(), ImportError> {
    if ballots.is_empty() {
        return Ok(());
    }
    let command = json!({ "area": "voting", "kind": "import_ballots", "poll": poll, "ballots": ballots });
    job.command(poll.derive(2), &command)
}
