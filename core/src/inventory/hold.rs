//! The hold of a basket: 15 minutes from the start of checkout, longer once if a payment is under way.
//!
//! A hold ends exactly once: it becomes an order's reservation, or its units are released. A job that
//! comes twice finds it ended.

use serde::{Deserialize, Serialize};

use crate::time::{MINUTE_MS, Timestamp};

/// How long a hold lasts, and how much longer a payment makes it.
pub const HOLD_MS: i64 = 15 * MINUTE_MS;

/// Where a hold is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldState {
    /// The units are held until `expires_at`.
    Held,
    /// The order holds them now.
    Kept,
    /// They are free again.
    Released,
}

/// A basket's hold on its units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Where it is.
    pub state: HoldState,
    /// From here on it no longer counts.
    pub expires_at: Timestamp,
    /// Whether a payment has made it longer.
    pub extended: bool,
}

/// Why a hold stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoldRefusal {
    /// Its time is over: the basket must be checked out again.
    #[error("hold_expired")]
    Expired {
        /// When it ended.
        expired_at: Timestamp,
    },
    /// It became an order, or was released.
    #[error("hold_ended")]
    Ended {
        /// Which of the two.
        state: HoldState,
    },
    /// A payment has made it longer before.
    #[error("hold_extended_before")]
    ExtendedBefore,
    /// Its time is not over yet.
    #[error("hold_running")]
    Running {
        /// When it ends.
        expires_at: Timestamp,
    },
}

impl Hold {
    /// A hold that begins with the checkout at `now`.
    #[must_use]
    pub const fn start(now: Timestamp) -> Self {
        Self { state: HoldState::Held, expires_at: now.plus(HOLD_MS), extended: false }
    }

    /// Makes the hold longer for a payment that is under way.
    ///
    /// # Errors
    /// It has ended, its time is over, or it was made longer before.
    pub fn extend(self, now: Timestamp) -> Result<Self, HoldRefusal> {
        self.check_running(now)?;
        if self.extended {
            return Err(HoldRefusal::ExtendedBefore);
        }
        Ok(Self { expires_at: self.expires_at.plus(HOLD_MS), extended: true, ..self })
    }

    /// Makes it an order's reservation, which lasts until dispatch.
    ///
    /// # Errors
    /// It has ended, or its time is over.
    pub fn keep(self, now: Timestamp) -> Result<Self, HoldRefusal> {
        self.check_running(now)?;
        Ok(Self { state: HoldState::Kept, ..self })
    }

    /// Gives the basket up: the units are to be released.
    ///
    /// # Errors
    /// It has ended before.
    pub fn give_up(self) -> Result<Self, HoldRefusal> {
        match self.state {
            HoldState::Held => Ok(Self { state: HoldState::Released, ..self }),
            state => Err(HoldRefusal::Ended { state }),
        }
    }

    /// Ends a hold whose time is over: the units are to be released.
    ///
    /// # Errors
    /// It has ended before, or its time is not over.
    pub fn expire(self, now: Timestamp) -> Result<Self, HoldRefusal> {
        if self.state == HoldState::Held && now < self.expires_at {
            return Err(HoldRefusal::Running { expires_at: self.expires_at });
        }
        self.give_up()
    }

    fn check_running(self, now: Timestamp) -> Result<(), HoldRefusal> {
        match self.state {
            HoldState::Held if now < self.expires_at => Ok(()),
            HoldState::Held => Err(HoldRefusal::Expired { expired_at: self.expires_at }),
            state => Err(HoldRefusal::Ended { state }),
        }
    }
}
