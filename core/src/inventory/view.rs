//! What the screens about products and stock show: the shelf of a hub, one product, and its history.

use serde::Serialize;

use super::model::{Product, StockAdjustment, StockLevel};
use super::stock::AdjustReason;
use crate::access::Viewer;
use crate::i18n::{Locale, format_price};
use crate::id::Id;
use crate::money::UnitPrice;
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// Products on one page.
pub const PRODUCTS_PER_PAGE: usize = 100;
/// Adjustments on one page.
pub const ADJUSTMENTS_PER_PAGE: usize = 100;

/// A product as a list shows it, with what a hub has of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProductCard {
    /// The product.
    pub id: Id,
    /// Its code.
    pub sku: String,
    /// Its name in the viewer's language, or the nearest there is.
    pub name: String,
    /// What it is.
    pub about: String,
    /// What is counted.
    pub unit: String,
    /// What one unit costs, in ten-thousandths of the major unit.
    pub price_e4: i64,
    /// The same, written out.
    pub price: String,
    /// ISO 4217.
    pub currency: String,
    /// Content hash of its picture.
    pub image: Option<String>,
    /// Whether it is off the list.
    pub archived: bool,
    /// What the hub has of it; none: it never had any.
    pub stock: Option<StockCard>,
}

/// What a hub has of a product, by the server's count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct StockCard {
    /// Units in the house.
    pub on_hand: i64,
    /// Of these, units that orders hold.
    pub reserved: i64,
    /// Units that are free.
    pub available: i64,
    /// Units that orders wait for.
    pub back_ordered: i64,
    /// Units that could be ordered now.
    pub orderable: i64,
    /// Whether more may be ordered than there is.
    pub back_order: bool,
    /// The most units that may wait.
    pub back_order_cap: Option<i64>,
    /// From so few free units on managers are told.
    pub low_at: Option<i64>,
    /// Whether it is that few.
    pub low: bool,
    /// When the counters last moved.
    pub changed_at: Timestamp,
}

/// Which products a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shelf {
    /// All on the list.
    All,
    /// Those that can be ordered now.
    Orderable,
    /// Those that run low.
    Low,
    /// Those off the list.
    Archived,
}

/// An adjustment as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AdjustmentLine {
    /// The adjustment.
    pub id: Id,
    /// The product.
    pub product: Id,
    /// Its name.
    pub name: String,
    /// Units; negative when they went.
    pub change: i64,
    /// Why; its words are `stock-reason-…`.
    pub reason: AdjustReason,
    /// In somebody's own words.
    pub note: String,
    /// Who; none: the server itself.
    pub made_by: Option<Id>,
    /// When.
    pub made_at: Timestamp,
    /// The order whose crate was short.
    pub order: Option<Id>,
    /// Units in the house afterwards; none until the server has counted.
    pub on_hand_after: Option<i64>,
}

/// Where a page of a list ends: the next begins after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct After {
    /// The last product's code.
    pub sku: String,
    /// Its id.
    pub id: Id,
}

/// The products of a community by code, with what `hub` has of each; `after` is where the page before ended.
/// `search` looks into codes and names.
///
/// # Errors
/// The store's fault.
pub fn products(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    hub: Id,
    shelf: Shelf,
    search: &str,
    after: Option<&After>,
) -> Result<Vec<ProductCard>, Fault> {
    let place: Option<crate::community::model::Hub> = tx.get(hub)?;
    let Some(place) = place else { return Ok(Vec::new()) };
    let (mut sku, mut id) =
        after.map_or((String::new(), Id::default()), |after| (after.sku.clone(), after.id));
    let listed = if shelf == Shelf::Archived { "archived_at IS NOT NULL" } else { "archived_at IS NULL" };
    let clause = format!(
        "community = ? AND {listed} AND (sku, id) > (?, ?) ORDER BY sku, id LIMIT {PRODUCTS_PER_PAGE}"
    );
    let wanted = search.trim().to_lowercase();
    let mut cards = Vec::new();
    loop {
        let params = [Value::from(place.community), Value::from(sku.as_str()), Value::from(id)];
        let found = tx.select::<Product>(&clause, &params)?;
        let Some(last) = found.last() else { return Ok(cards) };
        (sku, id) = (last.sku.clone(), last.id);
        let full = found.len() == PRODUCTS_PER_PAGE;
        for product in found.into_iter().filter(|product| is_named(product, &wanted)) {
            let level: Option<StockLevel> = tx.get(StockLevel::id_of(hub, product.id))?;
            let card = card(&product, level.as_ref(), viewer.locale);
            let shown = match (shelf, &card.stock) {
                (Shelf::All | Shelf::Archived, _) => true,
                (Shelf::Orderable, stock) => stock.is_some_and(|stock| stock.orderable > 0),
                (Shelf::Low, stock) => stock.is_some_and(|stock| stock.low),
            };
            if shown {
                cards.push(card);
            }
        }
        if cards.len() >= PRODUCTS_PER_PAGE || !full {
            return Ok(cards);
        }
    }
}

fn is_named(product: &Product, wanted: &str) -> bool {
    wanted.is_empty()
        || product.sku.to_lowercase().contains(wanted)
        || product.name.iter().any(|(_, name)| name.to_lowercase().contains(wanted))
}

/// One product, with what `hub` has of it.
///
/// # Errors
/// The store's fault.
pub fn product(tx: &mut Tx<'_>, viewer: &Viewer, hub: Id, product: Id) -> Result<Option<ProductCard>, Fault> {
    let Some(product) = tx.get::<Product>(product)? else { return Ok(None) };
    let level: Option<StockLevel> = tx.get(StockLevel::id_of(hub, product.id))?;
    Ok(Some(card(&product, level.as_ref(), viewer.locale)))
}

/// The product with all its words, to be edited.
///
/// # Errors
/// The store's fault.
pub fn product_form(tx: &mut Tx<'_>, product: Id) -> Result<Option<Product>, Fault> {
    tx.get(product)
}

/// Why a hub's stock was changed by hand, the newest first, of one product or all; `after` is the last of the
/// page before. Only managers and admins have these rows.
///
/// # Errors
/// The store's fault.
pub fn adjustments(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    hub: Id,
    product: Option<Id>,
    after: Option<&AdjustmentLine>,
) -> Result<Vec<AdjustmentLine>, Fault> {
    let (at, id) = after.map_or((Timestamp(i64::MAX), Id::default()), |last| (last.made_at, last.id));
    let mut params = vec![Value::from(hub), at.into(), at.into(), id.into()];
    let of_product = match product {
        Some(product) => {
            params.push(product.into());
            "AND product = ?"
        }
        None => "",
    };
    let clause = format!(
        "hub = ? AND (made_at < ? OR (made_at = ? AND id > ?)) {of_product}
         ORDER BY made_at DESC, id LIMIT {ADJUSTMENTS_PER_PAGE}"
    );
    let mut lines = Vec::new();
    for adjustment in tx.select::<StockAdjustment>(&clause, &params)? {
        let product: Option<Product> = tx.get(adjustment.product)?;
        let name = product.map(|product| name_of(&product, viewer.locale)).unwrap_or_default();
        lines.push(AdjustmentLine {
            id: adjustment.id,
            product: adjustment.product,
            name,
            change: adjustment.change,
            reason: adjustment.reason,
            note: adjustment.note,
            made_by: adjustment.made_by,
            made_at: adjustment.made_at,
            order: adjustment.order_id,
            on_hand_after: adjustment.on_hand_after,
        });
    }
    Ok(lines)
}

/// How many products of a hub run low.
///
/// # Errors
/// The store's fault.
pub fn low_count(tx: &mut Tx<'_>, hub: Id) -> Result<i64, Fault> {
    let text = "SELECT count(*) FROM stock_level WHERE hub = ? AND low_at IS NOT NULL
         AND on_hand - reserved <= low_at";
    let counts = tx.query(text, &[hub.into()], |row| row.int(0))?;
    Ok(counts.first().copied().unwrap_or_default())
}

fn name_of(product: &Product, locale: Locale) -> String {
    product.name.get(locale, Locale::default()).to_owned()
}

/// A product as a list shows it.
#[must_use]
pub fn card(product: &Product, level: Option<&StockLevel>, locale: Locale) -> ProductCard {
    ProductCard {
        id: product.id,
        sku: product.sku.clone(),
        name: name_of(product, locale),
        about: product.about.get(locale, Locale::default()).to_owned(),
        unit: product.unit.clone(),
        price_e4: product.price_e4,
        price: price_text(product.unit_price(), locale),
        currency: product.currency.code().to_owned(),
        image: product.image.clone(),
        archived: product.archived_at.is_some(),
        stock: level.map(stock_card),
    }
}

fn stock_card(level: &StockLevel) -> StockCard {
    let counters = level.level();
    StockCard {
        on_hand: level.on_hand,
        reserved: level.reserved,
        available: counters.available(),
        back_ordered: level.back_ordered,
        orderable: counters.orderable(),
        back_order: level.back_order,
        back_order_cap: level.back_order_cap,
        low_at: level.low_at,
        low: level.is_low(),
        changed_at: level.changed_at,
    }
}

/// What one unit costs, written out in the viewer's language.
#[must_use]
pub fn price_text(price: UnitPrice, locale: Locale) -> String {
    format_price(price.ten_thousandths, price.currency.code(), locale)
}
