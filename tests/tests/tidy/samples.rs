//! A bad example for every rule, and good ones that look bad. Rules are trusted because they turn red.

use std::collections::BTreeMap;

use crate::lexer::{Function, functions, lex, without_tests};
use crate::migrations::{Entry, appended, compare, hash};
use crate::project::{File, Project};
use crate::{rules, structure};

/// The complaints about a Rust file with a proper opening line, as `line: rule`.
fn told(path: &str, body: &str) -> Vec<String> {
    let file = File::new(path, &format!("//! Purpose.\n{body}"));
    rules::check(&file).into_iter().map(|c| format!("{}: {}", c.line, c.rule)).collect()
}

#[track_caller]
fn flagged(path: &str, body: &str, word: &str) {
    let told = told(path, body);
    assert!(told.iter().any(|line| line.contains(word)), "`{body}` in {path} passed: {told:?}");
}

#[track_caller]
fn passes(path: &str, body: &str) {
    let told = told(path, body);
    assert!(told.is_empty(), "`{body}` in {path} was flagged: {told:?}");
}

#[test]
fn the_lexer_tells_code_from_text() {
    let table = [
        ("a // x { \" \nb", "a          \nb"),
        ("a /* x /* y */ } */ b", "a                   b"),
        ("f(\"x{\\\"}\", 'a')", "f(\"     \", ' ')"),
        ("r#\"a\"}b\"# + r\"{\" + br##\"}\"#\"##", "r#\"    \"# + r\" \" + br##\"   \"##"),
        ("let c = '{'; let q = '\\''; &'a str", "let c = ' '; let q = '  '; &'a str"),
        ("'outer: loop { '\\u{7d}' }", "'outer: loop { '      ' }"),
        ("r#type + bar\"}\"", "r#type + bar\" \""),
        ("b'\\\\' b\"}\"", "b'  ' b\" \""),
        ("\"two\nlines\" x", "\"   \n     \" x"),
    ];
    for (source, code) in table {
        assert_eq!(lex(source).code, code, "{source}");
    }
    let strings = lex("x\n\"one\" r#\"two\"#").strings;
    let strings: Vec<(usize, &str)> = strings.iter().map(|s| (s.line, s.text.as_str())).collect();
    assert_eq!(strings, [(2, "one"), (2, "two")]);
}

#[test]
fn functions_are_measured_to_their_own_brace() {
    let source = "\
fn short() {}
impl A {
    pub const fn array<'a>(&'a self) -> [u8; 2]
    where
        Self: Sized,
    {
        let text = \"}}\"; // }
        fn inner() {
        }
        [0, 1]
    }
}
trait T { fn without_body(&self) -> [u8; 4]; }
type P = fn(u8) -> u8;
";
    let function = |name: &str, line, lines| Function { name: name.to_owned(), line, lines };
    let expected = [function("short", 1, 1), function("array", 3, 9), function("inner", 8, 2)];
    assert_eq!(functions(&lex(source).code), expected);
}

#[test]
fn test_items_are_hidden_and_nothing_else() {
    let code = "a\n#[cfg(test)]\nmod tests {\n  b {}\n}\nc\n#[cfg(test)]\nmod more;\nd";
    let shown: Vec<String> = without_tests(code).lines().map(|line| line.trim().to_owned()).collect();
    assert_eq!(shown, ["a", "", "", "", "", "c", "", "", "d"]);
}

#[test]
fn long_files_and_functions_are_flagged() {
    let lines = |count: usize| "\n".repeat(count - 1);
    flagged("core/src/a.rs", &lines(501), "501 lines");
    passes("core/src/a.rs", &lines(500));
    let tests = |count: usize| format!("#[cfg(test)]\nmod tests {{{}}}\n", lines(count));
    passes("core/src/a.rs", &(lines(400) + &tests(300)));
    flagged("core/src/a.rs", &(lines(501) + &tests(300)), "501 lines");
    passes("core/src/voting/tests.rs", &lines(900));
    passes("core/src/voting/tests_counting.rs", &lines(900));
    passes("sync-server/tests/a.rs", &lines(900));
    flagged("tests/src/world.rs", &lines(501), "501 lines");
    flagged("app-desktop/ui/src/a.svelte", &lines(501), "501 lines");
    passes("app-desktop/ui/src/generated/a.ts", &lines(900));
    passes("xtask/src/a.rs", &format!("// {}generated{}", '@', lines(900)));

    let function = |count: usize| format!("fn f() {{{}}}\n", "\n".repeat(count - 1));
    flagged("core/src/a.rs", &function(71), "fn f has 71 lines");
    passes("core/src/a.rs", &function(70));
    flagged("core/src/voting/tests.rs", &function(71), "71 lines");
}

#[test]
fn a_module_without_purpose_is_flagged() {
    let complaints = rules::check(&File::new("core/src/a.rs", "// not this\nfn f() {}\n"));
    assert!(complaints.iter().any(|c| c.rule.contains("paragraph of purpose")), "{complaints:?}");
}

#[test]
fn left_overs_and_silenced_lints_are_flagged() {
    flagged("core/src/a.rs", "#[test]\n#[ignore]\nfn f() {}", "3: `#[ignore`");
    flagged("tests/tests/a.rs", "#[ignore = \"slow\"]\nfn f() {}", "#[ignore");
    flagged("core/src/a.rs", "fn f() { todo!() }", "todo!");
    flagged("core/src/a.rs", "fn f() { unimplemented!() }", "unimplemented!");
    flagged("core/src/a.rs", "fn f() { dbg!(1); }", "dbg!");
    passes("core/src/a.rs", "// todo! #[ignore]\nconst A: &str = \"todo!()\";");
    passes("core/src/a.rs", "fn f() { not_todo!() }");

    flagged("core/src/a.rs", "#[allow(dead_code)]\nfn f() {}", "2: `#[allow(`");
    flagged("core/src/a.rs", "#![allow(dead_code)]", "#![allow(");
    flagged("core/src/a.rs", "#[expect(dead_code)]\nfn f() {}", "without reason");
    passes("core/src/a.rs", "#[expect(\n    dead_code,\n    reason = \"soon]\"\n)]\nfn f() {}");
}

#[test]
fn clocks_chance_and_random_order_are_flagged_in_core() {
    for word in ["HashMap", "HashSet", "SystemTime", "Instant::now", "rand"] {
        let body = format!("fn f() {{ {word}::x(); }}");
        flagged("core/src/store/tx.rs", &body, word);
        flagged("core/src/sync/worker.rs", &body, word);
        passes("core/src/sync/transport/http.rs", &body);
        passes("core/src/client.rs", &body);
        flagged("core/src/clients.rs", &body, word);
        passes("core/src/voting/tests.rs", &body);
        passes("sync-server/src/app.rs", &body);
        passes("core/src/a.rs", &format!("#[cfg(test)]\nmod tests {{\n {body}\n}}"));
        flagged("core/src/a.rs", &format!("#[cfg(test)]\nmod tests {{}}\n{body}"), word);
    }
    passes("core/src/a.rs", "fn f(random: Instant, brand: u8) { operand(); } // HashMap");
}

#[test]
fn floats_are_flagged_where_things_are_counted() {
    for path in ["core/src/money.rs", "core/src/voting/model.rs", "core/src/auction/view.rs"] {
        flagged(path, "fn f(x: f64) {}", "f64");
        flagged(path, "fn f(x: u8) { x as f32 }", "f32");
        flagged(path, "const A: X = x(1.5);", "literal");
        passes(path, "fn f(p: P) { p.0.1; 1..5; x1.2; \"1.5\"; } // f64");
    }
    passes("core/src/delivery/model.rs", "fn f(x: f64) {}");
    passes("core/src/voting/tests.rs", "fn f(x: f64) { 1.5; }");
}

#[test]
fn layers_that_know_too_much_are_flagged() {
    flagged("core/src/sync/outbox.rs", "use crate::voting::Poll;", "no area");
    flagged("core/src/sync/outbox.rs", "fn f() { g(\"voting.cast\"); }", "no area");
    flagged("core/src/sync.rs", "const A: &str = r\"content:\";", "no area");
    flagged("core/src/store/tx.rs", "use crate::{community, id};", "no area");
    flagged("core/src/sync/outbox.rs", "use crate::content::Item;", "no area");
    flagged("core/src/sync/outbox.rs", "use crate::{\n    content::Item,\n    id,\n};", "3: sync");
    flagged("core/src/sync/outbox.rs", "use crate::{id, content};", "no area");
    passes("core/src/sync/outbox.rs", "fn f(content: &str) { g(content, \"content\", \"content_hash\") }");
    flagged("core/src/store/tx.rs", "use crate::sync::outbox;", "crate::sync");
    flagged("core/src/voting/command.rs", "use crate::sync::outbox;", "crate::sync");
    passes("core/src/sync/http.rs", "// voting\nconst A: &str = \"content-type\"; fn content_hash() {}");
    passes("core/src/domain.rs", "use crate::sync::outbox; use crate::voting;");
    flagged("app-mobile/src/ui.rs", "use hubbub_core::sync::worker::Phase;", "shells know the client");
    flagged(
        "app-desktop/api/src/problem.rs",
        "let phase = hubbub_core::sync::Phase::Syncing;",
        "shells know",
    );
    passes("app-mobile/src/ui.rs", "use hubbub_core::client::Phase;");
    passes("tests/src/world.rs", "use hubbub_core::sync::worker::Phase;");
    passes("core/src/synchrony.rs", "use crate::voting;");
}

#[test]
fn forbidden_words_are_flagged_in_every_file() {
    let words = [
        concat!("see /wo", "rk/x"),
        concat!("/ro", "ot/.cargo"),
        concat!("../shared", "/spec"),
        concat!("https://index.crates", ".io/"),
        concat!("Cla", "ude"),
        concat!("Co-Auth", "ored-By: x"),
    ];
    for word in words {
        for path in ["README.md", "deploy/run.sh", "core/src/a.rs"] {
            flagged(path, &format!("// {word}"), "does not belong here");
        }
    }
    passes("README.md", "Work is shared. The root of the tree. Sessions end after 15 minutes.");
    passes(".github/workflows/ci.yml", "path: .github/workflows/ci.yml");
}

#[test]
fn lock_files_name_public_registries_only() {
    let rust = |host: &str| format!("source = \"registry+https://{host}\"");
    passes("Cargo.lock", &rust(concat!("github.com/rust-lang/crates", ".io-index")));
    flagged("Cargo.lock", &rust("mirror.example/index"), "2: not from the public registry");
    let npm = |host: &str| format!("  \"resolved\": \"https://{host}/x.tgz\"");
    passes("app-desktop/ui/package-lock.json", &npm(concat!("registry.npm", "js.org")));
    flagged("app-desktop/ui/package-lock.json", &npm("mirror.example"), "not from the public registry");
}

const LIB: &str = "#![forbid(unsafe_code)]\n#![cfg_attr(\n    not(test),\n    deny(clippy::unwrap_used, \
                   clippy::expect_used, clippy::indexing_slicing, clippy::panic)\n)]\n";
const MANIFEST: &str = "too_many_lines = \"warn\"\nunsafe_code = \"forbid\"\nmissing_docs = \"warn\"\n";
const MEMBER: &str = "[lints]\nworkspace = true\n[dependencies]\nserde.workspace = true\n";
const SOUND: [(&str, &str); 4] = [
    ("Cargo.toml", MANIFEST),
    ("clippy.toml", "too-many-lines-threshold = 70\n"),
    ("core/Cargo.toml", MEMBER),
    ("core/src/lib.rs", LIB),
];

/// The complaints about a sound tree in which one file is replaced or added.
fn tree_with(path: &str, text: &str) -> Vec<String> {
    let mut files: Vec<(&str, &str)> = SOUND.into_iter().filter(|(name, _)| *name != path).collect();
    files.push((path, text));
    structure::check(&Project::of(&files)).iter().map(ToString::to_string).collect()
}

#[test]
fn a_tree_that_lost_its_shape_is_flagged() {
    assert_eq!(tree_with("README.md", "Hubbub"), Vec::<String>::new());
    for (path, text, word) in [
        ("core/src/lib.rs", "//! #![forbid(unsafe_code)]", "forbid(unsafe_code)"),
        ("core/src/lib.rs", "#![forbid(unsafe_code)]", "clippy::panic"),
        ("core/src/lib.rs", &LIB.replace("clippy::unwrap_used, ", ""), "clippy::unwrap_used"),
        ("core/src/lib.rs", &LIB.replace("#![cfg_attr", "// #![cfg_attr"), "clippy::indexing_slicing"),
        ("Cargo.toml", "[workspace]", "too_many_lines"),
        ("clippy.toml", "too-many-lines-threshold = 700", "threshold"),
        ("core/Cargo.toml", "[dependencies]", "workspace's lints"),
        ("core/Cargo.toml", &format!("{MEMBER}axum.workspace = true\n"), "does not know axum"),
        ("core/src/voting/mod.rs", "", "an area without tests.rs"),
        ("core/src/utils/mod.rs", "", "neither a layer nor an area"),
    ] {
        let told = tree_with(path, text);
        assert!(told.iter().any(|line| line.contains(word)), "{path} with `{text}` passed: {told:?}");
    }
}

#[test]
fn rewritten_history_of_migrations_is_flagged() {
    let (first, second) = ("migrations/domain/0001_a.sql", "migrations/domain/0002_b.sql");
    let files = |names: &[(&str, &str)]| -> BTreeMap<String, String> {
        names.iter().map(|(path, text)| ((*path).to_owned(), hash(text))).collect()
    };
    let list = format!("{}  {first}\n", hash("one"));
    let complaint = |list: &str, names: &[(&str, &str)]| {
        let findings = compare(list, &files(names));
        findings.complaints.first().map(|c| c.rule.clone()).unwrap_or_default()
    };

    assert_eq!(complaint(&list, &[(first, "one")]), "");
    assert!(complaint(&list, &[(first, "two")]).contains("was changed"));
    assert!(complaint(&list, &[]).contains("is gone"));
    assert!(complaint("nonsense", &[]).contains("not `<blake3 hex>"));
    assert!(
        complaint(&list, &[(first, "one"), ("migrations/domain/0000_z.sql", "")]).contains("comes before")
    );
    let swapped = format!("{}  {second}\n{list}", hash("two"));
    assert!(complaint(&swapped, &[(first, "one"), (second, "two")]).contains("does not come after"));

    let grown = compare(&list, &files(&[(first, "one"), (second, "two")]));
    assert!(grown.complaints.is_empty());
    assert_eq!(grown.new, [Entry { hash: hash("two"), path: second.to_owned() }]);
    assert_eq!(appended(&list, &grown.new), format!("{list}{}  {second}\n", hash("two")));
}
