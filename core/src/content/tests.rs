//! The rules of items, one line per case, and the shape of their commands and rows.

use crate::tests_world::{World, id, wire};

/// One of each command, every field given.
pub(crate) const COMMANDS: &[&str] = &[
    r#"{"area":"content","kind":"create","item":"@new-item","community":"@home","category":"films","default_locale":"en","texts":[{"locale":"en","title":"Film","description":"Long"}],"tags":["drama"],"hub":"@hub","image":"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff","event_at":3700000000,"capacity":40}"#,
    r#"{"area":"content","kind":"edit","item":"@item","changes":{"category":"meals","default_locale":"en","tags":["a","b"],"hub":null,"image":null,"event_at":3700000001,"capacity":null}}"#,
    r#"{"area":"content","kind":"set_text","item":"@item","locale":"fr","title":"Film","description":"Long\ntexte"}"#,
    r#"{"area":"content","kind":"publish","item":"@item"}"#,
    r#"{"area":"content","kind":"archive","item":"@item"}"#,
    r#"{"area":"content","kind":"delete","item":"@item"}"#,
    r#"{"area":"content","kind":"restore","item":"@item"}"#,
    r#"{"area":"content","kind":"write_comment","comment":"@new-comment","item":"@item","text":"I bring soup","reply_to":"@comment"}"#,
    r#"{"area":"content","kind":"edit_comment","comment":"@comment","text":"I bring bread"}"#,
    r#"{"area":"content","kind":"delete_comment","comment":"@comment"}"#,
    r#"{"area":"content","kind":"react","item":"@item","reaction":"heart"}"#,
    r#"{"area":"content","kind":"report_comment","comment":"@comment","reason":"spam","note":"Soup again"}"#,
    r#"{"area":"content","kind":"hide_comment","comment":"@comment","reason":"spam"}"#,
    r#"{"area":"content","kind":"show_comment","comment":"@comment"}"#,
    r#"{"area":"content","kind":"dismiss_reports","comment":"@comment"}"#,
    r#"{"area":"content","kind":"write_post","post":"@new-post","community":"@home","default_locale":"en","title":{"en":"Fair"},"body":{"en":"*Come*"},"image":"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"}"#,
    r#"{"area":"content","kind":"edit_post","post":"@post","changes":{"title":{"en":"Fair"},"body":{"en":"Come"},"image":null}}"#,
    r#"{"area":"content","kind":"publish_post","post":"@post"}"#,
    r#"{"area":"content","kind":"withdraw_post","post":"@post"}"#,
    r#"{"area":"content","kind":"delete_post","post":"@post"}"#,
];

/// A published item `@item` with a comment `@comment` of `resident`, a draft `@draft` without words, and a
/// draft of news `@post`.
pub(crate) fn items(world: &mut World) {
    for (item, texts) in [("item", r#"{"locale":"en","title":"Item"}"#), ("draft", "")] {
        world.job(&format!(
            r#"{{"area":"content","kind":"create","item":"@{item}","community":"@home","category":"meals",
               "default_locale":"en","texts":[{texts}],"author":"@editor"}}"#
        ));
    }
    world.job(r#"{"area":"content","kind":"publish","item":"@item"}"#);
    world.job(
        r#"{"area":"content","kind":"write_comment","comment":"@comment","item":"@item","text":"Soup?",
           "author":"@resident"}"#,
    );
    world.job(
        r#"{"area":"content","kind":"write_post","post":"@post","community":"@home","default_locale":"en",
           "title":{"en":"News"},"body":{"en":"**All** of it"},"author":"@editor"}"#,
    );
}

#[test]
fn commands_and_rows_keep_their_shape() {
    insta::assert_snapshot!("commands", wire(COMMANDS));
    let mut world = World::staffed();
    items(&mut world);
    assert_eq!(world.act("editor", COMMANDS[0]), Ok(()));
    insta::assert_snapshot!("rows", world.rows(&["item", "item_text", "comment", "post"]));
}

const CREATE: &str =
    r#""kind":"create","item":"@new","community":"@home","category":"meals","default_locale":"en""#;

/// Steps that come before (without a verdict), then who does what; the verdict in the last column.
#[rustfmt::skip]
const CASES: &[(&str, &str, &str, &str)] = &[
    ("", "editor", "@create", "ok"),
    ("", "editor", r#"@create,"author":"@editor""#, "ok"),
    ("", "editor", r#"@create,"author":"@admin""#, "VALIDATION_FAILED author out_of_range"),
    ("", "editor", r#"@create,"tags":["1","2","3","4","5","6","7","8","9","10","11"]"#, "VALIDATION_FAILED tags out_of_range"),
    ("", "editor", r#"@create,"tags":["an unreasonably long and winding tag"]"#, "VALIDATION_FAILED tags too_long"),
    ("", "editor", r#"@create,"capacity":0"#, "VALIDATION_FAILED capacity out_of_range"),
    ("", "editor", r#"@create,"image":"cat.jpg""#, "VALIDATION_FAILED image malformed"),
    ("", "editor", r#"@create,"hub":"@nowhere""#, "VALIDATION_FAILED hub unknown"),
    ("", "editor", r#"@create,"texts":[{"locale":"en","title":""}]"#, "VALIDATION_FAILED title required"),
    ("", "editor", r#"@create,"texts":[{"locale":"en","title":"A"},{"locale":"en","title":"B"}]"#, "VALIDATION_FAILED texts out_of_range"),
    ("", "editor", r#"@create,"texts":[{"locale":"it","title":"A"}]"#, "VALIDATION_FAILED texts unknown"),
    ("", "editor", r#""kind":"create","item":"@item","community":"@home","category":"meals","default_locale":"en""#, "ALREADY_EXISTS"),
    ("", "editor", r#""kind":"create","item":"@new","community":"@elsewhere","category":"meals","default_locale":"en""#, "FORBIDDEN_ROLE"),
    ("", "editor", r#""kind":"publish","item":"@draft""#, "VALIDATION_FAILED title required"),
    ("", "editor", r#""kind":"publish","item":"@item""#, "INVALID_STATE"),
    ("", "editor", r#""kind":"archive","item":"@draft""#, "INVALID_STATE"),
    ("", "editor", r#""kind":"archive","item":"@item""#, "ok"),
    (r#""kind":"archive","item":"@item""#, "editor", r#""kind":"publish","item":"@item""#, "ok"),
    ("", "editor", r#""kind":"restore","item":"@item""#, "INVALID_STATE"),
    ("", "editor", r#""kind":"delete","item":"@item""#, "ok"),
    (r#""kind":"delete","item":"@item""#, "editor", r#""kind":"delete","item":"@item""#, "INVALID_STATE"),
    (r#""kind":"delete","item":"@item""#, "editor", r#""kind":"edit","item":"@item","changes":{}"#, "INVALID_STATE"),
    (r#""kind":"delete","item":"@item""#, "editor", r#""kind":"set_text","item":"@item","locale":"fr","title":"T""#, "INVALID_STATE"),
    (r#""kind":"delete","item":"@item""#, "editor", r#""kind":"publish","item":"@item""#, "INVALID_STATE"),
    (r#""kind":"delete","item":"@item""#, "editor", r#""kind":"restore","item":"@item""#, "ok"),
    ("", "mary", r#""kind":"edit","item":"@item","changes":{}"#, "FORBIDDEN_ROLE"),
    ("", "mary", r#""kind":"edit","item":"@draft","changes":{}"#, "NOT_FOUND"),
    (r#""kind":"delete","item":"@item""#, "mary", r#""kind":"restore","item":"@item""#, "NOT_FOUND"),
    ("", "editor", r#""kind":"edit","item":"@item","changes":{"capacity":100001}"#, "VALIDATION_FAILED capacity out_of_range"),
];

#[test]
fn rules_of_items() {
    for (before, who, fields, expected) in CASES {
        let mut world = World::staffed();
        items(&mut world);
        if !before.is_empty() {
            world.job(&format!(r#"{{"area":"content",{before}}}"#));
        }
        let fields = fields.replace("@create", CREATE);
        let verdict = world.probe_as(who, &format!(r#"{{"area":"content",{fields}}}"#));
        assert_eq!(verdict, *expected, "{before} / {who}: {fields}");
    }
}

#[test]
fn what_is_absent_stays_and_null_empties() {
    let mut world = World::staffed();
    assert_eq!(world.act("editor", COMMANDS[0]), Ok(()));
    let edit = r#"{"area":"content","kind":"edit","item":"@new-item","changes":{"capacity":null,"tags":[]}}"#;
    assert_eq!(world.act("editor", edit), Ok(()));
    let item: super::model::Item = world.read(|tx| tx.get(id("new-item"))).unwrap();
    assert_eq!((item.capacity, item.tags.len(), item.hub), (None, 0, Some(id("hub"))));
}

#[test]
fn drafts_and_deleted_items_are_on_editors_phones_only() {
    let mut world = World::staffed();
    items(&mut world);
    let (mary, editor) = (world.phone("mary"), world.phone("editor"));
    let titles = |world: &mut World, phone: &crate::tests_world::Phone, who: &str| {
        world.sync(phone);
        let viewer = world.viewer(who);
        let cards = phone.view(|tx| super::view::items(tx, &viewer, id("home"), None));
        cards.into_iter().map(|card| (card.title, card.deleted)).collect::<Vec<_>>()
    };
    let item = ("Item".to_owned(), false);
    assert_eq!(titles(&mut world, &mary, "mary"), std::slice::from_ref(&item));
    assert_eq!(titles(&mut world, &editor, "editor").len(), 2);
    assert_eq!(world.act("editor", r#"{"area":"content","kind":"delete","item":"@item"}"#), Ok(()));
    assert_eq!(titles(&mut world, &mary, "mary"), []);
    assert!(titles(&mut world, &editor, "editor").contains(&("Item".to_owned(), true)));
    assert_eq!(world.act("editor", r#"{"area":"content","kind":"restore","item":"@item"}"#), Ok(()));
    assert_eq!(titles(&mut world, &mary, "mary"), [item]);
    let viewer = world.viewer("mary");
    assert!(mary.view(|tx| super::view::item(tx, &viewer, id("draft"))).is_none());
    assert_eq!(mary.view(|tx| super::view::item(tx, &viewer, id("item"))).unwrap().texts.len(), 1);
}
