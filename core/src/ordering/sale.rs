//! The path of a sale's money between neighbours: paid, handed over, received, completed, or disputed.
//!
//! Apart from the goods' path in [`super::status`]. Every timer is a time in the order, shown to both
//! sides; a job only does what the time brings, and doing it twice changes nothing.

use serde::{Deserialize, Serialize};

use crate::time::{DAY_MS, Timestamp};

/// How long after handing over a dispute can be opened.
pub const DISPUTE_WINDOW_MS: i64 = 14 * DAY_MS;
/// Bounds of a hub's term for payment, in days; 4 unless the hub says otherwise (as for auctions).
pub const PAYMENT_DAYS: std::ops::RangeInclusive<i64> = 1..=7;
/// Bounds of a hub's term after which goods handed over count as received, in days. Never shorter than the
/// dispute window: silence must not end the right to complain.
pub const RECEIPT_DAYS: std::ops::RangeInclusive<i64> = 14..=30;
/// Bounds of a hub's term between receipt and completion, in days. 0 completes at once.
pub const COMPLETION_DAYS: std::ops::RangeInclusive<i64> = 0..=14;

/// Where a sale's money is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaleState {
    /// The buyer owes it.
    AwaitingPayment,
    /// Held until the goods have arrived.
    Paid,
    /// The goods are on their way, or given.
    HandedOver,
    /// The buyer has the goods.
    Received,
    /// The seller has the money. Final.
    Completed,
    /// Nothing was sold. Final.
    Cancelled,
    /// Held until the dispute is settled.
    Disputed,
    /// The dispute is settled. Final.
    Resolved(Resolution),
}

impl SaleState {
    /// The stable word of a state, as the words for people choose by it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::AwaitingPayment => "awaiting_payment",
            Self::Paid => "paid",
            Self::HandedOver => "handed_over",
            Self::Received => "received",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
            Self::Disputed => "disputed",
            Self::Resolved(_) => "resolved",
        }
    }
}

/// How a dispute settles the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// All of it goes back to the buyer.
    Refund,
    /// A part goes back to the buyer, the rest to the seller.
    Partial,
    /// All of it goes to the seller.
    Release,
}

impl SaleState {
    /// Every state.
    pub const ALL: &'static [Self] = &[
        Self::AwaitingPayment,
        Self::Paid,
        Self::HandedOver,
        Self::Received,
        Self::Completed,
        Self::Cancelled,
        Self::Disputed,
        Self::Resolved(Resolution::Refund),
        Self::Resolved(Resolution::Partial),
        Self::Resolved(Resolution::Release),
    ];

    /// Whether reviews may be written: the sale is over and there was one.
    #[must_use]
    pub const fn opens_reviews(self) -> bool {
        matches!(self, Self::Completed | Self::Resolved(_))
    }
}

/// What is done to a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaleCommand {
    /// The money is there.
    Pay,
    /// The goods were given or sent.
    HandOver,
    /// The goods are there.
    Receive,
    /// The seller is paid out.
    Complete,
    /// There will be no sale.
    Cancel,
    /// Something is wrong.
    Dispute,
    /// The dispute is settled.
    Resolve(Resolution),
}

impl SaleCommand {
    /// Every command.
    pub const ALL: &'static [Self] = &[
        Self::Pay,
        Self::HandOver,
        Self::Receive,
        Self::Complete,
        Self::Cancel,
        Self::Dispute,
        Self::Resolve(Resolution::Refund),
        Self::Resolve(Resolution::Partial),
        Self::Resolve(Resolution::Release),
    ];
}

/// In what capacity somebody acts on this one sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaleRole {
    /// Who buys.
    Buyer,
    /// Who sells.
    Seller,
    /// Who runs the hub where cash and goods change hands.
    HubManager,
    /// Who runs the community.
    Admin,
    /// The server's own jobs: payment messages, timers, settled disputes.
    System,
    /// Anybody else.
    Bystander,
}

impl SaleRole {
    /// Every role.
    pub const ALL: &'static [Self] =
        &[Self::Buyer, Self::Seller, Self::HubManager, Self::Admin, Self::System, Self::Bystander];
}

/// Why a step is refused. Nothing changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaleRefusal {
    /// The role never does this, or not from this state.
    #[error("forbidden_role")]
    ForbiddenRole,
    /// The sale is in no state for this.
    #[error("invalid_state")]
    InvalidState {
        /// The state it is in.
        state: SaleState,
    },
    /// Nothing is late yet: the goods are promised for later.
    #[error("dispute_too_early")]
    DisputeTooEarly {
        /// From here on.
        from: Timestamp,
    },
    /// The time to complain is over.
    #[error("dispute_too_late")]
    DisputeTooLate {
        /// Since here.
        since: Timestamp,
    },
}

type Roles = &'static [SaleRole];
const CASHIER: Roles = &[SaleRole::HubManager, SaleRole::Admin, SaleRole::System];
const GIVER: Roles = &[SaleRole::Seller, SaleRole::HubManager, SaleRole::Admin];
const TAKER: Roles = &[SaleRole::Buyer, SaleRole::System];
const JOB: Roles = &[SaleRole::System];
const BUYER: Roles = &[SaleRole::Buyer];
const UNPAID: Roles = &[SaleRole::Seller, SaleRole::HubManager, SaleRole::Admin, SaleRole::System];
const PAID_BACK: Roles = &[SaleRole::Seller, SaleRole::Admin];

/// Every step there is: state, command, state, roles. Once paid, only the seller (or the community's
/// admins) calls a sale off: the buyer's way is the dispute.
const EDGES: &[(SaleState, SaleCommand, SaleState, Roles)] = &{
    use {Resolution as R, SaleCommand as C, SaleState as S};
    [
        (S::AwaitingPayment, C::Pay, S::Paid, CASHIER),
        (S::AwaitingPayment, C::Cancel, S::Cancelled, UNPAID),
        (S::Paid, C::HandOver, S::HandedOver, GIVER),
        (S::Paid, C::Cancel, S::Cancelled, PAID_BACK),
        (S::Paid, C::Dispute, S::Disputed, BUYER),
        (S::HandedOver, C::Receive, S::Received, TAKER),
        (S::HandedOver, C::Dispute, S::Disputed, BUYER),
        (S::Received, C::Complete, S::Completed, JOB),
        (S::Disputed, C::Resolve(R::Refund), S::Resolved(R::Refund), JOB),
        (S::Disputed, C::Resolve(R::Partial), S::Resolved(R::Partial), JOB),
        (S::Disputed, C::Resolve(R::Release), S::Resolved(R::Release), JOB),
    ]
};

/// The state after somebody in `role` has given `command`. A dispute must also be in time:
/// [`check_dispute_time`].
///
/// # Errors
/// A role that never gives this command; then a state without such a step; then a role that may not take
/// it from here.
pub fn sale_step(state: SaleState, command: SaleCommand, role: SaleRole) -> Result<SaleState, SaleRefusal> {
    if !EDGES.iter().any(|(_, given, _, roles)| *given == command && roles.contains(&role)) {
        return Err(SaleRefusal::ForbiddenRole);
    }
    let edge = EDGES.iter().find(|(from, given, ..)| *from == state && *given == command);
    let (_, _, to, roles) = edge.ok_or(SaleRefusal::InvalidState { state })?;
    if roles.contains(&role) { Ok(*to) } else { Err(SaleRefusal::ForbiddenRole) }
}

/// The times of a sale, as far as they have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleTimes {
    /// When it was agreed.
    pub sold_at: Timestamp,
    /// By when the goods were promised.
    pub promised_by: Timestamp,
    /// When they were handed over; absent before.
    pub handed_over_at: Option<Timestamp>,
    /// When they were received; absent before.
    pub received_at: Option<Timestamp>,
}

/// A hub's terms, in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleTerms {
    /// To pay; within [`PAYMENT_DAYS`].
    pub payment_days: i64,
    /// After which goods handed over count as received; within [`RECEIPT_DAYS`].
    pub receipt_days: i64,
    /// After which a received sale is completed; within [`COMPLETION_DAYS`].
    pub completion_days: i64,
}

impl Default for SaleTerms {
    fn default() -> Self {
        Self { payment_days: 4, receipt_days: 14, completion_days: 2 }
    }
}

/// What time itself will do to a sale in `state`, and when: the date that both sides see. Terms outside
/// their bounds count as the nearest bound.
#[must_use]
pub fn next_timer(
    state: SaleState,
    times: &SaleTimes,
    terms: &SaleTerms,
) -> Option<(Timestamp, SaleCommand)> {
    let after = |at: Timestamp, days: i64, bounds: std::ops::RangeInclusive<i64>| {
        at.plus(days.clamp(*bounds.start(), *bounds.end()).saturating_mul(DAY_MS))
    };
    match state {
        SaleState::AwaitingPayment => {
            Some((after(times.sold_at, terms.payment_days, PAYMENT_DAYS), SaleCommand::Cancel))
        }
        SaleState::HandedOver => {
            times.handed_over_at.map(|at| (after(at, terms.receipt_days, RECEIPT_DAYS), SaleCommand::Receive))
        }
        SaleState::Received => times
            .received_at
            .map(|at| (after(at, terms.completion_days, COMPLETION_DAYS), SaleCommand::Complete)),
        SaleState::Paid
        | SaleState::Completed
        | SaleState::Cancelled
        | SaleState::Disputed
        | SaleState::Resolved(_) => None,
    }
}

/// Whether a dispute opened at `now` is in time: from [`SaleState::Paid`] once the promised date is past,
/// from [`SaleState::HandedOver`] within [`DISPUTE_WINDOW_MS`].
///
/// # Errors
/// Too early, too late, or in no state for a dispute.
pub fn check_dispute_time(state: SaleState, times: &SaleTimes, now: Timestamp) -> Result<(), SaleRefusal> {
    match (state, times.handed_over_at) {
        (SaleState::Paid, _) if now <= times.promised_by => {
            Err(SaleRefusal::DisputeTooEarly { from: times.promised_by })
        }
        (SaleState::Paid, _) => Ok(()),
        (SaleState::HandedOver, Some(at)) => {
            let since = at.plus(DISPUTE_WINDOW_MS);
            if now < since { Ok(()) } else { Err(SaleRefusal::DisputeTooLate { since }) }
        }
        _ => Err(SaleRefusal::InvalidState { state }),
    }
}
