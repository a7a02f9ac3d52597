//! What the screens about items show: the list, and one item in full.

use serde::Serialize;

use super::model::{Category, Item, ItemText, Status};
use crate::access::{Access, Viewer};
use crate::call::Actor;
use crate::community::model::Hub;
use crate::i18n::Locale;
use crate::id::Id;
use crate::store::{Entity, Fault, Tx, Value};
use crate::time::Timestamp;

/// Items in one list at most, the newest.
pub const ITEMS_PER_LIST_MAX: usize = 500;

/// An item as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemCard {
    /// The item.
    pub id: Id,
    /// What it is about.
    pub category: Category,
    /// Where it stands; its words are `content-state-…`.
    pub status: Status,
    /// Whether it was deleted; only editors see those.
    pub deleted: bool,
    /// Its title in the viewer's language, or the nearest there is.
    pub title: String,
    /// The language of the title, for `lang` attributes; none when the item has no words yet.
    pub locale: Option<Locale>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Content hash of its picture.
    pub image: Option<String>,
    /// When it takes place.
    pub event_at: Option<Timestamp>,
    /// The IANA time zone of that time, and the hub's name.
    pub place: Option<Place>,
    /// How many people it takes in.
    pub capacity: Option<i64>,
}

/// Where an item takes place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The hub.
    pub hub: Id,
    /// Its name.
    pub name: String,
    /// Its IANA time zone.
    pub time_zone: String,
}

/// One item in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemPage {
    /// As in the list.
    pub card: ItemCard,
    /// Its description, in the language of the title.
    pub description: String,
    /// All its words, for editors.
    pub texts: Vec<ItemText>,
    /// Who wrote it.
    pub author: Option<Id>,
}

/// The items of a community, or of one category: what takes place next first, then what has no date,
/// the newest first.
///
/// # Errors
/// The store's fault.
pub fn items(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    community: Id,
    category: Option<Category>,
) -> Result<Vec<ItemCard>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    let clause = format!("community = ? ORDER BY created_at DESC, id LIMIT {ITEMS_PER_LIST_MAX}");
    let found = tx.select::<Item>(&clause, &[Value::from(community)])?;
    let mut cards = Vec::new();
    for item in found.into_iter().filter(|item| category.is_none_or(|wanted| wanted == item.category)) {
        if sees(tx, &access, &item)? {
            cards.push(page(tx, viewer, item)?.card);
        }
    }
    let over = |at: Timestamp| at < viewer.now;
    cards.sort_by_key(|card| match card.event_at {
        Some(at) if !over(at) => (0, at.0),
        None => (1, 0),
        Some(at) => (2, -at.0),
    });
    Ok(cards)
}

/// One item in full.
///
/// # Errors
/// The store's fault.
pub fn item(tx: &mut Tx<'_>, viewer: &Viewer, item: Id) -> Result<Option<ItemPage>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    match tx.get::<Item>(item)? {
        Some(item) if sees(tx, &access, &item)? => page(tx, viewer, item).map(Some),
        _ => Ok(None),
    }
}

fn sees(tx: &mut Tx<'_>, access: &Access, item: &Item) -> Result<bool, Fault> {
    Ok(item.scopes(tx)?.iter().any(|scope| access.scopes().contains(scope)))
}

fn page(tx: &mut Tx<'_>, viewer: &Viewer, item: Item) -> Result<ItemPage, Fault> {
    let texts = tx.select::<ItemText>("item = ? ORDER BY locale", &[Value::from(item.id)])?;
    let in_locale = |locale: Locale| texts.iter().find(|text| text.locale == locale);
    let text = in_locale(viewer.locale).or_else(|| in_locale(item.default_locale)).or_else(|| texts.first());
    let place = match item.hub {
        Some(hub) => {
            tx.get::<Hub>(hub)?.map(|hub| Place { hub: hub.id, name: hub.name, time_zone: hub.time_zone })
        }
        None => None,
    };
    let card = ItemCard {
        id: item.id,
        category: item.category,
        status: item.status,
        deleted: item.deleted_at.is_some(),
        title: text.map(|text| text.title.clone()).unwrap_or_default(),
        locale: text.map(|text| text.locale),
        tags: item.tags,
        image: item.image,
        event_at: item.event_at,
        place,
        capacity: item.capacity,
    };
    let description = text.map(|text| text.description.clone()).unwrap_or_default();
    Ok(ItemPage { card, description, texts, author: item.author })
}
