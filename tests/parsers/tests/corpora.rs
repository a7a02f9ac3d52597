//! The kept inputs of the fuzz targets, as they are and changed at random: what was found stays mended. It takes
//! seconds and follows no coverage; `cargo xtask fuzz-parsers` does.

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

/// How often each kept input is changed.
const CHANGES: usize = 12;
/// Longest changed input, in bytes.
const BYTES_MAX: usize = 8 * 1024;
/// Numbers and signs at which readers break.
const EDGES: [&[u8]; 12] = [
    b"9223372036854775807",
    b"-9223372036854775808",
    b"18446744073709551616",
    b"0",
    b"-1",
    b"1e400",
    b"null",
    b"\"",
    b",",
    b"\n",
    b"\x80",
    b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
];

/// Numbers that look random and are the same on every run (Marsaglia, "Xorshift RNGs", 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 20).unwrap() % bound.max(1)
    }
}

/// Flips, cuts, doubles, or puts something else in, up to four times.
fn changed(input: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() + 1);
        let to = (at + 1 + dice.below(24)).min(bytes.len());
        match dice.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < to => drop(bytes.drain(at..to)),
            2 => bytes.truncate(at),
            3 if at < to => {
                let twice = bytes[at..to].to_vec();
                drop(bytes.splice(at..at, twice));
            }
            _ => {
                let edge = EDGES[dice.below(EDGES.len())];
                let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                drop(bytes.splice(at..at + digits, edge.iter().copied()));
            }
        }
    }
    bytes.truncate(BYTES_MAX);
    bytes
}

#[test]
fn kept_inputs_changed_at_random_do_no_harm() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for (name, target) in TARGETS {
        let folder = fuzz().join("corpus").join(name);
        for input in names(&folder) {
            let kept = fs::read(folder.join(&input)).unwrap();
            for round in 0..CHANGES {
                let bytes = changed(&kept, &mut dice);
                let done = std::panic::catch_unwind(|| target(&bytes));
                assert!(done.is_ok(), "{name}: {input}, changed {round}: {}", bytes.escape_ascii());
            }
        }
    }
}

#[test]
fn every_target_is_tried_here() {
    let targets: Vec<String> = TARGETS.iter().map(|(name, _)| format!("{name}.rs")).collect();
    assert_eq!(names(&fuzz().join("fuzz_targets")), targets);
    let kept: Vec<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names(&fuzz().join("corpus")), kept);
}
