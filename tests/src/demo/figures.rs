//! What a run comes to.

use serde::Serialize;

/// The figures at the end; zero lost and zero diverged is the promise.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Figures {
    pub(crate) devices: usize,
    /// Commands that a device had confirmed as saved.
    pub(crate) commands: usize,
    /// Of these, applied by the server.
    pub(crate) applied: usize,
    /// Of these, refused by the server with a reason that the device shows.
    pub(crate) refused: usize,
    /// Of these, neither applied nor refused: parked, unknown to the server, or discarded.
    pub(crate) undecided: usize,
    /// Effects that stand more than once.
    pub(crate) duplicates: usize,
    /// Saved commands without any verdict.
    pub(crate) lost: usize,
    /// Devices that do not show what the server would show them.
    pub(crate) diverged: usize,
    /// Products in hubs whose counters do not follow from their journal, or promise what is not there.
    pub(crate) oversold: usize,
    /// Products in hubs whose counters were checked.
    pub(crate) shelves: usize,
    /// Proofs of delivery that the server has.
    pub(crate) proofs: usize,
    /// Positions that the server has, each once.
    pub(crate) points: usize,
    /// Positions that devices recorded.
    pub(crate) points_total: usize,
    /// Trips that are as long by the server's points as documented, within 0.5 %.
    pub(crate) trips_matched: usize,
    pub(crate) trips_total: usize,
    /// Auctions that stand at the price of an independent reckoning, or at the recorded one.
    pub(crate) auctions_matched: usize,
    /// Auctions with bids.
    pub(crate) auctions_total: usize,
    /// Of the others, those whose record itself says why.
    pub(crate) auctions_explained: usize,
    /// Tallies that equal an independent count.
    pub(crate) tallies_matched: usize,
    pub(crate) tallies_total: usize,
    /// Official winners that we reach too, where they follow a rule we have.
    pub(crate) winners_matched: usize,
    pub(crate) winners_total: usize,
    /// Processes killed with kill -9.
    pub(crate) kills: u32,
    /// How many were asked for.
    pub(crate) kills_asked: u32,
    pub(crate) seed: u64,
    pub(crate) seconds: f64,
}

impl Figures {
    /// Whether the promise was kept.
    pub(crate) fn is_good(&self) -> bool {
        self.lost == 0
            && self.undecided == 0
            && self.kills == self.kills_asked
            && self.diverged == 0
            && self.duplicates == 0
            && self.oversold == 0
            && self.points == self.points_total
            && self.trips_matched == self.trips_total
            && self.tallies_matched == self.tallies_total
            && self.winners_matched == self.winners_total
            && self.auctions_matched + self.auctions_explained == self.auctions_total
            && self.applied + self.refused == self.commands
    }
}

#[cfg(test)]
mod tests {
    use super::Figures;

    #[test]
    fn what_is_undecided_or_was_not_done_breaks_the_promise() {
        let good = || Figures {
            commands: 3,
            applied: 2,
            refused: 1,
            kills: 2,
            kills_asked: 2,
            ..Figures::default()
        };
        assert!(good().is_good());
        assert!(!Figures { undecided: 1, ..good() }.is_good());
        assert!(!Figures { refused: 0, undecided: 1, ..good() }.is_good());
        assert!(!Figures { kills: 1, ..good() }.is_good());
        assert!(!Figures { lost: 1, ..good() }.is_good());
        assert!(!Figures { applied: 1, ..good() }.is_good());
    }
}
