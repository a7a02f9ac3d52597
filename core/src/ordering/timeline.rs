//! What happened to an order, in the order in which it happened. Several steps of one call, or of a device that took
//! them together, bear the same time: then each follows upon the state that the one before left.

use super::model::OrderEvent;
use super::status::{EDGES, Status};
use super::steps::word;

/// Events that are sorted by their times, with those of the same time in turn.
pub(super) fn in_turn(mut events: Vec<OrderEvent>) -> Vec<OrderEvent> {
    let mut told: Vec<OrderEvent> = Vec::with_capacity(events.len());
    while let Some(first) = events.first() {
        let time = (first.received_at, first.made_at);
        let before = told.last().map(|event| event.status);
        let same = events.iter().take_while(|event| (event.received_at, event.made_at) == time);
        let next = same.enumerate().find(|(_, event)| follows(before, event)).map_or(0, |(at, _)| at);
        told.push(events.remove(next));
    }
    told
}

/// Whether an event can come next when the goods are `before`; at the beginning they are nowhere.
fn follows(before: Option<Status>, event: &OrderEvent) -> bool {
    let Some(before) = before else { return event.command == "place" };
    let is_step = EDGES.iter().any(|edge| word(edge.command) == event.command);
    if is_step {
        EDGES.iter().any(|edge| {
            (edge.from, word(edge.command), edge.to) == (before, event.command.as_str(), event.status)
        })
    } else {
        event.command != "place" && event.status == before
    }
}

#[cfg(test)]
mod tests {
    use super::super::status::{Role as Capacity, Status};
    use super::{OrderEvent, in_turn};
    use crate::id::Id;
    use crate::time::Timestamp;

    fn event(command: &str, status: Status, at: i64) -> OrderEvent {
        OrderEvent {
            id: Id::named("timeline", command),
            order_id: Id::named("timeline", "order"),
            command: command.to_owned(),
            status,
            actor: None,
            role: Capacity::System,
            made_at: Timestamp(at),
            received_at: Timestamp(at),
            reason: None,
            note: String::new(),
        }
    }

    #[test]
    fn steps_of_the_same_moment_follow_upon_each_other() {
        use Status::{Confirmed, Delivered, Packed, Pending};
        let mixed = [
            event("pack", Packed, 1),
            event("pay", Pending, 1),
            event("confirm", Confirmed, 1),
            event("place", Pending, 1),
            event("deliver", Delivered, 9),
        ];
        let told: Vec<String> = in_turn(mixed.to_vec()).into_iter().map(|event| event.command).collect();
        assert_eq!(told, ["place", "pay", "confirm", "pack", "deliver"]);
    }
}
