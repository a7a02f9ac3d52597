//! Communities, hubs, members and roles.

use super::{Area, collection, write};
use crate::rest::action::Verb::{Delete, Patch, Post, Put};
use crate::rest::resource::Resource;
use crate::rest::shape::{Field, LOCALE, Shape, may, must, nullable};

const NAME: Shape = Shape::Text(80);
const LINE: Shape = Shape::Text(120);
const PROSE: Shape = Shape::Words(20_000);
pub(super) const LAT: Shape = Shape::Int(-90_000_000, 90_000_000);
pub(super) const LON: Shape = Shape::Int(-180_000_000, 180_000_000);
const ZONE: Shape = Shape::Text(64);
const ROLE: Shape = Shape::Word(&["driver", "hub_manager", "content_admin", "admin"]);
pub(super) const ADDRESS: Shape = Shape::Object(&[
    must("street", LINE, "Street and number."),
    must("postal_code", LINE, "As it is written there."),
    must("city", LINE, "The town."),
    must("country", Shape::Text(2), "ISO 3166, as `DE`."),
]);

static COMMUNITIES: Resource = collection(
    "community",
    "community",
    ["/api/v1/communities", "/api/v1/communities/{community}"],
    "community",
    &[
        must("id", Shape::Id, "Its id."),
        must("name", NAME, "Its name."),
        must("about", PROSE, "What it is, by language."),
        must("default_locale", LOCALE, "The language of those who chose none."),
        must("time_zone", ZONE, "IANA time zone."),
        must("currency", Shape::Text(3), "ISO 4217."),
        must("created_at", Shape::Time, "When it was founded."),
    ],
    "Communities that you belong to.",
);

static HUBS: Resource = collection(
    "community",
    "hub",
    ["/api/v1/hubs", "/api/v1/hubs/{hub}"],
    "hub",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "Whose it is."),
        must("name", NAME, "Its name."),
        must("about", PROSE, "What it is, by language."),
        must("address", ADDRESS, "Where it is."),
        must("lat_e6", LAT, "Latitude in micro-degrees, north positive."),
        must("lon_e6", LON, "Longitude in micro-degrees, east positive."),
        must("time_zone", ZONE, "IANA time zone."),
    ],
    "Hubs of your communities.",
)
.by(&["community"])
.paced(60);

static MEMBERS: Resource = collection(
    "community",
    "member",
    ["/api/v1/members", "/api/v1/members/{member}"],
    "member",
    &[
        must("id", Shape::Id, "The membership."),
        must("community", Shape::Id, "The community."),
        must("user", Shape::Id, "The person.").from("user_id"),
        nullable("hub", Shape::Id, "The hub the person belongs to."),
        must("display_name", NAME, "How others see the person."),
        must("locale", LOCALE, "The person's language."),
        must("joined_at", Shape::Time, "When the person joined."),
        nullable("left_at", Shape::Time, "When the person left."),
    ],
    "Members: yourself, and those whom your roles let you see.",
)
.by(&["community", "hub", "user"])
.paced(60);

static ROLES: Resource = collection(
    "community",
    "role",
    ["/api/v1/roles", "/api/v1/roles/{role}"],
    "role_grant",
    &[
        must("id", Shape::Id, "The grant."),
        must("community", Shape::Id, "The community."),
        must("user", Shape::Id, "The person.").from("user_id"),
        must("role", ROLE, "The role."),
        nullable("hub", Shape::Id, "The hub of a role that is held at one."),
        must("granted_at", Shape::Time, "Since when."),
    ],
    "Roles that members hold: your own, and those whom your roles let you see.",
)
.by(&["community", "user", "role", "hub"])
.paced(60);

const PLACE: &[Field] = &[
    must("community", Shape::Id, "Whose it is."),
    must("name", NAME, "Its name."),
    may("about", PROSE, "What it is, by language."),
    must("address", ADDRESS, "Where it is."),
    must("lat_e6", LAT, "Latitude in micro-degrees."),
    must("lon_e6", LON, "Longitude in micro-degrees."),
    must("time_zone", ZONE, "IANA time zone."),
];
const GRANT: &[Field] =
    &[must("role", ROLE, "The role."), may("hub", Shape::Id, "The hub, for a role that is held at one.")];

/// The area's rows.
pub(super) static AREA: Area = Area {
    resources: &[&COMMUNITIES, &HUBS, &MEMBERS, &ROLES],
    actions: &[
        write(Post, "/api/v1/hubs", ["community", "add_hub"], PLACE, "Open a hub.").makes("hub", &HUBS),
        write(
            Patch,
            "/api/v1/hubs/{hub}",
            ["community", "edit_hub"],
            &[
                may("name", NAME, "The name."),
                may("about", PROSE, "What it is, by language."),
                may("address", ADDRESS, "Where it is."),
                may("lat_e6", LAT, "Latitude in micro-degrees."),
                may("lon_e6", LON, "Longitude in micro-degrees."),
                may("time_zone", ZONE, "IANA time zone."),
            ],
            "Change a hub's description or place.",
        )
        .within("changes")
        .changes("hub", &HUBS),
        write(
            Post,
            "/api/v1/communities/{community}/members",
            ["community", "admit"],
            &[
                must("user", Shape::Id, "The person."),
                must("display_name", NAME, "How others see the person."),
                must("locale", LOCALE, "The person's language."),
                may("hub", Shape::Id, "The hub the person belongs to."),
            ],
            "Take a person in.",
        )
        .paced(20),
        write(
            Put,
            "/api/v1/communities/{community}/members/{user}/hub",
            ["community", "move_member"],
            &[nullable("hub", Shape::Id, "The new hub, or none.")],
            "Put a member into another hub, or none.",
        ),
        write(
            Delete,
            "/api/v1/communities/{community}/members/{user}",
            ["community", "remove"],
            &[],
            "Remove a member.",
        ),
        write(
            Post,
            "/api/v1/communities/{community}/members/{user}/roles",
            ["community", "grant_role"],
            GRANT,
            "Give a member a role.",
        ),
        write(
            Post,
            "/api/v1/communities/{community}/members/{user}/roles/revoke",
            ["community", "revoke_role"],
            GRANT,
            "Take a role back.",
        ),
        write(
            Patch,
            "/api/v1/communities/{community}/me",
            ["community", "edit_self"],
            &[may("display_name", NAME, "Your name."), may("locale", LOCALE, "Your language.")],
            "Change your own name or language.",
        ),
        write(
            Delete,
            "/api/v1/communities/{community}/me",
            ["community", "leave"],
            &[],
            "Leave a community.",
        ),
    ],
};
