//! The rows of the REST interface, one table an area. A new area is a file here and a line in [`AREAS`].

mod auction;
mod community;
mod content;
mod delivery;
mod dispute;
mod inventory;
mod notice;
mod ordering;
mod road;
mod support;
mod talk;
mod voting;

use super::action::{Action, Verb};
use super::resource::{Narrowing, Resource};
use super::shape::Field;

/// What an area offers.
pub(crate) struct Area {
    pub(crate) resources: &'static [&'static Resource],
    pub(crate) actions: &'static [Action],
}

/// Every area.
const AREAS: &[&Area] = &[
    &community::AREA,
    &content::AREA,
    &talk::AREA,
    &voting::AREA,
    &notice::AREA,
    &support::AREA,
    &auction::AREA,
    &inventory::AREA,
    &ordering::AREA,
    &delivery::AREA,
    &dispute::AREA,
];

/// Every collection.
pub(crate) fn resources() -> impl Iterator<Item = &'static Resource> {
    AREAS.iter().flat_map(|area| area.resources.iter().copied())
}

/// Every write.
pub(crate) fn actions() -> impl Iterator<Item = &'static Action> {
    AREAS.iter().flat_map(|area| area.actions)
}

/// A collection at `list`, one of which is at `one`.
const fn collection(
    section: &'static str,
    name: &'static str,
    [list, one]: [&'static str; 2],
    table: &'static str,
    shows: &'static [Field],
    about: &'static str,
) -> Resource {
    Resource {
        section,
        name,
        about,
        list,
        one,
        table,
        shows,
        filters: &[],
        searched: false,
        narrowings: &[],
        currency: None,
        open: false,
        pace: 120,
    }
}

impl Resource {
    /// The same, whose lists can be narrowed.
    const fn by(mut self, filters: &'static [&'static str]) -> Self {
        self.filters = filters;
        self
    }

    /// The same, told to people who are not signed in, as far as everybody may see it.
    const fn for_everybody(mut self) -> Self {
        self.open = true;
        self
    }

    /// The same, whose lists can be narrowed by words.
    const fn searched(mut self) -> Self {
        self.searched = true;
        self
    }

    /// The same, whose lists can be narrowed by more than fields.
    const fn narrowed(mut self, narrowings: &'static [Narrowing]) -> Self {
        self.narrowings = narrowings;
        self
    }

    /// The same, with the currency of its amounts: an expression over the row `t`.
    const fn in_currency(mut self, expression: &'static str) -> Self {
        self.currency = Some(expression);
        self
    }

    /// The same, asked for so often a minute at most.
    const fn paced(mut self, per_minute: u32) -> Self {
        self.pace = per_minute;
        self
    }
}

/// A write that gives the command `kind` of `area`.
const fn write(
    verb: Verb,
    path: &'static str,
    [area, kind]: [&'static str; 2],
    body: &'static [Field],
    about: &'static str,
) -> Action {
    Action {
        verb,
        path,
        about,
        area,
        kind,
        makes: None,
        body,
        wrap: None,
        shows: None,
        currency: None,
        pace: 60,
    }
}

impl Action {
    /// The same, making a thing whose id is in this field of the command.
    const fn makes(mut self, field: &'static str, of: &'static Resource) -> Self {
        self.makes = Some(field);
        self.shows = Some((of, field));
        self
    }

    /// The same, changing the thing whose id is in this field of the command.
    const fn changes(mut self, field: &'static str, of: &'static Resource) -> Self {
        self.shows = Some((of, field));
        self
    }

    /// The same, with all fields of the body in one field of the command.
    const fn within(mut self, field: &'static str) -> Self {
        self.wrap = Some(field);
        self
    }

    /// The same, with amounts in the currency that a statement finds for a field of the command.
    const fn in_currency(mut self, statement: &'static str, field: &'static str) -> Self {
        self.currency = Some((statement, field));
        self
    }

    /// The same, asked for so often a minute at most.
    const fn paced(mut self, per_minute: u32) -> Self {
        self.pace = per_minute;
        self
    }
}
