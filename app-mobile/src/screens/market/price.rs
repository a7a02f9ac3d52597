//! The price and how it came about: a line of steps, and the same in words.

use dioxus::prelude::*;
use hubbub_core::auction::standing::BidEvent;
use hubbub_core::auction::view::ListingPage;

use crate::parts::Disclosure;
use crate::words::{date_time, money, t, t_count, t_with};

const WIDTH: i64 = 340;
const HEIGHT: i64 = 96;
const MARGIN: i64 = 6;

/// The history of the bids; nothing before the first.
#[component]
pub(super) fn History(page: ListingPage) -> Element {
    if page.history.is_empty() {
        return rsx! {};
    }
    let currency = page.card.currency.clone();
    let first = page.history.last().map_or(page.card.price_minor, |event| event.price_minor);
    let words = t_with(
        "price-history-words",
        &[("from", money(first, &currency).into()), ("to", money(page.card.price_minor, &currency).into())],
    );
    let points = steps(&page.history);
    rsx! {
        Disclosure { title: t_count("price-history", page.card.bids),
            svg { class: "price-line", view_box: "0 0 {WIDTH} {HEIGHT}", role: "img", "aria-label": words,
                polyline { points: "{points}" }
            }
            table { class: "price-table",
                thead {
                    tr {
                        th { scope: "col", {t("price-who")} }
                        th { scope: "col", {t("price-when")} }
                        th { scope: "col", class: "price-amount", {t("price-price")} }
                    }
                }
                tbody {
                    for event in page.history.clone() {
                        tr { key: "{event.id}",
                            td {
                                {bidder(&event, page.card.mine.number)}
                                br {}
                                span { class: "muted small", {t(event.kind.message_key())} }
                            }
                            td { {date_time(event.at)} }
                            td { class: "price-amount", {money(event.price_minor, &currency)} }
                        }
                    }
                }
            }
        }
    }
}

fn bidder(event: &BidEvent, own: Option<i64>) -> String {
    if own == Some(event.bidder) {
        t("auction-you")
    } else {
        t_with("auction-bidder", &[("number", event.bidder.into())])
    }
}

/// The price over time as the points of a line; `history` is the latest first.
fn steps(history: &[BidEvent]) -> String {
    let times = || history.iter().map(|event| event.at.0);
    let prices = || history.iter().map(|event| event.price_minor);
    let (Some(begin), Some(end)) = (times().min(), times().max()) else { return String::new() };
    let (Some(low), Some(high)) = (prices().min(), prices().max()) else { return String::new() };
    let along = |at: i64, from: i64, to: i64, room: i64| match to - from {
        0 => room,
        span => (at - from).saturating_mul(room) / span,
    };
    let place = |event: &BidEvent| {
        let x = MARGIN + along(event.at.0, begin, end, WIDTH - 2 * MARGIN);
        let y = HEIGHT - MARGIN - along(event.price_minor, low, high, HEIGHT - 2 * MARGIN);
        (x, y)
    };
    let mut points = Vec::new();
    let mut last = HEIGHT - MARGIN;
    for (x, y) in history.iter().rev().map(place) {
        points.push(format!("{x},{last}"));
        points.push(format!("{x},{y}"));
        last = y;
    }
    points.push(format!("{},{last}", WIDTH - MARGIN));
    points.join(" ")
}

#[cfg(test)]
mod tests {
    use hubbub_core::auction::standing::{BidEvent, BidEventKind};
    use hubbub_core::id::Id;
    use hubbub_core::time::Timestamp;

    use super::steps;

    #[test]
    fn the_line_rises_with_the_price_and_ends_at_the_right() {
        let event = |number: i64, at: i64, price_minor: i64| BidEvent {
            id: BidEvent::id_of(Id::default(), number),
            listing: Id::default(),
            number,
            kind: BidEventKind::Bid,
            bidder: 1,
            leader: Some(1),
            price_minor,
            at: Timestamp(at),
        };
        assert_eq!(steps(&[]), "");
        let line = steps(&[event(2, 2_000, 900), event(1, 1_000, 500)]);
        assert_eq!(line, "6,90 6,90 334,90 334,6 334,6");
        assert!(steps(&[event(1, 1_000, 500)]).ends_with("334,6"));
    }
}
