//! The order cycle: a hub's train, with its cut-off, and where an order goes that comes after it.
//!
//! Phases are derived from the server's time. An order made offline counts when the server receives it:
//! the person has chosen beforehand what happens if that is too late.

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::time::Timestamp;

/// One train of a hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Train {
    /// The train.
    pub id: Id,
    /// Orders are taken from here on.
    pub opens_at: Timestamp,
    /// Orders received before this are on the train.
    pub cutoff_at: Timestamp,
    /// The crates are ready by then.
    pub pack_by: Timestamp,
    /// The drivers leave.
    pub departs_at: Timestamp,
    /// The last order has arrived.
    pub arrives_by: Timestamp,
}

/// Where a train is, by the server's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Orders are not taken yet.
    NotOpenYet,
    /// Orders are taken.
    Open,
    /// Orders are being packed.
    Packing,
    /// Packing is over, the drivers wait.
    Ready,
    /// On the road.
    Departed,
    /// Over.
    Arrived,
}

/// The times of a train do not follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("times_out_of_order")]
pub struct TimesOutOfOrder;

/// What shall happen to an order that misses its train.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IfLate {
    /// Take the next one that is open.
    NextTrain,
    /// Wait for a place on this one.
    WaitList,
}

/// Where an order goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placement {
    /// On the train that was wanted.
    OnTrain(Id),
    /// On a later one: the person is told.
    Rolled(Id),
    /// On the waiting list of the train that was wanted.
    WaitListed(Id),
}

/// Why an order has no place. Nothing changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CycleRefusal {
    /// Orders for this train are not taken yet.
    #[error("train_not_open")]
    NotOpenYet {
        /// From when on.
        opens_at: Timestamp,
    },
    /// The train has left, so there is no place to wait for.
    #[error("train_departed")]
    Departed {
        /// When it left.
        departed_at: Timestamp,
    },
    /// The cut-off is past and no later train is open.
    #[error("no_later_train")]
    NoLaterTrain {
        /// The cut-off.
        cutoff_at: Timestamp,
    },
}

impl Train {
    /// That the times follow each other. Cut-off comes after opening; the others may coincide.
    ///
    /// # Errors
    /// [`TimesOutOfOrder`].
    pub fn check(&self) -> Result<(), TimesOutOfOrder> {
        let rising = [self.cutoff_at, self.pack_by, self.departs_at, self.arrives_by];
        if self.opens_at < self.cutoff_at && rising.is_sorted() { Ok(()) } else { Err(TimesOutOfOrder) }
    }

    /// Where the train is at `now`. Each phase begins exactly at its time.
    #[must_use]
    pub fn phase(&self, now: Timestamp) -> Phase {
        if now < self.opens_at {
            Phase::NotOpenYet
        } else if now < self.cutoff_at {
            Phase::Open
        } else if now < self.pack_by {
            Phase::Packing
        } else if now < self.departs_at {
            Phase::Ready
        } else if now < self.arrives_by {
            Phase::Departed
        } else {
            Phase::Arrived
        }
    }
}

/// Where an order for `wanted` goes that the server receives at `received_at`. `later` are the hub's other
/// trains, in any order; the one that departs first is the next, of equals the one with the lower id.
///
/// # Errors
/// The [`CycleRefusal`] that leaves it without a place.
pub fn place(
    wanted: &Train,
    later: &[Train],
    received_at: Timestamp,
    if_late: IfLate,
) -> Result<Placement, CycleRefusal> {
    match (wanted.phase(received_at), if_late) {
        (Phase::NotOpenYet, _) => Err(CycleRefusal::NotOpenYet { opens_at: wanted.opens_at }),
        (Phase::Open, _) => Ok(Placement::OnTrain(wanted.id)),
        (Phase::Packing | Phase::Ready, IfLate::WaitList) => Ok(Placement::WaitListed(wanted.id)),
        (Phase::Departed | Phase::Arrived, IfLate::WaitList) => {
            Err(CycleRefusal::Departed { departed_at: wanted.departs_at })
        }
        (_, IfLate::NextTrain) => next_open(wanted, later, received_at)
            .map(|train| Placement::Rolled(train.id))
            .ok_or(CycleRefusal::NoLaterTrain { cutoff_at: wanted.cutoff_at }),
    }
}

fn next_open<'a>(wanted: &Train, later: &'a [Train], now: Timestamp) -> Option<&'a Train> {
    let open = later.iter().filter(|train| {
        train.id != wanted.id && train.departs_at >= wanted.departs_at && train.phase(now) == Phase::Open
    });
    open.min_by_key(|train| (train.departs_at, train.id))
}
