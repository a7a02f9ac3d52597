//! B6, B7 and B12: what waits on a device, and how quick a command of one's own is.

use std::time::Instant;

use hubbub_core::id::Id;
use rusqlite::params;
use tokio::runtime::Runtime;

use crate::Failure;
use crate::board::{Command, Line};
use crate::figure::{Case, Run, cpu_s, quantile};
use crate::peers::{Phone, Server, fresh};
use crate::raw::Raw;

const WAITING: u32 = 1_000;
const REFUSED: u32 = 10;
const ROWS: u32 = 100_000;
/// Commands that B12 times.
const COMMANDS: u32 = 300;

fn line(list: Id, n: u32) -> Id {
    Line::nth(list, n).id
}

/// B6: 1,000 changes made offline go up; 10 of them are refused.
pub(crate) fn flush(runtime: &Runtime) -> Result<(), Failure> {
    let (mut server, user, list) = (Server::start()?, fresh(), fresh());
    server.fill(list, WAITING)?;
    server.job(&[Command::Share { list, user }])?;
    let case = Case { name: "B6", unit: "s", encrypted: true, synchronous: "FULL" };
    let lines: Vec<Line> = (0..WAITING).map(|n| Line::nth(list, n)).collect();
    case.measure(
        || Raw::open(true, "FULL")?.insert(&lines),
        || {
            let mut phone = Phone::new(&mut server, user, true)?;
            runtime.block_on(phone.sync())?;
            for n in 0..WAITING {
                let amount = if n % (WAITING / REFUSED) == 7 { -1 } else { i64::from(n) };
                phone.record(&Command::Change { lines: vec![line(list, n)], amount })?;
            }
            let (pid, own) = (server.pid(), std::process::id());
            let (server_before, client_before) = (cpu_s(pid), cpu_s(own));
            let start = Instant::now();
            runtime.block_on(phone.sync())?;
            let value = start.elapsed().as_secs_f64();
            let refused = phone.count("SELECT count(*) FROM refused")?;
            let waiting = phone.count("SELECT count(*) FROM outbox WHERE state < 2")?;
            if refused != i64::from(REFUSED) || waiting != 0 {
                return Err(format!("{refused} refused, {waiting} waiting").into());
            }
            Ok(Run {
                value,
                cpu_client_s: cpu_s(own) - client_before,
                cpu_server_s: cpu_s(pid) - server_before,
                bytes: phone.sent + phone.received,
            })
        },
    )
}

/// B7: a change comes in while 1,000 wait: in a row that none of them touches, and in all of theirs.
pub(crate) fn remote_change_under_pending(runtime: &Runtime) -> Result<(), Failure> {
    for (name, touches_all) in [("B7 untouched rows", false), ("B7 all rows", true)] {
        let (mut server, user, list) = (Server::start()?, fresh(), fresh());
        server.fill(list, WAITING + 1)?;
        server.job(&[Command::Share { list, user }])?;
        let mut phone = Phone::new(&mut server, user, true)?;
        runtime.block_on(phone.sync())?;
        for n in 0..WAITING {
            phone.record(&Command::Change { lines: vec![line(list, n)], amount: i64::from(n) })?;
        }
        let changed: Vec<Id> = if touches_all {
            (0..WAITING).map(|n| line(list, n)).collect()
        } else {
            vec![line(list, WAITING)]
        };
        let mut raw = Raw::open(true, "NORMAL")?;
        raw.insert(&(0..=WAITING).map(|n| Line::nth(list, n)).collect::<Vec<_>>())?;
        let case = Case { name, unit: "ms", encrypted: true, synchronous: "NORMAL" };
        let mut amount = 0;
        case.measure(
            || undo_and_redo(&mut raw, list),
            || {
                amount += 1;
                server.job(&[Command::Change { lines: changed.clone(), amount }])?;
                // Asked without its uploads, so that they stay pending.
                let request = phone.request()?;
                let asked = hubbub_core::sync::Request { uploads: Vec::new(), ..request };
                let http = hubbub_core::sync::transport::http::Http::new(&server.base, "en")?;
                let answer = runtime.block_on(http.exchange(&phone.token, &asked))?;
                let start = Instant::now();
                phone.apply(&answer)?;
                let value = start.elapsed().as_secs_f64() * 1_000.0;
                let waiting = phone.count("SELECT count(*) FROM outbox WHERE state = 0")?;
                if waiting != i64::from(WAITING) {
                    return Err(format!("{waiting} wait").into());
                }
                Ok(Run { value, ..Run::default() })
            },
        )?;
    }
    Ok(())
}

/// 1,000 rows put back and changed again in one transaction; milliseconds.
fn undo_and_redo(raw: &mut Raw, list: Id) -> Result<f64, Failure> {
    let start = Instant::now();
    let transaction = raw.connection.transaction()?;
    {
        let mut update = transaction.prepare("UPDATE line SET amount = ? WHERE id = ?")?;
        for amount in [0, 1] {
            for n in 0..WAITING {
                update.execute(params![amount + n, line(list, n).to_string()])?;
            }
        }
    }
    transaction.commit()?;
    Ok(start.elapsed().as_secs_f64() * 1_000.0)
}

/// B12: one command on a device with 100,000 rows until its row is read again, p99; the raw work is one
/// durable transaction that changes the row and adds a row of the outbox' size, and the same query.
pub(crate) fn local_command(runtime: &Runtime) -> Result<(), Failure> {
    let (mut server, user, list) = (Server::start()?, fresh(), fresh());
    server.fill(list, ROWS)?;
    server.job(&[Command::Share { list, user }])?;
    let mut phone = Phone::new(&mut server, user, true)?;
    runtime.block_on(phone.sync())?;
    let mut raw = Raw::open(true, "FULL")?;
    raw.insert(&(0..ROWS).map(|n| Line::nth(list, n)).collect::<Vec<_>>())?;
    raw.connection
        .execute_batch("CREATE TABLE queue (number INTEGER PRIMARY KEY, command TEXT NOT NULL) STRICT")?;
    let case = Case { name: "B12", unit: "ms", encrypted: true, synchronous: "FULL" };
    let mut n = 0;
    case.measure(
        || {
            let mut times = Vec::new();
            for at in 0..COMMANDS {
                let id = line(list, at * 331 % ROWS).to_string();
                let start = Instant::now();
                let transaction = raw.connection.transaction()?;
                transaction
                    .prepare_cached("UPDATE line SET amount = amount + 1 WHERE id = ?")?
                    .execute([&id])?;
                transaction
                    .prepare_cached("INSERT INTO queue (command) VALUES (?)")?
                    .execute(["x".repeat(250)])?;
                transaction.commit()?;
                let amount: i64 = raw
                    .connection
                    .prepare_cached("SELECT amount FROM line WHERE id = ?")?
                    .query_row([&id], |row| row.get(0))?;
                times.push(start.elapsed().as_secs_f64() * 1_000.0);
                if amount < 1 {
                    return Err("not written".into());
                }
            }
            Ok(quantile(times, 990))
        },
        || {
            let mut times = Vec::new();
            let own = cpu_s(std::process::id());
            for _ in 0..COMMANDS {
                n += 1;
                let id = line(list, n * 331 % ROWS);
                let start = Instant::now();
                phone.record(&Command::Change { lines: vec![id], amount: i64::from(n) })?;
                let amount = phone.count(&format!("SELECT amount FROM line WHERE id = '{id}'"))?;
                times.push(start.elapsed().as_secs_f64() * 1_000.0);
                if amount != i64::from(n) {
                    return Err("not written".into());
                }
            }
            let cpu_client_s = cpu_s(std::process::id()) - own;
            runtime.block_on(phone.sync())?;
            Ok(Run { value: quantile(times, 990), cpu_client_s, ..Run::default() })
        },
    )
}
