//! The deterministic simulation: devices, network, disks and server in one thread, from one seed.
//! `docs/simulation.md` explains it; `cargo xtask sim` builds and runs it.

mod book;
mod checks;
mod deeds;
mod dice;
mod host;
mod net;
mod people;
mod phone;
mod plan;
mod product;
mod store;
mod trace;
mod world;

fn main() {
    hubbub_simulated_disk::install();
    let mut bad = 0;
    let args: Vec<u64> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let start = std::time::Instant::now();
    let (mut commands, mut device_ms) = (0, 0);
    let trace = std::env::args().any(|a| a == "trace");
    for seed in args[0]..args[1] {
        let plan = plan::Plan::of(seed);
        let outcome = world::run(&plan, trace);
        commands += outcome.commands;
        device_ms += outcome.device_ms;
        if let Some(violation) = outcome.violation {
            bad += 1;
            println!("seed {seed}: {violation}");
        }
        if trace {
            println!("{}", outcome.digest);
        }
    }
    println!("{bad} bad, {commands} commands, {device_ms} ms of all devices, {:?}", start.elapsed());
}
