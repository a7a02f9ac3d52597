//! The server over a WebSocket: exchanges, and what the server pushes unasked.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::StatusCode;
use tokio_tungstenite::tungstenite::http::header::{AUTHORIZATION, HeaderValue};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use super::Lost;
use crate::refusal::{Code, Refusal};
use crate::sync::protocol::{Frame, NotOurs, REPLY_BYTES_MAX, decode, encode};

/// Silence after which a socket counts as half-open, in milliseconds: the server pings every 30 s.
pub const SILENCE_MS_MAX: u64 = 75_000;
const CONNECT_MS_MAX: u64 = 10_000;

/// An open socket.
pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    /// Connects to the server at `base` (`http…`).
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn connect(base: &str, access_token: &str) -> Result<Self, Lost> {
        let url = format!("{}/ws", base.replacen("http", "ws", 1));
        let mut request = url.into_client_request().map_err(|error| lost(&error))?;
        let bearer = HeaderValue::from_str(&format!("Bearer {access_token}"));
        let bearer = bearer.map_err(|_| Lost::Refused(Refusal::new(Code::Unauthorized)))?;
        request.headers_mut().insert(AUTHORIZATION, bearer);
        let config = WebSocketConfig::default()
            .max_message_size(Some(REPLY_BYTES_MAX))
            .max_frame_size(Some(REPLY_BYTES_MAX));
        let connecting = connect_async_with_config(request, Some(config), true);
        let connected = timeout(Duration::from_millis(CONNECT_MS_MAX), connecting).await;
        let (stream, _) = connected.map_err(|_| silent())?.map_err(|error| lost(&error))?;
        Ok(Self(stream))
    }

    /// Sends a frame.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn send(&mut self, frame: &Frame) -> Result<(), Lost> {
        self.0.send(Message::binary(encode(frame))).await.map_err(|error| lost(&error))
    }

    /// The next frame, at most `wait_ms` milliseconds away. Cancelling loses no frame.
    ///
    /// # Errors
    /// [`Lost`], also when nothing came in time.
    pub async fn receive(&mut self, wait_ms: u64) -> Result<Frame, Lost> {
        loop {
            let message =
                timeout(Duration::from_millis(wait_ms), self.0.next()).await.map_err(|_| silent())?;
            match message {
                Some(Ok(Message::Binary(bytes))) => return Ok(decode(&bytes)?),
                Some(Ok(Message::Close(_))) | None => return Err(Lost::Unreachable("closed".to_owned())),
                Some(Ok(Message::Text(_))) => return Err(Lost::NotOurs(NotOurs::Foreign)),
                Some(Ok(_)) => {} // Pings are answered by the library.
                Some(Err(error)) => return Err(lost(&error)),
            }
        }
    }
}

fn silent() -> Lost {
    Lost::Unreachable("nothing came in time".to_owned())
}

fn lost(error: &Error) -> Lost {
    match error {
        Error::Http(response) if response.status() == StatusCode::UNAUTHORIZED => {
            Lost::Refused(Refusal::new(Code::Unauthorized))
        }
        other => Lost::Unreachable(other.to_string()),
    }
}
