//! Cash on delivery: what is due, what was collected, and the count at the end of the shift.
//!
//! A discrepancy needs a reason, at the door and at the count alike. It never stops the driver: it is
//! written down and signed by both sides.

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::money::{Money, MoneyFault};

/// How the money was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaidBy {
    /// Coins and notes: only these are counted at the end of the shift.
    Cash,
    /// A card reader of the hub.
    Card,
    /// A transfer shown at the door.
    Transfer,
}

/// Why another amount than was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CashReason {
    /// Only a part was delivered.
    PartDelivery,
    /// Nobody had the right change.
    NoChange,
    /// The recipient refused to pay all of it.
    Refused,
    /// The recipient gave more.
    Tip,
    /// Counted wrongly before.
    Miscounted,
    /// Lost or stolen.
    Lost,
}

/// Money taken at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    /// What was due, 0 or more.
    pub due_now: Money,
    /// What was taken, 0 or more.
    pub collected: Money,
    /// How.
    pub method: PaidBy,
    /// Why it differs; absent when it does not.
    pub reason: Option<CashReason>,
}

/// The count of a driver's cash by a hub manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// What the manager counted, 0 or more.
    pub counted: Money,
    /// Why it differs from what was collected; absent when it does not.
    pub reason: Option<CashReason>,
    /// The driver who has signed; absent before.
    pub signed_by_driver: Option<Id>,
    /// The manager who has signed; absent before.
    pub signed_by_manager: Option<Id>,
}

/// Why an entry is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CashFault {
    /// The amounts differ and nobody says why.
    #[error("reason_missing")]
    ReasonMissing,
    /// The amounts are the same: there is nothing to explain.
    #[error("nothing_differs")]
    NothingDiffers,
    /// One of the two has not signed.
    #[error("signature_missing")]
    SignatureMissing,
    /// Nobody counts their own cash.
    #[error("own_count")]
    OwnCount,
    /// A negative amount or a second currency.
    #[error("money: {0}")]
    Money(#[from] MoneyFault),
}

impl Collection {
    /// What was taken beyond what was due; negative when it was less.
    ///
    /// # Errors
    /// The first [`CashFault`] found.
    pub fn discrepancy(&self) -> Result<Money, CashFault> {
        difference(self.collected, self.due_now, self.reason)
    }
}

/// What a driver has in cash after a shift's collections. All in the currency of `zero`.
///
/// # Errors
/// A second currency, or a sum beyond all bounds.
pub fn balance(zero: Money, collections: &[Collection]) -> Result<Money, MoneyFault> {
    let cash = collections.iter().filter(|one| one.method == PaidBy::Cash);
    Money::sum(zero.currency, cash.map(|one| one.collected))
}

/// Closes a driver's `balance` against the manager's count: gives what was found beyond it, negative when
/// something is missing.
///
/// # Errors
/// The first [`CashFault`] found.
pub fn close(balance: Money, count: &Count) -> Result<Money, CashFault> {
    match (count.signed_by_driver, count.signed_by_manager) {
        (Some(driver), Some(manager)) if driver == manager => return Err(CashFault::OwnCount),
        (Some(_), Some(_)) => {}
        _ => return Err(CashFault::SignatureMissing),
    }
    difference(count.counted, balance, count.reason)
}

fn difference(found: Money, expected: Money, reason: Option<CashReason>) -> Result<Money, CashFault> {
    let difference = found.check_payable()?.minus(expected.check_payable()?)?;
    match (difference.minor, reason) {
        (0, Some(_)) => Err(CashFault::NothingDiffers),
        (0, None) | (_, Some(_)) => Ok(difference),
        (_, None) => Err(CashFault::ReasonMissing),
    }
}
