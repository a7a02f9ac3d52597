//! Product, stock level and adjustment: what they hold and who may see them.

use serde::{Deserialize, Serialize};

use super::stock::{AdjustReason, BackOrder, Level, UNITS_MAX};
use crate::check::Check;
use crate::i18n::Words;
use crate::id::Id;
use crate::money::{AMOUNT_MINOR_MAX, Currency, UnitPrice};
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::store::{Entity, Fault, Tx};
use crate::time::Timestamp;

/// Longest code of a product, in characters: the longest of 3,514 real ones has 12.
pub const SKU_CHARS_MAX: usize = 40;
/// Longest name of a unit, in characters: „Bund“, „500 g“.
pub const UNIT_CHARS_MAX: usize = 30;
/// Longest note of an adjustment, in characters.
pub const NOTE_CHARS_MAX: usize = 300;

/// How a unit is said behind a number of them: `10 ×` is a pack of `10`, and `1 ×` is no more than a `piece`, for
/// which the words of a line (`desk-units`, `order-units`) have their own way.
#[must_use]
pub fn unit_word(unit: &str) -> &str {
    match unit.strip_suffix('×').map(str::trim_end) {
        Some("1") => "piece",
        Some(pack) if !pack.is_empty() => pack,
        _ => unit,
    }
}

/// Something that can be ordered, or stands on an old invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Its id.
    pub id: Id,
    /// Whose it is.
    pub community: Id,
    /// Who keeps its record: that hub's managers change it. Other hubs may have it in stock too.
    pub hub: Id,
    /// Its code, once in a community.
    pub sku: String,
    /// Its name.
    pub name: Words,
    /// What it is.
    pub about: Words,
    /// What is counted: a piece, a bunch, a bag of 500 g.
    pub unit: String,
    /// What one unit costs, in ten-thousandths of the major unit, 0 or more.
    pub price_e4: i64,
    /// Of which currency.
    pub currency: Currency,
    /// Content hash of its picture.
    pub image: Option<String>,
    /// When it was added.
    pub created_at: Timestamp,
    /// Since when it can't be ordered; NULL: it can.
    pub archived_at: Option<Timestamp>,
}

/// The counters of one product in one hub, as the server counts them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockLevel {
    /// See [`StockLevel::id_of`].
    pub id: Id,
    /// The community.
    pub community: Id,
    /// The hub.
    pub hub: Id,
    /// The product.
    pub product: Id,
    /// Units in the house.
    pub on_hand: i64,
    /// Of these, units that orders hold.
    pub reserved: i64,
    /// Units that orders wait for.
    pub back_ordered: i64,
    /// Whether more may be ordered than there is.
    pub back_order: bool,
    /// The most units that may wait; NULL: no limit of its own.
    pub back_order_cap: Option<i64>,
    /// From so few free units on the hub's managers are told; NULL: they are not.
    pub low_at: Option<i64>,
    /// When the counters last moved.
    pub changed_at: Timestamp,
}

/// Units that came or went for a reason. Never changed afterwards, but for the server's count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockAdjustment {
    /// The call that made it, or derived from it.
    pub id: Id,
    /// The community.
    pub community: Id,
    /// The hub.
    pub hub: Id,
    /// The product.
    pub product: Id,
    /// Units; negative when they went.
    pub change: i64,
    /// Why.
    pub reason: AdjustReason,
    /// In somebody's own words; may be empty.
    pub note: String,
    /// Who did it; NULL: the server itself.
    pub made_by: Option<Id>,
    /// When.
    pub made_at: Timestamp,
    /// The order whose crate it was short in; NULL: by hand.
    pub order_id: Option<Id>,
    /// Units in the house afterwards; NULL until the server has counted.
    pub on_hand_after: Option<i64>,
}

impl Entity for Product {
    const TABLE: &'static str = "product";
    const FILES: &'static [&'static str] = &["image"];

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("community", self.community)])
    }
}

impl Entity for StockLevel {
    const TABLE: &'static str = "stock_level";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("community", self.community)])
    }
}

impl Entity for StockAdjustment {
    const TABLE: &'static str = "stock_adjustment";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("staff", self.hub), Scope::of("admin", self.community)])
    }
}

impl Product {
    /// What one unit costs.
    #[must_use]
    pub const fn unit_price(&self) -> UnitPrice {
        UnitPrice { ten_thousandths: self.price_e4, currency: self.currency }
    }

    /// Whether every field keeps its bounds.
    ///
    /// # Errors
    /// `VALIDATION_FAILED`, naming the fields.
    pub fn check(&self) -> Result<(), Refusal> {
        let priced = (0..=AMOUNT_MINOR_MAX).contains(&self.price_e4);
        let check = Check::new()
            .line("sku", &self.sku, SKU_CHARS_MAX)
            .title("name", &self.name)
            .description("about", &self.about)
            .line("unit", &self.unit, UNIT_CHARS_MAX)
            .that(priced, "price_e4", "out_of_range");
        match &self.image {
            Some(image) => check.file("image", image).done(),
            None => check.done(),
        }
    }
}

impl StockLevel {
    /// The one row of a product in a hub.
    #[must_use]
    pub fn id_of(hub: Id, product: Id) -> Id {
        Id::of("stock level", &[hub, product])
    }

    /// Nothing there and nothing promised.
    #[must_use]
    pub fn empty(community: Id, hub: Id, product: Id) -> Self {
        Self {
            id: Self::id_of(hub, product),
            community,
            hub,
            product,
            on_hand: 0,
            reserved: 0,
            back_ordered: 0,
            back_order: false,
            back_order_cap: None,
            low_at: None,
            changed_at: Timestamp::default(),
        }
    }

    /// The counters, for the rules of [`super::stock`].
    #[must_use]
    pub const fn level(&self) -> Level {
        let back_order =
            if self.back_order { BackOrder::On { cap: self.back_order_cap } } else { BackOrder::Off };
        Level { on_hand: self.on_hand, reserved: self.reserved, back_ordered: self.back_ordered, back_order }
    }

    /// The row with other counters.
    #[must_use]
    pub fn counting(self, level: &Level, now: Timestamp) -> Self {
        let Level { on_hand, reserved, back_ordered, .. } = *level;
        Self { on_hand, reserved, back_ordered, changed_at: now, ..self }
    }

    /// Whether so few units are free that the managers want to know.
    #[must_use]
    pub fn is_low(&self) -> bool {
        self.low_at.is_some_and(|low| self.level().available() <= low)
    }

    /// Whether the bounds that managers set make sense.
    ///
    /// # Errors
    /// `VALIDATION_FAILED`, naming the fields.
    pub fn check(&self) -> Result<(), Refusal> {
        let bounded = |units: Option<i64>| units.is_none_or(|units| (0..=UNITS_MAX).contains(&units));
        Check::new()
            .that(bounded(self.low_at), "low_at", "out_of_range")
            .that(bounded(self.back_order_cap), "back_order_cap", "out_of_range")
            .that(self.back_order || self.back_order_cap.is_none(), "back_order_cap", "unknown")
            .done()
    }
}
