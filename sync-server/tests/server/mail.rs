//! Mail: sent once with the change that caused it, kept while the mail server is away, given up in sight.

use std::time::{Duration, Instant};

use hubbub_core::store::{Database, OpenOptions, SqliteDatabase};
use hubbub_core::time::SECOND_MS;

use crate::post_office::{Mood, PostOffice};
use crate::world::World;

/// State, reason and attempts of every mail in the database, and whether anything of it is still there.
fn mails(world: &World) -> Vec<(String, String, i64, bool)> {
    let path = world.folder.path().join("hubbub.db");
    let database = SqliteDatabase::open(&path, &OpenOptions { key: None, readers: 1 }).unwrap();
    let database: &dyn Database = &database;
    let text =
        "SELECT state, reason, attempts, recipient || content <> '' FROM mail ORDER BY created_at, event";
    let read = database.read(|sql| {
        sql.all(text, &[], |row| {
            Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned(), row.int(2)?, row.int(3)? == 1))
        })
    });
    read.unwrap()
}

async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let patience = Instant::now() + Duration::from_secs(20);
    while !holds() {
        assert!(Instant::now() < patience, "{what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_arrives_once_in_the_readers_language_and_nothing_of_it_stays() {
    let post = PostOffice::open();
    let world = World::with_mail(&post);
    let form = serde_json::json!({ "email": "zoe@example.org", "password": crate::world::PASSWORD,
        "display_name": "Zoé", "locale": "fr" });
    assert_eq!(world.post("/api/v1/auth/register", &form).await.status, 202);
    let mail = post.last("zoe@example.org", 1).await;
    assert!(mail.subject().contains("Confirmez"), "{}", mail.text);
    assert!(mail.text.contains("Message-ID: <"), "{}", mail.text);
    until("it is settled", || mails(&world).iter().all(|(state, ..)| state == "sent")).await;
    let kept = mails(&world);
    assert_eq!(kept.len(), 1);
    assert!(!kept[0].3, "neither address nor link is kept");
    let bytes = std::fs::read(world.folder.path().join("hubbub.db-wal")).unwrap_or_default();
    let code = mail.code();
    assert!(!bytes.windows(code.len()).any(|window| window == code.as_bytes()), "the link is sealed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_is_turned_away_is_tried_after_one_two_and_four_seconds() {
    let post = PostOffice::open();
    post.will(&[Mood::TurnsAway, Mood::TurnsAway, Mood::TurnsAway]);
    let world = World::with_mail(&post);
    world.register("ada@example.org").await;
    for (attempts, wait) in [(1, 1), (2, 2), (3, 4)] {
        until("it waits", || mails(&world)[0].2 == attempts && mails(&world)[0].0 == "waiting").await;
        assert_eq!(mails(&world)[0].1, "announcing: 450");
        world.pass(wait * SECOND_MS - 1);
        let visits = post.visits();
        tokio::time::sleep(Duration::from_millis(60)).await;
        assert_eq!(post.visits(), visits, "not before its time");
        world.pass(1);
    }
    post.wait("ada@example.org", 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_is_refused_or_whose_fate_is_unclear_is_dead_with_its_reason() {
    let post = PostOffice::open();
    post.will(&[Mood::Refuses, Mood::HangsUp]);
    let world = World::with_mail(&post);
    world.register("ada@example.org").await;
    until("the first is dead", || mails(&world).iter().any(|(state, ..)| state == "dead")).await;
    world.register("ben@example.org").await;
    until("the second is dead", || mails(&world).iter().filter(|(state, ..)| state == "dead").count() == 2)
        .await;
    let mut reasons: Vec<String> = mails(&world).into_iter().map(|(_, reason, ..)| reason).collect();
    reasons.sort();
    assert_eq!(reasons, ["announcing: 550", "sending: connection; it may have arrived"]);
    world.pass(3_600 * SECOND_MS);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(post.mails().iter().filter(|mail| mail.to == "ben@example.org").count(), 1, "at most once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_is_away_is_left_alone_after_five_failures_and_loses_nothing() {
    let post = PostOffice::open();
    post.set_closed(true);
    let world = World::with_mail(&post);
    for name in ["ada", "ben", "cem"] {
        world.register(&format!("{name}@example.org")).await;
    }
    let mut seconds = 0;
    while post.visits() < 5 {
        assert!(seconds < 400, "{} visits", post.visits());
        world.pass(SECOND_MS);
        seconds += 1;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // The rest counts from the fifth failure, by the server's clock: a moment ago at most.
    tokio::time::sleep(Duration::from_millis(100)).await;
    let visits = post.visits();
    world.pass(25 * SECOND_MS);
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert_eq!(post.visits(), visits, "open: nobody knocks");
    world.pass(5 * SECOND_MS);
    until("the probe", || post.visits() == visits + 1).await;
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert_eq!(post.visits(), visits + 1, "one probe");
    post.set_closed(false);
    world.pass(30 * SECOND_MS);
    for name in ["ada", "ben", "cem"] {
        assert_eq!(post.wait(&format!("{name}@example.org"), 1).await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_waits_over_a_restart() {
    let post = PostOffice::open();
    post.set_closed(true);
    let mut world = World::with_mail(&post);
    world.register("ada@example.org").await;
    world.stop();
    post.set_closed(false);
    let server = post.server();
    world.start(|config| World::mail_to(config, server)).unwrap();
    world.pass(2 * SECOND_MS);
    post.wait("ada@example.org", 1).await;
}
