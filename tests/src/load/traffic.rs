//! What the people do, and when: requests fall due at a steady rate whatever the server does, and each is timed
//! from then on, so that a server which is slow is not asked less.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use hubbub_core::id::Id;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

use super::args::Mix;
use super::town::{Person, Tokens, Town};
use super::user::{Account, Order, Street, User};
use crate::Failure;

/// Reads that wait for an answer at once; what falls due on top counts as failed.
const READS_MAX: usize = 2_000;
/// How long a read may take.
const READ_MAX: Duration = Duration::from_secs(10);
/// How often it is looked what is due.
const TICK: Duration = Duration::from_millis(2);
/// Access tokens are good for 15 minutes; they are renewed at this age.
const RENEW_AFTER: Duration = Duration::from_secs(600);

type Token = Arc<Mutex<Tokens>>;

/// The people and their devices, connected.
pub(crate) struct Crowd {
    pub(crate) street: Arc<Street>,
    people: Vec<Person>,
    tokens: Vec<Token>,
    orders: Vec<UnboundedSender<Order>>,
    unborn: Vec<UnboundedReceiver<Order>>,
    lives: Vec<JoinHandle<Account>>,
    client: reqwest::Client,
    paths: Vec<String>,
    reading: Arc<AtomicUsize>,
    /// So many requests have fallen due.
    due: u64,
}

impl Crowd {
    pub(crate) fn new(street: Arc<Street>, town: &Town, client: reqwest::Client) -> Self {
        let item = |item: &Id| format!("/api/v1/content/items/{item}");
        let lists = ["/api/v1/content/items?limit=20", "/api/v1/content/items?limit=20&category=meals"];
        let mut paths: Vec<String> = town.items.iter().map(item).collect();
        // As many reads of lists as of items.
        let count = paths.len();
        paths.extend(lists.iter().cycle().take(count).map(|path| (*path).to_owned()));
        let (orders, unborn) = town.people.iter().map(|_| unbounded_channel()).unzip();
        Self {
            street,
            people: town.people.clone(),
            tokens: town.people.iter().map(|person| Arc::new(Mutex::new(person.tokens.clone()))).collect(),
            orders,
            unborn,
            lives: Vec::new(),
            client,
            paths,
            reading: Arc::default(),
            due: 0,
        }
    }

    /// A list that is read, for the raw limit.
    pub(crate) const fn a_list() -> &'static str {
        "/api/v1/content/items?limit=20"
    }

    /// Connects everybody, at most so many a second; how many sockets are open when all have tried.
    pub(crate) async fn connect(&mut self, per_second: usize, patience: Duration) -> usize {
        let begun = Instant::now();
        let unborn = std::mem::take(&mut self.unborn);
        for (number, orders) in unborn.into_iter().enumerate() {
            let due = Duration::from_secs(1) * u32::try_from(number).unwrap_or(u32::MAX)
                / u32::try_from(per_second).unwrap_or(1);
            tokio::time::sleep_until((begun + due).into()).await;
            let (street, token) = (Arc::clone(&self.street), Arc::clone(&self.tokens[number]));
            let user = User::new(street, self.people[number].clone(), token);
            self.lives.push(tokio::spawn(user.live(orders)));
        }
        let until = Instant::now() + patience;
        while self.street.connected.load(Ordering::Relaxed) < self.people.len() && Instant::now() < until {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.street.connected.load(Ordering::Relaxed)
    }

    /// Lets so many requests a second fall due; ends with the last that falls due.
    pub(crate) async fn act(&mut self, mix: Mix, rps: u32, length: Duration) {
        let begun = Instant::now();
        let mut renewed = begun;
        let all = u64::from(rps) * length.as_millis() as u64 / 1_000;
        let mut done = 0;
        while done < all {
            tokio::time::sleep(TICK).await;
            let now = Instant::now();
            while done < all {
                let due = begun + Duration::from_secs(1) * u32::try_from(done).unwrap_or(u32::MAX) / rps;
                if due > now {
                    break;
                }
                self.one(mix, due);
                done += 1;
            }
            if renewed.elapsed() > RENEW_AFTER {
                renewed = now;
                self.renew();
            }
        }
    }

    fn one(&mut self, mix: Mix, due: Instant) {
        self.due += 1;
        let chance = mixed(self.due);
        let who = usize::try_from(chance >> 32).unwrap_or_default() % self.people.len();
        match (mix, chance % 100) {
            (Mix::OneVoteEach, _) => {
                let who = usize::try_from(self.due - 1).unwrap_or_default() % self.people.len();
                self.order(who, Order::Vote(due));
            }
            (Mix::Everyday, 0..80) => self.read(who, chance, due),
            (Mix::Everyday, 80..95) => self.order(who, Order::Vote(due)),
            (Mix::Everyday, _) => self.order(who, Order::Write(due)),
        }
    }

    fn order(&self, who: usize, order: Order) {
        self.street.undecided.fetch_add(1, Ordering::Relaxed);
        if self.orders[who].send(order).is_err() {
            self.street.undecided.fetch_sub(1, Ordering::Relaxed);
            self.street.tally.trouble("nobody at the device");
        }
    }

    fn read(&self, who: usize, chance: u64, due: Instant) {
        let tally = &self.street.tally;
        if self.reading.fetch_add(1, Ordering::Relaxed) >= READS_MAX {
            self.reading.fetch_sub(1, Ordering::Relaxed);
            return tally.bad(due, "not asked: too many wait");
        }
        let path = &self.paths[usize::try_from(chance >> 16).unwrap_or_default() % self.paths.len()];
        let token = access(&self.tokens[who]);
        let request =
            self.client.get(format!("{}{path}", self.street.url)).bearer_auth(token).timeout(READ_MAX);
        let (street, reading) = (Arc::clone(&self.street), Arc::clone(&self.reading));
        tokio::spawn(async move {
            match answer(request).await {
                Ok(()) => street.tally.good(due),
                Err(code) => street.tally.bad(due, &code),
            }
            reading.fetch_sub(1, Ordering::Relaxed);
        });
    }

    /// Renews everybody's tokens, as devices do.
    fn renew(&self) {
        let (client, street) = (self.client.clone(), Arc::clone(&self.street));
        let people: Vec<(Id, Token)> =
            self.people.iter().map(|person| person.device).zip(self.tokens.iter().map(Arc::clone)).collect();
        tokio::spawn(async move {
            for (device, token) in people {
                let refresh = token.lock().map(|tokens| tokens.refresh.clone()).unwrap_or_default();
                match refreshed(&client, &street.url, device, &refresh).await {
                    Ok(fresh) => drop(token.lock().map(|mut tokens| *tokens = fresh)),
                    Err(error) => street.tally.trouble(&format!("refresh: {error}")),
                }
            }
        });
    }

    /// Waits until every write has its verdict; how many have none in the end.
    pub(crate) async fn settle(&self, patience: Duration) -> usize {
        let until = Instant::now() + patience;
        let left = || self.street.undecided.load(Ordering::Relaxed) + self.reading.load(Ordering::Relaxed);
        while left() > 0 && Instant::now() < until {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.street.undecided.load(Ordering::Relaxed)
    }

    /// Sends everybody home; how each of them ended.
    pub(crate) async fn leave(self) -> Result<Vec<(Person, Account)>, Failure> {
        drop(self.orders);
        let mut accounts = Vec::with_capacity(self.people.len());
        for (person, life) in self.people.into_iter().zip(self.lives) {
            accounts.push((person, life.await?));
        }
        Ok(accounts)
    }
}

async fn answer(request: reqwest::RequestBuilder) -> Result<(), String> {
    let named = |error: &reqwest::Error| match error {
        error if error.is_timeout() => "timeout".to_owned(),
        error if error.is_connect() => "no connection".to_owned(),
        _ => "connection lost".to_owned(),
    };
    let response = request.send().await.map_err(|error| named(&error))?;
    let status = response.status();
    response.bytes().await.map_err(|error| named(&error))?;
    if status.is_success() { Ok(()) } else { Err(status.as_u16().to_string()) }
}

async fn refreshed(
    client: &reqwest::Client,
    url: &str,
    device: Id,
    refresh: &str,
) -> Result<Tokens, Failure> {
    let body = json!({ "refresh_token": refresh, "device": device });
    let response = client.post(format!("{url}/api/v1/auth/refresh")).json(&body).send().await?;
    let answered: Value = response.error_for_status()?.json().await?;
    let token = |name: &str| answered["data"][name].as_str().map(str::to_owned).ok_or("no token");
    Ok(Tokens { access: token("access_token")?, refresh: token("refresh_token")? })
}

/// The access token of the moment.
pub(crate) fn access(token: &Mutex<Tokens>) -> String {
    token.lock().map(|tokens| tokens.access.clone()).unwrap_or_default()
}

/// A number that looks like chance and is always the same.
pub(crate) fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
