//! The counting of stock, on the server: every movement of a unit, written to its counters and its journal.
//!
//! Called where commands settle, inside their transaction, so that an order and its units come and go
//! together. Products are taken in the order of their ids.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::journal::Movement;
use super::model::{StockAdjustment, StockLevel};
use super::stock::{self, AdjustReason, Holding, Level, StockRefusal, Waiting};
use crate::call::Stop;
use crate::community::model::managers;
use crate::id::Id;
use crate::notice::model::{Kind, Telling, tell};
use crate::ordering::model::{Order, OrderLine};
use crate::ordering::steps::Act;
use crate::refusal::{Code, Param, Refusal};
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// Moves the units of `adjustment`, and tells it how many are there now.
///
/// # Errors
/// `ERR_INSUFFICIENT_INVENTORY` when the units are promised to orders, or a fault.
pub fn adjust(tx: &mut Tx<'_>, call: Id, now: Timestamp, adjustment: &StockAdjustment) -> Result<(), Stop> {
    let mut shelf = Shelf::load(tx, call, now, Place::of(adjustment))?;
    let StockAdjustment { change, reason, .. } = *adjustment;
    let moved = shelf.row.level().adjust(change, reason);
    let level = moved.map_err(|refusal| no(&refusal, adjustment.product))?;
    shelf.write(tx, level, Movement::Adjusted { change, reason })?;
    shelf.fill(tx)?;
    let on_hand_after = Some(shelf.row.on_hand);
    Ok(tx.put(&StockAdjustment { on_hand_after, ..adjustment.clone() })?)
}

/// Takes all units of an order or none, and notes on its lines what they hold.
///
/// # Errors
/// `ERR_INSUFFICIENT_INVENTORY` with what is left, or a fault.
pub fn reserve(
    tx: &mut Tx<'_>,
    call: Id,
    now: Timestamp,
    order: &Order,
    lines: &mut [OrderLine],
) -> Result<(), Stop> {
    let mut shelves: BTreeMap<Id, Shelf> = BTreeMap::new();
    for line in &*lines {
        if let Entry::Vacant(shelf) = shelves.entry(line.product) {
            shelf.insert(Shelf::load(tx, call, now, Place::at(order, line.product))?);
        }
    }
    let levels: BTreeMap<Id, Level> = shelves.iter().map(|(id, shelf)| (*id, shelf.row.level())).collect();
    let wanted: Vec<(Id, i64)> = lines.iter().map(|line| (line.product, line.quantity)).collect();
    let taken = match stock::reserve(&levels, &wanted) {
        Ok(taken) => taken,
        Err(StockRefusal::Insufficient(shorts)) => return Err(insufficient(lines, &shorts).into()),
        Err(refusal) => return Err(no(&refusal, Id::default())),
    };
    for (product, taken) in taken {
        let Some(shelf) = shelves.get_mut(&product) else { continue };
        let Holding { reserved, back_ordered } = taken.holding;
        shelf.write(tx, taken.level, Movement::Reserved { order: order.id, reserved, back_ordered })?;
        let mut free = reserved;
        for line in lines.iter_mut().filter(|line| line.product == product) {
            line.reserved = free.min(line.quantity);
            line.back_ordered = line.quantity.saturating_sub(line.reserved);
            free = free.saturating_sub(line.reserved);
        }
    }
    Ok(())
}

/// Gives back `holding` of what a line holds; those who wait get it.
///
/// # Errors
/// A fault.
pub fn release(
    tx: &mut Tx<'_>,
    call: Id,
    now: Timestamp,
    line: &mut OrderLine,
    holding: Holding,
) -> Result<(), Stop> {
    if holding == Holding::default() {
        return Ok(());
    }
    let Holding { reserved, back_ordered } = holding;
    let mut shelf = Shelf::of_line(tx, call, now, line)?;
    let level = shelf.row.level().release(holding).map_err(|refusal| no(&refusal, line.product))?;
    shelf.write(tx, level, Movement::Released { order: line.order_id, reserved, back_ordered })?;
    line.reserved = line.reserved.saturating_sub(reserved);
    line.back_ordered = line.back_ordered.saturating_sub(back_ordered);
    tx.put(line)?;
    shelf.fill(tx)
}

/// Lets a line's packed units leave the house.
///
/// # Errors
/// A fault.
pub fn ship(tx: &mut Tx<'_>, call: Id, now: Timestamp, line: &mut OrderLine) -> Result<(), Stop> {
    let quantity = line.out_units();
    if quantity == 0 {
        return Ok(());
    }
    let mut shelf = Shelf::of_line(tx, call, now, line)?;
    let level = shelf.row.level().ship(quantity).map_err(|refusal| no(&refusal, line.product))?;
    shelf.write(tx, level, Movement::Shipped { order: line.order_id, quantity })?;
    line.reserved = line.reserved.saturating_sub(quantity);
    Ok(tx.put(line)?)
}

/// Takes a line's units back that had left; the order still holds them.
///
/// # Errors
/// A fault.
pub fn unship(tx: &mut Tx<'_>, call: Id, now: Timestamp, line: &mut OrderLine) -> Result<(), Stop> {
    let quantity = line.out_units();
    if quantity == 0 {
        return Ok(());
    }
    let mut shelf = Shelf::of_line(tx, call, now, line)?;
    let level = shelf.row.level().unship(quantity).map_err(|refusal| no(&refusal, line.product))?;
    shelf.write(tx, level, Movement::Unshipped { order: line.order_id, quantity })?;
    line.reserved = line.reserved.saturating_add(quantity);
    Ok(tx.put(line)?)
}

/// Takes `quantity` of a line's units back that had left: they are free for others.
///
/// # Errors
/// A fault.
pub fn restock(
    tx: &mut Tx<'_>,
    call: Id,
    now: Timestamp,
    line: &OrderLine,
    quantity: i64,
) -> Result<(), Stop> {
    if quantity == 0 {
        return Ok(());
    }
    let mut shelf = Shelf::of_line(tx, call, now, line)?;
    let level = shelf.row.level().restock(quantity).map_err(|refusal| no(&refusal, line.product))?;
    shelf.write(tx, level, Movement::Restocked { order: line.order_id, quantity })?;
    shelf.fill(tx)
}

/// Units that a packer did not find are not there: what the line holds of them is given up, and the hub's
/// book loses the reserved ones at once, before anybody who waits could be given them.
///
/// # Errors
/// A fault.
pub fn lose(
    tx: &mut Tx<'_>,
    act: &Act,
    line: &mut OrderLine,
    holding: Holding,
    reason: AdjustReason,
) -> Result<(), Stop> {
    if holding == Holding::default() {
        return Ok(());
    }
    let Holding { reserved, back_ordered } = holding;
    let mut shelf = Shelf::of_line(tx, act.call, act.now, line)?;
    let level = shelf.row.level().release(holding).map_err(|refusal| no(&refusal, line.product))?;
    shelf.write(tx, level, Movement::Released { order: line.order_id, reserved, back_ordered })?;
    line.reserved = line.reserved.saturating_sub(reserved);
    line.back_ordered = line.back_ordered.saturating_sub(back_ordered);
    tx.put(line)?;
    if reserved == 0 {
        return shelf.fill(tx);
    }
    let change = reserved.saturating_neg();
    let level = shelf.row.level().adjust(change, reason).map_err(|refusal| no(&refusal, line.product))?;
    shelf.write(tx, level, Movement::Adjusted { change, reason })?;
    tx.put(&StockAdjustment {
        id: Id::of("packed short", &[act.call, line.id]),
        community: shelf.row.community,
        hub: line.hub,
        product: line.product,
        change,
        reason,
        note: String::new(),
        made_by: act.actor,
        made_at: act.at,
        order_id: Some(line.order_id),
        on_hand_after: Some(shelf.row.on_hand),
    })?;
    shelf.fill(tx)
}

/// The journal of a product in a hub, in its order: to be checked against the counters
/// ([`super::journal::check`]).
///
/// # Errors
/// The store's fault.
pub fn journal(tx: &mut Tx<'_>, hub: Id, product: Id) -> Result<Vec<Movement>, Fault> {
    let text = "SELECT movement FROM stock_movement WHERE hub_id = ? AND product_id = ? ORDER BY number";
    tx.query(text, &[hub.into(), product.into()], |row| {
        serde_json::from_str(row.text(0)?).map_err(|error| Fault::Shape(error.to_string()))
    })
}

/// What a product's counters belong to.
#[derive(Clone, Copy)]
struct Place {
    community: Id,
    hub: Id,
    product: Id,
}

impl Place {
    const fn of(adjustment: &StockAdjustment) -> Self {
        let StockAdjustment { community, hub, product, .. } = *adjustment;
        Self { community, hub, product }
    }

    const fn at(order: &Order, product: Id) -> Self {
        Self { community: order.community, hub: order.hub, product }
    }
}

/// One product's counters while a call moves them.
struct Shelf {
    call: Id,
    now: Timestamp,
    row: StockLevel,
}

impl Shelf {
    fn load(tx: &mut Tx<'_>, call: Id, now: Timestamp, place: Place) -> Result<Self, Fault> {
        let Place { community, hub, product } = place;
        let row = tx.get(StockLevel::id_of(hub, product))?;
        let row = row.unwrap_or_else(|| StockLevel::empty(community, hub, product));
        Ok(Self { call, now, row })
    }

    fn of_line(tx: &mut Tx<'_>, call: Id, now: Timestamp, line: &OrderLine) -> Result<Self, Fault> {
        let order: Option<Order> = tx.get(line.order_id)?;
        let community = order.map(|order| order.community).unwrap_or_default();
        Self::load(tx, call, now, Place { community, hub: line.hub, product: line.product })
    }

    fn write(&mut self, tx: &mut Tx<'_>, level: Level, movement: Movement) -> Result<(), Stop> {
        level.check().or_else(|refusal| match self.row.back_ordered {
            // Free units while somebody waits: they are given out next.
            0 => Err(no(&refusal, self.row.product)),
            _ => Ok(()),
        })?;
        let was_low = self.row.is_low();
        self.row = self.row.clone().counting(&level, self.now);
        tx.put(&self.row)?;
        let movement = serde_json::to_string(&movement).map_err(|error| Fault::Bug(error.to_string()))?;
        tx.execute(
            "INSERT INTO stock_movement (hub_id, product_id, call_id, at, movement) VALUES (?, ?, ?, ?, ?)",
            &[
                self.row.hub.into(),
                self.row.product.into(),
                self.call.into(),
                self.now.into(),
                Value::from(movement),
            ],
        )?;
        if self.row.is_low() && !was_low { self.warn(tx) } else { Ok(()) }
    }

    /// Gives free units to the orders that wait for them.
    fn fill(&mut self, tx: &mut Tx<'_>) -> Result<(), Stop> {
        if self.row.back_ordered == 0 || self.row.level().available() <= 0 {
            return Ok(());
        }
        let clause = "hub = ? AND product = ? AND back_ordered > 0 ORDER BY order_id, position";
        let mut lines = tx.select::<OrderLine>(clause, &[self.row.hub.into(), self.row.product.into()])?;
        let mut waiting: BTreeMap<Id, Waiting> = BTreeMap::new();
        for line in &lines {
            let order: Option<Order> = tx.get(line.order_id)?;
            // Who is not confirmed yet comes last.
            let confirmed_seq = order.and_then(|order| order.confirmed_seq).unwrap_or(i64::MAX);
            let one = Waiting { order: line.order_id, confirmed_seq, quantity: 0 };
            let one = waiting.entry(line.order_id).or_insert(one);
            one.quantity = one.quantity.saturating_add(line.back_ordered);
        }
        let waiting: Vec<Waiting> = waiting.into_values().collect();
        let filled = stock::fill(self.row.level(), &waiting);
        let (_, filled) = filled.map_err(|refusal| no(&refusal, self.row.product))?;
        for (order, quantity) in filled {
            let level = Level {
                reserved: self.row.reserved.saturating_add(quantity),
                back_ordered: self.row.back_ordered.saturating_sub(quantity),
                ..self.row.level()
            };
            self.write(tx, level, Movement::Filled { order, quantity })?;
            let mut units = quantity;
            for line in lines.iter_mut().filter(|line| line.order_id == order) {
                let got = units.min(line.back_ordered);
                line.reserved = line.reserved.saturating_add(got);
                line.back_ordered = line.back_ordered.saturating_sub(got);
                units = units.saturating_sub(got);
                tx.put(line)?;
            }
        }
        Ok(())
    }

    fn warn(&self, tx: &mut Tx<'_>) -> Result<(), Stop> {
        let product = tx.get::<super::model::Product>(self.row.product)?;
        let Some(product) = product else { return Ok(()) };
        for manager in managers(tx, self.row.community, self.row.hub)? {
            let telling = Telling::new(manager, self.row.community, Kind::StockLow, self.row.product)
                .with("product", Param::Words(product.name.clone()))
                .with("left", Param::Number(self.row.level().available()));
            tell(tx, self.call, self.now, telling)?;
        }
        Ok(())
    }
}

/// The refusal that names the first product that is short, and what is left of it.
fn insufficient(lines: &[OrderLine], shorts: &[stock::Short]) -> Refusal {
    let mut refusal = Refusal::new(Code::InsufficientInventory);
    let Some(first) = shorts.first() else { return refusal };
    let name = lines.iter().find(|line| line.product == first.product).map(|line| line.name.clone());
    refusal = refusal
        .with("product", Param::Words(name.unwrap_or_default()))
        .with("product_id", Param::Id(first.product))
        .with("left", Param::Number(first.available));
    for short in shorts {
        let line = lines.iter().position(|line| line.product == short.product).unwrap_or_default();
        refusal = refusal.field(&format!("lines.{line}.quantity"), "out_of_range");
    }
    refusal
}

fn no(refusal: &StockRefusal, product: Id) -> Stop {
    let code = match refusal {
        StockRefusal::BelowReserved { .. } | StockRefusal::Insufficient(_) => Code::InsufficientInventory,
        StockRefusal::QuantityOutOfRange => {
            return Refusal::new(Code::ValidationFailed).field("quantity", "out_of_range").into();
        }
        StockRefusal::ReasonDoesNotFit => {
            return Refusal::new(Code::ValidationFailed).field("reason", "out_of_range").into();
        }
        StockRefusal::NotHeld | StockRefusal::BadLevel => {
            return Fault::Bug(format!("the stock of {product} can't move: {refusal}")).into();
        }
    };
    let refusal_said = Refusal::new(code).with("product_id", Param::Id(product));
    match refusal {
        StockRefusal::BelowReserved { available } => {
            refusal_said.with("left", Param::Number(*available)).into()
        }
        _ => refusal_said.into(),
    }
}
