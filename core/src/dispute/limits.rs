//! How long each side of a dispute may be silent, and what silence then does.

use super::model::State;
use crate::calendar::Calendar;
use crate::time::{DAY_MS, Timestamp};

/// Business days in which the seller answers.
pub const ANSWER_BUSINESS_DAYS: u32 = 3;
/// How long the buyer may be silent.
pub const BUYER_SILENCE_MS: i64 = 14 * DAY_MS;
/// How long a mediator may have a case.
pub const DECISION_MS: i64 = 7 * DAY_MS;
/// How long all mediators together may have it, from the call on. Then the price goes back; after an
/// appeal the first decision stands.
pub const NOBODY_DECIDED_MS: i64 = 60 * DAY_MS;
/// How long after a decision an appeal is heard.
pub const APPEAL_MS: i64 = 30 * DAY_MS;
/// How long after the buyer's silence a dispute can be taken up again.
pub const REOPEN_MS: i64 = 30 * DAY_MS;
/// Offers that can be made before a mediator has to look, both sides together.
pub const OFFERS_MAX: u32 = 6;
/// The most pieces of evidence of one side.
pub const EVIDENCE_PER_PARTY_MAX: u32 = 20;
/// The longest text of one piece, in characters.
pub const EVIDENCE_CHARS_MAX: usize = 4_000;

/// When silence acts in `state`, entered at `since`. `mediation_at` is when the mediators were called.
/// Nothing happens by itself to a dispute that is over.
#[must_use]
pub fn due_at(
    state: State,
    since: Timestamp,
    mediation_at: Option<Timestamp>,
    calendar: &Calendar,
) -> Option<Timestamp> {
    let nobody_decided = mediation_at.unwrap_or(since).plus(NOBODY_DECIDED_MS);
    match state {
        State::Draft | State::OfferReview | State::ClaimRejected => Some(since.plus(BUYER_SILENCE_MS)),
        State::Open | State::CounterReview => Some(calendar.after_business_days(since, ANSWER_BUSINESS_DAYS)),
        State::MediationQueue => Some(nobody_decided),
        State::EvidenceReview => Some(since.plus(DECISION_MS).min(nobody_decided)),
        State::Closed => None,
    }
}
