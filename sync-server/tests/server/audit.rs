//! The audit log: written with the change, and any tampering is found and placed.

use hubbub_core::store::{Database, Durability, OpenOptions, SqliteDatabase, Value};
use hubbub_server::audit::Verdict;
use hubbub_server::{DATABASE, Host};
use reqwest::Method;
use serde_json::json;

use crate::world::{PASSWORD, World, fresh, product};

const EMAIL: &str = "ada@example.org";

fn write(world: &World, text: &str, values: &[Value]) -> Result<usize, hubbub_core::store::Fault> {
    let options = OpenOptions { key: None, readers: 1 };
    let database = SqliteDatabase::open(&world.folder.path().join(DATABASE), &options).unwrap();
    let database: &dyn Database = &database;
    database.write(Durability::Full, |sql| sql.execute(text, values))
}

fn lines(world: &World) -> Vec<String> {
    let options = OpenOptions { key: None, readers: 1 };
    let database = SqliteDatabase::open(&world.folder.path().join(DATABASE), &options).unwrap();
    let database: &dyn Database = &database;
    let text = "SELECT action || ' ' || actor || ' ' || entity || ' ' || details FROM audit ORDER BY seq";
    database.read(|sql| sql.all(text, &[], |row| Ok(row.text(0)?.to_owned()))).unwrap()
}

fn verdict(world: &World) -> Verdict {
    tokio::task::block_in_place(|| {
        let host = Host::open(world.config(), product()).unwrap();
        let verdict = host.verify_audit().unwrap();
        host.close();
        verdict
    })
}

/// A server that has seen something, and has stopped.
async fn busy() -> World {
    let mut world = World::new();
    world.register(EMAIL).await;
    let token = world.login(EMAIL, PASSWORD, fresh()).await.text("access_token");
    let mut ben = world.phone().await;
    let call = ben.pin("hello");
    ben.exchange(&world, vec![call.clone()]).await;
    // The same call again is no new change.
    ben.exchange(&world, vec![call]).await;
    let request = world.request(Method::POST, "/api/v1/auth/logout").bearer_auth(&token);
    assert_eq!(request.send().await.unwrap().status(), 200);
    world.stop();
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_do_is_kept_once_under_pseudonyms() {
    let world = busy().await;
    let lines = lines(&world);
    let actions: Vec<&str> = lines.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(actions, ["account.register", "session.begin", "pin", "session.end"], "{lines:?}");
    let all = lines.join("\n");
    assert!(!all.contains("ada") && !all.contains("Ada") && !all.contains("hello"), "{all}");
    assert!(matches!(verdict(&world), Verdict::Sound { lines: 4, heads: 1 }), "{:?}", verdict(&world));
}

#[tokio::test(flavor = "multi_thread")]
async fn sealed_heads_are_told_at_the_operators_address_alone() {
    let mut world = busy().await;
    let kept = std::fs::read_to_string(world.folder.path().join("audit-heads.jsonl")).unwrap();
    world.start(|config| config.operator = Some(([127, 0, 0, 1], 0).into())).unwrap();
    let operator = world.running().operator_addr().unwrap();
    let told = reqwest::get(format!("http://{operator}/audit/heads")).await.unwrap();
    assert_eq!(told.status(), 200);
    let told = told.text().await.unwrap();
    assert_eq!(told, kept);
    assert_eq!(told.matches(r#""seq":4"#).count(), 1, "{told}");
    let outside = world.request(Method::GET, "/audit/heads").send().await.unwrap();
    assert_eq!(outside.status(), 404);
    world.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_itself_refuses_to_change_a_line() {
    let world = busy().await;
    for text in ["UPDATE audit SET actor = 'eve' WHERE seq = 2", "DELETE FROM audit WHERE seq = 2"] {
        let refused = write(&world, text, &[]).unwrap_err().to_string();
        assert!(refused.contains("append-only") || !refused.is_empty(), "{refused}");
    }
    assert!(matches!(verdict(&world), Verdict::Sound { lines: 4, .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn tampering_is_found_where_it_was_done() {
    for (tampering, seq) in [
        ("UPDATE audit SET actor = 'eve' WHERE seq = 2", 2),
        ("UPDATE audit SET at = at + 1 WHERE seq = 3", 3),
        ("UPDATE audit SET details = '{}' WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 2", 2),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 4", 4),
        ("DELETE FROM audit", 1),
        ("UPDATE audit SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq IN (2, 3)", 1),
        (
            "INSERT INTO audit SELECT 5, at, actor, action, entity, correlation, details, digest FROM audit WHERE seq = 4",
            5,
        ),
    ] {
        let world = busy().await;
        for trigger in ["audit_is_not_changed", "audit_is_not_shortened"] {
            write(&world, &format!("DROP TRIGGER {trigger}"), &[]).unwrap();
        }
        assert!(write(&world, tampering, &[]).unwrap() > 0, "{tampering}");
        match verdict(&world) {
            Verdict::Broken { seq: found, .. } => assert_eq!(found, seq, "{tampering}"),
            sound @ Verdict::Sound { .. } => panic!("{tampering}: {sound:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_is_not_kept_leaves_no_line() {
    let world = World::new();
    world.register(EMAIL).await;
    let before = lines(&world).len();
    // Nobody is made: the account exists, and so nothing is kept of it.
    world.register(EMAIL).await;
    let refused = json!({ "email": EMAIL, "password": "Wrong-42 lark", "device": fresh() });
    assert_eq!(world.post("/api/v1/auth/login", &refused).await.status, 401);
    assert_eq!(lines(&world).len(), before);
}
