//! Where a request comes from.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderMap;

/// What a proxy says whom it speaks for.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The address of whoever sent a request: the socket's, unless that is a proxy that is believed. Of a chain of
/// proxies the last entry that no believed one wrote counts: everything before it may be invented.
pub(crate) fn address(request: &Request, proxies: &[IpAddr]) -> Option<IpAddr> {
    let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
    Some(behind(peer.ip().to_canonical(), request.headers(), proxies))
}

pub(crate) fn behind(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let mut address = peer;
    let lines = headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
    for hop in hops.iter().rev() {
        if !proxies.contains(&address) {
            break;
        }
        let Ok(before) = hop.trim().parse::<IpAddr>() else { break };
        address = before.to_canonical();
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_believed_proxies_speak_for_others() {
        for (peer, forwarded, found) in [
            ("198.51.100.7", None, "198.51.100.7"),
            ("198.51.100.7", Some("203.0.113.5"), "198.51.100.7"),
            ("192.0.2.1", Some("203.0.113.5"), "203.0.113.5"),
            ("192.0.2.1", Some("1.2.3.4, 203.0.113.5"), "203.0.113.5"),
            ("192.0.2.1", Some("203.0.113.5, 192.0.2.2"), "203.0.113.5"),
            ("192.0.2.1", Some("nonsense"), "192.0.2.1"),
            ("192.0.2.1", None, "192.0.2.1"),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(text) = forwarded {
                headers.insert(FORWARDED_FOR, text.parse().unwrap());
            }
            let proxies = ["192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap()];
            let address = behind(peer.parse().unwrap(), &headers, &proxies);
            assert_eq!(address, found.parse::<IpAddr>().unwrap(), "{peer} {forwarded:?}");
        }
    }
}
