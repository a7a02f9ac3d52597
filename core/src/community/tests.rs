//! The rules of communities, one line per case, and the shape of their commands and rows.

use crate::refusal::Code;
use crate::tests_world::{World, id, wire};

/// One of each command, every field given.
pub(crate) const COMMANDS: &[&str] = &[
    r#"{"area":"community","kind":"found","community":"@new","name":"New","about":{"en":"A","de":"B"},"default_locale":"de","time_zone":"Europe/Berlin","currency":"EUR"}"#,
    r#"{"area":"community","kind":"add_hub","hub":"@new-hub","community":"@home","name":"Shop","about":{"fr":"C"},"address":{"street":"Am Anger 2","postal_code":"77694","city":"Kehl","country":"DE"},"lat_e6":48519800,"lon_e6":7829300,"time_zone":"Europe/Paris"}"#,
    r#"{"area":"community","kind":"edit_hub","hub":"@hub","changes":{"name":"Quay","about":{"es":"D"},"address":{"street":"A","postal_code":"1","city":"B","country":"FR"},"lat_e6":1,"lon_e6":2,"time_zone":"Europe/Paris"}}"#,
    r#"{"area":"community","kind":"admit","community":"@home","user":"@new","display_name":"New","locale":"es","hub":"@hub"}"#,
    r#"{"area":"community","kind":"move_member","community":"@home","user":"@mary","hub":"@hub"}"#,
    r#"{"area":"community","kind":"edit_self","community":"@home","display_name":"Newer","locale":"fr"}"#,
    r#"{"area":"community","kind":"leave","community":"@home"}"#,
    r#"{"area":"community","kind":"remove","community":"@home","user":"@mary"}"#,
    r#"{"area":"community","kind":"close","user":"@mary"}"#,
    r#"{"area":"community","kind":"return","user":"@mary","left_at":3600000000}"#,
    r#"{"area":"community","kind":"erase","user":"@mary"}"#,
    r#"{"area":"community","kind":"grant_role","community":"@home","user":"@mary","role":"driver","hub":"@hub"}"#,
    r#"{"area":"community","kind":"revoke_role","community":"@home","user":"@driver","role":"driver","hub":"@hub"}"#,
];

#[test]
fn commands_and_rows_keep_their_shape() {
    insta::assert_snapshot!("commands", wire(COMMANDS));
    let world = World::staffed();
    insta::assert_snapshot!("rows", world.rows(&["community", "hub", "member", "role_grant"]));
}

/// Who does what after which steps; the verdict in the last column.
#[rustfmt::skip]
const CASES: &[(&str, &str, &str)] = &[
    ("admin", r#""kind":"admit","community":"@home","user":"@new","display_name":"New","locale":"en""#, "ok"),
    ("admin", r#""kind":"admit","community":"@home","user":"@mary","display_name":"M","locale":"en""#, "ALREADY_EXISTS"),
    ("admin", r#""kind":"admit","community":"@home","user":"@new","display_name":" ","locale":"en""#, "VALIDATION_FAILED display_name required"),
    ("admin", r#""kind":"admit","community":"@home","user":"@new","display_name":"a\nb","locale":"en""#, "VALIDATION_FAILED display_name malformed"),
    ("admin", r#""kind":"admit","community":"@home","user":"@new","display_name":"New","locale":"en","joined_at":1"#, "VALIDATION_FAILED joined_at out_of_range"),
    ("admin", r#""kind":"admit","community":"@home","user":"@new","display_name":"New","locale":"en","hub":"@nowhere""#, "VALIDATION_FAILED hub unknown"),
    ("admin", r#""kind":"admit","community":"@elsewhere","user":"@new","display_name":"New","locale":"en""#, "FORBIDDEN_ROLE"),
    ("manager", r#""kind":"edit_hub","hub":"@hub","changes":{"name":"Quay"}"#, "ok"),
    ("manager", r#""kind":"edit_hub","hub":"@other-hub","changes":{"name":"Quay"}"#, "FORBIDDEN_ROLE"),
    ("manager", r#""kind":"edit_hub","hub":"@hub","changes":{"lat_e6":90000001}"#, "VALIDATION_FAILED lat_e6 out_of_range"),
    ("manager", r#""kind":"edit_hub","hub":"@hub","changes":{"time_zone":"Mars Base"}"#, "VALIDATION_FAILED time_zone malformed"),
    ("stranger", r#""kind":"edit_hub","hub":"@hub","changes":{"name":"Quay"}"#, "NOT_FOUND"),
    ("admin", r#""kind":"edit_hub","hub":"@nowhere","changes":{}"#, "NOT_FOUND"),
    ("admin", r#""kind":"grant_role","community":"@home","user":"@mary","role":"content_admin""#, "ok"),
    ("admin", r#""kind":"grant_role","community":"@home","user":"@mary","role":"resident""#, "VALIDATION_FAILED role unknown"),
    ("admin", r#""kind":"grant_role","community":"@home","user":"@mary","role":"driver""#, "VALIDATION_FAILED hub required"),
    ("admin", r#""kind":"grant_role","community":"@home","user":"@mary","role":"admin","hub":"@hub""#, "VALIDATION_FAILED hub unknown"),
    ("admin", r#""kind":"grant_role","community":"@home","user":"@stranger","role":"admin""#, "NOT_FOUND"),
    ("admin", r#""kind":"grant_role","community":"@home","user":"@editor","role":"content_admin""#, "ALREADY_EXISTS"),
    ("admin", r#""kind":"revoke_role","community":"@home","user":"@editor","role":"content_admin""#, "ok"),
    ("admin", r#""kind":"revoke_role","community":"@home","user":"@mary","role":"admin""#, "NOT_FOUND"),
    ("admin", r#""kind":"revoke_role","community":"@home","user":"@admin","role":"admin""#, "INVALID_STATE"),
    ("admin", r#""kind":"leave","community":"@home""#, "INVALID_STATE"),
    ("mary", r#""kind":"leave","community":"@home""#, "ok"),
    ("stranger", r#""kind":"leave","community":"@home""#, "FORBIDDEN_ROLE"),
    ("admin", r#""kind":"remove","community":"@home","user":"@mary""#, "ok"),
    ("admin", r#""kind":"remove","community":"@home","user":"@stranger""#, "NOT_FOUND"),
    ("admin", r#""kind":"move_member","community":"@home","user":"@mary","hub":null"#, "ok"),
    ("admin", r#""kind":"move_member","community":"@home","user":"@mary","hub":"@nowhere""#, "VALIDATION_FAILED hub unknown"),
    ("mary", r#""kind":"edit_self","community":"@home","locale":"de""#, "ok"),
    ("mary", r#""kind":"edit_self","community":"@elsewhere","locale":"de""#, "FORBIDDEN_ROLE"),
];

#[test]
fn rules_of_communities() {
    let mut world = World::staffed();
    for (who, fields, expected) in CASES {
        let verdict = world.probe_as(who, &format!(r#"{{"area":"community",{fields}}}"#));
        assert_eq!(verdict, *expected, "{who}: {fields}");
    }
}

#[test]
fn who_leaves_loses_roles_and_scopes_and_may_come_back() {
    let mut world = World::staffed();
    let phone = world.phone("editor");
    world.sync(&phone);
    let names =
        |page: Vec<super::view::CommunityPage>| page.into_iter().map(|it| it.name).collect::<Vec<_>>();
    let viewer = world.viewer("editor");
    assert_eq!(names(phone.view(|tx| super::view::communities(tx, &viewer))), ["Home"]);
    assert_eq!(
        world.act("admin", r#"{"area":"community","kind":"remove","community":"@home","user":"@editor"}"#),
        Ok(())
    );
    world.sync(&phone);
    assert!(phone.view(|tx| super::view::communities(tx, &viewer)).is_empty());
    let member = super::model::Member::id_of(id("home"), id("editor"));
    assert!(phone.view(|tx| tx.get::<super::model::Member>(member)).unwrap().left_at.is_some());
    let publish = r#"{"area":"content","kind":"publish","item":"@item"}"#;
    assert_eq!(world.act("editor", publish), Err(Code::NotFound));
    let again = r#"{"area":"community","kind":"admit","community":"@home","user":"@editor","display_name":"Ed","locale":"en"}"#;
    assert_eq!(world.act("admin", again), Ok(()));
    world.sync(&phone);
    let pages = phone.view(|tx| super::view::communities(tx, &viewer));
    assert_eq!((pages[0].display_name.as_str(), pages[0].hubs.len(), pages[0].roles.len()), ("Ed", 2, 0));
}

#[test]
fn people_are_listed_to_those_who_run_the_community_or_their_hub() {
    let mut world = World::staffed();
    world.job(r#"{"area":"community","kind":"move_member","community":"@home","user":"@mary","hub":"@hub"}"#);
    for (who, expected) in [("admin", 7), ("manager", 2), ("other-manager", 1), ("mary", 1), ("stranger", 0)]
    {
        let phone = world.phone(who);
        world.sync(&phone);
        let viewer = world.viewer(who);
        let on_phone = phone.view(|tx| super::view::members(tx, &viewer, id("home"), None));
        let on_server = world.read(|tx| super::view::members(tx, &viewer, id("home"), None));
        assert_eq!((on_phone.len(), &on_phone), (expected, &on_server), "{who}");
    }
}

#[test]
fn who_closes_their_account_leaves_comes_back_or_is_forgotten() {
    let mut world = World::staffed();
    let vote = r#"{"area":"voting","kind":"cast","poll":"@poll","selections":[{"option":"@a","value":1}]}"#;
    crate::voting::tests::poll(&mut world, "");
    assert_eq!(world.act("mary", vote), Ok(()));
    let role = r#"{"area":"community","kind":"grant_role","community":"@home","user":"@mary","role":"driver","hub":"@hub"}"#;
    world.job(role);
    let admin = world.phone("admin");
    let on_phone = |phone: &crate::tests_world::Phone| {
        let member = super::model::Member::id_of(id("home"), id("mary"));
        phone.view(|tx| tx.get::<super::model::Member>(member)).unwrap()
    };
    world.sync(&admin);
    assert_eq!(on_phone(&admin).display_name, "mary");
    let last = r#"{"area":"community","kind":"close","user":"@admin"}"#;
    let verdict = world.decide(crate::call::Actor::Job, last).map_err(|refusal| refusal.code);
    assert_eq!(verdict, Err(Code::InvalidState), "no community without an admin");
    world.job(r#"{"area":"community","kind":"close","user":"@mary"}"#);
    let left_at = world.now.0;
    assert_eq!(
        world.act("mary", r#"{"area":"community","kind":"edit_self","community":"@home","locale":"de"}"#),
        Err(Code::ForbiddenRole)
    );
    world.job(&format!(r#"{{"area":"community","kind":"return","user":"@mary","left_at":{left_at}}}"#));
    assert_eq!(
        world.act("mary", r#"{"area":"community","kind":"edit_self","community":"@home","locale":"de"}"#),
        Ok(())
    );
    let count = "SELECT count(*) FROM ballot WHERE withdrawn = 0";
    let before = world.sql_rows(count);
    world.job(r#"{"area":"community","kind":"close","user":"@mary"}"#);
    world.job(r#"{"area":"community","kind":"erase","user":"@mary"}"#);
    world.sync(&admin);
    let left = on_phone(&admin);
    assert_eq!((left.display_name.as_str(), left.left_at), ("", Some(world.now)));
    assert_eq!(world.sql_rows(count), before, "votes stay");
    for (table, owner) in [("notice", "user_id"), ("role_grant", "user_id")] {
        let rows = world.sql_rows(&format!("SELECT 1 FROM {table} WHERE {owner} = '{}'", id("mary")));
        assert_eq!(rows, "", "{table}");
    }
}
