//! One order in full: its lines, its path, its proofs, and what can be done with it next.

use hubbub_core::delivery::cash::CashReason;
use hubbub_core::delivery::stop::FailReason;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::inventory::model::unit_word;
use hubbub_core::money::{Currency, Money};
use hubbub_core::ordering::command::{Command as Ordering, LinePick};
use hubbub_core::ordering::model::{Fulfilment, OrderKind, Payment};
use hubbub_core::ordering::pick::{Pick, Remainder};
use hubbub_core::ordering::status::{Command as Step, Status};
use hubbub_core::ordering::view;
use hubbub_core::store::{Fault, Tx};
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::content::{word, word_of};
use super::orders::{Names, OrderRow, command_of, dashed, member_name, row, status_text};
use super::{Choice, Done, One};
use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// How much later than it was done a step must have arrived for the screen to say so.
const LATE_MS: i64 = 60_000;

/// One order in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OrderPage {
    /// As in the list.
    pub row: OrderRow,
    /// Its lines.
    pub lines: Vec<OrderLineView>,
    /// What happened, the oldest first.
    pub timeline: Vec<OrderEventView>,
    /// Where to, a line each; empty when it is fetched.
    pub address: Vec<String>,
    /// How to reach the recipient.
    pub phone: String,
    /// For the driver.
    pub notes: String,
    /// When it may come, in words; empty for any time.
    pub window: String,
    /// When the money is due, in words.
    pub payment: String,
    /// Goods, delivery, total and what was paid, each with its words.
    pub sums: Vec<Choice>,
    /// What is still to be paid, as the field shows it.
    pub due_field: String,
    /// ISO 4217.
    pub currency: String,
    /// Why the last delivery failed, in words.
    pub fail_reason: Option<String>,
    /// The order whose missing units it brings.
    pub follows: Option<Ref>,
    /// Its stop in a run, in words.
    pub stop: Option<StopView>,
    /// Its proofs of delivery.
    pub proofs: Vec<ProofView>,
    /// What can be done next.
    pub steps: Vec<StepButton>,
    /// Whether it can be given over the counter now.
    pub hand_over: bool,
    /// Whether money can be taken for it.
    pub take_payment: bool,
    /// Whether something is still to be packed: the form for that shows the lines.
    pub pack: bool,
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OrderLineView {
    /// Its place in the order, from 0.
    pub position: i64,
    /// The product's code.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Units ordered.
    pub quantity: i64,
    /// That with what is counted.
    pub quantity_text: String,
    /// What one unit costs.
    pub price: String,
    /// What is to be paid.
    pub charged: String,
    /// Units in the crate, and units handed over, where that is known.
    pub packed: Option<String>,
    /// Units handed over, where that is known.
    pub delivered: Option<String>,
    /// What is missing and why, in words; empty when nothing is.
    pub note: String,
}

/// A step of an order's path. The path is also its audit: who, in what capacity, by which clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OrderEventView {
    /// What was done.
    pub text: String,
    /// Where the goods were afterwards.
    pub status_text: String,
    /// Who; empty for the server itself.
    pub who: String,
    /// In what capacity.
    pub capacity: String,
    /// When it was done, by the device's clock.
    pub made: String,
    /// When the server decided it, where that was notably later.
    pub received: Option<String>,
    /// A reason, or somebody's own words.
    pub note: String,
}

/// An order's stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StopView {
    /// The run.
    pub run: Ref,
    /// Where it is.
    pub phase_text: String,
    /// Who drives.
    pub driver: String,
    /// When the driver should be there; empty when nobody said.
    pub planned: String,
    /// When the driver was there; empty before.
    pub arrived: String,
    /// When it was done; empty before.
    pub done: String,
}

/// A proof of delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProofView {
    /// Whether it is the one that counts.
    pub counts: bool,
    /// How it was handed over.
    pub method: String,
    /// To whom, and who that is.
    pub recipient: String,
    /// Names of its pictures, for the call `picture`.
    pub pictures: Vec<String>,
    /// When, by the driver's phone.
    pub made: String,
    /// When the server had it; empty before.
    pub received: String,
    /// Where, with the accuracy; empty without a position.
    pub place: String,
    /// Why somebody should look at it.
    pub reviews: Vec<String>,
    /// The record's digest.
    pub digest: String,
}

/// A step that is offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StepButton {
    /// The step, as `confirm`.
    pub step: String,
    /// The words on its button.
    pub text: String,
}

/// A step of one order.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StepForm {
    /// The order.
    pub id: Ref,
    /// The step, as `confirm`.
    pub step: String,
    /// To whom, for `assign`.
    pub driver: Option<Ref>,
    /// Why, for `fail`: a word of the family `fail-reason-…`.
    pub reason: Option<String>,
    /// In one's own words, for `cancel`.
    pub note: String,
    /// The train, for `retry`.
    pub train: Option<Ref>,
}

/// What was packed of the lines of which something is missing.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PackForm {
    /// The order.
    pub id: Ref,
    /// The lines; all others are whole.
    pub picks: Vec<PickForm>,
}

/// What was packed of one line.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PickForm {
    /// Its place in the order, from 0.
    pub position: i64,
    /// Units in the crate.
    pub packed: i64,
    /// Why not all: a word of the family `short-reason-…`.
    pub reason: String,
    /// `back_order` or `refund`.
    pub remainder: String,
}

/// Money taken for an order.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PaymentForm {
    /// The order.
    pub id: Ref,
    /// How much, as typed.
    pub amount: String,
    /// `cash`, `card` or `transfer`.
    pub method: String,
    /// Why it is not what was due: a word of the family `cash-reason-…`; empty when it is.
    pub reason: String,
}

/// Another train for an order.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TrainForm {
    /// The order.
    pub id: Ref,
    /// The train.
    pub train: Ref,
}

/// One order.
pub(super) fn order(desktop: &Desktop, One { id }: One) -> Result<Option<OrderPage>, Problem> {
    let say = desktop.say();
    desktop.view(|tx, viewer| match view::order(tx, viewer, id.into())? {
        Some(page) => shown(tx, &page, &say).map(Some),
        None => Ok(None),
    })
}

fn shown(tx: &mut Tx<'_>, page: &view::OrderPage, say: &Say) -> Result<OrderPage, Fault> {
    let there = say.in_zone(&page.time_zone);
    let card = &page.card;
    let money = |minor: i64| say.money(minor, &card.currency);
    let sum = |key: &str, minor| Choice { value: say.text(key), text: money(minor) };
    let mut timeline = Vec::new();
    for event in &page.timeline {
        let who = event.actor.map(|actor| member_name(tx, card.hub, actor)).transpose()?;
        timeline.push(event_view(event, who.unwrap_or_default(), &there));
    }
    let offers = |step| page.offered.contains(&step);
    let is_fetched = card.fulfilment == Fulfilment::PickUp;
    Ok(OrderPage {
        row: row(tx, &mut Names::default(), card, say)?,
        lines: page.lines.iter().map(|line| line_view(line, say)).collect(),
        timeline,
        address: page.address.as_ref().map(lines_of).unwrap_or_default(),
        phone: page.phone.clone(),
        notes: page.notes.clone(),
        window: window(page.window_from, page.window_until, &there),
        payment: say.text(match page.payment {
            Payment::AtHub => "order-payment-at-hub",
            Payment::OnDelivery => "order-payment-on-delivery",
        }),
        sums: vec![
            sum("desk-order-goods", page.goods_minor),
            sum("desk-order-delivery", page.delivery_minor),
            sum("desk-order-charged", card.charged_minor),
            sum("desk-order-paid", page.paid_minor),
            sum("desk-order-due", card.due_minor),
        ],
        due_field: field_of_money(card.due_minor, &card.currency),
        currency: card.currency.clone(),
        fail_reason: page.fail_reason.map(|reason| say.phrase(&format!("fail-reason-{}", dashed(reason)))),
        follows: page.follows.map(Ref::from),
        stop: page.stop.as_ref().map(|stop| stop_view(stop, page.driver_name.as_deref(), &there)),
        proofs: page.proofs.iter().map(|proof| proof_view(proof, &there)).collect(),
        steps: steps(page, say),
        hand_over: is_fetched && offers(Step::Assign),
        take_payment: card.due_minor > 0 && card.status != Status::Cancelled && card.kind == OrderKind::Order,
        pack: offers(Step::Pack),
    })
}

/// What can be done next. What is fetched goes over the counter instead of onto the road.
fn steps(page: &view::OrderPage, say: &Say) -> Vec<StepButton> {
    let is_fetched = page.card.fulfilment == Fulfilment::PickUp;
    let shown = page.offered.iter().filter(|step| !(is_fetched && **step == Step::Assign));
    shown
        .map(|step| StepButton {
            step: word(*step),
            text: say.text(&format!("order-step-{}", dashed(*step))),
        })
        .collect()
}

fn line_view(line: &view::LineCard, say: &Say) -> OrderLineView {
    let units = |count: i64| {
        say.with(
            "desk-units",
            &[("count", say.number(count).into()), ("unit", unit_word(&line.unit).to_owned().into())],
        )
    };
    let mut notes = Vec::new();
    if let Some(reason) = line.short_reason {
        notes.push(say.phrase(&format!("short-reason-{}", dashed(reason))));
    }
    let remainder = line.remainder.as_ref().map(|remainder| match remainder {
        Remainder::BackOrder => "short-remainder-back-order",
        Remainder::Substitute { .. } => "short-remainder-substitute",
        Remainder::Refund => "short-remainder-refund",
    });
    notes.extend(remainder.map(|key| say.text(key)));
    if line.back_ordered > 0 {
        notes.push(say.with("desk-order-back-ordered", &[("count", say.number(line.back_ordered).into())]));
    }
    OrderLineView {
        position: line.position,
        sku: line.sku.clone(),
        name: line.name.clone(),
        quantity: line.quantity,
        quantity_text: units(line.quantity),
        price: line.price.clone(),
        charged: line.charged.clone(),
        packed: line.packed.map(|count| say.number(count)),
        delivered: line.delivered.map(|count| say.number(count)),
        note: notes.join(" · "),
    }
}

fn event_view(event: &view::EventCard, who: String, say: &Say) -> OrderEventView {
    let reason = event.reason.map(|reason| say.phrase(&format!("fail-reason-{}", dashed(reason))));
    let is_late = event.received_at.0.saturating_sub(event.made_at.0) > LATE_MS;
    let note = [reason.unwrap_or_default(), event.note.clone()];
    OrderEventView {
        text: say.text(&format!("order-event-{}", event.command.replace('_', "-"))),
        status_text: status_text(event.status, say),
        who,
        capacity: say.text(&format!("order-capacity-{}", dashed(event.role))),
        made: say.date_time(event.made_at),
        received: is_late.then(|| say.date_time(event.received_at)),
        note: note.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
    }
}

fn stop_view(stop: &view::StopCard, driver: Option<&str>, say: &Say) -> StopView {
    let at = |at: Option<Timestamp>| at.map(|at| say.time(at)).unwrap_or_default();
    StopView {
        run: stop.run.into(),
        phase_text: say.text(&format!("stop-phase-{}", dashed(stop.phase))),
        driver: driver.unwrap_or_default().to_owned(),
        planned: at(stop.planned_at),
        arrived: at(stop.arrived_at),
        done: at(stop.done_at),
    }
}

pub(super) fn proof_view(card: &view::ProofCard, say: &Say) -> ProofView {
    let proof = &card.proof;
    let relation = say.text(&format!("proof-relation-{}", dashed(proof.relation)));
    let recipient = match proof.recipient_name.as_str() {
        "" => relation,
        name => format!("{name} ({relation})"),
    };
    let review = |it| say.text(&format!("proof-review-{}", dashed(it)));
    ProofView {
        counts: card.counts,
        method: say.text(&format!("proof-method-{}", dashed(proof.method))),
        recipient,
        pictures: card.photos.iter().chain(&card.signature).cloned().collect(),
        made: say.date_time(card.made_at),
        received: card.received_at.map(|at| say.date_time(at)).unwrap_or_default(),
        place: proof.place.map(|place| at_place(&place, say)).unwrap_or_default(),
        reviews: card.reviews.iter().copied().map(review).collect(),
        digest: card.digest.clone(),
    }
}

fn at_place(place: &hubbub_core::delivery::proof::Place, say: &Say) -> String {
    let spot = place_text(place.lat_e6.into(), place.lon_e6.into());
    let around = say.with("desk-place", &[("place", spot.into()), ("metres", place.accuracy_m.into())]);
    let away = place.to_address_m.map(|metres| say.with("desk-place-away", &[("metres", metres.into())]));
    std::iter::once(around).chain(away).collect::<Vec<_>>().join(" · ")
}

/// A place as people write it: degrees with five decimals, which is a metre.
pub(super) fn place_text(lat_e6: i64, lon_e6: i64) -> String {
    let degrees = |e6: i64| {
        let sign = if e6 < 0 { "−" } else { "" };
        let e5 = e6.unsigned_abs() / 10;
        format!("{sign}{}.{:05}", e5 / 100_000, e5 % 100_000)
    };
    format!("{}, {}", degrees(lat_e6), degrees(lon_e6))
}

/// An address, a line each.
pub(super) fn lines_of(address: &hubbub_core::community::model::Address) -> Vec<String> {
    let place = format!("{} {}", address.postal_code, address.city);
    let lines = [address.street.clone(), place.trim().to_owned(), address.country.clone()];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// When something may come, in words.
pub(super) fn window(from: Option<Timestamp>, until: Option<Timestamp>, say: &Say) -> String {
    let from = from.map(|at| say.date_time(at));
    let until = until.map(|at| say.date_time(at));
    match (from, until) {
        (Some(from), Some(until)) => {
            say.with("desk-window", &[("from", from.into()), ("until", until.into())])
        }
        (Some(from), None) => say.with("desk-window-from", &[("from", from.into())]),
        (None, Some(until)) => say.with("desk-window-until", &[("until", until.into())]),
        (None, None) => String::new(),
    }
}

/// An amount as a field shows it.
pub(super) fn field_of_money(minor: i64, currency: &str) -> String {
    Currency::new(currency).map(|currency| Money::new(minor, currency).to_decimal()).unwrap_or_default()
}

/// The amount that somebody typed; a comma stands for a point.
///
/// # Errors
/// The field, when it is no such amount or empty.
pub(super) fn money_of(desktop: &Desktop, text: &str, currency: &str, field: &str) -> Result<i64, Problem> {
    let text = text.trim().replace(',', ".");
    let amount = Currency::new(currency).and_then(|currency| Money::parse(&text, currency));
    amount.map(|amount| amount.minor).map_err(|_| desktop.unread(field, &text))
}

/// Takes an order a step.
pub(super) fn order_step(desktop: &Desktop, form: StepForm) -> Result<Done, Problem> {
    let order = form.id.into();
    let step = word_of::<Step>(&form.step).ok_or_else(|| Problem::program("no such step"))?;
    let command = match step {
        Step::Fail => {
            let reason = form.reason.as_deref().and_then(word_of::<FailReason>);
            Ordering::Fail { order, reason: reason.ok_or_else(|| desktop.wrong("reason"))? }
        }
        Step::Cancel => Ordering::Cancel { order, reason: form.note.trim().to_owned() },
        Step::Retry => Ordering::Retry { order, cycle: form.train.map(Id::from) },
        Step::Assign if form.driver.is_none() => return Err(desktop.wrong("driver")),
        _ => command_of(order, step, form.driver.map(Id::from))?,
    };
    desktop.send(Command::Ordering(command))
}

/// Packs an order of which something is missing.
pub(super) fn pack_order(desktop: &Desktop, form: PackForm) -> Result<Done, Problem> {
    let remainder = |word: &str| match word {
        "back_order" => Some(Remainder::BackOrder),
        "refund" => Some(Remainder::Refund),
        _ => None,
    };
    let pick = |pick: PickForm| LinePick {
        position: pick.position,
        pick: Pick {
            packed: pick.packed,
            reason: word_of(&pick.reason),
            remainder: remainder(&pick.remainder),
        },
    };
    let picks = form.picks.into_iter().map(pick).collect();
    desktop.send(Command::Ordering(Ordering::Pack { order: form.id.into(), picks }))
}

/// Gives an order over the counter.
pub(super) fn hand_over(desktop: &Desktop, One { id }: One) -> Result<Done, Problem> {
    desktop.send(Command::Ordering(Ordering::HandOver { order: id.into() }))
}

/// Takes money for an order.
pub(super) fn take_payment(desktop: &Desktop, form: PaymentForm) -> Result<Done, Problem> {
    let order = form.id.into();
    let found = desktop.view(|tx, _| tx.get::<hubbub_core::ordering::model::Order>(order))?;
    let currency = found.map(|order| order.currency.code().to_owned()).unwrap_or_default();
    let amount_minor = money_of(desktop, &form.amount, &currency, "amount_minor")?;
    let method = word_of(&form.method).ok_or_else(|| desktop.wrong("method"))?;
    let reason = word_of::<CashReason>(&form.reason);
    desktop.send(Command::Ordering(Ordering::TakePayment { order, amount_minor, method, reason }))
}

/// Puts an order on another train.
pub(super) fn move_order(desktop: &Desktop, form: TrainForm) -> Result<Done, Problem> {
    let command = Ordering::MoveToCycle { order: form.id.into(), cycle: form.train.into() };
    desktop.send(Command::Ordering(command))
}

#[cfg(test)]
mod tests {
    use super::{field_of_money, place_text};

    #[test]
    fn places_and_amounts_are_written_as_people_write_them() {
        assert_eq!(place_text(48_137_154, -11_576_124), "48.13715, −11.57612");
        assert_eq!(place_text(-5, 0), "−0.00000, 0.00000");
        assert_eq!(field_of_money(1250, "EUR"), "12.50");
        assert_eq!(field_of_money(1250, "JPY"), "1250");
    }
}
