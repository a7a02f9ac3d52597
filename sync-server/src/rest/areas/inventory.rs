//! Products and what lies on the shelves.

use super::{Area, collection, write};
use crate::rest::action::Verb::{Patch, Post, Put};
use crate::rest::resource::Resource;
use crate::rest::shape::{Shape, may, must, nullable};

const SKU: Shape = Shape::Text(40);
const WORDS: Shape = Shape::Words(20_000);
const UNIT: Shape = Shape::Text(30);
const NOTE: Shape = Shape::Text(300);
const UNITS: Shape = Shape::Int(0, 1_000_000_000);
const CHANGE: Shape = Shape::Int(-1_000_000_000, 1_000_000_000);
const REASON: Shape =
    Shape::Word(&["received", "returned", "counted", "corrected", "damaged", "expired", "lost", "used"]);
/// The currency of the community of a hub.
const HUB_CURRENCY: &str =
    "SELECT c.currency FROM hub h JOIN community c ON c.id = h.community WHERE h.id = ?";
const PRODUCT_CURRENCY: &str = "SELECT currency FROM product WHERE id = ?";

static PRODUCTS: Resource = collection(
    "inventory",
    "product",
    ["/api/v1/products", "/api/v1/products/{product}"],
    "product",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "Whose it is."),
        must("hub", Shape::Id, "The hub that keeps its record; others may have it in stock too."),
        must("sku", SKU, "Its code, once in a community."),
        must("name", WORDS, "Its name, by language."),
        must("about", WORDS, "What it is, by language."),
        must("unit", UNIT, "What is counted."),
        must("price", Shape::Price, "What one unit costs.").from("price_e4"),
        nullable("image", Shape::Hash, "Content hash of its picture."),
        must("created_at", Shape::Time, "When it was added."),
        nullable("archived_at", Shape::Time, "Since when it can't be ordered."),
    ],
    "Products of your communities.",
)
.by(&["community", "hub", "sku"])
.in_currency("t.currency");

static LEVELS: Resource = collection(
    "inventory",
    "stock level",
    ["/api/v1/inventory", "/api/v1/inventory/{level}"],
    "stock_level",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "The community."),
        must("hub", Shape::Id, "The hub."),
        must("product", Shape::Id, "The product."),
        must("on_hand", UNITS, "Units in the house."),
        must("reserved", UNITS, "Of these, units that orders hold."),
        must("back_ordered", UNITS, "Units that orders wait for."),
        must("back_order", Shape::Bool, "Whether more may be ordered than there is."),
        nullable("back_order_cap", UNITS, "The most units that may wait."),
        nullable("low_at", UNITS, "From so few free units on managers are told."),
        must("changed_at", Shape::Time, "When the counters last moved."),
    ],
    "What hubs have, of each product.",
)
.by(&["community", "hub", "product"]);

static ADJUSTMENTS: Resource = collection(
    "inventory",
    "adjustment",
    ["/api/v1/stock-adjustments", "/api/v1/stock-adjustments/{adjustment}"],
    "stock_adjustment",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "The community."),
        must("hub", Shape::Id, "The hub."),
        must("product", Shape::Id, "The product."),
        must("change", CHANGE, "Units; below 0 when they went."),
        must("reason", REASON, "Why."),
        must("note", NOTE, "In somebody's own words."),
        nullable("made_by", Shape::Id, "Who; none: the server itself."),
        must("made_at", Shape::Time, "When."),
        nullable("order_id", Shape::Id, "The order whose crate it was short in."),
        nullable("on_hand_after", UNITS, "Units in the house afterwards."),
    ],
    "Units that came or went for a reason, told to those who run the hub.",
)
.by(&["hub", "product", "reason"]);

/// The area's rows.
pub(super) static AREA: Area = Area {
    resources: &[&PRODUCTS, &LEVELS, &ADJUSTMENTS],
    actions: &[
        write(
            Post,
            "/api/v1/products",
            ["inventory", "add_product"],
            &[
                must("hub", Shape::Id, "The hub that keeps its record."),
                must("sku", SKU, "Its code, once in the community."),
                must("name", WORDS, "Its name, by language."),
                may("about", WORDS, "What it is, by language."),
                must("unit", UNIT, "What is counted."),
                must("price", Shape::Price, "What one unit costs.").from("price_e4"),
                may("image", Shape::Hash, "Content hash of its picture."),
            ],
            "Add a product, in the currency of the community.",
        )
        .makes("product", &PRODUCTS)
        .in_currency(HUB_CURRENCY, "hub"),
        write(
            Patch,
            "/api/v1/products/{product}",
            ["inventory", "edit_product"],
            &[
                may("sku", SKU, "Its code."),
                may("name", WORDS, "Its name, by language."),
                may("about", WORDS, "What it is, by language."),
                may("unit", UNIT, "What is counted."),
                may("price", Shape::Price, "What one unit costs; orders that stand keep theirs.")
                    .from("price_e4"),
                nullable("image", Shape::Hash, "Content hash of its picture, or none."),
            ],
            "Change a product.",
        )
        .within("changes")
        .changes("product", &PRODUCTS)
        .in_currency(PRODUCT_CURRENCY, "product"),
        write(
            Put,
            "/api/v1/products/{product}/archived",
            ["inventory", "archive_product"],
            &[must("archived", Shape::Bool, "Whether it is off the list.")],
            "Take a product off the list, or put it back.",
        )
        .changes("product", &PRODUCTS),
        write(
            Put,
            "/api/v1/hubs/{hub}/products/{product}/stock-rules",
            ["inventory", "set_stock_rules"],
            &[
                may("low_at", UNITS, "From so few free units on managers are told; absent: never."),
                may("back_order", Shape::Bool, "Whether it can be ordered before it is there."),
                may("back_order_cap", UNITS, "The most units that may wait; absent: no limit."),
            ],
            "Say when managers are told, and whether a product can be ordered before it is there.",
        ),
        write(
            Post,
            "/api/v1/inventory/adjust",
            ["inventory", "adjust"],
            &[
                must("hub", Shape::Id, "The hub."),
                must("product", Shape::Id, "The product."),
                must("change", CHANGE, "Units; below 0 when they went."),
                must("reason", REASON, "Why."),
                may("note", NOTE, "In your own words."),
            ],
            "Add or take units for a reason.",
        )
        .paced(30),
    ],
};
