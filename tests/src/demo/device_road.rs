//! A driver's run in a device process: every stop that is still to come, with a picture and its proof. What was
//! done before a kill is in the store and not done again.

use hubbub_core::client::{Client, Sent};
use hubbub_core::delivery::model::{Run, RunStop};
use hubbub_core::delivery::runs::stops_of;
use hubbub_core::id::Id;
use hubbub_core::store::Value;
use hubbub_tests::road::hand_over;
use serde_json::json;

use super::device_host::told;
use super::story::Failure;

/// Hands over whatever the run on the road still holds.
pub(crate) fn deliver(client: &Client, device: &str) -> Result<serde_json::Value, Failure> {
    let device = Id::named("demo phone", device);
    let mut calls = Vec::new();
    for (shade, stop) in (1_u16..).zip(stops(client)?) {
        if stop.phase.is_over() {
            continue;
        }
        let sent = hand_over(client, &stop, device, shade)?;
        if let Sent::Refused(refusal) = &sent {
            return Err(format!("{} can't be handed over: {refusal:?}", stop.tracking).into());
        }
        calls.push(told(&sent));
    }
    Ok(json!({ "calls": calls }))
}

/// The stops of the run that is on the road, in their order.
fn stops(client: &Client) -> Result<Vec<RunStop>, Failure> {
    Ok(client.view(|tx, context| {
        let driver = Value::from(context.user.unwrap_or_default());
        match tx.select::<Run>("driver = ? AND state = 'out' ORDER BY id", &[driver])?.first() {
            Some(run) => stops_of(tx, run.id),
            None => Ok(Vec::new()),
        }
    })?)
}
