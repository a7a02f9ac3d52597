//! Zelda closes her account, comes back, closes it again and is erased: what she planted is found everywhere
//! before, and nowhere after.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use hubbub_core::client::{Client, Options};
use hubbub_core::community::model::Member;
use hubbub_core::id::Id;
use hubbub_core::store::{Database, Key, OpenOptions, SqliteDatabase, Value};
use hubbub_core::sync::telemetry::Sample;
use hubbub_core::sync::worker::Phase;
use hubbub_core::time::{DAY_MS, HOUR_MS};
use hubbub_server::audit::Verdict;
use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::house::{Guest, House, code};
use crate::post_office::PostOffice;
use crate::world::{PASSWORD, fresh};

const EMAIL: &str = "zelda.plantedmail@example.org";
const NAME: &str = "Zelda Plantedname";
/// Everything that only Zelda wrote, in the forms in which something may keep it.
const PLANTED: &[&str] =
    &["plantedmail", "Plantedname", "Plantedkey", "Plantedagent", "Plantedsample", "Plantedwords"];
const PHONE_KEY: [u8; 32] = [9; 32];

/// A phone of somebody with this password, signed in.
fn phone(house: &House, name: &str, email: &str) -> Client {
    let client = open(house, name);
    client.sign_in(email, PASSWORD).unwrap();
    settle(&client);
    client
}

fn open(house: &House, name: &str) -> Client {
    let folder = house.folder.path().join("phones").join(name);
    Client::open(Options::new(folder, &house.url(), Key::new(PHONE_KEY))).unwrap().0
}

fn settle(client: &Client) {
    let patience = Instant::now() + Duration::from_secs(30);
    loop {
        let state = client.sync_state().unwrap();
        let whole = state.progress.done == state.progress.total && state.files.0 == 0;
        if state.phase == Phase::UpToDate && state.waiting == 0 && whole {
            return;
        }
        assert!(Instant::now() < patience, "{state:?}");
        if matches!(state.phase, Phase::Offline { .. }) {
            client.sync_now();
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The planted words that are in the bytes of any file below a folder, with the file's name.
fn found(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            for word in PLANTED.iter().filter(|word| holds(&bytes, word)) {
                found.push(((*word).to_owned(), path.clone()));
            }
        }
    }
    found.sort();
    found
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

/// Every value of every table of a phone's store, as it is behind its encryption.
fn unsealed(house: &House, name: &str) -> String {
    let folder = house.folder.path().join("phones").join(name);
    let options = OpenOptions { key: Some(Key::new(PHONE_KEY)), readers: 1 };
    let database = SqliteDatabase::open(&folder.join("store.db"), &options).unwrap();
    let database: &dyn Database = &database;
    database
        .read(|sql| {
            let mut text = String::new();
            let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
            for table in sql.all(names, &[], |row| Ok(row.text(0)?.to_owned()))? {
                // The search index keeps bytes that are no text.
                let columns = format!(
                    "SELECT group_concat('CASE typeof(\"' || name || '\") WHEN ''blob'' THEN ''bytes '' || hex(\"' || name
                     || '\") ELSE \"' || name || '\" END', ', ') FROM pragma_table_info('{table}')"
                );
                let columns = sql.first(&columns, &[], |row| Ok(row.text(0)?.to_owned()))?.unwrap();
                let all = format!("SELECT json_array({columns}) FROM \"{table}\"");
                for row in sql.all(&all, &[], |row| Ok(row.text(0)?.to_owned()))? {
                    text.push_str(&row);
                }
            }
            Ok(text)
        })
        .unwrap()
}

async fn account(house: &House, office: &PostOffice, email: &str, name: &str) {
    let form = json!({ "email": email, "password": PASSWORD, "display_name": name, "locale": "en" });
    let asked = house.ask(Method::POST, "/auth/register", "", &[], Some(form)).await;
    assert_eq!(asked.status(), 202);
    let code = office.last(email, 1).await.code();
    let verified = house.ask(Method::POST, "/auth/verify", "", &[], Some(json!({ "code": code }))).await;
    assert_eq!(verified.status(), 200);
}

async fn signed_in(house: &House, email: &str) -> (u16, Json) {
    let form = json!({ "email": email, "password": PASSWORD, "device": fresh() });
    let agent = if email == EMAIL { "Plantedagent 1.0" } else { "Firefox" };
    let answered = house.ask(Method::POST, "/auth/login", "", &[("user-agent", agent)], Some(form)).await;
    (answered.status().as_u16(), answered.json().await.unwrap())
}

/// Zelda leaves something of herself wherever the server lets her; her user id.
async fn plant(house: &House, zelda: &Client) -> Id {
    tokio::task::block_in_place(|| {
        let sample =
            Sample { boot: 1, seq: 1, at: house.now(), sample: "{\"kind\":\"Plantedsample\"}".to_owned() };
        zelda.record_sample(&sample).unwrap();
        settle(zelda);
    });
    let (status, session) = signed_in(house, EMAIL).await;
    assert_eq!(status, 200, "{session}");
    let token = session["data"]["access_token"].as_str().unwrap();
    let form = json!({ "name": "Plantedkey", "grants": ["content:read"], "password": PASSWORD });
    let made = house.ask(Method::POST, "/users/me/api-keys", token, &[], Some(form)).await;
    assert_eq!(made.status(), 200);
    // Refused by a rule, which may repeat it.
    let (path, mut item) = ("/content/items", house.item());
    item["texts"][0]["title"] = "Plantedwords".into();
    let key = [("idempotency-key", "Plantedwords"), ("x-correlation-id", "Plantedwords-1")];
    assert_eq!(house.ask(Method::POST, path, token, &key, Some(item)).await.status(), 403);
    // And where no address is.
    let nowhere = house.ask(Method::GET, "/Plantedwords?email=plantedmail", token, &[], None).await;
    assert_eq!(nowhere.status(), 404);
    session["data"]["user_id"].as_str().unwrap().parse().unwrap()
}

async fn close(house: &House, token: &str) -> (u16, String) {
    let form = json!({ "password": PASSWORD });
    code(house.ask(Method::DELETE, "/users/me", token, &[], Some(form)).await).await
}

/// Waits until nobody's erasure is unfinished.
async fn erased(house: &House, user: Id) {
    let patience = Instant::now() + Duration::from_secs(30);
    let done = || {
        let path = house.folder.path().join("server").join(hubbub_server::DATABASE);
        let database = SqliteDatabase::open(&path, &OpenOptions { key: None, readers: 1 }).unwrap();
        let database: &dyn Database = &database;
        let text = "SELECT (SELECT count(*) FROM account WHERE user_id = ?)
             + (SELECT count(*) FROM server_meta WHERE name = 'erasure_remains')";
        let left = database.read(|sql| sql.first(text, &[Value::from(user)], |row| row.int(0))).unwrap();
        left == Some(0)
    };
    while !tokio::task::block_in_place(done) {
        assert!(Instant::now() < patience, "never erased");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Closed, she is signed out everywhere; opened again within thirty days, everything is as before. Her token.
async fn think_better(house: &House, zelda: &Client) -> String {
    let (_, session) = signed_in(house, EMAIL).await;
    let token = session["data"]["access_token"].as_str().unwrap().to_owned();
    let wrong =
        house.ask(Method::DELETE, "/users/me", &token, &[], Some(json!({ "password": "Wrong-42 lark" })));
    assert_eq!(code(wrong.await).await, (400, "VALIDATION_FAILED".to_owned()));
    let until = tokio::task::block_in_place(|| zelda.close_account(PASSWORD)).unwrap();
    assert!(until.ends_with('Z'), "{until}");
    assert_eq!(house.ask(Method::GET, "/users/me", &token, &[], None).await.status(), 401);
    let (status, refused) = signed_in(house, EMAIL).await;
    assert_eq!((status, refused["error"]["code"].as_str()), (403, Some("ACCOUNT_CLOSED")));
    house.pass(30 * DAY_MS - HOUR_MS);
    tokio::task::block_in_place(|| zelda.reopen_account(EMAIL, PASSWORD)).unwrap();
    house.pass(2 * HOUR_MS);
    let (status, session) = signed_in(house, EMAIL).await;
    assert_eq!(status, 200, "she thought better of it: {session}");
    let token = session["data"]["access_token"].as_str().unwrap().to_owned();
    let seen = house.ask(Method::GET, "/communities", &token, &[], None).await.json::<Json>().await.unwrap();
    assert_eq!(seen["data"]["items"].as_array().unwrap().len(), 1, "{seen}");
    token
}

/// Nobody's screen, store, log or copy has a planted word.
async fn none_is_left(house: &House, log: &Path) {
    assert_eq!(signed_in(house, EMAIL).await.0, 401);
    let admin = Guest::of(&house.running, house.admin.user).await;
    for path in ["/members", "/roles", "/users/me/export", "/content/items", "/notices"] {
        let text = house.ask(Method::GET, path, &admin.token, &[], None).await.text().await.unwrap();
        assert!(!PLANTED.iter().any(|word| holds(text.as_bytes(), word)), "{path}: {text}");
    }
    assert_eq!(found(&house.folder.path().join("server")), [], "while it runs");
    let logs = fs::read(log).unwrap();
    assert!(holds(&logs, "a person was erased"), "there is a log");
    for word in PLANTED.iter().filter(|word| **word != "Plantedwords") {
        assert!(!holds(&logs, word), "{word} in the log");
    }
    let folder = house.folder.path().to_owned();
    for name in ["ben", "zelda"] {
        let rows = unsealed(house, name);
        assert!(!PLANTED.iter().any(|word| holds(rows.as_bytes(), word)), "{name}: {rows}");
        let indexed: String = "planted".bytes().map(|byte| format!("{byte:02X}")).collect();
        assert!(!rows.contains(&indexed), "{name} can still find her: {rows}");
    }
    assert_eq!(found(&folder), [], "phones too");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_person_is_left_after_thirty_days() {
    let log = tempfile::NamedTempFile::new().unwrap();
    hubbub_server::logs::start_into(Mutex::new(log.reopen().unwrap()));
    let office = PostOffice::open();
    let house = House::with(|config| {
        config.mail = Some(office.server());
        config.mail_every = Duration::from_millis(10);
        config.erasures_every = Duration::from_millis(20);
        config.log_requests = true;
        // Not by its age: the erasure itself must find it.
        config.telemetry_days = 90;
        config.rates.sign_ins_per_account = 1_000;
    })
    .await;
    account(&house, &office, EMAIL, NAME).await;
    account(&house, &office, "ben@example.org", "Ben").await;
    let (status, ben) = signed_in(&house, "ben@example.org").await;
    assert_eq!(status, 200);
    house
        .job(json!({ "area": "community", "kind": "grant_role", "community": house.community,
            "user": ben["data"]["user_id"], "role": "admin" }))
        .await;
    let zelda = tokio::task::block_in_place(|| phone(&house, "zelda", EMAIL));
    let user = plant(&house, &zelda).await;
    let other = tokio::task::block_in_place(|| phone(&house, "ben", "ben@example.org"));
    let known = other.view(|tx, _| tx.select::<Member>("display_name = ?", &[Value::from(NAME)])).unwrap();
    assert_eq!(known.len(), 1, "managers' phones know her");
    let server = house.folder.path().join("server");
    let before: Vec<String> = found(&server).into_iter().map(|(word, _)| word).collect();
    for word in PLANTED.iter().filter(|word| !["Plantedwords"].contains(word)) {
        assert!(before.iter().any(|found| found == word), "{word} was never kept: {before:?}");
    }

    let token = think_better(&house, &zelda).await;

    // Closed for good. Ben's phone was away for long and signs in again.
    assert_eq!(close(&house, &token).await, (200, "-".to_owned()));
    house.pass(30 * DAY_MS + 1);
    erased(&house, user).await;
    tokio::task::block_in_place(|| {
        other.sign_in("ben@example.org", PASSWORD).unwrap();
        settle(&other);
        drop((other, zelda));
    });
    none_is_left(&house, log.path()).await;
    let verdict = house.stop_and_verify();
    assert!(matches!(verdict, Verdict::Sound { .. }), "{verdict:?}");
}
