//! What drivers report from a stop: kept whatever has happened meanwhile.
//!
//! `execute` writes the report down and moves the stop where it can; `settle` moves the order with it, and
//! opens a review for the dispatcher where something does not fit. Steps that a report implies are taken
//! with it: who hands something over has arrived.

use super::command::Command;
use super::model::{RunStop, StopPhase};
use super::proof::{Extent, Proof, Review, Window, corrects, window};
use super::record::{Outcome, ProofRecord, ReviewItem, StopEvent, Why};
use super::stop::{StopCommand, StopOutcome, StopRefusal, StopRole, StopState, apply};
use super::{geo, proof, runs, till};
use crate::access::Access;
use crate::call::{Actor, Call, Stop};
use crate::check::{Check, is_new};
use crate::community::model::managers;
use crate::id::Id;
use crate::inventory::ledger;
use crate::notice::model::{Kind, Telling, tell};
use crate::ordering::model::{Order, OrderLine, REASON_CHARS_MAX};
use crate::ordering::status;
use crate::ordering::steps::{self, Act, Step};
use crate::refusal::{Code, Param, Refusal};
use crate::store::{Tx, Value};

/// What a proof says was handed over. One that is malformed is refused before it matters.
pub(super) fn extent(proof: &Proof) -> StopCommand {
    match proof.check() {
        Ok(Extent::Part) => StopCommand::DeliverPart,
        Ok(Extent::Whole) | Err(_) => StopCommand::Deliver,
    }
}

/// Decides a report and writes it down.
pub(super) fn execute(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    stop: Id,
    report: StopCommand,
) -> Result<(), Stop> {
    check(call)?;
    let found: Option<RunStop> = access.find(tx, stop)?;
    match found {
        Some(stop) => {
            access.require(call.command.permission(), stop.community, Some(stop.hub))?;
            let roles = stop.capacities(access, call.actor);
            write(tx, call, stop, report, &roles)
        }
        // A driver who has lost the role since may still report: the server knows whose stop it was.
        None if matches!(call.actor, Actor::Person(_)) => Ok(()),
        None => Err(Code::NotFound.into()),
    }
}

/// The form of a report: what a phone can know to be wrong at once.
fn check(call: &Call<&Command>) -> Result<(), Refusal> {
    let wrong = |issue: &str| Refusal::new(Code::ValidationFailed).field("proof", issue);
    match call.command {
        Command::Deliver { stop, proof, .. } => {
            proof.check().map_err(|fault| wrong(&fault.to_string()))?;
            Check::new().that(proof.stop == *stop, "proof", "unknown").done()
        }
        Command::FailStop { note, .. } if !note.is_empty() => {
            Check::new().line("note", note, REASON_CHARS_MAX).done()
        }
        _ => Ok(()),
    }
}

/// What `command` does to the stop with the first of `roles` that may do it, steps that it implies included.
fn decide(
    stop: &RunStop,
    command: StopCommand,
    roles: &[StopRole],
) -> Result<(StopRole, StopOutcome), Refusal> {
    let mut why = Refusal::new(Code::ForbiddenRole);
    for role in roles {
        let mut rule = stop.rule();
        let mut outcome = apply(&rule, command, *role);
        for step in implied(stop.phase, command) {
            if let StopOutcome::Moved(state) = apply(&rule, *step, *role) {
                rule.state = state;
                outcome = apply(&rule, command, *role);
            }
        }
        match outcome {
            StopOutcome::Refused(StopRefusal::ForbiddenRole) => {}
            StopOutcome::Refused(_) => why = Refusal::new(Code::InvalidState),
            outcome => return Ok((*role, outcome)),
        }
    }
    Err(why)
}

/// The steps that a report implies, in their order.
const fn implied(phase: StopPhase, command: StopCommand) -> &'static [StopCommand] {
    use StopCommand as C;
    let way: &[C] = match phase {
        StopPhase::Planned => &[C::Load, C::Start, C::Arrive],
        StopPhase::Loaded => &[C::Start, C::Arrive],
        StopPhase::EnRoute => &[C::Arrive],
        _ => &[],
    };
    match (command, way) {
        (C::Deliver | C::DeliverPart | C::Fail(_) | C::Skip, way) => way,
        (C::Arrive, [C::Load, ..]) => &[C::Load, C::Start],
        (C::Arrive, [C::Start, ..]) => &[C::Start],
        (C::Start, [C::Load, ..]) => &[C::Load],
        _ => &[],
    }
}

/// Writes a report of somebody in one of `roles` down, and moves the stop.
fn write(
    tx: &mut Tx<'_>,
    call: &Call<&Command>,
    stop: RunStop,
    report: StopCommand,
    roles: &[StopRole],
) -> Result<(), Stop> {
    let (role, outcome) = decide(&stop, report, roles)?;
    let (stop, outcome) = match outcome {
        StopOutcome::Moved(state) => (stop.becoming(state, call.at), Outcome::Moved),
        StopOutcome::AlreadyApplied => (stop, Outcome::AlreadyApplied),
        StopOutcome::ForReview { .. } | StopOutcome::Refused(_) => (stop, Outcome::ForReview),
    };
    let (mut stop, mut outcome) = (stop, outcome);
    if let Command::Deliver { proof, cash, .. } = call.command {
        let driver = stop.driver;
        is_new(tx.insert(&ProofRecord::keeping(proof, &stop, driver))?)?;
        let right = may_count(tx, &stop, proof)?;
        if right {
            stop = corrected(stop, proof);
            outcome = if proof.corrects.is_some() { Outcome::Moved } else { outcome };
        } else {
            outcome = Outcome::ForReview;
        }
        if let Some(cash) = cash {
            till::collect(tx, call, &stop, proof.op_id, cash)?;
        }
    }
    tx.put(&stop)?;
    if role == StopRole::Driver && !matches!(stop.phase, StopPhase::Planned | StopPhase::Loaded) {
        runs::set_out(tx, call.at, stop.run)?;
    }
    let place = call.command.place();
    let (reason, note) = match call.command {
        Command::FailStop { reason, note, .. } => (Some(*reason), note.clone()),
        _ => (None, String::new()),
    };
    Ok(tx.put(&StopEvent {
        id: event_id(call.id, stop.id),
        stop: stop.id,
        command: word(report).to_owned(),
        phase: stop.phase,
        outcome,
        actor: Act::of(call).actor,
        role,
        reason,
        note,
        lat_e6: place.map(|place| i64::from(place.lat_e6)),
        lon_e6: place.map(|place| i64::from(place.lon_e6)),
        made_at: call.at,
        received_at: None,
    })?)
}

/// Whether a proof is the one that counts for a stop: its first, or one that corrects the one that counts.
fn may_count(tx: &mut Tx<'_>, stop: &RunStop, proof: &Proof) -> Result<bool, Stop> {
    let handed = matches!(stop.phase, StopPhase::Delivered | StopPhase::PartDelivered);
    let Some(old) = proof.corrects else { return Ok(handed && stop.proof.is_none()) };
    let old: Option<ProofRecord> = tx.get(old)?;
    let old = old.filter(|old| old.stop == stop.id);
    Ok(handed && old.is_some_and(|old| stop.proof == Some(old.id) && corrects(proof, &old.proof)))
}

fn corrected(stop: RunStop, proof: &Proof) -> RunStop {
    let phase = match extent(proof) {
        StopCommand::DeliverPart => StopPhase::PartDelivered,
        _ => StopPhase::Delivered,
    };
    RunStop { proof: Some(proof.op_id), phase, ..stop }
}

fn event_id(call: Id, stop: Id) -> Id {
    Id::of("stop event", &[call, stop])
}

const fn word(command: StopCommand) -> &'static str {
    match command {
        StopCommand::Load => "load",
        StopCommand::Start => "start",
        StopCommand::Arrive => "arrive",
        StopCommand::Deliver => "deliver",
        StopCommand::DeliverPart => "deliver_part",
        StopCommand::Fail(_) => "fail",
        StopCommand::Skip => "skip",
        StopCommand::Return => "bring_back",
        StopCommand::Cancel => "cancel",
    }
}

/// Moves the order with its stop, checks the proof, and opens a review where something does not fit.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    call: &Call<&Command>,
    stop: Id,
    report: StopCommand,
) -> Result<(), Stop> {
    let mut stop: RunStop = tx.get(stop)?.ok_or(Code::NotFound)?;
    let act = Act::of(call);
    let event: Option<StopEvent> = tx.get(event_id(call.id, stop.id))?;
    let event = match event {
        Some(event) => event,
        None if act.actor == Some(stop.driver) => {
            write(tx, call, stop.clone(), report, &[StopRole::Driver])?;
            stop = tx.get(stop.id)?.ok_or(Code::NotFound)?;
            tx.get(event_id(call.id, stop.id))?.ok_or(Code::NotFound)?
        }
        None => return Err(Code::NotFound.into()),
    };
    tx.put(&StopEvent { received_at: Some(call.now), ..event.clone() })?;
    let mut why = match event.outcome {
        Outcome::ForReview if stop.phase == StopPhase::Cancelled => Some(Why::StopCancelled),
        Outcome::ForReview => Some(Why::StopState),
        Outcome::Moved | Outcome::AlreadyApplied => None,
    };
    if why.is_none() && !move_order(tx, &act, &stop, report)? {
        why = Some(Why::OrderState);
    }
    let mut about = None;
    if let Command::Deliver { proof, cash, .. } = call.command {
        about = Some(proof.op_id);
        let odd = receive_proof(tx, &act, &stop, proof)?;
        why = why.or_else(|| odd.then_some(Why::Proof));
        if cash.is_some() {
            till::settle(tx, &act, &stop)?;
        }
    }
    match why {
        Some(why) => open_review(tx, &act, &stop, why, about),
        None => Ok(()),
    }
}

/// What a report does to the order; whether it fitted.
fn move_order(tx: &mut Tx<'_>, act: &Act, stop: &RunStop, report: StopCommand) -> Result<bool, Stop> {
    use StopCommand as C;
    let step = match report {
        C::Load => return Ok(true),
        C::Start | C::Arrive => {
            runs::depart(tx, act, stop)?;
            return Ok(true);
        }
        C::Deliver | C::DeliverPart => Step::plain(status::Command::Deliver),
        C::Fail(reason) => Step { reason: Some(reason), ..Step::plain(status::Command::Fail) },
        C::Return => return bring_back(tx, act, stop),
        C::Skip | C::Cancel => return give_up(tx, act, stop, report),
    };
    runs::depart(tx, act, stop)?;
    let Some(order) = tx.get::<Order>(stop.order_id)? else { return Ok(false) };
    if order.run != Some(stop.run) {
        return Ok(false);
    }
    if order.status == status::Status::Delivered && step.command == status::Command::Deliver {
        return Ok(true);
    }
    match steps::turn(tx, act, order, step, runs::ON_THE_ROAD) {
        Ok(order) => {
            steps::effects(tx, act, &order, step.command)?;
            Ok(true)
        }
        Err(Stop::Refused(_)) => Ok(false),
        Err(fault) => Err(fault),
    }
}

/// Goods of a part delivery are free again; of a failed one, the hub decides what comes next.
fn bring_back(tx: &mut Tx<'_>, act: &Act, stop: &RunStop) -> Result<bool, Stop> {
    let Some(order) = tx.get::<Order>(stop.order_id)? else { return Ok(false) };
    if order.status == status::Status::Delivered {
        for line in steps::lines_of(tx, order.id)? {
            ledger::restock(tx, act.call, act.now, &line, line.undelivered())?;
        }
    } else if order.status == status::Status::OutForDelivery {
        return fail_order(tx, act, order);
    }
    Ok(true)
}

/// An order that was skipped or taken out of its run: back at the hub, or still there.
fn give_up(tx: &mut Tx<'_>, act: &Act, stop: &RunStop, report: StopCommand) -> Result<bool, Stop> {
    let Some(order) = tx.get::<Order>(stop.order_id)? else { return Ok(false) };
    match (report, order.status) {
        (StopCommand::Cancel, status::Status::OutForDelivery) => fail_order(tx, act, order),
        (StopCommand::Cancel, status::Status::Assigned) if order.run == Some(stop.run) => {
            tx.put(&Order { run: None, driver: None, changed_at: act.now, ..order })?;
            Ok(true)
        }
        _ => Ok(true),
    }
}

fn fail_order(tx: &mut Tx<'_>, act: &Act, order: Order) -> Result<bool, Stop> {
    let reason = Some(super::stop::FailReason::OutOfTime);
    let step = Step { reason, ..Step::plain(status::Command::Fail) };
    let order = steps::turn(tx, act, order, step, runs::ON_THE_ROAD)?;
    steps::effects(tx, act, &order, status::Command::Fail)?;
    Ok(true)
}

/// Notes when a proof arrived, checks what only the server knows of it, and counts what was handed over.
/// Whether somebody should look at it.
fn receive_proof(tx: &mut Tx<'_>, act: &Act, stop: &RunStop, proof: &Proof) -> Result<bool, Stop> {
    let Some(record) = tx.get::<ProofRecord>(proof.op_id)? else { return Ok(false) };
    let mut reviews = record.reviews.clone();
    let text = "SELECT digest FROM proof_chain WHERE device = ?";
    let last = tx.query(text, &[proof.device.into()], |row| Ok(row.text(0)?.to_owned()))?;
    if last.first() != proof.previous.as_ref() {
        reviews.insert(Review::ChainBroken);
    }
    tx.execute(
        "INSERT INTO proof_chain (device, digest) VALUES (?, ?)
         ON CONFLICT (device) DO UPDATE SET digest = excluded.digest",
        &[proof.device.into(), Value::from(record.digest.as_str())],
    )?;
    if is_far(stop, proof) {
        reviews.insert(Review::FarFromAddress);
    }
    if proof.corrects.is_some() && stop.proof != Some(proof.op_id) {
        reviews.insert(Review::CorrectionInvalid);
    }
    let odd = !reviews.is_empty();
    tx.put(&ProofRecord { received_at: Some(act.now), reviews, ..record })?;
    if stop.proof == Some(proof.op_id) {
        count_delivered(tx, act, stop, proof)?;
    }
    Ok(odd)
}

/// The phone says how far it was from the address; the server measures again.
fn is_far(stop: &RunStop, proof: &Proof) -> bool {
    let door = stop.lat_e6.zip(stop.lon_e6).and_then(|(lat, lon)| geo::Position::new(lat, lon));
    let phone =
        proof.place.and_then(|place| geo::Position::new(i64::from(place.lat_e6), i64::from(place.lon_e6)));
    let apart = door.zip(phone).map(|(door, phone)| geo::distance_m(door, phone));
    apart.is_some_and(|metres| metres > proof::DISTANCE_M_MAX)
}

/// Writes into the order's lines what was handed over, and what is to be paid for it.
fn count_delivered(tx: &mut Tx<'_>, act: &Act, stop: &RunStop, proof: &Proof) -> Result<(), Stop> {
    let Some(order) = tx.get::<Order>(stop.order_id)? else { return Ok(()) };
    let mut handed: std::collections::BTreeMap<Id, i64> = std::collections::BTreeMap::new();
    for line in &proof.lines {
        let units = handed.entry(line.product).or_default();
        *units = units.saturating_add(line.delivered);
    }
    let mut charged = order.delivery_minor;
    for line in steps::lines_of(tx, order.id)? {
        let units = handed.entry(line.product).or_default();
        let delivered = line.out_units().min(*units).max(0);
        *units = units.saturating_sub(delivered);
        let whole = delivered == line.out_units();
        let share = match line.unit_price(order.currency).times(delivered) {
            Ok(price) if !whole && line.amount_minor != 0 => price.minor.min(line.charged_minor),
            _ => line.charged_minor,
        };
        charged = charged.saturating_add(share);
        tx.put(&OrderLine { delivered: Some(delivered), charged_minor: share, ..line })?;
    }
    Ok(tx.put(&Order { charged_minor: charged, changed_at: act.now, ..order })?)
}

/// Something for the hub's dispatchers to look at.
pub(super) fn open_review(
    tx: &mut Tx<'_>,
    act: &Act,
    stop: &RunStop,
    why: Why,
    proof: Option<Id>,
) -> Result<(), Stop> {
    let review = ReviewItem {
        id: Id::of("review", &[act.call, stop.id]),
        community: stop.community,
        hub: stop.hub,
        why,
        stop: stop.id,
        order_id: stop.order_id,
        driver: stop.driver,
        proof,
        found_at: act.now,
        resolved_at: None,
        resolved_by: None,
        note: String::new(),
    };
    tx.put(&review)?;
    for manager in managers(tx, stop.community, stop.hub)? {
        let telling = Telling::new(manager, stop.community, Kind::ReviewNeeded, review.id)
            .with("tracking", Param::Text(stop.tracking.clone()));
        tell(tx, act.call, act.now, telling)?;
    }
    Ok(())
}

/// Takes back a proof that was made a moment ago: the driver is at the door still.
pub(super) fn undo(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    stop: Id,
    proof: Id,
    clocks: &proof::Clocks,
) -> Result<(), Stop> {
    let stop: RunStop = access.see(tx, stop)?;
    access.require(call.command.permission(), stop.community, Some(stop.hub))?;
    let record: ProofRecord = access.see(tx, proof)?;
    if Actor::Person(stop.driver) != call.actor {
        return Err(Code::ForbiddenRole.into());
    }
    let fresh = window(&record.proof.clocks, clocks) == Window::Undo;
    if !fresh || stop.proof != Some(proof) {
        return Err(Code::InvalidState.into());
    }
    let stop = RunStop { proof: None, ..stop.becoming(StopState::Arrived, call.at) };
    tx.put(&stop)?;
    till::void(tx, stop.id, proof, call.at)?;
    Ok(tx.put(&StopEvent {
        id: event_id(call.id, stop.id),
        stop: stop.id,
        command: "undo".to_owned(),
        phase: stop.phase,
        outcome: Outcome::Moved,
        actor: Some(stop.driver),
        role: StopRole::Driver,
        reason: None,
        note: String::new(),
        lat_e6: None,
        lon_e6: None,
        made_at: call.at,
        received_at: None,
    })?)
}

/// Money that was taken with the proof does not count any more. The order stays as it is: its path has no
/// way back, and the driver at the door hands over again in a moment, or a dispatcher looks at it.
pub(super) fn settle_undo(tx: &mut Tx<'_>, call: &Call<&Command>, stop: Id, proof: Id) -> Result<(), Stop> {
    let Some(event) = tx.get::<StopEvent>(event_id(call.id, stop))? else { return Ok(()) };
    tx.put(&StopEvent { received_at: Some(call.now), ..event })?;
    let stop: RunStop = tx.get(stop)?.ok_or(Code::NotFound)?;
    till::settle_void(tx, &Act::of(call), &stop, proof)
}
