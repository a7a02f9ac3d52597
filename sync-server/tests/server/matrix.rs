//! Who gets where: every address that is served, as everybody, for things of their own and of others
//! (requirement I7). The rows are in [`crate::matrix_rows`]; an address without a row, or a row without an address,
//! fails.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::{SinkExt as _, StreamExt as _};
use hubbub_core::delivery::model::RunStop;
use hubbub_core::id::Id;
use hubbub_core::time::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};
use hubbub_server::served;
use reqwest::Method;
use serde_json::{Value, json};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;

use crate::house::{EMAIL, House};
use crate::world::{PASSWORD, fresh};
use crate::{matrix_goods, matrix_market, matrix_rows};

/// The columns: nobody; half signed in as an admin; an API key of an admin that reads content; a member of another
/// community; and one person for each role at home, `other` managing another hub.
pub(crate) const WHO: [&str; 10] =
    ["nobody", "half", "key", "stranger", "resident", "driver", "manager", "other", "editor", "admin"];

/// Who has bought something and has it.
const BUYERS: [&str; 7] = ["mary", "resident", "driver", "manager", "other", "editor", "admin"];

/// A row: the address, the thing in question, how it is made, the request, and what each column gets: a status,
/// with `+` or `-` for whether the answer holds the thing that the row looks for.
pub(crate) struct Row {
    pub(crate) route: &'static str,
    pub(crate) of: &'static str,
    pub(crate) make: &'static [&'static str],
    pub(crate) path: &'static str,
    pub(crate) body: &'static str,
    pub(crate) look: &'static str,
    pub(crate) cells: &'static str,
}

pub(crate) const fn row(
    route: &'static str,
    of: &'static str,
    make: &'static [&'static str],
    [path, body, look]: [&'static str; 3],
    cells: &'static str,
) -> Row {
    Row { route, of, make, path, body, look, cells }
}

/// A step on the way to a thing: who, what, and with which body. `job` does a command, `try` one that need not go
/// through, `bind self` keeps the first id of an address under a name, and people send a request.
pub(crate) type Step = (&'static str, &'static str, &'static str);

pub(crate) struct Stage {
    house: House,
    people: BTreeMap<&'static str, Id>,
    key: String,
    half: Mutex<String>,
    made: AtomicU64,
}

/// What `@name` and `@@name` stand for: people and things that stay, and things of this request alone.
struct Names<'s> {
    stage: &'s Stage,
    bound: BTreeMap<String, String>,
    number: u64,
}

impl Stage {
    pub(crate) async fn set() -> Self {
        let house = House::with(|config| {
            config.second_factor = true;
            config.rates.times = 1_000;
        })
        .await;
        let people = BTreeMap::from([("home", house.community), ("admin", house.admin.user)]);
        let (key, half) = (String::new(), Mutex::default());
        let mut stage = Self { house, people, key, half, made: AtomicU64::new(0) };
        for name in
            ["mary", "keeper", "polly", "stranger", "resident", "driver", "manager", "other", "editor"]
        {
            let user = stage.account(name).await;
            stage.people.insert(name, user);
        }
        stage.make("stage").await;
        stage.make("ended").await;
        stage.make("lost").await;
        stage.sell("sold").await;
        stage.house.pass(2 * HOUR_MS);
        stage.make("results").await;
        // Nobody pays for what was lost, and what was received counts as done.
        stage.house.pass(3 * DAY_MS);
        stage.make("unpaid").await;
        stage.sell("completed").await;
        // Somebody else's key: what the columns do to theirs does not hurt it.
        let form = json!({ "name": "Key", "grants": ["content:read"], "password": PASSWORD });
        let token = stage.token("keeper").await.unwrap();
        let made = stage.house.ask(Method::POST, "/users/me/api-keys", &token, &[], Some(form)).await;
        stage.key = made.json::<Value>().await.unwrap()["data"]["key"].as_str().unwrap().to_owned();
        stage.half_sign_in().await;
        stage
    }

    /// A new half of a sign-in: one is good for ten minutes.
    async fn half_sign_in(&self) {
        let form = json!({ "email": EMAIL, "password": self.house.password, "device": fresh() });
        let half = self.house.ask(Method::POST, "/auth/login", "", &[], Some(form)).await;
        let half: Value = half.json().await.unwrap();
        *self.half.lock().unwrap() = half["data"]["partial_token"].as_str().unwrap().to_owned();
    }

    async fn make(&self, thing: &str) {
        let mut bound = BTreeMap::new();
        for step in maker(thing) {
            self.step("admin", step, &mut bound, 0).await;
        }
    }

    /// A step of a sale to each.
    async fn sell(&self, thing: &str) {
        for (number, buyer) in (1_000_000..).zip(BUYERS) {
            let mut bound = BTreeMap::from([("self".to_owned(), self.people[buyer].to_string())]);
            for step in maker(thing) {
                self.step(buyer, step, &mut bound, number).await;
            }
        }
    }

    /// Somebody with an account, who joins at home; their user id.
    async fn account(&self, name: &str) -> Id {
        let email = format!("{name}@matrix.example");
        let form = json!({ "email": email, "password": PASSWORD, "display_name": name, "locale": "en" });
        assert_eq!(self.house.ask(Method::POST, "/auth/register", "", &[], Some(form)).await.status(), 202);
        let form = json!({ "email": email, "password": PASSWORD, "device": fresh() });
        let session = self.house.ask(Method::POST, "/auth/login", "", &[], Some(form)).await;
        let session: Value = session.json().await.unwrap();
        session["data"]["user_id"].as_str().unwrap().parse().unwrap()
    }

    /// A fresh session: what one request ends, the next is not hurt by.
    async fn token(&self, who: &str) -> Option<String> {
        Some(match who {
            "nobody" => return None,
            "half" => self.half.lock().unwrap().clone(),
            "key" => self.key.clone(),
            _ => self.house.running.begin_session(self.people[who], fresh()).await.unwrap().access_token,
        })
    }

    async fn send(&self, who: &str, request: &str, body: &str, names: &Names<'_>) -> (u16, String) {
        let (method, path) = request.split_once(' ').unwrap();
        let url = format!("{}{}", self.house.url(), names.filled(path));
        let mut request = self.house.http.request(method.parse().unwrap(), url);
        if let Some(token) = self.token(who).await {
            request = request.bearer_auth(token);
        }
        if !body.is_empty() {
            request = request.header("content-type", "application/json").body(names.filled(body));
        }
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    /// Does one step for the column `own`. What only some columns may do is left undone for the others.
    async fn step(&self, own: &str, step: &Step, bound: &mut BTreeMap<String, String>, number: u64) {
        let (who, what, body) = *step;
        let names = Names { stage: self, bound: bound.clone(), number };
        let person = match who.rsplit(' ').next().unwrap() {
            "self" if ["nobody", "half", "key"].contains(&own) => "keeper",
            "self" => own,
            person => person,
        };
        match who {
            "job" => self.house.job(serde_json::from_str(&names.filled(what)).unwrap()).await,
            "try" => drop(self.house.running.writer().job("test", vec![(fresh(), names.filled(what))]).await),
            _ if who.starts_with("bind ") => {
                let (_, text) = self.send(person, &format!("GET {what}"), "", &names).await;
                let found = first_id(&serde_json::from_str(&text).unwrap());
                bound.insert(body.to_owned(), found.unwrap_or_else(|| fresh().to_string()));
            }
            _ => drop(self.send(person, what, body, &names).await),
        }
    }

    /// What every column gets. Each has things and sessions of its own, so all ask at once.
    async fn cells(self: &Arc<Self>, row: &'static Row) -> String {
        let ask = |who| {
            let stage = Arc::clone(self);
            tokio::spawn(async move { stage.cell(row, who).await })
        };
        let mut cells = Vec::new();
        for asked in WHO.map(ask) {
            cells.push(asked.await.unwrap());
        }
        cells.join(" ")
    }

    /// The things of a row for the column `who`: what is bound, and their number.
    async fn things(&self, make: &[&str], who: &str) -> (BTreeMap<String, String>, u64) {
        let own = self.people.get(who).unwrap_or(&self.people["keeper"]).to_string();
        let password = if who == "admin" { self.house.password.clone() } else { PASSWORD.to_owned() };
        let own = [("self".to_owned(), own), ("password".to_owned(), password)];
        let (number, mut bound) = (self.made.fetch_add(1, Ordering::SeqCst) + 1, BTreeMap::from(own));
        for name in make {
            for step in maker(name) {
                self.step(who, step, &mut bound, number).await;
            }
        }
        (bound, number)
    }

    /// Whether somebody may watch a topic. One that nobody may watch is asked for after it: its refusal comes
    /// second.
    pub(crate) async fn may_watch(&self, make: &[&str], topic: &str, who: &str) -> bool {
        let (bound, number) = self.things(make, who).await;
        let names = Names { stage: self, bound, number };
        let mut request =
            format!("ws://{}/ws", self.house.running.local_addr()).into_client_request().unwrap();
        let token = self.token(who).await.unwrap_or_default();
        request.headers_mut().insert("authorization", format!("Bearer {token}").parse().unwrap());
        request.headers_mut().insert("sec-websocket-protocol", "hubbub.live.v1".parse().unwrap());
        let Ok((mut socket, _)) = connect_async(request).await else { return false };
        let (topic, nobodys) = (names.filled(topic), format!("poll:{}", fresh()));
        for topic in [&topic, &nobodys] {
            let word = json!({ "type": "subscribe", "topic": topic }).to_string();
            socket.send(Message::Text(word.into())).await.unwrap();
        }
        loop {
            let Message::Text(text) = socket.next().await.unwrap().unwrap() else { continue };
            let told: Value = serde_json::from_str(&text).unwrap();
            if told["type"] == "left" {
                return told["topic"] == nobodys.as_str();
            }
        }
    }

    /// What a column gets.
    async fn cell(&self, row: &Row, who: &str) -> String {
        let (bound, number) = self.things(row.make, who).await;
        let names = Names { stage: self, bound, number };
        let (method, _) = row.route.split_once(' ').unwrap();
        let (status, text) = self.send(who, &format!("{method} {}", row.path), row.body, &names).await;
        let holds = match row.look {
            "" => "",
            _ if status != 200 => "",
            look if text.contains(&names.filled(look)) => "+",
            _ => "-",
        };
        format!("{status}{holds}")
    }
}

impl Names<'_> {
    fn filled(&self, text: &str) -> String {
        let named = |name: &str| Id::named("matrix", &format!("{name} {}", self.number));
        let now = self.stage.house.now();
        let text = text
            .replace("%SOON%", &now.plus(HOUR_MS).0.to_string())
            .replace("%AGO%", &now.plus(-HOUR_MS).0.to_string())
            .replace("%DAY%", &now.plus(DAY_MS).0.to_string())
            .replace("%ISO%", &iso(now.plus(DAY_MS)))
            .replace("%STOP%", &RunStop::id_of(named("run"), named("order")).to_string());
        let mut filled = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find('@') {
            filled.push_str(&rest[..at]);
            let own = rest[at..].starts_with("@@");
            rest = &rest[at + if own { 2 } else { 1 }..];
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len());
            let name = &rest[..end];
            filled.push_str(&match (own, self.bound.get(name), self.stage.people.get(name)) {
                (_, Some(bound), _) => bound.clone(),
                (false, _, Some(person)) => person.to_string(),
                (false, ..) => Id::named("matrix", name).to_string(),
                (true, ..) => named(name).to_string(),
            });
            rest = &rest[end..];
        }
        filled + rest
    }
}

/// The steps to a thing.
fn maker(thing: &str) -> &'static [Step] {
    let mut makers = [matrix_rows::MAKERS, matrix_market::MAKERS, matrix_goods::MAKERS].into_iter().flatten();
    let found = makers.find(|(name, _)| *name == thing);
    found.unwrap_or_else(|| panic!("nobody makes {thing}")).1
}

fn first_id(value: &Value) -> Option<String> {
    match value {
        Value::Object(fields) => match fields.get("id") {
            Some(Value::String(id)) => Some(id.clone()),
            _ => fields.values().find_map(first_id),
        },
        Value::Array(items) => items.iter().find_map(first_id),
        _ => None,
    }
}

/// Every row.
fn rows() -> impl Iterator<Item = &'static Row> {
    [matrix_rows::ROWS, matrix_market::ROWS, matrix_goods::ROWS].into_iter().flatten()
}

/// A moment as the interface takes it, to the day: nothing here asks for more.
fn iso(at: Timestamp) -> String {
    // The civil date of a day (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    let days = at.0.div_euclid(DAY_MS) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T23:59:59Z")
}

#[test]
fn every_address_has_its_rows() {
    let listed: BTreeSet<String> = rows().map(|row| row.route.to_owned()).collect();
    let there = served().into_iter();
    let there: BTreeSet<String> = there.map(|(method, path, _)| format!("{method} {path}")).collect();
    let without: Vec<_> = there.difference(&listed).collect();
    assert!(without.is_empty(), "addresses without a row in the matrix: {without:#?}");
    let gone: Vec<_> = listed.difference(&there).collect();
    assert!(gone.is_empty(), "rows of addresses that are not served: {gone:#?}");
    for route in listed.iter().filter(|route| route.contains('{')) {
        let things: BTreeSet<_> = rows().filter(|row| row.route == route).map(|row| row.of).collect();
        assert!(things.len() > 1, "{route} is tried with one kind of thing only: {things:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_where_their_roles_lead_and_no_further() {
    let stage = Arc::new(Stage::set().await);
    let mut wrong = Vec::new();
    // Lists first, while they fit on a page.
    let (lists, others): (Vec<&Row>, Vec<&Row>) = rows().partition(|row| !row.look.is_empty());
    for (number, row) in lists.into_iter().chain(others).enumerate() {
        // Nobody writes or bids too fast, and half a sign-in ends after ten minutes.
        stage.house.pass(MINUTE_MS + SECOND_MS);
        if number % 8 == 7 {
            stage.half_sign_in().await;
        }
        let cells = stage.cells(row).await;
        let expected = row.cells.split_whitespace().collect::<Vec<_>>().join(" ");
        if cells != expected {
            wrong.push(format!("{} of {}:\n  is     {cells}\n  wanted {expected}", row.route, row.of));
        }
    }
    assert!(wrong.is_empty(), "{}\n{} rows", wrong.join("\n"), wrong.len());
    let stage = Arc::into_inner(stage).unwrap();
    tokio::task::block_in_place(|| stage.house.running.stop());
}

/// Topics: what is made, the topic, and whether each column may watch it. Columns as in the rows.
#[rustfmt::skip]
const TOPICS: &[(&[&str], &str, &str)] = &[
    (&["poll draft", "schedule"],        "poll:@@poll",       "- - - - + + + + + +"),
    (&["poll draft"],                    "poll:@@poll",       "- - - - - - - - + +"),
    (&["poll draft away", "schedule"],   "poll:@@poll",       "- - - + - - - - - -"),
    (&["lot"],                           "auction:@@listing", "- - - - + + + + + +"),
    (&["keeper's draft"],                "auction:@@listing", "- - - - - - - - - -"),
    (&["lot away"],                      "auction:@@listing", "- - - + - - - - - -"),
    (&["product", "own order"],          "order:@@order",     "- - - - + + + + + +"),
    (&["product", "mary's order"],       "order:@@order",     "- - - - - - + - - +"),
    (&["product", "mary's order", "packed", "enlisted", "run"], "order:@@order", "- - - - - + + - - +"),
    (&["product away", "order away"],    "order:@@order",     "- - - - - - - - - -"),
    (&[],                                "orders:@hub",       "- - - - - - + - - +"),
    (&[],                                "orders:@hub-away",  "- - - - - - - - - -"),
    (&[],                                "stock:@hub",        "- - - - + + + + + +"),
    (&[],                                "stock:@hub-away",   "- - - + - - - - - -"),
    (&[],                                "fleet:@hub",        "- - - - - - + - - +"),
    (&[],                                "driver:@driver",    "- - - - - - + - - +"),
    (&[],                                "driver:@mary",      "- - - - - - - - - -"),
    (&[],                                "notices:@self",     "- - - + + + + + + +"),
    (&[],                                "notices:@mary",     "- - - - - - - - - -"),
];

#[tokio::test(flavor = "multi_thread")]
async fn topics_are_watched_by_those_whose_roles_lead_there() {
    let stage = Stage::set().await;
    let mut wrong = Vec::new();
    for (make, topic, expected) in TOPICS {
        let mut cells = Vec::new();
        for who in WHO {
            cells.push(if stage.may_watch(make, topic, who).await { "+" } else { "-" });
        }
        let cells = cells.join(" ");
        if cells != *expected {
            wrong.push(format!("{topic} of {make:?}:\n  is     {cells}\n  wanted {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    tokio::task::block_in_place(|| stage.house.running.stop());
}
