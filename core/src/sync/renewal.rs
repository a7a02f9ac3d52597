//! Access tokens on a device: renewed before they end, and given up with the session.

use super::transport::Lost;
use super::transport::http::Http;
use super::worker::{End, Host, RENEW_BEFORE_MS, Session};

/// An access token that lasts a while, renewed if need be. Both loops may renew at the same moment: the
/// server gives both the same successor.
pub(super) async fn renewed(host: &dyn Host, http: &Http, session: Session) -> Result<String, End> {
    if session.expires_at.since(host.now()) > RENEW_BEFORE_MS {
        return Ok(session.tokens.access_token);
    }
    let tokens = http.refresh(&session.tokens.refresh_token, session.device).await?;
    host.keep(&tokens)?;
    Ok(tokens.access_token)
}

/// A session's access token, renewed when it ends soon.
///
/// # Errors
/// [`Lost`] when it could not be renewed.
pub async fn access_token(host: &dyn Host, http: &Http, session: Session) -> Result<String, Lost> {
    renewed(host, http, session).await.map_err(|end| match end {
        End::Lost(lost) => lost,
        _ => Lost::Unreachable("the store failed".to_owned()),
    })
}

/// Ends the session on the server.
///
/// # Errors
/// [`Lost`] when the server was not told.
pub async fn end_session(host: &dyn Host, http: &Http, session: Session) -> Result<(), Lost> {
    http.logout(&access_token(host, http, session).await?).await
}
