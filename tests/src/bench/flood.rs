//! What a flood of wrong passwords does to people who sync: the 95th percentile of their exchanges while it lasts,
//! beside the same without it (issue: under twice).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use serde_json::json;
use tokio::runtime::Runtime;

use crate::Failure;
use crate::board::{Command, Line};
use crate::figure::{Case, Run, cpu_s, quantile};
use crate::peers::{Phone, Server, fresh};

/// Exchanges that are timed; each carries a command up and its verdict down.
const EXCHANGES: u32 = 200;
/// Sign-ins under way at once.
const GUESSERS: usize = 64;
const PERMILLE: usize = 950;

/// Sync while passwords are guessed. Every guess is for another address, so that none is turned away by a lock or a
/// limit before it is looked at.
pub(crate) fn logins(runtime: &Runtime) -> Result<(), Failure> {
    let (mut server, list, ada) = (Server::start()?, fresh(), fresh());
    server.fill(list, EXCHANGES)?;
    server.job(&[Command::Share { list, user: ada }])?;
    let phone = std::cell::RefCell::new(Phone::new(&mut server, ada, true)?);
    runtime.block_on(phone.borrow_mut().sync())?;
    let amount = std::cell::Cell::new(0);
    let timed = || {
        amount.set(amount.get() + 1);
        runtime.block_on(exchanges(&mut phone.borrow_mut(), list, amount.get()))
    };
    let case = Case { name: "login flood, sync p95", unit: "ms", encrypted: true, synchronous: "FULL" };
    case.measure(&timed, || {
        let own = std::process::id();
        let (server_before, client_before) = (cpu_s(server.pid()), cpu_s(own));
        let flood = Flood::start(runtime, &server.base);
        let value = timed()?;
        let answered = runtime.block_on(flood.stop());
        eprintln!("  {answered} sign-ins were answered meanwhile");
        if answered == 0 {
            return Err("there was no flood".into());
        }
        Ok(Run {
            value,
            cpu_client_s: cpu_s(own) - client_before,
            cpu_server_s: cpu_s(server.pid()) - server_before,
            bytes: 0,
        })
    })
}

async fn exchanges(phone: &mut Phone, list: hubbub_core::id::Id, amount: i64) -> Result<f64, Failure> {
    let mut times = Vec::new();
    for n in 0..EXCHANGES {
        phone.record(&Command::Change { lines: vec![Line::nth(list, n).id], amount })?;
        let start = Instant::now();
        phone.exchange().await?;
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
        phone.sync().await?;
    }
    Ok(quantile(times, PERMILLE))
}

struct Flood {
    over: Arc<AtomicBool>,
    answered: Arc<AtomicU64>,
    guessers: Vec<tokio::task::JoinHandle<()>>,
}

impl Flood {
    fn start(runtime: &Runtime, base: &str) -> Self {
        let (over, answered) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let http = reqwest::Client::new();
        let guesser = |_| {
            let (over, answered, http) = (Arc::clone(&over), Arc::clone(&answered), http.clone());
            let url = format!("{base}/api/v1/auth/login");
            runtime.spawn(async move {
                while !over.load(Ordering::Relaxed) {
                    let form = json!({ "email": format!("{}@flood.example", fresh()), "password": "Wrong-42 lark",
                        "device": fresh() });
                    match http.post(&url).json(&form).send().await {
                        Ok(_answer) => answered.fetch_add(1, Ordering::Relaxed),
                        Err(error) => {
                            eprintln!("  a guess got no answer: {error}");
                            return;
                        }
                    };
                }
            })
        };
        let guessers = (0..GUESSERS).map(guesser).collect();
        Self { over, answered, guessers }
    }

    /// How many guesses were answered.
    async fn stop(self) -> u64 {
        self.over.store(true, Ordering::Relaxed);
        for guesser in self.guessers {
            if let Err(error) = guesser.await {
                eprintln!("  a guesser panicked: {error}");
            }
        }
        self.answered.load(Ordering::Relaxed)
    }
}
