//! One order: a line of what is true now, when it comes, where it is, what is in it, and its history.

use std::sync::Arc;

use dioxus::prelude::*;
use hubbub_core::client::Heard;
use hubbub_core::delivery::geo::{Position, distance_m};
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::inventory::model::unit_word;
use hubbub_core::live::{Event, Topic};
use hubbub_core::ordering::command::Command as Ordering;
use hubbub_core::ordering::model::{Fulfilment, Order};
use hubbub_core::ordering::status::{Command as Step, Status};
use hubbub_core::ordering::view::{EventCard, OrderPage, order as read};

use super::{StatusBadge, status_key};
use crate::parts::{
    Badge, Button, Confirm, Disclosure, Empty, Icon, Map, Mark, Note, Picture, Sign, Spot, Tone,
};
use crate::routes::Route;
use crate::screens::disputes::Complaint;
use crate::shell::Screen;
use crate::ui::{ui, use_home};
use crate::words::{date_time, money, number, t, t_with, tenths, time, trouble, until};

/// The steps of a delivery that the progress line shows.
const WAY: [Status; 4] = [Status::Confirmed, Status::Packed, Status::OutForDelivery, Status::Delivered];

/// One order.
#[component]
pub(crate) fn OrderScreen(order: Id) -> Element {
    rsx! { Page { key: "{order}", id: order } }
}

#[component]
fn Page(id: Id) -> Element {
    let ui = ui();
    let Some(page) = ui.view(|tx, viewer| read(tx, viewer, id)).flatten() else {
        return rsx! {
            Screen { title: t("nav-orders"), back: Route::Orders {},
                Empty { sign: Sign::Receipt, title: t("gone-title"), words: t("refusal-not-found") }
            }
        };
    };
    // The rule says when it is too early or too late for a complaint, with the day.
    let complains = !matches!(page.card.status, Status::Pending | Status::Cancelled | Status::Returned);
    let own = ui.user().is_some()
        && ui.view(|tx, _| tx.get::<Order>(id)).flatten().and_then(|it| it.customer) == ui.user();
    rsx! {
        Screen { title: page.card.tracking.clone(), back: Route::Orders {},
            Now { page: page.clone() }
            Place { page: page.clone() }
            Contents { page: page.clone() }
            Proofs { page: page.clone() }
            History { page: page.clone() }
            Cancel { page: page.clone() }
            if own && complains {
                Complaint { subject: id }
            }
            Link { to: Route::AskHub {}, class: "button button-quiet button-wide",
                Icon { sign: Sign::LifeBuoy }
                span { class: "button-words", {t("order-ask")} }
            }
        }
    }
}

/// What is true now, in words and as a line of steps.
#[component]
fn Now(page: OrderPage) -> Element {
    let card = page.card.clone();
    let reached = WAY.iter().rposition(|status| *status <= card.status);
    let on_way =
        !matches!(card.status, Status::Failed | Status::Retried | Status::Returned | Status::Cancelled);
    let delivery = card.fulfilment == Fulfilment::Delivery;
    let expected = expected(&page);
    let fail = page.fail_reason.filter(|_| card.status == Status::Failed || card.status == Status::Retried);
    rsx! {
        section { class: "card stack", aria_label: t("order-now"),
            div { class: "badges", StatusBadge { card: card.clone() } }
            if card.requested {
                p { {t("order-requested-words")} }
            }
            if on_way && delivery {
                div { class: "way-frame", ol { class: "way", role: "list",
                    for (index , status) in WAY.into_iter().enumerate() {
                        li { key: "{index}", class: if reached.is_some_and(|at| index <= at) { "way-step way-done" } else { "way-step" },
                            "aria-current": (reached == Some(index)).then_some("step"),
                            span { class: "way-dot", aria_hidden: "true", if reached.is_some_and(|at| index <= at) { Icon { sign: Sign::Check, size: "s" } } }
                            span { {t(status_key(status))} }
                        }
                    }
                } }
            }
            if let Some(words) = expected {
                p { class: "order-when", "{words}" }
            }
            if let Some(reason) = fail {
                Note { tone: Tone::Warn, p { {t_with("order-failed-because", &[("reason", t(fail_key(reason)).into())])} } }
            }
            if let Some(driver) = page.driver_name.clone().filter(|_| card.status == Status::OutForDelivery) {
                p { class: "line", Icon { sign: Sign::Truck } span { {t_with("order-driver", &[("name", driver.into())])} } }
            }
            if card.due_minor > 0 {
                p { {t_with("order-due", &[("amount", money(card.due_minor, &card.currency).into())])} }
            }
        }
    }
}

/// When the goods come, as well as it is known.
fn expected(page: &OrderPage) -> Option<String> {
    let with = |key: &str, at| Some(t_with(key, &[("at", date_time(at).into())]));
    if let Some(stop) = page.stop {
        if let Some(done) = stop.done_at.filter(|_| page.card.status == Status::Delivered) {
            return with("order-came", done);
        }
        if let Some(planned) = stop.planned_at.filter(|_| !page.card.status.is_final()) {
            return with("order-planned", planned);
        }
    }
    let train = page.train.filter(|_| !page.card.status.is_final())?;
    Some(t_with(
        "order-train",
        &[
            ("departs", date_time(train.departs_at).into()),
            ("arrives", until(train.departs_at, train.arrives_by).into()),
        ],
    ))
}

/// The words of a failed delivery's reason.
pub(crate) const fn fail_key(reason: hubbub_core::delivery::stop::FailReason) -> &'static str {
    use hubbub_core::delivery::stop::FailReason as F;
    match reason {
        F::NobodyHome => "fail-reason-nobody-home",
        F::AddressNotFound => "fail-reason-address-not-found",
        F::NoAccess => "fail-reason-no-access",
        F::Refused => "fail-reason-refused",
        F::Damaged => "fail-reason-damaged",
        F::NotPaid => "fail-reason-not-paid",
        F::NotIdentified => "fail-reason-not-identified",
        F::Unsafe => "fail-reason-unsafe",
        F::OutOfTime => "fail-reason-out-of-time",
        F::Vehicle => "fail-reason-vehicle",
    }
}

/// Where it goes, on a small map while it is on the way.
#[component]
fn Place(page: OrderPage) -> Element {
    let home = use_home();
    let hub = home
        .read()
        .as_ref()
        .and_then(|home| home.community.hubs.iter().find(|hub| hub.id == page.card.hub).cloned());
    let door = page.lat_e6.zip(page.lon_e6).map(|(lat_e6, lon_e6)| Spot { lat_e6, lon_e6 });
    let mut marks = Vec::new();
    if let Some(hub) = &hub {
        let at = Spot { lat_e6: hub.lat_e6, lon_e6: hub.lon_e6 };
        marks.push(Mark { at, word: "H".to_owned(), kind: "hub" });
    }
    if let Some(at) = door {
        marks.push(Mark { at, word: "1".to_owned(), kind: "stop" });
    }
    let pick_up = page.card.fulfilment == Fulfilment::PickUp;
    let address = page.address.clone();
    rsx! {
        section { class: "stack-s", aria_label: t("order-where"),
            if let Some(address) = address {
                p { class: "line", Icon { sign: Sign::MapPin }
                    span { class: "line-words", "{address.street}, {address.postal_code} {address.city}" }
                }
            }
            if pick_up {
                p { class: "line", Icon { sign: Sign::House }
                    span { class: "line-words", {t_with("order-fetch", &[("hub", page.card.hub_name.clone().into())])} }
                }
            }
            if page.card.status == Status::OutForDelivery {
                OnTheWay { page: page.clone(), marks, door }
            }
        }
    }
}

/// The map of the way, with the driver on it while that may be seen. Where nobody has said where the door is, the hub
/// and the driver are on it.
#[component]
fn OnTheWay(page: OrderPage, marks: Vec<Mark>, door: Option<Spot>) -> Element {
    let ui = ui();
    let order = page.card.id;
    let driver = ui.view(|tx, _| tx.get::<Order>(order)).flatten().and_then(|it| it.driver);
    let driver = driver.filter(|_| page.shows_driver);
    let hub = page.card.hub_name.clone();
    let Some(driver) = driver else {
        // A map of the hub alone shows no way.
        if door.is_none() {
            return rsx! {};
        }
        return rsx! { Map { label: t_with("order-map", &[("hub", hub.into())]), marks } };
    };
    rsx! { Driver { key: "{driver}", driver, name: page.driver_name.unwrap_or_default(), hub, marks, door } }
}

/// Where the driver is, for as long as it is on the screen.
#[component]
fn Driver(driver: Id, name: String, hub: String, marks: Vec<Mark>, door: Option<Spot>) -> Element {
    let ui = ui();
    let watch = use_hook(|| Arc::new(ui.client(|client| client.watch(Topic::of(Topic::DRIVER, driver)))));
    let _ = ui.live.read();
    let mut marks = marks;
    let mut words = None;
    if let Heard::Events(events) = watch.heard() {
        for event in events {
            let Event::DriverPosition { lat_e6, lon_e6, at, .. } = event.event() else { continue };
            marks.push(Mark { at: Spot { lat_e6, lon_e6 }, word: String::new(), kind: "driver" });
            let door = door.and_then(|door| Position::new(door.lat_e6, door.lon_e6));
            let away = Position::new(lat_e6, lon_e6).zip(door).map(|(here, door)| distance_m(here, door));
            let (name, time) = (name.clone(), time(at));
            words = Some(match away {
                Some(metres) => t_with(
                    "order-driver-away",
                    &[("name", name.into()), ("way", way(metres).into()), ("time", time.into())],
                ),
                None => t_with("order-driver-seen", &[("name", name.into()), ("time", time.into())]),
            });
        }
    }
    rsx! {
        if let Some(words) = words {
            p { class: "line order-driver", Icon { sign: Sign::Navigation } span { class: "line-words", "{words}" } }
            Map { label: if door.is_some() { t_with("order-map-driver", &[("hub", hub.into())]) } else { words }, marks }
        } else if door.is_some() {
            Map { label: t_with("order-map", &[("hub", hub.into())]), marks }
        }
    }
}

/// A way in words: metres, and kilometres from one on.
fn way(metres: i64) -> String {
    const KILOMETRE: i64 = 1_000;
    if metres < KILOMETRE {
        return t_with("unit-metres", &[("count", number(metres / 10 * 10).into())]);
    }
    t_with("unit-kilometres", &[("count", tenths(metres * 10 / KILOMETRE).into())])
}

/// What is in it, and what is missing.
#[component]
fn Contents(page: OrderPage) -> Element {
    let currency = page.card.currency.clone();
    rsx! {
        section { class: "section", aria_labelledby: "contents",
            h2 { id: "contents", {t("order-contents")} }
            ul { class: "rows", role: "list",
                for line in page.lines.clone() {
                    li { key: "{line.id}", class: "row",
                        div { class: "row-inside",
                            div { class: "row-body",
                                div { class: "row-title", "{line.name}" }
                                div { class: "row-detail", {t_with("order-units", &[("count", line.quantity.into()), ("unit", unit_word(&line.unit).to_owned().into()), ("price", line.price.clone().into())])} }
                                Missing { line: line.clone() }
                            }
                            div { class: "row-end", "{line.charged}" }
                        }
                    }
                }
            }
            dl { class: "sums",
                dt { {t("basket-goods")} }
                dd { {money(page.goods_minor, &currency)} }
                if page.delivery_minor > 0 {
                    dt { {t("fulfilment-delivery")} }
                    dd { {money(page.delivery_minor, &currency)} }
                }
                if page.card.charged_minor != page.total_minor {
                    dt { {t("order-agreed")} }
                    dd { {money(page.total_minor, &currency)} }
                }
                dt { class: "strong", {t("basket-total")} }
                dd { class: "strong", "{page.card.charged}" }
                if page.paid_minor > 0 {
                    dt { {t("order-paid")} }
                    dd { {money(page.paid_minor, &currency)} }
                }
            }
        }
    }
}

#[component]
fn Missing(line: hubbub_core::ordering::view::LineCard) -> Element {
    let came = line.delivered.or(line.packed).filter(|units| *units < line.quantity);
    let why = line.short_reason.map(short_key);
    rsx! {
        if line.back_ordered > 0 {
            Badge { words: t_with("order-back-ordered", &[("count", line.back_ordered.into())]), sign: Sign::Clock }
        }
        if let Some(came) = came {
            p { class: "small",
                {t_with("order-short", &[("came", number(came).into()), ("ordered", number(line.quantity).into())])}
                if let Some(why) = why {
                    " " {t(why)}
                }
            }
        }
    }
}

const fn short_key(reason: hubbub_core::ordering::pick::ShortReason) -> &'static str {
    use hubbub_core::ordering::pick::ShortReason as R;
    match reason {
        R::OutOfStock => "short-reason-out-of-stock",
        R::Damaged => "short-reason-damaged",
        R::Expired => "short-reason-expired",
        R::Quality => "short-reason-quality",
        R::NotDelivered => "short-reason-not-delivered",
        R::NotFound => "short-reason-not-found",
    }
}

/// Who took it, with the pictures.
#[component]
fn Proofs(page: OrderPage) -> Element {
    let Some(proof) = page.proofs.into_iter().rfind(|proof| proof.counts) else { return rsx! {} };
    let name = proof.proof.recipient_name.clone();
    rsx! {
        Disclosure { title: t("order-proof"),
            div { class: "stack",
                if !name.is_empty() {
                    p { {t_with("order-taken-by", &[("name", name.into()), ("at", date_time(proof.made_at).into())])} }
                }
                for hash in proof.photos {
                    Picture { key: "{hash}", hash: Some(hash), alt: t("order-proof-photo"), sign: Sign::Image, wide: true }
                }
                if let Some(signature) = proof.signature {
                    Picture { hash: Some(signature), alt: t("order-proof-signature"), sign: Sign::PenLine, wide: true }
                }
            }
        }
    }
}

/// Everything that happened, the newest first.
#[component]
fn History(page: OrderPage) -> Element {
    rsx! {
        section { class: "section", aria_labelledby: "history",
            h2 { id: "history", {t("order-history")} }
            ol { class: "timeline", role: "list",
                for (index , event) in page.timeline.iter().rev().cloned().enumerate() {
                    li { key: "{index}",
                        p { class: "strong", {event_words(&event)} }
                        p { class: "muted small", {date_time(event.made_at)} }
                        if !event.note.is_empty() {
                            p { class: "small", "{event.note}" }
                        }
                    }
                }
            }
        }
    }
}

/// What was done, in words; a step that this version does not know is told by where it led.
fn event_words(event: &EventCard) -> String {
    let key = match event.command.as_str() {
        "place" => "order-event-place",
        "confirm" => "order-event-confirm",
        "pack" => "order-event-pack",
        "assign" => "order-event-assign",
        "depart" => "order-event-depart",
        "deliver" => "order-event-deliver",
        "fail" => match event.reason {
            Some(reason) => return t_with("order-failed-because", &[("reason", t(fail_key(reason)).into())]),
            None => "order-event-fail",
        },
        "retry" => "order-event-retry",
        "return" => "order-event-return",
        "cancel" => "order-event-cancel",
        "pay" => "order-event-pay",
        _ => status_key(event.status),
    };
    t(key)
}

/// Gives the order up, while that is possible.
#[component]
fn Cancel(page: OrderPage) -> Element {
    let ui = ui();
    let mut ask = use_signal(|| false);
    let order = page.card.id;
    if !page.offered.contains(&Step::Cancel) {
        return rsx! {};
    }
    rsx! {
        Button { wide: true, sign: Sign::CircleX, onclick: move |()| ask.set(true), {t("order-cancel")} }
        Confirm {
            title: t("order-cancel"), words: t("order-cancel-words"), yes: t("order-cancel"), no: t("keep"), open: ask,
            onyes: move |()| {
                let command = Ordering::Cancel { order, reason: String::new() };
                if let Err(no) = ui.send(&Command::Ordering(command)) {
                    ui.say(trouble(&no));
                }
            },
        }
    }
}
