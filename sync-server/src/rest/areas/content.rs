//! Items and their words.

use super::{Area, collection, write};
use crate::rest::action::Verb::{Delete, Patch, Post, Put};
use crate::rest::resource::Resource;
use crate::rest::shape::{LOCALE, Shape, may, must, nullable};

const CATEGORY: Shape = Shape::Word(&["activities", "meals", "films"]);
const STATUS: Shape = Shape::Word(&["draft", "published", "archived"]);
const TITLE: Shape = Shape::Text(120);
const PROSE: Shape = Shape::Text(20_000);
const TAGS: Shape = Shape::List(&Shape::Text(30), 10);
const CAPACITY: Shape = Shape::Int(1, 100_000);

static ITEMS: Resource = collection(
    "content",
    "item",
    ["/api/v1/content/items", "/api/v1/content/items/{item}"],
    "item",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "Whose it is."),
        nullable("hub", Shape::Id, "The hub where it takes place."),
        must("category", CATEGORY, "What it is about."),
        must("status", STATUS, "Where it stands."),
        must("default_locale", LOCALE, "The language that readers of other languages get."),
        must("tags", TAGS, "Words to find it by."),
        nullable("image", Shape::Hash, "Content hash of its picture."),
        nullable("event_at", Shape::Time, "When it takes place."),
        nullable("capacity", CAPACITY, "How many people it takes in."),
        nullable("author", Shape::Id, "Who wrote it."),
        must("created_at", Shape::Time, "When it was written."),
        nullable("deleted_at", Shape::Time, "When it was deleted."),
    ],
    "Activities, meals and films of your communities.",
)
.by(&["community", "hub", "category", "status"]);

static TEXTS: Resource = collection(
    "content",
    "item text",
    ["/api/v1/content/texts", "/api/v1/content/texts/{text}"],
    "item_text",
    &[
        must("id", Shape::Id, "Its id."),
        must("item", Shape::Id, "The item."),
        must("locale", LOCALE, "The language."),
        must("title", TITLE, "One line."),
        must("description", PROSE, "Any number of lines."),
    ],
    "The words of items, one text a language.",
)
.by(&["item", "locale"]);

/// The area's rows.
pub(super) static AREA: Area = Area {
    resources: &[&ITEMS, &TEXTS],
    actions: &[
        write(
            Post,
            "/api/v1/content/items",
            ["content", "create"],
            &[
                must("community", Shape::Id, "Whose it is."),
                must("category", CATEGORY, "What it is about."),
                must("default_locale", LOCALE, "The language that readers of other languages get."),
                may(
                    "texts",
                    Shape::List(
                        &Shape::Object(&[
                            must("locale", LOCALE, "The language."),
                            must("title", TITLE, "One line."),
                            may("description", PROSE, "Any number of lines."),
                        ]),
                        4,
                    ),
                    "Its words, at most one text a language.",
                ),
                may("tags", TAGS, "Words to find it by."),
                may("hub", Shape::Id, "The hub where it takes place."),
                may("image", Shape::Hash, "Content hash of its picture."),
                may("event_at", Shape::Time, "When it takes place."),
                may("capacity", CAPACITY, "How many people it takes in."),
            ],
            "Write a draft.",
        )
        .makes("item", &ITEMS),
        write(
            Patch,
            "/api/v1/content/items/{item}",
            ["content", "edit"],
            &[
                may("category", CATEGORY, "What it is about."),
                may("default_locale", LOCALE, "The language that readers of other languages get."),
                may("tags", TAGS, "Words to find it by."),
                nullable("hub", Shape::Id, "The hub where it takes place."),
                nullable("image", Shape::Hash, "Content hash of its picture."),
                nullable("event_at", Shape::Time, "When it takes place."),
                nullable("capacity", CAPACITY, "How many people it takes in."),
            ],
            "Change what is not words. What is absent stays; `null` empties.",
        )
        .within("changes")
        .changes("item", &ITEMS),
        write(
            Put,
            "/api/v1/content/items/{item}/text",
            ["content", "set_text"],
            &[
                must("locale", LOCALE, "The language."),
                must("title", TITLE, "One line."),
                may("description", PROSE, "Any number of lines."),
            ],
            "Write its words in one language.",
        )
        .changes("item", &ITEMS),
        write(
            Post,
            "/api/v1/content/items/{item}/publish",
            ["content", "publish"],
            &[],
            "Show it to the community.",
        )
        .changes("item", &ITEMS),
        write(
            Post,
            "/api/v1/content/items/{item}/archive",
            ["content", "archive"],
            &[],
            "Say that it is over.",
        )
        .changes("item", &ITEMS),
        write(
            Delete,
            "/api/v1/content/items/{item}",
            ["content", "delete"],
            &[],
            "Take it away. It can be restored.",
        )
        .changes("item", &ITEMS),
        write(
            Post,
            "/api/v1/content/items/{item}/restore",
            ["content", "restore"],
            &[],
            "Bring it back as it was.",
        )
        .changes("item", &ITEMS),
    ],
};
