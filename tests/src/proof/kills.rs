//! `kill -9`, again and again: of the server under load, and of a device that works. What was told must
//! be there, once.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::Failure;
use crate::args::KillPlan;
use crate::dice::Dice;
use crate::scene::Scene;

/// Devices that work while the server is killed.
const DEVICES: usize = 4;
/// After so many kills the books are checked, and everything begins anew.
const KILLS_PER_SCENE: u64 = 250;

/// Kills as often as the plan says; whether all promises held.
pub(crate) fn run(plan: &KillPlan) -> Result<bool, Failure> {
    let mut dice = Dice::new(plan.seed);
    let start = Instant::now();
    let (mut broken, mut told, mut ready_ms_max) = (0, 0, 0);
    let mut left = [plan.server, plan.client];
    while left != [0, 0] {
        let now = left.map(|left| left.min(KILLS_PER_SCENE));
        let mut scene = Scene::new(DEVICES, 2, dice.any())?;
        for number in 0..DEVICES {
            scene.wait_ready(number)?;
            scene.device(number)?.order("work 30");
        }
        for _ in 0..now[0] {
            std::thread::sleep(Duration::from_millis(dice.below(80)));
            scene.kill_server()?;
            scene.start_server()?;
        }
        for _ in 0..now[1] {
            let number = dice.index(DEVICES);
            std::thread::sleep(Duration::from_millis(dice.below(80)));
            scene.kill_device(number)?;
            scene.start_device(number)?;
            scene.wait_ready(number)?;
            scene.device(number)?.order("work 30");
        }
        ready_ms_max = ready_ms_max.max(scene.ready_ms_max);
        let ended = scene.end()?;
        for what in &ended.verdict.broken {
            println!("{what}");
        }
        broken += ended.verdict.broken.len();
        told += ended.verdict.told;
        left = [left[0] - now[0], left[1] - now[1]];
        eprintln!(
            "{} server and {} client kills left; {} told, {} applied, {} refused, settled in {} ms; {} broken",
            left[0],
            left[1],
            ended.verdict.told,
            ended.verdict.applied,
            ended.verdict.refused,
            ended.settle_ms,
            ended.verdict.broken.len()
        );
    }
    println!(
        "{}",
        json!({
            "server_kills": plan.server, "client_kills": plan.client, "seed": plan.seed, "told": told,
            "server_ready_ms_max": ready_ms_max, "seconds": start.elapsed().as_secs(), "broken": broken,
        })
    );
    Ok(broken == 0)
}
