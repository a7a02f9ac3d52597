//! One car's route with what is needed to judge an insertion without walking it again.

use super::prepared::{Car, END, Node, Prepared};
use super::travel::Link;

/// A time that nobody can keep.
const NEVER: i32 = i32::MIN / 2;

/// A stop in a route, or the route's end. Times are ms on the search's clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// The stop; [`END`] for the end.
    pub(super) stop: u32,
    pub(super) site: u32,
    /// Cost and time from the step before.
    pub(super) cost: u32,
    pub(super) time: u32,
    from: i32,
    until: i32,
    service: i32,
    at_start: i32,
    change: i32,
    /// When the car leaves.
    pub(super) leave: i32,
    /// The latest arrival with which all that follows is still in time.
    pub(super) latest: i32,
    /// On board on the way here.
    load: i32,
    /// The most on board from the start until here.
    before: i32,
    /// The most on board from the way here until the end.
    after: i32,
}

/// A route; its last step is the end.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub(super) car: usize,
    pub(super) steps: Vec<Step>,
    /// Cost of all legs, with what it costs to use the car; 0 while it has no stop.
    pub(super) cost: i64,
    /// On board at the start.
    load: i32,
}

/// A place for a request and what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) cost: i64,
    pub(super) route: usize,
    /// Before which step the first stop goes.
    pub(super) first: usize,
    /// Before which step, of those there are now, the second goes.
    pub(super) second: usize,
}

/// How places are looked at.
pub(super) struct Eye<F> {
    /// Says whether a place is passed over.
    pub(super) overlooks: F,
    /// Whether the first stop of a car carries what it costs to use it. Otherwise the first stop would
    /// never be worth a car that pays off with the third.
    pub(super) counts_opening: bool,
}

impl Step {
    fn new(stop: u32, node: &Node) -> Self {
        let Node { site, from, until, service, at_start, change, .. } = *node;
        Self { stop, site, from, until, service, at_start, change, ..Self::end(0, 0) }
    }

    fn end(site: u32, until: i32) -> Self {
        Self {
            stop: END,
            site,
            until,
            cost: 0,
            time: 0,
            from: 0,
            service: 0,
            at_start: 0,
            change: 0,
            leave: 0,
            latest: 0,
            load: 0,
            before: 0,
            after: 0,
        }
    }
}

fn link(row: &[Link], site: u32) -> Link {
    usize::try_from(site).ok().and_then(|site| row.get(site)).copied().unwrap_or_default()
}

fn sum(time: i32, more: u32) -> i64 {
    i64::from(time) + i64::from(more)
}

impl Route {
    /// The car's route with no stop.
    pub(super) fn empty(prepared: &Prepared<'_>, car: usize) -> Self {
        let mut route = Self { car, steps: Vec::new(), cost: 0, load: 0 };
        route.set(prepared, std::iter::empty());
        route
    }

    /// The car's route with only the stops that its driver pinned.
    pub(super) fn pinned(prepared: &Prepared<'_>, car: usize) -> Self {
        let mut route = Self::empty(prepared, car);
        let stops = prepared.car(car).map_or(&[] as &[u32], |car| &car.pinned);
        route.set(prepared, stops.iter().copied());
        route
    }

    /// Its stops in order.
    pub(super) fn stops(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        self.steps.iter().map(|step| step.stop).filter(|stop| *stop != END)
    }

    /// How many stops it has.
    pub(super) fn len(&self) -> usize {
        self.steps.len().saturating_sub(1)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Replaces all stops.
    pub(super) fn set(&mut self, prepared: &Prepared<'_>, stops: impl Iterator<Item = u32>) {
        let Some(car) = prepared.car(self.car) else { return };
        self.steps.clear();
        self.steps.extend(stops.filter_map(|stop| Some(Step::new(stop, prepared.node(stop)?))));
        self.steps.push(Step::end(car.end, car.until));
        self.relink(prepared);
    }

    /// Becomes like `other`, in the memory it has.
    pub(super) fn copy(&mut self, other: &Self) {
        self.steps.clone_from(&other.steps);
        (self.car, self.cost, self.load) = (other.car, other.cost, other.load);
    }

    /// Takes out the stops that `gone` names.
    pub(super) fn remove(&mut self, prepared: &Prepared<'_>, gone: impl Fn(u32) -> bool) {
        self.steps.retain(|step| step.stop == END || !gone(step.stop));
        self.relink(prepared);
    }

    /// Looks up every leg again, then the rest.
    fn relink(&mut self, prepared: &Prepared<'_>) {
        let Some(car) = prepared.car(self.car) else { return };
        let mut site = car.start;
        for step in &mut self.steps {
            let leg = link(prepared.row(site), step.site).out;
            (step.cost, step.time) = (leg.cost, leg.time_ms);
            site = step.site;
        }
        self.refresh(car);
    }

    /// Puts a request where [`Route::best_single`] or [`Route::best_pair`] found a place.
    pub(super) fn insert(&mut self, prepared: &Prepared<'_>, first: u32, second: Option<u32>, gap: Gap) {
        let Some(car) = prepared.car(self.car) else { return };
        if let Some(second) = second {
            self.put(prepared, second, gap.second);
        }
        self.put(prepared, first, gap.first);
        self.refresh(car);
    }

    fn put(&mut self, prepared: &Prepared<'_>, stop: u32, at: usize) {
        let (Some(car), Some(node)) = (prepared.car(self.car), prepared.node(stop)) else { return };
        let previous =
            at.checked_sub(1).and_then(|at| self.steps.get(at)).map_or(car.start, |step| step.site);
        let row = prepared.row(node.site);
        let Some(next) = self.steps.get_mut(at) else { return };
        let (back, out) = (link(row, previous).back, link(row, next.site).out);
        (next.cost, next.time) = (out.cost, out.time_ms);
        let step = Step { cost: back.cost, time: back.time_ms, ..Step::new(stop, node) };
        self.steps.insert(at, step);
    }

    /// Times and loads, forwards and backwards.
    fn refresh(&mut self, car: &Car) {
        self.load = self.steps.iter().map(|step| step.at_start).sum::<i32>() + car.aboard;
        let (mut leave, mut load, mut before, mut cost) = (car.from, self.load, self.load, 0_i64);
        for step in &mut self.steps {
            let start = sum(leave, step.time).max(i64::from(step.from));
            leave = i32::try_from(start + i64::from(step.service)).unwrap_or(i32::MAX);
            before = before.max(load);
            (step.leave, step.load, step.before) = (leave, load, before);
            load = load.saturating_add(step.change);
            cost += i64::from(step.cost);
        }
        self.cost = if self.is_empty() { 0 } else { cost + car.fixed };
        let (mut latest, mut after) = (i64::from(i32::MAX), 0);
        for step in self.steps.iter_mut().rev() {
            let bound = (latest - i64::from(step.service)).min(i64::from(step.until));
            // Service that may not begin before it is too late makes the route impossible.
            let bound = if bound < i64::from(step.from) { i64::from(NEVER) } else { bound };
            step.latest = i32::try_from(bound).unwrap_or(NEVER);
            latest = bound - i64::from(step.time);
            after = after.max(step.load);
            step.after = after;
        }
    }

    /// Whether a car that must be `only` can be this one, and whether the load at the start allows it.
    fn may_take(&self, car: &Car, node: &Node) -> bool {
        let capacity = i64::from(car.capacity);
        let allowed = node.only.is_none_or(|only| usize::try_from(only) == Ok(self.car));
        allowed && i64::from(self.load) + i64::from(node.at_start) <= capacity
    }

    /// What using the car adds when it stays at home otherwise, less the way from its start to its end.
    fn opening(&self, car: &Car, counts: bool) -> i64 {
        let idle = self.steps.first().map_or(0, |step| i64::from(step.cost));
        if counts && self.is_empty() { car.fixed + idle } else { 0 }
    }

    /// Finds the cheapest place for one stop, if it is cheaper than `best`.
    pub(super) fn best_single<F: FnMut() -> bool>(
        &self,
        prepared: &Prepared<'_>,
        (number, node): (usize, &Node),
        eye: &mut Eye<F>,
        best: &mut Option<Gap>,
    ) {
        let Some(car) = prepared.car(self.car).filter(|car| self.may_take(car, node)) else { return };
        let row = prepared.row(node.site);
        let mut bound = best.map_or(i64::MAX, |gap| gap.cost);
        let opening = self.opening(car, eye.counts_opening);
        let capacity = i64::from(car.capacity);
        let (more_before, more_after) = (i64::from(node.at_start), i64::from(node.change.max(0)));
        let (mut previous, mut leave) = (link(row, car.start), car.from);
        for (place, next) in self.steps.iter().enumerate() {
            let to_next = link(row, next.site);
            let cost =
                i64::from(previous.back.cost) + i64::from(to_next.out.cost) - i64::from(next.cost) + opening;
            if cost < bound && !(eye.overlooks)() {
                let arrive = sum(leave, previous.back.time_ms);
                let start = arrive.max(i64::from(node.from));
                let onward = start + i64::from(node.service) + i64::from(to_next.out.time_ms);
                if arrive <= i64::from(node.until)
                    && onward <= i64::from(next.latest)
                    && i64::from(next.before) + more_before <= capacity
                    && i64::from(next.after) + more_after <= capacity
                {
                    bound = cost;
                    *best = Some(Gap { cost, route: number, first: place, second: place });
                }
            }
            (previous, leave) = (to_next, next.leave);
            if leave > node.until {
                break;
            }
        }
    }

    /// The same for a pickup and its drop-off, which comes later in the same route.
    pub(super) fn best_pair<F: FnMut() -> bool>(
        &self,
        prepared: &Prepared<'_>,
        number: usize,
        (pick, drop): (&Node, &Node),
        eye: &mut Eye<F>,
        best: &mut Option<Gap>,
    ) {
        let Some(car) = prepared.car(self.car).filter(|car| self.may_take(car, pick)) else { return };
        let row = prepared.row(pick.site);
        let mut leave = car.from;
        let mut previous = link(row, car.start);
        for (place, next) in self.steps.iter().enumerate() {
            let to_next = link(row, next.site);
            let arrive = sum(leave, previous.back.time_ms);
            if !(eye.overlooks)() && arrive <= i64::from(pick.until) {
                let start = arrive.max(i64::from(pick.from));
                let detour =
                    i64::from(previous.back.cost) + i64::from(to_next.out.cost) - i64::from(next.cost);
                let picked = Picked {
                    place,
                    leave: start + i64::from(pick.service),
                    to_next: to_next.out.time_ms,
                    back: previous.back.cost,
                    detour,
                    opening: self.opening(car, eye.counts_opening),
                };
                self.best_drop(prepared, number, (pick, drop), picked, best);
            }
            (previous, leave) = (to_next, next.leave);
            if leave > pick.until {
                break;
            }
        }
    }

    /// With the pickup before step `picked.place`: the cheapest place of the drop-off from there on.
    fn best_drop(
        &self,
        prepared: &Prepared<'_>,
        number: usize,
        (pick, drop): (&Node, &Node),
        picked: Picked,
        best: &mut Option<Gap>,
    ) {
        let Some(car) = prepared.car(self.car) else { return };
        let row = prepared.row(drop.site);
        let (mut leave, mut previous) = (picked.leave, link(row, pick.site));
        let room = i64::from(car.capacity) - i64::from(pick.change);
        for (place, next) in self.steps.iter().enumerate().skip(picked.place) {
            if i64::from(next.load) > room {
                return;
            }
            let to_next = link(row, next.site);
            let direct = place == picked.place;
            let cost = if direct {
                let legs =
                    i64::from(picked.back) + i64::from(previous.back.cost) + i64::from(to_next.out.cost);
                legs - i64::from(next.cost) + picked.opening
            } else {
                let legs = i64::from(previous.back.cost) + i64::from(to_next.out.cost);
                picked.detour + legs - i64::from(next.cost)
            };
            let arrive = leave + i64::from(previous.back.time_ms);
            let start = arrive.max(i64::from(drop.from));
            let onward = start + i64::from(drop.service) + i64::from(to_next.out.time_ms);
            let in_time = arrive <= i64::from(drop.until) && onward <= i64::from(next.latest);
            if in_time && best.is_none_or(|gap| cost < gap.cost) {
                *best = Some(Gap { cost, route: number, first: picked.place, second: place });
            }
            // On to the next place: the step here is served with the goods on board.
            let leg = if direct { picked.to_next } else { next.time };
            let arrive = leave + i64::from(leg);
            if arrive > i64::from(next.latest) {
                return;
            }
            leave = arrive.max(i64::from(next.from)) + i64::from(next.service);
            previous = to_next;
        }
    }

    /// Whether the route keeps windows, shift and capacity.
    pub(super) fn holds(&self, prepared: &Prepared<'_>) -> bool {
        let Some((car, first)) = prepared.car(self.car).zip(self.steps.first()) else { return false };
        self.is_empty()
            || (sum(car.from, first.time) <= i64::from(first.latest) && first.after <= car.capacity)
    }
}

/// A pickup that has been tried in a gap.
#[derive(Clone, Copy)]
struct Picked {
    place: usize,
    /// When the car leaves the pickup.
    leave: i64,
    /// Travel time from there to the step that follows.
    to_next: u32,
    /// Cost from the step before to the pickup.
    back: u32,
    /// Cost of the detour over the pickup, in a car that is in use.
    detour: i64,
    /// Cost of using the car, if nothing else does yet.
    opening: i64,
}
