//! The server over HTTP.

use std::time::Duration;

use reqwest::header::{ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, RANGE, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{BUSY_MS_MAX, Lost, Tokens};
use crate::id::Id;
use crate::refusal::{Code, Refusal};
use crate::sync::protocol::{Answer, REPLY_BYTES_MAX, Request, decode, encode};
use crate::sync::telemetry::{PACKED, TelemetryBatch, TelemetryReceipt, pack};

/// The media type of exchanges.
pub const MEDIA_TYPE: &str = "application/x-hubbub";
/// Silence after which a link counts as dead. A slow link that still brings something is not.
pub const SILENCE_MS_MAX: u64 = 30_000;

/// A server's address, and a client that talks to it.
#[derive(Clone)]
pub struct Http {
    base: String,
    client: reqwest::Client,
    language: String,
}

/// A file piece's fate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Received {
    /// Bytes the server has.
    pub received: u64,
    /// Whether it has all, and they are what the name says.
    #[serde(default)]
    pub complete: bool,
}

impl Http {
    /// The server at `base`, as `https://hub.example`.
    ///
    /// # Errors
    /// [`Lost::Unreachable`] when no client can be made.
    pub fn new(base: &str, language: &str) -> Result<Self, Lost> {
        Self::named(base, language, "")
    }

    /// The same by a name, which the server keeps of each session: visible ASCII, or nothing.
    ///
    /// # Errors
    /// [`Lost::Unreachable`] when no client can be made.
    pub fn named(base: &str, language: &str, agent: &str) -> Result<Self, Lost> {
        let mut builder = reqwest::Client::builder();
        if !agent.is_empty() {
            builder = builder.user_agent(agent);
        }
        let client = builder
            .read_timeout(Duration::from_millis(SILENCE_MS_MAX))
            .connect_timeout(Duration::from_secs(10))
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| unreachable(&error))?;
        Ok(Self { base: base.trim_end_matches('/').to_owned(), client, language: language.to_owned() })
    }

    /// The server's address.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Makes an account.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn register(&self, email: &str, password: &str, name: &str, locale: &str) -> Result<(), Lost> {
        let body = json!({ "email": email, "password": password, "display_name": name, "locale": locale });
        self.post_json("register", &body).await.map(drop)
    }

    /// The next pair of tokens.
    ///
    /// # Errors
    /// [`Lost`]; [`Lost::is_signed_out`] when the session has ended.
    pub async fn refresh(&self, refresh_token: &str, device: Id) -> Result<Tokens, Lost> {
        self.tokens("refresh", &json!({ "refresh_token": refresh_token, "device": device })).await
    }

    /// Ends the session on the server.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn logout(&self, access_token: &str) -> Result<(), Lost> {
        let request =
            self.client.post(self.url("/api/v1/auth/logout")).header(AUTHORIZATION, bearer(access_token));
        sent(request.json(&json!({}))).await.map(drop)
    }

    /// One exchange.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn exchange(&self, access_token: &str, request: &Request) -> Result<Answer, Lost> {
        let bytes = self.post_binary("/sync/exchange", access_token, encode(request)).await?;
        Ok(decode(&bytes)?)
    }

    /// Sends samples.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn telemetry(
        &self,
        access_token: &str,
        batch: &TelemetryBatch,
    ) -> Result<TelemetryReceipt, Lost> {
        let (body, is_packed) = pack(encode(batch));
        let mut request =
            self.client.post(self.url("/sync/telemetry")).header(AUTHORIZATION, bearer(access_token));
        if is_packed {
            request = request.header(CONTENT_ENCODING, PACKED);
        }
        Ok(decode(&binary(request, body).await?)?)
    }

    /// Sends one piece of a file.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn put_piece(
        &self,
        access_token: &str,
        hash: &str,
        offset: u64,
        size: u64,
        piece: Vec<u8>,
    ) -> Result<Received, Lost> {
        let url = self.url(&format!("/sync/blob/{hash}?offset={offset}&size={size}"));
        let request = self.client.put(url).header(AUTHORIZATION, bearer(access_token)).body(piece);
        let response = request.send().await.map_err(|error| unreachable(&error))?;
        if response.status() == StatusCode::CONFLICT {
            return json_body(response).await; // It says how much it has.
        }
        json_body(accepted(response).await?).await
    }

    /// A piece of a file from `offset`, and the size of the whole file. Nothing when the server does
    /// not have the file, or not for us.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn get_piece(
        &self,
        access_token: &str,
        hash: &str,
        offset: u64,
        length: u64,
    ) -> Result<Option<(Vec<u8>, u64)>, Lost> {
        let range = format!("bytes={offset}-{}", offset.saturating_add(length).saturating_sub(1));
        let request = self.client.get(self.url(&format!("/sync/blob/{hash}")));
        let request = request.header(AUTHORIZATION, bearer(access_token)).header(RANGE, range);
        let response = request.send().await.map_err(|error| unreachable(&error))?;
        if response.status() == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        let response = accepted(response).await?;
        let total = response
            .headers()
            .get(reqwest::header::CONTENT_RANGE)
            .and_then(|value| value.to_str().ok()?.rsplit('/').next()?.parse().ok())
            .or_else(|| response.content_length());
        let bytes = response.bytes().await.map_err(|error| unreachable(&error))?;
        Ok(Some((bytes.to_vec(), total.unwrap_or_default())))
    }

    /// A request to an address of the server.
    pub(super) fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, self.url(path))
    }

    /// The language of the words that the server makes.
    pub(super) fn language(&self) -> &str {
        &self.language
    }

    async fn tokens(&self, what: &str, body: &Value) -> Result<Tokens, Lost> {
        let data = self.post_json(what, body).await?;
        serde_json::from_value(data).map_err(|_| Lost::NotOurs(crate::sync::protocol::NotOurs::Foreign))
    }

    async fn post_json(&self, what: &str, body: &Value) -> Result<Value, Lost> {
        let request = self.client.post(self.url(&format!("/api/v1/auth/{what}")));
        let response = sent(request.header(ACCEPT_LANGUAGE, &self.language).json(body)).await?;
        let mut envelope: Value = json_body(response).await?;
        Ok(envelope.get_mut("data").map(Value::take).unwrap_or_default())
    }

    async fn post_binary(&self, path: &str, access_token: &str, body: Vec<u8>) -> Result<Vec<u8>, Lost> {
        let request = self.client.post(self.url(path)).header(AUTHORIZATION, bearer(access_token));
        binary(request, body).await
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

/// Sends a binary message; the one that comes back.
async fn binary(request: reqwest::RequestBuilder, body: Vec<u8>) -> Result<Vec<u8>, Lost> {
    let response = sent(request.header(CONTENT_TYPE, MEDIA_TYPE).body(body)).await?;
    let ours = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == MEDIA_TYPE);
    if !ours {
        return Err(Lost::NotOurs(crate::sync::protocol::NotOurs::Foreign));
    }
    bounded(response).await
}

pub(super) fn bearer(access_token: &str) -> String {
    format!("Bearer {access_token}")
}

fn unreachable(error: &reqwest::Error) -> Lost {
    Lost::Unreachable(error.to_string())
}

pub(super) async fn sent(request: reqwest::RequestBuilder) -> Result<Response, Lost> {
    accepted(request.send().await.map_err(|error| unreachable(&error))?).await
}

/// The response, if it is a success; what it refuses, otherwise.
async fn accepted(response: Response) -> Result<Response, Lost> {
    #[derive(Deserialize)]
    struct Envelope {
        error: ErrorBody,
    }
    #[derive(Deserialize)]
    struct ErrorBody {
        code: Code,
        #[serde(default)]
        details: Vec<crate::refusal::Detail>,
    }
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let retry_after =
        response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if let (StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS, Some(seconds)) =
        (status, retry_after)
    {
        return Err(Lost::Busy(seconds.saturating_mul(1_000).min(BUSY_MS_MAX)));
    }
    let body = bounded(response).await?;
    match serde_json::from_slice::<Envelope>(&body) {
        Ok(Envelope { error }) => {
            let mut refusal = Refusal::new(error.code);
            refusal.details = error.details;
            Err(refusal.into())
        }
        Err(_) if status.is_server_error() => Err(Lost::Unreachable(format!("status {status}"))),
        Err(_) => Err(Lost::NotOurs(crate::sync::protocol::NotOurs::Foreign)),
    }
}

pub(super) async fn json_body<T: serde::de::DeserializeOwned>(response: Response) -> Result<T, Lost> {
    let body = bounded(response).await?;
    serde_json::from_slice(&body).map_err(|_| Lost::NotOurs(crate::sync::protocol::NotOurs::Foreign))
}

/// The body, unless it is larger than any reply of ours.
async fn bounded(mut response: Response) -> Result<Vec<u8>, Lost> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| unreachable(&error))? {
        if body.len() + piece.len() > REPLY_BYTES_MAX {
            return Err(Lost::NotOurs(crate::sync::protocol::NotOurs::Foreign));
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}
