//! The live lane: what can be watched, and what its watchers are told at once.
//!
//! Nothing true hangs on it. An event shows a state that the rows show too, and says at which number of which
//! scope: a device that has not received that number by the durable lane asks for it. The latest state wins, so
//! events may be left out on the way but for the last.
//!
//! To tell something new: a variant of [`Event`] and of [`Kind`], a line in an area's `announce`, and an arm in
//! its `tell`, which reads the state once however many calls of a batch changed it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::scope::Scope;
use crate::time::Timestamp;

/// Longest text of a topic, in bytes.
pub const TOPIC_BYTES_MAX: usize = 64;

/// What can be watched: a kind of thing and the thing, as `poll:<id>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Topic(String);

impl Topic {
    /// What everybody is told who is connected; nobody joins it.
    pub const HOUSE: &'static str = "house";
    /// The running count of a poll.
    pub const POLL: &'static str = "poll";
    /// The price and the end of an auction.
    pub const AUCTION: &'static str = "auction";
    /// The status of an order.
    pub const ORDER: &'static str = "order";
    /// The status of every order of a hub.
    pub const ORDERS: &'static str = "orders";
    /// The stock of a hub.
    pub const STOCK: &'static str = "stock";
    /// The status of every order that a driver brings.
    pub const DELIVERIES: &'static str = "deliveries";
    /// Where one driver is.
    pub const DRIVER: &'static str = "driver";
    /// Where all drivers of a hub are.
    pub const FLEET: &'static str = "fleet";
    /// What a person is told.
    pub const NOTICES: &'static str = "notices";

    /// The topic of a thing.
    #[must_use]
    pub fn of(kind: &str, thing: Id) -> Self {
        Self(format!("{kind}:{thing}"))
    }

    /// The topic that reaches everybody.
    #[must_use]
    pub fn house() -> Self {
        Self(Self::HOUSE.to_owned())
    }

    /// A topic by its full name, as on the wire.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// The full name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the colon.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.0.split_once(':').map_or(self.0.as_str(), |(kind, _)| kind)
    }

    /// The thing, if the name is one of ours.
    #[must_use]
    pub fn thing(&self) -> Option<Id> {
        if self.0.len() > TOPIC_BYTES_MAX {
            return None;
        }
        self.0.split_once(':')?.1.parse().ok()
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What kind of news it is. Of one kind about one thing the latest wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// [`Event::VoteUpdated`].
    VoteUpdated,
    /// [`Event::PollClosed`].
    PollClosed,
    /// [`Event::AuctionPriceChanged`].
    AuctionPriceChanged,
    /// [`Event::AuctionExtended`].
    AuctionExtended,
    /// [`Event::AuctionClosed`].
    AuctionClosed,
    /// [`Event::OrderStatusChanged`].
    OrderStatusChanged,
    /// [`Event::StockChanged`].
    StockChanged,
    /// [`Event::DriverPosition`].
    DriverPosition,
    /// [`Event::DriverNear`].
    DriverNear,
    /// [`Event::Notification`].
    Notification,
    /// [`Event::MaintenanceMode`].
    MaintenanceMode,
}

/// Something that changed, named so that it can be told once for many changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Change {
    /// Whom it concerns.
    pub topic: Topic,
    /// What kind of news.
    pub kind: Kind,
    /// What it is about: the topic's thing, or one of many, as a product of a hub's stock.
    pub about: Id,
}

impl Change {
    /// A change of the topic's own thing.
    #[must_use]
    pub fn of(subject: &str, thing: Id, kind: Kind) -> Self {
        Self { topic: Topic::of(subject, thing), kind, about: thing }
    }
}

/// How near a driver is to a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nearness {
    /// Nearly there.
    Nearby,
    /// There.
    Arrived,
    /// Gone again.
    Left,
}

/// A door that a person is on the way to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// The stop.
    pub stop: Id,
    /// The order that is brought there.
    pub order: Id,
    /// Latitude in micro-degrees.
    pub lat_e6: i64,
    /// Longitude in micro-degrees.
    pub lon_e6: i64,
    /// Whose watchers are told that the person comes near.
    pub topics: Vec<Topic>,
}

/// How many chose an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionCount {
    /// The option.
    pub option: Id,
    /// Ballots that name it.
    pub ballots: i64,
    /// Its points.
    pub score: i64,
}

/// What watchers are told. The JSON form is the same for devices and for third parties; a reader takes a `type` it
/// does not know for [`Event::Newer`], and passes over fields it does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Event {
    /// The count of a poll moved.
    VoteUpdated {
        /// The poll.
        poll: Id,
        /// The item that it is about, if it has one.
        content_item_id: Option<Id>,
        /// Ballots that stand, blank ones included.
        new_total: i64,
        /// Blank ones among them.
        blank: i64,
        /// How many could vote.
        electorate: i64,
        /// Grows with each vote.
        version: i64,
        /// The server's time of the latest vote counted.
        as_of: Timestamp,
        /// Every option that has been named.
        options: Vec<OptionCount>,
    },
    /// No vote of a poll can come any more.
    PollClosed {
        /// The poll.
        poll: Id,
        /// The item that it is about, if it has one.
        content_item_id: Option<Id>,
        /// Ballots that stand; absent where the count is not shown before the result.
        final_total: Option<i64>,
        /// From when on none could come.
        closed_at: Timestamp,
    },
    /// The price of an auction rose.
    AuctionPriceChanged {
        /// The listing.
        listing: Id,
        /// The price in minor units.
        price_minor: i64,
        /// Its currency.
        currency: String,
        /// Bids so far.
        bids: i64,
        /// Whether the reserve is met; absent where there is none.
        reserve_met: Option<bool>,
        /// When it ends, as things stand.
        ends_at: Timestamp,
    },
    /// A late bid moved the end of an auction.
    AuctionExtended {
        /// The listing.
        listing: Id,
        /// The new end.
        ends_at: Timestamp,
    },
    /// An auction is over.
    AuctionClosed {
        /// The listing.
        listing: Id,
        /// Whether it sold.
        sold: bool,
        /// The last price in minor units.
        price_minor: i64,
        /// Its currency.
        currency: String,
    },
    /// An order moved on.
    OrderStatusChanged {
        /// The order.
        order: Id,
        /// Its status, in the stable word of the rows.
        status: String,
    },
    /// There is another number of a product at a hub.
    StockChanged {
        /// The hub.
        hub: Id,
        /// The product.
        product: Id,
        /// How many can be ordered.
        available: i64,
    },
    /// A driver is somewhere else.
    DriverPosition {
        /// The driver's user id.
        driver: Id,
        /// Latitude in micro-degrees.
        lat_e6: i64,
        /// Longitude in micro-degrees.
        lon_e6: i64,
        /// Radius in m within which the phone believes it is.
        accuracy_m: Option<u32>,
        /// Direction in degrees from north, clockwise.
        heading_deg: Option<u32>,
        /// Speed in cm/s.
        speed_cm_s: Option<u32>,
        /// When, by the phone's clock.
        at: Timestamp,
    },
    /// A driver comes near a door, is there, or has left it: by the positions, whatever the driver says.
    DriverNear {
        /// The driver's user id.
        driver: Id,
        /// The stop.
        stop: Id,
        /// The order that is brought there.
        order: Id,
        /// What happened.
        nearness: Nearness,
        /// When, by the phone's clock.
        at: Timestamp,
    },
    /// A person has something new to read.
    Notification {
        /// The notice.
        notice: Id,
    },
    /// The server will take nothing for a while, or does so again.
    MaintenanceMode {
        /// Whether it is on, or will be from `from`.
        on: bool,
        /// What the operator says.
        message: String,
        /// From when on; the server's clock.
        from: Timestamp,
    },
    /// An event that a newer server tells.
    #[serde(other)]
    Newer,
}

/// An event with what it can be checked by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What is told.
    pub event: Event,
    /// The scope whose rows show the same, if there are any.
    pub scope: Option<Scope>,
}

/// An event on its way. [`LiveEvent::event`] reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveEvent {
    /// What is watched.
    pub topic: Topic,
    /// The scope whose rows show the same, if there are any.
    pub scope: Option<Scope>,
    /// That scope's number at the state shown: who has received rows up to it has seen all of it. Numbers are not
    /// consecutive. Without a scope, 0.
    pub position: u64,
    /// The server's time.
    pub at: Timestamp,
    /// An [`Event`] as JSON, so that newer ones pass.
    pub told: String,
}

impl LiveEvent {
    /// What is told; [`Event::Newer`] where this version can't read it.
    #[must_use]
    pub fn event(&self) -> Event {
        serde_json::from_str(&self.told).unwrap_or(Event::Newer)
    }
}

/// A change as it is told: what the server hands to the watchers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// What kind of news it is.
    pub kind: Kind,
    /// What it is about.
    pub about: Id,
    /// What is sent.
    pub event: LiveEvent,
}

impl News {
    /// The news of a change.
    #[must_use]
    pub fn of(change: Change, told: &Told, position: u64, at: Timestamp) -> Self {
        let Change { topic, kind, about } = change;
        // A plain enum always serialises.
        let text = serde_json::to_string(&told.event).unwrap_or_default();
        Self { kind, about, event: LiveEvent { topic, scope: told.scope.clone(), position, at, told: text } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> Id {
        Id::named("live", "thing")
    }

    #[test]
    fn topics_name_a_thing_or_nothing() {
        let topic = Topic::of(Topic::POLL, id());
        assert_eq!((topic.kind(), topic.thing()), ("poll", Some(id())));
        let long = "x".repeat(TOPIC_BYTES_MAX);
        for odd in ["", "poll", "poll:", "poll:7", &format!("{long}:{}", id())] {
            assert_eq!(Topic::named(odd).thing(), None, "{odd}");
        }
        assert_eq!((Topic::house().kind(), Topic::house().thing()), ("house", None));
    }

    #[test]
    fn events_have_the_names_of_the_requirements_and_newer_ones_pass() {
        let closed = Event::PollClosed {
            poll: id(),
            content_item_id: Some(id()),
            final_total: Some(7),
            closed_at: Timestamp(5),
        };
        let text = serde_json::to_string(&closed).unwrap();
        assert!(text.starts_with(r#"{"type":"pollClosed","#), "{text}");
        assert!(text.contains(r#""content_item_id":""#) && text.contains(r#""final_total":7"#), "{text}");
        let told = |told: &str| LiveEvent {
            topic: Topic::house(),
            scope: None,
            position: 0,
            at: Timestamp(0),
            told: told.to_owned(),
        };
        assert_eq!(told(&text).event(), closed);
        assert_eq!(told(r#"{"type":"moonRose","how":{"high":3}}"#).event(), Event::Newer);
        assert_eq!(told("no JSON").event(), Event::Newer);
    }

    /// What is told of votes, orders, stock and people, every field given, and its form.
    fn told_of_people() -> Vec<(Event, String)> {
        let (id, text, at) = (id(), format!("\"{}\"", id()), Timestamp(5));
        let options = vec![OptionCount { option: id, ballots: 3, score: 4 }];
        let updated = Event::VoteUpdated {
            poll: id,
            content_item_id: None,
            new_total: 7,
            blank: 1,
            electorate: 9,
            version: 8,
            as_of: at,
            options,
        };
        let ended =
            Event::PollClosed { poll: id, content_item_id: Some(id), final_total: None, closed_at: at };
        let soon = Event::MaintenanceMode { on: true, message: "Soon".to_owned(), from: at };
        let told = [
            r#"{"type":"voteUpdated","poll":#,"content_item_id":null,"new_total":7,"blank":1,"electorate":9,"version":8,"as_of":5,"options":[{"option":#,"ballots":3,"score":4}]}"#,
            r#"{"type":"pollClosed","poll":#,"content_item_id":#,"final_total":null,"closed_at":5}"#,
            r#"{"type":"orderStatusChanged","order":#,"status":"packed"}"#,
            r#"{"type":"stockChanged","hub":#,"product":#,"available":2}"#,
            r#"{"type":"notification","notice":#}"#,
            r#"{"type":"maintenanceMode","on":true,"message":"Soon","from":5}"#,
        ];
        let events = [
            updated,
            ended,
            Event::OrderStatusChanged { order: id, status: "packed".to_owned() },
            Event::StockChanged { hub: id, product: id, available: 2 },
            Event::Notification { notice: id },
            soon,
        ];
        events.into_iter().zip(told.map(|told| told.replace('#', &text))).collect()
    }

    /// What is told of auctions and drivers.
    fn told_of_things() -> Vec<(Event, String)> {
        let (id, text, at, currency) = (id(), format!("\"{}\"", id()), Timestamp(5), "EUR".to_owned());
        let price = Event::AuctionPriceChanged {
            listing: id,
            price_minor: 120,
            currency: currency.clone(),
            bids: 2,
            reserve_met: Some(true),
            ends_at: at,
        };
        let somewhere = Event::DriverPosition {
            driver: id,
            lat_e6: 1,
            lon_e6: -2,
            accuracy_m: Some(3),
            heading_deg: None,
            speed_cm_s: Some(4),
            at,
        };
        let told = [
            r#"{"type":"auctionPriceChanged","listing":#,"price_minor":120,"currency":"EUR","bids":2,"reserve_met":true,"ends_at":5}"#,
            r#"{"type":"auctionExtended","listing":#,"ends_at":5}"#,
            r#"{"type":"auctionClosed","listing":#,"sold":true,"price_minor":120,"currency":"EUR"}"#,
            r#"{"type":"driverPosition","driver":#,"lat_e6":1,"lon_e6":-2,"accuracy_m":3,"heading_deg":null,"speed_cm_s":4,"at":5}"#,
        ];
        let events = [
            price,
            Event::AuctionExtended { listing: id, ends_at: at },
            Event::AuctionClosed { listing: id, sold: true, price_minor: 120, currency },
            somewhere,
        ];
        events.into_iter().zip(told.map(|told| told.replace('#', &text))).collect()
    }

    #[test]
    fn every_event_is_told_as_committed() {
        let mut kinds = std::collections::BTreeSet::new();
        for (event, told) in told_of_people().into_iter().chain(told_of_things()) {
            assert_eq!(serde_json::to_string(&event).unwrap(), told);
            assert_eq!(serde_json::from_str::<Event>(&told).unwrap(), event);
            kinds.insert(told.split('"').nth(3).unwrap().to_owned());
        }
        assert_eq!(kinds.len(), 10, "each event once");
    }
}
