//! B5 and B8: a command's way to another device's screen, and how many the server decides a second.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use futures_util::{SinkExt as _, StreamExt as _};
use hubbub_core::id::Id;
use hubbub_core::sync::protocol::{Answer, Frame, Outcome, QueuedCall, Request, Upload};
use hubbub_core::sync::transport::socket::Socket;
use rusqlite::params;
use tokio::runtime::Runtime;
use tokio_tungstenite::tungstenite::Message;

use crate::Failure;
use crate::board::{Command, Line};
use crate::figure::{Case, Run, cpu_s, quantile};
use crate::peers::{Phone, Server, fresh, now};
use crate::raw::Raw;

/// Commands that B5 times.
const COMMANDS: u32 = 200;
/// How long B8's writers write.
const WRITING: Duration = Duration::from_secs(5);
const WAIT_MS: u64 = 20_000;

/// B5: device A records a command, the server decides it, device B's store shows it.
pub(crate) fn command_to_view(runtime: &Runtime) -> Result<(), Failure> {
    for (name, permille) in [("B5 p50", 500), ("B5 p99", 990)] {
        let (mut server, list, ada, ben) = (Server::start()?, fresh(), fresh(), fresh());
        server.fill(list, COMMANDS)?;
        server.job(&[Command::Share { list, user: ada }, Command::Share { list, user: ben }])?;
        let mut from = Phone::new(&mut server, ada, true)?;
        let mut to = Phone::new(&mut server, ben, true)?;
        runtime.block_on(async {
            from.sync().await?;
            to.sync().await
        })?;
        let mut amount = 0;
        let case = Case { name, unit: "ms", encrypted: true, synchronous: "FULL" };
        case.measure(
            || runtime.block_on(echo_and_two_commits(permille)),
            || {
                amount += 1;
                let own = std::process::id();
                let (server_before, client_before) = (cpu_s(server.pid()), cpu_s(own));
                let times = runtime.block_on(relay(&server.base, &from, &to, list, amount))?;
                Ok(Run {
                    value: quantile(times, permille),
                    cpu_client_s: cpu_s(own) - client_before,
                    cpu_server_s: cpu_s(server.pid()) - server_before,
                    bytes: 0,
                })
            },
        )?;
    }
    Ok(())
}

async fn relay(base: &str, from: &Phone, to: &Phone, list: Id, amount: i64) -> Result<Vec<f64>, Failure> {
    let mut sender = Socket::connect(base, &from.token).await?;
    let mut receiver = Socket::connect(base, &to.token).await?;
    let mut tag = 0;
    // Asking once tells the server where each of them stands; from then on it pushes.
    for (socket, phone) in [(&mut sender, from), (&mut receiver, to)] {
        ask(socket, phone, &mut tag).await?;
    }
    let mut times = Vec::new();
    for n in 0..COMMANDS {
        let id = Line::nth(list, n).id;
        let query = format!("SELECT count(*) FROM line WHERE id = '{id}' AND amount = {amount}");
        let start = Instant::now();
        from.record(&Command::Change { lines: vec![id], amount })?;
        tag += 1;
        sender.send(&Frame::Request { tag, request: from.request()? }).await?;
        while to.count(&query)? == 0 {
            let Frame::Push(reply) = receiver.receive(WAIT_MS).await? else { continue };
            to.apply(&Answer::Reply(reply))?;
        }
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
        while !from.request()?.uploads.is_empty() {
            match sender.receive(WAIT_MS).await? {
                Frame::Answer { answer, .. } => from.apply(&answer)?,
                Frame::Push(reply) => from.apply(&Answer::Reply(reply))?,
                other => return Err(format!("{other:?}").into()),
            };
        }
    }
    Ok(times)
}

async fn ask(socket: &mut Socket, phone: &Phone, tag: &mut u32) -> Result<(), Failure> {
    loop {
        *tag += 1;
        socket.send(&Frame::Request { tag: *tag, request: phone.request()? }).await?;
        let more = loop {
            match socket.receive(WAIT_MS).await? {
                Frame::Answer { answer, .. } => break phone.apply(&answer)?.more,
                Frame::Push(reply) => phone.apply(&Answer::Reply(reply))?,
                other => return Err(format!("{other:?}").into()),
            };
        };
        if !more {
            return Ok(());
        }
    }
}

/// A WebSocket echo of a command's size and two durable commits, as often as B5 does it.
async fn echo_and_two_commits(permille: usize) -> Result<f64, Failure> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let echo = tokio::spawn(async move {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let mut socket = tokio_tungstenite::accept_async(stream).await?;
        while let Some(message) = socket.next().await {
            let message = message?;
            if message.is_close() {
                break;
            }
            socket.send(message).await?;
        }
        Ok::<(), Failure>(())
    });
    let stream = tokio::net::TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut socket, _) = tokio_tungstenite::client_async(format!("ws://{address}/"), stream).await?;
    let mut stores = [Raw::open(true, "FULL")?, Raw::open(false, "FULL")?];
    let list = fresh();
    let mut times = Vec::new();
    for n in 0..COMMANDS {
        let start = Instant::now();
        for store in &mut stores {
            store.insert(&[Line::nth(list, n)])?;
        }
        socket.send(Message::binary(vec![7; 400])).await?;
        socket.next().await.ok_or("no echo")??;
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    socket.close(None).await?;
    echo.await??;
    Ok(quantile(times, permille))
}

/// B8: how many commands a second the server decides durably, from 50 and from 1,000 writers over
/// sockets, each waiting for its verdict before the next.
pub(crate) fn writers(runtime: &Runtime) -> Result<(), Failure> {
    for (rate, wait, count) in
        [("B8 50 writers", "B8 50 writers p99", 50), ("B8 1000 writers", "B8 1000 writers p99", 1_000)]
    {
        let (mut server, list) = (Server::start()?, fresh());
        let mut tokens = Vec::new();
        for _ in 0..count {
            let (user, device) = (fresh(), fresh());
            server.job(&[Command::Share { list: Id::of("own", &[user]), user }])?;
            tokens.push((device, server.token(user, device)?, Id::of("own", &[user])));
        }
        let tokens = Arc::new(tokens);
        let (mut waits, mut raw_waits) = (Vec::new(), Vec::new());
        let case = Case { name: rate, unit: "commands/s", encrypted: false, synchronous: "FULL" };
        let mut numbers = vec![0; count];
        case.measure(
            || {
                let (rate, p99_ms) = group_commits(list)?;
                raw_waits.push(p99_ms);
                Ok(rate)
            },
            || {
                let own = std::process::id();
                let (server_before, client_before) = (cpu_s(server.pid()), cpu_s(own));
                let start = Instant::now();
                let (times, last) = runtime.block_on(write(&server.base, &tokens, &numbers))?;
                let seconds = start.elapsed().as_secs_f64();
                numbers = last;
                let value = f64::from(u32::try_from(times.len())?) / seconds;
                let run = Run {
                    value,
                    cpu_client_s: cpu_s(own) - client_before,
                    cpu_server_s: cpu_s(server.pid()) - server_before,
                    bytes: 0,
                };
                waits.push(Run { value: quantile(times, 990), ..run });
                Ok(run)
            },
        )?;
        // Beside one durable commit of as many rows as the server's batches have.
        let case = Case { name: wait, unit: "ms", encrypted: false, synchronous: "FULL" };
        case.print(&waits, raw_waits, 0)?;
    }
    Ok(())
}

type Writers = Arc<Vec<(Id, String, Id)>>;

async fn write(base: &str, tokens: &Writers, numbers: &[u64]) -> Result<(Vec<f64>, Vec<u64>), Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    let mut tasks = Vec::new();
    for (at, number) in numbers.iter().enumerate() {
        let (base, tokens, stop, number) = (base.to_owned(), Arc::clone(tokens), Arc::clone(&stop), *number);
        tasks.push(tokio::spawn(async move {
            let (device, token, list) = &tokens[at];
            let mut socket = Socket::connect(&base, token).await?;
            let mut times = Vec::new();
            let mut number = number;
            while !stop.load(Ordering::Relaxed) {
                number += 1;
                times.push(one(&mut socket, *device, *list, number).await?);
            }
            Ok::<_, Failure>((times, number))
        }));
    }
    tokio::time::sleep(WRITING).await;
    stop.store(true, Ordering::Relaxed);
    let (mut times, mut last) = (Vec::new(), Vec::new());
    for task in tasks {
        let (more, number) = task.await??;
        times.extend(more);
        last.push(number);
    }
    Ok((times, last))
}

/// One command and its verdict; milliseconds.
async fn one(socket: &mut Socket, device: Id, list: Id, number: u64) -> Result<f64, Failure> {
    let command = serde_json::to_string(&Command::Add { line: fresh(), list, amount: 1 })?;
    let (at, id) = (now(), fresh());
    let call = QueuedCall { id, number, at, seen: at, depends_on: Vec::new(), command };
    let request = Request {
        device,
        epoch: None,
        acknowledged: number - 1,
        uploads: vec![Upload::Call(call)],
        cursors: Vec::new(),
    };
    let start = Instant::now();
    socket.send(&Frame::Request { tag: 1, request }).await?;
    loop {
        let Frame::Answer { answer: Answer::Reply(reply), .. } = socket.receive(WAIT_MS).await? else {
            continue;
        };
        let verdict = reply.verdicts.iter().find(|verdict| verdict.number == number);
        return match verdict.map(|verdict| &verdict.outcome) {
            Some(Outcome::Applied { .. }) => Ok(start.elapsed().as_secs_f64() * 1_000.0),
            other => Err(format!("{other:?}").into()),
        };
    }
}

/// Raw SQLite: rows a second in durable transactions of 200, as the server's batches, and what all but
/// one of 100 of those take at most, in milliseconds.
fn group_commits(list: Id) -> Result<(f64, f64), Failure> {
    let mut raw = Raw::open(false, "FULL")?;
    let (start, mut rows) = (Instant::now(), 0_u32);
    let mut times = Vec::new();
    while start.elapsed() < Duration::from_secs(2) {
        let begun = Instant::now();
        let transaction = raw.connection.transaction()?;
        {
            let mut insert = transaction.prepare_cached(
                "INSERT INTO line (id, list, name, amount, price_minor, changed_at, note) VALUES (?, ?, ?, 1, 2, 3, '')",
            )?;
            for _ in 0..200 {
                rows += 1;
                insert.execute(params![fresh().to_string(), list.to_string(), format!("Line {rows}")])?;
            }
        }
        transaction.commit()?;
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    Ok((f64::from(rows) / start.elapsed().as_secs_f64(), quantile(times, 990)))
}
