//! Opening stock for a shop's record: as much of each product as was ordered, but for twenty that are
//! short by one piece on purpose.
//!
//! Replayed in any order, at least one order of each short product must then be refused for it, and no
//! order for anything else. That holds because no two of the twenty ever stand on the same order: an order
//! refused for one of them never frees pieces of another.

use std::collections::{BTreeMap, BTreeSet};

use super::retail::RetailInvoice;

/// How many products are short.
pub const SHORT_PRODUCTS: usize = 20;
/// By how many pieces.
pub const SHORT_PIECES: i64 = 1;

/// What was ordered of one product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductDemand {
    /// Pieces in all.
    pub pieces: i64,
    /// Orders it stands on, numbered as they were counted.
    pub orders: BTreeSet<u32>,
}

/// What was ordered, by product code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// By product code.
    pub products: BTreeMap<String, ProductDemand>,
    /// Orders with at least one product.
    pub orders: u32,
}

/// The stock that a shop opens with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// Pieces on hand, by product code.
    pub on_hand: BTreeMap<String, i64>,
    /// The products that are short, in order of their codes.
    pub short: BTreeSet<String>,
}

impl Demand {
    /// Counts an invoice's goods. Credit notes, fees and corrections of the stock order nothing.
    pub fn count(&mut self, invoice: &RetailInvoice) {
        let order = self.orders;
        let mut any = false;
        for (code, pieces) in invoice.ordered() {
            any = true;
            let product = self.products.entry(code.to_owned()).or_default();
            product.pieces = product.pieces.saturating_add(pieces);
            product.orders.insert(order);
        }
        self.orders = order.saturating_add(u32::from(any));
    }

    /// The products that are to be short: those on the most orders, of equals the one with the lower code,
    /// leaving out what stands on an order with one chosen before, or on one order only.
    #[must_use]
    pub fn short(&self) -> BTreeSet<String> {
        let mut products: Vec<(&String, &ProductDemand)> = self.products.iter().collect();
        products.sort_by_key(|(code, product)| (std::cmp::Reverse(product.orders.len()), *code));
        let mut short = BTreeSet::new();
        let mut taken: BTreeSet<u32> = BTreeSet::new();
        for (code, product) in products {
            let alone = product.orders.is_disjoint(&taken);
            if short.len() < SHORT_PRODUCTS && alone && product.orders.len() > 1 {
                taken.extend(&product.orders);
                short.insert(code.clone());
            }
        }
        short
    }

    /// The opening stock: all that was ordered, less [`SHORT_PIECES`] of each short product.
    #[must_use]
    pub fn opening(&self) -> Opening {
        let short = self.short();
        let stock = self.products.iter().map(|(code, product)| {
            let missing = if short.contains(code) { SHORT_PIECES } else { 0 };
            (code.clone(), product.pieces.saturating_sub(missing))
        });
        Opening { on_hand: stock.collect(), short }
    }
}
