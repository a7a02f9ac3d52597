//! A town full of people: accounts, members, items and polls, and a session for everybody's device. They are made by
//! the server's own interfaces for whoever holds its data folder, before it serves: nothing about signing in is
//! weaker for it.

use std::path::Path;

use futures_util::future::try_join_all;
use hubbub_core::id::Id;
use hubbub_core::sync::protocol::Outcome;
use hubbub_core::time::{HOUR_MS, Timestamp};
use hubbub_server::{Config, Host, Newcomer, Writer, product, serve};
use serde_json::{Value, json};

use crate::Failure;

/// The password of every account.
pub(crate) const PASSWORD: &str = "Quince-Orchard-7";
/// Items that can be read.
const ITEMS: u32 = 60;
/// Options of the poll.
pub(crate) const OPTIONS: u32 = 4;
/// Sessions begun at once, commands handed over at once.
const AT_ONCE: usize = 200;

/// Somebody with a device that is signed in.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) user: Id,
    pub(crate) device: Id,
    pub(crate) tokens: Tokens,
}

/// What a device signs in with.
#[derive(Clone, Debug)]
pub(crate) struct Tokens {
    pub(crate) access: String,
    pub(crate) refresh: String,
}

/// What there is.
pub(crate) struct Town {
    pub(crate) people: Vec<Person>,
    pub(crate) community: Id,
    pub(crate) items: Vec<Id>,
    pub(crate) poll: Id,
    pub(crate) options: Vec<Id>,
}

/// The address with which a person signs in.
pub(crate) fn email(number: usize) -> String {
    format!("resident{number}@load.example")
}

pub(crate) fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Fills a data folder with a town of so many people.
pub(crate) fn fill(folder: &Path, people: usize) -> Result<Town, Failure> {
    let config = Config::new(folder).on_any_port();
    let community = Id::named("load", "community");
    let user = |number: usize| Id::named("load user", &number.to_string());
    let host = Host::open(config.clone(), product())?;
    let newcomer = |number| Newcomer { user: user(number), email: email(number), locale: "en".to_owned() };
    host.enrol_all((0..people).map(newcomer).collect(), PASSWORD)?;
    let mut commands = vec![json!({
        "area": "community", "kind": "found", "community": community, "name": "Load Street",
        "default_locale": "en", "time_zone": "Europe/Berlin", "currency": "EUR",
    })];
    commands.extend((0..people).map(|number| {
        json!({ "area": "community", "kind": "admit", "community": community, "user": user(number),
            "display_name": format!("Resident {number}"), "locale": "en" })
    }));
    let (items, poll) = (items(community, user(0), &mut commands), Id::named("load", "poll"));
    let options = poll_of(community, user(0), poll, &mut commands);
    job(host.writer(), &commands)?;
    host.set_community(community)?;
    host.close();
    let people = sessions(config, (0..people).map(user).collect())?;
    Ok(Town { people, community, items, poll, options })
}

fn items(community: Id, author: Id, commands: &mut Vec<Value>) -> Vec<Id> {
    let mut items = Vec::new();
    for number in 0..ITEMS {
        let item = Id::named("load item", &number.to_string());
        items.push(item);
        let category = ["activities", "meals", "films"][usize::try_from(number % 3).unwrap_or_default()];
        commands.push(json!({
            "area": "content", "kind": "create", "item": item, "community": community, "category": category,
            "default_locale": "en", "author": author,
            "texts": [{ "locale": "en", "title": format!("Item {number}"),
                "description": "Something to do together, as it is told in a few sentences. ".repeat(4) }],
        }));
        commands.push(json!({ "area": "content", "kind": "publish", "item": item }));
    }
    items
}

fn poll_of(community: Id, author: Id, poll: Id, commands: &mut Vec<Value>) -> Vec<Id> {
    let now = now();
    let options: Vec<Id> = (0..OPTIONS).map(|number| poll.derive(10 + number)).collect();
    let shown: Vec<Value> = options
        .iter()
        .map(|option| json!({ "option": option, "title": { "en": option.to_string() } }))
        .collect();
    commands.push(json!({
        "area": "voting", "kind": "create_poll", "poll": poll, "community": community, "author": author,
        "terms": {
            "title": { "en": "Which?" }, "method": { "kind": "single" },
            "outcome": { "kind": "plurality", "by": "ballots", "seats": 1, "tie_break": null },
            "opens_at": now.plus(-HOUR_MS), "closes_at": now.plus(48 * HOUR_MS), "grace_ms": 0,
            "later_joiners": true, "result_mode": "live",
        },
        "options": shown,
    }));
    commands.push(json!({ "area": "voting", "kind": "schedule", "poll": poll }));
    options
}

fn job(writer: &Writer, commands: &[Value]) -> Result<(), Failure> {
    for (number, some) in commands.chunks(AT_ONCE).enumerate() {
        let named = |at: usize| Id::named("load job", &format!("{number} {at}"));
        let calls = some.iter().enumerate().map(|(at, command)| (named(at), command.to_string()));
        let outcomes = writer.job_blocking("load", calls.collect())?;
        let bad = outcomes.iter().zip(some).find(|(outcome, _)| !matches!(outcome, Outcome::Applied { .. }));
        if let Some((outcome, command)) = bad {
            return Err(format!("{command}: {outcome:?}").into());
        }
    }
    Ok(())
}

fn sessions(config: Config, users: Vec<Id>) -> Result<Vec<Person>, Failure> {
    let running = serve(config, product())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut people = Vec::with_capacity(users.len());
    for some in users.chunks(AT_ONCE) {
        let begin = async |user: Id| {
            let device = user.derive(1);
            let session = running.begin_session(user, device).await?;
            let tokens = Tokens { access: session.access_token, refresh: session.refresh_token };
            Ok::<Person, Failure>(Person { user, device, tokens })
        };
        people.extend(runtime.block_on(try_join_all(some.iter().map(|user| begin(*user))))?);
    }
    running.stop();
    Ok(people)
}
