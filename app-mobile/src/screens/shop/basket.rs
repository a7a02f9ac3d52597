//! The basket: what it costs, how it gets to the person, and the button that asks for it. An order is a request until
//! the server has reserved its units; the screen says so.

use dioxus::prelude::*;
use hubbub_core::community::model::Address;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::ordering::command::{Command as Ordering, Destination};
use hubbub_core::ordering::cycle::{IfLate, Phase};
use hubbub_core::ordering::model::{Fulfilment, Payment};
use hubbub_core::ordering::shop::{Basket, TrainCard, basket, shop};
use serde::{Deserialize, Serialize};

use super::{BASKET, Units, Wanted, give};
use crate::device::Feel;
use crate::parts::{Button, Check, Empty, Field, Kind, LinkButton, Note, Problem, Radio, Select, Sign, Tone};
use crate::routes::Route;
use crate::screens::sign_in::Form;
use crate::shell::Screen;
use crate::ui::{Trouble, ui, use_home};
use crate::words::{date_time, field_trouble, money, t, t_with, trouble, until};

/// Where the last order went, kept for the next.
const DOOR: &str = "door";

/// How to reach a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Door {
    recipient: String,
    phone: String,
    street: String,
    postal_code: String,
    city: String,
    country: String,
    notes: String,
}

/// The basket.
#[component]
pub(crate) fn BasketScreen() -> Element {
    let ui = ui();
    let home = use_home();
    let wanted = Wanted::read(ui);
    let community = home.read().as_ref().map(|home| home.community.id).unwrap_or_default();
    let (Some(hub), false) = (wanted.hub, wanted.units.is_empty()) else {
        return rsx! {
            Screen { title: t("basket-title"), back: Route::Shop {},
                Empty { sign: Sign::ShoppingBasket, title: t("basket-empty"), words: t("basket-empty-words"),
                    LinkButton { to: Route::Shop {}, {t("nav-shop")} }
                }
            }
        };
    };
    let hubs = ui.view(|tx, viewer| shop(tx, viewer, community)).unwrap_or_default();
    let here = hubs.into_iter().find(|it| it.id == hub);
    let (name, trains) = here.map(|hub| (hub.name, hub.trains)).unwrap_or_default();
    rsx! {
        Screen { title: t("basket-title"), back: Route::Shop {},
            p { class: "muted", "{name}" }
            Request { wanted, hub, trains }
        }
    }
}

/// How the order shall come, as it is being chosen.
#[derive(Clone, Copy)]
struct Choices {
    fulfilment: Signal<Fulfilment>,
    payment: Signal<Payment>,
    train: Signal<Option<Id>>,
    if_late: Signal<IfLate>,
    substitutes: Signal<bool>,
}

#[component]
fn Request(wanted: Wanted, hub: Id, trains: Vec<TrainCard>) -> Element {
    let ui = ui();
    let open: Vec<_> = trains.into_iter().filter(|train| train.phase == Phase::Open).collect();
    let choices = Choices {
        fulfilment: use_signal(|| Fulfilment::Delivery),
        payment: use_signal(|| Payment::OnDelivery),
        train: use_signal(|| open.first().map(|train| train.id)),
        if_late: use_signal(|| IfLate::NextTrain),
        substitutes: use_signal(|| false),
    };
    let door = use_door();
    let mut failed = use_signal(|| None::<Trouble>);
    let lines = wanted.lines();
    let sums = ui.view(|tx, viewer| basket(tx, viewer, hub, &lines, (choices.fulfilment)()));
    let Some(sums) = sums else { return rsx! {} };
    let total_minor = sums.total_minor;
    let place = move |()| {
        let order = ui.new_id();
        let fulfilment = (choices.fulfilment)();
        let at_hub = fulfilment == Fulfilment::PickUp;
        let kept = door.now();
        let command = Ordering::Place {
            order,
            hub,
            customer: None,
            lines: lines.clone(),
            total_minor,
            to: Box::new(kept.destination(fulfilment)),
            payment: if at_hub { Payment::AtHub } else { (choices.payment)() },
            cycle: (choices.train)(),
            if_late: (choices.if_late)(),
            substitutes_ok: (choices.substitutes)(),
        };
        let done = ui.send(&Command::Ordering(command));
        ui.phone().device.haptics.feel(if done.is_ok() { Feel::Done } else { Feel::Wrong });
        match done {
            Ok(_) => {
                ui.keep(DOOR, &kept);
                ui.keep(BASKET, &Wanted { hub: Some(hub), ..Wanted::default() });
                navigator().replace(Route::OrderScreen { order });
            }
            Err(no) => failed.set(Some(no)),
        }
    };
    let wrong = failed();
    rsx! {
        Lines { sums: sums.clone() }
        if !sums.orderable {
            Note { tone: Tone::Warn, p { {t("basket-short")} } }
        }
        Form { onsubmit: place,
            if let Some(no) = &wrong {
                Problem { words: trouble(no) }
            }
            {how(choices, &sums, hub)}
            {when(choices, &open)}
            {whither(choices, door, wrong.as_ref())}
            Button { kind: Kind::Primary, wide: true, submit: true, sign: Sign::Send, {t_with("basket-place", &[("total", sums.total.clone().into())])} }
            p { class: "muted small", {t("basket-request")} }
        }
    }
}

/// Brought or fetched.
fn how(choices: Choices, sums: &Basket, hub: Id) -> Element {
    let mut fulfilment = choices.fulfilment;
    let delivery = fulfilment() == Fulfilment::Delivery;
    let name = crate::ui::home().and_then(|home| home.hub_name(hub).map(str::to_owned)).unwrap_or_default();
    rsx! {
        fieldset {
            legend { {t("basket-how")} }
            Radio { id: "delivery", group: "how", label: t("fulfilment-delivery"), hint: money_hint(sums), checked: delivery, onchange: move |_| fulfilment.set(Fulfilment::Delivery) }
            Radio { id: "pick-up", group: "how", label: t("fulfilment-pick-up"), hint: name, checked: !delivery, onchange: move |_| fulfilment.set(Fulfilment::PickUp) }
        }
    }
}

/// With which train, and what if it is missed.
fn when(choices: Choices, open: &[TrainCard]) -> Element {
    let Choices { mut train, mut if_late, mut substitutes, .. } = choices;
    let trains: Vec<_> = open.iter().map(|train| (train.id.to_string(), train_words(train))).collect();
    rsx! {
        if !trains.is_empty() {
            Select {
                id: "train", label: t("basket-train"), value: train().map(|train| train.to_string()).unwrap_or_default(), options: trains,
                onchange: move |id: String| train.set(id.parse().ok()),
            }
            fieldset {
                legend { {t("basket-late")} }
                Radio { id: "late-next", group: "late", label: t("basket-late-next"), checked: if_late() == IfLate::NextTrain, onchange: move |_| if_late.set(IfLate::NextTrain) }
                Radio { id: "late-wait", group: "late", label: t("basket-late-wait"), checked: if_late() == IfLate::WaitList, onchange: move |_| if_late.set(IfLate::WaitList) }
            }
        }
        Check { id: "substitutes", label: t("basket-substitutes"), checked: substitutes(), onchange: move |on| substitutes.set(on) }
    }
}

/// Whose hands, which door, and when it is paid.
fn whither(choices: Choices, door: Fields, wrong: Option<&Trouble>) -> Element {
    let mut payment = choices.payment;
    let delivery = (choices.fulfilment)() == Fulfilment::Delivery;
    let problem = |field: &str| field_trouble(wrong, field);
    rsx! {
        Field { id: "recipient", label: t("basket-recipient"), value: door.recipient, autocomplete: "name", problem: problem("to.recipient") }
        Field { id: "phone", label: t("basket-phone"), optional: t("optional"), value: door.phone, kind: "tel", autocomplete: "tel", problem: problem("to.phone") }
        if delivery {
            Field { id: "street", label: t("address-street"), value: door.street, autocomplete: "street-address", problem: problem("to.address.street") }
            Field { id: "postal-code", label: t("address-postal-code"), value: door.postal_code, autocomplete: "postal-code", problem: problem("to.address.postal_code") }
            Field { id: "city", label: t("address-city"), value: door.city, autocomplete: "address-level2", problem: problem("to.address.city") }
            Field { id: "notes", label: t("basket-notes"), hint: t("basket-notes-hint"), optional: t("optional"), value: door.notes, lines: 2, problem: problem("to.notes") }
            fieldset {
                legend { {t("basket-payment")} }
                Radio { id: "pay-door", group: "payment", label: t("payment-on-delivery"), checked: payment() == Payment::OnDelivery, onchange: move |_| payment.set(Payment::OnDelivery) }
                Radio { id: "pay-hub", group: "payment", label: t("payment-at-hub"), checked: payment() == Payment::AtHub, onchange: move |_| payment.set(Payment::AtHub) }
            }
        }
    }
}

/// What delivery costs, as the basket reckons it.
fn money_hint(sums: &Basket) -> Option<String> {
    (sums.delivery_minor > 0)
        .then(|| t_with("basket-delivery", &[("price", money(sums.delivery_minor, &sums.currency).into())]))
}

fn train_words(train: &TrainCard) -> String {
    t_with(
        "basket-train-words",
        &[
            ("departs", date_time(train.departs_at).into()),
            ("arrives", until(train.departs_at, train.arrives_by).into()),
        ],
    )
}

/// The lines of the basket and their sum.
#[component]
fn Lines(sums: Basket) -> Element {
    let ui = ui();
    rsx! {
        ul { class: "rows", role: "list", aria_label: t("basket-title"),
            for line in sums.lines.clone() {
                li { key: "{line.product}", class: "row",
                    div { class: "row-inside",
                        div { class: "row-body",
                            div { class: "row-title", "{line.name}" }
                            div { class: "row-detail", {t_with("shop-price", &[("price", line.price.clone().into()), ("unit", line.unit.clone().into())])} }
                            if line.short {
                                p { class: "field-problem", {t_with("basket-left", &[("left", line.left.into())])} }
                            }
                        }
                        div { class: "basket-end",
                            strong { "{line.amount}" }
                            Units { title: line.name.clone(), units: line.quantity, most: line.left.max(line.quantity), ongive: move |more| give(ui, line.product, more) }
                        }
                    }
                }
            }
        }
        dl { class: "sums",
            dt { {t("basket-goods")} }
            dd { {money(sums.goods_minor, &sums.currency)} }
            if sums.delivery_minor > 0 {
                dt { {t("fulfilment-delivery")} }
                dd { {money(sums.delivery_minor, &sums.currency)} }
            }
            dt { class: "strong", {t("basket-total")} }
            dd { class: "strong", "{sums.total}" }
        }
    }
}

/// The fields of the destination.
#[derive(Clone, Copy)]
struct Fields {
    recipient: Signal<String>,
    phone: Signal<String>,
    street: Signal<String>,
    postal_code: Signal<String>,
    city: Signal<String>,
    country: Signal<String>,
    notes: Signal<String>,
}

/// The fields as they were at the last order; else the person's name and the hub's country.
fn use_door() -> Fields {
    let ui = ui();
    let home = use_home();
    let door = use_hook(|| {
        ui.kept::<Door>(DOOR).unwrap_or_else(|| {
            let home = home.peek();
            let page = home.as_ref().map(|home| &home.community);
            let hub = page
                .and_then(|page| page.hubs.iter().find(|hub| Some(hub.id) == page.hub).or(page.hubs.first()));
            Door {
                recipient: page.map(|page| page.display_name.clone()).unwrap_or_default(),
                country: hub.map(|hub| hub.address.country.clone()).unwrap_or_default(),
                postal_code: hub.map(|hub| hub.address.postal_code.clone()).unwrap_or_default(),
                city: hub.map(|hub| hub.address.city.clone()).unwrap_or_default(),
                ..Door::default()
            }
        })
    });
    let Door { recipient, phone, street, postal_code, city, country, notes } = door;
    Fields {
        recipient: use_signal(|| recipient),
        phone: use_signal(|| phone),
        street: use_signal(|| street),
        postal_code: use_signal(|| postal_code),
        city: use_signal(|| city),
        country: use_signal(|| country),
        notes: use_signal(|| notes),
    }
}

impl Fields {
    fn now(&self) -> Door {
        let text = |field: Signal<String>| field.peek().trim().to_owned();
        Door {
            recipient: text(self.recipient),
            phone: text(self.phone),
            street: text(self.street),
            postal_code: text(self.postal_code),
            city: text(self.city),
            country: text(self.country),
            notes: text(self.notes),
        }
    }
}

impl Door {
    fn destination(&self, fulfilment: Fulfilment) -> Destination {
        let door = self.clone();
        let address = Address {
            street: door.street,
            postal_code: door.postal_code,
            city: door.city,
            country: door.country,
        };
        let delivery = fulfilment == Fulfilment::Delivery;
        Destination {
            fulfilment,
            recipient: door.recipient,
            phone: door.phone,
            address: delivery.then_some(address),
            lat_e6: None,
            lon_e6: None,
            notes: if delivery { door.notes } else { String::new() },
            window_from: None,
            window_until: None,
        }
    }
}
