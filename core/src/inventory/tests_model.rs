//! Random histories of a hub's stock, against a model that keeps every unit as a thing of its own.
//!
//! The model has no counters at all: it counts its units each time. It is slow and obviously right.

use std::collections::BTreeMap;

use super::journal::{Movement, check};
use super::stock::{
    AdjustReason, BackOrder, Holding, Level, StockRefusal, Taken, UNITS_MAX, Waiting, fill, reserve,
};
use crate::id::Id;

const HISTORIES: u64 = 100_000;
const STEPS: usize = 24;
const PRODUCTS: u64 = 3;

fn id(number: u64) -> Id {
    Id::from_bytes(u128::from(number).to_be_bytes())
}

/// Numbers that look random and are the same on every run (Marsaglia, "Xorshift RNGs", 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) % bound
    }

    fn signed(&mut self, bound: u64) -> i64 {
        i64::try_from(self.below(bound)).unwrap()
    }
}

/// Where a unit of the model is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Free,
    HeldBy(u64),
    OutFor(u64),
    Gone,
}

/// A product in the model: its units, and the orders that wait, one entry for each unit waited for.
#[derive(Default)]
struct Shelf {
    units: Vec<Unit>,
    waiting: Vec<u64>,
    may_wait: usize,
}

impl Shelf {
    fn count(&self, place: Unit) -> usize {
        self.units.iter().filter(|unit| **unit == place).count()
    }

    /// Moves `count` units from a place to another, if there are so many.
    fn shift(&mut self, count: usize, from: Unit, to: Unit) -> bool {
        if self.count(from) < count {
            return false;
        }
        for unit in self.units.iter_mut().filter(|unit| **unit == from).take(count) {
            *unit = to;
        }
        true
    }

    /// Orders are numbered as they are confirmed: the lowest number comes first.
    fn serve(&mut self) {
        self.waiting.sort_unstable();
        while !self.waiting.is_empty() && self.count(Unit::Free) > 0 {
            let order = self.waiting.remove(0);
            self.shift(1, Unit::Free, Unit::HeldBy(order));
        }
    }

    fn could_give(&self) -> usize {
        self.count(Unit::Free) + self.may_wait.saturating_sub(self.waiting.len())
    }

    fn take(&mut self, order: u64, count: usize) {
        for _ in 0..count {
            if !self.shift(1, Unit::Free, Unit::HeldBy(order)) {
                self.waiting.push(order);
            }
        }
    }
}

/// The rules under test, with what a store would keep beside the counters.
struct Hub {
    levels: BTreeMap<Id, Level>,
    held: BTreeMap<(u64, Id), Holding>,
    journal: BTreeMap<Id, Vec<Movement>>,
    opening: BTreeMap<Id, i64>,
}

impl Hub {
    fn write(&mut self, product: Id, level: Level, movement: Movement) {
        self.levels.insert(product, level);
        self.journal.entry(product).or_default().push(movement);
    }

    fn hold(&mut self, order: u64, product: Id, reserved: i64, back_ordered: i64) {
        let holding = self.held.entry((order, product)).or_default();
        holding.reserved += reserved;
        holding.back_ordered += back_ordered;
    }

    fn serve(&mut self, product: Id) {
        let waiting: Vec<Waiting> = self
            .held
            .iter()
            .filter(|((_, of), holding)| *of == product && holding.back_ordered > 0)
            .map(|((order, _), holding)| Waiting {
                order: id(*order),
                confirmed_seq: i64::try_from(*order).unwrap(),
                quantity: holding.back_ordered,
            })
            .collect();
        let (level, filled) = fill(self.levels[&product], &waiting).unwrap();
        for (order, quantity) in filled {
            self.write(product, level, Movement::Filled { order, quantity });
            let number = (0..1_000).find(|number| id(*number) == order).unwrap();
            self.hold(number, product, quantity, -quantity);
        }
    }
}

/// Both sides of one history.
struct Twins {
    dice: Dice,
    hub: Hub,
    shelves: BTreeMap<Id, Shelf>,
    orders: u64,
    refused: u64,
}

impl Twins {
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut hub = Hub {
            levels: BTreeMap::new(),
            held: BTreeMap::new(),
            journal: BTreeMap::new(),
            opening: BTreeMap::new(),
        };
        let mut shelves = BTreeMap::new();
        for product in 0..PRODUCTS {
            let opening = dice.signed(12);
            let cap = dice.signed(6);
            let (back_order, may_wait) = match dice.below(3) {
                0 => (BackOrder::Off, 0),
                1 => (BackOrder::On { cap: Some(cap) }, usize::try_from(cap).unwrap()),
                _ => (BackOrder::On { cap: None }, usize::try_from(UNITS_MAX).unwrap()),
            };
            hub.levels.insert(id(product), Level::of(opening, back_order));
            hub.opening.insert(id(product), opening);
            let units = vec![Unit::Free; usize::try_from(opening).unwrap()];
            shelves.insert(id(product), Shelf { units, waiting: Vec::new(), may_wait });
        }
        Self { dice, hub, shelves, orders: 0, refused: 0 }
    }

    fn step(&mut self) {
        match self.dice.below(8) {
            0..=2 => self.order(),
            3 => self.adjust(),
            4 => self.release(),
            5 => self.ship(),
            6 => self.come_back(true),
            _ => self.come_back(false),
        }
    }

    fn order(&mut self) {
        let order = self.orders;
        self.orders += 1;
        let lines: Vec<(Id, i64)> = (0..=self.dice.below(3))
            .map(|_| (id(self.dice.below(PRODUCTS)), 1 + self.dice.signed(6)))
            .collect();
        let mut wanted: BTreeMap<Id, usize> = BTreeMap::new();
        for (product, quantity) in &lines {
            *wanted.entry(*product).or_default() += usize::try_from(*quantity).unwrap();
        }
        let fits = wanted.iter().all(|(product, count)| self.shelves[product].could_give() >= *count);
        match reserve(&self.hub.levels, &lines) {
            Ok(taken) => {
                assert!(fits);
                for (product, Taken { level, holding }) in taken {
                    let Holding { reserved, back_ordered } = holding;
                    let movement = Movement::Reserved { order: id(order), reserved, back_ordered };
                    self.hub.write(product, level, movement);
                    self.hub.hold(order, product, reserved, back_ordered);
                    self.shelves.get_mut(&product).unwrap().take(order, wanted[&product]);
                }
            }
            Err(StockRefusal::Insufficient(shorts)) => {
                self.refused += 1;
                let short = wanted.iter().filter(|(of, count)| self.shelves[of].could_give() < **count);
                assert!(shorts.iter().map(|short| short.product).eq(short.map(|(product, _)| *product)));
                for short in shorts {
                    let left = i64::try_from(self.shelves[&short.product].could_give()).unwrap();
                    assert_eq!(short.available, left);
                }
            }
            Err(refusal) => panic!("{refusal}"),
        }
    }

    fn adjust(&mut self) {
        let product = id(self.dice.below(PRODUCTS));
        let change = self.dice.signed(13) - 6;
        let reason = AdjustReason::Counted;
        let shelf = self.shelves.get_mut(&product).unwrap();
        let fits = match usize::try_from(change) {
            Ok(0) => false,
            Ok(more) => {
                shelf.units.extend(vec![Unit::Free; more]);
                true
            }
            Err(_) => shelf.shift(usize::try_from(-change).unwrap(), Unit::Free, Unit::Gone),
        };
        shelf.serve();
        let found = self.hub.levels[&product].adjust(change, reason);
        assert_eq!(found.is_ok(), fits, "{change}");
        if let Ok(level) = found {
            self.hub.write(product, level, Movement::Adjusted { change, reason });
            self.hub.serve(product);
        }
    }

    /// An order and a product that something is held of, if any.
    fn pick(&mut self, wanted: impl Fn(&Holding) -> bool) -> Option<(u64, Id, Holding)> {
        let fitting: Vec<(u64, Id, Holding)> = self
            .hub
            .held
            .iter()
            .filter(|(_, holding)| wanted(holding))
            .map(|((order, product), holding)| (*order, *product, *holding))
            .collect();
        let place = self.dice.below(u64::try_from(fitting.len().max(1)).unwrap());
        fitting.get(usize::try_from(place).unwrap()).copied()
    }

    fn release(&mut self) {
        let Some((order, product, holding)) = self.pick(|holding| *holding != Holding::default()) else {
            return;
        };
        let level = self.hub.levels[&product].release(holding).unwrap();
        let Holding { reserved, back_ordered } = holding;
        self.hub.write(product, level, Movement::Released { order: id(order), reserved, back_ordered });
        self.hub.hold(order, product, -reserved, -back_ordered);
        self.hub.serve(product);
        let shelf = self.shelves.get_mut(&product).unwrap();
        shelf.waiting.retain(|waiting| *waiting != order);
        let held = shelf.count(Unit::HeldBy(order));
        assert!(shelf.shift(held, Unit::HeldBy(order), Unit::Free));
        shelf.serve();
    }

    fn ship(&mut self) {
        let Some((order, product, holding)) = self.pick(|holding| holding.reserved > 0) else { return };
        let quantity = 1 + self.dice.signed(4);
        let shelf = self.shelves.get_mut(&product).unwrap();
        // The counters know the sum only; what one order holds is the store's to ask.
        if quantity > holding.reserved {
            return;
        }
        let count = usize::try_from(quantity).unwrap();
        assert!(shelf.shift(count, Unit::HeldBy(order), Unit::OutFor(order)));
        let level = self.hub.levels[&product].ship(quantity).unwrap();
        self.hub.write(product, level, Movement::Shipped { order: id(order), quantity });
        self.hub.hold(order, product, -quantity, 0);
    }

    fn come_back(&mut self, still_held: bool) {
        let order = self.dice.below(self.orders.max(1));
        let product = id(self.dice.below(PRODUCTS));
        let shelf = self.shelves.get_mut(&product).unwrap();
        let count = shelf.count(Unit::OutFor(order));
        let Ok(quantity @ 1..) = i64::try_from(count) else { return };
        let to = if still_held { Unit::HeldBy(order) } else { Unit::Free };
        assert!(shelf.shift(count, Unit::OutFor(order), to));
        shelf.serve();
        let level = self.hub.levels[&product];
        if still_held {
            let level = level.unship(quantity).unwrap();
            self.hub.write(product, level, Movement::Unshipped { order: id(order), quantity });
            self.hub.hold(order, product, quantity, 0);
        } else {
            let level = level.restock(quantity).unwrap();
            self.hub.write(product, level, Movement::Restocked { order: id(order), quantity });
            self.hub.serve(product);
        }
    }

    fn compare(&self) {
        for (product, level) in &self.hub.levels {
            let shelf = &self.shelves[product];
            let held = shelf.units.iter().filter(|unit| matches!(unit, Unit::HeldBy(_))).count();
            let counted = (shelf.count(Unit::Free), held, shelf.waiting.len());
            let found = (level.available(), level.reserved, level.back_ordered);
            let found =
                (found.0.try_into().unwrap(), found.1.try_into().unwrap(), found.2.try_into().unwrap());
            assert_eq!(counted, found, "{product}");
            assert_eq!(level.check(), Ok(()));
        }
    }

    /// Every unit is in one place, and every order holds in the counters what it holds in the model.
    fn settle(&self) {
        for (product, level) in &self.hub.levels {
            let empty = Vec::new();
            let journal = self.hub.journal.get(product).unwrap_or(&empty);
            let holdings = check(self.hub.opening[product], journal, level).unwrap();
            for order in 0..self.orders {
                let shelf = &self.shelves[product];
                let holding = holdings.get(&id(order)).copied().unwrap_or_default();
                let waited = shelf.waiting.iter().filter(|waiting| **waiting == order).count();
                assert_eq!(usize::try_from(holding.reserved), Ok(shelf.count(Unit::HeldBy(order))));
                assert_eq!(usize::try_from(holding.back_ordered), Ok(waited));
            }
        }
    }
}

#[test]
fn counters_agree_with_units_over_random_histories() {
    let (mut orders, mut refused) = (0, 0);
    for seed in 0..HISTORIES {
        let history = std::panic::AssertUnwindSafe(|| {
            let mut twins = Twins::new(seed);
            for _ in 0..STEPS {
                twins.step();
                twins.compare();
            }
            twins.settle();
            (twins.orders, twins.refused)
        });
        let (of_this, refused_of_this) = std::panic::catch_unwind(history).unwrap_or_else(|panic| {
            println!("seed {seed}");
            std::panic::resume_unwind(panic)
        });
        orders += of_this;
        refused += refused_of_this;
    }
    println!("{HISTORIES} histories of {STEPS} steps (seeds 0 and up): {orders} orders, {refused} refused");
    assert!(refused * 10 > orders && refused < orders, "{refused} of {orders}");
}
