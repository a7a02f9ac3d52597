//! Structured logs: one JSON line per event, with the request's correlation id and a pseudonym for the
//! person. No address, no path with ids in it, no body: nothing personal is there to be masked.

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::http::{HeaderMap, StatusCode, header};
use hubbub_core::id::Id;
use hubbub_core::time::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::app::App;
use crate::audit::Circumstances;
use crate::{errors, random};

/// Digits of a correlation id that is taken over from a caller.
const CORRELATION_DIGITS: usize = 32;
/// Longest name of a device that is kept.
const AGENT_CHARS_MAX: usize = 120;

/// What is known of a request besides its own content.
#[derive(Clone)]
pub(crate) struct Context {
    /// Names the request in its answer and in the logs.
    pub(crate) correlation: String,
    /// Where it came from, unless the process does not know.
    pub(crate) address: Option<IpAddr>,
    /// What the device says it is, shortened.
    pub(crate) agent: String,
    /// Who asked, once that is known.
    pub(crate) user: Arc<OnceLock<Id>>,
}

impl Context {
    /// Takes a caller's correlation id when it is a UUID or a trace id (32 hexadecimal digits, with hyphens or
    /// without), and makes one otherwise: it is kept where nothing is erased, and must not be able to name anybody.
    pub(crate) fn of(headers: &HeaderMap, address: Option<IpAddr>, now: Timestamp) -> Self {
        let given = headers.get(errors::CORRELATION).and_then(|value| value.to_str().ok());
        let plain = |text: &&str| {
            let bare = text.replace('-', "");
            bare.len() == CORRELATION_DIGITS && bare.chars().all(|c| c.is_ascii_hexdigit())
        };
        let fresh = || random::id(now).unwrap_or_default().to_string();
        let correlation = given.filter(plain).map_or_else(fresh, str::to_owned);
        let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let agent = agent.chars().filter(|c| !c.is_control()).take(AGENT_CHARS_MAX).collect();
        Self { correlation, address, agent, user: Arc::default() }
    }

    /// What is kept of it where a rule says so.
    pub(crate) fn circumstances(&self, device: Id) -> Circumstances {
        let address = self.address.map(|address| address.to_canonical().to_string()).unwrap_or_default();
        Circumstances { correlation: self.correlation.clone(), device, address, agent: self.agent.clone() }
    }

    /// The address without its last part (IPv4: 24 bits, IPv6: 48 bits stay), for people to tell places apart.
    pub(crate) fn network(&self) -> String {
        match self.address.map(|address| address.to_canonical()) {
            Some(IpAddr::V4(address)) => {
                let [a, b, c, _] = address.octets();
                format!("{a}.{b}.{c}.0/24")
            }
            Some(IpAddr::V6(address)) => {
                let [a, b, c, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}::/48")
            }
            None => String::new(),
        }
    }

    /// Who shares a limit with this request when nobody is signed in: an IPv4 address, or an IPv6 network of
    /// one subscriber.
    pub(crate) fn neighbourhood(&self) -> String {
        match self.address.map(|address| address.to_canonical()) {
            Some(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}")
            }
            Some(address) => address.to_string(),
            None => String::new(),
        }
    }
}

/// Sends logs to standard error as JSON lines. `RUST_LOG` sets what is said, from `info`.
pub fn start() {
    start_into(std::io::stderr);
}

/// As [`start`], to a writer.
pub fn start_into<W>(writer: W)
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let started = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(writer).try_init();
    if started.is_err() {
        tracing::debug!("logs go where the process sent them before");
    }
}

/// Logs a request that failed.
pub(crate) fn failed_request(
    app: &App,
    context: &Context,
    method: &'static str,
    route: Option<&str>,
    status: StatusCode,
    took: Duration,
) {
    let user = context.user.get().map(|user| app.keys.pseudonym(*user)).unwrap_or_default();
    let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    // An unknown path is the caller's text, and may hold anything.
    let route = route.unwrap_or("(none)");
    let (correlation, status) = (&context.correlation, status.as_u16());
    if status >= 500 {
        tracing::error!(correlation, method, route, status, user, took_ms, "request failed");
    } else {
        tracing::info!(correlation, method, route, status, user, took_ms, "request refused");
    }
}

/// A time as RFC 3339 in UTC with milliseconds.
pub(crate) fn rfc3339(at: Timestamp) -> String {
    let (days, ms) = (at.0.div_euclid(DAY_MS), at.0.rem_euclid(DAY_MS));
    let (year, month, day) = civil(days);
    let (hour, minute) = (ms / HOUR_MS, ms % HOUR_MS / MINUTE_MS);
    let (second, milli) = (ms % MINUTE_MS / SECOND_MS, ms % SECOND_MS);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
}

/// Year, month and day of a day since 1970-01-01 in the Gregorian calendar: counted in years that start
/// in March, so that the leap day is the last.
const fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_rfc_3339() {
        for (ms, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (1_709_164_799_999, "2024-02-28T23:59:59.999Z"),
            (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
            (1_735_689_600_001, "2025-01-01T00:00:00.001Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(rfc3339(Timestamp(ms)), text);
        }
    }
}
