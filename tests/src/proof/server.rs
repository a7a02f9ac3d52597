//! The server as a process that can be killed: the product's own rules and server, with limits on
//! sign-ins that a crowd on one address does not meet.

use std::io::{BufRead, BufReader};
use std::path::Path;

use hubbub_core::id::Id;
use hubbub_core::sync::protocol::Outcome;
use hubbub_core::time::{HOUR_MS, Timestamp};
use hubbub_server::{Config, Running, product, serve};
use serde_json::{Value, json};

use crate::Failure;

/// A file that says that the community is there.
const FOUNDED: &str = "founded";
/// Polls that everybody votes in.
pub(crate) const POLLS: u64 = 4;
/// Options of each poll.
pub(crate) const OPTIONS: u64 = 3;

/// The community that everybody joins.
pub(crate) fn community() -> Id {
    Id::named("proof", "community")
}

pub(crate) fn poll(number: u64) -> Id {
    Id::named("proof poll", &number.to_string())
}

pub(crate) fn option(poll: Id, number: u64) -> Id {
    poll.derive(u32::try_from(10 + number).unwrap_or(10))
}

/// Serves until standard input ends. Says its address when it is ready.
pub(crate) fn run(folder: &Path, port: u16) -> Result<(), Failure> {
    let mut config = Config::new(folder);
    config.listen.set_port(port);
    config.log_requests = false;
    config.second_factor = false;
    config.rates.registrations_per_address = 10_000;
    config.rates.sign_ins_per_account = 10_000;
    config.rates.sign_ins_per_address = 10_000;
    let running = serve(config, product())?;
    let founded = folder.join(FOUNDED);
    if !founded.exists() {
        found(&running)?;
        std::fs::write(founded, "")?;
    }
    println!("http://{}", running.local_addr());
    for line in BufReader::new(std::io::stdin()).lines() {
        line?;
    }
    running.stop();
    Ok(())
}

fn found(running: &Running) -> Result<(), Failure> {
    let found = json!({
        "area": "community", "kind": "found", "community": community(), "name": "Proof Street",
        "default_locale": "en", "time_zone": "Europe/Berlin", "currency": "EUR",
    });
    job(running, "found", &found)?;
    running.set_community(community())?;
    let now = Timestamp(now_ms());
    for number in 0..POLLS {
        let poll = poll(number);
        let options: Vec<Value> = (0..OPTIONS)
            .map(|n| json!({ "option": option(poll, n), "title": { "en": format!("Option {n}") } }))
            .collect();
        let create = json!({
            "area": "voting", "kind": "create_poll", "poll": poll, "community": community(),
            "terms": {
                "title": { "en": format!("Poll {number}") }, "method": { "kind": "single" },
                "outcome": { "kind": "plurality", "by": "ballots", "seats": 1, "tie_break": null },
                "opens_at": now.plus(-24 * HOUR_MS), "closes_at": now.plus(48 * HOUR_MS), "grace_ms": 0,
                "later_joiners": true, "result_mode": "live",
            },
            "options": options,
        });
        let schedule = json!({ "area": "voting", "kind": "schedule", "poll": poll });
        for (what, command) in [("create", create), ("schedule", schedule)] {
            let outcome = job(running, &format!("{what} {number}"), &command)?;
            if !matches!(outcome, Outcome::Applied { .. }) {
                return Err(format!("{command}: {outcome:?}").into());
            }
        }
    }
    Ok(())
}

fn job(running: &Running, name: &str, command: &Value) -> Result<Outcome, Failure> {
    let call = (Id::named("proof job", name), command.to_string());
    let outcomes = running.writer().job_blocking("proof", vec![call])?;
    outcomes.into_iter().next().ok_or_else(|| "no outcome".into())
}

fn now_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
