//! The rows of a dispute: the case, its steps and its evidence; what they hold and who may see them.

use serde::{Deserialize, Serialize};

use super::model::{Act, Actor, Dispute, EvidenceKind, State};
use crate::access::{Access, Role};
use crate::call;
use crate::id::Id;
use crate::ordering::sale::Resolution;
use crate::scope::Scope;
use crate::store::{Child, Entity, Fault, Tx};
use crate::time::Timestamp;

/// What a dispute is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// A sale between neighbours.
    Sale,
    /// An order from a hub.
    Order,
}

/// A dispute with all that both sides and the mediators see of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeCase {
    /// Its id.
    pub id: Id,
    /// Where.
    pub community: Id,
    /// The hub of the sale or order; NULL: none.
    pub hub: Option<Id>,
    /// What it is about.
    pub about: About,
    /// The sale or order.
    pub subject: Id,
    /// What was sold, in a line.
    pub title: String,
    /// Who bought.
    pub buyer: Id,
    /// The buyer's name then.
    pub buyer_name: String,
    /// Who sold; NULL: the hub itself.
    pub seller: Option<Id>,
    /// Where it is: as in `standing`, for lists.
    pub state: State,
    /// When silence acts: as in `standing`; NULL: never.
    pub due_at: Option<Timestamp>,
    /// When the end can't change any more and the money moves; NULL: not over, or nothing to move.
    pub settles_at: Option<Timestamp>,
    /// When the money moved; NULL: not yet.
    pub settled_at: Option<Timestamp>,
    /// Whether mediators were ever called: from then on they see it.
    pub mediated: bool,
    /// The dispute as the rules see it.
    pub standing: Dispute,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When something was last done to it.
    pub moved_at: Timestamp,
}

/// One step of a dispute. Never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeStep {
    /// Derived from the call and the step's place in it.
    pub id: Id,
    /// The dispute.
    pub dispute: Id,
    /// What was done; its words are `dispute-act-…`.
    pub act: Act,
    /// In what capacity.
    pub actor: Actor,
    /// By whom; NULL: by time.
    pub person: Option<Id>,
    /// Before.
    pub from_state: State,
    /// After.
    pub to_state: State,
    /// When: for silence, when it was due.
    pub at: Timestamp,
    /// Why, in a mediator's words; may be empty.
    pub note: String,
}

/// One piece of evidence. Never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its id.
    pub id: Id,
    /// The dispute.
    pub dispute: Id,
    /// What it is.
    pub kind: EvidenceKind,
    /// Whose it is; the server's own is the system's.
    pub side: Actor,
    /// Who added it; NULL: the server itself.
    pub author: Option<Id>,
    /// The author's name then; empty for the server itself.
    pub author_name: String,
    /// In words; may be empty.
    pub text: String,
    /// Content hash of a picture; NULL: none.
    pub file: Option<String>,
    /// The row that it points to: a listing, a proof of delivery, a run, a ticket; NULL: none.
    pub reference: Option<Id>,
    /// When it was made: the device's claim.
    pub made_at: Timestamp,
    /// When it reached the server.
    pub received_at: Timestamp,
}

impl Entity for DisputeCase {
    const TABLE: &'static str = "dispute_case";
    const CHILDREN: &'static [Child] = &[
        Child { table: "dispute_step", column: "dispute" },
        Child { table: "evidence", column: "dispute" },
    ];

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        let buyer = Scope::of("user", self.buyer);
        if self.state == State::Draft {
            return Ok(vec![buyer]);
        }
        let seller = match (self.seller, self.hub) {
            (Some(seller), _) => Some(Scope::of("user", seller)),
            (None, Some(hub)) => Some(Scope::of("staff", hub)),
            (None, None) => None,
        };
        let mediators = self.mediated.then(|| Scope::of("admin", self.community));
        Ok([buyer].into_iter().chain(seller).chain(mediators).collect())
    }
}

impl Entity for DisputeStep {
    const TABLE: &'static str = "dispute_step";

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        of_case(tx, self.dispute)
    }
}

impl Entity for Evidence {
    const TABLE: &'static str = "evidence";
    const FILES: &'static [&'static str] = &["file"];

    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        of_case(tx, self.dispute)
    }
}

fn of_case(tx: &mut Tx<'_>, dispute: Id) -> Result<Vec<Scope>, Fault> {
    tx.get::<DisputeCase>(dispute)?.map_or(Ok(Vec::new()), |case| case.scopes(tx))
}

impl DisputeCase {
    /// In what capacity somebody does something in this case. Who is a party stays one, but for what only
    /// mediators do.
    #[must_use]
    pub fn actor(&self, access: &Access, who: call::Actor, act: Act) -> Actor {
        let call::Actor::Person(user) = who else { return Actor::System };
        let party = if user == self.buyer {
            Some(Actor::Buyer)
        } else if self.is_seller(access, user) {
            Some(Actor::Seller)
        } else {
            None
        };
        let mediates = access.holds(Role::Admin, self.community, None);
        match party {
            Some(party) if !mediates || super::graph::ever_does(party, act) => party,
            _ if mediates => Actor::Mediator,
            _ => Actor::Bystander,
        }
    }

    /// Whether a person speaks for the selling side.
    #[must_use]
    pub fn is_seller(&self, access: &Access, user: Id) -> bool {
        match self.seller {
            Some(seller) => seller == user,
            None => self.hub.is_some() && access.holds(Role::HubManager, self.community, self.hub),
        }
    }

    /// The case as it stands after the rules have spoken at `now`.
    #[must_use]
    pub fn with(self, standing: Dispute, now: Timestamp) -> Self {
        let ends = standing.closing.filter(|closing| closing.resolution.is_some());
        let until = standing.appeal_until().or(standing.reopen_until());
        Self {
            state: standing.state,
            due_at: standing.due_at,
            settles_at: ends.map(|closing| until.unwrap_or(closing.at)),
            mediated: self.mediated || standing.mediation_at.is_some(),
            standing,
            moved_at: now,
            ..self
        }
    }

    /// What happens to the money at `now`, and what goes back in minor units; nothing before the end is sure,
    /// or when it has happened already.
    #[must_use]
    pub fn settlement(&self, now: Timestamp) -> Option<(Resolution, i64)> {
        let due = self.settled_at.is_none() && self.settles_at.is_some_and(|at| at <= now);
        let closing = self.standing.closing.filter(|_| due)?;
        let refunded = match (closing.resolution?, closing.refund) {
            (Resolution::Refund, _) => self.standing.price.minor,
            (Resolution::Partial, refund) => refund.map_or(0, |refund| refund.minor),
            (Resolution::Release, _) => 0,
        };
        Some((closing.resolution?, refunded))
    }
}
