//! What an order costs: each line rounded once, then whole minor units only.
//!
//! The phone shows these numbers and sends them along; the server computes them again. When they differ,
//! nothing is ordered: the person sees the new prices first.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::money::{AMOUNT_MINOR_MAX, Currency, Money, MoneyFault, UnitPrice};

/// The most lines of one order. The longest of 10,783 real invoices of a wholesaler has 675.
pub const LINES_MAX: usize = 1_000;
/// The most units of one line. The largest real one has 74,215.
pub const QUANTITY_MAX: i64 = 1_000_000;

/// One product in an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The product. It may stand a second time at another price only.
    pub product: Id,
    /// What one unit costs.
    pub unit_price: UnitPrice,
    /// Units, 1 to [`QUANTITY_MAX`].
    pub quantity: i64,
}

/// What an order costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Each line, in the order of the lines.
    pub lines: Vec<Money>,
    /// All lines together.
    pub goods: Money,
    /// Delivery; zero where goods are fetched.
    pub delivery: Money,
    /// Goods and delivery.
    pub total: Money,
}

/// Why an order can't be added up, or not as the phone did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TotalFault {
    /// There is no line.
    #[error("no_lines")]
    NoLines,
    /// More than [`LINES_MAX`] lines.
    #[error("too_many_lines")]
    TooManyLines,
    /// A quantity below 1 or above [`QUANTITY_MAX`].
    #[error("quantity_out_of_range")]
    QuantityOutOfRange {
        /// Of this product.
        product: Id,
    },
    /// The same product twice at one price.
    #[error("product_twice")]
    ProductTwice {
        /// This product.
        product: Id,
    },
    /// A negative price, an amount beyond all bounds, or a second currency.
    #[error("money: {0}")]
    Money(#[from] MoneyFault),
    /// The phone came to another total: a price has changed.
    #[error("total_differs")]
    Differs {
        /// What it costs now.
        total: Money,
    },
}

/// What `lines` and `delivery` cost together. `delivery` gives the currency.
///
/// # Errors
/// The first [`TotalFault`] found, line by line.
pub fn totals(lines: &[Line], delivery: Money) -> Result<Totals, TotalFault> {
    let currency = delivery.currency;
    delivery.check_payable()?;
    if lines.is_empty() {
        return Err(TotalFault::NoLines);
    }
    if lines.len() > LINES_MAX {
        return Err(TotalFault::TooManyLines);
    }
    let mut seen = BTreeSet::new();
    let mut amounts = Vec::with_capacity(lines.len());
    for line in lines {
        if !seen.insert((line.product, line.unit_price.ten_thousandths)) {
            return Err(TotalFault::ProductTwice { product: line.product });
        }
        amounts.push(line_total(line, currency)?);
    }
    let goods = Money::sum(currency, amounts.iter().copied())?.check_payable()?;
    let total = goods.plus(delivery)?.check_payable()?;
    Ok(Totals { lines: amounts, goods, delivery, total })
}

/// That the phone's total is the server's.
///
/// # Errors
/// [`TotalFault::Differs`] with the server's.
pub fn check_total(totals: &Totals, claimed: Money) -> Result<(), TotalFault> {
    if totals.total == claimed { Ok(()) } else { Err(TotalFault::Differs { total: totals.total }) }
}

fn line_total(line: &Line, currency: Currency) -> Result<Money, TotalFault> {
    if !(1..=QUANTITY_MAX).contains(&line.quantity) {
        return Err(TotalFault::QuantityOutOfRange { product: line.product });
    }
    if line.unit_price.currency != currency {
        return Err(MoneyFault::CurrenciesDiffer.into());
    }
    if !(0..=AMOUNT_MINOR_MAX).contains(&line.unit_price.ten_thousandths) {
        return Err(MoneyFault::OutOfRange.into());
    }
    Ok(line.unit_price.times(line.quantity)?.check_payable()?)
}
