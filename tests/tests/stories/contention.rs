//! Everybody at once on one thing.

use std::sync::Arc;

use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::sync::protocol::{Answer, Outcome, QueuedCall, Request, Upload};
use hubbub_core::sync::transport::http::Http;
use hubbub_core::time::HOUR_MS;
use hubbub_tests::world::World;

const DEVICES: usize = 200;
const ROUNDS: usize = 100;

/// One resident's 200 devices vote at once on one item, a hundred times: one vote counts, each other
/// device is told why not, and what it can do.
#[test]
fn one_of_two_hundred_votes_counts() {
    let mut world = World::new();
    let ann = world.person("Ann");
    let phone = world.phone(&ann, "ann");
    let user = phone.view(|_, context| Ok(context.user)).unwrap().unwrap();
    let polls: Vec<_> =
        (0..ROUNDS).map(|round| world.yes_no(&format!("Round {round}"), HOUR_MS, 0)).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let world = Arc::new(world);
    runtime.block_on(async {
        let http = Http::new(&world.url(), "en").unwrap();
        let mut devices = Vec::new();
        for number in 0..DEVICES {
            let device = Id::named("contention", &number.to_string());
            let session = world.running().begin_session(user, device).await.unwrap();
            devices.push((device, session.access_token));
        }
        for (round, poll) in polls.iter().enumerate() {
            let votes = devices.iter().enumerate().map(|(number, (device, token))| {
                let option = if number % 2 == 0 { poll.yes } else { poll.no };
                let command = serde_json::to_string(&poll.cast(option)).unwrap();
                let (http, token, device) = (http.clone(), token.clone(), *device);
                tokio::spawn(async move { vote(&http, &token, device, round, command).await })
            });
            let votes: Vec<_> = votes.collect();
            let mut applied = 0;
            for vote in votes {
                match vote.await.unwrap() {
                    Outcome::Applied { .. } => applied += 1,
                    Outcome::Refused(text) => {
                        let refusal: Refusal = serde_json::from_str(&text).unwrap();
                        assert_eq!(refusal.code, Code::ConflictDoubleVote);
                        assert!(!refusal.code.remedies().is_empty());
                    }
                    other => panic!("{other:?}"),
                }
            }
            assert_eq!(applied, 1, "round {round}");
        }
    });
    for poll in &polls {
        hubbub_tests::world::eventually("counted", || {
            poll.count(&phone, poll.yes) + poll.count(&phone, poll.no) == 1
        });
    }
}

/// One device's vote; its verdict.
async fn vote(http: &Http, token: &str, device: Id, round: usize, command: String) -> Outcome {
    let number = u64::try_from(round).unwrap() + 1;
    let id = device.derive(u32::try_from(round).unwrap());
    let now = hubbub_core::time::Timestamp(0);
    let call = QueuedCall { id, number, at: now, seen: now, depends_on: vec![], command };
    let mut request = Request {
        device,
        epoch: None,
        acknowledged: number - 1,
        uploads: vec![Upload::Call(call)],
        cursors: vec![],
    };
    loop {
        match http.exchange(token, &request).await.unwrap() {
            Answer::Reply(reply) => {
                assert_eq!(reply.high_water, number);
                return reply.verdicts.into_iter().find(|verdict| verdict.id == id).unwrap().outcome;
            }
            Answer::Busy { retry_after_ms } => {
                tokio::time::sleep(std::time::Duration::from_millis(u64::from(retry_after_ms))).await;
                request.acknowledged = number - 1;
            }
            other => panic!("{other:?}"),
        }
    }
}
