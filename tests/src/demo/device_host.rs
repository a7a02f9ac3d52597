//! The child process: holds clients as a phone's process would, and obeys its parent's lines. It may
//! be killed at any point.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use hubbub_core::access::Viewer;
use hubbub_core::auction::model::{Listing, ListingKind};
use hubbub_core::auction::standing::Lot;
use hubbub_core::auction::view::{self as selling, Filter, MarketPhase, Order as Sorting};
use hubbub_core::client::{Client, Clock, Options, Sent, SystemClock};
use hubbub_core::delivery::ping::Ping;
use hubbub_core::domain::Command;
use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;
use hubbub_core::refusal::Refusal;
use hubbub_core::store::Key;
use hubbub_core::sync::worker::Phase;
use hubbub_core::time::Timestamp;
use hubbub_core::voting::command::Command as Voting;
use hubbub_core::voting::method::Selection;
use hubbub_core::voting::model::{self as polling, Ballot, Poll, PollOption};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::device_road;
use super::story::Failure;

/// What a parent may ask for.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Order {
    /// Open a client, or open it again with other options.
    Open(Opening),
    /// Close a client; its store stays.
    Close { device: String },
    /// Wait until everything is said and heard.
    Sync { device: String, patience_ms: u64 },
    /// Cast or change votes.
    Vote { device: String, votes: Vec<Vote> },
    /// Send any command.
    Send { device: String, command: Value },
    /// What stands, waits and was refused; and the digests of all rows.
    Tell { device: String },
    /// The polls that the device shows.
    Polls { device: String },
    /// The auctions of a community that take bids.
    Market { device: String, community: Id },
    /// Where a listing stands.
    Listing { device: String, listing: Id },
    /// Place orders, but for those that the device has placed before a kill.
    Orders { device: String, orders: Vec<Value> },
    /// Hand over everything that the run on the road still holds.
    Drive { device: String },
    /// Record where the phone was; what was recorded before a kill is not recorded twice.
    Record { device: String, points: Vec<(u64, Timestamp, Ping)> },
    /// Clear the inbox of refusals.
    Clear { device: String },
}

#[derive(Deserialize)]
struct Opening {
    device: String,
    folder: String,
    server: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    sign_in: bool,
    network: bool,
    #[serde(default)]
    clock_offset_ms: i64,
}

/// A vote in a poll, the `nth` of this voter there (from 1): a vote that was carried out before a kill
/// is recognised by its number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Vote {
    pub(crate) poll: Id,
    pub(crate) selections: Vec<Selection>,
    pub(crate) nth: i64,
}

struct Skewed(i64);

impl Clock for Skewed {
    fn now(&self) -> Timestamp {
        SystemClock.now().plus(self.0)
    }
}

type Clients = BTreeMap<String, Client>;

/// Obeys until standard input ends.
pub(crate) fn run() -> Result<bool, Failure> {
    let mut clients = Clients::new();
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let order = serde_json::from_str(&line?)?;
        let answer = match obey(&mut clients, order) {
            Ok(answer) => answer,
            Err(problem) => json!({ "error": problem.to_string() }),
        };
        writeln!(output, "{answer}")?;
        output.flush()?;
    }
    Ok(true)
}

fn obey(clients: &mut Clients, order: Order) -> Result<Value, Failure> {
    match order {
        Order::Open(opening) => open(clients, &opening),
        Order::Close { device } => {
            clients.remove(&device);
            Ok(json!({}))
        }
        Order::Sync { device, patience_ms } => sync(of(clients, &device)?, patience_ms),
        Order::Vote { device, votes } => vote(of(clients, &device)?, &votes),
        Order::Send { device, command } => {
            let command: Command = serde_json::from_value(command)?;
            Ok(told(&of(clients, &device)?.send(&command)?))
        }
        Order::Tell { device } => tell(of(clients, &device)?),
        Order::Polls { device } => polls(of(clients, &device)?),
        Order::Market { device, community } => market(of(clients, &device)?, community),
        Order::Listing { device, listing } => {
            let found = of(clients, &device)?
                .view(|tx, _| Ok((tx.get::<Listing>(listing)?, tx.get::<Lot>(listing)?)))?;
            let (Some(listing), Some(lot)) = found else { return Err("no such listing".into()) };
            Ok(json!({
                "title": listing.title, "status": listing.status, "price_minor": lot.price_minor,
            }))
        }
        Order::Orders { device, orders } => device_road::place(of(clients, &device)?, orders),
        Order::Drive { device } => device_road::deliver(of(clients, &device)?, &device),
        Order::Record { device, points } => device_road::record(of(clients, &device)?, &points),
        Order::Clear { device } => {
            let client = of(clients, &device)?;
            for refused in client.refused()? {
                client.clear(refused.id)?;
            }
            Ok(json!({}))
        }
    }
}

fn of<'c>(clients: &'c Clients, device: &str) -> Result<&'c Client, Failure> {
    clients.get(device).ok_or_else(|| format!("{device} is not open").into())
}

fn open(clients: &mut Clients, opening: &Opening) -> Result<Value, Failure> {
    clients.remove(&opening.device);
    // A demo's key: a real app takes it from the system's keyring.
    let key = Key::new(*Id::named("demo key", &opening.device).bytes().repeat(2).first_chunk().ok_or("key")?);
    let mut options = Options::new(opening.folder.clone().into(), &opening.server, key);
    options.network = opening.network;
    options.clock = Arc::new(Skewed(opening.clock_offset_ms));
    let (client, recovery) = Client::open(options)?;
    let mut answer = json!({ "recovered": recovery.map(|recovery| recovery.saved) });
    if opening.sign_in {
        let patience = Instant::now() + Duration::from_secs(60);
        let user = loop {
            match client.sign_in(&opening.email, &opening.password) {
                Ok(user) => break user,
                // The server may be on its way up again.
                Err(problem) if Instant::now() > patience => return Err(problem.into()),
                Err(_) => std::thread::sleep(Duration::from_millis(50)),
            }
        };
        answer["user"] = json!(user);
    }
    clients.insert(opening.device.clone(), client);
    Ok(answer)
}

fn sync(client: &Client, patience_ms: u64) -> Result<Value, Failure> {
    let patience = Instant::now() + Duration::from_millis(patience_ms);
    let mut nudge = Instant::now();
    loop {
        let state = client.sync_state()?;
        let whole = state.progress.done == state.progress.total;
        let said = state.waiting == 0 && client.samples_waiting()? == 0;
        if state.phase == Phase::UpToDate && said && whole {
            return Ok(json!({ "refused": state.refused }));
        }
        if Instant::now() > patience {
            return Err(format!("not in sync in time: {state:?}").into());
        }
        // A demo is impatient: it does not sit out the pauses between tries.
        if matches!(state.phase, Phase::Offline { .. }) && nudge.elapsed() > Duration::from_millis(200) {
            client.sync_now();
            nudge = Instant::now();
        }
        std::thread::sleep(Duration::from_millis(3));
    }
}

fn vote(client: &Client, votes: &[Vote]) -> Result<Value, Failure> {
    let mut calls = Vec::new();
    for vote in votes {
        let own = client.view(|tx, context| {
            let voter = context.user.unwrap_or_default();
            tx.get::<Ballot>(Ballot::id_of(vote.poll, voter))
        })?;
        let revision = own.as_ref().map_or(0, |ballot| ballot.revision);
        if revision >= vote.nth {
            calls.push(json!({ "already": true }));
            continue;
        }
        let selections = vote.selections.clone();
        let command = match own {
            Some(ballot) if !ballot.withdrawn => {
                Voting::Change { poll: vote.poll, base_revision: ballot.revision, selections }
            }
            _ => Voting::Cast { poll: vote.poll, selections },
        };
        calls.push(told(&client.send(&Command::Voting(command))?));
    }
    Ok(json!({ "votes": calls }))
}

pub(crate) fn told(sent: &Sent) -> Value {
    match sent {
        Sent::Queued { call, predicted } => {
            json!({ "call": call, "predicted": predicted.as_ref().map(|refusal| refusal.code) })
        }
        Sent::Refused(refusal) => json!({ "refused": refusal.code, "words": words(refusal) }),
    }
}

fn words(refusal: &Refusal) -> String {
    use hubbub_core::i18n::refusal_text;
    refusal_text(refusal, Locale::En, &|_| 60)
}

fn polls(client: &Client) -> Result<Value, Failure> {
    let shown = client.view(|tx, context| {
        let mut shown = Vec::new();
        // A secret vote is cast once and never changed: the day with its changes goes without.
        for poll in tx.select::<Poll>("secret = 0 ORDER BY id", &[])? {
            let options = tx.select::<PollOption>("poll = ? ORDER BY position", &[poll.id.into()])?;
            shown.push(json!({
                "poll": poll.id,
                "title": poll.title.get(Locale::En, Locale::De),
                "open": poll.phase(context.now) == polling::Phase::Open,
                "method": poll.method,
                "options": options.iter().map(|option| (option.id, option.cost_minor)).collect::<Vec<_>>(),
            }));
        }
        Ok(shown)
    })?;
    Ok(json!({ "polls": shown }))
}

fn market(client: &Client, community: Id) -> Result<Value, Failure> {
    let filter = Filter { kind: Some(ListingKind::Auction), ..Filter::default() };
    let shown = client.view(|tx, context| {
        let viewer = Viewer { user: context.user.unwrap_or_default(), locale: Locale::En, now: context.now };
        let page = selling::market(tx, &viewer, community, &filter, Sorting::default(), None)?;
        let mut shown = Vec::new();
        for card in page.cards.iter().filter(|card| card.phase == MarketPhase::Open && !card.mine.is_seller) {
            let listing = tx.get::<Listing>(card.id)?;
            shown.push(json!({
                "listing": card.id,
                "title": card.title,
                "next_minor": card.next_minor,
                "ends_at": card.ends_at,
                "listing_rev": listing.map(|listing| listing.listing_rev),
            }));
        }
        Ok(shown)
    })?;
    Ok(json!({ "auctions": shown }))
}

fn tell(client: &Client) -> Result<Value, Failure> {
    let state = client.sync_state()?;
    let refused: Vec<Value> = client
        .refused()?
        .iter()
        .map(|refused| {
            let remedies: Vec<_> = refused.refusal.code.remedies().to_vec();
            let words = words(&refused.refusal);
            json!({ "call": refused.id, "code": refused.refusal.code, "words": words, "remedies": remedies })
        })
        .collect();
    let waiting: Vec<Id> = client.outbox()?.iter().map(|entry| entry.call.id).collect();
    Ok(json!({
        "waiting": state.waiting,
        "outbox": waiting,
        "refused": refused,
        "phase": format!("{:?}", state.phase),
        "digests": client.digests()?,
    }))
}
