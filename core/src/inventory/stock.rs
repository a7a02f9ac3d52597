//! The counters of a product in a hub, and every way they may move.
//!
//! `available = on_hand − reserved`, and none of the three is ever negative. A reservation takes all lines
//! of an order or none, in the order of product ids. Units that are promised but not there yet are
//! back-ordered; while anybody waits, nothing is available to others, and what comes in goes to those who
//! waited, the order that was confirmed first before all others.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::Id;

/// The most units of a product in a hub: on hand, and also back-ordered.
pub const UNITS_MAX: i64 = 1_000_000_000;

/// Whether a product can be ordered before it is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BackOrder {
    /// No.
    #[default]
    Off,
    /// Yes, up to `cap` units at a time; `None` is bounded by [`UNITS_MAX`] only.
    On {
        /// The most units that may wait.
        cap: Option<i64>,
    },
}

impl BackOrder {
    const fn limit(self) -> i64 {
        match self {
            Self::Off => 0,
            Self::On { cap: Some(cap) } if cap < UNITS_MAX => cap,
            Self::On { .. } => UNITS_MAX,
        }
    }
}

/// The counters of one product in one hub.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Units in the house.
    pub on_hand: i64,
    /// Of these, units that orders and baskets hold.
    pub reserved: i64,
    /// Units that orders wait for.
    pub back_ordered: i64,
    /// Whether more may wait.
    pub back_order: BackOrder,
}

/// What one order holds of one product: so much can be released or shipped, and no more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// Units reserved.
    pub reserved: i64,
    /// Units waited for.
    pub back_ordered: i64,
}

/// Why the stock was changed by hand. Words are added, never renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdjustReason {
    /// A supplier delivered. Adds.
    Received,
    /// A customer brought something back that had been delivered. Adds.
    Returned,
    /// Counted: more or fewer than thought.
    Counted,
    /// A typing error is put right. Either way.
    Corrected,
    /// Broken. Takes.
    Damaged,
    /// Past its date. Takes.
    Expired,
    /// Lost or stolen. Takes.
    Lost,
    /// Given away or used in the house. Takes.
    Used,
}

impl AdjustReason {
    /// Every reason.
    pub const ALL: &'static [Self] = &[
        Self::Received,
        Self::Returned,
        Self::Counted,
        Self::Corrected,
        Self::Damaged,
        Self::Expired,
        Self::Lost,
        Self::Used,
    ];

    /// Whether a change of this sign goes with the reason.
    #[must_use]
    pub const fn allows(self, change: i64) -> bool {
        match self {
            Self::Received | Self::Returned => change > 0,
            Self::Counted | Self::Corrected => change != 0,
            Self::Damaged | Self::Expired | Self::Lost | Self::Used => change < 0,
        }
    }
}

/// A product that an order wants more of than there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Short {
    /// The product.
    pub product: Id,
    /// Units wanted.
    pub wanted: i64,
    /// Units that could be had, those that may be waited for included: order so many, or fewer.
    pub available: i64,
}

/// Why the stock does not move. Nothing changes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StockRefusal {
    /// Not enough of these products, in order of their ids.
    #[error("insufficient_inventory")]
    Insufficient(Vec<Short>),
    /// Units below 1, or above [`UNITS_MAX`].
    #[error("quantity_out_of_range")]
    QuantityOutOfRange,
    /// The change does not go with its reason.
    #[error("reason_does_not_fit")]
    ReasonDoesNotFit,
    /// So many units are promised to orders: these must be packed short first.
    #[error("below_reserved")]
    BelowReserved {
        /// Units that are free to go.
        available: i64,
    },
    /// More units than the order holds.
    #[error("not_held")]
    NotHeld,
    /// The counters themselves can't be: a fault, not an answer.
    #[error("bad_level")]
    BadLevel,
}

/// What is left and what is taken of one product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The counters afterwards.
    pub level: Level,
    /// What the order holds now.
    pub holding: Holding,
}

impl Level {
    /// This many units on the shelf, nothing promised.
    #[must_use]
    pub const fn of(on_hand: i64, back_order: BackOrder) -> Self {
        Self { on_hand, reserved: 0, back_ordered: 0, back_order }
    }

    /// Units that are free.
    #[must_use]
    pub const fn available(&self) -> i64 {
        self.on_hand.saturating_sub(self.reserved)
    }

    /// Units that an order could have: the free ones, and those it may wait for.
    #[must_use]
    pub fn orderable(&self) -> i64 {
        let more = self.back_order.limit().saturating_sub(self.back_ordered).max(0);
        self.available().saturating_add(more)
    }

    /// That the counters can be: none negative, none above its bound, no free units while somebody waits.
    ///
    /// # Errors
    /// [`StockRefusal::BadLevel`].
    pub fn check(&self) -> Result<(), StockRefusal> {
        let bounded = (0..=self.on_hand).contains(&self.reserved)
            && self.on_hand <= UNITS_MAX
            && (0..=UNITS_MAX).contains(&self.back_ordered);
        let fair = self.back_ordered == 0 || self.available() == 0;
        if bounded && fair { Ok(()) } else { Err(StockRefusal::BadLevel) }
    }

    /// Takes `quantity` units for an order: the free ones, and the rest on back-order where that is allowed.
    ///
    /// # Errors
    /// [`StockRefusal::Insufficient`] with one line, or a quantity that can't be.
    pub fn reserve(self, product: Id, quantity: i64) -> Result<Taken, StockRefusal> {
        self.check()?;
        check_quantity(quantity)?;
        let available = self.orderable();
        if quantity > available {
            let short = Short { product, wanted: quantity, available };
            return Err(StockRefusal::Insufficient(vec![short]));
        }
        let reserved = quantity.min(self.available());
        let back_ordered = quantity.saturating_sub(reserved);
        let level = Self {
            reserved: self.reserved.saturating_add(reserved),
            back_ordered: self.back_ordered.saturating_add(back_ordered),
            ..self
        };
        Ok(Taken { level, holding: Holding { reserved, back_ordered } })
    }

    /// Gives back what an order holds, units it waits for included. Call [`fill`] next.
    ///
    /// # Errors
    /// [`StockRefusal::NotHeld`] when the counters hold less than that.
    pub fn release(self, holding: Holding) -> Result<Self, StockRefusal> {
        let released = (0..=self.reserved).contains(&holding.reserved)
            && (0..=self.back_ordered).contains(&holding.back_ordered);
        if !released {
            return Err(StockRefusal::NotHeld);
        }
        Ok(Self {
            reserved: self.reserved.saturating_sub(holding.reserved),
            back_ordered: self.back_ordered.saturating_sub(holding.back_ordered),
            ..self
        })
    }

    /// Lets `quantity` reserved units leave the house.
    ///
    /// # Errors
    /// A quantity that can't be, or [`StockRefusal::NotHeld`].
    pub fn ship(self, quantity: i64) -> Result<Self, StockRefusal> {
        check_quantity(quantity)?;
        if quantity > self.reserved {
            return Err(StockRefusal::NotHeld);
        }
        let less = |units: i64| units.saturating_sub(quantity);
        Ok(Self { on_hand: less(self.on_hand), reserved: less(self.reserved), ..self })
    }

    /// Takes `quantity` units back that had left, still held by their order.
    ///
    /// # Errors
    /// [`StockRefusal::QuantityOutOfRange`].
    pub fn unship(self, quantity: i64) -> Result<Self, StockRefusal> {
        check_quantity(quantity)?;
        let more = |units: i64| units.saturating_add(quantity);
        let level = Self { on_hand: more(self.on_hand), reserved: more(self.reserved), ..self };
        if level.on_hand > UNITS_MAX { Err(StockRefusal::QuantityOutOfRange) } else { Ok(level) }
    }

    /// Takes `quantity` units back that had left for an order that is given up: they are free. Call
    /// [`fill`] next.
    ///
    /// # Errors
    /// [`StockRefusal::QuantityOutOfRange`].
    pub fn restock(self, quantity: i64) -> Result<Self, StockRefusal> {
        check_quantity(quantity)?;
        let level = Self { on_hand: self.on_hand.saturating_add(quantity), ..self };
        if level.on_hand > UNITS_MAX { Err(StockRefusal::QuantityOutOfRange) } else { Ok(level) }
    }

    /// Adds or takes free units for a reason. Call [`fill`] next when it adds.
    ///
    /// # Errors
    /// The reason does not fit the sign; more units than there may be; units that are promised to orders.
    pub fn adjust(self, change: i64, reason: AdjustReason) -> Result<Self, StockRefusal> {
        if !reason.allows(change) {
            return Err(StockRefusal::ReasonDoesNotFit);
        }
        let available = self.available();
        if change < 0 && available.saturating_add(change) < 0 {
            return Err(StockRefusal::BelowReserved { available });
        }
        let level = Self { on_hand: self.on_hand.saturating_add(change), ..self };
        if level.on_hand > UNITS_MAX { Err(StockRefusal::QuantityOutOfRange) } else { Ok(level) }
    }
}

/// Takes all `lines` (product, units) for an order, or nothing. Products are looked at in the order of
/// their ids, whatever the order of the lines; a product that stands twice is taken once for both.
///
/// # Errors
/// [`StockRefusal::Insufficient`] names every product that is short; a product that the hub does not have
/// is short with nothing available. A quantity that can't be comes first.
pub fn reserve(
    levels: &BTreeMap<Id, Level>,
    lines: &[(Id, i64)],
) -> Result<BTreeMap<Id, Taken>, StockRefusal> {
    let mut wanted: BTreeMap<Id, i64> = BTreeMap::new();
    for (product, quantity) in lines {
        check_quantity(*quantity)?;
        let sum = wanted.entry(*product).or_default();
        *sum = sum.saturating_add(*quantity);
    }
    let mut taken = BTreeMap::new();
    let mut shorts = Vec::new();
    for (product, quantity) in wanted {
        let level = levels.get(&product).copied().unwrap_or_default();
        match level.reserve(product, quantity) {
            Ok(one) => {
                taken.insert(product, one);
            }
            Err(StockRefusal::Insufficient(short)) => shorts.extend(short),
            Err(refusal) => return Err(refusal),
        }
    }
    if shorts.is_empty() { Ok(taken) } else { Err(StockRefusal::Insufficient(shorts)) }
}

/// An order that waits for units of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The order.
    pub order: Id,
    /// The order's place in the server's sequence of confirmed orders.
    pub confirmed_seq: i64,
    /// Units it waits for, at least 1.
    pub quantity: i64,
}

/// Gives free units to those who wait, the lowest `confirmed_seq` first, each as much as there is. Says
/// who got how many. `waiting` may come in any order.
///
/// # Errors
/// [`StockRefusal::BadLevel`] when `waiting` does not add up to what is back-ordered.
pub fn fill(level: Level, waiting: &[Waiting]) -> Result<(Level, Vec<(Id, i64)>), StockRefusal> {
    let waited = waiting.iter().fold(0_i64, |sum, one| sum.saturating_add(one.quantity));
    if waited != level.back_ordered || waiting.iter().any(|one| one.quantity < 1) {
        return Err(StockRefusal::BadLevel);
    }
    let mut queue: Vec<&Waiting> = waiting.iter().collect();
    queue.sort_by_key(|one| (one.confirmed_seq, one.order));
    let mut level = level;
    let mut filled = Vec::new();
    for one in queue {
        let units = one.quantity.min(level.available());
        if units <= 0 {
            break;
        }
        level.reserved = level.reserved.saturating_add(units);
        level.back_ordered = level.back_ordered.saturating_sub(units);
        filled.push((one.order, units));
    }
    Ok((level, filled))
}

const fn check_quantity(quantity: i64) -> Result<(), StockRefusal> {
    if quantity >= 1 && quantity <= UNITS_MAX { Ok(()) } else { Err(StockRefusal::QuantityOutOfRange) }
}
