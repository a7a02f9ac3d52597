//! The kept inputs of the fuzz targets, each tried once: what was found stays mended.

use std::fs;
use std::path::Path;

/// A target of `fuzz/fuzz_targets`.
type Target = (&'static str, fn(&[u8]));

const TARGETS: [Target; 14] = [
    ("apply", hubbub_parsers::apply),
    ("columns", hubbub_parsers::columns),
    ("command", hubbub_parsers::command),
    ("credentials", hubbub_parsers::credentials),
    ("decide", hubbub_parsers::decide),
    ("import_csv", hubbub_parsers::import_csv),
    ("import_text", hubbub_parsers::import_text),
    ("live", hubbub_parsers::live),
    ("picture", hubbub_parsers::picture),
    ("sealed", hubbub_parsers::sealed),
    ("wire_answer", hubbub_parsers::wire_answer),
    ("wire_frame", hubbub_parsers::wire_frame),
    ("wire_request", hubbub_parsers::wire_request),
    ("words", hubbub_parsers::words),
];

fn fuzz() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn kept_inputs_of_every_target_do_no_harm() {
    let mut tried = 0;
    for (name, target) in TARGETS {
        let folder = fuzz().join("corpus").join(name);
        for input in names(&folder) {
            target(&fs::read(folder.join(input)).unwrap());
            tried += 1;
        }
    }
    println!("{tried} inputs");
    assert!(tried > 100);
}

#[test]
fn every_target_is_tried_here() {
    let targets: Vec<String> = TARGETS.iter().map(|(name, _)| format!("{name}.rs")).collect();
    assert_eq!(names(&fuzz().join("fuzz_targets")), targets);
    let kept: Vec<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names(&fuzz().join("corpus")), kept);
}
