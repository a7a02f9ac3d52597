//! Connections: accepted up to a number, each with its time to send a head that fits.
//!
//! Whoever opens thousands of connections and says nothing on them takes a place each, for a while, and keeps
//! nobody else from speaking: heads that do not arrive in time end the connection, and one address has a part of the
//! places and no more.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tower::Layer as _;

use crate::tls::{RELOAD_EVERY, Tls};

/// Connections at once: the sockets of 10,000 devices, as many requests beside them, and room.
const CONNECTIONS_MAX: usize = 25_000;
/// Connections of one address at once, where the operator says nothing: a housing co-op behind one, and room. Proxies
/// that are believed have no such bound, nor has this machine itself.
const CONNECTIONS_PER_ADDRESS_MAX: usize = 2_000;
/// How long a head may take to arrive, and a connection may be silent between two requests.
const HEAD_MAX: Duration = Duration::from_secs(20);
/// Largest head, and what is read ahead of a body.
const HEAD_BYTES_MAX: usize = 32 * 1024;
/// Most lines of a head.
const HEADERS_MAX: usize = 64;
/// The rest after the machine had no room for another connection.
const EXHAUSTED_REST: Duration = Duration::from_millis(50);

/// Serves `router` until `stopping`; requests that run then have `patience` to end.
pub(crate) async fn serve(
    listener: TcpListener,
    tls: Option<Arc<Tls>>,
    router: Router,
    bounds: Bounds,
    stopping: watch::Receiver<bool>,
    patience: Duration,
) {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let neighbours = Arc::new(Neighbours { bounds, counts: Mutex::default() });
    let mut connections = JoinSet::new();
    let mut stopped = stopping.clone();
    let stop = async move { drop(stopped.wait_for(|stopping| *stopping).await) };
    tokio::pin!(stop);
    let mut look = tokio::time::interval(RELOAD_EVERY);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            Some(_) = connections.join_next(), if !connections.is_empty() => continue,
            _ = look.tick(), if tls.is_some() => {
                tls.iter().for_each(|tls| tls.reload());
                continue;
            }
            accepted = accept(&listener, &places) => accepted,
        };
        let (stream, peer, place) = accepted;
        let Some(neighbour) = Neighbours::come(&neighbours, peer.ip()) else { continue };
        let (tls, router, stopping) = (tls.clone(), router.clone(), stopping.clone());
        connections.spawn(async move {
            greet(stream, peer, tls, router, stopping).await;
            drop((neighbour, place));
        });
    }
    drop(listener);
    let ended = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(patience, ended).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
}

/// How many connections an address may have.
pub(crate) struct Bounds {
    /// As many as this, if the operator says so.
    pub(crate) per_address: Option<usize>,
    /// As many as they like.
    pub(crate) proxies: Vec<IpAddr>,
}

impl Bounds {
    fn of(&self, address: IpAddr) -> usize {
        match self.per_address {
            _ if self.proxies.contains(&address) => usize::MAX,
            Some(bound) => bound,
            None if address.is_loopback() => usize::MAX,
            None => CONNECTIONS_PER_ADDRESS_MAX,
        }
    }
}

/// How many connections each address has.
struct Neighbours {
    bounds: Bounds,
    counts: Mutex<BTreeMap<IpAddr, usize>>,
}

/// A connection of an address; dropped, the address has one less.
struct Neighbour {
    all: Arc<Neighbours>,
    address: IpAddr,
}

impl Neighbours {
    /// Counts a connection, unless its address has enough.
    fn come(all: &Arc<Self>, address: IpAddr) -> Option<Neighbour> {
        let address = address.to_canonical();
        let (bound, address) = (all.bounds.of(address), subscriber(address));
        let mut counts = all.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= bound {
            return None;
        }
        *count += 1;
        Some(Neighbour { all: Arc::clone(all), address })
    }
}

impl Drop for Neighbour {
    fn drop(&mut self) {
        let mut counts = self.all.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

/// An IPv4 address, or the IPv6 network of one subscriber (64 bits).
fn subscriber(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() >> 64 << 64).into()),
    }
}

type Accepted = (TcpStream, SocketAddr, tokio::sync::OwnedSemaphorePermit);

/// The next connection for which there is a place.
async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> Accepted {
    loop {
        let Ok(place) = Arc::clone(places).acquire_owned().await else { std::future::pending().await };
        match listener.accept().await {
            Ok((stream, peer)) => {
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "a connection delays its packets");
                }
                return (stream, peer, place);
            }
            // The peer is gone already, or the process has no more files: those who talk go on.
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(EXHAUSTED_REST).await;
            }
        }
    }
}

/// Shakes hands where the server itself speaks TLS, then talks.
async fn greet(
    stream: TcpStream,
    peer: SocketAddr,
    tls: Option<Arc<Tls>>,
    router: Router,
    stopping: watch::Receiver<bool>,
) {
    let Some(tls) = tls else { return talk(stream, peer, router, stopping).await };
    match tokio::time::timeout(HEAD_MAX, tls.acceptor().accept(stream)).await {
        Ok(Ok(stream)) => talk(stream, peer, router, stopping).await,
        Ok(Err(error)) => tracing::debug!(%error, "a handshake failed"),
        Err(_elapsed) => tracing::debug!("a handshake took too long"),
    }
}

async fn talk<S>(stream: S, peer: SocketAddr, router: Router, mut stopping: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = axum::Extension(ConnectInfo(peer)).layer(router);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_MAX)
        .max_buf_size(HEAD_BYTES_MAX)
        .max_headers(HEADERS_MAX)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
        .with_upgrades();
    tokio::pin!(connection);
    let stop = async move { drop(stopping.wait_for(|stopping| *stopping).await) };
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended badly");
    }
}
