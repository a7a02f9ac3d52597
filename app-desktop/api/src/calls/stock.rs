//! Products and what lies on a hub's shelves: levels, changes by hand with their reasons, low stock, history.

use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::inventory::command::{Command as Inventory, ProductChanges};
use hubbub_core::inventory::model::{Product, StockAdjustment};
use hubbub_core::inventory::view::{self, AdjustmentLine, After, ProductCard, Shelf};
use hubbub_core::money::UnitPrice;
use hubbub_core::store::{Fault, Tx};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::content::word_of;
use super::order_new::price_per;
use super::orders::{dashed, member_name};
use super::poll_form::{PollWords, words_of, words_page};
use super::{Done, One};
use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// Which products.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProductsFilter {
    /// The hub whose shelves are looked at.
    pub hub: Ref,
    /// `all`, `low`, `orderable` or `archived`.
    pub shelf: String,
    /// In codes and names; empty for all.
    pub search: String,
    /// Where the page before ended; none for the first.
    pub after: Option<ProductKey>,
}

/// Where a page of products ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProductKey {
    /// The last product's code.
    pub sku: String,
    /// The product.
    pub id: Ref,
}

/// A page of products.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct ProductsPage {
    /// Its products.
    pub lines: Vec<ProductLine>,
    /// Where the next page begins; none when there is none.
    pub next: Option<ProductKey>,
}

/// A product with what the hub has of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProductLine {
    /// The product.
    pub id: Ref,
    /// Its code.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// What one unit costs.
    pub price: String,
    /// That with what is counted.
    pub price_per: String,
    /// What is counted.
    pub unit: String,
    /// Units in the house, reserved, free and waited for; written out, empty where the hub never had any.
    pub on_hand: String,
    /// Of these, units that orders hold.
    pub reserved: String,
    /// Units that are free.
    pub available: String,
    /// Units that orders wait for.
    pub back_ordered: String,
    /// Whether so few are free that managers are told.
    pub low: bool,
    /// Whether it is off the list.
    pub archived: bool,
    /// Whether changes of it wait for the server.
    pub pending: bool,
}

/// One product in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProductPage {
    /// As in the list.
    pub line: ProductLine,
    /// What it is, in the person's language.
    pub about: String,
    /// Name of its picture, for the call `picture`.
    pub image: Option<String>,
    /// The product as its form shows it.
    pub form: ProductForm,
    /// The stock rules as their form shows them.
    pub rules: StockRulesForm,
    /// Units of changes that wait on this device and are not counted yet, written out; none without.
    pub uncounted: Option<String>,
    /// The latest changes by hand.
    pub history: Vec<AdjustmentRow>,
}

/// A product as its form shows it and leaves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProductForm {
    /// The product; none for a new one.
    pub id: Option<Ref>,
    /// The hub that keeps a new one's record.
    pub hub: Ref,
    /// Its code.
    pub sku: String,
    /// Its name by language.
    pub name: Vec<PollWords>,
    /// What it is, by language.
    pub about: Vec<PollWords>,
    /// What is counted.
    pub unit: String,
    /// What one unit costs, as typed.
    pub price: String,
    /// ISO 4217; of a product that exists.
    pub currency: String,
    /// Name of its picture.
    pub image: Option<String>,
}

/// When managers are told, and whether a product can be ordered before it is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StockRulesForm {
    /// The hub.
    pub hub: Ref,
    /// The product.
    pub product: Ref,
    /// From so few free units on managers are told; none: never.
    pub low_at: Option<i64>,
    /// Whether it can be ordered before it is there.
    pub back_order: bool,
    /// The most units that may wait; none: no limit.
    pub back_order_cap: Option<i64>,
}

/// Units that came or went.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AdjustForm {
    /// The hub.
    pub hub: Ref,
    /// The product.
    pub product: Ref,
    /// Units; negative when they went.
    pub change: i64,
    /// Why: a word of the family `stock-reason-…`.
    pub reason: String,
    /// In one's own words.
    pub note: String,
}

/// Which changes by hand.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HistoryFilter {
    /// The hub.
    pub hub: Ref,
    /// The last line of the page before; none for the first.
    pub after: Option<Ref>,
}

/// A change of the stock by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AdjustmentRow {
    /// The change.
    pub id: Ref,
    /// The product.
    pub product: Ref,
    /// Its name.
    pub name: String,
    /// Units with their sign.
    pub change: String,
    /// Why.
    pub reason: String,
    /// In somebody's own words.
    pub note: String,
    /// Who; empty for the server itself.
    pub who: String,
    /// When.
    pub at: String,
    /// The order whose crate was short.
    pub order: Option<Ref>,
    /// Units in the house afterwards; empty until the server has counted.
    pub after: String,
}

/// A product that goes off the list or comes back.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProductShelf {
    /// The product.
    pub id: Ref,
    /// Whether it is off the list.
    pub archived: bool,
}

/// A product at a hub.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProductAt {
    /// The hub.
    pub hub: Ref,
    /// The product.
    pub id: Ref,
}

/// A page of products.
pub(super) fn products(desktop: &Desktop, filter: ProductsFilter) -> Result<ProductsPage, Problem> {
    let shelf = word_of(&filter.shelf).unwrap_or(Shelf::All);
    let after = filter.after.map(|key| After { sku: key.sku, id: key.id.into() });
    let say = desktop.say();
    desktop.view(|tx, viewer| {
        let cards = view::products(tx, viewer, filter.hub.into(), shelf, &filter.search, after.as_ref())?;
        let full = cards.len() >= view::PRODUCTS_PER_PAGE;
        let next = cards.last().filter(|_| full);
        let next = next.map(|card| ProductKey { sku: card.sku.clone(), id: card.id.into() });
        let lines = cards.iter().map(|card| line(tx, card, &say)).collect::<Result<_, Fault>>()?;
        Ok(ProductsPage { lines, next })
    })
}

fn line(tx: &mut Tx<'_>, card: &ProductCard, say: &Say) -> Result<ProductLine, Fault> {
    let number = |pick: fn(&view::StockCard) -> i64| {
        card.stock.as_ref().map(|stock| say.number(pick(stock))).unwrap_or_default()
    };
    Ok(ProductLine {
        id: card.id.into(),
        sku: card.sku.clone(),
        name: card.name.clone(),
        price: card.price.clone(),
        price_per: price_per(say, &card.price, &card.unit),
        unit: card.unit.clone(),
        on_hand: number(|stock| stock.on_hand),
        reserved: number(|stock| stock.reserved),
        available: number(|stock| stock.available),
        back_ordered: number(|stock| stock.back_ordered),
        low: card.stock.is_some_and(|stock| stock.low),
        archived: card.archived,
        pending: tx.confirmed::<Product>(card.id)?.is_some(),
    })
}

/// One product, with what the hub has of it.
pub(super) fn product(desktop: &Desktop, at: ProductAt) -> Result<Option<ProductPage>, Problem> {
    let (hub, id) = (Id::from(at.hub), Id::from(at.id));
    let say = desktop.say();
    desktop.view(|tx, viewer| {
        let Some(card) = view::product(tx, viewer, hub, id)? else { return Ok(None) };
        let Some(form) = view::product_form(tx, id)? else { return Ok(None) };
        let adjustments = view::adjustments(tx, viewer, hub, Some(id), None)?;
        let uncounted: i64 =
            adjustments.iter().filter(|it| it.on_hand_after.is_none()).map(|it| it.change).sum();
        let rows: Result<Vec<AdjustmentRow>, Fault> =
            adjustments.iter().map(|it| adjustment(tx, hub, it, &say)).collect();
        let stock = card.stock;
        Ok(Some(ProductPage {
            line: line(tx, &card, &say)?,
            about: card.about.clone(),
            image: card.image.clone(),
            form: ProductForm {
                id: Some(at.id),
                hub: form.hub.into(),
                price: form.unit_price().to_decimal(),
                currency: form.currency.code().to_owned(),
                name: words_page(&form.name),
                about: words_page(&form.about),
                sku: form.sku,
                unit: form.unit,
                image: form.image,
            },
            rules: StockRulesForm {
                hub: at.hub,
                product: at.id,
                low_at: stock.and_then(|stock| stock.low_at),
                back_order: stock.is_some_and(|stock| stock.back_order),
                back_order_cap: stock.and_then(|stock| stock.back_order_cap),
            },
            uncounted: (uncounted != 0).then(|| signed(uncounted, &say)),
            history: rows?,
        }))
    })
}

fn adjustment(tx: &mut Tx<'_>, hub: Id, it: &AdjustmentLine, say: &Say) -> Result<AdjustmentRow, Fault> {
    Ok(AdjustmentRow {
        id: it.id.into(),
        product: it.product.into(),
        name: it.name.clone(),
        change: signed(it.change, say),
        reason: say.text(&format!("stock-reason-{}", dashed(it.reason))),
        note: it.note.clone(),
        who: it.made_by.map(|user| member_name(tx, hub, user)).transpose()?.unwrap_or_default(),
        at: say.date_time(it.made_at),
        order: it.order.map(Ref::from),
        after: it.on_hand_after.map(|count| say.number(count)).unwrap_or_default(),
    })
}

/// A number with its sign.
fn signed(change: i64, say: &Say) -> String {
    let plus = if change > 0 { "+" } else { "" };
    format!("{plus}{}", say.number(change))
}

/// A page of a hub's changes by hand, the newest first.
pub(super) fn stock_history(desktop: &Desktop, filter: HistoryFilter) -> Result<Vec<AdjustmentRow>, Problem> {
    let hub = Id::from(filter.hub);
    let say = desktop.say();
    desktop.view(|tx, viewer| {
        let last = match filter.after {
            Some(id) => tx.get::<StockAdjustment>(id.into())?,
            None => None,
        };
        let last = last.map(|it| AdjustmentLine {
            id: it.id,
            product: it.product,
            name: String::new(),
            change: it.change,
            reason: it.reason,
            note: String::new(),
            made_by: it.made_by,
            made_at: it.made_at,
            order: it.order_id,
            on_hand_after: it.on_hand_after,
        });
        let found = view::adjustments(tx, viewer, hub, None, last.as_ref())?;
        found.iter().map(|it| adjustment(tx, hub, it, &say)).collect()
    })
}

/// Adds a product, or changes what is new about one.
pub(super) fn save_product(desktop: &Desktop, form: ProductForm) -> Result<Done, Problem> {
    let (name, about) = (words_of(&form.name), words_of(&form.about));
    let Some(id) = form.id else {
        let product = desktop.new_id()?;
        let command = Inventory::AddProduct {
            product,
            hub: form.hub.into(),
            sku: form.sku.trim().to_owned(),
            name,
            about,
            unit: form.unit.trim().to_owned(),
            price_e4: price_of(desktop, &form)?,
            currency: None,
            image: form.image,
        };
        return Ok(Done { id: Some(product.into()), ..desktop.send(Command::Inventory(command))? });
    };
    let before = desktop.view(|tx, _| tx.get::<Product>(id.into()))?;
    let before = before.ok_or_else(|| Problem::program("no such product"))?;
    let price_e4 = price_of(desktop, &form)?;
    let changes = ProductChanges {
        sku: differs(form.sku.trim().to_owned(), &before.sku),
        name: differs(name, &before.name),
        about: differs(about, &before.about),
        unit: differs(form.unit.trim().to_owned(), &before.unit),
        price_e4: differs(price_e4, &before.price_e4),
        image: differs(form.image, &before.image),
    };
    if changes == ProductChanges::default() {
        return Ok(Done { id: Some(id), ..Done::default() });
    }
    let command = Inventory::EditProduct { product: id.into(), changes };
    Ok(Done { id: Some(id), ..desktop.send(Command::Inventory(command))? })
}

/// The new value, where it is one.
fn differs<T: PartialEq>(new: T, old: &T) -> Option<T> {
    (new != *old).then_some(new)
}

/// The price that was typed; a comma stands for a point.
fn price_of(desktop: &Desktop, form: &ProductForm) -> Result<i64, Problem> {
    let currency = hubbub_core::money::Currency::new(&form.currency);
    let text = form.price.trim().replace(',', ".");
    let price = currency.and_then(|currency| UnitPrice::parse(&text, currency));
    price.map(|price| price.ten_thousandths).map_err(|_| desktop.wrong("price_e4"))
}

/// Takes a product off the list, or puts it back.
pub(super) fn archive_product(desktop: &Desktop, form: ProductShelf) -> Result<Done, Problem> {
    let command = Inventory::ArchiveProduct { product: form.id.into(), archived: form.archived };
    desktop.send(Command::Inventory(command))
}

/// Adds or takes units for a reason.
pub(super) fn adjust_stock(desktop: &Desktop, form: AdjustForm) -> Result<Done, Problem> {
    let reason = word_of(&form.reason).ok_or_else(|| desktop.wrong("reason"))?;
    desktop.send(Command::Inventory(Inventory::Adjust {
        hub: form.hub.into(),
        product: form.product.into(),
        change: form.change,
        reason,
        note: form.note.trim().to_owned(),
    }))
}

/// Says when managers are told, and whether a product can be ordered before it is there.
pub(super) fn set_stock_rules(desktop: &Desktop, form: StockRulesForm) -> Result<Done, Problem> {
    desktop.send(Command::Inventory(Inventory::SetStockRules {
        hub: form.hub.into(),
        product: form.product.into(),
        low_at: form.low_at,
        back_order: form.back_order,
        back_order_cap: form.back_order_cap,
    }))
}

/// How many products of a hub run low.
pub(super) fn low_stock(desktop: &Desktop, One { id }: One) -> Result<i64, Problem> {
    desktop.view(|tx, _| view::low_count(tx, id.into()))
}
