//! What the screens about communities show: one's communities, one of them, and its people.

use serde::Serialize;

use super::model::{Address, Community, Hub, Member, RoleGrant};
use crate::access::{Access, Role, Viewer};
use crate::call::Actor;
use crate::i18n::{Locale, Words};
use crate::id::Id;
use crate::store::{Entity, Fault, Tx, Value};
use crate::time::Timestamp;

/// People on one page of the list.
pub const MEMBERS_PER_PAGE: usize = 100;

/// A community, and what the viewer is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommunityPage {
    /// The community.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What it is.
    pub about: String,
    /// ISO 4217.
    pub currency: String,
    /// IANA time zone.
    pub time_zone: String,
    /// Its hubs by name.
    pub hubs: Vec<HubCard>,
    /// How others see the viewer.
    pub display_name: String,
    /// The viewer's language in this community.
    pub locale: Locale,
    /// The hub the viewer belongs to.
    pub hub: Option<Id>,
    /// The viewer's roles besides resident, with the hub of those that are held at one.
    pub roles: Vec<(Role, Option<Id>)>,
}

/// A hub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HubCard {
    /// The hub.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What it is.
    pub about: String,
    /// Where it is.
    pub address: Address,
    /// Latitude in micro-degrees.
    pub lat_e6: i64,
    /// Longitude in micro-degrees.
    pub lon_e6: i64,
    /// IANA time zone.
    pub time_zone: String,
}

/// A member, for those who run the community or the member's hub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MemberCard {
    /// The person.
    pub user: Id,
    /// How others see the person.
    pub display_name: String,
    /// The hub the person belongs to.
    pub hub: Option<Id>,
    /// The person's language.
    pub locale: Locale,
    /// When the person joined.
    pub joined_at: Timestamp,
    /// Roles besides resident, with the hub of those that are held at one.
    pub roles: Vec<(Role, Option<Id>)>,
}

/// The communities that the viewer belongs to, by name.
///
/// # Errors
/// The store's fault.
pub fn communities(tx: &mut Tx<'_>, viewer: &Viewer) -> Result<Vec<CommunityPage>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    let mut pages = Vec::new();
    for community in tx.select::<Community>("1 = 1 ORDER BY name, id", &[])? {
        if let Some(member) = access.member(community.id) {
            pages.push(page(tx, viewer, &access, member, &community)?);
        }
    }
    Ok(pages)
}

/// One of the viewer's communities.
///
/// # Errors
/// The store's fault.
pub fn community(tx: &mut Tx<'_>, viewer: &Viewer, community: Id) -> Result<Option<CommunityPage>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    let found: Option<Community> = tx.get(community)?;
    match (access.member(community), found) {
        (Some(member), Some(found)) => page(tx, viewer, &access, member, &found).map(Some),
        _ => Ok(None),
    }
}

/// The members that the viewer may see, by name; `after` is the last of the page before.
///
/// # Errors
/// The store's fault.
pub fn members(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    community: Id,
    after: Option<&MemberCard>,
) -> Result<Vec<MemberCard>, Fault> {
    let access = Access::load(tx, Actor::Person(viewer.user))?;
    let (name, user) =
        after.map_or((String::new(), Id::default()), |last| (last.display_name.clone(), last.user));
    let clause = "community = ? AND left_at IS NULL AND (display_name, user_id) > (?, ?)
        ORDER BY display_name, user_id";
    let found =
        tx.select::<Member>(clause, &[Value::from(community), Value::from(name), Value::from(user)])?;
    let mut cards = Vec::new();
    for member in found {
        if cards.len() == MEMBERS_PER_PAGE {
            break;
        }
        if !member.scopes(tx)?.iter().any(|scope| access.scopes().contains(scope)) {
            continue;
        }
        let grants = tx.select::<RoleGrant>("member = ? ORDER BY role, id", &[Value::from(member.id)])?;
        cards.push(MemberCard {
            user: member.user_id,
            display_name: member.display_name,
            hub: member.hub,
            locale: member.locale,
            joined_at: member.joined_at,
            roles: grants.iter().map(|grant| (grant.role, grant.hub)).collect(),
        });
    }
    Ok(cards)
}

fn page(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    access: &Access,
    member: &Member,
    community: &Community,
) -> Result<CommunityPage, Fault> {
    let in_words = |words: &Words| words.get(viewer.locale, community.default_locale).to_owned();
    let hubs = tx.select::<Hub>("community = ? ORDER BY name, id", &[Value::from(community.id)])?;
    let granted = access.grants().iter().filter(|grant| grant.community == community.id);
    Ok(CommunityPage {
        id: community.id,
        name: community.name.clone(),
        about: in_words(&community.about),
        currency: community.currency.clone(),
        time_zone: community.time_zone.clone(),
        hubs: hubs
            .into_iter()
            .map(|hub| HubCard {
                id: hub.id,
                about: in_words(&hub.about),
                name: hub.name,
                address: hub.address,
                lat_e6: hub.lat_e6,
                lon_e6: hub.lon_e6,
                time_zone: hub.time_zone,
            })
            .collect(),
        display_name: member.display_name.clone(),
        locale: member.locale,
        hub: member.hub,
        roles: granted.map(|grant| (grant.role, grant.hub)).collect(),
    })
}
