//! When a lot is open, how a late bid moves its end, and what follows the end: who bought, by when to
//! pay, and who is asked next.
//!
//! Whether a lot is open is always derived from the server's time. A job only does what the end brings.

use serde::{Deserialize, Serialize};

use super::lot::LotState;
use super::proxy::{AcceptedBid, Ineligible};
use crate::id::Id;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

/// How long a new lot can be watched before the first bid, for a fair start.
pub const LISTING_EMBARGO_MS: i64 = 20 * MINUTE_MS;
/// The shortest window and extension of the soft close that a hub may set.
pub const SOFT_CLOSE_MS_MIN: i64 = MINUTE_MS;
/// The longest window and extension of the soft close that a hub may set.
pub const SOFT_CLOSE_MS_MAX: i64 = 15 * MINUTE_MS;
/// The furthest that a hub may let extensions carry an end past its schedule.
pub const SOFT_CLOSE_CAP_MS_MAX: i64 = DAY_MS;
/// How long a second-chance offer stands.
pub const SECOND_CHANCE_MS: i64 = DAY_MS;
/// Days to pay, if the hub sets nothing else.
pub const PAYMENT_DAYS: i64 = 4;
/// The most days to pay that a hub may set; the fewest is 1.
pub const PAYMENT_DAYS_MAX: i64 = 7;
/// Days after the end at which a buyer who has not paid is reminded.
pub const REMINDER_DAYS: [i64; 2] = [1, 3];
/// Unpaid lots from which on the hub must approve each bid.
pub const STRIKES_APPROVAL: u32 = 2;
/// Unpaid lots from which on a person can't bid until the hub clears them.
pub const STRIKES_BARRED: u32 = 3;

/// How late bids move the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoftClose {
    /// A bid extends when no more than this remains, in ms.
    pub window_ms: i64,
    /// It extends to this long after the bid, in ms.
    pub extension_ms: i64,
    /// Never further than this past the scheduled end, in ms.
    pub cap_ms: i64,
}

impl Default for SoftClose {
    /// 2 minutes, to 2 minutes after the bid, at most 60 minutes past the schedule.
    fn default() -> Self {
        Self { window_ms: 2 * MINUTE_MS, extension_ms: 2 * MINUTE_MS, cap_ms: HOUR_MS }
    }
}

/// When a lot runs, as its listing says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The first bid is taken from here on; see [`LISTING_EMBARGO_MS`].
    pub opens_at: Timestamp,
    /// The scheduled end. May move later, never earlier.
    pub ends_at: Timestamp,
    /// How late bids move it.
    pub soft_close: SoftClose,
}

/// Why a schedule can't be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleFault {
    /// The end is not after the beginning.
    #[error("ends_before_it_opens")]
    EndsBeforeItOpens,
    /// Window or extension is outside [`SOFT_CLOSE_MS_MIN`] to [`SOFT_CLOSE_MS_MAX`].
    #[error("soft_close_out_of_range")]
    SoftCloseOutOfRange,
    /// The cap is below the extension or above [`SOFT_CLOSE_CAP_MS_MAX`].
    #[error("cap_out_of_range")]
    CapOutOfRange,
    /// The end of a lot that has bids may not move to an earlier time.
    #[error("end_moved_earlier")]
    EndMovedEarlier,
}

impl Schedule {
    /// Whether the times and the soft close keep their bounds.
    ///
    /// # Errors
    /// The first [`ScheduleFault`] found.
    pub fn check(&self) -> Result<(), ScheduleFault> {
        let allowed = SOFT_CLOSE_MS_MIN..=SOFT_CLOSE_MS_MAX;
        let soft = self.soft_close;
        if self.ends_at <= self.opens_at {
            Err(ScheduleFault::EndsBeforeItOpens)
        } else if !allowed.contains(&soft.window_ms) || !allowed.contains(&soft.extension_ms) {
            Err(ScheduleFault::SoftCloseOutOfRange)
        } else if !(soft.extension_ms..=SOFT_CLOSE_CAP_MS_MAX).contains(&soft.cap_ms) {
            Err(ScheduleFault::CapOutOfRange)
        } else {
            Ok(())
        }
    }

    /// The same schedule with a later end, for a lot that has bids.
    ///
    /// # Errors
    /// [`ScheduleFault::EndMovedEarlier`].
    pub fn ending(&self, ends_at: Timestamp) -> Result<Self, ScheduleFault> {
        if ends_at < self.ends_at {
            return Err(ScheduleFault::EndMovedEarlier);
        }
        Ok(Self { ends_at, ..*self })
    }

    /// The end after extensions. `extended_to` is what [`Self::extend`] gave last.
    #[must_use]
    pub fn effective_end(&self, extended_to: Option<Timestamp>) -> Timestamp {
        let cap = self.ends_at.plus(self.soft_close.cap_ms);
        extended_to.map_or(self.ends_at, |to| to.min(cap).max(self.ends_at))
    }

    /// Whether `now` lies in the soft-close window, or past the end.
    #[must_use]
    pub fn is_closing(&self, extended_to: Option<Timestamp>, now: Timestamp) -> bool {
        self.effective_end(extended_to).since(now) <= self.soft_close.window_ms
    }

    /// The extension that stands after a bid at `at` changed price or leader. Never earlier than before.
    #[must_use]
    pub fn extend(&self, extended_to: Option<Timestamp>, at: Timestamp) -> Option<Timestamp> {
        let to = at.plus(self.soft_close.extension_ms).min(self.ends_at.plus(self.soft_close.cap_ms));
        let later = to > self.effective_end(extended_to);
        if later && self.is_closing(extended_to, at) { Some(to) } else { extended_to }
    }
}

/// Where a lot is in its life, by the server's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Bids are not taken yet.
    NotOpenYet,
    /// Bids are taken.
    Open,
    /// It is over.
    Ended,
}

/// How a lot ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// It has not ended.
    Running,
    /// It is sold.
    Sold {
        /// To whom.
        buyer: Id,
        /// For how much, in minor units.
        price_minor: i64,
    },
    /// Nobody made a bid.
    NoBids,
    /// The highest maximum stayed below the reserve price.
    ReserveNotMet,
}

impl LotState {
    /// The end as it stands now: when it was bought outright, else the schedule with its extensions.
    #[must_use]
    pub fn effective_end(&self) -> Timestamp {
        let by_time = self.schedule.effective_end(self.standing.extended_to);
        self.standing.bought.map_or(by_time, |bought| bought.at.min(by_time))
    }

    /// Where the lot is in its life at `now`. It is ended from its effective end on.
    #[must_use]
    pub fn phase(&self, now: Timestamp) -> Phase {
        if self.standing.bought.is_some() || now >= self.effective_end() {
            Phase::Ended
        } else if now < self.schedule.opens_at {
            Phase::NotOpenYet
        } else {
            Phase::Open
        }
    }

    /// Whether the lot takes bids at `now`.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.phase(now) == Phase::Open
    }

    /// How the lot ended, as seen at `now`.
    #[must_use]
    pub fn closing(&self, now: Timestamp) -> Closing {
        if let Some(bought) = self.standing.bought {
            return Closing::Sold { buyer: bought.buyer, price_minor: bought.price_minor };
        }
        if self.phase(now) != Phase::Ended {
            return Closing::Running;
        }
        match self.standing.lead {
            None => Closing::NoBids,
            Some(lead) if self.reserve_met() => {
                Closing::Sold { buyer: lead.bidder, price_minor: self.standing.price_minor }
            }
            Some(_) => Closing::ReserveNotMet,
        }
    }
}

/// An offer to the next bidder after a buyer has not paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondChance {
    /// Who is asked.
    pub bidder: Id,
    /// The price: this bidder's own maximum, in minor units.
    pub price_minor: i64,
    /// The offer lapses at this time.
    pub open_until: Timestamp,
}

impl SecondChance {
    /// Whether the offer can still be taken.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        now < self.open_until
    }
}

/// The second-chance offer made at `now`: to the highest of `bids` by anybody not in `asked` (the buyer
/// who did not pay, and those who were asked before); of equal maxima the earlier. A maximum below the
/// reserve price gets no offer: the seller never agreed to it.
#[must_use]
pub fn second_chance(
    lot: &LotState,
    bids: &[AcceptedBid],
    asked: &[Id],
    now: Timestamp,
) -> Option<SecondChance> {
    let free = bids.iter().filter(|bid| !asked.contains(&bid.bidder));
    let best = free.max_by_key(|bid| (bid.max, std::cmp::Reverse(bid.seq)))?;
    let price_minor = best.max.0;
    let agreed = lot.terms.reserve_minor.is_none_or(|reserve| price_minor >= reserve);
    agreed.then(|| SecondChance { bidder: best.bidder, price_minor, open_until: now.plus(SECOND_CHANCE_MS) })
}

/// When a buyer is reminded, and when the lot counts as unpaid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentPlan {
    /// Reminders, the earliest first; each before `due_at`.
    pub reminders_at: Vec<Timestamp>,
    /// From here on: a strike, and a second chance for the next bidder.
    pub due_at: Timestamp,
}

/// The plan for a sale made at `sold_at`. `days` is the hub's term, held within 1 to [`PAYMENT_DAYS_MAX`].
#[must_use]
pub fn payment_plan(sold_at: Timestamp, days: i64) -> PaymentPlan {
    let due_at = sold_at.plus(days.clamp(1, PAYMENT_DAYS_MAX).saturating_mul(DAY_MS));
    let reminders = REMINDER_DAYS.into_iter().map(|day| sold_at.plus(day.saturating_mul(DAY_MS)));
    PaymentPlan { reminders_at: reminders.filter(|at| *at < due_at).collect(), due_at }
}

/// What a person's unpaid lots mean for their next bid.
///
/// # Errors
/// [`Ineligible::ApprovalNeeded`] from [`STRIKES_APPROVAL`] on, [`Ineligible::Strikes`] from
/// [`STRIKES_BARRED`] on.
pub fn check_strikes(strikes: u32) -> Result<(), Ineligible> {
    match strikes {
        STRIKES_BARRED.. => Err(Ineligible::Strikes),
        STRIKES_APPROVAL.. => Err(Ineligible::ApprovalNeeded),
        _ => Ok(()),
    }
}
