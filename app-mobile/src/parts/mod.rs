//! The controls that every screen is made of. Each has a name, a role and a state for whoever does not see it, a
//! target of at least 48 px, and its style beside it. The gallery screen shows them all.

mod button;
mod check;
mod dialog;
mod disclosure;
mod field;
mod icon;
mod long;
mod map;
mod meter;
mod picture;
mod pictures;
mod row;
mod select;
mod status;
mod tabs;

pub(crate) use self::button::{Button, Kind, LinkButton};
pub(crate) use self::check::{Check, Radio, Switch};
pub(crate) use self::dialog::{Confirm, Dialog};
pub(crate) use self::disclosure::Disclosure;
pub(crate) use self::field::Field;
pub(crate) use self::icon::{Icon, Sign};
pub(crate) use self::long::{Long, SHOWN};
pub(crate) use self::map::{Map, Mark, Spot};
pub(crate) use self::meter::Meter;
pub(crate) use self::picture::{Picture, address as picture_address};
pub(crate) use self::pictures::Pictures;
pub(crate) use self::row::{Row, Rows};
pub(crate) use self::select::Select;
pub(crate) use self::status::{Badge, Empty, Note, Pending, Problem, Tone};
pub(crate) use self::tabs::Tabs;

/// The styles of all parts, in the order of the names above.
pub(crate) const STYLES: &[&str] = &[
    include_str!("button/style.css"),
    include_str!("check/style.css"),
    include_str!("dialog/style.css"),
    include_str!("disclosure/style.css"),
    include_str!("field/style.css"),
    include_str!("icon/style.css"),
    include_str!("long/style.css"),
    include_str!("map/style.css"),
    include_str!("meter/style.css"),
    include_str!("picture/style.css"),
    include_str!("pictures/style.css"),
    include_str!("row/style.css"),
    include_str!("select/style.css"),
    include_str!("status/style.css"),
    include_str!("tabs/style.css"),
];
