//! The shop: hubs that sell, what is on their shelves, and the basket at the bottom of the screen.

mod basket;

use std::collections::BTreeMap;

use dioxus::prelude::*;
use hubbub_core::access::Viewer;
use hubbub_core::id::Id;
use hubbub_core::inventory::view::{After, PRODUCTS_PER_PAGE, ProductCard, Shelf, products};
use hubbub_core::ordering::command::WantedLine;
use hubbub_core::ordering::model::Fulfilment;
use hubbub_core::ordering::shop::{ShopHub, basket, shop};
use hubbub_core::store::{Fault, Tx};
use serde::{Deserialize, Serialize};

pub(crate) use self::basket::BasketScreen;
use crate::parts::{Badge, Button, Empty, Field, Icon, Kind, LinkButton, Picture, Select, Sign};
use crate::routes::Route;
use crate::shell::Screen;
use crate::ui::{Ui, ui, use_home};
use crate::words::{date_time, number, t, t_count, t_with};

/// What a person wants of a hub, kept until it is ordered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// The hub; none before the first look.
    pub(crate) hub: Option<Id>,
    /// Units by product.
    pub(crate) units: BTreeMap<Id, i64>,
}

/// The name under which the basket is kept.
pub(crate) const BASKET: &str = "basket";

impl Wanted {
    /// The basket as it was left.
    pub(crate) fn read(ui: Ui) -> Self {
        ui.kept(BASKET).unwrap_or_default()
    }

    /// The basket as lines of an order.
    pub(crate) fn lines(&self) -> Vec<WantedLine> {
        self.units
            .iter()
            .map(|(product, quantity)| WantedLine { product: *product, quantity: *quantity })
            .collect()
    }

    /// Puts more units of a product in, or takes some out.
    fn give(&mut self, product: Id, more: i64) {
        let units = self.units.get(&product).copied().unwrap_or(0).saturating_add(more).max(0);
        if units == 0 {
            self.units.remove(&product);
        } else {
            self.units.insert(product, units);
        }
    }
}

/// Puts more units of a product into the basket, or takes some out.
pub(crate) fn give(ui: Ui, product: Id, more: i64) {
    let mut wanted = Wanted::read(ui);
    wanted.give(product, more);
    ui.keep(BASKET, &wanted);
}

/// The shop.
#[component]
pub(crate) fn Shop() -> Element {
    let ui = ui();
    let home = use_home();
    let words = use_signal(String::new);
    let mut pages = use_signal(|| 1_usize);
    let own = home.read().as_ref().map(|home| (home.community.id, home.community.hub));
    let (community, own) = own.unwrap_or_default();
    let hubs = ui.view(|tx, viewer| shop(tx, viewer, community)).unwrap_or_default();
    let wanted = Wanted::read(ui);
    let Some(hub) = chosen(&hubs, wanted.hub.or(own)) else {
        return rsx! {
            Screen { title: t("nav-shop"),
                Orders {}
                Empty { sign: Sign::ShoppingBasket, title: t("shop-none"), words: t("shop-none-words") }
            }
        };
    };
    let options: Vec<_> = hubs.iter().map(|hub| (hub.id.to_string(), hub.name.clone())).collect();
    let here = hub.id;
    let (cards, more) = shelf(ui, here, &words.read(), pages());
    let several = options.len() > 1;
    let choose = move |id: String| {
        let hub = id.parse::<Id>().ok();
        // What one hub has, another may not: a basket belongs to one hub.
        ui.keep(BASKET, &Wanted { hub, units: BTreeMap::new() });
    };
    rsx! {
        Screen { title: t("nav-shop"),
            Orders {}
            if several {
                Select { id: "shop-hub", label: t("shop-hub"), value: here.to_string(), options, onchange: choose }
            }
            Next { hub: hub.clone() }
            Field { id: "shop-search", label: t("shop-search"), value: words, kind: "search" }
            if cards.is_empty() {
                Empty { sign: Sign::Package, title: t("shop-nothing"), words: t("shop-nothing-words") }
            } else {
                ul { class: "rows", role: "list", aria_label: t("nav-shop"),
                    for card in cards {
                        Product { key: "{card.id}", card: card.clone(), units: wanted.units.get(&card.id).copied().unwrap_or(0), hub: here }
                    }
                }
            }
            if more {
                Button { wide: true, onclick: move |()| pages += 1, {t("show-more")} }
            }
        }
        Bar { hub: here }
    }
}

/// What a hub has, as far as so many pages reach, and whether there is more: first what can be ordered now, after all of
/// that what it keeps and has none of. What it never kept is not on its shelves.
fn shelf(ui: Ui, hub: Id, words: &str, pages: usize) -> (Vec<ProductCard>, bool) {
    let found = ui.view(|tx, viewer| {
        let (mut cards, more) = part(tx, viewer, (hub, Shelf::Orderable), words, pages)?;
        if more {
            return Ok((cards, true));
        }
        let (all, more) = part(tx, viewer, (hub, Shelf::All), words, pages)?;
        cards.extend(all.into_iter().filter(|card| card.stock.is_some_and(|stock| stock.orderable == 0)));
        Ok((cards, more))
    });
    found.unwrap_or_default()
}

/// So many pages of a shelf, and whether there is more of it.
fn part(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    (hub, shelf): (Id, Shelf),
    words: &str,
    pages: usize,
) -> Result<(Vec<ProductCard>, bool), Fault> {
    let (mut cards, mut after) = (Vec::new(), None::<After>);
    for _ in 0..pages {
        let page = products(tx, viewer, hub, shelf, words, after.as_ref())?;
        after = page
            .last()
            .filter(|_| page.len() >= PRODUCTS_PER_PAGE)
            .map(|last| After { sku: last.sku.clone(), id: last.id });
        cards.extend(page);
        if after.is_none() {
            break;
        }
    }
    Ok((cards, after.is_some()))
}

/// The hub that is on the screen: the one that was chosen, else the first that sells something.
fn chosen(hubs: &[ShopHub], wanted: Option<Id>) -> Option<ShopHub> {
    let sells = |hub: &&ShopHub| hub.products > 0;
    let named = hubs.iter().find(|hub| Some(hub.id) == wanted && hub.products > 0);
    named.or_else(|| hubs.iter().find(sells)).cloned()
}

/// The way to one's orders.
#[component]
fn Orders() -> Element {
    rsx! { LinkButton { to: Route::Orders {}, sign: Sign::Receipt, {t("nav-orders")} } }
}

/// The next train that takes orders.
#[component]
fn Next(hub: ShopHub) -> Element {
    use hubbub_core::ordering::cycle::Phase;
    let open = hub.trains.iter().find(|train| train.phase == Phase::Open);
    let words = open.map(|train| {
        t_with(
            "shop-next-train",
            &[("cutoff", date_time(train.cutoff_at).into()), ("departs", date_time(train.departs_at).into())],
        )
    });
    rsx! {
        if let Some(words) = words {
            p { class: "line muted", Icon { sign: Sign::Truck } span { class: "line-words", "{words}" } }
        }
    }
}

/// A product with what is left of it, and how many the person wants.
#[component]
fn Product(card: ProductCard, units: i64, hub: Id) -> Element {
    let ui = ui();
    let stock = card.stock;
    let left = stock.map_or(0, |stock| stock.orderable);
    let words = match stock {
        Some(stock) if stock.available > 0 => {
            t_with("shop-left", &[("count", stock.available.into()), ("unit", card.unit.clone().into())])
        }
        Some(stock) if stock.orderable > 0 => t("shop-back-order"),
        _ => t("shop-gone"),
    };
    let product = card.id;
    let image = card.image.clone();
    rsx! {
        li { class: "row",
            div { class: "row-inside",
                if image.is_some() {
                    div { class: "row-image", Picture { hash: image, alt: "", sign: Sign::Package } }
                }
                div { class: "row-body",
                    div { class: "row-title", "{card.name}" }
                    div { class: "row-detail", {t_with("shop-price", &[("price", card.price.clone().into()), ("unit", card.unit.clone().into())])} }
                    div { class: "badges",
                        Badge { words, sign: if left == 0 { Sign::CircleX } else { Sign::Package } }
                    }
                }
                Units { title: card.name.clone(), units, most: left.max(units), ongive: move |more| {
                    let wanted = Wanted::read(ui);
                    if wanted.hub != Some(hub) {
                        ui.keep(BASKET, &Wanted { hub: Some(hub), units: BTreeMap::new() });
                    }
                    give(ui, product, more);
                } }
            }
        }
    }
}

/// How many: less, the number, more. At nothing it is one button.
#[component]
pub(super) fn Units(title: String, units: i64, most: i64, ongive: EventHandler<i64>) -> Element {
    let named = |key: &str| t_with(key, &[("title", title.clone().into())]);
    if units == 0 && most > 0 {
        return rsx! {
            Button { name: named("shop-add"), sign: Sign::Plus, onclick: move |()| ongive.call(1) }
        };
    }
    if most == 0 {
        return rsx! {};
    }
    rsx! {
        div { class: "units", role: "group", aria_label: "{title}",
            Button { name: named("shop-less"), sign: Sign::Minus, onclick: move |()| ongive.call(-1) }
            output { class: "stepper-value", aria_live: "polite", {number(units)} }
            if units < most {
                Button { name: named("shop-more"), sign: Sign::Plus, onclick: move |()| ongive.call(1) }
            } else {
                span { class: "units-most muted small", {t("shop-all")} }
            }
        }
    }
}

/// The basket, always in reach of the thumb.
#[component]
fn Bar(hub: Id) -> Element {
    let ui = ui();
    let wanted = Wanted::read(ui);
    if wanted.units.is_empty() || wanted.hub != Some(hub) {
        return rsx! {};
    }
    let lines = wanted.lines();
    let sums =
        ui.view(|tx, viewer| basket(tx, viewer, hub, &lines, Fulfilment::PickUp)).map(|sums| sums.total);
    let count = wanted.units.values().sum::<i64>();
    rsx! {
        div { class: "action-bar",
            LinkButton { to: Route::BasketScreen {}, kind: Kind::Primary, wide: true, sign: Sign::ShoppingBasket,
                {t_count("basket-count", count)}
                " · "
                {sums.unwrap_or_default()}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use hubbub_core::id::Id;

    use super::Wanted;

    #[test]
    fn a_basket_never_holds_less_than_nothing() {
        let (one, other) = (Id::named("product", "one"), Id::named("product", "other"));
        let mut wanted = Wanted::default();
        for (product, more, expected) in
            [(one, 1, 1), (one, 2, 3), (other, -1, 0), (one, -5, 0), (other, 4, 4)]
        {
            wanted.give(product, more);
            assert_eq!(wanted.units.get(&product).copied().unwrap_or(0), expected);
        }
        assert_eq!(wanted.lines().len(), 1);
    }
}
