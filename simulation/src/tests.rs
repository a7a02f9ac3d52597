//! The simulation itself: it finds nothing, and comes out the same each time.

use crate::args::{Args, Task};
use crate::plan::Plan;
use crate::world::run;

/// Enough for every kind of fault to come, few enough for a debug build.
const SEEDS: u64 = 24;

#[test]
fn no_promise_breaks_and_every_run_is_the_same_twice() {
    hubbub_simulated_disk::install();
    for seed in 0..SEEDS {
        let first = run(&Plan::of(seed), false);
        assert_eq!(first.violation, None, "seed {seed}");
        assert!(first.commands > 0 && first.events > 100, "seed {seed}: {} commands", first.commands);
        if seed % 8 == 0 {
            let second = run(&Plan::of(seed), false);
            assert_eq!(first.digest, second.digest, "seed {seed}");
        }
    }
}

#[test]
fn steps_that_are_left_out_leave_the_others_as_they_are() {
    let whole = Plan::of(7);
    let mut part = Plan::of(7);
    part.keep(&[3, 5, 8]);
    let kept: Vec<String> = part.steps.iter().map(|step| format!("{step:?}")).collect();
    let expected: Vec<String> = [3, 5, 8].iter().map(|at| format!("{:?}", whole.steps[*at])).collect();
    assert_eq!(kept, expected);
}

#[test]
fn what_was_told_survives_the_loss_of_power_after_any_write() {
    hubbub_simulated_disk::install();
    // Every write is tried by `cargo xtask sim --power-loss 20`.
    let figures = crate::powerloss::run(3, 7, 2).unwrap();
    println!("{figures:?}");
    assert!(figures.writes > 20 && figures.told > 100, "{figures:?}");
}

#[test]
fn the_command_line_is_understood() {
    let of = |line: &str| Args::of(&line.split(' ').map(str::to_owned).collect::<Vec<_>>());
    assert_eq!(of("--seeds 0..20 --json").unwrap().task, Task::Seeds(0..20));
    assert_eq!(of("--seed 7 --keep 1,2").unwrap().task, Task::One { seed: 7, keep: Some(vec![1, 2]) });
    assert!(of("--planted --limit 5").unwrap().limit_s == 5);
    for wrong in ["--seeds 5..5", "--seeds x", "--seed", "--keep 1 --planted", "--loud", "--seed 1 --keep a"]
    {
        assert!(of(wrong).is_err(), "{wrong} was taken");
    }
}
