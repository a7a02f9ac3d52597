//! Orders and a driver's run in a device process: every stop that is still to come, with a picture and its proof.
//! What was done before a kill is in the store and not done again.

use hubbub_core::client::{Client, Sent};
use hubbub_core::delivery::model::{Run, RunStop};
use hubbub_core::delivery::runs::stops_of;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::ordering::command::Command as Ordering;
use hubbub_core::ordering::model::Order;
use hubbub_core::sync::outbox::Refused;
use hubbub_tests::road::hand_over;
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
