//! The domain as a whole: which texts are commands, which of them who may give, and that every command
//! of an area stands in both tables.

use std::collections::BTreeSet;

use crate::access::PERMISSIONS;
use crate::call::Actor;
use crate::domain::{Hubbub, MIGRATIONS_DEVICE, MIGRATIONS_DOMAIN, MIGRATIONS_SERVER, VOCABULARY};
use crate::refusal::Code;
use crate::sync::{Domain, Undecodable};
use crate::tests_world::{World, command, id, words};
use crate::{auction, community, content, delivery, dispute, inventory, notice, ordering, support, voting};

fn samples() -> Vec<&'static str> {
    [
        community::tests::COMMANDS,
        content::tests::COMMANDS,
        voting::tests::COMMANDS,
        notice::tests::COMMANDS,
        auction::tests::COMMANDS,
        support::tests::COMMANDS,
        inventory::tests::COMMANDS,
        ordering::tests::COMMANDS,
        delivery::tests::COMMANDS,
        dispute::tests::COMMANDS,
    ]
    .concat()
}

fn area_and_kind(json: &str) -> (String, String) {
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    (json["area"].as_str().unwrap().to_owned(), json["kind"].as_str().unwrap().to_owned())
}

/// Every kind of an area's commands, as serde knows them.
fn kinds(area: &str) -> BTreeSet<(String, String)> {
    let text = format!(r#"{{"area":"{area}","kind":"?"}}"#);
    let complaint = serde_json::from_str::<crate::domain::Command>(&text).unwrap_err().to_string();
    let (_, list) = complaint.split_once("expected ").unwrap();
    list.split('`').skip(1).step_by(2).map(|kind| (area.to_owned(), kind.to_owned())).collect()
}

fn all_kinds() -> BTreeSet<(String, String)> {
    let areas = [
        "community",
        "content",
        "voting",
        "notice",
        "auction",
        "support",
        "inventory",
        "ordering",
        "delivery",
        "dispute",
    ];
    areas.into_iter().flat_map(kinds).collect()
}

#[test]
fn every_command_has_a_sample() {
    let sampled: BTreeSet<_> = samples().into_iter().map(area_and_kind).collect();
    assert_eq!(sampled, all_kinds());
    assert!(sampled.len() >= 74, "{sampled:?}");
}

/// How many commands the vocabulary of a number has.
const VOCABULARY_NOW: (u32, usize) = (5, 139);

#[test]
fn a_new_command_raises_the_vocabulary() {
    let now = (VOCABULARY, all_kinds().len());
    assert_eq!(
        now, VOCABULARY_NOW,
        "commands came or went: raise VOCABULARY once for a release, and say both here"
    );
}

/// Who may do what: `yes`, `no`, or `hub` for those who may at their own hub only. Requirement I7.
#[rustfmt::skip]
const MATRIX: &[(&str, &str, [&str; 6])] = &[
    //                               resident driver manager editor admin  job
    ("community", "found",          ["no",    "no",  "no",   "no",  "no",  "yes"]),
    ("community", "add_hub",        ["no",    "no",  "no",   "no",  "yes", "yes"]),
    ("community", "edit_hub",       ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("community", "admit",          ["no",    "no",  "no",   "no",  "yes", "yes"]),
    ("community", "move_member",    ["no",    "no",  "no",   "no",  "yes", "yes"]),
    ("community", "edit_self",      ["yes",   "yes", "yes",  "yes", "yes", "no"]),
    ("community", "leave",          ["yes",   "yes", "yes",  "yes", "yes", "no"]),
    ("community", "remove",         ["no",    "no",  "no",   "no",  "yes", "yes"]),
    ("community", "grant_role",     ["no",    "no",  "no",   "no",  "yes", "yes"]),
    ("community", "revoke_role",    ["no",    "no",  "no",   "no",  "yes", "yes"]),
    ("community", "close",          ["no",    "no",  "no",   "no",  "no",  "yes"]),
    ("community", "return",         ["no",    "no",  "no",   "no",  "no",  "yes"]),
    ("community", "erase",          ["no",    "no",  "no",   "no",  "no",  "yes"]),
    ("content",   "create",         ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("content",   "edit",           ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("content",   "set_text",       ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("content",   "publish",        ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("content",   "archive",        ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("content",   "delete",         ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("content",   "restore",        ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("content",   "write_comment",  ["yes",   "yes", "yes",  "yes", "yes", "yes"]),
    ("content",   "edit_comment",   ["yes",   "no",  "no",   "no",  "no",  "no"]),
    ("content",   "delete_comment", ["yes",   "no",  "no",   "no",  "no",  "no"]),
    ("content",   "react",          ["yes",   "yes", "yes",  "yes", "yes", "no"]),
    ("content",   "report_comment", ["yes",   "yes", "yes",  "yes", "yes", "no"]),
    ("content",   "hide_comment",   ["no",    "no",  "no",   "yes", "yes", "no"]),
    ("content",   "show_comment",   ["no",    "no",  "no",   "yes", "yes", "no"]),
    ("content",   "dismiss_reports", ["no",   "no",  "no",   "yes", "yes", "no"]),
    ("content",   "write_post",     ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("content",   "edit_post",      ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("content",   "publish_post",   ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("content",   "withdraw_post",  ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("content",   "delete_post",    ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("voting",    "create_poll",    ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("voting",    "edit_poll",      ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("voting",    "schedule",       ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("voting",    "cancel",         ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("voting",    "cast",           ["yes",   "yes", "yes",  "yes", "yes", "no"]),
    ("voting",    "cast_secret",    ["yes",   "yes", "yes",  "yes", "yes", "no"]),
    ("voting",    "run_off",        ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("voting",    "adopt_tied",     ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("voting",    "change",         ["yes",   "yes", "yes",  "yes", "yes", "no"]),
    ("voting",    "withdraw",       ["yes",   "yes", "yes",  "yes", "yes", "no"]),
    ("voting",    "publish_result", ["no",    "no",  "no",   "yes", "yes", "yes"]),
    ("voting",    "import_ballots", ["no",    "no",  "no",   "no",  "no",  "yes"]),
    ("voting",    "announce_end",   ["no",    "no",  "no",   "no",  "no",  "yes"]),
    ("notice",    "mark_read",      ["yes",   "yes", "yes",  "yes", "yes", "no"]),
    // The listing in question is the resident's.
    ("auction",   "create_listing", ["yes",   "yes", "yes",  "yes", "yes", "yes"]),
    ("auction",   "edit_listing",   ["yes",   "no",  "no",   "no",  "no",  "yes"]),
    ("auction",   "activate",       ["yes",   "no",  "no",   "no",  "no",  "yes"]),
    ("auction",   "cancel_listing", ["yes",   "no",  "no",   "no",  "yes", "yes"]),
    ("auction",   "add_addendum",   ["yes",   "no",  "no",   "no",  "no",  "yes"]),
    ("auction",   "place_bid",      ["yes",   "yes", "yes",  "yes", "yes", "no"]),
    ("auction",   "buy",            ["yes",   "yes", "yes",  "yes", "yes", "no"]),
    ("auction",   "retract_bid",    ["yes",   "yes", "yes",  "yes", "yes", "no"]),
    ("auction",   "accept_offer",   ["yes",   "yes", "yes",  "yes", "yes", "no"]),
    ("auction",   "decline_offer",  ["yes",   "yes", "yes",  "yes", "yes", "no"]),
    ("auction",   "step_sale",      ["yes",   "yes", "yes",  "yes", "yes", "yes"]),
    ("auction",   "write_review",   ["yes",   "yes", "yes",  "yes", "yes", "no"]),
    ("auction",   "approve_bidder", ["no",    "no",  "no",   "no",  "yes", "yes"]),
    ("auction",   "set_bidder",     ["no",    "no",  "no",   "no",  "yes", "yes"]),
    ("auction",   "remove_bids",    ["no",    "no",  "no",   "no",  "yes", "yes"]),
    ("auction",   "close",          ["no",    "no",  "no",   "no",  "no",  "yes"]),
    ("auction",   "remind_payment", ["no",    "no",  "no",   "no",  "no",  "yes"]),
    ("auction",   "follow_up",      ["no",    "no",  "no",   "no",  "no",  "yes"]),
    ("auction",   "pass_sale_time", ["no",    "no",  "no",   "no",  "no",  "yes"]),
    ("auction",   "lapse_offer",    ["no",    "no",  "no",   "no",  "no",  "yes"]),
    ("auction",   "reveal_review",  ["no",    "no",  "no",   "no",  "no",  "yes"]),
    ("auction",   "import_listing", ["no",    "no",  "no",   "no",  "no",  "yes"]),
    ("auction",   "import_bid",     ["no",    "no",  "no",   "no",  "no",  "yes"]),
    ("support",   "submit",         ["yes",   "yes", "yes",  "yes", "yes", "yes"]),
    ("support",   "reply",          ["yes",   "yes", "yes",  "yes", "yes", "no"]),
    ("support",   "note",           ["no",    "no",  "hub",  "no",  "yes", "no"]),
    ("support",   "assign",         ["no",    "no",  "hub",  "no",  "yes", "no"]),
    ("support",   "wait_for_customer", ["no", "no",  "hub",  "no",  "yes", "no"]),
    ("support",   "wait_until",     ["no",    "no",  "hub",  "no",  "yes", "no"]),
    ("support",   "resolve",        ["yes",   "yes", "yes",  "yes", "yes", "no"]),
    ("support",   "close",          ["no",    "no",  "hub",  "no",  "yes", "no"]),
    ("support",   "remind",         ["no",    "no",  "no",   "no",  "no",  "yes"]),
    ("support",   "set_terms",      ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("inventory", "add_product",    ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("inventory", "edit_product",   ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("inventory", "archive_product", ["no",   "no",  "hub",  "no",  "yes", "yes"]),
    ("inventory", "set_stock_rules", ["no",   "no",  "hub",  "no",  "yes", "yes"]),
    ("inventory", "adjust",         ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("ordering",  "set_terms",      ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("ordering",  "add_cycle",      ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("ordering",  "edit_cycle",     ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("ordering",  "cancel_cycle",   ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    // For the resident: by themselves, or by who runs the hub.
    ("ordering",  "place",          ["yes",   "no",  "hub",  "no",  "yes", "yes"]),
    // Of the resident's own order, which the driver brings.
    ("ordering",  "move_to_cycle",  ["yes",   "no",  "hub",  "no",  "yes", "yes"]),
    ("ordering",  "confirm",        ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("ordering",  "pack",           ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("ordering",  "assign",         ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("ordering",  "depart",         ["no",    "yes", "hub",  "no",  "yes", "yes"]),
    ("ordering",  "deliver",        ["no",    "yes", "hub",  "no",  "yes", "yes"]),
    ("ordering",  "fail",           ["no",    "yes", "hub",  "no",  "yes", "yes"]),
    ("ordering",  "retry",          ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("ordering",  "return",         ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("ordering",  "cancel",         ["yes",   "no",  "hub",  "no",  "yes", "yes"]),
    ("ordering",  "hand_over",      ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("ordering",  "take_payment",   ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("ordering",  "import_orders",  ["no",    "no",  "no",   "no",  "no",  "yes"]),
    ("delivery",  "enlist_driver",  ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("delivery",  "dismiss_driver", ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("delivery",  "start_shift",    ["no",    "yes", "no",   "no",  "no",  "no"]),
    ("delivery",  "end_shift",      ["no",    "yes", "no",   "no",  "no",  "no"]),
    ("delivery",  "plan_runs",      ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("delivery",  "order_stops",    ["no",    "yes", "hub",  "no",  "yes", "yes"]),
    ("delivery",  "start_run",      ["no",    "yes", "hub",  "no",  "yes", "yes"]),
    ("delivery",  "end_run",        ["no",    "yes", "hub",  "no",  "yes", "yes"]),
    ("delivery",  "load",           ["no",    "yes", "hub",  "no",  "yes", "yes"]),
    ("delivery",  "start",          ["no",    "yes", "hub",  "no",  "yes", "yes"]),
    ("delivery",  "arrive",         ["no",    "yes", "hub",  "no",  "yes", "yes"]),
    ("delivery",  "deliver",        ["no",    "yes", "hub",  "no",  "yes", "yes"]),
    ("delivery",  "undo_proof",     ["no",    "yes", "no",   "no",  "no",  "no"]),
    ("delivery",  "fail_stop",      ["no",    "yes", "hub",  "no",  "yes", "yes"]),
    ("delivery",  "skip",           ["no",    "yes", "hub",  "no",  "yes", "yes"]),
    ("delivery",  "bring_back",     ["no",    "yes", "hub",  "no",  "yes", "yes"]),
    ("delivery",  "cancel_stop",    ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("delivery",  "resolve_review", ["no",    "no",  "hub",  "no",  "yes", "yes"]),
    ("delivery",  "count_cash",     ["no",    "no",  "hub",  "no",  "yes", "no"]),
    ("delivery",  "sign_cash",      ["no",    "yes", "no",   "no",  "no",  "no"]),
    ("dispute",   "draft",          ["yes",   "no",  "no",   "no",  "no",  "no"]),
    ("dispute",   "submit",         ["yes",   "no",  "no",   "no",  "no",  "no"]),
    ("dispute",   "add_evidence",   ["yes",   "no",  "no",   "no",  "no",  "no"]),
    ("dispute",   "offer_full",     ["no",    "no",  "no",   "no",  "no",  "no"]),
    ("dispute",   "offer",          ["yes",   "no",  "no",   "no",  "no",  "no"]),
    ("dispute",   "accept",         ["yes",   "no",  "no",   "no",  "no",  "no"]),
    ("dispute",   "turn_down",      ["yes",   "no",  "no",   "no",  "no",  "no"]),
    ("dispute",   "reject_claim",   ["no",    "no",  "no",   "no",  "no",  "no"]),
    ("dispute",   "escalate",       ["yes",   "no",  "no",   "no",  "no",  "no"]),
    ("dispute",   "withdraw",       ["yes",   "no",  "no",   "no",  "no",  "no"]),
    ("dispute",   "take_up",        ["no",    "no",  "no",   "no",  "yes", "no"]),
    ("dispute",   "step_back",      ["no",    "no",  "no",   "no",  "yes", "no"]),
    ("dispute",   "decide",         ["no",    "no",  "no",   "no",  "yes", "no"]),
    ("dispute",   "appeal",         ["yes",   "no",  "no",   "no",  "no",  "no"]),
    ("dispute",   "reopen",         ["yes",   "no",  "no",   "no",  "no",  "no"]),
    ("dispute",   "pass_time",      ["no",    "no",  "no",   "no",  "no",  "yes"]),
];

#[test]
fn every_command_is_decided_for_every_role() {
    let listed: BTreeSet<_> =
        MATRIX.iter().map(|(area, kind, _)| (area.to_string(), kind.to_string())).collect();
    assert_eq!(listed, all_kinds(), "the matrix is not complete");
    let mut world = World::staffed();
    content::tests::items(&mut world);
    voting::tests::poll(&mut world, "");
    auction::tests::market(&mut world);
    support::tests::ticket(&mut world);
    ordering::tests::goods(&mut world);
    dispute::tests::disputes(&mut world);
    let review = world.read(|tx| delivery::view::reviews(tx, id("hub"), false)).remove(0).id.to_string();
    for json in samples() {
        let json = &json.replace("@review", &review);
        let (area, kind) = area_and_kind(json);
        let row = MATRIX.iter().find(|row| row.0 == area && row.1 == kind).unwrap();
        let [resident, driver, manager, editor, admin, job] = row.2;
        let person = |name: &str| Actor::Person(id(name));
        let elsewhere = if manager == "hub" { "no" } else { manager };
        let columns = [
            (person("resident"), resident),
            (person("driver"), driver),
            (person("manager"), manager),
            (person("other-manager"), elsewhere),
            (person("editor"), editor),
            (person("admin"), admin),
            (Actor::Job, job),
            (person("stranger"), "no"),
        ];
        for (actor, expected) in columns {
            let verdict = world.probe(actor, json);
            // Who may not see a thing hears that it is not there.
            let hidden =
                expected == "no" && verdict.as_ref().err().is_some_and(|no| no.code == Code::NotFound);
            let denied = verdict.as_ref().err().is_some_and(|no| no.code == Code::ForbiddenRole) || hidden;
            assert_eq!(denied, expected == "no", "{area} {kind} by {actor:?}: {}", words(&verdict));
        }
    }
}

#[test]
fn every_permission_stands_in_the_table_once() {
    let listed: BTreeSet<_> = PERMISSIONS.iter().map(|rule| rule.permission).collect();
    assert_eq!(listed.len(), PERMISSIONS.len());
    for json in samples() {
        let permission = Hubbub.decode(&command(json)).unwrap().permission();
        assert!(listed.contains(&permission), "{permission:?} of {json}");
    }
}

#[test]
fn a_text_is_a_command_or_says_why_not() {
    let poll = id("poll");
    let cast = |rest: &str| format!(r#"{{"area":"voting","kind":"cast","poll":"{poll}"{rest}}}"#);
    #[rustfmt::skip]
    let table = [
        (cast(r#","selections":[]"#), "ok"),
        (String::new(), "command malformed"),
        ("[]".to_owned(), "command malformed"),
        ("{}".to_owned(), "area required"),
        (r#"{"area":"voting"}"#.to_owned(), "kind required"),
        (r#"{"area":1,"kind":"cast"}"#.to_owned(), "area malformed"),
        (r#"{"area":"auction","kind":"haggle"}"#.to_owned(), "unknown"),
        (r#"{"area":"weather","kind":"rain"}"#.to_owned(), "unknown"),
        (r#"{"area":"voting","kind":"delegate","to":"x"}"#.to_owned(), "unknown"),
        (cast(""), "selections required"),
        (cast(r#","selections":{}"#), "selections malformed"),
        (cast(r#","selections":[{"option":"x","value":1}]"#), "selections malformed"),
        (cast(&format!(r#","selections":[{{"option":"{poll}","value":1,"why":2}}]"#)), "selections unknown"),
        (cast(&format!(r#","selections":[{{"option":"{poll}","value":1.5}}]"#)), "selections malformed"),
        (cast(r#","selections":[],"weight":3"#), "weight unknown"),
        (cast(r#","selections":[],"selections":[]"#), "command malformed"),
        (format!(r#"{{"area":"voting","kind":"schedule","poll":"{poll}","x":1}}"#), "x unknown"),
    ];
    for (text, expected) in table {
        let found = match Hubbub.decode(&text) {
            Ok(_) => "ok".to_owned(),
            Err(Undecodable::Unknown) => "unknown".to_owned(),
            Err(Undecodable::Malformed(refusal)) => {
                assert_eq!(refusal.code, Code::ValidationFailed);
                format!("{} {}", refusal.details[0].field, refusal.details[0].issue)
            }
        };
        assert_eq!(found, expected, "{text}");
    }
}

/// What version 0.1 wrote, with nothing that may be absent. Lines are added, never changed.
const WRITTEN: &[&str] = &[
    r#"{"area":"community","kind":"found","community":"@a","name":"A","default_locale":"en","time_zone":"UTC","currency":"EUR"}"#,
    r#"{"area":"community","kind":"add_hub","hub":"@a","community":"@b","name":"A","address":{"street":"A","postal_code":"1","city":"B","country":"DE"},"lat_e6":1,"lon_e6":2,"time_zone":"UTC"}"#,
    r#"{"area":"community","kind":"edit_hub","hub":"@a","changes":{}}"#,
    r#"{"area":"community","kind":"admit","community":"@a","user":"@b","display_name":"B","locale":"fr"}"#,
    r#"{"area":"community","kind":"move_member","community":"@a","user":"@b","hub":null}"#,
    r#"{"area":"community","kind":"edit_self","community":"@a"}"#,
    r#"{"area":"community","kind":"leave","community":"@a"}"#,
    r#"{"area":"community","kind":"remove","community":"@a","user":"@b"}"#,
    r#"{"area":"community","kind":"grant_role","community":"@a","user":"@b","role":"admin"}"#,
    r#"{"area":"community","kind":"revoke_role","community":"@a","user":"@b","role":"admin"}"#,
    r#"{"area":"community","kind":"close","user":"@b"}"#,
    r#"{"area":"community","kind":"return","user":"@b","left_at":1}"#,
    r#"{"area":"community","kind":"erase","user":"@b"}"#,
    r#"{"area":"content","kind":"create","item":"@a","community":"@b","category":"meals","default_locale":"es"}"#,
    r#"{"area":"content","kind":"edit","item":"@a","changes":{}}"#,
    r#"{"area":"content","kind":"set_text","item":"@a","locale":"de","title":"A"}"#,
    r#"{"area":"content","kind":"publish","item":"@a"}"#,
    r#"{"area":"content","kind":"archive","item":"@a"}"#,
    r#"{"area":"content","kind":"delete","item":"@a"}"#,
    r#"{"area":"content","kind":"restore","item":"@a"}"#,
    r#"{"area":"voting","kind":"create_poll","poll":"@a","community":"@b","terms":{"title":{"en":"A"},"method":{"kind":"single"},"outcome":{"kind":"plurality","by":"ballots","seats":1,"tie_break":null},"opens_at":1,"closes_at":2,"result_mode":"live"},"options":[{"option":"@c"}]}"#,
    r#"{"area":"voting","kind":"edit_poll","poll":"@a","changes":{}}"#,
    r#"{"area":"voting","kind":"schedule","poll":"@a"}"#,
    r#"{"area":"voting","kind":"cancel","poll":"@a"}"#,
    r#"{"area":"voting","kind":"cast","poll":"@a","selections":[{"option":"@b","value":1}]}"#,
    r#"{"area":"voting","kind":"cast_secret","poll":"@a","selections":[],"salt":"00112233445566778899aabbccddeeff"}"#,
    r#"{"area":"voting","kind":"run_off","poll":"@a","runoff":"@b","opens_at":1,"closes_at":2}"#,
    r#"{"area":"voting","kind":"adopt_tied","poll":"@a"}"#,
    r#"{"area":"voting","kind":"change","poll":"@a","base_revision":1,"selections":[]}"#,
    r#"{"area":"voting","kind":"withdraw","poll":"@a","base_revision":1}"#,
    r#"{"area":"voting","kind":"publish_result","poll":"@a"}"#,
    r#"{"area":"voting","kind":"import_ballots","poll":"@a","ballots":[{"voter":"@b","at":1,"selections":[]}]}"#,
    r#"{"area":"voting","kind":"announce_end","poll":"@a"}"#,
    r#"{"area":"notice","kind":"mark_read","notices":["@a"]}"#,
    r#"{"area":"inventory","kind":"add_product","product":"@a","hub":"@b","sku":"A","name":{"en":"A"},"unit":"kg","price_e4":1}"#,
    r#"{"area":"inventory","kind":"edit_product","product":"@a","changes":{}}"#,
    r#"{"area":"inventory","kind":"archive_product","product":"@a","archived":true}"#,
    r#"{"area":"inventory","kind":"set_stock_rules","hub":"@a","product":"@b"}"#,
    r#"{"area":"inventory","kind":"adjust","hub":"@a","product":"@b","change":1,"reason":"received"}"#,
    r#"{"area":"ordering","kind":"set_terms","hub":"@a","delivery_fee_minor":1,"currency":"EUR"}"#,
    r#"{"area":"ordering","kind":"add_cycle","cycle":"@a","hub":"@b","times":{"opens_at":1,"cutoff_at":2,"pack_by":3,"departs_at":4,"arrives_by":5}}"#,
    r#"{"area":"ordering","kind":"edit_cycle","cycle":"@a","times":{"opens_at":1,"cutoff_at":2,"pack_by":3,"departs_at":4,"arrives_by":5}}"#,
    r#"{"area":"ordering","kind":"cancel_cycle","cycle":"@a"}"#,
    r#"{"area":"ordering","kind":"place","order":"@a","hub":"@b","lines":[{"product":"@c","quantity":1}],"total_minor":1,"to":{"fulfilment":"pick_up","recipient":"A"},"payment":"at_hub","if_late":"next_train"}"#,
    r#"{"area":"ordering","kind":"move_to_cycle","order":"@a","cycle":"@b"}"#,
    r#"{"area":"ordering","kind":"confirm","order":"@a"}"#,
    r#"{"area":"ordering","kind":"pack","order":"@a"}"#,
    r#"{"area":"ordering","kind":"assign","order":"@a","driver":"@b"}"#,
    r#"{"area":"ordering","kind":"depart","order":"@a"}"#,
    r#"{"area":"ordering","kind":"deliver","order":"@a"}"#,
    r#"{"area":"ordering","kind":"fail","order":"@a","reason":"refused"}"#,
    r#"{"area":"ordering","kind":"retry","order":"@a"}"#,
    r#"{"area":"ordering","kind":"return","order":"@a"}"#,
    r#"{"area":"ordering","kind":"cancel","order":"@a"}"#,
    r#"{"area":"ordering","kind":"hand_over","order":"@a"}"#,
    r#"{"area":"ordering","kind":"take_payment","order":"@a","amount_minor":1,"method":"cash"}"#,
    r#"{"area":"ordering","kind":"import_orders","hub":"@a","orders":[{"order":"@b","kind":"invoice","recipient":"A","placed_at":1,"lines":[{"product":"@c","quantity":1,"price_e4":1}]}]}"#,
    r#"{"area":"delivery","kind":"enlist_driver","hub":"@a","user":"@b","name":"A","vehicle":"B","capacity":1}"#,
    r#"{"area":"delivery","kind":"dismiss_driver","hub":"@a","user":"@b"}"#,
    r#"{"area":"delivery","kind":"start_shift","shift":"@a","hub":"@b"}"#,
    r#"{"area":"delivery","kind":"end_shift","shift":"@a"}"#,
    r#"{"area":"delivery","kind":"plan_runs","hub":"@a","runs":[{"run":"@b","driver":"@c","departs_at":1,"stops":[{"order":"@d"}]}]}"#,
    r#"{"area":"delivery","kind":"order_stops","run":"@a","stops":["@b"]}"#,
    r#"{"area":"delivery","kind":"start_run","run":"@a"}"#,
    r#"{"area":"delivery","kind":"end_run","run":"@a"}"#,
    r#"{"area":"delivery","kind":"load","stop":"@a"}"#,
    r#"{"area":"delivery","kind":"start","stop":"@a"}"#,
    r#"{"area":"delivery","kind":"arrive","stop":"@a"}"#,
    r#"{"area":"delivery","kind":"deliver","stop":"@a","proof":{"op_id":"@b","stop":"@a","lines":[{"product":"@c","ordered":1,"delivered":1}],"method":"locker","recipient_name":"","relation":"nobody","photos":[],"code_ok":true,"clocks":{"captured_at":1,"server_time_seen":1},"device":"@d"}}"#,
    r#"{"area":"delivery","kind":"undo_proof","stop":"@a","proof":"@b","clocks":{"captured_at":1,"server_time_seen":1}}"#,
    r#"{"area":"delivery","kind":"fail_stop","stop":"@a","reason":"refused"}"#,
    r#"{"area":"delivery","kind":"skip","stop":"@a"}"#,
    r#"{"area":"delivery","kind":"bring_back","stop":"@a"}"#,
    r#"{"area":"delivery","kind":"cancel_stop","stop":"@a"}"#,
    r#"{"area":"delivery","kind":"resolve_review","review":"@a"}"#,
    r#"{"area":"delivery","kind":"count_cash","shift":"@a","counted_minor":0}"#,
    r#"{"area":"delivery","kind":"sign_cash","shift":"@a"}"#,
    r#"{"area":"auction","kind":"create_listing","listing":"@a","community":"@b","terms":{"as":"auction","title":"A","category":"home","condition":"good","handover":"pickup","start_minor":1,"ends_at":2}}"#,
    r#"{"area":"auction","kind":"edit_listing","listing":"@a","changes":{}}"#,
    r#"{"area":"auction","kind":"activate","listing":"@a"}"#,
    r#"{"area":"auction","kind":"cancel_listing","listing":"@a"}"#,
    r#"{"area":"auction","kind":"add_addendum","listing":"@a","addendum":"@b","text":"A"}"#,
    r#"{"area":"auction","kind":"place_bid","listing":"@a","bid":"@b","max_minor":1,"seen_listing_rev":1}"#,
    r#"{"area":"auction","kind":"buy","listing":"@a","bid":"@b","price_minor":1,"seen_listing_rev":1}"#,
    r#"{"area":"auction","kind":"retract_bid","bid":"@a","reason":"listing_changed"}"#,
    r#"{"area":"auction","kind":"accept_offer","offer":"@a"}"#,
    r#"{"area":"auction","kind":"decline_offer","offer":"@a"}"#,
    r#"{"area":"auction","kind":"step_sale","sale":"@a","step":"pay"}"#,
    r#"{"area":"auction","kind":"write_review","sale":"@a","stars":1}"#,
    r#"{"area":"auction","kind":"approve_bidder","listing":"@a","user":"@b"}"#,
    r#"{"area":"auction","kind":"set_bidder","community":"@a","user":"@b","blocked":false}"#,
    r#"{"area":"auction","kind":"remove_bids","listing":"@a","user":"@b","reason":"A"}"#,
    r#"{"area":"auction","kind":"close","listing":"@a"}"#,
    r#"{"area":"auction","kind":"remind_payment","sale":"@a","day":3}"#,
    r#"{"area":"auction","kind":"follow_up","sale":"@a"}"#,
    r#"{"area":"auction","kind":"pass_sale_time","sale":"@a"}"#,
    r#"{"area":"auction","kind":"lapse_offer","offer":"@a"}"#,
    r#"{"area":"auction","kind":"reveal_review","review":"@a"}"#,
    r#"{"area":"auction","kind":"import_listing","listing":"@a","community":"@b","seller":"@c","opens_at":1,"currency":"USD","terms":{"as":"auction","title":"A","category":"other","condition":"good","handover":"either","start_minor":1,"ends_at":2}}"#,
    r#"{"area":"auction","kind":"import_bid","listing":"@a","bid":"@b","bidder":"@c","max_minor":1,"at":1}"#,
    r#"{"area":"content","kind":"write_comment","comment":"@a","item":"@b","text":"A"}"#,
    r#"{"area":"content","kind":"edit_comment","comment":"@a","text":"A"}"#,
    r#"{"area":"content","kind":"delete_comment","comment":"@a"}"#,
    r#"{"area":"content","kind":"react","item":"@a"}"#,
    r#"{"area":"content","kind":"report_comment","comment":"@a","reason":"spam"}"#,
    r#"{"area":"content","kind":"hide_comment","comment":"@a","reason":"abuse"}"#,
    r#"{"area":"content","kind":"show_comment","comment":"@a"}"#,
    r#"{"area":"content","kind":"dismiss_reports","comment":"@a"}"#,
    r#"{"area":"content","kind":"write_post","post":"@a","community":"@b","default_locale":"en","title":{"en":"A"}}"#,
    r#"{"area":"content","kind":"edit_post","post":"@a","changes":{}}"#,
    r#"{"area":"content","kind":"publish_post","post":"@a"}"#,
    r#"{"area":"content","kind":"withdraw_post","post":"@a"}"#,
    r#"{"area":"content","kind":"delete_post","post":"@a"}"#,
    r#"{"area":"support","kind":"submit","ticket":"@a","community":"@b","subject":"A","text":"B"}"#,
    r#"{"area":"support","kind":"reply","ticket":"@a","reply":"@b","text":"B"}"#,
    r#"{"area":"support","kind":"note","ticket":"@a","note":"@b","text":"B"}"#,
    r#"{"area":"support","kind":"assign","ticket":"@a"}"#,
    r#"{"area":"support","kind":"wait_for_customer","ticket":"@a"}"#,
    r#"{"area":"support","kind":"wait_until","ticket":"@a","until":1}"#,
    r#"{"area":"support","kind":"resolve","ticket":"@a"}"#,
    r#"{"area":"support","kind":"close","ticket":"@a"}"#,
    r#"{"area":"support","kind":"remind","ticket":"@a"}"#,
    r#"{"area":"support","kind":"set_terms","hub":"@a","calendar":{"offsets":[],"weekend":[],"holidays":[],"hours":{}},"promise":{"first_answer_ms":null,"next_answer_ms":null,"solution_ms":null}}"#,
    r#"{"area":"dispute","kind":"draft","dispute":"@a","subject":"@b","reason":"not_received","text":"A"}"#,
    r#"{"area":"dispute","kind":"submit","dispute":"@a"}"#,
    r#"{"area":"dispute","kind":"add_evidence","dispute":"@a","piece":{"evidence":"@b","kind":"text"}}"#,
    r#"{"area":"dispute","kind":"offer_full","dispute":"@a"}"#,
    r#"{"area":"dispute","kind":"offer","dispute":"@a","offer":{"kind":"replace"}}"#,
    r#"{"area":"dispute","kind":"accept","dispute":"@a"}"#,
    r#"{"area":"dispute","kind":"turn_down","dispute":"@a"}"#,
    r#"{"area":"dispute","kind":"reject_claim","dispute":"@a"}"#,
    r#"{"area":"dispute","kind":"escalate","dispute":"@a"}"#,
    r#"{"area":"dispute","kind":"withdraw","dispute":"@a"}"#,
    r#"{"area":"dispute","kind":"take_up","dispute":"@a"}"#,
    r#"{"area":"dispute","kind":"step_back","dispute":"@a"}"#,
    r#"{"area":"dispute","kind":"decide","dispute":"@a","verdict":"release","note":"A"}"#,
    r#"{"area":"dispute","kind":"appeal","dispute":"@a","piece":{"evidence":"@b","kind":"text"}}"#,
    r#"{"area":"dispute","kind":"reopen","dispute":"@a"}"#,
    r#"{"area":"dispute","kind":"pass_time","dispute":"@a"}"#,
];

#[test]
fn commands_of_earlier_versions_are_still_understood() {
    for text in WRITTEN {
        assert!(Hubbub.decode(&command(text)).is_ok(), "{text}");
    }
    let covered: BTreeSet<_> = WRITTEN.iter().copied().map(area_and_kind).collect();
    assert_eq!(covered, all_kinds());
}

#[test]
fn devices_and_the_server_share_the_domain_tables() {
    for schema in [MIGRATIONS_DEVICE, MIGRATIONS_SERVER] {
        let names: Vec<&str> = schema.iter().map(|migration| migration.name).collect();
        assert!(MIGRATIONS_DOMAIN.iter().all(|migration| names.contains(&migration.name)), "{names:?}");
    }
}
