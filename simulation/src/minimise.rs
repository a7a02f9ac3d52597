//! Makes a failing run smaller: leaves out steps and network faults as long as the same promise breaks.
//! Each step has its own chance, so leaving one out leaves the others as they are.

use crate::plan::{Network, Plan};
use crate::world::run as play;

/// Runs that may be tried.
const TRIES_MAX: usize = 400;

struct Search<'p> {
    whole: &'p Plan,
    invariant: &'static str,
    tries: usize,
}

impl Search<'_> {
    fn breaks(&mut self, plan: &Plan) -> bool {
        self.tries += 1;
        play(plan, false).violation.is_some_and(|violation| violation.invariant == self.invariant)
    }

    fn plan(&self, kept: &[usize], network: Network) -> Plan {
        let mut plan = Plan { network, ..self.whole.clone() };
        plan.keep(kept);
        plan
    }
}

/// The smaller run and the numbers of the steps it keeps; nothing when the run does not fail.
pub(crate) fn minimised(whole: &Plan) -> Option<(Plan, Vec<usize>)> {
    let violation = play(whole, false).violation?;
    let mut search = Search { whole, invariant: violation.invariant, tries: 0 };
    let mut kept: Vec<usize> = (0..whole.steps.len()).collect();
    // `--keep` repeats the network of the seed, so only the steps are made fewer.
    let network = whole.network;
    let mut size = kept.len().div_ceil(2).max(1);
    while search.tries < TRIES_MAX {
        let before = kept.len();
        let mut at = 0;
        while at < kept.len() && search.tries < TRIES_MAX {
            let mut fewer = kept.clone();
            fewer.drain(at..(at + size).min(kept.len()));
            let plan = search.plan(&fewer, network);
            if search.breaks(&plan) {
                kept = fewer;
            } else {
                at += size;
            }
        }
        if size == 1 && kept.len() == before {
            break;
        }
        size = size.div_ceil(2).max(1);
    }
    Some((search.plan(&kept, network), kept))
}
