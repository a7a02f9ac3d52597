//! The people of a community and its hubs, and their roles.

use hubbub_core::access::Role;
use hubbub_core::community::command::{Command as Community, HubChanges};
use hubbub_core::community::model::{Address, Hub};
use hubbub_core::community::view;
use hubbub_core::domain::Command;
use hubbub_core::i18n::{Locale, Words};
use hubbub_core::id::Id;
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::content::{word, word_of};
use super::{Done, One};
use crate::{Desktop, Problem, Ref};

/// Which people.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PeopleFilter {
    /// The community.
    pub community: Ref,
    /// The last person of the page before; none for the first page.
    pub after: Option<PersonKey>,
}

/// A person's place in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PersonKey {
    /// The name.
    pub name: String,
    /// The person.
    pub user: Ref,
}

/// A page of people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct PeoplePage {
    /// By name.
    pub lines: Vec<PersonLine>,
    /// Where the next page begins; none at the end.
    pub next: Option<PersonKey>,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PersonLine {
    /// The person.
    pub user: Ref,
    /// How others see the person.
    pub name: String,
    /// The person's hub.
    pub hub: Option<Ref>,
    /// Its name.
    pub hub_name: String,
    /// When the person joined.
    pub joined: String,
    /// The person's language, by its own name.
    pub language: String,
    /// Roles besides resident.
    pub roles: Vec<RoleBadge>,
}

/// A role that somebody holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RoleBadge {
    /// As `hub_manager`.
    pub role: String,
    /// Where it is held, if at a hub.
    pub hub: Option<Ref>,
    /// In words.
    pub text: String,
}

/// A role given or taken.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RoleChange {
    /// The community.
    pub community: Ref,
    /// The person.
    pub user: Ref,
    /// As `hub_manager`.
    pub role: String,
    /// Where, for roles of a hub.
    pub hub: Option<Ref>,
}

/// A member's new hub.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// The community.
    pub community: Ref,
    /// The person.
    pub user: Ref,
    /// The hub; none for none.
    pub hub: Option<Ref>,
}

/// A hub as its form shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HubPage {
    /// The hub.
    pub id: Ref,
    /// Its name.
    pub name: String,
    /// What it is, by language.
    pub about: Vec<HubWords>,
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// Country, as `DE`.
    pub country: String,
    /// IANA time zone.
    pub time_zone: String,
    /// Whether changes of it wait for the server.
    pub pending: bool,
}

/// A hub's description in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HubWords {
    /// The language.
    pub locale: String,
    /// The text.
    pub text: String,
}

/// A hub as its manager leaves it.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HubForm {
    /// The hub.
    pub id: Ref,
    /// Its name.
    pub name: String,
    /// What it is, by language; languages without text are left out.
    pub about: Vec<HubWords>,
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// Country, as `DE`.
    pub country: String,
}

/// A page of the people whom the person may see.
pub(super) fn people(desktop: &Desktop, filter: PeopleFilter) -> Result<PeoplePage, Problem> {
    let say = desktop.say();
    let last = filter.after.map(|key| view::MemberCard {
        user: key.user.into(),
        display_name: key.name,
        hub: None,
        locale: Locale::default(),
        joined_at: Timestamp(0),
        roles: Vec::new(),
    });
    desktop.view(|tx, viewer| {
        let community = filter.community.into();
        let hubs = view::community(tx, viewer, community)?.map(|page| page.hubs).unwrap_or_default();
        let name_of =
            |hub: Id| hubs.iter().find(|it| it.id == hub).map(|it| it.name.clone()).unwrap_or_default();
        let badge = |(role, hub): &(Role, Option<Id>)| {
            let text = say.text(&format!("role-{}", role.word().replace('_', "-")));
            let text = match hub {
                Some(hub) => say.with("role-at-hub", &[("role", text.into()), ("hub", name_of(*hub).into())]),
                None => text,
            };
            RoleBadge { role: word(role), hub: hub.map(Ref), text }
        };
        let cards = view::members(tx, viewer, community, last.as_ref())?;
        let full = cards.len() == view::MEMBERS_PER_PAGE;
        let next = cards.last().filter(|_| full);
        let next = next.map(|it| PersonKey { name: it.display_name.clone(), user: it.user.into() });
        let line = |card: &view::MemberCard| PersonLine {
            user: card.user.into(),
            name: card.display_name.clone(),
            hub: card.hub.map(Ref),
            hub_name: card.hub.map(name_of).unwrap_or_default(),
            joined: say.date(card.joined_at),
            language: card.locale.own_name().to_owned(),
            roles: card.roles.iter().map(badge).collect(),
        };
        Ok(PeoplePage { lines: cards.iter().map(line).collect(), next })
    })
}

/// Gives a role.
pub(super) fn grant_role(desktop: &Desktop, change: RoleChange) -> Result<Done, Problem> {
    let role = role_of(&change)?;
    let (community, user) = (change.community.into(), change.user.into());
    let hub = change.hub.map(Id::from);
    desktop.send(Command::Community(Community::GrantRole { community, user, role, hub }))
}

/// Takes a role back.
pub(super) fn revoke_role(desktop: &Desktop, change: RoleChange) -> Result<Done, Problem> {
    let role = role_of(&change)?;
    let (community, user) = (change.community.into(), change.user.into());
    let hub = change.hub.map(Id::from);
    desktop.send(Command::Community(Community::RevokeRole { community, user, role, hub }))
}

fn role_of(change: &RoleChange) -> Result<Role, Problem> {
    word_of(&change.role).ok_or_else(|| Problem::program(format!("no role {}", change.role)))
}

/// Puts a member into another hub.
pub(super) fn move_member(desktop: &Desktop, Move { community, user, hub }: Move) -> Result<Done, Problem> {
    let (community, user, hub) = (community.into(), user.into(), hub.map(Id::from));
    desktop.send(Command::Community(Community::MoveMember { community, user, hub }))
}

/// A hub as its form shows it.
pub(super) fn hub(desktop: &Desktop, One { id }: One) -> Result<Option<HubPage>, Problem> {
    let pending = desktop.client.is_pending("hub", id.into()).map_err(|failed| desktop.failed(&failed))?;
    desktop.view(|tx, _| {
        let page = |hub: Hub| HubPage {
            id: hub.id.into(),
            name: hub.name,
            about: Locale::ALL.iter().map(|locale| words_in(&hub.about, *locale)).collect(),
            street: hub.address.street,
            postal_code: hub.address.postal_code,
            city: hub.address.city,
            country: hub.address.country,
            time_zone: hub.time_zone,
            pending,
        };
        Ok(tx.get::<Hub>(id.into())?.map(page))
    })
}

fn words_in(words: &Words, locale: Locale) -> HubWords {
    let text = words.iter().find(|(it, _)| *it == locale).map(|(_, text)| text.to_owned());
    HubWords { locale: locale.tag().to_owned(), text: text.unwrap_or_default() }
}

/// Changes a hub's description and address.
pub(super) fn edit_hub(desktop: &Desktop, form: HubForm) -> Result<Done, Problem> {
    let about = form.about.iter().filter(|it| !it.text.trim().is_empty());
    let about = about.filter_map(|it| Some((Locale::from_tag(&it.locale)?, it.text.clone()))).collect();
    let HubForm { id, name, street, postal_code, city, country, .. } = form;
    let address = Address { street, postal_code, city, country };
    let changes =
        HubChanges { name: Some(name), about: Some(about), address: Some(address), ..HubChanges::default() };
    desktop.send(Command::Community(Community::EditHub { hub: id.into(), changes }))
}
