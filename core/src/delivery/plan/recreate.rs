//! Recreate: puts what is absent back, each request at its cheapest place, now and then overlooking one.

use super::anneal::{Solution, Undo};
use super::dice::{Blink, Dice};
use super::prepared::{Node, Prepared, Request, index};
use super::route::{Eye, Gap, Route};

/// The orders in which requests are put back, with their weights: by lot, largest load first, farthest
/// from the start first, nearest first; with time windows also narrowest, earliest and latest first.
const ORDERS: [(Order, u32); 7] = [
    (Order::Lot, 4),
    (Order::Load, 4),
    (Order::Far, 2),
    (Order::Near, 1),
    (Order::Narrow, 2),
    (Order::Early, 2),
    (Order::Late, 2),
];
/// The weights of the orders that need no time windows.
const UNTIMED_WEIGHT: u32 = 11;
const TIMED_WEIGHT: u32 = 17;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Lot,
    Load,
    Far,
    Near,
    Narrow,
    Early,
    Late,
}

/// In one of so many rounds, using one more car counts as free.
const FREE_OPENING_EVERY: u32 = 8;

/// Room to work in.
pub(super) struct Recreate {
    sorted: Vec<(i64, u32)>,
    /// Routes that may take more: all in use, and one empty one of each class.
    open: Vec<usize>,
    opened: Vec<u32>,
    missed: Vec<u32>,
    start: u32,
}

impl Recreate {
    pub(super) fn new(prepared: &Prepared<'_>) -> Self {
        let start = prepared.cars.first().map_or(0, |car| car.start);
        Self { sorted: Vec::new(), open: Vec::new(), opened: Vec::new(), missed: Vec::new(), start }
    }

    /// Puts back what fits; the rest stays absent.
    pub(super) fn run(
        &mut self,
        prepared: &Prepared<'_>,
        dice: &mut Dice,
        blink: &mut Blink,
        now: &mut Solution,
        undo: &mut Undo,
    ) {
        self.sort(prepared, dice, &now.absent);
        self.list_open(prepared, now);
        self.missed.clear();
        let counts_opening = dice.below(FREE_OPENING_EVERY) != 0;
        let mut eye = Eye { overlooks: || blink.blinks(dice), counts_opening };
        for place in 0..self.sorted.len() {
            let Some((_, number)) = self.sorted.get(place).copied() else { continue };
            let Some(request) = prepared.request(number) else { continue };
            match self.cheapest(prepared, request, &mut eye, now) {
                Some(gap) => self.place(prepared, request, gap, now, undo),
                None => self.missed.push(number),
            }
        }
        std::mem::swap(&mut now.absent, &mut self.missed);
    }

    fn place(
        &mut self,
        prepared: &Prepared<'_>,
        request: Request,
        gap: Gap,
        now: &mut Solution,
        undo: &mut Undo,
    ) {
        let Some(route) = now.routes.get_mut(gap.route) else { return };
        let opens = route.is_empty();
        undo.keep(gap.route, route);
        route.insert(prepared, request.first, request.second, gap);
        if opens {
            self.list_open(prepared, now);
        }
    }

    fn list_open(&mut self, prepared: &Prepared<'_>, now: &Solution) {
        self.open.clear();
        self.opened.clear();
        for (number, (route, car)) in now.routes.iter().zip(&prepared.cars).enumerate() {
            if route.is_empty() {
                if self.opened.contains(&car.class) {
                    continue;
                }
                self.opened.push(car.class);
            }
            self.open.push(number);
        }
    }

    fn cheapest<F: FnMut() -> bool>(
        &self,
        prepared: &Prepared<'_>,
        request: Request,
        eye: &mut Eye<F>,
        now: &Solution,
    ) -> Option<Gap> {
        let open = self.open.iter().filter_map(|number| Some((*number, now.routes.get(*number)?)));
        cheapest_of(prepared, request, eye, open)
    }

    fn sort(&mut self, prepared: &Prepared<'_>, dice: &mut Dice, absent: &[u32]) {
        let order = draw(dice, prepared.timed);
        self.sorted.clear();
        for &number in absent {
            let node = prepared.request(number).and_then(|request| prepared.node(request.first));
            let Some(node) = node else { continue };
            let key = match order {
                Order::Lot => i64::try_from(dice.bits() >> 1).unwrap_or(0),
                _ => self.key(prepared, order, node),
            };
            self.sorted.push((key, number));
        }
        self.sorted.sort_unstable();
    }

    fn key(&self, prepared: &Prepared<'_>, order: Order, node: &Node) -> i64 {
        let far =
            || prepared.row(self.start).get(index(node.site)).map_or(0, |link| i64::from(link.out.cost));
        match order {
            Order::Lot => 0,
            Order::Load => -i64::from(node.change.abs()),
            Order::Far => -far(),
            Order::Near => far(),
            Order::Narrow => i64::from(node.until) - i64::from(node.from),
            Order::Early => i64::from(node.from),
            Order::Late => -i64::from(node.until),
        }
    }
}

fn draw(dice: &mut Dice, timed: bool) -> Order {
    let mut lot = dice.below(if timed { TIMED_WEIGHT } else { UNTIMED_WEIGHT });
    for (order, weight) in ORDERS {
        if lot < weight {
            return order;
        }
        lot -= weight;
    }
    Order::Lot
}

/// The cheapest place for a request in any route, with nothing overlooked.
pub(super) fn cheapest(prepared: &Prepared<'_>, request: Request, now: &Solution) -> Option<Gap> {
    let mut eye = Eye { overlooks: || false, counts_opening: true };
    cheapest_of(prepared, request, &mut eye, now.routes.iter().enumerate())
}

/// The cheapest place for a request in some routes.
pub(super) fn cheapest_of<'r, F: FnMut() -> bool>(
    prepared: &Prepared<'_>,
    request: Request,
    eye: &mut Eye<F>,
    routes: impl Iterator<Item = (usize, &'r Route)>,
) -> Option<Gap> {
    let first = prepared.node(request.first)?;
    let second = request.second.and_then(|second| prepared.node(second));
    let mut best = None;
    for (number, route) in routes {
        match second {
            None => route.best_single(prepared, (number, first), eye, &mut best),
            Some(second) => route.best_pair(prepared, number, (first, second), eye, &mut best),
        }
    }
    best
}
