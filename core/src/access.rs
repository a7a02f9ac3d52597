//! Who may do what: the roles, the one permission table, and what an actor's roles come to.
//!
//! Every command names the one [`Permission`] it needs. Beyond that, a command touches only what its
//! actor can see ([`Access::see`]): a thing outside a person's scopes is not there for their commands
//! either, on the device and on the server alike.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::call::{Actor, Stop};
use crate::community::model::{Member, RoleGrant};
use crate::i18n::Locale;
use crate::id::Id;
use crate::planted::{Bug, is_on};
use crate::refusal::{Code, Refusal};
use crate::scope::Scope;
use crate::store::{Entity, Fault, Tx, Value};
use crate::time::Timestamp;

/// What a member of a community may be. Every member is a resident; the others are granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Votes, buys and sells.
    Resident,
    /// Delivers for a named hub.
    Driver,
    /// Runs a named hub.
    HubManager,
    /// Writes content and runs polls.
    ContentAdmin,
    /// Runs the community.
    Admin,
}

impl Role {
    /// Every role.
    pub const ALL: &'static [Self] =
        &[Self::Resident, Self::Driver, Self::HubManager, Self::ContentAdmin, Self::Admin];

    /// The stable word, as `hub_manager`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Resident => "resident",
            Self::Driver => "driver",
            Self::HubManager => "hub_manager",
            Self::ContentAdmin => "content_admin",
            Self::Admin => "admin",
        }
    }

    /// Whether the role is held at one hub, and counts only there.
    #[must_use]
    pub const fn is_of_a_hub(self) -> bool {
        matches!(self, Self::Driver | Self::HubManager)
    }
}

/// What a command needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permission {
    /// Start a community.
    FoundCommunity,
    /// Open hubs.
    AddHub,
    /// Change a hub's description and address.
    EditHub,
    /// Take people in, move them between hubs, remove them.
    ManageMembers,
    /// Grant and revoke roles.
    ManageRoles,
    /// One's own name and language, and leaving.
    OwnProfile,
    /// Write, publish, archive and delete content.
    EditContent,
    /// Say something about content, react, report.
    Comment,
    /// Decide what is said: hide, show again, dismiss reports.
    Moderate,
    /// Write, open and cancel polls, and publish their results.
    RunPolls,
    /// Cast, change and withdraw one's own ballot.
    Vote,
    /// Bring in ballots of another system, with their voters and times.
    ImportBallots,
    /// See what one is told, and say so.
    OwnNotices,
    /// Offer something in the market.
    Sell,
    /// Bid, buy, take a bid back, answer an offer.
    Bid,
    /// Take a step of a sale; the sale says which, and who.
    MoveSale,
    /// Say how the other side of a sale was.
    Review,
    /// Take bids out, call running listings off, bar people from bidding and let them bid.
    ModerateMarket,
    /// Bring in listings of another system, with their bids and times.
    ImportListings,
    /// Ask a hub something.
    SubmitTickets,
    /// Write in a ticket, and say that it is solved; the ticket says to whom.
    FollowTickets,
    /// Answer for a hub: note, assign, wait, close.
    HandleTickets,
    /// Add, change and archive products.
    KeepProducts,
    /// Say what lies on the shelves, and why it changed.
    AdjustStock,
    /// Ask for goods.
    PlaceOrder,
    /// Take an order a step on its path; which step in which capacity, the path's own table says.
    MoveOrder,
    /// Run a hub's trains and counter, and order for others.
    RunOrders,
    /// Bring in orders of another system.
    ImportOrders,
    /// Say who drives what and when, count cash, settle reviews.
    Dispatch,
    /// Drive runs and report from their stops.
    Drive,
    /// One's own shift as a driver.
    OwnShift,
    /// Do what the clock asks for.
    KeepTime,
}

/// A line of the permission table.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// What is allowed.
    pub permission: Permission,
    /// To whom. A hub's role counts only for things of that hub.
    pub roles: &'static [Role],
    /// Whether the server itself may do it.
    pub job: bool,
}

/// The permission table. What stands nowhere here is allowed to nobody.
pub const PERMISSIONS: &[Rule] = &[
    allow(Permission::FoundCommunity, &[], true),
    allow(Permission::AddHub, &[Role::Admin], true),
    allow(Permission::EditHub, &[Role::HubManager, Role::Admin], true),
    allow(Permission::ManageMembers, &[Role::Admin], true),
    allow(Permission::ManageRoles, &[Role::Admin], true),
    allow(Permission::OwnProfile, &[Role::Resident], false),
    allow(Permission::EditContent, &[Role::ContentAdmin, Role::Admin], true),
    allow(Permission::Comment, &[Role::Resident], true),
    allow(Permission::Moderate, &[Role::ContentAdmin, Role::Admin], false),
    allow(Permission::RunPolls, &[Role::ContentAdmin, Role::Admin], true),
    allow(Permission::Vote, &[Role::Resident], false),
    allow(Permission::ImportBallots, &[], true),
    allow(Permission::OwnNotices, &[Role::Resident], false),
    allow(Permission::Sell, &[Role::Resident], true),
    allow(Permission::Bid, &[Role::Resident], false),
    allow(Permission::MoveSale, &[Role::Resident], true),
    allow(Permission::Review, &[Role::Resident], false),
    allow(Permission::ModerateMarket, &[Role::Admin], true),
    allow(Permission::ImportListings, &[], true),
    allow(Permission::SubmitTickets, &[Role::Resident], true),
    allow(Permission::FollowTickets, &[Role::Resident], false),
    allow(Permission::HandleTickets, &[Role::HubManager, Role::Admin], false),
    allow(Permission::KeepProducts, &[Role::HubManager, Role::Admin], true),
    allow(Permission::AdjustStock, &[Role::HubManager, Role::Admin], true),
    allow(Permission::PlaceOrder, &[Role::Resident], true),
    allow(Permission::MoveOrder, &[Role::Resident], true),
    allow(Permission::RunOrders, &[Role::HubManager, Role::Admin], true),
    allow(Permission::ImportOrders, &[], true),
    allow(Permission::Dispatch, &[Role::HubManager, Role::Admin], true),
    allow(Permission::Drive, &[Role::Driver, Role::HubManager, Role::Admin], true),
    allow(Permission::OwnShift, &[Role::Driver], false),
    allow(Permission::KeepTime, &[], true),
];

const fn allow(permission: Permission, roles: &'static [Role], job: bool) -> Rule {
    Rule { permission, roles, job }
}

/// An actor with the communities they belong to and the roles they hold there.
#[derive(Clone, Debug)]
pub struct Access {
    actor: Actor,
    members: Vec<Member>,
    grants: Vec<RoleGrant>,
    scopes: BTreeSet<Scope>,
}

impl Access {
    /// Reads what `actor` may do. Only rows of the actor's own scope are read, so a device and the
    /// server see the same.
    ///
    /// # Errors
    /// The store's fault.
    pub fn load(tx: &mut Tx<'_>, actor: Actor) -> Result<Self, Fault> {
        let Actor::Person(user) = actor else {
            return Ok(Self { actor, members: Vec::new(), grants: Vec::new(), scopes: BTreeSet::new() });
        };
        let own = "user_id = ? ORDER BY id";
        let mut members = tx.select::<Member>(own, &[Value::from(user)])?;
        members.retain(|member| member.left_at.is_none() || is_on(Bug::RemovedStays));
        let mut grants = tx.select::<RoleGrant>(own, &[Value::from(user)])?;
        grants.retain(|grant| members.iter().any(|member| member.id == grant.member));
        let scopes = scopes(user, &members, &grants);
        Ok(Self { actor, members, grants, scopes })
    }

    /// The actor's membership in a community.
    #[must_use]
    pub fn member(&self, community: Id) -> Option<&Member> {
        self.members.iter().find(|member| member.community == community)
    }

    /// Whether the actor holds a role in a community; a hub's role counts at that hub only.
    #[must_use]
    pub fn holds(&self, role: Role, community: Id, hub: Option<Id>) -> bool {
        if self.member(community).is_none() {
            return false;
        }
        let at = |grant: &RoleGrant| !role.is_of_a_hub() || (grant.hub.is_some() && grant.hub == hub);
        let granted = |grant: &RoleGrant| grant.community == community && grant.role == role && at(grant);
        role == Role::Resident || self.grants.iter().any(granted)
    }

    /// Lets the actor pass if the permission table does. `hub` is the hub of the thing in question.
    ///
    /// # Errors
    /// `FORBIDDEN_ROLE`.
    pub fn require(&self, permission: Permission, community: Id, hub: Option<Id>) -> Result<(), Refusal> {
        let rule = PERMISSIONS.iter().find(|rule| rule.permission == permission);
        let allowed = rule.is_some_and(|rule| match self.actor {
            Actor::Job => rule.job,
            Actor::Person(_) => rule.roles.iter().any(|role| self.holds(*role, community, hub)),
        });
        let allowed = allowed || (is_on(Bug::RoleUnchecked) && permission == Permission::RunPolls);
        if allowed { Ok(()) } else { Err(Refusal::new(Code::ForbiddenRole)) }
    }

    /// Stops an actor whom the permission table never lets pass, whatever the thing is: before it is looked
    /// for.
    ///
    /// # Errors
    /// `FORBIDDEN_ROLE`.
    pub fn may_ever(&self, permission: Permission) -> Result<(), Refusal> {
        let rule = PERMISSIONS.iter().find(|rule| rule.permission == permission);
        let ever = rule.is_some_and(|rule| if self.is_job() { rule.job } else { !rule.roles.is_empty() });
        if ever { Ok(()) } else { Err(Refusal::new(Code::ForbiddenRole)) }
    }

    /// The row with this id, unless the actor may not see it.
    ///
    /// # Errors
    /// The store's fault.
    pub fn find<E: Entity>(&self, tx: &mut Tx<'_>, id: Id) -> Result<Option<E>, Fault> {
        match self.actor {
            Actor::Job => tx.get(id),
            Actor::Person(_) => tx.get_within(id, &self.scopes),
        }
    }

    /// The row with this id.
    ///
    /// # Errors
    /// `NOT_FOUND` when there is none or the actor may not see it, or the store's fault.
    pub fn see<E: Entity>(&self, tx: &mut Tx<'_>, id: Id) -> Result<E, Stop> {
        self.find(tx, id)?.ok_or_else(|| Code::NotFound.into())
    }

    /// The scopes that the actor holds through memberships and roles; none for the server itself, which
    /// sees everything.
    #[must_use]
    pub const fn scopes(&self) -> &BTreeSet<Scope> {
        &self.scopes
    }

    /// The roles granted to the actor, in every community.
    #[must_use]
    pub fn grants(&self) -> &[RoleGrant] {
        &self.grants
    }

    /// Whether the server itself is acting.
    #[must_use]
    pub fn is_job(&self) -> bool {
        self.actor == Actor::Job
    }

    /// Who stands as the author of what the actor makes: a person always stands for themselves, a job
    /// for whom it names, or for the server itself.
    ///
    /// # Errors
    /// `VALIDATION_FAILED` when a person names somebody else.
    pub fn author(&self, named: Option<Id>) -> Result<Option<Id>, Refusal> {
        match (self.actor, named) {
            (Actor::Job, named) => Ok(named),
            (Actor::Person(user), None) => Ok(Some(user)),
            (Actor::Person(user), Some(named)) if named == user => Ok(Some(user)),
            (Actor::Person(_), Some(_)) => {
                Err(Refusal::new(Code::ValidationFailed).field("author", "out_of_range"))
            }
        }
    }
}

/// Who looks at a screen, and when.
#[derive(Clone, Copy, Debug)]
pub struct Viewer {
    /// The person.
    pub user: Id,
    /// The language of the screen.
    pub locale: Locale,
    /// The best estimate of the server's clock.
    pub now: Timestamp,
}

/// The scopes that a person holds now through memberships and roles.
///
/// # Errors
/// The store's fault.
pub fn scopes_of(tx: &mut Tx<'_>, user: Id) -> Result<BTreeSet<Scope>, Fault> {
    Ok(Access::load(tx, Actor::Person(user))?.scopes)
}

fn scopes(user: Id, members: &[Member], grants: &[RoleGrant]) -> BTreeSet<Scope> {
    let mut scopes = BTreeSet::from([Scope::public(), Scope::of("user", user)]);
    scopes.extend(members.iter().map(|member| Scope::of("community", member.community)));
    for grant in grants {
        match (grant.role, grant.hub) {
            (Role::HubManager, Some(hub)) => scopes.extend([Scope::of("hub", hub), Scope::of("staff", hub)]),
            (Role::Driver, _) => scopes.extend([Scope::of("driver", user)]),
            (Role::ContentAdmin, _) => scopes.extend([Scope::of("content", grant.community)]),
            (Role::Admin, _) => {
                scopes.extend([Scope::of("content", grant.community), Scope::of("admin", grant.community)]);
            }
            (Role::Resident | Role::HubManager, _) => {}
        }
    }
    scopes
}
