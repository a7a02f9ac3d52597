//! The raw limit: the same client against a server that does nothing but send as many bytes, and the same closed
//! loop against ours.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::get;
use hubbub_tests::machine::quantile;
use serde::Serialize;

use crate::Failure;

/// How long each is asked.
const LENGTH: Duration = Duration::from_secs(5);
/// How many ask at once.
const ASKERS: usize = 32;

/// What a closed loop comes to.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Closed {
    pub(crate) rps: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
}

/// Serves until standard input ends. Says its address when it is ready.
pub(crate) async fn serve(bytes: usize) -> Result<(), Failure> {
    let body: axum::body::Bytes = vec![b'x'; bytes].into();
    let router = Router::new().fallback(get(move || async move { body }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    let ended = tokio::task::spawn_blocking(|| std::io::read_to_string(std::io::stdin()));
    tokio::select! {
        served = axum::serve(listener, router) => served?,
        read = ended => drop(read??),
    }
    Ok(())
}

/// Asks for a path in a closed loop, with one token after the other.
pub(crate) async fn ask(
    client: &reqwest::Client,
    url: &str,
    tokens: &[String],
) -> Result<(Closed, usize), Failure> {
    let (next, bytes) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let tokens: Arc<[String]> = tokens.into();
    let begun = Instant::now();
    let mut askers = Vec::new();
    for _ in 0..ASKERS {
        let (client, url, tokens) = (client.clone(), url.to_owned(), Arc::clone(&tokens));
        let (next, bytes) = (Arc::clone(&next), Arc::clone(&bytes));
        askers.push(tokio::spawn(async move {
            let mut times = Vec::new();
            while begun.elapsed() < LENGTH {
                let token = &tokens[next.fetch_add(1, Ordering::Relaxed) % tokens.len()];
                let asked = Instant::now();
                let response = client.get(&url).bearer_auth(token).send().await?.error_for_status()?;
                bytes.store(response.bytes().await?.len(), Ordering::Relaxed);
                times.push(asked.elapsed().as_secs_f64() * 1_000.0);
            }
            Ok::<_, Failure>(times)
        }));
    }
    let mut times = Vec::new();
    for asker in askers {
        times.extend(asker.await??);
    }
    let rps = f64::from(u32::try_from(times.len())?) / begun.elapsed().as_secs_f64();
    let closed = Closed { rps, p50_ms: quantile(times.clone(), 500), p99_ms: quantile(times, 990) };
    Ok((closed, bytes.load(Ordering::Relaxed)))
}
