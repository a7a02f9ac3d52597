//! Writing an order for somebody who telephones: choosing products, what they cost, where they go.

use hubbub_core::community::model::Address;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::inventory::model::unit_word;
use hubbub_core::inventory::view::{self as stock, Shelf};
use hubbub_core::ordering::command::{Command as Ordering, Destination, WantedLine};
use hubbub_core::ordering::cycle::IfLate;
use hubbub_core::ordering::model::{Fulfilment, Payment};
use hubbub_core::ordering::shop;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::content::word_of;
use super::{Choice, Done};
use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// Which products somebody may mean.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProductSearch {
    /// The hub.
    pub hub: Ref,
    /// In codes and names.
    pub search: String,
}

/// A product to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProductChoice {
    /// The product.
    pub id: Ref,
    /// Its name with its code.
    pub name: String,
    /// What one unit costs.
    pub price: String,
    /// How many could be had, in words.
    pub left: String,
}

/// What is wanted so far.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BasketForm {
    /// The hub.
    pub hub: Ref,
    /// The products with their units.
    pub lines: Vec<BasketWish>,
    /// `delivery` or `pick_up`.
    pub fulfilment: String,
}

/// A product and how many units of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BasketWish {
    /// The product.
    pub product: Ref,
    /// Units.
    pub quantity: i64,
}

/// What it would cost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct BasketView {
    /// A line a product.
    pub lines: Vec<BasketLineView>,
    /// Goods, delivery and total, each with its words.
    pub sums: Vec<Choice>,
    /// Whether it can be ordered as it is, as far as this device knows.
    pub orderable: bool,
}

/// A line of what is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BasketLineView {
    /// The product.
    pub product: Ref,
    /// Its name.
    pub name: String,
    /// What one unit costs, and what is counted.
    pub price: String,
    /// Units.
    pub quantity: i64,
    /// What they cost.
    pub amount: String,
    /// What is left, in words, where that is not enough.
    pub short: Option<String>,
}

/// An order as it was taken down.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OrderForm {
    /// The hub.
    pub hub: Ref,
    /// The member it is for.
    pub customer: Ref,
    /// What is wanted.
    pub lines: Vec<BasketWish>,
    /// `delivery` or `pick_up`.
    pub fulfilment: String,
    /// Who takes it.
    pub recipient: String,
    /// How to reach them.
    pub phone: String,
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// Country, as `DE`.
    pub country: String,
    /// For the driver.
    pub notes: String,
    /// `at_hub` or `on_delivery`.
    pub payment: String,
    /// The train that is wanted; none for any.
    pub train: Option<Ref>,
    /// Whether another product may take the place of one that is missing.
    pub substitutes_ok: bool,
}

/// Products by code or name, the likely ones first.
pub(super) fn order_products(desktop: &Desktop, form: ProductSearch) -> Result<Vec<ProductChoice>, Problem> {
    let found = desktop.view(|tx, viewer| {
        stock::products(tx, viewer, form.hub.into(), Shelf::Orderable, &form.search, None)
    })?;
    let say = desktop.say();
    let choice = |card: &stock::ProductCard| ProductChoice {
        id: card.id.into(),
        name: format!("{} · {}", card.name, card.sku),
        price: price_per(&say, &card.price, &card.unit),
        left: say.with("desk-left", &[("count", say.number(card.stock.map_or(0, |it| it.orderable)).into())]),
    };
    Ok(found.iter().map(choice).collect())
}

/// What a unit of a product costs, in words.
pub(super) fn price_per(say: &Say, price: &str, unit: &str) -> String {
    let given = [("price", price.to_owned().into()), ("unit", unit_word(unit).to_owned().into())];
    say.with("desk-price-per", &given)
}

fn wanted(lines: &[BasketWish]) -> Vec<WantedLine> {
    lines.iter().map(|it| WantedLine { product: it.product.into(), quantity: it.quantity }).collect()
}

fn basket_of(desktop: &Desktop, form: &BasketForm) -> Result<Option<shop::Basket>, Problem> {
    let fulfilment = word_of(&form.fulfilment).unwrap_or(Fulfilment::PickUp);
    desktop.view(|tx, viewer| {
        shop::basket(tx, viewer, form.hub.into(), &wanted(&form.lines), fulfilment).map(Some)
    })
}

/// What is wanted so far would cost.
pub(super) fn basket(desktop: &Desktop, form: BasketForm) -> Result<BasketView, Problem> {
    let Some(basket) = basket_of(desktop, &form)? else { return Ok(BasketView::default()) };
    let say = desktop.say();
    let sum = |key: &str, minor| Choice { value: say.text(key), text: say.money(minor, &basket.currency) };
    let line = |line: &shop::BasketLine| BasketLineView {
        product: line.product.into(),
        name: line.name.clone(),
        price: price_per(&say, &line.price, &line.unit),
        quantity: line.quantity,
        amount: line.amount.clone(),
        short: line.short.then(|| say.with("desk-left", &[("count", say.number(line.left).into())])),
    };
    let sums = [
        ("desk-order-goods", basket.goods_minor),
        ("desk-order-delivery", basket.delivery_minor),
        ("desk-order-total", basket.total_minor),
    ];
    Ok(BasketView {
        lines: basket.lines.iter().map(line).collect(),
        sums: if basket.currency.is_empty() {
            Vec::new()
        } else {
            sums.into_iter().map(|(key, minor)| sum(key, minor)).collect()
        },
        orderable: basket.orderable,
    })
}

/// Asks for the goods. The total that the manager has read out goes with it.
pub(super) fn place_order(desktop: &Desktop, form: OrderForm) -> Result<Done, Problem> {
    let basket = BasketForm { hub: form.hub, lines: form.lines, fulfilment: form.fulfilment };
    let total_minor = basket_of(desktop, &basket)?.map_or(0, |basket| basket.total_minor);
    let fulfilment = word_of(&basket.fulfilment).unwrap_or(Fulfilment::PickUp);
    let address = Address {
        street: form.street,
        postal_code: form.postal_code,
        city: form.city,
        country: form.country,
    };
    let order = desktop.new_id()?;
    let command = Ordering::Place {
        order,
        hub: form.hub.into(),
        customer: Some(form.customer.into()),
        lines: wanted(&basket.lines),
        total_minor,
        to: Box::new(Destination {
            fulfilment,
            recipient: form.recipient,
            phone: form.phone,
            address: (fulfilment == Fulfilment::Delivery).then_some(address),
            lat_e6: None,
            lon_e6: None,
            notes: form.notes,
            window_from: None,
            window_until: None,
        }),
        // Who fetches it pays where it is fetched; the form does not ask.
        payment: match fulfilment {
            Fulfilment::PickUp => Payment::AtHub,
            Fulfilment::Delivery => word_of(&form.payment).unwrap_or(Payment::AtHub),
        },
        cycle: form.train.map(Id::from),
        if_late: IfLate::NextTrain,
        substitutes_ok: form.substitutes_ok,
    };
    Ok(Done { id: Some(order.into()), ..desktop.send(Command::Ordering(command))? })
}
