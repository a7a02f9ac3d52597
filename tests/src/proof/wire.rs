//! Runs of a few devices through bad networks, with processes killed and stopped meanwhile.

use std::time::{Duration, Instant};

use hubbub_tests::proxy::{Rules, Way};
use serde_json::json;

use crate::Failure;
use crate::args::WirePlan;
use crate::dice::Dice;
use crate::scene::Scene;

/// Everything that can happen to a run.
#[derive(Clone, Copy, Debug)]
enum Trouble {
    Disconnect(usize),
    KillDevice(usize),
    PauseDevice(usize),
    HalfOpen(usize),
    Mangled(usize),
    Slow(usize),
    Refused(usize),
    Partition,
    KillServer,
    PauseServer,
}

fn draw(dice: &mut Dice, devices: usize) -> Trouble {
    let device = dice.index(devices);
    match dice.below(16) {
        0..=2 => Trouble::Disconnect(device),
        3 | 4 => Trouble::KillDevice(device),
        5 => Trouble::PauseDevice(device),
        6 | 7 => Trouble::HalfOpen(device),
        8..=10 => Trouble::Mangled(device),
        11 => Trouble::Slow(device),
        12 => Trouble::Refused(device),
        13 => Trouble::Partition,
        14 => Trouble::KillServer,
        _ => Trouble::PauseServer,
    }
}

/// Plays every run; whether all promises held.
pub(crate) fn run(plan: &WirePlan) -> Result<bool, Failure> {
    let (mut broken, mut told, mut looks, mut settle_ms) = (0, 0, 0, 0);
    let (mut doubled, mut reordered, mut cut, mut troubles) = (0, 0, 0, 0);
    let mut refused = 0;
    for number in 0..plan.runs {
        let seed = plan.seed + number;
        // Five and ten devices by turns, unless said otherwise.
        let devices = if number % 4 == 3 { plan.clients * 2 } else { plan.clients };
        let start = Instant::now();
        let (ended, count) = one(seed, devices, Duration::from_secs(plan.seconds))?;
        let verdict = &ended.verdict;
        for what in &verdict.broken {
            println!("run {seed}: {what}");
        }
        eprintln!(
            "run {seed}: {devices} devices, {count} troubles, {} told, {} applied, {} refused, {} looks, settled in {} ms, {:.1} s; {} broken",
            verdict.told,
            verdict.applied,
            verdict.refused,
            verdict.looks,
            ended.settle_ms,
            start.elapsed().as_secs_f64(),
            verdict.broken.len()
        );
        broken += verdict.broken.len();
        (told, looks) = (told + verdict.told, looks + verdict.looks);
        refused += verdict.refused;
        settle_ms = settle_ms.max(ended.settle_ms);
        (doubled, reordered) = (doubled + ended.passed.doubled, reordered + ended.passed.reordered);
        (cut, troubles) = (cut + ended.passed.cut, troubles + count);
    }
    println!(
        "{}",
        json!({
            "runs": plan.runs, "seconds": plan.seconds, "seed": plan.seed, "told": told, "refused": refused,
            "looks": looks, "troubles": troubles, "cut": cut, "doubled_frames": doubled,
            "reordered_frames": reordered, "settle_ms_max": settle_ms, "broken": broken,
        })
    );
    Ok(broken == 0)
}

fn one(seed: u64, devices: usize, length: Duration) -> Result<(crate::scene::Ended, u64), Failure> {
    let mut dice = Dice::new(seed);
    let mut scene = Scene::new(devices, devices.div_ceil(2), seed)?;
    for number in 0..devices {
        scene.wait_ready(number)?;
        // 10 to 50 votes a second in all.
        let pause_ms = 100 + dice.below(600);
        scene.device(number)?.order(&format!("work {pause_ms}"));
    }
    let end = Instant::now() + length;
    let mut count = 0;
    while Instant::now() < end {
        std::thread::sleep(Duration::from_millis(100 + dice.below(700)));
        let trouble = draw(&mut dice, devices);
        count += 1;
        meet(&mut scene, trouble, &mut dice)?;
    }
    Ok((scene.end()?, count))
}

/// Lets a trouble happen and pass; what it leaves behind lasts until the next one at the same place.
fn meet(scene: &mut Scene, trouble: Trouble, dice: &mut Dice) -> Result<(), Failure> {
    let stalled = Way { is_stalled: true, ..Way::default() };
    let a_while = Duration::from_millis(300 + dice.below(2_500));
    let for_a_while = |scene: &Scene, number: usize, rules: Rules| {
        scene.seats[number].proxy.set(rules);
        std::thread::sleep(a_while);
        scene.seats[number].proxy.set(Rules::default());
    };
    match trouble {
        Trouble::Disconnect(number) => {
            scene.seats[number].proxy.cut();
        }
        Trouble::KillDevice(number) => {
            scene.kill_device(number)?;
            scene.start_device(number)?;
            scene.wait_ready(number)?;
            scene.device(number)?.order(&format!("work {}", 100 + dice.below(600)));
        }
        Trouble::PauseDevice(number) => {
            scene.device(number)?.signal("STOP")?;
            std::thread::sleep(a_while);
            scene.device(number)?.signal("CONT")?;
        }
        Trouble::HalfOpen(number) => {
            let one_way = dice.below(2) == 0;
            let (up, down) = if one_way { (stalled, Way::default()) } else { (Way::default(), stalled) };
            for_a_while(scene, number, Rules { up, down, refuses: false });
        }
        Trouble::Mangled(number) => {
            let way = Way { doubled: dice.below(500), reordered: dice.below(500), ..Way::default() };
            scene.seats[number].proxy.set(Rules { up: way, down: way, refuses: false });
        }
        Trouble::Slow(number) => {
            let way = Way { delay_ms: dice.below(300), ..Way::default() };
            scene.seats[number].proxy.set(Rules { up: way, down: way, refuses: false });
        }
        Trouble::Refused(number) => {
            scene.seats[number].proxy.cut();
            for_a_while(scene, number, Rules { refuses: true, ..Rules::default() });
        }
        Trouble::Partition => {
            for seat in &scene.seats {
                seat.proxy.set(Rules::partition());
            }
            std::thread::sleep(a_while);
            for seat in &scene.seats {
                seat.proxy.set(Rules::default());
            }
        }
        Trouble::KillServer => {
            scene.kill_server()?;
            scene.start_server()?;
        }
        Trouble::PauseServer => {
            scene.server()?.signal("STOP")?;
            std::thread::sleep(a_while);
            scene.server()?.signal("CONT")?;
        }
    }
    Ok(())
}
