//! Ruin: takes strings of neighbouring stops out of neighbouring routes.

use super::anneal::{Solution, Undo};
use super::dice::Dice;
use super::prepared::{END, NO_REQUEST, Prepared, index, small};
use super::route::Route;

/// Stops taken out in a round, on average (Christiaens and Vanden Berghe, section 5.1).
const REMOVED_MEAN: u32 = 10;
/// The longest string taken out.
const STRING_MAX: u32 = 10;
/// How often a string is split by stops that stay, in percent.
const SPLIT_PERCENT: u32 = 50;
/// How often the stay is not made one longer, in percent.
const LONGER_PERCENT: u32 = 99;
/// In one of so many rounds the first route is taken out whole: strings alone never empty a long route
/// where the others are short, and so never give its car up for another.
const WHOLE_EVERY: u32 = 32;
const ONE_Q16: u32 = 1 << 16;
/// In no route.
const NOWHERE: u32 = u32::MAX;

/// Which route each stop is in, and room to work in.
pub(super) struct Ruin {
    home: Vec<u32>,
    /// Stops in requests.
    free: Vec<u32>,
    struck: Vec<u32>,
    doomed: Vec<u32>,
}

impl Ruin {
    pub(super) fn new(prepared: &Prepared<'_>) -> Self {
        let free = (0..).zip(&prepared.nodes).filter(|(_, node)| node.request != NO_REQUEST);
        Self {
            home: vec![NOWHERE; prepared.nodes.len()],
            free: free.map(|(stop, _)| stop).collect(),
            struck: Vec::new(),
            doomed: Vec::new(),
        }
    }

    /// Notes where the stops of some routes are, and what is in none.
    pub(super) fn settle(&mut self, prepared: &Prepared<'_>, now: &Solution, routes: &[usize]) {
        let absent = now.absent.iter().filter_map(|request| prepared.request(*request));
        for stop in absent.flat_map(|request| [Some(request.first), request.second]).flatten() {
            if let Some(home) = self.home.get_mut(index(stop)) {
                *home = NOWHERE;
            }
        }
        for number in routes {
            let Some(route) = now.routes.get(*number) else { continue };
            for stop in route.stops() {
                if let Some(home) = self.home.get_mut(index(stop)) {
                    *home = small(*number);
                }
            }
        }
    }

    fn home(&self, stop: u32) -> Option<u32> {
        self.home.get(index(stop)).copied().filter(|home| *home != NOWHERE)
    }

    /// Takes strings out around a stop drawn by lot.
    pub(super) fn strike(
        &mut self,
        prepared: &Prepared<'_>,
        dice: &mut Dice,
        now: &mut Solution,
        undo: &mut Undo,
    ) {
        let (mut stops, mut routes) = (0_u32, 0_u32);
        for route in now.routes.iter().filter(|route| !route.is_empty()) {
            (stops, routes) = (stops + small(route.len()), routes + 1);
        }
        let mean_q16 = (u64::from(stops) << 16) / u64::from(routes.max(1));
        let longest_q16 = u32::try_from(mean_q16).unwrap_or(u32::MAX).clamp(ONE_Q16, STRING_MAX * ONE_Q16);
        let strings_q16 = (u64::from(4 * REMOVED_MEAN) << 32) / u64::from(longest_q16 + ONE_Q16);
        let strings_q16 = u32::try_from(strings_q16).unwrap_or(u32::MAX).saturating_sub(ONE_Q16).max(ONE_Q16);
        let strings = dice.up_to_q16(strings_q16);
        let lot = dice.below(small(self.free.len()));
        let Some(seed) = self.free.get(index(lot)).copied() else { return };
        self.struck.clear();
        let mut whole = dice.below(WHOLE_EVERY) == 0;
        let near = prepared.near.get(index(seed)).map_or(&[] as &[u32], Vec::as_slice);
        for &stop in near {
            if small(self.struck.len()) >= strings {
                break;
            }
            let Some(home) = self.home(stop).filter(|home| !self.struck.contains(home)) else { continue };
            let Some(route) = now.routes.get_mut(index(home)) else { continue };
            undo.keep(index(home), route);
            self.struck.push(home);
            if std::mem::take(&mut whole) {
                self.doomed.clear();
                self.doomed.extend(route.stops());
            } else {
                let most_q16 = longest_q16.min(small(route.len()) * ONE_Q16);
                self.choose(dice, route, stop, most_q16);
            }
            self.take_out(prepared, route, &mut now.absent);
        }
    }

    /// Chooses a string of up to `most_q16 / 65,536` stops that holds `stop`.
    fn choose(&mut self, dice: &mut Dice, route: &Route, stop: u32, most_q16: u32) {
        let length = dice.up_to_q16(most_q16);
        let stops = small(route.len());
        let mut stay = 0;
        if length > 1 && length < stops && dice.below(100) < SPLIT_PERCENT {
            stay = 1;
            while length + stay < stops && dice.below(100) >= LONGER_PERCENT {
                stay += 1;
            }
        }
        let span = length + stay;
        let at = route.steps.iter().position(|step| step.stop == stop).map_or(0, small);
        let earliest = (at + 1).saturating_sub(span);
        let latest = at.min(stops.saturating_sub(span));
        let start = earliest + dice.below(latest.saturating_sub(earliest) + 1);
        // The stops that stay are neither at the start nor at the end of the string.
        let keep_from = start + 1 + if stay > 0 { dice.below(length - 1) } else { 0 };
        let keep = keep_from..keep_from + stay;
        self.doomed.clear();
        let string = route.steps.iter().zip(0u32..).skip(index(start)).take(index(span));
        let goes = string.filter(|(step, place)| step.stop != END && !keep.contains(place));
        self.doomed.extend(goes.map(|(step, _)| step.stop));
    }

    /// Takes the chosen stops out, with the other half of a pair; what a driver pinned stays.
    fn take_out(&mut self, prepared: &Prepared<'_>, route: &mut Route, absent: &mut Vec<u32>) {
        let request =
            |stop: u32| prepared.node(stop).map(|node| node.request).filter(|one| *one != NO_REQUEST);
        let mut requests: Vec<u32> = self.doomed.iter().filter_map(|stop| request(*stop)).collect();
        requests.sort_unstable();
        requests.dedup();
        for step in &route.steps {
            if request(step.stop).is_some_and(|one| requests.binary_search(&one).is_ok())
                && let Some(home) = self.home.get_mut(index(step.stop))
            {
                *home = NOWHERE;
            }
        }
        route.remove(prepared, |stop| request(stop).is_some_and(|one| requests.binary_search(&one).is_ok()));
        absent.extend(requests);
    }
}
