//! Orders, a driver's run and a driver's way in a device process: every stop that is still to come, with a picture and
//! its proof. What was done before a kill is in the store and not done again.

use hubbub_core::client::{Client, Clock as _, Sent, SystemClock};
use hubbub_core::delivery::model::{Run, RunStop};
use hubbub_core::delivery::ping::Ping;
use hubbub_core::delivery::runs::stops_of;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::ordering::command::Command as Ordering;
use hubbub_core::ordering::model::Order;
use hubbub_core::sync::outbox::Refused;
use hubbub_core::sync::telemetry::Sample;
use hubbub_core::time::{HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};
use hubbub_tests::road::{hand_over, in_front_of};
use serde_json::{Value, json};

use super::device_host::told;
use super::story::Failure;

/// Hands over whatever the run on the road still holds.
pub(crate) fn deliver(client: &Client, device: &str) -> Result<Value, Failure> {
    let device = Id::named("demo phone", device);
    let mut calls = Vec::new();
    for (shade, stop) in (1_u16..).zip(stops(client)?) {
        if stop.phase.is_over() {
            continue;
        }
        // The day is played in seconds; by its positions the van takes its time between the doors.
        let begin = SystemClock.now().plus(i64::from(shade) * 5 * MINUTE_MS - HOUR_MS);
        let (boot, seq) = (u64::try_from(begin.0)?, u64::from(shade) * 2);
        for sample in in_front_of(&stop, boot, seq, [begin, begin.plus(5 * SECOND_MS)]) {
            client.record_sample(&sample)?;
        }
        let sent = hand_over(client, &stop, device, shade)?;
        if let Sent::Refused(refusal) = &sent {
            return Err(format!("{} can't be handed over: {refusal:?}", stop.tracking).into());
        }
        calls.push(told(&sent));
    }
    Ok(json!({ "calls": calls }))
}

/// Places orders, as they were taken down.
pub(crate) fn place(client: &Client, orders: Vec<Value>) -> Result<Value, Failure> {
    let mut calls = Vec::new();
    for order in orders {
        let command: Command = serde_json::from_value(order)?;
        let Command::Ordering(Ordering::Place { order, .. }) = &command else {
            return Err("this is no order".into());
        };
        let order = *order;
        let refused = |one: &Refused| one.command.contains(&order.to_string());
        if client.view(|tx, _| tx.get::<Order>(order))?.is_some() || client.refused()?.iter().any(refused) {
            calls.push(json!({ "already": true }));
            continue;
        }
        calls.push(told(&client.send(&command)?));
    }
    Ok(json!({ "calls": calls }))
}

/// Records where the phone was. A point has its number for ever: recorded twice, it is one.
pub(crate) fn record(client: &Client, points: &[(u64, Timestamp, Ping)]) -> Result<Value, Failure> {
    for (seq, at, ping) in points {
        client.record_sample(&Sample { boot: 1, seq: *seq, at: *at, sample: ping.text() })?;
    }
    Ok(json!({ "recorded": points.len() }))
}

/// The stops of the run that is on the road, in their order.
fn stops(client: &Client) -> Result<Vec<RunStop>, Failure> {
    Ok(client.view(|tx, context| {
        let driver = context.user.unwrap_or_default().into();
        match tx.select::<Run>("driver = ? AND state = 'out' ORDER BY id", &[driver])?.first() {
            Some(run) => stops_of(tx, run.id),
            None => Ok(Vec::new()),
        }
    })?)
}
