//! What managers do with products and stock.

use serde::{Deserialize, Serialize};

use super::ledger;
use super::model::{NOTE_CHARS_MAX, Product, StockAdjustment, StockLevel};
use super::stock::{AdjustReason, UNITS_MAX};
use crate::access::{Access, Permission};
use crate::call::{Call, Stop};
use crate::check::{Check, is_new};
use crate::community::model::{Community, Hub};
use crate::content::command::given;
use crate::i18n::Words;
use crate::id::Id;
use crate::money::Currency;
use crate::store::{Tx, Value};

/// A change of products or of what lies on the shelves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Add a product to the community's list.
    AddProduct {
        /// Its id.
        product: Id,
        /// The hub that keeps its record.
        hub: Id,
        /// Its code, once in the community.
        sku: String,
        /// Its name.
        name: Words,
        /// What it is.
        #[serde(default)]
        about: Words,
        /// What is counted.
        unit: String,
        /// What one unit costs, in ten-thousandths of the currency's major unit.
        price_e4: i64,
        /// The currency; the community's where it is absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        currency: Option<Currency>,
        /// Content hash of its picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        image: Option<String>,
    },
    /// Change a product.
    EditProduct {
        /// The product.
        product: Id,
        /// What is new about it.
        changes: ProductChanges,
    },
    /// Take a product off the list, or put it back.
    ArchiveProduct {
        /// The product.
        product: Id,
        /// Whether it is off the list.
        archived: bool,
    },
    /// Say when managers are told, and whether a product can be ordered before it is there.
    SetStockRules {
        /// The hub.
        hub: Id,
        /// The product.
        product: Id,
        /// From so few free units on managers are told; absent: never.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        low_at: Option<i64>,
        /// Whether it can be ordered before it is there.
        #[serde(default)]
        back_order: bool,
        /// The most units that may wait; absent: no limit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_order_cap: Option<i64>,
    },
    /// Add or take units for a reason.
    Adjust {
        /// The hub.
        hub: Id,
        /// The product.
        product: Id,
        /// Units; negative when they went.
        change: i64,
        /// Why.
        reason: AdjustReason,
        /// In one's own words.
        #[serde(default)]
        note: String,
    },
}

/// What is new about a product. What is absent stays; the picture is taken away by `null`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProductChanges {
    /// Its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Words>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<Words>,
    /// What is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What one unit costs, in ten-thousandths. Orders that stand keep their price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_e4: Option<i64>,
    /// Content hash of its picture.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub image: Option<Option<String>>,
}

impl Command {
    /// What the permission table asks for.
    #[must_use]
    pub const fn permission(&self) -> Permission {
        match self {
            Self::AddProduct { .. } | Self::EditProduct { .. } | Self::ArchiveProduct { .. } => {
                Permission::KeepProducts
            }
            Self::SetStockRules { .. } | Self::Adjust { .. } => Permission::AdjustStock,
        }
    }
}

/// Decides a call and writes its effect, on devices and on the server alike. The counters of the stock
/// are not moved here: [`settle`] counts.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn execute(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    let access = Access::load(tx, call.actor)?;
    let permission = call.command.permission();
    match call.command {
        Command::AddProduct { .. } => add_product(tx, &access, call),
        Command::EditProduct { product, changes } => {
            let product: Product = access.see(tx, *product)?;
            access.require(permission, product.community, Some(product.hub))?;
            edit_product(tx, product, changes)
        }
        Command::ArchiveProduct { product, archived } => {
            let product: Product = access.see(tx, *product)?;
            access.require(permission, product.community, Some(product.hub))?;
            Ok(tx.put(&Product { archived_at: archived.then_some(call.now), ..product })?)
        }
        Command::SetStockRules { hub, product, low_at, back_order, back_order_cap } => {
            let hub = stocked(tx, &access, permission, *hub, *product)?;
            let level: Option<StockLevel> = access.find(tx, StockLevel::id_of(hub.id, *product))?;
            let level = StockLevel {
                low_at: *low_at,
                back_order: *back_order,
                back_order_cap: *back_order_cap,
                ..level.unwrap_or_else(|| StockLevel::empty(hub.community, hub.id, *product))
            };
            level.check()?;
            Ok(tx.put(&level)?)
        }
        Command::Adjust { hub, product, change, reason, note } => {
            let hub = stocked(tx, &access, permission, *hub, *product)?;
            let counted = (1..=UNITS_MAX.unsigned_abs()).contains(&change.unsigned_abs());
            let check = Check::new().that(counted, "change", "out_of_range").that(
                !counted || reason.allows(*change),
                "reason",
                "out_of_range",
            );
            let check = if note.is_empty() { check } else { check.line("note", note, NOTE_CHARS_MAX) };
            check.done()?;
            let adjustment = StockAdjustment {
                id: call.id,
                community: hub.community,
                hub: hub.id,
                product: *product,
                change: *change,
                reason: *reason,
                note: note.clone(),
                made_by: access.author(None)?,
                made_at: call.at,
                order_id: None,
                on_hand_after: None,
            };
            Ok(is_new(tx.insert(&adjustment)?)?)
        }
    }
}

/// What lies beyond the actor's sight: the counters, who waited for units, and who is told.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn settle(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    match call.command {
        Command::Adjust { .. } => match tx.get::<StockAdjustment>(call.id)? {
            Some(adjustment) => ledger::adjust(tx, call.id, call.now, &adjustment),
            None => Ok(()),
        },
        Command::AddProduct { .. }
        | Command::EditProduct { .. }
        | Command::ArchiveProduct { .. }
        | Command::SetStockRules { .. } => Ok(()),
    }
}

fn add_product(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>) -> Result<(), Stop> {
    let Command::AddProduct { product, hub, sku, name, about, unit, price_e4, currency, image } =
        call.command
    else {
        return Ok(());
    };
    let hub: Hub = access.see(tx, *hub)?;
    access.require(call.command.permission(), hub.community, Some(hub.id))?;
    let community: Community = access.see(tx, hub.community)?;
    let own =
        Currency::new(&community.currency).map_err(|fault| crate::store::Fault::Shape(fault.to_string()));
    let product = Product {
        id: *product,
        community: hub.community,
        hub: hub.id,
        sku: sku.clone(),
        name: name.clone(),
        about: about.clone(),
        unit: unit.clone(),
        price_e4: *price_e4,
        currency: currency.map_or(own, Ok)?,
        image: image.clone(),
        created_at: call.now,
        archived_at: None,
    };
    product.check()?;
    has_free_sku(tx, &product)?;
    Ok(is_new(tx.insert(&product)?)?)
}

fn edit_product(tx: &mut Tx<'_>, product: Product, changes: &ProductChanges) -> Result<(), Stop> {
    let changes = changes.clone();
    let product = Product {
        sku: changes.sku.unwrap_or(product.sku),
        name: changes.name.unwrap_or(product.name),
        about: changes.about.unwrap_or(product.about),
        unit: changes.unit.unwrap_or(product.unit),
        price_e4: changes.price_e4.unwrap_or(product.price_e4),
        image: changes.image.unwrap_or(product.image),
        ..product
    };
    product.check()?;
    has_free_sku(tx, &product)?;
    Ok(tx.put(&product)?)
}

/// A code stands for one product.
fn has_free_sku(tx: &mut Tx<'_>, product: &Product) -> Result<(), Stop> {
    let clause = "community = ? AND sku = ? ORDER BY id";
    let same =
        tx.select::<Product>(clause, &[product.community.into(), Value::from(product.sku.as_str())])?;
    let free = same.iter().all(|other| other.id == product.id);
    Ok(Check::new().that(free, "sku", "sku_taken").done()?)
}

/// The hub, if the actor may count its stock and the product is one of its community's.
fn stocked(
    tx: &mut Tx<'_>,
    access: &Access,
    permission: Permission,
    hub: Id,
    product: Id,
) -> Result<Hub, Stop> {
    let hub: Hub = access.see(tx, hub)?;
    access.require(permission, hub.community, Some(hub.id))?;
    let product: Option<Product> = access.find(tx, product)?;
    let known = product.is_some_and(|product| product.community == hub.community);
    Check::new().that(known, "product", "unknown").done()?;
    Ok(hub)
}
