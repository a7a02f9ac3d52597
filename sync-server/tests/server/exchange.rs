//! Exchanges over HTTP: calls are decided once, devices see what they may, the queue is bounded.

use hubbub_core::sync::protocol::{Answer, MAGIC, NotOurs, Outcome, Upload, VERSION_MIN, decode, encode};
use reqwest::Method;

use crate::board::Command;
use crate::world::{Answered, World, cursed, fresh, notes};

fn outcomes(reply: &hubbub_core::sync::Reply) -> Vec<bool> {
    reply.verdicts.iter().map(|verdict| matches!(verdict.outcome, Outcome::Applied { .. })).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_decided_once_and_reaches_the_other_device() {
    let world = World::new();
    let (mut ada, mut ben) = (world.phone().await, world.phone().await);
    let call = ada.pin("tea at four");
    let before = ada.ask(vec![call.clone()]);
    let reply = ada.exchange(&world, vec![call]).await;
    assert_eq!((outcomes(&reply), notes(&reply)), (vec![true], vec!["tea at four".to_owned()]));
    // The answer was lost: the same request again tells the same verdict, and does nothing twice.
    let Answer::Reply(again) = ada.send(&world, &before).await else { panic!() };
    assert_eq!(again.verdicts, reply.verdicts);
    assert_eq!(notes(&ben.exchange(&world, vec![]).await), ["tea at four"]);
    assert_eq!(notes(&ben.exchange(&world, vec![]).await), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_refused_and_sees_nothing() {
    let world = World::new();
    let mut ada = world.phone().await;
    let call = ada.pin("members only");
    ada.exchange(&world, vec![call]).await;
    let mut stranger = world.phone_of(fresh()).await;
    let call = stranger.pin("let me in");
    let reply = stranger.exchange(&world, vec![call]).await;
    let Outcome::Refused(refusal) = &reply.verdicts[0].outcome else { panic!() };
    assert!(refusal.contains("FORBIDDEN_ROLE"), "{refusal}");
    assert_eq!(notes(&reply), [""; 0]);
    // Somebody else's device id is not theirs to use.
    let mut request = stranger.ask(vec![]);
    request.device = ada.device;
    assert!(matches!(stranger.send(&world, &request).await, Answer::Refused(_)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_request_and_a_short_one_share_the_writer() {
    let world = World::new();
    let (mut ada, mut ben) = (world.phone().await, world.phone().await);
    let many: Vec<Upload> = (0..900).map(|n| ada.pin(&format!("{n}"))).collect();
    let one = vec![ben.pin("short")];
    let (long, short) = tokio::join!(ada.exchange(&world, many), ben.exchange(&world, one));
    assert_eq!((long.high_water, short.high_water), (900, 1));
    assert!(outcomes(&long).iter().all(|applied| *applied));
    // One order over both: positions are given once each.
    let mut positions: Vec<u64> = [&long, &short]
        .iter()
        .flat_map(|reply| &reply.verdicts)
        .map(|verdict| match verdict.outcome {
            Outcome::Applied { position } => position,
            _ => panic!(),
        })
        .collect();
    positions.sort_unstable();
    positions.dedup();
    assert_eq!(positions.len(), 901);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_device_twice_at_once_is_decided_in_turn() {
    let world = World::new();
    let mut ada = world.phone().await;
    let calls: Vec<Upload> = (0..300).map(|n| ada.pin(&format!("{n}"))).collect();
    let request = ada.ask(calls);
    let answers = futures_join(&ada, &world, &request).await;
    for answer in answers {
        let Answer::Reply(reply) = answer else { panic!("{answer:?}") };
        assert_eq!(reply.high_water, 300);
    }
    assert_eq!(notes(&ada.exchange(&world, vec![]).await).len(), 300);
}

async fn futures_join(
    phone: &crate::world::Phone,
    world: &World,
    request: &hubbub_core::sync::Request,
) -> [Answer; 3] {
    let (a, b, c) =
        tokio::join!(phone.send(world, request), phone.send(world, request), phone.send(world, request));
    [a, b, c]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_told_the_same_outcome_again() {
    let world = World::new();
    let (call, note) = (fresh(), fresh());
    let pin = |text: &str| {
        let command = Command::Pin { note, community: world.community, text: text.to_owned(), picture: None };
        (call, serde_json::to_string(&command).unwrap())
    };
    let writer = world.running().writer();
    let first = writer.job("import", vec![pin("one")]).await.unwrap();
    assert!(matches!(first[0], Outcome::Applied { .. }));
    assert_eq!(writer.job("import", vec![pin("one")]).await.unwrap(), first);
    let other = writer.job("import", vec![pin("two")]).await.unwrap();
    assert!(matches!(&other[0], Outcome::Refused(text) if text.contains("ID_REUSED")), "{other:?}");
    let many: Vec<_> = (0..450)
        .map(|n| {
            let text = format!("{n}");
            let command = Command::Pin { note: fresh(), community: world.community, text, picture: None };
            (fresh(), serde_json::to_string(&command).unwrap())
        })
        .collect();
    let outcomes = writer.job("import", many).await.unwrap();
    assert_eq!(outcomes.len(), 450);
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Applied { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_says_when_to_come_back() {
    let world = World::with(|config| config.queue_bytes_max = 8 * 1024);
    let mut ada = world.phone().await;
    let big = "x".repeat(20 * 1024);
    let request = ada.ask(vec![]);
    let uploads = vec![ada.pin(&big)];
    let answer = ada.send(&world, &hubbub_core::sync::Request { uploads, ..request }).await;
    assert!(matches!(answer, Answer::Busy { retry_after_ms: 1_000 }), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_trips_over_a_bug_takes_nobody_with_it() {
    let world = World::new();
    let mut cursed = world.phone_of(cursed()).await;
    let mut ada = world.phone().await;
    let bad = cursed.pin("poison");
    let bad = encode(&cursed.ask(vec![bad]));
    let good: Vec<Upload> = (0..300).map(|n| ada.pin(&format!("{n}"))).collect();
    let (refused, reply) = tokio::join!(cursed.post(&world, bad), ada.exchange(&world, good));
    let refused = Answered::of(refused).await;
    assert_eq!(refused.code(), (500, "INTERNAL_SERVER_ERROR"));
    assert!(!refused.body.to_string().contains("purpose"), "{refused:?}");
    assert_eq!(outcomes(&reply).len(), 300);
    // And the server goes on.
    let more = vec![ada.pin("after")];
    assert_eq!(notes(&ada.exchange(&world, more).await), ["after"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_exchange_is_refused() {
    let world = World::new();
    let mut ada = world.phone().await;
    let call = ada.pin("x");
    let sound = encode(&ada.ask(vec![call]));
    for (body, code) in [
        (b"<html>".to_vec(), (400, "VALIDATION_FAILED")),
        (sound[..sound.len() - 1].to_vec(), (400, "VALIDATION_FAILED")),
        (MAGIC.to_vec(), (400, "VALIDATION_FAILED")),
        (vec![0; 4 * 1024 * 1024 + 1], (413, "FILE_TOO_LARGE")),
        (vec![0; 12 * 1024 * 1024], (413, "FILE_TOO_LARGE")),
    ] {
        assert_eq!(Answered::of(ada.post(&world, body).await).await.code(), code);
    }
    let request = world.request(Method::POST, "/sync/exchange").bearer_auth(&ada.token);
    let plain = request.header("content-type", "text/plain").body(sound.clone()).send().await.unwrap();
    assert_eq!(Answered::of(plain).await.code(), (415, "UNSUPPORTED_MEDIA_TYPE"));
    let mut newer = sound;
    newer[5] = 9;
    let answer = ada.post(&world, newer).await.bytes().await.unwrap();
    assert_eq!(decode::<Answer>(&answer), Err(NotOurs::UpdateNeeded { version_min: VERSION_MIN }));
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_that_leave_a_gap_or_differ_are_told_apart() {
    let world = World::new();
    let mut ada = world.phone().await;
    let (first, second) = (ada.pin("one"), ada.pin("two"));
    let gap = ada.ask(vec![second]);
    assert!(matches!(ada.send(&world, &gap).await, Answer::Gap { high_water: 0 }));
    ada.exchange(&world, vec![first.clone()]).await;
    let Upload::Call(mut call) = first else { panic!() };
    call.id = fresh();
    let forked = ada.ask(vec![Upload::Call(call)]);
    assert!(matches!(ada.send(&world, &forked).await, Answer::Forked));
}
