//! The wire: every message type as bytes, so that a change of the format is seen in review; and
//! whatever is not ours is told apart.

use std::fmt::Write;

use proptest::prelude::*;

use super::world::id;
use crate::live::{LiveEvent, Topic};
use crate::scope::Scope;
use crate::sync::protocol::{
    Answer, Chunk, Cursor, Frame, Head, NotOurs, Outcome, QueuedCall, Reply, Request, Upload, Verdict,
    decode, encode, update_needed,
};
use crate::sync::telemetry::{Sample, TelemetryBatch, TelemetryReceipt};
use crate::time::Timestamp;

fn request() -> Request {
    let call = QueuedCall {
        id: id(1),
        number: 7,
        at: Timestamp(1_700_000_000_000),
        seen: Timestamp(1_699_999_999_000),
        depends_on: vec![id(2)],
        command: r#"{"kind":"write"}"#.into(),
    };
    Request {
        device: id(3),
        epoch: Some(id(4)),
        acknowledged: 6,
        uploads: vec![Upload::Call(call), Upload::Discarded { number: 8, id: id(5) }],
        cursors: vec![Cursor { scope: Scope::public(), seq: 300 }],
    }
}

fn reply() -> Reply {
    let outcomes = [
        Outcome::Applied { position: 9 },
        Outcome::Refused(r#"{"code":"NOT_FOUND"}"#.into()),
        Outcome::Parked,
        Outcome::Unknown,
        Outcome::Discarded,
    ];
    Reply {
        epoch: id(4),
        server_time: Timestamp(1_700_000_000_000),
        vocabulary: 3,
        high_water: 8,
        digest: [9; 16],
        safe: 5,
        verdicts: (1..)
            .zip(outcomes)
            .map(|(number, outcome)| Verdict { number, id: id(number), outcome })
            .collect(),
        heads: vec![Head { scope: Scope::public(), seq: 300, reset: true }],
        chunks: vec![Chunk { scope: Scope::public(), from: 0, to: 300, data: vec![1, 2, 3].into() }],
        more: true,
    }
}

fn live_frames() -> Vec<(&'static str, Frame)> {
    let topic = Topic::of(Topic::POLL, id(6));
    let event = LiveEvent {
        topic: topic.clone(),
        scope: Some(Scope::public()),
        position: 300,
        at: Timestamp(1_700_000_000_000),
        told: r#"{"type":"notification"}"#.into(),
    };
    let sample = Sample { boot: 2, seq: 9, at: Timestamp(1_700_000_000_000), sample: "{}".into() };
    let batch = TelemetryBatch { device: id(3), samples: vec![sample] };
    vec![
        ("join", Frame::Join(topic.clone())),
        ("leave", Frame::Leave(topic.clone())),
        ("event", Frame::Event(event)),
        ("left", Frame::Left { topic, refusal: r#"{"code":"NOT_FOUND"}"#.into() }),
        ("refused", Frame::Refused(r#"{"code":"VALIDATION_FAILED"}"#.into())),
        ("samples", Frame::Samples { tag: 2, batch }),
        ("receipt", Frame::Receipt { tag: 2, receipt: Some(TelemetryReceipt { stored: vec![(2, 9)] }) }),
    ]
}

fn dump(name: &str, bytes: &[u8], out: &mut String) {
    writeln!(out, "{name}").unwrap();
    for line in bytes.chunks(32) {
        let hex: String = line.iter().map(|byte| format!("{byte:02x}")).collect();
        let text: String =
            line.iter().map(|&b| if (32..127).contains(&b) { b as char } else { '.' }).collect();
        writeln!(out, "  {hex:64}  {text}").unwrap();
    }
}

#[test]
fn the_format_is_as_committed() {
    let mut out = String::new();
    dump("request", &encode(&Frame::Request { tag: 1, request: request() }), &mut out);
    dump("reply", &encode(&Frame::Answer { tag: 1, answer: Answer::Reply(Box::new(reply())) }), &mut out);
    dump("push", &encode(&Frame::Push(Box::new(reply()))), &mut out);
    dump("signed out", &encode(&Frame::SignedOut), &mut out);
    for (name, frame) in live_frames() {
        dump(name, &encode(&frame), &mut out);
    }
    for answer in [
        Answer::Forked,
        Answer::Gap { high_water: 3 },
        Answer::UpdateNeeded { version_min: 2 },
        Answer::Busy { retry_after_ms: 1000 },
        Answer::Refused("{}".into()),
    ] {
        dump(&format!("{answer:?}"), &encode(&answer), &mut out);
    }
    insta::assert_snapshot!("wire", out);
}

#[test]
fn what_is_encoded_is_decoded() {
    assert_eq!(decode::<Request>(&encode(&request())), Ok(request()));
    let answer = Answer::Reply(Box::new(reply()));
    assert_eq!(decode::<Answer>(&encode(&answer)), Ok(answer));
}

#[test]
fn foreign_newer_and_damaged_bytes_are_told_apart() {
    let page = b"<html><body>Please accept our terms to use this Wi-Fi</body></html>";
    assert_eq!(decode::<Answer>(page), Err(NotOurs::Foreign));
    assert_eq!(decode::<Answer>(b""), Err(NotOurs::Foreign));
    let mut newer = encode(&Answer::Forked);
    newer[5] = 99;
    assert_eq!(decode::<Answer>(&newer), Err(NotOurs::Version(99)));
    // Whatever comes after: a later version may say more.
    for told in [update_needed(2), [update_needed(2), vec![7; 3]].concat()] {
        assert_eq!(decode::<Answer>(&told), Err(NotOurs::UpdateNeeded { version_min: 2 }));
    }
    assert_eq!(update_needed(2), b"HBB\x01\0\0\0\x02", "this form never changes");
    let whole = encode(&request());
    for len in 6..whole.len() {
        assert_eq!(decode::<Request>(&whole[..len]), Err(NotOurs::Damaged), "cut at {len}");
    }
    let mut longer = whole;
    longer.push(0);
    assert_eq!(decode::<Request>(&longer), Err(NotOurs::Damaged));
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(tail in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut bytes = encode(&());
        bytes.extend(tail);
        let _ = decode::<Frame>(&bytes);
    }
}
