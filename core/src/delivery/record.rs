//! What is written down on the road and never changed: events, proofs, money, and what somebody has to look at.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::cash::{CashReason, PaidBy};
use super::model::{RunStop, StopPhase, road};
use super::proof::{Proof, Review};
use super::stop::{FailReason, StopRole};
use crate::id::Id;
use crate::money::Currency;
use crate::scope::Scope;
use crate::store::{Entity, Fault, Tx};
use crate::time::Timestamp;

/// What a report from the road came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The stop moved.
    Moved,
    /// It was there already.
    AlreadyApplied,
    /// It did not fit: somebody has to look at it.
    ForReview,
}

/// A report about a stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopEvent {
    /// Derived from the call and the stop.
    pub id: Id,
    /// The stop.
    pub stop: Id,
    /// What was done, as `arrive`.
    pub command: String,
    /// Where the stop was afterwards.
    pub phase: StopPhase,
    /// What the report came to.
    pub outcome: Outcome,
    /// Who; NULL: the server itself.
    pub actor: Option<Id>,
    /// In what capacity.
    pub role: StopRole,
    /// Why a delivery failed; NULL: it did not.
    pub reason: Option<FailReason>,
    /// In somebody's own words; may be empty.
    pub note: String,
    /// Latitude of the phone in micro-degrees; NULL: not known.
    pub lat_e6: Option<i64>,
    /// Longitude of the phone in micro-degrees; NULL: not known.
    pub lon_e6: Option<i64>,
    /// When, by the phone.
    pub made_at: Timestamp,
    /// When the server heard of it; NULL: it has not.
    pub received_at: Option<Timestamp>,
}

/// A proof of delivery as it is kept, with its files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofRecord {
    /// The proof's own id.
    pub id: Id,
    /// The community.
    pub community: Id,
    /// The hub.
    pub hub: Id,
    /// The stop.
    pub stop: Id,
    /// The order.
    pub order_id: Id,
    /// Who made it.
    pub driver: Id,
    /// Whose order it is; NULL: nobody known.
    pub customer: Option<Id>,
    /// The record as the phone made it.
    pub proof: Proof,
    /// Content hash of the first picture; NULL: none.
    pub photo_1: Option<String>,
    /// Content hash of the second picture; NULL: none.
    pub photo_2: Option<String>,
    /// Content hash of the third picture; NULL: none.
    pub photo_3: Option<String>,
    /// Content hash of the signature's picture; NULL: not signed.
    pub signature_image: Option<String>,
    /// The record's digest, which the phone's next one carries.
    pub digest: String,
    /// The phone.
    pub device: Id,
    /// The record that it corrects; NULL: the first.
    pub corrects: Option<Id>,
    /// When, by the phone.
    pub made_at: Timestamp,
    /// When the server received it; NULL: it has not.
    pub received_at: Option<Timestamp>,
    /// Why somebody should look at it.
    pub reviews: BTreeSet<Review>,
}

/// Money taken at a door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashCollection {
    /// Derived from the call.
    pub id: Id,
    /// The community.
    pub community: Id,
    /// The hub.
    pub hub: Id,
    /// The stop.
    pub stop: Id,
    /// The order.
    pub order_id: Id,
    /// Who took it.
    pub driver: Id,
    /// In which shift; NULL: outside one.
    pub shift: Option<Id>,
    /// What was due, in minor units.
    pub due_minor: i64,
    /// What was taken.
    pub collected_minor: i64,
    /// Of which currency.
    pub currency: Currency,
    /// How.
    pub method: PaidBy,
    /// Why it differs; NULL: it does not.
    pub reason: Option<CashReason>,
    /// The proof that it was taken with.
    pub proof: Id,
    /// When, by the phone.
    pub made_at: Timestamp,
    /// Since when it does not count, because its proof was taken back; NULL: it counts.
    pub void_at: Option<Timestamp>,
}

/// Why a dispatcher has to look at something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The stop was cancelled when the report arrived: perhaps goods were handed over all the same.
    StopCancelled,
    /// The stop was in no state for what was reported.
    StopState,
    /// The order was in no state for what was reported.
    OrderState,
    /// The proof looks odd; its own reviews say how.
    Proof,
}

/// Something that does not fit and that a dispatcher settles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewItem {
    /// Derived from the call and the stop.
    pub id: Id,
    /// The community.
    pub community: Id,
    /// The hub.
    pub hub: Id,
    /// Why.
    pub why: Why,
    /// The stop.
    pub stop: Id,
    /// The order.
    pub order_id: Id,
    /// Who reported it.
    pub driver: Id,
    /// The proof in question; NULL: none.
    pub proof: Option<Id>,
    /// When the server found it.
    pub found_at: Timestamp,
    /// When somebody settled it; NULL: open.
    pub resolved_at: Option<Timestamp>,
    /// Who; NULL: open.
    pub resolved_by: Option<Id>,
    /// What came of it; may be empty.
    pub note: String,
}

impl Entity for StopEvent {
    const TABLE: &'static str = "stop_event";

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        tx.get::<RunStop>(self.stop)?.map_or(Ok(Vec::new()), |stop| stop.scopes(tx))
    }
}

impl Entity for ProofRecord {
    const TABLE: &'static str = "proof_record";
    const FILES: &'static [&'static str] = &["photo_1", "photo_2", "photo_3", "signature_image"];

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        let customer = self.customer.map(|customer| Scope::of("user", customer));
        Ok(road(self.community, self.hub, self.driver).into_iter().chain(customer).collect())
    }
}

impl Entity for CashCollection {
    const TABLE: &'static str = "cash_collection";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(road(self.community, self.hub, self.driver))
    }
}

impl Entity for ReviewItem {
    const TABLE: &'static str = "review_item";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("hub", self.hub), Scope::of("admin", self.community)])
    }
}

impl ProofRecord {
    /// The record that keeps `proof`, made at `stop`.
    #[must_use]
    pub fn keeping(proof: &Proof, stop: &RunStop, driver: Id) -> Self {
        let mut photos = proof.photos.iter().cloned();
        Self {
            id: proof.op_id,
            community: stop.community,
            hub: stop.hub,
            stop: stop.id,
            order_id: stop.order_id,
            driver,
            customer: stop.customer,
            photo_1: photos.next(),
            photo_2: photos.next(),
            photo_3: photos.next(),
            signature_image: proof.signature.as_ref().map(|signature| signature.image.clone()),
            digest: proof.digest(),
            device: proof.device,
            corrects: proof.corrects,
            made_at: proof.clocks.captured_at,
            received_at: None,
            reviews: proof.reviews(),
            proof: proof.clone(),
        }
    }
}
