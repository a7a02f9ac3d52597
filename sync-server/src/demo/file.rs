//! The demo community's file, as `sync-server/demo/README.md` describes it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

pub(super) type Words = BTreeMap<String, String>;

#[derive(Deserialize)]
pub(super) struct Demo {
    pub(super) community: Community,
    pub(super) hubs: Vec<Hub>,
    pub(super) residents: Vec<Resident>,
    pub(super) items: Vec<Item>,
    pub(super) polls: Vec<Poll>,
    pub(super) listings: Vec<Listing>,
}

#[derive(Deserialize)]
pub(super) struct Community {
    pub(super) name: String,
    pub(super) about: Words,
    pub(super) default_locale: String,
    pub(super) currency: String,
    pub(super) time_zone: String,
}

#[derive(Deserialize)]
pub(super) struct Hub {
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) address: Value,
    pub(super) lat_e6: i64,
    pub(super) lon_e6: i64,
    pub(super) time_zone: String,
    pub(super) about: Words,
}

#[derive(Deserialize)]
pub(super) struct Resident {
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) locale: String,
    pub(super) hub: String,
    pub(super) roles: Vec<Role>,
}

#[derive(Deserialize)]
pub(super) struct Role {
    pub(super) role: String,
    pub(super) hub: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Item {
    pub(super) slug: String,
    pub(super) category: String,
    pub(super) hub: Option<String>,
    pub(super) author: String,
    pub(super) title: Words,
    pub(super) description: Words,
    pub(super) tags: Vec<String>,
    pub(super) event: Option<Event>,
    pub(super) capacity: Option<i64>,
    pub(super) join_poll: Option<JoinPoll>,
}

#[derive(Deserialize)]
pub(super) struct Event {
    pub(super) in_days: i64,
    pub(super) at_minute: i64,
}

#[derive(Deserialize)]
pub(super) struct JoinPoll {
    pub(super) opens_in_hours: i64,
    pub(super) closes_in_hours: i64,
    pub(super) grace_ms: i64,
    pub(super) votes: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Poll {
    pub(super) slug: String,
    pub(super) author: String,
    pub(super) hub: Option<String>,
    pub(super) method: Value,
    pub(super) outcome: Value,
    pub(super) title: Words,
    pub(super) description: Words,
    pub(super) opens_in_hours: i64,
    pub(super) closes_in_hours: i64,
    pub(super) grace_ms: i64,
    pub(super) quorum_percent: u32,
    pub(super) blank_allowed: bool,
    pub(super) results: String,
    pub(super) options: Vec<PollOption>,
    pub(super) ballots: Vec<Ballot>,
    pub(super) currency: Option<String>,
    #[serde(default)]
    pub(super) secret: bool,
}

#[derive(Deserialize)]
pub(super) struct PollOption {
    pub(super) slug: String,
    pub(super) item: Option<String>,
    pub(super) title: Option<Words>,
    pub(super) cost_minor: Option<i64>,
}

#[derive(Deserialize)]
pub(super) struct Ballot {
    pub(super) voter: String,
    pub(super) selections: Vec<Selection>,
}

#[derive(Deserialize)]
pub(super) struct Selection {
    pub(super) option: String,
    pub(super) value: i64,
}

#[derive(Deserialize)]
pub(super) struct Listing {
    pub(super) slug: String,
    pub(super) seller: String,
    pub(super) hub: String,
    #[serde(rename = "as")]
    pub(super) sold_as: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) category: String,
    pub(super) condition: String,
    pub(super) handover: String,
    pub(super) start_minor: i64,
    pub(super) reserve_minor: Option<i64>,
    pub(super) buy_now_minor: Option<i64>,
    pub(super) opens_in_minutes: i64,
    pub(super) ends_in_minutes: i64,
    pub(super) bids: Vec<Bid>,
}

#[derive(Deserialize)]
pub(super) struct Bid {
    pub(super) bidder: String,
    pub(super) max_minor: i64,
    pub(super) in_minutes: i64,
}
