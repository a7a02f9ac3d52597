//! The domain as one: every area's commands under one root, every replicated table in one list, every
//! migration in its order. The only place where the areas and the sync engine meet.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::access::{self, Permission};
use crate::auction::deal::{Reputation, Review, Sale, SecondChanceOffer};
use crate::auction::model::{Listing, ListingAddendum, ListingPicture, ListingReserve};
use crate::auction::standing::{Bid, BidEvent, BidStanding, BidderRecord, Lot};
use crate::call::{Actor, Call, Confirmation, Due, Figure, Stop};
use crate::community::model::{Community, Hub, Member, RoleGrant};
use crate::content::model::{Item, ItemText};
use crate::content::post::Post;
use crate::content::talk::{Comment, Reaction, ReactionTally, Report};
use crate::delivery::model::{Driver, Run, RunStop, Shift};
use crate::delivery::record::{CashCollection, ProofRecord, ReviewItem, StopEvent};
use crate::dispute::case::{DisputeCase, DisputeStep, Evidence};
use crate::id::Id;
use crate::inventory::model::{Product, StockAdjustment, StockLevel};
use crate::live::{Change, Door, Kind, Told, Topic};
use crate::notice::model::Notice;
use crate::ordering::model::{HubTerms, Order, OrderCycle, OrderEvent, OrderLine};
use crate::refusal::{Code, Refusal};
use crate::scope::Scope;
use crate::store::migrate::Migration;
use crate::store::{Fault, Table, Tables, Tx};
use crate::support::model::{SupportTerms, Ticket, TicketNote, TicketReply};
use crate::sync::rules::{Domain, Farewell, Undecodable};
use crate::time::Timestamp;
use crate::voting::model::{
    Ballot, BallotRevision, OptionTally, Poll, PollOption, PollResult, PollTally, Submission,
};
use crate::{auction, community, content, delivery, dispute, inventory, notice, ordering, support, voting};

/// Grows with every version that knows more commands; the server tells its own to devices.
pub const VOCABULARY: u32 = 5;

/// Every replicated table.
pub const TABLES: Tables = &[
    Table::of::<Community>(),
    Table::of::<Hub>(),
    Table::of::<Member>(),
    Table::of::<RoleGrant>(),
    Table::of::<Item>(),
    Table::of::<ItemText>(),
    Table::of::<Comment>(),
    Table::of::<Reaction>(),
    Table::of::<ReactionTally>(),
    Table::of::<Report>(),
    Table::of::<Post>(),
    Table::of::<Poll>(),
    Table::of::<PollOption>(),
    Table::of::<Ballot>(),
    Table::of::<BallotRevision>(),
    Table::of::<PollTally>(),
    Table::of::<OptionTally>(),
    Table::of::<PollResult>(),
    Table::of::<Notice>(),
    Table::of::<Listing>(),
    Table::of::<ListingPicture>(),
    Table::of::<ListingReserve>(),
    Table::of::<ListingAddendum>(),
    Table::of::<Lot>(),
    Table::of::<BidEvent>(),
    Table::of::<Bid>(),
    Table::of::<BidStanding>(),
    Table::of::<BidderRecord>(),
    Table::of::<Sale>(),
    Table::of::<SecondChanceOffer>(),
    Table::of::<Review>(),
    Table::of::<Reputation>(),
    Table::of::<Ticket>(),
    Table::of::<TicketReply>(),
    Table::of::<TicketNote>(),
    Table::of::<SupportTerms>(),
    Table::of::<Submission>(),
    Table::of::<Product>(),
    Table::of::<StockLevel>(),
    Table::of::<StockAdjustment>(),
    Table::of::<Order>(),
    Table::of::<OrderLine>(),
    Table::of::<OrderEvent>(),
    Table::of::<OrderCycle>(),
    Table::of::<HubTerms>(),
    Table::of::<Driver>(),
    Table::of::<Shift>(),
    Table::of::<Run>(),
    Table::of::<RunStop>(),
    Table::of::<StopEvent>(),
    Table::of::<ProofRecord>(),
    Table::of::<CashCollection>(),
    Table::of::<ReviewItem>(),
    Table::of::<DisputeCase>(),
    Table::of::<DisputeStep>(),
    Table::of::<Evidence>(),
];

macro_rules! migration {
    ($name:literal) => {
        Migration { name: $name, sql: include_str!(concat!("../../migrations/", $name, ".sql")) }
    };
}

const COMMUNITY_1: Migration = migration!("domain/0001_community");
const CONTENT_2: Migration = migration!("domain/0002_content");
const VOTING_3: Migration = migration!("domain/0003_voting");
const NOTICE_12: Migration = migration!("domain/0012_notice");
const SECRET_POLLS_13: Migration = migration!("domain/0013_secret_polls");
const MARKET_14: Migration = migration!("domain/0014_market");
const INVENTORY_15: Migration = migration!("domain/0015_inventory");
const ORDERING_16: Migration = migration!("domain/0016_ordering");
const DELIVERY_17: Migration = migration!("domain/0017_delivery");
const SUPPORT_18: Migration = migration!("domain/0018_support");
const TALK_19: Migration = migration!("domain/0019_talk");
const DISPUTE_20: Migration = migration!("domain/0020_dispute");

/// The tables that devices and the server share.
pub const MIGRATIONS_DOMAIN: &[Migration] = &[
    COMMUNITY_1,
    CONTENT_2,
    VOTING_3,
    NOTICE_12,
    SECRET_POLLS_13,
    MARKET_14,
    INVENTORY_15,
    ORDERING_16,
    DELIVERY_17,
    SUPPORT_18,
    TALK_19,
    DISPUTE_20,
];

/// A device's whole schema.
pub const MIGRATIONS_DEVICE: &[Migration] = &[
    COMMUNITY_1,
    CONTENT_2,
    VOTING_3,
    NOTICE_12,
    SECRET_POLLS_13,
    MARKET_14,
    INVENTORY_15,
    ORDERING_16,
    DELIVERY_17,
    SUPPORT_18,
    TALK_19,
    DISPUTE_20,
    migration!("client/0001_sync"),
];

/// The server's whole schema.
pub const MIGRATIONS_SERVER: &[Migration] = &[
    COMMUNITY_1,
    CONTENT_2,
    VOTING_3,
    NOTICE_12,
    SECRET_POLLS_13,
    MARKET_14,
    INVENTORY_15,
    ORDERING_16,
    DELIVERY_17,
    SUPPORT_18,
    TALK_19,
    DISPUTE_20,
    migration!("server/0001_sync"),
    migration!("server/0002_constraints"),
    migration!("server/0003_accounts"),
    migration!("server/0004_jobs"),
    migration!("server/0009_identity"),
    migration!("server/0010_audit"),
    migration!("server/0011_integrators"),
    migration!("server/0021_secret_ballot"),
    migration!("server/0022_market"),
    migration!("server/0023_goods"),
    migration!("server/0024_media"),
    migration!("server/0025_farewell"),
    migration!("server/0026_days_of_telemetry"),
];

/// The schema of a day's telemetry, a database of its own.
pub const MIGRATIONS_TELEMETRY: &[Migration] = &[migration!("telemetry/0001_day")];

/// Numbers for the server's operator.
pub const FIGURES: &[Figure] = &[
    Figure {
        name: "hubbub_members",
        help: "People who belong to a community, counted once for each.",
        text: "SELECT count(*) FROM member WHERE left_at IS NULL AND joined_at <= ?",
    },
    Figure {
        name: "hubbub_open_polls",
        help: "Polls that take votes.",
        text: "SELECT count(*) FROM poll WHERE status = 'scheduled' AND opens_at <= ? AND closes_at > ?",
    },
    Figure {
        name: "hubbub_votes",
        help: "Votes counted so far, changes and withdrawals included.",
        text: "SELECT coalesce(sum(version), 0) FROM poll_tally WHERE as_of <= ?",
    },
];

/// Everything that people ask for, by area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "area", rename_all = "snake_case")]
pub enum Command {
    /// Communities, hubs, members, roles.
    Community(community::command::Command),
    /// Items and their words.
    Content(content::command::Command),
    /// Polls and votes.
    Voting(voting::command::Command),
    /// What people are told.
    Notice(notice::command::Command),
    /// Listings, bids, reviews.
    Auction(auction::command::Command),
    /// What people ask their hub.
    Support(support::command::Command),
    /// Products and stock.
    Inventory(inventory::command::Command),
    /// Orders and trains.
    Ordering(ordering::command::Command),
    /// Drivers, runs and stops.
    Delivery(delivery::command::Command),
    /// Complaints about sales and orders.
    Dispute(dispute::command::Command),
}

impl Command {
    /// What the permission table asks for.
    #[must_use]
    pub const fn permission(&self) -> Permission {
        match self {
            Self::Community(command) => command.permission(),
            Self::Content(command) => command.permission(),
            Self::Voting(command) => command.permission(),
            Self::Notice(command) => command.permission(),
            Self::Auction(command) => command.permission(),
            Self::Support(command) => command.permission(),
            Self::Inventory(command) => command.permission(),
            Self::Ordering(command) => command.permission(),
            Self::Delivery(command) => command.permission(),
            Self::Dispute(command) => command.permission(),
        }
    }
}

/// Hubbub's rules, for the sync engine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hubbub;

impl Domain for Hubbub {
    type Command = Command;

    fn tables(&self) -> Tables {
        TABLES
    }

    fn decode(&self, text: &str) -> Result<Command, Undecodable> {
        serde_json::from_str(text).map_err(|_| undecodable(text))
    }

    fn forgets(&self, text: &str) -> bool {
        let secret =
            |command| matches!(command, Command::Voting(voting::command::Command::CastSecret { .. }));
        self.decode(text).is_ok_and(secret)
    }

    fn takes_only_pictures(&self) -> bool {
        true
    }

    fn execute(&self, tx: &mut Tx<'_>, call: &Call<Command>) -> Result<(), Stop> {
        match &call.command {
            Command::Community(command) => {
                if let community::command::Command::Erase { user } = command
                    && call.actor == Actor::Job
                {
                    erase(tx, *user)?;
                }
                community::command::execute(tx, &call.with(command))
            }
            Command::Content(command) => content::command::execute(tx, &call.with(command)),
            Command::Voting(command) => voting::command::execute(tx, &call.with(command)),
            Command::Notice(command) => notice::command::execute(tx, &call.with(command)),
            Command::Auction(command) => auction::command::execute(tx, &call.with(command)),
            Command::Support(command) => support::command::execute(tx, &call.with(command)),
            Command::Inventory(command) => inventory::command::execute(tx, &call.with(command)),
            Command::Ordering(command) => ordering::command::execute(tx, &call.with(command)),
            Command::Delivery(command) => delivery::command::execute(tx, &call.with(command)),
            Command::Dispute(command) => dispute::command::execute(tx, &call.with(command)),
        }
    }

    fn settle(&self, tx: &mut Tx<'_>, call: &Call<Command>) -> Result<(), Stop> {
        match &call.command {
            Command::Notice(_) => Ok(()),
            Command::Content(command) => content::command::settle(tx, &call.with(command)),
            Command::Community(command) => community::command::settle(tx, &call.with(command)),
            Command::Voting(command) => voting::command::settle(tx, &call.with(command)),
            Command::Auction(command) => auction::command::settle(tx, &call.with(command)),
            Command::Support(command) => support::command::settle(tx, &call.with(command)),
            Command::Inventory(command) => inventory::command::settle(tx, &call.with(command)),
            Command::Ordering(command) => ordering::command::settle(tx, &call.with(command)),
            Command::Delivery(command) => delivery::command::settle(tx, &call.with(command)),
            Command::Dispute(command) => dispute::command::settle(tx, &call.with(command)),
        }
    }

    fn due(&self, tx: &mut Tx<'_>, now: Timestamp, limit: usize) -> Result<Vec<Due<String>>, Fault> {
        let mut due = texts(voting::command::due(tx, now, limit)?, Command::Voting)?;
        due.extend(texts(auction::command::due(tx, now, limit)?, Command::Auction)?);
        due.extend(texts(support::command::due(tx, now, limit)?, Command::Support)?);
        due.extend(texts(dispute::command::due(tx, now, limit)?, Command::Dispute)?);
        Ok(due)
    }

    fn announce(&self, _: &mut Tx<'_>, call: &Call<Command>) -> Result<Vec<Change>, Fault> {
        Ok(match &call.command {
            Command::Voting(command) => voting::live::announce(&call.with(command)),
            _ => Vec::new(),
        })
    }

    fn announce_row(&self, tx: &mut Tx<'_>, table: &str, id: Id) -> Result<Vec<Change>, Fault> {
        let mut changes = voting::live::announce_row(table, id);
        changes.extend(auction::live::announce_row(table, id));
        changes.extend(notice::live::announce_row(tx, table, id)?);
        changes.extend(ordering::live::announce_row(tx, table, id)?);
        changes.extend(inventory::live::announce_row(tx, table, id)?);
        Ok(changes)
    }

    fn tell(&self, tx: &mut Tx<'_>, change: &Change, now: Timestamp) -> Result<Option<Told>, Fault> {
        match change.kind {
            Kind::VoteUpdated | Kind::PollClosed => voting::live::tell(tx, change, now),
            Kind::Notification => notice::live::tell(tx, change),
            Kind::AuctionPriceChanged | Kind::AuctionExtended | Kind::AuctionClosed => {
                auction::live::tell(tx, change)
            }
            Kind::OrderStatusChanged => ordering::live::tell(tx, change),
            Kind::StockChanged => inventory::live::tell(tx, change),
            // Told by the server itself.
            Kind::DriverPosition | Kind::DriverNear | Kind::MaintenanceMode => Ok(None),
        }
    }

    fn watch(&self, tx: &mut Tx<'_>, user: Id, topic: &Topic) -> Result<Option<Vec<Change>>, Fault> {
        let Some(thing) = topic.thing() else { return Ok(None) };
        let is_allowed = match topic.kind() {
            Topic::POLL => return voting::live::watch(tx, user, thing),
            Topic::AUCTION => return auction::live::watch(tx, user, thing),
            Topic::ORDER => return ordering::live::watch(tx, user, thing),
            Topic::ORDERS => ordering::live::may_watch_hub(tx, user, thing)?,
            Topic::STOCK => inventory::live::may_watch(tx, user, thing)?,
            Topic::FLEET => community::live::may_watch_fleet(tx, user, thing)?,
            Topic::DRIVER => {
                community::live::may_watch_driver(tx, user, thing)?
                    || ordering::live::is_on_the_way(tx, user, thing)?
            }
            Topic::DELIVERIES => thing == user && community::live::drives(tx, user)?,
            Topic::NOTICES => thing == user,
            _ => false,
        };
        Ok(is_allowed.then(Vec::new))
    }

    fn confirms(&self, tx: &mut Tx<'_>, command: &Command) -> Result<Option<Confirmation>, Fault> {
        let Command::Auction(command) = command else { return Ok(None) };
        auction::command::confirms(tx, command)
    }

    fn poll_of(&self, tx: &mut Tx<'_>, user: Id, item: Id) -> Result<Option<Topic>, Fault> {
        voting::live::poll_of(tx, user, item)
    }

    fn figures(&self) -> &'static [Figure] {
        FIGURES
    }

    fn doors(&self, tx: &mut Tx<'_>, user: Id) -> Result<Vec<Door>, Fault> {
        delivery::live::doors(tx, user)
    }

    fn whereabouts(&self, tx: &mut Tx<'_>, user: Id) -> Result<Vec<Topic>, Fault> {
        community::live::whereabouts(tx, user)
    }

    fn scopes_of(&self, tx: &mut Tx<'_>, user: Id) -> Result<BTreeSet<Scope>, Fault> {
        let mut scopes = access::scopes_of(tx, user)?;
        scopes.extend(voting::model::scopes_of(tx, user)?);
        Ok(scopes)
    }

    fn roles_of(&self, tx: &mut Tx<'_>, user: Id) -> Result<BTreeSet<&'static str>, Fault> {
        let access = access::Access::load(tx, Actor::Person(user))?;
        Ok(access.grants().iter().map(|grant| grant.role.word()).collect())
    }

    fn farewell(&self, user: Id, farewell: Farewell) -> Result<Option<String>, Fault> {
        let command = match farewell {
            Farewell::Close => community::command::Command::Close { user },
            Farewell::Return(left_at) => community::command::Command::Return { user, left_at },
            Farewell::Erase => community::command::Command::Erase { user },
        };
        encoded(&Command::Community(command)).map(Some)
    }

    fn priority(&self, scope: &Scope) -> u8 {
        match scope.kind() {
            "user" | "public" => 0,
            "community" => 1,
            "hub" | "staff" | "driver" => 2,
            "voted" | "content" => 3,
            _ => 4,
        }
    }
}

/// Removes what names a person from the rows of every area that has any, and from their memberships last. An area
/// that keeps words, places or pictures of a person adds its line. Ballots stay: their voter is a random number that
/// belongs to nobody from then on.
fn erase(tx: &mut Tx<'_>, user: Id) -> Result<(), Fault> {
    let names = community::command::names_of(tx, user)?;
    notice::command::erase(tx, user, &names)?;
    content::farewell::erase(tx, user)?;
    auction::farewell::erase(tx, user)?;
    inventory::farewell::erase(tx, user)?;
    ordering::farewell::erase(tx, user)?;
    delivery::farewell::erase(tx, user)?;
    support::farewell::erase(tx, user)
}

/// What the clock asks for in one area, as texts.
fn texts<C>(found: Vec<Due<C>>, of: fn(C) -> Command) -> Result<Vec<Due<String>>, Fault> {
    found.into_iter().map(|due| Ok(Due { id: due.id, command: encoded(&of(due.command))? })).collect()
}

fn encoded(command: &Command) -> Result<String, Fault> {
    serde_json::to_string(command).map_err(|error| Fault::Bug(error.to_string()))
}

/// Why a text is not a command: of an area or a kind that this version does not know, or wrong in a
/// field, which is then named.
fn undecodable(text: &str) -> Undecodable {
    let Ok(Json::Object(fields)) = serde_json::from_str::<Json>(text) else {
        return malformed("command", "malformed");
    };
    for name in ["area", "kind"] {
        match fields.get(name) {
            Some(Json::String(_)) => {}
            Some(_) => return malformed(name, "malformed"),
            None => return malformed(name, "required"),
        }
    }
    let named: Map<String, Json> = fields
        .iter()
        .filter(|(name, _)| is_name(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if problem(&named).is_some_and(|problem| problem.starts_with("unknown variant")) {
        return Undecodable::Unknown;
    }
    let Some(problem) = problem(&fields) else {
        return malformed("command", "malformed"); // As a field that comes twice.
    };
    let quoted = problem.split('`').nth(1).unwrap_or_default();
    if problem.starts_with("missing field") {
        return malformed(quoted, "required");
    }
    let issue = if problem.starts_with("unknown") { "unknown" } else { "malformed" };
    malformed(culprit(&fields, &problem).unwrap_or("command"), issue)
}

fn is_name(field: &str) -> bool {
    matches!(field, "area" | "kind")
}

fn malformed(field: &str, issue: &str) -> Undecodable {
    Undecodable::Malformed(Refusal::new(Code::ValidationFailed).field(field, issue))
}

fn problem(fields: &Map<String, Json>) -> Option<String> {
    serde_json::from_value::<Command>(Json::Object(fields.clone())).err().map(|error| error.to_string())
}

/// The field without which the problem is another one, or none.
fn culprit<'f>(fields: &'f Map<String, Json>, complaint: &str) -> Option<&'f str> {
    let names = fields.keys().map(String::as_str).filter(|name| !is_name(name));
    names.into_iter().find(|name| {
        let mut rest = fields.clone();
        rest.remove(*name);
        problem(&rest).is_none_or(|other| other != complaint)
    })
}
