//! Samples of the proof with real processes: the whole of it is `cargo xtask proof`.

use std::process::Command;

use serde_json::Value;

/// Runs the proof to its end; its figures.
fn proof(words: &str) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hubbub-proof"));
    let output = command.args(words.split(' ')).output().unwrap();
    let (printed, errors) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{words}:\n{printed}{errors}");
    serde_json::from_str(printed.lines().last().unwrap()).unwrap()
}

#[test]
fn bad_networks_and_kills_lose_nothing_and_double_nothing() {
    let figures = proof("wire --runs 5 --seconds 20 --clients 5 --seed 11");
    assert_eq!(figures["broken"], 0, "{figures}");
    assert!(figures["told"].as_u64().unwrap() > 20, "{figures}");
    assert!(figures["troubles"].as_u64().unwrap() > 3, "{figures}");
    assert!(figures["heard"].as_u64().unwrap() > 20, "{figures}");
}

#[test]
fn damage_to_a_store_is_harmless_or_noticed() {
    let figures = proof("damage --flips 60 --truncations 20 --seed 4");
    assert_eq!(figures["unnoticed"], 0, "{figures}");
    let of = |field: &str| figures[field].as_u64().unwrap();
    assert_eq!(of("harmless") + of("detected"), 80, "{figures}");
    assert!(of("detected") - of("lost_ends_of_logs") > 5, "{figures}");
    assert!(of("lost_ends_of_logs") > 10, "{figures}");
}
