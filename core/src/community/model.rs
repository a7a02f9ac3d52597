//! Community, hub, member and role grant: what they hold and who may see them.

use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::check::{Check, NAME_CHARS_MAX};
use crate::i18n::{Locale, Words};
use crate::id::Id;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::store::{Entity, Fault, Tx, Value};
use crate::time::Timestamp;

/// Longest line of an address, in characters.
const ADDRESS_CHARS_MAX: usize = 120;
/// Degrees of latitude and longitude end here, in micro-degrees.
const LAT_E6_MAX: i64 = 90_000_000;
const LON_E6_MAX: i64 = 180_000_000;

/// People who share hubs, content and votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Community {
    /// Its id.
    pub id: Id,
    /// Its name, the same in every language.
    pub name: String,
    /// What it is.
    pub about: Words,
    /// The language of those who chose none.
    pub default_locale: Locale,
    /// IANA time zone of times that belong to no hub.
    pub time_zone: String,
    /// ISO 4217.
    pub currency: String,
    /// When it was founded.
    pub created_at: Timestamp,
}

/// A postal address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Street and number.
    pub street: String,
    /// Postal code, as it is written there.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// ISO 3166 code of the country, as `DE`.
    pub country: String,
}

/// A place that the community runs: a house, a shop, a workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hub {
    /// Its id.
    pub id: Id,
    /// Whose it is.
    pub community: Id,
    /// Its name, the same in every language.
    pub name: String,
    /// What it is.
    pub about: Words,
    /// Where it is.
    pub address: Address,
    /// Latitude in micro-degrees, north positive.
    pub lat_e6: i64,
    /// Longitude in micro-degrees, east positive.
    pub lon_e6: i64,
    /// IANA time zone of its hours and events.
    pub time_zone: String,
}

/// A person in a community.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// See [`Member::id_of`].
    pub id: Id,
    /// The community.
    pub community: Id,
    /// The person.
    pub user_id: Id,
    /// The hub the person belongs to, if any.
    pub hub: Option<Id>,
    /// Since when the person has belonged to that hub, or to none.
    pub hub_since: Timestamp,
    /// How others see the person.
    pub display_name: String,
    /// The person's language.
    pub locale: Locale,
    /// When the person joined, the last time if more than once.
    pub joined_at: Timestamp,
    /// When the person left; NULL while they belong.
    pub left_at: Option<Timestamp>,
}

/// A role that a member holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleGrant {
    /// See [`RoleGrant::id_of`].
    pub id: Id,
    /// The community.
    pub community: Id,
    /// Who holds it.
    pub member: Id,
    /// The member's person.
    pub user_id: Id,
    /// The role.
    pub role: Role,
    /// The hub of a role that is held at one hub; NULL for the others.
    pub hub: Option<Id>,
    /// Since when.
    pub granted_at: Timestamp,
}

/// Who runs a hub, by person; only where a rule settles.
///
/// # Errors
/// The store's fault.
pub fn managers(tx: &mut Tx<'_>, community: Id, hub: Id) -> Result<Vec<Id>, Fault> {
    let clause = "community = ? AND role = ? AND hub = ? ORDER BY user_id";
    let params = [community.into(), Value::from(Role::HubManager.word()), hub.into()];
    let grants = tx.select::<RoleGrant>(clause, &params)?;
    Ok(grants.into_iter().map(|grant| grant.user_id).collect())
}

impl Member {
    /// A person's one membership in a community.
    #[must_use]
    pub fn id_of(community: Id, user: Id) -> Id {
        Id::of("member", &[community, user])
    }
}

impl RoleGrant {
    /// A member's one grant of a role at a hub, or at none.
    #[must_use]
    pub fn id_of(member: Id, role: Role, hub: Option<Id>) -> Id {
        Id::of("grant", &[member, Id::named("role", role.word()), hub.unwrap_or_default()])
    }
}

impl Entity for Community {
    const TABLE: &'static str = "community";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("community", self.id)])
    }
}

impl Entity for Hub {
    const TABLE: &'static str = "hub";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        Ok(vec![Scope::of("community", self.community)])
    }
}

impl Entity for Member {
    const TABLE: &'static str = "member";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        let staff = self.hub.filter(|_| self.left_at.is_none()).map(|hub| Scope::of("staff", hub));
        let own = [Scope::of("user", self.user_id), Scope::of("admin", self.community)];
        Ok(own.into_iter().chain(staff).collect())
    }
}

impl Entity for RoleGrant {
    const TABLE: &'static str = "role_grant";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        let staff = self.hub.map(|hub| Scope::of("staff", hub));
        let own = [Scope::of("user", self.user_id), Scope::of("admin", self.community)];
        Ok(own.into_iter().chain(staff).collect())
    }
}

impl Address {
    /// Names what is wrong with it, below the field `name`.
    pub fn check(&self, check: Check, name: &str) -> Check {
        let Self { street, postal_code, city, country } = self;
        let country_ok = country.len() == 2 && country.bytes().all(|c| c.is_ascii_uppercase());
        check
            .line(&format!("{name}.street"), street, ADDRESS_CHARS_MAX)
            .line(&format!("{name}.postal_code"), postal_code, ADDRESS_CHARS_MAX)
            .line(&format!("{name}.city"), city, ADDRESS_CHARS_MAX)
            .that(country_ok, &format!("{name}.country"), "malformed")
    }
}

impl Community {
    /// Whether every field keeps its bounds.
    ///
    /// # Errors
    /// `VALIDATION_FAILED`, naming the fields.
    pub fn check(&self) -> Result<(), Refusal> {
        let check = Check::new().line("name", &self.name, NAME_CHARS_MAX).description("about", &self.about);
        check.time_zone("time_zone", &self.time_zone).currency("currency", &self.currency).done()
    }
}

impl Hub {
    /// Whether every field keeps its bounds.
    ///
    /// # Errors
    /// `VALIDATION_FAILED`, naming the fields.
    pub fn check(&self) -> Result<(), Refusal> {
        let check = Check::new().line("name", &self.name, NAME_CHARS_MAX).description("about", &self.about);
        self.address
            .check(check, "address")
            .that((-LAT_E6_MAX..=LAT_E6_MAX).contains(&self.lat_e6), "lat_e6", "out_of_range")
            .that((-LON_E6_MAX..=LON_E6_MAX).contains(&self.lon_e6), "lon_e6", "out_of_range")
            .time_zone("time_zone", &self.time_zone)
            .done()
    }
}
