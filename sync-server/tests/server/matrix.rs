//! Who gets where: every address that is served, as everybody, for things of their own and of others
//! (requirement I7). The rows are in [`crate::matrix_rows`]; an address without a row, or a row without an address,
//! fails.

use std::collections::{BTreeMap, BTreeSet};

use hubbub_core::id::Id;
use hubbub_core::time::HOUR_MS;
use hubbub_server::served;
use reqwest::Method;
use serde_json::{Value, json};

use crate::house::House;
use crate::matrix_rows::{MAKERS, ROWS};
use crate::world::{PASSWORD, fresh};

/// The columns: nobody; half signed in as an admin; an API key of an admin that reads content; a member of another
/// community; and one person for each role at home, `other` managing another hub.
pub(crate) const WHO: [&str; 10] =
    ["nobody", "half", "key", "stranger", "resident", "driver", "manager", "other", "editor", "admin"];

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

/// A step on the way to a thing: who, what, and with which body. `job` does a command, `bind self` keeps the first id
/// of an address under a name, and people send a request.
pub(crate) type Step = (&'static str, &'static str, &'static str);

struct Stage {
    house: House,
    people: BTreeMap<&'static str, Id>,
    key: String,
    half: String,
    made: u64,
}

/// What `@name` and `@@name` stand for: people and things that stay, and things of this request alone.
struct Names<'s> {
    stage: &'s Stage,
    bound: BTreeMap<String, String>,
    number: u64,
}

impl Stage {
    async fn set() -> Self {
        let house = House::with(|config| {
            config.second_factor = true;
            config.rates.times = 1_000;
        })
        .await;
        let people = BTreeMap::from([("home", house.community), ("admin", house.admin.user)]);
        let (key, half) = (String::new(), String::new());
        let mut stage = Self { house, people, key, half, made: 0 };
        for name in ["mary", "keeper", "stranger", "resident", "driver", "manager", "other", "editor"] {
            let user = stage.account(name).await;
            stage.people.insert(name, user);
        }
        stage.make("stage").await;
        stage.make("ended").await;
        stage.house.pass(2 * HOUR_MS);
        stage.make("results").await;
        // Somebody else's key: what the columns do to theirs does not hurt it.
        let form = json!({ "name": "Key", "grants": ["content:read"], "password": PASSWORD });
        let token = stage.token("keeper").await.unwrap();
        let made = stage.house.ask(Method::POST, "/users/me/api-keys", &token, &[], Some(form)).await;
        stage.key = made.json::<Value>().await.unwrap()["data"]["key"].as_str().unwrap().to_owned();
        let form =
            json!({ "email": crate::house::EMAIL, "password": stage.house.password, "device": fresh() });
        let half = stage.house.ask(Method::POST, "/auth/login", "", &[], Some(form)).await;
        let half: Value = half.json().await.unwrap();
        stage.half = half["data"]["partial_token"].as_str().unwrap().to_owned();
        stage
    }

    async fn make(&self, thing: &str) {
        for step in maker(thing) {
            self.step("admin", step, &mut BTreeMap::new(), 0).await;
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
            "half" => self.half.clone(),
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
            _ if who.starts_with("bind ") => {
                let (_, text) = self.send(person, &format!("GET {what}"), "", &names).await;
                let found = first_id(&serde_json::from_str(&text).unwrap());
                bound.insert(body.to_owned(), found.unwrap_or_else(|| fresh().to_string()));
            }
            _ => drop(self.send(person, what, body, &names).await),
        }
    }

    /// What a column gets.
    async fn cell(&mut self, row: &Row, who: &str) -> String {
        self.made += 1;
        let own = self.people.get(who).unwrap_or(&self.people["keeper"]).to_string();
        let password = if who == "admin" { self.house.password.clone() } else { PASSWORD.to_owned() };
        let own = [("self".to_owned(), own), ("password".to_owned(), password)];
        let (number, mut bound) = (self.made, BTreeMap::from(own));
        for name in row.make {
            for step in maker(name) {
                self.step(who, step, &mut bound, number).await;
            }
        }
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
        let text = text.replace("%SOON%", &self.stage.house.now().plus(HOUR_MS).0.to_string());
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
                (true, ..) => Id::named("matrix", &format!("{name} {}", self.number)).to_string(),
            });
            rest = &rest[end..];
        }
        filled + rest
    }
}

/// The steps to a thing.
fn maker(thing: &str) -> &'static [Step] {
    let found = MAKERS.iter().find(|(name, _)| *name == thing);
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

/// Addresses of areas whose rows are still to come: each line goes when its rows are there.
const ROWS_TO_COME: &[&str] = &[
    "/api/v1/bid-history",
    "/api/v1/bids",
    "/api/v1/communities/{community}/bidders",
    "/api/v1/content/comments",
    "/api/v1/content/items/{item}/comments",
    "/api/v1/content/items/{item}/reaction",
    "/api/v1/content/posts",
    "/api/v1/content/reaction-tallies",
    "/api/v1/content/reports",
    "/api/v1/dispute-steps",
    "/api/v1/disputes",
    "/api/v1/evidence",
    "/api/v1/feed",
    "/api/v1/listing",
    "/api/v1/lots",
    "/api/v1/offers",
    "/api/v1/pictures",
    "/api/v1/reputations",
    "/api/v1/reviews",
    "/api/v1/sales",
    "/api/v1/ticket",
    "/api/v1/uploads",
];

#[test]
fn every_address_has_its_rows() {
    let listed: BTreeSet<String> = ROWS.iter().map(|row| row.route.to_owned()).collect();
    let later = |path: &str| ROWS_TO_COME.iter().any(|start| path.starts_with(start));
    let there = served().into_iter().filter(|(_, path, _)| !later(path));
    let there: BTreeSet<String> = there.map(|(method, path, _)| format!("{method} {path}")).collect();
    let without: Vec<_> = there.difference(&listed).collect();
    assert!(without.is_empty(), "addresses without a row in the matrix: {without:#?}");
    let gone: Vec<_> = listed.difference(&there).collect();
    assert!(gone.is_empty(), "rows of addresses that are not served: {gone:#?}");
    for route in listed.iter().filter(|route| route.contains('{')) {
        let things: BTreeSet<_> = ROWS.iter().filter(|row| row.route == route).map(|row| row.of).collect();
        assert!(things.len() > 1, "{route} is tried with one kind of thing only: {things:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_where_their_roles_lead_and_no_further() {
    let mut stage = Stage::set().await;
    let mut wrong = Vec::new();
    // Lists first, while they fit on a page.
    let (lists, others): (Vec<&Row>, Vec<&Row>) = ROWS.iter().partition(|row| !row.look.is_empty());
    for row in lists.into_iter().chain(others) {
        let mut cells = Vec::new();
        for who in WHO {
            cells.push(stage.cell(row, who).await);
        }
        let cells = cells.join(" ");
        let expected = row.cells.split_whitespace().collect::<Vec<_>>().join(" ");
        if cells != expected {
            wrong.push(format!("{} of {}:\n  is     {cells}\n  wanted {expected}", row.route, row.of));
        }
    }
    assert!(wrong.is_empty(), "{}\n{} rows", wrong.join("\n"), wrong.len());
    tokio::task::block_in_place(|| stage.house.running.stop());
}
