//! The list of the market: narrowed by words, category, price, hub and end, a page at a time. It reads the
//! device's own index and works offline; on the server it reads the server's.

use serde::{Deserialize, Serialize};

use super::model::{Listing, ListingKind, MarketCategory};
use super::view::{ListingCard, card};
use crate::access::{Access, Viewer};
use crate::call::Actor;
use crate::id::Id;
use crate::store::{Fault, Tx, Value};

/// Listings on one page at most.
pub const LISTINGS_PER_PAGE_MAX: usize = 50;
/// Listings that a search for words considers at most, the best first.
pub const MATCHES_MAX: usize = 1_000;

/// What a list of the market is narrowed to. What is absent narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Words of title and description; each may be the beginning of one.
    pub words: Option<String>,
    /// What it is.
    pub category: Option<MarketCategory>,
    /// How it is sold.
    pub kind: Option<ListingKind>,
    /// The hub where it changes hands.
    pub hub: Option<Id>,
    /// The lowest price now, in minor units.
    pub price_min: Option<i64>,
    /// The highest price now, in minor units.
    pub price_max: Option<i64>,
    /// Only what ends within this time, in ms.
    pub ending_within_ms: Option<i64>,
}

/// The order of a list of the market.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// What ends next first.
    #[default]
    EndingSoon,
    /// The latest first.
    Newest,
    /// The cheapest first.
    Cheapest,
}

/// Where a page ends: the next begins after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct After {
    /// The last listing's place in the order.
    pub key: i64,
    /// Its id.
    pub id: Id,
}

/// A page of the market.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MarketPage {
    /// The listings.
    pub cards: Vec<ListingCard>,
    /// Where the next page begins; nothing when this is the last.
    pub next: Option<After>,
}

/// A page of what is on sale in a community.
///
/// # Errors
/// The store's fault.
pub fn market(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    community: Id,
    filter: &Filter,
    order: Order,
    after: Option<After>,
) -> Result<MarketPage, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    if access.member(community).is_none() {
        return Ok(MarketPage { cards: Vec::new(), next: None });
    }
    let (key, descending) = match order {
        Order::EndingSoon => ("l.ends_at", false),
        Order::Newest => ("s.created_at", true),
        Order::Cheapest => ("l.price_minor", false),
    };
    let Some((mut clause, mut params)) = narrowed(tx, viewer, community, filter)? else {
        return Ok(MarketPage { cards: Vec::new(), next: None });
    };
    let (beyond, direction) = if descending { ("<", "DESC") } else { (">", "ASC") };
    if let Some(After { key: last, id }) = after {
        clause.push_str(&format!(" AND ({key} {beyond} ? OR ({key} = ? AND s.id {beyond} ?))"));
        params.extend([Value::Int(last), Value::Int(last), id.into()]);
    }
    let text = format!(
        "SELECT s.id, {key} FROM listing s JOIN lot l ON l.id = s.id WHERE {clause}
         ORDER BY {key} {direction}, s.id {direction} LIMIT {}",
        LISTINGS_PER_PAGE_MAX + 1
    );
    let mut found = tx.query(&text, &params, |row| Ok((row.text(0)?.to_owned(), row.int(1)?)))?;
    let more = found.len() > LISTINGS_PER_PAGE_MAX;
    found.truncate(LISTINGS_PER_PAGE_MAX);
    let mut cards = Vec::new();
    let mut last = None;
    for (id, key) in found {
        let id: Id = id.parse().map_err(|_| Fault::Shape("a listing's id".to_owned()))?;
        if let Some(listing) = tx.get::<Listing>(id)? {
            cards.push(card(tx, viewer, &listing)?);
        }
        last = Some(After { key, id });
    }
    Ok(MarketPage { cards, next: last.filter(|_| more) })
}

/// A part of the same list by its place, for a screen that shows one part of a long list: `count` listings from the
/// place `from` on, and how many there are in all.
///
/// # Errors
/// The store's fault.
pub fn market_part(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    community: Id,
    (filter, order): (&Filter, Order),
    from: usize,
    count: usize,
) -> Result<(Vec<ListingCard>, i64), Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    if access.member(community).is_none() {
        return Ok((Vec::new(), 0));
    }
    let Some((clause, mut params)) = narrowed(tx, viewer, community, filter)? else {
        return Ok((Vec::new(), 0));
    };
    let text = format!("SELECT count(*) FROM listing s JOIN lot l ON l.id = s.id WHERE {clause}");
    let total = tx.query(&text, &params, |row| row.int(0))?.into_iter().next().unwrap_or_default();
    let by = match order {
        Order::EndingSoon => "l.ends_at ASC, s.id ASC",
        Order::Newest => "s.created_at DESC, s.id DESC",
        Order::Cheapest => "l.price_minor ASC, s.id ASC",
    };
    let text = format!(
        "SELECT s.id FROM listing s JOIN lot l ON l.id = s.id WHERE {clause} ORDER BY {by} LIMIT ? OFFSET ?"
    );
    let whole = |number: usize| Value::Int(i64::try_from(number).unwrap_or(i64::MAX));
    params.extend([whole(count), whole(from)]);
    let mut cards = Vec::new();
    for id in tx.query(&text, &params, |row| Ok(row.text(0)?.to_owned()))? {
        let id: Id = id.parse().map_err(|_| Fault::Shape("a listing's id".to_owned()))?;
        if let Some(listing) = tx.get::<Listing>(id)? {
            cards.push(card(tx, viewer, &listing)?);
        }
    }
    Ok((cards, total))
}

/// What follows WHERE for a filter; nothing when no row can match.
fn narrowed(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    community: Id,
    filter: &Filter,
) -> Result<Option<(String, Vec<Value>)>, Fault> {
    let mut clause = "s.community = ? AND s.status = 'active' AND l.ends_at > ?".to_owned();
    let mut params = vec![Value::from(community), viewer.now.into()];
    if let Some(words) = filter.words.as_deref().filter(|words| words.chars().any(char::is_alphanumeric)) {
        let found = tx.search::<Listing>(words, MATCHES_MAX)?;
        if found.is_empty() {
            return Ok(None);
        }
        clause.push_str(&format!(" AND s.id IN ({})", vec!["?"; found.len()].join(", ")));
        params.extend(found.into_iter().map(Value::from));
    }
    let word = |value: Result<serde_json::Value, serde_json::Error>| {
        value.ok().and_then(|value| value.as_str().map(Value::from)).unwrap_or(Value::Null)
    };
    let ends_before = filter.ending_within_ms.map(|ms| viewer.now.plus(ms).into());
    let narrowings = [
        (" AND s.category = ?", filter.category.map(|it| word(serde_json::to_value(it)))),
        (" AND s.kind = ?", filter.kind.map(|it| word(serde_json::to_value(it)))),
        (" AND s.hub = ?", filter.hub.map(Value::from)),
        (" AND l.price_minor >= ?", filter.price_min.map(Value::Int)),
        (" AND l.price_minor <= ?", filter.price_max.map(Value::Int)),
        (" AND l.ends_at <= ?", ends_before),
    ];
    for (text, value) in narrowings {
        if let Some(value) = value {
            clause.push_str(text);
            params.push(value);
        }
    }
    Ok(Some((clause, params)))
}
