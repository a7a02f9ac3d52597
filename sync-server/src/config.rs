//! What an operator may set. Nothing needs to be.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use hubbub_core::id::Id;
use hubbub_core::store::migrate::Migration;

use crate::clock::Clock;
use crate::mail::MailServer;
use crate::tls::TlsFiles;

/// The port served when none is given.
pub(crate) const PORT: u16 = 7480;

/// The settings of a server.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where everything is kept.
    pub data: PathBuf,
    /// Where to listen; port 0 takes any free one.
    pub listen: SocketAddr,
    /// Where the operator's own addresses are served, as `/metrics`; nowhere when absent.
    pub operator: Option<SocketAddr>,
    /// Whether anybody may make an account.
    pub open_registration: bool,
    /// The community that new accounts join; when absent, the one the database names.
    pub community: Option<Id>,
    /// The server's clock.
    pub clock: Clock,
    /// Bytes of work that may wait for the writer; what comes on top is told to come later.
    pub queue_bytes_max: u32,
    /// Bytes of request bodies that may be in memory; what comes on top is told to come later.
    pub bodies_bytes_max: u32,
    /// How often a socket is asked whether its device is still there.
    pub ping_every: Duration,
    /// How long a message may take to leave a socket before its reader is dropped as too slow; larger ones get more.
    pub send_max: Duration,
    /// How often deadlines that have passed are looked for.
    pub deadlines_every: Duration,
    /// How often closed accounts are looked for whose time has come to be erased.
    pub erasures_every: Duration,
    /// Least time between two tellings of a topic to its watchers.
    pub live_every: Duration,
    /// Whole days that telemetry is kept, at most 90; daily sums stay.
    pub telemetry_days: i64,
    /// How often files that nothing names are collected.
    pub collect_every: Duration,
    /// The server's own program, which judges pictures in a process of its own; on a thread when absent.
    pub judge: Option<PathBuf>,
    /// How often mail that waits is looked for.
    pub mail_every: Duration,
    /// The mail server. Without one no mail is sent, and addresses of new accounts are taken as they are.
    pub mail: Option<MailServer>,
    /// Whether admins and hub managers must have a second factor. Off only where their passwords are no
    /// secret, as in the demo.
    pub second_factor: bool,
    /// How often people may ask.
    pub rates: Rates,
    /// TLS by the server itself. Without it, it has to stand behind a proxy that speaks TLS.
    pub tls: Option<TlsFiles>,
    /// Connections that one address may have at once; when absent, 2,000, and any number from this machine.
    pub connections_per_address: Option<usize>,
    /// Pages of these origins, as `https://admin.example.org`, may ask from a browser; none when empty.
    pub origins: Vec<String>,
    /// Proxies that are believed when they say whom they speak for (`X-Forwarded-For`).
    pub proxies: Vec<IpAddr>,
    /// Log every failed request as a JSON line; off for quiet tests.
    pub log_requests: bool,
}

impl Config {
    /// The settings for a data folder, on the loopback address and the usual port.
    #[must_use]
    pub fn new(data: impl Into<PathBuf>) -> Self {
        Self {
            data: data.into(),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, PORT)),
            operator: None,
            open_registration: true,
            community: None,
            clock: Clock::system(),
            queue_bytes_max: 64 * 1024 * 1024,
            bodies_bytes_max: 128 * 1024 * 1024,
            ping_every: Duration::from_secs(30),
            send_max: Duration::from_secs(20),
            deadlines_every: Duration::from_millis(200),
            erasures_every: Duration::from_secs(60),
            live_every: Duration::from_millis(50),
            telemetry_days: 30,
            collect_every: Duration::from_secs(60 * 60),
            judge: None,
            mail_every: Duration::from_millis(500),
            mail: None,
            second_factor: true,
            rates: Rates::default(),
            tls: None,
            connections_per_address: None,
            origins: Vec::new(),
            proxies: Vec::new(),
            log_requests: true,
        }
    }

    /// The same on any free port.
    #[must_use]
    pub fn on_any_port(mut self) -> Self {
        self.listen.set_port(0);
        self
    }
}

/// How often people may ask, beyond the limits of the single addresses (requirements I4 and P1).
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    /// Sign-ins of one account a minute, and of one account from one address.
    pub sign_ins_per_account: u32,
    /// Sign-ins from one address a minute: a whole co-op may share one.
    pub sign_ins_per_address: u32,
    /// New accounts, and mails asked for, from one address a minute.
    pub registrations_per_address: u32,
    /// Every limit so many times over: for load, and where a whole town shares one address.
    pub times: u32,
}

impl Rates {
    /// How often, of what a limit says.
    pub(crate) const fn of(&self, limit: u32) -> u32 {
        limit.saturating_mul(self.times)
    }
}

impl Default for Rates {
    fn default() -> Self {
        Self { sign_ins_per_account: 5, sign_ins_per_address: 300, registrations_per_address: 5, times: 1 }
    }
}

/// The rules that a server decides by.
pub struct Product<D> {
    /// The domain.
    pub domain: D,
    /// Its tables, and any migration of the server's own that belongs among them. Those that the
    /// server always needs are added when absent.
    pub migrations: Vec<Migration>,
    /// Grows with every version that knows more commands.
    pub vocabulary: u32,
}
