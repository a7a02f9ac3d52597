//! The planner against benchmark instances with known costs.
//!
//! The data live outside the repository: in `HUBBUB_DATA`, else in `../shared/data` next to the project.
//! The whole table, with the full effort, is printed by `cargo xtask bench planner`.

use std::path::Path;
use std::time::Instant;

use hubbub_core::delivery::plan::{Effort, Plan, PlannedRoute, Problem, Visit, plan, plan_offline};

use super::routing::{
    BestKnown, CUSTOMERS_MAX, InstanceFault, Rounding, best_known, check, instance, measure,
};
use super::tests_real::data;

/// The best-known solution as a plan; only its order counts.
fn published(folder: &Path, name: &str, problem: &Problem) -> Plan {
    let text = std::fs::read_to_string(folder.join(format!("{name}.sol"))).unwrap();
    let mut plan = Plan::default();
    for line in text.lines().filter_map(|line| line.strip_prefix("Route")) {
        let stops = line.split_once(':').unwrap().1.split_whitespace();
        let visits = stops.map(|stop| Visit {
            stop: stop.parse::<usize>().unwrap() - 1,
            arrive_ms: 0,
            start_ms: 0,
            leave_ms: 0,
            late_ms: 0,
        });
        plan.routes.push(PlannedRoute { done: vec![], visits: visits.collect(), end_ms: 0, cost: 0 });
    }
    assert!(plan.routes.len() <= problem.vehicles.len(), "{name}");
    plan
}

fn median(mut gaps: Vec<i64>) -> i64 {
    gaps.sort_unstable();
    gaps[gaps.len() / 2]
}

fn percent(gap_e4: i64) -> String {
    format!("{}.{:02} %", gap_e4 / 100, gap_e4 % 100)
}

#[test]
fn published_solutions_cost_what_is_published() {
    let Some(folder) = data("routing") else { return };
    let all = best_known(&folder.join("best-known.tsv")).unwrap();
    assert_eq!(all.len(), 58);
    let mut equal = 0;
    for known in all.iter().filter(|known| known.customers <= CUSTOMERS_MAX) {
        let instance = instance(&folder, &known.instance).unwrap();
        assert_eq!(instance.problem.stops.len(), known.customers, "{}", known.instance);
        let plan = published(&folder, &known.instance, &instance.problem);
        let cost = check(&instance.problem, &plan).unwrap();
        assert_eq!(known.gap_e4(instance.rounding, cost), 0, "{}: {cost}", known.instance);
        equal += 1;
    }
    assert_eq!(equal, 56, "all but the two of over {CUSTOMERS_MAX} customers");
    let too_large = instance(&folder, "cvrp-belgium/Ghent1");
    assert!(matches!(too_large, Err(InstanceFault::TooLarge | InstanceFault::BadLine { .. })));
}

#[test]
fn a_real_grocery_round_is_planned_over_streets() {
    let Some(folder) = data("routing") else { return };
    let name = "grocery-ortec/ORTEC-n242-k12";
    let instance = instance(&folder, name).unwrap();
    assert_eq!(check(&instance.problem, &published(&folder, name, &instance.problem)), Ok(123_750));
    let found = plan(&instance.problem, Effort { iterations: 20_000, seed: 1 }).unwrap();
    let cost = check(&instance.problem, &found).unwrap();
    println!("{name}: {cost}, {} above the best known", percent((cost - 123_750) * 10_000 / 123_750));
    assert!(cost * 100 <= 123_750 * 105);
}

/// Plans some instances with little effort; gives the median gap.
fn gaps(names: &[&str], iterations: u32) -> Option<i64> {
    let folder = data("routing")?;
    let all = best_known(&folder.join("best-known.tsv")).unwrap();
    let one = |name: &&str| {
        let started = Instant::now();
        let known: &BestKnown = all.iter().find(|known| known.instance == **name).unwrap();
        let measured = measure(&folder, known, Effort { iterations, seed: 1 }).unwrap();
        println!("{name}: {} in {:.1?}", percent(measured.gap_e4), started.elapsed());
        measured.gap_e4
    };
    let median = median(names.iter().map(one).collect());
    println!("median {}", percent(median));
    Some(median)
}

#[test]
fn a_hundred_customers_are_planned_near_the_best_known() {
    let names = [
        "cvrp-X/X-n101-k25",
        "cvrp-X/X-n115-k10",
        "cvrp-X/X-n143-k7",
        "vrptw-solomon/C101",
        "vrptw-solomon/C204",
        "vrptw-solomon/R104",
        "vrptw-solomon/R112",
        "vrptw-solomon/R206",
        "vrptw-solomon/RC103",
        "vrptw-solomon/RC207",
    ];
    assert!(gaps(&names, 40_000).is_none_or(|median| median <= 300));
}

#[test]
fn a_thousand_customers_are_planned_with_little_effort() {
    let names = ["vrptw-homberger/C1_10_1", "vrptw-homberger/R1_10_1", "vrptw-homberger/RC1_10_1"];
    assert!(gaps(&names, 10_000).is_none_or(|median| median <= 1_500));
}

#[test]
fn the_phones_planner_is_near_the_servers() {
    let Some(folder) = data("routing") else { return };
    let all = best_known(&folder.join("best-known.tsv")).unwrap();
    let mut over = Vec::new();
    for known in all.iter().filter(|known| known.instance.starts_with("vrptw-solomon")) {
        let mut instance = instance(&folder, &known.instance).unwrap();
        instance.problem.stops.truncate(50);
        let quick = check(&instance.problem, &plan_offline(&instance.problem).unwrap()).unwrap();
        let searched = plan(&instance.problem, Effort { iterations: 4_000, seed: 1 }).unwrap();
        let searched = check(&instance.problem, &searched).unwrap();
        over.push((quick - searched) * 10_000 / searched);
    }
    let median = median(over.clone());
    println!(
        "50 stops: the quick planner is {} above the search, at most {}",
        percent(median),
        percent(*over.iter().max().unwrap())
    );
    assert!(median <= 2_000);
}

#[test]
fn a_gap_counts_in_the_instances_own_unit() {
    let known = BestKnown { instance: String::new(), customers: 0, routes: 0, cost_tenths: 10_000 };
    assert_eq!((known.gap_e4(Rounding::Nearest, 1_030), known.gap_e4(Rounding::TenthsCut, 10_001)), (300, 1));
}

#[test]
fn broken_instances_are_refused() {
    let folder = std::env::temp_dir().join(format!("hubbub-instances-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let table = [
        ("", "customers"),
        ("DIMENSION : 2\nNODE_COORD_SECTION\n1 0 0\n2 5 5\n", "capacity"),
        ("CAPACITY : 5\nDIMENSION : 9999999\n", "line 2"),
        ("CAPACITY : 5\nDIMENSION : 2\nNODE_COORD_SECTION\n3 0 0\n", "line 4"),
        ("CAPACITY : 5\nDIMENSION : 2\nNODE_COORD_SECTION\n1 0 x\n", "line 4"),
    ];
    for (text, words) in table {
        std::fs::write(folder.join("one.vrp"), text).unwrap();
        let fault = instance(&folder, "one").unwrap_err().to_string();
        assert!(fault.contains(words), "{fault}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
