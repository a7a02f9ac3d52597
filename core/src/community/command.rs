//! What people do with communities: found, take in, grant, leave.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::model::{Address, Community, Hub, Member, RoleGrant};
use crate::access::{Access, Permission, Role};
use crate::call::{Actor, Call, Stop};
use crate::check::{Check, NAME_CHARS_MAX};
use crate::i18n::{Locale, Words};
use crate::id::Id;
use crate::notice::model::{Kind, Telling, tell};
use crate::refusal::{Code, Param};
use crate::store::{Fault, Tx, Value};
use crate::time::Timestamp;

/// A change of a community, its hubs, its people or their roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Start a community.
    Found {
        /// Its id.
        community: Id,
        /// Its name.
        name: String,
        /// What it is.
        #[serde(default)]
        about: Words,
        /// The language of those who chose none.
        default_locale: Locale,
        /// IANA time zone.
        time_zone: String,
        /// ISO 4217.
        currency: String,
    },
    /// Open a hub.
    AddHub {
        /// Its id.
        hub: Id,
        /// Whose it is.
        community: Id,
        /// Its name.
        name: String,
        /// What it is.
        #[serde(default)]
        about: Words,
        /// Where it is.
        address: Address,
        /// Latitude in micro-degrees.
        lat_e6: i64,
        /// Longitude in micro-degrees.
        lon_e6: i64,
        /// IANA time zone.
        time_zone: String,
    },
    /// Change a hub's description or place.
    EditHub {
        /// The hub.
        hub: Id,
        /// What is new about it.
        changes: HubChanges,
    },
    /// Take a person in.
    Admit {
        /// The community.
        community: Id,
        /// The person.
        user: Id,
        /// How others see the person.
        display_name: String,
        /// The person's language.
        locale: Locale,
        /// The hub the person belongs to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hub: Option<Id>,
        /// When the person joined, if before now; the server's own jobs only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        joined_at: Option<Timestamp>,
    },
    /// Put a member into another hub, or none.
    MoveMember {
        /// The community.
        community: Id,
        /// The person.
        user: Id,
        /// The new hub.
        hub: Option<Id>,
    },
    /// Change one's own name or language.
    EditSelf {
        /// The community.
        community: Id,
        /// The new name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        display_name: Option<String>,
        /// The new language.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        locale: Option<Locale>,
    },
    /// Leave.
    Leave {
        /// The community.
        community: Id,
    },
    /// Remove a person.
    Remove {
        /// The community.
        community: Id,
        /// The person.
        user: Id,
    },
    /// Let somebody leave everything who closes their account; the server's own jobs only.
    Close {
        /// The person.
        user: Id,
    },
    /// Let somebody back in who closed their account and thought better of it; the server's own jobs only.
    Return {
        /// The person.
        user: Id,
        /// When they left.
        left_at: Timestamp,
    },
    /// Remove what names a person who closed their account; the server's own jobs only. Votes and counts stay.
    Erase {
        /// The person.
        user: Id,
    },
    /// Give a member a role.
    GrantRole {
        /// The community.
        community: Id,
        /// The person.
        user: Id,
        /// The role; every member is a resident without a grant.
        role: Role,
        /// The hub, for the roles that are held at one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hub: Option<Id>,
    },
    /// Take a role back.
    RevokeRole {
        /// The community.
        community: Id,
        /// The person.
        user: Id,
        /// The role.
        role: Role,
        /// The hub, for the roles that are held at one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hub: Option<Id>,
    },
}

/// What is new about a hub. What is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HubChanges {
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<Words>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Latitude in micro-degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat_e6: Option<i64>,
    /// Longitude in micro-degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon_e6: Option<i64>,
    /// IANA time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

impl Command {
    /// What the permission table asks for.
    #[must_use]
    pub const fn permission(&self) -> Permission {
        match self {
            Self::Found { .. } => Permission::FoundCommunity,
            Self::AddHub { .. } => Permission::AddHub,
            Self::EditHub { .. } => Permission::EditHub,
            Self::Admit { .. } | Self::MoveMember { .. } | Self::Remove { .. } => Permission::ManageMembers,
            Self::EditSelf { .. } | Self::Leave { .. } => Permission::OwnProfile,
            Self::GrantRole { .. } | Self::RevokeRole { .. } => Permission::ManageRoles,
            Self::Close { .. } | Self::Return { .. } | Self::Erase { .. } => Permission::EndAccounts,
        }
    }
}

/// Decides a call and writes its effect, on devices and on the server alike.
///
/// # Errors
/// The rule's refusal, or a fault.
pub fn execute(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    let access = Access::load(tx, call.actor)?;
    let hub = match call.command {
        Command::EditHub { hub, .. } => Some(access.see::<Hub>(tx, *hub)?),
        _ => None,
    };
    let community = hub.as_ref().map_or_else(|| call.command.community(), |hub| Some(hub.community));
    let place = hub.as_ref().map(|hub| hub.id);
    access.require(call.command.permission(), community.unwrap_or_default(), place)?;
    match call.command {
        Command::Found { community, name, about, default_locale, time_zone, currency } => {
            let founded = Community {
                id: *community,
                name: name.clone(),
                about: about.clone(),
                default_locale: *default_locale,
                time_zone: time_zone.clone(),
                currency: currency.clone(),
                created_at: call.now,
            };
            founded.check()?;
            is_new(tx.insert(&founded)?)
        }
        Command::AddHub { .. } => add_hub(tx, &access, call.command),
        Command::EditHub { changes, .. } => hub.map_or(Ok(()), |hub| edit_hub(tx, hub, changes)),
        Command::Admit { .. } => admit(tx, &access, call),
        Command::MoveMember { community, user, hub } => {
            let member = standing(tx, &access, *community, *user)?;
            hub_of(tx, &access, *community, *hub)?;
            Ok(tx.put(&Member { hub: *hub, hub_since: call.now, ..member })?)
        }
        Command::EditSelf { community, display_name, locale } => {
            let member = standing(tx, &access, *community, call.actor.person()?)?;
            let display_name = display_name.clone().unwrap_or(member.display_name);
            Check::new().line("display_name", &display_name, NAME_CHARS_MAX).done()?;
            Ok(tx.put(&Member { display_name, locale: locale.unwrap_or(member.locale), ..member })?)
        }
        Command::Leave { community } => end(tx, &access, call, *community, call.actor.person()?),
        Command::Remove { community, user } => end(tx, &access, call, *community, *user),
        Command::Close { user } => close(tx, &access, call, *user),
        Command::Return { user, left_at } => come_back(tx, *user, *left_at),
        Command::Erase { user } => erase(tx, call, *user),
        Command::GrantRole { community, user, role, hub } => {
            let member = standing(tx, &access, *community, *user)?;
            grant(tx, &access, call, &member, *role, *hub)
        }
        Command::RevokeRole { community, user, role, hub } => {
            let grant = RoleGrant::id_of(Member::id_of(*community, *user), *role, *hub);
            let grant: RoleGrant = access.see(tx, grant)?;
            keeps_an_admin(tx, *community, &[&grant])?;
            tx.delete::<RoleGrant>(grant.id)?;
            Ok(())
        }
    }
}

/// What lies beyond the actor's sight: who gained or lost a role is told so.
///
/// # Errors
/// A fault.
pub fn settle(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    let (kind, community, user, role, hub) = match call.command {
        Command::GrantRole { community, user, role, hub } => {
            (Kind::RoleGranted, *community, *user, *role, *hub)
        }
        Command::RevokeRole { community, user, role, hub } => {
            (Kind::RoleWithdrawn, *community, *user, *role, *hub)
        }
        _ => return Ok(()),
    };
    if call.actor == Actor::Person(user) {
        return Ok(());
    }
    let mut telling = Telling::new(user, community, kind, hub.unwrap_or(community))
        .with("role", Param::Text(role.word().to_owned()));
    if let Some(hub) = hub
        && let Some(hub) = tx.get::<Hub>(hub)?
    {
        telling = telling.with("hub", Param::Text(hub.name));
    }
    Ok(tell(tx, call.id, call.now, telling)?)
}

impl Command {
    const fn community(&self) -> Option<Id> {
        match self {
            Self::AddHub { community, .. }
            | Self::Admit { community, .. }
            | Self::MoveMember { community, .. }
            | Self::EditSelf { community, .. }
            | Self::Leave { community }
            | Self::Remove { community, .. }
            | Self::GrantRole { community, .. }
            | Self::RevokeRole { community, .. } => Some(*community),
            Self::Found { .. }
            | Self::EditHub { .. }
            | Self::Close { .. }
            | Self::Return { .. }
            | Self::Erase { .. } => None,
        }
    }
}

fn add_hub(tx: &mut Tx<'_>, access: &Access, command: &Command) -> Result<(), Stop> {
    let Command::AddHub { hub, community, name, about, address, lat_e6, lon_e6, time_zone } = command else {
        return Ok(());
    };
    access.see::<Community>(tx, *community)?;
    let hub = Hub {
        id: *hub,
        community: *community,
        name: name.clone(),
        about: about.clone(),
        address: address.clone(),
        lat_e6: *lat_e6,
        lon_e6: *lon_e6,
        time_zone: time_zone.clone(),
    };
    hub.check()?;
    is_new(tx.insert(&hub)?)
}

fn edit_hub(tx: &mut Tx<'_>, hub: Hub, changes: &HubChanges) -> Result<(), Stop> {
    let changes = changes.clone();
    let hub = Hub {
        name: changes.name.unwrap_or(hub.name),
        about: changes.about.unwrap_or(hub.about),
        address: changes.address.unwrap_or(hub.address),
        lat_e6: changes.lat_e6.unwrap_or(hub.lat_e6),
        lon_e6: changes.lon_e6.unwrap_or(hub.lon_e6),
        time_zone: changes.time_zone.unwrap_or(hub.time_zone),
        ..hub
    };
    hub.check()?;
    Ok(tx.put(&hub)?)
}

fn admit(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>) -> Result<(), Stop> {
    let Command::Admit { community, user, display_name, locale, hub, joined_at } = call.command else {
        return Ok(());
    };
    access.see::<Community>(tx, *community)?;
    hub_of(tx, access, *community, *hub)?;
    let may_backdate = joined_at.is_none_or(|at| access.is_job() && at <= call.now);
    let check = Check::new().line("display_name", display_name, NAME_CHARS_MAX);
    check.that(may_backdate, "joined_at", "out_of_range").done()?;
    let id = Member::id_of(*community, *user);
    let since = joined_at.unwrap_or(call.now);
    let member = Member {
        id,
        community: *community,
        user_id: *user,
        hub: *hub,
        hub_since: since,
        display_name: display_name.clone(),
        locale: *locale,
        joined_at: since,
        left_at: None,
    };
    let before: Option<Member> = access.find(tx, id)?;
    if before.is_some_and(|before| before.left_at.is_some()) {
        return Ok(tx.put(&member)?);
    }
    is_new(tx.insert(&member)?)
}

fn grant(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    member: &Member,
    role: Role,
    hub: Option<Id>,
) -> Result<(), Stop> {
    Check::new()
        .that(role != Role::Resident, "role", "unknown")
        .that(hub.is_some() || !role.is_of_a_hub(), "hub", "required")
        .that(hub.is_none() || role.is_of_a_hub(), "hub", "unknown")
        .done()?;
    hub_of(tx, access, member.community, hub)?;
    let grant = RoleGrant {
        id: RoleGrant::id_of(member.id, role, hub),
        community: member.community,
        member: member.id,
        user_id: member.user_id,
        role,
        hub,
        granted_at: call.now,
    };
    is_new(tx.insert(&grant)?)
}

/// Ends a membership and the roles that hung on it.
fn end(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>, community: Id, user: Id) -> Result<(), Stop> {
    let member = standing(tx, access, community, user)?;
    let grants = tx.select::<RoleGrant>("member = ? ORDER BY id", &[Value::from(member.id)])?;
    keeps_an_admin(tx, community, &grants.iter().collect::<Vec<_>>())?;
    for grant in &grants {
        tx.delete::<RoleGrant>(grant.id)?;
    }
    Ok(tx.put(&Member { left_at: Some(call.now), ..member })?)
}

/// The names that a person has had in their communities.
///
/// # Errors
/// The store's fault.
pub(crate) fn names_of(tx: &mut Tx<'_>, user: Id) -> Result<BTreeSet<String>, Fault> {
    let members = tx.select::<Member>("user_id = ? ORDER BY id", &[Value::from(user)])?;
    Ok(members.into_iter().map(|member| member.display_name).filter(|name| !name.is_empty()).collect())
}

/// Removes a person's name, language and roles from their memberships. What is left tells that somebody was
/// there, and from when to when: ballots count by it.
fn erase(tx: &mut Tx<'_>, call: &Call<&Command>, user: Id) -> Result<(), Stop> {
    let own = "user_id = ? ORDER BY id";
    for grant in tx.select::<RoleGrant>(own, &[Value::from(user)])? {
        tx.delete::<RoleGrant>(grant.id)?;
    }
    for member in tx.select::<Member>(own, &[Value::from(user)])? {
        let left_at = member.left_at.or(Some(call.now));
        let (display_name, locale) = (String::new(), Locale::default());
        tx.put(&Member { display_name, locale, left_at, ..member })?;
    }
    Ok(())
}

/// Ends every membership of a person.
fn close(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>, user: Id) -> Result<(), Stop> {
    for member in tx.select::<Member>("user_id = ? AND left_at IS NULL ORDER BY id", &[Value::from(user)])? {
        end(tx, access, call, member.community, user)?;
    }
    Ok(())
}

/// Lets a person back into what they left at a time. Roles are granted anew by those who may.
fn come_back(tx: &mut Tx<'_>, user: Id, left_at: Timestamp) -> Result<(), Stop> {
    let then = [Value::from(user), Value::from(left_at)];
    for member in tx.select::<Member>("user_id = ? AND left_at = ? ORDER BY id", &then)? {
        tx.put(&Member { left_at: None, ..member })?;
    }
    Ok(())
}

/// A community is never left without an admin. Only admins can see the others, and only what an admin
/// loses matters here, so nobody looks beyond their own sight.
fn keeps_an_admin(tx: &mut Tx<'_>, community: Id, lost: &[&RoleGrant]) -> Result<(), Stop> {
    if lost.iter().all(|grant| grant.role != Role::Admin) {
        return Ok(());
    }
    let clause = "community = ? AND role = ? ORDER BY id";
    let admins =
        tx.select::<RoleGrant>(clause, &[Value::from(community), Value::from(Role::Admin.word())])?;
    let stays = |admin: &RoleGrant| lost.iter().all(|grant| grant.id != admin.id);
    if admins.iter().any(stays) { Ok(()) } else { Err(Code::InvalidState.into()) }
}

fn standing(tx: &mut Tx<'_>, access: &Access, community: Id, user: Id) -> Result<Member, Stop> {
    let member: Member = access.see(tx, Member::id_of(community, user))?;
    if member.left_at.is_none() { Ok(member) } else { Err(Code::NotFound.into()) }
}

/// A hub that a command names must be one of the community's.
fn hub_of(tx: &mut Tx<'_>, access: &Access, community: Id, hub: Option<Id>) -> Result<(), Stop> {
    let Some(id) = hub else { return Ok(()) };
    let hub: Option<Hub> = access.find(tx, id)?;
    let known = hub.is_some_and(|hub| hub.community == community);
    Ok(Check::new().that(known, "hub", "unknown").done()?)
}

fn is_new(inserted: bool) -> Result<(), Stop> {
    if inserted { Ok(()) } else { Err(Code::AlreadyExists.into()) }
}
