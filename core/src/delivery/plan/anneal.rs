//! The search: ruin a little, recreate, keep or undo, as simulated annealing says.

use super::dice::{Blink, Dice, ONE_Q16};
use super::prepared::{Prepared, index, small};
use super::recreate::Recreate;
use super::route::Route;
use super::ruin::Ruin;

/// The temperature starts at this part of the mean cost of a leg, as a fraction of 256.
const HOT_256: i64 = 384;
/// Temperature steps from start to end.
const COOLINGS: u32 = 1_000;
/// What is left of the temperature after one step, of 2^32: the 1,000th root of 1/100.
const COOLING_Q32: u128 = 4_275_233_559;

/// Routes and what is in none of them.
#[derive(Clone, Debug)]
pub(super) struct Solution {
    pub(super) routes: Vec<Route>,
    /// Requests in no route.
    pub(super) absent: Vec<u32>,
    pub(super) cost: i64,
}

/// The search's state.
pub(super) struct Search<'a> {
    prepared: &'a Prepared<'a>,
    dice: Dice,
    blink: Blink,
    now: Solution,
    best: Solution,
    undo: Undo,
    ruin: Ruin,
    recreate: Recreate,
    /// By request: how often it was left out. Rarely placed ones weigh more when some cannot be placed.
    left_out: Vec<u64>,
}

/// What a round has changed.
#[derive(Default)]
pub(super) struct Undo {
    /// By route: how it was, if it is in `touched`.
    saved: Vec<Route>,
    touched: Vec<usize>,
    absent: Vec<u32>,
    cost: i64,
}

impl Undo {
    /// Keeps a route as it is, once for each round.
    pub(super) fn keep(&mut self, number: usize, route: &Route) {
        if self.touched.contains(&number) {
            return;
        }
        if let Some(slot) = self.saved.get_mut(number) {
            slot.copy(route);
            self.touched.push(number);
        }
    }

    fn start(&mut self, now: &Solution) {
        self.touched.clear();
        self.absent.clone_from(&now.absent);
        self.cost = now.cost;
    }
}

impl<'a> Search<'a> {
    /// Starts with every request placed as well as the first round of insertions can.
    pub(super) fn new(prepared: &'a Prepared<'a>, seed: u64) -> Self {
        let routes = prepared.empty_routes();
        let absent: Vec<u32> = (0..small(prepared.requests.len())).collect();
        let now = Solution { cost: routes.iter().map(|route| route.cost).sum(), routes, absent };
        let mut search = Self {
            prepared,
            dice: Dice::new(seed),
            blink: Blink::default(),
            undo: Undo { saved: now.routes.clone(), ..Undo::default() },
            ruin: Ruin::new(prepared),
            recreate: Recreate::new(prepared),
            left_out: vec![0; prepared.requests.len()],
            best: now.clone(),
            now,
        };
        search.rebuild();
        search.best = search.now.clone();
        search
    }

    /// Runs `iterations` rounds.
    pub(super) fn run(&mut self, iterations: u32) {
        if self.prepared.requests.is_empty() {
            return;
        }
        let legs: usize =
            self.now.routes.iter().filter(|route| !route.is_empty()).map(|one| one.steps.len()).sum();
        let mean = self.now.cost / i64::try_from(legs.max(1)).unwrap_or(i64::MAX);
        let mut heat_q16 = (mean.max(1) * HOT_256).saturating_mul(ONE_Q16) / 256;
        let each = (iterations / COOLINGS).max(1);
        for round in 0..iterations {
            self.round(heat_q16);
            if round % each == each - 1 {
                let cooled = (u128::from(heat_q16.unsigned_abs()) * COOLING_Q32) >> 32;
                heat_q16 = i64::try_from(cooled).unwrap_or(0);
            }
        }
    }

    /// The best found.
    pub(super) fn into_best(self) -> Solution {
        self.best
    }

    fn round(&mut self, heat_q16: i64) {
        self.undo.start(&self.now);
        self.ruin.strike(self.prepared, &mut self.dice, &mut self.now, &mut self.undo);
        self.rebuild();
        if !self.accepted(heat_q16) {
            self.take_back();
        } else if (self.now.absent.len(), self.now.cost) < (self.best.absent.len(), self.best.cost) {
            self.best.clone_from(&self.now);
        }
    }

    fn rebuild(&mut self) {
        self.recreate.run(self.prepared, &mut self.dice, &mut self.blink, &mut self.now, &mut self.undo);
        self.now.cost = self.now.routes.iter().map(|route| route.cost).sum();
        self.ruin.settle(self.prepared, &self.now, &self.undo.touched);
    }

    /// Fewer left out is better than any cost; as many of them are judged by how often each was left out
    /// before, which leads out of dead ends; only then by cost.
    fn accepted(&mut self, heat_q16: i64) -> bool {
        if self.now.absent.is_empty() && self.undo.absent.is_empty() {
            let slack = heat_q16.saturating_mul(self.dice.exponential_q16()) >> 32;
            return self.now.cost < self.undo.cost.saturating_add(slack);
        }
        for request in &self.now.absent {
            if let Some(times) = self.left_out.get_mut(index(*request)) {
                *times = times.saturating_add(1);
            }
        }
        let weight = |absent: &[u32]| -> u64 {
            absent.iter().filter_map(|request| self.left_out.get(index(*request))).sum()
        };
        let (now, before) = (&self.now.absent, &self.undo.absent);
        if now.len() != before.len() {
            return now.len() < before.len() || weight(now) < weight(before);
        }
        let slack = heat_q16.saturating_mul(self.dice.exponential_q16()) >> 32;
        weight(now) < weight(before) || self.now.cost < self.undo.cost.saturating_add(slack)
    }

    fn take_back(&mut self) {
        for number in &self.undo.touched {
            if let Some((route, saved)) =
                self.now.routes.get_mut(*number).zip(self.undo.saved.get_mut(*number))
            {
                std::mem::swap(route, saved);
            }
        }
        std::mem::swap(&mut self.now.absent, &mut self.undo.absent);
        self.now.cost = self.undo.cost;
        self.ruin.settle(self.prepared, &self.now, &self.undo.touched);
    }
}
