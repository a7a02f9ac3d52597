//! The journal of a product's units, and the proof that none was made or lost.
//!
//! Counters are kept beside the journal, not computed from it; [`check`] computes them from it and
//! compares. Every unit is in exactly one place: free on the shelf, held by one order, or out of the house.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::stock::{AdjustReason, Holding, Level};
use crate::id::Id;

/// One movement of one product in one hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Movement {
    /// Free units came or went.
    Adjusted {
        /// Units; negative when they went.
        change: i64,
        /// Why.
        reason: AdjustReason,
    },
    /// An order took units.
    Reserved {
        /// The order.
        order: Id,
        /// Units reserved at once.
        reserved: i64,
        /// Units it waits for.
        back_ordered: i64,
    },
    /// An order that waited got units.
    Filled {
        /// The order.
        order: Id,
        /// Units.
        quantity: i64,
    },
    /// An order gave back units, or stopped waiting for them.
    Released {
        /// The order.
        order: Id,
        /// Units that were reserved.
        reserved: i64,
        /// Units it waited for.
        back_ordered: i64,
    },
    /// An order's units left the house.
    Shipped {
        /// The order.
        order: Id,
        /// Units.
        quantity: i64,
    },
    /// An order's units came back and are held for it still.
    Unshipped {
        /// The order.
        order: Id,
        /// Units.
        quantity: i64,
    },
    /// An order's units came back and are free: it was given up.
    Restocked {
        /// The order.
        order: Id,
        /// Units.
        quantity: i64,
    },
}

/// What is wrong with a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JournalFault {
    /// A movement of units that were not there.
    #[error("movement {at} takes units that are not there")]
    Impossible {
        /// Which movement, from 0.
        at: usize,
    },
    /// The counters are not what the journal comes to.
    #[error("on hand {on_hand}, reserved {reserved}, back-ordered {back_ordered} by the journal")]
    Differs {
        /// Units in the house by the journal.
        on_hand: i64,
        /// Units reserved by the journal.
        reserved: i64,
        /// Units waited for by the journal.
        back_ordered: i64,
    },
}

/// What each order holds, by the journal. Orders that hold nothing are left out.
pub type Holdings = BTreeMap<Id, Holding>;

/// That `level` is what `movements` make of `opening` units, and that no order ever gave back or shipped
/// what it did not hold. Gives what each order holds.
///
/// # Errors
/// The first movement that can't be, or the counters differ.
pub fn check(opening: i64, movements: &[Movement], level: &Level) -> Result<Holdings, JournalFault> {
    let mut book = Book { on_hand: opening, ..Book::default() };
    for (at, movement) in movements.iter().enumerate() {
        book.take(*movement);
        if !book.is_sound(*movement) {
            return Err(JournalFault::Impossible { at });
        }
    }
    let Book { on_hand, reserved, back_ordered, .. } = book;
    if (on_hand, reserved, back_ordered) != (level.on_hand, level.reserved, level.back_ordered) {
        return Err(JournalFault::Differs { on_hand, reserved, back_ordered });
    }
    book.held.retain(|_, holding| *holding != Holding::default());
    Ok(book.held)
}

/// The counters as the journal makes them.
#[derive(Default)]
struct Book {
    on_hand: i64,
    reserved: i64,
    back_ordered: i64,
    held: Holdings,
    out: BTreeMap<Id, i64>,
}

impl Book {
    fn take(&mut self, movement: Movement) {
        match movement {
            Movement::Adjusted { change, .. } => self.on_hand = self.on_hand.saturating_add(change),
            Movement::Reserved { order, reserved, back_ordered } => self.hold(order, reserved, back_ordered),
            Movement::Filled { order, quantity } => self.hold(order, quantity, quantity.saturating_neg()),
            Movement::Released { order, reserved, back_ordered } => {
                self.hold(order, reserved.saturating_neg(), back_ordered.saturating_neg());
            }
            Movement::Shipped { order, quantity } => self.leave(order, quantity),
            Movement::Unshipped { order, quantity } => self.leave(order, quantity.saturating_neg()),
            Movement::Restocked { order, quantity } => {
                self.leave(order, quantity.saturating_neg());
                self.hold(order, quantity.saturating_neg(), 0);
            }
        }
    }

    fn hold(&mut self, order: Id, reserved: i64, back_ordered: i64) {
        let holding = self.held.entry(order).or_default();
        holding.reserved = holding.reserved.saturating_add(reserved);
        holding.back_ordered = holding.back_ordered.saturating_add(back_ordered);
        self.reserved = self.reserved.saturating_add(reserved);
        self.back_ordered = self.back_ordered.saturating_add(back_ordered);
    }

    fn leave(&mut self, order: Id, quantity: i64) {
        self.hold(order, quantity.saturating_neg(), 0);
        self.on_hand = self.on_hand.saturating_sub(quantity);
        let out = self.out.entry(order).or_default();
        *out = out.saturating_add(quantity);
    }

    /// Nothing is negative: neither the counters nor what the movement's order holds and has out.
    fn is_sound(&self, movement: Movement) -> bool {
        let order = match movement {
            Movement::Adjusted { .. } => None,
            Movement::Reserved { order, .. }
            | Movement::Filled { order, .. }
            | Movement::Released { order, .. }
            | Movement::Shipped { order, .. }
            | Movement::Unshipped { order, .. }
            | Movement::Restocked { order, .. } => Some(order),
        };
        let holding = order.and_then(|order| self.held.get(&order).copied()).unwrap_or_default();
        let out = order.and_then(|order| self.out.get(&order).copied()).unwrap_or_default();
        let held = holding.reserved >= 0 && holding.back_ordered >= 0 && out >= 0;
        held && self.back_ordered >= 0 && (0..=self.on_hand).contains(&self.reserved)
    }
}
