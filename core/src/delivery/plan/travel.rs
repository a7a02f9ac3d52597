//! What it costs and how long it takes to go from each site to each other.

use crate::delivery::geo::{Position, distance_cm};

/// How much longer streets are than the straight line, in thousandths. The ratio of network to straight
/// distance in towns lies between 1.2 and 1.4 (Boscoe, Henry, Zdeb 2012; Giacomin, Levinson 2015).
pub const DETOUR_PERMILLE: i64 = 1_300;
/// Usual speed of a delivery vehicle in town, stops at lights included, in m/h.
pub const TOWN_SPEED_M_PER_H: i64 = 25_000;

/// The way from one site to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Leg {
    /// What is to be kept small: metres, as a rule.
    pub cost: u32,
    /// Travel time in ms.
    pub time_ms: u32,
}

/// Both ways between two sites, side by side in memory: inserting a stop looks at both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Link {
    pub(super) out: Leg,
    pub(super) back: Leg,
}

/// Legs between all pairs of sites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Travel {
    sites: usize,
    /// Row by row; row `a` at `b` holds the legs a→b and b→a.
    links: Vec<Link>,
}

impl Travel {
    /// A table of `sites` sites, filled by `leg(from, to)`.
    pub fn new(sites: usize, leg: impl Fn(usize, usize) -> Leg) -> Self {
        let row = |a: usize| {
            let leg = &leg;
            (0..sites).map(move |b| Link { out: leg(a, b), back: leg(b, a) })
        };
        Self { sites, links: (0..sites).flat_map(row).collect() }
    }

    /// A table from positions, where no street network is at hand: straight lines with the usual detour,
    /// cost in metres.
    #[must_use]
    pub fn straight(positions: &[Position]) -> Self {
        let street_m = |a: usize, b: usize| {
            let (Some(a), Some(b)) = (positions.get(a), positions.get(b)) else { return 0 };
            distance_cm(*a, *b).saturating_mul(DETOUR_PERMILLE) / 100_000
        };
        Self::new(positions.len(), |a, b| {
            let cost = street_m(a, b);
            let time = cost.saturating_mul(3_600_000) / TOWN_SPEED_M_PER_H;
            Leg {
                cost: u32::try_from(cost).unwrap_or(u32::MAX),
                time_ms: u32::try_from(time).unwrap_or(u32::MAX),
            }
        })
    }

    /// How many sites there are.
    #[must_use]
    pub fn sites(&self) -> usize {
        self.sites
    }

    /// The leg between two sites; a zero leg where one does not exist.
    #[must_use]
    pub fn leg(&self, from: usize, to: usize) -> Leg {
        self.row(from).get(to).map_or(Leg::default(), |link| link.out)
    }

    /// The longest cost and the longest time of any leg.
    pub(super) fn longest(&self) -> Leg {
        self.links.iter().fold(Leg::default(), |most, link| Leg {
            cost: most.cost.max(link.out.cost),
            time_ms: most.time_ms.max(link.out.time_ms),
        })
    }

    /// All links of a site, by the other site.
    pub(super) fn row(&self, site: usize) -> &[Link] {
        let from = site.saturating_mul(self.sites);
        self.links.get(from..from.saturating_add(self.sites)).unwrap_or(&[])
    }
}
