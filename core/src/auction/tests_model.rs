//! The rules against a second writing of them that is naive and slow: after every act it looks at the
//! whole history again. Histories are random; proptest prints the seed of one that fails.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::closing::{Phase, Schedule, SoftClose};
use super::ladder::Ladder;
use super::lot::{LotState, Maximum, Standing, Terms};
use super::proxy::{AcceptedBid, Bid, BidRefusal, Clearance, buy_now, place, replay};
use super::retraction::remove;
use crate::id::Id;
use crate::money::AMOUNT_MINOR_MAX;
use crate::time::Timestamp;

const START: i64 = 100;
const ENDS: i64 = 600_000;
const WINDOW: i64 = 90_000;
const EXTENSION: i64 = 60_000;
const CAP: i64 = 200_000;
const SELLER: u8 = 99;
/// Amounts at the bounds and beyond.
const EDGES: [i64; 5] = [0, i64::MIN, i64::MAX, AMOUNT_MINOR_MAX, AMOUNT_MINOR_MAX + 1];

fn person(number: u8) -> Id {
    Id::named("person", &number.to_string())
}

/// How much a random bid names.
#[derive(Clone, Copy, Debug)]
enum Amount {
    Exactly(i64),
    /// So much above the least that is taken.
    AboveMinimum(i64),
    /// So much above the own highest.
    AboveOwn(i64),
    /// So much above the leader's hidden maximum.
    AboveLeader(i64),
}

/// What happens on a lot.
#[derive(Clone, Copy, Debug)]
enum Act {
    Bid(u8, Amount),
    BuyNow(u8),
    LowerReserve(Option<i64>),
    /// A moderator takes out all bids of a person.
    Remove(u8),
}

fn acts() -> impl Strategy<Value = Vec<(i64, Act)>> {
    let amount = prop_oneof![
        2 => (1i64..20_000).prop_map(Amount::Exactly),
        1 => prop::sample::select(&EDGES[..]).prop_map(Amount::Exactly),
        6 => (-2i64..600).prop_map(Amount::AboveMinimum),
        2 => (-1i64..300).prop_map(Amount::AboveOwn),
        3 => (-2i64..30).prop_map(Amount::AboveLeader),
    ];
    let act = prop_oneof![
        30 => (0u8..5, amount).prop_map(|(who, amount)| Act::Bid(who, amount)),
        1 => (0u8..5).prop_map(Act::BuyNow),
        2 => prop::option::weighted(0.9, START..8_000).prop_map(Act::LowerReserve),
        1 => (0u8..5).prop_map(Act::Remove),
    ];
    prop::collection::vec((0i64..60_000, act), 1..24)
}

/// The history of a lot, and nothing worked out beforehand.
#[derive(Clone, Debug)]
struct Naive {
    reserve: Option<i64>,
    buy_now: Option<i64>,
    /// Person, maximum, time; in order.
    bids: Vec<(u8, i64, i64)>,
    /// The price at the last change of the reserve.
    floor: i128,
    /// Times of bids that showed, since the end was last settled.
    shown: Vec<i64>,
    settled_end: i64,
    bought_at: Option<i64>,
}

/// eBay's ladder, written out once more.
fn step(price: i128) -> i128 {
    let below = [
        (100, 5),
        (500, 25),
        (2_500, 50),
        (10_000, 100),
        (25_000, 250),
        (50_000, 500),
        (100_000, 1_000),
        (250_000, 2_500),
        (500_000, 5_000),
    ];
    below.into_iter().find(|(bound, _)| price < *bound).map_or(10_000, |(_, step)| step)
}

impl Naive {
    /// Everybody's highest maximum, the leader first: by maximum, then by who named it first.
    fn ranking(&self) -> Vec<(u8, i64)> {
        let mut best: BTreeMap<u8, (i64, usize)> = BTreeMap::new();
        for (place, &(who, max, _)) in self.bids.iter().enumerate() {
            let slot = best.entry(who).or_insert((max, place));
            if max > slot.0 {
                *slot = (max, place);
            }
        }
        let mut ranking: Vec<_> = best.into_iter().collect();
        ranking.sort_by(|one, other| (other.1.0, one.1.1).cmp(&(one.1.0, other.1.1)));
        ranking.into_iter().map(|(who, (max, _))| (who, max)).collect()
    }

    fn leader(&self) -> Option<u8> {
        self.ranking().first().map(|(who, _)| *who)
    }

    fn second(&self) -> Option<i64> {
        self.ranking().get(1).map(|(_, max)| *max)
    }

    fn reserve_met(&self) -> bool {
        let top = self.ranking().first().map(|(_, max)| *max);
        top.is_some_and(|top| self.reserve.is_none_or(|reserve| top >= reserve))
    }

    fn price(&self) -> i128 {
        let ranking: Vec<i128> = self.ranking().into_iter().map(|(_, max)| i128::from(max)).collect();
        let start = i128::from(START);
        let price = match ranking.as_slice() {
            [] | [_] => start,
            [first, second, ..] => (*first).min(start.max(second + step(*second))),
        };
        let reserve = self.reserve.filter(|_| self.reserve_met()).map_or(0, i128::from);
        price.max(reserve).max(self.floor)
    }

    fn minimum(&self) -> i128 {
        if self.bids.is_empty() { i128::from(START) } else { self.price() + step(self.price()) }
    }

    fn end(&self) -> i64 {
        let mut end = self.settled_end;
        for at in &self.shown {
            if end - at <= WINDOW {
                end = end.max((at + EXTENSION).min(ENDS + CAP));
            }
        }
        end
    }

    fn view(&self) -> (Option<u8>, i128) {
        (self.leader(), self.price())
    }

    /// Why a bid would be refused.
    fn refusal(&self, who: u8, max: i64, at: i64) -> Option<String> {
        let own = self.bids.iter().filter(|bid| bid.0 == who).map(|bid| bid.1).max();
        if self.bought_at.is_some() || at >= self.end() {
            Some("ended".to_owned())
        } else if !(1..=9_000_000_000_000).contains(&max) {
            Some("not_a_valid_amount".to_owned())
        } else if self.leader() == Some(who) {
            own.filter(|own| max <= *own).map(|_| "not_above_own_max".to_owned())
        } else if i128::from(max) < self.minimum() {
            Some(format!("below_minimum {}", self.minimum()))
        } else {
            None
        }
    }

    fn bid(&mut self, who: u8, max: i64, at: i64) {
        let before = self.view();
        self.bids.push((who, max, at));
        if self.view() != before {
            self.shown.push(at);
        }
    }

    fn lower_reserve(&mut self, reserve: Option<i64>) -> bool {
        let raised = match (self.reserve, reserve) {
            (Some(old), Some(new)) => new > old,
            (None, Some(_)) => true,
            (_, None) => false,
        };
        if raised {
            return false;
        }
        self.floor = self.price();
        self.reserve = reserve;
        true
    }

    fn remove(&mut self, who: u8) {
        let mut fresh =
            Self { bids: Vec::new(), floor: 0, shown: Vec::new(), settled_end: ENDS, ..self.clone() };
        for &(bidder, max, at) in self.bids.iter().filter(|bid| bid.0 != who) {
            fresh.bid(bidder, max, at);
        }
        (fresh.settled_end, fresh.shown) = (fresh.end().max(self.end()), Vec::new());
        *self = fresh;
    }
}

/// The same lot, kept by the rules and by the naive writing.
struct Twin {
    lot: LotState,
    bids: Vec<AcceptedBid>,
    naive: Naive,
    now: i64,
}

fn lot(reserve_minor: Option<i64>, buy_now_minor: Option<i64>) -> LotState {
    let terms = Terms {
        start_minor: START,
        reserve_minor,
        buy_now_minor,
        step_up_above_minor: None,
        ladder: Ladder::ebay(2),
    };
    terms.check().unwrap();
    let soft_close = SoftClose { window_ms: WINDOW, extension_ms: EXTENSION, cap_ms: CAP };
    let schedule = Schedule { opens_at: Timestamp(0), ends_at: Timestamp(ENDS), soft_close };
    schedule.check().unwrap();
    let standing = Standing::opening(&terms);
    LotState { seller: person(SELLER), listing_rev: 1, terms, schedule, standing }
}

fn a_bid(who: u8, max: i64, at: i64) -> Bid {
    let clearance = Clearance::GRANTED;
    Bid { bidder: person(who), max: Maximum(max), seen_listing_rev: 1, at: Timestamp(at), clearance }
}

fn words(refusal: BidRefusal) -> String {
    match refusal {
        BidRefusal::BelowMinimum { next_minor } => format!("below_minimum {next_minor}"),
        other => other.to_string(),
    }
}

impl Twin {
    fn new(reserve: Option<i64>, buy_now: Option<i64>) -> Self {
        let naive = Naive {
            reserve,
            buy_now,
            bids: Vec::new(),
            floor: 0,
            shown: Vec::new(),
            settled_end: ENDS,
            bought_at: None,
        };
        Self { lot: lot(reserve, buy_now), bids: Vec::new(), naive, now: 0 }
    }

    fn amount(&self, who: u8, amount: Amount) -> i64 {
        let own = self.bids.iter().filter(|bid| bid.bidder == person(who)).map(|bid| bid.max.0).max();
        match amount {
            Amount::Exactly(amount) => amount,
            Amount::AboveMinimum(more) => self.lot.next_minor() + more,
            Amount::AboveOwn(more) => own.unwrap_or(START) + more,
            Amount::AboveLeader(more) => self.lot.standing.lead.map_or(START, |lead| lead.max.0) + more,
        }
    }

    fn act(&mut self, act: Act) -> Result<(), TestCaseError> {
        let before = self.lot.clone();
        match act {
            Act::Bid(who, amount) => self.bid(who, self.amount(who, amount))?,
            Act::BuyNow(who) => self.buy_now(who)?,
            Act::LowerReserve(reserve) => {
                let standing = self.lot.lower_reserve(reserve);
                let allowed = self.naive.lower_reserve(reserve);
                prop_assert_eq!(standing.is_ok(), allowed, "{:?}", standing);
                if let Ok(standing) = standing {
                    self.lot.standing = standing;
                    self.lot.terms.reserve_minor = reserve;
                }
            }
            Act::Remove(who) => {
                let removal = remove(&self.lot, &self.bids, |bid| bid.bidder == person(who));
                self.bids.retain(|bid| bid.bidder != person(who));
                self.lot.standing = removal.standing;
                self.naive.remove(who);
            }
        }
        if !matches!(act, Act::Remove(_)) {
            prop_assert!(self.lot.standing.price_minor >= before.standing.price_minor);
        }
        if self.naive.bought_at.is_none() {
            prop_assert!(self.lot.effective_end() >= before.effective_end());
        }
        self.compare()
    }

    fn bid(&mut self, who: u8, max: i64) -> Result<(), TestCaseError> {
        let placed = place(&self.lot, &a_bid(who, max, self.now));
        let refusal = placed.err().map(words);
        prop_assert_eq!(&refusal, &self.naive.refusal(who, max, self.now), "{} bids {}", who, max);
        let Ok(placed) = placed else { return Ok(()) };
        let (public, leader) = (self.lot.public(), self.lot.standing.lead.map(|lead| lead.bidder));
        let floor = i128::from(self.lot.standing.price_minor);
        if leader.is_some_and(|leader| leader != person(who)) {
            prop_assert!(i128::from(max) >= floor + step(floor));
        }
        self.lot.standing = placed.standing;
        self.naive.bid(who, max, self.now);
        prop_assert_eq!(placed.is_public, self.lot.public() != public, "{:?}", placed);
        prop_assert_eq!(placed.leads, self.naive.leader() == Some(who));
        prop_assert_eq!(placed.outbid, leader.filter(|leader| placed.leads && *leader != person(who)));
        prop_assert_eq!(placed.extended, self.lot.public().ends_at != public.ends_at);
        let seq = self.bids.last().map_or(1, |last| last.seq + 1);
        let at = Timestamp(self.now);
        let (bidder, max) = (person(who), Maximum(max));
        self.bids.push(AcceptedBid { seq, bidder, max, seen_listing_rev: 1, at });
        Ok(())
    }

    fn buy_now(&mut self, who: u8) -> Result<(), TestCaseError> {
        let naive = &mut self.naive;
        let open = naive.bought_at.is_none() && self.now < naive.end();
        let untouched = if naive.reserve.is_some() { !naive.reserve_met() } else { naive.bids.is_empty() };
        let price = naive.buy_now.filter(|_| open && untouched);
        let placed = buy_now(&self.lot, &a_bid(who, naive.buy_now.unwrap_or(1), self.now));
        prop_assert_eq!(placed.is_ok(), price.is_some(), "{:?}", placed);
        if let (Ok(placed), Some(price)) = (placed, price) {
            self.lot.standing = placed.standing;
            (naive.bought_at, naive.floor) = (Some(self.now), i128::from(price));
        }
        Ok(())
    }

    fn compare(&self) -> Result<(), TestCaseError> {
        let (standing, naive) = (&self.lot.standing, &self.naive);
        if standing.bought.is_some() {
            prop_assert_eq!(standing.bought.map(|bought| bought.at.0), naive.bought_at);
            prop_assert_eq!(self.lot.phase(Timestamp(self.now)), Phase::Ended);
            return Ok(());
        }
        let lead = standing.lead.map(|lead| (lead.bidder, lead.max.0));
        let expected = naive.ranking().first().map(|&(who, max)| (person(who), max));
        prop_assert_eq!(lead, expected);
        prop_assert_eq!(standing.second.map(|second| second.0), naive.second());
        prop_assert_eq!(i128::from(standing.price_minor), naive.price());
        prop_assert_eq!(i128::from(self.lot.next_minor()), naive.minimum());
        prop_assert_eq!(self.lot.reserve_met(), naive.reserve_met());
        prop_assert_eq!(self.lot.effective_end().0, naive.end());
        prop_assert_eq!(self.lot.is_open(Timestamp(self.now)), self.now < naive.end());
        let again = replay(&self.lot, &self.bids);
        prop_assert_eq!((again.lead, again.second), (standing.lead, standing.second));
        prop_assert!(again.price_minor <= standing.price_minor);
        Ok(())
    }
}

fn offers() -> impl Strategy<Value = (Option<i64>, Option<i64>)> {
    let reserve = prop::option::of(START..8_000);
    (reserve, prop::option::of(8_000i64..9_000))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: histories(), ..ProptestConfig::default() })]

    #[test]
    fn the_rules_agree_with_the_naive_writing((reserve, buy_now) in offers(), acts in acts()) {
        let mut twin = Twin::new(reserve, buy_now);
        for (passes, act) in acts {
            twin.now += passes;
            twin.act(act)?;
        }
    }

    /// Two lots differ only in how far the leader would go. What everybody else sees and is told is the
    /// same for as long as nobody reaches the lower maximum.
    #[test]
    fn nobody_learns_a_maximum_from_the_answers(
        reserve in prop::option::of(START..2_000),
        low in 5_000i64..50_000,
        more in 1i64..AMOUNT_MINOR_MAX / 2,
        raise in prop::option::of(1i64..1_000),
        rivals in prop::collection::vec((0u8..5, -3i64..900, 0i64..60_000), 0..20),
    ) {
        let mut lots = [lot(reserve, None), lot(reserve, None)];
        for (lot, max) in lots.iter_mut().zip([low, low + more]) {
            lot.standing = place(lot, &a_bid(9, max, 0)).unwrap().standing;
        }
        if let Some(raise) = raise {
            // A private raise of one lot only.
            let max = lots[0].standing.lead.unwrap().max.0 + raise;
            lots[0].standing = place(&lots[0], &a_bid(9, max, ENDS - 1)).unwrap().standing;
        }
        let mut now = 0;
        for (who, above, passes) in rivals {
            now += passes;
            let max = lots[0].next_minor() + above;
            if lots[0].terms.ladder.next(max) > low {
                break;
            }
            let answers = lots.clone().map(|lot| place(&lot, &a_bid(who, max, now)));
            for (lot, answer) in lots.iter_mut().zip(&answers) {
                lot.standing = answer.map_or(lot.standing, |placed| placed.standing);
            }
            let told = answers.map(|answer| {
                answer.map(|placed| (placed.leads, placed.outbid, placed.is_public, placed.extended))
            });
            prop_assert_eq!(told[0], told[1]);
            let seen = lots.each_ref().map(|lot| serde_json::to_string(&lot.public()).unwrap());
            prop_assert_eq!(&seen[0], &seen[1]);
        }
    }

    /// A higher price never has a smaller next step, so a higher maximum never makes a lower price.
    #[test]
    fn ladders_only_climb(decimals in 0u32..5, price in 0..AMOUNT_MINOR_MAX, more in 0i64..1_000_000) {
        let ladder = Ladder::ebay(decimals);
        prop_assert!(ladder.step(price) >= 1);
        prop_assert!(ladder.step(price + more) >= ladder.step(price));
        prop_assert!(ladder.next(price + more) >= ladder.next(price) + more);
    }
}

/// Random histories of each property: 10,000, or as many as `HUBBUB_HISTORIES` says.
fn histories() -> u32 {
    std::env::var("HUBBUB_HISTORIES").ok().and_then(|text| text.parse().ok()).unwrap_or(10_000)
}
