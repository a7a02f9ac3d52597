//! The dispatch planner against benchmark instances whose best cost is known: how far above it a plan is, and
//! how long it takes on one core. A plan counts only when a checker that shares nothing with the planner calls it
//! feasible. One JSON object an instance on stdout and one a class; the rows of `docs/planner.md` on stderr.
//!
//! The instances live outside the repository: in `HUBBUB_DATA`, else in `../shared/data`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use hubbub_core::delivery::plan::{Effort, plan};
use hubbub_server::import::routing::{BestKnown, CUSTOMERS_MAX, Rounding, best_known, check, instance};
use serde::Serialize;

use crate::Failure;

/// Instances by size, with what a plan is to reach: the median gap in hundredths of a percent, and seconds for each.
/// The sizes in between are measured and promised nothing.
const CLASSES: &[Class] = &[
    Class { name: "100 customers", sizes: (100, 100), target: Some((300, 10.0)) },
    Class { name: "101 to 999 customers", sizes: (101, 999), target: None },
    Class { name: "1,000 customers", sizes: (1_000, 1_000), target: Some((800, 60.0)) },
    Class { name: "more", sizes: (1_001, CUSTOMERS_MAX), target: None },
];

struct Class {
    name: &'static str,
    /// The fewest and the most customers.
    sizes: (usize, usize),
    target: Option<(i64, f64)>,
}

/// How one instance came out.
#[derive(Serialize)]
struct Row {
    name: String,
    customers: usize,
    iterations: u32,
    routes: usize,
    routes_known: usize,
    /// In the unit of the instance's rounding.
    cost: i64,
    best_known: String,
    gap_percent: f64,
    seconds: f64,
    #[serde(skip)]
    gap_e4: i64,
}

/// How a class came out.
#[derive(Serialize)]
struct Sum {
    name: String,
    instances: usize,
    median_gap_percent: f64,
    worst_gap_percent: f64,
    slowest_seconds: f64,
    /// Whether both targets are met; absent where nothing is promised.
    met: Option<bool>,
}

/// Plans every instance with the effort that a server spends by itself.
pub(crate) fn measure(_: &tokio::runtime::Runtime) -> Result<(), Failure> {
    let folder = folder()?;
    let all = best_known(&folder.join("best-known.tsv"))?;
    for class in CLASSES {
        let of_class = |known: &&BestKnown| (class.sizes.0..=class.sizes.1).contains(&known.customers);
        let mut rows = Vec::new();
        for known in all.iter().filter(of_class) {
            let row = solve(&folder, known)?;
            println!("{}", serde_json::to_string(&row)?);
            eprintln!("{}", row.line());
            rows.push(row);
        }
        if !rows.is_empty() {
            let sum = Sum::of(class, &rows);
            println!("{}", serde_json::to_string(&sum)?);
            eprintln!("{}", sum.line());
        }
    }
    Ok(())
}

fn folder() -> Result<PathBuf, Failure> {
    let data = std::env::var("HUBBUB_DATA").unwrap_or_else(|_| "../shared/data".to_owned());
    let folder = Path::new(&data).join("routing");
    if folder.is_dir() {
        Ok(folder)
    } else {
        Err(format!("{} is not there: set HUBBUB_DATA", folder.display()).into())
    }
}

fn solve(folder: &Path, known: &BestKnown) -> Result<Row, Failure> {
    let instance = instance(folder, &known.instance)?;
    let effort = Effort::usual(instance.problem.stops.len());
    let began = Instant::now();
    let plan = plan(&instance.problem, effort)?;
    let seconds = began.elapsed().as_secs_f64();
    let cost = check(&instance.problem, &plan).map_err(|why| format!("{}: {why}", known.instance))?;
    let gap_e4 = known.gap_e4(instance.rounding, cost);
    let best_known = match instance.rounding {
        Rounding::Nearest => (known.cost_tenths / 10).to_string(),
        Rounding::TenthsCut => known.cost_tenths.to_string(),
    };
    Ok(Row {
        name: known.instance.clone(),
        customers: known.customers,
        iterations: effort.iterations,
        routes: plan.routes.iter().filter(|route| !route.visits.is_empty()).count(),
        routes_known: known.routes,
        cost,
        best_known,
        gap_percent: percent(gap_e4),
        seconds: (seconds * 100.0).round() / 100.0,
        gap_e4,
    })
}

impl Row {
    fn line(&self) -> String {
        format!(
            "| {} | {} | {} | {} | {} ({}) | {:.2} % | {:.1} s |",
            self.name,
            self.customers,
            self.best_known,
            self.cost,
            self.routes,
            self.routes_known,
            self.gap_percent,
            self.seconds
        )
    }
}

impl Sum {
    fn of(class: &Class, rows: &[Row]) -> Self {
        let mut gaps: Vec<i64> = rows.iter().map(|row| row.gap_e4).collect();
        gaps.sort_unstable();
        // Of an even number the worse of the two in the middle: the median is not flattered.
        let median = gaps[gaps.len() / 2];
        let slowest_seconds = rows.iter().map(|row| row.seconds).fold(0.0, f64::max);
        Self {
            name: class.name.to_owned(),
            instances: rows.len(),
            median_gap_percent: percent(median),
            worst_gap_percent: percent(gaps[gaps.len() - 1]),
            slowest_seconds,
            met: class.target.map(|(gap, seconds)| median <= gap && slowest_seconds <= seconds),
        }
    }

    fn line(&self) -> String {
        let met = match self.met {
            Some(true) => "targets met",
            Some(false) => "TARGETS MISSED",
            None => "no target",
        };
        format!(
            "| **{}** | {} instances | | | | median {:.2} %, worst {:.2} % | at most {:.1} s; {met} |",
            self.name, self.instances, self.median_gap_percent, self.worst_gap_percent, self.slowest_seconds
        )
    }
}

fn percent(gap_e4: i64) -> f64 {
    f64::from(i32::try_from(gap_e4).unwrap_or(i32::MAX)) / 100.0
}
