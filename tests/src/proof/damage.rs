//! Stores that are damaged on purpose: every bit that is flipped and every byte that is cut off is either
//! harmless or noticed, and what waited to be sent is saved or told as lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use hubbub_core::client::{Client, Failed, Options, Recovery};
use hubbub_core::store::{Fault, Key};
use hubbub_core::sync::digest::Digests;
use hubbub_core::time::HOUR_MS;
use hubbub_tests::world::{World, queue};
use serde_json::json;

use crate::Failure;
use crate::args::DamagePlan;
use crate::dice::Dice;

/// Calls that wait in the store that is damaged.
const WAITING: usize = 5;
const THREADS: u64 = 2;

/// What is done to a copy.
#[derive(Clone, Copy, Debug)]
enum Harm {
    Flip { file: usize, byte: u64, bit: u64 },
    Cut { file: usize, to: u64 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// Everything reads as before.
    Harmless,
    /// The store was rebuilt at the next start, with so much saved and lost.
    Rebuilt { saved: u64, lost: u64, was_set_back: bool },
    /// The store is as it was some commits ago, and nobody was told.
    SetBackInSilence,
}

struct Sound {
    folder: PathBuf,
    /// The main file, the log, and the mark beside them.
    files: Vec<String>,
    digests: Digests,
}

#[derive(Default)]
struct Counts {
    harmless: AtomicU64,
    rebuilt: AtomicU64,
    /// Of these, stores whose log had lost its end.
    set_back: AtomicU64,
    lost: AtomicU64,
    broken: Mutex<Vec<String>>,
}

/// Damages as often as the plan says; whether nothing went unnoticed.
pub(crate) fn run(plan: &DamagePlan) -> Result<bool, Failure> {
    let start = Instant::now();
    let (world, sound) = prepare()?;
    let (counts, next) = (Counts::default(), AtomicU64::new(0));
    let failed = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some(harm) = harm(plan, &sound, next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(failure) = harm.and_then(|harm| damage(&sound, harm, &counts)) {
                        *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
                        return;
                    }
                }
            });
        }
    });
    if let Some(failure) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(failure);
    }
    drop(world);
    let broken = counts.broken.into_inner().unwrap_or_else(PoisonError::into_inner);
    for what in &broken {
        println!("{what}");
    }
    println!(
        "{}",
        json!({
            "flips": plan.flips, "truncations": plan.truncations, "seed": plan.seed,
            "harmless": counts.harmless.into_inner(), "detected": counts.rebuilt.into_inner(),
            "told_as_lost": counts.lost.into_inner(), "lost_ends_of_logs": counts.set_back.into_inner(), "unnoticed": broken.len(),
            "seconds": start.elapsed().as_secs(),
        })
    );
    Ok(broken.is_empty())
}

/// A phone with votes that wait, copied while it runs, so that the log has something in it.
fn prepare() -> Result<(World, Sound), Failure> {
    let mut world = World::new();
    let ann = world.person("Ann");
    let polls: Vec<_> = (0..WAITING).map(|n| world.yes_no(&format!("Poll {n}"), HOUR_MS, 0)).collect();
    drop(world.phone(&ann, "ann"));
    let phone = world.offline("ann");
    for poll in &polls {
        queue(&phone, &poll.cast_yes());
    }
    let folder = world.phone_folder("sound");
    copy(&world.phone_folder("ann"), &folder)?;
    let digests = phone.digests()?;
    drop(phone);
    let files = ["store.db", "store.db-wal", "mark"].into_iter().map(str::to_owned);
    let files = files.filter(|name| fs::metadata(folder.join(name)).is_ok_and(|data| data.len() > 0));
    Ok((world, Sound { files: files.collect(), folder, digests }))
}

/// The `number`-th harm of a plan: flips first, then cuts, over main file, log and mark by chance.
fn harm(plan: &DamagePlan, sound: &Sound, number: u64) -> Option<Result<Harm, Failure>> {
    if number >= plan.flips + plan.truncations {
        return None;
    }
    let mut dice = Dice::new(plan.seed ^ number.wrapping_mul(0x9e37_79b9));
    let file = dice.index(sound.files.len());
    let length = match fs::metadata(sound.folder.join(&sound.files[file])) {
        Ok(data) => data.len(),
        Err(error) => return Some(Err(error.into())),
    };
    Some(Ok(if number < plan.flips {
        Harm::Flip { file, byte: dice.below(length), bit: dice.below(8) }
    } else {
        Harm::Cut { file, to: dice.below(length) }
    }))
}

fn damage(sound: &Sound, harm: Harm, counts: &Counts) -> Result<(), Failure> {
    let copied = tempfile::tempdir()?;
    let folder = copied.path().join("phone");
    copy(&sound.folder, &folder)?;
    match harm {
        Harm::Flip { file, byte, bit } => {
            let path = folder.join(&sound.files[file]);
            let mut bytes = fs::read(&path)?;
            bytes[usize::try_from(byte)?] ^= 1 << bit;
            fs::write(path, bytes)?;
        }
        Harm::Cut { file, to } => {
            fs::OpenOptions::new().write(true).open(folder.join(&sound.files[file]))?.set_len(to)?;
        }
    }
    match look(sound, &folder) {
        Ok(Found::Harmless) => {
            counts.harmless.fetch_add(1, Ordering::Relaxed);
        }
        Ok(Found::Rebuilt { saved, lost, was_set_back }) if saved + lost == WAITING as u64 => {
            counts.set_back.fetch_add(u64::from(was_set_back), Ordering::Relaxed);
            counts.rebuilt.fetch_add(1, Ordering::Relaxed);
            counts.lost.fetch_add(lost, Ordering::Relaxed);
        }
        other => {
            let what = format!("{harm:?}: {other:?}");
            counts.broken.lock().unwrap_or_else(PoisonError::into_inner).push(what);
        }
    }
    Ok(())
}

/// Opens a damaged store and reads all of it.
fn look(sound: &Sound, folder: &Path) -> Result<Found, String> {
    let told = |failed: Failed| failed.to_string();
    let (client, recovery) = open(folder).map_err(told)?;
    if let Some(recovery) = recovery {
        return Ok(rebuilt(&recovery));
    }
    let read = client.digests().and_then(|digests| Ok((digests, client.outbox()?.len())));
    match read {
        Ok((digests, WAITING)) if digests == sound.digests => Ok(Found::Harmless),
        Ok(_) => Ok(Found::SetBackInSilence),
        Err(Failed::Store(Fault::Damaged(_))) => {
            // Found when the page was read: the next start rebuilds.
            drop(client);
            let recovery =
                open(folder).map_err(told)?.1.ok_or("damaged, and not rebuilt at the next start")?;
            Ok(rebuilt(&recovery))
        }
        Err(other) => Err(told(other)),
    }
}

fn rebuilt(recovery: &Recovery) -> Found {
    let was_set_back = recovery.reason.contains("the log lost its end");
    Found::Rebuilt { saved: recovery.saved, lost: recovery.lost, was_set_back }
}

fn open(folder: &Path) -> Result<(Client, Option<Recovery>), Failed> {
    let mut options = Options::new(folder.to_owned(), "http://127.0.0.1:1", Key::new([7; 32]));
    options.network = false;
    Client::open(options)
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let name = path.file_name().ok_or("a file without a name")?;
        // The index of the log belongs to a running process.
        if path.is_file() && !name.to_string_lossy().ends_with("-shm") {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}
