//! The short pick: what happens when fewer units lie in the crate than were ordered.
//!
//! Units are conserved, line by line: ordered = packed + back-ordered + substituted + refunded. So is
//! money: what is charged and what is refunded add up to what the line cost.

use serde::{Deserialize, Serialize};

use super::total::{Line, QUANTITY_MAX};
use crate::id::Id;
use crate::money::{Money, MoneyFault, UnitPrice};

/// Why a crate holds fewer units than ordered. Words are added, never renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShortReason {
    /// Nothing is left on the shelf.
    OutOfStock,
    /// What is there is broken.
    Damaged,
    /// What is there is past its date.
    Expired,
    /// What is there is not good enough to give away.
    Quality,
    /// The supplier has not delivered.
    NotDelivered,
    /// It should be there and is not.
    NotFound,
}

/// What happens to the units that are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Remainder {
    /// They follow on a later train.
    BackOrder,
    /// Another product takes their place, unit for unit.
    Substitute {
        /// The other product.
        product: Id,
        /// What one unit of it costs; the person never pays more than for what it replaces.
        unit_price: UnitPrice,
        /// Whether the person has agreed, in the order or when asked.
        consent: bool,
    },
    /// Their price goes back.
    Refund,
}

/// What was packed of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pick {
    /// Units in the crate, 0 to those ordered.
    pub packed: i64,
    /// Why not all; absent when all are there.
    pub reason: Option<ShortReason>,
    /// What happens to the rest; absent when all are there.
    pub remainder: Option<Remainder>,
}

/// What a pick comes to. Units add up to those ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picked {
    /// Units in the crate, of the product that was ordered.
    pub packed: i64,
    /// Units that follow.
    pub back_ordered: i64,
    /// Units of another product in their place, and which.
    pub substituted: Option<(Id, i64)>,
    /// Units whose price goes back.
    pub refunded: i64,
    /// What the person pays of the line, back-ordered units included.
    pub charged: Money,
    /// What goes back.
    pub refund: Money,
}

/// Why a pick is refused. Nothing changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PickFault {
    /// Fewer than no units, or more than ordered.
    #[error("packed_out_of_range")]
    PackedOutOfRange,
    /// Units are missing and nobody says why.
    #[error("reason_missing")]
    ReasonMissing,
    /// Units are missing and nobody says what happens to them.
    #[error("remainder_missing")]
    RemainderMissing,
    /// All units are there: there is no reason and no remainder.
    #[error("nothing_is_missing")]
    NothingIsMissing,
    /// The product itself in its own place.
    #[error("substitute_is_the_same")]
    SubstituteIsTheSame,
    /// The person has not agreed to another product.
    #[error("consent_missing")]
    ConsentMissing,
    /// The product can't be ordered back.
    #[error("no_back_order")]
    NoBackOrder,
    /// An amount or a currency that can't be.
    #[error("money: {0}")]
    Money(#[from] MoneyFault),
}

/// What `pick` comes to for `line`. `back_order_allowed` is the product's flag.
///
/// # Errors
/// The first [`PickFault`] found.
pub fn pick(line: &Line, pick: &Pick, back_order_allowed: bool) -> Result<Picked, PickFault> {
    if !(1..=QUANTITY_MAX).contains(&line.quantity) || !(0..=line.quantity).contains(&pick.packed) {
        return Err(PickFault::PackedOutOfRange);
    }
    let missing = line.quantity.saturating_sub(pick.packed);
    let remainder = check_words(pick, missing)?;
    let whole = line.unit_price.times(line.quantity)?;
    let kept = line.unit_price.times(pick.packed)?;
    let mut picked = Picked {
        packed: pick.packed,
        back_ordered: 0,
        substituted: None,
        refunded: 0,
        charged: whole,
        refund: Money::zero(whole.currency),
    };
    match remainder {
        None => {}
        Some(Remainder::BackOrder) if !back_order_allowed => return Err(PickFault::NoBackOrder),
        Some(Remainder::BackOrder) => picked.back_ordered = missing,
        Some(Remainder::Refund) => {
            picked.refunded = missing;
            picked.charged = kept;
        }
        Some(Remainder::Substitute { product, unit_price, consent }) => {
            if product == line.product {
                return Err(PickFault::SubstituteIsTheSame);
            }
            if !consent {
                return Err(PickFault::ConsentMissing);
            }
            if unit_price.ten_thousandths < 0 {
                return Err(MoneyFault::OutOfRange.into());
            }
            picked.substituted = Some((product, missing));
            let dearer = kept.plus(unit_price.times(missing)?)?;
            picked.charged = if dearer.minor < whole.minor { dearer } else { whole };
        }
    }
    picked.refund = whole.minus(picked.charged)?;
    Ok(picked)
}

/// Reason and remainder stand exactly when units are missing.
fn check_words(pick: &Pick, missing: i64) -> Result<Option<Remainder>, PickFault> {
    match (missing, pick.reason, pick.remainder) {
        (0, None, None) => Ok(None),
        (0, ..) => Err(PickFault::NothingIsMissing),
        (_, None, _) => Err(PickFault::ReasonMissing),
        (_, _, None) => Err(PickFault::RemainderMissing),
        (_, Some(_), remainder) => Ok(remainder),
    }
}
